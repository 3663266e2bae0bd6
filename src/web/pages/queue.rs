//! The queue: what waits, for what, since when, with whom; and steps on many violations at once.

use super::form::{Form, if_filled};
use super::frame::{Deeper, Frame, Section, base, may, on_to, page};
use super::lines::Line;
use super::reader::Reader;
use super::refused::why_not;
use super::words::Words;
use crate::casework::{Ask, Assigned, Outcome, Work, WorkLine};
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::id::{AttachmentId, IncidentId, SubmissionId};
use domain::violation::{Status, Step};
use domain::workflow::Waits;
use serde::Deserialize;
use std::collections::HashSet;

const PAGE: usize = 50;

/// Which part of the queue.
#[derive(Deserialize)]
pub(super) struct Question {
    #[serde(default, deserialize_with = "if_filled")]
    state: Option<String>,
    #[serde(default)]
    with: String,
    #[serde(default, deserialize_with = "if_filled")]
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "pages/queue.html")]
struct Page {
    frame: Frame,
    states: Vec<Choice>,
    whose: Vec<Choice>,
    lines: Vec<Entry>,
    next: Option<String>,
    /// The steps that the person may take, with the statuses to choose from.
    steps: Vec<Step>,
    statuses: Vec<(&'static str, String)>,
    tried: Tried,
}

/// What became of steps on many violations, and what of their form is given back: whatever did not go through.
#[derive(Default)]
struct Tried {
    /// How many were taken, where the list below is already the answer to a form.
    decided: Option<String>,
    /// What did not go through: which violation, and why.
    refused: Vec<(String, String)>,
    /// Why nothing was tried.
    wrong: Option<String>,
    /// The code of the status that was chosen.
    status: String,
    reason: String,
    take: HashSet<String>,
}

impl Tried {
    /// Whether the box of a violation's step was ticked.
    fn took(&self, incident: &str, step: &Step, violation: &str) -> bool {
        self.take.contains(&format!("{incident}/{}/{violation}", step.code()))
    }
}

/// A choice of a list, as a link.
struct Choice {
    words: String,
    href: String,
    count: Option<u64>,
    is_here: bool,
}

/// An incident in the queue.
struct Entry {
    line: Line,
    incident: String,
    states: Vec<String>,
    due: Option<String>,
    is_overdue: bool,
    assigned_to: Option<String>,
    notes: usize,
}

/// The key of what an incident waits for.
pub(super) fn waits_key(waits: Waits) -> String {
    format!("waits-{}", waits.code().replace('_', "-"))
}

/// The statuses of a step, as they are offered.
pub(super) fn statuses(words: &Words) -> Vec<(&'static str, String)> {
    Status::ALL.iter().map(|status| (status.code(), words.option("status", status.code()))).collect()
}

/// The steps that somebody takes.
pub(super) fn steps_of(actor: &domain::access::Actor) -> Vec<Step> {
    let takes = |step: &Step| may(actor, Action::deciding(*step));
    Step::ALL.iter().copied().filter(takes).collect()
}

pub(super) async fn list(
    reader: Reader,
    At(desk): At,
    Query(asked): Query<Question>,
) -> Result<Response, Problem> {
    shown(&reader, &desk, &asked, Tried::default()).await
}

async fn shown(
    reader: &Reader,
    desk: &crate::casework::Desk,
    asked: &Question,
    tried: Tried,
) -> Result<Response, Problem> {
    let words = reader.words;
    let base = base(&desk.situation().row.code);
    let waits = asked.state.as_deref().and_then(Waits::from_code);
    let (assigned, with) = match asked.with.as_str() {
        "me" => (Assigned::Me, "me"),
        "nobody" => (Assigned::Nobody, "nobody"),
        _ => (Assigned::Anybody, ""),
    };
    let path = |state: Option<Waits>, with: &str, before: Option<i64>| {
        let pairs = [
            ("state", state.map_or_else(String::new, |state| state.code().to_owned())),
            ("with", with.to_owned()),
            ("before", before.map_or_else(String::new, |before| before.to_string())),
        ];
        let asked: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if asked.is_empty() { format!("{base}/queue") } else { format!("{base}/queue?{}", asked.join("&")) }
    };
    let counts = desk.work_counts().await?;
    let mut states = vec![Choice {
        words: words.text("waits-anything"),
        href: path(None, with, None),
        count: None,
        is_here: waits.is_none(),
    }];
    states.extend(Waits::ALL.iter().map(|state| Choice {
        words: words.text(&waits_key(*state)),
        href: path(Some(*state), with, None),
        count: counts.get(state).copied(),
        is_here: waits == Some(*state),
    }));
    let whose = [("", "with-anybody"), ("me", "with-me"), ("nobody", "with-nobody")];
    let whose = whose.map(|(code, key)| Choice {
        words: words.text(key),
        href: path(waits, code, None),
        count: None,
        is_here: with == code,
    });
    let found = desk.work(&Work { waits, assigned }, asked.before, PAGE).await?;
    let today = desk.now().today;
    let entry = |work: &WorkLine| Entry {
        line: Line::of(&work.line, words, desk),
        incident: work.line.id.to_string(),
        states: work.waits.iter().map(|state| words.text(&waits_key(*state))).collect(),
        due: work.due.map(|due| words.date(&due)),
        is_overdue: work.due.is_some_and(|due| due < today),
        assigned_to: work.assigned_to.clone(),
        notes: work.notes,
    };
    page(&Page {
        states,
        whose: whose.into(),
        lines: found.lines.iter().map(entry).collect(),
        next: found.next.map(|next| path(waits, with, Some(next))),
        steps: steps_of(desk.actor()),
        statuses: statuses(words),
        tried,
        frame: reader.inside(desk, Section::Queue, words.text("section-queue")),
    })
}

/// A step on every violation that was ticked.
#[derive(Deserialize)]
pub(super) struct Decisions {
    /// Incident, violation and step of each, with slashes between them.
    #[serde(default)]
    take: Vec<String>,
    #[serde(default)]
    status: String,
    #[serde(default)]
    reason: String,
}

pub(super) async fn decide(
    reader: Reader,
    At(desk): At,
    Query(asked): Query<Question>,
    Form(decisions): Form<Decisions>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let Decisions { take, status, reason } = decisions;
    let chosen = Status::from_code(&status).ok_or("choose-a-status");
    let status = match chosen.and_then(|chosen| if take.is_empty() { Err("bulk-none") } else { Ok(chosen) }) {
        Ok(chosen) => chosen,
        Err(wrong) => {
            let (take, wrong) = (take.into_iter().collect(), Some(words.text(wrong)));
            let tried = Tried { wrong, status, reason, take, ..Tried::default() };
            return shown(&reader, &desk, &asked, tried).await;
        }
    };
    let read = |take: &String| {
        let mut parts = take.splitn(3, '/');
        let incident: IncidentId = parts.next()?.parse().ok()?;
        let step = Step::from_code(parts.next()?)?;
        Some((incident, parts.next()?.to_owned(), step))
    };
    let taken: Option<Vec<_>> = take.iter().map(read).collect();
    let taken =
        taken.ok_or_else(|| Problem::bad_request("take names an incident, a step and a violation"))?;
    let ids: Vec<IncidentId> = taken.iter().map(|(incident, ..)| *incident).collect();
    let outside = desk.outside_ids(&ids).await?;
    let (boxes, asks): (Vec<String>, Vec<Ask>) = take
        .into_iter()
        .zip(taken)
        .filter_map(|(ticked, (incident, violation, step))| {
            let incident = outside.get(&incident)?.clone();
            let reason = reason.clone();
            Some((ticked, Ask { incident, violation, step, status, date: None, reason, reopen: false }))
        })
        .unzip();
    let results = desk.decide(&asks).await?;
    let mut tried = Tried::default();
    for ((ticked, ask), result) in boxes.into_iter().zip(&asks).zip(&results) {
        if let Err(error) = result {
            let which = format!("{} · {}", ask.incident, ask.violation);
            tried.refused.push((which, why_not(words, error)));
            tried.take.insert(ticked);
        }
    }
    tried.decided = Some(words.count("n-decided", asks.len() - tried.refused.len()));
    if !tried.refused.is_empty() {
        (tried.status, tried.reason) = (status.code().to_owned(), reason);
    }
    shown(&reader, &desk, &asked, tried).await
}

#[derive(Template)]
#[template(path = "pages/triage.html")]
struct Triaged {
    frame: Frame,
    recorded: String,
    answered: String,
    attached: String,
    waiting: Vec<(String, String)>,
    attachments: Vec<(String, String)>,
}

/// What is taken although it touches what somebody else recorded.
#[derive(Deserialize)]
pub(super) struct Accepting {
    #[serde(default)]
    accept: Vec<SubmissionId>,
    #[serde(default)]
    accept_attachment: Vec<AttachmentId>,
}

/// Opens what was sent, and makes records of it.
pub(super) async fn triage(
    reader: Reader,
    At(desk): At,
    Form(accepting): Form<Accepting>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let (mut recorded, mut answered, mut waiting) = (0_u64, 0_u64, Vec::new());
    for triaged in desk.triage(&accepting.accept.into_iter().collect()).await? {
        let why = match triaged.outcome {
            Ok(Outcome::Answered) => {
                answered += 1;
                continue;
            }
            Ok(outcome) => outcome.why_not(),
            Err(error) => Some(why_not(words, &error)),
        };
        match why {
            Some(why) => waiting.push((triaged.submission.to_string(), why)),
            None => recorded += 1,
        }
    }
    let accepted: HashSet<AttachmentId> = accepting.accept_attachment.into_iter().collect();
    let (mut attached, mut attachments) = (0_u64, Vec::new());
    for placed in desk.place_attachments(&accepted).await? {
        match placed.outcome {
            Ok(_) => attached += 1,
            Err(error) => {
                let why = why_not(words, &error);
                attachments.push((placed.attachment.to_string(), why));
            }
        }
    }
    if waiting.is_empty() && attachments.is_empty() {
        let path = format!("{}/queue?state=new", base(&desk.situation().row.code));
        return Ok(on_to(&path, "triage").into_response());
    }
    page(&Triaged {
        recorded: words.count("n-recorded", recorded),
        answered: words.count("n-answered", answered),
        attached: words.count("n-attached", attached),
        waiting,
        attachments,
        frame: reader.inside(&desk, Section::Queue, words.text("triage-title")).deeper(Deeper::Triage),
    })
}
