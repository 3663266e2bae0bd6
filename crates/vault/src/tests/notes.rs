use super::support::Seeded;
use crate::text::array;
use crate::{Checkpoint, NodeKey, VaultError};
use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "sixfold.example/xar".to_owned(),
        size: 20_852_163,
        root: [7; 32],
        extensions: Vec::new(),
    }
}

fn node(seed: u64) -> NodeKey {
    NodeKey::generate(&mut Seeded::new(seed)).unwrap()
}

fn signed() -> String {
    checkpoint().sign(&node(1), "sixfold.example/xar").unwrap()
}

/// The example of Go's `golang.org/x/mod/sumdb/note`, made with the key printed there.
#[test]
fn a_note_signed_elsewhere_is_accepted_and_signed_alike() {
    let public = STANDARD.decode("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
    let secret = STANDARD.decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").unwrap();
    let text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    let line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    let note = format!("{text}\n{line}");
    let public: [u8; 32] = array(&public[1..], "").unwrap();
    assert_eq!(crate::checkpoint::verified_text(&note, &public), Ok(text));
    let key = NodeKey::from_seed(Zeroizing::new(array(&secret[1..], "").unwrap())).unwrap();
    assert_eq!(key.public(), public);
    assert_eq!(crate::checkpoint::signature_line(text, &key, "PeterNeumann").unwrap(), line);
    // Signed, but not a checkpoint.
    assert!(matches!(Checkpoint::parse_and_verify(&note, &public), Err(VaultError::Malformed(_))));
}

#[test]
fn a_checkpoint_reads_back() {
    let text = signed();
    assert!(text.starts_with("sixfold.example/xar\n20852163\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n\n— sixfold.example/xar "));
    assert!(text.ends_with('\n'));
    assert_eq!(Checkpoint::parse_and_verify(&text, &node(1).public()), Ok(checkpoint()));
    assert_eq!(Checkpoint::parse_and_verify(&text, &node(2).public()), Err(VaultError::BadSignature));
    let extended = Checkpoint { extensions: vec!["key 1".to_owned(), "key 2".to_owned()], ..checkpoint() };
    let text = extended.sign(&node(1), "k").unwrap();
    assert_eq!(Checkpoint::parse_and_verify(&text, &node(1).public()), Ok(extended));
    let empty = Checkpoint { size: 0, ..checkpoint() };
    let text = empty.sign(&node(1), "k").unwrap();
    assert_eq!(Checkpoint::parse_and_verify(&text, &node(1).public()), Ok(empty));
}

#[test]
fn every_changed_character_and_every_truncation_is_refused() {
    let text = signed();
    let public = node(1).public();
    for (i, c) in text.char_indices() {
        let swapped = if c == 'x' { 'y' } else { 'x' };
        let changed = format!("{}{swapped}{}", &text[..i], &text[i + c.len_utf8()..]);
        assert!(Checkpoint::parse_and_verify(&changed, &public).is_err(), "{i}: {c:?}");
        assert!(Checkpoint::parse_and_verify(&text[..i], &public).is_err(), "{i}");
    }
}

#[test]
fn other_signatures_are_passed_over_and_a_false_one_of_ours_is_not() {
    let text = signed();
    let both =
        format!("{text}{}", checkpoint().sign(&node(2), "witness").unwrap().rsplit_once("\n\n").unwrap().1);
    for seed in [1, 2] {
        assert_eq!(Checkpoint::parse_and_verify(&both, &node(seed).public()), Ok(checkpoint()));
    }
    assert_eq!(Checkpoint::parse_and_verify(&both, &node(3).public()), Err(VaultError::BadSignature));
    // Our name and key id over another text.
    let other = Checkpoint { size: 1, ..checkpoint() }.sign(&node(1), "sixfold.example/xar").unwrap();
    let mixed = format!("{text}{}", other.rsplit_once("\n\n").unwrap().1);
    assert_eq!(Checkpoint::parse_and_verify(&mixed, &node(1).public()), Err(VaultError::BadSignature));
}

#[test]
fn what_cannot_be_written_as_one_line_is_refused() {
    for origin in ["", "a\nb", "a\rb", "a\u{85}b"] {
        let bad = Checkpoint { origin: origin.to_owned(), ..checkpoint() };
        assert!(bad.sign(&node(1), "k").is_err(), "{origin:?}");
    }
    for line in ["", "a\nb", "a\u{7f}b"] {
        let bad = Checkpoint { extensions: vec![line.to_owned()], ..checkpoint() };
        assert!(bad.sign(&node(1), "k").is_err(), "{line:?}");
    }
    for name in ["", "a b", "a+b", "a\u{a0}b", "a\n"] {
        assert!(checkpoint().sign(&node(1), name).is_err(), "{name:?}");
    }
}

/// A signer who writes a checkpoint in a second way: one head must have one text.
#[test]
fn a_signed_checkpoint_in_another_spelling_is_refused() {
    let key = node(1);
    let root = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    let sign = |text: String| {
        let line = crate::checkpoint::signature_line(&text, &key, "k").unwrap();
        Checkpoint::parse_and_verify(&format!("{text}\n{line}"), &key.public())
    };
    assert!(sign(format!("o\n7\n{root}\n")).is_ok());
    for bad in [
        format!("o\n07\n{root}\n"),
        format!("o\n+7\n{root}\n"),
        format!("o\n7\n{}\n", root.trim_end_matches('=')),
        format!("o\n7\n{root}\n\nextension\n"),
        format!("o\n7\n{root}\n\n"),
        format!("\n7\n{root}\n"),
        "o\n7\n".to_owned(),
        format!("o\n18446744073709551616\n{root}\n"),
    ] {
        assert!(matches!(sign(bad.clone()), Err(VaultError::Malformed(_))), "{bad:?}");
    }
}
