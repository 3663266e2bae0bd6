//! The narrative of a release: its author's words, with incidents of concern told by their own public summaries.

use super::{CaseError, Desk};
use domain::interchange::Incident;
use domain::violation::{IncidentStatus, Status};

/// What a line begins with that stands for the public summary of the incident whose id follows.
const INCIDENT: &str = "@incident";

impl Desk {
    /// A narrative with every line `@incident ID` replaced by that incident's public summary. That each was read is in
    /// the log. The summary was written for wider sharing; what in it still identifies somebody is found like
    /// anything else in the narrative.
    pub(super) async fn with_summaries(&self, text: &str) -> Result<String, CaseError> {
        let mut lines = Vec::new();
        for line in text.lines() {
            match line.trim().strip_prefix(INCIDENT) {
                Some(id) if id.starts_with(char::is_whitespace) => lines.push(self.summary(id.trim()).await?),
                _ => lines.push(line.to_owned()),
            }
        }
        Ok(lines.join("\n"))
    }

    async fn summary(&self, external_id: &str) -> Result<String, CaseError> {
        let refuse = |why: &str| Err(CaseError::Invalid(format!("{INCIDENT} {external_id}: {why}")));
        let case = match self.case_with_identity(self.incident_id(external_id)?).await {
            Ok(case) => case,
            Err(CaseError::NotFound) => return refuse("there is no such incident; name its own id"),
            Err(error) => return Err(error),
        };
        let unreadable = |_| CaseError::Unreadable(case.id.to_string());
        let incident = Incident::from_value(case.document).map_err(unreadable)?;
        let is_verified = incident.violations.iter().any(|violation| {
            violation.verification.ctfmr.as_ref().is_some_and(|decision| decision.status == Status::Verified)
        });
        if incident.status != IncidentStatus::Open || !is_verified {
            return refuse("a release tells of open incidents with a verified violation");
        }
        let summary = incident.public_summary.unwrap_or_default();
        let summary = summary.split_whitespace().collect::<Vec<_>>().join(" ");
        match summary.is_empty() {
            true => refuse("it has no public summary; write one by amending it"),
            false => Ok(summary),
        }
    }
}
