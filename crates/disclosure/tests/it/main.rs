//! What the crate promises, tried from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

mod attack;
mod cases;
mod policies;
mod protection;
mod worlds;
