//! By what a browser is known again, before anybody has shown a password in it.

use crate::entropy::draw_secret;
use crate::primitives::extract;
use crate::text::{array, hex, unhex};
use crate::{Entropy, VaultError};
use std::fmt;
use zeroize::Zeroizing;

/// What the cookie of a known device carries: 32 random bytes. It opens nothing.
pub struct DeviceSecret(Zeroizing<[u8; 32]>);

impl DeviceSecret {
    /// A new random secret.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        Ok(Self(draw_secret(rng)?))
    }

    /// 64 hexadecimal digits, for the cookie.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        hex(self.0.as_ref())
    }

    /// Reads [`DeviceSecret::to_text`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for anything else.
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        Ok(Self(Zeroizing::new(array(&unhex(text)?, "device secret")?)))
    }

    /// The name under which a store knows this device for a login: a digest keyed by the secret. The secret does
    /// not follow from it, nor that two logins were used on the same device.
    #[must_use]
    pub fn id_for(&self, login: &str) -> [u8; 32] {
        *extract(b"sixfold/device/v1", self.0.as_ref()).expand(&[b"login", login.as_bytes()])
    }
}

impl fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DeviceSecret(..)")
    }
}
