//! A walk through the XML of a part, which counts and measures and keeps nothing of the content.
//!
//! The parser that reads the cells trusts what a part says of itself: how many texts there are, how far a table
//! reaches. So everything it would trust is checked here first. Attributes are never compared with one another, and
//! there are few of them, which leaves nothing to become quadratic (RUSTSEC-2026-0194, RUSTSEC-2026-0195).

use super::archive::{MACROS, damaged};
use super::{Gathered, MAX_CELLS, MAX_TEXT, Unreadable, column_name};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;

/// The most attributes of an element; a workbook's root has some thirty namespaces.
const MAX_ATTRIBUTES: usize = 64;
/// The longest attribute, in bytes: places of formats may list many ranges.
const MAX_ATTRIBUTE: usize = 65_536;
/// The longest attribute of a part of formats: names of fonts are copied for each format that has them.
const MAX_STYLE: usize = 2_048;
/// How deep elements may stand in one another.
const MAX_DEPTH: usize = 64;
/// The most formats of cells: a workbook can have 65,490.
const MAX_FORMATS: usize = 65_490;

/// What the walk found that the parser does not tell.
#[derive(Default)]
pub(super) struct Notes {
    /// The part that lists the sheets.
    workbook: String,
    /// The relations of the sheets, in their order.
    sheets: Vec<String>,
    /// Where relations lead, by the part that has them and their id.
    relations: HashMap<(String, String), String>,
    /// What was found in each part.
    parts: HashMap<String, SheetNotes>,
    /// The filled cells of all sheets.
    filled: Gathered,
}

/// What was found in a sheet's part.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetNotes {
    pub(super) hidden_rows: u32,
    pub(super) merged: u32,
    /// Cells with a formula and no value: rows from 1, columns from 0.
    pub(super) without_value: Vec<(u32, u32)>,
}

impl Notes {
    /// What was found in the sheet of a place in the workbook's list.
    pub(super) fn of_sheet(&mut self, at: usize) -> Option<SheetNotes> {
        let relation = self.sheets.get(at)?.clone();
        let target = self.relations.get(&(self.workbook.clone(), relation))?;
        let path = match target.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => {
                let folder = self.workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
                format!("{folder}/{target}").trim_start_matches('/').to_owned()
            }
        };
        self.parts.remove(&path)
    }
}

/// The cell that the walk is in.
#[derive(Default)]
struct At {
    row: u32,
    column: u32,
    has_value: bool,
    has_formula: bool,
    /// Whether its value is a text of its own (`str`, `d`), which may come in pieces.
    is_written: bool,
    /// The pieces of its value.
    pieces: usize,
}

struct Walk<'n> {
    name: &'n str,
    notes: &'n mut Notes,
    found: SheetNotes,
    depth: usize,
    is_sheet: bool,
    cell: At,
    /// The depth of the value that the walk is in; 0 outside.
    value_of: usize,
    /// The depth of the element whose text is one text, with others in it or not.
    text_of: usize,
    text: usize,
    texts: usize,
    formats: usize,
}

/// Walks a part (its name in small letters).
pub(super) fn walk(name: &str, bytes: &[u8], notes: &mut Notes) -> Result<(), Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| damaged("a part is not in UTF-8"))?;
    let mut reader = Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut walk = Walk {
        name,
        notes,
        found: SheetNotes::default(),
        depth: 0,
        is_sheet: false,
        cell: At::default(),
        value_of: 0,
        text_of: 0,
        text: 0,
        texts: 0,
        formats: 0,
    };
    loop {
        let event = reader.read_event().map_err(damaged)?;
        if walk.value_of > 0 {
            walk.in_value(&event)?;
        }
        match event {
            Event::Start(element) => walk.start(&element)?,
            Event::Empty(element) => {
                walk.start(&element)?;
                walk.end(element.local_name().as_ref())?;
            }
            Event::End(element) => walk.end(element.local_name().as_ref())?,
            Event::Text(text) => walk.text(&text)?,
            Event::CData(text) => walk.text(&text)?,
            Event::GeneralRef(of) => {
                let known = of.is_char_ref() || matches!(&*of, "amp" | "lt" | "gt" | "quot" | "apos");
                if !known {
                    return Err(Unreadable::because(
                        "one of its parts refers to an entity, which no workbook does",
                    ));
                }
                walk.text("&")?;
            }
            Event::DocType(_) => {
                return Err(Unreadable::because(
                    "one of its parts declares a document type, which no workbook does",
                ));
            }
            Event::Decl(declaration) => {
                let encoding = declaration.encoding().transpose().map_err(damaged)?;
                if encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case("utf-8")) {
                    return Err(damaged("a part says that it is not in UTF-8"));
                }
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if walk.depth > 0 {
        return Err(damaged("a part ends too early"));
    }
    if walk.is_sheet {
        let found = std::mem::take(&mut walk.found);
        walk.notes.parts.insert(name.to_owned(), found);
    }
    Ok(())
}

impl Walk<'_> {
    fn start(&mut self, element: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unreadable::because("elements of one of its parts stand too deep in one another"));
        }
        let name = element.local_name();
        let name = name.as_ref();
        if self.text_of == 0 {
            self.text = 0;
            if matches!(name, "si" | "is") {
                self.text_of = self.depth;
            }
        }
        let longest = if self.name.ends_with("styles.xml") { MAX_STYLE } else { MAX_ATTRIBUTE };
        let mut attributes = Vec::new();
        for attribute in element.attributes().with_checks(false) {
            let attribute = attribute.map_err(damaged)?;
            if attributes.len() == MAX_ATTRIBUTES {
                return Err(Unreadable::because("an element of one of its parts has too many attributes"));
            }
            if attribute.value.len() > longest {
                return Err(Unreadable::because("an attribute of one of its parts is too long"));
            }
            attributes.push((attribute.key, attribute.value));
        }
        // Twice the same attribute could be read one way here and another way there.
        let of = |wanted: &str| {
            let mut found =
                attributes.iter().filter(|(key, _)| key.as_ref() == wanted).map(|(_, value)| &**value);
            match (found.next(), found.next()) {
                (_, Some(_)) => Err(damaged("an element has an attribute twice")),
                (one, None) => Ok(one),
            }
        };
        match name {
            "worksheet" if self.depth == 1 => self.is_sheet = true,
            "workbook" if self.depth == 1 => self.name.clone_into(&mut self.notes.workbook),
            "dimension" => {
                let parts = of("ref")?.unwrap_or_default().split(':').map(place).collect::<Option<Vec<_>>>();
                let in_order = parts.is_some_and(|parts| match parts[..] {
                    [_] => true,
                    [from, to] => from.0 <= to.0 && from.1 <= to.1,
                    _ => false,
                });
                if !in_order {
                    return Err(damaged("a sheet's size is no range of cells"));
                }
            }
            "sst" => {
                for count in [of("count")?, of("uniqueCount")?].into_iter().flatten() {
                    // The parser makes room for as many as are stated.
                    if count.parse().is_ok_and(|count: u64| count > MAX_STATED) {
                        return Err(too_many_texts());
                    }
                }
            }
            "si" => {
                self.texts += 1;
                if self.texts > MAX_CELLS {
                    return Err(too_many_texts());
                }
            }
            "xf" => {
                self.formats += 1;
                if self.formats > 2 * MAX_FORMATS {
                    return Err(Unreadable::because("it has more formats than a workbook can have"));
                }
            }
            "sheet" if !self.is_sheet => {
                let id = attributes.iter().find(|(key, _)| key.local_name().as_ref() == "id");
                let id = id.map(|(_, value)| value.clone().into_owned()).unwrap_or_default();
                self.notes.sheets.push(id);
            }
            "Relationship" => self.relation(of("Id")?, of("Target")?),
            "Override" | "Default"
                if of("ContentType")?.is_some_and(|kind| kind.to_lowercase().contains("macroenabled")) =>
            {
                return Err(Unreadable::because(MACROS));
            }
            "mergeCell" => self.found.merged += 1,
            "row" if self.is_sheet => {
                self.cell.row = match of("r")? {
                    Some(number) => row_number(number).ok_or_else(|| damaged("a row has no number"))?,
                    None => self.cell.row + 1,
                };
                self.cell.column = 0;
                self.found.hidden_rows += u32::from(matches!(of("hidden")?, Some("1" | "true")));
            }
            "c" if self.is_sheet => {
                if let Some(at) = of("r")? {
                    let (row, column) = place(at).ok_or_else(|| damaged("a cell has no place"))?;
                    (self.cell.row, self.cell.column) = (row, column);
                }
                self.cell.is_written = matches!(of("t")?, Some("str" | "d"));
                (self.cell.has_value, self.cell.has_formula, self.cell.pieces) = (false, false, 0);
            }
            "v" if self.is_sheet => {
                self.value_of = self.depth;
                // The value of a formula may be the empty text, which is stored as an empty value of that type. Of any
                // other type an empty value is none, whatever program wrote it.
                if self.cell.is_written {
                    self.valued()?;
                }
            }
            "is" if self.is_sheet => self.valued()?,
            "f" if self.is_sheet => self.cell.has_formula = true,
            _ => {}
        }
        Ok(())
    }

    /// Counts the value of a cell, once.
    fn valued(&mut self) -> Result<(), Unreadable> {
        if !std::mem::replace(&mut self.cell.has_value, true) {
            self.notes.filled.count(self.cell.row, self.cell.column)?;
        }
        Ok(())
    }

    /// What stands in a value. The parser takes the first piece of a number for the whole of it, and leaves out what is
    /// marked as plain text: what it would not read as it is written is refused.
    fn in_value(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        let is_read = match event {
            Event::End(_) | Event::Eof => return Ok(()),
            Event::Text(text) if text.is_empty() => return Ok(()),
            Event::Text(_) => {
                self.cell.pieces += 1;
                self.valued()?;
                self.cell.is_written || self.cell.pieces == 1
            }
            Event::GeneralRef(_) | Event::Comment(_) | Event::PI(_) => self.cell.is_written,
            _ => false,
        };
        if !is_read {
            let at = format!("{}{}", column_name(self.cell.column), self.cell.row);
            return Err(damaged(format!("the value of {at} is written in pieces")));
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Unreadable> {
        if self.value_of == self.depth {
            self.value_of = 0;
        }
        if self.text_of == self.depth {
            self.text_of = 0;
        }
        self.depth = self.depth.saturating_sub(1);
        if name == "c" && self.is_sheet {
            if self.cell.has_formula && !self.cell.has_value {
                self.notes.filled.count(self.cell.row, self.cell.column)?;
                self.found.without_value.push((self.cell.row, self.cell.column));
            }
            self.cell.column += 1;
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Unreadable> {
        self.text += text.chars().count();
        if self.text > MAX_TEXT {
            let at = match self.is_sheet && self.cell.row > 0 {
                true => format!(" ({}{})", column_name(self.cell.column), self.cell.row),
                false => String::new(),
            };
            let message =
                format!("a cell has more than {MAX_TEXT} characters{at}: no spreadsheet writes that");
            return Err(Unreadable::because(message));
        }
        Ok(())
    }

    fn relation(&mut self, id: Option<&str>, target: Option<&str>) {
        let (Some(id), Some(target)) = (id, target) else { return };
        // `xl/_rels/workbook.xml.rels` has the relations of `xl/workbook.xml`.
        let of = self.name.replacen("_rels/", "", 1);
        let of = of.trim_end_matches(".rels").to_owned();
        self.notes.relations.insert((of, id.to_owned()), target.to_lowercase());
    }
}

/// The most texts that a part may say it has: cells may share texts, so there are more uses than texts.
const MAX_STATED: u64 = 2 * MAX_CELLS as u64;

fn too_many_texts() -> Unreadable {
    Unreadable::because(format!("it has more texts than {MAX_CELLS} cells can hold"))
}

/// A row's number, from 1.
fn row_number(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 7 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && *number > 0)
}

/// A cell's row, from 1, and its column, from 0.
fn place(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = text.split_at(digits);
    if !(1..=3).contains(&letters.len()) || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let column =
        letters.bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    Some((row_number(digits)?, column - 1))
}
