//! The dictionary laid out as tables: a table a kind of record, a column a value.

use domain::dictionary::{Dictionary, Kind, Section, dictionary};
use domain::interchange::MAX_COUNT;
use domain::violation::ViolationType;
use serde_json::{Map, Value};
use std::sync::LazyLock;

/// A kind of record: a sheet of the template, a list of the document.
#[derive(Debug)]
pub(crate) struct Table {
    /// The section, such as `incident`, `violation`, `details.killing`; keys of columns begin with it.
    pub(crate) section: &'static str,
    pub(crate) of: Of,
    pub(crate) columns: Vec<Column>,
}

/// Where the rows of a table go in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// They are documents.
    Incident,
    /// They are entries of a list of the document.
    List(&'static str),
    /// They are the details of violations of a type.
    Details(ViolationType),
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    /// Its value's path in the record, such as `location.area`.
    pub(crate) path: String,
    /// What it may hold.
    pub(crate) kind: &'static Kind,
    /// The keys of its label in the language files, from the outside in.
    pub(crate) labels: Vec<String>,
    /// Whether a record without it is refused.
    pub(crate) required: bool,
}

static COUNT: Kind = Kind::Integer { min: 0, max: MAX_COUNT as u64 };
static DAY: Kind = Kind::PastDate;
static TICK: Kind = Kind::Boolean;

/// The lists of a document with their sections, as the template has sheets.
const LISTS: [(&str, &str); 8] = [
    ("violation", "violations"),
    ("perpetrator", "perpetrators"),
    ("victim", "victims"),
    ("group", "groups"),
    ("source", "sources"),
    ("response", "responses"),
    ("concern", "concerns"),
    ("material", "materials"),
];

/// Every table: incidents, the lists, the details of each type of violation.
pub(crate) fn tables() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
        let of = |section: &'static Section| {
            let list = LISTS.iter().find(|(name, _)| *name == section.name).map(|(_, list)| Of::List(list));
            let details =
                || section.name.strip_prefix("details.").and_then(ViolationType::from_code).map(Of::Details);
            let of = if section.name == "incident" { Some(Of::Incident) } else { list.or_else(details) };
            of.map(|of| table(dictionary(), section, of))
        };
        let mut tables: Vec<Table> = dictionary().sections().iter().filter_map(of).collect();
        // Details follow everything that they are details of.
        tables.sort_by_key(|table| matches!(table.of, Of::Details(_)));
        tables
    });
    &TABLES
}

/// The table of a section.
pub(crate) fn table_of(section: &str) -> Option<&'static Table> {
    tables().iter().find(|table| table.section == section)
}

impl Table {
    /// The column of a path.
    pub(crate) fn column(&self, path: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.path == path)
    }

    /// The keys with which its rows name the incident, and the violation, that they belong to.
    pub(crate) fn links(&self) -> &'static [&'static str] {
        match self.of {
            Of::Incident => &[],
            Of::List(_) => &["incident"],
            Of::Details(_) => &["incident", "violation"],
        }
    }
}

fn table(dictionary: &'static Dictionary, section: &'static Section, of: Of) -> Table {
    let mut columns = Vec::new();
    add(dictionary, section, "", &[], &mut columns);
    // Ages are rarely known for a whole tally: they come last.
    columns.sort_by_key(|column| column.path.contains(".by_age."));
    Table { section: &section.name, of, columns }
}

fn add(
    dictionary: &'static Dictionary,
    section: &'static Section,
    before: &str,
    labels: &[String],
    columns: &mut Vec<Column>,
) {
    for field in &section.fields {
        let path = format!("{before}{}", field.name);
        let labels: Vec<String> = labels.iter().cloned().chain([field.label_key()]).collect();
        let mut leaf = |end: &str, kind: &'static Kind, more: &[&str], required: bool| {
            let labels = labels.iter().cloned().chain(more.iter().map(|key| (*key).to_owned())).collect();
            columns.push(Column { path: format!("{path}{end}"), kind, labels, required });
        };
        match &field.kind {
            Kind::Schema | Kind::Sections { .. } | Kind::Details => {}
            Kind::Section { section } => {
                if let Some(section) = dictionary.section(section) {
                    add(dictionary, section, &format!("{path}."), &labels, columns);
                }
            }
            Kind::Tally => {
                for (sex, label) in CHILDREN {
                    leaf(&format!(".{sex}"), &COUNT, &[label], false);
                }
                for age in ["0_5", "6_11", "12_17", "unknown"] {
                    for (sex, label) in CHILDREN {
                        let age_label = format!("option-age_band-{age}");
                        leaf(&format!(".by_age.{age}.{sex}"), &COUNT, &[&age_label, label], false);
                    }
                }
            }
            Kind::AdultTally => {
                for (sex, label) in ADULTS {
                    leaf(&format!(".{sex}"), &COUNT, &[label], false);
                }
            }
            Kind::Period => {
                leaf(".from", &DAY, &["field-occurred-from"], false);
                leaf(".to", &DAY, &["field-occurred-to"], false);
                leaf(".ongoing", &TICK, &["field-occurred-ongoing"], false);
                leaf(".estimated", &TICK, &["field-occurred-estimated"], false);
            }
            // What a section inside needs, it needs only where it is there at all.
            kind => leaf("", kind, &[], field.required && before.is_empty()),
        }
    }
}

const CHILDREN: [(&str, &str); 3] =
    [("boys", "option-sex-boy"), ("girls", "option-sex-girl"), ("unknown", "option-sex-unknown")];
const ADULTS: [(&str, &str); 3] = [
    ("men", "option-adult_sex-male"),
    ("women", "option-adult_sex-female"),
    ("unknown", "option-adult_sex-unknown"),
];

/// Puts a value at a path of keys, making the objects on the way.
pub(crate) fn put(into: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            into.insert(path.to_owned(), value);
        }
        Some((key, rest)) => {
            let inner = into.entry(key).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
    }
}

/// The value at a path of keys.
pub(crate) fn get<'v>(from: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(from, |value, key| value.get(key))
}
