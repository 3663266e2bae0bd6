//! The health of the data, counted a second time from plain facts, one violation at a time.

use super::blocks::block;
use super::finding::is_late;
use domain::counting::{Block, Boundary, Day, Health, IncidentFacts, Late, Until};
use domain::violation::{IncidentStatus, Status};
use jiff::civil::Date;
use proptest::prelude::*;

fn naive(facts: &[IncidentFacts], as_of: Date) -> Health {
    let mut health = Health::default();
    let late = Late { is: true, boundary: Boundary::Quarter, as_of };
    for incident in facts.iter().filter(|incident| incident.status == IncidentStatus::Open) {
        for violation in incident.violations.iter().filter(|violation| violation.kind.is_grave()) {
            if matches!(violation.status, Some(Status::NotMrm | Status::DidNotOccur)) {
                continue;
            }
            health.violations += 1;
            health.without_party += u64::from(violation.parties.is_empty());
            health.without_area += u64::from(incident.area.is_none());
            health.without_date += u64::from(incident.from.is_none());
            let age = match (as_of - violation.progress.since.date()).get_days() {
                ..=30 => 0,
                31..=90 => 1,
                91..=365 => 2,
                _ => 3,
            };
            let standing = violation.standing();
            let next = standing.iter().position(Option::is_none);
            match (violation.status, violation.decided, next) {
                (Some(Status::NotVerified), ..) => {}
                (Some(Status::Verified), None, _) => health.undated += 1,
                (Some(Status::Verified), ..) if incident.until == Until::Unknown => health.endless += 1,
                (Some(Status::Verified), Some(day), _) if is_late(incident, day, late) => health.late += 1,
                (Some(Status::Verified), ..) => health.in_time += 1,
                _ if standing.contains(&Some(Status::Pending)) => health.pending[age] += 1,
                (_, _, Some(step)) => health.waiting[step][age] += 1,
                (_, _, None) => panic!("a last step that is neither taken nor pending"),
            }
        }
    }
    health
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn health_is_what_one_counts_by_looking_at_each(facts in block(), as_of in 17_000_u16..21_000) {
        let as_of = Day(as_of).date();
        let mut health = Health::default();
        health.count(&Block::from_bytes(&Block::pack(facts.clone()).to_bytes()).unwrap(), as_of);
        prop_assert_eq!(health, naive(&facts, as_of));
    }
}
