use super::support::{Seeded, account, at, damaged, key, vault};
use crate::{Compartment, CompartmentKey, Grant, Padding, PublicKey, VaultError, VaultId, grant, open_grant};
use std::sync::LazyLock;

const GRANTEE: [u8; 16] = [1; 16];
const GRANTER: [u8; 16] = [2; 16];

static GIVEN: LazyLock<(CompartmentKey, Grant)> = LazyLock::new(|| {
    let key = key(Compartment::Identity, 3);
    let given =
        grant(&key, &account(1).public(), GRANTEE, &account(2), GRANTER, &mut Seeded::new(9)).unwrap();
    (key, given)
});

fn open(grant: &Grant) -> Result<CompartmentKey, VaultError> {
    open_grant(&vault(), Compartment::Identity, 3, grant, GRANTEE, &account(1), GRANTER, &account(2).public())
}

#[test]
fn a_grant_gives_the_key() {
    let (key, given) = &*GIVEN;
    let taken = open(given).unwrap();
    let sealed = key.seal(&at(), b"x", Padding::To(64), &mut Seeded::new(1)).unwrap();
    assert_eq!(taken.open(&at(), &sealed.key, &sealed.body).unwrap()[..], b"x"[..]);
    assert_eq!((taken.key_id(), taken.epoch()), (key.key_id(), 3));
}

#[test]
fn a_grant_on_other_terms_is_refused() {
    let (_, given) = &*GIVEN;
    let (me, granter) = (account(1), account(2).public());
    let elsewhere = VaultId { id: [0; 16], ..vault() };
    let renamed = VaultId { situation: "XBR".to_owned(), ..vault() };
    let bad = Some(VaultError::BadSignature);
    let case = Compartment::Case;
    let identity = Compartment::Identity;
    assert_eq!(open_grant(&elsewhere, identity, 3, given, GRANTEE, &me, GRANTER, &granter).err(), bad);
    assert_eq!(open_grant(&renamed, identity, 3, given, GRANTEE, &me, GRANTER, &granter).err(), bad);
    assert_eq!(open_grant(&vault(), case, 3, given, GRANTEE, &me, GRANTER, &granter).err(), bad);
    assert_eq!(open_grant(&vault(), identity, 4, given, GRANTEE, &me, GRANTER, &granter).err(), bad);
    assert_eq!(open_grant(&vault(), identity, 3, given, GRANTER, &me, GRANTER, &granter).err(), bad);
    assert_eq!(open_grant(&vault(), identity, 3, given, GRANTEE, &account(3), GRANTER, &granter).err(), bad);
    assert_eq!(open_grant(&vault(), identity, 3, given, GRANTEE, &me, GRANTEE, &granter).err(), bad);
    assert_eq!(open_grant(&vault(), identity, 3, given, GRANTEE, &me, GRANTER, &me.public()).err(), bad);
}

#[test]
fn every_damaged_byte_is_refused_by_the_signature() {
    let (_, given) = &*GIVEN;
    for sealed in damaged(&given.sealed) {
        let bad = Grant { sealed, ..given.clone() };
        // The signature is checked first: nothing forged reaches the key encapsulation.
        assert_eq!(open(&bad).err(), Some(VaultError::BadSignature));
    }
    for i in 0..64 {
        let mut bad = given.clone();
        bad.signature[i] ^= 1;
        assert_eq!(open(&bad).err(), Some(VaultError::BadSignature));
    }
}

/// A granter who signs nonsense: the envelope itself is checked too.
#[test]
fn a_signed_grant_that_does_not_open_to_the_key_it_names_is_refused() {
    let mut rng = Seeded::new(4);
    let other = key(Compartment::Identity, 3);
    let real = grant(&other, &account(1).public(), GRANTEE, &account(2), GRANTER, &mut rng).unwrap();
    // Sealed to a stranger's key, signed for me.
    let swapped = PublicKey { seal_to: account(3).public().seal_to, ..account(1).public() };
    let odd = grant(&other, &swapped, GRANTEE, &account(2), GRANTER, &mut rng).unwrap();
    assert!(open(&real).is_ok());
    assert!(open(&odd).is_err());
    for suite in [0, 1, 16, 255] {
        let mut bad = real.clone();
        bad.sealed[4] = suite;
        assert_eq!(open(&bad).err(), Some(VaultError::BadSignature));
    }
}

#[test]
fn two_grants_of_one_key_share_nothing_visible() {
    let (key, first) = &*GIVEN;
    let mut rng = Seeded::new(10);
    let second = grant(key, &account(1).public(), GRANTEE, &account(2), GRANTER, &mut rng).unwrap();
    assert_eq!(first.sealed.len(), second.sealed.len());
    assert_ne!(first.sealed[26..1146], second.sealed[26..1146]);
    assert_ne!(first.sealed[1178..], second.sealed[1178..]);
}
