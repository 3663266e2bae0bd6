//! E7: what leaves by mail has no content, no names, no counts and no place.

use super::client::Server;
use crate::support::document;
use crate::world::{on_both_engines, typed};
use sixfold::web::mail::{Mail, MailSettings, Rounds};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// Takes every message and keeps all that was said to it, one text a connection.
async fn sink() -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let all = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&all);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let kept = Arc::clone(&kept);
            tokio::spawn(async move {
                let (read, mut write) = stream.into_split();
                let mut lines = BufReader::new(read).lines();
                write.write_all(b"220 sink\r\n").await.unwrap();
                let (mut said, mut in_data) = (String::new(), false);
                while let Ok(Some(line)) = lines.next_line().await {
                    said.push_str(&line);
                    said.push('\n');
                    let reply: &[u8] = match (in_data, line.as_str()) {
                        (true, ".") => {
                            in_data = false;
                            kept.lock().unwrap().push(std::mem::take(&mut said));
                            b"250 kept\r\n"
                        }
                        (true, _) => continue,
                        (false, "DATA") => {
                            in_data = true;
                            b"354 go on\r\n"
                        }
                        (false, "QUIT") => b"221 bye\r\n",
                        (false, _) => b"250 sink\r\n",
                    };
                    if write.write_all(reply).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (port, all)
}

fn settings(port: u16) -> MailSettings {
    MailSettings {
        server: format!("127.0.0.1:{port}"),
        from: "sixfold@example.org".to_owned(),
        to: BTreeMap::from([("XAR".to_owned(), "duty@example.org".to_owned())]),
        in_the_clear: true,
        login: None,
    }
}

on_both_engines! {
    /// E7: one fixed sentence, once for whatever came; nothing when nothing came or nothing waits.
    async fn a_duty_desk_is_told_that_something_waits_and_nothing_else(world: World) {
        let server = Server::over(&world);
        let (port, kept) = sink().await;
        let mail = Mail::set_up(&settings(port)).unwrap();
        let monitor = world.desk("monitor-1").await;
        monitor.submit(&[typed(&monitor, &document("OLD-1"))]).await.unwrap();
        let mut rounds = Rounds::begin(Arc::clone(&server.office), mail).await.unwrap();
        assert_eq!(rounds.round().await, 0, "what came before is not told");
        monitor.submit(&[typed(&monitor, &document("E-1")), typed(&monitor, &document("E-2"))]).await.unwrap();
        assert_eq!(rounds.round().await, 1);
        assert_eq!(rounds.round().await, 0, "told once");
        monitor.submit(&[typed(&monitor, &document("E-3"))]).await.unwrap();
        world.verifier().await.triage(&HashSet::new()).await.unwrap();
        assert_eq!(rounds.round().await, 0, "it waits no longer");
        monitor.submit(&[typed(&monitor, &document("E-4"))]).await.unwrap();
        assert_eq!(rounds.round().await, 1);

        let kept = kept.lock().unwrap().clone();
        assert_eq!(kept.len(), 2);
        for message in &kept {
            let (envelope, data) = message.split_once("DATA\n").unwrap();
            assert!(envelope.contains("TO:<duty@example.org>") && envelope.starts_with("EHLO [127.0.0.1]"), "{envelope}");
            let (headers, body) = data.split_once("\n\n").unwrap();
            assert_eq!(body, "Something waits in Sixfold.\n.\n");
            for header in headers.lines() {
                let (name, value) = header.split_once(": ").unwrap();
                let expected = match name {
                    "From" => "sixfold@example.org",
                    "To" => "duty@example.org",
                    "Subject" => "Sixfold",
                    "Content-Transfer-Encoding" => "7bit",
                    "MIME-Version" => "1.0",
                    // When it was sent is the hour's round, not when something came.
                    "Date" => continue,
                    other => panic!("a header {other}: {value}"),
                };
                assert_eq!(value, expected, "{name}");
            }
            for secret in ["XAR", "Arandia", "monitor", "Invented", "E-1", "killing"] {
                assert!(!message.contains(secret), "{secret}");
            }
        }
        // Two messages of different loads say the same, but for the time.
        let still = |message: &str| message.lines().filter(|line| !line.starts_with("Date: ")).collect::<String>();
        assert_eq!(still(&kept[0]), still(&kept[1]));
    }

    /// A desk that could not be told is told in the next round, and a situation that is not there is said at once.
    async fn a_server_of_mail_that_is_away_loses_nothing(world: World) {
        let server = Server::over(&world);
        let unused = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = unused.local_addr().unwrap().port();
        drop(unused);
        let mail = Mail::set_up(&settings(port)).unwrap();
        let mut rounds = Rounds::begin(Arc::clone(&server.office), mail).await.unwrap();
        let monitor = world.desk("monitor-1").await;
        monitor.submit(&[typed(&monitor, &document("E-1"))]).await.unwrap();
        assert_eq!(rounds.round().await, 0);
        assert_eq!(rounds.round().await, 0);
        let nowhere = MailSettings { to: BTreeMap::from([("XZZ".to_owned(), "a@example.org".to_owned())]), ..settings(port) };
        let mail = Mail::set_up(&nowhere).unwrap();
        assert!(Rounds::begin(Arc::clone(&server.office), mail).await.is_err());
    }
}

#[test]
fn settings_that_cannot_be_used_are_refused_without_the_password() {
    let good = MailSettings { login: Some(("who".to_owned(), "a secret word".to_owned())), ..settings(2525) };
    assert!(Mail::set_up(&good).is_ok());
    let encrypted =
        MailSettings { server: "mail.example.org:587".to_owned(), in_the_clear: false, ..good.clone() };
    assert!(Mail::set_up(&encrypted).is_ok());
    for bad in [
        MailSettings { server: "mail.example.org:25".to_owned(), ..good.clone() },
        MailSettings { server: "192.0.2.1:25".to_owned(), ..good.clone() },
        MailSettings { server: "127.0.0.1".to_owned(), ..good.clone() },
        MailSettings { server: "127.0.0.1:x".to_owned(), ..good.clone() },
        MailSettings { from: "nobody".to_owned(), ..good.clone() },
        MailSettings { to: BTreeMap::new(), ..good.clone() },
        MailSettings { to: BTreeMap::from([("XAR".to_owned(), "a@b@c".to_owned())]), ..good.clone() },
    ] {
        let said = Mail::set_up(&bad).err().unwrap();
        assert!(!said.contains("secret"), "{said}");
    }
}
