//! What can go wrong between a template, a table document and a file; each says where and what to do.

use std::path::PathBuf;

/// An error of this crate.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A template or its wording is not usable.
    #[error("{file}: {key}: {problem}; {remedy}")]
    Template {
        /// The file, as `ghn/template.toml`.
        file: String,
        /// The key in it, or the line.
        key: String,
        /// What is wrong.
        problem: String,
        /// What to do about it.
        remedy: String,
    },
    /// A template's file could not be read.
    #[error("{path}: {source}; check that the folder holds template.toml, sample.json and one .ftl file a language", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// No report of that name.
    #[error("there is no report named {name:?}; choose one of: {known}")]
    UnknownReport {
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// The report has no wording in that language.
    #[error("report {report} has no wording in {language:?}; choose one of: {known}")]
    UnknownLanguage {
        /// The report.
        report: String,
        /// The language asked for.
        language: String,
        /// The languages there are.
        known: String,
    },
    /// The table document and the template do not fit each other, or the document contradicts itself.
    #[error("table document of report {report}: {at}: {problem}; {remedy}")]
    Document {
        /// The report that the document names.
        report: String,
        /// Where, as `verified.by_party, row XAR-F1`.
        at: String,
        /// What is wrong.
        problem: String,
        /// What to do about it.
        remedy: String,
    },
    /// Figures could not be protected, or their protection not be judged.
    #[error(transparent)]
    Disclosure(#[from] disclosure::Error),
    /// The JSON is not a table document.
    #[error("the table document could not be read: {0}; it must follow schema sixfold.tables/1")]
    Json(#[from] serde_json::Error),
    /// The table of cells could not be written.
    #[error("the table could not be written: {0}; check that there is memory to spare, and try again")]
    Csv(#[from] ::csv::Error),
    /// The bundle could not be written.
    #[error("the bundle could not be written: {0}; check that there is memory to spare, and try again")]
    Bundle(#[from] zip::result::ZipError),
    /// Bytes could not be put where they belong.
    #[error("the file could not be written: {0}; check that there is room to spare, and try again")]
    Write(#[from] std::io::Error),
    /// The page could not be written.
    #[error("the page could not be written: {0}; check that there is memory to spare, and try again")]
    Page(#[from] askama::Error),
    /// The workbook could not be written.
    #[error("the workbook could not be written: {0}; check that there is memory to spare, and try again")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}

impl ReportError {
    /// Of a document, or of what is asked of a report: where, what is wrong, and what to do.
    pub fn document(report: &str, at: impl Into<String>, problem: impl Into<String>, remedy: &str) -> Self {
        Self::Document {
            report: report.to_owned(),
            at: at.into(),
            problem: problem.into(),
            remedy: remedy.to_owned(),
        }
    }
}
