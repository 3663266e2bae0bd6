//! The cheapest alternative world: how a protected figure can be made to move while as little as possible of
//! what is shown moves with it. The lineage is Kelly, Robertson and Castro; the numbers are whole here.

use super::pattern::{Pattern, State};
use crate::Result;
use crate::budget::Budget;
use crate::form::Atom;
use crate::tableau::{Tableau, Variable, Way, is_whole};
use crate::world::Change;
use std::collections::{BTreeMap, HashMap};

/// What reaching the goal is worth, against weights that are about one a figure.
const GOAL: f64 = 1e5;

/// How a figure shall move: so far up (or down, if negative).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish {
    pub(crate) cell: usize,
    pub(crate) by: i64,
}

/// A world in which a figure moves as wished, and what it costs to make it possible.
#[derive(Debug)]
pub(crate) struct Alternative {
    pub(crate) change: Change,
    pub(crate) moved: Vec<(usize, i64)>,
    pub(crate) cost: f64,
}

/// Looks among so many atoms near the figure for the cheapest world.
pub(crate) fn cheapest(
    pattern: &Pattern<'_>,
    wish: Wish,
    near: &[Atom],
    budget: &mut Budget<'_>,
) -> Result<Option<Alternative>> {
    let mut caps: HashMap<usize, (f64, f64)> = HashMap::new();
    let own = pattern.cells[wish.cell].form.terms();
    for _ in 0..40 {
        let (mut tableau, goal) = tableau(pattern, wish, near, &caps);
        let toward = wish.by.signum() as f64;
        let way =
            Way { whole: false, goal: f64::NEG_INFINITY, pivots: 4 * near.len() + 200, patience: usize::MAX };
        tableau.perturb();
        tableau.minimise(&[(goal, -GOAL * toward)], way, budget)?;
        tableau.settle();
        if (tableau.value(goal) - wish.by as f64).abs() > 1e-6 {
            return Ok(None);
        }
        let is_own = |at: &usize| own.binary_search_by_key(&near[*at], |&(atom, _)| atom).is_ok();
        let fractions = || (0..near.len()).filter(|&at| !is_whole(tableau.value(at)));
        let fraction = fractions().find(|at| !is_own(at)).or_else(|| fractions().next());
        let Some(at) = fraction else {
            #[expect(clippy::cast_possible_truncation, reason = "whole, and within the bounds of counts")]
            let by = |at: usize| tableau.value(at).round() as i64;
            let change = Change::new(near.iter().enumerate().map(|(at, &atom)| (atom, by(at))));
            let moved = pattern.moved(&change);
            let whole = moved.iter().any(|&(cell, moved)| cell == wish.cell && moved == wish.by);
            if !whole || !pattern.is_lawful(&change, &moved) {
                return Ok(None);
            }
            let cost = cost(pattern, &moved);
            return Ok(Some(Alternative { change, moved, cost }));
        };
        // Half a child is no world. The count that would be split stays on the near side of the split.
        let value = tableau.value(at);
        let cap = caps.entry(at).or_insert((f64::NEG_INFINITY, f64::INFINITY));
        if value > 0.0 {
            cap.1 = cap.1.min(value.floor());
        } else {
            cap.0 = cap.0.max(value.ceil());
        }
    }
    Ok(None)
}

fn weight(pattern: &Pattern<'_>, cell: usize) -> f64 {
    let cell = &pattern.cells[cell];
    if cell.state == State::Shown {
        f64::from(cell.shown_as) + 0.05 * (1.0 + cell.value.abs() as f64).ln()
    } else {
        0.0
    }
}

fn cost(pattern: &Pattern<'_>, moved: &[(usize, i64)]) -> f64 {
    moved.iter().map(|&(cell, _)| weight(pattern, cell)).sum()
}

/// Nonbasic: how each near atom changes. Basic: how each shown figure changes, and how far the goal is reached.
fn tableau(
    pattern: &Pattern<'_>,
    wish: Wish,
    near: &[Atom],
    caps: &HashMap<usize, (f64, f64)>,
) -> (Tableau, usize) {
    let mut variables: Vec<Variable> = Vec::new();
    for (at, &atom) in near.iter().enumerate() {
        let (low, high) = caps.get(&at).copied().unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
        let count = pattern.counts[atom as usize] as f64;
        variables.push(Variable::between(low.max(-count), high, 0.0));
    }
    // Cells and facts with the parts that lie near; cells with the same part move together.
    let mut parts: BTreeMap<u32, Vec<(usize, f64)>> = BTreeMap::new();
    let mut bounds: BTreeMap<u32, Vec<(usize, f64)>> = BTreeMap::new();
    for (at, &atom) in near.iter().enumerate() {
        for &(cell, times) in &pattern.cells_with[atom as usize] {
            if pattern.cells[cell as usize].is_out() || cell as usize == wish.cell {
                parts.entry(cell).or_default().push((at, times as f64));
            }
        }
        for &(fact, times) in &pattern.facts_with[atom as usize] {
            bounds.entry(fact).or_default().push((at, times as f64));
        }
    }
    let key = |terms: &[(usize, f64)]| -> Vec<(usize, i64)> {
        #[expect(clippy::cast_possible_truncation, reason = "it was a whole number")]
        terms.iter().map(|&(at, times)| (at, times as i64)).collect()
    };
    let mut together: HashMap<Vec<(usize, i64)>, usize> = HashMap::new();
    let mut rows: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut row_variables: Vec<Variable> = Vec::new();
    let mut goal = None;
    for (cell, terms) in parts {
        let cell = cell as usize;
        if cell == wish.cell {
            goal = Some(terms.clone());
        }
        let weight = weight(pattern, cell);
        let stays = pattern.cells[cell].state == State::Fixed;
        if weight == 0.0 && !stays {
            continue;
        }
        let row = *together.entry(key(&terms)).or_insert_with(|| {
            rows.push(terms);
            row_variables.push(Variable::weighted(0.0));
            rows.len() - 1
        });
        if stays {
            row_variables[row] = Variable::between(0.0, 0.0, 0.0);
        } else if row_variables[row].high > 0.0 {
            row_variables[row].weight += weight;
        }
    }
    for (fact, terms) in bounds {
        let fact = pattern.facts[fact as usize];
        let value = fact.form.of(pattern.counts).unwrap_or_default();
        let low = fact.low.map_or(f64::NEG_INFINITY, |low| (low - value) as f64);
        let high = fact.high.map_or(f64::INFINITY, |high| (high - value) as f64);
        rows.push(terms);
        row_variables.push(Variable::between(low, high, 0.0));
    }
    let (low, high) = (wish.by.min(0) as f64, wish.by.max(0) as f64);
    rows.push(goal.unwrap_or_default());
    row_variables.push(Variable::between(low, high, 0.0));
    let basic: Vec<usize> = (near.len()..near.len() + rows.len()).collect();
    let goal = near.len() + rows.len() - 1;
    variables.extend(row_variables);
    (Tableau::new(variables, (0..near.len()).collect(), basic, &rows), goal)
}
