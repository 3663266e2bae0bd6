//! Many rows at a time.

use crate::error::StoreError;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable};

/// Both engines take at least this many values in one statement.
const MAX_VALUES: usize = 30_000;
/// Whole statements have one of these lengths, so that the engine prepares each of them once.
const LENGTHS: [usize; 4] = [500, 64, 8, 1];

/// Inserts rows in as few statements as the engines take.
pub(crate) async fn insert_many<E, M>(on: &impl ConnectionTrait, rows: Vec<M>) -> Result<(), StoreError>
where
    E: EntityTrait,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let columns = E::Column::iter().count().max(1);
    let mut left = rows.len();
    let mut rows = rows.into_iter().map(M::into_active_model);
    while left > 0 {
        let most = left.min(MAX_VALUES / columns);
        let length = LENGTHS.into_iter().find(|length| *length <= most).unwrap_or(1);
        let part: Vec<E::ActiveModel> = rows.by_ref().take(length).collect();
        E::insert_many(part).exec_without_returning(on).await?;
        left -= length;
    }
    Ok(())
}
