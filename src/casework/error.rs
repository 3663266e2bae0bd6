//! What can go wrong in casework, and who can mend it.

use super::NotReproduced;
use super::people::BadPassword;
use super::triage::WhyLook;
use domain::access::{BadAccount, Denied, ProposalRefusal};
use domain::attachment::BadAttachment;
use domain::boundary::BoundaryProblem;
use domain::counting::BadFacts;
use domain::register::TableProblem;
use domain::workflow::{PaperRefusal, ReferralRefusal, Refusal, ReleaseRefusal, StageRefusal};
use store::{JobState, StoreError};
use vault::VaultError;

/// An error of casework. None of them carries content, a password or a key.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The login, the password or the account's state: never said which.
    #[error("the login or the password is wrong, or the account is not active")]
    SignIn,
    /// There is no session, or it is over.
    #[error("nobody is signed in here, or the session is over; sign in again")]
    NoSession,
    /// Too many people sign in at once.
    #[error("too many people are signing in at once; try again in a moment")]
    Busy,
    /// Too much is asked of this server at once.
    #[error("this server has too much to do at once; try again in a moment")]
    Crowded,
    /// A person has as many jobs as may be.
    #[error("you have as many jobs as may be; wait for one to end, or remove one")]
    TooManyJobs,
    /// A job has made nothing.
    #[error("the job is {}; there is nothing to fetch", .0.code())]
    NotDone(JobState),
    /// What is asked needs the password to have been shown a moment ago.
    #[error("this needs your password, and your one-time code if you have one, once more")]
    StepUp,
    /// There is no such thing, or none that this person may know of.
    #[error("there is nothing here by that name")]
    NotFound,
    /// The intake key changed between the asking for it and the sending.
    #[error("the intake key was changed in the meantime; fetch the new one and seal the report to it")]
    StaleKey,
    /// A report was not stored, and can be sent again.
    #[error("the report was not stored ({0}); send it again")]
    NotStored(String),
    /// Another report has this id.
    #[error("another report was sent under this id; nothing was stored: seal it again under a new id")]
    Taken,
    /// What cannot be an attachment.
    #[error(transparent)]
    Attachment(#[from] BadAttachment),
    /// An upload does not go on like this.
    #[error("{0}")]
    Upload(&'static str),
    /// The store has no such situation.
    #[error("this store has no situation {given:?}; it has {known}")]
    UnknownSituation {
        /// What was asked for.
        given: String,
        /// What there is.
        known: String,
    },
    /// The policy said no.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The person's grants do not open it.
    #[error("this login has no grant of the {0} compartment; co-chairs give one with `sixfold keys grant`")]
    NoGrant(&'static str),
    /// No such account here, or none that this person may know of.
    #[error("no account has the login {0:?} here")]
    UnknownLogin(String),
    /// No such incident.
    #[error("no incident has the id {0:?} in this situation")]
    UnknownIncident(String),
    /// No such violation.
    #[error("the incident {incident:?} has no violation {violation:?}")]
    UnknownViolation {
        /// The incident's outside id.
        incident: String,
        /// The violation's id.
        violation: String,
    },
    /// The rules of verification refuse.
    #[error("{}", join(.0))]
    Refused(Vec<Refusal>),
    /// The rules of an incident's stage refuse.
    #[error(transparent)]
    Stage(#[from] StageRefusal),
    /// A report could not be protected for its tier, or is none of it.
    #[error(transparent)]
    Report(#[from] report::ReportError),
    /// The rules of releases refuse.
    #[error(transparent)]
    Release(#[from] ReleaseRefusal),
    /// A release is not what it was.
    #[error(transparent)]
    NotReproduced(#[from] NotReproduced),
    /// The rules of a working paper refuse.
    #[error(transparent)]
    Paper(#[from] PaperRefusal),
    /// The rules of referrals refuse.
    #[error(transparent)]
    Referral(#[from] ReferralRefusal),
    /// What was to be changed is in another version by now.
    #[error("somebody changed this since you read it; nothing was stored: read it again")]
    Stale,
    /// The rules of acts that take two people refuse.
    #[error(transparent)]
    Proposal(#[from] ProposalRefusal),
    /// What an account may not be.
    #[error(transparent)]
    Account(#[from] BadAccount),
    /// What a password may not be.
    #[error(transparent)]
    Password(#[from] BadPassword),
    /// A report that somebody looks at first.
    #[error("{0}; {how}", how = super::triage::HOW)]
    WantsALook(WhyLook),
    /// Tables of registers that cannot take the place of the registers.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Registers(Vec<TableProblem>),
    /// A file that gives no boundaries.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Boundaries(Vec<BoundaryProblem>),
    /// Something asked for is not possible, with what to do instead.
    #[error("{0}")]
    Invalid(String),
    /// The packed facts.
    #[error(transparent)]
    Facts(#[from] BadFacts),
    /// The packed facts are not those of the records.
    #[error(
        "the packed facts do not agree with what is stored ({0}); run `sixfold audit verify`, then `sixfold facts rebuild`"
    )]
    StaleFacts(String),
    /// A record opened and did not read.
    #[error("the record {0} opened but does not read as a record; run `sixfold audit verify`")]
    Unreadable(String),
    /// Where something is written out to.
    #[error("what is written out could not be written: {0}")]
    Output(std::io::Error),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The vault.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

fn join(refusals: &[Refusal]) -> String {
    refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// Whose it is to mend, and how: what an edge turns into an exit status or an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Sign in, or sign in again.
    SignIn,
    /// Show the password once more.
    StepUp,
    /// Not for this person.
    Forbidden,
    /// There is no such thing, or none for this person.
    NotFound,
    /// The rules of the workflow refuse.
    Refused,
    /// What was sent is not right.
    Invalid,
    /// Somebody else was first.
    Conflict,
    /// Not now.
    Unavailable,
    /// Not now, and nobody knows whether it was done.
    Undecided,
    /// The system's own.
    Internal,
}

impl CaseError {
    /// Whose it is to mend.
    pub fn fault(&self) -> Fault {
        match self {
            CaseError::SignIn | CaseError::NoSession => Fault::SignIn,
            CaseError::StepUp => Fault::StepUp,
            CaseError::Denied(_)
            | CaseError::NoGrant(_)
            | CaseError::Proposal(ProposalRefusal::SamePerson)
            | CaseError::Release(ReleaseRefusal::SamePerson) => Fault::Forbidden,
            CaseError::NotFound
            | CaseError::UnknownSituation { .. }
            | CaseError::UnknownLogin(_)
            | CaseError::UnknownIncident(_)
            | CaseError::UnknownViolation { .. } => Fault::NotFound,
            CaseError::Refused(_)
            | CaseError::Stage(_)
            | CaseError::Proposal(_)
            | CaseError::Release(_)
            | CaseError::NotReproduced(_)
            | CaseError::WantsALook(_)
            | CaseError::TooManyJobs
            | CaseError::NotDone(_) => Fault::Refused,
            CaseError::Account(_)
            | CaseError::Password(_)
            | CaseError::Attachment(_)
            | CaseError::Registers(_)
            | CaseError::Boundaries(_)
            | CaseError::Report(_)
            | CaseError::Invalid(_) => Fault::Invalid,
            CaseError::Paper(refusal) => match refusal {
                PaperRefusal::Text(_) | PaperRefusal::Past => Fault::Invalid,
                PaperRefusal::Full(_) | PaperRefusal::Closed => Fault::Refused,
            },
            CaseError::Referral(refusal) => match refusal {
                ReferralRefusal::NoConsent
                | ReferralRefusal::Void
                | ReferralRefusal::Full
                | ReferralRefusal::Over => Fault::Refused,
                ReferralRefusal::NoChild(_)
                | ReferralRefusal::NotTold(_)
                | ReferralRefusal::Nothing
                | ReferralRefusal::Names
                | ReferralRefusal::Days => Fault::Invalid,
            },
            CaseError::Taken | CaseError::StaleKey | CaseError::Stale | CaseError::Upload(_) => {
                Fault::Conflict
            }
            CaseError::Busy | CaseError::Crowded | CaseError::NotStored(_) => Fault::Unavailable,
            CaseError::Store(error) => match error {
                StoreError::SituationClosed(_) => Fault::Forbidden,
                StoreError::BadLocation(_)
                | StoreError::Missing(_)
                | StoreError::Exists(_)
                | StoreError::NodeKnown(_)
                | StoreError::NodeUnknown(_)
                | StoreError::NodeOwn(_)
                | StoreError::NotOwner
                | StoreError::NodeKey { .. } => Fault::Invalid,
                StoreError::Conflict { .. } => Fault::Conflict,
                StoreError::Held(_)
                | StoreError::DiskFull
                | StoreError::NodeRetired
                | StoreError::Unreachable(_) => Fault::Unavailable,
                StoreError::Undecided(_) => Fault::Undecided,
                StoreError::BeyondPermit(_)
                | StoreError::NewerSchema(_)
                | StoreError::OlderSchema
                | StoreError::Damaged(_)
                | StoreError::Unsound { .. }
                | StoreError::Altered { .. }
                | StoreError::Corrupt { .. }
                | StoreError::Log(_)
                | StoreError::Vault(_)
                | StoreError::File { .. }
                | StoreError::Database(_) => Fault::Internal,
            },
            CaseError::Facts(_)
            | CaseError::StaleFacts(_)
            | CaseError::Unreadable(_)
            | CaseError::Output(_)
            | CaseError::Vault(_) => Fault::Internal,
        }
    }

    /// Whether it is refused since the situation is closed.
    pub fn is_of_closing(&self) -> bool {
        matches!(
            self,
            CaseError::Denied(Denied { closed: true, .. }) | CaseError::Store(StoreError::SituationClosed(_))
        )
    }

    /// Whether the caller got something wrong (exit status 2), rather than the system (1).
    pub fn is_callers(&self) -> bool {
        match self.fault() {
            Fault::SignIn
            | Fault::StepUp
            | Fault::Forbidden
            | Fault::NotFound
            | Fault::Refused
            | Fault::Invalid => true,
            Fault::Conflict | Fault::Unavailable | Fault::Undecided | Fault::Internal => false,
        }
    }
}
