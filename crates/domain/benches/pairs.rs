//! What finding likely duplicates costs: `cargo bench -p domain --bench pairs`.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be made should stop, and say what it measured"
)]

#[path = "../tests/it/retold.rs"]
mod retold;

use divan::{Bencher, black_box};
use domain::counting::IncidentFacts;
use domain::duplicates::{Likeness, Link, Neighbours, Outline, Sketch, Usual};
use domain::interchange::{Incident, split};
use domain::register::Registers;
use retold::{Amounts, facts, invented, registers};
use std::collections::BTreeMap;
use std::thread::scope;

/// Fifty thousand reports of ten years in thirty districts.
const AMOUNTS: Amounts = Amounts { incidents: 35_000, retold: 12_000, thrice: 0, alike: 1_000, days: 3_650 };
/// The same in two years: five times as many are neighbours.
const DENSE: Amounts = Amounts { days: 730, ..AMOUNTS };
const CORES: usize = 2;

fn main() {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for told in invented(1, AMOUNTS) {
        *kinds.entry(told.kind()).or_default() += 1;
    }
    println!("reports in each sample: {kinds:?}");
    divan::main();
}

struct Store {
    registers: Registers,
    facts: Vec<IncidentFacts>,
    coded: Vec<Sketch>,
    whole: Vec<Sketch>,
}

fn store(amounts: Amounts) -> Store {
    let registers = registers();
    let all = invented(1, amounts);
    let coded = |incident: &Incident| Incident::from_value(split(incident.to_value()).0).unwrap();
    Store {
        facts: all.iter().map(|told| facts(&told.incident, &registers)).collect(),
        coded: all.iter().map(|told| Sketch::of(&coded(&told.incident), &registers)).collect(),
        whole: all.iter().map(|told| Sketch::of(&told.incident, &registers)).collect(),
        registers,
    }
}

/// Every pair that would be shown.
fn scan(store: &Store) -> usize {
    let usual = Usual::of(&store.facts, &store.registers);
    let outlines = store.facts.iter().map(|facts| Outline::of(facts, &store.registers)).collect();
    let neighbours = Neighbours::of(outlines);
    let part = |first: usize| {
        let mut found = Vec::new();
        for one in (first..store.facts.len()).step_by(CORES) {
            for other in neighbours.to(one).into_iter().filter(|other| *other < one) {
                let likeness = |sketches: &[Sketch]| Likeness::of(&sketches[one], &sketches[other], &usual);
                if likeness(&store.coded).may_be_link() {
                    let whole = likeness(&store.whole);
                    if whole.is_link() {
                        found.push((one, other, whole));
                    }
                }
            }
        }
        found
    };
    let part = &part;
    let found: Vec<(usize, usize, Likeness)> = scope(|scope| {
        let parts: Vec<_> = (0..CORES).map(|first| scope.spawn(move || part(first))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    let mut links: Vec<Vec<Link>> = vec![Vec::new(); store.facts.len()];
    for (one, other, likeness) in &found {
        links[*one].push(Link { to: *other as u32, bits: likeness.bits });
        links[*other].push(Link { to: *one as u32, bits: likeness.bits });
    }
    let likely = found.into_iter().filter(|(one, other, likeness)| {
        let likeness = likeness.clone().among((*one as u32, &links[*one]), (*other as u32, &links[*other]));
        likeness.is_likely()
    });
    likely.count()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn fifty_thousand_of_ten_years(bencher: Bencher) {
    let store = store(AMOUNTS);
    bencher.bench_local(|| scan(black_box(&store)));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn fifty_thousand_of_two_years(bencher: Bencher) {
    let store = store(DENSE);
    bencher.bench_local(|| scan(black_box(&store)));
}
