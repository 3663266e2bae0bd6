//! A first pattern by elimination: figures are shown, the most telling first, as long as no protected one
//! becomes a combination of shown ones.
//!
//! The idea is Langsrud's (2024). Only linear combinations are seen here, neither that counts are whole and
//! not negative nor how wide a figure stays: what comes out is a hint for the search of worlds, not a
//! protection. Arithmetic is modulo a prime, on which small coefficients are as good as exact.

use super::pattern::{Pattern, State};
use crate::Result;
use crate::budget::Budget;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap};

/// 2^31 - 1.
const PRIME: u64 = 2_147_483_647;

/// Atoms with coefficients modulo the prime, in order, none zero.
type Vector = Vec<(u32, u32)>;

/// For each cell, whether it is better hidden.
pub(crate) fn hints(pattern: &Pattern<'_>, budget: &mut Budget<'_>) -> Result<Vec<bool>> {
    let mut hidden = vec![false; pattern.cells.len()];
    let mut shown = Shown::new(pattern);
    let mut guarded = Guarded::new(pattern);
    for fact in pattern.facts.iter().filter(|fact| fact.is_exact()) {
        let row = shown.reduced(fact.form.terms());
        shown.show(row, &mut guarded);
    }
    let mut order: Vec<usize> = (0..pattern.cells.len()).collect();
    order.sort_by_key(|&cell| {
        let of = &pattern.cells[cell];
        // A sum that is displayed several times is as many figures lost.
        let told = of.value * i64::from(of.shown_as);
        (of.state != State::Fixed, Reverse(told), Reverse(of.form.terms().len()), cell)
    });
    for cell in order {
        budget.spend()?;
        let of = &pattern.cells[cell];
        match of.state {
            State::Fixed => {
                let row = shown.reduced(of.form.terms());
                shown.show(row, &mut guarded);
            }
            State::Shown => {
                let row = shown.reduced(of.form.terms());
                if guarded.holds(&row) {
                    hidden[cell] = true;
                } else {
                    shown.show(row, &mut guarded);
                }
            }
            State::Hidden | State::Sacrificed => {}
        }
    }
    Ok(hidden)
}

/// What is shown so far, each row solved for one atom, its pivot.
struct Shown {
    rows: Vec<Vector>,
    /// For each atom the row that it is the pivot of.
    row_of: Vec<u32>,
    scratch: Vec<u64>,
    marked: Vec<bool>,
}

const NONE: u32 = u32::MAX;

impl Shown {
    fn new(pattern: &Pattern<'_>) -> Self {
        let atoms = pattern.counts.len();
        Self {
            rows: Vec::new(),
            row_of: vec![NONE; atoms],
            scratch: vec![0; atoms],
            marked: vec![false; atoms],
        }
    }

    /// What is left of a sum when everything shown is taken out of it.
    fn reduced(&mut self, terms: &[(u32, i64)]) -> Vector {
        let mut touched: Vec<u32> = Vec::new();
        let mut due: BinaryHeap<Reverse<u32>> = BinaryHeap::new();
        for &(atom, times) in terms {
            self.scratch[atom as usize] = modulo(times);
            self.mark(atom, &mut touched, &mut due);
        }
        // A row holds no pivot of an earlier one, so that each is taken out once.
        while let Some(Reverse(row)) = due.pop() {
            let row = std::mem::take(&mut self.rows[row as usize]);
            let times = PRIME - self.scratch[row[0].0 as usize];
            if times != PRIME {
                for &(atom, by) in &row {
                    let at = &mut self.scratch[atom as usize];
                    *at = (*at + times * u64::from(by)) % PRIME;
                    self.mark(atom, &mut touched, &mut due);
                }
            }
            let index = self.row_of[row[0].0 as usize];
            self.rows[index as usize] = row;
        }
        touched.sort_unstable();
        let mut vector = Vec::new();
        for atom in touched {
            self.marked[atom as usize] = false;
            let value = std::mem::take(&mut self.scratch[atom as usize]);
            if value != 0 {
                vector.push((atom, value as u32));
            }
        }
        vector
    }

    fn mark(&mut self, atom: u32, touched: &mut Vec<u32>, due: &mut BinaryHeap<Reverse<u32>>) {
        if !std::mem::replace(&mut self.marked[atom as usize], true) {
            touched.push(atom);
            let row = self.row_of[atom as usize];
            if row != NONE {
                due.push(Reverse(row));
            }
        }
    }

    /// Shows a sum of which something is left.
    fn show(&mut self, row: Vector, guarded: &mut Guarded) {
        let Some(&(pivot, by)) = row.iter().min_by_key(|(atom, _)| guarded.uses(*atom)) else { return };
        let by = inverse(u64::from(by));
        let mut row: Vector =
            row.iter().map(|&(atom, times)| (atom, (u64::from(times) * by % PRIME) as u32)).collect();
        guarded.take_out(pivot, &row);
        // The pivot comes first, then the others in order.
        if let Some(at) = row.iter().position(|&(atom, _)| atom == pivot) {
            let first = row.remove(at);
            row.insert(0, first);
        }
        self.row_of[pivot as usize] = self.rows.len() as u32;
        self.rows.push(row);
    }
}

/// Protected sums, with everything shown taken out of them.
struct Guarded {
    left: Vec<Vector>,
    /// How many protected sums have come to this, up to a factor.
    known: HashMap<Vector, u32>,
    with: Vec<Vec<u32>>,
}

impl Guarded {
    fn new(pattern: &Pattern<'_>) -> Self {
        let mut guarded =
            Self { left: Vec::new(), known: HashMap::new(), with: vec![Vec::new(); pattern.counts.len()] };
        for cell in pattern.cells.iter().filter(|cell| cell.guard.is_some()) {
            let vector: Vector =
                cell.form.terms().iter().map(|&(atom, times)| (atom, modulo(times) as u32)).collect();
            let number = guarded.left.len() as u32;
            for &(atom, _) in &vector {
                guarded.with[atom as usize].push(number);
            }
            let vector = normalised(vector);
            *guarded.known.entry(vector.clone()).or_default() += 1;
            guarded.left.push(vector);
        }
        guarded
    }

    fn uses(&self, atom: u32) -> usize {
        self.with[atom as usize].len()
    }

    fn holds(&self, vector: &Vector) -> bool {
        self.known.contains_key(&normalised(vector.clone()))
    }

    fn take_out(&mut self, pivot: u32, row: &Vector) {
        for number in std::mem::take(&mut self.with[pivot as usize]) {
            let vector = &self.left[number as usize];
            let Ok(at) = vector.binary_search_by_key(&pivot, |&(atom, _)| atom) else { continue };
            let times = PRIME - u64::from(vector[at].1);
            let mut sum: BTreeMap<u32, u64> =
                vector.iter().map(|&(atom, times)| (atom, u64::from(times))).collect();
            for &(atom, by) in row {
                let is_new = !sum.contains_key(&atom);
                let at = sum.entry(atom).or_default();
                *at = (*at + times * u64::from(by)) % PRIME;
                if is_new {
                    self.with[atom as usize].push(number);
                }
            }
            let new: Vector = sum
                .into_iter()
                .filter(|&(_, value)| value != 0)
                .map(|(atom, value)| (atom, value as u32))
                .collect();
            let new = normalised(new);
            let old = std::mem::replace(&mut self.left[number as usize], new.clone());
            if let Some(count) = self.known.get_mut(&old) {
                *count -= 1;
                if *count == 0 {
                    self.known.remove(&old);
                }
            }
            *self.known.entry(new).or_default() += 1;
        }
    }
}

/// Up to a factor: the first coefficient is one.
fn normalised(mut vector: Vector) -> Vector {
    if let Some(&(_, first)) = vector.first() {
        let by = inverse(u64::from(first));
        vector.iter_mut().for_each(|(_, times)| *times = (u64::from(*times) * by % PRIME) as u32);
    }
    vector
}

fn modulo(times: i64) -> u64 {
    times.rem_euclid(PRIME as i64) as u64
}

/// By Fermat's little theorem.
fn inverse(of: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, of % PRIME, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}
