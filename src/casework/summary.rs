//! The public summary of an incident: written by somebody who reads the whole record, for people who must not.

use super::{CaseError, Desk, Expects, Outcome, Passage, Taking};
use domain::access::act;
use domain::id::IncidentId;
use domain::identifying::{Identifiers, PreparedText};
use domain::interchange::read;

impl Desk {
    /// Every passage of a text that identifies somebody or some place of one incident, in the order of the text. That
    /// identity content is read is in the log before it is opened: whoever asks often enough learns it.
    pub async fn identifying_in(&self, id: IncidentId, text: &str) -> Result<Vec<Passage>, CaseError> {
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.incident_row(id).await?;
        self.log_reading(&permit, id.0, row.version, row.digest()).await?;
        let (record, open) = (self.keys.open_case(&row)?, self.keys.open_identity(&row)?);
        let of = Identifiers::of(&record.content.value(), &open, &self.situation.registers.areas);
        let (prepared, register) = (PreparedText::new(text), self.tellable());
        let mut found = prepared.kept_areas(&register);
        found.extend(prepared.identify(&of, &register));
        found.sort_unstable();
        found.dedup();
        Ok(found.into_iter().map(Passage::from).collect())
    }

    /// Puts a public summary in the place of the one that a version of an incident has; an empty one takes it away.
    pub async fn summarise(&self, id: IncidentId, version: u64, summary: &str) -> Result<Outcome, CaseError> {
        let permit = self.may_record(Taking::ContentOnly).await?;
        let mut document = self.case_with_identity(id).await?.document;
        let summary = summary.trim();
        if let Some(fields) = document.as_object_mut() {
            match summary.is_empty() {
                true => fields.remove("public_summary"),
                false => fields.insert("public_summary".to_owned(), summary.into()),
            };
        }
        let incident = read(document.to_string().as_bytes(), &self.situation.registers, self.now.today);
        let incident = incident.map_err(|problems| {
            let told = problems.iter().map(|one| format!("{}: {}", one.path, one.message));
            CaseError::Invalid(told.collect::<Vec<_>>().join("; "))
        })?;
        let ready = self.prepare(incident, Taking::ContentOnly)?.expecting(Expects::Version(version));
        self.record(&permit, vec![ready]).await?.pop().ok_or(CaseError::NotFound)
    }
}
