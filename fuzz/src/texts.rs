//! What people write: narratives, names, searches.

use crate::ground::REGISTERS;
use domain::gazetteer::Gazetteer;
use domain::identifying::{Identifiers, Kind, PreparedText, Register};
use domain::interchange::excerpt;
use domain::spelling::Wanted;
use domain::workflow::check_text;
use foreign::places::{find, plain};
use serde_json::{Value, json};
use std::sync::LazyLock;

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| Gazetteer::of(&REGISTERS.areas));

/// The first line is a name, the rest a text.
pub(crate) fn texts(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let (name, text) = text.split_once('\n').unwrap_or((text, ""));
    shown(name);
    found(name, text);
    identified(name, text)
}

/// What is shown of it commands nothing.
fn shown(name: &str) {
    let quoted = excerpt(name);
    assert!(quoted.chars().count() <= 60 && !quoted.chars().any(char::is_control));
    assert_eq!(excerpt(&quoted), quoted);
    let cell = report::safe(name);
    assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']) && !cell.chars().any(char::is_control));
    if let Ok(kept) = check_text(name, 100) {
        assert!((1..=100).contains(&kept.chars().count()));
        assert_eq!(check_text(&kept, 100).ok(), Some(kept));
    }
    let folded = plain(name);
    assert_eq!(plain(&folded), folded);
    if let Ok(code) = find(&GAZETTEER, &REGISTERS.areas, name) {
        assert_eq!(REGISTERS.areas.by_code(code).unwrap().level, 1);
    }
}

/// Words that are looked for are found in a text that has them.
fn found(name: &str, text: &str) {
    let Some(wanted) = Wanted::of(name) else { return };
    assert!(wanted.are_in([&json!({"text": [format!("{text} {name} {text}")]})]), "{name:?} in {text:?}");
    let _ = wanted.are_in([&Value::from(text)]);
}

/// Passages lie on the boundaries of characters; a whole name in plain letters is never missed.
fn identified(name: &str, text: &str) -> bool {
    let identity = json!({"victims": [{"name": name, "contact": text}], "location": {"place": name}});
    let coded =
        json!({"external_id": name, "occurred": {"from": "2024-02-10"}, "location": {"area": "XAR01002"}});
    let record = Identifiers::of(&coded, &identity, &REGISTERS.areas);
    let register = Register::of(&REGISTERS.areas, 1, ["Front of the North"]);
    let whole = format!("{text} {name} {text}");
    let prepared = PreparedText::new(&whole);
    let passages = [prepared.identify(&record, &register), prepared.kept_areas(&register)].concat();
    for passage in &passages {
        assert!(passage.from < passage.to && whole.get(passage.from..passage.to).is_some(), "{passage:?}");
    }
    let words: Vec<&str> = name.split(' ').collect();
    let told = ["north", "south", "east", "arandia", "front", "upland", "nord"];
    let is_plain = |word: &&str| {
        let word = word.to_ascii_lowercase();
        word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_lowercase()) && !told.contains(&&*word)
    };
    if (2..=3).contains(&words.len()) && words.iter().all(is_plain) && words[0] != words[1] {
        assert!(passages.iter().any(|passage| passage.kind == Kind::Name), "{name:?} is missed in {whole:?}");
    }
    !passages.is_empty()
}
