//! Coded facts, and the compact columnar form in which they are sealed.
//!
//! A [`Block`] holds the facts of up to [`Block::INCIDENTS`] incidents whose numbers lie in one
//! range, so an incident's number says which block holds its facts. Each column is written with the
//! least width that holds its greatest value: by reckoning about sixteen bytes a violation. Beside what
//! reports count, a block says where each violation stands in the workflow, for lists.

use super::Day;
use crate::register::Areas;
use crate::violation::{IncidentStatus, Sex, Status, ViolationType};

/// When an incident ended, for the lateness rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// On this day: the end of a range, or the day itself.
    Day(Day),
    /// It goes on: the report's own day stands for the end.
    Ongoing,
    /// The date of the incident is not known: never late.
    Unknown,
}

/// What is counted of one violation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViolationFact {
    /// Its type.
    pub kind: ViolationType,
    /// The standing CTFMR status, if that step has been taken.
    pub status: Option<Status>,
    /// The date of that status.
    pub decided: Option<Day>,
    /// Boys, girls, sex unknown.
    pub tally: [u32; 3],
    /// Register numbers of its parties, sorted, each once.
    pub parties: Vec<u32>,
    /// Where it stands before the CTFMR step. Nothing that is counted follows from it.
    pub progress: Progress,
}

/// Where a violation stands in the workflow: what lists look for and reports do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The standing status of the initial step.
    pub initial: Option<Status>,
    /// The standing status of the technical step.
    pub technical: Option<Status>,
    /// The day since which it waits for its next step: of the last thing that was decided or set aside, or on
    /// which the incident was recorded.
    pub since: Day,
}

impl ViolationFact {
    /// The standing statuses of the three steps, in their order.
    pub fn standing(&self) -> [Option<Status>; 3] {
        [self.progress.initial, self.progress.technical, self.status]
    }
}

/// A victim or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkedKind {
    /// One child.
    Child(Sex),
    /// A group of children.
    Group,
}

/// A victim or group marked as affected by several violations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Child or group.
    pub kind: MarkedKind,
    /// Positions of the linked violations in the incident, each once.
    pub violations: Vec<u16>,
}

/// What is counted of one incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncidentFacts {
    /// The incident's number in its situation, from 0.
    pub number: u32,
    /// Where the incident stands: only open incidents count.
    pub status: IncidentStatus,
    /// The day on which it was recorded.
    pub recorded: Day,
    /// The day of its last amendment, or of recording.
    pub changed: Day,
    /// The first day, if known.
    pub from: Option<Day>,
    /// The end, for lateness.
    pub until: Until,
    /// Register number of its area, if known.
    pub area: Option<u32>,
    /// Its violations in the order of the document.
    pub violations: Vec<ViolationFact>,
    /// Victims and groups marked as affected by several violations, with two links or more.
    pub marked: Vec<Marked>,
}

/// A packed block that does not read as one.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("the packed facts cannot be read: {0}; rebuild them with `sixfold facts rebuild`")]
pub struct BadFacts(pub &'static str);

/// The facts of a range of incidents, column by column.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Block {
    pub(super) number: Vec<u32>,
    pub(super) status: Vec<u32>,
    pub(super) from: Vec<u32>,
    pub(super) until: Vec<u32>,
    pub(super) area: Vec<u32>,
    pub(super) violations: Vec<u32>,
    pub(super) kind_status: Vec<u32>,
    pub(super) decided: Vec<u32>,
    pub(super) boys: Vec<u32>,
    pub(super) girls: Vec<u32>,
    pub(super) unknown: Vec<u32>,
    pub(super) set: Vec<u32>,
    /// The distinct sets of parties of this block, and where each begins; `set` points here.
    set_start: Vec<u32>,
    set_parties: Vec<u32>,
    pub(super) marked_incident: Vec<u32>,
    pub(super) marked_kind: Vec<u32>,
    pub(super) marked_links: Vec<u32>,
    pub(super) link: Vec<u32>,
    pub(super) recorded: Vec<u32>,
    pub(super) changed: Vec<u32>,
    /// Initial status, technical status, three bits each; 0 is "no status".
    pub(super) earlier: Vec<u32>,
    pub(super) since: Vec<u32>,
}

pub(super) const NONE: u32 = u16::MAX as u32;
pub(super) const ONGOING: u32 = u16::MAX as u32 - 1;
/// Format 1 lacked what lists look for.
const FORMAT: u8 = 2;
/// Statuses take the low three bits of `kind_status`; 0 is "no status".
pub(super) const STATUS_BITS: u32 = 3;
pub(super) const OPEN: u32 = IncidentStatus::Open as u32;
pub(super) const MARKED_GROUP: u32 = 3;

impl Block {
    /// How many incidents a block can hold: the incident number divided by this is its block.
    pub const INCIDENTS: u32 = 2048;

    /// The block that holds the facts of an incident.
    pub const fn of_incident(number: u32) -> u32 {
        number / Self::INCIDENTS
    }

    /// Packs the facts of incidents, which are put in the order of their numbers.
    pub fn pack(mut incidents: Vec<IncidentFacts>) -> Block {
        incidents.sort_by_key(|incident| incident.number);
        let mut block = Block::default();
        let mut sets: std::collections::HashMap<Vec<u32>, u32> = Default::default();
        for (at, incident) in incidents.iter().enumerate() {
            block.number.push(incident.number);
            block.status.push(incident.status as u32);
            block.recorded.push(u32::from(incident.recorded.0));
            block.changed.push(u32::from(incident.changed.0));
            block.from.push(incident.from.map_or(NONE, |day| u32::from(day.0)));
            block.until.push(match incident.until {
                Until::Day(day) => u32::from(day.0),
                Until::Ongoing => ONGOING,
                Until::Unknown => NONE,
            });
            block.area.push(incident.area.map_or(0, |area| area + 1));
            block.violations.push(incident.violations.len() as u32);
            for violation in &incident.violations {
                let Progress { initial, technical, since } = violation.progress;
                block.kind_status.push((violation.kind as u32) << STATUS_BITS | packed(violation.status));
                block.earlier.push(packed(technical) << STATUS_BITS | packed(initial));
                block.since.push(u32::from(since.0));
                block.decided.push(violation.decided.map_or(NONE, |day| u32::from(day.0)));
                block.boys.push(violation.tally[0]);
                block.girls.push(violation.tally[1]);
                block.unknown.push(violation.tally[2]);
                let next = sets.len() as u32;
                let set = *sets.entry(violation.parties.clone()).or_insert_with(|| {
                    block.set_start.push(block.set_parties.len() as u32);
                    block.set_parties.extend(&violation.parties);
                    next
                });
                block.set.push(set);
            }
            for marked in &incident.marked {
                block.marked_incident.push(at as u32);
                block.marked_kind.push(match marked.kind {
                    MarkedKind::Child(sex) => sex as u32,
                    MarkedKind::Group => MARKED_GROUP,
                });
                block.marked_links.push(marked.violations.len() as u32);
                block.link.extend(marked.violations.iter().map(|at| u32::from(*at)));
            }
        }
        block
    }

    /// The facts again, incident by incident.
    pub fn unpack(&self) -> Result<Vec<IncidentFacts>, BadFacts> {
        let mut incidents = Vec::with_capacity(self.number.len());
        let mut at = 0;
        for i in 0..self.number.len() {
            let count = self.violations[i] as usize;
            let mut violations = Vec::with_capacity(count);
            for v in at..at + count {
                let (kind, status) = kind_and_status(self.kind_status[v])?;
                violations.push(ViolationFact {
                    kind,
                    status,
                    decided: day(self.decided[v]),
                    tally: [self.boys[v], self.girls[v], self.unknown[v]],
                    parties: self.parties_of(self.set[v] as usize).to_vec(),
                    progress: Progress {
                        initial: status_of(self.earlier[v])?,
                        technical: status_of(self.earlier[v] >> STATUS_BITS)?,
                        since: Day(self.since[v] as u16),
                    },
                });
            }
            at += count;
            incidents.push(IncidentFacts {
                number: self.number[i],
                status: *IncidentStatus::ALL.get(self.status[i] as usize).ok_or(BadFacts("a status"))?,
                recorded: Day(self.recorded[i] as u16),
                changed: Day(self.changed[i] as u16),
                from: day(self.from[i]),
                until: match self.until[i] {
                    NONE => Until::Unknown,
                    ONGOING => Until::Ongoing,
                    day => Until::Day(Day(day as u16)),
                },
                area: self.area[i].checked_sub(1),
                violations,
                marked: Vec::new(),
            });
        }
        let mut links = self.link.iter();
        for m in 0..self.marked_incident.len() {
            let kind = marked_kind(self.marked_kind[m])?;
            let violations =
                links.by_ref().take(self.marked_links[m] as usize).map(|at| *at as u16).collect();
            incidents[self.marked_incident[m] as usize].marked.push(Marked { kind, violations });
        }
        Ok(incidents)
    }

    /// How many violations the block holds.
    pub fn len(&self) -> usize {
        self.kind_status.len()
    }

    /// Whether the block holds no incident.
    pub fn is_empty(&self) -> bool {
        self.number.is_empty()
    }

    pub(super) fn sets(&self) -> usize {
        self.set_start.len()
    }

    pub(super) fn parties_of(&self, set: usize) -> &[u32] {
        let start = self.set_start[set] as usize;
        let end = self.set_start.get(set + 1).map_or(self.set_parties.len(), |end| *end as usize);
        &self.set_parties[start..end]
    }

    fn columns(&self) -> [&Vec<u32>; 22] {
        [
            &self.number,
            &self.status,
            &self.from,
            &self.until,
            &self.area,
            &self.violations,
            &self.kind_status,
            &self.decided,
            &self.boys,
            &self.girls,
            &self.unknown,
            &self.set,
            &self.set_start,
            &self.set_parties,
            &self.marked_incident,
            &self.marked_kind,
            &self.marked_links,
            &self.link,
            &self.recorded,
            &self.changed,
            &self.earlier,
            &self.since,
        ]
    }

    fn columns_mut(&mut self) -> [&mut Vec<u32>; 22] {
        [
            &mut self.number,
            &mut self.status,
            &mut self.from,
            &mut self.until,
            &mut self.area,
            &mut self.violations,
            &mut self.kind_status,
            &mut self.decided,
            &mut self.boys,
            &mut self.girls,
            &mut self.unknown,
            &mut self.set,
            &mut self.set_start,
            &mut self.set_parties,
            &mut self.marked_incident,
            &mut self.marked_kind,
            &mut self.marked_links,
            &mut self.link,
            &mut self.recorded,
            &mut self.changed,
            &mut self.earlier,
            &mut self.since,
        ]
    }

    /// The bytes that are sealed. Every column: base, length, width, values above the base, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(16 * self.len() + 256);
        out.push(FORMAT);
        for column in self.columns() {
            let base = column.iter().copied().min().unwrap_or(0);
            let span = column.iter().copied().max().unwrap_or(0) - base;
            let width: u8 = match span {
                0 => 0,
                1..=0xff => 1,
                0x100..=0xffff => 2,
                _ => 4,
            };
            out.extend((column.len() as u32).to_le_bytes());
            out.extend(base.to_le_bytes());
            out.push(width);
            match width {
                0 => {}
                1 => out.extend(column.iter().map(|value| (value - base) as u8)),
                2 => column.iter().for_each(|value| out.extend(((value - base) as u16).to_le_bytes())),
                _ => column.iter().for_each(|value| out.extend((value - base).to_le_bytes())),
            }
        }
        out
    }

    /// Reads a block; every index in it is checked, so that counting can trust it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Block, BadFacts> {
        let mut block = Block::default();
        block.read(bytes)?;
        Ok(block)
    }

    /// Like [`Block::from_bytes`], using the memory of an earlier block again.
    pub fn read(&mut self, bytes: &[u8]) -> Result<(), BadFacts> {
        const SHORT: BadFacts = BadFacts("it is cut short");
        let (format, mut rest) = bytes.split_first().ok_or(SHORT)?;
        if *format != FORMAT {
            return Err(BadFacts("it is of another format than this program's"));
        }
        for column in self.columns_mut() {
            let (head, tail) = rest.split_first_chunk::<9>().ok_or(SHORT)?;
            let count = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
            let base = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
            let width = usize::from(head[8]);
            let size = count.checked_mul(width).ok_or(SHORT)?;
            if size > tail.len() || count > bytes.len() * 64 {
                return Err(SHORT);
            }
            let (data, after) = tail.split_at(size);
            column.clear();
            match width {
                0 => column.resize(count, base),
                1 => column.extend(data.iter().map(|byte| base.wrapping_add(u32::from(*byte)))),
                2 => column.extend(
                    data.as_chunks::<2>()
                        .0
                        .iter()
                        .map(|two| base.wrapping_add(u32::from(u16::from_le_bytes(*two)))),
                ),
                4 => column.extend(
                    data.as_chunks::<4>().0.iter().map(|four| base.wrapping_add(u32::from_le_bytes(*four))),
                ),
                _ => return Err(BadFacts("a column's width is unknown")),
            }
            rest = after;
        }
        if !rest.is_empty() {
            return Err(BadFacts("bytes follow its end"));
        }
        self.check()
    }

    fn check(&self) -> Result<(), BadFacts> {
        let incidents = self.number.len();
        let violations = self.kind_status.len();
        let same = |columns: &[&Vec<u32>], length| columns.iter().all(|column| column.len() == length);
        let sum = |column: &[u32]| column.iter().map(|n| u64::from(*n)).sum::<u64>();
        let ordered = self.set_start.windows(2).all(|pair| pair[0] <= pair[1])
            && self.set_start.last().is_none_or(|last| *last as usize <= self.set_parties.len());
        let of_incidents = [
            &self.status,
            &self.from,
            &self.until,
            &self.area,
            &self.violations,
            &self.recorded,
            &self.changed,
        ];
        let of_violations =
            [&self.decided, &self.boys, &self.girls, &self.unknown, &self.set, &self.earlier, &self.since];
        let both = |packed: &u32| status_of(*packed).is_ok() && status_of(*packed >> STATUS_BITS).is_ok();
        let shaped = same(&of_incidents, incidents)
            && same(&of_violations, violations)
            && self.status.iter().all(|status| (*status as usize) < IncidentStatus::ALL.len())
            && self.earlier.iter().all(|packed| *packed < 1 << (2 * STATUS_BITS) && both(packed))
            && [&self.recorded, &self.changed, &self.since]
                .iter()
                .all(|days| days.iter().all(|day| *day <= u32::from(Day::MAX.0)))
            && same(&[&self.marked_kind, &self.marked_links], self.marked_incident.len())
            && sum(&self.violations) == violations as u64
            && sum(&self.marked_links) == self.link.len() as u64
            && ordered
            && self.set.iter().all(|set| (*set as usize) < self.set_start.len())
            && self.marked_incident.iter().all(|at| (*at as usize) < incidents)
            && self.marked_kind.iter().all(|kind| marked_kind(*kind).is_ok())
            && self.kind_status.iter().all(|packed| kind_and_status(*packed).is_ok())
            && self.area.iter().all(|area| *area as usize <= Areas::MOST)
            && [&self.from, &self.until, &self.decided]
                .iter()
                .all(|days| days.iter().all(|day| *day <= NONE));
        if !shaped {
            return Err(BadFacts("its columns do not fit together"));
        }
        // Links must point into their own incident, or a child would be counted by another's dates.
        let mut links = self.link.iter();
        for (at, count) in self.marked_incident.iter().zip(&self.marked_links) {
            let within = self.violations[*at as usize];
            if links.by_ref().take(*count as usize).any(|link| *link >= within) {
                return Err(BadFacts("a link leaves its incident"));
            }
        }
        Ok(())
    }
}

fn day(packed: u32) -> Option<Day> {
    (packed != NONE).then_some(Day(packed as u16))
}

fn kind_and_status(packed: u32) -> Result<(ViolationType, Option<Status>), BadFacts> {
    let kind = *ViolationType::ALL.get((packed >> STATUS_BITS) as usize).ok_or(BadFacts("a type"))?;
    Ok((kind, status_of(packed)?))
}

fn marked_kind(packed: u32) -> Result<MarkedKind, BadFacts> {
    match packed {
        MARKED_GROUP => Ok(MarkedKind::Group),
        sex => Ok(MarkedKind::Child(*Sex::ALL.get(sex as usize).ok_or(BadFacts("a sex"))?)),
    }
}

/// A status in three bits; 0 is none.
pub(super) fn packed(status: Option<Status>) -> u32 {
    status.map_or(0, |status| status as u32 + 1)
}

/// The status in the low three bits.
fn status_of(packed: u32) -> Result<Option<Status>, BadFacts> {
    match packed & ((1 << STATUS_BITS) - 1) {
        0 => Ok(None),
        status => Ok(Some(*Status::ALL.get(status as usize - 1).ok_or(BadFacts("a status"))?)),
    }
}
