//! The pages of somebody who reports: the form, drawn from the dictionary, and the questions to them.

use super::client::{Server, fill_in, see};
use super::submissions::{key, send};
use crate::support::document;
use crate::world::{Engine, World, on_both_engines};
use domain::access::Role;
use domain::dictionary::{Field, Kind, LANGUAGES, Section, dictionary, languages};
use domain::violation::ViolationType;
use serde_json::{Map, Value, json};
use std::collections::HashSet;
use vault::SystemEntropy;

const HERE: &str = "/situations/XAR";
const API: &str = "/api/v1/situations/XAR";

/// What the form does not ask of an incident: what the program knows or others say.
const NOT_ASKED: &[&str] = &[
    "schema",
    "status",
    "update",
    "monitor",
    "monitor_code",
    "member",
    "materials",
    // Lists, which are looked at one by one.
    "violations",
    "perpetrators",
    "victims",
    "groups",
    "sources",
    "responses",
    "concerns",
];
/// What it does not ask of an entry of a list.
const NOT_ASKED_OF: &[&str] =
    &["id", "verification", "primary_sources", "secondary_sources", "un_sources", "details"];

/// The lists of the form with the section of their entries.
const LISTS: &[(&str, &str)] = &[
    ("perpetrators", "perpetrator"),
    ("victims", "victim"),
    ("groups", "group"),
    ("sources", "source"),
    ("concerns", "concern"),
    ("responses", "response"),
];

fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

/// What stands in the template of a list or a type of violation.
fn template<'h>(html: &'h str, of: &str) -> &'h str {
    let start =
        html.find(&format!("<template data-of=\"{of}\">")).unwrap_or_else(|| panic!("no template of {of}"));
    let rest = &html[start..];
    &rest[..rest.find("</template>").unwrap()]
}

fn asks(part: &str, language: &str, section: &Section, field: &Field) {
    let place = format!("{language}: {}.{}", section.name, field.name);
    assert!(part.contains(&format!("data-field=\"{}\"", field.name)), "{place} is not asked");
    let label = escaped(&languages().label(language, &field.label_key()));
    // What is linked, and when it happened, is asked in words of the form.
    let own = matches!(field.kind, Kind::Links) || section.name == "occurred";
    assert!(own || part.contains(&label), "{place}: {label} is not said");
    if let Kind::Section { section } = &field.kind {
        let section = dictionary().section(section).unwrap();
        section.fields.iter().for_each(|field| asks(part, language, section, field));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_form_asks_for_every_field_in_every_language() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut monitor = server.caller(&world, Role::Monitor).await;
    for language in LANGUAGES {
        let answer = see(&mut monitor, &format!("{HERE}/report"), language).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let html = answer.text();
        assert!(html.contains(&format!("<html lang=\"{language}\"")), "{language}");
        let incident = dictionary().section("incident").unwrap();
        for field in incident.fields.iter().filter(|field| !NOT_ASKED.contains(&field.name.as_str())) {
            asks(&html, language, incident, field);
        }
        for (list, of) in LISTS {
            let (part, section) = (template(&html, list), dictionary().section(of).unwrap());
            for field in section.fields.iter().filter(|field| !NOT_ASKED_OF.contains(&field.name.as_str())) {
                asks(part, language, section, field);
            }
        }
        for of in ViolationType::ALL {
            let part = template(&html, of.code());
            let details = dictionary().section(&format!("details.{}", of.code())).unwrap();
            details.fields.iter().for_each(|field| asks(part, language, details, field));
            let violation = dictionary().section("violation").unwrap();
            for field in &violation.fields {
                // The incident is what is counted of these.
                let has_none = part.contains("attack_on_") || part.contains("military_use");
                let is_left_out = NOT_ASKED_OF.contains(&field.name.as_str())
                    || field.name == "type"
                    || (has_none && field.name.starts_with("tally"));
                if !is_left_out {
                    asks(part, language, violation, field);
                }
            }
            assert_eq!(part.contains("data-counts"), of.counts_children(), "{}", of.code());
        }
        // Every id once, so that labels and hints are where they belong; templates are numbered when they are copied.
        for part in html.split("<template ").skip(1).chain([html.split("<template ").next().unwrap()]) {
            let ids: Vec<&str> =
                part.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
            assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len(), "{language}: an id stands twice");
            for attribute in [" for=\"", " aria-describedby=\"", " aria-labelledby=\""] {
                for target in part.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()) {
                    let is_there = ids.contains(&target) || html.contains(&format!(" id=\"{target}\""));
                    assert!(is_there, "{language}: {attribute}{target}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_reports_has_the_form_and_nobody_else() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let sees = [
        (Role::Monitor, 200),
        (Role::Verifier, 200),
        (Role::Cochair, 200),
        (Role::TaskForce, 403),
        (Role::Administrator, 403),
        (Role::Auditor, 403),
    ];
    for (role, status) in sees {
        let mut caller = server.caller(&world, role).await;
        for path in ["report", "questions"] {
            let answer = see(&mut caller, &format!("{HERE}/{path}"), "en").await;
            assert_eq!(answer.status, status, "{role:?} {path}");
            let overview = see(&mut caller, HERE, "en").await.text();
            assert_eq!(
                overview.contains(&format!("href=\"{HERE}/{path}\"")),
                status == 200,
                "{role:?} {path}"
            );
        }
    }
}

/// The scripts name each other by addresses that are served, and do nothing that the page's policy forbids or that would
/// leave something of a report on the device.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_scripts_are_served_and_keep_nothing() {
    let world = World::new(Engine::Sqlite).await;
    let server = Server::over(&world);
    let mut monitor = server.caller(&world, Role::Monitor).await;
    let html = see(&mut monitor, &format!("{HERE}/report"), "en").await.text();
    let address = html.split("src=\"").map(|rest| rest.split('"').next().unwrap());
    let report = address.clone().find(|address| address.contains("report.js")).unwrap();
    let script = monitor.get(report).await.text();
    let mut scripts = vec![script.clone()];
    for name in ["hpke.js", "form.js", "check.js", "attach.js"] {
        let from = script.find(&format!("from \"/assets/{name}?v=")).unwrap();
        let needed = monitor.get(script[from..].split('"').nth(1).unwrap()).await;
        assert_eq!(
            (needed.status, &needed.headers["content-type"]),
            (200, &"text/javascript; charset=utf-8".parse().unwrap())
        );
        scripts.push(needed.text());
    }
    for script in scripts {
        for forbidden in [
            "innerHTML",
            "outerHTML",
            "eval(",
            "Function(",
            "document.write",
            "localStorage",
            "sessionStorage",
            "indexedDB",
            "http://",
            "https://",
        ] {
            assert!(!script.contains(forbidden), "{forbidden}");
        }
    }
}

/// An answer to a question, as the script puts it together.
fn said(field: &Field, violations: &[&str]) -> Value {
    let first = |list: &str| dictionary().list(list).and_then(|list| list.codes.first().cloned());
    match &field.kind {
        Kind::Text { .. } | Kind::Partner => json!("Invented words"),
        Kind::LongText { .. } => json!("Invented words\nin two lines"),
        Kind::Code { list } => json!(first(list).unwrap()),
        Kind::Codes { list } => json!([first(list).unwrap()]),
        Kind::Term { list } => json!(first(list).unwrap_or_else(|| "Invented".to_owned())),
        Kind::Terms { .. } => json!(["Invented", "Made up"]),
        Kind::Integer { .. } => json!(3),
        Kind::Decimal { .. } => json!(1.5),
        Kind::Boolean => json!(true),
        Kind::Date | Kind::PastDate => json!("2025-11-03"),
        Kind::BirthDate => json!("2014-05-06"),
        Kind::Period => json!({"from": "2025-10-01", "to": "2025-10-02", "estimated": true}),
        Kind::Tally => json!({"boys": 1, "unknown": 2}),
        Kind::AdultTally => json!({"men": 1}),
        Kind::Links => json!(violations),
        Kind::Party => json!("XAR-P1"),
        Kind::Parties => json!(["XAR-P1", "XAR-P2"]),
        Kind::Area => json!("XAR01001"),
        Kind::Country => json!("XAR"),
        Kind::Section { section } => Value::Object(filled(section, violations, &[])),
        Kind::Id | Kind::Schema | Kind::Sections { .. } | Kind::Details => Value::Null,
    }
}

fn filled(section: &str, violations: &[&str], without: &[&str]) -> Map<String, Value> {
    let fields = dictionary().section(section).unwrap().fields.iter();
    let asked = fields.filter(|field| !without.contains(&field.name.as_str()));
    asked
        .map(|field| (field.name.clone(), said(field, violations)))
        .filter(|(_, value)| !value.is_null())
        .collect()
}

/// A document with everything that the form can ask for.
fn everything(id: &str) -> Value {
    let ids: Vec<String> = (1..=ViolationType::ALL.len()).map(|at| format!("v{at}")).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let violations = ViolationType::ALL.iter().zip(&ids).map(|(of, id)| {
        let mut violation = filled("violation", &ids, NOT_ASKED_OF);
        violation.insert("id".to_owned(), json!(id));
        violation.insert("type".to_owned(), json!(of.code()));
        let details = filled(&format!("details.{}", of.code()), &ids, &[]);
        violation.insert("details".to_owned(), Value::Object(details));
        Value::Object(violation)
    });
    let mut document = filled("incident", &ids, NOT_ASKED);
    document.insert("schema".to_owned(), json!("sixfold.incident/1"));
    document.insert("external_id".to_owned(), json!(id));
    let occurred = json!({"from": "2025-10-01", "to": "2025-12-31", "precision": "quarter", "estimated": true, "notes": "Invented"});
    document.insert("occurred".to_owned(), occurred);
    document.insert("violations".to_owned(), violations.collect());
    for (list, of) in LISTS {
        // Where a party is chosen its kind is the register's.
        let mut entry = filled(of, &ids, if *of == "perpetrator" { &["category"] } else { &[] });
        entry.insert("id".to_owned(), json!(format!("{list}1")));
        document.insert((*list).to_owned(), json!([entry]));
    }
    Value::Object(document)
}

on_both_engines! {
    async fn what_the_form_can_put_together_is_taken(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let key = key(&mut monitor).await;
        let documents = [
            everything("R-EVERY-THING"),
            // The least: one violation and that the date is not known.
            json!({"schema": "sixfold.incident/1", "external_id": "R-LEAST-22222",
                "violations": [{"id": "v1", "type": "attack_on_school"}]}),
            json!({"schema": "sixfold.incident/1", "external_id": "R-GOING-ON222",
                "occurred": {"from": "2026-01-01", "ongoing": true, "precision": "year"},
                "concerns": [{"id": "c1", "type": "other", "type_other": "Invented"}]}),
        ];
        for (at, document) in documents.iter().enumerate() {
            let id = [at as u8 + 1; 16];
            let sealed = key.seal_submission(id, document.to_string().as_bytes(), &mut SystemEntropy::new()).unwrap();
            let name: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
            let answer = send(&mut monitor, &name, sealed).await;
            assert_eq!(answer.status, 201, "{answer:?}");
        }
        let outcomes = world.verifier().await.triage(&HashSet::new()).await.unwrap();
        assert_eq!(outcomes.len(), documents.len());
        for outcome in outcomes {
            assert!(outcome.outcome.is_ok(), "{outcome:?}");
        }
    }

    async fn a_question_is_answered(world: World) {
        let server = Server::over(&world);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let at = format!("{HERE}/questions");
        assert!(see(&mut monitor, &at, "en").await.text().contains("Nobody asks you anything."));
        assert_eq!(monitor.post(&format!("{API}/submissions"), document("R-ASKED-22222")).await.status, 201);
        assert_eq!(verifier.post(&format!("{API}/triage"), json!({})).await.status, 200);
        let incident = verifier.get(&format!("{API}/incidents?limit=200")).await.json()["incidents"][0]["id"].clone();
        let incident = incident.as_str().unwrap();
        let asked = verifier.post(&format!("{API}/incidents/{incident}/questions"), json!({"text": "Which <b>mill</b>?\nAnd when?"})).await;
        let question = asked.json()["question"].as_str().unwrap().to_owned();
        // It is announced, and said in the language of whoever reads.
        assert!(see(&mut monitor, HERE, "en").await.text().contains(&format!("<a href=\"{at}\">")));
        for (language, words) in [("en", "About your report"), ("ar", "بشأن تقريركم")] {
            let html = see(&mut monitor, &at, language).await.text();
            assert!(html.contains(words) && html.contains("R-ASKED-22222"), "{html}");
            assert!(html.contains("Which &#60;b&#62;mill&#60;/b&#62;?") && html.contains("And when?"), "{html}");
        }
        let own = format!("{at}/{question}");
        // What cannot be taken comes back with what was written.
        let long = "An invented answer. ".repeat(300);
        let back = fill_in(&mut monitor, &own, &[("text", &long)]).await;
        assert_eq!(back.status, 200);
        assert!(back.text().contains("role=\"alert\"") && back.text().contains(long.trim()), "{back:?}");
        let answer = fill_in(&mut monitor, &own, &[("text", "The mill of nowhere, in a made-up spring.")]).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let html = answer.text();
        assert!(html.contains("Your answer has arrived") && html.contains("signature"), "{html}");
        assert!(!html.contains("The mill of nowhere"), "{html}");
        // Sent again it is the same answer, and the question is gone.
        let again = fill_in(&mut monitor, &own, &[("text", "The mill of nowhere, in a made-up spring.")]).await;
        let receipt = |html: &str| html.split("Receipt: <code dir=\"ltr\">").nth(1).map(|rest| rest[..32].to_owned());
        assert_eq!(receipt(&again.text()), receipt(&html));
        assert!(receipt(&html).is_some());
        assert!(again.text().contains("Nobody asks you anything."));
        assert_eq!(fill_in(&mut monitor, &format!("{at}/nothing"), &[("text", "x")]).await.status, 404);
        assert_eq!(verifier.post(&format!("{API}/triage"), json!({})).await.status, 200);
        let case = see(&mut verifier, &format!("{HERE}/incidents/{incident}?open=identity"), "en").await.text();
        assert!(case.contains("The mill of nowhere, in a made-up spring."), "{case}");
    }
}
