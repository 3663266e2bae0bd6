//! A document's tables in words, for whoever shows them in a way of their own: rows and columns have their labels, and
//! each figure is a number or withheld.

use crate::beside::in_words;
use crate::grid::{self, Grid};
use crate::{Names, Result, Template, Wording};
use domain::counting::CellName;
use domain::tables::TableDocument;

/// A document in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The report's title.
    pub title: String,
    /// The sheets, in order.
    pub sheets: Vec<ShownSheet>,
    /// Table, row and column of each figure that was asked for by name.
    pub cells: Vec<[String; 3]>,
    /// What the sign for a withheld figure means.
    pub legend: String,
}

/// A sheet with its tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSheet {
    /// Its heading.
    pub heading: String,
    /// The sentence under the heading.
    pub about: Option<String>,
    /// Its tables, in order.
    pub tables: Vec<ShownTable>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTable {
    /// Its id.
    pub id: String,
    /// Its number in the report, from 1.
    pub number: usize,
    /// What it is called.
    pub title: String,
    /// What is to be known of how it counts.
    pub notes: Vec<String>,
    /// Whether the document has it at all: the rows of one that it does not have tell nothing.
    pub is_there: bool,
    /// What stands instead of rows, where there are none.
    pub sentence: Option<String>,
    /// What stands over the rows' labels.
    pub rows_heading: String,
    /// The columns' codes.
    pub columns: Vec<String>,
    /// What stands over each column.
    pub headings: Vec<String>,
    /// The rows, in order.
    pub rows: Vec<ShownRow>,
    /// The sum of the rows, where they add up.
    pub total: Option<ShownRow>,
    /// What is said under it, where a figure is withheld.
    pub withheld: Option<String>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownRow {
    /// Its key; of a total, none.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Its figures by column; none where one is withheld.
    pub figures: Vec<Option<u64>>,
}

/// A document in a language's words, and what figures of it are called.
///
/// # Errors
/// Where the template cannot show the document, or does not have the language.
pub fn shown(
    template: &Template,
    document: &TableDocument,
    names: &Names,
    language: &str,
    cells: &[CellName],
) -> Result<Shown> {
    grid::check(template, document)?;
    let wording = template.wording(language)?;
    let grids = grid::lay_out(template, document, names, wording);
    let mut rest = grids.iter();
    let sheets = template.sheets(document.tier).iter().map(|sheet| ShownSheet {
        heading: wording.text(&sheet.title),
        about: sheet.about.as_ref().map(|about| wording.text(about)),
        tables: rest.by_ref().take(sheet.tables.len()).map(|grid| ShownTable::of(grid, wording)).collect(),
    });
    Ok(Shown {
        title: template.title(wording),
        sheets: sheets.collect(),
        cells: cells.iter().map(|cell| in_words(cell, document, &grids, names, wording)).collect(),
        legend: wording.text("legend-withheld"),
    })
}

impl Shown {
    /// The table of an id.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&ShownTable> {
        self.sheets.iter().flat_map(|sheet| &sheet.tables).find(|table| table.id == id)
    }
}

impl ShownTable {
    pub(crate) fn of(grid: &Grid<'_>, wording: &Wording) -> ShownTable {
        let rows = grid.rows.iter().map(|row| ShownRow {
            key: row.key.to_string(),
            label: row.label.clone(),
            figures: row.figures.clone(),
        });
        ShownTable {
            id: grid.table.id.clone(),
            number: grid.number,
            title: grid.title.clone(),
            notes: grid.notes(wording),
            is_there: grid.released,
            sentence: grid.sentence(wording),
            rows_heading: grid.rows_heading.clone(),
            columns: grid.columns.clone(),
            headings: grid.headings.clone(),
            rows: rows.collect(),
            total: grid.total.as_ref().map(|figures| ShownRow {
                key: String::new(),
                label: wording.text("row-total"),
                figures: figures.clone(),
            }),
            withheld: grid.is_withheld().then(|| wording.text("table-withheld")),
        }
    }

    /// The figure of a row and column: zero where there is no such row, none where it or all of the table is withheld.
    #[must_use]
    pub fn figure(&self, key: &str, column: &str) -> Option<u64> {
        if !self.is_there {
            return None;
        }
        let at = self.columns.iter().position(|code| code == column);
        let row = self.rows.iter().find(|row| row.key == key);
        row.zip(at).map_or(Some(0), |(row, at)| row.figures[at])
    }

    /// How many of its figures are withheld.
    #[must_use]
    pub fn hidden(&self) -> usize {
        self.rows.iter().flat_map(|row| &row.figures).filter(|figure| figure.is_none()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Templates, parse};

    #[test]
    fn a_withheld_figure_is_no_number_and_no_zero() {
        let templates = Templates::embedded().unwrap();
        let ghn = templates.get("ghn").unwrap();
        let mut document = parse(ghn.sample()).unwrap();
        let table = document.tables.iter_mut().find(|table| table.id == "verified.victims").unwrap();
        let row = table.rows.iter_mut().find(|row| row.cells.contains_key("boys")).unwrap();
        let key = row.key.clone();
        row.cells.insert("boys".to_owned(), None);
        row.suppressed.insert("boys".to_owned(), domain::tables::Suppression::Primary);
        document.tier = domain::tables::Tier::Public;
        document.notes.clear();
        let cell =
            CellName { table: "verified.victims".to_owned(), key: key.clone(), column: "boys".to_owned() };
        let shown = shown(ghn, &document, &Names::new("Arandia"), "en", &[cell]).unwrap();
        let table = shown.table("verified.victims").unwrap();
        assert_eq!((table.figure(&key, "boys"), table.hidden()), (None, 1));
        assert_eq!(table.figure("no such row", "boys"), Some(0));
        assert_eq!(table.total.as_ref().unwrap().figures[0], None, "a sum with a withheld part");
        assert_eq!(shown.cells[0][2], "Boys");
    }
}
