//! Returning an incident to whoever reported it: a question goes out sealed to them, and the answer comes back
//! sealed to the intake key as a report does.

use super::intake::bytes_of;
use super::keyring::Signers;
use super::paper::OpenPaper;
use super::people::random_id;
use super::{CaseError, Desk, Receipt};
use domain::access::{AccountStatus, Action, act};
use domain::id::{AccountId, IncidentId, QuestionId, SubmissionId};
use domain::workflow::{Answer, Exchange, MAX_ANSWER, MAX_NOTE, QuestionState, check_text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{QuestionRow, SubmissionRow, Write};
use vault::{Address, SystemEntropy, VaultError, VaultId};

/// A person is shown at most so many questions at once; as they are answered, others take their place.
const MOST_SHOWN: u64 = 200;
/// What a letter to a reporter is.
const LABEL: &str = "question";

/// A question to oneself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionLine {
    /// Its id.
    pub id: QuestionId,
    /// What it says. None where it was sealed to a key that was lost with a password: it must be asked anew.
    pub words: Option<Asked>,
}

/// What a question says to whoever reported the incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The reporter's own id of the incident.
    pub incident: String,
    /// The day on which it was asked.
    pub on: Date,
    /// What is asked.
    pub text: String,
}

impl Desk {
    /// Asks whoever reported an incident. Gives the question's id and the new version of the working paper.
    pub async fn ask(&self, incident: IncidentId, text: &str) -> Result<(QuestionId, u64), CaseError> {
        let permit = self.permit::<act::Ask>().await?;
        let text = check_text(text, MAX_NOTE)?;
        let mut rng = SystemEntropy::new();
        let id = QuestionId(random_id(&mut rng)?);
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let row = write.incidents(&[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        let record = self.keys.open_case(&row)?;
        let content = record.content.incident().map_err(|_| CaseError::Unreadable(incident.to_string()))?;
        let to = record.received.by;
        if to == self.actor.account {
            return Err(CaseError::Invalid("you reported this incident yourself; write a note".to_owned()));
        }
        let found = write.account_as_logged(to).await?;
        let answers = found.filter(|(account, roles)| {
            let may = roles.iter().any(|row| {
                row.situation == self.situation.row.number && Action::Answer.roles().contains(&row.role)
            });
            may && account.status == AccountStatus::Active
        });
        let (account, _) = answers.ok_or_else(|| {
            let why = "whoever reported this incident has no active account here; nobody can be asked";
            CaseError::Invalid(why.to_owned())
        })?;
        let mut open = self.paper_in(&write, incident).await?;
        let mut talk = self.open_talk(open.row.as_ref())?;
        open.paper.ask(id, self.now.today, self.actor.account)?;
        talk.exchanges.push(Exchange { id, text: text.clone(), answers: Vec::new() });
        let asked = Asked { incident: content.external_id, on: self.now.today, text };
        let vault = self.situation.vault();
        let at = address(&vault, id, to);
        let (by, plain) = (self.actor.account, bytes_of(&asked));
        let sealed = vault::seal_letter(&at, &account.public, by.0, &self.key, &plain, &mut rng)?;
        let version = self.put_paper(&mut write, open, Some(&talk)).await?;
        let situation = self.situation.row.number;
        let question = QuestionRow { id, situation, asked_hour: self.now.hour, account: to, sealed };
        write.add_question(question, by).await?;
        write.commit().await?;
        Ok((id, version))
    }

    /// Takes back a question that is open, or says that its answer has been dealt with. Gives the new version of
    /// the working paper.
    pub async fn settle(&self, incident: IncidentId, id: QuestionId) -> Result<u64, CaseError> {
        let permit = self.permit::<act::Ask>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut open = self.paper_in(&write, incident).await?;
        open.paper.settle(id, self.now.today, self.actor.account)?.ok_or(CaseError::NotFound)?;
        // Closed already where the answer waits for triage: then it will come, and be shown as one.
        if let Some(row) = write.question(id).await? {
            write.close_question(&row, Some(self.actor.account)).await?;
        }
        let version = self.put_paper(&mut write, open, None).await?;
        write.commit().await?;
        Ok(version)
    }

    /// The words of the questions on an incident and of their answers. They are identity content: that they were
    /// read is in the log before they are opened.
    pub async fn exchanges(&self, incident: IncidentId) -> Result<Vec<Exchange>, CaseError> {
        let reads = self.permit::<act::ReadCase>().await?;
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.store.incidents(&reads, &[incident]).await?.pop().ok_or(CaseError::NotFound)?;
        let paper = self.store.paper(&reads, self.keys.paper(incident)?).await?;
        self.log_reading(&permit, incident.0, row.version, row.digest()).await?;
        Ok(self.open_talk(paper.as_ref())?.exchanges)
    }

    /// The questions that wait for this person, oldest first.
    pub async fn questions(&self) -> Result<Vec<QuestionLine>, CaseError> {
        let permit = self.permit::<act::Answer>().await?;
        let rows = self.store.questions(&permit, MOST_SHOWN).await?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in &rows {
            lines.push(QuestionLine { id: row.id, words: self.read_question(row).await? });
        }
        Ok(lines)
    }

    /// Answers a question to this person. The answer is sealed to the intake key; the question is forgotten in the
    /// same transaction. Sent again it is the same answer.
    pub async fn answer(&self, id: QuestionId, text: &str) -> Result<Receipt, CaseError> {
        let permit = self.permit::<act::Answer>().await?;
        let text = check_text(text, MAX_ANSWER)?;
        let named = [&self.situation.row.id.0[..], &id.0, text.as_bytes()].concat();
        let submission = SubmissionId(self.key.own_name("answer", &named));
        let mut write = self.store.write(&permit, self.now.hour).await?;
        if let Some((_, before)) = write.known_submissions(&[submission]).await?.pop() {
            write.abandon().await?;
            return Ok(self.receipt(submission, before.ok_or(CaseError::NotFound)?, false));
        }
        let row = write.question(id).await?.filter(|row| row.account == self.actor.account);
        let row = row.ok_or(CaseError::NotFound)?;
        let words = self.read_question(&row).await?.ok_or_else(|| {
            CaseError::Invalid(
                "the question was sealed to a key you no longer have; it must be asked anew".to_owned(),
            )
        })?;
        let key = self.keys.submission()?;
        write.expect_epoch(self.situation.row.number, key.epoch).await?;
        let plain = bytes_of(&Answer::new(id, words.incident, text));
        let sealed = key.seal_submission(submission.0, &plain, &mut SystemEntropy::new())?;
        let digest = vault::sha256(&sealed);
        let sent = SubmissionRow {
            id: submission,
            situation: self.situation.row.number,
            account: self.actor.account,
            received_hour: self.now.hour,
            epoch: key.epoch,
            sealed,
        };
        write.add_submissions(vec![sent]).await?;
        write.close_question(&row, None).await?;
        write.commit().await?;
        Ok(self.receipt(submission, digest, true))
    }

    /// What a question says, if this person's present key opens it. One that nobody here wrote is refused.
    async fn read_question(&self, row: &QuestionRow) -> Result<Option<Asked>, CaseError> {
        let vault = self.situation.vault();
        let at = address(&vault, row.id, row.account);
        let letter = match vault::open_letter(&at, &self.key, &row.sealed) {
            Ok(letter) => letter,
            Err(VaultError::Altered) => return Ok(None),
            Err(other) => return Err(other.into()),
        };
        let from = AccountId(letter.from());
        let signers = Signers::of(&self.store, BTreeSet::from([from])).await?;
        let me = self.key.public();
        let plain = signers.any(from, |writer| Ok(letter.read(&at, &me, writer)?.to_vec()))?;
        let unreadable = |_| CaseError::Unreadable(row.id.to_string());
        Ok(Some(serde_json::from_slice(&plain).map_err(unreadable)?))
    }

    /// Puts an answer that was sent into the working paper of its incident.
    pub(super) async fn take_answer(
        &self,
        write: &mut Write<'_>,
        sent: &SubmissionRow,
        answer: &Answer,
    ) -> Result<(), CaseError> {
        let nothing = || CaseError::Invalid("this answers no question that was asked here".to_owned());
        let incident = self.keys.incident(&answer.incident)?;
        let row = write.incidents(&[incident]).await?.pop().ok_or_else(nothing)?;
        if self.keys.open_case(&row)?.received.by != sent.account {
            return Err(nothing());
        }
        let mut open = self.paper_in(write, incident).await?;
        let mut talk = self.open_talk(open.row.as_ref())?;
        let said = talk.exchanges.iter_mut().find(|exchange| exchange.id == answer.question);
        let said = said.filter(|_| open.paper.answer(answer.question, self.now.today)).ok_or_else(nothing)?;
        // As it was sealed, however long: nobody can be told any more to say it otherwise.
        said.answers.push((self.now.today, answer.text.clone()));
        self.put_paper(write, open, Some(&talk)).await?;
        // Sealed where it was written, the answer came without closing its question.
        if let Some(question) = write.question(answer.question).await? {
            write.close_question(&question, Some(self.actor.account)).await?;
        }
        Ok(())
    }

    /// An amended document of the reporter answers every question that waits for them.
    pub(super) async fn answered_by_amendment(
        &self,
        write: &mut Write<'_>,
        incident: IncidentId,
        sender: AccountId,
    ) -> Result<(), CaseError> {
        let mut open: OpenPaper = self.paper_in(write, incident).await?;
        let waiting: Vec<QuestionId> = open.paper.open_questions().map(|question| question.id).collect();
        let mut changed = false;
        for id in waiting {
            if let Some(row) = write.question(id).await?.filter(|row| row.account == sender) {
                changed |= open.paper.answer(id, self.now.today);
                write.close_question(&row, Some(self.actor.account)).await?;
            }
        }
        if changed {
            self.put_paper(write, open, None).await?;
        }
        Ok(())
    }
}

fn address(vault: &VaultId, id: QuestionId, to: AccountId) -> Address<'_> {
    Address { vault, label: LABEL, row: id.0, to: to.0 }
}

/// Whether a question waits to be dealt with by whoever asked it.
pub(super) fn is_answered_to(question: &domain::workflow::Question, by: AccountId) -> bool {
    question.by == by && matches!(question.state, QuestionState::Answered { .. })
}
