//! What takes long: very many reports, more load than can be served, and an hour of work.

use crate::{Site, USERS, memory, say, sealed, send, sent, setting};
use std::time::{Duration, Instant};

/// Very many of them: are the last as quick as the first?
pub(crate) async fn long(site: &Site) {
    const CLIENTS: usize = 32;
    const ROUND: usize = 9_600;
    let desk = site.desk("monitor-1").await;
    let key = desk.submission_key().await.unwrap().key;
    let generator = sent(&desk.situation().registers);
    let all = setting("SIXFOLD_BENCH_REPORTS", 1_000_000);
    let signed_in = site.client("monitor-1", &mut None).await;
    let (mut waits, mut took) = (Vec::new(), Duration::ZERO);
    for from in (0..all).step_by(ROUND) {
        let each = ROUND / CLIENTS;
        let all_sealed: Vec<_> = (0..CLIENTS)
            .map(|number| sealed(&key, &generator, 1_000_000 + from + number * each, each))
            .collect();
        // The reports first: a connection that waits for them would be closed.
        let mut senders = Vec::new();
        for sealed in all_sealed {
            senders.push((signed_in.another().await, sealed));
        }
        let (more, time) = send(senders).await;
        waits.extend(more);
        took += time;
        if waits.len() >= 10 * ROUND || from + ROUND >= all {
            let what = format!("sealed submissions, {CLIENTS} clients, up to {}", from + ROUND);
            say(&what, std::mem::take(&mut waits), std::mem::take(&mut took));
        }
    }
}

/// What the server does for as many as it can serve, and for ten times as many who do not wait between requests.
pub(crate) async fn overload(site: &Site) {
    const SECONDS: u64 = 15;
    let signed_in = site.client("verifier-1", &mut None).await;
    for users in [32, 320] {
        let mut clients = Vec::new();
        for _ in 0..users {
            clients.push(signed_in.another().await);
        }
        let begun = Instant::now();
        let tasks: Vec<_> = clients
            .into_iter()
            .map(|mut client| {
                tokio::spawn(async move {
                    let (mut waits, mut refused) = (Vec::new(), 0);
                    while begun.elapsed() < Duration::from_secs(SECONDS) {
                        let asked = Instant::now();
                        match client
                            .get("/api/v1/situations/XAR/incidents?limit=20&waiting_for=initial")
                            .await
                            .0
                        {
                            200 => waits.push(asked.elapsed()),
                            503 => refused += 1,
                            status => panic!("{status}"),
                        }
                    }
                    (waits, refused)
                })
            })
            .collect();
        let (mut waits, mut refused) = (Vec::new(), 0);
        for task in tasks {
            let (more, turned_away) = task.await.unwrap();
            waits.extend(more);
            refused += turned_away;
        }
        say(&format!("lists, {users} who never wait, {refused} turned away"), waits, begun.elapsed());
    }
}

/// People at work: 64 who read, a request a second each; eight who send a report every two seconds; and somebody who
/// signs in every five. What does the process hold?
pub(crate) async fn soak(site: &Site) {
    let seconds = setting("SIXFOLD_BENCH_SECONDS", 3_600) as u64;
    let ends = Instant::now() + Duration::from_secs(seconds);
    let desk = site.desk("monitor-1").await;
    let key = desk.submission_key().await.unwrap().key;
    let (mut readers, mut senders) = (None, None);
    let paths: Vec<String> = [
        "incidents?limit=50",
        "queue?limit=50",
        "queue/counts",
        "incidents?limit=50&violation=abduction&area=XAR03",
        "notifications",
        "reports/ghn/workbook?from=2025-01-01&to=2025-03-31",
    ]
    .map(|query| format!("/api/v1/situations/XAR/{query}"))
    .into();
    let mut tasks = Vec::new();
    for number in 0..USERS {
        let (mut client, paths) = (site.client("verifier-1", &mut readers).await, paths.clone());
        tasks.push(tokio::spawn(async move {
            let (mut round, mut waits) = (number, Vec::new());
            while Instant::now() < ends {
                tokio::time::sleep(Duration::from_millis(500 + (number * 997 % 1_000) as u64)).await;
                let asked = Instant::now();
                let (status, _) = client.get(&paths[round % paths.len()]).await;
                assert!(status == 200 || status == 403, "{status}");
                waits.push(asked.elapsed());
                round += 1;
            }
            waits
        }));
    }
    for number in 0..8 {
        let mut client = site.client("monitor-1", &mut senders).await;
        let sealed = {
            let generator = sent(&desk.situation().registers);
            sealed(&key, &generator, 9_000_000 + number * 10_000, (seconds / 2) as usize)
        };
        tasks.push(tokio::spawn(async move {
            for (id, body) in sealed {
                tokio::time::sleep(Duration::from_secs(2)).await;
                let path = format!("/api/v1/situations/XAR/submissions/{id}");
                assert_eq!(client.call("PUT", &path, "application/octet-stream", &body).await.0, 201);
            }
            Vec::new()
        }));
    }
    let begun = Instant::now();
    let mut minutes = 0;
    println!("memory at the beginning: {} MiB", memory());
    while Instant::now() < ends {
        tokio::time::sleep(Duration::from_secs(5)).await;
        drop(site.client("cochair-2", &mut Some(site.password("cochair-2"))).await);
        if begun.elapsed().as_secs() / 300 > minutes {
            minutes = begun.elapsed().as_secs() / 300;
            println!("after {} minutes: {} MiB", minutes * 5, memory());
        }
    }
    let mut waits = Vec::new();
    for task in tasks {
        waits.extend(task.await.unwrap());
    }
    say("readers' requests", waits, begun.elapsed());
}
