//! Verification, step by step, and the life of an incident record.
//!
//! A violation is verified in three steps in order: the focal point's initial status, the joint
//! technical step, the step of the country task force (CTFMR). What has been decided is an
//! append-only list of events; where a violation stands is read off that list, so a later decision
//! can replace an earlier one in force and can never erase it.

mod decide;
mod history;
mod stage;

pub use decide::{Deciding, Proposal, Refusal, decide};
pub use history::{Decision, Event, SetAside, Standing, VerificationHistory};
pub use stage::{Stage, StageChange, StageHistory, StageRefusal};
