//! The server, asked through its real router.

mod access;
mod attachments;
mod browser;
mod client;
mod duplicates;
mod followup;
mod incidents;
mod jobs;
mod overload;
mod people;
mod searches;
mod sessions;
mod submissions;
mod traces;
mod two_people;
