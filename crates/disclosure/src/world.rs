//! Worlds: complete sets of whole counts that fit everything published.

use crate::form::{Atom, Form};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A world, told by where it differs from another one, the base: atoms and by how much, in order, never zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Change(Vec<(Atom, i64)>);

impl Change {
    /// From any list of changes; those of one atom are added up.
    pub fn new(terms: impl IntoIterator<Item = (Atom, i64)>) -> Self {
        let mut sum: BTreeMap<Atom, i64> = BTreeMap::new();
        for (atom, by) in terms {
            let total = sum.entry(atom).or_default();
            *total = total.saturating_add(by);
        }
        Self(sum.into_iter().filter(|&(_, by)| by != 0).collect())
    }

    /// The atoms that differ, and by how much.
    #[must_use]
    pub fn terms(&self) -> &[(Atom, i64)] {
        &self.0
    }

    /// By how much a sum differs.
    #[must_use]
    pub fn of(&self, form: &Form) -> Option<i64> {
        // The shorter list is walked, the longer one looked up.
        let (short, long) = if self.0.len() < form.terms().len() {
            (&self.0[..], form.terms())
        } else {
            (form.terms(), &self.0[..])
        };
        short.iter().try_fold(0_i64, |sum, &(atom, one)| {
            match long.binary_search_by_key(&atom, |&(atom, _)| atom) {
                Ok(at) => sum.checked_add(one.checked_mul(long[at].1)?),
                Err(_) => Some(sum),
            }
        })
    }

    /// The world itself, if every count in it is at least zero.
    #[must_use]
    pub fn applied(&self, base: &[i64]) -> Option<Vec<i64>> {
        let mut world = base.to_vec();
        for &(atom, by) in &self.0 {
            let count = world.get_mut(atom as usize)?;
            *count = count.checked_add(by).filter(|count| *count >= 0)?;
        }
        Some(world)
    }

    /// The same seen from the other side: from the world to its base.
    #[must_use]
    pub fn reversed(&self) -> Self {
        Self(self.0.iter().map(|&(atom, by)| (atom, -by)).collect())
    }
}
