//! A2, A4: what is another situation's or another person's is nobody's to name.

use super::client::{Answer, Caller, Server, password_of};
use crate::raw::Raw;
use crate::story::lived_in;
use crate::world::on_both_engines;
use serde_json::{Value, json};
use sixfold::web::Declared;
use std::collections::BTreeMap;

/// What must not change when somebody asks for what is not theirs: all that is stored but who is signed in, when
/// they were seen, and the refusals in the log.
async fn stored(raw: &Raw) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    for table in raw.tables().await {
        if ["session", "known_device", "log_entry", "log_head"].contains(&table.as_str()) {
            continue;
        }
        let mut rows = Vec::new();
        for place in raw.places(&table).await {
            let mut row = Vec::new();
            for column in raw.columns(&table).await {
                let cast = match column.kind {
                    crate::raw::Kind::Bytes => {
                        format!("{:?}", raw.bytes(&table, &column.name, &place).await)
                    }
                    _ => {
                        let sql = format!("SELECT CAST({} AS TEXT) FROM {table} WHERE {place}", column.name);
                        format!("{:?}", raw.text(&sql).await)
                    }
                };
                row.push(cast);
            }
            rows.push(row.join(" "));
        }
        rows.sort();
        all.insert(table, rows);
    }
    let others = "SELECT CAST(count(*) AS TEXT) FROM log_entry WHERE act <> 'refused'";
    all.insert("log".to_owned(), vec![format!("{:?}", raw.text(others).await)]);
    all
}

/// The rest of an answer: what could tell one refusal from another.
fn told(answer: &Answer) -> (u16, Value, Vec<String>) {
    let mut said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if let Some(said) = said.as_object_mut() {
        said.remove("reference");
    }
    let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    (answer.status, said, headers)
}

/// An id of nothing.
const NOWHERE: &str = "0123456789abcdef0123456789abcdef";

/// A body that a route reads to its end, so that what is named in the path is looked for.
fn body(route: &Declared) -> Option<Value> {
    let body = match route.path.rsplit('/').next().unwrap() {
        "steps" => json!({"step": "initial", "status": "verified", "reason": "two sources"}),
        "stages" => json!({"status": "closed", "reason": "nothing more is expected"}),
        "status" => json!({"status": "suspended"}),
        "notes" | "questions" | "answer" | "summary" => json!({"text": "nothing in particular"}),
        "assignment" => json!({"to": null}),
        "referrals" => {
            json!({"victim": "c1", "service": "medical_referral", "tell": ["name"], "needs": "a bandage",
            "provider": "a clinic", "answer_to": "the desk"})
        }
        "outcome" => json!({"outcome": "provided"}),
        "best-interests" => json!({"victim": "c1", "text": "with the aunt"}),
        "not-duplicates" => json!({"incident": NOWHERE, "reason": "another village"}),
        "approval" => json!({"digest": "00".repeat(32)}),
        "roles" => json!({"roles": ["monitor"]}),
        "field-client" => json!({"face": "lists"}),
        "retention" => json!({"months": 24}),
        "grants" => json!({"fingerprint": "00000 00000 00000 00000 00000 00000"}),
        "break-glass" => json!({"login": "verifier-1", "fingerprint": "00000 00000 00000 00000 00000 00000"}),
        "{incident}" | "record" => crate::story::document("I0"),
        _ => json!({}),
    };
    ["POST", "PUT"].contains(&route.method).then_some(body)
}

/// What a page's form sends, for the same reason.
fn form(route: &Declared) -> Option<&'static str> {
    let is_page = route.method == "POST" && !route.path.starts_with("/api/");
    let form = match route.path.rsplit('/').next().unwrap() {
        "decide" => "violation=k1&step=initial&status=verified&reason=two+sources",
        "stage" => "status=closed&reason=nothing+more+is+expected",
        "assign" => "to=&version=1",
        "erase" => "ground=consent_withdrawn",
        "note" | "ask" | "{question}" => "victim=c1&text=nothing+in+particular",
        "summary" => "text=nothing+in+particular&version=1",
        "refer" => {
            "victim=c1&service=medical_referral&tell=name&needs=a+bandage&provider=a+clinic&answer_to=the+desk"
        }
        "conclude" => "outcome=provided",
        "settle" => "question=0123456789abcdef0123456789abcdef",
        "{other}" => "same=no&reason=another+village",
        "status" => "status=suspended",
        "roles" => "roles=monitor",
        "field-client" => "face=lists&version=0",
        "retention" if route.path.contains("settings") => "months=24&version=0",
        "retention" => "as_of=2025-01-01",
        "{submission}" => "text=nothing+in+particular",
        "grant" => "fingerprint=00000+00000+00000+00000+00000+00000",
        "approve" => "digest=0000000000000000000000000000000000000000000000000000000000000000",
        "closing" => "act=close",
        "sign" => "digest=0000000000000000000000000000000000000000000000000000000000000000&read=yes",
        "join" => {
            "digest=0000000000000000000000000000000000000000000000000000000000000000&fingerprint=00000+00000+00000+00000+00000+00000"
        }
        "break-glass" => "login=verifier-1&fingerprint=00000+00000+00000+00000+00000+00000",
        _ => "",
    };
    is_page.then_some(form)
}

async fn ask(caller: &mut Caller, route: &Declared, named: &BTreeMap<&str, String>) -> Answer {
    let mut path = route.path.clone();
    for (name, value) in named {
        path = path.replace(&format!("{{{name}}}"), value);
    }
    assert!(!path.contains('{'), "{path}: say what the test puts there");
    if route.path.ends_with("/releases/{release}/file") {
        path.push_str("?make=tables");
    }
    if let Some(form) = form(route) {
        let request = caller.request(route.method, &path);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        return caller.send(request.body(axum::body::Body::from(form)).unwrap()).await;
    }
    match body(route) {
        Some(body) => {
            let mut request = caller.request(route.method, &path).header("content-type", "application/json");
            request = request.header("if-match", "\"1\"");
            caller.send(request.body(axum::body::Body::from(body.to_string())).unwrap()).await
        }
        None if route.method == "DELETE" => caller.delete(&path).await,
        None => caller.get(&path).await,
    }
}

/// Objects that routes name by their ids, and where they lie.
const OBJECTS: [(&str, &str); 9] = [
    ("attachment", "attachment"),
    ("question", "question"),
    ("proposal", "proposal"),
    ("job", "job"),
    ("search", "saved_search"),
    ("telephone", "telephone"),
    ("submission", "submission"),
    ("referral", "referral"),
    ("release", "release"),
];

on_both_engines! {
    /// A2: two situations in one store. Somebody with every role in one names every object of the other: an
    /// incident, a violation of it, a version, an attachment, a question, a proposal, a job, a search, an account, a
    /// session. Each is as one that is nowhere.
    async fn what_is_in_another_situation_is_nowhere(world: World) {
        lived_in(&world).await;
        let server = Server::over(&world);
        let mut caller = server.settled(&world, "cochair-2").await;
        let raw = Raw::open(&world).await;
        let id = raw.literal(&[9; 16]);
        raw.run(&format!("INSERT INTO situation (number, id, code, name) VALUES (2, {id}, 'XBR', 'Borania')")).await;
        for (table, columns) in [("area", "number, code, name, level, parent"), ("party", "number, code, name, category, details")] {
            raw.run(&format!("INSERT INTO {table} (situation, {columns}) SELECT 2, {columns} FROM {table}")).await;
        }
        let of = "(SELECT id FROM account WHERE login = 'cochair-2')";
        raw.run(&format!("DELETE FROM account_role WHERE account = {of}")).await;
        for role in domain::access::Role::ALL {
            raw.run(&format!(
                "INSERT INTO account_role (account, situation, role) SELECT id, 2, '{role}' FROM account \
                 WHERE login = 'cochair-2'"
            ))
            .await;
        }
        let codes = |answer: &Answer| -> Vec<String> {
            let all = answer.json();
            all.as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(codes(&caller.get("/api/v1/situations").await), ["XBR"]);
        let before = stored(&raw).await;

        let hex = |bytes: Vec<u8>| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let mut incidents = Vec::new();
        for place in raw.places("incident").await {
            incidents.push(hex(raw.bytes("incident", "id", &place).await.unwrap()));
        }
        let mut sessions = Vec::new();
        let others = format!("account <> {of}");
        for place in raw.places("session").await {
            if raw.text(&format!("SELECT CAST(count(*) AS TEXT) FROM session WHERE {place} AND {others}")).await.as_deref() == Some("1") {
                sessions.push(hex(raw.bytes("session", "handle", &place).await.unwrap()));
            }
        }
        assert!(incidents.len() >= 6 && !sessions.is_empty());
        let mut objects_of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (name, table) in OBJECTS {
            for place in raw.places(table).await {
                let id = raw.bytes(table, "id", &place).await.unwrap();
                objects_of.entry(name).or_default().push(hex(id));
            }
            assert!(!objects_of[name].is_empty(), "{table}");
        }
        let logins = ["verifier-1", "cochair-1", "administrator-1", "monitor-1"];

        let named = |what: &str, value: &str| {
            let ids = OBJECTS.iter().map(|(name, _)| *name).chain(["incident", "other", "handle", "token"]);
            let mut all: BTreeMap<&str, String> = ids.map(|name| (name, NOWHERE.to_owned())).collect();
            all.extend([("situation", "XBR".to_owned()), ("violation", "k1".to_owned())]);
            all.extend([("version", "1".to_owned()), ("login", "nobody-here".to_owned())]);
            let name = all.keys().copied().find(|name| *name == what).unwrap();
            all.insert(name, value.to_owned());
            all
        };
        let mut asked = 0;
        for route in server.routes.clone() {
            let objects: Vec<(&str, &str)> = match &route.path {
                path if path.contains("{incident}") => incidents.iter().map(|id| ("incident", id.as_str())).collect(),
                path if path.contains("{login}") => logins.iter().map(|login| ("login", *login)).collect(),
                path if path.contains("{handle}") => sessions.iter().map(|id| ("handle", id.as_str())).collect(),
                path => {
                    let name = OBJECTS.iter().map(|(name, _)| *name).find(|name| path.contains(&format!("{{{name}}}")));
                    // Whoever puts an attachment or a report makes it.
                    let made = |name: &str| ["attachment", "submission"].contains(&name) && route.method == "PUT";
                    let Some(name) = name.filter(|name| !made(name)) else { continue };
                    objects_of[name].iter().map(|id| (name, id.as_str())).collect()
                }
            };
            let nowhere = told(&ask(&mut caller, &route, &named("violation", "k1")).await);
            for (what, value) in objects {
                let there = ask(&mut caller, &route, &named(what, value)).await;
                assert_eq!(there.status, 404, "{route:?}: {there:?}");
                assert_eq!(told(&there), nowhere, "{route:?}");
                // In its own situation neither, where this person has no role.
                let mut own = named(what, value);
                own.insert("situation", "XAR".to_owned());
                assert_eq!(ask(&mut caller, &route, &own).await.status, 404, "{route:?}");
                asked += 1;
            }
        }
        assert!(asked > 50, "{asked}");
        assert_eq!(stored(&raw).await, before);
        // What is listed is of this situation alone: nothing.
        let list = caller.get("/api/v1/situations/XBR/accounts").await.json();
        assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
        for path in ["incidents", "reports/ghn/tables?from=2026-01-01&to=2026-03-31"] {
            let answer = caller.get(&format!("/api/v1/situations/XBR/{path}")).await;
            assert!(!answer.text().contains("k1"), "{path}");
        }
    }

    /// A4: whose security settings are changed is said by the session alone: another person's id in the path, the
    /// query or the body changes nothing (the finding SEC-01-001 of the audit of SecureDrop in 2024).
    async fn security_settings_are_ones_own(world: World) {
        let server = Server::over(&world);
        let mut owner = server.settled(&world, "cochair-1").await;
        let mut caller = server.settled(&world, "verifier-1").await;
        let raw = Raw::open(&world).await;
        let before = stored(&raw).await;
        let lines = owner.get("/api/v1/sessions").await.json();
        let handle = lines[0]["handle"].as_str().unwrap().to_owned();
        let mut ids = vec!["cochair-1".to_owned(), handle];
        for place in raw.places("account").await {
            let id = raw.bytes("account", "id", &place).await.unwrap();
            ids.push(id.iter().map(|byte| format!("{byte:02x}")).collect());
        }
        let settings: Vec<Declared> = server
            .routes
            .iter()
            .filter(|route| route.path.starts_with("/api/v1/session") && route.method != "GET")
            .filter(|route| !["/api/v1/session", "/api/v1/session/challenge"].contains(&route.path.as_str()))
            .cloned()
            .collect();
        assert!(settings.len() >= 8, "{settings:?}");
        let rightful = |path: &str| match path.rsplit('/').next().unwrap() {
            "password" => json!({"password": "a lantern under seven quiet rivers"}),
            "confirmation" => json!({"password": password_of("cochair-1")}),
            "passkey" => json!({"name": "a key", "client_data": "", "attestation": ""}),
            _ => json!({"token": "00", "code": "000000"}),
        };
        for route in &settings {
            for id in &ids {
                // In the path, where there is a place for it, and where there is none.
                let path = route.path.replace("{handle}", id);
                let there = caller.with_json(route.method, &path, json!({"nothing": id})).await;
                let added = caller.with_json(route.method, &format!("{path}/{id}"), rightful(&path)).await;
                assert!([404, 405].contains(&added.status), "{route:?}: {added:?}");
                if route.path.contains("{handle}") {
                    assert_eq!(there.status, 404, "{route:?}: {there:?}");
                    continue;
                }
                // In the body: what is not known is refused, and with it the whole.
                for member in ["account", "login", "user", "id", "handle"] {
                    let mut body = rightful(&path);
                    body[member] = json!(id);
                    let answer = caller.with_json(route.method, &path, body).await;
                    let begins = route.method == "POST" && !path.ends_with("confirmation");
                    assert!(begins || answer.status == 400, "{route:?} {member}: {answer:?}");
                    // What only begins reads no body: its answer is for the caller.
                    assert!(!answer.text().contains("cochair-1"), "{route:?} {member}");
                }
                // In the query: it is not read.
                let asked = format!("{path}?account={id}&login=cochair-1");
                let answer = caller.with_json(route.method, &asked, json!({"nothing": id})).await;
                assert!(!answer.text().contains("cochair-1"), "{route:?}");
            }
        }
        assert_eq!(stored(&raw).await, before);
        assert_eq!(owner.get("/api/v1/session").await.status, 200);
        assert_eq!(owner.get("/api/v1/session/second-factors").await.json(), json!([]));
        let password = password_of("cochair-1");
        assert_eq!(server.stranger().sign_in("cochair-1", &password, None).await.status, 204);
    }
}
