//! Parties that an export names and the register does not have, as rows for it.

use super::export::ASSOCIATED;
use super::part::is_nobody;
use super::tables::{self, Meaning};
use super::value::{self, each, texts, words};
use crate::places::plain;
use domain::register::{MAX_NAME, Parties};
use domain::violation::PartyCategory;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Where an export names parties, and the kind that the name of the field says.
const NAMES: [(&str, Option<PartyCategory>); 7] = [
    ("armed_force_group_party_name", None),
    ("armed_force_name", Some(PartyCategory::ArmedForce)),
    ("armed_group_name", Some(PartyCategory::ArmedGroup)),
    ("other_party_name", Some(PartyCategory::Other)),
    ("armed_force_appropiate", Some(PartyCategory::ArmedForce)),
    ("armed_group_appropiate", Some(PartyCategory::ArmedGroup)),
    ("armed_party_appropiate", Some(PartyCategory::Other)),
];

/// By name: the kinds that the export says of it.
type Found = BTreeMap<String, BTreeSet<PartyCategory>>;

/// The register with a row for each name that it does not have, and its table. A code follows from its name alone, so that
/// another export gives the same party the same code.
pub(super) fn with_new<'v>(
    parties: &Parties,
    incidents: impl Iterator<Item = &'v Value>,
) -> Result<(Parties, String), String> {
    let mut found = Found::new();
    for incident in incidents {
        let Some(fields) = incident.as_object() else { continue };
        for value in fields.values() {
            look(value, &mut found, 0);
        }
    }
    let known = |name: &str| parties.find(name).or_else(|| parties.find(&name.replace('_', " ")));
    let mut table = csv::Writer::from_writer(Vec::new());
    let bad = |error: csv::Error| error.to_string();
    let columns = ["code", "name", "category", "aliases", "valid_from", "valid_to", "parent", "successor_of"];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut codes: BTreeSet<String> = parties.all().iter().map(|party| party.code.clone()).collect();
    let mut names: BTreeSet<String> = BTreeSet::new();
    for (name, kinds) in found {
        if known(&name).is_some() {
            continue;
        }
        // An id of the old list, as words; the id stays an alias, so that it is found again.
        let shown = if name.contains(' ') { name.clone() } else { name.replace('_', " ") };
        let shown = shown.trim_start_matches(['=', '+', '-', '@', '＝', '＋', '－', '＠']).trim().to_owned();
        if shown.is_empty() || shown.chars().count() > MAX_NAME || !names.insert(shown.to_lowercase()) {
            continue;
        }
        let kind = match (kinds.first(), kinds.len()) {
            (Some(kind), 1) => *kind,
            _ => PartyCategory::Unknown,
        };
        let code = code(&shown, &mut codes);
        let alias = if shown == name || name.contains(';') { String::new() } else { name };
        let empty = String::new;
        let (kind, alias) = (kind.code().to_owned(), usable(alias));
        rows.push(vec![code, shown, kind, alias, empty(), empty(), empty(), empty()]);
    }
    table.write_record(columns).map_err(bad)?;
    for row in rows {
        table.write_record(row).map_err(bad)?;
    }
    let bytes = table.into_inner().map_err(|error| error.to_string())?;
    let added = String::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut whole = parties.to_csv();
    if !whole.ends_with('\n') {
        whole.push('\n');
    }
    whole.push_str(added.split_once('\n').map_or("", |(_, rows)| rows));
    let parties = parties.changed(&whole).map_err(|problems| {
        let first = problems.first().map(ToString::to_string).unwrap_or_default();
        format!("the parties of the export would be no register: {first}")
    })?;
    let csv = parties.to_csv();
    Ok((parties, csv))
}

/// An alias must be a name that a spreadsheet does not calculate.
fn usable(alias: String) -> String {
    if alias.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { String::new() } else { alias }
}

/// The letters of a name; and where they are not the whole of it, so that another name could have the same, its checksum
/// (CRC-32, without case), whether such a name is there or not. Numbers are left for what another party's row has taken.
fn code(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = plain(name).to_uppercase().replace(' ', "-");
    let letters: String = plain.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(28).collect();
    let letters = letters.trim_matches('-');
    let is_whole = letters.replace('-', " ").eq_ignore_ascii_case(name);
    let mut sum = flate2::Crc::new();
    sum.update(name.to_lowercase().as_bytes());
    let marked = format!("{}-{:08X}", if letters.is_empty() { "PARTY" } else { letters }, sum.sum());
    let code = is_whole
        .then(|| letters.to_owned())
        .into_iter()
        .chain((1..).map(|n| if n == 1 { marked.clone() } else { format!("{marked}-{n}") }))
        .find(|code| !taken.contains(code))
        .unwrap_or_default();
    taken.insert(code.clone());
    code
}

/// Looks for names in an object and what is within it.
fn look(value: &Value, found: &mut Found, depth: usize) {
    const DEEPEST: usize = 6;
    for entry in each(value) {
        let Value::Object(fields) = entry else { continue };
        let of_entry = fields.get("perpetrator_category").map(words);
        let of_entry = of_entry.and_then(|said| match tables::option("party_category", &said) {
            Meaning::Code(code) => PartyCategory::from_code(code),
            _ => None,
        });
        let of_entry = of_entry.filter(|kind| *kind != PartyCategory::Unknown);
        for (key, kind) in NAMES {
            for name in fields.get(key).map(texts).unwrap_or_default() {
                let name = value::clean(&name, false);
                if !is_nobody(&name) {
                    found.entry(name).or_default().extend(kind.or(of_entry));
                }
            }
        }
        if depth < DEEPEST {
            let inside = fields.iter().filter(|(key, value)| {
                value.is_object() || (value.is_array() && (is_list(key) || depth < 2))
            });
            inside.for_each(|(_, value)| look(value, found, depth + 1));
        }
    }
}

fn is_list(key: &str) -> bool {
    ASSOCIATED.iter().any(|(_, keys)| keys.contains(&key))
}
