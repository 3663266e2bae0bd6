//! Which atoms lie near a figure: those that share narrow figures with it. A world made of them alone is a
//! world, so looking no farther loses nothing but thrift.

use super::pattern::{Pattern, State};
use crate::form::Atom;

/// How often nearness spreads from atoms to the figures that hold them and back.
const ROUNDS: usize = 4;

/// A wider figure than this says little of who is near whom.
const WIDEST: usize = 400;

/// Numbers by index, of which few are not zero, added up in a fixed order so that the sums always agree.
struct Scores {
    of: Vec<f64>,
    touched: Vec<u32>,
}

impl Scores {
    fn new(length: usize) -> Self {
        Self { of: vec![0.0; length], touched: Vec::new() }
    }

    fn add(&mut self, at: u32, score: f64) {
        let of = &mut self.of[at as usize];
        if *of == 0.0 {
            self.touched.push(at);
        }
        *of += score;
    }

    fn take(&mut self) -> Vec<(u32, f64)> {
        self.touched.drain(..).map(|at| (at, std::mem::take(&mut self.of[at as usize]))).collect()
    }
}

/// Finds what is near, again and again.
pub(crate) struct Nearness {
    atoms: Scores,
    cells: Scores,
}

impl Nearness {
    pub(crate) fn new(pattern: &Pattern<'_>) -> Self {
        Self { atoms: Scores::new(pattern.counts.len()), cells: Scores::new(pattern.cells.len()) }
    }

    /// Up to `most` atoms, those of the cell among them.
    pub(crate) fn of(&mut self, pattern: &Pattern<'_>, cell: usize, most: usize) -> Vec<Atom> {
        let is_hidden = |cell: u32| {
            let cell = &pattern.cells[cell as usize];
            matches!(cell.state, State::Hidden | State::Sacrificed)
        };
        let terms = pattern.cells[cell].form.terms();
        let share = 1.0 / terms.len().max(1) as f64;
        let mut near: Vec<(Atom, f64)> = terms.iter().map(|&(atom, _)| (atom, share)).collect();
        for _ in 0..ROUNDS {
            for &(atom, score) in &near {
                self.atoms.add(atom, score);
                for &(cell, _) in &pattern.cells_with[atom as usize] {
                    self.cells.add(cell, score);
                }
            }
            for (cell, score) in self.cells.take() {
                let terms = pattern.cells[cell as usize].form.terms();
                if terms.len() <= WIDEST {
                    let share = score / (terms.len() as f64).powf(1.2);
                    for &(atom, _) in terms {
                        self.atoms.add(atom, share);
                    }
                }
            }
            near = self.atoms.take();
        }
        for (atom, score) in &mut near {
            let with = &pattern.cells_with[*atom as usize];
            *score *= 1.0 + with.iter().filter(|&&(cell, _)| is_hidden(cell)).count() as f64;
        }
        near.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // Some of the figure's own atoms come first, or it could not move.
        let mut chosen: Vec<Atom> = terms.iter().take((most / 2).max(1)).map(|&(atom, _)| atom).collect();
        chosen.sort_unstable();
        let own = chosen.clone();
        let others = near.into_iter().map(|(atom, _)| atom);
        chosen.extend(
            others.filter(|atom| own.binary_search(atom).is_err()).take(most.saturating_sub(own.len())),
        );
        chosen.sort_unstable();
        chosen
    }
}
