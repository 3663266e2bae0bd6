//! The counts that several editions of a report share, and every figure of every edition as a sum of them.
//!
//! Editions share the months that they have in common. What changed from one edition to the next over the same
//! months (late verification, corrections, reopened decisions) is a count of its own: the later edition counts
//! both, and whoever holds the earlier one still has it. An attacker is taken to know which counts changed, and which
//! types of violation occurred at all in which part of the report: knowing less, they
//! learn less.

use super::Edition;
use crate::between::Span;
use crate::document::SEXES;
use disclosure::{Atom, Fact, Form, Source};
use domain::counting::{Bucket, CellName, UNATTRIBUTED};
use domain::tables::{Attribution, Period, TableDocument};
use domain::violation::{Sex, ViolationType};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Above so many counts, types are combined only with the parties and areas that they have themselves.
const MANY: usize = 100_000;

/// A cell of an edition, by numbers: the table, the row and the column, which [`Words`] gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Cell {
    table: u32,
    row: u32,
    column: u32,
}

/// One of the finest counts of one span of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Place {
    Violations { piece: u32, part: Bucket, kind: ViolationType, sex: Option<Sex>, parties: u32, area: u32 },
    Several { period: u32, types: u32, sex: Option<Sex> },
}

/// Cells by span of months, each with what it sums.
type Parts = BTreeMap<(Cell, u32), Vec<(Atom, i64)>>;

/// What an edition changed of a count, or the count itself where no edition came before.
#[derive(Clone, Copy, Debug)]
struct Step {
    edition: usize,
    atom: Atom,
    sign: i64,
}

/// Names and their numbers.
#[derive(Debug, Default)]
struct Words {
    number: HashMap<String, u32>,
    words: Vec<String>,
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.number.get(word) {
            return *number;
        }
        let number = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.number.insert(word.to_owned(), number);
        number
    }

    fn word(&self, number: u32) -> &str {
        &self.words[number as usize]
    }
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
    /// For each edition its cells by span of months, where the figures of those spans add up to it.
    parts: Vec<Parts>,
    /// The spans of months.
    pieces: Vec<Period>,
    /// No count of any edition is negative, though changes are taken away.
    pub(super) facts: Vec<Fact>,
    /// For each party what it knows of itself.
    pub(super) own: BTreeMap<String, Vec<Atom>>,
    words: Words,
}

impl Space {
    /// The counts of editions in the order in which they were made.
    pub(super) fn new(editions: &[&Edition]) -> Space {
        let mut words = Words::default();
        let pieces = pieces(editions);
        let counted: Vec<HashMap<Place, i64>> =
            editions.iter().map(|edition| counts(edition, &pieces, &mut words)).collect();
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
            parts: vec![Parts::new(); editions.len()],
            pieces: pieces.iter().map(|(span, _)| *span).collect(),
            facts: Vec::new(),
            own: BTreeMap::new(),
            words: Words::default(),
        };
        let mut steps: Vec<(Place, Vec<Step>)> = Vec::new();
        for place in places(&counted) {
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
        let mut cells: Vec<HashMap<Cell, Vec<(Atom, i64)>>> = vec![HashMap::new(); editions.len()];
        let mut changed: Vec<HashMap<Cell, Vec<(Atom, i64)>>> = vec![HashMap::new(); editions.len()];
        for (place, of_place) in &steps {
            for (at, edition) in editions.iter().enumerate() {
                let terms: Vec<&Step> = of_place.iter().filter(|step| step.edition <= at).collect();
                if terms.is_empty() || !covers(at, place) {
                    continue;
                }
                for cell in cells_of(place, &edition.document, &mut words) {
                    let form = cells[at].entry(cell).or_default();
                    form.extend(terms.iter().map(|step| (step.atom, step.sign)));
                    if let Place::Violations { piece, .. } = place {
                        let part = space.parts[at].entry((cell, *piece)).or_default();
                        part.extend(terms.iter().map(|step| (step.atom, step.sign)));
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

    /// The name of a cell.
    pub(super) fn name(&self, cell: Cell) -> CellName {
        let word = |number| self.words.word(number).to_owned();
        CellName { table: word(cell.table), key: word(cell.row), column: word(cell.column) }
    }
}

/// The months that the editions cover, cut wherever one begins or ends, each span with the editions that cover it.
fn pieces(editions: &[&Edition]) -> Vec<(Period, BTreeSet<usize>)> {
    let day_after = |day: Date| day.tomorrow().unwrap_or(Date::MAX);
    let periods = || editions.iter().map(|edition| edition.document.period);
    let cuts: BTreeSet<Date> = periods().flat_map(|period| [period.from, day_after(period.to)]).collect();
    let cuts: Vec<Date> = cuts.into_iter().collect();
    let spans =
        cuts.windows(2).map(|two| Period { from: two[0], to: two[1].yesterday().unwrap_or(Date::MIN) });
    spans
        .map(|span| {
            let covering =
                periods().enumerate().filter(|(_, period)| period.from <= span.from && span.to <= period.to);
            (span, covering.map(|(edition, _)| edition).collect::<BTreeSet<usize>>())
        })
        .filter(|(_, covering)| !covering.is_empty())
        .collect()
}

fn words_of(period: Period) -> String {
    format!("{}/{}", period.from, period.to)
}

fn counts(edition: &Edition, pieces: &[(Period, BTreeSet<usize>)], words: &mut Words) -> HashMap<Place, i64> {
    let mut counts = HashMap::new();
    for fine in &edition.fine.violations {
        let piece = pieces.iter().position(|(span, _)| span.from <= fine.month && fine.month <= span.to);
        let place = Place::Violations {
            piece: piece.unwrap_or_default() as u32,
            part: fine.part,
            kind: fine.kind,
            sex: fine.sex,
            parties: words.number(&fine.parties.join(" + ")),
            area: words.number(&fine.area),
        };
        *counts.entry(place).or_default() += i64::try_from(fine.count).unwrap_or(i64::MAX);
    }
    let period = words.number(&words_of(edition.document.period));
    for fine in &edition.fine.several {
        let place = Place::Several { period, types: words.number(&fine.types), sex: fine.sex };
        *counts.entry(place).or_default() += i64::try_from(fine.count).unwrap_or(i64::MAX);
    }
    counts
}

/// Every count that an attacker must reckon with: all combinations of the sexes, parties and areas of a part of the
/// report, for every type that occurs in it at all.
fn places(counted: &[HashMap<Place, i64>]) -> BTreeSet<Place> {
    let there = || counted.iter().flat_map(HashMap::keys);
    let mut all = BTreeSet::new();
    let widely = combined(there(), |part, _| (part, None), &mut all);
    if widely > MANY {
        all.clear();
        combined(there(), |part, kind| (part, Some(kind)), &mut all);
    }
    all
}

/// Combines types with the parties and areas of those that have the same `by`. Gives how many there would be; beyond
/// [`MANY`] they are not made, unless types are told apart.
fn combined<'p>(
    there: impl Iterator<Item = &'p Place> + Clone,
    by: impl Fn(Bucket, ViolationType) -> (Bucket, Option<ViolationType>),
    all: &mut BTreeSet<Place>,
) -> usize {
    let mut rows: BTreeMap<_, (BTreeSet<u32>, BTreeSet<u32>)> = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    let mut sets = BTreeSet::new();
    for place in there {
        match *place {
            Place::Violations { piece, part, kind, parties, area, .. } => {
                kinds.insert((piece, part, kind));
                let (sets, areas) = rows.entry(by(part, kind)).or_default();
                sets.insert(parties);
                areas.insert(area);
            }
            Place::Several { period, types, sex } => {
                sets.insert((period, types, sex.is_some()));
            }
        }
    }
    let sexes = |kind: ViolationType| -> Vec<Option<Sex>> {
        if kind.counts_children() { Sex::ALL.iter().copied().map(Some).collect() } else { vec![None] }
    };
    let size = kinds.iter().map(|&(_, part, kind)| {
        let (sets, areas) = &rows[&by(part, kind)];
        sexes(kind).len() * sets.len() * areas.len()
    });
    let size = size.sum();
    let tells_apart = rows.keys().all(|(_, kind)| kind.is_some());
    if size > MANY && !tells_apart {
        return size;
    }
    for (piece, part, kind) in kinds {
        let (sets, areas) = &rows[&by(part, kind)];
        for (sex, &parties) in sexes(kind).into_iter().flat_map(|sex| sets.iter().map(move |set| (sex, set)))
        {
            all.extend(areas.iter().map(|&area| Place::Violations { piece, part, kind, sex, parties, area }));
        }
    }
    for (period, types, children) in sets {
        let sexes: Vec<Option<Sex>> =
            if children { Sex::ALL.iter().copied().map(Some).collect() } else { vec![None] };
        all.extend(sexes.into_iter().map(|sex| Place::Several { period, types, sex }));
    }
    size
}

/// What each party knows: all that it did, alone or with others.
fn own(steps: &[(Place, Vec<Step>)], words: &Words) -> BTreeMap<String, Vec<Atom>> {
    let mut own: BTreeMap<String, Vec<Atom>> = BTreeMap::new();
    for (place, of_place) in steps {
        let Place::Violations { parties, .. } = place else { continue };
        for party in words.word(*parties).split(" + ").filter(|party| !party.is_empty()) {
            own.entry(party.to_owned()).or_default().extend(of_place.iter().map(|step| step.atom));
        }
    }
    own
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

/// The cells of a document to which a count adds.
fn cells_of(place: &Place, document: &TableDocument, words: &mut Words) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(8);
    let mut add = |words: &mut Words, table: &str, row: u32, columns: &[&str]| {
        let table = words.number(table);
        cells.extend(columns.iter().map(|column| Cell { table, row, column: words.number(column) }));
    };
    match *place {
        Place::Several { types, sex: Some(sex), .. } => {
            add(words, "multiple.children", types, &[SEXES[sex as usize], "children"]);
        }
        Place::Several { types, sex: None, .. } => add(words, "multiple.groups", types, &["groups"]),
        Place::Violations { part, kind, sex, parties, area, .. } => {
            let row = words.number(kind.code());
            match sex {
                Some(sex) => {
                    add(words, &format!("{part}.victims"), row, &[SEXES[sex as usize], "total"]);
                }
                None => add(words, &format!("{part}.incidents"), row, &["total"]),
            }
            let columns = [kind.code(), "total"];
            let by_party = format!("{part}.by_party");
            let names = words.word(parties).to_owned();
            match document.attribution {
                _ if names.is_empty() => {
                    let row = words.number(UNATTRIBUTED);
                    add(words, &by_party, row, &columns);
                }
                Attribution::Joint => add(words, &by_party, parties, &columns),
                Attribution::Each => {
                    for party in names.split(" + ") {
                        let row = words.number(party);
                        add(words, &by_party, row, &columns);
                    }
                }
            }
            add(words, &format!("{part}.by_area"), area, &columns);
        }
    }
    cells
}
