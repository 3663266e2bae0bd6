//! What became of an export.

use super::ledger::Ledger;
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of the incidents of an export. `documents` and `rejected` add up to `incidents`.
#[derive(Debug, Default, Serialize)]
pub struct Account {
    /// Incidents in the files.
    pub incidents: usize,
    /// Those that are documents now.
    pub documents: usize,
    /// Those that are not.
    pub rejected: usize,
    /// Why not, incident by incident.
    pub reasons: Vec<Reason>,
    /// Why not, counted.
    pub by_reason: BTreeMap<&'static str, usize>,
    /// Violations of the documents by type.
    pub violations: BTreeMap<String, usize>,
    /// Documents with a verified step that has no day: intake takes them with `--keep-undated` only.
    pub undated: usize,
    /// What had no place, field by field, and where it was kept.
    pub no_place: Vec<NoPlace>,
    /// What the old system computes or copies, which is not kept, since it is said elsewhere.
    pub computed: Vec<Computed>,
    /// What should be looked at, incident by incident: figures that differ, links that lead nowhere, values that cannot
    /// be read. All of it is kept in the notes of the document.
    pub told: Vec<Told>,
    /// Names of parties that are not in the register, with the number of times they are named. What they did is
    /// unattributed; the names are in the notes.
    pub unmatched_parties: BTreeMap<String, usize>,
    /// Areas that are not in the register, with the number of times they are named; kept in the notes.
    pub unmatched_areas: BTreeMap<String, usize>,
    /// The GHN reports into which violations went, by the old system's own note, with their number. The note is kept
    /// with each violation.
    pub reported_in: BTreeMap<String, usize>,
}

/// Why an incident is no document.
#[derive(Debug, Serialize)]
pub struct Reason {
    /// The incident's id, or its place in the files where it has none.
    pub incident: String,
    /// Where, as in `killing[0].violation_tally`.
    pub path: String,
    /// The kind of reason.
    pub reason: &'static str,
    /// The reason in words.
    pub message: String,
}

/// Something to look at in an incident.
#[derive(Debug, Serialize)]
pub struct Told {
    /// The incident's id.
    pub incident: String,
    /// Where in the export.
    pub path: String,
    /// What it is.
    pub message: String,
}

/// A field that had no place.
#[derive(Debug, Serialize)]
pub struct NoPlace {
    /// Its form and name in the export.
    pub field: String,
    /// How often it was there.
    pub count: usize,
    /// Why it had none.
    pub why: &'static str,
    /// Where it was kept.
    pub kept: &'static str,
}

/// A field that is computed.
#[derive(Debug, Serialize)]
pub struct Computed {
    /// Its form and name in the export.
    pub field: String,
    /// How often it was there.
    pub count: usize,
    /// What gives it here.
    pub from: &'static str,
}

/// Accounts of single incidents, added up.
#[derive(Default)]
pub(super) struct Sum {
    account: Account,
    no_place: BTreeMap<(String, &'static str, &'static str), usize>,
    computed: BTreeMap<(String, &'static str), usize>,
}

impl Sum {
    pub(super) fn reject(&mut self, reason: Reason) {
        self.account.incidents += 1;
        self.account.rejected += 1;
        *self.account.by_reason.entry(reason.reason).or_default() += 1;
        self.account.reasons.push(reason);
    }

    pub(super) fn accept(&mut self, ledger: Ledger, violations: impl Iterator<Item = &'static str>) {
        self.account.incidents += 1;
        self.account.documents += 1;
        self.account.undated += usize::from(ledger.undated);
        violations.for_each(|kind| *self.account.violations.entry(kind.to_owned()).or_default() += 1);
        self.account.told.extend(ledger.told);
        for ((field, why), (count, kept)) in ledger.no_place {
            *self.no_place.entry((field, why, kept)).or_default() += count;
        }
        for (computed, count) in ledger.computed {
            *self.computed.entry(computed).or_default() += count;
        }
        let add = |to: &mut BTreeMap<String, usize>, from: BTreeMap<String, usize>| {
            from.into_iter().for_each(|(name, count)| *to.entry(name).or_default() += count);
        };
        add(&mut self.account.unmatched_parties, ledger.parties);
        add(&mut self.account.unmatched_areas, ledger.areas);
        add(&mut self.account.reported_in, ledger.reported_in);
    }

    pub(super) fn done(self) -> Account {
        let mut account = self.account;
        account.no_place = self
            .no_place
            .into_iter()
            .map(|((field, why, kept), count)| NoPlace { field, count, why, kept })
            .collect();
        account.computed =
            self.computed.into_iter().map(|((field, from), count)| Computed { field, count, from }).collect();
        account
    }
}
