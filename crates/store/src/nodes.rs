//! The nodes that sign for a store: each has a key of its own, and its public half stands here and in the log.

use crate::backend::Store;
use crate::entity::node;
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::{Write, numbered_object};
use domain::audit::LogAct;
use domain::id::AccountId;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder};

/// A node that signs for this store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeRow {
    /// Its number, from 1.
    pub number: i32,
    /// What people call it.
    pub name: String,
    /// The public key with which its signatures are checked.
    pub key: [u8; 32],
}

impl NodeRow {
    fn of(model: node::Model) -> Result<NodeRow, StoreError> {
        let key = model.verify_key.as_slice().try_into().map_err(|_| StoreError::Corrupt {
            table: "node",
            column: "verify_key",
            row: model.number.to_string(),
        })?;
        Ok(NodeRow { number: model.number, name: model.name, key })
    }

    fn object(&self) -> [u8; 16] {
        numbered_object("node", self.number.unsigned_abs().into())
    }
}

/// What the log says of a node.
pub(crate) fn node_digest(name: &str, verify_key: &[u8]) -> [u8; 32] {
    vault::digest_of(&[name.as_bytes(), verify_key])
}

impl Store {
    /// The nodes that sign for this store, in the order in which they were registered.
    pub async fn node_rows(&self) -> Result<Vec<NodeRow>, StoreError> {
        rows(&self.reader()).await
    }

    /// Public keys of the nodes that sign for this store.
    pub async fn nodes(&self) -> Result<Vec<[u8; 32]>, StoreError> {
        nodes(&self.reader()).await
    }

    /// Nodes as the log should name them, with the digests that it should have.
    pub(crate) async fn node_objects(&self) -> Result<Vec<([u8; 16], [u8; 32])>, StoreError> {
        let rows = self.node_rows().await?;
        Ok(rows.iter().map(|row| (row.object(), node_digest(&row.name, &row.key))).collect())
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
        if there.iter().any(|row| row.key == key) {
            return Ok(None);
        }
        let number = there.last().map_or(1, |last| last.number + 1);
        self.register_node(&format!("node {number}, restored"), key, [0; 16]).await.map(Some)
    }

    async fn register_node(&mut self, name: &str, key: [u8; 32], by: [u8; 16]) -> Result<i32, StoreError> {
        let there = rows(&self.tx).await?;
        if there.iter().any(|row| row.key == key || row.name == name) {
            return Err(StoreError::NodeKnown(name.to_owned()));
        }
        let number = there.last().map_or(1, |last| last.number + 1);
        let row = NodeRow { number, name: name.to_owned(), key };
        self.log(Entry {
            actor: by,
            act: LogAct::NodeRegistered,
            situation: 0,
            object: row.object(),
            version: 1,
            digest: node_digest(&row.name, &row.key),
        });
        let model = node::Model { number, name: row.name, verify_key: row.key.to_vec() };
        node::Entity::insert(model.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(number)
    }
}

async fn rows(on: &impl ConnectionTrait) -> Result<Vec<NodeRow>, StoreError> {
    let rows = node::Entity::find().order_by_asc(node::Column::Number).all(on).await?;
    rows.into_iter().map(NodeRow::of).collect()
}

/// Public keys of the nodes that sign for this store.
pub(crate) async fn nodes(on: &impl ConnectionTrait) -> Result<Vec<[u8; 32]>, StoreError> {
    Ok(rows(on).await?.into_iter().map(|row| row.key).collect())
}
