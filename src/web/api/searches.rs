//! Searches that people keep for themselves: a name, and parameters of the list of incidents.

use crate::casework::SavedSearch;
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::StatusCode;
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The search that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    search: String,
}

/// What a search looks for: parameters of the list of incidents, each as that takes it.
#[derive(Clone, Default, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct SearchFilter {
    /// `open`, `closed`, `duplicate`, `void`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(in crate::web) status: Option<IncidentStatus>,
    /// It holds a violation of this type.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(in crate::web) violation: Option<ViolationType>,
    /// It holds a violation with this CTFMR status.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(in crate::web) ctfmr: Option<Status>,
    /// It holds a violation that waits for this step.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub(in crate::web) waiting_for: Option<Step>,
    /// It began on this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub(in crate::web) occurred_from: Option<Date>,
    /// It began on this day or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub(in crate::web) occurred_to: Option<Date>,
    /// The code of an area.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40)]
    pub(in crate::web) area: Option<String>,
    /// The code of a party.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40)]
    pub(in crate::web) party: Option<String>,
    /// It was recorded or amended on this day or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub(in crate::web) changed_from: Option<Date>,
}

/// A search to keep.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSearch {
    /// What one calls it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// What it looks for.
    filter: SearchFilter,
}

/// A search that was kept.
#[derive(Serialize, ToSchema)]
pub(super) struct Search {
    /// Its id.
    id: String,
    /// What one calls it.
    name: String,
    /// What it looks for.
    filter: SearchFilter,
}

fn shown(saved: SavedSearch) -> Result<Search, Problem> {
    let filter =
        serde_json::from_value(saved.filter).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(Search { id: saved.id.to_string(), name: saved.name, filter })
}

/// One's own searches, by name. Nobody else can open them.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/searches", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<Search>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<Search>>, Problem> {
    desk.searches().await?.into_iter().map(shown).collect::<Result<_, _>>().map(Answer)
}

/// Keep a search, sealed with one's own key.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/searches", tag = "incidents", request_body = NewSearch,
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 201, body = Search), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn save(
    At(desk): At,
    Json(new): Json<NewSearch>,
) -> Result<(StatusCode, Answer<Search>), Problem> {
    let code = |code: &Option<String>| code.as_ref().is_none_or(|code| code.chars().count() <= 40);
    if !code(&new.filter.area) || !code(&new.filter.party) {
        return Err(Problem::invalid("A code has at most 40 characters.", Vec::new()));
    }
    let filter = serde_json::to_value(&new.filter).map_err(|error| Problem::internal(error.to_string()))?;
    let saved = desk.save_search(&new.name, filter).await?;
    Ok((StatusCode::CREATED, Answer(shown(saved)?)))
}

/// Forget one of one's own searches.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/searches/{search}", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."),
        ("search" = String, Path, description = "The search's id.")),
    responses((status = 204, description = "Forgotten."), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn forget(At(desk): At, Path(named): Path<Named>) -> Result<StatusCode, Problem> {
    desk.forget_search(named.search.parse().map_err(|_| Problem::not_found())?).await?;
    Ok(StatusCode::NO_CONTENT)
}
