//! Copies of a whole store: to keep elsewhere, to come back from, to move from one engine to the other.
//!
//! A copy is a store as any other, as it stood at one moment: every row lies in it as it lies in the first, sealed
//! as it is there, with the log that vouches for it. What only lasts for hours is left out (see [`LEFT_OUT`]).

use crate::backend::{Journal, Location, Store, create_private, lock, name_whole};
use crate::bulk::insert_many;
use crate::entity;
use crate::erase::ErasedRow;
use crate::error::StoreError;
use crate::log::Entry;
use crate::patience::{Patience, Transaction};
use crate::verify::Verified;
use crate::write::numbered_object;
use domain::audit::LogAct;
use futures_util::TryStreamExt;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{
    ActiveModelTrait, DatabaseTransaction, EntityName, EntityTrait, IntoActiveModel, Iterable, ModelTrait,
    PaginatorTrait, Value,
};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vault::{NodeKey, digest_of};

/// Rows that are read before they are written.
const PAGE: usize = 500;

/// Tables of which a copy has nothing. Who comes back from a copy signs in again: a session, or a browser that is
/// known, may have been ended since. Jobs run where their keys are (decision 0024), and are asked for again.
pub const LEFT_OUT: &[&str] = &["session", "known_device", "job", "job_result"];

/// What was copied of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedTable {
    /// The table.
    pub name: &'static str,
    /// Rows.
    pub rows: u64,
    /// The sum of the digests of its rows: the same on every engine, whatever their order.
    pub digest: [u8; 32],
}

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// Every table, each read again from the copy and found equal.
    pub tables: Vec<CopiedTable>,
    /// The copy, checked against its own log.
    pub verified: Verified,
}

/// What came back from a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What was copied.
    pub copied: Copied,
    /// The number under which this machine's key was registered, if it had not been.
    pub registered: Option<i32>,
    /// How many things were erased again.
    pub erased: u64,
    /// Whether the database's files are free of them.
    pub scrubbed: bool,
    /// The signed head after it.
    pub checkpoint: String,
}

/// Digests added up as numbers of 256 bits. Finds what went amiss; against whoever means harm stands the log.
#[derive(Clone, Copy, Default)]
struct Sum([u64; 4], u64);

impl Sum {
    fn add(&mut self, digest: [u8; 32]) {
        let mut carry = false;
        for (limb, bytes) in self.0.iter_mut().zip(digest.chunks_exact(8)) {
            let other = bytes.try_into().map_or(0, u64::from_le_bytes);
            let (sum, first) = limb.overflowing_add(other);
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            (*limb, carry) = (sum, first || second);
        }
        self.1 += 1;
    }

    fn table(self, name: &'static str) -> CopiedTable {
        let mut digest = [0; 32];
        for (bytes, limb) in digest.chunks_exact_mut(8).zip(self.0) {
            bytes.copy_from_slice(&limb.to_le_bytes());
        }
        CopiedTable { name, rows: self.1, digest }
    }
}

/// The digest of a row: of each column by its name and its value, whatever the engine calls the type.
fn row_digest<M: ModelTrait>(row: &M) -> Result<[u8; 32], StoreError> {
    let mut bytes = Vec::with_capacity(512);
    for column in <M::Entity as EntityTrait>::Column::iter() {
        let value: Option<Vec<u8>> = match row.get(column) {
            Value::Bool(value) => value.map(|value| vec![u8::from(value)]),
            Value::Int(value) => value.map(|value| i64::from(value).to_be_bytes().to_vec()),
            Value::BigInt(value) => value.map(|value| value.to_be_bytes().to_vec()),
            Value::String(value) => value.map(String::into_bytes),
            Value::Bytes(value) => value,
            other => return Err(StoreError::Database(format!("no copy is made of {other:?}"))),
        };
        bytes.push(u8::from(value.is_some()));
        let value = value.unwrap_or_default();
        bytes.extend((value.len() as u64).to_be_bytes());
        bytes.extend(value);
    }
    Ok(digest_of(&[&bytes]))
}

/// Reads a table; `page` takes the rows, so many at a time.
async fn read<E>(
    from: &DatabaseTransaction,
    mut page: impl AsyncFnMut(Vec<E::Model>) -> Result<(), StoreError>,
) -> Result<Sum, StoreError>
where
    E: EntityTrait,
{
    let mut rows = E::find().stream(from).await?;
    let (mut sum, mut ready) = (Sum::default(), Vec::with_capacity(PAGE));
    while let Some(row) = rows.try_next().await? {
        sum.add(row_digest(&row)?);
        ready.push(row);
        if ready.len() == PAGE {
            page(std::mem::replace(&mut ready, Vec::with_capacity(PAGE))).await?;
        }
    }
    page(ready).await?;
    Ok(sum)
}

async fn copy<E>(
    from: &DatabaseTransaction,
    to: &Transaction,
    told: &(dyn Fn(u64) + Sync),
) -> Result<Sum, StoreError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel> + Sync,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    read::<E>(from, async |rows: Vec<E::Model>| {
        told(rows.len() as u64);
        insert_many::<E, _>(to, rows.into_iter()).await
    })
    .await
}

/// One function over every table that is copied: copying, and reading again what was copied.
macro_rules! tables {
    ($($table:ident)*) => {
        async fn copy_all(
            from: &DatabaseTransaction,
            to: &Transaction,
            told: &(dyn Fn(u64) + Sync),
        ) -> Result<Vec<CopiedTable>, StoreError> {
            let mut tables = Vec::new();
            $(
                let name = entity::$table::Entity.table_name();
                tables.push(copy::<entity::$table::Entity>(from, to, told).await?.table(name));
            )*
            Ok(tables)
        }

        async fn read_all(from: &DatabaseTransaction) -> Result<Vec<CopiedTable>, StoreError> {
            let mut tables = Vec::new();
            $(
                let name = entity::$table::Entity.table_name();
                tables.push(read::<entity::$table::Entity>(from, async |_| Ok(())).await?.table(name));
            )*
            Ok(tables)
        }

        async fn count_all(from: &DatabaseTransaction) -> Result<u64, StoreError> {
            let mut rows = 0;
            $(rows += entity::$table::Entity::find().count(from).await?;)*
            Ok(rows)
        }
    };
}

// The log's head comes last: it makes of the rows a store.
tables! {
    node situation area party partner boundary register_change allowed_days field_face setting
    account former_key account_role second_factor
    compartment_key key_grant custodian recovery_envelope naming_key form_key
    submission telephone telephone_report attachment attachment_chunk question referral
    incident incident_version working_paper fact_block fact_state
    proposal release saved_search seen_mark erased
    log_entry log_head
}

impl Store {
    /// Opens a store to copy it, whoever else may be serving it: nothing is written to it.
    pub async fn open_to_copy(location: &Location, node: NodeKey) -> Result<Store, StoreError> {
        Self::read_only(location, node).await
    }

    /// How many rows a copy would have.
    pub async fn rows_to_copy(&self) -> Result<u64, StoreError> {
        let moment = self.begin_read().await?;
        let rows = count_all(moment.inner()).await?;
        moment.rollback().await?;
        Ok(rows)
    }

    /// Copies all there is, as of one moment, to a place where no store is; checks it against its own log first, and the
    /// copy row by row against what was read. `told` hears how many rows were written. Where anything goes wrong, no copy
    /// is left; with `damaged`, one is made of what its log finds fault with.
    pub async fn copy_to(
        &self,
        to: &Location,
        damaged: bool,
        told: &(dyn Fn(u64) + Sync),
    ) -> Result<Copied, StoreError> {
        Ok(self.make(to, damaged, None, told).await?.copied)
    }

    /// Makes a store of a copy, erases again what was erased since, and says so in its log, all in one change. A machine
    /// whose key never signed for the store is registered: the key of the machine that is lost is not needed.
    pub async fn restore(
        &self,
        to: &Location,
        damaged: bool,
        erased: &[ErasedRow],
        hour: i64,
        told: &(dyn Fn(u64) + Sync),
    ) -> Result<Restored, StoreError> {
        self.make(to, damaged, Some((erased, hour)), told).await
    }

    async fn make(
        &self,
        to: &Location,
        damaged: bool,
        restoring: Option<(&[ErasedRow], i64)>,
        told: &(dyn Fn(u64) + Sync),
    ) -> Result<Restored, StoreError> {
        let moment = self.moment().await?;
        let verified = moment.verified(None).await?;
        if let Some(finding) = verified.findings.first().filter(|_| !damaged) {
            let more = verified.findings.len() - 1;
            return Err(StoreError::Unsound { what: format!("{}: {}", finding.kind, finding.what), more });
        }
        let place = Place::new(to)?;
        let made = async {
            let target = Store::empty(&place.begun, Arc::clone(&self.node)).await?;
            let mut made = moment.fill(&target, verified, restoring, told).await;
            if let Ok(made) = &mut made
                && made.erased > 0
            {
                made.scrubbed = target.scrub().await.is_ok();
            }
            target.close().await?;
            made
        }
        .await;
        match made {
            Ok(made) => {
                place.finish()?;
                Ok(made)
            }
            Err(error) => {
                place.give_up();
                Err(error)
            }
        }
    }

    /// Fills an empty store with what this moment holds. One write: whoever looks while it is not finished finds no
    /// store, and what goes wrong leaves none.
    async fn fill(
        &self,
        target: &Store,
        verified: Verified,
        restoring: Option<(&[ErasedRow], i64)>,
        told: &(dyn Fn(u64) + Sync),
    ) -> Result<Restored, StoreError> {
        let from = self.in_moment().ok_or(StoreError::Log("no moment was taken"))?.inner();
        let to = target.begin_write().await?;
        let tables = copy_all(from, &to, told).await?;
        let found = read_all(to.inner()).await?;
        if let Some((table, _)) = tables.iter().zip(&found).find(|(wrote, read)| wrote != read) {
            return Err(StoreError::Damaged(format!("the table {} is not what was copied", table.name)));
        }
        let checkpoint = verified.checkpoint.clone();
        let copied = Copied { tables, verified };
        let mut made = Restored { copied, registered: None, erased: 0, scrubbed: true, checkpoint };
        let Some((erased, hour)) = restoring else {
            to.commit().await?;
            return Ok(made);
        };
        let mut write = target.restoring(to, hour).await?;
        made.registered = write.register_restoring_node().await?;
        let version = write.next_version();
        write.log(Entry {
            actor: [0; 16],
            act: LogAct::Restored,
            situation: 0,
            object: numbered_object("store", version),
            version,
            digest: digest_of(&[made.checkpoint.as_bytes()]),
        });
        made.erased = write.erase_again(erased).await?;
        write.forget_referrals().await?;
        write.commit().await?;
        made.checkpoint = target.head().await?.checkpoint;
        Ok(made)
    }

    /// A place for a copy: the schema, and no row.
    async fn empty(location: &Location, node: Arc<NodeKey>) -> Result<Store, StoreError> {
        if let Location::Sqlite(path) = location {
            create_private(path)?;
        }
        let store = Store::connect(location, node, Journal::Rollback, Patience::Long).await?;
        // An attempt that was cut short leaves the schema in PostgreSQL, and nothing in it.
        if !store.applied().await?.is_empty() && store.has_rows().await? {
            return Err(StoreError::Exists(location.name()));
        }
        Migrator::up(store.writer_connection(), None).await?;
        Ok(store)
    }

    async fn has_rows(&self) -> Result<bool, StoreError> {
        Ok(entity::node::Entity::find().count(&self.reader()).await? > 0)
    }
}

/// Where a copy is made: a file bears another name until it is whole.
struct Place {
    begun: Location,
    file: Option<(PathBuf, PathBuf)>,
}

impl Place {
    fn new(to: &Location) -> Result<Place, StoreError> {
        let Location::Sqlite(path) = to else { return Ok(Place { begun: to.clone(), file: None }) };
        if path.exists() {
            return Err(StoreError::Exists(to.name()));
        }
        let begun = beside(path, ".partial");
        // Another call may be at it.
        drop(lock(&begun, to)?);
        // What is left of a call that was cut short.
        discard(&begun);
        Ok(Place { begun: Location::Sqlite(begun.clone()), file: Some((begun, path.clone())) })
    }

    fn finish(self) -> Result<(), StoreError> {
        let Some((begun, path)) = self.file else { return Ok(()) };
        let wrong = |error| StoreError::File { path: path.display().to_string(), error };
        let placed =
            fs::File::open(&begun).and_then(|file| file.sync_all()).and_then(|()| name_whole(&begun, &path));
        discard(&begun);
        placed.map_err(wrong)
    }

    fn give_up(self) {
        if let Some((begun, _)) = self.file {
            discard(&begun);
        }
    }
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn discard(begun: &Path) {
    for ending in ["", "-wal", "-shm", "-journal", ".lock"] {
        let _ = fs::remove_file(beside(begun, ending));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_of_numbers_and_knows_no_order() {
        let digests = [[255; 32], [1; 32], digest_of(&[b"one"]), digest_of(&[b"two"])];
        let sum = |order: &[usize]| {
            let mut sum = Sum::default();
            order.iter().for_each(|at| sum.add(digests[*at]));
            sum.table("t")
        };
        assert_eq!(sum(&[0, 1, 2, 3]), sum(&[3, 1, 0, 2]));
        assert_ne!(sum(&[0, 1, 2]), sum(&[0, 1, 3]));
        // A row twice is no row that is not there.
        assert_ne!(sum(&[0, 2, 2]), sum(&[0]));
        let mut one = Sum::default();
        one.add([255; 32]);
        one.add({
            let mut one = [0; 32];
            one[0] = 1;
            one
        });
        assert_eq!(one.table("t").digest, [0; 32], "the carry runs through all of it");
    }
}
