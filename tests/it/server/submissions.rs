//! Reports that are sent: sealed by the sender or on arrival, once, with a receipt that can be checked.

use super::client::{Answer, Caller, Server};
use crate::support::document;
use crate::world::{World, on_both_engines};
use axum::body::Body;
use domain::access::Role;
use domain::id::SubmissionId;
use serde_json::{Value, json};
use sixfold::casework::Receipt;
use std::collections::HashSet;
use vault::{SubmissionKey, SystemEntropy};

const AT: &str = "/api/v1/situations/XAR/submissions";

pub(super) async fn send(caller: &mut Caller, id: &str, sealed: Vec<u8>) -> Answer {
    let request = caller.request("PUT", &format!("{AT}/{id}"));
    let request = request.header("content-type", "application/octet-stream");
    caller.send(request.body(Body::from(sealed)).unwrap()).await
}

/// The key as a browser puts it together.
pub(super) async fn key(caller: &mut Caller) -> SubmissionKey {
    let said = caller.get("/api/v1/situations/XAR/submission-key").await.json();
    SubmissionKey {
        vault: bytes(&said["vault"]),
        epoch: u32::try_from(said["epoch"].as_u64().unwrap()).unwrap(),
        key_id: bytes(&said["key_id"]),
        public: bytes(&said["public"]),
    }
}

fn bytes<const N: usize>(text: &Value) -> [u8; N] {
    let text = text.as_str().unwrap();
    let mut bytes = [0; N];
    assert_eq!(text.len(), 2 * N);
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    }
    bytes
}

fn checked(world: &World, situation: [u8; 16], receipt: &Value) {
    let id: SubmissionId = receipt["submission"].as_str().unwrap().parse().unwrap();
    let hour = receipt["hour"].as_i64().unwrap();
    let message = Receipt::message(situation, id, &bytes(&receipt["sha256"]), hour);
    let node = bytes(&receipt["node"]);
    assert_eq!(node, world.store.node_key());
    vault::verify_node(&node, &message, &bytes(&receipt["signature"])).unwrap();
}

on_both_engines! {
    async fn a_sealed_report_is_stored_once_and_receipted(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let key = key(&mut monitor).await;
        let situation = key.vault;
        let plain = document("SENT-1").to_string();
        let seal = |id: [u8; 16]| key.seal_submission(id, plain.as_bytes(), &mut SystemEntropy::new()).unwrap();
        let id = "00112233445566778899aabbccddeeff";
        let id_bytes: [u8; 16] = bytes(&json!(id));
        let sealed = seal(id_bytes);
        let first = send(&mut monitor, id, sealed.clone()).await;
        assert_eq!(first.status, 201, "{first:?}");
        checked(&world, situation, &first.json());
        let again = send(&mut monitor, id, sealed.clone()).await;
        assert_eq!((again.status, again.json()), (200, first.json()));
        // Another report under the same id is refused, waiting or triaged: neither is lost.
        assert_eq!(send(&mut monitor, id, seal(id_bytes)).await.status, 409);
        let outcomes = world.verifier().await.triage(&HashSet::new()).await.unwrap();
        assert!(outcomes.len() == 1 && outcomes[0].outcome.is_ok(), "{outcomes:?}");
        assert_eq!(send(&mut monitor, id, sealed).await.status, 200);
        assert_eq!(send(&mut monitor, id, seal(id_bytes)).await.status, 409);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// C4: what is not sealed to the key in use is refused, and nothing of it is stored.
    async fn plaintext_and_other_forms_are_refused(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let key = key(&mut monitor).await;
        let id = "00112233445566778899aabbccddeeff";
        let sealed = key.seal_submission(bytes(&json!(id)), b"{}", &mut SystemEntropy::new()).unwrap();
        let other_epoch = SubmissionKey { epoch: 2, ..key.clone() };
        let wrong_epoch =
            other_epoch.seal_submission(bytes(&json!(id)), b"{}", &mut SystemEntropy::new()).unwrap();
        for refused in [
            Vec::new(),
            document("PLAIN").to_string().into_bytes(),
            sealed[..sealed.len() - 1].to_vec(),
            sealed[..80].to_vec(),
            wrong_epoch,
            [&sealed[..4], &[16][..], &sealed[5..]].concat(),
        ] {
            let answer = send(&mut monitor, id, refused).await;
            assert_eq!((answer.status, answer.problem()), (422, "invalid".to_owned()));
        }
        assert_eq!(send(&mut monitor, id, vec![0; 5 << 20]).await.status, 413);
        assert_eq!(send(&mut monitor, "not-an-id", sealed).await.status, 404);
        assert!(world.verifier().await.triage(&HashSet::new()).await.unwrap().is_empty());
    }

    async fn a_document_is_checked_and_sealed_on_arrival(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let first = monitor.post(AT, document("SENT-2")).await;
        assert_eq!(first.status, 201, "{first:?}");
        let again = monitor.post(AT, document("SENT-2")).await;
        assert_eq!((again.status, again.json()), (200, first.json()));
        let mut wrong = document("SENT-3");
        wrong["violations"][0]["tally"]["boys"] = json!(-1);
        wrong["violations"][1]["type"] = json!("unheard_of");
        let answer = monitor.post(AT, wrong).await;
        assert_eq!(answer.status, 422);
        let paths: Vec<String> = answer.json()["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| problem["path"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(paths, ["violations[0].tally.boys", "violations[1].type"]);
        let outcomes = world.verifier().await.triage(&HashSet::new()).await.unwrap();
        assert_eq!(outcomes.len(), 1);
    }
}
