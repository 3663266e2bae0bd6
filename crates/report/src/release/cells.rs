//! To which cells of an edition a count adds: what the tables' meanings say, by numbers, as it is asked for every
//! count of every edition.

use super::places::Place;
use super::space::Cell;
use super::words::Words;
use domain::counting::{Fine, JOINTLY};
use domain::tables::Period;
use domain::tabulate::{Attributes, Counts, Meaning, NOT_STATED, Split, WITHOUT_ROWS};
use std::collections::{BTreeSet, HashMap};

/// The tables of some editions.
pub(super) struct Tables<'e> {
    /// For each edition.
    tables: Vec<Vec<Table<'e>>>,
    fine: Vec<&'e Fine>,
    pieces: Vec<Period>,
    /// Values that were asked for before: of an edition where its register decides, by the one attribute on which
    /// each depends.
    values: HashMap<(Split, usize, i64), Option<u32>>,
    /// Keys of rows of several dimensions.
    joined: HashMap<(u32, u32), u32>,
}

struct Table<'e> {
    id: u32,
    counts: &'e Counts,
    column_keys: BTreeSet<u32>,
    only: Vec<(Split, BTreeSet<u32>)>,
}

impl<'e> Tables<'e> {
    pub(super) fn new(
        tables: &'e [Vec<(&str, Counts)>],
        fine: Vec<&'e Fine>,
        pieces: Vec<Period>,
        words: &mut Words,
    ) -> Tables<'e> {
        let mut numbers = |values: &[String]| values.iter().map(|value| words.number(value)).collect();
        let mut of = |counts: &'e Counts| match counts {
            Counts::Violations(meaning) => {
                let only = meaning.only.iter().map(|(split, values)| (*split, numbers(values))).collect();
                (numbers(&meaning.column_keys), only)
            }
            Counts::SeveralChildren | Counts::SeveralGroups => Default::default(),
        };
        let mut prepared: Vec<Vec<Table<'e>>> = Vec::new();
        for tables in tables {
            let tables = tables.iter().map(|(_, counts)| {
                let (column_keys, only) = of(counts);
                Table { id: 0, counts, column_keys, only }
            });
            prepared.push(tables.collect());
        }
        for (prepared, tables) in prepared.iter_mut().zip(tables) {
            for (table, (id, _)) in prepared.iter_mut().zip(tables) {
                table.id = words.number(id);
            }
        }
        Tables { tables: prepared, fine, pieces, values: HashMap::new(), joined: HashMap::new() }
    }

    /// The cells of an edition to which a count adds.
    pub(super) fn cells_of(&mut self, edition: usize, place: &Place, words: &mut Words) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(8);
        for at in 0..self.tables[edition].len() {
            let table = &self.tables[edition][at];
            let (id, counts) = (table.id, table.counts);
            match (counts, place) {
                (Counts::Violations(meaning), Place::Violations { .. }) => {
                    let Some(row) = self.row(edition, at, meaning, place, words) else { continue };
                    let column = meaning.columns.and_then(|split| self.value(split, edition, place, words));
                    let known = &self.tables[edition][at].column_keys;
                    let column = column.filter(|column| known.contains(column));
                    let total = meaning.total.then(|| words.number("total"));
                    let columns = column.into_iter().chain(total);
                    cells.extend(columns.map(|column| Cell { table: id, row, column }));
                }
                (counts, Place::Several { types, sex, .. }) => {
                    let columns = counts.columns_of_several(*sex).iter();
                    cells.extend(columns.map(|column| Cell {
                        table: id,
                        row: *types,
                        column: words.number(column),
                    }));
                }
                _ => {}
            }
        }
        cells
    }

    /// The row of a table to which a count of violations adds, if it adds to any.
    fn row(
        &mut self,
        edition: usize,
        at: usize,
        meaning: &Meaning,
        place: &Place,
        words: &mut Words,
    ) -> Option<u32> {
        let Place::Violations { part, kind, .. } = place else { return None };
        if !meaning.parts.contains(part) || !meaning.types.contains(kind) {
            return None;
        }
        for only in 0..self.tables[edition][at].only.len() {
            let split = self.tables[edition][at].only[only].0;
            let value = self.value(split, edition, place, words)?;
            if !self.tables[edition][at].only[only].1.contains(&value) {
                return None;
            }
        }
        let mut row: Option<u32> = None;
        for split in &meaning.rows {
            let value = self.value(*split, edition, place, words);
            let value = value.unwrap_or_else(|| words.number(NOT_STATED));
            row = Some(match row {
                None => value,
                Some(before) => *self.joined.entry((before, value)).or_insert_with(|| {
                    let key = format!("{} / {}", words.word(before), words.word(value));
                    words.number(&key)
                }),
            });
        }
        Some(row.unwrap_or_else(|| words.number(WITHOUT_ROWS)))
    }

    fn value(&mut self, split: Split, edition: usize, place: &Place, words: &mut Words) -> Option<u32> {
        let Place::Violations { piece, part, kind, sex, parties, area, year } = *place else { return None };
        let attribute: i64 = match split {
            Split::ViolationType | Split::ViolationGroup => kind as i64,
            Split::Sex => sex.map_or(-1, |sex| sex as i64),
            Split::Party | Split::PartyCategory => parties.into(),
            Split::Area => area.into(),
            Split::Month | Split::Quarter | Split::Year => piece.into(),
            Split::YearOfIncident => year.map_or(-1, i64::from),
            Split::Status | Split::LateByQuarter | Split::LateByYear => part as i64,
        };
        let register = if split == Split::PartyCategory { edition } else { 0 };
        if let Some(known) = self.values.get(&(split, register, attribute)) {
            return *known;
        }
        let (joint, area) = (words.word(parties).to_owned(), words.word(area).to_owned());
        let category = self.fine[edition].category(&joint.split(JOINTLY).collect::<Vec<_>>());
        let of = Attributes {
            part,
            kind,
            sex,
            parties: &joint,
            category: &category,
            area: &area,
            month: self.pieces[piece as usize].from,
            year,
        };
        let value = split.value(&of).map(|value| words.number(&value));
        self.values.insert((split, register, attribute), value);
        value
    }
}
