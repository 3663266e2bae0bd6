//! B: signing in, sessions, second factors.

use super::client::{Server, Setup, password_of};
use crate::raw::Raw;
use crate::world::{Engine, World, on_both_engines};
use serde_json::json;
use sixfold::casework::{SecondFactor, SessionLimits};
use sixfold::web::SignIns;
use std::num::NonZeroU32;

on_both_engines! {
    /// The way of every new account: the generated password, one of its own, a second factor, work.
    async fn an_account_arrives_and_settles(world: World) {
        let server = Server::with(&world, Setup { second_factor: SecondFactor::Required, ..Setup::default() });
        let mut caller = server.arrived(&world, "verifier-1").await;
        let who = caller.get("/api/v1/session").await.json();
        assert_eq!((who["login"].as_str(), who["needs"].as_str()), (Some("verifier-1"), Some("new_password")));
        assert_eq!(caller.get("/api/v1/situations").await.problem(), "new_password_needed");
        let first = caller.cookie.clone();
        let mut caller = server.settled(&world, "verifier-1").await;
        assert_ne!(caller.cookie, first);
        assert_eq!(caller.get("/api/v1/session").await.json()["needs"], "second_factor");
        assert_eq!(caller.get("/api/v1/situations").await.problem(), "second_factor_needed");
        let enrolling = caller.post("/api/v1/session/second-factor", json!({})).await.json();
        let address = enrolling["address"].as_str().unwrap();
        assert!(address.starts_with("otpauth://totp/Sixfold:verifier-1?secret="), "{address}");
        let wrong = json!({"token": enrolling["token"], "code": "000000"});
        assert_eq!(caller.put("/api/v1/session/second-factor", wrong).await.status, 422);
        let app = App::of(address);
        let first = app.code(&world).await;
        let right = json!({"token": enrolling["token"], "code": first});
        assert_eq!(caller.put("/api/v1/session/second-factor", right).await.status, 204);
        let who = caller.get("/api/v1/session").await.json();
        assert_eq!((who["needs"].as_str(), who["second_factor"].as_bool()), (None, Some(true)));
        let all = caller.get("/api/v1/situations").await.json();
        assert_eq!(all, json!([{"code": "XAR", "name": "Arandia", "roles": ["verifier"]}]));
        // B11: without the code, with a code that was used, and with a wrong one nobody gets in.
        let password = password_of("verifier-1");
        for code in [None, Some(first.as_str()), Some("000000"), Some("")] {
            let answer = server.stranger().sign_in("verifier-1", &password, code).await;
            assert_eq!((answer.status, answer.problem()), (401, "sign_in".to_owned()), "{code:?}");
        }
        let next = app.next_code(&world).await;
        let mut again = server.stranger();
        assert_eq!(again.sign_in("verifier-1", &password, Some(&next)).await.status, 204);
        assert_eq!(server.stranger().sign_in("verifier-1", &password, Some(&next)).await.status, 401);
        // What changed the account is in the log, and the log knows the account as it is.
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// B7, B10: a session ends when it is ended, wherever that was done.
    async fn a_session_ends_on_every_node_when_it_is_ended(world: World) {
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut caller = one.settled(&world, "verifier-1").await;
        let mut elsewhere = other.stranger();
        elsewhere.cookie = caller.cookie.clone();
        assert_eq!(elsewhere.get("/api/v1/session").await.status, 200);
        assert_eq!(caller.delete("/api/v1/session").await.status, 204);
        assert_eq!(elsewhere.get("/api/v1/session").await.status, 401);

        // Another sign-in in the same browser ends the session before it.
        let password = password_of("verifier-1");
        let mut caller = one.stranger();
        caller.sign_in("verifier-1", &password, None).await;
        elsewhere.cookie = caller.cookie.clone();
        caller.sign_in("verifier-1", &password, None).await;
        assert_ne!(caller.cookie, elsewhere.cookie);
        assert_eq!(elsewhere.get("/api/v1/session").await.status, 401);

        // Another password ends all others.
        let mut third = other.stranger();
        third.sign_in("verifier-1", &password, None).await;
        let lines = third.get("/api/v1/sessions").await.json();
        assert_eq!(lines.as_array().unwrap().len(), 2);
        let body = json!({"password": "a lantern under seven quiet rivers"});
        assert_eq!(caller.put("/api/v1/session/password", body).await.status, 204);
        assert_eq!(third.get("/api/v1/session").await.status, 401);
        assert_eq!(caller.get("/api/v1/sessions").await.json().as_array().unwrap().len(), 1);

        // One ends another of one's own by its handle, and nobody else's.
        let mut fourth = other.stranger();
        fourth.sign_in("verifier-1", "a lantern under seven quiet rivers", None).await;
        let lines = caller.get("/api/v1/sessions").await.json();
        let handle = lines.as_array().unwrap().iter().find(|line| line["this"] == false).unwrap()["handle"].clone();
        let path = format!("/api/v1/sessions/{}", handle.as_str().unwrap());
        let mut stranger = other.settled(&world, "cochair-1").await;
        assert_eq!(stranger.delete(&path).await.status, 404);
        assert_eq!(fourth.get("/api/v1/session").await.status, 200);
        assert_eq!(caller.delete(&path).await.status, 204);
        assert_eq!(fourth.get("/api/v1/session").await.status, 401);
        assert_eq!(caller.delete(&path).await.status, 404);
    }

    /// B9: the database's clock says when a session is over.
    async fn a_session_is_over_after_a_while_without_use_and_in_the_end(world: World) {
        let server = Server::over(&world);
        let raw = Raw::open(&world).await;
        let now = world.store.clock().await.unwrap();
        let SessionLimits { idle, absolute, .. } = SessionLimits::default();
        for (column, past) in [("seen_at", now - idle - 61), ("expires_at", now - 1)] {
            let mut caller = server.settled_again(&world, "verifier-1").await;
            assert_eq!(caller.get("/api/v1/session").await.status, 200);
            raw.run(&format!("UPDATE session SET {column} = {past}")).await;
            assert_eq!(caller.get("/api/v1/session").await.status, 401, "{column}");
            assert_eq!(raw.text("SELECT CAST(count(*) AS TEXT) FROM session").await.unwrap(), "0");
        }
        // A row whose end was moved does not open.
        let mut caller = server.settled_again(&world, "verifier-1").await;
        raw.run(&format!("UPDATE session SET expires_at = {}", now + 2 * absolute)).await;
        assert_eq!(caller.get("/api/v1/session").await.status, 401);
        // What is over is swept away.
        server.settled_again(&world, "verifier-1").await;
        raw.run(&format!("UPDATE session SET seen_at = {}", now - idle - 61)).await;
        assert!(server.office.sweep().await.unwrap() > 0);
        assert_eq!(raw.text("SELECT CAST(count(*) AS TEXT) FROM session").await.unwrap(), "0");
    }

    /// B8: what is dangerous asks for the password again.
    async fn a_password_that_was_shown_long_ago_does_not_count(world: World) {
        let server = Server::over(&world);
        let mut caller = server.settled(&world, "verifier-1").await;
        let raw = Raw::open(&world).await;
        let now = world.store.clock().await.unwrap();
        raw.run(&format!("UPDATE session SET confirmed_at = {}", now - 301)).await;
        let body = json!({"password": "a lantern under seven quiet rivers"});
        let answer = caller.put("/api/v1/session/password", body.clone()).await;
        assert_eq!((answer.status, answer.problem()), (401, "confirm".to_owned()));
        assert_eq!(caller.post("/api/v1/session/second-factor", json!({})).await.problem(), "confirm");
        let before = caller.cookie.clone();
        let wrong = caller.post("/api/v1/session/confirmation", json!({"password": "not this one"})).await;
        assert_eq!((wrong.status, caller.cookie.clone()), (401, before.clone()));
        let right = json!({"password": password_of("verifier-1")});
        assert_eq!(caller.post("/api/v1/session/confirmation", right).await.status, 204);
        assert_ne!(caller.cookie, before);
        assert_eq!(caller.put("/api/v1/session/password", body).await.status, 204);
    }
}

impl Server {
    /// Signs in an account that has chosen its password, or lets it choose.
    async fn settled_again(&self, world: &World, login: &str) -> super::client::Caller {
        let mut caller = self.stranger();
        match caller.sign_in(login, &password_of(login), None).await.status {
            204 => caller,
            _ => self.settled(world, login).await,
        }
    }
}

/// An app that shows one-time codes.
pub(super) struct App(vault::CodeSeed);

impl App {
    pub(super) fn of(address: &str) -> App {
        let secret = address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
        App(vault::CodeSeed::from_base32(secret).unwrap())
    }

    pub(super) async fn code(&self, world: &World) -> String {
        self.0.code_at(world.store.clock().await.unwrap().unsigned_abs()).unwrap()
    }

    /// The code of so many seconds from now.
    pub(super) async fn at(&self, world: &World, seconds: i64) -> String {
        let then = world.store.clock().await.unwrap() + seconds;
        self.0.code_at(then.unsigned_abs()).unwrap()
    }

    /// The code of the step after this one, which a phone whose clock is fast shows already.
    pub(super) async fn next_code(&self, world: &World) -> String {
        self.0.code_at(world.store.clock().await.unwrap().unsigned_abs() + 30).unwrap()
    }
}

/// B1: a login that is there and one that is not are answered alike.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_tells_whether_a_login_exists() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    Raw::open(&world).await.run("UPDATE account SET status = 'suspended' WHERE login = 'auditor-1'").await;
    let suspended = world.accounts.iter().find(|account| account.login == "auditor-1").unwrap();
    let mut seen = Vec::new();
    for (login, password) in [
        ("verifier-1", "not the password"),
        ("nobody-here", "not the password"),
        ("auditor-1", "not the password"),
        ("auditor-1", suspended.password.as_str()),
    ] {
        let answer = server.stranger().sign_in(login, password, None).await;
        let mut problem = answer.json();
        problem.as_object_mut().unwrap().remove("reference").unwrap();
        let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        headers.sort();
        seen.push((answer.status, problem, headers));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].0, 401);
}

/// B2: guessing slows down, from wherever it comes, and never locks anybody out for good.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn guessing_is_slowed_down_for_a_login() {
    let world = World::new(Engine::Sqlite).await;
    let some = |n| NonZeroU32::new(n).unwrap();
    let sign_ins = SignIns { login: some(5), address: some(1_000), all: some(1_000) };
    let server = Server::with(&world, Setup { sign_ins, ..Setup::default() });
    let (mut let_in, mut waits) = (0, Vec::new());
    let began = std::time::Instant::now();
    for host in 0..100 {
        let mut stranger = server.stranger();
        let body = json!({"login": "nobody-here", "password": "guess", "code": null}).to_string();
        let request = stranger.request("POST", "/api/v1/session").header("content-type", "application/json");
        let request = request.body(axum::body::Body::from(body)).unwrap();
        let answer = stranger.send_from(request, &format!("198.51.100.{host}:4711")).await;
        match answer.status {
            429 => waits.push(answer.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap()),
            _ => let_in += 1,
        }
    }
    // The sixth waits a second, each of those after it twice as long as the one before.
    let mut most = 6;
    let mut next = 1;
    while std::time::Duration::from_secs(next) <= began.elapsed() {
        most += 1;
        next += 1 << (most - 6).min(5);
    }
    assert!((6..=most).contains(&let_in), "{let_in} of {most}");
    assert!(waits.iter().all(|wait| (1..=31).contains(wait)), "{waits:?}");
    // Somebody else is not held up by it.
    let account = &world.accounts[0];
    assert_eq!(server.stranger().sign_in(&account.login, &account.password, None).await.status, 204);
}

/// B13: short and common passwords are refused; long ones and all scripts are taken as they are.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passwords_are_judged_by_how_easily_they_are_guessed() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.arrived(&world, "verifier-1").await;
    for refused in ["", "fourteen chars", "passwordpassword", "aaaaaaaaaaaaaaaaaaaa", "123456789012345678"] {
        let answer = caller.put("/api/v1/session/password", json!({"password": refused})).await;
        assert_eq!((answer.status, answer.problem()), (422, "invalid".to_owned()), "{refused}");
        assert!(refused.is_empty() || !answer.text().contains(refused), "{refused}");
    }
    let taken = "  صخرة هادئة تحت ضوء القمر  ";
    assert_eq!(caller.put("/api/v1/session/password", json!({"password": taken})).await.status, 204);
    assert_eq!(server.stranger().sign_in("verifier-1", taken, None).await.status, 204);
    assert_eq!(server.stranger().sign_in("verifier-1", taken.trim(), None).await.status, 401);
}
