//! F1, F2: workbooks that are traps, sent to the page on which files are read.

use super::client::Client;
use super::process::Node;
use crate::program::Site;
use crate::sheets::{far, packed};
use crate::support::times_count;
use std::time::{Duration, Instant};

/// Each is refused on the page with what to do, in seconds, and at the price of a process that is gone: the server has no more
/// memory than before, and goes on.
#[test]
fn what_is_a_trap_is_refused_by_the_page_and_the_server_lives() {
    let site = Site::new();
    let node = Node::start(&site);
    let mut verifier = Client::settled(node.address, "verifier-1", &site.password("verifier-1"));
    let mut send = |bytes: &[u8]| {
        let head = "--part\r\nContent-Disposition: form-data; name=\"file\"; filename=\"trap.xlsx\"\r\n\r\n";
        let body = [head.as_bytes(), bytes, b"\r\n--part--\r\n"].concat();
        let headers = "accept: text/html\r\ncontent-type: multipart/form-data; boundary=part\r\n";
        let begun = Instant::now();
        let answer = verifier.call("POST", "/situations/XAR/import/preview", headers, &body).unwrap();
        (answer.status, String::from_utf8(answer.body).unwrap(), begun.elapsed())
    };
    // The control: a sheet that is none.
    let (status, page, _) =
        send(b"Reference;Date of incident;Type of violation;Boys;Area\nF-1;2026-01-12;killing;2;XAR01002\n");
    assert_eq!(status, 200, "{page}");
    let before = node.most_memory();
    let text = [b"<sst><si><t>".to_vec(), vec![b'A'; 66 << 20], b"</t></si></sst>".to_vec()].concat();
    let laughs: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let laughs = format!("<!DOCTYPE a [<!ENTITY l0 \"ha\">{laughs}]><sst><si><t>&l9;</t></si></sst>");
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst><si><t>&x;</t></si></sst>";
    let many = format!("<sst>{}</sst>", "<si><t>a</t></si>".repeat(1_000_000));
    let names: String = (0..200_000).map(|n| format!(" xmlns:a{n}=\"u{n}\"")).collect();
    let strings = |part: &str| packed("", &[("xl/sharedStrings.xml", part.as_bytes())]);
    for (what, bytes, said) in [
        ("a cell at the end of the sheet", far("XFD1048576"), "row 1048576"),
        ("a cell far down", far("CV200000"), "row 200000"),
        ("a text that unfolds", packed("", &[("xl/sharedStrings.xml", &text)]), "64 MiB"),
        ("a billion laughs", strings(&laughs), "document type"),
        ("an entity from outside", strings(outside), "document type"),
        ("a million texts", strings(&many), "more texts"),
        ("namespaces without end", packed(&format!("<row{names}/>"), &[]), "too many attributes"),
        ("a part that leads elsewhere", packed("", &[("../evil.xml", b"<a/>")]), "leads elsewhere"),
        ("a tree", packed(&format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000)), &[]), "too deep"),
    ] {
        let (status, page, took) = send(&bytes);
        assert!(status == 422 && page.contains(said), "{what}: {status} {page}");
        assert!(!times_count() || took < Duration::from_secs(10), "{what}: {took:?}");
        assert!(!page.contains("root:"), "{what}");
        println!("{what}: {} bytes, refused in {took:?}", bytes.len());
    }
    let grown = node.most_memory().saturating_sub(before);
    assert!(grown < 32 << 10, "{grown} KiB more");
    assert_eq!(Client::at(node.address).get("/readyz").status, 200);
}
