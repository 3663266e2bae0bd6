use super::*;
use crate::Templates;
use domain::violation::PartyCategory;

fn names() -> Names {
    let mut names = Names::new("Example");
    names.party("F1", "Forces", PartyCategory::ArmedForce).party("G1", "Group", PartyCategory::ArmedGroup);
    names.area("A2", "Second", None).area("A1", "First", None);
    names
}

/// The GHN sample with other rows for one table.
fn document(id: &str, rows: serde_json::Value) -> TableDocument {
    let templates = Templates::embedded().unwrap();
    let mut document = crate::parse(templates.get("ghn").unwrap().sample()).unwrap();
    for table in &mut document.tables {
        table.rows = if table.id == id { serde_json::from_value(rows.clone()).unwrap() } else { Vec::new() };
    }
    document
}

fn lines(id: &str, document: &TableDocument) -> Vec<String> {
    let templates = Templates::embedded().unwrap();
    let ghn = templates.get("ghn").unwrap();
    check(ghn, document).unwrap();
    let grids = lay_out(ghn, document, &names(), ghn.wording("en").unwrap());
    let grid = grids.iter().find(|grid| grid.table.id == id).unwrap();
    let show = |figures: &[Figure]| {
        figures.iter().map(|f| f.map_or("*".to_owned(), |n| n.to_string())).collect::<Vec<_>>().join(" ")
    };
    let mut lines: Vec<String> =
        grid.rows.iter().map(|row| format!("{}: {}", row.label, show(&row.figures))).collect();
    lines.push(format!("= {}", grid.total.as_deref().map_or("none".to_owned(), show)));
    lines
}

#[test]
fn parties_stand_in_register_order_with_joined_and_unattributed_last() {
    let rows = serde_json::json!([
        {"key": "unattributed", "killing": 1, "total": 1}, {"key": "F1 + G1", "killing": 2, "total": 2},
        {"key": "G1", "maiming": 3, "total": 3}, {"key": "F1", "killing": 4, "total": 4}, {"key": "ZZ", "total": 0}
    ]);
    let mut document = document("verified.by_party", rows);
    let expected = [
        "Forces: 4 0 0 0 0 0 0 0 4",
        "Group: 0 3 0 0 0 0 0 0 3",
        "Forces + Group: 2 0 0 0 0 0 0 0 2",
        "Not attributed: 1 0 0 0 0 0 0 0 1",
        "= 7 3 0 0 0 0 0 0 10",
    ];
    assert_eq!(lines("verified.by_party", &document), expected);
    document.attribution = Attribution::Each;
    assert_eq!(lines("verified.by_party", &document).last().unwrap(), "= none");
}

#[test]
fn areas_and_sets_have_their_names_and_order() {
    let rows = serde_json::json!([
        {"key": "unknown", "killing": 1, "total": 1}, {"key": "A1", "killing": 1, "total": 1},
        {"key": "A2", "killing": 1, "total": 1}, {"key": "A9", "killing": 1, "total": 1}
    ]);
    let areas = lines("verified.by_area", &document("verified.by_area", rows));
    let labels: Vec<&str> =
        areas.iter().filter_map(|line| line.split_once(':').map(|(label, _)| label)).collect();
    assert_eq!(labels, ["Second", "First", "A9", "Area not known"]);
    let rows = serde_json::json!([
        {"key": "abduction+killing+recruitment_use", "groups": 1}, {"key": "abduction+killing", "groups": 2}
    ]);
    let sets = lines("multiple.groups", &document("multiple.groups", rows));
    assert_eq!(sets, ["Killing + Abduction: 2", "Killing + Recruitment and use + Abduction: 1", "= 3"]);
}

#[test]
fn a_total_with_a_withheld_part_is_withheld() {
    let rows = serde_json::json!([
        {"key": "killing", "boys": null, "girls": 2, "total": null,
         "suppressed": {"boys": "primary", "total": "complementary"}}
    ]);
    let lines = lines("verified.victims", &document("verified.victims", rows));
    assert_eq!(lines[0], "Killing: * 2 0 *");
    assert_eq!(lines[1], "Maiming: 0 0 0 0");
    assert_eq!(lines.last().unwrap(), "= * 2 0 *");
}

#[test]
fn figures_that_would_be_lost_are_refused() {
    let templates = Templates::embedded().unwrap();
    let ghn = templates.get("ghn").unwrap();
    for (id, row, expected) in [
        (
            "verified.victims",
            serde_json::json!([{"key": "attack_on_school", "total": 1}]),
            "not one of this table's",
        ),
        (
            "verified.victims",
            serde_json::json!([{"key": "killing", "men": 1}]),
            "column men is not in the template",
        ),
        (
            "verified.incidents",
            serde_json::json!([{"key": "attack_on_school", "total": 1_u64 << 60}]),
            "2^53",
        ),
    ] {
        let error = check(ghn, &document(id, row)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    let mut other = document("", serde_json::json!([]));
    other.report = "annual".to_owned();
    assert!(check(ghn, &other).unwrap_err().to_string().contains("use the template of that name"));
}
