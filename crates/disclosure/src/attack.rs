//! Trying to undo a release: what can be learnt of each protected figure from everything that is out.
//!
//! The attack knows nothing of how the figures were protected. It takes out what follows without a solver,
//! then walks from whole world to whole world; each world found serves every figure. A figure that no world
//! shows to be wide enough is searched to the end: over real numbers, then by branching over whole ones.

mod block;
mod eliminate;
mod presolve;

use crate::budget::Budget;
use crate::certificate::{Certificate, Index};
use crate::form::Atom;
use crate::system::{GREATEST, System};
use crate::world::Change;
use crate::{Error, Result};
use block::{Found, Search, Toward, any_world, whole_search};
use presolve::{Part, Reduced, reduce};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the attack goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Until each figure is known to be wide enough; to its ends where it is not.
    Width,
    /// To the ends of what each figure can be, however long that takes.
    Ends,
}

/// What came out for one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// There are two worlds in which it differs enough.
    Safe,
    /// It is proved that there are not.
    Breached,
    /// Neither was found. That is not safe.
    Unsettled,
}

/// What can be learnt of one protected figure. As secret as the counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How its table names it.
    pub name: String,
    /// What came out.
    pub verdict: Verdict,
    /// The least and the greatest whole number that it is in the worlds found.
    pub reached: (i64, i64),
    /// The least that it can be, if that is proved. Zero where nothing better is.
    pub least: Option<i64>,
    /// The greatest that it can be, if that is proved and there is a greatest.
    pub greatest: Option<i64>,
    /// Whether it may be a number that is not protected, so that its width says nothing ([`crate::Target::below`]).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_spared: bool,
}

impl Finding {
    /// How far apart the least and the greatest world found are. A figure without an upper end has the width
    /// of the greatest count.
    #[must_use]
    pub fn width(&self) -> i64 {
        self.reached.1 - self.reached.0
    }

    /// Whether the worlds found are the ends of what it can be.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        let endless = self.reached.1 >= GREATEST;
        self.least == Some(self.reached.0) && (endless || self.greatest == Some(self.reached.1))
    }
}

/// What an attack did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effort {
    /// Facts that were known.
    pub facts: usize,
    /// Atoms whose count followed without a solver.
    pub deduced: usize,
    /// Atoms left, those that nothing tells apart taken as one.
    pub unknown: usize,
    /// Connected parts.
    pub blocks: usize,
    /// Walks over whole worlds.
    pub walks: usize,
    /// Searches over real numbers.
    pub relaxations: usize,
    /// Searches by branching.
    pub branchings: usize,
    /// Different worlds found.
    pub worlds: usize,
}

/// What an attack found. As secret as the counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// One finding for each target, in their order.
    pub findings: Vec<Finding>,
    /// What was tried.
    pub effort: Effort,
    /// The proof, if every figure is safe.
    pub certificate: Option<Certificate>,
}

impl Report {
    /// Whether every figure was found safe.
    #[must_use]
    pub fn is_safe(&self) -> bool {
        self.findings.iter().all(|finding| finding.verdict == Verdict::Safe)
    }

    /// The figures that are not safe.
    pub fn breaches(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.verdict != Verdict::Safe)
    }

    /// The figure of which most can be learnt.
    #[must_use]
    pub fn tightest(&self) -> Option<&Finding> {
        self.findings.iter().filter(|finding| !finding.is_spared).min_by_key(|finding| finding.width())
    }
}

/// Attacks everything published. What an attacker knows besides (an own record, a party's own count) is added
/// to the system as a fact from [`crate::Source::Outside`], and the attack made again.
/// A `truth` spares the search for a first world; it must fit.
///
/// # Errors
/// [`Error::Contradiction`] if no world fits, or the truth does not; [`Error::Unfinished`] if the budget is
/// spent first; and what [`System::check`] says.
pub fn attack(
    system: &System,
    truth: Option<&[i64]>,
    depth: Depth,
    budget: &mut Budget<'_>,
) -> Result<Report> {
    system.check()?;
    if let Some(truth) = truth {
        return Ok(attack_from(system, truth, depth, &[], budget)?.0);
    }
    let reduced = reduce(system)?;
    let bases = reduced.blocks.iter().map(|block| any_world(block, budget)).collect::<Result<_>>()?;
    let mut attack = Attack::new(system, &reduced, None, bases);
    attack.pursue_all(depth, budget)?;
    attack.report()
}

/// The same with some worlds to begin with, told as changes of the truth: what an attack on a like system found. Those
/// that fit this one need not be found again; the others are passed over. Gives the worlds that were of use beside the
/// report.
///
/// # Errors
/// What [`attack`] says.
pub fn attack_from(
    system: &System,
    truth: &[i64],
    depth: Depth,
    worlds: &[Change],
    budget: &mut Budget<'_>,
) -> Result<(Report, Vec<Change>)> {
    system.check()?;
    check_truth(system, truth)?;
    let reduced = reduce(system)?;
    let bases = bases(&reduced, truth);
    let mut attack = Attack::new(system, &reduced, Some(truth), bases);
    attack.begin_with(worlds);
    attack.pursue_all(depth, budget)?;
    let worlds = attack.worlds.clone();
    Ok((attack.report()?, worlds))
}

/// How often a survey branches.
const RICH_WORLDS: usize = 4;

/// Worlds that fit what is published: enough to see of most figures whether they are safe already.
pub(crate) fn survey(system: &System, truth: &[i64], budget: &mut Budget<'_>) -> Result<Vec<Change>> {
    check_truth(system, truth)?;
    let reduced = reduce(system)?;
    let bases = bases(&reduced, truth);
    let mut attack = Attack::new(system, &reduced, Some(truth), bases);
    for target in 0..system.targets.len() {
        // A world found by branching moves many figures at once; a few of them go a long way.
        let ways: &[How] = if attack.effort.branchings < RICH_WORLDS {
            &[How::Walk, How::Relax, How::Branch]
        } else {
            &[How::Walk]
        };
        attack.pursue(target, Depth::Width, ways, budget)?;
    }
    Ok(attack.worlds)
}

/// The counts of each block's columns in a world.
fn bases(reduced: &Reduced, world: &[i64]) -> Vec<Vec<i64>> {
    let count = |&atom: &Atom| world[atom as usize];
    let column = |&column: &usize| reduced.members[column].iter().map(count).sum();
    reduced.blocks.iter().map(|block| block.columns.iter().map(column).collect()).collect()
}

fn check_truth(system: &System, truth: &[i64]) -> Result<()> {
    let fits = truth.len() == system.atoms && truth.iter().all(|count| (0..=GREATEST).contains(count));
    if !fits {
        return Err(Error::Malformed("the true counts are not those of these tables".into()));
    }
    match system.facts.iter().position(|fact| !fact.holds(truth)) {
        Some(at) => {
            Err(Error::Contradiction { what: format!("statement {} does not hold of the counts", at + 1) })
        }
        None => Ok(()),
    }
}

/// How far the worlds found take one sum, and what is proved of its ends.
#[derive(Clone, Debug)]
struct Extent {
    part: Part,
    least: (i64, usize),
    greatest: (i64, usize),
    proved_least: Option<i64>,
    proved_greatest: Option<i64>,
    /// What has been tried, by direction.
    walked: [bool; 2],
    relaxed: [bool; 2],
    branched: [bool; 2],
    ended: [bool; 2],
}

struct Attack<'a> {
    system: &'a System,
    reduced: &'a Reduced,
    bases: Vec<Vec<i64>>,
    base: Vec<i64>,
    index: Index,
    searches: Vec<Option<Search<'a>>>,
    /// Each different sum of a block's columns that targets are made of.
    extents: Vec<Extent>,
    extents_of_block: Vec<Vec<usize>>,
    extents_of_target: Vec<Vec<usize>>,
    worlds: Vec<Change>,
    effort: Effort,
}

impl<'a> Attack<'a> {
    fn new(system: &'a System, reduced: &'a Reduced, truth: Option<&[i64]>, bases: Vec<Vec<i64>>) -> Self {
        let base = truth.map_or_else(|| spread(reduced, &bases), <[i64]>::to_vec);
        let mut extents: Vec<Extent> = Vec::new();
        let mut extents_of_block = vec![Vec::new(); reduced.blocks.len()];
        let mut known: BTreeMap<&Part, usize> = BTreeMap::new();
        let mut extents_of_target = Vec::with_capacity(reduced.targets.len());
        for (_, parts) in &reduced.targets {
            let of_target = parts.iter().map(|part| {
                *known.entry(part).or_insert_with(|| {
                    let value = sum(part, &bases[part.block]);
                    extents_of_block[part.block].push(extents.len());
                    extents.push(Extent {
                        part: part.clone(),
                        least: (value, 0),
                        greatest: (value, 0),
                        proved_least: None,
                        proved_greatest: None,
                        walked: [false; 2],
                        relaxed: [false; 2],
                        branched: [false; 2],
                        ended: [false; 2],
                    });
                    extents.len() - 1
                })
            });
            extents_of_target.push(of_target.collect());
        }
        let effort = Effort {
            facts: system.facts.len(),
            deduced: reduced.known.iter().flatten().count(),
            unknown: reduced.members.len(),
            blocks: reduced.blocks.len(),
            ..Effort::default()
        };
        let searches = reduced.blocks.iter().map(|_| None).collect();
        let index = Index::new(system, &base);
        Self {
            system,
            reduced,
            bases,
            base,
            index,
            searches,
            extents,
            extents_of_block,
            extents_of_target,
            worlds: Vec::new(),
            effort,
        }
    }

    fn pursue_all(&mut self, depth: Depth, budget: &mut Budget<'_>) -> Result<()> {
        for target in 0..self.system.targets.len() {
            self.pursue(target, depth, &[How::Walk, How::Relax, How::Branch, How::End], budget)?;
        }
        Ok(())
    }

    /// Takes over worlds that were found elsewhere, as far as they fit and widen anything. Blocks share no fact, so that
    /// what a world changes of each of them is a world.
    fn begin_with(&mut self, worlds: &[Change]) {
        if worlds.is_empty() {
            return;
        }
        let mut columns: Vec<(usize, Vec<(usize, i64)>)> = vec![(0, Vec::new()); self.reduced.members.len()];
        for (at, block) in self.reduced.blocks.iter().enumerate() {
            block.columns.iter().for_each(|&column| columns[column].0 = at);
        }
        for (at, extent) in self.extents.iter().enumerate() {
            let block = &self.reduced.blocks[extent.part.block];
            extent.part.terms.iter().for_each(|&(of, times)| columns[block.columns[of]].1.push((at, times)));
        }
        let mut column_of: Vec<Option<usize>> = vec![None; self.system.atoms];
        for (column, members) in self.reduced.members.iter().enumerate() {
            members.iter().for_each(|&atom| column_of[atom as usize] = Some(column));
        }
        for world in worlds {
            let mut of_blocks: BTreeMap<usize, Vec<(Atom, i64)>> = BTreeMap::new();
            for &(atom, by) in world.terms() {
                if let Some(column) = column_of.get(atom as usize).copied().flatten() {
                    of_blocks.entry(columns[column].0).or_default().push((atom, by));
                }
            }
            for terms in of_blocks.into_values() {
                let world = Change::new(terms);
                if !self.index.is_lawful(&self.base, &world) {
                    continue;
                }
                let mut moved: BTreeMap<usize, i64> = BTreeMap::new();
                for &(atom, by) in world.terms() {
                    let column = column_of[atom as usize].map(|column| &columns[column].1);
                    for &(extent, times) in column.into_iter().flatten() {
                        *moved.entry(extent).or_default() += by * times;
                    }
                }
                self.take_over(world, moved);
            }
        }
    }

    fn take_over(&mut self, world: Change, moved: BTreeMap<usize, i64>) {
        let number = self.worlds.len() + 1;
        let mut widens = false;
        for (at, by) in moved {
            let extent = &mut self.extents[at];
            let value = sum(&extent.part, &self.bases[extent.part.block]) + by;
            if value < extent.least.0 {
                (extent.least, widens) = ((value, number), true);
            }
            if extent.greatest.0 < value {
                (extent.greatest, widens) = ((value, number), true);
            }
        }
        if widens {
            self.worlds.push(world);
        }
    }

    /// Goes for one target, from what costs little to what costs much, until enough is known.
    fn pursue(&mut self, target: usize, depth: Depth, ways: &[How], budget: &mut Budget<'_>) -> Result<()> {
        for &how in ways {
            for toward in [Toward::Greatest, Toward::Least] {
                for extent in self.extents_of_target[target].clone() {
                    if self.is_settled(target, depth) {
                        return Ok(());
                    }
                    let enough = self.enough(target, extent, toward, depth);
                    self.search(extent, toward, how, enough, budget)?;
                }
            }
        }
        Ok(())
    }

    /// How far one sum must go so that its target is wide enough, if no more is asked.
    fn enough(&self, target: usize, extent: usize, toward: Toward, depth: Depth) -> Option<i64> {
        let of = &self.system.targets[target];
        if depth == Depth::Ends || of.may_be_zero && of.below.is_none() {
            return None;
        }
        let found = self.finding(target);
        let missing = i64::from(of.width) - found.width();
        let extent = &self.extents[extent];
        if let (Toward::Greatest, Some(below)) = (toward, of.below) {
            // Whichever comes first.
            let missing = if of.may_be_zero { i64::MAX } else { missing };
            return Some(extent.greatest.0 + missing.min(i64::from(below) - found.reached.1));
        }
        if of.may_be_zero {
            return None;
        }
        Some(match toward {
            Toward::Greatest => extent.greatest.0 + missing,
            Toward::Least => extent.least.0 - missing,
        })
    }

    fn is_settled(&self, target: usize, depth: Depth) -> bool {
        let finding = self.finding(target);
        match depth {
            Depth::Width => finding.verdict == Verdict::Safe || finding.is_exact(),
            Depth::Ends => finding.is_exact(),
        }
    }

    fn search(
        &mut self,
        at: usize,
        toward: Toward,
        how: How,
        enough: Option<i64>,
        budget: &mut Budget<'_>,
    ) -> Result<()> {
        let extent = &mut self.extents[at];
        let side = toward as usize;
        let done = match how {
            How::Walk => &mut extent.walked[side],
            How::Relax => &mut extent.relaxed[side],
            How::Branch => &mut extent.branched[side],
            How::End => &mut extent.ended[side],
        };
        let reached = if toward == Toward::Least { extent.least.0 } else { extent.greatest.0 };
        let proved = if toward == Toward::Least { extent.proved_least } else { extent.proved_greatest };
        if std::mem::replace(done, true) || proved == Some(reached) {
            return Ok(());
        }
        let part = extent.part.clone();
        let block = &self.reduced.blocks[part.block];
        let search = match &mut self.searches[part.block] {
            Some(search) => search,
            empty => empty.insert(Search::new(block, &self.bases[part.block])?),
        };
        let found = match how {
            How::Walk => {
                self.effort.walks += 1;
                search.walk(&part, toward, enough, budget)?
            }
            How::Relax => {
                self.effort.relaxations += 1;
                search.relax(&part, toward, budget)?
            }
            How::Branch => {
                self.effort.branchings += 1;
                whole_search(block, &part, toward, enough, budget)?
            }
            How::End => {
                self.effort.branchings += 1;
                whole_search(block, &part, toward, None, budget)?
            }
        };
        self.learn(at, toward, &part, found);
        Ok(())
    }

    fn learn(&mut self, at: usize, toward: Toward, part: &Part, found: Found) {
        if let Some(world) = found.world {
            self.adopt(part.block, &world);
        }
        let extent = &mut self.extents[at];
        match (toward, found.bound) {
            (_, None) => {}
            (Toward::Least, Some(bound)) => {
                extent.proved_least = Some(extent.proved_least.map_or(bound, |was| was.max(bound)));
            }
            (Toward::Greatest, Some(bound)) => {
                extent.proved_greatest = Some(extent.proved_greatest.map_or(bound, |was| was.min(bound)));
            }
        }
    }

    /// A world counts only if additions say that it fits.
    fn adopt(&mut self, block: usize, world: &[i64]) {
        let widens = self.extents_of_block[block].iter().any(|&extent| {
            let extent = &self.extents[extent];
            let value = sum(&extent.part, world);
            value < extent.least.0 || extent.greatest.0 < value
        });
        if !widens || world.iter().any(|count| *count < 0) {
            return;
        }
        let change = self.change(block, world);
        if !self.index.is_lawful(&self.base, &change) {
            return;
        }
        self.worlds.push(change);
        let number = self.worlds.len();
        for &extent in &self.extents_of_block[block] {
            let extent = &mut self.extents[extent];
            let value = sum(&extent.part, world);
            if value < extent.least.0 {
                extent.least = (value, number);
            }
            if extent.greatest.0 < value {
                extent.greatest = (value, number);
            }
        }
    }

    /// What differs from the base, spread over the atoms of each column.
    fn change(&self, block: usize, world: &[i64]) -> Change {
        let mut terms = Vec::new();
        for ((&column, &is), &was) in
            self.reduced.blocks[block].columns.iter().zip(world).zip(&self.bases[block])
        {
            let mut by = is - was;
            for &atom in &self.reduced.members[column] {
                // What is added goes to the first; what is taken is taken where there is something.
                let here = by.max(-self.base[atom as usize]);
                if here != 0 {
                    terms.push((atom, here));
                }
                by -= here;
            }
        }
        Change::new(terms)
    }

    fn finding(&self, target: usize) -> Finding {
        let (constant, _) = self.reduced.targets[target];
        let extents = || self.extents_of_target[target].iter().map(|&extent| &self.extents[extent]);
        let least = constant + extents().map(|extent| extent.least.0).sum::<i64>();
        let greatest = constant + extents().map(|extent| extent.greatest.0).sum::<i64>();
        let total = |ends: Option<i64>| ends.map(|ends| ends + constant);
        let mut proved_least = total(extents().map(|extent| extent.proved_least).sum());
        let proved_greatest = total(extents().map(|extent| extent.proved_greatest).sum());
        let target = &self.system.targets[target];
        if target.form.only_adds() {
            // Counts are not negative, whatever else is known.
            proved_least = Some(proved_least.map_or(0, |least| least.max(0)));
        }
        let width = i64::from(target.width);
        let narrow = proved_least.zip(proved_greatest).is_some_and(|(least, most)| most - least < width);
        let exists = proved_least.is_some_and(|least| least > 0);
        let is_small = target
            .below
            .is_none_or(|below| exists && proved_greatest.is_some_and(|most| most < i64::from(below)));
        let verdict = if target.is_safe_between(least, greatest) {
            Verdict::Safe
        } else if is_small && (narrow || target.may_be_zero && exists) {
            Verdict::Breached
        } else {
            Verdict::Unsettled
        };
        let (name, reached) = (target.name.clone(), (least, greatest));
        let is_spared = target.is_spared_between(least, greatest);
        Finding { name, verdict, reached, least: proved_least, greatest: proved_greatest, is_spared }
    }

    fn report(mut self) -> Result<Report> {
        let findings: Vec<Finding> =
            (0..self.system.targets.len()).map(|target| self.finding(target)).collect();
        self.effort.worlds = self.worlds.len();
        let safe = findings.iter().all(|finding| finding.verdict == Verdict::Safe);
        let certificate = if safe { Some(self.certificate()) } else { None };
        if let Some(certificate) = &certificate {
            certificate.verify(self.system)?;
        }
        Ok(Report { findings, effort: self.effort, certificate })
    }

    fn certificate(&mut self) -> Certificate {
        let mut pairs = Vec::with_capacity(self.extents_of_target.len());
        for target in 0..self.extents_of_target.len() {
            let extents = self.extents_of_target[target].clone();
            let least = self.joined(extents.iter().map(|&extent| self.extents[extent].least.1).collect());
            let greatest =
                self.joined(extents.iter().map(|&extent| self.extents[extent].greatest.1).collect());
            pairs.push((least, greatest));
        }
        Certificate { base: self.base.clone(), worlds: self.worlds.clone(), pairs }
    }

    /// Worlds of different blocks at once. They share no fact, so that together they are a world too.
    fn joined(&mut self, mut worlds: Vec<usize>) -> usize {
        worlds.retain(|world| *world > 0);
        match worlds[..] {
            [] => 0,
            [one] => one,
            _ => {
                let terms = worlds.iter().flat_map(|&world| self.worlds[world - 1].terms().iter().copied());
                self.worlds.push(Change::new(terms.collect::<Vec<_>>()));
                self.worlds.len()
            }
        }
    }
}

/// Ways to search, from what costs little to what costs much.
#[derive(Clone, Copy)]
enum How {
    Walk,
    Relax,
    Branch,
    End,
}

fn sum(part: &Part, world: &[i64]) -> i64 {
    part.terms.iter().map(|&(column, times)| times * world[column]).sum()
}

/// Counts of atoms from counts of columns: the first atom of a column has all of it.
fn spread(reduced: &Reduced, bases: &[Vec<i64>]) -> Vec<i64> {
    let mut counts: Vec<i64> = reduced.known.iter().map(|known| known.unwrap_or_default()).collect();
    for (block, base) in reduced.blocks.iter().zip(bases) {
        for (&column, &count) in block.columns.iter().zip(base) {
            if let Some(&atom) = reduced.members[column].first() {
                counts[atom as usize] = count;
            }
        }
    }
    counts
}
