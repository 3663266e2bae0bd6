//! Areas by the names and codes that others have for them.

use crate::web::bounded::{Text, Whole};
use crate::web::extract::{Asked, At};
use crate::web::problem::Problem;
use axum::Json as Answer;
use domain::gazetteer::PlaceQuery;
use domain::register::Area;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Between names of several levels.
const BETWEEN: char = '>';

/// A place as somebody else names it.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct PlaceAsked {
    /// Its name; or names with `>` between them, the widest area first: `Tovra > Haldun`.
    #[param(inline)]
    name: Option<Text<800>>,
    /// Its code.
    #[param(inline)]
    code: Option<Text<40>>,
    /// The code of an area that holds it.
    #[param(inline)]
    within: Option<Text<40>>,
    /// The level that the first name is of; any, where it is left out.
    #[param(inline)]
    level: Option<Whole<0, 9>>,
    /// The day of what happened there.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<Date>,
}

/// What a place may mean.
#[derive(Serialize, ToSchema)]
pub(super) struct PlacesProposed {
    /// The code of the one area that it can only mean; absent where a person has to choose.
    accepted: Option<String>,
    /// Areas that may be meant, the likeliest first.
    proposals: Vec<PlaceProposed>,
}

/// An area that may be meant.
#[derive(Serialize, ToSchema)]
pub(super) struct PlaceProposed {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// Its level: 0 is the country.
    level: u8,
    /// The code of the area that holds it.
    parent: Option<String>,
    /// From 0 to 1, to put proposals in order by. Nothing is decided by it.
    confidence: f64,
    /// How it was found (`code`, `former_code`, `name`, `other_name`, `former_name`, `brackets`, `kind_word`,
    /// `direction`, `order`, `letters`, `beginning`, `script`, `spelling`, `holder`), and what else there is to it
    /// (`kind_word`, `within`, `elsewhere`, `deeper`, `not_then`).
    reasons: Vec<&'static str>,
}

/// Areas of the situation that a name or a code may mean, each with how it was found. Likeness proposes and never
/// decides.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/places", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code."), PlaceAsked),
    responses((status = 200, body = PlacesProposed), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn places(
    At(desk): At,
    Asked(asked): Asked<PlaceAsked>,
) -> Result<Answer<PlacesProposed>, Problem> {
    let said =
        |text: &Option<Text<40>>| text.as_ref().map(|text| text.0.clone()).filter(|text| !text.is_empty());
    let (name, code, within) =
        (asked.name.map(|name| name.0).unwrap_or_default(), said(&asked.code), said(&asked.within));
    let areas = &desk.situation().registers.areas;
    let holder =
        within.map(|code| areas.by_code(&code).map(|area| area.number).ok_or_else(Problem::not_found));
    let place = PlaceQuery {
        code: code.as_deref(),
        names: name.split(BETWEEN).map(str::trim).collect(),
        level: asked.level.and_then(|level| u8::try_from(level.get()).ok()),
        within: holder.transpose()?,
        on: asked.on,
    };
    let proposals = desk.places(&place).await?;
    let code = |area: &Area| area.code.clone();
    let accepted = proposals.accepted().and_then(|area| areas.get(area)).map(code);
    let proposed = proposals.all.into_iter().filter_map(|one| {
        let area = areas.get(one.area)?;
        Some(PlaceProposed {
            code: code(area),
            name: area.name.clone(),
            level: area.level,
            parent: area.parent.and_then(|parent| areas.get(parent)).map(code),
            confidence: (one.confidence * 1_000.0).round() / 1_000.0,
            reasons: one.reasons.iter().map(|reason| reason.code()).collect(),
        })
    });
    Ok(Answer(PlacesProposed { accepted, proposals: proposed.collect() }))
}
