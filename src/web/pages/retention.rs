//! What is due to be erased: how much, which records, and where it is proposed.

use super::form::{Form, if_filled};
use super::frame::{Deeper, Frame, Section, base, may, on_to, page};
use super::reader::Reader;
use crate::casework::Propose;
use crate::web::extract::{Asked, At};
use crate::web::problem::Problem;
use askama::Template;
use axum::response::Response;
use domain::access::Action;
use domain::id::IncidentId;
use domain::retention::Retention;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/retention.html")]
struct Page {
    frame: Frame,
    /// For how many months records are kept; none where there is no end.
    months: Option<u16>,
    /// How many are due today, and since which day the oldest is; none where the person may not count them.
    count: Option<(String, Option<String>)>,
    /// The records; none where the person may not read them.
    list: Option<List>,
    proposes: bool,
}

struct List {
    /// The day as of which they are due, as forms write it and in words.
    as_of: (String, String),
    records: Vec<Record>,
    more: u64,
}

struct Record {
    id: String,
    external_id: String,
    changed_on: String,
    /// Why it stays.
    stays: Option<String>,
}

/// As of which day.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    #[serde(deserialize_with = "if_filled")]
    as_of: Option<Date>,
}

pub(super) async fn show(
    reader: Reader,
    At(desk): At,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let (retention, _) = desk.setting::<Retention>().await?;
    let count = if may(desk.actor(), Action::CountDue) {
        let due = desk.due_count().await?;
        Some((words.number(due.records), due.since.map(|day| words.date(&day))))
    } else {
        None
    };
    let list = if may(desk.actor(), Action::ReadCase) {
        let due = desk.due(wanted.as_of).await?;
        let record = |one: crate::casework::DueLine| Record {
            id: one.line.id.to_string(),
            external_id: one.line.external_id,
            changed_on: words.date(&one.changed_on),
            stays: one.left_out.map(|why| words.text(&format!("left-{}", why.code().replace('_', "-")))),
        };
        let as_of = (due.as_of.to_string(), words.date(&due.as_of));
        Some(List { as_of, records: due.lines.into_iter().map(record).collect(), more: due.more })
    } else {
        None
    };
    page(&Page {
        months: retention.months(),
        count,
        list,
        proposes: may(desk.actor(), Action::Propose),
        frame: reader.inside(&desk, Section::Settings, words.text("retention-due")).deeper(Deeper::Retention),
    })
}

/// What is to be erased: as of the day that the page showed, without what is kept.
#[derive(Deserialize)]
pub(super) struct Erasing {
    as_of: Date,
    #[serde(default)]
    keep: Vec<IncidentId>,
}

pub(super) async fn propose(At(desk): At, Form(erasing): Form<Erasing>) -> Result<Response, Problem> {
    desk.propose(Propose::EraseDue { as_of: Some(erasing.as_of), kept: &erasing.keep }).await?;
    Ok(on_to(&format!("{}/people", base(&desk.situation().row.code)), "erase"))
}

/// For how many months records are kept from now on.
#[derive(Deserialize)]
pub(super) struct Kept {
    #[serde(default, deserialize_with = "if_filled")]
    months: Option<u16>,
    version: u64,
}

pub(super) async fn change(At(desk): At, Form(kept): Form<Kept>) -> Result<Response, Problem> {
    desk.change_setting(Retention::checked(kept.months), kept.version).await?;
    Ok(on_to(&format!("{}/settings", base(&desk.situation().row.code)), "retention"))
}
