//! Parting a document into what the case compartment holds and what the identity compartment holds,
//! by the dictionary, and putting it together again.
//!
//! Both halves have the document's own shape: lists have the same length in both, so that entries
//! find each other by place. A field that the dictionary does not know goes to identity: it may be
//! anything.

use super::fields::Fields;
use crate::dictionary::{Compartment, Field, Kind, Section, dictionary};
use serde_json::Value;

/// The case half and the identity half of an incident document.
pub fn split(value: Value) -> (Value, Value) {
    match (value, dictionary().section("incident")) {
        (Value::Object(fields), Some(section)) => {
            let (case, identity) = split_object(section, fields);
            (Value::Object(case), Value::Object(identity))
        }
        (value, _) => (Value::Object(Fields::new()), value),
    }
}

/// The document of its two halves.
pub fn merge(case: Value, identity: Value) -> Value {
    match (case, identity) {
        (Value::Object(mut fields), Value::Object(more)) => {
            for (key, value) in more {
                let merged = match fields.remove(&key) {
                    Some(half) => merge(half, value),
                    None => value,
                };
                fields.insert(key, merged);
            }
            Value::Object(fields)
        }
        (Value::Array(halves), Value::Array(others)) if halves.len() == others.len() => {
            Value::Array(halves.into_iter().zip(others).map(|(half, other)| merge(half, other)).collect())
        }
        // What is no document is wholly in the identity half.
        (Value::Object(case), identity) if case.is_empty() => identity,
        // Halves of different versions do not fit; what is counted is in the case half.
        (case, _) => case,
    }
}

fn split_object(section: &Section, fields: Fields) -> (Fields, Fields) {
    let (mut case, mut identity) = (Fields::new(), Fields::new());
    let kind_of_violation = fields.get("type").and_then(Value::as_str).map(str::to_owned);
    for (key, value) in fields {
        let Some(field) = section.field(&key) else {
            identity.insert(key, value);
            continue;
        };
        match (dictionary().inside(field, kind_of_violation.as_deref()), value) {
            (Some(inner), Value::Object(object)) => {
                let (half, other) = split_object(inner, object);
                if !other.is_empty() {
                    identity.insert(key.clone(), Value::Object(other));
                }
                case.insert(key, Value::Object(half));
            }
            (Some(inner), Value::Array(items)) if items.iter().all(Value::is_object) => {
                let objects = items.into_iter().filter_map(|item| match item {
                    Value::Object(object) => Some(split_object(inner, object)),
                    _ => None,
                });
                let (half, other): (Vec<_>, Vec<_>) = objects.unzip();
                if other.iter().any(|item| !item.is_empty()) {
                    identity.insert(key.clone(), other.into());
                }
                case.insert(key, half.into());
            }
            (_, value) if is_case(field, &value) => {
                case.insert(key, value);
            }
            (_, value) => {
                identity.insert(key, value);
            }
        }
    }
    (case, identity)
}

/// Whether a single value is coded content.
pub(super) fn is_case(field: &Field, value: &Value) -> bool {
    match field.compartment {
        // What should be an object and is none may be anything.
        _ if matches!(field.kind, Kind::Section { .. } | Kind::Sections { .. } | Kind::Details) => false,
        Compartment::Case => true,
        Compartment::Identity => false,
        Compartment::CaseIfCoded => {
            let list = field.kind.list().and_then(|list| dictionary().list(list));
            value.as_str().zip(list).is_some_and(|(code, list)| list.has(code))
        }
    }
}
