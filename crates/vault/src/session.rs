//! A person's key under the secret of one session.

use crate::entropy::draw;
use crate::envelope::{self, Fields, Header, Kind, Payload, SYMMETRIC};
use crate::primitives::{Cipher, Prf, extract};
use crate::text::{array, hex, unhex};
use crate::{AccountKey, Entropy, PublicKey, VaultError};
use std::fmt;
use zeroize::Zeroizing;

/// What the cookie carries, and nothing stored does: 32 random bytes.
///
/// The session's row is found by [`SessionSecret::id`] and holds the person's key sealed under the secret,
/// so any node serves any request, and the rows alone open nothing.
///
/// It lies in a place of its own: a value that is handed on leaves a copy wherever it stood.
pub struct SessionSecret(Box<Zeroizing<[u8; 32]>>);

impl SessionSecret {
    /// A new random secret.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        let mut secret = Self(Box::default());
        rng.fill(secret.0.as_mut().as_mut())?;
        Ok(secret)
    }

    /// 64 hexadecimal digits, for the cookie.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        hex(self.0.as_slice())
    }

    /// Reads [`SessionSecret::to_text`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for anything else.
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        let read = unhex(text)?;
        let mut secret = Self(Box::default());
        if read.len() != secret.0.len() {
            return Err(VaultError::Malformed("session secret"));
        }
        secret.0.copy_from_slice(&read);
        Ok(secret)
    }

    /// The name under which the session's row is found; the secret does not follow from it.
    #[must_use]
    pub fn id(&self) -> [u8; 32] {
        *self.prf().expand(&[b"sid"])
    }

    /// Seals a person's key under this session, bound to what is public of it: under another public key, as one
    /// that was put in its place, it does not open. `expires_at` (seconds since 1970) is the absolute end the
    /// row states: a row whose end was moved does not open.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn seal(
        &self,
        key: &AccountKey,
        account: [u8; 16],
        credential_epoch: u32,
        expires_at: u64,
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let aad = self.place(account, &key.public(), credential_epoch, expires_at);
        let payload = Payload::bare(key.seed());
        envelope::seal(&self.cipher()?, header(credential_epoch), draw(rng)?, aad.as_bytes(), &payload)
    }

    /// Opens what [`SessionSecret::seal`] sealed with the same account, public key, credential epoch and end.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when the secret, account, public key, end or bytes are others; [`VaultError::WrongKey`] for
    /// another credential epoch; [`VaultError::Malformed`] or [`VaultError::Unsupported`] when it is no such
    /// envelope.
    pub fn open(
        &self,
        account: [u8; 16],
        public: &PublicKey,
        credential_epoch: u32,
        expires_at: u64,
        sealed: &[u8],
    ) -> Result<AccountKey, VaultError> {
        let aad = self.place(account, public, credential_epoch, expires_at);
        let seed = envelope::open(&self.cipher()?, header(credential_epoch), aad.as_bytes(), sealed)?;
        AccountKey::from_seed(Zeroizing::new(array(&seed, "account key")?))
    }

    fn prf(&self) -> Prf {
        extract(b"sixfold/session/v1", self.0.as_slice())
    }

    fn cipher(&self) -> Result<Cipher, VaultError> {
        Cipher::new(&self.prf().expand(&[b"wrap"]))
    }

    fn place(&self, account: [u8; 16], public: &PublicKey, credential_epoch: u32, expires_at: u64) -> Fields {
        Fields::new("sixfold/session/v2").with(&[
            &self.id(),
            &account,
            &public.digest(),
            &credential_epoch.to_be_bytes(),
            &expires_at.to_be_bytes(),
            &[SYMMETRIC],
        ])
    }
}

fn header(credential_epoch: u32) -> Header {
    Header { kind: Kind::Session, key_id: [0; 16], epoch: credential_epoch }
}

impl fmt::Debug for SessionSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionSecret(..)")
    }
}
