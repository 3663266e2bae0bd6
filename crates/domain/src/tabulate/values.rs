//! The values of a dimension on what is counted.

use super::count::Asked;
use super::dimension::{CodedField, Dimension, GROUPS, MISSING, NOT_STATED, Of, SEXES, WAITING};
use super::query::{Only, Standing, TableQuery};
use super::subject::{Case, Part, Perpetrator, Subject};
use crate::counting::{UNATTRIBUTED, UNKNOWN_AREA};
use crate::dictionary::Kind;
use crate::interchange::AttributionLevel;
use crate::violation::{PartyCategory, ViolationType};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) type Values<'a> = Vec<Cow<'a, str>>;

/// From where a subject is looked at: one of its violations, and one of its perpetrators where each counts apart.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct View<'p> {
    pub(super) violation: Option<usize>,
    pub(super) perpetrators: &'p [Perpetrator],
}

impl Only {
    /// Whether it names a type of violation.
    pub(super) fn names(&self, kind: ViolationType) -> bool {
        match self.dimension {
            Dimension::ViolationType => self.values.iter().any(|value| value == kind.code()),
            Dimension::ViolationGroup => self.values.iter().any(|value| value == group(kind)),
            _ => false,
        }
    }

    fn holds(&self, values: &Values<'_>) -> bool {
        values.iter().any(|value| self.values.iter().any(|one| one == value))
    }
}

/// The one of the six grave violations to which a type belongs, or what stands beside them.
pub(super) const fn group(kind: ViolationType) -> &'static str {
    match kind {
        ViolationType::RecruitmentUse => GROUPS[0],
        ViolationType::Killing | ViolationType::Maiming => GROUPS[1],
        ViolationType::SexualViolence => GROUPS[2],
        ViolationType::AttackOnSchool | ViolationType::AttackOnHospital => GROUPS[3],
        ViolationType::Abduction => GROUPS[4],
        ViolationType::DenialOfHumanitarianAccess => GROUPS[5],
        ViolationType::MilitaryUse => GROUPS[6],
        ViolationType::DeprivationOfLiberty => GROUPS[7],
    }
}

/// Whether a violation can be one that a table counts: not where its type alone is against it.
pub(super) fn may_be_of(case: Case<'_>, violation: usize, query: &TableQuery) -> bool {
    let kind = case.facts.violations[violation].kind;
    let mut by_type = query
        .only
        .iter()
        .filter(|only| matches!(only.dimension, Dimension::ViolationType | Dimension::ViolationGroup));
    by_type.all(|only| only.names(kind))
}

/// Whether a violation is one to which a table is narrowed, whatever of it is counted.
pub(super) fn is_of(subject: &Subject<'_>, view: View<'_>, query: &TableQuery, asked: &Asked<'_>) -> bool {
    let mut rest = query.only.iter().filter(|only| !only.dimension.splits_children());
    rest.all(|only| only.holds(&values(&only.dimension, subject, view, None, query, asked)))
}

/// Whether a part of the children is one to which a table is narrowed.
pub(super) fn is_part(subject: &Subject<'_>, part: &Part, query: &TableQuery, asked: &Asked<'_>) -> bool {
    let split = query.only.iter().filter(|only| only.dimension.splits_children());
    split
        .into_iter()
        .all(|only| only.holds(&values(&only.dimension, subject, View::default(), Some(part), query, asked)))
}

/// The values of a dimension; none where it has none that could be a column, and no row but the one that says so.
pub(super) fn values<'a>(
    dimension: &Dimension,
    subject: &Subject<'a>,
    view: View<'_>,
    part: Option<&Part>,
    query: &TableQuery,
    asked: &Asked<'a>,
) -> Values<'a> {
    let case = subject.case;
    let one = |value: &'a str| vec![Cow::Borrowed(value)];
    let fact = view.violation.map(|at| &case.facts.violations[at]);
    let of_fact = |value: &dyn Fn(&crate::counting::ViolationFact) -> &'static str| {
        fact.map(|fact| vec![Cow::Borrowed(value(fact))]).unwrap_or_default()
    };
    match dimension {
        Dimension::ViolationType => of_fact(&|fact| fact.kind.code()),
        Dimension::ViolationGroup => of_fact(&|fact| group(fact.kind)),
        Dimension::ViolationSet => {
            let kinds: BTreeSet<&str> =
                subject.violations.iter().map(|at| case.facts.violations[*at].kind.code()).collect();
            vec![Cow::Owned(kinds.into_iter().collect::<Vec<_>>().join("+"))]
        }
        Dimension::Sex => {
            part.and_then(|part| part.sex).map(|sex| one(SEXES[sex as usize])).unwrap_or_default()
        }
        Dimension::AgeBand => part.and_then(|part| part.age).map(|age| one(age.code())).unwrap_or_default(),
        Dimension::Party => parties(view.perpetrators, asked),
        Dimension::PartyCategory => categories(view.perpetrators),
        Dimension::Attribution => {
            // As sure as the least sure of those to whom it is attributed, of whom one may say nothing of it.
            let levels: Option<Vec<AttributionLevel>> =
                view.perpetrators.iter().map(|one| one.level).collect();
            let least = levels.and_then(|levels| levels.into_iter().max());
            one(least.map_or(NOT_STATED, AttributionLevel::code))
        }
        Dimension::Area => {
            let ancestor =
                case.facts.area.and_then(|at| asked.registers.areas.ancestor_at(at, asked.area_level));
            let area = ancestor.and_then(|at| asked.registers.areas.get(at));
            one(area.map_or(UNKNOWN_AREA, |area| area.code.as_str()))
        }
        Dimension::Span(span) => {
            let day = match (subject.decision, view.violation) {
                (Some(decision), _) => Some(decision.recorded_on),
                (None, Some(at)) => asked.day(case, at, query.selection.date),
                (None, None) => case.incident.occurred.from,
            };
            vec![day.map_or(Cow::Borrowed(NOT_STATED), |day| Cow::Owned(span.key(day)))]
        }
        Dimension::YearOfIncident => {
            let ended = case.incident.occurred.to.or(case.incident.occurred.from);
            vec![ended.map_or(Cow::Borrowed(NOT_STATED), |day| Cow::Owned(super::Span::Year.key(day)))]
        }
        Dimension::Status => of_fact(&|fact| Standing::from(fact.status).code()),
        Dimension::Lateness => of_fact(&|fact| {
            let until = case.facts.until;
            let is_late = fact.decided.is_some_and(|day| asked.is_late(query.boundary, until, day));
            if is_late { "late" } else { "in_time" }
        }),
        Dimension::Awaiting => match view.violation.map(|at| subject.next_step(at)) {
            Some(Some(step)) => one(step.code()),
            Some(None) => one("none"),
            None => Vec::new(),
        },
        Dimension::Waiting => of_fact(&|fact| {
            let days = asked.as_of - fact.progress.since.date();
            let days = u32::try_from(days.get_days()).unwrap_or(0);
            WAITING.iter().find(|(last, _)| days <= *last).map_or("", |(_, name)| name)
        }),
        Dimension::Step => subject.decision.map(|decision| one(decision.step.code())).unwrap_or_default(),
        Dimension::Decided => {
            subject.decision.map(|decision| one(decision.status.code())).unwrap_or_default()
        }
        Dimension::Missing => {
            view.violation.map(|at| missing(case, at, view.perpetrators)).unwrap_or_default()
        }
        Dimension::ReporterKind => {
            let member = case.document.get("member").and_then(Value::as_str);
            let partner = member.and_then(|code| asked.registers.partners.by_code(code));
            one(partner.and_then(|partner| partner.kind.as_deref()).unwrap_or(NOT_STATED))
        }
        Dimension::Answered => view.violation.map(|at| one(answered(case, at))).unwrap_or_default(),
        Dimension::Field(field) => coded(field, subject, view),
    }
}

/// The parties of a violation: their codes joined, or each alone where the view has one.
fn parties<'a>(perpetrators: &[Perpetrator], asked: &Asked<'a>) -> Values<'a> {
    let party = |one: &Perpetrator| one.party.and_then(|at| asked.registers.parties.get(at));
    let codes: BTreeSet<&'a str> =
        perpetrators.iter().filter_map(party).map(|party| party.code.as_str()).collect();
    match codes.len() {
        0 => vec![Cow::Borrowed(UNATTRIBUTED)],
        1 => codes.into_iter().map(Cow::Borrowed).collect(),
        _ => vec![Cow::Owned(codes.into_iter().collect::<Vec<_>>().join(" + "))],
    }
}

fn categories<'a>(perpetrators: &[Perpetrator]) -> Values<'a> {
    let known: BTreeSet<PartyCategory> = perpetrators.iter().filter_map(|one| one.category).collect();
    let codes: Vec<&str> = known.into_iter().map(PartyCategory::code).collect();
    match codes[..] {
        [] => vec![Cow::Borrowed(NOT_STATED)],
        [code] => vec![Cow::Borrowed(code)],
        _ => vec![Cow::Owned(codes.join(" + "))],
    }
}

/// What of a good record a violation lacks.
fn missing<'a>(case: Case<'_>, at: usize, perpetrators: &[Perpetrator]) -> Values<'a> {
    let violation = &case.incident.violations[at];
    let is_there = |what: &str| match what {
        "date" => case.incident.occurred.from.is_some(),
        "area" => case.facts.area.is_some(),
        "children" => !violation.kind.counts_children() || violation.tally.total() > 0,
        "perpetrator" => !perpetrators.is_empty(),
        "party" => perpetrators.iter().any(|one| one.party.is_some()),
        "source" => case.of_violation("sources", at).next().is_some(),
        "primary_source" => {
            violation.primary_sources.is_some_and(|count| count > 0)
                || case.of_violation("sources", at).any(|one| {
                    one.get("category")
                        .and_then(Value::as_str)
                        .is_some_and(|category| category != "secondary")
                })
        }
        _ => case.incident.first_reported.is_some(),
    };
    let missing: Values<'a> =
        MISSING.iter().filter(|what| !is_there(what)).map(|what| Cow::Borrowed(*what)).collect();
    if missing.is_empty() { vec![Cow::Borrowed("nothing")] } else { missing }
}

fn answered(case: Case<'_>, at: usize) -> &'static str {
    let mut provided = case
        .of_violation("responses", at)
        .filter(|one| one.get("state").and_then(Value::as_str) == Some("provided"));
    if provided.next().is_some() { "yes" } else { "no" }
}

/// The codes of a field, wherever what is counted has it: each once.
fn coded<'a>(field: &CodedField, subject: &Subject<'a>, view: View<'_>) -> Values<'a> {
    let case = subject.case;
    let violation = || {
        let id = view.violation.map(|at| case.incident.violations[at].id.as_str())?;
        case.list("violations").iter().find(|one| one.get("id").and_then(Value::as_str) == Some(id))
    };
    let of_list = |list: &str| -> Vec<&'a Value> {
        match (subject.own, view.violation) {
            (Some(own), _) if case.list(list).iter().any(|one| std::ptr::eq(one, own)) => vec![own],
            (_, Some(at)) => case.of_violation(list, at).collect(),
            _ => Vec::new(),
        }
    };
    let holders: Vec<&'a Value> = match field.of {
        Of::Incident => vec![case.document],
        Of::Occurred => case.document.get("occurred").into_iter().collect(),
        Of::Location => case.document.get("location").into_iter().collect(),
        Of::Violation => violation().into_iter().collect(),
        Of::Details => violation().and_then(|one| one.get("details")).into_iter().collect(),
        Of::Perpetrator => {
            view.perpetrators.iter().filter_map(|one| case.list("perpetrators").get(one.at)).collect()
        }
        Of::Victim => of_list("victims"),
        Of::Group => of_list("groups"),
        Of::Source => of_list("sources"),
        Of::Response => of_list("responses"),
        Of::Concern => of_list("concerns"),
    };
    let mut values: BTreeSet<Cow<'a, str>> = BTreeSet::new();
    for holder in holders {
        let found = field.path.iter().try_fold(holder, |value, key| value.get(key));
        add(field, found, &mut values);
    }
    if values.is_empty() {
        let of_none = if field.fields[0].kind == Kind::Boolean { "no" } else { NOT_STATED };
        values.insert(Cow::Borrowed(of_none));
    }
    values.into_iter().collect()
}

fn add<'a>(field: &CodedField, found: Option<&'a Value>, values: &mut BTreeSet<Cow<'a, str>>) {
    // Of a list that people may add words to, only its codes are told: words may name somebody.
    let code = |code: &'a str| {
        let is_known = field.list_with(code).is_some();
        Cow::Borrowed(if is_known { code } else { NOT_STATED })
    };
    match found {
        None | Some(Value::Null) if field.fields[0].kind == Kind::Boolean => {
            values.insert(Cow::Borrowed("no"));
        }
        Some(Value::Bool(is_so)) => {
            values.insert(Cow::Borrowed(if *is_so { "yes" } else { "no" }));
        }
        Some(Value::String(text)) => {
            values.insert(code(text));
        }
        Some(Value::Number(number)) => {
            values.insert(Cow::Owned(number.to_string()));
        }
        Some(Value::Object(span)) => {
            let is_ongoing = span.get("ongoing").and_then(Value::as_bool) == Some(true);
            let state = if is_ongoing { "ongoing" } else { "ended" };
            let is_stated = is_ongoing || span.get("to").is_some_and(Value::is_string);
            values.insert(Cow::Borrowed(if is_stated { state } else { NOT_STATED }));
        }
        Some(Value::Array(many)) if !many.is_empty() => {
            values.extend(many.iter().filter_map(Value::as_str).map(code));
        }
        _ => {
            values.insert(Cow::Borrowed(NOT_STATED));
        }
    }
}
