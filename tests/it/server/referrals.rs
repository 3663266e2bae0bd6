//! Referrals over the network: made by those who may, opened by whoever has the code and by nobody else.

use super::client::{Answer, Caller, Server, Setup};
use super::said::Said;
use crate::referrals::two_children;
use crate::world::{Engine, World, on_both_engines, take};
use axum::body::Body;
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::Taking;
use sixfold::web::SignIns;
use std::num::NonZeroU32;

const HERE: &str = "/api/v1/situations/XAR";

fn asked(needs: &str) -> Value {
    json!({
        "victim": "c1", "service": "medical_referral", "tell": ["name", "contact"], "needs": needs,
        "provider": "Invented clinic", "answer_to": "the invented desk",
    })
}

/// The path of a record with two children.
async fn at(world: &World) -> String {
    let desk = world.cochair().await;
    take(&desk, &[two_children("R-1")], Taking::ContentOnly).await;
    format!("{HERE}/incidents/{}", desk.incident_id("R-1").unwrap())
}

/// Asks for a referral, having read the working paper.
async fn refer(caller: &mut Caller, at: &str, ask: Value) -> Answer {
    let tag = caller.get(&format!("{at}/working-paper")).await.headers["etag"].clone();
    let request =
        caller.request("POST", &format!("{at}/referrals")).header("content-type", "application/json");
    let request = request.header("if-match", tag).body(Body::from(ask.to_string())).unwrap();
    caller.send(request).await
}

async fn open(caller: &mut Caller, code: &str) -> (u16, Value) {
    let answer = caller.post("/api/v1/referral", json!({"code": code})).await;
    (answer.status, serde_json::from_slice(&answer.body).unwrap())
}

on_both_engines! {
    async fn a_referral_is_made_opened_and_concluded(world: World) {
        let at = at(&world).await;
        let server = Server::over(&world);
        let said = Said::default();
        let _guard = said.listen();
        tracing::callsite::rebuild_interest_cache();
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut technical = server.caller(&world, Role::TechnicalReviewer).await;
        let mut provider = server.stranger();
        assert_eq!(technical.post(&format!("{at}/referrals"), asked("x")).await.problem(), "forbidden");
        let unread = verifier.post(&format!("{at}/referrals"), asked("x")).await;
        assert_eq!(unread.problem(), "needs_version");
        assert_eq!(technical.get(&format!("{at}/care")).await.problem(), "forbidden");
        let named = refer(&mut verifier, &at, asked("Ask Tarek Imagined.")).await;
        assert_eq!((named.status, named.problem().as_str()), (422, "invalid"));
        let mut other = asked("x");
        other["victim"] = json!("c2");
        let refused = refer(&mut verifier, &at, other).await;
        assert_eq!((refused.status, refused.problem().as_str()), (409, "refused"));
        let mut other = asked("x");
        other["service"] = json!("public_statement");
        assert_eq!(refer(&mut verifier, &at, other).await.status, 422);

        let made = refer(&mut verifier, &at, asked("An arm is hurt.")).await;
        assert_eq!(made.status, 201, "{made:?}");
        let made = made.json();
        assert_eq!(made["version"], 2);
        let code = made["code"].as_str().unwrap();
        let (status, read) = open(&mut provider, code).await;
        assert_eq!(status, 200, "{read}");
        assert_eq!(read["child"], json!({"name": "Lina Invented", "contact": "the blue house by the well"}));
        assert_eq!((&read["needs"], &read["service"]), (&json!("An arm is hurt."), &json!("medical_referral")));
        let list = technical.get(&format!("{at}/referrals")).await.json();
        assert_eq!((&list[0]["opened"], &list[0]["state"]), (&json!(1), &json!("open")));
        assert!(!list.to_string().contains("clinic"));
        let note = json!({"victim": "c1", "text": "To stay with the aunt."});
        assert_eq!(verifier.post(&format!("{at}/best-interests"), note).await.status, 204);
        let care = verifier.get(&format!("{at}/care")).await.json();
        assert_eq!(care["referrals"][0]["provider"], "Invented clinic");
        assert_eq!(care["best_interests"][0]["text"], "To stay with the aunt.");

        let one = format!("{at}/referrals/{}", made["id"].as_str().unwrap());
        let bad = verifier.post(&format!("{one}/outcome"), json!({"outcome": "pending"})).await;
        assert!([400, 422].contains(&bad.status), "{bad:?}");
        let done = verifier.post(&format!("{one}/outcome"), json!({"outcome": "provided"})).await;
        assert_eq!((done.status, &done.json()["version"]), (201, &json!(3)));
        assert_eq!(verifier.delete(&one).await.problem(), "refused");
        let (status, nothing) = open(&mut provider, code).await;
        assert_eq!(status, 404);
        // Whatever is the matter with a code, the answer is the same.
        let unknown = vault::ReferralCode::generate(&mut vault::SystemEntropy::new()).unwrap();
        let (status, mut none) = open(&mut provider, &unknown.to_text()).await;
        none["reference"] = nothing["reference"].clone();
        assert_eq!((status, none), (404, nothing));
        let (status, mistyped) = open(&mut provider, &code[1..]).await;
        assert_eq!((status, &mistyped["type"]), (422, &json!("urn:sixfold:problem:invalid")));
        let other = refer(&mut verifier, &at, asked("An arm is hurt.")).await.json();
        let other = format!("{at}/referrals/{}", other["id"].as_str().unwrap());
        assert_eq!(verifier.delete(&other).await.status, 204);

        let lines = said.text();
        assert!(lines.contains("/api/v1/referral"), "{lines}");
        for word in [code, &code.replace(' ', ""), "Lina", "Invented clinic", "An arm"] {
            assert!(!lines.contains(word), "{word}");
        }
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

/// Codes are not tried one after another, at the page or the API.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tries_are_counted() {
    let world = World::new(Engine::Sqlite).await;
    let some = |n| NonZeroU32::new(n).unwrap();
    let sign_ins = SignIns { login: some(100), address: some(3), all: some(100) };
    let server = Server::with(&world, Setup { sign_ins, ..Setup::default() });
    let mut statuses = Vec::new();
    for n in 0..6 {
        let mut caller = server.stranger();
        let code = vault::ReferralCode::generate(&mut vault::SystemEntropy::new()).unwrap();
        if n % 2 == 0 {
            statuses.push(open(&mut caller, &code.to_text()).await.0);
        } else {
            let fields = [("code", code.to_text().to_string())];
            let fields = [(fields[0].0, fields[0].1.as_str())];
            statuses.push(super::client::fill_in(&mut caller, "/referral", &fields).await.status);
        }
    }
    assert_eq!(statuses, [404, 404, 404, 429, 429, 429]);
}
