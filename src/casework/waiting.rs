//! Reports that triage could not make records of: looked at by a verifier, and recorded as they ought to read.
//!
//! A report that cannot be read as a document is still what somebody risked something to tell.

use super::intake::prepare;
use super::{CaseError, Desk, Outcome, Taking};
use domain::access::{Permit, act};
use domain::id::SubmissionId;
use domain::interchange::{Incident, Problem, read};
use domain::violation::IncidentStatus;
use domain::workflow::Answer;
use store::SubmissionRow;
use vault::{Compartment, Opened};

/// A report that waits, opened.
#[derive(Clone, Debug)]
pub struct WaitingReport {
    /// Its id.
    pub id: SubmissionId,
    /// When it arrived, in whole hours since 1970.
    pub received_hour: i64,
    /// What came, as text. Bytes that are none stand as U+FFFD.
    pub text: String,
    /// Whether it answers a question, and is no report.
    pub is_answer: bool,
    /// What keeps it from being read as a document; nothing where triage has another reason to let it wait.
    pub problems: Vec<Problem>,
}

impl Desk {
    /// Opens a report that waits. That it was read is in the log.
    pub async fn waiting_report(&self, id: SubmissionId) -> Result<WaitingReport, CaseError> {
        let permit = self.permit::<act::Triage>().await?;
        let reads = self.permit::<act::ReadIdentity>().await?;
        let row = self.waiting_row(&permit, id).await?;
        self.log_reading(&reads, id.0, 1, row.logged_digest()).await?;
        let plain = self.plain(&row)?;
        let is_answer = Answer::read(&plain).is_some();
        let read = read(&plain, &self.situation.registers, self.now.today);
        let problems = if is_answer { Vec::new() } else { read.err().unwrap_or_default() };
        let text = String::from_utf8_lossy(&plain).into_owned();
        Ok(WaitingReport { id, received_hour: row.received_hour, text, is_answer, problems })
    }

    /// Records a document in the place of a report that waits, in the name of whoever sent it, and forgets the
    /// sealed original in the same transaction.
    pub async fn record_waiting(
        &self,
        id: SubmissionId,
        mut incident: Incident,
    ) -> Result<Outcome, CaseError> {
        let permit = self.permit::<act::Triage>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let row = self.waiting_row(&permit, id).await?;
        if self.plain(&row).is_ok_and(|plain| Answer::read(&plain).is_some()) {
            return Err(CaseError::Invalid(
                "it answers a question, and is no report of an incident".to_owned(),
            ));
        }
        incident.status = IncidentStatus::Open;
        let (keys, today) = (&self.keys, self.now.today);
        let document = prepare(keys, &self.situation, incident, Taking::ContentOnly, row.account, today)?;
        let document = document.without_status();
        let incident = document.id();
        let outcome = match self.record_in(&mut write, vec![document]).await?.pop() {
            Some(outcome) if outcome.why_not().is_none() => outcome,
            refused => {
                write.abandon().await?;
                let why = refused.and_then(|outcome| outcome.why_not()).unwrap_or_default();
                return Err(CaseError::Invalid(why));
            }
        };
        if matches!(outcome, Outcome::Amended { .. }) {
            self.answered_by_amendment(&mut write, incident, row.account).await?;
        }
        write.triaged(&row, self.actor.account).await?;
        write.commit().await?;
        Ok(outcome)
    }

    pub(super) fn plain(&self, row: &SubmissionRow) -> Result<Opened, CaseError> {
        Ok(self.keys.at(Compartment::Intake, row.epoch)?.open_submission(row.id.0, &row.sealed)?)
    }

    async fn waiting_row(
        &self,
        permit: &Permit<act::Triage>,
        id: SubmissionId,
    ) -> Result<SubmissionRow, CaseError> {
        self.store.submissions(permit, &[id]).await?.pop().ok_or(CaseError::NotFound)
    }
}
