//! Strict JSON: what a lenient reader lets pass (a key given twice, endless nesting) is refused here,
//! because two readers of the same report must never see two different reports.

use super::Problem;
use super::excerpt::excerpt;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};
use std::cell::RefCell;
use std::fmt;

/// The longest document, in bytes.
pub const MAX_DOCUMENT: usize = 1 << 20;

/// How deep objects and lists may nest. The interchange needs seven.
pub const MAX_DEPTH: usize = 32;

/// Reads one JSON value. Numbers stay as they were written: whether they must be whole is for the
/// dictionary to say.
pub fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    let refuse = |message: String| Problem { path: String::new(), message };
    if bytes.len() > MAX_DOCUMENT {
        return Err(refuse(too_long()));
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(error) => {
            let at = error.valid_up_to() + 1;
            return Err(refuse(format!("byte {at} is not UTF-8; save the file as UTF-8")));
        }
    };
    let way = RefCell::new(Vec::new());
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Strict { depth: 0, way: &way }.deserialize(&mut reader);
    match read.and_then(|value| reader.end().map(|()| value)) {
        Ok(value) => Ok(value),
        Err(error) => {
            let mut path = String::new();
            // The way back out was noted from the inside.
            for step in way.borrow().iter().rev() {
                path.push_str(step);
            }
            Err(Problem { path: path.trim_start_matches('.').to_owned(), message: plainly(&error) })
        }
    }
}

/// What to say of a document that is too long.
pub(super) fn too_long() -> String {
    format!("a document has at most {MAX_DOCUMENT} bytes; send files apart from it")
}

/// What the reader found, in words that help a person who never saw JSON.
fn plainly(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or_default();
    let what = if what.contains("surrogate") || what.contains("hex escape") {
        "half of a character (a lone surrogate in a \\u escape); write the character itself"
    } else if what.contains("number out of range") {
        "the number is too great to be read"
    } else if error.is_eof() {
        "the document ends too early; a bracket or a quotation mark is not closed"
    } else if what.contains("expected value") || what.contains("expected ident") {
        "no JSON value; text needs quotation marks, and NaN and Infinity are no numbers"
    } else if what.contains("control character") {
        "a control character inside a text; write it as \\n, \\t or \\u00XX"
    } else {
        what
    };
    let what = excerpt_long(what);
    match (error.line(), error.column()) {
        (0, _) | (_, 0) => what,
        (line, column) => format!("{what} (line {line}, column {column} of the document)"),
    }
}

fn excerpt_long(what: &str) -> String {
    what.chars().filter(|c| super::excerpt::is_plain(*c)).take(300).collect()
}

/// Builds a value while watching for what JSON allows and we do not.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    way: &'a RefCell<Vec<String>>,
}

impl Strict<'_> {
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format!("objects and lists nest at most {MAX_DEPTH} deep")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    /// Notes where an error came from. Nothing is noted while all goes well, so it costs nothing then.
    fn came_through<T, E>(self, result: Result<T, E>, step: impl FnOnce() -> String) -> Result<T, E> {
        if result.is_err() {
            self.way.borrow_mut().push(step());
        }
        result
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        loop {
            let next = from.next_element_seed(inner);
            match self.came_through(next, || format!("[{}]", items.len()))? {
                Some(item) => items.push(item),
                None => return Ok(Value::Array(items)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let inner = self.deeper()?;
        let mut fields = Map::new();
        while let Some(key) = from.next_key::<String>()? {
            match fields.entry(key) {
                Entry::Occupied(taken) => {
                    let twice = A::Error::custom("this key is given twice; give it once");
                    return self.came_through(Err(twice), || step(taken.key()));
                }
                Entry::Vacant(free) => {
                    let value = from.next_value_seed(inner);
                    let value = self.came_through(value, || step(free.key()))?;
                    free.insert(value);
                }
            }
        }
        Ok(Value::Object(fields))
    }
}

/// A key as a step of a path.
pub(super) fn step(key: &str) -> String {
    format!(".{}", excerpt(key))
}
