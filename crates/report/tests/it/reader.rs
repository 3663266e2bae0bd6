//! Reads a workbook back as a person would: tables by their headings.

use calamine::{Data, Range, Reader, Xlsx, open_workbook_from_rs};
use std::collections::BTreeMap;
use std::io::Cursor;

pub(crate) type Sheets = Vec<(String, Range<Data>)>;

/// A table as it is read: rows by label, figures by column heading.
pub(crate) type Read = BTreeMap<String, BTreeMap<String, String>>;

pub(crate) fn sheets(bytes: &[u8]) -> Sheets {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    book.worksheets()
}

/// A cell as text.
pub(crate) fn cell(range: &Range<Data>, row: u32, column: u32) -> String {
    match range.get_value((row, column)) {
        None | Some(Data::Empty) => String::new(),
        Some(Data::DateTime(date)) => date.as_f64().to_string(),
        Some(value) => value.to_string(),
    }
}

/// The cells of a row.
pub(crate) fn row(range: &Range<Data>, row: u32) -> Vec<String> {
    let end = range.end().unwrap_or_default().1;
    (0..=end).map(|column| cell(range, row, column)).collect()
}

/// The table of a number, wherever it stands; what stands in the place of rows if it has none.
pub(crate) fn table(sheets: &Sheets, number: usize) -> Result<Read, String> {
    let heading = format!("Table {number}. ");
    let places = sheets.iter().skip(1).flat_map(|(_, range)| {
        let rows = 0..=range.end().unwrap_or_default().0;
        rows.filter(|row| cell(range, *row, 0).starts_with(&heading)).map(move |row| (range, row))
    });
    let (range, mut at) = places.last().unwrap_or_else(|| panic!("no table {number}"));
    let heads = ["Violation", "Party", "Area", "Violations suffered"];
    let mut above = String::new();
    while !heads.contains(&cell(range, at, 0).as_str()) {
        at += 1;
        let text = cell(range, at, 0);
        if text.is_empty() || text.starts_with("Table ") {
            return Err(above);
        }
        above = text;
    }
    let columns = row(range, at);
    let mut read = Read::new();
    loop {
        at += 1;
        let cells = row(range, at);
        let is_row = cells.get(1).is_some_and(|figure| !figure.is_empty());
        if at > range.end().unwrap_or_default().0 || !is_row {
            return Ok(read);
        }
        let figures = columns.iter().zip(&cells).skip(1).filter(|(column, _)| !column.is_empty());
        let figures = figures.map(|(column, figure)| (column.clone(), figure.clone())).collect();
        assert!(read.insert(cells[0].clone(), figures).is_none(), "row {} twice", cells[0]);
    }
}
