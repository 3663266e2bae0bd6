//! Acts that take two people: one proposes, another approves the same.

use crate::id::AccountId;
use crate::violation::codes;

codes! {
    /// An act that takes two co-chairs.
    TwoPersonAct {
        /// Seal the identity compartment to somebody, with whatever else their roles open. Done as it is approved.
        GrantIdentity = "grant_identity",
        /// Write out every document for a recipient. Whoever is named may do it while the approval is in force.
        Export = "export",
        /// Erase a record for good. Done as it is approved.
        Erase = "erase",
        /// Erase the records whose time is over, as of a day. Done as it is approved.
        EraseDue = "erase_due",
        /// Seal to somebody what its proposer opens, when co-chairs cannot be reached. Two who hold the keys want it, and it is
        /// done [`BREAK_GLASS_DELAY`] hours later, if nobody vetoes it.
        BreakGlass = "break_glass",
        /// Write out everything that the situation holds, sealed to keys that are named. Whoever is named may do it while the
        /// approval is in force.
        HandOver = "hand_over",
        /// Close the situation: it is read, and nothing is added. Done as it is approved.
        Close = "close",
        /// Open a closed situation again. Done as it is approved.
        Reopen = "reopen",
    }
}

codes! {
    /// Why a record is erased. A code and no words: it lies in the clear, and words would be content.
    ErasureGround {
        /// Whom the record is about, or who speaks for them, no longer agrees to it.
        ConsentWithdrawn = "consent_withdrawn",
        /// That the record exists endangers somebody.
        ProtectionRisk = "protection_risk",
        /// It should never have been recorded here.
        RecordedInError = "recorded_in_error",
        /// The time for which the task force keeps such records is over.
        RetentionOver = "retention_over",
        /// A law or an agreement obliges the task force.
        LegalObligation = "legal_obligation",
    }
}

codes! {
    /// Where a proposal stands. One whose time is over stands as it did, and is good for nothing.
    ProposalState {
        /// A second person is waited for.
        Pending = "pending",
        /// A second person approved it.
        Approved = "approved",
        /// What it gave leave for was done, and is not done again.
        Done = "done",
        /// Somebody took it back, or vetoed it.
        Withdrawn = "withdrawn",
        /// What it named, or who named it, was no longer the same.
        Void = "void",
    }
}

codes! {
    /// Why a proposal is void.
    WhyVoid {
        /// What was approved is not what was proposed.
        OtherParameters = "other_parameters",
        /// The second fingerprint is not that of the key in the proposal.
        OtherFingerprint = "other_fingerprint",
        /// One of the two is no longer what they were, or has another key, or holds nothing to give.
        Proposer = "proposer",
        /// Who it is for has been suspended or removed, or has another key or other roles.
        Target = "target",
        /// The record is no longer there, or others have been merged into it.
        Record = "record",
        /// What is due is no longer what was proposed, or the months for which records are kept are others.
        Due = "due",
        /// The situation is closed already, or open, or reports wait in it.
        Situation = "situation",
    }
}

/// A proposal is good for so many whole hours, and so is the leave that an approval gives (decision 0026).
pub const PROPOSAL_HOURS: i64 = 72;

/// What breaks the glass is seen by everybody for so many whole hours before it opens anything.
pub const BREAK_GLASS_DELAY: i64 = 72;

/// An export of so many incidents takes one person; of more, two.
pub const EXPORT_ALONE: u64 = 100;

/// What the rules look at in a proposal. Times are the database's, in whole hours since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is proposed.
    pub act: TwoPersonAct,
    /// Who proposed it.
    pub proposer: AccountId,
    /// When.
    pub proposed_hour: i64,
    /// Where it stands.
    pub state: ProposalState,
    /// When it came to stand there; none while it is pending.
    pub closed_hour: Option<i64>,
}

/// Why something is not done without, or with, a second person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProposalRefusal {
    /// The same person twice.
    #[error("somebody else approves what you proposed, and nobody approves what is for themselves")]
    SamePerson,
    /// Its time is over.
    #[error("the proposal lapsed: {PROPOSAL_HOURS} hours are over; propose it again")]
    Lapsed,
    /// It is no longer pending.
    #[error("the proposal is {0} already")]
    Closed(ProposalState),
    /// It was found to be void just now, or is made void by this attempt.
    #[error("the proposal is void now: {}; propose it again", why(*.0))]
    Void(WhyVoid),
    /// Another person has proposed the same.
    #[error("somebody else has proposed the same ({0}); approve that")]
    Proposed(crate::id::ProposalId),
    /// The time in which it can be vetoed is not over, or it waits for a second person.
    #[error(
        "nothing is opened before {BREAK_GLASS_DELAY} hours have passed since the second person wanted it"
    )]
    TooSoon,
    /// Somebody else wants to do what two have asked for.
    #[error("one of the two who asked for it does it")]
    NotOneOfTheTwo,
    /// There is no approval for it.
    #[error(
        "this situation has more than {EXPORT_ALONE} incidents: one co-chair proposes the export for this recipient \
         (`sixfold proposal export`), another approves it, and whom it names can then make it for {PROPOSAL_HOURS} hours"
    )]
    ExportNeedsTwo,
    /// There is no approval for it.
    #[error(
        "handing a situation over takes two co-chairs: one proposes it for these keys (`sixfold proposal hand-over`), another \
         approves it, and whom it names can then do it for {PROPOSAL_HOURS} hours"
    )]
    HandOverNeedsTwo,
}

fn why(why: WhyVoid) -> &'static str {
    match why {
        WhyVoid::OtherParameters => "what you approve is not what was proposed",
        WhyVoid::OtherFingerprint => {
            "the fingerprint is not that of the key in it; let the person read theirs out to both of you"
        }
        WhyVoid::Proposer => {
            "who proposed or joined it can no longer sign in with that key in that role, or does not hold what is given"
        }
        WhyVoid::Situation => "the situation is closed or open already, or reports wait in it to be triaged",
        WhyVoid::Record => "the record is no longer there, or others have been merged into it",
        WhyVoid::Due => {
            "one of the records was changed, merged, worked on or erased since, or the months for which records are kept were"
        }
        WhyVoid::Target => {
            "whom it is for cannot sign in, or has another key or other roles than when it was proposed"
        }
    }
}

/// Whether a time lies in the hours after another. A clock that went back prolongs nothing.
fn within(since: i64, hour: i64) -> bool {
    hour.checked_sub(since).is_some_and(|passed| (0..PROPOSAL_HOURS).contains(&passed))
}

impl Proposal {
    /// Whether it waits for a second person at this hour.
    pub fn waits(&self, hour: i64) -> bool {
        self.state == ProposalState::Pending && within(self.proposed_hour, hour)
    }

    /// Whether it gives leave at this hour to do what is done after the approval.
    pub fn gives_leave(&self, hour: i64) -> bool {
        let since = match self.act {
            TwoPersonAct::Export | TwoPersonAct::HandOver => self.closed_hour,
            TwoPersonAct::BreakGlass => self.closed_hour.and_then(|hour| hour.checked_add(BREAK_GLASS_DELAY)),
            TwoPersonAct::GrantIdentity
            | TwoPersonAct::Erase
            | TwoPersonAct::EraseDue
            | TwoPersonAct::Close
            | TwoPersonAct::Reopen => None,
        };
        self.state == ProposalState::Approved && since.is_some_and(|since| within(since, hour))
    }

    /// Whether two want the glass broken at this hour and everybody can still see it coming.
    pub fn is_coming(&self, hour: i64) -> bool {
        let since = self.closed_hour.filter(|_| self.act == TwoPersonAct::BreakGlass);
        self.state == ProposalState::Approved
            && since
                .and_then(|since| hour.checked_sub(since))
                .is_some_and(|passed| (0..BREAK_GLASS_DELAY).contains(&passed))
    }

    /// Whether anything can still come of it at this hour.
    pub fn stands(&self, hour: i64) -> bool {
        self.waits(hour) || self.is_coming(hour) || self.gives_leave(hour)
    }

    /// Refuses what was asked for by two to anybody else, and to them before its time and after it.
    pub fn openable(
        &self,
        by: AccountId,
        second: Option<AccountId>,
        hour: i64,
    ) -> Result<(), ProposalRefusal> {
        if by != self.proposer && Some(by) != second {
            return Err(ProposalRefusal::NotOneOfTheTwo);
        }
        match self.state {
            ProposalState::Pending => Err(ProposalRefusal::TooSoon),
            ProposalState::Approved if self.is_coming(hour) => Err(ProposalRefusal::TooSoon),
            ProposalState::Approved if self.gives_leave(hour) => Ok(()),
            ProposalState::Approved => Err(ProposalRefusal::Lapsed),
            state => Err(ProposalRefusal::Closed(state)),
        }
    }

    /// Refuses an approval by somebody at an hour, as far as it depends on the proposal alone.
    pub fn approvable(&self, by: AccountId, hour: i64) -> Result<(), ProposalRefusal> {
        if by == self.proposer {
            return Err(ProposalRefusal::SamePerson);
        }
        if self.state != ProposalState::Pending {
            return Err(ProposalRefusal::Closed(self.state));
        }
        if self.waits(hour) { Ok(()) } else { Err(ProposalRefusal::Lapsed) }
    }

    /// Refuses to take back what is over or done.
    pub fn withdrawable(&self, hour: i64) -> Result<(), ProposalRefusal> {
        if self.stands(hour) {
            return Ok(());
        }
        Err(match self.state {
            ProposalState::Pending => ProposalRefusal::Lapsed,
            ProposalState::Approved if self.act == TwoPersonAct::BreakGlass => ProposalRefusal::Lapsed,
            state => ProposalRefusal::Closed(state),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ONE: AccountId = AccountId([1; 16]);
    const OTHER: AccountId = AccountId([2; 16]);

    fn proposals() -> impl Strategy<Value = Proposal> {
        let act = prop::sample::select(TwoPersonAct::ALL);
        let state = prop::sample::select(ProposalState::ALL);
        (act, state, -200_i64..200, prop::option::of(-200_i64..200)).prop_map(
            |(act, state, proposed_hour, closed_hour)| Proposal {
                act,
                proposer: ONE,
                proposed_hour,
                state,
                closed_hour,
            },
        )
    }

    #[test]
    fn a_proposal_is_good_for_three_days_and_not_an_hour_more() {
        let pending = Proposal {
            act: TwoPersonAct::Export,
            proposer: ONE,
            proposed_hour: 1_000,
            state: ProposalState::Pending,
            closed_hour: None,
        };
        let approved = Proposal { state: ProposalState::Approved, closed_hour: Some(1_050), ..pending };
        for (hour, waits, leave) in [
            (999, false, false),
            (1_000, true, false),
            (1_050, true, true),
            (1_071, true, true),
            (1_072, false, true),
            (1_121, false, true),
            (1_122, false, false),
            (i64::MAX, false, false),
            (i64::MIN, false, false),
        ] {
            assert_eq!((pending.waits(hour), approved.gives_leave(hour)), (waits, leave), "{hour}");
            assert_eq!(pending.approvable(OTHER, hour).is_ok(), waits, "{hour}");
        }
    }

    #[test]
    fn the_glass_waits_three_days_and_stays_open_for_three() {
        let coming = Proposal {
            act: TwoPersonAct::BreakGlass,
            proposer: ONE,
            proposed_hour: 1_000,
            state: ProposalState::Approved,
            closed_hour: Some(1_050),
        };
        for (hour, comes, opens) in [
            (1_049, false, Err(ProposalRefusal::Lapsed)),
            (1_050, true, Err(ProposalRefusal::TooSoon)),
            (1_121, true, Err(ProposalRefusal::TooSoon)),
            (1_122, false, Ok(())),
            (1_193, false, Ok(())),
            (1_194, false, Err(ProposalRefusal::Lapsed)),
            (i64::MIN, false, Err(ProposalRefusal::Lapsed)),
            (i64::MAX, false, Err(ProposalRefusal::Lapsed)),
        ] {
            assert_eq!(coming.is_coming(hour), comes, "{hour}");
            assert_eq!(coming.openable(OTHER, Some(OTHER), hour), opens, "{hour}");
            assert_eq!(coming.stands(hour), comes || opens.is_ok(), "{hour}");
        }
        let done = Proposal { state: ProposalState::Done, ..coming };
        assert_eq!(done.openable(ONE, Some(OTHER), 1_130), Err(ProposalRefusal::Closed(ProposalState::Done)));
    }

    proptest! {
        /// A8: whatever the state and the hour, nobody approves what they proposed, and what is approved was
        /// pending and in time.
        #[test]
        fn only_another_person_approves_and_only_in_time(proposal in proposals(), hour in -400_i64..400) {
            prop_assert_eq!(proposal.approvable(ONE, hour), Err(ProposalRefusal::SamePerson));
            if proposal.approvable(OTHER, hour).is_ok() {
                prop_assert_eq!(proposal.state, ProposalState::Pending);
                prop_assert!((0..72).contains(&(hour - proposal.proposed_hour)));
            }
        }

        /// What is done cannot be taken back, and what is over need not be.
        #[test]
        fn only_what_still_counts_is_taken_back(proposal in proposals(), hour in -400_i64..400) {
            let counts = [proposal.waits(hour), proposal.is_coming(hour), proposal.gives_leave(hour)];
            prop_assert_eq!(proposal.withdrawable(hour).is_ok(), counts.contains(&true));
            prop_assert!(counts.iter().filter(|one| **one).count() <= 1);
            let lasting = [TwoPersonAct::Export, TwoPersonAct::HandOver, TwoPersonAct::BreakGlass];
            if !lasting.contains(&proposal.act) {
                prop_assert!(!proposal.gives_leave(hour), "it is done as it is approved");
            }
            if proposal.act != TwoPersonAct::BreakGlass {
                prop_assert!(!proposal.is_coming(hour), "nothing else waits to be vetoed");
            }
        }

        /// What is opened was wanted by two at least three days ago, and is opened by one of them.
        #[test]
        fn the_glass_is_broken_by_one_of_two_and_not_before_its_time(proposal in proposals(), hour in -400_i64..400) {
            let proposal = Proposal { act: TwoPersonAct::BreakGlass, ..proposal };
            for (by, second) in [(ONE, None), (ONE, Some(OTHER)), (OTHER, Some(OTHER))] {
                if proposal.openable(by, second, hour).is_ok() {
                    prop_assert_eq!(proposal.state, ProposalState::Approved);
                    let passed = hour - proposal.closed_hour.unwrap();
                    prop_assert!((BREAK_GLASS_DELAY..BREAK_GLASS_DELAY + PROPOSAL_HOURS).contains(&passed));
                }
            }
            let third = AccountId([3; 16]);
            prop_assert_eq!(proposal.openable(third, Some(OTHER), hour), Err(ProposalRefusal::NotOneOfTheTwo));
        }
    }
}
