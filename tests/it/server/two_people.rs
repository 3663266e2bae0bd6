//! A7 and A8 over the API: nobody jumps a step or takes it twice, and what takes two takes two.

use super::client::{Answer, Caller, Server, password_of};
use crate::raw::Raw;
use crate::support::document;
use crate::two_people::{joined, third_cochair};
use crate::world::{World, on_both_engines};
use domain::access::Role;
use serde_json::{Value, json};

const AT: &str = "/api/v1/situations/XAR";

/// The fingerprint that somebody reads out.
async fn fingerprint(caller: &mut Caller) -> String {
    caller.get("/api/v1/session").await.json()["fingerprint"].as_str().unwrap().to_owned()
}

async fn propose_grant(caller: &mut Caller, login: &str, fingerprint: &str) -> Value {
    let body = json!({"act": "grant_identity", "login": login, "fingerprint": fingerprint});
    let answer = caller.post(&format!("{AT}/proposals"), body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()
}

fn place(proposal: &Value) -> String {
    format!("{AT}/proposals/{}", proposal["id"].as_str().unwrap())
}

async fn approve(caller: &mut Caller, proposal: &Value, fingerprint: &str) -> Answer {
    let body = json!({"digest": proposal["digest"], "fingerprint": fingerprint});
    caller.post(&format!("{}/approval", place(proposal)), body).await
}

async fn state(caller: &mut Caller, proposal: &Value) -> String {
    caller.get(&place(proposal)).await.json()["state"].as_str().unwrap().to_owned()
}

async fn held(world: &World, login: &str) -> usize {
    let id = world.store.account(login).await.unwrap().unwrap().id;
    world.store.grants(1, Some(id)).await.unwrap().len()
}

on_both_engines! {
    /// A7: steps are taken in their order, once, and not by whoever recorded what they decide on; what is refused
    /// changes nothing.
    async fn a_step_is_neither_jumped_nor_replayed_nor_ones_own(world: World) {
        let server = Server::over(&world);
        let mut cochair = server.settled(&world, "cochair-1").await;
        let mut other = server.settled(&world, "cochair-2").await;
        let mut verifier = server.settled(&world, "verifier-1").await;
        let mut technical = server.settled(&world, "technical-reviewer-1").await;
        let made = cochair.post(&format!("{AT}/incidents"), document("A7-1")).await.json();
        let id = made["incident"].as_str().unwrap().to_owned();
        let steps = format!("{AT}/incidents/{id}/violations/k1/steps");
        let stages = format!("{AT}/incidents/{id}/stages");
        let step = |step: &str, status: &str| json!({"step": step, "status": status, "date": "2026-02-01", "reason": "two sources"});
        let stage = |status: &str| json!({"status": status, "reason": "as was agreed"});
        let raw = Raw::open(&world).await;
        let stands = async || raw.text("SELECT CAST(version AS text) FROM incident").await.unwrap();
        macro_rules! refused {
            ($caller:ident, $path:expr, $body:expr, $status:literal, $problem:literal) => {
                let before = stands().await;
                let answer = $caller.post($path, $body).await;
                assert_eq!((answer.status, answer.problem().as_str()), ($status, $problem), "{answer:?}");
                assert_eq!(stands().await, before, "refused, and changed");
            };
        }
        // Jumped: from nothing to the technical and to the last step, and closed undecided.
        refused!(technical, &steps, step("technical", "verified"), 409, "refused");
        refused!(other, &steps, step("ctfmr", "verified"), 409, "refused");
        // Somebody else's step.
        refused!(verifier, &steps, step("ctfmr", "verified"), 403, "forbidden");
        refused!(technical, &steps, step("initial", "verified"), 403, "forbidden");
        let first = step("initial", "verified");
        assert_eq!(verifier.post(&steps, first.clone()).await.status, 201);
        refused!(other, &steps, step("ctfmr", "verified"), 409, "refused");
        // Replayed: the same request once more, before and after the next step.
        refused!(verifier, &steps, first.clone(), 409, "refused");
        let second = step("technical", "verified");
        assert_eq!(technical.post(&steps, second.clone()).await.status, 201);
        refused!(technical, &steps, second, 409, "refused");
        refused!(verifier, &steps, first.clone(), 409, "refused");
        // One's own: whoever recorded it is not the one who verifies it.
        refused!(cochair, &steps, step("ctfmr", "verified"), 409, "refused");
        assert_eq!(other.post(&steps, step("ctfmr", "verified")).await.status, 201);
        refused!(other, &steps, step("ctfmr", "verified"), 409, "refused");
        // Nobody takes a step on what is void, and what is void is not voided again.
        assert_eq!(cochair.post(&stages, stage("void")).await.status, 201);
        refused!(cochair, &stages, stage("void"), 409, "refused");
        refused!(verifier, &steps, first, 409, "refused");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A8 over the API, from the invitation to the grant: one approver, the same twice, other parameters, a lapse
    /// of the password shown, and what nobody else may see.
    async fn two_cochairs_grant_and_one_does_not(world: World) {
        let mut world = world;
        joined(&mut world, "verifier-2", &[Role::Verifier]).await;
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut first = one.settled(&world, "cochair-1").await;
        let mut second = other.settled(&world, "cochair-2").await;
        let mut person = other.settled(&world, "verifier-2").await;
        let digits = fingerprint(&mut person).await;
        first.post(&format!("{AT}/incidents"), document("A8-1")).await;
        let proposal = propose_grant(&mut first, "verifier-2", &digits).await;
        assert_eq!((proposal["account"].as_str(), proposal["proposed_by"].as_str()), (Some("verifier-2"), Some("cochair-1")));
        assert!(!proposal.to_string().contains(&digits), "each hears the fingerprint from the person");

        let alone = approve(&mut first, &proposal, &digits).await;
        assert_eq!((alone.status, alone.problem()), (403, "forbidden".to_owned()));
        assert_eq!(person.get(&format!("{AT}/incidents")).await.problem(), "forbidden");
        let path = format!("{}/approval", place(&proposal));
        for (body, status) in [
            (json!({"digest": proposal["digest"], "fingerprint": digits, "approved": true}), 400),
            (json!({"digest": "00", "fingerprint": digits}), 422),
            (json!({"digest": proposal["digest"]}), 422),
            (json!({"fingerprint": digits}), 400),
        ] {
            assert_eq!(second.post(&path, body.clone()).await.status, status, "{body}");
        }
        for body in [
            json!({"act": "grant_identity", "login": "verifier-2", "fingerprint": digits, "compartments": ["release"]}),
            json!({"act": "export", "recipient": "everybody"}),
            json!({"act": "erase"}),
            json!({"recipient": "unicef"}),
        ] {
            assert_eq!(first.post(&format!("{AT}/proposals"), body.clone()).await.status, 400, "{body}");
        }
        // B8: a password that was shown long ago does not approve.
        let raw = Raw::open(&world).await;
        raw.run(&format!("UPDATE session SET confirmed_at = {}", world.store.clock().await.unwrap() - 301)).await;
        assert_eq!(approve(&mut second, &proposal, &digits).await.problem(), "confirm");
        let body = json!({"act": "export", "recipient": "unicef"});
        assert_eq!(first.post(&format!("{AT}/proposals"), body).await.problem(), "confirm");
        let confirm = json!({"password": password_of("cochair-2")});
        assert_eq!(second.post("/api/v1/session/confirmation", confirm).await.status, 204);

        let mut altered = proposal.clone();
        altered["digest"] = json!("0".repeat(64));
        let answer = approve(&mut second, &altered, &digits).await;
        assert_eq!((answer.status, answer.problem()), (409, "refused".to_owned()));
        assert_eq!(state(&mut first, &proposal).await, "void");
        assert_eq!(approve(&mut second, &proposal, &digits).await.status, 409);
        assert_eq!(held(&world, "verifier-2").await, 0);

        let confirm = json!({"password": password_of("cochair-1")});
        assert_eq!(first.post("/api/v1/session/confirmation", confirm).await.status, 204);
        let proposal = propose_grant(&mut first, "verifier-2", &digits).await;
        let done = approve(&mut second, &proposal, &digits).await;
        assert_eq!((done.status, done.json()["compartments"].clone()), (200, json!(["intake", "case", "identity"])));
        assert_eq!(person.get(&format!("{AT}/incidents")).await.status, 200);
        assert_eq!(state(&mut first, &proposal).await, "approved");
        assert_eq!(second.delete(&place(&proposal)).await.status, 409, "done is done: revoke instead");
        assert_eq!(person.get(&place(&proposal)).await.status, 403);
        assert_eq!(first.get(&format!("{AT}/proposals/{}", "0".repeat(32))).await.problem(), "not_found");
        assert_eq!(first.get(&format!("{AT}/proposals")).await.json().as_array().unwrap().len(), 2);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// R10, A8: two approvals, a withdrawal and a suspension at once, on two nodes: one of them comes first, and
    /// what stands afterwards follows from it.
    async fn of_several_who_act_at_once_one_comes_first(world: World) {
        let mut world = world;
        third_cochair(&mut world).await;
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut first = one.settled(&world, "cochair-1").await;
        let mut second = one.settled(&world, "cochair-2").await;
        let mut third = other.settled(&world, "cochair-3").await;
        let mut administrator = other.settled(&world, "administrator-1").await;
        let mut person = other.settled(&world, "verifier-1").await;
        let digits = fingerprint(&mut person).await;
        let grants = format!("{AT}/accounts/verifier-1/grants");
        let status = format!("{AT}/accounts/verifier-1/status");
        let mut outcomes = std::collections::BTreeMap::<String, usize>::new();
        for round in 0..ROUNDS {
            assert_eq!(first.delete(&grants).await.status, 200);
            let proposal = propose_grant(&mut first, "verifier-1", &digits).await;
            let mut suspending = false;
            let (a, b, c) = match round % 3 {
                0 => {
                    let mut taker = first.clone();
                    let path = place(&proposal);
                    tokio::join!(
                        approve(&mut second, &proposal, &digits),
                        approve(&mut third, &proposal, &digits),
                        taker.delete(&path),
                    )
                }
                1 => {
                    suspending = true;
                    let suspended = json!({"status": "suspended"});
                    tokio::join!(
                        approve(&mut second, &proposal, &digits),
                        approve(&mut third, &proposal, &digits),
                        administrator.put(&status, suspended),
                    )
                }
                // By the other way: the same grant from two people.
                _ => {
                    let body = json!({"fingerprint": digits});
                    let path = place(&proposal);
                    let mut taker = first.clone();
                    tokio::join!(
                        second.put(&grants, body.clone()),
                        third.put(&grants, body),
                        taker.delete(&path),
                    )
                }
            };
            let state = state(&mut first, &proposal).await;
            let sealed = held(&world, "verifier-1").await;
            let (approvals, third_one) = ([&a, &b].iter().filter(|answer| answer.status == 200).count(), c.status);
            let said = format!("round {round}: {state}, {sealed}: {} {} {}", a.status, b.status, c.status);
            match (round % 3, state.as_str()) {
                (0, "approved") => assert!((approvals, third_one, sealed) == (1, 409, 3), "{said}"),
                (0, "withdrawn") => assert!((approvals, third_one, sealed) == (0, 204, 0), "{said}"),
                (1, "approved") => assert!((approvals, third_one, sealed) == (1, 204, 3), "{said}"),
                (1, "void") => assert!((approvals, third_one, sealed) == (0, 204, 0), "{said}"),
                // Two who grant the same are two who mean it, whatever becomes of the first proposal.
                (2, "approved") => assert!(approvals <= 1 && third_one == 409 && sealed == 3, "{said}"),
                (2, "withdrawn") => assert!(third_one == 204 && sealed == 3 * approvals && approvals <= 1, "{said}"),
                _ => panic!("{said}"),
            }
            for answer in [&a, &b, &c] {
                assert!([200, 202, 204, 409].contains(&answer.status), "{said}: {answer:?}");
            }
            *outcomes.entry(format!("{} {state}", round % 3)).or_default() += 1;
            if suspending {
                assert_eq!(administrator.put(&status, json!({"status": "active"})).await.status, 204);
            }
            // What is left of a grant that found its proposal gone waits for nobody.
            for left in first.get(&format!("{AT}/proposals")).await.json().as_array().unwrap() {
                if left["state"] == "pending" {
                    assert_eq!(first.delete(&place(left)).await.status, 204);
                }
            }
        }
        println!("{outcomes:?}");
        // Each proposal was closed once, and the log has no other end of it.
        let rows = world.store.log_page(0, 100_000).await.unwrap();
        let mut ends = std::collections::BTreeMap::<[u8; 16], usize>::new();
        for row in &rows {
            if ["approved", "withdrawn", "proposal_voided"].contains(&row.entry.act.code()) {
                *ends.entry(row.entry.object).or_default() += 1;
            }
        }
        assert!(ends.len() >= ROUNDS && ends.values().all(|count| *count == 1), "{ends:?}");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

/// Rounds of acting at once, on each engine.
const ROUNDS: usize = 24;
