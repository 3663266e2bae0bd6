//! Two co-chairs approve a release, one after the other; each time it is attacked anew, since something else may
//! have come out in the meantime.

use super::releases::{Working, attacked, is_same, reasons, release_digest};
use super::{CaseError, Desk};
use domain::access::{Action, Role, act};
use domain::audit::LogAct;
use domain::id::ReleaseId;
use domain::workflow::{ReleaseRefusal, ReleaseState};
use store::{ReleaseRow, Signed};
use vault::Compartment;

impl Desk {
    /// Approves a release as one of two co-chairs. `digest` is what was read: nobody approves what was put in its
    /// place. With the second approval it is out.
    pub async fn approve_release(&self, id: ReleaseId, digest: [u8; 32]) -> Result<ReleaseState, CaseError> {
        let permit = self.permit::<act::Release>().await?;
        let rows = self.all_releases(&permit).await?;
        let row = rows.iter().find(|row| row.id == id).ok_or(CaseError::NotFound)?;
        let next = row.approval().approve(self.actor.account);
        if next == Err(ReleaseRefusal::SamePerson) {
            self.log_refusal(Action::Release).await?;
        }
        let next = next?;
        let (release, working) = (self.open_release(row)?, self.open_working(row)?);
        if release_digest(&release) != digest {
            return Err(ReleaseRefusal::OtherDigest.into());
        }
        if !self.checkpoint_holds(&release.checkpoint).await? {
            return Err(ReleaseRefusal::Checkpoint.into());
        }
        let told = release.policy.plan().areas;
        // What is said of exemptions leaves with the narrative.
        if !self.identifying(&reasons(&release.exempt), told.level()).await?.is_empty() {
            return Err(ReleaseRefusal::Reason.into());
        }
        let identifying = self.identifying(&release.narrative, told.level()).await?.len();
        if identifying > 0 {
            return Err(ReleaseRefusal::Identifying(identifying).into());
        }
        let out: Vec<ReleaseRow> = rows.iter().filter(|row| row.ordinal.is_some()).cloned().collect();
        let earlier = self.editions(&out)?;
        let (attempts, proven) = attacked(&working.edition, &earlier)?;
        if attempts.iter().any(|attempt| !attempt.breaches.is_empty()) {
            return Err(ReleaseRefusal::Overtaken.into());
        }
        let mut write = self.store.write(&permit, self.now.hour).await?;
        self.expect_to_stand(&write, &[Role::Cochair]).await?;
        // What was attacked is what is there now, or this is begun again.
        if write.releases(self.situation.row.number).await? != rows {
            return Err(CaseError::Stale);
        }
        let by = self.actor.account;
        let signed = Signed { by, signature: self.key.sign(&self.approved(&release)) };
        let mut new = ReleaseRow { state: next, ..row.clone() };
        if next == ReleaseState::Published {
            if self.stands(row.first.map_or(by, |first| first.by), &[Role::Cochair]).await?.is_none() {
                return Err(CaseError::Invalid(
                    "who approved it first is no longer a co-chair: give this draft up and draft it again"
                        .to_owned(),
                ));
            }
            // What was tried on it is kept as of now.
            let epoch = self.keys.epoch()?;
            write.expect_epoch(self.situation.row.number, epoch).await?;
            new = self.rewrapped_release(&new, epoch)?;
            let working = Working { attempts, proven, ..working };
            new.working = self.sealed_part(new.id, epoch, Compartment::Case, &working)?;
            new.second = Some(signed);
            new.ordinal = Some(out.len() as u64 + 1);
            self.check_approvals(&new, &release).await?;
            for (old, edition) in out.iter().zip(&earlier) {
                if old.state == ReleaseState::Published && is_same(&edition.document, &release.document) {
                    let mut old = old.clone();
                    old.state = ReleaseState::Superseded;
                    old.closed = Some((by, self.database_hour().await?));
                    write.change_release(old, LogAct::ReleaseSuperseded, by).await?;
                }
            }
            write.change_release(new, LogAct::ReleasePublished, by).await?;
        } else {
            new.first = Some(signed);
            write.change_release(new, LogAct::ReleaseApproved, by).await?;
        }
        write.commit().await?;
        Ok(next)
    }

    /// Takes a published release back, or gives a draft up. What is out stays in every attack to come.
    pub async fn withdraw_release(&self, id: ReleaseId) -> Result<ReleaseState, CaseError> {
        let permit = self.permit::<act::ReviewReleases>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let rows = write.releases(self.situation.row.number).await?;
        let row = rows.into_iter().find(|row| row.id == id).ok_or(CaseError::NotFound)?;
        let state = row.approval().withdraw()?;
        let closed = Some((self.actor.account, self.database_hour().await?));
        let new = ReleaseRow { state, closed, ..row };
        write.change_release(new, LogAct::ReleaseWithdrawn, self.actor.account).await?;
        write.commit().await?;
        Ok(state)
    }

    /// Whether the log still begins with what the head in a release vouches for.
    pub(super) async fn checkpoint_holds(&self, note: &str) -> Result<bool, CaseError> {
        match self.store.believed(note).await? {
            Some(checkpoint) => Ok(self.store.still_holds(&checkpoint).await?),
            None => Ok(false),
        }
    }
}
