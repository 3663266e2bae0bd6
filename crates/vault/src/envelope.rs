//! The byte form shared by everything sealed, and the encoding of associated data.

use crate::primitives::{Cipher, Kem, NONCE, TAG, control, hpke_open, hpke_seal};
use crate::{Entropy, VaultError, text::array};
use zeroize::Zeroizing;

const MAGIC: &[u8; 4] = b"MRM1";
/// Magic, suite, kind, key id, epoch.
pub(crate) const HEADER: usize = 4 + 1 + 1 + 16 + 4;
const COMMITMENT: usize = 32;
/// What a symmetric envelope has between its header and its ciphertext.
pub(crate) const SYMMETRIC_MORE: usize = NONCE + COMMITMENT;
/// The suite number of symmetric envelopes.
pub(crate) const SYMMETRIC: u8 = 16;

/// What an envelope holds. Numbers are part of the stored form: never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A record's content, under its own key.
    Body = 1,
    /// A record's key, under the compartment's key.
    RecordKey = 2,
    /// A submission, sealed to the intake key.
    Submission = 3,
    /// A compartment's key, sealed to a person.
    Grant = 4,
    /// A compartment's key, or a further envelope, sealed to a custodian.
    Recovery = 5,
    /// A person's key under their password.
    Account = 6,
    /// A person's key under a session secret.
    Session = 7,
    /// Something only this person opens.
    Own = 8,
    /// A piece of an attachment, under the attachment's key.
    Chunk = 9,
    /// An attachment's key, sealed to the intake key.
    FileKey = 10,
    /// Content that one person writes to another.
    Letter = 12,
    /// What a service provider is told of one child, under a code.
    Referral = 13,
}

impl Kind {
    /// Kinds whose plaintext the positive control exposes.
    fn is_content(self) -> bool {
        matches!(self, Self::Body | Self::Submission | Self::Chunk | Self::Letter | Self::Referral)
    }
}

/// Which key an envelope is under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) kind: Kind,
    /// The key's public name; zeros when the key lies beside the envelope or comes from elsewhere.
    pub(crate) key_id: [u8; 16],
    pub(crate) epoch: u32,
}

impl Header {
    fn bytes(&self, suite: u8) -> [u8; HEADER] {
        let mut out = [0u8; HEADER];
        out[..4].copy_from_slice(MAGIC);
        out[4] = suite;
        out[5] = self.kind as u8;
        out[6..22].copy_from_slice(&self.key_id);
        out[22..].copy_from_slice(&self.epoch.to_be_bytes());
        out
    }

    /// The rest of `envelope`, if its header is exactly this one.
    fn accept<'a>(&self, suite: u8, envelope: &'a [u8]) -> Result<&'a [u8], VaultError> {
        let (header, rest) =
            envelope.split_at_checked(HEADER).ok_or(VaultError::Malformed("envelope: cut short"))?;
        if header[..4] != MAGIC[..] {
            return Err(VaultError::Malformed("envelope: unknown magic"));
        }
        if header[4] != suite {
            return Err(VaultError::Unsupported { suite: header[4] });
        }
        if header[5] != self.kind as u8 {
            return Err(VaultError::Malformed("envelope: another kind"));
        }
        // Key ids and epochs are public: an ordinary comparison is enough.
        if header[6..22] != self.key_id || header[22..] != self.epoch.to_be_bytes() {
            return Err(VaultError::WrongKey);
        }
        Ok(rest)
    }
}

/// The key id an envelope claims. To be compared with that of the key it opens to.
pub(crate) fn key_id(envelope: &[u8]) -> Result<[u8; 16], VaultError> {
    array(envelope.get(6..22).unwrap_or(&[]), "envelope: cut short")
}

/// A plaintext about to be sealed: `[length u32] | plain | zeros`.
pub(crate) struct Payload<'a> {
    plain: &'a [u8],
    /// Total bytes when framed and padded; `None` for a bare plaintext of known length.
    padded: Option<usize>,
}

/// Bytes of the length that precedes a padded plaintext.
pub(crate) const LENGTH: usize = 4;

impl<'a> Payload<'a> {
    /// A plaintext whose length says nothing, such as a key.
    pub(crate) fn bare(plain: &'a [u8]) -> Self {
        Self { plain, padded: None }
    }

    /// Framed and padded with zeros to a multiple of `to` bytes.
    pub(crate) fn padded(plain: &'a [u8], to: usize) -> Result<Self, VaultError> {
        if to == 0 {
            return Err(VaultError::Malformed("padding: a multiple of zero"));
        }
        u32::try_from(plain.len()).map_err(|_| VaultError::TooLarge)?;
        let total = plain
            .len()
            .checked_add(LENGTH)
            .and_then(|framed| framed.checked_next_multiple_of(to))
            .ok_or(VaultError::TooLarge)?;
        Ok(Self { plain, padded: Some(total) })
    }

    fn len(&self) -> usize {
        self.padded.unwrap_or(self.plain.len())
    }

    fn append_to(&self, out: &mut Vec<u8>) {
        let end = out.len() + self.len();
        if self.padded.is_some() {
            // Checked to fit when made.
            out.extend_from_slice(&(self.plain.len() as u32).to_be_bytes());
        }
        out.extend_from_slice(self.plain);
        out.resize(end, 0);
    }
}

/// Where the plaintext lies inside an opened padded payload. The padding must be zeros: anything else was not
/// made by us, and would be a place to hide bytes.
pub(crate) fn unpad(payload: &[u8]) -> Result<std::ops::Range<usize>, VaultError> {
    const BAD: VaultError = VaultError::Malformed("padding");
    let (length, rest) = payload.split_at_checked(LENGTH).ok_or(BAD)?;
    let length = u32::from_be_bytes(array(length, "padding")?) as usize;
    let padding = rest.get(length..).ok_or(BAD)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(BAD);
    }
    Ok(LENGTH..LENGTH + length)
}

/// Seals under a symmetric key. The nonce must never repeat for the key.
pub(crate) fn seal(
    cipher: &Cipher,
    header: Header,
    nonce: [u8; NONCE],
    aad: &[u8],
    payload: &Payload<'_>,
) -> Result<Vec<u8>, VaultError> {
    let mut out = Vec::with_capacity(HEADER + NONCE + COMMITMENT + payload.len() + TAG);
    out.extend_from_slice(&header.bytes(SYMMETRIC));
    out.extend_from_slice(&nonce);
    out.extend_from_slice(cipher.commitment());
    if header.kind.is_content() {
        control::expose(&mut out, |out| payload.append_to(out));
    }
    let start = out.len();
    payload.append_to(&mut out);
    let tag = cipher.seal(nonce, aad, &mut out[start..])?;
    out.extend_from_slice(&tag);
    Ok(out)
}

/// Opens what [`seal`] made under the same header and associated data.
pub(crate) fn open(
    cipher: &Cipher,
    header: Header,
    aad: &[u8],
    envelope: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let Symmetric { nonce, commitment, exposed, ciphertext } = symmetric(header, envelope)?;
    if !cipher.is_committed(commitment) {
        return Err(VaultError::Altered);
    }
    let mut inout = Zeroizing::new(ciphertext.to_vec());
    cipher.open(array(nonce, "nonce")?, aad, &mut inout)?;
    inout.truncate(ciphertext.len() - TAG);
    unchanged(exposed, &inout)?;
    Ok(inout)
}

/// How many bytes of plaintext, padding included, an envelope made by [`seal`] under this header holds.
pub(crate) fn symmetric_body(header: Header, envelope: &[u8]) -> Result<usize, VaultError> {
    Ok(symmetric(header, envelope)?.ciphertext.len() - TAG)
}

/// The parts of an envelope made by [`seal`].
struct Symmetric<'e> {
    nonce: &'e [u8],
    commitment: &'e [u8],
    /// What the positive control exposes; empty in a real build.
    exposed: &'e [u8],
    /// With its tag.
    ciphertext: &'e [u8],
}

fn symmetric(header: Header, envelope: &[u8]) -> Result<Symmetric<'_>, VaultError> {
    const SHORT: VaultError = VaultError::Malformed("envelope: cut short");
    let rest = header.accept(SYMMETRIC, envelope)?;
    let (nonce, rest) = rest.split_at_checked(NONCE).ok_or(SHORT)?;
    let (commitment, stored) = rest.split_at_checked(COMMITMENT).ok_or(SHORT)?;
    if stored.len() < TAG {
        return Err(SHORT);
    }
    let (exposed, ciphertext) =
        if header.kind.is_content() { control::split(stored) } else { (&[][..], stored) };
    Ok(Symmetric { nonce, commitment, exposed, ciphertext })
}

/// Seals to a public key.
pub(crate) fn seal_to(
    kem: Kem,
    public: &[u8],
    header: Header,
    info: &[u8],
    aad: &[u8],
    payload: &Payload<'_>,
    rng: &mut dyn Entropy,
) -> Result<Vec<u8>, VaultError> {
    let mut plain = Zeroizing::new(Vec::with_capacity(payload.len()));
    payload.append_to(&mut plain);
    let made = hpke_seal(kem, public, info, aad, &plain, rng)?;
    let mut out = Vec::with_capacity(HEADER + made.enc.len() + COMMITMENT + made.ciphertext.len());
    out.extend_from_slice(&header.bytes(suite_of(kem)));
    out.extend_from_slice(&made.enc);
    out.extend_from_slice(&made.commitment);
    if header.kind.is_content() {
        control::expose(&mut out, |out| out.extend_from_slice(&plain));
    }
    out.extend_from_slice(&made.ciphertext);
    Ok(out)
}

/// Opens what [`seal_to`] made under the same header, info and associated data.
pub(crate) fn open_from(
    kem: Kem,
    secret: &[u8],
    header: Header,
    info: &[u8],
    aad: &[u8],
    envelope: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let SealedTo { enc, commitment, exposed, ciphertext } = sealed_to(kem, header, envelope)?;
    let plain = hpke_open(kem, secret, enc, commitment, info, aad, ciphertext)?;
    unchanged(exposed, &plain)?;
    Ok(plain)
}

/// How many bytes of plaintext, padding included, an envelope made by [`seal_to`] under this header holds.
pub(crate) fn sealed_to_body(kem: Kem, header: Header, envelope: &[u8]) -> Result<usize, VaultError> {
    Ok(sealed_to(kem, header, envelope)?.ciphertext.len() - TAG)
}

/// The parts of an envelope made by [`seal_to`].
struct SealedTo<'e> {
    enc: &'e [u8],
    commitment: &'e [u8],
    /// What the positive control exposes; empty in a real build.
    exposed: &'e [u8],
    /// With its tag.
    ciphertext: &'e [u8],
}

fn sealed_to(kem: Kem, header: Header, envelope: &[u8]) -> Result<SealedTo<'_>, VaultError> {
    const SHORT: VaultError = VaultError::Malformed("envelope: cut short");
    let rest = header.accept(suite_of(kem), envelope)?;
    let (enc, rest) = rest.split_at_checked(kem.enc_len()).ok_or(SHORT)?;
    let (commitment, stored) = rest.split_at_checked(COMMITMENT).ok_or(SHORT)?;
    if stored.len() < TAG {
        return Err(SHORT);
    }
    let (exposed, ciphertext) =
        if header.kind.is_content() { control::split(stored) } else { (&[][..], stored) };
    Ok(SealedTo { enc, commitment, exposed, ciphertext })
}

/// What the positive control exposes must be what it sealed; a real build exposes nothing.
fn unchanged(exposed: &[u8], plain: &[u8]) -> Result<(), VaultError> {
    if exposed.is_empty() || exposed == plain { Ok(()) } else { Err(VaultError::Altered) }
}

fn suite_of(kem: Kem) -> u8 {
    match kem {
        Kem::X25519 => 1,
        Kem::XWing => 2,
    }
}

/// A deterministic encoding of a list of fields: each is its length (u32) and its bytes, so no two lists
/// have the same encoding.
pub(crate) struct Fields(Vec<u8>);

impl Fields {
    /// Begins with the label that says what the list is for.
    pub(crate) fn new(label: &str) -> Self {
        let mut fields = Self(Vec::with_capacity(224));
        fields.push(label.as_bytes());
        fields
    }

    /// Adds a field. Nothing encoded here comes near 4 GiB; if it did, the length saturates.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds one field made of two parts.
    pub(crate) fn push_joined(&mut self, first: &[u8], second: &[u8]) -> &mut Self {
        self.0
            .extend_from_slice(&u32::try_from(first.len() + second.len()).unwrap_or(u32::MAX).to_be_bytes());
        self.0.extend_from_slice(first);
        self.0.extend_from_slice(second);
        self
    }

    /// Adds several fields.
    pub(crate) fn with(mut self, all: &[&[u8]]) -> Self {
        for bytes in all {
            self.push(bytes);
        }
        self
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The fields of an encoded list of exactly so many that begins with a label.
    pub(crate) fn read<'b, const N: usize>(label: &str, mut bytes: &'b [u8]) -> Option<[&'b [u8]; N]> {
        let mut next = || {
            let (length, rest) = bytes.split_first_chunk::<4>()?;
            let (field, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
            bytes = rest;
            Some(field)
        };
        if next()? != label.as_bytes() {
            return None;
        }
        let mut fields = [&[][..]; N];
        for field in &mut fields {
            *field = next()?;
        }
        bytes.is_empty().then_some(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::Seeded;

    /// The shortest envelope there is: a tag with nothing before it.
    #[test]
    fn nothing_is_sealed_and_opened_as_nothing() {
        let header = Header { kind: Kind::RecordKey, key_id: [0; 16], epoch: 0 };
        let (cipher, payload) = (Cipher::new(&[1; 32]).unwrap(), Payload::bare(&[]));
        let sealed = seal(&cipher, header, [2; NONCE], b"", &payload).unwrap();
        assert!(open(&cipher, header, b"", &sealed).unwrap().is_empty());
        let (secret, public) = Kem::X25519.key_pair(&[3; 32]);
        let rng = &mut Seeded::new(1);
        let sealed = seal_to(Kem::X25519, &public, header, b"", b"", &payload, rng).unwrap();
        assert!(open_from(Kem::X25519, &secret, header, b"", b"", &sealed).unwrap().is_empty());
    }
}
