//! What waits, for whom: the first page of a situation.

use super::form::Form;
use super::frame::{Frame, Section, base, may, on_to, page};
use super::reader::Reader;
use super::releases::awaits;
use crate::casework::{CaseError, Desk, Notice};
use crate::web::api::unhex_exactly;
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::response::Response;
use domain::access::Action;
use domain::workflow::Waits;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pages/overview.html")]
struct Page {
    frame: Frame,
    roles: Vec<String>,
    /// What is told: the words, where they lead, and whether it is new.
    notices: Vec<Told>,
    /// The names of those that are new.
    news: Vec<String>,
    /// What waits for a co-chair and in the queue: words, number, path.
    waiting: Vec<Waiting>,
    /// Whether the person may open what was sent.
    triages: bool,
    /// Reports that wait to be opened.
    reports: u64,
    fingerprint: String,
}

struct Told {
    words: String,
    href: Option<String>,
    is_new: bool,
}

struct Waiting {
    words: String,
    count: u64,
    href: String,
}

pub(super) async fn overview(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    let words = reader.words;
    let row = &desk.situation().row;
    let base = base(&row.code);
    let actor = desk.actor();
    let mut waiting = for_cochairs(&reader, &desk, &base).await?;
    // Whoever has not been granted the case compartment yet has nothing to count.
    if may(actor, Action::ReadCase)
        && let Some(counts) = if_granted(desk.work_counts().await)?
    {
        waiting.extend(Waits::ALL.iter().map(|waits| Waiting {
            words: words.text(&super::queue::waits_key(*waits)),
            count: counts.get(waits).copied().unwrap_or_default(),
            href: format!("{base}/queue?state={}", waits.code()),
        }));
    }
    let notices = desk.notices().await?;
    let triages = may(actor, Action::Triage);
    let reports = if triages { desk.waiting_reports().await? } else { 0 };
    let told = |notice: &Notice| {
        let key = format!("notice-{}", notice.kind.replace('_', "-"));
        let words = match (&notice.due, &notice.login) {
            (Some(due), _) => words.of_it(&format!("{key}-due"), &words.date(due)),
            (None, Some(login)) => words.of_it(&key, login),
            (None, None) => words.text(&key),
        };
        let href = match notice.kind {
            "question" => Some(format!("{base}/questions")),
            "break_glass" => Some(format!("{base}/break-glass")),
            _ => notice.incident.map(|incident| format!("{base}/incidents/{incident}")),
        };
        Told { words, href, is_new: notice.is_new }
    };
    page(&Page {
        roles: actor.roles.iter().map(|role| words.text(&super::doors::role_key(role.code()))).collect(),
        notices: notices.iter().map(told).collect(),
        news: notices.iter().filter(|notice| notice.is_new).map(|notice| hex::encode(notice.name)).collect(),
        waiting,
        triages,
        reports,
        fingerprint: desk.fingerprint(),
        frame: reader.inside(&desk, Section::Overview, row.name.clone()),
    })
}

/// What waits for a signature, or for a second person, of whoever looks at this.
async fn for_cochairs(reader: &Reader, desk: &Desk, base: &str) -> Result<Vec<Waiting>, Problem> {
    let (actor, login) = (desk.actor(), desk.login());
    let mut waiting = Vec::new();
    let mut add = |key: &str, count: usize, href: String| {
        waiting.push(Waiting { words: reader.words.text(key), count: count as u64, href });
    };
    if may(actor, Action::Release)
        && let Some(lines) = if_granted(desk.releases().await)?
    {
        let count = lines.iter().filter(|line| awaits(line, login)).count();
        add("waits-signature", count, format!("{base}/releases"));
    }
    if may(actor, Action::Approve)
        && let Some(lines) = if_granted(desk.proposals().await)?
    {
        let count = lines.iter().filter(|line| line.waits && line.proposed_by != login).count();
        add("waits-approval", count, format!("{base}/people#proposals"));
    }
    Ok(waiting)
}

/// Whoever has not been granted what something is sealed with has nothing of it to count. Any other trouble is said: that
/// nothing waits would not be true.
fn if_granted<T>(lines: Result<T, CaseError>) -> Result<Option<T>, Problem> {
    match lines {
        Ok(lines) => Ok(Some(lines)),
        Err(CaseError::NoGrant(_) | CaseError::Denied(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The names of notices that were looked at.
#[derive(Deserialize)]
pub(super) struct Seen {
    #[serde(default)]
    seen: Vec<String>,
}

pub(super) async fn seen(At(desk): At, Form(looked): Form<Seen>) -> Result<Response, Problem> {
    let names: Option<Vec<_>> = looked.seen.iter().map(|name| unhex_exactly(name)).collect();
    desk.saw(&names.ok_or_else(|| Problem::bad_request("seen names notices"))?).await?;
    Ok(on_to(&base(&desk.situation().row.code), "seen"))
}
