//! Areas by the names that others have for them, for whoever chooses one.

use super::client::Server;
use crate::support::is_sound;
use crate::world::{Engine, World, on_both_engines};
use domain::access::Role;
use domain::register::{Table, Tables};
use serde_json::{Value, json};

const AT: &str = "/api/v1/situations/XAR/places";

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn codes(answer: &Value) -> Vec<&str> {
    answer["proposals"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

on_both_engines! {
    /// What the register says of an area is stored with it, under the digest in the log, and is what places are found by.
    async fn other_names_are_kept_and_found(world: World) {
        let mut administrator = world.desk("administrator-1").await;
        let before = administrator.situation().registers.to_csv(Table::Areas);
        let [header, rest] = before.splitn(2, '\n').collect::<Vec<_>>()[..] else { panic!("{before}") };
        let table = format!("{header},names,former_codes,valid_from\n{rest}")
            .replace("XAR01,Region 1,1,XAR", "XAR01,Region 1,1,XAR,كلمار; Kelmar,XAR91,2020-01-01");
        let wide: String = table
            .lines()
            .map(|line| format!("{line}{}\n", ",".repeat(6 - line.matches(',').count())))
            .collect();
        let changes = administrator.change_registers(&Tables::only(Table::Areas, wide), None).await.unwrap();
        assert_eq!(changes.areas.changed[0].what, ["names", "former_codes", "valid_from"]);

        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let found = monitor.get(&format!("{AT}?name={}&level=1", encoded("محافظة كلمار"))).await.json();
        assert_eq!(found["accepted"], "XAR01");
        assert_eq!(found["proposals"][0]["reasons"], json!(["other_name", "kind_word"]));
        let found = monitor.get(&format!("{AT}?code=xar91")).await.json();
        assert_eq!((&found["accepted"], &found["proposals"][0]["reasons"]), (&json!("XAR01"), &json!(["former_code"])));
        // Likeness proposes, and what was not yet is said.
        let found = monitor.get(&format!("{AT}?name=Kelmer&on=2019-01-01")).await.json();
        assert_eq!(found.get("accepted").unwrap_or(&Value::Null), &Value::Null);
        assert_eq!(codes(&found), ["XAR01"]);
        assert_eq!(found["proposals"][0]["reasons"], json!(["spelling", "not_then"]));
        let shown = monitor.get("/api/v1/situations/XAR/registers").await.json();
        let kelmar = shown["areas"].as_array().unwrap().iter().find(|area| area["code"] == "XAR01").unwrap();
        assert_eq!((&kelmar["names"], &kelmar["valid_from"]), (&json!(["كلمار", "Kelmar"]), &json!("2020-01-01")));
        let cochair = world.cochair().await;
        is_sound(&world, &cochair).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_is_looked_for_within_bounds_by_whoever_reports() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut monitor = server.caller(&world, Role::Monitor).await;
    let found =
        monitor.get(&format!("{AT}?name={}&level=1", encoded("Region 2 > District 2.3"))).await.json();
    assert_eq!(found["accepted"], "XAR02003");
    assert_eq!(found["proposals"][0]["reasons"], json!(["name", "within"]));
    let found = monitor.get(&format!("{AT}?name={}&within=XAR01", encoded("District 2.3"))).await.json();
    assert!(!codes(&found).contains(&"XAR02003"), "{found}");
    let nothing = monitor.get(AT).await.json();
    assert_eq!(codes(&nothing), Vec::<&str>::new());
    assert_eq!(monitor.get(&format!("{AT}?name=x&within=nowhere")).await.status, 404);
    for wrong in ["level=10", "on=yesterday", "colour=red", &format!("name={}", "x".repeat(801))] {
        assert_eq!(monitor.get(&format!("{AT}?{wrong}")).await.status, 400, "{wrong}");
    }
    for (role, status) in
        [(Role::Verifier, 200), (Role::Cochair, 200), (Role::Auditor, 403), (Role::TaskForce, 403)]
    {
        let mut caller = server.caller(&world, role).await;
        assert_eq!(caller.get(&format!("{AT}?name=Region")).await.status, status, "{role}");
    }
}
