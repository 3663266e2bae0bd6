//! What is hidden so far, and how far the worlds found so far let each protected figure move.

use super::draft::{Draft, Role};
use crate::form::{Atom, Form};
use crate::system::Fact;
use crate::world::Change;
use std::collections::{BTreeMap, HashMap};

/// All displayed numbers that are the same sum: hidden together or shown together.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    pub(crate) form: &'a Form,
    pub(crate) value: i64,
    pub(crate) state: State,
    /// How many displayed numbers it is.
    pub(crate) shown_as: u32,
    pub(crate) guard: Option<Guard>,
    /// A figure that it is.
    pub(crate) figure: usize,
}

impl Cell<'_> {
    /// Whether it is published.
    pub(crate) fn is_out(&self) -> bool {
        matches!(self.state, State::Shown | State::Fixed)
    }
}

/// Whether a cell is out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Shown,
    /// Shown, and it may not be hidden.
    Fixed,
    /// Hidden from the beginning.
    Hidden,
    /// Hidden to protect others.
    Sacrificed,
}

/// How far a protected cell must move and does move.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guard {
    pub(crate) width: i64,
    pub(crate) may_be_zero: bool,
    pub(crate) up: i64,
    pub(crate) down: i64,
}

impl Guard {
    pub(crate) fn is_met(&self, value: i64) -> bool {
        self.up + self.down >= self.width && (!self.may_be_zero || self.down >= value)
    }
}

pub(crate) struct Pattern<'a> {
    pub(crate) counts: &'a [i64],
    pub(crate) cells: Vec<Cell<'a>>,
    pub(crate) facts: Vec<&'a Fact>,
    /// For each figure of the draft, its cell.
    pub(crate) cell_of: Vec<usize>,
    /// For each atom the cells that hold it.
    pub(crate) cells_with: Vec<Vec<(u32, i64)>>,
    /// For each atom the facts that hold it.
    pub(crate) facts_with: Vec<Vec<(u32, i64)>>,
    /// For each atom how many of the cells that hold it are hidden.
    pub(crate) hidden_with: Vec<u32>,
    pub(crate) worlds: Vec<Change>,
}

impl<'a> Pattern<'a> {
    pub(crate) fn new(draft: &'a Draft) -> Self {
        let mut cells: Vec<Cell<'a>> = Vec::new();
        let mut known: HashMap<&Form, usize> = HashMap::new();
        let mut cell_of = Vec::with_capacity(draft.figures.len());
        for (at, figure) in draft.figures.iter().enumerate() {
            let value = figure.form.of(&draft.counts).unwrap_or_default();
            let cell = *known.entry(&figure.form).or_insert_with(|| {
                let state = State::Shown;
                cells.push(Cell { form: &figure.form, value, state, shown_as: 0, guard: None, figure: at });
                cells.len() - 1
            });
            cell_of.push(cell);
            let cell = &mut cells[cell];
            cell.shown_as += 1;
            match figure.role {
                Role::Open => {}
                Role::Fixed => cell.state = State::Fixed,
                Role::Withheld if cell.state != State::Fixed => cell.state = State::Hidden,
                Role::Withheld => {}
                Role::Protected { width, may_be_zero } => {
                    if cell.state != State::Fixed {
                        cell.state = State::Hidden;
                    }
                    let before = cell.guard.unwrap_or(Guard { width: 0, may_be_zero: false, up: 0, down: 0 });
                    let width = before.width.max(i64::from(width));
                    cell.guard =
                        Some(Guard { width, may_be_zero: before.may_be_zero || may_be_zero, ..before });
                }
            }
        }
        let facts: Vec<&Fact> = draft.facts.iter().collect();
        let cells_with = holders(draft.counts.len(), cells.iter().map(|cell| cell.form));
        let facts_with = holders(draft.counts.len(), facts.iter().map(|fact| &fact.form));
        let mut pattern = Self {
            counts: &draft.counts,
            cells,
            facts,
            cell_of,
            cells_with,
            facts_with,
            hidden_with: vec![0; draft.counts.len()],
            worlds: Vec::new(),
        };
        let hidden = |cell: &usize| pattern.cells[*cell].state == State::Hidden;
        let hidden: Vec<usize> = (0..pattern.cells.len()).filter(hidden).collect();
        hidden.into_iter().for_each(|cell| pattern.count_hidden(cell));
        pattern
    }

    fn count_hidden(&mut self, cell: usize) {
        for &(atom, _) in self.cells[cell].form.terms() {
            self.hidden_with[atom as usize] += 1;
        }
    }

    /// Hides a shown cell to protect others.
    pub(crate) fn sacrifice(&mut self, cell: usize) {
        self.cells[cell].state = State::Sacrificed;
        self.count_hidden(cell);
    }

    /// By how much each cell moves in a world.
    pub(crate) fn moved(&self, change: &Change) -> Vec<(usize, i64)> {
        let mut by: BTreeMap<u32, i64> = BTreeMap::new();
        for &(atom, moved) in change.terms() {
            for &(cell, times) in &self.cells_with[atom as usize] {
                *by.entry(cell).or_default() += moved * times;
            }
        }
        by.into_iter().filter(|&(_, by)| by != 0).map(|(cell, by)| (cell as usize, by)).collect()
    }

    /// Whether a world is one in which everything holds that is out in any case.
    pub(crate) fn is_lawful(&self, change: &Change, moved: &[(usize, i64)]) -> bool {
        let fits = change.terms().iter().all(|&(atom, by)| self.counts[atom as usize] + by >= 0);
        let fixed = moved.iter().all(|&(cell, _)| self.cells[cell].state != State::Fixed);
        let mut touched: Vec<u32> = change
            .terms()
            .iter()
            .flat_map(|&(atom, _)| self.facts_with[atom as usize].iter().map(|&(fact, _)| fact))
            .collect();
        touched.sort_unstable();
        touched.dedup();
        fits && fixed
            && touched.iter().all(|&fact| {
                let fact = self.facts[fact as usize];
                let value = fact.form.of(self.counts).zip(change.of(&fact.form)).map(|(was, by)| was + by);
                value.is_some_and(|value| {
                    fact.low.is_none_or(|low| low <= value) && fact.high.is_none_or(|high| value <= high)
                })
            })
    }

    /// Hides whatever shown cell a world moves, and notes how far it lets protected ones move.
    pub(crate) fn adopt(&mut self, change: Change, moved: &[(usize, i64)]) {
        for &(cell, by) in moved {
            if self.cells[cell].state == State::Shown {
                self.sacrifice(cell);
            }
            if let Some(guard) = &mut self.cells[cell].guard {
                guard.up = guard.up.max(by);
                guard.down = guard.down.max(-by);
            }
        }
        self.worlds.push(change);
    }
}

/// For each atom, which of a list of forms hold it and how often.
fn holders<'a>(atoms: usize, forms: impl Iterator<Item = &'a Form>) -> Vec<Vec<(Atom, i64)>> {
    let mut with = vec![Vec::new(); atoms];
    for (at, form) in (0_u32..).zip(forms) {
        for &(atom, times) in form.terms() {
            with[atom as usize].push((at, times));
        }
    }
    with
}
