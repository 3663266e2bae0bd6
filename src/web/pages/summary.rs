//! The public summary of an incident, checked while it is written against everything in the record that identifies
//! somebody.

use super::case::{Named, story};
use super::form::Form;
use super::frame::{Deeper, Frame, Section, base, on_to, page};
use super::reader::Reader;
use super::said::{Said, Teller};
use super::words::Words;
use crate::casework::{Case, Desk, Outcome, Passage};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::dictionary::{Kind, dictionary};
use domain::id::IncidentId;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/summary.html")]
struct Page {
    frame: Frame,
    /// The path of the incident's pages.
    path: String,
    version: u64,
    /// What is being written.
    text: String,
    /// The most characters.
    most: usize,
    found: Vec<Found>,
    /// Why it was not kept, if that was tried.
    wrong: Option<String>,
    /// What a tick to keep it in spite of what was found says, where it may be kept.
    anyway: Option<String>,
    story: Vec<Said>,
}

/// A passage that identifies somebody.
struct Found {
    kind: String,
    words: String,
}

/// What is written.
#[derive(Deserialize)]
pub(super) struct Written {
    text: String,
    version: u64,
    /// `save`, or nothing: it is only to be looked at.
    #[serde(default)]
    to: String,
    /// The text that is kept in spite of what was found in it.
    #[serde(default)]
    anyway: String,
}

pub(super) async fn form(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    let (case, found) = desk.identifying_in(id, None).await?;
    let text = case.document["public_summary"].as_str().unwrap_or_default().to_owned();
    let version = case.version;
    shown(&reader, &desk, &case, Draft { text, version, found, wrong: None })
}

pub(super) async fn write(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Form(written): Form<Written>,
) -> Result<Response, Problem> {
    let (id, words) = (named.id()?, reader.words);
    let Written { text, version, to, anyway } = written;
    if text.chars().count() > most() {
        return Err(Problem::bad_request(words.count("summary-too-long", most() as u64)));
    }
    let (case, found) = desk.identifying_in(id, Some(&text)).await?;
    let wrong = match to.as_str() {
        "save" if found.is_empty() || anyway == shown_as(&text) => {
            match kept(words, &desk, id, version, &text).await? {
                Ok(()) => return Ok(on_to(&path(&desk, id), "summary")),
                Err(why) => Some(why),
            }
        }
        "save" => Some(words.text("summary-identifies")),
        _ => None,
    };
    shown(&reader, &desk, &case, Draft { text, version, found, wrong })
}

/// What a tick to keep a text all the same says: which text it was that the person was shown the faults of.
fn shown_as(text: &str) -> String {
    hex::encode(&vault::digest_of(&[b"summary", text.as_bytes()])[..16])
}

/// Keeps a summary, or says why not.
async fn kept(
    words: &Words,
    desk: &Desk,
    id: IncidentId,
    version: u64,
    text: &str,
) -> Result<Result<(), String>, Problem> {
    Ok(match desk.summarise(id, version, text).await? {
        Outcome::Stale { .. } => Err(words.text("summary-stale")),
        Outcome::Refused { why } => Err(why),
        Outcome::New { .. } | Outcome::Amended { .. } | Outcome::Unchanged | Outcome::Answered => Ok(()),
    })
}

/// A summary as it stands on the page.
struct Draft {
    text: String,
    version: u64,
    found: Vec<Passage>,
    wrong: Option<String>,
}

fn shown(reader: &Reader, desk: &Desk, case: &Case, draft: Draft) -> Result<Response, Problem> {
    let words = reader.words;
    let Draft { text, version, found, wrong } = draft;
    let status = if wrong.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let teller = Teller { words, registers: &desk.situation().registers };
    let shown = page(&Page {
        path: path(desk, case.id),
        version,
        most: most(),
        found: found
            .iter()
            .filter(|one| !found.iter().any(|other| other != *one && holds(other, one)))
            .map(|one| Found {
                kind: words.text(&format!("identifying-{}", one.kind.replace('_', "-"))),
                words: plain(text.get(one.from..one.to).unwrap_or_default()).to_owned(),
            })
            .collect(),
        anyway: (wrong.is_some() && !found.is_empty()).then(|| shown_as(&text)),
        wrong,
        story: story(&teller, &case.document),
        text,
        frame: reader.inside(desk, Section::Incidents, words.text("summary-title")).deeper(Deeper::Summary),
    })?;
    Ok((status, shown).into_response())
}

/// Whether all of a passage lies in another one of its kind, which then says it too.
fn holds(other: &Passage, one: &Passage) -> bool {
    other.kind == one.kind && other.from <= one.from && one.to <= other.to
}

/// A passage without the blanks and stops around it.
fn plain(words: &str) -> &str {
    words.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '+' | '@'))
}

fn path(desk: &Desk, id: IncidentId) -> String {
    format!("{}/incidents/{id}", base(&desk.situation().row.code))
}

/// The most characters that the dictionary lets a summary have.
fn most() -> usize {
    let field = dictionary().section("incident").and_then(|section| section.field("public_summary"));
    match field.map(|field| &field.kind) {
        Some(Kind::LongText { max } | Kind::Text { max }) => *max,
        _ => 0,
    }
}
