//! Servers that are killed, and one that is told to stop.

use super::client::Client;
use super::ledger::{Ledger, key, sound};
use super::process::Node;
use crate::program::Site;
use crate::support::number;
use crate::world::{Engine, new_location};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;
use store::Location;
use tempfile::TempDir;
use vault::{Entropy, SystemEntropy};

/// A site with a store on an engine.
pub(crate) fn site(engine: Engine, folder: &Path) -> (Site, Location) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let location = runtime.block_on(new_location(engine, folder));
    let url = match &location {
        Location::Sqlite(path) => format!("sqlite://{}", path.display()),
        Location::Postgres(url) => url.clone(),
    };
    (Site::made(folder, url), location)
}

/// So many times is a server killed; more with `SIXFOLD_TEST_KILLS`.
fn kills() -> u64 {
    number("SIXFOLD_TEST_KILLS", 3)
}

/// Between 50 and 1,500 milliseconds, by chance.
fn some_time() -> Duration {
    let mut drawn = [0; 2];
    SystemEntropy::new().fill(&mut drawn).unwrap();
    Duration::from_millis(50 + u64::from(u16::from_be_bytes(drawn)) % 1_450)
}

/// R1: a ledger of what was acknowledged, kept by senders of a server that is killed again and again.
fn nothing_acknowledged_is_lost(engine: Engine) {
    let folder = TempDir::new().unwrap();
    let (site, location) = site(engine, folder.path());
    let mut node = Node::start(&site);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let (key, ledger, mut waits) = (key(&mut monitor), Ledger::default(), Vec::new());
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 8, &[monitor], &key);
        for _ in 0..kills() {
            sleep(some_time());
            node.kill();
            sound(&site);
            waits.push(node.restart(&site));
        }
        sleep(Duration::from_millis(300));
    });
    node.kill();
    ledger.holds(&site, &location);
    waits.sort();
    println!(
        "{engine:?}: {} kills, {} reports acknowledged, ready again after {:?} (95 in 100), {:?} at most",
        waits.len(),
        ledger.count(),
        waits[waits.len() * 95 / 100],
        waits[waits.len() - 1]
    );
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    nothing_acknowledged_is_lost(Engine::Sqlite);
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    nothing_acknowledged_is_lost(Engine::Postgres);
}

/// R22: told to stop under load, a server finishes what is under way, and ends by itself.
fn a_server_that_is_told_to_stop_finishes_its_work(engine: Engine) {
    let folder = TempDir::new().unwrap();
    let (site, location) = site(engine, folder.path());
    let mut node = Node::start(&site);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    let (status, took) = std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 8, &[monitor], &key);
        sleep(Duration::from_millis(1_500));
        node.stop()
    });
    assert!(status.success() && took < Duration::from_secs(10), "{status} after {took:?}: {}", node.said());
    ledger.holds(&site, &location);
    println!("{engine:?}: {} reports acknowledged, ended after {took:?}", ledger.count());
}

#[test]
fn a_server_that_is_told_to_stop_finishes_its_work_on_sqlite() {
    a_server_that_is_told_to_stop_finishes_its_work(Engine::Sqlite);
}

#[test]
fn a_server_that_is_told_to_stop_finishes_its_work_on_postgres() {
    a_server_that_is_told_to_stop_finishes_its_work(Engine::Postgres);
}
