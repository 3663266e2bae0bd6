//! Editions for wider audiences: random task forces, random histories, always attacked.

use disclosure::{Budget, Policy};
use domain::counting::{
    Atoms, Block, Boundary, Cube, Day, Fine, IncidentFacts, Marked, MarkedKind, Progress, Question, Until,
    ViolationFact, ghn_tables,
};
use domain::tables::{Attribution, Period, TABLES_SCHEMA, TableDocument, Tier};
use domain::violation::{IncidentStatus, Sex, Status, ViolationType};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use report::release::{Attempt, Edition, attack, protect};
use std::collections::{BTreeMap, BTreeSet};

const PARTIES: [&str; 5] = ["XAR-F1", "XAR-F2", "XAR-G1", "XAR-G2", "XAR-G3"];
const AREAS: [&str; 6] = ["XAR01", "XAR02", "XAR03", "XAR04", "XAR05", "XAR06"];

/// Numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// So many incidents over the two years 2024 and 2025.
fn incidents(seed: u64, count: u32) -> Vec<IncidentFacts> {
    let mut dice = Dice(seed);
    (0..count).map(|number| incident(&mut dice, number)).collect()
}

fn incident(dice: &mut Dice, number: u32) -> IncidentFacts {
    let from = date(2024, 1, 1).saturating_add((dice.below(730) as i64).days());
    let mut violations = Vec::new();
    for _ in 0..1 + dice.below(2) {
        let kind = ViolationType::grave()[(dice.below(11) % 8) as usize];
        let decided = from.saturating_add((dice.below(120) as i64).days());
        let status = if dice.below(5) == 0 { Status::Pending } else { Status::Verified };
        let parties = match dice.below(8) {
            0 => Vec::new(),
            1 => vec![0, 1 + dice.below(4) as u32],
            // Some parties are behind much, some behind little.
            _ => vec![(dice.below(5) * dice.below(5) / 5) as u32],
        };
        violations.push(ViolationFact {
            kind,
            status: Some(status),
            decided: Day::of(decided),
            tally: [dice.below(4) as u32, dice.below(3) as u32, (dice.below(9) / 8) as u32],
            parties,
            progress: Progress { initial: None, technical: None, since: Day(0) },
        });
    }
    let several = violations.len() == 2 && dice.below(3) == 0;
    let kind = if dice.below(4) == 0 {
        MarkedKind::Group
    } else {
        MarkedKind::Child(Sex::ALL[dice.below(3) as usize])
    };
    let area = dice.below(7) as u32;
    IncidentFacts {
        number,
        status: IncidentStatus::Open,
        recorded: Day(0),
        changed: Day(0),
        from: Day::of(from),
        until: Day::of(from).map_or(Until::Unknown, Until::Day),
        area: (area < 6).then_some(area),
        violations,
        marked: if several { vec![Marked { kind, violations: vec![0, 1] }] } else { Vec::new() },
    }
}

fn edition(facts: &[IncidentFacts], tier: Tier, from: Date, to: Date, attribution: Attribution) -> Edition {
    let as_of = date(2026, 2, 1);
    let question = Question { period: Period { from, to }, as_of, boundary: Boundary::Quarter };
    let (mut cube, mut atoms) = (Cube::new(&question), Atoms::new(&question));
    for facts in facts.chunks(512) {
        let block = Block::pack(facts.to_vec());
        cube.count(&block);
        atoms.count(&block);
    }
    let party = |number: u32| PARTIES[number as usize];
    let area = |number: u32| AREAS.get(number as usize).copied();
    let document = TableDocument {
        schema: TABLES_SCHEMA.to_owned(),
        report: "ghn".to_owned(),
        situation: "XAR".to_owned(),
        period: question.period,
        tier,
        attribution,
        as_of,
        area_level: 1,
        by: None,
        selection: None,
        only: BTreeMap::new(),
        tables: ghn_tables(&cube, attribution, party, area),
        notes: Vec::new(),
    };
    let policy = Policy::floor(report::release::tier_of(tier));
    Edition { document, fine: Fine::of(&atoms, attribution, party, area), policy, exempt: BTreeSet::new() }
}

fn publish(mut edition: Edition, earlier: &mut Vec<Edition>) -> (usize, Vec<Attempt>) {
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

fn quarter(number: i8) -> (Date, Date) {
    let from = date(2024, 1, 1).saturating_add((3 * i64::from(number)).months());
    (from, from.saturating_add(3.months()).saturating_sub(1.day()))
}

fn assert_safe(attempts: &[Attempt]) {
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

/// A history: quarters, the whole year, another tier, and a quarter made again after cases were added and others
/// taken away.
fn history(seed: u64, count: u32) -> Vec<Edition> {
    let before = incidents(seed, count);
    let mut after = before.clone();
    let mut dice = Dice(seed ^ 0xabc);
    after.extend((0..3).map(|number| incident(&mut dice, count + number)));
    after.remove((seed % u64::from(count)) as usize);
    let (q1, q2) = (quarter(0), quarter(1));
    let year = (date(2024, 1, 1), date(2024, 12, 31));
    vec![
        edition(&before, Tier::Public, q1.0, q1.1, Attribution::Joint),
        edition(&before, Tier::Partner, q1.0, q1.1, Attribution::Joint),
        edition(&before, Tier::Public, q2.0, q2.1, Attribution::Joint),
        edition(&after, Tier::Public, q1.0, q1.1, Attribution::Joint),
        edition(&after, Tier::Public, year.0, year.1, Attribution::Joint),
        edition(&after, Tier::Partner, year.0, year.1, Attribution::Joint),
    ]
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

/// The control: what only hides small figures is undone by the same attack.
#[test]
fn hiding_small_figures_alone_is_found_out() {
    let mut edition =
        edition(&incidents(5, 600), Tier::Public, quarter(0).0, quarter(0).1, Attribution::Joint);
    for table in &mut edition.document.tables {
        for row in &mut table.rows {
            let small: Vec<String> = row
                .cells
                .iter()
                .filter(|(_, cell)| cell.is_some_and(|n| (1..10).contains(&n)))
                .map(|(column, _)| column.clone())
                .collect();
            for column in small {
                row.cells.insert(column.clone(), None);
                row.suppressed.insert(column, domain::tables::Suppression::Primary);
            }
        }
    }
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
