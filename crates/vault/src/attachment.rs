//! Attachments: content in sealed pieces under a key of its own, which is handed from hand to hand.
//!
//! ```text
//! file key      32 random bytes, for one attachment and nothing else
//! chunk         envelope, suite 16, kind 9, under the file key
//!               plaintext = length u32 | piece of at most 65536 bytes | zeros to 65540 bytes
//! description   envelope, suite 16, kind 1, under the file key
//!               plaintext = length u32 | description | zeros to a multiple of 1024 bytes
//! wrapped key   envelope, suite 16, kind 2, under the identity compartment's key; or
//!               envelope, suite 1, kind 10, to the intake key: HPKE base mode, one message
//! ```
//!
//! Every piece has the same sealed length, so the stored size says how many pieces there are and no more. Its
//! associated data say which piece of how many it is: none can be left out, doubled or put elsewhere. Nonces are
//! random and not counted: a sender that is cut off may send another piece under the same number, and the pages
//! of a database may keep both.

use crate::entropy::{draw, draw_secret};
use crate::envelope::{self, Fields, HEADER, Header, Kind, LENGTH, Payload, SYMMETRIC};
use crate::primitives::{Cipher, Kem, TAG};
use crate::text::array;
use crate::{AccountKey, CompartmentKey, Entropy, Opened, Place, SubmissionKey, VaultError, VaultId};
use std::fmt;
use zeroize::Zeroizing;

/// The most bytes of content in a chunk.
pub const CHUNK: usize = 64 * 1024;
/// Bytes of a sealed chunk, whatever it holds.
pub const SEALED_CHUNK: usize = HEADER + envelope::SYMMETRIC_MORE + LENGTH + CHUNK + TAG;
/// Descriptions are padded to a multiple of this many bytes.
const DESCRIPTION_BUCKET: usize = 1024;
/// The label under which whoever uploads keeps the key until the end.
const UPLOAD: &str = "sixfold/upload/v1";

/// Which attachment: part of the associated data of everything sealed under its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace<'v> {
    /// The vault of its situation.
    pub vault: &'v VaultId,
    /// Its id.
    pub attachment: [u8; 16],
    /// How many chunks it has.
    pub chunks: u32,
}

/// The key of one attachment.
pub struct FileKey {
    secret: Zeroizing<[u8; 32]>,
    cipher: Cipher,
}

impl FileKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        Self::from_secret(draw_secret(rng)?)
    }

    fn from_secret(secret: Zeroizing<[u8; 32]>) -> Result<Self, VaultError> {
        Ok(Self { cipher: Cipher::new(&secret)?, secret })
    }

    /// Seals a piece of content, [`CHUNK`] bytes at most.
    ///
    /// # Errors
    /// [`VaultError::TooLarge`] when it is longer; [`VaultError::Malformed`] when there is no such chunk;
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn seal_chunk(
        &self,
        at: &FilePlace<'_>,
        number: u32,
        plain: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        if plain.len() > CHUNK {
            return Err(VaultError::TooLarge);
        }
        let payload = Payload::padded(plain, LENGTH + CHUNK)?;
        envelope::seal(&self.cipher, CHUNK_HEADER, draw(rng)?, at.chunk(number)?.as_bytes(), &payload)
    }

    /// Opens what [`FileKey::seal_chunk`] sealed as the same chunk of the same attachment.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when the bytes, the number, the count or the attachment are others;
    /// [`VaultError::Malformed`] or [`VaultError::Unsupported`] when it is no chunk.
    pub fn open_chunk(&self, at: &FilePlace<'_>, number: u32, sealed: &[u8]) -> Result<Opened, VaultError> {
        check_chunk(sealed)?;
        let aad = at.chunk(number)?;
        Opened::unpadded(envelope::open(&self.cipher, CHUNK_HEADER, aad.as_bytes(), sealed)?)
    }

    /// Seals what is said of the attachment.
    ///
    /// # Errors
    /// As [`FileKey::seal_chunk`].
    pub fn seal_description(
        &self,
        at: &FilePlace<'_>,
        plain: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let payload = Payload::padded(plain, DESCRIPTION_BUCKET)?;
        envelope::seal(&self.cipher, DESCRIPTION_HEADER, draw(rng)?, at.description().as_bytes(), &payload)
    }

    /// Opens what [`FileKey::seal_description`] sealed for the same attachment.
    ///
    /// # Errors
    /// As [`FileKey::open_chunk`].
    pub fn open_description(&self, at: &FilePlace<'_>, sealed: &[u8]) -> Result<Opened, VaultError> {
        let aad = at.description();
        Opened::unpadded(envelope::open(&self.cipher, DESCRIPTION_HEADER, aad.as_bytes(), sealed)?)
    }
}

impl fmt::Debug for FileKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FileKey(..)")
    }
}

/// The key lies elsewhere, wrapped; the commitment says whether it is the right one.
const CHUNK_HEADER: Header = Header { kind: Kind::Chunk, key_id: [0; 16], epoch: 0 };
const DESCRIPTION_HEADER: Header = Header { kind: Kind::Body, key_id: [0; 16], epoch: 0 };

impl FilePlace<'_> {
    /// Label, part, vault, situation, attachment, how many chunks.
    fn part(&self, part: &str) -> Fields {
        Fields::new("sixfold/attachment/v1").with(&[
            part.as_bytes(),
            &self.vault.id,
            self.vault.situation.as_bytes(),
            &self.attachment,
            &self.chunks.to_be_bytes(),
        ])
    }

    fn description(&self) -> Fields {
        self.part("description").with(&[&[SYMMETRIC]])
    }

    fn chunk(&self, number: u32) -> Result<Fields, VaultError> {
        if number >= self.chunks {
            return Err(VaultError::Malformed("chunk: beyond the last"));
        }
        Ok(self.part("chunk").with(&[&number.to_be_bytes(), &[SYMMETRIC]]))
    }
}

/// Whether bytes have the form of a sealed chunk: all that can be told without the key.
///
/// # Errors
/// [`VaultError::Malformed`] for another length or kind; [`VaultError::Unsupported`] for another suite.
pub fn check_chunk(sealed: &[u8]) -> Result<(), VaultError> {
    if envelope::symmetric_body(CHUNK_HEADER, sealed)? != LENGTH + CHUNK {
        return Err(VaultError::Malformed("chunk: of another length"));
    }
    Ok(())
}

/// Whether bytes have the form of a sealed description.
///
/// # Errors
/// [`VaultError::Malformed`] for another kind, or where it is not padded or has more than 4096 bytes;
/// [`VaultError::Unsupported`] for another suite.
pub fn check_description(sealed: &[u8]) -> Result<(), VaultError> {
    let body = envelope::symmetric_body(DESCRIPTION_HEADER, sealed)?;
    if body == 0 || body > 4 * DESCRIPTION_BUCKET || body % DESCRIPTION_BUCKET != 0 {
        return Err(VaultError::Malformed("description: not padded"));
    }
    Ok(())
}

impl AccountKey {
    /// Keeps the key of an upload for whoever uploads, until it is finished.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn keep_file_key(
        &self,
        account: [u8; 16],
        attachment: [u8; 16],
        key: &FileKey,
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let plain = Zeroizing::new([&attachment[..], key.secret.as_ref()].concat());
        self.seal_own(account, UPLOAD, &plain, rng)
    }

    /// The key that [`AccountKey::keep_file_key`] kept for the same attachment.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when it is another person's or another attachment's; otherwise as
    /// [`AccountKey::open_own`].
    pub fn kept_file_key(
        &self,
        account: [u8; 16],
        attachment: [u8; 16],
        sealed: &[u8],
    ) -> Result<FileKey, VaultError> {
        let plain = self.open_own(account, UPLOAD, sealed)?;
        let secret = plain.strip_prefix(&attachment).ok_or(VaultError::Altered)?;
        FileKey::from_secret(Zeroizing::new(array(secret, "file key")?))
    }
}

impl CompartmentKey {
    /// Wraps the key of an attachment for a place. [`CompartmentKey::rewrap`] moves it to a later epoch.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn wrap_file_key(
        &self,
        at: &Place,
        key: &FileKey,
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        self.wrap(at, &key.secret, draw(rng)?)
    }

    /// Unwraps what was wrapped for the same place.
    ///
    /// # Errors
    /// As [`CompartmentKey::open`].
    pub fn unwrap_file_key(&self, at: &Place, wrapped: &[u8]) -> Result<FileKey, VaultError> {
        FileKey::from_secret(self.unwrap(at, wrapped)?)
    }

    /// Opens the key of an attachment that was sealed to this intake key.
    ///
    /// # Errors
    /// As [`CompartmentKey::open_submission`].
    pub fn open_file_key(&self, attachment: [u8; 16], sealed: &[u8]) -> Result<FileKey, VaultError> {
        let (secret, _) = self.intake()?;
        let to = self.submission_key()?;
        let (header, info) = (to.header(Kind::FileKey), to.info(SEALED_KEY));
        let plain = envelope::open_from(Kem::X25519, secret, header, &info, &attachment, sealed)?;
        FileKey::from_secret(Zeroizing::new(array(&plain, "file key")?))
    }
}

/// The label of a key that is sealed to the intake.
const SEALED_KEY: &[u8] = b"sixfold/attach/v1";

impl SubmissionKey {
    /// Seals the key of an attachment, so that nobody but a holder of the intake key opens it.
    ///
    /// ```text
    /// info       = "sixfold/attach/v1" | vault id 16 | epoch u32 | SHA-256(public key) 32
    /// aad        = attachment id 16
    /// plaintext  = file key 32
    /// commitment = HPKE export, context "sixfold/commit/v1", 32 bytes
    /// envelope   = "MRM1" | 1 | 10 | key id 16 | epoch u32 | enc 32 | commitment 32 | ciphertext and tag 48
    /// ```
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails, [`VaultError::Malformed`] when the public key is not one.
    pub fn seal_file_key(
        &self,
        attachment: [u8; 16],
        key: &FileKey,
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let (header, info) = (self.header(Kind::FileKey), self.info(SEALED_KEY));
        let payload = Payload::bare(key.secret.as_ref());
        envelope::seal_to(Kem::X25519, &self.public, header, &info, &attachment, &payload, rng)
    }

    /// Whether bytes have the form of the key of an attachment sealed to this key.
    ///
    /// # Errors
    /// As [`SubmissionKey::check_form`].
    pub fn check_file_key(&self, sealed: &[u8]) -> Result<(), VaultError> {
        if envelope::sealed_to_body(Kem::X25519, self.header(Kind::FileKey), sealed)? != 32 {
            return Err(VaultError::Malformed("file key: of another length"));
        }
        Ok(())
    }
}
