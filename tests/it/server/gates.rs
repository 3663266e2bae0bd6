//! A1, A3, B8, D3, G8: what holds of every route, whichever it is.

use super::client::{Answer, Caller, HOST, Server, Setup, password_of};
use crate::raw::Raw;
use crate::world::{Engine, World, on_both_engines};
use axum::body::Body;
use axum::http::Request;
use domain::access::Role;
use serde_json::json;
use sixfold::web::Declared;
use sixfold::web::access::Access;
use std::collections::{BTreeMap, BTreeSet};

const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

/// A path with something in the place of each parameter.
fn path(route: &Declared) -> String {
    let named = route.path.replace("{situation}", "XAR").replace("{report}", "ghn");
    let part = |part: &str| match part.starts_with('{') {
        true => "0123456789abcdef0123456789abcdef".to_owned(),
        false => part.to_owned(),
    };
    named.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn ask(caller: &mut Caller, method: &str, path: &str) -> Answer {
    match method {
        "POST" | "PUT" | "PATCH" => caller.with_json(method, path, json!({"nothing": "that is known"})).await,
        _ => caller.send(caller.request(method, path).body(Body::empty()).unwrap()).await,
    }
}

/// What ends the session that asks.
fn ends(route: &Declared) -> bool {
    [("DELETE", "/api/v1/session"), ("POST", "/sign-out"), ("POST", "/leave")]
        .contains(&(route.method, route.path.as_str()))
}

/// A1: what is not declared is not done, whatever the method; and a question for the head alone is let in where the whole is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_route_takes_a_method_that_was_not_declared() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut declared = BTreeMap::<String, BTreeSet<&str>>::new();
    for route in &server.routes {
        declared.entry(path(route)).or_default().insert(route.method);
    }
    let mut cochair = server.caller(&world, Role::Cochair).await;
    let (mut others, mut heads) = (0, 0);
    for caller in [&mut server.stranger(), &mut cochair] {
        for (path, known) in &declared {
            for method in METHODS.into_iter().filter(|method| !known.contains(method)) {
                let answer = ask(caller, method, path).await;
                if method == "HEAD" && known.contains("GET") {
                    // Streams of events would not end.
                    if path.ends_with("/events") {
                        continue;
                    }
                    let whole = ask(caller, "GET", path).await;
                    assert_eq!(answer.status, whole.status, "HEAD {path}");
                    assert!(answer.body.is_empty(), "HEAD {path}");
                    heads += 1;
                } else {
                    assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text());
                    others += 1;
                }
            }
        }
    }
    assert!(others > 500 && heads > 100, "{others} {heads}");
}

on_both_engines! {
    /// A3: what is changed at one node between two requests holds at the other from the next request on, on every route.
    async fn a_changed_state_holds_at_every_node_and_on_every_route(world: World) {
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut administrator = one.settled(&world, "administrator-1").await;
        let at = "/api/v1/situations/XAR/accounts/verifier-1";
        let mut person = other.settled(&world, "verifier-1").await;
        let registers = "/api/v1/situations/XAR/registers";
        let needs_somebody: Vec<&Declared> = other
            .routes
            .iter()
            .filter(|route| ![Access::Anyone, Access::Telephone].contains(&route.access))
            .collect();
        assert!(needs_somebody.len() > 150);
        // Another role: nothing that only the one before may do, and the session goes on.
        assert_eq!(person.get("/api/v1/situations/XAR/queue").await.status, 200);
        let roles = json!({"roles": ["auditor"]});
        assert_eq!(administrator.put(&format!("{at}/roles"), roles).await.status, 200);
        for route in needs_somebody.iter().filter(|route| !ends(route)) {
            let Some(roles) = route.access.roles() else { continue };
            let answer = ask(&mut person, route.method, &path(route)).await;
            let forbidden = answer.status == 403 && answer.problem() == "forbidden";
            assert_eq!(forbidden, !roles.contains(&Role::Auditor), "{route:?}: {answer:?}");
        }
        let roles = json!({"roles": ["verifier"]});
        assert_eq!(administrator.put(&format!("{at}/roles"), roles).await.status, 200);
        // Suspended, with a new password, gone for good: nobody on any route, and what was begun is over.
        for (method, change, body) in [
            ("PUT", "status", json!({"status": "suspended"})),
            ("POST", "reset", json!({})),
            ("PUT", "status", json!({"status": "removed"})),
        ] {
            let mut person = other.settled_or_back(&world).await;
            assert_eq!(person.get(registers).await.status, 200, "{change}");
            let answer = administrator.with_json(method, &format!("{at}/{change}"), body.clone()).await;
            assert!([200, 204].contains(&answer.status), "{change}: {answer:?}");
            for route in &needs_somebody {
                let answer = ask(&mut person, route.method, &path(route)).await;
                assert_eq!(answer.status, 401, "{change} {body}: {route:?}: {answer:?}");
            }
            match change {
                "status" if body["status"] == "suspended" => {
                    let active = json!({"status": "active"});
                    assert_eq!(administrator.put(&format!("{at}/status"), active).await.status, 204);
                    assert_eq!(person.get("/api/v1/session").await.status, 401, "it does not come back");
                }
                "reset" => {
                    let anew = answer.json()["password"].as_str().unwrap().to_owned();
                    let mut person = other.stranger();
                    assert_eq!(person.sign_in("verifier-1", &anew, None).await.status, 204);
                    let own = json!({"password": password_of("verifier-1")});
                    assert_eq!(person.put("/api/v1/session/password", own).await.status, 204);
                }
                _ => {}
            }
        }
        let gone = other.stranger().sign_in("verifier-1", &password_of("verifier-1"), None).await;
        assert_eq!(gone.status, 401);
    }

    /// B8: what is declared to need the password shown a moment ago asks for it, six minutes later, of everybody who may.
    async fn what_is_dangerous_asks_for_the_password_once_more(world: World) {
        let server = Server::over(&world);
        let raw = Raw::open(&world).await;
        let mut asked = 0;
        for role in Role::ALL {
            let mut caller = server.caller(&world, *role).await;
            let now = world.store.clock().await.unwrap();
            for route in &server.routes {
                let (Access::Fresh(_), Some(roles)) = (route.access, route.access.roles()) else { continue };
                if !roles.contains(role) {
                    continue;
                }
                raw.run(&format!("UPDATE session SET confirmed_at = {}", now - 6 * 60)).await;
                let late = ask(&mut caller, route.method, &path(route)).await;
                assert_eq!((late.status, late.problem().as_str()), (401, "confirm"), "{role} {route:?}");
                raw.run(&format!("UPDATE session SET confirmed_at = {now}")).await;
                let fresh = ask(&mut caller, route.method, &path(route)).await;
                assert!(fresh.status != 401, "{role} {route:?}: {fresh:?}");
                asked += 1;
            }
        }
        assert!(asked >= 20, "{asked}");
        // One's own: the password and the factors, by the API and by the pages.
        let mut caller = server.settled_or_back(&world).await;
        raw.run("UPDATE session SET confirmed_at = confirmed_at - 360").await;
        let own = json!({"password": "a lantern under seven quiet rivers"});
        let first = json!({"token": "00", "code": "000000"});
        let made = json!({"name": "a key", "client_data": "", "attestation": ""});
        for (method, what, body) in [
            ("PUT", "password", own),
            ("POST", "second-factor", json!({})),
            ("PUT", "second-factor", first),
            ("POST", "passkey", json!({})),
            ("PUT", "passkey", made),
        ] {
            let answer = caller.with_json(method, &format!("/api/v1/session/{what}"), body).await;
            assert_eq!((answer.status, answer.problem().as_str()), (401, "confirm"), "{method} {what}");
        }
    }
}

impl Server {
    /// The verifier again, whether or not a password was chosen already.
    async fn settled_or_back(&self, world: &World) -> Caller {
        let mut caller = self.stranger();
        match caller.sign_in("verifier-1", &password_of("verifier-1"), None).await.status {
            204 => caller,
            _ => self.settled(world, "verifier-1").await,
        }
    }
}

fn guarded(answer: &Answer, what: &str) {
    let said = |name: &str| answer.headers.get(name).map(|value| value.to_str().unwrap().to_owned());
    let policy = said("content-security-policy").unwrap_or_default();
    assert!(
        policy.starts_with("default-src 'none'; ") || policy.starts_with("sandbox; "),
        "{what}: {policy}"
    );
    let directives: BTreeSet<&str> = policy.split("; ").collect();
    if !policy.starts_with("sandbox") {
        for needed in [
            "script-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "require-trusted-types-for 'script'",
        ] {
            assert!(directives.contains(needed), "{what}: {needed} is not in {policy}");
        }
    }
    for never in ["unsafe", "http:", "https:", "*", "data:", "blob:"] {
        assert!(!policy.contains(never), "{what}: {never} in {policy}");
    }
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-embedder-policy", "require-corp"),
    ] {
        assert_eq!(said(name).as_deref(), Some(value), "{what}: {name}");
    }
    let permissions = said("permissions-policy").unwrap();
    for what in ["camera=()", "microphone=()", "geolocation=()"] {
        assert!(permissions.contains(what), "{permissions}");
    }
    let kept = said("cache-control").unwrap();
    assert!(kept == "no-store" || what.contains("/assets/"), "{what}: {kept}");
    for name in ["server", "x-powered-by", "via"] {
        assert_eq!(said(name), None, "{what}");
    }
    assert!(answer.headers.keys().all(|name| !name.as_str().starts_with("access-control")), "{what}");
    let version = env!("CARGO_PKG_VERSION");
    for (name, value) in &answer.headers {
        assert!(!value.to_str().unwrap().contains(&format!("/{version}")), "{what}: {name}");
    }
}

/// D3: every answer of every route, and of none, says the same to the browser; behind TLS it also asks for TLS for two years.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_route_answers_under_the_same_guard() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let behind = Server::with(&world, Setup { origin: "https://127.0.0.1:8612", ..Setup::default() });
    let mut people = vec![server.stranger()];
    for role in Role::ALL {
        people.push(server.caller(&world, *role).await);
    }
    for route in server.routes.iter().filter(|route| !ends(route)) {
        let path = path(route);
        for caller in &mut people {
            let answer = ask(caller, route.method, &path).await;
            guarded(&answer, &format!("{} {path}", route.method));
            assert!(!answer.headers.contains_key("strict-transport-security"), "there is no TLS here");
            let page = Request::builder()
                .method("GET")
                .uri(&path)
                .header("host", HOST)
                .header("accept", "text/html");
            guarded(&caller.send(page.body(Body::empty()).unwrap()).await, &path);
        }
        let answer = ask(&mut behind.stranger(), route.method, &path).await;
        let asked = answer.headers["strict-transport-security"].to_str().unwrap();
        assert!(asked.starts_with("max-age=63072000"), "{path}");
    }
    for (method, path) in
        [("GET", "/nothing"), ("TRACE", "/"), ("BREW", "/api/v1/session"), ("GET", "/%ff"), ("PUT", "/")]
    {
        guarded(&ask(&mut people[0], method, path).await, path);
    }
    let misdirected = Request::builder().uri("/").header("host", "evil.example").body(Body::empty()).unwrap();
    guarded(&people[0].send(misdirected).await, "another host");
}

/// G8: nothing is served but what was declared: no figures of operation, no folder, no source, no description for strangers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_else_is_served() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut cochair = server.caller(&world, Role::Cochair).await;
    for path in [
        "/metrics",
        "/debug",
        "/debug/pprof",
        "/docs",
        "/openapi.json",
        "/swagger",
        "/swagger-ui",
        "/redoc",
        "/admin",
        "/.git/HEAD",
        "/.git/config",
        "/.env",
        "/.well-known/security.txt",
        "/Cargo.toml",
        "/Cargo.lock",
        "/server-status",
        "/assets",
        "/assets/",
        "/assets/sixfold.js.map",
        "/assets/../Cargo.toml",
        "/assets/%2e%2e/Cargo.toml",
        "/assets/..%2fCargo.toml",
        "/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "//etc/passwd",
        "/api",
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v2/session",
        "/api/v1/metrics",
        "/collect",
        "/collect/",
        "/store.db",
        "/backup",
        "/index.html",
        "/robots.txt",
        "/graphql",
        "/traces",
    ] {
        for caller in [&mut server.stranger(), &mut cochair] {
            assert_eq!(caller.get(path).await.status, 404, "{path}");
        }
    }
    for path in ["/api/v1/docs", "/api/v1/openapi.json"] {
        assert_eq!(server.stranger().get(path).await.status, 401, "{path}");
        assert_eq!(cochair.get(path).await.status, 200, "{path}");
    }
}
