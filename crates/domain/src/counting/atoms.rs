//! The finest counts that the tables of a report are made of, for disclosure control.
//!
//! Each figure of every table is the sum of some of these counts, and which ones is told here: so the tables of a
//! report are one linear system over them ([`cells`]). They are counted by the same walk as the tables
//! themselves.

use super::Day;
use super::cube::{Asked, Bucket, COUNTS_CHILDREN, Counted, Quality, Question};
use super::facts::{Block, MarkedKind};
use super::ghn::{UNATTRIBUTED, UNKNOWN_AREA, types_key};
use crate::tables::Attribution;
use crate::violation::{Sex, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What one of the finest counts is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Atom {
    /// Violations, or the children of those that are counted by children.
    Violations {
        /// The part of the report.
        bucket: Bucket,
        /// The type.
        kind: ViolationType,
        /// The sex of the children; none for a type that is counted by incidents.
        sex: Option<Sex>,
        /// Register numbers of its parties, sorted.
        parties: Vec<u32>,
        /// Register number of its area, if known.
        area: Option<u32>,
        /// The first day of the month by which it is in the period: of the decision, or for what is not verified
        /// of the incident. Reports of whole months share the counts of the months that they have in common.
        month: Date,
    },
    /// Children affected by several violations, by sex, or groups of them.
    Several {
        /// The set of types, a bit each.
        types: u16,
        /// The sex of the children; none for groups.
        sex: Option<Sex>,
    },
}

/// The finest counts of a report; those that are not here are zero.
#[derive(Debug)]
pub struct Atoms {
    asked: Asked,
    counts: BTreeMap<Atom, u64>,
    /// How many incidents add to exactly these counts.
    incidents: BTreeMap<Vec<Atom>, u64>,
}

impl Atoms {
    /// None yet, for a question.
    pub fn new(question: &Question) -> Atoms {
        Atoms { asked: Asked::new(question), counts: BTreeMap::new(), incidents: BTreeMap::new() }
    }

    /// Counts a block's facts.
    pub fn count(&mut self, block: &Block) {
        let Atoms { asked, counts, incidents } = self;
        let mut quality = Quality::default();
        let mut of_incident: BTreeMap<usize, BTreeSet<Atom>> = BTreeMap::new();
        let mut add = |incident: usize, atom: Atom, count: u64| {
            if count > 0 {
                of_incident.entry(incident).or_default().insert(atom.clone());
                *counts.entry(atom).or_default() += count;
            }
        };
        asked.each_counted(block, &mut quality, |Counted { incident, violation, kind, bucket }| {
            let parties = block.parties_of(block.set[violation] as usize).to_vec();
            let area = block.area[incident].checked_sub(1);
            let day = match bucket {
                Bucket::Verified | Bucket::Late => block.decided[violation],
                Bucket::Unverified => block.from[incident],
            };
            // What is counted has a day inside the period: no mark of "none" is among them.
            let month = Day(day as u16).date().first_of_month();
            let of = |sex| Atom::Violations {
                bucket,
                kind: ViolationType::ALL[kind],
                sex,
                parties: parties.clone(),
                area,
                month,
            };
            if COUNTS_CHILDREN[kind] {
                let tally = [block.boys[violation], block.girls[violation], block.unknown[violation]];
                for (sex, count) in Sex::ALL.iter().zip(tally) {
                    add(incident, of(Some(*sex)), u64::from(count));
                }
            } else {
                add(incident, of(None), 1);
            }
        });
        asked.each_marked(block, |incident, types, kind| {
            let sex = match kind {
                MarkedKind::Child(sex) => Some(sex),
                MarkedKind::Group => None,
            };
            // Eight types: a set of them fits.
            add(incident, Atom::Several { types: types as u16, sex }, 1);
        });
        for atoms in of_incident.into_values() {
            *incidents.entry(atoms.into_iter().collect()).or_default() += 1;
        }
    }

    /// The counts that are not zero, in their order.
    pub fn counts(&self) -> &BTreeMap<Atom, u64> {
        &self.counts
    }

    /// How many incidents stand behind each cell that is not zero, for cells as [`cells`] names them.
    pub fn behind(&self, cells: impl Fn(&Atom) -> Vec<CellName>) -> BTreeMap<CellName, u64> {
        let mut behind = BTreeMap::new();
        for (atoms, count) in &self.incidents {
            let of_incident: BTreeSet<CellName> = atoms.iter().flat_map(&cells).collect();
            of_incident.into_iter().for_each(|cell| *behind.entry(cell).or_default() += count);
        }
        behind
    }
}

/// A cell of a table: the table's id, the row's key, the column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellName {
    /// The table's id.
    pub table: String,
    /// The row's key.
    pub key: String,
    /// The column.
    pub column: String,
}

/// The cells of the Global Horizontal Note to which a count adds. With `attribution=each` it adds to one row for
/// each of its parties.
///
/// `party` gives the code of a register number; `area` the code of the ancestor of an area at the report's level,
/// or none when it is not known at that level.
pub fn cells<'a>(
    atom: &Atom,
    attribution: Attribution,
    party: impl Fn(u32) -> &'a str,
    area: impl Fn(u32) -> Option<&'a str>,
) -> Vec<CellName> {
    let mut cells = Vec::new();
    let mut add = |table: &str, key: &str, columns: &[&str]| {
        cells.extend(columns.iter().map(|column| CellName {
            table: table.to_owned(),
            key: key.to_owned(),
            column: (*column).to_owned(),
        }));
    };
    match atom {
        Atom::Several { types, sex } => {
            let key = types_key(usize::from(*types));
            match sex {
                Some(sex) => add("multiple.children", &key, &["children", column(*sex)]),
                None => add("multiple.groups", &key, &["groups"]),
            }
        }
        Atom::Violations { bucket, kind, sex, parties, area: place, month: _ } => {
            let table = |name: &str| format!("{bucket}.{name}");
            match sex {
                Some(sex) => add(&table("victims"), kind.code(), &[column(*sex), "total"]),
                None => add(&table("incidents"), kind.code(), &["total"]),
            }
            let columns = [kind.code(), "total"];
            let mut codes: Vec<&str> = parties.iter().map(|number| party(*number)).collect();
            codes.sort_unstable();
            match attribution {
                _ if codes.is_empty() => add(&table("by_party"), UNATTRIBUTED, &columns),
                Attribution::Joint => add(&table("by_party"), &codes.join(" + "), &columns),
                Attribution::Each => {
                    codes.iter().for_each(|code| add(&table("by_party"), code, &columns));
                }
            }
            let place = place.and_then(&area).unwrap_or(UNKNOWN_AREA);
            add(&table("by_area"), place, &columns);
        }
    }
    cells
}

fn column(sex: Sex) -> &'static str {
    match sex {
        Sex::Boy => "boys",
        Sex::Girl => "girls",
        Sex::Unknown => "unknown",
    }
}
