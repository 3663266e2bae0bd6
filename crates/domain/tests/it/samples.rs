//! Registers and documents that tests start from.

use domain::register::{Areas, Parties, Registers};
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::{Value, json};

pub(crate) const TODAY: Date = jiff::civil::date(2026, 3, 1);

pub(crate) fn registers() -> Registers {
    let areas = "code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\nXAR01002,Hill,2,XAR01\n";
    let parties = "code,name,category\nXAR-F1,Army,armed_force\nXAR-G1,Front,armed_group\n";
    Registers {
        areas: Areas::from_csv(areas).unwrap(),
        parties: Parties::from_csv(parties).unwrap(),
        partners: Default::default(),
    }
}

/// The example of the contract, its blanks filled.
pub(crate) fn contract_example() -> Value {
    json!({
      "schema": "sixfold.incident/1",
      "external_id": "MMR-2022-0117",
      "status": "open",
      "occurred": {"from": "2022-01-23", "to": null, "ongoing": false, "precision": "day"},
      "first_reported": "2022-01-25",
      "location": {"area": "XAR01002", "place_type": "school", "precision": "area2", "place": "…", "latitude": 0.0, "longitude": 0.0},
      "title": "…", "narrative": "…", "public_summary": "…",
      "children_affected": {"boys": 1, "girls": 2, "unknown": 0},
      "violations": [
        {"id": "k1", "type": "killing",
         "tally": {"boys": 2, "girls": 0, "unknown": 2},
         "details": {"weapon": "mortar_or_rocket", "attack_mode": "land_based_attack"},
         "verification": {
            "initial":   {"status": "verified", "date": "2022-01-25"},
            "technical": {"status": "verified", "date": "2022-02-01"},
            "ctfmr":     {"status": "verified", "date": "2022-02-10"}},
         "primary_sources": 2, "secondary_sources": 1}
      ],
      "perpetrators": [{"id": "p1", "party": "XAR-F1", "category": "armed_force", "attribution": "confirmed", "violations": ["k1"]}],
      "victims": [{"id": "c1", "sex": "boy", "age": 12, "age_estimated": true, "multiple_violations": true, "violations": ["k1"],
                   "name": "…", "ethnicity": "…", "religion": "…", "disability": "…", "displacement": "…",
                   "consent": {"reporting": true, "follow_up": false, "share_identity_with": ["no_one"]}}],
      "groups": [{"id": "g1", "children": 6, "estimated": true, "sex": "mixed", "age_bands": ["6_11", "12_17"], "multiple_violations": false, "violations": ["k1"]}],
      "sources": [{"id": "s1", "category": "witness", "evidence": "oral_testimony", "organisation_kind": "teacher", "violations": ["k1"],
                   "name": "…", "contact": "…", "interviewed_on": "2022-01-24", "reliability": "high", "credibility": "medium",
                   "consent": {"reporting": true, "follow_up": true, "share_identity_with": ["unicef"]}}],
      "responses": [{"id": "r1", "kind": "medical_referral", "state": "provided", "date": "2022-02-02", "violations": ["k1"]}],
      "concerns": [{"id": "o1", "type": "trafficking", "tally": {"boys": 0, "girls": 1, "unknown": 0}}]
    })
}

/// A small valid document with one killing.
pub(crate) fn small() -> Value {
    json!({"schema": "sixfold.incident/1", "external_id": "A", "occurred": {"from": "2024-02-10"},
           "violations": [{"id": "k", "type": "killing", "tally": {"boys": 1}}]})
}

/// Any JSON value, with keys of the dictionary among its keys.
pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has no such number", |number| number.is_finite())
            .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec!["killing", "k1", "2024-01-31", "XAR01", "boy", "open"])
            .prop_map(Value::from),
    ];
    let key = prop_oneof!["[a-z_]{1,8}", prop::sample::select(KEYS).prop_map(str::to_owned)];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key.clone(), inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

const KEYS: &[&str] = &[
    "violations",
    "victims",
    "sources",
    "consent",
    "details",
    "type",
    "id",
    "tally",
    "location",
    "place",
    "occurred",
    "from",
    "verification",
    "ctfmr",
    "status",
    "date",
    "name",
    "disability",
    "by_age",
    "narrative",
];

/// The paths of every value inside a value, as JSON pointers.
pub(crate) fn pointers(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        let mut deeper = |key: &str, inner: &Value| {
            let at = format!("{at}/{key}");
            walk(inner, &at, found);
            found.push(at);
        };
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, inner)| deeper(key, inner)),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(index, inner)| deeper(&index.to_string(), inner));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found
}
