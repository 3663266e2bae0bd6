//! Single values against the kinds of the dictionary.

use super::super::excerpt::excerpt;
use super::super::fields::{Fields, iso_date};
use super::super::{AgeBand, MAX_COUNT, SCHEMA};
use super::nearest::offer;
use super::{Check, EARLIEST, EARLIEST_BIRTH, Step};
use crate::dictionary::{Kind, dictionary};
use jiff::civil::Date;
use serde_json::Value;
use std::collections::HashSet;

/// The longest id, in characters.
const MAX_ID: usize = 64;
/// The longest own word where a code is usual, in characters.
const MAX_TERM: usize = 100;
/// The most entries of a list of codes.
const MAX_ENTRIES: usize = 200;

/// A value as a message names it: its nature and a little of it.
pub(super) fn described(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => format!("the number {}", excerpt(&number.to_string())),
        Value::String(text) => format!("the text \"{}\"", excerpt(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

impl<'a> Check<'a> {
    pub(super) fn value(&mut self, kind: &'static Kind, value: &'a Value) {
        match kind {
            Kind::Schema => {
                if value.as_str() != Some(SCHEMA) {
                    self.problem(format!("is \"{SCHEMA}\", got {}", described(value)));
                }
            }
            Kind::Text { max } => self.text(value, *max, false),
            Kind::LongText { max } => self.text(value, *max, true),
            Kind::Id => {
                self.text(value, MAX_ID, false);
                if value.as_str() == Some("") {
                    self.problem("an id is not empty");
                }
            }
            Kind::Code { list } => self.code(list, value),
            Kind::Codes { list } => self.each(value, |check, item| check.code(list, item)),
            Kind::Term { .. } => self.text(value, MAX_TERM, false),
            Kind::Terms { .. } => self.each(value, |check, item| check.text(item, MAX_TERM, false)),
            Kind::Integer { min, max } => {
                self.whole_number(value, *min, *max);
            }
            Kind::Decimal { min, max } => {
                if !value.as_f64().is_some_and(|number| (*min..=*max).contains(&number)) {
                    self.problem(format!("is a number from {min} to {max}, got {}", described(value)));
                }
            }
            Kind::Boolean => {
                if !value.is_boolean() {
                    self.problem(format!("is true or false, got {}", described(value)));
                }
            }
            Kind::Date => {
                self.date(value, EARLIEST);
            }
            Kind::PastDate => self.past_date(value, EARLIEST),
            Kind::BirthDate => self.past_date(value, EARLIEST_BIRTH),
            Kind::Period => self.period(value),
            Kind::Tally => self.tally(value),
            Kind::AdultTally => {
                if let Some(fields) = self.tally_object(value, &["men", "women", "unknown", "total"]) {
                    self.numbers(fields, ["men", "women", "unknown"]);
                }
            }
            Kind::Links => self.each(value, |check, item| match item {
                Value::String(id) if check.violation_ids.contains(id.as_str()) => {}
                Value::String(id) => {
                    check.problem(format!("no violation of this document has the id \"{}\"", excerpt(id)));
                }
                other => check.problem(format!("is the id of a violation, got {}", described(other))),
            }),
            Kind::Party => self.party(value),
            Kind::Parties => self.each(value, Self::party),
            Kind::Area => self.area(value),
            Kind::Partner => self.text(value, crate::register::MAX_NAME, false),
            Kind::Country => {
                let is_code =
                    |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
                if !value.as_str().is_some_and(is_code) {
                    self.problem(format!(
                        "is a country's ISO 3166 code of three capital letters, got {}",
                        described(value)
                    ));
                }
            }
            // Objects are walked, never judged as values.
            Kind::Section { .. } | Kind::Sections { .. } | Kind::Details => {}
        }
    }

    fn text(&mut self, value: &Value, max: usize, may_have_lines: bool) {
        let Value::String(text) = value else {
            return self.problem(format!("is a text, got {}", described(value)));
        };
        // Bytes are never fewer than characters: counting is for long texts only.
        if text.len() > max {
            let length = text.chars().count();
            if length > max {
                self.problem(format!("has at most {max} characters, got {length}"));
            }
        }
        let is_refused = |c: char| c.is_control() && !(may_have_lines && matches!(c, '\n' | '\r' | '\t'));
        if text.chars().any(is_refused) {
            let lines = if may_have_lines { " other than line ends and tabs" } else { "" };
            self.problem(format!("has no control characters{lines}"));
        }
    }

    fn code(&mut self, list: &str, value: &Value) {
        let Some(list) = dictionary().list(list) else { return };
        match value {
            Value::String(code) if list.has(code) => {}
            Value::String(code) => self.problem(offer("code", code, list.codes.iter().map(String::as_str))),
            other => self.problem(format!("is a code of the list {}, got {}", list.name, described(other))),
        }
    }

    fn each(&mut self, value: &'a Value, check: impl Fn(&mut Self, &'a Value)) {
        let Value::Array(items) = value else {
            return self.problem(format!("is a list […], got {}", described(value)));
        };
        if items.len() > MAX_ENTRIES {
            return self.problem(format!("has at most {MAX_ENTRIES} entries, got {}", items.len()));
        }
        let mut seen = HashSet::new();
        for (index, item) in items.iter().enumerate() {
            if self.is_full() {
                return;
            }
            self.within(Step::Index(index), |this| {
                check(this, item);
                if items.len() > 1 && item.as_str().is_some_and(|text| !seen.insert(text)) {
                    this.problem("is in the list already; name it once");
                }
            });
        }
    }

    fn party(&mut self, value: &'a Value) {
        match value {
            Value::String(code) if self.registers.parties.by_code(code).is_some() => {}
            Value::String(code) => {
                let parties = self.registers.parties.all().iter();
                let message = offer("party", code, parties.map(|party| party.code.as_str()));
                self.problem(message);
            }
            other => self.problem(format!("is a code of the register of parties, got {}", described(other))),
        }
    }

    fn area(&mut self, value: &'a Value) {
        match value {
            Value::String(code) if self.registers.areas.by_code(code).is_some() => {}
            Value::String(code) => {
                let areas = self.registers.areas.all().iter();
                let message = offer("area", code, areas.map(|area| area.code.as_str()));
                self.problem(message);
            }
            other => self.problem(format!("is a code of the register of areas, got {}", described(other))),
        }
    }

    fn whole_number(&mut self, value: &Value, min: u64, max: u64) -> Option<u64> {
        let number = value.as_u64().filter(|number| (min..=max).contains(number));
        if number.is_none() {
            self.problem(format!("is a whole number from {min} to {max}, got {}", described(value)));
        }
        number
    }

    fn date(&mut self, value: &Value, earliest: Date) -> Option<Date> {
        let date = value.as_str().and_then(iso_date);
        if date.is_none() {
            self.problem(format!("is a day of the calendar as YYYY-MM-DD, got {}", described(value)));
        }
        let date = date?;
        if date < earliest {
            self.problem(format!("{date} is before {earliest}, the earliest day that can be reported"));
            return None;
        }
        Some(date)
    }

    fn past_date(&mut self, value: &Value, earliest: Date) {
        if let Some(date) = self.date(value, earliest)
            && date > self.today
        {
            let today = self.today;
            self.problem(format!("{date} is in the future; today is {today}"));
        }
    }

    fn period(&mut self, value: &'a Value) {
        let Value::Object(fields) = value else {
            return self.problem(format!("is an object with from and to, got {}", described(value)));
        };
        for (key, value) in fields {
            if value.is_null() {
                self.nulls = true;
                continue;
            }
            self.at(key, |check| match key.as_str() {
                "from" | "to" => check.past_date(value, EARLIEST),
                "ongoing" | "estimated" => check.value(&Kind::Boolean, value),
                _ => check.problem(offer("field", key, ["from", "to", "ongoing", "estimated"].into_iter())),
            });
        }
        self.range(fields);
    }

    /// What holds between the ends of a range of days.
    pub(super) fn range(&mut self, fields: &'a Fields) {
        let day = |key| fields.get(key).and_then(Value::as_str).and_then(iso_date);
        let has = |key| fields.get(key).is_some_and(|value| !value.is_null());
        if has("to") && !has("from") {
            self.at("to", |check| check.problem("needs from: a range has a first day"));
        }
        if has("to") && fields.get("ongoing") == Some(&Value::Bool(true)) {
            self.at("ongoing", |check| check.problem("is false where to is given: what goes on has no end"));
        }
        if let (Some(from), Some(to)) = (day("from"), day("to"))
            && to < from
        {
            self.at("to", |check| check.problem(format!("{to} is before from, {from}")));
        }
    }

    fn tally(&mut self, value: &'a Value) {
        const KEYS: [&str; 3] = ["boys", "girls", "unknown"];
        let known = ["boys", "girls", "unknown", "total", "by_age"];
        let Some(fields) = self.tally_object(value, &known) else { return };
        let sums = self.numbers(fields, KEYS);
        let bands = match fields.get("by_age") {
            None | Some(Value::Null) => return,
            Some(Value::Object(bands)) => bands,
            Some(other) => {
                let got = described(other);
                return self
                    .at("by_age", |check| check.problem(format!("is an object by age band, got {got}")));
            }
        };
        self.at("by_age", |check| {
            let mut by_age = Some([0; 3]);
            for (band, counts) in bands {
                if check.is_full() {
                    return;
                }
                check.at(band, |check| {
                    if AgeBand::from_code(band).is_none() {
                        let bands = AgeBand::ALL.iter().map(|band| band.code());
                        return check.problem(offer("age band", band, bands));
                    }
                    if counts.is_null() {
                        check.nulls = true;
                        return;
                    }
                    let fields = check.tally_object(counts, &["boys", "girls", "unknown", "total"]);
                    let counts = fields.and_then(|fields| check.numbers(fields, KEYS));
                    by_age =
                        by_age.zip(counts).map(|(sum, more)| std::array::from_fn(|sex| sum[sex] + more[sex]));
                });
            }
            if let (Some(sums), Some(by_age)) = (sums, by_age) {
                for sex in (0..3).filter(|sex| sums[*sex] != by_age[*sex]) {
                    let key = KEYS[sex];
                    let (by_age, sum) = (by_age[sex], sums[sex]);
                    check.problem(format!("{key} by age add up to {by_age}, the tally has {sum}"));
                }
            }
        });
    }

    fn tally_object(&mut self, value: &'a Value, known: &[&'static str]) -> Option<&'a Fields> {
        let Value::Object(fields) = value else {
            self.problem(format!("is an object of numbers by sex, got {}", described(value)));
            return None;
        };
        for (key, value) in fields {
            if !known.contains(&key.as_str()) && !self.is_full() {
                self.at(key, |check| check.problem(offer("field", key, known.iter().copied())));
            }
            self.nulls |= value.is_null();
        }
        Some(fields)
    }

    /// The three numbers of a tally; absent ones are zero. A total that is given must be their sum.
    fn numbers(&mut self, fields: &'a Fields, keys: [&'static str; 3]) -> Option<[u64; 3]> {
        let mut numbers = Some([0; 3]);
        for (at, key) in keys.into_iter().enumerate() {
            if let Some(value) = fields.get(key).filter(|value| !value.is_null()) {
                let number = self.counted(key, value);
                numbers = numbers.zip(number).map(|(mut numbers, number)| {
                    numbers[at] = number;
                    numbers
                });
            }
        }
        if let Some(value) = fields.get("total").filter(|value| !value.is_null()) {
            let total = self.counted("total", value);
            let sum = numbers.map(|numbers| numbers.iter().sum::<u64>());
            if let (Some(total), Some(sum)) = (total, sum)
                && total != sum
            {
                let of = keys.join(", ");
                self.at("total", |check| check.problem(format!("is {total}, but {of} add up to {sum}")));
            }
        }
        numbers
    }

    fn counted(&mut self, key: &'static str, value: &Value) -> Option<u64> {
        // A total may be three times what each number may be.
        let most = u64::from(MAX_COUNT) * if key == "total" { 3 } else { 1 };
        self.way.push(Step::Key(key));
        let number = self.whole_number(value, 0, most);
        self.way.pop();
        number
    }
}
