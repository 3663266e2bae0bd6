//! One incident, opened: its coded content, and apart from it who is behind it.

use super::{CaseError, Desk};
use domain::access::act;
use domain::audit::LogAct;
use domain::id::IncidentId;
use domain::interchange::merge;
use serde_json::Value;
use store::{Entry, IncidentRow};

/// An opened incident.
pub struct Case {
    /// Its id.
    pub id: IncidentId,
    /// The version of the record.
    pub version: u64,
    /// The document with the status and the decisions in force.
    pub document: Value,
}

impl Desk {
    /// The coded content of an incident, without names, places, contacts and stories.
    pub async fn case(&self, id: IncidentId) -> Result<Case, CaseError> {
        let row = self.incident_row(id).await?;
        self.case_of(&row, None)
    }

    /// The whole document. That it was read is in the log before it is opened.
    pub async fn case_with_identity(&self, id: IncidentId) -> Result<Case, CaseError> {
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.incident_row(id).await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::IdentityRead,
            situation: self.situation.row.number,
            object: id.0,
            version: row.version,
            digest: row.digest(),
        });
        write.commit().await?;
        let identity = self.keys.open_identity(&row)?;
        self.case_of(&row, Some(identity))
    }

    /// The outside id of an incident, by which the verbs of the command line name it.
    pub async fn outside_id(&self, id: IncidentId) -> Result<String, CaseError> {
        let row = self.incident_row(id).await?;
        let record = self.keys.open_case(&row)?;
        let incident = record.content.incident().map_err(|_| CaseError::Unreadable(id.to_string()))?;
        Ok(incident.external_id)
    }

    async fn incident_row(&self, id: IncidentId) -> Result<IncidentRow, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        self.store.incidents(&permit, &[id]).await?.pop().ok_or(CaseError::NotFound)
    }

    fn case_of(&self, row: &IncidentRow, identity: Option<Value>) -> Result<Case, CaseError> {
        let record = self.keys.open_case(row)?;
        let content = record.content.value();
        let content = match identity {
            Some(identity) => merge(content, identity),
            None => content,
        };
        let unreadable = |_| CaseError::Unreadable(row.id.to_string());
        let mut incident = domain::interchange::Incident::from_value(content).map_err(unreadable)?;
        record.put_decisions(&mut incident);
        Ok(Case { id: row.id, version: row.version, document: incident.into_value() })
    }
}
