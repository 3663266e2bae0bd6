//! Words across spellings and scripts.
//!
//! A word is folded before it is compared: compatibility forms (NFKD), marks and vowel signs taken off, letters
//! that are written for one another in Arabic made one, then put into Latin letters. Arabic writes no short vowels
//! and Latin spellings of one name differ in theirs, so besides the folded word its consonants are compared.

use serde_json::Value;
use strsim::jaro_winkler;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing: the Arabic article, as it is written apart in Latin letters.
const ARTICLES: [&str; 4] = ["al", "el", "ul", "l"];
/// Words that are looked for together.
const MOST_WANTED: usize = 8;
/// Words with fewer consonants than this are compared letter by letter: too many others share what is left of them.
const TELLING_CONSONANTS: usize = 3;

/// Likeness (Jaro-Winkler) of words that have nothing to do with each other; from here on it counts.
pub(crate) const CHANCE: f64 = 0.8;
/// What equal consonants say of words whose vowels differ.
const CONSONANTS: f64 = 0.95;

/// A word, folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word {
    pub(crate) whole: String,
    pub(crate) consonants: String,
}

impl Word {
    /// A word of letters that are folded already.
    pub(crate) fn of(whole: String) -> Word {
        Word { consonants: consonants(&whole), whole }
    }

    /// How alike two words are: 1 for the same, [`CHANCE`] for any two.
    pub(crate) fn likeness(&self, other: &Word) -> f64 {
        let whole = ordered(&self.whole, &other.whole);
        // One consonant alone is shared by too many.
        if self.consonants.len() < 2 || other.consonants.len() < 2 {
            return whole;
        }
        whole.max(CONSONANTS * ordered(&self.consonants, &other.consonants))
    }
}

/// The measure looks for matches from its first word's side, so the two are always handed over in one order.
fn ordered(one: &str, other: &str) -> f64 {
    if one <= other { jaro_winkler(one, other) } else { jaro_winkler(other, one) }
}

/// The words of a text that say something, folded, in their order.
pub(crate) fn words(text: &str) -> impl Iterator<Item = Word> {
    let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).filter_map(one_letter).collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<Word> = words
        .map(|word| word.strip_prefix("ال").filter(|rest| rest.chars().count() > 1).unwrap_or(word))
        .map(latin)
        .filter(|word| !word.is_empty() && !ARTICLES.contains(&word.as_str()))
        .map(Word::of)
        .collect();
    words.into_iter()
}

/// Letters that are written for one another made one, and those that say nothing left out.
fn one_letter(c: char) -> Option<char> {
    match c {
        // Kashida stretches a word; hamza, apostrophes and modifiers come and go with the spelling.
        '\u{640}' | 'ء' | '\'' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '`' | '´' => None,
        'ى' | 'ی' => Some('ي'),
        'ة' | 'ہ' | 'ھ' => Some('ه'),
        'ک' => Some('ك'),
        'ٱ' => Some('ا'),
        other => Some(other),
    }
}

/// A word in small Latin letters.
fn latin(word: &str) -> String {
    let text = deunicode::deunicode(word).to_lowercase();
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// What is left of a word without its vowels and the letters that stand for them, with pairs of letters that are
/// spellings of one sound made one, and none of them twice in a row.
fn consonants(word: &str) -> String {
    let mut word = word.to_owned();
    for (pair, one) in [
        ("kh", "h"),
        ("gh", "g"),
        ("sh", "s"),
        ("ch", "s"),
        ("th", "t"),
        ("dh", "d"),
        ("zh", "j"),
        ("dj", "j"),
        ("ph", "f"),
        ("ck", "k"),
    ] {
        word = word.replace(pair, one);
    }
    let mut kept = String::new();
    for c in word.chars() {
        let c = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' => continue,
            'q' | 'c' => 'k',
            'v' => 'f',
            'p' => 'b',
            'z' => 's',
            other => other,
        };
        if !kept.ends_with(c) {
            kept.push(c);
        }
    }
    kept
}

/// Words that somebody looks for in texts. All of them must be there, in any order; each is the beginning of a
/// word that is there, or another spelling of one.
#[derive(Clone, Debug)]
pub struct Wanted(Vec<Word>);

impl Wanted {
    /// The words of what somebody typed; none where nothing is left of it, or it is more than one looks for.
    pub fn of(typed: &str) -> Option<Wanted> {
        let words: Vec<Word> = words(typed).take(MOST_WANTED + 1).collect();
        (1..=MOST_WANTED).contains(&words.len()).then_some(Wanted(words))
    }

    /// Whether the texts of these values hold all the words between them, wherever in them.
    pub fn are_in<'v>(&self, values: impl IntoIterator<Item = &'v Value>) -> bool {
        let mut missing: Vec<&Word> = self.0.iter().collect();
        for value in values {
            strike(value, &mut missing);
        }
        missing.is_empty()
    }
}

/// Strikes the words that a value holds.
fn strike(value: &Value, missing: &mut Vec<&Word>) {
    match value {
        _ if missing.is_empty() => {}
        Value::String(text) => {
            for found in words(text) {
                missing.retain(|wanted| !answers(&found, wanted));
            }
        }
        Value::Array(values) => values.iter().for_each(|value| strike(value, missing)),
        Value::Object(fields) => fields.values().for_each(|value| strike(value, missing)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn answers(found: &Word, wanted: &Word) -> bool {
    // A word with digits is a code or a number: it has one spelling.
    let spelled =
        wanted.consonants.len() >= TELLING_CONSONANTS && !wanted.whole.contains(|c: char| c.is_ascii_digit());
    found.whole.starts_with(&wanted.whole) || (spelled && found.consonants == wanted.consonants)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn finds(typed: &str, text: &str) -> bool {
        Wanted::of(typed).unwrap().are_in([&json!({"a": {"b": [7, null, text]}})])
    }

    /// Invented people and places.
    #[test]
    fn words_are_found_across_spellings_and_scripts() {
        for (typed, text) in [
            ("sali", "Mohammed Salih was seen"),
            ("SALIH mohammed", "Mohammed Salih was seen"),
            ("Muhammad", "محمد"),
            ("محمد", "said that Mohammed"),
            ("جوان", "في جُوَان"),
            ("nunez", "José Núñez"),
            ("MMR-2022", "MMR-2022-0117"),
            ("школа", "в ШКОЛА No. 4"),
        ] {
            assert!(finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for (typed, text) in [
            ("salih khalid", "Mohammed Salih"),
            ("alih", "Mohammed Salih"),
            ("Ali", "Layla"),
            ("Mariam", "Mohammed"),
            ("محمد", "خالد"),
            ("case10042", "case10022"),
        ] {
            assert!(!finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn all_words_may_stand_in_different_places() {
        let document = json!({"victims": [{"name": "Amina"}], "narrative": "near the well"});
        assert!(Wanted::of("well amina").unwrap().are_in([&document]));
        assert!(!Wanted::of("well amina bridge").unwrap().are_in([&document]));
    }

    #[test]
    fn nothing_and_too_much_are_no_question() {
        for typed in ["", " ", "?", "al-", "a b c d e f g h i"] {
            assert!(Wanted::of(typed).is_none(), "{typed:?}");
        }
    }
}
