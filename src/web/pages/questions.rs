//! Questions to whoever reported, and their answers.

use super::form::Form;
use super::frame::{Frame, Section, page};
use super::reader::Reader;
use crate::casework::{CaseError, Desk, QuestionLine, Receipt};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::response::Response;
use domain::id::QuestionId;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/questions.html")]
struct Page {
    frame: Frame,
    questions: Vec<Asked>,
    receipt: Option<Received>,
}

struct Asked {
    id: QuestionId,
    /// Which of one's incidents, when, and what; none where it can no longer be opened.
    words: Option<(String, String, String)>,
    /// What was answered and not taken, with why.
    answer: String,
    wrong: Option<String>,
}

/// What the sender holds of an answer that is stored.
struct Received {
    submission: String,
    sha256: String,
    node: String,
    signature: String,
    hour: i64,
}

/// An answer that was not taken.
struct Tried {
    question: QuestionId,
    text: String,
    wrong: String,
}

pub(super) async fn list(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    shown(&reader, &desk, None, None).await
}

/// The question that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    question: String,
}

/// An answer.
#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    text: String,
}

pub(super) async fn answer(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let question: QuestionId = named.question.parse().map_err(|_| Problem::not_found())?;
    match desk.answer(question, &given.text).await {
        Ok(receipt) => shown(&reader, &desk, Some(receipt), None).await,
        // Nothing that was written is lost: the page comes back with it.
        Err(CaseError::Paper(_)) => {
            let wrong = reader.words.text("answer-wrong");
            shown(&reader, &desk, None, Some(Tried { question, text: given.text, wrong })).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn shown(
    reader: &Reader,
    desk: &Desk,
    receipt: Option<Receipt>,
    tried: Option<Tried>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let asked = |line: QuestionLine| {
        let tried = tried.as_ref().filter(|tried| tried.question == line.id);
        Asked {
            id: line.id,
            words: line.words.map(|asked| (asked.incident, words.date(&asked.on), asked.text)),
            answer: tried.map(|tried| tried.text.clone()).unwrap_or_default(),
            wrong: tried.map(|tried| tried.wrong.clone()),
        }
    };
    let received = |receipt: Receipt| Received {
        submission: receipt.submission.to_string(),
        sha256: hex::encode(receipt.digest),
        node: hex::encode(receipt.node),
        signature: hex::encode(receipt.signature),
        hour: receipt.hour,
    };
    let title = words.text("questions-title");
    page(&Page {
        questions: desk.questions().await?.into_iter().map(asked).collect(),
        receipt: receipt.map(received),
        frame: reader.inside(desk, Section::Questions, title),
    })
}
