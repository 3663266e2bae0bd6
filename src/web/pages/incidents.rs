//! Incidents: the list, what it is narrowed to, and words that are looked for in records.

use super::form::{Form, if_filled};
use super::frame::{Frame, Section, base, may, page};
use super::lines::Line;
use super::reader::Reader;
use super::searches::{Kept, kept};
use crate::casework::{Desk, Filter, ListPage};
use crate::web::api::searches::SearchFilter;
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::access::Action;
use domain::counting::{Criteria, Days};
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

const PAGE: usize = 50;

/// What the list is narrowed to, as the form sends it.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Question {
    pub(super) status: String,
    pub(super) violation: String,
    pub(super) ctfmr: String,
    pub(super) waiting_for: String,
    pub(super) area: String,
    pub(super) party: String,
    #[serde(deserialize_with = "if_filled", skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<Date>,
    #[serde(deserialize_with = "if_filled", skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<Date>,
    #[serde(deserialize_with = "if_filled", skip_serializing_if = "Option::is_none")]
    pub(super) changed_from: Option<Date>,
    pub(super) external_id: String,
    #[serde(deserialize_with = "if_filled", skip_serializing_if = "Option::is_none")]
    pub(super) before: Option<i64>,
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
    changed_from: String,
    external_id: String,
    is_narrowed: bool,
    /// What the list is narrowed to, as its address says it; it can be kept where it is more than one reference.
    asked: String,
    can_be_kept: bool,
    kept: Vec<Kept>,
    /// Whether words may be looked for, and which were.
    looks: bool,
    looked_for: Option<String>,
    /// Where looking for words goes on.
    onward: Option<i64>,
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
            changed: Days { from: self.changed_from, to: None },
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
            || self.changed_from.is_some()
    }
}

pub(super) async fn list(
    reader: Reader,
    At(desk): At,
    Query(asked): Query<Question>,
) -> Result<Response, Problem> {
    let found = desk.list(&asked.filter(), asked.before, PAGE).await?;
    shown(&reader, &desk, &asked, &found, None).await
}

/// Words that are looked for in what the incidents of a list say. They are not in the address, which others keep.
#[derive(Deserialize)]
pub(super) struct Wanted {
    words: String,
    /// What the list is narrowed to, as its address says it.
    #[serde(default)]
    asked: String,
    #[serde(default, deserialize_with = "if_filled")]
    before: Option<i64>,
}

pub(super) async fn search(
    reader: Reader,
    At(desk): At,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Problem> {
    let asked: Question =
        serde_html_form::from_str(&wanted.asked).map_err(|error| Problem::bad_request(error.to_string()))?;
    let reader = reader.at(format!("{}/incidents?{}", base(&desk.situation().row.code), wanted.asked));
    let found = desk.find_words(&asked.filter(), &wanted.words, wanted.before, PAGE).await?;
    shown(&reader, &desk, &asked, &found, Some(wanted.words)).await
}

async fn shown(
    reader: &Reader,
    desk: &Desk,
    asked: &Question,
    found: &ListPage,
    looked_for: Option<String>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let path = format!("{}/incidents", base(&desk.situation().row.code));
    let query = |question: &Question| serde_html_form::to_string(question).unwrap_or_default();
    let next = found.next.filter(|_| looked_for.is_none());
    let coded = |list: &str, codes: &[&'static str], chosen: &str| {
        choices(chosen, codes.iter().map(|code| (*code, words.option(list, code))))
    };
    let codes = |all: &[Status]| all.iter().map(|one| one.code()).collect::<Vec<_>>();
    let types: Vec<_> = ViolationType::ALL.iter().map(|one| one.code()).collect();
    let stands: Vec<_> = IncidentStatus::ALL.iter().map(|one| one.code()).collect();
    let steps: Vec<_> = Step::ALL.iter().map(|one| one.code()).collect();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    page(&Page {
        statuses: coded("incident_status", &stands, &asked.status),
        violations: coded("violation_type", &types, &asked.violation),
        ctfmr: coded("status", &codes(Status::ALL), &asked.ctfmr),
        steps: coded("step", &steps, &asked.waiting_for),
        areas: areas(desk, &asked.area),
        parties: parties(desk, &asked.party),
        from: day(asked.from),
        to: day(asked.to),
        changed_from: day(asked.changed_from),
        external_id: asked.external_id.clone(),
        is_narrowed: asked.is_narrowed(),
        asked: query(&Question { before: None, ..asked.clone() }),
        can_be_kept: asked.to_keep() != SearchFilter::default(),
        kept: kept(desk).await?,
        looks: may(desk.actor(), Action::ReadIdentity),
        onward: found.next.filter(|_| looked_for.is_some()),
        looked_for,
        total: found.total.map(|total| words.count("n-incidents", total)),
        lines: found.lines.iter().map(|line| Line::of(line, words, desk)).collect(),
        next: next.map(|next| format!("{path}?{}", query(&Question { before: Some(next), ..asked.clone() }))),
        frame: reader.inside(desk, Section::Incidents, words.text("section-incidents")),
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
