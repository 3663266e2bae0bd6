//! One object of an export on its way to an object of a document: each field goes to the field that the dictionary
//! names for it, and what has no place there goes to the notes, with its name.

use super::ledger::Ledger;
use super::tables::{self, Meaning};
use super::value::{self, excerpt, is_empty, words};
use domain::dictionary::{Field, Kind, dictionary};
use domain::interchange::Fields;
use domain::register::{Area, Party, Registers};
use domain::violation::ViolationType;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// Why an incident cannot become a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    pub(super) path: String,
    pub(super) reason: &'static str,
    pub(super) message: String,
}

/// What is the same for every object.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) registers: &'a Registers,
    pub(super) today: Date,
}

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Incident,
    Violation(ViolationType),
    Victim,
    Group,
    Source,
    Perpetrator,
    Response,
}

impl What {
    /// The forms of MRMIMS+ that hold its fields, the first of them as the account names them.
    pub(super) fn forms(self) -> Vec<&'static str> {
        let of = match self {
            What::Incident => {
                return vec!["incident_form", "mrm_summary_page", "incident_record_history"];
            }
            What::Victim => return vec!["individual_victims_subform_section"],
            What::Group => return vec!["group_victims_section"],
            What::Source => return vec!["source_subform_section"],
            What::Perpetrator => return vec!["perpetrator_subform_section"],
            What::Response => return vec!["response_subform_section"],
            What::Violation(kind) => match kind {
                ViolationType::Killing => "killing",
                ViolationType::Maiming => "maiming",
                ViolationType::RecruitmentUse => "recruitment",
                ViolationType::SexualViolence => "sexual_violence",
                ViolationType::Abduction => "abduction",
                ViolationType::AttackOnSchool | ViolationType::AttackOnHospital => "attack_on",
                ViolationType::MilitaryUse => "military_use",
                ViolationType::DenialOfHumanitarianAccess => "denial_humanitarian_access",
                ViolationType::DeprivationOfLiberty => "deprivation_liberty",
            },
        };
        // Fields of one name mean the same in all forms of violations.
        let others = tables::VIOLATION_FORMS.iter().copied().filter(|form| *form != of);
        [of, "verification"].into_iter().chain(others).collect()
    }

    /// The way from the object to the one that holds a field, if it has such a field.
    fn way(self, field: &Field) -> Option<Vec<&'static str>> {
        let of = field.of.as_str();
        let way: &[&str] = match (self, of) {
            (What::Incident, "incident")
            | (What::Violation(_), "violation")
            | (What::Victim, "victim")
            | (What::Group, "group")
            | (What::Source, "source")
            | (What::Perpetrator, "perpetrator")
            | (What::Response, "response") => &[],
            (What::Incident, "occurred") => &["occurred"],
            (What::Incident, "location") => &["location"],
            (What::Violation(_), "verification") => &["verification"],
            (What::Violation(ViolationType::RecruitmentUse), "detention") => &["details", "detention"],
            (What::Victim, "detention" | "victim_detention") => &["detention"],
            (What::Victim | What::Source, "consent") => &["consent"],
            (What::Violation(kind), _) => {
                let section = dictionary().section(&format!("details.{}", kind.code()))?;
                section.field(&field.name).filter(|known| known.of == field.of)?;
                &["details"]
            }
            _ => return None,
        };
        Some(way.to_vec())
    }

    fn computed(self) -> &'static str {
        match self {
            What::Incident => "incident_form",
            What::Violation(_) => "violation",
            _ => "person",
        }
    }

    /// Where what has no place is kept, in words.
    fn notes(self) -> &'static str {
        match self {
            What::Incident => "the notes of the incident",
            What::Violation(_) => "the notes of the violation",
            What::Victim => "the notes of the victim",
            What::Group => "the notes of the group",
            What::Source => "the notes of the source",
            What::Perpetrator => "the notes of the perpetrator",
            What::Response => "the notes of the response",
        }
    }
}

/// What became of a value.
enum Placed {
    /// It has its place.
    All(Value),
    /// It has its place, but the place holds less than was said: the rest is for the notes.
    Less(Value, Value, &'static str),
    /// It has none.
    No(&'static str),
    /// It has none, and somebody should look at it.
    Wrong(&'static str, String),
}

/// Why options have no place.
pub(super) const NO_OPTION: &str = "our list has no place for this option";
const UNKNOWN_OPTION: &str = "not an option that is known";
const UNREADABLE: &str = "cannot be read as what the field holds";
const TOO_LONG: &str = "longer than the field";
const TAKEN: &str = "another field has taken the place";
pub(super) const NO_FIELD: &str = "no such field here";
pub(super) const NOT_IN_REGISTER: &str = "not in the register";

/// An object on its way.
pub(super) struct Part<'w> {
    pub(super) what: What,
    pub(super) path: String,
    pub(super) world: World<'w>,
    /// What is still to be placed.
    pub(super) old: Fields,
    pub(super) ours: Fields,
    pub(super) notes: Vec<String>,
}

impl<'w> Part<'w> {
    pub(super) fn new(what: What, path: String, world: World<'w>, old: Fields) -> Self {
        let mut part = Self { what, path, world, old, ours: Map::new(), notes: Vec::new() };
        part.gather();
        part
    }

    /// Tallies that are written flat (`violation_tally_boys`) as the objects that they are.
    fn gather(&mut self) {
        const SEXES: [&str; 6] = ["boys", "girls", "men", "women", "unknown", "total"];
        let forms = self.what.forms();
        let flat: Vec<(String, String, &str)> = self
            .old
            .keys()
            .filter_map(|key| {
                let (base, sex) = key.rsplit_once(['_', '.', ':', '/'])?;
                let sex = *SEXES.iter().find(|known| **known == sex)?;
                let (_, field) = tables::ours(&forms, base)?;
                let is_tally = matches!(field.kind, Kind::Tally | Kind::AdultTally);
                is_tally.then(|| (key.clone(), base.to_owned(), sex))
            })
            .collect();
        for (key, base, sex) in flat {
            let Some(value) = self.old.remove(&key) else { continue };
            let whole = self.old.entry(base).or_insert_with(|| json!({}));
            match whole {
                Value::Object(fields) if !fields.contains_key(sex) => {
                    fields.insert(sex.to_owned(), value);
                }
                _ => {
                    self.old.insert(key, value);
                }
            }
        }
    }

    /// Takes a value that says something.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.old.remove(key).filter(|value| !is_empty(value))
    }

    /// Takes the first of these that says something; the others stay.
    pub(super) fn take_first(&mut self, keys: &[&str]) -> Option<(String, Value)> {
        keys.iter().find_map(|key| Some(((*key).to_owned(), self.take(key)?)))
    }

    /// The full path of a field.
    pub(super) fn at(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Keeps a value in the notes and says so in the account.
    pub(super) fn keep(&mut self, ledger: &mut Ledger, key: &str, value: &Value, why: &'static str) {
        let text = value::clean(&words(value), true);
        if text.is_empty() {
            return;
        }
        self.notes.push(format!("{key}: {text}"));
        let form = self.what.forms()[0];
        ledger.homeless(format!("{form}.{key}"), why, self.what.notes());
    }

    /// Keeps a value in the notes and names it as something to look at.
    pub(super) fn keep_told(
        &mut self,
        ledger: &mut Ledger,
        key: &str,
        value: &Value,
        why: &'static str,
        message: String,
    ) {
        ledger.tell(self.at(key), message);
        self.keep(ledger, key, value, why);
    }

    /// The object that a way leads to.
    fn reach(&mut self, way: &[&'static str]) -> &mut Fields {
        let mut object = &mut self.ours;
        for step in way {
            let inner = object.entry(*step).or_insert_with(|| json!({}));
            if !inner.is_object() {
                *inner = json!({});
            }
            let Value::Object(inner) = inner else { unreachable!("just made an object") };
            object = inner;
        }
        object
    }

    /// Puts a value where a field is. Lists are joined; a place that is taken by something else gives it back.
    pub(super) fn put(&mut self, way: &[&'static str], field: &Field, value: Value) -> Result<(), Value> {
        let object = self.reach(way);
        match object.get_mut(&field.name) {
            None => {
                object.insert(field.name.clone(), value);
                Ok(())
            }
            Some(there) if *there == value => Ok(()),
            Some(Value::Array(there)) if value.is_array() => {
                for item in value.as_array().into_iter().flatten() {
                    if !there.contains(item) {
                        there.push(item.clone());
                    }
                }
                Ok(())
            }
            // "Other", and then who it is.
            Some(there) if field.kind == Kind::Partner && there.as_str() == Some("other") => {
                *there = value;
                Ok(())
            }
            Some(_) => Err(value),
        }
    }

    /// Places everything that is left.
    pub(super) fn place(&mut self, ledger: &mut Ledger) -> Result<(), Refusal> {
        let forms = self.what.forms();
        let old = std::mem::take(&mut self.old);
        // Companions come after what they go with, whatever the order of the export.
        for (key, said) in old {
            if is_empty(&said) {
                continue;
            }
            let Some((name, field)) = tables::ours(&forms, &key) else {
                match tables::computed(self.what.computed(), &key) {
                    Some(from) => {
                        *ledger.computed.entry((format!("{}.{key}", forms[0]), from)).or_default() += 1
                    }
                    None => self.keep(ledger, &key, &said, NO_FIELD),
                }
                continue;
            };
            let Some(way) = self.what.way(field) else {
                self.keep(ledger, &key, &said, NO_FIELD);
                continue;
            };
            if field.kind == Kind::Period {
                self.estimated(ledger, &way, field, name, &key, &said);
                continue;
            }
            let placed = self.value(ledger, field, &key, &said)?;
            let (value, rest) = match placed {
                Placed::All(value) => (value, None),
                Placed::Less(value, rest, why) => (value, Some((rest, why))),
                Placed::No(why) => {
                    self.keep(ledger, &key, &said, why);
                    continue;
                }
                Placed::Wrong(why, message) => {
                    self.keep_told(ledger, &key, &said, why, message);
                    continue;
                }
            };
            if let Some((rest, why)) = rest {
                self.keep(ledger, &key, &rest, why);
            }
            if self.put(&way, field, value).is_err() {
                self.keep(ledger, &key, &said, TAKEN);
            }
        }
        Ok(())
    }

    /// The tick of a period that says that its days are estimates; its days were taken before.
    fn estimated(
        &mut self,
        ledger: &mut Ledger,
        way: &[&'static str],
        field: &Field,
        name: &str,
        key: &str,
        said: &Value,
    ) {
        match value::truth(said).filter(|_| name.ends_with("_estimated")) {
            Some(tick) => {
                let name = field.name.clone();
                let period = self.reach(way).entry(name).or_insert_with(|| json!({}));
                period["estimated"] = json!(tick);
            }
            None => self.keep(ledger, key, said, UNREADABLE),
        }
    }

    /// The finished object, with its notes.
    pub(super) fn done(mut self) -> Fields {
        if !self.notes.is_empty() {
            let said = self.ours.get("notes").and_then(Value::as_str).unwrap_or_default();
            let mut lines: Vec<&str> = Vec::new();
            if !said.is_empty() {
                lines.push(said);
            }
            lines.extend(self.notes.iter().map(String::as_str));
            let text = lines.join("\n");
            self.ours.insert("notes".to_owned(), json!(text));
        }
        self.ours
    }

    fn value(&self, ledger: &mut Ledger, field: &Field, key: &str, said: &Value) -> Result<Placed, Refusal> {
        let text = words(said);
        // Such a field may hold a person's name or birthday: the account does not say it again.
        let unreadable = || {
            Placed::Wrong(UNREADABLE, "cannot be read as what this field holds; kept in the notes".to_owned())
        };
        let or = |read: Option<Value>| read.map_or_else(unreadable, Placed::All);
        let today = self.world.today;
        let iso = |day: Option<Date>| or(day.map(|day| json!(day.to_string())));
        Ok(match &field.kind {
            Kind::Text { max } => short(value::clean(&text, false), *max, said),
            Kind::LongText { max } => short(value::clean(&text, true), *max, said),
            Kind::Partner => short(value::clean(&text, false), domain::register::MAX_NAME, said),
            Kind::Code { list } => match value::texts(said).as_slice() {
                [one] => code(list, one),
                _ => Placed::No("several where one has a place"),
            },
            Kind::Codes { list } => codes(list, said),
            Kind::Term { list } => term(list, &text, said),
            Kind::Terms { .. } => {
                let (short, long): (Vec<String>, Vec<String>) = value::texts(said)
                    .iter()
                    .map(|word| value::clean(word, false))
                    .partition(|word| word.chars().count() <= MAX_TERM);
                let short = once(short);
                if long.is_empty() {
                    Placed::All(json!(short))
                } else {
                    Placed::Less(json!(short), json!(long), TOO_LONG)
                }
            }
            Kind::Integer { min, max } => {
                let number = value::whole(said).and_then(|number| u64::try_from(number).ok());
                match number.filter(|number| (*min..=*max).contains(number)) {
                    Some(number) => Placed::All(json!(number)),
                    None => Placed::Wrong(
                        UNREADABLE,
                        format!("is no whole number from {min} to {max}; kept in the notes"),
                    ),
                }
            }
            Kind::Decimal { min, max } => {
                or(value::decimal(said).filter(|number| (*min..=*max).contains(number)).map(|n| json!(n)))
            }
            Kind::Boolean => or(value::truth(said).map(Value::from)),
            Kind::Date => iso(value::any_day(said)),
            Kind::PastDate => iso(value::past_day(said, today)),
            Kind::BirthDate => iso(value::birth_day(said, today)),
            Kind::Tally => return self.tally(ledger, key, said, ["boys", "girls", "unknown"]),
            Kind::AdultTally => return self.tally(ledger, key, said, ["men", "women", "unknown"]),
            Kind::Party | Kind::Parties => {
                let mut found = Vec::new();
                let mut rest = Vec::new();
                for name in value::texts(said) {
                    match find_party(self.world.registers, &name) {
                        Some(party) => found.push(party.code.clone()),
                        None if is_nobody(&name) => rest.push(name),
                        None => {
                            *ledger.parties.entry(name.clone()).or_default() += 1;
                            rest.push(name);
                        }
                    }
                }
                match (found.is_empty(), rest.is_empty()) {
                    (true, _) => Placed::No(NOT_IN_REGISTER),
                    (_, true) => Placed::All(json!(once(found))),
                    _ => Placed::Less(json!(once(found)), json!(rest), NOT_IN_REGISTER),
                }
            }
            Kind::Area => match find_area(self.world.registers, &text) {
                Some(area) => Placed::All(json!(area.code)),
                None => {
                    *ledger.areas.entry(excerpt(&text)).or_default() += 1;
                    Placed::No(NOT_IN_REGISTER)
                }
            },
            Kind::Country => {
                let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
                if is_code { Placed::All(json!(text)) } else { Placed::No("no ISO 3166 code of a country") }
            }
            Kind::Schema
            | Kind::Id
            | Kind::Period
            | Kind::Links
            | Kind::Section { .. }
            | Kind::Sections { .. }
            | Kind::Details => Placed::No(NO_FIELD),
        })
    }

    /// A tally; one that counts below nothing, or counts nothing that can be read, stops the whole incident, since a
    /// figure would come out wrong.
    fn tally(
        &self,
        ledger: &mut Ledger,
        key: &str,
        said: &Value,
        keys: [&str; 3],
    ) -> Result<Placed, Refusal> {
        let refuse = |message: String| Refusal { path: self.at(key), reason: "bad_tally", message };
        let Value::Object(fields) = said else {
            return Err(refuse(format!("a tally has numbers by sex, got {:?}", excerpt(&words(said)))));
        };
        let counted = value::tally(fields, keys).map_err(refuse)?;
        let mut rest: Fields = fields.clone();
        rest.retain(|name, value| !is_empty(value) && name != "total" && !keys.contains(&name.as_str()));
        if let Some(told) = counted.told {
            ledger.tell(self.at(key), told);
            // Both figures stay readable in the document.
            return Ok(Placed::Less(counted.tally, said.clone(), "the entered total is not the sum"));
        }
        Ok(if rest.is_empty() {
            Placed::All(counted.tally)
        } else {
            Placed::Less(counted.tally, Value::Object(rest), NO_FIELD)
        })
    }
}

const MAX_TERM: usize = 100;

fn once(words: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        if !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept
}

fn short(text: String, max: usize, said: &Value) -> Placed {
    if text.chars().count() <= max {
        return Placed::All(json!(text));
    }
    let head: String = text.chars().take(max - 1).chain(['…']).collect();
    Placed::Less(json!(head), said.clone(), TOO_LONG)
}

fn code(list: &str, said: &str) -> Placed {
    match tables::option(list, said) {
        Meaning::Code(code) => Placed::All(json!(code)),
        Meaning::Less(code) => Placed::Less(json!(code), json!(said), NO_OPTION),
        Meaning::NoPlace => Placed::No(NO_OPTION),
        Meaning::Unknown => Placed::No(UNKNOWN_OPTION),
    }
}

fn codes(list: &str, said: &Value) -> Placed {
    let (mut found, mut rest) = (Vec::new(), Vec::new());
    for word in value::texts(said) {
        match tables::option(list, &word) {
            Meaning::Code(code) => found.push(code.to_owned()),
            Meaning::Less(code) => {
                found.push(code.to_owned());
                rest.push(word);
            }
            Meaning::NoPlace | Meaning::Unknown => rest.push(word),
        }
    }
    match (found.is_empty(), rest.is_empty()) {
        (true, _) => Placed::No(UNKNOWN_OPTION),
        (_, true) => Placed::All(json!(once(found))),
        _ => Placed::Less(json!(once(found)), json!(rest), UNKNOWN_OPTION),
    }
}

fn term(list: &str, text: &str, said: &Value) -> Placed {
    match tables::option(list, text) {
        Meaning::Code(code) => Placed::All(json!(code)),
        _ => short(value::clean(text, false), MAX_TERM, said),
    }
}

/// Words that name no party. A name in letters that are not Latin is one, though the slug has none of them.
pub(super) fn is_nobody(name: &str) -> bool {
    !name.chars().any(char::is_alphanumeric)
        || matches!(value::slug(name).as_str(), "unknown" | "other" | "other_please_specify" | "n_a")
}

/// The party of the register that a name or an id of the old list is: its code, its name or an alias, whatever the
/// case and whether words are joined by underscores.
pub(super) fn find_party<'r>(registers: &'r Registers, name: &str) -> Option<&'r Party> {
    registers.parties.find(name).or_else(|| registers.parties.find(&name.replace('_', " ")))
}

/// The area of the register that a code, or the last step of a path of codes, is.
pub(super) fn find_area<'r>(registers: &'r Registers, text: &str) -> Option<&'r Area> {
    let last = text.rsplit(['.', '/']).next().unwrap_or(text).trim();
    let areas = &registers.areas;
    [text.trim(), last]
        .iter()
        .find_map(|code| areas.by_code(code))
        .or_else(|| areas.by_code(&last.to_uppercase()))
}
