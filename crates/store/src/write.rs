//! The one way to change a store.
//!
//! A [`Write`] holds the head of the log from its first moment, so writers come one after another, on
//! one node or on several. Whatever is changed through it is told to it as entries; committing appends
//! them, signs the new head, and makes all of it durable at once, or nothing of it.

use crate::backend::Store;
use crate::bulk::insert_many;
use crate::entity::{log_entry, log_head, node};
use crate::error::StoreError;
use crate::log::{Entry, HEAD, Head, LogRow, node_digest};
use domain::access::{Act, Permit};
use domain::audit::LogAct;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QuerySelect};
use std::collections::BTreeMap;
use vault::Checkpoint;
use vault::log::Frontier;

/// The origin line of this program's checkpoints.
const ORIGIN: &str = "sixfold/log";

/// A transaction that changes the store and says so in the log.
pub struct Write<'s> {
    pub(crate) tx: DatabaseTransaction,
    pub(crate) store: &'s Store,
    head: Head,
    frontier: Frontier,
    /// The version of each situation's packed facts, carried in the signed head.
    facts: BTreeMap<i32, u64>,
    pub(crate) entries: Vec<Entry>,
    hour: i64,
}

impl Store {
    /// Begins a change on somebody's permitted act. `hour` is the time in whole hours since 1970.
    pub async fn write<A: Act>(&self, _permit: &Permit<A>, hour: i64) -> Result<Write<'_>, StoreError> {
        self.write_as_program(hour).await
    }

    /// Begins a change that no person asks for: making a store, and keeping the log of reads and refusals.
    pub async fn write_as_program(&self, hour: i64) -> Result<Write<'_>, StoreError> {
        let tx = self.begin_write().await?;
        let mut find = log_head::Entity::find_by_id(HEAD);
        if self.locks_rows() {
            find = find.lock_exclusive();
        }
        let head = Head::of(find.one(&tx).await?.ok_or(StoreError::Log("there is none"))?)?;
        let frontier = Frontier::from_bytes(&head.frontier)?;
        if frontier.size() != head.size {
            return Err(StoreError::Log("its frontier is of another size"));
        }
        // Appending signs everything before it too: what no node signed must not become ours.
        let mut signed = Checkpoint::parse_and_verify(&head.checkpoint, &self.node.public()).ok();
        if signed.is_none() {
            let nodes = self.nodes().await?;
            signed = nodes.iter().find_map(|node| Checkpoint::parse_and_verify(&head.checkpoint, node).ok());
        }
        let signed = signed.ok_or(StoreError::Log("no registered node signed it"))?;
        if (signed.size, signed.root) != (head.size, frontier.root()) {
            return Err(StoreError::Log("its frontier is not the signed one"));
        }
        let facts = facts_of(&head.checkpoint);
        Ok(Write { tx, store: self, head, frontier, facts, entries: Vec::new(), hour })
    }

    /// Makes the log of a new store: its first entry registers this node.
    pub async fn begin_log(&self, hour: i64) -> Result<(), StoreError> {
        let public = self.node.public();
        let tx = self.begin_write().await?;
        let first = node::Model { number: 1, name: "node 1".to_owned(), verify_key: public.to_vec() };
        node::Entity::insert(first.into_active_model()).exec_without_returning(&tx).await?;
        let empty = Frontier::new();
        let head = log_head::Model {
            id: HEAD,
            size: 0,
            frontier: empty.to_bytes(),
            checkpoint: String::new(),
            next_incident: 0,
        };
        log_head::Entity::insert(head.clone().into_active_model()).exec_without_returning(&tx).await?;
        let mut write = Write {
            tx,
            store: self,
            head: Head::of(head)?,
            frontier: empty,
            facts: BTreeMap::new(),
            entries: Vec::new(),
            hour,
        };
        write.log(Entry {
            actor: [0; 16],
            act: LogAct::NodeRegistered,
            situation: 0,
            object: numbered_object("node", 1),
            version: 1,
            digest: node_digest("node 1", &public),
        });
        write.commit().await?;
        Ok(())
    }
}

/// The id under which the log names something that has only a number.
pub(crate) fn numbered_object(kind: &str, number: u64) -> [u8; 16] {
    let mut object = [0; 16];
    for (slot, byte) in object.iter_mut().zip(kind.bytes().take(8)) {
        *slot = byte;
    }
    object[8..].copy_from_slice(&number.to_be_bytes());
    object
}

/// The facts' versions in a checkpoint's extension lines, `facts SITUATION VERSION`.
pub(crate) fn facts_of(checkpoint: &str) -> BTreeMap<i32, u64> {
    checkpoint
        .lines()
        .filter_map(|line| {
            let mut words = line.strip_prefix("facts ")?.split(' ');
            Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
        })
        .collect()
}

impl Write<'_> {
    /// Says what has been changed.
    pub fn log(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// A version greater than any before it: the place of the next entry in the log, from 1.
    pub fn next_version(&self) -> u64 {
        self.frontier.size() + self.entries.len() as u64 + 1
    }

    /// The hour of this change.
    pub fn hour(&self) -> i64 {
        self.hour
    }

    /// Sets apart numbers for so many new incidents; gives the first.
    pub fn take_incident_numbers(&mut self, count: usize) -> i64 {
        let first = self.head.next_incident;
        self.head.next_incident += count as i64;
        first
    }

    pub(crate) fn facts_version(&self, situation: i32) -> u64 {
        self.facts.get(&situation).copied().unwrap_or(0)
    }

    pub(crate) fn set_facts_version(&mut self, situation: i32, version: u64) {
        self.facts.insert(situation, version);
    }

    /// Appends what was said to the log, signs the new head and makes everything durable.
    pub async fn commit(mut self) -> Result<Checkpoint, StoreError> {
        let (frontier, hour) = (&mut self.frontier, self.hour);
        let rows = std::mem::take(&mut self.entries).into_iter().map(|entry| {
            let number = frontier.size();
            let leaf = LogRow::leaf_of(number, hour, &entry);
            frontier.append(leaf);
            log_entry::Model {
                number: number as i64,
                hour,
                actor: entry.actor.to_vec(),
                act: entry.act.code().to_owned(),
                situation: entry.situation,
                object: entry.object.to_vec(),
                version: entry.version as i64,
                digest: entry.digest.to_vec(),
                leaf: leaf.to_vec(),
            }
        });
        insert_many::<log_entry::Entity, _>(&self.tx, rows).await?;
        let checkpoint = Checkpoint {
            origin: ORIGIN.to_owned(),
            size: self.frontier.size(),
            root: self.frontier.root(),
            extensions: self
                .facts
                .iter()
                .map(|(situation, version)| format!("facts {situation} {version}"))
                .collect(),
        };
        let head = log_head::ActiveModel {
            id: Set(HEAD),
            size: Set(self.frontier.size() as i64),
            frontier: Set(self.frontier.to_bytes()),
            checkpoint: Set(checkpoint.sign(&self.store.node, ORIGIN)?),
            next_incident: Set(self.head.next_incident),
        };
        head.update(&self.tx).await?;
        self.tx.commit().await?;
        Ok(checkpoint)
    }

    /// Gives the change up; nothing of it is kept. Dropping does the same.
    pub async fn abandon(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }
}
