//! The real program, killed in its midst and looked into.

mod choice;
mod clocks;
mod disk;
mod model;
mod schema;
mod seeded;
mod torn;
mod tried;
mod work;

use crate::bad_input::many;
use crate::program::Site;
use crate::raw::Raw;
use crate::support::number;
use crate::world::Engine;
use serde_json::json;
use std::fs;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};
use store::Location;

#[test]
fn an_intake_that_is_killed_and_run_again_has_every_document_once() {
    const COUNT: u64 = 20_000;
    let site = Site::new();
    let file = site.file("many.jsonl", &many(COUNT as usize));
    let arguments = ["intake", &file, "--situation", "XAR", "--login", "cochair-1"];
    let mut stored = 0;
    for _ in 0..2 {
        let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &arguments);
        command.env("SIXFOLD_PASSWORD", site.password("cochair-1"));
        let mut child = command.spawn().unwrap();
        let size = |name: &str| fs::metadata(site.folder.join(name)).map_or(0, |meta| meta.len());
        let before = size("store.db");
        let begun = Instant::now();
        // In the midst of it: some steps are durable, most are not.
        while size("store.db-wal") + size("store.db") < before + (6 << 20) {
            assert!(begun.elapsed() < Duration::from_secs(120), "the intake does not get on");
            assert!(child.try_wait().unwrap().is_none(), "the intake ended before it could be killed");
            sleep(Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let said = site.call(&["audit", "verify"], None).done();
        assert_eq!(said.json()["findings"], json!([]));
        let now = site.by("cochair-1", &["facts", "check"]).done().json()["incidents"].as_u64().unwrap();
        assert!(stored < now && now < COUNT, "{now} documents were stored when it was killed");
        stored = now;
    }
    let tally = site.by("cochair-1", &arguments[..2]).done().json();
    assert_eq!(tally["unchanged"].as_u64(), Some(stored));
    assert_eq!(tally["accepted"].as_u64(), Some(COUNT - stored));
    assert_eq!(tally["rejected"].as_u64(), Some(0));
    let all = site.sound();
    assert_eq!(all.len() as u64, COUNT);
    let check = site.by("cochair-1", &["facts", "check"]).done().json();
    assert_eq!(check["incidents"].as_u64(), Some(COUNT));
}

/// R18: a rotation that is killed again and again loses nothing, leaves nothing unreadable, and is finished later. Of
/// `SIXFOLD_TEST_RECORDS` records, and killed `SIXFOLD_TEST_KILLS` times.
#[test]
fn a_rotation_that_is_killed_is_finished_later() {
    let count = number("SIXFOLD_TEST_RECORDS", 6_000) as usize;
    let kills = number("SIXFOLD_TEST_KILLS", 3);
    let site = Site::new();
    let file = site.file("many.jsonl", &many(count));
    site.by("cochair-1", &["intake", &file]).done();
    let before = site.sound();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let behind = |at_most: &str| {
        let location = Location::Sqlite(site.db());
        runtime.block_on(async {
            let raw = Raw::at(&location, Engine::Sqlite).await;
            let sql = format!("SELECT CAST(count(*) AS TEXT) FROM incident WHERE epoch {at_most}");
            let count = raw.text(&sql).await.unwrap().parse::<usize>().unwrap();
            raw.close().await;
            count
        })
    };
    let mut moved = 0;
    for kill in 0..kills {
        let mut arguments = vec!["keys", "rotate", "--situation", "XAR", "--login", "cochair-1"];
        if kill > 0 {
            arguments.push("--resume");
        }
        let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &arguments);
        command.env("SIXFOLD_PASSWORD", site.password("cochair-1"));
        let mut child = command.spawn().unwrap();
        let begun = Instant::now();
        // After at least one more batch.
        while behind("> 1") <= moved {
            assert!(begun.elapsed() < Duration::from_secs(120), "the rotation does not get on");
            if child.try_wait().unwrap().is_some() {
                break;
            }
        }
        let _ = child.kill();
        child.wait().unwrap();
        let said = site.call(&["audit", "verify"], None).done();
        assert_eq!(said.json()["findings"], json!([]), "after {kill} kills");
        moved = behind("> 1");
        if kill == 0 {
            assert!(moved > 0 && moved < count, "{moved} records were moved when it was killed");
            // Half moved, all of it opens and counts.
            assert_eq!(site.sound(), before);
        }
    }
    assert_eq!(site.sound(), before);
    site.by("cochair-1", &["keys", "rotate", "--resume"]).done();
    assert_eq!((behind("= 1"), behind("= 2")), (0, count));
    assert_eq!(site.sound(), before);
    println!("{count} records, killed {kills} times, {moved} of them moved by then");
}

/// A crash writes no memory to disk, and no other process of the same user looks into it.
#[cfg(target_os = "linux")]
#[test]
fn a_running_program_cannot_be_looked_into() {
    let site = Site::new();
    let fifo = site.file("never", b"");
    fs::remove_file(&fifo).unwrap();
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let arguments = ["intake", &fifo, "--situation", "XAR", "--login", "cochair-1"];
    let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &arguments);
    command.env("SIXFOLD_PASSWORD", site.password("cochair-1"));
    // It waits for somebody to write into the pipe.
    let mut child = command.spawn().unwrap();
    let begun = Instant::now();
    loop {
        let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        let core = limits.lines().find_map(|line| line.strip_prefix("Max core file size")).unwrap();
        let program = fs::read_to_string(format!("/proc/{}/comm", child.id())).unwrap();
        if program.trim() == "sixfold" && core.split_whitespace().take(2).eq(["0", "0"]) {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "{limits}");
        assert!(child.try_wait().unwrap().is_none(), "{limits}");
        sleep(Duration::from_millis(5));
    }
    // What is not dumpable belongs to root in /proc, whoever runs it.
    let owner =
        std::os::unix::fs::MetadataExt::uid(&fs::metadata(format!("/proc/{}/mem", child.id())).unwrap());
    assert_eq!(owner, 0);
    child.kill().unwrap();
    child.wait().unwrap();
}
