//! Registers are read from tables: what a table would change is shown before it is stored, and what was changed after.

use super::form::Upload;
use super::frame::{Deeper, Frame, Section, base, on_to, page};
use super::log::hour;
use super::reader::Reader;
use super::words::Words;
use crate::casework::{CaseError, Desk, RegisterChange};
use crate::web::api::registers::{MOST_TABLE, Named, text};
use crate::web::extract::{At, AtAlone, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::register::{Changes, Registers, Table, TableProblem, Tables};

/// So many lines of each kind are shown; the rest are counted.
const MOST_LINES: usize = 200;

#[derive(Template)]
#[template(path = "pages/register.html")]
struct Page {
    frame: Frame,
    /// The register's code.
    register: &'static str,
    entries: usize,
    version: u64,
    preview: Option<Preview>,
    history: Vec<Past>,
}

/// What a table would do.
enum Preview {
    /// No table came.
    Wrong(String),
    /// It cannot take the register's place.
    Refused { problems: Vec<(u64, String)>, more: usize },
    /// The register is so already.
    Same,
    /// It would change this.
    Would {
        /// Code and name.
        added: Vec<(String, String)>,
        more_added: usize,
        /// Code, column, what stands there, what would.
        changed: Vec<[String; 4]>,
        more_changed: usize,
        /// The table, to be sent back.
        text: String,
    },
}

/// A change that was made.
pub(super) struct Past {
    pub(super) version: u64,
    pub(super) hour: String,
    pub(super) by: Option<String>,
    pub(super) what: String,
    pub(super) new: Vec<String>,
    pub(super) cells: Vec<[String; 4]>,
}

pub(super) fn past(words: &Words, change: RegisterChange) -> Past {
    let counts = [
        ("n-added", change.noted.added),
        ("n-changed", change.noted.changed),
        ("n-removed", change.noted.removed),
    ];
    let counts = counts.iter().filter(|(_, n)| *n > 0).map(|(key, n)| words.count(key, *n));
    Past {
        version: change.version,
        hour: hour(change.hour),
        what: counts.collect::<Vec<_>>().join(" · "),
        by: change.by,
        new: change.noted.new,
        cells: change.noted.cells,
    }
}

async fn around(
    reader: &Reader,
    desk: &Desk,
    table: Table,
    preview: Option<Preview>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let situation = desk.situation();
    let Registers { areas, parties, partners } = &situation.registers;
    let history = desk.register_history(Some(table)).await?;
    page(&Page {
        register: table.code(),
        entries: match table {
            Table::Areas => areas.all().len(),
            Table::Parties => parties.all().len(),
            Table::Partners => partners.all().len(),
        },
        version: situation.row.register_version,
        preview,
        history: history.into_iter().map(|change| past(words, change)).collect(),
        frame: reader.inside(desk, Section::Settings, words.text(table.code())).deeper(Deeper::Register),
    })
}

pub(super) async fn register(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Response, Problem> {
    around(&reader, &desk, named.table()?, None).await
}

fn refused(problems: &[TableProblem]) -> Preview {
    let shown = problems.iter().take(MOST_LINES);
    Preview::Refused {
        problems: shown.map(|told| (told.problem.line, told.problem.message.clone())).collect(),
        more: problems.len().saturating_sub(MOST_LINES),
    }
}

fn would(table: Table, after: &Registers, changes: &Changes, text: String) -> Preview {
    let name = |code: &String| (code.clone(), after.name(table, code).unwrap_or_default().to_owned());
    let cells = changes.changed.iter().flat_map(|one| {
        let cells = one.what.iter().zip(one.was.iter().zip(&one.is));
        cells.map(|(what, (was, is))| [one.code.clone(), (*what).to_owned(), was.clone(), is.clone()])
    });
    let mut changed: Vec<[String; 4]> = cells.collect();
    let more_changed = changed.len().saturating_sub(MOST_LINES);
    changed.truncate(MOST_LINES);
    Preview::Would {
        added: changes.added.iter().take(MOST_LINES).map(name).collect(),
        more_added: changes.added.len().saturating_sub(MOST_LINES),
        changed,
        more_changed,
        text,
    }
}

/// Says what a table would change, and stores nothing.
pub(super) async fn preview(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    mut sent: Upload<MOST_TABLE>,
) -> Result<Response, Problem> {
    let table = named.table()?;
    let words = reader.words;
    let reader = reader.at(format!("{}/registers/{table}", base(&desk.situation().row.code)));
    let bytes = sent.take("file");
    let preview = match (bytes.is_empty(), text(bytes)) {
        (true, _) => Preview::Wrong(words.text("register-none-chosen")),
        (_, None) => Preview::Wrong(words.text("register-not-text")),
        (_, Some(text)) => match desk.try_registers(&Tables::only(table, text.clone())).await {
            Ok((_, changes)) if changes.is_empty() => Preview::Same,
            Ok((after, changes)) => would(table, &after, changes.of(table), text),
            Err(CaseError::Registers(problems)) => refused(&problems),
            Err(other) => return Err(other.into()),
        },
    };
    let is_wrong = matches!(preview, Preview::Wrong(_) | Preview::Refused { .. });
    let page = around(&reader, &desk, table, Some(preview)).await?;
    Ok(if is_wrong { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// Changes the register to what was shown.
pub(super) async fn change(
    reader: Reader,
    AtAlone(mut desk): AtAlone,
    Path(named): Path<Named>,
    mut sent: Upload<MOST_TABLE>,
) -> Result<Response, Problem> {
    let table = named.table()?;
    let unread = || Problem::bad_request("a table and the version that was read");
    let version = text(sent.take("version")).and_then(|text| text.trim().parse().ok()).ok_or_else(unread)?;
    let text = text(sent.take("table")).ok_or_else(unread)?;
    match desk.change_registers(&Tables::only(table, text), Some(version)).await {
        Ok(_) => {
            let path = format!("{}/registers/{table}", base(&desk.situation().row.code));
            Ok(on_to(&path, "register"))
        }
        Err(CaseError::Registers(problems)) => {
            let page = around(&reader, &desk, table, Some(refused(&problems))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(other) => Err(other.into()),
    }
}
