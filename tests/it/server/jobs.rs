//! Reports and the moving over of records as jobs: once, for one person, seen from every node.

use super::client::{Answer, Caller, Server, password_of};
use crate::raw::Raw;
use crate::support::{decided, document};
use crate::world::{on_both_engines, take};
use axum::body::Body;
use domain::access::Role;
use domain::id::JobId;
use serde_json::{Value, json};
use sixfold::casework::{CaseError, Desk, JobKind, JobLine, JobState, Now, Progress, Taking};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use vault::Password;

const AT: &str = "/api/v1/situations/XAR/jobs";

fn ghn(make: &str) -> Value {
    json!({"kind": "report", "report": "ghn", "from": "2025-10-01", "to": "2026-03-01", "make": make})
}

fn ad_hoc(table: Value, make: &str) -> Value {
    json!({"kind": "report", "report": "ad-hoc", "from": "2025-10-01", "to": "2026-03-01", "table": table,
        "where": {"violation_type": ["killing"]}, "make": make})
}

/// The desk of somebody who has signed in at a server with [`password_of`] their login.
async fn desk(server: &Server, login: &str) -> Arc<Desk> {
    let begun = server
        .office
        .sign_in(login, Password::new(password_of(login)), None, None, sixfold::casework::Asker::Anybody)
        .await
        .unwrap();
    let session = server.office.resume(begun.secret, Some("XAR")).await.unwrap();
    Arc::new(session.desk("XAR", Now::on(crate::world::TODAY)).await.unwrap())
}

/// A job that goes on until it is let go; what it makes is its question.
async fn held(desk: &Arc<Desk>, question: &'static str) -> (JobId, oneshot::Sender<()>) {
    let (go, wait) = oneshot::channel();
    let work = async move |_, progress: Arc<Progress>| {
        progress.expect(3);
        progress.advance(1);
        wait.await.map_err(|_| CaseError::NotFound)?;
        progress.advance(2);
        Ok(Some(question.as_bytes().to_vec()))
    };
    let taken = desk.start_job(JobKind::Report, question.as_bytes(), work).await.unwrap();
    assert!(taken.is_new);
    (taken.id, go)
}

/// Waits until a job stands as it should.
async fn until(desk: &Desk, id: JobId, stands: impl Fn(&JobLine) -> bool) -> JobLine {
    for _ in 0..1_200 {
        let line = desk.job(id).await.unwrap();
        if stands(&line) {
            return line;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the job never came that far");
}

/// Whether a job of [`held`] is in its midst.
fn in_its_midst(line: &JobLine) -> bool {
    (line.state, line.done, line.total) == (JobState::Running, 1, 3)
}

/// Whether nothing more will happen to a job.
fn over(line: &JobLine) -> bool {
    line.state.is_over()
}

/// The events of a stream: id, name and data of each.
fn events(answer: &Answer) -> Vec<(String, String, Value)> {
    let field = |block: &str, name: &str| {
        block.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
    };
    let text = answer.text();
    let blocks = text.split("\n\n").filter(|block| block.contains("event:"));
    let event = |block: &str| {
        let data = serde_json::from_str(&field(block, "data").unwrap()).unwrap();
        (field(block, "id").unwrap(), field(block, "event").unwrap(), data)
    };
    blocks.map(event).collect()
}

/// Starts a job, watches it to its end and gives its path.
pub(super) async fn made(caller: &mut Caller, question: Value) -> String {
    let answer = caller.post(AT, question).await;
    assert_eq!(answer.status, 202, "{answer:?}");
    let place = answer.headers["location"].to_str().unwrap().to_owned();
    let watched = caller.get(&format!("{place}/events")).await;
    assert_eq!(
        (watched.status, &watched.headers["content-type"]),
        (200, &"text/event-stream".parse().unwrap())
    );
    assert_eq!(watched.headers["cache-control"], "no-store");
    let (_, name, data) = events(&watched).pop().unwrap();
    assert_eq!((name.as_str(), &data["state"]), ("end", &json!("done")), "{data}");
    assert_eq!(data["done"], data["total"]);
    place
}

on_both_engines! {
    /// What a job makes is what the direct route answers, on every node, for its owner alone, until it is removed.
    async fn a_report_is_built_watched_and_fetched(world: World) {
        take(&world.cochair().await, &[decided("J-1"), decided("J-2")], Taking::Decisions).await;
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut verifier = one.caller(&world, Role::Verifier).await;
        let direct = verifier.get("/api/v1/situations/XAR/reports/ghn/tables?from=2025-10-01&to=2026-03-01").await;
        let before = world.store.head().await.unwrap().size;
        let place = made(&mut verifier, ghn("tables")).await;
        assert_eq!(world.store.head().await.unwrap().size, before + 1, "that it was built is in the log, once");
        let mut elsewhere = other.stranger();
        elsewhere.cookie = verifier.cookie.clone();
        let fetched = elsewhere.get(&format!("{place}/result")).await;
        assert_eq!((fetched.status, fetched.json()), (200, direct.json()));
        assert_eq!(fetched.headers["content-disposition"], "attachment; filename=\"XAR-ghn-2025-10-01-2026-03-01.json\"");
        assert!(fetched.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"));

        let book = made(&mut verifier, ghn("workbook")).await;
        let book = verifier.get(&format!("{book}/result")).await;
        assert!(book.body.starts_with(b"PK") && book.headers["content-type"].to_str().unwrap().contains("spreadsheetml"));
        let cells = made(&mut verifier, ghn("csv")).await;
        let cells = verifier.get(&format!("{cells}/result")).await.text();
        assert!(cells.contains("\r\nverified.victims,killing,total,6,\r\n"), "{cells}");

        let listed = verifier.get(AT).await.json();
        assert_eq!(listed.as_array().unwrap().len(), 3);
        let line = verifier.get(&place).await.json();
        assert_eq!((&line["state"], &line["question"]["make"]), (&json!("done"), &json!("tables")));
        // A5: to anybody else there is no such job.
        let mut another = one.settled(&world, "cochair-2").await;
        assert_eq!(another.get(AT).await.json(), json!([]));
        for path in [place.clone(), format!("{place}/result"), format!("{place}/events")] {
            assert_eq!(another.get(&path).await.problem(), "not_found", "{path}");
        }
        assert_eq!(another.delete(&place).await.problem(), "not_found");
        let nobody = another.get(&format!("{AT}/{}", "0".repeat(32))).await;
        assert_eq!(nobody.problem(), "not_found");

        let raw = Raw::open(&world).await;
        for (table, column) in [("job", "question_body"), ("job_result", "result_body")] {
            for at in raw.places(table).await {
                let bytes = raw.bytes(table, column, &at).await.unwrap();
                for word in ["ghn", "verified", "2025-10-01", "killing"] {
                    assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{table}.{column}");
                }
            }
        }
        // What one job made is not shown as another's.
        raw.run("UPDATE job_result SET result_body = (SELECT result_body FROM job_result ORDER BY id LIMIT 1)").await;
        let mut refused = 0;
        for job in listed.as_array().unwrap() {
            let path = format!("{AT}/{}/result", job["id"].as_str().unwrap());
            refused += usize::from(verifier.get(&path).await.status == 500);
        }
        assert_eq!(refused, 2);
        assert_eq!(verifier.delete(&place).await.status, 204);
        assert_eq!(verifier.get(&place).await.problem(), "not_found");
        assert_eq!(verifier.delete(&place).await.problem(), "not_found");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// Any table, in any form, is built as a report is; what is made is a file to be kept, and no page of this site.
    async fn any_table_is_built_in_any_form(world: World) {
        take(&world.cochair().await, &[decided("J-1"), decided("J-2")], Taking::Decisions).await;
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let table = json!({"count": "violations", "rows": ["area", "quarter"], "columns": ["total"]});
        for (make, kind, begins) in [
            ("page", "text/html; charset=utf-8", "<!DOCTYPE html>"),
            ("bundle", "application/zip", "PK"),
            ("csv", "text/csv; charset=utf-8", "table,key,column"),
            ("tables", "application/json", "{"),
            ("workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
        ] {
            let place = made(&mut verifier, ad_hoc(table.clone(), make)).await;
            let file = verifier.get(&format!("{place}/result")).await;
            assert_eq!(file.status, 200, "{make}: {file:?}");
            assert_eq!(file.headers["content-type"], kind, "{make}");
            assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"), "{make}");
            assert_eq!(file.headers["x-content-type-options"], "nosniff");
            assert!(file.body.starts_with(begins.as_bytes()), "{make}");
        }
        // The direct routes narrow alike, and tell the incidents behind a figure of a declared table.
        let at = "/api/v1/situations/XAR/reports/violations";
        let asked = "from=2025-10-01&to=2026-03-01&by=year&where=violation_type%3Dkilling";
        let tables = verifier.get(&format!("{at}/tables?{asked}")).await.json();
        assert_eq!((&tables["by"], &tables["where"]["violation_type"][0]), (&json!("year"), &json!("killing")));
        let killing = tables["tables"].as_array().unwrap().iter().find(|table| table["id"] == "killing.figures").unwrap();
        let (key, total) = (killing["rows"][0]["key"].as_str().unwrap(), &killing["rows"][0]["total"]);
        let cell = format!("{at}/incidents?{asked}&table=killing.figures&key={key}&column=total");
        let behind = verifier.get(&cell).await.json();
        assert_eq!(&behind["figure"], total);
        assert_eq!(behind["incidents"].as_array().unwrap().len(), 2);
        assert_eq!(verifier.get(&format!("{at}/tables?{asked}%3Bcolour%3Dred")).await.status, 422);
    }

    /// What could not be built is refused before it is taken; roles that build no report have no jobs.
    async fn what_cannot_be_asked_is_not_taken(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let with = |key: &str, value: Value| {
            let mut question = ghn("workbook");
            question[key] = value;
            question
        };
        for (question, status) in [
            (with("report", json!("none")), 404),
            (with("tier", json!("public")), 422),
            (with("language", json!("xx")), 422),
            (with("to", json!("2025-01-01")), 422),
            (with("area_level", json!(9)), 422),
            (with("secret", json!("x")), 400),
            (with("make", json!("picture")), 400),
            (with("where", json!({"area": ["XAR01"]})), 422),
            (with("late", json!(true)), 422),
            (with("table", json!({"count": "cases", "rows": [], "columns": ["total"]})), 422),
            (ad_hoc(json!({"count": "cases", "rows": ["sex"], "columns": ["total"]}), "page"), 422),
            (ad_hoc(json!({"count": "worries", "rows": [], "columns": ["total"]}), "page"), 400),
            (ad_hoc(json!(null), "page"), 404),
            (json!({"kind": "rewrap", "secret": "x"}), 400),
            (json!({"kind": "unheard_of"}), 400),
            (json!({"kind": "rewrap"}), 403),
        ] {
            assert_eq!(verifier.post(AT, question.clone()).await.status, status, "{question}");
        }
        assert_eq!(verifier.get(AT).await.json(), json!([]));
    }

    /// A question that waits or runs is the same job, whoever takes it; a person has few at once; one that is
    /// removed is given up.
    async fn a_job_runs_once(world: World) {
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut verifier = one.settled(&world, "verifier-1").await;
        let (here, there) = (desk(&one, "verifier-1").await, desk(&other, "verifier-1").await);
        let (first, go) = held(&here, "\"first\"").await;
        until(&here, first, in_its_midst).await;
        for desk in [&here, &there] {
            let again = desk.start_job(JobKind::Report, b"\"first\"", async |_, _| Ok(None)).await.unwrap();
            assert_eq!((again.id, again.is_new), (first, false));
        }
        // Somebody else's same question is their own.
        one.settled(&world, "cochair-2").await;
        let theirs = desk(&one, "cochair-2").await;
        let (of_them, theirs_go) = held(&theirs, "\"first\"").await;
        assert_ne!(of_them, first);
        // With one turn, the next waits.
        let (second, _second_go) = held(&here, "\"second\"").await;
        let (third, _third_go) = held(&here, "\"third\"").await;
        assert_eq!(here.job(second).await.unwrap().state, JobState::Queued);
        let refused = here.start_job(JobKind::Report, b"\"fourth\"", async |_, _| Ok(None)).await;
        assert!(matches!(refused, Err(CaseError::TooManyJobs)));
        assert_eq!(verifier.post(AT, ghn("csv")).await.problem(), "refused");
        assert_eq!(there.job(first).await.unwrap().total, 3);
        assert!(matches!(there.job_result(first).await, Err(CaseError::NotDone(JobState::Running))));

        here.remove_job(second).await.unwrap();
        go.send(()).unwrap();
        theirs_go.send(()).unwrap();
        assert_eq!(until(&there, first, over).await.state, JobState::Done);
        assert_eq!(&*there.job_result(first).await.unwrap().1, b"\"first\"");
        assert_eq!(until(&theirs, of_them, over).await.state, JobState::Done);
        until(&here, third, in_its_midst).await;
        // What is done may be asked again.
        let (again, _go) = held(&here, "\"first\"").await;
        assert_ne!(again, first);
    }

    /// Nobody who was suspended, or lost the role or the keys, gets what a job makes.
    async fn who_may_no_longer_gets_nothing(world: World) {
        let server = Server::over(&world);
        let raw = Raw::open(&world).await;
        server.settled(&world, "verifier-1").await;
        let verifier = desk(&server, "verifier-1").await;
        let account = "(SELECT id FROM account WHERE login = 'verifier-1')";
        for (what, take, give) in [
            ("suspended", "UPDATE account SET status = 'suspended' WHERE login = 'verifier-1'".to_owned(),
                "UPDATE account SET status = 'active' WHERE login = 'verifier-1'".to_owned()),
            ("another role", format!("UPDATE account_role SET role = 'monitor' WHERE account = {account}"),
                format!("UPDATE account_role SET role = 'verifier' WHERE account = {account}")),
            ("another situation", format!("UPDATE key_grant SET situation = 9 WHERE account = {account}"),
                format!("UPDATE key_grant SET situation = 1 WHERE account = {account}")),
        ] {
            let (id, go) = held(&verifier, "\"too late\"").await;
            until(&verifier, id, in_its_midst).await;
            raw.run(&take).await;
            go.send(()).unwrap();
            let line = until(&verifier, id, over).await;
            assert_eq!((line.state, line.failure.as_deref()), (JobState::Failed, Some("forbidden")), "{what}");
            assert_eq!(raw.places("job_result").await, Vec::<String>::new(), "{what}");
            raw.run(&give).await;
        }
    }

    /// A process that is gone leaves interrupted jobs, which can be started again; one that stops says so itself. What
    /// has expired is swept away.
    async fn what_is_left_behind_is_interrupted_and_swept(world: World) {
        let (one, other) = (Server::over(&world), Server::over(&world));
        one.settled(&world, "verifier-1").await;
        let (here, there) = (desk(&one, "verifier-1").await, desk(&other, "verifier-1").await);
        let raw = Raw::open(&world).await;
        let (lost, go) = held(&here, "\"lost\"").await;
        until(&here, lost, in_its_midst).await;
        raw.run("UPDATE job SET lease_until = 1").await;
        assert_eq!(there.job(lost).await.unwrap().state, JobState::Interrupted);
        let (again, again_go) = held(&there, "\"lost\"").await;
        assert_ne!(again, lost);
        // Whoever was taken to be gone stores nothing when it comes back.
        let _ = go.send(());
        again_go.send(()).unwrap();
        assert_eq!(until(&there, again, over).await.state, JobState::Done);
        assert_eq!(there.job(lost).await.unwrap().state, JobState::Interrupted);
        assert_eq!(raw.places("job_result").await.len(), 1);

        let (stopped, _go) = held(&here, "\"stopped\"").await;
        until(&here, stopped, in_its_midst).await;
        one.office.jobs().stop().await;
        assert_eq!(there.job(stopped).await.unwrap().state, JobState::Interrupted);

        raw.run("UPDATE job SET expires_at = 1").await;
        assert!(there.jobs().await.unwrap().is_empty());
        assert!(matches!(there.job_result(again).await, Err(CaseError::NotFound)));
        other.office.sweep().await.unwrap();
        for table in ["job", "job_result"] {
            assert_eq!(raw.places(table).await, Vec::<String>::new(), "{table}");
        }
    }

    /// B7: whoever watches a job is told how it goes on, from where they were, and no longer than their session lasts.
    async fn watching_ends_with_the_job_or_the_session(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.settled(&world, "verifier-1").await;
        let at_work = desk(&server, "verifier-1").await;
        let (id, go) = held(&at_work, "\"watched\"").await;
        until(&at_work, id, in_its_midst).await;
        let path = format!("{AT}/{id}/events");
        let mut watcher = verifier.clone();
        let watching = path.clone();
        let watched = tokio::spawn(async move { watcher.get(&watching).await });
        tokio::time::sleep(Duration::from_millis(900)).await;
        go.send(()).unwrap();
        let told = events(&tokio::time::timeout(Duration::from_secs(20), watched).await.unwrap().unwrap());
        assert_eq!(told.first().unwrap().2, json!({"state": "running", "failure": null, "done": 1, "total": 3}));
        let (last, name, data) = told.last().unwrap().clone();
        assert_eq!((name.as_str(), data), ("end", json!({"state": "done", "failure": null, "done": 3, "total": 3})));
        let back = async |caller: &mut Caller, seen: &str| {
            let request = caller.request("GET", &path).header("last-event-id", seen);
            caller.send(request.body(Body::empty()).unwrap()).await
        };
        assert_eq!(back(&mut verifier, &last).await.status, 204);
        let earlier = told.first().unwrap().0.clone();
        assert_eq!(events(&back(&mut verifier, &earlier).await).len(), 1);

        let (id, _go) = held(&at_work, "\"endless\"").await;
        let mut watcher = verifier.clone();
        let watched = tokio::spawn(async move { watcher.get(&format!("{AT}/{id}/events")).await });
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(verifier.delete("/api/v1/session").await.status, 204);
        let told = tokio::time::timeout(Duration::from_secs(20), watched).await;
        let told = told.expect("the stream ends with the session").unwrap();
        assert!(events(&told).iter().all(|(_, name, _)| name == "progress"), "{told:?}");
    }

    /// R18: a rotation's records are moved over as a job that says how many are left.
    async fn records_are_moved_over_with_progress(world: World) {
        let server = Server::over(&world);
        let mut cochair = server.settled(&world, "cochair-2").await;
        let documents: Vec<Value> = (0..5).map(|n| document(&format!("R-{n}"))).collect();
        take(&world.cochair().await, &documents, Taking::ContentOnly).await;
        assert_eq!(cochair.post("/api/v1/situations/XAR/epochs", json!({})).await.status, 201);
        let place = made(&mut cochair, json!({"kind": "rewrap"})).await;
        let line = cochair.get(&place).await.json();
        assert_eq!((&line["done"], &line["total"]), (&json!(5), &json!(5)));
        assert_eq!(cochair.get(&format!("{place}/result")).await.problem(), "not_found");
        let step = cochair.post("/api/v1/situations/XAR/epochs/current/records", json!({})).await.json();
        assert_eq!(step, json!({"epoch": 2, "records": 0, "left": 0, "done": true}));
        crate::support::is_sound(&world, &world.cochair().await).await;
    }
}
