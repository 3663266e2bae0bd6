//! A telephone that speaks OpenRosa 1.0, written from the protocol and from what ODK Collect is known to do: the settings
//! of a QR code, the list of forms, the form and its files, HEAD, a submission in one request and in several.
//!
//! The filled-in forms are those of ODK's own engine (`crates/foreign/tests/openrosa/`), made of the register there: the
//! numbers of areas and parties in them fit the register here too.

use super::client::{Answer, Caller, Server, Setup, fill_in, see};
use super::overload::Slow;
use super::said::Said;
use crate::raw::Raw;
use crate::world::{Engine, World, on_both_engines};
use axum::body::{Body, Bytes};
use axum::http::Request;
use base64::Engine as _;
use domain::access::Role;
use flate2::read::ZlibDecoder;
use serde_json::{Value, json};
use sixfold::web::SignIns;
use std::collections::HashSet;
use std::fs;
use std::num::NonZeroU32;
use std::path::Path;
use tokio::sync::oneshot;

pub(super) const SHORT: &str = include_str!("../../../crates/foreign/tests/openrosa/short.xml");
const LONG: &str = include_str!("../../../crates/foreign/tests/openrosa/long.xml");
const TELEPHONES: &str = "/api/v1/situations/XAR/telephones";
pub(super) const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0an invented picture";

/// Files that go with a form.
type Files<'f> = Vec<(&'f str, &'f [u8])>;

/// A telephone with the settings of its QR code.
pub(super) struct Collect {
    caller: Caller,
    /// The path of the server's address.
    pub(super) at: String,
}

impl Collect {
    /// Reads the settings as Collect does.
    fn scans(server: &Server, settings: &str) -> Collect {
        let packed = base64::engine::general_purpose::STANDARD.decode(settings).unwrap();
        let said: Value = serde_json::from_reader(ZlibDecoder::new(&packed[..])).unwrap();
        let address = said["general"]["server_url"].as_str().unwrap();
        let at = address.strip_prefix(super::client::ORIGIN).unwrap().to_owned();
        Collect { caller: server.stranger(), at }
    }

    /// A request as a telephone makes it: no cookie, no origin, nothing of a browser.
    async fn asks(&mut self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", super::client::HOST)
            .header("x-openrosa-version", "1.0")
            .header("user-agent", "org.odk.collect.android/v2026.1 Dalvik/2.1.0")
            .header("content-type", kind);
        self.caller.send(request.body(Body::from(body)).unwrap()).await
    }

    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.asks("GET", path, "", Vec::new()).await
    }

    /// What a link in a list leads to.
    async fn follow(&mut self, address: &str) -> Answer {
        let path = address.strip_prefix(super::client::ORIGIN).unwrap().to_owned();
        self.get(&path).await
    }

    /// Sends a form with files: first it asks whether it may, as Collect does.
    pub(super) async fn sends(&mut self, form: &str, files: &[(&str, &[u8])]) -> Answer {
        let at = format!("{}/submission", self.at);
        let head = self.asks("HEAD", &at, "", Vec::new()).await;
        if head.status != 204 {
            return head;
        }
        assert_eq!(head.headers["x-openrosa-version"], "1.0");
        assert!(
            head.headers["x-openrosa-accept-content-length"].to_str().unwrap().parse::<u64>().unwrap()
                > 1_000_000
        );
        let mut parts: Vec<(&str, &str, &[u8])> = vec![("xml_submission_file", "form.xml", form.as_bytes())];
        parts.extend(files.iter().map(|(name, bytes)| (*name, *name, *bytes)));
        self.posts(&parts).await
    }

    async fn posts(&mut self, parts: &[(&str, &str, &[u8])]) -> Answer {
        let at = format!("{}/submission", self.at);
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: text/xml\r\nContent-Transfer-Encoding: binary\r\n\r\n"
            );
            body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
        }
        body.extend(b"--edge--\r\n");
        self.asks("POST", &at, "multipart/form-data; boundary=edge", body).await
    }
}

/// What stands in an element.
pub(super) fn text<'a>(xml: &'a str, name: &str) -> &'a str {
    let from = xml.find(&format!("<{name}>")).unwrap_or_else(|| panic!("{name}: {xml}")) + name.len() + 2;
    &xml[from..from + xml[from..].find(&format!("</{name}>")).unwrap()]
}

pub(super) async fn added(server: &Server, world: &World) -> (Caller, Value, Collect) {
    let mut monitor = server.caller(world, Role::Monitor).await;
    let answer = monitor.post(TELEPHONES, json!({})).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let added = answer.json();
    assert!(added["qr"].as_str().unwrap().contains("<svg"));
    let collect = Collect::scans(server, added["settings"].as_str().unwrap());
    (monitor, added, collect)
}

pub(super) fn with_files(form: &str, names: &[&str]) -> String {
    let files: String =
        names.iter().map(|name| format!("<files><picture>{name}</picture></files>")).collect();
    form.replace("<_files/>", &files)
}

on_both_engines! {
    /// The whole way: settings, list, form and its files, a report with a picture, triage, and what is read then.
    async fn a_telephone_reports_and_a_verifier_reads_it(world: World) {
        let server = Server::over(&world);
        let (mut monitor, added, mut collect) = added(&server, &world).await;
        let at = collect.at.clone();
        let list = collect.get(&format!("{at}/formList")).await;
        assert_eq!((list.status, &list.headers["content-type"], &list.headers["x-openrosa-version"]),
            (200, &"text/xml; charset=utf-8".parse().unwrap(), &"1.0".parse().unwrap()));
        let said = list.text();
        assert_eq!(text(&said, "formID"), "sixfold-XAR");
        let form = collect.follow(text(&said, "downloadUrl")).await;
        let version = text(&said, "version");
        assert!(form.text().contains(&format!("version=\"{version}\"")));
        assert!(form.text().contains("Party 4") && form.text().contains("jr://file-csv/areas.csv"));
        let mark = hex::encode(vault::file_mark(&form.body));
        assert_eq!(text(&said, "hash"), format!("md5:{mark}"));
        let manifest = collect.follow(text(&said, "manifestUrl")).await.text();
        assert_eq!(text(&manifest, "filename"), "areas.csv");
        let areas = collect.follow(text(&manifest, "downloadUrl")).await;
        assert_eq!(text(&manifest, "hash"), format!("md5:{}", hex::encode(vault::file_mark(&areas.body))));
        assert!(areas.text().contains("a3,District 1.2,a1"), "{}", areas.text());

        let sent = collect.sends(&with_files(LONG, &["1700000000000.jpg"]), &[("1700000000000.jpg", JPEG)]).await;
        assert_eq!(sent.status, 201, "{}", sent.text());
        assert!(sent.text().contains("<OpenRosaResponse") && sent.text().contains("submit_success"));

        let verifier = world.verifier().await;
        let outcomes = verifier.triage(&HashSet::new()).await.unwrap();
        assert!(outcomes.len() == 1 && outcomes[0].outcome.is_ok(), "{outcomes:?}");
        let placed = verifier.place_attachments(&HashSet::new()).await.unwrap();
        assert!(placed.len() == 1 && placed[0].outcome.is_ok(), "{placed:?}");
        let reference = text(LONG, "reference");
        let incident = verifier.incident_id(reference).unwrap();
        let read = verifier.attachments(incident).await.unwrap();
        assert_eq!(read[0].description.as_ref().unwrap().name, "1700000000000.jpg");
        let mut caller = server.caller(&world, Role::Verifier).await;
        let document = caller.get(&format!("/api/v1/situations/XAR/incidents/{incident}/identity")).await.json();
        assert!(document.to_string().contains("An invented account."), "{document}");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);

        // It is listed, ended, and then nowhere.
        let lines = monitor.get(TELEPHONES).await.json();
        assert_eq!((lines.as_array().unwrap().len(), &lines[0]["telephone"]), (1, &added["telephone"]));
        let own = format!("{TELEPHONES}/{}", added["telephone"].as_str().unwrap());
        assert_eq!(monitor.delete(&own).await.status, 204);
        assert_eq!(monitor.delete(&own).await.status, 404);
        assert_eq!(monitor.get(TELEPHONES).await.json(), json!([]));
        assert_eq!(collect.sends(SHORT, &[]).await.status, 404);
        let list = collect.get(&format!("{at}/formList")).await;
        assert_eq!(list.status, 404);
        assert!(list.text().contains("<OpenRosaResponse"));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// What is sent again is there once, what comes in several requests is put together, and other bytes under the same
    /// id take the place of nothing.
    async fn a_report_sent_again_is_one(world: World) {
        let server = Server::over(&world);
        let (.., mut collect) = added(&server, &world).await;
        let form = with_files(SHORT, &["a.jpg", "b.jpg"]);
        let other = [JPEG, b"another"].concat();
        assert_eq!(collect.sends(&form, &[("a.jpg", JPEG)]).await.status, 201);
        assert_eq!(collect.sends(&form, &[("b.jpg", &other)]).await.status, 201);
        for _ in 0..2 {
            assert_eq!(collect.sends(&form, &[("a.jpg", JPEG), ("b.jpg", &other)]).await.status, 201);
        }
        let changed = form.replace("<boys>1</boys>", "<boys>7</boys>");
        let refused = collect.sends(&changed, &[]).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        assert!(refused.text().contains("stays on the telephone"));
        let verifier = world.verifier().await;
        let outcomes = verifier.triage(&HashSet::new()).await.unwrap();
        assert_eq!(outcomes.len(), 1);
        assert_eq!(verifier.place_attachments(&HashSet::new()).await.unwrap().len(), 2);
        // After triage too.
        assert_eq!(collect.sends(&form, &[("a.jpg", JPEG)]).await.status, 201);
        assert!(verifier.triage(&HashSet::new()).await.unwrap().is_empty());
        assert!(verifier.place_attachments(&HashSet::new()).await.unwrap().is_empty());

        // An edited report is a version of the first.
        let id = text(SHORT, "orx:instanceID");
        let edited = changed
            .replace(id, "uuid:11111111-0000-4000-8000-000000000001")
            .replace("<orx:meta>", &format!("<orx:meta><orx:deprecatedID>{id}</orx:deprecatedID>"));
        assert_eq!(collect.sends(&edited, &[]).await.status, 201);
        let outcomes = verifier.triage(&HashSet::new()).await.unwrap();
        assert!(outcomes.len() == 1 && outcomes[0].outcome.is_ok(), "{outcomes:?}");
        let raw = Raw::open(&world).await;
        assert_eq!(raw.text("SELECT CAST(count(*) AS TEXT) FROM incident").await.as_deref(), Some("1"));
        // By what it is known is gone: nothing is said to have arrived that was not stored.
        raw.run("DELETE FROM telephone_report").await;
        assert_eq!(collect.sends(&form.replace("<boys>1</boys>", "<boys>8</boys>"), &[]).await.status, 409);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// What cannot be read is refused with words that the telephone shows, and nothing of it is stored.
    async fn what_is_refused_stays_on_the_telephone(world: World) {
        let server = Server::over(&world);
        let (.., mut collect) = added(&server, &world).await;
        let long = "<data>".repeat(40);
        let cases: Vec<(String, Files<'_>, u16, &str)> = vec![
            (SHORT.replace("<boys>1</boys>", "<boys>many</boys>"), vec![], 422, "violations[0].tally.boys"),
            (SHORT.replace("sixfold-XAR", "sixfold-XBR"), vec![], 422, "something else"),
            (format!("<!DOCTYPE data>{SHORT}"), vec![], 422, "document type"),
            (long, vec![], 422, "deep"),
            (SHORT.to_owned(), vec![("a.jpg", JPEG)], 422, "does not name this file"),
        ];
        for (form, files, status, said) in cases {
            let answer = collect.sends(&form, &files).await;
            assert_eq!(answer.status, status, "{said}: {}", answer.text());
            assert!(answer.text().contains(said) && answer.text().contains("<OpenRosaResponse"), "{}", answer.text());
        }
        assert_eq!(collect.posts(&[]).await.status, 400);
        let form = SHORT.as_bytes();
        let twice = [("xml_submission_file", "a", form), ("xml_submission_file", "b", form)];
        assert_eq!(collect.posts(&twice).await.status, 400);
        let at = format!("{}/submission", collect.at);
        assert_eq!(collect.asks("POST", &at, "text/xml", form.to_vec()).await.status, 415);
        let great = vec![b' '; (4 << 20) + 1];
        assert_eq!(collect.posts(&[("xml_submission_file", "a", &great)]).await.status, 413);
        assert!(world.verifier().await.triage(&HashSet::new()).await.unwrap().is_empty());
        // A file of another kind than its name says: the report is there, the file is not, and both are told.
        // The files after it are taken, the first time and whenever it is sent again.
        let form = with_files(SHORT, &["a.jpg", "b.exe", "c.jpg", "d.jpg"]);
        let [a, b, c, d] =
            [("a.jpg", &b"<html>"[..]), ("b.exe", b"MZ\x90\0"), ("c.jpg", JPEG), ("d.jpg", JPEG)];
        for files in [vec![a], vec![a, b, c], vec![a, b, c, d]] {
            let answer = collect.sends(&form, &files).await;
            let said = answer.text();
            assert_eq!(answer.status, 422, "{said}");
            assert!(said.contains("The report has arrived"), "{said}");
            for (name, bytes) in files {
                assert_eq!(said.contains(name), bytes != JPEG, "{name}: {said}");
            }
        }
        let verifier = world.verifier().await;
        assert_eq!(verifier.triage(&HashSet::new()).await.unwrap().len(), 1);
        let placed = verifier.place_attachments(&HashSet::new()).await.unwrap();
        assert!(placed.len() == 2 && placed.iter().all(|one| one.outcome.is_ok()), "{placed:?}");
    }

    /// A closed situation takes nothing in; the telephone keeps its report, and sends it when it is open again.
    async fn a_closed_situation_takes_nothing_of_a_telephone(world: World) {
        let server = Server::over(&world);
        let (.., mut collect) = added(&server, &world).await;
        crate::closing::close(&world).await;
        let answer = collect.sends(SHORT, &[]).await;
        assert_eq!(answer.status, 403, "{}", answer.text());
        assert!(answer.text().contains("closed"), "{}", answer.text());
        assert_eq!(world.store.waiting(1).await.unwrap(), 0);
        crate::server::closing::reopen(&world).await;
        assert_eq!(collect.sends(SHORT, &[]).await.status, 201);
    }

    /// A telephone sends for as long as it may, in the name of an active monitor, to one situation; whatever is wrong is
    /// told alike.
    async fn whoever_has_no_secret_finds_nothing(world: World) {
        let server = Server::over(&world);
        let (mut monitor, given, mut collect) = added(&server, &world).await;
        let at = collect.at.clone();
        let list = format!("{at}/formList");
        let secret = at.split('/').nth(2).unwrap().to_owned();
        let flipped = secret.replacen(|c| c != '0', "0", 1);
        let refused = collect.get(&list.replace(&secret, &flipped)).await;
        assert_eq!(refused.status, 404);
        for wrong in ["x".to_owned(), "0".repeat(64), secret[..62].to_owned()] {
            let answer = collect.get(&list.replace(&secret, &wrong)).await;
            assert_eq!(answer.status, 404, "{wrong}");
        }
        assert_eq!(collect.get(&list.replace("XAR", "XBR")).await.status, 404);
        let raw = Raw::open(&world).await;
        let own = "(SELECT id FROM account WHERE login = 'monitor-1')";
        for (change, back) in [
            ("UPDATE account SET status = 'suspended' WHERE login = 'monitor-1'".to_owned(),
             "UPDATE account SET status = 'active' WHERE login = 'monitor-1'".to_owned()),
            (format!("UPDATE account_role SET role = 'task_force' WHERE account = {own}"),
             format!("UPDATE account_role SET role = 'monitor' WHERE account = {own}")),
            ("UPDATE telephone SET expires_hour = expires_hour - 180 * 24".to_owned(),
             "UPDATE telephone SET expires_hour = expires_hour + 180 * 24".to_owned()),
        ] {
            assert_eq!(collect.get(&list).await.status, 200);
            raw.run(&change).await;
            assert_eq!(collect.get(&list).await.status, 404, "{change}");
            raw.run(&back).await;
        }
        // One that somebody altered behind the program's back sends nothing.
        raw.run("UPDATE telephone SET expires_hour = expires_hour + 24").await;
        assert_eq!(collect.sends(SHORT, &[]).await.status, 500);
        raw.run("UPDATE telephone SET expires_hour = expires_hour - 24").await;
        assert_eq!(collect.sends(SHORT, &[]).await.status, 201);

        // Whose it is, and whoever administers, may end it; nobody else, and nobody else's may be added.
        let own = format!("{TELEPHONES}/{}", given["telephone"].as_str().unwrap());
        let mut verifier = server.caller(&world, Role::Verifier).await;
        assert_eq!(verifier.post(TELEPHONES, json!({})).await.status, 403);
        assert_eq!(verifier.delete(&own).await.status, 403);
        assert_eq!(monitor.post(TELEPHONES, json!({"login": "verifier-1"})).await.status, 403);
        assert_eq!(monitor.post(TELEPHONES, json!({"days": 0})).await.status, 422);
        assert_eq!(monitor.post(TELEPHONES, json!({"days": 367})).await.status, 422);
        let mut administrator = server.caller(&world, Role::Administrator).await;
        assert_eq!(administrator.post(TELEPHONES, json!({})).await.status, 422);
        assert_eq!(administrator.post(TELEPHONES, json!({"login": "verifier-1"})).await.status, 422);
        let other = administrator.post(TELEPHONES, json!({"login": "monitor-1"})).await;
        assert_eq!((other.status, &other.json()["login"]), (201, &json!("monitor-1")));
        for _ in 0..3 {
            assert_eq!(monitor.post(TELEPHONES, json!({})).await.status, 201);
        }
        assert_eq!(monitor.post(TELEPHONES, json!({})).await.status, 422);
        assert_eq!(administrator.get(TELEPHONES).await.json().as_array().unwrap().len(), 5);
        assert_eq!(administrator.delete(&own).await.status, 204);
        assert_eq!(collect.get(&list).await.status, 404);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

on_both_engines! {
    /// What takes an account or a role away ends its telephones for good: giving it back brings none of them back.
    async fn a_telephone_ends_with_what_it_sends_by(world: World) {
        let server = Server::over(&world);
        let administrator = world.desk("administrator-1").await;
        for (number, change) in ["suspend", "take the role", "reset", "other roles too", "remove"].into_iter().enumerate() {
            let login = format!("monitor-{}", number + 20);
            let password = administrator.add_account(&login, &[Role::Monitor]).await.unwrap();
            let mut collects = Vec::new();
            for _ in 0..2 {
                let added = administrator.add_telephone(Some(&login), None).await.unwrap();
                let at = format!("/collect/{}/XAR", added.secret.as_str());
                collects.push(Collect { caller: server.stranger(), at });
            }
            for collect in &mut collects {
                assert_eq!(collect.get(&format!("{}/formList", collect.at.clone())).await.status, 200);
            }
            match change {
                "suspend" => {
                    administrator.suspend_account(&login).await.unwrap();
                    administrator.restore_account(&login).await.unwrap();
                }
                "take the role" => {
                    administrator.change_roles(&login, &[Role::TaskForce]).await.unwrap();
                    administrator.change_roles(&login, &[Role::Monitor]).await.unwrap();
                }
                "reset" => assert_ne!(administrator.reset_account(&login).await.unwrap(), password),
                "other roles too" => drop(administrator.change_roles(&login, &[Role::Monitor, Role::TaskForce]).await.unwrap()),
                _ => drop(administrator.remove_account(&login).await.unwrap()),
            }
            let status = if change == "other roles too" { 200 } else { 404 };
            for collect in &mut collects {
                assert_eq!(collect.get(&format!("{}/formList", collect.at.clone())).await.status, status, "{change}");
            }
        }
        // Those of others go on; the log says of each that it was ended.
        assert_eq!(administrator.telephones().await.unwrap().len(), 2);
        let raw = Raw::open(&world).await;
        let ended = raw.text("SELECT CAST(count(*) AS TEXT) FROM log_entry WHERE act = 'telephone_ended'").await;
        assert_eq!(ended.as_deref(), Some("8"));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

/// One telephone that begins and does not end keeps nobody else from sending, and itself only until that was given up.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_telephone_sends_two_reports_at_once_and_no_more() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let (mut monitor, _, mut collect) = added(&server, &world).await;
    let other = monitor.post(TELEPHONES, json!({})).await.json();
    let mut other = Collect::scans(&server, other["settings"].as_str().unwrap());
    let mut slow = Vec::new();
    for _ in 0..2 {
        let ((begin, begun), (send, sent)) = (oneshot::channel(), oneshot::channel());
        let body = Body::new(Slow { begin: Some(begin), sent, rest: Some(Bytes::new()) });
        let request = Request::post(format!("{}/submission", collect.at)).header("host", super::client::HOST);
        let request =
            request.header("content-type", "multipart/form-data; boundary=edge").body(body).unwrap();
        let mut caller = server.stranger();
        let answer = tokio::spawn(async move { caller.send(request).await });
        begun.await.unwrap();
        slow.push((send, answer));
    }
    let third = collect.sends(SHORT, &[]).await;
    assert_eq!(third.status, 503, "{}", third.text());
    assert_eq!(other.sends(SHORT, &[]).await.status, 201);
    for (send, answer) in slow {
        send.send(()).unwrap();
        assert_eq!(answer.await.unwrap().status, 400);
    }
    assert_eq!(collect.sends(SHORT, &[]).await.status, 201);
}

/// Every byte below a folder.
fn everything(folder: &Path, all: &mut Vec<u8>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            everything(&path, all);
        } else {
            all.extend(fs::read(&path).unwrap());
        }
    }
}

/// Nothing that a telephone sends lies on the disk in the clear, nor the secret by which it is known.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_telephone_lies_in_the_clear() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let (.., mut collect) = added(&server, &world).await;
    let form = with_files(LONG, &["canary-of-a-name.jpg"]);
    let picture = [JPEG, b"canary of a picture"].concat();
    assert_eq!(collect.sends(&form, &[("canary-of-a-name.jpg", &picture)]).await.status, 201);
    let mut bytes = Vec::new();
    everything(world.dir.path(), &mut bytes);
    let has = |text: &str| memchr::memmem::find(&bytes, text.as_bytes()).is_some();
    // What is public is found, so the search finds.
    assert!(has("monitor-1") && has("telephone_report"));
    let secret = collect.at.split('/').nth(2).unwrap();
    let reference = text(LONG, "reference");
    let instance = text(LONG, "orx:instanceID");
    let raw = hex::decode(secret).unwrap();
    assert!(memchr::memmem::find(&bytes, &raw).is_none());
    for canary in [
        secret,
        reference,
        instance,
        instance.trim_start_matches("uuid:"),
        "An invented account",
        "The boat",
        "a falling wall",
        "Arandian, Boranian",
        "canary-of-a-name",
        "canary of a picture",
    ] {
        assert!(!has(canary), "{canary}");
    }
}

/// Tries with wrong secrets are few for an address; who has a right one is not kept waiting.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_secrets_are_tried_slowly() {
    let world = World::new(Engine::Sqlite).await;
    let usual = Server::over(&world);
    let (.., scanned) = added(&usual, &world).await;
    let [few, many] = [3, 100_000].map(|each| NonZeroU32::new(each).unwrap());
    let sign_ins = SignIns { login: many, address: few, all: many };
    let server = Server::with(&world, Setup { sign_ins, ..Setup::default() });
    let mut collect = Collect { caller: server.stranger(), at: scanned.at };
    let right = format!("{}/formList", collect.at);
    let mut got = Vec::new();
    for secret in 0..5 {
        got.push(collect.get(&format!("/collect/{secret:064x}/XAR/formList")).await.status);
    }
    assert_eq!(got, [404, 404, 404, 429, 429]);
    assert_eq!(collect.get(&right).await.status, 200);
    // People behind the same address sign in all the same.
    server.arrived(&world, "verifier-1").await;
}

/// The page on which a monitor adds a telephone: the code is shown once, and the telephone can be ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_monitor_adds_a_telephone_on_a_page() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut monitor = server.caller(&world, Role::Monitor).await;
    let at = "/situations/XAR/telephones";
    for language in ["en", "fr", "es", "ar"] {
        let page = see(&mut monitor, at, language).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("name=\"days\"") && !page.text().contains("name=\"login\""));
    }
    let added = fill_in(&mut monitor, at, &[("days", "30")]).await;
    assert_eq!(added.status, 200, "{}", added.text());
    let said = added.text();
    assert!(said.contains("<svg") && !said.contains("<?xml"), "{said}");
    let from = said.find("http://127.0.0.1:8612/collect/").unwrap();
    let address: String = said[from..].chars().take_while(|c| !"<\" ".contains(*c)).collect();
    let mut collect =
        Collect { caller: server.stranger(), at: address[super::client::ORIGIN.len()..].to_owned() };
    assert_eq!(collect.sends(SHORT, &[]).await.status, 201);
    let listed = see(&mut monitor, at, "en").await.text();
    assert!(!listed.contains("/collect/"));
    let from = listed.find(&format!("{at}/")).unwrap();
    let end: String = listed[from..].chars().take_while(|c| *c != '"').collect();
    assert!(end.ends_with("/end"), "{end}");
    let ended = fill_in(&mut monitor, &end, &[]).await;
    assert_eq!(ended.status, 303);
    assert_eq!(collect.sends(SHORT, &[]).await.status, 404);
    let mut administrator = server.caller(&world, Role::Administrator).await;
    assert!(see(&mut administrator, at, "en").await.text().contains("name=\"login\""));
    let mut cochair = server.caller(&world, Role::Cochair).await;
    assert_eq!(see(&mut cochair, at, "en").await.status, 403);
}

/// The secret stands in the address, and the address in no line of the log: neither where all is well nor where it is not.
#[tokio::test]
async fn no_line_of_the_log_holds_the_secret() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let (.., mut collect) = added(&server, &world).await;
    let said = Said::default();
    let guard = said.listen();
    let secret = collect.at.split('/').nth(2).unwrap().to_owned();
    assert_eq!(collect.get(&format!("{}/formList", collect.at)).await.status, 200);
    assert_eq!(collect.sends(LONG, &[]).await.status, 201);
    assert_eq!(collect.sends(&LONG.replace("<boys>1</boys>", "<boys>seven</boys>"), &[]).await.status, 422);
    assert_eq!(collect.get(&format!("{}/nothing", collect.at)).await.status, 404);
    assert_eq!(collect.get(&format!("{}x/formList", collect.at)).await.status, 404);
    drop(guard);
    let said = said.text();
    assert!(said.matches("/collect/{token}/{situation}/submission").count() >= 4, "{said}");
    for content in [&secret, "seven", "The boat", text(LONG, "reference"), "monitor-1"] {
        assert!(!said.contains(content), "{content}: {said}");
    }
}
