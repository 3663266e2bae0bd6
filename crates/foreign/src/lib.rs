//! What others write and read: files of other organisations, other systems and other tools, turned into incident
//! documents, and the forms that those tools fill.
//!
//! Strangers' bytes are read here, so nothing here holds a key, a file or a connection: bytes go in, documents and
//! reasons come out. What comes out is reported, never verified, unless a format carries decisions and its document
//! says whose they are. Every record is either a document or refused with its place and a reason, and the two add up.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop"))]

mod assemble;
pub mod events;
mod field;
pub mod insecurity_insight;
pub mod kobo;
pub mod mapping;
pub mod mrmims;
pub mod openrosa;
mod outcome;
pub mod places;
pub mod sheet;
pub mod template;
pub mod ucdp;
mod words;

pub use outcome::{Outcome, Reason, Rejected, Spot, Taken};
