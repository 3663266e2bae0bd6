//! What a document may say and what is said of one that may not.

use super::samples::{TODAY, any_json, contract_example, pointers, registers, small};
use domain::interchange::{Incident, MAX_DOCUMENT, Problem, read, warnings};
use domain::register::{Areas, Parties, Registers};
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

fn problems(document: &Value) -> Vec<String> {
    match read(document.to_string().as_bytes(), &registers(), TODAY) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn problem(bytes: &[u8]) -> Problem {
    let mut problems = read(bytes, &registers(), TODAY).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

/// The small document with one value set or, given null, removed.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = small();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let mut at = &mut document;
    for step in parent.split('/').skip(1) {
        at = match step.parse::<usize>() {
            Ok(index) => &mut at[index],
            Err(_) => {
                let fields = at.as_object_mut().unwrap();
                fields.entry(step).or_insert_with(|| json!({}))
            }
        };
    }
    match key.parse::<usize>() {
        Ok(index) => at[index] = value,
        Err(_) => at[key] = value,
    }
    document
}

#[test]
fn the_contracts_example_is_read() {
    let incident = read(contract_example().to_string().as_bytes(), &registers(), TODAY).unwrap();
    assert_eq!(incident.status, IncidentStatus::Open);
    assert_eq!(incident.occurred.from, Some(date(2022, 1, 23)));
    let violation = &incident.violations[0];
    assert_eq!((violation.kind, violation.tally.total()), (ViolationType::Killing, 4));
    assert_eq!(violation.details["weapon"], "mortar_or_rocket");
    let ctfmr = violation.verification.step(Step::Ctfmr).unwrap();
    assert_eq!((ctfmr.status, ctfmr.date), (Status::Verified, Some(date(2022, 2, 10))));
    assert_eq!(incident.victims[0].age, Some(12));
    assert_eq!(incident.sources[0].other["organisation_kind"], "teacher");
    let mut document = incident.to_value();
    document.sort_all_objects();
    insta::assert_json_snapshot!(document);
}

#[test]
fn a_round_trip_loses_nothing() {
    let incident = read(contract_example().to_string().as_bytes(), &registers(), TODAY).unwrap();
    let again = read(&incident.to_canonical_json(), &registers(), TODAY).unwrap();
    assert_eq!(again, incident);
    assert_eq!(again.to_canonical_json(), incident.to_canonical_json());
    let mut given = contract_example();
    given["occurred"] = json!({"from": "2022-01-23", "precision": "day"});
    given["groups"][0].as_object_mut().unwrap().remove("multiple_violations");
    assert_eq!(incident.to_value(), given, "only nulls and unset ticks are gone");
    let through_serde: Incident = serde_json::from_value(serde_json::to_value(&incident).unwrap()).unwrap();
    assert_eq!(through_serde, incident);
}

#[test]
fn saying_less_in_another_way_is_the_same_content() {
    let one = json!({"schema": "sixfold.incident/1", "external_id": "A", "violations": [
        {"id": "s", "type": "attack_on_school"}]});
    let other = json!({"external_id": "A", "status": "open", "title": null, "victims": [], "occurred": {"to": null, "ongoing": false},
        "schema": "sixfold.incident/1", "violations": [
        {"type": "attack_on_school", "id": "s", "details": {}, "verification": null, "tally": {"total": 0, "boys": 0, "girls": null, "unknown": 0}}]});
    let read = |document: &Value| {
        read(document.to_string().as_bytes(), &registers(), TODAY).unwrap().to_canonical_json()
    };
    assert_eq!(read(&one), read(&other));
}

#[test]
fn what_may_be_said() {
    let cases = [
        ("/status", json!("void")),
        ("/occurred", Value::Null),
        ("/occurred", json!({"from": "2024-02-10", "to": "2024-02-10"})),
        ("/occurred", json!({"from": "2024-02-10", "ongoing": true, "precision": "month"})),
        ("/title", Value::Null),
        ("/narrative", json!("line\nline\ttab")),
        ("/location", json!({"area": "XAR01002", "latitude": -90, "longitude": 180})),
        (
            "/violations/0/tally",
            json!({"boys": 1, "girls": 1, "unknown": 0, "total": 2, "by_age": {"0_5": {"boys": 1}, "unknown": {"girls": 1}}}),
        ),
        ("/violations/0/verification", json!({"ctfmr": {"status": "pending"}})),
        ("/violations/0/verification", json!({"ctfmr": {"status": "not_mrm"}})),
        ("/violations/0/verification", json!({"ctfmr": {"status": "verified", "date": "2024-02-10"}})),
        ("/violations/0/details", json!({"weapon": "other", "weapon_other": "a trap"})),
        ("/violations/0/type", json!("maiming")),
        ("/victims", json!([{"id": "c", "age": 0, "disability": "own words", "displacement": "refugee"}])),
        (
            "/perpetrators",
            json!([{"id": "p", "party": null, "violations": ["k"]}, {"id": "q", "party": "XAR-G1"}]),
        ),
        ("/concerns", json!([{"id": "o", "type": "child_labour"}])),
        ("/victims", json!([{"id": "c", "born_on": "1988-05-01"}])),
    ];
    for (pointer, value) in cases {
        let document = with(pointer, value.clone());
        assert_eq!(problems(&document), Vec::<String>::new(), "{pointer} = {value}");
    }
    let concern_only = json!({"schema": "sixfold.incident/1", "external_id": "A",
        "concerns": [{"id": "o", "type": "trafficking", "tally": {"girls": 1}}]});
    assert_eq!(problems(&concern_only), Vec::<String>::new());
    let month = json!({"schema": "sixfold.incident/1", "external_id": "A", "occurred": {"from": "2024-02-20", "precision": "month"},
        "violations": [{"id": "k", "type": "killing", "tally": {"boys": 1},
        "verification": {"initial": {"status": "verified", "date": "2024-02-03"}}}]});
    assert_eq!(problems(&month), Vec::<String>::new(), "any day of the month stands for the month");
}

#[test]
fn what_may_not_be_said() {
    let cases = [
        ("/schema", json!("sixfold.incident/2")),
        ("/schema", Value::Null),
        ("/external_id", json!("")),
        ("/external_id", json!("a\u{0}b")),
        ("/external_id", json!("x".repeat(101))),
        ("/external_id", json!(7)),
        ("/status", json!("opened")),
        ("/titel", json!("t")),
        ("/violations", json!([])),
        ("/violations", json!({})),
        ("/violations/0", json!(1)),
        ("/violations/0/type", json!("kiling")),
        ("/violations/0/id", Value::Null),
        ("/violations/0/tally", Value::Null),
        ("/violations/0/tally", json!({})),
        ("/violations/0/tally/boys", json!(-1)),
        ("/violations/0/tally/boys", json!(1.5)),
        ("/violations/0/tally/boys", json!("2")),
        ("/violations/0/tally/boys", json!(1_000_001)),
        ("/violations/0/tally/total", json!(9)),
        ("/violations/0/tally/men", json!(1)),
        ("/violations/0/tally/by_age", json!({"0_5": {"boys": 2}, "6_10": {"boys": 1}})),
        ("/violations/0/tally/by_age", json!({"0_5": {"boys": 2}})),
        ("/violations/0/details/purposes", json!(["trafficking"])),
        ("/violations/0/details/wepon", json!("small_arm")),
        ("/violations/0/details/weapon", json!("mortar")),
        ("/violations/0/details/weapon", json!("zzz")),
        ("/violations/0/verification", json!({"ctfmr": {"status": "verified"}})),
        ("/violations/0/verification", json!({"ctfmr": {"status": "verified", "date": "2024-02-09"}})),
        (
            "/violations/0/verification",
            json!({"initial": {"status": "verified", "date": "2024-03-02"}, "ctfmr": {"status": "verified", "date": "2024-03-01"}}),
        ),
        ("/violations/0/verification", json!({"ctfmr": {"status": "verified", "date": "2026-03-02"}})),
        ("/occurred/from", json!("2024-02-30")),
        ("/occurred/from", json!("1989-12-31")),
        ("/occurred/from", json!("2026-03-02")),
        ("/occurred/from", json!("20240210")),
        ("/occurred/from", json!("2024-02-10T00:00:00Z")),
        ("/occurred", json!({"from": "2024-02-10", "to": "2024-02-09"})),
        ("/occurred", json!({"to": "2024-02-09"})),
        ("/occurred", json!({"from": "2024-02-10", "to": "2024-02-11", "ongoing": true})),
        ("/occurred", json!({"ongoing": true})),
        ("/first_reported", json!("2026-03-02")),
        ("/location", json!({"area": "XAR01003"})),
        ("/location", json!({"latitude": 91, "longitude": 0})),
        ("/location", json!({"latitude": 1})),
        ("/perpetrators", json!([{"id": "p", "party": "XAR-F2"}])),
        ("/perpetrators", json!([{"id": "p", "party": "XAR-F1", "category": "armed_group"}])),
        ("/perpetrators", json!([{"id": "p", "violations": ["k", "k2"]}, {"id": "p"}])),
        ("/victims", json!([{"id": "c", "age": 18}])),
        ("/victims", json!([{"id": "c", "sex": "female"}])),
        ("/victims", json!([{"id": "c", "violations": "k"}])),
        (
            "/sources",
            json!([{"id": "s", "consent": {"reporting": "yes", "share_identity_with": ["everyone"]}}]),
        ),
        ("/sources", json!([{"id": "s", "interviewed_on": "2027-01-01"}])),
        ("/concerns", json!([{"id": "o", "type": "recruitment"}])),
        ("/narrative", json!("\u{1b}[2J")),
    ];
    let told: Vec<String> = cases
        .iter()
        .map(|(pointer, value)| {
            let found = problems(&with(pointer, value.clone()));
            assert!(!found.is_empty(), "{pointer} = {value}");
            let mut value = value.clone();
            value.sort_all_objects();
            let value: String = value.to_string().chars().take(70).collect();
            format!("{pointer} = {value}\n  {}", found.join("\n  "))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn everything_wrong_is_told_at_once() {
    let document = json!({
        "schema": "sixfold.incident/0", "external_id": "", "status": "OPEN", "narative": "n", "first_reported": "tomorrow",
        "occurred": {"from": "2024-05-05", "to": "2024-05-04", "precision": "hour"},
        "location": {"area": "XAR9", "precision": "exactly", "latitude": "north"},
        "violations": [
            {"id": "a", "type": "killing", "details": {"forms": ["rape"], "weapon": "gun"}},
            {"id": "a", "type": "murder", "tally": {"boys": -1, "girls": 2.5, "total": "x"}},
            {"id": "b", "type": "abduction", "tally": {"boys": 1, "total": 3, "by_age": {"0_5": {"boys": 2}}},
             "verification": {"initial": {"status": "verified"}, "ctfmr": {"status": "done", "date": "2024-01-01"}, "final": {}}}],
        "perpetrators": [{"party": "XAR-F1", "category": "other", "violations": ["a", "z"]}],
        "victims": [{"id": "c", "age": 40, "consent": {"reporting": "no"}}, null, 3],
    });
    insta::assert_snapshot!(problems(&document).join("\n"));
}

#[test]
fn problems_do_not_repeat_what_was_sent() {
    let long = format!("\u{202e}\u{1b}[31m{}", "secret ".repeat(100));
    for document in [with("/status", json!(long)), with(&format!("/{}", long.replace('/', "")), json!(1))] {
        for told in problems(&document) {
            assert!(told.chars().count() < 400, "{told}");
            assert!(!told.chars().any(|c| c.is_control() || c == '\u{202e}'), "{told:?}");
        }
    }
    let flood: serde_json::Map<String, Value> = (0..5000).map(|n| (format!("k{n}"), Value::Null)).collect();
    assert!(problems(&Value::Object(flood)).len() <= 201);
}

#[test]
fn json_is_read_strictly() {
    let deep = format!("{{\"title\": {}1{}}}", "[".repeat(33), "]".repeat(33));
    let cases: &[(&[u8], &str)] = &[
        (
            b"{\"violations\": [{\"id\": \"a\"}, {\"tally\": {\"boys\": 1, \"boys\": 2}}]}",
            "violations[1].tally.boys: this key is given twice",
        ),
        (deep.as_bytes(), "nest at most 32 deep"),
        (b"{\"a\": NaN}", "no JSON value"),
        (b"{\"a\": 1e999}", "too great"),
        (b"{\"a\": \"\\ud800\"}", "half of a character"),
        (b"{\"a\": \"\xff\"}", "not UTF-8"),
        (b"{\"a\": 1", "ends too early"),
        (b"{} {}", "trailing characters"),
        (b"[]", "a document is one JSON object"),
        (b"", "ends too early"),
        (b"{\"a\": \"\n\"}", "control character"),
    ];
    for (bytes, expected) in cases {
        let told = problem(bytes).to_string();
        assert!(told.contains(expected), "{told}");
    }
    let long = vec![b' '; MAX_DOCUMENT + 1];
    assert!(problem(&long).message.contains("at most 1048576 bytes"));
    let great = with("/violations/0/tally/boys", json!(1e300));
    assert!(problems(&great)[0].contains("whole number"));
}

#[test]
fn a_party_out_of_use_is_a_warning() {
    let table = "code,name,category,valid_to\nXAR-F1,Army,armed_force,2020-12-31\n";
    let registers = Registers { parties: Parties::from_csv(table).unwrap(), ..registers() };
    let incident = read(contract_example().to_string().as_bytes(), &registers, TODAY).unwrap();
    let told = warnings(&incident, &registers);
    assert_eq!(told[0].path, "perpetrators[0].party");
    assert!(warnings(&incident, &super::samples::registers()).is_empty());
}

#[test]
fn the_cases_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases/ghn");
    // The cases are not part of the repository: they are read where they are at hand.
    let Ok(files) = std::fs::read_dir(folder) else { return };
    let text = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
    let registers = Registers {
        areas: Areas::from_csv(&text("areas.csv")).unwrap(),
        parties: Parties::from_csv(&text("parties.csv")).unwrap(),
        partners: Default::default(),
    };
    let mut count = 0;
    for file in
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "json"))
    {
        let case: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        for document in case["incidents"].as_array().unwrap() {
            let incident = read(document.to_string().as_bytes(), &registers, TODAY).unwrap_or_else(|told| {
                panic!("{}: {told:?}", file.display());
            });
            let again = read(&incident.to_canonical_json(), &registers, TODAY).unwrap();
            assert_eq!(again, incident);
            count += 1;
        }
    }
    assert!(count > 100);
}

proptest! {
    #[test]
    fn a_changed_document_is_read_or_refused_and_never_stops_the_program(
        at in any::<prop::sample::Index>(),
        key in "[a-z_]{1,10}",
        value in any_json(),
        adds in any::<bool>(),
    ) {
        let mut document = contract_example();
        let places = pointers(&document);
        let place = document.pointer_mut(&places[at.index(places.len())]).unwrap();
        match place {
            Value::Object(fields) if adds => { fields.insert(key, value); }
            Value::Array(items) if adds => items.push(value),
            other => *other = value,
        }
        if let Ok(incident) = read(document.to_string().as_bytes(), &registers(), TODAY) {
            let again = read(&incident.to_canonical_json(), &registers(), TODAY);
            prop_assert_eq!(again.unwrap(), incident);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), value in any_json()) {
        let _ = read(&bytes, &registers(), TODAY);
        let _ = read(value.to_string().as_bytes(), &registers(), TODAY);
    }
}
