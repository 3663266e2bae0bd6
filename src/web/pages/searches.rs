//! Searches that somebody keeps for themself, as links to the list of incidents.

use super::form::{Form, if_filled};
use super::frame::{base, on_to};
use super::incidents::Question;
use crate::casework::Desk;
use crate::web::api::searches::SearchFilter;
use crate::web::extract::At;
use crate::web::problem::Problem;
use axum::response::Response;
use domain::id::SearchId;
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use serde::Deserialize;

/// A search that was kept.
pub(super) struct Kept {
    /// By which it is forgotten.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) href: String,
}

impl Question {
    /// What of a question is kept: all but the reference of one incident.
    pub(super) fn to_keep(&self) -> SearchFilter {
        let filled = |text: &String| (!text.is_empty()).then(|| text.clone());
        SearchFilter {
            status: IncidentStatus::from_code(&self.status),
            violation: ViolationType::from_code(&self.violation),
            ctfmr: Status::from_code(&self.ctfmr),
            waiting_for: Step::from_code(&self.waiting_for),
            occurred_from: self.from,
            occurred_to: self.to,
            area: filled(&self.area),
            party: filled(&self.party),
            changed_from: self.changed_from,
        }
    }
}

impl From<SearchFilter> for Question {
    fn from(kept: SearchFilter) -> Question {
        Question {
            status: kept.status.map(|one| one.code().to_owned()).unwrap_or_default(),
            violation: kept.violation.map(|one| one.code().to_owned()).unwrap_or_default(),
            ctfmr: kept.ctfmr.map(|one| one.code().to_owned()).unwrap_or_default(),
            waiting_for: kept.waiting_for.map(|one| one.code().to_owned()).unwrap_or_default(),
            area: kept.area.unwrap_or_default(),
            party: kept.party.unwrap_or_default(),
            from: kept.occurred_from,
            to: kept.occurred_to,
            changed_from: kept.changed_from,
            ..Question::default()
        }
    }
}

/// The searches that the person keeps, by name.
pub(super) async fn kept(desk: &Desk) -> Result<Vec<Kept>, Problem> {
    let path = format!("{}/incidents", base(&desk.situation().row.code));
    let kept = desk.searches().await?.into_iter().filter_map(|one| {
        let filter: SearchFilter = serde_json::from_value(one.filter).ok()?;
        let query = serde_html_form::to_string(Question::from(filter)).ok()?;
        Some(Kept { id: one.id.to_string(), name: one.name, href: format!("{path}?{query}") })
    });
    Ok(kept.collect())
}

/// A search to keep, or one to forget.
#[derive(Deserialize)]
pub(super) struct Changed {
    #[serde(default)]
    name: String,
    /// What is looked for, as the address of the list says it.
    #[serde(default)]
    asked: String,
    #[serde(default, deserialize_with = "if_filled")]
    forget: Option<SearchId>,
}

pub(super) async fn change(At(desk): At, Form(changed): Form<Changed>) -> Result<Response, Problem> {
    let Changed { name, asked, forget } = changed;
    let path = format!("{}/incidents", base(&desk.situation().row.code));
    if let Some(search) = forget {
        desk.forget_search(search).await?;
        return Ok(on_to(&path, "search-forgotten"));
    }
    let asked: Question =
        serde_html_form::from_str(&asked).map_err(|error| Problem::bad_request(error.to_string()))?;
    let filter =
        serde_json::to_value(asked.to_keep()).map_err(|error| Problem::internal(error.to_string()))?;
    desk.save_search(&name, filter).await?;
    let query = serde_html_form::to_string(&asked).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(on_to(&format!("{path}?{query}"), "search-kept"))
}
