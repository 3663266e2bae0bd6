//! Servers as real processes: two on one PostgreSQL, killed, told to stop, called by many and by the slow, and
//! with the database gone.

pub(crate) mod client;
mod crowd;
mod cut;
mod database;
pub(crate) mod death;
pub(crate) mod ledger;
mod logins;
#[cfg(target_os = "linux")]
mod memory;
mod postgres;
pub(crate) mod process;
mod retired;
mod settings;
mod tls;
mod together;
mod traps;
mod wire;
