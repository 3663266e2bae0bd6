//! Reports that triage could not make records of: looked at by a verifier, and recorded as they ought to read.
//!
//! A report that cannot be read as a document is still what somebody risked something to tell.

use super::intake::{Origin, prepare};
use super::parcel::Unpacked;
use super::{CaseError, Desk, Outcome, Taking};
use domain::access::{Permit, act};
use domain::id::SubmissionId;
use domain::interchange::{Incident, Problem, parse, read};
use domain::violation::IncidentStatus;
use domain::workflow::Answer;
use foreign::openrosa::{Encrypted, Parcel};
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
        if let Some(parcel) = Parcel::read(&plain) {
            let files = self.parcel_files(&permit).await?;
            let Unpacked { text, incident, mut wrong, doubts } =
                self.unpacked(&permit, row.account, &parcel, &files).await?;
            let read = incident.map(|incident| incident.to_canonical_json());
            let text = String::from_utf8_lossy(read.as_deref().unwrap_or(&text)).into_owned();
            wrong.extend(doubts);
            let received_hour = row.received_hour;
            return Ok(WaitingReport { id, received_hour, text, is_answer: false, problems: wrong });
        }
        let is_answer = Answer::read(&plain).is_some();
        let read = read(&plain, &self.situation.registers, self.now.today);
        let problems = if is_answer { Vec::new() } else { read.err().unwrap_or_default() };
        let text = String::from_utf8_lossy(&plain).into_owned();
        Ok(WaitingReport { id, received_hour: row.received_hour, text, is_answer, problems })
    }

    /// Records a document in the place of a report that waits because it cannot be read, and forgets the sealed original
    /// in the same transaction. It is whoever sent it who reported; who put it right is kept beside them, and takes no
    /// step on it.
    pub async fn record_waiting(
        &self,
        id: SubmissionId,
        mut incident: Incident,
    ) -> Result<Outcome, CaseError> {
        let permit = self.permit::<act::Triage>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let row = self.waiting_row(&permit, id).await?;
        self.is_unreadable(&permit, &row, &incident).await?;
        incident.status = IncidentStatus::Open;
        let (keys, today) = (&self.keys, self.now.today);
        let from = Origin { by: row.account, put_right_by: Some(self.actor.account) };
        let document = prepare(keys, &self.situation, incident, Taking::ContentOnly, from, today)?;
        let document = document.without_status();
        let incident = document.id();
        if let Some(known) = write.incidents(&[incident]).await?.pop()
            && let Some(why) = self.wants_a_look(&row, &document, &known)?
        {
            return Err(CaseError::Invalid(format!(
                "{why}: amend that record instead, and give this report its content, so that it changes nothing"
            )));
        }
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

    /// Refuses to put right what can be read, and to make another incident of it than it names.
    async fn is_unreadable(
        &self,
        permit: &Permit<act::Triage>,
        row: &SubmissionRow,
        put_right: &Incident,
    ) -> Result<(), CaseError> {
        let Ok(plain) = self.plain(row) else { return Ok(()) };
        if let Some(parcel) = Parcel::read(&plain) {
            let files = self.parcel_files(permit).await?;
            let unpacked = self.unpacked(permit, row.account, &parcel, &files).await?;
            if unpacked.wrong.is_empty() && unpacked.doubts.is_empty() {
                return Err(not_wrong());
            }
            let named = Encrypted::read(parcel.cover).ok().flatten().map(|sent| sent.reference());
            return if named.is_some_and(|named| named != put_right.external_id) {
                Err(named_otherwise())
            } else {
                Ok(())
            };
        }
        if Answer::read(&plain).is_some() {
            return Err(CaseError::Invalid(
                "it answers a question, and is no report of an incident".to_owned(),
            ));
        }
        let Err(problems) = read(&plain, &self.situation.registers, self.now.today) else {
            return Err(not_wrong());
        };
        let names_it_wrongly = problems.iter().any(|problem| problem.path == "external_id");
        let named = parse(&plain).ok().and_then(|value| Some(value.get("external_id")?.as_str()?.to_owned()));
        match named {
            Some(named) if named != put_right.external_id && !names_it_wrongly => Err(named_otherwise()),
            _ => Ok(()),
        }
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

fn not_wrong() -> CaseError {
    CaseError::Invalid(
        "nothing is wrong with it as it came: open it with the others, and amend the record".to_owned(),
    )
}

fn named_otherwise() -> CaseError {
    CaseError::Invalid(
        "external_id is not that of the report: its attachments and what its sender sends next go by that"
            .to_owned(),
    )
}
