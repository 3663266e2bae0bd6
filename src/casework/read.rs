//! Opening records for search and statistics: decrypted and scanned in memory, never indexed.

use super::{CaseError, Desk, on_all_cores};
use domain::access::{Permit, act};
use domain::id::IncidentId;
use domain::record::CaseRecord;
use std::collections::VecDeque;
use std::sync::Arc;
use store::{CaseRow, Store, StoreError};
use tokio::task::JoinHandle;

/// Records a page, and pages that are fetched ahead, each on a connection of its own.
const PAGE: i64 = 2_000;
const AHEAD: usize = 2;

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
    store: Arc<Store>,
    permit: Arc<Permit<act::ReadCase>>,
    /// Pages that are being fetched while the present one is being opened.
    ahead: VecDeque<JoinHandle<Result<Vec<CaseRow>, StoreError>>>,
    next: i64,
    end: i64,
}

impl Desk {
    /// Begins a walk through all records.
    pub async fn search(&self) -> Result<Search<'_>, CaseError> {
        self.search_in(Arc::clone(&self.store)).await
    }

    /// As [`Desk::search`], in the store as it stood at a moment.
    pub(super) async fn search_in(&self, store: Arc<Store>) -> Result<Search<'_>, CaseError> {
        let permit = Arc::new(self.permit::<act::ReadCase>().await?);
        let end = store.incident_end(&permit).await?;
        Ok(Search { desk: self, store, permit, ahead: VecDeque::new(), next: 0, end })
    }
}

impl Search<'_> {
    /// The next records, opened; none when all have been seen.
    pub async fn next(&mut self) -> Result<Vec<Opened>, CaseError> {
        loop {
            while self.ahead.len() < AHEAD && self.next < self.end {
                let numbers = self.next..(self.next + PAGE).min(self.end);
                self.next = numbers.end;
                let (store, permit) = (Arc::clone(&self.store), Arc::clone(&self.permit));
                let fetch = async move { store.cases_between(&permit, numbers).await };
                self.ahead.push_back(tokio::spawn(fetch));
            }
            let Some(page) = self.ahead.pop_front() else { return Ok(Vec::new()) };
            let stopped = |_| CaseError::Invalid("the walk was interrupted".to_owned());
            let rows = page.await.map_err(stopped)??;
            // Numbers of other situations and of changes that were given up leave gaps.
            if rows.is_empty() {
                continue;
            }
            let keys = &self.desk.keys;
            let opened = tokio::task::block_in_place(|| {
                on_all_cores(&rows, |row| {
                    let record = keys.open_case_part(row.id, row.version, row.epoch, &row.case)?;
                    Ok(Opened { number: row.number, id: row.id, version: row.version, record })
                })
            });
            return opened.into_iter().collect();
        }
    }
}
