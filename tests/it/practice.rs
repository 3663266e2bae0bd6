//! The invented situation, begun again for the next who learn on it.

use crate::program::Site;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// A store that `sixfold init` makes where a demo has its own.
fn made(site: &Site, dir: &Path, name: &str) -> String {
    let store = format!("sqlite://{}", dir.join("arandia.db").display());
    let register = site.desk.path().join("register");
    let out = dir.join("accounts.json");
    let call = ["init", "--store", &store, "--situation", "XAR", "--name", name, "--register"];
    let call = [&call[..], &[register.to_str().unwrap(), "--accounts-out", out.to_str().unwrap()]].concat();
    let key = dir.join("arandia.db.node-key");
    site.call(&[&call[..], &["--node-key", key.to_str().unwrap()]].concat(), None).done();
    store
}

fn demo(site: &Site, dir: &Path, more: &[&str]) -> crate::program::Said {
    let mut command =
        site.command(env!("CARGO_BIN_EXE_sixfold"), &["demo", "--no-serve", "--dir", dir.to_str().unwrap()]);
    command.args(more).env_remove("SIXFOLD_STORE").env_remove("SIXFOLD_NODE_KEY");
    site.ended(command.spawn().unwrap())
}

#[test]
fn a_demo_begins_again_with_the_same_cases_and_passwords_and_removes_nothing_else() {
    let site = Site::new();
    let other = tempfile::TempDir::new().unwrap();
    made(&site, other.path(), "Arandia");
    let before = fs::read(other.path().join("accounts.json")).unwrap();
    demo(&site, other.path(), &["--reset"]).refused(2, &["is no demo's store", "nothing was removed"]);
    demo(&site, other.path(), &[]).refused(2, &["--reset"]);
    assert_eq!(fs::read(other.path().join("accounts.json")).unwrap(), before);
    assert!(other.path().join("arandia.db").exists());

    let dir = tempfile::TempDir::new().unwrap();
    let store = made(&site, dir.path(), "Arandia (invented)");
    fs::write(dir.path().join("notes.txt"), "a trainer's own").unwrap();
    let accounts =
        || -> Value { serde_json::from_slice(&fs::read(dir.path().join("accounts.json")).unwrap()).unwrap() };
    let before = accounts();
    demo(&site, dir.path(), &["--reset"]).done();
    assert_eq!(accounts(), before, "whoever was handed a password has it still");
    assert_eq!(fs::read_to_string(dir.path().join("notes.txt")).unwrap(), "a trainer's own");
    let password = before["accounts"][0]["password"].as_str().unwrap();
    let call = ["facts", "check", "--store", &store, "--situation", "XAR", "--login", "cochair-1"];
    let key = dir.path().join("arandia.db.node-key");
    let said =
        site.call(&[&call[..], &["--node-key", key.to_str().unwrap()]].concat(), Some(password)).done();
    assert!(said.json()["incidents"].as_u64().unwrap() > 300, "{said:?}");
}
