//! What invented incidents say.

use domain::interchange::{
    AttributionLevel, Concern, ConcernType, Consent, Fields, Group, GroupSex, Incident, Perpetrator,
    Response, SharedWith, Source, Tally, Victim, Violation,
};
use domain::violation::{PartyCategory, Sex, ViolationType};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

fn one<'c>(codes: &[&'c str], rng: &mut ChaCha8Rng) -> &'c str {
    codes.choose(rng).copied().unwrap_or("unknown")
}

fn details(kind: ViolationType, rng: &mut ChaCha8Rng) -> Value {
    const WEAPONS: &[&str] = &[
        "small_arm",
        "mortar_or_rocket",
        "air_strike",
        "landmine",
        "explosive_remnant",
        "ied_remote_controlled",
    ];
    const MODES: &[&str] = &["land_based_attack", "aerial_attack", "shooting", "other"];
    match kind {
        ViolationType::Killing | ViolationType::Maiming => json!({
            "weapon": one(WEAPONS, rng), "attack_mode": one(MODES, rng),
            "context": one(&["fighting", "explosive_remnants", "political_violence"], rng),
        }),
        ViolationType::RecruitmentUse => json!({
            "factors": [one(&["conscription", "abduction", "money", "insecurity"], rng)],
            "role": one(&["combatant", "non_combatant", "unknown"], rng),
        }),
        ViolationType::SexualViolence => {
            json!({"forms": [one(&["rape", "sexual_assault", "forced_marriage"], rng)]})
        }
        ViolationType::Abduction => json!({
            "purposes": [one(&["recruitment_use", "extortion", "intimidation", "unknown"], rng)],
        }),
        ViolationType::AttackOnSchool => json!({
            "forms": [one(&["attack_on_school", "attack_on_personnel", "threat"], rng)],
            "damage": one(&["destroyed", "serious", "minor", "none"], rng),
            "school_kinds": [one(&["primary", "secondary"], rng)],
        }),
        ViolationType::AttackOnHospital => json!({
            "forms": [one(&["attack_on_hospital", "attack_on_personnel", "interference"], rng)],
            "damage": one(&["destroyed", "serious", "minor", "none"], rng),
            "health_kinds": [one(&["hospital", "health_centre", "ambulance"], rng)],
        }),
        ViolationType::DenialOfHumanitarianAccess => json!({
            "methods": [one(&["entry_refused", "travel_restricted", "theft", "siege"], rng)],
        }),
        ViolationType::MilitaryUse => json!({"facility": one(&["school", "hospital"], rng)}),
        ViolationType::DeprivationOfLiberty => json!({}),
    }
}

/// A violation with its tally and details.
pub(super) fn violation(id: String, rng: &mut ChaCha8Rng) -> Violation {
    // Roughly the order of frequency in published reports.
    let kind = match rng.random_range(0..100_u32) {
        0..22 => ViolationType::Killing,
        22..42 => ViolationType::Maiming,
        42..58 => ViolationType::RecruitmentUse,
        58..64 => ViolationType::SexualViolence,
        64..74 => ViolationType::Abduction,
        74..80 => ViolationType::AttackOnSchool,
        80..84 => ViolationType::AttackOnHospital,
        84..94 => ViolationType::DenialOfHumanitarianAccess,
        94..97 => ViolationType::MilitaryUse,
        _ => ViolationType::DeprivationOfLiberty,
    };
    let tally = if kind.counts_children() {
        let tally = Tally::new(
            rng.random_range(0..4),
            rng.random_range(0..3),
            u32::from(rng.random_range(0..8_u32) == 0),
        );
        if tally.total() == 0 { Tally::new(1, 0, 0) } else { tally }
    } else {
        Tally::default()
    };
    let mut violation = Violation::new(id, kind, tally);
    if let Value::Object(fields) = details(kind, rng) {
        violation.details = fields;
    }
    violation.primary_sources = Some(rng.random_range(1..4));
    violation.secondary_sources = Some(rng.random_range(0..3));
    violation
}

/// A perpetrator of all or some of an incident's violations.
pub(super) fn perpetrator(
    at: usize,
    party: &str,
    category: PartyCategory,
    violations: &[String],
    rng: &mut ChaCha8Rng,
) -> Perpetrator {
    let mut linked: Vec<String> =
        violations.iter().filter(|_| rng.random_range(0..4_u32) > 0).cloned().collect();
    if linked.is_empty() {
        linked = violations.to_vec();
    }
    Perpetrator {
        id: format!("p{at}"),
        party: Some(party.to_owned()),
        category: Some(category),
        attribution: Some(if rng.random_range(0..5_u32) == 0 {
            AttributionLevel::Alleged
        } else {
            AttributionLevel::Confirmed
        }),
        violations: linked,
        other: Fields::new(),
    }
}

fn consent(rng: &mut ChaCha8Rng) -> Consent {
    let share = if rng.random_range(0..2_u32) == 0 { SharedWith::Unicef } else { SharedWith::NoOne };
    Consent {
        reporting: Some(rng.random_range(0..20_u32) > 0),
        follow_up: Some(rng.random_range(0..2_u32) == 0),
        share_identity_with: vec![share],
        other: Fields::new(),
    }
}

fn fields(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}

/// Victims, a group now and then, and sources.
pub(super) fn people(incident: &mut Incident, rng: &mut ChaCha8Rng) {
    let ids: Vec<String> = incident.violations.iter().map(|violation| violation.id.clone()).collect();
    for at in 1..=rng.random_range(0..3_u32) {
        let several = ids.len() > 1 && rng.random_range(0..3_u32) == 0;
        let linked = if several { ids.clone() } else { ids.iter().take(1).cloned().collect() };
        incident.victims.push(Victim {
            id: format!("c{at}"),
            sex: Some(*Sex::ALL.choose(rng).unwrap_or(&Sex::Unknown)),
            age: Some(rng.random_range(0..18)),
            age_estimated: rng.random_range(0..2_u32) == 0,
            multiple_violations: several,
            violations: linked,
            consent: Some(consent(rng)),
            other: fields(json!({"name": format!("Child {at}")})),
        });
    }
    if rng.random_range(0..12_u32) == 0 {
        let several = ids.len() > 1;
        incident.groups.push(Group {
            id: "g1".to_owned(),
            children: Some(rng.random_range(2..12)),
            estimated: true,
            sex: Some(GroupSex::Mixed),
            age_bands: vec!["6_11".to_owned()],
            multiple_violations: several,
            violations: ids.clone(),
            other: Fields::new(),
        });
    }
    for at in 1..=rng.random_range(1..3_u32) {
        incident.sources.push(Source {
            id: format!("s{at}"),
            category: Some(one(&["victim", "witness", "secondary"], rng).to_owned()),
            violations: ids.clone(),
            consent: Some(consent(rng)),
            other: fields(json!({
                "organisation_kind": one(&["teacher", "health_worker", "community_leader", "civil_society", "un_staff"], rng),
                "reliability": one(&["high", "medium", "low"], rng),
                "credibility": one(&["high", "medium", "low"], rng),
                "name": format!("Invented source {at}"),
                "contact": "none: this person does not exist",
            })),
        });
    }
}

const SENTENCES: &[&str] = &[
    "This account was made by a program to try the system out.",
    "Nobody in it exists and nothing in it happened.",
    "Two invented sources described the same invented event.",
    "The place was drawn by lot from an invented register.",
    "An invented monitor wrote these words down on the same day.",
];

/// Title and narrative.
pub(super) fn texts(incident: &mut Incident, number: u64, rng: &mut ChaCha8Rng) {
    let kind = incident.violations.first().map_or("nothing", |violation| violation.kind.code());
    incident.title = Some(format!("Synthetic {kind} {number}"));
    let count = rng.random_range(1..5_usize);
    incident.narrative = Some(SENTENCES.iter().take(count).copied().collect::<Vec<_>>().join(" "));
    incident.public_summary = Some("An invented incident.".to_owned());
    incident.location.other.insert("place".to_owned(), json!(format!("Synthetic place {}", number % 97)));
}

/// What was done, what else was of concern, and what only some types have. Drawn last, so that what is drawn before
/// stays as it was.
pub(super) fn rest(incident: &mut Incident, rng: &mut ChaCha8Rng) {
    for violation in &mut incident.violations {
        let more = match violation.kind {
            ViolationType::Abduction => json!({"freed": one(&["yes", "no", "unknown"], rng)}),
            ViolationType::DeprivationOfLiberty => {
                json!({"reason": one(&["security", "association", "unknown"], rng)})
            }
            _ => continue,
        };
        violation.details.extend(fields(more));
    }
    let first: Vec<String> =
        incident.violations.iter().take(1).map(|violation| violation.id.clone()).collect();
    if rng.random_range(0..4_u32) == 0 {
        incident.responses.push(Response {
            id: "r1".to_owned(),
            kind: Some(
                one(&["medical_referral", "psychosocial_referral", "advocacy_with_party"], rng).to_owned(),
            ),
            state: Some(one(&["provided", "pending", "not_possible"], rng).to_owned()),
            violations: first,
            ..Response::default()
        });
    }
    if rng.random_range(0..12_u32) == 0 {
        let kind = ConcernType::ALL.choose(rng).copied().unwrap_or(ConcernType::Other);
        let tally = Tally::new(rng.random_range(0..4), rng.random_range(0..4), 1);
        incident.concerns.push(Concern { id: "k1".to_owned(), kind, tally, other: Fields::new() });
    }
}
