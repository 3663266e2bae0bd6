//! A date as the packed facts hold it.

use jiff::civil::{Date, date};

/// Days since 1 January 1970, in sixteen bits: good until the year 2149. The two greatest values
/// are kept for "none" and "goes on" in the packed form, and are never a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u16);

const ZERO: Date = date(1970, 1, 1);

impl Day {
    /// The last day that can be packed.
    pub const MAX: Day = Day(u16::MAX - 2);

    /// The day of a date; dates outside 1970 to 2149 have none (validation refuses them long before).
    pub fn of(date: Date) -> Option<Day> {
        let days = (date - ZERO).get_days();
        u16::try_from(days).ok().map(Day).filter(|day| *day <= Day::MAX)
    }

    /// The nearest day that can be packed: for the ends of periods, which may lie anywhere.
    pub fn clamped(date: Date) -> Day {
        Self::of(date).unwrap_or(if date < ZERO { Day(0) } else { Day::MAX })
    }

    /// The date of this day.
    pub fn date(self) -> Date {
        ZERO.saturating_add(jiff::Span::new().days(i64::from(self.0)))
    }
}
