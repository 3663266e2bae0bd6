//! A machine in other hands: its key is retired, and what it signs from then on counts no longer.

use super::client::Client;
use super::death::site;
use super::process::Node;
use super::together::another_machine;
use crate::raw::Raw;
use crate::support::{document, is_sound};
use crate::world::{Engine, World, on_both_engines, take, typed};
use domain::access::Role;
use domain::audit::LogAct;
use sixfold::casework::{CaseError, Desk, Now, Taking};
use std::fs;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, StoreError};
use tempfile::TempDir;
use vault::{Checkpoint, NodeKey, Password, SystemEntropy};

const SECOND: &str = "Building 2";

async fn with_second(world: &World) -> NodeKey {
    let key = NodeKey::generate(&mut SystemEntropy::new()).unwrap();
    world.desk("administrator-1").await.register_node(SECOND, key.public()).await.unwrap();
    key
}

async fn head(world: &World) -> Checkpoint {
    let note = world.store.head().await.unwrap().checkpoint;
    world.store.believed(&note).await.unwrap().unwrap()
}

fn store_error<T>(outcome: Result<T, CaseError>) -> StoreError {
    match outcome {
        Err(CaseError::Store(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("done"),
    }
}

on_both_engines! {
    async fn what_it_signed_before_counts_and_nothing_since(world: World) {
        let key = with_second(&world).await;
        let before = head(&world).await;
        let signed = before.sign(&key, &before.origin).unwrap();
        assert_eq!(world.store.believed(&signed).await.unwrap(), Some(before.clone()));
        let administrator = world.desk("administrator-1").await;
        administrator.retire_node(SECOND).await.unwrap();
        take(&world.cochair().await, &[document("A-1")], Taking::ContentOnly).await;
        is_sound(&world, &world.cochair().await).await;
        let since = head(&world).await;
        assert!(since.size > before.size);
        assert_eq!(world.store.believed(&signed).await.unwrap(), Some(before));
        assert_eq!(world.store.believed(&since.sign(&key, &since.origin).unwrap()).await.unwrap(), None);
        assert_eq!(world.store.nodes().await.unwrap(), [world.store.node_key()]);

        // Written into the database by whoever has its password too, it is found and nothing is built upon it.
        let forged = since.sign(&key, &since.origin).unwrap().replace('\'', "''");
        let raw = Raw::open(&world).await;
        raw.run(&format!("UPDATE log_head SET checkpoint = '{forged}'")).await;
        let found = world.store.verify(None).await.unwrap().findings;
        assert!(found.iter().any(|finding| finding.kind == "unsigned"), "{found:?}");
        assert!(matches!(store_error(administrator.register_node("Building 3", [3; 32]).await), StoreError::Log(_)));
        raw.run(&format!("UPDATE log_head SET checkpoint = '{}'", world_head(&world, &since))).await;
        raw.run("UPDATE node SET retired_size = NULL").await;
        let found = world.store.verify(None).await.unwrap().findings;
        assert_eq!(found.iter().map(|finding| finding.what.as_str()).collect::<Vec<_>>(), ["node key: version 1 stands where the log has 2"]);
        raw.close().await;
    }

    async fn one_is_always_left_and_none_is_retired_twice(world: World) {
        let key = with_second(&world).await;
        let administrator = world.desk("administrator-1").await;
        assert!(matches!(store_error(administrator.retire_node("node 1").await), StoreError::NodeOwn(_)));
        assert!(matches!(store_error(administrator.retire_node("Building 9").await), StoreError::NodeUnknown(_)));
        administrator.retire_node(SECOND).await.unwrap();
        assert!(matches!(store_error(administrator.retire_node(SECOND).await), StoreError::NodeUnknown(_)));
        // The key does not come back, under whatever name.
        let again = administrator.register_node("Building 4", key.public()).await;
        assert!(matches!(store_error(again), StoreError::NodeKnown(_)));
        for login in ["cochair-1", "verifier-1", "auditor-1", world.login(Role::Monitor)] {
            let denied = world.desk(login).await.retire_node(SECOND).await;
            assert!(matches!(denied, Err(CaseError::Denied(_))), "{login}");
        }
        let log = world.store.log_page(0, 1_000).await.unwrap();
        assert_eq!(log.iter().filter(|row| row.entry.act == LogAct::NodeRetired).count(), 1);
    }
}

/// The head as the machine that stays signs it.
fn world_head(world: &World, head: &Checkpoint) -> String {
    let key = NodeKey::from_text(&world.node).unwrap();
    head.sign(&key, &head.origin).unwrap().replace('\'', "''")
}

/// While it serves: the next thing that it would store is refused, and it does not start again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_machine_that_serves_stores_nothing_more() {
    let world = World::new(Engine::Postgres).await;
    let key = with_second(&world).await;
    let text = key.to_text().to_string();
    let second = Arc::new(Store::open(&world.location, key).await.unwrap());
    let login = world.login(Role::Monitor).to_owned();
    let password = world.accounts.iter().find(|one| one.login == login).unwrap().password.clone();
    let there = Desk::sign_in(
        Arc::clone(&second),
        "XAR",
        &login,
        &Password::new(password),
        Now::on(crate::world::TODAY),
    )
    .await
    .unwrap();
    assert_eq!(there.submit(&[typed(&there, &document("A-1"))]).await.unwrap(), [true]);
    world.desk("administrator-1").await.retire_node(SECOND).await.unwrap();
    let refused = there.submit(&[typed(&there, &document("A-2"))]).await;
    assert!(matches!(store_error(refused), StoreError::NodeRetired));
    assert_eq!(world.store.waiting(1).await.unwrap(), 1, "nothing of it is there");
    // Sent again to the machine that stays, it is stored.
    let here = world.desk(&login).await;
    assert_eq!(here.submit(&[typed(&here, &document("A-2"))]).await.unwrap(), [true]);
    let again = Store::open(&world.location, NodeKey::from_text(&text).unwrap()).await;
    assert!(matches!(again, Err(StoreError::NodeKey { .. })));
    assert_eq!(world.store.verify(None).await.unwrap().findings, []);
}

/// The server of a machine whose key is retired ends by itself, within seconds and whatever is asked of it; it says why, and
/// nothing that is secret. The one that stays serves on, and the other does not start again.
#[test]
fn a_server_ends_by_itself_when_its_key_is_retired() {
    let folder = TempDir::new().unwrap();
    let (site, _) = site(Engine::Postgres, folder.path());
    let key = another_machine(&site);
    let (stays, mut goes) = (Node::start(&site), Node::with(&site, &key, &[]));
    let mut monitor = Client::settled(goes.address, "monitor-1", &site.password("monitor-1"));
    assert_eq!(monitor.get("/api/v1/session").status, 200);
    site.by("administrator-1", &["node", "retire", "--name", SECOND]).done();
    // The clocks are compared, and the key is looked at, every five seconds.
    let status = goes.ended(Duration::from_secs(60));
    assert_eq!(status.code(), Some(1), "{}", goes.said());
    let said = goes.said();
    assert!(said.contains("this machine's key was retired: it serves this store no longer"), "{said}");
    assert!(said.contains("sixfold: the key of this machine was retired"), "{said}");
    let secret = fs::read_to_string(&key).unwrap();
    let (_, cookie) = monitor.cookie.split_once('=').unwrap();
    let (generated, chosen) = (site.password("monitor-1"), Client::chosen("monitor-1"));
    for hidden in [secret.trim(), cookie, &generated, &chosen, "monitor-1", site.location_text()] {
        assert!(hidden.len() > 8 && !said.contains(hidden), "{hidden:?} in {said}");
    }
    // Whoever was signed in goes on where it is served.
    assert_eq!(monitor.also_at(stays.address).get("/api/v1/session").status, 200);
    let again = site.call(&["serve", "--listen", "127.0.0.1:0", "--node-key", key.to_str().unwrap()], None);
    again.refused(2, &["sixfold node add"]);
}
