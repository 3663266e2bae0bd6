//! A register's CSV table: read with named columns in any order and every problem with its line, and written
//! so that what is written reads as the same register.

use super::RegisterProblem;
use std::collections::HashMap;

/// A row with its line in the file.
pub(super) struct Row {
    pub(super) line: u64,
    cells: HashMap<&'static str, String>,
}

impl Row {
    /// The cell of a column without the spaces around it; empty if the column is not there.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// The parts of a cell that lists several things, separated by semicolons.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.cell(column).split(';').map(str::trim).filter(|part| !part.is_empty())
    }
}

/// The rows of a table, or what keeps them from being read at all.
pub(super) fn rows(
    text: &str,
    required: &[&'static str],
    optional: &[&'static str],
    problems: &mut Vec<RegisterProblem>,
) -> Vec<Row> {
    // Spreadsheets put a byte order mark before the first column's name.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut columns: Vec<Option<&'static str>> = Vec::new();
    match reader.headers() {
        Ok(headers) => {
            for header in headers {
                let known = required.iter().chain(optional).find(|known| **known == header);
                if known.is_none() && !header.is_empty() {
                    let known = [required, optional].concat().join(", ");
                    let message = format!(
                        "no column {:?} is known; there are {known}",
                        crate::interchange::excerpt(header)
                    );
                    problems.push(RegisterProblem { line: 1, message });
                }
                if known.is_some() && columns.contains(&known.copied()) {
                    problems
                        .push(RegisterProblem { line: 1, message: format!("column {header} comes twice") });
                }
                columns.push(known.copied());
            }
        }
        Err(error) => problems.push(RegisterProblem { line: 1, message: error.to_string() }),
    }
    for missing in required.iter().filter(|column| !columns.contains(&Some(**column))) {
        problems.push(RegisterProblem { line: 1, message: format!("column {missing} is missing") });
    }
    if !problems.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                if record.len() > columns.len() {
                    let message = format!("{} cells under {} columns", record.len(), columns.len());
                    problems.push(RegisterProblem { line, message });
                }
                let named = columns.iter().zip(record.iter());
                let cells = named.filter_map(|(column, cell)| column.map(|column| (column, cell.to_owned())));
                rows.push(Row { line, cells: cells.collect() });
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.push(RegisterProblem { line, message: error.to_string() });
            }
        }
    }
    rows
}

/// A table as text: what [`rows`] reads.
pub(super) fn text(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Nothing but the memory that it is written to could fail.
    let _ = writer.write_record(columns);
    for row in rows {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
