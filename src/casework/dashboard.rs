//! The figures that are out: what a dashboard draws.

use super::releases::release_digest;
use super::{CaseError, Desk, Release};
use domain::access::act;
use domain::workflow::ReleaseState;
use vault::digest_of;

impl Desk {
    /// What is published and not superseded, those published last first. Both approvals of each are checked. Whoever
    /// sees their figures has them: one entry in the log says so of all of them, by a digest over their digests.
    pub async fn releases_out(&self) -> Result<Vec<Release>, CaseError> {
        let permit = self.permit::<act::ReadReleases>().await?;
        let mut rows = self.store.releases(&permit).await?;
        rows.retain(|row| row.state == ReleaseState::Published);
        rows.sort_by_key(|row| std::cmp::Reverse(row.ordinal));
        let mut out = Vec::with_capacity(rows.len());
        for row in &rows {
            let release = self.open_release(row)?;
            self.check_approvals(row, &release).await?;
            out.push(release);
        }
        if out.is_empty() {
            return Ok(out);
        }
        let digests: Vec<u8> = out.iter().flat_map(release_digest).collect();
        self.log_taken(&permit, digest_of(&[b"releases out", &digests])).await?;
        Ok(out)
    }
}
