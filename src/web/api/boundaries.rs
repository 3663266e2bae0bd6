//! The boundaries of areas, as they are drawn on maps.

use super::incidents::if_match;
use crate::casework::CaseError;
use crate::web::bounded::Text;
use crate::web::extract::{Asked, At, body, is_type};
use crate::web::problem::{Part, Problem};
use axum::Json as Answer;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use domain::boundary::{MOST_BYTES, SIDE};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// The greatest boundary file, in bytes.
pub(in crate::web) const MOST_FILE: usize = MOST_BYTES;

/// How to read a boundary file.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Reading {
    /// The property of the features that has the areas' codes; looked for where none is named.
    #[param(inline)]
    property: Option<Text<200>>,
    /// Say what the file gives, and store nothing.
    #[serde(default)]
    dry_run: bool,
}

/// Outlines on a plane of whole numbers.
#[derive(Serialize, ToSchema)]
pub(super) struct Outlines {
    /// The longer side of the plane.
    side: u16,
    /// The outlines.
    areas: Vec<AreaOutline>,
}

/// The outline of an area.
#[derive(Serialize, ToSchema)]
pub(super) struct AreaOutline {
    /// The area's code.
    area: String,
    /// Its rings as an SVG path, to be filled by the rule `evenodd`.
    path: String,
}

/// What a boundary file gave.
#[derive(Serialize, ToSchema)]
pub(super) struct BoundariesRead {
    /// Whether anything was stored.
    stored: bool,
    /// The property in which codes were found.
    property: String,
    /// Codes of the areas that have a shape in it.
    areas: Vec<String>,
    /// Features that name no area of the register.
    not_placed: Vec<FeatureNotPlaced>,
    /// Codes of areas of the same levels of which the file has no shape.
    without: Vec<String>,
}

/// A feature that names no area of the register.
#[derive(Serialize, ToSchema)]
pub(super) struct FeatureNotPlaced {
    /// Its place in the file, from 1.
    feature: usize,
    /// The code that it names; empty where it names none.
    code: String,
}

/// The property that somebody named; none where it was left empty.
pub(in crate::web) fn property(named: &str) -> Option<&str> {
    Some(named.trim()).filter(|name| !name.is_empty())
}

/// The outlines of areas.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/boundaries", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Outlines, headers(("ETag" = String, description = "The version of the registers."))),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn outlines(At(desk): At) -> Result<Response, Problem> {
    let situation = desk.situation();
    let outlines = desk.boundaries().await?;
    let one = |(number, outline): (&u32, &domain::boundary::Outline)| {
        let area = situation.registers.areas.get(*number)?;
        Some(AreaOutline { area: area.code.clone(), path: outline.path() })
    };
    let tag = format!("\"{}\"", situation.row.register_version);
    let answer = Outlines { side: SIDE, areas: outlines.iter().filter_map(one).collect() };
    Ok(([(header::ETAG, tag)], Answer(answer)).into_response())
}

/// Read the situation's own boundary file: GeoJSON in degrees, a FeatureCollection of polygons of which each names its
/// area's code. The shapes are simplified and laid on a plane; the file is not kept. Outlines of the same levels give
/// way. `If-Match` names the version of the registers that was read.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/boundaries", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code."),
        ("If-Match" = String, Header, description = "The ETag that was read."), Reading),
    request_body(content = String, content_type = "application/geo+json", description = "The file, at most 8 MiB."),
    responses((status = 200, body = BoundariesRead), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 428, body = Problem)))]
pub(super) async fn change(
    At(desk): At,
    Asked(reading): Asked<Reading>,
    request: Request,
) -> Result<Answer<BoundariesRead>, Problem> {
    if !["application/geo+json", "application/json"].iter().any(|kind| is_type(request.headers(), kind)) {
        return Err(Problem::unsupported("application/geo+json"));
    }
    let version = if_match(request.headers())?;
    let bytes = body(request, MOST_FILE).await?;
    let named = reading.property.as_ref().and_then(|named| property(&named.0));
    let file = desk.try_boundaries(&bytes, named).await.map_err(|error| match error {
        CaseError::Boundaries(problems) => Problem::invalid(
            "The file gives no boundaries; nothing was stored.",
            problems
                .into_iter()
                .map(|one| Part { path: one.feature.unwrap_or_default(), message: one.message })
                .collect(),
        ),
        other => other.into(),
    })?;
    let code = |number: &u32| desk.situation().registers.areas.get(*number).map(|area| area.code.clone());
    let read = BoundariesRead {
        stored: !reading.dry_run,
        areas: file.outlines.keys().filter_map(code).collect(),
        without: file.without.iter().filter_map(code).collect(),
        not_placed: file
            .not_placed
            .iter()
            .map(|one| FeatureNotPlaced { feature: one.feature, code: one.code.clone() })
            .collect(),
        property: file.property,
    };
    if !reading.dry_run {
        desk.change_boundaries(file.outlines, version).await?;
    }
    Ok(Answer(read))
}

/// Take every outline away. `If-Match` names the version of the registers that was read.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/boundaries", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code."),
        ("If-Match" = String, Header, description = "The ETag that was read.")),
    responses((status = 204, description = "They are gone."), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 412, body = Problem),
        (status = 428, body = Problem)))]
pub(super) async fn remove(At(desk): At, headers: HeaderMap) -> Result<axum::http::StatusCode, Problem> {
    desk.change_boundaries(BTreeMap::new(), if_match(&headers)?).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}
