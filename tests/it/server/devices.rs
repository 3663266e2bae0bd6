//! B2: an attacker slows down, and the owner gets in from a browser that is known.

use super::client::{Caller, Server, Setup, password_of};
use crate::raw::Raw;
use crate::world::{Engine, World, on_both_engines};
use axum::body::Body;
use serde_json::json;
use sixfold::web::SignIns;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

const LOGIN: &str = "verifier-1";

fn limits(login: u32) -> Setup {
    let some = |n| NonZeroU32::new(n).unwrap();
    let sign_ins = SignIns { login: some(login), address: some(60), all: some(100_000) };
    Setup { sign_ins, ..Setup::default() }
}

/// One try from one of an attacker's addresses: the status, and how long to wait.
async fn guess(caller: &mut Caller, address: u8) -> (u16, u64) {
    let body = json!({"login": LOGIN, "password": "a guess", "code": null}).to_string();
    let request = caller.request("POST", "/api/v1/session").header("content-type", "application/json");
    let answer = caller
        .send_from(request.body(Body::from(body)).unwrap(), &format!("198.51.100.{address}:4711"))
        .await;
    let wait = answer.headers.get("retry-after").map_or(0, |wait| wait.to_str().unwrap().parse().unwrap());
    (answer.status, wait)
}

on_both_engines! {
    /// B2: a hundred wrong passwords for one login from fifty addresses.
    async fn a_flood_does_not_keep_the_owner_out(world: World) {
        let (one, other) = (Server::with(&world, limits(5)), Server::with(&world, limits(5)));
        let owner = one.settled(&world, LOGIN).await;
        assert!(owner.device.as_ref().unwrap().starts_with("sixfold-device="));
        let mut waits = Vec::new();
        for server in [&one, &other] {
            for address in 0..50 {
                let (status, wait) = guess(&mut server.stranger(), address).await;
                assert!([401, 429].contains(&status));
                waits.extend((status == 429).then_some(wait));
            }
        }
        assert!(waits.len() > 80, "{waits:?}");
        assert!(waits.iter().all(|wait| (1..=31).contains(wait)), "{waits:?}");
        // From a browser that nobody knows the owner would wait, as the attacker does.
        while guess(&mut one.stranger(), 60).await.1 < 3 {}
        let answer = one.stranger().sign_in(LOGIN, &password_of(LOGIN), None).await;
        assert_eq!(answer.status, 429);
        // From the one that is known they get in, at either node, and show the password again.
        for server in [&one, &other] {
            let began = Instant::now();
            let mut known = server.stranger();
            known.device = owner.device.clone();
            assert_eq!(known.sign_in(LOGIN, &password_of(LOGIN), None).await.status, 204);
            let again = json!({"password": password_of(LOGIN)});
            assert_eq!(known.post("/api/v1/session/confirmation", again).await.status, 204);
            assert!(began.elapsed() < Duration::from_secs(60));
            assert_eq!(known.device, owner.device);
        }
    }

    /// A browser is known for those who signed in in it, and for nobody else; what is stored names neither.
    async fn a_browser_is_known_by_login(world: World) {
        let server = Server::with(&world, limits(2));
        let mut shared = server.settled(&world, LOGIN).await;
        let first = shared.device.clone();
        // Somebody else signs in in the same browser: it stays known for both.
        let account = world.accounts.iter().find(|account| account.login == "cochair-1").unwrap();
        assert_eq!(shared.sign_in("cochair-1", &account.password, None).await.status, 204);
        assert_eq!(shared.device, first);
        let raw = Raw::open(&world).await;
        let rows = raw.text("SELECT CAST(count(*) AS TEXT) FROM known_device").await;
        assert_eq!(rows.as_deref(), Some("2"));
        let secret = first.as_ref().unwrap().split('=').nth(1).unwrap();
        for place in raw.places("known_device").await {
            let id = raw.bytes("known_device", "id", &place).await.unwrap();
            let id: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_ne!(id, secret);
        }
        // For a third login it is a browser like any other.
        for _ in 0..4 {
            shared.sign_in("auditor-1", "a guess", None).await;
        }
        assert_eq!(shared.sign_in("auditor-1", "a guess", None).await.status, 429);
        // A failed sign-in makes no browser known.
        let mut stranger = server.stranger();
        assert_eq!(stranger.sign_in("cochair-2", "a guess", None).await.status, 401);
        assert_eq!(stranger.device, None);
    }

    /// The known browser is slowed down too: who steals its cookie gets no more tries than others.
    async fn a_stolen_device_cookie_guesses_no_faster(world: World) {
        let server = Server::with(&world, limits(2));
        let mut thief = server.settled(&world, LOGIN).await;
        let mut statuses = Vec::new();
        for address in 0..8 {
            statuses.push(guess(&mut thief, address).await.0);
        }
        assert!(statuses.iter().filter(|status| **status == 429).count() >= 3, "{statuses:?}");
    }

    /// Eight browsers of an account are known; the one that was used least lately makes room, and in the end all go.
    async fn few_browsers_are_known_and_not_for_ever(world: World) {
        let server = Server::over(&world);
        server.settled(&world, LOGIN).await;
        let raw = Raw::open(&world).await;
        raw.run("UPDATE known_device SET used_day = used_day - 30").await;
        let oldest = raw.texts("SELECT CAST(used_day AS TEXT) FROM known_device").await;
        for _ in 0..8 {
            assert_eq!(server.stranger().sign_in(LOGIN, &password_of(LOGIN), None).await.status, 204);
        }
        let days = raw.texts("SELECT CAST(used_day AS TEXT) FROM known_device").await;
        assert_eq!(days.len(), 8);
        assert!(!days.contains(&oldest[0]));
        raw.run("UPDATE known_device SET used_day = used_day - 400").await;
        server.office.sweep().await.unwrap();
        assert_eq!(raw.places("known_device").await.len(), 8);
        raw.run("UPDATE known_device SET used_day = used_day - 1").await;
        server.office.sweep().await.unwrap();
        assert_eq!(raw.places("known_device").await.len(), 0);
    }
}

/// B1, B2: a cookie that nobody gave out changes no answer, for a login that is there and one that is not.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_made_up_device_tells_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut seen = Vec::new();
    for device in [None, Some("0".repeat(64)), Some("not a secret".to_owned()), Some("f".repeat(1_000))] {
        for login in [LOGIN, "nobody-here"] {
            let mut stranger = server.stranger();
            stranger.device = device.as_ref().map(|device| format!("sixfold-device={device}"));
            let answer = stranger.sign_in(login, "a guess", None).await;
            let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
            headers.sort();
            let mut said = answer.json();
            said.as_object_mut().unwrap().remove("reference");
            seen.push((answer.status, said, headers));
        }
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:?}");
}

/// B6: the cookie of a known browser, behind TLS.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_device_cookie_is_for_this_host_and_for_no_script() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::with(&world, Setup { origin: "https://sixfold.example", ..Setup::default() });
    let account = &world.accounts[0];
    let body = json!({"login": account.login, "password": account.password}).to_string();
    let request = axum::http::Request::builder().method("POST").uri("/api/v1/session");
    let request = request.header("host", "sixfold.example").header("origin", "https://sixfold.example");
    let request = request.header("content-type", "application/json").body(Body::from(body)).unwrap();
    let answer = server.stranger().send(request).await;
    let cookies: Vec<&str> =
        answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap()).collect();
    let cookie = cookies.iter().find(|cookie| cookie.contains("device")).unwrap();
    let (name, rest) = cookie.split_once('=').unwrap();
    assert_eq!(name, "__Host-sixfold-device");
    let (value, attributes) = rest.split_once("; ").unwrap();
    assert_eq!(value.len(), 64);
    let mut attributes: Vec<&str> = attributes.split("; ").collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Strict", "Secure"]);
}
