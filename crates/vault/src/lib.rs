//! Secret bytes: keys, envelopes, grants, recovery and the audit tree.
//!
//! This crate knows bytes, keys and *compartments*, and nothing of what the bytes say. It performs no input
//! or output, reads no clock and draws no randomness of its own: whoever seals hands in an [`Entropy`].
//!
//! # The hierarchy
//!
//! ```text
//! password ── Argon2id ──> opens ──> AccountKey ── opens ──> Grant ──> CompartmentKey (one epoch)
//! SessionSecret (cookie) ─ opens ─┘                                     │          │
//! k of n CustodianKey ──── open ── RecoveryEnvelope ────────────────────┘          │
//!                                                                                  ├─ wraps ─> record keys ─> bodies
//!                                                                                  ├─ wraps ─> file keys ─> chunks
//!                                                         SubmissionKey (public) <─┘  (intake: opens submissions)
//! ```
//!
//! # What every sealed value has in common
//!
//! All sealed bytes are an *envelope*:
//!
//! ```text
//! "MRM1" | suite u8 | kind u8 | key id 16 | epoch u32 |
//!     [encapsulated key] | [nonce 12] | commitment 32 | ciphertext | tag 16
//! ```
//!
//! Integers are big-endian. Suite 1 is HPKE (RFC 9180) with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and
//! AES-256-GCM; suite 2 the same with the X-Wing hybrid KEM (0x647a); suite 16 is AES-256-GCM under a
//! symmetric key, the only one that carries a nonce. A value whose magic, suite or kind is not the one
//! expected in its place is refused; no second key is ever tried. AES-GCM does not commit to its key, so the
//! commitment does: it is derived from the same secret as the encryption key and compared in constant time
//! before anything is decrypted.
//!
//! # What is left in memory
//!
//! Keys and opened values are wiped when dropped. The exception is the expanded key schedules inside `ring`
//! (AES, HMAC, Ed25519), which that library does not wipe.

#![deny(missing_docs)]
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop"))]

#[cfg(all(feature = "unsealed-control", not(debug_assertions)))]
compile_error!(
    "`unsealed-control` writes plaintext beside ciphertext; it must never be in an optimised build"
);

mod account;
mod attachment;
mod checkpoint;
mod compartment;
mod device;
mod entropy;
mod envelope;
mod error;
mod form_key;
mod grant;
mod handover;
mod letter;
pub mod log;
mod naming;
mod node;
mod passkey;
mod password;
mod pin;
mod place;
mod primitives;
mod recovery;
mod referral;
mod second_factor;
mod session;
mod submission;
mod telephone;
mod text;
mod vouch;

#[cfg(test)]
mod tests;

pub use account::{AccountKey, PublicKey};
pub use attachment::{CHUNK, FileKey, FilePlace, SEALED_CHUNK, check_chunk, check_description};
pub use checkpoint::Checkpoint;
pub use compartment::{CompartmentKey, Opened, Padding, Sealed};
pub use device::DeviceSecret;
pub use entropy::{Entropy, SystemEntropy};
pub use error::VaultError;
pub use form_key::{FormKey, ParcelKey, WRAPPED_KEY};
pub use grant::{Grant, grant, open_grant};
pub use handover::{Addressee, Handover, MOST_ADDRESSEES, seal_handover};
pub use letter::{Address, Letter, open_letter, seal_letter};
pub use naming::{NamingKey, RunningDigest, digest_of, file_mark, sha256};
pub use node::{NodeKey, node_from_text, node_to_text, verify_node};
pub use passkey::{Asked, Made, Passkey, Shown, challenge_of};
pub use password::{Cost, Locked, Password, dummy_unlock};
pub use pin::pin_digits;
pub use place::{Compartment, Place, VaultId};
pub use recovery::{
    CustodianKey, CustodianPublic, MOST_CUSTODIANS, RecoveryEnvelope, recover, recovery_envelopes,
};
pub use referral::ReferralCode;
pub use second_factor::CodeSeed;
pub use session::SessionSecret;
pub use submission::SubmissionKey;
pub use telephone::TelephoneSecret;
pub use text::digit_of;
pub use zeroize::Zeroizing;
