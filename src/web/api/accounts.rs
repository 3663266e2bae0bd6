//! Accounts of a situation: who is there, who comes and goes, and what is granted to them.

use super::proposals::Proposal;
use crate::casework;
use crate::web::bounded::at_most;
use crate::web::extract::{At, AtAlone, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::{AccountStatus, Role};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The account that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    login: String,
}

/// An account.
#[derive(Serialize, ToSchema)]
pub(super) struct Account {
    /// The login, a pseudonym.
    login: String,
    /// `active`, `suspended`, `removed`.
    status: &'static str,
    /// Its roles in the situation.
    roles: Vec<&'static str>,
    /// The fingerprint of its key: compare it with what the person reads out before granting.
    fingerprint: String,
    /// Whether the password is still the one that was generated.
    initial_password: bool,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAccount {
    /// A pseudonym: 3 to 40 of a-z, 0-9, `.`, `-` and `_`, beginning with a letter.
    #[schema(min_length = 3, max_length = 40)]
    login: String,
    /// `monitor`, `verifier`, `technical_reviewer`, `cochair`, `task_force`, `administrator`, `auditor`.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 7)]
    #[serde(deserialize_with = "at_most::<7, _, _>")]
    roles: Vec<Role>,
}

/// A generated password: shown once, good for a day, to be changed at the first sign-in.
#[derive(Serialize, ToSchema)]
pub(super) struct Invitation {
    /// The login.
    login: String,
    /// The password.
    password: String,
}

/// Whether somebody can sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Standing {
    /// `active`, `suspended`, or `removed` for good.
    #[schema(value_type = String)]
    status: AccountStatus,
}

/// What somebody is in the situation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Roles {
    /// These and no others.
    #[schema(value_type = Vec<String>, min_items = 1, max_items = 7)]
    #[serde(deserialize_with = "at_most::<7, _, _>")]
    roles: Vec<Role>,
}

/// What a change of roles did.
#[derive(Serialize, ToSchema)]
pub(super) struct RolesChanged {
    /// Compartments whose grants were withdrawn, since no role opens them any more.
    withdrawn: Vec<&'static str>,
    /// Compartments that the roles open and that a co-chair has yet to grant.
    to_grant: Vec<&'static str>,
}

/// A grant to give.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Granting {
    /// The fingerprint as the person read it out: thirty digits.
    #[schema(max_length = 60)]
    fingerprint: String,
}

/// What is granted.
#[derive(Serialize, ToSchema)]
pub(super) struct Granted {
    /// The compartments that the person now opens.
    compartments: Vec<&'static str>,
}

/// What was withdrawn.
#[derive(Serialize, ToSchema)]
pub(super) struct Revoked {
    /// So many grants. Bring a new epoch into use next: what was copied before is theirs until then.
    grants: usize,
}

/// A new epoch.
#[derive(Serialize, ToSchema)]
pub(super) struct Epoch {
    /// Its number. The records are moved over by `POST …/epochs/current/records` until it is done.
    epoch: u32,
    /// Logins with grants that no holder of the keys gave: nothing was sealed to them. Have the log verified.
    left_out: Vec<String>,
}

/// How far the records have been moved over.
#[derive(Serialize, ToSchema)]
pub(super) struct Moved {
    /// The epoch in use.
    epoch: u32,
    /// Records that were moved over by this request.
    records: u64,
    /// Records that are left under an older epoch.
    left: u64,
    /// Whether nothing is left under an older epoch.
    done: bool,
}

/// The accounts of the situation.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/accounts", tag = "accounts",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<Account>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<Account>>, Problem> {
    let accounts = desk.accounts().await?;
    Ok(Answer(
        accounts
            .into_iter()
            .map(|(row, roles)| Account {
                status: row.status.code(),
                roles: roles.iter().map(|role| role.role.code()).collect(),
                fingerprint: row.public.fingerprint(),
                initial_password: row.initial_password,
                login: row.login,
            })
            .collect(),
    ))
}

/// Invite somebody: an account with a generated password, to be handed over by a safe way. It opens nothing
/// until co-chairs grant it.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/accounts", tag = "accounts",
    params(("situation" = String, Path, description = "The situation's code.")), request_body = NewAccount,
    responses((status = 201, body = Invitation), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn add(
    At(desk): At,
    Json(new): Json<NewAccount>,
) -> Result<(StatusCode, Answer<Invitation>), Problem> {
    let password = desk.invite(&new.login, &new.roles).await?;
    Ok((StatusCode::CREATED, Answer(Invitation { login: new.login, password })))
}

/// Suspend, restore or remove somebody. It holds from their next request on, on every node.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/accounts/{login}/status", tag = "accounts",
    params(("situation" = String, Path, description = "The situation's code."),
        ("login" = String, Path, description = "The login.")),
    request_body = Standing,
    responses((status = 204, description = "Done."), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn status(
    At(desk): At,
    Path(named): Path<Named>,
    Json(standing): Json<Standing>,
) -> Result<StatusCode, Problem> {
    match standing.status {
        AccountStatus::Active => desk.restore_account(&named.login).await?,
        AccountStatus::Suspended => desk.suspend_account(&named.login).await?,
        AccountStatus::Removed => {
            desk.remove_account(&named.login).await?;
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Give somebody other roles. What no role opens any more is withdrawn from them.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/accounts/{login}/roles", tag = "accounts",
    params(("situation" = String, Path, description = "The situation's code."),
        ("login" = String, Path, description = "The login.")),
    request_body = Roles,
    responses((status = 200, body = RolesChanged), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn roles(
    At(desk): At,
    Path(named): Path<Named>,
    Json(to): Json<Roles>,
) -> Result<Answer<RolesChanged>, Problem> {
    let changed = desk.change_roles(&named.login, &to.roles).await?;
    let codes = |all: Vec<vault::Compartment>| all.into_iter().map(vault::Compartment::code).collect();
    Ok(Answer(RolesChanged { withdrawn: codes(changed.withdrawn), to_grant: codes(changed.to_grant) }))
}

/// Somebody lost the password: a new key and a generated password, good for a day. Nothing is lost; co-chairs
/// grant again.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/accounts/{login}/reset", tag = "accounts",
    params(("situation" = String, Path, description = "The situation's code."),
        ("login" = String, Path, description = "The login.")),
    responses((status = 200, body = Invitation), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn reset(At(desk): At, Path(named): Path<Named>) -> Result<Answer<Invitation>, Problem> {
    let password = desk.reset_for_a_day(&named.login).await?;
    Ok(Answer(Invitation { login: named.login, password }))
}

/// Seal to somebody what their roles open, after comparing the fingerprint that they read out. What holds the
/// identity compartment takes two co-chairs: the first is answered with a proposal (202) and nothing is sealed;
/// another approves it, or asks the same with the fingerprint that they heard themselves.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/accounts/{login}/grants", tag = "keys",
    params(("situation" = String, Path, description = "The situation's code."),
        ("login" = String, Path, description = "The login.")),
    request_body = Granting,
    responses((status = 200, body = Granted), (status = 202, body = Proposal), (status = 400, body = Problem),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn grant(
    At(desk): At,
    Path(named): Path<Named>,
    Json(granting): Json<Granting>,
) -> Result<Response, Problem> {
    Ok(match desk.grant(&named.login, &granting.fingerprint).await? {
        casework::Granting::Given(opened) => {
            let compartments = opened.into_iter().map(vault::Compartment::code).collect();
            Answer(Granted { compartments }).into_response()
        }
        casework::Granting::Proposed(line) => {
            (StatusCode::ACCEPTED, Answer(Proposal::from(*line))).into_response()
        }
    })
}

/// Withdraw everything that was sealed to somebody.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/accounts/{login}/grants", tag = "keys",
    params(("situation" = String, Path, description = "The situation's code."),
        ("login" = String, Path, description = "The login.")),
    responses((status = 200, body = Revoked), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn revoke(At(desk): At, Path(named): Path<Named>) -> Result<Answer<Revoked>, Problem> {
    Ok(Answer(Revoked { grants: desk.revoke(&named.login).await? }))
}

/// Bring a new epoch into use: new keys for every compartment, sealed to everybody who holds the present ones.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/epochs", tag = "keys",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 201, body = Epoch), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn rotate(AtAlone(mut desk): AtAlone) -> Result<(StatusCode, Answer<Epoch>), Problem> {
    let rotated = desk.rotate().await?;
    Ok((StatusCode::CREATED, Answer(Epoch { epoch: rotated.epoch, left_out: rotated.left_out })))
}

/// Move a batch of records to the epoch in use. Repeat until it is done; what was interrupted goes on.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/epochs/current/records", tag = "keys",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Moved), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn rewrap(At(desk): At) -> Result<Answer<Moved>, Problem> {
    let step = desk.rewrap().await?;
    Ok(Answer(Moved { epoch: step.epoch, records: step.records, left: step.left, done: step.done }))
}
