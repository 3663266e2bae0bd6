//! Opening what was sent, and making records of it.

use super::incidents::document;
use super::submissions::Named;
use crate::casework::Outcome;
use crate::web::bounded::at_most;
use crate::web::extract::{At, Json, Path};
use crate::web::problem::{Part, Problem};
use axum::Json as Answer;
use axum::extract::Request;
use domain::id::{AttachmentId, SubmissionId};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use utoipa::ToSchema;

/// What is taken although it touches an incident that somebody else recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Accepting {
    /// Ids of submissions that were looked at.
    #[serde(default, deserialize_with = "at_most::<1000, _, _>")]
    #[schema(max_items = 1000)]
    accept: Vec<String>,
    /// Ids of attachments that were looked at.
    #[serde(default, deserialize_with = "at_most::<1000, _, _>")]
    #[schema(max_items = 1000)]
    accept_attachments: Vec<String>,
}

/// What became of the submissions that waited.
#[derive(Serialize, ToSchema)]
pub(super) struct Triaged {
    /// Records were made or amended of so many.
    recorded: usize,
    /// So many were answers, and lie in the working papers of their incidents.
    answered: usize,
    /// Those that stay and wait, each with why.
    waiting: Vec<Waiting>,
    /// So many attachments were put to their incidents.
    attached: usize,
    /// Attachments that stay and wait, each with why.
    attachments_waiting: Vec<WaitingAttachment>,
}

/// A submission that stays.
#[derive(Serialize, ToSchema)]
pub(super) struct Waiting {
    /// Its id.
    submission: String,
    /// Why it waits, and what to do.
    why: String,
}

/// An attachment that stays.
#[derive(Serialize, ToSchema)]
pub(super) struct WaitingAttachment {
    /// Its id.
    attachment: String,
    /// Why it waits, and what to do.
    why: String,
}

/// Open the submissions that wait and make records of them; then put the attachments that wait to the incidents
/// of their reports.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/triage", tag = "workflow",
    params(("situation" = String, Path, description = "The situation's code.")),
    request_body = Accepting,
    responses((status = 200, body = Triaged), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn run(At(desk): At, Json(accepting): Json<Accepting>) -> Result<Answer<Triaged>, Problem> {
    let invalid =
        |_| Problem::invalid("What is accepted is named by ids: 32 hexadecimal digits each.", Vec::new());
    let accepted: Result<HashSet<SubmissionId>, Problem> =
        accepting.accept.iter().map(|id| id.parse().map_err(invalid)).collect();
    let attachments: Result<HashSet<AttachmentId>, Problem> =
        accepting.accept_attachments.iter().map(|id| id.parse().map_err(invalid)).collect();
    let (accepted, attachments) = (accepted?, attachments?);
    let mut answer = Triaged {
        recorded: 0,
        answered: 0,
        waiting: Vec::new(),
        attached: 0,
        attachments_waiting: Vec::new(),
    };
    for triaged in desk.triage(&accepted).await? {
        let why = match triaged.outcome {
            Ok(Outcome::Answered) => {
                answer.answered += 1;
                continue;
            }
            Ok(outcome) => outcome.why_not(),
            Err(error) => Some(error.to_string()),
        };
        match why {
            Some(why) => answer.waiting.push(Waiting { submission: triaged.submission.to_string(), why }),
            None => answer.recorded += 1,
        }
    }
    for placed in desk.place_attachments(&attachments).await? {
        let (attachment, outcome) = (placed.attachment.to_string(), placed.outcome);
        match outcome {
            Ok(_) => answer.attached += 1,
            Err(error) => {
                answer.attachments_waiting.push(WaitingAttachment { attachment, why: error.to_string() });
            }
        }
    }
    Ok(Answer(answer))
}

/// A report that waits, opened.
#[derive(Serialize, ToSchema)]
pub(super) struct WaitingReport {
    /// Its id.
    submission: String,
    /// When it arrived, in whole hours since 1970.
    received_hour: i64,
    /// What came, as text: mostly JSON.
    text: String,
    /// Whether it answers a question, and is no report.
    is_answer: bool,
    /// What keeps it from being read as a document; empty where triage let it wait for another reason.
    problems: Vec<Part>,
}

/// Read a report that waits, as it came. That it was read is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/submissions/{submission}", tag = "workflow",
    params(("situation" = String, Path, description = "The situation's code."),
        ("submission" = String, Path, description = "The report's id: 32 hexadecimal digits.")),
    responses((status = 200, body = WaitingReport), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn show(At(desk): At, Path(named): Path<Named>) -> Result<Answer<WaitingReport>, Problem> {
    let report = desk.waiting_report(named.id()?).await?;
    let part = |problem: domain::interchange::Problem| Part { path: problem.path, message: problem.message };
    Ok(Answer(WaitingReport {
        submission: report.id.to_string(),
        received_hour: report.received_hour,
        text: report.text,
        is_answer: report.is_answer,
        problems: report.problems.into_iter().map(part).collect(),
    }))
}

/// What was made of a report that waited.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeOf {
    /// `new`, `amended` or `unchanged`.
    outcome: &'static str,
}

/// Record a document in the place of a report that waits, in the name of whoever sent it: what triage could not read, put right.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/submissions/{submission}/record", tag = "workflow",
    params(("situation" = String, Path, description = "The situation's code."),
        ("submission" = String, Path, description = "The report's id: 32 hexadecimal digits.")),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 200, body = MadeOf), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn record(
    At(desk): At,
    Path(named): Path<Named>,
    request: Request,
) -> Result<Answer<MadeOf>, Problem> {
    let id = named.id()?;
    let incident = document(&desk, request).await?;
    let outcome = match desk.record_waiting(id, incident).await? {
        Outcome::New { .. } => "new",
        Outcome::Amended { .. } => "amended",
        _ => "unchanged",
    };
    Ok(Answer(MadeOf { outcome }))
}
