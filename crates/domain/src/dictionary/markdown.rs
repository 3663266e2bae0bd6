//! The dictionary as a document for people: a table a section, a table a list.

use super::{Compartment, Dictionary, Field, Kind, languages};
use std::fmt::Write;

/// The words that the tables themselves need.
pub(super) const WORDS: &[&str] = &[
    "dictionary",
    "version",
    "field",
    "name",
    "kind",
    "compartment",
    "required",
    "yes",
    "lists",
    "code",
    "meaning",
    "local_list",
    "case",
    "identity",
    "case_if_coded",
];

pub(super) fn render(dictionary: &Dictionary, lang: &str) -> String {
    let say = |key: &str| languages().label(lang, key).replace('|', "\\|");
    let word = |word: &str| say(&format!("word-{word}"));
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(out, "# {}\n\n{} {}", word("dictionary"), word("version"), dictionary.version);
    for section in dictionary.sections() {
        let _ = writeln!(out, "\n## {} (`{}`)\n", say(&section.label_key()), section.name);
        let heads = ["field", "name", "kind", "compartment", "required"].map(word);
        let _ = writeln!(out, "| {} |\n|---|---|---|---|---|", heads.join(" | "));
        for field in &section.fields {
            let compartment = match (&field.kind, field.compartment) {
                (Kind::Section { .. } | Kind::Sections { .. } | Kind::Details, _) => String::new(),
                (_, Compartment::Case) => word("case"),
                (_, Compartment::Identity) => word("identity"),
                (_, Compartment::CaseIfCoded) => word("case_if_coded"),
            };
            let required = if field.required { word("yes") } else { String::new() };
            let kind = kind_words(field, say(&format!("kind-{}", field.kind.name())));
            let label = say(&field.label_key());
            let _ = writeln!(out, "| {label} | `{}` | {kind} | {compartment} | {required} |", field.name);
        }
    }
    let _ = writeln!(out, "\n# {}", word("lists"));
    for list in dictionary.lists() {
        let _ = writeln!(out, "\n## {} (`{}`)\n", say(&format!("list-{}", list.name)), list.name);
        if list.local {
            let _ = writeln!(out, "{}", word("local_list"));
        }
        if !list.codes.is_empty() {
            let _ = writeln!(out, "| {} | {} |\n|---|---|", word("code"), word("meaning"));
        }
        for code in &list.codes {
            let _ = writeln!(out, "| `{code}` | {} |", say(&list.label_key(code)));
        }
    }
    out
}

/// The kind with what it is given: a list, a section, bounds.
fn kind_words(field: &Field, name: String) -> String {
    match &field.kind {
        Kind::Text { max } | Kind::LongText { max } => format!("{name} (≤ {max})"),
        Kind::Integer { min, max } => format!("{name} ({min}–{max})"),
        Kind::Decimal { min, max } => format!("{name} ({min}–{max})"),
        Kind::Section { section } => format!("{name} `{section}`"),
        Kind::Sections { section, max } => format!("{name} `{section}` (≤ {max})"),
        kind => match kind.list() {
            Some(list) => format!("{name} `{list}`"),
            None => name,
        },
    }
}
