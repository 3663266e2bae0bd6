//! What becomes of a country's events in open data, whoever publishes them.

use serde::Serialize;
use std::collections::BTreeMap;

/// What became of a country's events.
#[derive(Debug, Serialize)]
pub struct Account {
    /// The country's code.
    pub country: String,
    /// Its events in the file.
    pub events: usize,
    /// Those that are documents now.
    pub documents: usize,
    /// Those that are not.
    pub rejected: usize,
    /// Why not, event by event.
    pub reasons: Vec<Reason>,
    /// Why not, counted.
    pub by_reason: BTreeMap<&'static str, usize>,
    /// Violations of the documents by type.
    pub violations: BTreeMap<String, usize>,
    /// Documents whose area was found.
    pub area_matched: usize,
    /// Documents at the level of the country: their event's area was not found, not given, or not known.
    pub area_country: usize,
    /// Names that were given and not found.
    pub unmatched_areas: Vec<Unmatched>,
}

/// Why an event is no document.
#[derive(Debug, Serialize)]
pub struct Reason {
    /// The event's id in the file.
    pub event: String,
    /// The kind of reason.
    pub reason: &'static str,
    /// The reason in words.
    pub message: String,
}

/// A name of an area that was not found.
#[derive(Debug, Serialize)]
pub struct Unmatched {
    /// The name.
    pub name: String,
    /// How many documents have it.
    pub events: usize,
    /// Why none was taken.
    pub reason: String,
}

/// Documents with the registers that their codes refer to.
#[derive(Debug)]
pub struct Converted {
    /// Incident documents, one a line.
    pub documents: Vec<u8>,
    /// The register `areas.csv`.
    pub areas: String,
    /// The register `parties.csv`.
    pub parties: String,
    /// What became of the events.
    pub account: Account,
}
