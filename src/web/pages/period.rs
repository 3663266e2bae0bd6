//! Which days: a span of the calendar by its name, or from one day to another.

use super::incidents::{Choice, choices};
use super::words::Words;
use domain::tables::Period;
use jiff::ToSpan;
use jiff::civil::Date;

/// Spans by name, and the days themselves last.
const PRESETS: [&str; 5] = ["last-quarter", "this-quarter", "last-year", "this-year", "days"];

/// What a form says of days.
#[derive(Clone, Debug)]
pub(super) struct Days<'f> {
    pub(super) period: &'f str,
    pub(super) from: &'f str,
    pub(super) to: &'f str,
}

/// The fields of a form for days.
#[derive(Debug)]
pub(super) struct DaysShown {
    pub(super) presets: Vec<Choice>,
    pub(super) from: String,
    pub(super) to: String,
}

impl Days<'_> {
    /// The days; or the key of what is wrong with them.
    pub(super) fn read(&self, today: Date) -> Result<Period, &'static str> {
        let quarter_of = |day: Date| {
            let month = (day.month() - 1) / 3 * 3 + 1;
            let from = Date::new(day.year(), month, 1).ok()?;
            Some(Period { from, to: from.checked_add(2.months()).ok()?.last_of_month() })
        };
        let year_of = |day: Date| Some(Period { from: day.first_of_year(), to: day.last_of_year() });
        let before = |period: Period| period.from.yesterday().ok();
        let unknown = "no-such-period";
        match self.period {
            "this-quarter" => quarter_of(today).ok_or(unknown),
            "last-quarter" => quarter_of(today).and_then(before).and_then(quarter_of).ok_or(unknown),
            "this-year" => year_of(today).ok_or(unknown),
            "last-year" => year_of(today).and_then(before).and_then(year_of).ok_or(unknown),
            "days" => {
                let day = |text: &str| text.trim().parse::<Date>().map_err(|_| "no-such-days");
                let period = Period { from: day(self.from)?, to: day(self.to)? };
                if period.to < period.from { Err("days-backwards") } else { Ok(period) }
            }
            _ => Err(unknown),
        }
    }

    /// The fields as they were filled in.
    pub(super) fn shown(&self, words: &Words) -> DaysShown {
        let presets = PRESETS.iter().map(|code| (*code, words.text(&format!("period-{code}"))));
        DaysShown {
            presets: choices(self.period, presets),
            from: self.from.to_owned(),
            to: self.to.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn spans_are_those_of_the_calendar() {
        let read = |period: &str, today| {
            let period = Days { period, from: "", to: "" }.read(today).unwrap();
            (period.from, period.to)
        };
        let (february, december) = (date(2026, 2, 14), date(2025, 12, 31));
        assert_eq!(read("this-quarter", february), (date(2026, 1, 1), date(2026, 3, 31)));
        assert_eq!(read("last-quarter", february), (date(2025, 10, 1), date(2025, 12, 31)));
        assert_eq!(read("this-quarter", december), (date(2025, 10, 1), date(2025, 12, 31)));
        assert_eq!(read("last-quarter", december), (date(2025, 7, 1), date(2025, 9, 30)));
        assert_eq!(read("last-year", february), (date(2025, 1, 1), date(2025, 12, 31)));
        assert_eq!(read("this-year", february), (date(2026, 1, 1), date(2026, 12, 31)));
    }

    #[test]
    fn nonsense_is_said_to_be_so() {
        let read = |period, from, to| Days { period, from, to }.read(date(2026, 2, 14)).unwrap_err();
        assert_eq!(read("days", "2026-02-30", "2026-03-01"), "no-such-days");
        assert_eq!(read("days", "2026-02-02", "2026-02-01"), "days-backwards");
        assert_eq!(read("fortnight", "", ""), "no-such-period");
    }
}
