//! Erasing a record for good: two co-chairs (decision 0044).

use super::{CaseError, Desk};
use domain::access::act;
use domain::id::IncidentId;
use domain::record::Merger;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::{Hanging, IncidentRow, Write};

/// Records that were merged into this one and not taken out again.
pub(super) fn merged(mergers: &[Merger]) -> Vec<IncidentId> {
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

    /// Erases records with their versions, working papers, questions and attachments, and takes them out of the packed
    /// facts, inside a change. A block of facts is written anew once, however many of its records go.
    pub(super) async fn erase_in(
        &self,
        write: &mut Write<'_>,
        rows: Vec<IncidentRow>,
    ) -> Result<(), CaseError> {
        let numbers: HashSet<u32> = rows.iter().map(|row| row.number as u32).collect();
        let ids = rows.iter().map(|row| self.keys.paper(row.id)).collect::<Result<Vec<_>, _>>()?;
        let papers = write.papers(&ids).await?;
        let papers: HashMap<_, _> = papers.iter().map(|paper| (paper.id, paper)).collect();
        let mut records = Vec::with_capacity(rows.len());
        for (row, id) in rows.into_iter().zip(ids) {
            let mut hanging = Hanging::default();
            if let Some(paper) = papers.get(&id) {
                hanging.paper = Some(id);
                let opened = self.open_paper(paper)?;
                hanging.questions = opened.questions.iter().map(|one| one.id).collect();
                hanging.referrals = opened.referrals.iter().map(|one| one.id).collect();
            }
            records.push((row, hanging));
        }
        write.erase(self.situation.row.number, &records, self.actor.account).await?;
        self.drop_facts(write, &numbers).await
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
