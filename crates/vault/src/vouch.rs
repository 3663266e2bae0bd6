//! What only a holder of a compartment's key can have written.
//!
//! A signature says which account wrote something, but accounts and their public keys are rows that whoever
//! writes to the database can add. A tag under the compartment's own key says that its writer held that key.

use crate::envelope::Fields;
use crate::primitives::Prf;
use crate::{CompartmentKey, VaultError};
use subtle::ConstantTimeEq;

impl CompartmentKey {
    /// HMAC-SHA-256, under a key that only holders of this one can derive, over the parts.
    #[must_use]
    pub fn vouch(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        let at = Fields::new("sixfold/vouch/v1").with(&[
            label.as_bytes(),
            &self.vault().id,
            self.vault().situation.as_bytes(),
            self.compartment().code().as_bytes(),
            &self.epoch().to_be_bytes(),
        ]);
        let said = Fields::new("sixfold/vouched/v1").with(parts);
        Prf::new(self.seed()).tag(&[at.as_bytes(), said.as_bytes()])
    }

    /// Checks what [`CompartmentKey::vouch`] gave.
    ///
    /// # Errors
    /// [`VaultError::BadSignature`] when no holder of this key wrote it over these parts.
    pub fn check_vouch(&self, label: &str, parts: &[&[u8]], tag: &[u8]) -> Result<(), VaultError> {
        if bool::from(self.vouch(label, parts).as_slice().ct_eq(tag)) {
            Ok(())
        } else {
            Err(VaultError::BadSignature)
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::support::key;
    use crate::{Compartment, VaultError};

    #[test]
    fn only_the_same_key_vouches_for_the_same_words() {
        let case = key(Compartment::Case, 1);
        let tag = case.vouch("grant", &[b"ab", b"c"]);
        assert_eq!(case.check_vouch("grant", &[b"ab", b"c"], &tag), Ok(()));
        for (held, label, parts) in [
            (key(Compartment::Case, 2), "grant", [b"ab".as_slice(), b"c"]),
            (key(Compartment::Identity, 1), "grant", [b"ab", b"c"]),
            (case.clone(), "custodian", [b"ab", b"c"]),
            (case.clone(), "grant", [b"a", b"bc"]),
        ] {
            assert_eq!(held.check_vouch(label, &parts, &tag), Err(VaultError::BadSignature));
        }
        assert!(case.check_vouch("grant", &[b"ab", b"c"], &tag[..31]).is_err());
    }
}
