//! Where people sign in: what all desks share.

use super::clock::Ahead;
use super::cores::give_way;
use super::jobs::Jobs;
use super::keyring::VaultRows;
use super::post::Post;
use super::second_factor::Shown;
use super::session::{SEEN_EVERY, Session, SignedIn};
use super::{CaseError, Desk, Now, Situation};
use domain::access::AccountStatus;
use domain::attachment::HOURS_TO_FINISH;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;
use store::{RoleRow, SituationMarks, Store, StoreError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use vault::{AccountKey, Locked, Password, SessionSecret, VaultError};

/// Sign-ins that wait for one of those being worked on; more are turned away.
const MOST_WAITING: usize = 32;
/// How long one waits before it is turned away.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// What every account but one that only submits must show besides a password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecondFactor {
    /// A one-time code; an account without one can do nothing but enrol it.
    #[default]
    Required,
    /// Nothing, unless the person has enrolled one.
    Optional,
}

/// Who waits for their password to be stretched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Anybody: when too many wait, they are turned away.
    Anybody,
    /// Somebody who was let in before, by their session or in the same browser. There are few of them, and they
    /// wait for their turn however many others do.
    Known,
}

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionLimits {
    /// Seconds without a request after which a session ends.
    pub idle: i64,
    /// Seconds after which it ends in any case.
    pub absolute: i64,
    /// Seconds for which a password shown counts for dangerous acts.
    pub fresh: i64,
}

impl Default for SessionLimits {
    /// 15 minutes, 8 hours, 5 minutes (ASVS 5.0 7.3.1, 7.3.2, 7.5.3 at its strictest level).
    fn default() -> Self {
        SessionLimits { idle: 15 * 60, absolute: 8 * 3600, fresh: 5 * 60 }
    }
}

/// What is kept of a situation between requests, and by what one knows that it is what the store holds: reference
/// data, public keys and what is sealed to others; nothing that is secret.
#[derive(Clone)]
struct Kept {
    marks: SituationMarks,
    situation: Arc<Situation>,
    rows: Arc<VaultRows>,
}

/// Reports that came to a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrivals {
    /// How many ever.
    pub ever: u64,
    /// How many of them wait for triage.
    pub waiting: u64,
}

/// The store and what is held in common by everybody who works in it through a server.
pub struct Office {
    pub(super) store: Arc<Store>,
    pub(super) second_factor: SecondFactor,
    pub(super) limits: SessionLimits,
    /// Stretching a password takes 64 MiB and a quarter of a second: few at a time.
    stretching: Arc<Semaphore>,
    waiting: AtomicUsize,
    situations: RwLock<HashMap<String, Kept>>,
    post: Post,
    jobs: Arc<Jobs>,
    pub(super) ahead: Ahead,
}

impl Office {
    /// The office of a store, on the runtime of the caller. `cores` passwords are stretched at once.
    pub fn new(
        store: Arc<Store>,
        second_factor: SecondFactor,
        limits: SessionLimits,
        cores: usize,
    ) -> Office {
        Office {
            second_factor,
            limits,
            stretching: Arc::new(Semaphore::new(cores.max(1))),
            waiting: AtomicUsize::new(0),
            situations: RwLock::new(HashMap::new()),
            post: Post::open(Arc::clone(&store)),
            jobs: Arc::new(Jobs::new(cores)),
            ahead: Ahead::default(),
            store,
        }
    }

    /// Whether the store answers, and this machine still signs for it.
    pub async fn is_ready(&self) -> Result<(), CaseError> {
        if self.store.nodes().await?.contains(&self.store.node_key()) {
            Ok(())
        } else {
            Err(StoreError::NodeRetired.into())
        }
    }

    /// The signed head of the log: whoever keeps it can show later that nothing before it was changed.
    pub async fn checkpoint(&self) -> Result<String, CaseError> {
        Ok(self.store.head().await?.checkpoint)
    }

    /// How many reports have come to a situation and how many of them wait: what whoever runs the machine can see
    /// anyway.
    pub async fn arrivals(&self, situation: &str) -> Result<Arrivals, CaseError> {
        let number = Situation::find(&self.store, situation).await?.row.number;
        let (ever, waiting) = (self.store.arrived(number).await?, self.store.waiting(number).await?);
        Ok(Arrivals { ever, waiting })
    }

    /// Ends the connections to the store.
    pub async fn close(&self) -> Result<(), CaseError> {
        Ok(self.store.close().await?)
    }

    /// The jobs that this process does.
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Removes sessions that are over, jobs that have expired, and uploads that were not finished in time, and
    /// forgets devices that are no longer used.
    pub async fn sweep(&self) -> Result<u64, CaseError> {
        let now = self.store.clock().await?;
        self.sweep_devices(now).await?;
        self.store.sweep_jobs().await?;
        while self.store.expire_referrals(now.div_euclid(3600)).await? > 0 {}
        let uploads = self.store.sweep_uploads(now / 3600 - HOURS_TO_FINISH).await?;
        Ok(uploads + self.store.sweep_sessions(now, self.limits.idle + SEEN_EVERY).await?)
    }

    /// Signs a person in with everything at once: what was wrong is never said. `old` is the session that
    /// the same browser had before; it ends.
    pub async fn sign_in(
        &self,
        login: &str,
        password: Password,
        shown: Option<Shown<'_>>,
        old: Option<&SessionSecret>,
        asker: Asker,
    ) -> Result<SignedIn, CaseError> {
        let now = self.store.clock().await?;
        let account = self.store.account(login).await?;
        let Some(account) = account else {
            let login = login.to_owned();
            self.stretch(asker, move || vault::dummy_unlock(&password, &[0; 32], &login)).await?;
            return Err(CaseError::SignIn);
        };
        let (id, epoch) = (account.id.0, account.credential_epoch);
        let key = self.unlock(account.locked.clone(), id, epoch, password, asker).await?;
        let over = account.password_until.is_some_and(|until| account.initial_password && until <= now);
        if account.status != AccountStatus::Active || key.public() != account.public || over {
            return Err(CaseError::SignIn);
        }
        let second_factor = self.shows_second_factor(account.id, &key, shown, now).await?;
        self.begin_session(&account, &key, second_factor, now, old).await
    }

    /// Opens a person's key with their password, when it is this one's turn.
    pub(super) async fn unlock(
        &self,
        locked: Locked,
        account: [u8; 16],
        credential_epoch: u32,
        password: Password,
        asker: Asker,
    ) -> Result<AccountKey, CaseError> {
        match self.stretch(asker, move || locked.unlock(account, credential_epoch, &password)).await? {
            Ok(key) => Ok(key),
            Err(VaultError::WrongPassword) => Err(CaseError::SignIn),
            Err(other) => Err(other.into()),
        }
    }

    /// Runs something that stretches a password, when it is its turn.
    pub(super) async fn stretch<T: Send + 'static>(
        &self,
        asker: Asker,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, CaseError> {
        let place = match asker {
            Asker::Anybody => Some(Waiting::take(&self.waiting).ok_or(CaseError::Busy)?),
            Asker::Known => None,
        };
        let turn = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.stretching).acquire_owned()).await;
        drop(place);
        let turn = turn.map_err(|_| CaseError::Busy)?.map_err(|_| CaseError::Busy)?;
        in_turn(turn, work).await
    }

    /// The session of a cookie's secret, if it is still one, of somebody who turns to the situation of a code.
    pub async fn resume(
        self: &Arc<Self>,
        secret: SessionSecret,
        situation: Option<&str>,
    ) -> Result<Session, CaseError> {
        Session::resume(Arc::clone(self), secret, situation).await
    }

    /// A situation and what the store holds of its keys, read anew when they are no longer what the marks say.
    async fn kept(&self, code: &str, marks: SituationMarks) -> Result<Kept, CaseError> {
        let kept = self.situations.read().unwrap_or_else(PoisonError::into_inner).get(code).cloned();
        if let Some(kept) = kept.filter(|kept| kept.marks == marks) {
            return Ok(kept);
        }
        // What changes while it is read has other marks by the next request, and is read once more.
        let situation = Arc::new(Situation::find(&self.store, code).await?);
        let rows = Arc::new(VaultRows::read(&self.store, &situation).await?);
        let kept = Kept { marks, situation, rows };
        let mut all = self.situations.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(code.to_owned(), kept.clone());
        Ok(kept)
    }

    /// A situation with what is public of its keys, for whoever shows no key.
    pub(super) async fn reference(
        &self,
        code: &str,
        marks: SituationMarks,
    ) -> Result<(Arc<Situation>, Arc<VaultRows>), CaseError> {
        let Kept { situation, rows, .. } = self.kept(code, marks).await?;
        Ok((situation, rows))
    }

    /// A desk for a person who has shown their key.
    pub(super) async fn desk(
        &self,
        code: &str,
        marks: SituationMarks,
        account: store::AccountRow,
        roles: &[RoleRow],
        key: AccountKey,
        now: Now,
    ) -> Result<Desk, CaseError> {
        let Kept { situation, rows, .. } = self.kept(code, marks).await?;
        let mut desk = Desk::open(Arc::clone(&self.store), situation, rows, account, roles, key, now)?;
        desk.post = Some(self.post.clone());
        desk.jobs = Some(Arc::clone(&self.jobs));
        Ok(desk)
    }
}

/// Does work whose turn it is. The turn goes with the work: who hangs up ends the request, and not the
/// stretching.
async fn in_turn<T: Send + 'static>(
    turn: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, CaseError> {
    let (done, waited) = tokio::sync::oneshot::channel();
    let worked = move || {
        give_way();
        let result = work();
        drop(turn);
        // Nobody waits for it any longer where the request was given up.
        let _ = done.send(result);
    };
    // A thread of its own: one that has given way cannot be made as quick as the others again.
    std::thread::Builder::new().name("stretching".to_owned()).spawn(worked).map_err(|_| CaseError::Busy)?;
    waited.await.map_err(|_| CaseError::Busy)
}

/// A place among those that wait.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn take(count: &'a AtomicUsize) -> Option<Waiting<'a>> {
        let place = Waiting(count);
        // The place is given back by dropping it, also where there was none.
        (count.fetch_add(1, Ordering::Relaxed) < MOST_WAITING).then_some(place)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// B3: who hangs up does not make room for another stretching beside the one that goes on.
    #[tokio::test]
    async fn work_that_is_given_up_keeps_its_turn() {
        let turns = Arc::new(Semaphore::new(1));
        let turn = Arc::clone(&turns).acquire_owned().await.unwrap();
        let (finish, finished) = mpsc::channel::<()>();
        let (begin, begun) = tokio::sync::oneshot::channel();
        let given_up = tokio::spawn(in_turn(turn, move || {
            begin.send(()).unwrap();
            finished.recv().unwrap();
        }));
        begun.await.unwrap();
        given_up.abort();
        assert!(given_up.await.is_err());
        assert_eq!(turns.available_permits(), 0);
        finish.send(()).unwrap();
        drop(turns.acquire().await.unwrap());
    }
}
