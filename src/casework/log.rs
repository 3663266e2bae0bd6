//! Reading the log: who did what, in which hour, to which object; never content.

use super::{CaseError, Desk};
use domain::access::act;
use store::LogRow;

impl Desk {
    /// Entries of the log from a number on, those of this situation and of the store as a whole, and where the
    /// next page begins, if there is one.
    pub async fn log(&self, from: u64, most: u64) -> Result<(Vec<LogRow>, Option<u64>), CaseError> {
        self.permit::<act::ReadLog>().await?;
        let mut rows = self.store.log_page(from, most).await?;
        let next = rows.last().filter(|_| rows.len() as u64 == most).map(|last| last.number + 1);
        let here = self.situation.row.number;
        rows.retain(|row| row.entry.situation == here || row.entry.situation == 0);
        Ok((rows, next))
    }
}
