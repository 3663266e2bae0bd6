//! C2, C3: somebody has the database, the node's key and the passwords of people who may open nothing.

use super::client::{Caller, Server, password_of};
use crate::raw::Raw;
use crate::story::lived_in;
use crate::two_people::joined;
use crate::world::on_both_engines;
use axum::body::Body;
use domain::access::Role;
use serde_json::json;
use sixfold::web::Declared;
use std::collections::BTreeMap;
use vault::{AccountKey, SessionSecret, SystemEntropy};

/// Words of what is stored in [`lived_in`]: of stories, names, places, reasons, notes, questions and their answers.
const CONTENT: [&str; 12] = [
    "what happened in",
    "the school of",
    "a child of",
    "spelled better",
    "told again in the new epoch",
    "the same event",
    "seen by the technical reviewer",
    "on which day?",
    "on the Monday",
    "who saw it?",
    "sent with M0",
    "a form of I0",
];

/// Everything that is answered to somebody who names every object there is, on every route that only shows something.
async fn everything(
    server: &Server,
    caller: &mut Caller,
    ids: &BTreeMap<&str, Vec<String>>,
) -> (usize, String) {
    let (mut answered, mut all) = (0, String::new());
    let ask = async |caller: &mut Caller, path: String, page: bool| {
        let mut request = caller.request("GET", &path);
        if page {
            request = request.header("accept", "text/html");
        }
        let answer = caller.send(request.body(Body::empty()).unwrap()).await;
        assert!(answer.status < 500, "{path}: {answer:?}");
        (usize::from(answer.status == 200), answer.text())
    };
    let shows = |route: &&Declared| {
        route.method == "GET" && !route.path.ends_with("/events") && !route.path.starts_with("/assets")
    };
    for route in server.routes.iter().filter(shows) {
        let base = route.path.replace("{situation}", "XAR").replace("{report}", "ghn");
        let base = base.replace("{version}", "1").replace("{register}", "areas");
        let mut paths = vec![base.clone()];
        for (name, values) in ids {
            let mark = format!("{{{name}}}");
            let named =
                |path: &String| values.iter().map(|value| path.replace(&mark, value)).collect::<Vec<_>>();
            paths = paths
                .iter()
                .flat_map(|path| if path.contains(&mark) { named(path) } else { vec![path.clone()] })
                .collect();
        }
        for path in paths.into_iter().filter(|path| !path.contains('{')) {
            let query = match &path {
                path if path.contains("/reports/ghn") => "?from=2025-01-01&to=2026-12-31",
                path if path.starts_with("/situations/XAR/incidents/") => "?open=identity",
                _ => "",
            };
            for page in [false, true] {
                let (was, text) = ask(caller, format!("{path}{query}"), page).await;
                answered += was;
                all.push_str(&text);
            }
        }
    }
    (answered, all)
}

fn found(text: &str) -> Vec<&'static str> {
    CONTENT.into_iter().filter(|word| text.contains(*word)).collect()
}

on_both_engines! {
    /// C2, C3: a server of one's own over the stolen store, the node's key, and passwords of an administrator, an auditor, a
    /// monitor, a member, and a verifier to whom nothing was granted: none of them is shown a word of content.
    async fn a_store_with_passwords_that_open_nothing_gives_nothing(world: World) {
        let mut world = world;
        joined(&mut world, "verifier-9", &[Role::Verifier]).await;
        lived_in(&world).await;
        let raw = Raw::open(&world).await;
        let mut ids = BTreeMap::<&str, Vec<String>>::new();
        for (name, table) in [
            ("incident", "incident"), ("other", "incident"), ("attachment", "attachment"), ("question", "question"), ("proposal", "proposal"),
            ("job", "job"), ("search", "saved_search"), ("release", "release"), ("telephone", "telephone"),
        ] {
            let mut all = Vec::new();
            let most = if name == "incident" { 20 } else { 2 };
            for place in raw.places(table).await.iter().take(most) {
                let id = raw.bytes(table, "id", place).await.unwrap();
                all.push(id.iter().map(|byte| format!("{byte:02x}")).collect());
            }
            assert!(!all.is_empty(), "{table}");
            ids.insert(name, all);
        }
        let server = Server::over(&world);
        // Signed in meanwhile, so that there is a session to be stolen.
        let mut cochair = server.settled(&world, "cochair-1").await;
        for login in ["administrator-1", "monitor-1", "verifier-9"] {
            let mut thief = server.settled(&world, login).await;
            let (answered, text) = everything(&server, &mut thief, &ids).await;
            assert!(answered > 20, "{login}: {answered}");
            // The one question that waits for the monitor is the monitor's to read.
            let own: &[&str] = if login == "monitor-1" { &["who saw it?"] } else { &[] };
            assert_eq!(found(&text), own, "{login}");
        }
        // The control: a co-chair who asks the same is shown it.
        let (_, text) = everything(&server, &mut cochair, &ids).await;
        assert!(found(&text).len() >= 10, "{:?}", found(&text));

        // A session's row opens with the cookie alone: not with its name, its handle, nor the key of the thief.
        for place in raw.places("session").await {
            for column in ["id", "handle", "sealed_key"] {
                let bytes = raw.bytes("session", column, &place).await.unwrap();
                let text: String = bytes.iter().take(32).map(|byte| format!("{byte:02x}")).collect();
                let mut thief = server.stranger();
                thief.cookie = Some(format!("sixfold={text}"));
                assert_eq!(thief.get("/api/v1/session").await.status, 401, "{column}");
            }
        }
        // A row that the thief makes, with a secret and a key of their own in the co-chair's name, is no session.
        let account = world.store.account("cochair-1").await.unwrap().unwrap();
        let mut rng = SystemEntropy::new();
        let (secret, key) = (SessionSecret::generate(&mut rng).unwrap(), AccountKey::generate(&mut rng).unwrap());
        let end = world.store.clock().await.unwrap() + 3600;
        let sealed = secret.seal(&key, account.id.0, account.credential_epoch, end.unsigned_abs(), &mut rng).unwrap();
        let id = raw.literal(&account.id.0);
        let made = raw
            .run(&format!(
                "UPDATE session SET id = {}, sealed_key = {}, expires_at = {end} WHERE account = {id}",
                raw.literal(&secret.id()), raw.literal(&sealed)
            ))
            .await;
        assert_eq!(made, 1);
        let mut thief = server.stranger();
        thief.cookie = Some(format!("sixfold={}", secret.to_text().as_str()));
        assert_eq!(thief.get("/api/v1/session").await.status, 401);
        // Nor does the administrator get in with a row of theirs in which another account's id stands.
        let mut administrator = server.stranger();
        assert_eq!(administrator.sign_in("administrator-1", &password_of("administrator-1"), None).await.status, 204);
        raw.run(&format!("UPDATE session SET account = {id} WHERE account = (SELECT id FROM account WHERE login = 'administrator-1')")).await;
        assert_eq!(administrator.get("/api/v1/session").await.status, 401);
        let login = json!({"login": "cochair-1", "password": password_of("administrator-1")});
        assert_eq!(server.stranger().post("/api/v1/session", login).await.status, 401);
    }
}
