//! Months, quarters and years as rows and columns.

use crate::tables::Period;
use crate::violation::codes;
use jiff::civil::Date;

codes! {
    /// A span of the calendar by which a period is split.
    Span {
        /// A month, as `2022-03`.
        Month = "month",
        /// A quarter, as `2022-Q1`.
        Quarter = "quarter",
        /// A year, as `2022`.
        Year = "year",
    }
}

impl Span {
    /// The key of the span that holds a day.
    pub fn key(self, day: Date) -> String {
        match self {
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Quarter => format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3),
            Self::Year => format!("{:04}", day.year()),
        }
    }
}

/// The keys of every span that a period touches, in order: also of those in which nothing was counted.
pub fn spans(span: Span, period: Period) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    let mut day = period.from;
    while day <= period.to {
        let key = span.key(day);
        if keys.last() != Some(&key) {
            keys.push(key);
        }
        match day.last_of_month().tomorrow() {
            Ok(next) => day = next,
            Err(_) => break,
        }
    }
    keys
}
