//! The coded content of a record, kept as the text that is sealed.

use crate::interchange::{BadShape, Incident};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

/// The case half of an incident document, as JSON text. Opening a record does not read it through: a walk
/// over many records reads only those that it asks about.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Content(Box<RawValue>);

impl Content {
    /// The text of a value.
    pub fn of(value: &Value) -> Content {
        match serde_json::value::to_raw_value(value) {
            Ok(text) => Content(text),
            // A value always has a text: its keys are strings and its numbers finite.
            Err(_) => Content(RawValue::NULL.to_owned()),
        }
    }

    /// The value of the text.
    pub fn value(&self) -> Value {
        serde_json::from_str(self.0.get()).unwrap_or(Value::Null)
    }

    /// The incident that it describes, without identity content.
    pub fn incident(&self) -> Result<Incident, BadShape> {
        Incident::from_value(self.value())
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}
