//! Long sheets, written row by row into the file.
//!
//! The library keeps every cell in memory, or else spills sheets to temporary files, which would put
//! figures on a disk in the clear, and stops the process when that disk is full. Instead it makes a
//! skeleton with each long sheet's head; the rows go through the compressor as they are made. See
//! `docs/decisions/0007-workbook-memory.md`.

use super::style::Style;
use crate::{ReportError, Result};
use rust_xlsxwriter::{Worksheet, XlsxError};
use std::fmt::Write as _;
use std::io::{self, Cursor, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// How a streamed cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Label,
    Figure,
    Withheld,
    TotalLabel,
    TotalFigure,
    Date,
    Plain,
}

const CELLS: usize = 7;

/// The rows that a sheet may have; a file with more does not open.
const MOST_ROWS: u32 = 1_048_576;

/// Quick rather than small: the rows repeat themselves and shrink twentyfold either way.
const COMPRESSION: i64 = 3;

/// Rows are handed to the compressor in pieces of this size.
const PIECE: usize = 64 * 1024;

/// What writes the rows of a sheet.
type Fill<'a> = Box<dyn Fn(&mut Rows<'_>) -> io::Result<()> + 'a>;

/// The rows of a sheet still to be written.
pub(super) struct Stream<'a> {
    /// The sheet's number in the file, from 1.
    sheet: usize,
    first_row: u32,
    fill: Fill<'a>,
}

impl<'a> Stream<'a> {
    /// Rows for a sheet, from a row on.
    pub(super) fn new(
        sheet: usize,
        first_row: u32,
        fill: impl Fn(&mut Rows<'_>) -> io::Result<()> + 'a,
    ) -> Self {
        Self { sheet, first_row, fill: Box::new(fill) }
    }

    fn path(&self) -> String {
        format!("xl/worksheets/sheet{}.xml", self.sheet)
    }
}

/// Marks where a sheet's rows will go, with one empty cell in each format that they use. Call it
/// after everything above; [`finish`] puts the rows in its place.
pub(super) fn mark(sheet: &mut Worksheet, row: u32, style: &Style) -> Result<()> {
    let formats: [_; CELLS] = [
        &style.label,
        &style.figure,
        &style.withheld,
        &style.total_label,
        &style.total_figure,
        &style.date,
        &style.plain,
    ];
    for (column, format) in (0..).zip(formats) {
        sheet.write_blank(row, column, format)?;
    }
    Ok(())
}

/// Copies the skeleton to the writer, with the streams' rows in their places.
pub(super) fn finish<W: Write + Seek>(skeleton: &[u8], streams: &[Stream<'_>], out: W) -> Result<()> {
    let mut from = ZipArchive::new(Cursor::new(skeleton)).map_err(XlsxError::from)?;
    let mut to = ZipWriter::new(out);
    // A fixed time, as in the library: the same input gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION))
        .last_modified_time(DateTime::default())
        .large_file(false);
    for at in 0..from.len() {
        let file = from.by_index_raw(at).map_err(XlsxError::from)?;
        let name = file.name().map_err(XlsxError::from)?.into_owned();
        let Some(stream) = streams.iter().find(|stream| stream.path() == name) else {
            to.raw_copy_file(file).map_err(XlsxError::from)?;
            continue;
        };
        drop(file);
        let mut xml = String::new();
        from.by_index(at).map_err(XlsxError::from)?.read_to_string(&mut xml).map_err(XlsxError::from)?;
        to.start_file(name, options).map_err(XlsxError::from)?;
        splice(&xml, stream, &mut to)?;
    }
    to.finish().map_err(XlsxError::from)?;
    Ok(())
}

/// Writes a sheet's XML with rows in the place of the mark.
fn splice(xml: &str, stream: &Stream<'_>, to: &mut dyn Write) -> Result<()> {
    let broken =
        || ReportError::Workbook(XlsxError::ParameterError("a sheet has no mark for its rows".to_owned()));
    let from = xml.find(&format!("<row r=\"{}\"", stream.first_row + 1)).ok_or_else(broken)?;
    let until = from + xml[from..].find("</row>").ok_or_else(broken)? + "</row>".len();
    let styles: Vec<&str> = xml[from..until]
        .split("<c ")
        .skip(1)
        .filter_map(|cell| cell.split_once(" s=\"").and_then(|(_, rest)| rest.split_once('"')))
        .map(|(number, _)| number)
        .collect();
    let styles: &[&str; CELLS] = styles.as_slice().try_into().map_err(|_| broken())?;
    // The sheet's stated extent counts the mark; without one, readers take the extent from the cells.
    let (before, extent) = xml[..from].split_once("<dimension ").ok_or_else(broken)?;
    let (_, head) = extent.split_once("/>").ok_or_else(broken)?;
    let mut write = |part: &str| to.write_all(part.as_bytes()).map_err(XlsxError::from);
    write(before)?;
    write(head)?;
    let mut rows =
        Rows { to, styles, row: stream.first_row + 1, open: false, buffer: String::with_capacity(2 * PIECE) };
    (stream.fill)(&mut rows).and_then(|()| rows.flush()).map_err(XlsxError::from)?;
    to.write_all(&xml.as_bytes()[until..]).map_err(XlsxError::from)?;
    Ok(())
}

/// The rows of a sheet being written, one after the other, cells from left to right.
pub(super) struct Rows<'a> {
    to: &'a mut dyn Write,
    styles: &'a [&'a str; CELLS],
    row: u32,
    open: bool,
    buffer: String,
}

impl Rows<'_> {
    /// A figure.
    pub(super) fn number(&mut self, column: u8, figure: u64, cell: Cell) {
        self.start(column, cell);
        // Writing to a string cannot fail.
        let _ = write!(self.buffer, "><v>{figure}</v></c>");
    }

    /// Text that is safe for a cell.
    pub(super) fn text(&mut self, column: u8, text: &str, cell: Cell) {
        self.start(column, cell);
        self.buffer.push_str(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        escape(text, &mut self.buffer);
        self.buffer.push_str("</t></is></c>");
    }

    /// Ends the row.
    pub(super) fn end(&mut self) -> io::Result<()> {
        if self.row > MOST_ROWS {
            let problem = "a sheet has room for 1,048,576 rows, and there are more; choose a shorter period or a wider area level";
            return Err(io::Error::other(problem));
        }
        if self.open {
            self.buffer.push_str("</row>");
        }
        self.open = false;
        self.row += 1;
        if self.buffer.len() >= PIECE {
            self.flush()?;
        }
        Ok(())
    }

    fn start(&mut self, column: u8, cell: Cell) {
        if !self.open {
            let _ = write!(self.buffer, "<row r=\"{}\">", self.row);
            self.open = true;
        }
        let letter = char::from(b'A' + column.min(25));
        let _ = write!(self.buffer, "<c r=\"{letter}{}\" s=\"{}\"", self.row, self.styles[cell as usize]);
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.write_all(self.buffer.as_bytes())?;
        self.buffer.clear();
        Ok(())
    }
}

/// Text for XML. `_x0041_` would be read as an escaped letter, so that its first sign is escaped.
fn escape(text: &str, into: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => into.push_str("&amp;"),
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '_' if is_escape(&text[at..]) => into.push_str("_x005F_"),
            c => into.push(c),
        }
    }
}

fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7
        && bytes[1].eq_ignore_ascii_case(&b'x')
        && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
        && bytes[6] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_rows_than_a_sheet_holds_are_refused() {
        let mut out = Vec::new();
        let styles = [""; CELLS];
        let mut rows =
            Rows { to: &mut out, styles: &styles, row: MOST_ROWS, open: false, buffer: String::new() };
        rows.end().unwrap();
        assert!(rows.end().unwrap_err().to_string().contains("choose a shorter period"));
    }

    #[test]
    fn text_is_escaped_for_xml_and_for_spreadsheets() {
        let mut into = String::new();
        escape("A & <B> _x0041_ _x", &mut into);
        assert_eq!(into, "A &amp; &lt;B&gt; _x005F_x0041_ _x");
    }
}
