//! Exports of MRMIMS+, the system that task forces had before: the JSON of its API (`/api/v2/incidents`) and its violation
//! workbook.
//!
//! Shapes are read leniently and meanings strictly: what an option, a status or a number means is in explicit tables,
//! and what has no place in a document is kept in the notes of the nearest object, under its old name, and told in the
//! account. Decisions of verification are taken along; `sixfold intake --decided` marks them as taken over.
//! What becomes of each field is in `docs/convert-mrmims.md`.

mod account;
mod book;
mod export;
mod fates;
mod incident;
mod ledger;
mod part;
mod parties;
mod people;
mod tables;
mod value;
mod verification;

pub use account::{Account, Computed, NoPlace, Reason, Told};
pub use fates::{Fate, fates, option_of, options};

use account::Sum;
use domain::interchange::read_moved;
use domain::register::Registers;
use jiff::civil::Date;
use ledger::Ledger;
use part::{Refusal, World};
use serde_json::Value;
use std::collections::BTreeSet;

/// Documents made of an export.
#[derive(Debug)]
pub struct Converted {
    /// Incident documents, one a line.
    pub documents: Vec<u8>,
    /// Where parties were to be added: the register `parties.csv` with a row for each name that was not in it.
    pub parties: Option<String>,
    /// What became of the incidents.
    pub account: Account,
}

/// Converts the pages of an export, or its workbooks, each with a name for messages. Codes of areas, parties and partners are looked up
/// in the registers; with `add_parties`, names of parties that are not there get codes of their own. `today` is the day
/// on which intake would judge the documents. An error is of a file that is no such export.
pub fn convert(
    files: &[(&str, &[u8])],
    registers: &Registers,
    add_parties: bool,
    today: Date,
) -> Result<Converted, String> {
    let mut found: Vec<(String, Value)> = Vec::new();
    for (name, text) in files {
        let is_workbook = text.starts_with(b"PK");
        let incidents = if is_workbook { book::incidents(text) } else { export::incidents(text) };
        let incidents = incidents.map_err(|error| format!("{name} {error}"))?;
        found.extend(
            incidents.into_iter().zip(1..).map(|(incident, n)| (format!("{name}, incident {n}"), incident)),
        );
    }
    let mut registers = registers.clone();
    let mut added = None;
    if add_parties {
        let (parties, csv) =
            parties::with_new(&registers.parties, found.iter().map(|(_, incident)| incident))?;
        registers.parties = parties;
        added = Some(csv);
    }
    let world = World { registers: &registers, today };
    let mut sum = Sum::default();
    let mut documents = Vec::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for (place, incident) in found {
        let mut ledger = Ledger::default();
        match made(incident, world, &mut ledger, &mut ids) {
            Ok((text, kinds)) => {
                documents.extend(text);
                documents.push(b'\n');
                sum.accept(ledger, kinds.into_iter());
            }
            Err(Refusal { path, reason, message }) => {
                let incident = if ledger.incident.is_empty() { place } else { ledger.incident };
                sum.reject(Reason { incident, path, reason, message });
            }
        }
    }
    Ok(Converted { documents, parties: added, account: sum.done() })
}

fn made(
    incident: Value,
    world: World<'_>,
    ledger: &mut Ledger,
    ids: &mut BTreeSet<String>,
) -> Result<(Vec<u8>, Vec<&'static str>), Refusal> {
    if let Some(id) = incident.as_object().and_then(export::id_of) {
        ledger.incident = id;
    }
    let old = export::open(incident)?;
    let document = incident::document(old, world, ledger)?;
    let said = document.to_string();
    let incident = read_moved(said.as_bytes(), world.registers, world.today).map_err(|problems| {
        let path = problems.first().map(|problem| problem.path.clone()).unwrap_or_default();
        let said: Vec<String> =
            problems.iter().take(5).map(|p| format!("{} {}", p.path, p.message)).collect();
        Refusal { path, reason: "refused_by_intake", message: said.join("; ") }
    })?;
    if !ids.insert(incident.external_id.clone()) {
        let message = "an earlier incident of the files has the same id".to_owned();
        return Err(Refusal { path: "incident_id".to_owned(), reason: "duplicate_id", message });
    }
    let kinds = incident.violations.iter().map(|violation| violation.kind.code()).collect();
    Ok((incident.to_canonical_json(), kinds))
}

#[cfg(test)]
mod tests;
