//! What is attached to incidents: seeing it, and putting to its incident what came with a report.

use super::intake::bytes_of;
use super::upload::{FULL, file_place, key_place, opened_chunk};
use super::{CaseError, Desk};
use domain::access::{Permit, act};
use domain::attachment::{CHUNK, Description, MOST_OF_AN_INCIDENT};
use domain::id::{AttachmentId, IncidentId};
use std::collections::HashSet;
use std::sync::Arc;
use store::{AttachmentRow, AttachmentState, Store};
use vault::{Compartment, FileKey, Opened, SystemEntropy, VaultId};

/// How many attachments that wait are read at once.
const PAGE: u64 = 100;

/// An attachment of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachmentLine {
    /// Its id.
    pub id: AttachmentId,
    /// What is said of it; none where that does not open.
    pub description: Option<Description>,
}

/// What became of an attachment that waited.
#[derive(Debug)]
pub struct Placed {
    /// The attachment.
    pub attachment: AttachmentId,
    /// The incident to which it was put, or why it waits.
    pub outcome: Result<IncidentId, CaseError>,
}

/// The content of an attachment, a chunk at a time.
pub struct Content {
    store: Arc<Store>,
    permit: Permit<act::ReadIdentity>,
    vault: VaultId,
    row: AttachmentRow,
    key: FileKey,
    description: Description,
    next: u32,
}

impl Content {
    /// What is said of it.
    pub fn description(&self) -> &Description {
        &self.description
    }

    /// Goes on with this chunk.
    pub fn go_to(&mut self, chunk: u32) {
        self.next = chunk;
    }

    /// The next chunk; none after the last. A chunk that is missing or does not open is an error, never an end.
    pub async fn next(&mut self) -> Result<Option<Opened>, CaseError> {
        if self.next >= self.row.chunks {
            return Ok(None);
        }
        let number = self.next;
        let chunk = self.store.chunk(&self.permit, &self.row, number).await?;
        let chunk = chunk.ok_or_else(|| CaseError::Unreadable(self.row.id.to_string()))?;
        let place = file_place(&self.vault, &self.row);
        let plain = opened_chunk(&self.key, &place, number, &chunk.sealed, &self.description)?;
        self.next += 1;
        Ok(Some(plain))
    }
}

impl Desk {
    /// What is attached to an incident, oldest first. That it was read is in the log before it is opened.
    pub async fn attachments(&self, incident: IncidentId) -> Result<Vec<AttachmentLine>, CaseError> {
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.incident_row(incident).await?;
        self.log_reading(&permit, incident.0, row.version, row.digest()).await?;
        let rows = self.store.attachments(&permit, incident).await?;
        let opened = |row: &AttachmentRow| self.description_under(&self.file_key(row)?, row);
        rows.iter()
            .map(|row| match opened(row) {
                Err(CaseError::NoGrant(compartment)) => Err(CaseError::NoGrant(compartment)),
                // One that does not open must not hide the others.
                other => Ok(AttachmentLine { id: row.id, description: other.ok() }),
            })
            .collect()
    }

    /// The content of an attachment: of an incident, or, for whoever triages, of one that waits. That it was
    /// read is in the log before it is opened.
    pub async fn attachment(&self, id: AttachmentId) -> Result<Content, CaseError> {
        let permit = self.permit::<act::ReadIdentity>().await?;
        let row = self.store.attachment(&permit, id).await?.ok_or(CaseError::NotFound)?;
        if row.state == AttachmentState::Waiting {
            self.permit::<act::Triage>().await?;
        }
        self.log_reading(&permit, row.object(), row.version, row.digest()).await?;
        self.content_of(row, permit)
    }

    /// The content of an attachment of which the log says that it is read.
    pub(super) fn content_of(
        &self,
        row: AttachmentRow,
        permit: Permit<act::ReadIdentity>,
    ) -> Result<Content, CaseError> {
        let key = self.file_key(&row)?;
        let description = self.description_under(&key, &row)?;
        if description.chunks() != row.chunks {
            return Err(CaseError::Unreadable(row.id.to_string()));
        }
        if description.encrypted.is_some() {
            return Err(CaseError::Invalid(
                "a telephone encrypted it: it is opened when it is put to its incident".to_owned(),
            ));
        }
        let (store, vault) = (Arc::clone(&self.store), self.situation.vault());
        Ok(Content { store, permit, vault, row, key, description, next: 0 })
    }

    /// Puts attachments that came with reports to the incidents made of them. Each is opened and checked as a
    /// whole first. One for an incident that somebody else recorded waits until it is named in `accepted`, and
    /// one whose report has no incident yet waits for it.
    pub async fn place_attachments(
        &self,
        accepted: &HashSet<AttachmentId>,
    ) -> Result<Vec<Placed>, CaseError> {
        let permit = self.permit::<act::Triage>().await?;
        let mut all = Vec::new();
        let mut after = None;
        loop {
            let page = self.store.attachments_waiting(&permit, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(all) };
            after = Some(last.id);
            for row in page {
                let attachment = row.id;
                match self.place(&permit, row, accepted).await {
                    // The store's own trouble is nobody's attachment's.
                    Err(CaseError::Store(error)) => return Err(error.into()),
                    outcome => all.push(Placed { attachment, outcome }),
                }
            }
        }
    }

    async fn place(
        &self,
        permit: &Permit<act::Triage>,
        waiting: AttachmentRow,
        accepted: &HashSet<AttachmentId>,
    ) -> Result<IncidentId, CaseError> {
        let waits = |why: &str| Err(CaseError::Invalid(why.to_owned()));
        let key = self.file_key(&waiting)?;
        let description = self.description_under(&key, &waiting)?;
        let Some(report) = &description.report else {
            return waits("it names no report");
        };
        let incident = self.keys.incident(report)?;
        let found = self.store.incidents(&self.permit().await?, &[incident]).await?.pop();
        let Some(found) = found else {
            return waits("no incident has been made of its report");
        };
        let record = self.keys.open_case(&found)?;
        if Some(record.received.by) != waiting.account && !accepted.contains(&waiting.id) {
            return waits("somebody else recorded the incident that it names; look at it and accept it");
        }
        let opened = match &description.encrypted {
            None => {
                self.check_content(permit, &key, &waiting).await?;
                None
            }
            Some(_) => Some(self.opened_file(permit, &key, &waiting, &description).await?),
        };
        let mut rng = SystemEntropy::new();
        let mut write = self.store.write(permit, self.now.hour).await?;
        let to = self.keys.current(Compartment::Identity)?;
        write.expect_epoch(self.situation.row.number, to.epoch()).await?;
        if write.attachment_count(incident).await? >= MOST_OF_AN_INCIDENT {
            return Err(FULL);
        }
        // What lay encrypted in it gets a key of its own: the old one is that of other bytes.
        let (key, description, plain) = match opened {
            None => (key, description, None),
            Some((described, plain)) => (FileKey::generate(&mut rng)?, described, Some(plain)),
        };
        let placed = AttachmentRow {
            incident: Some(incident),
            account: None,
            state: AttachmentState::Added,
            version: waiting.version + 1,
            chunks: description.chunks(),
            epoch: to.epoch(),
            file_key: to.wrap_file_key(&key_place(waiting.id), &key, &mut rng)?,
            ..waiting.clone()
        };
        // Who sent it moves from the row to where only those who may know it read.
        let described = Description { by: waiting.account, ..description };
        let vault = self.situation.vault();
        let place = file_place(&vault, &placed);
        let placed = AttachmentRow {
            description: key.seal_description(&place, &bytes_of(&described), &mut rng)?,
            ..placed.clone()
        };
        match plain {
            None => write.place_attachment(&waiting, placed, self.actor.account).await?,
            Some(plain) => {
                let chunks = (0..).zip(plain.chunks(CHUNK));
                let sealed = chunks.map(|(number, chunk)| key.seal_chunk(&place, number, chunk, &mut rng));
                let sealed = sealed.collect::<Result<Vec<_>, _>>()?;
                write.place_opened(&waiting, placed, sealed, self.actor.account).await?;
            }
        }
        write.commit().await?;
        Ok(incident)
    }

    /// The key of a whole attachment.
    pub(super) fn file_key(&self, row: &AttachmentRow) -> Result<FileKey, CaseError> {
        Ok(match row.state {
            AttachmentState::Added => {
                let key = self.keys.at(Compartment::Identity, row.epoch)?;
                key.unwrap_file_key(&key_place(row.id), &row.file_key)?
            }
            AttachmentState::Waiting => {
                self.keys.at(Compartment::Intake, row.epoch)?.open_file_key(row.id.0, &row.file_key)?
            }
            AttachmentState::Arriving | AttachmentState::ArrivingSealed => return Err(CaseError::NotFound),
        })
    }
}
