//! A person's session at a server: from the secret of a cookie to a desk.

use super::office::{Asker, Office};
use super::people::{check_password, random_id};
use super::second_factor::{Shown, TOTP};
use super::{CaseError, Desk, Now};
use domain::access::{AccountStatus, Role};
use domain::id::AccountId;
use std::sync::Arc;
use store::{
    AccountRow, CallerRow, FactorChange, RoleRow, SecondFactorRow, SessionRow, SituationMarks, StoreError,
    Unasked,
};
use vault::{AccountKey, CodeSeed, Cost, Password, SessionSecret, SystemEntropy, Zeroizing};

const ISSUER: &str = "Sixfold";
/// A session is noted as used at most this often, in seconds: finer times would say who was at work when.
pub(super) const SEEN_EVERY: i64 = 60;

/// A session that has begun.
pub struct SignedIn {
    /// What the cookie carries.
    pub secret: SessionSecret,
    /// Whose it is.
    pub(super) account: AccountId,
}

/// What a person must do before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// Choose a password in the place of the generated one.
    NewPassword,
    /// Enrol a second factor, or sign in with it.
    SecondFactor,
}

/// One of a person's sessions, as lists show it.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Its handle.
    pub handle: [u8; 16],
    /// When it began, in seconds since 1970.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
    /// Whether a second factor was shown.
    pub second_factor: bool,
    /// Whether it is the one that asks.
    pub is_this: bool,
}

/// A second factor that is being enrolled.
pub struct Enrolment {
    /// The `otpauth://` address for the person's app; shown once.
    pub address: Zeroizing<String>,
    /// To be given back with the first code. Only this person's key opens it.
    pub token: Vec<u8>,
}

/// A signed-in person, outside of any situation. Lives as long as one request.
pub struct Session {
    pub(super) office: Arc<Office>,
    pub(super) row: SessionRow,
    pub(super) account: AccountRow,
    pub(super) roles: Vec<RoleRow>,
    pub(super) key: AccountKey,
    pub(super) now: i64,
    /// The situation to which the person turns.
    situation: Option<SituationMarks>,
    /// Whether somebody there wants the glass broken.
    alarm: bool,
}

impl Office {
    /// Whether the session of a secret still stands. Asking is no use of it, and prolongs nothing.
    pub async fn session_stands(&self, secret: &SessionSecret) -> Result<bool, CaseError> {
        let found = self.store.caller(&secret.id(), None).await?;
        Ok(found.is_some_and(|found| stands(self, &found)))
    }

    pub(super) async fn begin_session(
        &self,
        account: &AccountRow,
        key: &AccountKey,
        second_factor: bool,
        now: i64,
        old: Option<&SessionSecret>,
    ) -> Result<SignedIn, CaseError> {
        let mut rng = SystemEntropy::new();
        let secret = SessionSecret::generate(&mut rng)?;
        let expires_at = now + self.limits.absolute;
        let (epoch, end) = (account.credential_epoch, expires_at.unsigned_abs());
        let row = SessionRow {
            id: secret.id(),
            handle: random_id(&mut rng)?,
            account: account.id,
            credential_epoch: epoch,
            second_factor,
            created_at: now,
            seen_at: now - now.rem_euclid(SEEN_EVERY),
            confirmed_at: now,
            expires_at,
            sealed_key: secret.seal(key, account.id.0, epoch, end, &mut rng)?,
        };
        self.store.add_session(row, old.map(SessionSecret::id)).await?;
        Ok(SignedIn { secret, account: account.id })
    }
}

/// Whether a session still stands: it is in time, the account active, its password the same.
fn stands(office: &Office, CallerRow { session, account, now, .. }: &CallerRow) -> bool {
    let over = session.expires_at <= *now || session.seen_at + office.limits.idle + SEEN_EVERY <= *now;
    // A clock that went back prolongs nothing: what was begun or used at a later time than now is over.
    let over = over || session.created_at.max(session.seen_at) > *now + SEEN_EVERY;
    !over && account.status == AccountStatus::Active && account.credential_epoch == session.credential_epoch
}

impl Session {
    /// The session of a secret. It must be in time, the account active, and its password still the same.
    pub(super) async fn resume(
        office: Arc<Office>,
        secret: SessionSecret,
        situation: Option<&str>,
    ) -> Result<Session, CaseError> {
        let found = office.store.caller(&secret.id(), situation).await?.ok_or(CaseError::NoSession)?;
        let stands = stands(&office, &found);
        let CallerRow { session: row, account, roles, now, situation, alarm } = found;
        if !stands {
            office.store.end_session(&row.id).await?;
            return Err(CaseError::NoSession);
        }
        let end = row.expires_at.unsigned_abs();
        let key = secret
            .open(account.id.0, &account.public, account.credential_epoch, end, &row.sealed_key)
            .map_err(|_| CaseError::NoSession)?;
        if row.seen_at + SEEN_EVERY <= now {
            match office.store.touch_session(&row.id, now - now.rem_euclid(SEEN_EVERY)).await {
                // Who reads goes on reading; the session ends sooner for it, never later.
                Err(StoreError::DiskFull) => {
                    tracing::warn!("the disk is full: that a session is in use was not noted")
                }
                touched => touched?,
            }
        }
        Ok(Session { office, row, account, roles, key, now, situation, alarm })
    }

    /// Who it is.
    pub fn account(&self) -> AccountId {
        self.account.id
    }

    /// The login.
    pub fn login(&self) -> &str {
        &self.account.login
    }

    /// The fingerprint of the person's key, to be read out to whoever grants them something.
    pub fn fingerprint(&self) -> String {
        self.account.public.fingerprint()
    }

    /// Whether a second factor was shown for this session.
    pub fn second_factor(&self) -> bool {
        self.row.second_factor
    }

    /// When the session ends in any case, in seconds since 1970.
    pub fn expires_at(&self) -> i64 {
        self.row.expires_at
    }

    /// What must be done before anything else.
    pub fn needs(&self) -> Option<Needs> {
        if self.account.initial_password {
            return Some(Needs::NewPassword);
        }
        (self.must_have_second_factor() && !self.row.second_factor).then_some(Needs::SecondFactor)
    }

    /// The situations in which the person has a role, with the roles.
    pub async fn situations(&self) -> Result<Vec<(String, String, Vec<Role>)>, CaseError> {
        let mut all = Vec::new();
        for row in self.office.store.situations().await? {
            let roles: Vec<Role> =
                self.roles.iter().filter(|role| role.situation == row.number).map(|role| role.role).collect();
            if !roles.is_empty() {
                all.push((row.code, row.name, roles));
            }
        }
        Ok(all)
    }

    /// The person's desk in the situation to which they turn. A situation in which they have no role is none to them.
    pub async fn desk(self, situation: &str, now: Now) -> Result<Desk, CaseError> {
        let Session { office, account, roles, key, situation: marks, alarm, .. } = self;
        let marks = marks.ok_or(CaseError::NotFound)?;
        match office.desk(situation, marks, account, &roles, key, now).await {
            Err(CaseError::SignIn | CaseError::UnknownSituation { .. }) => Err(CaseError::NotFound),
            Ok(desk) => Ok(Desk { alarm, ..desk }),
            Err(other) => Err(other),
        }
    }

    /// Refuses where the password was not shown in the last minutes.
    pub fn is_fresh(&self) -> Result<(), CaseError> {
        let fresh = self.row.confirmed_at + self.office.limits.fresh > self.now;
        if fresh { Ok(()) } else { Err(CaseError::StepUp) }
    }

    /// Shows the password again, and the second factor where there is one. The session gets a new secret.
    pub async fn confirm(self, password: Password, shown: Option<Shown<'_>>) -> Result<SignedIn, CaseError> {
        let Session { office, row, account, now, .. } = self;
        let (id, epoch) = (account.id.0, account.credential_epoch);
        let key = office.unlock(account.locked.clone(), id, epoch, password, Asker::Known).await?;
        let second_factor = office.shows_second_factor(account.id, &key, shown, now).await?;
        let begun = office.begin_session(&account, &key, second_factor, now, None).await?;
        office.store.end_session(&row.id).await?;
        Ok(begun)
    }

    /// Locks the person's key with another password. Every session ends; this one goes on with a new secret.
    pub async fn change_password(self, new: Password, at: Now) -> Result<SignedIn, CaseError> {
        self.is_fresh()?;
        let Session { office, row, mut account, key, now, .. } = self;
        check_password(&new, &account.login)?;
        account.version += 1;
        account.credential_epoch += 1;
        account.initial_password = false;
        account.password_until = None;
        let (id, epoch) = (account.id.0, account.credential_epoch);
        let (key, locked) = office
            .stretch(Asker::Known, move || {
                let locked = key.lock(id, epoch, &new, Cost::STANDARD, &mut SystemEntropy::new());
                (key, locked)
            })
            .await?;
        account.locked = locked?;
        let mut write = office.store.write_unasked(Unasked::OwnCredentials(account.id), at.hour).await?;
        write.change_lock(&account, account.id).await?;
        write.commit().await?;
        let begun = office.begin_session(&account, &key, row.second_factor, now, None).await?;
        office.store.end_other_sessions(account.id, &begun.secret.id()).await?;
        Ok(begun)
    }

    /// Begins to enrol a one-time code: nothing is kept until the first one was shown.
    pub async fn begin_enrolment(&self) -> Result<Enrolment, CaseError> {
        self.may_change_factors().await?;
        let mut rng = SystemEntropy::new();
        let seed = CodeSeed::generate(&mut rng)?;
        Ok(Enrolment {
            address: seed.address(ISSUER, &self.account.login)?,
            token: seed.seal(self.account.id.0, &self.key, &mut rng)?,
        })
    }

    /// Enrols the one-time code of a token, once the person's app shows it. It takes the place of another one.
    pub async fn enrol(self, token: &[u8], code: &str, at: Now) -> Result<SignedIn, CaseError> {
        self.may_change_factors().await?;
        let wrong = || {
            CaseError::Invalid("the code does not belong to this enrolment; look at the app again".to_owned())
        };
        let seed = CodeSeed::open(self.account.id.0, &self.key, token).map_err(|_| wrong())?;
        let step = seed.step_of(code.trim(), self.now.unsigned_abs())?.ok_or_else(wrong)?;
        let factor = SecondFactorRow {
            account: self.account.id,
            kind: TOTP.to_owned(),
            id: [0; 16],
            sealed_body: token.to_vec(),
            used_step: i64::try_from(step).unwrap_or(i64::MAX),
            counter: 0,
        };
        self.change_factors(FactorChange::Put(&factor), at).await
    }

    /// The person's sessions, newest first.
    pub async fn sessions(&self) -> Result<Vec<SessionLine>, CaseError> {
        let rows = self.office.store.sessions(self.account.id).await?;
        Ok(rows
            .into_iter()
            .map(|row| SessionLine {
                handle: row.handle,
                created_at: row.created_at,
                seen_at: row.seen_at,
                second_factor: row.second_factor,
                is_this: row.id == self.row.id,
            })
            .collect())
    }

    /// Ends one of the person's sessions.
    pub async fn end(&self, handle: &[u8; 16]) -> Result<(), CaseError> {
        let ended = self.office.store.end_session_of(self.account.id, handle).await?;
        if ended { Ok(()) } else { Err(CaseError::NotFound) }
    }

    /// Ends this session.
    pub async fn sign_out(self) -> Result<(), CaseError> {
        Ok(self.office.store.end_session(&self.row.id).await?)
    }
}
