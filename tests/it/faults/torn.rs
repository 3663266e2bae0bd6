//! R5: files of the embedded store that are cut short, and bytes that changed on the disk.

use super::choice::Dice;
use crate::support::{document, number};
use crate::world::{Engine, TODAY, World, take};
use domain::interchange::Recipient;
use sixfold::casework::{Desk, Now, Taking};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use store::{Location, Store};
use tempfile::TempDir;
use vault::{NodeKey, Password};

/// The head of SQLite's log, and that of each page in it.
const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;

/// What a store gives whoever may read it.
#[derive(Debug, PartialEq)]
struct Read {
    log: u64,
    documents: BTreeMap<String, String>,
    findings: usize,
}

/// Everything that a co-chair reads in a store made of these files, and how many findings the audit has; or why it cannot be read.
async fn read(world: &Known, db: &[u8], wal: &[u8]) -> Result<Read, String> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store.db");
    fs::write(&path, db).unwrap();
    if !wal.is_empty() {
        fs::write(folder.path().join("store.db-wal"), wal).unwrap();
    }
    let key = NodeKey::from_text(&world.node).unwrap();
    let store = Store::open(&Location::Sqlite(path), key).await.map_err(|error| error.to_string())?;
    let store = Arc::new(store);
    let read = contents(&store, world).await;
    store.close().await.map_err(|error| error.to_string())?;
    read
}

async fn contents(store: &Arc<Store>, world: &Known) -> Result<Read, String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let log = store.head().await.map_err(|error| said(&error))?.size;
    let password = Password::new(world.password.clone());
    let desk = Desk::sign_in(Arc::clone(store), "XAR", "cochair-1", &password, Now::on(TODAY)).await;
    let desk = desk.map_err(|error| said(&error))?;
    let mut documents = BTreeMap::new();
    // Reading identity content is logged, so the audit comes after it.
    let mut export = desk.export(Recipient::Unicef).await.map_err(|error| said(&error))?;
    for document in export.next().await.map_err(|error| said(&error))? {
        let document = document.map_err(|error| said(&error))?;
        documents.insert(document.external_id.clone(), document.to_value().to_string());
    }
    let facts = desk.check_facts().await.map_err(|error| said(&error))?;
    let verified = store.verify(None).await.map_err(|error| said(&error))?;
    Ok(Read { log, documents, findings: verified.findings.len() + facts.differing.len() })
}

struct Known {
    node: String,
    password: String,
}

/// Some commits in the log of the embedded store, none of them yet in its file: the two, and after each commit how long the log
/// was and what was there.
struct Commits {
    known: Known,
    db: Vec<u8>,
    wal: Vec<u8>,
    after: Vec<(usize, u64, usize)>,
}

async fn commits() -> Commits {
    let World { store, accounts, location, node, dir, .. } = World::new(Engine::Sqlite).await;
    store.close().await.unwrap();
    drop(store);
    let key = NodeKey::from_text(&node).unwrap();
    let store = Arc::new(Store::open(&location, key).await.unwrap());
    let password = accounts.iter().find(|account| account.login == "cochair-1").unwrap().password.clone();
    let known = Known { node, password };
    let sign_in = Password::new(known.password.clone());
    let desk = Desk::sign_in(Arc::clone(&store), "XAR", "cochair-1", &sign_in, Now::on(TODAY)).await.unwrap();
    let file = |name: &str| fs::read(dir.path().join(name)).unwrap_or_default();
    let mut after = vec![(0, store.head().await.unwrap().size, 0)];
    for count in 1..=4 {
        take(&desk, &[document(&format!("D{count}"))], Taking::ContentOnly).await;
        let log = file("store.db-wal").len();
        assert!(log > after[count - 1].0, "the log was folded into the file");
        after.push((log, store.head().await.unwrap().size, count));
    }
    let (db, wal) = (file("store.db"), file("store.db-wal"));
    Commits { known, db, wal, after }
}

fn page_size(db: &[u8]) -> usize {
    usize::from(u16::from_be_bytes([db[16], db[17]]))
}

/// Cut anywhere, or with a byte changed in a page: what was committed before that is there, whole, and nothing after it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_that_is_torn_opens_to_its_last_whole_commit() {
    let Commits { known, db, wal, after } = commits().await;
    let frame = FRAME_HEAD + page_size(&db);
    let frames = (wal.len() - HEAD) / frame;
    assert!(frames > 20, "{frames}");
    let mut opened = 0;
    for number in 0..=frames {
        let whole = HEAD + number * frame;
        let mut torn = vec![(wal[..whole].to_vec(), whole)];
        if number < frames {
            // In the midst of a page, or with all of the log there but one byte of this page changed.
            let mut other = wal.clone();
            match number % 2 {
                0 => other.truncate(whole + frame / 2),
                _ => other[whole + FRAME_HEAD + (number * 37) % page_size(&db)] ^= 0x20,
            }
            torn.push((other, whole));
        }
        for (log, good) in torn {
            let is = read(&known, &db, &log).await.unwrap_or_else(|why| panic!("cut at {good}: {why}"));
            let (_, size, count) = after.iter().rfind(|(length, ..)| *length <= good).unwrap();
            let names: Vec<&String> = is.documents.keys().collect();
            assert_eq!(
                (is.log, is.documents.len(), is.findings),
                (*size, *count, 0),
                "cut at {good}: {names:?}"
            );
            opened += 1;
        }
    }
    println!("{frames} pages in the log, {opened} ways of tearing it");
}

/// One bit changed in the file: it does not open, or the audit or whoever reads is told, or nothing of what is read has changed. So many
/// places are tried, or `SIXFOLD_TEST_FLIPS`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_changed_byte_of_the_file_is_read_as_something_else() {
    let Commits { known, db, wal, .. } = commits().await;
    let whole = folded(&known, &db, &wal).await;
    let right = read(&known, &whole, b"").await.unwrap();
    assert_eq!((right.documents.len(), right.findings), (4, 0));
    let (mut dice, mut told, mut harmless) = (Dice::of(5), 0, 0);
    for _ in 0..number("SIXFOLD_TEST_FLIPS", 120) {
        let (at, bit) = (dice.below(whole.len()), dice.below(8));
        let mut changed = whole.clone();
        changed[at] ^= 1 << bit;
        match read(&known, &changed, b"").await {
            Ok(is) if is.findings > 0 => told += 1,
            Ok(is) => {
                assert_eq!(is.documents, right.documents, "bit {bit} of byte {at} gives other content");
                harmless += 1;
            }
            Err(why) => {
                assert!(!why.contains("panicked"), "{why}");
                told += 1;
            }
        }
    }
    assert!(told > 0 && harmless > 0, "{told} told, {harmless} harmless");
    println!("{told} of the changes were told, {harmless} changed nothing that is read");
}

/// The file with the log folded in.
async fn folded(known: &Known, db: &[u8], wal: &[u8]) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store.db");
    fs::write(&path, db).unwrap();
    fs::write(folder.path().join("store.db-wal"), wal).unwrap();
    let key = NodeKey::from_text(&known.node).unwrap();
    let store = Store::open(&Location::Sqlite(path.clone()), key).await.unwrap();
    store.close().await.unwrap();
    drop(store);
    let left = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    assert_eq!(left(&folder.path().join("store.db-wal")), 0);
    fs::read(path).unwrap()
}
