//! Closing, voiding, reopening and merging incidents.

use super::{CaseError, Desk};
use domain::access::act;
use domain::audit::LogAct;
use domain::id::IncidentId;
use domain::record::{CaseRecord, Merger};
use domain::workflow::{Stage, StageChange};
use std::collections::HashSet;
use store::{IncidentRow, Write};

/// A stage to enter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StageAsk {
    /// Close the incident.
    Close,
    /// Void it: it was recorded in error.
    Void,
    /// Open it again.
    Reopen,
    /// It is the same as another incident, which stays.
    Merge {
        /// The outside id of the incident that stays.
        into: String,
    },
}

/// Those of the incidents merged into a record that were erased since: nobody can take them out again.
pub(super) async fn erased_of(
    write: &Write<'_>,
    record: &CaseRecord,
) -> Result<HashSet<IncidentId>, CaseError> {
    let merged: Vec<IncidentId> = record.stands_for().into_keys().collect();
    Ok(write.erased_among(&merged).await?)
}

impl Desk {
    /// Moves an incident to another stage; gives the new version.
    pub async fn change_stage(
        &self,
        external_id: &str,
        ask: &StageAsk,
        reason: &str,
    ) -> Result<u64, CaseError> {
        let permit = self.permit::<act::ChangeStage>().await?;
        let shown = |id: &str| CaseError::UnknownIncident(id.chars().take(100).collect());
        let id = self.keys.incident(external_id)?;
        let mut wanted = vec![id];
        let to = match ask {
            StageAsk::Close => Stage::Closed,
            StageAsk::Void => Stage::Void,
            StageAsk::Reopen => Stage::Open,
            StageAsk::Merge { into } => {
                let other = self.keys.incident(into)?;
                wanted.push(other);
                Stage::Duplicate { of: Some(other) }
            }
        };
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut rows = write.incidents(&wanted).await?;
        let at = rows.iter().position(|row| row.id == id).ok_or_else(|| shown(external_id))?;
        let row = rows.swap_remove(at);
        let mut record = self.keys.open_to_change(&row)?;
        let other = match (ask, record.stages.current()) {
            (StageAsk::Merge { into }, _) if wanted[1] != id => {
                let other = rows.pop().ok_or_else(|| shown(into))?;
                let stage = self.keys.open_case(&other)?.stages.current();
                if stage != Stage::Open {
                    return Err(CaseError::Invalid(format!(
                        "the incident {into:?} is {}; merge into one that is open",
                        stage.status()
                    )));
                }
                Some(other)
            }
            (StageAsk::Reopen, Stage::Duplicate { of: Some(other) }) => {
                write.incidents(&[other]).await?.pop()
            }
            _ => None,
        };
        let change = StageChange {
            to,
            by: self.actor.account,
            recorded_on: self.now.today,
            reason: reason.trim().to_owned(),
            version: None,
        };
        let erased = erased_of(&write, &record).await?;
        record.enter(id, change, &erased)?;
        let incident = record.content.incident().map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
        if let Some(other) = other {
            let merger = Merger {
                id,
                external_id: incident.external_id.clone(),
                undone: to == Stage::Open,
                by: self.actor.account,
                recorded_on: self.now.today,
                version: None,
            };
            self.note_merger(&mut write, other, merger).await?;
        }
        if matches!(to, Stage::Void | Stage::Duplicate { .. })
            && let Some(ending) = self.ending(&write, id, None).await?
        {
            self.end(&mut write, ending, self.actor.account).await?;
        }
        let version = row.version + 1;
        let facts = record.facts(row.number as u32, &incident, &self.situation.registers);
        self.replace_case(&mut write, row, record, LogAct::StageChanged).await?;
        self.put_facts(&mut write, vec![facts]).await?;
        write.commit().await?;
        Ok(version)
    }

    /// The incident that stays knows for which others it stands, so that it is not taken out of the figures
    /// while they are counted through it.
    async fn note_merger(
        &self,
        write: &mut Write<'_>,
        other: IncidentRow,
        merger: Merger,
    ) -> Result<(), CaseError> {
        let mut record = self.keys.open_to_change(&other)?;
        record.mergers.push(merger);
        self.replace_case(write, other, record, LogAct::StageChanged).await
    }
}
