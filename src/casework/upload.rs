//! Uploading an attachment, chunk by chunk, and going on where one was cut off.

use super::intake::bytes_of;
use super::{CaseError, Desk};
use domain::access::{Act, Permit, act};
use domain::attachment::{
    BadAttachment, Description, MOST_BYTES, MOST_OF_AN_INCIDENT, MOST_UNFINISHED, MOST_WAITING,
};
use domain::id::{AttachmentId, IncidentId};
use store::sealed_columns::ATTACHMENT;
use store::{AttachmentRow, AttachmentState, Begun};
use vault::{CHUNK, Compartment, FileKey, FilePlace, Opened, Place, RunningDigest, SystemEntropy, VaultId};

const FINISHED: CaseError = CaseError::Upload("this upload is finished; nothing more is taken");
const OTHER_CHUNK: CaseError =
    CaseError::Upload("another chunk came under this number; give the upload up and begin it anew");
/// An incident has as many as it may have.
pub(super) const FULL: CaseError = CaseError::Upload("this incident has as many attachments as it may have");
const TAKEN: CaseError =
    CaseError::Upload("there is an attachment with this id already; begin the upload under another id");

/// How far an upload is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its attachment.
    pub id: AttachmentId,
    /// How many chunks it has.
    pub chunks: u32,
    /// Numbers of those that are missing.
    pub missing: Vec<u32>,
    /// Whether it is finished: durable, and in the log.
    pub is_finished: bool,
}

/// What a sender holds of an attachment that is stored.
#[derive(Clone, Debug)]
pub struct AttachmentReceipt {
    /// The attachment.
    pub attachment: AttachmentId,
    /// Whether it was finished now, and not before.
    pub is_new: bool,
    /// SHA-256 over the list of the SHA-256 of all sealed chunks, each preceded by its length (8 bytes).
    pub digest: [u8; 32],
    /// The hour in which the receipt was given, since 1970.
    pub hour: i64,
    /// The key of the node that signed.
    pub node: [u8; 32],
    /// Ed25519 over [`AttachmentReceipt::message`], as the node signs.
    pub signature: [u8; 64],
}

impl AttachmentReceipt {
    /// What is signed: `"attachment" | situation 16 | attachment 16 | digest 32 | hour i64`.
    pub fn message(situation: [u8; 16], id: AttachmentId, digest: &[u8; 32], hour: i64) -> Vec<u8> {
        [&b"attachment"[..], &situation, &id.0, digest, &hour.to_be_bytes()].concat()
    }
}

/// Where an attachment lives: part of what is sealed under its key.
pub(super) fn file_place<'v>(vault: &'v VaultId, row: &AttachmentRow) -> FilePlace<'v> {
    FilePlace { vault, attachment: row.id.0, chunks: row.chunks }
}

/// Where the key of an attachment lives. It is wrapped anew and never changed.
pub(super) fn key_place(id: AttachmentId) -> Place {
    Place { table: ATTACHMENT.0, column: ATTACHMENT.1, record: id.0, version: 1 }
}

/// Opens a chunk, and refuses one that has not the length that it must have.
pub(super) fn opened_chunk(
    key: &FileKey,
    place: &FilePlace<'_>,
    number: u32,
    sealed: &[u8],
    description: &Description,
) -> Result<Opened, CaseError> {
    let plain = key.open_chunk(place, number, sealed)?;
    if description.length_of(number) == Some(plain.len()) {
        Ok(plain)
    } else {
        Err(BadAttachment::Other.into())
    }
}

impl Desk {
    /// Begins an upload whose chunks come in the clear and are sealed on arrival: to an incident, or to the
    /// report that the description names. Begun again with the same description it goes on.
    pub async fn begin_upload(
        &self,
        id: AttachmentId,
        incident: Option<IncidentId>,
        description: Description,
    ) -> Result<Upload, CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        description.check()?;
        if description.encrypted.is_some() {
            return Err(CaseError::Invalid("what is encrypted comes from telephones".to_owned()));
        }
        if description.by.is_some() || description.report.is_some() == incident.is_some() {
            return Err(CaseError::Invalid(
                "an attachment belongs to an incident or to a report: name one of them".to_owned(),
            ));
        }
        let mut description = description;
        if let Some(incident) = incident {
            self.permit::<act::Attach>().await?;
            self.incident_row(incident).await?;
            description.by = Some(self.actor.account);
        }
        if let Some(there) = self.store.upload(&permit, id).await? {
            let same = match there.state {
                AttachmentState::Arriving => {
                    let key = self.kept_key(&there)?;
                    there.incident == incident && self.description_under(&key, &there)? == description
                }
                _ => false,
            };
            return if same { self.progress(&there).await } else { Err(TAKEN) };
        }
        let mut rng = SystemEntropy::new();
        let key = FileKey::generate(&mut rng)?;
        let (vault, account) = (self.situation.vault(), self.actor.account);
        let place = FilePlace { vault: &vault, attachment: id.0, chunks: description.chunks() };
        let row = AttachmentRow {
            incident,
            state: AttachmentState::Arriving,
            chunks: place.chunks,
            epoch: 0,
            file_key: self.key.keep_file_key(account.0, id.0, &key, &mut rng)?,
            description: key.seal_description(&place, &bytes_of(&description), &mut rng)?,
            ..self.blank(id).await?
        };
        self.begin(row).await
    }

    /// Begins an upload to a report whose chunks its sender has sealed: the key to the intake key, the
    /// description under the key. The server checks forms and lengths, and cannot read more.
    pub async fn begin_sealed_upload(
        &self,
        id: AttachmentId,
        chunks: u32,
        file_key: Vec<u8>,
        description: Vec<u8>,
    ) -> Result<Upload, CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        if !(1..=MOST_BYTES.div_ceil(CHUNK as u64)).contains(&u64::from(chunks)) {
            return Err(BadAttachment::Size.into());
        }
        if let Some(there) = self.store.upload(&permit, id).await? {
            let same = (there.chunks, &there.file_key, &there.description)
                == (chunks, &file_key, &description)
                && there.state != AttachmentState::Arriving;
            return if same { self.progress(&there).await } else { Err(TAKEN) };
        }
        let to = self.keys.sealed_to(|key| key.check_file_key(&file_key))?.map_err(|error| {
            CaseError::Invalid(format!("file_key is no key sealed to the intake key ({error})"))
        })?;
        vault::check_description(&description)
            .map_err(|error| CaseError::Invalid(format!("description is no sealed description ({error})")))?;
        let row = AttachmentRow {
            state: AttachmentState::ArrivingSealed,
            chunks,
            epoch: to.epoch,
            file_key,
            description,
            ..self.blank(id).await?
        };
        self.begin(row).await
    }

    /// A row to begin with. Its time is the database's: a node whose clock is wrong sweeps nothing too early.
    async fn blank(&self, id: AttachmentId) -> Result<AttachmentRow, CaseError> {
        Ok(AttachmentRow {
            id,
            situation: self.situation.row.number,
            incident: None,
            account: Some(self.actor.account),
            state: AttachmentState::Arriving,
            version: 1,
            begun_hour: self.store.clock().await? / 3600,
            chunks: 0,
            epoch: 0,
            content: None,
            file_key: Vec::new(),
            description: Vec::new(),
        })
    }

    async fn begin(&self, row: AttachmentRow) -> Result<Upload, CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        let (id, chunks) = (row.id, row.chunks);
        match self.store.begin_upload(&permit, row, MOST_UNFINISHED, MOST_WAITING).await? {
            Begun::New => Ok(Upload { id, chunks, missing: (0..chunks).collect(), is_finished: false }),
            Begun::Taken => Err(TAKEN),
            Begun::TooManyUnfinished => {
                Err(CaseError::Upload("too many uploads are unfinished; finish one of them or give it up"))
            }
            Begun::TooManyWaiting => {
                Err(CaseError::Upload("too many attachments wait for triage; send more when they were seen"))
            }
        }
    }

    /// How far an upload of one's own is.
    pub async fn upload(&self, id: AttachmentId) -> Result<Upload, CaseError> {
        self.permit::<act::Submit>().await?;
        self.progress(&self.upload_row(id).await?).await
    }

    /// Takes a chunk of an upload of one's own. The same again changes nothing.
    pub async fn put_chunk(&self, id: AttachmentId, number: u32, bytes: &[u8]) -> Result<(), CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        let row = self.upload_row(id).await?;
        if number >= row.chunks {
            return Err(CaseError::NotFound);
        }
        match row.state {
            AttachmentState::Waiting | AttachmentState::Added => Err(FINISHED),
            AttachmentState::Arriving => {
                let key = self.kept_key(&row)?;
                let description = self.description_under(&key, &row)?;
                if description.length_of(number) != Some(bytes.len()) {
                    let wanted = description.length_of(number).unwrap_or_default();
                    return Err(CaseError::Invalid(format!("this chunk has {wanted} bytes")));
                }
                if number == 0 {
                    description.media_type.check(bytes)?;
                }
                let vault = self.situation.vault();
                let place = file_place(&vault, &row);
                let same = |sealed: &[u8]| -> Result<(), CaseError> {
                    let there = key.open_chunk(&place, number, sealed)?;
                    if there[..] == *bytes { Ok(()) } else { Err(OTHER_CHUNK) }
                };
                if let Some(there) = self.store.chunk(&permit, &row, number).await? {
                    return same(&there.sealed);
                }
                let sealed = key.seal_chunk(&place, number, bytes, &mut SystemEntropy::new())?;
                match self.store.put_chunk(&permit, &row, number, sealed).await? {
                    Some(there) => same(&there.sealed),
                    None => Ok(()),
                }
            }
            AttachmentState::ArrivingSealed => {
                vault::check_chunk(bytes)
                    .map_err(|error| CaseError::Invalid(format!("this is no sealed chunk ({error})")))?;
                match self.store.put_chunk(&permit, &row, number, bytes.to_vec()).await? {
                    Some(there) if there.digest != vault::sha256(bytes) => Err(OTHER_CHUNK),
                    _ => Ok(()),
                }
            }
        }
    }

    /// Makes an upload of one's own durable and says so in the log. Of what was sealed on arrival the whole is
    /// compared with its digest first; where it is not that, nothing of it is kept.
    pub async fn finish_upload(&self, id: AttachmentId) -> Result<AttachmentReceipt, CaseError> {
        let submit = self.permit::<act::Submit>().await?;
        let row = self.upload_row(id).await?;
        if let (true, Some(digest)) = (row.state.is_whole(), row.content) {
            return Ok(self.attachment_receipt(id, digest, false));
        }
        if !self.progress(&row).await?.missing.is_empty() {
            return Err(CaseError::Upload("chunks are missing; ask which, send them, and finish then"));
        }
        let number = self.situation.row.number;
        let mut rng = SystemEntropy::new();
        let kept = match row.state {
            AttachmentState::Arriving => Some(self.kept_key(&row)?),
            _ => None,
        };
        if let Some(key) = &kept {
            match self.check_content(&submit, key, &row).await {
                Ok(()) => {}
                Err(error @ CaseError::Attachment(_)) => {
                    self.store.give_up_upload(&submit, id).await?;
                    return Err(error);
                }
                Err(other) => return Err(other),
            }
        }
        let digest = match (row.incident, kept) {
            (Some(incident), Some(key)) => {
                let permit = self.permit::<act::Attach>().await?;
                let mut write = self.store.write(&permit, self.now.hour).await?;
                let to = self.keys.current(Compartment::Identity)?;
                write.expect_epoch(number, to.epoch()).await?;
                if write.attachment_count(incident).await? >= MOST_OF_AN_INCIDENT {
                    return Err(FULL);
                }
                let file_key = to.wrap_file_key(&key_place(id), &key, &mut rng)?;
                let state = AttachmentState::Added;
                let done = AttachmentRow { state, epoch: to.epoch(), file_key, ..row.clone() };
                let digest = write.finish_upload(&row, done, self.actor.account).await?;
                write.commit().await?;
                digest
            }
            (_, kept) => {
                let mut write = self.store.write(&submit, self.now.hour).await?;
                let (epoch, file_key) = match kept {
                    Some(key) => {
                        let to = self.keys.submission()?;
                        write.expect_epoch(number, to.epoch).await?;
                        (to.epoch, to.seal_file_key(id.0, &key, &mut rng)?)
                    }
                    // Sealed to a key that was in use when it was sealed; its holders keep it.
                    None => (row.epoch, row.file_key.clone()),
                };
                let done = AttachmentRow { state: AttachmentState::Waiting, epoch, file_key, ..row.clone() };
                let digest = write.finish_upload(&row, done, self.actor.account).await?;
                write.commit().await?;
                digest
            }
        };
        Ok(self.attachment_receipt(id, digest, true))
    }

    /// Gives up an upload of one's own that is not finished.
    pub async fn give_up_upload(&self, id: AttachmentId) -> Result<(), CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        if self.store.give_up_upload(&permit, id).await? { Ok(()) } else { Err(CaseError::NotFound) }
    }

    /// Reads the whole content and compares it with what is said of it.
    pub(super) async fn check_content<A: Act>(
        &self,
        permit: &Permit<A>,
        key: &FileKey,
        row: &AttachmentRow,
    ) -> Result<(), CaseError> {
        let description = self.description_under(key, row)?;
        description.check()?;
        if description.chunks() != row.chunks {
            return Err(BadAttachment::Other.into());
        }
        let mut digest = RunningDigest::new();
        for number in 0..row.chunks {
            let plain = self.waiting_chunk(permit, key, row, &description, number).await?;
            if number == 0 && description.encrypted.is_none() {
                description.media_type.check(&plain)?;
            }
            digest.add(&plain);
        }
        let found: String = digest.finish().iter().map(|byte| format!("{byte:02x}")).collect();
        if found == description.sha256 { Ok(()) } else { Err(BadAttachment::Other.into()) }
    }

    /// A chunk of what is not with an incident yet.
    pub(super) async fn waiting_chunk<A: Act>(
        &self,
        permit: &Permit<A>,
        key: &FileKey,
        row: &AttachmentRow,
        description: &Description,
        number: u32,
    ) -> Result<Opened, CaseError> {
        let vault = self.situation.vault();
        let chunk = self.store.chunk(permit, row, number).await?.ok_or(BadAttachment::Other)?;
        opened_chunk(key, &file_place(&vault, row), number, &chunk.sealed, description)
    }

    /// The description of an attachment, opened with its key.
    pub(super) fn description_under(
        &self,
        key: &FileKey,
        row: &AttachmentRow,
    ) -> Result<Description, CaseError> {
        let vault = self.situation.vault();
        let plain = key.open_description(&file_place(&vault, row), &row.description)?;
        serde_json::from_slice(&plain).map_err(|_| CaseError::Unreadable(row.id.to_string()))
    }

    async fn upload_row(&self, id: AttachmentId) -> Result<AttachmentRow, CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        self.store.upload(&permit, id).await?.ok_or(CaseError::NotFound)
    }

    async fn progress(&self, row: &AttachmentRow) -> Result<Upload, CaseError> {
        let permit = self.permit::<act::Submit>().await?;
        let is_finished = row.state.is_whole();
        let mut missing = Vec::new();
        if !is_finished {
            let there = self.store.chunks_there(&permit, row).await?;
            missing.extend((0..row.chunks).filter(|number| there.binary_search(number).is_err()));
        }
        Ok(Upload { id: row.id, chunks: row.chunks, missing, is_finished })
    }

    /// The key of an upload, which nobody else has until it is finished.
    fn kept_key(&self, row: &AttachmentRow) -> Result<FileKey, CaseError> {
        match self.key.kept_file_key(self.actor.account.0, row.id.0, &row.file_key) {
            Ok(key) => Ok(key),
            // After a reset the account has another key: nothing can go on, and nothing is lost but the way.
            Err(_) => Err(CaseError::Upload(
                "your key was changed since this upload was begun; give it up and begin it anew",
            )),
        }
    }

    fn attachment_receipt(&self, id: AttachmentId, digest: [u8; 32], is_new: bool) -> AttachmentReceipt {
        let hour = self.now.hour;
        let message = AttachmentReceipt::message(self.situation.row.id.0, id, &digest, hour);
        let signature = self.store.sign(&message);
        AttachmentReceipt { attachment: id, is_new, digest, hour, node: self.store.node_key(), signature }
    }
}
