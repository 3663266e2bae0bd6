//! B6, B7, B10, B11, B13, B14: sessions, codes and passwords, tried once more by somebody who should not get in.

use super::client::{Server, Setup, password_of};
use super::sessions::App;
use crate::raw::Raw;
use crate::world::{Engine, World, on_both_engines};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::SecondFactor;
use sixfold::web::SignIns;
use std::num::NonZeroU32;

const LOGIN: &str = "verifier-1";

fn required() -> Setup {
    Setup { second_factor: SecondFactor::Required, ..Setup::default() }
}

async fn sessions(raw: &Raw) -> String {
    raw.text("SELECT CAST(count(*) AS TEXT) FROM session").await.unwrap()
}

on_both_engines! {
    /// B7: a cookie that was there before is never taken over; what was shown again has a new one, and the old one is dead.
    async fn no_cookie_outlives_a_sign_in_or_a_confirmation(world: World) {
        let server = Server::over(&world);
        server.settled(&world, LOGIN).await;
        let chosen = format!("sixfold={}", "ab".repeat(32));
        let mut victim = server.stranger();
        victim.cookie = Some(chosen.clone());
        assert_eq!(victim.sign_in(LOGIN, &password_of(LOGIN), None).await.status, 204);
        assert_ne!(victim.cookie.as_ref(), Some(&chosen));
        let mut attacker = server.stranger();
        attacker.cookie = Some(chosen);
        assert_eq!(attacker.get("/api/v1/session").await.status, 401);
        // Another person signs in in a browser in which somebody is signed in: both cookies differ, and the first is over.
        let before = victim.cookie.clone();
        let account = world.accounts.iter().find(|account| account.login == "cochair-1").unwrap();
        let mut browser = victim.clone();
        assert_eq!(browser.sign_in("cochair-1", &account.password, None).await.status, 204);
        assert_ne!(browser.cookie, before);
        assert_eq!(victim.get("/api/v1/session").await.status, 401);
        let mut caller = server.stranger();
        caller.sign_in(LOGIN, &password_of(LOGIN), None).await;
        let mut stolen = caller.clone();
        let again = json!({"password": password_of(LOGIN)});
        assert_eq!(caller.post("/api/v1/session/confirmation", again).await.status, 204);
        assert_eq!(stolen.get("/api/v1/session").await.status, 401);
        assert_eq!(caller.get("/api/v1/session").await.status, 200);
    }

    /// B10: what ends a session takes its row away.
    async fn a_session_that_ends_leaves_no_row(world: World) {
        let server = Server::over(&world);
        let raw = Raw::open(&world).await;
        let mut caller = server.settled(&world, LOGIN).await;
        assert_eq!(sessions(&raw).await, "1");
        assert_eq!(caller.delete("/api/v1/session").await.status, 204);
        assert_eq!(sessions(&raw).await, "0");
        let mut caller = server.stranger();
        let mut elsewhere = server.stranger();
        for one in [&mut caller, &mut elsewhere] {
            assert_eq!(one.sign_in(LOGIN, &password_of(LOGIN), None).await.status, 204);
        }
        assert_eq!(sessions(&raw).await, "2");
        let own = json!({"password": "a lantern under seven quiet rivers"});
        assert_eq!(caller.put("/api/v1/session/password", own).await.status, 204);
        assert_eq!(sessions(&raw).await, "1");
        let mut administrator = server.caller(&world, Role::Administrator).await;
        let suspended = json!({"status": "suspended"});
        let path = "/api/v1/situations/XAR/accounts/verifier-1/status";
        assert_eq!(administrator.put(path, suspended).await.status, 204);
        assert_eq!(caller.get("/api/v1/session").await.status, 401);
        assert_eq!(sessions(&raw).await, "1", "the administrator's own");
    }

    /// B6: what the cookie carries is in no answer, no list and no entry of the log, and has 256 bits.
    async fn what_a_cookie_carries_is_nowhere_else(world: World) {
        let server = Server::over(&world);
        let mut auditor = server.caller(&world, Role::Auditor).await;
        let mut caller = server.caller(&world, Role::Cochair).await;
        let mut secrets = Vec::new();
        for cookie in [&caller.cookie, &caller.device, &auditor.cookie] {
            secrets.push(cookie.as_ref().unwrap().split_once('=').unwrap().1.to_owned());
        }
        assert!(secrets.iter().all(|secret| secret.len() == 64 && secret.chars().all(|c| c.is_ascii_hexdigit())));
        let mut said = String::new();
        for path in ["/api/v1/session", "/api/v1/sessions", "/api/v1/situations", "/account", "/api/v1/situations/XAR/accounts"] {
            said.push_str(&caller.get(path).await.text());
        }
        said.push_str(&auditor.get("/api/v1/situations/XAR/audit/entries?limit=1000").await.text());
        for table in ["session", "known_device", "log_entry"] {
            let raw = Raw::open(&world).await;
            for place in raw.places(table).await {
                for column in raw.columns(table).await {
                    if column.kind == crate::raw::Kind::Bytes {
                        let bytes = raw.bytes(table, &column.name, &place).await.unwrap_or_default();
                        said.extend(bytes.iter().map(|byte| format!("{byte:02x}")));
                    }
                }
            }
        }
        assert!(said.len() > 5_000);
        for secret in secrets {
            assert!(!said.contains(&secret), "{said}");
        }
    }

    /// B14: an account that was reset: the administrator cannot choose its password, the old code and the old password are over,
    /// and whoever must have a second factor makes one before anything else.
    async fn a_reset_account_begins_anew(world: World) {
        let server = Server::with(&world, required());
        let mut caller = server.settled(&world, LOGIN).await;
        let enrolling = caller.post("/api/v1/session/second-factor", json!({})).await.json();
        let app = App::of(enrolling["address"].as_str().unwrap());
        let right = json!({"token": enrolling["token"], "code": app.code(&world).await});
        assert_eq!(caller.put("/api/v1/session/second-factor", right).await.status, 204);
        assert_eq!(caller.get("/api/v1/situations").await.status, 200);

        let reset = "/api/v1/situations/XAR/accounts/verifier-1/reset";
        // Of an administrator who has a second factor too.
        let mut administrator = server.settled(&world, "administrator-1").await;
        let enrolling = administrator.post("/api/v1/session/second-factor", json!({})).await.json();
        let own = App::of(enrolling["address"].as_str().unwrap());
        let right = json!({"token": enrolling["token"], "code": own.code(&world).await});
        assert_eq!(administrator.put("/api/v1/session/second-factor", right).await.status, 204);
        let chosen = administrator.post(reset, json!({"password": "chosen by somebody else entirely"})).await;
        assert!(chosen.status == 400 || !chosen.text().contains("chosen by"), "{chosen:?}");
        let again = server.stranger().sign_in(LOGIN, "chosen by somebody else entirely", None).await;
        assert_eq!(again.status, 401);
        let answer = administrator.post(reset, json!({})).await;
        let given = answer.json()["password"].as_str().unwrap().to_owned();

        assert_eq!(caller.get("/api/v1/session").await.status, 401);
        let next = app.next_code(&world).await;
        for (password, code) in [(password_of(LOGIN), Some(next.as_str())), (password_of(LOGIN), None)] {
            assert_eq!(server.stranger().sign_in(LOGIN, &password, code).await.status, 401);
        }
        // The password that was given is of this account alone.
        assert_eq!(server.stranger().sign_in("cochair-1", &given, None).await.status, 401);
        let mut caller = server.stranger();
        assert_eq!(caller.sign_in(LOGIN, &given, None).await.status, 204);
        assert_eq!(caller.get("/api/v1/session").await.json()["needs"], "new_password");
        let own = json!({"password": "another lantern under seven rivers"});
        assert_eq!(caller.put("/api/v1/session/password", own).await.status, 204);
        assert_eq!(caller.get("/api/v1/session").await.json()["needs"], "second_factor");
        assert_eq!(caller.get("/api/v1/situations").await.problem(), "second_factor_needed");
        // Used, it is over.
        assert_eq!(server.stranger().sign_in(LOGIN, &given, None).await.status, 401);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// B11: twenty wrong codes beside the right password: few are looked at in half a minute, and none of two steps away.
    async fn codes_are_guessed_slowly(world: World) {
        let some = |n| NonZeroU32::new(n).unwrap();
        let sign_ins = SignIns { login: some(5), address: some(1_000), all: some(1_000) };
        let server = Server::with(&world, Setup { sign_ins, ..Setup::default() });
        let mut caller = server.settled(&world, LOGIN).await;
        let enrolling = caller.post("/api/v1/session/second-factor", json!({})).await.json();
        let app = App::of(enrolling["address"].as_str().unwrap());
        let right = json!({"token": enrolling["token"], "code": app.code(&world).await});
        assert_eq!(caller.put("/api/v1/session/second-factor", right).await.status, 204);
        // From a browser that nobody knows, and from the one that is known.
        for known in [None, caller.device.clone()] {
            let mut looked_at = 0;
            let begun = std::time::Instant::now();
            for guess in 0..20 {
                let mut guesser = server.stranger();
                guesser.device = known.clone();
                let code = match guess {
                    0 => app.at(&world, -60).await,
                    1 => app.at(&world, 90).await,
                    _ => format!("{:06}", guess * 37),
                };
                let answer = guesser.sign_in(LOGIN, &password_of(LOGIN), Some(&code)).await;
                assert!([401, 429].contains(&answer.status), "{answer:?}");
                looked_at += u32::from(answer.status == 401);
            }
            // Five at once; the next after one, two, four, eight seconds.
            let late = begun.elapsed().as_secs();
            let more = [1, 3, 7, 15, 31].iter().filter(|after| **after <= late).count();
            assert!(looked_at as usize <= 6 + more, "{looked_at} in {late} s");
        }
    }
}

/// B13: passwords that everybody uses are refused, however long; sixty-four characters and any script are taken as they are;
/// nothing says which characters there must be, and nothing ends by time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn common_passwords_are_refused_and_long_ones_taken() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.arrived(&world, LOGIN).await;
    let change = async |caller: &mut super::client::Caller, password: &str| {
        caller.put("/api/v1/session/password", json!({"password": password})).await
    };
    // Common ones, alone where they are long enough, doubled and with what people add to them.
    for common in [
        "password",
        "qwertyuiop",
        "iloveyou",
        "1234567890",
        "letmein",
        "football",
        "dragon",
        "monkey",
        "sunshine",
        "princess",
    ] {
        for made in [
            common.to_owned(),
            common.repeat(2),
            format!("{common}{common}1"),
            format!("{}2026!", common.repeat(2)),
            format!("sixfold{common}"),
        ] {
            let answer = change(&mut caller, &made).await;
            assert_eq!((answer.status, answer.problem().as_str()), (422, "invalid"), "{made}");
        }
    }
    let login_in_it = change(&mut caller, "verifier-1verifier-1").await;
    assert_eq!(login_in_it.status, 422);
    for taken in [
        "lanternsunderriverswhilekettlesorbitthewharfandplumesgoquietlyby",
        "чайник под тихой рекой и фонарь",
        "燈籠在安靜的河流下面閃閃發光著呢",
        "no capital no digit no sign here at all",
    ] {
        assert_eq!(change(&mut caller, taken).await.status, 204, "{taken}");
        assert_eq!(server.stranger().sign_in(LOGIN, taken, None).await.status, 204);
    }
    // A year later it is still the password.
    let raw = Raw::open(&world).await;
    assert_eq!(
        raw.text("SELECT CAST(password_until AS TEXT) FROM account WHERE login = 'verifier-1'").await,
        None
    );
    let page: Value = server.stranger().get("/api/v1/session").await.json();
    assert_eq!(page["type"], "urn:sixfold:problem:no_session");
}
