//! Which violations an event reports, by the field's definitions. `docs/convert-insecurity-insight.md` says why.

use super::event::{Event, Harm};
use serde_json::{Map, Value, json};

/// Why an event makes no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NotTaken {
    BadValue(String),
    Duplicate,
    NotAParty(String),
    UniversityOnly,
    StudentsMaybeAdults,
    NothingOfConcern,
    Refused(String),
}

impl NotTaken {
    pub(super) fn code(&self) -> &'static str {
        match self {
            NotTaken::BadValue(_) => "bad_value",
            NotTaken::Duplicate => "duplicate_id",
            NotTaken::NotAParty(_) => "not_a_party",
            NotTaken::UniversityOnly => "university_only",
            NotTaken::StudentsMaybeAdults => "students_maybe_adults",
            NotTaken::NothingOfConcern => "nothing_of_concern",
            NotTaken::Refused(_) => "refused_by_intake",
        }
    }
}

impl std::fmt::Display for NotTaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotTaken::BadValue(what) => f.write_str(what),
            NotTaken::Duplicate => f.write_str("an earlier event of the file has the same id"),
            NotTaken::NotAParty(who) => write!(f, "no party to the conflict is said to have done it: {who}"),
            NotTaken::UniversityOnly => {
                f.write_str("only a university is concerned: its students are not known to be children")
            }
            NotTaken::StudentsMaybeAdults => {
                f.write_str("students are affected, but nothing says that they are of a school for children")
            }
            NotTaken::NothingOfConcern => f.write_str(
                "no attack on or use of a school, and nobody of it said to be harmed or threatened",
            ),
            NotTaken::Refused(why) => write!(f, "intake would refuse the document: {why}"),
        }
    }
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

impl Event {
    fn names_school(&self) -> bool {
        self.facilities.iter().any(|kind| kind.contains("School"))
    }

    fn is_of_university_only(&self) -> bool {
        !self.school
            && !self.names_school()
            && (self.university || self.facilities.iter().any(|kind| kind == "University"))
    }

    /// Whether the students of the event can be taken as children. Their ages are never given.
    fn students_are_children(&self) -> bool {
        let text = self.description.to_lowercase();
        if self.is_of_university_only() || has(&text, &["universit", "college", "polytechnic"]) {
            return false;
        }
        self.school
            || self.names_school()
            || self.place == "On Way To or From School"
            || has(&text, &["school", "pupil", "child", "kindergarten"])
    }
}

/// What was done to a school, as codes of the ways in which schools are attacked.
fn forms(event: &Event) -> Vec<&'static str> {
    let at_school = event.school || event.names_school();
    let mut forms = Vec::new();
    // The export ticks "attack" for every occupation. Use by soldiers is not an attack by itself.
    let done_to_it = event.damaged || event.arson;
    if at_school && (done_to_it || (event.school && !event.occupied)) {
        // Soldiers who came in, harmed nobody and broke nothing: a raid, a search, a warning.
        let only_entered = event.entered && !done_to_it && !event.people && !event.educators.any();
        forms.push(if only_entered { "interference" } else { "attack_on_school" });
    }
    let harmed = event.educators.any() || (event.people && at_school && !event.occupied && forms.is_empty());
    if harmed && !event.is_of_university_only() {
        forms.push("attack_on_personnel");
    }
    if event.place == "Remote Threat" && !event.is_of_university_only() {
        forms.push("threat");
    }
    forms
}

fn school_kinds(event: &Event) -> Vec<&'static str> {
    let kinds = event.facilities.iter().filter_map(|kind| match kind.as_str() {
        "Pre-School" => Some("pre_primary"),
        "Primary School" => Some("primary"),
        "Secondary School" => Some("secondary"),
        _ => None,
    });
    kinds.collect()
}

/// The weapon's code, where exactly one is named and it has a code; and what its use says of the attack.
fn means(event: &Event) -> Map<String, Value> {
    let mut means = Map::new();
    let [weapon] = event.weapons.as_slice() else { return means };
    // "Shelling" may be guns, mortars or tanks, "firearms" may only have been carried: neither says more.
    let (code, mode) = match weapon.as_str() {
        "Firearms" | "Fire Arm Blunt Use" => (Some("small_arm"), None),
        "RPG" => (Some("light_weapon"), None),
        "Rocket" | "Mortar" => (Some("mortar_or_rocket"), Some("land_based_attack")),
        "Artillery" => (Some("artillery"), Some("land_based_attack")),
        "Shelling" => (None, Some("land_based_attack")),
        "Missile" => (Some("missile"), None),
        "Aerial Bomb: Missile" => (Some("missile"), Some("aerial_attack")),
        "Aerial Bomb: Plane" | "Aerial Bomb: No Information on Platform Type" => {
            (Some("aerial_bomb"), Some("aerial_attack"))
        }
        "Aerial Bomb: Drone" => (Some("unmanned_aircraft"), Some("aerial_attack")),
        "Cluster Bomb" => (Some("cluster_submunition"), None),
        "Mine" => (Some("landmine"), None),
        "UXO" => (Some("explosive_remnant"), None),
        "Hand Grenade" => (Some("hand_grenade"), None),
        "RCIED" | "Remote-controlled IED" => (Some("ied_remote_controlled"), None),
        "SVIED" => (Some("ied_person_borne"), Some("suicide_attack")),
        "VBIED" => (Some("ied_vehicle_borne"), None),
        "Unspecified IED" => (Some("ied_other"), None),
        "Knife" => (Some("sharp_weapon"), None),
        "Arson" => (Some("burning"), Some("arson")),
        "No Information on the Weapon Used" | "Unspecified Explosive" => (Some("unknown"), None),
        _ => (None, None),
    };
    if let Some(code) = code {
        means.insert("weapon".to_owned(), json!(code));
    }
    let mode = mode.or(event.arson.then_some("arson"));
    if let Some(mode) = mode {
        means.insert("attack_mode".to_owned(), json!(mode));
    }
    means
}

fn unknown(number: u32) -> Value {
    json!({"boys": 0, "girls": 0, "unknown": number})
}

fn attack(event: &Event, forms: &[&str], students: Harm) -> Map<String, Value> {
    let mut details = means(event);
    details.insert("forms".to_owned(), json!(forms));
    let kinds = school_kinds(event);
    if !kinds.is_empty() {
        details.insert("school_kinds".to_owned(), json!(kinds));
    }
    let mut count = |key: &str, number: u32, value: Value| {
        if number > 0 {
            details.insert(key.to_owned(), value);
        }
    };
    count("children_killed", students.killed, unknown(students.killed));
    count("children_injured", students.injured, unknown(students.injured));
    let staff = event.educators;
    count("staff_killed", staff.killed, json!({"men": 0, "women": 0, "unknown": staff.killed}));
    count("staff_injured", staff.injured, json!({"men": 0, "women": 0, "unknown": staff.injured}));
    details
}

/// How an abduction ended, where one outcome is known and it can only be the abduction's.
fn ending(event: &Event) -> Map<String, Value> {
    let fields = match event.student_outcome.as_str() {
        _ if event.students.arrested > 0 => json!({}),
        "Freed" => json!({"freed": "yes"}),
        "Escaped" => json!({"freed": "yes", "endings": ["escaped"]}),
        "StillInCaptivity" => json!({"freed": "no"}),
        _ => json!({}),
    };
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The violations that an event reports.
pub(super) fn violations(event: &Event) -> Result<Vec<Value>, NotTaken> {
    if event.is_of_university_only() && event.sexual_violence == 0 {
        return Err(NotTaken::UniversityOnly);
    }
    let children = event.students_are_children();
    let students = if children { event.students } else { Harm::default() };
    let mut found: Vec<Value> = Vec::new();
    let mut add = |kind: &str, tally: Option<u32>, details: Map<String, Value>| {
        let mut violation =
            json!({"id": format!("v{}", found.len() + 1), "type": kind, "secondary_sources": 1});
        if let Some(number) = tally {
            violation["tally"] = unknown(number);
        }
        if !details.is_empty() {
            violation["details"] = Value::Object(details);
        }
        found.push(violation);
    };
    let forms = forms(event);
    if !forms.is_empty() {
        add("attack_on_school", None, attack(event, &forms, students));
    }
    if event.occupied && !event.is_of_university_only() {
        let mut details = Map::new();
        details.insert("facility".to_owned(), json!("school"));
        let kinds = school_kinds(event);
        if !kinds.is_empty() {
            details.insert("school_kinds".to_owned(), json!(kinds));
        }
        add("military_use", None, details);
    }
    for (kind, number, details) in [
        ("killing", students.killed, means(event)),
        ("maiming", students.injured, means(event)),
        ("abduction", students.kidnapped, ending(event)),
        ("sexual_violence", event.sexual_violence, Map::new()),
        ("deprivation_of_liberty", students.arrested, Map::new()),
    ] {
        if number > 0 {
            add(kind, Some(number), details);
        }
    }
    if found.is_empty() {
        let about_students = !children && event.students.any();
        return Err(if about_students { NotTaken::StudentsMaybeAdults } else { NotTaken::NothingOfConcern });
    }
    Ok(found)
}
