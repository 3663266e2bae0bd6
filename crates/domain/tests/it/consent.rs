//! What people did not agree to share does not leave.

use super::samples::contract_example;
use domain::interchange::{Incident, Recipient, Withheld, withhold, withhold_value};
use serde_json::{Value, json};

fn document(victim_consent: Value, source_consent: Value) -> Value {
    json!({
        "schema": "sixfold.incident/1", "external_id": "A", "status": "open",
        "narrative": "N told us", "public_summary": "sum", "location": {"area": "XAR01", "place": "well"},
        "violations": [{"id": "k", "type": "killing", "tally": {"boys": 1, "girls": 0, "unknown": 0}}],
        "victims": [{"id": "c", "sex": "boy", "age": 9, "name": "V", "violations": ["k"], "consent": victim_consent}],
        "sources": [{"id": "s", "category": "witness", "name": "S", "violations": ["k"], "consent": source_consent}],
    })
}

fn agrees(with: &str) -> Value {
    json!({"reporting": true, "share_identity_with": [with]})
}

#[test]
fn identity_goes_only_where_it_was_agreed() {
    use Recipient::{Anyone, CtfmrMember, Other, ServiceProvider, Unicef};
    let cases = [
        (agrees("unicef"), Unicef, true),
        (agrees("unicef"), CtfmrMember, false),
        (agrees("ctfmr_member"), CtfmrMember, true),
        (agrees("service_provider"), ServiceProvider, true),
        (agrees("service_provider"), Unicef, false),
        (agrees("other"), Other, true),
        (agrees("no_one"), Unicef, false),
        (json!({"share_identity_with": ["unicef", "no_one"]}), Unicef, false),
        (json!({"reporting": true}), Unicef, false),
        (json!({}), Unicef, false),
        (Value::Null, Unicef, false),
        (agrees("unicef"), Anyone, false),
        (agrees("other"), Anyone, false),
    ];
    for (consent, recipient, goes) in cases {
        let mut shared = document(consent.clone(), consent.clone());
        withhold_value(&mut shared, recipient);
        let told = format!("{consent} for {recipient}");
        assert_eq!(shared["victims"][0].get("name").is_some(), goes, "{told}");
        assert_eq!(shared["sources"][0].get("name").is_some(), goes, "{told}");
        assert_eq!(shared.get("narrative").is_some(), goes, "{told}");
        assert_eq!(shared["location"].get("place").is_some(), goes, "{told}");
        // Coded facts and the summary written for sharing always stay.
        assert_eq!(shared["victims"][0]["age"], 9, "{told}");
        assert_eq!(shared["public_summary"], "sum", "{told}");
    }
}

#[test]
fn who_refuses_reporting_is_left_out() {
    let refuses = json!({"reporting": false, "share_identity_with": ["unicef"]});
    let mut shared = document(refuses.clone(), agrees("unicef"));
    let withheld = withhold_value(&mut shared, Recipient::Unicef);
    assert_eq!(shared["victims"], json!([{"id": "c", "sex": "boy", "violations": ["k"]}]));
    assert_eq!(shared["sources"][0]["name"], "S");
    assert_eq!(shared.get("narrative"), None, "it may tell what the child refused to have told");
    assert_eq!(withheld, Withheld { refused: 1, identities: 0, others: 2 });

    let mut shared = document(agrees("unicef"), refuses);
    withhold_value(&mut shared, Recipient::Unicef);
    assert_eq!(shared["sources"], json!([]));
    assert_eq!(shared["victims"][0]["name"], "V");
    // The count does not depend on who may be named.
    assert_eq!(shared["violations"][0]["tally"]["boys"], 1);
}

#[test]
fn nothing_personal_is_for_anyone() {
    let mut incident = Incident::from_value(contract_example()).unwrap();
    incident.public_summary = None;
    withhold(&mut incident, Recipient::Anyone);
    let left = incident.to_value().to_string();
    assert!(!left.contains('…'), "{left}");
    assert_eq!(incident.violations[0].tally.total(), 4);
}
