//! No content at rest in the clear: marked values go in through every field and every reason, the program is
//! worked hard, and then everything that lies on the disk is searched, in many ways of writing it.
//!
//! Built with `--features unsealed-control` the same test must find every one of them: only so does finding
//! none say something.

mod leaks;
mod maximal;

use crate::nodes::client::Client;
use crate::nodes::process::Node;
use crate::program::{Site, lines};
use crate::story::document;
use crate::support::described;
use crate::world::{Engine, new_location};
use domain::attachment::{Description, MediaType};
use domain::id::AttachmentId;
use domain::violation::ViolationType;
use jiff::civil::date;
use leaks::{Found, Search};
use maximal::{BIRTHDAY, Canaries, DAY, DECIMAL};
use serde_json::{Value, json};
use sixfold::casework::{Desk, Now};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};
use store::{Location, Store};
use tempfile::TempDir;
use vault::Password;

const CONTROL: bool = cfg!(feature = "unsealed-control");

/// What is stored for a while only, or never: not asked of the control.
const PASSING: &str = "passing: ";

/// A site at work, with the words of every call kept in the folder that is searched.
struct Scene {
    site: Site,
    canaries: Canaries,
    secrets: Vec<String>,
}

impl Scene {
    fn call(&self, login: &str, arguments: &[&str], status: i32) -> String {
        let said = self.site.by(login, arguments);
        assert_eq!(said.status, status, "{arguments:?}: {said:?}");
        // What is said to people may be kept by whoever runs the program: it is searched as a log is.
        let log = fs::File::options().create(true).append(true).open(self.site.folder.join("log"));
        log.unwrap().write_all(said.err.as_bytes()).unwrap();
        said.out
    }

    fn intake(&self, login: &str, name: &str, documents: &[Value], more: &[&str]) -> Value {
        let file = self.site.file(name, &lines(documents));
        let out = self.call(login, &[&["intake", &file], more].concat(), 0);
        serde_json::from_str(&out).unwrap()
    }

    fn maximal(&mut self) -> Vec<Value> {
        ViolationType::ALL.iter().map(|of| self.canaries.document(*of)).collect()
    }

    /// Everything that people do, with marked values wherever they can write.
    fn work(&mut self) {
        let sent = self.maximal();
        assert_eq!(self.intake("monitor-1", "sent", &sent, &[])["accepted"], json!(sent.len()));
        assert_eq!(self.intake("monitor-1", "sent", &sent, &[])["unchanged"], json!(sent.len()));
        self.attach(sent[0]["external_id"].as_str().unwrap());
        self.call("verifier-1", &["triage"], 0);

        let recorded = self.maximal();
        self.intake("cochair-1", "recorded", &recorded, &[]);
        let taken_over = self.maximal();
        self.intake("cochair-1", "taken-over", &taken_over, &["--decided"]);
        for (login, step) in
            [("verifier-1", "initial"), ("technical-reviewer-1", "technical"), ("cochair-2", "ctfmr")]
        {
            let decisions: Vec<Value> = recorded
                .iter()
                .map(|document| {
                    json!({"incident": document["external_id"], "violation": document["violations"][0]["id"],
                           "step": step, "status": "verified", "date": DAY,
                           "reason": self.canaries.of(format!("reason of a {step} decision"))})
                })
                .collect();
            let file = self.site.file("decisions", &lines(&decisions));
            self.call(login, &["decide", "--file", &file], 0);
            // A second time they are refused.
            self.call(login, &["decide", "--file", &file], 2);
        }

        let mut amended = recorded.clone();
        for document in &mut amended {
            document["narrative"] = json!(self.canaries.of("an amended narrative"));
            document["victims"][0]["name"] = json!(self.canaries.of("an amended name"));
            document["children_affected"] = json!({"boys": 9, "girls": 0, "unknown": 0});
        }
        amended[0]["violations"][0]["tally"] = json!({"boys": 5, "girls": 5, "unknown": 5});
        let tally = self.intake("cochair-1", "amended", &amended, &[]);
        assert_eq!(tally["amended"].as_array().unwrap().len(), amended.len());

        let id = |document: &Value| document["external_id"].as_str().unwrap().to_owned();
        for (number, act) in ["close", "void", "reopen"].into_iter().enumerate() {
            let incident = id(&sent[number % 2]);
            let reason = self.canaries.of(format!("reason to {act}"));
            self.call("verifier-1", &["incident", act, "--incident", &incident, "--reason", &reason], 0);
        }
        let reason = self.canaries.of("reason to merge");
        let (one, other) = (id(&sent[3]), id(&sent[4]));
        self.call(
            "verifier-1",
            &["incident", "merge", "--incident", &one, "--into", &other, "--reason", &reason],
            0,
        );

        self.follow_up(&id(&sent[2]));
        self.serve(sent[0]["victims"][0]["name"].as_str().unwrap());
        self.read(&id(&recorded[0]));
        self.mistakes(&id(&recorded[0]));
        self.call("cochair-1", &["keys", "rotate"], 0);
        self.call("administrator-1", &["account", "list"], 0);
        self.read(&one);
        let late = self.maximal();
        self.intake("monitor-1", "late", &late, &[]);
    }

    /// Attachments to a report: one that is finished, and one that is not.
    fn attach(&mut self, report: &str) {
        let note = |canary: &str| format!("{canary}\n").repeat(5_000).into_bytes();
        let finished = (self.canaries.of("an attachment's name"), note(&self.canaries.of("an attachment")));
        let begun = (
            self.canaries.of("the name of an upload that is not finished"),
            note(&self.canaries.of("an upload that is not finished")),
        );
        let (location, key) = (self.site.location(), self.site.node_key());
        let (password, report) = (Password::new(self.site.password("monitor-1")), report.to_owned());
        // A runtime of its own: one of the searches runs on one already.
        let work = async move {
            let store = Arc::new(Store::open(&location, key).await.unwrap());
            let now = Now::on(date(2026, 3, 1));
            let desk = Desk::sign_in(Arc::clone(&store), "XAR", "monitor-1", &password, now).await.unwrap();
            for (at, (name, bytes)) in [finished, begun].into_iter().enumerate() {
                let id = AttachmentId([at as u8 + 1; 16]);
                let name = format!("{name}.txt");
                let said = described(&name, Some(&report), &bytes);
                let said = Description { media_type: MediaType::Text, ..said };
                desk.begin_upload(id, None, said).await.unwrap();
                for (number, chunk) in
                    bytes.chunks(vault::CHUNK).enumerate().take(if at == 0 { 99 } else { 1 })
                {
                    desk.put_chunk(id, number as u32, chunk).await.unwrap();
                }
                if at == 0 {
                    desk.finish_upload(id).await.unwrap();
                }
            }
            desk.close().await.unwrap();
        };
        let run = || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
            runtime.unwrap().block_on(work);
        };
        std::thread::scope(|scope| scope.spawn(run).join().unwrap());
    }

    /// A note, a question that waits, and one that is answered.
    fn follow_up(&mut self, incident: &str) {
        let about = ["--incident", incident, "--text"];
        let note = self.canaries.of("a note");
        self.call("technical-reviewer-1", &[&["note"], &about[..], &[&note]].concat(), 0);
        self.call("verifier-1", &["assign", "--incident", incident, "--to", "cochair-2"], 0);
        for asked in ["a question", "another question"] {
            let words = self.canaries.of(asked);
            self.call("verifier-1", &[&["ask"], &about[..], &[&words]].concat(), 0);
        }
        let out = self.call("monitor-1", &["questions"], 0);
        let questions: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(questions.as_array().unwrap().len(), 2);
        let (id, words) = (questions[0]["id"].as_str().unwrap(), self.canaries.of("an answer"));
        self.call("monitor-1", &["answer", "--question", id, "--text", &words], 0);
        self.call("verifier-1", &["triage"], 0);
        assert!(self.call("verifier-1", &["queue", "--state", "answered"], 0).contains(incident));
        self.call("verifier-1", &["queue", "--counts"], 0);
    }

    /// What a server is asked: searches that are kept, words that are looked for, jobs, and what nobody should put
    /// into an address or a header. Its log is searched like the rest (E6).
    fn serve(&mut self, name: &str) {
        let mut server = Node::start(&self.site);
        let at = "/api/v1/situations/XAR";
        let mut people = ["verifier-1", "cochair-1"].map(|login| {
            let client = Client::settled(server.address, login, &self.site.password(login));
            let chosen = Client::chosen(login);
            self.site.now_has(login, &chosen);
            self.secrets.push(chosen);
            self.secrets.push(client.cookie.split_once('=').unwrap().1.to_owned());
            client
        });
        let [verifier, cochair] = &mut people;
        let mut passing = |what: &str| self.canaries.of(format!("{PASSING}{what}"));
        let kept = json!({"name": passing("a search"), "filter": {"area": passing("a filter")}});
        let answer = verifier.json("POST", &format!("{at}/searches"), &kept);
        assert_eq!(answer.status, 201, "{answer:?}");
        let found = verifier.json("POST", &format!("{at}/incidents/search"), &json!({"words": name}));
        assert_eq!(found.json()["incidents"].as_array().unwrap().len(), 1, "{found:?}");
        let words = json!({"words": passing("words that are nowhere")});
        assert_eq!(verifier.json("POST", &format!("{at}/incidents/search"), &words).status, 200);
        let job =
            json!({"kind": "report", "report": "ghn", "from": DAY, "to": "2026-12-31", "make": "tables"});
        let job = cochair.json("POST", &format!("{at}/jobs"), &job);
        assert_eq!(job.status, 202, "{job:?}");
        let result = format!("{}/result", job.header("location").unwrap());
        let begun = Instant::now();
        while cochair.get(&result).status != 200 {
            assert!(begun.elapsed() < Duration::from_secs(60), "the job does not end");
            sleep(Duration::from_millis(20));
        }
        let headers = format!("user-agent: {}\r\nreferer: {}\r\n", passing("an agent"), passing("a referer"));
        let path = format!("{at}/incidents/{}?{}=x", passing("a path"), passing("a query"));
        assert_eq!(verifier.call("GET", &path, &headers, b"").unwrap().status, 404);
        let broken =
            json!({"login": passing("a login"), "password": passing("a password"), "x": passing("a member")});
        assert_eq!(verifier.json("POST", "/api/v1/session", &broken).status, 400);
        server.stop();
        let log = fs::File::options().create(true).append(true).open(self.site.folder.join("log"));
        log.unwrap().write_all(server.said().as_bytes()).unwrap();
    }

    /// Everything that is read; outputs are in the clear by design and go to a folder that is not searched.
    fn read(&self, incident: &str) {
        let outputs = self.site.desk.path();
        let (book, tables) = (outputs.join("ghn.xlsx"), outputs.join("ghn.json"));
        let arguments = ["report", "ghn", "--from", "2019-01-01", "--to", "2026-12-31", "--out"];
        let to = [book.to_str().unwrap(), "--json", tables.to_str().unwrap()];
        self.call("cochair-1", &[&arguments[..], &to].concat(), 0);
        self.call("cochair-1", &["report", "ghn", "--from", "2019-01-01", "--to", "2026-12-31"], 0);
        let history = self.call("verifier-1", &["incident", "history", "--incident", incident], 0);
        assert!(history.contains(&self.canaries.mark), "the values are there for those who may read");
        let export = self.call("cochair-1", &["export", "--for", "unicef"], 0);
        assert!(export.contains(&self.canaries.mark));
        self.call("cochair-1", &["facts", "check"], 0);
        self.call("cochair-1", &["facts", "rebuild"], 0);
        self.call("auditor-1", &["keys", "fingerprint"], 0);
    }

    /// What goes wrong says what and where, and writes nothing down.
    fn mistakes(&mut self, incident: &str) {
        let passing = self.canaries.of(format!("{PASSING}an unknown incident"));
        self.call("verifier-1", &["incident", "history", "--incident", incident], 0);
        self.site.by("verifier-1", &["incident", "history", "--incident", &passing]).refused(2, &[&passing]);
        let mut bad = document(&self.canaries.of(format!("{PASSING}a rejected document")));
        bad["victims"][0]["age"] = json!(self.canaries.of(format!("{PASSING}a rejected age")));
        let file = self.site.file("bad", &lines(&[bad]));
        assert_eq!(self.site.by("monitor-1", &["intake", &file]).status, 2);
        assert_eq!(self.site.by("cochair-1", &["intake", &file]).status, 2);
        let wrong = self.canaries.of(format!("{PASSING}a wrong password"));
        let arguments = ["facts", "check", "--situation", "XAR", "--login", "cochair-1"];
        let said = self.site.call(&arguments, Some(&wrong)).refused(2, &["password"]);
        assert!(!said.err.contains(&wrong) && !said.out.contains(&wrong));

        let new = self.canaries.of(format!("{PASSING}a new password"));
        let file = self.site.file("new-password", new.as_bytes());
        self.call("technical-reviewer-1", &["account", "password", "--new-password-file", &file], 0);
        self.site.now_has("technical-reviewer-1", &new);
        let out = self.site.desk.path().join("reset.json");
        self.call(
            "administrator-1",
            &["account", "reset", "--account", "auditor-1", "--out", out.to_str().unwrap()],
            0,
        );
        let reset: Value = serde_json::from_slice(&fs::read(out).unwrap()).unwrap();
        let password = reset["password"].as_str().unwrap().to_owned();
        self.site.now_has("auditor-1", &password);
        self.secrets.push(password);
    }

    /// Runs an intake that is in its midst when `look` is called, and is killed or ended after it.
    fn while_open(&mut self, prefix: &str, stored: impl Fn() -> u64, kill: bool, look: impl FnOnce()) {
        let documents: Vec<Value> = (0..600)
            .map(|number| {
                let mut document = document(&format!("{prefix}{number}"));
                document["narrative"] = json!(self.canaries.of(format!("{PASSING}written while one looks")));
                document
            })
            .collect();
        let arguments = ["intake", "-", "--situation", "XAR", "--login", "cochair-1"];
        let mut command = self.site.command(env!("CARGO_BIN_EXE_sixfold"), &arguments);
        command.env("SIXFOLD_PASSWORD", self.site.password("cochair-1")).stdin(Stdio::piped());
        let before = stored();
        let mut child = command.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(&lines(&documents)).unwrap();
        input.flush().unwrap();
        let begun = Instant::now();
        while stored() == before {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing is written");
            sleep(Duration::from_millis(20));
        }
        look();
        if kill {
            child.kill().unwrap();
            child.wait().unwrap();
        } else {
            drop(input);
            assert_eq!(self.site.ended(child).status, 0);
        }
    }

    fn search(&self, days_too: bool) -> Search {
        let mut search = Search::new(&self.canaries.mark);
        for login in ["cochair-1", "verifier-1", "monitor-1", "technical-reviewer-1", "auditor-1"] {
            search.also("a password", &self.site.password(login));
        }
        for secret in &self.secrets {
            search.also("a password", secret);
        }
        if days_too {
            search.also("a day", DAY);
            search.also("a birthday", BIRTHDAY);
            search.also("a coordinate", &DECIMAL.to_string());
            search.bytes("a coordinate as a number", &DECIMAL.to_le_bytes());
            search.bytes("a coordinate as a number", &DECIMAL.to_be_bytes());
        }
        search
    }

    fn judge(&self, found: &Found) {
        assert!(found.bytes > 1 << 20, "only {} bytes were searched", found.bytes);
        if CONTROL {
            let seen: BTreeSet<&str> =
                found.numbers.iter().map(|number| self.canaries.label(*number)).collect();
            let missed: BTreeSet<&str> = self
                .canaries
                .labels()
                .filter(|label| !label.starts_with(PASSING) && !seen.contains(label))
                .collect();
            assert!(missed.is_empty(), "sealing was turned off, and these were not found: {missed:?}");
        } else {
            assert!(found.hits.is_empty(), "in the clear: {:#?}", found.hits);
        }
    }
}

fn scene(folder: &Path, url: Option<String>) -> Scene {
    let site = match url {
        Some(url) => Site::made(folder, url),
        None => Site::in_folder(folder),
    };
    Scene { site, canaries: Canaries::new(), secrets: Vec::new() }
}

#[test]
fn nothing_in_the_folder_of_a_store_reads_as_content() {
    let folder = TempDir::new().unwrap();
    let mut scene = scene(folder.path(), None);
    scene.work();
    let mut found = Found::default();
    let temporary = scene.site.desk.path().join("tmp");
    let written = || {
        let size = |name: &str| fs::metadata(folder.path().join(name)).map_or(0, |meta| meta.len());
        size("store.db") + size("store.db-wal")
    };
    for (prefix, kill) in [("W", false), ("V", true)] {
        let search = scene.search(true);
        scene.while_open(prefix, written, kill, || {
            search.look_in(folder.path(), &mut found);
            search.look_in(&temporary, &mut found);
            for beside in ["store.db", "store.db-wal", "store.db-shm", "store.db.lock", "log"] {
                assert!(folder.path().join(beside).exists(), "{beside} was not there to be searched");
            }
        });
        search.look_in(folder.path(), &mut found);
    }
    scene.site.sound();
    let search = scene.search(true);
    search.look_in(folder.path(), &mut found);
    search.look_in(&temporary, &mut found);
    scene.judge(&found);
}

#[tokio::test]
async fn nothing_in_a_dump_or_the_files_of_postgresql_reads_as_content() {
    let folder = TempDir::new().unwrap();
    let Location::Postgres(url) = new_location(Engine::Postgres, folder.path()).await else { return };
    let mut scene = scene(folder.path(), Some(url.clone()));
    scene.work();
    let ask = |sql: &str| {
        let output = Command::new("psql").args(["-At", "-c", sql, &url]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    let stored = || ask("SELECT count(*) FROM incident").parse().unwrap();
    let data = PathBuf::from(ask("SHOW data_directory"));
    let own = data.join("base").join(ask("SELECT oid FROM pg_database WHERE datname = current_database()"));
    let mut found = Found::default();
    let (search, files) = (scene.search(true), scene.search(false));
    scene.while_open("W", stored, false, || {
        if CONTROL {
            return;
        }
        // The files are shared with other databases: days and numbers of others may be in them.
        // What the server keeps of every database: its write-ahead log and what it writes down.
        for entry in fs::read_dir(&data).into_iter().flatten().flatten() {
            if entry.file_name() != "base" {
                files.look_in(&entry.path(), &mut found);
            }
        }
    });
    ask("CHECKPOINT");
    files.look_in(&own, &mut found);
    search.look_in(folder.path(), &mut found);
    let dump = Command::new("pg_dump").arg(&url).output().unwrap();
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    search.look("the dump", &dump.stdout, &mut found);
    if CONTROL {
        // A dump writes bytes in hexadecimal.
        let text = String::from_utf8_lossy(&dump.stdout);
        for line in text.lines() {
            for cell in line.split('\t').filter_map(|cell| cell.strip_prefix("\\\\x")) {
                let bytes: Vec<u8> = cell
                    .as_bytes()
                    .chunks_exact(2)
                    .filter_map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok())
                    .collect();
                search.look("a cell of the dump", &bytes, &mut found);
            }
        }
        assert!(found.hits.iter().any(|hit| hit.contains("hexadecimal")), "the dump itself was not searched");
    }
    scene.judge(&found);
}
