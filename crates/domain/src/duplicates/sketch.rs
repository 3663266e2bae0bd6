//! What is compared of an incident.

use super::children::Child;
use super::names::Name;
use crate::counting::{Day, IncidentFacts, Until};
use crate::interchange::{AttributionLevel, DatePrecision, Incident, Occurred, Victim};
use crate::register::{Areas, Registers};
use crate::violation::ViolationType;
use jiff::civil::{Date, date};
use std::collections::{BTreeMap, BTreeSet};

/// Children, places and names of one incident that are looked at.
const MOST: usize = 40;

/// What is compared of an incident. What is not known of it is absent, and so is what the reader may not open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// The days on which it may have happened.
    pub(super) days: Option<Days>,
    /// Register numbers of its area and of those that hold it, the country first.
    pub(super) area: Vec<u32>,
    /// Its types of violation, each with boys, girls and children of unknown sex together.
    pub(super) violations: BTreeMap<ViolationType, [u32; 3]>,
    /// Register numbers of the parties named, those found to be wrong left out.
    pub(super) parties: BTreeSet<u32>,
    /// Children known one by one, in an order of their own; their names are identity content.
    pub(super) children: Vec<Child>,
    /// Categories of sources.
    pub(super) sources: BTreeSet<String>,
    /// Names of the place and of facilities (identity content).
    pub(super) places: Vec<Name>,
    /// Degrees north and east (identity content).
    pub(super) point: Option<(f64, f64)>,
}

/// A range of days, by their distance from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) from: i32,
    pub(super) to: i32,
    /// Whether it is a day, or days from one to another, and not a month, a quarter or a year.
    pub(super) exact: bool,
}

/// The longest that is made of what goes on.
const LONGEST: i32 = 366;

impl Days {
    fn of(occurred: &Occurred) -> Option<Days> {
        let from = occurred.from?;
        let to = occurred.to.unwrap_or(from).max(from);
        let (from, to) = (widened(from, occurred.precision).0, widened(to, occurred.precision).1);
        let to = if occurred.ongoing { i32::MAX } else { number(to)? };
        let exact = matches!(occurred.precision, None | Some(DatePrecision::Day));
        Some(Days { from: number(from)?, to, exact })
    }

    /// The last day, or one a year after the first where it goes on.
    pub(super) fn last(self) -> i32 {
        self.to.min(self.from.saturating_add(LONGEST - 1))
    }

    /// How many days it may have been on.
    pub(super) fn length(self) -> i32 {
        self.last().saturating_sub(self.from).saturating_add(1)
    }

    /// Days between the two ranges; 0 where they meet.
    pub(super) fn gap(self, other: Days) -> u32 {
        let between = self.from.max(other.from).saturating_sub(self.to.min(other.to));
        u32::try_from(between).unwrap_or(0)
    }
}

fn number(date: Date) -> Option<i32> {
    Day::of(date).map(|day| i32::from(day.0))
}

/// The first and the last day that a date of this precision may mean.
fn widened(day: Date, precision: Option<DatePrecision>) -> (Date, Date) {
    let months =
        |first: i8, last: i8| (date(day.year(), first, 1), date(day.year(), last, 1).last_of_month());
    match precision {
        None | Some(DatePrecision::Day) => (day, day),
        Some(DatePrecision::Month) => (day.first_of_month(), day.last_of_month()),
        Some(DatePrecision::Quarter) => {
            let first = (day.month() - 1) / 3 * 3 + 1;
            months(first, first + 2)
        }
        Some(DatePrecision::Year) => months(1, 12),
    }
}

/// The area of a number and those that hold it, the country first.
fn path(areas: &Areas, number: Option<u32>) -> Vec<u32> {
    let mut path = Vec::new();
    let mut area = number.and_then(|number| areas.get(number));
    while let Some(here) = area.filter(|_| path.len() <= usize::from(Areas::MAX_LEVEL)) {
        path.push(here.number);
        area = here.parent.and_then(|parent| areas.get(parent));
    }
    path.reverse();
    path
}

impl Sketch {
    /// The sketch of a document: of the whole one, or of its coded half alone.
    pub fn of(incident: &Incident, registers: &Registers) -> Sketch {
        let area = incident.location.area.as_deref().and_then(|code| registers.areas.by_code(code));
        let mut violations: BTreeMap<ViolationType, [u32; 3]> = BTreeMap::new();
        for violation in &incident.violations {
            let counts = violation.tally.counts();
            add(violations.entry(violation.kind).or_default(), [counts.boys, counts.girls, counts.unknown]);
        }
        // As the packed facts have them: attributed to a violation, and not found to be wrong.
        let named = incident.perpetrators.iter().filter(|one| {
            let attributed = one.violations.iter().any(|id| incident.violation(id).is_some());
            attributed && one.attribution != Some(AttributionLevel::Refuted)
        });
        let party = |code: &str| registers.parties.by_code(code).map(|party| party.number);
        let child = |victim: &Victim| Child {
            sex: victim.sex,
            age: victim.age,
            name: victim.other.get("name").and_then(|name| Name::fold(name.as_str()?)),
        };
        let mut children: Vec<Child> = incident.victims.iter().map(child).collect();
        children.sort_unstable();
        children.truncate(MOST);
        let facilities = incident
            .violations
            .iter()
            .filter_map(|violation| violation.details.get("facility_name")?.as_str());
        let place = incident.location.other.get("place").and_then(|place| place.as_str());
        Sketch {
            days: Days::of(&incident.occurred),
            area: path(&registers.areas, area.map(|area| area.number)),
            violations,
            parties: named.filter_map(|one| one.party.as_deref().and_then(party)).collect(),
            children,
            sources: incident.sources.iter().filter_map(|source| source.category.clone()).collect(),
            places: folded(place.into_iter().chain(facilities)),
            point: incident.location.latitude.zip(incident.location.longitude),
        }
    }

    /// What the packed facts say of an incident. They do not say how exactly the date is known, so it is left open.
    pub(super) fn of_facts(facts: &IncidentFacts, registers: &Registers) -> Sketch {
        let mut violations: BTreeMap<ViolationType, [u32; 3]> = BTreeMap::new();
        let mut parties = BTreeSet::new();
        for violation in &facts.violations {
            add(violations.entry(violation.kind).or_default(), violation.tally);
            parties.extend(&violation.parties);
        }
        Sketch { area: path(&registers.areas, facts.area), violations, parties, ..Sketch::default() }
    }
}

fn add(sum: &mut [u32; 3], more: [u32; 3]) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum = sum.saturating_add(more));
}

fn folded<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<Name> {
    let names: BTreeSet<Name> = texts.filter_map(Name::fold).collect();
    names.into_iter().take(MOST).collect()
}

/// The coded facts by which it is seen that two incidents cannot be one, before anything is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its days, as exactly as the packed facts have them; absent where the date is not known.
    pub(super) days: Option<Days>,
    /// The area of level 1 that holds it; absent where that is not known.
    pub(super) region: Option<u32>,
    /// Types of violation, a bit each.
    types: u32,
}

impl Outline {
    /// The outline of an incident.
    pub fn of(facts: &IncidentFacts, registers: &Registers) -> Outline {
        let from = facts.from.map(|day| i32::from(day.0));
        let to = |from| match facts.until {
            Until::Day(day) => i32::from(day.0),
            Until::Ongoing => i32::MAX,
            Until::Unknown => from,
        };
        Outline {
            days: from.map(|from| Days { from, to: to(from).max(from), exact: true }),
            region: facts.area.and_then(|area| registers.areas.ancestor_at(area, 1)),
            types: facts.violations.iter().fold(0, |types, violation| types | 1 << violation.kind as u32),
        }
    }

    /// Whether the two may be one: within [`super::WINDOW`] days of each other, in one area of level 1, of a shared
    /// type. What is not known of one of them rules nothing out.
    pub fn may_be(&self, other: &Outline) -> bool {
        let near = match (self.days, other.days) {
            (Some(here), Some(there)) => here.gap(there) <= super::WINDOW,
            _ => true,
        };
        let together = match (self.region, other.region) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        near && together && self.types & other.types != 0
    }
}

/// The types of violation of a sketch, a bit each.
pub(super) fn mask(sketch: &Sketch) -> u32 {
    sketch.violations.keys().fold(0, |types, kind| types | 1 << *kind as u32)
}

/// The children of a tally.
pub(super) fn total(tally: &[u32; 3]) -> u32 {
    tally.iter().fold(0, |sum, count| sum.saturating_add(*count))
}
