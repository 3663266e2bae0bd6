//! What was changed in registers, by whom and when.

use super::{CaseError, Desk};
use domain::access::act;
use domain::register::{Changes, RegisterChanges, Registers, Table};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{RegisterNote, StoreError};

/// The register of the areas' boundaries, beside the tables.
pub(super) const BOUNDARIES: &str = "boundaries";
/// So many entries of a change are kept by name; how many there were is kept in any case.
const MOST_NAMED: usize = 100;
/// So many changes of a register are told of.
const MOST_CHANGES: u64 = 200;

/// What a change did, as the store keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisterNoted {
    /// How many entries were added.
    pub added: usize,
    /// How many are no longer as they were.
    pub changed: usize,
    /// How many were taken out: boundaries alone, since registers only grow.
    #[serde(default, skip_serializing_if = "is_none")]
    pub removed: usize,
    /// Codes that were added, the first of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub new: Vec<String>,
    /// What was different, the first of it: code, column, what stood there, what stands there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<[String; 4]>,
}

fn is_none(number: &usize) -> bool {
    *number == 0
}

impl RegisterNoted {
    fn of(changes: &Changes) -> RegisterNoted {
        let cells = changes.changed.iter().flat_map(|one| {
            let cells = one.what.iter().zip(one.was.iter().zip(&one.is));
            cells.map(|(what, (was, is))| [one.code.clone(), (*what).to_owned(), was.clone(), is.clone()])
        });
        RegisterNoted {
            added: changes.added.len(),
            changed: changes.changed.len(),
            removed: 0,
            new: changes.added.iter().take(MOST_NAMED).cloned().collect(),
            cells: cells.take(MOST_NAMED).collect(),
        }
    }

    pub(super) fn note(&self, subject: &str) -> RegisterNote {
        RegisterNote { subject: subject.to_owned(), details: serde_json::to_string(self).unwrap_or_default() }
    }
}

/// The notes of a change: of each table that it touches.
pub(super) fn notes(changes: &RegisterChanges) -> Vec<RegisterNote> {
    let touched = Table::ALL.iter().filter(|table| *changes.of(**table) != Changes::default());
    touched.map(|table| RegisterNoted::of(changes.of(*table)).note(table.code())).collect()
}

/// The notes of the registers with which a situation is made.
pub(super) fn founding(registers: &Registers) -> Vec<RegisterNote> {
    let Registers { areas, parties, partners } = registers;
    let counts = [
        (Table::Areas, areas.all().len()),
        (Table::Parties, parties.all().len()),
        (Table::Partners, partners.all().len()),
    ];
    let there = counts.into_iter().filter(|(_, added)| *added > 0);
    there.map(|(table, added)| RegisterNoted { added, ..Default::default() }.note(table.code())).collect()
}

/// A change of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterChange {
    /// The version of the registers that it made.
    pub version: u64,
    /// The login of who made it; none where the situation was made with it.
    pub by: Option<String>,
    /// When, in whole hours since 1970.
    pub hour: i64,
    /// What.
    pub noted: RegisterNoted,
}

impl Desk {
    /// The history of a table, or of the boundaries where none is named; the newest change first.
    pub async fn register_history(&self, table: Option<Table>) -> Result<Vec<RegisterChange>, CaseError> {
        self.permit::<act::Administer>().await?;
        let subject = table.map_or(BOUNDARIES, Table::code);
        let rows = self.store.register_changes(self.situation.row.number, subject, MOST_CHANGES).await?;
        let accounts = self.store.accounts().await?;
        let logins: HashMap<_, _> = accounts.into_iter().map(|account| (account.id, account.login)).collect();
        let told = rows.into_iter().map(|row| {
            let corrupt = |_| StoreError::Corrupt {
                table: "register_change",
                column: "details",
                row: row.number.to_string(),
            };
            Ok(RegisterChange {
                version: row.version,
                by: logins.get(&row.by).cloned(),
                hour: row.hour,
                noted: serde_json::from_str(&row.note.details).map_err(corrupt)?,
            })
        });
        told.collect()
    }
}
