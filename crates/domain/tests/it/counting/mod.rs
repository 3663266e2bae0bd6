//! The counting rules against a naive reading of the contract, and the packed form of the facts.

mod blocks;
mod finding;
mod health;
mod meaning;
mod oracle;
mod support;
mod tabulating;

use domain::counting::{
    Block, Boundary, Cell, Cube, Day, IncidentFacts, Progress, Question, Until, ViolationFact, behind,
};
use domain::tables::Period;
use domain::violation::{IncidentStatus, Status, ViolationType};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use oracle::{Figures, PlainIncident, PlainQuestion, PlainViolation};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

fn counted(incidents: &[PlainIncident], question: &PlainQuestion) -> Figures {
    let registers = support::registers();
    support::figures(&support::tables(&support::numbered(incidents, &registers), question, &registers))
}

fn sum(figures: &Figures, table: &str) -> u64 {
    figures.get(table).into_iter().flat_map(BTreeMap::values).map(|row| row["total"]).sum()
}

fn cases() -> ProptestConfig {
    ProptestConfig { cases: 500, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    /// The finest counts add up to every cell of every table, and to no other: disclosure control sees all there is.
    #[test]
    fn every_cell_is_the_sum_of_its_finest_counts(
        incidents in prop::collection::vec(support::incident(), 0..12),
        question in support::question(),
    ) {
        let registers = support::registers();
        let facts = support::numbered(&incidents, &registers);
        let question = PlainQuestion { each: false, ..question };
        let tables = support::tables(&facts, &question, &registers);
        let counts = support::ghn_counts(&tables, question.by_year);
        prop_assert_eq!(support::added_up(&facts, &question, &registers, &counts), support::figures(&tables));
    }

    #[test]
    fn every_table_is_what_the_rules_say(
        incidents in prop::collection::vec(support::incident(), 0..12),
        question in support::question(),
    ) {
        prop_assert_eq!(counted(&incidents, &question), oracle::figures(&incidents, &question));
    }

    /// What the incidents behind a cell add, together, is the cell; and nobody else adds to it.
    #[test]
    fn a_figure_is_the_sum_of_what_is_behind_it(
        incidents in prop::collection::vec(support::incident(), 0..8),
        question in support::question(),
    ) {
        let registers = support::registers();
        let facts = support::numbered(&incidents, &registers);
        let tables = support::tables(&facts, &question, &registers);
        let boundary = if question.by_year { Boundary::Year } else { Boundary::Quarter };
        let period = Period { from: question.from, to: question.to };
        let asked = Question { period, as_of: question.as_of, boundary };
        let lay_out = |cube: &Cube| support::laid_out(cube, &question, &registers);
        let blocks: Vec<Block> = facts.iter().map(|facts| Block::pack(vec![facts.clone()])).collect();
        for table in &tables {
            for row in &table.rows {
                for (column, figure) in &row.cells {
                    let cell = Cell { table: &table.id, key: &row.key, column };
                    let mut sum = 0;
                    for block in &blocks {
                        for (number, added) in behind(block, &asked, cell, &lay_out).unwrap() {
                            prop_assert!(facts.iter().any(|facts| facts.number == number));
                            sum += added;
                        }
                    }
                    prop_assert_eq!(Some(sum), *figure, "{:?}", cell);
                }
            }
        }
        let whole = Block::pack(facts.iter().filter(|facts| facts.number < Block::INCIDENTS).cloned().collect());
        let nothing = Cell { table: "verified.victims", key: "no such row", column: "total" };
        prop_assert_eq!(behind(&whole, &asked, nothing, &lay_out).unwrap(), vec![]);
    }

    #[test]
    fn rows_add_up_and_tables_agree_when_attribution_is_joint(
        incidents in prop::collection::vec(support::incident(), 0..12),
        question in support::question(),
    ) {
        let figures = counted(&incidents, &PlainQuestion { each: false, ..question });
        for bucket in ["verified", "late", "unverified"] {
            let total = sum(&figures, &format!("{bucket}.victims")) + sum(&figures, &format!("{bucket}.incidents"));
            prop_assert_eq!(sum(&figures, &format!("{bucket}.by_party")), total);
            prop_assert_eq!(sum(&figures, &format!("{bucket}.by_area")), total);
        }
        for (id, rows) in figures.iter().filter(|(id, _)| !id.ends_with(".incidents")) {
            let whole = match id.as_str() {
                "multiple.groups" => continue,
                "multiple.children" => "children",
                _ => "total",
            };
            for row in rows.values() {
                let parts: u64 = row.iter().filter(|(column, _)| *column != whole).map(|(_, n)| n).sum();
                prop_assert_eq!(parts, row[whole], "{}", id);
            }
        }
    }

    #[test]
    fn two_periods_side_by_side_count_what_one_over_both_counts(
        incidents in prop::collection::vec(support::incident(), 0..12),
        question in support::question(),
        share in 0.0_f64..1.0,
    ) {
        let days = (question.to - question.from).get_days();
        prop_assume!(days > 0);
        let cut = question.from.saturating_add((((days - 1) as f64 * share) as i64).days());
        let whole = counted(&incidents, &question);
        let first = counted(&incidents, &PlainQuestion { to: cut, ..question });
        let second = counted(&incidents, &PlainQuestion { from: cut.saturating_add(1.day()), ..question });
        let mut both = first;
        for (table, rows) in second {
            for (row, cells) in rows {
                for (column, n) in cells {
                    *both.entry(table.clone()).or_default().entry(row.clone()).or_default().entry(column).or_default() += n;
                }
            }
        }
        // A child is counted as affected by several violations where all of them fall inside one period.
        let parted = |figures: &Figures| {
            figures.clone().into_iter().filter(|(id, _)| !id.starts_with("multiple.")).collect::<Figures>()
        };
        prop_assert_eq!(parted(&both), parted(&whole));
    }
}

/// The two incidents that the system in use today tests its own note with. Where it differs, it differs on
/// purpose: that system joins the parties, so that a violation without one is in no row of its table by
/// party; here it is in the row "unattributed", and rows add up.
#[test]
fn the_test_of_the_system_in_use_today_gives_the_same_figures() {
    let verified = |on: Date| Some(("verified", Some(on)));
    let violation = |kind, ctfmr, tally: (u64, u64, u64), parties: &[&'static str]| PlainViolation {
        kind,
        ctfmr,
        boys: tally.0,
        girls: tally.1,
        unknown: tally.2,
        parties: parties.to_vec(),
    };
    let incident = |from, violations| PlainIncident {
        status: "open",
        from: Some(from),
        to: None,
        ongoing: false,
        area: None,
        violations,
        people: Vec::new(),
    };
    let (force_1, force_2) = ("XAR-A1", "XAR-B2");
    let pending = Some(("pending", None));
    let incidents = [
        incident(
            date(2022, 1, 23),
            vec![
                violation("killing", verified(date(2022, 1, 23)), (2, 0, 2), &[]),
                violation("killing", verified(date(2022, 4, 23)), (1, 1, 0), &[force_1]),
                violation("maiming", pending, (2, 3, 2), &[]),
                violation("attack_on_school", pending, (0, 0, 0), &[force_1]),
                violation("attack_on_school", verified(date(2022, 1, 23)), (0, 0, 0), &[force_2]),
            ],
        ),
        incident(
            date(2022, 6, 4),
            vec![
                violation("abduction", verified(date(2022, 6, 4)), (1, 2, 5), &[]),
                violation("abduction", verified(date(2022, 5, 11)), (2, 0, 2), &[]),
            ],
        ),
    ];
    let question = PlainQuestion {
        from: date(2022, 1, 1),
        to: date(2022, 6, 10),
        as_of: date(2022, 6, 10),
        by_year: false,
        each: false,
        level: 1,
    };
    let expected: Figures = serde_json::from_value(json!({
        "verified.victims": {
            "abduction": {"boys": 3, "girls": 2, "unknown": 7, "total": 12},
            "killing": {"boys": 2, "unknown": 2, "total": 4},
        },
        "verified.incidents": {"attack_on_school": {"total": 1}},
        "verified.by_party": {
            force_2: {"attack_on_school": 1, "total": 1},
            "unattributed": {"killing": 4, "abduction": 12, "total": 16},
        },
        "verified.by_area": {"unknown": {"killing": 4, "abduction": 12, "attack_on_school": 1, "total": 17}},
        "late.victims": {"killing": {"boys": 1, "girls": 1, "total": 2}},
        "late.by_party": {force_1: {"killing": 2, "total": 2}},
        "late.by_area": {"unknown": {"killing": 2, "total": 2}},
        "unverified.victims": {"maiming": {"boys": 2, "girls": 3, "unknown": 2, "total": 7}},
        "unverified.incidents": {"attack_on_school": {"total": 1}},
        "unverified.by_party": {
            force_1: {"attack_on_school": 1, "total": 1},
            "unattributed": {"maiming": 7, "total": 7},
        },
        "unverified.by_area": {"unknown": {"maiming": 7, "attack_on_school": 1, "total": 8}},
    }))
    .unwrap();
    assert_eq!(counted(&incidents, &question), expected);
    assert_eq!(oracle::figures(&incidents, &question), expected);
}

/// On the last day of the span a verification is in time; on the next it is late: for every day there is.
#[test]
fn every_day_has_the_right_end_of_quarter_and_of_year() {
    for (boundary, by_year) in [(Boundary::Quarter, false), (Boundary::Year, true)] {
        let mut incidents = Vec::new();
        let fact = |decided: Date, tally| ViolationFact {
            kind: ViolationType::Killing,
            status: Some(Status::Verified),
            decided: Day::of(decided),
            tally,
            parties: Vec::new(),
            progress: Progress { initial: None, technical: None, since: Day(0) },
        };
        let (mut in_time, mut too_late) = (0, 0);
        for number in 0..=u32::from(Day::MAX.0) {
            let day = Day(number as u16);
            let last = oracle::last_day(day.date(), by_year);
            let after = last.saturating_add(1.day());
            let mut violations = Vec::new();
            if Day::of(last).is_some() {
                violations.push(fact(last, [1, 0, 0]));
                in_time += 1;
            }
            if Day::of(after).is_some() {
                violations.push(fact(after, [0, 1, 0]));
                too_late += 1;
            }
            let (from, until) = (Some(day), Until::Day(day));
            incidents.push(IncidentFacts {
                number,
                status: IncidentStatus::Open,
                recorded: day,
                changed: day,
                from,
                until,
                area: None,
                violations,
                marked: Vec::new(),
            });
        }
        let period = Period { from: date(1970, 1, 1), to: date(2200, 1, 1) };
        let mut cube = Cube::new(&Question { period, as_of: date(2026, 1, 1), boundary });
        for block in incidents.chunks(Block::INCIDENTS as usize) {
            cube.count(&Block::pack(block.to_vec()));
        }
        assert_eq!(cube.victims[0][0], [in_time, 0, 0], "{boundary:?}");
        assert_eq!(cube.victims[1][0], [0, too_late, 0], "{boundary:?}");
    }
}

#[test]
fn a_day_is_packed_and_unpacked_and_what_lies_outside_has_none() {
    assert_eq!(Day::of(date(1970, 1, 1)), Some(Day(0)));
    assert_eq!(Day::of(date(1969, 12, 31)), None);
    assert_eq!(Day::MAX.date(), date(2149, 6, 4));
    assert_eq!(Day::of(date(2149, 6, 4)), Some(Day::MAX));
    assert_eq!(Day::of(date(2149, 6, 5)), None);
    assert_eq!(Day::clamped(date(-9999, 1, 1)), Day(0));
    assert_eq!(Day::clamped(date(9999, 12, 31)), Day::MAX);
    for number in 0..=Day::MAX.0 {
        assert_eq!(Day::of(Day(number).date()), Some(Day(number)));
        assert_eq!(Day::clamped(Day(number).date()), Day(number));
    }
}
