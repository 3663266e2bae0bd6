//! What stands beside the registers under the same digest: boundaries of areas, and what each change was.

use crate::backend::Store;
use crate::bulk::insert_many;
use crate::entity::{boundary, register_change};
use crate::error::StoreError;
use crate::write::Write;
use domain::audit::LogAct;
use domain::id::AccountId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use vault::digest_of;

/// The boundary of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoundaryRow {
    /// The area's number.
    pub area: u32,
    /// Its rings, as the domain writes them.
    pub outline: String,
}

/// What a change did to one register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterNote {
    /// Which: a table's code, or `boundaries`.
    pub subject: String,
    /// What, as casework writes it.
    pub details: String,
}

/// A change of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterChangeRow {
    /// Its place in the situation's history, from 1.
    pub number: u32,
    /// The version of the registers that it made.
    pub version: u64,
    /// Who; zeros for the founding.
    pub by: AccountId,
    /// When, in whole hours since 1970.
    pub hour: i64,
    /// What.
    pub note: RegisterNote,
}

impl Store {
    /// The boundaries of a situation, in the order of the areas' numbers.
    pub async fn boundaries(&self, situation: i32) -> Result<Vec<BoundaryRow>, StoreError> {
        boundaries(&self.reader(), situation).await
    }

    /// The changes of one of a situation's registers, the newest first.
    pub async fn register_changes(
        &self,
        situation: i32,
        subject: &str,
        most: u64,
    ) -> Result<Vec<RegisterChangeRow>, StoreError> {
        let rows = register_change::Entity::find()
            .filter(register_change::Column::Situation.eq(situation))
            .filter(register_change::Column::Subject.eq(subject))
            .order_by_desc(register_change::Column::Number)
            .limit(most)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(change_of).collect()
    }
}

impl Write<'_> {
    /// The boundaries of a situation as this change finds them.
    pub async fn boundaries(&self, situation: i32) -> Result<Vec<BoundaryRow>, StoreError> {
        boundaries(&self.tx, situation).await
    }

    /// Puts boundaries in the place of those that this change found; gives the version of the registers that it makes.
    pub async fn change_boundaries(
        &mut self,
        situation: i32,
        after: Vec<BoundaryRow>,
        note: RegisterNote,
        by: AccountId,
    ) -> Result<u64, StoreError> {
        self.may(LogAct::RegisterChanged, situation)?;
        let version = self.next_register_version(situation).await?;
        boundary::Entity::delete_many()
            .filter(boundary::Column::Situation.eq(situation))
            .exec(&self.tx)
            .await?;
        let rows = after.into_iter().map(|row| boundary::Model {
            situation,
            area: row.area as i32,
            outline: row.outline,
        });
        insert_many::<boundary::Entity, _>(&self.tx, rows).await?;
        self.note_register_change(situation, version, vec![note], by).await?;
        Ok(version)
    }

    /// Notes what a change of registers was, beside what was there before.
    pub(crate) async fn add_register_notes(
        &self,
        situation: i32,
        version: u64,
        notes: Vec<RegisterNote>,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let last = register_change::Entity::find()
            .filter(register_change::Column::Situation.eq(situation))
            .order_by_desc(register_change::Column::Number)
            .one(&self.tx)
            .await?;
        let first = last.map_or(0, |last| last.number) + 1;
        let hour = self.hour();
        let rows = notes.into_iter().zip(first..).map(|(note, number)| register_change::Model {
            situation,
            number,
            version: version as i64,
            subject: note.subject,
            account: by.0.to_vec(),
            hour,
            details: note.details,
        });
        insert_many::<register_change::Entity, _>(&self.tx, rows.collect::<Vec<_>>().into_iter()).await
    }
}

/// The digests of everything that stands beside the registers; none where there is nothing.
pub(crate) async fn beside(on: &impl ConnectionTrait, situation: i32) -> Result<Vec<[u8; 32]>, StoreError> {
    let boundary =
        |row: BoundaryRow| digest_of(&[b"boundary", &row.area.to_be_bytes(), row.outline.as_bytes()]);
    let change = |row: RegisterChangeRow| {
        digest_of(&[
            b"change",
            &row.number.to_be_bytes(),
            &row.version.to_be_bytes(),
            row.note.subject.as_bytes(),
            &row.by.0,
            &row.hour.to_be_bytes(),
            row.note.details.as_bytes(),
        ])
    };
    let mut parts: Vec<[u8; 32]> = boundaries(on, situation).await?.into_iter().map(boundary).collect();
    let rows = register_change::Entity::find()
        .filter(register_change::Column::Situation.eq(situation))
        .order_by_asc(register_change::Column::Number)
        .all(on)
        .await?;
    for row in rows {
        parts.push(change(change_of(row)?));
    }
    Ok(parts)
}

async fn boundaries(on: &impl ConnectionTrait, situation: i32) -> Result<Vec<BoundaryRow>, StoreError> {
    let rows = boundary::Entity::find()
        .filter(boundary::Column::Situation.eq(situation))
        .order_by_asc(boundary::Column::Area)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(|row| BoundaryRow { area: row.area as u32, outline: row.outline }).collect())
}

fn change_of(row: register_change::Model) -> Result<RegisterChangeRow, StoreError> {
    let by = row.account.as_slice().try_into().map_err(|_| StoreError::Corrupt {
        table: "register_change",
        column: "account",
        row: row.number.to_string(),
    })?;
    Ok(RegisterChangeRow {
        number: row.number as u32,
        version: row.version as u64,
        by: AccountId(by),
        hour: row.hour,
        note: RegisterNote { subject: row.subject, details: row.details },
    })
}
