//! The packed form: nothing is lost in it, and bytes that nobody packed are refused or can be counted.

use super::support;
use domain::counting::{
    Block, Boundary, Cube, Day, IncidentFacts, Marked, MarkedKind, Progress, Question, Until, ViolationFact,
};
use domain::tables::Period;
use domain::violation::{IncidentStatus, Sex, Status, ViolationType};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![Just(0), Just(Day::MAX.0), 18_000_u16..20_000].prop_map(Day)
}

fn number() -> impl Strategy<Value = u32> {
    prop_oneof![0_u32..3, 0_u32..300, 0_u32..70_000, Just(u32::MAX)]
}

fn status() -> impl Strategy<Value = Option<Status>> {
    prop::option::of(prop::sample::select(Status::ALL.to_vec()))
}

fn fact() -> impl Strategy<Value = ViolationFact> {
    (
        prop::sample::select(ViolationType::ALL.to_vec()),
        status(),
        prop::option::of(day()),
        [number(), number(), number()],
        prop::collection::btree_set(0_u32..100_000, 0..4),
        (status(), status(), day()),
    )
        .prop_map(|(kind, status, decided, tally, parties, (initial, technical, since))| ViolationFact {
            kind,
            status,
            decided,
            tally,
            parties: parties.into_iter().collect(),
            progress: Progress { initial, technical, since },
        })
}

pub(super) fn incident() -> impl Strategy<Value = IncidentFacts> {
    let until = prop_oneof![Just(Until::Unknown), Just(Until::Ongoing), day().prop_map(Until::Day)];
    (
        (prop::sample::select(IncidentStatus::ALL.to_vec()), day(), day()),
        prop::option::of(day()),
        until,
        prop::option::of(0_u32..70_000),
        prop::collection::vec(fact(), 0..5),
        prop::collection::vec((0_usize..4, prop::collection::btree_set(0_usize..5, 0..4)), 0..3),
    )
        .prop_map(|((status, recorded, changed), from, until, area, violations, people)| {
            let kinds = [Sex::Boy, Sex::Girl, Sex::Unknown]
                .map(MarkedKind::Child)
                .into_iter()
                .chain([MarkedKind::Group]);
            let kinds: Vec<_> = kinds.collect();
            let marked = people
                .into_iter()
                .map(|(kind, links)| Marked {
                    kind: kinds[kind],
                    violations: links
                        .into_iter()
                        .filter(|at| *at < violations.len())
                        .map(|at| at as u16)
                        .collect(),
                })
                .collect();
            IncidentFacts { number: 0, status, recorded, changed, from, until, area, violations, marked }
        })
}

pub(super) fn block() -> impl Strategy<Value = Vec<IncidentFacts>> {
    let gap = prop_oneof![Just(1_u32), 1_u32..500];
    prop::collection::vec((incident(), gap), 0..20).prop_map(|incidents| {
        let mut next = 0;
        incidents
            .into_iter()
            .map(|(mut incident, gap)| {
                incident.number = next;
                next += gap;
                incident
            })
            .collect()
    })
}

/// Counts whatever was read, which must not panic.
fn is_refused_or_counted(bytes: &[u8]) {
    let Ok(block) = Block::from_bytes(bytes) else { return };
    for boundary in [Boundary::Quarter, Boundary::Year] {
        let period = Period { from: date(1970, 1, 1), to: date(2149, 1, 1) };
        Cube::new(&Question { period, as_of: date(2149, 6, 4), boundary }).count(&block);
    }
    let _ = block.unpack();
    let _ = Block::from_bytes(&block.to_bytes());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn facts_come_back_as_they_were_whatever_order_they_were_given_in(facts in block(), turn in any::<prop::sample::Index>()) {
        let mut given = facts.clone();
        if !given.is_empty() {
            let by = turn.index(given.len());
            given.rotate_left(by);
        }
        let packed = Block::pack(given);
        prop_assert_eq!(&packed, &Block::pack(facts.clone()));
        let read = Block::from_bytes(&packed.to_bytes()).unwrap();
        prop_assert_eq!(&read, &packed);
        prop_assert_eq!(read.len(), facts.iter().map(|incident| incident.violations.len()).sum::<usize>());
        prop_assert_eq!(read.unpack().unwrap(), facts);
    }

    #[test]
    fn memory_used_again_holds_nothing_of_the_block_before(first in block(), second in block()) {
        let mut used = Block::from_bytes(&Block::pack(first).to_bytes()).unwrap();
        used.read(&Block::pack(second.clone()).to_bytes()).unwrap();
        prop_assert_eq!(used.unpack().unwrap(), second);
    }

    #[test]
    fn a_block_cut_short_anywhere_is_refused(facts in block(), cut in any::<prop::sample::Index>()) {
        let bytes = Block::pack(facts).to_bytes();
        prop_assert!(Block::from_bytes(&bytes[..cut.index(bytes.len())]).is_err());
        let mut longer = bytes;
        longer.push(0);
        prop_assert!(Block::from_bytes(&longer).is_err());
    }

    #[test]
    fn damaged_bytes_are_refused_or_can_be_counted(
        facts in block(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(0), Just(0xff)]), 1..6),
    ) {
        let mut bytes = Block::pack(facts).to_bytes();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes[0] = 1;
        is_refused_or_counted(&bytes);
    }

    #[test]
    fn any_bytes_are_refused_or_can_be_counted(mut bytes in prop::collection::vec(prop_oneof![3 => Just(0_u8), 1 => 0_u8..5, 1 => any::<u8>()], 0..400)) {
        is_refused_or_counted(&bytes);
        if let Some(format) = bytes.first_mut() {
            *format = 1;
        }
        is_refused_or_counted(&bytes);
    }
}

/// The header of a column is its length, its base and its width: every byte of every header, changed to
/// everything that may mean something.
#[test]
fn every_byte_of_a_small_block_may_be_damaged() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let plain = prop::collection::vec(support::incident(), 3..4).new_tree(&mut runner).unwrap().current();
    let facts = support::numbered(&plain, &support::registers());
    let bytes = Block::pack(facts).to_bytes();
    for at in 1..bytes.len() {
        for byte in [0, 1, 2, 3, 4, 5, 0x7f, 0x80, 0xfe, 0xff] {
            let mut damaged = bytes.clone();
            damaged[at] = byte;
            is_refused_or_counted(&damaged);
        }
    }
}
