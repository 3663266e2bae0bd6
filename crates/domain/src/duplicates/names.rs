//! Names of people and places, compared across spellings and scripts.
//!
//! A name is folded before it is compared: compatibility forms (NFKD), marks and vowel signs taken off, letters
//! that are written for one another in Arabic made one, then put into Latin letters. Arabic writes no short vowels
//! and Latin spellings of one name differ in theirs, so besides the folded word its consonants are compared.

use std::collections::BTreeSet;
use strsim::jaro_winkler;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words of a name that are looked at: more is a sentence.
const MOST_WORDS: usize = 8;
/// Likeness (Jaro-Winkler) of words that have nothing to do with each other; from here on it counts.
const CHANCE: f64 = 0.8;
/// What equal consonants say of words whose vowels differ.
const CONSONANTS: f64 = 0.95;
/// Words that say nothing of whose name it is: the Arabic article, as it is written apart in Latin letters.
const ARTICLES: [&str; 4] = ["al", "el", "ul", "l"];

/// A name, folded: its words in no order, since families and given names change places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name(BTreeSet<Word>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word {
    whole: String,
    consonants: String,
}

impl Name {
    /// Folds a name; none where nothing is left of it.
    pub(super) fn fold(text: &str) -> Option<Name> {
        let plain: String = text.nfkd().filter(|c| !is_combining_mark(*c)).filter_map(one_letter).collect();
        let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let words: BTreeSet<Word> = words
            .map(|word| word.strip_prefix("ال").filter(|rest| rest.chars().count() > 1).unwrap_or(word))
            .map(latin)
            .filter(|word| !word.is_empty() && !ARTICLES.contains(&word.as_str()))
            .take(MOST_WORDS)
            .map(|whole| Word { consonants: consonants(&whole), whole })
            .collect();
        (!words.is_empty()).then_some(Name(words))
    }

    /// How alike two names are: 1 for the same words, 0 for words that are no more alike than any two.
    pub(super) fn likeness(&self, other: &Name) -> f64 {
        let alike = best_matches(&self.0, &other.0, Word::likeness);
        ((alike - CHANCE) / (1.0 - CHANCE)).clamp(0.0, 1.0)
    }
}

impl Word {
    fn likeness(&self, other: &Word) -> f64 {
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

/// The mean of how well each of either side is matched by the best of the other side.
pub(super) fn best_matches<'s, T: 's, S>(one: S, other: S, likeness: impl Fn(&T, &T) -> f64) -> f64
where
    S: IntoIterator<Item = &'s T> + Copy,
{
    let side = |from: S, to: S| {
        let (mut sum, mut count) = (0.0, 0.0);
        for here in from {
            sum += to.into_iter().map(|there| likeness(here, there)).fold(0.0, f64::max);
            count += 1.0;
        }
        if count > 0.0 { sum / count } else { 0.0 }
    };
    (side(one, other) + side(other, one)) / 2.0
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn likeness(one: &str, other: &str) -> f64 {
        Name::fold(one).unwrap().likeness(&Name::fold(other).unwrap())
    }

    /// Invented people; spellings as they are met.
    #[test]
    fn spellings_of_one_name_are_alike_across_scripts() {
        for (one, other, least) in [
            ("Mohammed Salih", "Muhammad Saleh", 0.6),
            ("Mohammed Salih", "Saleh, Mohamad", 0.6),
            ("Mohammed", "محمد", 0.6),
            ("Mohammed", "مُحَمَّد", 0.6),
            ("Khalid al-Amin", "خالد الأمين", 0.6),
            ("Khalid", "Халид", 0.6),
            ("محمد", "Мухаммад", 0.6),
            ("فاطمة", "فاطمه", 1.0),
            ("أحمد", "احمد", 1.0),
            ("يحيى", "یحیی", 1.0),
            ("ﻣﺤﻤﺪ", "محمد", 1.0),
            ("José Núñez", "JOSE NUNEZ", 1.0),
            ("Amin al-Hasan", "Hasan Amin", 1.0),
        ] {
            let found = likeness(one, other);
            assert!(found >= least, "{one} and {other}: {found}");
        }
    }

    #[test]
    fn names_of_others_are_not() {
        for (one, other) in [
            ("Mohammed Salih", "Khalid Amin"),
            ("Fatima", "Mariam"),
            ("محمد", "خالد"),
            ("Ali", "Layla"),
            ("Ivan Petrov", "Oleh Kovalenko"),
        ] {
            let found = likeness(one, other);
            assert!(found < 0.35, "{one} and {other}: {found}");
        }
    }

    #[test]
    fn what_says_nothing_is_no_name() {
        for nothing in ["", " ", "-", "'", "ـ", "al-", "؟"] {
            assert_eq!(Name::fold(nothing), None, "{nothing:?}");
        }
    }

    proptest! {
        #[test]
        fn likeness_is_symmetric_and_a_name_is_like_itself(one in "\\PC{0,30}", other in "\\PC{0,30}") {
            let (Some(a), Some(b)) = (Name::fold(&one), Name::fold(&other)) else { return Ok(()) };
            prop_assert_eq!(a.likeness(&b), b.likeness(&a));
            prop_assert_eq!(a.likeness(&a), 1.0);
            prop_assert!((0.0..=1.0).contains(&a.likeness(&b)));
        }
    }
}
