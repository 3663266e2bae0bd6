//! Searching one connected part of the system.

use super::eliminate;
use super::presolve::{Block, Part, Row};
use crate::budget::Budget;
use crate::system::GREATEST;
use crate::tableau::{End, Tableau, Way, nearest};
use crate::{Error, Result};
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOptions, Variable};

/// The most branches of one search for a whole-number end.
const BRANCHES: u64 = 2_000;

/// The most pivots of one search.
const PIVOTS: usize = 3_000;

/// The most pivots in a row that lead to no other world.
const PATIENCE: usize = 60;

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Toward {
    Least,
    Greatest,
}

impl Toward {
    fn cost(self) -> f64 {
        match self {
            Self::Least => 1.0,
            Self::Greatest => -1.0,
        }
    }
}

/// What a search found for one sum.
#[derive(Debug)]
pub(crate) struct Found {
    /// A whole world, as counts of the block's columns, if the search stands at one.
    pub(crate) world: Option<Vec<i64>>,
    /// No world goes beyond this; nothing where none is known or there is no end.
    pub(crate) bound: Option<i64>,
}

pub(crate) struct Search<'a> {
    block: &'a Block,
    tableau: Tableau,
    /// As it was before any search: long searches in vain fill a tableau up.
    fresh: Tableau,
}

impl<'a> Search<'a> {
    pub(crate) fn new(block: &'a Block, base: &[i64]) -> Result<Self> {
        let tableau = eliminate::tableau(block, base)?;
        Ok(Self { block, fresh: tableau.clone(), tableau })
    }

    /// Goes from whole world to whole world until the sum is `enough`, or as far as that leads.
    pub(crate) fn walk(
        &mut self,
        part: &Part,
        toward: Toward,
        enough: Option<i64>,
        budget: &mut Budget<'_>,
    ) -> Result<Found> {
        let goal = enough.map_or(f64::NEG_INFINITY, |enough| enough as f64 * toward.cost());
        let way = Way { whole: true, goal, pivots: PIVOTS, patience: PATIENCE };
        let before = self.tableau.moves();
        let end = self.tableau.minimise(&cost(part, toward), way, budget)?;
        // Where it stood already everything was learnt that there is to learn.
        let world = if self.tableau.moves() > before { self.point(&self.tableau) } else { None };
        let bound = match end {
            End::Best => self.bound(&self.tableau, part, toward),
            End::Unbounded | End::Stopped => None,
        };
        if end == End::Stopped {
            self.tableau.restore(&self.fresh);
        }
        Ok(Found { world, bound })
    }

    /// The end over real numbers, which no whole number passes.
    pub(crate) fn relax(&self, part: &Part, toward: Toward, budget: &mut Budget<'_>) -> Result<Found> {
        let mut tableau = self.tableau.clone();
        let way = Way { whole: false, goal: f64::NEG_INFINITY, pivots: PIVOTS, patience: PIVOTS };
        let end = tableau.minimise(&cost(part, toward), way, budget)?;
        let bound = if end == End::Best { self.bound(&tableau, part, toward) } else { None };
        Ok(Found { world: self.point(&tableau), bound })
    }

    fn point(&self, tableau: &Tableau) -> Option<Vec<i64>> {
        (0..self.block.columns.len())
            .map(|column| {
                let value = tableau.value(column);
                #[expect(clippy::cast_possible_truncation, reason = "whole, and within the bounds of counts")]
                (value == nearest(value)).then_some(value as i64)
            })
            .collect()
    }

    fn bound(&self, tableau: &Tableau, part: &Part, toward: Toward) -> Option<i64> {
        let value: f64 = part.terms.iter().map(|&(column, times)| times as f64 * tableau.value(column)).sum();
        whole_end(value, toward)
    }
}

/// The last whole number before a real end, or nothing where there is no end.
fn whole_end(value: f64, toward: Toward) -> Option<i64> {
    let value = match toward {
        Toward::Least => (value - 1e-6).ceil(),
        Toward::Greatest => (value + 1e-6).floor(),
    };
    #[expect(clippy::cast_possible_truncation, reason = "compared with the greatest count first")]
    (value.abs() < GREATEST as f64).then_some(value as i64)
}

fn cost(part: &Part, toward: Toward) -> Vec<(usize, f64)> {
    part.terms.iter().map(|&(column, times)| (column, times as f64 * toward.cost())).collect()
}

/// A world of a block from what is published alone.
///
/// # Errors
/// [`Error::Contradiction`] where there is none, [`Error::Unfinished`] where the search gave up.
pub(crate) fn any_world(block: &Block, budget: &mut Budget<'_>) -> Result<Vec<i64>> {
    budget.spend()?;
    let aim = Part { block: 0, terms: Vec::new() };
    let (found, _) = branch(block, &aim, Toward::Least, None)?;
    found.ok_or(Error::Unfinished)
}

/// By branching: a world in which a sum is `enough`, or the bound that there is none; without `enough` the end
/// of the sum over whole worlds, and a bound if the search was finished.
pub(crate) fn whole_search(
    block: &Block,
    part: &Part,
    toward: Toward,
    enough: Option<i64>,
    budget: &mut Budget<'_>,
) -> Result<Found> {
    budget.spend()?;
    let (world, bound) = branch(block, part, toward, enough)?;
    Ok(Found { world, bound })
}

fn branch(
    block: &Block,
    part: &Part,
    toward: Toward,
    enough: Option<i64>,
) -> Result<(Option<Vec<i64>>, Option<i64>)> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut aim = vec![0.0; block.columns.len()];
    for (column, times) in cost(part, toward) {
        aim[column] += times;
    }
    let columns: Vec<Variable> = aim
        .iter()
        .map(|&aim| if enough.is_some() { 0.0 } else { aim })
        .map(|aim| problem.add_integer_var(aim, (0, i32::MAX)))
        .collect();
    for Row { terms, low, high } in &block.rows {
        let sum = || terms.iter().map(|&(column, times)| (columns[column], times as f64));
        match (low, high) {
            (Some(low), Some(high)) if low == high => {
                problem.add_constraint(sum(), ComparisonOp::Eq, *low as f64);
            }
            (low, high) => {
                if let Some(low) = low {
                    problem.add_constraint(sum(), ComparisonOp::Ge, *low as f64);
                }
                if let Some(high) = high {
                    problem.add_constraint(sum(), ComparisonOp::Le, *high as f64);
                }
            }
        }
    }
    if let Some(enough) = enough {
        let sum = part.terms.iter().map(|&(column, times)| (columns[column], times as f64 * toward.cost()));
        problem.add_constraint(sum, ComparisonOp::Le, enough as f64 * toward.cost());
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some(BRANCHES);
    options.mip_gap = 0.0;
    let outcome = match problem.solve_with(options) {
        Ok(outcome) => outcome,
        Err(microlp::Error::Infeasible) => {
            if let Some(enough) = enough {
                let step = if toward == Toward::Least { 1 } else { -1 };
                return Ok((None, Some(enough + step)));
            }
            return Err(Error::Contradiction { what: "no whole numbers fit all of them".into() });
        }
        // Where the sum has no end, the walk has found worlds as far out as anybody asks.
        Err(_) => return Ok((None, None)),
    };
    let Some(solution) = outcome.solution() else { return Ok((None, None)) };
    #[expect(clippy::cast_possible_truncation, reason = "integer variables within 32 bits")]
    let world = columns.iter().map(|&column| solution.var_value(column).round() as i64).collect();
    let proved = enough.is_none() && solution.status() == SolutionStatus::Optimal;
    let bound = proved.then(|| whole_end(solution.objective() * toward.cost(), toward)).flatten();
    Ok((Some(world), bound))
}
