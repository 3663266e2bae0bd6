//! Names of people and places, compared across spellings and scripts.

use crate::spelling::{CHANCE, Word, words};
use std::collections::BTreeSet;

/// Words of a name that are looked at: more is a sentence.
const MOST_WORDS: usize = 8;
/// What an equal frame says of words that are written differently.
const FRAME: f64 = 0.95;
/// Letters of a frame that tell: one alone is shared by too many.
const TELLING: usize = 2;

/// A name, folded: its words in no order, since families and given names change places.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name(BTreeSet<Part>);

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    word: Word,
    frame: String,
}

impl Part {
    fn likeness(&self, other: &Part) -> f64 {
        let same = self.frame.len() >= TELLING && self.frame == other.frame;
        self.word.likeness(&other.word).max(if same { FRAME } else { 0.0 })
    }
}

/// What is left of a word when it is written as in Arabic: with the letters for long vowels and without those for
/// short ones. It tells short words apart, of which hardly a consonant is left.
fn frame(word: &str) -> String {
    let mut frame = String::new();
    for c in word.chars() {
        let c = match c {
            'a' | 'e' => continue,
            'i' => 'y',
            'o' | 'u' => 'w',
            'q' | 'c' => 'k',
            'v' => 'f',
            'p' => 'b',
            other => other,
        };
        if !frame.ends_with(c) {
            frame.push(c);
        }
    }
    // An ending that is written and hardly spoken.
    if frame.len() > TELLING && frame.ends_with('h') {
        frame.pop();
    }
    frame
}

impl Name {
    /// Folds a name; none where nothing is left of it.
    pub(super) fn fold(text: &str) -> Option<Name> {
        let part = |word: Word| Part { frame: frame(&word.whole), word };
        let parts: BTreeSet<Part> = words(text).take(MOST_WORDS).map(part).collect();
        (!parts.is_empty()).then_some(Name(parts))
    }

    /// How alike two names are: 1 for the same words, 0 for words that are no more alike than any two.
    pub(super) fn likeness(&self, other: &Name) -> f64 {
        let alike = best_matches(&self.0, &other.0, Part::likeness);
        ((alike - CHANCE) / (1.0 - CHANCE)).clamp(0.0, 1.0)
    }
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
            ("Wadi Oruna", "وادي أورونا", 0.6),
            ("Nova Korvit", "نوفا كورفيت", 0.6),
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
