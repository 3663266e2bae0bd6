//! The finest counts behind a report in codes, as a release keeps them: what it and every later release are
//! protected and attacked with. As secret as the records.

use super::atoms::{Atom, Atoms, CellName, FinePart};
use super::ghn::{UNKNOWN_AREA, types_key};
use crate::tabulate::{Attributes, Counts};
use crate::violation::{PartyCategory, Sex, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Between the codes of parties that did something jointly.
pub const JOINTLY: &str = " + ";

/// The finest counts that are not zero, and what stands behind the cells that they add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fine {
    /// Violations, or the children of those that are counted by children.
    pub violations: Vec<FineViolations>,
    /// Children and groups affected by several violations.
    pub several: Vec<FineSeveral>,
    /// The incidents behind each cell that is not zero.
    pub incidents: Vec<Incidents>,
    /// The categories of the parties, by their codes, as the register had them.
    pub categories: BTreeMap<String, PartyCategory>,
}

/// A count of violations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FineViolations {
    /// The first day of the month by which they are in the period.
    pub month: Date,
    /// How far they have come.
    pub part: FinePart,
    /// The type.
    pub kind: ViolationType,
    /// The sex of the children; none for a type that is counted by incidents.
    pub sex: Option<Sex>,
    /// Codes of the parties, sorted.
    pub parties: Vec<String>,
    /// The row of their area.
    pub area: String,
    /// The year in which their incidents ended, if known.
    pub year: Option<i16>,
    /// How many.
    pub count: u64,
}

/// A count of children or groups affected by several violations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FineSeveral {
    /// The set of types: its row.
    pub types: String,
    /// The sex of the children; none for groups.
    pub sex: Option<Sex>,
    /// How many.
    pub count: u64,
}

/// How many incidents stand behind a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Incidents {
    /// The cell.
    pub cell: CellName,
    /// How many.
    pub count: u64,
}

impl Fine {
    /// Of counts, in the codes of their registers and the areas of one level.
    ///
    /// `tables` are those whose cells the incidents are told of. `party` gives the code and the category of a
    /// register number; `area` the code of the ancestor of an area at the report's level, or none when it is not
    /// known at that level.
    pub fn of<'a>(
        atoms: &Atoms,
        tables: &[(&str, Counts)],
        party: impl Fn(u32) -> (&'a str, Option<PartyCategory>),
        area: impl Fn(u32) -> Option<&'a str>,
    ) -> Fine {
        let mut fine = Fine::default();
        let coded = |atom: &Atom| match atom {
            Atom::Several { types, sex } => {
                Coded::Several(FineSeveral { types: types_key(usize::from(*types)), sex: *sex, count: 0 })
            }
            Atom::Violations { part, kind, sex, parties, area: place, month, year } => {
                let mut codes: Vec<String> = parties.iter().map(|one| party(*one).0.to_owned()).collect();
                codes.sort_unstable();
                Coded::Violations(FineViolations {
                    month: *month,
                    part: *part,
                    kind: *kind,
                    sex: *sex,
                    parties: codes,
                    area: place.and_then(&area).unwrap_or(UNKNOWN_AREA).to_owned(),
                    year: *year,
                    count: 0,
                })
            }
        };
        let mut violations = BTreeMap::<FineViolations, u64>::new();
        for (atom, &count) in atoms.counts() {
            if let Atom::Violations { parties, .. } = atom {
                let known = parties.iter().map(|one| party(*one));
                let known = known.filter_map(|(code, category)| Some((code.to_owned(), category?)));
                fine.categories.extend(known);
            }
            match coded(atom) {
                Coded::Several(several) => fine.several.push(FineSeveral { count, ..several }),
                Coded::Violations(one) => *violations.entry(one).or_default() += count,
            }
        }
        fine.violations =
            violations.into_iter().map(|(one, count)| FineViolations { count, ..one }).collect();
        let behind = atoms.behind(|atom| match coded(atom) {
            Coded::Several(several) => fine.cells_of_several(tables, &several).collect(),
            Coded::Violations(one) => fine.cells_of(tables, &one).collect(),
        });
        fine.incidents = behind.into_iter().map(|(cell, count)| Incidents { cell, count }).collect();
        fine
    }

    /// What the counts add up to in the cells of some tables; those that are not here are zero.
    pub fn sums(&self, tables: &[(&str, Counts)]) -> BTreeMap<CellName, u64> {
        let mut sums = BTreeMap::new();
        for one in &self.violations {
            self.cells_of(tables, one).for_each(|cell| *sums.entry(cell).or_default() += one.count);
        }
        for one in &self.several {
            self.cells_of_several(tables, one).for_each(|cell| *sums.entry(cell).or_default() += one.count);
        }
        sums
    }

    /// The category of parties that did something jointly, as a row has it.
    pub fn category(&self, parties: &[&str]) -> String {
        let known: BTreeSet<PartyCategory> =
            parties.iter().filter_map(|code| self.categories.get(*code).copied()).collect();
        known.into_iter().map(PartyCategory::code).collect::<Vec<_>>().join(JOINTLY)
    }

    /// The cells to which a count of violations adds.
    fn cells_of(
        &self,
        tables: &[(&str, Counts)],
        one: &FineViolations,
    ) -> impl Iterator<Item = CellName> + use<> {
        let codes: Vec<&str> = one.parties.iter().map(String::as_str).collect();
        let (parties, category) = (codes.join(JOINTLY), self.category(&codes));
        let of = Attributes {
            part: one.part,
            kind: one.kind,
            sex: one.sex,
            parties: &parties,
            category: &category,
            area: &one.area,
            month: one.month,
            year: one.year,
        };
        let cells: Vec<CellName> = tables
            .iter()
            .filter_map(|(table, counts)| {
                let Counts::Violations(meaning) = counts else { return None };
                let (key, columns) = meaning.cells(&of)?;
                Some(columns.into_iter().map(move |column| CellName {
                    table: (*table).to_owned(),
                    key: key.clone(),
                    column,
                }))
            })
            .flatten()
            .collect();
        cells.into_iter()
    }

    /// The cells to which a count of children or groups affected by several violations adds.
    fn cells_of_several(
        &self,
        tables: &[(&str, Counts)],
        one: &FineSeveral,
    ) -> impl Iterator<Item = CellName> + use<> {
        let cells: Vec<CellName> = tables
            .iter()
            .flat_map(|(table, counts)| {
                counts.columns_of_several(one.sex).iter().map(|column| CellName {
                    table: (*table).to_owned(),
                    key: one.types.clone(),
                    column: (*column).to_owned(),
                })
            })
            .collect();
        cells.into_iter()
    }
}

enum Coded {
    Violations(FineViolations),
    Several(FineSeveral),
}
