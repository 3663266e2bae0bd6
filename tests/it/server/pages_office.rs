//! The pages of whoever answers for the records: the health of the data, and public summaries.

use super::attachments::acts;
use super::client::{Caller, Server, fill_in, see};
use crate::world::{Engine, World, on_both_engines, take};
use axum::body::Body;
use axum::http::header;
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::Taking;

const AT: &str = "/situations/XAR";
const API: &str = "/api/v1/situations/XAR";

/// Names, a place and a contact to give away.
fn incident(id: &str) -> Value {
    json!({
        "schema": "sixfold.incident/1",
        "external_id": id,
        "occurred": {"from": "2026-01-12"},
        "location": {"area": "XAR01002", "place": "Lantern Bay school"},
        "narrative": "An invented account.",
        "public_summary": "Told in few words.",
        "violations": [
            {"id": "k1", "type": "killing", "tally": {"boys": 1, "girls": 1, "unknown": 0}},
            {"id": "a1", "type": "attack_on_school"}
        ],
        "perpetrators": [{"id": "p1", "party": "XAR-P4", "violations": ["k1"]}],
        "victims": [{"id": "c1", "sex": "boy", "age": 12, "name": "Orlo Invented", "violations": ["k1"],
            "consent": {"reporting": true}}],
        "sources": [
            {"id": "s1", "category": "witness", "name": "Marn Invented", "contact": "+999 555 0199", "violations": ["k1"]},
            {"id": "s2", "category": "witness", "consent": {"reporting": false}, "violations": ["k1"]}
        ]
    })
}

/// The words of a page's tables, row by row, without marks.
fn rows(page: &str) -> Vec<String> {
    let plain = |row: &str| {
        let row = row.split("</tr>").next().unwrap_or_default();
        let cells = row.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text.trim());
        cells.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" | ")
    };
    page.split("<tr>").skip(1).map(plain).collect()
}

/// Sent smaller is what is the same for everybody, and the form, which repeats nothing that its address says; nothing of
/// incidents is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_secret_is_not_told_by_its_length() {
    let world = World::new(Engine::Sqlite).await;
    take(&world.cochair().await, &[incident("C-1")], Taking::ContentOnly).await;
    let server = Server::over(&world);
    let mut verifier = server.caller(&world, Role::Verifier).await;
    let id = verifier.get(&format!("{API}/incidents")).await.json()["incidents"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let incident = format!("{AT}/incidents/{id}");
    let pages = [
        ("/assets/sixfold.css", true),
        ("/how-we-count", true),
        ("/field-guide", true),
        (&format!("{AT}/report?chosen=canary"), true),
        (AT, false),
        (&format!("{AT}/incidents"), false),
        (&format!("{AT}/queue"), false),
        (&format!("{AT}/health"), false),
        (&incident, false),
        ("/account", false),
    ];
    for (path, is_packed) in pages {
        let request = verifier.request("GET", path).header(header::ACCEPT, "text/html");
        let request = request.header(header::ACCEPT_ENCODING, "gzip").body(Body::empty()).unwrap();
        let answer = verifier.send(request).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.headers.contains_key(header::CONTENT_ENCODING), is_packed, "{path}");
    }
    assert!(!see(&mut verifier, &format!("{AT}/report?chosen=canary"), "en").await.text().contains("canary"));
}

on_both_engines! {
    async fn health_is_told_in_figures_that_can_be_checked(world: World) {
        let mut nowhere = incident("H-2");
        nowhere["location"] = json!({});
        nowhere["occurred"] = json!({});
        nowhere["perpetrators"] = json!([]);
        let decided = |status: &str, date: &str| json!({"ctfmr": {"status": status, "date": date}, "initial": {"status": status, "date": date}, "technical": {"status": status, "date": date}});
        let mut verified = incident("H-3");
        verified["violations"][0]["verification"] = decided("verified", "2026-02-01");
        verified["violations"][1]["verification"] = decided("not_verified", "2026-02-01");
        let mut late = incident("H-4");
        late["occurred"] = json!({"from": "2025-05-02"});
        late["violations"][0]["verification"] = decided("verified", "2026-02-01");
        late["violations"][1]["verification"] = decided("pending", "2026-02-01");
        let mut void = incident("H-5");
        void["status"] = json!("void");
        let all = [incident("H-1"), nowhere, verified, late, void];
        take(&world.cochair().await, &all, Taking::Decisions).await;
        let server = Server::over(&world);
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let page = see(&mut cochair, &format!("{AT}/health"), "en").await.text();
        let told = rows(&page);
        let expected = [
            "Waits for | 0–30 days | 31–90 days | 91–365 days | more than 365 days | All",
            "Initial | 4 | 0 | 0 | 0 | 4",
            "Technical | 0 | 0 | 0 | 0 | 0",
            "Country task force | 0 | 0 | 0 | 0 | 0",
            "More to be known: a step was left pending | 1 | 0 | 0 | 0 | 1",
            // Both violations of the second, and the attack in each of the others.
            "No party of the register is named | 5 | 63 %",
            "No known area | 2 | 25 %",
            "No date of the incident: never counted as late | 2 | 25 %",
            "Verified without a date: in no table | 0 | 0 %",
            "Within the quarter in which the incident ended | 1 | 50 %",
            "Late: after it | 1 | 50 %",
            "The incident has no end date: counted as not late | 0 | 0 %",
        ];
        for row in expected {
            assert!(told.iter().any(|one| one == row), "{row}: {told:#?}");
        }
        assert!(!page.contains("Nothing recorded"), "records are opened when it is asked for");
        let page = see(&mut cochair, &format!("{AT}/health?consents=count"), "en").await.text();
        let told = rows(&page);
        for row in ["Sources | 0 | 4 | 4", "Children | 4 | 0 | 0"] {
            assert!(told.iter().any(|one| one == row), "{row}: {told:#?}");
        }
    }

    async fn a_summary_that_names_somebody_is_kept_knowingly_or_not_at_all(world: World) {
        take(&world.cochair().await, &[incident("S-1")], Taking::ContentOnly).await;
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let id = verifier.get(&format!("{API}/incidents")).await.json()["incidents"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("{AT}/incidents/{id}/summary");
        let page = see(&mut verifier, &path, "en").await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Told in few words.</textarea>"));
        assert!(page.text().contains("Nothing in it is a name"));

        let bad = "A boy, orlo INVENTED, was hurt in Lantern Bay; call +999 555 0199.";
        let looked = fill_in(&mut verifier, &path, &[("text", bad), ("version", "1")]).await;
        assert_eq!(looked.status, 200, "looking changes nothing");
        let text = looked.text();
        for (words, kind) in [("orlo INVENTED", "name"), ("+999 555 0199", "contact")] {
            assert!(text.contains(&format!("<mark><bdi>{words}</bdi></mark> <span class=\"hint\">({kind})")), "{words}: {text}");
        }
        let kept = |tick| [("text", bad), ("version", "1"), ("to", "save"), ("anyway", tick)];
        let refused = fill_in(&mut verifier, &path, &kept("")).await;
        assert_eq!(refused.status, 409);
        assert!(refused.text().contains(bad) && refused.text().contains("name=\"anyway\""), "what was typed comes back");
        let version = async |caller: &mut Caller| caller.get(&format!("{API}/incidents/{id}")).await.headers["etag"].clone();
        assert_eq!(version(&mut verifier).await, "\"1\"");
        // The tick is good for the text that was shown with its faults, and for no other.
        let page = refused.text();
        let tick = page.split("name=\"anyway\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let other = [("text", "Marn Invented said so."), ("version", "1"), ("to", "save"), ("anyway", tick)];
        assert_eq!(fill_in(&mut verifier, &path, &other).await.status, 409);
        assert_eq!(fill_in(&mut verifier, &path, &kept("yes")).await.status, 409);
        assert_eq!(fill_in(&mut verifier, &path, &kept(tick)).await.status, 303);
        assert_eq!(version(&mut verifier).await, "\"2\"");
        // Somebody else's change in between is not written over.
        let fine = [("text", "A boy was hurt."), ("version", "1"), ("to", "save")];
        let stale = fill_in(&mut verifier, &path, &fine).await;
        assert_eq!(stale.status, 409);
        assert!(stale.text().contains("in the meantime") && stale.text().contains("A boy was hurt."));
        let fine = [("text", " A boy was hurt.\n"), ("version", "2"), ("to", "save")];
        assert_eq!(fill_in(&mut verifier, &path, &fine).await.status, 303);
        let document = verifier.get(&format!("{API}/incidents/{id}/identity")).await.json();
        assert_eq!(document["public_summary"], "A boy was hurt.");
        assert_eq!(document["narrative"], "An invented account.", "nothing else changed");
        // An empty one takes it away.
        let none = [("text", ""), ("version", "3"), ("to", "save")];
        assert_eq!(fill_in(&mut verifier, &path, &none).await.status, 303);
        assert_eq!(verifier.get(&format!("{API}/incidents/{id}/identity")).await.json()["public_summary"], Value::Null);
        let much = "a".repeat(20_001);
        assert_eq!(fill_in(&mut verifier, &path, &[("text", &much), ("version", "4")]).await.status, 400);

        // The API looks too, and every look is in the log.
        let before = acts(&world, "identity_read").await;
        let found = verifier.post(&format!("{API}/incidents/{id}/summary"), json!({"text": bad})).await.json();
        let kinds: Vec<&str> = found["identifying"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"name") && kinds.contains(&"contact"), "{found}");
        assert_eq!(acts(&world, "identity_read").await, before + 1);

        // Whoever wrote nothing but the summary may still take a step.
        let step = json!({"step": "initial", "status": "verified", "reason": "two sources"});
        let decided = verifier.post(&format!("{API}/incidents/{id}/violations/k1/steps"), step).await;
        assert_eq!(decided.status, 201, "{}", decided.text());

        let mut reviewer = server.caller(&world, Role::TechnicalReviewer).await;
        assert_eq!(see(&mut reviewer, &path, "en").await.status, 403);
        assert_eq!(fill_in(&mut reviewer, &path, &[("text", bad), ("version", "1")]).await.status, 403);
    }

    async fn a_search_is_kept_for_oneself_and_words_are_found(world: World) {
        let mut other = incident("F-2");
        other["location"] = json!({"area": "XAR02001"});
        other["victims"][0]["name"] = json!("Marit Fictional");
        take(&world.cochair().await, &[incident("F-1"), other], Taking::ContentOnly).await;
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let list = format!("{AT}/incidents");
        let narrowed = see(&mut verifier, &format!("{list}?area=XAR02&violation=killing"), "en").await.text();
        assert!(narrowed.contains("F-2") && !narrowed.contains("F-1") && narrowed.contains("name=\"asked\""));
        let kept = [("name", "Killings in <two>"), ("asked", "area=XAR02&violation=killing&external_id=F-2")];
        let answer = fill_in(&mut verifier, &format!("{list}/searches"), &kept).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let page = see(&mut verifier, &list, "en").await.text();
        assert!(page.contains("Killings in &#60;two&#62;"), "{page}");
        // The API has the same one, and a colleague has none.
        let own = verifier.get(&format!("{API}/searches")).await.json();
        assert_eq!(own[0]["filter"], json!({"area": "XAR02", "violation": "killing"}));
        let mut reviewer = server.caller(&world, Role::TechnicalReviewer).await;
        assert!(!see(&mut reviewer, &list, "en").await.text().contains("Killings in"));
        let href = page.split("<a href=\"").find(|part| part.contains("Killings in")).unwrap().split('"').next().unwrap();
        let again = see(&mut verifier, &href.replace("&#38;", "&"), "en").await.text();
        assert!(again.contains("F-2") && !again.contains("F-1"), "{href}");
        let forget = [("forget", own[0]["id"].as_str().unwrap())];
        assert_eq!(fill_in(&mut verifier, &format!("{list}/searches"), &forget).await.status, 303);
        assert!(!see(&mut verifier, &list, "en").await.text().contains("Killings in"));

        // Words, in another spelling, within what the list is narrowed to; read in the log, and for few.
        let before = acts(&world, "identity_read").await;
        let found = fill_in(&mut verifier, &format!("{list}/search"), &[("words", "ORLO"), ("asked", "")]).await.text();
        assert!(found.contains("F-1") && !found.contains("F-2") && found.contains("value=\"ORLO\""), "{found}");
        assert_eq!(acts(&world, "identity_read").await, before + 1);
        let none = fill_in(&mut verifier, &format!("{list}/search"), &[("words", "ORLO"), ("asked", "area=XAR02")]).await.text();
        assert!(!none.contains("F-1"));
        assert_eq!(fill_in(&mut verifier, &format!("{list}/search"), &[("words", " ")]).await.status, 422);
        assert_eq!(fill_in(&mut reviewer, &format!("{list}/search"), &[("words", "ORLO")]).await.status, 403);
    }
}
