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
use std::collections::BTreeSet;

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

#[test]
#[ignore]
fn measure() {
    for count in [400, 2_000, 10_000] {
        let facts = incidents(7, count);
        let mut earlier = Vec::new();
        for number in 0..8 {
            let (from, to) = quarter(number);
            let start = std::time::Instant::now();
            let (hidden, attempts) =
                publish(edition(&facts, Tier::Public, from, to, Attribution::Joint), &mut earlier);
            let cells: usize = earlier
                .last()
                .unwrap()
                .document
                .tables
                .iter()
                .flat_map(|t| &t.rows)
                .map(|r| r.cells.len())
                .sum();
            eprintln!(
                "{count} q{number}: {hidden} of {cells} hidden, {:?}, attempts {}",
                start.elapsed(),
                attempts.len()
            );
            assert_safe(&attempts);
        }
        let start = std::time::Instant::now();
        let (hidden, attempts) = publish(
            edition(&facts, Tier::Public, date(2024, 1, 1), date(2024, 12, 31), Attribution::Joint),
            &mut earlier,
        );
        eprintln!(
            "{count} year: {hidden}, {:?} tightest {:?}",
            start.elapsed(),
            attempts.iter().map(|a| a.tightest).collect::<Vec<_>>()
        );
        assert_safe(&attempts);
        let start = std::time::Instant::now();
        let (from, to) = quarter(0);
        let (hidden, attempts) =
            publish(edition(&facts, Tier::Partner, from, to, Attribution::Joint), &mut earlier);
        eprintln!("{count} partner q0: {hidden}, {:?}", start.elapsed());
        assert_safe(&attempts);
    }
}
