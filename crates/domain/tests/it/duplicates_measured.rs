//! How many second reports are found among invented ones, and how many of the pairs that are shown are none.

use crate::retold::{Amounts, Told, facts, invented, registers};
use domain::duplicates::{Likeness, Link, Neighbours, Outline, Sketch, Usual};
use domain::interchange::{Incident, split};
use jiff::Span;
use std::collections::{BTreeMap, BTreeSet};

const AMOUNTS: Amounts = Amounts { incidents: 1_000, retold: 500, thrice: 0, alike: 100, days: 365 };
/// Seeds of samples by which no number was chosen. Those that numbers were tried on are 1 to 16.
const HELD_OUT: [u64; 6] = [3601, 3602, 3603, 3604, 3605, 3606];

/// What is found in reports, by a reader who sees them in some way.
#[derive(Default)]
struct Measured {
    /// Second reports that are there.
    retold: usize,
    /// Of them, shown beside the first one.
    found: usize,
    /// Pairs shown that are two incidents, by what they are.
    wrong: BTreeMap<String, usize>,
}

/// The pairs that are shown, by their places.
fn shown(all: &[Told], see: impl Fn(&Incident) -> Incident) -> BTreeSet<(usize, usize)> {
    let registers = registers();
    let facts: Vec<_> = all.iter().map(|told| facts(&told.incident, &registers)).collect();
    let usual = Usual::of(&facts, &registers);
    let neighbours = Neighbours::of(facts.iter().map(|facts| Outline::of(facts, &registers)).collect());
    let sketches: Vec<Sketch> = all.iter().map(|told| Sketch::of(&see(&told.incident), &registers)).collect();
    let mut likely = Vec::new();
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); all.len()];
    for one in 0..all.len() {
        for other in neighbours.to(one).into_iter().filter(|other| *other < one) {
            let likeness = Likeness::of(&sketches[one], &sketches[other], &usual);
            if likeness.is_link() {
                links[one].push(Link { to: other as u32, bits: likeness.bits });
                links[other].push(Link { to: one as u32, bits: likeness.bits });
                likely.push((one, other, likeness));
            }
        }
    }
    let among = |(one, other, likeness): (usize, usize, Likeness)| {
        let likeness = likeness.among((one as u32, &links[one]), (other as u32, &links[other]));
        likeness.is_likely().then_some((one, other))
    };
    likely.into_iter().filter_map(among).collect()
}

impl Measured {
    fn add(&mut self, all: &[Told], see: impl Fn(&Incident) -> Incident) {
        let shown = shown(all, see);
        for one in 0..all.len() {
            self.retold += (0..one).filter(|other| all[one].of == all[*other].of).count();
        }
        for (one, other) in shown {
            if all[one].of == all[other].of {
                self.found += 1;
            } else {
                let mut kinds = [all[one].kind(), all[other].kind()];
                kinds.sort_unstable();
                *self.wrong.entry(kinds.join(" and ")).or_default() += 1;
            }
        }
    }

    fn of(seeds: &[u64], see: impl Fn(&Incident) -> Incident) -> Measured {
        let mut measured = Measured::default();
        seeds.iter().for_each(|seed| measured.add(&invented(*seed, AMOUNTS), &see));
        measured
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.retold.max(1) as f64
    }

    fn wrong(&self) -> f64 {
        let wrong: usize = self.wrong.values().sum();
        wrong as f64 / (self.found + wrong).max(1) as f64
    }

    fn told(&self) -> String {
        let wrong: usize = self.wrong.values().sum();
        let mut told = format!(
            "{} of {} second reports are shown, recall {:.3}; of {} pairs shown {wrong} are two incidents, {:.3}\n",
            self.found,
            self.retold,
            self.recall(),
            self.found + wrong,
            self.wrong(),
        );
        for (kinds, number) in &self.wrong {
            told += &format!("  {number} {kinds}\n");
        }
        told
    }
}

fn whole(incident: &Incident) -> Incident {
    incident.clone()
}

fn coded(incident: &Incident) -> Incident {
    Incident::from_value(split(incident.to_value()).0).unwrap()
}

/// Second reports are found, and few of the pairs shown are two incidents, in samples by which nothing was chosen.
/// Without identity content fewer are found.
#[test]
fn second_reports_are_found() {
    let (seen_whole, seen_coded) = (Measured::of(&HELD_OUT, whole), Measured::of(&HELD_OUT, coded));
    insta::assert_snapshot!(format!(
        "with identity content: {}with coded facts alone: {}",
        seen_whole.told(),
        seen_coded.told()
    ));
    assert_eq!(seen_whole.retold, AMOUNTS.retold * HELD_OUT.len());
    assert!(seen_whole.recall() >= 0.95, "{}", seen_whole.told());
    assert!(seen_whole.wrong() <= 0.02, "{}", seen_whole.told());
    assert!(seen_coded.wrong() <= 0.03, "{}", seen_coded.told());
}

/// That two reports belong together may hide a third one while nobody has decided; it is shown when the two are merged.
#[test]
fn third_reports_are_found_when_the_others_are_merged() {
    let mut all = invented(2606, Amounts { thrice: 250, ..AMOUNTS });
    let mut told = String::new();
    let mut left = 0;
    for _ in 0..3 {
        let shown = shown(&all, whole);
        // People merge what is one incident, the newer report into the older one.
        let merged: BTreeSet<usize> = shown
            .iter()
            .filter(|(one, other)| all[*one].of == all[*other].of)
            .map(|(one, other)| *one.max(other))
            .collect();
        let mut at = 0..;
        all.retain(|_| at.next().is_some_and(|at| !merged.contains(&at)));
        let mut reports: BTreeMap<usize, usize> = BTreeMap::new();
        all.iter().for_each(|told| *reports.entry(told.of).or_default() += 1);
        left = reports.values().map(|reports| reports - 1).sum();
        told += &format!("{} merged, {left} reports of 750 are left beside another one\n", merged.len());
    }
    insta::assert_snapshot!(told);
    assert!(left <= 45, "{told}");
}

/// The measure tells a good search from a bad one: what is told in the same words is found whole, and what is told of
/// another month is not.
#[test]
fn the_measure_notices() {
    let all = invented(7, Amounts { incidents: 300, retold: 150, thrice: 0, alike: 0, days: 365 });
    let mut firsts: BTreeMap<usize, Incident> = BTreeMap::new();
    all.iter().take(300).for_each(|told| drop(firsts.insert(told.of, told.incident.clone())));
    let with = |change: fn(&mut Incident)| {
        let mut all = all.clone();
        for told in all.iter_mut().skip(300) {
            let id = told.incident.external_id.clone();
            told.incident = Incident { external_id: id, ..firsts[&told.of].clone() };
            change(&mut told.incident);
        }
        let mut measured = Measured::default();
        measured.add(&all, whole);
        measured.recall()
    };
    assert!(with(|_| {}) >= 0.99);
    let elsewhen = with(|incident| {
        let later = |day: jiff::civil::Date| day.saturating_add(Span::new().days(40));
        incident.occurred.from = incident.occurred.from.map(later);
    });
    assert_eq!(elsewhen, 0.0);
}
