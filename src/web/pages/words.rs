//! The words of the pages: Fluent files by language and subject (`src/web/wording/`), and the labels of the dictionary.

use domain::dictionary::{LANGUAGES, languages};
use domain::tables::Period;
use jiff::civil::Date;
use report::Wording;
use std::sync::LazyLock;

/// The files of each language, by subject.
macro_rules! files {
    ($($subject:literal),+ $(,)?) => {
        /// The subjects, each with a file a language.
        #[cfg(test)]
        pub(super) const SUBJECTS: &[&str] = &[$($subject),+];

        fn source(language: &str) -> String {
            let files: &[&str] = match language {
                "fr" => &[$(include_str!(concat!("../wording/fr/", $subject, ".ftl"))),+],
                "es" => &[$(include_str!(concat!("../wording/es/", $subject, ".ftl"))),+],
                "ar" => &[$(include_str!(concat!("../wording/ar/", $subject, ".ftl"))),+],
                _ => &[$(include_str!(concat!("../wording/en/", $subject, ".ftl"))),+],
            };
            files.join("\n")
        }
    };
}

files!(
    "frame",
    "help",
    "doors",
    "work",
    "case",
    "care",
    "refused",
    "office",
    "monitor",
    "guidance",
    "reports",
    "releases",
    "registers",
    "import"
);

/// The words of one language.
#[derive(Debug)]
pub(in crate::web) struct Words(Wording);

/// Every language, in the order in which they are offered.
static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| {
    let words = LANGUAGES.iter().map(|language| {
        let loaded = Wording::load(language, "src/web/wording", || Ok(source(language)));
        // The files are part of the program and a test reads them: a running program could do nothing about it.
        Words(loaded.unwrap_or_else(|error| panic!("the program's own wording: {error}")))
    });
    words.collect()
});

impl Words {
    /// The words of a language, if it is one of ours; a region does not change them.
    pub(super) fn of(language: &str) -> Option<&'static Words> {
        let language = language.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        ALL.iter().find(|words| words.0.language() == language)
    }

    /// The words that everything falls back to.
    pub(super) fn usual() -> &'static Words {
        &ALL[0]
    }

    /// The languages with their own names.
    pub(super) fn languages() -> impl Iterator<Item = &'static Words> {
        ALL.iter()
    }

    /// The language's code.
    pub(super) fn language(&self) -> &str {
        self.0.language()
    }

    /// `ltr` or `rtl`.
    pub(super) fn direction(&self) -> &'static str {
        if self.0.is_right_to_left() { "rtl" } else { "ltr" }
    }

    /// Whether there are words for a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.has(key)
    }

    /// The words of a key.
    pub(super) fn text(&self, key: &str) -> String {
        self.0.text(key)
    }

    /// The words of a key that says a number `n`.
    pub(super) fn count(&self, key: &str, n: impl TryInto<u64>) -> String {
        let n: u64 = n.try_into().unwrap_or(u64::MAX);
        // The plural follows the number, and its digits are those of the language.
        self.0.with(key, &[("n", (n as f64).into()), ("number", self.0.number(n).into())])
    }

    /// The words of a key that puts a value `it` in.
    pub(super) fn of_it(&self, key: &str, it: &str) -> String {
        self.0.with(key, &[("it", it.to_owned().into())])
    }

    /// The words of a key that puts several values in.
    pub(super) fn of_them(&self, key: &str, values: &[(&str, String)]) -> String {
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.clone().into())).collect();
        self.0.with(key, &values)
    }

    /// A day, in words.
    pub(super) fn date(&self, date: &Date) -> String {
        self.0.date(*date)
    }

    /// A span of days, in words.
    pub(super) fn period(&self, period: &Period) -> String {
        let (from, to) = (self.date(&period.from), self.date(&period.to));
        self.0.with("period", &[("from", from.into()), ("to", to.into())])
    }

    /// A number as it is written in the language.
    pub(super) fn number(&self, number: impl TryInto<u64>) -> String {
        self.0.number(number.try_into().unwrap_or(u64::MAX))
    }

    /// A label of the dictionary.
    pub(super) fn label(&self, key: &str) -> String {
        languages().label(self.language(), key)
    }

    /// The label of a code of a list of the dictionary.
    pub(super) fn option(&self, list: &str, code: &str) -> String {
        languages().option(self.language(), list, code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    fn file(language: &str, subject: &str) -> String {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/wording");
        fs::read_to_string(here.join(language).join(format!("{subject}.ftl"))).unwrap()
    }

    /// The keys of a file, each with the names of the values that are put in.
    fn keys(text: &str) -> Vec<(String, BTreeSet<String>)> {
        let mut keys: Vec<(String, BTreeSet<String>)> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                keys.push((line.split(" =").next().unwrap().to_owned(), BTreeSet::new()));
            }
            let Some((_, values)) = keys.last_mut() else { continue };
            values.extend(line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>()
            }));
        }
        keys
    }

    #[test]
    fn every_language_says_the_same_things() {
        for subject in SUBJECTS {
            let english = keys(&file("en", subject));
            for language in LANGUAGES {
                let there = keys(&file(language, subject));
                let names = |keys: &[(String, BTreeSet<String>)]| {
                    keys.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>()
                };
                assert_eq!(names(&there), names(&english), "{language}/{subject}.ftl");
                for ((key, values), (_, english)) in there.iter().zip(&english) {
                    // `n` chooses the plural and may be left out by a language that has but one.
                    let said = |values: &BTreeSet<String>| {
                        values.iter().filter(|value| *value != "n").cloned().collect::<Vec<_>>()
                    };
                    assert_eq!(said(values), said(english), "{language}/{subject}.ftl: {key}");
                }
            }
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web/wording/en");
        assert_eq!(fs::read_dir(folder).unwrap().count(), SUBJECTS.len(), "a file that no list names");
    }

    /// What the pages and their templates name: whole keys, and beginnings of keys whose rest comes from data.
    fn named() -> (BTreeSet<String>, BTreeSet<String>) {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
        let (mut whole, mut begun) = (BTreeSet::new(), BTreeSet::new());
        for folder in ["pages", "templates/pages"] {
            for entry in fs::read_dir(root.join(folder)).unwrap() {
                let text = fs::read_to_string(entry.unwrap().path()).unwrap();
                for piece in text.split('"').skip(1) {
                    let is_key = |text: &str| {
                        text.starts_with(|c: char| c.is_ascii_lowercase())
                            && text.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
                    };
                    match piece.split_once('{') {
                        Some((start, _)) if start.ends_with('-') && is_key(start) => {
                            _ = begun.insert(start.to_owned())
                        }
                        None if is_key(piece) => _ = whole.insert(piece.to_owned()),
                        _ => {}
                    }
                }
            }
        }
        (whole, begun)
    }

    #[test]
    fn no_words_are_left_over() {
        let (whole, begun) = named();
        for subject in SUBJECTS {
            for (key, _) in keys(&file("en", subject)) {
                let is_begun = begun.iter().any(|start| key.starts_with(start.as_str()));
                let is_done = key.strip_prefix("done-").is_some_and(|done| whole.contains(done));
                let is_section = key.strip_prefix("section-").is_some_and(|section| whole.contains(section));
                assert!(
                    whole.contains(&key) || is_begun || is_done || is_section,
                    "{subject}: {key} is said nowhere"
                );
            }
        }
    }

    #[test]
    fn no_words_are_missing() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web");
        let english = Words::of("en").unwrap();
        for folder in ["pages", "templates/pages"] {
            for entry in fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let text = fs::read_to_string(&path).unwrap();
                for call in ["words.text(\"", "words.count(\"", "words.of_it(\"", "words.of_them(\""] {
                    for rest in text.split(call).skip(1) {
                        let key = rest.split('"').next().unwrap();
                        assert!(english.has(key), "{}: {key}", path.display());
                    }
                }
            }
        }
    }

    #[test]
    fn a_language_is_known_by_any_of_its_regions() {
        let of = |code: &str| Words::of(code).map(|words| words.language().to_owned());
        assert_eq!(of("fr-CD"), Some("fr".to_owned()));
        assert_eq!(of(" AR "), Some("ar".to_owned()));
        assert_eq!(of("sw"), None);
        assert_eq!(Words::of("ar").unwrap().direction(), "rtl");
    }
}
