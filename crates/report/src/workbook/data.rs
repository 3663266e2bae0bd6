//! The data sheet: every figure in one long table with HXL tags, for pivot tables and programs.
//!
//! A row is one count. Sexes stand side by side in it, because they are parts of the same count, and
//! children and incidents stand in columns of their own, because they cannot be added up. Totals that
//! are sums of rows are left out, so that a sum over the sheet counts nothing twice.

use super::Context;
use super::page::{self, Paper};
use super::plan::Plan;
use super::stream::{Cell, Rows};
use super::text::safe;
use crate::grid::{Figure, Grid, GridRow};
use crate::template::RowKind;
use crate::{Names, Result};
use domain::tables::TableDocument;
use domain::violation::ViolationType;
use jiff::civil::Date;
use rust_xlsxwriter::Worksheet;

/// The header is the first row and the tags the second, as HXL wants it.
pub(super) const FIRST_ROW: u32 = 2;

const TABLE: u8 = 0;
const FROM: u8 = 1;
const TO: u8 = 2;
const STATUS: u8 = 3;
const VIOLATION: u8 = 4;
const AREA: u8 = 6;
const PARTY: u8 = 8;
const FIGURES: u8 = 11;
const WITHHELD: u8 = 17;

/// The columns of figures, from [`FIGURES`] on.
const MEASURES: [&str; 6] = ["boys", "girls", "unknown", "children", "incidents", "groups"];

pub(super) struct Data<'a> {
    document: &'a TableDocument,
    names: &'a Names,
    plan: &'a Plan<'a>,
    context: &'a Context<'a>,
    from: u64,
    to: u64,
}

/// The figures of a row by measure; a measure that the count does not have is not there.
type Count = [Option<Figure>; MEASURES.len()];

impl<'a> Data<'a> {
    pub(super) fn new(
        document: &'a TableDocument,
        names: &'a Names,
        plan: &'a Plan<'a>,
        context: &'a Context<'a>,
    ) -> Self {
        let period = &document.period;
        Self { document, names, plan, context, from: serial(period.from), to: serial(period.to) }
    }

    /// Draws the header and the tags.
    pub(super) fn draw(&self, sheet: &mut Worksheet) -> Result<()> {
        let wording = self.context.wording;
        let style = &self.context.style;
        page::set_up(sheet, &wording.text("sheet-data"), Paper::Landscape, self.context)?;
        for (column, (key, tag, width)) in (0..).zip(self.columns()) {
            sheet.write_string_with_format(0, column, wording.text(key), &style.head_label)?;
            sheet.write_string_with_format(1, column, tag, &style.tag)?;
            sheet.set_column_width(column, width)?;
        }
        sheet.set_row_height(0, 18)?;
        sheet.set_freeze_panes(FIRST_ROW, 0)?;
        sheet.set_repeat_rows(0, 1)?;
        super::stream::mark(sheet, FIRST_ROW, style)
    }

    /// Wording key, HXL tag and width of each column.
    fn columns(&self) -> [(&'static str, String, f64); 18] {
        let area = match self.document.area_level {
            0 => "#country".to_owned(),
            level => format!("#adm{level}"),
        };
        let tag = |tag: &str| tag.to_owned();
        [
            ("data-table", tag("#meta+table"), 20.0),
            ("data-from", tag("#date+start"), 12.0),
            ("data-to", tag("#date+end"), 12.0),
            ("data-status", tag("#status"), 11.0),
            ("data-violation-code", tag("#event+type+code"), 29.0),
            ("data-violation", tag("#event+type+name"), 29.0),
            ("data-area-code", format!("{area}+code"), 14.0),
            ("data-area", format!("{area}+name"), 24.0),
            ("data-party-code", tag("#x_party+code"), 25.0),
            ("data-party", tag("#x_party+name"), 44.0),
            ("data-party-category", tag("#x_party+category"), 25.0),
            ("data-boys", tag("#affected+children+m"), 21.0),
            ("data-girls", tag("#affected+children+f"), 21.0),
            ("data-unknown", tag("#affected+children+u"), 21.0),
            ("data-children", tag("#affected+children"), 18.0),
            ("data-incidents", tag("#event+num"), 12.0),
            ("data-groups", tag("#x_groups+num"), 15.0),
            ("data-withheld", tag("#meta+withheld"), 16.0),
        ]
    }

    /// Writes every row.
    pub(super) fn rows(&self, rows: &mut Rows<'_>) -> std::io::Result<()> {
        let violations: Vec<String> = ViolationType::grave()
            .iter()
            .map(|kind| self.context.wording.text(&format!("violation-{}", kind.code())))
            .collect();
        for (grid, status) in self.plan.grids() {
            for row in &grid.rows {
                let count = plain_count(grid, row);
                if count.iter().flatten().any(|figure| *figure != Some(0)) {
                    self.row(rows, grid, row, status, None, &count)?;
                }
                for (column, figure) in grid.columns.iter().zip(&row.figures) {
                    let Some(kind) = ViolationType::from_code(column).filter(|_| *figure != Some(0)) else {
                        continue;
                    };
                    let mut count = Count::default();
                    count[measure(kind)] = Some(*figure);
                    let violation = (kind.code(), violations[kind as usize].as_str());
                    self.row(rows, grid, row, status, Some(violation), &count)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a row. `violation` is the column's, for tables whose columns are violation types.
    fn row(
        &self,
        rows: &mut Rows<'_>,
        grid: &Grid<'_>,
        row: &GridRow<'_>,
        status: &str,
        violation: Option<(&str, &str)>,
        count: &Count,
    ) -> std::io::Result<()> {
        rows.text(TABLE, &grid.table.id, Cell::Plain);
        rows.number(FROM, self.from, Cell::Date);
        rows.number(TO, self.to, Cell::Date);
        rows.text(STATUS, status, Cell::Plain);
        if let Some((code, name)) = violation {
            rows.text(VIOLATION, code, Cell::Plain);
            rows.text(VIOLATION + 1, name, Cell::Plain);
        }
        let at = match grid.table.rows {
            RowKind::ViolationType | RowKind::ViolationSet => VIOLATION,
            RowKind::Area => AREA,
            RowKind::Party => PARTY,
        };
        let name = match grid.table.rows {
            // A column of area names is read by machines too, which have the parent from the code.
            RowKind::Area if self.document.area_level > 1 => safe(self.names.area_name(row.key)),
            _ => safe(&row.label),
        };
        rows.text(at, &safe(row.key), Cell::Plain);
        rows.text(at + 1, &name, Cell::Plain);
        let categories = (grid.table.rows == RowKind::Party).then(|| self.names.party_categories(row.key));
        if let Some(categories) = categories.flatten() {
            rows.text(PARTY + 2, &categories, Cell::Plain);
        }
        let mut withheld = Vec::new();
        for (column, (measure, figure)) in (FIGURES..).zip(MEASURES.iter().zip(count)) {
            match figure {
                Some(Some(figure)) => rows.number(column, *figure, Cell::Plain),
                Some(None) => withheld.push(*measure),
                None => {}
            }
        }
        if !withheld.is_empty() {
            rows.text(WITHHELD, &withheld.join(" "), Cell::Plain);
        }
        rows.end()
    }
}

/// The figures of a row that are one count of it: not those of single violation types.
fn plain_count(grid: &Grid<'_>, row: &GridRow<'_>) -> Count {
    let mut count = Count::default();
    for (column, figure) in grid.columns.iter().zip(&row.figures) {
        let at = match (*column, ViolationType::from_code(row.key)) {
            ("total", Some(kind)) => Some(measure(kind)),
            // The total over types mixes children and incidents, and is the sum of rows.
            ("total", None) => None,
            (column, _) => MEASURES.iter().position(|measure| *measure == column),
        };
        if let Some(at) = at {
            count[at] = Some(*figure);
        }
    }
    count
}

/// What a violation type counts: children or incidents.
fn measure(kind: ViolationType) -> usize {
    if kind.counts_children() { 3 } else { 4 }
}

/// A date as spreadsheets count days.
fn serial(date: Date) -> u64 {
    let epoch = jiff::civil::date(1899, 12, 30);
    let days = epoch.until(date).map_or(0, |span| span.get_days());
    u64::try_from(days).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_the_days_that_spreadsheets_count() {
        assert_eq!(serial(jiff::civil::date(2022, 1, 1)), 44_562);
        assert_eq!(serial(jiff::civil::date(1900, 3, 1)), 61);
    }
}
