//! What the case compartment holds of an incident: its coded content and everything decided of it.

mod amend;
mod content;
mod facts;

pub use amend::{Amendment, changed_paths, left_out};
pub use content::Content;
pub use facts::recounted;

use crate::id::{AccountId, IncidentId};
use crate::interchange::{Incident, StepDecision};
use crate::violation::{IncidentStatus, Status, Step};
use crate::workflow::{
    Decision, Event, SetAside, Stage, StageChange, StageHistory, StageRefusal, VerificationHistory,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};

/// How an incident came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// Who submitted it: takes no step on it.
    pub by: AccountId,
    /// The day on which it was recorded.
    pub on: Date,
    /// Who put a report right that could not be read as it came: takes no step on it either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub put_right_by: Option<AccountId>,
}

/// What the last document said besides its content, so that the same document sent again changes nothing,
/// whatever has been decided here since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submitted {
    /// Its status.
    pub status: IncidentStatus,
    /// The decisions that were taken over from it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub decisions: BTreeMap<String, Vec<(Step, Status, Option<Date>)>>,
}

/// The case part of a record: one version of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRecord {
    /// The case half of the incident document, without status and decisions.
    pub content: Content,
    /// How it came in.
    pub received: Received,
    /// What the last document said of status and decisions.
    pub submitted: Submitted,
    /// Where it stands, and stood.
    pub stages: StageHistory,
    /// What was decided, by violation id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub verification: BTreeMap<String, VerificationHistory>,
    /// What later versions changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
    /// Incidents that were merged into this one, and taken out again, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mergers: Vec<Merger>,
    /// Incidents of which people said that this one is not the same, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told_apart: Vec<ToldApart>,
}

/// Another incident was merged into this one, or taken out again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merger {
    /// The other incident.
    pub id: IncidentId,
    /// Its outside id, by which people name it.
    pub external_id: String,
    /// Whether it was taken out again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub undone: bool,
    /// Who did it.
    pub by: AccountId,
    /// The day.
    pub recorded_on: Date,
    /// The version of the record with which it came; given when that is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
}

/// Somebody looked at this incident and another one that is like it, and said that they are two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldApart {
    /// The other incident.
    pub id: IncidentId,
    /// Its outside id, by which people name it.
    pub external_id: String,
    /// Who said so.
    pub by: AccountId,
    /// The day.
    pub recorded_on: Date,
    /// Why.
    pub reason: String,
    /// The version of the record with which it came; given when that is sealed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<u64>,
}

/// The decisions that a document brought along.
pub type Brought = BTreeMap<String, Vec<Decision>>;

/// Takes status and decisions out of a document: they are the record's, not the content's.
///
/// The decisions are given as taken over by `by`; whether they are kept is for the caller to say.
pub fn take_decisions(incident: &mut Incident, by: AccountId, today: Date) -> (IncidentStatus, Brought) {
    let mut brought = Brought::new();
    for violation in &mut incident.violations {
        let mut decisions = Vec::new();
        for step in Step::ALL {
            if let Some(taken) = violation.verification.step(*step) {
                decisions.push(Decision {
                    step: *step,
                    status: taken.status,
                    date: taken.date,
                    by,
                    recorded_on: today,
                    reason: String::new(),
                    taken_over: true,
                    version: None,
                });
            }
            violation.verification.set(*step, None);
        }
        if !decisions.is_empty() {
            brought.insert(violation.id.clone(), decisions);
        }
    }
    let status = std::mem::replace(&mut incident.status, IncidentStatus::Open);
    (status, brought)
}

impl CaseRecord {
    /// The first version.
    pub fn new(content: Content, status: IncidentStatus, by: AccountId, today: Date) -> Self {
        Self {
            content,
            received: Received { by, on: today, put_right_by: None },
            submitted: Submitted { status, decisions: BTreeMap::new() },
            stages: StageHistory::arrived(Stage::of_status(status), by, today),
            verification: BTreeMap::new(),
            amendments: Vec::new(),
            mergers: Vec::new(),
            told_apart: Vec::new(),
        }
    }

    /// Says of what happened since the version before that it came with this one. Called before it is sealed.
    pub fn stamp(&mut self, version: u64) {
        self.verification.values_mut().for_each(|history| history.stamp(version));
        self.stages.stamp(version);
        self.mergers.iter_mut().for_each(|merger| {
            merger.version.get_or_insert(version);
        });
        self.told_apart.iter_mut().for_each(|told| {
            told.version.get_or_insert(version);
        });
    }

    /// Enters a stage on somebody's decision. An incident that stands for others stays open: closed, void or
    /// merged itself, it would take them out of every figure with it. Those that were `erased` are in no figure any more.
    pub fn enter(
        &mut self,
        id: IncidentId,
        change: StageChange,
        erased: &HashSet<IncidentId>,
    ) -> Result<(), StageRefusal> {
        let leaves = change.to != Stage::Open;
        let mut stages = self.stages.clone();
        stages.change(id, change)?;
        if leaves {
            self.stands_alone(erased)?;
        }
        self.stages = stages;
        Ok(())
    }

    /// Notes that this incident is not another one. Returns whether that was not noted before.
    ///
    /// # Errors
    /// [`StageRefusal`] where there is no reason, the other is this one, or the two were merged.
    pub fn tell_apart(&mut self, id: IncidentId, told: ToldApart) -> Result<bool, StageRefusal> {
        if told.id == id {
            return Err(StageRefusal::OfItself);
        }
        if told.reason.is_empty() || told.reason.chars().count() > crate::workflow::MAX_REASON {
            return Err(StageRefusal::Reason);
        }
        let merged = self.stages.current() == Stage::Duplicate { of: Some(told.id) };
        if merged || self.stands_for().contains_key(&told.id) {
            return Err(StageRefusal::Merged);
        }
        let known = self.told_apart.iter().any(|before| before.id == told.id);
        if !known {
            self.told_apart.push(told);
        }
        Ok(!known)
    }

    /// The incidents that are counted through this one, with their outside ids.
    pub fn stands_for(&self) -> BTreeMap<IncidentId, &str> {
        let mut standing = BTreeMap::new();
        for merger in &self.mergers {
            if merger.undone {
                standing.remove(&merger.id);
            } else {
                standing.insert(merger.id, merger.external_id.as_str());
            }
        }
        standing
    }

    fn stands_alone(&self, erased: &HashSet<IncidentId>) -> Result<(), StageRefusal> {
        let counted = self.stands_for().into_iter().filter(|(id, _)| !erased.contains(id));
        let names: Vec<String> = counted.map(|(_, name)| name.to_owned()).collect();
        if names.is_empty() { Ok(()) } else { Err(StageRefusal::StandsForOthers(names)) }
    }

    /// Takes over the decisions that a document brought along, where they are not those of the document
    /// before it. Returns whether anything changed.
    pub fn take_over(&mut self, brought: &Brought) -> bool {
        let mut changed = false;
        for (violation, decisions) in brought {
            let said: Vec<_> = decisions.iter().map(|taken| (taken.step, taken.status, taken.date)).collect();
            if self.submitted.decisions.get(violation) == Some(&said) {
                continue;
            }
            let history = self.verification.entry(violation.clone()).or_default();
            for decision in decisions {
                let standing = history.standing().at(decision.step);
                let same = |old: &Decision| old.status == decision.status && old.date == decision.date;
                if !standing.is_some_and(same) {
                    history.0.push(Event::Decided(decision.clone()));
                }
            }
            self.submitted.decisions.insert(violation.clone(), said);
            changed = true;
        }
        changed
    }

    /// Puts out of force what was taken over from an earlier system and is no longer in its document. Gives
    /// the ids of the violations concerned. What has been decided here stands: no document takes it back.
    pub fn drop_missing(&mut self, brought: &Brought, by: AccountId, today: Date) -> Vec<String> {
        let mut dropped = Vec::new();
        for (violation, said) in &mut self.submitted.decisions {
            let now = brought.get(violation).map_or(&[][..], Vec::as_slice);
            let gone = |step: &Step| !now.iter().any(|decision| decision.step == *step);
            let Some(from) = said.iter().map(|(step, ..)| *step).filter(gone).min() else { continue };
            let Some(history) = self.verification.get_mut(violation) else { continue };
            if history.decisions().any(|decision| !decision.taken_over) {
                continue;
            }
            said.retain(|(step, ..)| *step < from);
            let reason = "the earlier system's document no longer has this decision".to_owned();
            if history.set_aside(SetAside { from, by, recorded_on: today, reason, version: None }) {
                dropped.push(violation.clone());
            }
        }
        self.submitted.decisions.retain(|_, said| !said.is_empty());
        dropped
    }

    /// A violation that this document would decide though it has been decided here.
    pub fn decided_here(&self, brought: &Brought) -> Option<&str> {
        let here = |history: &VerificationHistory| history.decisions().any(|decision| !decision.taken_over);
        self.verification
            .iter()
            .find(|(id, history)| brought.contains_key(*id) && here(history))
            .map(|(id, _)| id.as_str())
    }

    /// Follows the status of a later document, where it is not that of the document before it. Returns
    /// whether it was another. A merger that was decided here is undone here, not by a document.
    pub fn follow(
        &mut self,
        status: IncidentStatus,
        by: AccountId,
        today: Date,
        erased: &HashSet<IncidentId>,
    ) -> Result<bool, StageRefusal> {
        if self.submitted.status == status {
            return Ok(false);
        }
        let now = self.stages.current();
        if now.status() != status {
            if status != IncidentStatus::Open {
                self.stands_alone(erased)?;
            }
            if matches!(now, Stage::Duplicate { of: Some(_) }) {
                return Err(StageRefusal::MergedHere);
            }
        }
        self.submitted.status = status;
        self.stages.follow(status, by, today);
        Ok(true)
    }

    /// The day of the last amendment, or of recording.
    pub fn changed_on(&self) -> Date {
        self.amendments.last().map_or(self.received.on, |amendment| amendment.on)
    }

    /// Who submitted the incident, who put it right and who amended it: none of them takes a step on it. Whoever wrote nothing but its
    /// public summary, or what was done for the children, is none of them: no step weighs either (decisions 0040, 0055).
    pub fn submitters(&self) -> Vec<AccountId> {
        let is_weighed = |path: &String| path != "public_summary" && !path.starts_with("responses");
        let of_the_record = |amendment: &&Amendment| amendment.changed.iter().any(is_weighed);
        let amended = self.amendments.iter().filter(of_the_record).map(|amendment| amendment.by);
        std::iter::once(self.received.by).chain(self.received.put_right_by).chain(amended).collect()
    }

    /// Puts the status and the decisions in force into a document made of this record.
    pub fn put_decisions(&self, incident: &mut Incident) {
        incident.status = self.stages.current().status();
        for violation in &mut incident.violations {
            let Some(history) = self.verification.get(&violation.id) else { continue };
            let standing = history.standing();
            for step in Step::ALL {
                let decision = standing.at(*step).map(|taken| StepDecision::new(taken.status, taken.date));
                violation.verification.set(*step, decision);
            }
        }
    }
}
