//! Telephones that send reports with ODK Collect or KoboCollect.

use crate::casework::TelephoneLine;
use crate::web::collect::{Told, settings};
use crate::web::extract::{At, Json, Path};
use crate::web::pages::picture;
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use domain::id::TelephoneId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The telephone that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    telephone: String,
}

/// A telephone to add.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToAdd {
    /// In whose name it sends; oneself where it is absent. Another monitor is for administrators to name.
    #[schema(min_length = 1, max_length = 40)]
    login: Option<String>,
    /// For how many days it may send; 180 where it is absent.
    #[schema(minimum = 1, maximum = 366)]
    days: Option<u16>,
}

/// A telephone that was added. What it is shown here is shown once.
#[derive(Serialize, ToSchema)]
pub(super) struct TelephoneAdded {
    /// Its id.
    telephone: String,
    /// The login in whose name it sends.
    login: String,
    /// From when on it sends no more: hours counted from 1970.
    expires_hour: i64,
    /// The address of the server for this telephone. Whoever knows it can send reports in the monitor's name, as with a
    /// password.
    address: String,
    /// The settings of Collect, as its QR code carries them: base64 of JSON packed by zlib.
    settings: String,
    /// The same as a QR code to be scanned: an image in SVG.
    qr: String,
}

/// A telephone, as it is listed.
#[derive(Serialize, ToSchema)]
pub(super) struct TelephoneListed {
    /// Its id.
    telephone: String,
    /// The login in whose name it sends.
    login: String,
    /// When it was added: hours counted from 1970.
    added_hour: i64,
    /// From when on it sends no more: hours counted from 1970.
    expires_hour: i64,
}

impl From<TelephoneLine> for TelephoneListed {
    fn from(line: TelephoneLine) -> Self {
        let TelephoneLine { id, login, added_hour, expires_hour } = line;
        TelephoneListed { telephone: id.to_string(), login, added_hour, expires_hour }
    }
}

/// Telephones that were not ended: one's own, or everybody's for administrators.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/telephones", tag = "submissions",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<TelephoneListed>), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<TelephoneListed>>, Problem> {
    Ok(Answer(desk.telephones().await?.into_iter().map(TelephoneListed::from).collect()))
}

/// Add a telephone: gives the settings that ODK Collect or KoboCollect scans. They are shown once.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/telephones", tag = "submissions", request_body = ToAdd,
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 201, body = TelephoneAdded), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn add(
    State(web): State<Web>,
    At(desk): At,
    headers: HeaderMap,
    Json(new): Json<ToAdd>,
) -> Result<(StatusCode, Answer<TelephoneAdded>), Problem> {
    let new = desk.add_telephone(new.login.as_deref(), new.days).await?;
    let Told { address, settings } = settings(&web, &headers, &desk, &new)?;
    let qr = picture(&settings)?;
    let TelephoneLine { id, login, expires_hour, .. } = new.line;
    let added = TelephoneAdded { telephone: id.to_string(), login, expires_hour, address, settings, qr };
    Ok((StatusCode::CREATED, Answer(added)))
}

/// End a telephone: from then on nothing is here for it. What it sent stays.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/telephones/{telephone}", tag = "submissions",
    params(("situation" = String, Path, description = "The situation's code."),
        ("telephone" = String, Path, description = "The telephone's id.")),
    responses((status = 204, description = "It is ended."), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn end(At(desk): At, Path(named): Path<Named>) -> Result<StatusCode, Problem> {
    let id: TelephoneId = named.telephone.parse().map_err(|_| Problem::not_found())?;
    desk.end_telephone(id).await?;
    Ok(StatusCode::NO_CONTENT)
}
