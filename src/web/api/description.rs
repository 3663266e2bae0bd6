//! The API's description (OpenAPI 3.1), made from the code.

use super::page::page;
use crate::web::problem::{Part, Problem};
use axum::http::header;
use axum::response::{Html, IntoResponse};
use axum::{Extension, Json};
use std::sync::Arc;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Sixfold",
        description = "Records grave violations against children in armed conflict: sealed on arrival, \
            decided step by step, counted by written rules. Sign in with POST /api/v1/session; the cookie \
            carries the session. What changes something needs the header Origin of this server, or \
            Sixfold-Client from a program that is no browser. Problems are answered as RFC 9457 says.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(Problem, Part))
)]
struct Api;

/// The description without its paths.
pub(in crate::web) fn description() -> utoipa::openapi::OpenApi {
    Api::openapi()
}

/// This description.
#[utoipa::path(get, path = "/api/v1/openapi.json", tag = "operations",
    responses((status = 200, description = "OpenAPI 3.1.")))]
pub(super) async fn document(
    Extension(document): Extension<Arc<utoipa::openapi::OpenApi>>,
) -> Json<utoipa::openapi::OpenApi> {
    Json(utoipa::openapi::OpenApi::clone(&document))
}

/// This description, as a page to read.
#[utoipa::path(get, path = "/api/v1/docs", tag = "operations",
    responses((status = 200, description = "The page.", content_type = "text/html", body = String)))]
pub(super) async fn docs(
    Extension(document): Extension<Arc<utoipa::openapi::OpenApi>>,
) -> Result<Html<String>, Problem> {
    let unreadable =
        |error: &dyn std::fmt::Display| Problem::internal(format!("the page of the API: {error}"));
    let document = serde_json::to_value(&*document).map_err(|error| unreadable(&error))?;
    page(&document).map(Html).map_err(|error| unreadable(&error))
}

/// The stylesheet of that page.
#[utoipa::path(get, path = "/assets/api.css", tag = "operations",
    responses((status = 200, description = "The stylesheet.", content_type = "text/css", body = String)))]
pub(super) async fn stylesheet() -> impl IntoResponse {
    const STYLE: &str = include_str!("../templates/api.css");
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)
}
