//! The time, as a value that is handed in.

use jiff::civil::Date;

/// The moment of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The day, in UTC.
    pub today: Date,
    /// Whole hours since 1970: what the log keeps, since finer times would say who was at work when.
    pub hour: i64,
}

impl Now {
    /// A moment on a day, for tests and for telling a story of the past.
    pub fn on(today: Date) -> Now {
        let days = (today - jiff::civil::date(1970, 1, 1)).get_days();
        Now { today, hour: i64::from(days) * 24 + 12 }
    }
}
