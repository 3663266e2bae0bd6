//! What a telephone sends: a filled-in form, turned into a document.

use super::when::{DAYS, day_name};
use super::xml::{self, Element};
use domain::dictionary::{Field, Kind, Section, asking, dictionary};
use domain::interchange::{Incident, Problem, SCHEMA, read_value};
use domain::register::{Area, Registers};
use domain::violation::ViolationType;
use jiff::civil::{Date, date};
use serde_json::{Map, Value};
use std::collections::HashMap;

type Fields = Map<String, Value>;

/// The longest id of a submission, in characters.
pub(super) const LONGEST_ID: usize = 200;
/// The longest name of a file that is known, in characters.
pub(super) const LONGEST_FILE: usize = 200;
/// The most files of a report.
pub(super) const MOST_FILES: usize = 100;

/// A filled-in form.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The form's id.
    pub form: String,
    /// The form's version; empty where none is said.
    pub version: String,
    /// The submission's id: sent again, it is the same.
    pub instance_id: String,
    /// The report.
    pub incident: Incident,
    /// The names of the files that go along, at once or later.
    pub files: Vec<String>,
}

/// Reads a filled-in form of this or an earlier version, or says everything that is wrong with it. What was answered
/// to a question that the dictionary no longer knows is kept in the report's notes.
///
/// # Errors
/// What is wrong, each with the place in the document.
pub fn read(bytes: &[u8], registers: &Registers, today: Date) -> Result<Sent, Vec<Problem>> {
    let whole = |message: String| vec![Problem { path: String::new(), message }];
    let root = xml::read(bytes).map_err(whole)?;
    if root.attribute("encrypted") == Some("yes") {
        return Err(whole("this is the cover of an encrypted report, and no report".to_owned()));
    }
    let meta = root.find("meta");
    let of_meta = |name: &str| meta.and_then(|meta| meta.find(name)).map(|found| found.text.trim());
    let instance_id = of_meta("instanceID").filter(|id| !id.is_empty() && id.chars().count() <= LONGEST_ID);
    let Some(instance_id) = instance_id.filter(|id| !id.chars().any(char::is_control)) else {
        let message =
            format!("meta/instanceID has 1 to {LONGEST_ID} characters: by it a submission is known again");
        return Err(whole(message));
    };
    let Some(form) = root.attribute("id").filter(|form| form.chars().count() <= LONGEST_ID) else {
        return Err(whole("the submission does not say in its attribute id which form it is of".to_owned()));
    };
    let first = of_meta("deprecatedID").filter(|id| !id.is_empty()).unwrap_or(instance_id);
    let said = root.find("reference").map(|found| one_line(&found.text)).filter(|said| !said.is_empty());
    let reference = said.unwrap_or_else(|| reference_of(first));
    let mut reading = Reading { registers, today, violations: Vec::new(), left: Vec::new() };
    let files = reading.files(&root).map_err(whole)?;
    few_enough(&root).map_err(|problem| vec![problem])?;
    let document = reading.report(&root, reference);
    let incident = read_value(Value::Object(document), registers, today)?;
    let (form, version) = (form.to_owned(), root.attribute("version").unwrap_or_default().to_owned());
    Ok(Sent { form, version, instance_id: instance_id.to_owned(), incident, files })
}

/// By what a report goes of which nothing else is known.
pub(super) fn reference_of(instance: &str) -> String {
    format!("ODK-{}", instance.trim_start_matches("uuid:"))
}

/// Lists of the document with the beginning of their entries' ids.
const LISTS: [(&str, &str); 7] = [
    ("violations", "v"),
    ("perpetrators", "p"),
    ("victims", "c"),
    ("groups", "g"),
    ("sources", "s"),
    ("responses", "r"),
    ("concerns", "o"),
];

/// Refuses lists that are longer than a document's, before anything is looked up in them.
fn few_enough(root: &Element) -> Result<(), Problem> {
    let mut counted: HashMap<&str, usize> = HashMap::new();
    for child in &root.children {
        *counted.entry(&child.name).or_default() += 1;
    }
    let fields =
        dictionary().section("incident").map(|section| section.fields.as_slice()).unwrap_or_default();
    for field in fields {
        let Kind::Sections { max, .. } = field.kind else { continue };
        let count = counted.get(field.name.as_str()).copied().unwrap_or_default();
        if count > max {
            let message = format!("has at most {max} entries, got {count}");
            return Err(Problem { path: field.name.clone(), message });
        }
    }
    Ok(())
}

struct Reading<'a> {
    registers: &'a Registers,
    today: Date,
    /// The violations that are reported: id and type.
    violations: Vec<(String, String)>,
    /// Answers that have no place in the document.
    left: Vec<String>,
}

impl Reading<'_> {
    fn files(&self, root: &Element) -> Result<Vec<String>, String> {
        let mut files: Vec<String> = Vec::new();
        for named in
            root.children.iter().filter(|child| child.name == "files").flat_map(|list| &list.children)
        {
            let name = named.text.trim();
            if name.is_empty() || named.name.starts_with('_') || files.iter().any(|known| known == name) {
                continue;
            }
            if name.chars().count() > LONGEST_FILE {
                return Err(format!("the name of a file has at most {LONGEST_FILE} characters"));
            }
            if files.len() == MOST_FILES {
                return Err(format!("a report has at most {MOST_FILES} files"));
            }
            files.push(name.to_owned());
        }
        Ok(files)
    }

    fn report(&mut self, root: &Element, reference: String) -> Fields {
        let mut document = Fields::new();
        document.insert("schema".to_owned(), SCHEMA.into());
        document.insert("external_id".to_owned(), reference.into());
        let violations = root.children.iter().filter(|child| child.name == "violations");
        for (at, violation) in violations.enumerate() {
            let of = violation.find("type").map(|of| of.text.trim()).unwrap_or_default();
            // One without a type says nothing yet: nothing is linked to it.
            if !of.is_empty() {
                self.violations.push((format!("v{}", at + 1), of.to_owned()));
            }
        }
        let Some(section) = dictionary().section("incident") else { return document };
        let mut counted: HashMap<&str, usize> = HashMap::new();
        for child in &root.children {
            let name = &*child.name;
            if name.starts_with('_') || ["meta", "reference", "files"].contains(&name) {
                continue;
            }
            let list = LISTS.iter().find(|(list, _)| *list == name);
            match (section.field(name).filter(|field| asking::is_asked(field)), list) {
                (Some(Field { kind: Kind::Sections { section, .. }, .. }), Some((_, letter))) => {
                    let entries = document.entry(name).or_insert_with(|| Value::Array(Vec::new()));
                    let Value::Array(entries) = entries else { continue };
                    // Empty ones have their number too: links go by it.
                    let number = counted.entry(name).or_insert(0_usize);
                    *number += 1;
                    let number = *number;
                    let path = format!("{name}[{}]", entries.len());
                    if let Some(entry) = self.entry(section, child, &path, format!("{letter}{number}")) {
                        entries.push(Value::Object(entry));
                    }
                }
                // What stands twice where one is asked is not forgotten.
                (Some(_), _) if document.contains_key(name) => self.leave(child, name),
                (Some(field), _) if name == "occurred" => {
                    let said = self.occurred(child);
                    if !said.is_empty() {
                        document.insert(field.name.clone(), Value::Object(said));
                    }
                }
                (Some(field), _) => {
                    if let Some(value) = self.value(field, child, name) {
                        document.insert(field.name.clone(), value);
                    }
                }
                (None, _) => self.leave(child, name),
            }
        }
        document.retain(|_, value| value.as_array().is_none_or(|entries| !entries.is_empty()));
        if !self.left.is_empty() {
            let notes = document.get("notes").and_then(Value::as_str).into_iter().map(str::to_owned);
            let notes: Vec<String> = notes.chain(std::mem::take(&mut self.left)).collect();
            document.insert("notes".to_owned(), notes.join("\n").into());
        }
        document
    }

    /// An entry of a list; none where nothing is said of it.
    fn entry(&mut self, section: &str, element: &Element, path: &str, id: String) -> Option<Fields> {
        let section = dictionary().section(section)?;
        let mut entry = self.section(section, element, path);
        if entry.is_empty() {
            return None;
        }
        if section.field("violations").is_some() && !entry.contains_key("violations") {
            // Where only one type is reported, nobody is asked.
            let mut types = self.violations.iter().map(|(_, of)| of);
            let only = types.next().filter(|first| types.all(|of| of == *first));
            if only.is_some() {
                let ids = self.violations.iter().map(|(id, _)| id.clone().into()).collect();
                entry.insert("violations".to_owned(), Value::Array(ids));
            }
        }
        entry.insert("id".to_owned(), id.into());
        Some(entry)
    }

    fn section(&mut self, section: &'static Section, element: &Element, path: &str) -> Fields {
        let mut fields = Fields::new();
        let of = element.find("type").map(|of| of.text.trim()).unwrap_or_default();
        for child in element.children.iter().filter(|child| !child.name.starts_with('_')) {
            let name = &*child.name;
            let here = format!("{path}.{name}");
            if section.name == "violation" {
                if name == "type" {
                    // It says something of the violation, though its place is elsewhere.
                    if !of.is_empty() {
                        fields.insert("type".to_owned(), of.into());
                    }
                    continue;
                }
                if ViolationType::from_code(name).is_some() {
                    let details = dictionary().section(&format!("details.{name}")).filter(|_| name == of);
                    match details.map(|details| self.section(details, child, &format!("{path}.details"))) {
                        Some(details) if !details.is_empty() => {
                            fields.insert("details".to_owned(), Value::Object(details));
                        }
                        Some(_) => {}
                        None => self.leave(child, &here),
                    }
                    continue;
                }
            }
            match section.field(name).filter(|field| asking::is_asked(field)) {
                Some(_) if fields.contains_key(name) => self.leave(child, &here),
                Some(field) => {
                    if let Some(value) = self.value(field, child, &here) {
                        fields.insert(field.name.clone(), value);
                    }
                }
                None => self.leave(child, &here),
            }
        }
        fields
    }

    fn value(&mut self, field: &'static Field, element: &Element, path: &str) -> Option<Value> {
        let text = element.text.trim();
        let said = || (!text.is_empty()).then(|| Value::from(text));
        match &field.kind {
            Kind::Text { .. } => filled(one_line(text)),
            Kind::LongText { .. } => filled(lines(text)),
            Kind::Code { .. } | Kind::Schema | Kind::Id => said(),
            Kind::Codes { .. } => list(text.split_whitespace().map(Value::from)),
            Kind::Term { .. } => filled(known(element)).or_else(|| filled(own(element))),
            Kind::Terms { .. } => {
                let (known, own) = (known(element), own(element));
                let own = own.split([',', '،', ';', '؛']).map(str::trim).filter(|term| !term.is_empty());
                list(known.split_whitespace().chain(own).map(Value::from))
            }
            Kind::Partner => {
                let known = known(element);
                let partners = self.registers.partners.all();
                let of =
                    number(&known, 'o').and_then(|number| partners.get(number)).map(|of| of.code.clone());
                of.map(Value::from).or_else(|| filled(known)).or_else(|| filled(own(element)))
            }
            Kind::Integer { .. } => said().map(|_| whole(text)),
            Kind::Decimal { .. } => {
                let number = text.parse::<f64>().ok().and_then(serde_json::Number::from_f64);
                number.map(Value::Number).or_else(said)
            }
            Kind::Boolean => match text {
                "" => None,
                "OK" | "true" | "1" | "yes" => Some(true.into()),
                "false" | "0" | "no" => Some(false.into()),
                other => Some(other.into()),
            },
            Kind::Date | Kind::PastDate | Kind::BirthDate => filled(day(text)),
            Kind::Period => {
                let mut period = Fields::new();
                for end in ["from", "to"] {
                    let said = element.find(end).and_then(|said| filled(day(&said.text)));
                    period.extend(said.map(|said| (end.to_owned(), said)));
                }
                for mark in ["ongoing", "estimated"] {
                    let said = element.find(mark).filter(|said| is_ticked(&said.text));
                    period.extend(said.map(|_| (mark.to_owned(), true.into())));
                }
                (!period.is_empty()).then_some(Value::Object(period))
            }
            Kind::Tally | Kind::AdultTally => {
                let own = element.children.iter().filter(|child| !child.name.starts_with('_'));
                let mut tally = Fields::new();
                for child in own.filter(|child| !child.text.trim().is_empty()) {
                    // What stands twice is not forgotten here either.
                    match tally.contains_key(&*child.name) {
                        true => self.leave(child, &format!("{path}.{}", child.name)),
                        false => drop(tally.insert(child.name.to_string(), whole(child.text.trim()))),
                    }
                }
                (!tally.is_empty()).then_some(Value::Object(tally))
            }
            Kind::Links => {
                let types: Vec<&str> = text.split_whitespace().collect();
                let linked = self.violations.iter().filter(|(_, of)| types.contains(&of.as_str()));
                let linked: Vec<Value> = linked.map(|(id, _)| id.clone().into()).collect();
                let is_none = |of: &&str| !self.violations.iter().any(|(_, known)| known == of);
                // A type that is not reported after all cannot be linked, and is not forgotten.
                let unknown: Vec<&str> = types.iter().copied().filter(is_none).collect();
                if !unknown.is_empty() {
                    self.left.push(format!("{path}: {}", unknown.join(" ")));
                }
                list(linked.into_iter())
            }
            Kind::Party => said().map(|_| self.party(text)),
            Kind::Parties => list(text.split_whitespace().map(|party| self.party(party))),
            Kind::Area => self.area(element, path),
            Kind::Country => filled(text.to_uppercase()),
            Kind::Section { section } => {
                let section = dictionary().section(section)?;
                let fields = self.section(section, element, path);
                (!fields.is_empty()).then_some(Value::Object(fields))
            }
            Kind::Details | Kind::Sections { .. } => {
                self.leave(element, path);
                None
            }
        }
    }

    /// The deepest area that lies in those chosen above it. What does not lie in them, and what is chosen below that,
    /// is kept in the notes: nobody can tell which of the two was meant.
    fn area(&mut self, element: &Element, path: &str) -> Option<Value> {
        let areas = &self.registers.areas;
        let known = |chosen: &str| {
            let number = number(chosen, 'a').and_then(|number| u32::try_from(number).ok());
            number.and_then(|number| areas.get(number)).or_else(|| areas.by_code(chosen))
        };
        let mut taken: Option<&Area> = None;
        let mut is_lost = false;
        for level in element.children.iter().filter(|child| !child.name.starts_with('_')) {
            let chosen = level.text.trim();
            if chosen.is_empty() {
                continue;
            }
            // What the register does not know is refused with the document.
            let Some(area) = known(chosen) else { return Some(chosen.into()) };
            let lies_in = |holder: &Area| areas.ancestor_at(area.number, holder.level) == Some(holder.number);
            is_lost |= !taken.is_none_or(lies_in);
            match is_lost {
                true => self.left.push(format!("{path}.{}: {}", level.name, area.code)),
                false => taken = Some(area),
            }
        }
        let text = element.text.trim();
        match taken.or_else(|| known(text)) {
            Some(area) => Some(area.code.clone().into()),
            None => filled(text.to_owned()),
        }
    }

    fn party(&self, said: &str) -> Value {
        let parties = self.registers.parties.all();
        let of = number(said, 'p').and_then(|number| parties.get(number)).map(|party| party.code.clone());
        of.unwrap_or_else(|| said.to_owned()).into()
    }

    /// When it happened: of a date known by its month, quarter or year the first day is written, of the last date the
    /// last one that is not still to come.
    fn occurred(&mut self, element: &Element) -> Fields {
        let mut said = Fields::new();
        let text = |name: &str| element.find(name).map(|found| found.text.trim()).unwrap_or_default();
        let precision = text("precision");
        let kinds = DAYS.iter().filter(|(_, precisions, _)| precisions.contains(&precision));
        let kinds: Vec<&str> = kinds.chain(DAYS.iter()).map(|(kind, ..)| *kind).collect();
        for end in ["from", "to"] {
            let days = kinds.iter().map(|kind| text(day_name(end, kind)));
            let Some(written) = days.map(day).find(|day| !day.is_empty()) else { continue };
            let known =
                written.parse::<Date>().map(|day| self.known(day, precision, end == "to").to_string());
            said.insert(end.to_owned(), known.unwrap_or(written).into());
        }
        if said.contains_key("from") && !precision.is_empty() {
            said.insert("precision".to_owned(), precision.into());
        }
        if text("_span") == "ongoing" {
            said.insert("ongoing".to_owned(), true.into());
        }
        if is_ticked(text("estimated")) {
            said.insert("estimated".to_owned(), true.into());
        }
        said.extend(filled(lines(text("notes"))).map(|notes| ("notes".to_owned(), notes)));
        let mine: Vec<&str> = ["from", "to"]
            .into_iter()
            .flat_map(|end| DAYS.iter().map(move |(kind, ..)| day_name(end, kind)))
            .chain(["precision", "estimated", "notes"])
            .collect();
        for child in element.children.iter().filter(|child| !child.name.starts_with('_')) {
            if !mine.contains(&&*child.name) {
                self.leave(child, &format!("occurred.{}", child.name));
            }
        }
        said
    }

    fn known(&self, day: Date, precision: &str, is_end: bool) -> Date {
        let quarter = (day.month() - 1) / 3 * 3 + 1;
        let (first, last) = match precision {
            "month" => (day.first_of_month(), day.last_of_month()),
            "quarter" => {
                let first = date(day.year(), quarter, 1);
                (first, date(day.year(), quarter + 2, 1).last_of_month())
            }
            "year" => (day.first_of_year(), day.last_of_year()),
            _ => return day,
        };
        if !is_end {
            first
        } else if last > self.today && first <= self.today {
            self.today
        } else {
            last
        }
    }

    /// Keeps what has no place in the document.
    fn leave(&mut self, element: &Element, path: &str) {
        let text = lines(&element.text);
        if !text.is_empty() {
            self.left.push(format!("{path}: {text}"));
        }
        for child in element.children.iter().filter(|child| !child.name.starts_with('_')) {
            self.leave(child, &format!("{path}.{}", child.name));
        }
    }
}

fn known(element: &Element) -> String {
    element.find("known").map(|known| one_line(&known.text)).unwrap_or_default()
}

/// Words of one's own; an earlier form may have had no list beside them.
fn own(element: &Element) -> String {
    element.find("own").map_or_else(|| one_line(&element.text), |own| one_line(&own.text))
}

/// A number in a register, as the form writes it.
fn number(said: &str, letter: char) -> Option<usize> {
    let digits = said.strip_prefix(letter).filter(|digits| digits.bytes().all(|c| c.is_ascii_digit()))?;
    digits.parse().ok()
}

fn filled(text: String) -> Option<Value> {
    (!text.is_empty()).then(|| text.into())
}

fn list(values: impl Iterator<Item = Value>) -> Option<Value> {
    let mut all: Vec<Value> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    all.extend(values.filter(|value| seen.insert(value.to_string())));
    (!all.is_empty()).then_some(Value::Array(all))
}

/// Whether something is ticked: Collect writes `OK`.
fn is_ticked(text: &str) -> bool {
    !["", "false", "0", "no"].contains(&text.trim())
}

/// A whole number, or what stands in its place.
fn whole(text: &str) -> Value {
    text.parse::<u64>().map_or_else(|_| text.into(), Value::from)
}

/// A day without the time that some clients write after it.
fn day(text: &str) -> String {
    let text = text.trim();
    text.split_once('T').map_or(text, |(day, _)| day).to_owned()
}

/// A text on one line: what parts lines on a telephone is a blank here.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text in lines, without other control characters.
fn lines(text: &str) -> String {
    let plain = |c: char| if c.is_control() && !matches!(c, '\n' | '\t') { ' ' } else { c };
    text.trim().replace("\r\n", "\n").chars().map(plain).collect()
}
