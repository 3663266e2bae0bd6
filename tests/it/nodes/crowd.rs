//! Many at once, and the slow.

use super::client::{Client, connect, read};
use super::process::Node;
use crate::program::Site;
use std::io::Write;
use std::time::{Duration, Instant};

/// E3: senders who dribble headers or a body are ended in time, and keep nobody else waiting.
#[test]
fn slow_senders_are_ended_and_others_served() {
    const SLOW: usize = 150;
    let site = Site::new();
    // Fewer turns than slow senders: none of them may hold one.
    let key = site.folder.join("store.db.node-key");
    let node = Node::with(&site, &key, &["--most-requests", "8"]);
    let mut monitor = Client::settled(node.address, "monitor-1", &site.password("monitor-1"));
    let host = format!("host: {}\r\nsixfold-client: test\r\n", node.address);
    let heads = format!("GET /healthz HTTP/1.1\r\n{host}");
    let bodies = format!(
        "POST /api/v1/session HTTP/1.1\r\n{host}content-type: application/json\r\ncontent-length: 500\r\n\r\n{{"
    );
    let begun = Instant::now();
    let mut slow: Vec<_> = (0..SLOW)
        .map(|number| {
            let mut stream = connect(node.address).unwrap();
            let start = if number % 2 == 0 { &heads } else { &bodies };
            stream.get_mut().write_all(start.as_bytes()).unwrap();
            stream.get_mut().set_read_timeout(Some(Duration::from_secs(40))).unwrap();
            stream
        })
        .collect();
    let mut waits = Vec::new();
    while begun.elapsed() < Duration::from_secs(5) {
        let asked = Instant::now();
        assert_eq!(monitor.get("/api/v1/session").status, 200);
        waits.push(asked.elapsed());
    }
    waits.sort();
    let wait = waits[waits.len() * 95 / 100];
    assert!(wait < Duration::from_secs(1), "others waited {wait:?}");
    // They go on dribbling, and are ended all the same.
    let mut longest = Duration::ZERO;
    for stream in &mut slow {
        let _ = stream.get_mut().write_all(b" ");
        let answer = read(stream);
        assert!(!answer.as_ref().is_ok_and(|answer| answer.status < 400), "{answer:?}");
        longest = longest.max(begun.elapsed());
    }
    assert!(longest < Duration::from_secs(40), "ended after {longest:?}");
    println!("{SLOW} slow senders ended after {longest:?}; others waited {wait:?} (95 in 100)");
}

/// More connections than are taken are closed, and there is room again when one ends.
#[test]
fn connections_beyond_the_bound_are_closed() {
    let site = Site::new();
    let key = site.folder.join("store.db.node-key");
    let node = Node::with(&site, &key, &["--most-connections", "3"]);
    let ask = |client: &mut Client| client.call("GET", "/healthz", "", b"").map(|answer| answer.status);
    let mut within: Vec<Client> = (0..3).map(|_| Client::at(node.address)).collect();
    let begun = Instant::now();
    for client in &mut within {
        // The connection with which the server was found ready may not have ended yet.
        while !ask(client).is_ok_and(|status| status == 200) {
            assert!(begun.elapsed() < Duration::from_secs(10));
        }
    }
    assert!(ask(&mut Client::at(node.address)).is_err());
    within.pop();
    let mut next = Client::at(node.address);
    while !ask(&mut next).is_ok_and(|status| status == 200) {
        assert!(begun.elapsed() < Duration::from_secs(15));
    }
}
