//! Group commit: sealed reports of many senders, one transaction at a time.
//!
//! While one transaction is being made durable, what arrives waits and goes into the next one together. A
//! sender is answered only when the report is durable.

use super::CaseError;
use domain::access::Mandate;
use domain::id::SubmissionId;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use store::{Store, StoreError, SubmissionRow, Write};
use tokio::sync::{mpsc, oneshot};

/// More than this many reports are not put into one transaction.
const MOST: usize = 512;

/// How a report came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// It is new.
    New,
    /// It had come before, with the digest of what came then where it is known.
    Before(Option<[u8; 32]>),
}

/// Where a report was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sealed {
    /// By this process, in this moment: to a key that is in use.
    Here,
    /// By its sender, who knows when.
    Elsewhere,
}

/// A report on its way, with what its sender is permitted.
#[derive(Clone)]
pub(super) struct Letter {
    pub(super) row: SubmissionRow,
    pub(super) sealed: Sealed,
    pub(super) mandate: Mandate,
    pub(super) hour: i64,
}

type Reply = oneshot::Sender<Result<Came, CaseError>>;

/// Takes reports from many senders at once.
#[derive(Clone)]
pub(super) struct Post(mpsc::Sender<(Letter, Reply)>);

impl Post {
    /// Starts the writer, on the runtime of the caller; it ends when the last sender is gone.
    pub(super) fn open(store: Arc<Store>) -> Post {
        let (letters, waiting) = mpsc::channel(MOST);
        tokio::spawn(deliver(store, waiting));
        Post(letters)
    }

    /// Stores a report; returns when it is durable.
    pub(super) async fn send(&self, letter: Letter) -> Result<Came, CaseError> {
        let stopped = || CaseError::NotStored("the server is stopping".to_owned());
        let (reply, answer) = oneshot::channel();
        self.0.send((letter, reply)).await.map_err(|_| stopped())?;
        answer.await.map_err(|_| stopped())?
    }
}

async fn deliver(store: Arc<Store>, mut waiting: mpsc::Receiver<(Letter, Reply)>) {
    let mut letters = Vec::with_capacity(MOST);
    while waiting.recv_many(&mut letters, MOST).await > 0 {
        let (batch, replies): (Vec<_>, Vec<_>) = letters.drain(..).unzip();
        match all_stored(&store, batch).await {
            Ok(outcomes) => {
                for (reply, outcome) in replies.into_iter().zip(outcomes) {
                    // A sender that has gone away will send again and be told that it came before.
                    let _ = reply.send(outcome);
                }
            }
            Err(error) => {
                for reply in replies {
                    let _ = reply.send(Err(unsent(&error)));
                }
            }
        }
    }
}

/// Stores a batch. Reports to a situation that was closed while they were on their way are refused for themselves.
async fn all_stored(store: &Store, batch: Vec<Letter>) -> Result<Vec<Result<Came, CaseError>>, CaseError> {
    let mut closed = BTreeSet::new();
    loop {
        let open = batch.iter().filter(|letter| !closed.contains(&letter.row.situation)).cloned().collect();
        match stored(store, open).await {
            Err(CaseError::Store(StoreError::SituationClosed(number))) if closed.insert(number) => {}
            Err(error) => return Err(error),
            Ok(outcomes) => {
                let mut outcomes = outcomes.into_iter();
                let outcome = |letter: Letter| match closed.get(&letter.row.situation) {
                    Some(number) => Err(StoreError::SituationClosed(*number).into()),
                    None => outcomes.next().unwrap_or(Err(CaseError::NotFound)),
                };
                return Ok(batch.into_iter().map(outcome).collect());
            }
        }
    }
}

/// What each sender of a batch is told that came to nothing, or perhaps to nothing.
fn unsent(error: &CaseError) -> CaseError {
    match error {
        CaseError::Store(StoreError::Undecided(cause)) => StoreError::Undecided(cause.clone()).into(),
        other => CaseError::NotStored(other.to_string()),
    }
}

/// Stores a batch in one transaction. A report that was just sealed to a key no longer in use is refused for itself.
async fn stored(store: &Store, batch: Vec<Letter>) -> Result<Vec<Result<Came, CaseError>>, CaseError> {
    let mut mandates: Vec<Mandate> = batch.iter().map(|letter| letter.mandate).collect();
    mandates.sort_unstable_by_key(|mandate| (mandate.actor, mandate.number));
    mandates.dedup();
    let hour = batch.iter().map(|letter| letter.hour).max().unwrap_or_default();
    let mut write = store.write_on(mandates, hour).await?;
    let mut in_use: BTreeMap<(i32, u32), bool> = BTreeMap::new();
    for letter in &batch {
        let key = (letter.row.situation, letter.row.epoch);
        if let std::collections::btree_map::Entry::Vacant(vacant) = in_use.entry(key) {
            vacant.insert(write.is_epoch_in_use(key.0, key.1).await?);
        }
    }
    let is_stale = |letter: &Letter| {
        letter.sealed == Sealed::Here && in_use.get(&(letter.row.situation, letter.row.epoch)) != Some(&true)
    };
    let stale: Vec<bool> = batch.iter().map(is_stale).collect();
    let rows = batch.into_iter().filter(|letter| !is_stale(letter)).map(|letter| letter.row).collect();
    let (came, any) = put(&mut write, rows).await?;
    if any {
        write.commit().await?;
    } else {
        write.abandon().await?;
    }
    let mut came = came.into_iter();
    let outcome = |stale| if stale { None } else { came.next() };
    Ok(stale.into_iter().map(outcome).map(|came| came.ok_or(CaseError::StaleKey)).collect())
}

/// Puts reports into a change. Gives for each how it came, and whether anything is new.
pub(super) async fn put(
    write: &mut Write<'_>,
    mut rows: Vec<SubmissionRow>,
) -> Result<(Vec<Came>, bool), CaseError> {
    let ids: Vec<SubmissionId> = rows.iter().map(|row| row.id).collect();
    let mut known: HashMap<SubmissionId, Option<[u8; 32]>> =
        write.known_submissions(&ids).await?.into_iter().collect();
    let mut came = Vec::with_capacity(rows.len());
    rows.retain(|row| match known.get(&row.id) {
        Some(before) => {
            came.push(Came::Before(*before));
            false
        }
        None => {
            came.push(Came::New);
            known.insert(row.id, Some(vault::sha256(&row.sealed)));
            true
        }
    });
    let any = !rows.is_empty();
    if any {
        write.add_submissions(rows).await?;
    }
    Ok((came, any))
}
