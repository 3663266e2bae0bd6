//! What concerns a person since they last looked, read off what is stored: there is no second record of events.

use super::keys::compartments;
use super::question::is_answered_to;
use super::{Assigned, CaseError, Desk, Work};
use domain::access::{AccountStatus, Act, act, permit};
use domain::id::IncidentId;
use domain::workflow::Waits;
use jiff::civil::Date;
use std::collections::{BTreeSet, HashSet};
use vault::{Compartment, SystemEntropy, digest_of};

/// A person is shown at most so many notices.
const MOST: usize = 500;
/// The bytes by which a notice is known.
const NAME: usize = 8;
/// A mark is always as long as one of this many notices, so that its size says nothing.
const MARKED: usize = 512;

/// Something that concerns a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// By which it is known when it has been seen.
    pub name: [u8; NAME],
    /// `question`, `assigned`, `overdue`, `answered`, `reports`, `grant`, `break_glass`.
    pub kind: &'static str,
    /// The incident concerned.
    pub incident: Option<IncidentId>,
    /// The last day on which it is in time.
    pub due: Option<Date>,
    /// The login to which something is to be granted.
    pub login: Option<String>,
    /// Whether it has not been seen before.
    pub is_new: bool,
}

fn notice(kind: &'static str, of: &[&[u8]]) -> Notice {
    let digest = digest_of(&[&[kind.as_bytes()], of].concat());
    let mut name = [0; NAME];
    name.copy_from_slice(&digest[..NAME]);
    Notice { name, kind, incident: None, due: None, login: None, is_new: true }
}

impl Desk {
    /// How many reports wait to be opened.
    pub async fn waiting_reports(&self) -> Result<u64, CaseError> {
        self.permit::<act::Triage>().await?;
        Ok(self.store.waiting(self.situation.row.number).await?)
    }

    /// What concerns this person, those that they have not seen first.
    pub async fn notices(&self) -> Result<Vec<Notice>, CaseError> {
        let mut all = Vec::new();
        if let Ok(permit) = permit::<act::Answer>(&self.actor) {
            let rows = self.store.questions(&permit, MOST as u64).await?;
            all.extend(rows.iter().map(|row| notice("question", &[&row.id.0])));
        }
        // Whoever has not been granted the case compartment yet is told nothing of it, and not refused the rest.
        if self.may::<act::ReadCase>() && self.keys.epoch().is_ok() {
            self.notices_of_incidents(&mut all).await?;
        }
        if self.may::<act::Triage>() {
            let waiting = self.store.waiting(self.situation.row.number).await?;
            if waiting > 0 {
                all.push(notice("reports", &[&waiting.to_be_bytes()]));
            }
        }
        if self.may::<act::ManageKeys>() && self.keys.epoch().is_ok() {
            self.notices_of_grants(&mut all).await?;
        }
        let coming = self.standing_break_glass().await?;
        all.extend(coming.iter().map(|row| notice("break_glass", &[&row.id.0, &row.version.to_be_bytes()])));
        let seen = self.seen().await?;
        for notice in &mut all {
            notice.is_new = !seen.contains(&notice.name);
        }
        all.sort_by_key(|notice| !notice.is_new);
        all.truncate(MOST);
        Ok(all)
    }

    /// Marks notices as seen; those that no longer hold are forgotten.
    pub async fn saw(&self, names: &[[u8; NAME]]) -> Result<(), CaseError> {
        let hold: Vec<[u8; NAME]> = self.notices().await?.iter().map(|notice| notice.name).collect();
        let before = self.seen().await?;
        let now = hold.iter().filter(|name| before.contains(*name) || names.contains(name));
        let mut plain: Vec<u8> = now.take(MARKED).flatten().copied().collect();
        plain.resize(MARKED * NAME, 0);
        let (account, mut rng) = (self.actor.account, SystemEntropy::new());
        let sealed = self.key.seal_own(account.0, &self.mark(), &plain, &mut rng)?;
        Ok(self.store.put_seen_mark(self.situation.row.number, account, sealed).await?)
    }

    fn may<A: Act>(&self) -> bool {
        permit::<A>(&self.actor).is_ok()
    }

    fn mark(&self) -> String {
        format!("seen {}", self.situation.row.id)
    }

    /// The names of what was seen. A mark of a key that was lost with a password is none.
    async fn seen(&self) -> Result<HashSet<[u8; NAME]>, CaseError> {
        let account = self.actor.account;
        let sealed = self.store.seen_mark(self.situation.row.number, account).await?;
        let plain = sealed.and_then(|sealed| self.key.open_own(account.0, &self.mark(), &sealed).ok());
        let names = plain.map(|plain| plain.as_chunks::<NAME>().0.iter().copied().collect());
        Ok(names.unwrap_or_default())
    }

    async fn notices_of_incidents(&self, all: &mut Vec<Notice>) -> Result<(), CaseError> {
        let me = self.actor.account;
        let papers = self.papers().await?;
        let mine = |given: &domain::workflow::Assignment| given.to == me;
        if papers.values().filter_map(|paper| paper.assignment.as_ref()).any(mine) {
            let work = Work { waits: None, assigned: Assigned::Me };
            for found in self.work(&work, None, MOST).await?.lines {
                let id = found.line.id;
                let given = papers.get(&id).and_then(|paper| paper.assignment.as_ref());
                let on = given.map(|given| given.on.to_string()).unwrap_or_default();
                let told = notice("assigned", &[&id.0, on.as_bytes()]);
                all.push(Notice { incident: Some(id), due: found.due, ..told });
                if found.waits.contains(&Waits::Overdue) {
                    let due = found.due.map(|due| due.to_string()).unwrap_or_default();
                    let told = notice("overdue", &[&id.0, due.as_bytes()]);
                    all.push(Notice { incident: Some(id), due: found.due, ..told });
                }
            }
        }
        for (id, paper) in &papers {
            let with_me = paper.assignment.as_ref().is_some_and(mine);
            let answered = paper.questions.iter().filter(|question| {
                is_answered_to(question, me) || (with_me && is_answered_to(question, question.by))
            });
            all.extend(
                answered
                    .map(|question| Notice { incident: Some(*id), ..notice("answered", &[&question.id.0]) }),
            );
        }
        Ok(())
    }

    /// Active people whose roles open something here that is not sealed to them in the epoch in use.
    async fn notices_of_grants(&self, all: &mut Vec<Notice>) -> Result<(), CaseError> {
        let number = self.situation.row.number;
        let epoch = self.keys.epoch()?;
        let held: HashSet<_> = self
            .store
            .grants(number, None)
            .await?
            .into_iter()
            .filter(|grant| grant.epoch == epoch)
            .map(|grant| (grant.account, grant.compartment))
            .collect();
        for account in self.store.accounts().await? {
            if account.status != AccountStatus::Active {
                continue;
            }
            let roles = self.store.roles(account.id).await?;
            let opens: BTreeSet<Compartment> = roles
                .iter()
                .filter(|row| row.situation == number)
                .flat_map(|row| compartments(row.role).iter().copied())
                .collect();
            if opens.iter().any(|compartment| !held.contains(&(account.id, *compartment))) {
                let told = notice("grant", &[&account.id.0, &account.version.to_be_bytes()]);
                all.push(Notice { login: Some(account.login), ..told });
            }
        }
        Ok(())
    }
}
