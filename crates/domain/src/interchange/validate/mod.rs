//! Reading an incident document from outside: everything that is wrong with it at once, each thing
//! with its path, what is wrong and what would be right.
//!
//! The dictionary says what each field may hold ([`walk`], [`values`]); what holds between fields is
//! in [`rules`]. A null is the same as an absent field.

mod nearest;
mod rules;
mod values;
mod walk;

use super::fields::Fields;
use super::json::step;
use super::{Incident, parse};
use crate::dictionary::dictionary;
use crate::register::Registers;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;

/// Something wrong in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{path}: {message}")]
pub struct Problem {
    /// Where, as in `violations[0].tally.boys`; empty for the document as a whole.
    pub path: String,
    /// What is wrong and what would be right. Quotes at most sixty characters of what was sent.
    pub message: String,
}

/// The most problems told of one document: enough for any honest one, too few to flood a screen.
const MOST_PROBLEMS: usize = 200;

/// The earliest day that a document may name: before it no mechanism and no register existed.
const EARLIEST: Date = jiff::civil::date(1990, 1, 1);

/// The earliest birthday of a child of whom something in [`EARLIEST`]'s year or later is reported.
const EARLIEST_BIRTH: Date = jiff::civil::date(1972, 1, 1);

/// The incident of a document, or every problem that it has.
pub fn read(bytes: &[u8], registers: &Registers, today: Date) -> Result<Incident, Vec<Problem>> {
    let value = parse(bytes).map_err(|problem| vec![problem])?;
    read_value(value, registers, today)
}

/// As [`read`], for documents that move over from an earlier system: a verified decision without a date is
/// kept as it was. It is in no table, and reports say how many there are.
pub fn read_moved(bytes: &[u8], registers: &Registers, today: Date) -> Result<Incident, Vec<Problem>> {
    let value = parse(bytes).map_err(|problem| vec![problem])?;
    read_by(value, registers, today, Undated::Kept)
}

/// As [`read`], for a document that is a value already.
pub fn read_value(value: Value, registers: &Registers, today: Date) -> Result<Incident, Vec<Problem>> {
    read_by(value, registers, today, Undated::Refused)
}

/// What becomes of a verified decision without a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Undated {
    Refused,
    Kept,
}

fn read_by(
    mut value: Value,
    registers: &Registers,
    today: Date,
    undated: Undated,
) -> Result<Incident, Vec<Problem>> {
    // Problems are told in one order, also where some crate of a build keeps maps in the order of their making.
    value.sort_all_objects();
    let mut check = Check::new(registers, today, undated);
    match &value {
        Value::Object(document) => check.document(document),
        other => {
            let got = values::described(other);
            check.problem(format!("a document is one JSON object {{…}}, got {got}"));
        }
    }
    let Check { problems, nulls, .. } = check;
    if !problems.is_empty() {
        return Err(problems);
    }
    if nulls {
        drop_nulls(&mut value);
    }
    Incident::from_value(value)
        .map_err(|bad| vec![Problem { path: bad.path.clone(), message: format!("is not {}", bad.expected) }])
}

/// What a person should look at though nothing is wrong: a party named outside the days on which it
/// is in use.
pub fn warnings(incident: &Incident, registers: &Registers) -> Vec<Problem> {
    let Some(from) = incident.occurred.from else { return Vec::new() };
    let parties = incident.perpetrators.iter().enumerate().filter_map(|(index, perpetrator)| {
        let party = registers.parties.by_code(perpetrator.party.as_deref()?)?;
        let message =
            format!("party {} is not in use on {from}; is a successor or predecessor meant?", party.code);
        (!party.is_valid_on(from)).then(|| Problem { path: format!("perpetrators[{index}].party"), message })
    });
    parties.collect()
}

fn drop_nulls(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|_, value| !value.is_null());
            fields.values_mut().for_each(drop_nulls);
        }
        Value::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

/// A step of the way into the document.
#[derive(Clone, Copy)]
enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// One pass over a document.
struct Check<'a> {
    registers: &'a Registers,
    today: Date,
    problems: Vec<Problem>,
    way: Vec<Step<'a>>,
    violation_ids: HashSet<&'a str>,
    nulls: bool,
    undated: Undated,
}

impl<'a> Check<'a> {
    fn new(registers: &'a Registers, today: Date, undated: Undated) -> Self {
        let (problems, way) = (Vec::new(), Vec::with_capacity(8));
        Self { registers, today, problems, way, violation_ids: HashSet::new(), nulls: false, undated }
    }

    fn document(&mut self, document: &'a Fields) {
        if let Some(Value::Array(violations)) = document.get("violations") {
            self.violation_ids
                .extend(violations.iter().filter_map(|violation| violation.get("id")?.as_str()));
        }
        if let Some(section) = dictionary().section("incident") {
            self.object(section, document);
        }
        self.rules(document);
    }

    /// Notes a problem where the check stands. Texts are made only when there is a problem.
    fn problem(&mut self, message: impl Into<String>) {
        if self.is_full() {
            return;
        }
        let message = if self.problems.len() == MOST_PROBLEMS {
            "there are more problems; they are told when these are gone".to_owned()
        } else {
            message.into()
        };
        let mut path = String::new();
        for part in &self.way {
            match part {
                Step::Key(key) => path.push_str(&step(key)),
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        self.problems.push(Problem { path: path.trim_start_matches('.').to_owned(), message });
    }

    /// Whether enough problems are told: looking on would only cost time.
    fn is_full(&self) -> bool {
        self.problems.len() > MOST_PROBLEMS
    }

    fn within(&mut self, step: Step<'a>, check: impl FnOnce(&mut Self)) {
        self.way.push(step);
        check(self);
        self.way.pop();
    }

    fn at(&mut self, key: &'a str, check: impl FnOnce(&mut Self)) {
        self.within(Step::Key(key), check);
    }
}
