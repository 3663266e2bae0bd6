//! The rules for taking a step.

use super::history::{Decision, VerificationHistory};
use crate::id::AccountId;
use crate::violation::{Status, Step};
use jiff::civil::Date;

/// The greatest length of a reason, in characters.
pub const MAX_REASON: usize = 2000;

/// A decision that somebody wants to take.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The step to take.
    pub step: Step,
    /// What to decide.
    pub status: Status,
    /// The date of the decision.
    pub date: Date,
    /// Why.
    pub reason: String,
    /// Said on purpose when the step has been decided before and is to be decided anew.
    pub reopen: bool,
}

/// What the rules need to know besides the proposal.
#[derive(Clone, Copy, Debug)]
pub struct Deciding<'a> {
    /// Who decides. That their role may take this step has been asked of the policy already.
    pub by: AccountId,
    /// Who submitted the incident and who amended it.
    pub submitted_by: &'a [AccountId],
    /// The first day of the incident, if known.
    pub occurred_from: Option<Date>,
    /// Today.
    pub today: Date,
}

/// Why a step may not be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The step before it has not been taken.
    #[error("the {missing} step comes before the {step} step and has not been taken")]
    OutOfOrder {
        /// The step asked for.
        step: Step,
        /// The step that is missing.
        missing: Step,
    },
    /// The step before it is still pending.
    #[error("the {before} step is still pending; until it is concluded the {step} step can only be pending")]
    NotConcluded {
        /// The step asked for.
        step: Step,
        /// The step that is pending.
        before: Step,
    },
    /// The step has been decided.
    #[error(
        "the {step} step was decided as {status}; to decide it anew, say so (--reopen): the old decision stays in the history and later steps go out of force"
    )]
    AlreadyDecided {
        /// The step.
        step: Step,
        /// What stands.
        status: Status,
    },
    /// Reopening what was never decided.
    #[error("the {step} step has no decision in force, so there is nothing to reopen")]
    NothingToReopen {
        /// The step.
        step: Step,
    },
    /// The same person submitted or amended the incident.
    #[error("whoever submitted or amended an incident takes no step on it; another person must decide")]
    OwnSubmission,
    /// The same person took another step.
    #[error(
        "the same person took the {other} step on this violation; another person must take the {step} step"
    )]
    SamePerson {
        /// The step asked for.
        step: Step,
        /// The step that they took.
        other: Step,
    },
    /// The reason is missing or too long.
    #[error("a decision needs a reason of 1 to {MAX_REASON} characters")]
    Reason,
    /// The date lies in the future.
    #[error("the date {0} of the decision lies in the future")]
    Future(Date),
    /// The date lies before the incident.
    #[error("the date {date} of the decision lies before the incident ({occurred})")]
    BeforeIncident {
        /// The decision's date.
        date: Date,
        /// The incident's first day.
        occurred: Date,
    },
    /// The date lies before that of the step it rests on.
    #[error("the date {date} of the {step} step lies before that of the {before} step ({earlier})")]
    BeforeEarlierStep {
        /// The step asked for.
        step: Step,
        /// Its date.
        date: Date,
        /// The step before it.
        before: Step,
        /// That step's date.
        earlier: Date,
    },
}

/// The decision, if the rules allow it. All refusals that apply are given at once.
pub fn decide(
    history: &VerificationHistory,
    proposal: &Proposal,
    at: &Deciding<'_>,
) -> Result<Decision, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let step = proposal.step;
    let standing = history.standing();

    match standing.at(step) {
        Some(decision) if !proposal.reopen => {
            refusals.push(Refusal::AlreadyDecided { step, status: decision.status });
        }
        None if proposal.reopen => refusals.push(Refusal::NothingToReopen { step }),
        _ => {}
    }

    let before = Step::ALL.iter().copied().take_while(|earlier| *earlier < step).last();
    if let Some(before) = before {
        match standing.at(before) {
            None => {
                let missing = standing.next().unwrap_or(before);
                refusals.push(Refusal::OutOfOrder { step, missing });
            }
            Some(decision) => {
                if decision.status == Status::Pending && proposal.status != Status::Pending {
                    refusals.push(Refusal::NotConcluded { step, before });
                }
                if let Some(earlier) = decision.date
                    && proposal.date < earlier
                {
                    refusals.push(Refusal::BeforeEarlierStep { step, date: proposal.date, before, earlier });
                }
            }
        }
    }

    if at.submitted_by.contains(&at.by) {
        refusals.push(Refusal::OwnSubmission);
    }
    // Steps put out of force count too: whoever helped to decide once is not a fresh pair of eyes.
    if let Some(other) = history.decisions().find(|other| other.by == at.by && other.step != step) {
        refusals.push(Refusal::SamePerson { step, other: other.step });
    }

    let reason = proposal.reason.trim();
    if reason.is_empty() || reason.chars().count() > MAX_REASON {
        refusals.push(Refusal::Reason);
    }
    if proposal.date > at.today {
        refusals.push(Refusal::Future(proposal.date));
    }
    if let Some(occurred) = at.occurred_from
        && proposal.date < occurred
    {
        refusals.push(Refusal::BeforeIncident { date: proposal.date, occurred });
    }

    if refusals.is_empty() {
        Ok(Decision {
            step,
            status: proposal.status,
            date: Some(proposal.date),
            by: at.by,
            recorded_on: at.today,
            reason: reason.to_owned(),
            taken_over: false,
            version: None,
        })
    } else {
        Err(refusals)
    }
}

#[cfg(test)]
mod tests {
    use super::super::history::{Event, SetAside};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const SUBMITTER: AccountId = AccountId([0; 16]);
    const TODAY: Date = date(2026, 3, 1);

    fn person(n: u8) -> AccountId {
        AccountId([n; 16])
    }

    fn proposal(step: Step, status: Status, on: Date) -> Proposal {
        Proposal { step, status, date: on, reason: "two independent sources".to_owned(), reopen: false }
    }

    fn at(by: AccountId) -> Deciding<'static> {
        Deciding { by, submitted_by: &[SUBMITTER], occurred_from: Some(date(2026, 1, 10)), today: TODAY }
    }

    fn after(steps: &[(Step, Status, Date, u8)]) -> VerificationHistory {
        let mut history = VerificationHistory::default();
        for (step, status, on, by) in steps {
            let decision = decide(&history, &proposal(*step, *status, *on), &at(person(*by))).unwrap();
            history.0.push(Event::Decided(decision));
        }
        history
    }

    #[test]
    fn three_people_take_three_steps_in_order() {
        let history = after(&[
            (Step::Initial, Status::Verified, date(2026, 1, 12), 1),
            (Step::Technical, Status::Verified, date(2026, 1, 20), 2),
            (Step::Ctfmr, Status::Verified, date(2026, 2, 1), 3),
        ]);
        let standing = history.standing();
        assert_eq!(standing.next(), None);
        assert_eq!(standing.at(Step::Ctfmr).unwrap().date, Some(date(2026, 2, 1)));
    }

    #[test]
    fn every_rule_refuses_in_its_own_words() {
        let fresh = VerificationHistory::default();
        let initial = after(&[(Step::Initial, Status::Verified, date(2026, 1, 12), 1)]);
        let pending = after(&[(Step::Initial, Status::Pending, date(2026, 1, 12), 1)]);
        let day = date(2026, 1, 20);
        let reopen = |step| Proposal { reopen: true, ..proposal(step, Status::Verified, day) };
        let cases: Vec<(&VerificationHistory, Proposal, AccountId, Refusal)> = vec![
            (
                &fresh,
                proposal(Step::Ctfmr, Status::Verified, day),
                person(3),
                Refusal::OutOfOrder { step: Step::Ctfmr, missing: Step::Initial },
            ),
            (
                &initial,
                proposal(Step::Ctfmr, Status::Verified, day),
                person(3),
                Refusal::OutOfOrder { step: Step::Ctfmr, missing: Step::Technical },
            ),
            (
                &pending,
                proposal(Step::Technical, Status::Verified, day),
                person(2),
                Refusal::NotConcluded { step: Step::Technical, before: Step::Initial },
            ),
            (
                &initial,
                proposal(Step::Initial, Status::NotMrm, day),
                person(2),
                Refusal::AlreadyDecided { step: Step::Initial, status: Status::Verified },
            ),
            (&fresh, reopen(Step::Initial), person(2), Refusal::NothingToReopen { step: Step::Initial }),
            (&fresh, proposal(Step::Initial, Status::Verified, day), SUBMITTER, Refusal::OwnSubmission),
            (
                &initial,
                proposal(Step::Technical, Status::Verified, day),
                person(1),
                Refusal::SamePerson { step: Step::Technical, other: Step::Initial },
            ),
            (
                &fresh,
                Proposal { reason: "  ".to_owned(), ..proposal(Step::Initial, Status::Verified, day) },
                person(1),
                Refusal::Reason,
            ),
            (
                &fresh,
                proposal(Step::Initial, Status::Verified, date(2026, 3, 2)),
                person(1),
                Refusal::Future(date(2026, 3, 2)),
            ),
            (
                &fresh,
                proposal(Step::Initial, Status::Verified, date(2026, 1, 9)),
                person(1),
                Refusal::BeforeIncident { date: date(2026, 1, 9), occurred: date(2026, 1, 10) },
            ),
            (
                &initial,
                proposal(Step::Technical, Status::Verified, date(2026, 1, 11)),
                person(2),
                Refusal::BeforeEarlierStep {
                    step: Step::Technical,
                    date: date(2026, 1, 11),
                    before: Step::Initial,
                    earlier: date(2026, 1, 12),
                },
            ),
        ];
        for (history, proposal, by, refusal) in cases {
            assert_eq!(decide(history, &proposal, &at(by)), Err(vec![refusal]));
        }
    }

    #[test]
    fn reopening_keeps_the_old_decision_and_takes_later_steps_out_of_force() {
        let mut history = after(&[
            (Step::Initial, Status::Verified, date(2026, 1, 12), 1),
            (Step::Technical, Status::Verified, date(2026, 1, 20), 2),
            (Step::Ctfmr, Status::Verified, date(2026, 2, 1), 3),
        ]);
        let again =
            Proposal { reopen: true, ..proposal(Step::Technical, Status::NotVerified, date(2026, 2, 10)) };
        let decision = decide(&history, &again, &at(person(2))).unwrap();
        history.0.push(Event::Decided(decision));
        assert_eq!(history.decisions().count(), 4);
        assert_eq!(history.standing().next(), Some(Step::Ctfmr));
        assert_eq!(history.standing().at(Step::Technical).unwrap().status, Status::NotVerified);
    }

    #[test]
    fn setting_aside_nothing_leaves_no_trace() {
        let aside = SetAside {
            from: Step::Initial,
            by: person(9),
            recorded_on: TODAY,
            reason: "amended".to_owned(),
            version: None,
        };
        let mut history = VerificationHistory::default();
        assert!(!history.set_aside(aside.clone()));
        assert!(history.0.is_empty());
        let mut history = after(&[(Step::Initial, Status::Verified, date(2026, 1, 12), 1)]);
        assert!(history.set_aside(aside));
        assert_eq!(history.standing().next(), Some(Step::Initial));
    }

    proptest! {
        /// Whatever is tried by whomever: a CTFMR decision in force rests on the two steps before it,
        /// taken by three different people, none of them the submitter.
        #[test]
        fn no_path_leads_past_the_rules(
            tries in prop::collection::vec((0_usize..3, 0_usize..5, 0_u8..5, 0_i8..60, any::<bool>()), 0..40)
        ) {
            let mut history = VerificationHistory::default();
            for (step, status, by, day, reopen) in tries {
                let proposal = Proposal {
                    step: Step::ALL[step],
                    status: Status::ALL[status],
                    date: date(2026, 1, 1).saturating_add(jiff::Span::new().days(i64::from(day))),
                    reason: "because".to_owned(),
                    reopen,
                };
                let before = history.0.len();
                if let Ok(decision) = decide(&history, &proposal, &at(person(by))) {
                    history.0.push(Event::Decided(decision));
                }
                prop_assert!(history.0.len() >= before);
                let standing = history.standing();
                if let Some(last) = standing.at(Step::Ctfmr) {
                    let technical = standing.at(Step::Technical).unwrap();
                    let initial = standing.at(Step::Initial).unwrap();
                    prop_assert!(last.by != technical.by && technical.by != initial.by && last.by != initial.by);
                    prop_assert!([last, technical, initial].iter().all(|taken| taken.by != SUBMITTER));
                    prop_assert!(initial.date <= technical.date && technical.date <= last.date);
                    prop_assert!(last.status == Status::Pending || technical.status != Status::Pending);
                }
            }
        }
    }
}
