//! What the field's words mean and which steps are lawful.
//!
//! Nothing in this crate reads a file, a clock or a random source, and nothing knows of databases,
//! cryptography or the web: everything here would be true on paper. Names are those of the
//! monitoring and reporting mechanism under Security Council resolution 1612 (2005).

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop"))]

pub mod access;
pub mod attachment;
pub mod audit;
pub mod boundary;
pub mod counting;
pub mod dictionary;
pub mod duplicates;
pub mod face;
pub mod gazetteer;
pub mod id;
pub mod identifying;
pub mod interchange;
pub mod record;
pub mod register;
pub mod retention;
pub mod setting;
pub mod spelling;
pub mod tables;
pub mod tabulate;
pub mod violation;
pub mod workflow;
