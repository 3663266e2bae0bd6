//! Sending a report that only others can open.

use super::{CaseError, Desk};
use domain::access::act;
use domain::id::SubmissionId;
use domain::interchange::Incident;
use std::collections::HashSet;
use store::SubmissionRow;
use vault::SystemEntropy;

impl Desk {
    /// Seals reports to the intake compartment and stores them, in one transaction. Gives for each whether it
    /// was new: the same report sent again by the same person is known by its id, which only that person's
    /// key can compute.
    pub async fn submit(&self, reports: &[Incident]) -> Result<Vec<bool>, CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        let key = self.keys.submission()?;
        let mut rng = SystemEntropy::new();
        let mut rows = Vec::with_capacity(reports.len());
        for report in reports {
            let plain = report.to_canonical_json();
            let id = self.key.own_name("submission", &plain);
            rows.push(SubmissionRow {
                id: SubmissionId(id),
                situation: self.situation.row.number,
                account: self.actor.account,
                received_hour: self.now.hour,
                epoch: key.epoch,
                sealed: key.seal_submission(id, &plain, &mut rng)?,
            });
        }
        let ids: Vec<SubmissionId> = rows.iter().map(|row| row.id).collect();
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.expect_epoch(self.situation.row.number, key.epoch).await?;
        let mut known: HashSet<SubmissionId> = write.known_submissions(&ids).await?.into_iter().collect();
        let new: Vec<bool> = ids.iter().map(|id| known.insert(*id)).collect();
        let mut keep = new.iter();
        rows.retain(|_| keep.next().copied().unwrap_or(false));
        if rows.is_empty() {
            write.abandon().await?;
        } else {
            write.add_submissions(rows).await?;
            write.commit().await?;
        }
        Ok(new)
    }
}
