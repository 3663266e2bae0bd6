//! The counts that several editions of reports share, and every figure of every edition as a sum of them.
//!
//! Editions share the months that they have in common. What changed from one edition to the next over the same
//! months (late verification, corrections, reopened decisions) is a count of its own: the later edition counts
//! both, and whoever holds the earlier one still has it. An attacker is taken to know which counts changed, and which
//! types of violation occurred at all in which part of the report: knowing less, they
//! learn less.

use super::Edition;
use super::cells::Tables;
use super::places::{Place, counts, pieces, places, words_of};
use super::roles::About;
use super::words::Words;
use crate::between::Span;
use crate::fineness::Fineness;
use disclosure::{Atom, Fact, Form, Source};
use domain::counting::{CellName, FinePart, JOINTLY};
use domain::tables::Period;
use domain::tabulate::{Counts, Standing};
use domain::violation::{Sex, ViolationType};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A cell of an edition, by numbers: the table, the row and the column, which [`Words`] gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cell {
    pub(super) table: u32,
    pub(super) row: u32,
    pub(super) column: u32,
}

/// Cells by something that divides them, each part with what it sums.
type Divided<T> = BTreeMap<(Cell, T), Vec<(Atom, i64)>>;
/// Cells by span of months.
type Parts = Divided<u32>;

/// What an edition changed of a count, or the count itself where no edition came before.
#[derive(Clone, Copy, Debug)]
struct Step {
    edition: usize,
    atom: Atom,
    sign: i64,
}

/// The counts of some editions, and their figures.
#[derive(Debug)]
pub(super) struct Space {
    /// The true count of each atom.
    pub(super) truth: Vec<i64>,
    /// For each edition its cells, each with the sum that it is.
    pub(super) figures: Vec<BTreeMap<Cell, Form>>,
    /// For each edition what it changed of its cells, where it changed something.
    pub(super) changes: Vec<BTreeMap<Cell, Form>>,
    /// For each edition what its cells are about.
    about: Vec<HashMap<Cell, About>>,
    /// For each edition its cells by span of months, where the figures of those spans add up to it.
    parts: Vec<Parts>,
    /// For each edition the cells of tables that add up what others tell apart by how far it has come, by that.
    divided: Vec<Divided<FinePart>>,
    /// The spans of months.
    pieces: Vec<Period>,
    /// No count of any edition is negative, though changes are taken away; and whoever suffered several violations
    /// suffered each of them.
    pub(super) facts: Vec<Fact>,
    /// For each party what it knows of itself.
    pub(super) own: BTreeMap<String, Vec<Atom>>,
    words: Words,
}

impl Space {
    /// The counts of editions in the order in which they were made.
    pub(super) fn new(editions: &[&Edition]) -> Space {
        let mut words = Words::default();
        let counts_of: Vec<Vec<(&str, Counts)>> = editions.iter().map(|edition| edition.counts()).collect();
        let fineness = Fineness::of(counts_of.iter().flatten().map(|(_, counts)| counts));
        let pieces = pieces(editions, &counts_of);
        let counted: Vec<HashMap<Place, i64>> =
            editions.iter().map(|edition| counts(edition, &pieces, &fineness, &mut words)).collect();
        let periods: Vec<u32> =
            editions.iter().map(|edition| words.number(&words_of(edition.document.period))).collect();
        let covers = |edition: usize, place: &Place| match place {
            Place::Violations { piece, .. } => pieces[*piece as usize].1.contains(&edition),
            Place::Several { period, .. } => periods[edition] == *period,
        };
        let mut space = Space {
            truth: Vec::new(),
            figures: vec![BTreeMap::new(); editions.len()],
            changes: vec![BTreeMap::new(); editions.len()],
            about: vec![HashMap::new(); editions.len()],
            parts: vec![Parts::new(); editions.len()],
            divided: vec![BTreeMap::new(); editions.len()],
            pieces: pieces.iter().map(|(span, _)| *span).collect(),
            facts: Vec::new(),
            own: BTreeMap::new(),
            words: Words::default(),
        };
        let mut steps: Vec<(Place, Vec<Step>)> = Vec::new();
        for place in places(&counted, &fineness) {
            let mut of_place = Vec::new();
            let mut before: Option<i64> = None;
            for (edition, counted) in counted.iter().enumerate() {
                if !covers(edition, &place) {
                    continue;
                }
                let now = counted.get(&place).copied().unwrap_or(0);
                let by = before.map(|before| now - before);
                let counts: &[(i64, i64)] = match by {
                    None => &[(now, 1)],
                    Some(0) => &[],
                    // Some were added and some taken away: an attacker sees the difference alone.
                    Some(by) => &[(by.max(0), 1), ((-by).max(0), -1)],
                };
                for &(count, sign) in counts {
                    of_place.push(Step { edition, atom: space.truth.len() as Atom, sign });
                    space.truth.push(count);
                }
                before = Some(now);
            }
            steps.push((place, of_place));
        }
        space.own = own(&steps, &words);
        space.facts = never_negative(&steps);
        let knows_of_several = editions.last().is_some_and(|new| new.knowledge >= 1);
        for at in (0..editions.len()).filter(|_| knows_of_several) {
            let covered: Vec<_> = steps.iter().filter(|(place, _)| covers(at, place)).collect();
            let facts = several_within(&covered, at, &fineness, &words);
            // Records may link a child to a violation that tells of none.
            space.facts.extend(facts.into_iter().filter(|fact| fact.holds(&space.truth)));
        }
        let fine = editions.iter().map(|edition| &edition.fine).collect();
        let mut tables = Tables::new(&counts_of, fine, space.pieces.clone(), &mut words);
        let divided: Vec<HashSet<u32>> = counts_of
            .iter()
            .map(|tables| {
                let divided = tables.iter().filter(|(_, counts)| match counts {
                    Counts::Violations(meaning) => fineness.divides(meaning),
                    Counts::SeveralChildren | Counts::SeveralGroups => false,
                });
                divided.map(|(id, _)| words.number(id)).collect()
            })
            .collect();
        let mut cells: Vec<HashMap<Cell, Vec<(Atom, i64)>>> = vec![HashMap::new(); editions.len()];
        let mut changed: Vec<HashMap<Cell, Vec<(Atom, i64)>>> = vec![HashMap::new(); editions.len()];
        for (place, of_place) in &steps {
            for at in 0..editions.len() {
                let terms: Vec<&Step> = of_place.iter().filter(|step| step.edition <= at).collect();
                if terms.is_empty() || !covers(at, place) {
                    continue;
                }
                for cell in tables.cells_of(at, place, &mut words) {
                    let form = cells[at].entry(cell).or_default();
                    form.extend(terms.iter().map(|step| (step.atom, step.sign)));
                    if let Place::Violations { piece, part, .. } = place {
                        let of_piece = space.parts[at].entry((cell, *piece)).or_default();
                        of_piece.extend(terms.iter().map(|step| (step.atom, step.sign)));
                        if divided[at].contains(&cell.table) {
                            let of_part = space.divided[at].entry((cell, *part)).or_default();
                            of_part.extend(terms.iter().map(|step| (step.atom, step.sign)));
                        }
                    }
                    let own =
                        terms.iter().filter(|step| step.edition == at && step.edition > terms[0].edition);
                    let own: Vec<(Atom, i64)> = own.map(|step| (step.atom, step.sign)).collect();
                    if !own.is_empty() {
                        changed[at].entry(cell).or_default().extend(own);
                    }
                }
            }
        }
        let forms = |cells: Vec<HashMap<Cell, Vec<(Atom, i64)>>>| {
            let form = |(cell, terms): (Cell, Vec<(Atom, i64)>)| (cell, Form::weighted(terms));
            cells.into_iter().map(|cells| cells.into_iter().map(form).collect()).collect()
        };
        space.figures = forms(cells);
        space.changes = forms(changed);
        space.words = words;
        for (at, counts) in counts_of.iter().enumerate() {
            let of: HashMap<&str, &Counts> = counts.iter().map(|(id, counts)| (*id, counts)).collect();
            let about = space.figures[at].keys().map(|&cell| {
                let name = space.name(cell);
                (cell, About::of(of.get(name.table.as_str()).copied(), &name))
            });
            space.about[at] = about.collect();
        }
        space
    }

    /// What of each cell of an edition is counted in some of its months, as it counts them.
    pub(super) fn within(&self, edition: usize, span: &Span) -> BTreeMap<Cell, Form> {
        let mut cells: BTreeMap<Cell, Vec<(Atom, i64)>> = BTreeMap::new();
        let covered: Vec<bool> = self.pieces.iter().map(|piece| span.covers(*piece)).collect();
        for (&(cell, _), terms) in self.parts[edition].iter().filter(|((_, at), _)| covered[*at as usize]) {
            cells.entry(cell).or_default().extend(terms);
        }
        cells.into_iter().map(|(cell, terms)| (cell, Form::weighted(terms))).collect()
    }

    /// What of each cell of an edition has come how far, where its table adds up what others tell apart.
    pub(super) fn divided(&self, edition: usize) -> impl Iterator<Item = (Cell, FinePart, Form)> + '_ {
        let divided = self.divided[edition].iter();
        divided.map(|((cell, part), terms)| (*cell, *part, Form::weighted(terms.iter().copied())))
    }

    /// The name of a cell.
    pub(super) fn name(&self, cell: Cell) -> CellName {
        let word = |number| self.words.word(number).to_owned();
        CellName { table: word(cell.table), key: word(cell.row), column: word(cell.column) }
    }

    /// What a cell of an edition is about.
    pub(super) fn about(&self, edition: usize, cell: Cell) -> About {
        self.about[edition].get(&cell).copied().unwrap_or_default()
    }
}

/// What each party knows: all that it did, alone or with others.
fn own(steps: &[(Place, Vec<Step>)], words: &Words) -> BTreeMap<String, Vec<Atom>> {
    let mut own: BTreeMap<String, Vec<Atom>> = BTreeMap::new();
    for (place, of_place) in steps {
        let Place::Violations { parties, .. } = place else { continue };
        for party in words.word(*parties).split(JOINTLY).filter(|party| !party.is_empty()) {
            own.entry(party.to_owned()).or_default().extend(of_place.iter().map(|step| step.atom));
        }
    }
    own
}

/// That children affected by several violations are among those affected by each, as an edition counts both: everybody
/// knows that. Where it counts no violations of some standing, nothing follows.
fn several_within(
    covered: &[&(Place, Vec<Step>)],
    edition: usize,
    fineness: &Fineness<'_>,
    words: &Words,
) -> Vec<Fact> {
    let verified: Vec<FinePart> =
        FinePart::ALL.iter().copied().filter(|part| part.standing() == Standing::Verified).collect();
    let is_counted = |kind: &ViolationType| {
        kind.counts_children() && verified.iter().all(|part| fineness.counts(*part, *kind))
    };
    let mut facts = Vec::new();
    for &kind in ViolationType::grave().iter().filter(|kind| is_counted(kind)) {
        for &of_sex in Sex::ALL {
            let mut is_several = false;
            let mut terms = Vec::new();
            for (place, of_place) in covered {
                let sign = match place {
                    Place::Violations { part, kind: of_kind, sex, .. } => i64::from(
                        *of_kind == kind && *sex == Some(of_sex) && part.standing() == Standing::Verified,
                    ),
                    Place::Several { types, sex, .. } => -i64::from(
                        *sex == Some(of_sex) && words.word(*types).split('+').any(|one| one == kind.code()),
                    ),
                };
                is_several |= sign < 0;
                let steps = of_place.iter().filter(|step| sign != 0 && step.edition <= edition);
                terms.extend(steps.map(|step| (step.atom, step.sign * sign)));
            }
            if is_several {
                facts.push(Fact::between(Form::weighted(terms), Some(0.0), None, Source::Outside));
            }
        }
    }
    facts
}

fn never_negative(steps: &[(Place, Vec<Step>)]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for (_, of_place) in steps {
        for (at, _) in of_place.iter().enumerate().filter(|(_, step)| step.sign < 0) {
            let until = of_place[..=at].iter().map(|step| (step.atom, step.sign));
            // That is known before anything is published.
            facts.push(Fact::between(Form::weighted(until), Some(0.0), None, Source::Outside));
        }
    }
    facts
}
