//! What an installation rests on: manual pages, completions, credentials of systemd, an onion service.

use crate::nodes::client::Client;
use crate::nodes::process::free_port;
use crate::program::Site;
use std::collections::BTreeSet;
use std::fs;
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
    let names = commands.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
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
    assert!(page("sixfold.1").contains("sixfold\\-keys\\-grant(1)") || page("sixfold.1").contains("sixfold\\-keys(1)"));
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
    let started = |folder: Option<&Path>| {
        let origin = format!("http://{ONION}");
        let mut command = sixfold(&["serve", "--listen", &address.to_string(), "--origin", &origin]);
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
        site.ended(started(folder)).refused(1, &["can be read by others"]);
    }
    allow(&key, 0o440);

    let _served = Served(started(Some(handed.path())));
    let mut said = [0; 64];
    let length = told.recv(&mut said).unwrap();
    assert_eq!(&said[..length], b"READY=1");
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
    let said = said.refused(2, &["everybody on this machine", "chmod o-rwx"]);
    assert!(!said.err.contains("hunter2"));
    site.call(&["node", "list", "--store", "@/nowhere"], None).refused(2, &["/nowhere"]);
    let file = site.file("place", site.location_text().as_bytes());
    site.call(&["node", "list", "--store", &format!("@{file}")], None).done();
}
