//! The health of the data: what waits and for how long, what records lack, and how late they were verified.

use super::cube::{Lateness, PENDING, STATUS_MASK, UNDECIDED, VERIFIED};
use super::facts::{NONE, OPEN, STATUS_BITS};
use super::{Block, Boundary, Day};
use crate::violation::{GRAVE_TYPES, Status};
use jiff::civil::Date;

/// The last day of each span of waiting but the last one, which has no end: a month, a quarter, a year.
pub const WAITED: [u32; 3] = [30, 90, 365];

/// Numbers of violations by how long they have waited: up to each of [`WAITED`], and longer.
pub type ByAge = [u64; WAITED.len() + 1];

const NOT_MRM: u32 = Status::NotMrm as u32 + 1;
const DID_NOT_OCCUR: u32 = Status::DidNotOccur as u32 + 1;

/// The grave violations of open incidents, as whoever answers for the figures should know them. Those found outside the
/// mechanism, or not to have occurred, are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// All of them.
    pub violations: u64,
    /// Those that no one has taken the initial, the technical or the CTFMR step on, by the step that is next.
    pub waiting: [ByAge; 3],
    /// Those on which a step was left pending, by the time since: they wait for more to be known.
    pub pending: ByAge,
    /// Those that are not attributed to a party of the register.
    pub without_party: u64,
    /// Those whose incident has no known area.
    pub without_area: u64,
    /// Those whose incident has no date: they are never late.
    pub without_date: u64,
    /// Verified without a date of verification: they are in no table.
    pub undated: u64,
    /// Verified within the quarter in which the incident ended.
    pub in_time: u64,
    /// Verified after it.
    pub late: u64,
    /// Verified, of incidents of which it is not known when they ended: neither in time nor late.
    pub endless: u64,
}

impl Health {
    /// Counts a block's facts, as of a day.
    pub fn count(&mut self, block: &Block, as_of: Date) {
        let lateness = Lateness::new(Boundary::Quarter, as_of);
        let today = u32::from(Day::clamped(as_of).0);
        let mut next = 0;
        for i in 0..block.number.len() {
            let first = next;
            next += block.violations[i] as usize;
            if block.status[i] != OPEN {
                continue;
            }
            let ends = lateness.ends(block.until[i]);
            for v in first..next {
                let (kind, status) =
                    (block.kind_status[v] >> STATUS_BITS, block.kind_status[v] & STATUS_MASK);
                if kind as usize >= GRAVE_TYPES || matches!(status, NOT_MRM | DID_NOT_OCCUR) {
                    continue;
                }
                self.violations += 1;
                self.without_party += u64::from(block.parties_of(block.set[v] as usize).is_empty());
                self.without_area += u64::from(block.area[i] == 0);
                self.without_date += u64::from(block.from[i] == NONE);
                self.count_standing(block, v, today, ends);
            }
        }
    }

    fn count_standing(&mut self, block: &Block, v: usize, today: u32, ends: u32) {
        let waited = today.saturating_sub(block.since[v]);
        let age = WAITED.iter().position(|most| waited <= *most).unwrap_or(WAITED.len());
        match (block.kind_status[v] & STATUS_MASK, block.decided[v]) {
            (VERIFIED, NONE) => self.undated += 1,
            (VERIFIED, _) if ends == u32::MAX => self.endless += 1,
            (VERIFIED, decided) if decided > ends => self.late += 1,
            (VERIFIED, _) => self.in_time += 1,
            (UNDECIDED | PENDING, _) if block.standing(v).contains(&PENDING) => self.pending[age] += 1,
            (UNDECIDED, _) => {
                if let Some(step) = block.next_step(v) {
                    self.waiting[step as usize][age] += 1;
                }
            }
            _ => {}
        }
    }
}
