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

mod bench;
mod both;
mod cells;
mod places;
mod proof;
mod roles;
mod space;
mod words;

use crate::{ReportError, Result};
use bench::Bench;
use disclosure::attack::{Depth, Finding, Verdict, attack_from};
use disclosure::protect::{Against, Draft, Fate, Figure, Protected, Role};
use disclosure::world::Change;
use disclosure::{Budget, Form, Policy, Tier};
use domain::counting::{CellName, Fine};
use domain::tables::{Row, Suppression, TableDocument};
use domain::tabulate::Counts;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};

pub use proof::{Excused, Proof, prove, verify};
pub use roles::check;
pub(crate) use roles::misfit;

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
    /// What everybody is taken to know beside what is published: [`KNOWLEDGE`] when it is made. An edition is made anew, and
    /// its proof checked, by what it was made with.
    #[serde(default, skip_serializing_if = "is_none_known")]
    pub knowledge: u32,
}

/// What everybody is taken to know beside what is published. 0: counts are not negative. 1: besides, children affected by
/// several violations are among those affected by each.
pub const KNOWLEDGE: u32 = 1;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks by reference")]
const fn is_none_known(knowledge: &u32) -> bool {
    *knowledge == 0
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
    /// How many of the protected figures could be learnt more of before this edition than the policy asks, from
    /// earlier ones and what the party knows. The edition must not add to that.
    pub known_before: usize,
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

impl Edition {
    /// What each of its tables counts. What is none of them is refused before it is asked.
    fn counts(&self) -> Vec<(&str, Counts)> {
        let tables = self.document.tables.iter();
        tables.filter_map(|table| Some((table.id.as_str(), Counts::of(table)?))).collect()
    }
}

/// Refuses exact tables that are not what the counts behind them add up to, cell for cell: what is protected and
/// attacked would be other figures than those that are published.
fn adds_up(new: &Edition) -> Result<()> {
    let mut sums = new.fine.sums(&new.counts());
    let differs = |cell: &CellName, figure: Option<u64>, sum: u64| {
        let figure = figure.map_or_else(|| "hidden already".to_owned(), |figure| figure.to_string());
        let at = format!("{}: {}, {}", cell.table, cell.key, cell.column);
        let problem = format!("is {figure}, and the finest counts behind it add up to {sum}");
        let remedy = "if records were changed in between, make it again; else make the table for the task force alone \
                      (tiers = [\"internal\"] in template.toml), and report this";
        Err(ReportError::document(&new.document.report, at, problem, remedy))
    };
    for table in &new.document.tables {
        for row in &table.rows {
            for (column, figure) in &row.cells {
                let (table, key, column) = (table.id.clone(), row.key.clone(), column.clone());
                let cell = CellName { table, key, column };
                let sum = sums.remove(&cell).unwrap_or(0);
                if *figure != Some(sum) {
                    return differs(&cell, *figure, sum);
                }
            }
        }
    }
    match sums.into_iter().find(|(_, sum)| *sum > 0) {
        Some((cell, sum)) => differs(&cell, Some(0), sum),
        None => Ok(()),
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
    adds_up(new)?;
    let editions = linked(new, earlier);
    let bench = Bench::new(&editions);
    let mut hidden = roles::hidden(new, &bench.space, &editions);
    let attackers = bench.attackers(budget)?;
    let mut safe: Vec<Safe> = attackers.iter().map(|_| Safe::default()).collect();
    // What was a world to somebody while less was hidden is one still, and to others if it moves nothing that they know.
    let mut worlds: BTreeSet<Change> = BTreeSet::new();
    let mut is_first = true;
    loop {
        let before = hidden.len();
        for (attacker, safe) in attackers.iter().zip(&mut safe) {
            let (mut draft, cells) = bench.draft(attacker, &hidden);
            // Little is safe while only small figures are hidden. Later most is, and only the rest costs a search.
            if !safe.leave_out(&mut draft, (!is_first).then_some(&mut worlds), budget)? {
                continue;
            }
            is_first = false;
            let Protected { fates, worlds: found } =
                disclosure::protect::protect(&draft, Against::Intervals, budget)?;
            worlds.extend(found);
            hidden.extend(
                cells.into_iter().zip(fates).filter(|(_, fate)| *fate != Fate::Shown).map(|(cell, _)| cell),
            );
            safe.add(&draft);
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

/// What is known to be safe from somebody. It stays so while more is hidden.
#[derive(Default)]
struct Safe(HashSet<(Form, Role)>);

impl Safe {
    /// Takes out of a draft what need not be protected any more, having attacked it first if worlds to begin with are
    /// given; those that it finds are added to them. Gives whether anything is left to protect.
    fn leave_out(
        &mut self,
        draft: &mut Draft,
        worlds: Option<&mut BTreeSet<Change>>,
        budget: &mut Budget<'_>,
    ) -> Result<bool> {
        self.withhold(draft);
        if let Some(worlds) = worlds.filter(|_| protects(draft).next().is_some()) {
            let system = draft.published(|at| !matches!(draft.figures[at].role, Role::Open | Role::Fixed));
            let known: Vec<Change> = worlds.iter().cloned().collect();
            let (report, found) = attack_from(&system, &draft.counts, Depth::Width, &known, budget)?;
            worlds.extend(found);
            // Targets are in the order of the figures that they are.
            let found = protects(draft).zip(&report.findings);
            let held = found.filter(|(_, finding)| finding.verdict == Verdict::Safe);
            self.0.extend(held.map(|(figure, _)| (figure.form.clone(), figure.role)));
            self.withhold(draft);
        }
        Ok(protects(draft).next().is_some())
    }

    fn withhold(&self, draft: &mut Draft) {
        for figure in &mut draft.figures {
            if self.0.contains(&(figure.form.clone(), figure.role)) {
                figure.role = Role::Withheld;
            }
        }
    }

    /// All that a draft protects is safe now.
    fn add(&mut self, draft: &Draft) {
        self.0.extend(protects(draft).map(|figure| (figure.form.clone(), figure.role)));
    }
}

fn protects(draft: &Draft) -> impl Iterator<Item = &Figure> {
    draft.figures.iter().filter(|figure| matches!(figure.role, Role::Protected { .. }))
}

/// Attacks the last of some editions together with all before it, as they are published.
///
/// # Errors
/// [`crate::ReportError::Disclosure`] where they contradict each other or their counts, or the budget is spent first:
/// nothing may be approved on that.
pub fn attack(new: &Edition, earlier: &[Edition], budget: &mut Budget<'_>) -> Result<Vec<Attempt>> {
    Ok(prove(new, earlier, budget)?.0)
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

fn in_words(edition: &Edition, cell: &CellName) -> String {
    let TableDocument { report, period, tier, .. } = &edition.document;
    let cell = format!("{}: {}, {}", cell.table, cell.key, cell.column);
    format!("{report}, {} to {} ({tier}), {cell}", period.from, period.to)
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
