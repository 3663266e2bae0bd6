//! Sessions: who is signed in, and for how long.
//!
//! A session's row holds the person's key sealed under a secret that only the cookie has. Rows come and go
//! without the log: they change nothing that is recorded. Their times are the database's own, so a node
//! whose clock is wrong prolongs nothing.

use crate::backend::Store;
use crate::entity::session;
use crate::error::StoreError;
use domain::id::AccountId;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

/// A session.
#[derive(Clone, Debug)]
pub struct SessionRow {
    /// The name under which the cookie's secret finds it.
    pub id: [u8; 32],
    /// What lists of sessions show; nothing follows from it.
    pub handle: [u8; 16],
    /// Whose it is.
    pub account: AccountId,
    /// The credential epoch of the account when it was made: another password ends it.
    pub credential_epoch: u32,
    /// Whether a second factor was shown.
    pub second_factor: bool,
    /// When it was made, in seconds since 1970.
    pub created_at: i64,
    /// When it was last used, to the minute.
    pub seen_at: i64,
    /// When the password was last shown.
    pub confirmed_at: i64,
    /// When it ends in any case.
    pub expires_at: i64,
    /// The person's key, sealed under the cookie's secret.
    pub sealed_key: Vec<u8>,
}

impl SessionRow {
    pub(crate) fn of(model: session::Model) -> Result<SessionRow, StoreError> {
        let corrupt =
            |column| StoreError::Corrupt { table: "session", column, row: model.created_at.to_string() };
        Ok(SessionRow {
            id: model.id.as_slice().try_into().map_err(|_| corrupt("id"))?,
            handle: model.handle.as_slice().try_into().map_err(|_| corrupt("handle"))?,
            account: AccountId(model.account.as_slice().try_into().map_err(|_| corrupt("account"))?),
            credential_epoch: u32::try_from(model.credential_epoch)
                .map_err(|_| corrupt("credential_epoch"))?,
            second_factor: model.second_factor,
            created_at: model.created_at,
            seen_at: model.seen_at,
            confirmed_at: model.confirmed_at,
            expires_at: model.expires_at,
            sealed_key: model.sealed_key,
        })
    }

    fn model(self) -> session::Model {
        session::Model {
            id: self.id.to_vec(),
            handle: self.handle.to_vec(),
            account: self.account.0.to_vec(),
            credential_epoch: self.credential_epoch as i32,
            second_factor: self.second_factor,
            created_at: self.created_at,
            seen_at: self.seen_at,
            confirmed_at: self.confirmed_at,
            expires_at: self.expires_at,
            sealed_key: self.sealed_key,
        }
    }
}

#[derive(FromQueryResult)]
struct Clock {
    now: i64,
}

impl Store {
    /// The database's clock, in seconds since 1970.
    pub async fn clock(&self) -> Result<i64, StoreError> {
        self.told(self.now_sql()).await
    }

    /// The database's clock, in milliseconds since 1970.
    pub async fn clock_in_milliseconds(&self) -> Result<i64, StoreError> {
        self.told(self.now_in_milliseconds_sql()).await
    }

    async fn told(&self, sql: &str) -> Result<i64, StoreError> {
        let statement = sea_orm::Statement::from_string(
            sea_orm::ConnectionTrait::get_database_backend(&self.reader()),
            format!("SELECT {sql} AS now"),
        );
        let row = Clock::find_by_statement(statement).one(&self.reader()).await?;
        row.map(|row| row.now).ok_or_else(|| StoreError::Database("it does not tell the time".to_owned()))
    }

    /// Adds a session; in its place another one goes, where the person had one in the same browser.
    pub async fn add_session(&self, row: SessionRow, replaced: Option<[u8; 32]>) -> Result<(), StoreError> {
        let tx = self.begin_write().await?;
        if let Some(old) = replaced {
            session::Entity::delete_by_id(old.to_vec()).exec(&tx).await?;
        }
        session::Entity::insert(row.model().into_active_model()).exec_without_returning(&tx).await?;
        tx.commit().await
    }

    /// An account's sessions, newest first.
    pub async fn sessions(&self, account: AccountId) -> Result<Vec<SessionRow>, StoreError> {
        let rows = session::Entity::find()
            .filter(session::Column::Account.eq(account.0.to_vec()))
            .order_by_desc(session::Column::CreatedAt)
            .limit(100)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(SessionRow::of).collect()
    }

    /// Notes that a session was used.
    pub async fn touch_session(&self, id: &[u8; 32], seen_at: i64) -> Result<(), StoreError> {
        session::Entity::update_many()
            .col_expr(session::Column::SeenAt, Expr::value(seen_at))
            .filter(session::Column::Id.eq(id.to_vec()))
            .filter(session::Column::SeenAt.lt(seen_at))
            .exec(&self.writer())
            .await?;
        Ok(())
    }

    /// Ends a session.
    pub async fn end_session(&self, id: &[u8; 32]) -> Result<(), StoreError> {
        session::Entity::delete_by_id(id.to_vec()).exec(&self.writer()).await?;
        Ok(())
    }

    /// Ends a session of an account by its handle; says whether there was one.
    pub async fn end_session_of(&self, account: AccountId, handle: &[u8; 16]) -> Result<bool, StoreError> {
        let done = session::Entity::delete_many()
            .filter(session::Column::Account.eq(account.0.to_vec()))
            .filter(session::Column::Handle.eq(handle.to_vec()))
            .exec(&self.writer())
            .await?;
        Ok(done.rows_affected > 0)
    }

    /// Ends every session of an account but one.
    pub async fn end_other_sessions(&self, account: AccountId, kept: &[u8; 32]) -> Result<u64, StoreError> {
        let done = session::Entity::delete_many()
            .filter(session::Column::Account.eq(account.0.to_vec()))
            .filter(session::Column::Id.ne(kept.to_vec()))
            .exec(&self.writer())
            .await?;
        Ok(done.rows_affected)
    }

    /// Removes sessions that ended before a time.
    pub async fn sweep_sessions(&self, now: i64, idle: i64) -> Result<u64, StoreError> {
        let over = sea_orm::Condition::any()
            .add(session::Column::ExpiresAt.lte(now))
            .add(session::Column::SeenAt.lte(now - idle));
        Ok(session::Entity::delete_many().filter(over).exec(&self.writer()).await?.rows_affected)
    }
}
