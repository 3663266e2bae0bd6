//! Who may do what: one table, and the proof that it said yes.
//!
//! A [`Permit`] cannot be made outside this module, and the store and casework ask for one, so an
//! act that nobody asked the policy about does not compile.

mod policy;

pub use policy::{Act, Action, Actor, Denied, Mandate, Permit, Role, permit};

/// The acts, as types that a [`Permit`] carries.
pub use policy::acts as act;
