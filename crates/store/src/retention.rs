//! When records were last changed, as the log says: it takes no key.

use crate::backend::Store;
use crate::entity::{attachment, erased, incident, log_entry};
use crate::error::StoreError;
use domain::access::{Act, Permit};
use domain::audit::{ErasedKind, LogAct};
use domain::id::IncidentId;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use std::collections::{HashMap, HashSet};

/// What changes what a record says or where it stands. Reading it changes nothing, and neither does wrapping its keys.
const CHANGES: [LogAct; 5] =
    [LogAct::Recorded, LogAct::Amended, LogAct::Decided, LogAct::StageChanged, LogAct::ToldApart];

/// So many ids are asked for at once.
const PAGE: usize = 500;

/// A record that has not been changed for some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnchangedRow {
    /// Its number.
    pub number: i64,
    /// Its id.
    pub id: IncidentId,
    /// Its version.
    pub version: u64,
    /// When it was last changed, in whole hours since 1970.
    pub hour: i64,
}

impl Store {
    /// The records of the permit's situation that were last changed before an hour, and to which no attachment was begun from
    /// then on: oldest first.
    pub async fn unchanged_since<A: Act>(
        &self,
        permit: &Permit<A>,
        before: i64,
    ) -> Result<Vec<UnchangedRow>, StoreError> {
        let (on, situation) = (&self.reader(), permit.number());
        let gone = Query::select()
            .column(erased::Column::Id)
            .from(erased::Entity)
            .and_where(erased::Column::Kind.eq(ErasedKind::Incident.code()))
            .to_owned();
        let last = || Expr::col(log_entry::Column::Hour).max();
        let changed: Vec<(Vec<u8>, i64)> = log_entry::Entity::find()
            .select_only()
            .column(log_entry::Column::Object)
            .column_as(last(), "hour")
            .filter(log_entry::Column::Situation.eq(situation))
            .filter(log_entry::Column::Act.is_in(CHANGES.map(LogAct::code)))
            .filter(log_entry::Column::Object.not_in_subquery(gone))
            .group_by(log_entry::Column::Object)
            .having(last().lt(before))
            .into_tuple()
            .all(on)
            .await?;
        let mut rows = Vec::with_capacity(changed.len());
        for part in changed.chunks(PAGE) {
            let ids = || part.iter().map(|(id, _)| id.clone());
            let records: Vec<(i64, Vec<u8>, i64)> = incident::Entity::find()
                .select_only()
                .columns([incident::Column::Number, incident::Column::Id, incident::Column::Version])
                .filter(incident::Column::Id.is_in(ids()))
                .filter(incident::Column::Situation.eq(situation))
                .into_tuple()
                .all(on)
                .await?;
            let added: Vec<Option<Vec<u8>>> = attachment::Entity::find()
                .select_only()
                .column(attachment::Column::Incident)
                .filter(attachment::Column::Incident.is_in(ids()))
                .filter(attachment::Column::BegunHour.gte(before))
                .into_tuple()
                .all(on)
                .await?;
            let added: HashSet<Vec<u8>> = added.into_iter().flatten().collect();
            let hours: HashMap<&[u8], i64> = part.iter().map(|(id, hour)| (id.as_slice(), *hour)).collect();
            for (number, id, version) in records {
                let Some(hour) = hours.get(id.as_slice()).copied().filter(|_| !added.contains(&id)) else {
                    continue;
                };
                let corrupt =
                    || StoreError::Corrupt { table: "incident", column: "id", row: number.to_string() };
                let id = IncidentId(id.as_slice().try_into().map_err(|_| corrupt())?);
                rows.push(UnchangedRow { number, id, version: version as u64, hour });
            }
        }
        rows.sort_unstable_by_key(|row| (row.hour, row.number));
        Ok(rows)
    }

    /// How many records of a situation were erased, ever.
    pub async fn records_erased(&self, situation: i32) -> Result<u64, StoreError> {
        Ok(erased::Entity::find()
            .filter(erased::Column::Situation.eq(situation))
            .filter(erased::Column::Kind.eq(ErasedKind::Incident.code()))
            .count(&self.reader())
            .await?)
    }
}
