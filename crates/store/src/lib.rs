//! Every query in the house, on SQLite and PostgreSQL.
//!
//! Rows hold ciphertext, ids and numbers; this crate holds no key that opens content and cannot read
//! what it keeps. Whatever changes a row appends to the log in the same transaction (see [`Write`]).
//! Every difference between the two engines lives in `backend`.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop"))]

mod accounts;
mod attachments;
mod backend;
mod bulk;
mod callers;
mod cases;
mod copy;
mod devices;
mod entity;
mod erase;
mod error;
mod facts;
mod form_keys;
mod incidents;
mod jobs;
mod keys;
mod log;
mod nodes;
mod papers;
mod patience;
mod proposals;
mod questions;
mod referrals;
mod register_changes;
mod registers;
mod releases;
mod retention;
mod searches;
mod second_factors;
mod seen;
mod sessions;
mod settings;
mod submissions;
mod telephones;
mod verify;
mod write;

pub use accounts::{AccountRow, FactorChange, RoleRow};
pub use attachments::{AttachmentRow, AttachmentState, Begun, ChunkRow};
pub use backend::{Location, Store, keep_name, name_whole};
pub use callers::{CallerRow, SituationMarks};
pub use cases::{CaseRow, Cases};
pub use copy::{Copied, CopiedTable, LEFT_OUT, Restored};
pub use erase::{ErasedRow, Hanging};
pub use error::StoreError;
pub use facts::{FactBlockRow, FactStateRow};
pub use form_keys::FormKeyRow;
pub use incidents::{IdentityPart, IncidentRow, VersionRow};
pub use jobs::{Added, JobLimits, JobResultRow, JobRow, JobState, NewJob};
pub use keys::{CompartmentKeyRow, CustodianRow, GrantRow, NamingKeyRow, RecoveryRow};
pub use log::{Entry, Head, LogRow};
pub use nodes::NodeRow;
pub use papers::PaperRow;
pub use proposals::ProposalRow;
pub use questions::QuestionRow;
pub use referrals::{OpenedReferral, ReferralRow};
pub use register_changes::{BoundaryRow, RegisterChangeRow, RegisterNote};
pub use registers::{AreaRow, PartnerRow, PartyRow, RegisterRows, SituationRow};
pub use releases::{ReleaseRow, Signed};
pub use retention::UnchangedRow;
pub use searches::SavedSearchRow;
pub use second_factors::SecondFactorRow;
pub use sessions::SessionRow;
pub use settings::SettingRow;
pub use submissions::SubmissionRow;
pub use telephones::{TelephoneCaller, TelephoneRow};
pub use verify::{Finding, Verified};
pub use write::{Unasked, Write};

/// Names of tables and columns that hold ciphertext, for the places that seal and open them.
///
/// A sealed value is bound to its table and column, so these names are part of the format.
pub mod sealed_columns {
    /// (table, column) of the case part of an incident.
    pub const CASE: (&str, &str) = ("incident", "case");
    /// (table, column) of the identity part of an incident.
    pub const IDENTITY: (&str, &str) = ("incident", "identity");
    /// (table, column) of the key of an attachment.
    pub const ATTACHMENT: (&str, &str) = ("attachment", "file");
    /// (table, column) of a block of packed facts.
    pub const FACT_BLOCK: (&str, &str) = ("fact_block", "fact");
    /// (table, column) of the versions of all blocks.
    pub const FACT_STATE: (&str, &str) = ("fact_state", "state");
    /// (table, column) of the case part of a working paper.
    pub const PAPER: (&str, &str) = ("working_paper", "paper");
    /// (table, column) of the words of questions and answers.
    pub const TALK: (&str, &str) = ("working_paper", "talk");
    /// (table, column) of what a release says.
    pub const RELEASE: (&str, &str) = ("release", "paper");
    /// (table, column) of what a release was made of.
    pub const WORKING: (&str, &str) = ("release", "working");
    /// (table, column) of the key that names incidents.
    pub const NAMING_KEY: (&str, &str) = ("naming_key", "name");
    /// (table, column) of the private half of a pair to which forms are encrypted.
    pub const FORM_KEY: (&str, &str) = ("form_key", "private");
    /// (table, column) of what a job was asked.
    pub const JOB_QUESTION: (&str, &str) = ("job", "question");
    /// (table, column) of what a job made.
    pub const JOB_RESULT: (&str, &str) = ("job_result", "result");
}
