//! Words by key and language: what every report shares (`wording/` of this crate) and what a
//! template adds (its own `.ftl` files). Numbers are never put through here into a table cell.

use crate::{ReportError, Result};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use unic_langid::LanguageIdentifier;

/// The shared wording, by language.
const SHARED: [(&str, &str); 4] = [
    ("ar", include_str!("../wording/ar.ftl")),
    ("en", include_str!("../wording/en.ftl")),
    ("es", include_str!("../wording/es.ftl")),
    ("fr", include_str!("../wording/fr.ftl")),
];

/// The words of one language.
pub struct Wording {
    language: String,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wording").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Wording {
    /// The shared words of a language with a template's own, or with those of whatever else speaks it, which are
    /// read only once the language is known: its code becomes part of a file's name. `file` says in errors where
    /// they are.
    ///
    /// # Errors
    /// [`ReportError::Template`] where the language is none of ours, or a file does not read.
    pub fn load(language: &str, file: &str, read: impl FnOnce() -> Result<String>) -> Result<Self> {
        let bad = |key: &str, problem: String, remedy: &str| ReportError::Template {
            file: file.to_owned(),
            key: key.to_owned(),
            problem,
            remedy: remedy.to_owned(),
        };
        let Some((_, shared)) = SHARED.iter().find(|(code, _)| *code == language) else {
            let remedy = "use ar, en, es or fr, or add crates/report/wording/ for it";
            return Err(bad("languages", format!("{language:?} has no shared wording"), remedy));
        };
        let id: LanguageIdentifier = language.parse().map_err(|_| {
            bad("languages", format!("{language:?} is not a language code"), "use a code such as en")
        })?;
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Isolation marks are for pages; a spreadsheet cell would show them as boxes.
        bundle.set_use_isolating(false);
        for (name, text) in [("shared wording", (*shared).to_owned()), ("wording", read()?)] {
            let resource = FluentResource::try_new(text).map_err(|(_, errors)| {
                let problem = errors.first().map_or_else(String::new, ToString::to_string);
                bad(name, problem, "write each message as `key = text`")
            })?;
            bundle.add_resource(resource).map_err(|errors| {
                let problem = errors.first().map_or_else(String::new, ToString::to_string);
                bad(name, problem, "give each key once, and none that the shared wording has")
            })?;
        }
        Ok(Self { language: language.to_owned(), bundle })
    }

    /// The language's code.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether sheets run from right to left.
    pub fn is_right_to_left(&self) -> bool {
        self.language == "ar"
    }

    /// Whether a key has words.
    pub fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// The words of a key. Keys are checked when a template is loaded; a key without words gives
    /// itself, so that a gap shows instead of a hole.
    pub fn text(&self, key: &str) -> String {
        self.fill(key, None)
    }

    /// The words of a key with values put in.
    pub fn with<'a>(&self, key: &str, values: &[(&'a str, FluentValue<'a>)]) -> String {
        let args: FluentArgs<'a> = values.iter().cloned().collect();
        self.fill(key, Some(&args))
    }

    /// A date in words: digits and hyphens alone change their order between right-to-left words.
    pub fn date(&self, date: Date) -> String {
        let part = |n: i16| FluentValue::from(i64::from(n));
        self.with(
            "date",
            &[
                ("day", part(date.day().into())),
                ("month", part(date.month().into())),
                ("year", part(date.year())),
            ],
        )
    }

    /// A number as it is printed in the language: thousands apart, as the United Nations prints them.
    pub fn number(&self, number: u64) -> String {
        let between = match self.language.as_str() {
            "en" => ",",
            "es" => ".",
            // A space at which no line is broken.
            _ => "\u{a0}",
        };
        let digits = number.to_string();
        let (head, rest) = digits.split_at(digits.len() % 3);
        let thousands = rest.as_bytes().chunks(3).map(|three| String::from_utf8_lossy(three).into_owned());
        let head = (!head.is_empty()).then(|| head.to_owned());
        head.into_iter().chain(thousands).collect::<Vec<_>>().join(between)
    }

    fn fill(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, args, &mut errors).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .collect()
    }

    #[test]
    fn every_language_has_every_shared_key() {
        let english = keys(SHARED[1].1);
        assert!(english.contains("table-heading"));
        for (language, source) in SHARED {
            assert_eq!(keys(source), english, "{language}");
        }
    }

    #[test]
    fn numbers_have_their_thousands_apart() {
        let written = |language: &str, number| {
            Wording::load(language, "t", || Ok(String::new())).unwrap().number(number)
        };
        assert_eq!(["1", "12", "999"].map(str::to_owned), [1, 12, 999].map(|n| written("en", n)));
        assert_eq!(written("en", 1_647), "1,647");
        assert_eq!(written("es", 1_234_567), "1.234.567");
        assert_eq!(written("fr", 32_990), "32\u{a0}990");
        assert_eq!(written("ar", 100_000), "100\u{a0}000");
    }

    #[test]
    fn dates_are_written_in_words() {
        let date = jiff::civil::date(2022, 1, 1);
        let written: Vec<String> = ["en", "fr", "es", "ar"]
            .iter()
            .map(|language| Wording::load(language, "t", || Ok(String::new())).unwrap().date(date))
            .collect();
        assert_eq!(
            written,
            ["1 January 2022", "1er janvier 2022", "1 de enero de 2022", "1 كانون الثاني/يناير 2022"]
        );
    }
}
