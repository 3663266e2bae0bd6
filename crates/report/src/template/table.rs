//! A table of a template.
//!
//! A table with `count` is declared in full: what it counts, of which violations, by what. One without is made by
//! the counting rules themselves, under its id: the fourteen of the Global Horizontal Note.

use super::Chart;
use crate::Wording;
use domain::counting::Boundary;
use domain::dictionary::languages;
use domain::tables::Period;
use domain::tabulate::{BadQuery, Dimension, Measure, Part, Selection, TableQuery, column_keys};
use domain::violation::ViolationType;
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;

/// The column code that stands for the eight types of grave violations, in the field's order.
pub(crate) const VIOLATION_TYPES: &str = "violation_types";

/// A table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its id in the table document.
    pub id: String,
    /// Wording key of its title; what is counted and by what, if it has none.
    pub title: Option<String>,
    /// Wording key of the tab it takes when it is too long to share a sheet.
    pub tab: Option<String>,
    /// Wording key of the line that says what is counted; what a declared table counts, if it has none.
    pub unit: Option<String>,
    /// What a declared table counts.
    pub count: Option<Measure>,
    /// Which violations a declared table counts.
    #[serde(default = "asked")]
    pub part: Part,
    /// To what a declared table is narrowed: values by dimension.
    #[serde(default, rename = "where")]
    pub only: BTreeMap<String, Vec<String>>,
    /// What its rows are.
    #[serde(default)]
    pub rows: Rows,
    /// For tables by type: the rows always shown, in order.
    #[serde(default)]
    pub keys: Vec<String>,
    /// Its columns; `violation_types` stands for all eight.
    pub columns: Vec<String>,
}

fn asked() -> Part {
    Part::Asked
}

/// The dimensions of a table's rows: one name, or a list of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows(pub Vec<Dimension>);

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Names {
            One(String),
            Many(Vec<String>),
        }
        let names = match Names::deserialize(from)? {
            Names::One(name) => vec![name],
            Names::Many(names) => names,
        };
        let dimensions = names.iter().map(|name| Dimension::from_name(name)).collect::<Result<_, _>>();
        dimensions.map(Rows).map_err(serde::de::Error::custom)
    }
}

impl Table {
    /// Whether its rows are of one dimension, and of this one.
    pub(crate) fn is_by(&self, dimension: &Dimension) -> bool {
        self.rows.0 == [dimension.clone()]
    }

    /// Its declaration as a question, for a period; none where the counting rules make it themselves.
    ///
    /// # Errors
    /// Where it asks what cannot be counted.
    pub fn query(
        &self,
        period: Period,
        boundary: Boundary,
        selection: &Selection,
        only: &BTreeMap<String, Vec<String>>,
    ) -> Result<Option<TableQuery>, BadQuery> {
        let Some(count) = self.count else { return Ok(None) };
        let rows: Vec<String> = self.rows.0.iter().map(ToString::to_string).collect();
        let only: Vec<(String, Vec<String>)> =
            self.only.iter().chain(only).map(|(name, values)| (name.clone(), values.clone())).collect();
        let selection = self.part.selection(selection);
        TableQuery::new(&self.id, count, &rows, &self.columns, &only, selection, boundary, period).map(Some)
    }

    /// The column codes of a period, with `violation_types` and dimensions written out.
    pub fn column_codes(&self, period: Period) -> Vec<String> {
        if self.count.is_none() {
            return expand(&self.columns);
        }
        match column_keys(&self.columns, period) {
            Ok((_, mut keys, total)) => {
                keys.extend(total.then(|| "total".to_owned()));
                keys
            }
            // Refused when the template is read.
            Err(_) => Vec::new(),
        }
    }

    /// The dimension of its columns, if they have one.
    pub(crate) fn column_dimension(&self) -> Option<Dimension> {
        // Of which dimension they are does not depend on the period.
        let any = Period { from: jiff::civil::Date::ZERO, to: jiff::civil::Date::ZERO };
        self.count.and_then(|_| column_keys(&self.columns, any).ok()).and_then(|(dimension, ..)| dimension)
    }

    /// Its title in a language's words.
    pub(crate) fn title(&self, wording: &Wording) -> String {
        if let Some(title) = &self.title {
            return wording.text(title);
        }
        let counted = wording.text(&format!("measure-{}", self.count.map_or("cases", Measure::code)));
        let by: Vec<String> = self
            .rows
            .0
            .iter()
            .chain(self.column_dimension().iter())
            .map(|dimension| dimension_label(wording, dimension))
            .collect();
        match by.is_empty() {
            true => counted,
            false => wording.with("table-by", &[("counted", counted.into()), ("by", by.join(" · ").into())]),
        }
    }

    /// The line that says what it counts.
    pub(crate) fn unit(&self, wording: &Wording) -> String {
        match (&self.unit, self.count) {
            (Some(key), _) => wording.text(key),
            (None, Some(count)) => wording.text(&format!("unit-of-{count}")),
            (None, None) => String::new(),
        }
    }
}

/// What stands over a table's first column.
pub(crate) fn rows_heading(wording: &Wording, table: &Table) -> String {
    let labels: Vec<String> =
        table.rows.0.iter().map(|dimension| dimension_label(wording, dimension)).collect();
    labels.join(" · ")
}

/// What a dimension is called.
pub(crate) fn dimension_label(wording: &Wording, dimension: &Dimension) -> String {
    match dimension {
        Dimension::Field(field) => languages().label(wording.language(), &field.label_key()),
        plain => wording.text(&format!("rows-{plain}")),
    }
}

impl Chart {
    /// The codes of its series, with `violation_types` and dimensions written out.
    pub fn series_codes(&self, period: Period) -> Vec<String> {
        match column_keys(&self.series, period) {
            Ok((_, mut keys, total)) => {
                keys.extend(total.then(|| "total".to_owned()));
                keys
            }
            Err(_) => expand(&self.series),
        }
    }
}

fn expand(columns: &[String]) -> Vec<String> {
    let mut codes = Vec::new();
    for column in columns {
        match column.as_str() {
            VIOLATION_TYPES => {
                codes.extend(ViolationType::grave().iter().map(|kind| kind.code().to_owned()));
            }
            code => codes.push(code.to_owned()),
        }
    }
    codes
}
