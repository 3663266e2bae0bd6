//! Signing in and out, one's own password, second factor and sessions.

use super::passkeys::PasskeyShown;
use super::{hex, unhex};
use crate::casework::{Needs, PasskeyAnswer, Session, SessionLine, Shown, SignedIn};
use crate::web::cookie;
use crate::web::extract::{Json, Path, Signed};
use crate::web::problem::Problem;
use crate::web::sign_in;
use crate::web::state::Web;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use utoipa::ToSchema;
use vault::Password;

/// What is shown to sign in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    /// The login, a pseudonym.
    #[schema(max_length = 100)]
    login: String,
    /// The password, exactly as it was chosen.
    #[schema(max_length = 1024)]
    password: String,
    /// The six digits of the second factor, where an app is enrolled that shows them.
    #[schema(max_length = 20)]
    code: Option<String>,
    /// Or what a passkey signed: the challenge of `POST /api/v1/session/challenge`.
    passkey: Option<PasskeyShown>,
}

/// The password, and a second factor where one is enrolled, once more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirm {
    /// The password.
    #[schema(max_length = 1024)]
    password: String,
    /// The six digits.
    #[schema(max_length = 20)]
    code: Option<String>,
    /// Or what a passkey signed.
    passkey: Option<PasskeyShown>,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    /// At least 15 characters that are not easily guessed.
    #[schema(min_length = 15, max_length = 1024)]
    password: String,
}

/// The first code of a second factor that is being enrolled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FirstCode {
    /// As it was given with the address.
    #[schema(max_length = 1024)]
    token: String,
    /// The six digits that the app shows now.
    #[schema(max_length = 20)]
    code: String,
}

/// A second factor that is being enrolled: nothing is kept until its first code was shown.
#[derive(Serialize, ToSchema)]
pub(super) struct Enrolling {
    /// The `otpauth://` address for the app. It is shown once.
    address: String,
    /// To be given back with the first code.
    token: String,
}

/// Somebody signed in.
#[derive(Serialize, ToSchema)]
pub(super) struct Who {
    /// The login.
    login: String,
    /// The fingerprint of the person's key: read it out to the co-chair who grants.
    fingerprint: String,
    /// Whether a second factor was shown.
    second_factor: bool,
    /// When the session ends in any case (RFC 3339).
    expires_at: String,
    /// What must be done before anything else: `new_password` or `second_factor`.
    #[schema(value_type = Option<String>)]
    needs: Option<Needs>,
    /// Situations in which the person has a role.
    situations: Vec<RolesIn>,
}

/// The roles of a person in a situation.
#[derive(Serialize, ToSchema)]
pub(super) struct RolesIn {
    /// The situation's code.
    code: String,
    /// Its name.
    name: String,
    /// The roles.
    roles: Vec<&'static str>,
}

/// One of one's sessions.
#[derive(Serialize, ToSchema)]
pub(super) struct SessionEntry {
    /// By which it is ended; it opens nothing.
    handle: String,
    /// When it began (RFC 3339).
    created_at: String,
    /// When it was last used, to the minute.
    seen_at: String,
    /// Whether a second factor was shown.
    second_factor: bool,
    /// Whether it is the one that asks.
    this: bool,
}

impl From<SessionLine> for SessionEntry {
    fn from(line: SessionLine) -> SessionEntry {
        SessionEntry {
            handle: hex(&line.handle),
            created_at: time(line.created_at),
            seen_at: time(line.seen_at),
            second_factor: line.second_factor,
            this: line.is_this,
        }
    }
}

fn time(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default()
}

/// What was shown besides the password, if one thing was.
fn shown<'s>(
    code: Option<&'s String>,
    passkey: Option<&'s PasskeyAnswer>,
) -> Result<Option<Shown<'s>>, Problem> {
    match (code, passkey) {
        (Some(_), Some(_)) => Err(Problem::bad_request("show a code or a passkey, not both")),
        (code, passkey) => Ok(passkey.map(Shown::Passkey).or(code.map(|code| Shown::Code(code)))),
    }
}

/// The answer that hands over a session: nothing but its cookie.
pub(super) fn begun(web: &Web, begun: &SignedIn) -> impl IntoResponse + use<> {
    (StatusCode::NO_CONTENT, [cookie::set(web, begun)])
}

/// Sign in. What was wrong is never said.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", request_body = SignIn,
    responses((status = 204, description = "Signed in; the cookie carries the session."),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem), (status = 503, body = Problem)))]
pub(super) async fn sign_in(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(asked): Json<SignIn>,
) -> Result<impl IntoResponse, Problem> {
    let site = web.trust().site(&headers)?;
    let passkey = asked.passkey.map(|passkey| passkey.at(site));
    let second = shown(asked.code.as_ref(), passkey.as_ref())?;
    let password = Password::new(asked.password);
    let cookies = sign_in::sign_in(&web, peer, &headers, &asked.login, password, second).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookies)))
}

/// Who is signed in, and what they must do first.
#[utoipa::path(get, path = "/api/v1/session", tag = "session",
    responses((status = 200, body = Who), (status = 401, body = Problem)))]
pub(super) async fn who(Signed(session): Signed) -> Result<axum::Json<Who>, Problem> {
    let situations = session.situations().await?;
    Ok(axum::Json(Who {
        login: session.login().to_owned(),
        fingerprint: session.fingerprint(),
        second_factor: session.second_factor(),
        expires_at: time(session.expires_at()),
        needs: session.needs(),
        situations: situations
            .into_iter()
            .map(|(code, name, roles)| RolesIn {
                code,
                name,
                roles: roles.iter().map(|role| role.code()).collect(),
            })
            .collect(),
    }))
}

/// Sign out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session",
    responses((status = 204, description = "Signed out."), (status = 401, body = Problem)))]
pub(super) async fn sign_out(
    State(web): State<Web>,
    Signed(session): Signed,
) -> Result<impl IntoResponse, Problem> {
    Ok((StatusCode::NO_CONTENT, sign_in::sign_out(&web, session).await?))
}

/// Show the password once more, before something that asks for it. The session gets a new secret.
#[utoipa::path(post, path = "/api/v1/session/confirmation", tag = "session", request_body = Confirm,
    responses((status = 204, description = "Confirmed."), (status = 401, body = Problem),
        (status = 429, body = Problem)))]
pub(super) async fn confirm(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Signed(session): Signed,
    Json(asked): Json<Confirm>,
) -> Result<impl IntoResponse, Problem> {
    let site = web.trust().site(&headers)?;
    let passkey = asked.passkey.map(|passkey| passkey.at(site));
    let second = shown(asked.code.as_ref(), passkey.as_ref())?;
    let password = Password::new(asked.password);
    let cookie = sign_in::confirm(&web, peer, &headers, session, password, second).await?;
    Ok((StatusCode::NO_CONTENT, [cookie]))
}

/// Choose another password. Every other session of the person ends.
#[utoipa::path(put, path = "/api/v1/session/password", tag = "session", request_body = NewPassword,
    responses((status = 204, description = "Changed."), (status = 401, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn change_password(
    State(web): State<Web>,
    Signed(session): Signed,
    Json(new): Json<NewPassword>,
) -> Result<impl IntoResponse, Problem> {
    let changed = session.change_password(Password::new(new.password), web.now()).await?;
    Ok(begun(&web, &changed))
}

/// Begin to enrol a second factor: an app that shows one-time codes (RFC 6238).
#[utoipa::path(post, path = "/api/v1/session/second-factor", tag = "session",
    responses((status = 200, body = Enrolling), (status = 401, body = Problem)))]
pub(super) async fn begin_enrolment(Signed(session): Signed) -> Result<axum::Json<Enrolling>, Problem> {
    let enrolment = session.begin_enrolment().await?;
    Ok(axum::Json(Enrolling { address: enrolment.address.as_str().to_owned(), token: hex(&enrolment.token) }))
}

/// Enrol the second factor by its first code. It takes the place of another one.
#[utoipa::path(put, path = "/api/v1/session/second-factor", tag = "session", request_body = FirstCode,
    responses((status = 204, description = "Enrolled."), (status = 401, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn enrol(
    State(web): State<Web>,
    Signed(session): Signed,
    Json(first): Json<FirstCode>,
) -> Result<impl IntoResponse, Problem> {
    let token = unhex(&first.token).ok_or_else(|| Problem::bad_request("token is not hexadecimal"))?;
    let enrolled = session.enrol(&token, &first.code, web.now()).await?;
    Ok(begun(&web, &enrolled))
}

/// One's own sessions.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "session",
    responses((status = 200, body = Vec<SessionEntry>), (status = 401, body = Problem)))]
pub(super) async fn list(Signed(session): Signed) -> Result<axum::Json<Vec<SessionEntry>>, Problem> {
    let lines: Vec<SessionLine> = Session::sessions(&session).await?;
    Ok(axum::Json(lines.into_iter().map(SessionEntry::from).collect()))
}

/// End one of one's own sessions.
#[utoipa::path(delete, path = "/api/v1/sessions/{handle}", tag = "session",
    params(("handle" = String, Path, description = "The handle.")),
    responses((status = 204, description = "Ended."), (status = 404, body = Problem)))]
pub(super) async fn end(
    Signed(session): Signed,
    Path(handle): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let handle = unhex(&handle).and_then(|bytes| bytes.try_into().ok()).ok_or_else(Problem::not_found)?;
    session.end(&handle).await?;
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]))
}
