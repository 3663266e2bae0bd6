//! How long a release takes that is protected and attacked together with twelve earlier ones: a public Global
//! Horizontal Note over one situation of 2,000 incidents in two years. `cargo bench -p report --bench release`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark says what it measured, or stops")]

#[path = "../tests/it/generated.rs"]
mod generated;
#[path = "../tests/it/reporting.rs"]
mod reporting;

use disclosure::Budget;
use domain::counting::IncidentFacts;
use domain::tables::{Attribution, TableDocument, Tier};
use generated::{Dice, edition, incident, incidents, quarter};
use jiff::civil::{Date, date};
use report::Templates;
use report::release::{Attempt, Edition, attack, protect, prove, verify};
use reporting::declared;
use std::sync::OnceLock;

const INCIDENTS: u32 = 2_000;
/// As many as the program allows a release (`src/casework/releases.rs`).
const STEPS: u64 = 2_000_000;

fn main() {
    divan::main();
}

/// Twelve editions as they were published, the oldest first, and the one to be: all of them share months with the
/// roll-up of two years, and so with each other.
struct History {
    earlier: Vec<Edition>,
    new: Edition,
}

/// The same incidents after some were verified late, and one was taken away.
fn later(facts: &[IncidentFacts], seed: u64) -> Vec<IncidentFacts> {
    let mut later = facts.to_vec();
    let mut dice = Dice(seed);
    later.extend((0..6).map(|number| incident(&mut dice, seed as u32 + number)));
    later.remove(dice.below(facts.len() as u64) as usize);
    later
}

fn history() -> &'static History {
    static HISTORY: OnceLock<History> = OnceLock::new();
    HISTORY.get_or_init(|| {
        let first = incidents(7, INCIDENTS);
        let second = later(&first, 10_000);
        let third = later(&second, 20_000);
        let years = |from: i16, to: i16| (date(from, 1, 1), date(to, 12, 31));
        let of = |facts: &[IncidentFacts], (from, to): (Date, Date)| {
            edition(facts, Tier::Public, from, to, Attribution::Joint)
        };
        let mut planned: Vec<Edition> = (0..8).map(|number| of(&first, quarter(number))).collect();
        planned.extend([quarter(1), quarter(5), years(2024, 2024)].map(|period| of(&second, period)));
        planned.push(of(&second, years(2024, 2025)));
        let mut earlier = Vec::new();
        for mut edition in planned {
            let begun = std::time::Instant::now();
            edition.document = protect(&edition, &earlier, &mut Budget::unlimited()).unwrap();
            let period = edition.document.period;
            println!(
                "{} to {}: {} in {:?}",
                period.from,
                period.to,
                cells(&edition.document),
                begun.elapsed()
            );
            earlier.push(edition);
        }
        History { earlier, new: of(&third, years(2025, 2025)) }
    })
}

/// How many figures are hidden, of how many that are not zero.
fn cells(document: &TableDocument) -> String {
    let rows = || document.tables.iter().flat_map(|table| &table.rows);
    let hidden: usize = rows().map(|row| row.suppressed.len()).sum();
    let all = rows().flat_map(|row| row.cells.values()).filter(|cell| **cell != Some(0)).count();
    format!("{hidden} of {all} figures hidden")
}

fn release(history: &History) -> (Edition, Vec<Attempt>) {
    let mut new = history.new.clone();
    new.document = protect(&new, &history.earlier, &mut Budget::of(STEPS)).unwrap();
    let attempts = attack(&new, &history.earlier, &mut Budget::of(STEPS)).unwrap();
    (new, attempts)
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn protected_and_attacked_with_twelve(bencher: divan::Bencher<'_, '_>) {
    let history = history();
    let (new, attempts) = release(history);
    assert!(attempts.iter().all(|attempt| attempt.breaches.is_empty()), "{attempts:?}");
    println!("{} attackers, {}", attempts.len(), cells(&new.document));
    bencher.bench_local(|| release(history));
}

/// How large the proofs are, and how long it takes to check them without a solver.
#[divan::bench(sample_count = 1, sample_size = 1)]
fn proofs_checked_with_twelve(bencher: divan::Bencher<'_, '_>) {
    let history = history();
    let (new, _) = release(history);
    let (attempts, proofs) = prove(&new, &history.earlier, &mut Budget::of(STEPS)).unwrap();
    let proofs = proofs.unwrap();
    println!("edition {} bytes", serde_json::to_vec(&new).unwrap().len());
    let bytes = serde_json::to_vec(&proofs).unwrap().len();
    let worlds: usize = proofs.iter().map(|proof| proof.worlds.len()).sum();
    let excused: usize = proofs.iter().map(|proof| proof.excused.len()).sum();
    println!("{} proofs of {worlds} worlds, {excused} excused, {bytes} bytes", proofs.len());
    bencher.bench_local(|| verify(&new, &history.earlier, &attempts, &proofs).unwrap());
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn attacked_with_twelve(bencher: divan::Bencher<'_, '_>) {
    let history = history();
    let (new, _) = release(history);
    bencher.bench_local(|| attack(&new, &history.earlier, &mut Budget::of(STEPS)).unwrap());
}

/// The reports of a year beside its four quarters as notes: first the annual report's input, then the country report.
#[divan::bench(args = ["annual", "country", "perpetrators"], sample_count = 1, sample_size = 1)]
fn a_report_beside_four_notes(bencher: divan::Bencher<'_, '_>, name: &str) {
    let facts = incidents(7, INCIDENTS);
    let mut earlier = Vec::new();
    for (from, to) in (0..4).map(quarter) {
        let mut edition = edition(&facts, Tier::Public, from, to, Attribution::Joint);
        edition.document = protect(&edition, &earlier, &mut Budget::unlimited()).unwrap();
        earlier.push(edition);
    }
    let templates = Templates::embedded().unwrap();
    let year = (date(2024, 1, 1), date(2024, 12, 31));
    let mut new = declared(&facts, templates.get(name).unwrap(), Tier::Public, year.0, year.1);
    let exact = new.clone();
    let begun = std::time::Instant::now();
    new.document = protect(&exact, &earlier, &mut Budget::of(STEPS)).unwrap();
    println!("{name}: {}, protected in {:?}", cells(&new.document), begun.elapsed());
    let attempts = attack(&new, &earlier, &mut Budget::of(STEPS)).unwrap();
    assert!(attempts.iter().all(|attempt| attempt.breaches.is_empty()), "{attempts:?}");
    bencher.bench_local(|| attack(&new, &earlier, &mut Budget::of(STEPS)).unwrap());
}
