//! A document's tables laid out by their template: rows in the field's order with their labels,
//! zeros filled in, totals where rows add up. The workbook only draws what is here.

use crate::label::{label, order};
use crate::template::{Frame, Table, dimension_label};
use crate::{Names, ReportError, Result, Template, Wording};
use domain::counting::Boundary;
use domain::tables::{Attribution, Row, TableDocument};
use domain::tabulate::{Dimension, Selection, WITHOUT_ROWS, spans};
use domain::violation::ViolationType;
use std::collections::BTreeMap;

/// The largest whole number that a spreadsheet keeps exactly.
const LARGEST: u64 = 1 << 53;

/// Between the values of a row's key, where its rows are of several dimensions.
pub(crate) const BETWEEN: &str = " / ";
/// The same in its label.
pub(crate) const BESIDE: &str = " · ";

/// A figure; none when it is withheld.
pub(crate) type Figure = Option<u64>;

/// A table ready to be drawn.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    pub(crate) table: &'a Table,
    /// Its number in the report, from 1.
    pub(crate) number: usize,
    /// What its rows are.
    pub(crate) rows_of: Vec<Dimension>,
    /// What its columns are, beside the total.
    pub(crate) columns_of: Option<Dimension>,
    /// What it is called.
    pub(crate) title: String,
    /// What stands over its first column.
    pub(crate) rows_heading: String,
    pub(crate) columns: Vec<String>,
    /// The words of the columns' headings.
    pub(crate) headings: Vec<String>,
    pub(crate) rows: Vec<GridRow<'a>>,
    /// Whether one count can stand in several rows, or in several columns.
    pub(crate) repeats: (bool, bool),
    /// The sum of the rows, where they add up.
    pub(crate) total: Option<Vec<Figure>>,
    /// Whether the document has the table at all.
    pub(crate) released: bool,
}

/// A row of it.
#[derive(Debug)]
pub(crate) struct GridRow<'a> {
    pub(crate) key: std::borrow::Cow<'a, str>,
    pub(crate) label: String,
    pub(crate) figures: Vec<Figure>,
}

impl Grid<'_> {
    /// Whether there is nothing in it: no figure but zero, none withheld.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.figures.iter().all(|figure| *figure == Some(0)))
    }

    /// Whether any figure is withheld.
    pub(crate) fn is_withheld(&self) -> bool {
        self.rows.iter().any(|row| row.figures.contains(&None))
    }

    /// What is to be known of how it counts.
    pub(crate) fn notes(&self, wording: &Wording) -> Vec<String> {
        let mut notes = vec![self.table.unit(wording)];
        notes.extend(match self.repeats {
            (true, _) if self.table.is_by(&Dimension::Party) => Some(wording.text("table-each")),
            (true, _) => Some(wording.text("table-repeated-rows")),
            (false, true) => Some(wording.text("table-repeated-columns")),
            (false, false) => None,
        });
        notes
    }

    /// What stands instead of rows, where there are none.
    pub(crate) fn sentence(&self, wording: &Wording) -> Option<String> {
        match self.released {
            false => Some(wording.text("table-absent")),
            true if self.is_empty() => Some(wording.text("table-empty")),
            true => None,
        }
    }

    /// Where a column stands.
    pub(crate) fn column(&self, code: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == code)
    }

    /// The figure of a row and column; zero when there is no such row.
    pub(crate) fn figure(&self, key: &str, column: &str) -> Figure {
        let at = self.column(column);
        let row = self.rows.iter().find(|row| row.key == key);
        row.zip(at).map_or(Some(0), |(row, at)| row.figures[at])
    }
}

/// Refuses a document that its template would show wrongly or not at all.
pub(crate) fn check(template: &Template, document: &TableDocument) -> Result<()> {
    crate::document::check(document)?;
    let bad = |at: &str, problem: String, remedy: &str| {
        Err(ReportError::document(&document.report, at, problem, remedy))
    };
    if document.report != template.name() {
        let problem = format!("is {:?}, and the template is {:?}", document.report, template.name());
        return bad("report", problem, "use the template of that name");
    }
    if !template.tiers().contains(&document.tier) {
        let problem = format!("is {}, for which this report is not made", document.tier);
        return bad("tier", problem, "choose a tier that the template declares");
    }
    for table in &document.tables {
        let Some(declared) = template.tables(document.tier).find(|declared| declared.id == table.id) else {
            return bad(
                &table.id,
                "is not in the template for this tier".to_owned(),
                "declare it in template.toml",
            );
        };
        for row in &table.rows {
            if let Some((problem, remedy)) =
                misfit(declared, &declared.column_codes(Frame::of(document)), row)
            {
                return bad(&format!("{}, row {}", table.id, row.key), problem, remedy);
            }
        }
    }
    Ok(())
}

/// What of a row would be lost or misnamed.
fn misfit(table: &Table, columns: &[String], row: &Row) -> Option<(String, &'static str)> {
    if let Some(column) = row.cells.keys().find(|column| !columns.contains(column)) {
        return Some((format!("column {column} is not in the template"), "declare it in template.toml"));
    }
    if row.cells.values().flatten().any(|figure| *figure > LARGEST) {
        return Some(("a figure is more than 2^53".to_owned(), "count again: a spreadsheet would round it"));
    }
    let parts: Vec<&str> = row.key.split(BETWEEN).collect();
    let known = match &table.rows.0[..] {
        [] => row.key == WITHOUT_ROWS,
        [Dimension::ViolationType] if table.count.is_none() => {
            row.is_empty() || table.keys.contains(&row.key)
        }
        [Dimension::ViolationSet] => row.key.split('+').all(|code| ViolationType::from_code(code).is_some()),
        rows => parts.len() == rows.len(),
    };
    let remedy = "use the rows that the template declares";
    (!known).then(|| ("the key is not one of this table's".to_owned(), remedy))
}

/// Every table of a template with a document's figures, in order.
pub(crate) fn lay_out<'a>(
    template: &'a Template,
    document: &'a TableDocument,
    names: &Names,
    wording: &Wording,
) -> Vec<Grid<'a>> {
    let scribe = Scribe { document, names, wording };
    template.tables(document.tier).enumerate().map(|(at, table)| scribe.grid(at + 1, table)).collect()
}

/// What a row of a table is called, also where this document has no such row: its figures are zero by now.
pub(crate) fn row_label(
    grid: &Grid<'_>,
    document: &TableDocument,
    names: &Names,
    wording: &Wording,
    key: &str,
) -> String {
    let found = grid.rows.iter().find(|row| row.key == key).map(|row| row.label.clone());
    found.unwrap_or_else(|| Scribe { document, names, wording }.label(&grid.rows_of, key))
}

struct Scribe<'a, 'n> {
    document: &'a TableDocument,
    names: &'n Names,
    wording: &'n Wording,
}

impl<'a> Scribe<'a, '_> {
    fn grid(&self, number: usize, table: &'a Table) -> Grid<'a> {
        let frame = Frame::of(self.document);
        let columns = table.column_codes(frame);
        let rows_of = table.dimensions(frame);
        let given = self.document.table(&table.id);
        let given_rows = given.map_or(&[][..], |given| &given.rows[..]);
        let figures = |row: &Row| columns.iter().map(|column| row.figure(column)).collect();
        let fixed = table.fixed_keys();
        // A document made by another template may have rows beside them.
        let is_fixed = given_rows.iter().all(|row| row.is_empty() || fixed.contains(&row.key));
        let rows: Vec<GridRow<'a>> = if !fixed.is_empty() && is_fixed {
            let none = Row::default();
            let row = |key: String| {
                let found = given_rows.iter().find(|row| row.key == key).unwrap_or(&none);
                GridRow { label: self.label(&rows_of, &key), figures: figures(found), key: key.into() }
            };
            fixed.into_iter().map(row).collect()
        } else {
            let mut rows: Vec<&'a Row> = given_rows.iter().filter(|row| !row.is_empty()).collect();
            rows.sort_by_cached_key(|row| self.order(&rows_of, &row.key));
            let row = |row: &'a Row| GridRow {
                key: row.key.as_str().into(),
                label: self.label(&rows_of, &row.key),
                figures: figures(row),
            };
            self.with_empty_spans(&rows_of, rows.into_iter().map(row).collect(), columns.len())
        };
        let repeats = self.repeats(table);
        let total = (!repeats.0 && !table.rows.0.is_empty()).then(|| sum(&rows, columns.len()));
        let columns_of = table.column_dimension(frame);
        let headings = columns.iter().map(|code| heading(self.wording, columns_of.as_ref(), code)).collect();
        let over: Vec<String> =
            rows_of.iter().map(|dimension| dimension_label(self.wording, dimension)).collect();
        Grid {
            table,
            number,
            title: table.title(self.wording, frame),
            rows_heading: over.join(BESIDE),
            rows_of,
            columns_of,
            columns,
            headings,
            rows,
            repeats,
            total,
            released: given.is_some(),
        }
    }

    /// A row for every month, quarter or year in which nothing was counted: a reader should see that it is none.
    fn with_empty_spans(
        &self,
        rows_of: &[Dimension],
        rows: Vec<GridRow<'a>>,
        columns: usize,
    ) -> Vec<GridRow<'a>> {
        let Some((Dimension::Span(span), rest)) = rows_of.split_first() else { return rows };
        if rows.is_empty() {
            return rows;
        }
        let mut all = Vec::with_capacity(rows.len());
        let mut rows = rows.into_iter().peekable();
        for key in spans(*span, self.document.period) {
            let before = all.len();
            while let Some(row) = rows.next_if(|row| row.key.split(BETWEEN).next() == Some(key.as_str())) {
                all.push(row);
            }
            if all.len() == before {
                let label = match rest.is_empty() {
                    true => key.clone(),
                    false => format!("{key}{BESIDE}{}", self.wording.text("row-none")),
                };
                all.push(GridRow { key: key.into(), label, figures: vec![Some(0); columns] });
            }
        }
        all.extend(rows);
        all
    }

    fn repeats(&self, table: &Table) -> (bool, bool) {
        let by_each = self.document.attribution == Attribution::Each;
        let nothing = BTreeMap::new();
        let asked = Selection::default();
        match table.query(Frame::of(self.document), Boundary::Quarter, &asked, &nothing) {
            Ok(Some(query)) => query.is_repeated(by_each),
            _ => (by_each && table.is_by(&Dimension::Party), false),
        }
    }

    fn label(&self, rows_of: &[Dimension], key: &str) -> String {
        let parts = rows_of.iter().zip(key.split(BETWEEN));
        let labels = parts.map(|(dimension, value)| {
            label(self.wording, self.names, self.document.area_level, dimension, value)
        });
        match rows_of.is_empty() {
            true => self.wording.text("row-total"),
            false => labels.collect::<Vec<_>>().join(BESIDE),
        }
    }

    fn order<'k>(&self, rows_of: &[Dimension], key: &'k str) -> Vec<(usize, Vec<usize>, &'k str)> {
        let parts = rows_of.iter().zip(key.split(BETWEEN));
        parts.map(|(dimension, value)| order(self.names, dimension, value)).collect()
    }
}

/// The words of a column's heading.
fn heading(wording: &Wording, dimension: Option<&Dimension>, code: &str) -> String {
    match dimension {
        Some(dimension) if code != "total" => label(wording, &Names::default(), 0, dimension, code),
        _ if ViolationType::from_code(code).is_some() => wording.text(&format!("violation-{code}")),
        _ => wording.text(&format!("column-{code}")),
    }
}

/// The sum by column. A sum with a withheld part is withheld: the rest of it would be a wrong total.
fn sum(rows: &[GridRow<'_>], columns: usize) -> Vec<Figure> {
    let column = |at: usize| {
        rows.iter().try_fold(0_u64, |sum, row| row.figures[at].map(|figure| sum.saturating_add(figure)))
    };
    (0..columns).map(column).collect()
}

#[cfg(test)]
mod tests;
