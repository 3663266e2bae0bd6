//! What somebody shows besides a password, and changing it.

use super::office::Office;
use super::passkey::{PASSKEY, PasskeyAnswer};
use super::session::{Session, SignedIn};
use super::{CaseError, Now};
use domain::id::AccountId;
use store::{FactorChange, SecondFactorRow, Unasked};
use vault::{AccountKey, CodeSeed, Passkey};

/// The kind of a one-time code. An account has at most one.
pub(super) const TOTP: &str = "totp";

/// A second factor as it is shown.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// Six digits.
    Code(&'a str),
    /// What a device signed.
    Passkey(&'a PasskeyAnswer),
}

/// One of a person's second factors, as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorLine {
    /// By which it is taken away; it opens nothing.
    pub handle: [u8; 16],
    /// What kind it is: `totp` or `passkey`.
    pub kind: String,
    /// The person's own name for it, where it has one.
    pub name: Option<String>,
}

impl Office {
    /// Whether the person shows a right second factor. An account that has one cannot do without.
    pub(super) async fn shows_second_factor(
        &self,
        account: AccountId,
        key: &AccountKey,
        shown: Option<Shown<'_>>,
        now: i64,
    ) -> Result<bool, CaseError> {
        let factors = self.store.second_factors(account).await?;
        if factors.is_empty() {
            return Ok(false);
        }
        let (factor, step, counter) = match shown.ok_or(CaseError::SignIn)? {
            Shown::Code(code) => {
                let factor = factors.iter().find(|factor| factor.kind == TOTP).ok_or(CaseError::SignIn)?;
                let seed = CodeSeed::open(account.0, key, &factor.sealed_body)?;
                let step = seed.step_of(code.trim(), now.unsigned_abs())?;
                (factor, step.and_then(|step| i64::try_from(step).ok()).ok_or(CaseError::SignIn)?, 0)
            }
            Shown::Passkey(answer) => self.shows_passkey(&factors, key, answer).await?,
        };
        if self.store.use_step(factor, step, counter).await? { Ok(true) } else { Err(CaseError::SignIn) }
    }
}

impl Session {
    /// Whether this person must have a second factor. Who can only submit opens nothing that one would protect,
    /// and often has no second device.
    pub(super) fn must_have_second_factor(&self) -> bool {
        let opens_nothing = self.roles.iter().all(|role| role.role == domain::access::Role::Monitor);
        self.office.second_factor == super::SecondFactor::Required && !opens_nothing
    }

    /// The person's second factors, if they may change them now: the password was shown a moment ago, and one
    /// of the factors in this session, so that whoever got in before there was any cannot make their own.
    pub(super) async fn may_change_factors(&self) -> Result<Vec<SecondFactorRow>, CaseError> {
        self.is_fresh()?;
        let factors = self.office.store.second_factors(self.account.id).await?;
        if factors.is_empty() || self.row.second_factor { Ok(factors) } else { Err(CaseError::StepUp) }
    }

    /// Changes the person's second factors. Every session ends; this one goes on with a new secret.
    pub(super) async fn change_factors(
        self,
        change: FactorChange<'_>,
        at: Now,
    ) -> Result<SignedIn, CaseError> {
        let Session { office, row, mut account, key, now, .. } = self;
        account.version += 1;
        let mut write = office.store.write_unasked(Unasked::OwnCredentials(account.id), at.hour).await?;
        write.change_second_factor(&account, change, account.id).await?;
        write.commit().await?;
        let shown = matches!(change, FactorChange::Put(_)) || row.second_factor;
        let begun = office.begin_session(&account, &key, shown, now, None).await?;
        office.store.end_other_sessions(account.id, &begun.secret.id()).await?;
        Ok(begun)
    }

    /// The person's second factors.
    pub async fn second_factors(&self) -> Result<Vec<FactorLine>, CaseError> {
        let factors = self.office.store.second_factors(self.account.id).await?;
        factors
            .into_iter()
            .map(|factor| {
                let name = match factor.kind == PASSKEY {
                    true => Some(
                        Passkey::open(self.account.id.0, &self.key, &factor.id, &factor.sealed_body)?
                            .name()
                            .to_owned(),
                    ),
                    false => None,
                };
                Ok(FactorLine { handle: factor.id, kind: factor.kind, name })
            })
            .collect()
    }

    /// Takes a second factor away; never the last one of somebody who must have one.
    pub async fn remove_second_factor(self, handle: &[u8; 16], at: Now) -> Result<SignedIn, CaseError> {
        let factors = self.may_change_factors().await?;
        let factor = factors.iter().find(|factor| factor.id == *handle).ok_or(CaseError::NotFound)?;
        if factors.len() == 1 && self.must_have_second_factor() {
            return Err(CaseError::Invalid(
                "it is your only second factor, and you must have one; enrol another one first".to_owned(),
            ));
        }
        self.change_factors(FactorChange::Remove(factor), at).await
    }
}
