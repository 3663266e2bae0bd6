//! Browsers in which somebody has signed in. They are known so that an attacker elsewhere cannot keep their
//! owner out, and open nothing. Rows come and go without the log: they change nothing that is recorded.

use crate::backend::Store;
use crate::entity::known_device;
use crate::error::StoreError;
use domain::id::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

/// An account has at most so many; the one that was not used for longest makes room.
const MOST: u64 = 8;

impl Store {
    /// Whether a device is known under a name.
    pub async fn knows_device(&self, id: &[u8; 32]) -> Result<bool, StoreError> {
        Ok(known_device::Entity::find_by_id(id.to_vec()).one(&self.reader()).await?.is_some())
    }

    /// Knows a device of an account from now on. `day` is in days since 1970: finer times would say who was at
    /// work when.
    pub async fn know_device(&self, id: &[u8; 32], account: AccountId, day: i64) -> Result<(), StoreError> {
        let known = known_device::Entity::find_by_id(id.to_vec()).one(&self.reader()).await?;
        if known.is_some_and(|row| row.used_day == day && row.account == account.0) {
            return Ok(());
        }
        let tx = self.begin_write().await?;
        let row = known_device::ActiveModel {
            id: Set(id.to_vec()),
            account: Set(account.0.to_vec()),
            used_day: Set(day),
        };
        let again = OnConflict::column(known_device::Column::Id)
            .update_columns([known_device::Column::Account, known_device::Column::UsedDay])
            .to_owned();
        known_device::Entity::insert(row).on_conflict(again).exec_without_returning(&tx).await?;
        let kept: Vec<Vec<u8>> = known_device::Entity::find()
            .filter(known_device::Column::Account.eq(account.0.to_vec()))
            .order_by_desc(known_device::Column::UsedDay)
            .order_by_asc(known_device::Column::Id)
            .limit(MOST)
            .select_only()
            .column(known_device::Column::Id)
            .into_tuple()
            .all(&tx)
            .await?;
        known_device::Entity::delete_many()
            .filter(known_device::Column::Account.eq(account.0.to_vec()))
            .filter(known_device::Column::Id.is_not_in(kept))
            .filter(known_device::Column::Id.ne(id.to_vec()))
            .exec(&tx)
            .await?;
        tx.commit().await
    }

    /// Forgets devices that were last used before a day.
    pub async fn sweep_devices(&self, day: i64) -> Result<u64, StoreError> {
        let over = known_device::Column::UsedDay.lt(day);
        Ok(known_device::Entity::delete_many().filter(over).exec(&self.writer()).await?.rows_affected)
    }
}
