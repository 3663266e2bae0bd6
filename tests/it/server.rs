//! The server, asked through its real router.

mod access;
mod attachments;
mod browser;
mod client;
mod followup;
mod incidents;
mod overload;
mod people;
mod sessions;
mod submissions;
mod traces;
mod two_people;
