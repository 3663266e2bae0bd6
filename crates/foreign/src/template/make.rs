//! Making the workbook.

use super::wording::{Wording, wording};
use super::{LAYOUT, OPTIONS};
use crate::field::{Column, Of, Table, get, tables};
use crate::words::{BAR, DASH, Words};
use domain::dictionary::{Kind, dictionary, languages};
use domain::interchange::Incident;
use domain::register::Registers;
use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationRule, DocProperties, ExcelDateTime, Format, FormatAlign, Formula,
    Workbook, Worksheet, XlsxError,
};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// The last row with drop-downs and checks, from 0; further rows are read all the same.
const CHECKED_TO: u32 = 20_000;
/// The row of labels, of keys, and the first of records, from 0.
const LABELS: u32 = 0;
const KEYS: u32 = 1;
const FIRST: u32 = 2;
/// More areas than this are typed by code: a longer list nobody scrolls through.
const MOST_CHOICES: usize = 20_000;

/// A workbook that could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the template cannot be made: {0}")]
pub struct Unwritable(#[from] XlsxError);

/// Makes the template of a situation in a language, with documents filled in (none for an empty one). The same
/// input gives the same bytes.
pub fn make(
    registers: &Registers,
    situation: &str,
    language: &str,
    documents: &[Incident],
) -> Result<Vec<u8>, Unwritable> {
    let words = wording(language);
    let mut making = Making {
        registers,
        language,
        words,
        means: Words::new(registers),
        style: Style::new(words.is_right_to_left()),
        choices: BTreeMap::new(),
    };
    let mut book = Workbook::new();
    // No author, and a day that says nothing.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let documents: Vec<Value> = documents.iter().map(Incident::to_value).collect();
    making.instructions(book.add_worksheet(), situation)?;
    // Options come last in the book and are needed first.
    let mut options = Worksheet::new();
    making.options(&mut options)?;
    let mut names: HashSet<String> = [words.instructions, words.options].map(str::to_lowercase).into();
    for table in tables() {
        let sheet = book.add_worksheet();
        sheet.set_name(making.sheet_name(table, &mut names))?;
        making.records(sheet, table, &documents)?;
    }
    book.push_worksheet(options);
    Ok(book.save_to_buffer()?)
}

struct Style {
    right_to_left: bool,
    title: Format,
    line: Format,
    head: Format,
    must: Format,
    key: Format,
    text: Format,
    day: Format,
}

impl Style {
    fn new(right_to_left: bool) -> Self {
        let (start, reading) = if right_to_left { (FormatAlign::Right, 2) } else { (FormatAlign::Left, 1) };
        let base = Format::new().set_reading_direction(reading).set_align(FormatAlign::Top);
        let line = base.clone().set_align(start).set_text_wrap();
        let head = line.clone().set_bold().set_background_color(Color::RGB(0xDE_EA_F6));
        Self {
            right_to_left,
            title: line.clone().set_bold().set_font_size(16).set_font_color(Color::RGB(0x1F_4E_79)),
            must: head.clone().set_font_color(Color::RGB(0x1F_4E_79)),
            head: head.set_font_color(Color::RGB(0x40_40_40)),
            key: base.clone().set_font_size(8).set_font_color(Color::RGB(0x80_80_80)),
            text: base.clone().set_num_format("@"),
            day: base.set_num_format("yyyy-mm-dd"),
            line,
        }
    }
}

struct Making<'r> {
    registers: &'r Registers,
    language: &'r str,
    words: &'static Wording,
    means: Words<'r>,
    style: Style,
    /// The ranges of the choices, by the key of their column.
    choices: BTreeMap<String, String>,
}

impl Making<'_> {
    fn say(&self, key: &str) -> String {
        languages().label(self.language, key)
    }

    fn instructions(&self, sheet: &mut Worksheet, situation: &str) -> Result<(), XlsxError> {
        let (words, style) = (self.words, &self.style);
        sheet.set_name(words.instructions)?;
        sheet.set_right_to_left(style.right_to_left).set_screen_gridlines(false);
        sheet.set_column_width(0, 34)?.set_column_width(1, 80)?;
        sheet.write_string_with_format(0, 0, words.instructions, &style.title)?;
        let facts = [
            (words.situation, situation),
            (words.dictionary, dictionary().version.as_str()),
            (words.layout, LAYOUT),
        ];
        for (row, (label, fact)) in (2..).zip(facts) {
            sheet.write_string_with_format(row, 0, label, &style.head)?;
            sheet.write_string_with_format(row, 1, fact, &style.line)?;
        }
        for (row, line) in (6..).zip(words.lines) {
            sheet.merge_range(row, 0, row, 1, line, &style.line)?;
            // A merged cell does not grow with its text.
            sheet.set_row_height(row, 15 * (1 + line.chars().count() as u32 / 110))?;
        }
        Ok(())
    }

    /// A column a list, with the ranges that drop-downs refer to.
    fn options(&mut self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(self.words.options)?;
        sheet.set_right_to_left(self.style.right_to_left);
        let mut columns: Vec<(String, String, Vec<String>)> = Vec::new();
        for list in dictionary().lists().iter().filter(|list| !list.codes.is_empty()) {
            let shown =
                list.codes.iter().map(|code| self.means.shown_option(self.language, &list.name, code));
            columns.push((list.name.clone(), self.say(&format!("list-{}", list.name)), shown.collect()));
        }
        let yes = ["yes", "no"].map(|code| self.means.shown_option(self.language, "yes_no_unknown", code));
        columns.push(("tick".to_owned(), self.say("kind-boolean"), yes.to_vec()));
        let named = |code: &str, name: &str| format!("{code}{DASH}{name}");
        let registers = self.registers;
        let areas = registers.areas.all().iter().map(|area| named(&area.code, &area.name));
        let parties = registers.parties.all().iter().map(|party| named(&party.code, &party.name));
        let partners = registers.partners.all().iter().map(|partner| named(&partner.code, &partner.name));
        columns.push(("area".to_owned(), self.say("kind-area"), areas.collect()));
        columns.push(("party".to_owned(), self.say("kind-party"), parties.collect()));
        columns.push(("partner".to_owned(), self.say("kind-partner"), partners.collect()));
        columns.retain(|(_, _, choices)| !choices.is_empty() && choices.len() <= MOST_CHOICES);
        for (column, (name, label, choices)) in (0..).zip(columns) {
            sheet.set_column_width(column, 30)?;
            sheet.write_string_with_format(LABELS, column, label, &self.style.head)?;
            sheet.write_string_with_format(KEYS, column, format!("{OPTIONS}{name}"), &self.style.key)?;
            for (row, choice) in (FIRST..).zip(&choices) {
                sheet.write_string(row, column, choice)?;
            }
            let letters = crate::sheet::column_name(u32::from(column));
            let (first, last) = (FIRST + 1, FIRST as usize + choices.len());
            let sheet_name = self.words.options;
            self.choices.insert(name, format!("='{sheet_name}'!${letters}${first}:${letters}${last}"));
        }
        sheet.set_freeze_panes(FIRST, 0)?;
        Ok(())
    }

    fn sheet_name(&self, table: &Table, taken: &mut HashSet<String>) -> String {
        let label = match table.of {
            Of::Incident => self.say("section-incident"),
            Of::List(list) => self.say(&format!("field-incident-{list}")),
            Of::Details(of) => {
                format!(
                    "{} {}",
                    self.words.details,
                    self.say(&format!("option-violation_type-{}", of.code()))
                )
            }
        };
        let plain: String = label.chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
        let numbered = (1_u32..).map(|number| {
            let end = if number > 1 { format!(" {number}") } else { String::new() };
            let short: String = plain.chars().take(31 - end.len()).collect();
            format!("{}{end}", short.trim())
        });
        numbered.into_iter().find(|name| taken.insert(name.to_lowercase())).unwrap_or_default()
    }

    fn records(&self, sheet: &mut Worksheet, table: &Table, documents: &[Value]) -> Result<(), XlsxError> {
        let style = &self.style;
        sheet.set_right_to_left(style.right_to_left);
        sheet.set_row_height(LABELS, 48)?;
        sheet.set_freeze_panes(FIRST, table.links().len().max(1) as u16)?;
        let links = table.links().len() as u16;
        for (column, link) in (0..).zip(table.links()) {
            let label = if *link == "incident" { self.words.incident } else { self.words.violation };
            sheet.set_column_width(column, 18)?.set_column_format(column, &style.text)?;
            sheet.write_string_with_format(LABELS, column, label, &style.must)?;
            sheet.write_string_with_format(KEYS, column, format!("{}.{link}", table.section), &style.key)?;
        }
        for (at, column) in (links..).zip(&table.columns) {
            let labels: Vec<String> = column.labels.iter().map(|key| self.say(key)).collect();
            let label = labels.join(": ");
            let is_day = matches!(column.kind, Kind::Date | Kind::PastDate | Kind::BirthDate);
            let is_number = matches!(column.kind, Kind::Integer { .. } | Kind::Decimal { .. });
            sheet.set_column_width(at, if matches!(column.kind, Kind::LongText { .. }) { 40 } else { 18 })?;
            match (is_day, is_number) {
                (true, _) => drop(sheet.set_column_format(at, &style.day)?),
                (_, false) => drop(sheet.set_column_format(at, &style.text)?),
                _ => {}
            }
            let head = if column.required { &style.must } else { &style.head };
            sheet.write_string_with_format(LABELS, at, &label, head)?;
            sheet.write_string_with_format(
                KEYS,
                at,
                format!("{}.{}", table.section, column.path),
                &style.key,
            )?;
            let check = self.check(column, labels.last().map_or("", |label| label))?;
            sheet.add_data_validation(FIRST, at, CHECKED_TO, at, &check)?;
        }
        let mut row = FIRST;
        for document in documents {
            for (links, record) in records_of(table, document) {
                for (column, link) in (0..).zip(&links) {
                    sheet.write_string_with_format(row, column, *link, &style.text)?;
                }
                for (at, column) in (links.len() as u16..).zip(&table.columns) {
                    if let Some(value) = get(record, &column.path) {
                        self.cell(sheet, (row, at), column.kind, value)?;
                    }
                }
                row += 1;
            }
        }
        Ok(())
    }

    /// What a column checks while it is filled, and what it says of itself.
    fn check(&self, column: &Column, label: &str) -> Result<DataValidation, XlsxError> {
        let check = DataValidation::new();
        let choices = |name: &str| self.choices.get(name).map(Formula::new);
        // Several choices, or words of one's own, are offered and not enforced.
        let (list, strict) = match column.kind {
            Kind::Code { list } => (choices(list), true),
            Kind::Codes { list } | Kind::Term { list } | Kind::Terms { list } => (choices(list), false),
            Kind::Boolean => (choices("tick"), true),
            Kind::Party => (choices("party"), true),
            Kind::Parties => (choices("party"), false),
            Kind::Area => (choices("area"), true),
            Kind::Partner => (choices("partner"), false),
            _ => (None, true),
        };
        let check = match (list, column.kind) {
            (Some(range), _) => check.allow_list_formula(range).show_error_message(strict),
            (None, Kind::Integer { min, max }) => match (i32::try_from(*min), i32::try_from(*max)) {
                (Ok(min), Ok(max)) => check.allow_whole_number(DataValidationRule::Between(min, max)),
                _ => check.allow_any_value(),
            },
            (None, Kind::Decimal { min, max }) => {
                check.allow_decimal_number(DataValidationRule::Between(*min, *max))
            }
            (None, Kind::Date | Kind::PastDate | Kind::BirthDate) => {
                let first = ExcelDateTime::from_ymd(1972, 1, 1)?;
                check.allow_date(DataValidationRule::GreaterThanOrEqualTo(first))
            }
            (None, Kind::Text { max } | Kind::LongText { max }) => match u32::try_from(*max) {
                Ok(max) => check.allow_text_length(DataValidationRule::LessThanOrEqualTo(max)),
                Err(_) => check.allow_any_value(),
            },
            _ => check.allow_any_value(),
        };
        let mut message = self.say(&format!("kind-{}", column.kind.name()));
        match column.kind {
            Kind::Integer { min, max } => message.push_str(&format!(" ({min}–{max})")),
            Kind::Decimal { min, max } => message.push_str(&format!(" ({min}–{max})")),
            Kind::Text { max } | Kind::LongText { max } => message.push_str(&format!(" (≤ {max})")),
            Kind::Codes { .. } | Kind::Terms { .. } | Kind::Links | Kind::Parties => {
                message.push_str(" ( | )")
            }
            _ => {}
        }
        if column.required {
            message.push_str(&format!("\n{}: {}", self.say("word-required"), self.say("word-yes")));
        }
        let title: String = label.chars().take(32).collect();
        let message: String = message.chars().take(255).collect();
        check.set_input_title(title)?.set_input_message(message)
    }

    fn cell(
        &self,
        sheet: &mut Worksheet,
        (row, column): (u32, u16),
        kind: &Kind,
        value: &Value,
    ) -> Result<(), XlsxError> {
        let text = match value {
            Value::Number(number) => {
                sheet.write_number(row, column, number.as_f64().unwrap_or_default())?;
                return Ok(());
            }
            Value::Bool(tick) => {
                self.means.shown_option(self.language, "yes_no_unknown", if *tick { "yes" } else { "no" })
            }
            Value::Array(items) => {
                let shown = items.iter().filter_map(Value::as_str).map(|item| self.shown(kind, item));
                shown.collect::<Vec<_>>().join(BAR)
            }
            Value::String(text) => match (kind, text.parse::<Date>()) {
                (Kind::Date | Kind::PastDate | Kind::BirthDate, Ok(day)) if day.year() >= 1900 => {
                    let day = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
                    sheet.write_datetime_with_format(row, column, &day, &self.style.day)?;
                    return Ok(());
                }
                _ => self.shown(kind, text),
            },
            _ => return Ok(()),
        };
        sheet.write_string_with_format(row, column, text, &self.style.text)?;
        Ok(())
    }

    fn shown(&self, kind: &Kind, text: &str) -> String {
        let registers = self.registers;
        let name = match kind {
            Kind::Code { list } | Kind::Codes { list } | Kind::Term { list } | Kind::Terms { list } => {
                let is_code = dictionary().list(list).is_some_and(|list| list.has(text));
                return if is_code {
                    self.means.shown_option(self.language, list, text)
                } else {
                    text.to_owned()
                };
            }
            Kind::Area => registers.areas.by_code(text).map(|area| &area.name),
            Kind::Party | Kind::Parties => registers.parties.by_code(text).map(|party| &party.name),
            Kind::Partner => registers.partners.by_code(text).map(|partner| &partner.name),
            _ => None,
        };
        match name {
            Some(name) if !name.contains([';', '|']) => format!("{text}{DASH}{name}"),
            _ => text.to_owned(),
        }
    }
}

/// The records of a document that a table holds, each with the values of its links.
fn records_of<'v>(table: &Table, document: &'v Value) -> Vec<(Vec<&'v str>, &'v Value)> {
    let id = document.get("external_id").and_then(Value::as_str).unwrap_or_default();
    let entries = |list: &str| document.get(list).and_then(Value::as_array).into_iter().flatten();
    match table.of {
        Of::Incident => vec![(Vec::new(), document)],
        Of::List(list) => entries(list).map(|entry| (vec![id], entry)).collect(),
        Of::Details(of) => {
            let of_type = entries("violations")
                .filter(|violation| violation.get("type").and_then(Value::as_str) == Some(of.code()));
            let details = of_type.filter_map(|violation| {
                let code = violation.get("id").and_then(Value::as_str)?;
                Some((vec![id, code], violation.get("details")?))
            });
            details.collect()
        }
    }
}
