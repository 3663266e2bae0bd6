//! Workbooks and delimited text of others: a mapping says what their columns are.
//!
//! A mapping is a small document (`sixfold.mapping/1`) that people write, correct, keep and share. [`propose()`] makes a
//! first one from headings in four languages, HXL tags and what is in the cells; it guesses, and says why it guesses,
//! but it never turns numbers of people into numbers of children. [`apply()`] does what the mapping says, and no more.

mod apply;
mod known;
mod propose;

#[cfg(test)]
mod tests;

pub use apply::apply;
pub use propose::propose;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema name that every mapping carries.
pub const SCHEMA: &str = "sixfold.mapping/1";

/// What the columns of a sheet are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// [`SCHEMA`].
    pub schema: String,
    /// The sheet's name; empty for delimited text, and for the only sheet of a workbook.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The number of the row of headings, from 1.
    pub headings: u32,
    /// The number of the first row of records.
    pub first_row: u32,
    /// The heading of the column with the sender's own reference. Rows with the same one are one incident. Without such
    /// a column every row is an incident, and its reference is made from what the row holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What references begin with, so that those of two sources stay apart.
    #[serde(default)]
    pub prefix: String,
    /// How days are written besides `2026-01-31`, as in `%d/%m/%Y`; the first that fits is taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<String>,
    /// Words for yes, besides those of the dictionary's languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub yes: Vec<String>,
    /// Words for no.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub no: Vec<String>,
    /// Whether what is in columns without a field is kept, word for word, in the incident's notes.
    #[serde(default)]
    pub keep_others: bool,
    /// Values that every incident has, by path, such as `violations[0].type`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub constants: BTreeMap<String, String>,
    /// The columns that are read.
    #[serde(default, rename = "column")]
    pub columns: Vec<Mapped>,
    /// The columns that are not read, told for whoever corrects the mapping; changing it here changes nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty", rename = "unread")]
    pub unread: Vec<Unread>,
}

/// A column that is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapped {
    /// Its heading, or its letters (`C`) where no other column has such a heading.
    pub heading: String,
    /// The path of its field, such as `occurred.from` or `violations[0].tally.boys`.
    pub to: String,
    /// What its values mean, where they are not understood as they are: its own words by what they stand for. An
    /// empty meaning leaves a value out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, String>,
    /// How sure the proposal is, in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
    /// Why it was proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A column that is not read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unread {
    /// Its heading.
    pub heading: String,
    /// How many of its cells are filled.
    pub filled: usize,
    /// Why no field was proposed.
    pub reason: String,
}

/// A mapping that cannot be applied: it says what does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mapping: {message}")]
pub struct BadMapping {
    /// What is wrong with it.
    pub message: String,
}

impl BadMapping {
    fn because(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

/// The longest mapping, in bytes.
const MAX_MAPPING: usize = 1 << 20;

impl Mapping {
    /// Reads a mapping from TOML.
    pub fn from_toml(text: &str) -> Result<Self, BadMapping> {
        if text.len() > MAX_MAPPING {
            return Err(BadMapping::because("it has more than 1 MiB"));
        }
        let mapping: Self = toml::from_str(text).map_err(|error| BadMapping::because(error.to_string()))?;
        if mapping.schema != SCHEMA {
            return Err(BadMapping::because(format!("schema is \"{SCHEMA}\"")));
        }
        Ok(mapping)
    }

    /// Writes it as TOML.
    pub fn to_toml(&self) -> Result<String, BadMapping> {
        toml::to_string(self).map_err(|error| BadMapping::because(error.to_string()))
    }
}

/// Where a path leads: the list and the place in it (none for the incident itself), the path in the record, and what
/// the field holds.
struct Target {
    entry: Option<(&'static str, usize)>,
    path: String,
    kind: &'static domain::dictionary::Kind,
}

/// Every path that a column or a constant of a mapping may name, with what it is called in one of
/// [`LANGUAGES`](domain::dictionary::LANGUAGES) (English for any other), in the order of the dictionary: of each list the
/// first entry stands for all, and a detail that several types of violations have is there once, without a type. The
/// sender's own reference is not among them: [`Mapping::reference`] says where that is.
pub fn fields(language: &str) -> Vec<(String, String)> {
    use crate::field::{Of, table_of, tables};
    use domain::dictionary::languages;
    let label =
        |section: &str| languages().label(language, &format!("section-{}", section.replace('.', "-")));
    let details = |path: &str| {
        let tables = tables().iter().filter(|table| matches!(table.of, Of::Details(_)));
        tables.filter(|table| table.column(path).is_some()).count()
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut known = std::collections::HashSet::new();
    for table in tables() {
        for column in table.columns.iter().filter(|column| column.path != known::REFERENCE) {
            let (path, outer) = match table.of {
                Of::Incident => (column.path.clone(), Vec::new()),
                Of::List(list) => (format!("{list}[0].{}", column.path), vec![label(table.section)]),
                Of::Details(_) => {
                    let outer = table_of("violation").map(|violation| label(violation.section));
                    let own = (details(&column.path) == 1).then(|| label(table.section));
                    (format!("violations[0].details.{}", column.path), outer.into_iter().chain(own).collect())
                }
            };
            if known.insert(path.clone()) {
                let inner = column.labels.iter().map(|key| languages().label(language, key));
                let labels: Vec<String> = outer.into_iter().chain(inner).collect();
                fields.push((path, labels.join(": ")));
            }
        }
    }
    fields
}

/// The most entries of one list that a row may have.
const MOST_ENTRIES: usize = 20;

/// Finds the field of a path. Details are those of any type of violation that has such a field, the stated type's first.
fn target(to: &str, violation_type: Option<&str>) -> Option<Target> {
    use crate::field::{Of, tables};
    let Some((list, rest)) = to.split_once('[') else {
        let column = tables().iter().find(|table| table.of == Of::Incident)?.column(to)?;
        return Some(Target { entry: None, path: to.to_owned(), kind: column.kind });
    };
    let (at, path) = rest.split_once("].")?;
    let at = at.parse().ok().filter(|at| *at < MOST_ENTRIES)?;
    let table = tables().iter().find(|table| Some(table.of) == list_name(list).map(Of::List))?;
    let Of::List(list) = table.of else { return None };
    let kind = match path.strip_prefix("details.") {
        Some(path) if list == "violations" => {
            let details = || tables().iter().filter(|table| matches!(table.of, Of::Details(_)));
            let stated = details()
                .find(|table| matches!(table.of, Of::Details(of) if Some(of.code()) == violation_type));
            stated
                .and_then(|table| table.column(path))
                .or_else(|| details().find_map(|table| table.column(path)))?
                .kind
        }
        _ => table.column(path)?.kind,
    };
    Some(Target { entry: Some((list, at)), path: path.to_owned(), kind })
}

fn list_name(list: &str) -> Option<&'static str> {
    use crate::field::{Of, tables};
    tables().iter().find_map(|table| match table.of {
        Of::List(name) if name == list => Some(name),
        _ => None,
    })
}
