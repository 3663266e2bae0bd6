//! Complementary suppression: which further figures must be hidden so that nobody can narrow a protected one
//! down farther than its width allows.

mod alternative;
mod draft;
mod near;
mod pattern;

pub use draft::{Draft, Figure, Role};

use crate::budget::Budget;
use crate::world::Change;
use crate::{Error, Result};
use alternative::{Alternative, Wish, cheapest};
use near::Nearness;
use pattern::{Pattern, State};

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

/// How many atoms are looked at: some first, many only where some do not do.
const REACHES: [usize; 3] = [150, 600, 2400];

/// Hides what must be hidden.
///
/// # Errors
/// What [`Draft::check`] says; [`Error::Forced`] where a protected figure follows from what is shown in any
/// case; [`Error::Unfinished`] when the budget is spent.
pub fn protect(draft: &Draft, budget: &mut Budget<'_>) -> Result<Protected> {
    draft.check()?;
    let mut pattern = Pattern::new(draft);
    let mut nearness = Nearness::new(&pattern);
    let mut order: Vec<usize> =
        (0..pattern.cells.len()).filter(|&cell| pattern.cells[cell].guard.is_some()).collect();
    order.sort_by_key(|&cell| (std::cmp::Reverse(pattern.cells[cell].form.terms().len()), cell));
    for cell in order {
        secure(&mut pattern, &mut nearness, cell, draft, budget)?;
    }
    let fates = pattern
        .cell_of
        .iter()
        .map(|&cell| match pattern.cells[cell].state {
            State::Shown | State::Fixed => Fate::Shown,
            State::Hidden => Fate::Primary,
            State::Sacrificed => Fate::Complementary,
        })
        .collect();
    Ok(Protected { fates, worlds: pattern.worlds })
}

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
        for reach in REACHES {
            let near = nearness.of(pattern, cell, reach);
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
                if let Some(found) = cheapest(pattern, Wish { cell, by }, &near, &|_| false, budget)?
                    && best.as_ref().is_none_or(|best| found.cost < best.cost)
                {
                    best = Some(found);
                }
            }
            if best.is_some() {
                break;
            }
        }
        let Some(found) = best else {
            let figure = draft.figures[pattern.cells[cell].figure].name.clone();
            return Err(Error::Forced { figure });
        };
        pattern.adopt(found.change, &found.moved);
    }
}
