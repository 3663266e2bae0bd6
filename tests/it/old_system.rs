//! Exports of the system that task forces had before, converted and taken through the real intake with their decisions:
//! what it counted is counted here.

use crate::ghn::{Figures, ask, figures};
use crate::world::{TODAY, on_both_engines, registers, shared};
use domain::interchange::read_moved;
use foreign::mrmims::{Converted, convert};
use foreign::ucdp;
use serde_json::{Map, Value, json};
use sixfold::casework::{Desk, Outcome, Taking};
use std::collections::BTreeMap;

/// Our types with the lists of the old system.
const LISTS: &[(&str, &str)] = &[
    ("killing", "killing"),
    ("maiming", "maiming"),
    ("recruitment_use", "recruitment"),
    ("sexual_violence", "sexual_violence"),
    ("abduction", "abduction"),
    ("attack_on_school", "attack_on_schools"),
    ("attack_on_hospital", "attack_on_hospitals"),
    ("denial_of_humanitarian_access", "denial_humanitarian_access"),
    ("military_use", "military_use"),
    ("deprivation_of_liberty", "deprivation_liberty"),
];

const STATUSES: &[(&str, &str)] = &[
    ("pending", "report_pending_verification"),
    ("verified", "verified"),
    ("not_verified", "reported_not_verified"),
    ("not_mrm", "not_mrm"),
    ("did_not_occur", "verification_found_that_incident_did_not_occur"),
];

fn old<'a>(table: &[(&str, &'a str)], ours: &Value) -> &'a str {
    table.iter().find(|(code, _)| ours == code).unwrap_or_else(|| panic!("{ours}")).1
}

/// A document as the old system would have had it: its own names, shapes and ids.
fn as_old(document: &Value) -> Value {
    let id = document["external_id"].as_str().unwrap();
    let mut incident = json!({
        "id": id, "incident_id": id, "short_id": id, "enabled": document["status"] != "void",
        "status": if document["status"] == "void" { json!("open") } else { document["status"].clone() },
        "incident_title": document["title"],
        "incident_date": document["occurred"]["from"],
        "is_incident_date_range": document["occurred"]["to"].is_string() || document["occurred"]["ongoing"] == true,
        "incident_date_end": document["occurred"]["to"],
    });
    if let Some(area) = document["location"]["area"].as_str() {
        // A path of codes, as the old system keeps areas.
        let region: String = area.chars().take(5).collect();
        incident["incident_location"] = json!(format!("XAR.{region}.{area}"));
    }
    let list = |key: &str| document.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    for violation in list("violations") {
        let tally = &violation["tally"];
        let total: u64 = ["boys", "girls", "unknown"].iter().filter_map(|sex| tally[*sex].as_u64()).sum();
        let mut made = json!({
            "unique_id": violation["id"], "type": old(LISTS, &violation["type"]),
            "violation_tally": {"boys": tally["boys"], "girls": tally["girls"], "unknown": tally["unknown"], "total": total},
        });
        let ctfmr = &violation["verification"]["ctfmr"];
        if ctfmr["status"].is_string() {
            made["ctfmr_verified"] = json!(old(STATUSES, &ctfmr["status"]));
            made["ctfmr_verified_date"] =
                ctfmr["date"].as_str().map(|day| format!("{day}T00:00:00.000Z")).into();
        }
        let key = old(LISTS, &violation["type"]);
        let of_type = incident.as_object_mut().unwrap().entry(key).or_insert_with(|| json!([]));
        of_type.as_array_mut().unwrap().push(made);
    }
    let sex = |ours: &Value| match ours.as_str() {
        Some("boy") => "male",
        Some("girl") => "female",
        _ => "unknown",
    };
    let people = |entries: Vec<Value>, make: &dyn Fn(&Value) -> Value| {
        let made = entries.iter().map(|entry| {
            let mut made = make(entry);
            made["unique_id"] = entry["id"].clone();
            made["violations_ids"] = entry["violations"].clone();
            made
        });
        Value::Array(made.collect())
    };
    incident["individual_victims"] = people(list("victims"), &|victim| {
        json!({"individual_sex": sex(&victim["sex"]), "individual_age": victim["age"],
            "individual_multiple_violations": victim["multiple_violations"].to_string()})
    });
    incident["group_victims"] = people(list("groups"), &|group| {
        json!({"group_gender": group["sex"], "group_number": group["children"],
            "group_multiple_violations": group["multiple_violations"]})
    });
    incident["perpetrators"] = people(list("perpetrators"), &|perpetrator| {
        json!({"armed_force_group_party_name": perpetrator["party"].as_str().unwrap_or("unknown").to_lowercase(),
            "perpetrator_category": if perpetrator["category"] == "other" { json!("other_party_to_the_conflict") } else { perpetrator["category"].clone() }})
    });
    incident
}

fn converted(incidents: &[Value]) -> Converted {
    let pages: Vec<String> =
        incidents.chunks(20).map(|page| json!({"data": page, "metadata": {}}).to_string()).collect();
    let pages: Vec<(&str, &[u8])> = pages.iter().map(|page| ("page", page.as_bytes())).collect();
    convert(&pages, &registers(), false, TODAY).unwrap()
}

/// Takes documents of a converter in as a co-chair moves over from an earlier system.
async fn take_over(desk: &Desk, documents: &[u8]) -> Vec<Outcome> {
    let text = std::str::from_utf8(documents).unwrap();
    let registers = &desk.situation().registers;
    let read = |line: &str| read_moved(line.as_bytes(), registers, desk.now().today).unwrap();
    let permit = desk.may_record(Taking::Decisions).await.unwrap();
    let ready = text.lines().map(|line| desk.prepare(read(line), Taking::Decisions).unwrap()).collect();
    desk.record(&permit, ready).await.unwrap()
}

/// Invented incidents with what is hard, and what the old system's note has of them for the first quarter of 2024, by its
/// own rules: entered totals were right wherever they are counted here.
fn invented() -> (Vec<Value>, Value) {
    let incident = |id: &str, more: Value| {
        let mut made = json!({"incident_id": id, "incident_code": id, "status": "open", "enabled": true,
            "incident_date": "2024-02-03", "is_incident_date_range": false, "incident_location": "XAR01002"});
        made.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        made
    };
    let verified = |id: &str, day: &str, more: Value| {
        let mut made = json!({"unique_id": id, "ctfmr_verified": "verified", "ctfmr_verified_date": day});
        made.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        made
    };
    let incidents = vec![
        // Two parties for one violation; a child of two violations, one of whose links leads nowhere.
        incident(
            "1",
            json!({
                "killing": [verified("k", "2024-03-01", json!({"violation_tally": {"boys": 2, "girls": "1", "total": 3}}))],
                "maiming": [verified("m", "2024-03-05", json!({"violation_tally": {"total": 2}}))],
                "perpetrators": [
                    {"unique_id": "p1", "violations_ids": ["k"], "armed_force_group_party_name": "Party 1"},
                    {"unique_id": "p2", "violations_ids": ["k"], "armed_force_group_party_name": "xar-p4"},
                    {"unique_id": "p3", "violations_ids": ["m"], "armed_force_group_party_name": "nobody we know"}],
                "individual_victims": [{"unique_id": "v", "violations_ids": ["k", "m", "gone"], "individual_sex": "male",
                    "individual_age": 12, "individual_multiple_violations": true}],
            }),
        ),
        // A range that ended in the quarter before: late, verified with no earlier stage, whose days are out of order.
        incident(
            "2",
            json!({
                "incident_date": "2023-12-01", "is_incident_date_range": true, "incident_date_end": "2023-12-20",
                "attack_on": [verified("f", "2024-01-15", json!({"facility_attack_type": ["attack_on_school_s", "attack_on_hospital_s"],
                    "verified": "verified", "verification_date_focal_point": "2024-02-15"}))],
            }),
        ),
        // Verified on no day, not of the mechanism, blank, pending, and not to be verified.
        incident(
            "3",
            json!({"abduction": [
                {"unique_id": "a1", "violation_tally": {"girls": 5, "total": 5}, "ctfmr_verified": "verified"},
                {"unique_id": "a2", "violation_tally": {"girls": 7, "total": 7}, "ctfmr_verified": "not_mrm", "ctfmr_verified_date": "2024-03-01"},
                {"unique_id": "a3", "violation_tally": {"girls": 11, "total": 11}},
                {"unique_id": "a4", "violation_tally": {"girls": 13, "total": 13}, "ctfmr_verified": "report_pending_verification"},
                {"unique_id": "a5", "violation_tally": {"unknown": 17, "total": 17}, "ctfmr_verified": "reported_not_verified"},
            ]}),
        ),
        // Counted nowhere: a duplicate, and one that was switched off.
        incident(
            "4",
            json!({"status": "duplicate", "killing": [verified("k", "2024-03-01", json!({"violation_tally": {"boys": 19}}))]}),
        ),
        incident(
            "5",
            json!({"enabled": false, "killing": [verified("k", "2024-03-01", json!({"violation_tally": {"boys": 23}}))]}),
        ),
        // Refused: a child less than none.
        incident(
            "6",
            json!({"killing": [verified("k", "2024-03-01", json!({"violation_tally": {"boys": -1}}))]}),
        ),
    ];
    let expected = json!({
        "verified.victims": {
            "killing": {"boys": 2, "girls": 1, "total": 3}, "maiming": {"unknown": 2, "total": 2}},
        "verified.by_party": {
            "XAR-P1 + XAR-P4": {"killing": 3, "total": 3}, "unattributed": {"maiming": 2, "total": 2}},
        "verified.by_area": {"XAR01": {"killing": 3, "maiming": 2, "total": 5}},
        "late.incidents": {"attack_on_school": {"total": 1}, "attack_on_hospital": {"total": 1}},
        "late.by_party": {"unattributed": {"attack_on_school": 1, "attack_on_hospital": 1, "total": 2}},
        "late.by_area": {"XAR01": {"attack_on_school": 1, "attack_on_hospital": 1, "total": 2}},
        "unverified.victims": {"abduction": {"girls": 13, "unknown": 17, "total": 30}},
        "unverified.by_party": {"unattributed": {"abduction": 30, "total": 30}},
        "unverified.by_area": {"XAR01": {"abduction": 30, "total": 30}},
        "multiple.children": {"killing+maiming": {"children": 1, "boys": 1}},
    });
    (incidents, expected)
}

fn quarter() -> Value {
    json!({"report": "ghn", "period": {"from": "2024-01-01", "to": "2024-03-31"}, "as_of": "2024-04-10", "attribution": "joint"})
}

on_both_engines! {
    async fn an_old_store_moves_over_and_counts_what_it_counted(world: World) {
        let (incidents, expected) = invented();
        let of = converted(&incidents);
        assert_eq!((of.account.incidents, of.account.documents, of.account.rejected), (6, 5, 1));
        assert_eq!((of.account.reasons[0].incident.as_str(), of.account.reasons[0].reason), ("6", "bad_tally"));
        assert_eq!(of.account.undated, 2, "the abduction, and the first stage of the attack");
        let cochair = world.cochair().await;
        let outcomes = take_over(&cochair, &of.documents).await;
        assert!(outcomes.iter().all(|outcome| *outcome == Outcome::New { decisions_left_out: 0 }), "{outcomes:?}");
        let again = take_over(&cochair, &of.documents).await;
        assert!(again.iter().all(|outcome| *outcome == Outcome::Unchanged), "{again:?}");
        let found = figures(&cochair.report(&ask(&quarter())).await.unwrap());
        let expected: Figures = serde_json::from_value(expected).unwrap();
        assert_eq!(found, expected);
        assert!(world.store.verify(None).await.unwrap().findings.is_empty());
    }

    /// The cases that somebody else wrote, as the old system would have had them: all of them come out the same.
    async fn cases_of_others_come_out_the_same_by_way_of_the_old_system(world: World) {
        let Some(folder) = shared("cases/ghn") else { return };
        let mut cases = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read(&path).unwrap();
            let Ok(case) = serde_json::from_slice::<Value>(&text) else { continue };
            let Some(documents) = case["incidents"].as_array() else { continue };
            let of = converted(&documents.iter().map(as_old).collect::<Vec<_>>());
            assert_eq!(of.account.documents, documents.len(), "{}: {:?}", case["case"], of.account.reasons);
            // Records that were switched off, and nothing else, are told.
            let odd = of.account.told.iter().find(|told| told.path != "enabled");
            assert!(odd.is_none(), "{}: {odd:?}", case["case"]);
            let world = World::new(world.engine).await;
            let cochair = world.cochair().await;
            take_over(&cochair, &of.documents).await;
            for report in case["reports"].as_array().unwrap() {
                let found = figures(&cochair.report(&ask(report)).await.unwrap());
                let expected: Figures = serde_json::from_value(report["expected"].clone()).unwrap();
                assert_eq!(found, expected, "{}: {}", case["case"], report["period"]);
            }
            cases += 1;
        }
        assert!(cases >= 10, "only {cases} cases were found");
    }
}

#[test]
fn the_command_writes_what_intake_reads_and_says_what_had_no_place() {
    let dir = tempfile::TempDir::new().unwrap();
    let file = |name: &str| dir.path().join(name);
    std::fs::create_dir(file("registers")).unwrap();
    let registers = registers();
    std::fs::write(file("registers/areas.csv"), registers.areas.to_csv()).unwrap();
    std::fs::write(file("registers/parties.csv"), registers.parties.to_csv()).unwrap();
    let (incidents, _) = invented();
    std::fs::write(file("page.json"), json!({"data": incidents}).to_string()).unwrap();
    std::fs::write(file("broken.json"), "{\"data\": 7}").unwrap();
    let run = |page: &str, more: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_sixfold"))
            .args(["convert", "mrmims"])
            .arg(file(page))
            .arg("--register")
            .arg(file("registers"))
            .arg("--out")
            .arg(file("old.jsonl"))
            .args(more)
            .output()
            .unwrap()
    };
    for page in ["broken.json", "none.json"] {
        assert_eq!(run(page, &[]).status.code(), Some(2), "{page}");
    }
    assert!(!file("old.jsonl").exists(), "a refused call writes nothing");
    let plain = run("page.json", &[]);
    assert_eq!(plain.status.code(), Some(0), "{}", String::from_utf8_lossy(&plain.stderr));
    let account: Value = serde_json::from_slice(&plain.stdout).unwrap();
    assert_eq!((&account["documents"], &account["rejected"]), (&json!(5), &json!(1)));
    assert_eq!(account["unmatched_parties"], json!({"nobody we know": 1}));
    assert_eq!(std::fs::read_to_string(file("old.jsonl")).unwrap().lines().count(), 5);
    let parties = file("parties.csv");
    let named = run("page.json", &["--parties-out", parties.to_str().unwrap()]);
    let account: Value = serde_json::from_slice(&named.stdout).unwrap();
    assert_eq!(account["unmatched_parties"], json!({}));
    assert!(std::fs::read_to_string(&parties).unwrap().contains("NOBODY-WE-KNOW,nobody we know"));
}

/// Events that were really published, where the files are present: all are accounted for, few are leads, and no lead counts
/// a child.
#[test]
fn published_events_are_leads_that_count_nobody() {
    let (Some(sample), Some(tagged), Some(pcodes)) = (
        shared("data/ucdp_ged_191_sample.csv"),
        shared("data/ucdp_ged_BGD_hxl.csv"),
        shared("data/global_pcodes_adm_1_2.csv"),
    ) else {
        return;
    };
    let read = |path| std::fs::read_to_string(path).unwrap();
    let (sample, tagged, pcodes) = (read(sample), read(tagged), read(pcodes));
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (text, code, name, place) in [
        (&sample, "MMR", Some("Myanmar (Burma)"), "Myanmar"),
        (&sample, "BGD", Some("Bangladesh"), "Bangladesh"),
        (&tagged, "BGD", None, "Bangladesh, tagged"),
    ] {
        let of = ucdp::convert(text, ucdp::Country { code, name }, &pcodes, TODAY).unwrap();
        assert_eq!(of.account.documents + of.account.rejected, of.account.events, "{place}");
        assert_eq!(of.account.reasons.len(), of.account.rejected);
        for unwanted in ["refused_by_intake", "bad_value"] {
            let why = of.account.reasons.iter().find(|reason| reason.reason == unwanted);
            assert!(why.is_none(), "{place}: {why:?}");
        }
        for line in std::str::from_utf8(&of.documents).unwrap().lines() {
            let document: Map<String, Value> = serde_json::from_str(line).unwrap();
            assert_eq!(document["violations"][0]["tally"], json!({"boys": 0, "girls": 0, "unknown": 0}));
            assert!(document["violations"][0].get("verification").is_none());
        }
        found.insert(place, (of.account.events, of.account.documents));
    }
    assert_eq!(
        found,
        [("Bangladesh", (601, 1)), ("Bangladesh, tagged", (601, 1)), ("Myanmar", (2593, 9))].into()
    );
}
