//! Envelopes made by an independent implementation (Python's `cryptography` 48: AES-GCM, X25519, HMAC and
//! Argon2id, with HKDF, HPKE and the envelope written out by hand from the documentation of this crate). What
//! the browser makes must agree with them too.

use super::support::{FixedEntropy, VAULT, vault};
use crate::text::unhex;
use crate::{Compartment, CompartmentKey, Cost, Locked, Padding, Password, Place, SubmissionKey, sha256};
use zeroize::Zeroizing;

const PLAIN: &str = "شهادة";

/// `from, from + 1, ...`
fn count<const N: usize>(from: u8) -> [u8; N] {
    std::array::from_fn(|i| from + i as u8)
}

fn bytes(hex: &str) -> Vec<u8> {
    unhex(hex).unwrap().to_vec()
}

fn key(compartment: Compartment, epoch: u32, seed: [u8; 32]) -> CompartmentKey {
    CompartmentKey::from_seed(&vault(), compartment, epoch, Zeroizing::new(seed)).unwrap()
}

#[test]
fn a_record_is_sealed_byte_for_byte_as_elsewhere() {
    let key = key(Compartment::Case, 7, count(0));
    let at = Place { table: "incidents", column: "facts", record: [0xbb; 16], version: 3 };
    let mut entropy = FixedEntropy::new(&count::<56>(100));
    let sealed = key.seal(&at, PLAIN.as_bytes(), Padding::To(64), &mut entropy).unwrap();
    let wrapped = bytes(
        "4d524d311002ccd9a5cdbff9a060ef77da53f572b6b000000007909192939495969798999a9b768d70cca91dc50ded3f\
         0762d941bed5d9585a7bff98d8ec2f6bb6dfa1122ebfbabd9d35a55875ecd1c245e6e4cbcbe5abfd33a002ce6ce25a5a\
         8a515d078aa4ae388b7c7affaa4047e4a82d84ea74dd",
    );
    let body = bytes(
        "4d524d31100100000000000000000000000000000000000000008485868788898a8b8c8d8e8f47f7bb14f3975deed21a\
         6a35906bf2452a68530204f51aa8d0b07209c0db7df6c030790d572fadc3b1b2581c99868305e8964e0901bc93f1a201\
         edfbf9852f5692486c6aa36fb008f9c434116c04e0b80caba2e2fab223fe33bebf2b6e8cc08e0887c4538c0261d1affb\
         ff2fec63779b",
    );
    assert_eq!(key.key_id()[..], bytes("ccd9a5cdbff9a060ef77da53f572b6b0"));
    assert_eq!(sealed.key, wrapped);
    if cfg!(not(feature = "unsealed-control")) {
        assert_eq!(sealed.body, body);
        assert_eq!(key.open(&at, &wrapped, &body).unwrap()[..], *PLAIN.as_bytes());
    }
}

#[test]
fn a_submission_is_sealed_byte_for_byte_as_elsewhere() {
    let key = key(Compartment::Intake, 2, count(32));
    let public = key.submission_key().unwrap();
    let expected = SubmissionKey {
        vault: VAULT,
        epoch: 2,
        key_id: key.key_id(),
        public: bytes("1ee6399193dd634f54251141f224b003c3f7f4d15c1f9138dc891a642eaf2d09").try_into().unwrap(),
    };
    assert_eq!(public, expected);
    let mut entropy = FixedEntropy::new(&count::<32>(64));
    let sealed = public.seal_submission([0xcc; 16], PLAIN.as_bytes(), &mut entropy).unwrap();
    assert_eq!(key.open_submission([0xcc; 16], &sealed).unwrap()[..], *PLAIN.as_bytes());
    if cfg!(not(feature = "unsealed-control")) {
        let digest = bytes("17f991e06808b04fa09c6ffcf50b957d892ecfc3a89e75ba69c0571c6ba4b1ca");
        assert_eq!((sealed.len(), &sha256(&sealed)[..]), (4202, &digest[..]));
    }
}

#[test]
fn a_key_locked_elsewhere_opens_with_its_password() {
    let sealed = bytes(
        "4d524d3110060000000000000000000000000000000000000005101112131415161718191a1be6092dafd3ee9b2555d7\
         54f65ebe6e4c616f13ab67b71967ce1defa30325ea027d98d557f3c059c3d9da5f59d4a8e7a1fece4f515ac44f33f3b6\
         608bd949a8583366b71f95cb715681d400636e06ce9f",
    );
    let cost = Cost::FLOOR;
    let locked = Locked { salt: count(0), cost, sealed };
    let key = locked.unlock([0xdd; 16], 5, &Password::new("correct horse".to_owned())).unwrap();
    assert_eq!(*key.seed(), count::<32>(128));
}
