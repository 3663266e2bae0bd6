//! The finest counts of some editions, as coarsely as their tables allow: what no table of any of them tells apart is
//! one count, so that a note beside a note is no more than the note asks.

use super::Edition;
use super::words::Words;
use crate::fineness::{Fineness, starts};
use domain::counting::{FinePart, JOINTLY};
use domain::tables::Period;
use domain::tabulate::Counts;
use domain::violation::{Sex, ViolationType};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Above so many counts, types are combined only with the parties and areas that they have themselves.
const MANY: usize = 100_000;

/// One of the finest counts of one span of months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    Violations {
        piece: u32,
        part: FinePart,
        kind: ViolationType,
        sex: Option<Sex>,
        parties: u32,
        area: u32,
        /// The year of the incident, where a table tells it apart and it is known.
        year: Option<i16>,
    },
    Several {
        period: u32,
        types: u32,
        sex: Option<Sex>,
    },
}

/// The months that the editions cover, cut wherever one begins or ends, or its tables begin another month, quarter or
/// year; each span with the editions that cover it.
pub(super) fn pieces(
    editions: &[&Edition],
    tables: &[Vec<(&str, Counts)>],
) -> Vec<(Period, BTreeSet<usize>)> {
    let day_after = |day: Date| day.tomorrow().unwrap_or(Date::MAX);
    let periods = || editions.iter().map(|edition| edition.document.period);
    let mut cuts: BTreeSet<Date> = periods().flat_map(|period| [period.from, day_after(period.to)]).collect();
    for (period, tables) in periods().zip(tables) {
        for (_, counts) in tables {
            let Counts::Violations(meaning) = counts else { continue };
            cuts.extend(starts(meaning, period));
        }
    }
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

pub(super) fn words_of(period: Period) -> String {
    format!("{}/{}", period.from, period.to)
}

pub(super) fn counts(
    edition: &Edition,
    pieces: &[(Period, BTreeSet<usize>)],
    fineness: &Fineness<'_>,
    words: &mut Words,
) -> HashMap<Place, i64> {
    let mut counts = HashMap::new();
    for fine in edition.fine.violations.iter().filter(|fine| fineness.counts(fine.part, fine.kind)) {
        let piece = pieces.iter().position(|(span, _)| span.from <= fine.month && fine.month <= span.to);
        let place = Place::Violations {
            piece: piece.unwrap_or_default() as u32,
            part: fineness.parts[&fine.part],
            kind: fine.kind,
            sex: fine.sex,
            parties: words.number(&fine.parties.join(JOINTLY)),
            area: words.number(if fineness.by_area { &fine.area } else { "" }),
            year: fine.year.filter(|_| fineness.by_year),
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

/// Every count that an attacker must reckon with: all combinations of the sexes, parties and areas of what tables add
/// up, for every type that occurs in it at all. What another table tells apart later is reckoned with as well: what an
/// edition hides must stay something that is counted.
pub(super) fn places(counted: &[HashMap<Place, i64>], fineness: &Fineness<'_>) -> BTreeSet<Place> {
    let there = || counted.iter().flat_map(HashMap::keys);
    let mut all = BTreeSet::new();
    let widely = combined(there(), fineness, |_| None, &mut all);
    if widely > MANY {
        all.clear();
        combined(there(), fineness, Some, &mut all);
    }
    all
}

/// Combines types with the parties and areas of those that have the same `by`. Gives how many there would be; beyond
/// [`MANY`] they are not made, unless types are told apart.
fn combined<'p>(
    there: impl Iterator<Item = &'p Place> + Clone,
    fineness: &Fineness<'_>,
    by: impl Fn(ViolationType) -> Option<ViolationType>,
    all: &mut BTreeSet<Place>,
) -> usize {
    let together = |part: FinePart| fineness.added_up[&part];
    let mut rows: BTreeMap<_, (BTreeSet<u32>, BTreeSet<u32>)> = BTreeMap::new();
    let mut years: BTreeMap<FinePart, BTreeSet<Option<i16>>> = BTreeMap::new();
    let mut kinds = BTreeSet::new();
    let mut sets = BTreeSet::new();
    for place in there {
        match *place {
            Place::Violations { piece, part, kind, parties, area, year, .. } => {
                kinds.insert((piece, together(part), kind));
                years.entry(part).or_default().insert(year);
                let (sets, areas) = rows.entry((together(part), by(kind))).or_default();
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
    let parts_of = |all: FinePart| years.iter().filter(move |(part, _)| together(**part) == all);
    let size = kinds.iter().map(|&(_, of, kind)| {
        let (sets, areas) = &rows[&(of, by(kind))];
        let parts: usize = parts_of(of).map(|(_, years)| years.len()).sum();
        parts * sexes(kind).len() * sets.len() * areas.len()
    });
    let size = size.sum();
    let tells_apart = rows.keys().all(|(_, kind)| kind.is_some());
    if size > MANY && !tells_apart {
        return size;
    }
    for (piece, of, kind) in kinds {
        let (sets, areas) = &rows[&(of, by(kind))];
        for (&part, years) in parts_of(of) {
            for (&year, sex) in
                years.iter().flat_map(|year| sexes(kind).into_iter().map(move |sex| (year, sex)))
            {
                for &parties in sets {
                    let place =
                        |&area: &u32| Place::Violations { piece, part, kind, sex, parties, area, year };
                    all.extend(areas.iter().map(place));
                }
            }
        }
    }
    for (period, types, children) in sets {
        let sexes: Vec<Option<Sex>> =
            if children { Sex::ALL.iter().copied().map(Some).collect() } else { vec![None] };
        all.extend(sexes.into_iter().map(|sex| Place::Several { period, types, sex }));
    }
    size
}
