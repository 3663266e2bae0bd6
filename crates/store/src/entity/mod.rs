//! The rows, one table a file. Private: nothing outside this crate sees a row of these.

pub(crate) mod account;
pub(crate) mod account_role;
pub(crate) mod area;
pub(crate) mod compartment_key;
pub(crate) mod custodian;
pub(crate) mod fact_block;
pub(crate) mod fact_state;
pub(crate) mod former_key;
pub(crate) mod incident;
pub(crate) mod incident_version;
pub(crate) mod key_grant;
pub(crate) mod log_entry;
pub(crate) mod log_head;
pub(crate) mod naming_key;
pub(crate) mod node;
pub(crate) mod partner;
pub(crate) mod party;
pub(crate) mod proposal;
pub(crate) mod recovery_envelope;
pub(crate) mod second_factor;
pub(crate) mod session;
pub(crate) mod situation;
pub(crate) mod submission;
