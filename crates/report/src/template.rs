//! A report template: which tables a report has, how sheets group them, and what they are called.
//!
//! Types mirror `template.toml` key by key; `report-templates/ghn/README.md` explains each. Reading
//! one checks all of it, so that whoever holds a [`Template`] need not ask again.

mod check;
mod check_tiers;
mod paragraph;
mod policy;
mod table;
mod tiers;

use crate::{ReportError, Result, Wording};
use domain::counting::Boundary;
use domain::tables::Tier;
pub use paragraph::{Figure, Of, Paragraph, Sentence};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
pub use table::{Frame, Rows, Table};
pub(crate) use table::{VIOLATION_TYPES, dimension_label};

/// A report template with its wording in every language it declares.
#[derive(Debug)]
pub struct Template {
    declared: Declared,
    /// What is left of it for each of its tiers.
    for_tier: BTreeMap<Tier, Declared>,
    wordings: BTreeMap<String, Wording>,
    sample: String,
    source: String,
}

/// `template.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    name: String,
    title: String,
    languages: Vec<String>,
    tiers: Vec<Tier>,
    late_boundary: LateBoundary,
    #[serde(default)]
    policy: policy::Policies,
    cover: Cover,
    #[serde(rename = "sheet")]
    sheets: Vec<Sheet>,
    #[serde(rename = "chart", default)]
    charts: Vec<Chart>,
    #[serde(rename = "paragraph", default)]
    paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LateBoundary {
    Quarter,
    Year,
}

/// The cover sheet.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cover {
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Wording keys of the counting rules.
    pub rules: Vec<String>,
    /// The columns of the summary, whose rows are the eight types.
    #[serde(default)]
    pub summary: Vec<SummaryColumn>,
}

/// A section of the cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Situation, period, circulation and the like.
    Facts,
    /// Figures by type and status.
    Summary,
    /// Counting rules in plain sentences.
    Rules,
    /// What the data lack.
    Findings,
    /// What signs in cells mean.
    Legend,
    /// Sheets and tables, with links.
    Contents,
}

/// A column of the summary: each type's total over some tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryColumn {
    /// Its wording key.
    pub title: String,
    /// Tables by type whose `total` it shows.
    pub tables: Vec<String>,
}

/// A sheet with its tables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheet {
    /// Wording key of its tab and heading.
    pub title: String,
    /// Wording key of the sentence under the heading, if there is one.
    pub about: Option<String>,
    /// The status that its figures have in the data sheet.
    pub status: String,
    /// Its tables, in order.
    #[serde(rename = "table")]
    pub tables: Vec<Table>,
}

/// A chart of one table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// How it is drawn.
    pub kind: ChartKind,
    /// Wording key of its title.
    pub title: String,
    /// The table it draws.
    pub table: String,
    /// The columns it draws, a series each.
    pub series: Vec<String>,
    /// Whether it takes the page's width instead of half of it.
    #[serde(default)]
    pub wide: bool,
}

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Upright bars, series on top of each other.
    StackedColumn,
    /// Lying bars, series after each other: for long labels.
    StackedBar,
}

impl Template {
    /// Reads a template from the files of its folder; `file` gives the text of a file of it.
    ///
    /// # Errors
    /// [`ReportError::Template`] saying in which file, where and what, and what `file` says.
    pub fn read(folder: &str, file: impl Fn(&str) -> Result<String>) -> Result<Self> {
        let path = |name: &str| format!("{folder}/{name}");
        let source = RefCell::new(String::new());
        let file = |name: &str| -> Result<String> {
            let text = file(name)?;
            let mut source = source.borrow_mut();
            source.push_str(&format!("{name} {}\n", text.len()));
            source.push_str(&text);
            Ok(text)
        };
        let text = file("template.toml")?;
        let declared: Declared = toml::from_str(&text).map_err(|error| ReportError::Template {
            file: path("template.toml"),
            key: line(&text, error.span()),
            problem: error.message().to_owned(),
            remedy: "correct it; docs/reports.md and README.md of the report ghn explain each key".to_owned(),
        })?;
        let mut wordings = BTreeMap::new();
        for language in &declared.languages {
            let name = format!("{language}.ftl");
            wordings.insert(language.clone(), Wording::load(language, &path(&name), || file(&name))?);
        }
        let sample = file("sample.json")?;
        let for_tier = declared.tiers.iter().map(|tier| (*tier, declared.for_tier(*tier))).collect();
        let template = Self { declared, for_tier, wordings, sample, source: source.take() };
        template.check(folder)?;
        Ok(template)
    }

    /// The report's name.
    pub fn name(&self) -> &str {
        &self.declared.name
    }

    /// Every file that it was read from, one after another: what a digest of it is taken of.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The languages it can be made in.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.declared.languages.iter().map(String::as_str)
    }

    /// The tiers it may be made for.
    pub fn tiers(&self) -> &[Tier] {
        &self.declared.tiers
    }

    /// When a verification is late in this report.
    pub fn late_boundary(&self) -> Boundary {
        match self.declared.late_boundary {
            LateBoundary::Quarter => Boundary::Quarter,
            LateBoundary::Year => Boundary::Year,
        }
    }

    /// The words of a language.
    pub fn wording(&self, language: &str) -> Result<&Wording> {
        self.wordings.get(language).ok_or_else(|| ReportError::UnknownLanguage {
            report: self.name().to_owned(),
            language: language.to_owned(),
            known: self.declared.languages.join(", "),
        })
    }

    /// The report's title in a language's words.
    pub fn title(&self, wording: &Wording) -> String {
        wording.text(&self.declared.title)
    }

    /// What is made for a tier. For one for which the report is not made nothing is, whatever this gives.
    fn made_for(&self, tier: Tier) -> &Declared {
        self.for_tier.get(&tier).unwrap_or(&self.declared)
    }

    /// The cover sheet.
    pub fn cover(&self, tier: Tier) -> &Cover {
        &self.made_for(tier).cover
    }

    /// The sheets that are made for a tier, in order.
    pub fn sheets(&self, tier: Tier) -> &[Sheet] {
        &self.made_for(tier).sheets
    }

    /// The tables that are made for a tier, in order.
    pub fn tables(&self, tier: Tier) -> impl Iterator<Item = &Table> {
        self.sheets(tier).iter().flat_map(|sheet| &sheet.tables)
    }

    /// The charts of tables that are made for a tier, in order.
    pub fn charts(&self, tier: Tier) -> &[Chart] {
        &self.made_for(tier).charts
    }

    /// The paragraphs, in order: those sentences whose tables are all made for a tier.
    pub fn paragraphs(&self, tier: Tier) -> &[Paragraph] {
        &self.made_for(tier).paragraphs
    }

    /// A small fictional table document, as JSON: for trying the template and for its tests.
    pub fn sample(&self) -> &str {
        &self.sample
    }
}

/// The line of an error, as a key.
fn line(text: &str, span: Option<std::ops::Range<usize>>) -> String {
    let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("line {}", before.matches('\n').count() + 1)
}

#[cfg(test)]
mod tests;
