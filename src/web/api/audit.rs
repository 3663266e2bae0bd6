//! The log and its proofs.

use super::hex;
use crate::web::bounded::{Place, Whole};
use crate::web::extract::{Asked, At};
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The most entries of a page.
const MOST: u64 = 1_000;

/// Where a page of the log begins.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct From {
    /// The number of the first entry; 0 unless said otherwise.
    #[param(inline)]
    from: Option<Place>,
    /// How many entries are looked through; 1000 at most.
    #[param(inline)]
    limit: Option<Whole<1, 1000>>,
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
pub(super) struct LogPage {
    /// Entries of the situation, and of the store as a whole.
    entries: Vec<LogEntry>,
    /// Where the next page begins; absent on the last one.
    next: Option<u64>,
}

/// An entry: never content.
#[derive(Serialize, ToSchema)]
pub(super) struct LogEntry {
    /// Its number, from 0.
    number: u64,
    /// The hour, counted from 1970.
    hour: i64,
    /// The account that acted, in hexadecimal; zeros for the program itself, and for who sent a report.
    actor: String,
    /// What was done.
    act: &'static str,
    /// What it was done to, in hexadecimal.
    object: String,
    /// The object's version after it.
    version: u64,
    /// SHA-256 over what was stored, in hexadecimal.
    digest: String,
    /// The entry's leaf hash in the tree (RFC 9162), in hexadecimal.
    leaf: String,
}

/// Entries of the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/audit/entries", tag = "audit",
    params(("situation" = String, Path, description = "The situation's code."), From),
    responses((status = 200, body = LogPage), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn entries(At(desk): At, Asked(asked): Asked<From>) -> Result<Json<LogPage>, Problem> {
    let from = asked.from.map_or(0, Place::get).unsigned_abs();
    let most = asked.limit.map_or(MOST, |limit| limit.get().unsigned_abs());
    let (rows, next) = desk.log(from, most).await?;
    let entries = rows
        .into_iter()
        .map(|row| LogEntry {
            number: row.number,
            hour: row.hour,
            actor: hex(&row.entry.actor),
            act: row.entry.act.code(),
            object: hex(&row.entry.object),
            version: row.entry.version,
            digest: hex(&row.entry.digest),
            leaf: hex(&row.leaf),
        })
        .collect();
    Ok(Json(LogPage { entries, next }))
}

/// The signed head of the log (a C2SP checkpoint). Whoever keeps it can show later, with `sixfold audit
/// verify --checkpoint`, whether anything before it was changed.
#[utoipa::path(get, path = "/api/v1/audit/checkpoint", tag = "audit",
    responses((status = 200, body = String, content_type = "text/plain"), (status = 401, body = Problem)))]
pub(super) async fn checkpoint(State(web): State<Web>) -> Result<impl IntoResponse, Problem> {
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], web.office().checkpoint().await?))
}
