//! The cells of a workbook that was walked.

use super::archive::{damaged, walked};
use super::part::SheetNotes;
use super::{Book, Cell, Gathered, MAX_TEXT, Sheet, Unreadable};
use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use jiff::civil::{Date, DateTime, Time};
use std::collections::HashSet;
use std::io::Cursor;

/// Reads a workbook (`.xlsx`). Formulas are not computed: the value that was stored with one is taken.
pub fn workbook(bytes: &[u8]) -> Result<Book, Unreadable> {
    let mut walked = walked(bytes)?;
    let mut reader: Xlsx<_> = Xlsx::new(Cursor::new(walked.bytes)).map_err(unreadable)?;
    let mut gathered = Gathered::default();
    let mut book = Book::default();
    let mut names = HashSet::new();
    for (at, listed) in reader.sheets_metadata().to_vec().into_iter().enumerate() {
        if listed.typ != SheetType::WorkSheet {
            continue;
        }
        if !names.insert(listed.name.clone()) {
            return Err(damaged("two sheets have one name"));
        }
        let notes =
            walked.notes.of_sheet(at).ok_or_else(|| damaged("a sheet is not where the workbook says"))?;
        let rows = Gathered::rows(&listed.name, cells(&mut reader, &listed.name, &notes, &mut gathered)?)?;
        book.sheets.push(Sheet {
            name: listed.name,
            hidden: listed.visible != SheetVisible::Visible,
            hidden_rows: notes.hidden_rows,
            merged: notes.merged,
            rows,
        });
    }
    if book.sheets.is_empty() {
        return Err(damaged("it has no sheet"));
    }
    Ok(book)
}

fn cells(
    reader: &mut Xlsx<Cursor<Vec<u8>>>,
    sheet: &str,
    notes: &SheetNotes,
    gathered: &mut Gathered,
) -> Result<Vec<(u32, u32, Cell)>, Unreadable> {
    let mut cells = Vec::new();
    let mut stream = reader.worksheet_cells_reader(sheet).map_err(unreadable)?;
    while let Some(cell) = stream.next_cell().map_err(unreadable)? {
        let (row, column) = cell.get_position();
        let cell = value(cell.get_value())?;
        if cell != Cell::Empty {
            gathered.count(row + 1, column)?;
            cells.push((row + 1, column, cell));
        }
    }
    for &(row, column) in &notes.without_value {
        gathered.count(row, column)?;
        let what = "a formula whose value was not stored: open the file and save it again";
        cells.push((row, column, Cell::Error(what.to_owned())));
    }
    Ok(cells)
}

fn value(value: &DataRef<'_>) -> Result<Cell, Unreadable> {
    Ok(match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => finite(*number),
        DataRef::String(written) => text(written)?,
        DataRef::SharedString(written) => text(written)?,
        DataRef::Bool(tick) => Cell::Boolean(*tick),
        DataRef::DateTime(moment) if moment.is_duration() => finite(moment.as_f64()),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(moment) => match moment.parse::<DateTime>() {
            Ok(moment) => Cell::Date(moment),
            Err(_) => text(moment)?,
        },
        DataRef::DurationIso(written) => text(written)?,
        DataRef::Error(error) => Cell::Error(format!("the error {error}")),
    })
}

fn finite(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::Error("no finite number".to_owned()) }
}

fn text(text: &str) -> Result<Cell, Unreadable> {
    if text.chars().nth(MAX_TEXT).is_some() {
        return Err(Unreadable::because(format!("a cell has more than {MAX_TEXT} characters")));
    }
    Ok(if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) })
}

fn date(moment: &ExcelDateTime) -> Cell {
    // Beyond these the parser would give the nearest day that it knows, which nobody wrote.
    let is_a_day = (0.0..2_958_466.0).contains(&moment.as_f64());
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, month as i8, day as i8).ok());
    let time = Time::new(hour as i8, minute as i8, second as i8, 0).ok();
    match date.zip(time).filter(|_| is_a_day) {
        Some((date, time)) => Cell::Date(date.to_datetime(time)),
        None => Cell::Error("no day of the calendar".to_owned()),
    }
}

fn unreadable(error: XlsxError) -> Unreadable {
    damaged(error)
}
