//! The table document (`sixfold.tables/1`): what a report gives as JSON and what its workbook shows
//! cell for cell.

use crate::tabulate::{Meaning, Selection, Span};
use crate::violation::codes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The schema name that every table document carries.
pub const TABLES_SCHEMA: &str = "sixfold.tables/1";

codes! {
    /// Who a report is for, and so how exact it may be.
    Tier {
        /// The task force's own: exact, nothing suppressed.
        Internal = "internal",
        /// Agencies under an information-sharing protocol.
        Partner = "partner",
        /// Everyone.
        Public = "public",
    }
}

codes! {
    /// How a violation with several parties is counted in tables by party.
    Attribution {
        /// Once, under the joined codes of its parties; rows add up.
        Joint = "joint",
        /// In full under each of its parties; rows may add up to more.
        Each = "each",
    }
}

/// A span of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// Why a cell is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suppression {
    /// The figure itself is protected.
    Primary,
    /// Hidden so that a primary cell cannot be worked out.
    Complementary,
}

/// One row: a key, and figures by column code. A column that is not there is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What the row is about: a violation type, a party code, an area code, a set of types.
    pub key: String,
    /// Figures by column; `None` is a suppressed cell.
    #[serde(flatten)]
    pub cells: BTreeMap<String, Option<u64>>,
    /// Which cells are suppressed and why.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub suppressed: BTreeMap<String, Suppression>,
}

/// A table of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// For example `verified.by_party`.
    pub id: String,
    /// What it counts, in a document for a wider audience, unless it is the Global Horizontal Note's table of its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Meaning>,
    /// Rows with at least one figure that is not zero.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table of an id.
    pub fn new(id: impl Into<String>, rows: Vec<Row>) -> Self {
        Self { id: id.into(), counts: None, rows }
    }
}

/// Something about the data that a reader of the figures should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataNote {
    /// A code whose wording is in the language files.
    pub code: String,
    /// How many records it concerns.
    pub count: u64,
}

/// A report's tables with all that is needed to know what they mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableDocument {
    /// [`TABLES_SCHEMA`].
    pub schema: String,
    /// The report's name, as its folder in `report-templates/`.
    pub report: String,
    /// The situation's code.
    pub situation: String,
    /// The days that the report covers.
    pub period: Period,
    /// Who it is for.
    pub tier: Tier,
    /// How tables by party count.
    pub attribution: Attribution,
    /// The day on which the report stands.
    pub as_of: Date,
    /// The level of the areas in tables by area (0 is the country).
    #[serde(default = "first_level")]
    pub area_level: u8,
    /// The spans of the calendar by which tables are split instead of those of the template, if that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Span>,
    /// Which violations count in tables that do not say so themselves, if that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// To what the tables are narrowed, if that was asked: values by dimension.
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub only: BTreeMap<String, Vec<String>>,
    /// The tables, in the field's usual order.
    pub tables: Vec<Table>,
    /// What a reader should know of the data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<DataNote>,
}

fn first_level() -> u8 {
    1
}

impl Row {
    /// A row without figures.
    pub fn new(key: impl Into<String>) -> Self {
        Self { key: key.into(), ..Self::default() }
    }

    /// Sets a figure; a zero is left out.
    pub fn set(&mut self, column: &str, figure: u64) {
        if figure != 0 {
            self.cells.insert(column.to_owned(), Some(figure));
        }
    }

    /// The figure of a column: zero when absent, `None` when suppressed.
    pub fn figure(&self, column: &str) -> Option<u64> {
        self.cells.get(column).copied().unwrap_or(Some(0))
    }

    /// Whether every figure is zero, so that the row is left out.
    pub fn is_empty(&self) -> bool {
        self.cells.values().all(|cell| *cell == Some(0))
    }
}

impl TableDocument {
    /// The table of an id.
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.id == id)
    }
}
