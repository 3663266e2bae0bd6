//! The one pass over the records.

use super::dimension::{Dimension, NOT_STATED};
use super::query::{DateOf, TableQuery, WITHOUT_ROWS};
use super::subject::{Case, Part, Subject, subjects};
use super::values::{View, is_of, is_part, values};
use crate::counting::{Boundary, Day, Lateness, Until};
use crate::register::Registers;
use crate::tables::{Attribution, Period, Row, Table};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What every table of a report is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The days covered.
    pub period: Period,
    /// The day on which the report stands.
    pub as_of: Date,
    /// How a violation with several parties counts.
    pub attribution: Attribution,
    /// The level of areas.
    pub area_level: u8,
    /// The registers that give codes.
    pub registers: &'a Registers,
}

impl Asked<'_> {
    pub(super) fn is_inside(&self, day: Date) -> bool {
        self.period.from <= day && day <= self.period.to
    }

    pub(super) fn is_late(&self, boundary: Boundary, until: Until, decided: Day) -> bool {
        Lateness::new(boundary, self.as_of).is_late(until, decided)
    }

    /// The date by which a violation is in the period.
    pub(super) fn day(&self, case: Case<'_>, violation: usize, of: DateOf) -> Option<Date> {
        match of {
            DateOf::Decision => case.facts.violations[violation].decided.map(Day::date),
            DateOf::Incident | DateOf::Any => case.incident.occurred.from,
            DateOf::FirstReport => case.incident.first_reported,
        }
    }
}

/// Tables being filled.
#[derive(Debug)]
pub struct Tabulation<'a> {
    asked: Asked<'a>,
    tables: Vec<(&'a TableQuery, Figures)>,
}

/// Figures by row and column; the total has no column key.
type Figures = BTreeMap<String, BTreeMap<Option<String>, u64>>;

impl<'a> Tabulation<'a> {
    /// Empty tables.
    pub fn new(queries: &'a [TableQuery], asked: Asked<'a>) -> Self {
        Self { asked, tables: queries.iter().map(|query| (query, Figures::new())).collect() }
    }

    /// Counts a record.
    pub fn add(&mut self, case: Case<'_>) {
        let Self { asked, tables } = self;
        for (query, figures) in tables {
            for subject in subjects(case, query, asked) {
                count(&subject, query, asked, figures);
            }
        }
    }

    /// The tables, in the order of their queries; rows by their keys.
    pub fn tables(self) -> Vec<Table> {
        let tables = self.tables.into_iter();
        tables.map(|(query, figures)| Table::new(&query.id, rows(query, figures))).collect()
    }
}

fn rows(query: &TableQuery, figures: Figures) -> Vec<Row> {
    let rows = figures.into_iter().map(|(key, cells)| {
        let mut row = Row::new(key);
        for (column, figure) in cells {
            match column {
                None if query.total => row.set("total", figure),
                Some(column) if query.column_keys.contains(&column) => row.set(&column, figure),
                _ => {}
            }
        }
        row
    });
    rows.filter(|row| !row.is_empty()).collect()
}

fn count<'a>(subject: &Subject<'a>, query: &TableQuery, asked: &Asked<'a>, figures: &mut Figures) {
    let splits = query.rows.iter().chain(&query.columns).chain(query.only.iter().map(|only| &only.dimension));
    let parts = if splits.into_iter().any(Dimension::splits_children) {
        subject.parts.clone()
    } else {
        vec![Part { sex: None, age: None, count: subject.parts.iter().map(|part| part.count).sum() }]
    };
    for part in parts.iter().filter(|part| part.count > 0 && is_part(subject, part, query, asked)) {
        let mut cells: BTreeSet<(String, Option<String>)> = BTreeSet::new();
        each_view(subject, query, asked, |view| {
            if is_of(subject, view, query, asked) {
                add_cells(subject, view, part, query, asked, &mut cells);
            }
        });
        // Each once, however many of its violations and parties lead there.
        for (row, column) in cells {
            *figures.entry(row).or_default().entry(column).or_default() += part.count;
        }
    }
}

/// Every way to look at a subject: from each of its violations, and by each party apart where that is asked.
fn each_view(subject: &Subject<'_>, query: &TableQuery, asked: &Asked<'_>, mut each: impl FnMut(View<'_>)) {
    if subject.violations.is_empty() {
        each(View::default());
    }
    let all = query.rows.iter().chain(&query.columns).chain(query.only.iter().map(|only| &only.dimension));
    let looks =
        all.into_iter().any(|dimension| dimension.is_of_perpetrator() || *dimension == Dimension::Missing);
    for &violation in &subject.violations {
        let mut perpetrators = if looks { subject.case.perpetrators(violation, asked) } else { Vec::new() };
        let violation = Some(violation);
        match asked.attribution {
            Attribution::Each if perpetrators.len() > 1 => {
                // Whoever is not named adds nothing beside those who are.
                if perpetrators.iter().any(|one| one.party.is_some()) {
                    perpetrators.retain(|one| one.party.is_some());
                }
                perpetrators.chunks(1).for_each(|perpetrators| each(View { violation, perpetrators }));
            }
            _ => each(View { violation, perpetrators: &perpetrators }),
        }
    }
}

fn add_cells<'a>(
    subject: &Subject<'a>,
    view: View<'_>,
    part: &Part,
    query: &TableQuery,
    asked: &Asked<'a>,
    cells: &mut BTreeSet<(String, Option<String>)>,
) {
    let of = |dimension: &Dimension| values(dimension, subject, view, Some(part), query, asked);
    let mut keys: Vec<String> = Vec::new();
    for dimension in &query.rows {
        let mut values = of(dimension);
        if values.is_empty() {
            values.push(NOT_STATED.into());
        }
        keys = match keys.is_empty() {
            true => values.into_iter().map(|value| value.into_owned()).collect(),
            false => {
                let with =
                    |key: &String| values.iter().map(|value| format!("{key} / {value}")).collect::<Vec<_>>();
                keys.iter().flat_map(with).collect()
            }
        };
    }
    if keys.is_empty() {
        keys.push(WITHOUT_ROWS.to_owned());
    }
    let columns: Vec<String> = query.columns.iter().flat_map(of).map(|value| value.into_owned()).collect();
    for key in keys {
        cells.extend(columns.iter().map(|column| (key.clone(), Some(column.clone()))));
        cells.insert((key, None));
    }
}
