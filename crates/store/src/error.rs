//! What can go wrong in the store, and what to do about it.

use domain::audit::LogAct;
use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// An error of the store. None of them carries content: rows are ciphertext.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The store's address is not one that this program knows.
    #[error("{0:?} is no store; give sqlite://PATH or postgres://USER@HOST/DATABASE")]
    BadLocation(String),
    /// There is nothing there.
    #[error("there is no store at {0}; make one with `sixfold init`")]
    Missing(String),
    /// Something is there already.
    #[error("there is a store at {0} already; nothing is made over one")]
    Exists(String),
    /// What was copied does not agree with its log.
    #[error(
        "what would be copied does not agree with its log ({what}{}); no copy was made: run `sixfold audit verify`, \
         or say --damaged to have it as it is",
        match more { 0 => String::new(), more => format!(", and {more} more") }
    )]
    Unsound {
        /// The first of what is wrong.
        what: String,
        /// How much more is.
        more: usize,
    },
    /// Another process holds the embedded store.
    #[error("another process holds the store {0}; wait until it has finished, or stop it")]
    Held(String),
    /// The schema is newer than this program.
    #[error("the store was written by a newer version of sixfold (it knows {0:?}); use that version")]
    NewerSchema(String),
    /// The schema is older than this program.
    #[error("the store has an older schema; back it up, then run `sixfold migrate`")]
    OlderSchema,
    /// The file is not a database, or is cut short or damaged.
    #[error("the database is damaged ({0}); nothing was changed: restore it from a backup")]
    Damaged(String),
    /// No room.
    #[error("the disk is full; nothing of this step was stored: make room and try again")]
    DiskFull,
    /// The database cannot be reached, or does not answer in time; nothing was stored.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
    /// The database went away while a change was being made durable: it may have been stored or not.
    #[error(
        "the database went away while this was being stored; look whether it was before you repeat it: {0}"
    )]
    Undecided(String),
    /// A node of this name, or with this key, is registered already.
    #[error("a node called {0:?}, or another one with its key, is registered already")]
    NodeKnown(String),
    /// The situation was closed before this was stored.
    #[error("the situation was closed in the meantime; nothing was stored")]
    SituationClosed(i32),
    /// No node of this name signs for the store.
    #[error("no node called {0:?} signs for this store: `sixfold node list` shows those that do")]
    NodeUnknown(String),
    /// A node would retire its own key.
    #[error("{0:?} is this machine; retire its key from another one that serves the store")]
    NodeOwn(String),
    /// The key of this machine was retired.
    #[error("the key of this machine was retired: it signs for this store no longer, and nothing was stored")]
    NodeRetired,
    /// The database's role owns no tables, and so cannot write them anew.
    #[error("only the role that owns the tables can write them anew: run `sixfold scrub` as that role")]
    NotOwner,
    /// Somebody else changed the row first.
    #[error("{what} was changed by somebody else in the meantime; read it again and retry")]
    Conflict {
        /// What was changed.
        what: String,
    },
    /// A change goes beyond what the policy permitted: a defect of the program, and nothing was stored.
    #[error("a change ({0}) goes beyond what was permitted; nothing was stored: please report this")]
    BeyondPermit(LogAct),
    /// A row breaks an invariant.
    #[error("the row {row} of {table}.{column} is not as this program writes it; run `sixfold audit verify`")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// Which row.
        row: String,
    },
    /// A row is not the one that the log knows.
    #[error("{what} is not what the log has; nothing was changed: run `sixfold audit verify`")]
    Altered {
        /// What was to be changed.
        what: String,
    },
    /// The node's signing key.
    #[error("the signing key of this node ({path}) {problem}")]
    NodeKey {
        /// Where it was looked for.
        path: String,
        /// What is wrong with it and what to do.
        problem: String,
    },
    /// The log does not hold together.
    #[error("the log's signed head does not fit the log ({0}); run `sixfold audit verify`")]
    Log(&'static str),
    /// A cryptographic failure.
    #[error(transparent)]
    Vault(#[from] vault::VaultError),
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// Anything else the database said.
    #[error("the database refused: {0}")]
    Database(String),
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        let inner = match &error {
            DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner))
            | DbErr::Conn(RuntimeErr::SqlxError(inner)) => Some(inner.as_ref()),
            _ => None,
        };
        let code = inner.and_then(SqlxError::as_database_error).and_then(|inner| inner.code());
        let of_code = code.and_then(|code| match code.parse::<u32>() {
            // SQLite gives extended result codes of up to four digits, PostgreSQL five characters.
            Ok(number) if code.len() < 5 => of_sqlite(number, &error),
            _ => of_postgres(&code, &error),
        });
        let gone =
            matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_)) || inner.is_some_and(is_gone);
        match of_code {
            Some(known) => known,
            None if gone => StoreError::Unreachable(error.to_string()),
            None => StoreError::Database(error.to_string()),
        }
    }
}

/// Whether a connection was lost, or there was none.
fn is_gone(error: &SqlxError) -> bool {
    matches!(
        error,
        SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::WorkerCrashed
    )
}

/// What an error of SQLite means; its primary code is the low byte.
fn of_sqlite(code: u32, error: &DbErr) -> Option<StoreError> {
    match code & 0xff {
        13 => Some(StoreError::DiskFull),
        11 | 26 => Some(StoreError::Damaged("its pages do not read as a database".to_owned())),
        10 if error.to_string().contains("disk I/O") => Some(StoreError::Database(
            "the disk refused to read or write (disk I/O error); nothing of this step was stored".to_owned(),
        )),
        5 | 6 => Some(StoreError::Held("(busy)".to_owned())),
        _ => None,
    }
}

/// What an error of PostgreSQL means, by its SQLSTATE.
fn of_postgres(state: &str, error: &DbErr) -> Option<StoreError> {
    match state {
        "53100" => Some(StoreError::DiskFull),
        "40001" | "40P01" => Some(StoreError::Conflict { what: "the store".to_owned() }),
        // Another writer held the lock for too long.
        "55P03" => Some(StoreError::Held("(busy)".to_owned())),
        // A statement, or a transaction that stood still, took too long; no room for another connection; the
        // server stops, has crashed, is starting, or is a replica that does not write.
        "57014" | "25P03" | "53300" | "57P01" | "57P02" | "57P03" | "57P05" | "25006" => {
            Some(StoreError::Unreachable(error.to_string()))
        }
        // The connection is not there.
        _ if state.starts_with("08") => Some(StoreError::Unreachable(error.to_string())),
        _ => None,
    }
}
