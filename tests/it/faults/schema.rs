//! R16: the schema is brought up to date by a process that is killed at any of its steps, and by two at once.

use super::disk::{beside, library};
use crate::migrations::{Rows, rows, schema};
use crate::nodes::death::site;
use crate::program::{Said, Site};
use crate::raw::Raw;
use crate::support::number;
use crate::world::Engine;
use std::collections::BTreeSet;
use std::fs;
use std::process::Child;
use std::thread::sleep;
use std::time::Instant;
use store::{Location, Store};
use tempfile::TempDir;

/// All changes but the first, which makes the tables that are full.
const TAKEN_BACK: u32 = 12;

/// A store that people were registered in, with most changes of its schema taken back; what it was, and what is left of its rows.
struct Old {
    engine: Engine,
    site: Site,
    location: Location,
    whole: BTreeSet<String>,
    left: Rows,
    _folder: TempDir,
}

impl Old {
    fn new(engine: Engine) -> Old {
        let folder = TempDir::new().unwrap();
        let (site, location) = site(engine, folder.path());
        let whole = wait(async { schema(&Raw::at(&location, engine).await, engine).await });
        let mut old = Old { engine, site, location, whole, left: Rows::new(), _folder: folder };
        old.take_back();
        old
    }

    /// Takes the changes back.
    fn take_back(&mut self) {
        self.left = wait(async {
            let store = Store::open(&self.location, self.site.node_key()).await.unwrap();
            store.take_down(Some(TAKEN_BACK)).await.unwrap();
            store.close().await.unwrap();
            let raw = Raw::at(&self.location, self.engine).await;
            let left = rows(&raw, None).await;
            raw.close().await;
            left
        });
        assert!(self.left.values().map(|(_, rows)| rows.len()).sum::<usize>() > 50);
    }

    fn migrate(&self, disk: &[(&str, &str)]) -> Child {
        let mut command = self.site.command(env!("CARGO_BIN_EXE_sixfold"), &["migrate"]);
        command.envs(disk.iter().copied()).spawn().unwrap()
    }

    fn migrated(&self, disk: &[(&str, &str)]) -> Said {
        self.site.ended(self.migrate(disk))
    }

    /// Brought up to date now, the schema is what it was, and so are the rows.
    fn is_whole(&self, when: &str) {
        let done = self.migrated(&[]);
        assert_eq!(done.status, 0, "{when}: {done:?}");
        wait(async {
            let raw = Raw::at(&self.location, self.engine).await;
            assert_eq!(schema(&raw, self.engine).await, self.whole, "{when}");
            let columns =
                self.left.iter().map(|(table, (columns, _))| (table.clone(), columns.clone())).collect();
            assert_eq!(rows(&raw, Some(&columns)).await, self.left, "{when}");
            raw.close().await;
        });
    }
}

fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(work)
}

/// At every third call that writes, syncs or cuts a file, or at each with `SIXFOLD_TEST_STEP=1`.
#[test]
fn a_change_of_the_schema_that_is_killed_is_made_again_on_sqlite() {
    let old = Old::new(Engine::Sqlite);
    let (library, kept) = (library(old.site.desk.path()), TempDir::new().unwrap());
    let db = old.site.db();
    fs::copy(&db, kept.path().join("store.db")).unwrap();
    let (mut at, mut killed) = (1, 0);
    loop {
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(beside(&db, ending));
        }
        fs::copy(kept.path().join("store.db"), &db).unwrap();
        let call = at.to_string();
        let ended =
            old.migrated(&[("LD_PRELOAD", &library), ("DISK_FAILS_AT", &call), ("DISK_ERROR", "kill")]);
        old.is_whole(&format!("killed at call {at}"));
        if ended.status == 0 {
            break;
        }
        assert_eq!(ended.status, -1, "{ended:?}");
        (at, killed) = (at + number("SIXFOLD_TEST_STEP", 3), killed + 1);
        assert!(at < 2_000, "the calls do not come to an end");
    }
    assert!(killed > 10, "it was killed {killed} times");
    println!("killed {killed} times");
}

/// After a while that grows until it is done before.
#[test]
fn a_change_of_the_schema_that_is_killed_is_made_again_on_postgres() {
    let mut old = Old::new(Engine::Postgres);
    let begun = Instant::now();
    assert_eq!(old.migrated(&[]).status, 0);
    let (whole, slices, mut killed) = (begun.elapsed(), number("SIXFOLD_TEST_KILLS", 12), 0);
    for slice in 1..=slices {
        old.take_back();
        let mut child = old.migrate(&[]);
        sleep(whole * u32::try_from(slice).unwrap() / u32::try_from(slices).unwrap());
        killed += u64::from(child.try_wait().unwrap().is_none());
        let _ = child.kill();
        child.wait().unwrap();
        old.is_whole(&format!("killed in slice {slice}"));
    }
    assert!(killed > slices / 3, "it was killed {killed} times");
    println!("killed {killed} times");
}

/// Both end well on PostgreSQL and each change is made once. The embedded store takes one process at a time.
#[test]
fn two_that_start_at_once_change_the_schema_once() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let mut old = Old::new(engine);
        for _ in 0..4 {
            let both = [old.migrate(&[]), old.migrate(&[])];
            let said = both.map(|child| old.site.ended(child));
            let done: Vec<&Said> = said.iter().filter(|said| said.status == 0).collect();
            match engine {
                Engine::Postgres => assert_eq!(done.len(), 2, "{said:?}"),
                Engine::Sqlite => {
                    assert!(said.iter().all(|said| said.status == 0 || said.err.contains("holds the store")))
                }
            }
            let made: usize = done
                .iter()
                .map(|said| format!("{}{}", said.out, said.err).matches("applied m").count())
                .sum();
            assert_eq!(made, TAKEN_BACK as usize, "{said:?}");
            old.is_whole("after two at once");
            old.take_back();
        }
    }
}

/// What a newer program made is left alone by everybody.
#[test]
fn a_newer_schema_is_refused_by_every_command() {
    let folder = TempDir::new().unwrap();
    let (site, location) = site(Engine::Sqlite, folder.path());
    wait(async {
        let raw = Raw::at(&location, Engine::Sqlite).await;
        raw.run(
            "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29991231_000001_of_the_future', 0)",
        )
        .await;
        raw.close().await;
    });
    let before = fs::read(site.db()).unwrap();
    for arguments in [&["migrate"][..], &["serve", "--listen", "127.0.0.1:0"], &["audit", "verify"]] {
        let said = site.call(arguments, None);
        assert_ne!(said.status, 0, "{arguments:?}: {said:?}");
        assert!(said.err.contains("m29991231_000001_of_the_future"), "{arguments:?}: {said:?}");
    }
    assert!(fs::read(site.db()).unwrap() == before, "something was written");
}
