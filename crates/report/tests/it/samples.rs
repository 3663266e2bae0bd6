//! Table documents and names to make workbooks of; all fictional.

use domain::counting::{UNATTRIBUTED, UNKNOWN_AREA};
use domain::tables::{Attribution, Row, Suppression, Table, TableDocument, Tier};
use domain::violation::{PartyCategory, ViolationType};
use report::{Names, Template, Templates};

/// The parties of the fictional register.
pub(crate) const PARTIES: [(&str, &str, PartyCategory); 3] = [
    ("XAR-F1", "Arandian Armed Forces", PartyCategory::ArmedForce),
    ("XAR-G1", "Northern Front", PartyCategory::ArmedGroup),
    ("XAR-G2", "Free Valley Brigade", PartyCategory::ArmedGroup),
];

/// The areas of the fictional register.
pub(crate) const AREAS: [(&str, &str); 3] =
    [("XAR01", "North Coast"), ("XAR02", "Upper River"), ("XAR03", "Highlands")];

pub(crate) fn with_ghn<T>(run: impl FnOnce(&Template) -> T) -> T {
    let templates = Templates::embedded().unwrap();
    run(templates.get("ghn").unwrap())
}

pub(crate) fn names() -> Names {
    let mut names = Names::new("Arandia (fictional)");
    for (code, name, category) in PARTIES {
        names.party(code, name, category);
    }
    names.area("XAR", "Arandia", None);
    for (code, name) in AREAS {
        names.area(code, name, Some("XAR"));
    }
    names
}

/// The template's own sample.
pub(crate) fn sample() -> TableDocument {
    with_ghn(|ghn| report::parse(ghn.sample()).unwrap())
}

/// Every row and column filled with figures that differ.
pub(crate) fn full() -> TableDocument {
    let mut document = sample();
    let mut next = 0_u64;
    let mut figure = || {
        next += 7;
        next % 1_009
    };
    let sets = ["abduction+killing", "killing+maiming", "abduction+killing+recruitment_use"];
    for table in &mut document.tables {
        let of_kind = |children: bool| {
            let kinds = ViolationType::grave().iter().filter(move |kind| kind.counts_children() == children);
            kinds.map(|kind| kind.code().to_owned()).collect::<Vec<_>>()
        };
        let all: Vec<&str> = ViolationType::grave().iter().map(|kind| kind.code()).collect();
        let with_total: Vec<&str> = all.iter().copied().chain(["total"]).collect();
        let (keys, columns): (Vec<String>, Vec<&str>) = match table.id.rsplit('.').next().unwrap() {
            "victims" => (of_kind(true), vec!["boys", "girls", "unknown", "total"]),
            "incidents" => (of_kind(false), vec!["total"]),
            "by_party" => {
                let joined =
                    ["XAR-F1 + XAR-G1", "XAR-G1 + XAR-G2", "XAR-NEW", UNATTRIBUTED].map(str::to_owned);
                (PARTIES.iter().map(|(code, _, _)| (*code).to_owned()).chain(joined).collect(), with_total)
            }
            "by_area" => {
                let unknown = [UNKNOWN_AREA.to_owned()];
                (AREAS.iter().map(|(code, _)| (*code).to_owned()).chain(unknown).collect(), with_total)
            }
            "children" => (sets.map(str::to_owned).to_vec(), vec!["boys", "girls", "unknown", "children"]),
            _ => (sets.map(str::to_owned).to_vec(), vec!["groups"]),
        };
        let row = |key: String| {
            let mut row = Row::new(key);
            columns.iter().for_each(|column| row.set(column, figure()));
            row
        };
        table.rows = keys.into_iter().map(row).collect();
    }
    document
}

/// A public edition: small figures withheld, one table not released, parties counted each.
pub(crate) fn withheld() -> TableDocument {
    let mut document = full();
    document.tier = Tier::Public;
    document.attribution = Attribution::Each;
    document.tables.retain(|table| table.id != "multiple.groups");
    for row in document.tables.iter_mut().flat_map(|table| &mut table.rows) {
        for (column, cell) in &mut row.cells {
            if cell.is_some_and(|figure| figure % 3 == 0) {
                *cell = None;
                row.suppressed.insert(column.clone(), Suppression::Primary);
            }
        }
    }
    document
}

/// So many areas that tables by area take sheets of their own.
pub(crate) fn long(areas: u64) -> (TableDocument, Names) {
    let mut document = sample();
    let mut names = names();
    let mut rows = Vec::new();
    for at in 0..areas {
        let code = format!("L{at:06}");
        names.area(&code, format!("Place {at}"), Some("XAR"));
        let mut row = Row::new(code);
        for (kind, figure) in ViolationType::grave().iter().zip(at + 1..) {
            row.set(kind.code(), figure);
        }
        row.set("total", (at + 1..at + 9).sum());
        rows.push(row);
    }
    let by_area = document.tables.iter_mut().find(|table| table.id == "verified.by_area");
    *by_area.unwrap() = Table::new("verified.by_area", rows);
    (document, names)
}
