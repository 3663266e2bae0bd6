//! The nodes that sign for a store: each has a key of its own, and its public half stands here and in the log.

use crate::backend::Store;
use crate::entity::node;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Write, numbered_object};
use domain::audit::LogAct;
use domain::id::AccountId;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};
use vault::Checkpoint;

/// A node that signs for this store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRow {
    /// Its number, from 1.
    pub number: i32,
    /// What people call it.
    pub name: String,
    /// The public key with which its signatures are checked.
    pub key: [u8; 32],
    /// Where its key was retired: the size of the log up to which its signatures count.
    pub retired_size: Option<u64>,
}

impl NodeRow {
    fn of(model: node::Model) -> Result<NodeRow, StoreError> {
        let key = model.verify_key.as_slice().try_into().map_err(|_| StoreError::Corrupt {
            table: "node",
            column: "verify_key",
            row: model.number.to_string(),
        })?;
        let retired_size = model.retired_size.map(|size| size as u64);
        Ok(NodeRow { number: model.number, name: model.name, key, retired_size })
    }

    fn digest(&self) -> [u8; 32] {
        node_digest(&self.name, &self.key, self.retired_size)
    }

    /// The version that the log should have of it.
    fn version(&self) -> u64 {
        if self.retired_size.is_some() { 2 } else { 1 }
    }

    /// A head of the log, if this node signed it and its signature counts there.
    fn believes(&self, note: &str) -> Option<Checkpoint> {
        let signed = Checkpoint::parse_and_verify(note, &self.key).ok()?;
        self.retired_size.is_none_or(|size| signed.size <= size).then_some(signed)
    }

    fn object(&self) -> [u8; 16] {
        numbered_object("node", self.number.unsigned_abs().into())
    }
}

/// What the log says of a node.
pub(crate) fn node_digest(name: &str, verify_key: &[u8], retired_size: Option<u64>) -> [u8; 32] {
    match retired_size {
        None => vault::digest_of(&[name.as_bytes(), verify_key]),
        Some(size) => vault::digest_of(&[name.as_bytes(), verify_key, b"retired", &size.to_be_bytes()]),
    }
}

impl Store {
    /// The nodes that sign for this store, in the order in which they were registered.
    pub async fn node_rows(&self) -> Result<Vec<NodeRow>, StoreError> {
        rows(&self.reader()).await
    }

    /// Public keys of the nodes that sign for this store now.
    pub async fn nodes(&self) -> Result<Vec<[u8; 32]>, StoreError> {
        let rows = self.node_rows().await?;
        Ok(rows.into_iter().filter(|row| row.retired_size.is_none()).map(|row| row.key).collect())
    }

    /// A head of the log that somebody kept, if one of the nodes signed it that signed for this store then.
    pub async fn believed(&self, note: &str) -> Result<Option<Checkpoint>, StoreError> {
        believed(&self.reader(), note).await
    }

    /// Nodes as the log should name them, with the versions and digests that it should have.
    pub(crate) async fn node_objects(&self) -> Result<Vec<([u8; 16], u64, [u8; 32])>, StoreError> {
        let rows = self.node_rows().await?;
        Ok(rows.iter().map(|row| (row.object(), row.version(), row.digest())).collect())
    }
}

impl Write<'_> {
    /// Registers a node by its public key; gives its number. Neither its name nor its key may be there already.
    pub async fn add_node(&mut self, name: &str, key: [u8; 32], by: AccountId) -> Result<i32, StoreError> {
        self.register_node(name, key, by.0).await
    }

    /// Registers the node on which a store came back from a copy, if it never signed for it; gives its number.
    pub(crate) async fn register_restoring_node(&mut self) -> Result<Option<i32>, StoreError> {
        let (there, key) = (rows(&self.tx).await?, self.store.node.public());
        if let Some(own) = there.iter().find(|row| row.key == key) {
            return if own.retired_size.is_some() { Err(StoreError::NodeRetired) } else { Ok(None) };
        }
        let number = there.last().map_or(1, |last| last.number + 1);
        self.register_node(&format!("node {number}, restored"), key, [0; 16]).await.map(Some)
    }

    /// Retires the key of a node: what it signs from now on counts no longer. The node that does this is not retired by it,
    /// so that one is always left.
    pub async fn retire_node(&mut self, name: &str, by: AccountId) -> Result<(), StoreError> {
        let there = rows(&self.tx).await?;
        let found = there.into_iter().find(|row| row.name == name && row.retired_size.is_none());
        let mut row = found.ok_or_else(|| StoreError::NodeUnknown(name.to_owned()))?;
        if row.key == self.store.node.public() {
            return Err(StoreError::NodeOwn(name.to_owned()));
        }
        let size = self.frontier.size();
        row.retired_size = Some(size);
        self.log(Entry {
            actor: by.0,
            act: LogAct::NodeRetired,
            situation: 0,
            object: row.object(),
            version: row.version(),
            digest: row.digest(),
        });
        node::Entity::update_many()
            .col_expr(node::Column::RetiredSize, Expr::value(size as i64))
            .filter(node::Column::Number.eq(row.number))
            .exec(&self.tx)
            .await?;
        Ok(())
    }

    async fn register_node(&mut self, name: &str, key: [u8; 32], by: [u8; 16]) -> Result<i32, StoreError> {
        let there = rows(&self.tx).await?;
        if there.iter().any(|row| row.key == key || row.name == name) {
            return Err(StoreError::NodeKnown(name.to_owned()));
        }
        let number = there.last().map_or(1, |last| last.number + 1);
        let row = NodeRow { number, name: name.to_owned(), key, retired_size: None };
        self.log(Entry {
            actor: by,
            act: LogAct::NodeRegistered,
            situation: 0,
            object: row.object(),
            version: 1,
            digest: row.digest(),
        });
        let model = node::Model { number, name: row.name, verify_key: row.key.to_vec(), retired_size: None };
        node::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(number)
    }
}

async fn rows(on: &impl ConnectionTrait) -> Result<Vec<NodeRow>, StoreError> {
    let rows = node::Entity::find().order_by_asc(node::Column::Number).all(on).await?;
    rows.into_iter().map(NodeRow::of).collect()
}

/// A head of the log, if one of the nodes signed it whose signature counts there.
pub(crate) async fn believed(
    on: &impl ConnectionTrait,
    note: &str,
) -> Result<Option<Checkpoint>, StoreError> {
    Ok(rows(on).await?.iter().find_map(|row| row.believes(note)))
}

/// A query for the node of a key, if it was retired.
pub(crate) fn retired(key: &[u8; 32]) -> SelectStatement {
    node::Entity::find()
        .filter(node::Column::VerifyKey.eq(key.to_vec()))
        .filter(node::Column::RetiredSize.is_not_null())
        .select_only()
        .column(node::Column::Number)
        .into_query()
}
