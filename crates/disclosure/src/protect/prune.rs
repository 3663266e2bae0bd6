//! Shows again what was hidden in vain: figures that no needed world moves.

use super::pattern::{Pattern, State};
use std::cmp::Reverse;

/// Drops worlds, the most costly first, as long as the others let every protected cell move as far as it
/// must; then shows whatever was sacrificed and moves in none that is left. What is left proves the rest.
pub(crate) fn prune(pattern: &mut Pattern<'_>) {
    let worlds = std::mem::take(&mut pattern.worlds);
    let moved: Vec<Vec<(usize, i64)>> = worlds.iter().map(|world| pattern.moved(world)).collect();
    let mut worlds_of: Vec<Vec<(usize, i64)>> = vec![Vec::new(); pattern.cells.len()];
    for (world, moved) in moved.iter().enumerate() {
        for &(cell, by) in moved.iter().filter(|&&(cell, _)| pattern.cells[cell].guard.is_some()) {
            worlds_of[cell].push((world, by));
        }
    }
    let sacrificed = |&&(cell, _): &&(usize, i64)| pattern.cells[cell].state == State::Sacrificed;
    let mut order: Vec<usize> = (0..worlds.len()).collect();
    order.sort_by_key(|&world| (Reverse(moved[world].iter().filter(sacrificed).count()), world));
    let mut kept = vec![true; worlds.len()];
    for world in order {
        kept[world] = false;
        let needed = moved[world].iter().any(|&(cell, _)| {
            let of = &pattern.cells[cell];
            of.guard.is_some_and(|mut guard| {
                let left = || worlds_of[cell].iter().filter(|(world, _)| kept[*world]).map(|(_, by)| *by);
                guard.up = left().max().unwrap_or_default().max(0);
                guard.down = -left().min().unwrap_or_default().min(0);
                !guard.is_met(of.value)
            })
        });
        kept[world] = needed;
    }
    let mut moves = vec![false; pattern.cells.len()];
    for (moved, _) in moved.iter().zip(&kept).filter(|(_, kept)| **kept) {
        moved.iter().for_each(|&(cell, _)| moves[cell] = true);
    }
    for (cell, moves) in pattern.cells.iter_mut().zip(moves) {
        if cell.state == State::Sacrificed && !moves {
            cell.state = State::Shown;
        }
    }
    pattern.worlds = worlds.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(world, _)| world).collect();
}
