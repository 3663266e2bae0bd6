//! What a situation works with: its registers, the days that steps may wait, for how long records are kept, how the field
//! client is called, and whether telephones encrypt.

use super::form::Form;
use super::frame::{Frame, Section, base, face_key, may, on_to, page};
use super::reader::Reader;
use crate::casework::Propose;
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::response::Response;
use domain::access::Action;
use domain::face::Face;
use domain::register::Table;
use domain::retention::Retention;
use domain::workflow::AllowedDays;
use serde::Deserialize;

/// So many areas are shown; the rest are counted.
const MOST_AREAS: usize = 500;

#[derive(Template)]
#[template(path = "pages/settings.html")]
struct Page {
    frame: Frame,
    administers: bool,
    /// The names that the field client can have on telephones: code, name, and whether it is this one.
    faces: Vec<(&'static str, String, bool)>,
    face: String,
    face_version: u64,
    /// For how many months records are kept; none where there is no end.
    months: Option<u16>,
    retention_version: u64,
    /// Whether the way to what is due is shown.
    sees_due: bool,
    /// Whether the pairs to which telephones encrypt are shown, and can be made.
    keeps_keys: bool,
    /// Number and digest of the pairs to which telephones encrypt, the one in use first.
    form_keys: Vec<(u32, String)>,
    /// Of those whose signature the intake key carries.
    digits: String,
    version: u64,
    initial: u16,
    technical: u16,
    /// Code, name, level.
    areas: Vec<(String, String, u8)>,
    more_areas: usize,
    parties: Vec<Party>,
    /// Code, name, kind.
    partners: Vec<(String, String, String)>,
    /// Name and code of each register.
    registers: Vec<(String, &'static str)>,
    has_boundaries: bool,
    /// Whether the way to emergency access is shown.
    sees_break_glass: bool,
    /// Whether closing the situation, or opening it again, is theirs to propose.
    closes: bool,
}

struct Party {
    code: String,
    name: String,
    category: String,
    aliases: String,
    valid: String,
}

pub(super) async fn settings(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    let words = reader.words;
    let registers = &desk.situation().registers;
    let (days, version) = desk.setting::<AllowedDays>().await?;
    let (retention, retention_version) = desk.setting::<Retention>().await?;
    let areas = registers.areas.all();
    let party = |party: &domain::register::Party| {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| words.date(&day)).unwrap_or_default();
        let valid = match (party.valid_from, party.valid_to) {
            (None, None) => String::new(),
            (from, to) => format!("{} – {}", day(from), day(to)),
        };
        Party {
            code: party.code.clone(),
            name: party.name.clone(),
            category: words.option("party_category", party.category.code()),
            aliases: party.aliases.join(", "),
            valid,
        }
    };
    let partner = |partner: &domain::register::Partner| {
        let kind = partner.kind.as_deref().map(|kind| words.option("organisation_kind", kind));
        (partner.code.clone(), partner.name.clone(), kind.unwrap_or_default())
    };
    let (face, face_version) = desk.setting::<Face>().await?;
    let keeps_keys = may(desk.actor(), Action::ManageKeys);
    let form_keys = if keeps_keys { desk.form_keys().await? } else { Vec::new() };
    let face_name = |face: Face| words.text(&face_key(face));
    page(&Page {
        faces: Face::ALL.iter().map(|one| (one.code(), face_name(*one), *one == face)).collect(),
        face: face_name(face),
        face_version,
        months: retention.months(),
        retention_version,
        sees_due: may(desk.actor(), Action::CountDue) || may(desk.actor(), Action::ReadCase),
        keeps_keys,
        form_keys: form_keys.iter().rev().map(|key| (key.number, hex::encode(key.digest))).collect(),
        digits: desk.pin_digits().await?,
        administers: may(desk.actor(), Action::Administer),
        version,
        initial: days.initial,
        technical: days.technical,
        areas: areas
            .iter()
            .take(MOST_AREAS)
            .map(|area| (area.code.clone(), area.name.clone(), area.level))
            .collect(),
        more_areas: areas.len().saturating_sub(MOST_AREAS),
        parties: registers.parties.all().iter().map(party).collect(),
        partners: registers.partners.all().iter().map(partner).collect(),
        has_boundaries: !desk.boundaries().await?.is_empty(),
        sees_break_glass: may(desk.actor(), Action::Veto),
        closes: may(desk.actor(), Action::CloseSituation),
        registers: Table::ALL.iter().map(|table| (words.text(table.code()), table.code())).collect(),
        frame: reader.inside(&desk, Section::Settings, words.text("section-settings")),
    })
}

/// How many days the steps may wait.
#[derive(Deserialize)]
pub(super) struct Days {
    initial: u16,
    technical: u16,
    version: u64,
}

pub(super) async fn change_days(At(desk): At, Form(days): Form<Days>) -> Result<Response, Problem> {
    desk.change_setting(AllowedDays::checked(days.initial, days.technical), days.version).await?;
    Ok(on_to(&format!("{}/settings", base(&desk.situation().row.code)), "deadlines"))
}

/// What is to be proposed of the situation, as the page said it.
#[derive(Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub(super) enum Closing {
    Close,
    Reopen,
}

/// Proposes to close the situation, or to open a closed one again.
pub(super) async fn closing(At(desk): At, Form(closing): Form<Closing>) -> Result<Response, Problem> {
    let what = match closing {
        Closing::Close => Propose::Close,
        Closing::Reopen => Propose::Reopen,
    };
    desk.propose(what).await?;
    Ok(on_to(&format!("{}/settings", base(&desk.situation().row.code)), "closing"))
}

/// How the field client is called.
#[derive(Deserialize)]
pub(super) struct Called {
    face: String,
    version: u64,
}

pub(super) async fn change_face(At(desk): At, Form(called): Form<Called>) -> Result<Response, Problem> {
    let face = Face::from_code(&called.face)
        .ok_or_else(|| Problem::invalid("There is no such name in the list.", Vec::new()))?;
    desk.change_setting(Some(face), called.version).await?;
    Ok(on_to(&format!("{}/settings", base(&desk.situation().row.code)), "field-client"))
}

pub(super) async fn make_form_key(At(desk): At) -> Result<Response, Problem> {
    desk.make_form_key().await?;
    Ok(on_to(&format!("{}/settings", base(&desk.situation().row.code)), "form-key"))
}
