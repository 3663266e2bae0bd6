//! Taking verification steps.

use super::intake::bytes_of;
use super::{CaseError, Desk};
use domain::access::{Denied, Mandate, act};
use domain::audit::LogAct;
use domain::counting::IncidentFacts;
use domain::id::IncidentId;
use domain::interchange::Incident;
use domain::record::CaseRecord;
use domain::violation::{Status, Step};
use domain::workflow::{Deciding, Event, Proposal, decide};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::{IncidentRow, Write};
use vault::{Compartment, SystemEntropy};

/// A step to take on one violation.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The incident's outside id.
    pub incident: String,
    /// The violation's id in it.
    pub violation: String,
    /// The step.
    pub step: Step,
    /// What to decide.
    pub status: Status,
    /// The date of the decision; today if none is given.
    #[serde(default)]
    pub date: Option<Date>,
    /// Why.
    pub reason: String,
    /// Whether a step that was decided before is decided anew.
    #[serde(default)]
    pub reopen: bool,
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The version of the record that it made.
    pub version: u64,
}

/// A record opened for a change, with the changes so far.
struct Open {
    row: IncidentRow,
    record: CaseRecord,
    incident: Incident,
    changed: bool,
}

impl Desk {
    /// Takes steps in one transaction; each is done or refused by itself, in order. What was refused leaves
    /// no trace in the record.
    pub async fn decide(&self, asks: &[Ask]) -> Result<Vec<Result<Decided, CaseError>>, CaseError> {
        let mut allowed: BTreeMap<Step, Result<(), Denied>> = BTreeMap::new();
        let mut mandates = Vec::new();
        // Each step is asked for once, so a long list of refused asks is one refusal in the log.
        for step in asks.iter().map(|ask| ask.step).collect::<BTreeSet<_>>() {
            match self.may_decide(step).await {
                Ok(mandate) => {
                    mandates.push(mandate);
                    allowed.insert(step, Ok(()));
                }
                Err(CaseError::Denied(denied)) => {
                    allowed.insert(step, Err(denied));
                }
                Err(other) => return Err(other),
            }
        }
        // The record is read to be judged, whoever judges it.
        self.permit::<act::ReadCase>().await?;
        let mut write = self.store.write_on(mandates, self.now.hour).await?;
        let mut open = self.open_all(&write, asks.iter().map(|ask| ask.incident.as_str())).await?;
        let mut results = Vec::with_capacity(asks.len());
        for ask in asks {
            results.push(match allowed.get(&ask.step) {
                Some(Err(denied)) => Err(denied.clone().into()),
                _ => self.decide_one(ask, &mut open),
            });
        }
        if self.write_decided(&mut write, open).await? {
            write.commit().await?;
        } else {
            write.abandon().await?;
        }
        Ok(results)
    }

    async fn may_decide(&self, step: Step) -> Result<Mandate, CaseError> {
        Ok(match step {
            Step::Initial => self.permit::<act::DecideInitial>().await?.mandate(),
            Step::Technical => self.permit::<act::DecideTechnical>().await?.mandate(),
            Step::Ctfmr => self.permit::<act::DecideCtfmr>().await?.mandate(),
        })
    }

    async fn open_all<'a>(
        &self,
        write: &Write<'_>,
        external_ids: impl Iterator<Item = &'a str>,
    ) -> Result<HashMap<IncidentId, Open>, CaseError> {
        let mut ids: Vec<IncidentId> =
            external_ids.map(|id| self.keys.incident(id)).collect::<Result<_, _>>()?;
        ids.sort_unstable();
        ids.dedup();
        let mut open = HashMap::with_capacity(ids.len());
        for row in write.incidents(&ids).await? {
            let record = self.keys.open_to_change(&row)?;
            let incident =
                record.content.incident().map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
            open.insert(row.id, Open { row, record, incident, changed: false });
        }
        Ok(open)
    }

    fn decide_one(&self, ask: &Ask, open: &mut HashMap<IncidentId, Open>) -> Result<Decided, CaseError> {
        let shown = |text: &str| text.chars().take(100).collect::<String>();
        let id = self.keys.incident(&ask.incident)?;
        let open = open.get_mut(&id).ok_or_else(|| CaseError::UnknownIncident(shown(&ask.incident)))?;
        if open.incident.violation(&ask.violation).is_none() {
            return Err(CaseError::UnknownViolation {
                incident: shown(&ask.incident),
                violation: shown(&ask.violation),
            });
        }
        let proposal = Proposal {
            step: ask.step,
            status: ask.status,
            date: ask.date.unwrap_or(self.now.today),
            reason: ask.reason.clone(),
            reopen: ask.reopen,
        };
        let at = Deciding {
            by: self.actor.account,
            submitted_by: &open.record.submitters(),
            occurred_from: open.incident.occurred.from,
            today: self.now.today,
        };
        let history = open.record.verification.entry(ask.violation.clone()).or_default();
        let decision = decide(history, &proposal, &at).map_err(CaseError::Refused)?;
        history.0.push(Event::Decided(decision));
        open.changed = true;
        Ok(Decided { version: open.row.version + 1 })
    }

    async fn write_decided(
        &self,
        write: &mut Write<'_>,
        open: HashMap<IncidentId, Open>,
    ) -> Result<bool, CaseError> {
        let mut facts: Vec<IncidentFacts> = Vec::new();
        for open in open.into_values().filter(|open| open.changed) {
            facts.push(open.record.facts(open.row.number as u32, &open.incident, &self.situation.registers));
            self.replace_case(write, open.row, open.record, LogAct::Decided).await?;
        }
        let any = !facts.is_empty();
        self.put_facts(write, facts).await?;
        Ok(any)
    }

    /// Writes a new version of the case part; the identity part stays as it is.
    pub(super) async fn replace_case(
        &self,
        write: &mut Write<'_>,
        old: IncidentRow,
        mut record: CaseRecord,
        act: LogAct,
    ) -> Result<(), CaseError> {
        let version = old.version + 1;
        record.stamp(version);
        let mut rng = SystemEntropy::new();
        // The epoch stays: both parts are wrapped under the same one, and not everybody here holds the
        // identity key.
        let case =
            self.keys.seal(Compartment::Case, old.epoch, old.id, version, &bytes_of(&record), &mut rng)?;
        let new = IncidentRow { version, case, ..old.clone() };
        Ok(write.replace_incident(old, new, self.actor.account.0, act).await?)
    }
}
