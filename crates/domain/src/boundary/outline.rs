//! The outline of an area on the plane, as it is kept and drawn.

use super::Point;
use std::fmt;
use std::str::FromStr;

/// The longer side of the plane.
pub const SIDE: u16 = 1_000;

/// More points than a file's outlines may have together ever stand in one.
const MOST_POINTS: usize = 20_000;

/// The rings of an area: what lies in an odd number of them is inside. Each ring has at least three points, and its
/// last one is joined to its first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    rings: Vec<Vec<Point>>,
}

impl Outline {
    /// An outline of rings; none where they are no rings on the plane.
    pub fn new(rings: Vec<Vec<Point>>) -> Option<Outline> {
        let is_ring =
            |ring: &Vec<Point>| ring.len() >= 3 && ring.iter().all(|(x, y)| *x <= SIDE && *y <= SIDE);
        let points: usize = rings.iter().map(Vec::len).sum();
        (!rings.is_empty() && rings.iter().all(is_ring) && points <= MOST_POINTS).then_some(Outline { rings })
    }

    /// The rings.
    pub fn rings(&self) -> &[Vec<Point>] {
        &self.rings
    }

    /// Its corners: least and greatest x and y.
    pub fn corners(&self) -> (Point, Point) {
        let mut corners = ((SIDE, SIDE), (0, 0));
        for (x, y) in self.rings.iter().flatten() {
            corners.0 = (corners.0.0.min(*x), corners.0.1.min(*y));
            corners.1 = (corners.1.0.max(*x), corners.1.1.max(*y));
        }
        corners
    }

    /// As the path of a drawing (SVG 2, 9.3): steps from point to point.
    pub fn path(&self) -> String {
        use fmt::Write;
        let mut path = String::new();
        for ring in &self.rings {
            let mut last: Option<Point> = None;
            for &(x, y) in ring {
                // Writing to a text does not fail.
                let _ = match last {
                    None => write!(path, "M{x} {y}"),
                    Some((from_x, from_y)) => {
                        let (dx, dy) = (i32::from(x) - i32::from(from_x), i32::from(y) - i32::from(from_y));
                        write!(path, "l{dx} {dy}")
                    }
                };
                last = Some((x, y));
            }
            path.push('z');
        }
        path
    }

    /// Where a word stands well inside: the middle of a long level line, as near to half the height as may be, and how
    /// long that is.
    pub fn inside(&self) -> (Point, u16) {
        let ((left, top), (_, bottom)) = self.corners();
        // An outline without an inside, drawn to and fro, is told by one of its corners.
        let mut best = (0.0, (f64::from(left), f64::from(top)));
        for part in [4, 3, 5, 2, 6] {
            // Half a step beside the whole numbers, so that no line goes through a point.
            let y = f64::from(top) + (f64::from(bottom) - f64::from(top)) * f64::from(part) / 8.0 + 0.25;
            let mut crossed: Vec<f64> = Vec::new();
            for ring in &self.rings {
                for (at, &(x, from)) in ring.iter().enumerate() {
                    let (other, to) = ring[(at + 1) % ring.len()];
                    let (from, to) = (f64::from(from), f64::from(to));
                    if (from < y) != (to < y) {
                        let (x, other) = (f64::from(x), f64::from(other));
                        crossed.push(x + (other - x) * (y - from) / (to - from));
                    }
                }
            }
            crossed.sort_by(f64::total_cmp);
            for pair in crossed.chunks_exact(2) {
                // Further from the middle only where there is much more room.
                let is_first = best.0 == 0.0 || best.1.1 == y;
                let wanted = if is_first { best.0 } else { best.0 * 1.4 };
                if pair[1] - pair[0] > wanted {
                    best = (pair[1] - pair[0], (f64::midpoint(pair[0], pair[1]), y));
                }
            }
        }
        let whole = |number: f64| number.round().clamp(0.0, f64::from(SIDE)) as u16;
        ((whole(best.1.0), whole(best.1.1)), whole(best.0))
    }
}

/// Rings with `;` between them, points with spaces.
impl fmt::Display for Outline {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, ring) in self.rings.iter().enumerate() {
            if at > 0 {
                to.write_str(";")?;
            }
            for (at, (x, y)) in ring.iter().enumerate() {
                let space = if at > 0 { " " } else { "" };
                write!(to, "{space}{x},{y}")?;
            }
        }
        Ok(())
    }
}

/// A text is no outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no outline of an area")]
pub struct NoOutline;

impl FromStr for Outline {
    type Err = NoOutline;

    fn from_str(text: &str) -> Result<Self, NoOutline> {
        // Digits alone: a number with a sign or with zeros in front would be another text for the same outline.
        let number = |text: &str| {
            let read: Option<u16> = text.parse().ok();
            read.filter(|number| number.to_string() == text)
        };
        let point = |text: &str| {
            let (x, y) = text.split_once(',')?;
            Some((number(x)?, number(y)?))
        };
        let ring = |text: &str| text.split(' ').map(point).collect::<Option<Vec<Point>>>();
        let rings = text.split(';').map(ring).collect::<Option<Vec<_>>>();
        rings.and_then(Outline::new).ok_or(NoOutline)
    }
}
