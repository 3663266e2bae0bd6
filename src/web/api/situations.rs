//! Situations and their registers.

use crate::web::extract::{At, Signed};
use crate::web::problem::Problem;
use axum::Json;
use domain::register::{Area, Party};
use serde::Serialize;
use utoipa::ToSchema;

/// A situation in which one has a role.
#[derive(Serialize, ToSchema)]
pub(super) struct Situation {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// One's roles there.
    roles: Vec<&'static str>,
}

/// What the codes of a document may refer to.
#[derive(Serialize, ToSchema)]
pub(super) struct Registers {
    /// The administrative areas.
    areas: Vec<AreaEntry>,
    /// The parties to the conflict.
    parties: Vec<PartyEntry>,
    /// Organisations that report or respond.
    partners: Vec<PartnerEntry>,
}

/// An area.
#[derive(Serialize, ToSchema)]
pub(super) struct AreaEntry {
    /// Its code, a P-code where there is one.
    code: String,
    /// Its name.
    name: String,
    /// Its level: 0 is the country.
    level: u8,
    /// The code of the area that holds it.
    parent: Option<String>,
    /// Other names and spellings under which it is reported, in any language and script.
    names: Vec<String>,
    /// Names that it had.
    former_names: Vec<String>,
    /// Codes that it had.
    former_codes: Vec<String>,
    /// The first day on which it is in use.
    #[schema(value_type = Option<String>)]
    valid_from: Option<jiff::civil::Date>,
    /// The last day.
    #[schema(value_type = Option<String>)]
    valid_to: Option<jiff::civil::Date>,
}

/// A party. Being in a register gives no recognition.
#[derive(Serialize, ToSchema)]
pub(super) struct PartyEntry {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// Its kind: `armed_force`, `armed_group`, `other`, `unknown`.
    category: &'static str,
    /// Other names under which it is reported.
    aliases: Vec<String>,
    /// The first day on which it is in use.
    #[schema(value_type = Option<String>)]
    valid_from: Option<jiff::civil::Date>,
    /// The last day.
    #[schema(value_type = Option<String>)]
    valid_to: Option<jiff::civil::Date>,
}

/// A partner organisation.
#[derive(Serialize, ToSchema)]
pub(super) struct PartnerEntry {
    /// Its code.
    code: String,
    /// Its name.
    name: String,
    /// What kind of organisation it is: a code of the list `organisation_kind`.
    kind: Option<String>,
}

/// The situations in which one has a role.
#[utoipa::path(get, path = "/api/v1/situations", tag = "situations",
    responses((status = 200, body = Vec<Situation>), (status = 401, body = Problem)))]
pub(super) async fn list(Signed(session): Signed) -> Result<Json<Vec<Situation>>, Problem> {
    let all = session.situations().await?;
    let one = |(code, name, roles): (String, String, Vec<domain::access::Role>)| Situation {
        code,
        name,
        roles: roles.iter().map(|role| role.code()).collect(),
    };
    Ok(Json(all.into_iter().map(one).collect()))
}

/// The registers of a situation.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/registers", tag = "situations",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Registers), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn registers(At(desk): At) -> Json<Registers> {
    let registers = &desk.situation().registers;
    let code =
        |number: Option<u32>| number.and_then(|number| registers.areas.get(number)).map(|area| &area.code);
    let area = |area: &Area| AreaEntry {
        code: area.code.clone(),
        name: area.name.clone(),
        level: area.level,
        parent: code(area.parent).cloned(),
        names: area.names.clone(),
        former_names: area.former_names.clone(),
        former_codes: area.former_codes.clone(),
        valid_from: area.valid_from,
        valid_to: area.valid_to,
    };
    let party = |party: &Party| PartyEntry {
        code: party.code.clone(),
        name: party.name.clone(),
        category: party.category.code(),
        aliases: party.aliases.clone(),
        valid_from: party.valid_from,
        valid_to: party.valid_to,
    };
    let partner = |partner: &domain::register::Partner| PartnerEntry {
        code: partner.code.clone(),
        name: partner.name.clone(),
        kind: partner.kind.clone(),
    };
    Json(Registers {
        areas: registers.areas.all().iter().map(area).collect(),
        parties: registers.parties.all().iter().map(party).collect(),
        partners: registers.partners.all().iter().map(partner).collect(),
    })
}
