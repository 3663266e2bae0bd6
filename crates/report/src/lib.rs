//! From a table document to what people receive: a workbook, a table of its cells, and the JSON it came from.
//!
//! A [`Template`] (a folder of `report-templates/`) says which tables a report has, how they are
//! grouped on sheets and what they are called in each language. A [`TableDocument`] holds the
//! figures, already counted by the domain's rules and protected for its tier. This crate lays one
//! out by the other and counts nothing: a workbook shows its document cell for cell.
//!
//! ```
//! let templates = report::Templates::embedded()?;
//! let ghn = templates.get("ghn")?;
//! let document = report::parse(ghn.sample())?;
//! let mut names = report::Names::new("Example situation");
//! names.party("XAR-F1", "National armed forces", domain::violation::PartyCategory::ArmedForce);
//! names.area("XAR01", "North", None);
//! let bytes = report::workbook(ghn, &document, &names, "en")?;
//! assert!(bytes.starts_with(b"PK"));
//! # Ok::<(), report::ReportError>(())
//! ```
//!
//! [`TableDocument`]: domain::tables::TableDocument

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop"))]

mod ad_hoc;
mod beside;
mod between;
mod bundle;
mod csv;
mod document;
mod error;
mod facts;
mod fineness;
mod grid;
mod label;
mod names;
mod print;
mod published;
pub mod release;
mod sentences;
mod shown;
mod template;
mod templates;
mod wording;
mod workbook;

pub use ad_hoc::{AD_HOC, AdHoc};
pub use beside::{Amended, Beside};
pub use bundle::csv_bundle;
pub use csv::csv;
pub use document::{json, parse};
pub use error::ReportError;
pub use names::Names;
pub use print::{html, release_html};
pub use published::published;
pub use sentences::sentences;
pub use shown::{Shown, ShownRow, ShownSheet, ShownTable, shown};
pub use template::{
    Chart, ChartKind, Cover, Figure, Frame, Of, Paragraph, Rows, Section, Sentence, Sheet, SummaryColumn,
    Table, Template,
};
pub use templates::Templates;
pub use wording::Wording;
pub use workbook::{Workbook, safe, workbook};

/// What this crate's functions give.
pub type Result<T> = std::result::Result<T, ReportError>;
