//! Opening submissions and making records of them.

use super::intake::prepare;
use super::{CaseError, Desk, Outcome, Taking};
use domain::access::act;
use domain::audit::LogAct;
use domain::id::SubmissionId;
use domain::interchange::read;
use vault::Compartment;

/// How many submissions are triaged in one transaction.
const BATCH: u64 = 200;

/// What became of a submission.
#[derive(Debug)]
pub struct Triaged {
    /// The submission.
    pub submission: SubmissionId,
    /// The record made of it, or why none was: the submission then stays and waits.
    pub outcome: Result<Outcome, CaseError>,
}

impl Desk {
    /// Opens the submissions that wait, makes records of them, and forgets the sealed originals, all in the
    /// same transaction. The sender takes no step on the record; whoever triages may.
    pub async fn triage(&self) -> Result<Vec<Triaged>, CaseError> {
        let permit = self.permit::<act::Triage>().await?;
        let mut all: Vec<Triaged> = Vec::new();
        loop {
            let failed = all.iter().filter(|done| done.outcome.is_err()).count() as u64;
            let waiting = self.store.submissions(&permit, self.situation.row.number, failed + BATCH).await?;
            let waiting: Vec<_> = waiting
                .into_iter()
                .filter(|row| !all.iter().any(|done| done.submission == row.id && done.outcome.is_err()))
                .collect();
            if waiting.is_empty() {
                return Ok(all);
            }
            let mut write = self.store.write(&permit, self.now.hour).await?;
            let mut ready = Vec::new();
            for row in waiting {
                match self.opened(&row) {
                    Ok(document) => ready.push((row, document)),
                    Err(error) => all.push(Triaged { submission: row.id, outcome: Err(error) }),
                }
            }
            let (rows, documents): (Vec<_>, Vec<_>) = ready.into_iter().unzip();
            let outcomes = self.record_in(&mut write, documents, LogAct::Recorded).await?;
            for (row, outcome) in rows.iter().zip(outcomes) {
                write.triaged(row, self.actor.account).await?;
                all.push(Triaged { submission: row.id, outcome: Ok(outcome) });
            }
            if rows.is_empty() {
                write.abandon().await?;
            } else {
                write.commit().await?;
            }
        }
    }

    fn opened(&self, row: &store::SubmissionRow) -> Result<super::Prepared, CaseError> {
        let plain = self.keys.of(Compartment::Intake, row.epoch)?.open_submission(row.id.0, &row.sealed)?;
        let incident = read(&plain, &self.situation.registers, self.now.today).map_err(|problems| {
            let list: Vec<String> = problems.iter().take(5).map(ToString::to_string).collect();
            CaseError::Invalid(format!("the submission is not a valid document: {}", list.join("; ")))
        })?;
        prepare(&self.keys, &self.situation, incident, Taking::ContentOnly, row.account, self.now.today)
    }
}
