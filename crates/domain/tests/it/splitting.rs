//! The two halves of a document, and the whole again.

use super::samples::{any_json, contract_example};
use domain::interchange::{Incident, merge, split};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn each_half_holds_what_is_its_own() {
    let document = json!({
        "schema": "sixfold.incident/1", "external_id": "A", "title": "t",
        "location": {"area": "XAR01", "place": "the well", "latitude": 1.5},
        "violations": [
            {"id": "k", "type": "killing", "details": {"weapon": "other", "weapon_other": "a trap"}},
            {"id": "d", "type": "deprivation_of_liberty", "details": {"held": {"from": "2024-01-01"}, "place_other": "mill"}}],
        "victims": [
            {"id": "c", "sex": "boy", "disability": "physical", "ethnicity": "x", "detention": {"held": {"from": "2024-01-01"}, "still_held": "no"}},
            {"id": "e", "disability": "cannot hear"}],
        "sources": [{"id": "s", "category": "witness"}],
        "unheard_of": 1,
    });
    let (case, identity) = split(document.clone());
    assert_eq!(
        case,
        json!({
            "schema": "sixfold.incident/1", "external_id": "A",
            "location": {"area": "XAR01"},
            "violations": [
                {"id": "k", "type": "killing", "details": {"weapon": "other"}},
                {"id": "d", "type": "deprivation_of_liberty", "details": {"held": {"from": "2024-01-01"}}}],
            "victims": [
                {"id": "c", "sex": "boy", "disability": "physical", "detention": {"still_held": "no"}},
                {"id": "e"}],
            "sources": [{"id": "s", "category": "witness"}],
        })
    );
    assert_eq!(
        identity,
        json!({
            "title": "t",
            "location": {"place": "the well", "latitude": 1.5},
            "violations": [{"details": {"weapon_other": "a trap"}}, {"details": {"place_other": "mill"}}],
            "victims": [{"ethnicity": "x", "detention": {"held": {"from": "2024-01-01"}}}, {"disability": "cannot hear"}],
            "unheard_of": 1,
        })
    );
    assert_eq!(merge(case.clone(), identity), document);
    // The case half alone is an incident: it is what facts are rebuilt from.
    assert_eq!(Incident::from_value(case).unwrap().violations.len(), 2);
}

#[test]
fn no_word_of_a_person_is_in_the_case_half() {
    let (case, identity) = split(contract_example());
    assert!(!case.to_string().contains('…'), "{case}");
    assert_eq!(
        identity.to_string().matches('…').count(),
        contract_example().to_string().matches('…').count()
    );
    assert_eq!(merge(case, identity), contract_example());
}

proptest! {
    #[test]
    fn whatever_is_split_can_be_merged(document in any_json()) {
        let (case, identity) = split(document.clone());
        prop_assert_eq!(merge(case, identity), document);
    }
}
