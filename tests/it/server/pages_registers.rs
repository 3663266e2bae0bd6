//! Registers are changed from tables: by whom, with what shown before, and with what told after.

use super::client::{Answer, Caller, Server};
use crate::world::{Engine, World, on_both_engines};
use axum::body::Body;
use axum::http::header;
use domain::access::Role;
use domain::register::Table;

const AT: &str = "/situations/XAR/registers";
const API: &str = "/api/v1/situations/XAR/registers";

pub(super) async fn see(caller: &mut Caller, path: &str, language: &str) -> Answer {
    let request = caller.request("GET", path).header(header::ACCEPT, "text/html");
    let request = request.header(header::ACCEPT_LANGUAGE, language).body(Body::empty()).unwrap();
    caller.send(request).await
}

/// A form with files, as a browser sends it.
pub(super) async fn upload(caller: &mut Caller, path: &str, fields: &[(&str, &[u8])]) -> Answer {
    let mut body = Vec::new();
    for (name, content) in fields {
        let head = format!(
            "--part\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}.csv\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--part--\r\n");
    let request = caller.request("POST", path).header(header::ACCEPT, "text/html");
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
    caller.send(request.body(Body::from(body)).unwrap()).await
}

/// What a hidden field of a page holds, as a browser would send it back.
pub(super) fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let at = page.find(&mark).unwrap_or_else(|| panic!("no {name} in {page}")) + mark.len();
    let value = page[at..].split('"').next().unwrap();
    value
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#38;", "&")
}

async fn put(caller: &mut Caller, path: &str, version: Option<&str>, text: &str) -> Answer {
    let mut request = caller.request("PUT", path).header(header::CONTENT_TYPE, "text/csv");
    if let Some(version) = version {
        request = request.header(header::IF_MATCH, version);
    }
    caller.send(request.body(Body::from(text.to_owned())).unwrap()).await
}

on_both_engines! {
    async fn a_table_is_shown_first_then_stored_then_told_of(world: World) {
        let server = Server::over(&world);
        let mut administrator = server.caller(&world, Role::Administrator).await;
        let table = administrator.get(&format!("{API}/areas")).await;
        assert_eq!((table.status, table.headers["content-type"].to_str().unwrap()), (200, "text/csv; charset=utf-8"));
        let text = table.text();
        assert!(text.starts_with("\u{feff}code,name,level,parent\n"));
        let edited = format!("{}XAR07,<b>Region</b> \"7\",1,XAR\n", text.replace("Region 2,", "Région 2,"));

        let shown = upload(&mut administrator, &format!("{AT}/areas/preview"), &[("file", edited.as_bytes())]).await;
        assert_eq!(shown.status, 200, "{}", shown.text());
        let page = shown.text();
        for said in ["XAR07", "&#60;b&#62;Region", "Region 2", "Région 2", "Nothing is stored yet"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(!page.contains("<b>Region"));
        assert!(!administrator.get(&format!("{API}/areas")).await.text().contains("XAR07"), "nothing is stored yet");

        let (version, again) = (hidden(&page, "version"), hidden(&page, "table"));
        let fields = [("version", version.as_bytes()), ("table", again.as_bytes())];
        let stored = upload(&mut administrator, &format!("{AT}/areas"), &fields).await;
        assert_eq!(stored.status, 303, "{}", stored.text());
        assert_eq!(stored.headers["location"], "/situations/XAR/registers/areas?done=register");
        let now = administrator.get(&format!("{API}/areas")).await.text();
        assert!(now.contains("XAR07,<b>Region") || now.contains("XAR07,\"<b>Region"), "{now}");
        // What was seen is no longer what is there.
        let late = upload(&mut administrator, &format!("{AT}/areas"), &fields).await;
        assert_eq!(late.status, 412, "{}", late.text());

        let page = see(&mut administrator, &format!("{AT}/areas"), "en").await.text();
        for said in ["administrator-1", "1 added", "1 changed", "Région 2", "with the situation", "31 added"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let history = administrator.get(&format!("{API}/areas/history")).await.json();
        assert_eq!(history[0]["by"], "administrator-1");
        assert_eq!(history[0]["new"][0], "XAR07");
        assert_eq!(history[0]["cells"][0], serde_json::json!(["XAR02", "name", "Region 2", "Région 2"]));
        assert_eq!(history[1]["by"], serde_json::Value::Null);
        // Of another register nothing was changed.
        assert_eq!(administrator.get(&format!("{API}/parties/history")).await.json().as_array().unwrap().len(), 1);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_is_told_by_line_and_nothing_is_stored() {
    let world = World::new(Engine::Sqlite).await;
    let now = world.desk("administrator-1").await.situation().registers.to_csv(Table::Parties);
    let server = Server::over(&world);
    let mut administrator = server.caller(&world, Role::Administrator).await;
    let preview = format!("{AT}/parties/preview");
    for (file, said) in [
        (b"".to_vec(), "Choose a file first"),
        (vec![b'c', 0xe9, b'x'], "not text in UTF-8"),
        (b"code\nX\n".to_vec(), "column name is missing"),
        (now.replace("XAR-P2,", "XAR-P22,").into_bytes(), "the code XAR-P2 is missing"),
        (format!("{now}XAR-P8,Eight,pirates\n").into_bytes(), "category is one of"),
    ] {
        let shown = upload(&mut administrator, &preview, &[("file", &file)]).await;
        assert_eq!(shown.status, 422, "{}", shown.text());
        assert!(shown.text().contains(said), "{said}: {}", shown.text());
        assert!(!shown.text().contains("name=\"table\""), "there is nothing to store");
    }
    let same = upload(&mut administrator, &preview, &[("file", now.as_bytes())]).await;
    assert!(same.text().contains("The register is so already"), "{}", same.text());
    let large = upload(&mut administrator, &preview, &[("file", &vec![b'x'; (4 << 20) + 8192])]).await;
    assert_eq!(large.status, 413);
    let many: Vec<(String, &[u8])> = (0..257).map(|n| (format!("f{n}"), &b"x"[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(upload(&mut administrator, &preview, &many).await.status, 400);
    let nothing = administrator.request("POST", &preview).header(header::CONTENT_TYPE, "multipart/form-data");
    assert_eq!(administrator.clone().send(nothing.body(Body::empty()).unwrap()).await.status, 415);
    assert_eq!(see(&mut administrator, &format!("{AT}/nothing"), "en").await.status, 404);
    let history = administrator.get(&format!("{API}/parties/history")).await.json();
    assert_eq!(history.as_array().unwrap().len(), 1, "the founding alone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_changes_a_register_by_version_or_tries_it() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut administrator = server.caller(&world, Role::Administrator).await;
    let path = format!("{API}/partners");
    let text = "code,name,kind\nAID,Aid,un_staff\n";
    assert_eq!(put(&mut administrator, &path, None, text).await.status, 428);
    assert_eq!(put(&mut administrator, &path, Some("\"7\""), text).await.status, 412);
    let tried = put(&mut administrator, &format!("{path}?dry_run=true"), Some("\"1\""), text).await.json();
    assert_eq!((&tried["stored"], &tried["added"][0]), (&false.into(), &"AID".into()));
    let done = put(&mut administrator, &path, Some("\"1\""), text).await;
    assert_eq!(done.json()["stored"], true, "{}", done.text());
    let refused = put(&mut administrator, &path, Some("\"2\""), "code,name,kind\nAID,,\n").await;
    assert_eq!((refused.status, &refused.json()["problems"][0]["path"]), (422, &"partners line 2".into()));
    let read = administrator.get(&path).await;
    assert_eq!(read.headers["etag"], "\"2\"");
    assert_eq!(read.text(), format!("\u{feff}{text}"));
    // Everybody of the situation may read it; nobody else changes it.
    let mut monitor = server.caller(&world, Role::Monitor).await;
    assert_eq!(monitor.get(&path).await.status, 200);
    assert_eq!(put(&mut monitor, &path, Some("\"2\""), text).await.status, 403);
    assert_eq!(monitor.get(&format!("{path}/history")).await.status, 403);
}
