//! The one way to change a store.
//!
//! A [`Write`] holds the head of the log from its first moment, so writers come one after another, on
//! one node or on several. Whatever is changed through it is told to it as entries; committing appends
//! them, signs the new head, and makes all of it durable at once, or nothing of it.

use crate::backend::Store;
use crate::bulk::insert_many;
use crate::entity::{log_entry, log_head, node, situation};
use crate::error::StoreError;
use crate::log::{Entry, HEAD, Head, LogRow};
use crate::nodes::{believed, node_digest, retired};
use crate::patience::Transaction;
use domain::access::{Act, Mandate, Permit, act};
use domain::audit::LogAct;
use domain::id::AccountId;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use vault::Checkpoint;
use vault::log::Frontier;

/// The origin line of this program's checkpoints.
const ORIGIN: &str = "sixfold/log";

/// A transaction that changes the store and says so in the log.
pub struct Write<'s> {
    pub(crate) tx: Transaction,
    pub(crate) store: &'s Store,
    head: Head,
    pub(crate) frontier: Frontier,
    /// The version of each situation's packed facts, carried in the signed head.
    facts: BTreeMap<i32, u64>,
    pub(crate) entries: Vec<Entry>,
    /// Which of the entries say what the store did of itself, since something that was permitted made it so.
    follows: BTreeSet<usize>,
    hour: i64,
    warrant: Warrant,
}

/// What a change rests on.
enum Warrant {
    /// Permits of the policy.
    Permits(Vec<Mandate>),
    /// Something that the policy is not asked for.
    Program(Unasked),
    /// A situation is made in a store that has others: the number that it gets, and the account that makes it.
    Situation(i32, AccountId),
    /// A store is made of a copy of one, and its log says so.
    Restoring,
}

/// A change for which no policy is asked; there are no others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    /// A store is made, and nobody is there yet.
    Founding,
    /// The policy said no, and the log says so.
    Refusal,
    /// Whoever knows the code of a referral opens it, or it expires.
    Referral,
    /// Somebody changes the lock on their own key, or their own second factor.
    OwnCredentials(AccountId),
}

/// What is the store's as a whole, and stands in no situation.
const OF_THE_STORE: &[LogAct] = &[
    LogAct::NodeRegistered,
    LogAct::NodeRetired,
    LogAct::AccountCreated,
    LogAct::PasswordChanged,
    LogAct::SecondFactorChanged,
];

/// What making a store says in its log.
const FOUNDING: &[LogAct] = &[
    LogAct::NodeRegistered,
    LogAct::SituationCreated,
    LogAct::RegisterChanged,
    LogAct::AccountCreated,
    LogAct::KeyCreated,
    LogAct::Granted,
];

impl Warrant {
    /// Whether an entry may be written.
    fn covers(&self, entry: &Entry) -> bool {
        match self {
            Warrant::Permits(mandates) => mandates.iter().any(|mandate| {
                let place = entry.situation == mandate.number
                    || (entry.situation == 0 && OF_THE_STORE.contains(&entry.act));
                // The log leaves out who sent a report, an attachment or an answer, and names everybody else.
                let unnamed =
                    matches!(entry.act, LogAct::Submitted | LogAct::AttachmentSent | LogAct::QuestionClosed);
                let actor = entry.actor == mandate.actor.0 || (unnamed && entry.actor == [0; 16]);
                place && actor && mandate.writes.contains(&entry.act)
            }),
            Warrant::Program(Unasked::Founding) => FOUNDING.contains(&entry.act),
            Warrant::Situation(number, by) => {
                let writes = <act::FoundSituation as Act>::ACTION.writes();
                // The keys of a new situation are signed by an account that is new with it.
                let actor = entry.actor == by.0 || matches!(entry.act, LogAct::KeyCreated | LogAct::Granted);
                entry.situation == *number && actor && writes.contains(&entry.act)
            }
            Warrant::Restoring => {
                entry.actor == [0; 16]
                    && matches!(
                        entry.act,
                        LogAct::NodeRegistered | LogAct::Restored | LogAct::Erased | LogAct::ReferralEnded
                    )
            }
            Warrant::Program(Unasked::Refusal) => entry.act == LogAct::Refused,
            Warrant::Program(Unasked::Referral) => {
                entry.actor == [0; 16] && matches!(entry.act, LogAct::ReferralOpened | LogAct::ReferralEnded)
            }
            Warrant::Program(Unasked::OwnCredentials(account)) => {
                matches!(entry.act, LogAct::PasswordChanged | LogAct::SecondFactorChanged)
                    && (entry.actor, entry.object) == (account.0, account.0)
            }
        }
    }
}

impl Store {
    /// Begins a change on somebody's permitted act. `hour` is the time in whole hours since 1970.
    pub async fn write<A: Act>(&self, permit: &Permit<A>, hour: i64) -> Result<Write<'_>, StoreError> {
        self.write_on(vec![permit.mandate()], hour).await
    }

    /// Begins a change on several permits: of one person who does several things, or of several people whose
    /// changes become durable together.
    pub async fn write_on(&self, mandates: Vec<Mandate>, hour: i64) -> Result<Write<'_>, StoreError> {
        self.begin(Warrant::Permits(mandates), hour).await
    }

    /// Begins a change for which the policy is not asked.
    pub async fn write_unasked(&self, what: Unasked, hour: i64) -> Result<Write<'_>, StoreError> {
        self.begin(Warrant::Program(what), hour).await
    }

    /// Begins the making of another situation; gives the number that it gets. Nothing in another
    /// situation can be changed with it.
    pub async fn write_situation(
        &self,
        permit: &Permit<act::FoundSituation>,
        hour: i64,
    ) -> Result<(Write<'_>, i32), StoreError> {
        let mut write = self.begin(Warrant::Situation(0, permit.actor()), hour).await?;
        // Once the log is held: of two who make one at once, the second finds the first one's.
        let last = situation::Entity::find().order_by_desc(situation::Column::Number).one(&write.tx).await?;
        let number = last.map_or(1, |last| last.number + 1);
        write.warrant = Warrant::Situation(number, permit.actor());
        Ok((write, number))
    }

    /// Goes on with a transaction that filled an empty store.
    pub(crate) async fn restoring(&self, tx: Transaction, hour: i64) -> Result<Write<'_>, StoreError> {
        self.begin_in(tx, Warrant::Restoring, hour).await
    }

    async fn begin(&self, warrant: Warrant, hour: i64) -> Result<Write<'_>, StoreError> {
        self.begin_in(self.begin_write().await?, warrant, hour).await
    }

    async fn begin_in(&self, tx: Transaction, warrant: Warrant, hour: i64) -> Result<Write<'_>, StoreError> {
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
            signed = believed(&tx, &head.checkpoint).await?;
        }
        let signed = signed.ok_or(StoreError::Log("no registered node signed it"))?;
        if (signed.size, signed.root) != (head.size, frontier.root()) {
            return Err(StoreError::Log("its frontier is not the signed one"));
        }
        // The log of a store that is being made holds the node that makes it, and nothing else.
        if matches!(warrant, Warrant::Program(Unasked::Founding)) && head.size > 1 {
            return Err(StoreError::BeyondPermit(LogAct::SituationCreated));
        }
        if let Warrant::Permits(mandates) = &warrant {
            still_open(&tx, mandates).await?;
        }
        let facts = facts_of(&head.checkpoint);
        Ok(Write {
            tx,
            store: self,
            head,
            frontier,
            facts,
            entries: Vec::new(),
            follows: BTreeSet::new(),
            hour,
            warrant,
        })
    }

    /// Makes the log of a new store: its first entry registers this node.
    pub async fn begin_log(&self, hour: i64) -> Result<(), StoreError> {
        let public = self.node.public();
        let tx = self.begin_write().await?;
        let first = node::Model {
            number: 1,
            name: "node 1".to_owned(),
            verify_key: public.to_vec(),
            retired_size: None,
        };
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
            follows: BTreeSet::new(),
            hour,
            warrant: Warrant::Program(Unasked::Founding),
        };
        write.log(Entry {
            actor: [0; 16],
            act: LogAct::NodeRegistered,
            situation: 0,
            object: numbered_object("node", 1),
            version: 1,
            digest: node_digest("node 1", &public, None),
        });
        write.commit().await?;
        Ok(())
    }
}

/// Refuses what does not outlast closing in a situation that is closed. Writers come one after another, so what was closed
/// after somebody was let in is seen here.
async fn still_open(tx: &Transaction, mandates: &[Mandate]) -> Result<(), StoreError> {
    let ends = mandates.iter().filter(|mandate| !mandate.outlasts_closing);
    let ends: BTreeSet<i32> = ends.map(|mandate| mandate.number).collect();
    if ends.is_empty() {
        return Ok(());
    }
    let closed = situation::Entity::find()
        .filter(situation::Column::Number.is_in(ends))
        .filter(situation::Column::ClosedHour.is_not_null())
        .one(tx)
        .await?;
    closed.map_or(Ok(()), |closed| Err(StoreError::SituationClosed(closed.number)))
}

/// Whether an act changes the keys of a situation, or whom they are granted to.
pub(crate) fn of_keys(act: LogAct) -> bool {
    matches!(act, LogAct::KeyCreated | LogAct::Granted | LogAct::Revoked)
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

    /// Says what the store did of itself, since something that is permitted made it so: a withdrawal, wherever that is.
    pub(crate) fn log_following(&mut self, entry: Entry) {
        debug_assert!(matches!(entry.act, LogAct::Revoked | LogAct::TelephoneEnded));
        self.follows.insert(self.entries.len());
        self.log(entry);
    }

    /// The version that the log last gave an object that is no incident and no report, having made sure that what is stored of it is what the log
    /// says. Whatever is changed next is logged with a digest over all of it: what somebody altered behind the
    /// program's back must not become the program's own.
    pub(crate) async fn logged(
        &self,
        object: [u8; 16],
        digest: [u8; 32],
        what: &str,
    ) -> Result<u64, StoreError> {
        let last = log_entry::Entity::find()
            .filter(log_entry::Column::Object.eq(object.to_vec()))
            .filter(Expr::cust(migrations::FEW_IN_THE_LOG))
            .order_by_desc(log_entry::Column::Number)
            .one(&self.tx)
            .await?;
        match last.map(LogRow::of).transpose()? {
            Some(last) if last.entry.digest == digest => Ok(last.entry.version),
            _ => Err(StoreError::Altered { what: what.to_owned() }),
        }
    }

    /// A version greater than any before it: the place of the next entry in the log, from 1.
    pub fn next_version(&self) -> u64 {
        self.frontier.size() + self.entries.len() as u64 + 1
    }

    /// Refuses a situation in which this change may not do an act.
    pub(crate) fn may(&self, act: LogAct, situation: i32) -> Result<(), StoreError> {
        let may = match &self.warrant {
            Warrant::Permits(mandates) => {
                mandates.iter().any(|mandate| mandate.number == situation && mandate.writes.contains(&act))
            }
            Warrant::Situation(..) | Warrant::Program(_) | Warrant::Restoring => false,
        };
        if may { Ok(()) } else { Err(StoreError::BeyondPermit(act)) }
    }

    /// Whether a row of a situation is seen in this change.
    pub(crate) fn sees(&self, situation: i32) -> bool {
        match &self.warrant {
            Warrant::Permits(mandates) => mandates.iter().any(|mandate| mandate.number == situation),
            Warrant::Situation(..) | Warrant::Program(_) | Warrant::Restoring => false,
        }
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

    /// Gives this number to no incident.
    pub(crate) fn keep_number_free(&mut self, number: Option<i64>) {
        let after = number.map_or(0, |number| number.saturating_add(1));
        self.head.next_incident = self.head.next_incident.max(after);
    }

    pub(crate) fn facts_version(&self, situation: i32) -> u64 {
        self.facts.get(&situation).copied().unwrap_or(0)
    }

    pub(crate) fn set_facts_version(&mut self, situation: i32, version: u64) {
        self.facts.insert(situation, version);
    }

    /// Appends what was said to the log, if it is what was permitted, signs the new head and makes everything durable.
    pub async fn commit(mut self) -> Result<Checkpoint, StoreError> {
        let asked = self.entries.iter().enumerate().filter(|(place, _)| !self.follows.contains(place));
        if let Some((_, beyond)) = asked.into_iter().find(|(_, entry)| !self.warrant.covers(entry)) {
            return Err(StoreError::BeyondPermit(beyond.act));
        }
        self.count_key_changes().await?;
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
            size: Set(self.frontier.size() as i64),
            frontier: Set(self.frontier.to_bytes()),
            checkpoint: Set(checkpoint.sign(&self.store.node, ORIGIN)?),
            next_incident: Set(self.head.next_incident),
            ..Default::default()
        };
        // In the same statement: a machine that was retired while it served signs nothing more.
        let own = self.store.node.public();
        let signed = log_head::Entity::update_many()
            .set(head)
            .filter(log_head::Column::Id.eq(HEAD))
            .filter(Expr::not_exists(retired(&own)))
            .exec(&self.tx)
            .await?;
        if signed.rows_affected != 1 {
            return Err(StoreError::NodeRetired);
        }
        self.tx.commit().await?;
        Ok(checkpoint)
    }

    /// Says in the situations whose keys or grants were changed that what is kept of them elsewhere is old.
    async fn count_key_changes(&self) -> Result<(), StoreError> {
        let changed = self.entries.iter().filter(|entry| of_keys(entry.act));
        let changed: BTreeMap<i32, u64> = changed.map(|entry| (entry.situation, entry.version)).collect();
        for (number, version) in changed {
            situation::Entity::update_many()
                .col_expr(situation::Column::KeyVersion, Expr::value(version as i64))
                .filter(situation::Column::Number.eq(number))
                .exec(&self.tx)
                .await?;
        }
        Ok(())
    }

    /// Gives the change up; nothing of it is kept. Dropping does the same.
    pub async fn abandon(self) -> Result<(), StoreError> {
        self.tx.rollback().await
    }
}
