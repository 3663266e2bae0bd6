//! Exact facts leave as many columns free as there is freedom; every other column follows from those.

use super::presolve::{Block, Row};
use crate::system::GREATEST;
use crate::tableau::{Tableau, Variable};
use crate::{Error, Result};

/// The most entries of one block's table of columns against freedom: some two hundred megabytes.
const MOST_ENTRIES: usize = 24_000_000;

/// A column as a sum of free ones, in their order.
type Sum = Vec<(usize, f64)>;

/// The tableau of a block, standing at a world that is known to fit.
pub(crate) fn tableau(block: &Block, world: &[i64]) -> Result<Tableau> {
    let width = block.columns.len();
    let mut solved: Vec<Option<Sum>> = vec![None; width];
    let mut order: Vec<usize> = Vec::new();
    let mut uses = vec![0_usize; width];
    for row in &block.rows {
        row.terms.iter().for_each(|&(column, _)| uses[column] += 1);
    }
    let exact = |row: &&Row| row.low.is_some() && row.low == row.high;
    let mut rows: Vec<&Row> = block.rows.iter().filter(exact).collect();
    rows.sort_by_key(|row| row.terms.len());
    let mut scratch = vec![0.0; width];
    for row in rows {
        let reduced = substitute(row, &solved, &mut scratch);
        let pivot = reduced.iter().min_by(|a, b| {
            // A pivot of one keeps whole numbers whole; a rarely used column keeps the table sparse.
            let unit = |entry: f64| entry.abs() != 1.0;
            unit(a.1).cmp(&unit(b.1)).then(uses[a.0].cmp(&uses[b.0])).then(a.0.cmp(&b.0))
        });
        let Some(&(pivot, by)) = pivot else { continue };
        let sum: Sum = reduced
            .iter()
            .filter(|&&(column, _)| column != pivot)
            .map(|&(column, times)| (column, -times / by))
            .collect();
        for &other in &order {
            if let Some(terms) = &mut solved[other]
                && let Ok(at) = terms.binary_search_by_key(&pivot, |&(column, _)| column)
            {
                let times = terms[at].1;
                *terms = added(terms, at, &sum, times);
            }
        }
        solved[pivot] = Some(sum);
        order.push(pivot);
    }
    let free: Vec<usize> = (0..width).filter(|&column| solved[column].is_none()).collect();
    let ranges: Vec<&Row> = block.rows.iter().filter(|row| !exact(row)).collect();
    let basic_count = order.len() + ranges.len();
    let entries = basic_count.saturating_mul(free.len());
    if entries > MOST_ENTRIES {
        return Err(Error::TooLarge { what: "freedom times figures", found: entries, most: MOST_ENTRIES });
    }
    let mut number = vec![usize::MAX; width];
    free.iter().enumerate().for_each(|(at, &column)| number[column] = at);
    let renumbered = |sum: &Sum| sum.iter().map(|&(column, times)| (number[column], times)).collect();
    let mut variables: Vec<Variable> =
        world.iter().map(|&count| Variable::between(0.0, GREATEST as f64, count as f64)).collect();
    let mut table: Vec<Vec<(usize, f64)>> = Vec::with_capacity(basic_count);
    let mut basic = order.clone();
    for column in &order {
        table.push(solved[*column].as_ref().map(renumbered).unwrap_or_default());
    }
    for row in ranges {
        let value: i64 = row.terms.iter().map(|&(column, times)| times * world[column]).sum();
        let low = row.low.map_or(f64::NEG_INFINITY, |low| low as f64);
        let high = row.high.map_or(f64::INFINITY, |high| high as f64);
        table.push(renumbered(&substitute(row, &solved, &mut scratch)));
        basic.push(variables.len());
        variables.push(Variable::between(low, high, value as f64));
    }
    Ok(Tableau::new(variables, free, basic, &table))
}

/// A fact as a sum of free columns.
fn substitute(row: &Row, solved: &[Option<Sum>], scratch: &mut [f64]) -> Sum {
    let mut touched: Vec<usize> = Vec::new();
    let mut add = |column: usize, times: f64| {
        touched.push(column);
        scratch[column] += times;
    };
    for &(column, times) in &row.terms {
        match &solved[column] {
            None => add(column, times as f64),
            Some(sum) => sum.iter().for_each(|&(free, by)| add(free, times as f64 * by)),
        }
    }
    touched.sort_unstable();
    touched.dedup();
    let terms = touched.into_iter().map(|column| (column, std::mem::take(&mut scratch[column])));
    terms.filter(|&(_, times)| times.abs() > 1e-9).collect()
}

/// `terms` without its entry at `at`, plus `times` the other sum.
fn added(terms: &Sum, at: usize, other: &Sum, times: f64) -> Sum {
    let mut sum = Vec::with_capacity(terms.len() + other.len());
    let mut left = terms.iter().enumerate().filter(|&(i, _)| i != at).map(|(_, term)| *term).peekable();
    let mut right = other.iter().map(|&(column, by)| (column, by * times)).peekable();
    loop {
        let next = match (left.peek(), right.peek()) {
            (Some(&l), Some(&r)) if l.0 == r.0 => {
                left.next();
                right.next();
                (l.0, l.1 + r.1)
            }
            (Some(&l), Some(&r)) if l.0 < r.0 => {
                left.next();
                l
            }
            (Some(&l), None) => {
                left.next();
                l
            }
            (_, Some(&r)) => {
                right.next();
                r
            }
            (None, None) => return sum,
        };
        if next.1.abs() > 1e-9 {
            sum.push(next);
        }
    }
}
