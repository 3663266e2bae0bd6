//! The log: an RFC 9162 Merkle tree over entries that hold no content, with a signed head.

use crate::backend::Store;
use crate::entity::{log_entry, log_head};
use crate::error::StoreError;
use crate::nodes::believed;
use crate::patience::Transaction;
use domain::audit::LogAct;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use vault::log as tree;

/// What one entry of the log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Who acted: an account id, or zeros for the program itself.
    pub actor: [u8; 16],
    /// What was done.
    pub act: LogAct,
    /// The number of the situation; 0 for the store as a whole.
    pub situation: i32,
    /// What it was done to.
    pub object: [u8; 16],
    /// The object's version after it.
    pub version: u64,
    /// SHA-256 over the stored bytes of that version.
    pub digest: [u8; 32],
}

/// An entry in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Its number, from 0.
    pub number: u64,
    /// When, in whole hours since 1970: finer times would say who was at work when.
    pub hour: i64,
    /// What it says.
    pub entry: Entry,
    /// The leaf hash that is stored beside it.
    pub leaf: [u8; 32],
}

impl LogRow {
    /// The leaf hash of RFC 9162 section 2.1.1 over the entry's fixed encoding.
    pub fn leaf_of(number: u64, hour: i64, entry: &Entry) -> [u8; 32] {
        let mut bytes = Vec::with_capacity(160);
        bytes.extend(b"sixfold/log/1");
        bytes.extend(number.to_be_bytes());
        bytes.extend(hour.to_be_bytes());
        bytes.extend(entry.actor);
        bytes.push(entry.act.code().len() as u8);
        bytes.extend(entry.act.code().as_bytes());
        bytes.extend(entry.situation.to_be_bytes());
        bytes.extend(entry.object);
        bytes.extend(entry.version.to_be_bytes());
        bytes.extend(entry.digest);
        tree::leaf_hash(&bytes)
    }

    pub(crate) fn of(model: log_entry::Model) -> Result<LogRow, StoreError> {
        let corrupt =
            |column| StoreError::Corrupt { table: "log_entry", column, row: model.number.to_string() };
        Ok(LogRow {
            number: u64::try_from(model.number).map_err(|_| corrupt("number"))?,
            hour: model.hour,
            leaf: model.leaf.as_slice().try_into().map_err(|_| corrupt("leaf"))?,
            entry: Entry {
                actor: model.actor.as_slice().try_into().map_err(|_| corrupt("actor"))?,
                act: LogAct::from_code(&model.act).ok_or_else(|| corrupt("act"))?,
                situation: model.situation,
                object: model.object.as_slice().try_into().map_err(|_| corrupt("object"))?,
                version: u64::try_from(model.version).map_err(|_| corrupt("version"))?,
                digest: model.digest.as_slice().try_into().map_err(|_| corrupt("digest"))?,
            },
        })
    }
}

/// The signed head of the log.
#[derive(Clone, Debug)]
pub struct Head {
    /// How many entries.
    pub size: u64,
    /// The signed note (C2SP tlog-checkpoint) over size and root.
    pub checkpoint: String,
    pub(crate) frontier: Vec<u8>,
    pub(crate) next_incident: i64,
}

pub(crate) const HEAD: i32 = 1;

impl Head {
    pub(crate) fn of(model: log_head::Model) -> Result<Head, StoreError> {
        Ok(Head {
            size: u64::try_from(model.size).map_err(|_| StoreError::Log("its size is negative"))?,
            checkpoint: model.checkpoint,
            frontier: model.frontier,
            next_incident: model.next_incident,
        })
    }
}

impl Store {
    /// The signed head.
    pub async fn head(&self) -> Result<Head, StoreError> {
        head(&self.reader()).await
    }

    /// The head, with its signature checked against the nodes that are registered, and the facts'
    /// versions that it vouches for. The head and what it is compared with are read as of one moment.
    pub(crate) async fn checked_head(on: &Transaction) -> Result<(Head, vault::Checkpoint), StoreError> {
        let head = head(on).await?;
        let checkpoint = believed(on, &head.checkpoint).await?;
        let checkpoint = checkpoint.ok_or(StoreError::Log("no registered node signed it"))?;
        if checkpoint.size != head.size {
            return Err(StoreError::Log("its size is not the signed one"));
        }
        let entries = log_entry::Entity::find().order_by_desc(log_entry::Column::Number).one(on).await?;
        if entries.map_or(0, |last| last.number + 1) != head.size as i64 {
            return Err(StoreError::Log("entries are missing or too many"));
        }
        Ok((head, checkpoint))
    }

    /// A page of the log, in order, from a number on.
    pub async fn log_page(&self, from: u64, limit: u64) -> Result<Vec<LogRow>, StoreError> {
        log_entry::Entity::find()
            .filter(log_entry::Column::Number.gte(from as i64))
            .order_by_asc(log_entry::Column::Number)
            .limit(limit)
            .all(&self.reader())
            .await?
            .into_iter()
            .map(LogRow::of)
            .collect()
    }

    /// How many entries are stored, whatever the head says.
    pub async fn log_rows(&self) -> Result<u64, StoreError> {
        Ok(log_entry::Entity::find().count(&self.reader()).await?)
    }
}

async fn head(on: &impl ConnectionTrait) -> Result<Head, StoreError> {
    let model = log_head::Entity::find_by_id(HEAD).one(on).await?;
    Head::of(model.ok_or(StoreError::Log("there is none"))?)
}
