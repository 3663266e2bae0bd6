//! Situations and their registers of areas, parties and partners. They are reference data and lie in the
//! clear; their digest is in the log, so that a changed register is noticed.

use crate::backend::Store;
use crate::bulk::insert_many;
use crate::entity::{area, partner, party, situation};
use crate::error::StoreError;
use crate::log::Entry;
use crate::register_changes::{RegisterNote, beside};
use crate::write::{Write, numbered_object};
use domain::audit::LogAct;
use domain::id::{AccountId, SituationId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    Set,
};
use vault::digest_of;

/// A situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SituationRow {
    /// Its number in this store, from 1.
    pub number: i32,
    /// Its id: the id of its vault.
    pub id: SituationId,
    /// Its code, for example an ISO 3166 alpha-3 code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The version of its registers, from 1.
    pub register_version: u64,
    /// The version that the log last gave to one of its keys or grants.
    pub key_version: u64,
    /// How often it was closed and opened again.
    pub closing_version: u64,
    /// When it was closed, in whole hours since 1970, if it is.
    pub closed_hour: Option<i64>,
}

impl SituationRow {
    /// What the log calls the closing of it.
    fn closing(&self) -> [u8; 16] {
        numbered_object("closing", self.number as u64)
    }

    /// The object, the version and the digest that the log should have; none of what was never closed.
    pub(crate) fn closing_as_logged(&self) -> Option<([u8; 16], u64, [u8; 32])> {
        let said = self.closed_hour.map(i64::to_be_bytes);
        let digest = digest_of(&[b"closed", said.as_ref().map_or(&[][..], |hour| &hour[..])]);
        (self.closing_version > 0).then_some((self.closing(), self.closing_version, digest))
    }
}

/// An area of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaRow {
    /// Its number, never given twice.
    pub number: u32,
    /// Its code, a P-code where there is one.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its level: 0 is the country.
    pub level: u8,
    /// The number of the area that holds it.
    pub parent: Option<u32>,
    /// Other names, former names and codes and dates of validity, as JSON; empty where there are none.
    pub details: String,
}

/// A party of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyRow {
    /// Its number, never given twice.
    pub number: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of its category.
    pub category: String,
    /// Aliases, dates of validity and links, as JSON.
    pub details: String,
}

/// A partner organisation of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerRow {
    /// Its number, never given twice.
    pub number: u32,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What kind of organisation it is.
    pub kind: String,
}

/// The registers of a situation, each in the order of its numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegisterRows {
    /// Administrative areas.
    pub areas: Vec<AreaRow>,
    /// Parties to the conflict.
    pub parties: Vec<PartyRow>,
    /// Organisations that report or respond.
    pub partners: Vec<PartnerRow>,
}

fn register_object(situation: i32) -> [u8; 16] {
    numbered_object("register", situation as u64)
}

impl Store {
    /// Every situation of the store.
    pub async fn situations(&self) -> Result<Vec<SituationRow>, StoreError> {
        situation::Entity::find()
            .order_by_asc(situation::Column::Number)
            .all(&self.reader())
            .await?
            .into_iter()
            .map(|row| {
                let id = row.id.as_slice().try_into().map_err(|_| StoreError::Corrupt {
                    table: "situation",
                    column: "id",
                    row: row.code.clone(),
                })?;
                Ok(SituationRow {
                    number: row.number,
                    id: SituationId(id),
                    code: row.code,
                    name: row.name,
                    register_version: row.register_version as u64,
                    key_version: row.key_version as u64,
                    closing_version: row.closing_version as u64,
                    closed_hour: row.closed_hour,
                })
            })
            .collect()
    }

    /// The registers of a situation as they stand at one moment.
    pub async fn registers(&self, situation: i32) -> Result<RegisterRows, StoreError> {
        match self.in_moment() {
            Some(moment) => registers(moment, situation).await,
            None => registers(&self.begin_read().await?, situation).await,
        }
    }

    /// The digest of a situation's registers as they are stored now.
    pub(crate) async fn register_digest(&self, situation: i32) -> Result<[u8; 32], StoreError> {
        digest(&self.reader(), situation).await
    }
}

impl Write<'_> {
    /// Adds a situation with its registers. Nobody made the first of a store.
    pub async fn add_situation(
        &mut self,
        row: &SituationRow,
        registers: RegisterRows,
        notes: Vec<RegisterNote>,
        by: Option<AccountId>,
    ) -> Result<(), StoreError> {
        let model = situation::Model {
            number: row.number,
            id: row.id.0.to_vec(),
            code: row.code.clone(),
            name: row.name.clone(),
            register_version: row.register_version as i64,
            key_version: row.key_version as i64,
            closing_version: row.closing_version as i64,
            closed_hour: row.closed_hour,
        };
        situation::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        let of = row.number;
        insert(&self.tx, of, registers).await?;
        let by = by.unwrap_or(AccountId([0; 16]));
        self.add_register_notes(of, 1, notes, by).await?;
        let digest = digest(&self.tx, of).await?;
        self.log(Entry {
            actor: by.0,
            act: LogAct::SituationCreated,
            situation: of,
            object: row.id.0,
            version: 1,
            digest: digest_of(&[&row.id.0, row.code.as_bytes(), row.name.as_bytes()]),
        });
        self.log(Entry {
            actor: by.0,
            act: LogAct::RegisterChanged,
            situation: of,
            object: register_object(of),
            version: 1,
            digest,
        });
        Ok(())
    }

    /// Closes a situation, or opens it again; `hour` is when it was closed. Refuses what was closed or opened meanwhile.
    pub async fn set_closed(
        &mut self,
        mut row: SituationRow,
        hour: Option<i64>,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let act = if hour.is_some() { LogAct::SituationClosed } else { LogAct::SituationReopened };
        self.may(act, row.number)?;
        let before = row.closing_version;
        (row.closing_version, row.closed_hour) = (before + 1, hour);
        let changed = situation::Entity::update_many()
            .col_expr(situation::Column::ClosingVersion, Expr::value(row.closing_version as i64))
            .col_expr(situation::Column::ClosedHour, Expr::value(hour))
            .filter(situation::Column::Number.eq(row.number))
            .filter(situation::Column::ClosingVersion.eq(before as i64))
            .exec(&self.tx)
            .await?;
        if changed.rows_affected != 1 {
            return Err(StoreError::Conflict { what: format!("the situation {}", row.code) });
        }
        if let Some((object, version, digest)) = row.closing_as_logged() {
            self.log(Entry { actor: by.0, act, situation: row.number, object, version, digest });
        }
        Ok(())
    }

    /// The registers of a situation as this change finds them.
    pub async fn registers(&self, situation: i32) -> Result<RegisterRows, StoreError> {
        registers(&self.tx, situation).await
    }

    /// Puts registers in the place of those that this change found. Entries stay under their numbers: what
    /// differs is written anew, what is new is added, nothing is taken out.
    pub async fn change_registers(
        &mut self,
        situation: i32,
        after: RegisterRows,
        notes: Vec<RegisterNote>,
        by: AccountId,
    ) -> Result<(), StoreError> {
        let before = self.registers(situation).await?;
        let version = self.next_register_version(situation).await?;
        let changed = RegisterRows {
            areas: differing(&before.areas, after.areas),
            parties: differing(&before.parties, after.parties),
            partners: differing(&before.partners, after.partners),
        };
        for row in changed.areas.iter().filter(|row| (row.number as usize) < before.areas.len()) {
            area::Entity::delete_by_id((situation, row.number as i32)).exec(&self.tx).await?;
        }
        for row in changed.parties.iter().filter(|row| (row.number as usize) < before.parties.len()) {
            party::Entity::delete_by_id((situation, row.number as i32)).exec(&self.tx).await?;
        }
        for row in changed.partners.iter().filter(|row| (row.number as usize) < before.partners.len()) {
            partner::Entity::delete_by_id((situation, row.number as i32)).exec(&self.tx).await?;
        }
        insert(&self.tx, situation, changed).await?;
        self.note_register_change(situation, version, notes, by).await
    }

    /// The version that a change of the registers makes, having made sure that what is stored of them is what the log
    /// says.
    pub(crate) async fn next_register_version(&self, situation: i32) -> Result<u64, StoreError> {
        let digest = digest(&self.tx, situation).await?;
        Ok(self.logged(register_object(situation), digest, "the registers").await? + 1)
    }

    /// Says of registers that have just been changed what was, and logs all of them anew.
    pub(crate) async fn note_register_change(
        &mut self,
        situation: i32,
        version: u64,
        notes: Vec<RegisterNote>,
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.add_register_notes(situation, version, notes, by).await?;
        let known = situation::ActiveModel {
            number: Set(situation),
            register_version: Set(version as i64),
            ..Default::default()
        };
        known.update(&self.tx).await?;
        let (object, digest) = (register_object(situation), digest(&self.tx, situation).await?);
        self.log(Entry { actor: by.0, act: LogAct::RegisterChanged, situation, object, version, digest });
        Ok(())
    }
}

/// One digest over the registers and what stands beside them.
async fn digest(on: &impl ConnectionTrait, situation: i32) -> Result<[u8; 32], StoreError> {
    let mut parts = registers(on, situation).await?.digests();
    parts.extend(beside(on, situation).await?);
    let parts: Vec<&[u8]> = parts.iter().map(<[u8; 32]>::as_slice).collect();
    Ok(digest_of(&parts))
}

/// The rows of the second list that the first does not hold in the same place.
fn differing<T: PartialEq>(before: &[T], after: Vec<T>) -> Vec<T> {
    let is_there = |(at, row): &(usize, T)| before.get(*at) != Some(row);
    after.into_iter().enumerate().filter(is_there).map(|(_, row)| row).collect()
}

async fn insert(on: &impl ConnectionTrait, of: i32, rows: RegisterRows) -> Result<(), StoreError> {
    let areas = rows.areas.into_iter().map(|area| area::Model {
        situation: of,
        number: area.number as i32,
        code: area.code,
        name: area.name,
        level: i32::from(area.level),
        parent: area.parent.map(|parent| parent as i32),
        details: area.details,
    });
    insert_many::<area::Entity, _>(on, areas).await?;
    let parties = rows.parties.into_iter().map(|party| party::Model {
        situation: of,
        number: party.number as i32,
        code: party.code,
        name: party.name,
        category: party.category,
        details: party.details,
    });
    insert_many::<party::Entity, _>(on, parties).await?;
    let partners = rows.partners.into_iter().map(|partner| partner::Model {
        situation: of,
        number: partner.number as i32,
        code: partner.code,
        name: partner.name,
        kind: partner.kind,
    });
    insert_many::<partner::Entity, _>(on, partners).await
}

async fn registers(on: &impl ConnectionTrait, situation: i32) -> Result<RegisterRows, StoreError> {
    Ok(RegisterRows {
        areas: areas(on, situation).await?,
        parties: parties(on, situation).await?,
        partners: partners(on, situation).await?,
    })
}

async fn areas(on: &impl ConnectionTrait, situation: i32) -> Result<Vec<AreaRow>, StoreError> {
    let rows = area::Entity::find()
        .filter(area::Column::Situation.eq(situation))
        .order_by_asc(area::Column::Number)
        .all(on)
        .await?;
    rows.into_iter()
        .map(|row| {
            let level = u8::try_from(row.level).map_err(|_| StoreError::Corrupt {
                table: "area",
                column: "level",
                row: row.code.clone(),
            })?;
            Ok(AreaRow {
                number: row.number as u32,
                code: row.code,
                name: row.name,
                level,
                parent: row.parent.map(|parent| parent as u32),
                details: row.details,
            })
        })
        .collect()
}

async fn parties(on: &impl ConnectionTrait, situation: i32) -> Result<Vec<PartyRow>, StoreError> {
    let rows = party::Entity::find()
        .filter(party::Column::Situation.eq(situation))
        .order_by_asc(party::Column::Number)
        .all(on)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| PartyRow {
            number: row.number as u32,
            code: row.code,
            name: row.name,
            category: row.category,
            details: row.details,
        })
        .collect())
}

async fn partners(on: &impl ConnectionTrait, situation: i32) -> Result<Vec<PartnerRow>, StoreError> {
    let rows = partner::Entity::find()
        .filter(partner::Column::Situation.eq(situation))
        .order_by_asc(partner::Column::Number)
        .all(on)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| PartnerRow { number: row.number as u32, code: row.code, name: row.name, kind: row.kind })
        .collect())
}

impl RegisterRows {
    fn digests(&self) -> Vec<[u8; 32]> {
        let mut parts = Vec::new();
        for area in &self.areas {
            let number = area.number.to_be_bytes();
            let parent = area.parent.map(u32::to_be_bytes);
            let parent = parent.as_ref().map_or(&[][..], <[u8; 4]>::as_slice);
            let level = [area.level];
            let said: [&[u8]; 6] =
                [b"area", &number, area.code.as_bytes(), area.name.as_bytes(), &level, parent];
            // An area of which no more is said has the digest that it had before more could be.
            let details = (!area.details.is_empty()).then_some(area.details.as_bytes());
            parts.push(digest_of(&said.into_iter().chain(details).collect::<Vec<_>>()));
        }
        for party in &self.parties {
            parts.push(digest_of(&[
                b"party",
                &party.number.to_be_bytes(),
                party.code.as_bytes(),
                party.name.as_bytes(),
                party.category.as_bytes(),
                party.details.as_bytes(),
            ]));
        }
        for partner in &self.partners {
            parts.push(digest_of(&[
                b"partner",
                &partner.number.to_be_bytes(),
                partner.code.as_bytes(),
                partner.name.as_bytes(),
                partner.kind.as_bytes(),
            ]));
        }
        parts
    }
}
