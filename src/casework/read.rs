//! Opening records for export and search: decrypted and scanned in memory, never indexed.

use super::{CaseError, Desk};
use domain::access::{Permit, act};
use domain::record::CaseRecord;
use store::IncidentRow;

const PAGE: u64 = 2_000;

/// An opened record.
pub struct Opened {
    /// Its row.
    pub row: IncidentRow,
    /// What the case compartment holds.
    pub record: CaseRecord,
}

/// A walk through all records of a situation.
pub struct Search<'d> {
    desk: &'d Desk,
    permit: Permit<act::ReadCase>,
    after: i64,
}

impl Desk {
    /// Begins a walk through all records.
    pub async fn search(&self) -> Result<Search<'_>, CaseError> {
        Ok(Search { desk: self, permit: self.permit::<act::ReadCase>().await?, after: -1 })
    }
}

impl Search<'_> {
    /// The next records, opened; none when all have been seen.
    pub async fn next(&mut self) -> Result<Vec<Opened>, CaseError> {
        let situation = self.desk.situation.row.number;
        let rows = self.desk.store.incidents_after(&self.permit, situation, self.after, PAGE).await?;
        if let Some(last) = rows.last() {
            self.after = last.number;
        }
        rows.into_iter()
            .map(|row| {
                let record = self.desk.keys.open_case(&row)?;
                Ok(Opened { row, record })
            })
            .collect()
    }
}
