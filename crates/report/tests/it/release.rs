//! Editions for wider audiences: random task forces, random histories, always attacked.

use crate::generated::{edition, incidents, quarter};
use crate::histories::{hide_small_alone, history, overlapping};
use disclosure::Budget;
use domain::counting::{Day, Marked, MarkedKind, Until};
use domain::tables::{Attribution, TableDocument, Tier};
use domain::violation::{Sex, Status, ViolationType};
use jiff::civil::date;
use report::release::{Attempt, Edition, attack, protect};

pub(crate) fn publish(mut edition: Edition, earlier: &mut Vec<Edition>) -> (usize, Vec<Attempt>) {
    let exact = edition.document.clone();
    edition.document = protect(&edition, earlier, &mut Budget::unlimited()).unwrap();
    let attempts = attack(&edition, earlier, &mut Budget::unlimited()).unwrap();
    assert_only_hidden(&exact, &edition.document);
    let hidden = hidden(&edition.document);
    earlier.push(edition);
    (hidden, attempts)
}

fn hidden(document: &TableDocument) -> usize {
    document.tables.iter().flat_map(|table| &table.rows).map(|row| row.suppressed.len()).sum()
}

/// Every figure that is shown is the true one.
fn assert_only_hidden(exact: &TableDocument, released: &TableDocument) {
    for table in &released.tables {
        for row in &table.rows {
            let true_row =
                exact.table(&table.id).and_then(|table| table.rows.iter().find(|one| one.key == row.key));
            for (column, figure) in row.cells.iter().filter_map(|(column, cell)| cell.map(|n| (column, n))) {
                assert_eq!(
                    true_row.map(|row| row.figure(column)),
                    Some(Some(figure)),
                    "{} {}",
                    table.id,
                    row.key
                );
            }
        }
    }
}

pub(crate) fn assert_safe(attempts: &[Attempt]) {
    for attempt in attempts {
        assert!(
            attempt.breaches.is_empty(),
            "{:?} {:?}: {:?}",
            attempt.audience,
            attempt.party,
            attempt.breaches
        );
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 3, ..Default::default() })]

    /// Whatever a task force counted and published, nothing is given away, and only true figures are shown.
    #[test]
    fn no_history_gives_a_protected_figure_away(seed in 0_u64..1_000_000, count in 30_u32..200) {
        let mut earlier = Vec::new();
        for edition in history(seed, count) {
            let (_, attempts) = publish(edition, &mut earlier);
            assert_safe(&attempts);
        }
        // The same input gives the same document.
        let mut again = Vec::new();
        for edition in history(seed, count).into_iter().take(2) {
            publish(edition, &mut again);
        }
        proptest::prop_assert_eq!(&earlier[..2], &again[..]);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 3, ..Default::default() })]

    /// Nor does any difference of editions whose periods overlap, in whatever order they come out.
    #[test]
    fn nothing_between_two_periods_is_given_away(seed in 0_u64..1_000_000, count in 30_u32..300) {
        let mut earlier = Vec::new();
        for edition in overlapping(seed, count, true) {
            let (_, attempts) = publish(edition, &mut earlier);
            assert_safe(&attempts);
        }
    }
}

/// Many attacks on schools in the first half of a year, by two parties in two areas, and one in the second.
fn one_in_the_second_half() -> (Edition, Edition) {
    let one = incidents(2, 1).remove(0);
    let facts = (0..81).map(|number| {
        let month = if number == 0 { 8 } else { 2 };
        let mut facts = one.clone();
        facts.number = number;
        facts.from = Day::of(date(2024, month, 10));
        facts.until = facts.from.map_or(Until::Unknown, Until::Day);
        facts.area = Some(number % 2);
        facts.marked.clear();
        facts.violations.truncate(1);
        facts.violations[0].kind = ViolationType::AttackOnSchool;
        facts.violations[0].status = Some(Status::Verified);
        facts.violations[0].decided = Day::of(date(2024, month, 20));
        facts.violations[0].parties = vec![number / 2 % 2];
        facts
    });
    let facts: Vec<_> = facts.collect();
    let until = |month: i8| {
        edition(
            &facts,
            Tier::Public,
            date(2024, 1, 1),
            date(2024, month, 1).last_of_month(),
            Attribution::Joint,
        )
    };
    (until(6), until(12))
}

/// The control: editions that are each protected alone hide nothing here, and their difference is the case between
/// them.
#[test]
fn editions_that_do_not_know_of_each_other_give_away_what_lies_between_them() {
    let (half, mut year) = one_in_the_second_half();
    let mut earlier = Vec::new();
    publish(half, &mut earlier);
    assert_eq!(hidden(&earlier[0].document), 0);
    year.document = protect(&year, &[], &mut Budget::unlimited()).unwrap();
    assert_eq!(hidden(&year.document), 0);
    let attempts = attack(&year, &earlier, &mut Budget::unlimited()).unwrap();
    let breaches = &attempts[0].breaches;
    let is_between = |breach: &report::release::Breach| {
        breach.figure.ends_with("of it 2024-07-01/2024-12-31") && breach.reached == (1, 1)
    };
    assert!(!breaches.is_empty() && breaches.iter().all(is_between), "{breaches:?}");
    // Whoever has the documents alone finds the same.
    let documents = [earlier[0].document.clone(), year.document.clone()];
    let found: Vec<_> = crate::documents::found(&documents);
    let found = crate::documents::breaches(&found);
    assert!(!found.is_empty() && found.iter().all(|finding| finding.reached == (1, 1)), "{found:?}");
    // Protected with the first, it hides what it must.
    let (_, year) = one_in_the_second_half();
    let (hidden, attempts) = publish(year, &mut earlier);
    assert_safe(&attempts);
    assert!(hidden > 0);
    let documents: Vec<TableDocument> = earlier.into_iter().map(|edition| edition.document).collect();
    let found = crate::documents::found(&documents);
    assert!(crate::documents::breaches(&found).is_empty());
}

/// The control: what only hides small figures is undone by the same attack.
#[test]
fn hiding_small_figures_alone_is_found_out() {
    let mut edition =
        edition(&incidents(5, 600), Tier::Public, quarter(0).0, quarter(0).1, Attribution::Joint);
    hide_small_alone(&mut edition.document);
    let attempts = attack(&edition, &[], &mut Budget::unlimited()).unwrap();
    let nobody = &attempts[0];
    assert_eq!(nobody.party, None);
    assert!(nobody.breaches.iter().any(|breach| breach.reached.0 == breach.reached.1), "{nobody:?}");
}

/// A case that is verified late is a small figure itself: the difference of two editions must not show it.
#[test]
fn one_case_added_between_two_editions_is_not_told() {
    let before = incidents(11, 2_000);
    let mut after = before.clone();
    let mut more = after[3].clone();
    more.number = 2_000;
    more.from = Day::of(date(2024, 2, 10));
    more.until = Until::Day(Day::of(date(2024, 2, 10)).unwrap());
    more.marked.clear();
    more.violations.truncate(1);
    more.violations[0].kind = ViolationType::Killing;
    more.violations[0].status = Some(Status::Verified);
    more.violations[0].decided = Day::of(date(2024, 2, 20));
    more.violations[0].tally = [1, 0, 0];
    after.push(more);
    let (from, to) = quarter(0);
    let mut earlier = Vec::new();
    publish(edition(&before, Tier::Public, from, to, Attribution::Joint), &mut earlier);
    let boys = |edition: &Edition| {
        let table = edition.document.table("verified.victims").unwrap();
        table.rows.iter().find(|row| row.key == "killing").unwrap().figure("boys")
    };
    let was = boys(&earlier[0]).expect("many boys were killed in this invented quarter");
    assert!(was >= 10);
    let (_, attempts) = publish(edition(&after, Tier::Public, from, to, Attribution::Joint), &mut earlier);
    assert_safe(&attempts);
    assert_eq!(boys(&earlier[1]), None);
    // Shown beside the first, it would be found out.
    let mut careless = earlier[1].clone();
    let table = careless.document.tables.iter_mut().find(|table| table.id == "verified.victims").unwrap();
    let row = table.rows.iter_mut().find(|row| row.key == "killing").unwrap();
    row.cells.insert("boys".to_owned(), Some(was + 1));
    row.suppressed.remove("boys");
    let attempts = attack(&careless, &earlier[..1], &mut Budget::unlimited()).unwrap();
    let change =
        |breach: &report::release::Breach| breach.figure.starts_with("change of") && breach.reached == (1, 1);
    assert!(attempts[0].breaches.iter().any(change), "{:?}", attempts[0]);
}

/// Whoever suffered several violations suffered each of them: how many girls were abducted and raped says at least how
/// many were raped.
#[test]
fn what_children_with_several_violations_tell_of_each_is_reckoned_with() {
    let one = incidents(2, 1).remove(0);
    // Twelve girls were abducted and raped, and two boys raped; many were abducted.
    let facts = (0..60).map(|number| {
        let mut facts = one.clone();
        facts.number = number;
        facts.from = Day::of(date(2024, 2, 10));
        facts.until = facts.from.map_or(Until::Unknown, Until::Day);
        facts.area = Some(number % 3);
        facts.violations.truncate(1);
        facts.violations[0].kind = ViolationType::Abduction;
        facts.violations[0].status = Some(Status::Verified);
        facts.violations[0].decided = Day::of(date(2024, 2, 20));
        facts.violations[0].parties = vec![number / 3 % 2];
        facts.violations[0].tally = [u32::from(number >= 12), u32::from(number < 30), 0];
        facts.marked.clear();
        if number < 14 {
            let mut rape = facts.violations[0].clone();
            rape.kind = ViolationType::SexualViolence;
            rape.tally = [u32::from(number >= 12), u32::from(number < 12), 0];
            facts.violations.push(rape);
        }
        if number < 12 {
            facts.marked.push(Marked { kind: MarkedKind::Child(Sex::Girl), violations: vec![0, 1] });
        }
        facts
    });
    let facts: Vec<_> = facts.collect();
    let (from, to) = quarter(0);
    let exact = edition(&facts, Tier::Public, from, to, Attribution::Joint);
    let cell = |document: &TableDocument, table: &str, key: &str, column: &str| {
        document.table(table).and_then(|table| table.rows.iter().find(|row| row.key == key)?.figure(column))
    };
    let both =
        |document: &TableDocument| cell(document, "multiple.children", "abduction+sexual_violence", "girls");
    assert_eq!(both(&exact.document), Some(12));
    assert_eq!(cell(&exact.document, "verified.victims", "sexual_violence", "girls"), Some(12));
    let mut earlier = Vec::new();
    let (_, attempts) = publish(exact, &mut earlier);
    assert_safe(&attempts);
    let protected = &earlier[0].document;
    assert_eq!(cell(protected, "verified.victims", "sexual_violence", "girls"), None);
    assert_eq!(both(protected), None);
    // Shown, it says that at least twelve of the fourteen are girls.
    let mut careless = earlier[0].clone();
    let tables = careless.document.tables.iter_mut();
    for row in tables.filter(|table| table.id == "multiple.children").flat_map(|table| &mut table.rows) {
        let girls = if row.key == "abduction+sexual_violence" { 12 } else { continue };
        row.cells.extend([("girls".to_owned(), Some(girls)), ("children".to_owned(), Some(girls))]);
        row.suppressed.clear();
    }
    let attempts = attack(&careless, &[], &mut Budget::unlimited()).unwrap();
    let girls = |breach: &report::release::Breach| {
        breach.figure.ends_with("verified.victims: sexual_violence, girls")
    };
    assert!(attempts[0].breaches.iter().any(girls), "{:?}", attempts[0].breaches);
}

/// A figure published on purpose is shown, and everything beside it is still protected.
#[test]
fn an_exempt_figure_is_shown_and_the_attack_knows_it() {
    let mut edition =
        edition(&incidents(3, 900), Tier::Public, quarter(2).0, quarter(2).1, Attribution::Joint);
    let small = edition.document.table("verified.victims").unwrap().rows.iter().find_map(|row| {
        let column = ["girls", "boys"]
            .into_iter()
            .find(|column| row.figure(column).is_some_and(|n| (1..10).contains(&n)))?;
        Some((row.key.clone(), column))
    });
    let (key, column) = small.expect("a small figure");
    let cell =
        domain::counting::CellName { table: "verified.victims".to_owned(), key, column: column.to_owned() };
    edition.exempt.insert(cell.clone());
    let mut earlier = Vec::new();
    let (_, attempts) = publish(edition, &mut earlier);
    assert_safe(&attempts);
    let row =
        earlier[0].document.table(&cell.table).unwrap().rows.iter().find(|row| row.key == cell.key).unwrap();
    assert!(row.figure(&cell.column).is_some());
}

/// What the tier does not allow is refused with what to change.
#[test]
fn what_a_tier_does_not_allow_is_refused() {
    let facts = incidents(1, 40);
    let (from, to) = quarter(0);
    let of = |tier, from, to| edition(&facts, tier, from, to, Attribution::Joint);
    let refused = |edition: &Edition| {
        report::release::check(&edition.document, &edition.policy).unwrap_err().to_string()
    };
    let month = of(Tier::Public, from, date(2024, 1, 31));
    assert!(refused(&month).contains("take a quarter"), "{}", refused(&month));
    let odd = of(Tier::Partner, from, date(2024, 4, 3));
    assert!(refused(&odd).contains("whole months"), "{}", refused(&odd));
    let mut fine = of(Tier::Partner, from, to);
    fine.document.area_level = 2;
    assert!(refused(&fine).contains("level 1"), "{}", refused(&fine));
    let each = edition(&facts, Tier::Partner, from, to, Attribution::Each);
    assert!(refused(&each).contains("once"), "{}", refused(&each));
    let mut weak = of(Tier::Public, from, to);
    weak.policy.sensitive.children = 3;
    assert!(refused(&weak).contains("sensitive.children"), "{}", refused(&weak));
    let inside = of(Tier::Internal, from, to);
    assert!(refused(&inside).contains("internal"), "{}", refused(&inside));
    assert!(matches!(
        protect(&of(Tier::Public, from, to), &[], &mut Budget::of(1)),
        Err(report::ReportError::Disclosure(disclosure::Error::Unfinished))
    ));
}
