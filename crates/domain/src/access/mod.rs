//! Who may do what: one table, and the proof that it said yes.
//!
//! A [`Permit`] cannot be made outside this module, and the store and casework ask for one, so an
//! act that nobody asked the policy about does not compile.

mod account;
mod policy;
mod proposal;

pub use account::{AccountStatus, BadAccount, MAX_LOGIN, MIN_LOGIN, check_login, check_roles};
pub use policy::{Act, Action, Actor, Denied, Mandate, Permit, Role, allows, permit};
pub use proposal::{
    BREAK_GLASS_DELAY, EXPORT_ALONE, ErasureGround, PROPOSAL_HOURS, Proposal, ProposalRefusal, ProposalState,
    TwoPersonAct, WhyVoid,
};

/// The acts, as types that a [`Permit`] carries.
pub use policy::acts as act;
