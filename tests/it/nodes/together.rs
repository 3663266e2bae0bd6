//! Two machines on one PostgreSQL.

use super::client::Client;
use super::death::site;
use super::ledger::{Ledger, key, sound};
use super::process::Node;
use crate::program::Site;
use crate::support::document;
use crate::world::Engine;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// Makes a key for another machine; gives its file and the public half.
fn another_key(site: &Site, name: &str) -> (PathBuf, String) {
    let path = site.folder.join(name);
    let said = site.call(&["node", "key", "--node-key", path.to_str().unwrap()], None).done();
    assert!(said.out.starts_with("sixfold-node-public-1:"), "{said:?}");
    // Asked again, it is the same key.
    let again = site.call(&["node", "key", "--node-key", path.to_str().unwrap()], None).done();
    assert_eq!(again.out, said.out);
    (path, site.file(&format!("{name}.public"), said.out.as_bytes()))
}

/// Makes a key for another machine and registers it.
pub(super) fn another_machine(site: &Site) -> PathBuf {
    let (path, public) = another_key(site, "second.node-key");
    site.by("administrator-1", &["node", "add", "--name", "Building 2", "--key", &public]).done();
    path
}

/// A machine serves a store once an administrator has registered its key, and not before; the log says so.
#[test]
fn a_machine_serves_a_store_when_its_key_is_registered() {
    let folder = TempDir::new().unwrap();
    let (site, _) = site(Engine::Postgres, folder.path());
    let (path, public) = another_key(&site, "second.node-key");
    let second = path.to_str().unwrap();
    site.call(&["node", "list", "--node-key", second], None).refused(2, &["sixfold node add"]);
    let add =
        |login: &str, name: &str, key: &str| site.by(login, &["node", "add", "--name", name, "--key", key]);
    add("cochair-1", "Building 2", &public).refused(2, &["administrator"]);
    add("administrator-1", " ", &public).refused(2, &["characters"]);
    add("administrator-1", "Building 2", second).refused(2, &["another kind of key"]);
    add("administrator-1", "Building 2", &public).done();
    // Neither a key nor a name is registered twice.
    let (_, third) = another_key(&site, "third.node-key");
    add("administrator-1", "Building 3", &public).refused(2, &["already"]);
    add("administrator-1", "Building 2", &third).refused(2, &["already"]);
    let said = site.call(&["node", "list", "--node-key", second], None).done().json();
    let nodes: Vec<(&str, bool)> = said["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| (node["name"].as_str().unwrap(), node["this"].as_bool().unwrap()))
        .collect();
    assert_eq!(nodes, [("node 1", false), ("Building 2", true)]);
    sound(&site);
}

/// R7: who signs in at one node works at the other, and who is suspended at one is out at the other at their
/// next request. R8: a node that dies takes no session with it and no report.
#[test]
fn what_happens_at_one_node_holds_at_the_other() {
    let folder = TempDir::new().unwrap();
    let (site, location) = site(Engine::Postgres, folder.path());
    let second = another_machine(&site);
    let mut first = Node::start(&site);
    let other = Node::with(&site, &second, &[]);
    let settled = |at: &Node, login: &str| Client::settled(at.address, login, &site.password(login));
    let (mut monitor, mut verifier) = (settled(&first, "monitor-1"), settled(&other, "verifier-1"));
    let (key, ledger) = (key(&mut monitor), Ledger::default());
    std::thread::scope(|scope| {
        let both = [monitor.another(), monitor.also_at(other.address)];
        let _sending = ledger.send(scope, 6, &both, &key);
        sleep(Duration::from_secs(1));
        // Somebody who signed in at one node finds at the other what was sent there.
        let mut elsewhere = verifier.also_at(first.address);
        assert_eq!(elsewhere.json("POST", "/api/v1/situations/XAR/triage", &json!({})).status, 200);
        first.kill();
        for person in [&monitor, &verifier] {
            assert_eq!(person.also_at(other.address).get("/api/v1/session").status, 200);
        }
        sleep(Duration::from_millis(500));
        first.restart(&site);
        sleep(Duration::from_millis(500));
    });
    ledger.holds(&site, &location);
    // Suspended at one node, out at the other.
    let mut administrator = settled(&first, "administrator-1");
    let suspend = json!({"status": "suspended"});
    let path = "/api/v1/situations/XAR/accounts/verifier-1/status";
    assert_eq!(verifier.get("/api/v1/session").status, 200);
    let answer = administrator.json("PUT", path, &suspend);
    assert!(answer.status < 300, "{answer:?}");
    assert_eq!(verifier.get("/api/v1/session").status, 401);
    sound(&site);
}

/// R9: of fifty who put the same version at two nodes, one is first, and the others are told that they were not.
#[test]
fn of_many_changes_to_one_version_one_is_made() {
    const WRITERS: usize = 50;
    let folder = TempDir::new().unwrap();
    let (site, _) = site(Engine::Postgres, folder.path());
    let second = another_machine(&site);
    let nodes = [Node::start(&site), Node::with(&site, &second, &[])];
    let mut cochair = Client::settled(nodes[0].address, "cochair-1", &site.password("cochair-1"));
    let mut told = document("RACE-1");
    told["location"] = json!({"area": "XAR01002", "place": "Invented place"});
    let answer = cochair.json("POST", "/api/v1/situations/XAR/incidents", &told);
    assert_eq!(answer.status, 201, "{answer:?}");
    let incident = answer.json()["incident"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/situations/XAR/incidents/{incident}");
    for round in 0..3 {
        let version = cochair.get(&path).header("etag").unwrap().to_owned();
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let mut client = cochair.also_at(nodes[writer % 2].address);
                    let (path, version) = (&path, &version);
                    let mut told: Value = told.clone();
                    told["narrative"] = json!(format!("round {round}, writer {writer}"));
                    scope.spawn(move || {
                        let headers = format!("content-type: application/json\r\nif-match: {version}\r\n");
                        loop {
                            let body = told.to_string();
                            let answer = client.call("PUT", path, &headers, body.as_bytes()).unwrap();
                            if answer.status != 503 {
                                break answer.status;
                            }
                            answer.is_for_now();
                        }
                    })
                })
                .collect();
            writers.into_iter().map(|writer| writer.join().unwrap()).collect()
        });
        let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
        statuses.iter().for_each(|status| *counts.entry(*status).or_default() += 1);
        assert_eq!(counts, BTreeMap::from([(200, 1), (412, WRITERS - 1)]));
        // What stands is what the one who was first wrote.
        let first = statuses.iter().position(|status| *status == 200).unwrap();
        let stands = cochair.get(&format!("{path}/identity")).json();
        assert!(stands.to_string().contains(&format!("round {round}, writer {first}")), "{stands}");
    }
    sound(&site);
}
