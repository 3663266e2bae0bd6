//! A public summary, looked at before it is kept.

use super::incidents::{Named, id};
use crate::casework::Passage;
use crate::web::bounded::Text;
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A text to look at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Summary {
    /// What is to be told of the incident.
    #[schema(inline)]
    text: Text<20_000>,
}

/// What identifies somebody in a text.
#[derive(Serialize, ToSchema)]
pub(super) struct Looked {
    /// Passages of the text that identify somebody or some place of the incident: `kind`, and where in its bytes (of
    /// UTF-8) they begin and end (`from`, `to`). A release that quotes the text cannot be approved while there is one.
    #[schema(value_type = Vec<Object>)]
    identifying: Vec<Passage>,
}

/// Look at a text that is to be an incident's public summary. That the incident was read is in the log.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/summary", tag = "incidents",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    request_body = Summary,
    responses((status = 200, body = Looked), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 413, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn look(
    At(desk): At,
    Path(named): Path<Named>,
    Json(summary): Json<Summary>,
) -> Result<Answer<Looked>, Problem> {
    let (_, identifying) = desk.identifying_in(id(&named.incident)?, Some(&summary.text.0)).await?;
    Ok(Answer(Looked { identifying }))
}
