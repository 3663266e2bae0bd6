//! Sealing to the intake: whoever submits can write and not read.

use crate::envelope::{self, Header, Kind, Payload};
use crate::primitives::{Kem, hash_all};
use crate::text::array;
use crate::{CompartmentKey, Entropy, Opened, VaultError};

/// Submissions are padded to a multiple of this many bytes.
const BUCKET: usize = 4096;
/// The label of a submission.
const LABEL: &[u8] = b"sixfold/submit/v1";

/// The public half of an intake key: what a browser needs to seal a submission.
///
/// Public, but not to be believed from anywhere: whoever swaps it reads what is sealed to it. Sign its
/// [bytes](SubmissionKey::to_bytes) with the key of the person who made the epoch.
///
/// A submission is suite 1, HPKE base mode, one message:
///
/// ```text
/// info       = "sixfold/submit/v1" | vault id 16 | epoch u32 | SHA-256(public key) 32
/// aad        = submission id 16
/// plaintext  = length u32 | content | zeros to a multiple of 4096
/// commitment = HPKE export, context "sixfold/commit/v1", 32 bytes
/// envelope   = "MRM1" | 1 | 3 | key id 16 | epoch u32 | enc 32 | commitment 32 | ciphertext and tag
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionKey {
    /// The vault the submission is for.
    pub vault: [u8; 16],
    /// The epoch of the intake key.
    pub epoch: u32,
    /// The intake key's public name.
    pub key_id: [u8; 16],
    /// The X25519 public key (RFC 7748).
    pub public: [u8; 32],
}

impl SubmissionKey {
    /// Version 1, vault id, epoch, key id, public key: 69 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [&[1][..], &self.vault, &self.epoch.to_be_bytes(), &self.key_id, &self.public].concat()
    }

    /// Reads [`SubmissionKey::to_bytes`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for any other length or version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        const WHAT: &str = "submission key";
        let bytes: [u8; 69] = array(bytes, WHAT)?;
        if bytes[0] != 1 {
            return Err(VaultError::Malformed(WHAT));
        }
        Ok(Self {
            vault: array(&bytes[1..17], WHAT)?,
            epoch: u32::from_be_bytes(array(&bytes[17..21], WHAT)?),
            key_id: array(&bytes[21..37], WHAT)?,
            public: array(&bytes[37..], WHAT)?,
        })
    }

    /// Seals a submission that nobody but a holder of the intake key opens, not even its sender.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails, [`VaultError::Malformed`] when the public key is not
    /// one, [`VaultError::TooLarge`] for 4 GiB and more.
    pub fn seal_submission(
        &self,
        id: [u8; 16],
        plain: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let payload = Payload::padded(plain, BUCKET)?;
        let (header, info) = (self.header(Kind::Submission), self.info(LABEL));
        envelope::seal_to(Kem::X25519, &self.public, header, &info, &id, &payload, rng)
    }

    /// Whether bytes have the form of a submission sealed to this key: all that can be told without the
    /// secret. Plaintext, another suite or epoch, and what is not padded are refused before they are stored.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] when it is sealed to another key or epoch; [`VaultError::Unsupported`] for
    /// another suite; [`VaultError::Malformed`] when it is no submission or is not padded.
    pub fn check_form(&self, sealed: &[u8]) -> Result<(), VaultError> {
        let body = envelope::sealed_to_body(Kem::X25519, self.header(Kind::Submission), sealed)?;
        if body == 0 || body % BUCKET != 0 {
            return Err(VaultError::Malformed("submission: not padded"));
        }
        Ok(())
    }

    pub(crate) fn header(&self, kind: Kind) -> Header {
        Header { kind, key_id: self.key_id, epoch: self.epoch }
    }

    pub(crate) fn info(&self, label: &[u8]) -> Vec<u8> {
        let public = hash_all(&[&self.public]);
        [label, &self.vault, &self.epoch.to_be_bytes(), &public].concat()
    }
}

impl CompartmentKey {
    /// The public half of an intake key, for those who submit.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] when this is not an intake key.
    pub fn submission_key(&self) -> Result<SubmissionKey, VaultError> {
        let (_, public) = self.intake()?;
        Ok(SubmissionKey { vault: self.vault().id, epoch: self.epoch(), key_id: self.key_id(), public })
    }

    /// Opens a submission sealed to this intake key under this id.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] when it is sealed to another key or this is not an intake key;
    /// [`VaultError::Altered`] when its bytes or its id changed; [`VaultError::Malformed`] or
    /// [`VaultError::Unsupported`] when it is not a submission or is not padded.
    pub fn open_submission(&self, id: [u8; 16], sealed: &[u8]) -> Result<Opened, VaultError> {
        let (secret, _) = self.intake()?;
        let key = self.submission_key()?;
        let (header, info) = (key.header(Kind::Submission), key.info(LABEL));
        let payload = envelope::open_from(Kem::X25519, secret, header, &info, &id, sealed)?;
        if payload.len() % BUCKET != 0 {
            return Err(VaultError::Malformed("submission: not padded"));
        }
        Opened::unpadded(payload)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Compartment;
    use crate::tests::support::{Seeded, key};

    /// A sender that leaves the padding out tells the length of what it saw; it is not accepted.
    #[test]
    fn an_unpadded_submission_is_refused() {
        let intake = key(Compartment::Intake, 1);
        let public = intake.submission_key().unwrap();
        let (header, info, id) = (public.header(Kind::Submission), public.info(LABEL), [1; 16]);
        let payload = Payload::padded(b"x", 64).unwrap();
        let rng = &mut Seeded::new(1);
        let sealed =
            envelope::seal_to(Kem::X25519, &public.public, header, &info, &id, &payload, rng).unwrap();
        let refused = VaultError::Malformed("submission: not padded");
        assert_eq!(intake.open_submission(id, &sealed).unwrap_err(), refused);
        assert_eq!(public.check_form(&sealed), Err(refused));
    }

    #[test]
    fn the_form_of_a_submission_is_checked_without_its_secret() {
        let (intake, later) = (key(Compartment::Intake, 1), key(Compartment::Intake, 2));
        let public = intake.submission_key().unwrap();
        let sealed = public.seal_submission([1; 16], b"an invented report", &mut Seeded::new(1)).unwrap();
        assert_eq!(public.check_form(&sealed), Ok(()));
        assert_eq!(later.submission_key().unwrap().check_form(&sealed), Err(VaultError::WrongKey));
        let another_suite: Vec<u8> =
            sealed.iter().enumerate().map(|(at, byte)| if at == 4 { 2 } else { *byte }).collect();
        assert_eq!(public.check_form(&another_suite), Err(VaultError::Unsupported { suite: 2 }));
        for cut in [0, 10, 40, 90, sealed.len() - 1] {
            assert!(public.check_form(&sealed[..cut]).is_err(), "{cut}");
        }
        assert!(public.check_form(br#"{"schema": "sixfold.incident/1"}"#).is_err());
    }
}
