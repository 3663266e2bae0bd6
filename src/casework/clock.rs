//! The time, as a value that is handed in, and how far a machine's own is from the database's.

use super::{CaseError, Office};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::sync::atomic::{AtomicI64, Ordering};

/// The moment of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The day, in UTC.
    pub today: Date,
    /// Whole hours since 1970: what the log keeps, since finer times would say who was at work when.
    pub hour: i64,
}

impl Now {
    /// The moment of a second since 1970.
    pub fn at_second(second: i64) -> Now {
        let day = |time| TimeZone::UTC.to_datetime(time).date();
        let today = Timestamp::from_second(second).map_or(jiff::civil::date(1970, 1, 1), day);
        Now { today, hour: second.div_euclid(3600) }
    }

    /// A moment on a day, for tests and for telling a story of the past.
    pub fn on(today: Date) -> Now {
        let days = (today - jiff::civil::date(1970, 1, 1)).get_days();
        Now { today, hour: i64::from(days) * 24 + 12 }
    }
}

/// By how many seconds a clock may differ from the database's before whoever runs the machine is told.
pub const MOST_CLOCK_DIFFERENCE: u64 = 30;

/// By how many milliseconds this machine's clock was ahead of the database's when they were last compared.
#[derive(Debug, Default)]
pub(super) struct Ahead(AtomicI64);

impl Office {
    /// Compares this machine's clock, in milliseconds since 1970, with the database's. Gives by how many milliseconds it is
    /// ahead; behind, it is less than nothing. On SQLite there is one clock.
    pub async fn compare_clocks(&self, own: impl Fn() -> i64) -> Result<i64, CaseError> {
        let before = own();
        let theirs = self.store.clock_in_milliseconds().await?;
        // The database told the time somewhere between the two.
        let ahead = before.midpoint(own()).saturating_sub(theirs);
        self.ahead.0.store(ahead, Ordering::Relaxed);
        Ok(ahead)
    }

    /// By how many whole seconds this machine's clock is ahead of the database's, where that is more than it should be.
    pub fn clock_is_off(&self) -> Option<i64> {
        let seconds = self.ahead.0.load(Ordering::Relaxed) / 1000;
        (seconds.unsigned_abs() > MOST_CLOCK_DIFFERENCE).then_some(seconds)
    }
}
