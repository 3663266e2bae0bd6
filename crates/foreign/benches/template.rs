//! What reading a filled template costs: `cargo bench -p foreign`.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot be made should stop")]

use divan::Bencher;
use domain::interchange::{Incident, read_value};
use domain::register::{Areas, Parties, Registers};
use foreign::sheet::workbook;
use foreign::template;
use jiff::civil::{Date, date};
use serde_json::json;
use std::sync::LazyLock;

const TODAY: Date = date(2026, 3, 1);
const INCIDENTS: usize = 10_000;

fn main() {
    divan::main();
}

static REGISTERS: LazyLock<Registers> = LazyLock::new(|| Registers {
    areas: Areas::from_csv("code,name,level,parent\nXAR,Arandia,0,\nXAR01,North,1,XAR\n").unwrap(),
    parties: Parties::from_csv("code,name,category\nXAR-P1,Front,armed_group\n").unwrap(),
    partners: Default::default(),
});

/// A template with ten thousand incidents, a violation and a perpetrator each: thirty thousand rows.
static FILLED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let incident = |n: usize| -> Incident {
        let document = json!({
            "schema": "sixfold.incident/1", "external_id": format!("BENCH-{n}"),
            "occurred": {"from": "2024-02-01"}, "location": {"area": "XAR01", "place": "An invented place"},
            "title": format!("Invented incident {n}"),
            "violations": [{"id": "k1", "type": "killing", "tally": {"boys": n % 5, "girls": 1, "unknown": 0}}],
            "perpetrators": [{"id": "p1", "party": "XAR-P1", "attribution": "alleged"}]
        });
        read_value(document, &REGISTERS, TODAY).unwrap()
    };
    let documents: Vec<Incident> = (0..INCIDENTS).map(incident).collect();
    template::make(&REGISTERS, "XAR", "en", &documents).unwrap()
});

#[divan::bench]
fn cells(bencher: Bencher) {
    bencher.bench(|| workbook(&FILLED).unwrap());
}

#[divan::bench]
fn cells_and_documents(bencher: Bencher) {
    bencher.bench(|| {
        let outcome = template::read(&workbook(&FILLED).unwrap(), &REGISTERS, TODAY);
        assert_eq!(outcome.documents.len(), INCIDENTS);
        outcome
    });
}
