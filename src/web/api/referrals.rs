//! Referrals of an incident's children to services, and notes on what is best for them.

use super::incidents::{Named, id, if_match};
use crate::casework::{Refer, ReferralLine};
use crate::web::extract::{At, Json, Path};
use crate::web::problem::Problem;
use crate::web::state::Web;
use axum::Json as Answer;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use domain::id::{IncidentId, ReferralId};
use domain::workflow::{ReferralOutcome, Service};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::net::SocketAddr;
use utoipa::ToSchema;

/// A referral, without its words.
#[derive(Serialize, ToSchema)]
pub(super) struct ReferralEntry {
    /// Its id.
    id: String,
    /// The child's id in the document.
    victim: String,
    /// To what: a code of the list `response_kind`.
    service: &'static str,
    /// The day.
    #[schema(value_type = String)]
    on: Date,
    /// The login of who referred.
    by: String,
    /// `open`, `withdrawn`, or what came of it: `provided`, `not_possible`, `declined`.
    state: &'static str,
    /// The day on which it came to stand so, where it is no longer open.
    #[schema(value_type = Option<String>)]
    since: Option<Date>,
    /// From when on what is told is opened no more, in whole hours since 1970.
    expires_hour: i64,
    /// How often it was opened.
    opened: Option<u32>,
    /// Whether it can still be opened.
    is_there: bool,
}

impl From<ReferralLine> for ReferralEntry {
    fn from(line: ReferralLine) -> Self {
        let ReferralLine { id, victim, service, on, by, state, since, expires_hour, opened, is_there } = line;
        ReferralEntry { id, victim, service, on, by, state, since, expires_hour, opened, is_there }
    }
}

/// The words about children of an incident that are no evidence.
#[derive(Serialize, ToSchema)]
pub(super) struct Care {
    /// Of referrals, oldest first.
    referrals: Vec<ReferralSaid>,
    /// On what is best for a child, oldest first.
    best_interests: Vec<BestInterestEntry>,
}

/// The words of a referral.
#[derive(Serialize, ToSchema)]
pub(super) struct ReferralSaid {
    /// Its id.
    id: String,
    /// Which provider.
    provider: String,
    /// Which fields of the child were told.
    told: Vec<String>,
    /// What the child needs.
    needs: String,
}

/// A note on what is best for a child.
#[derive(Serialize, ToSchema)]
pub(super) struct BestInterestEntry {
    /// The child's id in the document.
    victim: String,
    /// The day.
    #[schema(value_type = String)]
    on: Date,
    /// The login of who wrote it.
    by: String,
    /// What it says.
    text: String,
}

/// The referrals of an incident's children, without their words.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/referrals", tag = "referrals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = Vec<ReferralEntry>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Answer<Vec<ReferralEntry>>, Problem> {
    let sheet = desk.working_paper(id(&named.incident)?).await?;
    Ok(Answer(sheet.referrals.into_iter().map(ReferralEntry::from).collect()))
}

/// The words of an incident's referrals, and the notes on what is best for its children. That they were read is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/care", tag = "referrals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = Care), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn care(At(desk): At, Path(named): Path<Named>) -> Result<Answer<Care>, Problem> {
    let words = desk.care_words(id(&named.incident)?).await?;
    let referrals = words.referrals.into_iter().map(|said| ReferralSaid {
        id: said.id.to_string(),
        provider: said.provider,
        told: said.told,
        needs: said.needs,
    });
    let notes = words.best_interests.into_iter().map(|(by, note)| BestInterestEntry {
        victim: note.victim,
        on: note.on,
        by,
        text: note.text,
    });
    Ok(Answer(Care { referrals: referrals.collect(), best_interests: notes.collect() }))
}

/// A child to refer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToRefer {
    /// The child's id in the document.
    #[schema(max_length = 64)]
    victim: String,
    /// To what: a code of the list `response_kind` that is a service for a child.
    service: String,
    /// Fields of the child that the provider is told: `name`, `contact`, `guardian`, `sex`, `age`, `age_estimated`, `born_on`,
    /// `disability`.
    tell: Vec<String>,
    /// What the child needs, for the provider to read. It may name nobody else of the record.
    #[schema(min_length = 1, max_length = 2000)]
    needs: String,
    /// Which provider.
    #[schema(min_length = 1, max_length = 200)]
    provider: String,
    /// To whom the provider says what came of it.
    #[schema(min_length = 1, max_length = 200)]
    answer_to: String,
    /// For how many days it can be opened; 14 without it.
    #[schema(minimum = 1, maximum = 60)]
    days: Option<u16>,
}

/// A referral that was made.
#[derive(Serialize, ToSchema)]
pub(super) struct ReferralMade {
    /// Its id.
    id: String,
    /// What opens it, forty digits in groups of five. It is stored nowhere: pass it on to the provider.
    code: String,
    /// From when on it is opened no more, in whole hours since 1970.
    expires_hour: i64,
    /// The version of the record, which has a response more.
    version: u64,
}

/// Refer a child to a service. Refused without the consent that the record must hold. What the provider is told is sealed under
/// a code that is answered once. `If-Match` names the version of the working paper that was read: sent again, it is not done again.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/referrals", tag = "referrals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("If-Match" = String, Header, description = "The ETag of the working paper that was read.")),
    request_body = ToRefer,
    responses((status = 201, body = ReferralMade), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 412, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem), (status = 428, body = Problem)))]
pub(super) async fn refer(
    At(desk): At,
    Path(named): Path<Named>,
    headers: HeaderMap,
    Json(ask): Json<ToRefer>,
) -> Result<(StatusCode, Answer<ReferralMade>), Problem> {
    let incident = id(&named.incident)?;
    let service = Service::from_code(&ask.service).ok_or_else(|| {
        let codes: Vec<&str> = Service::ALL.iter().map(|service| service.code()).collect();
        Problem::invalid(format!("service is one of {}", codes.join(", ")), Vec::new())
    })?;
    let refer = Refer {
        victim: &ask.victim,
        service,
        tell: &ask.tell,
        needs: &ask.needs,
        provider: &ask.provider,
        answer_to: &ask.answer_to,
        days: ask.days,
        paper: Some(if_match(&headers)?),
    };
    let made = desk.refer(incident, &refer).await?;
    let answer = ReferralMade {
        id: made.id.to_string(),
        code: made.code.to_string(),
        expires_hour: made.expires_hour,
        version: made.version,
    };
    Ok((StatusCode::CREATED, Answer(answer)))
}

/// The referral that the path names.
#[derive(Deserialize)]
pub(super) struct NamedReferral {
    incident: String,
    referral: String,
}

impl NamedReferral {
    fn ids(&self) -> Result<(IncidentId, ReferralId), Problem> {
        let referral = self.referral.parse().map_err(|_| Problem::not_found())?;
        Ok((id(&self.incident)?, referral))
    }
}

/// Take a referral back: what the provider was told can be opened no more.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/incidents/{incident}/referrals/{referral}", tag = "referrals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("referral" = String, Path, description = "The referral's id.")),
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn withdraw(At(desk): At, Path(named): Path<NamedReferral>) -> Result<StatusCode, Problem> {
    let (incident, referral) = named.ids()?;
    desk.withdraw_referral(incident, referral).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What came of a referral.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CameOf {
    /// `provided`, `not_possible`, `declined`.
    #[schema(value_type = String)]
    outcome: ReferralOutcome,
}

/// A record that says what came of a referral.
#[derive(Serialize, ToSchema)]
pub(super) struct ReferralConcluded {
    /// The version of the record.
    version: u64,
}

/// Say what came of a referral. The record's response says so from now on, and what the provider was told is forgotten.
#[utoipa::path(post,
    path = "/api/v1/situations/{situation}/incidents/{incident}/referrals/{referral}/outcome", tag = "referrals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id."),
        ("referral" = String, Path, description = "The referral's id.")),
    request_body = CameOf,
    responses((status = 201, body = ReferralConcluded), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn conclude(
    At(desk): At,
    Path(named): Path<NamedReferral>,
    Json(came): Json<CameOf>,
) -> Result<(StatusCode, Answer<ReferralConcluded>), Problem> {
    let (incident, referral) = named.ids()?;
    let version = desk.conclude_referral(incident, referral, came.outcome).await?;
    Ok((StatusCode::CREATED, Answer(ReferralConcluded { version })))
}

/// A note on what is best for a child.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToNote {
    /// The child's id in the document.
    #[schema(max_length = 64)]
    victim: String,
    /// What was weighed, with whom, what the child said, and what was decided.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Write a note on what is best for a child. It is no evidence and leaves with no export.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/best-interests", tag = "referrals",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    request_body = ToNote,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn note(
    At(desk): At,
    Path(named): Path<Named>,
    Json(note): Json<ToNote>,
) -> Result<StatusCode, Problem> {
    desk.note_best_interest(id(&named.incident)?, &note.victim, &note.text).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The code of a referral.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReferralCode {
    /// Forty digits, however they are grouped.
    #[schema(max_length = 80)]
    code: String,
}

/// What a provider is told.
#[derive(Serialize, ToSchema)]
pub(super) struct ReferralRead {
    /// To what the child is referred: a code of the list `response_kind`.
    service: &'static str,
    /// The day.
    #[schema(value_type = String)]
    on: Date,
    /// For whom it is.
    provider: String,
    /// Who the child is, by fields of the section `victim`.
    #[schema(value_type = Object)]
    child: Map<String, Value>,
    /// What the child needs.
    needs: String,
    /// To whom the provider says what came of it.
    answer_to: String,
    /// From when on it is opened no more, in whole hours since 1970.
    expires_hour: i64,
}

/// Read a referral, with its code alone. Ten times at most, until it expires, is taken back or is concluded.
#[utoipa::path(post, path = "/api/v1/referral", tag = "referrals", request_body = ReferralCode,
    responses((status = 200, body = ReferralRead), (status = 404, body = Problem), (status = 415, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn open(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    Json(typed): Json<ReferralCode>,
) -> Result<Answer<ReferralRead>, Problem> {
    web.limiter().of_referral(web.trust().client(peer, &headers))?;
    let opened = web.office().open_referral(&typed.code).await?;
    let letter = opened.letter;
    Ok(Answer(ReferralRead {
        service: letter.service.code(),
        on: letter.on,
        provider: letter.provider,
        child: letter.child,
        needs: letter.needs,
        answer_to: letter.answer_to,
        expires_hour: opened.expires_hour,
    }))
}
