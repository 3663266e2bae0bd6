use super::support::{Seeded, account, damaged};
use crate::{
    AccountKey, Cost, Locked, NamingKey, NodeKey, Password, PublicKey, SessionSecret, VaultError, digest_of,
    dummy_unlock, node_from_text, node_to_text, sha256, verify_node,
};

const ME: [u8; 16] = [0xdd; 16];

fn password(text: &str) -> Password {
    Password::new(text.to_owned())
}

fn locked(key: &AccountKey) -> Locked {
    key.lock(ME, 5, &password(" naïve  "), Cost::FLOOR, &mut Seeded::new(1)).unwrap()
}

#[test]
fn the_password_opens_the_key_exactly_as_received() {
    let key = account(1);
    let locked = locked(&key);
    let opened = locked.unlock(ME, 5, &password(" naïve  ")).unwrap();
    assert_eq!(opened.seed(), key.seed());
    assert_eq!(opened.public(), key.public());
    // Not trimmed, not case-folded, not normalised (the last is i with a combining diaeresis).
    for wrong in ["naïve", " Naïve  ", "", " nai\u{308}ve  "] {
        assert_eq!(locked.unlock(ME, 5, &password(wrong)).unwrap_err(), VaultError::WrongPassword);
    }
}

#[test]
fn another_account_epoch_salt_or_cost_does_not_open() {
    let locked = locked(&account(1));
    let right = password(" naïve  ");
    assert_eq!(locked.unlock([0; 16], 5, &right).unwrap_err(), VaultError::WrongPassword);
    assert_eq!(locked.unlock(ME, 6, &right).unwrap_err(), VaultError::WrongKey);
    let mut changed = locked.clone();
    changed.salt[0] ^= 1;
    assert_eq!(changed.unlock(ME, 5, &right).unwrap_err(), VaultError::WrongPassword);
    let mut changed = locked.clone();
    changed.cost.passes = 3;
    assert_eq!(changed.unlock(ME, 5, &right).unwrap_err(), VaultError::WrongPassword);
    // The epoch in the header forged to fit the row: it is in the associated data as well.
    let mut changed = locked.clone();
    changed.sealed[25] = 6;
    assert_eq!(changed.unlock(ME, 6, &right).unwrap_err(), VaultError::WrongPassword);
}

#[test]
fn a_cheaper_or_ruinous_cost_is_refused_before_any_work() {
    let key = account(1);
    let good = locked(&key);
    let cost = |memory_kib, passes, lanes| Cost { memory_kib, passes, lanes };
    let refused = [
        cost(8, 1, 1),
        cost(19_455, 2, 1),
        cost(19_456, 1, 1),
        cost(47_103, 1, 1),
        cost(65_536, 0, 1),
        cost(65_536, 3, 0),
        cost((1 << 20) + 1, 3, 1),
        cost(u32::MAX, 3, 1),
        cost(65_536, 17, 1),
        cost(65_536, 3, 5),
    ];
    for cost in refused {
        assert!(!cost.is_acceptable());
        assert_eq!(
            key.lock(ME, 5, &password("x"), cost, &mut Seeded::new(1)).unwrap_err(),
            VaultError::WeakCost
        );
        let downgraded = Locked { cost, ..good.clone() };
        assert_eq!(downgraded.unlock(ME, 5, &password("x")).unwrap_err(), VaultError::WeakCost, "{cost:?}");
    }
    for accepted in [Cost::STANDARD, Cost::SHIPPED, Cost::FLOOR, cost(47_104, 1, 1), cost(1 << 20, 16, 4)] {
        assert!(accepted.is_acceptable());
    }
}

#[test]
fn an_unknown_login_is_refused_as_a_wrong_password_is() {
    assert_eq!(dummy_unlock(&password("y"), &[9; 32], "Nobody"), VaultError::WrongPassword);
}

#[test]
fn a_session_opens_with_its_secret_and_only_as_stated() {
    let key = account(1);
    let secret = SessionSecret::generate(&mut Seeded::new(2)).unwrap();
    let sealed = secret.seal(&key, ME, 5, 1_700_000_000, &mut Seeded::new(3)).unwrap();
    let public = key.public();
    assert_eq!(secret.open(ME, &public, 5, 1_700_000_000, &sealed).unwrap().seed(), key.seed());
    assert!(secret.open([0; 16], &public, 5, 1_700_000_000, &sealed).is_err());
    assert!(secret.open(ME, &public, 6, 1_700_000_000, &sealed).is_err());
    assert!(secret.open(ME, &public, 5, 1_700_000_001, &sealed).is_err(), "the end was moved");
    let other = AccountKey::generate(&mut Seeded::new(8)).unwrap().public();
    assert!(secret.open(ME, &other, 5, 1_700_000_000, &sealed).is_err(), "another key was put in its place");
    let other = SessionSecret::generate(&mut Seeded::new(4)).unwrap();
    assert!(other.open(ME, &public, 5, 1_700_000_000, &sealed).is_err());
    assert_ne!(other.id(), secret.id());
    for bad in damaged(&sealed) {
        assert!(secret.open(ME, &public, 5, 1_700_000_000, &bad).is_err());
    }
    let again = SessionSecret::from_text(&secret.to_text()).unwrap();
    assert_eq!(again.id(), secret.id());
    assert!(SessionSecret::from_text("abcd").is_err());
    assert!(!secret.to_text().contains(&*crate::text::hex(&secret.id()[..8])));
}

#[test]
fn what_is_ones_own_opens_for_nobody_else() {
    let (key, other) = (account(1), account(2));
    let sealed = key.seal_own(ME, "second factor", b"seed", &mut Seeded::new(1)).unwrap();
    assert_eq!(key.open_own(ME, "second factor", &sealed).unwrap()[..], b"seed"[..]);
    assert!(key.open_own(ME, "first factor", &sealed).is_err());
    assert!(key.open_own([0; 16], "second factor", &sealed).is_err());
    assert!(other.open_own(ME, "second factor", &sealed).is_err());
    for bad in damaged(&sealed) {
        assert!(key.open_own(ME, "second factor", &bad).is_err());
    }
}

#[test]
fn signatures_hold_for_their_message_signer_and_purpose() {
    let (key, other) = (account(1), account(2));
    let signature = key.sign(b"entry");
    assert_eq!(key.public().verify(b"entry", &signature), Ok(()));
    assert_eq!(key.public().verify(b"Entry", &signature), Err(VaultError::BadSignature));
    assert_eq!(other.public().verify(b"entry", &signature), Err(VaultError::BadSignature));
    for i in 0..64 {
        let mut bad = signature;
        bad[i] ^= 1;
        assert_eq!(key.public().verify(b"entry", &bad), Err(VaultError::BadSignature));
    }
    let node = NodeKey::generate(&mut Seeded::new(3)).unwrap();
    let receipt = node.sign(b"entry");
    assert_eq!(verify_node(&node.public(), b"entry", &receipt), Ok(()));
    assert!(verify_node(&node.public(), b"other", &receipt).is_err());
    let text = node_to_text(&node.public());
    assert_eq!(node_from_text(&text), Ok(node.public()));
    assert!(node_from_text(&node.to_text()).is_err(), "a secret is no public key");
    assert!(node_from_text(&text.replace(&text[30..32], "zz")).is_err());
    assert!(node_from_text(&text[..text.len() - 1]).is_err());
    assert!(verify_node(&key.public().verify, b"entry", &signature).is_err(), "another purpose");
}

#[test]
fn a_public_key_travels_as_bytes_and_is_read_aloud() {
    let (key, other) = (account(1).public(), account(2).public());
    let bytes = key.to_bytes();
    assert_eq!(bytes.len(), 1249);
    assert_eq!(PublicKey::from_bytes(&bytes).unwrap(), key);
    for length in 0..bytes.len() {
        assert!(PublicKey::from_bytes(&bytes[..length]).is_err());
    }
    let print = key.fingerprint();
    assert_eq!(print.split(' ').count(), 6);
    assert!(print.split(' ').all(|group| group.len() == 5 && group.bytes().all(|c| c.is_ascii_digit())));
    assert_ne!(print, other.fingerprint());
    let mixed = PublicKey { verify: other.verify, ..key.clone() };
    assert_ne!(print, mixed.fingerprint());
    // Coefficients of ML-KEM above its modulus (FIPS 203 7.2).
    let bad = [&bytes[..33], &[0xff; 1216]].concat();
    assert!(PublicKey::from_bytes(&bad).is_err());
}

#[test]
fn names_repeat_for_one_key_and_label_only() {
    let first = NamingKey::generate(&mut Seeded::new(1)).unwrap();
    let second = NamingKey::generate(&mut Seeded::new(2)).unwrap();
    let same = NamingKey::from_bytes(first.bytes()).unwrap();
    assert_eq!(first.name("instance", b"uuid:1"), same.name("instance", b"uuid:1"));
    assert_ne!(first.name("instance", b"uuid:1"), second.name("instance", b"uuid:1"));
    assert_ne!(first.name("instance", b"uuid:1"), first.name("login", b"uuid:1"));
    // A label and a text cut elsewhere are another name.
    assert_ne!(first.name("ab", b"c"), first.name("a", b"bc"));
    assert!(NamingKey::from_bytes(&[0; 31]).is_err());
    let (me, you) = (account(1), account(2));
    assert_ne!(me.own_name("key", b"x"), you.own_name("key", b"x"));
    assert_eq!(me.own_name("key", b"x"), account(1).own_name("key", b"x"));
}

#[test]
fn a_digest_of_parts_depends_on_where_they_are_cut() {
    assert_ne!(digest_of(&[b"ab", b"c"]), digest_of(&[b"a", b"bc"]));
    assert_ne!(digest_of(&[b""]), digest_of(&[]));
    assert_eq!(digest_of(&[]), sha256(b""));
}

#[test]
fn nothing_secret_is_printed() {
    let session = SessionSecret::generate(&mut Seeded::new(2)).unwrap();
    let naming = NamingKey::generate(&mut Seeded::new(2)).unwrap();
    let node = NodeKey::generate(&mut Seeded::new(2)).unwrap();
    let secret = password("correct horse");
    let all = format!("{:?} {session:?} {naming:?} {node:?} {secret:?}", account(1));
    assert!(all.starts_with("AccountKey(..) SessionSecret(..) NamingKey(..) NodeKey(..) Password("));
    assert!(!all.contains("horse"));
}
