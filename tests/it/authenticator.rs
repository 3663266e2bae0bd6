//! A device that holds passkeys, as W3C Web Authentication Level 3 describes one, made of nothing that the
//! program is made of but `ring`. It does what it is told, also what no honest device would do.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair};

/// Somebody touched the device, and it knows who.
pub(crate) const PRESENT_AND_VERIFIED: u8 = 0x05;
/// Somebody touched it, and it did not ask who.
pub(crate) const PRESENT: u8 = 0x01;
const CREDENTIAL: u8 = 0x40;

enum Key {
    P256(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
}

/// A device with one passkey.
pub(crate) struct Authenticator {
    key: Key,
    pub(crate) credential: Vec<u8>,
    /// How many signatures it says that it made; it counts only where this is not 0.
    pub(crate) counter: u32,
    pub(crate) flags: u8,
}

/// What a browser asks a device for.
#[derive(Clone, Debug)]
pub(crate) struct Question {
    pub(crate) challenge: String,
    pub(crate) origin: String,
    pub(crate) rp_id: String,
    pub(crate) cross_origin: bool,
}

/// What it hands back.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) client_data: Vec<u8>,
    /// Of a new passkey.
    pub(crate) attestation: Vec<u8>,
    /// Of one that is shown.
    pub(crate) authenticator_data: Vec<u8>,
    pub(crate) signature: Vec<u8>,
}

pub(crate) fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Question {
    pub(crate) fn new(challenge: &str, origin: &str, rp_id: &str) -> Question {
        let [challenge, origin, rp_id] = [challenge, origin, rp_id].map(str::to_owned);
        Question { challenge, origin, rp_id, cross_origin: false }
    }

    fn client_data(&self, kind: &str) -> Vec<u8> {
        let Question { challenge, origin, cross_origin, .. } = self;
        format!(
            r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":{cross_origin},"other_keys_can_be_added_here":"do not compare clientDataJSON against a template"}}"#
        )
        .into_bytes()
    }
}

/// CBOR of a string of bytes.
fn bytes(of: &[u8]) -> Vec<u8> {
    let length = u16::try_from(of.len()).unwrap();
    [&[0x59][..], &length.to_be_bytes(), of].concat()
}

impl Authenticator {
    /// A device with a key on the curve P-256, which does not count.
    pub(crate) fn new() -> Authenticator {
        let rng = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &rng).unwrap();
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8.as_ref(), &rng).unwrap();
        Self::with(Key::P256(pair))
    }

    /// The same with an Ed25519 key.
    pub(crate) fn with_ed25519() -> Authenticator {
        let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        Self::with(Key::Ed25519(Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap()))
    }

    fn with(key: Key) -> Authenticator {
        let public = match &key {
            Key::P256(pair) => pair.public_key().as_ref().to_vec(),
            Key::Ed25519(pair) => pair.public_key().as_ref().to_vec(),
        };
        let credential = digest(&SHA256, &public).as_ref().to_vec();
        Authenticator { key, credential, counter: 0, flags: PRESENT_AND_VERIFIED }
    }

    /// The public key in the form of RFC 9052.
    fn cose(&self) -> Vec<u8> {
        match &self.key {
            Key::P256(pair) => {
                let point = pair.public_key().as_ref();
                let start = [0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21];
                [&start[..], &bytes(&point[1..33]), &[0x22], &bytes(&point[33..])].concat()
            }
            Key::Ed25519(pair) => {
                let start = [0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21];
                [&start[..], &bytes(pair.public_key().as_ref())].concat()
            }
        }
    }

    fn data(&mut self, question: &Question, more: u8) -> Vec<u8> {
        if self.counter > 0 {
            self.counter += 1;
        }
        let host = digest(&SHA256, question.rp_id.as_bytes());
        [host.as_ref(), &[self.flags | more], &self.counter.to_be_bytes()].concat()
    }

    /// Makes its passkey.
    pub(crate) fn make(&mut self, question: &Question) -> Reply {
        let length = u16::try_from(self.credential.len()).unwrap().to_be_bytes();
        let head = self.data(question, CREDENTIAL);
        let data = [&head[..], &[0; 16], &length, &self.credential, &self.cose()].concat();
        let attestation = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData"[..], &bytes(&data)].concat();
        Reply {
            client_data: question.client_data("webauthn.create"),
            attestation,
            authenticator_data: data,
            signature: Vec::new(),
        }
    }

    /// Shows its passkey.
    pub(crate) fn show(&mut self, question: &Question) -> Reply {
        let client_data = question.client_data("webauthn.get");
        let authenticator_data = self.data(question, 0);
        let signed = [&authenticator_data[..], digest(&SHA256, &client_data).as_ref()].concat();
        let signature = match &self.key {
            Key::P256(pair) => pair.sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec(),
            Key::Ed25519(pair) => pair.sign(&signed).as_ref().to_vec(),
        };
        Reply { client_data, attestation: Vec::new(), authenticator_data, signature }
    }
}
