//! The secret by which a telephone sends reports.

use crate::entropy::draw_secret;
use crate::naming::name;
use crate::primitives::{Prf, extract, hash_all};
use crate::text::{array, hex, unhex};
use crate::{Entropy, VaultError};
use std::fmt;
use zeroize::Zeroizing;

/// What stands in the address to which a telephone sends: 32 random bytes. It opens nothing; what is sent with it is
/// sealed to the intake key.
pub struct TelephoneSecret(Zeroizing<[u8; 32]>);

impl TelephoneSecret {
    /// A new random secret.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        Ok(Self(draw_secret(rng)?))
    }

    /// 64 hexadecimal digits, for the address.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        hex(self.0.as_ref())
    }

    /// Reads [`TelephoneSecret::to_text`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for anything else.
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        Ok(Self(Zeroizing::new(array(&unhex(text)?, "telephone secret")?)))
    }

    /// What is stored of it: SHA-256 over a label and the secret. 256 random bits are not found by trying, so nothing is
    /// stretched.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        hash_all(&[b"sixfold/telephone/v1", self.0.as_ref()])
    }

    /// The id of a name of the telephone's own among names of the kind `label`: nobody without the secret can try guesses.
    #[must_use]
    pub fn name(&self, label: &str, text: &[u8]) -> [u8; 16] {
        name(&self.prf(), label, text)
    }

    /// By what bytes that the telephone sends are known again, and by nobody without the secret.
    #[must_use]
    pub fn tag(&self, bytes: &[u8]) -> [u8; 32] {
        self.prf().tag(&[b"sent", bytes])
    }

    fn prf(&self) -> Prf {
        extract(b"sixfold/telephone/names/v1", self.0.as_ref())
    }
}

impl fmt::Debug for TelephoneSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TelephoneSecret(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    #[test]
    fn a_secret_is_read_as_written_and_names_for_itself() {
        let mut rng = SystemEntropy::new();
        let (one, other) =
            (TelephoneSecret::generate(&mut rng).unwrap(), TelephoneSecret::generate(&mut rng).unwrap());
        let read = TelephoneSecret::from_text(&one.to_text()).unwrap();
        assert_eq!(read.digest(), one.digest());
        assert_eq!(read.name("report", b"x"), one.name("report", b"x"));
        assert_eq!(read.tag(b"x"), one.tag(b"x"));
        assert_ne!(one.digest(), other.digest());
        assert_ne!(one.name("report", b"x"), other.name("report", b"x"));
        assert_ne!(one.name("report", b"x"), one.name("attachment", b"x"));
        assert_ne!(one.tag(b"x"), one.tag(b"y"));
        assert!(!format!("{one:?}").contains(one.to_text().as_str()));
        for bad in ["", "0", &"0".repeat(63), &"0".repeat(65), &"g".repeat(64)] {
            assert!(TelephoneSecret::from_text(bad).is_err(), "{bad}");
        }
    }
}
