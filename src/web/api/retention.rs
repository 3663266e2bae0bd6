//! For how long records are kept, and what is due to be erased.

use super::incidents::if_match;
use crate::casework::{DueCount, DueList};
use crate::web::extract::{Asked, At, Json};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::retention::Retention;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// For how long records are kept.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Keeping {
    /// Calendar months after a record was last changed; `null`: without an end, and nothing is ever due.
    #[schema(minimum = 12, maximum = 1200)]
    months: Option<u16>,
}

fn tagged(version: u64, months: Option<u16>) -> Response {
    ([(header::ETAG, format!("\"{version}\""))], Answer(Keeping { months })).into_response()
}

/// For how many months a record is kept here after it was last changed.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/retention", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Keeping, headers(("ETag" = String, description = "The version."))),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn keeping(At(desk): At) -> Result<Response, Problem> {
    let (retention, version) = desk.setting::<Retention>().await?;
    Ok(tagged(version, retention.months()))
}

/// Change for how many months a record is kept. Nothing is erased by that: two co-chairs erase what is due. `If-Match` names
/// the version that was read.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/retention", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("If-Match" = String, Header, description = "The ETag that was read.")),
    request_body = Keeping,
    responses((status = 200, body = Keeping, headers(("ETag" = String, description = "The version."))),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 412, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn change_keeping(
    At(desk): At,
    headers: HeaderMap,
    Json(keeping): Json<Keeping>,
) -> Result<Response, Problem> {
    let version = if_match(&headers)?;
    let version = desk.change_setting(Retention::checked(keeping.months), version).await?;
    Ok(tagged(version, keeping.months))
}

/// How many records are due.
#[derive(Serialize, ToSchema)]
pub(super) struct RecordsDue {
    /// For how many months records are kept; `null`: without an end.
    months: Option<u16>,
    /// The day as of which it is counted: today, by the database's clock.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// How many are due.
    records: u64,
    /// The day since which the oldest of them is.
    #[schema(value_type = Option<String>, format = Date)]
    since: Option<Date>,
}

/// How many records are due to be erased, and since when. It takes no key.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/retention/due", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = RecordsDue), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn due(At(desk): At) -> Result<Answer<RecordsDue>, Problem> {
    let DueCount { months, as_of, records, since } = desk.due_count().await?;
    Ok(Answer(RecordsDue { months, as_of, records, since }))
}

/// As of which day.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DueAsked {
    /// Today, by the database's clock, unless another day is named: one before it.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
}

/// The records that one proposal would erase, and those that it would leave out.
#[derive(Serialize, ToSchema)]
pub(super) struct DueRecords {
    /// For how many months records are kept; `null`: without an end.
    months: Option<u16>,
    /// The day.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// The records, oldest first: at most 1,000 that go.
    records: Vec<DueRecord>,
    /// How many more are due than one proposal erases.
    more: u64,
}

/// A record that is due.
#[derive(Serialize, ToSchema)]
pub(super) struct DueRecord {
    /// The incident's id.
    id: String,
    /// Its outside id.
    external_id: String,
    /// The day on which it was last changed.
    #[schema(value_type = String, format = Date)]
    changed_on: Date,
    /// Why it would not be erased with the others: `in_work` (something was noted or asked since, or a question or a referral is open) or
    /// `merged` (it was merged with one that stays); `null` where it would.
    left_out: Option<&'static str>,
}

/// The records that are due to be erased as of a day.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/retention/records", tag = "proposals",
    params(("situation" = String, Path, description = "The situation's code."), DueAsked),
    responses((status = 200, body = DueRecords), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn records(
    At(desk): At,
    Asked(asked): Asked<DueAsked>,
) -> Result<Answer<DueRecords>, Problem> {
    let DueList { months, as_of, lines, more } = desk.due(asked.as_of).await?;
    let records = lines.into_iter().map(|due| DueRecord {
        id: due.line.id.to_string(),
        external_id: due.line.external_id,
        changed_on: due.changed_on,
        left_out: due.left_out.map(|why| why.code()),
    });
    Ok(Answer(DueRecords { months, as_of, records: records.collect(), more }))
}
