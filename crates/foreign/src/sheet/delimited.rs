//! Delimited text: CSV, with commas, semicolons or tabs.

use super::{Book, Cell, Gathered, MAX_FILE, MAX_TEXT, Sheet, Unreadable};
use csv::{ReaderBuilder, StringRecord};
use std::borrow::Cow;

/// How many records show which character parts the cells.
const SHOWN: usize = 50;

/// Reads delimited text. Every cell is a text: what is a number or a day is for whoever knows the column.
pub fn delimited(bytes: &[u8]) -> Result<Book, Unreadable> {
    if bytes.len() > MAX_FILE {
        let message = format!("the file has more than {} MiB: split it", MAX_FILE >> 20);
        return Err(Unreadable::because(message));
    }
    let text = decoded(bytes)?;
    if text.contains('\0') {
        return Err(Unreadable::because("this is neither a workbook nor text: it has NUL characters"));
    }
    let stated = stated(&text);
    let is_stated = stated.is_some();
    let (delimiter, text) = stated.unwrap_or_else(|| (likeliest(&text), &*text));
    // A line that states the delimiter is a row of the file.
    let mut row = u32::from(is_stated);
    let open = unclosed(text, delimiter).map(|at| at.byte() as usize);
    let mut gathered = Gathered::default();
    let mut cells = Vec::new();
    let mut reader = reader(delimiter, text);
    let mut record = StringRecord::new();
    loop {
        let before = reader.position().byte() as usize;
        let more = reader.read_record(&mut record);
        if !more.map_err(|error| Unreadable::because(format!("this is no delimited text: {error}")))? {
            break;
        }
        row = row.saturating_add(1 + empty_lines(text, before));
        if open == Some(before) {
            let message =
                format!("row {row} opens a quote (\") that is never closed: what follows would be lost");
            return Err(Unreadable::because(message));
        }
        for (column, field) in (0..).zip(&record) {
            if field.is_empty() {
                continue;
            }
            gathered.count(row, column)?;
            if field.chars().nth(MAX_TEXT).is_some() {
                let at = Sheet::default().place(row, column);
                return Err(Unreadable::because(format!("{at} has more than {MAX_TEXT} characters")));
            }
            cells.push((row, column, Cell::Text(field.to_owned())));
        }
    }
    let rows = Gathered::rows("", cells)?;
    Ok(Book { sheets: vec![Sheet { rows, ..Sheet::default() }] })
}

/// UTF-8, or UTF-16 that says so. Anything else would be a guess, and a wrong guess is a wrong name.
fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    const NOT: &str = "the file is not in UTF-8: save it as “CSV UTF-8”";
    let little = bytes.starts_with(&[0xFF, 0xFE]);
    if little || bytes.starts_with(&[0xFE, 0xFF]) {
        let units = bytes[2..].chunks_exact(2).map(|pair| match little {
            true => u16::from_le_bytes([pair[0], pair[1]]),
            false => u16::from_be_bytes([pair[0], pair[1]]),
        });
        let text = char::decode_utf16(units).collect::<Result<String, _>>();
        return text
            .ok()
            .filter(|_| bytes.len().is_multiple_of(2))
            .map(Cow::Owned)
            .ok_or_else(|| Unreadable::because(NOT));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Unreadable::because(NOT))
}

/// The line `sep=;` that some spreadsheets put before the first row.
fn stated(text: &str) -> Option<(u8, &str)> {
    let (line, rest) = text.split_once('\n')?;
    match line.trim_end_matches('\r').strip_prefix("sep=")?.as_bytes() {
        [delimiter] => Some((*delimiter, rest)),
        _ => None,
    }
}

/// The character that parts most of the first records into the same number of cells.
fn likeliest(text: &str) -> u8 {
    let fit = |delimiter: u8| {
        let mut reader = reader(delimiter, text);
        let lengths: Vec<usize> =
            reader.records().take(SHOWN).map_while(Result::ok).map(|r| r.len()).collect();
        let same = |length: usize| lengths.iter().filter(|other| **other == length).count();
        lengths.iter().filter(|length| **length > 1).map(|length| (same(*length), *length)).max()
    };
    // The last of equals wins: the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| fit(*delimiter)).unwrap_or(b',')
}

fn reader(delimiter: u8, text: &str) -> csv::Reader<&[u8]> {
    ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(text.as_bytes())
}

/// Where the record begins that opens a quote which nothing closes: a reader takes all that follows for its text, and
/// says nothing. A line more, which such a quote swallows and nothing else, shows it.
pub(crate) fn unclosed(text: &str, delimiter: u8) -> Option<csv::Position> {
    const LINE: &[u8] = b"\n.\n";
    let mut builder = ReaderBuilder::new();
    builder.delimiter(delimiter).flexible(true).has_headers(false);
    let mut reader = builder.from_reader(std::io::Read::chain(text.as_bytes(), LINE));
    let mut record = csv::ByteRecord::new();
    loop {
        let before = reader.position().clone();
        if !reader.read_byte_record(&mut record).ok()? {
            return None;
        }
        // Beyond the text and the end of its last line.
        if reader.position().byte() > text.len() as u64 + 1 {
            return (record.len() != 1 || record.get(0) != Some(b".")).then_some(before);
        }
    }
}

/// How many empty lines stand between the end of a record and the next one: the reader passes over them, and a
/// spreadsheet shows them as rows.
fn empty_lines(text: &str, from: usize) -> u32 {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find(|c| !matches!(c, '\r' | '\n')).unwrap_or(rest.len());
    let mut lines = &rest[..end];
    if text[..from.min(text.len())].ends_with('\r') {
        lines = lines.strip_prefix('\n').unwrap_or(lines);
    }
    lines.replace("\r\n", "\n").chars().count() as u32
}
