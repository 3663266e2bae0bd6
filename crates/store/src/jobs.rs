//! Jobs: what somebody had the program do, how far it is, and what it made.
//!
//! Rows come and go without the log: a job changes nothing that is recorded, and what it reads or rewrites is
//! logged by the verbs that it calls. A job belongs to the process that took it, for as long as that renews its
//! lease. All times are the database's own.

use crate::backend::Store;
use crate::entity::{job, job_result};
use crate::error::StoreError;
use domain::access::{Act, Permit};
use domain::id::{AccountId, JobId};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use vault::Sealed;

/// A process that has not renewed a lease for so many seconds is taken to be gone.
const LEASE: i64 = 60;
/// A job and what it made are kept for so many seconds after it ended.
const KEPT: i64 = 24 * 3600;

/// How a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// It waits for its turn.
    Queued,
    /// It is being done.
    Running,
    /// It is done, and what it made can be fetched.
    Done,
    /// It was given up.
    Failed,
    /// The process that did it is gone; it can be started again.
    Interrupted,
}

impl JobState {
    const ALL: [JobState; 5] =
        [JobState::Queued, JobState::Running, JobState::Done, JobState::Failed, JobState::Interrupted];

    /// The word for it.
    pub const fn code(self) -> &'static str {
        match self {
            JobState::Queued => "queued",
            JobState::Running => "running",
            JobState::Done => "done",
            JobState::Failed => "failed",
            JobState::Interrupted => "interrupted",
        }
    }

    /// Whether nothing more will happen to it.
    pub const fn is_over(self) -> bool {
        matches!(self, JobState::Done | JobState::Failed | JobState::Interrupted)
    }

    fn from_code(code: &str) -> Option<JobState> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// A job to be taken.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What kind of job it is.
    pub kind: &'static str,
    /// A name of its question that only the person can compute: the same while it waits or runs is the same job.
    pub running_as: [u8; 16],
    /// The process that takes it.
    pub node: [u8; 16],
    /// The epoch of the case key under which the question is sealed.
    pub epoch: u32,
    /// What was asked.
    pub question: Sealed,
}

/// How many jobs a person may have.
#[derive(Clone, Copy, Debug)]
pub struct JobLimits {
    /// Waiting and running ones.
    pub active: u64,
    /// All together, until they are removed or expire.
    pub kept: u64,
}

/// What became of a job to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It was taken.
    New,
    /// The same one waits or runs already.
    Same(JobId),
    /// The person has as many as may be.
    TooMany,
}

/// A job as it stands.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// Whose it is.
    pub account: AccountId,
    /// What kind of job it is.
    pub kind: String,
    /// How it stands: interrupted where its lease has run out.
    pub state: JobState,
    /// Why it failed, as a word.
    pub failure: Option<String>,
    /// How much is done.
    pub done: u64,
    /// Of how much; 0 while that is not known.
    pub total: u64,
    /// When it was taken, in seconds since 1970.
    pub created_at: i64,
    /// When it and what it made are forgotten.
    pub expires_at: i64,
    /// The epoch of the case key under which the question is sealed.
    pub epoch: u32,
    /// What was asked.
    pub question: Sealed,
}

/// What a job made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobResultRow {
    /// The epoch of the case key.
    pub epoch: u32,
    /// The sealed bytes.
    pub sealed: Sealed,
}

impl JobRow {
    fn of(model: job::Model, now: i64) -> Result<JobRow, StoreError> {
        let corrupt =
            |column| StoreError::Corrupt { table: "job", column, row: model.created_at.to_string() };
        let said = JobState::from_code(&model.state).ok_or_else(|| corrupt("state"))?;
        let state = if said.is_over() || model.lease_until > now { said } else { JobState::Interrupted };
        Ok(JobRow {
            id: JobId(model.id.as_slice().try_into().map_err(|_| corrupt("id"))?),
            account: AccountId(model.account.as_slice().try_into().map_err(|_| corrupt("account"))?),
            kind: model.kind,
            state,
            failure: model.failure,
            done: u64::try_from(model.done).map_err(|_| corrupt("done"))?,
            total: u64::try_from(model.total).map_err(|_| corrupt("total"))?,
            created_at: model.created_at,
            expires_at: model.expires_at,
            epoch: u32::try_from(model.epoch).map_err(|_| corrupt("epoch"))?,
            question: Sealed { key: model.question_key, body: model.question_body },
        })
    }
}

/// Jobs that wait or run under a lease, or not, as the caller adds.
fn under_way() -> Condition {
    let states = [JobState::Queued, JobState::Running].map(JobState::code);
    Condition::all().add(job::Column::State.is_in(states))
}

/// Jobs of the permit's person in its situation.
fn own<A: Act>(permit: &Permit<A>) -> Condition {
    Condition::all()
        .add(job::Column::Account.eq(permit.actor().0.to_vec()))
        .add(job::Column::Situation.eq(permit.number()))
}

impl Store {
    /// Takes a job for the permit's person, unless the same one is under way or they have too many.
    pub async fn add_job<A: Act>(
        &self,
        permit: &Permit<A>,
        new: NewJob,
        limits: JobLimits,
    ) -> Result<Added, StoreError> {
        let tx = self.begin_write().await?;
        // A job whose process is gone must not stand in the way of being started again.
        self.interrupt_jobs(&tx).await?;
        let now = self.clock().await?;
        let name = new.running_as.to_vec();
        let same = async |tx| -> Result<Option<JobId>, StoreError> {
            let row = job::Entity::find().filter(job::Column::RunningAs.eq(name.clone())).one(tx).await?;
            Ok(row.map(|row| JobRow::of(row, now)).transpose()?.map(|row| row.id))
        };
        if let Some(id) = same(&tx).await? {
            return Ok(Added::Same(id));
        }
        let active = job::Entity::find().filter(own(permit)).filter(under_way()).count(&tx).await?;
        let kept = job::Entity::find().filter(own(permit)).count(&tx).await?;
        if active >= limits.active || kept >= limits.kept {
            return Ok(Added::TooMany);
        }
        let model = job::Model {
            id: new.id.0.to_vec(),
            situation: permit.number(),
            account: permit.actor().0.to_vec(),
            kind: new.kind.to_owned(),
            state: JobState::Queued.code().to_owned(),
            failure: None,
            done: 0,
            total: 0,
            node: new.node.to_vec(),
            running_as: Some(name.clone()),
            created_at: now,
            lease_until: now + LEASE,
            expires_at: now + KEPT,
            epoch: new.epoch as i32,
            question_key: new.question.key,
            question_body: new.question.body,
        };
        // Another node may have taken the same one a moment ago.
        let taken = job::Entity::insert(model.into_active_model())
            .on_conflict(OnConflict::column(job::Column::RunningAs).do_nothing().to_owned())
            .exec_without_returning(&tx)
            .await;
        match taken {
            Ok(0) | Err(DbErr::RecordNotInserted) => match same(&tx).await? {
                Some(id) => Ok(Added::Same(id)),
                None => Err(StoreError::Conflict { what: "the job".to_owned() }),
            },
            Ok(_) => {
                tx.commit().await?;
                Ok(Added::New)
            }
            Err(other) => Err(other.into()),
        }
    }

    /// A job of the permit's person.
    pub async fn job<A: Act>(&self, permit: &Permit<A>, id: JobId) -> Result<Option<JobRow>, StoreError> {
        let now = self.clock().await?;
        let row = job::Entity::find_by_id(id.0.to_vec())
            .filter(own(permit))
            .filter(job::Column::ExpiresAt.gt(now))
            .one(&self.reader())
            .await?;
        row.map(|row| JobRow::of(row, now)).transpose()
    }

    /// The jobs of the permit's person, newest first.
    pub async fn jobs<A: Act>(&self, permit: &Permit<A>) -> Result<Vec<JobRow>, StoreError> {
        let now = self.clock().await?;
        let rows = job::Entity::find()
            .filter(own(permit))
            .filter(job::Column::ExpiresAt.gt(now))
            .order_by_desc(job::Column::CreatedAt)
            .order_by_asc(job::Column::Id)
            .limit(100)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(|row| JobRow::of(row, now)).collect()
    }

    /// What a job made. Whose the job is was asked before.
    pub async fn job_result(&self, id: JobId) -> Result<Option<JobResultRow>, StoreError> {
        let row = job_result::Entity::find_by_id(id.0.to_vec()).one(&self.reader()).await?;
        Ok(row.map(|row| JobResultRow {
            epoch: row.epoch as u32,
            sealed: Sealed { key: row.result_key, body: row.result_body },
        }))
    }

    /// Says that a process is at work on a job, and how far it is, and renews its lease. False where the job is
    /// no longer its own: removed, or given up since the lease ran out.
    pub async fn renew_job(
        &self,
        id: JobId,
        node: [u8; 16],
        state: JobState,
        done: u64,
        total: u64,
    ) -> Result<bool, StoreError> {
        let lease = Expr::cust(self.now_sql()).add(LEASE);
        let done = job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value(state.code()))
            .col_expr(job::Column::Done, Expr::value(done as i64))
            .col_expr(job::Column::Total, Expr::value(total as i64))
            .col_expr(job::Column::LeaseUntil, lease)
            .filter(self.held(id, node))
            .exec(&self.writer())
            .await?;
        Ok(done.rows_affected == 1)
    }

    /// Ends a job, with what it made where it made something. False where it is no longer the process's own:
    /// then nothing is stored.
    pub async fn end_job(
        &self,
        id: JobId,
        node: [u8; 16],
        state: JobState,
        failure: Option<&str>,
        result: Option<JobResultRow>,
    ) -> Result<bool, StoreError> {
        let tx = self.begin_write().await?;
        let kept = Expr::cust(self.now_sql()).add(KEPT);
        let done = job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value(state.code()))
            .col_expr(job::Column::Failure, Expr::value(failure))
            .col_expr(job::Column::RunningAs, Expr::value(None::<Vec<u8>>))
            .col_expr(job::Column::ExpiresAt, kept)
            .filter(self.held(id, node))
            .exec(&tx)
            .await?;
        if done.rows_affected != 1 {
            return Ok(false);
        }
        if let Some(result) = result {
            let model = job_result::Model {
                id: id.0.to_vec(),
                epoch: result.epoch as i32,
                result_key: result.sealed.key,
                result_body: result.sealed.body,
            };
            job_result::Entity::insert(model.into_active_model()).exec_without_returning(&tx).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Removes a job of the permit's person, with what it made; whoever is at work on it learns of it when the
    /// lease is renewed. Says whether there was one.
    pub async fn remove_job<A: Act>(&self, permit: &Permit<A>, id: JobId) -> Result<bool, StoreError> {
        let tx = self.begin_write().await?;
        let done = job::Entity::delete_by_id(id.0.to_vec()).filter(own(permit)).exec(&tx).await?;
        if done.rows_affected == 0 {
            return Ok(false);
        }
        job_result::Entity::delete_by_id(id.0.to_vec()).exec(&tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Marks jobs whose process is gone, and removes those that have expired.
    pub async fn sweep_jobs(&self) -> Result<u64, StoreError> {
        let tx = self.begin_write().await?;
        self.interrupt_jobs(&tx).await?;
        let now = self.clock().await?;
        let expired: Vec<Vec<u8>> = job::Entity::find()
            .select_only()
            .column(job::Column::Id)
            .filter(job::Column::ExpiresAt.lte(now))
            .limit(1_000)
            .into_tuple()
            .all(&tx)
            .await?;
        job_result::Entity::delete_many()
            .filter(job_result::Column::Id.is_in(expired.clone()))
            .exec(&tx)
            .await?;
        let removed = job::Entity::delete_many().filter(job::Column::Id.is_in(expired)).exec(&tx).await?;
        tx.commit().await?;
        Ok(removed.rows_affected)
    }

    /// A job that is under way and a process's own.
    fn held(&self, id: JobId, node: [u8; 16]) -> Condition {
        under_way()
            .add(job::Column::Id.eq(id.0.to_vec()))
            .add(job::Column::Node.eq(node.to_vec()))
            .add(Expr::col(job::Column::LeaseUntil).gt(Expr::cust(self.now_sql())))
    }

    async fn interrupt_jobs(&self, on: &impl ConnectionTrait) -> Result<(), StoreError> {
        job::Entity::update_many()
            .col_expr(job::Column::State, Expr::value(JobState::Interrupted.code()))
            .col_expr(job::Column::RunningAs, Expr::value(None::<Vec<u8>>))
            .filter(under_way())
            .filter(Expr::col(job::Column::LeaseUntil).lte(Expr::cust(self.now_sql())))
            .exec(on)
            .await?;
        Ok(())
    }
}
