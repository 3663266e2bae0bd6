//! Argon2id (RFC 9106), version 0x13, for passwords; PBKDF2 (RFC 8018) for what a browser must calculate too.

use crate::{Cost, VaultError};
use argon2::{Algorithm, Argon2, Params, Version};
use ring::pbkdf2::{self, PBKDF2_HMAC_SHA256};
use std::num::NonZeroU32;
use zeroize::Zeroizing;

/// Eight bytes of PBKDF2-HMAC-SHA-256: of something public that is to be expensive to imitate.
pub(crate) fn slow_hash(rounds: NonZeroU32, salt: &[u8], text: &[u8]) -> [u8; 8] {
    let mut out = [0; 8];
    pbkdf2::derive(PBKDF2_HMAC_SHA256, rounds, salt, text, &mut out);
    out
}

/// 32 bytes from a password, at a price.
pub(crate) fn stretch(
    password: &[u8],
    salt: &[u8; 16],
    cost: Cost,
) -> Result<Zeroizing<[u8; 32]>, VaultError> {
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| VaultError::WeakCost)?;
    let mut out = Zeroizing::new([0u8; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password, salt, out.as_mut())
        .map_err(|error| match error {
            argon2::Error::OutOfMemory => VaultError::OutOfMemory,
            _ => VaultError::Malformed("password"),
        })?;
    Ok(out)
}
