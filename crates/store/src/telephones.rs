//! Telephones that send reports by OpenRosa in a monitor's name.
//!
//! A telephone's row is in the log: one that somebody put here behind the program's back sends nothing. By what a report
//! sent again is known is not: it says nothing of anybody, and altered it only makes a telephone keep its report.

use crate::accounts::{AccountRow, RoleRow};
use crate::backend::Store;
use crate::callers::SituationMarks;
use crate::entity::{situation, telephone, telephone_report};
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::id::{AccountId, SubmissionId, TelephoneId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
};
use vault::digest_of;

/// A telephone that sends reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TelephoneRow {
    /// Its id.
    pub id: TelephoneId,
    /// The situation's number.
    pub situation: i32,
    /// In whose name it sends.
    pub account: AccountId,
    /// 1, and 2 once it is ended.
    pub version: u64,
    /// The digest of its secret.
    pub secret_digest: [u8; 32],
    /// When it was added, in whole hours since 1970.
    pub added_hour: i64,
    /// From when on it sends no more, in whole hours since 1970.
    pub expires_hour: i64,
    /// When it was ended, in whole hours since 1970; none while it may send.
    pub ended_hour: Option<i64>,
}

impl TelephoneRow {
    fn digest(&self) -> [u8; 32] {
        let ended = self.ended_hour.map(i64::to_be_bytes);
        digest_of(&[
            b"telephone",
            &self.id.0,
            &self.situation.to_be_bytes(),
            &self.account.0,
            &self.version.to_be_bytes(),
            &self.secret_digest,
            &self.added_hour.to_be_bytes(),
            &self.expires_hour.to_be_bytes(),
            ended.as_ref().map_or(&[][..], |hour| hour),
        ])
    }

    fn of(model: telephone::Model) -> Result<TelephoneRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "telephone",
            column,
            row: model.id.iter().take(16).map(|byte| format!("{byte:02x}")).collect(),
        };
        Ok(TelephoneRow {
            id: TelephoneId(model.id.as_slice().try_into().map_err(|_| corrupt("id"))?),
            situation: model.situation,
            account: AccountId(model.account.as_slice().try_into().map_err(|_| corrupt("account"))?),
            version: u64::try_from(model.version).map_err(|_| corrupt("version"))?,
            secret_digest: model.secret_digest.as_slice().try_into().map_err(|_| corrupt("secret_digest"))?,
            added_hour: model.added_hour,
            expires_hour: model.expires_hour,
            ended_hour: model.ended_hour,
        })
    }

    fn model(&self) -> telephone::Model {
        telephone::Model {
            id: self.id.0.to_vec(),
            situation: self.situation,
            account: self.account.0.to_vec(),
            version: self.version as i64,
            secret_digest: self.secret_digest.to_vec(),
            added_hour: self.added_hour,
            expires_hour: self.expires_hour,
            ended_hour: self.ended_hour,
        }
    }

    fn entry(&self, act: LogAct, by: AccountId) -> Entry {
        Entry {
            actor: by.0,
            act,
            situation: self.situation,
            object: self.id.0,
            version: self.version,
            digest: self.digest(),
        }
    }

    fn what(&self) -> String {
        format!("the telephone {}", self.id)
    }
}

/// A telephone with what a request of it must know.
#[derive(Clone, Debug)]
pub struct TelephoneCaller {
    /// The telephone, whether or not it may still send.
    pub telephone: TelephoneRow,
    /// In whose name it sends.
    pub account: AccountRow,
    /// What they are, in every situation.
    pub roles: Vec<RoleRow>,
    /// The database's clock, in whole hours since 1970.
    pub hour: i64,
    /// The situation that was named, if it is there.
    pub situation: Option<SituationMarks>,
}

impl Store {
    /// The telephone of a secret, by its digest, with the marks of the situation of a code.
    pub async fn telephone_caller(
        &self,
        secret_digest: &[u8; 32],
        code: &str,
    ) -> Result<Option<TelephoneCaller>, StoreError> {
        let reader = self.reader();
        let found = telephone::Entity::find()
            .filter(telephone::Column::SecretDigest.eq(secret_digest.to_vec()))
            .one(&reader)
            .await?;
        let Some(telephone) = found.map(TelephoneRow::of).transpose()? else { return Ok(None) };
        let Some(account) = self.account_of(telephone.account).await? else { return Ok(None) };
        let roles = self.roles(account.id).await?;
        let named = situation::Entity::find().filter(situation::Column::Code.eq(code)).one(&reader).await?;
        let situation = named.map(|row| SituationMarks {
            number: row.number,
            registers: row.register_version,
            keys: row.key_version,
            closing: row.closing_version,
        });
        let hour = self.clock().await?.div_euclid(3600);
        Ok(Some(TelephoneCaller { telephone, account, roles, hour, situation }))
    }

    /// The telephones of the permit's situation that were not ended, or those of one account; oldest first.
    pub async fn telephones(
        &self,
        permit: &Permit<act::KeepTelephones>,
        of: Option<AccountId>,
    ) -> Result<Vec<TelephoneRow>, StoreError> {
        let mut find = telephone::Entity::find()
            .filter(telephone::Column::Situation.eq(permit.number()))
            .filter(telephone::Column::EndedHour.is_null());
        if let Some(account) = of {
            find = find.filter(telephone::Column::Account.eq(account.0.to_vec()));
        }
        let rows = find
            .order_by_asc(telephone::Column::AddedHour)
            .order_by_asc(telephone::Column::Id)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(TelephoneRow::of).collect()
    }

    /// Every telephone as the log should have it: id, situation, version, digest.
    pub(crate) async fn telephone_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = telephone::Entity::find().all(&self.reader()).await?;
        let objects = rows.into_iter().map(TelephoneRow::of);
        objects.map(|row| row.map(|row| (row.id.0, row.situation, row.version, row.digest()))).collect()
    }
}

impl Write<'_> {
    /// Adds a telephone; says whether there was room for it among those of its account that were not ended.
    pub async fn add_telephone(
        &mut self,
        row: &TelephoneRow,
        most: u64,
        by: AccountId,
    ) -> Result<bool, StoreError> {
        self.may(LogAct::TelephoneAdded, row.situation)?;
        let there = telephone::Entity::find()
            .filter(telephone::Column::Account.eq(row.account.0.to_vec()))
            .filter(telephone::Column::Situation.eq(row.situation))
            .filter(telephone::Column::EndedHour.is_null())
            .filter(telephone::Column::ExpiresHour.gt(row.added_hour))
            .count(&self.tx)
            .await?;
        if there >= most {
            return Ok(false);
        }
        telephone::Entity::insert(row.model().into_active_model()).exec_without_returning(&self.tx).await?;
        self.log(row.entry(LogAct::TelephoneAdded, by));
        Ok(true)
    }

    /// Ends a telephone of a situation, if it is there and was not ended: one of any account, or of one alone.
    pub async fn end_telephone(
        &mut self,
        situation: i32,
        id: TelephoneId,
        of: Option<AccountId>,
        hour: i64,
        by: AccountId,
    ) -> Result<bool, StoreError> {
        self.may(LogAct::TelephoneEnded, situation)?;
        let found = telephone::Entity::find_by_id(id.0.to_vec())
            .filter(telephone::Column::Situation.eq(situation))
            .one(&self.tx)
            .await?;
        let Some(row) = found.map(TelephoneRow::of).transpose()? else { return Ok(false) };
        if row.ended_hour.is_some() || of.is_some_and(|account| account != row.account) {
            return Ok(false);
        }
        self.end(row, hour, by).await?;
        Ok(true)
    }

    /// Ends all telephones of an account in a situation that were not ended.
    pub async fn end_telephones_of(
        &mut self,
        situation: i32,
        account: AccountId,
        hour: i64,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.may(LogAct::TelephoneEnded, situation)?;
        let rows = telephone::Entity::find()
            .filter(telephone::Column::Account.eq(account.0.to_vec()))
            .filter(telephone::Column::Situation.eq(situation))
            .filter(telephone::Column::EndedHour.is_null())
            .order_by_asc(telephone::Column::Id)
            .all(&self.tx)
            .await?;
        for row in rows {
            self.end(TelephoneRow::of(row)?, hour, by).await?;
        }
        Ok(())
    }

    /// Ends all telephones of an account that were not ended, in whatever situation: whoever may end those of one situation
    /// has taken from the account what it sends by in all of them.
    pub async fn end_telephones_everywhere(
        &mut self,
        here: i32,
        account: AccountId,
        hour: i64,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.end_telephones_of(here, account, hour, by).await?;
        let rows = telephone::Entity::find()
            .filter(telephone::Column::Account.eq(account.0.to_vec()))
            .filter(telephone::Column::EndedHour.is_null())
            .order_by_asc(telephone::Column::Situation)
            .order_by_asc(telephone::Column::Id)
            .all(&self.tx)
            .await?;
        for row in rows {
            let ended = self.ended(TelephoneRow::of(row)?, hour).await?;
            self.log_following(ended.entry(LogAct::TelephoneEnded, by));
        }
        Ok(())
    }

    async fn end(&mut self, row: TelephoneRow, hour: i64, by: AccountId) -> Result<(), StoreError> {
        let ended = self.ended(row, hour).await?;
        self.log(ended.entry(LogAct::TelephoneEnded, by));
        Ok(())
    }

    async fn ended(&self, mut row: TelephoneRow, hour: i64) -> Result<TelephoneRow, StoreError> {
        self.telephone_as_logged(&row).await?;
        row.version += 1;
        row.ended_hour = Some(hour);
        row.model().into_active_model().reset_all().update(&self.tx).await?;
        Ok(row)
    }

    /// Whether a telephone is what the log last said of it, and still so.
    pub async fn telephone_as_logged(&self, row: &TelephoneRow) -> Result<(), StoreError> {
        let version = self.logged(row.id.0, row.digest(), &row.what()).await?;
        if version == row.version { Ok(()) } else { Err(StoreError::Altered { what: row.what() }) }
    }

    /// Notes by what a telephone's report is known again; gives what was noted of it before, and then notes nothing.
    pub async fn note_telephone_report(
        &mut self,
        id: SubmissionId,
        tag: &[u8; 32],
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let found = telephone_report::Entity::find_by_id(id.0.to_vec()).one(&self.tx).await?;
        if let Some(before) = found {
            return Ok(Some(before.tag));
        }
        let model = telephone_report::Model { id: id.0.to_vec(), tag: tag.to_vec() };
        telephone_report::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(None)
    }
}
