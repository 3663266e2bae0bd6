//! Incidents: the list, what it is narrowed to, and words that are looked for in records.

use super::form::if_filled;
use super::frame::{Frame, Section, base, page};
use super::lines::Line;
use super::reader::Reader;
use crate::casework::{Desk, Filter};
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::counting::{Criteria, Days};
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const PAGE: usize = 50;

/// What the list is narrowed to, as the form sends it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Question {
    status: String,
    violation: String,
    ctfmr: String,
    waiting_for: String,
    area: String,
    party: String,
    #[serde(deserialize_with = "if_filled", skip_serializing_if = "Option::is_none")]
    from: Option<Date>,
    #[serde(deserialize_with = "if_filled", skip_serializing_if = "Option::is_none")]
    to: Option<Date>,
    external_id: String,
    #[serde(deserialize_with = "if_filled", skip_serializing_if = "Option::is_none")]
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "pages/incidents.html")]
struct Page {
    frame: Frame,
    statuses: Vec<Choice>,
    violations: Vec<Choice>,
    ctfmr: Vec<Choice>,
    steps: Vec<Choice>,
    areas: Vec<Choice>,
    parties: Vec<Choice>,
    from: String,
    to: String,
    external_id: String,
    is_narrowed: bool,
    total: Option<String>,
    lines: Vec<Line>,
    next: Option<String>,
}

/// An option of a choice.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) code: String,
    pub(super) words: String,
    pub(super) chosen: bool,
}

pub(super) fn choices<'c>(chosen: &str, all: impl Iterator<Item = (&'c str, String)>) -> Vec<Choice> {
    all.map(|(code, words)| Choice { code: code.to_owned(), words, chosen: code == chosen }).collect()
}

impl Question {
    fn filter(&self) -> Filter {
        let filled = |text: &String| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let criteria = Criteria {
            status: IncidentStatus::from_code(&self.status).into_iter().collect(),
            occurred: Days { from: self.from, to: self.to },
            types: ViolationType::from_code(&self.violation).into_iter().collect(),
            ctfmr: Status::from_code(&self.ctfmr).into_iter().collect(),
            waiting_for: Step::from_code(&self.waiting_for),
            ..Criteria::default()
        };
        Filter {
            criteria,
            areas: filled(&self.area).into_iter().collect(),
            parties: filled(&self.party).into_iter().collect(),
            external_id: filled(&self.external_id),
            ..Filter::default()
        }
    }

    fn is_narrowed(&self) -> bool {
        let texts = [&self.status, &self.violation, &self.ctfmr, &self.waiting_for, &self.area, &self.party];
        texts.iter().any(|text| !text.is_empty())
            || !self.external_id.is_empty()
            || self.from.is_some()
            || self.to.is_some()
    }
}

pub(super) async fn list(
    reader: Reader,
    At(desk): At,
    Query(asked): Query<Question>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let found = desk.list(&asked.filter(), asked.before, PAGE).await?;
    let base = base(&desk.situation().row.code);
    let next = found.next.and_then(|next| {
        let question = Question { before: Some(next), ..asked.clone() };
        Some(format!("{base}/incidents?{}", serde_html_form::to_string(&question).ok()?))
    });
    let coded = |list: &str, codes: &[&'static str], chosen: &str| {
        choices(chosen, codes.iter().map(|code| (*code, words.option(list, code))))
    };
    let codes = |all: &[Status]| all.iter().map(|one| one.code()).collect::<Vec<_>>();
    let types: Vec<_> = ViolationType::ALL.iter().map(|one| one.code()).collect();
    let stands: Vec<_> = IncidentStatus::ALL.iter().map(|one| one.code()).collect();
    let steps: Vec<_> = Step::ALL.iter().map(|one| one.code()).collect();
    page(&Page {
        statuses: coded("incident_status", &stands, &asked.status),
        violations: coded("violation_type", &types, &asked.violation),
        ctfmr: coded("status", &codes(Status::ALL), &asked.ctfmr),
        steps: coded("step", &steps, &asked.waiting_for),
        areas: areas(&desk, &asked.area),
        parties: parties(&desk, &asked.party),
        from: asked.from.map(|day| day.to_string()).unwrap_or_default(),
        to: asked.to.map(|day| day.to_string()).unwrap_or_default(),
        external_id: asked.external_id.clone(),
        is_narrowed: asked.is_narrowed(),
        total: found.total.map(|total| words.count("n-incidents", total)),
        lines: found.lines.iter().map(|line| Line::of(line, words, &desk)).collect(),
        next,
        frame: reader.inside(&desk, Section::Incidents, words.text("section-incidents")),
    })
}

/// Areas of the first two levels below the country: a list that can still be looked through.
fn areas(desk: &Desk, chosen: &str) -> Vec<Choice> {
    let areas = desk.situation().registers.areas.all();
    let shown = areas.iter().filter(|area| (1..=2).contains(&area.level));
    choices(chosen, shown.map(|area| (area.code.as_str(), format!("{} ({})", area.name, area.code))))
}

fn parties(desk: &Desk, chosen: &str) -> Vec<Choice> {
    let parties = desk.situation().registers.parties.all();
    choices(chosen, parties.iter().map(|party| (party.code.as_str(), party.name.clone())))
}
