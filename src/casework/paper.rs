//! The working paper of an incident: who looks at it and by when, and notes. It is sealed, counted in nothing,
//! and changes no version of the record.

use super::intake::bytes_of;
use super::keyring::{CASE_STEP, IDENTITY_STEP, paper_place};
use super::referral::{self, ReferralLine};
use super::{CaseError, Desk};
use domain::access::{AccountStatus, Action, act};
use domain::id::{AccountId, IncidentId};
use domain::workflow::{Assignment, QuestionState, Talk, WorkingPaper};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use store::{IdentityPart, PaperRow, Write};
use vault::{Compartment, Padding, Sealed, SystemEntropy, VaultError};

/// A working paper as people see it: coded content and notes; the words of questions are read apart.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct PaperSheet {
    /// Its version; 0 where nothing is in it yet.
    pub version: u64,
    /// Who is to look at the incident.
    pub assignment: Option<AssignmentLine>,
    /// Notes, oldest first.
    pub notes: Vec<NoteLine>,
    /// Questions to the reporter, oldest first.
    pub questions: Vec<AskedLine>,
    /// Referrals of children, oldest first.
    pub referrals: Vec<ReferralLine>,
}

/// Who is to look at an incident.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct AssignmentLine {
    /// The login.
    pub to: String,
    /// The login of who said so.
    pub by: String,
    /// The day.
    pub on: Date,
    /// The last day on which it is in time, where one was agreed.
    pub due: Option<Date>,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NoteLine {
    /// The day.
    pub on: Date,
    /// The login of who wrote it.
    pub by: String,
    /// What it says.
    pub text: String,
}

/// A question to the reporter, without its words.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct AskedLine {
    /// Its id.
    pub id: String,
    /// The day.
    pub on: Date,
    /// The login of who asked.
    pub by: String,
    /// `open`, `answered`, `withdrawn`, `settled`.
    pub state: &'static str,
    /// The day on which it came to stand so, where it is no longer open.
    pub since: Option<Date>,
}

/// A working paper opened for a change.
pub(super) struct OpenPaper {
    pub(super) row: Option<PaperRow>,
    pub(super) paper: WorkingPaper,
}

impl OpenPaper {
    pub(super) fn version(&self) -> u64 {
        self.row.as_ref().map_or(0, |row| row.version)
    }
}

impl Desk {
    /// The working paper of an incident.
    pub async fn working_paper(&self, incident: IncidentId) -> Result<PaperSheet, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let there = self.store.incidents(&permit, &[incident]).await?;
        if there.is_empty() {
            return Err(CaseError::NotFound);
        }
        let row = self.store.paper(&permit, self.keys.paper(incident)?).await?;
        let version = row.as_ref().map_or(0, |row| row.version);
        let paper = match row {
            Some(row) => self.open_paper(&row)?,
            None => WorkingPaper::of(incident),
        };
        let mut sheet = sheet(version, &paper, &self.logins().await?);
        self.look_after(&mut sheet.referrals).await?;
        Ok(sheet)
    }

    /// Adds a note to the working paper of an incident; gives the paper's new version.
    pub async fn note(&self, incident: IncidentId, text: &str) -> Result<u64, CaseError> {
        let permit = self.permit::<act::Note>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut open = self.paper_in(&write, incident).await?;
        open.paper.note(self.now.today, self.actor.account, text)?;
        let version = self.put_paper(&mut write, open, None).await?;
        write.commit().await?;
        Ok(version)
    }

    /// Says who is to look at an incident, and by when; or that nobody is. `expects` is the version of the
    /// paper that the person read. Gives the new one.
    pub async fn assign(
        &self,
        incident: IncidentId,
        to: Option<&str>,
        due: Option<Date>,
        expects: Option<u64>,
    ) -> Result<u64, CaseError> {
        let permit = self.permit::<act::Assign>().await?;
        let given = match to {
            Some(login) => {
                let (to, by) = (self.worker(login).await?, self.actor.account);
                Some(Assignment { to, by, on: self.now.today, due })
            }
            None if due.is_some() => {
                return Err(CaseError::Invalid("a due date belongs to somebody; say to whom".to_owned()));
            }
            None => None,
        };
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let mut open = self.paper_in(&write, incident).await?;
        if expects.is_some_and(|expected| expected != open.version()) {
            return Err(CaseError::Stale);
        }
        open.paper.assign(given, self.now.today)?;
        let version = self.put_paper(&mut write, open, None).await?;
        write.commit().await?;
        Ok(version)
    }

    /// The id of an incident, by the outside id by which the command line names it.
    pub fn incident_id(&self, external_id: &str) -> Result<IncidentId, CaseError> {
        self.keys.incident(external_id)
    }

    /// An active account with a role that may work on incidents here.
    pub(super) async fn worker(&self, login: &str) -> Result<AccountId, CaseError> {
        let nobody =
            || CaseError::Invalid("nobody of that login works on incidents in this situation".to_owned());
        let account = self.store.account(login).await?.ok_or_else(nobody)?;
        let roles = self.store.roles(account.id).await?;
        let works = roles.iter().any(|row| {
            row.situation == self.situation.row.number && Action::Note.roles().contains(&row.role)
        });
        let active = account.status == AccountStatus::Active;
        if works && active { Ok(account.id) } else { Err(nobody()) }
    }

    /// The logins of everybody to whom an incident can be given, in their order.
    pub async fn workers(&self) -> Result<Vec<String>, CaseError> {
        self.permit::<act::Assign>().await?;
        let roles = self.store.roles_in(self.situation.row.number).await?;
        let works: HashSet<AccountId> = roles
            .into_iter()
            .filter(|(_, role)| Action::Note.roles().contains(role))
            .map(|(account, _)| account)
            .collect();
        let accounts = self.store.accounts().await?.into_iter();
        let mut logins: Vec<String> = accounts
            .filter(|account| account.status == AccountStatus::Active && works.contains(&account.id))
            .map(|account| account.login)
            .collect();
        logins.sort_unstable();
        Ok(logins)
    }

    /// The logins of all accounts.
    pub(super) async fn logins(&self) -> Result<HashMap<AccountId, String>, CaseError> {
        Ok(self.store.accounts().await?.into_iter().map(|row| (row.id, row.login)).collect())
    }

    /// The paper of an incident that is there, inside a change.
    pub(super) async fn paper_in(
        &self,
        write: &Write<'_>,
        incident: IncidentId,
    ) -> Result<OpenPaper, CaseError> {
        if write.incidents(&[incident]).await?.is_empty() {
            return Err(CaseError::NotFound);
        }
        let row = write.paper(self.keys.paper(incident)?).await?;
        let paper = match &row {
            Some(row) => self.open_paper(row)?,
            None => WorkingPaper::of(incident),
        };
        Ok(OpenPaper { row, paper })
    }

    pub(super) fn open_paper(&self, row: &PaperRow) -> Result<WorkingPaper, CaseError> {
        let place = paper_place(Compartment::Case, row.id, row.version);
        let plain =
            self.keys.at(Compartment::Case, row.epoch)?.open(&place, &row.case.key, &row.case.body)?;
        let paper: WorkingPaper = serde_json::from_slice(&plain).map_err(|_| unreadable(row))?;
        let words = row.talk.as_ref().map(|talk| vault::sha256(&talk.sealed.body));
        if words != paper.words {
            return Err(VaultError::Altered.into());
        }
        // Whoever holds the key could have sealed another incident's paper here.
        if self.keys.paper(paper.incident)? == row.id { Ok(paper) } else { Err(unreadable(row)) }
    }

    /// The words of questions and answers; none where nothing was asked.
    pub(super) fn open_talk(&self, row: Option<&PaperRow>) -> Result<Talk, CaseError> {
        let Some((row, talk)) = row.and_then(|row| Some((row, row.talk.as_ref()?))) else {
            return Ok(Talk::default());
        };
        let place = paper_place(Compartment::Identity, row.id, talk.version);
        let key = self.keys.at(Compartment::Identity, row.epoch)?;
        let plain = key.open(&place, &talk.sealed.key, &talk.sealed.body)?;
        serde_json::from_slice(&plain).map_err(|_| unreadable(row))
    }

    /// Seals the next version of a paper and puts it into a change, with the words where they changed.
    pub(super) async fn put_paper(
        &self,
        write: &mut Write<'_>,
        open: OpenPaper,
        talk: Option<&Talk>,
    ) -> Result<u64, CaseError> {
        let OpenPaper { row: old, mut paper } = open;
        let version = old.as_ref().map_or(1, |row| row.version + 1);
        let id = self.keys.paper(paper.incident)?;
        // The epoch stays where only the case part changes: both parts are wrapped under the same one, and not
        // everybody here holds the identity key.
        let epoch = match (&old, talk) {
            (Some(old), None) => old.epoch,
            _ => {
                let epoch = self.keys.epoch()?;
                write.expect_epoch(self.situation.row.number, epoch).await?;
                epoch
            }
        };
        let mut rng = SystemEntropy::new();
        let mut seal = |compartment, plain: &[u8], step| -> Result<Sealed, CaseError> {
            let place = paper_place(compartment, id, version);
            Ok(self.keys.at(compartment, epoch)?.seal(&place, plain, Padding::To(step), &mut rng)?)
        };
        let talk = match talk {
            Some(talk) => {
                let sealed = seal(Compartment::Identity, &bytes_of(talk), IDENTITY_STEP)?;
                Some(IdentityPart { version, sealed })
            }
            None => old.as_ref().and_then(|old| old.talk.clone()),
        };
        paper.words = talk.as_ref().map(|talk| vault::sha256(&talk.sealed.body));
        let case = seal(Compartment::Case, &bytes_of(&paper), CASE_STEP)?;
        let new = PaperRow { id, situation: self.situation.row.number, version, epoch, case, talk };
        write.put_paper(old.as_ref(), &new, self.actor.account).await?;
        Ok(version)
    }

    /// The same paper with its keys wrapped under another epoch.
    pub(super) fn rewrapped_paper(&self, row: &PaperRow, epoch: u32) -> Result<PaperRow, CaseError> {
        let rewrap = |compartment, version, part: &Sealed| -> Result<Sealed, CaseError> {
            let (old, new) = (self.keys.at(compartment, row.epoch)?, self.keys.at(compartment, epoch)?);
            let place = paper_place(compartment, row.id, version);
            let key = new.rewrap(old, &place, &part.key, &mut SystemEntropy::new())?;
            Ok(Sealed { key, body: part.body.clone() })
        };
        let case = rewrap(Compartment::Case, row.version, &row.case)?;
        let talk = match &row.talk {
            Some(IdentityPart { version, sealed }) => {
                let sealed = rewrap(Compartment::Identity, *version, sealed)?;
                Some(IdentityPart { version: *version, sealed })
            }
            None => None,
        };
        Ok(PaperRow { epoch, case, talk, ..row.clone() })
    }
}

/// A working paper with the names that people have here.
pub(super) fn sheet(version: u64, paper: &WorkingPaper, logins: &HashMap<AccountId, String>) -> PaperSheet {
    let login = |id: &AccountId| logins.get(id).cloned().unwrap_or_else(|| id.to_string());
    let question = |question: &domain::workflow::Question| {
        let (state, since) = match question.state {
            QuestionState::Open => ("open", None),
            QuestionState::Answered { on } => ("answered", Some(on)),
            QuestionState::Withdrawn { on, .. } => ("withdrawn", Some(on)),
            QuestionState::Settled { on, .. } => ("settled", Some(on)),
        };
        let (id, by) = (question.id.to_string(), login(&question.by));
        AskedLine { id, on: question.on, by, state, since }
    };
    PaperSheet {
        version,
        assignment: paper.assignment.as_ref().map(|given| AssignmentLine {
            to: login(&given.to),
            by: login(&given.by),
            on: given.on,
            due: given.due,
        }),
        notes: paper
            .notes
            .iter()
            .map(|note| NoteLine { on: note.on, by: login(&note.by), text: note.text.clone() })
            .collect(),
        questions: paper.questions.iter().map(question).collect(),
        referrals: referral::lines(paper, login),
    }
}

fn unreadable(row: &PaperRow) -> CaseError {
    CaseError::Unreadable(IncidentId(row.id).to_string())
}
