//! What became of the rows of a file.

use domain::interchange::Incident;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What became of the rows of a file: every row is in one document or rejected, never both, never neither.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The names of the sheets whose rows were taken.
    pub sheets: Vec<String>,
    /// How many rows they have, headings left out.
    pub rows: usize,
    /// The documents, in the order of the file.
    pub documents: Vec<Taken>,
    /// The rows that are in no document, in the order of the file.
    pub rejected: Vec<Rejected>,
    /// What whoever imports the file should know: sheets and columns that were not read, and what is hidden.
    pub remarks: Vec<String>,
}

/// A document with the rows that it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// The document.
    pub document: Incident,
    /// Its rows, that of the incident first.
    pub rows: Vec<Spot>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Spot {
    /// The sheet's name; empty for delimited text.
    pub sheet: String,
    /// The row's number in the file, from 1.
    pub row: u32,
}

/// A row that is in no document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejected {
    /// The row.
    pub at: Spot,
    /// Why, never empty.
    pub reasons: Vec<Reason>,
}

/// Why a row is rejected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The cell, as people name it (`C7`); absent where it is about the row as a whole.
    pub cell: Option<String>,
    /// The reason in words. Quotes at most sixty characters of the cell.
    pub message: String,
}

impl Outcome {
    /// How many rows are in documents.
    pub fn accepted_rows(&self) -> usize {
        self.documents.iter().map(|taken| taken.rows.len()).sum()
    }

    /// Whether every row is accounted for, once.
    pub fn adds_up(&self) -> bool {
        let taken = self.documents.iter().flat_map(|taken| &taken.rows);
        let all: BTreeSet<&Spot> = taken.chain(self.rejected.iter().map(|rejected| &rejected.at)).collect();
        all.len() == self.rows && self.accepted_rows() + self.rejected.len() == self.rows
    }
}

/// Says what of a sheet is hidden, though it is read.
pub(crate) fn hidden(sheet: &crate::sheet::Sheet, remarks: &mut Vec<String>) {
    let name = domain::interchange::excerpt(&sheet.name);
    if sheet.hidden {
        remarks.push(format!("{name}: the sheet is hidden and was read"));
    }
    if sheet.hidden_rows > 0 {
        remarks.push(format!("{name}: {} hidden rows were read", sheet.hidden_rows));
    }
    if sheet.merged > 0 {
        let merged = sheet.merged;
        remarks.push(format!(
            "{name}: {merged} groups of cells are merged; their values count for their first cells"
        ));
    }
}
