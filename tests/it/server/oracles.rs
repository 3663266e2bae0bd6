//! A5, B1: how long an answer takes says no more than what is in it.

use super::client::{Answer, Server};
use super::sessions::App;
use crate::raw::Raw;
use crate::story::document;
use crate::support::times_count;
use crate::world::{Engine, World, on_both_engines, take};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::Taking;
use std::time::{Duration, Instant};
use vault::{Entropy, SystemEntropy};

/// What could tell one refusal from another, but for how long it took.
fn told(answer: &Answer) -> (u16, Value, Vec<String>) {
    let mut said = answer.json();
    said.as_object_mut().unwrap().remove("reference").unwrap();
    let mut headers: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
    headers.sort();
    (answer.status, said, headers)
}

fn median(times: &[Duration]) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted[sorted.len() / 2].as_secs_f64()
}

/// How likely it is that two samples of one thing differ by as much (Mann and Whitney, both sides, by the normal curve).
fn likelihood(one: &[Duration], other: &[Duration]) -> f64 {
    let (n, m) = (one.len() as f64, other.len() as f64);
    let wins: f64 = one
        .iter()
        .flat_map(|a| {
            other.iter().map(move |b| {
                if a > b {
                    1.0
                } else if a == b {
                    0.5
                } else {
                    0.0
                }
            })
        })
        .sum();
    let z = (wins - n * m / 2.0).abs() / (n * m * (n + m + 1.0) / 12.0).sqrt();
    // The tail of the normal curve (Abramowitz and Stegun 26.2.17).
    let t = 1.0 / (1.0 + 0.231_641_9 * z);
    let series = t
        * (0.319_381_530
            + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429))));
    2.0 * series * (-z * z / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt()
}

/// The measure can tell: the same twice is alike, and a twentieth more is not.
#[test]
fn the_measure_tells_a_twentieth_from_nothing() {
    let times = |shift: u64| -> Vec<Duration> {
        (0..200_u64).map(|n| Duration::from_micros(20_000 + shift + n * 7_919 % 1_500)).collect()
    };
    assert!(likelihood(&times(0), &times(0)) > 0.9);
    assert!(likelihood(&times(0), &times(1_000)) < 1e-9);
}

/// B1: whether a login is there, suspended or has a second factor is not told by how long a refusal takes. Ten tries
/// of each, in turn; two hundred where times count. A machine that is busy with something else can make any two samples differ: three times in a
/// row they must.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_refusal_takes_longer_than_another() {
    let tries = if times_count() { 200 } else { 10 };
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut careful = server.settled(&world, "cochair-1").await;
    let enrolling = careful.post("/api/v1/session/second-factor", json!({})).await.json();
    let code = App::of(enrolling["address"].as_str().unwrap()).code(&world).await;
    let right = json!({"token": enrolling["token"], "code": code});
    assert_eq!(careful.put("/api/v1/session/second-factor", right).await.status, 204);
    Raw::open(&world).await.run("UPDATE account SET status = 'suspended' WHERE login = 'auditor-1'").await;
    let logins = ["verifier-1", "nobody-here", "auditor-1", "cochair-1"];
    let mut last = Vec::new();
    for round in 0..3 {
        let mut times: [Vec<Duration>; 4] = Default::default();
        let mut answers = Vec::new();
        for at in 0..tries {
            for turn in 0..4 {
                let who = (at + turn) % 4;
                let mut stranger = server.stranger();
                let begun = Instant::now();
                let answer = stranger.sign_in(logins[who], "not the password", Some("000000")).await;
                times[who].push(begun.elapsed());
                answers.push(told(&answer));
            }
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(answers[0].0, 401);
        let there = median(&times[0]);
        last = (1..4)
            .map(|who| (logins[who], likelihood(&times[0], &times[who]), median(&times[who]) / there - 1.0))
            .collect::<Vec<_>>();
        println!("round {round}: {there:.4} s; p and difference of medians: {last:?}");
        if !times_count() || last.iter().all(|(_, p, apart)| *p > 0.01 && apart.abs() < 0.05) {
            return;
        }
    }
    panic!("three times in a row: {last:?}");
}

on_both_engines! {
    /// A5: fifty incidents of another situation and fifty ids of nothing are answered alike, and as fast.
    async fn what_is_forbidden_and_what_is_nowhere_take_as_long(world: World) {
        let raw = Raw::open(&world).await;
        let documents: Vec<Value> = (0..50).map(|n| document(&format!("A5-{n}"))).collect();
        take(&world.cochair().await, &documents, Taking::ContentOnly).await;
        let number = raw.literal(&[9; 16]);
        raw.run(&format!("INSERT INTO situation (number, id, code, name) VALUES (2, {number}, 'XBR', 'Borania')")).await;
        let server = Server::over(&world);
        let mut caller = server.caller(&world, Role::Verifier).await;
        raw.run("UPDATE account_role SET situation = 2 WHERE account = (SELECT id FROM account WHERE login = 'verifier-1')").await;
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let (mut there, mut nowhere) = (Vec::new(), Vec::new());
        for place in raw.places("incident").await {
            there.push(hex(&raw.bytes("incident", "id", &place).await.unwrap()));
            let mut drawn = [0; 16];
            SystemEntropy::new().fill(&mut drawn).unwrap();
            nowhere.push(hex(&drawn));
        }
        assert_eq!(there.len(), 50);
        for situation in ["XAR", "XBR"] {
            let mut apart = Duration::MAX;
            // A machine that is busy with something else is asked again.
            for _ in 0..3 {
                let (mut answers, mut times) = (Vec::new(), [Vec::new(), Vec::new()]);
                for (known, unknown) in there.iter().zip(&nowhere) {
                    for (which, id) in [known, unknown].into_iter().enumerate() {
                        let begun = Instant::now();
                        let answer = caller.get(&format!("/api/v1/situations/{situation}/incidents/{id}")).await;
                        times[which].push(begun.elapsed());
                        answers.push(told(&answer));
                    }
                }
                answers.dedup();
                assert_eq!(answers.len(), 1, "{situation}: {answers:?}");
                assert!([403, 404].contains(&answers[0].0), "{answers:?}");
                apart = apart.min(Duration::from_secs_f64((median(&times[0]) - median(&times[1])).abs()));
            }
            println!("{situation}: {apart:?} apart");
            assert!(!times_count() || apart < Duration::from_millis(5), "{situation}: {apart:?}");
        }
    }
}
