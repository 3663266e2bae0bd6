//! The tables of children and groups affected by several violations, which do not add up over time.

use super::{Held, cell, label, own_periods, releases};
use crate::document::SEXES;
use disclosure::tables::{Dimension, Publication, Table};
use domain::tabulate::Counts;
use std::collections::{BTreeMap, BTreeSet};

/// Which of the two a table is.
fn counted(table: &domain::tables::Table) -> Option<&'static str> {
    match Counts::of(table)? {
        Counts::SeveralChildren => Some("children"),
        Counts::SeveralGroups => Some("groups"),
        Counts::Violations(_) => None,
    }
}

pub(super) fn several(documents: &[Held<'_>]) -> Publication {
    let tables = documents.iter().flat_map(|held| &held.document.tables);
    let sets: BTreeSet<&str> = tables
        .filter(|table| counted(table).is_some())
        .flat_map(|table| &table.rows)
        .map(|row| row.key.as_str())
        .collect();
    let mut types = Dimension { name: "violations".to_owned(), ..Dimension::default() };
    for set in &sets {
        let by_sex: Vec<String> = SEXES.iter().map(|sex| format!("{set} {sex}")).collect();
        types.groups.insert((*set).to_owned(), by_sex.clone());
        types.categories.extend(by_sex);
    }
    if types.categories.is_empty() {
        types.categories.push("none".to_owned());
    }
    Publication {
        dimensions: vec![own_periods(documents), types],
        releases: releases(documents, |held, table| {
            let rows = counted(table)?;
            let at = |code: &str| {
                BTreeMap::from([
                    ("period".to_owned(), label(held.document.period)),
                    ("violations".to_owned(), code.to_owned()),
                ])
            };
            let mut cells = Vec::new();
            for set in &sets {
                let row = table.rows.iter().find(|row| row.key == *set);
                let hides = held.hides(|policy| policy.rules_of_all(set.split('+')));
                if rows == "groups" {
                    cells.push(cell(row, "groups", at(set), hides));
                    continue;
                }
                for sex in SEXES {
                    cells.push(cell(row, sex, at(&format!("{set} {sex}")), hides));
                }
                cells.push(cell(row, "children", at(set), hides));
            }
            Some(Table { id: table.id.clone(), measure: rows.to_owned(), cells })
        }),
    }
}
