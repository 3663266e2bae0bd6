//! Incidents that are likely the same one, and people's word that they are not.

use super::client::{Caller, Server, see};
use crate::support::{document, is_sound};
use crate::world::{on_both_engines, take};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::Taking;
use std::collections::BTreeSet;

const AT: &str = "/api/v1/situations/XAR";

/// An invented incident with an invented child.
fn told(id: &str) -> Value {
    let mut told = document(id);
    told["victims"] =
        json!([{"id": "c1", "sex": "boy", "age": 12, "name": "Khalid al-Amin", "violations": ["k1"]}]);
    told["location"]["latitude"] = json!(15.35);
    told["location"]["longitude"] = json!(44.2);
    told
}

/// The same as somebody else tells it: a day later, the child's name in another script, an age that is a guess.
fn retold(id: &str) -> Value {
    let mut retold = told(id);
    retold["occurred"]["from"] = json!("2025-11-04");
    retold["victims"][0]["name"] = json!("خالد الأمين");
    retold["victims"][0]["age"] = json!(13);
    retold["violations"][0]["tally"] = json!({"boys": 3, "girls": 0, "unknown": 0});
    retold["location"]["latitude"] = json!(15.36);
    retold["location"]["place"] = json!("Inventid plase");
    retold
}

/// Something else, on the same day in the same area.
fn other(id: &str) -> Value {
    let mut other = document(id);
    other["violations"] = json!([{"id": "d1", "type": "denial_of_humanitarian_access"}]);
    other["perpetrators"] = json!([]);
    other
}

async fn ids(caller: &mut Caller) -> Vec<(String, String)> {
    let listed = caller.get(&format!("{AT}/incidents?limit=200")).await.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let entries = listed["incidents"].as_array().unwrap().iter();
    entries.map(|entry| (text(&entry["external_id"]), text(&entry["id"]))).collect()
}

async fn id(caller: &mut Caller, external: &str) -> String {
    ids(caller).await.into_iter().find(|(known, _)| known == external).unwrap().1
}

fn names(found: &Value) -> Vec<&str> {
    found.as_array().unwrap().iter().map(|one| one["external_id"].as_str().unwrap()).collect()
}

fn aspects(one: &Value) -> BTreeSet<&str> {
    one["reasons"].as_array().unwrap().iter().map(|reason| reason["aspect"].as_str().unwrap()).collect()
}

on_both_engines! {
    /// The same again is the first, the same retold is found by who was hurt, and something else is not; whoever may
    /// not read identity content is told of coded facts alone, and the log says who read what.
    async fn what_was_told_twice_is_found(world: World) {
        let mut far = told("FAR");
        far["occurred"]["from"] = json!("2025-03-01");
        let mut closed = told("CLOSED");
        closed["status"] = json!("closed");
        let mut undated = told("UNDATED");
        undated["occurred"] = json!({});
        let documents = [told("A"), told("B"), retold("C"), other("D"), far, closed, undated];
        take(&world.cochair().await, &documents, Taking::ContentOnly).await;
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut technical = server.caller(&world, Role::TechnicalReviewer).await;
        let a = id(&mut verifier, "A").await;
        let path = format!("{AT}/incidents/{a}/duplicates");
        let before = world.store.head().await.unwrap().size;
        let found = verifier.get(&path).await;
        assert_eq!(world.store.head().await.unwrap().size, before + 1, "once a search");
        let found = found.json();
        assert_eq!(names(&found)[0], "B", "{found}");
        assert_eq!(names(&found).into_iter().collect::<BTreeSet<_>>(), BTreeSet::from(["B", "C", "UNDATED"]));
        let c = found.as_array().unwrap().iter().find(|one| one["external_id"] == "C").unwrap();
        let said = |one: &Value| one["compared"].as_f64().unwrap();
        assert!(said(&found[0]) > said(c), "{found}");
        let all = ["area", "children", "date", "distance", "names", "parties", "place", "tally", "types"];
        assert_eq!(aspects(c), BTreeSet::from(all));
        for hidden in ["Khalid", "خالد", "Invented", "15.3"] {
            assert!(!found.to_string().contains(hidden), "{hidden}");
        }
        let before = world.store.head().await.unwrap().size;
        let coded = technical.get(&path).await.json();
        assert_eq!(world.store.head().await.unwrap().size, before, "nothing of identity was opened");
        assert_eq!(names(&coded)[0], "B");
        for one in coded.as_array().unwrap() {
            assert!(aspects(one).is_disjoint(&BTreeSet::from(["place", "distance", "names"])), "{one}");
        }
        let mut monitor = server.caller(&world, Role::Monitor).await;
        for path in [path, format!("{AT}/duplicates")] {
            assert_eq!(monitor.get(&path).await.problem(), "forbidden");
        }
        let nothing = verifier.get(&format!("{AT}/incidents/{}/duplicates", "0".repeat(32))).await;
        assert_eq!(nothing.problem(), "not_found");
    }

    /// Beside each other, two incidents are compared in what is asked of their kinds alone, in what was done and in what is
    /// feared, each value under its name.
    async fn what_was_told_twice_is_compared_to_the_last_field(world: World) {
        let mut one = told("A");
        one["violations"][0]["details"] = json!({"weapon": "mortar_or_rocket"});
        one["responses"] = json!([{"id": "r1", "kind": "medical_referral", "violations": ["k1"]}]);
        let mut other = told("B");
        other["violations"][0]["details"] = json!({"weapon": "small_arm"});
        take(&world.cochair().await, &[one, other], Taking::ContentOnly).await;
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let (one, other) = (id(&mut verifier, "A").await, id(&mut verifier, "B").await);
        let page = see(&mut verifier, &format!("/situations/XAR/incidents/{one}/beside/{other}"), "en").await;
        let page = page.text();
        for said in ["Weapon or means: Mortar or rocket", "Sex: Boy", "What was done: "] {
            assert!(page.contains(said), "{said}: {page}");
        }
    }

    /// Every pair is shown once, whatever the pages are, and none of what people said are two, or merged.
    async fn pairs_are_paged_told_apart_and_merged(world: World) {
        let documents: Vec<Value> = (0..6).map(|n| told(&format!("T-{n}"))).chain([other("D")]).collect();
        take(&world.cochair().await, &documents, Taking::ContentOnly).await;
        let server = Server::over(&world);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let paged = async |caller: &mut Caller, limit: usize| {
            let (mut all, mut before) = (Vec::new(), String::new());
            loop {
                let page = caller.get(&format!("{AT}/duplicates?limit={limit}{before}")).await.json();
                let name = |one: &Value| one["external_id"].as_str().unwrap().to_owned();
                let pairs = page["pairs"].as_array().unwrap().iter();
                all.extend(pairs.map(|pair| (name(&pair["one"]), name(&pair["other"]))));
                match page["next"].as_i64() {
                    Some(next) => before = format!("&before={next}"),
                    None => return all,
                }
            }
        };
        let all = paged(&mut verifier, 100).await;
        assert_eq!(all.len(), 15, "{all:?}");
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 15);
        assert!(all[0].0 == "T-5" && all[14] == ("T-1".to_owned(), "T-0".to_owned()), "{all:?}");
        for limit in [1, 2, 7] {
            let mut again = paged(&mut verifier, limit).await;
            again.sort();
            let mut expected = all.clone();
            expected.sort();
            assert_eq!(again, expected, "{limit}");
        }

        let (one, two) = (id(&mut verifier, "T-0").await, id(&mut verifier, "T-1").await);
        let apart = format!("{AT}/incidents/{one}/not-duplicates");
        let word = |incident: &str, reason: &str| json!({"incident": incident, "reason": reason});
        assert_eq!(verifier.post(&apart, word(&two, " ")).await.problem(), "refused");
        assert_eq!(verifier.post(&apart, word(&one, "the same")).await.problem(), "refused");
        assert_eq!(verifier.post(&apart, word(&"0".repeat(32), "two villages")).await.problem(), "not_found");
        let answer = verifier.post(&apart, word(&two, "two villages of one name")).await;
        assert_eq!((answer.status, answer.json()), (201, json!({"version": 2})));
        assert_eq!(verifier.post(&apart, word(&two, "again")).await.json(), json!({"version": 2}));
        let mut technical = server.caller(&world, Role::TechnicalReviewer).await;
        assert_eq!(technical.post(&apart, word(&two, "no")).await.problem(), "forbidden");
        for (here, there) in [(&one, "T-1"), (&two, "T-0")] {
            let found = verifier.get(&format!("{AT}/incidents/{here}/duplicates")).await.json();
            assert!(!names(&found).contains(&there), "{found}");
        }
        let history = verifier.get(&format!("{AT}/incidents/{one}/history")).await.json();
        let line = history["lines"].as_array().unwrap().iter().find(|line| line["what"] == "told_apart").unwrap();
        assert_eq!((&line["detail"], &line["reason"]), (&json!("T-1"), &json!("two villages of one name")));

        let three = id(&mut verifier, "T-2").await;
        let merge = json!({"status": "duplicate", "duplicate_of": one, "reason": "the same event"});
        assert_eq!(verifier.post(&format!("{AT}/incidents/{three}/stages"), merge).await.status, 201);
        assert_eq!(verifier.post(&apart, word(&three, "no")).await.problem(), "refused");
        let left = paged(&mut verifier, 100).await;
        // Five are open, of which two were told apart.
        assert_eq!(left.len(), 9, "{left:?}");
        is_sound(&world, &world.cochair().await).await;
    }
}
