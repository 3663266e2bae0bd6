//! B3: everybody signs in at once.

use super::client::Client;
use super::process::Node;
use crate::program::Site;
use crate::support::times_count;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The time within which 95 of 100 requests of somebody who is signed in were answered.
fn waits(person: &mut Client, until: impl Fn(usize) -> bool) -> Duration {
    let mut all = Vec::new();
    while !until(all.len()) {
        let begun = Instant::now();
        assert_eq!(person.get("/api/v1/session").status, 200);
        all.push(begun.elapsed());
    }
    all.sort();
    all[all.len() * 95 / 100]
}

/// B3: five hundred who sign in at once take no more memory than those whose turn it is; the others are told when to come
/// again; and who is signed in is served meanwhile.
#[test]
fn five_hundred_who_sign_in_at_once_take_little_memory_and_keep_nobody_waiting() {
    const MANY: usize = 500;
    let site = Site::new();
    let node = Node::start(&site);
    let mut person = Client::settled(node.address, "cochair-1", &site.password("cochair-1"));
    let idle = waits(&mut person, |asked| asked == 200);
    let before = node.most_memory();
    let over = AtomicBool::new(false);
    let mut statuses = BTreeMap::<u16, usize>::new();
    let busy = std::thread::scope(|scope| {
        let all: Vec<_> = (0..MANY)
            .map(|number| {
                let address = node.address;
                scope.spawn(move || {
                    let body = json!({"login": format!("nobody-{number}"), "password": "a guess"});
                    let answer = Client::at(address).json("POST", "/api/v1/session", &body);
                    if answer.status != 401 {
                        let wait = answer.header("retry-after").unwrap().parse::<u32>().unwrap();
                        assert!([429, 503].contains(&answer.status) && wait > 0, "{answer:?}");
                    }
                    answer.status
                })
            })
            .collect();
        let served = scope.spawn(|| waits(&mut person, |asked| asked >= 20 && over.load(Ordering::Relaxed)));
        for one in all {
            *statuses.entry(one.join().unwrap()).or_default() += 1;
        }
        over.store(true, Ordering::Relaxed);
        served.join().unwrap()
    });
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get) as u64;
    let grown = node.most_memory().saturating_sub(before);
    println!(
        "{statuses:?}; {grown} KiB more; others waited {idle:?} before and {busy:?} meanwhile (95 in 100)"
    );
    assert!(statuses.contains_key(&401) && statuses.get(&503).is_some_and(|busy| *busy > 0), "{statuses:?}");
    assert!(grown < (cores * 64 + 64) << 10, "{grown} KiB");
    assert!(!times_count() || busy < Duration::from_secs(1), "others waited {busy:?}");
    // Afterwards everything is as before.
    let shown = json!({"login": "cochair-1", "password": Client::chosen("cochair-1")});
    assert_eq!(Client::at(node.address).json("POST", "/api/v1/session", &shown).status, 204);
}
