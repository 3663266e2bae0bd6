//! Rows put together into documents, and what is wrong with a document told at the cell it comes from.

use crate::field::put;
use crate::outcome::{Outcome, Reason, Rejected, Spot, Taken};
use crate::sheet::{Cell, column_name};
use crate::words::Words;
use domain::dictionary::Kind;
use domain::interchange::{Incident, Problem, SCHEMA, excerpt, read_value};
use domain::register::Registers;
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::HashMap;

/// Documents in the making.
pub(crate) struct Assembly<'r> {
    pub(crate) words: Words<'r>,
    registers: &'r Registers,
    today: Date,
    rows: Vec<Row>,
    layouts: Vec<Layout>,
    drafts: Vec<Draft>,
}

/// Which column gives which path of a record.
pub(crate) type Layout = Vec<(String, u32)>;

struct Row {
    at: Spot,
    draft: Option<usize>,
    reasons: Vec<Reason>,
}

struct Draft {
    external_id: String,
    fields: Map<String, Value>,
    objects: Vec<Object>,
    rows: Vec<usize>,
    /// The places of its violations by their ids; of two with one id, the first.
    violations: HashMap<String, usize>,
}

/// A record of a document, and where it comes from.
struct Object {
    /// Its path in the document: empty for the incident itself, `violations[0]`, `violations[0].details`.
    path: String,
    row: usize,
    layout: usize,
}

impl<'r> Assembly<'r> {
    pub(crate) fn new(registers: &'r Registers, today: Date) -> Self {
        let words = Words::new(registers);
        Self { words, registers, today, rows: Vec::new(), layouts: Vec::new(), drafts: Vec::new() }
    }

    pub(crate) fn layout(&mut self, layout: Layout) -> usize {
        self.layouts.push(layout);
        self.layouts.len() - 1
    }

    /// A row of the input.
    pub(crate) fn row(&mut self, sheet: &str, row: u32) -> usize {
        let at = Spot { sheet: sheet.to_owned(), row };
        self.rows.push(Row { at, draft: None, reasons: Vec::new() });
        self.rows.len() - 1
    }

    /// Refuses a row, and with it the document that it belongs to.
    pub(crate) fn refuse(&mut self, row: usize, column: Option<u32>, message: impl Into<String>) {
        let row = &mut self.rows[row];
        let cell = column.map(|column| format!("{}{}", column_name(column), row.at.row));
        row.reasons.push(Reason { cell, message: message.into() });
    }

    /// A document that a row begins.
    pub(crate) fn draft(&mut self, external_id: String) -> usize {
        let fields = Map::new();
        let (objects, rows) = (Vec::new(), Vec::new());
        self.drafts.push(Draft { external_id, fields, objects, rows, violations: HashMap::new() });
        self.drafts.len() - 1
    }

    /// Counts a row among those of a document.
    pub(crate) fn belongs(&mut self, row: usize, draft: usize) {
        if self.rows[row].draft.is_none() {
            self.rows[row].draft = Some(draft);
            self.drafts[draft].rows.push(row);
        }
    }

    /// Reads the cell of a column into a record, or refuses the row.
    pub(crate) fn read(
        &mut self,
        row: usize,
        into: &mut Map<String, Value>,
        path: &str,
        kind: &Kind,
        (column, cell): (u32, &Cell),
    ) {
        match self.words.value(kind, cell) {
            Ok(None) => {}
            Ok(Some(value)) => put(into, path, value),
            Err(message) => self.refuse(row, Some(column), message),
        }
    }

    /// Takes the fields of the incident itself.
    pub(crate) fn incident(&mut self, draft: usize, row: usize, layout: usize, fields: Map<String, Value>) {
        let draft = &mut self.drafts[draft];
        fields.into_iter().for_each(|(key, value)| drop(draft.fields.insert(key, value)));
        draft.objects.push(Object { path: String::new(), row, layout });
    }

    /// Adds to the notes of a document, unless they would have more than this many characters.
    #[must_use]
    pub(crate) fn note(&mut self, draft: usize, more: &str, most: usize) -> bool {
        let notes = self.drafts[draft].fields.entry("notes").or_insert_with(|| Value::from(""));
        let said = notes.as_str().unwrap_or_default();
        let whole = if said.is_empty() { more.to_owned() } else { format!("{said}\n{more}") };
        let fits = whole.chars().count() <= most;
        if fits {
            *notes = Value::from(whole);
        }
        fits
    }

    /// Takes an entry of a list, and gives its place there.
    pub(crate) fn entry(
        &mut self,
        draft: usize,
        (row, layout): (usize, usize),
        list: &str,
        fields: Map<String, Value>,
    ) -> usize {
        let draft = &mut self.drafts[draft];
        let entries = draft.fields.entry(list).or_insert_with(|| Value::Array(Vec::new()));
        let Value::Array(entries) = entries else { return 0 };
        let index = entries.len();
        if list == "violations"
            && let Some(id) = fields.get("id").and_then(Value::as_str)
        {
            draft.violations.entry(id.to_owned()).or_insert(index);
        }
        entries.push(Value::Object(fields));
        draft.objects.push(Object { path: format!("{list}[{index}]"), row, layout });
        index
    }

    /// How many entries a list of a document has.
    pub(crate) fn count(&self, draft: usize, list: &str) -> usize {
        self.drafts[draft].fields.get(list).and_then(Value::as_array).map_or(0, Vec::len)
    }

    /// The place and the type of a document's violation by its id, and whether it has details.
    pub(crate) fn violation(&self, draft: usize, id: &str) -> Option<(usize, String, bool)> {
        let draft = &self.drafts[draft];
        let at = *draft.violations.get(id)?;
        let violation = draft.fields.get("violations")?.get(at)?;
        let kind = violation.get("type").and_then(Value::as_str).unwrap_or_default();
        Some((at, kind.to_owned(), violation.get("details").is_some()))
    }

    /// Takes the details of a violation.
    pub(crate) fn details(
        &mut self,
        draft: usize,
        (row, layout): (usize, usize),
        at: usize,
        fields: Map<String, Value>,
    ) {
        let draft = &mut self.drafts[draft];
        if let Some(violation) = draft.fields.get_mut("violations").and_then(|all| all.get_mut(at)) {
            violation["details"] = Value::Object(fields);
        }
        draft.objects.push(Object { path: format!("violations[{at}].details"), row, layout });
    }

    /// Reads every document, and accounts for every row.
    pub(crate) fn finish(mut self, sheets: Vec<String>, remarks: Vec<String>) -> Outcome {
        let mut documents = Vec::new();
        for draft in std::mem::take(&mut self.drafts) {
            match self.document(&draft) {
                Ok(document) if draft.rows.iter().all(|row| self.rows[*row].reasons.is_empty()) => {
                    let rows = draft.rows.iter().map(|row| self.rows[*row].at.clone()).collect();
                    documents.push(Taken { document, rows });
                }
                Ok(_) => self.reject(&draft),
                Err(problems) => {
                    problems.into_iter().for_each(|problem| self.tell(&draft, problem));
                    self.reject(&draft);
                }
            }
        }
        let rows = self.rows.len();
        let rejected = self.rows.into_iter().filter(|row| !row.reasons.is_empty());
        let rejected = rejected.map(|row| Rejected { at: row.at, reasons: row.reasons }).collect();
        Outcome { sheets, rows, documents, rejected, remarks }
    }

    fn document(&self, draft: &Draft) -> Result<Incident, Vec<Problem>> {
        let mut fields = draft.fields.clone();
        fields.insert("schema".to_owned(), Value::from(SCHEMA));
        if !draft.external_id.is_empty() {
            fields.insert("external_id".to_owned(), Value::from(draft.external_id.as_str()));
        }
        read_value(Value::Object(fields), self.registers, self.today)
    }

    /// Tells a document's problem at the cell that it comes from.
    fn tell(&mut self, draft: &Draft, problem: Problem) {
        // The longest path that the problem's begins with.
        let inside =
            draft.objects.iter().filter_map(|object| Some((object, inner(&problem.path, &object.path)?)));
        let Some((object, rest)) = inside.max_by_key(|(object, _)| object.path.len()) else {
            if let Some(row) = draft.rows.first() {
                self.refuse(*row, None, said(&problem.path, problem.message));
            }
            return;
        };
        let rest = without_indices(rest);
        let layout = &self.layouts[object.layout];
        let column =
            layout.iter().find(|(path, _)| inner(&rest, path).is_some() || inner(path, &rest).is_some());
        let column = column.filter(|_| !rest.is_empty()).map(|(_, column)| *column);
        let row = object.row;
        let cell = column.map(|column| format!("{}{}", column_name(column), self.rows[row].at.row));
        if cell.is_some() && self.rows[row].reasons.iter().any(|reason| reason.cell == cell) {
            return;
        }
        let message = if column.is_some() { problem.message } else { said(&problem.path, problem.message) };
        self.refuse(row, column, message);
    }

    /// Refuses every row of a document of which one is refused.
    fn reject(&mut self, draft: &Draft) {
        let first = draft.rows.iter().find_map(|row| {
            let row = &self.rows[*row];
            let reason = row.reasons.first()?;
            let cell = reason.cell.clone().unwrap_or_else(|| format!("row {}", row.at.row));
            Some(if row.at.sheet.is_empty() { cell } else { format!("{}!{cell}", row.at.sheet) })
        });
        let first = first.unwrap_or_default();
        let id = excerpt(&draft.external_id);
        for row in &draft.rows {
            if self.rows[*row].reasons.is_empty() {
                self.refuse(
                    *row,
                    None,
                    format!("belongs to the incident {id:?}, which is not taken because of {first}"),
                );
            }
        }
    }
}

fn said(path: &str, message: String) -> String {
    if path.is_empty() { message } else { format!("{path}: {message}") }
}

/// What is left of a path behind another one that it begins with.
fn inner<'p>(path: &'p str, outer: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(outer)?;
    match rest.strip_prefix('.') {
        Some(rest) => Some(rest),
        None if rest.is_empty() || rest.starts_with('[') || outer.is_empty() => Some(rest),
        None => None,
    }
}

fn without_indices(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
