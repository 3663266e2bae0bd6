//! Changing registers after records have been made with them.
//!
//! What is given is the whole table as it shall be. Records name codes, and packed facts name numbers, so a
//! code that was ever in a register stays in it with its number.

use super::table::Row;
use super::{Area, Areas, Parties, Partners, Party, RegisterProblem, Registers};
use crate::interchange::excerpt;
use crate::violation::codes;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

codes! {
    /// A register's table.
    Table {
        /// Administrative areas.
        Areas = "areas",
        /// Parties to the conflict.
        Parties = "parties",
        /// Organisations that report or respond.
        Partners = "partners",
    }
}

/// Tables as they shall be, as CSV text; a register whose table is not there stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// `code,name,level,parent`.
    pub areas: Option<String>,
    /// `code,name,category` and more.
    pub parties: Option<String>,
    /// `code,name,kind`.
    pub partners: Option<String>,
}

/// Something wrong in one of several tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{table}.csv: {problem}")]
pub struct TableProblem {
    /// The table.
    pub table: Table,
    /// Where in it and what.
    pub problem: RegisterProblem,
}

/// What a change of a register does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Codes that are new.
    pub added: Vec<String>,
    /// Entries that are not as they were.
    pub changed: Vec<Changed>,
}

/// What is different about an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// Its code.
    pub code: String,
    /// The columns whose cells differ.
    pub what: Vec<&'static str>,
}

/// What a change of the registers does.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegisterChanges {
    /// To the areas.
    pub areas: Changes,
    /// To the parties.
    pub parties: Changes,
    /// To the partners.
    pub partners: Changes,
}

impl RegisterChanges {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let none = Changes::default();
        [&self.areas, &self.parties, &self.partners].into_iter().all(|changes| *changes == none)
    }
}

impl Registers {
    /// The registers as the tables say that they shall be, with what that changes; or every problem of every
    /// table.
    pub fn changed(&self, tables: &Tables) -> Result<(Registers, RegisterChanges), Vec<TableProblem>> {
        let mut problems = Vec::new();
        let areas = next(Table::Areas, &self.areas, &tables.areas, Areas::changed, &mut problems);
        let parties = next(Table::Parties, &self.parties, &tables.parties, Parties::changed, &mut problems);
        let partners =
            next(Table::Partners, &self.partners, &tables.partners, Partners::changed, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let changes = RegisterChanges {
            areas: changes(self.areas.all(), areas.all(), |area| &area.code, of_area),
            parties: changes(self.parties.all(), parties.all(), |party| &party.code, of_party),
            partners: changes(
                self.partners.all(),
                partners.all(),
                |partner| &partner.code,
                |one, other| differing(&[("name", one.name != other.name), ("kind", one.kind != other.kind)]),
            ),
        };
        Ok((Registers { areas, parties, partners }, changes))
    }

    /// A register as the table that is read.
    pub fn to_csv(&self, table: Table) -> String {
        match table {
            Table::Areas => self.areas.to_csv(),
            Table::Parties => self.parties.to_csv(),
            Table::Partners => self.partners.to_csv(),
        }
    }
}

fn next<R: Clone>(
    table: Table,
    before: &R,
    text: &Option<String>,
    changed: fn(&R, &str) -> Result<R, Vec<RegisterProblem>>,
    problems: &mut Vec<TableProblem>,
) -> R {
    let Some(text) = text else { return before.clone() };
    changed(before, text).unwrap_or_else(|found| {
        problems.extend(found.into_iter().map(|problem| TableProblem { table, problem }));
        before.clone()
    })
}

/// Both are in the order of their numbers, and nothing leaves a register: what is new stands at the end.
fn changes<T>(
    before: &[T],
    after: &[T],
    code: fn(&T) -> &String,
    what: fn(&T, &T) -> Vec<&'static str>,
) -> Changes {
    let changed = before.iter().zip(after).filter_map(|(one, other)| {
        let what = what(one, other);
        (!what.is_empty()).then(|| Changed { code: code(other).clone(), what })
    });
    Changes {
        changed: changed.collect(),
        added: after.iter().skip(before.len()).map(|entry| code(entry).clone()).collect(),
    }
}

fn of_area(one: &Area, other: &Area) -> Vec<&'static str> {
    differing(&[("name", one.name != other.name)])
}

fn of_party(one: &Party, other: &Party) -> Vec<&'static str> {
    differing(&[
        ("name", one.name != other.name),
        ("category", one.category != other.category),
        ("aliases", one.aliases != other.aliases),
        ("valid_from", one.valid_from != other.valid_from),
        ("valid_to", one.valid_to != other.valid_to),
        ("parent", one.parent != other.parent),
        ("successor_of", one.successor_of != other.successor_of),
    ])
}

fn differing(cells: &[(&'static str, bool)]) -> Vec<&'static str> {
    cells.iter().filter(|(_, differs)| *differs).map(|(column, _)| *column).collect()
}

/// Puts the rows in the order of the numbers that they have or shall get: codes in use first, as they are,
/// then new ones as they come. A code in use without a row is a problem; `instead` says what to do about it.
pub(super) fn in_order(
    rows: &mut [Row],
    numbers: &HashMap<String, u32>,
    instead: &str,
    problems: &mut Vec<RegisterProblem>,
) {
    rows.sort_by_key(|row| numbers.get(row.cell("code")).copied().unwrap_or(u32::MAX));
    if !problems.is_empty() {
        // A table that could not be read whole may have every row.
        return;
    }
    let there: HashSet<&str> = rows.iter().map(|row| row.cell("code")).collect();
    let mut missing: Vec<(&u32, &String)> = numbers
        .iter()
        .filter(|(code, _)| !there.contains(code.as_str()))
        .map(|(code, number)| (number, code))
        .collect();
    missing.sort_unstable();
    problems.extend(missing.into_iter().map(|(_, code)| RegisterProblem {
        line: 1,
        message: format!("the code {} is missing; records may name it: {instead}", excerpt(code)),
    }));
}
