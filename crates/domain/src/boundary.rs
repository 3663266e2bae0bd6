//! Boundaries of areas: read from a situation's own file, simplified, and laid on a plane of whole numbers.
//!
//! A map on a page needs the shapes at the size of a hand, and not where they lie on the globe: what is kept is an
//! outline an area on a plane [`SIDE`] wide or high.

mod file;
mod outline;
mod simplify;

pub use file::{BoundaryFile, BoundaryProblem, MOST_BYTES, NotPlaced, read};
pub use outline::{Outline, SIDE};

/// A point of the plane: x to the east, y to the south.
pub type Point = (u16, u16);
