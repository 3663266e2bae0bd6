//! The document as a bundle of CSV files (RFC 4180) in a ZIP: one for each table, as it stands in the workbook, one
//! for all cells, and the document itself.

use crate::grid::{self, Grid};
use crate::workbook::{WITHHELD, safe};
use crate::{Names, Result, Template};
use domain::tables::TableDocument;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

/// The bundle of a document in a language, as bytes; the same document gives the same bytes.
///
/// # Errors
/// Where the template cannot show the document, or does not have the language.
pub fn csv_bundle(
    template: &Template,
    document: &TableDocument,
    names: &Names,
    language: &str,
) -> Result<Vec<u8>> {
    grid::check(template, document)?;
    let wording = template.wording(language)?;
    // A fixed time: when a file was made tells somebody's working hours.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut bundle = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, bytes: &[u8]| -> Result<()> {
        bundle.start_file(name, options)?;
        Ok(bundle.write_all(bytes)?)
    };
    for grid in grid::lay_out(template, document, names, wording).iter().filter(|grid| grid.released) {
        add(&format!("{:02}-{}.csv", grid.number, grid.table.id), &table(grid)?)?;
    }
    add("cells.csv", &crate::csv(document)?)?;
    add("tables.json", crate::json(document)?.as_bytes())?;
    Ok(bundle.finish()?.into_inner())
}

/// A line a row: its code, its words, its figures. Totals are left out: a program adds up for itself.
fn table(grid: &Grid<'_>) -> Result<Vec<u8>> {
    let mut lines = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let mut head = vec!["code".to_owned(), safe(&grid.rows_heading).into_owned()];
    head.extend(grid.headings.iter().map(|heading| safe(heading).into_owned()));
    lines.write_record(&head)?;
    for row in &grid.rows {
        let mut line = vec![safe(&row.key).into_owned(), safe(&row.label).into_owned()];
        line.extend(
            row.figures.iter().map(|figure| figure.map_or_else(|| WITHHELD.to_owned(), |n| n.to_string())),
        );
        lines.write_record(&line)?;
    }
    lines.into_inner().map_err(|error| ::csv::Error::from(error.into_error()).into())
}
