//! The life of an incident record: open, closed, a duplicate of another, void.

use crate::id::{AccountId, IncidentId};
use crate::violation::IncidentStatus;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where an incident record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Open: counted.
    Open,
    /// Closed: kept, not counted.
    Closed,
    /// The same incident as another one: kept, not counted.
    Duplicate {
        /// The incident that is counted, when it is known.
        of: Option<IncidentId>,
    },
    /// Recorded in error: kept, not counted.
    Void,
}

/// One change of stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageChange {
    /// The new stage.
    pub to: Stage,
    /// Who changed it.
    pub by: AccountId,
    /// The day.
    pub recorded_on: Date,
    /// Why; empty where the incident arrived in this stage.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub reason: String,
    /// The version of the record with which it came; given when that is sealed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<u64>,
}

/// The stages of an incident, oldest first; never empty, only grows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StageHistory(Vec<StageChange>);

/// Why a stage may not be entered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StageRefusal {
    /// It stands there already.
    #[error("the incident is {0} already")]
    Already(IncidentStatus),
    /// Only an open incident can be closed, voided or merged.
    #[error("the incident is {0}; reopen it first")]
    NotOpen(IncidentStatus),
    /// The reason is missing or too long.
    #[error("a reason of 1 to {max} characters is needed", max = super::decide::MAX_REASON)]
    Reason,
    /// Others were merged into it.
    #[error(
        "{} merged into this incident and counted through it; reopen {} first, or nobody counts {}",
        were(.0), them(.0), them(.0)
    )]
    StandsForOthers(Vec<String>),
    /// It was merged into another here.
    #[error("this incident was merged into another here; reopen it here, not by a document")]
    MergedHere,
    /// The two were merged.
    #[error("the two incidents were merged; reopen the one that was merged first")]
    Merged,
    /// An incident cannot be a duplicate of itself.
    #[error("an incident cannot be a duplicate of itself")]
    OfItself,
}

/// Names of incidents with their verb, not more than can be read.
fn were(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(5).map(|name| format!("{name:?}")).collect();
    let more = names.len().saturating_sub(5);
    let more = if more > 0 { format!(" and {more} others") } else { String::new() };
    format!("{}{more} {}", shown.join(", "), if names.len() == 1 { "was" } else { "were" })
}

const fn them(names: &[String]) -> &'static str {
    if names.len() == 1 { "it" } else { "them" }
}

impl Stage {
    /// The status of an incident document in this stage.
    pub const fn status(self) -> IncidentStatus {
        match self {
            Stage::Open => IncidentStatus::Open,
            Stage::Closed => IncidentStatus::Closed,
            Stage::Duplicate { .. } => IncidentStatus::Duplicate,
            Stage::Void => IncidentStatus::Void,
        }
    }

    /// The stage of a status that a document arrived with.
    pub const fn of_status(status: IncidentStatus) -> Stage {
        match status {
            IncidentStatus::Open => Stage::Open,
            IncidentStatus::Closed => Stage::Closed,
            IncidentStatus::Duplicate => Stage::Duplicate { of: None },
            IncidentStatus::Void => Stage::Void,
        }
    }
}

impl StageHistory {
    /// The history of an incident that arrives in a stage.
    pub fn arrived(stage: Stage, by: AccountId, on: Date) -> Self {
        Self(vec![StageChange { to: stage, by, recorded_on: on, reason: String::new(), version: None }])
    }

    /// Where the incident stands.
    pub fn current(&self) -> Stage {
        self.0.last().map_or(Stage::Open, |change| change.to)
    }

    /// Every change, oldest first.
    pub fn changes(&self) -> &[StageChange] {
        &self.0
    }

    /// Says of what has no version yet that it came with this one.
    pub fn stamp(&mut self, version: u64) {
        self.0.iter_mut().for_each(|change| {
            change.version.get_or_insert(version);
        });
    }

    /// Enters a stage on somebody's decision: from open anywhere, from anywhere back to open.
    pub fn change(&mut self, incident: IncidentId, change: StageChange) -> Result<(), StageRefusal> {
        let (now, next) = (self.current().status(), change.to.status());
        if now == next {
            return Err(StageRefusal::Already(now));
        }
        if now != IncidentStatus::Open && next != IncidentStatus::Open {
            return Err(StageRefusal::NotOpen(now));
        }
        let reason = change.reason.trim();
        if reason.is_empty() || reason.chars().count() > super::decide::MAX_REASON {
            return Err(StageRefusal::Reason);
        }
        if change.to == (Stage::Duplicate { of: Some(incident) }) {
            return Err(StageRefusal::OfItself);
        }
        self.0.push(change);
        Ok(())
    }

    /// Follows the status of an amended document, which needs no reason of its own.
    pub fn follow(&mut self, status: IncidentStatus, by: AccountId, on: Date) {
        if self.current().status() != status {
            let to = Stage::of_status(status);
            self.0.push(StageChange { to, by, recorded_on: on, reason: String::new(), version: None });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const WHO: AccountId = AccountId([1; 16]);
    const THIS: IncidentId = IncidentId([2; 16]);

    fn to(stage: Stage) -> StageChange {
        StageChange {
            to: stage,
            by: WHO,
            recorded_on: date(2026, 1, 1),
            reason: "seen twice".to_owned(),
            version: None,
        }
    }

    #[test]
    fn an_incident_leaves_open_and_comes_back_and_nothing_is_forgotten() {
        let mut history = StageHistory::arrived(Stage::Open, WHO, date(2026, 1, 1));
        history.change(THIS, to(Stage::Duplicate { of: Some(IncidentId([3; 16])) })).unwrap();
        assert_eq!(
            history.change(THIS, to(Stage::Void)),
            Err(StageRefusal::NotOpen(IncidentStatus::Duplicate))
        );
        history.change(THIS, to(Stage::Open)).unwrap();
        history.change(THIS, to(Stage::Void)).unwrap();
        assert_eq!(history.current(), Stage::Void);
        assert_eq!(history.changes().len(), 4);
    }

    #[test]
    fn refusals() {
        let mut history = StageHistory::arrived(Stage::Open, WHO, date(2026, 1, 1));
        assert_eq!(history.change(THIS, to(Stage::Open)), Err(StageRefusal::Already(IncidentStatus::Open)));
        assert_eq!(
            history.change(THIS, to(Stage::Duplicate { of: Some(THIS) })),
            Err(StageRefusal::OfItself)
        );
        let silent = StageChange { reason: String::new(), ..to(Stage::Closed) };
        assert_eq!(history.change(THIS, silent), Err(StageRefusal::Reason));
        assert_eq!(history.changes().len(), 1);
    }
}
