//! The key of one compartment in one epoch, and the records sealed under it.

use crate::entropy::{draw, draw_secret};
use crate::envelope::{self, Fields, Header, Kind, Payload, SYMMETRIC, unpad};
use crate::primitives::{Cipher, Kem, NONCE, extract};
use crate::text::array;
use crate::{Compartment, Entropy, Place, VaultError, VaultId};
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;
use zeroize::Zeroizing;

/// The key of one compartment of one vault for one epoch.
///
/// A 32-byte seed from which, by HKDF with the vault, situation, compartment and epoch in every label, come
/// the public key id, the key that wraps record keys and, for [`Compartment::Intake`], the X25519 pair
/// that submissions are sealed to. Cloning shares the one copy, which is wiped when the last holder drops it.
#[derive(Clone)]
pub struct CompartmentKey(Arc<Inner>);

struct Inner {
    vault: VaultId,
    compartment: Compartment,
    epoch: u32,
    seed: Zeroizing<[u8; 32]>,
    key_id: [u8; 16],
    wrap: Cipher,
    intake: Option<Intake>,
}

/// The pair that submissions are sealed to.
struct Intake {
    secret: Zeroizing<Vec<u8>>,
    public: [u8; 32],
}

/// A sealed record: its wrapped key and its body, to be stored side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The record's own key, under the compartment's key; the only part a rotation rewrites.
    pub key: Vec<u8>,
    /// The content, under the record's own key.
    pub body: Vec<u8>,
}

/// How much of a value's length its stored size gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Padding {
    /// Fill with zeros to the next multiple of this many bytes; the value's length (4 bytes) counts too.
    /// 1 adds nothing.
    To(usize),
}

/// An opened value. Reads as bytes, prints as a placeholder, wiped when dropped.
pub struct Opened {
    payload: Zeroizing<Vec<u8>>,
    plain: Range<usize>,
}

impl Opened {
    pub(crate) fn unpadded(payload: Zeroizing<Vec<u8>>) -> Result<Self, VaultError> {
        let plain = unpad(&payload)?;
        Ok(Self { payload, plain })
    }
}

impl Deref for Opened {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.payload[self.plain.clone()]
    }
}

impl AsRef<[u8]> for Opened {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opened(..)")
    }
}

impl CompartmentKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(
        vault: &VaultId,
        compartment: Compartment,
        epoch: u32,
        rng: &mut dyn Entropy,
    ) -> Result<Self, VaultError> {
        let seed = draw_secret(rng)?;
        Self::from_seed(vault, compartment, epoch, seed)
    }

    pub(crate) fn from_seed(
        vault: &VaultId,
        compartment: Compartment,
        epoch: u32,
        seed: Zeroizing<[u8; 32]>,
    ) -> Result<Self, VaultError> {
        let prf = extract(b"sixfold/compartment/v1", seed.as_ref());
        let derive = |label: &str| {
            let info = Fields::new(label).with(&[
                &vault.id,
                vault.situation.as_bytes(),
                compartment.code().as_bytes(),
                &epoch.to_be_bytes(),
            ]);
            prf.expand(&[info.as_bytes()])
        };
        let key_id = array(&derive("sixfold/key-id/v1")[..16], "key id")?;
        let wrap = Cipher::new(&derive("sixfold/kek/v1"))?;
        let intake = match compartment {
            Compartment::Intake => {
                let (secret, public) = Kem::X25519.key_pair(&derive("sixfold/intake/v1"));
                Some(Intake { secret, public: array(&public, "public key")? })
            }
            Compartment::Case | Compartment::Identity | Compartment::Release => None,
        };
        let vault = vault.clone();
        Ok(Self(Arc::new(Inner { vault, compartment, epoch, seed, key_id, wrap, intake })))
    }

    /// The vault.
    #[must_use]
    pub fn vault(&self) -> &VaultId {
        &self.0.vault
    }

    /// The compartment.
    #[must_use]
    pub fn compartment(&self) -> Compartment {
        self.0.compartment
    }

    /// The epoch: grows by one at each rotation.
    #[must_use]
    pub fn epoch(&self) -> u32 {
        self.0.epoch
    }

    /// A public name for this key, derived from it; it says nothing about the key.
    #[must_use]
    pub fn key_id(&self) -> [u8; 16] {
        self.0.key_id
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.0.seed
    }

    pub(crate) fn intake(&self) -> Result<(&[u8], [u8; 32]), VaultError> {
        let intake = self.0.intake.as_ref().ok_or(VaultError::WrongKey)?;
        Ok((&intake.secret, intake.public))
    }

    /// Seals `plain` for one place under a fresh key of its own.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails, [`VaultError::TooLarge`] for 4 GiB and more.
    pub fn seal(
        &self,
        at: &Place,
        plain: &[u8],
        pad: Padding,
        rng: &mut dyn Entropy,
    ) -> Result<Sealed, VaultError> {
        let Padding::To(multiple) = pad;
        let payload = Payload::padded(plain, multiple)?;
        // One draw for the key and both nonces: one system call a record.
        let chance = draw_secret::<{ 32 + NONCE + NONCE }>(rng)?;
        let own = Zeroizing::new(array::<32>(&chance[..32], "record key")?);
        let body_nonce = array(&chance[32..32 + NONCE], "nonce")?;
        let wrap_nonce = array(&chance[32 + NONCE..], "nonce")?;
        let aad = self.place(Kind::Body, at);
        let body = envelope::seal(&Cipher::new(&own)?, BODY, body_nonce, aad.as_bytes(), &payload)?;
        Ok(Sealed { key: self.wrap(at, &own, wrap_nonce)?, body })
    }

    /// Opens what was sealed for the same place.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] when the record's key is under another epoch, compartment or vault;
    /// [`VaultError::Altered`] when the bytes, the place or the version are not those that were sealed;
    /// [`VaultError::Malformed`] or [`VaultError::Unsupported`] when the bytes are not such an envelope.
    pub fn open(&self, at: &Place, key: &[u8], body: &[u8]) -> Result<Opened, VaultError> {
        let own = self.unwrap(at, key)?;
        let aad = self.place(Kind::Body, at);
        let payload = envelope::open(&Cipher::new(&own)?, BODY, aad.as_bytes(), body)?;
        Opened::unpadded(payload)
    }

    /// Moves a record's key from an older epoch to this one. The body stays as it is: nothing in it names
    /// the epoch, so a rotation rewrites 118 bytes a record whatever its size.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] when `old` is not of the same vault and compartment or did not wrap `key`;
    /// otherwise as [`CompartmentKey::open`] and [`CompartmentKey::seal`].
    pub fn rewrap(
        &self,
        old: &CompartmentKey,
        at: &Place,
        key: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        if old.0.vault != self.0.vault || old.0.compartment != self.0.compartment {
            return Err(VaultError::WrongKey);
        }
        let own = old.unwrap(at, key)?;
        self.wrap(at, &own, draw(rng)?)
    }

    pub(crate) fn wrap(&self, at: &Place, own: &[u8; 32], nonce: [u8; NONCE]) -> Result<Vec<u8>, VaultError> {
        let aad = self.place(Kind::RecordKey, at);
        envelope::seal(&self.0.wrap, self.header(Kind::RecordKey), nonce, aad.as_bytes(), &Payload::bare(own))
    }

    pub(crate) fn unwrap(&self, at: &Place, key: &[u8]) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let aad = self.place(Kind::RecordKey, at);
        let own = envelope::open(&self.0.wrap, self.header(Kind::RecordKey), aad.as_bytes(), key)?;
        Ok(Zeroizing::new(array(&own, "record key")?))
    }

    pub(crate) fn header(&self, kind: Kind) -> Header {
        Header { kind, key_id: self.0.key_id, epoch: self.0.epoch }
    }

    /// The associated data of a value: label, kind, table, column, record, version, vault, situation,
    /// compartment, epoch, suite.
    ///
    /// A record's key has `#key` after its column and carries the epoch. A body's epoch field is empty: the
    /// body belongs to its own key, and that key's wrap names the epoch.
    fn place(&self, kind: Kind, at: &Place) -> Fields {
        let key = &*self.0;
        let epoch = key.epoch.to_be_bytes();
        let (suffix, epoch): (&str, &[u8]) =
            if kind == Kind::RecordKey { ("#key", &epoch) } else { ("", &[]) };
        let mut fields = Fields::new("sixfold/aad/v1");
        fields.push(&[kind as u8]).push(at.table.as_bytes());
        fields.push_joined(at.column.as_bytes(), suffix.as_bytes());
        fields
            .push(&at.record)
            .push(&at.version.to_be_bytes())
            .push(&key.vault.id)
            .push(key.vault.situation.as_bytes())
            .push(key.compartment.code().as_bytes())
            .push(epoch)
            .push(&[SYMMETRIC]);
        fields
    }
}

/// A body's key lies beside it, wrapped; the commitment says whether it is the right one.
const BODY: Header = Header { kind: Kind::Body, key_id: [0; 16], epoch: 0 };

impl fmt::Debug for CompartmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CompartmentKey({}, epoch {})", self.0.compartment.code(), self.0.epoch)
    }
}
