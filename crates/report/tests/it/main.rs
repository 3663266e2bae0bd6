//! What a workbook is to those who receive it: read back with another library, and taken apart.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

mod beside;
mod cases;
mod declared;
mod documents;
mod figures;
mod frozen;
mod generated;
mod histories;
mod hostile;
mod long;
mod package;
mod policies;
mod proofs;
mod reader;
mod release;
mod reporting;
mod reports;
mod samples;
mod snapshot;
