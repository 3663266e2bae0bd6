//! Which atoms lie near a figure: those that share narrow figures with it. A world made of them alone is a
//! world, so looking no farther loses nothing but thrift.

use super::pattern::Pattern;
use crate::form::Atom;

/// How often nearness spreads from atoms to the figures that hold them and back.
const ROUNDS: usize = 4;

/// A wider figure than this says little of who is near whom.
const WIDEST: usize = 400;

/// The most atoms that are asked for.
pub(crate) const FARTHEST: usize = 1600;

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

    /// What is near a cell, the nearest first.
    pub(crate) fn of<'p>(&mut self, pattern: &Pattern<'p>, cell: usize) -> Near<'p> {
        let own = pattern.cells[cell].form.terms();
        let share = 1.0 / own.len().max(1) as f64;
        let mut near: Vec<(Atom, f64)> = own.iter().map(|&(atom, _)| (atom, share)).collect();
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
            *score *= 1.0 + f64::from(pattern.hidden_with[*atom as usize]);
        }
        let nearer = |a: &(Atom, f64), b: &(Atom, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        // More than are ever asked for, with as many of the cell's own passed over, need no order.
        if near.len() > 2 * FARTHEST {
            near.select_nth_unstable_by(2 * FARTHEST, nearer);
            near.truncate(2 * FARTHEST);
        }
        near.sort_unstable_by(nearer);
        Near { own, near: near.into_iter().map(|(atom, _)| atom).collect() }
    }
}

/// What is near a cell.
pub(crate) struct Near<'p> {
    own: &'p [(Atom, i64)],
    near: Vec<Atom>,
}

impl Near<'_> {
    /// Up to `most` atoms, those of the cell among them; at most [`FARTHEST`].
    pub(crate) fn some(&self, most: usize) -> Vec<Atom> {
        // Some of the figure's own atoms come first, or it could not move.
        let mut chosen: Vec<Atom> = self.own.iter().take((most / 2).max(1)).map(|&(atom, _)| atom).collect();
        chosen.sort_unstable();
        let own = chosen.clone();
        let others = self.near.iter().copied().filter(|atom| own.binary_search(atom).is_err());
        chosen.extend(others.take(most.saturating_sub(own.len())));
        chosen.sort_unstable();
        chosen
    }
}
