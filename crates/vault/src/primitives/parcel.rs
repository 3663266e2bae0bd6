//! RSA-OAEP and AES-CFB, as ODK's encrypted forms want them (ODK XForms specification, sub-specification "Encryption").
//!
//! Neither is used for anything of ours: AES-CFB vouches for nothing that it encrypts.

use crate::{Entropy, VaultError};
use aes::Aes256;
use cfb_mode::Decryptor;
use cfb_mode::cipher::KeyIvInit;
use rsa::PrivateKey;
use rsa::pkcs8::{DecodePrivateKey, EncodePrivateKey, EncodePublicKey};
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::sha2::Sha256;
use rsa::traits::PublicKeyParts;
use zeroize::Zeroizing;

/// The length of a key's modulus in bits: what ODK's telephones are made for.
const BITS: usize = 2048;
/// Bytes of anything encrypted to a key.
pub(crate) const WRAPPED: usize = BITS / 8;
/// Bytes of a block of AES.
const BLOCK: usize = 16;

const KEY: VaultError = VaultError::Malformed("form key");

/// Randomness as RSA takes it.
struct Chance<'a>(&'a mut dyn Entropy);

impl TryRng for Chance<'_> {
    type Error = VaultError;

    fn try_next_u32(&mut self) -> Result<u32, VaultError> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, VaultError> {
        let mut bytes = [0; 8];
        self.0.fill(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        self.0.fill(out)
    }
}

impl TryCryptoRng for Chance<'_> {}

/// An RSA pair of 2048 bits.
pub(crate) struct Pair(PrivateKey);

impl Pair {
    pub(crate) fn generate(rng: &mut dyn Entropy) -> Result<Pair, VaultError> {
        // Errors of the library are the generator's here: nothing else can go wrong with a size that is fixed.
        PrivateKey::new(&mut Chance(rng), BITS).map(Pair).map_err(|_| VaultError::Entropy)
    }

    /// PKCS #8 (RFC 5958), in DER.
    pub(crate) fn private(&self) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        Ok(Zeroizing::new(self.0.to_pkcs8_der().map_err(|_| KEY)?.as_bytes().to_vec()))
    }

    pub(crate) fn from_private(bytes: &[u8]) -> Result<Pair, VaultError> {
        let key = PrivateKey::from_pkcs8_der(bytes).map_err(|_| KEY)?;
        if key.size() == WRAPPED { Ok(Pair(key)) } else { Err(KEY) }
    }

    /// SubjectPublicKeyInfo (RFC 5280), in DER.
    pub(crate) fn public(&self) -> Result<Vec<u8>, VaultError> {
        Ok(self.0.to_public_key().to_public_key_der().map_err(|_| KEY)?.into_vec())
    }

    /// Opens what was encrypted with OAEP (RFC 8017, 7.1) with SHA-256 in both places and no label.
    pub(crate) fn open(
        &self,
        wrapped: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        if wrapped.len() != WRAPPED {
            return Err(VaultError::Malformed("what is encrypted to a form key has 256 bytes"));
        }
        // Blinded: what is worked on is not what somebody sent.
        let opened = self.0.oaep_decrypt_with_rng::<Sha256, _>(&mut Chance(rng), wrapped);
        opened.map(Zeroizing::new).map_err(|_| VaultError::WrongKey)
    }
}

/// AES-256-CFB (NIST SP 800-38A, with whole blocks) and the padding of PKCS #7 (RFC 5652, 6.3), undone.
pub(crate) fn open_cfb(
    key: &[u8; 32],
    iv: &[u8; BLOCK],
    bytes: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    if bytes.is_empty() || !bytes.len().is_multiple_of(BLOCK) {
        return Err(VaultError::Malformed("a file of an encrypted form comes in whole blocks"));
    }
    let mut plain = Zeroizing::new(bytes.to_vec());
    Decryptor::<Aes256>::new(key.into(), iv.into()).decrypt(&mut plain);
    let pad = usize::from(plain.last().copied().unwrap_or_default());
    let ends =
        plain.len().checked_sub(pad).filter(|_| (1..=BLOCK).contains(&pad)).ok_or(VaultError::Altered)?;
    if plain[ends..].iter().any(|byte| usize::from(*byte) != pad) {
        return Err(VaultError::Altered);
    }
    plain.truncate(ends);
    Ok(plain)
}
