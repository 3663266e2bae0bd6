//! A text that is compared with many records: its words are folded once.

use super::{Kind, Passage};
use crate::spelling::{Word, words};
use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words of a name are near each other with so many words between them at most.
const BETWEEN: usize = 2;
/// Shorter words count only beside another word of the name.
const TELLING: usize = 4;
/// Digits by which telephone numbers are compared: those that do not change with the prefix.
const TELLING_DIGITS: usize = 7;
/// Degrees within which coordinates are the same: about a kilometre.
const NEAR: f64 = 0.01;

/// Words beside which a number is an age.
const AGES: [&str; 17] = [
    "year",
    "years",
    "aged",
    "age",
    "old",
    "ans",
    "an",
    "agee",
    "anos",
    "edad",
    "عام",
    "عاما",
    "سنة",
    "سنوات",
    "عمره",
    "عمرها",
    "العمر",
];

/// Months in English, French, Spanish and Arabic (both sets of names), folded.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "enero", "يناير", "كانون الثاني"],
    &["february", "feb", "fevrier", "febrero", "فبراير", "شباط"],
    &["march", "mar", "mars", "marzo", "مارس", "اذار"],
    &["april", "apr", "avril", "abril", "ابريل", "نيسان"],
    &["may", "mai", "mayo", "مايو", "ايار"],
    &["june", "jun", "juin", "junio", "يونيو", "حزيران"],
    &["july", "jul", "juillet", "julio", "يوليو", "تموز"],
    &["august", "aug", "aout", "agosto", "اغسطس", "اب"],
    &["september", "sep", "sept", "septembre", "septiembre", "سبتمبر", "ايلول"],
    &["october", "oct", "octobre", "octubre", "اكتوبر", "تشرين الاول"],
    &["november", "nov", "novembre", "noviembre", "نوفمبر", "تشرين الثاني"],
    &["december", "dec", "decembre", "diciembre", "ديسمبر", "كانون الاول"],
];

/// A word of the text.
#[derive(Debug)]
struct Token {
    word: Word,
    /// The word without what an apostrophe hangs on it, as in "Zarifa's" and "d'Odalie": "N'Guessan's" may be N'Guessan's.
    bare: Vec<Word>,
    from: usize,
    to: usize,
    sentence: usize,
    /// Whether it is written as a name may be: with a capital letter, or in a script that has none.
    like_a_name: bool,
}

impl Token {
    fn words(&self) -> impl Iterator<Item = &Word> {
        [&self.word].into_iter().chain(&self.bare)
    }

    fn is_spelled(&self, word: &Word) -> bool {
        self.words().any(|said| said.whole == word.whole)
    }
}

/// How words must be written to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// In any way that is the same word.
    Anyhow,
    /// As names are: with a capital letter, or in a script that has none.
    AsName,
}

/// A text, with its words folded.
#[derive(Debug)]
pub struct PreparedText {
    tokens: Vec<Token>,
    whole: HashMap<String, Vec<usize>>,
    consonants: HashMap<String, Vec<usize>>,
    /// Runs of digits that only spaces and signs interrupt, as digits, with where they stand.
    numbers: Vec<(String, usize, usize)>,
    /// Numbers with three decimal places or more.
    decimals: Vec<(f64, usize, usize)>,
    addresses: Vec<(String, usize, usize)>,
    /// The exact dates of each sentence.
    dates: HashMap<(usize, Date), (usize, usize)>,
    ages: HashMap<(usize, u64), (usize, usize)>,
}

impl PreparedText {
    /// Reads a text.
    pub fn new(text: &str) -> PreparedText {
        let tokens = tokens(text);
        let (mut whole, mut consonants) = (HashMap::<_, Vec<usize>>::new(), HashMap::<_, Vec<usize>>::new());
        for (at, token) in tokens.iter().enumerate() {
            for word in token.words() {
                whole.entry(word.whole.clone()).or_default().push(at);
                if tells(word) {
                    consonants.entry(word.consonants.clone()).or_default().push(at);
                }
            }
        }
        let addresses =
            pieces(text, |c| !c.is_whitespace() && !matches!(c, ',' | ';' | '<' | '>' | '(' | ')'));
        let addresses = addresses.filter(|(piece, ..)| piece.contains('@'));
        let addresses =
            addresses.map(|(piece, from, to)| (plain(piece).trim_end_matches('.').to_lowercase(), from, to));
        PreparedText {
            dates: dates(&tokens),
            ages: ages(&tokens),
            whole,
            consonants,
            numbers: numbers(text),
            decimals: decimals(text),
            addresses: addresses.collect(),
            tokens,
        }
    }

    /// Places where a word stands, in any spelling.
    fn places(&self, word: &Word) -> Vec<usize> {
        let mut places = self.whole.get(&word.whole).cloned().unwrap_or_default();
        if tells(word) {
            places.extend(self.consonants.get(&word.consonants).into_iter().flatten());
        }
        places.sort_unstable();
        places.dedup();
        places
    }

    /// Whether a word of the text is this one by itself, and no other ordinary word.
    fn alone(&self, word: &Word, at: usize) -> bool {
        let token = &self.tokens[at];
        word.whole.len() >= TELLING && (token.is_spelled(word) || token.like_a_name)
    }

    fn passage(&self, first: usize, last: usize, kind: Kind) -> Passage {
        let (first, last) = (first.min(last), first.max(last));
        Passage { from: self.tokens[first].from, to: self.tokens[last].to, kind }
    }

    /// A name: two of its words near each other, or one that tells enough alone.
    pub(super) fn name(
        &self,
        name: &str,
        titles: Option<&HashSet<String>>,
        told: &HashSet<String>,
        found: &mut Vec<Passage>,
    ) {
        let of_name: Vec<Word> = words(name).collect();
        let places: Vec<Vec<usize>> = of_name.iter().map(|word| self.places(word)).collect();
        let is_title = |word: &Word| titles.is_some_and(|titles| titles.contains(&word.whole));
        for (at, (word, here)) in of_name.iter().zip(&places).enumerate() {
            for &place in here.iter() {
                let token = &self.tokens[place];
                let is_told = token.words().any(|word| told.contains(&word.whole));
                let counts = titles.is_none() || token.like_a_name && !is_title(word);
                if counts && !is_told && self.alone(word, place) {
                    found.push(self.passage(place, place, Kind::Name));
                }
                for (other, there) in of_name.iter().zip(&places).skip(at + 1) {
                    let beside = there.iter().copied().filter(|other_place| {
                        let other_token = &self.tokens[*other_place];
                        let apart = other_place.abs_diff(place);
                        let named = other_token.like_a_name && token.like_a_name;
                        let is_so = match (is_title(word), is_title(other)) {
                            (true, true) => false,
                            // Of a title and a name, the name is written as one.
                            (true, false) => other_token.like_a_name,
                            (false, true) => token.like_a_name,
                            (false, false) => named || token.is_spelled(word),
                        };
                        (1..=BETWEEN + 1).contains(&apart) && is_so
                    });
                    found.extend(beside.map(|other| self.passage(place, other, Kind::Name)));
                }
            }
        }
    }

    /// Words that stand one after another as they do in a name of a place.
    pub(super) fn phrase(
        &self,
        phrase: &str,
        written: Written,
        told: &HashSet<String>,
        found: &mut Vec<Passage>,
    ) {
        let of_phrase: Vec<Word> = words(phrase).collect();
        let Some(first) = of_phrase.first() else { return };
        if of_phrase.iter().all(|word| told.contains(&word.whole)) {
            return;
        }
        for place in self.places(first) {
            let follows = of_phrase.iter().zip(self.tokens.get(place..).unwrap_or_default());
            let is_there = place + of_phrase.len() <= self.tokens.len()
                && follows.clone().all(|(word, token)| token.words().any(|said| is_same(word, said)));
            let tells = of_phrase.len() > 1 || self.alone(first, place);
            let as_name = follows.clone().any(|(_, token)| token.like_a_name);
            let spelled_so = follows.clone().all(|(word, token)| token.is_spelled(word));
            if is_there && tells && (as_name || written == Written::Anyhow && spelled_so) {
                found.push(self.passage(place, place + of_phrase.len() - 1, Kind::Place));
            }
        }
    }

    /// The parts of a code one after another, each as it is written there.
    pub(super) fn code(&self, code: &str, found: &mut Vec<Passage>) {
        let parts: Vec<Word> = words(code).collect();
        let joined: String = parts.iter().map(|part| part.whole.as_str()).collect();
        // A code of one or two signs is an ordinary number.
        if joined.len() < TELLING {
            return;
        }
        for &place in parts.first().and_then(|first| self.whole.get(&first.whole)).into_iter().flatten() {
            let there = self.tokens[place..]
                .iter()
                .zip(&parts)
                .take_while(|(token, part)| token.word.whole == part.whole);
            if there.count() == parts.len() {
                found.push(self.passage(place, place + parts.len() - 1, Kind::CaseCode));
            }
        }
        for &place in self.whole.get(&joined).into_iter().flatten() {
            found.push(self.passage(place, place, Kind::CaseCode));
        }
    }

    pub(super) fn contact(&self, contact: &str, found: &mut Vec<Passage>) {
        for (number, ..) in numbers(contact) {
            let tail = &number[number.len().saturating_sub(TELLING_DIGITS + 1)..];
            let there = self.numbers.iter().filter(|(digits, ..)| {
                digits.ends_with(tail)
                    || digits.contains(tail)
                    || (digits.len() >= TELLING_DIGITS && number.ends_with(digits))
            });
            found.extend(there.map(|&(_, from, to)| Passage { from, to, kind: Kind::Contact }));
        }
        let lower = plain(contact).to_lowercase();
        let there = self
            .addresses
            .iter()
            .filter(|(address, ..)| address.len() > 3 && lower.contains(address.as_str()));
        found.extend(there.map(|&(_, from, to)| Passage { from, to, kind: Kind::Contact }));
    }

    pub(super) fn coordinate(&self, at: f64, found: &mut Vec<Passage>) {
        let near = self.decimals.iter().filter(|(number, ..)| (number - at).abs() < NEAR);
        found.extend(near.map(|&(_, from, to)| Passage { from, to, kind: Kind::Coordinates }));
    }

    /// An exact date or an age in one sentence with the name of an area.
    pub(super) fn with_area(&self, days: &[Date], ages: &[u64], areas: &[String], found: &mut Vec<Passage>) {
        if self.dates.is_empty() && self.ages.is_empty() {
            return;
        }
        let mut named = Vec::new();
        areas.iter().for_each(|area| self.phrase(area, Written::Anyhow, &HashSet::new(), &mut named));
        let sentence_at =
            |from: usize| self.tokens.iter().find(|token| token.from == from).map(|token| token.sentence);
        let sentences: HashSet<usize> =
            named.iter().filter_map(|passage| sentence_at(passage.from)).collect();
        for sentence in sentences {
            let dates = days.iter().filter_map(|day| self.dates.get(&(sentence, *day)));
            found.extend(dates.map(|&(from, to)| Passage { from, to, kind: Kind::DateWithPlace }));
            let ages = ages.iter().filter_map(|age| self.ages.get(&(sentence, *age)));
            found.extend(ages.map(|&(from, to)| Passage { from, to, kind: Kind::AgeWithPlace }));
        }
    }
}

/// Whether a word may be known by its consonants.
fn tells(word: &Word) -> bool {
    word.consonants.len() >= 3 && !word.whole.contains(|c: char| c.is_ascii_digit())
}

fn is_same(one: &Word, other: &Word) -> bool {
    one.whole == other.whole || (tells(one) && one.consonants == other.consonants)
}

/// Signs that are not seen, and do not part a word.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A word without what is not seen; in a word that mixes scripts, letters that look Latin are.
fn plain(word: &str) -> String {
    let mixed = word.contains(|c: char| c.is_ascii_alphabetic());
    let seen = word.chars().filter(|c| !is_unseen(*c));
    seen.map(|c| if mixed { looks_like(c) } else { c }).collect()
}

fn looks_like(c: char) -> char {
    const OTHERS: &str = "аеорсхуіјѕкмтвнАЕОРСХУІЈЅКМТВНοανρτικΟΑΝΡΤΙΚ";
    const LATIN: &str = "aeopcxyijskmtbhAEOPCXYIJSKMTBHoavptikOANPTIK";
    OTHERS.chars().zip(LATIN.chars()).find(|(other, _)| *other == c).map_or(c, |(_, latin)| latin)
}

fn digit(c: char) -> Option<char> {
    if c.is_ascii_digit() {
        return Some(c);
    }
    let same = if c.is_numeric() { deunicode::deunicode_char(c) } else { None };
    same.and_then(|text| text.chars().next()).filter(char::is_ascii_digit)
}

/// Runs of characters of one kind, with where they stand.
fn pieces(text: &str, is: impl Fn(char) -> bool) -> impl Iterator<Item = (&str, usize, usize)> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, c)| !is(*c)).is_some() {}
        let (from, first) = *rest.peek()?;
        let mut to = from + first.len_utf8();
        while let Some((at, c)) = rest.next_if(|(_, c)| is(*c)) {
            to = at + c.len_utf8();
        }
        Some((&text[from..to], from, to))
    })
}

fn tokens(text: &str) -> Vec<Token> {
    let in_word = |c: char| {
        c.is_alphanumeric()
            || is_unseen(c)
            || unicode_normalization::char::is_combining_mark(c)
            || matches!(c, '\u{640}' | '\'' | '’' | '‘' | 'ʼ' | 'ʿ' | 'ʾ' | '`' | '´')
    };
    let mut tokens = Vec::new();
    let (mut sentence, mut end) = (0, 0);
    for (piece, from, to) in pieces(text, in_word) {
        let between = &text[end..from];
        let stops = |c: char| matches!(c, '!' | '?' | '؟' | '\n' | '。');
        // A full stop within a date or a number ends no sentence.
        if between.contains(stops) || between.contains(". ") {
            sentence += 1;
        }
        end = to;
        let piece = plain(piece);
        let is_name = |text: &str| {
            let letter = text.chars().find(|c| c.is_alphabetic());
            letter.is_some_and(|c| c.is_uppercase() || !c.is_lowercase())
        };
        let bare = without_apostrophe(&piece);
        let like_a_name = is_name(&piece) || bare.iter().any(|bare| is_name(bare));
        let bare: Vec<Word> = bare.into_iter().filter_map(|bare| words(bare).next()).collect();
        tokens.extend(words(&piece).map(|word| Token {
            word,
            bare: bare.clone(),
            from,
            to,
            sentence,
            like_a_name,
        }));
    }
    tokens
}

/// A word without the possessive of English, without the elided article of French, and without both, where it has them.
fn without_apostrophe(word: &str) -> Vec<&str> {
    const APOSTROPHES: [char; 3] = ['\'', '’', 'ʼ'];
    const LONG: [&str; 6] = ["lorsqu", "jusqu", "puisqu", "quoiqu", "presqu", "quelqu"];
    let is_elided =
        |before: &str| before.chars().count() <= 2 || LONG.contains(&before.to_lowercase().as_str());
    let possessed = word.strip_suffix(['s', 'S']).unwrap_or(word).strip_suffix(APOSTROPHES);
    let mut bare: Vec<&str> = possessed.into_iter().collect();
    for of in [Some(word), possessed].into_iter().flatten() {
        let elided = of.split_once(APOSTROPHES).filter(|(before, _)| is_elided(before));
        bare.extend(elided.map(|(_, after)| after));
    }
    bare.retain(|bare| !bare.is_empty());
    bare
}

fn numbers(text: &str) -> Vec<(String, usize, usize)> {
    let is = |c: char| {
        digit(c).is_some() || is_unseen(c) || matches!(c, ' ' | '-' | '(' | ')' | '.' | '+' | '/' | '\u{a0}')
    };
    let runs = pieces(text, is)
        .map(|(piece, from, to)| (piece.chars().filter_map(digit).collect::<String>(), from, to));
    runs.filter(|(digits, ..)| digits.len() >= TELLING_DIGITS).collect()
}

fn decimals(text: &str) -> Vec<(f64, usize, usize)> {
    let is = |c: char| digit(c).is_some() || matches!(c, '.' | ',' | '٫' | '-' | '−');
    let read = |(piece, from, to): (&str, usize, usize)| {
        let plain: String = piece
            .trim_matches([',', '.'])
            .chars()
            .map(|c| digit(c).unwrap_or(if matches!(c, '-' | '−') { '-' } else { '.' }))
            .collect();
        let exact = plain.split_once('.').is_some_and(|(_, fraction)| fraction.len() >= 3);
        plain.parse().ok().filter(|_| exact).map(|number| (number, from, to))
    };
    pieces(text, is).filter_map(read).collect()
}

fn number(token: &Token) -> Option<i16> {
    let digits = token.word.whole.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse().ok().filter(|_| token.word.whole.len() <= 4)
}

/// The words of every name of a month, folded once: each word of a text is compared with all of them.
static MONTH_WORDS: LazyLock<Vec<(i8, Vec<Word>)>> = LazyLock::new(|| {
    let of_month = |(month, names): (i8, &[&str])| {
        names.iter().map(|name| (month, words(name).collect())).collect::<Vec<_>>()
    };
    (1..).zip(MONTHS).flat_map(of_month).collect()
});

/// The month whose name begins at a word.
fn month(tokens: &[Token], at: usize) -> Option<i8> {
    let is = |name: &[Word]| {
        tokens
            .get(at..at + name.len())
            .is_some_and(|there| there.iter().zip(name).all(|(token, word)| token.word.whole == word.whole))
    };
    MONTH_WORDS.iter().find(|(_, name)| is(name)).map(|(month, _)| *month)
}

/// Exact dates: a day, a month by name or number, and a year, in the orders in which they are written.
fn dates(tokens: &[Token]) -> HashMap<(usize, Date), (usize, usize)> {
    let mut dates = HashMap::new();
    let months: Vec<Option<i8>> = (0..tokens.len()).map(|at| month(tokens, at)).collect();
    for at in 0..tokens.len() {
        let sentence = tokens[at].sentence;
        let mut add = |last: usize, year: Option<i16>, month: Option<i8>, day: Option<i16>| {
            let (Some(year), Some(month), Some(day)) = (year, month, day) else { return };
            let Ok(date) = Date::new(year, month, i8::try_from(day).unwrap_or(0)) else { return };
            dates.entry((sentence, date)).or_insert((tokens[at].from, tokens[last].to));
        };
        let near: Vec<usize> = (at..tokens.len().min(at + 6)).collect();
        let value = |nth: usize| near.get(nth).and_then(|place| number(&tokens[*place]));
        let small = |nth: usize| value(nth).and_then(|number| i8::try_from(number).ok());
        let year = |nth: usize| value(nth).filter(|year| (1900..2200).contains(year));
        if near.len() >= 3 {
            add(near[2], year(0), small(1), value(2));
            add(near[2], year(2), small(1), value(0));
            add(near[2], year(2), small(0), value(1));
        }
        // 3 March 2025, March 3 2025, 3 de marzo de 2025, 1er mars 2025: small words may stand between.
        for &place in &near {
            let Some(named) = months[place] else { continue };
            let after: Vec<usize> = near.iter().copied().filter(|other| *other > place).collect();
            let years =
                after.iter().copied().find(|other| number(&tokens[*other]).is_some_and(|year| year > 1900));
            if let Some(last) = years {
                let year = number(&tokens[last]);
                add(last, year, Some(named), value(0));
                let between = after.iter().find(|other| **other < last && number(&tokens[**other]).is_some());
                add(
                    last,
                    year,
                    Some(named),
                    between.and_then(|other| number(&tokens[*other])).filter(|_| place == at),
                );
            }
        }
    }
    dates
}

/// Numbers under eighteen beside a word that says they are ages.
fn ages(tokens: &[Token]) -> HashMap<(usize, u64), (usize, usize)> {
    let of_age: HashSet<String> = AGES.iter().flat_map(|word| words(word)).map(|word| word.whole).collect();
    let mut ages = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        let Some(age) = number(token).and_then(|age| u64::try_from(age).ok()).filter(|age| *age < 18) else {
            continue;
        };
        let around = &tokens[at.saturating_sub(2)..tokens.len().min(at + 3)];
        let says = |other: &Token| other.sentence == token.sentence && of_age.contains(&other.word.whole);
        if around.iter().any(says) {
            ages.insert((token.sentence, age), (token.from, token.to));
        }
    }
    ages
}
