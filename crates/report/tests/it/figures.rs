//! The workbook shows its document cell for cell.

use super::reader::{self, Read};
use super::samples::{self, AREAS, PARTIES};
use domain::tables::{Attribution, Table, TableDocument, Tier};
use domain::violation::ViolationType;
use report::workbook;
use std::collections::BTreeMap;

/// Column headings in English by code.
fn headings() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("boys", "Boys"),
        ("girls", "Girls"),
        ("unknown", "Sex unknown"),
        ("total", "Total"),
        ("children", "Children"),
        ("groups", "Groups"),
        ("killing", "Killing"),
        ("maiming", "Maiming"),
        ("recruitment_use", "Recruitment and use"),
        ("sexual_violence", "Rape and other sexual violence"),
        ("abduction", "Abduction"),
        ("attack_on_school", "Attacks on schools"),
        ("attack_on_hospital", "Attacks on hospitals"),
        ("denial_of_humanitarian_access", "Denial of humanitarian access"),
    ])
}

/// A row's label in English, made apart from the code that is tested.
fn label(id: &str, key: &str) -> String {
    let violation = |code: &str| headings()[code].to_owned();
    let party = |code: &str| {
        PARTIES.iter().find(|(known, _, _)| *known == code).map_or(code, |(_, name, _)| name).to_owned()
    };
    let area =
        |code: &str| AREAS.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| name).to_owned();
    match (id.rsplit('.').next().unwrap(), key) {
        ("by_party", "unattributed") => "Not attributed".to_owned(),
        ("by_party", key) => key.split(" + ").map(party).collect::<Vec<_>>().join(" + "),
        ("by_area", "unknown") => "Area not known".to_owned(),
        ("by_area", key) => area(key),
        ("children" | "groups", key) => {
            let in_order = ViolationType::grave().iter().map(|kind| kind.code());
            let mine = in_order.filter(|code| key.split('+').any(|part| part == *code));
            mine.map(violation).collect::<Vec<_>>().join(" + ")
        }
        (_, key) => violation(key),
    }
}

fn columns(id: &str) -> Vec<&'static str> {
    let types = ViolationType::grave().iter().map(|kind| kind.code());
    match id.rsplit('.').next().unwrap() {
        "victims" => vec!["boys", "girls", "unknown", "total"],
        "incidents" => vec!["total"],
        "children" => vec!["boys", "girls", "unknown", "children"],
        "groups" => vec!["groups"],
        _ => types.chain(["total"]).collect(),
    }
}

/// What a reader should find for a table: every row with every column, and the total.
fn expected(document: &TableDocument, table: &Table) -> Read {
    let shown = |figure: Option<u64>| figure.map_or("*".to_owned(), |figure| figure.to_string());
    let mut read = Read::new();
    let mut sums: BTreeMap<&str, Option<u64>> = BTreeMap::new();
    for row in &table.rows {
        let mut figures = BTreeMap::new();
        for column in columns(&table.id) {
            let figure = row.figure(column);
            let sum = sums.entry(column).or_insert(Some(0));
            *sum = sum.zip(figure).map(|(sum, figure)| sum + figure);
            figures.insert(headings()[column].to_owned(), shown(figure));
        }
        read.insert(label(&table.id, &row.key), figures);
    }
    let by_type = table.id.ends_with("victims") || table.id.ends_with("incidents");
    for kind in ViolationType::grave().iter().filter(|_| by_type) {
        if kind.counts_children() == table.id.ends_with("victims") {
            let zeros =
                columns(&table.id).into_iter().map(|column| (headings()[column].to_owned(), "0".to_owned()));
            read.entry(label(&table.id, kind.code())).or_insert_with(|| zeros.collect());
        }
    }
    if !(table.id.ends_with("by_party") && document.attribution == Attribution::Each) {
        let total = sums.into_iter().map(|(column, sum)| (headings()[column].to_owned(), shown(sum)));
        read.insert("Total".to_owned(), total.collect());
    }
    read
}

#[test]
fn every_figure_is_that_of_the_document() {
    let mut figures = 0;
    for document in [samples::sample(), samples::full(), samples::withheld()] {
        let bytes = samples::with_ghn(|ghn| workbook(ghn, &document, &samples::names(), "en").unwrap());
        let sheets = reader::sheets(&bytes);
        let ids = samples::with_ghn(|ghn| {
            ghn.tables(Tier::Internal).map(|table| table.id.clone()).collect::<Vec<_>>()
        });
        for (at, id) in ids.iter().enumerate() {
            let read = reader::table(&sheets, at + 1);
            match document.table(id) {
                None => assert_eq!(read.unwrap_err(), "Not part of this release.", "{id}"),
                Some(table) if table.rows.is_empty() => {
                    assert_eq!(read.unwrap_err(), "No violations in this period.", "{id}");
                }
                Some(table) => {
                    let expected = expected(&document, table);
                    figures += expected.values().map(BTreeMap::len).sum::<usize>();
                    assert_eq!(read.unwrap(), expected, "{id}");
                }
            }
        }
    }
    assert!(figures > 500, "only {figures} figures were compared");
}

#[test]
fn every_language_shows_the_same_figures_in_the_same_cells() {
    let document = samples::full();
    let figures = |language: &str| -> Vec<Vec<(u32, u32, String)>> {
        let bytes = samples::with_ghn(|ghn| workbook(ghn, &document, &samples::names(), language).unwrap());
        let numbers = |range: &calamine::Range<calamine::Data>| {
            let used = range
                .used_cells()
                .filter(|(_, _, value)| matches!(value, calamine::Data::Float(_) | calamine::Data::Int(_)));
            used.map(|(row, column, value)| (row as u32, column as u32, value.to_string())).collect()
        };
        reader::sheets(&bytes).iter().map(|(_, range)| numbers(range)).collect()
    };
    let english = figures("en");
    for language in ["fr", "es", "ar"] {
        assert_eq!(figures(language), english, "{language}");
    }
}

#[test]
fn a_withheld_figure_is_nowhere_in_the_file() {
    // The figure that is withheld is one that nothing else in the file comes to.
    let mut document = samples::sample();
    let secret = 987_654;
    let killing = |document: &mut TableDocument, figure: Option<u64>| {
        let row = &mut document.tables[0].rows[0];
        row.cells.insert("boys".to_owned(), figure);
        row.suppressed.clear();
        if figure.is_none() {
            row.suppressed.insert("boys".to_owned(), domain::tables::Suppression::Complementary);
        }
    };
    let found = |document: &TableDocument| {
        let bytes = samples::with_ghn(|ghn| workbook(ghn, document, &samples::names(), "en").unwrap());
        super::package::parts(&bytes).iter().any(|(_, text)| text.contains(&secret.to_string()))
    };
    killing(&mut document, Some(secret));
    assert!(found(&document));
    killing(&mut document, None);
    assert!(!found(&document));
}

#[test]
fn the_data_sheet_sums_to_the_tables() {
    let document = samples::full();
    let bytes = samples::with_ghn(|ghn| workbook(ghn, &document, &samples::names(), "en").unwrap());
    let sheets = reader::sheets(&bytes);
    let (_, data) = sheets.last().unwrap();
    let tags = reader::row(data, 1);
    let column = |tag: &str| tags.iter().position(|known| known == tag).unwrap();
    let (table, children, incidents) =
        (column("#meta+table"), column("#affected+children"), column("#event+num"));
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for at in 2..=data.end().unwrap().0 {
        let cells = reader::row(data, at);
        let figure = |at: usize| cells[at].parse::<u64>().unwrap_or_default();
        *sums.entry(cells[table].clone()).or_default() += figure(children) + figure(incidents);
    }
    for table in &document.tables {
        let column = if table.id == "multiple.children" { "children" } else { "total" };
        let parts = |row: &domain::tables::Row| -> u64 {
            let types = ViolationType::grave().iter().filter_map(|kind| row.figure(kind.code())).sum();
            if table.id.contains("by_") { types } else { row.figure(column).unwrap() }
        };
        let total: u64 = table.rows.iter().map(parts).sum();
        assert_eq!(sums.get(&table.id).copied().unwrap_or_default(), total, "{}", table.id);
    }
}
