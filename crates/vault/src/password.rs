//! A person's key under their password.

use crate::entropy::draw;
use crate::envelope::{self, Fields, Header, Kind, Payload, SYMMETRIC};
use crate::primitives::{Cipher, Prf, extract, stretch};
use crate::text::array;
use crate::{AccountKey, Entropy, VaultError};
use secrecy::{ExposeSecret, SecretBox};
use zeroize::Zeroizing;

/// A password exactly as it was received: not trimmed, not normalised. Never printed, wiped when dropped.
#[derive(Debug)]
pub struct Password(SecretBox<String>);

impl Password {
    /// Takes the string over, without copying it.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(SecretBox::new(Box::new(text)))
    }

    /// How many bytes it has, for rules on length.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.expose_secret().len()
    }

    /// Whether it is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.expose_secret().is_empty()
    }

    /// The text, for rules on quality; keep it no longer than that.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Password {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

/// The price of one guess at a password: Argon2id (RFC 9106).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes; they are computed one after another.
    pub lanes: u32,
}

impl Cost {
    /// The least that is accepted: OWASP's 19 MiB with two passes.
    pub const FLOOR: Self = Self { memory_kib: 19_456, passes: 2, lanes: 1 };

    /// 64 MiB, 3 passes, 1 lane (RFC 9106's second choice in memory and passes; one lane because the server has
    /// few cores to give).
    pub const SHIPPED: Self = Self { memory_kib: 65_536, passes: 3, lanes: 1 };

    /// What new passwords are locked with: [`Cost::SHIPPED`], but in a build with debug assertions
    /// [`Cost::FLOOR`], since the tests lock and unlock some thousand passwords and were waiting for little else.
    pub const STANDARD: Self = if cfg!(debug_assertions) { Self::FLOOR } else { Self::SHIPPED };

    /// Whether the cost is within the accepted range.
    ///
    /// The floor is OWASP's: [`Cost::FLOOR`], or 46 MiB with one pass. The ceiling (1 GiB, 16 passes,
    /// 4 lanes) is there because the numbers come from a row that somebody may have altered, to weaken a
    /// password or to exhaust the server.
    #[must_use]
    pub fn is_acceptable(self) -> bool {
        let floor = self.memory_kib >= 47_104
            || (self.memory_kib >= Self::FLOOR.memory_kib && self.passes >= Self::FLOOR.passes);
        let lowest = self.passes >= 1 && self.lanes >= 1;
        let ceiling = self.memory_kib <= 1 << 20 && self.passes <= 16 && self.lanes <= 4;
        floor && lowest && ceiling
    }

    fn checked(self) -> Result<Self, VaultError> {
        if self.is_acceptable() { Ok(self) } else { Err(VaultError::WeakCost) }
    }
}

/// A person's key, sealed under their password. All of it is stored in the clear beside the account.
///
/// Nothing else derived from the password is kept: that it opens *is* the check of the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// Random, one per password.
    pub salt: [u8; 16],
    /// The price that was paid.
    pub cost: Cost,
    /// The envelope.
    pub sealed: Vec<u8>,
}

impl AccountKey {
    /// Seals this key under a password. `account` and `credential_epoch` say whose and which password it is:
    /// an older row put back does not open.
    ///
    /// # Errors
    /// [`VaultError::WeakCost`] when the cost is outside the accepted range, [`VaultError::OutOfMemory`],
    /// [`VaultError::Entropy`].
    pub fn lock(
        &self,
        account: [u8; 16],
        credential_epoch: u32,
        password: &Password,
        cost: Cost,
        rng: &mut dyn Entropy,
    ) -> Result<Locked, VaultError> {
        let salt = draw(rng)?;
        let cipher = cipher(password, &salt, cost.checked()?)?;
        let aad = place(account, credential_epoch, &salt, cost);
        let payload = Payload::bare(self.seed());
        let sealed = envelope::seal(&cipher, header(credential_epoch), draw(rng)?, aad.as_bytes(), &payload)?;
        Ok(Locked { salt, cost, sealed })
    }
}

impl Locked {
    /// Opens the key with a password. Takes as long as [`Cost`] says, and as much memory.
    ///
    /// # Errors
    /// [`VaultError::WrongPassword`] when the password, the account or the row is not the one sealed;
    /// [`VaultError::WeakCost`] when the row asks for a cost outside the accepted range (nothing is computed
    /// then); [`VaultError::WrongKey`] for another credential epoch; [`VaultError::Malformed`] or
    /// [`VaultError::Unsupported`] when it is no such envelope; [`VaultError::OutOfMemory`].
    pub fn unlock(
        &self,
        account: [u8; 16],
        credential_epoch: u32,
        password: &Password,
    ) -> Result<AccountKey, VaultError> {
        let cipher = cipher(password, &self.salt, self.cost.checked()?)?;
        self.open(account, credential_epoch, &cipher)
    }

    /// The part of unlocking that comes after the stretching.
    fn open(
        &self,
        account: [u8; 16],
        credential_epoch: u32,
        cipher: &Cipher,
    ) -> Result<AccountKey, VaultError> {
        let aad = place(account, credential_epoch, &self.salt, self.cost);
        let seed = envelope::open(cipher, header(credential_epoch), aad.as_bytes(), &self.sealed)
            .map_err(|error| if error == VaultError::Altered { VaultError::WrongPassword } else { error })?;
        AccountKey::from_seed(Zeroizing::new(array(&seed, "account key")?))
    }
}

/// Does for an unknown login what [`Locked::unlock`] does for a known one with a wrong password, so that the
/// time taken tells nothing. The salt follows from the login and a secret of the server, so the same login
/// costs the same again.
///
/// Always an error: [`VaultError::WrongPassword`], or [`VaultError::OutOfMemory`] as for a known login.
pub fn dummy_unlock(password: &Password, pepper: &[u8; 32], login: &str) -> VaultError {
    let tag = Prf::new(pepper).tag(&[b"sixfold/unknown-login/v1\0", login.to_lowercase().as_bytes()]);
    let mut salt = [0u8; 16];
    salt.copy_from_slice(&tag[..16]);
    // An envelope of the right form under no key at all.
    let sealed = [&[b'M', b'R', b'M', b'1', SYMMETRIC, Kind::Account as u8][..], &[0; 112]].concat();
    let locked = Locked { salt, cost: Cost::STANDARD, sealed };
    match locked.unlock([0; 16], 0, password) {
        Err(VaultError::OutOfMemory) => VaultError::OutOfMemory,
        Ok(_) | Err(_) => VaultError::WrongPassword,
    }
}

fn cipher(password: &Password, salt: &[u8; 16], cost: Cost) -> Result<Cipher, VaultError> {
    let stretched = stretch(password.expose().as_bytes(), salt, cost)?;
    Cipher::new(&extract(b"sixfold/password/v1", stretched.as_ref()).expand(&[b"kek/v1"]))
}

fn header(credential_epoch: u32) -> Header {
    Header { kind: Kind::Account, key_id: [0; 16], epoch: credential_epoch }
}

fn place(account: [u8; 16], credential_epoch: u32, salt: &[u8; 16], cost: Cost) -> Fields {
    Fields::new("sixfold/account/v1").with(&[
        &account,
        &credential_epoch.to_be_bytes(),
        salt,
        &cost.memory_kib.to_be_bytes(),
        &cost.passes.to_be_bytes(),
        &cost.lanes.to_be_bytes(),
        &[SYMMETRIC],
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::{Seeded, account, damaged};

    /// Stretching once for all of them: a password that is right, and an envelope that is not.
    #[test]
    fn every_damaged_byte_of_a_locked_key_is_refused() {
        let cost = Cost { memory_kib: 19_456, passes: 2, lanes: 1 };
        let password = Password::new("right".to_owned());
        let locked = account(1).lock([1; 16], 5, &password, cost, &mut Seeded::new(1)).unwrap();
        let cipher = cipher(&password, &locked.salt, cost).unwrap();
        assert!(locked.open([1; 16], 5, &cipher).is_ok());
        for sealed in damaged(&locked.sealed) {
            let bad = Locked { sealed, ..locked.clone() };
            assert!(bad.open([1; 16], 5, &cipher).is_err());
        }
    }
}
