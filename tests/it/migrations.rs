//! The schema goes up, down and up again, and a store is opened by the program that fits it.

use crate::raw::Raw;
use crate::story::lived_in;
use crate::support::{is_sound, report};
use crate::world::{Engine, new_location, on_both_engines};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{Location, Store, StoreError};
use vault::{NodeKey, SystemEntropy};

fn node() -> NodeKey {
    NodeKey::generate(&mut SystemEntropy::new()).unwrap()
}

/// Everything that the database says of its schema, a line each.
pub(crate) async fn schema(raw: &Raw, engine: Engine) -> BTreeSet<String> {
    let queries: &[&str] = match engine {
        Engine::Sqlite => &["SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master"],
        Engine::Postgres => &[
            // A column that was taken away and made again has a higher number, and the same place.
            "SELECT table_name || '.' || column_name || ' ' || \
             row_number() OVER (PARTITION BY table_name ORDER BY ordinal_position) || ' ' || data_type || ' ' || \
             is_nullable || ' ' || coalesce(column_default, '') FROM information_schema.columns \
             WHERE table_schema = current_schema()",
            "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()",
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
             WHERE connamespace = current_schema()::regnamespace",
            "SELECT sequencename::text FROM pg_sequences WHERE schemaname = current_schema()",
        ],
    };
    let mut lines = BTreeSet::new();
    for query in queries {
        lines.extend(raw.texts(query).await.into_iter().flatten());
    }
    lines
}

/// Each table's columns and its rows of them.
pub(crate) type Rows = BTreeMap<String, (Vec<String>, Vec<String>)>;

/// The rows of every table, of all columns or of these.
pub(crate) async fn rows(raw: &Raw, of: Option<&BTreeMap<String, Vec<String>>>) -> Rows {
    let mut all = Rows::new();
    for table in raw.tables().await.into_iter().filter(|table| table != "seaql_migrations") {
        let columns = match of.map(|of| of.get(&table)) {
            None => raw.columns(&table).await.into_iter().map(|column| column.name).collect(),
            Some(Some(columns)) => columns.clone(),
            Some(None) => continue,
        };
        let rows = raw.rows(&table, &columns).await;
        all.insert(table, (columns, rows));
    }
    all
}

on_both_engines! {
    /// Down takes away all that up made, and up makes the same again.
    async fn the_schema_goes_up_and_down_and_up_again(world: World) {
        let raw = Raw::open(&world).await;
        let first = schema(&raw, world.engine).await;
        assert!(first.len() > 20, "{first:?}");
        world.store.take_down(None).await.unwrap();
        let bare = schema(&raw, world.engine).await;
        let left: Vec<&String> = bare.iter().filter(|line| !line.contains("seaql_migrations")).collect();
        assert_eq!(left, Vec::<&String>::new());
        world.store.put_up().await.unwrap();
        assert_eq!(schema(&raw, world.engine).await, first);
        // Each table that the first one made is there, and each is empty.
        for table in raw.tables().await.iter().filter(|table| *table != "seaql_migrations") {
            assert_eq!(raw.places(table).await, Vec::<String>::new(), "{table}");
        }
    }

    /// R16: each change is taken back and made again on a full store; what it does not touch is as it was, row by row.
    async fn each_change_goes_down_and_up_on_a_full_store(world: World) {
        lived_in(&world).await;
        let raw = Raw::open(&world).await;
        let first = schema(&raw, world.engine).await;
        let changes = raw.texts("SELECT version FROM seaql_migrations").await.len() as u32;
        assert!(changes > 12);
        for number in 1..=changes {
            world.store.take_down(Some(number)).await.unwrap();
            let left = rows(&raw, None).await;
            world.store.put_up().await.unwrap();
            assert_eq!(schema(&raw, world.engine).await, first, "after {number} changes");
            let columns = left.iter().map(|(table, (columns, _))| (table.clone(), columns.clone())).collect();
            assert_eq!(rows(&raw, Some(&columns)).await, left, "after {number} changes");
            assert!(number > 8 || left.values().map(|(_, rows)| rows.len()).sum::<usize>() > 100);
        }
        raw.close().await;
    }

    /// Closed and opened, or brought up to date with nothing to do, a full store says what it said before.
    async fn a_full_store_is_the_same_after_it_was_opened_anew(world: World) {
        lived_in(&world).await;
        let raw = Raw::open(&world).await;
        let tables = raw.tables().await;
        for table in &tables {
            assert!(!raw.places(table).await.is_empty() || table == "partner", "{table} has no row");
        }
        let before = report(&world.cochair().await).await;
        let World { engine, store, accounts, custodians, location, node, dir } = world;
        store.close().await.unwrap();
        drop(store);
        let key = || NodeKey::from_text(&node).unwrap();
        assert_eq!(Store::migrate(&location, key()).await.unwrap(), Vec::<String>::new());
        let store = Arc::new(Store::open(&location, key()).await.unwrap());
        let world = World { engine, store, accounts, custodians, location, node: node.clone(), dir };
        let desk = world.cochair().await;
        assert_eq!(report(&desk).await, before);
        is_sound(&world, &desk).await;
    }

    /// What the program does not know it leaves alone, and says what to do.
    async fn a_store_of_another_version_is_refused(world: World) {
        let raw = Raw::open(&world).await;
        let opened = async |world: &World| {
            Store::open(&world.location, NodeKey::from_text(&world.node).unwrap()).await.map(|_| ())
        };
        let dir = tempfile::TempDir::new().unwrap();
        let nowhere = new_location(world.engine, dir.path()).await;
        assert!(matches!(Store::open(&nowhere, node()).await.err(), Some(StoreError::Missing(_))));
        assert!(matches!(Store::migrate(&nowhere, node()).await.err(), Some(StoreError::Missing(_))));
        if let Location::Sqlite(path) = &nowhere {
            assert!(!path.exists(), "looking for a store made one");
        }
        assert!(matches!(Store::create(&world.location, node()).await.err(), Some(StoreError::Exists(_) | StoreError::Held(_))));

        if matches!(world.engine, Engine::Sqlite) {
            assert!(matches!(opened(&world).await, Err(StoreError::Held(_))));
        }
        let World { store, location, node, dir: _dir, .. } = world;
        store.close().await.unwrap();
        drop(store);
        let unknown = "m29991231_000001_of_the_future";
        raw.run(&format!("INSERT INTO seaql_migrations (version, applied_at) VALUES ('{unknown}', 0)")).await;
        let key = || NodeKey::from_text(&node).unwrap();
        let refused = Store::open(&location, key()).await.err();
        assert!(matches!(&refused, Some(StoreError::NewerSchema(name)) if name == unknown), "{refused:?}");
        assert!(Store::migrate(&location, key()).await.is_err());
        raw.run(&format!("DELETE FROM seaql_migrations WHERE version = '{unknown}'")).await;

        raw.run("DELETE FROM seaql_migrations").await;
        let refused = Store::open(&location, key()).await.err();
        assert!(matches!(refused, Some(StoreError::Missing(_))), "{refused:?}");
    }
}
