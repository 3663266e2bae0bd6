//! Referrals of an incident's children to services, and notes on what is best for them; and the page at which a service
//! provider reads what it is told.

use super::case::Named;
use super::form::{Form, if_filled};
use super::frame::{Deeper, Frame, Section, base, may, on_to, page};
use super::reader::Reader;
use super::refused::why_not;
use super::said::{Said, Teller};
use super::words::Words;
use crate::casework::{Case, CaseError, Desk, OpenedLetter, PaperSheet, Refer, ReferralLine, Referred};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use crate::web::state::Web;
use askama::Template;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::id::{IncidentId, ReferralId};
use domain::register::Registers;
use domain::workflow::{
    BestInterest, MAX_PROVIDER, MOST_REFERRAL_DAYS, PaperRefusal, ReferralOutcome, ReferralRefusal,
    ReferralWords, Service, TOLD_TO_PROVIDERS, USUAL_REFERRAL_DAYS, told_of,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::net::SocketAddr;

#[derive(Template)]
#[template(path = "pages/care.html")]
struct Page {
    frame: Frame,
    /// The path of the incident's pages.
    path: String,
    /// The version of the working paper.
    paper: u64,
    children: Vec<Child>,
    /// What hangs on children whom the record no longer names: referrals, and notes.
    others: (Vec<Shown>, Vec<(String, String)>),
    /// Why what was written about a child who is no longer there was not taken.
    wrong: Option<String>,
    services: Vec<(&'static str, String)>,
    outcomes: Vec<(&'static str, String)>,
    /// Whether the person may refer and note, besides taking back.
    refers: bool,
    longest: u16,
    /// The days where nobody says otherwise.
    usual: u16,
    most: usize,
}

/// A child of the incident.
struct Child {
    id: String,
    name: String,
    said: Vec<Said>,
    /// Whether the child or the guardian agreed to be referred.
    agrees: bool,
    /// What is recorded and may be told: name, label, and whether it is ticked.
    tellable: Vec<(String, String, bool)>,
    referrals: Vec<Shown>,
    /// Notes on what is best: about, and words.
    notes: Vec<(String, String)>,
    /// What is being written.
    draft: Draft,
}

/// A referral on the page.
struct Shown {
    id: String,
    service: String,
    about: String,
    provider: String,
    told: String,
    needs: String,
    state: String,
    until: String,
    opened: String,
    is_open: bool,
}

/// A referral or a note as it is being written, and why it was not taken.
#[derive(Default)]
struct Draft {
    ask: Asked,
    note: String,
    wrong: Option<String>,
    wrong_note: Option<String>,
}

/// A referral that is asked for.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    victim: String,
    service: String,
    tell: Vec<String>,
    needs: String,
    provider: String,
    answer_to: String,
    #[serde(deserialize_with = "if_filled")]
    days: Option<u16>,
    #[serde(deserialize_with = "if_filled")]
    paper: Option<u64>,
}

/// A note on what is best for a child.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Noted {
    victim: String,
    text: String,
}

pub(super) async fn care(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
) -> Result<Response, Problem> {
    shown(&reader, &desk, named.id()?, None).await
}

pub(super) async fn refer(
    State(web): State<Web>,
    headers: HeaderMap,
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    let reader = reader.at(format!("{}/care", path(&desk, id)));
    let Some(service) = Service::from_code(&asked.service) else {
        let wrong = Some(reader.words.text("referral-which-service"));
        return shown(&reader, &desk, id, Some(Draft { ask: asked, wrong, ..Draft::default() })).await;
    };
    let ask = Refer {
        victim: &asked.victim,
        service,
        tell: &asked.tell,
        needs: &asked.needs,
        provider: &asked.provider,
        answer_to: &asked.answer_to,
        days: asked.days,
        paper: asked.paper,
    };
    match desk.refer(id, &ask).await {
        Ok(referred) => slip(&reader, &desk, &web.trust().site(&headers)?.origin, id, &asked, &referred),
        // Nothing that was written is lost: the page comes back with it.
        Err(error @ (CaseError::Referral(_) | CaseError::Paper(_) | CaseError::Stale)) => {
            let wrong = Some(why_kept(reader.words, &error));
            shown(&reader, &desk, id, Some(Draft { ask: asked, wrong, ..Draft::default() })).await
        }
        Err(error) => Err(error.into()),
    }
}

fn why_kept(words: &Words, error: &CaseError) -> String {
    match error {
        CaseError::Stale => words.text("referral-stale"),
        CaseError::Paper(PaperRefusal::Text(_)) => words.text("referral-words-wrong"),
        other => why_not(words, other),
    }
}

#[derive(Template)]
#[template(path = "pages/care_slip.html")]
struct Slip {
    frame: Frame,
    path: String,
    provider: String,
    service: String,
    code: String,
    address: String,
    until: String,
}

fn slip(
    reader: &Reader,
    desk: &Desk,
    origin: &str,
    id: IncidentId,
    asked: &Asked,
    referred: &Referred,
) -> Result<Response, Problem> {
    let words = reader.words;
    page(&Slip {
        path: path(desk, id),
        provider: asked.provider.trim().to_owned(),
        service: words.option("response_kind", &asked.service),
        code: referred.code.to_string(),
        address: format!("{origin}/referral"),
        until: until(words, referred.expires_hour),
        frame: reader
            .inside(desk, Section::Incidents, words.text("referral-slip-title"))
            .deeper(Deeper::ReferralSlip),
    })
}

pub(super) async fn note(
    reader: Reader,
    At(desk): At,
    Path(named): Path<Named>,
    Form(noted): Form<Noted>,
) -> Result<Response, Problem> {
    let id = named.id()?;
    let reader = reader.at(format!("{}/care", path(&desk, id)));
    match desk.note_best_interest(id, &noted.victim, &noted.text).await {
        Ok(()) => Ok(on_to(&format!("{}/care", path(&desk, id)), "noted")),
        Err(error @ (CaseError::Referral(_) | CaseError::Paper(_))) => {
            let ask = Asked { victim: noted.victim, ..Asked::default() };
            let wrong_note = Some(why_kept(reader.words, &error));
            let draft = Draft { ask, note: noted.text, wrong_note, ..Draft::default() };
            shown(&reader, &desk, id, Some(draft)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// The referral that a path names.
#[derive(Deserialize)]
pub(super) struct NamedReferral {
    incident: String,
    referral: String,
}

impl NamedReferral {
    fn ids(&self) -> Result<(IncidentId, ReferralId), Problem> {
        let incident = self.incident.parse().map_err(|_| Problem::not_found())?;
        Ok((incident, self.referral.parse().map_err(|_| Problem::not_found())?))
    }
}

pub(super) async fn withdraw(At(desk): At, Path(named): Path<NamedReferral>) -> Result<Response, Problem> {
    let (incident, referral) = named.ids()?;
    desk.withdraw_referral(incident, referral).await?;
    Ok(on_to(&format!("{}/care", path(&desk, incident)), "referral-withdrawn"))
}

/// What came of a referral.
#[derive(Deserialize)]
pub(super) struct Concluded {
    outcome: ReferralOutcome,
}

pub(super) async fn conclude(
    At(desk): At,
    Path(named): Path<NamedReferral>,
    Form(concluded): Form<Concluded>,
) -> Result<Response, Problem> {
    let (incident, referral) = named.ids()?;
    desk.conclude_referral(incident, referral, concluded.outcome).await?;
    Ok(on_to(&format!("{}/care", path(&desk, incident)), "referral-concluded"))
}

async fn shown(
    reader: &Reader,
    desk: &Desk,
    id: IncidentId,
    draft: Option<Draft>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let Case { document, .. } = desk.case_with_identity(id).await?;
    let paper = desk.working_paper(id).await?;
    let care = desk.care_words(id).await?;
    let teller = Teller { words, registers: &desk.situation().registers };
    let status = if draft.is_some() { StatusCode::CONFLICT } else { StatusCode::OK };
    let mut draft = draft;
    let children = Teller::items(&document, "victims").filter_map(Value::as_object).map(|child| {
        let of = child.get("id").and_then(Value::as_str).unwrap_or_default();
        let own = draft.take_if(|draft| draft.ask.victim == of).unwrap_or_default();
        let mine = care.best_interests.iter().filter(|(_, note)| note.victim == of);
        Child {
            name: ["name", "code"].iter().find_map(|key| child.get(*key)?.as_str()).unwrap_or(of).to_owned(),
            said: teller.told("victim", &Value::Object(told(child)), &["name"]),
            agrees: agrees(child),
            tellable: tellable(words, child, &own.ask),
            referrals: referrals(words, &paper, &care.referrals, of),
            notes: mine.map(|(by, note)| told_note(words, by, note)).collect(),
            id: of.to_owned(),
            draft: own,
        }
    });
    let children: Vec<Child> = children.collect();
    let is_there = |victim: &str| children.iter().any(|child| child.id == victim);
    let gone = paper.referrals.iter().filter(|line| !is_there(&line.victim));
    let gone = gone.map(|line| referral(words, line, &care.referrals)).collect();
    let noted = care.best_interests.iter().filter(|(_, note)| !is_there(&note.victim));
    let noted = noted.map(|(by, note)| told_note(words, by, note)).collect();
    let shown = page(&Page {
        path: path(desk, id),
        paper: paper.version,
        children,
        others: (gone, noted),
        wrong: draft.and_then(|draft| draft.wrong.or(draft.wrong_note)),
        services: Service::ALL
            .iter()
            .map(|service| (service.code(), words.option("response_kind", service.code())))
            .collect(),
        outcomes: ReferralOutcome::ALL
            .iter()
            .map(|outcome| (outcome.code(), words.option("response_state", outcome.code())))
            .collect(),
        refers: may(desk.actor(), Action::Refer),
        longest: MOST_REFERRAL_DAYS,
        usual: USUAL_REFERRAL_DAYS,
        most: MAX_PROVIDER,
        frame: reader.inside(desk, Section::Incidents, words.text("care-title")).deeper(Deeper::Care),
    })?;
    Ok((status, shown).into_response())
}

/// What is recorded of a child and may be told to a provider.
fn told(child: &Map<String, Value>) -> Map<String, Value> {
    let may = child.iter().filter(|(key, _)| TOLD_TO_PROVIDERS.contains(&key.as_str()));
    may.map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Whether anything may be told of a child.
fn agrees(child: &Map<String, Value>) -> bool {
    let all: Vec<String> = TOLD_TO_PROVIDERS.iter().map(|name| (*name).to_owned()).collect();
    told_of(child, &all) != Err(ReferralRefusal::NoConsent)
}

/// What may be ticked: unless somebody has chosen, who the child is and how to reach them.
fn tellable(words: &Words, child: &Map<String, Value>, ask: &Asked) -> Vec<(String, String, bool)> {
    let chosen = !ask.victim.is_empty();
    let usual = ["name", "contact", "guardian", "age"];
    let field = |name: &str| {
        domain::dictionary::dictionary().section("victim").and_then(|section| section.field(name))
    };
    TOLD_TO_PROVIDERS
        .iter()
        .filter(|name| **name != "age_estimated" && child.contains_key(**name))
        .map(|name| {
            let label = field(name).map_or_else(String::new, |field| words.label(&field.label_key()));
            let ticked = if chosen { ask.tell.iter().any(|told| told == name) } else { usual.contains(name) };
            ((*name).to_owned(), label, ticked)
        })
        .collect()
}

/// What a note is about, and its words.
fn told_note(words: &Words, by: &str, note: &BestInterest) -> (String, String) {
    (format!("{} · {by}", words.date(&note.on)), note.text.clone())
}

fn referrals(words: &Words, paper: &PaperSheet, said: &[ReferralWords], of: &str) -> Vec<Shown> {
    let own = paper.referrals.iter().filter(|line| line.victim == of);
    own.map(|line| referral(words, line, said)).collect()
}

fn referral(words: &Words, line: &ReferralLine, said: &[ReferralWords]) -> Shown {
    let label = |name: &String| words.label(&format!("field-victim-{name}"));
    let said = said.iter().find(|said| said.id.to_string() == line.id);
    let is_open = line.state == "open";
    let since = line.since.map(|on| format!(", {}", words.date(&on))).unwrap_or_default();
    let state = match line.state {
        "open" => words.text("referral-open"),
        "withdrawn" => words.text("referral-withdrawn"),
        outcome => words.option("response_state", outcome),
    };
    let told = said.map(|said| said.told.iter().map(label).collect::<Vec<_>>().join(", "));
    Shown {
        id: line.id.clone(),
        service: words.option("response_kind", line.service),
        about: format!("{} · {}", words.date(&line.on), line.by),
        provider: said.map(|said| said.provider.clone()).unwrap_or_default(),
        told: told.unwrap_or_default(),
        needs: said.map(|said| said.needs.clone()).unwrap_or_default(),
        state: format!("{state}{since}"),
        until: match (is_open, line.is_there) {
            (false, _) => String::new(),
            (true, true) => words.of_it("referral-can-be-opened", &until(words, line.expires_hour)),
            (true, false) => words.text("referral-gone"),
        },
        opened: line.opened.map(|times| words.count("referral-opened", times)).unwrap_or_default(),
        is_open,
    }
}

/// The hour from which on something is opened no more, as a day and a time.
fn until(words: &Words, hour: i64) -> String {
    let at = Timestamp::from_second(hour.saturating_mul(3600)).map(|at| TimeZone::UTC.to_datetime(at));
    at.map_or_else(
        |_| String::new(),
        |at| {
            let day: Date = at.date();
            format!("{}, {:02}:00 UTC", words.date(&day), at.hour())
        },
    )
}

fn path(desk: &Desk, id: IncidentId) -> String {
    format!("{}/incidents/{id}", base(&desk.situation().row.code))
}

/// The page at which a provider types the code.
#[derive(Template)]
#[template(path = "pages/referral.html")]
struct Door {
    frame: Frame,
    wrong: Option<String>,
}

/// What a provider reads.
#[derive(Template)]
#[template(path = "pages/referral_letter.html")]
struct Letter {
    frame: Frame,
    service: String,
    provider: String,
    said: Vec<Said>,
    needs: Vec<String>,
    answer_to: String,
    on: String,
    until: String,
}

/// A code, as it was typed.
#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

pub(super) async fn door(reader: Reader) -> Result<Response, Problem> {
    page(&Door { frame: reader.outside(reader.words.text("referral-title")), wrong: None })
}

pub(super) async fn open(
    State(web): State<Web>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let words = reader.words;
    web.limiter().of_referral(web.trust().client(peer, &headers))?;
    let (status, wrong) = match web.office().open_referral(&typed.code).await {
        Ok(OpenedLetter { letter, expires_hour }) => {
            let registers = Registers::default();
            let teller = Teller { words, registers: &registers };
            return page(&Letter {
                provider: letter.provider,
                said: teller.told("victim", &Value::Object(letter.child), &[]),
                needs: letter.needs.lines().map(str::to_owned).collect(),
                answer_to: letter.answer_to,
                on: words.date(&letter.on),
                until: until(words, expires_hour),
                service: words.option("response_kind", letter.service.code()),
                // The title stands in the history of a computer that others use.
                frame: reader.outside(words.text("referral-title")),
            });
        }
        Err(CaseError::Invalid(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "referral-mistyped"),
        Err(CaseError::NotFound) => (StatusCode::NOT_FOUND, "referral-not-there"),
        Err(error) => return Err(error.into()),
    };
    let frame = reader.outside(words.text("referral-title"));
    Ok((status, page(&Door { frame, wrong: Some(words.text(wrong)) })?).into_response())
}
