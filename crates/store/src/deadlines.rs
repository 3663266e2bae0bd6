//! How many days steps may wait in a situation, where its task force agreed on others than the usual ones.

use crate::backend::Store;
use crate::entity::allowed_days;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Write, numbered_object};
use domain::audit::LogAct;
use domain::id::AccountId;
use domain::workflow::AllowedDays;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use vault::digest_of;

/// The days of a situation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaysRow {
    /// The situation's number.
    pub situation: i32,
    /// How often they have been changed, from 1.
    pub version: u64,
    /// The days.
    pub days: AllowedDays,
}

impl DaysRow {
    fn object(situation: i32) -> [u8; 16] {
        numbered_object("days", situation as u64)
    }

    fn digest(&self) -> [u8; 32] {
        let AllowedDays { initial, technical } = self.days;
        digest_of(&[&self.version.to_be_bytes(), &initial.to_be_bytes(), &technical.to_be_bytes()])
    }

    fn of(model: allowed_days::Model) -> Result<DaysRow, StoreError> {
        let days = |days: i32| u16::try_from(days).ok();
        let read = days(model.initial).zip(days(model.technical));
        let read = read.and_then(|(initial, technical)| AllowedDays::checked(initial, technical));
        let days = read.ok_or_else(|| StoreError::Corrupt {
            table: "allowed_days",
            column: "initial",
            row: model.situation.to_string(),
        })?;
        Ok(DaysRow { situation: model.situation, version: model.version as u64, days })
    }
}

impl Store {
    /// The days of a situation; none where they are the usual ones.
    pub async fn allowed_days(&self, situation: i32) -> Result<Option<DaysRow>, StoreError> {
        let row = allowed_days::Entity::find_by_id(situation).one(&self.reader()).await?;
        row.map(DaysRow::of).transpose()
    }

    /// The days of every situation that has its own, with what the log should have of them.
    pub(crate) async fn days_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = allowed_days::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let row = DaysRow::of(model)?;
                Ok((DaysRow::object(row.situation), row.situation, row.version, row.digest()))
            })
            .collect()
    }
}

impl Write<'_> {
    /// Puts days in the place of those of the version before.
    pub async fn put_allowed_days(&mut self, row: &DaysRow, by: AccountId) -> Result<(), StoreError> {
        self.may(LogAct::DeadlinesChanged, row.situation)?;
        let before = allowed_days::Entity::find_by_id(row.situation).one(&self.tx).await?;
        let before = before.map(DaysRow::of).transpose()?;
        if before.map_or(0, |before| before.version) + 1 != row.version {
            return Err(StoreError::Conflict { what: "the days of the situation".to_owned() });
        }
        let AllowedDays { initial, technical } = row.days;
        let model = allowed_days::Model {
            situation: row.situation,
            version: row.version as i64,
            initial: i32::from(initial),
            technical: i32::from(technical),
        };
        let model = model.into_active_model();
        match before {
            Some(_) => {
                model.reset_all().update(&self.tx).await?;
            }
            None => {
                allowed_days::Entity::insert(model).exec_without_returning(&self.tx).await?;
            }
        }
        self.log(Entry {
            actor: by.0,
            act: LogAct::DeadlinesChanged,
            situation: row.situation,
            object: DaysRow::object(row.situation),
            version: row.version,
            digest: row.digest(),
        });
        Ok(())
    }
}
