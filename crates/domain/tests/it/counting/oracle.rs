//! The counting rules a second time: straight from the words of the contract ("What counts, exactly"), on
//! plain values, one violation at a time, with no thought of speed. Nothing here knows how the program counts.

use super::support::AREAS;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

/// Figures by table, row and column, without zeros.
pub(super) type Figures = BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>;

#[derive(Clone, Debug)]
pub(super) struct PlainIncident {
    pub(super) status: &'static str,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) ongoing: bool,
    pub(super) area: Option<&'static str>,
    pub(super) violations: Vec<PlainViolation>,
    pub(super) people: Vec<PlainPerson>,
}

#[derive(Clone, Debug)]
pub(super) struct PlainViolation {
    pub(super) kind: &'static str,
    pub(super) ctfmr: Option<(&'static str, Option<Date>)>,
    pub(super) boys: u64,
    pub(super) girls: u64,
    pub(super) unknown: u64,
    /// As a document may name them: in any order, the same one more than once.
    pub(super) parties: Vec<&'static str>,
}

/// A victim, or a group where `sex` is none.
#[derive(Clone, Debug)]
pub(super) struct PlainPerson {
    pub(super) sex: Option<&'static str>,
    pub(super) multiple_violations: bool,
    /// As a document may link them: in any order, the same one more than once.
    pub(super) violations: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct PlainQuestion {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) as_of: Date,
    pub(super) by_year: bool,
    pub(super) each: bool,
    pub(super) level: u8,
}

const COUNT_CHILDREN: [&str; 5] = ["killing", "maiming", "recruitment_use", "sexual_violence", "abduction"];
const COUNT_ONE: [&str; 3] = ["attack_on_school", "attack_on_hospital", "denial_of_humanitarian_access"];

/// "The last day of the calendar quarter that holds the incident's date"; or of the year.
pub(super) fn last_day(day: Date, by_year: bool) -> Date {
    if by_year {
        return date(day.year(), 12, 31);
    }
    match day.month() {
        1..=3 => date(day.year(), 3, 31),
        4..=6 => date(day.year(), 6, 30),
        7..=9 => date(day.year(), 9, 30),
        _ => date(day.year(), 12, 31),
    }
}

/// Rule 3.
fn is_late(incident: &PlainIncident, decided: Date, question: &PlainQuestion) -> bool {
    let Some(from) = incident.from else { return false };
    let happened = if incident.ongoing { question.as_of } else { incident.to.unwrap_or(from) };
    decided > last_day(happened, question.by_year)
}

/// Rule 2: the group of tables that a violation of an open incident belongs to.
fn tables_of(
    incident: &PlainIncident,
    violation: &PlainViolation,
    question: &PlainQuestion,
) -> Option<&'static str> {
    let inside = |day: Date| question.from <= day && day <= question.to;
    match violation.ctfmr {
        Some(("verified", Some(decided))) if inside(decided) => {
            Some(if is_late(incident, decided, question) { "late" } else { "verified" })
        }
        Some(("pending" | "not_verified", _)) if incident.from.is_some_and(inside) => Some("unverified"),
        _ => None,
    }
}

/// Rule 6.
fn area_row(area: Option<&str>, level: u8) -> String {
    let mut at = area;
    while let Some(code) = at {
        let (_, its_level, parent) = AREAS.iter().find(|(known, _, _)| *known == code).copied().unwrap();
        if its_level == level {
            return code.to_owned();
        }
        at = (!parent.is_empty()).then_some(parent);
    }
    "unknown".to_owned()
}

pub(super) fn figures(incidents: &[PlainIncident], question: &PlainQuestion) -> Figures {
    let mut figures = Figures::new();
    let mut add = |table: String, row: &str, column: &str, n: u64| {
        if n > 0 {
            *figures
                .entry(table)
                .or_default()
                .entry(row.to_owned())
                .or_default()
                .entry(column.to_owned())
                .or_default() += n;
        }
    };
    for incident in incidents.iter().filter(|incident| incident.status == "open") {
        for violation in &incident.violations {
            let counts_children = COUNT_CHILDREN.contains(&violation.kind);
            if !counts_children && !COUNT_ONE.contains(&violation.kind) {
                continue;
            }
            let Some(tables) = tables_of(incident, violation, question) else { continue };
            let weight = if counts_children {
                let table = || format!("{tables}.victims");
                let total = violation.boys + violation.girls + violation.unknown;
                add(table(), violation.kind, "boys", violation.boys);
                add(table(), violation.kind, "girls", violation.girls);
                add(table(), violation.kind, "unknown", violation.unknown);
                add(table(), violation.kind, "total", total);
                total
            } else {
                add(format!("{tables}.incidents"), violation.kind, "total", 1);
                1
            };
            // Rule 5.
            let parties: BTreeSet<&str> = violation.parties.iter().copied().collect();
            let rows: Vec<String> = if parties.is_empty() {
                vec!["unattributed".to_owned()]
            } else if question.each {
                parties.iter().map(|party| (*party).to_owned()).collect()
            } else {
                vec![parties.into_iter().collect::<Vec<_>>().join(" + ")]
            };
            for row in rows {
                add(format!("{tables}.by_party"), &row, violation.kind, weight);
                add(format!("{tables}.by_party"), &row, "total", weight);
            }
            let row = area_row(incident.area, question.level);
            add(format!("{tables}.by_area"), &row, violation.kind, weight);
            add(format!("{tables}.by_area"), &row, "total", weight);
        }
        // Rule 7.
        for person in incident.people.iter().filter(|person| person.multiple_violations) {
            let linked: BTreeSet<usize> = person.violations.iter().copied().collect();
            let verified: Vec<&str> = linked
                .into_iter()
                .map(|at| &incident.violations[at])
                .filter(|violation| {
                    COUNT_CHILDREN.contains(&violation.kind) || COUNT_ONE.contains(&violation.kind)
                })
                .filter(|violation| {
                    matches!(tables_of(incident, violation, question), Some("verified" | "late"))
                })
                .map(|violation| violation.kind)
                .collect();
            if verified.len() < 2 {
                continue;
            }
            let distinct: BTreeSet<&str> = verified.into_iter().collect();
            let row = distinct.into_iter().collect::<Vec<_>>().join("+");
            match person.sex {
                None => add("multiple.groups".to_owned(), &row, "groups", 1),
                Some(sex) => {
                    let column = match sex {
                        "boy" => "boys",
                        "girl" => "girls",
                        _ => "unknown",
                    };
                    add("multiple.children".to_owned(), &row, column, 1);
                    add("multiple.children".to_owned(), &row, "children", 1);
                }
            }
        }
    }
    figures
}
