//! A letter: content sealed to one person, signed by who wrote it.

use crate::envelope::{self, Fields, Header, Kind, Payload, unpad};
use crate::primitives::Kem;
use crate::text::array;
use crate::{AccountKey, Entropy, PublicKey, VaultError, VaultId, sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Letters are padded to a multiple of this many bytes: a short question and a long one look alike.
const BUCKET: usize = 4096;
const WRITER: usize = 16;
const SIGNATURE: usize = 64;

/// Nobody but the recipient's own key opens it, and that key has no public name and no epoch.
const LETTER: Header = Header { kind: Kind::Letter, key_id: [0; 16], epoch: 0 };

/// Whose letter it is and where it lies.
#[derive(Debug, Clone, Copy)]
pub struct Address<'a> {
    /// The vault it belongs to.
    pub vault: &'a VaultId,
    /// What it is, such as `question`.
    pub label: &'static str,
    /// The id of its row.
    pub row: [u8; 16],
    /// Who opens it.
    pub to: [u8; 16],
}

impl Address<'_> {
    fn fields(&self, label: &str, public: &PublicKey) -> Fields {
        Fields::new(label).with(&[
            &self.vault.id,
            self.vault.situation.as_bytes(),
            self.label.as_bytes(),
            &self.row,
            &self.to,
            &sha256(&public.to_bytes()),
        ])
    }

    fn signed(&self, public: &PublicKey, from: &[u8], plain: &[u8]) -> Fields {
        self.fields("sixfold/letter-signature/v1", public).with(&[from, plain])
    }
}

/// Seals `plain` to the person whose public key is `public`: suite 2 (X-Wing). Who wrote it and their signature
/// are inside, so that the stored form says neither. The caller answers for `public` being the recipient's.
///
/// ```text
/// info      = "sixfold/letter/v1" with vault, situation, label, row, recipient, SHA-256(public key)
/// plaintext = length u32 | writer 16 | Ed25519 64 | content | zeros to a multiple of 4096
/// ```
///
/// # Errors
/// [`VaultError::Entropy`] when the generator fails, [`VaultError::Malformed`] when `public` is no valid key,
/// [`VaultError::TooLarge`] for 4 GiB and more.
pub fn seal_letter(
    at: &Address<'_>,
    public: &PublicKey,
    from: [u8; 16],
    writer: &AccountKey,
    plain: &[u8],
    rng: &mut dyn Entropy,
) -> Result<Vec<u8>, VaultError> {
    let signature = writer.sign_labelled(&at.signed(public, &from, plain));
    let mut whole = Zeroizing::new(Vec::with_capacity(WRITER + SIGNATURE + plain.len()));
    for part in [&from[..], &signature, plain] {
        whole.extend_from_slice(part);
    }
    let (info, payload) = (at.fields("sixfold/letter/v1", public), Payload::padded(&whole, BUCKET)?);
    envelope::seal_to(Kem::XWing, &public.seal_to, LETTER, info.as_bytes(), &[], &payload, rng)
}

/// An opened letter. What it says is read with the public key of who wrote it.
pub struct Letter {
    payload: Zeroizing<Vec<u8>>,
    whole: std::ops::Range<usize>,
    from: [u8; 16],
    signature: [u8; SIGNATURE],
}

/// Opens a letter with the recipient's key.
///
/// # Errors
/// [`VaultError::Altered`] when it is another person's, another row's, sealed to a key that the person had
/// before, or changed; [`VaultError::Malformed`] or [`VaultError::Unsupported`] when it is no letter.
pub fn open_letter(at: &Address<'_>, key: &AccountKey, sealed: &[u8]) -> Result<Letter, VaultError> {
    const SHORT: VaultError = VaultError::Malformed("letter: cut short");
    let info = at.fields("sixfold/letter/v1", &key.public());
    let payload = envelope::open_from(Kem::XWing, key.open_with(), LETTER, info.as_bytes(), &[], sealed)?;
    let whole = unpad(&payload)?;
    let bytes = &payload[whole.clone()];
    let from = array(bytes.get(..WRITER).ok_or(SHORT)?, "letter")?;
    let signature = array(bytes.get(WRITER..WRITER + SIGNATURE).ok_or(SHORT)?, "letter")?;
    Ok(Letter { payload, whole, from, signature })
}

impl Letter {
    /// Who says that they wrote it.
    #[must_use]
    pub fn from(&self) -> [u8; 16] {
        self.from
    }

    /// What it says, if whoever has the public key `writer` wrote exactly this to `recipient`.
    ///
    /// # Errors
    /// [`VaultError::BadSignature`] when they did not.
    pub fn read(
        &self,
        at: &Address<'_>,
        recipient: &PublicKey,
        writer: &PublicKey,
    ) -> Result<&[u8], VaultError> {
        let plain = &self.payload[self.whole.start + WRITER + SIGNATURE..self.whole.end];
        writer.verify_labelled(&at.signed(recipient, &self.from, plain), &self.signature)?;
        Ok(plain)
    }
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Letter(..)")
    }
}
