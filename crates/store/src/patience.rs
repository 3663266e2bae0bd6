//! How long an answer of the database is waited for.
//!
//! A database can be gone without saying so: its machine was cut off, its process stands still. Nothing then
//! tells a statement that it will not be answered, so it is given up after a time.

use crate::error::StoreError;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement,
};
use std::future::Future;
use std::time::Duration;

/// How long somebody waits for the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patience {
    /// As long as it takes: somebody at a prompt sees that nothing happens, and ends the call.
    Long,
    /// As a request is: its sender is told within ten seconds that nothing can be done now.
    Request,
    /// As upkeep does, in whose way nobody's work should stand for long: not for a lock, and else as long as it takes.
    Upkeep,
}

impl Patience {
    /// For a connection, free or new.
    pub(crate) fn connection(self) -> Duration {
        match self {
            Patience::Long | Patience::Upkeep => Duration::from_secs(30),
            Patience::Request => Duration::from_secs(3),
        }
    }

    /// For the lock of a row that another writer holds: what the database itself is told.
    pub(crate) fn lock(self) -> Option<Duration> {
        match self {
            Patience::Long => None,
            Patience::Request => Some(Duration::from_secs(4)),
            Patience::Upkeep => Some(Duration::from_secs(3)),
        }
    }

    /// For a statement: what the database itself is told, so that it stops working when nobody waits any more.
    pub(crate) fn statement(self) -> Option<Duration> {
        (self == Patience::Request).then_some(Duration::from_secs(5))
    }

    /// For the answer to a statement, whatever becomes of the database.
    pub(crate) fn answer(self) -> Option<Duration> {
        (self == Patience::Request).then_some(Duration::from_secs(6))
    }

    /// Waits for an answer.
    pub(crate) async fn wait<T>(self, answer: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        let Some(most) = self.answer() else { return answer.await };
        tokio::time::timeout(most, answer).await.unwrap_or_else(|_| {
            Err(DbErr::Conn(RuntimeErr::Internal(format!("no answer within {} seconds", most.as_secs()))))
        })
    }
}

/// What statements are run on, each for so long.
pub(crate) struct Patient<C> {
    on: C,
    patience: Patience,
}

/// A transaction.
pub(crate) type Transaction = Patient<DatabaseTransaction>;

impl<C> Patient<C> {
    pub(crate) fn new(on: C, patience: Patience) -> Patient<C> {
        Patient { on, patience }
    }

    /// What is beneath, for what needs more than to run statements on it.
    pub(crate) fn inner(&self) -> &C {
        &self.on
    }
}

#[sea_orm::prelude::async_trait::async_trait]
impl<C: ConnectionTrait> ConnectionTrait for Patient<C> {
    fn get_database_backend(&self) -> DbBackend {
        self.on.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.patience.wait(self.on.execute_raw(statement)).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.patience.wait(self.on.execute_unprepared(sql)).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.patience.wait(self.on.query_one_raw(statement)).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.patience.wait(self.on.query_all_raw(statement)).await
    }
}

impl Transaction {
    /// Makes the transaction durable. Where no answer comes, it is not known whether it is.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        self.patience.wait(self.on.commit()).await.map_err(|error| match StoreError::from(error) {
            StoreError::Unreachable(cause) => StoreError::Undecided(cause),
            other => other,
        })
    }

    /// Gives the transaction up.
    pub(crate) async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.patience.wait(self.on.rollback()).await?)
    }
}
