//! The one integration binary: a module a topic.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot set itself up should stop, and say what it saw"
)]

mod audit;
mod bad_input;
mod canary;
mod ghn;
mod program;
mod raw;
mod sealed;
mod story;
mod world;
