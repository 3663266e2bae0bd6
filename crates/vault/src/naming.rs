//! Names from outside turned into ids, and digests.

use crate::entropy::draw_secret;
use crate::envelope::Fields;
use crate::primitives::{Prf, Running, hash_all};
use crate::text::array;
use crate::{Entropy, VaultError};
use std::fmt;
use zeroize::Zeroizing;

/// A key that turns names from outside (a form's own identifier, a login) into ids, so that the store knows
/// a repeated name without keeping it, and nobody without the key can try guesses.
#[derive(Clone)]
pub struct NamingKey(Zeroizing<[u8; 32]>);

impl NamingKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        Ok(Self(draw_secret(rng)?))
    }

    /// The key of 32 stored bytes.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for any other length.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        Ok(Self(Zeroizing::new(array(bytes, "naming key")?)))
    }

    /// The bytes, to be sealed or kept in a file; never to be shown.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The id of `text` among names of the kind `label`: HMAC-SHA-256 cut to 16 bytes.
    #[must_use]
    pub fn name(&self, label: &str, text: &[u8]) -> [u8; 16] {
        name(&Prf::new(self.0.as_ref()), label, text)
    }
}

impl fmt::Debug for NamingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NamingKey(..)")
    }
}

pub(crate) fn name(prf: &Prf, label: &str, text: &[u8]) -> [u8; 16] {
    let fields = Fields::new("sixfold/name/v1").with(&[label.as_bytes()]);
    // The text comes last and to the end, so it needs no length before it.
    let tag = prf.tag(&[fields.as_bytes(), text]);
    let mut id = [0u8; 16];
    id.copy_from_slice(&tag[..16]);
    id
}

/// SHA-256 of `bytes` (FIPS 180-4).
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    hash_all(&[bytes])
}

/// MD5 of `bytes` (RFC 1321). It protects nothing: ODK's telephones know by it whether a file has changed.
#[must_use]
pub fn file_mark(bytes: &[u8]) -> [u8; 16] {
    crate::primitives::file_mark(bytes)
}

/// SHA-256 of what comes in parts (FIPS 180-4).
pub struct RunningDigest(Running);

impl RunningDigest {
    /// Of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self(Running::new())
    }

    /// Adds the next part.
    pub fn add(&mut self, part: &[u8]) {
        self.0.add(part);
    }

    /// The digest of all parts, one after another.
    #[must_use]
    pub fn finish(self) -> [u8; 32] {
        self.0.finish()
    }
}

impl Default for RunningDigest {
    fn default() -> Self {
        Self::new()
    }
}

/// SHA-256 of a list: each part is preceded by its length (u64, big-endian), so that two different lists
/// never hash alike, however their parts are cut.
#[must_use]
pub fn digest_of(parts: &[&[u8]]) -> [u8; 32] {
    let lengths: Vec<[u8; 8]> = parts.iter().map(|part| (part.len() as u64).to_be_bytes()).collect();
    let all: Vec<&[u8]> = lengths.iter().zip(parts).flat_map(|(length, part)| [&length[..], part]).collect();
    hash_all(&all)
}
