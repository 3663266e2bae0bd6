//! An incident of an export as a document.

use super::export::{Kind, Old, OldViolation, id_of};
use super::ledger::Ledger;
use super::part::{NO_FIELD, NO_OPTION, NOT_IN_REGISTER, Part, Refusal, What, World, find_area};
use super::tables::{self, Meaning};
use super::value::{self, day, each, excerpt, texts, truth, words};
use super::{people, verification};
use domain::interchange::Fields;
use domain::violation::ViolationType;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// When an incident happened, as far as verification asks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct When {
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) ongoing: bool,
}

/// Which of our violations an id of the export is, and which ones there are of each type.
#[derive(Debug, Default)]
pub(super) struct Violations {
    by_id: BTreeMap<String, Vec<String>>,
    by_form: BTreeMap<String, Vec<String>>,
}

impl Violations {
    fn add(&mut self, form: &str, old: &str, ours: &str) {
        self.by_id.entry(old.to_owned()).or_default().push(ours.to_owned());
        self.by_form.entry(form.to_owned()).or_default().push(ours.to_owned());
    }

    /// The violations that a link means: by id; or, where it names a type, the one violation of that type.
    pub(super) fn meant(&self, link: &str) -> Option<&[String]> {
        if let Some(ids) = self.by_id.get(link) {
            return Some(ids);
        }
        let form = value::slug(link);
        self.by_form.get(&form).map(Vec::as_slice).filter(|ids| ids.len() == 1)
    }
}

/// Makes the document of an incident; what is told of it goes to the ledger.
pub(super) fn document(old: Old, world: World<'_>, ledger: &mut Ledger) -> Result<Value, Refusal> {
    let Some(id) = id_of(&old.fields) else {
        let message = "has no id, so that it could not be known again".to_owned();
        return Err(Refusal { path: "incident_id".to_owned(), reason: "no_id", message });
    };
    ledger.incident = id.clone();
    for (path, message) in old.told {
        ledger.tell(path, message);
    }
    let mut part = Part::new(What::Incident, String::new(), world, old.fields);
    part.ours.insert("schema".to_owned(), json!("sixfold.incident/1"));
    part.ours.insert("external_id".to_owned(), json!(format!("MRMIMS-{id}")));
    ids(&mut part, ledger, &id);
    stage(&mut part, ledger)?;
    let when = dates(&mut part, ledger)?;
    location(&mut part, ledger);
    let materials = materials(&mut part, ledger);
    part.place(ledger)?;

    let mut known = Violations::default();
    let mut violations = Vec::new();
    for violation in old.violations {
        for (kind, id) in kinds(&violation)? {
            known.add(violation.form, &violation.id, &id);
            violations.push(Value::Object(one(&violation, kind, id, when, world, ledger)?));
        }
    }
    let mut lists = vec![("violations", violations)];
    lists.extend([
        ("victims", people::all(What::Victim, old.victims, &known, world, ledger)?),
        ("groups", people::all(What::Group, old.groups, &known, world, ledger)?),
        ("sources", people::all(What::Source, old.sources, &known, world, ledger)?),
        ("perpetrators", people::all(What::Perpetrator, old.perpetrators, &known, world, ledger)?),
        ("responses", people::all(What::Response, old.responses, &known, world, ledger)?),
        ("materials", materials),
    ]);
    let mut document = part.done();
    for (name, list) in lists {
        if !list.is_empty() {
            document.insert(name.to_owned(), Value::Array(list));
        }
    }
    Ok(Value::Object(document))
}

/// Under which ids the old system knew the incident: in the notes, where people find it by them.
fn ids(part: &mut Part<'_>, ledger: &mut Ledger, id: &str) {
    for key in ["incident_id", "unique_identifier", "unique_id", "id", "_id", "short_id", "incident_code"] {
        let Some(said) = part.take(key) else { continue };
        if words(&said) != id {
            part.keep(ledger, key, &said, "an id of the old system");
        }
    }
    for key in OWNERS {
        if let Some(said) = part.take(key) {
            part.keep(ledger, key, &said, "of an account of the old system");
        }
    }
}

/// Who wrote and owned the record there: accounts are others here.
const OWNERS: [&str; 14] = [
    "caseworker_name",
    "owned_by",
    "owned_by_full_name",
    "owned_by_agency_id",
    "owned_by_groups",
    "assigned_user_names",
    "associated_user_names",
    "created_by",
    "created_organization",
    "created_at",
    "last_updated_by",
    "last_updated_at",
    "posted_from_mobile",
    "created_by_source",
];

fn stage(part: &mut Part<'_>, ledger: &mut Ledger) -> Result<(), Refusal> {
    let said = part.take("status");
    let refuse = |message: String| Refusal { path: "status".to_owned(), reason: "bad_status", message };
    let Some(said) = said else {
        return Err(refuse("is not there: whether the incident counts is not known".to_owned()));
    };
    let text = words(&said);
    let Meaning::Code(code) = tables::option("incident_status", &text) else {
        return Err(refuse(format!("{:?} is none of open, closed and duplicate", excerpt(&text))));
    };
    // A record that was switched off counts nowhere, whatever its status says.
    let off =
        ["enabled", "record_state"].iter().find(|key| part.old.get(**key).and_then(truth) == Some(false));
    let mut code = code;
    if let (Some(key), "open") = (off, code) {
        code = "void";
        ledger
            .tell(*key, "the record was switched off in the old system; it is void here and counts nowhere");
    }
    part.ours.insert("status".to_owned(), json!(code));
    Ok(())
}

/// The days of the incident. Version 2 has a day, a tick for a range and the day of its end; version 1 a day, or from
/// and to.
fn dates(part: &mut Part<'_>, ledger: &mut Ledger) -> Result<When, Refusal> {
    let start = part.take_first(&["incident_date", "date_of_incident_from", "date_of_incident"]);
    let end = part.take_first(&["incident_date_end", "date_of_incident_to"]);
    let ticked = part.take_first(&["is_incident_date_range", "date_of_incident_date_or_date_range"]);
    let ticked = ticked.map(|(_, said)| match truth(&said) {
        Some(tick) => tick,
        // Version 1 says "date" or "date_range".
        None => value::slug(&words(&said)).contains("range"),
    });
    let of_version_1 = end.as_ref().is_some_and(|(key, _)| key == "date_of_incident_to");
    let is_range = ticked.unwrap_or(of_version_1);
    // A date moves figures between reports: one that cannot be read stops the incident.
    let read = |(key, said): (String, Value)| {
        let message = format!("{:?} is no day of the calendar", excerpt(&words(&said)));
        day(&said).ok_or(Refusal { path: key, reason: "bad_date", message })
    };
    let from = start.map(read).transpose()?;
    let to = match (is_range, end) {
        (true, end) => end.map(read).transpose()?,
        (false, None) => None,
        (false, Some((key, said))) => {
            let message =
                "there is a last day, but no range was ticked: the old reports read the first day alone";
            part.keep_told(ledger, &key, &said, "no range was ticked", message.to_owned());
            None
        }
    };
    let mut when = When { from, to: None, ongoing: false };
    let mut occurred = Map::new();
    match (from, is_range, to) {
        (Some(from), true, Some(to)) => {
            occurred.insert("from".to_owned(), json!(from.to_string()));
            occurred.insert("to".to_owned(), json!(to.to_string()));
            when.to = Some(to);
        }
        (Some(from), true, None) => {
            occurred.insert("from".to_owned(), json!(from.to_string()));
            occurred.insert("ongoing".to_owned(), json!(true));
            when.ongoing = true;
        }
        (Some(from), false, _) => {
            occurred.insert("from".to_owned(), json!(from.to_string()));
        }
        (None, _, Some(to)) => {
            let said = json!(to.to_string());
            let message = "a range without a first day: the date is not known here".to_owned();
            part.keep_told(ledger, "incident_date_end", &said, "a range without a first day", message);
        }
        (None, _, None) => {}
    }
    if !occurred.is_empty() {
        part.ours.insert("occurred".to_owned(), Value::Object(occurred));
    }
    Ok(when)
}

fn location(part: &mut Part<'_>, ledger: &mut Ledger) {
    let mut location = Map::new();
    if let Some(said) = part.take("incident_location") {
        let text = words(&said);
        // A path names the areas above too: one of them is coarser and still right.
        let path = part.old.get("reporting_location_hierarchy").map(words).unwrap_or_default();
        let registers = part.world.registers;
        let above = || {
            let way = if text.contains('.') { &text } else { &path };
            way.rsplit('.').skip(1).find_map(|code| find_area(registers, code))
        };
        match find_area(registers, &text) {
            Some(area) => {
                location.insert("area".to_owned(), json!(area.code));
            }
            None => {
                *ledger.areas.entry(excerpt(&text)).or_default() += 1;
                let message = match above() {
                    Some(area) => {
                        location.insert("area".to_owned(), json!(area.code));
                        format!(
                            "{:?} is not in the register; {}, in which it lies, is taken",
                            excerpt(&text),
                            area.code
                        )
                    }
                    None => {
                        format!("{:?} is not in the register; the area is not known here", excerpt(&text))
                    }
                };
                part.keep_told(ledger, "incident_location", &said, NOT_IN_REGISTER, message);
            }
        }
    }
    // Half a coordinate is no place.
    let (north, east) = (part.take("incident_latitude"), part.take("incident_longitude"));
    let read = |said: &Option<Value>, most: f64| {
        said.as_ref().and_then(value::decimal).filter(|degrees| degrees.abs() <= most)
    };
    match (read(&north, 90.0), read(&east, 180.0)) {
        (Some(north), Some(east)) => {
            location.insert("latitude".to_owned(), json!(north));
            location.insert("longitude".to_owned(), json!(east));
        }
        _ => {
            for (key, said) in [("incident_latitude", north), ("incident_longitude", east)] {
                if let Some(said) = said {
                    part.keep(ledger, key, &said, "no coordinates in degrees");
                }
            }
        }
    }
    if !location.is_empty() {
        part.ours.insert("location".to_owned(), Value::Object(location));
    }
}

/// What is known of files. The files themselves are not in an export of this kind.
fn materials(part: &mut Part<'_>, ledger: &mut Ledger) -> Vec<Value> {
    const KEYS: [&str; 7] = [
        "upload_supporting_material",
        "supporting_materials",
        "documents",
        "other_documents",
        "photos",
        "recorded_audio",
        "attachments",
    ];
    let mut made = Vec::new();
    for key in KEYS {
        let Some(list) = part.take(key) else { continue };
        for entry in each(&list) {
            let Value::Object(fields) = entry else {
                part.keep(ledger, key, entry, "the file itself is not in the export");
                continue;
            };
            let mut rest = fields.clone();
            let mut take = |keys: &[&str]| {
                keys.iter().find_map(|key| rest.remove(*key).filter(|value| !value::is_empty(value)))
            };
            let short = |said: Value| {
                let text = value::clean(&words(&said), false);
                text.chars().take(200).collect::<String>()
            };
            let file = take(&["file_name", "name", "document_name"]).map(short);
            let title = take(&["title", "description", "document_description"]).map(short);
            let date = take(&["date"]).and_then(|said| value::past_day(&said, part.world.today));
            let kind = match key {
                "photos" => "photograph",
                "recorded_audio" => "audio",
                _ => "other",
            };
            let mut material = json!({"id": format!("m{}", made.len() + 1), "kind": kind});
            if let Some(file) = file {
                material["file_name"] = json!(file);
            }
            if let Some(title) = title {
                material["title"] = json!(title);
            }
            if let Some(date) = date {
                material["received_on"] = json!(date.to_string());
            }
            let left = value::clean(&words(&Value::Object(rest)), true);
            if !left.is_empty() {
                material["notes"] = json!(left.chars().take(2000).collect::<String>());
            }
            made.push(material);
            ledger.homeless(
                format!("supporting_materials.{key}"),
                "the file itself is not in the export",
                "its name is in the materials; the file comes as an attachment",
            );
        }
    }
    made
}

/// Which of our violations a violation of the export is, with their ids. One of version 1 may be of a school, a
/// hospital or both.
fn kinds(old: &OldViolation) -> Result<Vec<(ViolationType, String)>, Refusal> {
    let Kind::One(kind) = old.kind else {
        let forms = old.fields.get("facility_attack_type").map(texts).unwrap_or_default();
        let any =
            |list: &str| forms.iter().any(|form| matches!(tables::option(list, form), Meaning::Code(_)));
        let says = |keys: &[&str]| {
            keys.iter().any(|key| old.fields.get(*key).is_some_and(|value| !value::is_empty(value)))
        };
        let (mut school, mut hospital) = (any("school_attack_form"), any("hospital_attack_form"));
        if !school && !hospital {
            school = says(&["school_type", "school_age_level", "school_students_sex"]);
            hospital = says(&["health_type", "health_type_details"]);
            // Each alone says what it was; together they say nothing.
            if school && hospital {
                (school, hospital) = (false, false);
            }
        }
        return match (school, hospital) {
            (true, false) => Ok(vec![(ViolationType::AttackOnSchool, old.id.clone())]),
            (false, true) => Ok(vec![(ViolationType::AttackOnHospital, old.id.clone())]),
            (true, true) => Ok(vec![
                (ViolationType::AttackOnSchool, old.id.clone()),
                (ViolationType::AttackOnHospital, format!("{}-hospital", old.id)),
            ]),
            (false, false) => Err(Refusal {
                path: old.path.clone(),
                reason: "school_or_hospital",
                message:
                    "nothing says whether a school or a hospital was attacked: enter facility_attack_type"
                        .to_owned(),
            }),
        };
    };
    Ok(vec![(kind, old.id.clone())])
}

fn one(
    old: &OldViolation,
    kind: ViolationType,
    id: String,
    when: When,
    world: World<'_>,
    ledger: &mut Ledger,
) -> Result<Fields, Refusal> {
    let mut fields = old.fields.clone();
    if old.kind == Kind::Facility {
        halve(&mut fields, kind, id != old.id);
    }
    let mut part = Part::new(What::Violation(kind), old.path.clone(), world, fields);
    part.ours.insert("id".to_owned(), json!(id));
    part.ours.insert("type".to_owned(), json!(kind.code()));
    if id != old.id {
        ledger.tell(&old.path, "a school and a hospital in one violation: they are two here, as they count");
    }
    facility(&mut part, kind, ledger);
    verification::put(&mut part, when, ledger);
    if kind == ViolationType::DeprivationOfLiberty {
        people::held(&mut part, &["details"], ledger);
    }
    used(&mut part, kind, ledger);
    part.place(ledger)?;
    if kind.counts_children() && !part.ours.contains_key("tally") {
        part.ours.insert("tally".to_owned(), json!({"boys": 0, "girls": 0, "unknown": 0}));
        ledger.tell(part.at("violation_tally"), "no children were entered: none are counted here either");
    }
    Ok(part.done())
}

/// Of a violation of version 1 that holds both, each half has its own kind of facility, and the first one the numbers.
fn halve(fields: &mut Fields, kind: ViolationType, is_second: bool) {
    const NUMBERS: [&str; 6] = [
        "violation_tally",
        "violation_killed_tally",
        "violation_injured_tally",
        "facility_staff_killed_attack",
        "facility_staff_injured_attack",
        "number_children_service_disruption",
    ];
    let forms = fields.get("facility_attack_type").map(texts).unwrap_or_default();
    let has = |list: &str| forms.iter().any(|form| matches!(tables::option(list, form), Meaning::Code(_)));
    if !(has("school_attack_form") && has("hospital_attack_form")) {
        return;
    }
    let others = if kind == ViolationType::AttackOnHospital { "school_" } else { "health_" };
    fields.retain(|key, _| {
        let is_number = NUMBERS.iter().any(|number| key.starts_with(number));
        !(key.starts_with(others) || (is_second && is_number))
    });
}

/// The forms of an attack on a school or a hospital, each with those of its own.
fn facility(part: &mut Part<'_>, kind: ViolationType, ledger: &mut Ledger) {
    let (list, other) = match kind {
        ViolationType::AttackOnSchool => ("school_attack_form", "hospital_attack_form"),
        ViolationType::AttackOnHospital => ("hospital_attack_form", "school_attack_form"),
        _ => return,
    };
    let Some(said) = part.take("facility_attack_type") else { return };
    let mut forms: Vec<&str> = Vec::new();
    for form in texts(&said) {
        match tables::option(list, &form) {
            Meaning::Code(code) if !forms.contains(&code) => forms.push(code),
            Meaning::Code(_) => {}
            // In its own half of a violation of both.
            _ if matches!(tables::option(other, &form), Meaning::Code(_)) => {}
            _ => part.keep(ledger, "facility_attack_type", &json!(form), NO_OPTION),
        }
    }
    if !forms.is_empty() {
        part.ours.insert("details".to_owned(), json!({"forms": forms}));
    }
}

/// From when to when a school or a hospital was used.
fn used(part: &mut Part<'_>, kind: ViolationType, ledger: &mut Ledger) {
    let from = ["military_use_duration_from", "military_use_duration"];
    let to = ["military_use_duration_to", "military_use_duration_end"];
    let range = ["military_use_duration_date_or_date_range", "military_use_duration_range"];
    if let Some(period) = people::period(part, &from, &to, &range, ledger) {
        if kind == ViolationType::MilitaryUse {
            let details = part.ours.entry("details").or_insert_with(|| json!({}));
            details["used"] = period;
        } else {
            part.keep(ledger, "military_use_duration", &period, NO_FIELD);
        }
    }
}
