//! The shared attack cases (`../shared/cases/disclosure.json`) as table documents, where they can be: each is written
//! as a task force would publish it, and found out, or not, as the case states.

use disclosure::Budget;
use disclosure::attack::{Depth, Verdict, attack};
use domain::tables::{Row, Suppression, Table, TableDocument};
use serde_json::Value;
use std::collections::BTreeSet;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases/disclosure.json");

/// How the unknown counts of a case stand in the report.
enum Layout {
    /// Rows of a table by party or area, and for each row what is counted under each type of violation.
    Crossed(&'static str, &'static [(&'static str, &'static [(&'static str, &'static str)])]),
    /// One row of children by sex.
    Sexes(&'static [(&'static str, &'static str)]),
    /// Attacks on schools in spans of days, each with what it counts.
    Spans(&'static [(&'static str, &'static str, &'static [&'static str])]),
}

const LAYOUTS: &[(&str, Layout)] = &[
    (
        "A01",
        Layout::Crossed(
            "by_area",
            &[
                ("XAR01", &[("abduction", "N")]),
                ("XAR02", &[("abduction", "S")]),
                ("XAR03", &[("abduction", "E")]),
            ],
        ),
    ),
    (
        "A02",
        Layout::Crossed(
            "by_area",
            &[
                ("XAR01", &[("killing", "gN"), ("maiming", "bN")]),
                ("XAR02", &[("killing", "gS"), ("maiming", "bS")]),
            ],
        ),
    ),
    (
        "A06",
        Layout::Spans(&[("2024-01-01", "2024-06-30", &["H1"]), ("2024-01-01", "2024-07-31", &["H1", "Jul"])]),
    ),
    (
        "A11",
        Layout::Crossed(
            "by_party",
            &[
                ("XAR-F1", &[("killing", "X")]),
                ("XAR-F2", &[("killing", "Y")]),
                ("XAR-F3", &[("killing", "Z")]),
            ],
        ),
    ),
    ("A16", Layout::Sexes(&[("girls", "girls"), ("boys", "boys")])),
    (
        "A30",
        Layout::Crossed(
            "by_area",
            &[
                ("XAR01", &[("killing", "gN"), ("maiming", "bN")]),
                ("XAR02", &[("killing", "gS"), ("maiming", "bS")]),
                ("XAR03", &[("killing", "gE"), ("maiming", "bE")]),
            ],
        ),
    ),
];

/// Why the other cases are no documents, or hold what no document says.
const OTHERWISE: &[(&str, &[&str])] = &[
    ("areas in two groupings, or rolled up", &["A04", "A24"]),
    ("what was changed between two editions, which only whoever has the counts can protect", &["A07"]),
    ("what somebody knows besides", &["A09", "A12", "A29"]),
    ("shares, rates, bands, markers and sort orders", &["A14", "A15", "A18", "A19", "A20", "A27"]),
    ("what must be hidden at all, which the policy says", &["A10", "A23"]),
    ("bytes of files", &["F01", "F02", "F03", "F04", "F06", "F08", "F09", "F11", "F12"]),
];

fn cases() -> Vec<Value> {
    let Ok(text) = std::fs::read_to_string(CASES) else {
        eprintln!("{CASES} is not here: its cases are not tried as documents");
        return Vec::new();
    };
    let mut all: Value = serde_json::from_str(&text).unwrap();
    all["cases"].as_array_mut().map(std::mem::take).unwrap()
}

/// What a case publishes, figure by figure, and what it attacks.
struct Published<'c> {
    figures: Vec<(BTreeSet<&'c str>, u64)>,
    target: BTreeSet<&'c str>,
    placed: BTreeSet<BTreeSet<&'c str>>,
}

impl<'c> Published<'c> {
    /// All of it but what is withdrawn.
    fn of(case: &'c Value, withdrawn: &[u64]) -> Self {
        let named =
            |sum: &'c Value| sum.as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        let kept = (0..).zip(case["published"].as_array().unwrap());
        let kept = kept.filter(|(at, _)| !withdrawn.contains(at));
        let figures = kept.map(|(_, one)| (named(&one["sum"]), one["eq"].as_u64().unwrap())).collect();
        let target = case["target"].as_object().unwrap().keys().map(String::as_str).collect();
        Self { figures, target, placed: BTreeSet::new() }
    }

    /// Gives a row what is published of a sum, or hides it.
    fn put(&mut self, row: &mut Row, column: &str, sum: &[&'c str]) {
        let sum: BTreeSet<&str> = sum.iter().copied().collect();
        let figure = self.figures.iter().find(|(of, _)| *of == sum).map(|(_, figure)| *figure);
        row.cells.insert(column.to_owned(), figure);
        if figure.is_none() {
            let is_attacked = sum == self.target;
            let why = if is_attacked { Suppression::Primary } else { Suppression::Complementary };
            row.suppressed.insert(column.to_owned(), why);
        }
        self.placed.insert(sum);
    }
}

fn hidden_row(key: &str, columns: &[&str]) -> Row {
    let mut row = Row::new(key);
    for column in columns {
        row.cells.insert((*column).to_owned(), None);
        row.suppressed.insert((*column).to_owned(), Suppression::Complementary);
    }
    row
}

fn document(from: &str, to: &str, tables: Vec<(&str, Vec<Row>)>) -> TableDocument {
    let text = format!(
        r#"{{"schema":"sixfold.tables/1","report":"ghn","situation":"XAR","tier":"partner","attribution":"joint",
        "period":{{"from":"{from}","to":"{to}"}},"as_of":"2025-01-10","tables":[]}}"#
    );
    let mut document = report::parse(&text).unwrap();
    document.tables =
        tables.into_iter().map(|(id, rows)| Table::new(format!("verified.{id}"), rows)).collect();
    document
}

fn documents(layout: &Layout, mut published: Published<'_>) -> Vec<TableDocument> {
    let documents = match layout {
        Layout::Crossed(table, rows) => {
            let columns: BTreeSet<&str> =
                rows.iter().flat_map(|(_, cells)| cells.iter().map(|(column, _)| *column)).collect();
            let victims = columns.into_iter().map(|column| {
                let mut row = hidden_row(column, &["boys", "girls", "unknown"]);
                let of_column = rows.iter().flat_map(|(_, cells)| *cells).filter(|(of, _)| *of == column);
                let all: Vec<&str> = of_column.map(|(_, name)| *name).collect();
                published.put(&mut row, "total", &all);
                row
            });
            let victims: Vec<Row> = victims.collect();
            let by = rows.iter().map(|(key, cells)| {
                let mut row = Row::new(*key);
                cells.iter().for_each(|(column, name)| published.put(&mut row, column, &[name]));
                let all: Vec<&str> = cells.iter().map(|(_, name)| *name).collect();
                published.put(&mut row, "total", &all);
                row
            });
            let by: Vec<Row> = by.collect();
            vec![document("2024-01-01", "2024-03-31", vec![("victims", victims), (table, by)])]
        }
        Layout::Sexes(cells) => {
            let mut row = Row::new("killing");
            cells.iter().for_each(|(sex, name)| published.put(&mut row, sex, &[name]));
            let all: Vec<&str> = cells.iter().map(|(_, name)| *name).collect();
            published.put(&mut row, "total", &all);
            vec![document("2024-01-01", "2024-03-31", vec![("victims", vec![row])])]
        }
        Layout::Spans(spans) => {
            let of_span = |(from, to, names): &(&str, &str, &[&'static str])| {
                let mut row = Row::new("attack_on_school");
                published.put(&mut row, "total", names);
                document(from, to, vec![("incidents", vec![row])])
            };
            spans.iter().map(of_span).collect()
        }
    };
    for (sum, _) in &published.figures {
        assert!(published.placed.contains(sum), "{sum:?} is published and stands nowhere");
    }
    documents
}

fn found(documents: &[TableDocument]) -> ((i64, Option<i64>), Verdict) {
    let mut found = Vec::new();
    for publication in report::published(documents).unwrap() {
        let system = publication.system(None).unwrap();
        found.extend(attack(&system, None, Depth::Ends, &mut Budget::of(10_000)).unwrap().findings);
    }
    // A figure may stand in two places.
    let all: BTreeSet<(i64, Option<i64>)> =
        found.iter().map(|finding| (finding.reached.0, finding.greatest)).collect();
    assert!(all.len() == 1 && found.iter().all(disclosure::attack::Finding::is_exact), "{found:?}");
    ((found[0].reached.0, found[0].greatest), found[0].verdict)
}

fn stated(interval: &Value) -> (i64, Option<i64>) {
    #[expect(clippy::cast_possible_truncation, reason = "the cases state small whole numbers")]
    let whole = |end: &Value| end.as_f64().map(|end| end as i64);
    (whole(&interval[0]).unwrap(), whole(&interval[1]))
}

#[test]
fn documents_of_the_shared_cases_are_found_out_as_stated() {
    for case in cases() {
        let id = case["id"].as_str().unwrap();
        let Some((_, layout)) = LAYOUTS.iter().find(|(of, _)| *of == id) else { continue };
        let expected = if case["must"] == "accept" { Verdict::Safe } else { Verdict::Breached };
        assert_eq!(case["policy_W"], 3, "{id}: partners' width");
        let interval = stated(&case["expect"]["integer_interval"]);
        assert_eq!(found(&documents(layout, Published::of(&case, &[]))), (interval, expected), "{id}");
        let Some(remedy) = case.get("one_acceptable_fix") else { continue };
        let withdrawn: Vec<u64> =
            remedy["drop_published"].as_array().unwrap().iter().map(|at| at.as_u64().unwrap()).collect();
        let interval = stated(&remedy["integer_interval"]);
        let remedied = found(&documents(layout, Published::of(&case, &withdrawn)));
        assert_eq!(remedied, (interval, Verdict::Safe), "{id}, as remedied");
    }
}

#[test]
fn every_shared_case_is_tried_as_a_document_or_said_to_be_none() {
    for case in cases() {
        let id = case["id"].as_str().unwrap();
        let is_tried = LAYOUTS.iter().any(|(of, _)| *of == id);
        let is_none = OTHERWISE.iter().any(|(_, ids)| ids.contains(&id));
        assert!(is_tried != is_none, "{id}: is it a document?");
    }
}
