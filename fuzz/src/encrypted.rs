//! What a telephone encrypted: its cover, the parcel in which it waits, and a file of it.

use crate::sealed::Chance;
use foreign::openrosa::{Encrypted, Parcel};
use std::sync::LazyLock;
use vault::{FormKey, ParcelKey, WRAPPED_KEY, file_mark};

const COVER: &[u8] = include_bytes!("../../crates/vault/src/tests/encrypted/manifest.xml");
const PAIR: &[u8] = include_bytes!("../../crates/vault/src/tests/encrypted/private.der");
const FORM: &[u8] = include_bytes!("../../crates/vault/src/tests/encrypted/submission.xml");

static KEY: LazyLock<ParcelKey> = LazyLock::new(|| {
    let sent = Encrypted::read(COVER).unwrap().unwrap();
    FormKey::from_bytes(PAIR).unwrap().parcel_key(&sent.instance_id, &sent.key, &mut Chance::new(5)).unwrap()
});

/// A cover is within its bounds or says what is wrong; a parcel is read as written; a file opens in its place, and nothing
/// of it is longer than what came.
pub(crate) fn encrypted(bytes: &[u8]) -> bool {
    let cover = match Encrypted::read(bytes) {
        Ok(Some(sent)) => {
            assert!((1..=96).contains(&sent.instance_id.chars().count()) && sent.files.len() <= 100);
            assert!(sent.key.len() == WRAPPED_KEY && sent.reference().chars().count() <= 100);
            assert!(sent.signature.as_ref().is_none_or(|signature| signature.len() == WRAPPED_KEY));
            assert!(sent.files.iter().enumerate().all(|(place, name)| sent.place(name) == Some(place)));
            assert_eq!(sent.place(&sent.filled_in), None);
            let marks = vec![file_mark(bytes); sent.files.len() + 1];
            assert!(sent.signed(&marks).matches("::").count() >= marks.len());
            let parcel = Parcel { mark: [1; 16], cover: bytes, form: FORM };
            assert_eq!(Parcel::read(&parcel.to_bytes()), Some(parcel));
            true
        }
        Ok(None) => false,
        Err(problems) => {
            assert!(!problems.is_empty());
            false
        }
    };
    let parcel = Parcel::read(bytes).is_some_and(|parcel| {
        assert_eq!(parcel.to_bytes(), bytes);
        true
    });
    let file = bytes.split_first().is_some_and(|(place, file)| {
        KEY.open(usize::from(*place), file).is_ok_and(|plain| {
            assert!(plain.len() < file.len() && plain.len() + 16 >= file.len());
            *place == 20 && plain.as_slice() == FORM
        })
    });
    cover | parcel | file
}
