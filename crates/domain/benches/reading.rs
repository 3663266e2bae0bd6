//! What reading one document costs: `cargo bench -p domain`.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made should stop")]

use divan::{Bencher, black_box};
use domain::interchange::{Incident, read, split};
use domain::register::{Areas, Parties, Registers};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 3, 1);

const DOCUMENT: &str = r#"{"schema": "sixfold.incident/1", "external_id": "BENCH-1", "status": "open",
 "occurred": {"from": "2022-01-23", "precision": "day"}, "first_reported": "2022-01-25",
 "location": {"area": "XAR01", "place_type": "school", "precision": "area1", "place": "An invented place"},
 "title": "Invented", "narrative": "An invented narrative of some length, written to be read and thrown away.",
 "violations": [
  {"id": "k1", "type": "killing", "tally": {"boys": 2, "girls": 0, "unknown": 2},
   "details": {"weapon": "mortar_or_rocket", "attack_mode": "land_based_attack"}, "primary_sources": 2,
   "verification": {"initial": {"status": "verified", "date": "2022-01-25"}}},
  {"id": "s1", "type": "attack_on_school", "details": {"damage": "serious"}}],
 "perpetrators": [{"id": "p1", "party": "XAR-P1", "category": "armed_force", "attribution": "confirmed", "violations": ["k1", "s1"]}],
 "victims": [{"id": "c1", "sex": "boy", "age": 12, "violations": ["k1"], "name": "Invented",
   "consent": {"reporting": true, "follow_up": false, "share_identity_with": ["no_one"]}}],
 "sources": [{"id": "s1", "category": "witness", "evidence": "oral_testimony", "organisation_kind": "teacher",
   "violations": ["k1"], "name": "Invented", "reliability": "high", "credibility": "medium"}]}"#;

fn main() {
    divan::main();
}

fn registers() -> Registers {
    Registers {
        areas: Areas::from_csv("code,name,level,parent\nXAR,Arandia,0,\nXAR01,Region 1,1,XAR\n").unwrap(),
        parties: Parties::from_csv("code,name,category\nXAR-P1,Party 1,armed_force\n").unwrap(),
        partners: Default::default(),
    }
}

fn incident() -> Incident {
    read(DOCUMENT.as_bytes(), &registers(), TODAY).unwrap()
}

#[divan::bench]
fn read_and_check(bencher: Bencher) {
    let registers = registers();
    bencher.bench(|| read(black_box(DOCUMENT.as_bytes()), &registers, TODAY).unwrap());
}

#[divan::bench]
fn canonical_text(bencher: Bencher) {
    let incident = incident();
    bencher.bench(|| incident.to_canonical_json());
}

#[divan::bench]
fn part_in_two(bencher: Bencher) {
    let value = incident().into_value();
    bencher.with_inputs(|| value.clone()).bench_values(split);
}

#[divan::bench]
fn typed_again(bencher: Bencher) {
    let value = incident().into_value();
    bencher.with_inputs(|| value.clone()).bench_values(|value| Incident::from_value(value).unwrap());
}
