//! Who is said to have done it, and whether that is a party to the conflict.

use super::event::Event;
use domain::violation::PartyCategory;
use std::collections::{BTreeMap, BTreeSet};

/// Names that say nobody's name. "Multiple" with nobody named is nobody known, too.
const NOBODY: &[&str] =
    &["no information", "unidentified armed actor", "militia", "criminal", "tribesmen", "clan", "soldiers"];

/// Names of people who are no armed force or group.
const NO_PARTY: &[&str] = &[
    "students",
    "family",
    "beneficiaries",
    "youth",
    "refugees/idps",
    "employee",
    "private security",
    "local population",
    "local authorities",
    "demonstrators",
];

/// Categories whose members are no party to the conflict whatever they are called.
const NO_PARTY_CATEGORIES: &[&str] = &["Protestors", "Civilian", "Employee", "Political Party"];

/// Who did it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Accused {
    /// Names of parties.
    pub(super) parties: Vec<String>,
    /// The kind, where no party is named but the kind is.
    pub(super) kind: Option<PartyCategory>,
}

/// The kind of party that a category of the export says. Categories that say none ("Other", "Multiple",
/// "Vigilante") leave the kind to whoever edits the register.
fn kind_of(category: &str) -> Option<PartyCategory> {
    match category {
        "Host Government: Military" | "Foreign Forces - Military" | "Police" => {
            Some(PartyCategory::ArmedForce)
        }
        "NSA" => Some(PartyCategory::ArmedGroup),
        _ => None,
    }
}

/// Names are the same whatever their case and spacing, as in the register.
fn folded(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn is_nobody(name: &str) -> bool {
    let name = folded(name);
    NOBODY.contains(&name.as_str()) || name.starts_with("conflict party unspecified")
}

fn is_no_party(name: &str) -> bool {
    NO_PARTY.contains(&folded(name).as_str())
}

/// Who did it; an error names those who are no party to the conflict.
pub(super) fn accused(event: &Event) -> Result<Accused, String> {
    let named: Vec<&String> = event.names.iter().filter(|name| !is_nobody(name)).collect();
    let others = |what: &str| Err(format!("{what} ({})", event.names.join(", ")));
    if NO_PARTY_CATEGORIES.contains(&event.category.as_str()) {
        return others(&event.category);
    }
    // A gang with a name of its own may be a party; criminals without one are not.
    if event.category == "Criminal" && named.is_empty() {
        return others(&event.category);
    }
    if !named.is_empty() && named.iter().all(|name| is_no_party(name)) {
        return others(&event.category);
    }
    let mut parties: Vec<String> = Vec::new();
    for name in named.into_iter().filter(|name| !is_no_party(name)) {
        if !parties.iter().any(|known| folded(known) == folded(name)) {
            parties.push(name.clone());
        }
    }
    let kind = kind_of(&event.category).filter(|_| parties.is_empty());
    Ok(Accused { parties, kind })
}

/// The register of the parties that events name, under codes made from their names, so that a later export
/// gives the same party the same code.
#[derive(Default)]
pub(super) struct Register {
    /// By folded name: the name as first written, and the kinds that events say of it.
    names: BTreeMap<String, (String, BTreeSet<PartyCategory>)>,
}

impl Register {
    pub(super) fn add(&mut self, event: &Event, accused: &Accused) {
        for name in &accused.parties {
            let (_, kinds) =
                self.names.entry(folded(name)).or_insert_with(|| (name.clone(), BTreeSet::new()));
            // Where several are named, the category is not one party's.
            kinds.extend(kind_of(&event.category).filter(|_| accused.parties.len() == 1));
        }
    }

    /// Codes by folded name.
    fn codes(&self, country: &str) -> BTreeMap<&str, String> {
        let mut taken = BTreeSet::new();
        let mut codes = BTreeMap::new();
        for folded in self.names.keys() {
            let plain = crate::places::plain(folded).to_uppercase().replace(' ', "-");
            let letters: String = plain.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
            let stem: String = letters.chars().take(30).collect();
            let stem =
                format!("{country}-{}", if stem.is_empty() { "PARTY" } else { stem.trim_matches('-') });
            let code = (1..)
                .map(|n| if n == 1 { stem.clone() } else { format!("{stem}-{n}") })
                .find(|code| !taken.contains(code))
                .unwrap_or_default();
            taken.insert(code.clone());
            codes.insert(folded.as_str(), code);
        }
        codes
    }

    /// The register `parties.csv`.
    pub(super) fn csv(&self, country: &str) -> Result<String, String> {
        let codes = self.codes(country);
        let mut writer = csv::Writer::from_writer(Vec::new());
        let bad = |error: csv::Error| error.to_string();
        writer.write_record(["code", "name", "category"]).map_err(bad)?;
        for (folded, (name, kinds)) in &self.names {
            // Events that disagree say nothing.
            let kind = match (kinds.first(), kinds.len()) {
                (Some(kind), 1) => *kind,
                _ => PartyCategory::Unknown,
            };
            writer.write_record([codes[folded.as_str()].as_str(), name, kind.code()]).map_err(bad)?;
        }
        let bytes = writer.into_inner().map_err(|error| error.to_string())?;
        String::from_utf8(bytes).map_err(|error| error.to_string())
    }

    /// The codes of parties, by name.
    pub(super) fn coder(&self, country: &str) -> impl Fn(&str) -> Option<String> {
        let codes = self.codes(country);
        move |name| codes.get(folded(name).as_str()).cloned()
    }
}
