//! What the forms of an incident's page send: steps, stages, who looks at it, notes, questions.

use super::case::{IDENTITY, Look, Named, Tried, shown};
use super::form::{Form, if_filled};
use super::frame::{base, on_to};
use super::reader::Reader;
use super::refused::why_not;
use crate::casework::{Ask, CaseError, Desk, Propose, StageAsk};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use axum::response::Response;
use domain::access::ErasureGround;
use domain::id::{IncidentId, QuestionId};
use domain::violation::{IncidentStatus, Status, Step};
use jiff::civil::Date;
use serde::Deserialize;

/// Back to the incident, at a place of its page; names and the story stay in sight where they were being looked at.
fn back(desk: &Desk, incident: IncidentId, open: &str, at: &str, done: &str) -> Response {
    let open = if open == IDENTITY { "?open=identity" } else { "" };
    on_to(&format!("{}/incidents/{incident}{open}#{at}", base(&desk.situation().row.code)), done)
}

/// A step.
#[derive(Deserialize)]
pub(super) struct StepTaken {
    violation: String,
    step: Step,
    #[serde(default)]
    status: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    anew: String,
    /// Whether names and the story were being looked at.
    #[serde(default)]
    open: String,
}

pub(super) async fn decide(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Form(taken): Form<StepTaken>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    let words = reader.words;
    let date = taken.date.trim();
    let wrong = match (
        Status::from_code(&taken.status),
        date.is_empty().then_some(None).or(date.parse().ok().map(Some)),
    ) {
        (None, _) => words.text("choose-a-status"),
        (_, None) => words.text("no-such-day"),
        (Some(status), Some(date)) => {
            let ask = Ask {
                incident: desk.outside_id(id).await?,
                violation: taken.violation.clone(),
                step: taken.step,
                status,
                date,
                reason: taken.reason.clone(),
                reopen: taken.anew == "yes",
            };
            let decided = desk.decide(std::slice::from_ref(&ask)).await?.pop();
            match decided.ok_or_else(|| Problem::internal("a step had no outcome".to_owned()))? {
                Ok(_) => {
                    let at = format!("violation-{}", taken.violation);
                    return Ok(back(&desk, id, &taken.open, &at, "decided"));
                }
                Err(error @ CaseError::Refused(_)) => why_not(words, &error),
                Err(error) => return Err(error.into()),
            }
        }
    };
    // Nothing that was written is lost: the page comes back with it.
    let StepTaken { violation, step, status, date, reason, open, .. } = taken;
    let tried = Tried { violation, step, status, date, reason, wrong };
    shown(&reader, &desk, id, &Look { open, ..Look::default() }, Some(tried)).await
}

/// A stage to enter.
#[derive(Deserialize)]
pub(super) struct StageEntered {
    status: IncidentStatus,
    #[serde(default)]
    duplicate_of: String,
    #[serde(default)]
    reason: String,
    /// Whether names and the story were being looked at.
    #[serde(default)]
    open: String,
}

pub(super) async fn stage(
    At(desk): At,
    Path(named): Path<Named>,
    Form(entered): Form<StageEntered>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    let ask = match entered.status {
        IncidentStatus::Open => StageAsk::Reopen,
        IncidentStatus::Closed => StageAsk::Close,
        IncidentStatus::Void => StageAsk::Void,
        IncidentStatus::Duplicate => StageAsk::Merge { into: entered.duplicate_of.trim().to_owned() },
    };
    desk.change_stage(&desk.outside_id(id).await?, &ask, &entered.reason).await?;
    Ok(back(&desk, id, &entered.open, "stage", "stage"))
}

/// Why a record is to be erased.
#[derive(Deserialize)]
pub(super) struct Erasing {
    ground: ErasureGround,
    /// Whether names and the story were being looked at.
    #[serde(default)]
    open: String,
}

pub(super) async fn erase(
    At(desk): At,
    Path(named): Path<Named>,
    Form(erasing): Form<Erasing>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    desk.propose(Propose::Erase { incident: id, ground: erasing.ground }).await?;
    Ok(back(&desk, id, &erasing.open, "erase", "erase"))
}

/// Who is to look at an incident.
#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default, deserialize_with = "if_filled")]
    to: Option<String>,
    #[serde(default, deserialize_with = "if_filled")]
    due: Option<Date>,
    version: u64,
    /// Whether names and the story were being looked at.
    #[serde(default)]
    open: String,
}

pub(super) async fn assign(
    At(desk): At,
    Path(named): Path<Named>,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    desk.assign(id, given.to.as_deref(), given.due, Some(given.version)).await?;
    Ok(back(&desk, id, &given.open, "paper", "assigned"))
}

/// Words for a working paper.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    text: String,
    /// Whether names and the story were being looked at.
    #[serde(default)]
    open: String,
}

pub(super) async fn note(
    At(desk): At,
    Path(named): Path<Named>,
    Form(written): Form<Written>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    desk.note(id, &written.text).await?;
    Ok(back(&desk, id, &written.open, "paper", "noted"))
}

pub(super) async fn ask(
    At(desk): At,
    Path(named): Path<Named>,
    Form(written): Form<Written>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    desk.ask(id, &written.text).await?;
    Ok(back(&desk, id, &written.open, "paper", "asked"))
}

/// A question.
#[derive(Deserialize)]
pub(super) struct Settled {
    question: QuestionId,
    /// Whether names and the story were being looked at.
    #[serde(default)]
    open: String,
}

pub(super) async fn settle(
    At(desk): At,
    Path(named): Path<Named>,
    Form(settled): Form<Settled>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    desk.settle(id, settled.question).await?;
    Ok(back(&desk, id, &settled.open, "paper", "settled"))
}
