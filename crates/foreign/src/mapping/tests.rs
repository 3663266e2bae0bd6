//! Mappings proposed and applied.

use super::*;
use crate::outcome::Outcome;
use crate::sheet::{Book, any, delimited};
use domain::register::{Areas, Parties, Registers};
use jiff::civil::{Date, date};
use proptest::prelude::{ProptestConfig, prop_assert, proptest};

const TODAY: Date = date(2026, 3, 1);

fn registers() -> Registers {
    Registers {
        areas: Areas::from_csv(
            "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR02,South,1,XAR\n",
        )
        .unwrap(),
        parties: Parties::from_csv("code,name,category\nXAR-F1,Army,armed_force\nXAR-G1,Front,armed_group\n")
            .unwrap(),
        partners: Default::default(),
    }
}

fn to(mapping: &Mapping, heading: &str) -> Option<String> {
    mapping.columns.iter().find(|column| column.heading == heading).map(|column| column.to.clone())
}

fn told(outcome: &Outcome) -> Vec<String> {
    let all = outcome
        .rejected
        .iter()
        .flat_map(|rejected| rejected.reasons.iter().map(move |reason| (rejected, reason)));
    all.map(|(rejected, reason)| match &reason.cell {
        Some(cell) => format!("{cell}: {}", reason.message),
        None => format!("row {}: {}", rejected.at.row, reason.message),
    })
    .collect()
}

fn done(book: &Book, mapping: &Mapping) -> Outcome {
    let outcome = apply(book, mapping, &registers(), TODAY).unwrap();
    assert!(outcome.adds_up(), "{outcome:?}");
    outcome
}

#[test]
fn columns_are_recognised_in_four_languages() {
    let files = [
        "Event ID,Date of incident,P-code,Type of violation,Boys,Girls,Description,Colour\nE1,2024-02-01,XAR01,Killing,1,0,x,red\n",
        "Identifiant;Date de l’incident;Région;Type de violation;Garçons;Filles;Description;Colour\nE1;2024-02-01;north;Meurtre;1;0;x;red\n",
        "ID\tFecha del incidente\tProvincia\tTipo de violación\tNiños\tNiñas\tDescripción\tColour\nE1\t2024-02-01\tNORTH\tkilling\t1\t0\tx\tred\n",
        "المرجع,تاريخ الحادث,المحافظة,نوع الانتهاك,الأولاد,البنات,وصف الحادث,Colour\nE1,2024-02-01,North,killing,1,0,x,red\n",
    ];
    for file in files {
        let file = file
            .replace("Meurtre", &domain::dictionary::languages().option("fr", "violation_type", "killing"));
        let book = delimited(file.as_bytes()).unwrap();
        let mapping = propose(&book, &registers()).unwrap();
        assert!(mapping.reference.is_some(), "{mapping:#?}");
        let mut paths: Vec<&str> = mapping.columns.iter().map(|column| column.to.as_str()).collect();
        paths.sort_unstable();
        let expected = [
            "location.area",
            "narrative",
            "occurred.from",
            "violations[0].tally.boys",
            "violations[0].tally.girls",
            "violations[0].type",
        ];
        assert_eq!(paths, expected, "{file}");
        assert!(mapping.columns.iter().all(|column| column.confidence > Some(39) && column.reason.is_some()));
        assert_eq!(mapping.unread.len(), 1);
        assert_eq!((mapping.unread[0].heading.as_str(), mapping.unread[0].filled), ("Colour", 1));
        let outcome = done(&book, &mapping);
        assert_eq!(told(&outcome), Vec::<String>::new(), "{file}");
        let document = &outcome.documents[0].document;
        assert_eq!((document.external_id.as_str(), document.location.area.as_deref()), ("E1", Some("XAR01")));
        assert_eq!(
            (document.violations[0].kind.code(), document.violations[0].tally.total()),
            ("killing", 1)
        );
        assert!(
            outcome
                .remarks
                .iter()
                .any(|said| said.contains("\"Colour\"") && said.contains("not read, 1 filled"))
        );
        // What is proposed can be saved, shared and read again.
        assert_eq!(Mapping::from_toml(&mapping.to_toml().unwrap()).unwrap(), mapping);
    }
}

#[test]
fn people_are_never_taken_for_children() {
    let text = "Ref,When,Where,Killed\n#event+id,#date,#adm1+code,#affected+killed\n1,2024-02-01,XAR01,7\n";
    let mapping = propose(&delimited(text.as_bytes()).unwrap(), &registers()).unwrap();
    assert_eq!(mapping.first_row, 3);
    assert_eq!(mapping.reference.as_deref(), Some("Ref"));
    assert_eq!(to(&mapping, "When").as_deref(), Some("occurred.from"));
    assert_eq!(to(&mapping, "Where").as_deref(), Some("location.area"));
    assert_eq!(to(&mapping, "Killed"), None);
    assert!(mapping.unread[0].reason.contains("not only children"));
}

#[test]
fn days_are_proposed_only_where_their_values_leave_no_doubt() {
    let of = |days: &[&str]| {
        let rows: String = days.iter().map(|day| format!("{day},x\n")).collect();
        propose(&delimited(format!("Date,Notes\n{rows}").as_bytes()).unwrap(), &registers()).unwrap().days
    };
    let said = |days: &str| {
        let file = format!("Date,Notes\n{days},x\n");
        propose(&delimited(file.as_bytes()).unwrap(), &registers()).unwrap().columns[0]
            .reason
            .clone()
            .unwrap()
    };
    assert!(said("31/12/2023").ends_with("its days are written as %d/%m/%Y"));
    assert!(said("1/2/2023").contains("say in `days` how"));
    assert_eq!(of(&["31/12/2023", "1/2/2024"]), ["%d/%m/%Y"]);
    assert_eq!(of(&["12/31/2023", "1/2/2024"]), ["%m/%d/%Y"]);
    assert_eq!(of(&["1/2/2024", "3/4/2024"]), Vec::<String>::new());
    assert_eq!(of(&["2024-02-01"]), Vec::<String>::new());
    assert_eq!(of(&["5 January 2024"]), ["%d %B %Y"]);
    // One column says nothing of another.
    let two = |rows: &str| {
        let file = format!("Date,Date reported\n{rows}");
        propose(&delimited(file.as_bytes()).unwrap(), &registers()).unwrap().days
    };
    assert_eq!(two("31/12/2023,2/1/2024\n"), Vec::<String>::new());
    assert_eq!(two("31/12/2023,1/13/2024\n"), Vec::<String>::new());
    assert_eq!(two("31/12/2023,13/1/2024\n"), ["%d/%m/%Y"]);
    assert_eq!(two("31/12/2023,2024-01-13\n"), ["%d/%m/%Y"]);
}

fn mapping(text: &str) -> Mapping {
    Mapping::from_toml(&format!("schema = \"sixfold.mapping/1\"\nheadings = 1\nfirst_row = 2\n{text}"))
        .unwrap()
}

#[test]
fn a_mapping_does_what_it_says() {
    let book = delimited(
        "No;When;Who;Dead boys;Hurt;School hit;Odd\n7;31/12/2023;The Army;2;;si;kept\n8;1/2/2024;?;0;1;nada;\n9;32/1/2024;rebels;x;;si;\n;;;1;;;\n"
            .as_bytes(),
    )
    .unwrap();
    let mapping = mapping(
        r#"
reference = "No"
prefix = "PARTNER-"
days = ["%d/%m/%Y"]
yes = ["si"]
no = ["nada"]
keep_others = true
constants = { "violations[0].type" = "killing", "violations[1].type" = "maiming", "monitor_code" = "P1" }
column = [
  { heading = "when", to = "occurred.from" },
  { heading = "Who", to = "perpetrators[0].party", values = { "the army" = "XAR-F1", "rebels" = "Front", "?" = "" } },
  { heading = "Dead boys", to = "violations[0].tally.boys" },
  { heading = "E", to = "violations[1].tally.unknown" },
  { heading = "School hit", to = "occurred.estimated" },
]
"#,
    );
    let outcome = done(&book, &mapping);
    assert_eq!((outcome.rows, outcome.documents.len(), outcome.rejected.len()), (4, 2, 2));
    let first = outcome.documents[0].document.to_value();
    assert_eq!(first["external_id"], "PARTNER-7");
    assert_eq!(first["occurred"], serde_json::json!({"from": "2023-12-31", "estimated": true}));
    assert_eq!(first["perpetrators"], serde_json::json!([{"id": "p1", "party": "XAR-F1"}]));
    assert_eq!(first["violations"].as_array().unwrap().len(), 1);
    assert_eq!((&first["violations"][0]["tally"]["boys"], &first["monitor_code"]), (&2.into(), &"P1".into()));
    assert_eq!(first["notes"], "Odd: kept");
    // Nobody was killed on the second row.
    let second = outcome.documents[1].document.to_value();
    assert_eq!(
        (&second["violations"][0]["type"], second["perpetrators"].is_null()),
        (&"maiming".into(), true)
    );
    let told = told(&outcome);
    assert!(told.iter().any(|told| told.starts_with("B4: is a day of the calendar")), "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("D4: is a whole number")), "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("A5: an incident needs")), "{told:?}");
}

#[test]
fn no_children_are_nothing_and_an_age_of_zero_is_an_age() {
    let book = delimited(b"Age,Dead,In group\n0,0,0\n").unwrap();
    let mapping = mapping(
        r#"
constants = { "violations[0].type" = "attack_on_school", "violations[1].type" = "killing" }
column = [{ heading = "Age", to = "victims[0].age" }, { heading = "Dead", to = "violations[1].tally.unknown" }, { heading = "In group", to = "groups[0].children" }]
"#,
    );
    let document = done(&book, &mapping).documents[0].document.to_value();
    assert_eq!(
        (&document["victims"][0]["age"], document["violations"].as_array().unwrap().len()),
        (&0.into(), 1)
    );
    assert!(document["groups"].is_null());
}

#[test]
fn an_area_is_taken_only_where_its_name_can_mean_no_other() {
    let registers = Registers {
        areas: Areas::from_csv(
            "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR02,Tovra,1,XAR\n\
             XAR0101,Kyrnia,2,XAR01\nXAR0102,Tovra,2,XAR01\n",
        )
        .unwrap(),
        ..registers()
    };
    let read = |heading: &str, name: &str| -> Result<String, String> {
        let book = delimited(format!("{heading}\n{name}\n").as_bytes()).unwrap();
        let mapping = mapping(
            "constants = { \"violations[0].type\" = \"attack_on_school\", \"occurred.from\" = \"2024-01-01\" }\n\
             column = [{ heading = \"A\", to = \"location.area\" }]",
        );
        let outcome = apply(&book, &mapping, &registers, TODAY).unwrap();
        assert!(outcome.adds_up());
        let area = outcome.documents.first().map(|taken| taken.document.location.area.clone().unwrap());
        area.ok_or_else(|| told(&outcome).join("; "))
    };
    for (heading, name, code) in [
        ("Where", "kyrnia", "XAR0101"),
        ("Where", "XAR0102 – Tovra", "XAR0102"),
        ("Province", "Tovra", "XAR02"),
        ("Province", "XAR0101", "XAR0101"),
        ("Admin 1", "Tovra", "XAR02"),
        ("adm_2", "Kyrnia", "XAR0101"),
        ("#adm2+name", "Tovra", "XAR0102"),
    ] {
        assert_eq!(read(heading, name).as_deref(), Ok(code), "{heading}: {name}");
    }
    for (heading, name, could_mean) in [
        ("Where", "Tovra", "XAR02 (Tovra, level 1), XAR0102"),
        ("Province", "Kyrnia", "XAR0101 (Kyrnia, level 2)"),
        ("Admin 1", "Kyrnia", "XAR0101"),
        ("Where", "Kyrnya", "XAR0101"),
    ] {
        let refused = read(heading, name).unwrap_err();
        assert!(refused.contains("A2: ") && refused.contains(could_mean), "{heading}: {name}: {refused}");
    }
}

#[test]
fn rows_whose_reference_is_an_error_are_refused() {
    use crate::sheet::{Cell, Row, Sheet};
    let row =
        |number, first, second: &str| Row { number, cells: vec![(0, first), (1, Cell::Text(second.into()))] };
    let rows = vec![
        row(1, Cell::Text("Ref".into()), "Date"),
        row(2, Cell::Error("the error #N/A".into()), "2024-01-01"),
        row(3, Cell::Error("the error #N/A".into()), "2024-01-01"),
    ];
    let book = Book { sheets: vec![Sheet { rows, ..Sheet::default() }] };
    let mapping = mapping("reference = \"Ref\"\ncolumn = [{ heading = \"Date\", to = \"occurred.from\" }]");
    let outcome = done(&book, &mapping);
    assert_eq!(outcome.documents.len(), 0);
    assert_eq!(told(&outcome), ["A2: the cell holds the error #N/A", "A3: the cell holds the error #N/A"]);
}

#[test]
fn a_whole_number_has_no_point() {
    for (written, number) in
        [("12", Some(12)), ("12.0", Some(12)), ("1.000", None), ("1.0.0", None), ("1.00", None)]
    {
        let book = delimited(format!("Boys\n{written}\n").as_bytes()).unwrap();
        let mapping = mapping(
            "constants = { \"violations[0].type\" = \"killing\", \"occurred.from\" = \"2024-01-01\" }\n\
             column = [{ heading = \"Boys\", to = \"violations[0].tally.boys\" }]",
        );
        let outcome = done(&book, &mapping);
        let read = outcome.documents.first().map(|taken| taken.document.violations[0].tally.total());
        assert_eq!(read, number, "{written}: {:?}", told(&outcome));
    }
}

#[test]
fn rows_with_one_reference_are_one_incident() {
    let text = "Ref,Date,Type,Girls\nA,2024-02-01,killing,1\nA,2024-02-01,maiming,2\nA,,abduction,3\nB,2024-02-01,killing,1\nB,2024-02-09,maiming,1\n";
    let book = delimited(text.as_bytes()).unwrap();
    let mapping = mapping(
        r#"
reference = "Ref"
column = [{ heading = "Date", to = "occurred.from" }, { heading = "Type", to = "violations[0].type" }, { heading = "Girls", to = "violations[0].tally.girls" }]
"#,
    );
    let outcome = done(&book, &mapping);
    assert_eq!(outcome.documents.len(), 1);
    let document = &outcome.documents[0].document;
    assert_eq!(
        document.violations.iter().map(|v| (v.id.as_str(), v.tally.total())).collect::<Vec<_>>(),
        [("k1", 1), ("k2", 2), ("k3", 3)]
    );
    let told = told(&outcome);
    assert!(told[0].starts_with("row 5: belongs to the incident \"B\""), "{told:?}");
    assert!(
        told[1].starts_with("B6: an earlier row of the same incident says something else here"),
        "{told:?}"
    );
}

#[test]
fn a_row_without_a_reference_keeps_its_own_wherever_it_stands() {
    let mapping = mapping(
        "prefix = \"X-\"\nconstants = { \"violations[0].type\" = \"attack_on_school\" }\ncolumn = [{ heading = \"Date\", to = \"occurred.from\" }]\n",
    );
    let ids = |text: &str| -> Vec<String> {
        let outcome = done(&delimited(text.as_bytes()).unwrap(), &mapping);
        outcome.documents.iter().map(|taken| taken.document.external_id.clone()).collect()
    };
    let (one, two) = (
        ids("Date,N\n2024-01-01,a\n2024-01-02,b\n"),
        ids("Date,N\n2024-01-02,b\n2024-01-01,a\n2024-01-01,a\n"),
    );
    assert_eq!((one.len(), &one[0], &one[1]), (2, &two[1], &two[0]));
    assert!(one[0].starts_with("X-"));
}

#[test]
fn a_mapping_that_names_what_is_not_there_is_refused() {
    let book = delimited(b"a,b,b\n1,2,3\n").unwrap();
    let cases = [
        ("sheet = \"Other\"", "no sheet"),
        ("reference = \"Nowhere\"", "no column has the heading"),
        ("column = [{ heading = \"b\", to = \"title\" }]", "more than one column"),
        ("column = [{ heading = \"a\", to = \"headline\" }]", "no field"),
        ("column = [{ heading = \"a\", to = \"victims[99].name\" }]", "no field"),
        ("column = [{ heading = \"a\", to = \"external_id\" }]", "no field"),
        ("column = [{ heading = \"AGE\", to = \"title\" }]", "no column has the heading"),
        ("column = [{ heading = \"D\", to = \"title\" }]", "no column has the heading"),
        (
            "column = [{ heading = \"a\", to = \"title\" }, { heading = \"B\", to = \"title\" }]",
            "two columns are for",
        ),
        ("constants = { \"nothing\" = \"1\" }", "no field"),
    ];
    for (text, said) in cases {
        let refused = apply(&book, &mapping(text), &registers(), TODAY).unwrap_err();
        assert!(refused.message.contains(said), "{text}: {refused}");
    }
    assert!(Mapping::from_toml("schema = \"other\"\nheadings = 1\nfirst_row = 2").is_err());
    assert!(
        Mapping::from_toml("schema = \"sixfold.mapping/1\"\nheadings = 1\nfirst_row = 2\nmore = 1").is_err()
    );
}

#[test]
fn every_field_that_is_offered_is_one_that_a_mapping_may_name() {
    let book = delimited(b"a\n1\n").unwrap();
    for language in domain::dictionary::LANGUAGES {
        let fields = fields(language);
        let paths: std::collections::HashSet<&String> = fields.iter().map(|(path, _)| path).collect();
        assert_eq!(paths.len(), fields.len());
        for path in ["occurred.from", "location.area", "violations[0].type", "violations[0].tally.boys"] {
            assert!(paths.contains(&path.to_owned()), "{path}");
        }
        assert!(!paths.contains(&"external_id".to_owned()));
        for (path, label) in &fields {
            // A key that no language has is given as it is.
            assert!(!label.contains("field-") && !label.contains("section-"), "{path}: {label}");
            let mapping = mapping(&format!("column = [{{ heading = \"a\", to = \"{path}\" }}]"));
            assert!(apply(&book, &mapping, &registers(), TODAY).is_ok(), "{path}");
        }
    }
    let english: std::collections::HashMap<String, String> = fields("en").into_iter().collect();
    assert_eq!(english["violations[0].tally.boys"], "Violation: Children by sex: Boy");
    assert_eq!(english["violations[0].details.weapon"], "Violation: Weapon or means");
}

#[test]
fn files_of_others_are_recognised_and_add_up() {
    let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/");
    let files = [
        (
            "ii_2020-2023-education-in-danger-incident-data.xlsx",
            1_895,
            "Date",
            "Location of event",
            "Latitude",
            "Longitude",
        ),
        ("ucdp_ged_BGD_hxl.csv", 601, "date_start", "where_coordinates", "latitude", "longitude"),
        ("ucdp_ged_191_sample.csv", 3_194, "date_start", "where_coordinates", "latitude", "longitude"),
    ];
    for (name, rows, day, place, latitude, longitude) in files {
        let Ok(bytes) = std::fs::read(format!("{shared}{name}")) else { return };
        let book = any(&bytes).unwrap();
        let mut mapping = propose(&book, &registers()).unwrap();
        assert_eq!(to(&mapping, day).as_deref(), Some("occurred.from"), "{name}: {mapping:#?}");
        assert_eq!(to(&mapping, latitude).as_deref(), Some("location.latitude"), "{name}: {mapping:#?}");
        assert_eq!(to(&mapping, longitude).as_deref(), Some("location.longitude"), "{name}: {mapping:#?}");
        assert!(to(&mapping, place).is_some() || mapping.unread.iter().any(|unread| unread.heading == place));
        assert!(mapping.columns.iter().all(|column| !column.to.contains("tally")), "{name}");
        // Their areas are not Arandia's.
        mapping.columns.retain(|column| column.to != "location.area");
        mapping.constants.insert("violations[0].type".to_owned(), "attack_on_school".to_owned());
        let outcome = apply(&book, &mapping, &registers(), TODAY).unwrap();
        assert!(outcome.adds_up());
        assert_eq!(outcome.rows, rows, "{name}");
        assert!(
            outcome.accepted_rows() * 10 > rows * 9,
            "{name}: {:?}",
            told(&outcome).iter().take(5).collect::<Vec<_>>()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_row_is_accounted_for(text in "((A|B|2024-01-0[1-9]|killing|[0-9]{1,3}|x|\"q\"|),){3}\n((A|B|2024-01-0[1-9]|killing|[0-9]{1,3}|x|\"q\"|)[,\n]){0,60}") {
        let book = delimited(text.as_bytes()).unwrap();
        if let Ok(mut mapping) = propose(&book, &registers()) {
            for reference in [None, Some("A".to_owned())] {
                mapping.reference = reference;
                mapping.columns.retain(|column| column.heading != "A");
                if let Ok(outcome) = apply(&book, &mapping, &registers(), TODAY) {
                    prop_assert!(outcome.adds_up(), "{:?}", outcome);
                }
            }
        }
    }
}
