//! What an amendment changed.

use crate::id::AccountId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A later version of a record's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The record's version that it made.
    pub version: u64,
    /// Who amended.
    pub by: AccountId,
    /// The day.
    pub on: Date,
    /// Paths of what changed, without the values: `violations[0].tally.boys`.
    pub changed: Vec<String>,
}

/// Paths at which two documents differ, in document order.
pub fn changed_paths(before: &Value, after: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    differ("", before, after, &mut paths);
    paths
}

fn differ(path: &str, before: &Value, after: &Value, paths: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let mut keys: Vec<&String> = before.keys().chain(after.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                let (old, new) =
                    (before.get(key).unwrap_or(&Value::Null), after.get(key).unwrap_or(&Value::Null));
                differ(&path, old, new, paths);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            for at in 0..before.len().max(after.len()) {
                let (old, new) =
                    (before.get(at).unwrap_or(&Value::Null), after.get(at).unwrap_or(&Value::Null));
                differ(&format!("{path}[{at}]"), old, new, paths);
            }
        }
        _ if before == after => {}
        _ => paths.push(path.to_owned()),
    }
}

/// Paths at which one document says something and another nothing at all, in document order. What has an id is looked for
/// by it, wherever it stands.
pub fn left_out(before: &Value, after: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    lose("", before, after, &mut paths);
    paths
}

fn lose(path: &str, before: &Value, after: &Value, paths: &mut Vec<String>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (key, old) in before {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                lose(&path, old, after.get(key).unwrap_or(&Value::Null), paths);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            for (at, old) in before.iter().enumerate() {
                let same = |new: &&Value| match old.get("id") {
                    Some(id) => new.get("id") == Some(id),
                    None => *new == old,
                };
                lose(&format!("{path}[{at}]"), old, after.iter().find(same).unwrap_or(&Value::Null), paths);
            }
        }
        (old, new) if !says_nothing(old) && says_nothing(new) => paths.push(path.to_owned()),
        _ => {}
    }
}

fn says_nothing(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn paths_name_what_differs_and_nothing_else() {
        let before = json!({"a": 1, "b": [{"c": 1}, {"c": 2}], "d": {"e": "x"}});
        let after = json!({"a": 1, "b": [{"c": 1}, {"c": 3}, {"c": 4}], "d": {"e": "x", "f": true}});
        assert_eq!(changed_paths(&before, &after), ["b[1].c", "b[2]", "d.f"]);
        assert!(changed_paths(&before, &before).is_empty());
    }

    #[test]
    fn what_is_left_out_is_named_and_what_is_only_changed_is_not() {
        let before = json!({
            "narrative": "x",
            "place": {"area": "A"},
            "victims": [{"id": "a", "age": 3}, {"id": "b", "violations": ["k", "l"]}],
        });
        for (after, expected) in [
            (
                json!({"narrative": "y", "place": {"area": "B"}, "victims": [{"id": "b", "violations": ["l", "k"]},
                {"id": "a", "age": 4}, {"id": "c"}], "more": 1}),
                vec![],
            ),
            (
                json!({"place": {}, "victims": [{"id": "b", "violations": ["l"]}, {"id": "a", "age": null}]}),
                vec!["narrative", "place.area", "victims[0].age", "victims[1].violations[0]"],
            ),
            (
                json!({"narrative": "x", "place": {"area": "A"}, "victims": [{"id": "a", "age": 3}]}),
                vec!["victims[1]"],
            ),
            (
                json!({"narrative": " ", "place": {"area": "A"}, "victims": before["victims"]}),
                vec!["narrative"],
            ),
            (json!({}), vec!["narrative", "place", "victims"]),
        ] {
            assert_eq!(left_out(&before, &after), expected, "{after}");
        }
    }
}
