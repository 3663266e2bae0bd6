//! Fewer points for the same map. Areas that touch keep touching: a border that two of them share is simplified once,
//! from the place where a third one joins to the next such place, and not by each of them in its own way.

use std::collections::HashMap;

/// A point as finely as borders are compared: so finely that two bends of one border are two points.
pub(super) type Fine = (u32, u32);

/// Longer stretches are cut, so that no file makes the search for the farthest point take long.
const LONGEST: usize = 1_024;

/// The rings with what is at most `tolerance` off a line left out.
pub(super) fn simplified(rings: &[Vec<Fine>], tolerance: f64) -> Vec<Vec<Fine>> {
    let neighbours = neighbours(rings);
    let joins = |point: &Fine| neighbours.get(point).is_some_and(|others| others.len() > 2);
    rings.iter().map(|ring| of_ring(ring, joins, tolerance)).collect()
}

/// The points next to each point, whatever the ring; more than two where borders meet.
fn neighbours(rings: &[Vec<Fine>]) -> HashMap<Fine, Vec<Fine>> {
    let mut neighbours: HashMap<Fine, Vec<Fine>> = HashMap::new();
    for ring in rings {
        for (at, point) in ring.iter().enumerate() {
            let others = neighbours.entry(*point).or_default();
            for other in [ring[(at + ring.len() - 1) % ring.len()], ring[(at + 1) % ring.len()]] {
                // Three tell as much as more.
                if others.len() < 3 && !others.contains(&other) {
                    others.push(other);
                }
            }
        }
    }
    neighbours
}

fn of_ring(ring: &[Fine], joins: impl Fn(&Fine) -> bool, tolerance: f64) -> Vec<Fine> {
    // A ring that touches nothing begins at its least point, whichever way round and wherever it was begun.
    let first = ring.iter().position(&joins);
    let first = first.or_else(|| (0..ring.len()).min_by_key(|at| ring[*at])).unwrap_or_default();
    let mut turned: Vec<Fine> = ring[first..].iter().chain(&ring[..first]).copied().collect();
    turned.push(turned[0]);
    let mut kept = Vec::new();
    let mut begun = 0;
    for at in 1..turned.len() {
        if at + 1 == turned.len() || joins(&turned[at]) {
            let mut stretch = of_stretch(&turned[begun..=at], tolerance);
            stretch.pop();
            kept.append(&mut stretch);
            begun = at;
        }
    }
    if kept.len() < 3 { triangle(ring, &kept) } else { kept }
}

/// The ring that is left of one of which only two points would be: the point farthest from them makes it an area. One of
/// whose points all lie in a line stays as it is.
fn triangle(ring: &[Fine], kept: &[Fine]) -> Vec<Fine> {
    let &[from, to] = kept else { return ring.to_vec() };
    let whole = |of: u32| i64::from(of);
    let aside = |point: &Fine| {
        let along = (whole(to.0) - whole(from.0), whole(to.1) - whole(from.1));
        let away = (whole(point.0) - whole(from.0), whole(point.1) - whole(from.1));
        (along.0 * away.1 - along.1 * away.0).unsigned_abs()
    };
    let farthest = ring.iter().max_by_key(|point| (aside(point), **point)).filter(|point| aside(point) > 0);
    let Some(farthest) = farthest else { return ring.to_vec() };
    ring.iter().filter(|point| [from, to, *farthest].contains(point)).copied().collect()
}

/// A stretch, the same points whichever way it is gone.
fn of_stretch(stretch: &[Fine], tolerance: f64) -> Vec<Fine> {
    let is_turned = stretch.iter().rev().lt(stretch.iter());
    let mut points = stretch.to_vec();
    if is_turned {
        points.reverse();
    }
    let mut cuts: Vec<usize> = (0..points.len() - 1).step_by(LONGEST).collect();
    if points.first() == points.last() {
        // From a point to itself there is no line to be near to: the farthest point is kept.
        let far = (0..points.len()).max_by_key(|at| (square(points[0], points[*at]), points[*at]));
        cuts.extend(far);
    }
    cuts.push(points.len() - 1);
    cuts.sort_unstable();
    cuts.dedup();
    let mut keep = vec![false; points.len()];
    for cut in &cuts {
        keep[*cut] = true;
    }
    let mut open: Vec<(usize, usize)> = cuts.windows(2).map(|two| (two[0], two[1])).collect();
    // Douglas and Peucker's rule, with a list of its own in the place of calls within calls: how deep those go is the
    // file's to say.
    while let Some((from, to)) = open.pop() {
        let off = |at: usize| (distance(points[at], points[from], points[to]), at);
        let farthest = (from + 1..to).map(off).max_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((_, at)) = farthest.filter(|(off, _)| *off > tolerance) {
            keep[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    let mut kept: Vec<Fine> =
        points.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(point, _)| point).collect();
    if is_turned {
        kept.reverse();
    }
    kept
}

fn square(one: Fine, other: Fine) -> i64 {
    let (dx, dy) = (i64::from(one.0) - i64::from(other.0), i64::from(one.1) - i64::from(other.1));
    dx * dx + dy * dy
}

/// How far a point is from the line between two others.
fn distance(point: Fine, from: Fine, to: Fine) -> f64 {
    let whole = |point: Fine| (f64::from(point.0), f64::from(point.1));
    let ((x, y), (from_x, from_y), (to_x, to_y)) = (whole(point), whole(from), whole(to));
    let (dx, dy) = (to_x - from_x, to_y - from_y);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((x - from_x) * dx + (y - from_y) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    (x - from_x - along * dx).hypot(y - from_y - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn edges(ring: &[Fine]) -> HashSet<(Fine, Fine)> {
        let pair = |at: usize| {
            let (one, other) = (ring[at], ring[(at + 1) % ring.len()]);
            (one.min(other), one.max(other))
        };
        (0..ring.len()).map(pair).collect()
    }

    /// Two areas with a crooked border between them have the same border afterwards.
    fn check(border: &[u32], tolerance: f64, begin: usize) {
        let line: Vec<Fine> = border.iter().zip(0..).map(|(x, at)| (400 + x, 10 * at)).collect();
        let bottom = line.last().unwrap().1;
        let mut west: Vec<Fine> = line.clone();
        west.extend([(0, bottom), (0, 0)]);
        let mut east: Vec<Fine> = line.iter().rev().copied().collect();
        east.extend([(1000, 0), (1000, bottom)]);
        let turned = |ring: &[Fine]| {
            let at = begin % ring.len();
            [&ring[at..], &ring[..at]].concat()
        };
        let rings = simplified(&[turned(&west), turned(&east)], tolerance);
        let inner = |ring: &[Fine]| {
            let outer = |point: Fine| point.0 == 0 || point.0 == 1000;
            edges(ring)
                .into_iter()
                .filter(|(one, other)| !outer(*one) && !outer(*other))
                .collect::<HashSet<_>>()
        };
        assert_eq!(inner(&rings[0]), inner(&rings[1]));
        for ring in &rings {
            assert!(ring.len() >= 3);
        }
        // Nothing of the border is further away than was allowed.
        for point in &line {
            let off = inner(&rings[0]).into_iter().map(|(one, other)| distance(*point, one, other));
            assert!(off.fold(f64::MAX, f64::min) <= tolerance, "{point:?}");
        }
    }

    proptest! {
        #[test]
        fn a_border_that_two_areas_share_stays_shared(
            border in prop::collection::vec(0_u32..200, 3..80),
            tolerance in 0.5..30.0,
            begin in 0_usize..100,
        ) {
            check(&border, tolerance, begin);
        }
    }

    #[test]
    fn an_island_in_a_lake_fits_into_it() {
        let island: Vec<Fine> =
            (0..40).map(|at| (100 + at, 100 + at % 3)).chain((0..40).map(|at| (139 - at, 140))).collect();
        let mut lake: Vec<Fine> = island.iter().rev().copied().collect();
        lake.rotate_left(17);
        let rings = simplified(&[island.clone(), lake], 2.0);
        assert_eq!(edges(&rings[0]), edges(&rings[1]));
        assert!(rings[0].len() < 10, "{rings:?}");
    }

    #[test]
    fn an_island_thinner_than_the_tolerance_has_few_points() {
        let shore = (0..200).map(|at| (at, 100 + at % 2));
        let other = (0..200).rev().map(|at| (at, 103 + at % 2));
        let island: Vec<Fine> = shore.chain(other).collect();
        assert_eq!(simplified(&[island], 8.0)[0].len(), 3);
    }

    /// Deeper than a stack is, were it gone into part by part.
    #[test]
    fn a_long_stretch_is_no_burden() {
        let crooked: Vec<Fine> =
            (0..200_000_u64).map(|at| ((at * 7919 % 997) as u32, (at * 104_729 % 991) as u32)).collect();
        let rings = simplified(&[crooked], 4.0);
        assert!(rings[0].len() > 1_000);
    }
}
