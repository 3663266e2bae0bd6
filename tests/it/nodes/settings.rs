//! What a server refuses to be started with.

use super::client::Client;
use super::process::{Node, free_port};
use crate::installed::ONION;
use crate::program::Site;
use std::fs::{Permissions, create_dir_all, read_dir, read_to_string, set_permissions, write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Whatever would cross a network in the clear is refused, with what to do instead.
#[test]
fn what_would_cross_a_network_in_the_clear_is_refused() {
    let site = Site::new();
    for (options, word) in [
        (["--traces", "192.0.2.1:4318"], "127.0.0.1:4318"),
        (["--traces", "[2001:db8::1]:4318"], "127.0.0.1:4318"),
        (["--metrics", "192.0.2.1:9612"], "127.0.0.1:9612"),
        (["--origin", "http://sixfold.example.org"], "https"),
        (["--most-requests", "0"], "--most-requests"),
        // Neither the name of an onion service, nor one of the kind that is no more.
        (["--origin", "http://sixfold.onion"], "https"),
        (["--origin", "http://expyuzz4wqqyqhjn.onion"], "https"),
        (["--origin", &format!("http://{ONION}.example.org")], "https"),
        (["--origin", &format!("http://{ONION},https://sixfold.example.org")], "some of each"),
    ] {
        site.call(&["serve", options[0], options[1]], None).refused(2, &[word]);
    }
    site.call(&["serve", "--listen", "0.0.0.0:0", "--origin", "https://sixfold.example.org"], None)
        .refused(2, &["--tls-certificate"]);
    let onion = format!("http://{ONION}");
    site.call(&["serve", "--listen", "0.0.0.0:0", "--trusted-proxy", "192.0.2.1", "--origin", &onion], None)
        .refused(2, &["listen on 127.0.0.1"]);
}

/// G3: keys that are missing, cut short or for everybody to read, and settings that nobody knows, keep a server from starting: it
/// says why, and listens nowhere.
#[test]
fn what_is_missing_or_for_everybody_to_read_keeps_a_server_from_starting() {
    let site = Site::new();
    let port = free_port();
    let listen = format!("127.0.0.1:{port}");
    let refused = |options: &[&str], word: &str| {
        let arguments = [&["serve", "--listen", &listen][..], options].concat();
        site.call(&arguments, None).refused(2, &[word]);
        assert!(TcpStream::connect(&listen).is_err(), "{options:?}");
    };
    let (certificate, key) = (site.file("cert.pem", b"no certificate"), site.file("key.pem", b"no key"));
    let tls = ["--tls-certificate", &certificate, "--tls-key", &key];
    for mode in [0o644, 0o604, 0o666, 0o602] {
        set_permissions(&key, Permissions::from_mode(mode)).unwrap();
        refused(&tls, "everybody on this machine");
    }
    for mode in [0o600, 0o640] {
        set_permissions(&key, Permissions::from_mode(mode)).unwrap();
        let said = site.call(&[&["serve", "--listen", &listen], &tls[..]].concat(), None);
        assert!(said.status != 0 && !said.err.contains("everybody"), "{said:?}");
        assert!(TcpStream::connect(&listen).is_err());
    }
    refused(&["--tls-certificate", &certificate, "--tls-key", "/nowhere/key.pem"], "/nowhere/key.pem");
    refused(&["--tls-certificate", &certificate], "--tls-key");
    for (settings, word) in [
        ("debug = true\n", "debug"),
        ("second_factor = \"never\"\n", "never"),
        ("listen = 8612\n", "listen"),
        ("[sign_in_attempts]\nlogin = 0\n", "nonzero"),
        ("trusted_proxy = [\"everybody\"]\n", "trusted_proxy"),
    ] {
        let file = site.file("settings.toml", settings.as_bytes());
        refused(&["--config", &file], word);
    }
    let password = site.file("password", b"an invented password");
    let mail = format!(
        "[mail]\nserver = \"127.0.0.1:25\"\nfrom = \"a@example.org\"\ntls = \"none\"\nuser = \"a\"\npassword_file = \"{password}\"\n[mail.to]\nXAR = \"b@example.org\"\n"
    );
    let file = site.file("settings.toml", mail.as_bytes());
    set_permissions(&password, Permissions::from_mode(0o644)).unwrap();
    refused(&["--config", &file], "everybody on this machine");
    let node = site.folder.join("store.db.node-key");
    for mode in [0o644, 0o640] {
        set_permissions(&node, Permissions::from_mode(mode)).unwrap();
        refused(&[], "chmod 600");
    }
    set_permissions(&node, Permissions::from_mode(0o600)).unwrap();
    let own = std::fs::read(&node).unwrap();
    std::fs::write(&node, &own[..own.len() / 2]).unwrap();
    refused(&[], "does not read");
    std::fs::write(&node, &own).unwrap();
}

/// A task force's own templates are those of its server; one that is not as it should be keeps it from starting, and says
/// where.
#[test]
fn a_server_works_with_the_templates_of_its_folder() {
    let site = Site::new();
    let folder = site.desk.path().join("own");
    let note = Path::new(env!("CARGO_MANIFEST_DIR")).join("report-templates/ghn");
    let own = folder.join("our_note");
    create_dir_all(&own).unwrap();
    for file in read_dir(note).unwrap().map(|entry| entry.unwrap().path()) {
        let text = read_to_string(&file).unwrap().replace("\"report\": \"ghn\"", "\"report\": \"our_note\"");
        write(own.join(file.file_name().unwrap()), text).unwrap();
    }
    let template = own.join("template.toml");
    let text = read_to_string(&template).unwrap().replace("name = \"ghn\"", "name = \"our_note\"");
    write(&template, text.replace("[cover]", "[policy.public]\nordinary.children = 40\n\n[cover]")).unwrap();
    let key = site.folder.join("store.db.node-key");
    let folder = folder.to_str().unwrap().to_owned();
    let node = Node::with(&site, &key, &["--templates", &folder]);
    let mut cochair = Client::settled(node.address, "cochair-1", &site.password("cochair-1"));
    let asked = |report: &str| {
        format!(
            "/api/v1/situations/XAR/reports/{report}/tables?from=2026-01-01&to=2026-03-31&as_of=2026-04-30"
        )
    };
    assert_eq!(cochair.get(&asked("our_note")).status, 200);
    // It stands in the place of the program's own.
    assert_eq!(cochair.get(&asked("ghn")).status, 404);
    drop(node);
    write(&template, text.replace("[cover]", "[policy.public]\nordinary.children = 4\n\n[cover]")).unwrap();
    site.call(&["serve", "--listen", "127.0.0.1:0", "--templates", &folder], None)
        .refused(2, &["our_note/template.toml", "policy.public.ordinary.children", "at least 10"]);
}
