//! A document's tables laid out by their template: rows in the field's order with their labels,
//! zeros filled in, totals where rows add up. The workbook only draws what is here.

use crate::names::JOINT;
use crate::template::{RowKind, Table};
use crate::{Names, ReportError, Result, Template, Wording};
use domain::counting::{UNATTRIBUTED, UNKNOWN_AREA};
use domain::tables::{Attribution, Row, TableDocument};
use domain::violation::ViolationType;
use std::collections::BTreeSet;

/// The largest whole number that a spreadsheet keeps exactly.
const LARGEST: u64 = 1 << 53;

/// A figure; none when it is withheld.
pub(crate) type Figure = Option<u64>;

/// A table ready to be drawn.
#[derive(Debug)]
pub(crate) struct Grid<'a> {
    pub(crate) table: &'a Table,
    /// Its number in the report, from 1.
    pub(crate) number: usize,
    pub(crate) columns: Vec<&'a str>,
    pub(crate) rows: Vec<GridRow<'a>>,
    /// The sum of the rows, where they add up.
    pub(crate) total: Option<Vec<Figure>>,
    /// Whether the document has the table at all.
    pub(crate) released: bool,
}

/// A row of it.
#[derive(Debug)]
pub(crate) struct GridRow<'a> {
    pub(crate) key: &'a str,
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

    /// Where a column stands.
    pub(crate) fn column(&self, code: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == code)
    }

    /// The figure of a row and column; zero when there is no such row.
    pub(crate) fn figure(&self, key: &str, column: &str) -> Figure {
        let at = self.column(column);
        let row = self.rows.iter().find(|row| row.key == key);
        row.zip(at).map_or(Some(0), |(row, at)| row.figures[at])
    }
}

/// The words of a column's heading.
pub(crate) fn column_heading(wording: &Wording, code: &str) -> String {
    match ViolationType::from_code(code) {
        Some(_) => wording.text(&format!("violation-{code}")),
        None => wording.text(&format!("column-{code}")),
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
        let Some(declared) = template.tables().find(|declared| declared.id == table.id) else {
            return bad(&table.id, "is not in the template".to_owned(), "declare it in template.toml");
        };
        for row in &table.rows {
            if let Some((problem, remedy)) = misfit(declared, row) {
                return bad(&format!("{}, row {}", table.id, row.key), problem, remedy);
            }
        }
    }
    Ok(())
}

/// What of a row would be lost or misnamed.
fn misfit(table: &Table, row: &Row) -> Option<(String, &'static str)> {
    let columns = table.column_codes();
    if let Some(column) = row.cells.keys().find(|column| !columns.contains(&column.as_str())) {
        return Some((format!("column {column} is not in the template"), "declare it in template.toml"));
    }
    if row.cells.values().flatten().any(|figure| *figure > LARGEST) {
        return Some(("a figure is more than 2^53".to_owned(), "count again: a spreadsheet would round it"));
    }
    let known = match table.rows {
        RowKind::ViolationType => row.is_empty() || table.keys.contains(&row.key),
        RowKind::ViolationSet => row.key.split('+').all(|code| ViolationType::from_code(code).is_some()),
        RowKind::Party | RowKind::Area => true,
    };
    let remedy = "use the violation types that the template lists";
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
    template.tables().enumerate().map(|(at, table)| scribe.grid(at + 1, table)).collect()
}

struct Scribe<'a, 'n> {
    document: &'a TableDocument,
    names: &'n Names,
    wording: &'n Wording,
}

impl<'a> Scribe<'a, '_> {
    fn grid(&self, number: usize, table: &'a Table) -> Grid<'a> {
        let columns = table.column_codes();
        let given = self.document.table(&table.id);
        let given_rows = given.map_or(&[][..], |given| &given.rows[..]);
        let figures = |row: &Row| columns.iter().map(|column| row.figure(column)).collect();
        let rows: Vec<GridRow<'a>> = if table.rows == RowKind::ViolationType {
            // Every type always has its row: a reader should see that it is none, not wonder.
            let none = Row::default();
            let row = |key: &'a String| {
                let found = given_rows.iter().find(|row| row.key == *key).unwrap_or(&none);
                GridRow { key, label: self.label(table.rows, key), figures: figures(found) }
            };
            table.keys.iter().map(row).collect()
        } else {
            let mut rows: Vec<&'a Row> = given_rows.iter().filter(|row| !row.is_empty()).collect();
            rows.sort_by_cached_key(|row| self.order(table.rows, &row.key));
            let row = |row: &'a Row| GridRow {
                key: &row.key,
                label: self.label(table.rows, &row.key),
                figures: figures(row),
            };
            rows.into_iter().map(row).collect()
        };
        let adds_up = !(table.rows == RowKind::Party && self.document.attribution == Attribution::Each);
        let total = adds_up.then(|| sum(&rows, columns.len()));
        Grid { table, number, columns, rows, total, released: given.is_some() }
    }

    fn label(&self, kind: RowKind, key: &str) -> String {
        let violation = |code: &str| self.wording.text(&format!("violation-{code}"));
        match kind {
            RowKind::ViolationType => violation(key),
            RowKind::ViolationSet => {
                in_field_order(key).into_iter().map(violation).collect::<Vec<_>>().join(JOINT)
            }
            RowKind::Party if key == UNATTRIBUTED => self.wording.text("row-unattributed"),
            RowKind::Party => {
                key.split(JOINT).map(|code| self.names.party_name(code)).collect::<Vec<_>>().join(JOINT)
            }
            RowKind::Area if key == UNKNOWN_AREA => self.wording.text("row-unknown"),
            RowKind::Area => self.names.area_path(key, self.document.area_level),
        }
    }

    /// The field's order: single before joined, the register's order, what is not known last.
    fn order<'k>(&self, kind: RowKind, key: &'k str) -> (usize, Vec<usize>, &'k str) {
        match kind {
            RowKind::Party if key == UNATTRIBUTED => (usize::MAX, Vec::new(), key),
            RowKind::Party => {
                let places: Vec<usize> = key.split(JOINT).map(|code| self.names.party_order(code)).collect();
                (places.len(), places, key)
            }
            RowKind::Area if key == UNKNOWN_AREA => (usize::MAX, Vec::new(), key),
            RowKind::Area => (0, self.names.area_order(key), key),
            RowKind::ViolationSet | RowKind::ViolationType => {
                let kinds: BTreeSet<_> = key.split('+').filter_map(ViolationType::from_code).collect();
                (kinds.len(), kinds.into_iter().map(|kind| kind as usize).collect(), key)
            }
        }
    }
}

/// The codes of a set of types in the field's order; its key has them in the alphabet's.
fn in_field_order(key: &str) -> Vec<&str> {
    let mut codes: Vec<&str> = key.split('+').collect();
    codes.sort_by_key(|code| ViolationType::from_code(code));
    codes
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
