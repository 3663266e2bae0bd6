//! The boundaries of areas: read from the situation's own file, shown before they are kept.

use super::form::Upload;
use super::frame::{Deeper, Frame, Section, base, on_to, page};
use super::map::Map;
use super::reader::Reader;
use super::registers::{Past, past};
use crate::casework::{CaseError, Desk};
use crate::web::api::boundaries::{MOST_FILE, property};
use crate::web::api::registers::text;
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::boundary::{BoundaryFile, BoundaryProblem, Outline};
use domain::register::Areas;
use std::collections::BTreeMap;

/// So many lines of each kind are shown; the rest are counted.
const MOST_LINES: usize = 200;
/// The greatest list of outlines that a page sends back, in bytes.
const MOST_OUTLINES: usize = 1 << 20;

#[derive(Template)]
#[template(path = "pages/boundaries.html")]
struct Page {
    frame: Frame,
    version: u64,
    /// What is kept now: how many, drawn.
    there: usize,
    map: Option<Map>,
    preview: Option<Preview>,
    history: Vec<Past>,
}

/// What a file would give.
enum Preview {
    /// No file came.
    Wrong(String),
    /// It gives no boundaries.
    Refused(Vec<BoundaryProblem>),
    /// It gives these.
    Would(Box<Would>),
}

struct Would {
    map: Option<Map>,
    count: usize,
    property: String,
    /// Place in the file, code.
    not_placed: Vec<(usize, String)>,
    more_not_placed: usize,
    /// Code, name.
    without: Vec<(String, String)>,
    more_without: usize,
    /// The outlines, to be sent back.
    text: String,
}

async fn around(reader: &Reader, desk: &Desk, preview: Option<Preview>) -> Result<Response, Problem> {
    let words = reader.words;
    let situation = desk.situation();
    let outlines = desk.boundaries().await?;
    let history = desk.register_history(None).await?;
    page(&Page {
        version: situation.row.register_version,
        there: outlines.len(),
        map: Map::plain(&situation.registers.areas, &outlines).filter(|_| preview.is_none()),
        preview,
        history: history.into_iter().map(|change| past(words, change)).collect(),
        frame: reader.inside(desk, Section::Settings, words.text("boundaries")).deeper(Deeper::Boundaries),
    })
}

pub(super) async fn boundaries(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    around(&reader, &desk, None).await
}

fn would(areas: &Areas, file: BoundaryFile) -> Would {
    let lines = file
        .outlines
        .iter()
        .filter_map(|(number, outline)| areas.get(*number).map(|area| format!("{}\t{outline}\n", area.code)));
    let without = file.without.iter().filter_map(|number| areas.get(*number));
    Would {
        map: Map::plain(areas, &file.outlines),
        count: file.outlines.len(),
        not_placed: file
            .not_placed
            .iter()
            .take(MOST_LINES)
            .map(|one| (one.feature, one.code.clone()))
            .collect(),
        more_not_placed: file.not_placed.len().saturating_sub(MOST_LINES),
        without: without.take(MOST_LINES).map(|area| (area.code.clone(), area.name.clone())).collect(),
        more_without: file.without.len().saturating_sub(MOST_LINES),
        property: file.property,
        text: lines.collect(),
    }
}

/// The outlines that a page of ours sent back.
fn outlines(areas: &Areas, text: &str) -> Option<BTreeMap<u32, Outline>> {
    let line = |line: &str| {
        let (code, outline) = line.split_once('\t')?;
        Some((areas.by_code(code)?.number, outline.parse().ok()?))
    };
    text.lines().map(line).collect()
}

/// Says what a file would give, and stores nothing.
pub(super) async fn preview(
    reader: Reader,
    At(desk): At,
    mut sent: Upload<MOST_FILE>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let reader = reader.at(format!("{}/boundaries", base(&desk.situation().row.code)));
    let bytes = sent.take("file");
    let named = text(sent.take("property")).unwrap_or_default();
    let preview = if bytes.is_empty() {
        Preview::Wrong(words.text("register-none-chosen"))
    } else {
        match desk.try_boundaries(&bytes, property(&named)).await {
            Ok(file) => Preview::Would(Box::new(would(&desk.situation().registers.areas, file))),
            Err(CaseError::Boundaries(problems)) => Preview::Refused(problems),
            Err(other) => return Err(other.into()),
        }
    };
    let is_wrong = !matches!(preview, Preview::Would(_));
    let page = around(&reader, &desk, Some(preview)).await?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// Keeps the outlines that were shown, or takes all of them away.
pub(super) async fn change(At(desk): At, mut sent: Upload<MOST_OUTLINES>) -> Result<Response, Problem> {
    let unread = || Problem::bad_request("outlines and the version that was read");
    let version = text(sent.take("version")).and_then(|text| text.trim().parse().ok()).ok_or_else(unread)?;
    let areas = &desk.situation().registers.areas;
    let lines = text(sent.take("outlines")).ok_or_else(unread)?;
    // All are taken away where that is asked for, and not where nothing has arrived.
    let new = match lines.is_empty() {
        true if sent.has("remove") => BTreeMap::new(),
        true => return Err(unread()),
        false => outlines(areas, &lines).ok_or_else(unread)?,
    };
    desk.change_boundaries(new, version).await?;
    Ok(on_to(&format!("{}/boundaries", base(&desk.situation().row.code)), "boundaries"))
}
