//! The log: who did what, in which hour, to which object; and the signed head that proves it.

use super::frame::{Frame, Section, base, page};
use super::reader::Reader;
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::audit::LogAct;
use serde::Deserialize;

/// Entries that are looked through for one page.
const PAGE: u64 = 500;

/// Which part of the log.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    from: String,
    act: String,
    actor: String,
}

#[derive(Template)]
#[template(path = "pages/log.html")]
struct Page {
    frame: Frame,
    acts: Vec<(&'static str, String, bool)>,
    actor: String,
    from: u64,
    to: u64,
    entries: Vec<Entry>,
    earlier: Option<String>,
    later: Option<String>,
    checkpoint: String,
}

struct Entry {
    number: u64,
    hour: String,
    actor: String,
    act: String,
    object: String,
    version: u64,
}

/// How many entries a signed head is of: its second line (C2SP tlog-checkpoint).
fn size(checkpoint: &str) -> u64 {
    checkpoint.lines().nth(1).and_then(|line| line.parse().ok()).unwrap_or_default()
}

/// An hour since 1970, in universal time.
pub(super) fn hour(hours: i64) -> String {
    let time = jiff::Timestamp::from_second(hours * 3_600)
        .map(|time| time.strftime("%Y-%m-%d %H:00 UTC").to_string());
    time.unwrap_or_default()
}

pub(super) async fn log(
    reader: Reader,
    At(desk): At,
    Query(asked): Query<Question>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let checkpoint = desk.checkpoint().await?;
    let size = size(&checkpoint);
    // The newest where nothing else is asked: that is what somebody comes for.
    let from = asked.from.trim().parse().unwrap_or_else(|_| size.saturating_sub(PAGE)).min(size);
    let (rows, _) = desk.log(from, PAGE).await?;
    let act = LogAct::from_code(&asked.act);
    let actor = asked.actor.trim().to_lowercase();
    let path = |from: u64| {
        let asked = [("from", from.to_string()), ("act", asked.act.clone()), ("actor", actor.clone())];
        let asked = serde_html_form::to_string(asked).unwrap_or_default();
        format!("{}/log?{asked}", base(&desk.situation().row.code))
    };
    let entries = rows
        .iter()
        .rev()
        .filter(|row| act.is_none_or(|act| row.entry.act == act))
        .map(|row| Entry {
            number: row.number,
            hour: hour(row.hour),
            actor: match row.entry.actor {
                nobody if nobody == [0; 16] => words.text("log-nobody"),
                actor => hex::encode(actor),
            },
            act: words.text(&act_key(row.entry.act)),
            object: hex::encode(row.entry.object),
            version: row.entry.version,
        })
        .filter(|entry| entry.actor.starts_with(&actor));
    page(&Page {
        acts: LogAct::ALL
            .iter()
            .map(|one| (one.code(), words.text(&act_key(*one)), act == Some(*one)))
            .collect(),
        from,
        to: (from + PAGE).min(size).saturating_sub(1),
        entries: entries.collect(),
        earlier: (from > 0).then(|| path(from.saturating_sub(PAGE))),
        later: (from + PAGE < size).then(|| path(from + PAGE)),
        actor: asked.actor.clone(),
        checkpoint,
        frame: reader.inside(&desk, Section::Log, words.text("section-log")),
    })
}

fn act_key(act: LogAct) -> String {
    format!("act-{}", act.code().replace('_', "-"))
}
