//! A person's own account: sessions, second factors, the fingerprint of their key.

use super::form::Form;
use super::frame::{Frame, on_to, page};
use super::reader::Reader;
use crate::web::cookie;
use crate::web::extract::Signed;
use crate::web::problem::Problem;
use crate::web::state::Web;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/account.html")]
struct Page {
    frame: Frame,
    fingerprint: String,
    sessions: Vec<Line>,
    /// Handle and name.
    factors: Vec<(String, String)>,
}

struct Line {
    handle: String,
    began: String,
    seen: String,
    second_factor: bool,
    is_this: bool,
}

fn time(seconds: i64) -> String {
    let time =
        jiff::Timestamp::from_second(seconds).map(|time| time.strftime("%Y-%m-%d %H:%M UTC").to_string());
    time.unwrap_or_default()
}

pub(super) async fn account(reader: Reader, Signed(session): Signed) -> Result<Response, Problem> {
    let words = reader.words;
    let sessions = session.sessions().await?.into_iter().map(|line| Line {
        handle: hex::encode(line.handle),
        began: time(line.created_at),
        seen: time(line.seen_at),
        second_factor: line.second_factor,
        is_this: line.is_this,
    });
    let factors = session.second_factors().await?;
    page(&Page {
        fingerprint: session.fingerprint(),
        sessions: sessions.collect(),
        factors: factors
            .into_iter()
            .map(|factor| {
                let kind = words.text(&format!("factor-{}", factor.kind));
                let name = factor.name.map_or_else(|| kind.clone(), |name| format!("{kind}: {name}"));
                (hex::encode(factor.handle), name)
            })
            .collect(),
        frame: reader.own(&session, words.text("account-title")),
    })
}

/// A session or a second factor to end.
#[derive(Deserialize)]
pub(super) struct Ended {
    handle: String,
}

/// The sixteen bytes that a form names something by.
fn handle(text: &str) -> Result<[u8; 16], Problem> {
    let mut handle = [0; 16];
    hex::decode_to_slice(text, &mut handle).map_err(|_| Problem::not_found())?;
    Ok(handle)
}

/// Takes a second factor away; every other session ends.
pub(super) async fn take_away(
    State(web): State<Web>,
    Signed(session): Signed,
    Form(ended): Form<Ended>,
) -> Result<Response, Problem> {
    let removed = session.remove_second_factor(&handle(&ended.handle)?, web.now()).await?;
    Ok(([cookie::set(&web, &removed)], on_to("/account", "factor-removed")).into_response())
}

pub(super) async fn end(Signed(session): Signed, Form(ended): Form<Ended>) -> Result<Response, Problem> {
    session.end(&handle(&ended.handle)?).await?;
    Ok(on_to("/account", "session-ended"))
}
