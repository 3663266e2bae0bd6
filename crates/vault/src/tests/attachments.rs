use super::support::{Seeded, account, damaged, key, vault};
use crate::{
    CHUNK, Compartment, FileKey, FilePlace, Place, SEALED_CHUNK, VaultError, VaultId, check_chunk,
    check_description,
};
use proptest::prelude::*;

const ID: [u8; 16] = [0xcc; 16];

fn file(seed: u64) -> FileKey {
    FileKey::generate(&mut Seeded::new(seed)).unwrap()
}

fn place() -> Place {
    Place { table: "attachment", column: "file", record: ID, version: 1 }
}

proptest! {
    /// C9: whatever a chunk holds, it is stored in the same length.
    #[test]
    fn a_chunk_opens_as_itself_and_tells_no_length(length in 0..=CHUNK, number in 0u32..3) {
        let vault = vault();
        let at = FilePlace { vault: &vault, attachment: ID, chunks: 3 };
        let plain = vec![7; length];
        let sealed = file(1).seal_chunk(&at, number, &plain, &mut Seeded::new(2)).unwrap();
        let exposed = if cfg!(feature = "unsealed-control") { 4 + CHUNK } else { 0 };
        prop_assert_eq!(sealed.len(), SEALED_CHUNK + exposed);
        prop_assert_eq!(check_chunk(&sealed), Ok(()));
        prop_assert_eq!(&file(1).open_chunk(&at, number, &sealed).unwrap()[..], &plain[..]);
    }
}

/// C5: a chunk opens as no other chunk, of no other attachment, and not where one more or less is claimed.
#[test]
fn a_chunk_that_is_moved_is_refused() {
    let (ours, other) = (vault(), VaultId { id: [0xab; 16], ..vault() });
    let elsewhere = VaultId { situation: "XBR".to_owned(), ..vault() };
    let at = FilePlace { vault: &ours, attachment: ID, chunks: 3 };
    let key = file(1);
    let sealed = key.seal_chunk(&at, 1, b"a piece", &mut Seeded::new(2)).unwrap();
    let description = key.seal_description(&at, b"a name", &mut Seeded::new(3)).unwrap();
    assert_eq!(&key.open_description(&at, &description).unwrap()[..], b"a name");
    let moved = [
        FilePlace { chunks: 2, ..at },
        FilePlace { chunks: 4, ..at },
        FilePlace { attachment: [0xcd; 16], ..at },
        FilePlace { vault: &other, ..at },
        FilePlace { vault: &elsewhere, ..at },
    ];
    for moved in moved {
        assert_eq!(key.open_chunk(&moved, 1, &sealed).unwrap_err(), VaultError::Altered, "{moved:?}");
        assert_eq!(key.open_description(&moved, &description).unwrap_err(), VaultError::Altered);
    }
    for number in [0, 2] {
        assert_eq!(key.open_chunk(&at, number, &sealed).unwrap_err(), VaultError::Altered);
    }
    assert!(matches!(key.open_chunk(&at, 3, &sealed), Err(VaultError::Malformed(_))));
    assert!(matches!(key.seal_chunk(&at, 3, b"", &mut Seeded::new(4)), Err(VaultError::Malformed(_))));
    assert_eq!(
        key.seal_chunk(&at, 0, &[0; CHUNK + 1], &mut Seeded::new(4)).unwrap_err(),
        VaultError::TooLarge
    );
    assert_eq!(file(9).open_chunk(&at, 1, &sealed).unwrap_err(), VaultError::Altered);
    // A part of one kind is none of the other.
    assert!(key.open_description(&at, &sealed).is_err() && key.open_chunk(&at, 0, &description).is_err());
    assert!(check_chunk(&description).is_err() && check_description(&sealed).is_err());
}

#[test]
fn what_is_damaged_or_of_another_form_is_refused() {
    let vault = vault();
    let at = FilePlace { vault: &vault, attachment: ID, chunks: 1 };
    let key = file(1);
    let sealed = key.seal_chunk(&at, 0, b"a piece", &mut Seeded::new(2)).unwrap();
    for at_byte in (0..200).chain((200..sealed.len()).step_by(997)).chain([sealed.len() - 1]) {
        let mut copy = sealed.clone();
        copy[at_byte] ^= 0x10;
        assert!(key.open_chunk(&at, 0, &copy).is_err(), "byte {at_byte}");
    }
    for length in [0, 10, 30, 80, sealed.len() - 1] {
        assert!(
            check_chunk(&sealed[..length]).is_err() && key.open_chunk(&at, 0, &sealed[..length]).is_err()
        );
    }
    assert!(check_chunk(&[&sealed[..], &[0]].concat()).is_err());
    let description = key.seal_description(&at, b"a name", &mut Seeded::new(3)).unwrap();
    assert_eq!(check_description(&description), Ok(()));
    for copy in damaged(&description).step_by(7) {
        assert!(key.open_description(&at, &copy).is_err());
    }
    let long = key.seal_description(&at, &[b'x'; 4096], &mut Seeded::new(3)).unwrap();
    assert!(check_description(&long).is_err());
    assert!(check_description(&[b'{'; 1100]).is_err());
}

/// C3: whoever uploads has the key until the end; then only the compartment does, whatever its epoch.
#[test]
fn the_key_goes_from_hand_to_hand() {
    let vault = vault();
    let at = FilePlace { vault: &vault, attachment: ID, chunks: 1 };
    let rng = &mut Seeded::new(5);
    let sealed = file(1).seal_chunk(&at, 0, b"a piece", rng).unwrap();
    let opens = |key: &FileKey| key.open_chunk(&at, 0, &sealed).is_ok_and(|plain| &plain[..] == b"a piece");

    let (mine, yours) = (account(1), account(2));
    let kept = mine.keep_file_key([1; 16], ID, &file(1), rng).unwrap();
    assert!(opens(&mine.kept_file_key([1; 16], ID, &kept).unwrap()));
    assert!(mine.kept_file_key([1; 16], [0xcd; 16], &kept).is_err());
    assert!(mine.kept_file_key([2; 16], ID, &kept).is_err());
    assert!(yours.kept_file_key([1; 16], ID, &kept).is_err());

    let (intake, later) = (key(Compartment::Intake, 1), key(Compartment::Intake, 2));
    let public = intake.submission_key().unwrap();
    let sent = public.seal_file_key(ID, &file(1), rng).unwrap();
    assert_eq!(public.check_file_key(&sent), Ok(()));
    assert!(opens(&intake.open_file_key(ID, &sent).unwrap()));
    assert!(intake.open_file_key([0xcd; 16], &sent).is_err());
    assert_eq!(later.open_file_key(ID, &sent).unwrap_err(), VaultError::WrongKey);
    assert_eq!(later.submission_key().unwrap().check_file_key(&sent), Err(VaultError::WrongKey));
    assert_eq!(key(Compartment::Case, 1).open_file_key(ID, &sent).unwrap_err(), VaultError::WrongKey);
    // Neither is taken for the other.
    let report = public.seal_submission(ID, b"an invented report", rng).unwrap();
    assert!(public.check_file_key(&report).is_err() && intake.open_file_key(ID, &report).is_err());
    assert!(public.check_form(&sent).is_err() && intake.open_submission(ID, &sent).is_err());

    let (identity, next) = (key(Compartment::Identity, 1), key(Compartment::Identity, 2));
    let wrapped = identity.wrap_file_key(&place(), &file(1), rng).unwrap();
    let moved = next.rewrap(&identity, &place(), &wrapped, rng).unwrap();
    assert!(opens(&identity.unwrap_file_key(&place(), &wrapped).unwrap()));
    assert!(opens(&next.unwrap_file_key(&place(), &moved).unwrap()));
    assert_eq!(next.unwrap_file_key(&place(), &wrapped).unwrap_err(), VaultError::WrongKey);
    let other = Place { record: [0xcd; 16], ..place() };
    assert_eq!(identity.unwrap_file_key(&other, &wrapped).unwrap_err(), VaultError::Altered);
    assert_eq!(
        key(Compartment::Case, 1).unwrap_file_key(&place(), &wrapped).unwrap_err(),
        VaultError::WrongKey
    );
}

/// Sent twice under one number, two pieces share no nonce.
#[test]
fn nonces_are_not_counted() {
    let vault = vault();
    let at = FilePlace { vault: &vault, attachment: ID, chunks: 1 };
    let rng = &mut Seeded::new(6);
    let nonce = |sealed: Vec<u8>| sealed[26..38].to_vec();
    let key = file(1);
    let one = nonce(key.seal_chunk(&at, 0, b"one", rng).unwrap());
    assert_ne!(one, nonce(key.seal_chunk(&at, 0, b"another", rng).unwrap()));
}
