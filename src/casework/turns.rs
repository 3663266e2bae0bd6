//! Whose turn it is on an incident, and what keeps somebody from taking a step: asked before anybody tries.

use super::{CaseError, Desk};
use domain::access::{Action, act};
use domain::id::IncidentId;
use domain::violation::{Status, Step};
use domain::workflow::{Deciding, Proposal, Refusal, VerificationHistory, decide};
use std::collections::HashMap;

/// The step that comes next on a violation, or one to be taken anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The step.
    pub step: Step,
    /// Whether a decision in force would be replaced.
    pub anew: bool,
    /// Whether this person's roles take the step.
    pub is_theirs: bool,
    /// What keeps this person from it, whatever they decide.
    pub refusals: Vec<Refusal>,
    /// Whether it can only be left pending for now.
    pub only_pending: bool,
}

/// The turns on the violations of an incident, by their ids: the next step first, then those that stand.
pub type Turns = HashMap<String, Vec<Turn>>;

impl Desk {
    /// Whose turn it is on each violation of an incident, as the rules of verification see this person.
    pub async fn turns(&self, id: IncidentId) -> Result<Turns, CaseError> {
        self.permit::<act::ReadCase>().await?;
        let record = self.keys.open_case(&self.incident_row(id).await?)?;
        let incident = record.content.incident().map_err(|_| CaseError::Unreadable(id.to_string()))?;
        let submitters = record.submitters();
        let at = Deciding {
            by: self.actor.account,
            submitted_by: &submitters,
            occurred_from: incident.occurred.from,
            today: self.now.today,
        };
        let none = VerificationHistory::default();
        let turns = incident.violations.iter().map(|violation| {
            let history = record.verification.get(&violation.id).unwrap_or(&none);
            let standing = history.standing();
            let next = standing.next().map(|step| self.turn(history, step, false, &at));
            let taken = Step::ALL.iter().filter(|step| standing.at(**step).is_some());
            let anew = taken.map(|step| self.turn(history, *step, true, &at));
            (violation.id.clone(), next.into_iter().chain(anew).collect())
        });
        Ok(turns.collect())
    }

    fn turn(&self, history: &VerificationHistory, step: Step, anew: bool, at: &Deciding<'_>) -> Turn {
        let proposal = Proposal {
            step,
            status: Status::Verified,
            date: self.now.today,
            reason: "asked beforehand".to_owned(),
            reopen: anew,
        };
        let mut refusals = decide(history, &proposal, at).err().unwrap_or_default();
        let all = refusals.len();
        refusals.retain(|refusal| !matches!(refusal, Refusal::NotConcluded { .. }));
        let only_pending = refusals.len() < all;
        let is_theirs = Action::deciding(step).roles().iter().any(|role| self.actor.roles.contains(role));
        Turn { step, anew, is_theirs, refusals, only_pending }
    }
}
