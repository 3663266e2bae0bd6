//! Incident records: a case part and an identity part, each sealed, and their superseded versions.

use crate::backend::Store;
use crate::bulk::insert_many;
use crate::entity::{incident, incident_version};
use crate::error::StoreError;
use crate::log::Entry;
use crate::write::Write;
use domain::access::{Act, Permit, act};
use domain::audit::LogAct;
use domain::id::IncidentId;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use vault::{Sealed, digest_of};

/// The identity part of a record, with the version at which it was last written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityPart {
    /// The record's version when this part was written.
    pub version: u64,
    /// The sealed part.
    pub sealed: Sealed,
}

/// The current version of an incident record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentRow {
    /// Its number in the store; never given twice.
    pub number: i64,
    /// Its id.
    pub id: IncidentId,
    /// The situation's number.
    pub situation: i32,
    /// The version of the record, from 1.
    pub version: u64,
    /// The epoch of the keys under which both parts are wrapped.
    pub epoch: u32,
    /// The case part, written at `version`.
    pub case: Sealed,
    /// The identity part.
    pub identity: IdentityPart,
}

/// A superseded version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// The incident's number.
    pub number: i64,
    /// The version.
    pub version: u64,
    /// The epoch of the keys.
    pub epoch: u32,
    /// The case part.
    pub case: Sealed,
    /// The version at which the identity part of that time was written.
    pub identity_version: u64,
    /// The digest of the identity part of that time.
    pub identity_digest: [u8; 32],
    /// The identity part itself, where a later version replaced it.
    pub identity: Option<Sealed>,
}

fn identity_digest(sealed: &Sealed) -> [u8; 32] {
    digest_of(&[&sealed.key, &sealed.body])
}

fn record_digest(
    number: i64,
    version: u64,
    epoch: u32,
    case: &Sealed,
    identity_version: u64,
    identity: &[u8; 32],
) -> [u8; 32] {
    digest_of(&[
        &number.to_be_bytes(),
        &version.to_be_bytes(),
        &epoch.to_be_bytes(),
        &case.key,
        &case.body,
        &identity_version.to_be_bytes(),
        identity,
    ])
}

impl IncidentRow {
    /// What the log says of this version.
    pub fn digest(&self) -> [u8; 32] {
        let identity = identity_digest(&self.identity.sealed);
        record_digest(self.number, self.version, self.epoch, &self.case, self.identity.version, &identity)
    }

    fn of(model: incident::Model) -> Result<IncidentRow, StoreError> {
        Ok(IncidentRow {
            number: model.number,
            id: id_of(&model.id, model.number)?,
            situation: model.situation,
            version: model.version as u64,
            epoch: model.epoch as u32,
            case: Sealed { key: model.case_key, body: model.case_body },
            identity: IdentityPart {
                version: model.identity_version as u64,
                sealed: Sealed { key: model.identity_key, body: model.identity_body },
            },
        })
    }

    fn model(self) -> incident::Model {
        incident::Model {
            number: self.number,
            id: self.id.0.to_vec(),
            situation: self.situation,
            version: self.version as i64,
            epoch: self.epoch as i32,
            case_key: self.case.key,
            case_body: self.case.body,
            identity_version: self.identity.version as i64,
            identity_key: self.identity.sealed.key,
            identity_body: self.identity.sealed.body,
        }
    }
}

impl VersionRow {
    /// The same version with its keys wrapped under another epoch.
    #[must_use]
    pub fn with_parts(self, epoch: u32, case: Sealed, identity: Option<Sealed>) -> Self {
        let identity_digest = identity.as_ref().map_or(self.identity_digest, identity_digest);
        Self { epoch, case, identity, identity_digest, ..self }
    }

    /// What the log says of this version.
    pub fn digest(&self) -> [u8; 32] {
        let VersionRow { number, version, epoch, case, identity_version, identity_digest, .. } = self;
        record_digest(*number, *version, *epoch, case, *identity_version, identity_digest)
    }

    /// Whether the identity part kept here is the one that the digest was made of.
    pub(crate) fn identity_fits(&self) -> bool {
        self.identity.as_ref().is_none_or(|sealed| identity_digest(sealed) == self.identity_digest)
    }
}

impl Store {
    /// A page of records in the order of their numbers, after a number.
    pub async fn incidents_after(
        &self,
        permit: &Permit<act::ReadCase>,
        after: i64,
        limit: u64,
    ) -> Result<Vec<IncidentRow>, StoreError> {
        self.incident_rows_after(Some(permit.number()), after, limit).await
    }

    /// Whether the permit's situation has more incidents than so many.
    pub async fn has_more_than(
        &self,
        permit: &Permit<act::ReadIdentity>,
        count: u64,
    ) -> Result<bool, StoreError> {
        let beyond: Option<i64> = incident::Entity::find()
            .filter(incident::Column::Situation.eq(permit.number()))
            .select_only()
            .column(incident::Column::Number)
            .order_by_asc(incident::Column::Number)
            .offset(count)
            .into_tuple()
            .one(&self.reader())
            .await?;
        Ok(beyond.is_some())
    }

    /// The number after the last that has been given to an incident.
    pub async fn incident_end(&self, _permit: &Permit<act::ReadCase>) -> Result<i64, StoreError> {
        Ok(self.head().await?.next_incident)
    }

    /// Ciphertext rows for whoever checks them against the log without opening them.
    pub(crate) async fn incident_rows_after(
        &self,
        situation: Option<i32>,
        after: i64,
        limit: u64,
    ) -> Result<Vec<IncidentRow>, StoreError> {
        let mut find = incident::Entity::find().filter(incident::Column::Number.gt(after));
        if let Some(situation) = situation {
            find = find.filter(incident::Column::Situation.eq(situation));
        }
        let rows = find.order_by_asc(incident::Column::Number).limit(limit).all(&self.reader()).await?;
        rows.into_iter().map(IncidentRow::of).collect()
    }

    /// The records of these ids in the permit's situation; those that are not there are left out.
    pub async fn incidents(
        &self,
        permit: &Permit<act::ReadCase>,
        ids: &[IncidentId],
    ) -> Result<Vec<IncidentRow>, StoreError> {
        let mut rows = by_ids(&self.reader(), ids).await?;
        rows.retain(|row| row.situation == permit.number());
        Ok(rows)
    }

    /// The numbers of these incidents of the permit's situation; those that are not there are left out.
    pub async fn numbers_of(
        &self,
        permit: &Permit<act::ReadCase>,
        ids: &[IncidentId],
    ) -> Result<Vec<(i64, IncidentId)>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for part in ids.chunks(500) {
            let rows: Vec<(i64, Vec<u8>)> = incident::Entity::find()
                .filter(incident::Column::Id.is_in(part.iter().map(|id| id.0.to_vec())))
                .filter(incident::Column::Situation.eq(permit.number()))
                .select_only()
                .columns([incident::Column::Number, incident::Column::Id])
                .into_tuple()
                .all(&self.reader())
                .await?;
            for (number, id) in rows {
                found.push((number, id_of(&id, number)?));
            }
        }
        Ok(found)
    }

    /// The records of these numbers in the permit's situation.
    pub async fn incidents_numbered<A: Act>(
        &self,
        permit: &Permit<A>,
        numbers: &[i64],
    ) -> Result<Vec<IncidentRow>, StoreError> {
        let rows = incident::Entity::find()
            .filter(incident::Column::Number.is_in(numbers.iter().copied()))
            .filter(incident::Column::Situation.eq(permit.number()))
            .all(&self.reader())
            .await?;
        rows.into_iter().map(IncidentRow::of).collect()
    }

    /// The superseded versions of a record of the permit's situation, oldest first.
    pub async fn versions(
        &self,
        permit: &Permit<act::ReadCase>,
        number: i64,
    ) -> Result<Vec<VersionRow>, StoreError> {
        self.version_rows(permit.number(), number).await
    }

    /// Records of which a version, the current one or one that it superseded, is still wrapped under an epoch
    /// before this one.
    pub async fn incidents_before_epoch(
        &self,
        permit: &Permit<act::ManageKeys>,
        epoch: u32,
        limit: u64,
    ) -> Result<Vec<IncidentRow>, StoreError> {
        let rows = incident::Entity::find()
            .filter(before_epoch(permit, epoch))
            .order_by_asc(incident::Column::Number)
            .limit(limit)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(IncidentRow::of).collect()
    }

    /// How many records, attachments, working papers and releases are still wrapped under an epoch before this one.
    pub async fn count_before_epoch(
        &self,
        permit: &Permit<act::ManageKeys>,
        epoch: u32,
    ) -> Result<u64, StoreError> {
        let reader = &self.reader();
        let records = incident::Entity::find().filter(before_epoch(permit, epoch)).count(reader).await?;
        let attachments = crate::attachments::before_epoch(permit, epoch).count(reader).await?;
        let papers = crate::papers::before_epoch(permit, epoch).count(reader).await?;
        let releases = crate::releases::before_epoch(permit, epoch).count(reader).await?;
        Ok(records + attachments + papers + releases)
    }

    /// The superseded versions of a record of the permit's situation, for whoever wraps its keys anew.
    pub async fn versions_of(
        &self,
        permit: &Permit<act::ManageKeys>,
        number: i64,
    ) -> Result<Vec<VersionRow>, StoreError> {
        self.version_rows(permit.number(), number).await
    }

    async fn version_rows(&self, situation: i32, number: i64) -> Result<Vec<VersionRow>, StoreError> {
        let inside = Query::select()
            .column(incident::Column::Number)
            .from(incident::Entity)
            .and_where(incident::Column::Number.eq(number))
            .and_where(incident::Column::Situation.eq(situation))
            .to_owned();
        let rows = incident_version::Entity::find()
            .filter(incident_version::Column::Number.in_subquery(inside))
            .order_by_asc(incident_version::Column::Version)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(version_row).collect()
    }

    /// The ids of records, and the versions of their identity parts, by their numbers.
    pub(crate) async fn ids_of(&self, numbers: &[i64]) -> Result<Vec<(i64, ([u8; 16], u64))>, StoreError> {
        let rows: Vec<(i64, Vec<u8>, i64)> = incident::Entity::find()
            .filter(incident::Column::Number.is_in(numbers.iter().copied()))
            .select_only()
            .column(incident::Column::Number)
            .column(incident::Column::Id)
            .column(incident::Column::IdentityVersion)
            .into_tuple()
            .all(&self.reader())
            .await?;
        rows.into_iter()
            .map(|(number, id, identity_version)| {
                let id = id.as_slice().try_into().map_err(|_| StoreError::Corrupt {
                    table: "incident",
                    column: "id",
                    row: number.to_string(),
                })?;
                Ok((number, (id, identity_version as u64)))
            })
            .collect()
    }

    pub(crate) async fn version_rows_after(
        &self,
        after: (i64, i64),
        limit: u64,
    ) -> Result<Vec<VersionRow>, StoreError> {
        use incident_version::Column;
        let beyond = Condition::any()
            .add(Column::Number.gt(after.0))
            .add(Condition::all().add(Column::Number.eq(after.0)).add(Column::Version.gt(after.1)));
        let rows = incident_version::Entity::find()
            .filter(beyond)
            .order_by_asc(Column::Number)
            .order_by_asc(Column::Version)
            .limit(limit)
            .all(&self.reader())
            .await?;
        rows.into_iter().map(version_row).collect()
    }
}

fn version_row(model: incident_version::Model) -> Result<VersionRow, StoreError> {
    let corrupt = |column| StoreError::Corrupt {
        table: "incident_version",
        column,
        row: format!("{} {}", model.number, model.version),
    };
    let digest = model.identity_digest.as_slice().try_into().map_err(|_| corrupt("identity_digest"))?;
    if model.identity_key.is_some() != model.identity_body.is_some() {
        return Err(corrupt("identity_key"));
    }
    Ok(VersionRow {
        number: model.number,
        version: model.version as u64,
        epoch: model.epoch as u32,
        case: Sealed { key: model.case_key, body: model.case_body },
        identity_version: model.identity_version as u64,
        identity_digest: digest,
        identity: model.identity_key.zip(model.identity_body).map(|(key, body)| Sealed { key, body }),
    })
}

/// Records of the permit's situation of which some version is under an older epoch.
fn before_epoch(permit: &Permit<act::ManageKeys>, epoch: u32) -> Condition {
    let superseded = Query::select()
        .column(incident_version::Column::Number)
        .from(incident_version::Entity)
        .and_where(incident_version::Column::Epoch.lt(epoch as i32))
        .to_owned();
    let behind = Condition::any()
        .add(incident::Column::Epoch.lt(epoch as i32))
        .add(incident::Column::Number.in_subquery(superseded));
    Condition::all().add(incident::Column::Situation.eq(permit.number())).add(behind)
}

fn id_of(bytes: &[u8], number: i64) -> Result<IncidentId, StoreError> {
    let corrupt = || StoreError::Corrupt { table: "incident", column: "id", row: number.to_string() };
    Ok(IncidentId(bytes.try_into().map_err(|_| corrupt())?))
}

async fn by_ids(on: &impl ConnectionTrait, ids: &[IncidentId]) -> Result<Vec<IncidentRow>, StoreError> {
    let mut found = Vec::new();
    for part in ids.chunks(500) {
        let wanted = part.iter().map(|id| id.0.to_vec());
        let rows = incident::Entity::find().filter(incident::Column::Id.is_in(wanted)).all(on).await?;
        for row in rows {
            found.push(IncidentRow::of(row)?);
        }
    }
    Ok(found)
}

impl Write<'_> {
    /// The records of these ids in the permits' situation, as they stand inside this change.
    pub async fn incidents(&self, ids: &[IncidentId]) -> Result<Vec<IncidentRow>, StoreError> {
        let mut rows = by_ids(&self.tx, ids).await?;
        rows.retain(|row| self.sees(row.situation));
        Ok(rows)
    }

    /// Adds new records.
    pub async fn add_incidents(
        &mut self,
        rows: Vec<IncidentRow>,
        by: [u8; 16],
        act: LogAct,
    ) -> Result<(), StoreError> {
        let entries = &mut self.entries;
        let models = rows.into_iter().map(|row| {
            entries.push(Entry {
                actor: by,
                act,
                situation: row.situation,
                object: row.id.0,
                version: row.version,
                digest: row.digest(),
            });
            row.model()
        });
        insert_many::<incident::Entity, _>(&self.tx, models).await
    }

    /// Puts a new version in the place of the current one, which is kept beside it.
    pub async fn replace_incident(
        &mut self,
        old: IncidentRow,
        new: IncidentRow,
        by: [u8; 16],
        act: LogAct,
    ) -> Result<(), StoreError> {
        let replaced = new.identity.version != old.identity.version;
        let digest = identity_digest(&old.identity.sealed);
        let kept = incident_version::Model {
            number: old.number,
            version: old.version as i64,
            epoch: old.epoch as i32,
            case_key: old.case.key,
            case_body: old.case.body,
            identity_version: old.identity.version as i64,
            identity_digest: digest.to_vec(),
            identity_key: replaced.then_some(old.identity.sealed.key),
            identity_body: replaced.then_some(old.identity.sealed.body),
        };
        // First what can be refused: a kept version of a change that was not made would be a stray row.
        self.put_incident(old.version, new, by, act).await?;
        incident_version::Entity::insert(kept.into_active_model()).exec_without_returning(&self.tx).await?;
        Ok(())
    }

    /// Wraps a record's keys anew; the content and its version stay.
    pub async fn rewrap_incident(&mut self, new: IncidentRow, by: [u8; 16]) -> Result<(), StoreError> {
        self.put_incident(new.version, new, by, LogAct::Rewrapped).await
    }

    /// Wraps a superseded version's keys anew.
    pub async fn rewrap_version(
        &mut self,
        of: &IncidentRow,
        row: VersionRow,
        by: [u8; 16],
    ) -> Result<(), StoreError> {
        let (identity_key, identity_body) = row.identity.clone().map(|part| (part.key, part.body)).unzip();
        let changes = incident_version::ActiveModel {
            epoch: Set(row.epoch as i32),
            case_key: Set(row.case.key.clone()),
            identity_digest: Set(row.identity_digest.to_vec()),
            identity_key: Set(identity_key),
            identity_body: Set(identity_body),
            ..Default::default()
        };
        let done = incident_version::Entity::update_many()
            .set(changes)
            .filter(incident_version::Column::Number.eq(of.number))
            .filter(incident_version::Column::Version.eq(row.version as i64))
            .exec(&self.tx)
            .await?;
        if done.rows_affected != 1 {
            return Err(StoreError::Conflict {
                what: format!("version {} of incident {}", row.version, of.id),
            });
        }
        self.log(Entry {
            actor: by,
            act: LogAct::Rewrapped,
            situation: of.situation,
            object: of.id.0,
            version: row.version,
            digest: row.digest(),
        });
        Ok(())
    }

    async fn put_incident(
        &mut self,
        expected: u64,
        new: IncidentRow,
        by: [u8; 16],
        act: LogAct,
    ) -> Result<(), StoreError> {
        let entry = Entry {
            actor: by,
            act,
            situation: new.situation,
            object: new.id.0,
            version: new.version,
            digest: new.digest(),
        };
        let what = format!("the incident {}", new.id);
        let number = new.number;
        let model = new.model();
        let changes = incident::ActiveModel {
            version: Set(model.version),
            epoch: Set(model.epoch),
            case_key: Set(model.case_key),
            case_body: Set(model.case_body),
            identity_version: Set(model.identity_version),
            identity_key: Set(model.identity_key),
            identity_body: Set(model.identity_body),
            ..Default::default()
        };
        let done = incident::Entity::update_many()
            .set(changes)
            .filter(incident::Column::Number.eq(number))
            .filter(incident::Column::Situation.eq(model.situation))
            .filter(incident::Column::Version.eq(expected as i64))
            .exec(&self.tx)
            .await?;
        if done.rows_affected != 1 {
            return Err(StoreError::Conflict { what });
        }
        self.log(entry);
        Ok(())
    }
}
