//! What a list looks for, answered a second time from plain facts, one incident at a time.

use super::blocks::block;
use super::oracle::last_day;
use domain::counting::{Block, Boundary, Criteria, Day, Days, IncidentFacts, Late, Until, ViolationFact};
use domain::violation::{IncidentStatus, Sex, Status, Step, ViolationType};
use proptest::prelude::*;

fn holds(days: Days, day: Option<Day>) -> bool {
    if days.from.is_none() && days.to.is_none() {
        return true;
    }
    let Some(date) = day.map(Day::date) else { return false };
    days.from.is_none_or(|from| from <= date) && days.to.is_none_or(|to| date <= to)
}

fn one_of<T: PartialEq>(wanted: &[T], value: Option<T>) -> bool {
    wanted.is_empty() || value.is_some_and(|value| wanted.contains(&value))
}

/// Rule 3 of the contract, for a verification with a date.
pub(super) fn is_late(incident: &IncidentFacts, decided: Day, late: Late) -> bool {
    let end = match incident.until {
        Until::Unknown => return false,
        Until::Ongoing => late.as_of,
        Until::Day(day) => day.date(),
    };
    decided.date() > last_day(end, late.boundary == Boundary::Year)
}

fn answers(violation: &ViolationFact, incident: &IncidentFacts, asked: &Criteria) -> bool {
    let [initial, technical, ctfmr] = violation.standing();
    let steps = [(Step::Initial, initial), (Step::Technical, technical), (Step::Ctfmr, ctfmr)];
    let next = steps.iter().find(|(_, status)| status.is_none()).map(|(step, _)| *step);
    let late = match (asked.late, violation.status, violation.decided) {
        (None, _, _) => true,
        (Some(late), Some(Status::Verified), Some(day)) => is_late(incident, day, late) == late.is,
        _ => false,
    };
    one_of(&asked.types, Some(violation.kind))
        && one_of(&asked.initial, initial)
        && one_of(&asked.technical, technical)
        && one_of(&asked.ctfmr, ctfmr)
        && holds(asked.decided, violation.decided)
        && late
        && asked.waiting_for.is_none_or(|step| next == Some(step) && incident.status == IncidentStatus::Open)
        && holds(asked.waiting_since, Some(violation.progress.since))
        && asked.parties.as_ref().is_none_or(|all| violation.parties.iter().any(|one| all.contains(one)))
        && asked.children.is_none_or(|sex| violation.tally[sex as usize] > 0)
}

fn naive(facts: &[IncidentFacts], asked: &Criteria) -> Vec<u32> {
    let of_violations = |asked: &Criteria| {
        let nothing = Criteria {
            status: asked.status.clone(),
            occurred: asked.occurred,
            recorded: asked.recorded,
            changed: asked.changed,
            areas: asked.areas.clone(),
            ..Criteria::default()
        };
        format!("{asked:?}") != format!("{nothing:?}")
    };
    let takes = |incident: &&IncidentFacts| {
        one_of(&asked.status, Some(incident.status))
            && holds(asked.occurred, incident.from)
            && holds(asked.recorded, Some(incident.recorded))
            && holds(asked.changed, Some(incident.changed))
            && asked.areas.as_ref().is_none_or(|all| incident.area.is_some_and(|area| all.contains(&area)))
            && (!of_violations(asked) || incident.violations.iter().any(|one| answers(one, incident, asked)))
    };
    facts.iter().filter(takes).map(|incident| incident.number).collect()
}

fn few<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![2 => Just(Vec::new()), 1 => prop::collection::vec(prop::sample::select(all), 1..4)]
}

fn days() -> impl Strategy<Value = Days> {
    // The invented facts lie between 2019 and 2024, and at both ends of what can be packed.
    let edge = || (0_u16..u16::MAX).prop_map(|day| Day(day.min(Day::MAX.0)).date());
    let near = || (18_000_u16..20_000).prop_map(|day| Day(day).date());
    let end = move || prop::option::weighted(0.7, prop_oneof![1 => edge(), 3 => near()]);
    prop_oneof![3 => Just(Days::default()), 1 => (end(), end()).prop_map(|(from, to)| Days { from, to })]
}

fn criteria() -> impl Strategy<Value = Criteria> {
    let late = (any::<bool>(), any::<bool>(), 18_000_u16..20_000).prop_map(|(is, by_year, day)| Late {
        is,
        boundary: if by_year { Boundary::Year } else { Boundary::Quarter },
        as_of: Day(day).date(),
    });
    let numbers = |most: u32| prop::option::weighted(0.2, prop::collection::vec(0..most, 0..40));
    (
        (
            few(IncidentStatus::ALL),
            few(ViolationType::ALL),
            few(Status::ALL),
            few(Status::ALL),
            few(Status::ALL),
        ),
        (days(), days(), days(), days(), days()),
        (numbers(70_000), numbers(100_000)),
        prop::option::weighted(0.2, late),
        prop::option::weighted(0.2, prop::sample::select(Step::ALL)),
        prop::option::weighted(0.2, prop::sample::select(Sex::ALL)),
    )
        .prop_map(|(lists, spans, (areas, parties), late, waiting_for, children)| {
            let (status, types, initial, technical, ctfmr) = lists;
            let (occurred, recorded, changed, decided, waiting_since) = spans;
            Criteria {
                status,
                occurred,
                recorded,
                changed,
                areas,
                types,
                initial,
                technical,
                ctfmr,
                decided,
                late,
                waiting_for,
                waiting_since,
                parties,
                children,
            }
        })
}

/// The same question with areas and parties that the facts really name.
fn aimed(mut asked: Criteria, facts: &[IncidentFacts]) -> Criteria {
    if let Some(areas) = &mut asked.areas {
        areas.extend(facts.iter().filter_map(|incident| incident.area).step_by(2));
    }
    if let Some(parties) = &mut asked.parties {
        let named = facts.iter().flat_map(|incident| &incident.violations).flat_map(|one| &one.parties);
        parties.extend(named.step_by(2));
    }
    asked
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn a_list_finds_what_one_finds_by_looking_at_each(facts in block(), asked in criteria()) {
        let asked = aimed(asked, &facts);
        let found = Block::from_bytes(&Block::pack(facts.clone()).to_bytes()).unwrap().find(&asked);
        prop_assert_eq!(found, naive(&facts, &asked));
    }
}

#[test]
fn what_is_not_asked_does_not_matter() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let facts = proptest::strategy::ValueTree::current(&block().new_tree(&mut runner).unwrap());
    let all: Vec<u32> = facts.iter().map(|incident| incident.number).collect();
    assert_eq!(Block::pack(facts).find(&Criteria::default()), all);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// What a queue is told of the open incidents is what one sees by looking at each violation.
    #[test]
    fn what_waits_is_what_one_finds_by_looking_at_each(facts in block()) {
        let mut told = Vec::new();
        let packed = Block::from_bytes(&Block::pack(facts.clone()).to_bytes()).unwrap();
        packed.waiting(|number, steps| told.push((number, steps.to_vec())));
        let open = facts.iter().filter(|incident| incident.status == IncidentStatus::Open);
        let seen: Vec<_> = open
            .map(|incident| {
                let steps = incident.violations.iter().filter_map(|violation| {
                    let at = violation.standing().iter().position(Option::is_none)?;
                    Some((Step::ALL[at], violation.progress.since.date()))
                });
                (incident.number, steps.collect::<Vec<_>>())
            })
            .collect();
        prop_assert_eq!(told, seen);
    }
}
