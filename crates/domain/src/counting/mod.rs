//! The counting rules, from coded facts to the tables of a report.
//!
//! The rules are those of `contract.md` section 2 ("What counts, exactly") and are written out for
//! readers in `docs/counting-rules.md`. One pass over the facts fills a [`Cube`]; every table, of
//! either attribution and any area level, is read off that cube, so that tables cannot disagree.

mod atoms;
mod behind;
mod cube;
mod day;
mod facts;
mod find;
mod fine;
mod ghn;
mod health;

/// The version of the counting rules: it changes with any figure that they would give otherwise.
pub const RULES: &str = "sixfold.counting/1";

pub use atoms::{Atom, Atoms, CellName, FinePart};
pub use behind::{Cell, behind};
pub(crate) use cube::Lateness;
pub use cube::{Boundary, Bucket, Cube, Quality, Question};
pub use day::Day;
pub use facts::{BadFacts, Block, IncidentFacts, Marked, MarkedKind, Progress, Until, ViolationFact};
pub use find::{Criteria, Days, Late};
pub use fine::{Fine, FineSeveral, FineViolations, Incidents, JOINTLY};
pub use ghn::{UNATTRIBUTED, UNKNOWN_AREA, ghn_tables};
pub use health::{ByAge, Health, WAITED};
