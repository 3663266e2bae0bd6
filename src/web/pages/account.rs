//! A person's own account: sessions, second factors, the fingerprint of their key.

use super::form::Form;
use super::frame::{Frame, on_to, page};
use super::reader::Reader;
use crate::web::extract::Signed;
use crate::web::problem::Problem;
use askama::Template;
use axum::response::Response;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/account.html")]
struct Page {
    frame: Frame,
    fingerprint: String,
    sessions: Vec<Line>,
    factors: Vec<String>,
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
        factors: factors.iter().map(|factor| words.text(&format!("factor-{}", factor.kind))).collect(),
        frame: reader.own(&session, words.text("account-title")),
    })
}

/// A session to end.
#[derive(Deserialize)]
pub(super) struct Ended {
    handle: String,
}

pub(super) async fn end(Signed(session): Signed, Form(ended): Form<Ended>) -> Result<Response, Problem> {
    let mut handle = [0; 16];
    hex::decode_to_slice(&ended.handle, &mut handle).map_err(|_| Problem::not_found())?;
    session.end(&handle).await?;
    Ok(on_to("/account", "session-ended"))
}
