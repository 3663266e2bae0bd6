//! What a task force sets stricter than the floor of a tier: each setting changes what comes out, and whatever is set,
//! nothing is given away.

use crate::generated::{Dice, edition, incidents, quarter};
use crate::histories::{history, overlapping};
use crate::release::{assert_safe, publish};
use disclosure::policy::{ALWAYS_SENSITIVE, Areas, OfKind, Parties, Plan, Rules};
use disclosure::{Budget, Policy};
use domain::tables::{Attribution, TableDocument, Tier};
use domain::tabulate::{Counts, Split};
use domain::violation::ViolationType;
use jiff::civil::{Date, date};
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
    let plan = policy.plan();
    edition.policy = policy;
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

/// Asks more of one type than its class does.
fn ask(policy: &mut Policy, kind: ViolationType, sensitive: bool, change: impl FnOnce(&mut Rules)) {
    let mut rules = policy.class(kind.code(), sensitive);
    change(&mut rules);
    policy.violations.insert(kind.code().to_owned(), OfKind { sensitive, rules });
}

/// A rule that is stricter hides what the floor shows. Each would fail if its setting were read and not used.
#[test]
fn each_stricter_rule_hides_more() {
    let (from, to) = (date(2024, 1, 1), date(2024, 12, 31));
    let facts = incidents(7, 1_500);
    type Change = fn(&mut Policy, &mut Plan);
    let rules: [(&str, Tier, Change); 17] = [
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
        ("violations.abduction.children", Tier::Partner, |policy, _| {
            ask(policy, ViolationType::Abduction, false, |rules| rules.children = 60);
        }),
        ("violations.abduction.incidents", Tier::Partner, |policy, _| {
            ask(policy, ViolationType::Abduction, false, |rules| rules.incidents = 25);
        }),
        ("violations.attack_on_school.incidents", Tier::Public, |policy, _| {
            ask(policy, ViolationType::AttackOnSchool, false, |rules| rules.incidents = 25);
        }),
        ("violations.killing.width", Tier::Partner, |policy, _| {
            ask(policy, ViolationType::Killing, false, |rules| rules.width = 40);
        }),
        ("violations.maiming.hides_existence", Tier::Partner, |policy, _| {
            ask(policy, ViolationType::Maiming, false, |rules| rules.hides_existence = true);
        }),
        ("violations.abduction.greatest_share", Tier::Partner, |policy, _| {
            ask(policy, ViolationType::Abduction, true, |rules| rules.greatest_share = 5);
        }),
        ("violations.killing.sensitive", Tier::Public, |policy, _| {
            ask(policy, ViolationType::Killing, true, |_| ());
        }),
    ];
    let usual = [Tier::Partner, Tier::Public].map(|tier| {
        let of = edition(&facts, tier, from, to, Attribution::Joint);
        (withheld(&protected(&of)), of)
    });
    for (key, tier, change) in rules {
        let (usual, of) = &usual[usize::from(tier == Tier::Public)];
        let stricter = under(of.clone(), set(report::release::tier_of(tier), change));
        let hidden = withheld(&protected(&stricter));
        assert!(hidden.difference(usual).next().is_some(), "{key} at the {tier} tier hides nothing more");
    }
}

/// The rows of a table by type that are hidden, in part or whole.
fn rows_hidden(document: &TableDocument, table: &str) -> BTreeSet<String> {
    withheld(document).into_iter().filter(|(of, ..)| of == table).map(|(_, row, _)| row).collect()
}

/// What one type is asked hides its own figures, and those that add up nothing but types that all are asked it; by area
/// nothing of what is sensitive stands.
#[test]
fn a_type_is_held_to_what_it_is_asked_itself() {
    assert_eq!(ALWAYS_SENSITIVE, ViolationType::SexualViolence.code());
    let (from, to) = (date(2024, 1, 1), date(2025, 12, 31));
    let of = edition(&incidents(7, 3_000), Tier::Public, from, to, Attribution::Joint);
    let boys = |document: &TableDocument, kind: ViolationType| {
        let table = document.table("verified.victims").unwrap();
        table.rows.iter().find(|row| row.key == kind.code()).unwrap().figure("boys")
    };
    let (killing, maiming) = (ViolationType::Killing, ViolationType::Maiming);
    let usual = protected(&of);
    let is = boys(&usual, killing).unwrap();
    let above = u32::try_from(is).unwrap() + 1;
    let hides = |policy: &mut Policy, kind| ask(policy, kind, false, |rules| rules.children = above);
    let own =
        protected(&under(of.clone(), set(disclosure::Tier::Public, |policy, _| hides(policy, killing))));
    assert_eq!(boys(&own, killing), None);
    // The ordinary threshold is as it was: figures of other types that are as small are shown.
    let small = |document: &TableDocument| {
        let table = document.table("verified.victims").unwrap();
        let rows = table.rows.iter().filter(|row| row.key != killing.code());
        let figures = rows.flat_map(|row| row.cells.values().copied().flatten());
        figures.filter(|figure| (10..u64::from(above)).contains(figure)).count()
    };
    assert!(small(&own) > 0, "{own:?}");
    // One of which exactly as many are told is shown.
    let exactly = |policy: &mut Policy| ask(policy, killing, false, |rules| rules.children = above - 1);
    let told = protected(&under(of.clone(), set(disclosure::Tier::Public, |policy, _| exactly(policy))));
    assert_eq!(boys(&told, killing), Some(is));
    // Maiming called sensitive is in no table by area, as sexual violence is not; killing is.
    let sensitive = set(disclosure::Tier::Public, |policy, _| ask(policy, maiming, true, |_| ()));
    let sensitive = protected(&under(of, sensitive));
    let told = |document: &TableDocument, kind: ViolationType| {
        let rows = &document.table("verified.by_area").unwrap().rows;
        rows.iter().filter(|row| row.figure(kind.code()).is_some_and(|figure| figure > 0)).count()
    };
    assert!(told(&usual, maiming) > 0 && told(&sensitive, maiming) == 0);
    assert!(told(&sensitive, ViolationType::RecruitmentUse) > 0);
    assert!(rows_hidden(&usual, "verified.by_area").is_subset(&rows_hidden(&sensitive, "verified.by_area")));
}

/// The stricter a threshold of one type is, the more of its figures are hidden for their own sake; nothing that is hidden
/// for its own sake at one threshold is shown at a higher one.
#[test]
fn a_higher_threshold_of_a_type_hides_what_a_lower_one_does_for_its_own_sake() {
    let (from, to) = (date(2024, 1, 1), date(2024, 12, 31));
    let of = edition(&incidents(3, 900), Tier::Public, from, to, Attribution::Joint);
    let exact = of.document.clone();
    for children in [10, 15, 25, 60] {
        let policy = set(disclosure::Tier::Public, |policy, _| {
            ask(policy, ViolationType::Abduction, false, |rules| rules.children = children);
        });
        let hidden = withheld(&protected(&under(of.clone(), policy)));
        for table in ["verified.victims", "late.victims", "unverified.victims"] {
            let rows = exact.table(table).into_iter().flat_map(|table| &table.rows);
            for row in rows.filter(|row| row.key == ViolationType::Abduction.code()) {
                for (column, figure) in &row.cells {
                    let is_small = figure.is_some_and(|figure| (1..u64::from(children)).contains(&figure));
                    let cell = (table.to_owned(), row.key.clone(), column.clone());
                    assert!(!is_small || hidden.contains(&cell), "{children}: {cell:?}");
                }
            }
        }
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
        for kind in ViolationType::ALL.iter().filter(|_| dice.below(3) == 0).collect::<Vec<_>>() {
            let sensitive = kind.code() == ALWAYS_SENSITIVE || dice.below(4) == 0;
            ask(policy, *kind, sensitive, |rules| {
                rules.children += dice.below(15) as u32 * dice.below(2) as u32;
                rules.incidents += dice.below(4) as u32;
                rules.width += dice.below(6) as u32 * dice.below(2) as u32;
                rules.hides_existence |= dice.below(4) == 0;
                rules.greatest_share -=
                    dice.below(u64::from(rules.greatest_share)) as u32 * dice.below(2) as u32;
            });
        }
        if dice.below(4) == 0 {
            plan.areas = Areas::None;
        }
        plan.parties = [Parties::None, Parties::Kind, Parties::Named, Parties::Named][dice.below(4) as usize];
        plan.sensitive_by_area &= dice.below(2) == 0;
    })
}

/// In the table by type and sex, whose figures count one type each, none that is shown is below what the type is asked.
fn assert_each_type_is_held_to_its_own(exact: &TableDocument, new: &Edition) {
    let rows = exact.table("verified.victims").into_iter().flat_map(|table| &table.rows);
    let hidden = withheld(&new.document);
    for row in rows {
        let Some(of) = new.policy.violations.get(&row.key) else { continue };
        for (column, figure) in row.cells.iter().filter(|(column, _)| *column != "total") {
            let is_small = figure.is_some_and(|figure| (1..u64::from(of.rules.children)).contains(&figure));
            let cell = ("verified.victims".to_owned(), row.key.clone(), column.clone());
            assert!(!is_small || hidden.contains(&cell), "{cell:?} is {figure:?}");
        }
    }
}

/// Publishes editions, each under a policy of its own, and attacks every one. What an edition hid is hidden in all that
/// come after it, whatever their own policies would show.
fn publish_all(editions: Vec<Edition>, dice: &mut Dice) {
    let mut earlier: Vec<Edition> = Vec::new();
    for edition in editions {
        let policy = random(dice, edition.policy.tier);
        let edition = under(edition, policy);
        let exact = edition.document.clone();
        let (_, attempts) = publish(edition, &mut earlier);
        assert_safe(&attempts);
        assert_each_type_is_held_to_its_own(&exact, &earlier[earlier.len() - 1]);
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
    let (from, to) = (date(2024, 1, 1), date(2024, 12, 31));
    let alone = withheld(&protected(&of(from, to)));
    let of_a_class = set(disclosure::Tier::Public, |policy, _| policy.ordinary.children = 60);
    let of_a_type = set(disclosure::Tier::Public, |policy, _| {
        ask(policy, ViolationType::Killing, true, |rules| rules.children = 60);
        ask(policy, ViolationType::Maiming, false, |rules| rules.width = 12);
    });
    for strict in [of_a_class, of_a_type] {
        stays_hidden(of, strict, &alone);
    }
}

fn stays_hidden(
    of: impl Fn(Date, Date) -> Edition,
    strict: Policy,
    alone: &BTreeSet<(String, String, String)>,
) {
    let (from, to) = (date(2024, 1, 1), date(2024, 12, 31));
    let mut earlier = Vec::new();
    publish(under(of(from, to), strict), &mut earlier);
    let hidden = withheld(&earlier[0].document);
    assert!(hidden.difference(alone).next().is_some());
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
