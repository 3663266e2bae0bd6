//! Spans of requests, as a collector on this machine gets them.

use super::client::{Server, Setup};
use crate::world::{Engine, World};
use axum::Router;
use axum::extract::State;
use axum::routing::post;
use serde_json::Value;
use sixfold::web::Tracing;
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What a collector was sent.
type Taken = Arc<Mutex<Vec<Value>>>;

/// A collector.
async fn collector() -> (SocketAddr, Taken) {
    let taken = Taken::default();
    let take = async |State(taken): State<Taken>, axum::Json(said): axum::Json<Value>| {
        taken.lock().unwrap().push(said);
        axum::Json(serde_json::json!({}))
    };
    let router = Router::new().route("/v1/traces", post(take)).with_state(Arc::clone(&taken));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, taken)
}

fn clock() -> Duration {
    Duration::from_secs(1_772_323_200)
}

/// E6: a span says what was asked by the route's pattern, and how it went; nothing of who or what.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_span_has_a_pattern_and_an_outcome_and_nothing_else() {
    let (address, taken) = collector().await;
    let tracing = Tracing::to(address, clock);
    let world = World::new(Engine::Sqlite).await;
    let server = Server::with(&world, Setup { traces: Some(tracing.traces()), ..Setup::default() });
    let mut verifier = server.settled(&world, "verifier-1").await;
    let incident = "00112233445566778899aabbccddeeff";
    let path = format!("/api/v1/situations/XAR/incidents/{incident}");
    let missing = verifier.get(&format!("{path}?word=unspeakable")).await;
    assert!(missing.status >= 400);
    assert_eq!(verifier.get("/nowhere/unspeakable").await.status, 404);
    let request = verifier.request("UNSPEAKABLE", "/healthz").body(axum::body::Body::empty()).unwrap();
    assert_eq!(verifier.send(request).await.status, 405);
    tracing.finish().await;
    let taken = taken.lock().unwrap();
    let text = serde_json::to_string(&*taken).unwrap();
    let cookie = verifier.cookie.clone().unwrap();
    for secret in ["verifier-1", incident, "unspeakable", "UNSPEAKABLE", "192.0.2.7", "XAR", &cookie] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    let spans: Vec<&Value> = taken
        .iter()
        .flat_map(|said| said["resourceSpans"][0]["scopeSpans"][0]["spans"].as_array().unwrap())
        .collect();
    let names: Vec<&str> = spans.iter().map(|span| span["name"].as_str().unwrap()).collect();
    let pattern = "GET /api/v1/situations/{situation}/incidents/{incident}";
    let session = ["POST /api/v1/session", "PUT /api/v1/session/password"];
    assert_eq!(names, [session[0], session[1], pattern, "GET", "_OTHER /healthz"]);
    let known: BTreeSet<&str> =
        ["http.request.method", "http.response.status_code", "sixfold.reference", "http.route"].into();
    for span in spans {
        let attributes = span["attributes"].as_array().unwrap();
        let keys: BTreeSet<&str> = attributes.iter().map(|one| one["key"].as_str().unwrap()).collect();
        assert!(keys.is_subset(&known), "{keys:?}");
        assert_eq!(span["traceId"].as_str().map(str::len), Some(32));
        assert_eq!(span["spanId"].as_str().map(str::len), Some(16));
        assert_eq!(span["startTimeUnixNano"], "1772323200000000000");
    }
    assert!(text.contains(&missing.json()["reference"].to_string()), "a reference finds its span");
}

/// A collector that is away, or that takes what is sent and says nothing, keeps nobody waiting.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_for_a_collector() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let world = World::new(Engine::Sqlite).await;
    for address in [silent.local_addr().unwrap(), gone] {
        let tracing = Tracing::to(address, clock);
        let server = Server::with(&world, Setup { traces: Some(tracing.traces()), ..Setup::default() });
        for _ in 0..10_000 {
            assert_eq!(server.stranger().get("/healthz").await.status, 200);
        }
        let finished = tokio::time::timeout(Duration::from_secs(10), tracing.finish()).await;
        assert!(finished.is_ok());
    }
}
