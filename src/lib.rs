//! Sixfold: the information system of a country task force on monitoring and reporting.
//!
//! The command line and the server call the verbs of [`casework`]; casework asks the policy of the
//! domain, opens what a person's grants open, and writes through the store. Nothing here names a
//! cryptographic crate or a database.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop"))]

pub mod asked;
pub mod casework;
pub mod cli;
pub mod reader;
pub mod synthetic;
pub mod templates;
pub mod web;
pub mod workbooks;
