//! A table of a template.
//!
//! A table with `count` is declared in full: what it counts, of which violations, by what. One without is made by
//! the counting rules themselves, under its id: the fourteen of the Global Horizontal Note.

use super::Chart;
use crate::Wording;
use domain::counting::Boundary;
use domain::dictionary::languages;
use domain::tables::{Period, TableDocument, Tier};
use domain::tabulate::{BadQuery, Dimension, Measure, Part, Selection, Span, TableQuery, column_keys};
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
    /// The tiers for which it is made; all for which the report is, unless said otherwise.
    pub tiers: Option<Vec<Tier>>,
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

/// For what days a table is made, and by which spans of the calendar it is split.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The days covered.
    pub period: Period,
    /// The spans that stand for those that the template names, if that was asked.
    pub by: Option<Span>,
}

impl Frame {
    /// That of a document.
    pub fn of(document: &TableDocument) -> Self {
        Self { period: document.period, by: document.by }
    }

    fn dimension(self, dimension: &Dimension) -> Dimension {
        match (dimension, self.by) {
            (Dimension::Span(_), Some(by)) => Dimension::Span(by),
            (other, _) => other.clone(),
        }
    }

    /// The columns of names, in a table that is declared.
    fn columns(self, names: &[String]) -> Result<(Option<Dimension>, Vec<String>), BadQuery> {
        let (dimension, mut keys, total) = column_keys(&self.names(names), self.period)?;
        keys.extend(total.then(|| "total".to_owned()));
        Ok((dimension, keys))
    }

    fn names(self, names: &[String]) -> Vec<String> {
        let name = |name: &String| match (Span::from_code(name), self.by) {
            (Some(_), Some(by)) => by.code().to_owned(),
            _ => name.clone(),
        };
        names.iter().map(name).collect()
    }
}

impl Table {
    /// Whether its rows are of one dimension, and of this one.
    pub(crate) fn is_by(&self, dimension: &Dimension) -> bool {
        self.rows.0 == [dimension.clone()]
    }

    /// The rows that it always shows, in order: a reader should see that a type is none, not wonder.
    pub(crate) fn fixed_keys(&self) -> Vec<String> {
        let (name, usual): (&str, Vec<&str>) = match &self.rows.0[..] {
            _ if !self.keys.is_empty() || self.count.is_none() => return self.keys.clone(),
            [Dimension::ViolationType] => {
                ("violation_type", ViolationType::grave().iter().map(|kind| kind.code()).collect())
            }
            [all @ Dimension::ViolationGroup] => {
                // The six grave ones; what stands beside them is shown where it is asked for by name.
                ("violation_group", all.values().unwrap_or_default().into_iter().take(6).collect())
            }
            _ => return Vec::new(),
        };
        match self.only.get(name) {
            Some(named) => named.clone(),
            None if self.only.keys().any(|key| key.starts_with("violation_")) => Vec::new(),
            None => usual.into_iter().map(str::to_owned).collect(),
        }
    }

    /// The dimensions of its rows.
    pub(crate) fn dimensions(&self, frame: Frame) -> Vec<Dimension> {
        self.rows.0.iter().map(|dimension| frame.dimension(dimension)).collect()
    }

    /// Its declaration as a question; none where the counting rules make it themselves.
    ///
    /// # Errors
    /// Where it asks what cannot be counted.
    pub fn query(
        &self,
        frame: Frame,
        boundary: Boundary,
        selection: &Selection,
        only: &BTreeMap<String, Vec<String>>,
    ) -> Result<Option<TableQuery>, BadQuery> {
        let Some(count) = self.count else { return Ok(None) };
        let rows: Vec<String> = self.dimensions(frame).iter().map(ToString::to_string).collect();
        let only: Vec<(String, Vec<String>)> =
            self.only.iter().chain(only).map(|(name, values)| (name.clone(), values.clone())).collect();
        let (selection, columns) = (self.part.selection(selection), frame.names(&self.columns));
        TableQuery::new(&self.id, count, &rows, &columns, &only, selection, boundary, frame.period).map(Some)
    }

    /// The column codes, with `violation_types` and dimensions written out.
    pub fn column_codes(&self, frame: Frame) -> Vec<String> {
        match self.count {
            None => expand(&self.columns),
            // What is no column is refused when the template is read.
            Some(_) => frame.columns(&self.columns).map(|(_, keys)| keys).unwrap_or_default(),
        }
    }

    /// The dimension of its columns, if they have one.
    pub(crate) fn column_dimension(&self, frame: Frame) -> Option<Dimension> {
        self.count.and_then(|_| frame.columns(&self.columns).ok()).and_then(|(dimension, _)| dimension)
    }

    /// Its title in a language's words.
    pub(crate) fn title(&self, wording: &Wording, frame: Frame) -> String {
        if let Some(title) = &self.title {
            return wording.text(title);
        }
        let counted = wording.text(&format!("measure-{}", self.count.map_or("cases", Measure::code)));
        let by: Vec<String> = self
            .dimensions(frame)
            .iter()
            .chain(&self.column_dimension(frame))
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

/// What a dimension is called.
pub(crate) fn dimension_label(wording: &Wording, dimension: &Dimension) -> String {
    match dimension {
        Dimension::Field(field) => languages().label(wording.language(), &field.label_key()),
        plain => wording.text(&format!("rows-{plain}")),
    }
}

impl Chart {
    /// The codes of its series, with `violation_types` and dimensions written out.
    pub fn series_codes(&self, frame: Frame) -> Vec<String> {
        frame.columns(&self.series).map_or_else(|_| expand(&self.series), |(_, keys)| keys)
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
