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
pub fn split(value: &Value) -> (Value, Value) {
    match (value, dictionary().section("incident")) {
        (Value::Object(fields), Some(section)) => {
            let (case, identity) = split_object(section, fields);
            (Value::Object(case), Value::Object(identity))
        }
        _ => (Value::Object(Fields::new()), value.clone()),
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

fn split_object(section: &Section, fields: &Fields) -> (Fields, Fields) {
    let (mut case, mut identity) = (Fields::new(), Fields::new());
    let kind_of_violation = fields.get("type").and_then(Value::as_str);
    for (key, value) in fields {
        let Some(field) = section.field(key) else {
            identity.insert(key.clone(), value.clone());
            continue;
        };
        match (dictionary().inside(field, kind_of_violation), value) {
            (Some(inner), Value::Object(object)) => {
                let (half, other) = split_object(inner, object);
                if !other.is_empty() {
                    identity.insert(key.clone(), Value::Object(other));
                }
                case.insert(key.clone(), Value::Object(half));
            }
            (Some(inner), Value::Array(items)) if items.iter().all(Value::is_object) => {
                let halves = items.iter().filter_map(Value::as_object).map(|item| split_object(inner, item));
                let (half, other): (Vec<_>, Vec<_>) = halves.unzip();
                if other.iter().any(|item| !item.is_empty()) {
                    identity.insert(key.clone(), other.into());
                }
                case.insert(key.clone(), half.into());
            }
            _ if is_case(field, value) => {
                case.insert(key.clone(), value.clone());
            }
            _ => {
                identity.insert(key.clone(), value.clone());
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
