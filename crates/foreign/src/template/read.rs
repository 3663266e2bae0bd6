//! Reading a filled template.

use super::{LAYOUT, OPTIONS};
use crate::assemble::Assembly;
use crate::field::{Column, Of, Table, table_of, tables};
use crate::outcome::Outcome;
use crate::sheet::{Book, Row, Sheet, column_name};
use domain::interchange::excerpt;
use domain::register::Registers;
use jiff::civil::Date;
use serde_json::Map;
use std::collections::HashMap;

/// How far down the row of keys is looked for: people put titles above tables.
const KEYS_WITHIN: usize = 20;

/// A sheet with the meaning of its columns.
struct Laid<'b> {
    sheet: &'b Sheet,
    table: &'static Table,
    /// The columns of the links, in the order of [`Table::links`].
    links: Vec<Option<u32>>,
    columns: Vec<(u32, &'static Column)>,
    /// Columns whose key another column has too.
    doubled: Vec<u32>,
    rows: Vec<&'b Row>,
}

/// Whether a workbook has a sheet with a row of keys.
pub fn is_template(book: &Book) -> bool {
    book.sheets.iter().any(|sheet| keys(sheet).is_some())
}

/// Reads a filled template into documents. Every row of its sheets of records is in a document or rejected with its
/// reasons; one bad row rejects the whole incident. `today` is the day on which a day is in the future.
pub fn read(book: &Book, registers: &Registers, today: Date) -> Outcome {
    let mut remarks = Vec::new();
    let mut laid: Vec<Laid<'_>> = book.sheets.iter().filter_map(|sheet| lay(sheet, &mut remarks)).collect();
    // Incidents first, details last, whatever the order of the sheets.
    laid.sort_by_key(|laid| tables().iter().position(|table| table.section == laid.table.section));
    let mut assembly = Assembly::new(registers, today);
    let mut incidents: HashMap<String, usize> = HashMap::new();
    for laid in &laid {
        let mut columns: Vec<(String, u32)> =
            laid.columns.iter().map(|(at, column)| (column.path.clone(), *at)).collect();
        columns.sort_by_key(|(_, at)| *at);
        let layout = assembly.layout(columns);
        for row in &laid.rows {
            one(&mut assembly, &mut incidents, laid, row, layout);
        }
    }
    assembly.finish(laid.iter().map(|laid| laid.sheet.name.clone()).collect(), remarks)
}

fn one(
    assembly: &mut Assembly<'_>,
    incidents: &mut HashMap<String, usize>,
    laid: &Laid<'_>,
    row: &Row,
    layout: usize,
) {
    let at = assembly.row(&laid.sheet.name, row.number);
    let mut fields = Map::new();
    for (column, known) in &laid.columns {
        assembly.read(at, &mut fields, &known.path, known.kind, (*column, row.cell(*column)));
    }
    for column in laid.doubled.iter().filter(|column| !row.cell(**column).is_blank()) {
        assembly.refuse(at, Some(*column), "another column has the same key: which of them counts?");
    }
    if laid.table.of == Of::Incident {
        let column = laid.columns.iter().find(|(_, column)| column.path == "external_id").map(|(at, _)| *at);
        let id = column.map(|column| row.cell(column).shown().into_owned()).unwrap_or_default();
        fields.remove("external_id");
        if id.is_empty() {
            return assembly.refuse(at, column, "an incident needs the sender's own reference");
        }
        let draft = match incidents.get(&id) {
            Some(draft) => {
                assembly.refuse(at, column, "another row has the same reference");
                *draft
            }
            None => {
                let draft = assembly.draft(id.clone());
                incidents.insert(id, draft);
                draft
            }
        };
        assembly.belongs(at, draft);
        return assembly.incident(draft, at, layout, fields);
    }
    let link = |n: usize| {
        let column = laid.links.get(n).copied().flatten();
        (column, column.map(|column| row.cell(column).shown().into_owned()).unwrap_or_default())
    };
    let (column, incident) = link(0);
    let Some(&draft) = incidents.get(&incident) else {
        let message = match incident.is_empty() {
            true => "it is not said to which incident this row belongs".to_owned(),
            false => format!("no incident of this file has the reference {:?}", excerpt(&incident)),
        };
        return assembly.refuse(at, column, message);
    };
    assembly.belongs(at, draft);
    match laid.table.of {
        Of::Incident => {}
        Of::List(list) => drop(assembly.entry(draft, (at, layout), list, fields)),
        Of::Details(of) => {
            let (column, id) = link(1);
            match assembly.violation(draft, &id) {
                None => {
                    let message = format!("the incident has no violation with the code {:?}", excerpt(&id));
                    assembly.refuse(at, column, message);
                }
                Some((_, kind, _)) if kind != of.code() => {
                    let message =
                        format!("the violation is of the type {:?}, not {}", excerpt(&kind), of.code());
                    assembly.refuse(at, column, message);
                }
                Some((_, _, true)) => {
                    assembly.refuse(at, column, "the violation has a row of details already")
                }
                Some((violation, _, false)) => assembly.details(draft, (at, layout), violation, fields),
            }
        }
    }
}

/// The row of keys and the table that it belongs to.
fn keys(sheet: &Sheet) -> Option<(&Row, &'static Table)> {
    sheet.rows.iter().take(KEYS_WITHIN).find_map(|row| {
        let table = row.cells.iter().find_map(|(_, cell)| {
            let shown = cell.shown();
            let (section, last) = shown.rsplit_once('.')?;
            let table = table_of(section)?;
            let names_incident = if table.of == Of::Incident { "external_id" } else { "incident" };
            (last == names_incident).then_some(table)
        });
        table.map(|table| (row, table))
    })
}

fn lay<'b>(sheet: &'b Sheet, remarks: &mut Vec<String>) -> Option<Laid<'b>> {
    let name = excerpt(&sheet.name);
    let Some((key_row, table)) = keys(sheet) else {
        let is_ours = sheet.rows.iter().take(KEYS_WITHIN).flat_map(|row| &row.cells).any(|(_, cell)| {
            let shown = cell.shown();
            shown == LAYOUT || shown.starts_with(OPTIONS)
        });
        if !is_ours && !sheet.rows.is_empty() {
            let rows = sheet.rows.len();
            remarks
                .push(format!("{name}: the sheet has no row of keys and was not read ({rows} filled rows)"));
        }
        return None;
    };
    let rows: Vec<&Row> =
        sheet.rows.iter().filter(|row| row.number > key_row.number && !row.is_blank()).collect();
    let mut laid = Laid {
        sheet,
        table,
        links: vec![None; table.links().len()],
        columns: Vec::new(),
        doubled: Vec::new(),
        rows,
    };
    for (at, cell) in &key_row.cells {
        let shown = cell.shown();
        let Some(path) = shown.strip_prefix(table.section).and_then(|rest| rest.strip_prefix('.')) else {
            continue;
        };
        if let Some(link) = table.links().iter().position(|link| *link == path) {
            match laid.links[link] {
                None => laid.links[link] = Some(*at),
                Some(_) => laid.doubled.push(*at),
            }
        } else if let Some(column) = table.column(path) {
            match laid.columns.iter().any(|(_, known)| known.path == column.path) {
                false => laid.columns.push((*at, column)),
                true => laid.doubled.push(*at),
            }
        }
    }
    let known = |at: u32| {
        laid.links.contains(&Some(at))
            || laid.doubled.contains(&at)
            || laid.columns.iter().any(|(known, _)| *known == at)
    };
    let mut unread: HashMap<u32, usize> = HashMap::new();
    for (at, cell) in laid.rows.iter().flat_map(|row| &row.cells) {
        if !known(*at) && !cell.is_blank() {
            *unread.entry(*at).or_default() += 1;
        }
    }
    let mut unread: Vec<(u32, usize)> = unread.into_iter().collect();
    unread.sort_unstable();
    for (at, filled) in unread {
        let column = column_name(at);
        remarks.push(format!(
            "{name}, column {column}: it has no key that is known and was not read ({filled} filled cells)"
        ));
    }
    crate::outcome::hidden(sheet, remarks);
    Some(laid)
}
