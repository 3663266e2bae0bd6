//! The registers of a situation: its areas, its parties to the conflict, its partners.
//!
//! A task force edits them; a document refers to them by code. Codes are outside names and may be
//! long, so inside every entry has a number too: its place in the register, which never changes.

use crate::violation::PartyCategory;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

mod areas;
mod change;
mod parties;
mod partners;
mod table;

pub use areas::{Area, Areas};
pub use change::{Changed, Changes, RegisterChanges, Table, TableProblem, Tables};
pub use parties::{Parties, Party};
pub use partners::{Partner, Partners};

/// The longest code, in characters.
pub const MAX_CODE: usize = 40;
/// The longest name, in characters.
pub const MAX_NAME: usize = 200;

/// Everything that a document's codes may refer to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registers {
    /// The administrative areas.
    #[serde(default)]
    pub areas: Areas,
    /// The parties to the conflict.
    #[serde(default)]
    pub parties: Parties,
    /// Organisations that report or respond.
    #[serde(default)]
    pub partners: Partners,
}

/// Something wrong in a register's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct RegisterProblem {
    /// The line, from 1 (the header).
    pub line: u64,
    /// What is wrong and what would be right.
    pub message: String,
}

fn by_code<'a>(codes: impl Iterator<Item = (&'a str, u32)>) -> HashMap<String, u32> {
    codes.map(|(code, number)| (code.to_owned(), number)).collect()
}

fn by_line(mut problems: Vec<RegisterProblem>) -> Vec<RegisterProblem> {
    problems.sort_by_key(|problem| problem.line);
    problems
}

fn is_usable(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.chars().count() <= longest && !text.chars().any(char::is_control)
}

/// Whether a text can be a name: a register is read and kept in spreadsheets, which would calculate what begins so
/// (OWASP, CSV injection).
fn is_name(text: &str) -> bool {
    is_usable(text, MAX_NAME) && !text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

/// What a name must be.
fn of_a_name() -> String {
    format!("has 1 to {MAX_NAME} printable characters and does not begin with = + - or @")
}

fn category(code: &str) -> Result<PartyCategory, String> {
    PartyCategory::from_code(code).ok_or_else(|| {
        let known: Vec<_> = PartyCategory::ALL.iter().map(|known| known.code()).collect();
        format!("category is one of {}, got {:?}", known.join(", "), crate::interchange::excerpt(code))
    })
}

fn day(text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let date = crate::interchange::iso_date(text);
    date.map(Some).ok_or_else(|| format!("a date is YYYY-MM-DD, got {:?}", crate::interchange::excerpt(text)))
}
