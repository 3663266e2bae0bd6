//! How long records are kept after they were last changed, and which of them are due to be erased.

use jiff::Span;
use jiff::civil::{Date, date};

use crate::violation::codes;

/// Fewer months are not set: a figure is asked about longer than that.
const SHORTEST: u16 = 12;
/// A hundred years.
const LONGEST: u16 = 1_200;

/// So many records are erased by one proposal at most: what one transaction and one look of a second person can bear.
pub const MOST_AT_ONCE: usize = 1_000;

/// For how many calendar months a record is kept after it was last changed; without an end where none are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    months: Option<u16>,
}

codes! {
    /// Why a record that is due is not erased with the others.
    LeftOut {
        /// Who proposes it keeps it for now.
        Kept = "kept",
        /// It was merged with one that stays, and the two go together.
        Merged = "merged",
        /// Its working paper was written in, or a question about it is open.
        InWork = "in_work",
    }
}

impl Retention {
    /// So many months, if they can be set: 12 to 1,200; or none.
    pub fn checked(months: Option<u16>) -> Option<Self> {
        months.is_none_or(|months| (SHORTEST..=LONGEST).contains(&months)).then_some(Self { months })
    }

    /// The months; none where records are kept without an end.
    pub fn months(self) -> Option<u16> {
        self.months
    }

    /// The first day on which a record is due that was last changed on a day; none where that day does not come. It is kept
    /// through the day of the same number, or through the last of a month that has no such day.
    pub fn due_from(self, changed: Date) -> Option<Date> {
        let through = changed.checked_add(Span::new().months(self.months?)).ok()?;
        through.tomorrow().ok()
    }

    /// The last day such that what was last changed on it, or before, is due on a day.
    pub fn last_due(self, on: Date) -> Option<Date> {
        let is_due = |changed: Date| self.due_from(changed).is_some_and(|from| from <= on);
        let mut last = on.checked_sub(Span::new().months(self.months?)).ok()?;
        // Months are of several lengths, so it is at most three days off.
        while !is_due(last) {
            last = last.yesterday().ok()?;
        }
        while let Ok(next) = last.tomorrow()
            && is_due(next)
        {
            last = next;
        }
        Some(last)
    }
}

/// The hour, counted from 1970, at which a day has ended.
pub fn end_of(day: Date) -> i64 {
    let days = (day - date(1970, 1, 1)).get_days();
    (i64::from(days) + 1) * 24
}

/// The day of an hour counted from 1970; the last or first day that there is, where it has none.
pub fn day_of(hour: i64) -> Date {
    let days = Span::new().try_days(hour.div_euclid(24));
    days.map_or(if hour < 0 { Date::MIN } else { Date::MAX }, |days| date(1970, 1, 1).saturating_add(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keeps(months: u16) -> Retention {
        Retention::checked(Some(months)).unwrap()
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        for (months, changed, from) in [
            (12, date(2024, 1, 31), date(2025, 2, 1)),
            (12, date(2024, 2, 29), date(2025, 3, 1)),
            (12, date(2023, 2, 28), date(2024, 2, 29)),
            (13, date(2024, 1, 31), date(2025, 3, 1)),
            (13, date(2023, 1, 31), date(2024, 3, 1)),
            (48, date(2024, 2, 29), date(2028, 3, 1)),
            (12, date(2025, 12, 31), date(2027, 1, 1)),
            (1_200, date(1999, 12, 31), date(2100, 1, 1)),
        ] {
            let keeps = keeps(months);
            assert_eq!(keeps.due_from(changed), Some(from), "{months} {changed}");
            assert!(keeps.last_due(from).unwrap() >= changed, "{months} {changed}");
            assert!(keeps.last_due(from.yesterday().unwrap()).unwrap() < changed, "{months} {changed}");
        }
        // Several last days of a longer month are due together.
        assert_eq!(keeps(13).last_due(date(2025, 3, 1)), Some(date(2024, 1, 31)));
        assert_eq!(keeps(13).last_due(date(2025, 2, 28)), Some(date(2024, 1, 27)));
    }

    #[test]
    fn what_is_kept_without_an_end_is_never_due() {
        let ever = Retention::default();
        assert_eq!((ever.months(), ever.last_due(Date::MAX), ever.due_from(Date::MIN)), (None, None, None));
        assert_eq!(Retention::checked(None), Some(ever));
        for months in [0, 11, 1_201, u16::MAX] {
            assert_eq!(Retention::checked(Some(months)), None, "{months}");
        }
        // A day that never comes.
        assert_eq!(keeps(12).due_from(Date::MAX), None);
        assert_eq!(keeps(12).last_due(Date::MIN), None);
    }

    #[test]
    fn days_and_hours_are_the_same_days() {
        for day in [date(1970, 1, 1), date(2024, 2, 29), date(1969, 12, 31), Date::MAX, Date::MIN] {
            assert_eq!((day_of(end_of(day) - 1), day_of(end_of(day) - 24)), (day, day));
        }
        assert_eq!((day_of(i64::MAX), day_of(i64::MIN)), (Date::MAX, Date::MIN));
    }

    proptest! {
        /// No day before the months are over is one of those that are due, and none is left out.
        #[test]
        fn the_last_day_that_is_due_is_the_last(
            months in SHORTEST..=LONGEST,
            on in 0_i32..200_000,
            back in 0_i32..60_000,
        ) {
            let day = |days: i32| date(1900, 1, 1).saturating_add(Span::new().days(days));
            let (on, changed) = (day(on), day(on - back));
            let keeps = keeps(months);
            let is_due = keeps.last_due(on).is_some_and(|last| changed <= last);
            let full = changed.checked_add(Span::new().months(months)).unwrap();
            prop_assert_eq!(is_due, full < on, "{} {} {}", changed, months, on);
            prop_assert_eq!(is_due, keeps.due_from(changed).unwrap() <= on);
        }
    }
}
