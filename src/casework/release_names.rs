//! The names that a release shows, as they were when it was drafted: a later change of the registers changes no byte of
//! what its audience downloads.

use super::Desk;
use super::releases::Amendment;
use domain::tables::TableDocument;
use domain::violation::PartyCategory;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a release calls its situation, and the parties and areas that stand in it; nobody else is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownNames {
    /// The situation.
    pub situation: String,
    /// The parties, in the register's order.
    pub parties: Vec<ShownParty>,
    /// The areas and those that hold them, in the register's order.
    pub areas: Vec<ShownArea>,
}

/// A party that a release shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownParty {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub category: PartyCategory,
}

/// An area that a release shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownArea {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the area that holds it.
    pub parent: Option<String>,
}

impl Desk {
    /// The names that a release shows: of its rows, and of the rows that it amends.
    pub(super) fn shown_names(&self, document: &TableDocument, amendments: &[Amendment]) -> ShownNames {
        let rows = document.tables.iter().flat_map(|table| &table.rows).filter(|row| !row.is_empty());
        let keys = rows.map(|row| row.key.as_str()).chain(amendments.iter().map(|one| one.cell.key.as_str()));
        // Joined parties and rows of several dimensions have a code a part.
        let codes: BTreeSet<&str> =
            keys.flat_map(|key| key.split(" / ")).flat_map(|part| part.split(" + ")).collect();
        let registers = &self.situation.registers;
        let parties = registers.parties.all().iter().filter(|party| codes.contains(party.code.as_str()));
        let areas = &registers.areas;
        let mut shown = BTreeSet::new();
        for area in areas.all().iter().filter(|area| codes.contains(area.code.as_str())) {
            let mut holder = Some(area.number);
            // What is there already has its holders there too, which also ends a circle.
            while let Some(number) = holder.filter(|number| shown.insert(*number)) {
                holder = areas.get(number).and_then(|area| area.parent);
            }
        }
        let area = |number: u32| {
            let area = areas.get(number)?;
            let parent = area.parent.and_then(|parent| areas.get(parent)).map(|parent| parent.code.clone());
            Some(ShownArea { code: area.code.clone(), name: area.name.clone(), parent })
        };
        ShownNames {
            situation: self.situation.row.name.clone(),
            parties: parties
                .map(|party| ShownParty {
                    code: party.code.clone(),
                    name: party.name.clone(),
                    category: party.category,
                })
                .collect(),
            areas: shown.into_iter().filter_map(area).collect(),
        }
    }
}
