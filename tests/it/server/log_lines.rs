//! E5, E6: what the program says of requests, to those who ask and to those who run it.

use super::client::{Answer, Server, password_of};
use super::said::Said;
use crate::raw::Raw;
use crate::story::document;
use crate::world::{Engine, World, on_both_engines};
use axum::body::Body;
use domain::access::Role;
use serde_json::{Value, json};

/// Strings that end a line, colour a terminal, are formats, or look like a line of the log.
const HOSTILE: [&str; 6] = [
    "one\ntwo",
    "one\r\n{\"level\":\"INFO\"}",
    "\u{1b}[31mred\u{1b}[0m\u{7}",
    "%n%s%x%n",
    "\u{2028}\u{85}\u{0}",
    "Unspeakable-Word",
];

/// E6: one line a request, whatever is in it; each a JSON object; nothing of what was sent, nobody's address, no cookie.
#[tokio::test]
async fn a_request_is_one_line_and_says_nothing_that_was_sent() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let said = Said::default();
    let guard = said.listen();
    let mut caller = server.settled(&world, "verifier-1").await;
    // Another test of the same process may have asked first whether anybody listens where lines are written, when nobody did.
    tracing::callsite::rebuild_interest_cache();
    said.forget();
    let mut asked = 0;
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    for text in HOSTILE {
        for path in
            [format!("/{}", encoded(text)), format!("/api/v1/situations/XAR/incidents/{}", encoded(text))]
        {
            for query in [String::new(), format!("?{0}={0}", encoded(text))] {
                let mut request = caller.request("GET", &format!("{path}{query}"));
                for name in [
                    "user-agent",
                    "referer",
                    "authorization",
                    "x-forwarded-for",
                    "accept-language",
                    "sixfold-reference",
                ] {
                    // What a header may hold at all: the rest never reaches a handler.
                    if let Ok(value) = axum::http::HeaderValue::from_bytes(text.as_bytes()) {
                        request = request.header(name, value);
                    }
                }
                assert!(caller.send(request.body(Body::empty()).unwrap()).await.status >= 400);
                asked += 1;
            }
        }
        let mut bad = document(text);
        bad["narrative"] = json!(text);
        bad["violations"][0]["type"] = json!(text);
        for (method, path, body) in [
            ("POST", "/api/v1/session", json!({"login": text, "password": text})),
            ("POST", "/api/v1/session", json!({text: text})),
            ("POST", "/api/v1/situations/XAR/incidents", bad),
            ("POST", "/api/v1/situations/XAR/incidents/search", json!({"words": text, "more": text})),
        ] {
            assert!(caller.with_json(method, path, body).await.status >= 400);
            asked += 1;
        }
    }
    let cookie = caller.cookie.clone().unwrap();
    drop(guard);
    let said = said.text();
    let mut lines: Vec<Value> =
        said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let requests = lines.iter().filter(|line| line["fields"]["message"] == "request").count();
    assert_eq!((requests, lines.len()), (asked, asked), "one line a request");
    for line in &lines {
        let members: Vec<&str> = line["fields"].as_object().unwrap().keys().map(String::as_str).collect();
        let known = ["message", "reference", "method", "route", "status", "milliseconds", "kind", "cause"];
        assert!(members.iter().all(|member| known.contains(member)), "{line}");
    }
    assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
    let password = password_of("verifier-1");
    let secret = cookie.split_once('=').unwrap().1;
    // Moments and references are made by clock and chance: one in some hundred runs has the digits of the port.
    for line in &mut lines {
        line.as_object_mut().unwrap().remove("timestamp");
        line["fields"].as_object_mut().unwrap().remove("reference");
    }
    let told: String = lines.iter().map(Value::to_string).collect();
    for never in
        ["Unspeakable", "%n", "%s", "red", "192.0.2.7", "4711", "verifier-1", secret, &password, "XAR"]
    {
        assert!(!told.contains(never), "{never}: {told}");
    }
}

fn says_nothing(answer: &Answer) {
    let problem = answer.json();
    assert_eq!(problem["reference"].as_str().map(str::len), Some(8), "{problem}");
    assert_eq!(answer.headers["content-type"], "application/problem+json");
    assert_eq!(problem["type"], "urn:sixfold:problem:internal");
    let text = answer.text().to_lowercase();
    for word in [
        "select",
        "sql",
        "postgres",
        "incident_",
        "case_body",
        "src/",
        ".rs",
        "panicked",
        "at line",
        "backtrace",
        "os error",
    ] {
        assert!(!text.contains(word), "{word:?} in {text}");
    }
}

on_both_engines! {
    /// E5: what is a fault of ours is answered with a reference, and with nothing of what is behind.
    async fn a_fault_of_ours_says_a_reference_and_nothing_else(world: World) {
        let server = Server::over(&world);
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let at = "/api/v1/situations/XAR";
        let made = cochair.post(&format!("{at}/incidents"), document("E5")).await.json();
        let incident = format!("{at}/incidents/{}", made["incident"].as_str().unwrap());
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        for damage in [
            "UPDATE incident SET case_body = case_key",
            "UPDATE incident SET case_key = case_body",
            "UPDATE incident SET identity_body = case_body",
            "UPDATE fact_state SET state_body = state_key",
            "UPDATE fact_block SET fact_body = fact_key",
        ] {
            assert_eq!(raw.run(damage).await, 1, "{damage}");
            let mut internal = 0;
            for path in [incident.clone(), format!("{incident}/identity"), format!("{at}/incidents"), format!("{at}/queue"), format!("{at}/duplicates")] {
                let answer = cochair.get(&path).await;
                if answer.status == 500 {
                    says_nothing(&answer);
                    internal += 1;
                }
            }
            assert!(internal > 0, "{damage}");
            let table = damage.split(' ').nth(1).unwrap();
            raw.put_back("now", table).await;
        }
        assert_eq!(cochair.get(&incident).await.status, 200);
        // A table that is gone.
        raw.run("ALTER TABLE incident RENAME TO incident_elsewhere").await;
        let answer = cochair.get(&incident).await;
        assert!(answer.status >= 500, "{answer:?}");
        let text = answer.text().to_lowercase();
        for word in ["table", "relation", "column", "sql", "incident_elsewhere"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        raw.run("ALTER TABLE incident_elsewhere RENAME TO incident").await;
        assert_eq!(cochair.get(&incident).await.status, 200);
    }
}
