//! The interchange, the dictionary, the registers and the counting, seen from outside the crate.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

mod boundaries;
mod consent;
mod counting;
mod dictionary;
mod duplicates;
mod duplicates_measured;
mod gazetteer;
mod reading;
mod registers;
mod retold;
mod samples;
mod splitter;
mod splitting;
