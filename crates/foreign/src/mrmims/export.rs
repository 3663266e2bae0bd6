//! The shape of an export: pages of incidents with their violations and the people of them inline, whatever version
//! wrote it. What it means is for others.

use super::part::Refusal;
use super::value::{each, is_empty, truth, words};
use domain::interchange::Fields;
use domain::violation::ViolationType;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// The most incidents that are read at once.
const MOST: usize = 1_000_000;
/// The most entries of any list of an incident: more than intake takes of any.
const MOST_ENTRIES: usize = 5_000;

/// What an entry of an incident is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A type of violation that is one here too.
    One(ViolationType),
    /// Version 1: a school or a hospital, which its own fields say.
    Facility,
}

/// The lists of violations, by the names that versions have for them.
pub(super) const KINDS: [(&str, Kind); 11] = [
    ("killing", Kind::One(ViolationType::Killing)),
    ("maiming", Kind::One(ViolationType::Maiming)),
    ("recruitment", Kind::One(ViolationType::RecruitmentUse)),
    ("sexual_violence", Kind::One(ViolationType::SexualViolence)),
    ("abduction", Kind::One(ViolationType::Abduction)),
    ("attack_on", Kind::Facility),
    ("attack_on_schools", Kind::One(ViolationType::AttackOnSchool)),
    ("attack_on_hospitals", Kind::One(ViolationType::AttackOnHospital)),
    ("military_use", Kind::One(ViolationType::MilitaryUse)),
    ("denial_humanitarian_access", Kind::One(ViolationType::DenialOfHumanitarianAccess)),
    ("deprivation_liberty", Kind::One(ViolationType::DeprivationOfLiberty)),
];

/// The people and acts that violations share, by the names that versions have for them.
pub(super) const ASSOCIATED: [(&str, &[&str]); 5] = [
    ("individual_victims", &["individual_victims", "individual_victims_subform_section"]),
    ("group_victims", &["group_victims", "group_victims_section"]),
    ("sources", &["sources", "source", "source_subform_section"]),
    ("perpetrators", &["perpetrators", "perpetrator_subform_section"]),
    ("responses", &["responses", "response_subform_section"]),
];

/// Where links to violations stand.
const LINKS: [&str; 8] = [
    "violations_ids",
    "violation_ids",
    "violation_id",
    "individual_violations",
    "group_violations",
    "source_violations",
    "perpetrator_violations",
    "intervention_violations",
];

/// A violation as the export has it.
#[derive(Clone, Debug)]
pub(super) struct OldViolation {
    pub(super) path: String,
    pub(super) form: &'static str,
    pub(super) kind: Kind,
    pub(super) id: String,
    pub(super) fields: Fields,
}

/// A person or an act as the export has it.
#[derive(Clone, Debug)]
pub(super) struct OldEntry {
    pub(super) path: String,
    pub(super) id: String,
    /// Links as they are written: ids of violations, or their types.
    pub(super) links: Vec<String>,
    pub(super) fields: Fields,
}

/// An incident as the export has it.
#[derive(Clone, Debug, Default)]
pub(super) struct Old {
    pub(super) fields: Fields,
    pub(super) violations: Vec<OldViolation>,
    pub(super) victims: Vec<OldEntry>,
    pub(super) groups: Vec<OldEntry>,
    pub(super) sources: Vec<OldEntry>,
    pub(super) perpetrators: Vec<OldEntry>,
    pub(super) responses: Vec<OldEntry>,
    /// What should be looked at, with its place.
    pub(super) told: Vec<(String, String)>,
}

/// The entries of one id of the export.
#[derive(Default)]
struct Copies {
    /// Where an entry stands that says this.
    at: HashMap<Fields, usize>,
    /// The number that the last of them got.
    last: usize,
}

/// The entries of an incident, list by list, by what the export has for an id; and the ids that they have here.
#[derive(Default)]
struct Seen {
    copies: HashMap<(&'static str, String), Copies>,
    taken: HashSet<(&'static str, String)>,
}

impl Old {
    pub(super) fn list(&mut self, name: &str) -> &mut Vec<OldEntry> {
        match name {
            "individual_victims" => &mut self.victims,
            "group_victims" => &mut self.groups,
            "sources" => &mut self.sources,
            "perpetrators" => &mut self.perpetrators,
            _ => &mut self.responses,
        }
    }
}

/// The incidents of a file: pages (`{"data": […]}`), lists, single incidents, one after another.
pub(super) fn incidents(text: &[u8]) -> Result<Vec<Value>, String> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    let mut found = Vec::new();
    for page in serde_json::Deserializer::from_slice(text).into_iter::<Value>() {
        let page = page.map_err(|error| format!("is no JSON: {error}"))?;
        let items = match page {
            Value::Array(items) => items,
            Value::Object(mut page) => match page.remove("data") {
                Some(Value::Array(items)) => items,
                Some(one @ Value::Object(_)) => vec![one],
                Some(_) => return Err("\"data\" is no list of incidents".to_owned()),
                None => vec![Value::Object(page)],
            },
            _ => return Err("is no page of incidents: {\"data\": […]} is expected".to_owned()),
        };
        found.extend(items);
        if found.len() > MOST {
            return Err(format!("has more than {MOST} incidents; convert it in parts"));
        }
    }
    Ok(found)
}

fn no_object(path: &str) -> Refusal {
    Refusal { path: path.to_owned(), reason: "bad_shape", message: "is no object {…}".to_owned() }
}

/// Whether some list within is longer than any that intake takes.
fn is_endless(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.len() > MOST_ENTRIES || items.iter().any(is_endless),
        Value::Object(fields) => fields.values().any(is_endless),
        _ => false,
    }
}

/// Parts an incident into itself, its violations and those of them.
pub(super) fn open(value: Value) -> Result<Old, Refusal> {
    if is_endless(&value) {
        let message = format!("a list of it has more than {MOST_ENTRIES} entries");
        return Err(Refusal { path: String::new(), reason: "bad_shape", message });
    }
    let Value::Object(mut fields) = value else { return Err(no_object("")) };
    let mut old = Old::default();
    let nested = fields.remove("violations");
    let mut lists: Vec<(String, Value)> = Vec::new();
    for (name, _) in KINDS {
        lists.extend(fields.remove(name).map(|list| (name.to_owned(), list)));
    }
    match nested {
        // Version 1: all of them under one key, by type.
        Some(Value::Object(mut by_type)) => {
            for (name, _) in KINDS {
                lists.extend(by_type.remove(name).map(|list| (name.to_owned(), list)));
            }
            if !by_type.is_empty() {
                fields.insert("violations".to_owned(), Value::Object(by_type));
            }
        }
        // Violations in one list, each with its type.
        Some(Value::Array(items)) => {
            for item in items {
                let of = item.get("type").map(words).unwrap_or_default();
                if !KINDS.iter().any(|(name, _)| *name == of) {
                    let message = "has no type that is known".to_owned();
                    return Err(Refusal { path: "violations".to_owned(), reason: "bad_shape", message });
                }
                lists.push((of, item));
            }
        }
        Some(other) if !is_empty(&other) => {
            fields.insert("violations".to_owned(), other);
        }
        _ => {}
    }
    let mut seen = Seen::default();
    // Those of the incident first: entries inside a violation may be the same ones again.
    for (name, keys) in ASSOCIATED {
        for key in keys {
            let Some(list) = fields.remove(*key) else { continue };
            for (index, entry) in each(&list).into_iter().enumerate() {
                let path = format!("{key}[{index}]");
                let Value::Object(entry) = entry.clone() else { return Err(no_object(&path)) };
                add(&mut old, &mut seen, name, path, entry, None);
            }
        }
    }
    let mut counts = [0_usize; KINDS.len()];
    for (of, list) in lists {
        let Some(at) = KINDS.iter().position(|(name, _)| *name == of) else { continue };
        let (form, kind) = KINDS[at];
        for entry in each(&list) {
            let path = format!("{form}[{}]", counts[at]);
            counts[at] += 1;
            let Value::Object(mut fields) = entry.clone() else { return Err(no_object(&path)) };
            // A sub-form that was opened and marked as taken out again.
            if fields.remove("_destroy").is_some_and(|gone| truth(&gone) == Some(true)) {
                continue;
            }
            let id = take_id(&mut fields).unwrap_or_else(|| format!("{form}-{}", counts[at]));
            for (name, keys) in ASSOCIATED {
                for key in keys {
                    // A violation of version 1 may have a text of this name.
                    if !fields.get(*key).is_some_and(|value| value.is_array() || value.is_object()) {
                        continue;
                    }
                    let Some(list) = fields.remove(*key) else { continue };
                    for (index, entry) in each(&list).into_iter().enumerate() {
                        let path = format!("{path}.{key}[{index}]");
                        let Value::Object(entry) = entry.clone() else { return Err(no_object(&path)) };
                        add(&mut old, &mut seen, name, path, entry, Some(&id));
                    }
                }
            }
            old.violations.push(OldViolation { path, form, kind, id, fields });
        }
    }
    old.fields = fields;
    Ok(old)
}

/// Takes the id of an entry. Nobody's words go into an id: it is what the old system made.
fn take_id(fields: &mut Fields) -> Option<String> {
    let found = ["unique_id", "id", "_id"].iter().find_map(|key| {
        let id = fields.get(*key).map(words)?;
        let usable = !id.is_empty() && id.len() <= 50 && !id.chars().any(char::is_control);
        usable.then(|| ((*key).to_owned(), id))
    });
    let (key, id) = found?;
    fields.remove(&key);
    Some(id)
}

/// Adds an entry; one that is there already, with the same id and the same fields, gets its links. One that says
/// something else under a known id is another entry, and told.
fn add(
    old: &mut Old,
    seen: &mut Seen,
    name: &'static str,
    path: String,
    mut fields: Fields,
    within: Option<&str>,
) {
    if fields.remove("_destroy").is_some_and(|gone| truth(&gone) == Some(true)) {
        return;
    }
    let mut links: Vec<String> = Vec::new();
    for key in LINKS {
        for link in fields.remove(key).iter().flat_map(each).map(words) {
            if !link.is_empty() && !links.contains(&link) {
                links.push(link);
            }
        }
    }
    if let Some(violation) = within.filter(|id| !links.iter().any(|link| link == id)) {
        links.push(violation.to_owned());
    }
    let id = take_id(&mut fields);
    let has_id = id.is_some();
    let place = old.list(name).len();
    let stem = id.unwrap_or_else(|| format!("{}-{}", name.trim_end_matches('s'), place + 1));
    let copies = seen.copies.entry((name, stem.clone())).or_default();
    let known = copies.at.get(&fields).filter(|_| has_id).and_then(|at| old.list(name).get_mut(*at));
    if let Some(known) = known {
        for link in links {
            if !known.links.contains(&link) {
                known.links.push(link);
            }
        }
        return;
    }
    let id = loop {
        copies.last += 1;
        let id = if copies.last == 1 { stem.clone() } else { format!("{stem}-{}", copies.last) };
        if seen.taken.insert((name, id.clone())) {
            break id;
        }
    };
    if has_id {
        if !copies.at.is_empty() {
            let message =
                format!("has the id of an entry that says something else: it is {id:?} here, one more");
            old.told.push((path.clone(), message));
        }
        copies.at.insert(fields.clone(), place);
    }
    old.list(name).push(OldEntry { path, id, links, fields });
}

/// A text of an object, without taking it.
pub(super) fn text_of(fields: &Fields, key: &str) -> Option<String> {
    fields.get(key).map(words).filter(|text| !text.is_empty())
}

/// The id of an incident for messages and for knowing it again.
pub(super) fn id_of(fields: &Fields) -> Option<String> {
    let known = ["incident_id", "unique_identifier", "unique_id", "id", "_id", "short_id", "incident_code"];
    known
        .iter()
        .find_map(|key| text_of(fields, key))
        .filter(|id| id.len() <= 80 && !id.chars().any(char::is_control))
}
