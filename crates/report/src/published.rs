//! Table documents as what an attacker reads: every figure that stands in them or is withheld, over the same counts.
//!
//! Documents of different periods share counts where their days overlap: the days are cut wherever a document begins
//! or ends, and each document counts the pieces that it covers. What lies between the periods of several stands in no
//! document, and is protected where it is small. Children and groups affected by several violations do
//! not add up over time: those of each period are counts of their own. A figure that a document leaves out is zero, as
//! its reader takes it.

mod several;
mod violations;

use crate::between::{months, spans};
use crate::fineness::starts;
use crate::release::tier_of;
use crate::{ReportError, Result};
use disclosure::policy::Rules;
use disclosure::tables::{Cell, Dimension, Hidden, Publication, Release, Revision, Table};
use disclosure::{Fact, Parts, Policy, System, Target};
use domain::tables::{Period, Row, Suppression, TableDocument, Tier};
use domain::tabulate::{Counts, Meaning, Split};
use jiff::ToSpan;
use jiff::civil::Date;
use several::several;
use std::collections::{BTreeMap, BTreeSet};
use violations::{about, violations};

/// What documents have published, in the order in which they are given: for each tier what its readers hold, who
/// hold the documents of wider tiers too, and in it violations, and beside them the children and groups affected by
/// several, which are counted apart.
///
/// Protected is what documents of the tier itself hide as primary: what a wider one hides, its readers may know.
/// So is what lies between documents of one day where it is small: where it counts somebody in every world, and in
/// every one fewer than the tier's policy shows.
///
/// That there is any case of sexual violence at all is protected unless shown figures that are part of the hidden
/// one come to as many as its tier may show: those of documents of the same day, or of earlier ones, to which the
/// hidden figure adds nothing.
///
/// # Errors
/// [`ReportError::Document`] where a document contradicts itself, or is not comparable with the others: of another
/// situation or another level of areas, or with a table that does not say what it counts and is not one of the Global
/// Horizontal Note's.
pub fn published(documents: &[TableDocument]) -> Result<Vec<Publication>> {
    for document in documents {
        crate::document::check(document)?;
        let first = &documents[0];
        let bad = |at: &str, problem: String, remedy: &str| {
            Err(ReportError::document(&document.report, at, problem, remedy))
        };
        if document.situation != first.situation {
            let problem = format!("is {:?}, and another's is {:?}", document.situation, first.situation);
            return bad("situation", problem, "attack the documents of one situation at a time");
        }
        if document.area_level != first.area_level {
            let problem = format!("is {}, and another's is {}", document.area_level, first.area_level);
            return bad("area_level", problem, "attack documents of one level of areas together");
        }
        if document.period.to < document.period.from {
            return bad("period", "ends before it begins".to_owned(), "correct it");
        }
        if let Some(table) = document.tables.iter().find(|table| Counts::of(table).is_none()) {
            let remedy = "tables are known that say what they count, as those for partners and the public do, and \
                          those of the Global Horizontal Note; describe others as `sixfold attack --help` says";
            return bad(&table.id, "is an unknown table".to_owned(), remedy);
        }
    }
    let mut publications = Vec::new();
    for audience in [Tier::Public, Tier::Partner, Tier::Internal] {
        if !documents.iter().any(|document| document.tier == audience) {
            continue;
        }
        let mut held: Vec<Held<'_>> = (1..)
            .zip(documents)
            .filter(|(_, document)| document.tier >= audience)
            .map(|(number, document)| Held { number, document, is_attacked: document.tier == audience })
            .collect();
        // As of one day everything counted is the same, whatever was published in between.
        held.sort_by_key(|held| held.document.as_of);
        let mut counted = violations(&held);
        let policy = Policy::floor(tier_of(audience));
        // Of what stands in documents; what lies between periods is not divided further.
        let between = between_parts(&counted, &held, &policy);
        add_rests(&mut counted, &held, &policy);
        counted.releases.iter_mut().zip(between).for_each(|(release, tables)| release.tables.extend(tables));
        for mut publication in [counted, several(&held)] {
            leave_told(&mut publication, &held)?;
            publications.push(publication);
        }
    }
    Ok(publications)
}

/// A document that the readers of a tier hold.
struct Held<'d> {
    /// Which of those given it is.
    number: usize,
    document: &'d TableDocument,
    /// Whether what it hides is hidden from them.
    is_attacked: bool,
}

/// Adds what each document counts in the days that others of its day of counting cut out of it.
fn add_rests(publication: &mut Publication, held: &[Held<'_>], policy: &Policy) {
    let pieces = pieces(held);
    let days: BTreeSet<Date> = held.iter().map(|held| held.document.as_of).collect();
    let mut rests: Vec<Vec<Table>> = vec![Vec::new(); held.len()];
    for day in days {
        let of_day: Vec<usize> = (0..held.len()).filter(|at| held[*at].document.as_of == day).collect();
        let periods: Vec<Period> = of_day.iter().map(|at| held[*at].document.period).collect();
        for span in spans(&periods) {
            let whole = periods[span.of];
            // What lies between documents of wider tiers alone is not hidden from these readers.
            let is_attacked = of_day.iter().zip(&periods).any(|(at, period)| {
                held[*at].is_attacked && period.from <= whole.to && whole.from <= period.to
            });
            // What stands in a document is judged there.
            if !is_attacked || periods.iter().any(|period| span.days == [*period]) {
                continue;
            }
            let name = span.to_string();
            let within: Vec<String> =
                pieces.iter().filter(|piece| span.covers(**piece)).map(|piece| label(*piece)).collect();
            if within.len() > 1 {
                publication.dimensions[0].groups.insert(name.clone(), within);
            }
            let of = of_day[span.of];
            let tables = publication.releases[of].tables.iter();
            rests[of].extend(tables.map(|table| rest(table, &label(whole), &name, policy)));
        }
    }
    for (release, rests) in publication.releases.iter_mut().zip(rests) {
        release.tables.extend(rests);
    }
}

/// What lies between tables of which one adds up what others tell apart by how far it has come, for each release.
fn between_parts(publication: &Publication, held: &[Held<'_>], policy: &Policy) -> Vec<Vec<Table>> {
    let cells =
        || publication.releases.iter().flat_map(|release| &release.tables).flat_map(|table| &table.cells);
    // What stands in a document is judged there.
    let standing: BTreeSet<&BTreeMap<String, String>> = cells().map(|cell| &cell.at).collect();
    let divided = |cell: &Cell| -> Vec<Cell> {
        let parts: Vec<&str> = cell.at.get("part").map_or("", String::as_str).split('+').collect();
        let of = |part: &&str| {
            let mut at = cell.at.clone();
            at.insert("part".to_owned(), (*part).to_owned());
            let is_new = parts.len() > 1 && !standing.contains(&at);
            is_new.then(|| Cell { at, value: None, hidden: Some(small(cell, policy)) })
        };
        parts.iter().filter_map(of).collect()
    };
    let of_release = |(release, of): (&Release, &Held<'_>)| {
        let is_attacked = held.iter().any(|other| {
            let (one, other_days) = (of.document.period, other.document.period);
            let overlaps = other_days.from <= one.to && one.from <= other_days.to;
            other.is_attacked && other.document.as_of == of.document.as_of && overlaps
        });
        let tables = release.tables.iter().filter(|_| is_attacked);
        let table = |table: &Table| Table {
            id: table.id.clone(),
            measure: table.measure.clone(),
            // Of nothing there is no part.
            cells: table.cells.iter().filter(|cell| cell.value != Some(0)).flat_map(divided).collect(),
        };
        tables.map(table).collect()
    };
    publication.releases.iter().zip(held).map(of_release).collect()
}

/// What is promised of what lies in a cell, where that is small.
fn small(cell: &Cell, policy: &Policy) -> Hidden {
    let (kinds, by_incident) = about(cell);
    let rules = policy.rules_of_sum(kinds);
    Hidden {
        width: rules.width.max(1),
        may_be_zero: rules.hides_existence,
        below: Some(if by_incident { rules.incidents } else { rules.children }),
    }
}

/// The cells of a table over some of its days. Those of a quarter within them have rows of the others beside them.
fn rest(table: &Table, whole: &str, days: &str, policy: &Policy) -> Table {
    let of = |cell: &Cell| {
        let mut at = cell.at.clone();
        at.insert("period".to_owned(), days.to_owned());
        Cell { at, value: None, hidden: Some(small(cell, policy)) }
    };
    // Of nothing there is no part.
    let is_whole = |cell: &&Cell| cell.at.get("period").is_some_and(|period| period == whole);
    let cells = table.cells.iter().filter(is_whole).filter(|cell| cell.value != Some(0)).map(of).collect();
    Table { id: table.id.clone(), measure: table.measure.clone(), cells }
}

/// Leaves existence unprotected where shown figures tell it already.
fn leave_told(publication: &mut Publication, held: &[Held<'_>]) -> Result<()> {
    // Whichever day they count, figures are compared by what they are about.
    let mut about = publication.clone();
    about.releases.iter_mut().for_each(|release| release.revision = Revision::Same);
    let System { facts, targets, .. } = about.system(None)?;
    let mut left = (&facts[..], &targets[..]);
    let mut shown: Vec<(Date, &[Fact])> = Vec::new();
    let mut hides: Vec<&[Target]> = Vec::new();
    for (release, held) in publication.releases.iter().zip(held) {
        let cells = || release.tables.iter().flat_map(|table| &table.cells);
        let (here, later) = left.0.split_at(cells().filter(|cell| cell.value.is_some()).count());
        let (hidden, hidden_later) = left.1.split_at(cells().filter(|cell| protects(cell)).count());
        shown.push((held.document.as_of, here));
        hides.push(hidden);
        left = (later, hidden_later);
    }
    let days: BTreeSet<Date> = shown.iter().map(|(day, _)| *day).collect();
    let parts: BTreeMap<Date, Parts> = days
        .into_iter()
        .map(|day| {
            let facts = shown.iter().filter(|(of, _)| *of == day).flat_map(|(_, facts)| facts.iter());
            (day, Parts::of(facts))
        })
        .collect();
    for ((release, held), hidden) in publication.releases.iter_mut().zip(held).zip(hides) {
        let least = Policy::floor(tier_of(held.document.tier)).sensitive.children;
        let cells = release.tables.iter_mut().flat_map(|table| &mut table.cells);
        for (cell, target) in cells.filter(|cell| protects(cell)).zip(hidden) {
            let Some(hidden) = cell.hidden.as_mut().filter(|hidden| hidden.may_be_zero) else { continue };
            let mut until = parts.range(..=held.document.as_of);
            hidden.may_be_zero = !until.any(|(_, parts)| parts.hold(&target.form, i64::from(least)));
        }
    }
    Ok(())
}

fn protects(cell: &Cell) -> bool {
    cell.value.is_none() && cell.hidden.is_some()
}

/// The days cut wherever a document begins or ends, or its tables begin another month, quarter or year.
fn pieces(documents: &[Held<'_>]) -> Vec<Period> {
    let next = |day: Date| day.saturating_add(1.day());
    let periods = || documents.iter().map(|held| held.document.period);
    let mut cuts: BTreeSet<Date> = periods().flat_map(|period| [period.from, next(period.to)]).collect();
    documents.iter().for_each(|held| cuts.extend(held.starts()));
    let cuts: Vec<Date> = cuts.into_iter().collect();
    cuts.windows(2)
        .map(|two| Period { from: two[0], to: two[1].saturating_sub(1.day()) })
        .filter(|piece| periods().any(|period| covers(period, *piece)))
        .collect()
}

/// The pieces, and what each document and each row of a month, quarter or year covers of them.
fn periods(documents: &[Held<'_>]) -> Dimension {
    let pieces = pieces(documents);
    let mut groups = BTreeMap::new();
    for (from, to) in documents.iter().flat_map(Held::spans) {
        let period = Period { from, to };
        let within: Vec<String> =
            pieces.iter().filter(|piece| covers(period, **piece)).map(|piece| label(*piece)).collect();
        if within.len() > 1 {
            groups.insert(label(period), within);
        }
    }
    Dimension { name: "period".to_owned(), categories: pieces.into_iter().map(label).collect(), groups }
}

/// Each period that a document has, apart from all others. A child with one violation verified in one quarter and
/// another in the next is affected by several in the year and in neither quarter: the year is no sum of them.
fn own_periods(documents: &[Held<'_>]) -> Dimension {
    let labels: BTreeSet<String> = documents.iter().map(|held| label(held.document.period)).collect();
    Dimension { name: "period".to_owned(), categories: labels.into_iter().collect(), groups: BTreeMap::new() }
}

fn covers(whole: Period, piece: Period) -> bool {
    whole.from <= piece.from && piece.to <= whole.to
}

fn label(period: Period) -> String {
    format!("{}/{}", period.from, period.to)
}

fn releases(
    documents: &[Held<'_>],
    mut table: impl FnMut(&Held<'_>, &domain::tables::Table) -> Option<Table>,
) -> Vec<Release> {
    let mut before: Option<&TableDocument> = None;
    let mut releases = Vec::new();
    for held in documents {
        let Held { number, document, .. } = held;
        // As of one day everything counted is the same. Later, cases were added and decisions reopened.
        let revision = match before {
            Some(before) if before.as_of != document.as_of => Revision::Free,
            _ => Revision::Same,
        };
        before = Some(document);
        releases.push(Release {
            id: format!("{number} ({} {}, {})", document.report, label(document.period), document.tier),
            revision,
            tables: document.tables.iter().filter_map(|one| table(held, one)).collect(),
            statements: Vec::new(),
        });
    }
    releases
}

/// A figure as it stands. Only what is hidden for its own sake is protected; the rest is hidden for that.
fn cell(row: Option<&Row>, column: &str, at: BTreeMap<String, String>, hides: Option<Hidden>) -> Cell {
    let figure = row.map_or(Some(0), |row| row.figure(column));
    let why = row.and_then(|row| row.suppressed.get(column));
    Cell {
        at,
        value: figure.and_then(|figure| i64::try_from(figure).ok()),
        hidden: hides.filter(|_| figure.is_none() && why == Some(&Suppression::Primary)),
    }
}

impl Held<'_> {
    fn meanings(&self) -> impl Iterator<Item = Meaning> {
        self.document.tables.iter().filter_map(|table| match Counts::of(table)? {
            Counts::Violations(meaning) => Some(meaning),
            Counts::SeveralChildren | Counts::SeveralGroups => None,
        })
    }

    /// The first days of the months, quarters and years by which its tables are split.
    fn starts(&self) -> BTreeSet<Date> {
        self.meanings().flat_map(|meaning| starts(&meaning, self.document.period)).collect()
    }

    /// Its days, and those of its rows where they are of months, quarters or years.
    fn spans(&self) -> BTreeSet<(Date, Date)> {
        let whole = self.document.period;
        let mut spans = BTreeSet::from([(whole.from, whole.to)]);
        for span in
            self.meanings().flat_map(|meaning| meaning.splits().filter_map(Split::span).collect::<Vec<_>>())
        {
            let mut of: BTreeMap<String, (Date, Date)> = BTreeMap::new();
            for month in months(whole) {
                let days = of.entry(span.key(month.from)).or_insert((month.from, month.to));
                days.1 = month.to;
            }
            spans.extend(of.into_values());
        }
        spans
    }

    /// What is promised to hold of a figure that is hidden here, if it is from those who attack.
    fn hides(&self, rules: impl Fn(&Policy) -> Rules) -> Option<Hidden> {
        let rules = rules(&Policy::floor(tier_of(self.document.tier)));
        let (width, may_be_zero) = (rules.width.max(1), rules.hides_existence);
        self.is_attacked.then_some(Hidden { width, may_be_zero, below: None })
    }
}

#[cfg(test)]
mod tests;
