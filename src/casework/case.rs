//! One incident, opened: its coded content, and apart from it who is behind it.

use super::{CaseError, Desk};
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::id::IncidentId;
use domain::interchange::merge;
use domain::record::CaseRecord;
use serde_json::Value;
use std::collections::HashMap;
use store::{CaseRow, Entry, IncidentRow, VersionRow};
use vault::Sealed;

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
        self.case_of(id, row.version, &self.keys.open_case(&row)?, None)
    }

    /// The whole document. That it was read is in the log before it is opened.
    pub async fn case_with_identity(&self, id: IncidentId) -> Result<Case, CaseError> {
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.incident_row(id).await?;
        self.log_reading(&permit, id.0, row.version, row.digest()).await?;
        let identity = self.keys.open_identity(&row)?;
        self.case_of(id, row.version, &self.keys.open_case(&row)?, Some(identity))
    }

    /// A version of an incident as it was: the whole document. That it was read is in the log.
    pub async fn version_with_identity(&self, id: IncidentId, version: u64) -> Result<Case, CaseError> {
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.incident_row(id).await?;
        if row.version == version {
            return self.case_with_identity(id).await;
        }
        let kept = self.store.versions(&self.permit().await?, row.number).await?;
        let wanted = kept.iter().find(|kept| kept.version == version).ok_or(CaseError::NotFound)?;
        self.log_reading(&permit, id.0, version, wanted.digest()).await?;
        self.earlier(&row, &kept, wanted)
    }

    /// A superseded version of a record, whole.
    pub(super) fn earlier(
        &self,
        row: &IncidentRow,
        kept: &[VersionRow],
        wanted: &VersionRow,
    ) -> Result<Case, CaseError> {
        // The identity part of that time lies with the last version that had it, or is still the present one.
        let holder = kept
            .iter()
            .find(|kept| kept.identity_version == wanted.identity_version && kept.identity.is_some());
        let (epoch, part) = match holder {
            Some(VersionRow { epoch, identity: Some(part), .. }) => (*epoch, part),
            _ => (row.epoch, &row.identity.sealed),
        };
        let (id, version) = (row.id, wanted.version);
        let identity = self.keys.open_identity_part(id, wanted.identity_version, epoch, part)?;
        let Sealed { key, body } = &wanted.case;
        let part = CaseRow { number: wanted.number, id, version, epoch: wanted.epoch, key, body };
        let record = self.keys.open_case_part(&part)?;
        self.case_of(id, version, &record, Some(identity))
    }

    /// Says in the log that identity content was read.
    pub(super) async fn log_reading(
        &self,
        permit: &Permit<act::ReadIdentity>,
        object: [u8; 16],
        version: u64,
        digest: [u8; 32],
    ) -> Result<(), CaseError> {
        let mut write = self.store.write(permit, self.now.hour).await?;
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::IdentityRead,
            situation: self.situation.row.number,
            object,
            version,
            digest,
        });
        write.commit().await?;
        Ok(())
    }

    /// The outside id of an incident, by which the verbs of the command line name it.
    pub async fn outside_id(&self, id: IncidentId) -> Result<String, CaseError> {
        self.outside_ids(&[id]).await?.remove(&id).ok_or(CaseError::NotFound)
    }

    /// The outside ids of incidents, in one read; of those that are not there, none.
    pub async fn outside_ids(&self, ids: &[IncidentId]) -> Result<HashMap<IncidentId, String>, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let mut found = HashMap::new();
        for row in self.store.incidents(&permit, ids).await? {
            let record = self.keys.open_case(&row)?;
            let incident =
                record.content.incident().map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
            found.insert(row.id, incident.external_id);
        }
        Ok(found)
    }

    pub(super) async fn incident_row(&self, id: IncidentId) -> Result<IncidentRow, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        self.store.incidents(&permit, &[id]).await?.pop().ok_or(CaseError::NotFound)
    }

    pub(super) fn case_of(
        &self,
        id: IncidentId,
        version: u64,
        record: &CaseRecord,
        identity: Option<Value>,
    ) -> Result<Case, CaseError> {
        let content = record.content.value();
        let content = match identity {
            Some(identity) => merge(content, identity),
            None => content,
        };
        let unreadable = |_| CaseError::Unreadable(id.to_string());
        let mut incident = domain::interchange::Incident::from_value(content).map_err(unreadable)?;
        record.put_decisions(&mut incident);
        Ok(Case { id, version, document: incident.into_value() })
    }
}
