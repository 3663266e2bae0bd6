//! The public summary of an incident: written by somebody who reads the whole record, for people who must not.

use super::{Case, CaseError, Desk, Expects, Outcome, Passage, Taking};
use domain::access::act;
use domain::id::IncidentId;
use domain::identifying::{Identifiers, PreparedText, Register};
use domain::interchange::{read, split};
use serde_json::Value;

impl Desk {
    /// An incident, and every passage of a text that identifies somebody or some place of it, in the order of the text;
    /// of the summary that it has where no text is given. That identity content is read is in the log, once, before it is
    /// opened: whoever asks often enough learns it.
    pub async fn identifying_in(
        &self,
        id: IncidentId,
        text: Option<&str>,
    ) -> Result<(Case, Vec<Passage>), CaseError> {
        self.permit::<act::ReadIdentity>().await?;
        let case = self.case_with_identity(id).await?;
        let (coded, identity) = split(case.document.clone());
        let text = text.or(case.document["public_summary"].as_str()).unwrap_or_default();
        let found = self.passages(&coded, &identity, &self.tellable(), text);
        Ok((case, found))
    }

    /// Whether nothing in a summary identifies somebody or some place of its incident.
    pub(super) fn tells_of_nobody(
        &self,
        coded: &Value,
        identity: &Value,
        register: &Register,
        summary: Option<&str>,
    ) -> bool {
        summary.is_none_or(|summary| self.passages(coded, identity, register, summary).is_empty())
    }

    fn passages(&self, coded: &Value, identity: &Value, register: &Register, text: &str) -> Vec<Passage> {
        let of = Identifiers::of(coded, identity, &self.situation.registers.areas);
        let prepared = PreparedText::new(text);
        let mut found = prepared.kept_areas(register);
        found.extend(prepared.identify(&of, register));
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(Passage::from).collect()
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
