//! B6, D1, D2, D3, D7, E2, E4, E5: what browsers are told, and what they and others may send.

use super::client::{HOST, ORIGIN, Server, Setup};
use crate::world::{Engine, World};
use axum::body::Body;
use axum::http::{Request, header};
use domain::access::Role;
use serde_json::json;

/// D1: what changes something must come from a page of this server.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_page_changes_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.caller(&world, Role::Monitor).await;
    let cookie = caller.cookie.clone().unwrap();
    let foreign: &[&[(&str, &str)]] = &[
        &[],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", ORIGIN), ("sec-fetch-site", "cross-site")],
        &[("origin", "https://evil.example"), ("sixfold-client", "1")],
    ];
    let changing = || server.routes.iter().filter(|route| route.method != "GET");
    // A telephone shows its secret in the address: whoever is signed in here is not asked for, and counts for nothing.
    for route in changing().filter(|route| route.path.starts_with("/collect/")) {
        let path = route.path.replace("{situation}", "XAR").replace(['{', '}'], "");
        let request = Request::builder().method(route.method).uri(path).header("host", HOST);
        let answer = caller.send(request.header("cookie", &cookie).body(Body::from("{}")).unwrap()).await;
        assert_eq!(answer.status, 404, "{route:?}");
    }
    for route in changing().filter(|route| !route.path.starts_with("/collect/")) {
        for kind in
            ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain", "application/json"]
        {
            for headers in foreign {
                let path = route.path.replace("{situation}", "XAR").replace("{submission}", &"0".repeat(32));
                let mut request = Request::builder().method(route.method).uri(path.replace(['{', '}'], ""));
                request = request.header("host", HOST).header("cookie", &cookie).header("content-type", kind);
                for (name, value) in *headers {
                    request = request.header(*name, *value);
                }
                let answer = caller.send(request.body(Body::from("{}")).unwrap()).await;
                assert_eq!(
                    (answer.status, answer.problem()),
                    (403, "foreign".to_owned()),
                    "{route:?} {headers:?}"
                );
            }
        }
    }
    // The session is still there: nobody signed it out from outside.
    assert_eq!(caller.get("/api/v1/session").await.status, 200);
}

/// D2: nobody is signed out by a page of somebody else, however it asks (the finding SEC-01-003 of the audit of
/// SecureDrop in 2024).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_page_signs_nobody_out() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.caller(&world, Role::Monitor).await;
    let handle = caller.get("/api/v1/sessions").await.json()[0]["handle"].as_str().unwrap().to_owned();
    let one = format!("/api/v1/sessions/{handle}");
    let cookie = caller.cookie.clone().unwrap();
    let foreign: &[&[(&str, &str)]] = &[
        &[],
        &[("origin", "null")],
        &[("origin", "https://evil.example")],
        &[("origin", "http://127.0.0.1:8613")],
        &[("origin", ORIGIN), ("sec-fetch-site", "same-site")],
        &[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "no-cors"),
        ],
    ];
    for path in ["/api/v1/session", one.as_str()] {
        for method in ["DELETE", "POST", "PUT", "GET"] {
            for headers in foreign {
                let asked = format!("{path}?_method=DELETE");
                let mut request = Request::builder().method(method).uri(&asked).header("host", HOST);
                request = request.header("cookie", &cookie).header("x-http-method-override", "DELETE");
                for (name, value) in *headers {
                    request = request.header(*name, *value);
                }
                let answer = caller.send(request.body(Body::empty()).unwrap()).await;
                assert_ne!(answer.status, 204, "{method} {asked} {headers:?}");
                assert!(!answer.headers.contains_key("set-cookie"), "{method} {asked} {headers:?}");
            }
        }
    }
    assert_eq!(caller.cookie.as_ref(), Some(&cookie));
    assert_eq!(caller.get("/api/v1/session").await.status, 200);
    assert_eq!(caller.delete("/api/v1/session").await.status, 204);
}

/// D3, D7: whatever is answered says the same to the browser, and nobody else's page is let in.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_guards_itself() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.caller(&world, Role::Cochair).await;
    let report = "/api/v1/situations/XAR/reports/ghn/workbook?from=2026-01-01&to=2026-03-31";
    for path in ["/healthz", "/api/v1/session", "/nothing", "/api/v1/openapi.json", report, "/api/v1/%ff"] {
        let request = caller.request("GET", path).header("origin", "https://evil.example");
        let answer = caller.send(request.body(Body::empty()).unwrap()).await;
        let said = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
        let policy = said("content-security-policy").unwrap();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert_eq!(said("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(said("referrer-policy").as_deref(), Some("no-referrer"), "{path}");
        assert_eq!(said("cache-control").as_deref(), Some("no-store"), "{path}");
        assert_eq!(said("cross-origin-opener-policy").as_deref(), Some("same-origin"), "{path}");
        assert_eq!(said("server"), None, "{path}");
        assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control")), "{path}");
        // The reference that finds the request in the log.
        let reference = said("sixfold-reference").unwrap();
        assert_eq!(reference.len(), 8);
        if answer.status >= 400 {
            assert_eq!(answer.json()["reference"], reference.as_str(), "{path}");
            assert_eq!(said("content-type").as_deref(), Some("application/problem+json"));
        }
    }
    let answer = caller.get(report).await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.starts_with(b"PK"));
    let named = answer.headers["content-disposition"].to_str().unwrap();
    assert_eq!(named, "attachment; filename=\"XAR-ghn-2026-01-01-2026-03-31.xlsx\"");
}

/// B6: the cookie of a session, behind TLS.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_cookie_is_for_this_host_and_for_no_script() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::with(&world, Setup { origin: "https://sixfold.example", ..Setup::default() });
    let account = &world.accounts[0];
    let body = json!({"login": account.login, "password": account.password}).to_string();
    let request = Request::builder().method("POST").uri("/api/v1/session").header("host", "sixfold.example");
    let request =
        request.header("origin", "https://sixfold.example").header("content-type", "application/json");
    let answer = server.stranger().send(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 204);
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    let (name, rest) = cookie.split_once('=').unwrap();
    assert_eq!(name, "__Host-sixfold");
    let (value, attributes) = rest.split_once("; ").unwrap();
    assert_eq!(value.len(), 64);
    let mut attributes: Vec<&str> = attributes.split("; ").collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]);
    let hsts = answer.headers["strict-transport-security"].to_str().unwrap();
    assert!(hsts.starts_with("max-age=63072000"));
}

/// G9: an onion service tells no browser to remember it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_onion_service_leaves_no_trace_in_a_list_of_hosts() {
    let world = World::new(Engine::Sqlite).await;
    for (origin, remembered) in [("https://sixfold.example", true), ("https://sixfold.onion", false)] {
        let server = Server::with(&world, Setup { origin, ..Setup::default() });
        let host = origin.strip_prefix("https://").unwrap();
        let request = Request::builder().uri("/sign-in").header("host", host);
        let answer = server.stranger().send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.headers.contains_key("strict-transport-security"), remembered, "{origin}");
    }
}

/// E2, E4: what is too large, of another type or not JSON is refused before it is read further.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_are_bounded_and_read_strictly() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let deep = format!("{{\"login\": {}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let keys: String = (0..20_000).map(|n| format!("\"k{n}\":1,")).collect();
    let cases: Vec<(&str, Vec<u8>, u16)> = vec![
        ("application/json", vec![b' '; 2 << 20], 413),
        ("application/json", deep.into_bytes(), 400),
        ("application/json", format!("{{{keys}\"login\":\"a\"}}").into_bytes(), 400),
        ("application/json", br#"{"login":"a","login":"b","password":"c"}"#.to_vec(), 400),
        ("application/json", br#"{"login":"a","password":NaN}"#.to_vec(), 400),
        ("application/json", br#"{"login":"\ud800","password":"c"}"#.to_vec(), 400),
        ("application/json", b"\xff\xfe".to_vec(), 400),
        ("application/json", Vec::new(), 400),
        ("application/x-www-form-urlencoded", b"login=a&password=b".to_vec(), 415),
        ("text/plain", br#"{"login":"a","password":"c"}"#.to_vec(), 415),
    ];
    for (kind, body, status) in cases {
        let mut stranger = server.stranger();
        let request = stranger.request("POST", "/api/v1/session").header(header::CONTENT_TYPE, kind);
        let answer = stranger.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, status, "{kind}: {}", answer.text());
    }
    let mut stranger = server.stranger();
    let request = stranger.request("POST", "/api/v1/session").header("content-type", "application/json");
    let request = request.header("content-encoding", "gzip").body(Body::from("x")).unwrap();
    assert_eq!(stranger.send(request).await.status, 415);
    for method in ["TRACE", "PATCH", "BREW"] {
        let request = stranger.request(method, "/api/v1/session").body(Body::empty()).unwrap();
        assert_eq!(stranger.send(request).await.status, 405, "{method}");
    }
    let request =
        Request::builder().uri("/healthz").header("host", "evil.example").body(Body::empty()).unwrap();
    assert_eq!(stranger.send(request).await.problem(), "misdirected");
}
