//! The first store of somebody who was asked for everything.

use crate::program::{Said, Site};
use crate::support::document;
use serde_json::json;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

/// Calls `sixfold setup` with these lines as answers, in a folder.
fn setup(site: &Site, folder: &Path, answers: &[&str]) -> Said {
    let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &["setup"]);
    command
        .env_remove("SIXFOLD_STORE")
        .env_remove("SIXFOLD_NODE_KEY")
        .current_dir(folder)
        .stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let text: String = answers.iter().map(|answer| format!("{answer}\n")).collect();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    site.ended(child)
}

/// What stands between two marks, each time.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    text.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect()
}

#[test]
fn somebody_who_answers_has_a_store_and_sheets_to_hand_over() {
    let site = Site::new();
    let folder = tempfile::TempDir::new().unwrap();
    let answers = [
        "",
        "X/AR",
        "XCA",
        "",
        "Cantoria, the \"first\"",
        "/nowhere",
        "",
        "one-file.pub",
        "",
        "xx",
        "ar",
        "",
        "maybe",
        "yes",
        "no",
    ];
    let said = setup(&site, folder.path(), &answers).done();
    for word in [
        "letters, digits",
        "1 to 200",
        "/nowhere",
        "one-file.pub",
        "one of en",
        "yes or no",
        "areas: 1, parties: 1",
    ] {
        assert!(said.err.contains(word), "{word:?} is not in {said:?}");
    }
    let sheets = folder.path().join("envelopes.html");
    assert_eq!(fs::metadata(&sheets).unwrap().permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&sheets).unwrap();
    assert!(
        text.contains("lang=\"ar\" dir=\"rtl\"") && text.contains("Cantoria, the &#34;first&#34;"),
        "{text}"
    );
    let words = between(&text, "<code dir=\"ltr\">", "</code>");
    let (people, secrets) = (words.as_chunks::<2>().0, between(&text, "<pre dir=\"ltr\">", "</pre>"));
    assert_eq!((people.len(), secrets.len()), (8, 3));
    assert!(said.err.chars().all(|c| !c.is_control() || c == '\n'));
    for secret in people.iter().map(|[_, password]| password).chain(&secrets) {
        assert!(!said.err.contains(secret) && !said.out.contains(secret), "a secret was shown");
    }
    assert!(
        ["src=", "href=", "url(", "<script"].iter().all(|asks| !text.contains(asks)),
        "the file asks for something"
    );

    // What is on the sheets works, and is all that there is.
    let store = format!("sqlite://{}", folder.path().join("sixfold.db").display());
    let key = folder.path().join("sixfold.db.node-key");
    let place = ["--store", &store, "--node-key", key.to_str().unwrap(), "--situation", "XCA"];
    for [login, password] in people {
        let call = [&["account", "list"], &place[..], &["--login", login]].concat();
        let said = site.call(&call, Some(password));
        let lists = login.starts_with("cochair") || login.starts_with("administrator");
        assert_eq!(said.status, if lists { 0 } else { 2 }, "{login}: {said:?}");
        assert!(lists || said.err.contains("role"), "{login}: {said:?}");
    }
    let [cochair, password] = people[0];
    let mut told = document("C-1");
    told["location"]["area"] = json!("XCA");
    told["perpetrators"][0]["party"] = json!("XCA-UNKNOWN");
    let report = site.file("report.jsonl", told.to_string().as_bytes());
    let call = [&["intake", report.as_str()], &place[..], &["--login", cochair]].concat();
    site.call(&call, Some(password)).done();
    let files: Vec<String> =
        secrets.iter().enumerate().map(|(n, text)| site.file(&format!("c{n}"), text.as_bytes())).collect();
    let call = ["keys", "recover", "--custodian", &files[0], "--custodian", &files[2]];
    let call = [&call, &place[..], &["--login", cochair]].concat();
    site.call(&call, Some(password)).done();
    let mut there: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    there.sort();
    there.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    assert_eq!(there, ["envelopes.html", "sixfold.db", "sixfold.db.lock", "sixfold.db.node-key"]);
    let again = setup(
        &site,
        folder.path(),
        &["", "sqlite://other.db", "XCA", "Cantoria", "", "", "", "", "sheets.html", "no"],
    );
    assert_eq!(again.done().err.matches("is there already").count(), 2, "the store, and the sheets");
}

#[test]
fn nothing_is_made_before_the_last_question() {
    let site = Site::new();
    let folder = tempfile::TempDir::new().unwrap();
    let whole = ["", "XCA", "Cantoria", "", "", "", ""];
    for answered in 0..=whole.len() {
        setup(&site, folder.path(), &whole[..answered]).refused(2, &["nothing was made"]);
    }
    let no = setup(&site, folder.path(), &[&whole[..], &["no"]].concat()).done();
    assert!(no.err.contains("nothing was made"), "{no:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

/// With custodians who made their own secrets there is none on the sheets.
#[test]
fn custodians_who_came_with_a_key_get_no_sheet() {
    let site = Site::new();
    let folder = tempfile::TempDir::new().unwrap();
    for name in ["first", "second"] {
        let out = folder.path().join(name);
        site.call(&["keys", "custodian", "--out", out.to_str().unwrap()], None).done();
    }
    let register = site.desk.path().join("register");
    let answers = [
        "",
        "XAR",
        "Arandia",
        register.to_str().unwrap(),
        "first.pub",
        "first.pub first.pub",
        "first.pub second.pub",
        "fr",
        "a.html",
        "y",
        "n",
    ];
    let said = setup(&site, folder.path(), &answers).done();
    assert!(
        said.err.contains("2 to 12")
            && said.err.contains("named twice")
            && said.err.contains("areas: 3, parties: 2, custodians: 2"),
        "{said:?}"
    );
    let text = fs::read_to_string(folder.path().join("a.html")).unwrap();
    assert_eq!(between(&text, "<pre", "</pre>").len(), 0);
    assert_eq!(between(&text, "<code dir=\"ltr\">", "</code>").len(), 16);
}
