//! By what a table groups.

use super::measure::Measure;
use super::periods::Span;
use crate::dictionary::{Compartment, Field, Kind, dictionary};
use std::fmt;

/// The key of what was not stated.
pub const NOT_STATED: &str = "not_stated";

/// By what a table groups, or to what it is narrowed.
#[derive(Clone, Debug, PartialEq)]
pub enum Dimension {
    /// The type of violation.
    ViolationType,
    /// The six grave violations as the Secretary-General's reports have them: killing and maiming together, attacks
    /// on schools and hospitals together.
    ViolationGroup,
    /// The set of types that a child or group suffered within one incident.
    ViolationSet,
    /// Boys, girls, sex unknown.
    Sex,
    /// The age bands of tallies.
    AgeBand,
    /// The parties to the conflict.
    Party,
    /// Their categories.
    PartyCategory,
    /// How sure the attribution is.
    Attribution,
    /// Areas of the level asked.
    Area,
    /// Spans of the calendar, by the date by which the table selects.
    Span(Span),
    /// The year of the incident.
    YearOfIncident,
    /// The standing status of the CTFMR step.
    Status,
    /// Whether the verification was in time.
    Lateness,
    /// The step of verification that comes next.
    Awaiting,
    /// Days since which the next step waits, in bands.
    Waiting,
    /// The step of a decision.
    Step,
    /// What a decision decided.
    Decided,
    /// What of a good record is missing.
    Missing,
    /// The kind of organisation that reported it.
    ReporterKind,
    /// Whether anything was provided in response.
    Answered,
    /// A coded field of the dictionary.
    Field(CodedField),
}

/// A coded field, of the violation or of what is linked to it.
#[derive(Clone, Debug, PartialEq)]
pub struct CodedField {
    /// What has the field.
    pub(super) of: Of,
    /// The way to it from there.
    pub(super) path: Vec<String>,
    /// The field, in each section that has one of its name: which of them it is depends on the type of violation.
    pub(super) fields: Vec<&'static Field>,
}

/// What has coded fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Incident,
    Occurred,
    Location,
    Violation,
    Details,
    Perpetrator,
    Victim,
    Group,
    Source,
    Response,
    Concern,
}

const OF: [(&str, Of); 11] = [
    ("incident", Of::Incident),
    ("occurred", Of::Occurred),
    ("location", Of::Location),
    ("violation", Of::Violation),
    ("details", Of::Details),
    ("perpetrator", Of::Perpetrator),
    ("victim", Of::Victim),
    ("group", Of::Group),
    ("source", Of::Source),
    ("response", Of::Response),
    ("concern", Of::Concern),
];

const PLAIN: [(&str, Dimension); 21] = [
    ("violation_type", Dimension::ViolationType),
    ("violation_group", Dimension::ViolationGroup),
    ("violation_set", Dimension::ViolationSet),
    ("sex", Dimension::Sex),
    ("age_band", Dimension::AgeBand),
    ("party", Dimension::Party),
    ("party_category", Dimension::PartyCategory),
    ("attribution", Dimension::Attribution),
    ("area", Dimension::Area),
    ("month", Dimension::Span(Span::Month)),
    ("quarter", Dimension::Span(Span::Quarter)),
    ("year", Dimension::Span(Span::Year)),
    ("year_of_incident", Dimension::YearOfIncident),
    ("status", Dimension::Status),
    ("lateness", Dimension::Lateness),
    ("awaiting", Dimension::Awaiting),
    ("waiting", Dimension::Waiting),
    ("step", Dimension::Step),
    ("decided", Dimension::Decided),
    ("missing", Dimension::Missing),
    ("reporter_kind", Dimension::ReporterKind),
];

const ANSWERED: &str = "answered";

/// The six grave violations, in the order of the Secretary-General's reports, and what stands beside them.
pub(super) const GROUPS: [&str; 8] = [
    "recruitment_use",
    "killing_maiming",
    "sexual_violence",
    "attacks_schools_hospitals",
    "abduction",
    "denial_of_humanitarian_access",
    "military_use",
    "deprivation_of_liberty",
];

/// How many of [`GROUPS`] are the grave violations.
pub(super) const GRAVE_GROUPS: usize = 6;

/// Days of waiting: the last of each band, which it is called by; the last band has no end.
pub(super) const WAITING: [(u32, &str); 5] =
    [(30, "0_30"), (90, "31_90"), (180, "91_180"), (365, "181_365"), (u32::MAX, "over_365")];

/// What of a good record can be missing.
pub(super) const MISSING: [&str; 8] =
    ["date", "area", "children", "perpetrator", "party", "source", "primary_source", "first_reported"];

/// The columns of children by sex.
pub(super) const SEXES: [&str; 3] = ["boys", "girls", "unknown"];

/// A dimension that there is none of.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDimension {
    /// Nothing is called so.
    #[error("{0:?} is no dimension; use one of {known}, or a coded field such as details.weapon", known = Dimension::names().join(", "))]
    Unknown(String),
    /// The dictionary has no such field.
    #[error("{0:?}: the dictionary has no such field; see docs/dictionary.md")]
    NoField(String),
    /// The field is not one by which records can be counted.
    #[error("{0:?} holds {1}, by which nothing can be counted; use a field with codes")]
    NotCoded(String, &'static str),
    /// The field is identity content.
    #[error("{0:?} is identity content, which no report counts")]
    Identity(String),
}

impl Dimension {
    /// The names of those that are no fields of the dictionary.
    pub fn names() -> Vec<&'static str> {
        PLAIN.iter().map(|(name, _)| *name).chain([ANSWERED]).collect()
    }

    /// The dimension of a name.
    ///
    /// # Errors
    /// Where nothing is called so, or it is nothing to count by.
    pub fn from_name(name: &str) -> Result<Dimension, BadDimension> {
        if name == ANSWERED {
            return Ok(Dimension::Answered);
        }
        match PLAIN.iter().find(|(plain, _)| *plain == name) {
            Some((_, dimension)) => Ok(dimension.clone()),
            None => CodedField::from_name(name).map(Dimension::Field),
        }
    }

    /// Its values where they are known beforehand, in the field's order: none for registers and spans.
    pub fn values(&self) -> Option<Vec<&str>> {
        use crate::interchange::{AgeBand, AttributionLevel};
        use crate::violation::{PartyCategory, Status, Step, ViolationType};
        fn codes<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str) -> Vec<&'static str> {
            all.iter().map(|one| code(*one)).collect()
        }
        let with = |mut codes: Vec<&'static str>, last: &'static str| {
            codes.push(last);
            codes
        };
        Some(match self {
            Self::ViolationType => codes(ViolationType::ALL, ViolationType::code),
            Self::ViolationGroup => GROUPS.to_vec(),
            Self::Sex => SEXES.to_vec(),
            Self::AgeBand => codes(AgeBand::ALL, AgeBand::code),
            Self::PartyCategory => with(codes(PartyCategory::ALL, PartyCategory::code), NOT_STATED),
            Self::Attribution => with(codes(AttributionLevel::ALL, AttributionLevel::code), NOT_STATED),
            Self::Status => with(codes(Status::ALL, Status::code), super::query::UNDECIDED),
            Self::Decided => codes(Status::ALL, Status::code),
            Self::Lateness => vec!["in_time", "late"],
            Self::Awaiting => with(codes(Step::ALL, Step::code), "none"),
            Self::Step => codes(Step::ALL, Step::code),
            Self::Waiting => WAITING.iter().map(|(_, name)| *name).collect(),
            Self::Missing => with(MISSING.to_vec(), "nothing"),
            Self::Answered => vec!["yes", "no"],
            Self::Field(field) => match &field.fields[0].kind {
                Kind::Boolean => vec!["yes", "no"],
                Kind::Period => vec!["ongoing", "ended", NOT_STATED],
                Kind::Integer { .. } => return None,
                _ => field.codes().into_iter().chain([NOT_STATED]).collect(),
            },
            Self::ReporterKind => {
                let kinds = dictionary().list("organisation_kind").map_or(&[][..], |list| &list.codes);
                kinds.iter().map(String::as_str).chain([NOT_STATED]).collect()
            }
            Self::ViolationSet | Self::Party | Self::Area | Self::Span(_) | Self::YearOfIncident => {
                return None;
            }
        })
    }

    /// Whether what is counted can have several of its values, so that rows may add up to more than their total.
    /// `by_each` says that a violation counts under each of its parties.
    pub fn is_repeated(&self, measure: Measure, by_each: bool) -> bool {
        let of_many = !measure.is_of_one_violation();
        match self {
            Self::Party | Self::PartyCategory | Self::Attribution => by_each || of_many,
            Self::Missing => true,
            Self::Area | Self::Sex | Self::AgeBand | Self::ViolationSet => false,
            Self::YearOfIncident | Self::ReporterKind | Self::Step | Self::Decided => false,
            Self::ViolationType | Self::ViolationGroup | Self::Status | Self::Lateness => of_many,
            Self::Awaiting | Self::Waiting | Self::Answered => of_many,
            Self::Span(_) => of_many && measure != Measure::Concerns,
            Self::Field(field) => {
                let is_list = field
                    .fields
                    .iter()
                    .any(|one| matches!(one.kind, Kind::Codes { .. } | Kind::Terms { .. }));
                is_list
                    || match field.of {
                        Of::Incident | Of::Occurred | Of::Location => false,
                        Of::Violation | Of::Details => of_many,
                        of => measure.own() != Some(of),
                    }
            }
        }
    }

    /// Whether it can be told of what a measure counts.
    pub fn is_of(&self, measure: Measure) -> bool {
        match self {
            Self::Sex | Self::AgeBand => match measure {
                Measure::Children => *self == Self::Sex,
                measure => measure.counts_children(),
            },
            Self::ViolationSet => matches!(measure, Measure::Victims | Measure::Groups),
            Self::Step | Self::Decided => measure == Measure::Decisions,
            Self::Field(field) if measure == Measure::Concerns => {
                matches!(field.of, Of::Concern | Of::Incident | Of::Occurred | Of::Location)
            }
            Self::Area | Self::Span(_) | Self::YearOfIncident | Self::ReporterKind => true,
            Self::Field(field) => field.of != Of::Concern,
            _ => measure != Measure::Concerns,
        }
    }

    /// Whether what it groups by is of one perpetrator.
    pub(super) fn is_of_perpetrator(&self) -> bool {
        match self {
            Self::Party | Self::PartyCategory | Self::Attribution => true,
            Self::Field(field) => field.of == Of::Perpetrator,
            _ => false,
        }
    }

    /// Whether it splits the children of a subject.
    pub(super) const fn splits_children(&self) -> bool {
        matches!(self, Self::Sex | Self::AgeBand)
    }
}

impl CodedField {
    fn from_name(name: &str) -> Result<CodedField, BadDimension> {
        let unknown = || BadDimension::Unknown(name.to_owned());
        let (of, path) = name.split_once('.').ok_or_else(unknown)?;
        let (_, of) = OF.iter().copied().find(|(code, _)| *code == of).ok_or_else(unknown)?;
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        let sections = dictionary().sections().iter().map(|section| section.name.as_str());
        let start: Vec<&str> = match of {
            Of::Details => sections.filter(|section| section.starts_with("details.")).collect(),
            of => OF.iter().filter(|(_, one)| *one == of).map(|(code, _)| *code).collect(),
        };
        let fields: Vec<&'static Field> = start.iter().filter_map(|section| find(section, &path)).collect();
        let Some(field) = fields.first() else { return Err(BadDimension::NoField(name.to_owned())) };
        let not = |what| Err(BadDimension::NotCoded(name.to_owned(), what));
        if fields.iter().any(|field| field.compartment == Compartment::Identity) {
            return Err(BadDimension::Identity(name.to_owned()));
        }
        match &field.kind {
            Kind::Code { .. } | Kind::Codes { .. } | Kind::Term { .. } | Kind::Terms { .. } => {}
            Kind::Boolean | Kind::Integer { .. } | Kind::Period => {}
            Kind::Text { .. } | Kind::LongText { .. } => return not("words"),
            Kind::Date | Kind::PastDate | Kind::BirthDate => return not("dates"),
            Kind::Party | Kind::Parties | Kind::Area | Kind::Partner | Kind::Country => {
                return not("codes of a register");
            }
            _ => return not("no single value"),
        }
        let is_coded = list_of(field).is_some();
        if fields.iter().any(|one| list_of(one).is_some() != is_coded) {
            return not("codes for some types of violations and none for others");
        }
        Ok(CodedField { of, path, fields })
    }

    /// The codes that it may hold, of all its lists.
    pub(super) fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<&'static str> = Vec::new();
        for list in
            self.fields.iter().filter_map(|field| list_of(field)).filter_map(|name| dictionary().list(name))
        {
            for code in &list.codes {
                if !codes.contains(&code.as_str()) {
                    codes.push(code);
                }
            }
        }
        codes
    }

    /// The list that has a code.
    pub fn list_with(&self, code: &str) -> Option<&'static str> {
        let mut lists = self.fields.iter().filter_map(|field| list_of(field));
        lists.find(|name| dictionary().list(name).is_some_and(|list| list.has(code)))
    }

    /// The key of its label in the language files.
    pub fn label_key(&self) -> String {
        self.fields[0].label_key()
    }
}

/// The name of a field's list.
fn list_of(field: &'static Field) -> Option<&'static str> {
    match &field.kind {
        Kind::Code { list } | Kind::Codes { list } | Kind::Term { list } | Kind::Terms { list } => Some(list),
        _ => None,
    }
}

fn find(section: &str, path: &[String]) -> Option<&'static Field> {
    let (first, rest) = path.split_first()?;
    let field = dictionary().section(section)?.field(first)?;
    match &field.kind {
        Kind::Section { section } if !rest.is_empty() => find(section, rest),
        _ if rest.is_empty() => Some(field),
        _ => None,
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered => f.write_str(ANSWERED),
            Self::Field(field) => {
                let of = OF.iter().find(|(_, of)| *of == field.of).map_or("", |(code, _)| *code);
                write!(f, "{of}.{}", field.path.join("."))
            }
            plain => {
                let name = PLAIN.iter().find(|(_, dimension)| dimension == plain);
                f.write_str(name.map_or("", |(name, _)| *name))
            }
        }
    }
}
