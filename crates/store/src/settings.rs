//! What is set for a situation. The two oldest settings have tables of their own; all others are rows of one.

use crate::backend::Store;
use crate::entity::{allowed_days, field_face, setting};
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Write, numbered_object};
use domain::face::Face;
use domain::id::AccountId;
use domain::retention::Retention;
use domain::setting::Setting;
use domain::workflow::AllowedDays;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};
use vault::digest_of;

/// A setting of a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettingRow<S> {
    /// The situation's number.
    pub situation: i32,
    /// How often it has been changed, from 1.
    pub version: u64,
    /// What is set.
    pub value: S,
}

/// A setting as it is stored, and how a table says what it holds.
struct Stored {
    situation: i32,
    version: i64,
    value: String,
}

/// A setting as the log should have it: what it is, its object, situation, version and digest.
pub(crate) type SettingObject = (&'static str, [u8; 16], i32, u64, [u8; 32]);

impl From<allowed_days::Model> for Stored {
    fn from(model: allowed_days::Model) -> Stored {
        let value = format!("{} {}", model.initial, model.technical);
        Stored { situation: model.situation, version: model.version, value }
    }
}

impl From<field_face::Model> for Stored {
    fn from(model: field_face::Model) -> Stored {
        Stored { situation: model.situation, version: model.version, value: model.face }
    }
}

impl From<setting::Model> for Stored {
    fn from(model: setting::Model) -> Stored {
        Stored { situation: model.situation, version: model.version, value: model.value }
    }
}

impl<S: Setting> SettingRow<S> {
    fn object(situation: i32) -> [u8; 16] {
        numbered_object(S::NAME, situation as u64)
    }

    fn digest(&self) -> [u8; 32] {
        let (version, parts) = (self.version.to_be_bytes(), self.value.parts());
        let all: Vec<&[u8]> = [&version[..]].into_iter().chain(parts.iter().map(Vec::as_slice)).collect();
        digest_of(&all)
    }

    fn of(stored: Stored) -> Result<SettingRow<S>, StoreError> {
        let (table, column) = match S::NAME {
            AllowedDays::NAME => ("allowed_days", "initial"),
            Face::NAME => ("field_face", "face"),
            _ => ("setting", "value"),
        };
        let row = stored.situation.to_string();
        let value = S::from_text(&stored.value).ok_or(StoreError::Corrupt { table, column, row })?;
        Ok(SettingRow { situation: stored.situation, version: stored.version as u64, value })
    }

    fn logged(stored: Stored) -> Result<SettingObject, StoreError> {
        let row = Self::of(stored)?;
        Ok((S::WHAT, Self::object(row.situation), row.situation, row.version, row.digest()))
    }
}

async fn find<S: Setting>(
    on: &impl ConnectionTrait,
    situation: i32,
) -> Result<Option<SettingRow<S>>, StoreError> {
    let stored: Option<Stored> = match S::NAME {
        AllowedDays::NAME => allowed_days::Entity::find_by_id(situation).one(on).await?.map(Stored::from),
        Face::NAME => field_face::Entity::find_by_id(situation).one(on).await?.map(Stored::from),
        name => setting::Entity::find_by_id((situation, name.to_owned())).one(on).await?.map(Stored::from),
    };
    stored.map(SettingRow::of).transpose()
}

/// Puts a setting in the place of the one that is there.
async fn put<S: Setting>(on: &impl ConnectionTrait, row: &SettingRow<S>) -> Result<(), StoreError> {
    let (situation, version, value) = (row.situation, row.version as i64, row.value.to_text());
    let unset = || StoreError::Conflict { what: S::WHAT.to_owned() };
    match S::NAME {
        AllowedDays::NAME => {
            let AllowedDays { initial, technical } = AllowedDays::from_text(&value).ok_or_else(unset)?;
            let (initial, technical) = (i32::from(initial), i32::from(technical));
            let model = allowed_days::Model { situation, version, initial, technical };
            allowed_days::Entity::delete_by_id(situation).exec(on).await?;
            allowed_days::Entity::insert(model.into_active_model()).exec_without_returning(on).await?;
        }
        Face::NAME => {
            let model = field_face::Model { situation, version, face: value };
            field_face::Entity::delete_by_id(situation).exec(on).await?;
            field_face::Entity::insert(model.into_active_model()).exec_without_returning(on).await?;
        }
        name => {
            let model = setting::Model { situation, name: name.to_owned(), version, value };
            setting::Entity::delete_by_id((situation, name.to_owned())).exec(on).await?;
            setting::Entity::insert(model.into_active_model()).exec_without_returning(on).await?;
        }
    }
    Ok(())
}

impl Store {
    /// What is set for a situation; none where it is the usual value.
    pub async fn setting<S: Setting>(&self, situation: i32) -> Result<Option<SettingRow<S>>, StoreError> {
        find(&self.reader(), situation).await
    }

    /// Whatever was set for any situation, with what the log should have of it.
    pub(crate) async fn setting_objects(&self) -> Result<Vec<SettingObject>, StoreError> {
        let on = &self.reader();
        let mut objects = Vec::new();
        for model in allowed_days::Entity::find().all(on).await? {
            objects.push(SettingRow::<AllowedDays>::logged(model.into())?);
        }
        for model in field_face::Entity::find().all(on).await? {
            objects.push(SettingRow::<Face>::logged(model.into())?);
        }
        for model in setting::Entity::find().all(on).await? {
            objects.push(match model.name.as_str() {
                Retention::NAME => SettingRow::<Retention>::logged(model.into())?,
                _ => {
                    let row = model.situation.to_string();
                    return Err(StoreError::Corrupt { table: "setting", column: "name", row });
                }
            });
        }
        Ok(objects)
    }
}

impl Write<'_> {
    /// Puts what is set in the place of the version before.
    pub async fn put_setting<S: Setting>(
        &mut self,
        row: &SettingRow<S>,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.may(S::CHANGED, row.situation)?;
        let before = find::<S>(&self.tx, row.situation).await?;
        if before.map_or(0, |before| before.version) + 1 != row.version {
            return Err(StoreError::Conflict { what: S::WHAT.to_owned() });
        }
        put(&self.tx, row).await?;
        self.log(Entry {
            actor: by.0,
            act: S::CHANGED,
            situation: row.situation,
            object: SettingRow::<S>::object(row.situation),
            version: row.version,
            digest: row.digest(),
        });
        Ok(())
    }
}
