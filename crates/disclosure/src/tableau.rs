//! A bounded primal simplex that starts from a point that is known to be lawful: the true counts. Only the
//! objective changes from one protected figure to the next, so each search goes on where the last one stopped.
//!
//! Every basic variable is a sum of nonbasic ones. A variable may cost its absolute value (a figure that
//! would have to be hidden if it moved); the search passes over the bend at zero instead of stopping at it.
//! Numbers are floating point, but counts give small whole entries, on which that arithmetic is exact. What
//! is found is never trusted: a world is accepted only by additions on whole numbers (`world.rs`).

use crate::Result;
use crate::budget::Budget;

/// Below this, a rate or a slope is nothing.
const NOTHING: f64 = 1e-7;

/// From one entry in so many on, going through all of a row is faster than from one that is not zero to the next.
const SPARSE: usize = 6;

/// What one variable may be, and what it costs to move it away from zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Variable {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) value: f64,
    /// Cost of each unit away from zero, in either direction.
    pub(crate) weight: f64,
    /// On which side of zero a basic variable counts as standing: 1 or -1.
    side: f64,
}

impl Variable {
    /// Free to move between two bounds, at no cost.
    pub(crate) fn between(low: f64, high: f64, value: f64) -> Self {
        Self { low, high, value, weight: 0.0, side: 1.0 }
    }

    /// Free to move, each unit away from zero at a cost.
    pub(crate) fn weighted(weight: f64) -> Self {
        Self { low: f64::NEG_INFINITY, high: f64::INFINITY, value: 0.0, weight, side: 1.0 }
    }
}

/// How a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing better exists.
    Best,
    /// There is no end to how far the objective can go.
    Unbounded,
    /// The goal was reached, or steps were not whole, or the search went in circles.
    Stopped,
}

/// How a search goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    /// Only steps that keep every whole value whole.
    pub(crate) whole: bool,
    /// Enough once the objective is at most this.
    pub(crate) goal: f64,
    /// The most pivots of one search.
    pub(crate) pivots: usize,
    /// The most pivots in a row that move nothing.
    pub(crate) patience: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Tableau {
    columns: usize,
    /// One row a basic variable, one column a nonbasic one.
    entries: Vec<f64>,
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    variables: Vec<Variable>,
    /// Rate of the objective along each nonbasic variable, without that variable's own weight.
    slopes: Vec<f64>,
    bends: Vec<Bend>,
    /// The entries that are not zero in the column along which the search moves, by row.
    along: Vec<(usize, f64)>,
    /// How often it moved.
    moves: u64,
    spare: Vec<f64>,
    /// Where the row that the last pivot was about is not zero: most of a long row is.
    filled: Vec<usize>,
    /// Which rows are not as they were in the beginning.
    touched: Vec<bool>,
}

/// Where a basic variable meets zero or a bound while another one moves.
#[derive(Clone, Copy, Debug)]
struct Bend {
    step: f64,
    row: usize,
    /// What passing it adds to the slope; infinite at a bound.
    slope: f64,
}

impl Tableau {
    /// `rows[i]` says which sum of the nonbasic variables the basic variable `basic[i]` is.
    pub(crate) fn new(
        variables: Vec<Variable>,
        nonbasic: Vec<usize>,
        basic: Vec<usize>,
        rows: &[Vec<(usize, f64)>],
    ) -> Self {
        let columns = nonbasic.len();
        let mut entries = vec![0.0; columns * basic.len()];
        for (row, terms) in rows.iter().enumerate() {
            for &(column, times) in terms {
                entries[row * columns + column] = times;
            }
        }
        let slopes = vec![0.0; columns];
        let touched = vec![false; basic.len()];
        Self {
            columns,
            entries,
            basic,
            nonbasic,
            variables,
            slopes,
            bends: Vec::new(),
            along: Vec::new(),
            moves: 0,
            spare: Vec::new(),
            filled: Vec::new(),
            touched,
        }
    }

    /// Moves every bound and every bend by a little, each by another, so that a search that stands where many
    /// of them meet does not go in circles. [`Tableau::settle`] takes it back.
    pub(crate) fn perturb(&mut self) {
        for (at, variable) in (1_u64..).zip(&mut self.variables) {
            // The spread of multiplicative hashing; the same in every run.
            let spread = (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as f64 / f64::from(1_u32 << 24);
            let little = 1e-5 * (1.0 + spread);
            variable.low -= little;
            variable.high += little;
            if variable.weight > 0.0 {
                variable.value += little;
                variable.side = 1.0;
            }
        }
    }

    /// The point that the search would have reached without [`Tableau::perturb`]: what is not basic stands at
    /// whole bounds, and the rest follows. Only for a search that began with every value at zero.
    pub(crate) fn settle(&mut self) {
        for &variable in &self.nonbasic {
            let value = &mut self.variables[variable].value;
            *value = value.round();
        }
        for row in 0..self.basic.len() {
            let terms = self.row(row).iter().zip(&self.nonbasic);
            let value = terms.map(|(entry, &variable)| entry * self.variables[variable].value).sum();
            self.variables[self.basic[row]].value = snapped(value);
        }
    }

    pub(crate) fn value(&self, variable: usize) -> f64 {
        self.variables[variable].value
    }

    /// How often it has moved to another point.
    pub(crate) fn moves(&self) -> u64 {
        self.moves
    }

    /// As it was in the beginning, which `fresh` still is. Only rows that changed since are copied.
    pub(crate) fn restore(&mut self, fresh: &Self) {
        let columns = self.columns;
        for (row, touched) in self.touched.iter_mut().enumerate() {
            if std::mem::take(touched) {
                let at = row * columns..(row + 1) * columns;
                self.entries[at.clone()].copy_from_slice(&fresh.entries[at]);
            }
        }
        self.basic.clone_from(&fresh.basic);
        self.nonbasic.clone_from(&fresh.nonbasic);
        self.variables.clone_from(&fresh.variables);
        self.slopes.clone_from(&fresh.slopes);
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.columns..(row + 1) * self.columns]
    }

    /// Makes the sum of `cost` as small as it can be, beside the weights.
    ///
    /// # Errors
    /// [`crate::Error::Unfinished`] when the budget is spent.
    pub(crate) fn minimise(
        &mut self,
        cost: &[(usize, f64)],
        way: Way,
        budget: &mut Budget<'_>,
    ) -> Result<End> {
        self.price(cost);
        let mut reached: f64 = cost.iter().map(|&(variable, times)| times * self.value(variable)).sum();
        let mut idle = 0;
        for _ in 0..way.pivots {
            if reached <= way.goal || idle > way.patience {
                return Ok(End::Stopped);
            }
            budget.spend()?;
            let Some((column, direction)) = self.entering() else { return Ok(End::Best) };
            match self.advance(column, direction, way.whole) {
                None => return Ok(End::Unbounded),
                Some(step) => {
                    idle += 1;
                    if step > 0.0 {
                        idle = 0;
                        reached = cost.iter().map(|&(variable, times)| times * self.value(variable)).sum();
                    }
                }
            }
        }
        Ok(End::Stopped)
    }

    /// The slopes of an objective.
    fn price(&mut self, cost: &[(usize, f64)]) {
        let mut of_variable = vec![0.0; self.variables.len()];
        for &(variable, times) in cost {
            of_variable[variable] += times;
        }
        let mut slopes: Vec<f64> = self.nonbasic.iter().map(|&variable| of_variable[variable]).collect();
        for row in 0..self.basic.len() {
            let variable = &self.variables[self.basic[row]];
            let rate = of_variable[self.basic[row]] + variable.weight * variable.side;
            if rate != 0.0 {
                for (slope, entry) in slopes.iter_mut().zip(self.row(row)) {
                    *slope += rate * entry;
                }
            }
        }
        self.slopes = slopes;
    }

    /// The nonbasic variable along which the objective falls most steeply, and in which direction.
    fn entering(&self) -> Option<(usize, f64)> {
        let mut best: Option<(f64, usize, f64)> = None;
        for (column, &slope) in self.slopes.iter().enumerate() {
            let variable = &self.variables[self.nonbasic[column]];
            let room_up = variable.high - variable.value > NOTHING;
            let room_down = variable.value - variable.low > NOTHING;
            let (gain, direction) = if slope < 0.0 && room_up {
                (-slope - variable.weight, 1.0)
            } else if slope > 0.0 && room_down {
                (slope - variable.weight, -1.0)
            } else {
                continue;
            };
            if gain > NOTHING && best.is_none_or(|(most, ..)| gain > most + NOTHING) {
                best = Some((gain, column, direction));
            }
        }
        best.map(|(_, column, direction)| (column, direction))
    }

    /// Moves one nonbasic variable as far as it pays, and lets whatever stops it leave the basis. Gives how
    /// far, or nothing if nothing stops it.
    fn advance(&mut self, column: usize, direction: f64, whole: bool) -> Option<f64> {
        let entering = self.nonbasic[column];
        let mut slope = direction * self.slopes[column] + self.variables[entering].weight;
        let own = if direction > 0.0 {
            self.variables[entering].high - self.variables[entering].value
        } else {
            self.variables[entering].value - self.variables[entering].low
        };
        // A column lies across all rows: it is gone through once.
        let entries = self.entries.iter().skip(column).step_by(self.columns).copied().enumerate();
        self.along.clear();
        self.along.extend(entries.filter(|&(_, entry)| entry != 0.0));
        self.collect_bends(direction);
        let mut bends = std::mem::take(&mut self.bends);
        bends.sort_unstable_by(|a, b| {
            a.step.total_cmp(&b.step).then(a.slope.total_cmp(&b.slope)).then(a.row.cmp(&b.row))
        });
        let mut stop: Option<(f64, usize)> = None;
        for bend in &bends {
            if bend.step > own {
                break;
            }
            slope += bend.slope;
            if slope > -NOTHING {
                stop = Some((bend.step, bend.row));
                break;
            }
            self.turn(bend.row);
        }
        self.bends = bends;
        let farthest = stop.map_or(own, |(step, _)| step);
        if farthest.is_infinite() {
            return None;
        }
        let step = if whole { self.whole_step(farthest) } else { farthest };
        self.shift(column, direction * step);
        if let Some((_, row)) = stop {
            self.pivot(row, column, direction);
        }
        Some(step)
    }

    fn collect_bends(&mut self, direction: f64) {
        self.bends.clear();
        for &(row, entry) in &self.along {
            let rate = direction * entry;
            if rate.abs() <= NOTHING {
                continue;
            }
            let variable = &self.variables[self.basic[row]];
            if variable.weight > 0.0 && variable.side * rate < 0.0 {
                let step = (variable.value.abs() / rate.abs()).max(0.0);
                self.bends.push(Bend { step, row, slope: 2.0 * variable.weight * rate.abs() });
            }
            let bound = if rate > 0.0 { variable.high } else { variable.low };
            if bound.is_finite() {
                let step = ((bound - variable.value) / rate).max(0.0);
                self.bends.push(Bend { step, row, slope: f64::INFINITY });
            }
        }
    }

    /// A basic variable passes zero: from here on its weight counts the other way.
    fn turn(&mut self, row: usize) {
        let variable = &mut self.variables[self.basic[row]];
        let change = -2.0 * variable.weight * variable.side;
        variable.side = -variable.side;
        let from = row * self.columns;
        for (slope, entry) in self.slopes.iter_mut().zip(&self.entries[from..from + self.columns]) {
            *slope += change * entry;
        }
    }

    /// The longest step up to `farthest` after which whatever was whole is whole again.
    fn whole_step(&self, farthest: f64) -> f64 {
        let is_whole = |times: f64| self.along.iter().all(|(_, rate)| is_whole(rate * times));
        let unit = (1..=12).map(f64::from).find(|&times| is_whole(times));
        unit.map_or(0.0, |unit| ((farthest + NOTHING) / unit).floor() * unit)
    }

    fn shift(&mut self, column: usize, by: f64) {
        if by == 0.0 {
            return;
        }
        self.moves += 1;
        for &(row, rate) in &self.along {
            let variable = &mut self.variables[self.basic[row]];
            variable.value = snapped(variable.value + rate * by);
        }
        let variable = &mut self.variables[self.nonbasic[column]];
        variable.value = snapped(variable.value + by);
    }

    /// The basic variable of a row and the nonbasic one of a column change places.
    fn pivot(&mut self, row: usize, column: usize, direction: f64) {
        let columns = self.columns;
        let leaving = self.basic[row];
        let entering = self.nonbasic[column];
        let by = 1.0 / self.entries[row * columns + column];
        let mut new = std::mem::take(&mut self.spare);
        new.clear();
        new.extend(self.row(row).iter().map(|entry| snapped_entry(-entry * by)));
        new[column] = snapped_entry(by);
        self.entries[row * columns..(row + 1) * columns].copy_from_slice(&new);
        self.touched[row] = true;
        self.filled.clear();
        self.filled.extend((0..columns).filter(|&column| new[column] != 0.0));
        let is_sparse = self.filled.len() < columns / SPARSE;
        for &(other, times) in self.along.iter().filter(|&&(other, _)| other != row) {
            let entries = &mut self.entries[other * columns..(other + 1) * columns];
            entries[column] = 0.0;
            self.touched[other] = true;
            if is_sparse {
                self.filled.iter().for_each(|&column| entries[column] += times * new[column]);
            } else {
                add(entries, &new, times);
            }
        }
        // The weight of a variable counts in the slopes while it is basic, and on its own while it is not.
        let left = self.variables[leaving];
        let entered = &mut self.variables[entering];
        entered.side = if entered.value == 0.0 { direction } else { entered.value.signum() };
        let times = self.slopes[column] + entered.weight * entered.side;
        let mut slopes = std::mem::take(&mut self.slopes);
        slopes[column] = 0.0;
        add(&mut slopes, &new, times);
        slopes[column] -= left.weight * left.side;
        self.slopes = slopes;
        self.spare = new;
        self.basic[row] = entering;
        self.nonbasic[column] = leaving;
    }
}

fn add(to: &mut [f64], from: &[f64], times: f64) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += times * from;
    }
}

/// The nearest whole number, in two additions where there is no instruction for it. Which one a half goes to is not
/// said: no half counts as whole.
pub(crate) fn nearest(value: f64) -> f64 {
    /// One and a half times two to the 52nd: beside it there is no room for fractions.
    const COARSE: f64 = 6_755_399_441_055_744.0;
    if value.abs() < 1e15 { ((value + COARSE) - COARSE).copysign(value) } else { value.round() }
}

pub(crate) fn is_whole(value: f64) -> bool {
    (value - nearest(value)).abs() <= NOTHING
}

/// Rounding errors do not pile up where values are whole.
fn snapped(value: f64) -> f64 {
    let whole = nearest(value);
    if (value - whole).abs() <= NOTHING { whole } else { value }
}

fn snapped_entry(value: f64) -> f64 {
    let whole = nearest(value);
    if (value - whole).abs() < 1e-9 { whole } else { value }
}
