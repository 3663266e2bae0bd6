//! Statistical disclosure control: what may be shown of counts, and an attack that tries to undo it.
//!
//! Everything ever displayed is one linear system over whole counts ([`System`]). [`protect`] hides
//! what must be hidden; [`attack`] knows nothing of how that was done and searches for each protected
//! figure's least and greatest value. Safety is proved by worlds, complete sets of counts that fit everything
//! published, and a [`certificate::Certificate`] of them is checked by additions alone.
//!
//! Nothing in this crate reads a file, a clock or a random source, and nothing knows what is counted. Every
//! count, world and report of an attack is as secret as the records behind it.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop"))]

pub mod attack;
pub mod certificate;
pub mod form;
pub mod parts;
pub mod policy;
pub mod protect;
pub mod ratio;
pub mod system;
pub mod tables;
pub mod world;

mod budget;
mod error;
mod tableau;

pub use budget::Budget;
pub use error::{Error, Result};
pub use form::{Atom, Form};
pub use parts::Parts;
pub use policy::{Policy, Tier};
pub use system::{Fact, Source, System, Target};
