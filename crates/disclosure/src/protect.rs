//! Complementary suppression: which further figures must be hidden so that nobody can narrow a protected one
//! down farther than its width allows.

mod alternative;
mod draft;
mod elimination;
mod near;
mod pattern;
mod prune;

pub use draft::{Draft, Figure, Role};

use crate::attack::{Depth, attack, survey};
use crate::budget::Budget;
use crate::world::Change;
use crate::{Error, Result, Target};
use alternative::{Alternative, Wish, cheapest};
use near::{FARTHEST, Nearness};
use pattern::{Pattern, State};
use prune::prune;
use std::cmp::Reverse;

/// Whether and why a figure is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is published.
    Shown,
    /// It is hidden because it is protected, or was hidden before.
    Primary,
    /// It is hidden so that others cannot be computed from it.
    Complementary,
}

/// A draft after protection.
#[derive(Clone, Debug)]
pub struct Protected {
    /// For each figure of the draft, in its order.
    pub fates: Vec<Fate>,
    /// Worlds that fit everything shown, told as changes of the true counts. Together they let every protected
    /// figure move as far as it must.
    pub worlds: Vec<Change>,
}

/// Against what figures are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// That a protected figure is a linear combination of shown ones: the rule of other tools. It sees neither
    /// widths nor that counts are not negative, and proves nothing; it is here to be compared with.
    Combinations,
    /// That fewer whole numbers remain for a protected figure than its width asks.
    Intervals,
}

/// How many atoms are looked at around a figure: where a small table can be looked at more widely, fewer
/// figures are lost. What one reach does not find another may, wider or narrower.
const REACHES: [usize; 3] = [100, 400, FARTHEST];
const REACHES_IN_SMALL: [usize; 4] = [200, 100, 400, FARTHEST];
const SMALL: usize = 1_000;

/// Hides what must be hidden. The same draft gives the same result on every machine.
///
/// # Errors
/// What [`Draft::check`] says; [`Error::Forced`] where a protected figure follows from what is shown in any
/// case; [`Error::Unfinished`] when the budget is spent.
pub fn protect(draft: &Draft, against: Against, budget: &mut Budget<'_>) -> Result<Protected> {
    draft.check()?;
    let mut pattern = Pattern::new(draft);
    for (cell, hint) in elimination::hints(&pattern, budget)?.into_iter().enumerate() {
        if hint {
            pattern.sacrifice(cell);
        }
    }
    if against == Against::Intervals {
        let system = draft.published(|figure| !pattern.cells[pattern.cell_of[figure]].is_out());
        for world in survey(&system, &draft.counts, budget)? {
            let moved = pattern.moved(&world);
            pattern.adopt(world, &moved);
        }
        let mut nearness = Nearness::new(&pattern);
        let mut order: Vec<usize> =
            (0..pattern.cells.len()).filter(|&cell| pattern.cells[cell].guard.is_some()).collect();
        order.sort_by_key(|&cell| (Reverse(pattern.cells[cell].form.terms().len()), cell));
        for cell in order {
            secure(&mut pattern, &mut nearness, cell, draft, budget)?;
        }
        prune(&mut pattern);
    }
    let fate = |&cell: &usize| match pattern.cells[cell].state {
        State::Shown | State::Fixed => Fate::Shown,
        State::Hidden => Fate::Primary,
        State::Sacrificed => Fate::Complementary,
    };
    Ok(Protected { fates: pattern.cell_of.iter().map(fate).collect(), worlds: pattern.worlds })
}

/// Lets one protected cell move as far as it must, at the least cost found.
fn secure(
    pattern: &mut Pattern<'_>,
    nearness: &mut Nearness,
    cell: usize,
    draft: &Draft,
    budget: &mut Budget<'_>,
) -> Result<()> {
    loop {
        let value = pattern.cells[cell].value;
        let Some(guard) = pattern.cells[cell].guard.filter(|guard| !guard.is_met(value)) else {
            return Ok(());
        };
        let mut best: Option<Alternative> = None;
        let down = guard.width - guard.up;
        let small = pattern.counts.len() <= SMALL;
        let nearest = nearness.of(pattern, cell);
        for &reach in if small { &REACHES_IN_SMALL[..] } else { &REACHES[..] } {
            let near = nearest.some(reach);
            let mut wishes = Vec::new();
            if guard.may_be_zero && guard.down < value {
                wishes.push(-value);
            } else {
                wishes.push(guard.width - guard.down);
                if (1..=value).contains(&down) {
                    wishes.push(-down);
                }
            }
            for by in wishes {
                if let Some(found) = cheapest(pattern, Wish { cell, by }, &near, budget)?
                    && best.as_ref().is_none_or(|best| found.cost < best.cost)
                {
                    best = Some(found);
                }
            }
            if best.is_some() {
                break;
            }
        }
        if let Some(found) = best.or_else(|| plain(pattern, cell)) {
            pattern.adopt(found.change, &found.moved);
            continue;
        }
        // What no look around finds, a search of everything may: in the pattern as it is, or at any cost.
        for at_any_cost in [false, true] {
            let worlds = searched(pattern, cell, draft, at_any_cost, budget)?;
            if !worlds.is_empty() {
                for world in worlds {
                    let moved = pattern.moved(&world);
                    pattern.adopt(world, &moved);
                }
                break;
            }
            if at_any_cost {
                let figure = draft.figures[pattern.cells[cell].figure].name.clone();
                return Err(Error::Forced { figure });
            }
        }
    }
}

/// Worlds in which one protected cell moves as far as it must, by the attack's own search; none if there are none.
fn searched(
    pattern: &Pattern<'_>,
    cell: usize,
    draft: &Draft,
    at_any_cost: bool,
    budget: &mut Budget<'_>,
) -> Result<Vec<Change>> {
    let is_hidden = |figure: usize| match pattern.cells[pattern.cell_of[figure]].state {
        State::Fixed => false,
        State::Shown => at_any_cost,
        State::Hidden | State::Sacrificed => true,
    };
    let mut system = draft.published(is_hidden);
    let of = &pattern.cells[cell];
    let wanted = of.guard.map(|guard| Target {
        name: String::new(),
        form: of.form.clone(),
        width: u32::try_from(guard.width).unwrap_or(u32::MAX),
        may_be_zero: guard.may_be_zero,
        below: None,
    });
    system.targets = wanted.into_iter().collect();
    let report = attack(&system, Some(&draft.counts), Depth::Width, budget)?;
    Ok(report.certificate.map(|certificate| certificate.worlds).unwrap_or_default())
}

/// A world that needs no search: one atom of the cell has more, or all of them nothing. It costs every figure
/// that holds them.
fn plain(pattern: &Pattern<'_>, cell: usize) -> Option<Alternative> {
    let of = &pattern.cells[cell];
    let guard = of.guard?;
    let lawful = |change: Change| {
        let moved = pattern.moved(&change);
        pattern.is_lawful(&change, &moved).then_some(Alternative { change, moved, cost: f64::INFINITY })
    };
    let terms = of.form.terms();
    if guard.may_be_zero && guard.down < of.value {
        let change = terms.iter().map(|&(atom, _)| (atom, -pattern.counts[atom as usize]));
        return lawful(Change::new(change)).filter(|found| found.moved.contains(&(cell, -of.value)));
    }
    let missing = guard.width - guard.down;
    let up = terms.iter().filter(|&&(_, times)| times > 0);
    up.map(|&(atom, times)| {
        Change::new([(atom, missing.div_euclid(times) + i64::from(missing % times != 0))])
    })
    .find_map(lawful)
}
