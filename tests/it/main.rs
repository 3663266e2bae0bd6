//! The one integration binary: a module a topic.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot set itself up should stop, and say what it saw"
)]
#![allow(
    clippy::disallowed_methods,
    reason = "tests are told by their environment where PostgreSQL is, and wait for processes"
)]

mod acceptance;
mod attack;
mod audit;
mod authenticator;
mod bad_input;
mod boundaries;
mod break_glass;
mod canary;
mod closing;
mod erasure;
mod faults;
mod ghn;
mod guards;
mod hand_over;
mod house;
mod installed;
mod intake;
mod keys;
mod migrations;
mod nodes;
mod old_system;
mod pages;
mod people;
mod permits;
mod practice;
mod program;
mod published;
mod queue;
mod raw;
mod real_events;
mod recovery;
mod referrals;
mod registers;
mod releases;
mod releases_declared;
mod reports;
mod retention;
mod sealed;
mod server;
mod setup;
mod sheets;
mod situations;
mod story;
mod support;
mod two_people;
mod workflow;
mod world;
