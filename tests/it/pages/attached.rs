//! What comes with a report: a picture without what it said of its making, and another file as it is.

use super::browser::Browser;
use super::reporting::{fill, open};
use super::site::Site;
use crate::world::{Engine, World};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::SecondFactor;

/// Puts files into the form: a photograph of colours with what a camera adds to it, a sheet that is taken, and a program
/// that is not.
const PUT: &str = r#"const end = arguments[arguments.length - 1];
(async () => {
  const canvas = document.createElement("canvas");
  canvas.width = 64; canvas.height = 48;
  const context = canvas.getContext("2d");
  context.fillStyle = "teal"; context.fillRect(0, 0, 64, 48);
  const plain = new Uint8Array(await (await new Promise((done) => canvas.toBlob(done, "image/jpeg"))).arrayBuffer());
  const said = new TextEncoder().encode("Exif\0\0canary-of-the-camera");
  const marked = [...plain.slice(0, 2), 0xff, 0xe1, 0, said.length + 2, ...said, ...plain.slice(2)];
  const put = (id, file) => {
    const files = new DataTransfer();
    files.items.add(file);
    const input = document.getElementById(id);
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  };
  put("add-pictures", new File([new Uint8Array(marked)], "canary-name.jpg", { type: "image/jpeg" }));
  put("add-files", new File(["invented,table\n1,2\n"], "canary-name.csv", { type: "text/csv" }));
})().then(() => end(true), (error) => end(String(error)));"#;

/// What each link of a list leads to, as text of single bytes.
const FETCHED: &str = r#"const end = arguments[arguments.length - 1];
Promise.all([...document.querySelectorAll("a[href*='/attachments/']")].map(async (link) => {
  const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer());
  return [link.textContent, Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")];
})).then(end, (error) => end(String(error)));"#;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_picture_says_nothing_of_its_making_and_a_file_arrives_as_it_is() {
    let world = World::new(Engine::Sqlite).await;
    let site = Site::over(&world, SecondFactor::Optional, 0).await;
    let browser = Browser::start("en").await;
    site.as_role(&world, &browser, Role::Monitor).await;
    open(&site, &browser).await;
    let answers =
        [("[name=span][value=unknown]", json!(true)), ("#kinds [value=attack_on_hospital]", json!(true))];
    fill(&browser, &answers).await;
    assert_eq!(browser.run_to_end(PUT).await, true);
    browser.find("#pictures li:nth-child(2)").await;
    // What is no such file is left out, and that is said.
    let program = "const files = new DataTransfer(); files.items.add(new File(['x'], 'x.exe', { type: 'application/x-msdownload' })); \
        const input = document.getElementById('add-files'); input.files = files.files; input.dispatchEvent(new Event('change'))";
    browser.run(program).await;
    browser.find("#no-picture:not([hidden])").await;
    assert_eq!(browser.count("#pictures li").await, 2);
    browser.click("nav.choices a[href='#group-send']").await;
    browser.click("#group-send button[type=submit]").await;
    browser.find("#receipt:not([hidden]) [data-checked]:not([hidden])").await;
    browser.click("form[action='/sign-out'] button").await;
    browser.at("/sign-in").await;
    site.as_role(&world, &browser, Role::Verifier).await;
    browser.click("form[action$='/triage'] button").await;
    browser.find("main .notice[role=status]").await;
    browser.goto(&site.path("/situations/XAR/queue?state=new")).await;
    browser.click("tbody th a").await;
    browser.click("a[href$='open=identity']").await;
    browser.find("a[href*='/attachments/']").await;
    let Value::Array(files) = browser.run_to_end(FETCHED).await else { panic!("no files") };
    let mut files: Vec<(String, String)> =
        files.into_iter().map(|file| serde_json::from_value(file).unwrap()).collect();
    files.sort();
    let [(sheet, table), (picture, pixels)] = &files[..] else { panic!("{files:?}") };
    // Numbered as they were ready, and called by nothing that was theirs.
    assert!(["file-1.csv", "file-2.csv"].contains(&sheet.as_str()), "{sheet}");
    assert!(["picture-1.jpg", "picture-2.jpg"].contains(&picture.as_str()), "{picture}");
    assert_eq!(table, "invented,table\n1,2\n");
    assert!(pixels.starts_with("\u{ff}\u{d8}\u{ff}") && !pixels.contains("canary"));
    drop(browser);
    site.stop().await;
}
