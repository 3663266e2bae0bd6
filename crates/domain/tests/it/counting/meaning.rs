//! Declared tables as sums of the finest counts: what disclosure control takes a table for is what the table counts,
//! cell for cell.

use super::support;
use super::tabulating::tabulated;
use domain::counting::Boundary;
use domain::tables::Period;
use domain::tabulate::{Counts, Meaning, Measure, NotFine, Part, Selection, Span, TableQuery};
use jiff::civil::date;
use proptest::prelude::*;

const ROWS: [&[&str]; 16] = [
    &[],
    &["violation_type"],
    &["violation_group"],
    &["party"],
    &["area"],
    &["party_category"],
    &["quarter"],
    &["year"],
    &["year_of_incident"],
    &["party", "area"],
    &["party", "quarter"],
    &["party", "year_of_incident"],
    &["area", "violation_group", "year"],
    &["sex"],
    &["month"],
    &["violation_type", "sex"],
];
const COLUMNS: [&[&str]; 10] = [
    &["total"],
    &["boys", "girls", "unknown", "total"],
    &["violation_types", "total"],
    &["violation_groups"],
    &["killing", "maiming", "total"],
    &["year", "total"],
    &["quarter"],
    &["status", "total"],
    &["lateness", "total"],
    &["boys", "total"],
];
const ONLY: [&[(&str, &[&str])]; 9] = [
    &[],
    &[("violation_type", &["killing", "maiming"])],
    &[("violation_group", &["attacks_schools_hospitals", "sexual_violence"])],
    &[("violation_type", &["military_use"])],
    &[("violation_type", &["deprivation_of_liberty", "abduction"])],
    &[("party", &["XAR-A1", "unattributed"]), ("sex", &["girls"])],
    &[("area", &["XAR01"])],
    &[("party_category", &["armed_group"]), ("status", &["verified", "pending"])],
    &[("year_of_incident", &["2022", "2023"]), ("violation_group", &["killing_maiming", "abduction"])],
];
const PARTS: [Part; 5] = [Part::Verified, Part::Late, Part::VerifiedOrLate, Part::Unverified, Part::Asked];

fn query(
    count: Measure,
    rows: &[&str],
    columns: &[&str],
    only: &[(&str, &[&str])],
    part: Part,
    by_year: bool,
    period: Period,
) -> Option<TableQuery> {
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let only: Vec<(String, Vec<String>)> =
        only.iter().map(|(name, values)| ((*name).to_owned(), names(values))).collect();
    let boundary = if by_year { Boundary::Year } else { Boundary::Quarter };
    let selection = part.selection(&Selection::default());
    // Rows and columns of one dimension are refused.
    TableQuery::new("t", count, &names(rows), &names(columns), &only, selection, boundary, period).ok()
}

proptest! {
    #![proptest_config(super::cases())]

    #[test]
    fn every_cell_of_a_declared_table_is_the_sum_of_its_finest_counts(
        incidents in prop::collection::vec(support::incident(), 0..10),
        question in support::question(),
        rows in prop::sample::select(ROWS.to_vec()),
        columns in prop::sample::select(COLUMNS.to_vec()),
        only in prop::sample::select(ONLY.to_vec()),
        part in prop::sample::select(PARTS.to_vec()),
    ) {
        let question = super::oracle::PlainQuestion { each: false, ..question };
        let period = Period { from: question.from, to: question.to };
        for count in [Measure::Violations, Measure::Cases] {
            let Some(query) = query(count, rows, columns, only, part, question.by_year, period) else { continue };
            let meaning = match Meaning::of(&query) {
                Ok(meaning) => meaning,
                Err(NotFine::Measure(_)) => {
                    prop_assert_eq!(count, Measure::Cases);
                    continue;
                }
                Err(NotFine::Lateness) => {
                    prop_assert_eq!(part, Part::Unverified);
                    continue;
                }
                Err(other) => panic!("{other}"),
            };
            let text = serde_json::to_string(&meaning).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Meaning>(&text).unwrap(), &meaning);
            let registers = support::registers();
            let records: Vec<_> = (0..).zip(&incidents).map(|(at, plain)| support::recorded(at, plain)).collect();
            let facts = support::numbered(&incidents, &registers);
            let tables = tabulated(&records, &[query], &question);
            let counts = [("t", Counts::Violations(meaning))];
            prop_assert_eq!(support::added_up(&facts, &question, &registers, &counts), support::figures(&tables));
        }
    }
}

#[test]
fn what_disclosure_control_does_not_know_is_refused_with_what_it_does() {
    let period = Period { from: date(2025, 1, 1), to: date(2025, 12, 31) };
    let refused = |count, rows: &[&str], part| {
        let query = query(count, rows, &["total"], &[], part, true, period).unwrap();
        Meaning::of(&query).unwrap_err().to_string()
    };
    for (count, rows, part, why) in [
        (Measure::Children, &[][..], Part::Verified, "counts children"),
        (Measure::Cases, &[], Part::Verified, "counts cases"),
        (Measure::Violations, &["details.weapon"], Part::Verified, "by details.weapon"),
        (Measure::Violations, &["attribution"], Part::Verified, "by attribution"),
        (Measure::Violations, &[], Part::Any, "use part verified"),
        (Measure::Violations, &["lateness"], Part::Unverified, "leave lateness out"),
    ] {
        let refused = refused(count, rows, part);
        assert!(refused.contains(why), "{refused}");
    }
}

#[test]
fn a_cell_counts_the_types_of_its_row_and_column() {
    let period = Period { from: date(2025, 1, 1), to: date(2025, 12, 31) };
    let of = |rows: &[&str], columns: &[&str], only: &[(&str, &[&str])], key: &str, column: &str| {
        let query = query(Measure::Violations, rows, columns, only, Part::Verified, true, period).unwrap();
        let types = Meaning::of(&query).unwrap().types_of(key, column);
        types.into_iter().map(|kind| kind.code()).collect::<Vec<_>>().join(" ")
    };
    let types = ["violation_types", "total"];
    assert_eq!(of(&["party"], &types, &[], "XAR-A1", "sexual_violence"), "sexual_violence");
    assert_eq!(of(&["party"], &types, &[], "XAR-A1", "total").split(' ').count(), 8);
    let groups = of(&["area", "violation_group"], &["boys", "total"], &[], "XAR01 / killing_maiming", "boys");
    assert_eq!(groups, "killing maiming");
    let only: &[(&str, &[&str])] = &[("violation_type", &["sexual_violence", "attack_on_school"])];
    assert_eq!(of(&[], &["boys", "total"], only, "all", "boys"), "sexual_violence");
    assert_eq!(of(&["year"], &["total"], only, "2025", "total"), "sexual_violence attack_on_school");
    assert_eq!(Span::Quarter.key(date(2025, 4, 1)), "2025-Q2");
}
