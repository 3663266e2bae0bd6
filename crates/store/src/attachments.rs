//! Attachments: sealed chunks, the key under which they are, and where they belong.
//!
//! Chunks come one by one and are not in the log until the attachment is whole: then one entry names it with a
//! digest over all of them. What never becomes whole is swept.

mod uploads;

use crate::backend::Store;
use crate::entity::{attachment, attachment_chunk};
use crate::error::StoreError;
use crate::keys::short;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Act, Permit, act};
use domain::audit::LogAct;
use domain::id::{AccountId, AttachmentId, IncidentId};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use vault::digest_of;

pub use uploads::Begun;

/// How far an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentState {
    /// Its chunks come in the clear and are sealed on arrival; its key is kept for whoever uploads.
    Arriving,
    /// Its chunks come sealed; its key is sealed to the intake key.
    ArrivingSealed,
    /// It is whole and waits for triage; its key is sealed to the intake key.
    Waiting,
    /// It is with an incident; its key is wrapped in the identity compartment.
    Added,
}

impl AttachmentState {
    const ALL: [Self; 4] = [Self::Arriving, Self::ArrivingSealed, Self::Waiting, Self::Added];

    fn code(self) -> &'static str {
        match self {
            Self::Arriving => "arriving",
            Self::ArrivingSealed => "arriving_sealed",
            Self::Waiting => "waiting",
            Self::Added => "added",
        }
    }

    /// Whether all of it is there, and in the log.
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Waiting | Self::Added)
    }
}

/// An attachment without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Its id, which the sender made.
    pub id: AttachmentId,
    /// The situation's number.
    pub situation: i32,
    /// The incident that it belongs to; none while it waits for triage.
    pub incident: Option<IncidentId>,
    /// Who uploads it, or added it to its incident. Of what came with a report it is forgotten at triage.
    pub account: Option<AccountId>,
    /// How far it is.
    pub state: AttachmentState,
    /// Its version: 1, and 2 where it came with a report and was put to its incident.
    pub version: u64,
    /// When it was begun, in whole hours since 1970 by the database's clock.
    pub begun_hour: i64,
    /// How many chunks it has.
    pub chunks: u32,
    /// The epoch of the key under which `file_key` is; 0 while it is kept for whoever uploads.
    pub epoch: u32,
    /// The digest over all chunks, once it is whole.
    pub content: Option<[u8; 32]>,
    /// The wrapped key.
    pub file_key: Vec<u8>,
    /// The sealed description.
    pub description: Vec<u8>,
}

/// A sealed chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChunkRow {
    /// SHA-256 of it.
    pub digest: [u8; 32],
    /// The sealed bytes.
    pub sealed: Vec<u8>,
}

/// The id under which the log knows an attachment.
pub(crate) fn object_of_attachment(id: &[u8; 16]) -> [u8; 16] {
    short(&digest_of(&[b"attachment", id]))
}

impl AttachmentRow {
    /// Under which id the log names it: senders choose ids, and must not choose one that the log has for
    /// something else.
    #[must_use]
    pub fn object(&self) -> [u8; 16] {
        object_of_attachment(&self.id.0)
    }

    /// What the log says of this version.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let nobody: &[u8] = &[];
        digest_of(&[
            &self.id.0,
            &self.situation.to_be_bytes(),
            self.incident.as_ref().map_or(nobody, |id| &id.0),
            self.account.as_ref().map_or(nobody, |id| &id.0),
            self.state.code().as_bytes(),
            &self.version.to_be_bytes(),
            &self.begun_hour.to_be_bytes(),
            &self.chunks.to_be_bytes(),
            &self.epoch.to_be_bytes(),
            self.content.as_ref().map_or(nobody, |digest| digest),
            &self.file_key,
            &self.description,
        ])
    }

    fn of(model: attachment::Model) -> Result<Self, StoreError> {
        let corrupt = |column| corrupt("attachment", column, &model.id);
        let id = |bytes: &[u8], column| <[u8; 16]>::try_from(bytes).map_err(|_| corrupt(column));
        let optional = |bytes: &Option<Vec<u8>>, column| bytes.as_deref().map(|b| id(b, column)).transpose();
        let content = model.content_digest.as_deref().map(<[u8; 32]>::try_from).transpose();
        let state = AttachmentState::ALL.into_iter().find(|state| state.code() == model.state);
        Ok(Self {
            id: AttachmentId(id(&model.id, "id")?),
            situation: model.situation,
            incident: optional(&model.incident, "incident")?.map(IncidentId),
            account: optional(&model.account, "account")?.map(AccountId),
            state: state.ok_or_else(|| corrupt("state"))?,
            version: u64::try_from(model.version).map_err(|_| corrupt("version"))?,
            begun_hour: model.begun_hour,
            chunks: u32::try_from(model.chunks).map_err(|_| corrupt("chunks"))?,
            epoch: u32::try_from(model.epoch).map_err(|_| corrupt("epoch"))?,
            content: content.map_err(|_| corrupt("content_digest"))?,
            file_key: model.file_key,
            description: model.description_body,
        })
    }

    fn model(self) -> attachment::Model {
        attachment::Model {
            id: self.id.0.to_vec(),
            situation: self.situation,
            incident: self.incident.map(|id| id.0.to_vec()),
            account: self.account.map(|id| id.0.to_vec()),
            state: self.state.code().to_owned(),
            version: self.version as i64,
            begun_hour: self.begun_hour,
            chunks: self.chunks as i32,
            epoch: self.epoch as i32,
            content_digest: self.content.map(|digest| digest.to_vec()),
            file_key: self.file_key,
            description_body: self.description,
        }
    }
}

fn corrupt(table: &'static str, column: &'static str, id: &[u8]) -> StoreError {
    StoreError::Corrupt { table, column, row: id.iter().map(|byte| format!("{byte:02x}")).collect() }
}

/// The digest over the digests of all chunks, in their order.
fn content_digest(chunks: &[[u8; 32]]) -> [u8; 32] {
    let parts: Vec<&[u8]> = chunks.iter().map(|digest| &digest[..]).collect();
    digest_of(&parts)
}

/// Numbers and digests of the chunks that are there, in their order.
async fn chunk_digests(
    on: &impl ConnectionTrait,
    id: AttachmentId,
) -> Result<Vec<(u32, [u8; 32])>, StoreError> {
    let rows: Vec<(i32, Vec<u8>)> = attachment_chunk::Entity::find()
        .filter(attachment_chunk::Column::Attachment.eq(id.0.to_vec()))
        .order_by_asc(attachment_chunk::Column::Number)
        .select_only()
        .column(attachment_chunk::Column::Number)
        .column(attachment_chunk::Column::SealedDigest)
        .into_tuple()
        .all(on)
        .await?;
    rows.into_iter()
        .map(|(number, digest)| {
            let number = u32::try_from(number).map_err(|_| corrupt("attachment_chunk", "number", &id.0))?;
            let digest = digest.as_slice().try_into();
            Ok((number, digest.map_err(|_| corrupt("attachment_chunk", "sealed_digest", &id.0))?))
        })
        .collect()
}

async fn chunk_row(
    on: &impl ConnectionTrait,
    id: AttachmentId,
    number: u32,
) -> Result<Option<ChunkRow>, StoreError> {
    let key = (id.0.to_vec(), number as i32);
    let found = attachment_chunk::Entity::find_by_id(key).one(on).await?;
    found
        .map(|row| {
            let digest = row.sealed_digest.as_slice().try_into();
            let digest = digest.map_err(|_| corrupt("attachment_chunk", "sealed_digest", &id.0))?;
            Ok(ChunkRow { digest, sealed: row.sealed_body })
        })
        .transpose()
}

/// Attachments of the permit's situation that are still wrapped under an epoch before this one.
pub(crate) fn before_epoch(permit: &Permit<act::ManageKeys>, epoch: u32) -> Select<attachment::Entity> {
    attachment::Entity::find()
        .filter(attachment::Column::Situation.eq(permit.number()))
        .filter(attachment::Column::State.eq(AttachmentState::Added.code()))
        .filter(attachment::Column::Epoch.lt(epoch as i32))
}

impl Store {
    /// A chunk of an attachment of the permit's situation.
    pub async fn chunk<A: Act>(
        &self,
        permit: &Permit<A>,
        of: &AttachmentRow,
        number: u32,
    ) -> Result<Option<ChunkRow>, StoreError> {
        if of.situation != permit.number() {
            return Ok(None);
        }
        chunk_row(&self.reader(), of.id, number).await
    }

    /// What is attached to an incident of the permit's situation, oldest first.
    pub async fn attachments(
        &self,
        permit: &Permit<act::ReadIdentity>,
        incident: IncidentId,
    ) -> Result<Vec<AttachmentRow>, StoreError> {
        let rows = attachment::Entity::find()
            .filter(attachment::Column::Situation.eq(permit.number()))
            .filter(attachment::Column::Incident.eq(incident.0.to_vec()))
            .filter(attachment::Column::State.eq(AttachmentState::Added.code()))
            .order_by_asc(attachment::Column::BegunHour)
            .order_by_asc(attachment::Column::Id)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(AttachmentRow::of).collect()
    }

    /// A whole attachment of the permit's situation.
    pub async fn attachment(
        &self,
        permit: &Permit<act::ReadIdentity>,
        id: AttachmentId,
    ) -> Result<Option<AttachmentRow>, StoreError> {
        let found = attachment::Entity::find_by_id(id.0.to_vec())
            .filter(attachment::Column::Situation.eq(permit.number()))
            .one(&self.reader())
            .await?;
        Ok(found.map(AttachmentRow::of).transpose()?.filter(|row| row.state.is_whole()))
    }

    /// How many attachments of a situation wait for triage, or are still arriving.
    pub async fn files_waiting(&self, situation: i32) -> Result<u64, StoreError> {
        Ok(attachment::Entity::find()
            .filter(attachment::Column::Situation.eq(situation))
            .filter(attachment::Column::State.ne(AttachmentState::Added.code()))
            .count(&self.reader())
            .await?)
    }

    /// Attachments of the permit's situation that wait for triage, in the order of their ids, after one of them.
    pub async fn attachments_waiting(
        &self,
        permit: &Permit<act::Triage>,
        after: Option<AttachmentId>,
        limit: u64,
    ) -> Result<Vec<AttachmentRow>, StoreError> {
        let mut find = attachment::Entity::find()
            .filter(attachment::Column::Situation.eq(permit.number()))
            .filter(attachment::Column::State.eq(AttachmentState::Waiting.code()));
        if let Some(after) = after {
            find = find.filter(attachment::Column::Id.gt(after.0.to_vec()));
        }
        let rows = find.order_by_asc(attachment::Column::Id).limit(limit).all(&self.reader()).await?;
        rows.into_iter().map(AttachmentRow::of).collect()
    }

    /// Attachments whose keys are still wrapped under an epoch before this one.
    pub async fn attachments_before_epoch(
        &self,
        permit: &Permit<act::ManageKeys>,
        epoch: u32,
        limit: u64,
    ) -> Result<Vec<AttachmentRow>, StoreError> {
        let rows = before_epoch(permit, epoch)
            .order_by_asc(attachment::Column::Id)
            .limit(limit)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(AttachmentRow::of).collect()
    }

    /// Every attachment, whole or not, for whoever checks it against the log: a page, after an id.
    pub(crate) async fn attachments_after(
        &self,
        after: &[u8],
        limit: u64,
    ) -> Result<Vec<AttachmentRow>, StoreError> {
        let rows = attachment::Entity::find()
            .filter(attachment::Column::Id.gt(after.to_vec()))
            .order_by_asc(attachment::Column::Id)
            .limit(limit)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(AttachmentRow::of).collect()
    }

    /// Whether the chunks of a whole attachment are all there and are those of which its row tells.
    pub(crate) async fn chunks_fit(&self, row: &AttachmentRow) -> Result<bool, StoreError> {
        let there = chunk_digests(&self.reader(), row.id).await?;
        let numbered = there.iter().map(|(number, _)| *number).eq(0..row.chunks);
        let digests: Vec<[u8; 32]> = there.into_iter().map(|(_, digest)| digest).collect();
        if !numbered || Some(content_digest(&digests)) != row.content {
            return Ok(false);
        }
        for (number, digest) in digests.iter().enumerate() {
            let chunk = chunk_row(&self.reader(), row.id, number as u32).await?;
            if chunk.is_none_or(|chunk| vault::sha256(&chunk.sealed) != *digest) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// How many chunks belong to no attachment.
    pub(crate) async fn stray_chunks(&self) -> Result<u64, StoreError> {
        let known = sea_orm::sea_query::Query::select()
            .column(attachment::Column::Id)
            .from(attachment::Entity)
            .to_owned();
        let stray = attachment_chunk::Column::Attachment.not_in_subquery(known);
        Ok(attachment_chunk::Entity::find().filter(stray).count(&self.reader()).await?)
    }
}

impl Write<'_> {
    /// How many attachments an incident has.
    pub async fn attachment_count(&self, incident: IncidentId) -> Result<u64, StoreError> {
        Ok(attachment::Entity::find()
            .filter(attachment::Column::Incident.eq(incident.0.to_vec()))
            .filter(attachment::Column::State.eq(AttachmentState::Added.code()))
            .count(&self.tx)
            .await?)
    }

    /// Makes an upload whole, in the place that `done` says, with the digest over all its chunks; gives that
    /// digest. Of one that waits for triage the log does not learn who sent it.
    pub async fn finish_upload(
        &mut self,
        begun: &AttachmentRow,
        done: AttachmentRow,
        by: AccountId,
    ) -> Result<[u8; 32], StoreError> {
        // First the row, so that no chunk comes after its digests were read.
        self.put_attachment(begun, done.clone()).await?;
        let there = chunk_digests(&self.tx, begun.id).await?;
        if !there.iter().map(|(number, _)| *number).eq(0..begun.chunks) {
            return Err(StoreError::Conflict { what: "the upload".to_owned() });
        }
        let digests: Vec<[u8; 32]> = there.into_iter().map(|(_, digest)| digest).collect();
        let content = content_digest(&digests);
        let done = AttachmentRow { content: Some(content), ..done };
        self.put_attachment(&AttachmentRow { state: done.state, ..begun.clone() }, done.clone()).await?;
        match done.state {
            AttachmentState::Waiting => self.attachment_entry(&done, [0; 16], LogAct::AttachmentSent),
            _ => self.attachment_entry(&done, by.0, LogAct::AttachmentAdded),
        }
        Ok(content)
    }

    /// Puts an attachment that waited to its incident.
    pub async fn place_attachment(
        &mut self,
        waiting: &AttachmentRow,
        placed: AttachmentRow,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.put_attachment(waiting, placed.clone()).await?;
        self.attachment_entry(&placed, by.0, LogAct::AttachmentAdded);
        Ok(())
    }

    /// Puts an attachment that waited to its incident with another content: what lay encrypted in it was opened, and is
    /// sealed under another key.
    pub async fn place_opened(
        &mut self,
        waiting: &AttachmentRow,
        placed: AttachmentRow,
        sealed: Vec<Vec<u8>>,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let digests: Vec<[u8; 32]> = sealed.iter().map(|chunk| vault::sha256(chunk)).collect();
        let placed = AttachmentRow { content: Some(content_digest(&digests)), ..placed };
        self.put_attachment(waiting, placed.clone()).await?;
        attachment_chunk::Entity::delete_many()
            .filter(attachment_chunk::Column::Attachment.eq(waiting.id.0.to_vec()))
            .exec(&self.tx)
            .await?;
        let chunks = sealed.into_iter().zip(digests).enumerate();
        let models = chunks.map(|(number, (sealed, digest))| attachment_chunk::Model {
            attachment: waiting.id.0.to_vec(),
            number: number as i32,
            sealed_digest: digest.to_vec(),
            sealed_body: sealed,
        });
        crate::bulk::insert_many::<attachment_chunk::Entity, _>(&self.tx, models).await?;
        self.attachment_entry(&placed, by.0, LogAct::AttachmentAdded);
        Ok(())
    }

    /// Wraps an attachment's key anew; its content and its version stay.
    pub async fn rewrap_attachment(
        &mut self,
        old: &AttachmentRow,
        new: AttachmentRow,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.put_attachment(old, new.clone()).await?;
        self.attachment_entry(&new, by.0, LogAct::Rewrapped);
        Ok(())
    }

    async fn put_attachment(&self, old: &AttachmentRow, new: AttachmentRow) -> Result<(), StoreError> {
        use attachment::Column;
        let model = new.model();
        let changes = attachment::ActiveModel {
            incident: Set(model.incident),
            account: Set(model.account),
            state: Set(model.state),
            version: Set(model.version),
            chunks: Set(model.chunks),
            epoch: Set(model.epoch),
            content_digest: Set(model.content_digest),
            file_key: Set(model.file_key),
            description_body: Set(model.description_body),
            ..Default::default()
        };
        let done = attachment::Entity::update_many()
            .set(changes)
            .filter(Column::Id.eq(old.id.0.to_vec()))
            .filter(Column::Situation.eq(old.situation))
            .filter(Column::State.eq(old.state.code()))
            .filter(Column::Version.eq(old.version as i64))
            .exec(&self.tx)
            .await?;
        if done.rows_affected == 1 {
            Ok(())
        } else {
            Err(StoreError::Conflict { what: format!("the attachment {}", old.id) })
        }
    }

    fn attachment_entry(&mut self, row: &AttachmentRow, actor: [u8; 16], act: LogAct) {
        let (object, digest) = (row.object(), row.digest());
        let (situation, version) = (row.situation, row.version);
        self.log(Entry { actor, act, situation, object, version, digest });
    }
}
