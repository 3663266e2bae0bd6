//! The figures of `docs/performance.md`, over a store filled through the real sealing path.
//!
//!     cargo bench --bench sealed                  # a million violations: minutes, and seven gigabytes of disk
//!     SIXFOLD_BENCH_VIOLATIONS=50000 cargo bench --bench sealed
//!
//! `-- ghn`, `-- open`, `-- export` or `-- submissions` measures that alone. For the last,
//! `SIXFOLD_BENCH_LOG=1530000` makes the long log one of a million entries: that many violations come before.
//!
//! The store is kept in `target/bench-store-N` and used again; delete the folder to measure filling it.
//! `SIXFOLD_BENCH_STORE` names another folder, with `store.db` and `secrets`: a password, the node's key, and for
//! `export` the second co-chair's password, a line each.
//! CPU is the sum over this process's threads, which says the same on a busy machine as on an idle one.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a measurement that cannot be made should stop, loudly"
)]

use domain::interchange::Incident;
use domain::register::{Areas, Parties, Registers};
use domain::tables::{Attribution, Period, Tier};
use jiff::civil::date;
use sixfold::casework::{Approval, Desk, Founding, Now, Prepared, Propose, Queue, ReportAsk, Taking, found};
use sixfold::synthetic::{Generator, Scene};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Location, Store};
use vault::{NodeKey, Password, SystemEntropy};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const RUNS: usize = 7;

fn main() {
    // `cargo test --benches` asks for a list or a run of nothing; measuring is for `cargo bench`.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure());
}

async fn measure() {
    let wanted: u64 = std::env::var("SIXFOLD_BENCH_VIOLATIONS").map_or(1_000_000, |n| n.parse().unwrap());
    let folder = match std::env::var_os("SIXFOLD_BENCH_STORE").map(PathBuf::from) {
        // What is not there would be made, over whatever the folder holds.
        Some(named) => {
            assert!(named.join("secrets").exists(), "{} has no file `secrets`", named.display());
            named
        }
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("target").join(format!("bench-store-{wanted}")),
    };
    if ["ghn", "open", "export"].into_iter().any(asked) {
        over_a_full_store(&folder, wanted).await;
    }
    if asked("submissions") {
        submissions().await;
    }
}

async fn over_a_full_store(folder: &Path, wanted: u64) {
    let desk = store(folder, wanted).await;
    if asked("ghn") {
        ghn(&desk).await;
    }
    if asked("open") {
        open(&desk).await;
    }
    if asked("export") {
        allow_export(&desk, folder).await;
        export(&desk).await;
    }
}

/// Whether a section is to be measured: all are, unless some are named.
fn asked(section: &str) -> bool {
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    named.is_empty() || named.iter().any(|name| name == section)
}

async fn ghn(desk: &Desk) {
    for (name, from, to) in [
        ("all dates", date(2019, 1, 1), date(2025, 12, 31)),
        ("one year", date(2025, 1, 1), date(2025, 12, 31)),
        ("one quarter", date(2025, 4, 1), date(2025, 6, 30)),
    ] {
        let ask = ReportAsk {
            name: "ghn".to_owned(),
            period: Period { from, to },
            as_of: Some(date(2026, 1, 31)),
            tier: Tier::Internal,
            attribution: Attribution::Joint,
            area_level: 1,
            boundary: domain::counting::Boundary::Quarter,
            tables: Default::default(),
        };
        let mut figures = Vec::new();
        for _ in 0..RUNS {
            let clock = Clock::start();
            assert_eq!(desk.report(&ask).await.unwrap().tables.len(), 14);
            figures.push(clock.stop());
        }
        say(&format!("ghn, fourteen tables, {name}"), 1, figures);
    }
}

async fn open(desk: &Desk) {
    let mut figures = Vec::new();
    let mut records = 0;
    for _ in 0..3 {
        let clock = Clock::start();
        let mut search = desk.search().await.unwrap();
        records = 0;
        loop {
            let page = search.next().await.unwrap();
            if page.is_empty() {
                break;
            }
            records += page.len() as u64;
        }
        figures.push(clock.stop());
    }
    say("open the case part of every record", records, figures);
}

/// Of so many incidents an export takes two co-chairs.
async fn allow_export(desk: &Desk, folder: &Path) {
    let secrets = std::fs::read_to_string(folder.join("secrets")).unwrap();
    let password = Password::new(secrets.lines().nth(2).expect("the second co-chair's password").to_owned());
    let second =
        Desk::sign_in(Arc::clone(desk.store()), "XAR", "cochair-2", &password, desk.now()).await.unwrap();
    let what = Propose::Export { recipient: domain::interchange::Recipient::CtfmrMember, by: None };
    let line = desk.propose(what).await.unwrap();
    second.approve(line.id, &Approval { digest: line.digest, fingerprint: None }).await.unwrap();
}

async fn export(desk: &Desk) {
    let mut figures = Vec::new();
    let mut records = 0;
    for _ in 0..3 {
        let clock = Clock::start();
        let mut export = desk.export(domain::interchange::Recipient::CtfmrMember).await.unwrap();
        records = 0;
        loop {
            let page = export.next().await.unwrap();
            if page.is_empty() {
                break;
            }
            records += page.len() as u64;
        }
        figures.push(clock.stop());
    }
    say("export every record, both parts, consent applied", records, figures);
}

/// Durable, acknowledged documents through the verb, on a small store and on one with a long log.
async fn submissions() {
    let long = std::env::var("SIXFOLD_BENCH_LOG").map_or(200_000, |n| n.parse().unwrap());
    for (name, before) in [("empty log", 0), ("long log", long)] {
        let folder = tempfile::TempDir::new_in(concat!(env!("CARGO_MANIFEST_DIR"), "/target")).unwrap();
        let desk = Arc::new(store(folder.path(), before).await);
        let documents = Arc::new(invented(&desk, 20_000));
        let queue = Queue::start(Arc::clone(&desk), Taking::ContentOnly).await.unwrap();

        let mut waits = Vec::new();
        for document in documents.iter().take(200) {
            let begun = Instant::now();
            queue.record(document.clone()).await.unwrap();
            waits.push(begun.elapsed());
        }
        waits.sort_unstable();
        println!("submission, one sender, {name}: median {:?}, 95th percentile {:?}", waits[100], waits[190]);

        let clock = Clock::start();
        let mut senders = Vec::new();
        for sender in 0..64 {
            let (queue, documents) = (queue.clone(), Arc::clone(&documents));
            senders.push(tokio::spawn(async move {
                let mut waits = Vec::new();
                for document in documents.iter().skip(200 + sender).step_by(64) {
                    let begun = Instant::now();
                    queue.record(document.clone()).await.unwrap();
                    waits.push(begun.elapsed());
                }
                waits
            }));
        }
        let mut waits = Vec::new();
        for sender in senders {
            waits.extend(sender.await.unwrap());
        }
        let figures = vec![clock.stop()];
        waits.sort_unstable();
        let count = waits.len();
        say(&format!("submissions, 64 senders, {name}"), count as u64, figures);
        println!("    median {:?}, 95th percentile {:?}", waits[count / 2], waits[count * 95 / 100]);
    }
}

/// Documents that go through the reader, as they would come from outside.
fn invented(desk: &Desk, count: u64) -> Vec<Incident> {
    let scene =
        Scene { from: date(2024, 1, 1), to: date(2025, 12, 31), decided: false, prefix: "SENT".to_owned() };
    let registers = &desk.situation().registers;
    let generator = Generator::new(registers, 5, scene);
    (0..count)
        .map(|number| {
            let text = generator.incident(number, 4).to_canonical_json();
            domain::interchange::read(&text, registers, desk.now().today).unwrap()
        })
        .collect()
}

async fn store(folder: &Path, violations: u64) -> Desk {
    let location = Location::Sqlite(folder.join("store.db"));
    let (login, now) = ("cochair-1", Now::on(date(2026, 1, 31)));
    let secrets = folder.join("secrets");
    if !secrets.exists() {
        let _ = std::fs::remove_dir_all(folder);
        std::fs::create_dir_all(folder).unwrap();
        let node = NodeKey::generate(&mut SystemEntropy::new()).unwrap();
        let text = node.to_text().to_string();
        let founding = Founding {
            code: "XAR".to_owned(),
            name: "Arandia".to_owned(),
            registers: registers(),
            custodians: Vec::new(),
            now,
        };
        let made = found(&location, node, founding).await.unwrap();
        let password_of = |login: &str| {
            made.handed.accounts.iter().find(|account| account.login == login).unwrap().password.clone()
        };
        let (password, second) = (password_of(login), password_of("cochair-2"));
        let store = Arc::new(made.store);
        let desk = Desk::sign_in(store, "XAR", login, &Password::new(password.clone()), now).await.unwrap();
        let clock = Clock::start();
        fill(&desk, violations).await;
        if violations > 0 {
            say("seal and store", violations, vec![clock.stop()]);
        }
        desk.store().close().await.unwrap();
        std::fs::write(&secrets, format!("{password}\n{text}\n{second}\n")).unwrap();
    }
    let secrets = std::fs::read_to_string(secrets).unwrap();
    let mut lines = secrets.lines();
    let (password, node) = (lines.next().unwrap(), lines.next().unwrap());
    let store = Store::open(&location, NodeKey::from_text(node.trim()).unwrap()).await.unwrap();
    Desk::sign_in(Arc::new(store), "XAR", login, &Password::new(password.to_owned()), now).await.unwrap()
}

/// The same work as `sixfold synth`, without its overlap of the stages and through the log of every other change.
async fn fill(desk: &Desk, violations: u64) {
    let scene =
        Scene { from: date(2019, 1, 1), to: date(2025, 12, 31), decided: true, prefix: "SYNTH".to_owned() };
    let generator = Generator::new(&desk.situation().registers, 7, scene);
    let mut filling = desk.fill().await.unwrap();
    let (mut number, mut left) = (0, violations);
    while left > 0 {
        let mut batch: Vec<Prepared> = Vec::new();
        while left > 0 && batch.len() < 512 {
            let count = (generator.violations(number) as u64).min(left);
            batch.push(desk.prepare(generator.incident(number, count as usize), Taking::Decisions).unwrap());
            number += 1;
            left -= count;
        }
        filling.add(batch).await.unwrap();
    }
    filling.end().await.unwrap();
}

fn registers() -> Registers {
    let mut areas = String::from("code,name,level,parent\nXAR,Arandia,0,\n");
    for region in 1..=20 {
        areas.push_str(&format!("XAR{region:02},Region {region},1,XAR\n"));
        for district in 1..=15 {
            areas.push_str(&format!(
                "XAR{region:02}{district:03},District {region}.{district},2,XAR{region:02}\n"
            ));
        }
    }
    let mut parties = String::from("code,name,category\n");
    for party in 1..=12 {
        parties.push_str(&format!("XAR-P{party:02},Party {party},armed_group\n"));
    }
    Registers {
        areas: Areas::from_csv(&areas).unwrap(),
        parties: Parties::from_csv(&parties).unwrap(),
        partners: Default::default(),
    }
}

struct Clock {
    wall: Instant,
    cpu: Duration,
}

impl Clock {
    fn start() -> Clock {
        Clock { wall: Instant::now(), cpu: cpu() }
    }

    fn stop(&self) -> (Duration, Duration) {
        (self.wall.elapsed(), cpu().saturating_sub(self.cpu))
    }
}

/// Time on a processor, of all threads of this process, those that have ended too.
fn cpu() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(spent.tv_sec as u64, spent.tv_nsec as u32)
}

fn say(what: &str, count: u64, mut figures: Vec<(Duration, Duration)>) {
    figures.sort_unstable_by_key(|(_, cpu)| *cpu);
    let (wall, cpu) = figures[figures.len() / 2];
    print!("{what}: CPU {cpu:.1?}, wall {wall:.1?} (median of {})", figures.len());
    if count > 1 {
        print!(
            ", {:.0}/s of wall, {:.0}/s of CPU",
            count as f64 / wall.as_secs_f64(),
            count as f64 / cpu.as_secs_f64()
        );
    }
    println!();
}
