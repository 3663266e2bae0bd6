//! Break-glass: access for somebody when co-chairs cannot be reached, asked for by two and seen by all.

use super::proposals::{Named, NewApproval, Proposal, approval_of};
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whom it is for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBreakGlass {
    /// To whom, a login.
    login: String,
    /// The fingerprint as the person read it out: thirty digits.
    #[schema(max_length = 60)]
    fingerprint: String,
}

/// What was opened.
#[derive(Serialize, ToSchema)]
pub(super) struct GlassBroken {
    /// To whom, a login.
    account: String,
    /// The compartments that were sealed.
    compartments: Vec<&'static str>,
}

/// What is and was asked for, the newest 200, newest first. What is `approved` opens 72 hours after `closed_hour`, for 72 hours
/// (`in_force`), if nobody vetoes it.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/break-glass", tag = "break-glass",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<Proposal>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<Proposal>>, Problem> {
    Ok(Answer(desk.break_glass_proposals().await?.into_iter().map(Proposal::from).collect()))
}

/// Ask that what one opens is sealed to somebody. Another who opens identity content joins within 72 hours.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/break-glass", tag = "break-glass",
    params(("situation" = String, Path, description = "The situation's code.")), request_body = NewBreakGlass,
    responses((status = 201, body = Proposal), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn ask(
    At(desk): At,
    Json(new): Json<NewBreakGlass>,
) -> Result<(StatusCode, Answer<Proposal>), Problem> {
    Ok((StatusCode::CREATED, Answer(desk.break_glass(&new.login, &new.fingerprint).await?.into())))
}

/// Join what another asked for: from then on it comes, in 72 hours.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/break-glass/{proposal}/approval", tag = "break-glass",
    params(("situation" = String, Path, description = "The situation's code."),
        ("proposal" = String, Path, description = "The proposal's id.")),
    request_body = NewApproval,
    responses((status = 200, body = Proposal), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn join(
    At(desk): At,
    Path(named): Path<Named>,
    Json(new): Json<NewApproval>,
) -> Result<Answer<Proposal>, Problem> {
    let approval = approval_of(&new)?;
    Ok(Answer(desk.join_break_glass(named.proposal, &approval).await?.into()))
}

/// Do what two asked for, once its time has come: by one of the two, once.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/break-glass/{proposal}/opening", tag = "break-glass",
    params(("situation" = String, Path, description = "The situation's code."),
        ("proposal" = String, Path, description = "The proposal's id.")),
    responses((status = 200, body = GlassBroken), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn open(At(desk): At, Path(named): Path<Named>) -> Result<Answer<GlassBroken>, Problem> {
    let (account, opened) = desk.open_by_break_glass(named.proposal).await?;
    let compartments = opened.into_iter().map(vault::Compartment::code).collect();
    Ok(Answer(GlassBroken { account, compartments }))
}

/// Veto it: nothing comes of it. Everybody who opens anything may, without a reason.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/break-glass/{proposal}", tag = "break-glass",
    params(("situation" = String, Path, description = "The situation's code."),
        ("proposal" = String, Path, description = "The proposal's id.")),
    responses((status = 204, description = "Done."), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn veto(At(desk): At, Path(named): Path<Named>) -> Result<StatusCode, Problem> {
    desk.veto_break_glass(named.proposal).await?;
    Ok(StatusCode::NO_CONTENT)
}
