//! Words that are looked for in what incidents say.

use super::client::{Caller, Server};
use crate::support::document;
use crate::world::{on_both_engines, typed};
use domain::access::Role;
use domain::audit::LogAct;
use serde_json::{Value, json};
use sixfold::casework::Taking;

const AT: &str = "/api/v1/situations/XAR/incidents/search";

async fn search(caller: &mut Caller, query: &str, words: &str) -> Value {
    let answer = caller.post(&format!("{AT}{query}"), json!({"words": words})).await;
    assert_eq!(answer.status, 200, "{words}: {answer:?}");
    answer.json()
}

fn ids(page: &Value) -> Vec<&str> {
    let lines = page["incidents"].as_array().unwrap().iter();
    lines.map(|line| line["external_id"].as_str().unwrap()).collect()
}

on_both_engines! {
    async fn words_are_found_wherever_they_stand(world: World) {
        let server = Server::over(&world);
        let desk = world.verifier().await;
        let permit = desk.may_record(Taking::ContentOnly).await.unwrap();
        let mut all = Vec::new();
        for (number, (narrative, name)) in
            [("A lorry burned at the Ostrava bridge.", "Mohamed Abbasi"), ("Nobody was there.", "محمد"), ("Ostrava again.", "Mira")]
                .into_iter()
                .enumerate()
        {
            let mut one = document(&format!("F-{number}"));
            one["narrative"] = json!(narrative);
            one["victims"] = json!([{"id": "c1", "sex": "boy", "age": 9 + number, "violations": [one["violations"][0]["id"]], "name": name}]);
            all.push(desk.prepare(typed(&desk, &one), Taking::ContentOnly).unwrap());
        }
        desk.record(&permit, all).await.unwrap();
        let mut verifier = server.caller(&world, Role::Verifier).await;
        assert_eq!(ids(&search(&mut verifier, "", "ostrava").await), ["F-2", "F-0"]);
        assert_eq!(ids(&search(&mut verifier, "", "OSTRAVA bridge abbasi").await), ["F-0"]);
        // Another spelling, in another script.
        assert_eq!(ids(&search(&mut verifier, "", "muhammad").await), ["F-1", "F-0"]);
        assert_eq!(ids(&search(&mut verifier, "", "F-1").await), ["F-1"]);
        assert_eq!(ids(&search(&mut verifier, "", "zebra").await), Vec::<&str>::new());
        // With filters of the list, and from page to page.
        assert_eq!(ids(&search(&mut verifier, "?victim_age_from=11", "ostrava").await), ["F-2"]);
        let first = search(&mut verifier, "?limit=1", "ostrava").await;
        assert_eq!(ids(&first), ["F-2"]);
        let rest = search(&mut verifier, &format!("?limit=1&before={}", first["next"]), "ostrava").await;
        assert_eq!((ids(&rest), &rest["next"]), (vec!["F-0"], &Value::Null));

        let log = world.store.log_page(0, 1_000).await.unwrap();
        let read = log.iter().filter(|row| row.entry.act == LogAct::IdentityRead).count();
        assert_eq!(read, 8, "each page says in the log that identity content was read");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// What lies beyond the records that one page looks through is found on the next, and nothing is passed over.
    async fn a_search_goes_on_where_a_page_has_looked_through_enough(world: World) {
        let server = Server::over(&world);
        let desk = world.verifier().await;
        let permit = desk.may_record(Taking::ContentOnly).await.unwrap();
        let numbers: Vec<usize> = (0..4_003).collect();
        for part in numbers.chunks(1_000) {
            let ready = part.iter().map(|number| {
                let mut one = document(&format!("F-{number}"));
                // The oldest three lie beyond the first page, the newest of them at its very edge.
                if *number < 4 || *number == 4_002 {
                    one["narrative"] = json!("Ostrava.");
                }
                desk.prepare(typed(&desk, &one), Taking::ContentOnly).unwrap()
            });
            desk.record(&permit, ready.collect()).await.unwrap();
        }
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let first = search(&mut verifier, "", "ostrava").await;
        assert_eq!(ids(&first), ["F-4002", "F-3"]);
        let rest = search(&mut verifier, &format!("?before={}", first["next"]), "ostrava").await;
        assert_eq!((ids(&rest), &rest["next"]), (vec!["F-2", "F-1", "F-0"], &Value::Null));
    }

    async fn who_may_not_read_names_may_not_look_for_them(world: World) {
        let server = Server::over(&world);
        for role in [Role::Monitor, Role::TechnicalReviewer, Role::TaskForce, Role::Administrator, Role::Auditor] {
            let mut caller = server.caller(&world, role).await;
            let answer = caller.post(AT, json!({"words": "amina"})).await;
            assert_eq!(answer.problem(), "forbidden", "{role:?}");
        }
        let mut verifier = server.caller(&world, Role::Verifier).await;
        for (body, status) in [
            (json!({"words": ""}), 422),
            (json!({"words": "?!"}), 422),
            (json!({"words": "a b c d e f g h i"}), 422),
            (json!({"words": "x".repeat(201)}), 400),
            (json!({"words": "x", "more": 1}), 400),
            (json!({}), 400),
        ] {
            assert_eq!(verifier.post(AT, body.clone()).await.status, status, "{body}");
        }
        // Words do not belong into addresses.
        assert_eq!(verifier.post(&format!("{AT}?words=x"), json!({"words": "x"})).await.status, 400);
    }
}
