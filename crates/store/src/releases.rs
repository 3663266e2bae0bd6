//! Releases: what is out, and what may come out. None is ever deleted: whoever holds one still holds it.
//!
//! A release is changed, and used to judge another, only as the log knows it.

use crate::backend::Store;
use crate::entity::release;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Permit, act};
use domain::audit::LogAct;
use domain::id::{AccountId, ReleaseId};
use domain::workflow::{Approval, ReleaseState};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Select,
};
use vault::{Sealed, digest_of};

/// A co-chair's approval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Who approved it.
    pub by: AccountId,
    /// Their signature over what they approved.
    pub signature: [u8; 64],
}

/// A release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseRow {
    /// Its id.
    pub id: ReleaseId,
    /// The situation's number.
    pub situation: i32,
    /// 1 when it was drafted; one more with each change.
    pub version: u64,
    /// The epoch of the keys under which both parts are wrapped.
    pub epoch: u32,
    /// Where it stands.
    pub state: ReleaseState,
    /// Who drafted it.
    pub drafted_by: AccountId,
    /// In which hour.
    pub drafted_hour: i64,
    /// What is released, in the release compartment.
    pub paper: Sealed,
    /// What it was made of and how it was attacked, in the case compartment.
    pub working: Sealed,
    /// The first approval.
    pub first: Option<Signed>,
    /// The second.
    pub second: Option<Signed>,
    /// Its place in the order of publication, from 1; none if it was never out.
    pub ordinal: Option<u64>,
    /// Who took it back, or published what took its place, and in which hour.
    pub closed: Option<(AccountId, i64)>,
}

impl ReleaseRow {
    /// What the rules look at.
    pub fn approval(&self) -> Approval {
        Approval { state: self.state, first: self.first.map(|first| first.by) }
    }

    fn digest(&self) -> [u8; 32] {
        let mut parts: Vec<Vec<u8>> = vec![
            b"release".to_vec(),
            self.id.0.to_vec(),
            self.situation.to_be_bytes().to_vec(),
            self.epoch.to_be_bytes().to_vec(),
            self.state.code().into(),
            self.drafted_by.0.to_vec(),
            self.drafted_hour.to_be_bytes().to_vec(),
            self.paper.key.clone(),
            self.paper.body.clone(),
            self.working.key.clone(),
            self.working.body.clone(),
            self.ordinal.unwrap_or_default().to_be_bytes().to_vec(),
        ];
        for signed in [self.first, self.second] {
            parts.push(
                signed.map(|signed| [&signed.by.0[..], &signed.signature].concat()).unwrap_or_default(),
            );
        }
        parts.push(
            self.closed.map(|(by, hour)| [&by.0[..], &hour.to_be_bytes()].concat()).unwrap_or_default(),
        );
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        digest_of(&parts)
    }

    fn of(model: release::Model) -> Result<ReleaseRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "release",
            column,
            row: model.id.iter().take(16).map(|byte| format!("{byte:02x}")).collect(),
        };
        let account = |bytes: &[u8], column| bytes.try_into().map(AccountId).map_err(|_| corrupt(column));
        let signed = |by: &Option<Vec<u8>>, signature: &Option<Vec<u8>>, column| match (by, signature) {
            (Some(by), Some(signature)) => {
                let signature = signature.as_slice().try_into().map_err(|_| corrupt(column))?;
                Ok(Some(Signed { by: account(by, column)?, signature }))
            }
            (None, None) => Ok(None),
            _ => Err(corrupt(column)),
        };
        let closed = match (&model.closed_by, model.closed_hour) {
            (Some(by), Some(hour)) => Some((account(by, "closed_by")?, hour)),
            (None, None) => None,
            _ => return Err(corrupt("closed_by")),
        };
        let ordinal = model.ordinal.map(|ordinal| match u64::try_from(ordinal) {
            Ok(ordinal @ 1..) => Ok(ordinal),
            _ => Err(corrupt("ordinal")),
        });
        Ok(ReleaseRow {
            id: ReleaseId(model.id.as_slice().try_into().map_err(|_| corrupt("id"))?),
            situation: model.situation,
            version: u64::try_from(model.version).map_err(|_| corrupt("version"))?,
            epoch: u32::try_from(model.epoch).map_err(|_| corrupt("epoch"))?,
            state: ReleaseState::from_code(&model.state).ok_or_else(|| corrupt("state"))?,
            drafted_by: account(&model.drafted_by, "drafted_by")?,
            drafted_hour: model.drafted_hour,
            first: signed(&model.first_by, &model.first_signature, "first_signature")?,
            second: signed(&model.second_by, &model.second_signature, "second_signature")?,
            ordinal: ordinal.transpose()?,
            closed,
            paper: Sealed { key: model.paper_key, body: model.paper_body },
            working: Sealed { key: model.working_key, body: model.working_body },
        })
    }

    fn model(&self) -> release::Model {
        let by = |signed: Option<Signed>| signed.map(|signed| signed.by.0.to_vec());
        let signature = |signed: Option<Signed>| signed.map(|signed| signed.signature.to_vec());
        release::Model {
            id: self.id.0.to_vec(),
            situation: self.situation,
            version: self.version as i64,
            epoch: self.epoch as i32,
            state: self.state.code().to_owned(),
            drafted_by: self.drafted_by.0.to_vec(),
            drafted_hour: self.drafted_hour,
            paper_key: self.paper.key.clone(),
            paper_body: self.paper.body.clone(),
            working_key: self.working.key.clone(),
            working_body: self.working.body.clone(),
            first_by: by(self.first),
            first_signature: signature(self.first),
            second_by: by(self.second),
            second_signature: signature(self.second),
            ordinal: self.ordinal.map(|ordinal| ordinal as i64),
            closed_by: self.closed.map(|(by, _)| by.0.to_vec()),
            closed_hour: self.closed.map(|(_, hour)| hour),
        }
    }

    fn what(&self) -> String {
        format!("the release {}", self.id)
    }
}

fn of_situation(situation: i32) -> Select<release::Entity> {
    release::Entity::find()
        .filter(release::Column::Situation.eq(situation))
        .order_by_desc(release::Column::DraftedHour)
        .order_by_asc(release::Column::Id)
}

/// Releases of the permit's situation that are still wrapped under an epoch before this one.
pub(crate) fn before_epoch(permit: &Permit<act::ManageKeys>, epoch: u32) -> Select<release::Entity> {
    of_situation(permit.number()).filter(release::Column::Epoch.lt(epoch as i32))
}

impl Store {
    /// Every release of the permit's situation, those drafted last first.
    pub async fn releases(&self, permit: &Permit<act::ReadReleases>) -> Result<Vec<ReleaseRow>, StoreError> {
        let rows = of_situation(permit.number()).all(&self.reader()).await?;
        rows.into_iter().map(ReleaseRow::of).collect()
    }

    /// Every release that was ever out, for whoever makes a report beside them.
    pub async fn releases_out(
        &self,
        permit: &Permit<act::ReportInternal>,
    ) -> Result<Vec<ReleaseRow>, StoreError> {
        let out = of_situation(permit.number()).filter(release::Column::Ordinal.is_not_null());
        let rows = out.all(&self.reader()).await?;
        let mut rows: Vec<ReleaseRow> = rows.into_iter().map(ReleaseRow::of).collect::<Result<_, _>>()?;
        rows.sort_by_key(|row| row.ordinal);
        Ok(rows)
    }

    /// Releases that are still wrapped under an epoch before this one.
    pub async fn releases_before_epoch(
        &self,
        permit: &Permit<act::ManageKeys>,
        epoch: u32,
        limit: u64,
    ) -> Result<Vec<ReleaseRow>, StoreError> {
        let rows = before_epoch(permit, epoch).limit(limit).all(&self.reader()).await?;
        rows.into_iter().map(ReleaseRow::of).collect()
    }

    /// Every release with the version and digest that the log should have of it.
    pub(crate) async fn release_objects(&self) -> Result<Vec<([u8; 16], i32, u64, [u8; 32])>, StoreError> {
        let rows = release::Entity::find().all(&self.reader()).await?;
        rows.into_iter()
            .map(|model| {
                let row = ReleaseRow::of(model)?;
                Ok((row.id.0, row.situation, row.version, row.digest()))
            })
            .collect()
    }
}

impl Write<'_> {
    /// Every release of a situation as the log knows it, those that were out in their order. Nobody else changes
    /// them before this change is made or given up.
    pub async fn releases(&self, situation: i32) -> Result<Vec<ReleaseRow>, StoreError> {
        if !self.sees(situation) {
            return Ok(Vec::new());
        }
        let mut rows = Vec::new();
        for model in of_situation(situation).all(&self.tx).await? {
            let row = ReleaseRow::of(model)?;
            if self.logged(row.id.0, row.digest(), &row.what()).await? != row.version {
                return Err(StoreError::Altered { what: row.what() });
            }
            rows.push(row);
        }
        rows.sort_by_key(|row| row.ordinal);
        let out = rows.iter().filter_map(|row| row.ordinal);
        // One that was out and is gone would be left out of every attack to come.
        if !out.eq(1..=rows.iter().filter(|row| row.ordinal.is_some()).count() as u64) {
            return Err(StoreError::Altered { what: "the order of the releases".to_owned() });
        }
        Ok(rows)
    }

    /// Adds a draft.
    pub async fn add_release(&mut self, row: &ReleaseRow) -> Result<(), StoreError> {
        self.may(LogAct::ReleaseDrafted, row.situation)?;
        release::Entity::insert(row.model().into_active_model()).exec_without_returning(&self.tx).await?;
        self.release_entry(row, LogAct::ReleaseDrafted, row.drafted_by);
        Ok(())
    }

    /// Puts a changed release in the place of the row that was read in this change: where it stands, who approved
    /// it, its place in the order, or its keys wrapped anew.
    pub async fn change_release(
        &mut self,
        mut row: ReleaseRow,
        act: LogAct,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.may(act, row.situation)?;
        row.version += 1;
        let done = release::Entity::update_many()
            .set(row.model().into_active_model().reset_all())
            .filter(release::Column::Id.eq(row.id.0.to_vec()))
            .filter(release::Column::Situation.eq(row.situation))
            .filter(release::Column::Version.eq(row.version as i64 - 1))
            .exec(&self.tx)
            .await?;
        if done.rows_affected != 1 {
            return Err(StoreError::Conflict { what: row.what() });
        }
        self.release_entry(&row, act, by);
        Ok(())
    }

    fn release_entry(&mut self, row: &ReleaseRow, act: LogAct, by: AccountId) {
        self.log(Entry {
            actor: by.0,
            act,
            situation: row.situation,
            object: row.id.0,
            version: row.version,
            digest: row.digest(),
        });
    }
}
