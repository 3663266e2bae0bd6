//! What a measure finds in a record to count.

use super::count::Asked;
use super::measure::Measure;
use super::query::TableQuery;
use crate::counting::IncidentFacts;
use crate::interchange::{AgeBand, AttributionLevel, Counts, GroupSex, Incident, Tally};
use crate::record::CaseRecord;
use crate::violation::{IncidentStatus, PartyCategory, Sex, Step};
use crate::workflow::Decision;
use serde_json::Value;
use std::collections::BTreeSet;

/// A record as it is counted.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What the counting rules see of it.
    pub facts: &'a IncidentFacts,
    /// Its coded content.
    pub incident: &'a Incident,
    /// The same as a document.
    pub document: &'a Value,
    /// The record.
    pub record: &'a CaseRecord,
}

/// Children, or one of something that is no child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) sex: Option<Sex>,
    pub(super) age: Option<AgeBand>,
    pub(super) count: u64,
}

/// A perpetrator as a violation is attributed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Perpetrator {
    /// Its place in the record.
    pub(super) at: usize,
    /// Register number of its party.
    pub(super) party: Option<u32>,
    pub(super) category: Option<PartyCategory>,
    pub(super) level: Option<AttributionLevel>,
}

/// One of what is counted.
#[derive(Debug)]
pub(super) struct Subject<'a> {
    pub(super) case: Case<'a>,
    /// Places of the violations to which it belongs, of those that count.
    pub(super) violations: Vec<usize>,
    /// Its own part of the document.
    pub(super) own: Option<&'a Value>,
    pub(super) decision: Option<&'a Decision>,
    pub(super) parts: Vec<Part>,
}

const ONE: Part = Part { sex: None, age: None, count: 1 };

impl<'a> Case<'a> {
    /// A list of the document.
    pub(super) fn list(&self, name: &str) -> &'a [Value] {
        self.document.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// Whether something of the document names a violation.
    pub(super) fn is_linked(&self, one: &Value, violation: usize) -> bool {
        let id = &self.incident.violations[violation].id;
        let links = one.get("violations").and_then(Value::as_array);
        links.is_some_and(|links| links.iter().any(|link| link == id.as_str()))
    }

    /// Whether something of a list of the document belongs to a violation. A source or a response that names no
    /// violation at all belongs to each.
    fn belongs(&self, list: &str, one: &Value, violation: usize) -> bool {
        let names_none = || one.get("violations").and_then(Value::as_array).is_none_or(Vec::is_empty);
        matches!(list, "sources" | "responses") && names_none() || self.is_linked(one, violation)
    }

    /// What of a list belongs to a violation.
    pub(super) fn of_violation(&self, list: &str, violation: usize) -> impl Iterator<Item = &'a Value> {
        self.list(list).iter().filter(move |one| self.belongs(list, one, violation))
    }

    /// Those to whom a violation is attributed.
    pub(super) fn perpetrators(&self, violation: usize, asked: &Asked<'_>) -> Vec<Perpetrator> {
        let id = &self.incident.violations[violation].id;
        let all = self.incident.perpetrators.iter().enumerate();
        let linked = all.filter(|(_, one)| one.violations.contains(id));
        // An attribution that was found to be wrong attributes nothing.
        let standing = linked.filter(|(_, one)| one.attribution != Some(AttributionLevel::Refuted));
        standing
            .map(|(at, one)| {
                let party = one.party.as_deref().and_then(|code| asked.registers.parties.by_code(code));
                Perpetrator {
                    at,
                    party: party.map(|party| party.number),
                    category: party.map(|party| party.category).or(one.category),
                    level: one.attribution,
                }
            })
            .collect()
    }
}

/// What a table counts in a record, before it is narrowed.
pub(super) fn subjects<'a>(case: Case<'a>, query: &TableQuery, asked: &Asked<'_>) -> Vec<Subject<'a>> {
    if case.facts.status != IncidentStatus::Open {
        return Vec::new();
    }
    let subject =
        |violations: Vec<usize>, own, parts| Subject { case, violations, own, decision: None, parts };
    if query.count == Measure::Concerns {
        let inside = case.incident.occurred.from.is_some_and(|day| asked.is_inside(day));
        let concerns = case.incident.concerns.iter().zip(case.list("concerns")).filter(|_| inside);
        return concerns
            .map(|(concern, own)| subject(Vec::new(), Some(own), children(&concern.tally)))
            .collect();
    }
    if query.count == Measure::Decisions {
        return decisions(case, query, asked);
    }
    let selected: Vec<usize> = (0..case.facts.violations.len())
        .filter(|at| is_selected(case, *at, query, asked) && super::values::may_be_of(case, *at, query))
        .collect();
    let linked = |list: &str, part: fn(&Value) -> Part| -> Vec<Subject<'a>> {
        let of = |one: &Value| -> Vec<usize> {
            selected.iter().copied().filter(|at| case.belongs(list, one, *at)).collect()
        };
        let all = case.list(list).iter().map(|one| (of(one), one)).filter(|(of, _)| !of.is_empty());
        all.map(|(of, one)| subject(of, Some(one), vec![part(one)])).collect()
    };
    match query.count {
        Measure::Violations => {
            let weight = |at: &usize| {
                let violation = &case.incident.violations[*at];
                if violation.kind.counts_children() { children(&violation.tally) } else { vec![ONE] }
            };
            selected.iter().map(|at| subject(vec![*at], None, weight(at))).collect()
        }
        Measure::Cases => selected.into_iter().map(|at| subject(vec![at], None, vec![ONE])).collect(),
        Measure::Incidents if selected.is_empty() => Vec::new(),
        Measure::Incidents => vec![subject(selected, None, vec![ONE])],
        Measure::Children => {
            let parts = distinct(case, &selected);
            if parts.is_empty() { Vec::new() } else { vec![subject(selected, None, parts)] }
        }
        Measure::Victims => linked("victims", victim),
        Measure::Groups => linked("groups", |_| ONE),
        Measure::Sources => linked("sources", |_| ONE),
        Measure::Responses => linked("responses", |_| ONE),
        Measure::Decisions | Measure::Concerns => Vec::new(),
    }
}

fn decisions<'a>(case: Case<'a>, query: &TableQuery, asked: &Asked<'_>) -> Vec<Subject<'a>> {
    let mut subjects = Vec::new();
    for (at, violation) in case.incident.violations.iter().enumerate() {
        if !super::values::may_be_of(case, at, query) {
            continue;
        }
        let history = case.record.verification.get(&violation.id);
        let decisions = history.into_iter().flat_map(|history| history.decisions());
        let inside = decisions.filter(|decision| asked.is_inside(decision.recorded_on));
        subjects.extend(inside.map(|decision| Subject {
            case,
            violations: vec![at],
            own: None,
            decision: Some(decision),
            parts: vec![ONE],
        }));
    }
    subjects
}

/// Whether a table counts a violation at all, but for what it is narrowed to.
fn is_selected(case: Case<'_>, at: usize, query: &TableQuery, asked: &Asked<'_>) -> bool {
    let violation = &case.facts.violations[at];
    let selection = &query.selection;
    // What is monitored beside the grave violations is counted where it is asked for by name.
    let by_name = query.only.iter().any(|only| only.names(violation.kind));
    if (!violation.kind.is_grave() && !by_name) || !selection.statuses.contains(&violation.status.into()) {
        return false;
    }
    let is_late = violation.decided.is_some_and(|day| asked.is_late(query.boundary, case.facts.until, day));
    if selection.late.is_some_and(|late| late != is_late) {
        return false;
    }
    asked.day(case, at, selection.date).is_some_and(|day| asked.is_inside(day))
        || selection.date == super::DateOf::Any
}

/// The children of a tally, by sex and age.
fn children(tally: &Tally) -> Vec<Part> {
    let of = |counts: Counts| [counts.boys, counts.girls, counts.unknown];
    let mut rest = of(tally.counts());
    let mut parts = Vec::new();
    for (age, counts) in &tally.by_age {
        for ((sex, count), rest) in Sex::ALL.iter().zip(of(*counts)).zip(&mut rest) {
            let count = count.min(*rest);
            *rest -= count;
            parts.push(Part { sex: Some(*sex), age: Some(*age), count: u64::from(count) });
        }
    }
    for (sex, count) in Sex::ALL.iter().zip(rest) {
        parts.push(Part { sex: Some(*sex), age: Some(AgeBand::Unknown), count: u64::from(count) });
    }
    parts.retain(|part| part.count > 0);
    parts
}

fn victim(one: &Value) -> Part {
    let sex = one.get("sex").and_then(Value::as_str).and_then(Sex::from_code).unwrap_or(Sex::Unknown);
    let age = match one.get("age").and_then(Value::as_u64) {
        Some(0..=5) => AgeBand::To5,
        Some(6..=11) => AgeBand::To11,
        Some(12..=17) => AgeBand::To17,
        _ => AgeBand::Unknown,
    };
    Part { sex: Some(sex), age: Some(age), count: 1 }
}

/// Children affected by some violations of an incident, each once: what the measure's documentation says.
fn distinct(case: Case<'_>, selected: &[usize]) -> Vec<Part> {
    let of_children = |at: &usize| {
        let kind = case.incident.violations[*at].kind;
        kind.is_grave() && kind.counts_children()
    };
    let counted: BTreeSet<usize> = selected.iter().copied().filter(of_children).collect();
    let all = (0..case.incident.violations.len()).filter(of_children).count();
    if counted.is_empty() {
        return Vec::new();
    }
    let by_sex = match &case.incident.children_affected {
        Some(stated) if counted.len() == all => [stated.boys, stated.girls, stated.unknown].map(i64::from),
        _ => without_repeats(case, &counted),
    };
    let parts = Sex::ALL.iter().zip(by_sex);
    let parts = parts.map(|(sex, count)| Part {
        sex: Some(*sex),
        age: None,
        count: u64::try_from(count).unwrap_or_default(),
    });
    parts.filter(|part| part.count > 0).collect()
}

/// The children of some violations, less those known to be the same: never fewer than any one of them has.
fn without_repeats(case: Case<'_>, counted: &BTreeSet<usize>) -> [i64; 3] {
    let tally = |at: &usize| {
        let tally = &case.incident.violations[*at].tally;
        [tally.boys, tally.girls, tally.unknown].map(i64::from)
    };
    let links = |ids: &[String]| -> Vec<usize> {
        let is_linked = |at: &&usize| ids.contains(&case.incident.violations[**at].id);
        counted.iter().filter(is_linked).copied().collect()
    };
    let (mut sum, mut most) = ([0; 3], [0; 3]);
    for of_one in counted.iter().map(tally) {
        for ((sum, most), n) in sum.iter_mut().zip(&mut most).zip(of_one) {
            *sum += n;
            *most = n.max(*most);
        }
    }
    let mut again = |by_sex: [i64; 3], times: usize| {
        let times = i64::try_from(times.saturating_sub(1)).unwrap_or(0);
        sum.iter_mut().zip(by_sex).for_each(|(sum, n)| *sum -= n * times);
    };
    for victim in &case.incident.victims {
        let mut one = [0; 3];
        one[victim.sex.unwrap_or(Sex::Unknown) as usize] = 1;
        again(one, links(&victim.violations).len());
    }
    for group in &case.incident.groups {
        let of = links(&group.violations);
        let size = group.children.map_or(0, i64::from);
        let by_sex = match group.sex {
            Some(GroupSex::Male) => [size, 0, 0],
            Some(GroupSex::Female) => [0, size, 0],
            // Of both sexes: known only where the group is all the children of a violation.
            _ => of.iter().map(tally).find(|tally| tally.iter().sum::<i64>() == size).unwrap_or([0; 3]),
        };
        again(by_sex, of.len());
    }
    let mut by_sex = [0; 3];
    by_sex.iter_mut().zip(sum).zip(most).for_each(|((n, sum), most)| *n = sum.max(most));
    by_sex
}

impl Subject<'_> {
    /// The next step of a violation's verification.
    pub(super) fn next_step(&self, violation: usize) -> Option<Step> {
        let id = &self.case.incident.violations[violation].id;
        match self.case.record.verification.get(id) {
            Some(history) => history.standing().next(),
            None => Some(Step::Initial),
        }
    }
}
