//! Opening a store. Every difference between SQLite and PostgreSQL lives here.

use crate::error::StoreError;
use crate::patience::{Patience, Patient, Transaction};
use migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::{self, Connection};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseExecutor,
    DatabaseTransaction, DbBackend, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
};
use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use vault::NodeKey;

/// Where a store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// One file on this machine, for one process at a time.
    Sqlite(PathBuf),
    /// A PostgreSQL database, for several nodes.
    Postgres(String),
}

impl Location {
    /// Reads `sqlite://PATH` or `postgres://…`.
    pub fn parse(text: &str) -> Result<Self, StoreError> {
        if let Some(path) = text.strip_prefix("sqlite://").filter(|path| !path.is_empty()) {
            return Ok(Location::Sqlite(PathBuf::from(path)));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Location::Postgres(text.to_owned()));
        }
        Err(StoreError::BadLocation(without_password(text)))
    }

    /// Whether it holds a password.
    pub fn has_password(&self) -> bool {
        let Location::Postgres(url) = self else { return false };
        let rest = url.split_once("://").map_or("", |(_, rest)| rest);
        let before_host = rest.rsplit_once('@').is_some_and(|(user, _)| user.contains(':'));
        let after = url.split_once('?').map_or("", |(_, options)| options);
        before_host || after.split('&').any(|option| option.starts_with("password="))
    }

    /// The location in words that hold no password.
    pub fn name(&self) -> String {
        match self {
            Location::Sqlite(path) => path.display().to_string(),
            Location::Postgres(url) => without_password(url),
        }
    }
}

/// `scheme://user:secret@host` without the secret.
fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.chars().take(80).collect() };
    let shown = match rest.rsplit_once('@') {
        Some((user, host)) => format!("{}@{host}", user.split(':').next().unwrap_or_default()),
        None => rest.to_owned(),
    };
    let shown = shown.split('?').next().unwrap_or_default().to_owned();
    format!("{scheme}://{shown}")
}

/// How SQLite undoes or completes a change that was cut short. PostgreSQL has its own way.
#[derive(Clone, Copy)]
pub(crate) enum Journal {
    /// New pages go into a log first and into the file later: readers need not wait for the writer.
    Ahead,
    /// Old pages go into a journal, new ones straight into the file: half the writing where most pages are
    /// new. The next to open the store undoes what was cut short, and goes back to the log.
    Rollback,
}

impl Journal {
    fn mode(self) -> &'static str {
        match self {
            Journal::Ahead => "WAL",
            Journal::Rollback => "TRUNCATE",
        }
    }
}

/// An open store.
///
/// Writes go through one connection on SQLite; reads have their own. The embedded store is locked for
/// this process until the value is dropped.
pub struct Store {
    writer: DatabaseConnection,
    readers: DatabaseConnection,
    /// Where all is read as of one moment: the transaction that sees it.
    moment: Option<Transaction>,
    patience: Patience,
    pub(crate) node: Arc<NodeKey>,
    pub(crate) location: Location,
    /// Held for its lock.
    _lock: Option<Arc<File>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Store({})", self.location.name())
    }
}

impl Store {
    /// Makes a new, empty store and the schema in it. The caller registers the node in the log.
    pub async fn create(location: &Location, node: NodeKey) -> Result<Store, StoreError> {
        if let Location::Sqlite(path) = location {
            if path.exists() {
                return Err(StoreError::Exists(location.name()));
            }
            create_private(path)?;
        }
        let store = Self::connect(location, Arc::new(node), Journal::Ahead, Patience::Long).await?;
        let begun = store.applied().await?;
        if !begun.is_empty() {
            return Err(StoreError::Exists(location.name()));
        }
        Migrator::up(&store.writer, None).await?;
        Ok(store)
    }

    /// Lets one process at a time change the schema of a database that several serve, for as long as what is given is held.
    /// The embedded store has one process anyway.
    async fn alone_with_the_schema(&self) -> Result<Option<DatabaseTransaction>, StoreError> {
        if !self.locks_rows() {
            return Ok(None);
        }
        let alone = self.writer.begin().await?;
        // It stands idle meanwhile, and a change of a large table takes as long as it takes.
        alone.execute_unprepared("SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        alone.execute_unprepared("SELECT pg_advisory_xact_lock(1612)").await?;
        Ok(Some(alone))
    }

    /// Opens a store that has the schema of this program.
    pub async fn open(location: &Location, node: NodeKey) -> Result<Store, StoreError> {
        Self::open_with(location, node, Journal::Ahead, Patience::Long).await
    }

    /// Opens a store to serve requests from it: whatever PostgreSQL does not answer in time fails as
    /// [`StoreError::Unreachable`], and whoever asked is told within ten seconds.
    pub async fn open_to_serve(location: &Location, node: NodeKey) -> Result<Store, StoreError> {
        Self::open_with(location, node, Journal::Ahead, Patience::Request).await
    }

    /// Opens a store to put very many records into it at once; readers would have to wait for the writer.
    /// What is committed is as durable as ever.
    pub async fn open_to_fill(location: &Location, node: NodeKey) -> Result<Store, StoreError> {
        Self::open_with(location, node, Journal::Rollback, Patience::Long).await
    }

    async fn open_with(
        location: &Location,
        node: NodeKey,
        journal: Journal,
        patience: Patience,
    ) -> Result<Store, StoreError> {
        if let Location::Sqlite(path) = location {
            check_file(path, location)?;
        }
        let store = Self::connect(location, Arc::new(node), journal, patience).await?;
        store.is_of_this_program().await?;
        // Another key would sign a head that nobody can check, and so stop the store.
        if !store.nodes().await?.contains(&store.node.public()) {
            return Err(StoreError::NodeKey {
                path: location.name(),
                problem: "is none of those that sign for this store, or was retired; use the key with which it was made, or let an \
                          administrator register this one: `sixfold node add`"
                    .to_owned(),
            });
        }
        Ok(store)
    }

    /// Opens a store to read it, whichever process serves it meanwhile, and whichever key signs for it.
    pub(crate) async fn read_only(location: &Location, node: NodeKey) -> Result<Store, StoreError> {
        let readers = match location {
            Location::Sqlite(path) => {
                check_file(path, location)?;
                sqlite_to_read(path).await?
            }
            Location::Postgres(url) => postgres(url, 2, Patience::Long).await?,
        };
        let store = Store {
            writer: readers.clone(),
            readers,
            moment: None,
            patience: Patience::Long,
            node: Arc::new(node),
            location: location.clone(),
            _lock: None,
        };
        store.is_of_this_program().await?;
        Ok(store)
    }

    /// Refuses another schema than the one of this program.
    async fn is_of_this_program(&self) -> Result<(), StoreError> {
        let applied = self.applied().await?;
        if applied.is_empty() {
            return Err(StoreError::Missing(self.location.name()));
        }
        none_unknown(&applied)?;
        if applied.len() < Migrator::migrations().len() {
            return Err(StoreError::OlderSchema);
        }
        Ok(())
    }

    /// Brings the schema of an older store up to date; returns the names of the changes made.
    pub async fn migrate(location: &Location, node: NodeKey) -> Result<Vec<String>, StoreError> {
        if let Location::Sqlite(path) = location {
            check_file(path, location)?;
        }
        let store = Self::connect(location, Arc::new(node), Journal::Ahead, Patience::Long).await?;
        let alone = store.alone_with_the_schema().await?;
        let before = store.applied().await?;
        if before.is_empty() {
            return Err(StoreError::Missing(location.name()));
        }
        none_unknown(&before)?;
        Migrator::up(&store.writer, None).await?;
        if let Some(alone) = alone {
            alone.commit().await?;
        }
        Ok(store.applied().await?.into_iter().filter(|name| !before.contains(name)).collect())
    }

    /// Takes the last changes of the schema back, or all of them: for tests of the migrations themselves.
    #[doc(hidden)]
    pub async fn take_down(&self, changes: Option<u32>) -> Result<(), StoreError> {
        Ok(Migrator::down(&self.writer, changes).await?)
    }

    /// Puts the schema up again after [`Store::take_down`].
    #[doc(hidden)]
    pub async fn put_up(&self) -> Result<(), StoreError> {
        Ok(Migrator::up(&self.writer, None).await?)
    }

    /// Closes the store's connections; SQLite then folds its write-ahead log into the file.
    pub async fn close(&self) -> Result<(), StoreError> {
        self.readers.close_by_ref().await?;
        self.writer.close_by_ref().await?;
        Ok(())
    }

    /// A signature of this node, such as on a receipt.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.node.sign(message)
    }

    /// The public key with which this node's signatures are checked.
    pub fn node_key(&self) -> [u8; 32] {
        self.node.public()
    }

    /// Where this store is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    pub(crate) async fn connect(
        location: &Location,
        node: Arc<NodeKey>,
        journal: Journal,
        patience: Patience,
    ) -> Result<Store, StoreError> {
        let (writer, readers, _lock) = match location {
            Location::Sqlite(path) => {
                let lock = lock(path, location)?;
                let (writer, reader) = (sqlite(path, 1, journal).await?, sqlite(path, 2, journal).await?);
                (writer, reader, Some(Arc::new(lock)))
            }
            Location::Postgres(url) => {
                // Writers wait for one another while they hold a connection; readers must not wait for them.
                let (writer, reader) = (postgres(url, 4, patience).await?, postgres(url, 8, patience).await?);
                (writer, reader, None)
            }
        };
        let location = location.clone();
        Ok(Store { writer, readers, moment: None, patience, node, location, _lock })
    }

    /// Names of the schema changes that the database has had.
    pub(crate) async fn applied(&self) -> Result<Vec<String>, StoreError> {
        let backend = self.writer.get_database_backend();
        let exists = match backend {
            DbBackend::Sqlite => {
                "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
            }
            _ => {
                "SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'seaql_migrations'"
            }
        };
        if self.writer.query_one_raw(Statement::from_string(backend, exists)).await?.is_none() {
            return Ok(Vec::new());
        }
        let rows = self
            .writer
            .query_all_raw(Statement::from_string(
                backend,
                "SELECT version FROM seaql_migrations ORDER BY version",
            ))
            .await?;
        rows.iter().map(|row| Ok(row.try_get("", "version")?)).collect()
    }

    /// A write transaction that holds the database's one writer from its first statement.
    pub(crate) async fn begin_write(&self) -> Result<Transaction, StoreError> {
        let options = match self.location {
            Location::Sqlite(_) => TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..TransactionOptions::default()
            },
            Location::Postgres(_) => TransactionOptions {
                isolation_level: Some(IsolationLevel::ReadCommitted),
                ..Default::default()
            },
        };
        self.begin_on(&self.writer, options).await
    }

    /// The store as it stands now, for whoever reads much and compares it: what is written meanwhile does not
    /// show. PostgreSQL ends transactions that stand idle for a minute; one that goes on reading does not.
    pub async fn moment(&self) -> Result<Store, StoreError> {
        Ok(Store {
            writer: self.writer.clone(),
            readers: self.readers.clone(),
            moment: Some(self.begin_read().await?),
            patience: self.patience,
            node: Arc::clone(&self.node),
            location: self.location.clone(),
            _lock: self._lock.clone(),
        })
    }

    /// What reads are made on.
    pub(crate) fn reader(&self) -> Patient<DatabaseExecutor<'_>> {
        let on = match &self.moment {
            Some(moment) => DatabaseExecutor::Transaction(moment.inner()),
            None => DatabaseExecutor::Connection(&self.readers),
        };
        Patient::new(on, self.patience)
    }

    /// What single changes are made on that need no transaction.
    pub(crate) fn writer(&self) -> Patient<DatabaseExecutor<'_>> {
        Patient::new(DatabaseExecutor::Connection(&self.writer), self.patience)
    }

    /// The connection itself, for changes of the schema.
    pub(crate) fn writer_connection(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// The transaction of the moment in which this store stands, if it stands in one.
    pub(crate) fn in_moment(&self) -> Option<&Transaction> {
        self.moment.as_ref()
    }

    /// A transaction that sees the store as it stands at its first read, and changes nothing.
    pub(crate) async fn begin_read(&self) -> Result<Transaction, StoreError> {
        let options = match self.location {
            Location::Sqlite(_) => TransactionOptions::default(),
            Location::Postgres(_) => TransactionOptions {
                isolation_level: Some(IsolationLevel::RepeatableRead),
                access_mode: Some(AccessMode::ReadOnly),
                ..Default::default()
            },
        };
        self.begin_on(&self.readers, options).await
    }

    async fn begin_on(
        &self,
        pool: &DatabaseConnection,
        options: TransactionOptions,
    ) -> Result<Transaction, StoreError> {
        let begun = self.patience.wait(pool.begin_with_options(options)).await?;
        Ok(Patient::new(begun, self.patience))
    }

    /// The database's own clock as an expression, in whole seconds since 1970.
    pub(crate) fn now_sql(&self) -> &'static str {
        match self.location {
            Location::Sqlite(_) => "CAST(strftime('%s', 'now') AS INTEGER)",
            Location::Postgres(_) => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)",
        }
    }

    /// The same in milliseconds.
    pub(crate) fn now_in_milliseconds_sql(&self) -> &'static str {
        match self.location {
            Location::Sqlite(_) => "CAST(ROUND(unixepoch('subsec') * 1000) AS INTEGER)",
            Location::Postgres(_) => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
        }
    }

    /// Whether a row lock must be asked for: SQLite's write transactions are alone already.
    pub(crate) fn locks_rows(&self) -> bool {
        matches!(self.location, Location::Postgres(_))
    }
}

/// Refuses a schema that has had changes of which this program knows nothing.
fn none_unknown(applied: &[String]) -> Result<(), StoreError> {
    let known: Vec<String> = Migrator::migrations().iter().map(|m| m.name().to_owned()).collect();
    match applied.iter().find(|name| !known.contains(name)) {
        Some(unknown) => Err(StoreError::NewerSchema(unknown.clone())),
        None => Ok(()),
    }
}

pub(crate) fn create_private(path: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| StoreError::File { path: path.display().to_string(), error })?;
    Ok(())
}

/// Gives a file that is whole its name. What has come to stand there meanwhile is left, and the file under its old name.
pub fn name_whole(partial: &Path, path: &Path) -> std::io::Result<()> {
    // A link fails where something is; renaming would put it away. Not every disk has links.
    match fs::hard_link(partial, path) {
        Ok(()) => fs::remove_file(partial)?,
        Err(error) if error.kind() != ErrorKind::AlreadyExists && !path.exists() => {
            fs::rename(partial, path)?
        }
        Err(error) => return Err(error),
    }
    keep_name(path)
}

/// Makes the name of a file as durable as what is in it.
pub fn keep_name(path: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

/// One process at a time: SQLite would let several in, but group commit and the log's head are ours.
pub(crate) fn lock(path: &Path, location: &Location) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let name = PathBuf::from(name);
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&name)
        .map_err(|error| StoreError::File { path: name.display().to_string(), error })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Held(location.name())),
        Err(TryLockError::Error(error)) => Err(StoreError::File { path: name.display().to_string(), error }),
    }
}

/// Refuses what is not a whole SQLite database before SQLite sees it. With a log or a journal beside it
/// the file may rightly be shorter than its header says; SQLite then checks for itself.
fn check_file(path: &Path, location: &Location) -> Result<(), StoreError> {
    let missing = |_| StoreError::Missing(location.name());
    let size = fs::metadata(path).map_err(missing)?.len();
    let mut header = [0_u8; 100];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut header));
    if read.is_err() || &header[..16] != b"SQLite format 3\0" {
        return Err(StoreError::Damaged("it does not begin as an SQLite database does".to_owned()));
    }
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        page => u64::from(page),
    };
    let pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    let unfinished = ["-wal", "-journal"].iter().any(|ending| {
        let mut beside = path.as_os_str().to_owned();
        beside.push(ending);
        fs::metadata(PathBuf::from(beside)).is_ok_and(|beside| beside.len() > 0)
    });
    if !unfinished && pages * page > size {
        return Err(StoreError::Damaged(format!("it is cut short: {size} bytes of {}", pages * page)));
    }
    Ok(())
}

async fn sqlite(path: &Path, connections: u32, journal: Journal) -> Result<DatabaseConnection, StoreError> {
    let url = format!("sqlite://{}?mode=rw", path.display());
    let file = path.to_owned();
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false).map_sqlx_sqlite_pool_opts(|pool| {
        pool.before_acquire(|connection, _| Box::pin(stands_outside_transactions(connection)))
    });
    options.map_sqlx_sqlite_opts(move |sqlite| {
        // The path may hold characters that mean something in a URL.
        sqlite
            .filename(&file)
            .create_if_missing(false)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .statement_cache_capacity(64)
            // A page of rows is made without waiting for its reader at every fiftieth.
            .row_buffer_size(2_048)
            .pragma("journal_mode", journal.mode())
            // NORMAL would lose acknowledged reports with the power.
            .pragma("synchronous", "FULL")
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF")
            .pragma("temp_store", "MEMORY")
            .pragma("mmap_size", "0")
            .pragma("cache_size", "-65536")
            .pragma("wal_autocheckpoint", "16000")
            .pragma("journal_size_limit", "67108864")
    });
    let connection = Database::connect(options).await?;
    let sync = connection
        .query_one_raw(Statement::from_string(DbBackend::Sqlite, "PRAGMA synchronous"))
        .await?
        .and_then(|row| row.try_get_by_index::<i64>(0).ok());
    if sync != Some(2) {
        return Err(StoreError::Database("SQLite did not take synchronous=FULL".to_owned()));
    }
    Ok(connection)
}

/// Whether a connection is in no transaction, as it believes. Where a commit fails because the disk is full, SQLite
/// ends the transaction by itself, and sqlx goes on counting it: the next change would be a savepoint in it, and releasing that
/// looks like a commit and is none. Such a connection is closed, and another takes its place.
async fn stands_outside_transactions(connection: &mut sqlx::SqliteConnection) -> Result<bool, sqlx::Error> {
    // What was queued for the connection, such as the end of a transaction, is done before it answers.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// For whoever only reads beside the process that holds the file.
async fn sqlite_to_read(path: &Path) -> Result<DatabaseConnection, StoreError> {
    let file = path.to_owned();
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode=ro", path.display()));
    options.max_connections(2).sqlx_logging(false).map_sqlx_sqlite_opts(move |sqlite| {
        sqlite
            .filename(&file)
            .create_if_missing(false)
            .read_only(true)
            .busy_timeout(Duration::from_secs(30))
            .row_buffer_size(2_048)
            .pragma("trusted_schema", "OFF")
            .pragma("temp_store", "MEMORY")
            .pragma("mmap_size", "0")
    });
    Ok(Database::connect(options).await?)
}

/// A connection that was used in this time is not tried again before it is used.
const FRESHLY_USED: Duration = Duration::from_secs(1);
/// A connection that stood idle must answer within this time, or the next one is tried.
const ANSWERS: Duration = Duration::from_millis(500);
/// A connection that was used must answer within this time, or another takes its place.
const STILL_ANSWERS: Duration = Duration::from_secs(2);

/// Whether a connection answers in time. A machine that was cut off says nothing, and a connection to it would
/// be waited on for minutes.
async fn answers(connection: &mut sqlx::PgConnection, within: Duration) -> Result<bool, sqlx::Error> {
    let answer = tokio::time::timeout(within, connection.ping()).await;
    answer.unwrap_or(Err(sqlx::Error::PoolTimedOut)).map(|()| true)
}

async fn postgres(url: &str, connections: u32, patience: Patience) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .sqlx_logging(false)
        .acquire_timeout(patience.connection())
        .test_before_acquire(false)
        .map_sqlx_postgres_pool_opts(|pool| {
            pool.before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for < FRESHLY_USED { Ok(true) } else { answers(connection, ANSWERS).await }
                })
            })
            .after_release(|connection, _| Box::pin(answers(connection, STILL_ANSWERS)))
        })
        .map_sqlx_postgres_opts(move |postgres| {
            let milliseconds = |time: Duration| time.as_millis().to_string();
            let mut settings = vec![
                ("synchronous_commit", "on".to_owned()),
                ("idle_in_transaction_session_timeout", "60000".to_owned()),
                // A node that died holding the writers' lock gives it up after half a minute.
                ("tcp_keepalives_idle", "10".to_owned()),
                ("tcp_keepalives_interval", "5".to_owned()),
                ("tcp_keepalives_count", "4".to_owned()),
            ];
            settings.extend(patience.lock().map(|time| ("lock_timeout", milliseconds(time))));
            settings.extend(patience.statement().map(|time| ("statement_timeout", milliseconds(time))));
            postgres.application_name("sixfold").options(settings)
        });
    Ok(Database::connect(options).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_location_is_shown_without_its_password() {
        for (given, shown, has_password) in [
            ("postgres://who:secret@host/db", "postgres://who@host/db", true),
            ("postgres://who:p@ss@host:5432/db?password=x", "postgres://who@host:5432/db", true),
            (
                "postgresql://who@host:5432/db?sslmode=require&password=x",
                "postgresql://who@host:5432/db",
                true,
            ),
            ("postgres://who@host:5432/db?sslmode=require", "postgres://who@host:5432/db", false),
            ("postgres://host:5432/db", "postgres://host:5432/db", false),
            ("sqlite://a:b@c?password=x", "a:b@c?password=x", false),
        ] {
            let location = Location::parse(given).unwrap();
            assert_eq!(
                (location.name(), location.has_password()),
                (shown.to_owned(), has_password),
                "{given}"
            );
        }
        assert!(Location::parse("sqlite://").is_err());
        assert!(!Location::parse("mysql://who:secret@host/db").unwrap_err().to_string().contains("secret"));
    }
}
