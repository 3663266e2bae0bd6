//! Jobs: what takes longer than a request, done by the node that took it, at the desk it was taken at.
//!
//! The keys of a session are in its cookie alone, so no other node can go on with a job, and none survives its
//! process. What was asked and what was made are sealed in the case compartment, so every node can show them to
//! the person whose they are, and to nobody else (decision 0024).

use super::intake::bytes_of;
use super::people::random_id;
use super::{CaseError, Desk, Fault, ReleaseAsk, RotationStep};
use domain::access::{self, AccountStatus, Action, Actor, Denied, Permit, act};
use domain::id::JobId;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use store::sealed_columns::{JOB_QUESTION, JOB_RESULT};
use store::{Added, JobLimits, JobResultRow, JobRow, JobState, NewJob};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use vault::{Compartment, Opened, Padding, Place, SystemEntropy};

/// What a person may have: more would be somebody filling the store.
const LIMITS: JobLimits = JobLimits { active: 3, kept: 20 };
/// Jobs that one node takes at once, waiting ones among them.
const MOST_HERE: u32 = 64;
/// People who watch jobs at one node at once.
const MOST_WATCHING: usize = 256;
/// A lease is renewed at least this often: a few times before it would run out.
const RENEW: Duration = Duration::from_secs(10);
/// Progress is written down, and looked at by those who watch, at most this often.
const LOOK: Duration = Duration::from_millis(300);
/// Jobs under way are given this long to say that they were interrupted when the server stops.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// Stored sizes come in steps of this many bytes.
const QUESTION_STEP: usize = 1024;
/// A workbook's size says how much there was to report: coarse steps say little.
const RESULT_STEP: usize = 64 * 1024;

/// What kind of job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// Builds a report.
    Report,
    /// Drafts a release.
    Release,
    /// Moves every record to the epoch in use.
    Rewrap,
}

impl JobKind {
    const ALL: [JobKind; 3] = [JobKind::Report, JobKind::Release, JobKind::Rewrap];

    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            JobKind::Report => "report",
            JobKind::Release => "release",
            JobKind::Rewrap => "rewrap",
        }
    }

    fn action(self) -> Action {
        match self {
            JobKind::Report => Action::ReportInternal,
            JobKind::Release => Action::Release,
            JobKind::Rewrap => Action::ManageKeys,
        }
    }

    fn from_code(code: &str) -> Option<JobKind> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A job as its owner sees it.
#[derive(Debug)]
pub struct JobLine {
    /// Its id.
    pub id: JobId,
    /// What kind of job it is.
    pub kind: JobKind,
    /// How it stands.
    pub state: JobState,
    /// Why it failed: `forbidden`, `invalid`, `unavailable`, `internal`.
    pub failure: Option<String>,
    /// How much is done.
    pub done: u64,
    /// Of how much; 0 while that is not known.
    pub total: u64,
    /// When it was taken, in seconds since 1970.
    pub created_at: i64,
    /// When it and what it made are forgotten.
    pub expires_at: i64,
    question: Opened,
}

impl JobLine {
    /// What was asked.
    pub fn question<Q: DeserializeOwned>(&self) -> Result<Q, CaseError> {
        serde_json::from_slice(&self.question).map_err(|_| CaseError::Unreadable(self.id.to_string()))
    }
}

/// A job that was taken, or was under way already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobTaken {
    /// Its id.
    pub id: JobId,
    /// Whether it began with this.
    pub is_new: bool,
}

/// How far a job is, said by whoever does it.
#[derive(Default)]
pub struct Progress {
    running: AtomicBool,
    done: AtomicU64,
    total: AtomicU64,
    changed: Notify,
}

impl Progress {
    /// Says how much there is to do.
    pub fn expect(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.changed.notify_one();
    }

    /// Says that so much more is done.
    pub fn advance(&self, by: u64) {
        self.done.fetch_add(by, Ordering::Relaxed);
        self.changed.notify_one();
    }

    fn begin(&self) {
        self.running.store(true, Ordering::Relaxed);
        self.changed.notify_one();
    }

    fn state(&self) -> JobState {
        if self.running.load(Ordering::Relaxed) { JobState::Running } else { JobState::Queued }
    }
}

/// The jobs of one process.
pub struct Jobs {
    /// By which the store knows that a job is this process's own.
    node: [u8; 16],
    /// Jobs that are done at once.
    turns: Arc<Semaphore>,
    places: Arc<Semaphore>,
    watching: Arc<Semaphore>,
    stopping: watch::Sender<bool>,
}

/// Somebody who watches a job, while there is room for watching.
pub struct Watching {
    stopping: watch::Receiver<bool>,
    _place: OwnedSemaphorePermit,
}

impl Jobs {
    /// Jobs of a process with so many cores: one of them is left for the requests of others.
    pub(super) fn new(cores: usize) -> Jobs {
        Jobs {
            // Without randomness nothing can be sealed, and so no job is taken.
            node: random_id(&mut SystemEntropy::new()).unwrap_or_default(),
            turns: Arc::new(Semaphore::new(cores.saturating_sub(1).max(1))),
            places: Arc::new(Semaphore::new(MOST_HERE as usize)),
            watching: Arc::new(Semaphore::new(MOST_WATCHING)),
            stopping: watch::Sender::new(false),
        }
    }

    /// A place among those who watch.
    pub fn watch(&self) -> Result<Watching, CaseError> {
        let place = Arc::clone(&self.watching).try_acquire_owned().map_err(|_| CaseError::Crowded)?;
        Ok(Watching { stopping: self.stopping.subscribe(), _place: place })
    }

    /// Ends the jobs of this process as interrupted, and everybody's watching.
    pub async fn stop(&self) {
        self.stopping.send_replace(true);
        // A job that does not end in time is found to be interrupted when its lease has run out.
        let _ = tokio::time::timeout(LAST_WORDS, self.places.acquire_many(MOST_HERE)).await;
    }
}

impl Watching {
    /// Waits until it is time to look again; false when the server stops.
    pub async fn pause(&mut self) -> bool {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => true,
            _ = self.stopping.wait_for(|stop| *stop) => false,
        }
    }
}

fn question_place(id: JobId) -> Place {
    Place { table: JOB_QUESTION.0, column: JOB_QUESTION.1, record: id.0, version: 1 }
}

fn result_place(id: JobId) -> Place {
    Place { table: JOB_RESULT.0, column: JOB_RESULT.1, record: id.0, version: 1 }
}

impl Desk {
    /// Takes a job. The same question of the same person, while it waits or runs, is the same job. `work` does it,
    /// when it is its turn; what it makes, if anything, is kept for a day.
    pub async fn start_job<F>(
        self: &Arc<Self>,
        kind: JobKind,
        question: &[u8],
        work: impl FnOnce(Arc<Desk>, Arc<Progress>) -> F + Send + 'static,
    ) -> Result<JobTaken, CaseError>
    where
        F: Future<Output = Result<Option<Vec<u8>>, CaseError>> + Send + 'static,
    {
        let permit = self.permit::<act::ReportInternal>().await?;
        match kind {
            JobKind::Report => {}
            JobKind::Release => {
                self.permit::<act::Release>().await?;
            }
            JobKind::Rewrap => {
                self.permit::<act::ManageKeys>().await?;
            }
        }
        let jobs = self.jobs.clone().ok_or(CaseError::NotFound)?;
        let place = Arc::clone(&jobs.places).try_acquire_owned().map_err(|_| CaseError::Crowded)?;
        let mut rng = SystemEntropy::new();
        let id = JobId(random_id(&mut rng)?);
        let key = self.keys.current(Compartment::Case)?;
        let name = [&self.situation.row.id.0[..], kind.code().as_bytes(), &[0], question].concat();
        let new = NewJob {
            id,
            kind: kind.code(),
            running_as: self.key.own_name("job", &name),
            node: jobs.node,
            epoch: key.epoch(),
            question: key.seal(&question_place(id), question, Padding::To(QUESTION_STEP), &mut rng)?,
        };
        match self.store.add_job(&permit, new, LIMITS).await? {
            Added::Same(id) => Ok(JobTaken { id, is_new: false }),
            Added::TooMany => Err(CaseError::TooManyJobs),
            Added::New => {
                let progress = Arc::new(Progress::default());
                let work = work(Arc::clone(self), Arc::clone(&progress));
                let task = Task { jobs, desk: Arc::clone(self), id, kind, progress, _place: place };
                tokio::spawn(task.run(work));
                Ok(JobTaken { id, is_new: true })
            }
        }
    }

    /// Takes the job of moving every record to the epoch in use.
    pub async fn start_rewrap(self: &Arc<Self>, question: &[u8]) -> Result<JobTaken, CaseError> {
        self.permit::<act::ManageKeys>().await?;
        let work = async |desk: Arc<Desk>, progress: Arc<Progress>| {
            progress.expect(desk.left_to_rewrap().await?);
            loop {
                desk.still_may(JobKind::Rewrap).await?;
                let RotationStep { records, done, .. } = desk.rewrap().await?;
                progress.advance(records);
                if done {
                    return Ok(None);
                }
            }
        };
        self.start_job(JobKind::Rewrap, question, work).await
    }

    /// Takes the job of drafting a release, which is counted, protected and attacked. What it makes is the release's
    /// line as JSON.
    pub async fn start_release(
        self: &Arc<Self>,
        question: &[u8],
        ask: ReleaseAsk,
    ) -> Result<JobTaken, CaseError> {
        self.permit::<act::Release>().await?;
        self.check_release(&ask)?;
        let work = async move |desk: Arc<Desk>, progress: Arc<Progress>| {
            progress.expect(1);
            let line = desk.draft_release(&ask).await?;
            progress.advance(1);
            Ok(Some(bytes_of(&line)))
        };
        self.start_job(JobKind::Release, question, work).await
    }

    /// One's own jobs here, newest first.
    pub async fn jobs(&self) -> Result<Vec<JobLine>, CaseError> {
        let permit = self.permit::<act::ReportInternal>().await?;
        self.store.jobs(&permit).await?.into_iter().map(|row| self.job_line(row)).collect()
    }

    /// One of one's own jobs.
    pub async fn job(&self, id: JobId) -> Result<JobLine, CaseError> {
        let permit = self.permit::<act::ReportInternal>().await?;
        self.own_job(&permit, id).await
    }

    /// As [`Desk::job`], for whoever has been watching for a while: what the person may do is asked anew.
    pub async fn watched_job(&self, id: JobId) -> Result<JobLine, CaseError> {
        let permit = self.permit::<act::ReportInternal>().await?;
        self.still_may(JobKind::Report).await?;
        self.own_job(&permit, id).await
    }

    /// What one of one's own jobs made.
    pub async fn job_result(&self, id: JobId) -> Result<(JobLine, Opened), CaseError> {
        let permit = self.permit::<act::ReportInternal>().await?;
        let line = self.own_job(&permit, id).await?;
        if line.state != JobState::Done {
            return Err(CaseError::NotDone(line.state));
        }
        let row = self.store.job_result(id).await?.ok_or(CaseError::NotFound)?;
        let key = self.keys.at(Compartment::Case, row.epoch)?;
        Ok((line, key.open(&result_place(id), &row.sealed.key, &row.sealed.body)?))
    }

    /// Removes one of one's own jobs, and ends it where it waits or runs.
    pub async fn remove_job(&self, id: JobId) -> Result<(), CaseError> {
        let permit = self.permit::<act::ReportInternal>().await?;
        if self.store.remove_job(&permit, id).await? { Ok(()) } else { Err(CaseError::NotFound) }
    }

    async fn own_job(&self, permit: &Permit<act::ReportInternal>, id: JobId) -> Result<JobLine, CaseError> {
        self.job_line(self.store.job(permit, id).await?.ok_or(CaseError::NotFound)?)
    }

    fn job_line(&self, row: JobRow) -> Result<JobLine, CaseError> {
        let unreadable = || CaseError::Unreadable(row.id.to_string());
        let key = self.keys.at(Compartment::Case, row.epoch)?;
        Ok(JobLine {
            id: row.id,
            kind: JobKind::from_code(&row.kind).ok_or_else(unreadable)?,
            state: row.state,
            failure: row.failure,
            done: row.done,
            total: row.total,
            created_at: row.created_at,
            expires_at: row.expires_at,
            question: key.open(&question_place(row.id), &row.question.key, &row.question.body)?,
        })
    }

    /// Refuses where the person may no longer do it: the store is asked as it is now, and not as it was when they
    /// came in.
    pub(super) async fn still_may(&self, kind: JobKind) -> Result<(), CaseError> {
        let gone = || CaseError::from(Denied { action: kind.action(), closed: false });
        let account = self.store.account_of(self.actor.account).await?.ok_or_else(gone)?;
        if account.status != AccountStatus::Active || account.public != self.account.public {
            return Err(gone());
        }
        let number = self.situation.row.number;
        let mut roles = self.store.roles(account.id).await?;
        roles.retain(|row| row.situation == number);
        let roles = roles.into_iter().map(|row| row.role).collect();
        let situation = self.store.situations().await?.into_iter().find(|row| row.number == number);
        let is_closed = situation.ok_or_else(gone)?.closed_hour.is_some();
        let actor = Actor { roles, is_closed, ..self.actor.clone() };
        match kind {
            JobKind::Report => access::permit::<act::ReportInternal>(&actor).map(drop)?,
            JobKind::Release => access::permit::<act::Release>(&actor).map(drop)?,
            JobKind::Rewrap => access::permit::<act::ManageKeys>(&actor).map(drop)?,
        }
        let grants = self.store.grants(number, Some(account.id)).await?;
        let opens = grants.iter().any(|grant| grant.compartment == Compartment::Case);
        if opens { Ok(()) } else { Err(gone()) }
    }
}

/// A job under way.
struct Task {
    jobs: Arc<Jobs>,
    desk: Arc<Desk>,
    id: JobId,
    kind: JobKind,
    progress: Arc<Progress>,
    _place: OwnedSemaphorePermit,
}

impl Task {
    /// Does the job when it is its turn, and renews its lease meanwhile. A job that was removed is dropped in its
    /// midst.
    async fn run(self, work: impl Future<Output = Result<Option<Vec<u8>>, CaseError>>) {
        let mut stopping = self.jobs.stopping.subscribe();
        let made = {
            let making = self.made(work);
            tokio::pin!(making);
            loop {
                tokio::select! {
                    made = &mut making => break Some(made),
                    held = self.renewed() => if !held { return },
                    _ = stopping.wait_for(|stop| *stop) => break None,
                }
            }
        };
        let (state, failure, result) = match made {
            None => (JobState::Interrupted, None, None),
            Some(Ok(result)) => (JobState::Done, None, result),
            Some(Err(error)) => {
                tracing::warn!(kind = self.kind.code(), cause = %error, "a job failed");
                (JobState::Failed, Some(word(&error)), None)
            }
        };
        // The last of the progress, so that what is shown of a job that is done adds up.
        let _ = self.renew().await;
        let store = &self.desk.store;
        if let Err(error) = store.end_job(self.id, self.jobs.node, state, failure, result).await {
            tracing::warn!(kind = self.kind.code(), cause = %error, "the end of a job was not stored");
        }
    }

    async fn made(
        &self,
        work: impl Future<Output = Result<Option<Vec<u8>>, CaseError>>,
    ) -> Result<Option<JobResultRow>, CaseError> {
        let _turn = self.jobs.turns.acquire().await.map_err(|_| CaseError::Crowded)?;
        self.progress.begin();
        // Time has passed since the job was taken, and passes while it is done.
        self.desk.still_may(self.kind).await?;
        let Some(bytes) = work.await? else { return Ok(None) };
        self.desk.still_may(self.kind).await?;
        let key = self.desk.keys.current(Compartment::Case)?;
        let place = result_place(self.id);
        let sealed = key.seal(&place, &bytes, Padding::To(RESULT_STEP), &mut SystemEntropy::new())?;
        Ok(Some(JobResultRow { epoch: key.epoch(), sealed }))
    }

    /// Waits until there is something to write down, and does; whether the job is still this process's own.
    async fn renewed(&self) -> bool {
        tokio::select! {
            () = tokio::time::sleep(RENEW) => {}
            () = self.progress.changed.notified() => tokio::time::sleep(LOOK).await,
        }
        self.renew().await
    }

    async fn renew(&self) -> bool {
        let (done, total) = (&self.progress.done, &self.progress.total);
        let (done, total) = (done.load(Ordering::Relaxed), total.load(Ordering::Relaxed));
        let renewed =
            self.desk.store.renew_job(self.id, self.jobs.node, self.progress.state(), done, total).await;
        // A store that does not answer now may answer before the lease has run out.
        renewed.unwrap_or(true)
    }
}

/// Why a job failed, in a word that says nothing of its content.
fn word(error: &CaseError) -> &'static str {
    match error.fault() {
        Fault::SignIn | Fault::StepUp | Fault::Forbidden | Fault::NotFound => "forbidden",
        Fault::Refused | Fault::Invalid => "invalid",
        Fault::Conflict | Fault::Unavailable | Fault::Undecided => "unavailable",
        Fault::Internal => "internal",
    }
}
