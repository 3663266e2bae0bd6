//! Which area of the register a name or a code of somebody else's means (decision 0041).
//!
//! A figure under the wrong region is a wrong figure, one under no region only a gap. So everything that may be meant is
//! proposed with how it was found, and an area is taken without a person only where it is the one that stands and was
//! found by what is the same: a code, a name, a name but for the word for its kind. Likeness never decides.

mod form;

use crate::register::Areas;
use crate::spelling::CHANCE;
use crate::violation::codes;
use form::{Form, Kind};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

/// Proposals that are made for one place.
pub const MOST: usize = 10;
/// Names that begin with a name and are looked at; where there are more, nothing that they may rule out is taken.
const MOST_BEGINNINGS: usize = 200;
/// Names that are compared letter by letter for one place.
const MOST_COMPARED: usize = 1_000;
/// Levels of names that a place may be asked for by; of more, the lowest ones.
const MOST_NAMES: usize = 10;
/// How alike two names must be to be proposed for it, from 0 to 1.
const ALIKE: f64 = 0.4;

codes! {
    /// How an area was found, or what there is to it.
    Reason {
        /// The code is the area's.
        Code = "code",
        /// The code was the area's.
        FormerCode = "former_code",
        /// The name is the area's, but for case, accents, punctuation and Arabic articles.
        Name = "name",
        /// The name is another one that the register has for the area.
        OtherName = "other_name",
        /// The name was the area's.
        FormerName = "former_name",
        /// The name stands in brackets in the area's.
        Brackets = "brackets",
        /// The same without a word for the kind of area: state, province, محافظة.
        KindWord = "kind_word",
        /// The same with directions in another language.
        Direction = "direction",
        /// The same with its words in another order.
        Order = "order",
        /// The same but for spaces and doubled letters.
        Letters = "letters",
        /// The area's name begins with it.
        Beginning = "beginning",
        /// Spelled alike in another script.
        Script = "script",
        /// Spelled alike.
        Spelling = "spelling",
        /// Holds the area that was asked for, which itself is not known.
        Holder = "holder",
        /// The area lies in the one that was named above it.
        Within = "within",
        /// The area lies outside the one that was named above it.
        Elsewhere = "elsewhere",
        /// The area is on a lower level than the name was given for.
        Deeper = "deeper",
        /// The area was not in use on that day.
        NotThen = "not_then",
    }
}

impl Reason {
    /// Whether what was found in this way may be taken without a person: what is compared is the same. Measured on a
    /// sample of names that the repository keeps.
    pub const fn is_safe(self) -> bool {
        !matches!(
            self,
            Reason::Beginning
                | Reason::Script
                | Reason::Spelling
                | Reason::Holder
                | Reason::Elsewhere
                | Reason::NotThen
        )
    }

    /// Whether a whole name or code is the same.
    const fn is_whole(self) -> bool {
        matches!(
            self,
            Reason::Code | Reason::FormerCode | Reason::Name | Reason::OtherName | Reason::FormerName
        )
    }

    /// How much it says: a judgement, to put proposals in order by.
    const fn confidence(self) -> f64 {
        match self {
            Reason::Code => 1.0,
            Reason::Name => 0.98,
            Reason::OtherName => 0.97,
            Reason::FormerCode | Reason::KindWord => 0.95,
            Reason::FormerName | Reason::Brackets | Reason::Direction => 0.93,
            Reason::Order | Reason::Letters => 0.9,
            Reason::Beginning => 0.5,
            Reason::Script => 0.79,
            Reason::Spelling => 0.8,
            Reason::Holder => 0.2,
            Reason::Within => 1.0,
            Reason::Deeper => 0.9,
            Reason::NotThen => 0.7,
            Reason::Elsewhere => 0.5,
        }
    }
}

/// A place as somebody else names it.
#[derive(Clone, Debug, Default)]
pub struct PlaceQuery<'q> {
    /// Its code.
    pub code: Option<&'q str>,
    /// Its names, the widest area first; the last one that is given is what is looked for. Empty where a level has
    /// none.
    pub names: Vec<&'q str>,
    /// The level that the first name is of; absent = not known.
    pub level: Option<u8>,
    /// The number of an area that holds it: the country, where a register has several.
    pub within: Option<u32>,
    /// The day of what happened there.
    pub on: Option<Date>,
}

impl PlaceQuery<'_> {
    /// Whether there is a name in it, and not a word for none ("No Information").
    pub fn names_something(&self) -> bool {
        self.names.iter().any(|name| Form::of(name).is_some())
    }
}

/// An area that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Its number in the register.
    pub area: u32,
    /// From 0 to 1, to put proposals in order by. Nothing is decided by it.
    pub confidence: f64,
    /// How it was found, and after that what else there is to it.
    pub reasons: Vec<Reason>,
}

/// What a place may mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposals {
    /// The areas, the likeliest first, at most [`MOST`].
    pub all: Vec<Proposal>,
    accepted: Option<u32>,
}

impl Proposals {
    /// The number of the one area that it can only mean.
    pub fn accepted(&self) -> Option<u32> {
        self.accepted
    }
}

/// Which name of an area a form is of.
type Source = Reason;

#[derive(Clone, Debug)]
struct Entry {
    area: u32,
    source: Source,
    form: Form,
}

/// A register's areas, to look names up in.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    areas: Areas,
    entries: Vec<Entry>,
    codes: HashMap<String, Vec<(u32, Reason)>>,
    keys: HashMap<String, Vec<u32>>,
    /// By stem, with the number of the entry.
    stems: BTreeMap<(String, u32), ()>,
    /// By what begins alike: two consonants, three letters.
    alike: HashMap<String, Vec<u32>>,
}

/// What was found for a name.
struct Found {
    area: u32,
    level: u8,
    reasons: Vec<Reason>,
    /// How alike, where that is what it was found by.
    likeness: f64,
}

impl Found {
    fn how(&self) -> Reason {
        self.reasons.first().copied().unwrap_or(Reason::Holder)
    }

    fn is_safe(&self) -> bool {
        self.reasons.iter().all(|reason| reason.is_safe())
    }

    fn is_whole(&self) -> bool {
        self.how().is_whole() && !self.reasons.contains(&Reason::KindWord)
    }

    fn confidence(&self) -> f64 {
        self.likeness * self.reasons.iter().map(|reason| reason.confidence()).product::<f64>()
    }
}

fn folded_code(code: &str) -> String {
    code.trim().to_uppercase()
}

/// What stands in brackets, and what stands outside them.
fn brackets(name: &str) -> Option<(String, &str)> {
    let (before, rest) = name.split_once('(')?;
    let (inside, after) = rest.split_once(')')?;
    Some((format!("{before} {after}"), inside))
}

/// What begins alike: names that share none of these are hardly spellings of one name.
fn blocks(form: &Form) -> impl Iterator<Item = String> {
    let begin = |text: &str, mark: char, most: usize| {
        let begin: String = text.chars().take(most).collect();
        (!begin.is_empty()).then(|| format!("{mark}{begin}"))
    };
    [begin(&form.word.consonants, 'c', 2), begin(&form.word.whole, 'w', 3)].into_iter().flatten()
}

impl Gazetteer {
    /// The gazetteer of a register.
    pub fn of(areas: &Areas) -> Gazetteer {
        let mut this = Gazetteer {
            areas: areas.clone(),
            entries: Vec::new(),
            codes: HashMap::new(),
            keys: HashMap::new(),
            stems: BTreeMap::new(),
            alike: HashMap::new(),
        };
        for area in areas.all() {
            let codes = area.former_codes.iter().map(|code| (code, Reason::FormerCode));
            for (code, reason) in [(&area.code, Reason::Code)].into_iter().chain(codes) {
                this.codes.entry(folded_code(code)).or_default().push((area.number, reason));
            }
            this.add(area.number, Reason::Name, &area.name);
            if let Some((outside, inside)) = brackets(&area.name) {
                // "Shan (North)" says which part; what is outside names the whole.
                let part = Form::of(inside).is_none_or(|form| form.is_direction);
                for name in [outside.as_str(), inside].into_iter().filter(|_| !part) {
                    this.add(area.number, Reason::Brackets, name);
                }
            }
            area.names.iter().for_each(|name| this.add(area.number, Reason::OtherName, name));
            area.former_names.iter().for_each(|name| this.add(area.number, Reason::FormerName, name));
        }
        this
    }

    fn add(&mut self, area: u32, source: Source, name: &str) {
        let Some(form) = Form::of(name) else { return };
        let entry = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let mut keys = form.keys();
        keys.sort_unstable();
        for (at, key) in keys.iter().enumerate() {
            if at == 0 || keys[at - 1] != *key {
                self.keys.entry((*key).to_owned()).or_default().push(entry);
            }
        }
        for block in blocks(&form) {
            self.alike.entry(block).or_default().push(entry);
        }
        self.stems.insert((form.stem.clone(), entry), ());
        self.entries.push(Entry { area, source, form });
    }

    fn entry(&self, number: u32) -> Option<&Entry> {
        self.entries.get(number as usize)
    }

    /// Whether an area is another one or lies in it.
    fn is_in(&self, area: u32, holder: u32) -> bool {
        let level = self.areas.get(holder).map(|holder| holder.level);
        level.is_some_and(|level| self.areas.ancestor_at(area, level) == Some(holder))
    }

    /// What a place may mean, the likeliest first.
    pub fn propose(&self, query: &PlaceQuery) -> Proposals {
        let names: Vec<(Form, Option<u8>)> = query
            .names
            .iter()
            .enumerate()
            // What is looked for is the last one.
            .skip(query.names.len().saturating_sub(MOST_NAMES))
            .filter_map(|(at, name)| {
                let below = u8::try_from(at).unwrap_or(u8::MAX);
                Some((Form::of(name)?, query.level.map(|level| level.saturating_add(below))))
            })
            .collect();
        let mut found = Vec::new();
        for (at, (form, level)) in names.iter().enumerate() {
            let above = if at == 0 { Vec::new() } else { std::mem::take(&mut found) };
            found = self.of_name(form, *level, &above, query.within);
            if found.is_empty() && at + 1 == names.len() {
                // It is somewhere in there.
                found.extend(
                    above.into_iter().map(|holder| Found { reasons: vec![Reason::Holder], ..holder }),
                );
            }
        }
        let mut accepted =
            names.last().and_then(|(form, level)| self.stands(form, *level, query.within, &found));
        if let Some(code) = query.code.map(folded_code).filter(|code| !code.is_empty()) {
            let of_code = self.of_code(&code, query.within);
            accepted = match of_code[..] {
                // A code and a name that have nothing to do with each other: one of the two is wrong.
                [ref one] if names.is_empty() || found.iter().any(|found| found.area == one.area) => {
                    Some(one.area)
                }
                _ => None,
            };
            found.retain(|other| of_code.iter().all(|one| one.area != other.area));
            found.extend(of_code);
        }
        if let Some(day) = query.on {
            for one in &mut found {
                if self.areas.get(one.area).is_some_and(|area| !area.is_valid_on(day)) {
                    one.reasons.push(Reason::NotThen);
                    accepted = accepted.filter(|area| *area != one.area);
                }
            }
        }
        let mut all: Vec<Proposal> = found
            .into_iter()
            .map(|one| Proposal { area: one.area, confidence: one.confidence(), reasons: one.reasons })
            .collect();
        let order = |one: &Proposal, other: &Proposal| {
            let accepted = |proposal: &Proposal| accepted == Some(proposal.area);
            (accepted(other).cmp(&accepted(one)))
                .then_with(|| other.confidence.total_cmp(&one.confidence))
                .then_with(|| one.area.cmp(&other.area))
        };
        all.sort_by(order);
        all.truncate(MOST);
        Proposals { all, accepted }
    }

    fn of_code(&self, code: &str, within: Option<u32>) -> Vec<Found> {
        let known = self.codes.get(code).into_iter().flatten();
        let known = known.filter(|(area, _)| within.is_none_or(|within| self.is_in(*area, within)));
        known.take(MOST).filter_map(|(area, reason)| self.found(*area, vec![*reason], 1.0)).collect()
    }

    fn found(&self, area: u32, reasons: Vec<Reason>, likeness: f64) -> Option<Found> {
        Some(Found { area, level: self.areas.get(area)?.level, reasons, likeness })
    }

    /// What a name may mean, where those named above it may be some areas.
    fn of_name(&self, form: &Form, level: Option<u8>, above: &[Found], within: Option<u32>) -> Vec<Found> {
        let mut found: HashMap<u32, Found> = HashMap::new();
        let mut keep = |entry: &Entry, reasons: Option<Vec<Reason>>, likeness: f64| {
            let deep_enough = |area: u32| {
                let found = self.areas.get(area).map(|area| area.level);
                found.is_some_and(|found| level.is_none_or(|level| found >= level))
            };
            let Some(reasons) = reasons else { return };
            if !deep_enough(entry.area) || !within.is_none_or(|within| self.is_in(entry.area, within)) {
                return;
            }
            let Some(new) = self.found(entry.area, reasons, likeness) else { return };
            let better = |old: &Found| old.confidence() < new.confidence();
            if found.get(&entry.area).is_none_or(better) {
                found.insert(entry.area, new);
            }
        };
        for key in form.keys() {
            for entry in self.keys.get(key).into_iter().flatten().filter_map(|number| self.entry(*number)) {
                keep(entry, same(form, entry), 1.0);
            }
        }
        for entry in self.beginning(form).0 {
            keep(entry, Some(vec![Reason::Beginning]), 1.0);
        }
        let mut compared = 0;
        for block in blocks(form) {
            for entry in self.alike.get(&block).into_iter().flatten().filter_map(|number| self.entry(*number))
            {
                // Where a country is named, those of others do not use up what may be compared.
                if compared >= MOST_COMPARED || within.is_some_and(|within| !self.is_in(entry.area, within)) {
                    continue;
                }
                compared += 1;
                let likeness = (form.word.likeness(&entry.form.word) - CHANCE) / (1.0 - CHANCE);
                let how =
                    if form.is_latin == entry.form.is_latin { Reason::Spelling } else { Reason::Script };
                keep(entry, (likeness >= ALIKE).then(|| vec![how]), likeness);
            }
        }
        let mut found: Vec<Found> = found.into_values().collect();
        for one in &mut found {
            if level.is_some_and(|level| one.level > level) {
                one.reasons.push(Reason::Deeper);
            }
            let is_in = |holder: &&Found| holder.area != one.area && self.is_in(one.area, holder.area);
            if above.iter().any(|holder| is_in(&holder)) {
                one.reasons.push(Reason::Within);
            } else if above.iter().any(|holder| holder.is_safe() || holder.how() == Reason::Beginning) {
                // What was named above it is known, and it does not lie there.
                one.reasons.push(Reason::Elsewhere);
            }
        }
        // Whatever may decide stays, however many are only alike.
        found.sort_by(|one, other| {
            (other.is_safe().cmp(&one.is_safe()))
                .then_with(|| other.confidence().total_cmp(&one.confidence()))
                .then_with(|| one.area.cmp(&other.area))
        });
        found.truncate(4 * MOST);
        found
    }

    /// Names that begin with a name and go on, in the letters of stems; and whether these are all of them.
    fn beginning(&self, form: &Form) -> (Vec<&Entry>, bool) {
        let from = (Bound::Included((form.stem.clone(), 0)), Bound::Unbounded);
        let range = self.stems.range(from).map(|((stem, entry), ())| (stem, entry));
        let mut found = Vec::new();
        for (stem, entry) in range.take_while(|(stem, _)| stem.starts_with(&form.stem)) {
            if found.len() == MOST_BEGINNINGS {
                return (found, false);
            }
            if stem.len() > form.stem.len()
                && let Some(entry) = self.entry(*entry)
            {
                found.push(entry);
            }
        }
        (found, true)
    }

    /// The one area of those found that can only be meant.
    fn stands(&self, form: &Form, level: Option<u8>, within: Option<u32>, found: &[Found]) -> Option<u32> {
        // On the level that was named, where anything there may be meant; a name that only begins with it may.
        let is_there = |one: &&Found| level.is_none_or(|level| one.level == level);
        let may_be = |one: &&Found| one.is_safe() || one.how() == Reason::Beginning;
        let here: Vec<&Found> = found.iter().filter(is_there).filter(may_be).collect();
        // Not from what was found: there an area whose name goes on may stand as one that is spelled alike, or no more.
        let (beginning, are_all) = self.beginning(form);
        let begins_there = |entry: &&Entry| {
            level.is_none_or(|level| self.areas.get(entry.area).is_some_and(|area| area.level == level))
                && within.is_none_or(|within| self.is_in(entry.area, within))
        };
        let beginning: Vec<u32> =
            beginning.into_iter().filter(begins_there).map(|entry| entry.area).collect();
        let is_deeper = here.is_empty() && beginning.is_empty();
        let standing: Vec<&Found> = match is_deeper {
            // Lower down nothing but the name itself will do.
            true => found.iter().filter(|one| one.is_safe()).collect(),
            false => here.iter().copied().filter(|one| one.is_safe()).collect(),
        };
        let [one] = best(&standing)?[..] else { return None };
        let is_itself =
            one.is_whole() || one.how() == Reason::Letters && !one.reasons.contains(&Reason::KindWord);
        if is_deeper && !(is_itself && are_all) {
            return None;
        }
        if one.is_whole() || form.is_direction {
            return Some(one.area);
        }
        // "Kyiv Oblast" without its second word is a city's name; the oblast's goes on from there: the word was needed.
        let goes_on = beginning.iter().any(|other| *other != one.area);
        // "Such District" on the level of provinces may be the district of the province's name.
        let district = form.kind == Some(Kind::District)
            && found.iter().any(|other| other.level > one.level && other.is_safe());
        (!goes_on && are_all && !district).then_some(one.area)
    }
}

/// Of those that were found by what is the same, those that rule out the others: a whole name rules out one in another
/// order or language, but not the town or the region of its name.
fn best<'f>(standing: &[&'f Found]) -> Option<Vec<&'f Found>> {
    let whole = standing.iter().any(|one| one.is_whole());
    let rival = |one: &&&Found| !whole || one.is_whole() || one.reasons.contains(&Reason::KindWord);
    let left: Vec<&Found> = standing.iter().filter(rival).copied().collect();
    (!left.is_empty()).then_some(left)
}

/// How a name is the same as one of an area; none where it is not, or the two speak of different kinds of area.
fn same(form: &Form, entry: &Entry) -> Option<Vec<Reason>> {
    let known = &entry.form;
    let source = entry.source;
    let of = |how: Reason| match source {
        // That it is another name, a former one or in brackets says more than how it differs.
        Reason::Name => vec![how],
        source if how == Reason::Name => vec![source],
        source => vec![source, how],
    };
    if form.plain == known.plain {
        return Some(of(Reason::Name));
    }
    let is_kind = match (form.kind, known.kind) {
        (None, _) => true,
        // A region without the word is still one; a town without it would be the region.
        (Some(Kind::City), None) => false,
        (Some(_), None) => true,
        (Some(one), Some(other)) => one == other,
    };
    if !is_kind {
        return None;
    }
    if form.joined == known.joined {
        return Some(of(Reason::Letters));
    }
    let how = if form.stem == known.stem {
        let plain = form.word == known.word;
        if plain { None } else { Some(Reason::Direction) }
    } else if form.stem_joined == known.stem_joined {
        Some(Reason::Letters)
    } else if form.stem_sorted == known.stem_sorted {
        Some(if form.stem.contains('^') { Reason::Direction } else { Reason::Order })
    } else {
        return None;
    };
    let mut reasons = match how {
        Some(how) => of(how),
        None => of(Reason::KindWord),
    };
    if form.kind != known.kind && !reasons.contains(&Reason::KindWord) {
        reasons.push(Reason::KindWord);
    }
    Some(reasons)
}
