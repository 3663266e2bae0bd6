//! How finely the tables of some reports tell counts apart: what none of them tells apart is one count, so that a note
//! beside a note is no more than the note asks.

use domain::counting::{Boundary, FinePart};
use domain::tables::Period;
use domain::tabulate::{Counts, Meaning, Split};
use domain::violation::ViolationType;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What some tables tell apart.
pub(crate) struct Fineness<'e> {
    meanings: Vec<&'e Meaning>,
    /// For each part the first that no table tells apart from it.
    pub(crate) parts: BTreeMap<FinePart, FinePart>,
    /// For each part the first of all that tables add up with it, directly or through others.
    pub(crate) added_up: BTreeMap<FinePart, FinePart>,
    pub(crate) by_year: bool,
    pub(crate) by_area: bool,
}

impl<'e> Fineness<'e> {
    pub(crate) fn of(tables: impl IntoIterator<Item = &'e Counts>) -> Fineness<'e> {
        let meanings: Vec<&Meaning> = tables
            .into_iter()
            .filter_map(|counts| match counts {
                Counts::Violations(meaning) => Some(meaning),
                Counts::SeveralChildren | Counts::SeveralGroups => None,
            })
            .collect();
        let is_by =
            |wanted: Split| meanings.iter().any(|meaning| meaning.splits().any(|split| split == wanted));
        let (by_year, by_area) = (is_by(Split::YearOfIncident), is_by(Split::Area));
        let mut firsts: Vec<(Vec<(bool, String)>, FinePart)> = Vec::new();
        let mut parts = BTreeMap::new();
        for part in FinePart::ALL {
            let told: Vec<(bool, String)> = meanings.iter().map(|meaning| told(meaning, *part)).collect();
            let first = firsts.iter().find(|(other, _)| *other == told).map(|(_, first)| *first);
            parts.insert(*part, first.unwrap_or(*part));
            if first.is_none() {
                firsts.push((told, *part));
            }
        }
        let mut added_up = parts.clone();
        // Each pass joins parts of one table; as many passes as there are parts join all that hang together.
        for meaning in meanings.iter().cycle().take(meanings.len() * FinePart::ALL.len()) {
            let together: BTreeSet<FinePart> = meaning.parts.iter().map(|part| added_up[part]).collect();
            let Some(&first) = together.first() else { continue };
            added_up.values_mut().filter(|of| together.contains(*of)).for_each(|of| *of = first);
        }
        Fineness { meanings, parts, added_up, by_year, by_area }
    }

    /// Whether a table adds up what others tell apart: what lies between it and them stands in no table.
    pub(crate) fn divides(&self, meaning: &Meaning) -> bool {
        meaning.parts.iter().map(|part| self.parts[part]).collect::<BTreeSet<_>>().len() > 1
    }

    /// Whether any table counts it.
    pub(crate) fn counts(&self, part: FinePart, kind: ViolationType) -> bool {
        let mut of = self.meanings.iter();
        of.any(|meaning| meaning.parts.contains(&part) && meaning.types.contains(&kind))
    }
}

/// What a table tells of a part by itself: whether it counts it, and what it calls it.
fn told(meaning: &Meaning, part: FinePart) -> (bool, String) {
    if !meaning.parts.contains(&part) {
        return (false, String::new());
    }
    let called = meaning.splits().filter_map(|split| match split {
        Split::Status => Some(part.standing().code().to_owned()),
        Split::LateByQuarter => Some(part.is_late(Boundary::Quarter).to_string()),
        Split::LateByYear => Some(part.is_late(Boundary::Year).to_string()),
        _ => None,
    });
    (true, called.collect::<Vec<_>>().join(" "))
}

/// The first days of the months, quarters and years by which a table is split, inside its period.
pub(crate) fn starts(meaning: &Meaning, period: Period) -> BTreeSet<Date> {
    let mut starts = BTreeSet::new();
    for span in meaning.splits().filter_map(Split::span) {
        let mut day = period.from;
        while let Ok(next) = day.last_of_month().tomorrow()
            && next <= period.to
        {
            if span.key(next) != span.key(day) {
                starts.insert(next);
            }
            day = next;
        }
    }
    starts
}
