//! What can go wrong, and what to do about it.

/// The crate's result.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something could not be protected or attacked. No message holds a count.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The budget was spent first. Nothing may be approved on it.
    #[error(
        "the work was stopped before it was finished: allow more time, or publish fewer or coarser tables"
    )]
    Unfinished,
    /// What is published cannot all be true of whole numbers that are not negative.
    #[error("the figures contradict each other ({what}): correct the tables before they are judged")]
    Contradiction {
        /// Which figure or statement.
        what: String,
    },
    /// More than is worked on at once.
    #[error("{what}: {found}, and at most {most} are taken: publish fewer or coarser tables")]
    TooLarge {
        /// What is counted.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many are taken.
        most: usize,
    },
    /// A policy, a table or a certificate is not well-formed.
    #[error("{0}")]
    Malformed(String),
    /// A protected figure follows from what must be published.
    #[error(
        "{figure} cannot be protected beside the figures that are published on purpose: withdraw one of them, or leave the table out"
    )]
    Forced {
        /// The figure, as its table names it.
        figure: String,
    },
}
