use super::support::{Seeded, damaged, key, vault};
use crate::{
    Compartment, CompartmentKey, CustodianKey, CustodianPublic, NodeKey, RecoveryEnvelope, VaultError,
    VaultId, recover, recovery_envelopes,
};

fn custodians(n: u64) -> Vec<CustodianKey> {
    (0..n).map(|i| CustodianKey::generate(&mut Seeded::new(500 + i)).unwrap()).collect()
}

fn publics(keys: &[CustodianKey]) -> Vec<CustodianPublic> {
    keys.iter().map(CustodianKey::public).collect()
}

fn sealed(threshold: usize, of: &[CustodianKey]) -> (CompartmentKey, Vec<RecoveryEnvelope>) {
    let key = key(Compartment::Case, 6);
    let envelopes = recovery_envelopes(&key, &publics(of), threshold, &mut Seeded::new(1)).unwrap();
    (key, envelopes)
}

fn open(envelope: &RecoveryEnvelope, secrets: &[(u8, &CustodianKey)]) -> Result<CompartmentKey, VaultError> {
    recover(&vault(), Compartment::Case, 6, envelope, secrets)
}

/// Every subset of the custodians, against every envelope.
fn every_subset(n: u8, threshold: usize) {
    let keys = custodians(u64::from(n));
    let (key, envelopes) = sealed(threshold, &keys);
    for set in 0u32..1 << n {
        let present: Vec<(u8, &CustodianKey)> =
            (0..n).filter(|i| set >> i & 1 == 1).map(|i| (i, &keys[usize::from(i)])).collect();
        let opened: Vec<_> = envelopes.iter().filter_map(|envelope| open(envelope, &present).ok()).collect();
        assert_eq!(!opened.is_empty(), present.len() >= threshold, "{set:b}");
        assert!(opened.iter().all(|opened| opened.key_id() == key.key_id()));
    }
}

#[test]
fn any_two_of_three_recover_and_no_one_alone() {
    every_subset(3, 2);
}

#[test]
fn any_three_of_five_recover_and_no_two() {
    every_subset(5, 3);
}

#[test]
fn the_groups_are_named_in_order() {
    let (_, envelopes) = sealed(2, &custodians(3));
    let groups: Vec<_> = envelopes.iter().map(|envelope| envelope.custodians.clone()).collect();
    assert_eq!(groups, [vec![0, 1], vec![0, 2], vec![1, 2]]);
    assert_eq!(sealed(3, &custodians(5)).1.len(), 10);
    assert_eq!(sealed(1, &custodians(2)).1.len(), 2);
}

#[test]
fn a_missing_or_wrong_custodian_is_told_apart() {
    let keys = custodians(3);
    let stranger = CustodianKey::generate(&mut Seeded::new(99)).unwrap();
    let (_, envelopes) = sealed(2, &keys);
    let missing = VaultError::NotEnoughCustodians { have: 1, need: 2 };
    assert_eq!(open(&envelopes[0], &[(0, &keys[0])]).err(), Some(missing));
    assert_eq!(open(&envelopes[0], &[(1, &keys[1])]).err(), Some(missing));
    assert_eq!(open(&envelopes[0], &[(0, &keys[0]), (1, &stranger)]).err(), Some(VaultError::WrongKey));
    assert_eq!(open(&envelopes[0], &[(0, &stranger), (1, &keys[1])]).err(), Some(VaultError::WrongKey));
    assert_eq!(open(&envelopes[0], &[(0, &keys[1]), (1, &keys[0])]).err(), Some(VaultError::WrongKey));
    assert!(open(&envelopes[0], &[(1, &keys[1]), (0, &keys[0])]).is_ok(), "the order of arrival is free");
}

#[test]
fn another_vault_compartment_epoch_or_group_is_refused() {
    let keys = custodians(3);
    let (_, envelopes) = sealed(2, &keys);
    let all: Vec<_> = (0u8..).zip(&keys).collect();
    let elsewhere = VaultId { id: [0; 16], ..vault() };
    let case = Compartment::Case;
    assert!(recover(&elsewhere, case, 6, &envelopes[0], &all).is_err());
    assert!(recover(&vault(), Compartment::Identity, 6, &envelopes[0], &all).is_err());
    assert!(recover(&vault(), case, 7, &envelopes[0], &all).is_err());
    // Envelopes of two groups swapped, a group renamed, shortened, lengthened or emptied.
    for custodians in [vec![0, 2], vec![1, 0], vec![0], vec![0, 1, 2], vec![0, 0], vec![]] {
        let bad = RecoveryEnvelope { custodians, ..envelopes[0].clone() };
        assert!(open(&bad, &all).is_err(), "{bad:?}");
    }
    // The right secrets, called by other positions than those the envelope was made for.
    let bad = RecoveryEnvelope { custodians: vec![0, 7], ..envelopes[0].clone() };
    assert!(open(&bad, &[(0, &keys[0]), (7, &keys[1])]).is_err());
}

#[test]
fn every_damaged_byte_is_refused() {
    let keys = custodians(3);
    let (_, envelopes) = sealed(2, &keys);
    let present = [(0, &keys[0]), (1, &keys[1])];
    for sealed in damaged(&envelopes[0].sealed) {
        let bad = RecoveryEnvelope { sealed, ..envelopes[0].clone() };
        assert!(open(&bad, &present).is_err());
    }
}

#[test]
fn an_impossible_threshold_or_a_custodian_named_twice_is_refused() {
    let keys = publics(&custodians(3));
    let key = key(Compartment::Case, 6);
    for threshold in [0, 4] {
        assert!(recovery_envelopes(&key, &keys, threshold, &mut Seeded::new(1)).is_err());
    }
    let twice = [keys[0].clone(), keys[1].clone(), keys[0].clone()];
    assert!(recovery_envelopes(&key, &twice, 2, &mut Seeded::new(1)).is_err());
    assert!(recovery_envelopes(&key, &[], 1, &mut Seeded::new(1)).is_err());
}

#[test]
fn keys_on_paper_are_read_back_and_typing_errors_noticed() {
    let key = CustodianKey::generate(&mut Seeded::new(1)).unwrap();
    let text = key.to_text();
    assert!(text.starts_with("sixfold-custodian-secret-1:"));
    assert_eq!(CustodianKey::from_text(&text).unwrap().public(), key.public());
    let wrapped = text.replace("1:", "1:\n  ");
    assert_eq!(CustodianKey::from_text(&wrapped).unwrap().public(), key.public());
    for i in 0..text.len() {
        let mut typed = text.to_string().into_bytes();
        typed[i] = if typed[i] == b'0' { b'1' } else { b'0' };
        if let Ok(typed) = String::from_utf8(typed)
            && typed != *text
        {
            assert!(CustodianKey::from_text(&typed).is_err(), "{i}");
        }
        assert!(CustodianKey::from_text(&text[..i]).is_err());
    }
    let public = key.public();
    assert_eq!(CustodianPublic::from_text(&public.to_text()).unwrap(), public);
    assert!(CustodianPublic::from_text(&text).is_err(), "a secret is not a public key");
    assert!(CustodianKey::from_text(&public.to_text()).is_err());
    let node = NodeKey::generate(&mut Seeded::new(1)).unwrap();
    assert_eq!(NodeKey::from_text(&node.to_text()).unwrap().public(), node.public());
    assert!(NodeKey::from_text(&text).is_err(), "another kind of key");
}
