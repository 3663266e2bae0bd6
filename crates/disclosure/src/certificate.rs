//! Proof that protected figures stay wide, checked by additions alone: no solver needs to be trusted.

use crate::form::{Atom, Form};
use crate::system::System;
use crate::world::Change;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// Complete sets of counts that fit everything published, and for each protected figure the two in which it
/// differs enough.
///
/// It holds worlds next to the truth, or the truth itself: it is as secret as the counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// One world in full, a count for each atom.
    pub base: Vec<i64>,
    /// Others, by what differs from it.
    pub worlds: Vec<Change>,
    /// For each target of the system the worlds in which it is least and greatest: 0 is the base, 1 the first
    /// of `worlds`.
    pub pairs: Vec<(usize, usize)>,
}

impl Certificate {
    /// Checks, for a system rebuilt from the released files, that every world is lawful and that every target
    /// differs by its width between the two worlds named for it (and is zero in the first, where it must be
    /// able to be zero).
    ///
    /// # Errors
    /// [`Error::Malformed`] saying what does not hold.
    pub fn verify(&self, system: &System) -> Result<()> {
        system.check()?;
        let refuse = |what: String| Err(Error::Malformed(format!("the certificate does not hold: {what}")));
        if self.base.len() != system.atoms || self.pairs.len() != system.targets.len() {
            return refuse("it is of other tables".into());
        }
        if self.base.iter().any(|count| *count < 0) || !system.facts.iter().all(|fact| fact.holds(&self.base))
        {
            return refuse("its first world does not fit what is published".into());
        }
        let index = Index::new(system);
        for (at, world) in (1_usize..).zip(&self.worlds) {
            if !index.is_lawful(system, &self.base, world) {
                return refuse(format!("world {at} does not fit what is published"));
            }
        }
        for (target, &(least, greatest)) in system.targets.iter().zip(&self.pairs) {
            let values = self.value(least, &target.form).zip(self.value(greatest, &target.form));
            let Some((least, greatest)) = values else {
                return refuse(format!("it names no worlds for {}", target.name));
            };
            if target.is_safe_between(least, greatest) {
                continue;
            }
            if greatest.checked_sub(least).is_none_or(|width| width < i64::from(target.width)) {
                return refuse(format!("{} does not differ by {}", target.name, target.width));
            }
            return refuse(format!("{} cannot be zero", target.name));
        }
        Ok(())
    }

    /// A sum in one of the worlds.
    fn value(&self, world: usize, form: &Form) -> Option<i64> {
        let base = form.of(&self.base)?;
        match world.checked_sub(1) {
            None => Some(base),
            Some(at) => base.checked_add(self.worlds.get(at)?.of(form)?),
        }
    }
}

/// Which facts hold which atoms, so that a world that changes little is checked quickly.
pub(crate) struct Index {
    facts_with: Vec<Vec<u32>>,
}

impl Index {
    pub(crate) fn new(system: &System) -> Self {
        let mut facts_with = vec![Vec::new(); system.atoms];
        for (at, fact) in (0_u32..).zip(&system.facts) {
            for &(atom, _) in fact.form.terms() {
                facts_with[atom as usize].push(at);
            }
        }
        Self { facts_with }
    }

    /// Whether a world fits a system that its base fits.
    pub(crate) fn is_lawful(&self, system: &System, base: &[i64], world: &Change) -> bool {
        let mut touched: Vec<u32> = Vec::new();
        let mut last: Option<Atom> = None;
        for &(atom, by) in world.terms() {
            // In order and each atom once: what is read from a file may be anything.
            let in_order = last.is_none_or(|last| last < atom);
            let count = base.get(atom as usize).and_then(|count| count.checked_add(by));
            if !in_order || count.is_none_or(|count| count < 0) {
                return false;
            }
            last = Some(atom);
            touched.extend(&self.facts_with[atom as usize]);
        }
        touched.sort_unstable();
        touched.dedup();
        touched.iter().all(|&fact| {
            let fact = &system.facts[fact as usize];
            let value =
                fact.form.of(base).zip(world.of(&fact.form)).and_then(|(was, by)| was.checked_add(by));
            value.is_some_and(|value| {
                fact.low.is_none_or(|low| low <= value) && fact.high.is_none_or(|high| value <= high)
            })
        })
    }
}
