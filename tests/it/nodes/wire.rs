//! E2, E4: what comes over the wire and is no proper request, to a real server.

use super::client::{Client, connect, read};
use super::process::Node;
use crate::program::Site;
use crate::support::document;
use crate::support::times_count;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// The statuses of all answers on a connection to which these bytes are sent, until the server ends it or says no more.
fn answers(node: &Node, bytes: &[u8]) -> Vec<u16> {
    let mut stream = connect(node.address).unwrap().into_inner();
    // A server that has seen enough closes before it has read everything.
    let _ = stream.write_all(bytes);
    stream.set_read_timeout(Some(Duration::from_millis(700))).unwrap();
    let mut all = Vec::new();
    loop {
        let mut part = [0; 4096];
        match stream.read(&mut part) {
            Ok(0) => break,
            Ok(read) => all.extend_from_slice(&part[..read]),
            Err(error) if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => break,
            Err(_) => break,
        }
    }
    let text = String::from_utf8_lossy(&all);
    let heads =
        text.match_indices("HTTP/1.1 ").map(|(at, found)| text[at + found.len()..][..3].parse().unwrap());
    heads.collect()
}

/// E4: requests of two lengths, of odd headers, of another host: refused, and what stands behind them is never taken for a
/// request of its own.
#[test]
fn no_request_is_hidden_in_another() {
    let site = Site::new();
    let node = Node::start(&site);
    let host =
        format!("host: {}\r\nsixfold-client: test\r\ncontent-type: application/json\r\n", node.address);
    let hidden = format!("GET /healthz HTTP/1.1\r\nhost: {}\r\n\r\n", node.address);
    // The control: two requests behind each other are two.
    let plain = format!("GET /healthz HTTP/1.1\r\n{host}\r\n");
    assert_eq!(answers(&node, format!("{plain}{hidden}").as_bytes()), [200, 200]);
    let post = "POST /api/v1/session HTTP/1.1\r\n";
    // One length in the head and another in the body: whatever is believed, nothing after it is a request.
    for lengths in [
        "content-length: 5\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 5\r\n",
        "content-length: 5\r\nTransfer-Encoding: Chunked\r\n",
        "transfer-encoding: chunked\r\ncontent-length: 0\r\n",
    ] {
        let sent = format!("{post}{host}{lengths}\r\n0\r\n\r\n{hidden}");
        let got = answers(&node, sent.as_bytes());
        assert!(got.len() == 1 && got[0] >= 400, "{lengths:?}: {got:?}");
    }
    for (lengths, body) in [
        ("content-length: 5\r\ncontent-length: 6\r\n", "12345"),
        ("content-length: 5, 6\r\n", "12345"),
        ("content-length: +5\r\n", "12345"),
        ("content-length: 0x5\r\n", "12345"),
        ("content-length: -1\r\n", ""),
        ("content-length : 5\r\n", "12345"),
        ("content-length: 99999999999999999999999\r\n", "12345"),
        ("transfer-encoding: xchunked\r\n", "0\r\n\r\n"),
        ("transfer-encoding: chunked, identity\r\n", "0\r\n\r\n"),
        ("transfer-encoding : chunked\r\n", "0\r\n\r\n"),
        ("transfer-encoding: chunked\r\n", "zz\r\n\r\n"),
        ("transfer-encoding: chunked\r\n", "FFFFFFFFFFFFFFFFF\r\n1"),
        ("x: a\r\n folded: b\r\n", ""),
        ("x: a\u{0}b\r\n", ""),
        ("x: a\rb\r\n", ""),
        ("x y: a\r\n", ""),
        (": a\r\n", ""),
    ] {
        let sent = format!("{post}{host}{lengths}\r\n{body}{hidden}");
        let got = answers(&node, sent.as_bytes());
        assert!(got.len() <= 1 && got.iter().all(|status| *status == 400), "{lengths:?}: {got:?}");
    }
    let long = "a".repeat(70_000);
    let many = (0..500).map(|n| format!("x-{n}: y\r\n")).collect::<String>();
    for (sent, expected) in [
        (format!("GET http://evil.example/ HTTP/1.1\r\n{host}\r\n"), 421),
        ("GET /healthz HTTP/1.1\r\nhost: evil.example\r\n\r\n".to_owned(), 421),
        (format!("GET /healthz HTTP/1.1\r\n{host}host: evil.example\r\n\r\n"), 421),
        ("GET /healthz HTTP/1.1\r\n\r\n".to_owned(), 421),
        (format!("TRACE / HTTP/1.1\r\n{host}\r\n"), 405),
        (format!("CONNECT evil.example:443 HTTP/1.1\r\n{host}\r\n"), 421),
        (format!("GET /healthz HTTP/1.1\r\n{host}x: {long}\r\n\r\n"), 431),
        (format!("GET /healthz HTTP/1.1\r\n{host}{many}\r\n"), 431),
        (format!("GET /{long} HTTP/1.1\r\n{host}\r\n"), 414),
        (format!("GET /healthz HTTP/9.9\r\n{host}\r\n"), 400),
        (format!("GET /health z HTTP/1.1\r\n{host}\r\n"), 400),
    ] {
        let got = answers(&node, sent.as_bytes());
        let shown = &sent[..sent.len().min(60)];
        // What does not read as a request at all may be ended without a word.
        let refused = got.is_empty() || got == [expected] || (expected == 414 && got == [431]);
        assert!(refused, "{shown:?}: {got:?}");
    }
    assert!(answers(&node, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").iter().all(|status| *status >= 400));
    assert_eq!(Client::at(node.address).get("/healthz").status, 200);
    assert!(!node.said().contains("\"status\":500"), "{}", node.said());
}

/// The answer to a body that does not end, and how long it took.
fn endless(stream: &mut BufReader<TcpStream>, head: &str, part: &[u8]) -> (u16, Duration) {
    let begun = Instant::now();
    stream.get_mut().write_all(head.as_bytes()).unwrap();
    stream.get_mut().set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    // Until nobody takes more: some GiB would do, and none of it is read.
    for _ in 0..16_384 {
        if stream.get_mut().write_all(part).is_err() || begun.elapsed() > Duration::from_secs(5) {
            break;
        }
    }
    let status = read(stream).map_or(0, |answer| answer.status);
    (status, begun.elapsed())
}

/// E2: bodies that do not end, that say they are a GiB, or that unfold into trees: refused soon, with little memory.
#[test]
fn a_body_without_end_is_refused_soon_and_costs_little() {
    let site = Site::new();
    let node = Node::start(&site);
    let mut cochair = Client::settled(node.address, "cochair-1", &site.password("cochair-1"));
    let incidents = "/api/v1/situations/XAR/incidents";
    let head = |method: &str, path: &str, kind: &str, length: &str| {
        format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nsixfold-client: test\r\ncookie: {}\r\ncontent-type: {kind}\r\n{length}\r\n",
            node.address, cochair.cookie
        )
    };
    let before = node.most_memory();
    let block = vec![b' '; 65_536];
    let chunk = [format!("{:x}\r\n", block.len()).as_bytes(), &block, b"\r\n"].concat();
    let submission = format!("/api/v1/situations/XAR/submissions/{}", "0".repeat(32));
    for (method, path, kind) in [
        ("POST", "/api/v1/session", "application/json"),
        ("POST", incidents, "application/json"),
        ("PUT", submission.as_str(), "application/octet-stream"),
        ("POST", "/sign-in", "application/x-www-form-urlencoded"),
        ("POST", "/situations/XAR/import/preview", "multipart/form-data; boundary=part"),
    ] {
        for (length, part) in
            [("transfer-encoding: chunked\r\n", &chunk), ("content-length: 1073741824\r\n", &block)]
        {
            let mut stream = connect(node.address).unwrap();
            let (status, took) = endless(&mut stream, &head(method, path, kind, length), part);
            // Where the server closes while more is on the way, the answer may be lost on it.
            assert!([0, 400, 413, 422].contains(&status), "{method} {path} {length}: {status}");
            assert!(took < Duration::from_secs(5), "{method} {path} {length}: {took:?}");
        }
    }
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let keys = (0..300_000).map(|n| format!("\"k{n}\":1,")).collect::<String>();
    let mut told = document("E2").to_string();
    told.truncate(told.len() - 1);
    for body in [
        deep.clone(),
        format!("{told},\"notes\":{deep}}}"),
        format!("{{{keys}\"schema\":1}}"),
        format!("{told},\"external_id\":\"E2\"}}"),
        format!("{told},\"notes\":NaN}}"),
        format!("{told},\"children_affected\":{{\"boys\":1e308}}}}"),
        format!("{told},\"children_affected\":{{\"boys\":1e999}}}}"),
        format!("{told},\"notes\":\"\\ud800\"}}"),
        format!("{told},\"notes\":\"\\u0000\"}}"),
        format!("{told},\"notes\":\"\u{0}\"}}"),
    ] {
        let begun = Instant::now();
        let answer =
            cochair.call("POST", incidents, "content-type: application/json\r\n", body.as_bytes()).unwrap();
        assert!([400, 413, 422].contains(&answer.status), "{}: {}", &body[..40], answer.status);
        assert!(
            !times_count() || begun.elapsed() < Duration::from_secs(3),
            "{}: {:?}",
            &body[..40],
            begun.elapsed()
        );
    }
    let squeezed = "content-type: application/json\r\ncontent-encoding: gzip\r\n";
    assert_eq!(cochair.call("POST", incidents, squeezed, b"\x1f\x8b\x08").unwrap().status, 415);
    let grown = node.most_memory().saturating_sub(before);
    println!("{grown} KiB more than before");
    assert!(grown < 64 << 10, "{grown} KiB");
    assert_eq!(cochair.get(incidents).json()["incidents"], serde_json::json!([]));
}
