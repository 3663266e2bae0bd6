//! Which incidents are compared at all, found without looking at every pair.

use super::{Outline, WINDOW};
use std::collections::HashMap;

/// Days from which on an incident is kept apart, so that the others can be found by their first day.
const LONG: i32 = 31;

/// Incidents by where and when, so that those that may be one of them are found quickly.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    outlines: Vec<Outline>,
    regions: HashMap<Option<u32>, Region>,
}

/// Incidents of an area of level 1, or of none that is known.
#[derive(Clone, Debug, Default)]
struct Region {
    /// By the first day, in order: those of at most [`LONG`] days.
    short: Vec<(i32, u32)>,
    /// The others, and those of which no day is known.
    rest: Vec<u32>,
}

impl Neighbours {
    /// Puts incidents where they are found.
    pub fn of(outlines: Vec<Outline>) -> Neighbours {
        let mut regions: HashMap<Option<u32>, Region> = HashMap::new();
        for (at, outline) in (0..).zip(&outlines) {
            let region = regions.entry(outline.region).or_default();
            match outline.days {
                Some(days) if days.length() <= LONG => region.short.push((days.from, at)),
                _ => region.rest.push(at),
            }
        }
        regions.values_mut().for_each(|region| region.short.sort_unstable());
        Neighbours { outlines, regions }
    }

    /// The places of those that may be the incident at this place, in their order.
    pub fn to(&self, at: usize) -> Vec<usize> {
        let Some(outline) = self.outlines.get(at) else { return Vec::new() };
        let mut found = Vec::new();
        match outline.region {
            Some(_) => [outline.region, None]
                .iter()
                .filter_map(|region| self.regions.get(region))
                .for_each(|region| self.look(outline, region, &mut found)),
            None => self.regions.values().for_each(|region| self.look(outline, region, &mut found)),
        }
        found.retain(|other| *other != at);
        found.sort_unstable();
        found
    }

    fn look(&self, outline: &Outline, region: &Region, found: &mut Vec<usize>) {
        let short = match outline.days {
            Some(days) => {
                let window = i32::try_from(WINDOW).unwrap_or(i32::MAX);
                let first = days.from.saturating_sub(window).saturating_sub(LONG);
                let last = days.to.saturating_add(window);
                let from = region.short.partition_point(|(day, _)| *day < first);
                let to = region.short.partition_point(|(day, _)| *day <= last);
                region.short.get(from..to).unwrap_or_default()
            }
            None => &region.short[..],
        };
        let all = short.iter().map(|(_, at)| at).chain(&region.rest).map(|at| *at as usize);
        found.extend(all.filter(|at| self.outlines.get(*at).is_some_and(|other| outline.may_be(other))));
    }
}
