//! What the time of an answer tells.

use crate::Site;
use crate::client::Client;
use std::time::Instant;

/// What the time of an answer tells. Kinds take turns, so that what else the machine does falls on all alike.
pub(crate) async fn timing(site: &Site) {
    let desk = site.desk("administrator-1").await;
    let mut client = Client::connect(site.address).await;
    let mut own = None;
    drop(site.client("task-force-1", &mut own).await);
    desk.suspend_account("auditor-1").await.unwrap();
    let kinds = [("there", "task-force-1"), ("suspended", "auditor-1"), ("unknown", "nobody-7")];
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); kinds.len()];
    for round in 0..200 {
        for turn in 0..kinds.len() {
            let kind = (round + turn) % kinds.len();
            // What Argon2id touches depends on password and salt: one pair has a time of its own.
            let body = format!(r#"{{"login":"{}","password":"not this one {round}"}}"#, kinds[kind].1);
            let begun = Instant::now();
            assert_eq!(client.json("POST", "/api/v1/session", &body).await.0, 401);
            times[kind].push(begun.elapsed().as_secs_f64());
        }
    }
    for (kind, (what, _)) in kinds.iter().enumerate() {
        compare(
            &format!("sign-ins, an account that is there, and one that is {what}"),
            &times[0],
            &times[kind],
        );
    }

    // Searches are their owner's alone: to anybody else they are not there.
    let at = "/api/v1/situations/XAR/searches";
    let mut owner = site.client("verifier-1", &mut None).await;
    let mut ids = Vec::new();
    for number in 0..50 {
        let (status, body) =
            owner.json("POST", at, &format!(r#"{{"name":"search {number}","filter":{{}}}}"#)).await;
        assert_eq!(status, 201);
        let kept: serde_json::Value = serde_json::from_slice(&body).unwrap();
        ids.push(kept["id"].as_str().unwrap().to_owned());
    }
    let mut stranger = site.client("cochair-1", &mut None).await;
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..20 {
        for (number, id) in ids.iter().enumerate() {
            for (kind, id) in [id.clone(), format!("{number:032x}")].into_iter().enumerate() {
                let begun = Instant::now();
                assert_eq!(stranger.json("DELETE", &format!("{at}/{id}"), "").await.0, 404);
                times[kind].push(begun.elapsed().as_secs_f64());
            }
        }
    }
    compare("what is another's, and what is not there", &times[0], &times[1]);
}

/// The medians of two samples, and how likely they come from the same place: two-sided Mann-Whitney, with the normal
/// approximation that samples of this size allow.
fn compare(what: &str, one: &[f64], other: &[f64]) {
    let median = |sample: &[f64]| {
        let mut sorted = sample.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    let mut all: Vec<(f64, bool)> = one.iter().map(|time| (*time, true)).collect();
    all.extend(other.iter().map(|time| (*time, false)));
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let ranks: f64 =
        all.iter().zip(1..).filter(|((_, first), _)| *first).map(|(_, rank)| f64::from(rank)).sum();
    let (m, n) = (one.len() as f64, other.len() as f64);
    let z = (ranks - m * (m + n + 1.0) / 2.0) / (m * n * (m + n + 1.0) / 12.0).sqrt();
    println!(
        "{what}: medians {:.3} and {:.3} ms ({:+.2} %), Mann-Whitney z = {z:.2} ({} requests each)",
        median(one) * 1e3,
        median(other) * 1e3,
        (median(other) / median(one) - 1.0) * 100.0,
        one.len()
    );
}
