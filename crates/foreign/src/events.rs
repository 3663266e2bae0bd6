//! What becomes of a country's events in open data, whoever publishes them.

use crate::places::NoMatch;
use domain::interchange::Incident;
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

impl Account {
    /// Of a country with so many events: its documents, how many of them have an area, the names of areas that were given
    /// and not found, and the events that are no documents.
    pub(crate) fn of<'a>(
        country: &str,
        events: usize,
        documents: &[&Incident],
        area_matched: usize,
        missed: impl Iterator<Item = (&'a str, &'a NoMatch)>,
        reasons: Vec<Reason>,
    ) -> Account {
        let mut by_reason = BTreeMap::new();
        reasons.iter().for_each(|why| *by_reason.entry(why.reason).or_default() += 1);
        let mut violations = BTreeMap::new();
        for violation in documents.iter().flat_map(|incident| &incident.violations) {
            *violations.entry(violation.kind.code().to_owned()).or_default() += 1;
        }
        let mut unmatched: BTreeMap<&str, (usize, &NoMatch)> = BTreeMap::new();
        for (name, why) in missed {
            unmatched.entry(name).or_insert((0, why)).0 += 1;
        }
        let unmatched = unmatched.into_iter();
        Account {
            country: country.to_owned(),
            events,
            documents: documents.len(),
            rejected: reasons.len(),
            reasons,
            by_reason,
            violations,
            area_matched,
            area_country: documents.len() - area_matched,
            unmatched_areas: unmatched
                .map(|(name, (events, why))| Unmatched {
                    name: name.to_owned(),
                    events,
                    reason: why.to_string(),
                })
                .collect(),
        }
    }
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
