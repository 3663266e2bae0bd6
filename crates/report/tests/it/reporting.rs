//! Editions of reports whose tables their templates declare, of invented incidents.

use crate::generated::{area, counts, edition, party};
use domain::counting::{Atoms, Block, Boundary, Fine, IncidentFacts, Question};
use domain::tables::{Attribution, Row, Table, Tier};
use domain::tabulate::{Meaning, Selection};
use jiff::civil::Date;
use report::release::Edition;
use report::{Frame, Template};
use std::collections::BTreeMap;

/// An edition of a report whose tables its template declares, as they stand there for its tier.
pub(crate) fn declared(
    facts: &[IncidentFacts],
    template: &Template,
    tier: Tier,
    from: Date,
    to: Date,
) -> Edition {
    let mut edition = edition(facts, tier, from, to, Attribution::Joint);
    let frame = Frame { period: edition.document.period, by: None };
    let nothing = BTreeMap::new();
    let mut tables = Vec::new();
    for table in template.tables(tier) {
        let query = table.query(frame, template.late_boundary(), &Selection::default(), &nothing).unwrap();
        let counts = match query {
            Some(query) => Some(Meaning::of(&query).unwrap()),
            None => Meaning::counted(&table.id, template.late_boundary())
                .filter(|_| template.late_boundary() == Boundary::Year),
        };
        tables.push(Table { counts, ..Table::new(&table.id, Vec::new()) });
    }
    let mut atoms = Atoms::new(&Question {
        period: edition.document.period,
        as_of: edition.document.as_of,
        boundary: template.late_boundary(),
    });
    facts.chunks(512).for_each(|facts| atoms.count(&Block::pack(facts.to_vec())));
    let fine = Fine::of(&atoms, &counts(&tables), party, area);
    let mut rows: BTreeMap<String, BTreeMap<String, Row>> = BTreeMap::new();
    for (cell, sum) in fine.sums(&counts(&tables)) {
        let rows = rows.entry(cell.table).or_default();
        rows.entry(cell.key.clone()).or_insert_with(|| Row::new(cell.key)).set(&cell.column, sum);
    }
    for table in &mut tables {
        table.rows = rows.remove(&table.id).unwrap_or_default().into_values().collect();
    }
    edition.document.report = template.name().to_owned();
    edition.document.tables = tables;
    edition.fine = fine;
    edition
}
