//! Templates made, filled and read back.

use super::*;
use crate::field::{Table, put, tables};
use crate::outcome::Outcome;
use crate::sheet::{Book, Cell, Row, Sheet, workbook};
use domain::dictionary::{Kind, LANGUAGES, dictionary, languages};
use domain::interchange::{Incident, read_value};
use domain::register::{Areas, Parties, Partners, Registers};
use jiff::civil::{Date, date};
use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, prop_assume, proptest};
use serde_json::{Map, Value, json};

const TODAY: Date = date(2026, 3, 1);

fn registers() -> Registers {
    let areas = "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR01002,Hill,2,XAR01\nXAR01003,Hill,2,XAR01\n";
    let parties =
        "code,name,category,aliases\nXAR-F1,Army,armed_force,Armed Forces\nXAR-G1,Front,armed_group,\n";
    Registers {
        areas: Areas::from_csv(areas).unwrap(),
        parties: Parties::from_csv(parties).unwrap(),
        partners: Partners::from_csv("code,name\nORG1,Relief\n").unwrap(),
    }
}

fn incident(value: Value) -> Incident {
    read_value(value, &registers(), TODAY).unwrap()
}

/// Every list of the contract's example, on paper only.
fn example(id: &str) -> Incident {
    incident(json!({
        "schema": "sixfold.incident/1", "external_id": id, "status": "open",
        "occurred": {"from": "2022-01-23", "precision": "day", "estimated": true},
        "first_reported": "2022-01-25",
        "location": {"area": "XAR01002", "place_type": "school", "precision": "area2", "place": "Old mill", "latitude": -0.5, "longitude": 12.25},
        "title": "=1+1", "narrative": "First line\nsecond line", "public_summary": "+ short",
        "children_affected": {"boys": 1, "girls": 2, "unknown": 0},
        "member": "ORG1",
        "violations": [
            {"id": "k1", "type": "killing", "tally": {"boys": 2, "girls": 0, "unknown": 2},
             "details": {"weapon": "mortar_or_rocket", "attack_mode": "land_based_attack"},
             "verification": {"initial": {"status": "verified", "date": "2022-01-25"}, "technical": {"status": "pending"}},
             "primary_sources": 2, "linked_types": ["maiming", "abduction"]},
            {"id": "k2", "type": "military_use", "details": {"used": {"from": "2022-01-23", "ongoing": true}}}
        ],
        "perpetrators": [{"id": "p1", "party": "XAR-F1", "category": "armed_force", "attribution": "confirmed", "violations": ["k1", "k2"]}],
        "victims": [{"id": "c1", "sex": "boy", "age": 12, "violations": ["k1"], "ethnicity": "Own word",
                     "disability": "physical", "consent": {"reporting": true, "follow_up": false, "share_identity_with": ["no_one"]}}],
        "groups": [{"id": "g1", "children": 6, "sex": "mixed", "age_bands": ["6_11", "12_17"]}],
        "sources": [{"id": "s1", "category": "witness", "interviewed_on": "2022-01-24", "reliability": "high", "violations": ["k1"]}],
        "responses": [{"id": "r1", "kind": "medical_referral", "state": "provided", "date": "2022-02-02"}],
        "concerns": [{"id": "o1", "type": "trafficking", "tally": {"boys": 0, "girls": 1, "unknown": 0, "by_age": {"0_5": {"girls": 1}}}}],
        "materials": [{"id": "m1", "title": "Photograph"}]
    }))
}

fn made(language: &str, documents: &[Incident]) -> Book {
    workbook(&make(&registers(), "XAR", language, documents).unwrap()).unwrap()
}

/// The sheet of a table, the column of one of its keys and its cell in a row (from 1).
fn at<'b>(book: &'b mut Book, key: &str, row: u32) -> &'b mut Cell {
    let sheet =
        book.sheets.iter_mut().find(|sheet| sheet.rows.get(1).is_some_and(|keys| has(keys, key).is_some()));
    let sheet = sheet.unwrap_or_else(|| panic!("no {key}"));
    let column = has(&sheet.rows[1], key).unwrap();
    let index = match sheet.rows.binary_search_by_key(&row, |row| row.number) {
        Ok(index) => index,
        Err(index) => {
            sheet.rows.insert(index, Row { number: row, cells: Vec::new() });
            index
        }
    };
    let cells = &mut sheet.rows[index].cells;
    let at = match cells.binary_search_by_key(&column, |(column, _)| *column) {
        Ok(at) => at,
        Err(at) => {
            cells.insert(at, (column, Cell::Empty));
            at
        }
    };
    &mut cells[at].1
}

fn has(row: &Row, key: &str) -> Option<u32> {
    row.cells.iter().find(|(_, cell)| cell.shown() == key).map(|(column, _)| *column)
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn whole(outcome: &Outcome) {
    assert!(outcome.adds_up(), "{outcome:?}");
    assert!(outcome.rejected.iter().all(|rejected| !rejected.reasons.is_empty()));
}

fn told(outcome: &Outcome) -> Vec<String> {
    let reasons = |rejected: &crate::outcome::Rejected| -> Vec<String> {
        let sheet = &rejected.at.sheet;
        let say = |reason: &crate::outcome::Reason| match &reason.cell {
            Some(cell) => format!("{sheet}!{cell}: {}", reason.message),
            None => format!("{sheet} {}: {}", rejected.at.row, reason.message),
        };
        rejected.reasons.iter().map(say).collect()
    };
    outcome.rejected.iter().flat_map(reasons).collect()
}

#[test]
fn a_template_is_the_same_bytes_every_time_and_names_nobody() {
    for language in LANGUAGES {
        let bytes = make(&registers(), "XAR", language, &[]).unwrap();
        assert_eq!(bytes, make(&registers(), "XAR", language, &[]).unwrap());
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
        let mut core = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("docProps/core.xml").unwrap(), &mut core).unwrap();
        assert!(
            core.contains("<dc:creator></dc:creator>") && core.contains("2000-01-01T00:00:00Z"),
            "{core}"
        );
    }
}

#[test]
fn an_empty_template_is_no_row_and_shows_everything() {
    for language in LANGUAGES {
        let book = made(language, &[]);
        assert!(is_template(&book));
        assert_eq!(book.sheets.len(), tables().len() + 2);
        assert!(book.sheets.iter().all(|sheet| !sheet.hidden && sheet.hidden_rows == 0));
        let outcome = read(&book, &registers(), TODAY);
        assert_eq!((outcome.rows, outcome.remarks.len()), (0, 0), "{:?}", outcome.remarks);
        assert_eq!(outcome.sheets.len(), tables().len());
        for table in tables() {
            let all = table.columns.iter().map(|column| format!("{}.{}", table.section, column.path));
            let is_shown = |key: &String| {
                book.sheets.iter().any(|s| s.rows.get(1).is_some_and(|k| has(k, key).is_some()))
            };
            assert_eq!(all.filter(|key| !is_shown(key)).collect::<Vec<_>>(), Vec::<String>::new());
            assert!(table.columns.len() < 190, "{} has {} columns", table.section, table.columns.len());
        }
        let shown: Vec<String> = book.sheets[0]
            .rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|(_, cell)| cell.shown().into_owned())
            .collect();
        for fact in ["XAR", LAYOUT, &dictionary().version] {
            assert!(shown.iter().any(|shown| shown == fact), "{fact}");
        }
    }
}

#[test]
fn what_is_filled_in_comes_back_in_every_language() {
    let documents = [
        example("A-1"),
        example("002"),
        incident(
            json!({"schema": "sixfold.incident/1", "external_id": "3", "concerns": [{"id": "o", "type": "other"}]}),
        ),
    ];
    for language in LANGUAGES {
        let outcome = read(&made(language, &documents), &registers(), TODAY);
        whole(&outcome);
        assert_eq!(told(&outcome), Vec::<String>::new());
        let read: Vec<_> = outcome.documents.iter().map(|taken| taken.document.to_value()).collect();
        assert_eq!(read, documents.iter().map(Incident::to_value).collect::<Vec<_>>(), "{language}");
        assert_eq!(outcome.documents.iter().map(|taken| taken.rows.len()).collect::<Vec<_>>(), [12, 12, 2]);
    }
}

#[test]
fn codes_labels_and_names_are_understood() {
    let arms = |language: &str| languages().option(language, "weapon", "mortar_or_rocket");
    let area = |written: &str| (written.to_owned(), "location", "area");
    for written in [
        "mortar_or_rocket",
        &arms("en"),
        &arms("fr").to_uppercase(),
        &arms("es"),
        &arms("ar"),
        "mortar_or_rocket – x",
    ] {
        let mut book = made("fr", &[example("A")]);
        *at(&mut book, "details.killing.weapon", 3) = text(written);
        let outcome = read(&book, &registers(), TODAY);
        assert_eq!(told(&outcome), Vec::<String>::new(), "{written}");
        assert_eq!(outcome.documents[0].document.violations[0].details["weapon"], "mortar_or_rocket");
    }
    for (written, code) in
        [("XAR01002", "XAR01002"), ("XAR01 – anything", "XAR01"), ("north", "XAR01"), (" NORTH ", "XAR01")]
    {
        let mut book = made("en", &[example("A")]);
        *at(&mut book, "incident.location.area", 3) = text(&area(written).0);
        let outcome = read(&book, &registers(), TODAY);
        assert_eq!(outcome.documents[0].document.location.area.as_deref(), Some(code), "{written}");
    }
    for (written, party) in [("Army", "XAR-F1"), ("armed  forces", "XAR-F1"), ("XAR-F1 – Army", "XAR-F1")] {
        let mut book = made("en", &[example("A")]);
        *at(&mut book, "perpetrator.party", 3) = text(written);
        let outcome = read(&book, &registers(), TODAY);
        assert_eq!(outcome.documents[0].document.perpetrators[0].party.as_deref(), Some(party), "{written}");
    }
    for written in ["k1 | k2", "k1;k2", "k1\nk2", " k1 |k2 | "] {
        let mut book = made("en", &[example("A")]);
        *at(&mut book, "perpetrator.violations", 3) = text(written);
        let outcome = read(&book, &registers(), TODAY);
        assert_eq!(outcome.documents[0].document.perpetrators[0].violations, ["k1", "k2"], "{written}");
    }
    let yes = languages().option("ar", "yes_no_unknown", "yes");
    for cell in [Cell::Boolean(true), Cell::Number(1.0), text("oui"), text("Sí"), text("YES"), text(&yes)] {
        let mut book = made("en", &[example("A")]);
        *at(&mut book, "victim.age_estimated", 3) = cell.clone();
        assert!(
            read(&book, &registers(), TODAY).documents[0].document.to_value()["victims"][0]["age_estimated"]
                == true,
            "{cell:?}"
        );
    }
}

#[test]
fn a_bad_cell_rejects_its_incident_and_says_where() {
    let cases: &[(&str, u32, Cell, &str)] = &[
        ("violation.tally.boys", 3, text("two"), "is a whole number from 0 to 1000000, got the text \"two\""),
        ("violation.tally.boys", 3, Cell::Number(2.5), "is a whole number"),
        ("violation.tally.boys", 3, Cell::Number(-1.0), "is a whole number"),
        ("violation.type", 3, text("murder"), "no code \"murder\""),
        ("violation.type", 3, Cell::Empty, "is required"),
        ("violation.linked_types", 3, text("maiming | x"), "no code \"x\""),
        ("violation.incident", 3, text("B"), "no incident of this file has the reference \"B\""),
        ("violation.incident", 3, Cell::Empty, "it is not said to which incident"),
        ("incident.occurred.from", 3, Cell::Date(date(2027, 1, 1).at(0, 0, 0, 0)), "in the future"),
        ("incident.occurred.from", 3, text("23/01/2022"), "is a day of the calendar as YYYY-MM-DD"),
        ("incident.location.area", 3, text("Hill"), "it could mean XAR01002 (Hill, level 2)"),
        ("incident.location.area", 3, text("Nowhere"), "no area \"Nowhere\""),
        ("incident.location.longitude", 3, Cell::Empty, "is required where latitude is given"),
        ("incident.external_id", 3, Cell::Empty, "needs the sender's own reference"),
        ("victim.age", 3, Cell::Number(40.0), "is a whole number from 0 to 17"),
        ("victim.violations", 3, text("k9"), "no violation of this document has the id \"k9\""),
        ("victim.consent.reporting", 3, text("perhaps"), "is true or false"),
        ("victim.sex", 3, Cell::Error("the error #REF!".to_owned()), "the cell holds the error #REF!"),
        ("details.killing.violation", 3, text("k2"), "the violation is of the type \"military_use\""),
        ("details.killing.violation", 3, text("k7"), "no violation with the code \"k7\""),
        ("details.military_use.used.to", 3, text("2022-01-01"), "is before from"),
        ("perpetrator.party", 3, text("Nobody"), "no party \"Nobody\""),
        ("perpetrator.category", 3, text("armed_group"), "the register has XAR-F1 as armed_force"),
    ];
    for (key, row, cell, said) in cases {
        let mut book = made("en", &[example("A"), example("Z")]);
        *at(&mut book, key, *row) = cell.clone();
        let outcome = read(&book, &registers(), TODAY);
        whole(&outcome);
        let told = told(&outcome);
        let named = told.iter().find(|told| told.contains(said)).unwrap_or_else(|| panic!("{key}: {told:?}"));
        let column = book.sheets.iter().find_map(|sheet| has(sheet.rows.get(1)?, key)).unwrap();
        let cell = format!("!{}{row}: ", crate::sheet::column_name(column));
        assert!(named.contains(&cell), "{key}: {named}");
        // The other incident is taken, and nothing of this one where it is known which rows those are.
        let lost_its_incident = key.ends_with(".incident");
        assert_eq!(outcome.documents.last().unwrap().document.external_id, "Z");
        if !lost_its_incident {
            assert_eq!((outcome.documents.len(), outcome.rejected.len()), (1, 12), "{key}: {told:?}");
        }
    }
}

#[test]
fn rows_and_columns_that_are_not_read_are_told() {
    let mut book = made("en", &[example("A")]);
    *at(&mut book, "incident.external_id", 9) = text("A");
    let outcome = read(&book, &registers(), TODAY);
    whole(&outcome);
    assert!(told(&outcome).iter().any(|told| told.contains("A9: another row has the same reference")));
    assert!(outcome.documents.is_empty());

    let mut book = made("en", &[example("A")]);
    let keys = book.sheets[1].rows[1].cells.clone();
    *at(&mut book, "incident.title", 2) = text("incident.heading");
    book.sheets.push(Sheet {
        name: "Mine".to_owned(),
        hidden: true,
        rows: vec![Row { number: 1, cells: vec![(0, text("x"))] }],
        ..Sheet::default()
    });
    let outcome = read(&book, &registers(), TODAY);
    whole(&outcome);
    assert_eq!(outcome.documents.len(), 1);
    assert!(
        outcome.remarks.iter().any(|said| said.contains("not read (1 filled cells)")),
        "{:?}",
        outcome.remarks
    );
    assert!(outcome.remarks.iter().any(|said| said.contains("Mine: the sheet has no row of keys")));

    let mut book = made("en", &[example("A")]);
    *at(&mut book, "incident.narrative", 2) = text("incident.title");
    let outcome = read(&book, &registers(), TODAY);
    whole(&outcome);
    assert!(told(&outcome).iter().any(|told| told.contains("another column has the same key")));

    // Columns may be moved, and sheets renamed.
    let mut book = made("en", &[example("A")]);
    book.sheets[1].rows.iter_mut().for_each(|row| row.cells.iter_mut().for_each(|(column, _)| *column += 3));
    book.sheets[1].name = "Mes incidents".to_owned();
    book.sheets.reverse();
    assert_eq!(read(&book, &registers(), TODAY).documents[0].document.to_value(), example("A").to_value());
    assert!(keys.len() > 30);
}

/// A value that a field may hold, chosen by a number.
fn value_of(kind: &Kind, n: u64) -> Option<Value> {
    let pick = |from: &[&str]| Value::from(from[n as usize % from.len()]);
    let code = |list: &str, n: u64| {
        let codes = &dictionary().list(list).unwrap().codes;
        codes.get(n as usize % codes.len().max(1)).map(|code| Value::from(code.as_str()))
    };
    let several = |list: &str| {
        let (one, two) = (code(list, n)?, code(list, n + 1)?);
        Some(if one == two { json!([one]) } else { json!([one, two]) })
    };
    Some(match kind {
        Kind::Text { .. } => pick(&["Plain", "=1+1", "٣ نص", "_x000D_ x", "'quoted'", "a, b; c | d"]),
        Kind::LongText { .. } => pick(&["Two\nlines", "&lt; <b>", "\ttab", "-1"]),
        Kind::Code { list } => code(list, n)?,
        Kind::Codes { list } => several(list)?,
        Kind::Term { list } if n.is_multiple_of(2) => {
            code(list, n).unwrap_or_else(|| Value::from("Own word"))
        }
        Kind::Term { .. } => Value::from("Another own word"),
        Kind::Terms { .. } => json!(["Own word", "Other"]),
        Kind::Integer { min, max } => Value::from(min + n % (max - min + 1).min(1_000)),
        Kind::Decimal { .. } => json!((n % 180) as f64 / 2.0 - 45.0),
        Kind::Boolean => Value::from(!n.is_multiple_of(3)),
        Kind::Date | Kind::PastDate => Value::from(format!("2024-03-{:02}", 1 + n % 28)),
        Kind::BirthDate => Value::from("2012-05-06"),
        Kind::Links => json!(["v0"]),
        Kind::Party => pick(&["XAR-F1", "XAR-G1"]),
        Kind::Parties => json!(["XAR-G1", "XAR-F1"]),
        Kind::Area => pick(&["XAR", "XAR01002", "XAR01003"]),
        Kind::Partner => pick(&["ORG1", "Somebody else"]),
        Kind::Country => Value::from("XAR"),
        _ => return None,
    })
}

/// A record with about a third of its fields filled. What depends on other fields is left out.
fn record(table: &Table, seed: &mut u64) -> Map<String, Value> {
    let mut record = Map::new();
    for column in &table.columns {
        *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let n = *seed >> 33;
        let path = column.path.as_str();
        let depends = [".to", ".ongoing", ".latitude", ".longitude"].iter().any(|end| path.ends_with(end))
            || ["by_age", "verification", "category"].iter().any(|part| path.contains(part))
            || ["id", "type", "external_id"].contains(&path);
        if !depends && n.is_multiple_of(3) {
            value_of(column.kind, n / 3).into_iter().for_each(|value| put(&mut record, path, value));
        }
    }
    record
}

proptest! {
    // A template is made for each case, and it is a large workbook.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_small_document_comes_back(mut seed in any::<u64>(), language in 0_usize..4, entries in 0_usize..3) {
        let table = |section: &str| tables().iter().find(|table| table.section == section).unwrap();
        let mut document = record(table("incident"), &mut seed);
        document.insert("schema".into(), "sixfold.incident/1".into());
        document.insert("external_id".into(), "A-1".into());
        let types = &dictionary().list("violation_type").unwrap().codes;
        let violations = (0..=entries).map(|n| {
            let kind = &types[(seed >> 40) as usize % types.len()];
            let mut violation = record(table("violation"), &mut seed);
            violation.insert("id".into(), format!("v{n}").into());
            violation.insert("type".into(), kind.as_str().into());
            put(&mut violation, "tally.girls", Value::from(n));
            violation.insert("details".into(), record(table(&format!("details.{kind}")), &mut seed).into());
            Value::Object(violation)
        });
        let violations: Vec<_> = violations.collect();
        document.insert("violations".into(), violations.into());
        for (section, list) in [("perpetrator", "perpetrators"), ("victim", "victims"), ("group", "groups"), ("source", "sources"), ("response", "responses"), ("concern", "concerns"), ("material", "materials")] {
            let records = (0..entries).map(|n| {
                let mut record = record(table(section), &mut seed);
                record.insert("id".into(), format!("x{n}").into());
                if section == "concern" {
                    record.insert("type".into(), "other".into());
                }
                Value::Object(record)
            });
            let records: Vec<_> = records.collect();
            document.insert(list.into(), records.into());
        }
        let read_directly = read_value(Value::Object(document), &registers(), TODAY);
        prop_assume!(read_directly.is_ok(), "{:?}", read_directly);
        let expected = read_directly.unwrap();
        let outcome = read(&made(LANGUAGES[language], std::slice::from_ref(&expected)), &registers(), TODAY);
        prop_assert!(outcome.adds_up());
        prop_assert_eq!(told(&outcome), Vec::<String>::new());
        prop_assert_eq!(outcome.documents[0].document.to_value(), expected.to_value());
    }

    #[test]
    fn whatever_is_in_the_cells_every_row_is_accounted_for(changes in proptest::collection::vec((0_usize..20, 0_u32..8, 0_u32..40, 0_u8..6), 1..12)) {
        let mut book = made("en", &[example("A"), example("B")]);
        for (sheet, row, column, what) in changes {
            let sheets = book.sheets.len();
            let sheet = &mut book.sheets[sheet % sheets];
            let cell = match what {
                0 => Cell::Empty,
                1 => text("A"),
                2 => Cell::Number(3.0),
                3 => Cell::Boolean(true),
                4 => Cell::Error("the error #N/A".to_owned()),
                _ => Cell::Date(date(2024, 1, 1).at(0, 0, 0, 0)),
            };
            if let Some(row) = sheet.rows.get_mut(row as usize)
                && let Some((_, known)) = row.cells.get_mut(column as usize)
            {
                *known = cell;
            }
        }
        let outcome = read(&book, &registers(), TODAY);
        prop_assert!(outcome.adds_up(), "{:?}", outcome);
    }
}
