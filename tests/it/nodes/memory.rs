//! What a server's memory holds of somebody who has signed out.

use super::client::Client;
use super::process::{Node, signal};
use crate::program::{Site, lines};
use crate::support::document;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Error, ErrorKind};
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Bytes of a page, as the kernel's list of pages counts them.
const PAGE: u64 = 4096;

/// The parts of a range that hold something: an allocator keeps far more than it has used.
fn touched(pages: &File, from: u64, to: u64) -> Vec<(u64, u64)> {
    let mut entries = vec![0; ((to - from) / PAGE * 8) as usize];
    pages.read_exact_at(&mut entries, from / PAGE * 8).unwrap();
    let mut parts: Vec<(u64, u64)> = Vec::new();
    for (page, entry) in (from..to).step_by(PAGE as usize).zip(entries.as_chunks::<8>().0) {
        // In memory, or swapped out.
        if u64::from_ne_bytes(*entry) >> 62 == 0 {
            continue;
        }
        match parts.last_mut() {
            Some((_, end)) if *end == page => *end += PAGE,
            _ => parts.push((page, page + PAGE)),
        }
    }
    parts
}

/// Everything in a process's memory that it may have written, read as root can.
fn memory(process: u32, mut look: impl FnMut(&str, &[u8])) -> Result<(), Error> {
    let of = |name: &str| format!("/proc/{process}/{name}");
    let (memory, pages) = (File::open(of("mem"))?, File::open(of("pagemap"))?);
    for line in fs::read_to_string(of("maps"))?.lines() {
        let mut words = line.split_whitespace();
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let [from, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
        for (from, to) in touched(&pages, from, to) {
            let mut bytes = vec![0; (to - from) as usize];
            // It may have been given back meanwhile.
            if memory.read_exact_at(&mut bytes, from).is_ok() {
                look(line, &bytes);
            }
        }
    }
    Ok(())
}

/// Which secrets are there, and how often in which range.
fn found(
    process: u32,
    secrets: &[(&'static str, Vec<u8>)],
) -> Result<BTreeSet<(&'static str, String)>, Error> {
    let mut found = BTreeSet::new();
    memory(process, |range, bytes| {
        for (what, secret) in secrets {
            let places: Vec<usize> = memchr::memmem::find_iter(bytes, secret).collect();
            if let Some(first) = places.first() {
                found.insert((*what, format!("{} times in {range}, first at {first:#x}", places.len())));
            }
        }
    })?;
    Ok(found)
}

/// Passwords, the secrets of sessions and what was opened in them are gone from memory once a session is over and its
/// connection closed. The control finds each of them while somebody works.
#[test]
fn nothing_of_a_session_is_in_memory_when_it_is_over() {
    let site = Site::new();
    let story = "An invented account that stands in the narrative of one record alone.";
    let mut report = document("M-1");
    report["narrative"] = json!(story);
    report["location"] = json!({"area": "XAR01002"});
    let reports = site.file("reports.jsonl", &lines(&[report]));
    site.by("verifier-1", &["intake", &reports]).done();
    let node = Node::start(&site);
    let process = node.process();
    match File::open(format!("/proc/{process}/mem")) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            // Whoever is not root cannot look, which is what is wanted; there is nothing to try then.
            return;
        }
        opened => drop(opened.unwrap()),
    }

    let mut verifier = Client::settled(node.address, "verifier-1", &site.password("verifier-1"));
    let listed = verifier.get("/api/v1/situations/XAR/incidents").json();
    let id = listed["incidents"][0]["id"].as_str().unwrap_or_else(|| panic!("{listed}")).to_owned();
    let cookie = verifier.cookie.split_once('=').unwrap().1.to_owned();
    let secret = (0..32).map(|at| u8::from_str_radix(&cookie[2 * at..2 * at + 2], 16).unwrap());
    let secrets = [
        ("the password", Client::chosen("verifier-1").into_bytes()),
        ("the cookie", cookie.clone().into_bytes()),
        ("the session's secret", secret.collect()),
        ("the narrative", story.as_bytes().to_vec()),
    ];

    // The control: while they are used, each is there at one moment or another. The server stands still while its memory is
    // read, or what was there at one moment would be gone before its place is reached.
    let address = node.address;
    let (path, mut seen) = (format!("/api/v1/situations/XAR/incidents/{id}/identity"), BTreeSet::new());
    let (begun, is_over) = (Instant::now(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        for _ in 0..3 {
            let mut worker = verifier.another();
            let (path, is_over) = (&path, &is_over);
            scope.spawn(move || {
                // A server that stands still for a while may turn somebody away.
                while !is_over.load(Ordering::Relaxed) {
                    let _ = worker.call("GET", path, "", b"");
                    let mut another = Client::at(address);
                    let shown =
                        json!({"login": "verifier-1", "password": Client::chosen("verifier-1")}).to_string();
                    let kind = "content-type: application/json\r\n";
                    let _ = another.call("POST", "/api/v1/session", kind, shown.as_bytes());
                    let _ = another.call("DELETE", "/api/v1/session", kind, b"{}");
                }
            });
        }
        while seen.len() < secrets.len() && begun.elapsed() < Duration::from_secs(90) {
            assert!(signal("STOP", &[process]));
            seen.extend(found(process, &secrets).unwrap().into_iter().map(|(what, _)| what));
            assert!(signal("CONT", &[process]));
            // Each time it stands still at another moment.
            sleep(Duration::from_millis(3 + begun.elapsed().subsec_millis() as u64 % 11));
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert_eq!(seen.len(), secrets.len(), "the search finds only {seen:?}");

    assert_eq!(verifier.json("DELETE", "/api/v1/session", &json!({})).status, 204);
    drop(verifier);
    // What the server does after an answer, such as closing connections, is done soon.
    let begun = Instant::now();
    loop {
        let left = found(process, &secrets).unwrap();
        if left.is_empty() {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(10), "{left:#?}");
        sleep(Duration::from_millis(200));
    }
}
