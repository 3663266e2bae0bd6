//! The incident as typed values, and back. What code needs is typed; every other field of the
//! dictionary rides in `other`, so a round trip loses nothing.

use super::fields::*;
use super::{ConcernType, DatePrecision, Group, Perpetrator, Source, Tally, Victim};
use crate::violation::{IncidentStatus, Status, Step, ViolationType};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

/// The schema name that every incident document carries.
pub const SCHEMA: &str = "sixfold.incident/1";

/// An incident: what happened at one time and place, with the violations it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// The sender's own id, which makes intake idempotent within a situation.
    pub external_id: String,
    /// Where the document stands; only open incidents count.
    pub status: IncidentStatus,
    /// When it happened.
    pub occurred: Occurred,
    /// When a member of the task force first heard of it.
    pub first_reported: Option<Date>,
    /// Where it happened.
    pub location: Location,
    /// A short line that tells incidents apart; may name people, so it is identity content.
    pub title: Option<String>,
    /// What happened, for authorised members only.
    pub narrative: Option<String>,
    /// What happened, without names, places or sources, for wider sharing.
    pub public_summary: Option<String>,
    /// Distinct children in the whole incident; absent where it was not stated.
    pub children_affected: Option<Tally>,
    /// The violations, in the sender's order.
    pub violations: Vec<Violation>,
    /// Who did it.
    pub perpetrators: Vec<Perpetrator>,
    /// Children known one by one.
    pub victims: Vec<Victim>,
    /// Children known as groups.
    pub groups: Vec<Group>,
    /// Who told of it.
    pub sources: Vec<Source>,
    /// What was done for the children or with the parties.
    pub responses: Vec<Response>,
    /// Child-protection concerns outside the mechanism.
    pub concerns: Vec<Concern>,
    /// What is known of supporting material; the files themselves are elsewhere.
    pub materials: Vec<Material>,
    /// Everything else of the section `incident`.
    pub other: Fields,
}

/// When an incident happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Occurred {
    /// The day, or the first day of a range; absent = date unknown.
    pub from: Option<Date>,
    /// The last day of a range.
    pub to: Option<Date>,
    /// Whether it goes on: a range without an end.
    pub ongoing: bool,
    /// How exactly the date is known.
    pub precision: Option<DatePrecision>,
    /// Everything else of the section `occurred`.
    pub other: Fields,
}

/// Where an incident happened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Location {
    /// Code of the area in the register.
    pub area: Option<String>,
    /// Code of the list `place_type`.
    pub place_type: Option<String>,
    /// Code of the list `location_precision`: how exactly the place is known.
    pub precision: Option<String>,
    /// Degrees north, −90 to 90.
    pub latitude: Option<f64>,
    /// Degrees east, −180 to 180.
    pub longitude: Option<f64>,
    /// Everything else of the section `location`, the name of the place among it.
    pub other: Fields,
}

/// One violation of an incident: the unit that is verified.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The id inside the document.
    pub id: String,
    /// Its type (`type` in the document).
    pub kind: ViolationType,
    /// The children that it affected.
    pub tally: Tally,
    /// What only this type of violation has: the section `details.<type>`.
    pub details: Fields,
    /// What was decided of it.
    pub verification: Verification,
    /// Number of primary sources relied on.
    pub primary_sources: Option<u32>,
    /// Number of secondary sources relied on.
    pub secondary_sources: Option<u32>,
    /// Everything else of the section `violation`.
    pub other: Fields,
}

/// The decisions of the three steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verification {
    /// The focal point's.
    pub initial: Option<StepDecision>,
    /// The joint one at the technical level.
    pub technical: Option<StepDecision>,
    /// The country task force's: the only one that reports read.
    pub ctfmr: Option<StepDecision>,
    /// Everything else of the section `verification`.
    pub other: Fields,
}

/// What one step decided.
#[derive(Clone, Debug, PartialEq)]
pub struct StepDecision {
    /// The status.
    pub status: Status,
    /// The day of the decision; a verified one always has it.
    pub date: Option<Date>,
    /// Everything else of the section `decision`.
    pub other: Fields,
}

/// Something done for the children or with the parties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// The id inside the document.
    pub id: String,
    /// Code of the list `response_kind`.
    pub kind: Option<String>,
    /// Code of the list `response_state`.
    pub state: Option<String>,
    /// The day on which it was done.
    pub date: Option<Date>,
    /// Ids of the violations that it answers.
    pub violations: Vec<String>,
    /// Everything else of the section `response`.
    pub other: Fields,
}

/// A child-protection concern outside the mechanism: never inside a violation total.
#[derive(Clone, Debug, PartialEq)]
pub struct Concern {
    /// The id inside the document.
    pub id: String,
    /// Its type (`type` in the document).
    pub kind: ConcernType,
    /// The children concerned.
    pub tally: Tally,
    /// Everything else of the section `concern`.
    pub other: Fields,
}

/// What is known of a piece of supporting material.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Material {
    /// The id inside the document.
    pub id: String,
    /// Ids of the violations that it supports.
    pub violations: Vec<String>,
    /// Everything else of the section `material`.
    pub other: Fields,
}

impl Incident {
    /// An open incident with nothing in it yet.
    pub fn new(external_id: impl Into<String>) -> Self {
        Self {
            external_id: external_id.into(),
            status: IncidentStatus::Open,
            occurred: Occurred::default(),
            first_reported: None,
            location: Location::default(),
            title: None,
            narrative: None,
            public_summary: None,
            children_affected: None,
            violations: Vec::new(),
            perpetrators: Vec::new(),
            victims: Vec::new(),
            groups: Vec::new(),
            sources: Vec::new(),
            responses: Vec::new(),
            concerns: Vec::new(),
            materials: Vec::new(),
            other: Fields::new(),
        }
    }

    /// The typed incident of stored content: the whole document, or the case compartment alone.
    /// For a document from outside, [`super::read`] is the door.
    pub fn from_value(value: Value) -> Result<Self, BadShape> {
        match value {
            Value::Object(fields) => Self::from_fields(fields),
            _ => Err(BadShape::at("", "an object")),
        }
    }

    /// The document in its canonical form: without nulls, unset ticks and empty lists, with the
    /// status and every tally written, so that equal content has equal text.
    pub fn to_value(&self) -> Value {
        self.clone().into_value()
    }

    /// As [`Self::to_value`], without a copy.
    pub fn into_value(self) -> Value {
        Value::Object(self.into_fields())
    }

    /// The canonical form as text: keys sorted, no spaces.
    pub fn to_canonical_json(&self) -> Vec<u8> {
        let mut value = self.to_value();
        // A map keeps its keys sorted by itself unless some crate of the build asks for insertion order.
        value.sort_all_objects();
        value.to_string().into_bytes()
    }

    /// The violation of an id.
    pub fn violation(&self, id: &str) -> Option<&Violation> {
        self.violations.iter().find(|violation| violation.id == id)
    }
}

impl Serialize for Incident {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(to)
    }
}

impl<'de> Deserialize<'de> for Incident {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::from_value(Value::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

impl Verification {
    /// The decision of a step.
    pub fn step(&self, step: Step) -> Option<&StepDecision> {
        match step {
            Step::Initial => self.initial.as_ref(),
            Step::Technical => self.technical.as_ref(),
            Step::Ctfmr => self.ctfmr.as_ref(),
        }
    }

    /// Sets or removes the decision of a step.
    pub fn set(&mut self, step: Step, decision: Option<StepDecision>) {
        match step {
            Step::Initial => self.initial = decision,
            Step::Technical => self.technical = decision,
            Step::Ctfmr => self.ctfmr = decision,
        }
    }
}

impl StepDecision {
    /// A decision with its day.
    pub fn new(status: Status, date: Option<Date>) -> Self {
        Self { status, date, other: Fields::new() }
    }
}

impl Violation {
    /// A violation of which nothing but its children is known.
    pub fn new(id: impl Into<String>, kind: ViolationType, tally: Tally) -> Self {
        Self {
            id: id.into(),
            kind,
            tally,
            details: Fields::new(),
            verification: Verification::default(),
            primary_sources: None,
            secondary_sources: None,
            other: Fields::new(),
        }
    }
}

fn required<T>(value: Option<T>, key: &'static str) -> Shaped<T> {
    value.ok_or_else(|| BadShape::at(key, "there"))
}

impl Part for Incident {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        if fields.remove("schema").is_some_and(|schema| schema != SCHEMA) {
            return Err(BadShape::at("schema", SCHEMA));
        }
        let f = &mut fields;
        Ok(Self {
            external_id: take_id(f, "external_id")?,
            status: take_code(f, "status", IncidentStatus::from_code)?.unwrap_or(IncidentStatus::Open),
            occurred: take_part(f, "occurred")?.unwrap_or_default(),
            first_reported: take_date(f, "first_reported")?,
            location: take_part(f, "location")?.unwrap_or_default(),
            title: take_text(f, "title")?,
            narrative: take_text(f, "narrative")?,
            public_summary: take_text(f, "public_summary")?,
            children_affected: take_part(f, "children_affected")?,
            violations: take_parts(f, "violations")?,
            perpetrators: take_parts(f, "perpetrators")?,
            victims: take_parts(f, "victims")?,
            groups: take_parts(f, "groups")?,
            sources: take_parts(f, "sources")?,
            responses: take_parts(f, "responses")?,
            concerns: take_parts(f, "concerns")?,
            materials: take_parts(f, "materials")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        let f = &mut fields;
        put(f, "schema", SCHEMA);
        put(f, "external_id", self.external_id);
        put(f, "status", self.status.code());
        put_part(f, "occurred", self.occurred);
        put_date(f, "first_reported", self.first_reported);
        put_part(f, "location", self.location);
        put_some(f, "title", self.title);
        put_some(f, "narrative", self.narrative);
        put_some(f, "public_summary", self.public_summary);
        put_some(f, "children_affected", self.children_affected.map(Part::into_fields));
        put_parts(f, "violations", self.violations);
        put_parts(f, "perpetrators", self.perpetrators);
        put_parts(f, "victims", self.victims);
        put_parts(f, "groups", self.groups);
        put_parts(f, "sources", self.sources);
        put_parts(f, "responses", self.responses);
        put_parts(f, "concerns", self.concerns);
        put_parts(f, "materials", self.materials);
        fields
    }
}

impl Part for Occurred {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            from: take_date(&mut fields, "from")?,
            to: take_date(&mut fields, "to")?,
            ongoing: take_tick(&mut fields, "ongoing")?,
            precision: take_code(&mut fields, "precision", DatePrecision::from_code)?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put_date(&mut fields, "from", self.from);
        put_date(&mut fields, "to", self.to);
        put_tick(&mut fields, "ongoing", self.ongoing);
        put_some(&mut fields, "precision", self.precision.map(DatePrecision::code));
        fields
    }
}

impl Part for Location {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            area: take_text(&mut fields, "area")?,
            place_type: take_text(&mut fields, "place_type")?,
            precision: take_text(&mut fields, "precision")?,
            latitude: take_decimal(&mut fields, "latitude")?,
            longitude: take_decimal(&mut fields, "longitude")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put_some(&mut fields, "area", self.area);
        put_some(&mut fields, "place_type", self.place_type);
        put_some(&mut fields, "precision", self.precision);
        put_some(&mut fields, "latitude", self.latitude);
        put_some(&mut fields, "longitude", self.longitude);
        fields
    }
}

impl Part for Violation {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        let f = &mut fields;
        Ok(Self {
            id: take_id(f, "id")?,
            kind: required(take_code(f, "type", ViolationType::from_code)?, "type")?,
            tally: take_part(f, "tally")?.unwrap_or_default(),
            details: take_fields(f, "details")?,
            verification: take_part(f, "verification")?.unwrap_or_default(),
            primary_sources: take_number(f, "primary_sources")?,
            secondary_sources: take_number(f, "secondary_sources")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        let f = &mut fields;
        put(f, "id", self.id);
        put(f, "type", self.kind.code());
        put_part(f, "tally", self.tally);
        put_fields(f, "details", self.details);
        put_part(f, "verification", self.verification);
        put_some(f, "primary_sources", self.primary_sources);
        put_some(f, "secondary_sources", self.secondary_sources);
        fields
    }
}

impl Part for Verification {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            initial: take_part(&mut fields, "initial")?,
            technical: take_part(&mut fields, "technical")?,
            ctfmr: take_part(&mut fields, "ctfmr")?,
            other: fields,
        })
    }

    fn into_fields(mut self) -> Fields {
        let mut fields = std::mem::take(&mut self.other);
        put_some(&mut fields, "initial", self.initial.map(Part::into_fields));
        put_some(&mut fields, "technical", self.technical.map(Part::into_fields));
        put_some(&mut fields, "ctfmr", self.ctfmr.map(Part::into_fields));
        fields
    }
}

impl Part for StepDecision {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            status: required(take_code(&mut fields, "status", Status::from_code)?, "status")?,
            date: take_date(&mut fields, "date")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "status", self.status.code());
        put_date(&mut fields, "date", self.date);
        fields
    }
}

impl Part for Response {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            kind: take_text(&mut fields, "kind")?,
            state: take_text(&mut fields, "state")?,
            date: take_date(&mut fields, "date")?,
            violations: take_texts(&mut fields, "violations")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_some(&mut fields, "kind", self.kind);
        put_some(&mut fields, "state", self.state);
        put_date(&mut fields, "date", self.date);
        put_texts(&mut fields, "violations", self.violations);
        fields
    }
}

impl Part for Concern {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            kind: required(take_code(&mut fields, "type", ConcernType::from_code)?, "type")?,
            tally: take_part(&mut fields, "tally")?.unwrap_or_default(),
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put(&mut fields, "type", self.kind.code());
        put_part(&mut fields, "tally", self.tally);
        fields
    }
}

impl Part for Material {
    fn from_fields(mut fields: Fields) -> Shaped<Self> {
        Ok(Self {
            id: take_id(&mut fields, "id")?,
            violations: take_texts(&mut fields, "violations")?,
            other: fields,
        })
    }

    fn into_fields(self) -> Fields {
        let mut fields = self.other;
        put(&mut fields, "id", self.id);
        put_texts(&mut fields, "violations", self.violations);
        fields
    }
}
