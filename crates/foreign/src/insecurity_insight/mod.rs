//! Attacks on education, as Insecurity Insight publishes them.
//!
//! The mapping, field by field, with its reasons is in `docs/convert-insecurity-insight.md`.

mod event;
mod mapping;
mod parties;

pub use crate::events::{Account, Converted, Reason, Unmatched};
use crate::places::{NoMatch, Places, find};
use domain::gazetteer::Gazetteer;
use domain::interchange::{Incident, read};
use domain::register::{Areas, Parties, Registers};
use event::{Event, Raw};
use jiff::civil::Date;
use mapping::NotTaken;
use parties::{Accused, Register};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An event on its way to a document.
struct Draft {
    event: Event,
    accused: Accused,
    violations: Vec<Value>,
}

/// Converts the events of a country (ISO 3166 alpha-3). `pcodes` is a list of administrative areas as
/// [`Places::read`] takes it; `today` is the day on which intake would judge the documents.
pub fn convert(text: &[u8], country: &str, pcodes: &str, today: Date) -> Result<Converted, String> {
    if country.len() != 3 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(format!("a country is an ISO 3166 alpha-3 code such as MMR, got {country:?}"));
    }
    let rows: Vec<Value> =
        serde_json::from_slice(text).map_err(|error| format!("the events are no JSON array: {error}"))?;
    let rows = rows.iter().zip(1..).map(|(row, number)| Raw::new(number, row));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let known: BTreeSet<&str> = rows.iter().map(|row| row.country).collect();
    let rows: Vec<&Raw<'_>> = rows.iter().filter(|row| row.country == country).collect();
    let Some(first) = rows.first() else {
        let known: Vec<&str> = known.into_iter().collect();
        return Err(format!("the file has no event of {country}; it has {}", known.join(", ")));
    };
    let places = Places::read(pcodes, country)?;
    let mut rejected: Vec<(String, NotTaken)> = Vec::new();
    let mut drafts = Vec::new();
    let mut ids = BTreeSet::new();
    for row in &rows {
        let draft = if ids.insert(&row.id) { draft(row) } else { Err(NotTaken::Duplicate) };
        match draft {
            Ok(draft) => drafts.push(draft),
            Err(why) => rejected.push((row.id.clone(), why)),
        }
    }
    let mut register = Register::default();
    drafts.iter().for_each(|draft| register.add(&draft.event, &draft.accused));
    let name = if first.country_name.is_empty() { country } else { first.country_name };
    let (areas, parties) = (places.register(name)?, register.csv(country)?);
    let problems = |file: &str| {
        let file = file.to_owned();
        move |found: Vec<domain::register::RegisterProblem>| {
            let first = found.first().map(ToString::to_string).unwrap_or_default();
            format!("{file} would not be a register: {first}")
        }
    };
    let registers = Registers {
        areas: Areas::from_csv(&areas).map_err(problems("areas.csv"))?,
        parties: Parties::from_csv(&parties).map_err(problems("parties.csv"))?,
        partners: Default::default(),
    };
    let gazetteer = Gazetteer::of(&registers.areas);
    let code = register.coder(country);
    let mut documents = Vec::new();
    let mut taken: Vec<(Incident, Where)> = Vec::new();
    for draft in drafts {
        let (location, place) =
            location(&draft.event, |name| find(&gazetteer, &registers.areas, name), country);
        let value = document(&draft, location, &code);
        match read(value.to_string().as_bytes(), &registers, today) {
            Ok(incident) => {
                documents.extend(incident.to_canonical_json());
                documents.push(b'\n');
                taken.push((incident, place));
            }
            Err(problems) => {
                let said: Vec<String> =
                    problems.iter().map(|p| format!("{} {}", p.path, p.message)).collect();
                rejected.push((draft.event.id, NotTaken::Refused(said.join("; "))));
            }
        }
    }
    let account = account(country, rows.len(), &taken, rejected);
    Ok(Converted { documents, areas, parties, account })
}

fn draft(row: &Raw<'_>) -> Result<Draft, NotTaken> {
    let event = row.read().map_err(NotTaken::BadValue)?;
    let accused = parties::accused(&event).map_err(NotTaken::NotAParty)?;
    let violations = mapping::violations(&event)?;
    Ok(Draft { event, accused, violations })
}

/// What was found of an event's area.
enum Where {
    Area,
    Country,
    Unmatched(String, NoMatch),
}

fn location<'a>(
    event: &Event,
    find: impl Fn(&str) -> Result<&'a str, NoMatch>,
    country: &'a str,
) -> (Value, Where) {
    const COUNTRY: u32 = 6;
    let found = match event.precision {
        // Not known better than the country, whatever name stands there.
        Some(COUNTRY) => Err(NoMatch::NotGiven),
        _ => find(&event.admin1),
    };
    // How well the place is known, which its name may have hidden from the register.
    let precision = match event.precision {
        Some(1) => "exact",
        Some(2 | 3) => "area2",
        Some(4 | 5) => "area1",
        Some(COUNTRY) => "country",
        _ => "unknown",
    };
    let area = found.as_ref().map_or(country, |code| code);
    let mut location = json!({"area": area, "precision": precision});
    let place_type = match event.place.as_str() {
        "Education Building" if event.facilities.iter().all(|kind| kind == "University") => "other",
        "Education Building" => "school",
        "Home" => "home",
        "On Way To or From School" | "Private Travel" => "road",
        "Public Building" | "Other" => "other",
        _ => "unknown",
    };
    location["place_type"] = json!(place_type);
    // Coordinates of a province or a country are its middle: a point where nothing happened.
    if let (Some((north, east)), Some(1..=3)) = (event.coordinates, event.precision) {
        location["latitude"] = json!(north);
        location["longitude"] = json!(east);
    }
    let place = match found {
        Ok(_) => Where::Area,
        Err(NoMatch::NotGiven) => Where::Country,
        Err(why) => Where::Unmatched(event.admin1.clone(), why),
    };
    (location, place)
}

fn document(draft: &Draft, location: Value, code: impl Fn(&str) -> Option<String>) -> Value {
    let Draft { event, accused, violations } = draft;
    let ids: Vec<&Value> = violations.iter().map(|violation| &violation["id"]).collect();
    let mut perpetrators: Vec<Value> = Vec::new();
    for name in &accused.parties {
        perpetrators.push(json!({
            "id": format!("p{}", perpetrators.len() + 1), "party": code(name), "attribution": "alleged",
            "violations": ids,
        }));
    }
    if let Some(kind) = accused.kind {
        perpetrators.push(json!({"id": "p1", "category": kind, "attribution": "unknown", "violations": ids}));
    }
    json!({
        "schema": "sixfold.incident/1",
        "external_id": format!("II-EDU-{}", event.id),
        "status": "open",
        "occurred": {"from": event.date.to_string(), "precision": "day"},
        "location": location,
        "narrative": event.description,
        "violations": violations,
        "perpetrators": perpetrators,
        "sources": [{
            "id": "s1", "category": "secondary", "organisation_kind": "international_ngo", "violations": ids,
            "name": "Insecurity Insight",
            "description": format!("Published event data on attacks on education, SiND event {}", event.id),
        }],
    })
}

fn account(
    country: &str,
    events: usize,
    taken: &[(Incident, Where)],
    rejected: Vec<(String, NotTaken)>,
) -> Account {
    let documents: Vec<&Incident> = taken.iter().map(|(incident, _)| incident).collect();
    let matched = taken.iter().filter(|(_, place)| matches!(place, Where::Area)).count();
    let missed = taken.iter().filter_map(|(_, place)| match place {
        Where::Unmatched(name, why) => Some((name.as_str(), why)),
        _ => None,
    });
    let reason =
        |(event, why): (String, NotTaken)| Reason { event, reason: why.code(), message: why.to_string() };
    Account::of(country, events, &documents, matched, missed, rejected.into_iter().map(reason).collect())
}
