//! Taking typed values out of a JSON object, and putting them back. What is not taken stays, so that
//! a field nobody types is never lost.

use jiff::civil::Date;
use serde_json::{Map, Value};

/// The fields of an object that code does not need typed.
pub type Fields = Map<String, Value>;

/// A value that is not what its field holds. [`super::read`] says more; this is what stored content
/// gives when it is not what was stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: not {expected}")]
pub struct BadShape {
    /// Where, as in `violations[0].tally`.
    pub path: String,
    /// What is expected there.
    pub expected: &'static str,
}

impl BadShape {
    pub(super) fn at(key: &str, expected: &'static str) -> Self {
        Self { path: key.to_owned(), expected }
    }

    /// The same, seen from one object further out.
    pub(super) fn under(self, key: &str) -> Self {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        Self { path: format!("{key}{dot}{}", self.path), expected: self.expected }
    }

    fn under_index(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }
}

pub(super) type Shaped<T> = Result<T, BadShape>;

/// A part of the document that is an object.
pub(super) trait Part: Sized {
    fn from_fields(fields: Fields) -> Shaped<Self>;
    fn into_fields(self) -> Fields;
}

fn take(fields: &mut Fields, key: &str) -> Option<Value> {
    fields.remove(key).filter(|value| !value.is_null())
}

pub(super) fn take_text(fields: &mut Fields, key: &str) -> Shaped<Option<String>> {
    match take(fields, key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(BadShape::at(key, "a text")),
    }
}

pub(super) fn take_id(fields: &mut Fields, key: &str) -> Shaped<String> {
    take_text(fields, key)?.ok_or_else(|| BadShape::at(key, "there"))
}

pub(super) fn take_tick(fields: &mut Fields, key: &str) -> Shaped<bool> {
    Ok(take_answer(fields, key)?.unwrap_or(false))
}

pub(super) fn take_answer(fields: &mut Fields, key: &str) -> Shaped<Option<bool>> {
    match take(fields, key) {
        None => Ok(None),
        Some(Value::Bool(tick)) => Ok(Some(tick)),
        Some(_) => Err(BadShape::at(key, "true or false")),
    }
}

pub(super) fn take_number(fields: &mut Fields, key: &str) -> Shaped<Option<u32>> {
    match take(fields, key) {
        None => Ok(None),
        Some(value) => {
            let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
            number.map(Some).ok_or_else(|| BadShape::at(key, "a whole number"))
        }
    }
}

pub(super) fn take_decimal(fields: &mut Fields, key: &str) -> Shaped<Option<f64>> {
    match take(fields, key) {
        None => Ok(None),
        Some(value) => value.as_f64().map(Some).ok_or_else(|| BadShape::at(key, "a number")),
    }
}

pub(super) fn take_date(fields: &mut Fields, key: &str) -> Shaped<Option<Date>> {
    match take(fields, key) {
        None => Ok(None),
        Some(Value::String(text)) => {
            iso_date(&text).map(Some).ok_or_else(|| BadShape::at(key, "a date YYYY-MM-DD"))
        }
        Some(_) => Err(BadShape::at(key, "a date YYYY-MM-DD")),
    }
}

pub(super) fn take_code<T>(
    fields: &mut Fields,
    key: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Shaped<Option<T>> {
    match take(fields, key) {
        None => Ok(None),
        Some(Value::String(text)) => {
            from_code(&text).map(Some).ok_or_else(|| BadShape::at(key, "a code of its list"))
        }
        Some(_) => Err(BadShape::at(key, "a code of its list")),
    }
}

pub(super) fn take_codes<T>(
    fields: &mut Fields,
    key: &str,
    from_code: impl Fn(&str) -> Option<T>,
) -> Shaped<Vec<T>> {
    let bad = || BadShape::at(key, "a list of codes");
    take_texts(fields, key)?.iter().map(|code| from_code(code).ok_or_else(bad)).collect()
}

pub(super) fn take_texts(fields: &mut Fields, key: &str) -> Shaped<Vec<String>> {
    let bad = || BadShape::at(key, "a list of texts");
    match take(fields, key) {
        None => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .into_iter()
            .map(|item| match item {
                Value::String(text) => Ok(text),
                _ => Err(bad()),
            })
            .collect(),
        Some(_) => Err(bad()),
    }
}

pub(super) fn take_fields(fields: &mut Fields, key: &str) -> Shaped<Fields> {
    match take(fields, key) {
        None => Ok(Fields::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(BadShape::at(key, "an object")),
    }
}

pub(super) fn take_part<T: Part>(fields: &mut Fields, key: &str) -> Shaped<Option<T>> {
    match take(fields, key) {
        None => Ok(None),
        Some(Value::Object(object)) => T::from_fields(object).map(Some).map_err(|bad| bad.under(key)),
        Some(_) => Err(BadShape::at(key, "an object")),
    }
}

pub(super) fn take_parts<T: Part>(fields: &mut Fields, key: &str) -> Shaped<Vec<T>> {
    let parts = match take(fields, key) {
        None => return Ok(Vec::new()),
        Some(Value::Array(parts)) => parts,
        Some(_) => return Err(BadShape::at(key, "a list of objects")),
    };
    let typed = parts.into_iter().enumerate().map(|(index, part)| match part {
        Value::Object(object) => T::from_fields(object).map_err(|bad| bad.under_index(index).under(key)),
        _ => Err(BadShape::at("", "an object").under_index(index).under(key)),
    });
    typed.collect()
}

pub(super) fn put(fields: &mut Fields, key: &str, value: impl Into<Value>) {
    fields.insert(key.to_owned(), value.into());
}

pub(super) fn put_some(fields: &mut Fields, key: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        put(fields, key, value);
    }
}

pub(super) fn put_date(fields: &mut Fields, key: &str, date: Option<Date>) {
    put_some(fields, key, date.map(|date| date.to_string()));
}

/// A tick is written when it is set: absent and `false` mean the same.
pub(super) fn put_tick(fields: &mut Fields, key: &str, tick: bool) {
    if tick {
        put(fields, key, true);
    }
}

pub(super) fn put_texts(fields: &mut Fields, key: &str, texts: Vec<impl Into<Value>>) {
    if !texts.is_empty() {
        put(fields, key, Value::Array(texts.into_iter().map(Into::into).collect()));
    }
}

pub(super) fn put_fields(fields: &mut Fields, key: &str, object: Fields) {
    if !object.is_empty() {
        put(fields, key, object);
    }
}

pub(super) fn put_part(fields: &mut Fields, key: &str, part: impl Part) {
    put_fields(fields, key, part.into_fields());
}

pub(super) fn put_parts<T: Part>(fields: &mut Fields, key: &str, parts: Vec<T>) {
    put_texts(fields, key, parts.into_iter().map(Part::into_fields).collect());
}

/// A date written `YYYY-MM-DD` and nothing else: jiff reads more forms than the contract allows.
pub(crate) fn iso_date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |digits: &[u8]| {
        digits
            .iter()
            .try_fold(0_i16, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
    };
    let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
