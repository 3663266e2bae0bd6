//! B12: passkeys, through the real router.

use super::client::{Answer, Caller, HOST, ORIGIN, Server, Setup, password_of};
use crate::authenticator::{Authenticator, PRESENT, Question, Reply, text};
use crate::raw::Raw;
use crate::world::{Engine, World, on_both_engines};
use axum::http::Request;
use serde_json::{Value, json};
use sixfold::casework::SecondFactor;

/// What somebody does wrong with what a device is asked.
type Mistake = fn(&mut Question);

const LOGIN: &str = "verifier-1";
const RP: &str = "127.0.0.1";

fn question(asked: &Value) -> Question {
    Question::new(asked["challenge"].as_str().unwrap(), ORIGIN, asked["rp_id"].as_str().unwrap())
}

/// What a page asks a device for, to sign in.
async fn challenge(server: &Server) -> Question {
    question(&server.stranger().post("/api/v1/session/challenge", json!({})).await.json())
}

fn shown(device: &Authenticator, reply: &Reply) -> Value {
    json!({
        "credential": text(&device.credential),
        "client_data": text(&reply.client_data),
        "authenticator_data": text(&reply.authenticator_data),
        "signature": text(&reply.signature),
    })
}

fn made(name: &str, reply: &Reply) -> Value {
    json!({
        "name": name,
        "client_data": text(&reply.client_data),
        "attestation": text(&reply.attestation),
    })
}

/// Signs in with what a device showed.
async fn sign_in(caller: &mut Caller, passkey: &Value) -> Answer {
    let body = json!({"login": LOGIN, "password": password_of(LOGIN), "passkey": passkey});
    caller.post("/api/v1/session", body).await
}

async fn enrol(caller: &mut Caller, device: &mut Authenticator, name: &str) -> Answer {
    let asked = caller.post("/api/v1/session/passkey", json!({})).await.json();
    let reply = device.make(&question(&asked));
    caller.put("/api/v1/session/passkey", made(name, &reply)).await
}

fn required() -> Setup {
    Setup { second_factor: SecondFactor::Required, ..Setup::default() }
}

async fn sound(world: &World) {
    assert_eq!(world.store.verify(None).await.unwrap().findings, []);
}

on_both_engines! {
    /// Enrolled, signed in with on another node, shown again for something dangerous, listed, taken away.
    async fn a_passkey_is_a_second_factor(world: World) {
        let (one, other) = (Server::with(&world, required()), Server::with(&world, required()));
        let mut caller = one.settled(&world, LOGIN).await;
        assert_eq!(caller.get("/api/v1/session").await.json()["needs"], "second_factor");
        let mut before = other.stranger();
        before.sign_in(LOGIN, &password_of(LOGIN), None).await;
        let mut device = Authenticator::new();
        device.counter = 1;
        assert_eq!(enrol(&mut caller, &mut device, "the office's key").await.status, 204);
        let who = caller.get("/api/v1/session").await.json();
        assert_eq!((who["needs"].as_str(), who["second_factor"].as_bool()), (None, Some(true)));
        // What was signed in with the password alone is over.
        assert_eq!(before.get("/api/v1/session").await.status, 401);

        // The password alone, or with a code that nobody enrolled, is no longer enough.
        for code in [None, Some("000000")] {
            assert_eq!(other.stranger().sign_in(LOGIN, &password_of(LOGIN), code).await.problem(), "sign_in");
        }
        let reply = device.show(&challenge(&one).await);
        let mut caller = other.stranger();
        assert_eq!(sign_in(&mut caller, &shown(&device, &reply)).await.status, 204);
        assert_eq!(caller.get("/api/v1/situations").await.status, 200);

        // A second one, of another kind, and the first one shown to confirm.
        let raw = Raw::open(&world).await;
        let now = world.store.clock().await.unwrap();
        raw.run(&format!("UPDATE session SET confirmed_at = {}", now - 301)).await;
        assert_eq!(caller.post("/api/v1/session/passkey", json!({})).await.problem(), "confirm");
        let lines = caller.get("/api/v1/session/second-factors").await.json();
        let path = format!("/api/v1/session/second-factors/{}", lines[0]["handle"].as_str().unwrap());
        assert_eq!(caller.delete(&path).await.problem(), "confirm");
        let alone = json!({"password": password_of(LOGIN)});
        assert_eq!(caller.post("/api/v1/session/confirmation", alone).await.problem(), "sign_in");
        let reply = device.show(&challenge(&other).await);
        let body = json!({"password": password_of(LOGIN), "passkey": shown(&device, &reply)});
        assert_eq!(caller.post("/api/v1/session/confirmation", body).await.status, 204);
        let mut second = Authenticator::with_ed25519();
        assert_eq!(enrol(&mut caller, &mut second, "a phone").await.status, 204);
        let lines = caller.get("/api/v1/session/second-factors").await.json();
        let names: Vec<&str> = lines.as_array().unwrap().iter().map(|line| line["name"].as_str().unwrap()).collect();
        assert_eq!(names.len(), 2);
        assert!(names.contains(&"the office's key") && names.contains(&"a phone"));
        // Neither name nor id is anywhere in the clear.
        let stored = raw.texts("SELECT CAST(count(*) AS TEXT) FROM second_factor").await;
        assert_eq!(stored, [Some("2".to_owned())]);

        // The first is taken away, and then the second is the last.
        let of = |lines: &Value, name: &str| {
            let line = lines.as_array().unwrap().iter().find(|line| line["name"] == name).unwrap();
            format!("/api/v1/session/second-factors/{}", line["handle"].as_str().unwrap())
        };
        assert_eq!(caller.delete(&of(&lines, "the office's key")).await.status, 204);
        let last = caller.delete(&of(&lines, "a phone")).await;
        assert_eq!((last.status, last.problem()), (422, "invalid".to_owned()));
        assert_eq!(caller.delete(&of(&lines, "the office's key")).await.status, 404);
        let reply = device.show(&challenge(&one).await);
        assert_eq!(sign_in(&mut one.stranger(), &shown(&device, &reply)).await.status, 401);
        let reply = second.show(&challenge(&one).await);
        assert_eq!(sign_in(&mut one.stranger(), &shown(&second, &reply)).await.status, 204);
        sound(&world).await;
    }

    /// B12: wrong origin, wrong server, replayed and old challenges, a count that went back, nobody verified.
    async fn what_another_page_or_another_time_asked_for_is_refused(world: World) {
        let server = Server::with(&world, required());
        let mut caller = server.settled(&world, LOGIN).await;
        let mut device = Authenticator::new();
        device.counter = 10;
        assert_eq!(enrol(&mut caller, &mut device, "a key").await.status, 204);
        let refused = async |passkey: &Value, what: &str| {
            let answer = sign_in(&mut server.stranger(), passkey).await;
            assert_eq!((answer.status, answer.problem()), (401, "sign_in".to_owned()), "{what}");
        };
        let wrong: [(&str, Mistake); 4] = [
            ("origin", |asked| asked.origin = "https://evil.example".to_owned()),
            ("server", |asked| asked.rp_id = "evil.example".to_owned()),
            ("frame", |asked| asked.cross_origin = true),
            ("challenge", |asked| asked.challenge = text(&[7; 88])),
        ];
        for (what, change) in wrong {
            let mut asked = challenge(&server).await;
            change(&mut asked);
            let reply = device.show(&asked);
            refused(&shown(&device, &reply), what).await;
        }
        // A challenge that is ours in all but one byte.
        let mut asked = challenge(&server).await;
        let last = asked.challenge.pop().unwrap();
        asked.challenge.push(if last == 'A' { 'Q' } else { 'A' });
        let reply = device.show(&asked);
        refused(&shown(&device, &reply), "signature").await;
        // One that was given out for something else.
        let making = question(&caller.post("/api/v1/session/passkey", json!({})).await.json());
        let reply = device.show(&making);
        refused(&shown(&device, &reply), "purpose").await;

        device.flags = PRESENT;
        let reply = device.show(&challenge(&server).await);
        refused(&shown(&device, &reply), "nobody verified").await;
        device.flags = crate::authenticator::PRESENT_AND_VERIFIED;

        // Used once, it is used; and with it those that were given out before it.
        let older = challenge(&server).await;
        let reply = device.show(&challenge(&server).await);
        assert_eq!(sign_in(&mut server.stranger(), &shown(&device, &reply)).await.status, 204);
        refused(&shown(&device, &reply), "replayed").await;
        let reply = device.show(&older);
        refused(&shown(&device, &reply), "older").await;
        // The count goes back: somebody has a copy of the key.
        device.counter = 5;
        let reply = device.show(&challenge(&server).await);
        refused(&shown(&device, &reply), "count").await;
        device.counter = 0;
        let reply = device.show(&challenge(&server).await);
        refused(&shown(&device, &reply), "no count").await;
        device.counter = 100;
        let reply = device.show(&challenge(&server).await);
        assert_eq!(sign_in(&mut server.stranger(), &shown(&device, &reply)).await.status, 204);

        // Another person's device, and this one's with another signature.
        let mut other = Authenticator::new();
        let reply = other.show(&challenge(&server).await);
        refused(&shown(&other, &reply), "another device").await;
        let reply = other.show(&challenge(&server).await);
        refused(&shown(&device, &reply), "another device under this one's id").await;

        // Both at once is no sign-in at all.
        let reply = device.show(&challenge(&server).await);
        let body = json!({"login": LOGIN, "password": password_of(LOGIN), "code": "123456", "passkey": shown(&device, &reply)});
        assert_eq!(server.stranger().post("/api/v1/session", body).await.status, 400);
        sound(&world).await;
    }

    /// B12: what a device made for somebody else, for another page or long ago is not enrolled.
    async fn a_passkey_is_enrolled_by_its_owner_and_once(world: World) {
        let server = Server::over(&world);
        let mut caller = server.settled(&world, LOGIN).await;
        let mut other = server.settled(&world, "cochair-1").await;
        let mut device = Authenticator::new();
        let mine = question(&caller.post("/api/v1/session/passkey", json!({})).await.json());
        assert_eq!(mine.rp_id, RP);
        // A4: somebody else's question is not answered for this one, whatever the page says.
        let reply = device.make(&mine);
        let answer = other.put("/api/v1/session/passkey", made("a key", &reply)).await;
        assert_eq!((answer.status, answer.problem()), (422, "invalid".to_owned()));
        assert_eq!(other.get("/api/v1/session/second-factors").await.json(), json!([]));
        // The challenge of signing in is none for enrolling.
        let reply = device.make(&challenge(&server).await);
        assert_eq!(caller.put("/api/v1/session/passkey", made("a key", &reply)).await.status, 422);
        for name in ["", "  ", "a\nline", &"x".repeat(61)] {
            let reply = device.make(&mine);
            assert_eq!(caller.put("/api/v1/session/passkey", made(name, &reply)).await.status, 422, "{name:?}");
        }
        let reply = device.make(&mine);
        assert_eq!(caller.put("/api/v1/session/passkey", made("a key", &reply)).await.status, 204);
        // Enrolled, the same answer is used up, and the same device is known.
        assert_eq!(caller.put("/api/v1/session/passkey", made("again", &reply)).await.status, 422);
        assert_eq!(enrol(&mut caller, &mut device, "again").await.status, 422);
        let asked = caller.post("/api/v1/session/passkey", json!({})).await.json();
        assert_eq!(asked["exclude"], json!([text(&device.credential)]));
        // Not required, it may be taken away, and then the password is enough again.
        let lines = caller.get("/api/v1/session/second-factors").await.json();
        let path = format!("/api/v1/session/second-factors/{}", lines[0]["handle"].as_str().unwrap());
        assert_eq!(other.delete(&path).await.status, 404);
        assert_eq!(caller.delete(&path).await.status, 204);
        assert_eq!(server.stranger().sign_in(LOGIN, &password_of(LOGIN), None).await.status, 204);
        sound(&world).await;
    }

    /// Whoever got in before there was a second factor makes none of their own beside it.
    async fn a_session_without_the_factor_changes_no_factor(world: World) {
        let server = Server::over(&world);
        let mut owner = server.settled(&world, LOGIN).await;
        let mut device = Authenticator::new();
        enrol(&mut owner, &mut device, "a key").await;
        let raw = Raw::open(&world).await;
        raw.run("UPDATE session SET second_factor = false").await;
        assert_eq!(owner.post("/api/v1/session/passkey", json!({})).await.problem(), "confirm");
        assert_eq!(owner.post("/api/v1/session/second-factor", json!({})).await.problem(), "confirm");
        let lines = owner.get("/api/v1/session/second-factors").await.json();
        let path = format!("/api/v1/session/second-factors/{}", lines[0]["handle"].as_str().unwrap());
        assert_eq!(owner.delete(&path).await.problem(), "confirm");
    }

    /// The clock of the database says when a challenge is over.
    async fn a_challenge_is_good_for_five_minutes(world: World) {
        let server = Server::over(&world);
        let mut caller = server.settled(&world, LOGIN).await;
        let mut device = Authenticator::new();
        enrol(&mut caller, &mut device, "a key").await;
        // A node of this store signs for another time than the database's.
        let issued = |ago: i64| {
            let store = std::sync::Arc::clone(&world.store);
            async move {
                let issued = (store.clock_in_milliseconds().await.unwrap() - ago).to_be_bytes();
                let parts: [&[u8]; 6] = [b"passkey challenge", b"show", b"", RP.as_bytes(), &issued, &[9; 16]];
                let signature = store.sign(&vault::digest_of(&parts));
                Question::new(&text(&[&issued[..], &[9; 16], &signature].concat()), ORIGIN, RP)
            }
        };
        for (ago, status) in [(301_000, 401), (-60_000, 401), (0, 204)] {
            let reply = device.show(&issued(ago).await);
            // Those that are refused are refused for their time: the last one is as they are.
            Raw::open(&world).await.run("UPDATE second_factor SET used_step = 0").await;
            assert_eq!(sign_in(&mut server.stranger(), &shown(&device, &reply)).await.status, status, "{ago}");
        }
    }

    /// A damaged row opens nothing, and takes nobody's place.
    async fn a_damaged_passkey_is_found_by_the_audit_and_opens_nothing(world: World) {
        let server = Server::over(&world);
        let mut caller = server.settled(&world, LOGIN).await;
        let mut device = Authenticator::new();
        enrol(&mut caller, &mut device, "a key").await;
        sound(&world).await;
        let raw = Raw::open(&world).await;
        let place = raw.places("second_factor").await.remove(0);
        let mut sealed = raw.bytes("second_factor", "sealed_body", &place).await.unwrap();
        let last = sealed.len() - 1;
        sealed[last] ^= 1;
        raw.put_bytes("second_factor", "sealed_body", &place, &sealed).await;
        let reply = device.show(&challenge(&server).await);
        assert!(sign_in(&mut server.stranger(), &shown(&device, &reply)).await.status >= 400);
        assert!(!world.store.verify(None).await.unwrap().findings.is_empty());
    }
}

/// B1: the challenge is the same for everybody: nothing that is asked says who asks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_challenge_tells_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut caller = server.settled(&world, LOGIN).await;
    enrol(&mut caller, &mut Authenticator::new(), "a key").await;
    let mut seen = Vec::new();
    for body in [json!({}), json!({"login": LOGIN}), json!({"login": "nobody-here"})] {
        let answer = server.stranger().post("/api/v1/session/challenge", body).await;
        let mut said = answer.json();
        let challenge = said.as_object_mut().unwrap().remove("challenge").unwrap();
        seen.push((answer.status, said, challenge.as_str().unwrap().len()));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert_eq!(seen[0].1["user_verification"], "required");
    // For another host than ours there is none.
    let request = Request::builder().method("POST").uri("/api/v1/session/challenge");
    let request = request.header("host", HOST.replace("127", "128")).header("origin", ORIGIN);
    let answer = server.stranger().send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.problem(), "misdirected");
}
