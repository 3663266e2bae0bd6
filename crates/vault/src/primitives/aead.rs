//! AES-256-GCM with a key commitment.

use super::Prf;
use crate::VaultError;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use subtle::ConstantTimeEq;

/// Bytes of an AES-GCM nonce.
pub(crate) const NONCE: usize = 12;
/// Bytes of an AES-GCM tag.
pub(crate) const TAG: usize = 16;

/// A symmetric key split into the part that encrypts and the part that commits.
///
/// From a key K: `Ke = HKDF-Expand(K, "sixfold/enc/v1")` encrypts and `Kc = HKDF-Expand(K,
/// "sixfold/com/v1")` is published beside the ciphertext. AES-GCM alone lets one ciphertext open under two
/// keys; two K with the same Kc would be a collision of SHA-256.
pub(crate) struct Cipher {
    key: LessSafeKey,
    commitment: [u8; 32],
}

impl Cipher {
    /// The cipher of `key`, which must be uniformly random: no extract step is done.
    pub(crate) fn new(key: &[u8; 32]) -> Result<Self, VaultError> {
        let prf = Prf::new(key);
        let encrypt = prf.expand(&[b"sixfold/enc/v1"]);
        let commitment = *prf.expand(&[b"sixfold/com/v1"]);
        Ok(Self { key: expanded(encrypt.as_ref())?, commitment })
    }

    /// Kc: public, and says which key sealed.
    pub(crate) fn commitment(&self) -> &[u8; 32] {
        &self.commitment
    }

    /// Whether `found` is this key's commitment, in constant time.
    pub(crate) fn is_committed(&self, found: &[u8]) -> bool {
        self.commitment.ct_eq(found).into()
    }

    /// Encrypts `inout` and returns the tag.
    pub(crate) fn seal(
        &self,
        nonce: [u8; NONCE],
        aad: &[u8],
        inout: &mut [u8],
    ) -> Result<[u8; TAG], VaultError> {
        seal_with(&self.key, nonce, aad, inout)
    }

    /// Decrypts `inout` (ciphertext and tag) in place; the plaintext is all of it but the last [`TAG`] bytes.
    pub(crate) fn open(&self, nonce: [u8; NONCE], aad: &[u8], inout: &mut [u8]) -> Result<(), VaultError> {
        open_with(&self.key, nonce, aad, inout)
    }
}

/// The AES key schedule of a 32-byte key.
pub(super) fn expanded(key: &[u8]) -> Result<LessSafeKey, VaultError> {
    let key = UnboundKey::new(&AES_256_GCM, key).map_err(|_| VaultError::Malformed("key length"))?;
    Ok(LessSafeKey::new(key))
}

pub(super) fn seal_with(
    key: &LessSafeKey,
    nonce: [u8; NONCE],
    aad: &[u8],
    inout: &mut [u8],
) -> Result<[u8; TAG], VaultError> {
    let nonce = Nonce::assume_unique_for_key(nonce);
    let made =
        key.seal_in_place_separate_tag(nonce, Aad::from(aad), inout).map_err(|_| VaultError::TooLarge)?;
    let mut tag = [0u8; TAG];
    tag.copy_from_slice(made.as_ref());
    Ok(tag)
}

pub(super) fn open_with(
    key: &LessSafeKey,
    nonce: [u8; NONCE],
    aad: &[u8],
    inout: &mut [u8],
) -> Result<(), VaultError> {
    let nonce = Nonce::assume_unique_for_key(nonce);
    key.open_in_place(nonce, Aad::from(aad), inout).map_err(|_| VaultError::Altered)?;
    Ok(())
}
