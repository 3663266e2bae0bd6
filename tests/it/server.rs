//! The server, asked through its real router.

mod access;
mod attachments;
mod browser;
mod client;
mod incidents;
mod people;
mod sessions;
mod submissions;
