//! What a document says, field by field, in the words of the dictionary.

use super::lines::{area_name, party_name};
use super::words::Words;
use domain::dictionary::{Field, Kind, Section, dictionary};
use domain::interchange::Tally;
use domain::register::Registers;
use jiff::civil::Date;
use serde_json::{Map, Value};

/// A field in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) label: String,
    /// Its lines; most have one.
    pub(super) lines: Vec<String>,
}

/// The words of a document's language and registers.
pub(super) struct Teller<'t> {
    pub(super) words: &'t Words,
    pub(super) registers: &'t Registers,
}

/// Where in a document something stands, by its path: of `victims[1].age` the names of both fields, with the number 2. What
/// lies within a field without fields of the dictionary, such as the boys of a tally, is told as that field.
pub(super) fn place(words: &Words, path: &str) -> String {
    let mut section = dictionary().section("incident");
    let mut is_details = false;
    let mut said = Vec::new();
    for part in path.split('.') {
        let (name, at) = part.split_once('[').unwrap_or((part, ""));
        let field = if is_details { detail(name) } else { section.and_then(|section| section.field(name)) };
        let Some(field) = field else { break };
        let label = words.label(&field.label_key());
        said.push(match at.trim_end_matches(']').parse::<u64>() {
            Ok(at) => format!("{label} {}", words.number(at + 1)),
            Err(_) => label,
        });
        is_details = matches!(field.kind, Kind::Details);
        section = match &field.kind {
            Kind::Section { section } | Kind::Sections { section, .. } => dictionary().section(section),
            _ => None,
        };
    }
    if said.is_empty() { path.to_owned() } else { said.join(": ") }
}

/// The field of that name that one type of violation alone has: a path does not say of which type it is.
fn detail(name: &str) -> Option<&'static Field> {
    let details = dictionary().sections().iter().filter(|section| section.name.starts_with("details."));
    let mut of_name = details.filter_map(|section| section.field(name));
    of_name.next().filter(|_| of_name.next().is_none())
}

/// Where some paths lie, each place once.
pub(super) fn places(words: &Words, paths: &[String]) -> Vec<String> {
    let mut places: Vec<String> = Vec::new();
    for place in paths.iter().map(|path| place(words, path)) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
}

impl Teller<'_> {
    /// What an object of a section says, without the fields named; objects inside it are told with their fields after
    /// their own name.
    pub(super) fn told(&self, section: &str, object: &Value, without: &[&str]) -> Vec<Said> {
        self.told_of("", section, object, without)
    }

    /// The same of an object with a name of its own, which stands before each field's.
    pub(super) fn told_of(&self, of: &str, section: &str, object: &Value, without: &[&str]) -> Vec<Said> {
        let (Some(section), Some(object)) = (dictionary().section(section), object.as_object()) else {
            return Vec::new();
        };
        let mut said = Vec::new();
        self.tell(section, object, of, without, &mut said);
        said
    }

    /// The list of objects that a document has under a name.
    pub(super) fn items<'d>(document: &'d Value, name: &str) -> impl Iterator<Item = &'d Value> {
        document.get(name).and_then(Value::as_array).into_iter().flatten()
    }

    fn tell(
        &self,
        section: &Section,
        object: &Map<String, Value>,
        of: &str,
        without: &[&str],
        said: &mut Vec<Said>,
    ) {
        for field in section.fields.iter().filter(|field| !without.contains(&field.name.as_str())) {
            let Some(value) = object.get(&field.name) else { continue };
            let label = self.words.label(&field.label_key());
            let label = if of.is_empty() { label } else { format!("{of}: {label}") };
            match (&field.kind, value) {
                (Kind::Section { section }, Value::Object(inner)) => {
                    if let Some(section) = dictionary().section(section) {
                        self.tell(section, inner, &label, &[], said);
                    }
                }
                (Kind::Sections { section, .. }, Value::Array(items)) => {
                    for item in items.iter().filter_map(Value::as_object) {
                        if let Some(section) = dictionary().section(section) {
                            self.tell(section, item, &label, &[], said);
                        }
                    }
                }
                (Kind::Details, Value::Object(inner)) => {
                    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
                    if let Some(section) = dictionary().section(&format!("details.{kind}")) {
                        self.tell(section, inner, of, &[], said);
                    }
                }
                _ => {
                    let lines = self.value(field, value);
                    if !lines.is_empty() {
                        said.push(Said { label, lines });
                    }
                }
            }
        }
    }

    /// A value in words, in one line or several.
    fn value(&self, field: &Field, value: &Value) -> Vec<String> {
        let text = value.as_str().unwrap_or_default();
        let texts = || value.as_array().into_iter().flatten().filter_map(Value::as_str);
        match &field.kind {
            Kind::Code { list } | Kind::Term { list } => vec![self.code(list, text)],
            Kind::Codes { list } | Kind::Terms { list } => {
                vec![texts().map(|code| self.code(list, code)).collect::<Vec<_>>().join(", ")]
            }
            Kind::LongText { .. } => text.lines().map(str::to_owned).collect(),
            Kind::Boolean => vec![self.words.text(if value == &Value::Bool(true) { "yes" } else { "no" })],
            Kind::Date | Kind::PastDate | Kind::BirthDate => vec![self.date(text)],
            Kind::Period => vec![self.period(value)],
            Kind::Tally => vec![self.tally(value)],
            Kind::AdultTally => vec![self.adults(value)],
            Kind::Party => vec![party_name(self.registers, text)],
            Kind::Parties => {
                vec![texts().map(|code| party_name(self.registers, code)).collect::<Vec<_>>().join(", ")]
            }
            Kind::Area => vec![area_name(self.registers, text)],
            // Which violations it concerns is told by itself.
            Kind::Links
            | Kind::Id
            | Kind::Schema
            | Kind::Details
            | Kind::Section { .. }
            | Kind::Sections { .. } => Vec::new(),
            Kind::Integer { .. } | Kind::Decimal { .. } => vec![value.to_string()],
            Kind::Text { .. } | Kind::Partner | Kind::Country => vec![text.to_owned()],
        }
    }

    fn code(&self, list: &str, code: &str) -> String {
        let is_ours = dictionary().list(list).is_some_and(|list| list.has(code));
        // A term may be the sender's own word.
        if is_ours { self.words.option(list, code) } else { code.to_owned() }
    }

    /// A day in words; what is no day stays as it is.
    pub(super) fn date(&self, text: &str) -> String {
        text.parse::<Date>().map_or_else(|_| text.to_owned(), |day| self.words.date(&day))
    }

    /// From when to when.
    pub(super) fn period(&self, value: &Value) -> String {
        let day = |key: &str| value.get(key).and_then(Value::as_str).map(|text| self.date(text));
        let is = |key: &str| value.get(key) == Some(&Value::Bool(true));
        let mut said = match (day("from"), day("to")) {
            (Some(from), Some(to)) if from != to => format!("{from} – {to}"),
            (Some(day), _) | (None, Some(day)) => day,
            (None, None) => self.words.text("date-unknown"),
        };
        for (key, words) in [("ongoing", "still-going-on"), ("estimated", "estimated")] {
            if is(key) {
                said = format!("{said}, {}", self.words.text(words));
            }
        }
        said
    }

    fn tally(&self, value: &Value) -> String {
        let of = |key: &str| value.get(key).and_then(Value::as_u64).unwrap_or_default();
        self.children(of("boys"), of("girls"), of("unknown"))
    }

    /// Children by sex.
    pub(super) fn children(&self, boys: u64, girls: u64, unknown: u64) -> String {
        let parts = [("n-boys", boys), ("n-girls", girls), ("n-sex-unknown", unknown)];
        let parts = parts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| self.words.count(key, count));
        let parts: Vec<String> = parts.collect();
        match &parts[..] {
            [] => self.words.count("n-children", 0_u64),
            _ => format!("{}: {}", self.words.count("n-children", boys + girls + unknown), parts.join(", ")),
        }
    }

    fn adults(&self, value: &Value) -> String {
        let of = |key: &str| value.get(key).and_then(Value::as_u64).unwrap_or_default();
        let parts = [("n-men", of("men")), ("n-women", of("women")), ("n-sex-unknown", of("unknown"))];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| self.words.count(key, count))
            .collect();
        if parts.is_empty() { self.words.number(0_u64) } else { parts.join(", ") }
    }
}

/// A tally of the typed document in words.
pub(super) fn tally(teller: &Teller<'_>, tally: &Tally) -> String {
    teller.children(tally.boys.into(), tally.girls.into(), tally.unknown.into())
}
