//! From other organisations' open data to incident documents and registers.
//!
//! What comes out is reported, never verified: the documents carry no decisions. Every event is either a
//! document or rejected with a reason, and the two add up.

pub mod insecurity_insight;
pub mod places;
