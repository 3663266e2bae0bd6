//! Sending reports: sealed by the sender, or by the server on arrival.

use super::hex;
use crate::casework::{Announced, Receipt as Given};
use crate::web::extract::{At, Path, body, is_type};
use crate::web::problem::Problem;
use axum::Json;
use axum::extract::Request;
use axum::http::StatusCode;
use domain::id::SubmissionId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The greatest report, in bytes: what a document may have, with its seal.
const MOST: usize = 4 << 20;

/// The key to which a browser seals.
#[derive(Serialize, ToSchema)]
pub(super) struct Key {
    /// The id of the situation's vault, in hexadecimal.
    vault: String,
    /// The epoch.
    epoch: u32,
    /// The key's public name, in hexadecimal.
    key_id: String,
    /// The X25519 public key (RFC 7748), in hexadecimal.
    public: String,
    /// The Ed25519 key of who brought it into use, in hexadecimal.
    signer: String,
    /// Their signature, in hexadecimal, over `"sixfold/signed/v1" 0` and a SHA-256. It is over these parts, each with
    /// its length before it (8 bytes, big-endian): `"compartment_key"`, the vault's id, `"intake"`, the epoch (4 bytes,
    /// big-endian), and `1`, vault, epoch, key id and public key one after another.
    signature: String,
    /// Those whose signature a sender should take, from the first key on: the co-chairs' Ed25519 keys, in hexadecimal.
    /// The twelve digits of a situation are of them (docs/field-client.md).
    signers: Vec<String>,
}

/// What the sender holds of a report that is stored.
#[derive(Serialize, ToSchema)]
pub(super) struct Receipt {
    /// The report's id.
    submission: String,
    /// SHA-256 of the sealed report, in hexadecimal.
    sha256: String,
    /// The hour in which the receipt was given, counted from 1970.
    hour: i64,
    /// The Ed25519 public key of the server's node, in hexadecimal.
    node: String,
    /// The node's signature, in hexadecimal, over `"sixfold/node/v1" 0 "receipt"`, the situation's id (16
    /// bytes), the report's id (16), the digest (32) and the hour (8, big-endian).
    signature: String,
}

/// The submission that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    submission: String,
}

impl Named {
    pub(super) fn id(&self) -> Result<SubmissionId, Problem> {
        self.submission.parse().map_err(|_| Problem::not_found())
    }
}

pub(super) fn answer(given: &Given) -> (StatusCode, Json<Receipt>) {
    let status = if given.is_new { StatusCode::CREATED } else { StatusCode::OK };
    let receipt = Receipt {
        submission: given.submission.to_string(),
        sha256: hex(&given.digest),
        hour: given.hour,
        node: hex(&given.node),
        signature: hex(&given.signature),
    };
    (status, Json(receipt))
}

/// The key to which reports are sealed.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/submission-key", tag = "submissions",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Key), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn key(At(desk): At) -> Result<Json<Key>, Problem> {
    let Announced { key, signer, signature } = desk.submission_key().await?;
    Ok(Json(Key {
        vault: hex(&key.vault),
        epoch: key.epoch,
        key_id: hex(&key.key_id),
        public: hex(&key.public),
        signer: hex(&signer),
        signature: hex(&signature),
        signers: desk.key_signers().await?.iter().map(|key| hex(key)).collect(),
    }))
}

/// Send a report that was sealed where it was written. Sent again it is the same report; the id is the
/// sender's choice, 32 hexadecimal digits drawn at random.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/submissions/{submission}", tag = "submissions",
    params(("situation" = String, Path, description = "The situation's code."),
        ("submission" = String, Path, description = "The report's id.")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "The envelope of docs/architecture.md: HPKE (RFC 9180), base mode, X25519, one message."),
    responses((status = 201, body = Receipt), (status = 200, body = Receipt, description = "It had come before."),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn send(
    At(desk): At,
    Path(named): Path<Named>,
    request: Request,
) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let id = named.id()?;
    if !is_type(request.headers(), "application/octet-stream") {
        return Err(Problem::unsupported("application/octet-stream"));
    }
    let sealed = body(request, MOST).await?;
    Ok(answer(&desk.submit_sealed(id, sealed.into()).await?))
}

/// Send a report as an incident document (`sixfold.incident/1`): it is checked, sealed on arrival, and
/// opened by nobody but a verifier. Sent again by the same person it is the same report.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/submissions", tag = "submissions",
    params(("situation" = String, Path, description = "The situation's code.")),
    request_body(content = serde_json::Value, content_type = "application/json"),
    responses((status = 201, body = Receipt), (status = 200, body = Receipt, description = "It had come before."),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn report(At(desk): At, request: Request) -> Result<(StatusCode, Json<Receipt>), Problem> {
    let incident = super::incidents::document(&desk, request).await?;
    Ok(answer(&desk.submit_one(&incident).await?))
}
