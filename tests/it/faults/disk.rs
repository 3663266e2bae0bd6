//! Disks that fail, fill up, or forget: R3, R4 and R6 of the fault matrix, on the embedded store. PostgreSQL answers for its own.
//!
//! A small library (`disk.c`) stands between the program and the C library's calls.

use crate::nodes::client::Client;
use crate::nodes::ledger::{Ledger, key, sound};
use crate::nodes::process::Node;
use crate::program::{Said, Site};
use crate::raw::Raw;
use crate::support::document;
use crate::world::Engine;
use serde_json::json;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};
use store::Location;
use tempfile::TempDir;

/// Compiles the library; its place.
pub(super) fn library(folder: &Path) -> String {
    let (source, made) =
        (Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/faults/disk.c"), folder.join("disk.so"));
    let done = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"])
        .args([made.as_os_str(), source.as_os_str()])
        .args(["-ldl", "-lpthread"])
        .output()
        .expect("linking a Rust program takes a C compiler");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    made.display().to_string()
}

pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name: OsString = path.into();
    name.push(ending);
    name.into()
}

const FILES: [&str; 2] = ["", "-wal"];

/// What is in the files now counts as synced: they were written by a program that ended.
fn all_is_synced(db: &Path) {
    for ending in FILES {
        let (file, kept) = (beside(db, ending), beside(db, &format!("{ending}.synced")));
        let _ = fs::remove_file(&kept);
        if file.exists() {
            fs::copy(file, kept).unwrap();
        }
    }
}

/// The power is gone: each file is as it was when it was last synced.
fn power_is_lost(db: &Path) {
    for ending in FILES {
        let (file, kept) = (beside(db, ending), beside(db, &format!("{ending}.synced")));
        match kept.exists() {
            true => drop(fs::copy(kept, file).unwrap()),
            false => drop(fs::remove_file(file)),
        }
    }
    let _ = fs::remove_file(beside(db, "-shm"));
}

/// A server on a disk that forgets what was not synced, killed in its midst. Gives how many reports it had
/// acknowledged, and how many of them are gone.
fn after_the_power(lies: bool) -> (usize, usize) {
    let site = Site::new();
    let library = library(site.desk.path());
    all_is_synced(&site.db());
    let mut disk = vec![("LD_PRELOAD", library.as_str()), ("DISK_FORGETS", "1")];
    if lies {
        disk.push(("DISK_WAL_LIES", "1"));
    }
    let mut node = Node::under(&site, &disk);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 4, &[monitor], &key);
        sleep(Duration::from_millis(1_200));
        node.kill();
    });
    power_is_lost(&site.db());
    if !lies {
        sound(&site);
    }
    let lost = ledger.missing(&Location::Sqlite(site.db()));
    (ledger.count(), lost)
}

#[test]
fn nothing_acknowledged_goes_with_the_power() {
    let mut all = 0;
    for _ in 0..3 {
        let (acknowledged, lost) = after_the_power(false);
        assert_eq!(lost, 0, "of {acknowledged}");
        all += acknowledged;
    }
    assert!(all > 30, "only {all} reports were acknowledged");
    // The check can fail: on a disk that says it synced the log and did not, reports are lost. So they would be with
    // `synchronous=NORMAL`, which leaves the log unsynced until it is folded into the file.
    let (acknowledged, lost) = after_the_power(true);
    assert!(lost > 0, "nothing of {acknowledged} was lost by a disk that forgets");
    println!("{all} reports acknowledged and none lost; {lost} of {acknowledged} on a disk that lies");
}

/// A store to begin with, and a call that puts one report into it.
struct Beginning {
    site: Site,
    library: String,
    report: String,
    kept: TempDir,
}

impl Beginning {
    fn new() -> Beginning {
        let site = Site::new();
        let mut one = document("ONE");
        one["location"]["area"] = json!("XAR01002");
        one["perpetrators"] = json!([]);
        let report = site.file("one.jsonl", one.to_string().as_bytes());
        let kept = TempDir::new().unwrap();
        fs::copy(site.db(), kept.path().join("store.db")).unwrap();
        Beginning { library: library(site.desk.path()), site, report, kept }
    }

    fn again(&self) {
        for ending in ["", "-wal", "-shm", "-journal", ".synced", "-wal.synced"] {
            let _ = fs::remove_file(beside(&self.site.db(), ending));
        }
        fs::copy(self.kept.path().join("store.db"), self.site.db()).unwrap();
        all_is_synced(&self.site.db());
    }

    fn intake(&self, disk: &[(&str, &str)]) -> Said {
        let arguments = ["intake", &self.report, "--situation", "XAR", "--login", "cochair-1"];
        let mut command = self.site.command(env!("CARGO_BIN_EXE_sixfold"), &arguments);
        command.env("SIXFOLD_PASSWORD", self.site.password("cochair-1")).envs(disk.iter().copied());
        self.site.ended(command.spawn().unwrap())
    }

    /// The call of this number fails with this error. Gives whether there was such a call.
    fn fails_at(&self, number: u32, error: &str) -> bool {
        self.again();
        let counts = self.site.desk.path().join("counts").display().to_string();
        let _ = fs::remove_file(&counts);
        let at = number.to_string();
        let said = self.intake(&[
            ("LD_PRELOAD", &self.library),
            ("DISK_FORGETS", "1"),
            ("DISK_FAILS_AT", &at),
            ("DISK_ERROR", error),
            ("DISK_COUNTS", &counts),
        ]);
        let made: u32 = fs::read_to_string(&counts).unwrap().parse().unwrap();
        let acknowledged = said.status == 0;
        assert!(!said.err.contains("panicked"), "{said:?}");
        assert!(acknowledged || !said.err.is_empty(), "call {number}: it failed without a word");
        // What was acknowledged was synced, whichever call failed.
        power_is_lost(&self.site.db());
        sound(&self.site);
        let again = self.intake(&[]).done().json();
        let (new, there) = (again["accepted"].as_u64().unwrap(), again["unchanged"].as_u64().unwrap());
        assert_eq!(new + there, 1, "{again}");
        assert!(
            !acknowledged || there == 1,
            "call {number} failed with {error}: it was acknowledged and is not there"
        );
        assert_eq!(self.site.sound().len(), 1);
        made >= number
    }
}

/// R4: every call that writes, syncs or cuts a file fails in turn.
#[test]
fn every_failing_call_leaves_a_whole_store_and_no_false_word() {
    let beginning = Beginning::new();
    for (error, step) in [("5", 1), ("28", 4)] {
        let mut number = 1;
        while beginning.fails_at(number, error) {
            number += step;
            assert!(number < 500, "the calls do not come to an end");
        }
        assert!(number > 20, "only {number} calls were made");
        println!("error {error}: {number} calls, each failed in its turn");
    }
}

/// R3: a disk that fills up while reports stream in, and has room again.
#[test]
fn a_full_disk_loses_nothing_and_is_got_over() {
    let site = Site::new();
    let library = library(site.desk.path());
    let room = site.file("room", b"1000000000");
    let mut node = Node::under(&site, &[("LD_PRELOAD", &library), ("DISK_ROOM", &room)]);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let mut verifier = Client::settled(node.address, "verifier-1", &site.password("verifier-1"));
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 4, &[monitor], &key);
        while ledger.count() < 20 {
            sleep(Duration::from_millis(10));
        }
        // For the next request of the verifier, that the session is in use would be noted.
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let raw = Raw::at(&Location::Sqlite(site.db()), Engine::Sqlite).await;
            raw.run("UPDATE session SET seen_at = seen_at - 120").await;
            raw.close().await;
        });
        // Nothing may be written from here on: whatever is, goes into the log first.
        fs::write(&room, "0").unwrap();
        let mut last = (ledger.count(), Instant::now());
        while last.1.elapsed() < Duration::from_millis(1_000) {
            sleep(Duration::from_millis(20));
            if ledger.count() > last.0 {
                last = (ledger.count(), Instant::now());
            }
        }
        // Whoever is at work goes on reading; senders are told to come again (the ledger looks at every answer).
        for path in ["/api/v1/situations/XAR/incidents", "/api/v1/situations/XAR/submission-key", "/readyz"] {
            let answer = verifier.get(path);
            assert_eq!(answer.status, 200, "{path}: {answer:?}");
        }
        fs::write(&room, "1000000000").unwrap();
        let since = Instant::now();
        while ledger.count() == last.0 {
            assert!(since.elapsed() < Duration::from_secs(10), "nothing is taken though there is room again");
            sleep(Duration::from_millis(10));
        }
        println!("{} reports before the disk was full; taken again after {:?}", last.0, since.elapsed());
    });
    node.stop();
    ledger.holds(&site, &Location::Sqlite(site.db()));
}
