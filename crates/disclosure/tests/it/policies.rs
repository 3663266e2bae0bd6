//! Policies and their floors, and what printed shares give away.

use disclosure::Policy;
use disclosure::policy::{ALWAYS_SENSITIVE, Areas, Behind, OfKind, Parties, Plan, Reason, Rules, Tier};
use disclosure::ratio::Printed;

const TIERS: [Tier; 3] = [Tier::Internal, Tier::Partner, Tier::Public];

#[test]
fn every_floor_is_a_policy() {
    for tier in TIERS {
        Policy::floor(tier).check().unwrap();
    }
}

#[test]
fn a_policy_below_the_floor_is_told_what_to_change() {
    let mut policy = Policy::floor(Tier::Public);
    policy.ordinary.children = 3;
    let told = policy.check().unwrap_err().to_string();
    assert_eq!(told, "the public policy sets ordinary.children to 3: it must be at least 10");
    let mut policy = Policy::floor(Tier::Partner);
    policy.sensitive.hides_existence = false;
    let told = policy.check().unwrap_err().to_string();
    assert_eq!(told, "the partner policy sets sensitive.hides_existence to false: it must be true");
    let mut policy = Policy::floor(Tier::Partner);
    policy.sensitive.greatest_share = 95;
    let told = policy.check().unwrap_err().to_string();
    assert_eq!(told, "the partner policy sets sensitive.greatest_share to 95: it must be at most 80");
}

#[test]
fn a_plan_below_the_floor_is_told_what_to_change() {
    let told = |tier, change: fn(&mut Plan)| {
        let mut policy = Policy::floor(tier);
        change(policy.plan.as_mut().unwrap());
        policy.check().unwrap_err().to_string()
    };
    let areas = told(Tier::Public, |plan| plan.areas = Areas::Any);
    assert_eq!(areas, "the public policy sets areas to any: it must be level-1 or none");
    let sensitive = told(Tier::Public, |plan| plan.sensitive_by_area = true);
    assert_eq!(sensitive, "the public policy sets sensitive_by_area to true: it must be false");
    let short = told(Tier::Partner, |plan| plan.shortest_period = 1);
    assert_eq!(short, "the partner policy sets shortest_period to 1: it must be at least 3 months");
    let none = told(Tier::Partner, |plan| plan.longest_period = Some(2));
    assert_eq!(none, "the partner policy sets longest_period to 2: it must be at least 3 months");
}

/// Releases that were frozen before plans were settings are read, written again to the byte, and mean the same.
#[test]
fn a_policy_that_was_frozen_without_a_plan_stays_as_it_was() {
    let frozen = r#"{"tier":"public","ordinary":{"children":10,"incidents":3,"sources":2,"width":5,"hides_existence":false,"greatest_share":80},"sensitive":{"children":10,"incidents":3,"sources":2,"width":5,"hides_existence":true,"greatest_share":80}}"#;
    let policy: Policy = serde_json::from_str(frozen).unwrap();
    assert_eq!(serde_json::to_string(&policy).unwrap(), frozen);
    policy.check().unwrap();
    let plan = policy.plan();
    assert_eq!((plan.areas, plan.parties), (Areas::Level1, Parties::Named));
    assert_eq!((plan.sensitive_by_area, plan.shortest_period, plan.longest_period), (false, 3, None));
}

#[test]
fn what_two_policies_protect_together_is_what_either_does() {
    let mut one = Policy::floor(Tier::Public);
    one.ordinary.children = 20;
    one.sensitive.greatest_share = 50;
    let mut other = Policy::floor(Tier::Public);
    other.ordinary.width = 9;
    other.ordinary.hides_existence = true;
    other.sensitive.incidents = 7;
    let both = one.as_strict_as(&other);
    assert_eq!(both, Policy { tier: Tier::Public, ..other.as_strict_as(&one) });
    assert!(both.violations.is_empty());
    assert_eq!((both.ordinary.children, both.ordinary.width, both.ordinary.hides_existence), (20, 9, true));
    assert_eq!((both.sensitive.greatest_share, both.sensitive.incidents), (50, 7));
}

/// A policy of which one kind is asked more than its class is.
fn with(mut policy: Policy, kind: &str, sensitive: bool, change: impl FnOnce(&mut Rules)) -> Policy {
    let mut rules = policy.class(kind, sensitive);
    change(&mut rules);
    policy.violations.insert(kind.to_owned(), OfKind { sensitive, rules });
    policy
}

#[test]
fn a_kind_below_its_class_is_told_what_to_change() {
    let told = |policy: Policy| policy.check().unwrap_err().to_string();
    let public = || Policy::floor(Tier::Public);
    let few = told(with(public(), "abduction", false, |rules| rules.children = 9));
    assert_eq!(few, "the public policy sets violations.abduction.children to 9: it must be at least 10");
    // Its class, not the floor.
    let mut strict = public();
    strict.ordinary.children = 20;
    let few = told(with(strict.clone(), "abduction", false, |rules| rules.children = 19));
    assert!(few.ends_with("it must be at least 20"), "{few}");
    // What a task force calls sensitive is no freer than it was.
    let few = told(with(strict, "abduction", true, |rules| rules.children = 19));
    assert!(few.ends_with("it must be at least 20"), "{few}");
    let exists = told(with(public(), "abduction", true, |rules| rules.hides_existence = false));
    assert!(exists.contains("violations.abduction.hides_existence to false: it must be true"), "{exists}");
    let share = told(with(public(), ALWAYS_SENSITIVE, true, |rules| rules.greatest_share = 81));
    assert!(
        share.contains("violations.sexual_violence.greatest_share to 81: it must be at most 80"),
        "{share}"
    );
    let freed = told(with(public(), ALWAYS_SENSITIVE, false, |_| ()));
    assert_eq!(
        freed,
        "the public policy sets violations.sexual_violence.sensitive to false: it must be true"
    );
    let plain = with(public(), "abduction", false, |rules| rules.children = 15);
    plain.check().unwrap();
    let frozen = serde_json::to_string(&plain).unwrap();
    assert!(frozen.ends_with(
        r#""violations":{"abduction":{"sensitive":false,"rules":{"children":15,"incidents":3,"sources":2,"width":5,"hides_existence":false,"greatest_share":80}}}}"#
    ), "{frozen}");
    assert_eq!(serde_json::from_str::<Policy>(&frozen).unwrap(), plain);
}

#[test]
fn a_sum_is_held_to_what_its_kinds_have_in_common_and_whoever_suffered_all_to_the_strictest() {
    let policy = with(Policy::floor(Tier::Public), "killing", false, |rules| rules.children = 20);
    let policy = with(policy, "maiming", false, |rules| (rules.children, rules.width) = (15, 9));
    let (ordinary, sensitive) = (policy.ordinary, policy.sensitive);
    assert_eq!(policy.rules_of_sum(["killing"]).children, 20);
    assert_eq!(policy.rules_of_sum(["killing", "maiming"]), Rules { children: 15, ..ordinary });
    assert_eq!(policy.rules_of_sum(["killing", "abduction"]), ordinary);
    assert_eq!(policy.rules_of_sum([ALWAYS_SENSITIVE, "maiming"]), Rules { children: 10, ..ordinary });
    assert_eq!(policy.rules_of_sum([ALWAYS_SENSITIVE]), sensitive);
    assert_eq!(policy.rules_of_sum([]), ordinary);
    assert_eq!(policy.rules_of_all(["killing", "maiming"]), Rules { children: 20, width: 9, ..ordinary });
    let all = policy.rules_of_all(["killing", ALWAYS_SENSITIVE]);
    assert_eq!(all, Rules { children: 20, ..sensitive });
    assert_eq!(policy.rules_of_all(["abduction", "recruitment_use"]), ordinary);
}

const KINDS: [&str; 4] = ["killing", "maiming", "abduction", ALWAYS_SENSITIVE];

/// A policy at or above the floor for the public: what is added to rules of the classes, then of the kinds.
fn drawn(added: &[(u32, u32, bool, bool)]) -> Policy {
    let mut policy = Policy::floor(Tier::Public);
    let more = |rules: &mut Rules, (children, width, hides, _): (u32, u32, bool, bool)| {
        rules.children += children;
        rules.width += width;
        rules.hides_existence |= hides;
        rules.greatest_share -= children;
    };
    more(&mut policy.ordinary, added[0]);
    more(&mut policy.sensitive, added[1]);
    for (kind, add) in KINDS.into_iter().zip(&added[2..]).filter(|(_, add)| add.0 % 3 > 0) {
        policy = with(policy, kind, add.3 || kind == ALWAYS_SENSITIVE, |rules| more(rules, *add));
    }
    policy.check().unwrap();
    policy
}

proptest::proptest! {
    /// Of whatever a figure counts, two policies together ask no less than each, and a kind no less than its class.
    #[test]
    fn together_policies_ask_no_less_than_each(
        one in proptest::collection::vec((0_u32..9, 0_u32..9, proptest::bool::ANY, proptest::bool::ANY), 6),
        other in proptest::collection::vec((0_u32..9, 0_u32..9, proptest::bool::ANY, proptest::bool::ANY), 6),
        which in 0_usize..16,
    ) {
        let of: Vec<&str> = (0..4).filter(|bit| which >> bit & 1 == 1).map(|bit| KINDS[bit]).collect();
        let (one, other) = (drawn(&one), drawn(&other));
        let both = one.as_strict_as(&other);
        both.check().unwrap();
        // The same whichever comes first, as every rule is of a tier.
        proptest::prop_assert_eq!(&both, &Policy { tier: both.tier, ..other.as_strict_as(&one) });
        let plain = |policy: &Policy| Policy { violations: Default::default(), ..policy.clone() };
        let sum = |policy: &Policy| policy.rules_of_sum(of.iter().copied());
        let all = |policy: &Policy| policy.rules_of_all(of.iter().copied());
        let holds = |strict: Rules, lax: Rules| {
            strict.children >= lax.children && strict.width >= lax.width && strict.incidents >= lax.incidents
                && strict.hides_existence >= lax.hides_existence && strict.greatest_share <= lax.greatest_share
        };
        for policy in [&one, &other] {
            proptest::prop_assert!(holds(sum(&both), sum(policy)) && holds(all(&both), all(policy)));
            proptest::prop_assert!(holds(sum(policy), sum(&plain(policy))) && holds(all(policy), all(&plain(policy))));
            let sensitive = of.iter().all(|kind| policy.is_sensitive(kind));
            proptest::prop_assert!(!sensitive || of.iter().all(|kind| both.is_sensitive(kind)));
        }
    }
}

#[test]
fn a_stricter_policy_is_allowed() {
    let mut policy = Policy::floor(Tier::Public);
    policy.ordinary.children = 20;
    policy.ordinary.width = 9;
    policy.ordinary.hides_existence = true;
    policy.check().unwrap();
}

#[test]
fn figures_are_protected_by_children_incidents_and_sources() {
    let rules = Policy::floor(Tier::Partner).ordinary;
    let behind = |incidents, sources| Some(Behind { incidents, sources });
    assert_eq!(rules.reason(0, behind(0, 0)), None);
    assert_eq!(rules.reason(4, behind(4, 4)), Some(Reason::FewChildren));
    assert_eq!(rules.reason(5, behind(2, 2)), None);
    assert_eq!(rules.reason(7, behind(1, 2)), Some(Reason::FewIncidents));
    assert_eq!(rules.reason(7, behind(2, 1)), Some(Reason::FewSources));
    assert_eq!(rules.reason(7, None), None);
}

#[test]
fn a_small_official_total_is_split_into_three_parts_or_not_at_all() {
    let rules = Policy::floor(Tier::Partner).ordinary;
    assert!(rules.may_split(3, 1) && rules.may_split(0, 1));
    assert!(!rules.may_split(2, 2) && rules.may_split(2, 3));
    assert!(!Policy::floor(Tier::Public).sensitive.may_split(3, 4));
}

#[test]
fn a_printed_share_bounds_its_count() {
    // 12.5 % of 8 is one and nothing else; 33.3 % of 300 is 100 give or take nothing.
    assert_eq!(Printed { units: 125, whole: 1000 }.counts(8), Some((1, 1)));
    assert_eq!(Printed { units: 333, whole: 1000 }.counts(3), Some((1, 1)));
    assert_eq!(Printed { units: 333, whole: 1000 }.counts(4), None);
    assert_eq!(Printed { units: 33, whole: 100 }.counts(1000), Some((325, 334)));
    assert_eq!(Printed { units: 0, whole: 100 }.counts(10), Some((0, 0)));
    assert_eq!(Printed { units: 1, whole: 0 }.counts(10), None);
}
