//! What a release says beside its tables: a narrative, and the figures that the release before gave otherwise.

use crate::grid::{self, Grid};
use crate::{Names, Wording};
use domain::counting::CellName;
use domain::tables::TableDocument;

/// What stands over the columns of amendments.
pub(crate) const AMENDED: [&str; 5] =
    ["data-table", "release-row", "release-column", "release-was", "release-is"];

/// What stands beside a document's tables. Nothing of it is shown where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// A text. Its lines are paragraphs; one that begins with `# ` is a heading.
    pub narrative: String,
    /// Figures that the release before gave otherwise.
    pub amendments: Vec<Amended>,
}

/// A figure that the release before gave otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amended {
    /// The figure.
    pub cell: CellName,
    /// What it was.
    pub was: u64,
    /// What it is now.
    pub is: u64,
}

/// An amendment in words.
pub(crate) struct Line {
    /// The table's number and title.
    pub(crate) table: String,
    pub(crate) row: String,
    pub(crate) column: String,
    pub(crate) was: u64,
    pub(crate) is: u64,
}

impl Beside {
    pub(crate) fn is_empty(&self) -> bool {
        self.amendments.is_empty() && self.paragraphs().next().is_none()
    }

    pub(crate) fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.narrative.lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// A paragraph that is a heading, without its mark.
    pub(crate) fn heading(paragraph: &str) -> Option<&str> {
        paragraph.strip_prefix("# ").map(str::trim)
    }

    /// The amendments, called as the tables call them: in the order of the report's tables, as they came in each.
    pub(crate) fn lines(
        &self,
        document: &TableDocument,
        grids: &[Grid<'_>],
        names: &Names,
        wording: &Wording,
    ) -> Vec<Line> {
        let number = |one: &Amended| grids.iter().position(|grid| grid.table.id == one.cell.table);
        let mut ordered: Vec<&Amended> = self.amendments.iter().collect();
        ordered.sort_by_key(|one| number(one).unwrap_or(grids.len()));
        let line = |one: &Amended| {
            let [table, row, column] = in_words(&one.cell, document, grids, names, wording);
            Line { table, row, column, was: one.was, is: one.is }
        };
        ordered.into_iter().map(line).collect()
    }
}

/// A figure's table, row and column, called as the tables call them.
pub(crate) fn in_words(
    cell: &CellName,
    document: &TableDocument,
    grids: &[Grid<'_>],
    names: &Names,
    wording: &Wording,
) -> [String; 3] {
    let Some(grid) = grids.iter().find(|grid| grid.table.id == cell.table) else {
        return [cell.table.clone(), cell.key.clone(), cell.column.clone()];
    };
    let values = [("number", (grid.number as i64).into()), ("title", grid.title.as_str().into())];
    let heading = grid.column(&cell.column).map(|at| grid.headings[at].clone());
    [
        wording.with("table-heading", &values),
        grid::row_label(grid, document, names, wording, &cell.key),
        heading.unwrap_or_else(|| cell.column.clone()),
    ]
}
