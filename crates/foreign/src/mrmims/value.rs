//! Single values of an export, read whatever their shape: numbers as texts, ticks as words, days with a time behind them.

use domain::interchange::Fields;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// The earliest day that intake takes of anything but a birth, and of a birth.
const EARLIEST: Date = date(1990, 1, 1);
const EARLIEST_BIRTH: Date = date(1972, 1, 1);
/// The longest excerpt of an export in a message, in characters.
const EXCERPT: usize = 40;

/// Whether a value says nothing.
pub(super) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => fields.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A little of a text for a message: one line, no control characters.
pub(super) fn excerpt(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !c.is_control()).take(EXCERPT + 1).collect();
    if plain.chars().count() > EXCERPT { plain.chars().take(EXCERPT).chain(['…']).collect() } else { plain }
}

/// An option's id as the tables write it; of a label in English the same.
pub(super) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            // Apostrophes join what they stand between.
            '\'' | '’' => {}
            _ if out.ends_with('_') || out.is_empty() => {}
            _ => out.push('_'),
        }
    }
    out.truncate(out.trim_end_matches('_').len());
    out
}

/// What a value says, as a text for notes.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => {
            items.iter().map(words).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
        }
        Value::Object(fields) => {
            let said = fields.iter().filter(|(_, value)| !is_empty(value));
            said.map(|(key, value)| format!("{key} {}", words(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A text without the control characters that copying leaves behind, which intake refuses; on one line where no
/// lines may be.
pub(super) fn clean(text: &str, may_have_lines: bool) -> String {
    let kept: String = text
        .chars()
        .map(|c| if !may_have_lines && matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
        .collect();
    kept.trim().to_owned()
}

/// The entries of a value that may be one or several.
pub(super) fn each(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().filter(|item| !is_empty(item)).collect(),
        one if is_empty(one) => Vec::new(),
        one => vec![one],
    }
}

/// The texts of a value that may be one or several.
pub(super) fn texts(value: &Value) -> Vec<String> {
    each(value).into_iter().map(words).filter(|text| !text.is_empty()).collect()
}

/// A tick or an answer.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(tick) => Some(*tick),
        Value::Number(number) => number.as_u64().filter(|number| *number < 2).map(|number| number == 1),
        Value::String(text) => match slug(text).as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// A whole number, written as a number or a text; spreadsheets write whole numbers with a fraction of nothing. Of a text
/// only digits and `.0` behind them are taken: `1.000` is a thousand to some and one to others.
pub(super) fn whole(value: &Value) -> Option<i64> {
    let of = |number: f64| (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64);
    match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(of)),
        Value::String(text) => {
            let text = text.trim();
            let text = text.strip_suffix(".0").unwrap_or(text);
            let is_plain = text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| is_plain)
        }
        _ => None,
    }
}

/// A number.
pub(super) fn decimal(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse::<f64>().ok(),
        _ => None,
    };
    number.filter(|number| number.is_finite())
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A day: `2022-01-23`, with or without a time, `2022/01/23` or `23-Jan-2022`. Days with the month as a number behind
/// them (`03/04/2022`) say two days and are none.
pub(super) fn day(value: &Value) -> Option<Date> {
    let text = value.as_str()?.trim();
    let of = |year: &str, month: i8, day: &str| Date::new(year.parse().ok()?, month, day.parse().ok()?).ok();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let head = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = head.split(['-', '/']).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    if first.len() == 4 && [first, second, third].iter().all(|part| digits(part)) {
        return of(first, second.parse().ok()?, third);
    }
    if third.len() == 4 && digits(third) && digits(first) {
        let month = second.get(..3)?.to_lowercase();
        let month = MONTHS.iter().position(|known| *known == month)?;
        return of(third, i8::try_from(month).ok()? + 1, first);
    }
    None
}

/// A day on which something that is reported can have been.
pub(super) fn past_day(value: &Value, today: Date) -> Option<Date> {
    day(value).filter(|day| (EARLIEST..=today).contains(day))
}

/// A day that may be to come.
pub(super) fn any_day(value: &Value) -> Option<Date> {
    day(value).filter(|day| *day >= EARLIEST)
}

/// The day of a child's birth.
pub(super) fn birth_day(value: &Value, today: Date) -> Option<Date> {
    day(value).filter(|day| (EARLIEST_BIRTH..=today).contains(day))
}

/// A tally, and what is to be told of it.
#[derive(Debug, PartialEq)]
pub(super) struct Counted {
    pub(super) tally: Value,
    pub(super) told: Option<String>,
}

/// Reads a tally with these keys. An error says what makes it none: a number below nothing, or no number.
pub(super) fn tally(fields: &Fields, keys: [&str; 3]) -> Result<Counted, String> {
    let number = |key: &str| match fields.get(key).filter(|value| !is_empty(value)) {
        None => Ok(None),
        Some(value) => match whole(value) {
            Some(number) if number >= 0 => Ok(Some(number)),
            Some(number) => Err(format!("{key} is {number}: nobody can be counted below nothing")),
            None => Err(format!("{key} is no whole number: {:?}", excerpt(&words(value)))),
        },
    };
    let parts = [number(keys[0])?, number(keys[1])?, number(keys[2])?];
    let total = number("total")?;
    let sum = parts.iter().flatten().try_fold(0_i64, |sum, part| sum.checked_add(*part));
    let sum = sum.ok_or("the numbers are too great")?;
    let mut counts = parts.map(Option::unwrap_or_default);
    let told = match total {
        // Nothing but zeros says no more of these children than nothing does.
        Some(total) if sum == 0 && total > 0 => {
            counts[2] = total;
            Some(format!("only a total of {total} was entered: {total} whose sex is not known"))
        }
        Some(total) if total != sum => Some(format!(
            "the total that was entered is {total}, but the numbers add up to {sum}; the sum counts here"
        )),
        _ => None,
    };
    let tally = keys.iter().zip(counts).map(|(key, count)| ((*key).to_owned(), json!(count))).collect();
    Ok(Counted { tally: Value::Object(tally), told })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_where_they_say_one_day() {
        for (text, is) in [
            ("2022-01-23", Some(date(2022, 1, 23))),
            ("2022-01-23T00:00:00.000Z", Some(date(2022, 1, 23))),
            ("2022/01/23 10:00", Some(date(2022, 1, 23))),
            ("23-Jan-2022", Some(date(2022, 1, 23))),
            ("3-September-2022", Some(date(2022, 9, 3))),
            ("03/04/2022", None),
            ("2022-02-30", None),
            ("Jan 2022", None),
            ("2022-01", None),
            ("", None),
            ("23-Ját-2022", None),
            ("--", None),
        ] {
            assert_eq!(day(&json!(text)), is, "{text}");
        }
        assert_eq!(past_day(&json!("2031-01-01"), date(2024, 1, 1)), None);
        assert_eq!(past_day(&json!("1980-01-01"), date(2024, 1, 1)), None);
    }

    #[test]
    fn tallies_are_summed_and_differences_told() {
        let read = |value: Value| tally(value.as_object().unwrap(), ["boys", "girls", "unknown"]);
        let plain = read(json!({"boys": 2, "girls": "1", "unknown": null, "total": 3.0})).unwrap();
        assert_eq!(plain, Counted { tally: json!({"boys": 2, "girls": 1, "unknown": 0}), told: None });
        let total = read(json!({"total": 4})).unwrap();
        assert_eq!(total.tally, json!({"boys": 0, "girls": 0, "unknown": 4}));
        assert!(total.told.unwrap().contains("only a total"));
        let zeros = read(json!({"boys": 0, "girls": "0", "unknown": 0, "total": 4})).unwrap();
        assert_eq!(zeros.tally, json!({"boys": 0, "girls": 0, "unknown": 4}));
        assert!(zeros.told.unwrap().contains("only a total"));
        let other = read(json!({"boys": 3, "girls": 4, "unknown": 5, "total": 10})).unwrap();
        assert_eq!(other.tally, json!({"boys": 3, "girls": 4, "unknown": 5}));
        assert!(other.told.unwrap().contains("10"));
        assert!(read(json!({"boys": -1})).unwrap_err().contains("-1"));
        assert!(read(json!({"girls": "many"})).is_err());
        assert!(read(json!({"girls": 1.5})).is_err());
        assert!(
            read(json!({"boys": 999_999_999_999_999_i64, "girls": 9_223_372_036_854_775_807_i64})).is_err()
        );
    }

    #[test]
    fn whole_numbers_are_read_where_they_say_one_number() {
        for (value, is) in [
            (json!("12"), Some(12)),
            (json!(" -3 "), Some(-3)),
            (json!("3.0"), Some(3)),
            (json!(3.0), Some(3)),
            // A thousand to some.
            (json!("1.000"), None),
            (json!("1,000"), None),
            (json!("2.00"), None),
            (json!("1e3"), None),
            (json!("+3"), None),
            (json!("--3"), None),
            (json!(".0"), None),
            (json!("-"), None),
            (json!(""), None),
            (json!(1.5), None),
            (json!("99999999999999999999"), None),
        ] {
            assert_eq!(whole(&value), is, "{value}");
        }
    }

    #[test]
    fn labels_and_ids_are_one_option() {
        for (text, is) in [
            ("Small arm (e.g. AK-47)", "small_arm_e_g_ak_47"),
            ("small_arm_e_g_ak_47", "small_arm_e_g_ak_47"),
            ("  Besiegement ", "besiegement"),
            ("0 - 5", "0_5"),
            ("Restrictions of beneficiaries' access", "restrictions_of_beneficiaries_access"),
            ("؟", ""),
        ] {
            assert_eq!(slug(text), is);
        }
    }
}
