//! A person at work in one situation: what they may do and what they can open.

use super::jobs::Jobs;
use super::keyring::{Keyring, VaultRows};
use super::post::Post;
use super::{CaseError, Now, Situation};
use domain::access::{AccountStatus, Act, Action, Actor, Denied, Permit, allows, permit};
use domain::audit::LogAct;
use domain::id::AccountId;
use std::sync::Arc;
use store::{AccountRow, Entry, RoleRow, Store, Unasked};
use vault::{AccountKey, Password};

/// A signed-in person in a situation.
pub struct Desk {
    pub(super) store: Arc<Store>,
    pub(super) situation: Arc<Situation>,
    pub(super) actor: Actor,
    pub(super) account: AccountRow,
    pub(super) key: Arc<AccountKey>,
    pub(super) keys: Keyring,
    pub(super) now: Now,
    /// Whether somebody here wants the glass broken; known where a request asks, and not on the command line.
    pub(super) alarm: bool,
    /// Where reports of many senders are stored together; none on the command line, where one sends alone.
    pub(super) post: Option<Post>,
    /// Where jobs are done; none on the command line, which waits for what it does.
    pub(super) jobs: Option<Arc<Jobs>>,
}

impl Desk {
    /// Signs a person in. An unknown login costs as much as a wrong password and says the same.
    pub async fn sign_in(
        store: Arc<Store>,
        situation: &str,
        login: &str,
        password: &Password,
        now: Now,
    ) -> Result<Desk, CaseError> {
        let situation = Situation::find(&store, situation).await?;
        let Some(account) = store.account(login).await? else {
            vault::dummy_unlock(password, &[0; 32], login);
            return Err(CaseError::SignIn);
        };
        let key = match account.locked.unlock(account.id.0, account.credential_epoch, password) {
            Ok(key) => key,
            Err(vault::VaultError::WrongPassword) => return Err(CaseError::SignIn),
            Err(other) => return Err(other.into()),
        };
        if account.status != AccountStatus::Active || key.public() != account.public {
            return Err(CaseError::SignIn);
        }
        let rows = Arc::new(VaultRows::read(&store, &situation).await?);
        let roles = store.roles(account.id).await?;
        let desk = Desk::open(store, Arc::new(situation), rows, account, &roles, key, now)?;
        desk.keys.open_all()?;
        Ok(desk)
    }

    /// The desk of somebody who has shown who they are. Whoever has no role in the situation has none.
    pub(super) fn open(
        store: Arc<Store>,
        situation: Arc<Situation>,
        rows: Arc<VaultRows>,
        account: AccountRow,
        roles: &[RoleRow],
        key: AccountKey,
        now: Now,
    ) -> Result<Desk, CaseError> {
        let roles: Vec<_> =
            roles.iter().filter(|row| row.situation == situation.row.number).map(|row| row.role).collect();
        if roles.is_empty() {
            return Err(CaseError::SignIn);
        }
        let key = Arc::new(key);
        let keys = Keyring::of(rows, account.id, Arc::clone(&key));
        let actor = situation.actor(account.id, roles);
        Ok(Desk { store, situation, actor, account, key, keys, now, alarm: false, post: None, jobs: None })
    }

    /// The same person at another moment: for telling a story of the past, and in tests.
    pub fn at(&mut self, now: Now) {
        self.now = now;
    }

    /// Who is at work.
    pub fn account(&self) -> AccountId {
        self.actor.account
    }

    /// Their login.
    pub fn login(&self) -> &str {
        &self.account.login
    }

    /// What they are here.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The fingerprint of the person's key, to be read out to whoever grants them something.
    pub fn fingerprint(&self) -> String {
        self.account.public.fingerprint()
    }

    /// The situation.
    pub fn situation(&self) -> &Situation {
        &self.situation
    }

    /// The store.
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// The signed head of the log.
    pub async fn checkpoint(&self) -> Result<String, CaseError> {
        Ok(self.store.head().await?.checkpoint)
    }

    /// Closes the store, so that its file is whole without a log beside it.
    pub async fn close(&self) -> Result<(), CaseError> {
        Ok(self.store.close().await?)
    }

    /// The moment of what is done.
    pub fn now(&self) -> Now {
        self.now
    }

    /// Asks the policy; a refusal is logged before it is given.
    pub(super) async fn permit<A: Act>(&self) -> Result<Permit<A>, CaseError> {
        match permit::<A>(&self.actor) {
            Ok(permit) => Ok(permit),
            Err(denied) => Err(self.denied(denied).await?),
        }
    }

    /// The log keeps what roles do not allow, and not that somebody met a closed door.
    async fn denied(&self, denied: Denied) -> Result<CaseError, CaseError> {
        if !denied.closed {
            self.log_refusal(denied.action).await?;
        }
        Ok(denied.into())
    }

    /// Whether the person may do one of these here; a refusal is logged before it is given.
    pub async fn may_any(&self, actions: &[Action]) -> Result<(), CaseError> {
        let mut refusals = Vec::new();
        for action in actions {
            match allows(&self.actor, *action) {
                Ok(()) => return Ok(()),
                Err(denied) => refusals.push(denied),
            }
        }
        // Of what the person could do elsewhere or at another time, rather than of what they never may.
        refusals.sort_by_key(|denied| !denied.closed);
        match refusals.into_iter().next() {
            Some(denied) => Err(self.denied(denied).await?),
            None => Err(CaseError::NotFound),
        }
    }

    pub(super) async fn log_refusal(&self, action: Action) -> Result<(), CaseError> {
        let mut write = self.store.write_unasked(Unasked::Refusal, self.now.hour).await?;
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::Refused,
            situation: self.situation.row.number,
            object: [0; 16],
            version: 0,
            digest: vault::digest_of(&[action.code().as_bytes()]),
        });
        write.commit().await?;
        Ok(())
    }
}
