//! Sheets of tables.

use super::page::{self, Paper};
use super::plan::{Block, Page};
use super::stream::{Cell, Rows};
use super::text::{BOLD, height, lines, safe};
use super::{Context, WITHHELD};
use crate::Result;
use crate::grid::Figure;
use rust_xlsxwriter::{Format, Worksheet};

/// Draws a sheet with its tables; the rows of a long table's own sheet are written later, as a stream.
pub(super) fn draw(sheet: &mut Worksheet, page: &Page<'_>, context: &Context<'_>) -> Result<()> {
    page::set_up(sheet, &page.tab, Paper::Landscape, context)?;
    sheet.set_column_width(0, page.label_width)?;
    sheet.set_column_range_width(1, page.last_column(), page.figure_width)?;
    sheet.write_string_with_format(0, 0, safe(&page.heading), &context.style.title)?;
    sheet.set_row_height(0, 24)?;
    sheet.write_string_with_format(1, 0, safe(&context.line), &context.style.context)?;
    if let Some(about) = &page.about {
        across(sheet, 2, page, about, &context.style.sentence)?;
    }
    for block in &page.blocks {
        head(sheet, page, block, context)?;
        if !page.is_own {
            body(sheet, page, block, context)?;
        }
    }
    match page.blocks.first().filter(|_| page.is_own) {
        Some(block) => {
            sheet.set_freeze_panes(block.first_row(), 1)?;
            sheet.set_repeat_rows(block.header_row(), block.header_row())?;
            super::stream::mark(sheet, block.first_row(), &context.style)?;
        }
        None => {
            sheet.set_freeze_panes(2, 0)?;
            sheet.set_repeat_rows(0, 1)?;
            sheet.set_page_breaks(&breaks(page))?;
        }
    }
    Ok(())
}

/// The rows of a long table and their total.
pub(super) fn rows(rows: &mut Rows<'_>, block: &Block<'_>, context: &Context<'_>) -> std::io::Result<()> {
    for row in &block.grid.rows {
        rows.text(0, &safe(&row.label), Cell::Label);
        figures(rows, &row.figures, Cell::Figure);
        rows.end()?;
    }
    if let Some(total) = &block.grid.total {
        rows.text(0, &context.wording.text("row-total"), Cell::TotalLabel);
        figures(rows, total, Cell::TotalFigure);
        rows.end()?;
    }
    Ok(())
}

fn figures(rows: &mut Rows<'_>, figures: &[Figure], cell: Cell) {
    for (column, figure) in (1..).zip(figures) {
        match figure {
            Some(figure) => rows.number(column, *figure, cell),
            None => rows.text(column, WITHHELD, if cell == Cell::Figure { Cell::Withheld } else { cell }),
        }
    }
}

/// A table's heading, the lines under it and its column headings.
fn head(sheet: &mut Worksheet, page: &Page<'_>, block: &Block<'_>, context: &Context<'_>) -> Result<()> {
    let style = &context.style;
    if !page.is_own {
        sheet.write_string_with_format(block.top, 0, &block.title, &style.table_title)?;
        sheet.set_row_height(block.top, 18)?;
    }
    for (at, note) in block.notes.iter().enumerate() {
        across(sheet, block.note_row(at), page, note, &style.note)?;
    }
    let header = block.header_row();
    if let Some(sentence) = &block.sentence {
        return across(sheet, header, page, sentence, &style.sentence);
    }
    sheet.write_string_with_format(header, 0, &block.grid.rows_heading, &style.head_label)?;
    let mut most = 1;
    for (column, heading) in (1..).zip(&block.grid.headings) {
        // Headings are bold: a little less room than plain text has.
        most = most.max(lines(heading, page.figure_width * BOLD));
        sheet.write_string_with_format(header, column, heading, &style.head_figure)?;
    }
    sheet.set_row_height(header, height(most) + 3.0)?;
    Ok(())
}

/// A table's rows, its total and the note below.
fn body(sheet: &mut Worksheet, page: &Page<'_>, block: &Block<'_>, context: &Context<'_>) -> Result<()> {
    if block.sentence.is_some() {
        return Ok(());
    }
    let style = &context.style;
    for (at, row) in (block.first_row()..).zip(&block.grid.rows) {
        let label = safe(&row.label);
        let tall = lines(&label, page.label_width);
        if tall > 1 {
            sheet.set_row_height(at, height(tall))?;
        }
        sheet.write_string_with_format(at, 0, label, &style.label)?;
        put(sheet, at, &row.figures, &style.figure, &style.withheld)?;
    }
    if let (Some(at), Some(total)) = (block.total_row(), &block.grid.total) {
        sheet.write_string_with_format(at, 0, context.wording.text("row-total"), &style.total_label)?;
        put(sheet, at, total, &style.total_figure, &style.total_figure)?;
    }
    match &block.withheld {
        Some(note) => across(sheet, block.withheld_row(), page, note, &style.note),
        None => Ok(()),
    }
}

fn put(sheet: &mut Worksheet, row: u32, figures: &[Figure], shown: &Format, withheld: &Format) -> Result<()> {
    for (column, figure) in (1..).zip(figures) {
        match figure {
            // Exact: a figure above 2^53 is refused when the workbook is made.
            Some(figure) => sheet.write_number_with_format(row, column, *figure as f64, shown)?,
            None => sheet.write_string_with_format(row, column, WITHHELD, withheld)?,
        };
    }
    Ok(())
}

/// A line across the sheet, tall enough for its words.
fn across(sheet: &mut Worksheet, row: u32, page: &Page<'_>, text: &str, format: &Format) -> Result<()> {
    sheet.merge_range(row, 0, row, page.last_column(), text, format)?;
    sheet.set_row_height(row, height(lines(text, page.width())))?;
    Ok(())
}

/// Page breaks that keep tables whole where they fit on a page.
fn breaks(page: &Page<'_>) -> Vec<u32> {
    let room = page::landscape_height(page.width());
    let repeated = height(2) + 9.0;
    let mut used = repeated + height(2);
    let mut breaks = Vec::new();
    for block in &page.blocks {
        let tall = block_height(page, block);
        if used + tall > room && used > repeated + height(2) {
            // The empty row above goes with it, between the repeated heading and the table.
            breaks.push(block.top - 1);
            used = repeated;
        }
        used += tall;
    }
    breaks
}

fn block_height(page: &Page<'_>, block: &Block<'_>) -> f64 {
    let notes: u32 = block.notes.iter().map(|note| lines(note, page.width())).sum();
    let heading = 18.0 + height(notes) + height(1);
    if let Some(sentence) = &block.sentence {
        return heading + height(lines(sentence, page.width()));
    }
    let heads = block.grid.headings.iter().map(|heading| lines(heading, page.figure_width * BOLD));
    let rows: u32 = block.grid.rows.iter().map(|row| lines(&row.label, page.label_width)).sum();
    heading + height(heads.max().unwrap_or(1)) + 3.0 + height(rows + 2)
}
