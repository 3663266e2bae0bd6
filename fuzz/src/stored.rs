//! What is opened of the store: packed facts, records, papers, descriptions. Whoever wrote it held the key, but perhaps
//! another version of the program.

use crate::ground::REGISTERS;
use domain::attachment::{Description, MediaType};
use domain::boundary::Outline;
use domain::counting::Block;
use domain::record::CaseRecord;
use domain::register::Registers;
use domain::tabulate::Selection;
use domain::workflow::{Answer, WorkingPaper};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// What reads as a block unpacks, and is packed again as a block of the same facts.
pub(crate) fn facts(bytes: &[u8]) -> bool {
    let Ok(block) = Block::from_bytes(bytes) else { return false };
    assert_eq!(Block::from_bytes(&block.to_bytes()).unwrap(), block);
    let mut used = Block::default();
    used.read(bytes).unwrap();
    assert_eq!(used, block);
    let facts = block.unpack().unwrap();
    assert_eq!(facts.iter().map(|incident| incident.violations.len()).sum::<usize>(), block.len());
    if facts.is_sorted_by_key(|incident| incident.number) {
        assert_eq!(Block::pack(facts.clone()).unpack().unwrap(), facts);
    }
    true
}

fn kept<T: Serialize + DeserializeOwned + PartialEq + Debug>(bytes: &[u8]) -> Option<T> {
    let read: T = serde_json::from_slice(bytes).ok()?;
    let written = serde_json::to_vec(&read).unwrap();
    assert_eq!(serde_json::from_slice::<T>(&written).unwrap(), read);
    Some(read)
}

/// The first byte says as what the rest is read.
pub(crate) fn records(bytes: &[u8]) -> bool {
    let Some((choice, bytes)) = bytes.split_first() else { return false };
    match choice % 6 {
        0 => {
            let Some(record) = kept::<CaseRecord>(bytes) else { return false };
            if let Ok(incident) = record.content.incident() {
                let facts = record.facts(1, &incident, &REGISTERS);
                assert_eq!(Block::pack(vec![facts.clone()]).unpack().unwrap(), [facts]);
            }
            assert!(!record.submitters().is_empty());
            true
        }
        1 => kept::<WorkingPaper>(bytes).is_some(),
        2 => Answer::read(bytes).is_some_and(|answer| {
            assert_eq!(kept(bytes).as_ref(), Some(&answer));
            true
        }),
        3 => kept::<Registers>(bytes).is_some(),
        4 => kept::<Selection>(bytes).is_some(),
        _ => {
            let Ok(text) = std::str::from_utf8(bytes) else { return false };
            let Ok(outline) = text.parse::<Outline>() else { return false };
            assert_eq!(outline.to_string(), text);
            let ((left, top), (right, bottom)) = outline.corners();
            assert!(left <= right && top <= bottom);
            let ((x, y), _) = outline.inside();
            assert!((left..=right).contains(&x) && (top..=bottom).contains(&y), "{x},{y} of {text}");
            !outline.path().is_empty()
        }
    }
}

/// What is said of an attachment, or what it begins with as each kind that is taken.
pub(crate) fn attachment(bytes: &[u8]) -> bool {
    let Some((choice, bytes)) = bytes.split_first() else { return false };
    if choice % 2 == 0 {
        let Some(description) = kept::<Description>(bytes) else { return false };
        if description.check().is_ok() {
            let pieces = (0..description.chunks()).map(|chunk| description.length_of(chunk).unwrap() as u64);
            assert_eq!(pieces.sum::<u64>(), description.size);
            assert_eq!(description.length_of(description.chunks()), None);
        }
        return true;
    }
    let mut is_any = false;
    for media_type in MediaType::ALL {
        let is_taken = media_type.check(bytes).is_ok();
        let is_page = bytes.trim_ascii_start().to_ascii_lowercase().starts_with(b"<html");
        assert!(!is_taken || !is_page, "{media_type:?} takes a page");
        is_any |= is_taken;
    }
    is_any
}
