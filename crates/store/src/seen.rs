//! What each person has seen of their notifications. Not in the log: it records nothing that was done, only
//! what a list shows as new.

use crate::backend::Store;
use crate::entity::seen_mark;
use crate::error::StoreError;
use domain::id::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, IntoActiveModel};

impl Store {
    /// The sealed mark of a person in a situation.
    pub async fn seen_mark(&self, situation: i32, account: AccountId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = seen_mark::Entity::find_by_id((situation, account.0.to_vec())).one(&self.reader()).await?;
        Ok(row.map(|row| row.sealed_body))
    }

    /// Puts a person's mark in the place of the one before.
    pub async fn put_seen_mark(
        &self,
        situation: i32,
        account: AccountId,
        sealed: Vec<u8>,
    ) -> Result<(), StoreError> {
        let model = seen_mark::Model { situation, account: account.0.to_vec(), sealed_body: sealed };
        seen_mark::Entity::insert(model.into_active_model())
            .on_conflict(
                OnConflict::columns([seen_mark::Column::Situation, seen_mark::Column::Account])
                    .update_column(seen_mark::Column::SealedBody)
                    .to_owned(),
            )
            .exec_without_returning(&self.writer())
            .await?;
        Ok(())
    }
}
