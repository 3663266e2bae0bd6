//! What documents give away.

use super::*;
use disclosure::Budget;
use disclosure::attack::{Depth, Verdict, attack};

/// A document of some days at the public tier, with the tables that are given.
fn document(from: &str, to: &str, as_of: &str, tables: &str) -> TableDocument {
    crate::parse(&format!(
        r#"{{"schema":"sixfold.tables/1","report":"ghn","situation":"XAR",
        "period":{{"from":"{from}","to":"{to}"}},"tier":"public","attribution":"joint",
        "as_of":"{as_of}","tables":[{tables}]}}"#
    ))
    .unwrap()
}

fn killing(cells: &str) -> String {
    format!(r#"{{"id":"verified.victims","rows":[{{"key":"killing",{cells}}}]}}"#)
}

const TWO_HIDDEN: &str =
    r#""boys":null,"girls":null,"total":12,"suppressed":{"boys":"primary","girls":"complementary"}"#;

/// What is found of each protected figure, by name.
fn found(documents: &[TableDocument]) -> Vec<(String, (i64, i64))> {
    let mut found = Vec::new();
    for publication in published(documents).unwrap() {
        let system = publication.system(None).unwrap();
        let report = attack(&system, None, Depth::Ends, &mut Budget::of(100_000)).unwrap();
        found.extend(report.findings.into_iter().map(|finding| (finding.name, finding.reached)));
    }
    found
}

fn only(documents: &[TableDocument]) -> (i64, i64) {
    let found = found(documents);
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].1
}

#[test]
fn a_row_that_is_hidden_once_is_given_back_by_its_total() {
    let once = r#""boys":null,"girls":9,"total":12,"suppressed":{"boys":"primary"}"#;
    let one = document("2024-01-01", "2024-03-31", "2024-04-10", &killing(once));
    assert_eq!(only(&[one]), (3, 3), "no unknown is said, so there are none");
    let two = document("2024-01-01", "2024-03-31", "2024-04-10", &killing(TWO_HIDDEN));
    assert_eq!(only(&[two]), (0, 12));
}

#[test]
fn another_table_gives_it_back() {
    let tables = format!(
        r#"{},{{"id":"verified.by_party","rows":[{{"key":"XAR-P1","killing":null,"total":null,
        "suppressed":{{"killing":"primary","total":"complementary"}}}},{{"key":"unattributed","killing":10,"total":10}}]}}"#,
        killing(r#""boys":12,"total":12"#)
    );
    let found = found(&[document("2024-01-01", "2024-03-31", "2024-04-10", &tables)]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].1, (2, 2));
    assert!(found[0].0.contains("party XAR-P1"), "{}", found[0].0);
}

#[test]
fn quarters_and_their_half_year_are_one_system() {
    let first = document("2024-01-01", "2024-03-31", "2024-07-10", &killing(TWO_HIDDEN));
    let second =
        document("2024-04-01", "2024-06-30", "2024-07-10", &killing(r#""boys":7,"girls":1,"total":8"#));
    let half =
        document("2024-01-01", "2024-06-30", "2024-07-10", &killing(r#""boys":11,"girls":9,"total":20"#));
    assert_eq!(only(&[first.clone(), second.clone()]), (0, 12));
    assert_eq!(only(&[first.clone(), second.clone(), half.clone()]), (4, 4));
    // As of a later day cases may have come and gone: nothing follows.
    let later = TableDocument { as_of: half.as_of.saturating_add(90.days()), ..half };
    assert_eq!(only(&[first, second, later]), (0, 12));
}

#[test]
fn what_lies_between_two_periods_is_found_out_where_it_is_small() {
    let half = |boys: &str| document("2024-01-01", "2024-06-30", "2025-01-10", &killing(boys));
    let year = |boys: &str| document("2024-01-01", "2024-12-31", "2025-01-10", &killing(boys));
    let of = |documents: &[TableDocument]| -> Vec<((i64, i64), Verdict)> {
        let system = published(documents).unwrap()[0].system(None).unwrap();
        let report = attack(&system, None, Depth::Width, &mut Budget::of(100_000)).unwrap();
        let boys = report.findings.iter().filter(|finding| finding.name.contains("killing boys"));
        boys.map(|finding| (finding.reached, finding.verdict)).collect()
    };
    let shows = half(r#""boys":17,"total":17"#);
    let alone = year(r#""boys":18,"total":18"#);
    assert_eq!(of(&[shows.clone(), alone.clone()]), [((1, 1), Verdict::Breached)]);
    assert_eq!(of(&[alone.clone(), shows.clone()]), [((1, 1), Verdict::Breached)]);
    assert_eq!(of(&[shows.clone(), year(r#""boys":29,"total":29"#)]), [((12, 12), Verdict::Safe)]);
    // As of a later day cases may have come and gone: nothing follows.
    let later = TableDocument { as_of: alone.as_of.saturating_add(90.days()), ..alone };
    assert_eq!(of(&[shows, later]), []);
}

#[test]
fn children_affected_by_several_do_not_add_up_over_time() {
    let several = |cells: &str| {
        format!(r#"{{"id":"multiple.children","rows":[{{"key":"abduction+killing",{cells}}}]}}"#)
    };
    let hides =
        r#""boys":null,"girls":null,"children":7,"suppressed":{"boys":"primary","girls":"complementary"}"#;
    let first = document("2024-01-01", "2024-03-31", "2025-01-10", &several(hides));
    // No such child in the second quarter, and more of them in both together than in each.
    let second = document("2024-04-01", "2024-06-30", "2025-01-10", "");
    let half =
        document("2024-01-01", "2024-06-30", "2025-01-10", &several(r#""boys":5,"girls":4,"children":9"#));
    assert_eq!(only(&[first.clone(), second, half]), (0, 7));
    // The same period again is the same children.
    let again =
        document("2024-01-01", "2024-03-31", "2025-01-10", &several(r#""boys":3,"girls":4,"children":7"#));
    assert_eq!(only(&[first, again]), (3, 3));
}

#[test]
fn a_row_that_only_another_document_has_is_zero() {
    let area = |rows: &str| format!(r#"{{"id":"verified.by_area","rows":[{rows}]}}"#);
    let full = area(r#"{"key":"XAR01","killing":4,"total":4},{"key":"XAR02","killing":5,"total":5}"#);
    let hides = area(
        r#"{"key":"XAR01","killing":null,"total":9,"maiming":null,
        "suppressed":{"killing":"primary","maiming":"complementary"}}"#,
    );
    let earlier = document("2024-01-01", "2024-03-31", "2024-04-10", &full);
    let alone = document("2024-04-01", "2024-06-30", "2024-04-10", &hides);
    let publication = &published(&[earlier, alone]).unwrap()[0];
    let shown = publication.releases[1].tables[0].cells.iter();
    let elsewhere: Vec<Option<i64>> = shown
        .filter(|cell| cell.at.get("area").is_some_and(|area| area == "XAR02"))
        .map(|cell| cell.value)
        .collect();
    assert_eq!(elsewhere, vec![Some(0); 9]);
}

/// Whether zero is asked for of the only protected figure.
fn hides_existence(documents: &[TableDocument]) -> bool {
    let publications = published(documents).unwrap();
    let releases = publications.iter().flat_map(|publication| &publication.releases);
    let cells = releases.flat_map(|release| &release.tables).flat_map(|table| &table.cells);
    let hidden: Vec<Hidden> = cells.filter_map(|cell| cell.hidden).collect();
    assert_eq!(hidden.len(), 1, "{hidden:?}");
    hidden[0].may_be_zero
}

#[test]
fn existence_is_protected_unless_a_shown_part_tells_it() {
    let sexual =
        |cells: &str| format!(r#"{{"id":"verified.victims","rows":[{{"key":"sexual_violence",{cells}}}]}}"#);
    let whole = |boys: &str| {
        sexual(&format!(
            r#""boys":{boys},"girls":null,"total":null,"suppressed":{{"girls":"complementary","total":"primary"}}"#
        ))
    };
    let of = |day: &str, tables: &str| document("2024-01-01", "2024-03-31", day, tables);
    // A threshold's worth of boys is shown: there are cases. Fewer may be a mistake, and tell too much.
    assert!(!hides_existence(&[of("2024-04-10", &whole("10"))]));
    assert!(hides_existence(&[of("2024-04-10", &whole("9"))]));
    // So it is if the part stands in a table by party, or in an earlier document of a part of the days, and not
    // if in a later one.
    let by_party = r#"{"id":"verified.by_party","rows":[{"key":"XAR-P1","sexual_violence":12,"total":12}]}"#;
    let none = whole(r#"null"#).replace(r#""suppressed":{"#, r#""suppressed":{"boys":"complementary","#);
    assert!(hides_existence(&[of("2024-04-10", &none)]));
    assert!(!hides_existence(&[of("2024-04-10", &format!("{none},{by_party}"))]));
    let shows = sexual(r#""boys":12,"total":12"#);
    let month = document("2024-02-01", "2024-02-29", "2024-03-10", &shows);
    assert!(!hides_existence(&[month.clone(), of("2024-04-10", &none)]));
    let later = TableDocument { as_of: month.as_of.saturating_add(90.days()), ..month };
    assert!(hides_existence(&[of("2024-04-10", &none), later]));
}

#[test]
fn a_small_figure_that_cannot_be_zero_is_found_out() {
    let tables = r#"{"id":"verified.victims","rows":[{"key":"sexual_violence","boys":0,"girls":30,"total":30},
        {"key":"killing","boys":9,"girls":21,"total":30}]},
        {"id":"verified.by_party","rows":[
        {"key":"XAR-P1","sexual_violence":null,"killing":null,"total":null,
         "suppressed":{"sexual_violence":"primary","killing":"complementary","total":"complementary"}},
        {"key":"XAR-P2","sexual_violence":null,"killing":null,"total":24,
         "suppressed":{"sexual_violence":"complementary","killing":"complementary"}}]}"#;
    let one = document("2024-01-01", "2024-03-31", "2024-04-10", tables);
    let system = published(&[one]).unwrap()[0].system(None).unwrap();
    let report = attack(&system, None, Depth::Width, &mut Budget::of(10_000)).unwrap();
    let finding = &report.findings[0];
    // Wide enough, and it may well be ten or more; but nothing shown says so.
    assert_eq!((finding.reached, finding.verdict), ((6, 30), Verdict::Breached));
}

#[test]
fn partners_may_know_what_the_public_may_not() {
    let wide = document("2024-01-01", "2024-03-31", "2024-04-10", &killing(TWO_HIDDEN));
    let narrow = |cells: &str| TableDocument {
        tier: Tier::Partner,
        ..document("2024-01-01", "2024-03-31", "2024-04-10", &killing(cells))
    };
    let told = narrow(r#""boys":7,"girls":5,"total":12"#);
    assert_eq!(only(&[wide.clone(), told]), (0, 12));
    // What partners may not know they may not learn from what the public has either.
    let hides =
        narrow(r#""boys":null,"girls":null,"total":12,"suppressed":{"boys":"primary","girls":"primary"}"#);
    let shows =
        document("2024-01-01", "2024-03-31", "2024-04-10", &killing(r#""boys":3,"girls":9,"total":12"#));
    assert_eq!(found(&[hides, shows]).len(), 2);
    assert!(found(&[narrow(TWO_HIDDEN), wide]).iter().all(|(_, reached)| *reached == (0, 12)));
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let one = document("2024-01-01", "2024-03-31", "2024-04-10", "");
    for other in [
        TableDocument { situation: "XBE".to_owned(), ..one.clone() },
        TableDocument { area_level: 2, ..one.clone() },
        document("2024-03-31", "2024-01-01", "2024-04-10", ""),
        document("2024-01-01", "2024-03-31", "2024-04-10", r#"{"id":"verified.by_month","rows":[]}"#),
    ] {
        assert!(published(&[one.clone(), other]).is_err());
    }
    assert!(published(&[]).is_ok());
}
