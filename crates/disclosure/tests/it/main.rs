//! What the crate promises, tried from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

mod attack;
mod bar;
mod cases;
mod instances;
mod policies;
mod protection;
mod publications;
mod worlds;
