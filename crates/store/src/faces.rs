//! How the field client of a situation is called and looks on a telephone.

use crate::backend::Store;
use crate::entity::field_face;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Write, numbered_object};
use domain::audit::LogAct;
use domain::face::Face;
use domain::id::AccountId;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use vault::digest_of;

/// The face of a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceRow {
    /// The situation's number.
    pub situation: i32,
    /// How often it has been changed, from 1.
    pub version: u64,
    /// The face.
    pub face: Face,
}

impl FaceRow {
    fn object(situation: i32) -> [u8; 16] {
        numbered_object("face", situation as u64)
    }

    fn digest(&self) -> [u8; 32] {
        digest_of(&[&self.version.to_be_bytes(), self.face.code().as_bytes()])
    }

    fn of(model: field_face::Model) -> Result<FaceRow, StoreError> {
        let face = Face::from_code(&model.face).ok_or_else(|| StoreError::Corrupt {
            table: "field_face",
            column: "face",
            row: model.situation.to_string(),
        })?;
        Ok(FaceRow { situation: model.situation, version: model.version as u64, face })
    }
}

impl Store {
    /// The face of a situation; none where it is the usual one.
    pub async fn face(&self, situation: i32) -> Result<Option<FaceRow>, StoreError> {
        let row = field_face::Entity::find_by_id(situation).one(&self.reader()).await?;
        row.map(FaceRow::of).transpose()
    }

    /// The face of every situation that has its own, with what the log should have of it.
    pub(crate) async fn face_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = field_face::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let row = FaceRow::of(model)?;
                Ok((FaceRow::object(row.situation), row.situation, row.version, row.digest()))
            })
            .collect()
    }
}

impl Write<'_> {
    /// Puts a face in the place of that of the version before.
    pub async fn put_face(&mut self, row: &FaceRow, by: AccountId) -> Result<(), StoreError> {
        self.may(LogAct::FaceChanged, row.situation)?;
        let before = field_face::Entity::find_by_id(row.situation).one(&self.tx).await?;
        let before = before.map(FaceRow::of).transpose()?;
        if before.map_or(0, |before| before.version) + 1 != row.version {
            return Err(StoreError::Conflict { what: "the face of the field client".to_owned() });
        }
        let model = field_face::Model {
            situation: row.situation,
            version: row.version as i64,
            face: row.face.code().to_owned(),
        };
        let model = model.into_active_model();
        match before {
            Some(_) => {
                model.reset_all().update(&self.tx).await?;
            }
            None => {
                field_face::Entity::insert(model).exec_without_returning(&self.tx).await?;
            }
        }
        self.log(Entry {
            actor: by.0,
            act: LogAct::FaceChanged,
            situation: row.situation,
            object: FaceRow::object(row.situation),
            version: row.version,
            digest: row.digest(),
        });
        Ok(())
    }
}
