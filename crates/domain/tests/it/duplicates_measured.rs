//! How many second reports are found among invented ones, and how many of the pairs that are shown are none.

use crate::retold::{Amounts, Told, facts, invented, registers};
use domain::duplicates::{Likeness, Outline, Sketch};
use domain::interchange::{Incident, split};
use jiff::Span;
use std::collections::BTreeMap;

const AMOUNTS: Amounts = Amounts { incidents: 1_000, retold: 500, alike: 100, days: 365 };

/// What is found in reports, by a reader who sees them in some way.
struct Measured {
    /// Second reports that are there.
    retold: usize,
    /// Of them, shown beside the first one.
    found: usize,
    /// Pairs shown that are two incidents, by what they are.
    wrong: BTreeMap<String, usize>,
}

impl Measured {
    fn of(all: &[Told], see: impl Fn(&Incident) -> Incident) -> Measured {
        let registers = registers();
        let outlines: Vec<Outline> =
            all.iter().map(|told| Outline::of(&facts(&told.incident, &registers), &registers)).collect();
        let sketches: Vec<Sketch> =
            all.iter().map(|told| Sketch::of(&see(&told.incident), &registers)).collect();
        let (mut retold, mut found, mut wrong) = (0, 0, BTreeMap::new());
        for one in 0..all.len() {
            for other in 0..one {
                let same = all[one].of == all[other].of;
                retold += usize::from(same);
                if outlines[one].may_be(&outlines[other])
                    && Likeness::of(&sketches[one], &sketches[other]).is_likely()
                {
                    match same {
                        true => found += 1,
                        false => {
                            let mut kinds = [all[one].kind(), all[other].kind()];
                            kinds.sort_unstable();
                            *wrong.entry(kinds.join(" and ")).or_default() += 1;
                        }
                    }
                }
            }
        }
        Measured { retold, found, wrong }
    }

    fn recall(&self) -> f64 {
        self.found as f64 / self.retold.max(1) as f64
    }

    fn told(&self) -> String {
        let wrong: usize = self.wrong.values().sum();
        let mut told = format!(
            "{} of {} second reports are shown, recall {:.3}; of {} pairs shown {wrong} are two incidents, {:.3}\n",
            self.found,
            self.retold,
            self.recall(),
            self.found + wrong,
            wrong as f64 / (self.found + wrong).max(1) as f64,
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

/// Second reports are found. That few of the pairs shown are two incidents does not hold yet: the snapshot says how many
/// are, and decision 0025 what follows from it.
#[test]
fn second_reports_are_found() {
    let all = invented(1612, AMOUNTS);
    let (seen_whole, seen_coded) = (Measured::of(&all, whole), Measured::of(&all, coded));
    insta::assert_snapshot!(format!(
        "with identity content: {}with coded facts alone: {}",
        seen_whole.told(),
        seen_coded.told()
    ));
    assert_eq!(seen_whole.retold, AMOUNTS.retold);
    assert!(seen_whole.recall() >= 0.95, "{}", seen_whole.told());
}

/// The measure tells a good search from a bad one: what is told in the same words is found whole, and what is told of
/// another month is not.
#[test]
fn the_measure_notices() {
    let all = invented(7, Amounts { incidents: 300, retold: 150, alike: 0, days: 365 });
    let mut firsts: BTreeMap<usize, Incident> = BTreeMap::new();
    all.iter().take(300).for_each(|told| drop(firsts.insert(told.of, told.incident.clone())));
    let with = |change: fn(&mut Incident)| {
        let mut all = all.clone();
        for told in all.iter_mut().skip(300) {
            let id = told.incident.external_id.clone();
            told.incident = Incident { external_id: id, ..firsts[&told.of].clone() };
            change(&mut told.incident);
        }
        Measured::of(&all, whole).recall()
    };
    assert_eq!(with(|_| {}), 1.0);
    let elsewhen = with(|incident| {
        let later = |day: jiff::civil::Date| day.saturating_add(Span::new().days(40));
        incident.occurred.from = incident.occurred.from.map(later);
    });
    assert_eq!(elsewhen, 0.0);
}
