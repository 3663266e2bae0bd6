//! The finest counts that the tables of a release are made of, for disclosure control.
//!
//! Each figure of every table is the sum of some of these counts, and which ones is told by the table's
//! [`Meaning`](crate::tabulate::Meaning): so the tables of all reports are one linear system over them. They are
//! counted by a walk of their own over the same facts, and a release is refused whose tables they do not add up to.

use super::Day;
use super::cube::{Asked, Boundary, Lateness, NOT_VERIFIED, PENDING, Question, STATUS_MASK, VERIFIED};
use super::facts::{Block, MarkedKind, NONE, ONGOING, OPEN, STATUS_BITS};
use crate::violation::{Sex, ViolationType, codes};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

codes! {
    /// How far the verification of what is counted has come, as finely as any report tells it apart.
    FinePart {
        /// Verified inside the period, before the quarter of the incident was over.
        InTime = "in_time",
        /// Verified inside the period, after that quarter and before the year of the incident was over: late in a
        /// report whose boundary is the quarter, and in time in one whose boundary is the year.
        LateInYear = "late_in_year",
        /// Verified inside the period, after the year of the incident was over: late in every report.
        Late = "late",
        /// Occurred inside the period; not yet concluded.
        Pending = "pending",
        /// Occurred inside the period; could not be verified.
        NotVerified = "not_verified",
    }
}

/// What one of the finest counts is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Atom {
    /// Violations, or the children of those that are counted by children.
    Violations {
        /// How far they have come.
        part: FinePart,
        /// The type, one of the grave ones or of those monitored beside them.
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
        /// The year in which the incident ended, if known.
        year: Option<i16>,
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
    /// When a verification is late by the quarter, and by the year.
    lateness: [Lateness; 2],
    counts: BTreeMap<Atom, u64>,
    /// How many incidents add to exactly these counts.
    incidents: BTreeMap<Vec<Atom>, u64>,
}

impl Atoms {
    /// None yet, for a question. They serve reports of both boundaries of lateness.
    pub fn new(question: &Question) -> Atoms {
        Atoms {
            asked: Asked::new(question),
            lateness: [Boundary::Quarter, Boundary::Year]
                .map(|boundary| Lateness::new(boundary, question.as_of)),
            counts: BTreeMap::new(),
            incidents: BTreeMap::new(),
        }
    }

    /// Counts a block's facts.
    pub fn count(&mut self, block: &Block) {
        let mut of_incident: BTreeMap<usize, BTreeSet<Atom>> = BTreeMap::new();
        let mut add = |counts: &mut BTreeMap<Atom, u64>, incident: usize, atom: Atom, count: u64| {
            if count > 0 {
                of_incident.entry(incident).or_default().insert(atom.clone());
                *counts.entry(atom).or_default() += count;
            }
        };
        let Atoms { asked, lateness, counts, .. } = self;
        let mut next = 0;
        for incident in 0..block.number.len() {
            let first = next;
            next += block.violations[incident] as usize;
            if block.status[incident] != OPEN {
                continue;
            }
            for violation in first..next {
                let Some((part, day)) = part(asked, lateness, block, incident, violation) else { continue };
                let kind = ViolationType::ALL[(block.kind_status[violation] >> STATUS_BITS) as usize];
                let parties = block.parties_of(block.set[violation] as usize).to_vec();
                let area = block.area[incident].checked_sub(1);
                let month = Day(day as u16).date().first_of_month();
                let year = year_of(block.until[incident], block.from[incident]);
                let of =
                    |sex| Atom::Violations { part, kind, sex, parties: parties.clone(), area, month, year };
                if kind.counts_children() {
                    let tally = [block.boys[violation], block.girls[violation], block.unknown[violation]];
                    for (sex, count) in Sex::ALL.iter().zip(tally) {
                        add(counts, incident, of(Some(*sex)), u64::from(count));
                    }
                } else {
                    add(counts, incident, of(None), 1);
                }
            }
        }
        asked.each_marked(block, |incident, types, kind| {
            let sex = match kind {
                MarkedKind::Child(sex) => Some(sex),
                MarkedKind::Group => None,
            };
            // Eight types: a set of them fits.
            add(counts, incident, Atom::Several { types: types as u16, sex }, 1);
        });
        for atoms in of_incident.into_values() {
            *self.incidents.entry(atoms.into_iter().collect()).or_default() += 1;
        }
    }

    /// The counts that are not zero, in their order.
    pub fn counts(&self) -> &BTreeMap<Atom, u64> {
        &self.counts
    }

    /// How many incidents stand behind each cell that is not zero, where `cells` gives those to which a count adds.
    pub fn behind(&self, mut cells: impl FnMut(&Atom) -> Vec<CellName>) -> BTreeMap<CellName, u64> {
        let mut behind = BTreeMap::new();
        for (atoms, count) in &self.incidents {
            let of_incident: BTreeSet<CellName> = atoms.iter().flat_map(&mut cells).collect();
            of_incident.into_iter().for_each(|cell| *behind.entry(cell).or_default() += count);
        }
        behind
    }
}

/// How far a violation has come, and the packed day by which it is in the period; none where no report counts it.
fn part(
    asked: &Asked,
    lateness: &[Lateness; 2],
    block: &Block,
    incident: usize,
    violation: usize,
) -> Option<(FinePart, u32)> {
    let (decided, from) = (block.decided[violation], block.from[incident]);
    let occurred = |part| asked.is_inside(from).then_some((part, from));
    match block.kind_status[violation] & STATUS_MASK {
        VERIFIED if asked.is_inside(decided) => {
            let is_late = |by: usize| decided > lateness[by].ends(block.until[incident]);
            let part = match (is_late(0), is_late(1)) {
                (_, true) => FinePart::Late,
                (true, false) => FinePart::LateInYear,
                (false, false) => FinePart::InTime,
            };
            Some((part, decided))
        }
        PENDING => occurred(FinePart::Pending),
        NOT_VERIFIED => occurred(FinePart::NotVerified),
        _ => None,
    }
}

/// The year in which an incident ended, or began where it goes on.
fn year_of(until: u32, from: u32) -> Option<i16> {
    let day = if until == ONGOING { from } else { until };
    (day != NONE).then(|| Day(day as u16).date().year())
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
