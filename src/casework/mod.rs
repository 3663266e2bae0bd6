//! What people do, and answer for: one verb a file.
//!
//! Every way in (a page, the API, the command line, an import) calls the same verb. A verb asks the
//! policy, opens what the person's grants open, applies the rules of the domain, and writes the change
//! and its log entries in one transaction.

mod accounts;
mod amend;
mod approve;
mod case;
mod clock;
mod cores;
mod decide;
mod desk;
mod error;
mod export;
mod facts;
mod fill;
mod filter;
mod found;
mod history;
mod intake;
mod keyring;
mod keys;
mod list;
mod log;
mod nodes;
mod office;
mod people;
mod post;
mod proposals;
mod queue;
mod read;
mod report;
mod session;
mod situation;
mod stage;
mod submit;
mod triage;
mod vouch;

pub use accounts::RolesChanged;
pub use approve::{ActDone, Approval, digest_from};
pub use case::Case;
pub use clock::Now;
pub use cores::on_all_cores;
pub use decide::{Ask, Decided};
pub use desk::Desk;
pub use error::{CaseError, Fault};
pub use export::Export;
pub use facts::FactsCheck;
pub use fill::Filling;
pub use filter::{Filter, Victim};
pub use found::{CUSTODIANS, Founded, Founding, NewAccount, found};
pub use history::{HistoryLine, IncidentHistory};
pub use intake::{Expects, Outcome, Prepared, Taking};
pub use keys::{Granting, Rotated, RotationStep, recover};
pub use list::{Behind, IncidentLine, ListPage, ViolationLine};
pub use office::{Office, SecondFactor, SessionLimits};
pub use proposals::{ProposalLine, Propose};
pub use queue::Queue;
pub use read::{Opened, Search};
pub use report::Ask as ReportAsk;
pub use session::{Enrolment, Needs, Session, SessionLine, SignedIn};
pub use situation::Situation;
pub use stage::StageAsk;
pub use submit::Receipt;
pub use triage::Triaged;
