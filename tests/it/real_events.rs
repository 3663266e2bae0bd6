//! Open data of another organisation, converted and taken through the real intake.

use crate::ghn::figures;
use crate::published::decide;
use crate::world::{TODAY, World, on_both_engines, shared, take};
use domain::counting::Boundary;
use domain::interchange::{Incident, StepDecision, read};
use domain::register::{Areas, Parties, Registers};
use domain::tables::{Attribution, Period, Tier};
use domain::violation::{Status, Step};
use foreign::insecurity_insight::{Converted, convert};
use jiff::civil::date;
use serde_json::{Value, json};
use sixfold::casework::{Outcome, ReportAsk, Taking};
use std::collections::BTreeMap;

const PCODES: &str = "Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date\n\
    XAR,1,XA1,Sélène,XAR,2024-01-01\n\
    XAR,1,XA2,Vago (East),XAR,2024-01-01\n\
    XAR,1,XA3,Vago (West),XAR,2024-01-01\n\
    XAR,2,XA101,Old Mill,XA1,2024-01-01\n\
    XBE,1,XB1,Elsewhere,XBE,2024-01-01\n";

/// An invented event in which nothing happened, with what is said of this one.
fn event(id: u32, said: Value) -> Value {
    let mut event = json!({
        "Date": "2024-02-03", "Event Description": format!("Invented event {id}."), "Country": "Arandia",
        "Country ISO": "XAR", "Admin 1": "Selene Province", "Latitude": "10.5", "Longitude": "20.25",
        "Geo Precision": "(2) 25 km precision ", "Location of event": "Education Building ",
        "Reported Perpetrator": "NSA", "Reported Perpetrator Name": "Front of the North",
        "Weapon Carried/Used": "Aerial Bomb: Plane", "Type of education facility": "Primary School",
        "Attacks on Schools": 0, "Attacks on Universities": 0, "Military Occupation of Education facility": 0,
        "Arson attack on education facility": 0, "Forced Entry into education facility": 0,
        "Damage/Destruction To Ed facility Event": 0, "Attacks on Students and Teachers": false,
        "Educators Killed": "0", "Educators Injured": "0", "Educators Kidnapped": "0", "Educators Arrested": "0",
        "Known Educators Kidnap Or Arrest Outcome": null, "Students Attacked in School": "0",
        "Students Killed": "0", "Students Injured": "0", "Students Kidnapped": "0",
        "Known Student Kidnap Or Arrest Outcome": null, "Students Arrested": "0",
        "Sexual Violence Affecting School Age Children": "0", "SiND Event ID": id,
    });
    for (key, value) in said.as_object().unwrap() {
        assert!(event.get(key).is_some(), "{key}");
        event[key] = value.clone();
    }
    event
}

fn invented() -> Vec<Value> {
    const UNIVERSITY: &str = "University";
    vec![
        // 1: bombed, with pupils killed and injured and a teacher killed.
        event(
            1,
            json!({"Attacks on Schools": 1, "Damage/Destruction To Ed facility Event": 1,
            "Students Killed": "2", "Students Injured": "3", "Educators Killed": "1"}),
        ),
        // 2: occupied, which the data call an attack too.
        event(
            2,
            json!({"Attacks on Schools": 1, "Military Occupation of Education facility": 1,
            "Forced Entry into education facility": 1, "Reported Perpetrator": "Other",
            "Reported Perpetrator Name": "Arandian Armed Forces", "Admin 1": "Vago Region"}),
        ),
        // 3: occupied and burned.
        event(
            3,
            json!({"Attacks on Schools": 1, "Military Occupation of Education facility": 1,
            "Damage/Destruction To Ed facility Event": 1, "Arson attack on education facility": 1,
            "Reported Perpetrator": "Host Government: Military",
            "Reported Perpetrator Name": "arandian armed forces"}),
        ),
        // 4: teachers kidnapped at home, by nobody known.
        event(
            4,
            json!({"Educators Kidnapped": "2", "Reported Perpetrator": "No Information",
            "Reported Perpetrator Name": "No Information", "Type of education facility": "Not Applicable",
            "Location of event": "Home", "Admin 1": "Old Mill"}),
        ),
        // 5: pupils kidnapped and arrested on their way.
        event(
            5,
            json!({"Students Kidnapped": "4", "Students Arrested": "5", "Geo Precision": "(6) Country",
            "Location of event": "On Way To or From School", "Reported Perpetrator": "Multiple",
            "Reported Perpetrator Name": "Front of the North, Students, Second Group"}),
        ),
        // 6: a raid without harm, and an unnamed armed group.
        event(
            6,
            json!({"Attacks on Schools": 1, "Forced Entry into education facility": 1,
            "Reported Perpetrator Name": "Unidentified Armed Actor"}),
        ),
        // Rejected, each for another reason.
        event(
            11,
            json!({"Attacks on Universities": 1, "Type of education facility": UNIVERSITY, "Students Killed": "3"}),
        ),
        event(
            12,
            json!({"Attacks on Schools": 1, "Reported Perpetrator": "Protestors",
            "Reported Perpetrator Name": "Local population"}),
        ),
        event(
            13,
            json!({"Students Killed": "1", "Type of education facility": "Not Applicable",
            "Event Description": "A university student was shot."}),
        ),
        event(14, json!({})),
        event(1, json!({"Attacks on Schools": 1})),
        event(15, json!({"Attacks on Schools": 1, "Students Killed": "many"})),
        event(16, json!({"Attacks on Schools": 1, "Date": "2031-01-01"})),
        // Another country's.
        event(20, json!({"Country ISO": "XBE", "Attacks on Schools": 1})),
    ]
}

fn converted(events: &[Value], country: &str) -> Result<Converted, String> {
    convert(Value::from(events.to_vec()).to_string().as_bytes(), country, PCODES, TODAY)
}

fn registers(of: &Converted) -> Registers {
    Registers {
        areas: Areas::from_csv(&of.areas).unwrap(),
        parties: Parties::from_csv(&of.parties).unwrap(),
        partners: Default::default(),
    }
}

#[test]
fn every_event_is_a_document_or_says_why_not() {
    let of = converted(&invented(), "XAR").unwrap();
    let account = &of.account;
    assert_eq!((account.events, account.documents, account.rejected), (13, 6, 7));
    let reasons: Vec<(&str, &str)> =
        account.reasons.iter().map(|reason| (reason.event.as_str(), reason.reason)).collect();
    assert_eq!(
        reasons,
        [
            ("11", "university_only"),
            ("12", "not_a_party"),
            ("13", "students_maybe_adults"),
            ("14", "nothing_of_concern"),
            ("1", "duplicate_id"),
            ("15", "bad_value"),
            ("16", "refused_by_intake"),
        ]
    );
    insta::assert_snapshot!(format!(
        "{}\n{}\n{}\n{}",
        of.areas,
        of.parties,
        serde_json::to_string_pretty(&of.account.unmatched_areas).unwrap(),
        String::from_utf8(of.documents).unwrap()
    ));
}

#[test]
fn what_is_no_such_file_is_refused_in_words() {
    let said = |text: &[u8], country: &str| convert(text, country, PCODES, TODAY).unwrap_err();
    assert!(said(b"[{", "XAR").contains("JSON"));
    assert!(said(b"{}", "XAR").contains("array"));
    assert!(said(b"[7]", "XAR").contains("event 1"));
    let mut cut = event(1, json!({}));
    cut.as_object_mut().unwrap().remove("Students Killed");
    assert!(
        converted(&[event(2, json!({})), cut], "XAR")
            .unwrap_err()
            .contains("event 2 has no field \"Students Killed\"")
    );
    assert!(converted(&invented(), "xar").unwrap_err().contains("alpha-3"));
    assert!(converted(&invented(), "XZZ").unwrap_err().contains("it has XAR, XBE"));
    assert!(convert(b"[]", "XAR", PCODES, TODAY).is_err());
    let no_areas = "Location,Admin Level,P-Code,Name,Parent P-Code\n";
    let events = Value::from(invented()).to_string();
    assert!(convert(events.as_bytes(), "XAR", no_areas, TODAY).unwrap_err().contains("P-codes"));
}

#[test]
fn the_command_writes_what_init_and_intake_read() {
    let dir = tempfile::TempDir::new().unwrap();
    let file = |name: &str| dir.path().join(name);
    std::fs::write(file("events.json"), Value::from(invented()).to_string()).unwrap();
    std::fs::write(file("pcodes.csv"), PCODES).unwrap();
    std::fs::write(file("broken.json"), "[{").unwrap();
    let run = |events: &str, country: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_sixfold"))
            .args(["convert", "insecurity-insight"])
            .arg(file(events))
            .args(["--country", country, "--pcodes"])
            .arg(file("pcodes.csv"))
            .arg("--register-out")
            .arg(file("registers"))
            .arg("--out")
            .arg(file("out.jsonl"))
            .output()
            .unwrap()
    };
    for (events, country) in [("broken.json", "XAR"), ("events.json", "XZZ"), ("none.json", "XAR")] {
        assert_eq!(run(events, country).status.code(), Some(2), "{events} {country}");
    }
    assert!(!file("out.jsonl").exists(), "a refused call writes nothing");
    let first = run("events.json", "XAR");
    assert_eq!(first.status.code(), Some(0), "{}", String::from_utf8_lossy(&first.stderr));
    let account: Value = serde_json::from_slice(&first.stdout).unwrap();
    assert_eq!(account["documents"], 6);
    let documents = std::fs::read_to_string(file("out.jsonl")).unwrap();
    assert_eq!(documents.lines().count(), 6);
    // The same call gives the same files; a register that somebody edited is not written over.
    assert_eq!(run("events.json", "XAR").stdout, first.stdout);
    assert_eq!(std::fs::read_to_string(file("out.jsonl")).unwrap(), documents);
    let parties = file("registers/parties.csv");
    let edited = std::fs::read_to_string(&parties).unwrap().replace("unknown", "armed_group");
    std::fs::write(&parties, &edited).unwrap();
    assert_eq!(run("events.json", "XAR").status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(&parties).unwrap(), edited);
}

/// Takes documents through intake twice, lets three people decide some of them, and counts.
async fn goes_through(world: &World, of: &Converted) {
    let account = &of.account;
    assert_eq!(account.documents + account.rejected, account.events);
    assert_eq!(account.reasons.len(), account.rejected);
    assert_eq!(account.area_matched + account.area_country, account.documents);
    let desk = world.desk("cochair-2").await;
    let text = std::str::from_utf8(&of.documents).unwrap();
    let documents: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(documents.len(), account.documents);
    let outcomes = take(&desk, &documents, Taking::ContentOnly).await;
    assert!(outcomes.iter().all(|outcome| *outcome == Outcome::New { decisions_left_out: 0 }));
    let again = take(&desk, &documents, Taking::ContentOnly).await;
    assert!(again.iter().all(|outcome| *outcome == Outcome::Unchanged));

    let registers = &desk.situation().registers;
    let mut some: Vec<Incident> = text
        .lines()
        .step_by(7)
        .take(40)
        .map(|line| read(line.as_bytes(), registers, desk.now().today).unwrap())
        .collect();
    let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
    for incident in &mut some {
        for violation in &mut incident.violations {
            for step in Step::ALL {
                let decision = StepDecision::new(Status::Verified, incident.occurred.from);
                violation.verification.set(*step, Some(decision));
            }
            if violation.kind.is_grave() {
                let weight = if violation.kind.counts_children() { violation.tally.total() } else { 1 };
                *expected.entry(violation.kind.code()).or_default() += u64::from(weight);
            }
        }
    }
    decide(&world.verifier().await, &some, Step::Initial).await;
    decide(&world.desk("technical-reviewer-1").await, &some, Step::Technical).await;
    let cochair = world.cochair().await;
    decide(&cochair, &some, Step::Ctfmr).await;
    let ask = ReportAsk {
        name: "ghn".to_owned(),
        period: Period { from: date(2015, 1, 1), to: TODAY },
        as_of: None,
        tier: Tier::Internal,
        attribution: Attribution::Joint,
        area_level: 1,
        boundary: Boundary::Quarter,
        tables: Default::default(),
    };
    let report = figures(&cochair.report(&ask).await.unwrap());
    let total = |row: &BTreeMap<String, u64>| row.get("total").copied().unwrap_or_default();
    let mut found: BTreeMap<&str, u64> = BTreeMap::new();
    for table in ["verified.victims", "verified.incidents"] {
        for (key, row) in report.get(table).into_iter().flatten() {
            found.insert(key, total(row));
        }
    }
    assert_eq!(found, expected);
    let all: u64 = expected.values().sum();
    for table in ["verified.by_party", "verified.by_area"] {
        assert_eq!(report[table].values().map(total).sum::<u64>(), all, "{table}");
    }
    assert!(!report.contains_key("late.victims") && !report.contains_key("unverified.victims"));
    assert!(world.store.verify(None).await.unwrap().findings.is_empty());
}

on_both_engines! {
    async fn invented_events_go_through_intake(world: World) {
        let of = converted(&invented(), "XAR").unwrap();
        goes_through(&World::with(world.engine, registers(&of)).await, &of).await;
    }

    /// Events that were really published, where the files are present.
    async fn published_events_go_through_intake(world: World) {
        let (Some(events), Some(pcodes)) =
            (shared("data/ii_education.json"), shared("data/global_pcodes_adm_1_2.csv"))
        else { return };
        let (events, pcodes) = (std::fs::read(events).unwrap(), std::fs::read_to_string(pcodes).unwrap());
        for country in ["MMR", "PHL", "UKR"] {
            let of = convert(&events, country, &pcodes, TODAY).unwrap();
            assert!(of.account.documents > 0, "{country}");
            goes_through(&World::with(world.engine, registers(&of)).await, &of).await;
        }
    }
}

/// No country's events stop the conversion, and all of them add up.
#[test]
fn every_country_of_the_published_file_converts() {
    let (Some(path), Some(pcodes)) =
        (shared("data/ii_education.json"), shared("data/global_pcodes_adm_1_2.csv"))
    else {
        return;
    };
    let (text, pcodes) = (std::fs::read(path).unwrap(), std::fs::read_to_string(pcodes).unwrap());
    let events: Vec<Value> = serde_json::from_slice(&text).unwrap();
    let mut countries: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for event in &events {
        countries.entry(event["Country ISO"].as_str().unwrap()).or_default().push(event.clone());
    }
    let header = pcodes.lines().next().unwrap();
    for (country, events) in countries {
        let count = events.len();
        // Only its own lines: the whole list again for every country would take long and find the same.
        let own = pcodes.lines().filter(|line| line.starts_with(&format!("{country},")));
        let list = std::iter::once(header).chain(own).collect::<Vec<_>>().join("\n");
        match convert(Value::from(events).to_string().as_bytes(), country, &list, TODAY) {
            Ok(of) => {
                assert_eq!(of.account.events, count, "{country}");
                assert_eq!(of.account.documents + of.account.rejected, count, "{country}");
                assert!(!of.account.by_reason.contains_key("refused_by_intake"), "{country}");
                assert!(!of.account.by_reason.contains_key("bad_value"), "{country}");
            }
            // Countries without areas in the list.
            Err(error) => assert!(error.contains("has no area of"), "{country}: {error}"),
        }
    }
}
