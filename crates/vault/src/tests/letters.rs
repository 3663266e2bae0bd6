use super::support::{FixedEntropy, Seeded, account, damaged, vault};
use crate::{Address, VaultError, VaultId, open_letter, seal_letter};

const FROM: [u8; 16] = [7; 16];

fn at(vault: &VaultId) -> Address<'_> {
    Address { vault, label: "question", row: [1; 16], to: [2; 16] }
}

#[test]
fn a_letter_is_read_by_its_recipient_and_says_who_wrote_it() {
    let (me, writer, vault) = (account(1), account(2), vault());
    let at = at(&vault);
    let sealed =
        seal_letter(&at, &me.public(), FROM, &writer, b"on which day?", &mut Seeded::new(1)).unwrap();
    let letter = open_letter(&at, &me, &sealed).unwrap();
    assert_eq!(letter.from(), FROM);
    assert_eq!(letter.read(&at, &me.public(), &writer.public()).unwrap(), b"on which day?");
    let other = letter.read(&at, &me.public(), &account(3).public());
    assert_eq!(other.unwrap_err(), VaultError::BadSignature);
}

#[test]
fn a_letter_opens_for_nobody_else_and_nowhere_else() {
    let (me, writer, vault) = (account(1), account(2), vault());
    let here = at(&vault);
    let sealed = seal_letter(&here, &me.public(), FROM, &writer, b"x", &mut Seeded::new(1)).unwrap();
    assert_eq!(open_letter(&here, &account(3), &sealed).unwrap_err(), VaultError::Altered);
    let elsewhere = VaultId { id: [0; 16], ..vault.clone() };
    let renamed = VaultId { situation: "XBR".to_owned(), ..vault.clone() };
    for moved in [
        Address { row: [9; 16], ..here },
        Address { to: [9; 16], ..here },
        Address { label: "answer", ..here },
        Address { vault: &elsewhere, ..here },
        Address { vault: &renamed, ..here },
    ] {
        assert_eq!(open_letter(&moved, &me, &sealed).unwrap_err(), VaultError::Altered, "{moved:?}");
    }
    for bad in damaged(&sealed).filter(|bad| bad.len() != sealed.len() || bad[1300..] == sealed[1300..]) {
        assert!(open_letter(&here, &me, &bad).is_err());
    }
}

#[test]
fn letters_of_any_usual_length_look_alike() {
    let (me, writer, vault) = (account(1), account(2), vault());
    let length = |plain: &[u8]| {
        seal_letter(&at(&vault), &me.public(), FROM, &writer, plain, &mut Seeded::new(1)).unwrap().len()
    };
    assert_eq!(length(b"x"), length(&[b'x'; 3_000]));
}

#[test]
fn a_failing_generator_seals_no_letter() {
    let (me, vault) = (account(1), vault());
    let sealed = seal_letter(&at(&vault), &me.public(), FROM, &me, b"x", &mut FixedEntropy::new(&[1; 16]));
    assert_eq!(sealed.unwrap_err(), VaultError::Entropy);
}
