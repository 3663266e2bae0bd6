//! HPKE (RFC 9180), base mode, one message per encapsulation.
//!
//! A sender context is made, used once and dropped, so no sequence number can repeat. The commitment is an
//! HPKE export (RFC 9180 5.3) and thus bound to the same key schedule as the ciphertext.

use crate::{Entropy, VaultError};
use hpke::aead::{Aead, AesGcm256};
use hpke::kdf::HkdfSha256;
use hpke::kem::{X25519HkdfSha256, XWing};
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{
    Deserializable, Kem as HpkeKem, OpModeR, OpModeS, Serializable, setup_receiver, setup_sender_with_rng,
};
use std::convert::Infallible;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// What is exported from the key schedule as the commitment.
const COMMIT: &[u8] = b"sixfold/commit/v1";

/// A key encapsulation mechanism, and thereby an HPKE suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kem {
    /// DHKEM(X25519, HKDF-SHA256), 0x0020: suite 1.
    X25519,
    /// X-Wing (ML-KEM-768 and X25519), 0x647a: suite 2.
    XWing,
}

/// What a seal makes: the encapsulated key, the commitment, the ciphertext with its tag.
pub(crate) struct Encapsulated {
    pub(crate) enc: Vec<u8>,
    pub(crate) commitment: [u8; 32],
    pub(crate) ciphertext: Vec<u8>,
}

impl Kem {
    /// Bytes of an encapsulated key.
    pub(crate) fn enc_len(self) -> usize {
        match self {
            Kem::X25519 => 32,
            Kem::XWing => 1120,
        }
    }

    /// RFC 9180 `DeriveKeyPair`: the private key (32 bytes in both) and the public key of `ikm`.
    pub(crate) fn key_pair(self, ikm: &[u8; 32]) -> (Zeroizing<Vec<u8>>, Vec<u8>) {
        match self {
            Kem::X25519 => pair::<X25519HkdfSha256>(ikm),
            Kem::XWing => pair::<XWing>(ikm),
        }
    }

    /// Whether `public` is a public key of this mechanism.
    pub(crate) fn check_public(self, public: &[u8]) -> Result<(), VaultError> {
        match self {
            Kem::X25519 => public_key::<X25519HkdfSha256>(public).map(drop),
            Kem::XWing => public_key::<XWing>(public).map(drop),
        }
    }
}

/// Seals `plain` to `public`.
pub(crate) fn hpke_seal(
    kem: Kem,
    public: &[u8],
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
    rng: &mut dyn Entropy,
) -> Result<Encapsulated, VaultError> {
    match kem {
        Kem::X25519 => seal::<AesGcm256, X25519HkdfSha256>(public, info, aad, plain, rng),
        Kem::XWing => seal::<AesGcm256, XWing>(public, info, aad, plain, rng),
    }
}

/// Opens what [`hpke_seal`] made; the commitment is compared before anything is decrypted.
pub(crate) fn hpke_open(
    kem: Kem,
    secret: &[u8],
    enc: &[u8],
    commitment: &[u8],
    info: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    match kem {
        Kem::X25519 => open::<AesGcm256, X25519HkdfSha256>(secret, enc, commitment, info, aad, ciphertext),
        Kem::XWing => open::<AesGcm256, XWing>(secret, enc, commitment, info, aad, ciphertext),
    }
}

fn pair<K: HpkeKem>(ikm: &[u8; 32]) -> (Zeroizing<Vec<u8>>, Vec<u8>) {
    let (secret, public) = K::derive_keypair(ikm);
    let mut bytes = Zeroizing::new(vec![0; K::PrivateKey::size()]);
    secret.write_exact(&mut bytes);
    (bytes, public.to_bytes().to_vec())
}

fn public_key<K: HpkeKem>(bytes: &[u8]) -> Result<K::PublicKey, VaultError> {
    K::PublicKey::from_bytes(bytes).map_err(|_| VaultError::Malformed("public key"))
}

pub(super) fn seal<A: Aead, K: HpkeKem>(
    public: &[u8],
    info: &[u8],
    aad: &[u8],
    plain: &[u8],
    rng: &mut dyn Entropy,
) -> Result<Encapsulated, VaultError> {
    let public = public_key::<K>(public)?;
    let mut source = Source::new(rng);
    let made = setup_sender_with_rng::<A, HkdfSha256, K>(&OpModeS::Base, &public, info, &mut source);
    if source.failed {
        return Err(VaultError::Entropy);
    }
    // Encapsulation itself fails only for a public key of small order.
    let (enc, mut context) = made.map_err(|_| VaultError::Malformed("public key"))?;
    let mut commitment = [0u8; 32];
    context.export(COMMIT, &mut commitment).map_err(|_| VaultError::Malformed("commitment"))?;
    let ciphertext = context.seal(plain, aad).map_err(|_| VaultError::TooLarge)?;
    Ok(Encapsulated { enc: enc.to_bytes().to_vec(), commitment, ciphertext })
}

pub(super) fn open<A: Aead, K: HpkeKem>(
    secret: &[u8],
    enc: &[u8],
    commitment: &[u8],
    info: &[u8],
    aad: &[u8],
    ciphertext: &[u8],
) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let secret = K::PrivateKey::from_bytes(secret).map_err(|_| VaultError::Malformed("private key"))?;
    let enc = K::EncappedKey::from_bytes(enc).map_err(|_| VaultError::Malformed("encapsulated key"))?;
    let mut context = setup_receiver::<A, HkdfSha256, K>(&OpModeR::Base, &secret, &enc, info)
        .map_err(|_| VaultError::Altered)?;
    let mut expected = Zeroizing::new([0u8; 32]);
    context.export(COMMIT, expected.as_mut()).map_err(|_| VaultError::Malformed("commitment"))?;
    if !bool::from(expected.as_ref().ct_eq(commitment)) {
        return Err(VaultError::Altered);
    }
    context.open(ciphertext, aad).map(Zeroizing::new).map_err(|_| VaultError::Altered)
}

/// Lends our fallible generator to `hpke`, which wants an infallible one: a failure is remembered and the
/// outcome thrown away by the caller.
pub(super) struct Source<'a> {
    rng: &'a mut dyn Entropy,
    failed: bool,
}

impl<'a> Source<'a> {
    pub(super) fn new(rng: &'a mut dyn Entropy) -> Self {
        Self { rng, failed: false }
    }
}

impl TryRng for Source<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        if self.rng.fill(out).is_err() {
            self.failed = true;
        }
        Ok(())
    }
}

impl TryCryptoRng for Source<'_> {}
