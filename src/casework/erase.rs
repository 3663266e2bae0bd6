//! Erasing a record for good: two co-chairs (decision 0044).

use super::{CaseError, Desk};
use domain::access::act;
use domain::id::IncidentId;
use domain::record::Merger;
use std::collections::BTreeSet;
use store::{Hanging, IncidentRow, Write};

/// Records that were merged into this one and not taken out again.
fn merged(mergers: &[Merger]) -> Vec<IncidentId> {
    let mut merged = BTreeSet::new();
    for merger in mergers {
        if merger.undone {
            merged.remove(&merger.id);
        } else {
            merged.insert(merger.id);
        }
    }
    merged.into_iter().collect()
}

impl Desk {
    /// The record that would be erased, if it is there and may be.
    pub(super) async fn erasable(&self, id: IncidentId) -> Result<IncidentRow, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let row = self.store.incidents(&permit, &[id]).await?.pop().ok_or(CaseError::NotFound)?;
        let others = merged(&self.keys.open_case(&row)?.mergers);
        // One that was erased is counted no more.
        if !self.store.incidents(&permit, &others).await?.is_empty() {
            return Err(CaseError::Invalid(
                "other incidents were merged into this one and are counted through it: erase those first, or reopen \
                 them"
                .to_owned(),
            ));
        }
        Ok(row)
    }

    /// Erases a record with its versions, its working paper, its questions and its attachments, and takes it out of the
    /// packed facts, inside a change.
    pub(super) async fn erase_in(&self, write: &mut Write<'_>, row: &IncidentRow) -> Result<(), CaseError> {
        let open = self.paper_in(write, row.id).await?;
        let hanging = Hanging {
            questions: open.paper.questions.iter().map(|question| question.id).collect(),
            referrals: open.paper.referrals.iter().map(|referral| referral.id).collect(),
            paper: open.row.map(|paper| paper.id),
        };
        write.erase(row, &hanging, self.actor.account).await?;
        self.drop_facts(write, row.number as u32).await
    }

    /// Makes the database's files free of what was erased. Gives whether they are.
    pub(super) async fn scrub(&self) -> bool {
        match self.store.scrub().await {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(%error, "erased, but not yet gone from the database's files: run `sixfold scrub`");
                false
            }
        }
    }
}
