//! What an installation rests on: manual pages, completions, credentials of systemd, an onion service.

use crate::nodes::client::Client;
use crate::nodes::process::free_port;
use crate::program::{Site, lines};
use crate::support::document;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A name of the right form.
pub(crate) const ONION: &str = "sixfoldinventedforteststhatnobodycanreach234567abcdefghi.onion";

/// A server that is killed when the test is over.
struct Served(Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn sixfold(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sixfold"));
    command.args(arguments).env_clear().env("PATH", "/usr/bin:/bin");
    command
}

/// The commands that a help text lists.
fn listed(help: &str) -> Vec<String> {
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands = commands.take_while(|line| !line.is_empty());
    // What is indented further goes on with the words of the line before.
    let names =
        commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

/// Every command with the words by which it is called, as its own help says.
fn commands(words: &[String]) -> Vec<Vec<String>> {
    let mut arguments: Vec<&str> = words.iter().map(String::as_str).collect();
    arguments.push("--help");
    let help = sixfold(&arguments).output().unwrap();
    assert!(help.status.success(), "{words:?}");
    let mut all = vec![words.to_vec()];
    for name in listed(&String::from_utf8(help.stdout).unwrap()) {
        all.extend(commands(&[words, &[name]].concat()));
    }
    all
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("new").join("man1");
    let said = sixfold(&["man", "--out", out.to_str().unwrap()]).output().unwrap();
    assert!(said.status.success(), "{said:?}");
    let commands = commands(&[]);
    assert!(commands.len() > 60, "{commands:?}");
    let name = |words: &Vec<String>| [&["sixfold".to_owned()][..], words].concat().join("-") + ".1";
    let expected: BTreeSet<String> = commands.iter().map(name).collect();
    let written = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(written.collect::<BTreeSet<_>>(), expected);
    let page = |name: &str| fs::read_to_string(out.join(name)).unwrap();
    assert!(
        page("sixfold.1").contains("sixfold\\-keys\\-grant(1)")
            || page("sixfold.1").contains("sixfold\\-keys(1)")
    );
    let serve = page("sixfold-serve.1");
    for word in [".TH sixfold-serve 1", "\\-\\-trusted\\-proxy", "SIXFOLD_ORIGIN", "Example:"] {
        assert!(serve.contains(word), "{word:?} is not in {serve}");
    }
    // What the program starts itself with is nobody else's business.
    assert!(!page("sixfold.1").contains("read\\-sheet"));
}

#[test]
fn each_shell_completes_every_command() {
    let commands = commands(&[]);
    for shell in ["bash", "zsh", "fish"] {
        let said = sixfold(&["completions", shell]).output().unwrap();
        assert!(said.status.success(), "{said:?}");
        let script = String::from_utf8(said.stdout).unwrap();
        for word in commands.iter().flatten() {
            assert!(script.contains(word.as_str()), "{shell} does not know {word}");
        }
    }
}

/// As systemd starts it: key and place of the store in files that it hands over, told when the server listens; and
/// as Tor reaches it.
#[test]
fn a_service_takes_what_systemd_hands_over_and_says_that_it_listens() {
    let site = Site::new();
    let handed = TempDir::new().unwrap();
    let (key, store) = (handed.path().join("node-key"), handed.path().join("store"));
    fs::copy(site.folder.join("store.db.node-key"), &key).unwrap();
    fs::write(&store, format!("sqlite://{}\n", site.db().display())).unwrap();
    // The group's bits are the mask of the access list by which the service reads them.
    for path in [&key, &store] {
        allow(path, 0o440);
    }
    let told = UnixDatagram::bind(handed.path().join("notify")).unwrap();
    told.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let address = SocketAddr::from(([127, 0, 0, 1], free_port()));
    let settings = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/debian/serve.toml");
    let started = |folder: Option<&Path>| {
        let (listen, origin) = (address.to_string(), format!("http://{ONION}"));
        let mut command = sixfold(&["serve", "--listen", &listen, "--origin", &origin, "--config", settings]);
        command.env("SIXFOLD_STORE", format!("@{}", store.display())).env("SIXFOLD_NODE_KEY", &key);
        command.env("NOTIFY_SOCKET", handed.path().join("notify"));
        if let Some(folder) = folder {
            command.env("CREDENTIALS_DIRECTORY", folder);
        }
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    // A key that others can read is refused, wherever it is; that of the group only where it says nothing.
    for (folder, mode) in [(None, 0o440), (Some(site.desk.path()), 0o440), (Some(handed.path()), 0o444)] {
        allow(&key, mode);
        site.ended(started(folder)).refused(2, &["can be read by others"]);
    }
    allow(&key, 0o440);

    let _served = Served(started(Some(handed.path())));
    let mut said = [0; 64];
    let length = told.recv(&mut said).unwrap();
    assert_eq!(&said[..length], b"READY=1\n");
    let mut client = Client::at(address);
    assert_eq!(client.get("/sign-in").status, 421, "another host's");
    let answer = client.named(ONION).get("/sign-in");
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("strict-transport-security"), None);
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A password in a file is for those who need it.
#[test]
fn a_password_that_everybody_can_read_is_refused() {
    let site = Site::new();
    let file = site.file("store-url", b"postgres://sixfold:hunter2@192.0.2.1/sixfold\n");
    allow(Path::new(&file), 0o644);
    let said = site.call(&["node", "list", "--store", &format!("@{file}")], None);
    let said = said.refused(2, &["everybody on this machine", "chmod o="]);
    assert!(!said.err.contains("hunter2"));
    site.call(&["node", "list", "--store", "@/nowhere"], None).refused(2, &["/nowhere"]);
    let file = site.file("place", site.location_text().as_bytes());
    site.call(&["node", "list", "--store", &format!("@{file}")], None).done();
}

/// What the package sets in place of the defaults reads, and so does each line that it offers.
#[test]
fn the_settings_of_the_package_are_settings() {
    let site = Site::new();
    let written = packaging("debian/serve.toml");
    let offered: String = written
        .lines()
        .map(|line| {
            format!("{}\n", line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line))
        })
        .collect();
    assert_ne!(offered, written);
    for (text, word) in [(written, "https://"), (offered + "origins = 1\n", "origins")] {
        let file = site.file("serve.toml", text.as_bytes());
        // Refused for what the call and the last line add, and not for what the package has.
        site.call(&["serve", "--config", &file, "--listen", "0.0.0.0:0"], None).refused(2, &[word]);
    }
}

/// G5: what the service may not do. How much that is, `systemd-analyze security` says: docs/administration.md.
#[test]
fn the_service_is_shut_in() {
    let unit = packaging("systemd/sixfold.service");
    for line in [
        "Type=notify",
        "User=sixfold",
        "UMask=0077",
        "LimitCORE=0",
        "MemorySwapMax=0",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "MemoryDenyWriteExecute=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "SystemCallFilter=@system-service",
        "NoExecPaths=/",
        "IPAddressDeny=any",
    ] {
        assert!(unit.lines().any(|found| found == line), "{line:?} is not in the unit");
    }
    // What it is started with is what the program knows.
    let help = sixfold(&["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let set = unit.lines().filter_map(|line| line.strip_prefix("Environment=")?.split_once('='));
    let set: Vec<&str> = set.map(|(name, _)| name).collect();
    assert_eq!(set, ["SIXFOLD_NODE_KEY", "SIXFOLD_STORE", "SIXFOLD_CONFIG"]);
    for name in set {
        assert!(help.contains(name), "{name}");
    }
}

/// The nightly copy has as little about it as the service, and calls what the program knows.
#[test]
fn the_nightly_copy_is_shut_in_as_well() {
    let (service, backup) =
        (packaging("systemd/sixfold.service"), packaging("systemd/sixfold-backup.service"));
    let about =
        ["User=", "UMask=", "LimitCORE=", "NoNewPrivileges=", "CapabilityBoundingSet=", "Protect", "Private"];
    let lines = |unit: &str| -> BTreeSet<String> {
        let is = |line: &&str| about.iter().any(|begin| line.starts_with(begin));
        unit.lines().filter(is).map(str::to_owned).collect()
    };
    let (of_service, of_backup) = (lines(&service), lines(&backup));
    assert!(of_backup.len() > 15 && of_backup.is_subset(&of_service), "{of_backup:?}");
    let call = backup.lines().find_map(|line| line.strip_prefix("ExecStart=/usr/bin/sixfold ")).unwrap();
    let folder = TempDir::new().unwrap();
    let site = Site::new();
    let place = folder.path().display().to_string();
    let words: Vec<&str> =
        call.split(' ').map(|word| if word.starts_with('/') { &place } else { word }).collect();
    site.call(&words, None).done();
    let made: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(made.len() == 1 && made[0].to_str().unwrap().starts_with("sixfold-"), "{made:?}");
}

/// Every command in the handbook is one of the program's.
#[test]
fn the_handbook_names_commands_that_are() {
    let commands: BTreeSet<Vec<String>> = commands(&[]).into_iter().collect();
    let handbook =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/administration.md")).unwrap();
    let mut seen = 0;
    for line in handbook.lines() {
        let words: Vec<&str> = line.split(|sign: char| sign.is_whitespace() || sign == '`').collect();
        for (at, _) in
            words.iter().enumerate().filter(|(_, word)| ["sixfold", "sixfold-admin"].contains(word))
        {
            let plain = |word: &&&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
            let called: Vec<String> =
                words[at + 1..].iter().take_while(plain).map(|word| (*word).to_owned()).collect();
            // The name of the service, the user, a database.
            if called.is_empty() || !(line.starts_with("    ") || line.contains(&format!("`{}", words[at]))) {
                continue;
            }
            let is = |length| commands.contains(&called[..length]);
            let known = called.len().min(2);
            assert!(
                is(known) || is(1) && !commands.iter().any(|one| one.len() == 2 && one[0] == called[0]),
                "{line}"
            );
            seen += 1;
        }
    }
    assert!(seen > 12, "{seen}");
}

fn packaging(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging").join(name)).unwrap()
}

/// Runs SQL as somebody on the database of an address.
fn psql(address: &str, sql: &str) -> (bool, String) {
    let mut psql = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "-v", "ON_ERROR_STOP=1", "-d", address])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    psql.stdin.take().unwrap().write_all(sql.as_bytes()).unwrap();
    let output = psql.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

/// G7: the roles of the handbook. The server's can do all that the server does, and neither change a table nor take
/// anything out of the log.
#[test]
fn a_server_works_with_a_role_that_cannot_touch_tables_or_the_log() {
    let admin = std::env::var("SIXFOLD_TEST_POSTGRES").expect("./test starts a PostgreSQL");
    let folder = TempDir::new().unwrap();
    // Roles belong to the whole PostgreSQL, where other tests have theirs.
    let chance = folder.path().file_name().unwrap().to_str().unwrap().to_ascii_lowercase();
    let own = format!("installed_{}", chance.trim_start_matches('.'));
    let named = |sql: &str| sql.replace("sixfold", &own);
    let (done, said) = psql(&admin, &named(&packaging("postgresql/roles.sql")));
    assert!(done, "{said}");
    let as_role = |role: &str| {
        let (scheme, rest) = admin.split_once("://").unwrap();
        let (_, rest) = rest.rsplit_once('@').unwrap();
        let (host, _) = rest.split_once('/').unwrap();
        format!("{scheme}://{role}@{host}/{own}")
    };
    let (owner, server) = (as_role(&format!("{own}_owner")), as_role(&own));
    let site = Site::made(folder.path(), owner.clone());
    let (done, said) = psql(&owner, &named(&packaging("postgresql/after-init.sql")));
    assert!(done, "{said}");

    let call =
        |login: &str, arguments: &[&str]| site.by(login, &[arguments, &["--store", &server]].concat()).done();
    let mut report = document("A-1");
    report["location"]["area"] = "XAR01002".into();
    let file = site.file("reports.jsonl", &lines(&[report]));
    call("monitor-1", &["intake", &file]);
    call("verifier-1", &["triage"]);
    call("cochair-1", &["keys", "rotate"]);
    let new = site.desk.path().join("new.json");
    call(
        "administrator-1",
        &["account", "add", "--account", "monitor-2", "--role", "monitor", "--out", new.to_str().unwrap()],
    );
    let said = site.call(&["audit", "verify", "--store", &server], None).done();
    assert_eq!(said.json()["findings"].as_array().map(Vec::len), Some(0), "{said:?}");

    // Erased it is at once; to write the tables anew is for their owner.
    let erase = ["proposal", "erase", "--incident", "A-1", "--ground", "protection_risk"];
    let proposed = call("cochair-1", &erase).json();
    let text = |key: &str| proposed[key].as_str().unwrap();
    let approve = ["proposal", "approve", "--proposal", text("id"), "--digest", text("digest")];
    let done = call("cochair-2", &approve);
    assert!(done.err.contains("is erased") && done.err.contains("sixfold scrub"), "{done:?}");
    site.call(&["scrub", "--store", &server], None).refused(2, &["owns the tables"]);
    site.call(&["scrub"], None).done();
    let said = site.call(&["audit", "verify", "--store", &server], None).done();
    assert_eq!(said.json()["findings"].as_array().map(Vec::len), Some(0), "{said:?}");

    for sql in [
        "DELETE FROM erased",
        "UPDATE log_entry SET version = version",
        "DELETE FROM log_entry",
        "TRUNCATE log_entry",
        "DELETE FROM seaql_migrations",
        "CREATE TABLE mine (id int)",
        "ALTER TABLE account ADD mine int",
        "DROP TABLE incident",
    ] {
        let (done, said) = psql(&server, &format!("{sql};"));
        assert!(
            !done && (said.contains("permission denied") || said.contains("must be owner")),
            "{sql}: {said}"
        );
        // The owner may: it is the role that is refused, and not the words.
        let (done, said) = psql(&owner, &format!("BEGIN; {sql}; ROLLBACK;"));
        assert!(done, "{sql}: {said}");
    }
}
