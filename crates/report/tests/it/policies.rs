//! What a task force sets stricter than the floor of a tier: each setting changes what comes out, and whatever is set,
//! nothing is given away.

use crate::generated::{Dice, edition, incidents, quarter};
use crate::histories::{history, overlapping};
use crate::release::{assert_safe, publish};
use disclosure::policy::{Areas, Parties, Plan};
use disclosure::{Budget, Policy};
use domain::tables::{Attribution, TableDocument, Tier};
use domain::tabulate::{Counts, Split};
use jiff::civil::date;
use report::release::{Edition, protect};
use std::collections::BTreeSet;

/// Every hidden figure of a document.
fn withheld(document: &TableDocument) -> BTreeSet<(String, String, String)> {
    let mut cells = BTreeSet::new();
    for table in &document.tables {
        for row in &table.rows {
            let columns = row.suppressed.keys();
            cells.extend(columns.map(|column| (table.id.clone(), row.key.clone(), column.clone())));
        }
    }
    cells
}

fn protected(edition: &Edition) -> TableDocument {
    protect(edition, &[], &mut Budget::unlimited()).unwrap()
}

/// An edition under another policy, with the tables that it allows.
fn under(mut edition: Edition, policy: Policy) -> Edition {
    edition.policy = policy;
    let plan = policy.plan();
    let is_allowed = |split: Split| match split {
        Split::Area => plan.areas != Areas::None,
        Split::Party => plan.parties == Parties::Named,
        _ => true,
    };
    edition.document.tables.retain(|table| match Counts::of(table) {
        Some(Counts::Violations(meaning)) => meaning.splits().all(is_allowed),
        _ => true,
    });
    // Of tables that are left out there are no incidents to be known.
    let known: BTreeSet<&str> = edition.document.tables.iter().map(|table| table.id.as_str()).collect();
    edition.fine.incidents.retain(|incidents| known.contains(incidents.cell.table.as_str()));
    edition
}

fn set(tier: disclosure::Tier, change: impl FnOnce(&mut Policy, &mut Plan)) -> Policy {
    let mut policy = Policy::floor(tier);
    let mut plan = policy.plan();
    change(&mut policy, &mut plan);
    policy.plan = Some(plan);
    policy.check().unwrap();
    policy
}

/// A rule that is stricter hides what the floor shows. Each would fail if its setting were read and not used.
#[test]
fn each_stricter_rule_hides_more() {
    let (from, to) = (date(2024, 1, 1), date(2024, 12, 31));
    let facts = incidents(7, 1_500);
    type Change = fn(&mut Policy, &mut Plan);
    let rules: [(&str, Tier, Change); 10] = [
        ("ordinary.children", Tier::Partner, |policy, _| policy.ordinary.children = 40),
        ("ordinary.incidents", Tier::Partner, |policy, _| policy.ordinary.incidents = 15),
        ("ordinary.width", Tier::Partner, |policy, _| policy.ordinary.width = 25),
        ("ordinary.hides_existence", Tier::Partner, |policy, _| policy.ordinary.hides_existence = true),
        ("sensitive.children", Tier::Partner, |policy, _| policy.sensitive.children = 60),
        ("sensitive.incidents", Tier::Partner, |policy, _| policy.sensitive.incidents = 25),
        ("sensitive.width", Tier::Partner, |policy, _| policy.sensitive.width = 40),
        ("sensitive.greatest_share", Tier::Partner, |policy, _| policy.sensitive.greatest_share = 5),
        ("sensitive_by_area", Tier::Partner, |_, plan| plan.sensitive_by_area = false),
        ("ordinary.children", Tier::Public, |policy, _| policy.ordinary.children = 60),
    ];
    for (key, tier, change) in rules {
        let of = edition(&facts, tier, from, to, Attribution::Joint);
        let usual = withheld(&protected(&of));
        let stricter = under(of, set(report::release::tier_of(tier), change));
        let hidden = withheld(&protected(&stricter));
        assert!(hidden.difference(&usual).next().is_some(), "{key} at the {tier} tier hides nothing more");
    }
}

/// What a plan forbids is refused, with what to change.
#[test]
fn each_stricter_plan_refuses_what_it_does_not_allow() {
    let facts = incidents(1, 60);
    let refused = |from, to, change: fn(&mut Policy, &mut Plan)| {
        let mut of = edition(&facts, Tier::Public, from, to, Attribution::Joint);
        report::release::check(&of.document, &of.policy).unwrap();
        of.policy = set(disclosure::Tier::Public, change);
        report::release::check(&of.document, &of.policy).unwrap_err().to_string()
    };
    let (from, to) = quarter(0);
    let areas = refused(from, to, |_, plan| plan.areas = Areas::None);
    assert!(areas.contains("by_area") && areas.contains("leave area out"), "{areas}");
    let kind = refused(from, to, |_, plan| plan.parties = Parties::Kind);
    assert!(kind.contains("by_party") && kind.contains("party_category"), "{kind}");
    let none = refused(from, to, |_, plan| plan.parties = Parties::None);
    assert!(none.contains("by_party") && none.contains("leave party"), "{none}");
    let short = refused(from, to, |_, plan| plan.shortest_period = 6);
    assert!(short.contains("whole months, 6 or more"), "{short}");
    let long = refused(date(2024, 1, 1), date(2025, 12, 31), |_, plan| plan.longest_period = Some(12));
    assert!(long.contains("longer than the 12 months"), "{long}");
}

/// A policy at or above the floor of a tier.
fn random(dice: &mut Dice, tier: disclosure::Tier) -> Policy {
    set(tier, |policy, plan| {
        for rules in [&mut policy.ordinary, &mut policy.sensitive] {
            rules.children += dice.below(15) as u32 * dice.below(2) as u32;
            rules.incidents += dice.below(4) as u32;
            rules.width += dice.below(8) as u32 * dice.below(2) as u32;
            rules.hides_existence |= dice.below(3) == 0;
            rules.greatest_share -= dice.below(60) as u32;
        }
        if dice.below(4) == 0 {
            plan.areas = Areas::None;
        }
        plan.parties = [Parties::None, Parties::Kind, Parties::Named, Parties::Named][dice.below(4) as usize];
        plan.sensitive_by_area &= dice.below(2) == 0;
    })
}

/// Publishes editions, each under a policy of its own, and attacks every one. What an edition hid is hidden in all that
/// come after it, whatever their own policies would show.
fn publish_all(editions: Vec<Edition>, dice: &mut Dice) {
    let mut earlier: Vec<Edition> = Vec::new();
    for edition in editions {
        let policy = random(dice, edition.policy.tier);
        let (_, attempts) = publish(under(edition, policy), &mut earlier);
        assert_safe(&attempts);
        let new = &earlier[earlier.len() - 1];
        let hidden = withheld(&new.document);
        for before in &earlier[..earlier.len() - 1] {
            let is_same =
                (before.document.period, before.document.tier) == (new.document.period, new.document.tier);
            for cell in withheld(&before.document).into_iter().filter(|_| is_same) {
                let is_told = new.document.table(&cell.0).is_some();
                assert!(!is_told || hidden.contains(&cell), "{cell:?} was hidden before");
            }
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 3, ..Default::default() })]

    #[test]
    fn no_policies_over_a_history_give_anything_away(seed in 0_u64..1_000_000, count in 30_u32..300) {
        publish_all(history(seed, count), &mut Dice(seed ^ 0x5eed));
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 3, ..Default::default() })]

    #[test]
    fn no_policies_over_overlapping_periods_give_anything_away(seed in 0_u64..1_000_000, count in 30_u32..300) {
        publish_all(overlapping(seed, count, true), &mut Dice(seed ^ 0x5eed));
    }
}

/// Two editions of other policies that share a sum: what the stricter one hides of it stays hidden, in either order, and
/// so does what lies between their periods.
#[test]
fn what_the_stricter_of_two_policies_hides_stays_hidden() {
    let facts = incidents(9, 900);
    let of = |from, to| edition(&facts, Tier::Public, from, to, Attribution::Joint);
    let strict = set(disclosure::Tier::Public, |policy, _| policy.ordinary.children = 60);
    let (from, to) = (date(2024, 1, 1), date(2024, 12, 31));
    let alone = withheld(&protected(&of(from, to)));
    let mut earlier = Vec::new();
    publish(under(of(from, to), strict), &mut earlier);
    let hidden = withheld(&earlier[0].document);
    assert!(hidden.difference(&alone).next().is_some());
    // The same year again, in a report that is called otherwise.
    let mut again = of(from, to);
    again.document.report = "country".to_owned();
    let (_, attempts) = publish(again, &mut earlier);
    assert_safe(&attempts);
    assert!(hidden.is_subset(&withheld(&earlier[1].document)));
    // Half of it: the other half is no more told than the year.
    let (_, attempts) = publish(of(from, date(2024, 6, 30)), &mut earlier);
    assert_safe(&attempts);
}
