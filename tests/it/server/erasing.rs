//! Erasing a record over the API and in the pages: proposed by one, done by another, gone for everybody.

use super::client::{Caller, Server, fill_in, password_of, see};
use crate::support::{document, is_sound};
use crate::world::{Engine, World, on_both_engines, take};
use domain::access::Role;
use serde_json::json;
use sixfold::casework::Taking;

const API: &str = "/api/v1/situations/XAR";
const AT: &str = "/situations/XAR";

async fn incident(caller: &mut Caller) -> String {
    let list = caller.get(&format!("{API}/incidents")).await.json();
    list["incidents"][0]["id"].as_str().unwrap().to_owned()
}

on_both_engines! {
    async fn a_record_is_erased_by_two_over_the_api(world: World) {
        take(&world.verifier().await, &[document("GOES")], Taking::ContentOnly).await;
        let server = Server::over(&world);
        let (mut one, mut other) = (server.settled(&world, "cochair-1").await, server.settled(&world, "cochair-2").await);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let id = incident(&mut verifier).await;
        let body = json!({"act": "erase", "incident": id, "ground": "consent_withdrawn"});
        assert_eq!(verifier.post(&format!("{API}/proposals"), body.clone()).await.status, 403);
        for (wrong, status) in [
            (json!({"act": "erase", "incident": id, "ground": "because"}), 400),
            (json!({"act": "erase", "incident": id}), 400),
            (json!({"act": "erase", "incident": "0".repeat(32), "ground": "consent_withdrawn"}), 404),
        ] {
            let answer = one.post(&format!("{API}/proposals"), wrong).await;
            assert_eq!(answer.status, status, "{answer:?}");
        }
        let answer = one.post(&format!("{API}/proposals"), body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let proposal = answer.json();
        assert_eq!(
            (&proposal["act"], &proposal["incident"], &proposal["ground"], &proposal["account"]),
            (&json!("erase"), &json!(id), &json!("consent_withdrawn"), &json!(null))
        );
        let approval = format!("{API}/proposals/{}/approval", proposal["id"].as_str().unwrap());
        let digest = json!({"digest": proposal["digest"]});
        assert_eq!(one.post(&approval, digest.clone()).await.status, 403, "nobody approves what they proposed");
        assert_eq!(verifier.get(&format!("{API}/incidents/{id}")).await.status, 200);
        let answer = other.post(&approval, digest).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let done = answer.json();
        assert_eq!((&done["incident"], &done["scrubbed"]), (&json!(id), &json!(true)));
        assert_eq!(verifier.get(&format!("{API}/incidents/{id}")).await.status, 404);
        is_sound(&world, &server_desk(&world).await).await;
    }
}

/// A desk of the same co-chair, with the password that the server was given.
async fn server_desk(world: &World) -> sixfold::casework::Desk {
    let password = vault::Password::new(password_of("cochair-1"));
    let now = sixfold::casework::Now::on(crate::world::TODAY);
    sixfold::casework::Desk::sign_in(std::sync::Arc::clone(&world.store), "XAR", "cochair-1", &password, now)
        .await
        .unwrap()
}

/// The same by forms. The page of the incident is where it is proposed, the people's page where another approves it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_is_erased_by_two_in_the_pages() {
    let world = World::new(Engine::Sqlite).await;
    take(&world.verifier().await, &[document("GOES")], Taking::ContentOnly).await;
    let server = Server::over(&world);
    let (mut one, mut other) =
        (server.settled(&world, "cochair-1").await, server.settled(&world, "cochair-2").await);
    let mut verifier = server.caller(&world, Role::Verifier).await;
    let page = format!("{AT}/incidents/{}", incident(&mut verifier).await);
    assert!(
        !see(&mut verifier, &page, "en").await.text().contains("/erase\""),
        "it is not theirs to propose"
    );
    assert!(see(&mut one, &page, "en").await.text().contains(&format!("action=\"{page}/erase\"")));
    let answer = fill_in(&mut one, &format!("{page}/erase"), &[("ground", "protection_risk")]).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let waits = see(&mut one, &format!("{AT}/people"), "en").await.text();
    assert!(waits.contains("Another co-chair must approve it."), "{waits}");
    let people = see(&mut other, &format!("{AT}/people"), "en").await.text();
    assert!(
        people.contains("That the record exists endangers somebody") && people.contains(&page),
        "{people}"
    );
    let between = |begin: &str| people.split_once(begin).unwrap().1.split('"').next().unwrap().to_owned();
    let (proposal, digest) =
        (between(&format!("action=\"{AT}/proposals/")), between("name=\"digest\" value=\""));
    let answer = fill_in(&mut other, &format!("{AT}/proposals/{proposal}"), &[("digest", &digest)]).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let to = answer.headers["location"].to_str().unwrap();
    assert!(see(&mut other, to, "en").await.text().contains("The record is erased."), "{to}");
    assert_eq!(see(&mut one, &page, "en").await.status, 404);
    // What was, stands there without a way to it.
    let people = see(&mut other, &format!("{AT}/people"), "en").await.text();
    assert!(people.contains("approved") && !people.contains(&format!("href=\"{page}\"")), "{people}");
}
