//! What lies between the periods of several editions: it stands in none of them, and a difference may tell it.

use domain::tables::Period;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Days of one period that others cut out of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    /// Whose period it is part of.
    pub(crate) of: usize,
    /// Whose period it is the rest without, where it is one.
    pub(crate) without: Option<usize>,
    /// Its days, in order and apart from each other.
    pub(crate) days: Vec<Period>,
}

impl Span {
    /// Whether some days are among them.
    pub(crate) fn covers(&self, days: Period) -> bool {
        self.days.iter().any(|own| own.from <= days.from && days.to <= own.to)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, days) in self.days.iter().enumerate() {
            let and = if at == 0 { "" } else { " and " };
            write!(f, "{and}{}/{}", days.from, days.to)?;
        }
        Ok(())
    }
}

/// For each period what is left of it without each of those within it, and the spans that all of them cut it into. Of
/// equal spans of one period the first, which names the period that is missing from it.
pub(crate) fn spans(periods: &[Period]) -> Vec<Span> {
    let cuts: BTreeSet<Date> =
        periods.iter().flat_map(|period| [period.from, day_after(period.to)]).collect();
    let mut spans: Vec<Span> = Vec::new();
    for (of, whole) in periods.iter().enumerate() {
        let within = |other: &Period| whole.from <= other.from && other.to <= whole.to && other != whole;
        let rests = periods.iter().enumerate().filter(|(_, other)| within(other)).map(|(without, other)| {
            let before = Period { from: whole.from, to: day_before(other.from) };
            let after = Period { from: day_after(other.to), to: whole.to };
            let days = [before, after].into_iter().filter(|days| days.from <= days.to).collect();
            Span { of, without: Some(without), days }
        });
        let cuts: Vec<Date> = cuts.range(whole.from..=day_after(whole.to)).copied().collect();
        let pieces = cuts.windows(2).map(|two| {
            let days = vec![Period { from: two[0], to: day_before(two[1]) }];
            Span { of, without: None, days }
        });
        let mut own: Vec<Span> = Vec::new();
        for span in rests.chain(pieces) {
            if span.days != [*whole] && own.iter().all(|known| known.days != span.days) {
                own.push(span);
            }
        }
        spans.extend(own);
    }
    spans
}

/// The months of a period, the first and the last of which may be parts of one.
pub(crate) fn months(period: Period) -> Vec<Period> {
    let mut months = Vec::new();
    let mut from = period.from;
    while from <= period.to {
        let to = from.last_of_month().min(period.to);
        months.push(Period { from, to });
        match to.tomorrow() {
            Ok(next) => from = next,
            Err(_) => break,
        }
    }
    months
}

fn day_after(day: Date) -> Date {
    day.tomorrow().unwrap_or(Date::MAX)
}

fn day_before(day: Date) -> Date {
    day.yesterday().unwrap_or(Date::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_is_cut_where_others_begin_and_end() {
        let months =
            |from: i8, to: i8| Period { from: date(2024, from, 1), to: date(2024, to, 1).last_of_month() };
        type Told = (usize, Option<usize>, Vec<(i8, i8)>);
        let told = |periods: &[Period]| -> Vec<Told> {
            let days =
                |span: &Span| span.days.iter().map(|days| (days.from.month(), days.to.month())).collect();
            spans(periods).iter().map(|span| (span.of, span.without, days(span))).collect()
        };
        assert_eq!(told(&[months(1, 12), months(1, 12)]), []);
        let half = [(1, Some(0), vec![(7, 12)]), (1, None, vec![(1, 6)])];
        assert_eq!(told(&[months(1, 6), months(1, 12)]), half);
        let within = told(&[months(1, 12), months(4, 6)]);
        let pieces = [(1, 3), (4, 6), (7, 12)].map(|days| (0, None, vec![days]));
        assert_eq!(within[0], (0, Some(1), vec![(1, 3), (7, 12)]));
        assert_eq!(within[1..], pieces);
        let crossed = told(&[months(1, 6), months(4, 9)]);
        let pieces = [(0, (1, 3)), (0, (4, 6)), (1, (4, 6)), (1, (7, 9))];
        assert_eq!(crossed, pieces.map(|(of, days)| (of, None, vec![days])));
        assert_eq!(told(&[months(1, 3), months(4, 6)]), []);
    }
}
