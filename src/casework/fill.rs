//! Filling a store with invented incidents: many batches to a transaction.

use super::{CaseError, Desk, Outcome, Prepared};
use domain::access::{Permit, act};
use store::Write;

/// Batches that become durable together. A transaction rewrites most pages of the index of ids, which are spread
/// at random, however few ids it adds; and only one batch at a time is held in memory.
const TOGETHER: usize = 4;

/// A filling under way.
pub struct Filling<'d> {
    desk: &'d Desk,
    permit: Permit<act::Synthesise>,
    /// The transaction that is open, and the batches in it.
    open: Option<Write<'d>>,
    batches: usize,
    stored: bool,
}

impl Desk {
    /// Begins a filling.
    pub async fn fill(&self) -> Result<Filling<'_>, CaseError> {
        let permit = self.permit().await?;
        Ok(Filling { desk: self, permit, open: None, batches: 0, stored: false })
    }
}

impl Filling<'_> {
    /// Records a batch. It is durable after a later one or [`Filling::end`], unless an error comes before.
    pub async fn add(&mut self, documents: Vec<Prepared>) -> Result<Vec<Outcome>, CaseError> {
        self.desk.may_take_over(&documents).await?;
        let mut write = match self.open.take() {
            Some(open) => open,
            None => self.desk.store.write(&self.permit, self.desk.now.hour).await?,
        };
        let outcomes = self.desk.record_in(&mut write, documents).await?;
        self.open = Some(write);
        self.batches += 1;
        self.stored |= outcomes.iter().any(Outcome::is_stored);
        if self.batches == TOGETHER {
            self.close().await?;
        }
        Ok(outcomes)
    }

    /// Makes the last batches durable.
    pub async fn end(mut self) -> Result<(), CaseError> {
        self.close().await
    }

    async fn close(&mut self) -> Result<(), CaseError> {
        self.batches = 0;
        let stored = std::mem::take(&mut self.stored);
        match self.open.take() {
            Some(write) if stored => drop(write.commit().await?),
            Some(write) => write.abandon().await?,
            None => {}
        }
        Ok(())
    }
}
