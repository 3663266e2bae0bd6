//! What can go wrong in the store, and what to do about it.

use domain::audit::LogAct;
use sea_orm::{DbErr, RuntimeErr};

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
    #[error("there is a store at {0} already; `sixfold init` only makes new ones")]
    Exists(String),
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
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unreachable(String),
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
        let code = match &error {
            DbErr::Exec(RuntimeErr::SqlxError(inner))
            | DbErr::Query(RuntimeErr::SqlxError(inner))
            | DbErr::Conn(RuntimeErr::SqlxError(inner)) => {
                inner.as_database_error().and_then(|inner| inner.code().map(|code| code.into_owned()))
            }
            _ => None,
        };
        let message = error.to_string();
        // SQLite gives extended result codes: the primary code is the low byte.
        let sqlite = code.as_deref().and_then(|code| code.parse::<u32>().ok()).map(|code| code & 0xff);
        match (sqlite, code.as_deref()) {
            (Some(13), _) | (_, Some("53100")) => StoreError::DiskFull,
            (Some(11 | 26), _) => StoreError::Damaged("its pages do not read as a database".to_owned()),
            (Some(10), _) if message.contains("disk I/O") => StoreError::Database(
                "the disk refused to read or write (disk I/O error); nothing of this step was stored"
                    .to_owned(),
            ),
            (Some(5 | 6), _) => StoreError::Held("(busy)".to_owned()),
            (_, Some("40001" | "40P01")) => StoreError::Conflict { what: "the store".to_owned() },
            _ if matches!(error, DbErr::Conn(_) | DbErr::ConnectionAcquire(_)) => {
                StoreError::Unreachable(message)
            }
            _ => StoreError::Database(message),
        }
    }
}
