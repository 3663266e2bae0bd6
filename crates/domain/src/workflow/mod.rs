//! Verification, step by step, and the life of an incident record.
//!
//! A violation is verified in three steps in order: the focal point's initial status, the joint
//! technical step, the step of the country task force (CTFMR). What has been decided is an
//! append-only list of events; where a violation stands is read off that list, so a later decision
//! can replace an earlier one in force and can never erase it.

mod answer;
mod deadline;
mod decide;
mod history;
mod paper;
mod queue;
mod referral;
mod release;
mod stage;

pub use answer::Answer;
pub use deadline::{AllowedDays, due, waits_since};
pub use decide::{Deciding, MAX_REASON, Proposal, Refusal, decide};
pub use history::{Decision, Event, SetAside, Standing, VerificationHistory};
pub use paper::{
    Assignment, Exchange, MAX_ANSWER, MAX_NOTE, Note, PaperRefusal, Question, QuestionState, Talk,
    WorkingPaper, check_text,
};
pub use queue::{Waits, due_on, waits_for};
pub use referral::{
    BestInterest, MAX_PROVIDER, MOST_REFERRAL_DAYS, Referral, ReferralLetter, ReferralOutcome,
    ReferralRefusal, ReferralState, ReferralWords, Service, TOLD_TO_PROVIDERS, USUAL_REFERRAL_DAYS,
    check_best_interests, no_longer_agree, told_of,
};
pub use release::{Approval, ReleaseRefusal, ReleaseState};
pub use stage::{Stage, StageChange, StageHistory, StageRefusal};
