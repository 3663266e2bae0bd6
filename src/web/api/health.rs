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
    responses((status = 200, description = "It does. Where the clock of this machine is not that of the database, that is said too."),
        (status = 503, body = Problem)))]
pub(super) async fn ready(State(web): State<Web>) -> Result<String, Problem> {
    web.office().is_ready().await?;
    Ok(match web.office().clock_is_off() {
        None => "ready\n".to_owned(),
        Some(seconds) => {
            format!("ready; this machine's clock is {seconds} seconds ahead of the database's\n")
        }
    })
}
