//! A report for a wider audience: what of it must be hidden, and an attack on what is left, together with every
//! earlier edition that anybody may still hold.
//!
//! [`protect`] makes the edition; [`attack`] reads published documents alone, with the frozen counts only to prove
//! that worlds fit, and knows nothing of how they were protected. Both go over every audience that will hold the new
//! edition, and in each over everybody who knows something more: nobody, and each party to the conflict, which
//! knows what it did itself.
//!
//! Every hidden figure is protected alike and marked alike: whoever reads why a figure is hidden would know that it
//! is small, or that it is not (`docs/disclosure-control.md`).

mod roles;
mod space;

use crate::Result;
use disclosure::attack::{Depth, Finding, Verdict};
use disclosure::protect::{Against, Draft, Fate, Figure, Role};
use disclosure::{Budget, Fact, Form, Policy, Source, System, Target, Tier};
use domain::counting::{CellName, Fine};
use domain::tables::{Row, Suppression, TableDocument};
use serde::{Deserialize, Serialize};
use space::{Cell, Space};
use std::collections::BTreeSet;

pub use roles::check;

/// A report as it was, or is to be, published, with what it was made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its tables. Of an edition that is still to be protected: exact.
    pub document: TableDocument,
    /// The counts behind it. As secret as the records.
    pub fine: Fine,
    /// The policy under which its figures are hidden.
    pub policy: Policy,
    /// Figures that are published on purpose, whatever the policy says.
    pub exempt: BTreeSet<CellName>,
}

/// One attempt to undo editions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// Who tries: holders of the editions of this tier and of all wider ones.
    pub audience: Tier,
    /// The party that knows what it did itself, if it is one that tries.
    pub party: Option<String>,
    /// How many figures were protected.
    pub protected: usize,
    /// How many published figures and other facts were known.
    pub known: usize,
    /// How far apart the ends of the figure are of which most can be learnt, where figures were protected.
    pub tightest: Option<i64>,
    /// Figures that are not safe, by name. Empty in an edition that may be approved.
    pub breaches: Vec<Breach>,
}

/// A figure that is not safe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breach {
    /// Its edition and cell.
    pub figure: String,
    /// Whether it is proved not to be safe, or nothing was proved.
    pub verdict: Verdict,
    /// The least and the greatest that it was found to be.
    pub reached: (i64, i64),
}

impl From<&Finding> for Breach {
    fn from(finding: &Finding) -> Breach {
        Breach { figure: finding.name.clone(), verdict: finding.verdict, reached: finding.reached }
    }
}

/// The tier of a document, as disclosure control calls it.
#[must_use]
pub const fn tier_of(tier: domain::tables::Tier) -> Tier {
    match tier {
        domain::tables::Tier::Internal => Tier::Internal,
        domain::tables::Tier::Partner => Tier::Partner,
        domain::tables::Tier::Public => Tier::Public,
    }
}

/// The document of an edition with everything hidden that must be. `earlier` are the editions that were ever
/// published, oldest first; the same input gives the same document.
///
/// # Errors
/// [`crate::ReportError::Document`] where the edition asks for what its tier forbids; [`crate::ReportError::Disclosure`] where a
/// figure cannot be protected beside what is out, editions and their counts contradict each other, or the budget
/// is spent.
pub fn protect(new: &Edition, earlier: &[Edition], budget: &mut Budget<'_>) -> Result<TableDocument> {
    check(&new.document, &new.policy)?;
    let editions = linked(new, earlier);
    let bench = Bench::new(&editions);
    let mut hidden = roles::hidden(new, &bench.space, &editions);
    loop {
        let before = hidden.len();
        for (audience, party) in bench.attackers(new) {
            let (draft, cells) = bench.draft(audience, party, &hidden);
            let fates = disclosure::protect::protect(&draft, Against::Intervals, budget)?.fates;
            hidden.extend(
                cells.into_iter().zip(fates).filter(|(_, fate)| *fate != Fate::Shown).map(|(cell, _)| cell),
            );
        }
        if hidden.len() == before {
            break;
        }
    }
    let mut document = new.document.clone();
    for cell in hidden {
        hide(&mut document, bench.space.name(cell));
    }
    Ok(document)
}

/// Attacks the last of some editions together with all before it, as they are published.
///
/// # Errors
/// [`crate::ReportError::Disclosure`] where they contradict each other or their counts, or the budget is spent first:
/// nothing may be approved on that.
pub fn attack(new: &Edition, earlier: &[Edition], budget: &mut Budget<'_>) -> Result<Vec<Attempt>> {
    let editions = linked(new, earlier);
    let bench = Bench::new(&editions);
    let mut attempts = Vec::new();
    for (audience, party) in bench.attackers(new) {
        let system = bench.system(audience, party);
        let report = disclosure::attack::attack(&system, Some(&bench.space.truth), Depth::Width, budget)?;
        if let Some(certificate) = &report.certificate {
            certificate.verify(&system)?;
        }
        attempts.push(Attempt {
            audience,
            party: party.map(str::to_owned),
            protected: system.targets.len(),
            known: system.facts.len(),
            tightest: report.tightest().map(Finding::width),
            breaches: report.breaches().map(Breach::from).collect(),
        });
    }
    Ok(attempts)
}

/// The new edition, last, and the earlier ones that share months with it or with one that does.
fn linked<'e>(new: &'e Edition, earlier: &'e [Edition]) -> Vec<&'e Edition> {
    let mut linked = vec![false; earlier.len()];
    let mut spans = vec![new.document.period];
    while let Some(span) = spans.pop() {
        for (edition, linked) in earlier.iter().zip(&mut linked) {
            let period = edition.document.period;
            if !*linked && period.from <= span.to && span.from <= period.to {
                *linked = true;
                spans.push(period);
            }
        }
    }
    let kept = earlier.iter().zip(linked).filter(|(_, linked)| *linked).map(|(edition, _)| edition);
    kept.chain([new]).collect()
}

/// Everything that protection and attack look at.
struct Bench<'e> {
    editions: &'e [&'e Edition],
    space: Space,
}

impl<'e> Bench<'e> {
    fn new(editions: &'e [&'e Edition]) -> Bench<'e> {
        Bench { editions, space: Space::new(editions) }
    }

    /// Whoever will hold the new edition: those of its tier and of narrower ones, knowing nothing more, or being a
    /// party.
    fn attackers(&self, new: &Edition) -> Vec<(Tier, Option<&str>)> {
        let audiences = [Tier::Public, Tier::Partner].into_iter().filter(|tier| *tier <= new.policy.tier);
        let parties = || self.space.own.keys().map(|party| Some(party.as_str()));
        audiences
            .flat_map(|audience| [None].into_iter().chain(parties()).map(move |party| (audience, party)))
            .collect()
    }

    fn last(&self) -> usize {
        self.editions.len() - 1
    }

    fn visible(&self, audience: Tier) -> impl Iterator<Item = (usize, &'e Edition)> + '_ {
        let editions = self.editions.iter().copied().enumerate();
        editions.filter(move |(_, edition)| edition.policy.tier >= audience)
    }

    /// What protects a figure of an edition, for somebody who knows some counts already. Nothing does if they know
    /// all of it.
    fn protection(
        &self,
        edition: &Edition,
        name: &CellName,
        form: &Form,
        knows: &BTreeSet<u32>,
    ) -> Option<(u32, bool)> {
        let is_known = |atom: &u32| knows.contains(atom);
        if form.terms().iter().all(|(atom, _)| is_known(atom)) {
            return None;
        }
        let theirs: i64 = form
            .terms()
            .iter()
            .filter(|(atom, _)| is_known(atom))
            .map(|(atom, sign)| self.space.truth[*atom as usize] * sign)
            .sum();
        let rules = edition.policy.rules(roles::is_sensitive(name));
        let count = form.of(&self.space.truth).unwrap_or_default();
        // That there is a case is no secret where there are many, nor to whoever did it.
        let hides_existence = rules.hides_existence && count < i64::from(rules.children) && theirs == 0;
        Some((rules.width, hides_existence))
    }

    fn known(&self, party: Option<&str>) -> BTreeSet<u32> {
        party.and_then(|party| self.space.own.get(party)).into_iter().flatten().copied().collect()
    }

    fn facts(&self, knows: &BTreeSet<u32>) -> Vec<Fact> {
        let own = knows
            .iter()
            .map(|&atom| Fact::exactly(Form::sum([atom]), self.space.truth[atom as usize], Source::Outside));
        self.space.facts.iter().cloned().chain(own).collect()
    }

    /// Hidden figures of an edition's document that are told apart from others, with what protects them.
    fn targets(
        &self,
        at: usize,
        edition: &Edition,
        knows: &BTreeSet<u32>,
        is_hidden: impl Fn(Cell) -> bool,
    ) -> Vec<Target> {
        let mut targets = Vec::new();
        let mut add = |what: &str, name: &CellName, form: &Form| {
            if let Some((width, may_be_zero)) = self.protection(edition, name, form, knows) {
                let name = format!("{what}{}", in_words(edition, name));
                targets.push(Target { name, form: form.clone(), width, may_be_zero });
            }
        };
        for (&cell, form) in self.space.figures[at].iter().filter(|(cell, _)| is_hidden(**cell)) {
            add("", &self.space.name(cell), form);
        }
        for (&cell, form) in &self.space.changes[at] {
            let name = self.space.name(cell);
            let by = form.of(&self.space.truth).unwrap_or_default().unsigned_abs();
            if roles::is_few(&edition.policy, &name, by, None) {
                add("change of ", &name, form);
            }
        }
        targets
    }

    /// What the new edition would publish, for one attacker, and the cells that its first figures are.
    fn draft(&self, audience: Tier, party: Option<&str>, hidden: &BTreeSet<Cell>) -> (Draft, Vec<Cell>) {
        let knows = self.known(party);
        let mut draft =
            Draft { counts: self.space.truth.clone(), figures: Vec::new(), facts: self.facts(&knows) };
        let (last, new) = (self.last(), self.editions[self.last()]);
        let mut cells = Vec::new();
        for (&cell, form) in &self.space.figures[last] {
            let name = self.space.name(cell);
            let role = if new.exempt.contains(&name) {
                Role::Fixed
            } else if !hidden.contains(&cell) {
                Role::Open
            } else {
                // Those of a narrower audience may hold an edition that shows it.
                match self.protection(new, &name, form, &knows).filter(|_| audience == new.policy.tier) {
                    Some((width, may_be_zero)) => Role::Protected { width, may_be_zero },
                    None => Role::Withheld,
                }
            };
            draft.figures.push(Figure { name: in_words(new, &name), form: form.clone(), role });
            cells.push(cell);
        }
        for (at, edition) in self.visible(audience) {
            if at != last {
                draft.facts.extend(self.published(at, edition, Source::EarlierRelease));
            }
            let is_hidden = |cell| at != last && is_null(&edition.document, &self.space.name(cell));
            let targets = self.targets(at, edition, &knows, is_hidden);
            if edition.policy.tier == audience {
                draft.figures.extend(targets.into_iter().map(|Target { name, form, width, may_be_zero }| {
                    Figure { name, form, role: Role::Protected { width, may_be_zero } }
                }));
            }
        }
        (draft, cells)
    }

    /// The figures that an edition shows.
    fn published(&self, at: usize, edition: &Edition, source: Source) -> Vec<Fact> {
        let cells = self.space.figures[at].iter();
        let shown = cells.filter_map(|(&cell, form)| {
            let name = self.space.name(cell);
            let figure = figure(&edition.document, &name)?;
            let source = if edition.exempt.contains(&name) { Source::Invariant } else { source };
            Some(Fact::exactly(form.clone(), i64::try_from(figure).unwrap_or(i64::MAX), source))
        });
        shown.collect()
    }

    /// What one attacker holds of the editions as they are published, and what must not be learnt from it.
    fn system(&self, audience: Tier, party: Option<&str>) -> System {
        let knows = self.known(party);
        let mut system =
            System { atoms: self.space.truth.len(), facts: self.facts(&knows), targets: Vec::new() };
        for (at, edition) in self.visible(audience) {
            let source = if at == self.last() { Source::Published } else { Source::EarlierRelease };
            system.facts.extend(self.published(at, edition, source));
            if edition.policy.tier == audience {
                let is_hidden = |cell| is_null(&edition.document, &self.space.name(cell));
                system.targets.extend(self.targets(at, edition, &knows, is_hidden));
            }
        }
        system
    }
}

fn in_words(edition: &Edition, cell: &CellName) -> String {
    let TableDocument { period, tier, .. } = &edition.document;
    format!("{} to {} ({tier}), {}: {}, {}", period.from, period.to, cell.table, cell.key, cell.column)
}

/// What a document shows in a cell: nothing where it is hidden, zero where it is left out.
fn figure(document: &TableDocument, cell: &CellName) -> Option<u64> {
    let row = document.table(&cell.table).and_then(|table| table.rows.iter().find(|row| row.key == cell.key));
    row.map_or(Some(0), |row| row.figure(&cell.column))
}

fn is_null(document: &TableDocument, cell: &CellName) -> bool {
    figure(document, cell).is_none()
}

fn hide(document: &mut TableDocument, cell: CellName) {
    let Some(table) = document.tables.iter_mut().find(|table| table.id == cell.table) else { return };
    let at = table.rows.iter().position(|row| row.key == cell.key).unwrap_or_else(|| {
        table.rows.push(Row::new(cell.key.clone()));
        table.rows.len() - 1
    });
    let row = &mut table.rows[at];
    row.cells.insert(cell.column.clone(), None);
    row.suppressed.insert(cell.column, Suppression::Primary);
}
