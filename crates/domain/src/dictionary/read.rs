//! Reading the dictionary's tables.

use super::{Compartment, Dictionary, Field, Kind, OptionList, Section};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

const LISTS: &str = include_str!("lists.toml");
const SECTIONS: &str = include_str!("sections.toml");
const COMPUTED: &str = include_str!("computed.toml");

/// What is wrong with the tables.
#[derive(Debug, thiserror::Error)]
pub(super) enum BadTables {
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    #[error("{0}")]
    Sense(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    version: String,
    closed: toml::Table,
    local: toml::Table,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionTable {
    #[serde(default)]
    include: Vec<String>,
    fields: Vec<FieldTable>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldTable {
    name: String,
    kind: String,
    #[serde(rename = "in")]
    compartment: Option<String>,
    #[serde(default)]
    required: bool,
    since: Option<String>,
    #[serde(default)]
    mrmims: Vec<String>,
}

/// Sections in the order of a document; the tables keep their own order only by chance of the reader.
const ORDER: &[&str] = &[
    "incident",
    "occurred",
    "location",
    "violation",
    "details.killing",
    "details.maiming",
    "details.recruitment_use",
    "details.sexual_violence",
    "details.abduction",
    "details.attack_on_school",
    "details.attack_on_hospital",
    "details.denial_of_humanitarian_access",
    "details.military_use",
    "details.deprivation_of_liberty",
    "detention",
    "verification",
    "decision",
    "perpetrator",
    "victim",
    "victim_detention",
    "consent",
    "group",
    "source",
    "response",
    "concern",
    "material",
];

/// The dictionary of the tables that are part of the program.
pub(super) fn tables() -> Result<Dictionary, BadTables> {
    let lists: Lists = toml::from_str(LISTS)?;
    let sections: HashMap<String, SectionTable> = toml::from_str(SECTIONS)?;
    let computed: BTreeMap<String, String> = toml::from_str(COMPUTED)?;
    let version = lists.version.clone();
    let lists = option_lists(lists)?;
    let list_at: HashMap<String, usize> = positions(lists.iter().map(|list| &list.name));
    let mut read = Vec::new();
    for name in ORDER {
        let mut fields = Vec::new();
        let table = sections.get(*name).ok_or_else(|| sense(format!("no section {name}")))?;
        for included in &table.include {
            let included_table =
                sections.get(included).ok_or_else(|| sense(format!("no section {included}")))?;
            add_fields(&mut fields, included, included_table, &version)?;
        }
        add_fields(&mut fields, name, table, &version)?;
        let at = positions(fields.iter().map(|field| &field.name));
        if at.len() != fields.len() {
            return Err(sense(format!("section {name} has a field twice")));
        }
        read.push(Section { name: (*name).to_owned(), fields, at });
    }
    let section_at = positions(read.iter().map(|section| &section.name));
    for field in read.iter().flat_map(|section| &section.fields) {
        let list_is_known = field.kind.list().is_none_or(|list| list_at.contains_key(list));
        let section_is_known = match &field.kind {
            Kind::Section { section } | Kind::Sections { section, .. } => section_at.contains_key(section),
            _ => true,
        };
        if !list_is_known || !section_is_known {
            return Err(sense(format!("field {}.{} refers to nothing", field.of, field.name)));
        }
    }
    Ok(Dictionary {
        version,
        sections: read,
        lists,
        computed: computed.into_iter().collect(),
        section_at,
        list_at,
    })
}

fn sense(message: String) -> BadTables {
    BadTables::Sense(message)
}

fn positions<'a>(names: impl Iterator<Item = &'a String>) -> HashMap<String, usize> {
    names.enumerate().map(|(at, name)| (name.clone(), at)).collect()
}

fn option_lists(tables: Lists) -> Result<Vec<OptionList>, BadTables> {
    let closed = tables.closed.into_iter().map(|(name, codes)| (name, codes, false));
    let local = tables.local.into_iter().map(|(name, codes)| (name, codes, true));
    let mut lists = Vec::new();
    for (name, codes, local) in closed.chain(local) {
        let codes: Vec<String> = codes.try_into()?;
        let known: std::collections::HashSet<String> = codes.iter().cloned().collect();
        if known.len() != codes.len() {
            return Err(sense(format!("list {name} has a code twice")));
        }
        lists.push(OptionList { name, codes, local, known });
    }
    Ok(lists)
}

fn add_fields(
    fields: &mut Vec<Field>,
    section: &str,
    table: &SectionTable,
    version: &str,
) -> Result<(), BadTables> {
    for field in table.fields.clone() {
        let bad = |what: &str| sense(format!("field {section}.{}: {what}", field.name));
        let kind = Kind::read(&field.kind).ok_or_else(|| bad("no such kind"))?;
        let compartment = match field.compartment.as_deref() {
            None if kind.is_own_words() => Compartment::Identity,
            None | Some("case") => Compartment::Case,
            Some("identity") => Compartment::Identity,
            Some("case_if_coded") if kind.list().is_some() => Compartment::CaseIfCoded,
            Some(_) => return Err(bad("no such compartment")),
        };
        fields.push(Field {
            name: field.name,
            kind,
            compartment,
            required: field.required,
            since: field.since.unwrap_or_else(|| version.to_owned()),
            mrmims: field.mrmims,
            of: section.to_owned(),
        });
    }
    Ok(())
}
