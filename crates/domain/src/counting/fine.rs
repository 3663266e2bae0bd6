//! The finest counts behind a report in codes, as a release keeps them: what it and every later release are
//! protected and attacked with. As secret as the records.

use super::atoms::{Atom, Atoms, CellName, cells};
use super::cube::Bucket;
use super::ghn::{UNKNOWN_AREA, types_key};
use crate::tables::Attribution;
use crate::violation::{Sex, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
}

/// A count of violations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FineViolations {
    /// The first day of the month by which they are in the period.
    pub month: Date,
    /// The part of the report.
    pub part: Bucket,
    /// The type.
    pub kind: ViolationType,
    /// The sex of the children; none for a type that is counted by incidents.
    pub sex: Option<Sex>,
    /// Codes of the parties, sorted.
    pub parties: Vec<String>,
    /// The row of their area.
    pub area: String,
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
    /// Of counts, in the codes of their registers and the areas of one level: [`cells`] says what `party` and
    /// `area` give.
    pub fn of<'a>(
        atoms: &Atoms,
        attribution: Attribution,
        party: impl Fn(u32) -> &'a str,
        area: impl Fn(u32) -> Option<&'a str>,
    ) -> Fine {
        let mut violations = BTreeMap::<_, u64>::new();
        let mut several = Vec::new();
        for (atom, &count) in atoms.counts() {
            match atom {
                Atom::Several { types, sex } => {
                    several.push(FineSeveral { types: types_key(usize::from(*types)), sex: *sex, count });
                }
                Atom::Violations { bucket, kind, sex, parties, area: place, month } => {
                    let mut codes: Vec<String> = parties.iter().map(|one| party(*one).to_owned()).collect();
                    codes.sort_unstable();
                    let place = place.and_then(&area).unwrap_or(UNKNOWN_AREA).to_owned();
                    *violations.entry((*month, *bucket, *kind, *sex, codes, place)).or_default() += count;
                }
            }
        }
        let violations = violations
            .into_iter()
            .map(|((month, part, kind, sex, parties, area), count)| FineViolations {
                month,
                part,
                kind,
                sex,
                parties,
                area,
                count,
            })
            .collect();
        let behind = atoms.behind(|atom| cells(atom, attribution, &party, &area));
        let incidents = behind.into_iter().map(|(cell, count)| Incidents { cell, count }).collect();
        Fine { violations, several, incidents }
    }
}
