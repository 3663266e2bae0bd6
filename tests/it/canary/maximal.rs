//! Documents with every field of the dictionary filled, and a marked value in every text.

use domain::dictionary::{Field, Kind, Section, dictionary};
use domain::violation::ViolationType;
use serde_json::{Map, Value, json};
use vault::{Entropy, SystemEntropy};

/// A day and a number that stand nowhere else.
pub(super) const DAY: &str = "2019-07-13";
pub(super) const BIRTHDAY: &str = "2011-11-13";
pub(super) const DECIMAL: f64 = 12.345_678_91;

/// Marked values: a mark that no other run has, and a number for each.
pub(super) struct Canaries {
    pub(super) mark: String,
    /// What each stands for, by its number.
    labels: Vec<String>,
}

impl Canaries {
    pub(super) fn new() -> Self {
        let mut random = [0; 8];
        SystemEntropy::new().fill(&mut random).unwrap();
        let letters: String = random.iter().map(|byte| char::from(b'a' + byte % 26)).collect();
        Self { mark: format!("Qz{letters}"), labels: Vec::new() }
    }

    /// A new marked value.
    pub(super) fn of(&mut self, label: impl Into<String>) -> String {
        self.labels.push(label.into());
        format!("{}{:05}", self.mark, self.labels.len() - 1)
    }

    /// What the value of a number stands for.
    pub(super) fn label(&self, number: usize) -> &str {
        &self.labels[number]
    }

    pub(super) fn labels(&self) -> impl Iterator<Item = &str> {
        self.labels.iter().map(String::as_str)
    }

    /// A document with one violation and everything that a document can say.
    pub(super) fn document(&mut self, of: ViolationType) -> Value {
        let violation = self.of("an id");
        let incident = dictionary().section("incident").unwrap();
        self.section(incident, of, &violation)
    }

    fn section(&mut self, section: &Section, of: ViolationType, violation: &str) -> Value {
        let mut fields = Map::new();
        for field in &section.fields {
            let value = match (section.name.as_str(), field.name.as_str()) {
                ("violation", "id") => json!(violation),
                ("violation", "type") => json!(of.code()),
                ("occurred", "ongoing") => json!(false),
                ("perpetrator", "category") => json!("armed_group"),
                ("consent", "share_identity_with") => json!(["unicef"]),
                ("decision", "status") => json!("verified"),
                _ => self.value(section, field, of, violation),
            };
            fields.insert(field.name.clone(), value);
        }
        Value::Object(fields)
    }

    fn value(&mut self, section: &Section, field: &Field, of: ViolationType, violation: &str) -> Value {
        let label = format!("{}.{}", section.name, field.name);
        let first = |list: &str| {
            let list = dictionary().list(list).unwrap();
            list.codes.first().cloned().unwrap_or_else(|| panic!("the list {} is empty", list.name))
        };
        // No arm for the rest: a new kind of field must be filled here before this compiles.
        match &field.kind {
            Kind::Schema => json!("sixfold.incident/1"),
            Kind::Text { max } | Kind::LongText { max } => {
                let canary = self.of(label);
                assert!(canary.len() <= *max, "{canary} is too long a text");
                json!(canary)
            }
            Kind::Id => json!(self.of("an id")),
            Kind::Term { .. } | Kind::Partner => json!(self.of(label)),
            Kind::Terms { .. } => json!([self.of(label)]),
            Kind::Code { list } => json!(first(list)),
            Kind::Codes { list } => json!([first(list)]),
            Kind::Integer { min, max } => json!((*max).min(min + 2)),
            Kind::Decimal { min, max } => {
                assert!((*min..=*max).contains(&DECIMAL));
                json!(DECIMAL)
            }
            Kind::Boolean => json!(true),
            Kind::Date | Kind::PastDate => json!(DAY),
            Kind::BirthDate => json!(BIRTHDAY),
            Kind::Period => json!({"from": DAY, "to": DAY, "ongoing": false, "estimated": true}),
            Kind::Tally => json!({"boys": 1, "girls": 2, "unknown": 0,
                                  "by_age": {"6_11": {"boys": 1, "girls": 2, "unknown": 0}}}),
            Kind::AdultTally => json!({"men": 1, "women": 1, "unknown": 0}),
            Kind::Links => json!([violation]),
            Kind::Party => json!("XAR-P1"),
            Kind::Parties => json!(["XAR-P1"]),
            Kind::Area => json!("XAR01002"),
            Kind::Country => json!("XAR"),
            Kind::Section { section } => self.section(dictionary().section(section).unwrap(), of, violation),
            Kind::Sections { section, .. } => {
                json!([self.section(dictionary().section(section).unwrap(), of, violation)])
            }
            Kind::Details => {
                let details = dictionary().section(&format!("details.{}", of.code())).unwrap();
                self.section(details, of, violation)
            }
        }
    }
}
