//! Passkeys: what a device answered is taken for what was asked, and for nothing else.

use super::support::{Seeded, account, damaged};
use crate::primitives::authenticator::{AuthenticatorData, CredentialKey};
use crate::text::unhex;
use crate::{Asked, Made, Passkey, Shown, VaultError, challenge_of};
use authenticator::{Authenticator, PRESENT, PRESENT_AND_VERIFIED, Question, Reply, text};
use proptest::prelude::*;

/// The device of the server's tests.
#[path = "../../../../tests/it/authenticator.rs"]
mod authenticator;

const CHALLENGE: &[u8] = b"an invented challenge of no fixed length";
const ORIGIN: &str = "https://sixfold.example";
const RP: &str = "sixfold.example";

fn asked() -> Asked<'static> {
    Asked { challenge: CHALLENGE, origin: ORIGIN, rp_id: RP }
}

fn question() -> Question {
    Question::new(&text(CHALLENGE), ORIGIN, RP)
}

fn made(reply: &Reply) -> Result<(Passkey, u32), VaultError> {
    let made = Made { client_data: &reply.client_data, attestation: &reply.attestation };
    Passkey::made(&asked(), &made, "a phone")
}

fn shown(passkey: &Passkey, reply: &Reply) -> Result<u32, VaultError> {
    let Reply { client_data, authenticator_data, signature, .. } = reply;
    passkey.shown(&asked(), &Shown { client_data, authenticator_data, signature })
}

#[test]
fn a_passkey_is_made_kept_and_shown() {
    for mut device in [Authenticator::new(), Authenticator::with_ed25519()] {
        device.counter = 7;
        let (passkey, counter) = made(&device.make(&question())).unwrap();
        assert_eq!((counter, passkey.credential(), passkey.name()), (8, &device.credential[..], "a phone"));
        let key = account(1);
        let id = Passkey::id_of(&device.credential, &key);
        let sealed = passkey.seal([1; 16], &key, &mut Seeded::new(1)).unwrap();
        let kept = Passkey::open([1; 16], &key, &id, &sealed).unwrap();
        assert!(kept == passkey);
        let reply = device.show(&question());
        assert_eq!(shown(&kept, &reply), Ok(9));
        assert_eq!(challenge_of(&reply.client_data).unwrap(), CHALLENGE);
        // It is its owner's, and stands in its place.
        assert_eq!(Passkey::open([2; 16], &key, &id, &sealed).unwrap_err(), VaultError::Altered);
        assert_eq!(Passkey::open([1; 16], &key, &[3; 16], &sealed).unwrap_err(), VaultError::Altered);
        assert!(Passkey::open([1; 16], &account(2), &id, &sealed).is_err());
        assert_ne!(Passkey::id_of(&device.credential, &account(2)), id);
    }
}

/// Sealed, two passkeys look alike whatever their names and kinds say.
#[test]
fn what_devices_somebody_has_does_not_show() {
    let key = account(1);
    let lengths: Vec<usize> = [Authenticator::new(), Authenticator::with_ed25519()]
        .iter_mut()
        .zip(["a", "the telephone of the office in the north"])
        .map(|(device, name)| {
            let reply = device.make(&question());
            let made = Made { client_data: &reply.client_data, attestation: &reply.attestation };
            let (passkey, _) = Passkey::made(&asked(), &made, name).unwrap();
            passkey.seal([1; 16], &key, &mut Seeded::new(1)).unwrap().len()
        })
        .collect();
    assert_eq!(lengths[0], lengths[1]);
}

/// B12: each of these is refused for itself, with all else right.
#[test]
fn an_answer_to_another_question_is_refused() {
    type Change = fn(&mut Authenticator, &mut Question);
    let changes: &[(&str, Change)] = &[
        ("another challenge", |_, asked| asked.challenge = text(b"another")),
        ("another page", |_, asked| asked.origin = "https://evil.example".to_owned()),
        ("another page", |_, asked| asked.origin = "http://sixfold.example".to_owned()),
        ("another page", |_, asked| asked.origin = "https://sixfold.example:444".to_owned()),
        ("another page", |_, asked| asked.cross_origin = true),
        ("another server", |_, asked| asked.rp_id = "evil.example".to_owned()),
        ("nobody made themself known to the device", |device, _| device.flags = PRESENT),
        ("nobody made themself known to the device", |device, _| {
            device.flags = PRESENT_AND_VERIFIED & !PRESENT
        }),
    ];
    for (said, change) in changes {
        let mut device = Authenticator::new();
        let (passkey, _) = made(&device.make(&question())).unwrap();
        let mut asked = question();
        change(&mut device, &mut asked);
        assert_eq!(shown(&passkey, &device.show(&asked)), Err(VaultError::Passkey(said)));
        assert_eq!(made(&device.make(&asked)).unwrap_err(), VaultError::Passkey(said));
    }
    let mut device = Authenticator::new();
    let (passkey, _) = made(&device.make(&question())).unwrap();
    // One is not taken for the other, nor another device's for this one's.
    let (new, old) = (device.make(&question()), device.show(&question()));
    assert_eq!(shown(&passkey, &new), Err(VaultError::Passkey("another kind of question")));
    assert_eq!(made(&old).unwrap_err(), VaultError::Passkey("another kind of question"));
    let other = Authenticator::new().show(&question());
    assert_eq!(shown(&passkey, &other), Err(VaultError::BadSignature));
    // A key that could not be copied to other devices, and now says that it can.
    device.flags |= 0x08;
    let copied = device.show(&question());
    assert_eq!(shown(&passkey, &copied), Err(VaultError::Passkey("another kind of answer")));
}

#[test]
fn every_damaged_byte_is_refused() {
    let mut device = Authenticator::new();
    let reply = device.make(&question());
    let (passkey, _) = made(&reply).unwrap();
    let good = device.show(&question());
    for client_data in damaged(&good.client_data) {
        assert!(shown(&passkey, &Reply { client_data, ..good.clone() }).is_err());
    }
    for authenticator_data in damaged(&good.authenticator_data) {
        assert!(shown(&passkey, &Reply { authenticator_data, ..good.clone() }).is_err());
    }
    for signature in damaged(&good.signature) {
        assert!(shown(&passkey, &Reply { signature, ..good.clone() }).is_err());
    }
    let key = account(1);
    let id = Passkey::id_of(&device.credential, &key);
    for sealed in damaged(&passkey.seal([1; 16], &key, &mut Seeded::new(1)).unwrap()) {
        assert!(Passkey::open([1; 16], &key, &id, &sealed).is_err());
    }
    // A new passkey cut short anywhere, or with something after it, is none.
    for length in 0..reply.attestation.len() {
        let cut = Reply { attestation: reply.attestation[..length].to_vec(), ..reply.clone() };
        assert!(made(&cut).is_err(), "{length}");
    }
    let longer = Reply { attestation: [&reply.attestation[..], &[0]].concat(), ..reply };
    assert!(made(&longer).is_err());
}

/// A signature that `openssl` made with a key of 2048 bits that is no longer there.
#[test]
fn what_older_windows_devices_sign_with_is_checked() {
    let n = unhex("b9056e2731dc662857ae1b585bdf8c8c5b222d1032a52ae01f8dfe8dfb82bc8911fadb998e0c68eebba829f00cc1429c37962c8ff6c53c8a39f846e4f474e54064c8109b4cad73487ac536120d3b6ea3191ab8e4c26f06b3c660ea8041e393978a6c8be5d2f1666142ee0207da2198a6f2b9973334d2c759598a2380121eed3a152b22ec797c042879eb51c53711818cc46c60168186e20f743576feb8b3d6d6ffec53c250a0a692fb5cd7d8677fb3c7431349e56965c45d9cf35f2bb6a78fcb42937322c7279294b4f648635ada5bd062d27a88a521a629542f0661f10ff029860974f5653dfc8890708c88da7dff137a619f7ba53f796c5be7ce5629ef5bcd").unwrap();
    let signature = unhex("05c3e750c229c08c65a38bdd3fdccaba01f519431af5816c094a5ec288e73781a8ce7a6222084379182a175227e39db5b8cc1777b083a9da5a8fc87b7ac0f346527f43680acf1c582c3016f38228d290d5e45e19d308e38bba47d2f7f66cf1067080e351cd65405cfa108a7adb28cd4c46367a34c369a00efdd4aad809288d15452e580169a5fdf91233092f0e695b7f6beab3373c13217d1af7a2f06afb750c76bea39d51a45bcb95ebfc683c5239d6ba1eb274034186c3e670e1fedd1e46aa4b70bf16b519a9c427fc48562d5394a88f324f5fba5ea51c30e483fae487b8a39dd2b4db1badbba5238bb6082bbe77ca860600576f7f166d05aac3eca23bf18d").unwrap();
    let key = CredentialKey::from_parts(-257, [&n, &[1, 0, 1]]).unwrap();
    assert_eq!(key.verify(b"an invented message", &signature), Ok(()));
    assert_eq!(key.verify(b"another message", &signature), Err(VaultError::BadSignature));
    let (algorithm, parts) = key.parts();
    assert!(CredentialKey::from_parts(algorithm, parts).unwrap() == key);
}

proptest! {
    /// Whatever a device or a browser sends, it is an error and no panic.
    #[test]
    fn anything_may_be_sent(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = AuthenticatorData::read(&bytes);
        let _ = AuthenticatorData::of_attestation(&bytes);
        let _ = challenge_of(&bytes);
        // Behind a head that is right, so that the rest is reached.
        let head = [&[0; 32][..], &[0xc5], &[0; 4], &[0; 16], &[0, 2], &[1, 1]].concat();
        let _ = AuthenticatorData::read(&[&head[..], &bytes].concat());
    }
}
