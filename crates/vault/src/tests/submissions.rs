use super::support::{FixedEntropy, Seeded, damaged, key, vault};
use crate::{Compartment, CompartmentKey, SubmissionKey, SystemEntropy, VaultError, VaultId};
use proptest::prelude::*;
use std::collections::HashSet;
use zeroize::Zeroizing;

const ID: [u8; 16] = [0xcc; 16];

fn submit(key: &CompartmentKey, plain: &[u8]) -> Vec<u8> {
    key.submission_key().unwrap().seal_submission(ID, plain, &mut SystemEntropy::new()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn what_is_submitted_opens(plain in proptest::collection::vec(any::<u8>(), 0..9_000)) {
        let key = key(Compartment::Intake, 1);
        let opened = key.open_submission(ID, &submit(&key, &plain)).unwrap();
        prop_assert_eq!(&opened[..], &plain[..]);
    }

    #[test]
    fn any_changed_byte_is_refused(at in any::<prop::sample::Index>(), change in 1u8..) {
        let key = key(Compartment::Intake, 1);
        let mut sealed = submit(&key, b"x");
        let i = at.index(sealed.len());
        sealed[i] ^= change;
        prop_assert!(key.open_submission(ID, &sealed).is_err());
    }
}

#[test]
fn every_damaged_byte_before_the_content_and_every_tail_is_refused() {
    let key = key(Compartment::Intake, 1);
    let sealed = submit(&key, b"x");
    // Header, encapsulated key, commitment: each byte has a task of its own. The content is one AES-GCM text.
    for bad in damaged(&sealed).filter(|bad| bad.len() != sealed.len() || bad[100..] == sealed[100..]) {
        assert!(key.open_submission(ID, &bad).is_err());
    }
}

#[test]
fn another_id_key_vault_or_epoch_is_refused() {
    let first = key(Compartment::Intake, 1);
    let sealed = submit(&first, b"x");
    assert_eq!(first.open_submission([0; 16], &sealed).unwrap_err(), VaultError::Altered);
    let seed = || Zeroizing::new(*first.seed());
    let elsewhere = VaultId { id: [0; 16], ..vault() };
    let others = [
        CompartmentKey::from_seed(&vault(), Compartment::Intake, 2, seed()).unwrap(),
        CompartmentKey::from_seed(&elsewhere, Compartment::Intake, 1, seed()).unwrap(),
        key(Compartment::Intake, 2),
    ];
    for other in others {
        assert_eq!(other.open_submission(ID, &sealed).unwrap_err(), VaultError::WrongKey);
        let mut forged = sealed.clone();
        forged[6..22].copy_from_slice(&other.key_id());
        forged[22..26].copy_from_slice(&other.epoch().to_be_bytes());
        assert_eq!(other.open_submission(ID, &forged).unwrap_err(), VaultError::Altered);
    }
}

#[test]
fn only_an_intake_key_takes_submissions() {
    for compartment in [Compartment::Case, Compartment::Identity, Compartment::Release] {
        let key = key(compartment, 1);
        assert_eq!(key.submission_key().unwrap_err(), VaultError::WrongKey);
        assert_eq!(key.open_submission(ID, &[]).unwrap_err(), VaultError::WrongKey);
    }
}

#[test]
fn plaintext_other_suites_and_unpadded_submissions_are_refused() {
    let key = key(Compartment::Intake, 1);
    assert!(key.open_submission(ID, b"").is_err());
    assert!(key.open_submission(ID, b"{\"encrypted\": true}").is_err());
    for suite in [0, 2, 16, 255] {
        let mut bad = submit(&key, b"x");
        bad[4] = suite;
        assert_eq!(key.open_submission(ID, &bad).unwrap_err(), VaultError::Unsupported { suite });
    }
}

#[test]
fn a_public_key_of_small_order_is_refused() {
    let mut key = key(Compartment::Intake, 1).submission_key().unwrap();
    key.public = [0; 32];
    let refused = key.seal_submission(ID, b"x", &mut Seeded::new(1)).unwrap_err();
    assert_eq!(refused, VaultError::Malformed("public key"));
}

#[test]
fn a_failing_generator_seals_no_submission() {
    let key = key(Compartment::Intake, 1).submission_key().unwrap();
    let refused = key.seal_submission(ID, b"x", &mut FixedEntropy::new(&[1; 31])).unwrap_err();
    assert_eq!(refused, VaultError::Entropy);
}

#[test]
fn short_and_long_narratives_look_alike_and_no_encapsulation_repeats() {
    let key = key(Compartment::Intake, 1);
    assert_eq!(submit(&key, b"a").len(), submit(&key, &[b'a'; 3_000]).len());
    let mut seen = HashSet::new();
    for _ in 0..1_000 {
        assert!(seen.insert(submit(&key, b"x")[26..58].to_vec()));
    }
}

#[test]
fn the_public_half_travels_as_bytes() {
    let key = key(Compartment::Intake, 9).submission_key().unwrap();
    let bytes = key.to_bytes();
    assert_eq!(SubmissionKey::from_bytes(&bytes), Ok(key));
    for length in 0..bytes.len() {
        assert!(SubmissionKey::from_bytes(&bytes[..length]).is_err());
    }
    assert!(SubmissionKey::from_bytes(&[&[2], &bytes[1..]].concat()).is_err());
}
