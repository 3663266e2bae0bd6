//! Children of two incidents, matched one to one.

use super::names::Name;
use crate::violation::Sex;

/// A child as a report knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Child {
    pub(super) sex: Option<Sex>,
    pub(super) age: Option<u8>,
    /// Identity content.
    pub(super) name: Option<Name>,
}

/// What is said for two children being one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Match {
    /// By sex and age, in bits.
    pub(super) coded: f64,
    /// By name, in bits.
    pub(super) named: f64,
    /// How far sex and age agree.
    pub(super) agreement: f64,
    /// How far the names agree, where both have one.
    pub(super) likeness: Option<f64>,
}

/// A child of the longer list, on the way to the best assignment.
#[derive(Clone)]
struct Column {
    price: f64,
    /// The row that has it, from 1; 0 for none.
    holder: usize,
    least: f64,
    way: usize,
    used: bool,
}

/// The children of the shorter list, each with one of the longer list, so that most is said for all of it together.
///
/// The shortest augmenting path for each row in turn (the Hungarian method). What is compared are multiples of one
/// fraction, so the sums are exact and the same, whichever list is named first.
pub(super) fn matched(
    one: &[Child],
    other: &[Child],
    compare: impl Fn(&Child, &Child) -> Match,
) -> Vec<Match> {
    let (few, many) = if (one.len(), one) <= (other.len(), other) { (one, other) } else { (other, one) };
    let table: Vec<Vec<Match>> =
        few.iter().map(|here| many.iter().map(|there| compare(here, there)).collect()).collect();
    let entry = |row: usize, column: usize| table.get(row.wrapping_sub(1))?.get(column.wrapping_sub(1));
    let loss = |row, column| entry(row, column).map_or(0.0, |entry| -(entry.coded + entry.named));
    let mut prices = vec![0.0; few.len() + 1];
    let fresh = Column { price: 0.0, holder: 0, least: f64::INFINITY, way: 0, used: false };
    // The first column stands for the row that looks for its place.
    let mut columns = vec![fresh; many.len() + 1];
    for row in 1..=few.len() {
        for column in &mut columns {
            (column.least, column.used) = (f64::INFINITY, false);
        }
        columns[0].holder = row;
        let mut at = 0;
        loop {
            columns[at].used = true;
            let held = columns[at].holder;
            let (mut step, mut next) = (f64::INFINITY, 0);
            for (to, column) in columns.iter_mut().enumerate().skip(1).filter(|(_, column)| !column.used) {
                let cost = loss(held, to) - prices[held] - column.price;
                if cost < column.least {
                    (column.least, column.way) = (cost, at);
                }
                if column.least < step {
                    (step, next) = (column.least, to);
                }
            }
            for column in &mut columns {
                if column.used {
                    prices[column.holder] += step;
                    column.price -= step;
                } else {
                    column.least -= step;
                }
            }
            at = next;
            if columns[at].holder == 0 {
                break;
            }
        }
        while at != 0 {
            let from = columns[at].way;
            columns[at].holder = columns[from].holder;
            at = from;
        }
    }
    let taken = columns.iter().enumerate().skip(1);
    taken.filter_map(|(at, column)| entry(column.holder, at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best for all is not the best for the first.
    #[test]
    fn children_are_matched_for_the_best_of_all() {
        let aged = |age| Child { age: Some(age), ..Child::default() };
        let compare = |one: &Child, other: &Child| {
            let apart = one.age.unwrap_or(0).abs_diff(other.age.unwrap_or(0));
            Match { coded: -f64::from(apart).powi(2), named: 0.0, agreement: 1.0, likeness: None }
        };
        let sum = |one: &[Child], other: &[Child]| {
            matched(one, other, compare).iter().map(|one| one.coded).sum::<f64>()
        };
        let (one, other) = ([aged(3), aged(5)], [aged(5), aged(7), aged(16)]);
        assert_eq!(sum(&one, &other), -8.0);
        assert_eq!(sum(&other, &one), -8.0);
        assert_eq!(matched(&one, &other, compare).len(), 2);
        assert!(matched(&[], &other, compare).is_empty());
    }
}
