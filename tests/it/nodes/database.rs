//! The database goes away and comes back while a server runs.

use super::client::Client;
use super::cut::Way;
use super::ledger::{Ledger, key};
use super::postgres::Postgres;
use super::process::Node;
use crate::program::Site;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};
use store::Location;
use tempfile::TempDir;

/// Whatever needs the store is turned away in time; what does not is answered.
fn is_away(node: &Node, person: &Client) {
    let shown = json!({"login": "nobody", "password": "not this one"});
    for (method, path, body) in [
        ("GET", "/readyz", None),
        ("GET", "/api/v1/session", None),
        ("GET", "/api/v1/situations/XAR/submission-key", None),
        ("POST", "/api/v1/session", Some(shown)),
    ] {
        let (mut client, begun) = (person.also_at(node.address), Instant::now());
        let answer = match body {
            Some(body) => client.json(method, path, &body),
            None => client.get(path),
        };
        answer.is_for_now();
        assert!(begun.elapsed() < Duration::from_secs(10), "{path} took {:?}", begun.elapsed());
    }
    assert_eq!(Client::at(node.address).get("/healthz").status, 200);
    assert_eq!(Client::at(node.address).get("/api/v1/session").status, 401);
}

/// It works again by itself, soon.
fn is_back(node: &Node, person: &Client, since: Instant) -> Duration {
    loop {
        let answer = person.also_at(node.address).get("/api/v1/session");
        if answer.status == 200 {
            let took = since.elapsed();
            assert!(took < Duration::from_secs(5), "back after {took:?}");
            return took;
        }
        answer.is_for_now();
        sleep(Duration::from_millis(20));
    }
}

/// R2, E5: stopped, restarted as by a crash, and held still, with senders at work all the while.
#[test]
fn a_database_that_goes_away_is_told_and_its_return_is_noticed() {
    let postgres = Postgres::start();
    let folder = TempDir::new().unwrap();
    let site = Site::made(folder.path(), postgres.url());
    let node = Node::start(&site);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    let mut waits = Vec::new();
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 6, &[monitor.another()], &key);
        sleep(Duration::from_secs(1));
        postgres.crash();
        is_away(&node, &monitor);
        postgres.begin();
        waits.push(is_back(&node, &monitor, Instant::now()));
        sleep(Duration::from_millis(500));
        postgres.restart();
        waits.push(is_back(&node, &monitor, Instant::now()));
        sleep(Duration::from_millis(500));
        postgres.freeze();
        is_away(&node, &monitor);
        postgres.thaw();
        waits.push(is_back(&node, &monitor, Instant::now()));
        sleep(Duration::from_millis(500));
    });
    let log = node.said();
    assert!(!log.contains("\"status\":500"), "{log}");
    ledger.holds(&site, &Location::parse(&postgres.url()).unwrap());
    println!("{} reports acknowledged; back after {waits:?}", ledger.count());
}

/// The way to the database is cut: nothing says so, and what was connected is never answered again. Once it is
/// mended the server connects anew, also where it had stood idle.
#[test]
fn a_database_that_was_cut_off_is_found_again() {
    let postgres = Postgres::start();
    let way = Way::to(postgres.port);
    let folder = TempDir::new().unwrap();
    let url = format!("postgres://sixfold@127.0.0.1:{}/postgres?sslmode=disable", way.port);
    let site = Site::made(folder.path(), url);
    let node = Node::start(&site);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 6, &[monitor.another()], &key);
        sleep(Duration::from_secs(1));
        way.cut();
        is_away(&node, &monitor);
        way.mend();
        println!("back after {:?} under load", is_back(&node, &monitor, Instant::now()));
        sleep(Duration::from_millis(500));
    });
    sleep(Duration::from_millis(1_500));
    way.cut();
    way.mend();
    println!("back after {:?} idle", is_back(&node, &monitor, Instant::now()));
    assert!(!node.said().contains("\"status\":500"), "{}", node.said());
    ledger.holds(&site, &Location::parse(&postgres.url()).unwrap());
}
