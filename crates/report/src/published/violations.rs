//! The tables of documents that count violations, linked by what each says that it counts: of which parts and types,
//! in which days, by what. Tables of several reports over the same days are one system as far as they tell the same
//! things apart, whatever they are called.

use super::{Held, cell, label, periods, releases};
use crate::document::SEXES;
use crate::fineness::Fineness;
use crate::grid::BETWEEN;
use disclosure::tables::{Cell, Dimension, Publication, Table};
use domain::counting::FinePart;
use domain::tables::{Attribution, Period, TableDocument};
use domain::tabulate::{Counts, Meaning, NOT_STATED, Span, Split, WITHOUT_ROWS, spans};
use domain::violation::ViolationType;
use std::collections::{BTreeMap, BTreeSet};

/// What rows of other documents do not name.
const OTHERS: &str = "others";
/// Of these, categories are what rows of documents name.
const NAMED: [Split; 4] = [Split::Party, Split::PartyCategory, Split::Area, Split::YearOfIncident];

pub(super) fn violations(documents: &[Held<'_>]) -> Publication {
    let counts: Vec<Counts> =
        documents.iter().flat_map(|held| &held.document.tables).filter_map(Counts::of).collect();
    let fineness = Fineness::of(&counts);
    let all: Vec<ViolationType> = ViolationType::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_grave() || FinePart::ALL.iter().any(|part| fineness.counts(*part, *kind)))
        .collect();
    let named: BTreeMap<Split, Vec<String>> =
        NAMED.into_iter().map(|split| (split, names(documents, split))).collect();
    let mut scribe = Scribe { fineness, all, named, groups: BTreeMap::new() };
    let releases = releases(documents, |held, table| scribe.table(held, table));
    let parts: BTreeSet<FinePart> = scribe.fineness.parts.values().copied().collect();
    let mut dimensions = vec![
        periods(documents),
        scribe.dimension("part", parts.into_iter().map(|part| part.code().to_owned()).collect()),
        scribe.dimension("violation", codes(&scribe.all, None)),
    ];
    for split in NAMED {
        // Where no document tells them apart, all are one, and a dimension of one is none.
        let is_usual = matches!(split, Split::Party | Split::Area);
        let mut categories = scribe.named[&split].clone();
        if categories.is_empty() && is_usual {
            categories.push("any".to_owned());
        }
        if !categories.is_empty() {
            dimensions.push(scribe.dimension(name(split), categories));
        }
    }
    Publication { dimensions, releases }
}

/// What a dimension of rows is called.
fn name(split: Split) -> &'static str {
    match split {
        Split::YearOfIncident => "year of incident",
        Split::PartyCategory => "category",
        other => other.code(),
    }
}

/// The finest codes of types, or those of one sex.
fn codes(kinds: &[ViolationType], sex: Option<&str>) -> Vec<String> {
    let of = |kind: &ViolationType| -> Vec<String> {
        let sexes = SEXES.iter().filter(|one| sex.is_none_or(|sex| sex == **one));
        match (kind.counts_children(), sex) {
            (true, _) => sexes.map(|sex| format!("{} {sex}", kind.code())).collect(),
            (false, None) => vec![kind.code().to_owned()],
            (false, Some(_)) => Vec::new(),
        }
    };
    kinds.iter().flat_map(of).collect()
}

fn meaning(table: &domain::tables::Table) -> Option<Meaning> {
    match Counts::of(table)? {
        Counts::Violations(meaning) => Some(meaning),
        Counts::SeveralChildren | Counts::SeveralGroups => None,
    }
}

/// What rows, columns and narrowings name of a dimension; and what they leave, where some document counts what it
/// does not tell apart.
fn names(documents: &[Held<'_>], split: Split) -> Vec<String> {
    let mut names = BTreeSet::new();
    let mut leaves = false;
    for held in documents {
        let tables: Vec<(&domain::tables::Table, Meaning)> =
            held.document.tables.iter().filter_map(|table| Some((table, meaning(table)?))).collect();
        for (table, meaning) in &tables {
            if let Some(at) = meaning.rows.iter().position(|one| *one == split) {
                names.extend(
                    table.rows.iter().filter_map(|row| row.key.split(BETWEEN).nth(at)).map(str::to_owned),
                );
            }
            if meaning.columns == Some(split) {
                names.extend(meaning.column_keys.iter().cloned());
            }
            names.extend(meaning.only.get(&split).into_iter().flatten().cloned());
        }
        // Whether every one of what a table counts is told apart in another.
        let tells = |all: &Meaning| {
            tables.iter().any(|(_, other)| {
                other.rows.contains(&split)
                    && other.only.is_empty()
                    && all.parts.iter().all(|part| other.parts.contains(part))
                    && all.types.iter().all(|kind| other.types.contains(kind))
            })
        };
        leaves |= tables.iter().any(|(_, meaning)| !tells(meaning));
    }
    if leaves && !names.is_empty() {
        names.insert(OTHERS.to_owned());
    }
    names.into_iter().collect()
}

struct Scribe<'e> {
    fineness: Fineness<'e>,
    /// The types that any document counts.
    all: Vec<ViolationType>,
    named: BTreeMap<Split, Vec<String>>,
    /// Sets of categories that cells are of, by dimension.
    groups: BTreeMap<&'static str, BTreeMap<String, Vec<String>>>,
}

/// What a cell is of.
#[derive(Clone)]
struct At {
    days: Period,
    parts: Vec<FinePart>,
    kinds: Vec<ViolationType>,
    sex: Option<String>,
    named: BTreeMap<Split, Vec<String>>,
}

impl Scribe<'_> {
    fn dimension(&self, name: &str, categories: Vec<String>) -> Dimension {
        let groups = self.groups.get(name).cloned().unwrap_or_default();
        Dimension { name: name.to_owned(), categories, groups }
    }

    fn table(&mut self, held: &Held<'_>, table: &domain::tables::Table) -> Option<Table> {
        let (document, meaning) = (held.document, meaning(table)?);
        let all = At {
            days: document.period,
            parts: meaning.parts.clone(),
            kinds: meaning.types.clone(),
            sex: None,
            named: meaning
                .only
                .iter()
                .filter(|(split, _)| NAMED.contains(split))
                .map(|(split, values)| (*split, values.clone()))
                .collect(),
        };
        let mut ats = vec![all];
        for (split, values) in meaning.only.iter().filter(|(split, _)| !NAMED.contains(split)) {
            // A sum of several would be several cells.
            let narrow =
                |at: &At| values.iter().find_map(|value| at.narrowed(*split, value, document.period));
            ats = match values.len() {
                1 => ats.iter().filter_map(narrow).collect(),
                _ => return None,
            };
        }
        let mut rows: Vec<(Vec<String>, At)> = ats.into_iter().map(|at| (Vec::new(), at)).collect();
        for split in &meaning.rows {
            let values = self.values(*split, &meaning, document);
            let each = |(key, at): &(Vec<String>, At)| -> Vec<(Vec<String>, At)> {
                let narrowed = values.iter().filter_map(|value| {
                    let at = at.narrowed(*split, value, document.period)?;
                    Some(([&key[..], std::slice::from_ref(value)].concat(), at))
                });
                narrowed.collect()
            };
            rows = rows.iter().flat_map(each).collect();
        }
        let mut cells = Vec::new();
        for (key, at) in rows {
            let key = if key.is_empty() { WITHOUT_ROWS.to_owned() } else { key.join(BETWEEN) };
            // A row that stands in another document and not in this one says that all of it is zero.
            let row = table.rows.iter().find(|row| row.key == key);
            for column in &meaning.column_keys {
                let Some(at) = meaning.columns.and_then(|split| at.narrowed(split, column, document.period))
                else {
                    continue;
                };
                cells.push(cell(
                    row,
                    column,
                    self.located(&at),
                    held.hides(|policy| policy.rules_of_sum(at.codes())),
                ));
            }
            if meaning.total {
                cells.push(cell(
                    row,
                    "total",
                    self.located(&at),
                    held.hides(|policy| policy.rules_of_sum(at.codes())),
                ));
            }
        }
        let by_party = meaning.splits().any(|split| matches!(split, Split::Party | Split::PartyCategory));
        // Counted in full under each party, rows tell nothing of the others.
        let each = by_party && document.attribution == Attribution::Each;
        let measure = if each { "under each party" } else { "once" };
        Some(Table { id: table.id.clone(), measure: measure.to_owned(), cells })
    }

    /// The values that a row can have.
    fn values(&self, split: Split, meaning: &Meaning, document: &TableDocument) -> Vec<String> {
        let all = |values: &mut dyn Iterator<Item = &str>| {
            let mut known: Vec<String> = Vec::new();
            for value in values {
                if !known.iter().any(|one| one == value) {
                    known.push(value.to_owned());
                }
            }
            known
        };
        let of = |span| spans(span, document.period);
        match split {
            Split::ViolationType => all(&mut meaning.types.iter().map(|kind| kind.code())),
            Split::ViolationGroup => all(&mut meaning.types.iter().map(|kind| kind.group())),
            Split::Sex => {
                let by_incident = meaning.types.iter().any(|kind| !kind.counts_children());
                all(&mut SEXES.into_iter().chain(by_incident.then_some(NOT_STATED)))
            }
            Split::Status => all(&mut meaning.parts.iter().map(|part| part.standing().code())),
            Split::LateByQuarter | Split::LateByYear => vec!["in_time".to_owned(), "late".to_owned()],
            Split::Month => of(Span::Month),
            Split::Quarter => of(Span::Quarter),
            Split::Year => of(Span::Year),
            Split::Party | Split::PartyCategory | Split::Area | Split::YearOfIncident => {
                self.named[&split].clone()
            }
        }
    }

    /// Where a cell is, in categories and groups of the dimensions.
    fn located(&mut self, at: &At) -> BTreeMap<String, String> {
        let parts: BTreeSet<FinePart> = at.parts.iter().map(|part| self.fineness.parts[part]).collect();
        let parts: Vec<String> = parts.into_iter().map(|part| part.code().to_owned()).collect();
        let mut located = BTreeMap::from([("period".to_owned(), label(at.days))]);
        let mut put = |name: &'static str, called: String, of: Vec<String>| {
            if of != [called.clone()] {
                self.groups.entry(name).or_default().insert(called.clone(), of);
            }
            located.insert(name.to_owned(), called);
        };
        put("part", parts.join("+"), parts);
        if at.kinds != self.all || at.sex.is_some() {
            let kinds = at.kinds.iter().map(|kind| kind.code()).collect::<Vec<_>>().join("+");
            let called = at.sex.as_ref().map_or_else(|| kinds.clone(), |sex| format!("{kinds} {sex}"));
            put("violation", called, codes(&at.kinds, at.sex.as_deref()));
        }
        for (split, values) in &at.named {
            put(name(*split), values.join(" or "), values.clone());
        }
        located
    }
}

impl At {
    /// What of it has a value; none where nothing has.
    fn narrowed(&self, split: Split, value: &str, period: Period) -> Option<At> {
        let mut at = self.clone();
        match split {
            Split::ViolationType => at.kinds.retain(|kind| kind.code() == value),
            Split::ViolationGroup => at.kinds.retain(|kind| kind.group() == value),
            Split::Sex if value == NOT_STATED => at.kinds.retain(|kind| !kind.counts_children()),
            Split::Sex => {
                at.kinds.retain(|kind| kind.counts_children());
                at.sex = Some(value.to_owned());
            }
            Split::Status => at.parts.retain(|part| part.standing().code() == value),
            Split::LateByQuarter | Split::LateByYear => {
                let boundary = match split {
                    Split::LateByQuarter => domain::counting::Boundary::Quarter,
                    _ => domain::counting::Boundary::Year,
                };
                at.parts.retain(|part| part.is_late(boundary) == (value == "late"));
            }
            Split::Month | Split::Quarter | Split::Year => {
                let span = split.span()?;
                let mut months: Vec<Period> = crate::between::months(period);
                months.retain(|month| {
                    span.key(month.from) == value && month.from >= at.days.from && month.to <= at.days.to
                });
                at.days = Period { from: months.first()?.from, to: months.last()?.to };
            }
            Split::Party | Split::PartyCategory | Split::Area | Split::YearOfIncident => {
                let allowed = at.named.get(&split).is_none_or(|values| values.iter().any(|one| one == value));
                if !allowed {
                    return None;
                }
                at.named.insert(split, vec![value.to_owned()]);
            }
        }
        (!at.kinds.is_empty() && !at.parts.is_empty()).then_some(at)
    }

    fn codes(&self) -> impl Iterator<Item = &'static str> {
        self.kinds.iter().map(|kind| kind.code())
    }
}

/// Of what a cell counts by its place: of which kinds of violations it is, and whether it is incidents.
pub(super) fn about(cell: &Cell) -> (Vec<&'static str>, bool) {
    let kinds = cell.at.get("violation").and_then(|code| code.split(' ').next()).unwrap_or_default();
    let kinds: Vec<ViolationType> = kinds.split('+').filter_map(ViolationType::from_code).collect();
    let by_incident = !kinds.is_empty() && kinds.iter().all(|kind| !kind.counts_children());
    (kinds.into_iter().map(ViolationType::code).collect(), by_incident)
}
