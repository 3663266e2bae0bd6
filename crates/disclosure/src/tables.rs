//! Published tables as anybody may describe them, ours or another tool's: dimensions with their groups, and
//! releases one after another, each with tables of shown and hidden cells and what else it says.
//!
//! ```
//! use disclosure::attack::{Depth, attack};
//! use disclosure::tables::{Publication, Hidden};
//! use disclosure::Budget;
//!
//! let text = r#"{
//!   "dimensions": [{"name": "area", "categories": ["north", "south", "east"]}],
//!   "releases": [{"id": "2024", "tables": [{"id": "abduction", "cells": [
//!     {"at": {"area": "north"}, "value": null},
//!     {"at": {"area": "south"}, "value": 9},
//!     {"at": {"area": "east"}, "value": 12},
//!     {"at": {}, "value": 24}]}]}]
//! }"#;
//! let publication: Publication = serde_json::from_str(text)?;
//! let system = publication.system(Some(Hidden { width: 3, may_be_zero: false, below: None }))?;
//! let report = attack(&system, None, Depth::Width, &mut Budget::of(10_000))?;
//! assert_eq!(report.findings[0].name, "2024 abduction: area north");
//! assert_eq!(report.findings[0].reached, (3, 3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use crate::form::{Atom, Form};
use crate::system::{Fact, MOST_ATOMS, MOST_TERMS, Source, System, Target, limit};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most groups within groups.
const DEEPEST: usize = 16;

/// Everything that was published, in the order of publication.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// What cells are told apart by.
    pub dimensions: Vec<Dimension>,
    /// The oldest first.
    pub releases: Vec<Release>,
}

/// One dimension: area, party, quarter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// As cells name it.
    pub name: String,
    /// The finest categories that any table uses. Everything counted is in exactly one of them.
    pub categories: Vec<String>,
    /// Groups of categories, or of other groups. They may overlap: that is how tables are linked.
    #[serde(default)]
    pub groups: BTreeMap<String, Vec<String>>,
}

/// How the counts of a release differ from those of the one before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Revision {
    /// Not at all: the same counts, shown otherwise. The strongest that an attacker can assume.
    #[default]
    Same,
    /// Cases were added, as by late verification, and none taken away.
    Grows,
    /// Anything may have changed.
    Free,
}

/// Tables that were published together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// How findings name it.
    pub id: String,
    /// How its counts differ from those of the release before.
    #[serde(default)]
    pub revision: Revision,
    /// Its tables.
    #[serde(default)]
    pub tables: Vec<Table>,
    /// What else it says, or is known of it: bounds from shares, bands and sort orders, impossible cells.
    #[serde(default)]
    pub statements: Vec<Statement>,
}

/// Cells of one thing counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// How findings name it.
    pub id: String,
    /// What is counted: children, incidents. Different measures are different counts.
    #[serde(default)]
    pub measure: String,
    /// Its cells, totals among them.
    pub cells: Vec<Cell>,
}

/// One displayed cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    /// For each dimension a category or a group. A dimension that is not named is summed over.
    pub at: BTreeMap<String, String>,
    /// The number, or nothing where it is hidden.
    pub value: Option<i64>,
    /// What is promised of a hidden cell, where that is known.
    #[serde(default)]
    pub hidden: Option<Hidden>,
}

/// What is promised of a hidden cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hidden {
    /// How far apart the least and the greatest whole number must lie that it can still be.
    pub width: u32,
    /// Whether zero must be among them.
    #[serde(default)]
    pub may_be_zero: bool,
    /// Where it is not known whether it is protected: it is if it counts somebody, and fewer than this.
    #[serde(default)]
    pub below: Option<u32>,
}

/// Bounds of a sum of cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// What is summed.
    pub sum: Vec<Term>,
    /// The least that the sum can be.
    #[serde(default)]
    pub at_least: Option<f64>,
    /// The most that the sum can be.
    #[serde(default)]
    pub at_most: Option<f64>,
    /// From where it is known.
    pub source: Source,
}

/// A cell, taken so many times.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Where the cell is.
    pub at: BTreeMap<String, String>,
    /// What it counts.
    #[serde(default)]
    pub measure: String,
    /// How often it is taken; negative to take it away.
    #[serde(default = "once")]
    pub times: i64,
}

fn once() -> i64 {
    1
}

impl Publication {
    /// The linear system of everything published. Hidden cells that say nothing of themselves are protected
    /// as `otherwise` says; without it they are not.
    ///
    /// # Errors
    /// [`Error::Malformed`] naming the cell, dimension or category that is wrong; [`Error::TooLarge`].
    pub fn system(&self, otherwise: Option<Hidden>) -> Result<System> {
        let space = Space::new(self)?;
        let mut system = System { atoms: space.atoms, ..System::default() };
        let mut terms = 0;
        for (at, release) in self.releases.iter().enumerate() {
            let is_last = at + 1 == self.releases.len();
            let source = if is_last { Source::Published } else { Source::EarlierRelease };
            for table in &release.tables {
                for cell in &table.cells {
                    let name = || name(release, table, cell);
                    let atoms =
                        space.atoms_of(at, &table.measure, &cell.at).map_err(|what| bad(&name(), &what))?;
                    terms += atoms.len();
                    limit("terms of all figures", terms, MOST_TERMS)?;
                    let form = Form::sum(atoms);
                    match (cell.value, cell.hidden.or(otherwise)) {
                        (Some(value), _) if value < 0 => return Err(bad(&name(), "a count is negative")),
                        (Some(value), _) => system.facts.push(Fact::exactly(form, value, source)),
                        (None, Some(Hidden { width, may_be_zero, below })) => {
                            system.targets.push(Target { name: name(), form, width, may_be_zero, below });
                        }
                        (None, None) => {}
                    }
                }
            }
            for (number, statement) in (1..).zip(&release.statements) {
                let mut sum: Vec<(Atom, i64)> = Vec::new();
                for term in &statement.sum {
                    let atoms = space
                        .atoms_of(at, &term.measure, &term.at)
                        .map_err(|what| bad(&format!("{} statement {number}", release.id), &what))?;
                    terms += atoms.len();
                    limit("terms of all figures", terms, MOST_TERMS)?;
                    sum.extend(atoms.into_iter().map(|atom| (atom, term.times)));
                }
                let form = Form::weighted(sum);
                system.facts.push(Fact::between(
                    form,
                    statement.at_least,
                    statement.at_most,
                    statement.source,
                ));
            }
        }
        system.check()?;
        Ok(system)
    }
}

fn name(release: &Release, table: &Table, cell: &Cell) -> String {
    let at: Vec<String> = cell.at.iter().map(|(dimension, code)| format!("{dimension} {code}")).collect();
    let at = if at.is_empty() { "total".to_owned() } else { at.join(", ") };
    format!("{} {}: {at}", release.id, table.id)
}

fn bad(cell: &str, what: &str) -> Error {
    Error::Malformed(format!("{cell}: {what}"))
}

/// How cells are made of atoms: layers of all combinations of the finest categories, one layer for each
/// measure and for each time that counts changed.
struct Space<'a> {
    /// For each dimension its name and, for each code, the categories that it stands for.
    dimensions: Vec<(&'a str, BTreeMap<&'a str, Vec<usize>>)>,
    sizes: Vec<usize>,
    combinations: usize,
    measures: BTreeMap<&'a str, usize>,
    /// For each release the changes that its counts are the sum of.
    changes: Vec<Vec<usize>>,
    atoms: usize,
}

impl<'a> Space<'a> {
    fn new(publication: &'a Publication) -> Result<Self> {
        let mut dimensions: Vec<(&str, BTreeMap<&str, Vec<usize>>)> = Vec::new();
        let mut combinations = 1_usize;
        for dimension in &publication.dimensions {
            combinations = combinations.saturating_mul(dimension.categories.len());
            if dimensions.iter().any(|(name, _)| *name == dimension.name) {
                return Err(Error::Malformed(format!("the dimension {} is there twice", dimension.name)));
            }
            dimensions.push((&dimension.name, codes(dimension)?));
        }
        let of_tables =
            publication.releases.iter().flat_map(|release| &release.tables).map(|table| &table.measure);
        let statements = publication.releases.iter().flat_map(|release| &release.statements);
        let of_terms = statements.flat_map(|statement| &statement.sum).map(|term| &term.measure);
        let mut measures: BTreeMap<&str, usize> =
            of_tables.chain(of_terms).map(|name| (&name[..], 0)).collect();
        measures.values_mut().enumerate().for_each(|(at, number)| *number = at);
        let mut changes: Vec<Vec<usize>> = Vec::new();
        let mut count = 0;
        for release in &publication.releases {
            let before = changes.last().cloned().unwrap_or_default();
            changes.push(match release.revision {
                Revision::Same if !before.is_empty() => before,
                Revision::Grows => [&before[..], &[count]].concat(),
                Revision::Same | Revision::Free => vec![count],
            });
            count = changes.iter().flatten().max().map_or(0, |last| last + 1);
        }
        let atoms = combinations.saturating_mul(measures.len()).saturating_mul(count);
        limit("combinations of the finest categories, for every measure and revision", atoms, MOST_ATOMS)?;
        let sizes = publication.dimensions.iter().map(|dimension| dimension.categories.len()).collect();
        Ok(Self { dimensions, sizes, combinations, measures, changes, atoms })
    }

    fn atoms_of(
        &self,
        release: usize,
        measure: &str,
        at: &BTreeMap<String, String>,
    ) -> std::result::Result<Vec<Atom>, String> {
        if let Some(unknown) = at.keys().find(|name| !self.dimensions.iter().any(|(known, _)| known == name))
        {
            return Err(format!("there is no dimension {unknown}"));
        }
        let mut within: Vec<usize> = vec![0];
        for ((name, codes), &size) in self.dimensions.iter().zip(&self.sizes) {
            let all: Vec<usize>;
            let categories = match at.get(*name) {
                Some(code) => {
                    codes.get(&code[..]).ok_or_else(|| format!("{name} has no category or group {code}"))?
                }
                None => {
                    all = (0..size).collect();
                    &all
                }
            };
            within = within
                .iter()
                .flat_map(|before| categories.iter().map(move |category| before * size + category))
                .collect();
        }
        let number = self.measures.get(measure).copied().unwrap_or_default();
        let layer = |change: &usize| (change * self.measures.len() + number) * self.combinations;
        let atoms =
            self.changes[release].iter().flat_map(|change| within.iter().map(move |at| layer(change) + at));
        atoms.map(|atom| Atom::try_from(atom).map_err(|_| "too many combinations".to_owned())).collect()
    }
}

/// For each category and group the categories that it stands for.
fn codes(dimension: &Dimension) -> Result<BTreeMap<&str, Vec<usize>>> {
    let mut codes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, category) in dimension.categories.iter().enumerate() {
        if codes.insert(category, vec![at]).is_some() || dimension.groups.contains_key(category) {
            return Err(Error::Malformed(format!("{}: {category} is there twice", dimension.name)));
        }
    }
    // Groups of groups are resolved once their parts are.
    for _ in 0..DEEPEST {
        for (group, parts) in &dimension.groups {
            let parts: Option<Vec<&Vec<usize>>> = parts.iter().map(|part| codes.get(&part[..])).collect();
            if let Some(parts) = parts {
                let mut categories: Vec<usize> = parts.into_iter().flatten().copied().collect();
                categories.sort_unstable();
                categories.dedup();
                codes.insert(group, categories);
            }
        }
    }
    match dimension.groups.keys().find(|group| !codes.contains_key(&group[..])) {
        Some(group) => Err(Error::Malformed(format!(
            "{}: the group {group} names a part that is neither category nor group, or itself",
            dimension.name
        ))),
        None => Ok(codes),
    }
}
