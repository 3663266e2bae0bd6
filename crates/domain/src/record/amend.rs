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
}
