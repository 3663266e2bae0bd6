//! Copies of a store: kept elsewhere, come back from, moved from one engine to the other.

use crate::nodes::client::Client;
use crate::nodes::death::site;
use crate::nodes::ledger::{Ledger, key};
use crate::nodes::process::Node;
use crate::program::{Site, lines};
use crate::raw::Raw;
use crate::story::lived_in;
use crate::support::{document, report};
use crate::world::{Engine, TODAY, World, new_location, on_both_engines, take};
use serde_json::json;
use sixfold::casework::{Desk, Now, Taking};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::sleep;
use std::time::Duration;
use store::{LEFT_OUT, Location, Store, StoreError};
use tempfile::TempDir;
use vault::{NodeKey, Password};

async fn signed_in(store: &Arc<Store>, world: &World, login: &str) -> Desk {
    let account = world.accounts.iter().find(|account| account.login == login).unwrap();
    let password = Password::new(account.password.clone());
    Desk::sign_in(Arc::clone(store), "XAR", login, &password, Now::on(TODAY)).await.unwrap()
}

fn node(world: &World) -> NodeKey {
    NodeKey::from_text(&world.node).unwrap()
}

on_both_engines! {
    /// R15: from one engine to the other and back, row by row the same, and every figure with it.
    async fn a_store_moves_to_the_other_engine_and_back(world: World) {
        lived_in(&world).await;
        let before = report(&world.cochair().await).await;
        let other = match world.engine {
            Engine::Sqlite => Engine::Postgres,
            Engine::Postgres => Engine::Sqlite,
        };
        let (there_folder, back_folder) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let there = new_location(other, there_folder.path()).await;
        let back = new_location(world.engine, back_folder.path()).await;
        let rows = AtomicU64::new(0);
        let first = world.store.copy_to(&there, false, &|more| { rows.fetch_add(more, Ordering::Relaxed); }).await.unwrap();
        assert_eq!(rows.into_inner(), world.store.rows_to_copy().await.unwrap());
        // No table is forgotten.
        let raw = Raw::open(&world).await;
        let all: BTreeSet<String> = raw.tables().await.into_iter().filter(|name| name != "seaql_migrations").collect();
        raw.close().await;
        let copied = first.tables.iter().map(|table| table.name).chain(LEFT_OUT.iter().copied());
        assert_eq!(copied.map(str::to_owned).collect::<BTreeSet<_>>(), all);
        let moved = Arc::new(Store::open(&there, node(&world)).await.unwrap());
        let second = moved.copy_to(&back, false, &|_| {}).await.unwrap();
        assert_eq!(first.tables, second.tables);
        assert_eq!(first.verified, second.verified);
        let desk = signed_in(&moved, &world, "cochair-1").await;
        assert_eq!(report(&desk).await, before);
        assert_eq!(desk.check_facts().await.unwrap().differing, Vec::<u32>::new());
        drop(desk);
        // What stands at the new place goes on: its log continues.
        let desk = signed_in(&moved, &world, "cochair-2").await;
        take(&desk, &[document("D")], Taking::ContentOnly).await;
        assert_eq!(moved.verify(None).await.unwrap().findings, []);
        assert_ne!(moved.copy_to(&Location::Sqlite(back_folder.path().join("more.db")), false, &|_| {}).await.unwrap().tables, first.tables);
    }

    async fn nothing_is_made_over_a_store(world: World) {
        let folder = TempDir::new().unwrap();
        let copy = Location::Sqlite(folder.path().join("copy.db"));
        let refused = world.store.copy_to(&world.location, false, &|_| {}).await;
        assert!(matches!(refused, Err(StoreError::Exists(_) | StoreError::Held(_))), "{refused:?}");
        world.store.copy_to(&copy, false, &|_| {}).await.unwrap();
        let again = world.store.copy_to(&copy, false, &|_| {}).await;
        assert!(matches!(again, Err(StoreError::Exists(_))), "{again:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "only the copy is left");
    }

    /// A copy of what does not agree with its log is asked for in so many words, or not made.
    async fn what_is_damaged_is_copied_only_when_told(world: World) {
        lived_in(&world).await;
        let raw = Raw::open(&world).await;
        let mut body = raw.bytes("incident", "case_body", "number = 1").await.unwrap();
        body[40] ^= 1;
        raw.put_bytes("incident", "case_body", "number = 1", &body).await;
        raw.close().await;
        let folder = TempDir::new().unwrap();
        let copy = Location::Sqlite(folder.path().join("copy.db"));
        let refused = world.store.copy_to(&copy, false, &|_| {}).await;
        assert!(matches!(refused, Err(StoreError::Unsound { more: 0, .. })), "{refused:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is left of it");
        // Nor in PostgreSQL: there would be a store in the way of the next one.
        let there = new_location(Engine::Postgres, folder.path()).await;
        for place in [&there, &copy] {
            let refused = world.store.copy_to(place, false, &|_| {}).await;
            assert!(matches!(refused, Err(StoreError::Unsound { .. })), "{refused:?}");
            let copied = world.store.copy_to(place, true, &|_| {}).await.unwrap();
            assert_eq!(copied.verified.findings.len(), 1);
        }
    }
}

/// What is left in PostgreSQL of a copy that was cut short is no store, and no obstacle.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_was_cut_short_is_made_again() {
    let world = World::new(Engine::Sqlite).await;
    let folder = TempDir::new().unwrap();
    let place = new_location(Engine::Postgres, folder.path()).await;
    let made = world.store.copy_to(&place, false, &|_| {}).await.unwrap();
    let raw = Raw::at(&place, Engine::Postgres).await;
    for table in raw.tables().await.iter().filter(|name| *name != "seaql_migrations") {
        raw.run(&format!("DELETE FROM {table}")).await;
    }
    raw.close().await;
    assert!(Store::open(&place, node(&world)).await.is_err());
    assert_eq!(world.store.copy_to(&place, false, &|_| {}).await.unwrap(), made);
    // Beside a file, what was begun bears another name.
    fs::write(folder.path().join("copy.db.partial"), "half of a copy").unwrap();
    let copy = Location::Sqlite(folder.path().join("copy.db"));
    assert_eq!(world.store.copy_to(&copy, false, &|_| {}).await.unwrap().tables, made.tables);
    assert!(!folder.path().join("copy.db.partial").exists());
}

/// Documents in the registers that the program's own store has.
fn reported(ids: &[&str]) -> Vec<u8> {
    let documents = ids.iter().map(|id| {
        let mut document = document(id);
        document["location"]["area"] = json!("XAR01002");
        document["perpetrators"] = json!([]);
        document
    });
    lines(&documents.collect::<Vec<_>>())
}

fn backup(site: &Site, name: &str) -> String {
    let out = site.desk.path().join(name).display().to_string();
    site.call(&["backup", "--out", &out], None).done();
    out
}

/// R14: copies that are made while reports stream in: each is of one moment, and has all that was acknowledged
/// before it was begun.
fn copies_are_made_while_it_serves(engine: Engine) {
    let folder = TempDir::new().unwrap();
    let (site, location) = site(engine, folder.path());
    let mut node = Node::start(&site);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let (key, ledger, mut copies) = (key(&mut monitor), Ledger::default(), Vec::new());
    std::thread::scope(|scope| {
        let _sending = ledger.send(scope, 4, &[monitor], &key);
        for number in 0..3 {
            sleep(Duration::from_millis(400));
            let acknowledged = ledger.count();
            copies.push((acknowledged, backup(&site, &format!("{number}.db"))));
        }
    });
    node.stop();
    ledger.holds(&site, &location);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut last = 0;
    for (acknowledged, copy) in &copies {
        let place = Location::Sqlite(copy.into());
        let held = runtime.block_on(async {
            let raw = Raw::at(&place, Engine::Sqlite).await;
            let held = raw.text("SELECT CAST(count(*) AS TEXT) FROM submission").await.unwrap();
            raw.close().await;
            held.parse::<usize>().unwrap()
        });
        assert!(*acknowledged <= held && last <= held, "{acknowledged} acknowledged, {held} copied");
        last = held;
    }
    assert!(copies[2].0 > copies[0].0, "reports went on coming");
    println!("{engine:?}: copies hold {last} reports at most");
}

#[test]
fn copies_are_made_while_sqlite_serves() {
    copies_are_made_while_it_serves(Engine::Sqlite);
}

#[test]
fn copies_are_made_while_postgres_serves() {
    copies_are_made_while_it_serves(Engine::Postgres);
}

/// A call at another place: another store, and another file for the node's key.
fn elsewhere(site: &Site, folder: &Path, arguments: &[&str]) -> crate::program::Said {
    let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), arguments);
    command
        .env("SIXFOLD_STORE", format!("sqlite://{}", folder.join("store.db").display()))
        .env("SIXFOLD_NODE_KEY", folder.join("node-key"))
        .env("SIXFOLD_PASSWORD", site.password("cochair-1"));
    site.ended(command.spawn().unwrap())
}

/// The machine is lost with its key. What is left is a backup, a checkpoint and people's passwords.
#[test]
fn a_store_comes_back_on_another_machine() {
    let site = Site::new();
    let file = site.file("some.jsonl", &reported(&["A", "B"]));
    site.by("cochair-1", &["intake", &file]).done();
    let checkpoint = |name: &str| {
        let said = site.call(&["audit", "checkpoint"], None).done();
        site.file(name, said.out.as_bytes())
    };
    let earlier = checkpoint("earlier.txt");
    let copy = backup(&site, "kept.db");
    let more = site.file("more.jsonl", &reported(&["C"]));
    site.by("cochair-1", &["intake", &more]).done();
    let later = checkpoint("later.txt");
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["first", "second"] {
        fs::create_dir(at(name)).unwrap();
    }
    let restore = ["restore", "--from", &copy];
    // What was erased since is not passed over in silence.
    elsewhere(&site, &at("first"), &restore).refused(2, &["--erasures"]);
    let restore = [&restore[..], &["--nothing-erased"]].concat();
    let first = elsewhere(&site, &at("first"), &[&restore[..], &["--checkpoint", &earlier]].concat()).done();
    assert_eq!(first.json()["registered_as_node"], json!(2));
    assert!(!first.err.contains("are lost"), "{first:?}");
    let again = elsewhere(&site, &at("first"), &restore);
    again.refused(2, &["nothing is made over one"]);
    let second = elsewhere(&site, &at("second"), &[&restore[..], &["--checkpoint", &later]].concat()).done();
    assert!(second.err.contains("are lost"), "{second:?}");
    let sound = elsewhere(&site, &at("first"), &["audit", "verify", "--checkpoint", &earlier]).done();
    assert_eq!(sound.json()["findings"], json!([]));
    // The auditor's newer checkpoint tells that the store went back.
    let behind = elsewhere(&site, &at("first"), &["audit", "verify", "--checkpoint", &later]);
    assert_eq!(behind.status, 1);
    assert!(behind.out.contains("rolled_back") || behind.out.contains("diverged"), "{behind:?}");
    let history = ["incident", "history", "--incident", "A", "--situation", "XAR", "--login", "cochair-1"];
    elsewhere(&site, &at("first"), &history).done();
    // A checkpoint of another store, and a list that somebody wrote themselves.
    let other = Site::new();
    let said = other.call(&["audit", "checkpoint"], None).done();
    let foreign = site.file("foreign.txt", said.out.as_bytes());
    let third = at("third");
    fs::create_dir(&third).unwrap();
    elsewhere(&site, &third, &[&restore[..], &["--checkpoint", &foreign]].concat())
        .refused(2, &["signed by no node"]);
    let list = other.call(&["erasures"], None).done().out;
    let restore = ["restore", "--from", &copy, "--erasures"];
    for (name, list) in [("foreign.json", list.as_str()), ("no.json", "{}"), ("not.json", "no list")] {
        let list = site.file(name, list.as_bytes());
        let refused = elsewhere(&site, &third, &[&restore[..], &[&list]].concat());
        assert_eq!(refused.status, 2, "{name}: {refused:?}");
    }
    assert_eq!(fs::read_dir(&third).unwrap().count(), 0, "what was refused leaves nothing");
    let own = site.file("own.json", site.call(&["erasures"], None).done().out.as_bytes());
    let restored = elsewhere(&site, &third, &[&restore[..], &[&own]].concat()).done();
    assert_eq!(restored.json()["erased"], json!(0));
}

/// Moving takes the key along, and refuses a store that is served.
#[test]
fn a_store_moves_and_takes_its_key_along() {
    let folder = TempDir::new().unwrap();
    let (site, _) = site(Engine::Postgres, folder.path());
    let file = site.file("some.jsonl", &reported(&["A"]));
    site.by("cochair-1", &["intake", &file]).done();
    let place = TempDir::new().unwrap();
    let to = format!("sqlite://{}", place.path().join("store.db").display());
    let key = place.path().join("node-key").display().to_string();
    let moved = site.call(&["move", "--to", &to, "--to-node-key", &key], None).done().json();
    let back = elsewhere(&site, place.path(), &["audit", "verify"]).done().json();
    assert_eq!((&back["findings"], &back["checkpoint"]), (&json!([]), &moved["checkpoint"]));
    assert_eq!(fs::read(&key).unwrap(), fs::read(folder.path().join("store.db.node-key")).unwrap());
    site.call(&["move", "--to", &to, "--to-node-key", &key], None).refused(2, &["nothing is made over one"]);
    // The embedded store has one process: while that serves it, nobody moves it away.
    let served = Site::new();
    let mut node = Node::start(&served);
    let elsewhere = format!("sqlite://{}", place.path().join("other.db").display());
    served.call(&["move", "--to", &elsewhere], None).refused(1, &["another process holds"]);
    node.kill();
}
