//! The tables beside this file: options of MRMIMS+ and our codes, names of version 2, what is computed; and the map
//! from its fields to ours, which the dictionary holds.

use super::value::slug;
use domain::dictionary::{Field, dictionary};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

const OPTIONS: &str = include_str!("options.toml");
const FIELDS: &str = include_str!("fields.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Names {
    renamed: BTreeMap<String, String>,
    computed: BTreeMap<String, BTreeMap<String, String>>,
}

type Options = BTreeMap<String, BTreeMap<String, String>>;

/// The tables are part of the program and tests read them: a running program could do nothing about a fault in them.
fn table<T: serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("a table of MRMIMS+: {error}"))
}

static OPTION: LazyLock<Options> = LazyLock::new(|| table(OPTIONS));
static NAMES: LazyLock<Names> = LazyLock::new(|| table(FIELDS));

/// What an option is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A code.
    Code(&'static str),
    /// A code that says less than the option.
    Less(&'static str),
    /// Known, and our list has no place for it.
    NoPlace,
    /// Not an option that is known, such as one that a country added.
    Unknown,
}

/// What an option, given as its id or its English label, is in one of our lists.
pub(super) fn option(list: &str, said: &str) -> Meaning {
    match OPTION.get(list).and_then(|options| options.get(&slug(said))) {
        None => Meaning::Unknown,
        Some(code) if code.is_empty() => Meaning::NoPlace,
        Some(code) => match code.strip_suffix('+') {
            Some(less) => Meaning::Less(less),
            None => Meaning::Code(code),
        },
    }
}

/// The forms that hold the fields of a violation.
pub(super) const VIOLATION_FORMS: [&str; 9] = [
    "killing",
    "maiming",
    "recruitment",
    "sexual_violence",
    "abduction",
    "attack_on",
    "military_use",
    "denial_humanitarian_access",
    "deprivation_liberty",
];

/// Our field of each field of MRMIMS+, by `form.field`.
static OURS: LazyLock<HashMap<&'static str, &'static Field>> = LazyLock::new(|| {
    let mut ours = HashMap::new();
    for field in dictionary().sections().iter().flat_map(|section| &section.fields) {
        for name in &field.mrmims {
            ours.entry(name.as_str()).or_insert(field);
        }
    }
    ours
});

/// Our field of a field of these forms, the first that has it.
pub(super) fn ours(forms: &[&str], name: &str) -> Option<(&'static str, &'static Field)> {
    forms.iter().find_map(|form| {
        let full = format!("{form}.{name}");
        let full = NAMES.renamed.get(&full).unwrap_or(&full);
        OURS.get_key_value(full.as_str()).map(|(name, field)| (*name, *field))
    })
}

/// Why a field is computed and not kept, if it is.
pub(super) fn computed(of: &str, name: &str) -> Option<&'static str> {
    let table = NAMES.computed.get(of)?;
    let why = table.get(name).or_else(|| {
        table.iter().find_map(|(known, why)| {
            known.strip_suffix('*').filter(|head| name.starts_with(head)).map(|_| why)
        })
    });
    why.map(String::as_str)
}

/// Every name of version 2 with the field whose place it takes.
pub(super) fn renamed() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.renamed.iter().map(|(name, of)| (name.as_str(), of.as_str()))
}

/// Every field of MRMIMS+ that the dictionary has a place for, with our field.
pub(super) fn placed() -> impl Iterator<Item = (&'static str, &'static Field)> {
    OURS.iter().map(|(name, field)| (*name, *field))
}

/// Every list with its options and their codes as the table has them.
pub(super) fn lists() -> impl Iterator<Item = (&'static str, &'static BTreeMap<String, String>)> {
    OPTION.iter().map(|(list, options)| (list.as_str(), options))
}
