//! Many rows at a time.

use crate::error::StoreError;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Iterable, QueryTrait,
    Statement,
};

/// Both engines take at least this many values in one statement.
const MAX_VALUES: usize = 30_000;
/// Whole statements have one of these lengths, so that the engine prepares each of them once.
const LENGTHS: [usize; 4] = [500, 64, 8, 1];

/// Inserts rows in as few statements as the engines take. While the engine is at work on one, the next is
/// made; `rows` may therefore leave until then what it costs to make a row.
pub(crate) async fn insert_many<E, M>(
    on: &impl ConnectionTrait,
    mut rows: impl ExactSizeIterator<Item = M>,
) -> Result<(), StoreError>
where
    E: EntityTrait,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let backend = on.get_database_backend();
    let mut ready = statement::<E, M>(backend, &mut rows);
    while let Some(statement) = ready {
        let next = async { self::statement::<E, M>(backend, &mut rows) };
        let (done, next) = tokio::join!(biased; on.execute_raw(statement), next);
        done?;
        ready = next;
    }
    Ok(())
}

/// A statement that inserts the first of these rows; none when there are none.
fn statement<E, M>(backend: DbBackend, rows: &mut impl ExactSizeIterator<Item = M>) -> Option<Statement>
where
    E: EntityTrait,
    M: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let columns = E::Column::iter().count().max(1);
    let most = rows.len().min(MAX_VALUES / columns);
    let length = LENGTHS.into_iter().find(|length| *length <= most)?;
    let part: Vec<E::ActiveModel> = rows.take(length).map(M::into_active_model).collect();
    Some(E::insert_many(part).build(backend))
}
