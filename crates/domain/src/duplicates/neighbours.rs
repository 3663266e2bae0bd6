//! Which incidents may be the same as one, found without looking at all of them.

use super::WINDOW;
use super::sketch::Outline;
use std::collections::HashMap;

/// Days that an incident may go on and still stand in the order of days: one that goes on for longer is looked at by all.
const LONGEST: i32 = 31;

/// The outlines of many incidents, by region and day.
///
/// Everything that [`Outline::may_be`] leaves open is found, in the order in which the outlines were given.
pub struct Neighbours<'o> {
    outlines: &'o [Outline],
    /// By region, the first day and the place in the list; those without a region under none.
    by_day: HashMap<Option<u32>, Vec<(i32, usize)>>,
    /// Those whose day is not known, or that went on for long.
    long: Vec<usize>,
}

impl<'o> Neighbours<'o> {
    /// Puts outlines in order.
    pub fn of(outlines: &'o [Outline]) -> Neighbours<'o> {
        let mut this = Neighbours { outlines, by_day: HashMap::new(), long: Vec::new() };
        for (at, outline) in outlines.iter().enumerate() {
            match outline.from.filter(|(from, to)| to.saturating_sub(*from) <= LONGEST) {
                Some((from, _)) => this.by_day.entry(outline.region).or_default().push((from, at)),
                None => this.long.push(at),
            }
        }
        this.by_day.values_mut().for_each(|days| days.sort_unstable());
        this
    }

    /// The places in the list before `end` of those that may be the same as this one.
    pub fn may_be(&self, this: &Outline, end: usize) -> Vec<usize> {
        let window = i32::try_from(WINDOW).unwrap_or(i32::MAX);
        let days = this.from.map(|(from, to)| {
            (from.saturating_sub(window).saturating_sub(LONGEST), to.saturating_add(window))
        });
        let mut found: Vec<usize> = self.long.clone();
        let regions = self.by_day.iter().filter(|(region, _)| {
            // What is not known rules nothing out.
            this.region.is_none() || region.is_none() || **region == this.region
        });
        for (_, order) in regions {
            let (first, last) = match days {
                Some((first, last)) => (
                    order.partition_point(|(from, _)| *from < first),
                    order.partition_point(|(from, _)| *from <= last),
                ),
                None => (0, order.len()),
            };
            found.extend(order[first..last.max(first)].iter().map(|(_, at)| *at));
        }
        found.retain(|at| *at < end && self.outlines[*at].may_be(this));
        found.sort_unstable();
        found
    }
}
