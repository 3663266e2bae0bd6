//! Sealed reports of monitors, from arrival until a verifier has opened them.

use crate::backend::Store;
use crate::entity::submission;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::id::{AccountId, SubmissionId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use vault::digest_of;

/// A sealed report that waits for triage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionRow {
    /// Its id, which the sender made.
    pub id: SubmissionId,
    /// The situation's number.
    pub situation: i32,
    /// Who sent it; forgotten here at triage, when it moves into the record.
    pub account: AccountId,
    /// When it arrived, in whole hours since 1970.
    pub received_hour: i64,
    /// The epoch of the intake key.
    pub epoch: u32,
    /// The sealed report.
    pub sealed: Vec<u8>,
}

impl SubmissionRow {
    /// What the log says of it while it waits.
    pub fn logged_digest(&self) -> [u8; 32] {
        self.digest(Some(&vault::sha256(&self.sealed)))
    }

    /// What the log says of it. Rows from before the digest was kept are in the log without it.
    fn digest(&self, kept: Option<&[u8]>) -> [u8; 32] {
        let (place, hour) = (self.situation.to_be_bytes(), self.received_hour.to_be_bytes());
        let epoch = self.epoch.to_be_bytes();
        let mut parts: Vec<&[u8]> = vec![&place, &hour, &epoch, &self.account.0, &self.sealed];
        parts.extend(kept);
        digest_of(&parts)
    }
}

/// What is stored of a triaged submission: that it was, where and when it came, and the digest of what came.
fn triaged_digest(situation: i32, received_hour: i64, epoch: u32, sealed: Option<&[u8]>) -> [u8; 32] {
    let (place, hour, epoch) = (situation.to_be_bytes(), received_hour.to_be_bytes(), epoch.to_be_bytes());
    let mut parts: Vec<&[u8]> = vec![b"triaged", &place, &hour, &epoch];
    // Rows from before this column are in the log without it.
    parts.extend(sealed);
    digest_of(&parts)
}

impl Store {
    /// How many reports wait for triage in a situation.
    pub async fn waiting(&self, situation: i32) -> Result<u64, StoreError> {
        Ok(submission::Entity::find()
            .filter(submission::Column::Situation.eq(situation))
            .filter(submission::Column::SealedBody.is_not_null())
            .count(&self.reader())
            .await?)
    }

    /// How many reports have ever come to a situation, triaged or not.
    pub async fn arrived(&self, situation: i32) -> Result<u64, StoreError> {
        Ok(submission::Entity::find()
            .filter(submission::Column::Situation.eq(situation))
            .count(&self.reader())
            .await?)
    }

    /// The reports of the permit's situation that wait for triage, oldest first.
    pub async fn submissions_waiting(
        &self,
        permit: &Permit<act::Triage>,
    ) -> Result<Vec<SubmissionId>, StoreError> {
        let ids: Vec<Vec<u8>> = submission::Entity::find()
            .filter(submission::Column::Situation.eq(permit.number()))
            .filter(submission::Column::SealedBody.is_not_null())
            .select_only()
            .column(submission::Column::Id)
            .order_by_asc(submission::Column::ReceivedHour)
            .order_by_asc(submission::Column::Id)
            .into_tuple()
            .all(&self.reader())
            .await?;
        ids.into_iter()
            .map(|id| {
                let corrupt = |_| StoreError::Corrupt {
                    table: "submission",
                    column: "id",
                    row: "one of its rows".to_owned(),
                };
                Ok(SubmissionId(id.as_slice().try_into().map_err(corrupt)?))
            })
            .collect()
    }

    /// These reports, as far as they still wait for triage, oldest first.
    pub async fn submissions(
        &self,
        permit: &Permit<act::Triage>,
        ids: &[SubmissionId],
    ) -> Result<Vec<SubmissionRow>, StoreError> {
        let rows = submission::Entity::find()
            .filter(submission::Column::Id.is_in(ids.iter().map(|id| id.0.to_vec())))
            .filter(submission::Column::Situation.eq(permit.number()))
            .filter(submission::Column::SealedBody.is_not_null())
            .order_by_asc(submission::Column::ReceivedHour)
            .order_by_asc(submission::Column::Id)
            .all(&self.reader())
            .await?;
        rows.into_iter()
            .map(row_of)
            .collect::<Result<Vec<_>, _>>()
            .map(|rows| rows.into_iter().flatten().collect())
    }

    /// Every submission with the version and digest that the log should have of it.
    pub(crate) async fn submission_objects(&self) -> Result<Vec<([u8; 16], u64, [u8; 32])>, StoreError> {
        let rows = submission::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let id: [u8; 16] = model.id.as_slice().try_into().map_err(|_| corrupt("id", &model.id))?;
                if model.account.is_some() != model.sealed_body.is_some() {
                    return Err(corrupt("account", &model.id));
                }
                let kept = model.sealed_digest.as_deref();
                let triaged = triaged_digest(model.situation, model.received_hour, model.epoch as u32, kept);
                if let (Some(body), Some(kept)) = (&model.sealed_body, kept)
                    && vault::sha256(body)[..] != *kept
                {
                    return Err(corrupt("sealed_digest", &model.id));
                }
                let kept = model.sealed_digest.clone();
                let waiting = row_of(model)?;
                Ok(waiting.map_or((id, 2, triaged), |row| (id, 1, row.digest(kept.as_deref()))))
            })
            .collect()
    }
}

fn corrupt(column: &'static str, id: &[u8]) -> StoreError {
    let row = id.iter().map(|byte| format!("{byte:02x}")).collect();
    StoreError::Corrupt { table: "submission", column, row }
}

fn row_of(model: submission::Model) -> Result<Option<SubmissionRow>, StoreError> {
    let (Some(sealed), Some(account)) = (model.sealed_body, model.account) else { return Ok(None) };
    Ok(Some(SubmissionRow {
        id: SubmissionId(model.id.as_slice().try_into().map_err(|_| corrupt("id", &model.id))?),
        situation: model.situation,
        account: AccountId(account.as_slice().try_into().map_err(|_| corrupt("account", &model.id))?),
        received_hour: model.received_hour,
        epoch: model.epoch as u32,
        sealed,
    }))
}

impl Write<'_> {
    /// Those of these ids that have arrived before, with the digests of what came.
    pub async fn known_submissions(
        &self,
        ids: &[SubmissionId],
    ) -> Result<Vec<(SubmissionId, Option<[u8; 32]>)>, StoreError> {
        let mut known = Vec::new();
        for part in ids.chunks(500) {
            let rows: Vec<(Vec<u8>, Option<Vec<u8>>)> = submission::Entity::find()
                .filter(submission::Column::Id.is_in(part.iter().map(|id| id.0.to_vec())))
                .select_only()
                .column(submission::Column::Id)
                .column(submission::Column::SealedDigest)
                .into_tuple()
                .all(&self.tx)
                .await?;
            for (id, digest) in rows {
                let digest = digest.map(|digest| digest.as_slice().try_into());
                let digest = digest.transpose().map_err(|_| corrupt("sealed_digest", &id))?;
                known.push((SubmissionId(id.as_slice().try_into().map_err(|_| corrupt("id", &id))?), digest));
            }
        }
        Ok(known)
    }

    /// Adds sealed reports.
    pub async fn add_submissions(&mut self, rows: Vec<SubmissionRow>) -> Result<(), StoreError> {
        for row in &rows {
            self.log(Entry {
                // The row forgets its sender at triage; the log never learns it.
                actor: [0; 16],
                act: LogAct::Submitted,
                situation: row.situation,
                object: row.id.0,
                version: 1,
                digest: row.digest(Some(&vault::sha256(&row.sealed))),
            });
        }
        let models = rows.into_iter().map(|row| submission::Model {
            id: row.id.0.to_vec(),
            situation: row.situation,
            account: Some(row.account.0.to_vec()),
            received_hour: row.received_hour,
            epoch: row.epoch as i32,
            sealed_digest: Some(vault::sha256(&row.sealed).to_vec()),
            sealed_body: Some(row.sealed),
        });
        crate::bulk::insert_many::<submission::Entity, _>(&self.tx, models).await
    }

    /// Forgets the content and the sender of a report whose record has been made in this change.
    pub async fn triaged(&mut self, row: &SubmissionRow, by: AccountId) -> Result<(), StoreError> {
        let changes =
            submission::ActiveModel { account: Set(None), sealed_body: Set(None), ..Default::default() };
        let done = submission::Entity::update_many()
            .set(changes)
            .filter(submission::Column::Id.eq(row.id.0.to_vec()))
            .filter(submission::Column::SealedBody.is_not_null())
            .exec(&self.tx)
            .await?;
        if done.rows_affected != 1 {
            return Err(StoreError::Conflict { what: "the submission".to_owned() });
        }
        self.log(Entry {
            actor: by.0,
            act: LogAct::Triaged,
            situation: row.situation,
            object: row.id.0,
            version: 2,
            digest: triaged_digest(
                row.situation,
                row.received_hour,
                row.epoch,
                Some(&vault::sha256(&row.sealed)),
            ),
        });
        Ok(())
    }
}
