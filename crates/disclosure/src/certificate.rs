//! Proof that protected figures stay wide, checked by additions alone: no solver needs to be trusted.

use crate::form::{Atom, Form};
use crate::system::{System, Target};
use crate::world::Change;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

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
        let index = Index::new(system, &self.base);
        for (at, world) in (1_usize..).zip(&self.worlds) {
            if !index.is_lawful(&self.base, world) {
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

    /// The same with few worlds: those that show most figures safe come first, and no others than are needed. A search
    /// finds a world for nearly every figure, and most of them show many others safe too.
    #[must_use]
    pub fn slimmed(&self, system: &System) -> Self {
        let mut slim = Slim::new(self, system);
        let mut most: BinaryHeap<(usize, Reverse<usize>)> =
            (0..self.worlds.len()).map(|world| (slim.moves[world].len(), Reverse(world))).collect();
        while let Some((hoped, Reverse(world))) = most.pop() {
            let gained = slim.gained(world, system);
            // What others have shown safe meanwhile counts no more: it takes its place behind those that show more.
            match most.peek() {
                _ if gained == 0 => {}
                Some((next, _)) if gained < hoped && gained < *next => most.push((gained, Reverse(world))),
                _ => slim.keep(world),
            }
        }
        for (target, &(least, greatest)) in self.pairs.iter().enumerate() {
            if !slim.is_safe(target, &system.targets[target]) {
                [least, greatest]
                    .into_iter()
                    .filter_map(|world| world.checked_sub(1))
                    .for_each(|world| slim.keep(world));
            }
        }
        let worlds = slim.kept.iter().map(|&world| self.worlds[world].clone()).collect();
        let pairs = slim.extents.iter().map(|extent| (extent.least.1, extent.greatest.1)).collect();
        Self { base: self.base.clone(), worlds, pairs }
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

/// Worlds that are kept of a certificate, and how far they move its targets.
struct Slim {
    /// For each world the targets that it moves, and by how much.
    moves: Vec<Vec<(u32, i64)>>,
    kept: Vec<usize>,
    extents: Vec<Extent>,
}

/// The least and the greatest that a target is in worlds that are kept, with their places among them: 0 is the base.
#[derive(Clone, Copy)]
struct Extent {
    base: i64,
    least: (i64, usize),
    greatest: (i64, usize),
}

impl Slim {
    fn new(certificate: &Certificate, system: &System) -> Self {
        let mut targets_with: Vec<Vec<(u32, i64)>> = vec![Vec::new(); system.atoms];
        let mut extents = Vec::with_capacity(system.targets.len());
        for (at, target) in (0_u32..).zip(&system.targets) {
            for &(atom, times) in target.form.terms() {
                targets_with[atom as usize].push((at, times));
            }
            let base = target.form.of(&certificate.base).unwrap_or_default();
            extents.push(Extent { base, least: (base, 0), greatest: (base, 0) });
        }
        let moved = |world: &Change| {
            let mut by: BTreeMap<u32, i64> = BTreeMap::new();
            for &(atom, change) in world.terms() {
                for &(target, times) in &targets_with[atom as usize] {
                    *by.entry(target).or_default() += change * times;
                }
            }
            by.into_iter().filter(|(_, by)| *by != 0).collect()
        };
        Self { moves: certificate.worlds.iter().map(moved).collect(), kept: Vec::new(), extents }
    }

    fn is_safe(&self, at: usize, target: &Target) -> bool {
        let Extent { least, greatest, .. } = self.extents[at];
        target.is_safe_between(least.0, greatest.0)
    }

    /// How many targets a world would show safe that are not yet.
    fn gained(&self, world: usize, system: &System) -> usize {
        let gains = self.moves[world].iter().filter(|(at, by)| {
            let (at, target) = (*at as usize, &system.targets[*at as usize]);
            let Extent { base, least, greatest } = self.extents[at];
            let value = base + by;
            !self.is_safe(at, target) && target.is_safe_between(least.0.min(value), greatest.0.max(value))
        });
        gains.count()
    }

    fn keep(&mut self, world: usize) {
        if self.kept.contains(&world) {
            return;
        }
        self.kept.push(world);
        for &(at, by) in &self.moves[world] {
            let extent = &mut self.extents[at as usize];
            let here = (extent.base + by, self.kept.len());
            if here.0 < extent.least.0 {
                extent.least = here;
            }
            if here.0 > extent.greatest.0 {
                extent.greatest = here;
            }
        }
    }
}

/// Which facts hold which atoms and how far each may move from a base, so that a world that changes little is checked
/// quickly.
pub(crate) struct Index {
    facts_with: Vec<Vec<(u32, i64)>>,
    /// By how much each fact may fall and rise.
    room: Vec<(i128, i128)>,
}

impl Index {
    /// Of a system that a base fits.
    pub(crate) fn new(system: &System, base: &[i64]) -> Self {
        let mut facts_with = vec![Vec::new(); system.atoms];
        let mut room = Vec::with_capacity(system.facts.len());
        for (at, fact) in (0_u32..).zip(&system.facts) {
            for &(atom, times) in fact.form.terms() {
                facts_with[atom as usize].push((at, times));
            }
            // A sum that the base has no value for may not be anything.
            room.push(fact.form.of(base).map_or((1, -1), |value| {
                let room =
                    |end: Option<i64>, none| end.map_or(none, |end| i128::from(end) - i128::from(value));
                (room(fact.low, i128::MIN), room(fact.high, i128::MAX))
            }));
        }
        Self { facts_with, room }
    }

    /// Whether a world fits the system.
    pub(crate) fn is_lawful(&self, base: &[i64], world: &Change) -> bool {
        let mut moved: Vec<(u32, i128)> = Vec::new();
        let mut last: Option<Atom> = None;
        for &(atom, by) in world.terms() {
            // In order and each atom once: what is read from a file may be anything.
            let in_order = last.is_none_or(|last| last < atom);
            let count = base.get(atom as usize).and_then(|count| count.checked_add(by));
            if !in_order || count.is_none_or(|count| count < 0) {
                return false;
            }
            last = Some(atom);
            let facts = self.facts_with[atom as usize].iter();
            moved.extend(facts.map(|&(fact, times)| (fact, i128::from(times) * i128::from(by))));
        }
        moved.sort_unstable_by_key(|&(fact, _)| fact);
        moved.chunk_by(|one, next| one.0 == next.0).all(|of_fact| {
            let (low, high) = self.room[of_fact[0].0 as usize];
            (low..=high).contains(&of_fact.iter().map(|(_, by)| by).sum::<i128>())
        })
    }
}
