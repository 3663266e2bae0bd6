//! A closed situation over the wire: proposed on a page or by the API, told at every door, and nothing comes in.

use super::client::{Caller, Server, fill_in, see};
use super::submissions::{key, send};
use crate::closing::close;
use crate::support::document;
use crate::world::{World, on_both_engines, take};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::{ActDone, Approval, Propose, Taking};
use vault::SystemEntropy;

const API: &str = "/api/v1/situations/XAR";
const CLOSED: &str = "urn:sixfold:problem:closed";

async fn text(caller: &mut Caller, path: &str) -> String {
    see(caller, path, "en").await.text()
}

pub(crate) async fn reopen(world: &World) {
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    let line = one.propose(Propose::Reopen).await.unwrap();
    let done = other.approve(line.id, &Approval { digest: line.digest, fingerprint: None }).await.unwrap();
    assert_eq!(done, ActDone::Reopened);
}

on_both_engines! {
    async fn it_is_proposed_on_a_page_and_approved_by_the_api(world: World) {
        let server = Server::over(&world);
        let mut one = server.settled(&world, "cochair-1").await;
        let mut other = server.settled(&world, "cochair-2").await;
        let page = "/situations/XAR/settings";
        assert!(text(&mut one, page).await.contains("Propose to close it"));
        let answer = fill_in(&mut one, "/situations/XAR/settings/closing", &[("act", "close")]).await;
        assert_eq!(answer.status, 303, "{answer:?}");
        assert!(text(&mut other, "/situations/XAR/people").await.contains("Close the situation"));
        let listed = other.get(&format!("{API}/proposals")).await.json();
        let (id, digest) = (listed[0]["id"].as_str().unwrap(), &listed[0]["digest"]);
        assert_eq!((&listed[0]["act"], &listed[0]["keys"]), (&json!("close"), &json!([])));
        let approval = format!("{API}/proposals/{id}/approval");
        let done = other.post(&approval, json!({"digest": digest})).await;
        assert_eq!((done.status, &done.json()["act"]), (200, &json!("close")));
        // On every page of everybody, and what the page offered before is not what it proposes now.
        let mut monitor = server.caller(&world, Role::Monitor).await;
        for (caller, path) in [(&mut one, page), (&mut other, "/situations/XAR"), (&mut monitor, "/situations/XAR")] {
            assert!(text(caller, path).await.contains("This situation is closed"), "{path}");
        }
        assert!(text(&mut one, page).await.contains("Propose to open it again"));
        let again = fill_in(&mut one, "/situations/XAR/settings/closing", &[("act", "close")]).await;
        assert_eq!(again.status, 422, "{again:?}");
        let mut administrator = server.caller(&world, Role::Administrator).await;
        let denied = fill_in(&mut administrator, "/situations/XAR/settings/closing", &[("act", "reopen")]).await;
        assert_eq!(denied.status, 403);
    }

    async fn what_was_on_its_way_is_refused_and_kept_where_it_is(world: World) {
        take(&world.cochair().await, &[document("A-1")], Taking::ContentOnly).await;
        let server = Server::over(&world);
        // Let in while it was open, and stored after it was closed: the store asks again.
        let stale = world.desk(world.login(Role::Monitor)).await;
        let recorder = world.verifier().await;
        let permit = recorder.may_record(Taking::ContentOnly).await.unwrap();
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let sealed = key(&mut monitor).await.seal_submission([4; 16], document("A-2").to_string().as_bytes(), &mut SystemEntropy::new()).unwrap();
        close(&world).await;
        let late = crate::world::typed(&stale, &document("A-3"));
        assert!(stale.submit(&[late]).await.is_err_and(|error| error.is_of_closing()));
        let ready = recorder.prepare(crate::world::typed(&recorder, &document("A-4")), Taking::ContentOnly).unwrap();
        assert!(recorder.record(&permit, vec![ready]).await.is_err_and(|error| error.is_of_closing()));

        let answer = send(&mut monitor, &"04".repeat(16), sealed.clone()).await;
        assert_eq!((answer.status, &answer.json()["type"]), (403, &json!(CLOSED)));
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let id = verifier.get(&format!("{API}/incidents")).await.json()["incidents"][0]["id"].as_str().unwrap().to_owned();
        let step = json!({"step": "initial", "status": "verified", "reason": "two invented sources"});
        for (path, body) in [
            (format!("{API}/incidents/{id}/violations/k1/steps"), step),
            (format!("{API}/triage"), json!({})),
            (format!("{API}/incidents"), document("A-5")),
        ] {
            let answer = verifier.post(&path, body).await;
            assert_eq!((answer.status, &answer.json()["type"]), (403, &json!(CLOSED)), "{path}");
        }
        let case: Value = verifier.get(&format!("{API}/incidents/{id}")).await.json();
        assert_eq!(case["external_id"], "A-1", "{case}");
        assert_eq!(world.store.waiting(1).await.unwrap(), 0);

        reopen(&world).await;
        assert_eq!(send(&mut monitor, &"04".repeat(16), sealed).await.status, 201);
    }
}
