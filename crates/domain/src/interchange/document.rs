//! The incident as typed values, and back. What code needs is typed; every other field of the
//! dictionary rides in `other`, so a round trip loses nothing.

use super::fields::{BadShape, Fields, Part};
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
