//! Searches that people keep for themselves. What they are called and look for is sealed with their own key.
//!
//! Rows come and go without the log: they are a person's notes, and nothing that was recorded.

use crate::backend::Store;
use crate::entity::saved_search;
use crate::error::StoreError;
use domain::access::{Act, Permit};
use domain::id::SearchId;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder};

/// A search that somebody kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSearchRow {
    /// Its id.
    pub id: SearchId,
    /// Its name and what it looks for, sealed with the person's own key.
    pub sealed_body: Vec<u8>,
}

impl Store {
    /// The searches of the permit's person in its situation.
    pub async fn saved_searches<A: Act>(
        &self,
        permit: &Permit<A>,
    ) -> Result<Vec<SavedSearchRow>, StoreError> {
        let rows = saved_search::Entity::find()
            .filter(saved_search::Column::Account.eq(permit.actor().0.to_vec()))
            .filter(saved_search::Column::Situation.eq(permit.number()))
            .order_by_asc(saved_search::Column::Id)
            .all(&self.reader())
            .await?;
        rows.into_iter()
            .map(|row| {
                let id = row.id.as_slice().try_into().map_err(|_| StoreError::Corrupt {
                    table: "saved_search",
                    column: "id",
                    row: "one of its rows".to_owned(),
                })?;
                Ok(SavedSearchRow { id: SearchId(id), sealed_body: row.sealed_body })
            })
            .collect()
    }

    /// Keeps a search of the permit's person; false where they have as many as may be.
    pub async fn add_saved_search<A: Act>(
        &self,
        permit: &Permit<A>,
        row: SavedSearchRow,
        most: u64,
    ) -> Result<bool, StoreError> {
        let tx = self.begin_write().await?;
        let kept = saved_search::Entity::find()
            .filter(saved_search::Column::Account.eq(permit.actor().0.to_vec()))
            .filter(saved_search::Column::Situation.eq(permit.number()))
            .count(&tx)
            .await?;
        if kept >= most {
            return Ok(false);
        }
        let model = saved_search::Model {
            id: row.id.0.to_vec(),
            situation: permit.number(),
            account: permit.actor().0.to_vec(),
            sealed_body: row.sealed_body,
        };
        saved_search::Entity::insert(model.into_active_model()).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Forgets a search of the permit's person; says whether there was one.
    pub async fn remove_saved_search<A: Act>(
        &self,
        permit: &Permit<A>,
        id: SearchId,
    ) -> Result<bool, StoreError> {
        let done = saved_search::Entity::delete_by_id(id.0.to_vec())
            .filter(saved_search::Column::Account.eq(permit.actor().0.to_vec()))
            .filter(saved_search::Column::Situation.eq(permit.number()))
            .exec(&self.writer())
            .await?;
        Ok(done.rows_affected > 0)
    }
}
