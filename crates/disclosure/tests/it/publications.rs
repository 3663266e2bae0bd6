//! Published tables as a document describes them.

use disclosure::attack::{Depth, Report, Verdict, attack};
use disclosure::tables::{Hidden, Publication};
use disclosure::{Budget, Error};
use serde_json::{Value, json};

fn publication(document: Value) -> Publication {
    serde_json::from_value(document).unwrap()
}

fn attacked(document: Value) -> Report {
    let hidden = Hidden { width: 3, may_be_zero: false, below: None };
    let system = publication(document).system(Some(hidden)).unwrap();
    attack(&system, None, Depth::Ends, &mut Budget::of(100_000)).unwrap()
}

fn cell(at: Value, value: Option<i64>) -> Value {
    json!({"at": at, "value": value})
}

#[test]
fn two_groupings_of_the_same_areas_give_a_cell_away() {
    let areas = ["A", "B", "I", "J", "K", "L", "M", "N"];
    let shown = |area: &str| match area {
        "I" | "J" => Some(8),
        "N" => Some(7),
        _ => None,
    };
    let single: Vec<Value> = areas.iter().map(|area| cell(json!({"area": area}), shown(area))).collect();
    let county = [
        single.clone(),
        vec![
            cell(json!({"area": "county 1"}), Some(20)),
            cell(json!({"area": "county 2"}), Some(16)),
            cell(json!({}), Some(36)),
        ],
    ]
    .concat();
    let size =
        [single, vec![cell(json!({"area": "big"}), Some(6)), cell(json!({"area": "small"}), Some(30))]]
            .concat();
    let report = attacked(json!({
        "dimensions": [{"name": "area", "categories": areas, "groups": {
            "county 1": ["A", "B", "I", "J"], "county 2": ["big", "K", "N"],
            "big": ["L", "M"], "small": ["county 1", "K", "N"]}}],
        "releases": [{"id": "2024", "tables": [{"id": "county", "cells": county}, {"id": "size", "cells": size}]}]
    }));
    let breached: Vec<(&str, (i64, i64))> = report
        .findings
        .iter()
        .filter(|finding| finding.verdict == Verdict::Breached)
        .map(|finding| (&finding.name[..], finding.reached))
        .collect();
    assert_eq!(breached, [("2024 county: area K", (3, 3)), ("2024 size: area K", (3, 3))]);
}

fn history(revision: &str) -> Report {
    let release = |id: &str, revision: &str, total: i64| {
        json!({"id": id, "revision": revision, "tables": [{"id": "killing", "cells": [
            cell(json!({"area": "north"}), None), cell(json!({"area": "south"}), None), cell(json!({}), Some(total))]}]})
    };
    let mut second = release("second", revision, 13);
    second["tables"][0]["cells"][1]["value"] = json!(9);
    let mut first = release("first", "same", 12);
    first["tables"][0]["cells"][1]["value"] = if revision == "same" { json!(null) } else { json!(9) };
    if revision == "same" {
        second["tables"][0]["cells"][2]["value"] = json!(12);
    }
    attacked(json!({
        "dimensions": [{"name": "area", "categories": ["north", "south"]}],
        "releases": [first, second]
    }))
}

#[test]
fn a_later_release_of_the_same_counts_undoes_the_first() {
    let report = history("same");
    assert!(report.findings.iter().all(|finding| finding.reached.0 == finding.reached.1));
}

#[test]
fn what_was_added_between_releases_is_bounded_by_both() {
    let report = history("grows");
    let reached: Vec<(i64, i64)> = report.findings.iter().map(|finding| finding.reached).collect();
    assert_eq!(reached, [(3, 3), (4, 4)]);
}

#[test]
fn incidents_are_never_more_than_children_where_that_is_stated() {
    let report = attacked(json!({
        "dimensions": [{"name": "area", "categories": ["north", "south"]}],
        "releases": [{"id": "2024",
            "tables": [
                {"id": "children", "measure": "children", "cells": [cell(json!({"area": "north"}), None), cell(json!({}), Some(9))]},
                {"id": "incidents", "measure": "incidents", "cells": [cell(json!({"area": "north"}), Some(7))]}],
            "statements": [{"sum": [
                {"at": {"area": "north"}, "measure": "children"},
                {"at": {"area": "north"}, "measure": "incidents", "times": -1}], "at_least": 0, "source": "outside"}]}]
    }));
    assert_eq!(report.findings[0].reached, (7, 9));
    assert_eq!(report.findings[0].verdict, Verdict::Breached);
}

#[test]
fn what_is_wrong_in_a_description_is_named() {
    let told = |document: Value| publication(document).system(None).unwrap_err().to_string();
    let with = |dimensions: Value, cells: Value| json!({"dimensions": dimensions, "releases": [{"id": "2024", "tables": [{"id": "t", "cells": cells}]}]});
    let area = json!([{"name": "area", "categories": ["north"]}]);
    assert_eq!(
        told(with(area.clone(), json!([cell(json!({"party": "X"}), Some(1))]))),
        "2024 t: party X: there is no dimension party"
    );
    assert_eq!(
        told(with(area.clone(), json!([cell(json!({"area": "west"}), Some(1))]))),
        "2024 t: area west: area has no category or group west"
    );
    assert_eq!(told(with(area, json!([cell(json!({}), Some(-1))]))), "2024 t: total: a count is negative");
    let circle = json!([{"name": "area", "categories": ["north"], "groups": {"a": ["b"], "b": ["a"]}}]);
    assert!(told(with(circle, json!([]))).contains("the group a names a part"));
    let many: Vec<String> = (0..1_000).map(|at| at.to_string()).collect();
    let huge = json!([{"name": "a", "categories": many}, {"name": "b", "categories": many}]);
    let error = publication(with(huge, json!([cell(json!({}), Some(1))]))).system(None).unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
}
