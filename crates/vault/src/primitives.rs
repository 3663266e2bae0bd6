//! The only place that names `ring`, `hpke`, `argon2`, `totp_rs`, `md5`, `coset`, `rsa`, `aes` and `cfb_mode`.
//!
//! Everything above works with byte arrays and the few functions here, so an algorithm or a library is
//! replaced by editing this folder, and an auditor knows where to look. Known answers are checked beside it.

mod aead;
pub(crate) mod authenticator;
mod hash;
mod kem;
pub(crate) mod parcel;
mod signature;
mod stretch;
pub(crate) mod totp;

#[cfg(test)]
mod known_answers;

pub(crate) use aead::{Cipher, NONCE, TAG};
pub(crate) use hash::{Prf, Running, extract, file_mark, hash_all};
pub(crate) use kem::{Kem, hpke_open, hpke_seal};
pub(crate) use signature::{Signer, verify};
pub(crate) use stretch::{slow_hash, stretch};

use crate::VaultError;
use ring::rand::SecureRandom;

/// Fills `out` from the operating system.
pub(crate) fn random(out: &mut [u8]) -> Result<(), VaultError> {
    ring::rand::SystemRandom::new().fill(out).map_err(|_| VaultError::Entropy)
}

/// The positive control of the canary test: a build that *does* leak, so that the search for leaks is known
/// to find them. The plaintext stands before the real ciphertext; opening compares and skips it.
#[cfg(feature = "unsealed-control")]
pub(crate) mod control {
    /// Writes the plaintext out in the open.
    pub(crate) fn expose(out: &mut Vec<u8>, plain: impl FnOnce(&mut Vec<u8>)) {
        plain(out);
    }

    /// The exposed plaintext, and the ciphertext with its tag.
    pub(crate) fn split(stored: &[u8]) -> (&[u8], &[u8]) {
        stored.split_at(stored.len().saturating_sub(super::TAG) / 2)
    }
}

/// Nothing is exposed in a real build.
#[cfg(not(feature = "unsealed-control"))]
pub(crate) mod control {
    /// Writes nothing.
    pub(crate) fn expose(_: &mut Vec<u8>, _: impl FnOnce(&mut Vec<u8>)) {}

    /// All of it is ciphertext with its tag.
    pub(crate) fn split(stored: &[u8]) -> (&[u8], &[u8]) {
        (&[], stored)
    }
}
