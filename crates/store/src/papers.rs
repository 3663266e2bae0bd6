//! Working papers: one for each incident that has any, in a case part and, where something was asked, an
//! identity part. Old versions are not kept.

use crate::backend::Store;
use crate::entity::working_paper;
use crate::error::StoreError;
use crate::incidents::IdentityPart;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::id::AccountId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Select,
};
use vault::{Sealed, digest_of};

/// The working paper of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperRow {
    /// Its id: a keyed function of the incident's.
    pub id: [u8; 16],
    /// The situation's number.
    pub situation: i32,
    /// Its version, from 1.
    pub version: u64,
    /// The epoch of the keys under which both parts are wrapped.
    pub epoch: u32,
    /// The case part, written at `version`.
    pub case: Sealed,
    /// The words of questions and answers, where there are any.
    pub talk: Option<IdentityPart>,
}

impl PaperRow {
    fn digest(&self) -> [u8; 32] {
        let (version, epoch) = (self.version.to_be_bytes(), self.epoch.to_be_bytes());
        let place = self.situation.to_be_bytes();
        let at = self.talk.as_ref().map_or(0, |talk| talk.version).to_be_bytes();
        let mut parts: Vec<&[u8]> = vec![&place, &version, &epoch, &self.case.key, &self.case.body, &at];
        if let Some(talk) = &self.talk {
            parts.extend([&talk.sealed.key[..], &talk.sealed.body]);
        }
        digest_of(&parts)
    }

    fn of(model: working_paper::Model) -> Result<PaperRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "working_paper",
            column,
            row: model.id.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        let id = model.id.as_slice().try_into().map_err(|_| corrupt("id"))?;
        let talk = match (model.talk_version, &model.talk_key, &model.talk_body) {
            (0, None, None) => None,
            (version @ 1.., Some(key), Some(body)) => Some(IdentityPart {
                version: version as u64,
                sealed: Sealed { key: key.clone(), body: body.clone() },
            }),
            _ => return Err(corrupt("talk_version")),
        };
        Ok(PaperRow {
            id,
            situation: model.situation,
            version: model.version as u64,
            epoch: model.epoch as u32,
            case: Sealed { key: model.paper_key, body: model.paper_body },
            talk,
        })
    }

    fn model(&self) -> working_paper::Model {
        let (talk_version, talk_key, talk_body) = match self.talk.clone() {
            Some(IdentityPart { version, sealed: Sealed { key, body } }) => {
                (version as i64, Some(key), Some(body))
            }
            None => (0, None, None),
        };
        working_paper::Model {
            id: self.id.to_vec(),
            situation: self.situation,
            version: self.version as i64,
            epoch: self.epoch as i32,
            paper_key: self.case.key.clone(),
            paper_body: self.case.body.clone(),
            talk_version,
            talk_key,
            talk_body,
        }
    }
}

/// Working papers of the permit's situation that are still wrapped under an epoch before this one.
pub(crate) fn before_epoch(permit: &Permit<act::ManageKeys>, epoch: u32) -> Select<working_paper::Entity> {
    working_paper::Entity::find()
        .filter(working_paper::Column::Situation.eq(permit.number()))
        .filter(working_paper::Column::Epoch.lt(epoch as i32))
}

impl Store {
    /// Every working paper of the permit's situation.
    pub async fn papers(&self, permit: &Permit<act::ReadCase>) -> Result<Vec<PaperRow>, StoreError> {
        let rows = working_paper::Entity::find()
            .filter(working_paper::Column::Situation.eq(permit.number()))
            .order_by_asc(working_paper::Column::Id)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(PaperRow::of).collect()
    }

    /// A working paper of the permit's situation.
    pub async fn paper(
        &self,
        permit: &Permit<act::ReadCase>,
        id: [u8; 16],
    ) -> Result<Option<PaperRow>, StoreError> {
        let row = by_id(&self.reader(), id).await?;
        Ok(row.filter(|row| row.situation == permit.number()))
    }

    /// Working papers that are still wrapped under an epoch before this one.
    pub async fn papers_before_epoch(
        &self,
        permit: &Permit<act::ManageKeys>,
        epoch: u32,
        limit: u64,
    ) -> Result<Vec<PaperRow>, StoreError> {
        let rows = before_epoch(permit, epoch)
            .order_by_asc(working_paper::Column::Id)
            .limit(limit)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(PaperRow::of).collect()
    }

    /// Every working paper with its situation and the version and digest that the log should have of it.
    pub(crate) async fn paper_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = working_paper::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let row = PaperRow::of(model)?;
                Ok((row.id, row.situation, row.version, row.digest()))
            })
            .collect()
    }
}

async fn by_id(on: &impl ConnectionTrait, id: [u8; 16]) -> Result<Option<PaperRow>, StoreError> {
    let row = working_paper::Entity::find_by_id(id.to_vec()).one(on).await?;
    row.map(PaperRow::of).transpose()
}

impl Write<'_> {
    /// A working paper of the permits' situation, as it stands inside this change.
    pub async fn paper(&self, id: [u8; 16]) -> Result<Option<PaperRow>, StoreError> {
        Ok(by_id(&self.tx, id).await?.filter(|row| self.sees(row.situation)))
    }

    /// Those working papers of the permits' situation that are there.
    pub async fn papers(&self, ids: &[[u8; 16]]) -> Result<Vec<PaperRow>, StoreError> {
        let mut found = Vec::new();
        for part in ids.chunks(500) {
            let rows = working_paper::Entity::find()
                .filter(working_paper::Column::Id.is_in(part.iter().map(|id| id.to_vec())))
                .all(&self.tx)
                .await?;
            for row in rows {
                found.push(PaperRow::of(row)?);
            }
        }
        found.retain(|row| self.sees(row.situation));
        Ok(found)
    }

    /// Puts a version of a working paper in the place of the one before it, or the first one in its place.
    /// Called with the row as it was read in this change.
    pub async fn put_paper(
        &mut self,
        old: Option<&PaperRow>,
        new: &PaperRow,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.may(LogAct::WorkingPaperChanged, new.situation)?;
        match old {
            Some(old) => {
                let done = working_paper::Entity::update_many()
                    .set(new.model().into_active_model().reset_all())
                    .filter(working_paper::Column::Id.eq(old.id.to_vec()))
                    .filter(working_paper::Column::Situation.eq(old.situation))
                    .filter(working_paper::Column::Version.eq(old.version as i64))
                    .exec(&self.tx)
                    .await?;
                if done.rows_affected != 1 {
                    return Err(StoreError::Conflict { what: "the working paper".to_owned() });
                }
            }
            None => {
                let model = new.model().into_active_model();
                working_paper::Entity::insert(model).exec_without_returning(&self.tx).await?;
            }
        }
        self.log(Entry {
            actor: by.0,
            act: LogAct::WorkingPaperChanged,
            situation: new.situation,
            object: new.id,
            version: new.version,
            digest: new.digest(),
        });
        Ok(())
    }
}
