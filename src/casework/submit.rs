//! Sending a report that only others can open.

use super::post::{Came, Letter, Sealed, put};
use super::{Announced, CaseError, Desk};
use domain::access::{AccountStatus, Role, act};
use domain::id::{AccountId, SubmissionId};
use domain::interchange::Incident;
use std::collections::{BTreeMap, BTreeSet};
use store::SubmissionRow;
use vault::SystemEntropy;

/// What a sender holds of a report that is stored: with it, nobody can say later that it never came.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The submission.
    pub submission: SubmissionId,
    /// Whether it was new. Sent again, the same report is the same report.
    pub is_new: bool,
    /// SHA-256 of the sealed report.
    pub digest: [u8; 32],
    /// The hour in which the receipt was given, since 1970.
    pub hour: i64,
    /// The key of the node that signed.
    pub node: [u8; 32],
    /// Ed25519 over [`Receipt::message`], as the node signs.
    pub signature: [u8; 64],
}

impl Receipt {
    /// What is signed: `"receipt" | situation 16 | submission 16 | SHA-256 of the sealed report 32 | hour i64`.
    pub fn message(situation: [u8; 16], submission: SubmissionId, digest: &[u8; 32], hour: i64) -> Vec<u8> {
        [&b"receipt"[..], &situation, &submission.0, digest, &hour.to_be_bytes()].concat()
    }
}

impl Desk {
    /// The key to which reports are sealed: of the epoch in use, signed by who brought it into use.
    pub async fn submission_key(&self) -> Result<Announced, CaseError> {
        self.permit::<act::Submit>().await?;
        Ok(self.keys.announced()?.clone())
    }

    /// The signing keys (Ed25519) of those who bring keys into use: the co-chairs who can sign in, and who signed the key in use. Whoever
    /// reports keeps them, and takes no key that none of them signed.
    pub async fn key_signers(&self) -> Result<Vec<[u8; 32]>, CaseError> {
        let accounts = self.store.accounts().await?.into_iter();
        let active: BTreeSet<AccountId> = accounts
            .filter(|account| account.status == AccountStatus::Active)
            .map(|account| account.id)
            .collect();
        let roles = self.store.roles_in(self.situation.row.number).await?.into_iter();
        let is_cochair =
            |(account, role): &(AccountId, Role)| *role == Role::Cochair && active.contains(account);
        let cochairs: Vec<_> = roles.filter(is_cochair).map(|(account, _)| account).collect();
        let mut present = BTreeMap::new();
        for (account, key) in self.store.public_keys(&cochairs).await? {
            // Of each the one in use comes first; former ones sign nothing new.
            present.entry(account).or_insert_with(|| key.signing_key());
        }
        let mut signers: BTreeSet<[u8; 32]> = present.into_values().collect();
        signers.insert(self.keys.announced()?.signer);
        Ok(signers.into_iter().collect())
    }

    /// The twelve digits of those who bring keys into use, as a telephone shows them.
    pub async fn pin_digits(&self) -> Result<String, CaseError> {
        let signers = self.key_signers().await?;
        // Slow on purpose: other requests do not wait for it.
        Ok(tokio::task::block_in_place(|| vault::pin_digits(&self.situation.row.id.0, &signers)))
    }

    /// Seals reports to the intake compartment and stores them, in one transaction. Gives for each whether it
    /// was new: the same report sent again by the same person is known by its id, which only that person's
    /// key can compute.
    pub async fn submit(&self, reports: &[Incident]) -> Result<Vec<bool>, CaseError> {
        let key = self.keys.submission()?;
        let mut rng = SystemEntropy::new();
        let mut rows = Vec::with_capacity(reports.len());
        for report in reports {
            let plain = report.to_canonical_json();
            let id = self.submission_id(&plain);
            rows.push(self.submission(SubmissionId(id), key.seal_submission(id, &plain, &mut rng)?)?);
        }
        Ok(self
            .store_submissions(rows, Sealed::Here)
            .await?
            .into_iter()
            .map(|came| came == Came::New)
            .collect())
    }

    /// Seals one report as [`Desk::submit`] does, and gives its receipt.
    pub async fn submit_one(&self, report: &Incident) -> Result<Receipt, CaseError> {
        let key = self.keys.submission()?;
        let plain = report.to_canonical_json();
        let id = self.submission_id(&plain);
        let row =
            self.submission(SubmissionId(id), key.seal_submission(id, &plain, &mut SystemEntropy::new())?)?;
        let digest = vault::sha256(&row.sealed);
        Ok(match self.send(row, Sealed::Here).await? {
            // What is stored is the sealed report that came first.
            Came::Before(before) => self.receipt(SubmissionId(id), before.unwrap_or(digest), false),
            Came::New => self.receipt(SubmissionId(id), digest, true),
        })
    }

    /// Stores a report that its sender has sealed. Sent again it is known by its id; another report under
    /// the same id is refused, so that neither is lost. One that lay sealed on a telephone while the keys were changed
    /// is taken too: nobody could seal it anew, and its key's holders still have it.
    pub async fn submit_sealed(&self, id: SubmissionId, sealed: Vec<u8>) -> Result<Receipt, CaseError> {
        let digest = vault::sha256(&sealed);
        let row = self.submission(id, sealed)?;
        match self.send(row, Sealed::Elsewhere).await? {
            Came::Before(Some(before)) if before != digest => Err(CaseError::Taken),
            Came::Before(_) => Ok(self.receipt(id, digest, false)),
            Came::New => Ok(self.receipt(id, digest, true)),
        }
    }

    /// The same report of the same person in the same situation has the same id.
    fn submission_id(&self, plain: &[u8]) -> [u8; 16] {
        self.key.own_name("submission", &[&self.situation.row.id.0, plain].concat())
    }

    fn submission(&self, id: SubmissionId, sealed: Vec<u8>) -> Result<SubmissionRow, CaseError> {
        let key = self.keys.sealed_to(|key| key.check_form(&sealed))?.map_err(|error| {
            CaseError::Invalid(format!("this is no report sealed to the intake key ({error})"))
        })?;
        Ok(SubmissionRow {
            id,
            situation: self.situation.row.number,
            account: self.actor.account,
            received_hour: self.now.hour,
            epoch: key.epoch,
            sealed,
        })
    }

    /// Stores reports in one transaction of their own.
    async fn store_submissions(
        &self,
        rows: Vec<SubmissionRow>,
        sealed: Sealed,
    ) -> Result<Vec<Came>, CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        if sealed == Sealed::Here {
            write.expect_epoch(self.situation.row.number, self.keys.submission()?.epoch).await?;
        }
        let (came, any) = put(&mut write, rows).await?;
        if any {
            write.commit().await?;
        } else {
            write.abandon().await?;
        }
        Ok(came)
    }

    /// Stores a report, together with those that others send at the same time where there is a post.
    async fn send(&self, row: SubmissionRow, sealed: Sealed) -> Result<Came, CaseError> {
        let Some(post) = &self.post else {
            let came = self.store_submissions(vec![row], sealed).await?;
            return came.first().copied().ok_or_else(|| CaseError::NotStored("nothing was sent".to_owned()));
        };
        let permit = self.permit::<act::Submit>().await?;
        post.send(Letter { row, sealed, mandate: permit.mandate(), hour: self.now.hour }).await
    }

    pub(super) fn receipt(&self, submission: SubmissionId, digest: [u8; 32], is_new: bool) -> Receipt {
        let hour = self.now.hour;
        let message = Receipt::message(self.situation.row.id.0, submission, &digest, hour);
        let signature = self.store.sign(&message);
        Receipt { submission, is_new, digest, hour, node: self.store.node_key(), signature }
    }
}
