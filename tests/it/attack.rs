//! `sixfold attack`, as somebody calls it.

use crate::program::Site;
use serde_json::{Value, json};

fn document(from: &str, to: &str, killing: Value) -> Vec<u8> {
    let rows = json!([killing]);
    let document = json!({"schema": "sixfold.tables/1", "report": "ghn", "situation": "XAR",
        "period": {"from": from, "to": to}, "tier": "public", "attribution": "joint", "as_of": "2025-01-10",
        "tables": [{"id": "verified.victims", "rows": rows}]});
    document.to_string().into_bytes()
}

fn hidden() -> Value {
    json!({"key": "killing", "boys": null, "girls": null, "total": 12,
        "suppressed": {"boys": "primary", "girls": "complementary"}})
}

#[test]
fn a_figure_that_stands_alone_is_safe_and_the_year_gives_it_back() {
    let site = Site::new();
    let first = site.file("q1.json", &document("2024-01-01", "2024-03-31", hidden()));
    let said = site.call(&["attack", &first], None).done();
    assert_eq!((said.json()["protected"].clone(), said.json()["breached"].clone()), (json!(1), json!(0)));

    let rest = json!({"key": "killing", "boys": 30, "girls": 9, "total": 39});
    let rest = site.file("rest.json", &document("2024-04-01", "2024-12-31", rest));
    let year = json!({"key": "killing", "boys": 34, "girls": 17, "total": 51});
    let year = site.file("year.json", &document("2024-01-01", "2024-12-31", year));
    let said = site.call(&["attack", &first, &rest, &year, "--ends"], None);
    said.refused(1, &["1 of 1 protected figures are not safe", "between 4 and 4"]);
}

#[test]
fn anybodys_tables_can_be_described() {
    let site = Site::new();
    let described = json!({"dimensions": [{"name": "area", "categories": ["north", "south", "east"]}],
        "releases": [{"id": "2024", "tables": [{"id": "abduction", "cells": [
            {"at": {"area": "north"}, "value": null}, {"at": {"area": "south"}, "value": null},
            {"at": {"area": "east"}, "value": 12}, {"at": {}, "value": 24}]}]}]});
    let file = site.file("described.json", described.to_string().as_bytes());
    let said = site.call(&["attack", "--width", "3", &file], None).done();
    assert_eq!(said.json()["breached"], 0);
    let out = site.desk.path().join("findings.json");
    let said = site.call(&["attack", "--width", "13", &file, "--out", out.to_str().unwrap()], None);
    said.refused(1, &["2 of 2"]);
    let findings: Value = serde_json::from_slice(&std::fs::read(out).unwrap()).unwrap();
    assert_eq!(findings["attacks"][0]["findings"][0]["verdict"], "breached");
    // Nothing is said of what is hidden: nothing is protected.
    site.call(&["attack", &file], None).done();
}

#[test]
fn what_cannot_be_attacked_is_said() {
    let site = Site::new();
    let whole = document("2024-01-01", "2024-03-31", hidden());
    let good = site.file("good.json", &whole);
    let impossible = json!({"key": "killing", "boys": 9, "girls": 9, "total": 12});
    for (name, bytes, word) in [
        ("cut.json", &whole[..whole.len() / 2], "cut.json"),
        ("binary.json", &[0xff, 0xfe][..], "UTF-8"),
        ("other.json", br#"{"dimensions": [], "releases": [], "more": 1}"#, "more"),
        ("against.json", &document("2024-01-01", "2024-03-31", impossible), "contradict"),
    ] {
        let file = site.file(name, bytes);
        site.call(&["attack", &file], None).refused(2, &[word]);
    }
    site.call(&["attack", "nowhere.json"], None).refused(2, &["nowhere.json"]);
    let described = site.file("described.json", br#"{"dimensions": [], "releases": []}"#);
    site.call(&["attack", &good, &described], None).refused(2, &["give table documents"]);
    site.call(&["attack"], None).refused(2, &["FILES"]);
}
