//! What is usual in a situation: how often each coded value is met among its open incidents.

use super::sketch::{Days, Sketch, mask, total};
use crate::counting::IncidentFacts;
use crate::register::Registers;
use crate::violation::ViolationType;
use std::collections::HashMap;

/// So many incidents are imagined beside the real ones when a share is told: a value that was never met before is
/// not impossible, and a few incidents do not tell what is rare.
const IMAGINED: f64 = 20.0;
/// The share of them with a given party.
const WITH_PARTY: f64 = 0.25;
/// The share of them with given types.
const WITH_TYPES: f64 = 0.2;
/// The share of them with a given tally, with as many children, and with about as many.
const WITH_TALLY: f64 = 0.15;
const WITH_TOTAL: f64 = 0.25;
const WITH_ABOUT: f64 = 0.5;
/// Days before and after a date in which incidents are counted to tell how much happens about then.
const AROUND: i32 = 15;

/// How often each coded value is met among the open incidents of a situation.
#[derive(Clone, Debug, Default)]
pub struct Usual {
    all: Met,
    areas: HashMap<u32, Met>,
    /// Incidents by their types, a bit each.
    types: HashMap<u32, u32>,
    kinds: HashMap<ViolationType, Tallies>,
    parties: HashMap<u32, u32>,
    /// Incidents that name a party.
    accusing: u32,
}

/// Incidents of an area.
#[derive(Clone, Debug, Default)]
struct Met {
    incidents: u32,
    /// Of them, those of which no smaller area is known.
    no_nearer: u32,
    /// Their first days, in order.
    days: Vec<i32>,
}

/// Tallies of a type.
#[derive(Clone, Debug, Default)]
struct Tallies {
    incidents: u32,
    tallies: HashMap<[u32; 3], u32>,
    /// Children of each, in order.
    totals: Vec<u32>,
}

impl Usual {
    /// What is usual among incidents.
    pub fn of<'f>(incidents: impl IntoIterator<Item = &'f IncidentFacts>, registers: &Registers) -> Usual {
        let mut usual = Usual::default();
        incidents.into_iter().for_each(|facts| usual.add(facts, registers));
        usual.settle();
        usual
    }

    /// Counts an incident. [`Usual::settle`] must follow the last one.
    pub fn add(&mut self, facts: &IncidentFacts, registers: &Registers) {
        let sketch = Sketch::of_facts(facts, registers);
        let day = facts.from.map(|day| i32::from(day.0));
        let areas = &mut self.areas;
        self.all.add(day);
        sketch.area.iter().for_each(|area| areas.entry(*area).or_default().add(day));
        if let Some(known) = sketch.area.last().and_then(|area| areas.get_mut(area)) {
            known.no_nearer += 1;
        }
        *self.types.entry(mask(&sketch)).or_default() += 1;
        for (kind, tally) in &sketch.violations {
            let of_kind = self.kinds.entry(*kind).or_default();
            of_kind.incidents += 1;
            *of_kind.tallies.entry(*tally).or_default() += 1;
            of_kind.totals.push(total(tally));
        }
        for party in &sketch.parties {
            *self.parties.entry(*party).or_default() += 1;
        }
        self.accusing += u32::from(!sketch.parties.is_empty());
    }

    /// Puts in order what was counted.
    pub fn settle(&mut self) {
        self.kinds.values_mut().for_each(|tallies| tallies.totals.sort_unstable());
        self.areas.values_mut().chain([&mut self.all]).for_each(|met| met.days.sort_unstable());
    }

    /// How many incidents there are; at least one.
    pub(super) fn incidents(&self) -> f64 {
        f64::from(self.all.incidents.max(1))
    }

    fn met(&self, area: Option<u32>) -> &Met {
        area.and_then(|area| self.areas.get(&area)).unwrap_or(&self.all)
    }

    /// How many incidents an area has, or the situation; at least one.
    pub(super) fn in_area(&self, area: Option<u32>) -> f64 {
        f64::from(self.met(area).incidents.max(1))
    }

    /// How many incidents have an area and none within it; at least one.
    pub(super) fn no_nearer(&self, area: u32) -> f64 {
        f64::from(self.areas.get(&area).map_or(1, |met| met.no_nearer.max(1)))
    }

    /// How many others begin there on a day about then. The two that are compared are not counted; half an incident is
    /// imagined.
    pub(super) fn a_day(&self, area: Option<u32>, days: Days) -> f64 {
        let (first, last) = (days.from.saturating_sub(AROUND), days.last().saturating_add(AROUND));
        let others = between(&self.met(area).days, first, last).saturating_sub(2);
        (others as f64 + 0.5) / f64::from(last.saturating_sub(first).saturating_add(1))
    }

    /// The share of incidents that have all of these types, a bit each.
    pub(super) fn with_types(&self, types: u32) -> f64 {
        let with = self.types.iter().filter(|(has, _)| *has & types == types).map(|(_, count)| count).sum();
        share(with, self.all.incidents, WITH_TYPES)
    }

    /// The share of incidents of a type that have this tally of it.
    pub(super) fn with_tally(&self, kind: ViolationType, tally: [u32; 3]) -> f64 {
        let Some(of_kind) = self.kinds.get(&kind) else { return WITH_TALLY };
        share(of_kind.tallies.get(&tally).copied().unwrap_or(0), of_kind.incidents, WITH_TALLY)
    }

    /// The share of incidents of a type that have as many children of it, from the least to the most.
    pub(super) fn with_total(&self, kind: ViolationType, least: u32, most: u32) -> f64 {
        let imagined = if least == most { WITH_TOTAL } else { WITH_ABOUT };
        let Some(of_kind) = self.kinds.get(&kind) else { return imagined };
        let with = u32::try_from(between(&of_kind.totals, least, most)).unwrap_or(u32::MAX);
        share(with, of_kind.incidents, imagined)
    }

    /// The share of incidents with a party that have this one.
    pub(super) fn with_party(&self, party: u32) -> f64 {
        share(self.parties.get(&party).copied().unwrap_or(0), self.accusing, WITH_PARTY)
    }
}

impl Met {
    fn add(&mut self, day: Option<i32>) {
        self.incidents += 1;
        self.days.extend(day);
    }
}

/// How many of these, in order, are from the first to the last.
fn between<T: Ord>(sorted: &[T], first: T, last: T) -> usize {
    let end = sorted.partition_point(|one| *one <= last);
    end.saturating_sub(sorted.partition_point(|one| *one < first))
}

fn share(with: u32, of: u32, imagined: f64) -> f64 {
    (f64::from(with) + IMAGINED * imagined) / (f64::from(of) + IMAGINED)
}
