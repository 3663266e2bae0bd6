//! What an authenticator says (W3C Web Authentication Level 3, section 6): its data, its public key in the form
//! of RFC 9052, and its signatures.

use crate::VaultError;
use coset::cbor::{Value, de};
use coset::iana::{Ec2KeyParameter, EllipticCurve, EnumI64, OkpKeyParameter, RsaKeyParameter};
use coset::{AsCborValue, CoseKey, KeyType, Label, RegisteredLabel, RegisteredLabelWithPrivate, iana};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

const DATA: VaultError = VaultError::Malformed("authenticator data");
const KEY: VaultError = VaultError::Malformed("passkey: a public key of another kind than was asked for");

/// Nesting of CBOR that is read: CTAP 2 allows four levels.
const DEPTH: usize = 8;

/// Section 6.1: the flags.
mod flag {
    pub(super) const PRESENT: u8 = 0x01;
    pub(super) const VERIFIED: u8 = 0x04;
    pub(super) const CAN_BE_COPIED: u8 = 0x08;
    pub(super) const IS_COPIED: u8 = 0x10;
    pub(super) const CREDENTIAL: u8 = 0x40;
    pub(super) const EXTENSIONS: u8 = 0x80;
}

/// Authenticator data, read strictly.
pub(crate) struct AuthenticatorData {
    /// SHA-256 of the relying party's id.
    pub(crate) rp_id_hash: [u8; 32],
    /// Whether somebody touched it.
    pub(crate) present: bool,
    /// Whether it made sure who that was.
    pub(crate) verified: bool,
    /// Whether the key may lie on several devices of its owner.
    pub(crate) can_be_copied: bool,
    /// How many signatures were made, or 0 where it does not count.
    pub(crate) counter: u32,
    /// The new credential, where one was made.
    pub(crate) credential: Option<(Vec<u8>, CredentialKey)>,
}

impl AuthenticatorData {
    pub(crate) fn read(bytes: &[u8]) -> Result<AuthenticatorData, VaultError> {
        let (rp_id_hash, rest) = bytes.split_first_chunk::<32>().ok_or(DATA)?;
        let ([flags], rest) = rest.split_first_chunk::<1>().ok_or(DATA)?;
        let (counter, mut rest) = rest.split_first_chunk::<4>().ok_or(DATA)?;
        let has = |flag: u8| flags & flag != 0;
        if has(flag::IS_COPIED) && !has(flag::CAN_BE_COPIED) {
            return Err(DATA);
        }
        let mut credential = None;
        if has(flag::CREDENTIAL) {
            let (_model, after) = rest.split_first_chunk::<16>().ok_or(DATA)?;
            let (length, after) = after.split_first_chunk::<2>().ok_or(DATA)?;
            let length = usize::from(u16::from_be_bytes(*length));
            let (id, after) = after.split_at_checked(length).ok_or(DATA)?;
            rest = after;
            credential = Some((id.to_vec(), CredentialKey::of(value(&mut rest)?)?));
        }
        if has(flag::EXTENSIONS) {
            value(&mut rest)?.into_map().map_err(|_| DATA)?;
        }
        if !rest.is_empty() {
            return Err(DATA);
        }
        Ok(AuthenticatorData {
            rp_id_hash: *rp_id_hash,
            present: has(flag::PRESENT),
            verified: has(flag::VERIFIED),
            can_be_copied: has(flag::CAN_BE_COPIED),
            counter: u32::from_be_bytes(*counter),
            credential,
        })
    }

    /// The data inside an attestation object. What else it holds vouches for the maker of the device, which
    /// nobody asked for.
    pub(crate) fn of_attestation(mut object: &[u8]) -> Result<AuthenticatorData, VaultError> {
        const WHAT: VaultError = VaultError::Malformed("attestation object");
        let map = value(&mut object)?.into_map().map_err(|_| WHAT)?;
        let mut found = map.iter().filter(|(name, _)| name.as_text() == Some("authData"));
        match (found.next(), found.next(), object.is_empty()) {
            (Some((_, Value::Bytes(data))), None, true) => AuthenticatorData::read(data),
            _ => Err(WHAT),
        }
    }
}

fn value(rest: &mut &[u8]) -> Result<Value, VaultError> {
    de::from_reader_with_recursion_limit(rest, DEPTH).map_err(|_| DATA)
}

/// The public key of a credential, of one of the kinds that are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CredentialKey {
    /// ECDSA over P-256 with SHA-256: the point, uncompressed.
    Es256([u8; 65]),
    /// Ed25519.
    EdDsa([u8; 32]),
    /// RSA PKCS #1 v1.5 with SHA-256, which is what older Windows devices have: modulus and exponent.
    Rs256(Vec<u8>, Vec<u8>),
}

impl CredentialKey {
    /// The COSE numbers of what is asked for, the best first.
    pub(crate) const ALGORITHMS: [i64; 3] = [-7, -8, -257];

    fn of(value: Value) -> Result<CredentialKey, VaultError> {
        let key = CoseKey::from_cbor_value(value).map_err(|_| KEY)?;
        let part = |label: i64| {
            let found = key.params.iter().find(|(name, _)| *name == Label::Int(label));
            found.and_then(|(_, value)| value.as_bytes()).map(Vec::as_slice)
        };
        let curve = |label: i64, wanted: EllipticCurve| {
            let found = key.params.iter().find(|(name, _)| *name == Label::Int(label));
            found.and_then(|(_, value)| value.as_integer()) == Some(wanted.to_i64().into())
        };
        let Some(RegisteredLabelWithPrivate::Assigned(algorithm)) = &key.alg else { return Err(KEY) };
        match (algorithm, &key.kty) {
            (iana::Algorithm::ES256, KeyType::Assigned(iana::KeyType::EC2))
                if curve(Ec2KeyParameter::Crv.to_i64(), EllipticCurve::P_256) =>
            {
                let x = part(Ec2KeyParameter::X.to_i64()).filter(|x| x.len() == 32).ok_or(KEY)?;
                let y = part(Ec2KeyParameter::Y.to_i64()).filter(|y| y.len() == 32).ok_or(KEY)?;
                let mut point = [4; 65];
                point[1..33].copy_from_slice(x);
                point[33..].copy_from_slice(y);
                Ok(CredentialKey::Es256(point))
            }
            (iana::Algorithm::EdDSA, RegisteredLabel::Assigned(iana::KeyType::OKP))
                if curve(OkpKeyParameter::Crv.to_i64(), EllipticCurve::Ed25519) =>
            {
                let x = part(OkpKeyParameter::X.to_i64()).ok_or(KEY)?;
                Ok(CredentialKey::EdDsa(x.try_into().map_err(|_| KEY)?))
            }
            (iana::Algorithm::RS256, RegisteredLabel::Assigned(iana::KeyType::RSA)) => {
                let n = part(RsaKeyParameter::N.to_i64()).ok_or(KEY)?;
                let e = part(RsaKeyParameter::E.to_i64()).ok_or(KEY)?;
                Ok(CredentialKey::Rs256(n.to_vec(), e.to_vec()))
            }
            _ => Err(KEY),
        }
    }

    /// The COSE number of its algorithm, and its parts, to be stored.
    pub(crate) fn parts(&self) -> (i64, [&[u8]; 2]) {
        match self {
            CredentialKey::Es256(point) => (-7, [point, &[]]),
            CredentialKey::EdDsa(key) => (-8, [key, &[]]),
            CredentialKey::Rs256(n, e) => (-257, [n, e]),
        }
    }

    /// The key of [`CredentialKey::parts`].
    pub(crate) fn from_parts(
        algorithm: i64,
        [first, second]: [&[u8]; 2],
    ) -> Result<CredentialKey, VaultError> {
        match (algorithm, second.is_empty()) {
            (-7, true) => Ok(CredentialKey::Es256(first.try_into().map_err(|_| KEY)?)),
            (-8, true) => Ok(CredentialKey::EdDsa(first.try_into().map_err(|_| KEY)?)),
            (-257, false) => Ok(CredentialKey::Rs256(first.to_vec(), second.to_vec())),
            _ => Err(KEY),
        }
    }

    /// Checks a signature over exactly `message`.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), VaultError> {
        let verified = match self {
            CredentialKey::Es256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            CredentialKey::EdDsa(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
            CredentialKey::Rs256(n, e) => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature)
            }
        };
        verified.map_err(|_| VaultError::BadSignature)
    }
}
