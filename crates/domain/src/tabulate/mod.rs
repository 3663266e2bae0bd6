//! Tables that a report template, or whoever asks, declares: what is counted, of which violations, by what.
//!
//! A [`TableQuery`] names a [`Measure`], the [`Dimension`]s of its rows and columns and what it is narrowed to;
//! [`Tabulation`] fills any number of them in one pass over the records. What is verified, late, attributed and
//! counted at all follows the rules of [`crate::counting`] (`docs/counting-rules.md`): a test holds the two
//! together. Every table of a report except the Global Horizontal Note's own fourteen is made here.

mod count;
mod dimension;
mod meaning;
mod measure;
mod periods;
mod query;
mod subject;
mod values;

pub use count::{Asked, Tabulation};
pub use dimension::{BadDimension, CodedField, Dimension, NOT_STATED};
pub use meaning::{Attributes, Counts, Meaning, NotFine, Split};
pub use measure::Measure;
pub use periods::{Span, spans};
pub use query::{
    BadQuery, Columns, DateOf, Only, Part, Selection, Standing, TableQuery, UNDECIDED, WITHOUT_ROWS,
    column_keys,
};
pub use subject::Case;
