//! The sheet of what a release says beside its tables.

use super::Context;
use super::page::{self, Paper};
use super::text::{BOLD, height, lines, safe};
use crate::Result;
use crate::beside::{AMENDED, Beside, Line};
use rust_xlsxwriter::{Format, Worksheet};

/// The widths of the columns, in characters: together a portrait page.
const WIDTHS: [f64; 5] = [30.0, 27.0, 17.0, 9.0, 9.0];
const WIDTH: f64 = 92.0;
const LAST: u16 = 4;

/// A row is 409 points tall at most: what needs more lines goes on in the next row.
const MOST_LINES: u32 = 24;

/// Draws the narrative, and the table of amendments below.
pub(super) fn draw(
    sheet: &mut Worksheet,
    beside: &Beside,
    amendments: &[Line],
    context: &Context<'_>,
) -> Result<()> {
    let (wording, style) = (context.wording, &context.style);
    let tab = wording.text("sheet-release");
    page::set_up(sheet, &tab, Paper::Portrait, context)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, &tab, &style.title)?;
    sheet.set_row_height(0, 24)?;
    sheet.write_string_with_format(1, 0, safe(&context.line), &style.context)?;
    sheet.set_repeat_rows(0, 1)?;
    let mut row = 3;
    let mut paragraphs = beside.paragraphs().peekable();
    if paragraphs.peek().is_some() {
        section(sheet, row, &wording.text("release-narrative"), context)?;
        row += 1;
        for paragraph in paragraphs {
            let (words, format) = match Beside::heading(paragraph) {
                Some(heading) => (heading, &style.fact),
                None => (paragraph, &style.text),
            };
            for piece in pieces(words) {
                across(sheet, row, &piece, format)?;
                row += 1;
            }
        }
        row += 1;
    }
    if amendments.is_empty() {
        return Ok(());
    }
    section(sheet, row, &wording.text("release-amendments"), context)?;
    across(sheet, row + 1, &wording.text("release-amended"), &style.text)?;
    row += 2;
    let mut most = 1;
    for ((column, key), width) in (0..).zip(AMENDED).zip(WIDTHS) {
        let heading = wording.text(key);
        most = most.max(lines(&heading, width * BOLD));
        let format = if column < 3 { &style.head_label } else { &style.head_figure };
        sheet.write_string_with_format(row, column, heading, format)?;
    }
    sheet.set_row_height(row, height(most) + 3.0)?;
    for (at, line) in (row + 1..).zip(amendments) {
        let mut tall = 1;
        for ((column, word), width) in (0..).zip([&line.table, &line.row, &line.column]).zip(WIDTHS) {
            let word = safe(word);
            tall = tall.max(lines(&word, width));
            sheet.write_string_with_format(at, column, word, &style.label)?;
        }
        sheet.set_row_height(at, height(tall))?;
        for (column, figure) in (3..).zip([line.was, line.is]) {
            // Exact: a release's figures are refused above 2^53 when they are counted.
            sheet.write_number_with_format(at, column, figure as f64, &style.figure)?;
        }
    }
    Ok(())
}

fn section(sheet: &mut Worksheet, row: u32, heading: &str, context: &Context<'_>) -> Result<()> {
    sheet.merge_range(row, 0, row, LAST, heading, &context.style.section)?;
    sheet.set_row_height(row, 21)?;
    Ok(())
}

fn across(sheet: &mut Worksheet, row: u32, text: &str, format: &Format) -> Result<()> {
    sheet.merge_range(row, 0, row, LAST, &safe(text), format)?;
    sheet.set_row_height(row, height(lines(text, WIDTH)))?;
    Ok(())
}

/// A paragraph in pieces that a row can show in full. Each is shorter than what a cell of a name is cut to.
fn pieces(paragraph: &str) -> Vec<String> {
    let longest = (WIDTH * f64::from(MOST_LINES)) as usize;
    let mut pieces = vec![String::new()];
    for word in paragraph.split_whitespace() {
        // Not every script has spaces between words.
        let letters: Vec<char> = word.chars().collect();
        for part in letters.chunks(longest) {
            let part: String = part.iter().collect();
            match pieces.last_mut() {
                Some(piece) if piece.is_empty() => *piece = part,
                Some(piece) if lines(&format!("{piece} {part}"), WIDTH) <= MOST_LINES => {
                    piece.push(' ');
                    piece.push_str(&part);
                }
                _ => pieces.push(part),
            }
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_paragraph_is_cut() {
        for text in ["word ".repeat(4_000), "x".repeat(9_000), "one\ttwo".to_owned()] {
            let pieces = pieces(&text);
            let all: String = pieces.concat();
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            assert_eq!(letters(&all), letters(&text));
            for piece in &pieces {
                assert!(lines(piece, WIDTH) <= MOST_LINES);
                assert_eq!(safe(piece), piece.as_str());
            }
        }
        assert_eq!(pieces("one\ttwo"), ["one two"], "words stay apart");
    }
}
