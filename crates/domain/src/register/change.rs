//! Changing registers after records have been made with them.
//!
//! What is given is the whole table as it shall be. Records name codes, and packed facts name numbers, so a
//! code that was ever in a register stays in it with its number.

use super::table::Row;
use super::{Areas, Parties, Partners, RegisterProblem, Registers, areas, parties, partners};
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
    /// `code,name,level,parent` and more.
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
    /// What stood in each of them.
    pub was: Vec<String>,
    /// What shall stand there.
    pub is: Vec<String>,
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
    /// What it does to a table.
    pub fn of(&self, table: Table) -> &Changes {
        match table {
            Table::Areas => &self.areas,
            Table::Parties => &self.parties,
            Table::Partners => &self.partners,
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        let none = Changes::default();
        [&self.areas, &self.parties, &self.partners].into_iter().all(|changes| *changes == none)
    }
}

impl Tables {
    /// One table, and nothing of the others.
    pub fn only(table: Table, text: String) -> Tables {
        let mut tables = Tables::default();
        let of = match table {
            Table::Areas => &mut tables.areas,
            Table::Parties => &mut tables.parties,
            Table::Partners => &mut tables.partners,
        };
        *of = Some(text);
        tables
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
            areas: changes(
                &areas::COLUMNS,
                self.areas.all().iter().map(|area| self.areas.cells(area)),
                areas.all().iter().map(|area| areas.cells(area)),
            ),
            parties: changes(
                &parties::COLUMNS,
                self.parties.all().iter().map(|party| self.parties.cells(party)),
                parties.all().iter().map(|party| parties.cells(party)),
            ),
            partners: changes(
                &partners::COLUMNS,
                self.partners.all().iter().map(|partner| self.partners.cells(partner)),
                partners.all().iter().map(|partner| partners.cells(partner)),
            ),
        };
        Ok((Registers { areas, parties, partners }, changes))
    }

    /// The name of an entry of a table.
    pub fn name(&self, table: Table, code: &str) -> Option<&str> {
        match table {
            Table::Areas => self.areas.by_code(code).map(|area| area.name.as_str()),
            Table::Parties => self.parties.by_code(code).map(|party| party.name.as_str()),
            Table::Partners => self.partners.by_code(code).map(|partner| partner.name.as_str()),
        }
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
fn changes(
    columns: &[&'static str],
    before: impl Iterator<Item = Vec<String>>,
    mut after: impl Iterator<Item = Vec<String>>,
) -> Changes {
    let mut changed = Vec::new();
    for (was, is) in before.zip(after.by_ref()) {
        let code = is[0].clone();
        let cells = columns.iter().zip(was.into_iter().zip(is)).filter(|(_, (was, is))| was != is);
        let (what, (was, is)): (Vec<_>, (Vec<_>, Vec<_>)) = cells.map(|(what, cells)| (*what, cells)).unzip();
        if !what.is_empty() {
            changed.push(Changed { code, what, was, is });
        }
    }
    Changes { changed, added: after.map(|mut cells| cells.swap_remove(0)).collect() }
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
