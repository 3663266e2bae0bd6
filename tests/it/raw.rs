//! Somebody who can write to the database and holds no key.

use crate::world::{Engine, World};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use store::Location;

/// A second connection to a world's database.
pub(crate) struct Raw {
    connection: DatabaseConnection,
    engine: Engine,
}

/// What a column holds, as far as it matters for altering it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    Text,
    Bytes,
    Truth,
}

/// A column of the schema.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) nullable: bool,
}

impl Raw {
    pub(crate) async fn open(world: &World) -> Raw {
        Self::at(&world.location, world.engine).await
    }

    pub(crate) async fn at(location: &Location, engine: Engine) -> Raw {
        let url = match location {
            Location::Sqlite(path) => format!("sqlite://{}?mode=rw", path.display()),
            Location::Postgres(url) => url.clone(),
        };
        let mut options = sea_orm::ConnectOptions::new(url);
        options.max_connections(1).sqlx_logging(false);
        Raw { connection: Database::connect(options).await.unwrap(), engine }
    }

    /// Ends the connection before anything else happens to the files: dropped, it would end at some later time.
    pub(crate) async fn close(self) {
        self.connection.close().await.unwrap();
    }

    fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    /// Runs statements; says how many rows the last one touched.
    pub(crate) async fn run(&self, sql: &str) -> u64 {
        let done = self.connection.execute_unprepared(sql).await;
        done.unwrap_or_else(|error| panic!("{error}: {sql}")).rows_affected()
    }

    /// The first column of every row, as text.
    pub(crate) async fn texts(&self, sql: &str) -> Vec<Option<String>> {
        let rows = self.connection.query_all_raw(Statement::from_string(self.backend(), sql)).await;
        let rows = rows.unwrap_or_else(|error| panic!("{error}: {sql}"));
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    pub(crate) async fn text(&self, sql: &str) -> Option<String> {
        self.texts(sql).await.into_iter().next().unwrap_or_else(|| panic!("no row: {sql}"))
    }

    /// The tables that the program made.
    pub(crate) async fn tables(&self) -> Vec<String> {
        let sql = match self.engine {
            Engine::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'keep\\_%' ESCAPE '\\' ORDER BY name"
            }
            Engine::Postgres => {
                "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() \
                 AND table_name NOT LIKE 'keep\\_%' ORDER BY table_name"
            }
        };
        self.texts(sql).await.into_iter().flatten().collect()
    }

    pub(crate) async fn columns(&self, table: &str) -> Vec<Column> {
        let sql = match self.engine {
            Engine::Sqlite => {
                format!("SELECT name || ' ' || \"notnull\" || ' ' || type FROM pragma_table_info('{table}')")
            }
            Engine::Postgres => format!(
                "SELECT column_name || ' ' || (is_nullable = 'NO')::int || ' ' || data_type \
                 FROM information_schema.columns WHERE table_schema = current_schema() \
                 AND table_name = '{table}' ORDER BY ordinal_position"
            ),
        };
        let parse = |line: String| {
            let mut words = line.splitn(3, ' ');
            let mut next = || words.next().unwrap().to_lowercase();
            let (name, filled, kind) = (next(), next() == "1", next());
            let kind = match kind.as_str() {
                kind if kind.contains("bool") => Kind::Truth,
                kind if kind.contains("int") => Kind::Number,
                kind if kind.contains("text") || kind.contains("char") => Kind::Text,
                kind if kind.contains("blob") || kind.contains("bytea") || kind.contains("binary") => {
                    Kind::Bytes
                }
                other => panic!("{table}.{name} is {other}: say how such a column is altered"),
            };
            Column { name, kind, nullable: !filled }
        };
        self.texts(&sql).await.into_iter().flatten().map(parse).collect()
    }

    /// Where rows are, in an order that stays while they are not changed.
    pub(crate) async fn places(&self, table: &str) -> Vec<String> {
        let sql = match self.engine {
            Engine::Sqlite => format!("SELECT 'rowid = ' || rowid FROM {table} ORDER BY rowid"),
            Engine::Postgres => format!("SELECT 'ctid = ''' || ctid || '''' FROM {table} ORDER BY ctid"),
        };
        self.texts(&sql).await.into_iter().flatten().collect()
    }

    /// Rows as the engine writes their values, sorted.
    pub(crate) async fn rows(&self, table: &str, columns: &[String]) -> Vec<String> {
        let written = match self.engine {
            Engine::Sqlite => columns
                .iter()
                .map(|column| format!("quote({column})"))
                .collect::<Vec<_>>()
                .join(" || ',' || "),
            Engine::Postgres => format!("ROW({})::text", columns.join(", ")),
        };
        let mut rows: Vec<String> =
            self.texts(&format!("SELECT {written} FROM {table}")).await.into_iter().flatten().collect();
        rows.sort_unstable();
        rows
    }

    /// The bytes of a cell.
    pub(crate) async fn bytes(&self, table: &str, column: &str, place: &str) -> Option<Vec<u8>> {
        let hex = match self.engine {
            Engine::Sqlite => format!(
                "SELECT CASE WHEN {column} IS NULL THEN NULL ELSE hex({column}) END FROM {table} WHERE {place}"
            ),
            Engine::Postgres => format!("SELECT encode({column}, 'hex') FROM {table} WHERE {place}"),
        };
        let hex = self.text(&hex).await?;
        let digit = |digit: u8| char::from(digit).to_digit(16).unwrap() as u8;
        Some(hex.as_bytes().chunks(2).map(|two| digit(two[0]) << 4 | digit(two[1])).collect())
    }

    /// Bytes as the engine writes them in a statement.
    pub(crate) fn literal(&self, bytes: &[u8]) -> String {
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        match self.engine {
            Engine::Sqlite => format!("x'{hex}'"),
            Engine::Postgres => format!("'\\x{hex}'::bytea"),
        }
    }

    pub(crate) async fn put_bytes(&self, table: &str, column: &str, place: &str, bytes: &[u8]) {
        let value = self.literal(bytes);
        assert_eq!(self.run(&format!("UPDATE {table} SET {column} = {value} WHERE {place}")).await, 1);
    }

    /// Keeps a copy of every table beside it, under a name.
    pub(crate) async fn keep(&self, name: &str) {
        for table in self.tables().await {
            self.run(&format!("CREATE TABLE keep_{name}_{table} AS SELECT * FROM {table}")).await;
        }
    }

    /// Puts a table back to its copy.
    pub(crate) async fn put_back(&self, name: &str, table: &str) {
        self.run(&format!("DELETE FROM {table}")).await;
        self.run(&format!("INSERT INTO {table} SELECT * FROM keep_{name}_{table}")).await;
    }

    pub(crate) async fn put_all_back(&self, name: &str) {
        for table in self.tables().await {
            self.put_back(name, &table).await;
        }
    }
}
