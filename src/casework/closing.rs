//! Closing a situation: it is read and kept, and nothing is added. Two co-chairs do it, and can undo it.

use super::proposals::Whole;
use super::{CaseError, Desk};

impl Desk {
    /// Whether the situation is closed.
    pub fn is_closed(&self) -> bool {
        self.actor.is_closed
    }

    /// What is proposed of the situation as it stands.
    pub(super) fn as_it_stands(&self) -> Whole {
        Whole { closing_version: self.situation.row.closing_version }
    }

    /// Why it cannot be closed now. A report that nobody has opened would be one that nobody counts.
    pub(super) async fn closable(&self) -> Result<Result<(), &'static str>, CaseError> {
        if self.is_closed() {
            return Ok(Err("the situation is closed already"));
        }
        Ok(if self.unopened().await? > 0 {
            Err(
                "reports wait to be opened, or files are still arriving; triage them, and put right those that could not be read, before the situation is closed",
            )
        } else {
            Ok(())
        })
    }

    /// How many reports, and files that came with them, nobody has opened.
    pub(super) async fn unopened(&self) -> Result<u64, CaseError> {
        let number = self.situation.row.number;
        Ok(self.store.waiting(number).await? + self.store.files_waiting(number).await?)
    }

    /// Why it cannot be opened again.
    pub(super) fn reopenable(&self) -> Result<(), &'static str> {
        if self.is_closed() { Ok(()) } else { Err("the situation is open") }
    }
}
