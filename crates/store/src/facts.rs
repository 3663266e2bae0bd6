//! The packed facts, block by block, and the sealed list of their versions.

use crate::backend::Store;
use crate::entity::{fact_block, fact_state};
use crate::error::StoreError;
use crate::log::Entry;
use crate::patience::Transaction;
use crate::write::{Write, facts_of, numbered_object};
use domain::access::{Act, Permit};
use domain::audit::LogAct;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use vault::{Sealed, digest_of};

/// A block of packed facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactBlockRow {
    /// The situation's number.
    pub situation: i32,
    /// The block's number.
    pub number: u32,
    /// Its version.
    pub version: u64,
    /// The epoch of the case key.
    pub epoch: u32,
    /// The sealed facts.
    pub sealed: Sealed,
}

/// The sealed list of the versions of all blocks of a situation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactStateRow {
    /// The situation's number.
    pub situation: i32,
    /// Its version; the log's signed head names it.
    pub version: u64,
    /// The epoch of the case key.
    pub epoch: u32,
    /// The sealed list.
    pub sealed: Sealed,
}

impl FactBlockRow {
    /// The id under which a block is sealed and logged.
    pub fn object(situation: i32, number: u32) -> [u8; 16] {
        numbered_object("block", (situation as u64) << 32 | u64::from(number))
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        digest_of(&[
            &self.version.to_be_bytes(),
            &self.epoch.to_be_bytes(),
            &self.sealed.key,
            &self.sealed.body,
        ])
    }

    fn of(model: fact_block::Model) -> FactBlockRow {
        FactBlockRow {
            situation: model.situation,
            number: model.number as u32,
            version: model.version as u64,
            epoch: model.epoch as u32,
            sealed: Sealed { key: model.fact_key, body: model.fact_body },
        }
    }
}

impl FactStateRow {
    /// The id under which the list is sealed and logged.
    pub fn object(situation: i32) -> [u8; 16] {
        numbered_object("facts", situation as u64)
    }

    pub(crate) fn digest(&self) -> [u8; 32] {
        digest_of(&[
            &self.version.to_be_bytes(),
            &self.epoch.to_be_bytes(),
            &self.sealed.key,
            &self.sealed.body,
        ])
    }

    fn of(model: fact_state::Model) -> FactStateRow {
        FactStateRow {
            situation: model.situation,
            version: model.version as u64,
            epoch: model.epoch as u32,
            sealed: Sealed { key: model.state_key, body: model.state_body },
        }
    }
}

impl Store {
    /// The list of block versions, if the situation has facts, and every block in order, as they stood
    /// together at one moment whoever is writing. Refused where the list is not the one that the log's
    /// signed head names: blocks set back to an older state would give wrong figures in silence.
    pub async fn facts<A: Act>(
        &self,
        permit: &Permit<A>,
    ) -> Result<(Option<FactStateRow>, Vec<FactBlockRow>), StoreError> {
        let situation = permit.number();
        if let Some(moment) = self.in_moment() {
            return facts_at(moment, situation).await;
        }
        let moment = self.begin_read().await?;
        let facts = facts_at(&moment, situation).await?;
        moment.rollback().await?;
        Ok(facts)
    }

    pub(crate) async fn fact_block_rows(&self, situation: i32) -> Result<Vec<FactBlockRow>, StoreError> {
        block_rows(&self.reader(), situation).await
    }

    pub(crate) async fn fact_state_row(&self, situation: i32) -> Result<Option<FactStateRow>, StoreError> {
        state_row(&self.reader(), situation).await
    }
}

async fn facts_at(
    moment: &Transaction,
    situation: i32,
) -> Result<(Option<FactStateRow>, Vec<FactBlockRow>), StoreError> {
    let (head, _) = Store::checked_head(moment).await?;
    let signed = facts_of(&head.checkpoint).get(&situation).copied().unwrap_or(0);
    let state = state_row(moment, situation).await?;
    if state.as_ref().map_or(0, |state| state.version) != signed {
        return Err(StoreError::Log("the packed facts are of another version than it names"));
    }
    Ok((state, block_rows(moment, situation).await?))
}

async fn block_rows(on: &impl ConnectionTrait, situation: i32) -> Result<Vec<FactBlockRow>, StoreError> {
    let rows = fact_block::Entity::find()
        .filter(fact_block::Column::Situation.eq(situation))
        .order_by_asc(fact_block::Column::Number)
        .all(on)
        .await?;
    Ok(rows.into_iter().map(FactBlockRow::of).collect())
}

async fn state_row(on: &impl ConnectionTrait, situation: i32) -> Result<Option<FactStateRow>, StoreError> {
    Ok(fact_state::Entity::find_by_id(situation).one(on).await?.map(FactStateRow::of))
}

impl Write<'_> {
    /// A block as it stands inside this change.
    pub async fn fact_block(&self, situation: i32, number: u32) -> Result<Option<FactBlockRow>, StoreError> {
        let row = fact_block::Entity::find_by_id((situation, number as i32)).one(&self.tx).await?;
        Ok(row.map(FactBlockRow::of))
    }

    /// The list of block versions as it stands inside this change, refused where it is not the one that
    /// the signed head names.
    pub async fn fact_state(&self, situation: i32) -> Result<Option<FactStateRow>, StoreError> {
        let row = fact_state::Entity::find_by_id(situation).one(&self.tx).await?.map(FactStateRow::of);
        if row.as_ref().map_or(0, |row| row.version) != self.facts_version(situation) {
            return Err(StoreError::Log("the packed facts are of another version than it names"));
        }
        Ok(row)
    }

    /// Removes every block of a situation, before all of them are made anew; gives their numbers.
    pub async fn clear_fact_blocks(&mut self, situation: i32) -> Result<Vec<u32>, StoreError> {
        self.may(LogAct::FactsChanged, situation)?;
        let there = block_rows(&self.tx, situation).await?.iter().map(|row| row.number).collect();
        fact_block::Entity::delete_many()
            .filter(fact_block::Column::Situation.eq(situation))
            .exec(&self.tx)
            .await?;
        Ok(there)
    }

    /// Stores changed blocks and the new list of versions.
    pub async fn put_facts(
        &mut self,
        blocks: Vec<FactBlockRow>,
        state: FactStateRow,
        by: [u8; 16],
    ) -> Result<(), StoreError> {
        for row in blocks {
            self.log(Entry {
                actor: by,
                act: LogAct::FactsChanged,
                situation: row.situation,
                object: FactBlockRow::object(row.situation, row.number),
                version: row.version,
                digest: row.digest(),
            });
            let model = fact_block::Model {
                situation: row.situation,
                number: row.number as i32,
                version: row.version as i64,
                epoch: row.epoch as i32,
                fact_key: row.sealed.key,
                fact_body: row.sealed.body,
            };
            use fact_block::Column;
            fact_block::Entity::insert(model.into_active_model())
                .on_conflict(
                    OnConflict::columns([Column::Situation, Column::Number])
                        .update_columns([Column::Version, Column::Epoch, Column::FactKey, Column::FactBody])
                        .to_owned(),
                )
                .exec_without_returning(&self.tx)
                .await?;
        }
        self.log(Entry {
            actor: by,
            act: LogAct::FactsChanged,
            situation: state.situation,
            object: FactStateRow::object(state.situation),
            version: state.version,
            digest: state.digest(),
        });
        self.set_facts_version(state.situation, state.version);
        let model = fact_state::Model {
            situation: state.situation,
            version: state.version as i64,
            epoch: state.epoch as i32,
            state_key: state.sealed.key,
            state_body: state.sealed.body,
        };
        use fact_state::Column;
        fact_state::Entity::insert(model.into_active_model())
            .on_conflict(
                OnConflict::column(Column::Situation)
                    .update_columns([Column::Version, Column::Epoch, Column::StateKey, Column::StateBody])
                    .to_owned(),
            )
            .exec_without_returning(&self.tx)
            .await?;
        Ok(())
    }
}
