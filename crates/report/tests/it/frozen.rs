//! Releases that are frozen elsewhere: what an older program wrote is read, written again and made anew to the byte.

use disclosure::Budget;
use domain::tables::TableDocument;
use report::release::{Attempt, Edition, Proof, attack, protect, verify};
use serde::{Deserialize, Serialize};

/// A quarter for partners and the year around it, as they were kept before policies had plans and rules for types: the tables
/// before anything was hidden, what was released, and what was tried on the year.
#[derive(Serialize, Deserialize)]
struct Frozen {
    exact: Vec<TableDocument>,
    editions: Vec<Edition>,
    attempts: Vec<Attempt>,
    proofs: Vec<Proof>,
}

const FROZEN: &str = include_str!("../frozen/quarter-and-year.json");

fn bytes(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn two_linked_releases_of_an_older_program_are_made_anew_to_the_byte() {
    let frozen: Frozen = serde_json::from_str(FROZEN).unwrap();
    assert!(bytes(&frozen) == FROZEN.trim_end(), "what is read is written as it was");
    let Frozen { exact, editions, attempts, proofs } = frozen;
    assert!(editions.iter().all(|edition| edition.policy.violations.is_empty()));
    // The quarter is the older one.
    assert_eq!(
        editions.iter().map(|edition| edition.policy.plan.is_some()).collect::<Vec<_>>(),
        [false, true]
    );
    for (at, (exact, edition)) in exact.into_iter().zip(&editions).enumerate() {
        let new = Edition { document: exact, ..edition.clone() };
        let document = protect(&new, &editions[..at], &mut Budget::unlimited()).unwrap();
        assert!(bytes(&document) == bytes(&edition.document), "edition {at} comes out otherwise");
    }
    // What proved it proves it still, and a new attack finds nothing either.
    let (new, earlier) = editions.split_last().unwrap();
    let kept = verify(new, earlier, &attempts, &proofs).unwrap();
    assert!(kept.len() == proofs.len() && kept.iter().all(|figures| *figures > 0), "{kept:?}");
    assert!(proofs.iter().any(|proof| !proof.excused.is_empty()), "of some figures more had been known");
    let again = attack(new, earlier, &mut Budget::unlimited()).unwrap();
    crate::release::assert_safe(&again);
    let told = |attempts: &[Attempt]| {
        let of =
            |one: &Attempt| (one.audience, one.party.clone(), one.protected, one.known, one.known_before);
        attempts.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(told(&again), told(&attempts));
}
