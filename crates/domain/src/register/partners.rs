//! Partners: organisations that report or respond.

use super::{MAX_CODE, RegisterProblem, by_code, by_line, change, is_name, is_usable, of_a_name, table};
use crate::dictionary::dictionary;
use crate::interchange::excerpt;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// An organisation that reports or responds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its place in the register.
    pub number: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// A code of the list `organisation_kind`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// The register of partners.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Partner>", into = "Vec<Partner>")]
pub struct Partners {
    all: Vec<Partner>,
    numbers: HashMap<String, u32>,
}

pub(super) const COLUMNS: [&str; 3] = ["code", "name", "kind"];
/// The list of the dictionary that names kinds of organisations.
const KINDS: &str = "organisation_kind";

impl From<Vec<Partner>> for Partners {
    fn from(all: Vec<Partner>) -> Self {
        let numbers = by_code(all.iter().map(|partner| (partner.code.as_str(), partner.number)));
        Self { all, numbers }
    }
}

impl From<Partners> for Vec<Partner> {
    fn from(partners: Partners) -> Self {
        partners.all
    }
}

impl Partners {
    /// The greatest number of partners that a register may have.
    pub const MOST: usize = 1 << 16;

    /// Reads a table `code,name` with the optional column `kind`; tells every problem that it has.
    pub fn from_csv(text: &str) -> Result<Self, Vec<RegisterProblem>> {
        Self::default().changed(text)
    }

    /// The register as a table says that it shall be; tells every problem that the table has. A code that
    /// is in use keeps its number and must not be missing: records name it. New codes get the next numbers.
    pub fn changed(&self, text: &str) -> Result<Self, Vec<RegisterProblem>> {
        let mut problems = Vec::new();
        let mut rows = table::rows(text, &COLUMNS[..2], &COLUMNS[2..], &mut problems);
        change::in_order(&mut rows, &self.numbers, "a partner keeps its row", &mut problems);
        if rows.len() > Self::MOST {
            let message =
                format!("{} partners are too many: a register has at most {}", rows.len(), Self::MOST);
            problems.push(RegisterProblem { line: 1, message });
        }
        let mut all = Vec::with_capacity(rows.len());
        let mut codes = HashSet::new();
        for (row, number) in rows.iter().zip(0..) {
            let mut problem = |message| problems.push(RegisterProblem { line: row.line, message });
            let (code, name, kind) = (row.cell("code"), row.cell("name"), row.cell("kind"));
            if !is_usable(code, MAX_CODE) {
                problem(format!("code has 1 to {MAX_CODE} printable characters"));
            }
            if !is_name(name) {
                problem(format!("name {}", of_a_name()));
            }
            if !codes.insert(code) {
                problem(format!("code {} is in the table already", excerpt(code)));
            }
            if !kind.is_empty()
                && let Some(list) = dictionary().list(KINDS).filter(|list| !list.has(kind))
            {
                let known = list.codes.join(", ");
                problem(format!("kind is empty or one of {known}, got {:?}", excerpt(kind)));
            }
            let kind = Some(kind.to_owned()).filter(|kind| !kind.is_empty());
            all.push(Partner { number, code: code.to_owned(), name: name.to_owned(), kind });
        }
        if problems.is_empty() { Ok(Self::from(all)) } else { Err(by_line(problems)) }
    }

    /// The table that [`Self::from_csv`] reads.
    pub fn to_csv(&self) -> String {
        table::text(&COLUMNS, self.all.iter().map(|partner| self.cells(partner)))
    }

    /// The cells of a partner's row.
    pub(super) fn cells(&self, partner: &Partner) -> Vec<String> {
        vec![partner.code.clone(), partner.name.clone(), partner.kind.clone().unwrap_or_default()]
    }

    /// Every partner, in the order of their numbers.
    pub fn all(&self) -> &[Partner] {
        &self.all
    }

    /// The partner of a code.
    pub fn by_code(&self, code: &str) -> Option<&Partner> {
        self.numbers.get(code).and_then(|number| self.all.get(*number as usize))
    }
}
