//! The queue of what waits, and decisions on many at once.

use super::incident_list::IncidentEntry;
use super::incidents::if_match;
use crate::casework::{Ask, Assigned, Work, WorkLine};
use crate::web::bounded::{Place, Text, Whole};
use crate::web::extract::{Asked, At, Json};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::id::IncidentId;
use domain::violation::{Status, Step};
use domain::workflow::{AllowedDays, Waits};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use utoipa::{IntoParams, ToSchema};

const USUAL_PAGE: usize = 50;
/// At most so many decisions come together.
const MOST_DECISIONS: usize = 200;

/// Which part of the queue.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct QueueQuestion {
    /// `new`, `returned`, `answered`, `waiting_technical`, `waiting_ctfmr`, `overdue`; whatever waits where nothing
    /// is said.
    #[param(value_type = Option<String>)]
    state: Option<Waits>,
    /// `me`, `nobody`, or a login.
    #[param(inline)]
    assigned_to: Option<Text<100>>,
    /// `next` of the page before.
    #[param(inline)]
    before: Option<Place>,
    /// How many; 50 unless said otherwise.
    #[param(inline)]
    limit: Option<Whole<1, 200>>,
}

/// A page of the queue, newest first.
#[derive(Serialize, ToSchema)]
pub(super) struct QueuePage {
    /// The incidents.
    incidents: Vec<QueueEntry>,
    /// Where the next page begins; absent on the last one.
    next: Option<i64>,
}

/// An incident in the queue.
#[derive(Serialize, ToSchema)]
pub(super) struct QueueEntry {
    /// The incident, as lists show it.
    incident: IncidentEntry,
    /// For what it waits.
    states: Vec<&'static str>,
    /// The last day on which it is in time.
    #[schema(value_type = Option<String>)]
    due: Option<Date>,
    /// The login of who is to look at it.
    assigned_to: Option<String>,
    /// How many notes there are.
    notes: usize,
}

impl From<WorkLine> for QueueEntry {
    fn from(work: WorkLine) -> Self {
        QueueEntry {
            incident: work.line.into(),
            states: work.waits.into_iter().map(Waits::code).collect(),
            due: work.due,
            assigned_to: work.assigned_to,
            notes: work.notes,
        }
    }
}

/// Open incidents that wait for something.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/queue", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."), QueueQuestion),
    responses((status = 200, body = QueuePage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn list(
    At(desk): At,
    Asked(asked): Asked<QueueQuestion>,
) -> Result<Answer<QueuePage>, Problem> {
    let assigned = match asked.assigned_to {
        None => Assigned::Anybody,
        Some(Text(word)) if word == "me" => Assigned::Me,
        Some(Text(word)) if word == "nobody" => Assigned::Nobody,
        Some(Text(login)) => Assigned::Login(login),
    };
    let most = asked.limit.map_or(USUAL_PAGE, Whole::count);
    let page = desk.work(&Work { waits: asked.state, assigned }, asked.before.map(Place::get), most).await?;
    let incidents = page.lines.into_iter().map(QueueEntry::from).collect();
    Ok(Answer(QueuePage { incidents, next: page.next }))
}

/// How many open incidents wait for each thing; one may be among several.
#[derive(Serialize, ToSchema)]
pub(super) struct QueueCounts {
    /// For the initial step, and not for their reporters.
    new: u64,
    /// For their reporters.
    returned: u64,
    /// For somebody to deal with an answer.
    answered: u64,
    /// For the technical step.
    waiting_technical: u64,
    /// For the CTFMR step.
    waiting_ctfmr: u64,
    /// With a step that is past its day.
    overdue: u64,
}

/// How many open incidents wait for each thing.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/queue/counts", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = QueueCounts), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn counts(At(desk): At) -> Result<Answer<QueueCounts>, Problem> {
    let counts = desk.work_counts().await?;
    let of = |waits: Waits| counts.get(&waits).copied().unwrap_or_default();
    Ok(Answer(QueueCounts {
        new: of(Waits::New),
        returned: of(Waits::Returned),
        answered: of(Waits::Answered),
        waiting_technical: of(Waits::WaitingTechnical),
        waiting_ctfmr: of(Waits::WaitingCtfmr),
        overdue: of(Waits::Overdue),
    }))
}

/// How many days the steps may wait.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Deadlines {
    /// From recording to the initial step.
    #[schema(minimum = 1, maximum = 366)]
    initial: u16,
    /// From the initial step to the technical one. The CTFMR step is due by the end of the quarter in which it
    /// began to wait.
    #[schema(minimum = 1, maximum = 366)]
    technical: u16,
}

fn tagged(version: u64, deadlines: Deadlines) -> Response {
    ([(header::ETAG, format!("\"{version}\""))], Answer(deadlines)).into_response()
}

/// How many days the steps may wait here.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/deadlines", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Deadlines, headers(("ETag" = String, description = "The version."))),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn deadlines(At(desk): At) -> Result<Response, Problem> {
    let (AllowedDays { initial, technical }, version) = desk.setting().await?;
    Ok(tagged(version, Deadlines { initial, technical }))
}

/// Change how many days the steps may wait. `If-Match` names the version that was read.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/deadlines", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("If-Match" = String, Header, description = "The ETag that was read.")),
    request_body = Deadlines,
    responses((status = 200, body = Deadlines, headers(("ETag" = String, description = "The version."))),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 412, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem)))]
pub(super) async fn change_deadlines(
    At(desk): At,
    headers: HeaderMap,
    Json(deadlines): Json<Deadlines>,
) -> Result<Response, Problem> {
    let version = if_match(&headers)?;
    let version =
        desk.change_setting(AllowedDays::checked(deadlines.initial, deadlines.technical), version).await?;
    Ok(tagged(version, deadlines))
}

/// Steps to take on many violations.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decisions {
    /// The steps, each with a reason of its own.
    #[schema(min_items = 1, max_items = 200)]
    decisions: Vec<OneDecision>,
}

/// A step to take on one violation of an incident.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OneDecision {
    /// The incident's id.
    #[schema(max_length = 32)]
    incident: String,
    /// The violation's id in the document.
    #[schema(max_length = 64)]
    violation: String,
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

/// What became of each, in the order of the request.
#[derive(Serialize, ToSchema)]
pub(super) struct DecisionOutcomes {
    /// How many were taken.
    decided: usize,
    /// How many were not.
    refused: usize,
    /// Each of them.
    outcomes: Vec<DecisionOutcome>,
}

/// What became of one: a version, or a problem.
#[derive(Serialize, ToSchema)]
pub(super) struct DecisionOutcome {
    /// The incident's id.
    incident: String,
    /// The violation's id.
    violation: String,
    /// The new version of the record, where the step was taken.
    version: Option<u64>,
    /// Why it was not.
    problem: Option<Problem>,
}

/// Take many steps, each with its own reason. Each is taken or refused by itself, and those that are taken become
/// durable together; the answer says of each what became of it.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/decisions", tag = "workflow",
    params(("situation" = String, Path, description = "The situation's code.")),
    request_body = Decisions,
    responses((status = 200, body = DecisionOutcomes), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn decide(
    At(desk): At,
    Json(Decisions { decisions }): Json<Decisions>,
) -> Result<Answer<DecisionOutcomes>, Problem> {
    if decisions.is_empty() || decisions.len() > MOST_DECISIONS {
        let said = format!("decisions holds 1 to {MOST_DECISIONS} steps.");
        return Err(Problem::invalid(said, Vec::new()));
    }
    let ids: Vec<Option<IncidentId>> =
        decisions.iter().map(|decision| decision.incident.parse().ok()).collect();
    let known = ids.iter().copied().flatten().collect::<Vec<_>>();
    let outside: HashMap<IncidentId, String> = desk.outside_ids(&known).await?;
    let mut asks = Vec::with_capacity(decisions.len());
    let mut outcomes: Vec<DecisionOutcome> = Vec::with_capacity(decisions.len());
    // Where in the answer the outcome of each ask belongs.
    let mut places = Vec::with_capacity(decisions.len());
    for (decision, id) in decisions.into_iter().zip(ids) {
        let OneDecision { incident, violation, step, status, date, reason, reopen } = decision;
        let found = id.and_then(|id| outside.get(&id));
        let problem = found.is_none().then(Problem::not_found);
        if let Some(outside) = found {
            let (incident, violation) = (outside.clone(), violation.clone());
            asks.push(Ask { incident, violation, step, status, date, reason, reopen });
            places.push(outcomes.len());
        }
        outcomes.push(DecisionOutcome { incident, violation, version: None, problem });
    }
    for (place, result) in places.into_iter().zip(desk.decide(&asks).await?) {
        match result {
            Ok(decided) => outcomes[place].version = Some(decided.version),
            Err(error) => outcomes[place].problem = Some(error.into()),
        }
    }
    let decided = outcomes.iter().filter(|outcome| outcome.version.is_some()).count();
    Ok(Answer(DecisionOutcomes { decided, refused: outcomes.len() - decided, outcomes }))
}
