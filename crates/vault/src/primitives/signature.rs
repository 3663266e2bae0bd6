//! Ed25519 (RFC 8032).

use crate::VaultError;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};

/// An Ed25519 key pair made from its 32-byte seed.
pub(crate) struct Signer {
    pair: Ed25519KeyPair,
    public: [u8; 32],
}

impl Signer {
    /// The key pair of `seed`.
    pub(crate) fn new(seed: &[u8; 32]) -> Result<Self, VaultError> {
        let pair =
            Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| VaultError::Malformed("signing key"))?;
        let mut public = [0u8; 32];
        public.copy_from_slice(pair.public_key().as_ref());
        Ok(Self { pair, public })
    }

    /// The public half.
    pub(crate) fn public(&self) -> [u8; 32] {
        self.public
    }

    /// A signature over exactly `message`.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        let mut out = [0u8; 64];
        out.copy_from_slice(self.pair.sign(message).as_ref());
        out
    }
}

/// Checks a signature over exactly `message`.
pub(crate) fn verify(public: &[u8; 32], message: &[u8], signature: &[u8]) -> Result<(), VaultError> {
    UnparsedPublicKey::new(&ED25519, public).verify(message, signature).map_err(|_| VaultError::BadSignature)
}
