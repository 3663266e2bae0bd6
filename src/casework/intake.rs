//! Recording incident documents: new ones, resent ones, amended ones.

use super::keyring::Keyring;
use super::{CaseError, Desk, Situation, on_all_cores};
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::counting::IncidentFacts;
use domain::id::{AccountId, IncidentId};
use domain::interchange::{Incident, split};
use domain::record::{Brought, CaseRecord, Content, take_decisions};
use domain::violation::IncidentStatus;
use std::collections::{HashMap, HashSet};
use store::{IdentityPart, IncidentRow, Write};
use vault::{Compartment, Sealed, SystemEntropy};

/// What becomes of the decisions that documents bring along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// They are left out: decisions are taken here.
    ContentOnly,
    /// They are taken over from an earlier system, and marked so.
    Decisions,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A new incident.
    New {
        /// Decisions of the document that were left out.
        decisions_left_out: usize,
    },
    /// A new version of an incident that was there.
    Amended {
        /// The new version.
        version: u64,
        /// Paths of what changed.
        changed: Vec<String>,
        /// Violations whose decisions were set aside, because what is counted of them changed.
        set_aside: Vec<String>,
        /// Decisions of the document that were left out.
        decisions_left_out: usize,
    },
    /// The same content as before.
    Unchanged,
    /// It was an answer, and lies in the working paper of its incident.
    Answered,
    /// Nothing was stored: the incident is not as the sender saw it.
    Stale {
        /// The version that there is.
        version: u64,
    },
    /// Nothing was stored of it.
    Refused {
        /// Why, and what to do.
        why: String,
    },
}

impl Outcome {
    /// Why nothing was stored, where that is so and should not be.
    pub fn why_not(&self) -> Option<String> {
        match self {
            Outcome::Refused { why } => Some(why.clone()),
            Outcome::Stale { version: 0 } => Some("the incident is not there".to_owned()),
            Outcome::Stale { version } => {
                Some(format!("the incident is in version {version} by now; read it again"))
            }
            Outcome::New { .. } | Outcome::Amended { .. } | Outcome::Unchanged | Outcome::Answered => None,
        }
    }

    /// Whether something was stored.
    pub(super) fn is_stored(&self) -> bool {
        matches!(self, Outcome::New { .. } | Outcome::Amended { .. })
    }
}

/// A document made ready for recording: typed, parted and sealed as the first version of a record.
pub struct Prepared {
    id: IncidentId,
    pub(super) by: AccountId,
    pub(super) incident: Incident,
    /// The document's status; none where its sender may not change it.
    pub(super) status: Option<IncidentStatus>,
    /// The decisions that it brings along, where they are taken over.
    pub(super) brought: Option<Brought>,
    pub(super) left_out: usize,
    pub(super) expects: Expects,
    first: First,
}

/// What the sender of a document takes the incident to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expects {
    /// Whatever it is.
    Anything,
    /// Not there yet.
    Nothing,
    /// There, in this version.
    Version(u64),
}

impl Expects {
    /// Whether a record in this version is what was expected.
    pub(super) fn holds(self, version: u64) -> bool {
        match self {
            Expects::Anything => true,
            Expects::Nothing => false,
            Expects::Version(expected) => expected == version,
        }
    }
}

/// The first version, sealed and counted ahead so that the writer only writes.
struct First {
    facts: IncidentFacts,
    epoch: u32,
    case: Sealed,
    identity: Sealed,
}

impl Prepared {
    /// The same document, leaving the stage of the incident as it is.
    pub(super) fn without_status(self) -> Prepared {
        Prepared { status: None, ..self }
    }

    /// The same document, recorded only if the incident is what its sender takes it to be.
    pub fn expecting(self, expects: Expects) -> Prepared {
        Prepared { expects, ..self }
    }

    /// The id under which the incident is, or will be, recorded.
    pub fn id(&self) -> IncidentId {
        self.id
    }
}

/// The bytes of a value that are sealed.
pub(super) fn bytes_of(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

impl Desk {
    /// Asks the policy for what recording documents needs.
    pub async fn may_record(&self, taking: Taking) -> Result<Permit<act::Record>, CaseError> {
        if taking == Taking::Decisions {
            self.permit::<act::TakeOver>().await?;
        }
        self.permit::<act::Record>().await
    }

    /// Makes a document ready. Does no input or output, so many can be made ready at once.
    pub fn prepare(&self, incident: Incident, taking: Taking) -> Result<Prepared, CaseError> {
        let from = Origin { by: self.actor.account, put_right_by: None };
        prepare(&self.keys, &self.situation, incident, taking, from, self.now.today)
    }

    /// Makes many documents ready, on all cores.
    pub fn prepare_all(&self, documents: &[Incident], taking: Taking) -> Result<Vec<Prepared>, CaseError> {
        on_all_cores(documents, |incident| self.prepare(incident.clone(), taking)).into_iter().collect()
    }

    /// Records documents in one transaction, in their order.
    pub async fn record(
        &self,
        permit: &Permit<act::Record>,
        documents: Vec<Prepared>,
    ) -> Result<Vec<Outcome>, CaseError> {
        self.may_take_over(&documents).await?;
        let mut write = self.store.write(permit, self.now.hour).await?;
        let outcomes = self.record_in(&mut write, documents).await?;
        if outcomes.iter().any(Outcome::is_stored) {
            write.commit().await?;
        } else {
            write.abandon().await?;
        }
        Ok(outcomes)
    }

    /// Whoever made documents ready: decisions of an earlier system are recorded by who may take them over.
    pub(super) async fn may_take_over(&self, documents: &[Prepared]) -> Result<(), CaseError> {
        if documents.iter().any(|document| document.brought.is_some()) {
            self.permit::<act::TakeOver>().await?;
        }
        Ok(())
    }

    /// Records documents inside a change. An id that comes twice is recorded twice, in order.
    pub(super) async fn record_in(
        &self,
        write: &mut Write<'_>,
        documents: Vec<Prepared>,
    ) -> Result<Vec<Outcome>, CaseError> {
        let mut outcomes = Vec::with_capacity(documents.len());
        let mut round = Vec::new();
        let mut seen = HashSet::new();
        for document in documents {
            if !seen.insert(document.id) {
                outcomes.extend(self.record_round(write, std::mem::take(&mut round)).await?);
                seen.clear();
                seen.insert(document.id);
            }
            round.push(document);
        }
        outcomes.extend(self.record_round(write, round).await?);
        Ok(outcomes)
    }

    /// Records documents with different ids.
    async fn record_round(
        &self,
        write: &mut Write<'_>,
        documents: Vec<Prepared>,
    ) -> Result<Vec<Outcome>, CaseError> {
        write.expect_epoch(self.situation.row.number, self.keys.epoch()?).await?;
        let ids: Vec<IncidentId> = documents.iter().map(|document| document.id).collect();
        let mut there: HashMap<IncidentId, IncidentRow> =
            write.incidents(&ids).await?.into_iter().map(|row| (row.id, row)).collect();
        let erased = write.erased_among(&ids).await?;
        // Numbers are given without gaps: only what will be recorded takes one.
        let is_new = |document: &&Prepared| {
            !there.contains_key(&document.id)
                && !erased.contains(&document.id)
                && !matches!(document.expects, Expects::Version(_))
        };
        let new = documents.iter().filter(is_new).count();
        let mut number = write.take_incident_numbers(new);
        let mut outcomes = Vec::with_capacity(documents.len());
        let mut facts: Vec<IncidentFacts> = Vec::with_capacity(documents.len());
        let mut rows: Vec<IncidentRow> = Vec::new();
        for document in documents {
            match there.remove(&document.id) {
                Some(row) => {
                    // One record that does not open must not stop the other documents.
                    let (outcome, changed) = match self.amend(write, row, document).await {
                        Ok(done) => done,
                        Err(CaseError::Store(error)) => return Err(error.into()),
                        Err(other) => (Outcome::Refused { why: other.to_string() }, None),
                    };
                    facts.extend(changed);
                    outcomes.push(outcome);
                }
                None if erased.contains(&document.id) => {
                    let why = "this incident was erased, and is not recorded again".to_owned();
                    outcomes.push(Outcome::Refused { why });
                }
                None if matches!(document.expects, Expects::Version(_)) => {
                    outcomes.push(Outcome::Stale { version: 0 });
                }
                None => {
                    outcomes.push(Outcome::New { decisions_left_out: document.left_out });
                    let (row, made) = self.first_version(document, number);
                    number += 1;
                    facts.push(made);
                    rows.push(row);
                }
            }
        }
        // The log names who wrote, never who sent: of a monitor nothing is left in the clear.
        write.add_incidents(rows, self.actor.account.0, LogAct::Recorded).await?;
        self.put_facts(write, facts).await?;
        Ok(outcomes)
    }

    fn first_version(&self, document: Prepared, number: i64) -> (IncidentRow, IncidentFacts) {
        let row = IncidentRow {
            number,
            id: document.id,
            situation: self.situation.row.number,
            version: 1,
            epoch: document.first.epoch,
            case: document.first.case,
            identity: IdentityPart { version: 1, sealed: document.first.identity },
        };
        (row, IncidentFacts { number: number as u32, ..document.first.facts })
    }
}

/// Whose document it is.
#[derive(Clone, Copy)]
pub(super) struct Origin {
    pub(super) by: AccountId,
    /// Who put it right, where it could not be read as it came.
    pub(super) put_right_by: Option<AccountId>,
}

pub(super) fn prepare(
    keys: &Keyring,
    situation: &Situation,
    mut incident: Incident,
    taking: Taking,
    from: Origin,
    today: jiff::civil::Date,
) -> Result<Prepared, CaseError> {
    let Origin { by, put_right_by } = from;
    let id = keys.incident(&incident.external_id)?;
    let (status, brought) = take_decisions(&mut incident, by, today);
    let (brought, left_out) = match taking {
        Taking::Decisions => (Some(brought), 0),
        Taking::ContentOnly => (None, brought.values().map(Vec::len).sum()),
    };
    let (case, identity) = split(incident.to_value());
    let mut record = CaseRecord::new(Content::of(&case), status, by, today);
    record.received.put_right_by = put_right_by;
    if let Some(brought) = &brought {
        record.take_over(brought);
    }
    record.stamp(1);
    let mut rng = SystemEntropy::new();
    let epoch = keys.epoch()?;
    let sealed_case = keys.seal(Compartment::Case, epoch, id, 1, &bytes_of(&record), &mut rng)?;
    let sealed_identity = keys.seal(Compartment::Identity, epoch, id, 1, &bytes_of(&identity), &mut rng)?;
    // The number is given when it is stored.
    let facts = record.facts(0, &incident, &situation.registers);
    let first = First { facts, epoch, case: sealed_case, identity: sealed_identity };
    Ok(Prepared {
        id,
        // Of what is amended by it, whoever wrote it as it reads now.
        by: put_right_by.unwrap_or(by),
        incident,
        status: Some(status),
        brought,
        left_out,
        expects: Expects::Anything,
        first,
    })
}
