//! Passkeys: what a browser hands over to a device, and what it hands back (W3C Web Authentication Level 3).
//! Bytes are in base64url without padding, as browsers' own JSON has them.

use super::sessions::begun;
use super::{hex, unhex_exactly};
use crate::casework::{FactorLine, NewPasskey, PasskeyAnswer, Site};
use crate::web::extract::{Json, Path, Signed};
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// The browser gives up after so many milliseconds, before the challenge is over.
const TIMEOUT: u32 = 4 * 60 * 1000;

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn bytes<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(from)?;
    // What was wrong with it is not repeated: it is nobody's to read in a log.
    URL_SAFE_NO_PAD.decode(text).map_err(|_| D::Error::custom("this is not base64url without padding"))
}

/// What a browser is to ask any passkey of this server for: `navigator.credentials.get`, with no list of
/// credentials. It is the same for everybody.
#[derive(Serialize, ToSchema)]
pub(super) struct PasskeyChallenge {
    /// To be signed. It is good once, and for five minutes.
    challenge: String,
    /// The host to which passkeys are bound.
    rp_id: String,
    /// Always `required`: the device must make sure who holds it.
    user_verification: &'static str,
    /// Milliseconds after which the browser gives up.
    timeout: u32,
}

/// What a passkey signed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasskeyShown {
    /// The credential's id (`rawId`).
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String, max_length = 1364)]
    credential: Vec<u8>,
    /// `response.clientDataJSON`.
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String)]
    client_data: Vec<u8>,
    /// `response.authenticatorData`.
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String)]
    authenticator_data: Vec<u8>,
    /// `response.signature`.
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String)]
    signature: Vec<u8>,
}

impl PasskeyShown {
    pub(super) fn at(self, site: Site) -> PasskeyAnswer {
        let PasskeyShown { credential, client_data, authenticator_data, signature } = self;
        PasskeyAnswer { site, credential, client_data, authenticator_data, signature }
    }
}

/// What a browser is to ask a device for: `navigator.credentials.create`, for a discoverable credential and
/// without an attestation.
#[derive(Serialize, ToSchema)]
pub(super) struct PasskeyMaking {
    /// To be signed. It is good once, and for five minutes.
    challenge: String,
    /// The host to which the passkey is bound.
    rp_id: String,
    /// What the device keeps as the person's id; it says nothing to anybody else.
    user_id: String,
    /// What the device shows as the person's name: the login.
    user_name: String,
    /// The kinds of keys that are taken (COSE numbers), the best first.
    algorithms: [i64; 3],
    /// Credentials that are enrolled already: their devices make no other one.
    exclude: Vec<String>,
    /// Always `required`.
    user_verification: &'static str,
    /// Always `required`: who signs in is not known before the passkey is shown.
    resident_key: &'static str,
    /// Milliseconds after which the browser gives up.
    timeout: u32,
}

/// A passkey as a device made it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PasskeyMade {
    /// The person's name for it, such as what the device is. It is kept sealed.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// `response.clientDataJSON`.
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String)]
    client_data: Vec<u8>,
    /// `response.attestationObject`.
    #[serde(deserialize_with = "bytes")]
    #[schema(value_type = String)]
    attestation: Vec<u8>,
}

/// One of one's second factors.
#[derive(Serialize, ToSchema)]
pub(super) struct SecondFactorEntry {
    /// By which it is taken away; it opens nothing.
    handle: String,
    /// `totp` (an app that shows codes) or `passkey`.
    kind: String,
    /// One's own name for it, where it has one.
    name: Option<String>,
}

impl From<FactorLine> for SecondFactorEntry {
    fn from(line: FactorLine) -> SecondFactorEntry {
        SecondFactorEntry { handle: hex(&line.handle), kind: line.kind, name: line.name }
    }
}

/// Ask for a challenge, to sign in with a passkey. Nothing of it depends on who asks.
#[utoipa::path(post, path = "/api/v1/session/challenge", tag = "session",
    responses((status = 200, body = PasskeyChallenge), (status = 503, body = Problem)))]
pub(super) async fn challenge(
    State(web): State<Web>,
    headers: HeaderMap,
) -> Result<axum::Json<PasskeyChallenge>, Problem> {
    let site = web.trust().site(&headers)?;
    let challenge = text(&web.office().passkey_challenge(&site).await?);
    let asked =
        PasskeyChallenge { challenge, rp_id: site.rp_id, user_verification: "required", timeout: TIMEOUT };
    Ok(axum::Json(asked))
}

/// Begin to enrol a passkey: nothing is kept until a device made one.
#[utoipa::path(post, path = "/api/v1/session/passkey", tag = "session",
    responses((status = 200, body = PasskeyMaking), (status = 401, body = Problem)))]
pub(super) async fn begin(
    State(web): State<Web>,
    headers: HeaderMap,
    Signed(session): Signed,
) -> Result<axum::Json<PasskeyMaking>, Problem> {
    let site = web.trust().site(&headers)?;
    let asked = session.begin_passkey(&site).await?;
    Ok(axum::Json(PasskeyMaking {
        challenge: text(&asked.challenge),
        rp_id: site.rp_id,
        user_id: text(&asked.user),
        user_name: session.login().to_owned(),
        algorithms: vault::Passkey::ALGORITHMS,
        exclude: asked.known.iter().map(|id| text(id)).collect(),
        user_verification: "required",
        resident_key: "required",
        timeout: TIMEOUT,
    }))
}

/// Enrol the passkey that a device made. Every other session of the person ends.
#[utoipa::path(put, path = "/api/v1/session/passkey", tag = "session", request_body = PasskeyMade,
    responses((status = 204, description = "Enrolled."), (status = 401, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn enrol(
    State(web): State<Web>,
    headers: HeaderMap,
    Signed(session): Signed,
    Json(made): Json<PasskeyMade>,
) -> Result<impl IntoResponse, Problem> {
    let PasskeyMade { name, client_data, attestation } = made;
    let new = NewPasskey { site: web.trust().site(&headers)?, name, client_data, attestation };
    let enrolled = session.enrol_passkey(&new, web.now()).await?;
    Ok(begun(&web, &enrolled))
}

/// One's own second factors.
#[utoipa::path(get, path = "/api/v1/session/second-factors", tag = "session",
    responses((status = 200, body = Vec<SecondFactorEntry>), (status = 401, body = Problem)))]
pub(super) async fn list(Signed(session): Signed) -> Result<axum::Json<Vec<SecondFactorEntry>>, Problem> {
    let lines = session.second_factors().await?;
    Ok(axum::Json(lines.into_iter().map(SecondFactorEntry::from).collect()))
}

/// Take one of one's own second factors away; never the last one of somebody who must have one. Every other
/// session of the person ends.
#[utoipa::path(delete, path = "/api/v1/session/second-factors/{handle}", tag = "session",
    params(("handle" = String, Path, description = "The handle.")),
    responses((status = 204, description = "Taken away."), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn remove(
    State(web): State<Web>,
    Signed(session): Signed,
    Path(handle): Path<String>,
) -> Result<impl IntoResponse, Problem> {
    let handle = unhex_exactly(&handle).ok_or_else(Problem::not_found)?;
    let removed = session.remove_second_factor(&handle, web.now()).await?;
    Ok(begun(&web, &removed))
}
