//! One incident, its history, its steps and its stage.

use crate::casework::{Ask, Case, Expects, HistoryLine, Outcome, StageAsk, Taking};
use crate::web::extract::{At, Json, Path, body, is_type};
use crate::web::problem::{Part, Problem};
use axum::Json as Answer;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::IncidentId;
use domain::interchange::{Incident, read};
use domain::violation::{IncidentStatus, Status, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The greatest document, in bytes.
const MOST: usize = 4 << 20;

/// The incident that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    pub(super) incident: String,
}

/// The violation that the path names.
#[derive(Deserialize)]
pub(super) struct NamedViolation {
    incident: String,
    violation: String,
}

pub(super) fn id(text: &str) -> Result<IncidentId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

fn shown(case: Case) -> Response {
    let tag = [(header::ETAG, format!("\"{}\"", case.version))];
    (tag, Answer(case.document)).into_response()
}

/// The coded content of an incident (`sixfold.incident/1`), without names, places, contacts and stories.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = serde_json::Value, headers(("ETag" = String, description = "The version."))),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn case(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    Ok(shown(desk.case(id(&named.incident)?).await?))
}

/// The whole document of an incident. That it was read is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/identity", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = serde_json::Value, headers(("ETag" = String, description = "The version."))),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn identity(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    Ok(shown(desk.case_with_identity(id(&named.incident)?).await?))
}

/// The version that the path names.
#[derive(Deserialize)]
pub(super) struct NamedVersion {
    incident: String,
    version: u64,
}

/// A version of an incident as it was: the whole document. That it was read is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/versions/{version}",
    tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("version" = u64, Path, description = "The version, from 1.")),
    responses((status = 200, body = serde_json::Value, headers(("ETag" = String, description = "The version."))),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn version(At(desk): At, Path(named): Path<NamedVersion>) -> Result<Response, Problem> {
    Ok(shown(desk.version_with_identity(id(&named.incident)?, named.version).await?))
}

/// What became of a document.
#[derive(Serialize, ToSchema)]
pub(super) struct Recorded {
    /// The incident's id here.
    incident: String,
    /// `new`, `amended`, `unchanged`.
    outcome: &'static str,
    /// Paths of what changed.
    changed: Vec<String>,
    /// Violations whose decisions were set aside, because what is counted of them changed.
    set_aside: Vec<String>,
    /// Decisions of the document that were left out: they are taken here.
    decisions_left_out: usize,
}

/// The document that a request brings.
pub(super) async fn document(desk: &crate::casework::Desk, request: Request) -> Result<Incident, Problem> {
    if !is_type(request.headers(), "application/json") {
        return Err(Problem::unsupported("application/json"));
    }
    let bytes = body(request, MOST).await?;
    read(&bytes, &desk.situation().registers, desk.now().today).map_err(|problems| {
        let parts = problems.into_iter().map(|problem| Part { path: problem.path, message: problem.message });
        Problem::invalid("The document is not valid; nothing was stored.", parts.collect())
    })
}

async fn record(
    desk: &crate::casework::Desk,
    incident: Incident,
    expects: Expects,
    wanted: Option<IncidentId>,
) -> Result<(StatusCode, Answer<Recorded>), Problem> {
    let permit = desk.may_record(Taking::ContentOnly).await?;
    let ready = desk.prepare(incident, Taking::ContentOnly)?.expecting(expects);
    let id = ready.id();
    if wanted.is_some_and(|wanted| wanted != id) {
        return Err(Problem::invalid(
            "external_id is that of another incident; it cannot be changed.",
            Vec::new(),
        ));
    }
    let outcome = desk.record(&permit, vec![ready]).await?.pop();
    let answer = |status, outcome, changed, set_aside, decisions_left_out| {
        let incident = id.to_string();
        Ok((status, Answer(Recorded { incident, outcome, changed, set_aside, decisions_left_out })))
    };
    match outcome {
        Some(Outcome::New { decisions_left_out }) => {
            answer(StatusCode::CREATED, "new", Vec::new(), Vec::new(), decisions_left_out)
        }
        Some(Outcome::Amended { changed, set_aside, decisions_left_out, .. }) => {
            answer(StatusCode::OK, "amended", changed, set_aside, decisions_left_out)
        }
        Some(Outcome::Unchanged | Outcome::Answered) => {
            answer(StatusCode::OK, "unchanged", Vec::new(), Vec::new(), 0)
        }
        Some(Outcome::Stale { .. }) if expects == Expects::Nothing => Err(Problem::conflict(
            "There is an incident with this external_id and other content; read it and put your change with If-Match.",
        )),
        Some(Outcome::Stale { .. }) => Err(Problem::stale()),
        Some(Outcome::Refused { why }) => Err(Problem::conflict(why)),
        None => Err(Problem::internal("a document had no outcome".to_owned())),
    }
}

/// Record an incident document (`sixfold.incident/1`). The same document again changes nothing.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code.")),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 201, body = Recorded), (status = 200, body = Recorded, description = "It was there."),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn add(At(desk): At, request: Request) -> Result<(StatusCode, Answer<Recorded>), Problem> {
    let incident = document(&desk, request).await?;
    record(&desk, incident, Expects::Nothing, None).await
}

/// Amend an incident with its whole document. `If-Match` names the version that was read.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/incidents/{incident}", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("If-Match" = String, Header, description = "The ETag that was read.")),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, body = Recorded), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem)))]
pub(super) async fn amend(
    At(desk): At,
    Path(named): Path<Named>,
    headers: HeaderMap,
    request: Request,
) -> Result<(StatusCode, Answer<Recorded>), Problem> {
    let wanted = id(&named.incident)?;
    let version = if_match(&headers)?;
    let incident = document(&desk, request).await?;
    // Only whoever may know that it is there is told how its version stands.
    desk.case(wanted).await?;
    record(&desk, incident, Expects::Version(version), Some(wanted)).await
}

/// The version that `If-Match` names.
pub(super) fn if_match(headers: &HeaderMap) -> Result<u64, Problem> {
    let said = headers.get(header::IF_MATCH).ok_or_else(Problem::needs_version)?;
    let tag = said.to_str().ok().and_then(|text| text.strip_prefix('"')?.strip_suffix('"'));
    tag.and_then(|tag| tag.parse().ok()).ok_or_else(Problem::needs_version)
}

/// What happened to an incident.
#[derive(Serialize, ToSchema)]
pub(super) struct History {
    /// The version of the record.
    version: u64,
    /// What happened, oldest first.
    lines: Vec<HappenedLine>,
}

/// One thing that happened.
#[derive(Serialize, ToSchema)]
pub(super) struct HappenedLine {
    /// The day.
    #[schema(value_type = String)]
    on: Date,
    /// The login of who did it.
    by: String,
    /// `recorded`, `amended`, `decided`, `set_aside`, `stage`, `merged_in`, `taken_out`, `told_apart`.
    what: &'static str,
    /// The violation concerned.
    violation: Option<String>,
    /// Step and status, the new stage, the paths changed.
    detail: String,
    /// Why.
    reason: String,
}

impl From<HistoryLine> for HappenedLine {
    fn from(line: HistoryLine) -> Self {
        HappenedLine {
            on: line.on,
            by: line.by,
            what: line.what,
            violation: line.violation,
            detail: line.detail.to_string(),
            reason: line.reason,
        }
    }
}

/// The history of an incident: it only grows.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/history", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = History), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn history(At(desk): At, Path(named): Path<Named>) -> Result<Answer<History>, Problem> {
    let outside = desk.outside_id(id(&named.incident)?).await?;
    let history = desk.history(&outside).await?;
    let lines = history.lines.into_iter().map(HappenedLine::from).collect();
    Ok(Answer(History { version: history.version, lines }))
}

/// A step to take.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StepTaken {
    /// `initial`, `technical`, `ctfmr`.
    #[schema(value_type = String)]
    step: Step,
    /// `pending`, `verified`, `not_verified`, `not_mrm`, `did_not_occur`.
    #[schema(value_type = String)]
    status: Status,
    /// The date of the decision; today unless said otherwise.
    #[schema(value_type = Option<String>, format = Date)]
    date: Option<Date>,
    /// Why.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// Whether a step that was decided before is decided anew.
    #[serde(default)]
    reopen: bool,
}

/// The record after a change.
#[derive(Serialize, ToSchema)]
pub(super) struct Changed {
    /// The new version of the record.
    pub(super) version: u64,
}

/// Take a step on a violation: in order, by another person each, with a reason.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/violations/{violation}/steps",
    tag = "workflow",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("violation" = String, Path, description = "The violation's id in the document.")),
    request_body = StepTaken,
    responses((status = 201, body = Changed), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn step(
    At(desk): At,
    Path(named): Path<NamedViolation>,
    Json(taken): Json<StepTaken>,
) -> Result<(StatusCode, Answer<Changed>), Problem> {
    let incident = desk.outside_id(id(&named.incident)?).await?;
    let StepTaken { step, status, date, reason, reopen } = taken;
    let ask = Ask { incident, violation: named.violation, step, status, date, reason, reopen };
    let decided = desk.decide(std::slice::from_ref(&ask)).await?.pop();
    let decided = decided.ok_or_else(|| Problem::internal("a step had no outcome".to_owned()))??;
    Ok((StatusCode::CREATED, Answer(Changed { version: decided.version })))
}

/// A stage to enter.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StageEntered {
    /// `open` (again), `closed`, `void`, `duplicate`.
    #[schema(value_type = String)]
    status: IncidentStatus,
    /// The id of the incident that stays, where this one is a duplicate of it.
    #[schema(max_length = 32)]
    duplicate_of: Option<String>,
    /// Why.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Close, void, reopen an incident, or merge it into another.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/stages", tag = "workflow",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    request_body = StageEntered,
    responses((status = 201, body = Changed), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn stage(
    At(desk): At,
    Path(named): Path<Named>,
    Json(entered): Json<StageEntered>,
) -> Result<(StatusCode, Answer<Changed>), Problem> {
    let incident = desk.outside_id(id(&named.incident)?).await?;
    let ask = match (entered.status, entered.duplicate_of) {
        (IncidentStatus::Open, None) => StageAsk::Reopen,
        (IncidentStatus::Closed, None) => StageAsk::Close,
        (IncidentStatus::Void, None) => StageAsk::Void,
        (IncidentStatus::Duplicate, Some(other)) => {
            StageAsk::Merge { into: desk.outside_id(id(&other)?).await? }
        }
        (IncidentStatus::Duplicate, None) => {
            return Err(Problem::invalid("duplicate_of says which incident stays.", Vec::new()));
        }
        (_, Some(_)) => {
            return Err(Problem::invalid("duplicate_of belongs to the status duplicate.", Vec::new()));
        }
    };
    let version = desk.change_stage(&incident, &ask, &entered.reason).await?;
    Ok((StatusCode::CREATED, Answer(Changed { version })))
}
