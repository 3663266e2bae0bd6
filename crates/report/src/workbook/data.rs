//! The data sheet: every figure in one long table with HXL tags, for pivot tables and programs.
//!
//! A row is one count. Sexes stand side by side in it, because they are parts of the same count, and
//! children and incidents stand in columns of their own, because they cannot be added up. Totals that
//! are sums of rows are left out, so that a sum over the sheet counts nothing twice.
//!
//! Tables that a template declares in full have one row a figure, with what is counted and by what in columns of
//! their own, which are there only where such tables are.

use super::Context;
use super::page::{self, Paper};
use super::plan::Plan;
use super::stream::{Cell, Rows};
use super::text::safe;
use crate::grid::{Figure, Grid, GridRow};
use crate::{Names, Result};
use domain::tables::TableDocument;
use domain::tabulate::{Dimension, Measure, Part};
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
const BY: u8 = 18;
const MEASURE: u8 = 21;
const FIGURE: u8 = 22;

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
    fn columns(&self) -> Vec<(&'static str, String, f64)> {
        let area = match self.document.area_level {
            0 => "#country".to_owned(),
            level => format!("#adm{level}"),
        };
        let tag = |tag: &str| tag.to_owned();
        let mut columns = vec![
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
        ];
        if self.plan.grids().any(|(grid, _)| grid.table.count.is_some()) {
            columns.extend([
                ("data-by", tag("#meta+dimension"), 26.0),
                ("data-by-code", tag("#x_value+code"), 26.0),
                ("data-by-name", tag("#x_value+name"), 34.0),
                ("data-measure", tag("#meta+measure"), 14.0),
                ("data-figure", tag("#x_figure+num"), 12.0),
            ]);
        }
        columns
    }

    /// Writes every row.
    pub(super) fn rows(&self, rows: &mut Rows<'_>) -> std::io::Result<()> {
        let violations: Vec<String> = ViolationType::grave()
            .iter()
            .map(|kind| self.context.wording.text(&format!("violation-{}", kind.code())))
            .collect();
        for (grid, status) in self.plan.grids() {
            if grid.table.count.is_some() {
                self.declared(rows, grid, status)?;
                continue;
            }
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
        let (is_area, is_party) = (grid.table.is_by(&Dimension::Area), grid.table.is_by(&Dimension::Party));
        let at = match (is_area, is_party) {
            (true, _) => AREA,
            (_, true) => PARTY,
            _ => VIOLATION,
        };
        // A column of area names is read by machines too, which have the parent from the code.
        let name = match is_area && self.document.area_level > 1 {
            true => safe(self.names.area_name(&row.key)),
            false => safe(&row.label),
        };
        rows.text(at, &safe(&row.key), Cell::Plain);
        rows.text(at + 1, &name, Cell::Plain);
        let categories = is_party.then(|| self.names.party_categories(&row.key));
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

impl Data<'_> {
    /// Writes every figure of a table that its template declares: a row each.
    fn declared(&self, rows: &mut Rows<'_>, grid: &Grid<'_>, status: &str) -> std::io::Result<()> {
        let wording = self.context.wording;
        let of_columns = grid.columns_of.clone();
        let status = match grid.table.part {
            Part::Asked => status,
            part => part.code(),
        };
        for row in &grid.rows {
            let cells = grid.columns.iter().zip(&grid.headings).zip(&row.figures);
            // The total is the sum of the others, or stands alone.
            let parts = cells.filter(|((code, _), _)| of_columns.is_none() || *code != "total");
            for ((code, heading), figure) in parts.filter(|(_, figure)| **figure != Some(0)) {
                rows.text(TABLE, &grid.table.id, Cell::Plain);
                rows.number(FROM, self.from, Cell::Date);
                rows.number(TO, self.to, Cell::Date);
                rows.text(STATUS, status, Cell::Plain);
                let mut values = self.values(grid, row);
                values.extend(of_columns.clone().map(|dimension| (dimension, code.clone(), heading.clone())));
                let (mut named, mut rest) = (Vec::new(), Vec::new());
                for (dimension, code, name) in values {
                    let at = match dimension {
                        Dimension::ViolationType => VIOLATION,
                        Dimension::Area => AREA,
                        Dimension::Party => PARTY,
                        _ => {
                            rest.push((crate::template::dimension_label(wording, &dimension), code, name));
                            continue;
                        }
                    };
                    named.push((at, code, name));
                }
                // A row is written from its first column to its last.
                named.sort();
                for (at, code, name) in named {
                    rows.text(at, &safe(&code), Cell::Plain);
                    rows.text(at + 1, &safe(&name), Cell::Plain);
                }
                if figure.is_none() {
                    rows.text(WITHHELD, "figure", Cell::Plain);
                }
                if !rest.is_empty() {
                    let joined = |part: fn(&(String, String, String)) -> &String| {
                        let parts: Vec<&str> = rest.iter().map(|one| part(one).as_str()).collect();
                        safe(&parts.join(" · ")).into_owned()
                    };
                    rows.text(BY, &joined(|one| &one.0), Cell::Plain);
                    rows.text(BY + 1, &joined(|one| &one.1), Cell::Plain);
                    rows.text(BY + 2, &joined(|one| &one.2), Cell::Plain);
                }
                rows.text(MEASURE, grid.table.count.map_or("", Measure::code), Cell::Plain);
                if let Some(figure) = figure {
                    rows.number(FIGURE, *figure, Cell::Plain);
                }
                rows.end()?;
            }
        }
        Ok(())
    }

    /// The dimensions of a row with the codes and names of its values.
    fn values(&self, grid: &Grid<'_>, row: &GridRow<'_>) -> Vec<(Dimension, String, String)> {
        let codes = row.key.split(crate::grid::BETWEEN).map(str::to_owned);
        let names = row.label.split(crate::grid::BESIDE).map(str::to_owned);
        let dimensions = grid.rows_of.iter().cloned();
        dimensions.zip(codes.zip(names)).map(|(dimension, (code, name))| (dimension, code, name)).collect()
    }
}

/// The figures of a row that are one count of it: not those of single violation types.
fn plain_count(grid: &Grid<'_>, row: &GridRow<'_>) -> Count {
    let mut count = Count::default();
    for (column, figure) in grid.columns.iter().zip(&row.figures) {
        let at = match (column.as_str(), ViolationType::from_code(&row.key)) {
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
