//! Opening records for search and statistics: decrypted and scanned in memory, never indexed.

use super::keyring::Keyring;
use super::{CaseError, Desk};
use domain::access::{Permit, act};
use domain::id::IncidentId;
use domain::record::CaseRecord;
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;
use store::{Cases, Store};
use tokio::task::{JoinHandle, spawn_blocking};

/// Records a page: few enough that one stays in a core's own cache from reading to opening.
const PAGE: i64 = 512;
/// Pages under way at once: some are being read while others are being opened, so that no core waits.
const AHEAD: usize = 4;

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
pub struct Search {
    source: Arc<Source>,
    /// Pages under way, in their order.
    ahead: VecDeque<JoinHandle<Result<Vec<Opened>, CaseError>>>,
    next: i64,
    end: i64,
}

/// What a page is read from and opened with.
struct Source {
    store: Arc<Store>,
    permit: Permit<act::ReadCase>,
    keys: Keyring,
}

impl Desk {
    /// Begins a walk through all records.
    pub async fn search(&self) -> Result<Search, CaseError> {
        self.search_in(Arc::clone(&self.store)).await
    }

    /// As [`Desk::search`], in the store as it stood at a moment.
    pub(super) async fn search_in(&self, store: Arc<Store>) -> Result<Search, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let end = store.incident_end(&permit).await?;
        let source = Arc::new(Source { store, permit, keys: self.keys.clone() });
        Ok(Search { source, ahead: VecDeque::new(), next: 0, end })
    }

    /// Opens every record of a store in turn, in the order of their numbers.
    pub(super) async fn each_opened(
        &self,
        store: Arc<Store>,
        mut each: impl FnMut(&Opened) -> Result<(), CaseError>,
    ) -> Result<(), CaseError> {
        let mut search = self.search_in(store).await?;
        loop {
            let opened = search.next().await?;
            if opened.is_empty() {
                return Ok(());
            }
            opened.iter().try_for_each(&mut each)?;
        }
    }
}

impl Search {
    /// The next records, opened; none when all have been seen.
    pub async fn next(&mut self) -> Result<Vec<Opened>, CaseError> {
        loop {
            while self.ahead.len() < AHEAD && self.next < self.end {
                let numbers = self.next..(self.next + PAGE).min(self.end);
                self.next = numbers.end;
                self.ahead.push_back(tokio::spawn(page(Arc::clone(&self.source), numbers)));
            }
            let Some(page) = self.ahead.pop_front() else { return Ok(Vec::new()) };
            let opened = page.await.map_err(interrupted)??;
            // Numbers of other situations and of changes that were given up leave gaps.
            if !opened.is_empty() {
                return Ok(opened);
            }
        }
    }
}

async fn page(source: Arc<Source>, numbers: Range<i64>) -> Result<Vec<Opened>, CaseError> {
    let Source { store, permit, .. } = &*source;
    let cases = store.cases_between(permit, numbers).await?;
    spawn_blocking(move || source.open(&cases)).await.map_err(interrupted)?
}

fn interrupted(_: tokio::task::JoinError) -> CaseError {
    CaseError::Invalid("the walk was interrupted".to_owned())
}

impl Source {
    fn open(&self, cases: &Cases) -> Result<Vec<Opened>, CaseError> {
        let open = |row: store::CaseRow<'_>| {
            let record = self.keys.open_case_part(&row)?;
            Ok(Opened { number: row.number, id: row.id, version: row.version, record })
        };
        cases.rows()?.into_iter().map(open).collect()
    }
}
