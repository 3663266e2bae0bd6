//! What is told of one incident on its way: what had no place and where it was kept, what looked wrong.

use super::account::Told;
use std::collections::BTreeMap;

/// What had no place: the field and why.
pub(super) type Homeless = (String, &'static str);

/// Told of one incident; it joins the account when the incident has become a document.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub(super) incident: String,
    pub(super) told: Vec<Told>,
    /// How often, and where it was kept.
    pub(super) no_place: BTreeMap<Homeless, (usize, &'static str)>,
    pub(super) computed: BTreeMap<(String, &'static str), usize>,
    pub(super) parties: BTreeMap<String, usize>,
    pub(super) areas: BTreeMap<String, usize>,
    pub(super) reported_in: BTreeMap<String, usize>,
    /// Verified without a day by the CTFMR or in a step before.
    pub(super) undated: bool,
}

impl Ledger {
    pub(super) fn tell(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.told.push(Told { incident: self.incident.clone(), path: path.into(), message: message.into() });
    }

    pub(super) fn homeless(&mut self, field: String, why: &'static str, kept: &'static str) {
        self.no_place.entry((field, why)).or_insert((0, kept)).0 += 1;
    }
}
