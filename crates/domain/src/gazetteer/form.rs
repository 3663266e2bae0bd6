//! A name of an area, made comparable: folded letters, the word for its kind apart, directions in no language.

use crate::register::MAX_NAME;
use crate::spelling::{Word, words};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of a name that are looked at: more is a sentence.
const MOST_WORDS: usize = 12;

/// What kind of area a word speaks of. Countries call the same level by different words, so the words of one kind
/// stand for one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A large part of a country.
    Region,
    /// A part of a region, in most countries.
    District,
    /// A town, which the area around it may share its name with.
    City,
    /// Goes with another word for a kind, and is none.
    With,
}

const REGIONS: &str = "state region province provincia provincie provins provinz provinsi oblast voblast department \
    departement departamento division governorate governorat gouvernorat gobernacion wilaya wilayah wilayat vilayet \
    velayat viloyat muhafaza muhafazah muhafazat mohafaza mohafazat estado etat regiao regione kraj ostan \
    محافظة ولاية إقليم ریاست صوبہ استان область край провинция вилаят";
const DISTRICTS: &str = "district distrito distrikt county comte prefecture cercle commune comuna zone zona woreda \
    wereda raion rayon upazila tehsil taluk township locality arrondissement kabupaten kecamatan \
    قضاء مديرية منطقة ناحية محلية район";
const CITIES: &str = "city municipality municipio mairie ville town ciudad cidade kota مدينة город місто";
const WITH: &str = "autonomous special administrative autonoma autonome";

/// Words in between: "Region de", "Republic of".
const BETWEEN: &str = "de del of du des do da d la";

/// Directions and other words for a part of what carries a name, one sense a line, in the languages of the lists.
const DIRECTIONS: &[(&str, &str)] = &[
    ("^n", "north northern nord norte utara شمال شمالية северный северная"),
    ("^s", "south southern sud sur sul selatan جنوب جنوبية южный южная"),
    ("^e", "east eastern est este leste oriental orientale timur شرق شرقية восточный восточная"),
    ("^w", "west western ouest oeste occidental occidentale barat غرب غربية западный западная"),
    ("^n ^e", "northeast northeastern nordest noreste nordeste"),
    ("^n ^w", "northwest northwestern nordouest noroeste"),
    ("^s ^e", "southeast southeastern sudest sureste sudeste"),
    ("^s ^w", "southwest southwestern sudouest suroeste sudoeste"),
    ("^c", "central centre center centro centrale tengah وسط وسطى"),
    ("^far", "far extreme extremo"),
    ("^up", "upper haut haute hauts hautes alto alta"),
    ("^low", "lower bas basse baixo baixa bajo baja"),
];

/// What is written where no name is known.
const NOT_GIVEN: &[&str] = &[
    "noinformation",
    "unknown",
    "notapplicable",
    "noaplica",
    "na",
    "none",
    "notknown",
    "inconnu",
    "desconocido",
];

fn whole(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|word| word.whole)
}

static KINDS: LazyLock<HashMap<String, Kind>> = LazyLock::new(|| {
    let of = |text, kind| whole(text).map(move |word| (word, kind));
    of(REGIONS, Kind::Region)
        .chain(of(DISTRICTS, Kind::District))
        .chain(of(CITIES, Kind::City))
        .chain(of(WITH, Kind::With))
        .collect()
});

static SENSES: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    DIRECTIONS.iter().flat_map(|(sense, text)| whole(text).map(move |word| (word, *sense))).collect()
});

/// A name, folded.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    /// Its words, with a space between.
    pub(super) plain: String,
    /// The same without spaces and doubled letters.
    pub(super) joined: String,
    /// What is left without words for a kind and an article in front, directions in no language, with spaces.
    pub(super) stem: String,
    /// The same without spaces and doubled letters.
    pub(super) stem_joined: String,
    /// The same with its words in the order of the alphabet.
    pub(super) stem_sorted: String,
    /// What is left, as one word in its own letters.
    pub(super) word: Word,
    /// The kind that it names.
    pub(super) kind: Option<Kind>,
    /// Whether nothing but directions is left.
    pub(super) is_direction: bool,
    /// Whether it is written in Latin letters.
    pub(super) is_latin: bool,
}

impl Form {
    /// Folds a name; none where nothing is left of it, where it says that there is none, or it is too long for one.
    pub(super) fn of(text: &str) -> Option<Form> {
        if text.chars().nth(MAX_NAME).is_some() {
            return None;
        }
        let all: Vec<String> = whole(text).take(MOST_WORDS + 1).collect();
        let plain = all.join(" ");
        let joined = squeezed(&plain);
        if !(1..=MOST_WORDS).contains(&all.len()) || NOT_GIVEN.contains(&all.concat().as_str()) {
            return None;
        }
        let (kind, left) = without_kind(&all);
        let left = without_article(left);
        let tokens: Vec<&str> = left
            .iter()
            .flat_map(|word| SENSES.get(word).copied().unwrap_or(word.as_str()).split(' '))
            .collect();
        let mut sorted = tokens.clone();
        sorted.sort_unstable();
        let stem = tokens.join(" ");
        Some(Form {
            stem_joined: squeezed(&stem),
            stem_sorted: squeezed(&sorted.join(" ")),
            word: Word::of(left.concat()),
            kind,
            is_direction: tokens.iter().all(|token| token.starts_with('^')),
            is_latin: !text.chars().any(|c| c.is_alphabetic() && !is_latin(c)),
            plain,
            joined,
            stem,
        })
    }

    /// What a name is looked up by.
    pub(super) fn keys(&self) -> [&str; 3] {
        [&self.joined, &self.stem_joined, &self.stem_sorted]
    }
}

/// The blocks of Latin letters: Basic Latin to Extended-B, and Additional.
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2b0}'..='\u{36f}')
}

/// Without spaces, and none of its letters twice in a row.
fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| *c != ' ') {
        if !out.ends_with(c) || c.is_ascii_digit() {
            out.push(c);
        }
    }
    out
}

/// The words without those for a kind, which stand at the end, or in front with a word in between: "Anhui Province",
/// "Región de Los Lagos". Nothing is taken off where nothing would be left.
fn without_kind(all: &[String]) -> (Option<Kind>, &[String]) {
    let kind_of = |word: &String| KINDS.get(word).copied();
    let last = all.iter().rev().take_while(|word| kind_of(word).is_some()).count();
    if last > 0 && last < all.len() {
        let kinds = &all[all.len() - last..];
        let kind = kinds.iter().rev().filter_map(kind_of).find(|kind| *kind != Kind::With);
        // "Special" alone is no word for a kind.
        return if kind.is_some() { (kind, &all[..all.len() - last]) } else { (None, all) };
    }
    let first = all.iter().take_while(|word| kind_of(word).is_some()).count();
    let kind = all[..first].iter().filter_map(kind_of).find(|kind| *kind != Kind::With);
    let between =
        all[first..].iter().take_while(|word| BETWEEN.split(' ').any(|other| other == *word)).count();
    let left = &all[first + between..];
    if kind.is_some() && !left.is_empty() { (kind, left) } else { (None, all) }
}

/// The words without an Arabic article whose letter is that of the word after it: "as Sweida", "Ad Dali".
fn without_article(words: &[String]) -> &[String] {
    match words {
        [first, rest @ ..] if !rest.is_empty() && (2..=3).contains(&first.len()) => {
            let letters = first.strip_prefix(['a', 'e']);
            let is_article = letters
                .is_some_and(|letters| !letters.starts_with(['a', 'e']) && rest[0].starts_with(letters));
            if is_article { rest } else { words }
        }
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem(text: &str) -> (Option<Kind>, String) {
        let form = Form::of(text).unwrap();
        (form.kind, form.stem)
    }

    #[test]
    fn words_for_a_kind_and_directions_are_known_in_several_languages() {
        for (text, kind, left) in [
            ("Invented Province", Some(Kind::Region), "invented"),
            ("Región de La Invención", Some(Kind::Region), "invencion"),
            ("Autonomous Republic of Invention", None, "autonomous republic of invention"),
            ("Invented Autonomous Region", Some(Kind::Region), "invented"),
            ("محافظة حلب", Some(Kind::Region), "hlb"),
            ("Винницкая область", Some(Kind::Region), "vinnitskaia"),
            ("Province", None, "province"),
            ("North Invented", None, "^n invented"),
            ("Nord-Inventé", None, "^n invente"),
            ("Northwest", None, "^n ^w"),
            ("Nord-Ouest", None, "^n ^w"),
            ("Ad-Dali' Governorate", Some(Kind::Region), "dali"),
            ("As-Sweida", None, "sweida"),
            ("Ash Sharqiyah", None, "sharqiyah"),
            ("Invented City", Some(Kind::City), "invented"),
            ("Special Invented", None, "special invented"),
        ] {
            assert_eq!(stem(text), (kind, left.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_names_nothing_is_no_name() {
        for text in ["", " ", "-", "No Information", "N/A", "unknown", &"long ".repeat(60), &"w ".repeat(20)]
        {
            assert_eq!(Form::of(text), None, "{text:?}");
        }
    }
}
