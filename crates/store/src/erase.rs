//! Erasing a record, with all that hangs on it, and keeping the list of what was erased.
//!
//! The list holds ids and hours. It keeps what was erased from being recorded again, and from coming back with a
//! copy of the store that is older than the erasure.

use crate::attachments::object_of_attachment;
use crate::backend::{Journal, Location, Store};
use crate::bulk::insert_many;
use crate::entity::{
    attachment, attachment_chunk, erased, fact_block, incident, incident_version, job, job_result, question,
    referral, working_paper,
};
use crate::error::StoreError;
use crate::facts::FactBlockRow;
use crate::incidents::IncidentRow;
use crate::log::Entry;
use crate::patience::Patience;
use crate::write::Write;
use domain::audit::{ErasedKind, LogAct};
use domain::id::{AccountId, IncidentId, QuestionId, ReferralId};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement,
};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;
use vault::digest_of;

/// Something that was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasedRow {
    /// Its id.
    pub id: [u8; 16],
    /// The situation's number.
    pub situation: i32,
    /// What it was.
    pub kind: ErasedKind,
    /// The number that an incident had, which is not given again; 0 for what is none.
    pub number: i64,
    /// When, in whole hours since 1970.
    pub hour: i64,
}

impl ErasedRow {
    /// The id under which the log knows it.
    pub(crate) fn object(&self) -> [u8; 16] {
        match self.kind {
            ErasedKind::Attachment => object_of_attachment(&self.id),
            ErasedKind::Incident | ErasedKind::WorkingPaper | ErasedKind::Question | ErasedKind::Referral => {
                self.id
            }
        }
    }

    /// What the log says of it.
    pub(crate) fn digest(&self) -> [u8; 32] {
        digest_of(&[
            b"erased",
            &self.situation.to_be_bytes(),
            self.kind.code().as_bytes(),
            &self.number.to_be_bytes(),
            &self.hour.to_be_bytes(),
        ])
    }

    fn of(model: erased::Model) -> Result<ErasedRow, StoreError> {
        let corrupt = |column| StoreError::Corrupt {
            table: "erased",
            column,
            row: model.id.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        Ok(ErasedRow {
            id: model.id.as_slice().try_into().map_err(|_| corrupt("id"))?,
            situation: model.situation,
            kind: ErasedKind::from_code(&model.kind).ok_or_else(|| corrupt("kind"))?,
            number: model.number,
            hour: model.hour,
        })
    }

    fn model(&self) -> erased::Model {
        erased::Model {
            id: self.id.to_vec(),
            situation: self.situation,
            kind: self.kind.code().to_owned(),
            number: self.number,
            hour: self.hour,
        }
    }
}

/// What the log says of a block of facts that went with the incidents in it.
pub(crate) fn erased_facts() -> [u8; 32] {
    digest_of(&[b"erased facts"])
}

/// What hangs on a record and cannot be found from it without its keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hanging {
    /// Its working paper.
    pub paper: Option<[u8; 16]>,
    /// Questions about it.
    pub questions: Vec<QuestionId>,
    /// What providers were told of children in it.
    pub referrals: Vec<ReferralId>,
}

/// So many things are asked for, and taken out, at once.
const PAGE: usize = 500;

/// Tables from which something is erased, and the one that counts it. Their files are made anew afterwards.
const TOUCHED: [&str; 11] = [
    "incident",
    "incident_version",
    "working_paper",
    "question",
    "referral",
    "attachment",
    "attachment_chunk",
    "fact_block",
    "fact_state",
    "job",
    "job_result",
];

impl Store {
    /// All that was erased, oldest first.
    pub async fn erased(&self) -> Result<Vec<ErasedRow>, StoreError> {
        let rows = erased::Entity::find()
            .order_by_asc(erased::Column::Hour)
            .order_by_asc(erased::Column::Id)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(ErasedRow::of).collect()
    }

    /// Makes the database's own files free of what was erased. SQLite overwrites what is deleted, and its write-ahead
    /// log is emptied here. PostgreSQL writes the tables anew, for which nobody else reads or writes them meanwhile;
    /// its own write-ahead log and whatever is copied from it are its operator's (`docs/recovery.md`).
    pub async fn scrub(&self) -> Result<(), StoreError> {
        match &self.location {
            Location::Sqlite(_) => {
                // What still reads an older state keeps the log from being emptied: it is waited for.
                for _ in 0..50 {
                    let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
                    let statement = Statement::from_string(DbBackend::Sqlite, sql);
                    let row = self.writer().query_one_raw(statement).await?;
                    let busy = row.and_then(|row| row.try_get_by_index::<i64>(0).ok());
                    if busy == Some(0) {
                        return Ok(());
                    }
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                }
                Err(StoreError::Held(self.location.name()))
            }
            Location::Postgres(_) => {
                // As long as it takes, whoever asked for it.
                let own =
                    Store::connect(&self.location, Arc::clone(&self.node), Journal::Ahead, Patience::Upkeep)
                        .await?;
                let done = own.write_tables_anew().await;
                own.close().await?;
                done
            }
        }
    }

    async fn write_tables_anew(&self) -> Result<(), StoreError> {
        // Whoever does not own a table is only warned, and nothing is done.
        let names = TOUCHED.map(|table| format!("'{table}'")).join(", ");
        let sql = format!(
            "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace \
             AND relname IN ({names}) AND NOT pg_has_role(relowner, 'USAGE')"
        );
        let statement = Statement::from_string(DbBackend::Postgres, sql);
        if self.writer().query_one_raw(statement).await?.is_some() {
            return Err(StoreError::NotOwner);
        }
        for table in TOUCHED {
            self.writer().execute_unprepared(&format!("VACUUM (FULL) \"{table}\"")).await?;
        }
        Ok(())
    }
}

impl Write<'_> {
    /// Those of these incidents that were erased.
    pub async fn erased_among(&self, ids: &[IncidentId]) -> Result<HashSet<IncidentId>, StoreError> {
        let mut found = HashSet::new();
        for part in ids.chunks(500) {
            let rows = erased::Entity::find()
                .filter(erased::Column::Id.is_in(part.iter().map(|id| id.0.to_vec())))
                .filter(erased::Column::Kind.eq(ErasedKind::Incident.code()))
                .all(&self.tx)
                .await?;
            for row in rows {
                found.insert(IncidentId(ErasedRow::of(row)?.id));
            }
        }
        Ok(found)
    }

    /// Erases records of a situation, every version of them and all that hangs on them, and whatever jobs of the situation
    /// were asked for and made, since they may be in those. Their packed facts are whoever calls this to take out.
    pub async fn erase(
        &mut self,
        situation: i32,
        records: &[(IncidentRow, Hanging)],
        by: AccountId,
    ) -> Result<(), StoreError> {
        self.may(LogAct::Erased, situation)?;
        let hour = self.hour();
        let of = |id: [u8; 16], kind| ErasedRow { id, situation, kind, number: 0, hour };
        let mut rows = Vec::with_capacity(records.len());
        for (row, hanging) in records.iter().filter(|(row, _)| row.situation == situation) {
            rows.push(ErasedRow { number: row.number, ..of(row.id.0, ErasedKind::Incident) });
            rows.extend(hanging.paper.map(|paper| of(paper, ErasedKind::WorkingPaper)));
            rows.extend(hanging.questions.iter().map(|id| of(id.0, ErasedKind::Question)));
            rows.extend(hanging.referrals.iter().map(|id| of(id.0, ErasedKind::Referral)));
        }
        let ids: Vec<Vec<u8>> = records.iter().map(|(row, _)| row.id.0.to_vec()).collect();
        for part in ids.chunks(PAGE) {
            let attached: Vec<Vec<u8>> = attachment::Entity::find()
                .filter(attachment::Column::Incident.is_in(part.iter().cloned()))
                .filter(attachment::Column::Situation.eq(situation))
                .select_only()
                .column(attachment::Column::Id)
                .into_tuple()
                .all(&self.tx)
                .await?;
            for id in attached {
                let id = id.as_slice().try_into().map_err(|_| StoreError::Corrupt {
                    table: "attachment",
                    column: "id",
                    row: id.iter().map(|byte| format!("{byte:02x}")).collect(),
                })?;
                rows.push(of(id, ErasedKind::Attachment));
            }
        }
        self.remove_all(rows, by.0).await?;
        // Jobs first: one that is just ending is waited for, and its result is seen then.
        job::Entity::delete_many().filter(job::Column::Situation.eq(situation)).exec(&self.tx).await?;
        let jobs = Query::select().column(job::Column::Id).from(job::Entity).to_owned();
        job_result::Entity::delete_many()
            .filter(job_result::Column::Id.not_in_subquery(jobs))
            .exec(&self.tx)
            .await?;
        Ok(())
    }

    /// Erases again what a list names and this store still has, or has again. The blocks of facts in which such
    /// incidents stand go with them: nobody is here who could open them, so the facts are made anew later. Gives how
    /// many things were there.
    pub(crate) async fn erase_again(&mut self, listed: &[ErasedRow]) -> Result<u64, StoreError> {
        let known = erased::Entity::find().all(&self.tx).await?.into_iter().map(ErasedRow::of);
        let known: HashSet<[u8; 16]> =
            known.map(|row| Ok(row?.object())).collect::<Result<_, StoreError>>()?;
        let rows: Vec<ErasedRow> =
            listed.iter().filter(|row| !known.contains(&row.object())).cloned().collect();
        let mut blocks = BTreeSet::new();
        for row in rows.iter().filter(|row| row.kind == ErasedKind::Incident) {
            let found = incident::Entity::find()
                .filter(incident::Column::Id.eq(row.id.to_vec()))
                .filter(incident::Column::Situation.eq(row.situation))
                .one(&self.tx)
                .await?;
            if let Some(found) = found {
                blocks.insert((row.situation, domain::counting::Block::of_incident(found.number as u32)));
            }
        }
        // The number of what this store may never have had is not given to another.
        let numbers = rows.iter().filter(|row| row.kind == ErasedKind::Incident).map(|row| row.number);
        self.keep_number_free(numbers.max());
        let removed = self.remove_all(rows, [0; 16]).await?;
        for (situation, number) in blocks {
            fact_block::Entity::delete_by_id((situation, number as i32)).exec(&self.tx).await?;
            let object = FactBlockRow::object(situation, number);
            self.say_erased(situation, object, erased_facts(), [0; 16]);
        }
        Ok(removed)
    }

    /// Takes out things of one kind; gives how many were there.
    async fn remove(&self, kind: ErasedKind, ids: Vec<Vec<u8>>) -> Result<u64, StoreError> {
        let tx = &self.tx;
        let gone = match kind {
            ErasedKind::Incident => {
                let numbers = Query::select()
                    .column(incident::Column::Number)
                    .from(incident::Entity)
                    .and_where(incident::Column::Id.is_in(ids.clone()))
                    .to_owned();
                incident_version::Entity::delete_many()
                    .filter(incident_version::Column::Number.in_subquery(numbers))
                    .exec(tx)
                    .await?;
                incident::Entity::delete_many().filter(incident::Column::Id.is_in(ids)).exec(tx).await?
            }
            ErasedKind::WorkingPaper => {
                working_paper::Entity::delete_many()
                    .filter(working_paper::Column::Id.is_in(ids))
                    .exec(tx)
                    .await?
            }
            ErasedKind::Question => {
                question::Entity::delete_many().filter(question::Column::Id.is_in(ids)).exec(tx).await?
            }
            ErasedKind::Referral => {
                referral::Entity::delete_many().filter(referral::Column::Id.is_in(ids)).exec(tx).await?
            }
            ErasedKind::Attachment => {
                // The rows first: whoever is adding a chunk to one is waited for.
                let gone = attachment::Entity::delete_many()
                    .filter(attachment::Column::Id.is_in(ids.clone()))
                    .exec(tx)
                    .await?;
                attachment_chunk::Entity::delete_many()
                    .filter(attachment_chunk::Column::Attachment.is_in(ids))
                    .exec(tx)
                    .await?;
                gone
            }
        };
        Ok(gone.rows_affected)
    }

    fn say_erased(&mut self, situation: i32, object: [u8; 16], digest: [u8; 32], actor: [u8; 16]) {
        let version = self.next_version();
        self.log(Entry { actor, act: LogAct::Erased, situation, object, version, digest });
    }

    /// Takes rows out, lists them and says so in the log. What is not there is listed and logged all the same: a list
    /// that is replayed names what this store may never have had.
    async fn remove_all(&mut self, rows: Vec<ErasedRow>, actor: [u8; 16]) -> Result<u64, StoreError> {
        let mut removed = 0;
        for kind in ErasedKind::ALL {
            let ids: Vec<Vec<u8>> =
                rows.iter().filter(|row| row.kind == *kind).map(|row| row.id.to_vec()).collect();
            for ids in ids.chunks(PAGE) {
                removed += self.remove(*kind, ids.to_vec()).await?;
            }
        }
        for row in &rows {
            self.say_erased(row.situation, row.object(), row.digest(), actor);
        }
        insert_many::<erased::Entity, _>(&self.tx, rows.iter().map(ErasedRow::model)).await?;
        Ok(removed)
    }
}
