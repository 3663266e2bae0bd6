//! The Global Horizontal Note by the rules, from documents through the sealed store.

use crate::world::{World, on_both_engines, shared, take};
use domain::tables::{Attribution, Period, TableDocument, Tier};
use serde_json::Value;
use sixfold::casework::{ReportAsk, Taking};
use std::collections::BTreeMap;

/// Figures by table, row and column, without the zeros.
pub(crate) type Figures = BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>;

pub(crate) fn figures(document: &TableDocument) -> Figures {
    let mut figures = Figures::new();
    for table in document.tables.iter().filter(|table| !table.rows.is_empty()) {
        let rows = figures.entry(table.id.clone()).or_default();
        for row in &table.rows {
            let cells = row.cells.iter().map(|(column, figure)| (column.clone(), figure.unwrap()));
            rows.insert(row.key.clone(), cells.filter(|(_, figure)| *figure != 0).collect());
        }
    }
    figures
}

pub(crate) fn ask(report: &Value) -> ReportAsk {
    let day = |value: &Value| value.as_str().unwrap().parse().unwrap();
    ReportAsk {
        name: report["report"].as_str().unwrap().to_owned(),
        period: Period { from: day(&report["period"]["from"]), to: day(&report["period"]["to"]) },
        as_of: Some(day(&report["as_of"])),
        tier: Tier::Internal,
        attribution: Attribution::from_code(report["attribution"].as_str().unwrap()).unwrap(),
        area_level: 1,
        boundary: domain::counting::Boundary::Quarter,
        tables: Default::default(),
    }
}

async fn passes(world: &World, case: &Value) {
    let cochair = world.cochair().await;
    let incidents = case["incidents"].as_array().unwrap();
    let outcomes = take(&cochair, incidents, Taking::Decisions).await;
    assert_eq!(outcomes.len(), incidents.len());
    for report in case["reports"].as_array().unwrap() {
        let document = cochair.report(&ask(report)).await.unwrap();
        let expected: Figures = serde_json::from_value(report["expected"].clone()).unwrap();
        assert_eq!(figures(&document), expected, "{}: {}", case["case"], report["period"]);
    }
    let check = cochair.check_facts().await.unwrap();
    assert!(check.differing.is_empty());
    assert!(world.store.verify(None).await.unwrap().findings.is_empty());
}

on_both_engines! {
    /// Every case that somebody else wrote, one situation each.
    async fn cases_of_others(world: World) {
        let Some(folder) = shared("cases/ghn") else { return };
        let mut cases = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let case: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
                passes(&World::new(world.engine).await, &case).await;
                cases += 1;
            }
        }
        assert!(cases >= 11, "only {cases} cases were found");
    }
}
