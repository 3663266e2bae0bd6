//! The working paper of an incident: assignment, notes, and questions to its reporter.

use super::incidents::{Named, id, if_match};
use crate::casework::{AskedLine, AssignmentLine, NoteLine};
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::id::QuestionId;
use domain::workflow::Exchange;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The question that the path names.
#[derive(Deserialize)]
pub(super) struct NamedQuestion {
    incident: String,
    question: String,
}

/// The working paper of an incident. It is no part of the record: it has a version of its own.
#[derive(Serialize, ToSchema)]
pub(super) struct WorkingPaper {
    /// Its version; 0 where nothing is in it yet.
    version: u64,
    /// Who is to look at the incident.
    assignment: Option<Assignment>,
    /// Notes, oldest first.
    notes: Vec<Note>,
    /// Questions to the reporter, oldest first, without their words.
    questions: Vec<AskedQuestion>,
}

/// Who is to look at an incident.
#[derive(Serialize, ToSchema)]
pub(super) struct Assignment {
    /// The login.
    to: String,
    /// The login of who said so.
    by: String,
    /// The day.
    #[schema(value_type = String)]
    on: Date,
    /// The last day on which it is in time, where one was agreed.
    #[schema(value_type = Option<String>)]
    due: Option<Date>,
}

/// A note.
#[derive(Serialize, ToSchema)]
pub(super) struct Note {
    /// The day.
    #[schema(value_type = String)]
    on: Date,
    /// The login of who wrote it.
    by: String,
    /// What it says.
    text: String,
}

/// A question to the reporter, without its words.
#[derive(Serialize, ToSchema)]
pub(super) struct AskedQuestion {
    /// Its id.
    id: String,
    /// The day.
    #[schema(value_type = String)]
    on: Date,
    /// The login of who asked.
    by: String,
    /// `open`, `answered`, `withdrawn`, `settled`.
    state: &'static str,
    /// The day since which it stands so, where it is no longer open.
    #[schema(value_type = Option<String>)]
    since: Option<Date>,
}

impl From<AssignmentLine> for Assignment {
    fn from(line: AssignmentLine) -> Self {
        Assignment { to: line.to, by: line.by, on: line.on, due: line.due }
    }
}

impl From<NoteLine> for Note {
    fn from(line: NoteLine) -> Self {
        Note { on: line.on, by: line.by, text: line.text }
    }
}

impl From<AskedLine> for AskedQuestion {
    fn from(line: AskedLine) -> Self {
        AskedQuestion { id: line.id, on: line.on, by: line.by, state: line.state, since: line.since }
    }
}

/// The working paper of an incident: who looks at it and by when, notes, and where its questions stand.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/working-paper", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = WorkingPaper, headers(("ETag" = String, description = "The paper's version."))),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn paper(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    let sheet = desk.working_paper(id(&named.incident)?).await?;
    let tag = [(header::ETAG, format!("\"{}\"", sheet.version))];
    let paper = WorkingPaper {
        version: sheet.version,
        assignment: sheet.assignment.map(Assignment::from),
        notes: sheet.notes.into_iter().map(Note::from).collect(),
        questions: sheet.questions.into_iter().map(AskedQuestion::from).collect(),
    };
    Ok((tag, Answer(paper)).into_response())
}

/// The working paper after a change.
#[derive(Serialize, ToSchema)]
pub(super) struct PaperChanged {
    /// The new version of the working paper.
    version: u64,
}

/// Whom to give an incident.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    /// The login; null for nobody.
    #[schema(max_length = 40)]
    to: Option<String>,
    /// The last day on which it is in time; without it the days of its steps hold.
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
}

/// Say who is to look at an incident and by when, or that nobody is. `If-Match` names the version of the working
/// paper that was read.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/assignment", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("If-Match" = String, Header, description = "The ETag of the working paper that was read.")),
    request_body = Given,
    responses((status = 201, body = PaperChanged), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 412, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn assign(
    At(desk): At,
    Path(named): Path<Named>,
    headers: HeaderMap,
    Json(given): Json<Given>,
) -> Result<(StatusCode, Answer<PaperChanged>), Problem> {
    let incident = id(&named.incident)?;
    let version = if_match(&headers)?;
    let version = desk.assign(incident, given.to.as_deref(), given.due, Some(version)).await?;
    Ok((StatusCode::CREATED, Answer(PaperChanged { version })))
}

/// Words for a working paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// What to write.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Write a note on an incident. Names do not belong into notes: every technical reviewer reads them.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/notes", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    request_body = Words,
    responses((status = 201, body = PaperChanged), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn note(
    At(desk): At,
    Path(named): Path<Named>,
    Json(words): Json<Words>,
) -> Result<(StatusCode, Answer<PaperChanged>), Problem> {
    let version = desk.note(id(&named.incident)?, &words.text).await?;
    Ok((StatusCode::CREATED, Answer(PaperChanged { version })))
}

/// A question and its answers, in words.
#[derive(Serialize, ToSchema)]
pub(super) struct ExchangeEntry {
    /// The question's id.
    id: String,
    /// What was asked.
    text: String,
    /// What was answered.
    answers: Vec<AnswerEntry>,
}

/// What was answered.
#[derive(Serialize, ToSchema)]
pub(super) struct AnswerEntry {
    /// The day on which it was opened.
    #[schema(value_type = String)]
    on: Date,
    /// What it says.
    text: String,
}

impl From<Exchange> for ExchangeEntry {
    fn from(exchange: Exchange) -> Self {
        let answers = exchange.answers.into_iter().map(|(on, text)| AnswerEntry { on, text });
        ExchangeEntry { id: exchange.id.to_string(), text: exchange.text, answers: answers.collect() }
    }
}

/// The words of the questions on an incident and of their answers. That they were read is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/questions", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = Vec<ExchangeEntry>), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn exchanges(
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Answer<Vec<ExchangeEntry>>, Problem> {
    let exchanges = desk.exchanges(id(&named.incident)?).await?;
    Ok(Answer(exchanges.into_iter().map(ExchangeEntry::from).collect()))
}

/// A question that was asked.
#[derive(Serialize, ToSchema)]
pub(super) struct QuestionSent {
    /// Its id.
    question: String,
    /// The new version of the working paper.
    version: u64,
}

/// Return an incident to whoever reported it, with a question. It is sealed to them alone.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/questions", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    request_body = Words,
    responses((status = 201, body = QuestionSent), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn ask(
    At(desk): At,
    Path(named): Path<Named>,
    Json(words): Json<Words>,
) -> Result<(StatusCode, Answer<QuestionSent>), Problem> {
    let (question, version) = desk.ask(id(&named.incident)?, &words.text).await?;
    Ok((StatusCode::CREATED, Answer(QuestionSent { question: question.to_string(), version })))
}

/// Take back a question that is open, or say that its answer has been dealt with.
#[utoipa::path(post,
    path = "/api/v1/situations/{situation}/incidents/{incident}/questions/{question}/settlement", tag = "follow-up",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("question" = String, Path, description = "The question's id.")),
    request_body = Settlement,
    responses((status = 201, body = PaperChanged), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 415, body = Problem)))]
pub(super) async fn settle(
    At(desk): At,
    Path(named): Path<NamedQuestion>,
    Json(Settlement {}): Json<Settlement>,
) -> Result<(StatusCode, Answer<PaperChanged>), Problem> {
    let question: QuestionId = named.question.parse().map_err(|_| Problem::not_found())?;
    let version = desk.settle(id(&named.incident)?, question).await?;
    Ok((StatusCode::CREATED, Answer(PaperChanged { version })))
}

/// Nothing needs to be said.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Settlement {}
