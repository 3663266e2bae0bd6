//! Walking a document by the dictionary.

use super::super::fields::Fields;
use super::nearest::offer;
use super::values::described;
use super::{Check, Step};
use crate::dictionary::{Field, Kind, Section, dictionary};
use crate::violation::ViolationType;
use serde_json::Value;
use std::collections::HashSet;

impl<'a> Check<'a> {
    /// An object against its section: unknown keys, each value, missing fields.
    pub(super) fn object(&mut self, section: &'static Section, fields: &'a Fields) {
        for (key, value) in fields {
            if self.is_full() {
                return;
            }
            let Some(field) = section.field(key) else {
                self.at(key, |check| check.unknown_key(section, key));
                continue;
            };
            if value.is_null() {
                self.nulls = true;
                continue;
            }
            self.at(key, |check| check.field(field, value, fields));
        }
        for field in section.fields.iter().filter(|field| field.required) {
            if fields.get(&field.name).is_none_or(Value::is_null) {
                self.at(&field.name, |check| check.problem("is required"));
            }
        }
    }

    fn unknown_key(&mut self, section: &'static Section, key: &str) {
        let elsewhere = section.name.starts_with("details.").then(|| {
            let types = ViolationType::ALL.iter().filter(|of| {
                dictionary().details(of.code()).is_some_and(|details| details.field(key).is_some())
            });
            types.map(|of| of.code()).collect::<Vec<_>>()
        });
        match elsewhere {
            Some(types) if !types.is_empty() => {
                let of = section.name.trim_start_matches("details.");
                self.problem(format!("is a detail of {}, not of {of}", types.join(", ")));
            }
            _ => self.problem(offer("field", key, section.fields.iter().map(|field| field.name.as_str()))),
        }
    }

    fn field(&mut self, field: &'static Field, value: &'a Value, of: &'a Fields) {
        match &field.kind {
            Kind::Section { section } => self.part(dictionary().section(section), value),
            Kind::Details => {
                // An unknown type is a problem of its own; its details cannot be judged.
                let details = of.get("type").and_then(Value::as_str).and_then(|of| dictionary().details(of));
                if details.is_some() {
                    self.part(details, value);
                }
            }
            Kind::Sections { section, max } => self.parts(dictionary().section(section), *max, value),
            kind => self.value(kind, value),
        }
    }

    fn part(&mut self, section: Option<&'static Section>, value: &'a Value) {
        match (section, value) {
            (Some(section), Value::Object(fields)) => self.object(section, fields),
            _ => self.problem(format!("is an object {{…}}, got {}", described(value))),
        }
    }

    fn parts(&mut self, section: Option<&'static Section>, max: usize, value: &'a Value) {
        let Value::Array(parts) = value else {
            return self.problem(format!("is a list […], got {}", described(value)));
        };
        if parts.len() > max {
            return self.problem(format!("has at most {max} entries, got {}", parts.len()));
        }
        let mut ids = HashSet::new();
        for (index, part) in parts.iter().enumerate() {
            if self.is_full() {
                return;
            }
            self.within(Step::Index(index), |check| {
                check.part(section, part);
                let id = part.get("id").and_then(Value::as_str);
                if id.is_some_and(|id| parts.len() > 1 && !ids.insert(id)) {
                    check.at("id", |check| check.problem("another entry of this list has the same id"));
                }
            });
        }
    }
}
