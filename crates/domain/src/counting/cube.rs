//! The one pass over the facts.

use super::Day;
use super::facts::{Block, MARKED_GROUP, MarkedKind, NONE, ONGOING, OPEN, STATUS_BITS, Until};
use crate::tables::Period;
use crate::violation::{GRAVE_TYPES, Sex, Status, ViolationType, codes};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The calendar span at whose end a verification becomes late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// The calendar quarter: the Global Horizontal Note.
    Quarter,
    /// The calendar year: the Secretary-General's annual report.
    Year,
}

codes! {
    /// Which part of a report a violation belongs to.
    Bucket {
        /// Verified inside the period and in time.
        Verified = "verified",
        /// Verified inside the period, after the span of the incident had ended.
        Late = "late",
        /// Occurred inside the period; pending, or could not be verified.
        Unverified = "unverified",
    }
}

/// The number of buckets.
pub(super) const BUCKETS: usize = 3;

/// What a report asks.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// The days covered.
    pub period: Period,
    /// The day on which the report stands: the end of what still goes on.
    pub as_of: Date,
    /// When a verification is late.
    pub boundary: Boundary,
}

/// Weights by bucket and grave type.
pub(super) type ByType = [[u64; GRAVE_TYPES]; BUCKETS];

/// Every figure of a report, before it is laid out in tables.
#[derive(Debug)]
pub struct Cube {
    /// Children of child-counted types by sex.
    pub victims: [[[u64; 3]; GRAVE_TYPES]; BUCKETS],
    /// Incidents of incident-counted types.
    pub incidents: [[u64; GRAVE_TYPES]; BUCKETS],
    /// Weights by set of parties (register numbers, sorted; empty: not attributed).
    pub by_party_set: HashMap<Vec<u32>, ByType>,
    /// Weights by area number plus one; 0 is "area not known".
    pub by_area: Vec<ByType>,
    /// Children affected by several violations: by set of types (a bit each) and sex.
    pub multiple_children: [[u64; 3]; 1 << GRAVE_TYPES],
    /// Groups affected by several violations, by set of types.
    pub multiple_groups: [u64; 1 << GRAVE_TYPES],
    /// What a reader should know of the data behind the figures.
    pub quality: Quality,
    asked: Asked,
    scratch: Vec<ByType>,
}

/// How complete the data behind a report are. Unless said otherwise, violations are grave and of open
/// incidents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Violations that occurred inside the period and on which the CTFMR step has not been taken.
    pub undecided: u64,
    /// Verified violations without a date of verification, at any time: they are in no table.
    pub verified_without_date: u64,
    /// Counted violations whose incident has no date: they are never late.
    pub date_unknown: u64,
    /// Counted violations whose incident has no known area.
    pub area_unknown: u64,
    /// Counted violations without a party.
    pub unattributed: u64,
    /// Incidents of the period that are closed, duplicate or void: not counted.
    pub not_open: u64,
}

/// A question in packed days.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    from: u32,
    to: u32,
    lateness: Lateness,
}

/// When a verification is late: after the end of the span that holds the end of the incident.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lateness {
    as_of: u32,
    /// The last day of the span that holds a day, by day.
    span_end: &'static [u16],
}

pub(super) const UNDECIDED: u32 = 0;
pub(super) const PENDING: u32 = Status::Pending as u32 + 1;
pub(super) const VERIFIED: u32 = Status::Verified as u32 + 1;
pub(super) const NOT_VERIFIED: u32 = Status::NotVerified as u32 + 1;
pub(super) const STATUS_MASK: u32 = (1 << STATUS_BITS) - 1;

impl Cube {
    /// An empty cube for a question.
    pub fn new(question: &Question) -> Cube {
        Cube {
            victims: Default::default(),
            incidents: Default::default(),
            by_party_set: HashMap::new(),
            by_area: Vec::new(),
            multiple_children: [[0; 3]; 1 << GRAVE_TYPES],
            multiple_groups: [0; 1 << GRAVE_TYPES],
            quality: Quality::default(),
            asked: Asked::new(question),
            scratch: Vec::new(),
        }
    }

    /// Forgets every figure and keeps the question.
    pub fn clear(&mut self) {
        self.victims = Default::default();
        self.incidents = Default::default();
        self.by_party_set.clear();
        self.by_area.clear();
        self.multiple_children.fill([0; 3]);
        self.multiple_groups.fill(0);
        self.quality = Quality::default();
    }

    /// Whether every figure is zero. A type counted by children whose tally is zero adds nothing either.
    pub fn is_empty(&self) -> bool {
        self.victims.iter().flatten().flatten().all(|n| *n == 0)
            && self.incidents.iter().flatten().all(|n| *n == 0)
            && self.multiple_children.iter().flatten().all(|n| *n == 0)
            && self.multiple_groups.iter().all(|n| *n == 0)
    }

    /// Counts a block's facts.
    pub fn count(&mut self, block: &Block) {
        self.scratch.clear();
        self.scratch.resize(block.sets(), ByType::default());
        let Cube { asked, quality, victims, incidents, scratch, by_area, .. } = self;
        asked.each_counted(block, quality, |Counted { incident, violation: v, kind, bucket }| {
            let (area, bucket) = (block.area[incident] as usize, bucket as usize);
            let weight = if COUNTS_CHILDREN[kind] {
                let tally = [block.boys[v], block.girls[v], block.unknown[v]].map(u64::from);
                let by_sex = &mut victims[bucket][kind];
                by_sex.iter_mut().zip(tally).for_each(|(sum, n)| *sum += n);
                tally.iter().sum()
            } else {
                incidents[bucket][kind] += 1;
                1
            };
            scratch[block.set[v] as usize][bucket][kind] += weight;
            if area >= by_area.len() {
                by_area.resize(area + 1, ByType::default());
            }
            by_area[area][bucket][kind] += weight;
        });
        self.merge_sets(block);
        self.count_marked(block);
    }

    /// Sets of parties are numbered block by block; here they meet under their own names.
    fn merge_sets(&mut self, block: &Block) {
        for (set, figures) in self.scratch.iter().enumerate() {
            if figures.iter().flatten().all(|n| *n == 0) {
                continue;
            }
            let parties = block.parties_of(set);
            match self.by_party_set.get_mut(parties) {
                Some(sum) => add(sum, figures),
                None => {
                    self.by_party_set.insert(parties.to_vec(), *figures);
                }
            }
        }
    }

    fn count_marked(&mut self, block: &Block) {
        let Cube { asked, multiple_children, multiple_groups, .. } = self;
        asked.each_marked(block, |_, types, kind| match kind {
            MarkedKind::Group => multiple_groups[types] += 1,
            MarkedKind::Child(sex) => multiple_children[types][sex as usize] += 1,
        });
    }
}

/// A violation that a report counts.
pub(super) struct Counted {
    /// The place of its incident in the block.
    pub(super) incident: usize,
    /// Its own place.
    pub(super) violation: usize,
    /// Its type, one of the grave ones.
    pub(super) kind: usize,
    /// The part of the report to which it belongs.
    pub(super) bucket: Bucket,
}

impl Asked {
    pub(super) fn new(question: &Question) -> Asked {
        Asked {
            from: u32::from(Day::clamped(question.period.from).0),
            to: u32::from(Day::clamped(question.period.to).0),
            lateness: Lateness::new(question.boundary, question.as_of),
        }
    }

    /// Tells of each violation of a block that is counted, and what a reader should know of all of them.
    #[inline]
    pub(super) fn each_counted(&self, block: &Block, quality: &mut Quality, mut each: impl FnMut(Counted)) {
        let mut next = 0;
        for i in 0..block.number.len() {
            let first = next;
            next += block.violations[i] as usize;
            let occurred_inside = (self.from..=self.to).contains(&block.from[i]) && block.from[i] != NONE;
            if block.status[i] != OPEN {
                quality.not_open += u64::from(occurred_inside);
                continue;
            }
            let ends = self.lateness.ends(block.until[i]);
            for v in first..next {
                let kind = (block.kind_status[v] >> STATUS_BITS) as usize;
                if kind >= GRAVE_TYPES {
                    continue;
                }
                let bucket = match block.kind_status[v] & STATUS_MASK {
                    VERIFIED if self.is_inside(block.decided[v]) => {
                        if block.decided[v] > ends {
                            Bucket::Late
                        } else {
                            Bucket::Verified
                        }
                    }
                    PENDING | NOT_VERIFIED if occurred_inside => Bucket::Unverified,
                    VERIFIED if block.decided[v] == NONE => {
                        quality.verified_without_date += 1;
                        continue;
                    }
                    UNDECIDED if occurred_inside => {
                        quality.undecided += 1;
                        continue;
                    }
                    _ => continue,
                };
                quality.date_unknown += u64::from(block.from[i] == NONE);
                quality.area_unknown += u64::from(block.area[i] == 0);
                quality.unattributed += u64::from(block.parties_of(block.set[v] as usize).is_empty());
                each(Counted { incident: i, violation: v, kind, bucket });
            }
        }
    }

    /// Tells of each child and group affected by several violations: marked, and linked to at least two grave
    /// violations verified inside the period, late or not. What is told is the place of the incident in the block
    /// and the set of types, a bit each.
    pub(super) fn each_marked(&self, block: &Block, mut each: impl FnMut(usize, usize, MarkedKind)) {
        if block.marked_incident.is_empty() {
            return;
        }
        let starts: Vec<u32> = block
            .violations
            .iter()
            .scan(0, |next, count| {
                let start = *next;
                *next += count;
                Some(start)
            })
            .collect();
        let mut links = block.link.iter();
        for m in 0..block.marked_incident.len() {
            let incident = block.marked_incident[m] as usize;
            let (mut types, mut verified) = (0_usize, 0);
            for link in links.by_ref().take(block.marked_links[m] as usize) {
                let v = (starts[incident] + link) as usize;
                let kind = (block.kind_status[v] >> STATUS_BITS) as usize;
                if kind < GRAVE_TYPES
                    && block.kind_status[v] & STATUS_MASK == VERIFIED
                    && self.is_inside(block.decided[v])
                {
                    types |= 1 << kind;
                    verified += 1;
                }
            }
            if verified < 2 || block.status[incident] != OPEN {
                continue;
            }
            let kind = match block.marked_kind[m] {
                MARKED_GROUP => MarkedKind::Group,
                sex => MarkedKind::Child(Sex::ALL.get(sex as usize).copied().unwrap_or(Sex::Unknown)),
            };
            each(incident, types, kind);
        }
    }

    /// Whether a packed day is one, and lies in the period.
    pub(super) fn is_inside(&self, day: u32) -> bool {
        day != NONE && (self.from..=self.to).contains(&day)
    }
}

impl Lateness {
    /// Of a span, on the day on which what goes on is taken to end.
    pub(crate) fn new(boundary: Boundary, as_of: Date) -> Lateness {
        static QUARTERS: LazyLock<Vec<u16>> = LazyLock::new(|| span_ends(3));
        static YEARS: LazyLock<Vec<u16>> = LazyLock::new(|| span_ends(12));
        let span_end = match boundary {
            Boundary::Quarter => QUARTERS.as_slice(),
            Boundary::Year => YEARS.as_slice(),
        };
        Lateness { as_of: u32::from(Day::clamped(as_of).0), span_end }
    }

    /// Whether a decision of a day is late for an incident that ended so.
    pub(crate) fn is_late(&self, until: Until, decided: Day) -> bool {
        let until = match until {
            Until::Day(day) => u32::from(day.0),
            Until::Ongoing => ONGOING,
            Until::Unknown => NONE,
        };
        u32::from(decided.0) > self.ends(until)
    }

    /// The last day on which a verification is in time.
    pub(super) fn ends(&self, until: u32) -> u32 {
        match until {
            NONE => u32::MAX,
            ONGOING => u32::from(self.span_end[self.as_of as usize]),
            day => u32::from(self.span_end[day as usize]),
        }
    }
}

const COUNTS_CHILDREN: [bool; GRAVE_TYPES] = {
    let mut counts = [false; GRAVE_TYPES];
    let mut at = 0;
    while at < GRAVE_TYPES {
        counts[at] = ViolationType::ALL[at].counts_children();
        at += 1;
    }
    counts
};

pub(super) fn add(sum: &mut ByType, figures: &ByType) {
    for (sums, figures) in sum.iter_mut().zip(figures) {
        sums.iter_mut().zip(figures).for_each(|(sum, n)| *sum += n);
    }
}

/// For every day, the last day of the span of so many months that holds it.
fn span_ends(months: i32) -> Vec<u16> {
    let mut ends = Vec::with_capacity(usize::from(Day::MAX.0) + 1);
    let mut start = Day(0).date();
    while ends.len() <= usize::from(Day::MAX.0) {
        let next = start.saturating_add(jiff::Span::new().months(months));
        let last = Day::clamped(next).0 - 1;
        ends.resize(usize::from(last) + 1, last);
        if Day::of(next).is_none() {
            ends.resize(usize::from(Day::MAX.0) + 1, Day::MAX.0);
        }
        start = next;
    }
    ends
}
