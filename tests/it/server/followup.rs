//! What waits, with whom, and by when; notes; incidents that go back to their reporters and come again.

use super::client::{Answer, Caller, Server, fill_in, see};
use super::submissions::{key, send};
use crate::raw::Raw;
use crate::support::document;
use crate::world::{World, on_both_engines, take};
use axum::body::Body;
use domain::access::Role;
use jiff::civil::date;
use serde_json::{Value, json};
use sixfold::casework::{Now, Taking};
use std::collections::BTreeSet;
use vault::SystemEntropy;

const HERE: &str = "/api/v1/situations/XAR";

async fn sent(monitor: &mut Caller, verifier: &mut Caller, external_id: &str) -> String {
    let answer = monitor.post(&format!("{HERE}/submissions"), document(external_id)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(triage(verifier).await["waiting"], json!([]));
    id_of(verifier, external_id).await
}

async fn triage(verifier: &mut Caller) -> Value {
    let answer = verifier.post(&format!("{HERE}/triage"), json!({})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

async fn id_of(caller: &mut Caller, external_id: &str) -> String {
    let page = caller.get(&format!("{HERE}/incidents?limit=200")).await.json();
    let lines = page["incidents"].as_array().unwrap();
    let line = lines.iter().find(|line| line["external_id"] == external_id).unwrap();
    line["id"].as_str().unwrap().to_owned()
}

async fn queue(caller: &mut Caller, query: &str) -> BTreeSet<String> {
    let answer = caller.get(&format!("{HERE}/queue?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {answer:?}");
    let lines = answer.json()["incidents"].as_array().unwrap().clone();
    lines.iter().map(|line| line["incident"]["external_id"].as_str().unwrap().to_owned()).collect()
}

fn names(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|name| (*name).to_owned()).collect()
}

async fn assign(caller: &mut Caller, id: &str, tag: Option<&str>, body: Value) -> Answer {
    let path = format!("{HERE}/incidents/{id}/assignment");
    let mut request = caller.request("POST", &path).header("content-type", "application/json");
    if let Some(tag) = tag {
        request = request.header("if-match", tag);
    }
    caller.send(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn ask(caller: &mut Caller, id: &str, text: &str) -> String {
    let answer = caller.post(&format!("{HERE}/incidents/{id}/questions"), json!({"text": text})).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["question"].as_str().unwrap().to_owned()
}

async fn paper(caller: &mut Caller, id: &str) -> Value {
    let answer = caller.get(&format!("{HERE}/incidents/{id}/working-paper")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

async fn kinds(caller: &mut Caller) -> Vec<(String, bool)> {
    let all = caller.get(&format!("{HERE}/notifications")).await;
    assert_eq!(all.status, 200, "{all:?}");
    let all = all.json().as_array().unwrap().clone();
    all.iter().map(|one| (one["kind"].as_str().unwrap().to_owned(), one["new"].as_bool().unwrap())).collect()
}

async fn sound(world: &World) {
    assert_eq!(world.store.verify(None).await.unwrap().findings, []);
}

on_both_engines! {
    /// Out to the reporter, sealed to them alone; back sealed to the intake key; dealt with; and nothing of it
    /// stays outside the vault.
    async fn a_question_goes_out_and_its_answer_comes_back(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut technical = server.caller(&world, Role::TechnicalReviewer).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let id = sent(&mut monitor, &mut verifier, "Q-1").await;
        let at = format!("{HERE}/incidents/{id}");
        assert_eq!(queue(&mut verifier, "state=new").await, names(&["Q-1"]));
        assert_eq!(technical.post(&format!("{at}/questions"), json!({"text": "x"})).await.problem(), "forbidden");
        assert_eq!(technical.get(&format!("{at}/questions")).await.problem(), "forbidden");
        for bad in [json!({"text": " "}), json!({"text": "x".repeat(2_001)}), json!({"text": "a\u{0}b"})] {
            assert_eq!(verifier.post(&format!("{at}/questions"), bad).await.status, 422);
        }
        let question = ask(&mut verifier, &id, "On which day was the invented school closed?").await;
        assert_eq!(queue(&mut verifier, "state=new").await, names(&[]));
        assert_eq!(queue(&mut verifier, "state=returned").await, names(&["Q-1"]));

        let mine = monitor.get(&format!("{HERE}/questions")).await.json();
        assert_eq!(mine[0]["id"], question);
        assert_eq!(mine[0]["incident"], "Q-1");
        assert_eq!(mine[0]["text"], "On which day was the invented school closed?");
        assert_eq!(cochair.get(&format!("{HERE}/questions")).await.json(), json!([]));
        let answer = format!("{HERE}/questions/{question}/answer");
        let said = json!({"text": "On the invented Monday."});
        assert_eq!(cochair.post(&answer, said.clone()).await.problem(), "not_found");
        let first = monitor.post(&answer, said.clone()).await;
        assert_eq!(first.status, 201, "{first:?}");
        // The acknowledgement was lost: the same answer again is the same answer.
        let again = monitor.post(&answer, said).await;
        assert_eq!((again.status, again.json()), (200, first.json()));
        assert_eq!(monitor.post(&answer, json!({"text": "another"})).await.problem(), "not_found");
        assert_eq!(monitor.get(&format!("{HERE}/questions")).await.json(), json!([]));
        sound(&world).await;

        let triaged = triage(&mut verifier).await;
        assert_eq!((&triaged["answered"], &triaged["recorded"]), (&json!(1), &json!(0)));
        assert_eq!(queue(&mut verifier, "state=answered").await, names(&["Q-1"]));
        assert_eq!(queue(&mut verifier, "state=returned").await, names(&[]));
        let before = world.store.head().await.unwrap().size;
        let words = verifier.get(&format!("{at}/questions")).await;
        assert_eq!(words.json()[0]["answers"][0]["text"], "On the invented Monday.");
        assert_eq!(world.store.head().await.unwrap().size, before + 1, "the reading is in the log");
        let sheet = paper(&mut technical, &id).await;
        assert_eq!(sheet["questions"][0]["state"], "answered");
        assert!(!sheet.to_string().contains("invented"), "words are identity content");

        let settlement = format!("{at}/questions/{question}/settlement");
        assert_eq!(verifier.post(&settlement, json!({})).await.status, 201);
        assert_eq!(verifier.post(&settlement, json!({})).await.problem(), "refused");
        assert_eq!(queue(&mut verifier, "state=answered").await, names(&[]));
        assert_eq!(queue(&mut verifier, "state=new").await, names(&["Q-1"]));
        // The record itself is the one that was sent.
        assert_eq!(verifier.get(&at).await.headers["etag"], "\"1\"");
        let raw = Raw::open(&world).await;
        for left in ["account", "sealed_body"] {
            let kept = format!("SELECT CAST(count(*) AS text) FROM question WHERE {left} IS NOT NULL");
            assert_eq!(raw.text(&kept).await.unwrap(), "0");
        }
        sound(&world).await;
    }

    /// An answer that was sealed where it was written closes its question at triage; somebody else's stays out.
    async fn a_sealed_answer_is_taken_from_its_reporter_alone(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let id = sent(&mut monitor, &mut verifier, "Q-1").await;
        let question = ask(&mut verifier, &id, "one?").await;
        let key = key(&mut monitor).await;
        let long = "long ".repeat(2_000);
        let sealed = |submission: u8, question: &str, text: &str| {
            let answer = json!({"schema": "sixfold.answer/1", "question": question, "incident": "Q-1", "text": text});
            key.seal_submission([submission; 16], answer.to_string().as_bytes(), &mut SystemEntropy::new()).unwrap()
        };
        let name = |submission: u8| format!("{submission:02x}").repeat(16);
        assert_eq!(send(&mut cochair, &name(1), sealed(1, &question, "forged")).await.status, 201);
        assert_eq!(send(&mut monitor, &name(2), sealed(2, &"0".repeat(32), "to nothing")).await.status, 201);
        let triaged = triage(&mut verifier).await;
        assert_eq!((triaged["waiting"].as_array().unwrap().len(), &triaged["answered"]), (2, &json!(0)));
        assert_eq!(queue(&mut verifier, "state=returned").await, names(&["Q-1"]));
        assert_eq!(send(&mut monitor, &name(3), sealed(3, &question, &long)).await.status, 201);
        assert_eq!(triage(&mut verifier).await["answered"], 1);
        assert_eq!(monitor.get(&format!("{HERE}/questions")).await.json(), json!([]));
        let words = verifier.get(&format!("{HERE}/incidents/{id}/questions")).await.json();
        assert_eq!(words[0]["answers"].as_array().unwrap().len(), 1);
        assert_eq!(words[0]["answers"][0]["text"], long);
        sound(&world).await;
    }

    /// An answer that crosses with the withdrawal of its question is not lost.
    async fn a_question_can_be_taken_back(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let id = sent(&mut monitor, &mut verifier, "Q-1").await;
        let settlement = |question: &str| format!("{HERE}/incidents/{id}/questions/{question}/settlement");
        let (open, crossed) = (ask(&mut verifier, &id, "one?").await, ask(&mut verifier, &id, "two?").await);
        assert_eq!(verifier.post(&settlement(&open), json!({})).await.status, 201);
        assert_eq!(monitor.get(&format!("{HERE}/questions")).await.json().as_array().unwrap().len(), 1);
        let answer = |question: &str| format!("{HERE}/questions/{question}/answer");
        assert_eq!(monitor.post(&answer(&open), json!({"text": "late"})).await.problem(), "not_found");
        assert_eq!(monitor.post(&answer(&crossed), json!({"text": "in time"})).await.status, 201);
        assert_eq!(verifier.post(&settlement(&crossed), json!({})).await.status, 201);
        assert_eq!(queue(&mut verifier, "state=returned").await, names(&[]));
        assert_eq!(triage(&mut verifier).await["answered"], 1);
        assert_eq!(queue(&mut verifier, "state=answered").await, names(&["Q-1"]));
        for missing in ["0".repeat(32), "x".to_owned()] {
            assert_eq!(verifier.post(&settlement(&missing), json!({})).await.problem(), "not_found");
        }
        sound(&world).await;
    }

    /// Instead of words, the reporter sends the document again, amended.
    async fn an_amended_document_answers(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let id = sent(&mut monitor, &mut verifier, "Q-1").await;
        ask(&mut verifier, &id, "how many girls?").await;
        let mut amended = document("Q-1");
        amended["violations"][1]["tally"]["girls"] = json!(6);
        assert_eq!(monitor.post(&format!("{HERE}/submissions"), amended).await.status, 201);
        assert_eq!(triage(&mut verifier).await["recorded"], 1);
        assert_eq!(queue(&mut verifier, "state=answered").await, names(&["Q-1"]));
        assert_eq!(monitor.get(&format!("{HERE}/questions")).await.json(), json!([]));
        sound(&world).await;
    }

    /// Nobody is asked who cannot answer.
    async fn only_an_active_reporter_is_asked(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let own = verifier.post(&format!("{HERE}/incidents"), document("OWN-1")).await.json();
        let own = format!("{HERE}/incidents/{}/questions", own["incident"].as_str().unwrap());
        assert_eq!(verifier.post(&own, json!({"text": "to myself"})).await.status, 422);
        let id = sent(&mut monitor, &mut verifier, "Q-1").await;
        let asked = format!("{HERE}/incidents/{id}/questions");
        let raw = Raw::open(&world).await;
        // Somebody who writes to the database puts a key of their own in the place of the monitor's.
        raw.run("UPDATE account SET public_key = (SELECT public_key FROM account WHERE login = 'auditor-1') \
                 WHERE login = 'monitor-1'").await;
        assert_eq!(verifier.post(&asked, json!({"text": "x"})).await.status, 500);
        raw.run("UPDATE account SET status = 'suspended' WHERE login = 'monitor-1'").await;
        assert_ne!(verifier.post(&asked, json!({"text": "x"})).await.status, 201);
        let asked = raw.text("SELECT CAST(count(*) AS text) FROM question").await.unwrap();
        assert_eq!(asked, "0");
    }

    async fn an_incident_is_given_to_somebody(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut technical = server.caller(&world, Role::TechnicalReviewer).await;
        let mut ids = Vec::new();
        for name in ["G-1", "G-2", "G-3"] {
            let answer = verifier.post(&format!("{HERE}/incidents"), document(name)).await;
            ids.push(answer.json()["incident"].as_str().unwrap().to_owned());
        }
        let to = |login: &str| json!({"to": login});
        assert_eq!(assign(&mut verifier, &ids[0], None, to("verifier-1")).await.status, 428);
        assert_eq!(assign(&mut technical, &ids[0], Some("\"0\""), to("verifier-1")).await.problem(), "forbidden");
        for nobody in ["monitor-1", "auditor-1", "administrator-1", "nobody-9"] {
            assert_eq!(assign(&mut verifier, &ids[0], Some("\"0\""), to(nobody)).await.status, 422, "{nobody}");
        }
        let past = json!({"to": "verifier-1", "due": "2026-02-28"});
        assert_eq!(assign(&mut verifier, &ids[0], Some("\"0\""), past).await.status, 422);
        assert_eq!(assign(&mut verifier, &ids[0], Some("\"0\""), to("technical-reviewer-1")).await.status, 201);
        assert_eq!(assign(&mut verifier, &ids[0], Some("\"0\""), to("verifier-1")).await.status, 412);
        let due = json!({"to": "verifier-1", "due": "2026-03-05"});
        assert_eq!(assign(&mut verifier, &ids[1], Some("\"0\""), due).await.status, 201);
        assert_eq!(queue(&mut verifier, "assigned_to=me").await, names(&["G-2"]));
        assert_eq!(queue(&mut verifier, "assigned_to=nobody").await, names(&["G-3"]));
        assert_eq!(queue(&mut verifier, "assigned_to=technical-reviewer-1").await, names(&["G-1"]));
        assert_eq!(queue(&mut technical, "assigned_to=me&state=new").await, names(&["G-1"]));
        assert_eq!(verifier.get(&format!("{HERE}/queue?assigned_to=monitor-1")).await.status, 422);
        let sheet = paper(&mut technical, &ids[1]).await;
        assert_eq!((&sheet["assignment"]["due"], &sheet["assignment"]["to"]), (&json!("2026-03-05"), &json!("verifier-1")));
        assert_eq!(assign(&mut verifier, &ids[1], Some("\"1\""), json!({"to": null})).await.status, 201);
        assert_eq!(queue(&mut verifier, "assigned_to=nobody").await, names(&["G-2", "G-3"]));
        for missing in ["0".repeat(32), "x".to_owned()] {
            assert_eq!(assign(&mut verifier, &missing, Some("\"0\""), to("verifier-1")).await.problem(), "not_found");
        }
        // The record is as it was, and the figures with it.
        assert_eq!(verifier.get(&format!("{HERE}/incidents/{}", ids[1])).await.headers["etag"], "\"1\"");
        sound(&world).await;
    }

    /// Of two notes at once none is lost; and both open after the keys were changed.
    async fn notes_only_grow_and_outlive_the_keys(world: World) {
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut verifier = one.settled(&world, "verifier-1").await;
        let mut technical = other.settled(&world, "technical-reviewer-1").await;
        let mut monitor = one.settled(&world, "monitor-1").await;
        let id = sent(&mut monitor, &mut verifier, "N-1").await;
        let notes = format!("{HERE}/incidents/{id}/notes");
        let note = |text: &str| json!({"text": text});
        for round in 0..3 {
            let (first, second) = (note(&format!("a{round}")), note(&format!("b{round}")));
            let (a, b) = tokio::join!(verifier.post(&notes, first), technical.post(&notes, second));
            assert_eq!((a.status, b.status), (201, 201), "{a:?} {b:?}");
        }
        ask(&mut verifier, &id, "where?").await;
        let mut cochair = world.cochair().await;
        cochair.rotate().await.unwrap();
        while !cochair.rewrap().await.unwrap().done {}
        sound(&world).await;
        assert_eq!(technical.post(&notes, note("after the change of keys")).await.status, 201);
        let sheet = paper(&mut verifier, &id).await;
        assert_eq!(sheet["version"], 8);
        let texts: BTreeSet<&str> =
            sheet["notes"].as_array().unwrap().iter().map(|note| note["text"].as_str().unwrap()).collect();
        assert_eq!(texts, ["a0", "a1", "a2", "b0", "b1", "b2", "after the change of keys"].into());
        let words = verifier.get(&format!("{HERE}/incidents/{id}/questions")).await.json();
        assert_eq!(words[0]["text"], "where?");
        // The question is sealed to a person: no change of keys touches it.
        assert_eq!(monitor.get(&format!("{HERE}/questions")).await.json()[0]["text"], "where?");
        assert_eq!(monitor.post(&notes, note("x")).await.problem(), "forbidden");
        sound(&world).await;
    }

    async fn the_queue_counts_what_it_lists(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(sent(&mut monitor, &mut verifier, &format!("W-{n}")).await);
        }
        ask(&mut verifier, &ids[0], "when?").await;
        for violation in ["k1", "m1"] {
            let steps = format!("{HERE}/incidents/{}/violations/{violation}/steps", ids[1]);
            let step = json!({"step": "initial", "status": "verified", "reason": "two sources"});
            assert_eq!(verifier.post(&steps, step).await.status, 201);
        }
        let void = json!({"status": "void", "reason": "recorded in error"});
        assert_eq!(verifier.post(&format!("{HERE}/incidents/{}/stages", ids[2]), void).await.status, 201);
        let counts = verifier.get(&format!("{HERE}/queue/counts")).await.json();
        let expected = json!({"new": 2, "returned": 1, "answered": 0, "waiting_technical": 1, "waiting_ctfmr": 0, "overdue": 0});
        assert_eq!(counts, expected);
        for (state, count) in counts.as_object().unwrap() {
            let listed = queue(&mut verifier, &format!("state={state}")).await;
            assert_eq!(listed.len() as u64, count.as_u64().unwrap(), "{state}");
        }
        assert_eq!(queue(&mut verifier, "").await, names(&["W-0", "W-1", "W-3", "W-4"]));
        let (mut seen, mut next) = (Vec::new(), String::new());
        loop {
            let page = verifier.get(&format!("{HERE}/queue?limit=3{next}")).await.json();
            seen.extend(page["incidents"].as_array().unwrap().iter().map(|line| line["incident"]["external_id"].clone()));
            match page["next"].as_i64() {
                Some(before) => next = format!("&before={before}"),
                None => break,
            }
        }
        assert_eq!(seen, ["W-4", "W-3", "W-1", "W-0"]);
        for refused in ["state=lost", "color=red", "limit=x"] {
            assert_eq!(verifier.get(&format!("{HERE}/queue?{refused}")).await.status, 400, "{refused}");
        }
        assert_eq!(monitor.get(&format!("{HERE}/queue")).await.problem(), "forbidden");
    }

    /// Days are a setting; whoever agreed on fewer sees earlier what is late.
    async fn the_days_of_a_situation_are_its_own(world: World) {
        // Signed in before the server's caller chooses a password of its own.
        let mut recording = world.verifier().await;
        recording.at(Now::on(date(2026, 2, 20)));
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut administrator = server.caller(&world, Role::Administrator).await;
        let at = format!("{HERE}/deadlines");
        let put = async |caller: &mut Caller, tag: Option<&str>, body: Value| {
            let mut request = caller.request("PUT", &at).header("content-type", "application/json");
            if let Some(tag) = tag {
                request = request.header("if-match", tag);
            }
            caller.send(request.body(Body::from(body.to_string())).unwrap()).await
        };
        let usual = verifier.get(&at).await;
        assert_eq!((usual.json(), &usual.headers["etag"]), (json!({"initial": 14, "technical": 30}), &"\"0\"".parse().unwrap()));
        take(&recording, &[document("D-1")], Taking::ContentOnly).await;
        assert_eq!(queue(&mut verifier, "state=overdue").await, names(&[]));
        let fewer = json!({"initial": 5, "technical": 20});
        assert_eq!(put(&mut verifier, Some("\"0\""), fewer.clone()).await.problem(), "forbidden");
        assert_eq!(put(&mut administrator, None, fewer.clone()).await.status, 428);
        for bad in [json!({"initial": 0, "technical": 20}), json!({"initial": 5, "technical": 367})] {
            assert_eq!(put(&mut administrator, Some("\"0\""), bad).await.status, 422);
        }
        assert_eq!(put(&mut administrator, Some("\"0\""), fewer.clone()).await.headers["etag"], "\"1\"");
        assert_eq!(put(&mut administrator, Some("\"0\""), fewer).await.status, 412);
        assert_eq!(queue(&mut verifier, "state=overdue").await, names(&["D-1"]));
        let line = verifier.get(&format!("{HERE}/queue?state=overdue")).await.json()["incidents"][0].clone();
        assert_eq!(line["due"], "2026-02-25");
        sound(&world).await;
    }

    /// How the form is called on telephones is a setting: on the page that is kept there, in its manifest and picture, and
    /// nothing but what the list has.
    async fn the_form_on_telephones_has_the_name_that_was_chosen(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut administrator = server.caller(&world, Role::Administrator).await;
        let at = format!("{HERE}/field-client");
        let put = async |caller: &mut Caller, tag: &str, face: &str| {
            let request = caller.request("PUT", &at).header("content-type", "application/json");
            let body = json!({"face": face}).to_string();
            caller.send(request.header("if-match", tag).body(Body::from(body)).unwrap()).await
        };
        let usual = monitor.get(&at).await;
        assert_eq!((usual.json(), &usual.headers["etag"]), (json!({"face": "notes"}), &"\"0\"".parse().unwrap()));
        assert_eq!(put(&mut monitor, "\"0\"", "recipes").await.problem(), "forbidden");
        assert_eq!(put(&mut administrator, "\"0\"", "Sixfold").await.status, 422);
        assert_eq!(put(&mut administrator, "\"0\"", "recipes").await.headers["etag"], "\"1\"");
        assert_eq!(put(&mut administrator, "\"0\"", "lists").await.status, 412);
        let kept = monitor.get("/situations/XAR/report?kept=yes").await.text();
        for said in ["<title>New recipe · Recipes</title>", "/assets/quiet/recipes.svg", "situation=XAR&amp;face=recipes",
            "name=\"apple-mobile-web-app-title\" content=\"Recipes\""] {
            assert!(kept.contains(said), "{said}: {kept}");
        }
        assert!(!kept.contains("Sixfold</") && !kept.contains("quiet/notes"), "{kept}");
        let mut stranger = server.stranger();
        let mut asked = async |path: &str| {
            let request = stranger.request("GET", path).body(Body::empty()).unwrap();
            stranger.send(request).await
        };
        let manifest = asked("/kept.webmanifest?situation=XAR&face=recipes").await.json();
        assert_eq!((&manifest["name"], &manifest["icons"][0]["src"]), (&json!("Recipes"), &json!("/assets/quiet/recipes.svg")));
        // Whoever is not signed in is told nothing of what was chosen.
        assert_eq!(asked("/kept.webmanifest?situation=XAR").await.json()["name"], "Notes");
        assert_eq!(asked("/kept.webmanifest?situation=XAR&face=Sixfold").await.status, 404);
        for face in domain::face::Face::ALL {
            let picture = asked(&format!("/assets/quiet/{face}.svg")).await;
            assert_eq!((picture.status, &picture.headers["content-type"]), (200, &"image/svg+xml".parse().unwrap()));
        }
        assert_eq!(asked("/assets/quiet/other.svg").await.status, 404);
        sound(&world).await;
    }

    /// Each with its own reason, each done or refused by itself, all answered for.
    async fn many_decisions_are_each_answered_for(world: World) {
        let server = Server::over(&world);
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut ids = Vec::new();
        for n in 0..4 {
            let answer = cochair.post(&format!("{HERE}/incidents"), document(&format!("B-{n}"))).await;
            ids.push(answer.json()["incident"].as_str().unwrap().to_owned());
        }
        let one = |id: &str, violation: &str, step: &str, reason: &str| {
            json!({"incident": id, "violation": violation, "step": step, "status": "verified", "reason": reason})
        };
        let asked = json!({"decisions": [
            one(&ids[0], "k1", "initial", "two sources"),
            one(&ids[0], "m1", "initial", "two other sources"),
            one(&ids[1], "k1", "initial", " "),
            one(&ids[2], "k1", "technical", "not mine to take"),
            one(&ids[2], "x9", "initial", "no such violation"),
            one(&"0".repeat(32), "k1", "initial", "no such incident"),
            one("not an id", "k1", "initial", "no id"),
            one(&ids[3], "k1", "initial", "seen myself"),
            one(&ids[3], "k1", "initial", "twice"),
        ]});
        let before = world.store.head().await.unwrap().size;
        let answer = verifier.post(&format!("{HERE}/decisions"), asked).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let said = answer.json();
        assert_eq!((&said["decided"], &said["refused"]), (&json!(3), &json!(6)));
        let outcomes: Vec<String> = said["outcomes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| match one["version"].as_u64() {
                Some(version) => version.to_string(),
                None => one["problem"]["type"].as_str().unwrap().rsplit(':').next().unwrap().to_owned(),
            })
            .collect();
        let expected = ["2", "2", "refused", "forbidden", "not_found", "not_found", "not_found", "2", "refused"];
        assert_eq!(outcomes, expected);
        // One refusal of the policy, two decided records and their facts: nothing of the others.
        let log = world.store.head().await.unwrap().size - before;
        assert!(log <= 6, "{log}");
        let many: Vec<Value> = (0..201).map(|_| one(&ids[1], "k1", "initial", "too many")).collect();
        for refused in [json!([]), Value::Array(many)] {
            let answer = verifier.post(&format!("{HERE}/decisions"), json!({"decisions": refused})).await;
            assert_eq!(answer.status, 422);
        }
        let unknown = json!({"decisions": [{"incident": ids[1], "violation": "k1", "step": "initial",
            "status": "verified", "reason": "x", "verified_at": "2026-01-01"}]});
        assert_eq!(verifier.post(&format!("{HERE}/decisions"), unknown).await.status, 400);
        let monitor = server.caller(&world, Role::Monitor).await.post(&format!("{HERE}/decisions"), json!({})).await;
        assert_eq!(monitor.problem(), "forbidden");
        sound(&world).await;
    }

    /// What concerns somebody is shown, is new until it was seen, and gone when it was dealt with.
    async fn everybody_is_told_what_concerns_them(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut auditor = server.caller(&world, Role::Auditor).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        assert_eq!(kinds(&mut auditor).await, []);
        assert_eq!(kinds(&mut monitor).await, []);
        assert_eq!(kinds(&mut cochair).await, []);
        monitor.post(&format!("{HERE}/submissions"), document("T-1")).await;
        assert_eq!(kinds(&mut verifier).await, [("reports".to_owned(), true)]);
        triage(&mut verifier).await;
        assert_eq!(kinds(&mut verifier).await, []);
        let id = id_of(&mut verifier, "T-1").await;
        let question = ask(&mut verifier, &id, "when?").await;
        assert_eq!(kinds(&mut monitor).await, [("question".to_owned(), true)]);
        assert_eq!(assign(&mut verifier, &id, Some("\"1\""), json!({"to": "cochair-1"})).await.status, 201);
        let told = cochair.get(&format!("{HERE}/notifications")).await.json();
        assert_eq!((&told[0]["kind"], &told[0]["incident"], &told[0]["due"]), (&json!("assigned"), &json!(id), &json!("2026-03-15")));
        monitor.post(&format!("{HERE}/questions/{question}/answer"), json!({"text": "on Monday"})).await;
        assert_eq!(kinds(&mut monitor).await, []);
        triage(&mut verifier).await;
        assert_eq!(kinds(&mut verifier).await, [("answered".to_owned(), true)]);
        let both = kinds(&mut cochair).await;
        assert_eq!(both.len(), 2, "{both:?}");

        let saw = format!("{HERE}/notifications/seen");
        assert_eq!(cochair.post(&saw, json!({"seen": [told[0]["id"]]})).await.status, 204);
        assert_eq!(kinds(&mut cochair).await, [("answered".to_owned(), true), ("assigned".to_owned(), false)]);
        for bad in [json!({"seen": ["xyz"]}), json!({"seen": vec!["0000000000000000"; 501]})] {
            assert_eq!(cochair.post(&saw, bad).await.status, 422);
        }
        // The page marks what it showed, when it is told to.
        let page = see(&mut cochair, "/situations/XAR", "en").await.text();
        assert_eq!(page.matches("class=\"badge new\"").count(), 1);
        let name = page.split("name=\"seen\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(fill_in(&mut cochair, "/situations/XAR/seen", &[("seen", "xyz")]).await.status, 400);
        assert_eq!(fill_in(&mut cochair, "/situations/XAR/seen", &[("seen", name)]).await.status, 303);
        let page = see(&mut cochair, "/situations/XAR", "en").await.text();
        assert!(!page.contains("badge new") && !page.contains("name=\"seen\""));
        // What one person has seen, another has not; and a mark says nothing, not even how much.
        assert_eq!(verifier.post(&saw, json!({"seen": []})).await.status, 204);
        assert_eq!(kinds(&mut verifier).await, [("answered".to_owned(), true)]);
        let raw = Raw::open(&world).await;
        let sizes = raw.texts("SELECT CAST(length(sealed_body) AS text) FROM seen_mark").await;
        assert_eq!(sizes.len(), 2);
        assert_eq!(sizes[0], sizes[1]);
        let settlement = format!("{HERE}/incidents/{id}/questions/{question}/settlement");
        assert_eq!(verifier.post(&settlement, json!({})).await.status, 201);
        assert_eq!(kinds(&mut verifier).await, []);

        let mut administrator = server.caller(&world, Role::Administrator).await;
        let new = json!({"login": "verifier-2", "roles": ["verifier"]});
        assert_eq!(administrator.post(&format!("{HERE}/accounts"), new).await.status, 201);
        let told = cochair.get(&format!("{HERE}/notifications")).await.json();
        assert!(told.as_array().unwrap().iter().any(|one| one["kind"] == "grant" && one["login"] == "verifier-2"), "{told}");
        // Whoever waits for a grant is told nothing of incidents, and is not refused.
        sound(&world).await;
    }
}
