//! The field: how the form is called on telephones, and the pairs to which ODK Collect encrypts.

use super::hex;
use super::incidents::if_match;
use crate::casework::FormKeyLine;
use crate::web::extract::{At, Json};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::face::Face;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How the form is called and looks among a telephone's programs.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FieldClient {
    /// `notes` (which is usual), `lists`, `recipes`, `calendar` or `weather`.
    #[schema(max_length = 20)]
    face: String,
}

fn tagged(version: u64, face: Face) -> Response {
    let body = FieldClient { face: face.code().to_owned() };
    ([(header::ETAG, format!("\"{version}\""))], Answer(body)).into_response()
}

/// How the form is called on telephones.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/field-client", tag = "submissions",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = FieldClient, headers(("ETag" = String, description = "The version."))),
        (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn client(At(desk): At) -> Result<Response, Problem> {
    let (face, version) = desk.setting().await?;
    Ok(tagged(version, face))
}

/// Change how the form is called on telephones: a name from a closed list. `If-Match` names the version that was read.
#[utoipa::path(put, path = "/api/v1/situations/{situation}/field-client", tag = "submissions",
    params(("situation" = String, Path, description = "The situation's code."),
        ("If-Match" = String, Header, description = "The ETag that was read.")),
    request_body = FieldClient,
    responses((status = 200, body = FieldClient, headers(("ETag" = String, description = "The version."))),
        (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 412, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn change_client(
    At(desk): At,
    headers: HeaderMap,
    Json(client): Json<FieldClient>,
) -> Result<Response, Problem> {
    let version = if_match(&headers)?;
    let face = Face::from_code(&client.face)
        .ok_or_else(|| Problem::invalid("There is no such name in the list.", Vec::new()))?;
    let version = desk.change_setting(Some(face), version).await?;
    Ok(tagged(version, face))
}

/// A pair to which ODK Collect encrypts, or encrypted.
#[derive(Serialize, ToSchema)]
pub(super) struct FormKeyListed {
    /// Which of the situation's pairs, from 1; the last one stands in the form.
    number: u32,
    /// SHA-256 of the public half (SubjectPublicKeyInfo, in DER): 64 hexadecimal digits.
    sha256: String,
}

impl From<FormKeyLine> for FormKeyListed {
    fn from(line: FormKeyLine) -> Self {
        FormKeyListed { number: line.number, sha256: hex(&line.digest) }
    }
}

/// The pairs to which ODK Collect encrypts or encrypted, the one in use last. Without one it sends in the clear.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/form-keys", tag = "keys",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<FormKeyListed>), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn form_keys(At(desk): At) -> Result<Answer<Vec<FormKeyListed>>, Problem> {
    Ok(Answer(desk.form_keys().await?.into_iter().map(FormKeyListed::from).collect()))
}

/// Make a pair and bring it into use: telephones encrypt to it once they have fetched the form anew. Earlier ones are kept.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/form-keys", tag = "keys",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 201, body = FormKeyListed), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn make_form_key(At(desk): At) -> Result<(StatusCode, Answer<FormKeyListed>), Problem> {
    Ok((StatusCode::CREATED, Answer(desk.make_form_key().await?.into())))
}
