//! The questions to oneself, and what is new.

use super::submissions::{Receipt, answer as receipt};
use super::{hex, unhex_exactly};
use crate::casework::Notice;
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::StatusCode;
use domain::id::QuestionId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The question that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    question: String,
}

/// A question to oneself.
#[derive(Serialize, ToSchema)]
pub(super) struct QuestionEntry {
    /// Its id.
    id: String,
    /// One's own id of the incident. Absent, as all the rest, where the question was sealed to a key that was
    /// lost with a password: it must be asked anew.
    incident: Option<String>,
    /// The day on which it was asked.
    #[schema(value_type = Option<String>)]
    on: Option<Date>,
    /// What is asked.
    text: Option<String>,
}

/// The questions that wait for an answer of one's own, oldest first; 200 at most.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/questions", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<QuestionEntry>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<QuestionEntry>>, Problem> {
    let lines = desk.questions().await?.into_iter().map(|line| {
        let id = line.id.to_string();
        match line.words {
            Some(words) => QuestionEntry {
                id,
                incident: Some(words.incident),
                on: Some(words.on),
                text: Some(words.text),
            },
            None => QuestionEntry { id, incident: None, on: None, text: None },
        }
    });
    Ok(Answer(lines.collect()))
}

/// What to answer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    /// What to say.
    #[schema(min_length = 1, max_length = 4000)]
    text: String,
}

/// Answer a question. The answer is sealed on arrival as a report is; sent again it is the same answer.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/questions/{question}/answer", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("question" = String, Path, description = "The question's id.")),
    request_body = Reply,
    responses((status = 201, body = Receipt), (status = 200, body = Receipt, description = "It had come before."),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn answer(
    At(desk): At,
    Path(named): Path<Named>,
    Json(reply): Json<Reply>,
) -> Result<(StatusCode, Answer<Receipt>), Problem> {
    let question: QuestionId = named.question.parse().map_err(|_| Problem::not_found())?;
    Ok(receipt(&desk.answer(question, &reply.text).await?))
}

/// Something that concerns the caller.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeEntry {
    /// By which it is marked as seen.
    id: String,
    /// `question` (to oneself), `assigned` (to oneself), `overdue` (of one's own), `answered`, `reports` (wait for
    /// triage), `grant` (somebody waits for one).
    kind: &'static str,
    /// The incident concerned.
    incident: Option<String>,
    /// The last day on which it is in time.
    #[schema(value_type = Option<String>)]
    due: Option<Date>,
    /// The login that waits for a grant.
    login: Option<String>,
    /// Whether it has not been marked as seen.
    new: bool,
}

impl From<Notice> for NoticeEntry {
    fn from(notice: Notice) -> Self {
        NoticeEntry {
            id: hex(&notice.name),
            kind: notice.kind,
            incident: notice.incident.map(|id| id.to_string()),
            due: notice.due,
            login: notice.login,
            new: notice.is_new,
        }
    }
}

/// What concerns oneself, new things first. It is read off what is stored now: what has been dealt with is gone.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/notifications", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<NoticeEntry>), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn notices(At(desk): At) -> Result<Answer<Vec<NoticeEntry>>, Problem> {
    Ok(Answer(desk.notices().await?.into_iter().map(NoticeEntry::from).collect()))
}

/// What has been seen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Seen {
    /// Ids of notifications.
    #[schema(max_items = 500)]
    seen: Vec<String>,
}

/// Mark notifications as seen.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/notifications/seen", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code.")),
    request_body = Seen,
    responses((status = 204), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 404, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn saw(At(desk): At, Json(seen): Json<Seen>) -> Result<StatusCode, Problem> {
    let bad = || Problem::invalid("seen holds at most 500 ids of notifications.", Vec::new());
    if seen.seen.len() > 500 {
        return Err(bad());
    }
    let names: Option<Vec<[u8; 8]>> = seen.seen.iter().map(|name| unhex_exactly(name)).collect();
    desk.saw(&names.ok_or_else(bad)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
