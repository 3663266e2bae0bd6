//! The log and its proofs.

use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;

/// The signed head of the log (a C2SP checkpoint). Whoever keeps it can show later, with `sixfold audit
/// verify --checkpoint`, whether anything before it was changed.
#[utoipa::path(get, path = "/api/v1/audit/checkpoint", tag = "audit",
    responses((status = 200, body = String, content_type = "text/plain"), (status = 401, body = Problem)))]
pub(super) async fn checkpoint(State(web): State<Web>) -> Result<impl IntoResponse, Problem> {
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], web.office().checkpoint().await?))
}
