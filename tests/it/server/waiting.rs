//! Reports that no record could be made of: read, put right and recorded; nothing of them is lost on the way.

use super::client::{Caller, Server, fill_in, see};
use super::submissions::{key, send};
use crate::support::{document, is_sound};
use crate::world::{on_both_engines, take};
use domain::access::Role;
use domain::audit::LogAct;
use serde_json::{Value, json};
use sixfold::casework::Taking;
use vault::SystemEntropy;

const API: &str = "/api/v1/situations/XAR";

/// Sends these bytes as a report, sealed as a device does.
async fn sent(monitor: &mut Caller, id: u8, plain: &[u8]) -> String {
    let name = format!("{id:02x}").repeat(16);
    let sealed = key(monitor).await.seal_submission([id; 16], plain, &mut SystemEntropy::new()).unwrap();
    assert_eq!(send(monitor, &name, sealed).await.status, 201);
    name
}

async fn waiting(verifier: &mut Caller) -> Vec<Value> {
    let answer = verifier.post(&format!("{API}/triage"), json!({})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()["waiting"].as_array().unwrap().clone()
}

async fn text(caller: &mut Caller, path: &str) -> String {
    let answer = see(caller, path, "en").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    String::from_utf8(answer.body.to_vec()).unwrap()
}

on_both_engines! {
    async fn what_cannot_be_read_is_put_right_and_recorded_in_its_senders_name(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut wrong = document("W-1");
        wrong["perpetrators"][0]["party"] = json!("XAR-GONE");
        let id = sent(&mut monitor, 1, wrong.to_string().as_bytes()).await;
        let left = waiting(&mut verifier).await;
        assert!(left.len() == 1 && left[0]["submission"] == json!(id), "{left:?}");

        let path = format!("{API}/submissions/{id}");
        let report = verifier.get(&path).await.json();
        assert_eq!(serde_json::from_str::<Value>(report["text"].as_str().unwrap()).unwrap(), wrong);
        assert_eq!(report["problems"][0]["path"], json!("perpetrators[0].party"), "{report}");
        // Only who triages reads it, and that it was read is in the log.
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let mut reviewer = server.caller(&world, Role::TechnicalReviewer).await;
        for other in [&mut monitor, &mut cochair, &mut reviewer] {
            assert_eq!(other.get(&path).await.status, 403);
        }
        let log = world.store.log_page(0, 10_000).await.unwrap();
        let reads = log.iter().filter(|row| row.entry.object == [1; 16] && row.entry.act == LogAct::IdentityRead);
        assert_eq!(reads.count(), 1);

        // Still wrong, and nothing has changed.
        let record = format!("{path}/record");
        assert_eq!(verifier.post(&record, wrong.clone()).await.status, 422);
        assert_eq!(waiting(&mut verifier).await.len(), 1);
        assert_eq!(cochair.post(&record, document("W-1")).await.status, 403);
        let answer = verifier.post(&record, document("W-1")).await;
        assert_eq!((answer.status, answer.json()["outcome"].as_str()), (200, Some("new")), "{answer:?}");
        assert_eq!(waiting(&mut verifier).await.len(), 0);
        assert_eq!(verifier.get(&path).await.status, 404, "it is a record now");
        assert_eq!(verifier.post(&record, document("W-1")).await.status, 404);
        let list = verifier.get(&format!("{API}/incidents")).await.json();
        assert_eq!(list["incidents"].as_array().unwrap().len(), 1);
        let history = world.desk("cochair-2").await.history("W-1").await.unwrap();
        assert_eq!(history.lines[0].by, "monitor-1");
        is_sound(&world, &world.desk("cochair-2").await).await;
    }

    async fn what_is_no_document_at_all_can_be_read_and_waits_until_it_is_one(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let words = "They came at night <b>\u{1f319}</b>. Invented.";
        let id = sent(&mut monitor, 1, words.as_bytes()).await;
        let other = sent(&mut monitor, 2, b"\xff\xfe no text").await;
        assert_eq!(waiting(&mut verifier).await.len(), 2);
        let page = format!("/situations/XAR/waiting/{id}");
        let shown = text(&mut verifier, &page).await;
        assert!(shown.contains("They came at night &#60;b&#62;") && shown.contains("No record can be made"), "{shown}");
        let shown = text(&mut verifier, &format!("/situations/XAR/waiting/{other}")).await;
        assert!(shown.contains("no text"), "{shown}");
        // The page of what waits leads there.
        let answer = fill_in(&mut verifier, "/situations/XAR/triage", &[]).await;
        let list = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(list.contains(&format!("href=\"{page}\"")), "{list}");

        // What was typed is there again when it is wrong.
        let answer = fill_in(&mut verifier, &page, &[("text", "{\"narrative\": \"typed for an hour\"}")]).await;
        assert_eq!(answer.status, 422);
        let again = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(again.contains("typed for an hour") && again.contains("external_id"), "{again}");
        assert_eq!(waiting(&mut verifier).await.len(), 2);
        let mut told = document("W-2");
        told["narrative"] = json!(words);
        let answer = fill_in(&mut verifier, &page, &[("text", &told.to_string())]).await;
        assert_eq!(answer.status, 303, "{answer:?}");
        assert_eq!(waiting(&mut verifier).await.len(), 1, "the other one waits still");
        is_sound(&world, &world.cochair().await).await;
    }

    /// A report is no way around: not to a record that others made or decided on, nor to the step that one may not take.
    async fn putting_right_is_no_way_around(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        take(&world.desk("cochair-2").await, &[document("THERE")], Taking::ContentOnly).await;
        let id = sent(&mut monitor, 1, b"{\"external_id\": \"MINE\"}").await;
        let record = format!("{API}/submissions/{id}/record");
        let refused = |answer: crate::server::client::Answer, word: &str| {
            let said = answer.json()["detail"].as_str().unwrap_or_default().to_owned();
            assert!(answer.status == 422 && said.contains(word), "{word}: {said}");
        };
        refused(verifier.post(&record, document("OTHER")).await, "external_id");
        let unnamed = sent(&mut monitor, 2, b"no document").await;
        let mut told = document("THERE");
        told["narrative"] = json!("told otherwise");
        let there = format!("{API}/submissions/{unnamed}/record");
        refused(verifier.post(&there, told).await, "somebody else recorded");
        let sound = sent(&mut monitor, 3, document("SOUND").to_string().as_bytes()).await;
        refused(verifier.post(&format!("{API}/submissions/{sound}/record"), document("SOUND")).await, "nothing is wrong");
        assert_eq!(waiting(&mut verifier).await.len(), 2, "the sound one was opened as it came");

        // Whoever put it right takes no step on it, and history says who it was.
        assert_eq!(verifier.post(&record, document("MINE")).await.status, 200);
        let list = verifier.get(&format!("{API}/incidents")).await.json();
        let mine = list["incidents"].as_array().unwrap().iter().find(|one| one["external_id"] == json!("MINE")).unwrap();
        let step = json!({"step": "initial", "status": "verified", "reason": "two invented sources"});
        let steps = format!("{API}/incidents/{}/violations/k1/steps", mine["id"].as_str().unwrap());
        let answer = verifier.post(&steps, step).await;
        assert_eq!((answer.status, answer.problem().as_str()), (409, "refused"), "{answer:?}");
        let history = world.desk("cochair-2").await.history("MINE").await.unwrap();
        let lines: Vec<_> = history.lines.iter().take(2).map(|line| (line.what, line.by.as_str())).collect();
        assert_eq!(lines, [("recorded", "monitor-1"), ("put_right", "verifier-1")]);
        is_sound(&world, &world.desk("cochair-2").await).await;
    }

    /// A key that is given twice: nobody is shown one of two readings.
    async fn what_two_readers_could_read_as_two_is_shown_as_it_came(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let id = sent(&mut monitor, 1, b"{\"narrative\":\"one\",\"narrative\":\"two\"}").await;
        let shown = text(&mut verifier, &format!("/situations/XAR/waiting/{id}")).await;
        assert!(shown.contains(":&#34;one&#34;") && shown.contains(":&#34;two&#34;"), "{shown}");
    }

    async fn an_answer_is_not_made_a_record(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let question = domain::id::QuestionId([9; 16]);
        let answer = domain::workflow::Answer::new(question, "W-0".to_owned(), "It was the bridge.".to_owned());
        let id = sent(&mut monitor, 1, &serde_json::to_vec(&answer).unwrap()).await;
        assert_eq!(waiting(&mut verifier).await.len(), 1, "there is no such question");
        let report = verifier.get(&format!("{API}/submissions/{id}")).await.json();
        assert_eq!(report["is_answer"], json!(true));
        let refused = verifier.post(&format!("{API}/submissions/{id}/record"), document("W-3")).await;
        assert!(refused.status == 422 && refused.json()["detail"].as_str().unwrap().contains("question"), "{refused:?}");
        let shown = text(&mut verifier, &format!("/situations/XAR/waiting/{id}")).await;
        assert!(shown.contains("It was the bridge.") && !shown.contains("<textarea"), "{shown}");
        assert_eq!(waiting(&mut verifier).await.len(), 1);
    }
}
