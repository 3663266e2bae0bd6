//! Records whose time is over, by the API and in the pages: counted, listed, proposed by one and erased by another.

use super::client::{Caller, Server, fill_in, see};
use crate::retention::recorded;
use crate::world::{Engine, World, on_both_engines};
use domain::access::Role;
use jiff::civil::date;
use serde_json::json;

const API: &str = "/api/v1/situations/XAR";
const AT: &str = "/situations/XAR";

on_both_engines! {
    async fn what_is_due_is_erased_by_two_over_the_api(world: World) {
        recorded(&world, date(2020, 5, 4), &["GOES", "STAYS"]).await;
        let server = Server::over(&world);
        let mut administrator = server.settled(&world, world.login(Role::Administrator)).await;
        let (mut one, mut other) = (server.settled(&world, "cochair-1").await, server.settled(&world, "cochair-2").await);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let set = format!("{API}/retention");
        let answer = verifier.get(&set).await;
        assert_eq!((answer.status, answer.json()), (200, json!({"months": null})));
        let put = async |caller: &mut Caller, version: &str, body: serde_json::Value| {
            let request = caller.request("PUT", &set).header("content-type", "application/json");
            let request = request.header("if-match", version).body(axum::body::Body::from(body.to_string()));
            caller.send(request.unwrap()).await
        };
        assert_eq!(put(&mut one, "\"0\"", json!({"months": 24})).await.status, 403);
        assert_eq!(put(&mut administrator, "\"0\"", json!({"months": 11})).await.status, 422);
        assert_eq!(put(&mut administrator, "\"4\"", json!({"months": 24})).await.status, 412);
        let answer = put(&mut administrator, "\"0\"", json!({"months": 24})).await;
        assert_eq!((answer.status, answer.json()), (200, json!({"months": 24})), "{answer:?}");

        let due = administrator.get(&format!("{API}/retention/due")).await.json();
        assert_eq!((&due["records"], &due["since"]), (&json!(2), &json!("2022-05-05")));
        let list = format!("{API}/retention/records");
        assert_eq!(administrator.get(&list).await.status, 403);
        assert_eq!(verifier.get(&format!("{list}?as_of=2999-01-01")).await.status, 422);
        assert_eq!(verifier.get(&format!("{list}?as_of=2022-05-04")).await.json()["records"], json!([]));
        let records = verifier.get(&format!("{list}?as_of=2022-05-05")).await.json();
        assert_eq!(records["records"][0]["external_id"], "GOES");
        assert_eq!(records["records"][0]["changed_on"], "2020-05-04");
        let stays = records["records"][1]["id"].clone();
        let body = json!({"act": "erase_due", "as_of": "2025-01-01", "kept": [stays]});
        assert_eq!(verifier.post(&format!("{API}/proposals"), body.clone()).await.status, 403);
        let unknown = json!({"act": "erase_due", "kept": ["0".repeat(32)]});
        assert_eq!(one.post(&format!("{API}/proposals"), unknown).await.status, 422);
        let answer = one.post(&format!("{API}/proposals"), body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let proposal = answer.json();
        assert_eq!(proposal["due"], json!({"as_of": "2025-01-01", "months": 24, "kept": [stays], "records": 1}));
        assert_eq!((&proposal["act"], &proposal["ground"]), (&json!("erase_due"), &json!("retention_over")));
        let approval = format!("{API}/proposals/{}/approval", proposal["id"].as_str().unwrap());
        let digest = json!({"digest": proposal["digest"]});
        assert_eq!(one.post(&approval, digest.clone()).await.status, 403, "nobody approves what they proposed");
        let done = other.post(&approval, digest).await.json();
        assert_eq!((&done["records"], &done["scrubbed"]), (&json!(1), &json!(true)), "{done}");
        let left = verifier.get(&format!("{API}/incidents")).await.json();
        assert_eq!((left["incidents"].as_array().unwrap().len(), &left["incidents"][0]["id"]), (1, &stays));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

/// The same by forms: the settings say what it means, the page of what is due lists it, the people's page is where another
/// approves it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_due_is_erased_by_two_in_the_pages() {
    let world = World::new(Engine::Sqlite).await;
    recorded(&world, date(2020, 5, 4), &["GOES", "STAYS"]).await;
    let server = Server::over(&world);
    let mut administrator = server.settled(&world, world.login(Role::Administrator)).await;
    let (mut one, mut other) =
        (server.settled(&world, "cochair-1").await, server.settled(&world, "cochair-2").await);
    let settings = see(&mut administrator, &format!("{AT}/settings"), "en").await.text();
    assert!(settings.contains("Nothing is erased by itself") && settings.contains("name=\"months\""));
    let set = format!("{AT}/settings/retention");
    let answer = fill_in(&mut administrator, &set, &[("months", "24"), ("version", "0")]).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let to = answer.headers["location"].to_str().unwrap();
    assert!(see(&mut administrator, to, "en").await.text().contains("The months were changed."), "{to}");
    // Numbers alone for who opens nothing.
    let page = see(&mut administrator, &format!("{AT}/retention"), "en").await.text();
    assert!(page.contains("24 months") && page.contains("5 May 2022") && !page.contains("GOES"), "{page}");
    let page = see(&mut one, &format!("{AT}/retention"), "en").await.text();
    let id = |page: &str| page.split_once("name=\"keep\" value=\"").unwrap().1[..32].to_owned();
    let stays = id(page.split_once("STAYS").unwrap().1);
    let form = [("as_of", "2025-01-01"), ("keep", stays.as_str())];
    let answer = fill_in(&mut one, &format!("{AT}/retention"), &form).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let to = answer.headers["location"].to_str().unwrap();
    assert!(see(&mut one, to, "en").await.text().contains("Another co-chair must approve it."), "{to}");
    let people = see(&mut other, &format!("{AT}/people"), "en").await.text();
    assert!(people.contains("1 record. Due as of 1 January 2025.") && people.contains(&stays), "{people}");
    let between = |begin: &str| people.split_once(begin).unwrap().1.split('"').next().unwrap().to_owned();
    let (proposal, digest) =
        (between(&format!("action=\"{AT}/proposals/")), between("name=\"digest\" value=\""));
    let answer = fill_in(&mut other, &format!("{AT}/proposals/{proposal}"), &[("digest", &digest)]).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    let to = answer.headers["location"].to_str().unwrap();
    assert!(see(&mut other, to, "en").await.text().contains("The records are erased."), "{to}");
    let page = see(&mut one, &format!("{AT}/retention"), "en").await.text();
    assert!(page.contains("STAYS") && !page.contains("GOES"), "{page}");
    // Left empty, it is without an end again.
    let answer = fill_in(&mut administrator, &set, &[("months", ""), ("version", "1")]).await;
    assert_eq!(answer.status, 303, "{answer:?}");
    assert!(see(&mut one, &format!("{AT}/retention"), "en").await.text().contains("Nothing is due."));
}
