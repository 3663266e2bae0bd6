//! Sums of counts.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One of the counts that everything displayed is made of: a combination of the finest categories.
pub type Atom = u32;

/// A whole-number sum of atoms: a cell, a total, a difference of two cells.
///
/// Two displayed numbers with the same form are one number, wherever they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Form(Vec<(Atom, i64)>);

impl Form {
    /// The plain sum of some atoms, each taken once.
    pub fn sum(atoms: impl IntoIterator<Item = Atom>) -> Self {
        let mut atoms: Vec<Atom> = atoms.into_iter().collect();
        atoms.sort_unstable();
        atoms.dedup();
        Self(atoms.into_iter().map(|atom| (atom, 1)).collect())
    }

    /// A sum in which atoms are taken several times, or taken away.
    pub fn weighted(terms: impl IntoIterator<Item = (Atom, i64)>) -> Self {
        let mut sum: BTreeMap<Atom, i64> = BTreeMap::new();
        for (atom, times) in terms {
            let total = sum.entry(atom).or_default();
            *total = total.saturating_add(times);
        }
        Self(sum.into_iter().filter(|&(_, times)| times != 0).collect())
    }

    /// The atoms with how often each is taken, in order.
    #[must_use]
    pub fn terms(&self) -> &[(Atom, i64)] {
        &self.0
    }

    /// Whether nothing is summed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every atom is taken a positive number of times, so that the sum is zero only if they all are.
    #[must_use]
    pub fn only_adds(&self) -> bool {
        self.0.iter().all(|&(_, times)| times > 0)
    }

    /// The sum in a world that gives every atom its count, or nothing if it does not, or if the sum leaves the
    /// range of 64 bits.
    #[must_use]
    pub fn of(&self, counts: &[i64]) -> Option<i64> {
        self.0.iter().try_fold(0_i64, |sum, &(atom, times)| {
            sum.checked_add(counts.get(atom as usize)?.checked_mul(times)?)
        })
    }
}
