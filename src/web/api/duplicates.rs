//! Incidents that are likely the same one, and people's word that they are not.

use super::incidents::{Changed, Named, id};
use crate::casework::{Known, LikelyPair};
use crate::web::bounded::{Place, Whole};
use crate::web::extract::{Asked, At, Json, Path};
use crate::web::problem::Problem;
use axum::Json as Answer;
use axum::http::StatusCode;
use domain::duplicates::Likeness;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

const USUAL_PAGE: usize = 20;

/// How alike two incidents are, and in what. Nothing of what they say.
#[derive(Serialize, ToSchema)]
pub(super) struct Alike {
    /// The chance that they are one, from 0 to 1. Where another incident fits far better, that one has it.
    score: f64,
    /// How much could be compared: the bits of all reasons, whichever way they point.
    compared: f64,
    /// What was compared.
    reasons: Vec<AlikeIn>,
}

/// How far two incidents agree in something.
#[derive(Serialize, ToSchema)]
pub(super) struct AlikeIn {
    /// `date`, `area`, `types`, `tally`, `parties`, `children`, `sources`, and for those who may read identity content
    /// `place`, `distance`, `names`.
    aspect: &'static str,
    /// From 0, not at all, to 1.
    agreement: f64,
    /// What it says, in bits: one doubles the odds that they are one incident. Below 0 it says that they are two. What
    /// agrees says more the rarer it is in the situation.
    weight: f64,
}

/// An incident that may be another one.
#[derive(Serialize, ToSchema)]
pub(super) struct Candidate {
    /// Its id.
    incident: String,
    /// The sender's own id.
    external_id: String,
    /// The version of the record that was compared.
    version: u64,
}

/// An incident that is likely the same.
#[derive(Serialize, ToSchema)]
pub(super) struct LikelySame {
    /// The incident.
    #[serde(flatten)]
    candidate: Candidate,
    /// How alike they are.
    #[serde(flatten)]
    alike: Alike,
}

/// Two incidents that are likely the same one.
#[derive(Serialize, ToSchema)]
pub(super) struct LikelySamePair {
    /// The newer one.
    one: Candidate,
    /// The older one.
    other: Candidate,
    /// How alike they are.
    #[serde(flatten)]
    alike: Alike,
}

/// A page of pairs.
#[derive(Serialize, ToSchema)]
pub(super) struct LikelySamePage {
    /// The pairs: those of newer incidents first, the most alike of each first.
    pairs: Vec<LikelySamePair>,
    /// Where the next page begins; absent on the last one. A page may be short of pairs, or without any, before the
    /// last one.
    next: Option<i64>,
}

/// Which pairs.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PairQuestion {
    /// `next` of the page before.
    #[param(inline)]
    before: Option<Place>,
    /// About how many; 20 unless said otherwise.
    #[param(inline)]
    limit: Option<Whole<1, 100>>,
}

/// An incident that is not another one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NotDuplicate {
    /// The other's id.
    #[schema(max_length = 32)]
    incident: String,
    /// Why.
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Three digits: more would say that the score is finer than it is.
fn rounded(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}

impl From<Likeness> for Alike {
    fn from(likeness: Likeness) -> Alike {
        let compared = rounded(likeness.compared());
        let reasons = likeness.reasons.into_iter().map(|reason| AlikeIn {
            aspect: reason.aspect.code(),
            agreement: rounded(reason.agreement),
            weight: rounded(reason.bits),
        });
        Alike { score: rounded(likeness.score), compared, reasons: reasons.collect() }
    }
}

impl From<Known> for Candidate {
    fn from(known: Known) -> Candidate {
        Candidate { incident: known.id.to_string(), external_id: known.external_id, version: known.version }
    }
}

/// Open incidents that are likely the same as this one, the most alike first. Nothing is merged by it: that is a
/// change of stage. Where identity content is compared, the log says that it was read.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/incidents/{incident}/duplicates", tag = "duplicates",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    responses((status = 200, body = Vec<LikelySame>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn of_one(
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Answer<Vec<LikelySame>>, Problem> {
    let found = desk.duplicates_of(id(&named.incident)?).await?;
    let likely = |pair: LikelyPair| LikelySame { candidate: pair.other.into(), alike: pair.likeness.into() };
    Ok(Answer(found.into_iter().map(likely).collect()))
}

/// Pairs of open incidents that are likely the same, newest first.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/duplicates", tag = "duplicates",
    params(("situation" = String, Path, description = "The situation's code."), PairQuestion),
    responses((status = 200, body = LikelySamePage), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn pairs(
    At(desk): At,
    Asked(asked): Asked<PairQuestion>,
) -> Result<Answer<LikelySamePage>, Problem> {
    let most = asked.limit.map_or(USUAL_PAGE, Whole::count);
    let page = desk.duplicates(asked.before.map(Place::get), most).await?;
    let pair = |pair: LikelyPair| LikelySamePair {
        one: pair.one.into(),
        other: pair.other.into(),
        alike: pair.likeness.into(),
    };
    Ok(Answer(LikelySamePage { pairs: page.pairs.into_iter().map(pair).collect(), next: page.next }))
}

/// Say that two incidents are not the same, with a reason: they are not shown together again.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/incidents/{incident}/not-duplicates",
    tag = "duplicates",
    params(("situation" = String, Path, description = "The situation's code."),
        ("incident" = String, Path, description = "The incident's id.")),
    request_body = NotDuplicate,
    responses((status = 201, body = Changed), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem)))]
pub(super) async fn tell_apart(
    At(desk): At,
    Path(named): Path<Named>,
    Json(told): Json<NotDuplicate>,
) -> Result<(StatusCode, Answer<Changed>), Problem> {
    let version = desk.tell_apart(id(&named.incident)?, id(&told.incident)?, &told.reason).await?;
    Ok((StatusCode::CREATED, Answer(Changed { version })))
}
