//! Whatever comes in, and whatever state the machine is in: the program says what is wrong, stores whole
//! documents or none, and what was there before is there after.

use crate::program::{Site, lines};
use crate::raw::Raw;
use crate::story::document;
use crate::support::decided;
use crate::world::Engine;
use serde_json::{Value, json};
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use store::Location;

/// A site with three incidents, and what they are.
fn site() -> (Site, std::collections::BTreeMap<String, Value>) {
    let site = Site::new();
    let file = site.file("earlier.jsonl", &lines(&["E0", "E1", "E2"].map(document)));
    site.by("cochair-1", &["intake", &file]).done();
    let earlier = site.sound();
    assert_eq!(earlier.len(), 3);
    (site, earlier)
}

/// A document with one place changed.
fn with(pointer: &str, value: Value) -> Vec<u8> {
    let mut document = document("BAD");
    match document.pointer_mut(pointer) {
        Some(place) => *place = value,
        None => {
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            document.pointer_mut(parent).unwrap()[key] = value;
        }
    }
    document.to_string().into_bytes()
}

/// Lines that are no document, each with the path that is named and a word of the message.
fn bad_lines() -> Vec<(Vec<u8>, &'static str, &'static str)> {
    let raw = |text: &str| text.as_bytes().to_vec();
    let in_place = |from: &str, to: &str| {
        let text = document("BAD").to_string();
        assert!(text.contains(from), "{from} in {text}");
        text.replacen(from, to, 1).into_bytes()
    };
    vec![
        (raw("{\"schema\": \"sixfold.incident/1\", \"external_id\": "), "", "ends too early"),
        (raw("{'schema': 'sixfold.incident/1'}"), "", ""),
        (raw("null"), "", ""),
        (raw("5"), "", ""),
        (raw("\"text\""), "", ""),
        (raw("{}"), "schema", "required"),
        (raw("{} {}"), "", ""),
        (raw("no json at all"), "", "no JSON value"),
        (with("/schema", json!("sixfold.incident/2")), "schema", "sixfold.incident/1"),
        (with("/external_id", json!(5)), "external_id", "text"),
        (with("/external_id", json!("")), "external_id", "empty"),
        (with("/external_id", json!("x".repeat(100_000))), "external_id", "characters"),
        (with("/violations", json!("none")), "violations", "list"),
        (with("/violations/0", json!([])), "violations[0]", "object"),
        (with("/victims/0/age", json!("twelve")), "victims[0].age", "whole number"),
        (with("/narrative", json!({"a": 1})), "narrative", "text"),
        (
            in_place("\"external_id\":\"BAD\"", "\"external_id\":\"BAD\",\"external_id\":\"G0\""),
            "external_id",
            "twice",
        ),
        (in_place("\"boys\":2", "\"boys\":2,\"boys\":1"), "violations[0].tally.boys", "twice"),
        (raw(&format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000))), "a", "deep"),
        (raw(&"{\"a\":".repeat(10_000)), "", ""),
        (with("/violations/0/type", json!("murder")), "violations[0].type", "murder"),
        (with("/location/area", json!("XAR99")), "location.area", "XAR99"),
        (with("/perpetrators/0/party", json!("XAR-P9")), "perpetrators[0].party", "XAR-P9"),
        (with("/occurred/from", json!("2022-02-30")), "occurred.from", "2022-02-30"),
        (with("/occurred/from", json!("22-2-3")), "occurred.from", "YYYY-MM-DD"),
        (with("/occurred/from", json!("9999-01-01")), "occurred.from", "future"),
        (with("/occurred/from", json!("0000-00-00")), "occurred.from", ""),
        (with("/occurred/to", json!("2020-01-01")), "occurred.to", "before"),
        (with("/violations/0/tally/boys", json!(-1)), "violations[0].tally.boys", "whole number"),
        (with("/violations/0/tally/boys", json!(1.5)), "violations[0].tally.boys", "whole number"),
        (
            with("/violations/0/tally/boys", json!(4_294_967_296_u64)),
            "violations[0].tally.boys",
            "whole number",
        ),
        (
            in_place("\"boys\":2", "\"boys\":99999999999999999999999999"),
            "violations[0].tally.boys",
            "whole number",
        ),
        (in_place("\"boys\":2", "\"boys\":1e999"), "violations[0].tally.boys", "too great"),
        (in_place("\"boys\":2", "\"boys\":NaN"), "violations[0].tally.boys", "no JSON value"),
        (with("/violations/0/tally/total", json!(77)), "violations[0].tally.total", "77"),
        (with("/victims/0/violations", json!(["k9"])), "victims[0].violations[0]", "k9"),
        (with("/perpetrators/0/violations", json!(["c1"])), "perpetrators[0].violations[0]", "c1"),
        (with("/violations/1/id", json!("k1")), "violations[1].id", "same id"),
        (with("/colour", json!("red")), "colour", ""),
        (
            with("/victims/0/consent/share_identity_with", json!(["everyone"])),
            "victims[0].consent",
            "everyone",
        ),
        (with("/narrative", json!("a\u{0}b")), "narrative", "control"),
        (in_place("\"narrative\":\"", "\"narrative\":\"\\ud800"), "narrative", "surrogate"),
        ([b"{\"schema\":\"", &[0xff, 0xfe, 0xc0][..], b"\"}"].concat(), "", "UTF-8"),
    ]
}

#[test]
fn bad_documents_are_named_one_by_one_and_the_good_ones_among_them_are_stored() {
    let (site, mut expected) = site();
    let bad = bad_lines();
    let mut file = Vec::new();
    for (number, (line, ..)) in bad.iter().enumerate() {
        file.extend(format!("{}\n", document(&format!("G{number}"))).into_bytes());
        file.extend(line);
        file.push(b'\n');
    }
    let path = site.file("mixed.jsonl", &file);
    let said = site.by("cochair-1", &["intake", &path]);
    assert_eq!(said.status, 2, "{said:?}");
    let tally = said.json();
    assert_eq!(tally["accepted"], json!(bad.len()));
    assert_eq!(tally["unchanged"], json!(0));
    assert_eq!(tally["rejected"], json!(bad.len()));
    for (number, (line, path, word)) in bad.iter().enumerate() {
        let at = json!(number * 2 + 2);
        let errors: Vec<&Value> =
            tally["errors"].as_array().unwrap().iter().filter(|error| error["line"] == at).collect();
        let named = errors.iter().any(|error| {
            let (of, message) = (error["path"].as_str().unwrap(), error["message"].as_str().unwrap());
            of.starts_with(path) && message.contains(word) && !message.is_empty()
        });
        let shown: String = String::from_utf8_lossy(line).chars().take(300).collect();
        assert!(named, "{path} {word}: {errors:?} for {shown}");
        assert!(errors.iter().all(|error| error["message"].as_str().unwrap().len() < 400));
    }
    let stored = site.sound();
    for number in 0..bad.len() {
        let id = format!("G{number}");
        assert!(stored.contains_key(&id), "{id}");
        expected.insert(id.clone(), stored[&id].clone());
    }
    assert_eq!(stored, expected);

    let again = site.by("cochair-1", &["intake", &path]).json();
    assert_eq!((&again["accepted"], &again["unchanged"]), (&json!(0), &json!(bad.len())));
    assert_eq!(site.sound(), expected);
}

#[test]
fn files_that_are_no_list_of_documents_leave_everything_as_it_was() {
    let (site, earlier) = site();
    let intake = |name: &str, bytes: &[u8]| site.by("cochair-1", &["intake", &site.file(name, bytes)]);
    for (name, bytes) in
        [("empty", &b""[..]), ("blank", b" \n\n\t\n"), ("list", b"[]"), ("mark", b"\xef\xbb\xbf")]
    {
        let tally = intake(name, bytes).done().json();
        assert_eq!((&tally["accepted"], &tally["rejected"]), (&json!(0), &json!(0)), "{name}");
    }
    for (name, bytes) in [
        ("invalid", vec![0xff; 1000]),
        ("zeros", vec![0; 5000]),
        ("comma", b"[,]".to_vec()),
        ("workbook", b"PK\x03\x04 not a workbook of ours".to_vec()),
        ("utf16", "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("nested", vec![b'['; 10_000]),
    ] {
        let said = intake(name, &bytes);
        assert_eq!(said.status, 2, "{name}: {said:?}");
        assert_ne!(said.json()["rejected"], json!(0), "{name}");
    }
    let cut = [b"[".to_vec(), document("CUT").to_string().into_bytes(), b",".to_vec()].concat();
    let tally = intake("cut", &cut).json();
    assert_eq!((&tally["accepted"], &tally["rejected"]), (&json!(1), &json!(1)));

    let missing = site.desk.path().join("missing.jsonl");
    site.by("cochair-1", &["intake", missing.to_str().unwrap()]).refused(2, &["missing.jsonl"]);
    let good = site.file("good.jsonl", &lines(&[document("G")]));
    // A name that is wrong is told before anything is stored.
    site.by("cochair-1", &["intake", &good, missing.to_str().unwrap()]).refused(2, &["missing.jsonl"]);
    let folder = site.by("cochair-1", &["intake", site.desk.path().to_str().unwrap()]);
    assert_ne!(folder.status, 0);
    let mut stored = site.sound();
    assert!(stored.remove("CUT").is_some());
    assert_eq!(stored, earlier);
}

/// The most memory that a process has held, in KiB.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_line_of_a_gigabyte_costs_little_memory_and_loses_no_other_document() {
    let (site, mut expected) = site();
    let mut command = site.command(
        env!("CARGO_BIN_EXE_sixfold"),
        &["intake", "-", "--situation", "XAR", "--login", "cochair-1"],
    );
    command.env("SIXFOLD_PASSWORD", site.password("cochair-1")).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(&lines(&[document("BEFORE")])).unwrap();
    input.write_all(b"{\"narrative\": \"").unwrap();
    let piece = vec![b'x'; 1 << 20];
    for _ in 0..1024 {
        input.write_all(&piece).unwrap();
    }
    input.write_all(b"\"}\n").unwrap();
    input.write_all(&lines(&[document("AFTER")])).unwrap();
    input.flush().unwrap();
    // The process still waits for more: it can be looked at.
    let peak = peak(child.id());
    drop(input);
    let said = site.ended(child);
    assert_eq!(said.status, 2, "{said:?}");
    let tally = said.json();
    assert_eq!((&tally["accepted"], &tally["rejected"]), (&json!(2), &json!(1)));
    assert_eq!(tally["errors"][0]["line"], json!(2));
    assert!(tally["errors"][0]["message"].as_str().unwrap().contains("1048576"), "{tally}");
    // Half of it is what stretching a password takes.
    assert!(peak < 200 * 1024, "{peak} KiB");
    let stored = site.sound();
    for id in ["BEFORE", "AFTER"] {
        expected.insert(id.to_owned(), stored[id].clone());
    }
    assert_eq!(stored, expected);
}

#[test]
fn a_call_that_is_wrong_says_what_to_do_and_changes_nothing() {
    let (site, earlier) = site();
    let good = site.file("good.jsonl", &lines(&[document("G")]));
    let period = ["--from", "2026-01-01", "--to", "2026-03-31"];
    let at_desk = |login: &str, password: &str, situation: &str| {
        let arguments = ["intake", &good, "--situation", situation, "--login", login];
        site.call(&arguments, Some(password))
    };
    let right = &site.password("cochair-1");
    let wrong = at_desk("cochair-1", "wrong", "XAR").refused(2, &["login or the password"]);
    let unknown = at_desk("nobody", right, "XAR").refused(2, &["login or the password"]);
    assert_eq!(wrong.err, unknown.err, "which of the two is wrong is never said");
    at_desk("cochair-1", "", "XAR").refused(2, &["login or the password"]);
    at_desk("cochair-1", &site.password("cochair-2"), "XAR").refused(2, &["login or the password"]);
    at_desk("cochair-1", right, "XAS").refused(2, &["XAS", "XAR"]);
    site.call(&["intake", &good, "--situation", "XAR", "--login", "cochair-1"], None)
        .refused(2, &["--password-file", "SIXFOLD_PASSWORD"]);

    for tier in ["public", "partner"] {
        let short = ["report", "ghn", "--tier", tier, "--from", "2026-01-01", "--to", "2026-01-31"];
        site.by("cochair-1", &short).refused(2, &["take a quarter"]);
        let fine = ["report", "ghn", "--tier", tier, "--area-level", "2"];
        site.by("cochair-1", &[&fine[..], &period].concat()).refused(2, &["level 1"]);
        let each = ["report", "ghn", "--tier", tier, "--attribution", "each"];
        site.by("cochair-1", &[&each[..], &period].concat()).refused(2, &["once"]);
    }
    site.by("cochair-1", &[&["report", "ghn", "--tier", "secret"], &period[..]].concat())
        .refused(2, &["internal"]);
    site.by("cochair-1", &[&["report", "nothing"], &period[..]].concat()).refused(2, &["ghn"]);
    site.by("cochair-1", &["report", "ghn", "--from", "2026-03-31", "--to", "2026-01-01"])
        .refused(2, &["before"]);
    site.by("cochair-1", &["report", "ghn", "--from", "2026-02-30", "--to", "2026-03-31"])
        .refused(2, &["2026-02-30"]);
    for login in ["monitor-1", "task-force-1", "administrator-1", "auditor-1"] {
        site.by(login, &[&["report", "ghn"], &period[..]].concat()).refused(2, &["role"]);
    }
    for login in ["verifier-1", "technical-reviewer-1", "monitor-1", "administrator-1"] {
        site.by(login, &["synth", "--violations", "10", "--seed", "1"]).refused(2, &["cochair"]);
    }
    site.by("verifier-1", &["intake", &good, "--decided"]).refused(2, &["cochair"]);
    site.by("cochair-1", &["incident", "history", "--incident", "NONE"]).refused(2, &["NONE"]);
    site.by("cochair-1", &["synth", "--violations", "-5", "--seed", "1"]).refused(2, &["violations"]);
    site.call(&["nonsense"], None).refused(2, &["nonsense"]);
    site.call(&["audit", "verify", "--store", "mysql://who:hidden@host/db"], None)
        .refused(2, &["sqlite://", "postgres://"]);
    let nowhere = format!("sqlite://{}", site.desk.path().join("none.db").display());
    site.call(&["audit", "verify", "--store", &nowhere], None).refused(2, &["sixfold init"]);
    assert!(!site.desk.path().join("none.db").exists());
    let again = site.desk.path().join("again.json");
    let (register, again) = (site.desk.path().join("register"), again.to_str().unwrap());
    let init = ["init", "--situation", "XAR", "--name", "A", "--register", register.to_str().unwrap()];
    site.call(&[&init[..], &["--accounts-out", again]].concat(), None).refused(2, &["already"]);
    assert!(!Path::new(again).exists());
    let held = site.file("checkpoint.txt", b"sixfold/log\n5\nAAAA\n");
    site.call(&["audit", "verify", "--checkpoint", &held], None).refused(2, &["checkpoint"]);
    assert_eq!(site.sound(), earlier);
}

#[test]
fn passwords_from_a_file_work_and_none_is_ever_shown() {
    let (site, _) = site();
    let file = site.file("password", format!("{}\n", site.password("verifier-1")).as_bytes());
    let arguments =
        ["incident", "history", "--incident", "E0", "--situation", "XAR", "--login", "verifier-1"];
    // Every call of this harness looks for every password in what is said.
    site.call(&[&arguments[..], &["--password-file", &file]].concat(), None).done();
    let missing = site.desk.path().join("no-password");
    site.call(&[&arguments[..], &["--password-file", missing.to_str().unwrap()]].concat(), None)
        .refused(2, &["no-password"]);
    let large = site.file("large", &vec![b'x'; 100_000]);
    site.call(&[&arguments[..], &["--password-file", &large]].concat(), None).refused(2, &["larger"]);
}

#[tokio::test]
async fn a_store_in_a_bad_state_is_refused_and_unharmed() {
    let (site, earlier) = site();
    let good = site.file("good.jsonl", &lines(&[document("G")]));
    let key = site.folder.join("store.db.node-key");
    let refused = |status: i32, words: &[&str]| {
        site.by("cochair-1", &["intake", &good]).refused(status, words);
        site.call(&["audit", "verify"], None).refused(status, words);
    };

    fs::set_permissions(&key, Permissions::from_mode(0o644)).unwrap();
    refused(2, &["node-key", "chmod 600"]);
    fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    let own = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    refused(2, &["node-key", "--node-key"]);
    let private = |bytes: &[u8]| {
        fs::write(&key, bytes).unwrap();
        fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    };
    private(b"not a key");
    refused(2, &["node-key", "does not read"]);
    let other = vault::NodeKey::generate(&mut vault::SystemEntropy::new()).unwrap();
    private(other.to_text().as_bytes());
    refused(2, &["key with which it was made"]);
    private(&own);
    assert_eq!(site.sound(), earlier);

    let lock = File::options().write(true).open(site.folder.join("store.db.lock")).unwrap();
    lock.lock().unwrap();
    refused(1, &["another process holds the store"]);
    drop(lock);
    assert_eq!(site.sound(), earlier);

    let location = Location::Sqlite(site.db());
    {
        let raw = Raw::at(&location, Engine::Sqlite).await;
        raw.run("INSERT INTO seaql_migrations VALUES ('m20991231_000001_from_the_future', 1)").await;
        raw.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
        raw.close().await;
    }
    refused(1, &["newer version", "m20991231_000001_from_the_future"]);
    site.call(&["migrate"], None).refused(1, &["newer"]);
    {
        let raw = Raw::at(&location, Engine::Sqlite).await;
        raw.run("DELETE FROM seaql_migrations WHERE version LIKE 'm2099%'").await;
        raw.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
        raw.close().await;
    }
    assert_eq!(site.sound(), earlier);

    // Cut short with the write-ahead log still beside it: the pages that are gone are missed.
    let wal = site.folder.join("store.db-wal");
    let raw = Raw::at(&location, Engine::Sqlite).await;
    raw.run("INSERT INTO seaql_migrations VALUES ('m20991231_000001_from_the_future', 1)").await;
    raw.run("DELETE FROM seaql_migrations WHERE version LIKE 'm2099%'").await;
    let (before, log) = (fs::read(site.db()).unwrap(), fs::read(&wal).unwrap());
    assert!(!log.is_empty());
    raw.close().await;
    fs::write(site.db(), &before[..before.len() / 2]).unwrap();
    fs::write(&wal, &log).unwrap();
    let said = site.call(&["audit", "verify"], None);
    assert_eq!(said.status, 1, "{said:?}");
    assert!(!said.err.contains("panicked"), "{said:?}");
    let _ = fs::remove_file(site.folder.join("store.db-shm"));
    fs::write(site.db(), &before).unwrap();
    fs::write(&wal, &log).unwrap();
    assert_eq!(site.sound(), earlier);

    {
        let raw = Raw::at(&location, Engine::Sqlite).await;
        raw.run("PRAGMA wal_checkpoint(TRUNCATE)").await;
        raw.close().await;
    }
    let whole = fs::read(site.db()).unwrap();
    for size in [0, 50, 100, 4096, whole.len() / 2, whole.len() - 1] {
        fs::write(site.db(), &whole[..size]).unwrap();
        refused(1, &["damaged", "backup"]);
        assert_eq!(fs::metadata(site.db()).unwrap().len() as usize, size, "the damaged file was changed");
        fs::write(site.db(), &whole).unwrap();
        let _ = fs::remove_file(&wal);
    }
    for other in [&b"this is a letter, and no database at all".repeat(500)[..], &[0; 20_000]] {
        fs::write(site.db(), other).unwrap();
        refused(1, &["damaged", "backup"]);
        assert_eq!(fs::read(site.db()).unwrap(), other);
    }
    fs::write(site.db(), &whole).unwrap();
    // Pages in the middle overwritten: refused, or told by the audit; never read as something else.
    let mut torn = whole.clone();
    for page in [3, 5, 8, 13] {
        torn[page * 4096..page * 4096 + 2048].fill(0xaa);
    }
    fs::write(site.db(), &torn).unwrap();
    let said = site.call(&["audit", "verify"], None);
    assert_eq!(said.status, 1, "{said:?}");
    assert!(!said.err.contains("panicked"), "{said:?}");
    for left in ["store.db-wal", "store.db-shm"] {
        let _ = fs::remove_file(site.folder.join(left));
    }
    fs::write(site.db(), &whole).unwrap();
    assert_eq!(site.sound(), earlier);
}

/// A small file system of our own, gone when the test is.
struct Small(std::path::PathBuf);

impl Small {
    fn mount(folder: &Path, size: &str) -> Option<Small> {
        let done = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder)
            .stderr(Stdio::null())
            .status();
        done.is_ok_and(|status| status.success()).then(|| Small(folder.to_owned()))
    }

    fn grow(&self, size: &str) {
        let options = format!("remount,size={size}");
        assert!(Command::new("mount").args(["-o", &options]).arg(&self.0).status().unwrap().success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

pub(crate) fn many(count: usize) -> Vec<u8> {
    let document = document("DOCUMENT").to_string();
    (0..count)
        .flat_map(|n| format!("{}\n", document.replace("DOCUMENT", &format!("N{n}"))).into_bytes())
        .collect()
}

/// As root on a small file system, which can then be given room. Whoever may not mount meets the same in a
/// limit on the size of a file: the test below, which runs for everybody.
#[test]
fn a_full_disk_stores_whole_steps_or_nothing_and_goes_on_when_there_is_room() {
    let own = tempfile::TempDir::new().unwrap();
    let Some(small) = Small::mount(own.path(), "3m") else {
        eprintln!("this user may not mount a file system: a limit on file size stands for the full disk");
        let site = Site::in_folder(own.path());
        return refused_by_a_limit(&site);
    };
    let site = Site::in_folder(own.path());
    let file = site.file("many.jsonl", &many(1_500));
    let said = site.by("cochair-1", &["intake", &file]).refused(1, &["disk is full", "make room"]);
    let stored = said.json()["accepted"].as_u64().unwrap();
    assert!(stored < 1_500);
    small.grow("100m");
    assert_eq!(site.sound().len() as u64, stored);
    let tally = site.by("cochair-1", &["intake", &file]).done().json();
    assert_eq!(
        (tally["unchanged"].as_u64(), tally["accepted"].as_u64()),
        (Some(stored), Some(1_500 - stored))
    );
    assert_eq!(site.sound().len(), 1_500);
}

#[test]
fn a_file_that_may_not_grow_stores_whole_steps_or_nothing() {
    refused_by_a_limit(&Site::new());
}

fn refused_by_a_limit(site: &Site) {
    let earlier = site.file("earlier.jsonl", &lines(&[document("E")]));
    site.by("cochair-1", &["intake", &earlier]).done();
    let file = site.file("many.jsonl", &many(1_200));
    // The signal of the limit is ignored, so that the write fails as it does on a full disk.
    let script = format!(
        "trap '' XFSZ; ulimit -f 3000; exec {} intake {file} --situation XAR --login cochair-1",
        env!("CARGO_BIN_EXE_sixfold")
    );
    let mut command = site.command("bash", &["-c", &script]);
    command.env("SIXFOLD_PASSWORD", site.password("cochair-1"));
    let said = site.ended(command.spawn().unwrap()).refused(1, &["nothing of this step was stored"]);
    let stored = said.json()["accepted"].as_u64().unwrap();
    assert!(stored < 1_200, "{said:?}");
    assert_eq!(site.sound().len() as u64, 1 + stored);
    let tally = site.by("cochair-1", &["intake", &file]).done().json();
    assert_eq!(
        (tally["unchanged"].as_u64(), tally["accepted"].as_u64()),
        (Some(stored), Some(1_200 - stored))
    );
    assert_eq!(site.sound().len(), 1_201);
}

#[test]
fn a_filling_that_is_killed_leaves_a_sound_store_and_ends_when_run_again() {
    let site = Site::new();
    let synth =
        ["synth", "--violations", "50000", "--seed", "1", "--situation", "XAR", "--login", "cochair-1"];
    let size = |name: &str| fs::metadata(site.folder.join(name)).map_or(0, |meta| meta.len());
    let mut command = site.command(env!("CARGO_BIN_EXE_sixfold"), &synth);
    command.env("SIXFOLD_PASSWORD", site.password("cochair-1"));
    let mut child = command.spawn().unwrap();
    let begun = Instant::now();
    // The file is longer than after the first transaction: the second has written some of its pages.
    while size("store.db") < 150 << 20 || size("store.db-journal") == 0 {
        assert!(begun.elapsed() < Duration::from_secs(120), "the filling does not get on");
        assert!(child.try_wait().unwrap().is_none(), "the filling ended before it could be killed");
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(site.call(&["audit", "verify"], None).done().json()["findings"], json!([]));
    let stored = site.by("cochair-1", &["facts", "check"]).done().json()["incidents"].as_u64().unwrap();
    assert!(stored > 10_000, "{stored}");
    let tally = site.by("cochair-1", &synth[..5]).done().json();
    assert_eq!(tally["unchanged"].as_u64(), Some(stored));
    let check = site.by("cochair-1", &["facts", "check"]).done().json();
    assert_eq!(check["differing"], json!([]));
    assert_eq!((&check["incidents"], check["violations"].as_u64()), (&tally["incidents"], Some(50_000)));
    assert_eq!(site.call(&["audit", "verify"], None).done().json()["findings"], json!([]));
}

#[test]
fn reasons_come_from_a_file_where_nobody_else_sees_them() {
    let (site, _) = site();
    let decide =
        ["decide", "--incident", "E0", "--violation", "k1", "--step", "initial", "--status", "verified"];
    let reason = site.file("reason.txt", "two witnesses who do not know each other\n".as_bytes());
    site.by("verifier-1", &decide).refused(2, &["--reason"]);
    site.by("verifier-1", &[&decide[..], &["--reason", "x", "--reason-file", &reason]].concat())
        .refused(2, &["--reason-file"]);
    site.by("verifier-1", &[&decide[..], &["--reason-file", "/nowhere/reason.txt"]].concat())
        .refused(2, &["/nowhere/reason.txt"]);
    let empty = site.file("empty.txt", b"\n");
    let said = site.by("verifier-1", &[&decide[..], &["--reason-file", &empty]].concat());
    assert_eq!((said.status, &said.json()["decided"]), (2, &json!(0)), "a reason of nothing is none");
    site.by("verifier-1", &[&decide[..], &["--reason-file", &reason]].concat()).done();
    let void = ["incident", "void", "--incident", "E1"];
    site.by("cochair-1", &void).refused(2, &["--reason"]);
    site.by("cochair-1", &[&void[..], &["--reason-file", &reason]].concat()).done();
    for incident in ["E0", "E1"] {
        let history = site.by("cochair-1", &["incident", "history", "--incident", incident]).done().out;
        assert!(history.contains("\"two witnesses who do not know each other\""), "{history}");
    }
}

#[test]
fn an_export_says_how_much_it_withheld() {
    let (site, _) = site();
    let mut document = document("REFUSED");
    document["victims"][0]["consent"] = json!({"reporting": false});
    document["sources"] = json!([
        {"id": "s1", "category": "witness", "violations": ["k1"], "name": "a source", "consent": {"reporting": true}}
    ]);
    let file = site.file("refused.jsonl", &lines(&[document]));
    site.by("cochair-1", &["intake", &file]).done();
    let export = |recipient: &str| site.by("cochair-1", &["export", "--for", recipient]).done().err;
    let told = export("unicef");
    assert!(told.contains("1 persons who refused reporting, 1 identities, 2 texts and places"), "{told}");
    // The three others agreed to UNICEF alone.
    let told = export("other");
    assert!(told.contains("1 persons who refused reporting, 4 identities, 8 texts and places"), "{told}");
    let whole = Site::new();
    assert!(
        whole.by("cochair-1", &["export", "--for", "unicef"]).done().err.contains("nothing was withheld")
    );
}

/// Whoever lists processes sees their arguments; the environment of a process is its owner's alone.
#[test]
fn a_password_in_the_address_of_a_store_is_warned_of_where_others_can_see_it() {
    let site = Site::new();
    // Refused for the node's key before anything is connected to.
    let verify = ["audit", "verify", "--node-key", "/nowhere/node-key"];
    let url = "postgres://who:hidden@127.0.0.1:1/nowhere";
    let option = format!("--store={url}");
    for store in [&["--store", url][..], &[&option]] {
        let said = site.call(&[&verify[..], store].concat(), None);
        let said = said.refused(2, &["warning", "SIXFOLD_STORE", "PGPASSFILE", "/nowhere/node-key"]);
        assert!(!said.err.contains("hidden"), "{said:?}");
        assert_eq!(said.err.matches("warning").count(), 1, "{said:?}");
    }
    let mut quiet = site.command(env!("CARGO_BIN_EXE_sixfold"), &verify);
    let said = site.ended(quiet.env("SIXFOLD_STORE", url).spawn().unwrap());
    assert!(!said.err.contains("warning"), "{said:?}");
    let open = ["--store", "postgres://who@127.0.0.1:1/nowhere"];
    let said = site.call(&[&verify[..], &open].concat(), None).refused(2, &["/nowhere/node-key"]);
    assert!(!said.err.contains("warning"), "{said:?}");
}

/// A verified decision without a date: refused at intake, kept where a store moves over from an earlier
/// system, and then in no table and in the notes of the report.
#[test]
fn a_verified_decision_without_a_date_is_kept_only_on_request() {
    let site = Site::new();
    let plain = |id: &str| {
        let mut document = decided(id);
        document
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !["location", "perpetrators"].contains(&key.as_str()));
        document
    };
    let mut undated = plain("A-1");
    undated["violations"][0]["verification"]["ctfmr"].as_object_mut().unwrap().remove("date");
    let file = site.file("moved.jsonl", &lines(&[undated, plain("A-2")]));
    let refused = site.by("cochair-1", &["intake", &file, "--decided"]).refused(2, &[]);
    assert_eq!(refused.json()["errors"][0]["path"], "violations[0].verification.ctfmr.date");
    site.by("cochair-1", &["intake", &file, "--keep-undated"]).refused(2, &["--decided"]);
    let kept = site.by("cochair-1", &["intake", &file, "--decided", "--keep-undated"]).done();
    assert_eq!((kept.json()["accepted"].as_u64(), kept.json()["unchanged"].as_u64()), (Some(1), Some(1)));
    let report =
        site.by("cochair-1", &["report", "ghn", "--from", "2025-10-01", "--to", "2026-03-31"]).done().json();
    let victims = report["tables"].as_array().unwrap().iter().find(|table| table["id"] == "verified.victims");
    let killing = victims.unwrap()["rows"].as_array().unwrap().iter().find(|row| row["key"] == "killing");
    assert_eq!(killing.unwrap()["total"], 3);
    let note =
        report["notes"].as_array().unwrap().iter().find(|note| note["code"] == "verified_without_date");
    assert_eq!(note.unwrap()["count"], 1);
}
