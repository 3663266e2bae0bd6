//! Spreadsheets as rows of cells: workbooks (`.xlsx`) and delimited text (CSV, TSV, semicolons).
//!
//! A workbook is an archive of compressed XML, so a small file can be made to unfold into a great one, and a cell far
//! out can be made to ask for a table as wide as the world. Everything is therefore counted before it is parsed: the
//! archive's entries, what each unfolds into, the elements and attributes of every part. Only parts that were walked
//! so are handed to the parser, which then reads cell by cell. What is left to go wrong is for a process with a
//! limit on its memory; callers read strangers' files in one.
//!
//! Rows and columns keep the numbers that they have in the file, so that whoever filled it finds the cell.

mod archive;
mod delimited;
mod part;
mod workbook;

#[cfg(test)]
mod tests;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

pub use delimited::delimited;
pub(crate) use delimited::unclosed;
pub use workbook::workbook;

/// The largest file that is read, in bytes.
pub const MAX_FILE: usize = 10 << 20;
/// The most that one entry of a workbook's archive may unfold into, in bytes.
pub const MAX_ENTRY: u64 = 64 << 20;
/// The most that all of them may unfold into, in bytes.
pub const MAX_UNFOLDED: u64 = 128 << 20;
/// The most entries of a workbook's archive.
pub const MAX_ENTRIES: usize = 200;
/// The most filled cells of a file.
pub const MAX_CELLS: usize = 200_000;
/// The last row that may be filled.
pub const MAX_ROW: u32 = 100_000;
/// The last column that may be filled, counted from 1 (`GR`).
pub const MAX_COLUMN: u32 = 200;
/// The most text that all cells may hold together, in bytes: cells may share one text, so a small file can hold much.
pub const MAX_CONTENT: usize = 32 << 20;
/// The longest text of a cell, in characters: what a cell of a workbook can hold.
pub const MAX_TEXT: usize = 32_767;

/// A file of sheets.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// Its sheets in their order. Delimited text is one sheet without a name.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; empty for delimited text.
    pub name: String,
    /// Whether it is hidden. It is read all the same; whoever imports it should know.
    pub hidden: bool,
    /// How many of its rows are hidden. They are read all the same.
    pub hidden_rows: u32,
    /// How many groups of cells are merged. Such a group's value stands in its first cell, the others are empty.
    pub merged: u32,
    /// Its rows that have a filled cell, in their order.
    pub rows: Vec<Row>,
}

/// A row with at least one filled cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its filled cells with their columns, from 0, in their order.
    pub cells: Vec<(u32, Cell)>,
}

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, never empty; spaces at its ends are kept.
    Text(String),
    /// A number, always finite.
    Number(f64),
    /// A tick.
    Boolean(bool),
    /// A day with a time, which is midnight where only a day was given.
    Date(DateTime),
    /// What cannot be read, in words: an error value of the spreadsheet such as `#REF!`, or a formula whose value
    /// was not stored. Formulas are never computed here.
    Error(String),
}

/// A file that is not read, with the reason and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Unreadable {
    /// The reason, in words.
    pub message: String,
}

impl Unreadable {
    fn because(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

/// Reads a workbook or delimited text, whichever the bytes are.
pub fn any(bytes: &[u8]) -> Result<Book, Unreadable> {
    // An archive, or the container of old and of protected workbooks.
    if bytes.starts_with(b"PK") || bytes.starts_with(&archive::OLD_CONTAINER) {
        workbook(bytes)
    } else {
        delimited(bytes)
    }
}

impl Cell {
    /// Whether nothing is in it, or nothing but spaces.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }

    /// What it shows: texts without the spaces at their ends, whole numbers without a point, days as `YYYY-MM-DD`.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text.trim()),
            // Zero may have a sign, which nobody means.
            Self::Number(number) if *number == 0.0 => Cow::Borrowed("0"),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Date(day) if day.time() == jiff::civil::Time::midnight() => {
                Cow::Owned(day.date().to_string())
            }
            Self::Date(moment) => Cow::Owned(moment.to_string()),
            Self::Error(what) => Cow::Borrowed(what),
        }
    }
}

impl Row {
    /// The cell of a column, from 0.
    pub fn cell(&self, column: u32) -> &Cell {
        let at = self.cells.binary_search_by_key(&column, |(column, _)| *column);
        at.map_or(&Cell::Empty, |at| &self.cells[at].1)
    }

    /// Whether none of its cells holds more than spaces.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|(_, cell)| cell.is_blank())
    }
}

impl Sheet {
    /// The row of a number, from 1, where one of its cells is filled.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &self.rows[at])
    }

    /// Where a cell is, as people name it: `Sheet!C7`, or `C7` in a file without sheets. The column is from 0.
    pub fn place(&self, row: u32, column: u32) -> String {
        let cell = format!("{}{row}", column_name(column));
        if self.name.is_empty() { cell } else { format!("{}!{cell}", self.name) }
    }
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Rows of cells that come in the file's order, with the limits on them.
#[derive(Default)]
struct Gathered {
    cells: usize,
    content: usize,
}

impl Gathered {
    /// The rows of a sheet's cells. A file may have them in any order, but each cell once.
    fn rows(sheet: &str, mut cells: Vec<(u32, u32, Cell)>) -> Result<Vec<Row>, Unreadable> {
        if !cells.is_sorted_by_key(|(row, column, _)| (*row, *column)) {
            cells.sort_by_key(|(row, column, _)| (*row, *column));
        }
        let mut rows: Vec<Row> = Vec::new();
        for (row, column, cell) in cells {
            match rows.last_mut() {
                Some(last) if last.number == row => {
                    if last.cells.last().is_some_and(|(before, _)| *before == column) {
                        let at = Sheet { name: sheet.to_owned(), ..Sheet::default() }.place(row, column);
                        return Err(Unreadable::because(format!("{at} is in the file twice")));
                    }
                    last.cells.push((column, cell));
                }
                _ => rows.push(Row { number: row, cells: vec![(column, cell)] }),
            }
        }
        Ok(rows)
    }

    /// Counts the text of a filled cell.
    fn weigh(&mut self, cell: &Cell) -> Result<(), Unreadable> {
        if let Cell::Text(text) = cell {
            self.content += text.len();
        }
        if self.content > MAX_CONTENT {
            let message =
                format!("its cells hold more than {} MiB of text: split the file", MAX_CONTENT >> 20);
            return Err(Unreadable::because(message));
        }
        Ok(())
    }

    /// Counts a filled cell; its row is from 1, its column from 0.
    fn count(&mut self, row: u32, column: u32) -> Result<(), Unreadable> {
        if row > MAX_ROW {
            let message = format!("row {row} is filled; at most {MAX_ROW} rows are read: split the file");
            return Err(Unreadable::because(message));
        }
        if column >= MAX_COLUMN {
            let last = column_name(MAX_COLUMN - 1);
            let at = column_name(column);
            let message = format!(
                "column {at} is filled; at most {MAX_COLUMN} columns (to {last}) are read: remove the others"
            );
            return Err(Unreadable::because(message));
        }
        self.cells += 1;
        if self.cells > MAX_CELLS {
            let message = format!("more than {MAX_CELLS} cells are filled: split the file");
            return Err(Unreadable::because(message));
        }
        Ok(())
    }
}
