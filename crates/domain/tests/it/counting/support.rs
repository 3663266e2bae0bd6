//! From plain incidents to facts the way the program makes them, and invented ones.

use super::oracle::{Figures, PlainIncident, PlainPerson, PlainQuestion, PlainViolation, last_day};
use domain::counting::{Atoms, Block, Boundary, CellName, Cube, Fine, IncidentFacts, Question, ghn_tables};
use domain::id::AccountId;
use domain::interchange::Incident;
use domain::record::{CaseRecord, Content, take_decisions};
use domain::register::{Areas, Parties, Registers};
use domain::tables::{Attribution, Period, Table};
use domain::tabulate::{Counts, Meaning};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;

/// Code, level and parent. One area lies two levels below its parent.
pub(super) const AREAS: [(&str, u8, &str); 9] = [
    ("XAR", 0, ""),
    ("XAR01", 1, "XAR"),
    ("XAR02", 1, "XAR"),
    ("XAR01001", 2, "XAR01"),
    ("XAR01002", 2, "XAR01"),
    ("XAR02001", 2, "XAR02"),
    ("XAR01001A", 3, "XAR01001"),
    ("XAR02001A", 3, "XAR02001"),
    ("XAR02-X", 3, "XAR02"),
];

/// Codes are not in the order of their numbers, so that a row's key must really be sorted.
const PARTIES: [&str; 4] = ["XAR-Z9", "XAR-A1", "XAR-M5", "XAR-B2"];

const TYPES: [&str; 10] = [
    "killing",
    "maiming",
    "recruitment_use",
    "sexual_violence",
    "abduction",
    "attack_on_school",
    "attack_on_hospital",
    "denial_of_humanitarian_access",
    "military_use",
    "deprivation_of_liberty",
];

pub(super) fn registers() -> Registers {
    let mut areas = "code,name,level,parent\n".to_owned();
    AREAS
        .iter()
        .for_each(|(code, level, parent)| areas.push_str(&format!("{code},{code},{level},{parent}\n")));
    let mut parties = "code,name,category\n".to_owned();
    PARTIES.iter().for_each(|code| parties.push_str(&format!("{code},{code},armed_group\n")));
    Registers {
        areas: Areas::from_csv(&areas).unwrap(),
        parties: Parties::from_csv(&parties).unwrap(),
        partners: Default::default(),
    }
}

/// The facts of an incident, by way of a document and a record.
pub(super) fn facts(number: u32, plain: &PlainIncident, registers: &Registers) -> IncidentFacts {
    let (record, incident) = recorded(number, plain);
    record.facts(number, &incident, registers)
}

/// An incident as it is recorded.
pub(super) fn recorded(number: u32, plain: &PlainIncident) -> (CaseRecord, Incident) {
    let id = |at: usize| format!("v{at}");
    let violations: Vec<_> = plain
        .violations
        .iter()
        .enumerate()
        .map(|(at, violation)| {
            let decision = violation.ctfmr.map(|(status, date)| json!({"status": status, "date": date}));
            json!({
                "id": id(at), "type": violation.kind,
                "tally": {"boys": violation.boys, "girls": violation.girls, "unknown": violation.unknown},
                "verification": {"ctfmr": decision},
            })
        })
        .collect();
    let mut perpetrators = Vec::new();
    for (at, violation) in plain.violations.iter().enumerate() {
        for party in &violation.parties {
            perpetrators.push(
                json!({"id": format!("p{}", perpetrators.len()), "party": party, "violations": [id(at)]}),
            );
        }
    }
    let linked = |person: &PlainPerson| person.violations.iter().map(|at| id(*at)).collect::<Vec<_>>();
    let (groups, victims): (Vec<_>, Vec<_>) = plain.people.iter().partition(|person| person.sex.is_none());
    let entry = |person: &&PlainPerson, prefix: &str, at: usize| {
        json!({
            "id": format!("{prefix}{at}"), "sex": person.sex,
            "multiple_violations": person.multiple_violations, "violations": linked(person),
        })
    };
    let document = json!({
        "external_id": format!("N-{number}"),
        "status": plain.status,
        "occurred": {"from": plain.from, "to": plain.to, "ongoing": plain.ongoing},
        "location": {"area": plain.area},
        "violations": violations,
        "perpetrators": perpetrators,
        "victims": victims.iter().enumerate().map(|(at, person)| entry(person, "c", at)).collect::<Vec<_>>(),
        "groups": groups.iter().enumerate().map(|(at, person)| entry(person, "g", at)).collect::<Vec<_>>(),
    });
    let mut incident = Incident::from_value(document).unwrap();
    let (by, today) = (AccountId([7; 16]), date(2026, 3, 1));
    let (status, brought) = take_decisions(&mut incident, by, today);
    let mut record = CaseRecord::new(Content::of(&incident.to_value()), status, by, today);
    record.take_over(&brought);
    (record, incident)
}

/// Numbers that spread over several blocks.
pub(super) fn numbered(plain: &[PlainIncident], registers: &Registers) -> Vec<IncidentFacts> {
    plain.iter().zip(0_u32..).map(|(plain, at)| facts(at * 611, plain, registers)).collect()
}

/// The tables of facts, through sealed bytes and back, block by block.
pub(super) fn tables(facts: &[IncidentFacts], question: &PlainQuestion, registers: &Registers) -> Vec<Table> {
    let mut blocks: BTreeMap<u32, Vec<IncidentFacts>> = BTreeMap::new();
    for facts in facts {
        blocks.entry(Block::of_incident(facts.number)).or_default().push(facts.clone());
    }
    let boundary = if question.by_year { Boundary::Year } else { Boundary::Quarter };
    let period = Period { from: question.from, to: question.to };
    let mut cube = Cube::new(&Question { period, as_of: question.as_of, boundary });
    for facts in blocks.into_values() {
        let bytes = Block::pack(facts).to_bytes();
        cube.count(&Block::from_bytes(&bytes).unwrap());
    }
    laid_out(&cube, question, registers)
}

pub(super) fn laid_out(cube: &Cube, question: &PlainQuestion, registers: &Registers) -> Vec<Table> {
    let attribution = if question.each { Attribution::Each } else { Attribution::Joint };
    ghn_tables(cube, attribution, party_code(registers), area_code(registers, question.level))
}

fn party_code<'r>(registers: &'r Registers) -> impl Fn(u32) -> &'r str {
    |number| registers.parties.get(number).map_or("", |party| party.code.as_str())
}

fn area_code<'r>(registers: &'r Registers, level: u8) -> impl Fn(u32) -> Option<&'r str> {
    move |number| {
        let ancestor = registers.areas.ancestor_at(number, level)?;
        registers.areas.get(ancestor).map(|area| area.code.as_str())
    }
}

/// What the finest counts add up to in the cells of some tables. Parties count jointly, as in releases.
pub(super) fn added_up(
    facts: &[IncidentFacts],
    question: &PlainQuestion,
    registers: &Registers,
    tables: &[(&str, Counts)],
) -> Figures {
    let boundary = if question.by_year { Boundary::Year } else { Boundary::Quarter };
    let period = Period { from: question.from, to: question.to };
    let mut atoms = Atoms::new(&Question { period, as_of: question.as_of, boundary });
    for facts in facts {
        atoms.count(&Block::pack(vec![facts.clone()]));
    }
    let party = |number: u32| {
        registers.parties.get(number).map_or(("", None), |party| (party.code.as_str(), Some(party.category)))
    };
    let fine = Fine::of(&atoms, tables, party, area_code(registers, question.level));
    let mut figures = Figures::new();
    for (CellName { table, key, column }, count) in fine.sums(tables) {
        figures.entry(table).or_default().entry(key).or_default().insert(column, count);
    }
    figures
}

/// What the fourteen tables of the Global Horizontal Note count.
pub(super) fn ghn_counts(tables: &[Table], by_year: bool) -> Vec<(&str, Counts)> {
    let boundary = if by_year { Boundary::Year } else { Boundary::Quarter };
    let counts = |table: &Table| match Meaning::counted(&table.id, boundary) {
        Some(meaning) => Counts::Violations(meaning),
        None => Counts::of(table).unwrap(),
    };
    tables.iter().map(|table| (table.id.as_str(), counts(table))).collect()
}

pub(super) fn figures(tables: &[Table]) -> Figures {
    let mut figures = Figures::new();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let rows = figures.entry(table.id.clone()).or_default();
        for row in &table.rows {
            let cells = row.cells.iter().map(|(column, figure)| (column.clone(), figure.unwrap())).collect();
            assert!(rows.insert(row.key.clone(), cells).is_none(), "the row {} comes twice", row.key);
        }
    }
    figures
}

/// Days, most of them where a rule changes its mind: around the ends of quarters and years.
pub(super) fn day() -> impl Strategy<Value = Date> {
    let edge = (
        2021_i16..=2024,
        prop::sample::select(vec![(1_i8, 1_i8), (3, 31), (6, 30), (9, 30), (12, 31)]),
        -2_i64..=2,
    )
        .prop_map(|(year, (month, day), off)| date(year, month, day).saturating_add(off.days()));
    let any = (0_i64..1460).prop_map(|off| date(2021, 1, 1).saturating_add(off.days()));
    prop_oneof![3 => edge, 1 => any, 1 => Just(date(2024, 2, 29))]
}

fn count() -> impl Strategy<Value = u64> {
    prop_oneof![4 => 0_u64..4, 1 => 250_u64..260, 1 => 65_530_u64..65_540, 1 => Just(1_000_000_u64)]
}

fn violation() -> impl Strategy<Value = PlainViolation> {
    let statuses =
        vec!["verified", "verified", "verified", "pending", "not_verified", "not_mrm", "did_not_occur"];
    let decision = (prop::sample::select(statuses), prop::option::weighted(0.9, day()));
    (
        prop::sample::select(TYPES.to_vec()),
        prop::option::weighted(0.9, decision),
        (count(), count(), count()),
        prop::collection::vec(prop::sample::select(PARTIES.to_vec()), 0..4),
    )
        .prop_map(|(kind, ctfmr, (boys, girls, unknown), parties)| PlainViolation {
            kind,
            ctfmr,
            boys,
            girls,
            unknown,
            parties,
        })
}

pub(super) fn incident() -> impl Strategy<Value = PlainIncident> {
    let statuses = vec!["open", "open", "open", "open", "open", "closed", "duplicate", "void"];
    let when = prop_oneof![
        1 => Just((None, None, false)),
        5 => day().prop_map(|from| (Some(from), None, false)),
        2 => (day(), 0_i64..200).prop_map(|(from, days)| (Some(from), Some(from.saturating_add(days.days())), false)),
        1 => day().prop_map(|from| (Some(from), None, true)),
    ];
    let codes: Vec<&'static str> = AREAS.iter().map(|(code, _, _)| *code).collect();
    prop::collection::vec(violation(), 0..6).prop_flat_map(move |violations| {
        let count = violations.len();
        let links =
            if count == 0 { Just(Vec::new()).boxed() } else { prop::collection::vec(0..count, 0..6).boxed() };
        let sexes = vec![None, Some("boy"), Some("girl"), Some("unknown")];
        let person = (prop::sample::select(sexes), prop::bool::weighted(0.8), links).prop_map(
            |(sex, multiple_violations, violations)| PlainPerson { sex, multiple_violations, violations },
        );
        (
            prop::sample::select(statuses.clone()),
            when.clone(),
            prop::option::weighted(0.85, prop::sample::select(codes.clone())),
            prop::collection::vec(person, 0..4),
            prop::collection::vec(prop::option::of((any::<bool>(), -1_i64..=1)), count),
        )
            .prop_map(move |(status, (from, to, ongoing), area, people, edges)| {
                let mut violations = violations.clone();
                // Every other decision is taken at the very end of the incident's own quarter or year.
                for (violation, edge) in violations.iter_mut().zip(edges) {
                    if let (Some((_, Some(decided))), Some((by_year, off)), Some(end)) =
                        (&mut violation.ctfmr, edge, to.or(from))
                    {
                        *decided = last_day(end, by_year).saturating_add(off.days());
                    }
                }
                PlainIncident { status, from, to, ongoing, area, violations, people }
            })
    })
}

pub(super) fn question() -> impl Strategy<Value = PlainQuestion> {
    let days = prop_oneof![Just(0_i64), 0_i64..5, 85_i64..95, 360_i64..370, Just(5_000)];
    (day(), days, day(), any::<bool>(), any::<bool>(), 0_u8..=3).prop_map(
        |(from, days, as_of, by_year, each, level)| PlainQuestion {
            from,
            to: from.saturating_add(days.days()),
            as_of,
            by_year,
            each,
            level,
        },
    )
}
