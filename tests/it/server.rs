//! The server, asked through its real router.

mod access;
mod attachments;
mod browser;
mod client;
mod devices;
mod docs;
mod duplicates;
mod elsewhere;
mod followup;
mod incidents;
mod jobs;
mod limits;
mod mail;
mod overload;
mod pages_guidance;
mod pages_monitor;
mod pages_reports;
mod passkeys;
mod people;
mod releases;
mod searches;
mod sessions;
mod submissions;
mod traces;
mod two_people;
mod words;
