//! The signing key of one server node.

use crate::entropy::draw_secret;
use crate::primitives::{Signer, verify};
use crate::text::{array, from_text, to_text};
use crate::{Entropy, VaultError};
use std::fmt;
use zeroize::Zeroizing;

const SECRET: &str = "sixfold-node-secret-1";
const PUBLIC: &str = "sixfold-node-public-1";
/// Before every message that is not a checkpoint. It holds a zero byte, which no checkpoint may.
const SIGNED: &[u8] = b"sixfold/node/v1\0";

/// An Ed25519 key that signs checkpoints and receipts for a server node. It opens nothing.
pub struct NodeKey {
    seed: Zeroizing<[u8; 32]>,
    signer: Signer,
}

impl NodeKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        Self::from_seed(draw_secret(rng)?)
    }

    pub(crate) fn from_seed(seed: Zeroizing<[u8; 32]>) -> Result<Self, VaultError> {
        let signer = Signer::new(&seed)?;
        Ok(Self { seed, signer })
    }

    /// `sixfold-node-secret-1:` and hexadecimal digits with a checksum, for a file only the server reads.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        to_text(SECRET, self.seed.as_ref())
    }

    /// Reads [`NodeKey::to_text`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when it is another kind of key, cut short or mistyped.
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        Self::from_seed(Zeroizing::new(array(&from_text(SECRET, text)?, "key text: cut short")?))
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.signer.public()
    }

    /// A signature over `"sixfold/node/v1" | 0 | message`, such as a receipt; see [`verify_node`].
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signer.sign(&[SIGNED, message].concat())
    }

    /// A signature over exactly the text of a checkpoint.
    pub(crate) fn sign_note(&self, text: &str) -> [u8; 64] {
        self.signer.sign(text.as_bytes())
    }
}

impl fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NodeKey(..)")
    }
}

/// A node's public key as `sixfold-node-public-1:` and hexadecimal digits with a checksum, to carry to where it
/// is registered.
#[must_use]
pub fn node_to_text(public: &[u8; 32]) -> String {
    to_text(PUBLIC, public).to_string()
}

/// Reads [`node_to_text`]; white space among the digits does not matter.
///
/// # Errors
/// [`VaultError::Malformed`] when it is another kind of key, cut short or mistyped.
pub fn node_from_text(text: &str) -> Result<[u8; 32], VaultError> {
    array(&from_text(PUBLIC, text)?, "key text: cut short")
}

/// Checks a signature made by [`NodeKey::sign`].
///
/// # Errors
/// [`VaultError::BadSignature`] when it is not that node's over this message.
pub fn verify_node(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Result<(), VaultError> {
    verify(public, &[SIGNED, message].concat(), signature)
}
