//! Opening records for search and statistics: decrypted and scanned in memory, never indexed.

use super::{CaseError, Desk, on_all_cores};
use domain::access::{Permit, act};
use domain::id::IncidentId;
use domain::record::CaseRecord;
use std::sync::Arc;
use store::{CaseRow, Store, StoreError};
use tokio::task::JoinHandle;

const PAGE: u64 = 2_000;

/// An opened record.
pub struct Opened {
    /// The incident's number.
    pub number: i64,
    /// Its id.
    pub id: IncidentId,
    /// The version of the record.
    pub version: u64,
    /// What the case compartment holds.
    pub record: CaseRecord,
}

/// A walk through the case parts of all records of a situation, in the order of their numbers.
pub struct Search<'d> {
    desk: &'d Desk,
    permit: Arc<Permit<act::ReadCase>>,
    /// The next page, fetched while the present one is being opened.
    ahead: Option<JoinHandle<Result<Vec<CaseRow>, StoreError>>>,
}

impl Desk {
    /// Begins a walk through all records.
    pub async fn search(&self) -> Result<Search<'_>, CaseError> {
        let permit = Arc::new(self.permit::<act::ReadCase>().await?);
        let ahead = Some(fetch(&self.store, &permit, self.situation.row.number, -1));
        Ok(Search { desk: self, permit, ahead })
    }
}

fn fetch(
    store: &Arc<Store>,
    permit: &Arc<Permit<act::ReadCase>>,
    situation: i32,
    after: i64,
) -> JoinHandle<Result<Vec<CaseRow>, StoreError>> {
    let (store, permit) = (Arc::clone(store), Arc::clone(permit));
    tokio::spawn(async move { store.cases_after(&permit, situation, after, PAGE).await })
}

impl Search<'_> {
    /// The next records, opened; none when all have been seen.
    pub async fn next(&mut self) -> Result<Vec<Opened>, CaseError> {
        let Some(ahead) = self.ahead.take() else { return Ok(Vec::new()) };
        let stopped = |_| CaseError::Invalid("the walk was interrupted".to_owned());
        let rows = ahead.await.map_err(stopped)??;
        let Some(last) = rows.last() else { return Ok(Vec::new()) };
        self.ahead = Some(fetch(&self.desk.store, &self.permit, self.desk.situation.row.number, last.number));
        let keys = &self.desk.keys;
        let opened = tokio::task::block_in_place(|| {
            on_all_cores(&rows, |row| {
                let record = keys.open_case_part(row.id, row.version, row.epoch, &row.case)?;
                Ok(Opened { number: row.number, id: row.id, version: row.version, record })
            })
        });
        opened.into_iter().collect()
    }
}
