//! How long a step may wait.
//!
//! No resolution or guideline sets days for the single steps; the usual numbers are ours, and each task force may
//! agree on others. Only the rhythm of the quarterly Global Horizontal Note is given.

use super::history::{Event, VerificationHistory};
use crate::violation::Step;
use jiff::civil::Date;

/// More days than this are no deadline.
const LONGEST: u16 = 366;

/// How many days the first two steps may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowedDays {
    /// From recording to the initial step.
    pub initial: u16,
    /// From the initial step to the technical one.
    pub technical: u16,
}

impl Default for AllowedDays {
    /// 14 and 30.
    fn default() -> Self {
        Self { initial: 14, technical: 30 }
    }
}

impl AllowedDays {
    /// These days, if a step can be held to them: 1 to 366.
    pub fn checked(initial: u16, technical: u16) -> Option<Self> {
        let held = |days: u16| (1..=LONGEST).contains(&days);
        (held(initial) && held(technical)).then_some(Self { initial, technical })
    }
}

/// The day since which the next step of a violation waits: that of the last event, or of recording.
pub fn waits_since(history: Option<&VerificationHistory>, recorded_on: Date) -> Date {
    let last = history.and_then(|history| history.0.last()).map(|event| match event {
        Event::Decided(decision) => decision.recorded_on,
        Event::SetAside(aside) => aside.recorded_on,
    });
    last.unwrap_or(recorded_on)
}

/// The last day on which a step that waits since a day is in time. The CTFMR step is due by the end of the
/// quarter in which it began to wait: the Global Horizontal Note of that quarter is made then.
pub fn due(step: Step, since: Date, allowed: AllowedDays) -> Date {
    let after = |days: u16| since.saturating_add(jiff::Span::new().days(i32::from(days)));
    match step {
        Step::Initial => after(allowed.initial),
        Step::Technical => after(allowed.technical),
        Step::Ctfmr => end_of_quarter(since),
    }
}

fn end_of_quarter(day: Date) -> Date {
    // Months 3, 6, 9 and 12 end quarters, and the first of each is a day of every year.
    let last = (day.month() + 2) / 3 * 3;
    Date::new(day.year(), last, 1).map_or(day, Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::AccountId;
    use crate::violation::Status;
    use crate::workflow::{Decision, SetAside};
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn days_are_those_of_the_table() {
        let table = [
            (Step::Initial, date(2026, 1, 1), date(2026, 1, 15)),
            (Step::Initial, date(2024, 2, 20), date(2024, 3, 5)),
            (Step::Technical, date(2026, 1, 1), date(2026, 1, 31)),
            (Step::Ctfmr, date(2026, 1, 1), date(2026, 3, 31)),
            (Step::Ctfmr, date(2026, 3, 31), date(2026, 3, 31)),
            (Step::Ctfmr, date(2026, 4, 1), date(2026, 6, 30)),
            (Step::Ctfmr, date(2026, 8, 9), date(2026, 9, 30)),
            (Step::Ctfmr, date(2026, 12, 31), date(2026, 12, 31)),
        ];
        for (step, since, expected) in table {
            assert_eq!(due(step, since, AllowedDays::default()), expected, "{step} {since}");
        }
    }

    #[test]
    fn days_that_are_no_deadline_are_none() {
        for (initial, technical) in [(0, 30), (14, 0), (367, 30), (14, 367), (0, 0)] {
            assert_eq!(AllowedDays::checked(initial, technical), None);
        }
        let held = AllowedDays::checked(1, 366).unwrap();
        assert_eq!(due(Step::Initial, date(2026, 1, 1), held), date(2026, 1, 2));
        assert_eq!(due(Step::Technical, date(2026, 1, 1), held), date(2027, 1, 2));
    }

    #[test]
    fn a_step_waits_since_the_last_event_or_since_recording() {
        let recorded = date(2026, 1, 1);
        assert_eq!(waits_since(None, recorded), recorded);
        let mut history = VerificationHistory::default();
        assert_eq!(waits_since(Some(&history), recorded), recorded);
        history.0.push(Event::Decided(Decision {
            step: Step::Initial,
            status: Status::Verified,
            // The date of a decision may lie before the day on which it was recorded.
            date: Some(date(2025, 12, 1)),
            by: AccountId([1; 16]),
            recorded_on: date(2026, 1, 5),
            reason: "seen".to_owned(),
            taken_over: false,
            version: None,
        }));
        assert_eq!(waits_since(Some(&history), recorded), date(2026, 1, 5));
        history.set_aside(SetAside {
            from: Step::Initial,
            by: AccountId([1; 16]),
            recorded_on: date(2026, 2, 1),
            reason: "amended".to_owned(),
            version: None,
        });
        assert_eq!(waits_since(Some(&history), recorded), date(2026, 2, 1));
    }

    proptest! {
        #[test]
        fn nothing_is_due_before_it_waits_and_who_waits_longer_is_due_no_later(
            a in 0_i32..200_000, b in 0_i32..200_000, step in 0_usize..3,
            initial in 1_u16..=LONGEST, technical in 1_u16..=LONGEST,
        ) {
            let day = |days: i32| date(1900, 1, 1).saturating_add(jiff::Span::new().days(days));
            let (early, late) = (day(a.min(b)), day(a.max(b)));
            let step = Step::ALL[step];
            let due = |since| due(step, since, AllowedDays { initial, technical });
            prop_assert!(due(early) >= early);
            prop_assert!(due(early) <= due(late));
        }
    }
}
