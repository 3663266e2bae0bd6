//! The form of a telephone, and what telephones send of it.
//!
//! The files in `tests/openrosa/` were filled in by a client that is not ours (ODK's own engine of web forms, see
//! docs/openrosa.md); what they say is invented.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

use domain::dictionary::languages;
use domain::register::{Areas, Parties, Partners, Registers};
use foreign::openrosa::{Form, Sent, read};
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn registers() -> Registers {
    let areas = "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR02,South & East,1,XAR\n\
                 XAR0101,Upper Vale,2,XAR01\nXAR0102,Lower Vale,2,XAR01\nXAR0201,Salt Marsh,2,XAR02\n";
    let parties = "code,name,category,aliases\nXAR-P1,Party One,armed_group,The Ones\nXAR P2,Party <Two>,armed_force,\n";
    let partners = "code,name,kind\nORG-1,Invented Relief,national_ngo\n";
    Registers {
        areas: Areas::from_csv(areas).unwrap(),
        parties: Parties::from_csv(parties).unwrap(),
        partners: Partners::from_csv(partners).unwrap(),
    }
}

fn say(language: &str, key: &str) -> String {
    languages().label(language, key)
}

const TODAY: Date = date(2026, 3, 1);
const SHORT: &str = include_str!("openrosa/short.xml");
const LONG: &str = include_str!("openrosa/long.xml");

fn sent(xml: &str) -> Sent {
    read(xml.as_bytes(), &registers(), TODAY).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// What is wrong with a form, as `place: reason`.
fn refused(xml: &str) -> Vec<String> {
    let problems = read(xml.as_bytes(), &registers(), TODAY).err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_form_follows_registers_and_nothing_else() {
    let registers = registers();
    let form = |registers: &Registers, version: &str| {
        Form { code: "XAR", name: "Arandia", registers, say: &say, public_key: None }.xml(version)
    };
    assert_eq!(form(&registers, "1"), form(&registers, "1"));
    let mut more = registers.clone();
    more.parties = Parties::from_csv("code,name,category\nP,Another,other\n").unwrap();
    assert_ne!(form(&registers, "1"), form(&more, "1"));
    let empty = form(&Registers::default(), "1");
    for absent in ["parties", "areas.csv", "partners"] {
        assert!(
            !empty.contains(&format!("'{absent}'")) && !empty.contains(&format!("/{absent}")),
            "{absent}"
        );
    }
    let said = form(&registers, "1");
    assert!(said.contains("Party &lt;Two&gt;") && said.contains("Party One (The Ones)"));
    for language in ["English (en)", "Français (fr)", "Español (es)", "العربية (ar)"] {
        assert!(said.contains(language));
    }
    let areas =
        Form { code: "XAR", name: "Arandia", registers: &registers, say: &say, public_key: None }.areas();
    assert_eq!(
        areas,
        "name,label,parent\na0,Arandia,\na1,North,a0\na2,South & East,a0\na3,Upper Vale,a1\na4,Lower Vale,a1\n\
         a5,Salt Marsh,a2\n"
    );
}

#[test]
fn what_was_filled_in_is_what_the_document_says() {
    for (name, xml) in [("short", SHORT), ("long", LONG)] {
        let sent = sent(xml);
        assert_eq!((sent.form.as_str(), sent.version.as_str()), ("sixfold-XAR", "1-00000000"));
        assert!(sent.instance_id.starts_with("uuid:") && sent.files.is_empty());
        let mut value = sent.incident.to_value();
        // Some crate of a build may keep maps in the order of their making.
        value.sort_all_objects();
        let document = serde_json::to_string_pretty(&value).unwrap();
        insta::assert_snapshot!(format!("openrosa_{name}"), document);
    }
}

#[test]
fn an_edited_report_is_a_version_of_the_first() {
    let first = sent(SHORT);
    assert!(first.incident.external_id.starts_with("ODK-"));
    let edited = SHORT.replace(&first.instance_id, "uuid:11111111-0000-4000-8000-000000000001").replace(
        "<orx:meta>",
        &format!("<orx:meta><orx:deprecatedID>{}</orx:deprecatedID>", first.instance_id),
    );
    let again = sent(&edited);
    assert_ne!(again.instance_id, first.instance_id);
    assert_eq!(again.incident.external_id, first.incident.external_id);
    // A form without a reference of its own goes by the ids of its submissions.
    let bare = |xml: &str| {
        let (from, to) = (xml.find("<reference>").unwrap(), xml.find("</reference>").unwrap());
        sent(&format!("{}{}", &xml[..from], &xml[to + "</reference>".len()..])).incident.external_id
    };
    assert_eq!(bare(SHORT), format!("ODK-{}", first.instance_id.trim_start_matches("uuid:")));
    assert_eq!(bare(&edited), bare(SHORT));
}

#[test]
fn what_has_no_place_is_kept_in_the_notes() {
    let old = SHORT
        .replace("<title/>", "<colour>red</colour><title/><verification><initial>x</initial></verification>")
        .replace("<place/>", "<place/><river>The Long\n River</river>")
        .replace("<notes/><_files/>", "<notes>Said by the monitor.</notes><_files/>")
        .replace("<context/>", "<context/><mood>grim</mood>")
        .replace("<killing>", "<maiming><consequences>other</consequences></maiming><killing>");
    let notes = sent(&old).incident.to_value()["notes"].as_str().unwrap().to_owned();
    insta::assert_snapshot!(notes, @r"
    Said by the monitor.
    location.river: The Long
     River
    violations[0].maiming.consequences: other
    violations[0].details.mood: grim
    colour: red
    verification.initial: x
    ");
}

#[test]
fn links_are_by_type_and_everybody_s_where_there_is_but_one() {
    let with = |xml: &str, people: &str| {
        let xml = xml.replace("<_groups/>", people);
        sent(&xml).incident.to_value()
    };
    let one = with(
        SHORT,
        "<victims><sex>boy</sex></victims><victims><sex/></victims><groups><children>2</children></groups>",
    );
    // One of whom nothing is said is nobody.
    assert_eq!(one["victims"].as_array().unwrap().len(), 1);
    assert_eq!(one["victims"][0]["violations"], serde_json::json!(["v1"]));
    assert_eq!(one["groups"][0]["violations"], serde_json::json!(["v1"]));
    let several = with(LONG, "<groups><children>2</children><violations>killing</violations></groups>");
    assert_eq!(several["groups"][0]["violations"], serde_json::json!(["v1", "v2"]));
    assert!(several["groups"][1].get("violations").is_none());
}

#[test]
fn a_repeat_without_a_type_and_an_answer_that_stands_twice_are_taken_with_care() {
    // Somebody opened the violation, said nothing, and reported a concern.
    let (from, to) = (SHORT.find("<violations>").unwrap(), SHORT.find("</violations>").unwrap() + 13);
    let concern = "<violations><type/><notes/></violations><concerns><type>child_labour</type></concerns>\
                   <sources><category>witness</category></sources>";
    let value = sent(&format!("{}{concern}{}", &SHORT[..from], &SHORT[to..])).incident.to_value();
    assert!(value.get("violations").is_none());
    assert!(value["sources"][0].get("violations").is_none());
    let twice = SHORT.replace("<title/>", "<title>one</title><title>another</title>");
    let value = sent(&twice).incident.to_value();
    assert_eq!((&value["title"], &value["notes"]), (&"one".into(), &"title: another".into()));
}

#[test]
fn days_are_the_first_or_last_that_are_meant() {
    let cases = [
        (
            "month",
            "from_month",
            "2026-02-01",
            Some(("to_month", "2026-02-01")),
            ("2026-02-01", Some("2026-02-28")),
        ),
        (
            "quarter",
            "from_month",
            "2025-11-01",
            Some(("to_month", "2026-02-01")),
            ("2025-10-01", Some("2026-03-01")),
        ),
        ("year", "from_year", "2025-01-01", None, ("2025-01-01", None)),
        ("day", "from_day", "2026-02-03T00:00:00.000Z", None, ("2026-02-03", None)),
    ];
    for (precision, from, day, to, (first, last)) in cases {
        let mut when = format!("<_span>once</_span><precision>{precision}</precision><{from}>{day}</{from}>");
        if let Some((name, day)) = to {
            when.push_str(&format!("<{name}>{day}</{name}>"));
        }
        let (open, close) = (SHORT.find("<occurred>").unwrap() + 10, SHORT.find("</occurred>").unwrap());
        let value = sent(&format!("{}{when}{}", &SHORT[..open], &SHORT[close..])).incident.to_value();
        let occurred = &value["occurred"];
        assert_eq!(occurred["from"], first, "{precision}");
        assert_eq!(occurred.get("to").and_then(|to| to.as_str()), last, "{precision}");
        assert_eq!(occurred["precision"], precision);
    }
}

#[test]
fn files_are_named_once() {
    let files = "<files><picture>a.jpg</picture><recording/></files><files><picture>a.jpg</picture><film> b.mp4 </film></files>";
    assert_eq!(sent(&SHORT.replace("<_files/>", files)).files, ["a.jpg", "b.mp4"]);
    let many: String = (0..101).map(|n| format!("<files><picture>{n}.jpg</picture></files>")).collect();
    assert_eq!(refused(&SHORT.replace("<_files/>", &many)), [": a report has at most 100 files"]);
}

#[test]
fn what_contradicts_is_kept_in_the_notes() {
    let incident = |xml: String| sent(&xml).incident.to_value();
    // The lower area does not lie in the upper one: which of the two was meant?
    let elsewhere = incident(SHORT.replace("<at2>a3</at2>", "<at2>a5</at2><at3>a3</at3>"));
    assert_eq!(elsewhere["location"]["area"], "XAR01");
    assert_eq!(elsewhere["notes"], "location.area.at2: XAR0201\nlocation.area.at3: XAR0101");
    assert_eq!(incident(SHORT.to_owned())["location"]["area"], "XAR0101");
    let twice = incident(SHORT.replace("<boys>1</boys>", "<boys>1</boys><boys>3</boys>"));
    assert_eq!(
        (&twice["violations"][0]["tally"]["boys"], &twice["notes"]),
        (&1.into(), &"violations[0].tally.boys: 3".into())
    );
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let long_id = format!("uuid:{}", "1".repeat(300));
    let instance_id = sent(SHORT).instance_id;
    let victims = "<victims><age>nine</age><sex>other</sex></victims>";
    let crowd = "<victims><sex>boy</sex></victims>".repeat(2_001);
    let cases: Vec<(String, &str)> = vec![
        (SHORT.replace("<boys>1</boys>", "<boys>-1</boys>"), "violations[0].tally.boys: "),
        (SHORT.replace("<at2>a3</at2>", "<at2>a99</at2>"), "location.area: "),
        (SHORT.replace("<type>killing</type>", "<type>murder</type>"), "violations[0].type: "),
        (SHORT.replace("<_groups/>", victims), "victims[0].age: "),
        (SHORT.replace("<_groups/>", &crowd), "victims: has at most 2000 entries"),
        (SHORT.replace("2026-02-01", "2027-02-01"), "occurred.from: "),
        (SHORT.replace(&instance_id, ""), ": meta/instanceID"),
        (SHORT.replace(&instance_id, &long_id), ": meta/instanceID"),
        (SHORT.replace(" id=\"sixfold-XAR\"", ""), ": the submission does not say"),
        (SHORT.replace("<title/>", &format!("<title>{}</title>", "x".repeat(201))), "title: "),
        ("<data".to_owned(), ": "),
        (String::new(), ": "),
    ];
    for (xml, said) in cases {
        let problems = refused(&xml);
        assert!(problems.iter().any(|problem| problem.starts_with(said)), "{said}: {problems:?}");
        assert!(problems.iter().all(|problem| problem.len() < 400), "{problems:?}");
    }
}

proptest! {
    /// Whatever becomes of a form on its way, it is read or refused, and what is read is a document.
    #[test]
    fn no_form_stops_the_reader(at in 0..LONG.len(), length in 0..40_usize, put in "[<>/a-z0-9& _-]{0,12}") {
        let from = (0..=at).rev().find(|at| LONG.is_char_boundary(*at)).unwrap();
        let to = (from + length).min(LONG.len());
        let to = (to..=LONG.len()).find(|at| LONG.is_char_boundary(*at)).unwrap();
        let changed = format!("{}{put}{}", &LONG[..from], &LONG[to..]);
        if let Ok(sent) = read(changed.as_bytes(), &registers(), TODAY) {
            let plain = sent.incident.to_canonical_json();
            prop_assert!(domain::interchange::read(&plain, &registers(), TODAY).is_ok());
        }
    }
}
