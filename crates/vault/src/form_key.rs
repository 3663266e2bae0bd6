//! Reports that a telephone encrypted before they came (ODK XForms specification, "Encryption").
//!
//! The format vouches for nothing: its "signature" is made with the public key, and AES-CFB lets whoever carries the bytes
//! change them. So what comes in it is sealed anew where it arrives, and what is opened is checked against everything that
//! the form says elsewhere.

use crate::naming::file_mark;
use crate::primitives::parcel::{Pair, WRAPPED, open_cfb};
use crate::text::array;
use crate::{Entropy, VaultError};
use std::fmt;
use zeroize::Zeroizing;

/// How long a key is that is encrypted to a form key, in bytes.
pub const WRAPPED_KEY: usize = WRAPPED;

/// The pair (RSA, 2048 bits) to which telephones encrypt their reports: its public half stands in the form.
pub struct FormKey(Pair);

impl FormKey {
    /// A new random pair; takes a second or so.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<FormKey, VaultError> {
        Pair::generate(rng).map(FormKey)
    }

    /// The pair as it is sealed in the intake compartment: PKCS #8 (RFC 5958), in DER.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] where it cannot be written.
    pub fn to_bytes(&self) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.0.private()
    }

    /// Reads [`FormKey::to_bytes`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for anything else, and for another size.
    pub fn from_bytes(bytes: &[u8]) -> Result<FormKey, VaultError> {
        Pair::from_private(bytes).map(FormKey)
    }

    /// The public half: SubjectPublicKeyInfo (RFC 5280), in DER. In base64 it is the form's `base64RsaPublicKey`.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] where it cannot be written.
    pub fn public(&self) -> Result<Vec<u8>, VaultError> {
        self.0.public()
    }

    /// Opens the key of a report of this `instanceID`.
    ///
    /// # Errors
    /// [`VaultError::WrongKey`] when it is encrypted to another pair or was altered: the two look alike;
    /// [`VaultError::Malformed`] when it has another length.
    pub fn parcel_key(
        &self,
        instance: &str,
        wrapped: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<ParcelKey, VaultError> {
        let opened = self.0.open(wrapped, rng)?;
        let key = Zeroizing::new(array(&opened, "key of an encrypted form")?);
        let seed = Zeroizing::new([instance.as_bytes(), &key[..]].concat());
        Ok(ParcelKey { key, seed: file_mark(&seed) })
    }

    /// Opens the "signature" of a report: the MD5 of all that it is made of.
    ///
    /// # Errors
    /// As [`FormKey::parcel_key`].
    pub fn signed_mark(&self, signature: &[u8], rng: &mut dyn Entropy) -> Result<[u8; 16], VaultError> {
        array(&self.0.open(signature, rng)?, "signature of an encrypted form")
    }
}

impl fmt::Debug for FormKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("FormKey(..)")
    }
}

/// The key of one report and its files.
pub struct ParcelKey {
    key: Zeroizing<[u8; 32]>,
    seed: [u8; 16],
}

impl ParcelKey {
    /// Opens a file of the report: `place` is how many were encrypted before it, the form last of all.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when it was altered where that shows, stands at another place or is under another key;
    /// [`VaultError::Malformed`] when it does not come in whole blocks.
    pub fn open(&self, place: usize, bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        open_cfb(&self.key, &self.iv(place), bytes)
    }

    /// The seed, of which one byte more was counted up for every file.
    fn iv(&self, place: usize) -> [u8; 16] {
        let mut iv = self.seed;
        for step in 0..=place {
            let byte = &mut iv[step % 16];
            *byte = byte.wrapping_add(1);
        }
        iv
    }
}

impl fmt::Debug for ParcelKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ParcelKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::Seeded;
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    /// A report that another implementation encrypted (`tests/encrypted/encrypt.py`).
    fn vector(name: &str) -> Vec<u8> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/encrypted");
        std::fs::read(format!("{folder}/{name}")).unwrap()
    }

    fn text(name: &str) -> String {
        String::from_utf8(vector(name)).unwrap()
    }

    fn pair() -> FormKey {
        FormKey::from_bytes(&vector("private.der")).unwrap()
    }

    /// What a manifest says under a name.
    fn said(name: &str) -> String {
        let manifest = text("manifest.xml");
        let (_, rest) = manifest.split_once(&format!("<{name}>")).unwrap();
        rest.split_once("</").unwrap().0.to_owned()
    }

    #[test]
    fn what_another_implementation_encrypted_opens() {
        let (pair, rng) = (pair(), &mut Seeded::new(1));
        assert_eq!(STANDARD.encode(pair.public().unwrap()), text("public.txt").trim());
        let instance = said("instanceID");
        let wrapped = STANDARD.decode(said("base64EncryptedKey")).unwrap();
        let key = pair.parcel_key(&instance, &wrapped, rng).unwrap();
        // Twenty files: the counter goes round once.
        for place in 0..20 {
            let opened = key.open(place, &vector(&format!("{place}.txt.enc"))).unwrap();
            assert_eq!(opened.as_slice(), format!("an invented file, number {place}").as_bytes());
        }
        let form = key.open(20, &vector("submission.xml.enc")).unwrap();
        assert_eq!(form.as_slice(), vector("submission.xml"));
        let signature = STANDARD.decode(said("base64EncryptedElementSignature")).unwrap();
        let mark = pair.signed_mark(&signature, rng).unwrap();
        assert_eq!(mark, file_mark(&vector("signed.txt")));
    }

    #[test]
    fn what_is_of_another_place_name_or_key_does_not_open() {
        let (pair, rng) = (pair(), &mut Seeded::new(2));
        let instance = said("instanceID");
        let wrapped = STANDARD.decode(said("base64EncryptedKey")).unwrap();
        let key = pair.parcel_key(&instance, &wrapped, rng).unwrap();
        let form = vector("submission.xml.enc");
        let whole = vector("submission.xml");
        let is_it = |key: &ParcelKey, place, bytes: &[u8]| {
            key.open(place, bytes).is_ok_and(|opened| opened.as_slice() == whole)
        };
        assert!(is_it(&key, 20, &form));
        assert!(!is_it(&key, 19, &form) && !is_it(&key, 0, &form));
        let other = pair.parcel_key("uuid:another", &wrapped, rng).unwrap();
        assert!(!is_it(&other, 20, &form));
        let mut cut = form.clone();
        cut.pop();
        assert!(matches!(key.open(20, &cut), Err(VaultError::Malformed(_))));
        assert!(matches!(key.open(20, &[]), Err(VaultError::Malformed(_))));
        // The padding is all that the format checks: a byte of it that was changed shows.
        let mut padding = form.clone();
        *padding.last_mut().unwrap() ^= 0x40;
        assert_eq!(key.open(20, &padding).unwrap_err(), VaultError::Altered);
        for at in [0, 100, 255] {
            let mut wrapped = wrapped.clone();
            wrapped[at] ^= 1;
            assert!(pair.parcel_key(&instance, &wrapped, rng).is_err(), "{at}");
        }
        for length in [0, 255, 257] {
            let refused = pair.parcel_key(&instance, &vec![1; length], rng);
            assert!(matches!(refused, Err(VaultError::Malformed(_))), "{length}");
        }
        assert!(FormKey::from_bytes(&wrapped).is_err());
    }

    #[test]
    fn a_new_pair_is_read_as_written_and_opens_nothing_of_another() {
        let rng = &mut Seeded::new(3);
        let made = FormKey::generate(rng).unwrap();
        let read = FormKey::from_bytes(&made.to_bytes().unwrap()).unwrap();
        assert_eq!(read.public().unwrap(), made.public().unwrap());
        assert_ne!(made.public().unwrap(), pair().public().unwrap());
        let wrapped = STANDARD.decode(said("base64EncryptedKey")).unwrap();
        assert_eq!(read.parcel_key("x", &wrapped, rng).unwrap_err(), VaultError::WrongKey);
        assert_eq!(format!("{made:?}"), "FormKey(..)");
    }

    /// Fewer bits are not taken, wherever they come from.
    #[test]
    fn a_pair_of_another_size_is_refused() {
        assert_eq!(FormKey::from_bytes(&vector("small.der")).unwrap_err(), VaultError::Malformed("form key"));
    }
}
