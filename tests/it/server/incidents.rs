//! Incidents over the API: lists, documents, steps by three people, and the incidents behind each figure.

use super::client::{Answer, Caller, Server};
use crate::support::{decided, document};
use crate::world::on_both_engines;
use axum::body::Body;
use domain::access::Role;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const AT: &str = "/api/v1/situations/XAR/incidents";

async fn add(caller: &mut Caller, document: Value) -> String {
    let answer = caller.post(AT, document).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["incident"].as_str().unwrap().to_owned()
}

async fn amend(caller: &mut Caller, id: &str, tag: Option<&str>, document: &Value) -> Answer {
    let mut request = caller.request("PUT", &format!("{AT}/{id}")).header("content-type", "application/json");
    if let Some(tag) = tag {
        request = request.header("if-match", tag);
    }
    caller.send(request.body(Body::from(document.to_string())).unwrap()).await
}

async fn listed(caller: &mut Caller, query: &str) -> Vec<String> {
    let answer = caller.get(&format!("{AT}?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {answer:?}");
    let lines = answer.json()["incidents"].as_array().unwrap().clone();
    lines.iter().map(|line| line["external_id"].as_str().unwrap().to_owned()).collect()
}

on_both_engines! {
    async fn a_list_holds_what_its_filters_say(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        for n in 0..7 {
            let mut document = document(&format!("L-{n}"));
            if n % 2 == 1 {
                document["location"]["area"] = json!("XAR02003");
                document["occurred"] = json!({"from": "2026-01-15"});
            }
            if n == 3 {
                document["violations"][1]["type"] = json!("abduction");
                document["perpetrators"][0]["party"] = json!("XAR-P4");
                document["violations"][0]["details"] = json!({"weapon": "mortar_or_rocket"});
                document["victims"] = json!([{"id": "c1", "sex": "girl", "age": 9, "violations": ["k1"]}]);
            }
            add(&mut verifier, document).await;
        }
        let all = ["L-6", "L-5", "L-4", "L-3", "L-2", "L-1", "L-0"];
        let odd = ["L-5", "L-3", "L-1"];
        assert_eq!(listed(&mut verifier, "").await, all);
        assert_eq!(listed(&mut verifier, "area=XAR02").await, odd);
        assert_eq!(listed(&mut verifier, "area=XAR02003&violation=maiming").await, ["L-5", "L-1"]);
        assert_eq!(listed(&mut verifier, "area=XAR02001").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "violation=abduction").await, ["L-3"]);
        assert_eq!(listed(&mut verifier, "party=XAR-P4").await, ["L-3"]);
        assert_eq!(listed(&mut verifier, "occurred_from=2026-01-01").await, odd);
        assert_eq!(listed(&mut verifier, "occurred_to=2025-12-31").await, ["L-6", "L-4", "L-2", "L-0"]);
        assert_eq!(listed(&mut verifier, "changed_from=2026-03-02").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "waiting_for=technical").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "violation=abduction,killing&area=XAR02,XAR01003").await, odd);
        assert_eq!(listed(&mut verifier, "party=XAR-P4,XAR-P1&violation=abduction").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "party_category=armed_force").await, ["L-3"]);
        assert_eq!(listed(&mut verifier, "children=girl&violation=abduction").await, ["L-3"]);
        assert_eq!(listed(&mut verifier, "children=girl&violation=killing").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "detail=weapon:mortar_or_rocket").await, ["L-3"]);
        assert_eq!(listed(&mut verifier, "detail=weapon:small_arm").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "victim_sex=girl&victim_age_from=9&victim_age_to=9").await, ["L-3"]);
        assert_eq!(listed(&mut verifier, "victim_age_from=10").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "external_id=L-5").await, ["L-5"]);
        assert_eq!(listed(&mut verifier, "external_id=L-5&area=XAR01").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "waiting_for=initial&waiting_since_to=2026-02-28").await, Vec::<String>::new());
        assert_eq!(listed(&mut verifier, "waiting_for=initial&waiting_since_to=2026-03-01").await, all);
        assert_eq!(listed(&mut verifier, "recorded_from=2026-03-01&recorded_to=2026-03-01&status=open,void").await, all);
        let page = verifier.get(&format!("{AT}?area=XAR02&limit=1")).await.json();
        assert_eq!((page["total"].as_u64(), page["incidents"].as_array().unwrap().len()), (Some(3), 1));
        for refused in ["detail=weapon", "detail=weapon:unheard", "children=men", "victim_age_to=x",
            "area=XAR99", "party=NOBODY", "violation=unheard", "limit=x", "color=red"] {
            let status = verifier.get(&format!("{AT}?{refused}")).await.status;
            assert!(status == 400 || status == 422, "{refused}: {status}");
        }

        // Pages, end to end, hold each incident once.
        let (mut seen, mut next) = (Vec::new(), String::new());
        loop {
            let page = verifier.get(&format!("{AT}?limit=3{next}")).await.json();
            let lines = page["incidents"].as_array().unwrap().clone();
            seen.extend(lines.iter().map(|line| line["external_id"].as_str().unwrap().to_owned()));
            match page["next"].as_i64() {
                Some(before) => next = format!("&before={before}"),
                None => break,
            }
        }
        assert_eq!(seen, all);

        // A step taken, and an incident voided, show in the queues.
        let line = verifier.get(&format!("{AT}?limit=1")).await.json()["incidents"][0].clone();
        assert_eq!(line["violations"][0]["waiting_for"], "initial");
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let id = line["id"].as_str().unwrap();
        let void = json!({"status": "void", "reason": "recorded in error"});
        assert_eq!(cochair.post(&format!("{AT}/{id}/stages"), void.clone()).await.status, 201);
        assert_eq!(cochair.post(&format!("{AT}/{id}/stages"), void).await.problem(), "refused");
        assert_eq!(listed(&mut verifier, "status=void").await, ["L-6"]);
        assert_eq!(listed(&mut verifier, "waiting_for=initial").await, all[1..]);
    }

    /// Three people, three steps, and a figure; nobody twice, and not who recorded it.
    async fn three_people_verify_over_the_api(world: World) {
        let server = Server::over(&world);
        let mut cochair = server.settled(&world, "cochair-1").await;
        let id = add(&mut cochair, document("S-1")).await;
        let steps = format!("{AT}/{id}/violations/k1/steps");
        let step = |step: &str| json!({"step": step, "status": "verified", "date": "2026-02-01", "reason": "two sources"});
        let mut verifier = server.settled(&world, "verifier-1").await;
        let mut technical = server.settled(&world, "technical-reviewer-1").await;
        let mut other = server.settled(&world, "cochair-2").await;
        assert_eq!(technical.post(&steps, step("technical")).await.problem(), "refused");
        assert_eq!(verifier.post(&steps, step("technical")).await.problem(), "forbidden");
        assert_eq!(verifier.post(&steps, step("initial")).await.status, 201);
        assert_eq!(verifier.post(&steps, step("initial")).await.status, 409);
        assert_eq!(technical.post(&steps, step("technical")).await.status, 201);
        // Whoever recorded an incident takes no step on it.
        assert_eq!(cochair.post(&steps, step("ctfmr")).await.status, 409);
        assert_eq!(other.post(&steps, step("ctfmr")).await.status, 201);
        for missing in [format!("{AT}/{}/violations/k1/steps", "0".repeat(32)), format!("{AT}/{id}/violations/x9/steps")] {
            assert_eq!(verifier.post(&missing, step("initial")).await.problem(), "not_found");
        }
        let lines = verifier.get(&format!("{AT}/{id}/history")).await.json();
        let what: Vec<&str> =
            lines["lines"].as_array().unwrap().iter().map(|line| line["what"].as_str().unwrap()).collect();
        assert_eq!(what.iter().filter(|what| **what == "decided").count(), 3, "{what:?}");
        let line = verifier.get(AT).await.json()["incidents"][0].clone();
        assert_eq!(line["violations"][0]["ctfmr"], "verified");
        assert_eq!(line["violations"][0]["waiting_for"], Value::Null);
    }

    /// What is coded and who is behind it are read apart, and the second reading is in the log.
    async fn identity_is_read_apart_and_logged(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let id = add(&mut verifier, document("D-1")).await;
        let mut technical = server.caller(&world, Role::TechnicalReviewer).await;
        let coded = technical.get(&format!("{AT}/{id}")).await;
        assert_eq!(coded.headers["etag"], "\"1\"");
        assert_eq!(coded.json()["violations"][0]["tally"]["boys"], 2);
        for hidden in ["Invented place", "Two invented sources"] {
            assert!(!coded.text().contains(hidden), "{hidden}");
        }
        assert_eq!(technical.get(&format!("{AT}/{id}/identity")).await.problem(), "forbidden");
        let before = world.store.head().await.unwrap().size;
        let whole = verifier.get(&format!("{AT}/{id}/identity")).await;
        assert!(whole.text().contains("Invented place"));
        assert_eq!(world.store.head().await.unwrap().size, before + 1);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        for path in [format!("{AT}/{id}"), format!("{AT}/{}", "0".repeat(32))] {
            assert_eq!(monitor.get(&path).await.problem(), "forbidden");
            assert_eq!(technical.get(&format!("{AT}/{}", "0".repeat(32))).await.problem(), "not_found");
        }
    }

    /// Every version that was superseded opens as it was, before and after the keys were changed.
    async fn superseded_versions_open_as_they_were(world: World) {
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut told = document("V-1");
        let id = add(&mut verifier, told.clone()).await;
        let mut versions = vec![told.clone()];
        for (round, part) in ["narrative", "tally", "narrative", "tally"].into_iter().enumerate() {
            match part {
                "narrative" => told["narrative"] = json!(format!("told for the time {round}")),
                _ => told["violations"][1]["tally"]["girls"] = json!(round + 7),
            }
            let tag = format!("\"{}\"", versions.len());
            assert_eq!(amend(&mut verifier, &id, Some(&tag), &told).await.status, 200);
            versions.push(told.clone());
        }
        let mut cochair = world.cochair().await;
        for rotated in [false, true] {
            if rotated {
                cochair.rotate().await.unwrap();
                while !cochair.rewrap().await.unwrap().done {}
            }
            for (at, told) in versions.iter().enumerate() {
                let answer = verifier.get(&format!("{AT}/{id}/versions/{}", at + 1)).await;
                assert_eq!(answer.headers["etag"], format!("\"{}\"", at + 1));
                let value = answer.json();
                assert_eq!(value["narrative"], told["narrative"], "{at} {rotated}");
                assert_eq!(value["violations"][1]["tally"]["girls"], told["violations"][1]["tally"]["girls"]);
                assert_eq!(value["location"]["place"], "Invented place");
            }
        }
        for missing in ["0", "6", "-1", "x"] {
            assert_eq!(verifier.get(&format!("{AT}/{id}/versions/{missing}")).await.status, 404, "{missing}");
        }
    }

    /// Two nodes, one incident, two changes: one of them wins and the other is told.
    async fn of_two_changes_at_once_one_is_made(world: World) {
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut verifier = one.settled(&world, "verifier-1").await;
        let mut cochair = other.settled(&world, "cochair-1").await;
        let id = add(&mut verifier, document("C-1")).await;
        assert_eq!(verifier.post(AT, document("C-1")).await.json()["outcome"], "unchanged");
        let mut first = document("C-1");
        first["violations"][0]["tally"]["boys"] = json!(3);
        assert_eq!(verifier.post(AT, first.clone()).await.problem(), "conflict");
        assert_eq!(amend(&mut verifier, &id, None, &first).await.status, 428);
        let mut second = document("C-1");
        second["narrative"] = json!("told otherwise");
        for round in 1..=5_u64 {
            first["violations"][0]["tally"]["boys"] = json!(round + 3);
            second["violations"][0]["tally"]["girls"] = json!(round);
            let tag = format!("\"{round}\"");
            let (a, b) = tokio::join!(
                amend(&mut verifier, &id, Some(&tag), &first),
                amend(&mut cochair, &id, Some(&tag), &second)
            );
            let mut statuses = [a.status, b.status];
            statuses.sort_unstable();
            assert_eq!(statuses, [200, 412], "{a:?} {b:?}");
        }
        let case = verifier.get(&format!("{AT}/{id}")).await;
        assert_eq!(case.headers["etag"], "\"6\"");
        let other_id = add(&mut verifier, document("C-2")).await;
        assert_eq!(amend(&mut verifier, &other_id, Some("\"1\""), &first).await.status, 422);
        assert_eq!(amend(&mut verifier, &"0".repeat(32), Some("\"1\""), &first).await.status, 404);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// Every cell of the report has the incidents behind it, and they add up to it.
    async fn list_and_cell_agree(world: World) {
        let desk = world.cochair().await;
        let mut documents: Vec<Value> = (0..9).map(|n| decided(&format!("T-{n}"))).collect();
        documents[1]["violations"][0]["verification"]["ctfmr"]["status"] = json!("not_verified");
        documents[2]["violations"][1]["verification"]["ctfmr"]["date"] = json!("2026-01-10");
        documents[3]["location"]["area"] = Value::Null;
        documents[4]["perpetrators"][0]["violations"] = json!(["k1", "m1"]);
        documents[5]["status"] = json!("closed");
        documents[6]["victims"] =
            json!([{"id": "c1", "sex": "girl", "multiple_violations": true, "violations": ["k1", "m1"]}]);
        crate::world::take(&desk, &documents, sixfold::casework::Taking::Decisions).await;
        let server = Server::over(&world);
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let mut cells = 0;
        for attribution in ["joint", "each"] {
            let asked = format!("from=2025-10-01&to=2026-03-01&attribution={attribution}");
            let at = "/api/v1/situations/XAR/reports/ghn";
            let tables = cochair.get(&format!("{at}/tables?{asked}")).await.json();
            for table in tables["tables"].as_array().unwrap() {
                for row in table["rows"].as_array().unwrap() {
                    let row: BTreeMap<String, Value> = serde_json::from_value(row.clone()).unwrap();
                    for (column, figure) in row.iter().filter(|(column, _)| *column != "key") {
                        let key = row["key"].as_str().unwrap().replace('+', "%2B").replace(' ', "%20");
                        let cell = format!("table={}&key={key}&column={column}", table["id"].as_str().unwrap());
                        let behind = cochair.get(&format!("{at}/incidents?{asked}&{cell}")).await.json();
                        assert_eq!(behind["figure"], *figure, "{cell}");
                        let adds = behind["incidents"].as_array().unwrap().iter();
                        assert_eq!(adds.map(|one| one["adds"].as_u64().unwrap()).sum::<u64>(), figure.as_u64().unwrap());
                        assert!(!behind.to_string().contains("T-5"), "a closed incident adds nothing");
                        cells += 1;
                    }
                }
            }
        }
        assert!(cells > 60, "{cells}");
    }
}
