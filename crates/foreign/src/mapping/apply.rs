//! Doing what a mapping says.

use super::known::{area_level, is_tag};
use super::{BadMapping, Mapped, Mapping, SCHEMA, Target, target};
use crate::assemble::Assembly;
use crate::field::{get, put};
use crate::outcome::Outcome;
use crate::sheet::{Book, Cell, Row, Sheet, column_name};
use crate::words::folded;
use domain::dictionary::Kind;
use domain::interchange::excerpt;
use domain::register::Registers;
use jiff::civil::{Date, DateTime};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The longest notes that are kept of unread columns, in characters.
const MAX_NOTES: usize = 20_000;

/// The most columns of a mapping.
const MOST_COLUMNS: usize = 500;

/// A column with what it is.
struct Read<'m> {
    column: u32,
    mapped: &'m Mapped,
    target: Target,
    /// The level that its areas are of, where its heading or tag says one.
    level: Option<u8>,
    /// What values mean, by the value without case and accents.
    values: HashMap<String, &'m str>,
}

/// Applies a mapping to a file. Every row from the first row of records on that is not empty is in a document or
/// rejected with its reasons. `today` is the day on which a day is in the future.
pub fn apply(
    book: &Book,
    mapping: &Mapping,
    registers: &Registers,
    today: Date,
) -> Result<Outcome, BadMapping> {
    if mapping.schema != SCHEMA {
        return Err(BadMapping::because(format!("schema is \"{SCHEMA}\"")));
    }
    if mapping.columns.len() > MOST_COLUMNS {
        return Err(BadMapping::because(format!("it has more than {MOST_COLUMNS} columns")));
    }
    let sheet = sheet(book, mapping)?;
    let headings = Headings::of(sheet, mapping)?;
    let violation_type = |to: &str| {
        let entry = to.split_once("].").map_or("", |(entry, _)| entry);
        mapping.constants.get(&format!("{entry}].type")).map(String::as_str)
    };
    let find = |to: &str| {
        let found = target(to, violation_type(to)).filter(|target| target.path != "external_id");
        found.ok_or_else(|| BadMapping::because(format!("there is no field {:?}", excerpt(to))))
    };
    let mut columns = Vec::new();
    let mut taken = HashSet::new();
    for mapped in &mapping.columns {
        if !taken.insert(&mapped.to) {
            return Err(BadMapping::because(format!("two columns are for {}", excerpt(&mapped.to))));
        }
        let values = mapped.values.iter().map(|(word, means)| (folded(word), means.as_str())).collect();
        let column = headings.find(&mapped.heading)?;
        columns.push(Read {
            column,
            level: level(sheet, mapping, column),
            mapped,
            target: find(&mapped.to)?,
            values,
        });
    }
    let constants = mapping.constants.iter().map(|(to, value)| Ok((find(to)?, Cell::Text(value.clone()))));
    let constants = constants.collect::<Result<Vec<_>, BadMapping>>()?;
    let reference = mapping.reference.as_deref().map(|heading| headings.find(heading)).transpose()?;

    let mut assembly = Assembly::new(registers, today);
    assembly.words.learn_ticks(&mapping.yes, &mapping.no);
    let layout_of = |entry: Option<(&'static str, usize)>| {
        let own = columns.iter().filter(|read| read.target.entry == entry);
        own.map(|read| (read.target.path.clone(), read.column)).collect::<Vec<_>>()
    };
    let mut entries: BTreeMap<(&'static str, usize), usize> = BTreeMap::new();
    let named =
        columns.iter().map(|read| read.target.entry).chain(constants.iter().map(|(target, _)| target.entry));
    for entry in named.flatten() {
        let layout = layout_of(Some(entry));
        entries.entry(entry).or_insert_with(|| assembly.layout(layout));
    }
    let layout = assembly.layout(layout_of(None));
    let mut applying = Applying {
        mapping,
        sheet,
        headings: &headings,
        columns: &columns,
        constants: &constants,
        reference,
        entries,
        layout,
        incidents: HashMap::new(),
        first: HashMap::new(),
        kept: HashSet::new(),
        assembly,
    };
    let records = || sheet.rows.iter().filter(|row| row.number >= mapping.first_row && !row.is_blank());
    records().for_each(|row| applying.row(row));
    let mut remarks = Vec::new();
    let name = if sheet.name.is_empty() { String::new() } else { format!("{}, ", excerpt(&sheet.name)) };
    for other in book.sheets.iter().filter(|other| other.name != sheet.name && !other.rows.is_empty()) {
        remarks.push(format!(
            "{}: the sheet was not read ({} filled rows)",
            excerpt(&other.name),
            other.rows.len()
        ));
    }
    let mut unread: BTreeMap<u32, usize> = BTreeMap::new();
    for (column, cell) in records().flat_map(|row| &row.cells) {
        if !cell.is_blank()
            && Some(*column) != reference
            && !columns.iter().any(|read| read.column == *column)
        {
            *unread.entry(*column).or_default() += 1;
        }
    }
    for (column, filled) in unread {
        let heading = excerpt(headings.0.get(&column).map_or("", |heading| heading));
        let kept = if mapping.keep_others { "kept in the notes" } else { "not read" };
        remarks.push(format!(
            "{name}column {} ({heading:?}): {kept}, {filled} filled cells",
            column_name(column)
        ));
    }
    crate::outcome::hidden(sheet, &mut remarks);
    Ok(applying.assembly.finish(vec![sheet.name.clone()], remarks))
}

fn sheet<'b>(book: &'b Book, mapping: &Mapping) -> Result<&'b Sheet, BadMapping> {
    let found = match &book.sheets[..] {
        [only] if mapping.sheet.is_empty() => Some(only),
        sheets => sheets.iter().find(|sheet| sheet.name == mapping.sheet),
    };
    found.ok_or_else(|| BadMapping::because(format!("the file has no sheet {:?}", excerpt(&mapping.sheet))))
}

/// The level of the areas of a column, by its heading or by a tag under that.
fn level(sheet: &Sheet, mapping: &Mapping, column: u32) -> Option<u8> {
    let above = (mapping.headings..mapping.first_row).take(MOST_HEADINGS).rev();
    above
        .filter_map(|row| sheet.row(row))
        .map(|row| (row.number, row.cell(column).shown()))
        .filter(|(row, shown)| *row == mapping.headings || is_tag(shown))
        .find_map(|(_, shown)| area_level(&shown))
}

/// How many rows from that of the headings on may hold tags.
const MOST_HEADINGS: usize = 20;

/// The headings of the columns, those of columns that are filled and have none too.
struct Headings(BTreeMap<u32, String>);

impl Headings {
    fn of(sheet: &Sheet, mapping: &Mapping) -> Result<Self, BadMapping> {
        if mapping.headings == 0 || mapping.first_row <= mapping.headings {
            return Err(BadMapping::because("records begin below the row of headings"));
        }
        let row = sheet.row(mapping.headings);
        let filled = sheet.rows.iter().filter(|row| row.number >= mapping.first_row);
        let filled = filled.flat_map(|row| &row.cells).filter(|(_, cell)| !cell.is_blank());
        let mut headings: BTreeMap<u32, String> =
            filled.map(|(column, _)| (*column, String::new())).collect();
        let cells = row.into_iter().flat_map(|row| &row.cells).filter(|(_, cell)| !cell.is_blank());
        headings.extend(cells.map(|(column, cell)| (*column, cell.shown().into_owned())));
        Ok(Self(headings))
    }

    /// The one column of a heading, or the column of these letters, where there is one: a heading that is not there
    /// (AGE, REF) may look like letters.
    fn find(&self, heading: &str) -> Result<u32, BadMapping> {
        let wanted = folded(heading);
        let mut found = self
            .0
            .iter()
            .filter(|(_, known)| !known.is_empty() && (folded(known) == wanted || *known == heading));
        match (found.next(), found.next()) {
            (Some((column, _)), None) => return Ok(*column),
            (Some(_), Some(_)) => {
                let message =
                    format!("more than one column has the heading {:?}: write its letters", excerpt(heading));
                return Err(BadMapping::because(message));
            }
            _ => {}
        }
        let is_letters =
            (1..=3).contains(&heading.len()) && heading.bytes().all(|byte| byte.is_ascii_uppercase());
        let number =
            heading.bytes().filter(|_| is_letters).fold(0, |sum, byte| sum * 26 + u32::from(byte - b'A') + 1);
        number
            .checked_sub(1)
            .filter(|column| is_letters && self.0.contains_key(column))
            .ok_or_else(|| BadMapping::because(format!("no column has the heading {:?}", excerpt(heading))))
    }
}

struct Applying<'a, 'r> {
    mapping: &'a Mapping,
    sheet: &'a Sheet,
    headings: &'a Headings,
    columns: &'a [Read<'a>],
    constants: &'a [(Target, Cell)],
    reference: Option<u32>,
    /// The layouts of the entries of lists.
    entries: BTreeMap<(&'static str, usize), usize>,
    layout: usize,
    incidents: HashMap<String, usize>,
    /// What the first row of each incident says of the incident itself.
    first: HashMap<usize, Value>,
    /// What is in the notes of each incident already.
    kept: HashSet<(usize, String)>,
    assembly: Assembly<'r>,
}

impl Applying<'_, '_> {
    fn row(&mut self, row: &Row) {
        let at = self.assembly.row(&self.sheet.name, row.number);
        let own = self.reference.map(|column| row.cell(column));
        if let Some(Cell::Error(what)) = own {
            // Rows of one error are not of one incident.
            return self.assembly.refuse(at, self.reference, format!("the cell holds {what}"));
        }
        let reference = own.map(|cell| cell.shown().into_owned());
        let id = match &reference {
            Some(own) if own.is_empty() => {
                return self.assembly.refuse(
                    at,
                    self.reference,
                    "an incident needs the sender's own reference",
                );
            }
            Some(own) => format!("{}{own}", self.mapping.prefix),
            None => format!("{}{:016x}", self.mapping.prefix, fingerprint(row)),
        };
        let known = self.incidents.get(&id).copied();
        if known.is_some() && reference.is_none() {
            return self.assembly.refuse(at, None, "another row holds exactly the same");
        }
        let draft = known.unwrap_or_else(|| {
            let draft = self.assembly.draft(id.clone());
            self.incidents.insert(id, draft);
            draft
        });
        self.assembly.belongs(at, draft);
        self.incident(at, draft, row);
        for ((list, entry), layout) in self.entries.clone() {
            // What constants alone say they say of the incident, once.
            let has_cells = self.columns.iter().any(|read| read.target.entry == Some((list, entry)));
            if has_cells || known.is_none() {
                self.entry(at, draft, row, (list, entry), layout);
            }
        }
    }

    /// The fields of the incident itself: rows of one incident must say the same of it. What one of them leaves blank an
    /// earlier one has said; unread cells are kept from all of them.
    fn incident(&mut self, at: usize, draft: usize, row: &Row) {
        let fields = self.fields(at, row, None);
        match self.first.get(&draft) {
            None => {
                self.first.insert(draft, Value::Object(fields.clone()));
                self.assembly.incident(draft, at, self.layout, fields);
            }
            Some(first) => {
                let fields = Value::Object(fields);
                let differs = self.columns.iter().filter(|read| read.target.entry.is_none()).find(|read| {
                    let said = get(&fields, &read.target.path);
                    said.is_some() && said != get(first, &read.target.path)
                });
                if let Some(read) = differs {
                    let message = "an earlier row of the same incident says something else here";
                    self.assembly.refuse(at, Some(read.column), message);
                }
            }
        }
        if self.mapping.keep_others {
            self.keep_others(at, draft, row);
        }
    }

    fn entry(
        &mut self,
        at: usize,
        draft: usize,
        row: &Row,
        (list, entry): (&'static str, usize),
        layout: usize,
    ) {
        let own = Some((list, entry));
        let mut cells = self.columns.iter().filter(|read| read.target.entry == own).peekable();
        let has_cells = cells.peek().is_some();
        let is_there = |read: &Read<'_>| {
            let cell = self.meant(read, row.cell(read.column));
            // No children are nothing that happened; any other zero says something.
            let is_number_of_children = read.target.path.contains("tally.") || read.target.path == "children";
            let is_none = is_number_of_children && cell.shown() == "0";
            !cell.is_blank() && !is_none
        };
        if has_cells && !cells.any(is_there) {
            return;
        }
        let mut fields = self.fields(at, row, own);
        if !fields.contains_key("id") {
            let letter = if list == "violations" { "k" } else { &list[..1] };
            let number = self.assembly.count(draft, list) + 1;
            let id = format!("{letter}{number}");
            fields.insert("id".to_owned(), Value::from(id));
        }
        self.assembly.entry(draft, (at, layout), list, fields);
    }

    fn fields(&mut self, at: usize, row: &Row, entry: Option<(&'static str, usize)>) -> Map<String, Value> {
        let mut fields = Map::new();
        for (target, value) in self.constants.iter().filter(|(target, _)| target.entry == entry) {
            match self.assembly.words.value(target.kind, value) {
                Ok(Some(value)) => put(&mut fields, &target.path, value),
                Ok(None) => {}
                Err(message) => self.assembly.refuse(at, None, message),
            }
        }
        for read in self.columns.iter().filter(|read| read.target.entry == entry) {
            let cell = self.meant(read, row.cell(read.column));
            let path = &read.target.path;
            if let (Kind::Area, Cell::Text(name)) = (read.target.kind, &cell)
                && !cell.is_blank()
            {
                match self.assembly.words.area(name.trim(), read.level) {
                    Ok(code) => put(&mut fields, path, Value::from(code)),
                    Err(message) => self.assembly.refuse(at, Some(read.column), message),
                }
                continue;
            }
            self.assembly.read(at, &mut fields, path, read.target.kind, (read.column, &cell));
        }
        fields
    }

    /// What a cell means by the mapping.
    fn meant(&self, read: &Read<'_>, cell: &Cell) -> Cell {
        let shown = cell.shown();
        if let Some(means) = read.mapped.values.get(&*shown).map(String::as_str).or_else(|| {
            // Signs alone are no word.
            read.values.get(&folded(&shown)).copied().filter(|_| !folded(&shown).is_empty())
        }) {
            return if means.is_empty() { Cell::Empty } else { Cell::Text(means.to_owned()) };
        }
        match (read.target.kind, cell) {
            (Kind::Date | Kind::PastDate | Kind::BirthDate, Cell::Text(_)) => {
                let days = self.mapping.days.iter();
                let day = days.filter_map(|format| Date::strptime(format, &*shown).ok()).next();
                let day = day.or_else(|| shown.parse::<DateTime>().ok().map(|moment| moment.date()));
                day.map_or_else(
                    || cell.clone(),
                    |day| Cell::Date(day.to_datetime(jiff::civil::Time::midnight())),
                )
            }
            _ => cell.clone(),
        }
    }

    /// Keeps the cells of a row that no column reads in the notes of its incident, each once if several rows have it.
    fn keep_others(&mut self, at: usize, draft: usize, row: &Row) {
        let mut notes: Vec<String> = Vec::new();
        for (column, cell) in &row.cells {
            let is_read =
                Some(*column) == self.reference || self.columns.iter().any(|read| read.column == *column);
            if !is_read && !cell.is_blank() {
                let letters = column_name(*column);
                let heading =
                    self.headings.0.get(column).filter(|heading| !heading.is_empty()).unwrap_or(&letters);
                let note = format!("{heading}: {}", cell.shown());
                if self.kept.insert((draft, note.clone())) {
                    notes.push(note);
                }
            }
        }
        if !notes.is_empty() && !self.assembly.note(draft, &notes.join("\n"), MAX_NOTES) {
            let message = format!("what would be kept in the notes has more than {MAX_NOTES} characters");
            self.assembly.refuse(at, None, message);
        }
    }
}

/// A number for what a row holds (FNV-1a), so that the same row has the same reference wherever it stands in the file.
fn fingerprint(row: &Row) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |bytes: &[u8]| {
        for byte in bytes {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for (column, cell) in row.cells.iter().filter(|(_, cell)| !cell.is_blank()) {
        add(&column.to_le_bytes());
        add(cell.shown().as_bytes());
        add(&[0xFF]);
    }
    hash
}
