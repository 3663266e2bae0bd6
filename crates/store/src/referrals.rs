//! What service providers are told of children, under codes that are stored nowhere, until it is withdrawn or expires.

use crate::backend::Store;
use crate::entity::{referral, situation};
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Unasked, Write};
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::id::{AccountId, ReferralId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select};
use vault::digest_of;

/// What is told of a child is opened at most so often: whoever was told, and a colleague or two.
const MOST_OPENINGS: u32 = 10;
/// So many that have expired are forgotten in one change.
const AT_ONCE: u64 = 200;

/// What a provider is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralRow {
    /// Its id, which follows from the code.
    pub id: ReferralId,
    /// The situation's number.
    pub situation: i32,
    /// Counts its changes.
    pub version: u64,
    /// When it was made, in whole hours since 1970.
    pub made_hour: i64,
    /// From when on it is opened no more.
    pub expires_hour: i64,
    /// How often it was opened.
    pub opened: u32,
    /// When it was opened last.
    pub opened_hour: Option<i64>,
    /// What is told, under the code; nothing once it has ended.
    pub sealed: Option<Vec<u8>>,
}

impl ReferralRow {
    fn digest(&self) -> [u8; 32] {
        let opened_hour = self.opened_hour.map_or(Vec::new(), |hour| hour.to_be_bytes().to_vec());
        let ended = [u8::from(self.sealed.is_none())];
        digest_of(&[
            b"referral",
            &self.situation.to_be_bytes(),
            &self.made_hour.to_be_bytes(),
            &self.expires_hour.to_be_bytes(),
            &self.opened.to_be_bytes(),
            &opened_hour,
            &ended,
            self.sealed.as_deref().unwrap_or_default(),
        ])
    }

    fn of(model: referral::Model) -> Result<ReferralRow, StoreError> {
        let row = || model.id.iter().map(|byte| format!("{byte:02x}")).collect();
        let corrupt = |column| StoreError::Corrupt { table: "referral", column, row: row() };
        Ok(ReferralRow {
            id: ReferralId(model.id.as_slice().try_into().map_err(|_| corrupt("id"))?),
            situation: model.situation,
            version: model.version.try_into().map_err(|_| corrupt("version"))?,
            made_hour: model.made_hour,
            expires_hour: model.expires_hour,
            opened: model.opened.try_into().map_err(|_| corrupt("opened"))?,
            opened_hour: model.opened_hour,
            sealed: model.sealed_body,
        })
    }

    fn model(&self) -> referral::Model {
        referral::Model {
            id: self.id.0.to_vec(),
            situation: self.situation,
            version: self.version as i64,
            made_hour: self.made_hour,
            expires_hour: self.expires_hour,
            opened: self.opened as i32,
            opened_hour: self.opened_hour,
            sealed_body: self.sealed.clone(),
        }
    }

    fn entry(&self, act: LogAct, actor: [u8; 16]) -> Entry {
        let (situation, object, version) = (self.situation, self.id.0, self.version);
        Entry { actor, act, situation, object, version, digest: self.digest() }
    }
}

/// What was opened, and what one must know to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedReferral {
    /// The id of its situation.
    pub situation: [u8; 16],
    /// From when on it is opened no more.
    pub expires_hour: i64,
    /// What is told, under the code.
    pub sealed: Vec<u8>,
}

fn there(id: ReferralId) -> Select<referral::Entity> {
    referral::Entity::find_by_id(id.0.to_vec())
}

impl Store {
    /// These referrals of the permit's situation, without what is told.
    pub async fn referrals(
        &self,
        permit: &Permit<act::ReadCase>,
        ids: &[ReferralId],
    ) -> Result<Vec<ReferralRow>, StoreError> {
        let rows = referral::Entity::find()
            .filter(referral::Column::Situation.eq(permit.number()))
            .filter(referral::Column::Id.is_in(ids.iter().map(|id| id.0.to_vec())))
            .all(&self.reader())
            .await?;
        rows.into_iter().map(ReferralRow::of).collect()
    }

    /// Takes out what a provider is told, for whoever knows the code that the id follows from, and says so in the log.
    /// Nothing once it was withdrawn or concluded, has expired at this hour or was opened as often as it may be.
    pub async fn open_referral(
        &self,
        id: ReferralId,
        hour: i64,
    ) -> Result<Option<OpenedReferral>, StoreError> {
        // Looked for without the writers' lock: anybody can make up codes that open nothing.
        if there(id).filter(referral::Column::SealedBody.is_not_null()).one(&self.reader()).await?.is_none() {
            return Ok(None);
        }
        let mut write = self.write_unasked(Unasked::Referral, hour).await?;
        let Some(row) = write.any_referral(id).await? else { return Ok(None) };
        let open = row.sealed.clone().filter(|_| hour < row.expires_hour);
        let (Some(sealed), Some(place)) =
            (open, situation::Entity::find_by_id(row.situation).one(&write.tx).await?)
        else {
            return Ok(None);
        };
        let corrupt = |_| StoreError::Corrupt { table: "situation", column: "id", row: place.code.clone() };
        let opened = OpenedReferral {
            situation: place.id.as_slice().try_into().map_err(corrupt)?,
            expires_hour: row.expires_hour,
            sealed,
        };
        write.logged(row.id.0, row.digest(), &format!("referral {}", row.id)).await?;
        let opened_now =
            ReferralRow { version: row.version + 1, opened: row.opened + 1, opened_hour: Some(hour), ..row };
        write.replace_referral(&opened_now, LogAct::ReferralOpened, [0; 16]).await?;
        if opened_now.opened >= MOST_OPENINGS {
            write.forget_referral(opened_now, [0; 16]).await?;
        }
        write.commit().await?;
        Ok(Some(opened))
    }

    /// Forgets what was told and has expired at this hour. Gives how many there were; there may be more.
    pub async fn expire_referrals(&self, hour: i64) -> Result<u64, StoreError> {
        let expired = || {
            referral::Entity::find()
                .filter(referral::Column::ExpiresHour.lte(hour))
                .filter(referral::Column::SealedBody.is_not_null())
        };
        // Looked at first without the writers' lock, which most rounds need not take.
        if expired().one(&self.reader()).await?.is_none() {
            return Ok(0);
        }
        let mut write = self.write_unasked(Unasked::Referral, hour).await?;
        let rows = expired().order_by_asc(referral::Column::Id).limit(AT_ONCE).all(&write.tx).await?;
        let count = rows.len() as u64;
        for model in rows {
            write.forget_referral(ReferralRow::of(model)?, [0; 16]).await?;
        }
        write.commit().await?;
        Ok(count)
    }

    /// Every referral with its situation and the version and digest that the log should have of it.
    pub(crate) async fn referral_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = referral::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let row = ReferralRow::of(model)?;
                Ok((row.id.0, row.situation, row.version, row.digest()))
            })
            .collect()
    }
}

impl Write<'_> {
    /// Adds a referral.
    pub async fn add_referral(&mut self, row: &ReferralRow, by: AccountId) -> Result<(), StoreError> {
        self.may(LogAct::ReferralMade, row.situation)?;
        self.log(row.entry(LogAct::ReferralMade, by.0));
        referral::Entity::insert(row.model().into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Forgets what was told, if it is still there.
    pub async fn end_referral(
        &mut self,
        situation: i32,
        id: ReferralId,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.may(LogAct::ReferralEnded, situation)?;
        let row = self.any_referral(id).await?.filter(|row| row.situation == situation);
        match row.filter(|row| row.sealed.is_some()) {
            Some(row) => self.forget_referral(row, by.0).await,
            None => Ok(()),
        }
    }

    /// Forgets, in a store that came back from a copy, what every provider was told: what was taken back since the copy must
    /// not be opened again.
    pub(crate) async fn forget_referrals(&mut self) -> Result<(), StoreError> {
        let rows = referral::Entity::find().filter(referral::Column::SealedBody.is_not_null());
        for model in rows.all(&self.tx).await? {
            self.forget_referral(ReferralRow::of(model)?, [0; 16]).await?;
        }
        Ok(())
    }

    /// Ends a referral. Whether somebody altered its row is not asked: that must keep nobody from ending it.
    async fn forget_referral(&mut self, row: ReferralRow, actor: [u8; 16]) -> Result<(), StoreError> {
        let ended = ReferralRow { version: row.version + 1, sealed: None, ..row };
        self.replace_referral(&ended, LogAct::ReferralEnded, actor).await
    }

    async fn any_referral(&self, id: ReferralId) -> Result<Option<ReferralRow>, StoreError> {
        let model = there(id).one(&self.tx).await?;
        model.map(ReferralRow::of).transpose()
    }

    async fn replace_referral(
        &mut self,
        after: &ReferralRow,
        act: LogAct,
        actor: [u8; 16],
    ) -> Result<(), StoreError> {
        let changes = referral::ActiveModel {
            version: Set(after.version as i64),
            opened: Set(after.opened as i32),
            opened_hour: Set(after.opened_hour),
            sealed_body: Set(after.sealed.clone()),
            ..Default::default()
        };
        referral::Entity::update_many()
            .set(changes)
            .filter(referral::Column::Id.eq(after.id.0.to_vec()))
            .exec(&self.tx)
            .await?;
        self.log(after.entry(act, actor));
        Ok(())
    }
}
