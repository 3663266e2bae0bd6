//! The Global Horizontal Note's fourteen tables, read off the cube.

use super::cube::{Bucket, ByType, Cube, add};
use crate::tables::{Attribution, Row, Table};
use crate::violation::{GRAVE_TYPES, ViolationType};
use std::collections::BTreeMap;

/// The row of violations without a party.
pub const UNATTRIBUTED: &str = "unattributed";
/// The row of incidents without a known area at the report's level.
pub const UNKNOWN_AREA: &str = "unknown";

const TOTAL: &str = "total";

/// The fourteen tables in the field's order.
///
/// `party` gives the code of a register number; `area` the code of the ancestor of an area at the
/// report's level, or none when it is not known at that level.
pub fn ghn_tables<'a>(
    cube: &Cube,
    attribution: Attribution,
    party: impl Fn(u32) -> &'a str,
    area: impl Fn(u32) -> Option<&'a str>,
) -> Vec<Table> {
    let by_party = by_party(cube, attribution, party);
    let by_area = by_area(cube, area);
    let mut tables = Vec::with_capacity(14);
    for (name, bucket) in
        [("verified", Bucket::Verified), ("late", Bucket::Late), ("unverified", Bucket::Unverified)]
    {
        tables.push(table(format!("{name}.victims"), victims(cube, bucket)));
        tables.push(table(format!("{name}.incidents"), incidents(cube, bucket)));
        tables.push(table(format!("{name}.by_party"), by_type(&by_party, bucket)));
        tables.push(table(format!("{name}.by_area"), by_type(&by_area, bucket)));
    }
    let children = cube.multiple_children.iter().enumerate().map(|(types, by_sex)| {
        let mut row = Row::new(types_key(types));
        row.set("children", by_sex.iter().sum());
        for (column, n) in ["boys", "girls", "unknown"].iter().zip(by_sex) {
            row.set(column, *n);
        }
        row
    });
    tables.push(table("multiple.children".to_owned(), children.collect()));
    let groups = cube.multiple_groups.iter().enumerate().map(|(types, n)| {
        let mut row = Row::new(types_key(types));
        row.set("groups", *n);
        row
    });
    tables.push(table("multiple.groups".to_owned(), groups.collect()));
    tables
}

fn table(id: String, mut rows: Vec<Row>) -> Table {
    rows.retain(|row| !row.is_empty());
    Table::new(id, rows)
}

fn victims(cube: &Cube, bucket: Bucket) -> Vec<Row> {
    let figures = &cube.victims[bucket as usize];
    ViolationType::grave()
        .iter()
        .zip(figures)
        .map(|(kind, by_sex)| {
            let mut row = Row::new(kind.code());
            for (column, n) in ["boys", "girls", "unknown"].iter().zip(by_sex) {
                row.set(column, *n);
            }
            row.set(TOTAL, by_sex.iter().sum());
            row
        })
        .collect()
}

fn incidents(cube: &Cube, bucket: Bucket) -> Vec<Row> {
    let figures = &cube.incidents[bucket as usize];
    ViolationType::grave()
        .iter()
        .zip(figures)
        .map(|(kind, n)| {
            let mut row = Row::new(kind.code());
            row.set(TOTAL, *n);
            row
        })
        .collect()
}

fn by_type(rows: &BTreeMap<String, ByType>, bucket: Bucket) -> Vec<Row> {
    rows.iter()
        .map(|(key, figures)| {
            let figures = &figures[bucket as usize];
            let mut row = Row::new(key.as_str());
            for (kind, n) in ViolationType::grave().iter().zip(figures) {
                row.set(kind.code(), *n);
            }
            row.set(TOTAL, figures.iter().sum());
            row
        })
        .collect()
}

fn by_party<'a>(
    cube: &Cube,
    attribution: Attribution,
    party: impl Fn(u32) -> &'a str,
) -> BTreeMap<String, ByType> {
    let mut rows = BTreeMap::new();
    for (set, figures) in &cube.by_party_set {
        let mut codes: Vec<&str> = set.iter().map(|number| party(*number)).collect();
        codes.sort_unstable();
        match attribution {
            _ if codes.is_empty() => add(rows.entry(UNATTRIBUTED.to_owned()).or_default(), figures),
            Attribution::Joint => add(rows.entry(codes.join(" + ")).or_default(), figures),
            Attribution::Each => {
                for code in codes {
                    add(rows.entry(code.to_owned()).or_default(), figures);
                }
            }
        }
    }
    rows
}

fn by_area<'a>(cube: &Cube, area: impl Fn(u32) -> Option<&'a str>) -> BTreeMap<String, ByType> {
    let mut rows = BTreeMap::new();
    for (slot, figures) in cube.by_area.iter().enumerate() {
        let code = slot.checked_sub(1).and_then(|number| area(number as u32)).unwrap_or(UNKNOWN_AREA);
        add(rows.entry(code.to_owned()).or_default(), figures);
    }
    rows
}

/// The sorted codes of a set of types, joined with `+`.
pub(super) fn types_key(types: usize) -> String {
    let mut codes: Vec<&str> = (0..GRAVE_TYPES)
        .filter(|at| types & (1 << at) != 0)
        .map(|at| ViolationType::ALL[at].code())
        .collect();
    codes.sort_unstable();
    codes.join("+")
}
