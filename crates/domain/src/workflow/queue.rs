//! For what an open incident waits.

use super::deadline::{AllowedDays, due};
use super::paper::WorkingPaper;
use crate::violation::{Step, codes};
use jiff::civil::Date;

codes! {
    /// For what an incident waits. One incident may wait for several things.
    Waits {
        /// For the initial step, and not for its reporter.
        New = "new",
        /// For its reporter: a question is open.
        Returned = "returned",
        /// For somebody to deal with an answer that has come.
        Answered = "answered",
        /// For the technical step.
        WaitingTechnical = "waiting_technical",
        /// For the CTFMR step.
        WaitingCtfmr = "waiting_ctfmr",
        /// A step that is past its day.
        Overdue = "overdue",
    }
}

/// The last day on which an incident is in time: that of its assignment, or the first of its waiting steps,
/// each with the day since which it waits. None where nothing waits.
pub fn due_on(steps: &[(Step, Date)], paper: Option<&WorkingPaper>, allowed: AllowedDays) -> Option<Date> {
    let first = steps.iter().map(|(step, since)| due(*step, *since, allowed)).min()?;
    let said = paper.and_then(|paper| paper.assignment.as_ref()).and_then(|assignment| assignment.due);
    Some(said.unwrap_or(first))
}

/// Whether an open incident waits for this.
pub fn waits_for(
    what: Waits,
    steps: &[(Step, Date)],
    paper: Option<&WorkingPaper>,
    allowed: AllowedDays,
    today: Date,
) -> bool {
    let step = |wanted: Step| steps.iter().any(|(step, _)| *step == wanted);
    let returned = paper.is_some_and(WorkingPaper::is_returned);
    match what {
        Waits::New => step(Step::Initial) && !returned,
        Waits::Returned => returned,
        Waits::Answered => paper.is_some_and(WorkingPaper::is_answered),
        Waits::WaitingTechnical => step(Step::Technical),
        Waits::WaitingCtfmr => step(Step::Ctfmr),
        Waits::Overdue => due_on(steps, paper, allowed).is_some_and(|due| due < today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{AccountId, IncidentId, QuestionId};
    use crate::workflow::Assignment;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 3, 1);

    fn paper(due: Option<Date>) -> WorkingPaper {
        let who = AccountId([1; 16]);
        let assignment = Some(Assignment { to: who, by: who, on: TODAY, due });
        WorkingPaper { assignment, ..WorkingPaper::of(IncidentId([1; 16])) }
    }

    fn all(steps: &[(Step, Date)], paper: Option<&WorkingPaper>) -> Vec<&'static str> {
        Waits::ALL
            .iter()
            .filter(|what| waits_for(**what, steps, paper, AllowedDays::default(), TODAY))
            .map(|what| what.code())
            .collect()
    }

    #[test]
    fn what_an_incident_waits_for() {
        let fresh = date(2026, 2, 20);
        let old = date(2026, 1, 1);
        assert_eq!(all(&[], None), Vec::<&str>::new());
        assert_eq!(all(&[(Step::Initial, fresh)], None), ["new"]);
        assert_eq!(all(&[(Step::Initial, old)], None), ["new", "overdue"]);
        let two = [(Step::Technical, fresh), (Step::Ctfmr, old)];
        assert_eq!(all(&two, None), ["waiting_technical", "waiting_ctfmr"]);
        assert_eq!(all(&[(Step::Ctfmr, date(2025, 12, 31))], None), ["waiting_ctfmr", "overdue"]);
    }

    #[test]
    fn a_due_date_of_the_assignment_goes_before_the_days_of_the_steps() {
        let old = [(Step::Initial, date(2026, 1, 1))];
        assert_eq!(all(&old, Some(&paper(None))), ["new", "overdue"]);
        assert_eq!(all(&old, Some(&paper(Some(TODAY)))), ["new"]);
        let fresh = [(Step::Initial, TODAY)];
        assert_eq!(all(&fresh, Some(&paper(Some(date(2026, 2, 28))))), ["new", "overdue"]);
        // What is wholly decided is not late, whatever was agreed.
        let late = paper(Some(date(2026, 2, 28)));
        assert_eq!(due_on(&[], Some(&late), AllowedDays::default()), None);
    }

    #[test]
    fn what_is_with_its_reporter_is_not_new_until_it_is_back() {
        let steps = [(Step::Initial, TODAY)];
        let mut paper = paper(None);
        let id = QuestionId([1; 16]);
        paper.ask(id, TODAY, AccountId([1; 16])).unwrap();
        assert_eq!(all(&steps, Some(&paper)), ["returned"]);
        paper.answer(id, TODAY);
        assert_eq!(all(&steps, Some(&paper)), ["new", "answered"]);
    }
}
