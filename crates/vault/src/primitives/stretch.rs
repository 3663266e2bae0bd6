//! Argon2id (RFC 9106), version 0x13.

use crate::{Cost, VaultError};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

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
