//! Break-glass: who wants what opened to whom, and the veto.

use super::form::Form;
use super::frame::{Deeper, Frame, Section, base, may, on_to, page};
use super::log;
use super::people::{Approved, NamedProposal};
use super::reader::Reader;
use super::words::Words;
use crate::casework::{Desk, ProposalLine};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::response::Response;
use domain::access::{Action, BREAK_GLASS_DELAY};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/break_glass.html")]
struct Page {
    frame: Frame,
    lines: Vec<Line>,
    asks: bool,
}

struct Line {
    id: String,
    account: String,
    compartments: String,
    by: String,
    second: Option<String>,
    state: String,
    /// Who did it, vetoed it or found it void.
    closed_by: Option<String>,
    /// From when on it opens something.
    opens: Option<String>,
    digest: String,
    /// What this person can do now.
    can_join: bool,
    can_open: bool,
    can_veto: bool,
}

pub(super) async fn show(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    let words = reader.words;
    let lines = desk.break_glass_proposals().await?;
    let asks = may(desk.actor(), Action::BreakGlass);
    let title = words.text("break-glass");
    page(&Page {
        lines: lines.iter().map(|one| line(words, &desk, asks, one)).collect(),
        asks,
        frame: reader.inside(&desk, Section::Settings, title).deeper(Deeper::BreakGlass),
    })
}

fn line(words: &Words, desk: &Desk, asks: bool, line: &ProposalLine) -> Line {
    let approved = line.proposal.state == domain::access::ProposalState::Approved;
    let one_of_two = line.proposed_by == desk.login() || line.closed_by.as_deref() == Some(desk.login());
    let named = |code: &String| words.text(&format!("compartment-{code}"));
    Line {
        id: line.id.to_string(),
        account: line.account.clone().unwrap_or_default(),
        compartments: line.compartments.iter().map(named).collect::<Vec<_>>().join(", "),
        by: line.proposed_by.clone(),
        second: line.closed_by.clone().filter(|_| approved),
        state: words.text(&format!("glass-is-{}", line.state())),
        closed_by: line.closed_by.clone().filter(|_| !approved),
        opens: line
            .proposal
            .closed_hour
            .filter(|_| approved && line.stands)
            .map(|hour| log::hour(hour + BREAK_GLASS_DELAY)),
        digest: hex::encode(line.digest),
        can_join: asks && line.waits && line.proposed_by != desk.login(),
        can_open: asks && line.gives_leave && one_of_two,
        can_veto: line.stands,
    }
}

fn back(desk: &Desk, done: &str) -> Response {
    on_to(&format!("{}/break-glass", base(&desk.situation().row.code)), done)
}

/// Whom it is for.
#[derive(Deserialize)]
pub(super) struct Asked {
    login: String,
    fingerprint: String,
}

pub(super) async fn ask(At(desk): At, Form(asked): Form<Asked>) -> Result<Response, Problem> {
    desk.break_glass(asked.login.trim(), &asked.fingerprint).await?;
    Ok(back(&desk, "glass-asked"))
}

pub(super) async fn join(
    At(desk): At,
    Path(named): Path<NamedProposal>,
    Form(approved): Form<Approved>,
) -> Result<Response, Problem> {
    desk.join_break_glass(named.proposal, &approved.approval()?).await?;
    Ok(back(&desk, "glass-joined"))
}

pub(super) async fn open(At(desk): At, Path(named): Path<NamedProposal>) -> Result<Response, Problem> {
    desk.open_by_break_glass(named.proposal).await?;
    Ok(back(&desk, "glass-broken"))
}

pub(super) async fn veto(At(desk): At, Path(named): Path<NamedProposal>) -> Result<Response, Problem> {
    desk.veto_break_glass(named.proposal).await?;
    Ok(back(&desk, "glass-vetoed"))
}
