//! The workbook that a task force fills: made from the dictionary and the registers of a situation, and read back.
//!
//! A sheet a kind of record, a row a record. Rows name their incident by its reference, and details their violation
//! by its code. Under the labels stands a row of keys: it says what a column is, whatever the language of the labels,
//! wherever the column was moved.

mod make;
mod read;
mod wording;

#[cfg(test)]
mod tests;

pub use make::{Unwritable, make};
pub use read::{is_template, read};

/// The name and version of the layout, which every template shows.
pub const LAYOUT: &str = "sixfold.template/1";

/// How keys of the columns of options begin, which are no fields.
const OPTIONS: &str = "list.";
