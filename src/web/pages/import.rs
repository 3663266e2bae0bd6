//! Incidents from workbooks and tables: what a file would bring is shown, and what of it cannot be taken is told cell by cell,
//! before anything is stored.

use super::form::Upload;
use super::frame::{Deeper, Frame, Section, base, page};
use super::reader::Reader;
use super::said::{Said, Teller};
use crate::casework::{Desk, Outcome as Recorded, Taking};
use crate::reader::ReadError;
use crate::web::extract::{Asked, At};
use crate::web::problem::Problem;
use crate::web::state::Web;
use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::access::{act, permit};
use domain::dictionary::LANGUAGES;
use foreign::mapping::{Mapped, Mapping, apply, fields, propose};
use foreign::sheet::Book;
use foreign::{Outcome, template};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The greatest file, in bytes; `sixfold import` takes greater ones.
const MOST_FILE: usize = 4 << 20;
/// The page that shows what a file would bring carries it back, written as text, with a mapping.
const MOST: usize = 7 << 20;
/// So many rejected rows are shown; the rest are counted.
const MOST_ROWS: usize = 500;
/// So many documents are shown as they would be.
const MOST_SHOWN: usize = 3;
/// Documents that go into one transaction.
const BATCH: usize = 512;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// How the names of fields begin that say what a column is; its heading follows.
const COLUMN: &str = "to:";

#[derive(Template)]
#[template(path = "pages/import.html")]
struct Page {
    frame: Frame,
    /// Whether what is imported becomes records at once, or waits sealed for those who open reports.
    records: bool,
    /// The languages of the template: code and own name.
    languages: Vec<(&'static str, String)>,
    shown: Shown,
}

/// What there is to say of a file.
enum Shown {
    Nothing,
    /// It cannot be read.
    Wrong(String),
    Preview(Box<Preview>),
    Done(Done),
}

struct Preview {
    /// The file, to be sent back.
    file: String,
    /// What its columns are, where it is no template of ours.
    mapping: Option<MappingShown>,
    rows: usize,
    documents: usize,
    rejected: Vec<Row>,
    more: usize,
    rejected_rows: usize,
    remarks: Vec<String>,
    /// The first documents, each with its reference.
    first: Vec<(String, Vec<Said>)>,
}

struct MappingShown {
    text: String,
    columns: Vec<Column>,
    keeps_others: bool,
    /// The paths of fields and their names.
    fields: Vec<(String, String)>,
}

struct Column {
    heading: String,
    to: String,
    why: String,
}

struct Row {
    place: String,
    why: String,
}

/// What became of the documents.
struct Done {
    new: usize,
    amended: usize,
    same: usize,
    refused: Vec<Row>,
    rejected_rows: usize,
}

fn around(reader: &Reader, desk: &Desk, shown: Shown) -> Result<Response, Problem> {
    let words = reader.words;
    let path = format!("{}/import", base(&desk.situation().row.code));
    let languages = super::words::Words::languages();
    let is_wrong = matches!(shown, Shown::Wrong(_));
    let page = page(&Page {
        records: permit::<act::Record>(desk.actor()).is_ok(),
        languages: languages.map(|words| (words.language(), words.text("language"))).collect(),
        shown,
        frame: reader
            .clone()
            .at(path)
            .inside(desk, Section::Report, words.text("import-title"))
            .deeper(Deeper::Import),
    })?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

pub(super) async fn import(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    around(&reader, &desk, Shown::Nothing)
}

/// In which language a template is wanted.
#[derive(Deserialize)]
pub(super) struct Wanted {
    language: String,
}

/// The workbook that is filled and imported, empty.
pub(super) async fn workbook(At(desk): At, Asked(wanted): Asked<Wanted>) -> Result<Response, Problem> {
    let language = LANGUAGES.iter().find(|language| **language == wanted.language);
    let language = language.ok_or_else(Problem::not_found)?;
    let situation = desk.situation();
    let bytes = template::make(&situation.registers, &situation.row.code, language, &[])
        .map_err(|error| Problem::internal(error.to_string()))?;
    let name = format!("attachment; filename=\"{}-{language}.xlsx\"", situation.row.code);
    Ok(([(header::CONTENT_TYPE, XLSX.to_owned()), (header::CONTENT_DISPOSITION, name)], bytes)
        .into_response())
}

/// A file with what its columns are, as a form brought it.
struct Brought {
    bytes: Vec<u8>,
    mapping: Option<Mapping>,
}

/// What was sent, or what is wrong with it in words.
fn brought(reader: &Reader, sent: &mut Upload<MOST>) -> Result<Brought, String> {
    let chosen = sent.take("file");
    let kept = BASE64_STANDARD.decode(sent.take("kept")).map_err(|_| reader.words.text("import-again"))?;
    let bytes = if chosen.is_empty() { kept } else { chosen };
    if bytes.is_empty() {
        return Err(reader.words.text("register-none-chosen"));
    }
    if bytes.len() > MOST_FILE {
        return Err(reader.words.text("import-large"));
    }
    let text = match sent.take("mapping-file") {
        file if !file.is_empty() => file,
        _ => sent.take("mapping"),
    };
    let text = String::from_utf8(text).map_err(|_| reader.words.text("register-not-text"))?;
    let mut mapping = match text.trim() {
        "" => None,
        text => Some(Mapping::from_toml(text).map_err(|error| error.to_string())?),
    };
    if let Some(mapping) = &mut mapping {
        if sent.has("columns") {
            mapping.keep_others = sent.has("others");
        }
        for (heading, to) in sent.beginning(COLUMN) {
            choose(mapping, heading, String::from_utf8_lossy(&to).trim());
        }
    }
    Ok(Brought { bytes, mapping })
}

/// Makes a column what somebody says that it is.
fn choose(mapping: &mut Mapping, heading: String, to: &str) {
    let before = mapping.columns.iter().position(|column| column.heading == heading);
    match (before, to) {
        (Some(at), "") => drop(mapping.columns.remove(at)),
        (Some(at), to) if mapping.columns[at].to == to => {}
        (None, "") => {}
        (before, to) => {
            let column = Mapped {
                heading,
                to: to.to_owned(),
                values: BTreeMap::new(),
                confidence: None,
                reason: None,
            };
            match before {
                Some(at) => mapping.columns[at] = column,
                None => mapping.columns.push(column),
            }
        }
    }
}

/// What a file holds, and what its columns were taken for.
struct Read {
    outcome: Outcome,
    mapping: Option<Mapping>,
}

async fn read(web: &Web, desk: &Desk, brought: Brought) -> Result<Result<Read, String>, Problem> {
    let strangers = web.strangers().clone();
    let read = tokio::task::spawn_blocking(move || strangers.read(&brought.bytes)).await;
    let book: Book = match read.map_err(|error| Problem::internal(error.to_string()))? {
        Ok(book) => book,
        Err(ReadError::System(error)) => return Err(Problem::internal(format!("a reader: {error}"))),
        Err(other) => return Ok(Err(other.to_string())),
    };
    let (registers, today) = (&desk.situation().registers, desk.now().today);
    // As much calculation as an export has: other requests do not wait for it.
    Ok(tokio::task::block_in_place(|| {
        if template::is_template(&book) {
            return Ok(Read { outcome: template::read(&book, registers, today), mapping: None });
        }
        let mapping = match brought.mapping {
            Some(mapping) => mapping,
            None => propose(&book, registers).map_err(|error| error.to_string())?,
        };
        let outcome = apply(&book, &mapping, registers, today).map_err(|error| error.to_string())?;
        Ok(Read { outcome, mapping: Some(mapping) })
    }))
}

fn rejected(outcome: &Outcome) -> Vec<Row> {
    let rows = outcome.rejected.iter().take(MOST_ROWS);
    rows.flat_map(|row| {
        row.reasons.iter().map(|reason| Row {
            place: place(&row.at.sheet, reason.cell.as_deref(), row.at.row),
            why: reason.message.clone(),
        })
    })
    .collect()
}

fn place(sheet: &str, cell: Option<&str>, row: u32) -> String {
    let at = cell.map_or_else(|| row.to_string(), str::to_owned);
    if sheet.is_empty() { at } else { format!("{sheet}!{at}") }
}

fn mapping_shown(reader: &Reader, mapping: &Mapping) -> Result<MappingShown, Problem> {
    let read = mapping.columns.iter().map(|column| Column {
        heading: column.heading.clone(),
        to: column.to.clone(),
        why: column.reason.clone().unwrap_or_default(),
    });
    let is_read = |heading: &str| mapping.columns.iter().any(|column| column.heading == heading);
    let unread = mapping.unread.iter().filter(|column| !is_read(&column.heading)).map(|column| Column {
        heading: column.heading.clone(),
        to: String::new(),
        why: column.reason.clone(),
    });
    Ok(MappingShown {
        text: mapping.to_toml().map_err(|error| Problem::internal(error.to_string()))?,
        columns: read.chain(unread).collect(),
        keeps_others: mapping.keep_others,
        fields: fields(reader.words.language()),
    })
}

/// Says what a file would bring, and stores nothing.
pub(super) async fn preview(
    State(web): State<Web>,
    reader: Reader,
    At(desk): At,
    mut sent: Upload<MOST>,
) -> Result<Response, Problem> {
    let brought = match brought(&reader, &mut sent) {
        Ok(brought) => brought,
        Err(wrong) => return around(&reader, &desk, Shown::Wrong(wrong)),
    };
    let file = BASE64_STANDARD.encode(&brought.bytes);
    let Read { outcome, mapping } = match read(&web, &desk, brought).await? {
        Ok(read) => read,
        Err(wrong) => return around(&reader, &desk, Shown::Wrong(wrong)),
    };
    let teller = Teller { words: reader.words, registers: &desk.situation().registers };
    let first = outcome.documents.iter().take(MOST_SHOWN).map(|taken| {
        let told = teller.told("incident", &taken.document.to_value(), &["schema", "external_id", "status"]);
        (taken.document.external_id.clone(), told)
    });
    let preview = Preview {
        file,
        mapping: mapping.as_ref().map(|mapping| mapping_shown(&reader, mapping)).transpose()?,
        rows: outcome.rows,
        documents: outcome.documents.len(),
        rejected: rejected(&outcome),
        more: outcome.rejected.len().saturating_sub(MOST_ROWS),
        rejected_rows: outcome.rejected.len(),
        remarks: outcome.remarks.clone(),
        first: first.collect(),
    };
    around(&reader, &desk, Shown::Preview(Box::new(preview)))
}

/// Takes what was shown.
pub(super) async fn take(
    State(web): State<Web>,
    reader: Reader,
    At(desk): At,
    mut sent: Upload<MOST>,
) -> Result<Response, Problem> {
    let brought = match brought(&reader, &mut sent) {
        Ok(brought) => brought,
        Err(wrong) => return around(&reader, &desk, Shown::Wrong(wrong)),
    };
    let Read { outcome, .. } = match read(&web, &desk, brought).await? {
        Ok(read) => read,
        Err(wrong) => return around(&reader, &desk, Shown::Wrong(wrong)),
    };
    let mut done =
        Done { new: 0, amended: 0, same: 0, refused: Vec::new(), rejected_rows: outcome.rejected.len() };
    if permit::<act::Record>(desk.actor()).is_err() {
        for batch in outcome.documents.chunks(BATCH) {
            let documents: Vec<_> = batch.iter().map(|taken| taken.document.clone()).collect();
            let new = desk.submit(&documents).await?.into_iter().filter(|new| *new).count();
            done.new += new;
            done.same += documents.len() - new;
        }
        return around(&reader, &desk, Shown::Done(done));
    }
    let permit = desk.may_record(Taking::ContentOnly).await?;
    for batch in outcome.documents.chunks(BATCH) {
        let documents: Vec<_> = batch.iter().map(|taken| taken.document.clone()).collect();
        let ready = tokio::task::block_in_place(|| desk.prepare_all(&documents, Taking::ContentOnly))?;
        for (taken, outcome) in batch.iter().zip(desk.record(&permit, ready).await?) {
            match outcome {
                Recorded::New { .. } => done.new += 1,
                Recorded::Amended { .. } => done.amended += 1,
                Recorded::Unchanged | Recorded::Answered => done.same += 1,
                refused @ (Recorded::Refused { .. } | Recorded::Stale { .. }) => {
                    let spot = taken.rows.first();
                    let place = spot.map(|spot| place(&spot.sheet, None, spot.row)).unwrap_or_default();
                    done.refused.push(Row { place, why: refused.why_not().unwrap_or_default() });
                }
            }
        }
    }
    around(&reader, &desk, Shown::Done(done))
}
