//! Situations and their registers of areas, parties and partners. They are reference data and lie in the
//! clear; their digest is in the log, so that a changed register is noticed.

use crate::backend::Store;
use crate::bulk::insert_many;
use crate::entity::{area, partner, party, situation};
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Write, numbered_object};
use domain::audit::LogAct;
use domain::id::SituationId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
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

impl Store {
    /// Every situation of the store.
    pub async fn situations(&self) -> Result<Vec<SituationRow>, StoreError> {
        situation::Entity::find()
            .order_by_asc(situation::Column::Number)
            .all(&self.reader)
            .await?
            .into_iter()
            .map(|row| {
                let id = row.id.as_slice().try_into().map_err(|_| StoreError::Corrupt {
                    table: "situation",
                    column: "id",
                    row: row.code.clone(),
                })?;
                Ok(SituationRow { number: row.number, id: SituationId(id), code: row.code, name: row.name })
            })
            .collect()
    }

    /// The areas of a situation, in the order of their numbers.
    pub async fn areas(&self, situation: i32) -> Result<Vec<AreaRow>, StoreError> {
        areas(&self.reader, situation).await
    }

    /// The parties of a situation, in the order of their numbers.
    pub async fn parties(&self, situation: i32) -> Result<Vec<PartyRow>, StoreError> {
        parties(&self.reader, situation).await
    }

    /// The partners of a situation, in the order of their numbers.
    pub async fn partners(&self, situation: i32) -> Result<Vec<PartnerRow>, StoreError> {
        partners(&self.reader, situation).await
    }

    /// The digest of a situation's registers as they are stored now.
    pub(crate) async fn register_digest(&self, situation: i32) -> Result<[u8; 32], StoreError> {
        digest(&self.reader, situation).await
    }
}

impl Write<'_> {
    /// Adds a situation with its registers.
    pub async fn add_situation(
        &mut self,
        row: &SituationRow,
        areas: Vec<AreaRow>,
        parties: Vec<PartyRow>,
        partners: Vec<PartnerRow>,
    ) -> Result<(), StoreError> {
        let model = situation::Model {
            number: row.number,
            id: row.id.0.to_vec(),
            code: row.code.clone(),
            name: row.name.clone(),
        };
        situation::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        let of = row.number;
        let areas = areas.into_iter().map(|area| area::Model {
            situation: of,
            number: area.number as i32,
            code: area.code,
            name: area.name,
            level: i32::from(area.level),
            parent: area.parent.map(|parent| parent as i32),
        });
        insert_many::<area::Entity, _>(&self.tx, areas).await?;
        let parties = parties.into_iter().map(|party| party::Model {
            situation: of,
            number: party.number as i32,
            code: party.code,
            name: party.name,
            category: party.category,
            details: party.details,
        });
        insert_many::<party::Entity, _>(&self.tx, parties).await?;
        let partners = partners.into_iter().map(|partner| partner::Model {
            situation: of,
            number: partner.number as i32,
            code: partner.code,
            name: partner.name,
            kind: partner.kind,
        });
        insert_many::<partner::Entity, _>(&self.tx, partners).await?;
        self.log(Entry {
            actor: [0; 16],
            act: LogAct::SituationCreated,
            situation: of,
            object: row.id.0,
            version: 1,
            digest: digest_of(&[&row.id.0, row.code.as_bytes(), row.name.as_bytes()]),
        });
        let digest = digest(&self.tx, of).await?;
        self.log(Entry {
            actor: [0; 16],
            act: LogAct::RegisterChanged,
            situation: of,
            object: numbered_object("register", of as u64),
            version: 1,
            digest,
        });
        Ok(())
    }
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

async fn digest(on: &impl ConnectionTrait, situation: i32) -> Result<[u8; 32], StoreError> {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for area in areas(on, situation).await? {
        parts.push(
            digest_of(&[
                b"area",
                &area.number.to_be_bytes(),
                area.code.as_bytes(),
                area.name.as_bytes(),
                &[area.level],
                area.parent.map(u32::to_be_bytes).as_ref().map_or(&[], <[u8; 4]>::as_slice),
            ])
            .to_vec(),
        );
    }
    for party in parties(on, situation).await? {
        parts.push(
            digest_of(&[
                b"party",
                &party.number.to_be_bytes(),
                party.code.as_bytes(),
                party.name.as_bytes(),
                party.category.as_bytes(),
                party.details.as_bytes(),
            ])
            .to_vec(),
        );
    }
    for partner in partners(on, situation).await? {
        parts.push(
            digest_of(&[
                b"partner",
                &partner.number.to_be_bytes(),
                partner.code.as_bytes(),
                partner.name.as_bytes(),
                partner.kind.as_bytes(),
            ])
            .to_vec(),
        );
    }
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    Ok(digest_of(&parts))
}
