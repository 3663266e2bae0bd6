//! How long protecting and attacking take, and what protection costs, on the instances on which other tools
//! were measured: `cargo bench -p disclosure`. Without `../shared` there is nothing to measure.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark says what it measured, or stops")]

#[path = "../tests/it/instances.rs"]
mod instances;

use disclosure::Budget;
use disclosure::attack::{Depth, attack};
use disclosure::protect::{Against, Draft, Fate, Protected, protect};
use instances::{Instance, SOSIAL_LINKED, Z3_HIERARCHICAL, Z3_LINKED};

const ALL: [(&str, &Instance, usize); 3] = [
    ("z3 hierarchical", &Z3_HIERARCHICAL, 150),
    ("z3 linked", &Z3_LINKED, 250),
    ("sosialFiktiv linked", &SOSIAL_LINKED, 1_200),
];

fn main() {
    for (name, instance, most) in ALL {
        for (rule, against, width) in RULES {
            let Some(draft) = instance.draft(width) else { return };
            let protected = run(&draft, against);
            let hidden = beside(&protected);
            println!("{name}, {rule}: {hidden} cells hidden beside the protected ones");
            assert!(width > 1 || hidden <= most, "{most} are allowed");
            if against == Against::Intervals {
                let report = strike(&draft, &protected);
                assert!(report.is_safe(), "the attack breaches {}", report.breaches().count());
                println!("    attacked: {:?}", report.effort);
            }
        }
    }
    divan::main();
}

const RULES: [(&str, Against, u32); 4] = [
    ("no combination of shown cells", Against::Combinations, 1),
    ("W = 1", Against::Intervals, 1),
    ("W = 3", Against::Intervals, 3),
    ("W = 5", Against::Intervals, 5),
];

fn beside(protected: &Protected) -> usize {
    protected.fates.iter().filter(|fate| **fate == Fate::Complementary).count()
}

fn run(draft: &Draft, against: Against) -> Protected {
    protect(draft, against, &mut Budget::unlimited()).unwrap()
}

fn strike(draft: &Draft, protected: &Protected) -> disclosure::attack::Report {
    let system = draft.published(|figure| protected.fates[figure] != Fate::Shown);
    attack(&system, Some(&draft.counts), Depth::Width, &mut Budget::unlimited()).unwrap()
}

#[divan::bench(args = [0, 1, 2], sample_count = 1, sample_size = 1)]
fn combinations(bencher: divan::Bencher<'_, '_>, which: usize) {
    let draft = ALL[which].1.draft(1).unwrap();
    bencher.bench_local(|| run(&draft, Against::Combinations));
}

#[divan::bench(args = [(0, 1), (0, 3), (0, 5), (1, 1), (1, 3), (1, 5), (2, 1), (2, 3), (2, 5)], sample_count = 1, sample_size = 1)]
fn protecting(bencher: divan::Bencher<'_, '_>, which: &(usize, u32)) {
    let draft = ALL[which.0].1.draft(which.1).unwrap();
    bencher.bench_local(|| run(&draft, Against::Intervals));
}

#[divan::bench(args = [(0, 1), (0, 3), (0, 5), (1, 1), (1, 3), (1, 5), (2, 1), (2, 3), (2, 5)], sample_count = 1, sample_size = 1)]
fn attacking(bencher: divan::Bencher<'_, '_>, which: &(usize, u32)) {
    let draft = ALL[which.0].1.draft(which.1).unwrap();
    let protected = run(&draft, Against::Intervals);
    bencher.bench_local(|| strike(&draft, &protected));
}
