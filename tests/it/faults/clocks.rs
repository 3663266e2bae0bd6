//! R13: machines whose clocks are wrong, as real programs under libfaketime.

use crate::nodes::client::Client;
use crate::nodes::death::site;
use crate::nodes::ledger::{Ledger, key};
use crate::nodes::process::{Node, free_port};
use crate::program::Site;
use crate::raw::Raw;
use crate::support::document;
use crate::world::Engine;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};
use store::Location;
use tempfile::TempDir;
use vault::CodeSeed;

const HOUR: i64 = 3600;

/// A clock that is wrong by what its file says, for a program that is started with it.
struct WrongClock {
    file: String,
    library: String,
}

impl WrongClock {
    fn new(site: &Site, name: &str, seconds: i64) -> WrongClock {
        let multiarch = fs::read_dir("/usr/lib").unwrap().map(|entry| entry.unwrap().path());
        let library: Option<PathBuf> =
            multiarch.map(|path| path.join("faketime/libfaketime.so.1")).find(|path| path.exists());
        let library = library.expect("libfaketime is needed: run ./test").display().to_string();
        let clock = WrongClock { file: site.file(name, b""), library };
        clock.set(seconds);
        clock
    }

    /// The program's clock is ahead by so many seconds from now on.
    fn set(&self, seconds: i64) {
        let (next, line) = (format!("{}.next", self.file), format!("{seconds:+}\n"));
        fs::write(&next, line).unwrap();
        fs::rename(next, &self.file).unwrap();
    }

    fn environment(&self) -> [(&str, &str); 4] {
        [
            ("LD_PRELOAD", &self.library),
            ("FAKETIME_TIMESTAMP_FILE", &self.file),
            ("FAKETIME_NO_CACHE", "1"),
            // What waits, waits as long as before.
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ]
    }
}

fn real() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_secs()).unwrap()
}

fn says(node: &Node, words: &str) {
    let begun = Instant::now();
    while !node.said().contains(words) {
        assert!(begun.elapsed() < Duration::from_secs(40), "{words:?} is not in {}", node.said());
        sleep(Duration::from_millis(50));
    }
}

/// Enrols a one-time code at a node, by the time that the node should go by.
fn enrolled(client: &mut Client, now: i64) -> CodeSeed {
    let begun = client.json("POST", "/api/v1/session/second-factor", &json!({})).json();
    let address = begun["address"].as_str().unwrap();
    let seed = address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let seed = CodeSeed::from_base32(seed).unwrap();
    let code = seed.code_at(now.unsigned_abs()).unwrap();
    let shown = json!({"token": begun["token"], "code": code});
    let answer = client.json("PUT", "/api/v1/session/second-factor", &shown);
    assert_eq!(answer.status, 204, "{answer:?}");
    seed
}

/// Somebody signs in with the code that an app shows at a time.
fn sign_in(node: &Node, login: &str, code: Option<&str>) -> u16 {
    let mut shown = json!({"login": login, "password": Client::chosen(login)});
    if let Some(code) = code {
        shown["code"] = json!(code);
    }
    Client::at(node.address).json("POST", "/api/v1/session", &shown).status
}

fn told() -> Value {
    let mut told = document("R13");
    told["location"] = json!({"area": "XAR01002", "place": "Invented place"});
    told["perpetrators"] = json!([]);
    told
}

/// Three people take the three steps, each today by the node that they ask.
fn decided(people: [(&mut Client, &str); 3], incident: &str) {
    for (client, step) in people {
        let path = format!("/api/v1/situations/XAR/incidents/{incident}/violations/k1/steps");
        let ask = json!({"step": step, "status": "verified", "reason": "two invented sources"});
        let version = client.get(&format!("/api/v1/situations/XAR/incidents/{incident}"));
        let version = version.header("etag").unwrap().to_owned();
        let headers = format!("content-type: application/json\r\nif-match: {version}\r\n");
        let answer = client.call("POST", &path, &headers, ask.to_string().as_bytes()).unwrap();
        assert!(matches!(answer.status, 200 | 201), "{step}: {answer:?}");
    }
}

fn recorded(client: &mut Client) -> String {
    let answer = client.json("POST", "/api/v1/situations/XAR/incidents", &told());
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["incident"].as_str().unwrap().to_owned()
}

/// One node is more than a day ahead and another two hours behind; then the first jumps back. People, codes, days, hours and
/// receipts go by the database's clock all the while, and each node says that its own is wrong.
#[test]
fn nodes_whose_clocks_are_wrong_say_so_and_go_by_the_databases() {
    let folder = TempDir::new().unwrap();
    let (site, location) = site(Engine::Postgres, folder.path());
    let (first, second) =
        (WrongClock::new(&site, "ahead", 26 * HOUR + 30), WrongClock::new(&site, "behind", -2 * HOUR - 30));
    let metrics = format!("127.0.0.1:{}", free_port());
    let environment = [&first.environment()[..], &[("SIXFOLD_METRICS", &metrics)]].concat();
    let (ahead, behind) = (Node::under(&site, &environment), Node::under(&site, &second.environment()));

    let ready = |node: &Node| String::from_utf8(Client::at(node.address).get("/readyz").body).unwrap();
    assert!(ready(&ahead).contains(" 936"), "{}", ready(&ahead));
    assert!(ready(&behind).contains(" -72"), "{}", ready(&behind));
    says(&ahead, "ahead of the database's by so many seconds");
    says(&behind, "ahead of the database's by so many seconds");
    let figures = Client::at(metrics.parse().unwrap()).get("/metrics").body;
    assert!(String::from_utf8(figures).unwrap().contains("sixfold_clock_ahead_seconds 936"));

    // Signed in at one, at work at the other.
    let settled = |login: &str| Client::settled(ahead.address, login, &site.password(login));
    let mut cochair = settled("cochair-1");
    let [mut verifier, mut reviewer, mut other] =
        ["verifier-1", "technical-reviewer-1", "cochair-2"].map(settled);
    assert_eq!(cochair.also_at(behind.address).get("/api/v1/session").status, 200);
    let incident = recorded(&mut cochair);
    let mut elsewhere = reviewer.also_at(behind.address);
    decided([(&mut verifier, "initial"), (&mut elsewhere, "technical"), (&mut other, "ctfmr")], &incident);

    // A code is good by the database's clock, and once, wherever it is shown.
    let seed = enrolled(&mut reviewer, real());
    let code = |at: i64| seed.code_at(at.unsigned_abs()).unwrap();
    let next = code(real() + 30);
    assert_eq!(sign_in(&behind, "technical-reviewer-1", Some(&code(real() - 2 * HOUR))), 401);
    assert_eq!(sign_in(&ahead, "technical-reviewer-1", Some(&code(real() + 26 * HOUR))), 401);
    assert_eq!(sign_in(&behind, "technical-reviewer-1", Some(&next)), 204);
    assert_eq!(sign_in(&ahead, "technical-reviewer-1", Some(&next)), 401);

    let mut monitor = settled("monitor-1");
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 4, &[monitor.another(), monitor.also_at(behind.address)], &key);
        sleep(Duration::from_millis(700));
        first.set(-30 * HOUR);
        says(&ahead, "was set");
        sleep(Duration::from_millis(700));
    });
    assert_eq!(other.get("/api/v1/session").status, 200, "a jump of the node's clock ends no session");
    first.set(0);
    says(&ahead, "agrees with the database's again");
    assert_eq!(ready(&ahead), "ready\n");
    ledger.holds(&site, &location);
    // Entries are in one order, by their number; their hours are the database's.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let hours = runtime.block_on(async {
        let raw = Raw::at(&location, Engine::Postgres).await;
        let sql = "SELECT max(abs(hour - floor(extract(epoch FROM clock_timestamp()) / 3600)))::bigint::text FROM log_entry";
        let hours = raw.text(sql).await.unwrap();
        raw.close().await;
        hours
    });
    assert!(["0", "1"].contains(&hours.as_str()), "an entry is {hours} hours away");
}

/// The embedded store has its machine's clock. Past the year 2038 all goes on; where the clock goes back a day, what was begun in the
/// time that never came is over, and nothing else is.
#[test]
fn the_embedded_store_gets_over_2038_and_over_a_clock_that_goes_back() {
    const YEARS: i64 = 400_000_000;
    let site = Site::new();
    let clock = WrongClock::new(&site, "clock", YEARS);
    let mut node = Node::under(&site, &clock.environment());
    let settled = |login: &str| Client::settled(node.address, login, &site.password(login));
    let [mut cochair, mut verifier, mut reviewer, mut other] =
        ["cochair-1", "verifier-1", "technical-reviewer-1", "cochair-2"].map(settled);
    let incident = recorded(&mut cochair);
    decided([(&mut verifier, "initial"), (&mut reviewer, "technical"), (&mut other, "ctfmr")], &incident);
    let seed = enrolled(&mut cochair, real() + YEARS);
    let next = seed.code_at((real() + YEARS + 30).unsigned_abs()).unwrap();
    assert_eq!(sign_in(&node, "cochair-1", Some(&next)), 204);
    let mut monitor = settled("monitor-1");
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 4, &[monitor.another()], &key);
        sleep(Duration::from_millis(700));
    });
    // Whoever audits an embedded store has it alone.
    node.kill();
    ledger.holds(&site, &Location::Sqlite(site.db()));
    node.restart(&site);
    assert_eq!(verifier.get("/api/v1/session").status, 200);

    clock.set(YEARS - 24 * HOUR);
    says(&node, "was set");
    for client in [&mut verifier, &mut reviewer, &mut other] {
        assert_eq!(client.get("/api/v1/session").status, 401, "a session of tomorrow stands");
    }
    assert_eq!(sign_in(&node, "verifier-1", None), 204);
    let mut again = Client::at(node.address);
    let shown = json!({"login": "monitor-1", "password": Client::chosen("monitor-1")});
    assert_eq!(again.json("POST", "/api/v1/session", &shown).status, 204);
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 4, &[again.another()], &key);
        sleep(Duration::from_millis(700));
    });
    node.kill();
    ledger.holds(&site, &Location::Sqlite(site.db()));
}
