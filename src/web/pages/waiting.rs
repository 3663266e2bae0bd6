//! A report that triage could not make a record of: what came, what is wrong with it, and the same put right.

use super::form::Form;
use super::frame::{Deeper, Frame, Section, base, on_to, page};
use super::log;
use super::reader::Reader;
use crate::casework::{CaseError, Desk, WaitingReport};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::id::SubmissionId;
use domain::interchange::{parse, read};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/waiting.html")]
struct Page {
    frame: Frame,
    id: String,
    received: String,
    text: String,
    /// An answer is shown, and nothing is made of it here.
    is_answer: bool,
    /// Where, and what.
    problems: Vec<(String, String)>,
}

/// The report that a path names.
#[derive(Deserialize)]
pub(super) struct Named {
    submission: SubmissionId,
}

/// A document as people can read it; what is none stays as it is, and so does one that two readers could read as two.
fn laid_out(text: String) -> String {
    let value = parse(text.as_bytes());
    value.ok().and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or(text)
}

fn sheet(reader: &Reader, desk: &Desk, report: WaitingReport, problems: Vec<(String, String)>) -> Page {
    let title = reader.words.text("waiting-title");
    Page {
        frame: reader.inside(desk, Section::Queue, title).deeper(Deeper::Waiting),
        id: report.id.to_string(),
        received: log::hour(report.received_hour),
        text: laid_out(report.text),
        is_answer: report.is_answer,
        problems,
    }
}

pub(super) async fn show(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Response, Problem> {
    let report = desk.waiting_report(named.submission).await?;
    let problems = report.problems.iter().map(|one| (one.path.clone(), one.message.clone())).collect();
    page(&sheet(&reader, &desk, report, problems))
}

/// The document as it was put right.
#[derive(Deserialize)]
pub(super) struct PutRight {
    text: String,
}

pub(super) async fn record(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Form(put): Form<PutRight>,
) -> Result<Response, Problem> {
    let read = read(put.text.as_bytes(), &desk.situation().registers, desk.now().today);
    let problems = match read {
        Ok(incident) => match desk.record_waiting(named.submission, incident).await {
            Ok(_) => {
                let queue = format!("{}/queue?state=new", base(&desk.situation().row.code));
                return Ok(on_to(&queue, "waiting-recorded").into_response());
            }
            Err(CaseError::Invalid(why)) => vec![(String::new(), why)],
            Err(other) => return Err(other.into()),
        },
        Err(problems) => problems.into_iter().map(|one| (one.path, one.message)).collect(),
    };
    // What was typed is not lost by being wrong.
    let report = desk.waiting_report(named.submission).await?;
    let shown = sheet(&reader, &desk, WaitingReport { text: put.text, ..report }, problems);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}
