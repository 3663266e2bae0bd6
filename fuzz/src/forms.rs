//! Public forms of keys and secrets, and what a browser and a device say of a passkey.

use crate::altered::altered;
use crate::sealed::Chance;
use std::sync::LazyLock;
use vault::log::Frontier;
use vault::{
    AccountKey, Asked, Compartment, CompartmentKey, CustodianKey, CustodianPublic, DeviceSecret, Made,
    NodeKey, Passkey, PublicKey, SEALED_CHUNK, SessionSecret, Shown, SubmissionKey, TelephoneSecret, VaultId,
    challenge_of, check_chunk, check_description, node_from_text, node_to_text,
};

static ME: LazyLock<AccountKey> = LazyLock::new(|| AccountKey::generate(&mut Chance::new(4)).unwrap());

static INTAKE: LazyLock<SubmissionKey> = LazyLock::new(|| {
    let vault = VaultId { id: [0xaa; 16], situation: "XAR".to_owned() };
    let key = CompartmentKey::generate(&vault, Compartment::Intake, 3, &mut Chance::new(9)).unwrap();
    key.submission_key().unwrap()
});

/// What is read is written as it was; a text may have had spaces and capitals.
pub(crate) fn forms(bytes: &[u8]) -> bool {
    let Some((choice, bytes)) = bytes.split_first() else { return false };
    let text = std::str::from_utf8(bytes);
    match (choice % 14, text) {
        (0, _) => same(SubmissionKey::from_bytes(bytes).map(|key| key.to_bytes()), bytes),
        (1, _) => same(PublicKey::from_bytes(bytes).map(|key| key.to_bytes()), bytes),
        (2, _) => same(Frontier::from_bytes(bytes).map(|edge| edge.to_bytes()), bytes),
        (3, _) => {
            let (chunk, description) = (check_chunk(bytes).is_ok(), check_description(bytes).is_ok());
            let (form, key) = (INTAKE.check_form(bytes).is_ok(), INTAKE.check_file_key(bytes).is_ok());
            assert!(!chunk || bytes.len() == SEALED_CHUNK);
            assert!(!description || (1_024..6_000).contains(&bytes.len()));
            assert!(!form || bytes.len() > 4_096);
            assert!(!key || bytes.len() < 200);
            chunk | description | form | key
        }
        // The form of a public key of ours, altered: another key may be valid, and is then another one.
        (4, _) => {
            let genuine = ME.public().to_bytes();
            let offered = altered(&genuine, bytes, &[]);
            let Ok(read) = PublicKey::from_bytes(&offered) else { return false };
            assert_eq!(read.to_bytes(), offered);
            assert_eq!(read == ME.public(), offered == genuine);
            assert_eq!(read.fingerprint() == ME.public().fingerprint(), offered == genuine);
            true
        }
        (5, Ok(text)) => steady(text, CustodianKey::from_text, |key| key.to_text().to_string()),
        (6, Ok(text)) => steady(text, CustodianPublic::from_text, CustodianPublic::to_text),
        (7, Ok(text)) => steady(text, NodeKey::from_text, |key| key.to_text().to_string()),
        (8, Ok(text)) => steady(text, node_from_text, node_to_text),
        (9, Ok(text)) => steady(text, SessionSecret::from_text, |secret| secret.to_text().to_string()),
        (10, Ok(text)) => steady(text, DeviceSecret::from_text, |secret| secret.to_text().to_string()),
        (11, Ok(text)) => steady(text, TelephoneSecret::from_text, |secret| secret.to_text().to_string()),
        (12, Ok(text)) => {
            let Ok(seed) = vault::CodeSeed::from_base32(text) else { return false };
            let code = seed.code_at(1_900_000_000).unwrap();
            assert_eq!(seed.step_of(&code, 1_900_000_000).unwrap(), Some(1_900_000_000 / 30));
            seed.step_of(text, 1_900_000_000).is_ok()
        }
        _ => challenge_of(bytes).is_ok(),
    }
}

fn same<E>(written: Result<Vec<u8>, E>, read: &[u8]) -> bool {
    written.is_ok_and(|written| {
        assert_eq!(written, read);
        true
    })
}

/// A text that reads gives one text, which gives itself.
fn steady<K, E>(text: &str, read: impl Fn(&str) -> Result<K, E>, write: impl Fn(&K) -> String) -> bool {
    let Ok(key) = read(text) else { return false };
    let written = write(&key);
    let again = read(&written).unwrap_or_else(|_| panic!("{written:?} is not read"));
    assert_eq!(write(&again), written);
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    assert_eq!(compact(text), written);
    true
}

const ASKED: Asked<'_> =
    Asked { challenge: &[9; 32], origin: "https://sixfold.example", rp_id: "sixfold.example" };
const CREATE: &[u8] = br#"{"type":"webauthn.create","challenge":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk","origin":"https://sixfold.example"}"#;
const GET: &[u8] = br#"{"type":"webauthn.get","challenge":"CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk","origin":"https://sixfold.example"}"#;

/// A device's answer: any well-formed one may be enrolled, as no maker vouches for it. What is enrolled is kept and
/// read again, and its signature is not to be guessed.
pub(crate) fn passkey(bytes: &[u8]) -> bool {
    let Some((choice, bytes)) = bytes.split_first() else { return false };
    if choice % 2 == 1 {
        let made = Made { client_data: bytes, attestation: &[] };
        assert!(Passkey::made(&ASKED, &made, "key").is_err());
        return false;
    }
    let made = Made { client_data: CREATE, attestation: bytes };
    let Ok((passkey, _)) = Passkey::made(&ASKED, &made, "key") else { return false };
    assert!((1..=1_023).contains(&passkey.credential().len()));
    let sealed = passkey.seal([1; 16], &ME, &mut Chance::new(1)).unwrap();
    let id = Passkey::id_of(passkey.credential(), &ME);
    let kept = Passkey::open([1; 16], &ME, &id, &sealed).unwrap();
    assert!(kept == passkey && kept.name() == "key");
    let shown = Shown { client_data: GET, authenticator_data: bytes, signature: &[] };
    assert!(passkey.shown(&ASKED, &shown).is_err());
    true
}
