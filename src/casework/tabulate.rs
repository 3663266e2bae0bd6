//! Declared tables, for which every record is opened.

use super::situation::changed_meanwhile;
use super::{CaseError, Desk, ReportAsk};
use domain::counting::Cell;
use domain::interchange::Incident;
use domain::tables::Table;
use domain::tabulate::{Asked, Case, Tabulation};
use jiff::civil::Date;
use std::sync::Arc;

impl Desk {
    /// The tables that a report's template declares.
    pub(super) async fn tabulated(&self, ask: &ReportAsk, as_of: Date) -> Result<Vec<Table>, CaseError> {
        let mut tabulation = Tabulation::new(&ask.tables.declared, self.asked(ask, as_of));
        self.each_case(|_, case| tabulation.add(case)).await?;
        Ok(tabulation.tables())
    }

    /// What each incident adds to a cell of a declared table, by their numbers; none where no table that is declared
    /// has the cell's name.
    pub(super) async fn behind_declared(
        &self,
        ask: &ReportAsk,
        as_of: Date,
        cell: Cell<'_>,
    ) -> Result<Option<Vec<(u32, u64)>>, CaseError> {
        let Some(query) = ask.tables.declared.iter().find(|query| query.id == cell.table) else {
            return Ok(None);
        };
        let (query, asked) = (std::slice::from_ref(query), self.asked(ask, as_of));
        let mut found = Vec::new();
        self.each_case(|number, case| {
            // A table of one incident has what that incident adds to the table of all.
            let mut alone = Tabulation::new(query, asked);
            alone.add(case);
            let rows = alone.tables().into_iter().flat_map(|table| table.rows);
            let adds = rows.filter(|row| row.key == cell.key).find_map(|row| row.figure(cell.column));
            found.extend(adds.filter(|adds| *adds > 0).map(|adds| (number, adds)));
        })
        .await?;
        Ok(Some(found))
    }

    fn asked(&self, ask: &ReportAsk, as_of: Date) -> Asked<'_> {
        Asked {
            period: ask.period,
            as_of,
            attribution: ask.attribution,
            area_level: ask.area_level,
            registers: &self.situation.registers,
        }
    }

    /// Opens every record in turn, in the order of their numbers.
    async fn each_case(&self, mut each: impl FnMut(u32, Case<'_>)) -> Result<(), CaseError> {
        let registers = &self.situation.registers;
        self.each_opened(Arc::clone(&self.store), |opened| {
            let unreadable = |_| CaseError::Unreadable(opened.id.to_string());
            let document = opened.record.content.value();
            let incident = Incident::from_value(document.clone()).map_err(unreadable)?;
            // A code added since this person signed in: a figure without its row would be wrong.
            let area = incident.location.area.iter().any(|code| registers.areas.by_code(code).is_none());
            let mut parties = incident.perpetrators.iter().filter_map(|one| one.party.as_deref());
            if area || parties.any(|code| registers.parties.by_code(code).is_none()) {
                return Err(changed_meanwhile());
            }
            let (number, record) = (opened.number as u32, &opened.record);
            let facts = record.facts(number, &incident, registers);
            each(number, Case { facts: &facts, incident: &incident, document: &document, record });
            Ok(())
        })
        .await
    }
}
