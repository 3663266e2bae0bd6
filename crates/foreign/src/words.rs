//! What people write in cells, and the value that it stands for: codes and labels in every language, names of the
//! registers, days, numbers, ticks.

use crate::places::plain;
use crate::sheet::Cell;
use domain::dictionary::{Kind, LANGUAGES, dictionary, languages};
use domain::gazetteer::{Gazetteer, PlaceQuery};
use domain::interchange::excerpt;
use domain::register::Registers;
use serde_json::{Number, Value};
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What parts a code from its name in drop-downs.
pub(crate) const DASH: &str = " – ";
/// What parts several choices in one cell.
pub(crate) const BAR: &str = " | ";

/// What names of areas mean, on a level or on any: a code, or why none.
type Named = HashMap<(String, Option<u8>), Result<String, String>>;

/// The words of a situation.
pub(crate) struct Words<'r> {
    registers: &'r Registers,
    /// Made when the first name of an area is met.
    gazetteer: OnceCell<Gazetteer>,
    /// Names of areas that were met, with what came of them: most stand in many rows.
    named: RefCell<Named>,
    partners: HashMap<String, Option<&'r str>>,
    ticks: HashMap<String, Option<bool>>,
}

/// How many areas are told that a name could mean.
const MOST_MEANT: usize = 3;
/// The most different names of areas of a file: each is compared with many of the register.
const MOST_NAMES: usize = 10_000;

/// Words are compared without case, accents and signs.
pub(crate) fn folded(text: &str) -> String {
    plain(&text.replace('_', " "))
}

fn learn<T: Copy + PartialEq>(words: &mut HashMap<String, Option<T>>, word: String, means: T) {
    if !word.is_empty() {
        let known = words.entry(word).or_insert(Some(means));
        if *known != Some(means) {
            *known = None;
        }
    }
}

type Options = HashMap<&'static str, HashMap<String, Option<&'static str>>>;

/// Codes by list and by what stands for them; `None` for what could be two.
fn options() -> &'static Options {
    static OPTIONS: LazyLock<Options> = LazyLock::new(|| {
        let mut options = HashMap::new();
        for list in dictionary().lists() {
            let mut known = HashMap::new();
            for code in &list.codes {
                for language in LANGUAGES {
                    let label = languages().option(language, &list.name, code);
                    learn(&mut known, folded(&label), code.as_str());
                }
            }
            // A code is a code, whatever else a label of another says.
            known.extend(list.codes.iter().map(|code| (folded(code), Some(code.as_str()))));
            options.insert(list.name.as_str(), known);
        }
        options
    });
    &OPTIONS
}

impl<'r> Words<'r> {
    /// The words of the dictionary in every language, and those of a situation's registers.
    pub(crate) fn new(registers: &'r Registers) -> Self {
        let mut partners = HashMap::new();
        for partner in registers.partners.all() {
            learn(&mut partners, folded(&partner.name), partner.code.as_str());
        }
        let mut ticks = HashMap::new();
        for language in LANGUAGES {
            for (code, tick) in [("yes", true), ("no", false)] {
                learn(&mut ticks, folded(&languages().option(language, "yes_no_unknown", code)), tick);
            }
        }
        for (word, tick) in [("true", true), ("false", false), ("1", true), ("0", false)] {
            learn(&mut ticks, word.to_owned(), tick);
        }
        Self { registers, gazetteer: OnceCell::new(), named: RefCell::default(), partners, ticks }
    }

    /// Learns a sender's own words for yes and no; they go before ours.
    pub(crate) fn learn_ticks(&mut self, yes: &[String], no: &[String]) {
        self.ticks.extend(yes.iter().map(|word| (folded(word), Some(true))));
        self.ticks.extend(no.iter().map(|word| (folded(word), Some(false))));
    }

    /// The value of a cell in a column of a kind; nothing for a blank cell. What cannot be understood is given as it
    /// is: the document's own validation refuses it, and says what would be right. Only what would never get there is
    /// an error here.
    pub(crate) fn value(&self, kind: &Kind, cell: &Cell) -> Result<Option<Value>, String> {
        if cell.is_blank() {
            return Ok(None);
        }
        if let Cell::Error(what) = cell {
            return Err(format!("the cell holds {what}"));
        }
        let shown = cell.shown();
        Ok(Some(match kind {
            Kind::Text { .. } | Kind::LongText { .. } => match cell {
                Cell::Text(text) => Value::from(text.as_str()),
                _ => Value::from(shown),
            },
            Kind::Code { list } => Value::from(self.option(list, &shown)?),
            Kind::Codes { list } | Kind::Terms { list } => {
                self.each(&shown, |word| self.option(list, word))?
            }
            Kind::Term { list } => Value::from(self.option(list, &shown)?),
            Kind::Links => self.each(&shown, |word| Ok(word.to_owned()))?,
            Kind::Parties => self.each(&shown, |word| Ok(self.party(word)))?,
            Kind::Party => Value::from(self.party(&shown)),
            Kind::Area => Value::from(self.area(&shown, None)?),
            Kind::Partner => Value::from(self.partner(&shown)),
            Kind::Boolean => self.tick(cell, &shown),
            Kind::Integer { .. } | Kind::Decimal { .. } => number(kind, cell, &shown),
            Kind::Date | Kind::PastDate | Kind::BirthDate => match cell {
                Cell::Date(moment) => Value::from(moment.date().to_string()),
                _ => Value::from(shown),
            },
            _ => Value::from(shown),
        }))
    }

    /// A code from itself, from its label in any language, or from `code – label`; any other word as it is.
    pub(crate) fn option(&self, list: &str, word: &str) -> Result<String, String> {
        let Some(known) = options().get(list) else { return Ok(word.to_owned()) };
        if dictionary().list(list).is_some_and(|list| list.has(word)) {
            return Ok(word.to_owned());
        }
        match known.get(&folded(word)) {
            Some(Some(code)) => Ok((*code).to_owned()),
            Some(None) => Err("more than one choice is called so: write the code".to_owned()),
            None => {
                let code = word.split_once(DASH).map(|(code, _)| code);
                let code = code.filter(|code| dictionary().list(list).is_some_and(|list| list.has(code)));
                Ok(code.unwrap_or(word).to_owned())
            }
        }
    }

    fn each(&self, text: &str, one: impl Fn(&str) -> Result<String, String>) -> Result<Value, String> {
        let words = text.split([';', '|', '\n', '\r']).map(str::trim).filter(|word| !word.is_empty());
        let values = words.map(|word| one(word).map(Value::from)).collect::<Result<Vec<_>, _>>()?;
        Ok(Value::from(values))
    }

    fn party(&self, word: &str) -> String {
        let parties = &self.registers.parties;
        let of = |word: &str| parties.by_code(word).or_else(|| parties.find(word));
        let found = of(word).or_else(|| of(word.split_once(DASH)?.0));
        found.map_or(word, |party| &party.code).to_owned()
    }

    /// The code of an area from itself, from `code – name`, or from a name that can only mean one area, on the level
    /// where one is said. What could mean several, or one on another level, is refused with what it could mean.
    pub(crate) fn area(&self, word: &str, level: Option<u8>) -> Result<String, String> {
        let areas = &self.registers.areas;
        let code = word.split_once(DASH).map_or(word, |(code, _)| code);
        let found = areas.by_code(word).or_else(|| areas.by_code(code)).map(|area| area.code.as_str());
        if let Some(code) = found {
            return Ok(code.to_owned());
        }
        let key = (word.to_owned(), level);
        if let Some(known) = self.named.borrow().get(&key) {
            return known.clone();
        }
        if self.named.borrow().len() == MOST_NAMES {
            return Err(format!("the file has more than {MOST_NAMES} different names of areas: write codes"));
        }
        let meant = self.named_area(word, level);
        self.named.borrow_mut().insert(key, meant.clone());
        meant
    }

    fn named_area(&self, word: &str, level: Option<u8>) -> Result<String, String> {
        let areas = &self.registers.areas;
        let gazetteer = self.gazetteer.get_or_init(|| Gazetteer::of(areas));
        let found = gazetteer.propose(&PlaceQuery { names: vec![word], level, ..PlaceQuery::default() });
        let accepted = found.accepted().and_then(|number| areas.get(number));
        // A province's name is not its district's, where the column is one of provinces.
        if let Some(area) = accepted.filter(|area| level.is_none_or(|level| area.level == level)) {
            return Ok(area.code.clone());
        }
        let may_be = found.all.iter().take(MOST_MEANT).filter_map(|one| areas.get(one.area));
        let may_be: Vec<String> = may_be
            .map(|area| format!("{} ({}, level {})", area.code, excerpt(&area.name), area.level))
            .collect();
        match may_be.is_empty() {
            // The document's validation refuses it.
            true => Ok(word.to_owned()),
            false => Err(format!(
                "this is not surely the name of one area{}; it could mean {}: write the code",
                level.map(|level| format!(" of level {level}")).unwrap_or_default(),
                may_be.join(", ")
            )),
        }
    }

    fn partner(&self, word: &str) -> String {
        let partners = &self.registers.partners;
        let code = word.split_once(DASH).map_or(word, |(code, _)| code);
        let found =
            partners.by_code(word).or_else(|| partners.by_code(code)).map(|partner| partner.code.as_str());
        found.or_else(|| *self.partners.get(&folded(word))?).unwrap_or(word).to_owned()
    }

    fn tick(&self, cell: &Cell, shown: &str) -> Value {
        match (cell, self.ticks.get(&folded(shown))) {
            (Cell::Boolean(tick), _) => Value::from(*tick),
            (_, Some(Some(tick))) => Value::from(*tick),
            _ => Value::from(shown),
        }
    }

    /// What a drop-down and a filled template show for a code: its label, where that leads back to it.
    pub(crate) fn shown_option(&self, language: &str, list: &str, code: &str) -> String {
        let label = languages().option(language, list, code);
        match self.option(list, &label) {
            Ok(back) if back == code && !label.contains([';', '|']) => label,
            _ => code.to_owned(),
        }
    }
}

/// A number from a cell that holds one, or text that only digits, a sign and a point make up. A whole number has no
/// point but in `.0`: to many, `1.000` is a thousand.
fn number(kind: &Kind, cell: &Cell, shown: &str) -> Value {
    let of = |number: f64| {
        // Whole numbers stay whole; these are exact.
        let whole = number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number);
        if whole { Some(Value::from(number as u64)) } else { Number::from_f64(number).map(Value::from) }
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = match kind {
        Kind::Integer { .. } => {
            let unsigned = shown.strip_prefix('-').unwrap_or(shown);
            digits(unsigned.strip_suffix(".0").unwrap_or(unsigned))
        }
        _ => digits(&shown.replace(['.', '-'], "")),
    };
    let number = match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(_) if plain => shown.parse().ok(),
        _ => None,
    };
    number.and_then(of).unwrap_or_else(|| Value::from(shown))
}
