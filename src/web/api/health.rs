//! Whether the server lives and can work.

use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::extract::State;

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "operations", responses((status = 200, description = "It does.")))]
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// The store answers too, so requests can be sent here.
#[utoipa::path(get, path = "/readyz", tag = "operations",
    responses((status = 200, description = "It does."), (status = 503, body = Problem)))]
pub(super) async fn ready(State(web): State<Web>) -> Result<&'static str, Problem> {
    web.office().is_ready().await?;
    Ok("ready\n")
}
