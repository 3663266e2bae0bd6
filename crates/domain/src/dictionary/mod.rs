//! The field dictionary: every field of an incident document, what it may hold, in which compartment
//! it is sealed and which fields of MRMIMS+ it serves. It is data, read once from the tables beside
//! this file; [`crate::interchange`] validates, parts and withholds by it, and forms are drawn from it.

pub mod asking;
mod kind;
mod languages;
mod markdown;
mod read;

pub use kind::Kind;
pub use languages::{LANGUAGES, Languages, languages};

use serde::Serialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Where a field's content is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compartment {
    /// Coded facts: what is counted and decided on.
    Case,
    /// What may point to a person or a place. All free text is here: nobody can promise that a text
    /// names no one. Ethnicity, religion, nationality and social group are here too, as the most
    /// identifying attributes that a child has.
    Identity,
    /// Case when the value is a code of the field's list, identity when it is the sender's own words.
    CaseIfCoded,
}

/// A field of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Field {
    /// Its key in the document.
    pub name: String,
    /// What it may hold.
    pub kind: Kind,
    /// Where it is sealed. Sections are parted field by field; for them this says nothing.
    pub compartment: Compartment,
    /// Whether a document without it is refused.
    pub required: bool,
    /// The version of the dictionary since which it is there.
    pub since: String,
    /// The fields of MRMIMS+ that it serves, as `section.field` of the reference list.
    pub mrmims: Vec<String>,
    /// The section that defines it: this one or one that it includes.
    pub of: String,
}

impl Field {
    /// The key of its label in the language files.
    pub fn label_key(&self) -> String {
        format!("field-{}-{}", self.of.replace('.', "-"), self.name)
    }
}

/// The fields that an object of the document may have.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// Its name, such as `incident`, `victim` or `details.killing`.
    pub name: String,
    /// Its fields in the order of forms, those of included sections first.
    pub fields: Vec<Field>,
    #[serde(skip)]
    at: HashMap<String, usize>,
}

impl Section {
    /// The field of a key.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.at.get(name).map(|at| &self.fields[*at])
    }

    /// The key of its label in the language files.
    pub fn label_key(&self) -> String {
        format!("section-{}", self.name.replace('.', "-"))
    }
}

/// A list of options.
#[derive(Clone, Debug, Serialize)]
pub struct OptionList {
    /// Its name, such as `weapon`.
    pub name: String,
    /// Its codes in the order of forms.
    pub codes: Vec<String>,
    /// Whether each situation fills or extends it.
    pub local: bool,
    #[serde(skip)]
    known: std::collections::HashSet<String>,
}

impl OptionList {
    /// Whether a code is in the list.
    pub fn has(&self, code: &str) -> bool {
        self.known.contains(code)
    }

    /// The key of a code's label in the language files.
    pub fn label_key(&self, code: &str) -> String {
        format!("option-{}-{code}", self.name)
    }
}

/// Every section and list.
#[derive(Debug, Serialize)]
pub struct Dictionary {
    /// The version of its data.
    pub version: String,
    sections: Vec<Section>,
    lists: Vec<OptionList>,
    computed: Vec<(String, String)>,
    #[serde(skip)]
    section_at: HashMap<String, usize>,
    #[serde(skip)]
    list_at: HashMap<String, usize>,
}

/// The dictionary.
pub fn dictionary() -> &'static Dictionary {
    static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
        // The tables are part of the program and a test reads them: there is no case in which a
        // running program could do anything about their not being readable.
        read::tables().unwrap_or_else(|error| panic!("the dictionary's own tables: {error}"))
    });
    &DICTIONARY
}

impl Dictionary {
    /// Sections that stand for an object of the document, in the order of the tables.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The section of a name.
    pub fn section(&self, name: &str) -> Option<&Section> {
        self.section_at.get(name).map(|at| &self.sections[*at])
    }

    /// Every option list.
    pub fn lists(&self) -> &[OptionList] {
        &self.lists
    }

    /// The option list of a name.
    pub fn list(&self, name: &str) -> Option<&OptionList> {
        self.list_at.get(name).map(|at| &self.lists[*at])
    }

    /// Fields of MRMIMS+ that are no input here, each with what gives them.
    pub fn computed(&self) -> &[(String, String)] {
        &self.computed
    }

    /// Every key that a language file must have: sections, fields and options, each once.
    pub fn label_keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        for section in &self.sections {
            keys.push(section.label_key());
            keys.extend(section.fields.iter().map(Field::label_key));
        }
        for list in &self.lists {
            keys.push(format!("list-{}", list.name));
            keys.extend(list.codes.iter().map(|code| list.label_key(code)));
        }
        keys.extend(kind::KIND_NAMES.iter().map(|name| format!("kind-{name}")));
        keys.extend(markdown::WORDS.iter().map(|word| format!("word-{word}")));
        let mut seen = std::collections::HashSet::new();
        keys.retain(|key| seen.insert(key.clone()));
        keys
    }

    /// The dictionary as a document for people, in one of [`LANGUAGES`] (English for any other).
    pub fn render_markdown(&self, lang: &str) -> String {
        markdown::render(self, lang)
    }

    /// The section of an object that a field holds; for `details` it depends on the violation's type.
    pub(crate) fn inside(&self, field: &Field, kind_of_violation: Option<&str>) -> Option<&Section> {
        match &field.kind {
            Kind::Section { section } | Kind::Sections { section, .. } => self.section(section),
            Kind::Details => self.details(kind_of_violation?),
            _ => None,
        }
    }

    /// The section of the details of a type of violation.
    pub(crate) fn details(&self, violation_type: &str) -> Option<&Section> {
        // A lookup per violation: spelled out, it needs no text to be put together.
        static NAMES: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
            let types = crate::violation::ViolationType::ALL.iter();
            types.map(|of| (of.code(), format!("details.{}", of.code()))).collect()
        });
        self.section(NAMES.get(violation_type)?)
    }
}
