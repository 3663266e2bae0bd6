//! Which incidents a list is of, told by their packed facts: no record is opened for it.

use super::cube::Lateness;
use super::facts::{Block, NONE, OPEN, STATUS_BITS, packed};
use super::{Boundary, Day};
use crate::violation::{IncidentStatus, Sex, Status, Step, ViolationType};
use jiff::civil::Date;

/// What a list looks for. What is not said does not matter, and of several values any one will do.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    /// Where the incident stands.
    pub status: Vec<IncidentStatus>,
    /// The first day of the incident.
    pub occurred: Days,
    /// The day on which it was recorded.
    pub recorded: Days,
    /// The day on which it was recorded or last amended.
    pub changed: Days,
    /// Register numbers of areas in which it lies.
    pub areas: Option<Vec<u32>>,
    /// It holds a violation of one of these types; what follows is then asked of that violation.
    pub types: Vec<ViolationType>,
    /// Standing statuses of the initial step.
    pub initial: Vec<Status>,
    /// Of the technical step.
    pub technical: Vec<Status>,
    /// Of the CTFMR step.
    pub ctfmr: Vec<Status>,
    /// The date of the CTFMR status.
    pub decided: Days,
    /// Whether it was verified late.
    pub late: Option<Late>,
    /// The step that is next, in an open incident.
    pub waiting_for: Option<Step>,
    /// The day since which it waits for the step that is next.
    pub waiting_since: Days,
    /// Register numbers of parties to which it is attributed.
    pub parties: Option<Vec<u32>>,
    /// It affected children of this sex.
    pub children: Option<Sex>,
}

/// Days from one to another, both included; an end that is not given is open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Days {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

/// Whether a verification is late, as reports have it.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    /// Whether late ones are looked for, or those in time.
    pub is: bool,
    /// The span after which a verification is late.
    pub boundary: Boundary,
    /// The day on which what goes on is taken to end.
    pub as_of: Date,
}

impl Days {
    fn is_open(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// A packed day lies inside; a day that is not known lies nowhere.
    fn hold(self, day: u32) -> bool {
        let at = |edge: Date| u32::from(Day::clamped(edge).0);
        self.is_open()
            || (day != NONE
                && self.from.is_none_or(|from| day >= at(from))
                && self.to.is_none_or(|to| day <= at(to)))
    }
}

/// A set of small numbers, as bits; with nothing in it, it does not matter.
#[derive(Clone, Copy)]
struct Any(u32);

impl Any {
    fn of(values: impl Iterator<Item = u32>) -> Any {
        Any(values.fold(0, |bits, value| bits | 1 << value))
    }

    fn takes(self, value: u32) -> bool {
        self.0 == 0 || self.0 >> value & 1 == 1
    }
}

const STATUS_MASK: u32 = (1 << STATUS_BITS) - 1;
const VERIFIED: u32 = Status::Verified as u32 + 1;

/// The criteria as they are asked of columns.
struct Asked<'c> {
    criteria: &'c Criteria,
    status: Any,
    kinds: Any,
    steps: [Any; 3],
    late: Option<(bool, Lateness)>,
    of_violations: bool,
}

impl Criteria {
    fn asked(&self) -> Asked<'_> {
        let statuses = |all: &[Status]| Any::of(all.iter().map(|status| packed(Some(*status))));
        let of_violations = !(self.types.is_empty()
            && self.initial.is_empty()
            && self.technical.is_empty()
            && self.ctfmr.is_empty()
            && self.decided.is_open()
            && self.late.is_none()
            && self.waiting_for.is_none()
            && self.waiting_since.is_open()
            && self.parties.is_none()
            && self.children.is_none());
        Asked {
            criteria: self,
            status: Any::of(self.status.iter().map(|status| *status as u32)),
            kinds: Any::of(self.types.iter().map(|kind| *kind as u32)),
            steps: [statuses(&self.initial), statuses(&self.technical), statuses(&self.ctfmr)],
            late: self.late.map(|late| (late.is, Lateness::new(late.boundary, late.as_of))),
            of_violations,
        }
    }
}

impl Block {
    /// The numbers of the incidents that answer to what is looked for, in their order.
    pub fn find(&self, criteria: &Criteria) -> Vec<u32> {
        let asked = criteria.asked();
        // Asked once a set, and not once a violation.
        let by_set: Vec<bool> = (0..self.sets())
            .map(|set| match &criteria.parties {
                None => true,
                Some(parties) => self.parties_of(set).iter().any(|party| parties.contains(party)),
            })
            .collect();
        let mut found = Vec::new();
        let mut next = 0;
        for i in 0..self.number.len() {
            let first = next;
            next += self.violations[i] as usize;
            let takes = asked.takes_incident(self, i)
                && (!asked.of_violations
                    || (first..next).any(|v| by_set[self.set[v] as usize] && asked.takes(self, i, v)));
            if takes {
                found.push(self.number[i]);
            }
        }
        found
    }

    /// Tells of each open incident, in the order of their numbers, the steps that its violations wait for and the
    /// day since which each does.
    pub fn waiting(&self, mut each: impl FnMut(u32, &[(Step, Date)])) {
        let mut steps = Vec::new();
        let mut next = 0;
        for i in 0..self.number.len() {
            let first = next;
            next += self.violations[i] as usize;
            if self.status[i] != OPEN {
                continue;
            }
            steps.clear();
            steps.extend((first..next).filter_map(|v| Some((self.next_step(v)?, day(self.since[v])))));
            each(self.number[i], &steps);
        }
    }

    /// The standing statuses of a violation's steps, as they are packed.
    pub(super) fn standing(&self, v: usize) -> [u32; 3] {
        [self.earlier[v] & STATUS_MASK, self.earlier[v] >> STATUS_BITS, self.kind_status[v] & STATUS_MASK]
    }

    /// The first step of a violation that has no status.
    pub(super) fn next_step(&self, v: usize) -> Option<Step> {
        let at = self.standing(v).iter().position(|status| *status == 0)?;
        Step::ALL.get(at).copied()
    }
}

fn day(packed: u32) -> Date {
    // Days are packed in sixteen bits.
    Day(u16::try_from(packed).unwrap_or(u16::MAX)).date()
}

impl Asked<'_> {
    fn takes_incident(&self, block: &Block, i: usize) -> bool {
        let Criteria { occurred, recorded, changed, areas, waiting_for, .. } = self.criteria;
        // What is closed, void or merged waits for nothing.
        let waits = waiting_for.is_none() || block.status[i] == OPEN;
        let lies = |areas: &Vec<u32>| block.area[i].checked_sub(1).is_some_and(|area| areas.contains(&area));
        waits
            && self.status.takes(block.status[i])
            && occurred.hold(block.from[i])
            && recorded.hold(block.recorded[i])
            && changed.hold(block.changed[i])
            && areas.as_ref().is_none_or(lies)
    }

    fn takes(&self, block: &Block, i: usize, v: usize) -> bool {
        let Criteria { decided, waiting_for, waiting_since, children, .. } = self.criteria;
        let standing = block.standing(v);
        let is_next = |step: Step| block.next_step(v) == Some(step);
        let is_late = |lateness: Lateness| block.decided[v] > lateness.ends(block.until[i]);
        let dated = standing[Step::Ctfmr as usize] == VERIFIED && block.decided[v] != NONE;
        self.kinds.takes(block.kind_status[v] >> STATUS_BITS)
            && self.steps.iter().zip(standing).all(|(any, status)| any.takes(status))
            && decided.hold(block.decided[v])
            && self.late.is_none_or(|(late, lateness)| dated && is_late(lateness) == late)
            && waiting_for.is_none_or(is_next)
            && waiting_since.hold(block.since[v])
            && children.is_none_or(|sex| {
                let tally = [&block.boys, &block.girls, &block.unknown][sex as usize];
                tally[v] > 0
            })
    }
}
