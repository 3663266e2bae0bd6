//! Declared tables: against the naive reading of the contract where it says what they must have, and case by case
//! where this project's own rules do.

use super::oracle::{self, Figures, PlainIncident, PlainQuestion};
use super::support;
use domain::counting::Boundary;
use domain::id::AccountId;
use domain::interchange::Incident;
use domain::record::{CaseRecord, Content, take_decisions};
use domain::tables::{Attribution, Period, Table};
use domain::tabulate::{
    Asked, BadDimension, BadQuery, Case, DateOf, Dimension, Measure, Only, Part, Selection, Standing,
    TableQuery, Tabulation, column_keys, spans,
};
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};

/// The twelve tables of the Global Horizontal Note by violation, party and area, as a template would declare them.
fn declared(question: &PlainQuestion) -> Vec<TableQuery> {
    let boundary = if question.by_year { Boundary::Year } else { Boundary::Quarter };
    let period = Period { from: question.from, to: question.to };
    let children = ["killing", "maiming", "recruitment_use", "sexual_violence", "abduction"];
    let others = ["attack_on_school", "attack_on_hospital", "denial_of_humanitarian_access"];
    let mut queries = Vec::new();
    for (name, part) in [("verified", Part::Verified), ("late", Part::Late), ("unverified", Part::Unverified)]
    {
        let mut add = |table: &str, rows: &str, columns: &[&str], kinds: &[&str]| {
            let only = ("violation_type".to_owned(), kinds.iter().map(|kind| (*kind).to_owned()).collect());
            let only = if kinds.is_empty() { Vec::new() } else { vec![only] };
            let columns: Vec<String> = columns.iter().map(|column| (*column).to_owned()).collect();
            let selection = part.selection(&Selection::default());
            let query = TableQuery::new(
                format!("{name}.{table}"),
                Measure::Violations,
                &[rows.to_owned()],
                &columns,
                &only,
                selection,
                boundary,
                period,
            );
            queries.push(query.unwrap());
        };
        add("victims", "violation_type", &["boys", "girls", "unknown", "total"], &children);
        add("incidents", "violation_type", &["total"], &others);
        add("by_party", "party", &["violation_types", "total"], &[]);
        add("by_area", "area", &["violation_types", "total"], &[]);
    }
    queries
}

pub(super) fn tabulated(
    records: &[(CaseRecord, Incident)],
    queries: &[TableQuery],
    question: &PlainQuestion,
) -> Vec<Table> {
    let registers = support::registers();
    let asked = Asked {
        period: Period { from: question.from, to: question.to },
        as_of: question.as_of,
        attribution: if question.each { Attribution::Each } else { Attribution::Joint },
        area_level: question.level,
        registers: &registers,
    };
    let mut tabulation = Tabulation::new(queries, asked);
    for (number, (record, incident)) in (0..).zip(records) {
        let (facts, document) = (record.facts(number, incident, &registers), record.content.value());
        tabulation.add(Case { facts: &facts, incident, document: &document, record });
    }
    tabulation.tables()
}

fn without_several(mut figures: Figures) -> Figures {
    figures.retain(|table, _| !table.starts_with("multiple."));
    figures
}

proptest! {
    #![proptest_config(super::cases())]

    /// Whatever the counting rules make is had by declaring it too, cell for cell.
    #[test]
    fn declared_tables_follow_the_counting_rules(
        incidents in prop::collection::vec(support::incident(), 0..12),
        question in support::question(),
    ) {
        let records: Vec<_> = (0..).zip(&incidents).map(|(at, plain)| support::recorded(at, plain)).collect();
        let tables = tabulated(&records, &declared(&question), &question);
        prop_assert_eq!(support::figures(&tables), without_several(oracle::figures(&incidents, &question)));
    }

    /// A table split by quarter or by sex adds up to the one that is not, and so does one narrowed to each type.
    #[test]
    fn splits_add_up(
        incidents in prop::collection::vec(support::incident(), 0..8),
        question in support::question(),
    ) {
        let question = PlainQuestion { each: false, ..question };
        let records: Vec<_> = (0..).zip(&incidents).map(|(at, plain)| support::recorded(at, plain)).collect();
        let total = |rows: &[&str], columns: &[&str], only: &[(String, Vec<String>)]| -> u64 {
            let table = one(&records, &question, Measure::Violations, rows, columns, only, Part::VerifiedOrLate);
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            cells.filter(|(column, _)| columns.len() == 1 || *column != "total").map(|(_, n)| n.unwrap()).sum()
        };
        let whole = total(&[], &["total"], &[]);
        for rows in [&["quarter"][..], &["year", "party"], &["month", "area", "violation_group"], &["lateness"]] {
            prop_assert_eq!(total(rows, &["total"], &[]), whole, "{:?}", rows);
        }
        prop_assert_eq!(total(&["area"], &["violation_types", "total"], &[]), whole);
        let kinds = domain::violation::ViolationType::grave().iter();
        let narrowed: u64 = kinds
            .map(|kind| total(&[], &["total"], &[("violation_type".to_owned(), vec![kind.code().to_owned()])]))
            .sum();
        prop_assert_eq!(narrowed, whole);
    }
}

fn one(
    records: &[(CaseRecord, Incident)],
    question: &PlainQuestion,
    count: Measure,
    rows: &[&str],
    columns: &[&str],
    only: &[(String, Vec<String>)],
    part: Part,
) -> Table {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let period = Period { from: question.from, to: question.to };
    let selection = part.selection(&Selection::default());
    let query =
        TableQuery::new("t", count, &names(rows), &names(columns), only, selection, Boundary::Year, period);
    tabulated(records, &[query.unwrap()], question).remove(0)
}

fn year() -> PlainQuestion {
    PlainQuestion {
        from: date(2025, 1, 1),
        to: date(2025, 12, 31),
        as_of: date(2026, 1, 15),
        by_year: true,
        each: false,
        level: 1,
    }
}

fn record(document: Value) -> (CaseRecord, Incident) {
    let mut incident = Incident::from_value(document).unwrap();
    let (by, today) = (AccountId([7; 16]), date(2025, 6, 1));
    let (status, brought) = take_decisions(&mut incident, by, today);
    let mut record = CaseRecord::new(Content::of(&incident.to_value()), status, by, today);
    record.take_over(&brought);
    (record, incident)
}

fn violation(id: &str, kind: &str, boys: u32, girls: u32, details: Value) -> Value {
    json!({"id": id, "type": kind, "tally": {"boys": boys, "girls": girls, "unknown": 0}, "details": details,
        "verification": {"ctfmr": {"status": "verified", "date": "2025-05-01"}}})
}

/// An invented incident: four boys and a girl abducted, three of the boys then used.
fn invented() -> Value {
    json!({
        "external_id": "T-1", "occurred": {"from": "2025-04-02"}, "first_reported": "2025-04-09",
        "location": {"area": "XAR01", "place_type": "road"},
        "violations": [
            violation("v1", "abduction", 4, 1, json!({"purposes": ["recruitment_use", "forced_labour"], "freed": "yes"})),
            violation("v2", "recruitment_use", 3, 0, json!({"role": "combatant"})),
            violation("v3", "attack_on_school", 0, 0, json!({"forms": ["attack_on_school", "attack_on_personnel"]})),
            violation("v4", "military_use", 0, 0, json!({"facility": "school", "used": {"from": "2025-04-02", "to": "2025-04-20"}})),
        ],
        "perpetrators": [
            {"id": "p1", "party": "XAR-A1", "attribution": "confirmed", "violations": ["v1", "v2", "v3"]},
            {"id": "p2", "party": "XAR-B2", "attribution": "alleged", "violations": ["v1"]},
            {"id": "p3", "party": "XAR-M5", "attribution": "refuted", "violations": ["v1", "v2"]},
        ],
        "groups": [{"id": "g1", "children": 2, "sex": "male", "violations": ["v1", "v2"]}],
        "victims": [{"id": "c1", "sex": "boy", "age": 15, "violations": ["v1", "v2"], "multiple_violations": true},
            {"id": "c2", "sex": "girl", "age": 9, "violations": ["v1"]}],
        "sources": [{"id": "s1", "category": "victim", "violations": ["v1", "v2"], "consent": {"reporting": true}},
            {"id": "s2", "category": "secondary"}],
        "responses": [{"id": "r1", "kind": "medical_referral", "state": "provided", "violations": ["v1", "v2"]},
            {"id": "r2", "kind": "advocacy_with_party", "state": "pending", "violations": ["v3"]}],
        "concerns": [{"id": "k1", "type": "child_labour", "tally": {"boys": 2, "girls": 1, "unknown": 0}}],
    })
}

/// Rows of a table as `key column=figure …`, for reading.
fn lines(table: &Table) -> Vec<String> {
    let line = |row: &domain::tables::Row| {
        let cells =
            row.cells.iter().map(|(column, n)| format!("{column}={}", n.unwrap())).collect::<Vec<_>>();
        format!("{}: {}", row.key, cells.join(" "))
    };
    table.rows.iter().map(line).collect()
}

#[test]
fn each_measure_counts_what_it_says() {
    let records = [record(invented())];
    type Case = (Measure, &'static [&'static str], &'static [&'static str], &'static [&'static str]);
    let cases: [Case; 14] = [
        // The mechanism's figure: five abducted, three used, one attack; military use is no grave violation.
        (Measure::Violations, &[], &["total"], &["all: total=9"]),
        (
            Measure::Cases,
            &["violation_type"],
            &["total"],
            &["abduction: total=1", "attack_on_school: total=1", "recruitment_use: total=1"],
        ),
        (Measure::Incidents, &["area"], &["total"], &["XAR01: total=1"]),
        // Eight counts, of which a group of two and one boy suffered both: five children.
        (Measure::Children, &[], &["boys", "girls", "total"], &["all: boys=4 girls=1 total=5"]),
        (Measure::Victims, &["age_band"], &["total"], &["12_17: total=1", "6_11: total=1"]),
        (
            Measure::Victims,
            &["violation_set"],
            &["boys", "girls"],
            &["abduction: girls=1", "abduction+recruitment_use: boys=1"],
        ),
        (
            Measure::Victims,
            &["violation_type"],
            &["total"],
            &["abduction: total=2", "recruitment_use: total=1"],
        ),
        (Measure::Groups, &[], &["total"], &["all: total=1"]),
        // A source that names no violation tells of all of them, once.
        (Measure::Sources, &["source.category"], &["total"], &["secondary: total=1", "victim: total=1"]),
        (Measure::Sources, &["source.consent.reporting"], &["total"], &["no: total=1", "yes: total=1"]),
        // A response counts once, however many violations it answers.
        (
            Measure::Responses,
            &["response.kind"],
            &["response.state", "total"],
            &["advocacy_with_party: pending=1 total=1", "medical_referral: provided=1 total=1"],
        ),
        (Measure::Violations, &["answered"], &["total"], &["no: total=1", "yes: total=8"]),
        (
            Measure::Concerns,
            &["concern.type"],
            &["boys", "girls", "total"],
            &["child_labour: boys=2 girls=1 total=3"],
        ),
        (Measure::Decisions, &["step"], &["decided"], &["ctfmr: verified=4"]),
    ];
    for (count, rows, columns, expected) in cases {
        let table = one(&records, &year(), count, rows, columns, &[], Part::Verified);
        assert_eq!(lines(&table), expected, "{count} by {rows:?}");
    }
}

#[test]
fn parties_count_jointly_or_each_with_their_own_attribution() {
    let records = [record(invented())];
    let only = [("violation_type".to_owned(), vec!["abduction".to_owned()])];
    let joint = one(
        &records,
        &year(),
        Measure::Violations,
        &["party", "attribution"],
        &["total"],
        &only,
        Part::Verified,
    );
    // As sure as the least sure of them; the refuted one attributes nothing.
    assert_eq!(lines(&joint), ["XAR-A1 + XAR-B2 / alleged: total=5"]);
    let mut unsaid = invented();
    unsaid["perpetrators"][0].as_object_mut().unwrap().remove("attribution");
    let unsaid = one(
        &[record(unsaid)],
        &year(),
        Measure::Violations,
        &["attribution"],
        &["total"],
        &only,
        Part::Verified,
    );
    assert_eq!(lines(&unsaid), ["not_stated: total=5"]);
    let each = PlainQuestion { each: true, ..year() };
    let each = one(
        &records,
        &each,
        Measure::Violations,
        &["party", "attribution"],
        &["total"],
        &only,
        Part::Verified,
    );
    assert_eq!(lines(&each), ["XAR-A1 / confirmed: total=5", "XAR-B2 / alleged: total=5"]);
}

#[test]
fn what_several_things_are_said_of_stands_under_each_and_once_in_the_total() {
    let records = [record(invented())];
    let table = |rows: &[&str], kind: &str| {
        let only = [("violation_type".to_owned(), vec![kind.to_owned()])];
        lines(&one(&records, &year(), Measure::Violations, rows, &["total"], &only, Part::Verified))
    };
    assert_eq!(
        table(&["details.purposes"], "abduction"),
        ["forced_labour: total=5", "recruitment_use: total=5"]
    );
    assert_eq!(table(&[], "abduction"), ["all: total=5"]);
    assert_eq!(
        table(&["details.forms"], "attack_on_school"),
        ["attack_on_personnel: total=1", "attack_on_school: total=1"]
    );
    // Of types that are monitored beside the grave ones, where they are named.
    assert_eq!(table(&["details.facility", "details.used"], "military_use"), ["school / ended: total=1"]);
    assert_eq!(table(&["location.place_type"], "military_use"), ["road: total=1"]);
    assert_eq!(table(&["details.weapon"], "abduction"), ["not_stated: total=5"]);
}

#[test]
fn children_affected_are_those_stated_where_all_their_violations_count() {
    let mut document = invented();
    document["children_affected"] = json!({"boys": 4, "girls": 2, "unknown": 0});
    let records = [record(document)];
    let children = |only: &[(String, Vec<String>)]| {
        lines(&one(
            &records,
            &year(),
            Measure::Children,
            &[],
            &["boys", "girls", "total"],
            only,
            Part::Verified,
        ))
    };
    assert_eq!(children(&[]), ["all: boys=4 girls=2 total=6"]);
    // Of the abduction alone the statement says nothing.
    let only = [("violation_type".to_owned(), vec!["abduction".to_owned()])];
    assert_eq!(children(&only), ["all: boys=4 girls=1 total=5"]);
}

#[test]
fn what_is_selected_can_be_asked_otherwise() {
    let mut document = invented();
    document["violations"][1]["verification"] = json!({});
    let records = [record(document)];
    let with = |selection: Selection| {
        let names = ["status".to_owned()];
        let period = Period { from: date(2025, 1, 1), to: date(2025, 12, 31) };
        let total = ["total".to_owned()];
        let query =
            TableQuery::new("t", Measure::Cases, &names, &total, &[], selection, Boundary::Year, period)
                .unwrap();
        lines(&tabulated(&records, &[query], &year()).remove(0))
    };
    let all = |date| Selection { date, statuses: Standing::ALL.to_vec(), late: None };
    assert_eq!(with(all(DateOf::Incident)), ["undecided: total=1", "verified: total=2"]);
    assert_eq!(with(all(DateOf::FirstReport)), ["undecided: total=1", "verified: total=2"]);
    assert_eq!(with(all(DateOf::Decision)), ["verified: total=2"]);
    assert_eq!(with(Part::Open.selection(&Selection::default())), ["undecided: total=1"]);
    assert_eq!(with(Part::Late.selection(&Selection::default())), [""; 0]);
}

#[test]
fn what_is_missing_and_what_waits_is_told() {
    let mut document = invented();
    document["violations"][1]["verification"] = json!({});
    document["perpetrators"] = json!([]);
    document["first_reported"] = Value::Null;
    let records = [record(document)];
    let table =
        |rows: &[&str], part| lines(&one(&records, &year(), Measure::Cases, rows, &["total"], &[], part));
    assert_eq!(
        table(&["missing"], Part::Any),
        ["first_reported: total=3", "party: total=3", "perpetrator: total=3", "primary_source: total=1"]
    );
    // Recorded on 1 June, and it is 15 January.
    assert_eq!(table(&["awaiting", "waiting"], Part::Open), ["initial / 181_365: total=1"]);
    assert_eq!(table(&["reporter_kind"], Part::Any), ["not_stated: total=3"]);
}

#[test]
fn spans_without_anything_are_listed() {
    let period = Period { from: date(2024, 11, 20), to: date(2025, 2, 3) };
    let keys = |name: &str| column_keys(&[name.to_owned()], period).unwrap().1;
    assert_eq!(keys("month"), ["2024-11", "2024-12", "2025-01", "2025-02"]);
    assert_eq!(keys("quarter"), ["2024-Q4", "2025-Q1"]);
    assert_eq!(keys("year"), ["2024", "2025"]);
    assert_eq!(spans(domain::tabulate::Span::Year, Period { from: period.from, to: period.from }), ["2024"]);
}

#[test]
fn what_cannot_be_counted_is_refused_with_what_can() {
    let bad = |name: &str| Dimension::from_name(name).unwrap_err();
    assert!(bad("colour").to_string().contains("violation_type, violation_group"), "{}", bad("colour"));
    assert!(matches!(bad("details.colour"), BadDimension::NoField(_)));
    assert!(matches!(bad("victim.name"), BadDimension::NotCoded(_, "words") | BadDimension::Identity(_)));
    // Identity content is counted by nobody: it would be read for it.
    for name in ["victim.ethnicity", "victim.born_on", "source.interviewed_on", "location.latitude"] {
        let error = bad(name);
        assert!(matches!(error, BadDimension::Identity(_) | BadDimension::NotCoded(..)), "{name}: {error}");
    }
    let query = |count, rows: &[&str], columns: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let period = Period { from: date(2025, 1, 1), to: date(2025, 12, 31) };
        let (rows, columns) = (names(rows), names(columns));
        TableQuery::new("t", count, &rows, &columns, &[], Selection::default(), Boundary::Year, period)
            .unwrap_err()
    };
    assert!(matches!(query(Measure::Cases, &["sex"], &["total"]), BadQuery::NotOf(..)));
    assert!(matches!(query(Measure::Concerns, &["party"], &["total"]), BadQuery::NotOf(..)));
    assert!(matches!(query(Measure::Violations, &["area", "area"], &["total"]), BadQuery::Twice(_)));
    assert!(matches!(query(Measure::Violations, &["area"], &["party"]), BadQuery::Unbounded(_)));
    assert!(matches!(query(Measure::Violations, &["area"], &["boys", "killing"]), BadQuery::Columns(..)));
    let only = Only::new("violation_type", &["theft".to_owned()]).unwrap_err();
    assert!(only.to_string().contains("killing, maiming"), "{only}");
}

#[test]
fn only_open_incidents_are_counted() {
    let plain = PlainIncident { status: "closed", ..empty() };
    let records = [support::recorded(0, &plain)];
    for count in Measure::ALL {
        let table = one(&records, &year(), *count, &["area"], &["total"], &[], Part::Any);
        assert!(table.rows.is_empty(), "{count}");
    }
}

fn empty() -> PlainIncident {
    PlainIncident {
        status: "open",
        from: Some(date(2025, 2, 1)),
        to: None,
        ongoing: false,
        area: Some("XAR01"),
        violations: vec![super::oracle::PlainViolation {
            kind: "killing",
            ctfmr: Some(("verified", Some(date(2025, 2, 2)))),
            boys: 1,
            girls: 0,
            unknown: 0,
            parties: vec![],
        }],
        people: vec![],
    }
}
