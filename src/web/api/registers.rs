//! One register at a time: as the table that is read, changed from a table, and what was changed in it.

use super::incidents::if_match;
use crate::casework::{CaseError, RegisterChange};
use crate::web::extract::{Asked, At, AtAlone, Path, body, is_type};
use crate::web::problem::{Part, Problem};
use axum::Json as Answer;
use axum::extract::Request;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::register::{Changes, Table, TableProblem, Tables};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The greatest table, in bytes.
pub(in crate::web) const MOST_TABLE: usize = 4 << 20;
/// More problems say nothing that the first ones do not.
const MOST_PROBLEMS: usize = 200;

/// The register that a path names.
#[derive(Deserialize)]
pub(in crate::web) struct Named {
    register: String,
}

impl Named {
    pub(in crate::web) fn table(&self) -> Result<Table, Problem> {
        Table::from_code(&self.register).ok_or_else(Problem::not_found)
    }
}

/// Whether to change anything.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Trying {
    /// Say what would change, and change nothing.
    #[serde(default)]
    dry_run: bool,
}

/// What a change does to a register.
#[derive(Serialize, ToSchema)]
pub(super) struct TableChanges {
    /// Whether it was done.
    stored: bool,
    /// Codes that are new.
    added: Vec<String>,
    /// Entries that are not as they were.
    changed: Vec<EntryChanged>,
}

/// What is different about an entry: columns, what stood in each, what stands there.
#[derive(Serialize, ToSchema)]
pub(super) struct EntryChanged {
    /// Its code.
    code: String,
    /// The columns whose cells differ.
    what: Vec<&'static str>,
    /// What stood in them.
    was: Vec<String>,
    /// What stands in them.
    is: Vec<String>,
}

/// A change of a register.
#[derive(Serialize, ToSchema)]
pub(super) struct RegisterChanged {
    /// The version of the registers that it made.
    version: u64,
    /// The login of who made it; absent where the situation was made with it.
    by: Option<String>,
    /// The hour, counted from 1970.
    hour: i64,
    /// How many entries were added.
    added: usize,
    /// How many were changed.
    changed: usize,
    /// How many were taken out: boundaries alone.
    removed: usize,
    /// The first codes that were added.
    new: Vec<String>,
    /// The first cells that differ: code, column, what stood there, what stands there.
    cells: Vec<[String; 4]>,
}

impl From<RegisterChange> for RegisterChanged {
    fn from(change: RegisterChange) -> Self {
        let RegisterChange { version, by, hour, noted } = change;
        let (added, changed, removed) = (noted.added, noted.changed, noted.removed);
        RegisterChanged { version, by, hour, added, changed, removed, new: noted.new, cells: noted.cells }
    }
}

/// The name of a register's file, and what a browser is told of it.
fn file(code: &str, table: Table, version: u64, text: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{code}-{table}.csv\"")),
        (header::ETAG, format!("\"{version}\"")),
        (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
    ];
    // Without the mark in front, spreadsheets take the text for an older encoding and spoil names.
    (headers, format!("\u{feff}{text}")).into_response()
}

/// A register as the table that is read: `areas`, `parties` or `partners`, as CSV.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/registers/{register}", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code."),
        ("register" = String, Path, description = "`areas`, `parties` or `partners`.")),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String,
        headers(("ETag" = String, description = "The version of the registers."))),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn table(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    let table = named.table()?;
    let situation = desk.situation();
    let (code, version) = (&situation.row.code, situation.row.register_version);
    Ok(file(code, table, version, &situation.registers.to_csv(table)))
}

/// A table's text: what is read within bounds and is text at all.
pub(in crate::web) fn text(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok()
}

fn refused(problems: &[TableProblem]) -> Problem {
    let part = |told: &TableProblem| Part {
        path: format!("{} line {}", told.table, told.problem.line),
        message: told.problem.message.clone(),
    };
    let detail = format!("The table has {} problems; nothing was stored.", problems.len());
    Problem::invalid(detail, problems.iter().take(MOST_PROBLEMS).map(part).collect())
}

/// Make a register what a table says: the whole table as it shall be. No code may be missing, and an area keeps its
/// level and its parent. `If-Match` names the version that was read.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/registers/{register}", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code."),
        ("register" = String, Path, description = "`areas`, `parties` or `partners`."),
        ("If-Match" = String, Header, description = "The ETag that was read."), Trying),
    request_body(content = String, content_type = "text/csv", description = "The table, at most 4 MiB."),
    responses((status = 200, body = TableChanges), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem)))]
pub(super) async fn change(
    AtAlone(mut desk): AtAlone,
    Path(named): Path<Named>,
    Asked(trying): Asked<Trying>,
    request: Request,
) -> Result<Answer<TableChanges>, Problem> {
    let table = named.table()?;
    if !is_type(request.headers(), "text/csv") {
        return Err(Problem::unsupported("text/csv"));
    }
    let version = if_match(request.headers())?;
    let text = text(body(request, MOST_TABLE).await?.to_vec())
        .ok_or_else(|| Problem::bad_request("the table is not text in UTF-8"))?;
    let tables = Tables::only(table, text);
    let changes = if trying.dry_run {
        desk.try_registers(&tables).await.map(|(_, changes)| changes)
    } else {
        desk.change_registers(&tables, Some(version)).await
    };
    let changes = changes.map_err(|error| match error {
        CaseError::Registers(problems) => refused(&problems),
        other => other.into(),
    })?;
    let Changes { added, changed } = changes.of(table).clone();
    let stored = !trying.dry_run && !changes.is_empty();
    let entry = |one: domain::register::Changed| EntryChanged {
        code: one.code,
        what: one.what,
        was: one.was,
        is: one.is,
    };
    Ok(Answer(TableChanges { stored, added, changed: changed.into_iter().map(entry).collect() }))
}

/// What was changed in a register, the newest first: `areas`, `parties`, `partners` or `boundaries`.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/registers/{register}/history", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code."),
        ("register" = String, Path, description = "`areas`, `parties`, `partners` or `boundaries`.")),
    responses((status = 200, body = Vec<RegisterChanged>), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn history(
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Answer<Vec<RegisterChanged>>, Problem> {
    let table = if named.register == "boundaries" { None } else { Some(named.table()?) };
    let changes = desk.register_history(table).await?;
    Ok(Answer(changes.into_iter().map(RegisterChanged::from).collect()))
}
