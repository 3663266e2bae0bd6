//! What can go wrong in casework, and who can mend it.

use domain::access::{BadAccount, Denied};
use domain::counting::BadFacts;
use domain::register::TableProblem;
use domain::workflow::{Refusal, StageRefusal};
use store::StoreError;
use vault::VaultError;

/// An error of casework. None of them carries content, a password or a key.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// The login, the password or the account's state: never said which.
    #[error("the login or the password is wrong, or the account is not active")]
    SignIn,
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
    #[error(
        "this login has no grant of the {0} compartment; a co-chair can give one with `sixfold keys grant`"
    )]
    NoGrant(&'static str),
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
    /// What an account may not be.
    #[error(transparent)]
    Account(#[from] BadAccount),
    /// Tables of registers that cannot take the place of the registers.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Registers(Vec<TableProblem>),
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

impl CaseError {
    /// Whether the caller got something wrong (exit status 2), rather than the system (1).
    pub fn is_callers(&self) -> bool {
        match self {
            CaseError::SignIn
            | CaseError::UnknownSituation { .. }
            | CaseError::Denied(_)
            | CaseError::NoGrant(_)
            | CaseError::UnknownIncident(_)
            | CaseError::UnknownViolation { .. }
            | CaseError::Refused(_)
            | CaseError::Stage(_)
            | CaseError::Account(_)
            | CaseError::Registers(_)
            | CaseError::Invalid(_) => true,
            CaseError::Store(error) => matches!(
                error,
                StoreError::BadLocation(_)
                    | StoreError::Missing(_)
                    | StoreError::Exists(_)
                    | StoreError::NodeKey { .. }
            ),
            CaseError::Facts(_)
            | CaseError::StaleFacts(_)
            | CaseError::Unreadable(_)
            | CaseError::Vault(_) => false,
        }
    }
}
