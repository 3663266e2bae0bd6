//! Searches that people keep: their own, sealed, few.

use super::client::Server;
use crate::raw::Raw;
use crate::world::on_both_engines;
use domain::access::Role;
use serde_json::json;

const AT: &str = "/api/v1/situations/XAR/searches";

on_both_engines! {
    async fn a_search_is_its_owners_alone(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let filter = json!({"status": "open", "waiting_for": "initial", "area": "XAR01"});
        let kept = verifier.post(AT, json!({"name": " Waiting in the north ", "filter": filter})).await;
        assert_eq!(kept.status, 201, "{kept:?}");
        let id = kept.json()["id"].as_str().unwrap().to_owned();
        verifier.post(AT, json!({"name": "All", "filter": {}})).await;
        let mine = verifier.get(AT).await.json();
        assert_eq!(mine[0]["name"], "All");
        assert_eq!(mine[1], json!({"id": id, "name": "Waiting in the north", "filter": filter}));
        // It runs as the list does.
        let listed = verifier.get("/api/v1/situations/XAR/incidents?status=open&waiting_for=initial&area=XAR01").await;
        assert_eq!(listed.status, 200);

        assert_eq!(cochair.get(AT).await.json(), json!([]));
        for absent in [id.as_str(), &"0".repeat(32), "x"] {
            assert_eq!(cochair.delete(&format!("{AT}/{absent}")).await.problem(), "not_found");
        }
        let raw = Raw::open(&world).await;
        for at in raw.places("saved_search").await {
            let bytes = raw.bytes("saved_search", "sealed_body", &at).await.unwrap();
            for word in ["north", "XAR01", "status"] {
                assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()));
            }
        }
        // A row that was given to somebody else, or to another search, opens to nobody.
        raw.run("UPDATE saved_search SET account = (SELECT id FROM account WHERE login = 'cochair-1')").await;
        assert_eq!(cochair.get(AT).await.json(), json!([]));
        raw.run("UPDATE saved_search SET account = (SELECT id FROM account WHERE login = 'verifier-1')").await;
        raw.run("UPDATE saved_search SET sealed_body = (SELECT sealed_body FROM saved_search ORDER BY id LIMIT 1)").await;
        assert_eq!(verifier.get(AT).await.json().as_array().unwrap().len(), 1);
        // What does not open makes room for what is kept next.
        verifier.post(AT, json!({"name": "Next", "filter": {}})).await;
        assert_eq!(raw.places("saved_search").await.len(), 2);
        for kept in verifier.get(AT).await.json().as_array().unwrap() {
            let path = format!("{AT}/{}", kept["id"].as_str().unwrap());
            assert_eq!(verifier.delete(&path).await.status, 204);
            assert_eq!(verifier.delete(&path).await.problem(), "not_found");
        }
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A6, E2: what the list would not take is not kept, and neither is more than is of use.
    async fn searches_are_checked_and_few(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        for (search, status) in [
            (json!({"name": "x", "filter": {"secret": "x"}}), 400),
            (json!({"name": "x", "filter": {"status": "unheard_of"}}), 400),
            (json!({"name": "x", "filter": {}, "owner": "cochair-1"}), 400),
            (json!({"name": "x", "filter": {"area": "x".repeat(41)}}), 422),
            (json!({"name": " ", "filter": {}}), 422),
            (json!({"name": "a\u{0}b", "filter": {}}), 422),
            (json!({"name": "x".repeat(101), "filter": {}}), 422),
        ] {
            assert_eq!(verifier.post(AT, search.clone()).await.status, status, "{search}");
        }
        for number in 0..50 {
            let kept = verifier.post(AT, json!({"name": format!("search {number}"), "filter": {}})).await;
            assert_eq!(kept.status, 201);
        }
        assert_eq!(verifier.post(AT, json!({"name": "one more", "filter": {}})).await.problem(), "invalid");
        let mut monitor = server.caller(&world, Role::Monitor).await;
        assert_eq!(monitor.get(AT).await.problem(), "forbidden");
    }
}
