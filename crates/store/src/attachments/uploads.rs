//! Attachments on their way. Nothing here is in the log: nothing has been promised yet.

use super::{AttachmentRow, AttachmentState, ChunkRow, chunk_digests, chunk_row};
use crate::backend::Store;
use crate::entity::{attachment, attachment_chunk, erased};
use crate::error::StoreError;
use crate::patience::Transaction;
use domain::access::{Permit, act};
use domain::audit::ErasedKind;
use domain::id::AttachmentId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QuerySelect};

/// No more than so many are swept in one transaction: their chunks are much to delete.
const SWEPT_AT_ONCE: u64 = 16;

const ARRIVING: [&str; 2] = ["arriving", "arriving_sealed"];

/// What became of the beginning of an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// It is begun.
    New,
    /// There is an attachment of this id.
    Taken,
    /// The person has left too many unfinished.
    TooManyUnfinished,
    /// Too many of the person's wait for triage.
    TooManyWaiting,
}

impl Store {
    /// The attachment of an id, if the permit's person uploads it or has uploaded it, in the permit's situation.
    pub async fn upload(
        &self,
        permit: &Permit<act::Submit>,
        id: AttachmentId,
    ) -> Result<Option<AttachmentRow>, StoreError> {
        let found = attachment::Entity::find_by_id(id.0.to_vec())
            .filter(attachment::Column::Situation.eq(permit.number()))
            .filter(attachment::Column::Account.eq(permit.actor().0.to_vec()))
            .one(&self.reader())
            .await?;
        found.map(AttachmentRow::of).transpose()
    }

    /// Numbers of the chunks of an upload that are there, in their order.
    pub async fn chunks_there(
        &self,
        permit: &Permit<act::Submit>,
        of: &AttachmentRow,
    ) -> Result<Vec<u32>, StoreError> {
        if of.account != Some(permit.actor()) || of.situation != permit.number() {
            return Ok(Vec::new());
        }
        let there = chunk_digests(&self.reader(), of.id).await?;
        Ok(there.into_iter().map(|(number, _)| number).collect())
    }

    /// Begins an upload of the permit's person in the permit's situation; what `row` says of these is not asked.
    /// `most_unfinished` and `most_waiting` bound what one person leaves.
    pub async fn begin_upload(
        &self,
        permit: &Permit<act::Submit>,
        row: AttachmentRow,
        most_unfinished: u64,
        most_waiting: u64,
    ) -> Result<Begun, StoreError> {
        let account = permit.actor();
        let tx = self.begin_write().await?;
        let count = async |states: &[&str]| {
            attachment::Entity::find()
                .filter(attachment::Column::Account.eq(account.0.to_vec()))
                .filter(attachment::Column::State.is_in(states.iter().copied()))
                .count(&tx)
                .await
        };
        let gone = (row.id.0.to_vec(), ErasedKind::Attachment.code().to_owned());
        let begun = if erased::Entity::find_by_id(gone).one(&tx).await?.is_some() {
            // What was erased does not come back under its name.
            Begun::Taken
        } else if attachment::Entity::find_by_id(row.id.0.to_vec()).one(&tx).await?.is_some() {
            Begun::Taken
        } else if count(&ARRIVING).await? >= most_unfinished {
            Begun::TooManyUnfinished
        } else if count(&[AttachmentState::Waiting.code()]).await? >= most_waiting {
            Begun::TooManyWaiting
        } else {
            let row = AttachmentRow { account: Some(account), situation: permit.number(), ..row };
            let inserted = attachment::Entity::insert(row.model().into_active_model())
                .on_conflict(OnConflict::column(attachment::Column::Id).do_nothing().to_owned())
                .exec_without_returning(&tx)
                .await;
            // Another node may have begun it between the two statements.
            match inserted {
                Ok(1) => Begun::New,
                Ok(_) => Begun::Taken,
                Err(sea_orm::DbErr::RecordNotInserted) => Begun::Taken,
                Err(other) => return Err(other.into()),
            }
        };
        tx.commit().await?;
        Ok(begun)
    }

    /// Stores a chunk of an upload of the permit's person. Where there is one of this number, that one stays and
    /// is given back.
    pub async fn put_chunk(
        &self,
        permit: &Permit<act::Submit>,
        of: &AttachmentRow,
        number: u32,
        sealed: Vec<u8>,
    ) -> Result<Option<ChunkRow>, StoreError> {
        let tx = self.begin_write().await?;
        let there = self.arriving(&tx, permit, of.id).await?.filter(|row| number < row.chunks);
        if there.is_none() {
            return Err(StoreError::Conflict { what: "the upload".to_owned() });
        }
        if let Some(before) = chunk_row(&tx, of.id, number).await? {
            return Ok(Some(before));
        }
        let model = attachment_chunk::Model {
            attachment: of.id.0.to_vec(),
            number: number as i32,
            sealed_digest: vault::sha256(&sealed).to_vec(),
            sealed_body: sealed,
        };
        attachment_chunk::Entity::insert(model.into_active_model()).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(None)
    }

    /// Gives up an upload of the permit's person; says whether there was one.
    pub async fn give_up_upload(
        &self,
        permit: &Permit<act::Submit>,
        id: AttachmentId,
    ) -> Result<bool, StoreError> {
        let tx = self.begin_write().await?;
        let Some(row) = self.arriving(&tx, permit, id).await? else { return Ok(false) };
        remove(&tx, vec![row.id.0.to_vec()]).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Removes uploads that were begun before an hour and are not whole; says how many.
    pub async fn sweep_uploads(&self, before_hour: i64) -> Result<u64, StoreError> {
        let mut swept = 0;
        loop {
            // Whoever has nothing to sweep does not wait for the writer.
            let over = |find: sea_orm::Select<attachment::Entity>| {
                find.filter(attachment::Column::State.is_in(ARRIVING))
                    .filter(attachment::Column::BegunHour.lt(before_hour))
            };
            if over(attachment::Entity::find()).count(&self.reader()).await? == 0 {
                return Ok(swept);
            }
            let tx = self.begin_write().await?;
            let mut find = over(attachment::Entity::find()).limit(SWEPT_AT_ONCE);
            if self.locks_rows() {
                find = find.lock_exclusive();
            }
            let ids: Vec<Vec<u8>> = find.all(&tx).await?.into_iter().map(|row| row.id).collect();
            let count = ids.len() as u64;
            remove(&tx, ids).await?;
            tx.commit().await?;
            swept += count;
            if count == 0 {
                return Ok(swept);
            }
        }
    }

    /// An upload on its way, held until the transaction ends: it is not finished meanwhile.
    async fn arriving(
        &self,
        tx: &Transaction,
        permit: &Permit<act::Submit>,
        id: AttachmentId,
    ) -> Result<Option<AttachmentRow>, StoreError> {
        let mut find = attachment::Entity::find_by_id(id.0.to_vec())
            .filter(attachment::Column::Situation.eq(permit.number()))
            .filter(attachment::Column::Account.eq(permit.actor().0.to_vec()))
            .filter(attachment::Column::State.is_in(ARRIVING));
        if self.locks_rows() {
            find = find.lock_exclusive();
        }
        find.one(tx).await?.map(AttachmentRow::of).transpose()
    }
}

async fn remove(tx: &Transaction, ids: Vec<Vec<u8>>) -> Result<(), StoreError> {
    attachment_chunk::Entity::delete_many()
        .filter(attachment_chunk::Column::Attachment.is_in(ids.clone()))
        .exec(tx)
        .await?;
    attachment::Entity::delete_many().filter(attachment::Column::Id.is_in(ids)).exec(tx).await?;
    Ok(())
}
