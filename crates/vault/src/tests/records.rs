use super::support::{FixedEntropy, Seeded, Stuck, VAULT, at, damaged, key, vault};
use crate::entropy::refuse_stuck;
use crate::{Compartment, CompartmentKey, Padding, Place, Sealed, SystemEntropy, VaultError, VaultId};
use proptest::prelude::*;
use std::collections::HashSet;
use zeroize::Zeroizing;

const PAD: Padding = Padding::To(256);

fn seal(key: &CompartmentKey, at: &Place, plain: &[u8]) -> Sealed {
    key.seal(at, plain, PAD, &mut SystemEntropy::new()).unwrap()
}

proptest! {
    #[test]
    fn what_is_sealed_opens(plain in proptest::collection::vec(any::<u8>(), 0..2_000), multiple in 1usize..600) {
        let key = key(Compartment::Case, 1);
        let sealed = key.seal(&at(), &plain, Padding::To(multiple), &mut Seeded::new(5)).unwrap();
        let opened = key.open(&at(), &sealed.key, &sealed.body).unwrap();
        prop_assert_eq!(&opened[..], &plain[..]);
    }

    #[test]
    fn any_change_of_bytes_is_refused(at_byte in any::<prop::sample::Index>(), change in 1u8.., in_key in any::<bool>()) {
        let key = key(Compartment::Case, 1);
        let mut sealed = seal(&key, &at(), b"the road to the school");
        let bytes = if in_key { &mut sealed.key } else { &mut sealed.body };
        let i = at_byte.index(bytes.len());
        bytes[i] ^= change;
        prop_assert!(key.open(&at(), &sealed.key, &sealed.body).is_err());
    }

    /// Whatever is read from a row, opening it ends in an error, not in a panic.
    #[test]
    fn garbage_is_refused_quietly(
        garbage in proptest::collection::vec(any::<u8>(), 0..200),
        suite in any::<u8>(),
        kind in 0u8..10,
        keep in 0usize..60,
    ) {
        let key = key(Compartment::Intake, 1);
        let sealed = seal(&key, &at(), b"x");
        let header = [&sealed.key[..4], &[suite, kind], &sealed.key[6..]].concat();
        let bytes = [&header[..keep.min(header.len())], &garbage[..]].concat();
        prop_assert!(key.open(&at(), &bytes, &sealed.body).is_err());
        prop_assert!(key.open(&at(), &sealed.key, &bytes).is_err());
        prop_assert!(key.open_submission([0; 16], &bytes).is_err());
        prop_assert!(crate::PublicKey::from_bytes(&bytes).is_err());
        prop_assert!(crate::SubmissionKey::from_bytes(&garbage).is_err() || garbage.len() == 69);
        let _ = crate::log::Frontier::from_bytes(&garbage);
        let text = String::from_utf8_lossy(&garbage);
        prop_assert!(crate::Checkpoint::parse_and_verify(&text, &[1; 32]).is_err());
        prop_assert!(crate::NodeKey::from_text(&text).is_err());
        let typed = format!("sixfold-custodian-secret-1:{text}");
        prop_assert!(crate::CustodianKey::from_text(&typed).is_err());
    }

    #[test]
    fn any_other_place_is_refused(record in any::<[u8; 16]>(), version in any::<u64>(), epoch in any::<u32>()) {
        let key = key(Compartment::Case, 1);
        let sealed = seal(&key, &at(), b"x");
        let other = Place { record, version, ..at() };
        prop_assume!(other != at());
        prop_assert!(key.open(&other, &sealed.key, &sealed.body).is_err());
        prop_assume!(epoch != 1);
        let other = CompartmentKey::from_seed(&vault(), Compartment::Case, epoch, Zeroizing::new(*key.seed())).unwrap();
        prop_assert_eq!(other.open(&at(), &sealed.key, &sealed.body).unwrap_err(), VaultError::WrongKey);
    }
}

#[test]
fn every_damaged_byte_and_every_truncation_is_refused() {
    let key = key(Compartment::Identity, 4);
    let sealed = seal(&key, &at(), b"a name");
    for bad in damaged(&sealed.key) {
        assert!(key.open(&at(), &bad, &sealed.body).is_err());
        assert!(key.rewrap(&key, &at(), &bad, &mut Seeded::new(1)).is_err());
    }
    for bad in damaged(&sealed.body) {
        assert!(key.open(&at(), &sealed.key, &bad).is_err());
    }
    assert_eq!(key.open(&at(), &sealed.key, &sealed.body).unwrap()[..], b"a name"[..]);
}

#[test]
fn another_table_column_record_or_version_is_altered() {
    let key = key(Compartment::Case, 1);
    let sealed = seal(&key, &at(), b"x");
    let others = [
        Place { table: "victims", ..at() },
        Place { column: "narrative", ..at() },
        // The same letters cut elsewhere must not encode alike.
        Place { table: "incidentsf", column: "acts", ..at() },
        Place { record: [0xbc; 16], ..at() },
        Place { version: 2, ..at() },
        Place { version: 4, ..at() },
    ];
    for other in others {
        assert_eq!(
            key.open(&other, &sealed.key, &sealed.body).unwrap_err(),
            VaultError::Altered,
            "{other:?}"
        );
    }
}

/// The key's own place is checked apart from the body's: neither may be moved alone.
#[test]
fn body_and_key_are_each_bound_to_their_place() {
    let key = key(Compartment::Case, 1);
    let there = Place { record: [1; 16], ..at() };
    let (a, b) = (seal(&key, &at(), b"a"), seal(&key, &there, b"b"));
    assert!(key.open(&at(), &b.key, &b.body).is_err());
    assert!(key.open(&at(), &a.key, &b.body).is_err());
    assert!(key.open(&at(), &b.key, &a.body).is_err());
    // Even with the record key moved by someone who holds the compartment's key, the body stays where it was.
    let column = Place { column: "facts#key", ..at() };
    assert!(key.open(&column, &a.key, &a.body).is_err());
}

#[test]
fn an_older_version_put_back_is_refused() {
    let key = key(Compartment::Case, 1);
    let before = seal(&key, &at(), b"not verified");
    let now = Place { version: 4, ..at() };
    let after = seal(&key, &now, b"verified");
    assert!(key.open(&now, &before.key, &before.body).is_err());
    assert!(key.open(&now, &after.key, &before.body).is_err());
    assert!(key.open(&now, &after.key, &after.body).is_ok());
}

#[test]
fn another_vault_situation_compartment_or_epoch_is_refused_even_with_the_same_seed() {
    let first = key(Compartment::Case, 1);
    let sealed = seal(&first, &at(), b"x");
    let other_id = VaultId { id: [1; 16], ..vault() };
    let other_situation = VaultId { situation: "XAS".to_owned(), ..vault() };
    let others = [
        (other_id, Compartment::Case, 1),
        (other_situation, Compartment::Case, 1),
        (vault(), Compartment::Identity, 1),
        (vault(), Compartment::Case, 2),
    ];
    for (vault, compartment, epoch) in others {
        let other =
            CompartmentKey::from_seed(&vault, compartment, epoch, Zeroizing::new(*first.seed())).unwrap();
        assert_eq!(other.open(&at(), &sealed.key, &sealed.body).unwrap_err(), VaultError::WrongKey);
        // Nor when the header is forged to name the other key.
        let mut forged = sealed.key.clone();
        forged[6..22].copy_from_slice(&other.key_id());
        forged[22..26].copy_from_slice(&epoch.to_be_bytes());
        assert_eq!(other.open(&at(), &forged, &sealed.body).unwrap_err(), VaultError::Altered);
    }
}

#[test]
fn another_suite_kind_or_magic_is_refused_by_name() {
    let key = key(Compartment::Case, 1);
    let sealed = seal(&key, &at(), b"x");
    for suite in [0, 1, 2, 15, 17, 255] {
        let (mut bad_key, mut bad_body) = (sealed.key.clone(), sealed.body.clone());
        bad_key[4] = suite;
        bad_body[4] = suite;
        let refused = VaultError::Unsupported { suite };
        assert_eq!(key.open(&at(), &bad_key, &sealed.body).unwrap_err(), refused);
        assert_eq!(key.open(&at(), &sealed.key, &bad_body).unwrap_err(), refused);
    }
    for kind in (0..=255u8).filter(|kind| *kind != 2) {
        let mut bad = sealed.key.clone();
        bad[5] = kind;
        assert!(matches!(key.open(&at(), &bad, &sealed.body), Err(VaultError::Malformed(_))));
    }
    let mut bad = sealed.body.clone();
    bad[3] = b'2';
    assert!(matches!(key.open(&at(), &sealed.key, &bad), Err(VaultError::Malformed(_))));
    // A body handed in as a key, and the other way round.
    assert!(key.open(&at(), &sealed.body, &sealed.key).is_err());
}

#[test]
fn rotation_moves_the_key_and_leaves_the_body() {
    let (old, new) = (key(Compartment::Case, 1), key(Compartment::Case, 2));
    let sealed = seal(&old, &at(), b"x");
    let moved = new.rewrap(&old, &at(), &sealed.key, &mut Seeded::new(1)).unwrap();
    assert_eq!(moved.len(), 118);
    assert_eq!(new.open(&at(), &moved, &sealed.body).unwrap()[..], b"x"[..]);
    assert_eq!(old.open(&at(), &moved, &sealed.body).unwrap_err(), VaultError::WrongKey);
    assert_eq!(new.open(&at(), &sealed.key, &sealed.body).unwrap_err(), VaultError::WrongKey);
    // Until the batch is through, the old key still opens what it sealed.
    assert!(old.open(&at(), &sealed.key, &sealed.body).is_ok());
    // Not between compartments, nor in another place, nor twice.
    let identity = key(Compartment::Identity, 2);
    let rng = &mut Seeded::new(1);
    assert_eq!(identity.rewrap(&old, &at(), &sealed.key, rng).unwrap_err(), VaultError::WrongKey);
    assert_eq!(new.rewrap(&old, &at(), &moved, rng).unwrap_err(), VaultError::WrongKey);
    let there = Place { version: 9, ..at() };
    assert_eq!(new.rewrap(&old, &there, &sealed.key, rng).unwrap_err(), VaultError::Altered);
}

#[test]
fn lengths_in_one_bucket_look_alike() {
    let key = key(Compartment::Case, 1);
    let size = |plain: &[u8]| seal(&key, &at(), plain).body.len();
    assert_eq!(size(b""), size(&[7; 252]));
    assert_eq!(size(&[7; 253]), size(&[7; 508]));
    assert_ne!(size(&[7; 252]), size(&[7; 253]));
    assert!(key.seal(&at(), b"", Padding::To(0), &mut Seeded::new(1)).is_err());
}

#[test]
fn padding_that_is_not_zeros_or_not_there_is_refused() {
    use crate::envelope::unpad;
    assert_eq!(unpad(&[0, 0, 0, 1, 9, 0, 0]).unwrap(), 4..5);
    assert_eq!(unpad(&[0, 0, 0, 0]).unwrap(), 4..4);
    for bad in [&[0, 0, 0, 1, 9, 0, 1][..], &[0, 0, 0, 2, 9], &[0, 0, 0], &[], &[255, 255, 255, 255, 0]] {
        assert_eq!(unpad(bad), Err(VaultError::Malformed("padding")));
    }
}

/// Ten thousand records: no nonce, record key or commitment occurs twice.
#[test]
fn nothing_random_repeats() {
    let key = key(Compartment::Case, 1);
    let mut seen = HashSet::new();
    for _ in 0..10_000 {
        let sealed = seal(&key, &at(), b"x");
        assert!(seen.insert(sealed.key[26..38].to_vec()), "wrap nonce");
        assert!(seen.insert(sealed.body[26..38].to_vec()), "body nonce");
        assert!(seen.insert(sealed.body[38..70].to_vec()), "body commitment");
    }
}

#[test]
fn a_generator_that_fails_or_repeats_seals_nothing() {
    let key = key(Compartment::Case, 1);
    let mut short = FixedEntropy::new(&[1; 55]);
    assert_eq!(key.seal(&at(), b"x", PAD, &mut short).unwrap_err(), VaultError::Entropy);
    let nothing = &mut FixedEntropy::new(&[]);
    assert!(CompartmentKey::generate(&vault(), Compartment::Case, 1, nothing).is_err());
    assert_eq!(refuse_stuck(&mut Stuck(7)), Err(VaultError::Entropy));
    assert_eq!(refuse_stuck(&mut Stuck(0)), Err(VaultError::Entropy));
    assert!(SystemEntropy::checked().is_ok());
}

#[test]
fn a_printed_key_or_value_says_nothing() {
    let key = key(Compartment::Case, 3);
    let sealed = seal(&key, &at(), b"witness");
    assert_eq!(format!("{key:?}"), "CompartmentKey(case, epoch 3)");
    let opened = key.open(&at(), &sealed.key, &sealed.body).unwrap();
    assert_eq!(format!("{opened:?}"), "Opened(..)");
    assert_eq!(key.vault().id, VAULT);
}

#[test]
fn compartments_have_codes() {
    for compartment in Compartment::ALL {
        assert_eq!(Compartment::from_code(compartment.code()), Some(compartment));
    }
    assert_eq!(Compartment::from_code("Case"), None);
}

/// The positive control: this build leaks, and the search must find it. The real one does not.
#[test]
fn plaintext_is_in_the_body_only_in_the_control_build() {
    let canary = b"canary-7f3a-in-the-narrative";
    let found = |bytes: &[u8]| bytes.windows(canary.len()).any(|window| window == canary);
    let control = cfg!(feature = "unsealed-control");
    let sealed = seal(&key(Compartment::Case, 1), &at(), canary);
    assert_eq!(found(&sealed.body), control);
    let submitted = key(Compartment::Intake, 1).submission_key().unwrap();
    let submitted = submitted.seal_submission([1; 16], canary, &mut Seeded::new(1)).unwrap();
    assert_eq!(found(&submitted), control);
}
