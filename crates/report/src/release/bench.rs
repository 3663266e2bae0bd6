//! What protection and attack look at: for each attacker what they know, what they must not learn, and what they
//! would see.

use super::roles::About;
use super::space::{Cell, Space};
use super::{Edition, both, figure, in_words, is_null, roles};
use crate::Result;
use crate::between::spans;
use disclosure::attack::{Depth, Verdict, attack_from};
use disclosure::protect::{Draft, Figure, Role};
use disclosure::world::Change;
use disclosure::{Budget, Fact, Form, Parts, Policy, Source, System, Target, Tier};
use domain::counting::CellName;
use domain::tables::Period;
use domain::tabulate::Counts;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// How far apart the ends of a figure must lie, and whether zero must be possible.
type Protection = (u32, bool);

/// Somebody who holds the editions of a tier and of all wider ones, and may be a party to the conflict.
pub(super) struct Attacker {
    pub(super) audience: Tier,
    /// A party knows what it did itself.
    pub(super) party: Option<String>,
    knows: BTreeSet<u32>,
    /// Figures of which more could be learnt before the new edition than their policy asks, with what is left to
    /// protect. It cannot be taken back; the new edition must not add to it.
    before: HashMap<Form, Protection>,
}

impl Attacker {
    /// The same, who could learn some figures before.
    pub(super) fn excused(&self, before: HashMap<Form, Protection>) -> Attacker {
        let (party, knows) = (self.party.clone(), self.knows.clone());
        Attacker { audience: self.audience, party, knows, before }
    }

    /// How many protected figures were narrower before the new edition than their policy asks.
    pub(super) fn known_before(&self, system: &System) -> usize {
        system.targets.iter().filter(|target| self.before.contains_key(&target.form)).count()
    }
}

/// What lies between some editions in one cell, and stands in none of them: between their periods, or between what
/// their tables call in time and late.
struct Rest {
    name: String,
    cell: Cell,
    form: Form,
    /// As which edition counts it.
    of: usize,
    /// The policy that protects it: as strict as those of all the editions that it lies between.
    policy: Policy,
    is_exempt: bool,
}

/// Some editions, the new one last, over the counts that they share.
pub(super) struct Bench<'e> {
    editions: &'e [&'e Edition],
    pub(super) space: Space,
    /// For the holders of each tier what lies between the editions that they have and is small.
    rests: BTreeMap<Tier, Vec<Rest>>,
}

impl<'e> Bench<'e> {
    pub(super) fn new(editions: &'e [&'e Edition]) -> Bench<'e> {
        let mut bench = Bench { editions, space: Space::new(editions), rests: BTreeMap::new() };
        for audience in [Tier::Public, Tier::Partner] {
            bench.rests.insert(audience, bench.lying_between(audience));
        }
        bench
    }

    /// What lies between the editions that readers of a tier hold, and is small.
    fn lying_between(&self, audience: Tier) -> Vec<Rest> {
        let held: Vec<usize> =
            (0..self.editions.len()).filter(|at| self.editions[*at].policy.tier >= audience).collect();
        let periods: Vec<Period> = held.iter().map(|at| self.editions[*at].document.period).collect();
        let figures = held.iter().flat_map(|at| self.space.figures[*at].values());
        // What stands in an edition is protected or shown there.
        let mut known: HashSet<Form> = figures.cloned().collect();
        let incidents: Vec<HashMap<&CellName, u64>> =
            self.editions.iter().map(|edition| roles::incidents(edition)).collect();
        let mut rests = Vec::new();
        for span in spans(&periods) {
            let of = held[span.of];
            let without = span.without.map(|at| held[at]);
            let overlaps = |at: &usize| {
                let (one, other) = (periods[span.of], self.editions[*at].document.period);
                one.from <= other.to && other.from <= one.to
            };
            // What lies between wider editions alone was judged as their readers'.
            let Some(policy) = self.strictest(audience, held.iter().copied().filter(overlaps)) else {
                continue;
            };
            let later = without.map_or(of, |without| without.max(of));
            for (cell, form) in self.space.within(of, &span) {
                let name = self.space.name(cell);
                let count = form.of(&self.space.truth).unwrap_or_default().unsigned_abs();
                // Where cases moved in between, the incidents are those of no one day; that is as near as it gets.
                let behind = |at: usize| incidents[at].get(&name).copied();
                let counts = |at: usize| self.editions[at].document.table(&name.table).and_then(Counts::of);
                // Of two reports, tables of one name may count other things.
                let is_alike = |at: usize| counts(at) == counts(of);
                let incidents = without.filter(|without| is_alike(*without)).and_then(|without| {
                    Some(behind(of)?.saturating_sub(behind(without).unwrap_or(0)).max(1))
                });
                if !roles::is_few(&policy, self.space.about(of, cell), count, incidents)
                    || !known.insert(form.clone())
                {
                    continue;
                }
                let is_exempt = self.editions[later].exempt.contains(&name) && is_alike(later);
                let name = format!("{}, of it {span}", in_words(self.editions[of], &name));
                rests.push(Rest { name, cell, form, of, policy: policy.clone(), is_exempt });
            }
        }
        rests.extend(self.lying_between_parts(audience, &held, &mut known));
        rests
    }

    /// What lies between tables of which one adds up what others tell apart by how far it has come: the annual report
    /// calls in time what the note calls late, and the difference of both stands nowhere.
    fn lying_between_parts(&self, audience: Tier, held: &[usize], known: &mut HashSet<Form>) -> Vec<Rest> {
        let mut rests = Vec::new();
        for &of in held {
            let whole = self.editions[of].document.period;
            let overlaps = |at: &usize| {
                let other = self.editions[*at].document.period;
                whole.from <= other.to && other.from <= whole.to
            };
            let Some(policy) = self.strictest(audience, held.iter().copied().filter(overlaps)) else {
                continue;
            };
            for (cell, part, form) in self.space.divided(of) {
                let count = form.of(&self.space.truth).unwrap_or_default().unsigned_abs();
                if !roles::is_few(&policy, self.space.about(of, cell), count, None)
                    || !known.insert(form.clone())
                {
                    continue;
                }
                let name = self.space.name(cell);
                let is_exempt = self.editions[of].exempt.contains(&name);
                let name = format!("{}, of it {part}", in_words(self.editions[of], &name));
                rests.push(Rest { name, cell, form, of, policy: policy.clone(), is_exempt });
            }
        }
        rests
    }

    /// A policy as strict as those of all of some editions that are for the readers of a tier; none, if none is.
    fn strictest(&self, audience: Tier, of: impl Iterator<Item = usize>) -> Option<Policy> {
        let mut policies = of.map(|at| &self.editions[at].policy).filter(|policy| policy.tier == audience);
        let first = policies.next()?.clone();
        Some(policies.fold(first, |one, other| one.as_strict_as(other)))
    }

    fn last(&self) -> usize {
        self.editions.len() - 1
    }

    fn latest(&self) -> &'e Edition {
        self.editions[self.last()]
    }

    /// Whoever will hold the new edition, with what they could learn before.
    pub(super) fn attackers(&self, budget: &mut Budget<'_>) -> Result<Vec<Attacker>> {
        let everybody = self.everybody();
        self.try_each(&everybody, budget, |attacker, worlds, budget| {
            let (before, worlds) = self.before(attacker, worlds, budget)?;
            Ok((attacker.excused(before), worlds))
        })
    }

    /// Does the work for each attacker, first for those who know nothing more. The worlds that they find are handed to the
    /// parties that hold the same editions: where nothing moves that a party knows, they are worlds to it too.
    pub(super) fn try_each<R: Send>(
        &self,
        attackers: &[Attacker],
        budget: &mut Budget<'_>,
        work: impl Fn(&Attacker, &[Change], &mut Budget<'_>) -> Result<(R, Vec<Change>)> + Sync,
    ) -> Result<Vec<R>> {
        let of = |knows: bool| attackers.iter().filter(move |attacker| attacker.party.is_some() == knows);
        let (nobody, parties): (Vec<&Attacker>, Vec<&Attacker>) = (of(false).collect(), of(true).collect());
        let first = both::for_each(&nobody, budget, |attacker, budget| work(attacker, &[], budget))?;
        let (done, worlds): (Vec<R>, Vec<Vec<Change>>) = first.into_iter().unzip();
        let found = |attacker: &Attacker| {
            let at = nobody.iter().position(|nobody| nobody.audience == attacker.audience);
            at.map_or(&[][..], |at| &worlds[at])
        };
        let rest = both::for_each(&parties, budget, |attacker, budget| {
            Ok(work(attacker, found(attacker), budget)?.0)
        })?;
        let (mut done, mut rest) = (done.into_iter(), rest.into_iter());
        let in_order = attackers.iter().map(|attacker| match attacker.party {
            None => done.next(),
            Some(_) => rest.next(),
        });
        Ok(in_order.flatten().collect())
    }

    /// Whoever will hold the new edition: its own audience and narrower ones, who know nothing more, or are a party.
    pub(super) fn everybody(&self) -> Vec<Attacker> {
        let mut attackers = Vec::new();
        let tier = self.latest().policy.tier;
        // Without an edition of their own, readers of a narrower tier have nothing that others do not have.
        let has_own = |audience: &Tier| self.editions.iter().any(|edition| edition.policy.tier == *audience);
        let audiences = [Tier::Public, Tier::Partner].into_iter().filter(|audience| *audience <= tier);
        for audience in audiences.filter(has_own) {
            let parties = self.space.own.iter().map(|(party, atoms)| (Some(party.clone()), &atoms[..]));
            for (party, atoms) in [(None, &[][..])].into_iter().chain(parties) {
                let knows = atoms.iter().copied().collect();
                attackers.push(Attacker { audience, party, knows, before: HashMap::new() });
            }
        }
        attackers
    }

    /// What can be learnt without the new edition, where that is more than policies ask; and the worlds that show of the
    /// rest that it cannot. Worlds that were found with the new edition fit without it.
    pub(super) fn before(
        &self,
        attacker: &Attacker,
        worlds: &[Change],
        budget: &mut Budget<'_>,
    ) -> Result<(HashMap<Form, Protection>, Vec<Change>)> {
        let mut system = self.known(attacker);
        for (at, edition) in self.visible(attacker).filter(|(at, _)| *at != self.last()) {
            system.facts.extend(self.published(at, edition));
        }
        let parts = Parts::of(system.facts.iter());
        for (at, edition) in self.visible(attacker) {
            let is_last = at == self.last();
            let is_hidden = |cell| is_last || is_null(&edition.document, &self.space.name(cell));
            system.targets.extend(self.targets(attacker, &parts, at, is_hidden));
        }
        let (report, worlds) = attack_from(&system, &self.space.truth, Depth::Width, worlds, budget)?;
        let learnt = report
            .findings
            .iter()
            .zip(system.targets)
            .filter(|(finding, _)| finding.verdict == Verdict::Breached);
        let mut before: HashMap<Form, Protection> = HashMap::new();
        for (finding, target) in learnt {
            let width = u32::try_from(finding.width()).unwrap_or(target.width).min(target.width);
            // Editions of different policies ask differently of one sum: what was left of either is kept.
            let left = before.entry(target.form).or_default();
            *left = (left.0.max(width), left.1 || target.may_be_zero && finding.reached.0 == 0);
        }
        Ok((before, worlds))
    }

    /// The editions that an attacker holds.
    fn visible(&self, attacker: &Attacker) -> impl Iterator<Item = (usize, &'e Edition)> + '_ {
        let audience = attacker.audience;
        let editions = self.editions.iter().copied().enumerate();
        editions.filter(move |(_, edition)| edition.policy.tier >= audience)
    }

    /// What an attacker knows before anything is published.
    fn known(&self, attacker: &Attacker) -> System {
        let truth = &self.space.truth;
        let own = |&atom: &u32| Fact::exactly(Form::sum([atom]), truth[atom as usize], Source::Outside);
        let facts = self.space.facts.iter().cloned().chain(attacker.knows.iter().map(own)).collect();
        System { atoms: truth.len(), facts, targets: Vec::new() }
    }

    /// The figures that an edition shows.
    fn published(&self, at: usize, edition: &Edition) -> Vec<Fact> {
        let shown = self.space.figures[at].iter().filter_map(|(&cell, form)| {
            let name = self.space.name(cell);
            let figure = figure(&edition.document, &name)?;
            let source = match at == self.last() {
                _ if edition.exempt.contains(&name) => Source::Invariant,
                true => Source::Published,
                false => Source::EarlierRelease,
            };
            Some(Fact::exactly(form.clone(), i64::try_from(figure).unwrap_or(i64::MAX), source))
        });
        shown.collect()
    }

    /// What protects a figure of an edition from an attacker who knows some figures already. Nothing does if they
    /// know all of it, or if it is hidden from a wider audience than theirs.
    fn protection(
        &self,
        attacker: &Attacker,
        parts: &Parts,
        policy: &Policy,
        about: About,
        form: &Form,
    ) -> Option<Protection> {
        let knows = |atom: &u32| attacker.knows.contains(atom);
        if policy.tier != attacker.audience || form.terms().iter().all(|(atom, _)| knows(atom)) {
            return None;
        }
        let rules = about.rules(policy);
        // That there is a case is no secret where a shown figure says that there are many. That there are many is no
        // reason by itself: whoever found that zero is impossible would know that there are.
        let is_told = parts.hold(form, i64::from(rules.children));
        if let Some((width, may_be_zero)) = attacker.before.get(form) {
            return Some((*width, *may_be_zero && !is_told));
        }
        let own = form.terms().iter().filter(|(atom, _)| knows(atom));
        let own: i64 = own.map(|(atom, sign)| self.space.truth[*atom as usize] * sign).sum();
        // Nor is it one to whoever did it.
        Some((rules.width, rules.hides_existence && !is_told && own == 0))
    }

    /// What an attacker must not learn of an edition: hidden figures, small changes of any since the edition
    /// before, and what is small of any in months that other editions cut out of it.
    fn targets(
        &self,
        attacker: &Attacker,
        parts: &Parts,
        at: usize,
        is_hidden: impl Fn(Cell) -> bool,
    ) -> Vec<Target> {
        let edition = self.editions[at];
        let mut targets = Vec::new();
        for (&cell, form) in self.space.figures[at].iter().filter(|(cell, _)| is_hidden(**cell)) {
            let about = self.space.about(at, cell);
            if let Some((width, may_be_zero)) = self.protection(attacker, parts, &edition.policy, about, form)
            {
                let form = form.clone();
                targets.push(Target {
                    name: in_words(edition, &self.space.name(cell)),
                    form,
                    width,
                    may_be_zero,
                    below: None,
                });
            }
        }
        // What changed since editions that hid more is told no more freely than they told.
        let period = edition.document.period;
        let until = (0..=at).filter(|before| {
            let other = self.editions[*before].document.period;
            other.from <= period.to && period.from <= other.to
        });
        let policy = self.strictest(edition.policy.tier, until).unwrap_or_else(|| edition.policy.clone());
        for (&cell, form) in &self.space.changes[at] {
            let name = self.space.name(cell);
            let by = form.of(&self.space.truth).unwrap_or_default().unsigned_abs();
            let about = self.space.about(at, cell);
            let is_small = roles::is_few(&policy, about, by, None) && !edition.exempt.contains(&name);
            // That something changed is told by its being made anew: only by how much is protected.
            if let Some((width, _)) =
                self.protection(attacker, parts, &policy, about, form).filter(|_| is_small)
            {
                let name = format!("change of {}", in_words(edition, &name));
                targets.push(Target { name, form: form.clone(), width, may_be_zero: false, below: None });
            }
        }
        let rests = self.rests.get(&attacker.audience).into_iter().flatten();
        for rest in rests.filter(|rest| rest.of == at && !rest.is_exempt) {
            let about = self.space.about(rest.of, rest.cell);
            if let Some((width, may_be_zero)) =
                self.protection(attacker, parts, &rest.policy, about, &rest.form)
            {
                let (name, form) = (rest.name.clone(), rest.form.clone());
                targets.push(Target { name, form, width, may_be_zero, below: None });
            }
        }
        targets
    }

    /// What the new edition would publish to an attacker, and the cells that its first figures are.
    pub(super) fn draft(&self, attacker: &Attacker, hidden: &BTreeSet<Cell>) -> (Draft, Vec<Cell>) {
        let counts = self.space.truth.clone();
        let mut draft = Draft { counts, figures: Vec::new(), facts: self.known(attacker).facts };
        let new = self.latest();
        for (at, edition) in self.visible(attacker).filter(|(at, _)| *at != self.last()) {
            draft.facts.extend(self.published(at, edition));
        }
        let mut shown = self.published(self.last(), new);
        let hides: HashSet<&Form> =
            hidden.iter().map(|cell| &self.space.figures[self.last()][cell]).collect();
        shown.retain(|fact| !hides.contains(&fact.form));
        let parts = Parts::of(draft.facts.iter().chain(&shown));
        let cells: Vec<Cell> = self.space.figures[self.last()].keys().copied().collect();
        for (cell, form) in &self.space.figures[self.last()] {
            let name = self.space.name(*cell);
            let about = self.space.about(self.last(), *cell);
            let role = match self.protection(attacker, &parts, &new.policy, about, form) {
                _ if new.exempt.contains(&name) => Role::Fixed,
                _ if !hidden.contains(cell) => Role::Open,
                Some((width, may_be_zero)) => Role::Protected { width, may_be_zero },
                None => Role::Withheld,
            };
            draft.figures.push(Figure { name: in_words(new, &name), form: form.clone(), role });
        }
        for (at, edition) in self.visible(attacker) {
            let is_hidden = |cell| at != self.last() && is_null(&edition.document, &self.space.name(cell));
            draft.figures.extend(self.targets(attacker, &parts, at, is_hidden).into_iter().map(|target| {
                let Target { name, form, width, may_be_zero, .. } = target;
                Figure { name, form, role: Role::Protected { width, may_be_zero } }
            }));
        }
        (draft, cells)
    }

    /// What an attacker holds of the editions as they are published, and what must not be learnt from it.
    pub(super) fn system(&self, attacker: &Attacker) -> System {
        let mut system = self.known(attacker);
        for (at, edition) in self.visible(attacker) {
            system.facts.extend(self.published(at, edition));
        }
        let parts = Parts::of(system.facts.iter());
        for (at, edition) in self.visible(attacker) {
            let is_hidden = |cell| is_null(&edition.document, &self.space.name(cell));
            system.targets.extend(self.targets(attacker, &parts, at, is_hidden));
        }
        system
    }
}
