//! Releases over the API: who may do what, and that a download is what the command line writes.

use super::client::{Answer, Caller, Server, password_of};
use super::jobs::made;
use crate::raw::Raw;
use crate::releases::incidents;
use crate::support::is_sound;
use crate::world::{on_both_engines, take};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::Taking;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use store::Location;

const AT: &str = "/api/v1/situations/XAR";

fn draft() -> Value {
    json!({"kind": "release", "report": "ghn", "from": "2025-10-01", "to": "2025-12-31", "tier": "public"})
}

fn with(key: &str, value: Value) -> Value {
    let mut question = draft();
    question[key] = value;
    question
}

/// Drafts a release as a job, and gives its line.
async fn drafted(caller: &mut Caller, question: Value) -> Value {
    let place = made(caller, question).await;
    let answer = caller.get(&format!("{place}/result")).await;
    assert_eq!((answer.status, &answer.headers["content-type"]), (200, &"application/json".parse().unwrap()));
    answer.json()
}

fn place(line: &Value) -> String {
    format!("{AT}/releases/{}", line["id"].as_str().unwrap())
}

async fn approve(caller: &mut Caller, line: &Value) -> Answer {
    caller.post(&format!("{}/approval", place(line)), json!({"digest": line["digest"]})).await
}

async fn published(one: &mut Caller, other: &mut Caller, question: Value) -> Value {
    let line = drafted(one, question).await;
    for (caller, state) in [(one, "approved"), (other, "published")] {
        let answer = approve(caller, &line).await;
        assert_eq!((answer.status, answer.json()), (200, json!({"state": state})));
    }
    line
}

/// What `sixfold release get` writes of a release, by the option that says where.
fn at_the_command_line(
    (location, node): (&Location, &str),
    login: &str,
    line: &Value,
    to: &Path,
    options: &[&str],
) -> Vec<Vec<u8>> {
    let key = to.join("node-key");
    std::fs::write(&key, node).unwrap();
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o600)).unwrap();
    let url = match location {
        Location::Sqlite(path) => format!("sqlite://{}", path.display()),
        Location::Postgres(url) => url.clone(),
    };
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_sixfold"));
    command
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("SIXFOLD_STORE", url)
        .env("SIXFOLD_NODE_KEY", &key)
        .env("SIXFOLD_PASSWORD", password_of(login))
        .args(["release", "get", "--situation", "XAR", "--login", login, "--language", "fr", "--release"])
        .arg(line["id"].as_str().unwrap());
    for option in options {
        command.arg(option).arg(to.join(option));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    options.iter().map(|option| std::fs::read(to.join(option)).unwrap()).collect()
}

on_both_engines! {
    /// From the draft to the download: two co-chairs, the audience then and not before, and the command line's bytes.
    async fn a_release_is_drafted_approved_and_downloaded(world: World) {
        let desk = world.cochair().await;
        take(&desk, &incidents(0, 150), Taking::Decisions).await;
        let server = Server::over(&world);
        let mut one = server.settled(&world, "cochair-1").await;
        let mut other = server.settled(&world, "cochair-2").await;
        let reader_login = world.login(Role::TaskForce).to_owned();
        let mut reader = server.settled(&world, &reader_login).await;
        let narrative = "In the fourth quarter, violations in Region 1 rose.";
        let line = drafted(&mut one, with("narrative", json!(narrative))).await;
        assert_eq!((&line["state"], &line["drafted_by"]), (&json!("attacked"), &json!("cochair-1")));
        assert_eq!(line["period"], json!({"from": "2025-10-01", "to": "2025-12-31"}));
        assert_eq!(one.get(&format!("{AT}/releases")).await.json(), json!([line]), "the job gave what lists show");

        let sheet = other.get(&place(&line)).await.json();
        for member in ["id", "state", "digest", "hidden"] {
            assert_eq!(sheet[member], line[member], "{member}");
        }
        assert_eq!((&sheet["release"]["narrative"], &sheet["identifying"]), (&json!(narrative), &json!([])));
        let attempts = sheet["attempts"].as_array().unwrap();
        assert!(!attempts.is_empty() && attempts.iter().all(|attempt| attempt["breaches"] == json!([])));

        // Before it is out it is nothing to its audience.
        assert_eq!(reader.get(&format!("{AT}/releases")).await.json(), json!([]));
        let file = format!("{}/file", place(&line));
        for caller in [&mut reader, &mut one] {
            assert_eq!(caller.get(&format!("{file}?make=tables")).await.problem(), "not_found");
        }
        for (digest, status, problem) in [("0".repeat(64), 409, "refused"), ("xyz".to_owned(), 422, "invalid")] {
            let answer = one.post(&format!("{}/approval", place(&line)), json!({"digest": digest})).await;
            assert_eq!((answer.status, answer.problem().as_str()), (status, problem), "{answer:?}");
        }
        assert_eq!(approve(&mut one, &line).await.json(), json!({"state": "approved"}));
        let twice = approve(&mut one, &line).await;
        assert_eq!((twice.status, twice.problem().as_str()), (403, "forbidden"));
        assert!(twice.text().contains("another co-chair"));
        assert_eq!(approve(&mut other, &line).await.json(), json!({"state": "published"}));
        assert_eq!(approve(&mut other, &line).await.status, 409);

        assert_eq!(reader.get(&format!("{AT}/releases")).await.json()[0]["state"], "published");
        assert_eq!(reader.get(&place(&line)).await.status, 403, "what was tried is for co-chairs");
        let again = one.get(&format!("{}/reproduction", place(&line))).await;
        let proven = attempts.iter().map(|attempt| &attempt["protected"]).collect::<Vec<_>>();
        assert_eq!((again.status, again.json()), (200, json!({"proven": proven})));
        assert_eq!(reader.get(&format!("{file}?make=workbook&language=xx")).await.status, 422);
        assert_eq!(reader.get(&format!("{file}?make=picture")).await.status, 400);
        let head = world.store.head().await.unwrap().size;
        let mut downloads = Vec::new();
        for (make, ending) in
            [("workbook", "xlsx"), ("page", "html"), ("bundle", "zip"), ("tables", "json"), ("release", "release.json")]
        {
            let answer = reader.get(&format!("{file}?make={make}&language=fr")).await;
            assert_eq!(answer.status, 200, "{make}");
            let named = format!("attachment; filename=\"XAR-ghn-public-2025-10-01-2025-12-31.{ending}\"");
            assert_eq!(answer.headers["content-disposition"], named.as_str());
            assert!(answer.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
            downloads.push(answer.body);
        }
        let page = String::from_utf8_lossy(&downloads[1]);
        assert!(page.find(narrative).unwrap() < page.find("id=\"table-1\"").unwrap(), "before the tables");
        assert_eq!(world.store.head().await.unwrap().size, head + 5, "that it was taken is in the log, each time");
        is_sound(&world, &desk).await;

        // The embedded store is for one process at a time.
        drop((one, other, reader, server, desk));
        let World { store, location, node, dir, .. } = world;
        store.close().await.unwrap();
        drop(store);
        let to = tempfile::TempDir::new().unwrap();
        let options = ["--out", "--html", "--csv", "--json", "--release-json"];
        let written = at_the_command_line((&location, &node), &reader_login, &line, to.path(), &options);
        for ((download, written), option) in downloads.iter().zip(&written).zip(options) {
            assert!(download == written, "{option}");
        }

        drop(dir);
    }

    /// A draft whose narrative names somebody, and one that something published since gives away, are not approved.
    async fn what_gives_somebody_away_is_not_approved(world: World) {
        let desk = world.cochair().await;
        take(&desk, &incidents(0, 150), Taking::Decisions).await;
        let server = Server::over(&world);
        let mut one = server.settled(&world, "cochair-1").await;
        let mut other = server.settled(&world, "cochair-2").await;
        let text = "Among them was Zareefa Menuk, it was said.";
        let naming = drafted(&mut one, with("narrative", json!(text))).await;
        let sheet = one.get(&place(&naming)).await.json();
        assert_eq!(sheet["identifying"][0]["kind"], "name");
        let refused = approve(&mut other, &naming).await;
        assert_eq!((refused.status, refused.problem().as_str()), (409, "refused"));
        assert!(refused.text().contains("identify") && !refused.text().contains("Menuk"), "{}", refused.text());
        assert_eq!(one.delete(&place(&naming)).await.json(), json!({"state": "discarded"}));

        let early = drafted(&mut one, draft()).await;
        assert_eq!(approve(&mut one, &early).await.status, 200);
        take(&desk, &incidents(150, 152), Taking::Decisions).await;
        let out = published(&mut one, &mut other, draft()).await;
        let overtaken = approve(&mut other, &early).await;
        assert_eq!(overtaken.status, 409, "two cases are the difference of two releases: {overtaken:?}");
        assert!(overtaken.text().contains("draft it again"));
        assert_eq!(one.get(&place(&early)).await.json()["state"], "approved");

        // Who has it still has it; nobody else gets it any more.
        let file = format!("{}/file?make=tables", place(&out));
        assert_eq!(other.get(&file).await.status, 200);
        assert_eq!(one.delete(&place(&out)).await.json(), json!({"state": "withdrawn"}));
        assert_eq!(other.get(&file).await.problem(), "not_found");
        assert_eq!(one.delete(&place(&out)).await.status, 409);
    }

    /// What cannot be released is refused before it is taken; who is no co-chair neither drafts nor approves nor takes
    /// back, and who is not of the audience sees nothing.
    async fn who_may_not_and_what_cannot_be_asked(world: World) {
        let desk = world.cochair().await;
        take(&desk, &incidents(0, 20), Taking::Decisions).await;
        let server = Server::over(&world);
        let mut cochair = server.settled(&world, "cochair-1").await;
        let exempt = |reason: &str| json!({"table": "verified.victims", "key": "killing", "column": "boys", "reason": reason});
        for (question, status) in [
            (with("report", json!("none")), 404),
            (with("report", json!("country")), 422),
            (with("tier", json!("internal")), 422),
            (with("to", json!("2025-10-31")), 422),
            (with("from", json!("2026-01-01")), 422),
            (with("attribution", json!("each")), 422),
            (with("area_level", json!(2)), 422),
            (with("exempt", json!([exempt(" ")])), 422),
            (with("exempt", json!(vec![exempt("said"); 101])), 400),
            (with("exempt", json!([exempt(&"x".repeat(2_001))])), 400),
            (with("narrative", json!("x".repeat(60_001))), 400),
            (with("template", json!("0".repeat(64))), 400),
        ] {
            let answer = cochair.post(&format!("{AT}/jobs"), question.clone()).await;
            assert_eq!(answer.status, status, "{question}: {answer:?}");
        }
        assert_eq!(cochair.get(&format!("{AT}/jobs")).await.json(), json!([]));
        let line = drafted(&mut cochair, draft()).await;
        let nothing = format!("{AT}/releases/{}", "0".repeat(32));
        assert_eq!(cochair.get(&nothing).await.problem(), "not_found");
        assert_eq!(cochair.delete(&nothing).await.problem(), "not_found");
        assert_eq!(cochair.get(&format!("{nothing}/reproduction")).await.problem(), "not_found");
        assert_eq!(cochair.get(&format!("{AT}/releases/x")).await.problem(), "not_found");

        for role in Role::ALL.iter().filter(|role| **role != Role::Cochair) {
            let mut caller = server.caller(&world, *role).await;
            for question in [draft(), with("tier", json!("internal"))] {
                let taken = caller.post(&format!("{AT}/jobs"), question).await;
                assert_eq!((taken.status, taken.problem().as_str()), (403, "forbidden"), "{role}");
            }
            assert_eq!(approve(&mut caller, &line).await.status, 403, "{role}");
            assert_eq!(caller.delete(&place(&line)).await.status, 403, "{role}");
            assert_eq!(caller.get(&place(&line)).await.status, 403, "{role}");
            assert_eq!(caller.get(&format!("{}/reproduction", place(&line))).await.status, 403, "{role}");
            let (list, file) = if *role == Role::TaskForce { (200, 404) } else { (403, 403) };
            assert_eq!(caller.get(&format!("{AT}/releases")).await.status, list, "{role}");
            assert_eq!(caller.get(&format!("{}/file?make=tables", place(&line))).await.status, file, "{role}");
        }
        let mut stranger = server.stranger();
        for path in [format!("{AT}/releases"), place(&line), format!("{}/file?make=tables", place(&line))] {
            assert_eq!(stranger.get(&path).await.status, 401, "{path}");
        }
        assert_eq!(cochair.get(&place(&line)).await.json()["state"], "attacked");
        assert_eq!(cochair.get(&format!("{}/reproduction", place(&line))).await.status, 200);
        // Of a log that was rewritten it is no release any more.
        let raw = Raw::open(&world).await;
        raw.run("UPDATE log_entry SET hour = hour - 1 WHERE number = 2").await;
        let refused = cochair.get(&format!("{}/reproduction", place(&line))).await;
        assert_eq!((refused.status, refused.problem().as_str()), (409, "refused"), "{refused:?}");
        assert!(refused.text().contains("checkpoint"), "{refused:?}");
    }
}
