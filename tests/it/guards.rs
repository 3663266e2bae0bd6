//! Ways to change a figure or to take a key that were tried once and must go on failing.

use crate::raw::Raw;
use crate::support::{ask, children, decide, decided, document, is_sound, report};
use crate::world::{on_both_engines, take, typed};
use domain::violation::{Status, Step};
use jiff::civil::date;
use serde_json::json;
use sixfold::casework::{CaseError, Outcome, Taking, WhyLook};
use std::collections::HashSet;

on_both_engines! {
    /// Three people saw three children; a hundred must not stand under their names.
    async fn a_violation_taken_out_and_put_back_is_decided_anew(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        take(&cochair, &[decided("A-1")], Taking::Decisions).await;
        assert_eq!(children(&cochair, "killing").await, [3, 0, 0]);
        let mut without = document("A-1");
        without["violations"].as_array_mut().unwrap().remove(0);
        without["perpetrators"] = json!([]);
        let mut back = document("A-1");
        back["violations"][0]["tally"]["boys"] = json!(100);
        take(&verifier, &[without, back], Taking::ContentOnly).await;
        assert_eq!(children(&cochair, "killing").await, [0, 0, 0]);
        assert_eq!(children(&cochair, "maiming").await, [5, 0, 0]);
        is_sound(&world, &cochair).await;
    }

    /// Marking a child as affected by several violations is counted, so it takes the decisions with it.
    async fn marking_a_child_sets_the_linked_decisions_aside(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[decided("A-1")], Taking::Decisions).await;
        let mut marked = document("A-1");
        marked["victims"] =
            json!([{"id": "c1", "sex": "girl", "multiple_violations": true, "violations": ["k1", "m1"]}]);
        take(&cochair, &[marked], Taking::ContentOnly).await;
        assert!(!report(&cochair).await.contains_key("multiple.children"));
        assert_eq!(children(&cochair, "maiming").await, [0, 0, 0]);
    }

    async fn whoever_amended_an_incident_takes_no_step_on_it(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let mut amended = document("A-1");
        amended["violations"][0]["tally"]["boys"] = json!(9);
        take(&verifier, &[amended], Taking::ContentOnly).await;
        let step = ask("A-1", "k1", Step::Initial, Status::Verified, date(2025, 12, 1));
        assert!(decide(&verifier, step).await.unwrap_err().to_string().contains("amended"));
    }

    /// A monitor who knows an outside id changes nothing by it until a verifier says so, and never its stage.
    async fn a_submission_on_somebody_elses_incident_waits(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        let monitor = world.desk("monitor-1").await;
        take(&cochair, &[decided("A-1")], Taking::Decisions).await;
        let mut void = document("A-1");
        void["status"] = json!("void");
        void["narrative"] = json!("another invented narrative");
        monitor.submit(&[typed(&monitor, &void)]).await.unwrap();
        let held = verifier.triage(&HashSet::new()).await.unwrap();
        assert!(matches!(held[0].outcome, Err(CaseError::WantsALook(WhyLook::Others))), "{held:?}");
        assert_eq!(world.store.waiting(1).await.unwrap(), 1);
        let taken = verifier.triage(&HashSet::from([held[0].submission])).await.unwrap();
        assert!(matches!(taken[0].outcome, Ok(Outcome::Amended { .. })), "{taken:?}");
        assert_eq!(children(&cochair, "killing").await, [3, 0, 0], "still open, still verified");
        is_sound(&world, &cochair).await;
    }

    /// Whoever sends a report again with what was forgotten may leave out what it said before: nothing is gone from the
    /// record until somebody has looked.
    async fn a_report_that_leaves_out_what_the_record_says_waits(world: World) {
        let verifier = world.verifier().await;
        let monitor = world.desk("monitor-1").await;
        let mut first = document("A-1");
        first["narrative"] = json!("an invented narrative");
        first["sources"] = json!([{"id": "s1", "category": "witness"}]);
        monitor.submit(&[typed(&monitor, &first)]).await.unwrap();
        let taken = verifier.triage(&HashSet::new()).await.unwrap();
        assert!(matches!(taken[0].outcome, Ok(Outcome::New { .. })), "{taken:?}");
        // More, and nothing less: taken at once.
        let mut more = first.clone();
        more["narrative"] = json!("an invented narrative, and more");
        monitor.submit(&[typed(&monitor, &more)]).await.unwrap();
        let taken = verifier.triage(&HashSet::new()).await.unwrap();
        assert!(matches!(taken[0].outcome, Ok(Outcome::Amended { .. })), "{taken:?}");
        more.as_object_mut().unwrap().remove("sources");
        monitor.submit(&[typed(&monitor, &more)]).await.unwrap();
        let held = verifier.triage(&HashSet::new()).await.unwrap();
        let gone = vec!["sources".to_owned()];
        assert!(matches!(&held[0].outcome, Err(CaseError::WantsALook(WhyLook::LeavesOut(paths))) if *paths == gone), "{held:?}");
        let taken = verifier.triage(&HashSet::from([held[0].submission])).await.unwrap();
        assert!(matches!(taken[0].outcome, Ok(Outcome::Amended { .. })), "{taken:?}");
        is_sound(&world, &verifier).await;
    }

    /// Nor does it pass unseen when both wait together: the second is compared with what the first made, whichever that is.
    async fn reports_that_wait_together_are_looked_at_one_after_another(world: World) {
        let (verifier, monitor) = (world.verifier().await, world.desk("monitor-1").await);
        let (mut with_source, mut with_story) = (document("A-1"), document("A-1"));
        with_source["sources"] = json!([{"id": "s1", "category": "witness"}]);
        with_source.as_object_mut().unwrap().remove("narrative");
        with_story["narrative"] = json!("an invented narrative");
        with_story.as_object_mut().unwrap().remove("sources");
        monitor.submit(&[typed(&monitor, &with_source), typed(&monitor, &with_story)]).await.unwrap();
        let triaged = verifier.triage(&HashSet::new()).await.unwrap();
        assert_eq!(triaged.len(), 2, "{triaged:?}");
        assert!(matches!(triaged[0].outcome, Ok(Outcome::New { .. })), "{triaged:?}");
        assert!(matches!(triaged[1].outcome, Err(CaseError::WantsALook(WhyLook::LeavesOut(_)))), "{triaged:?}");
        assert_eq!(world.store.waiting(1).await.unwrap(), 1);
        is_sound(&world, &verifier).await;
    }

    async fn lost_facts_are_made_anew_from_the_records(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[decided("A-1")], Taking::Decisions).await;
        let raw = Raw::open(&world).await;
        for sql in ["DELETE FROM fact_block", "DELETE FROM fact_state"] {
            assert_eq!(raw.run(sql).await, 1);
            cochair.rebuild_facts().await.unwrap();
            assert_eq!(children(&cochair, "killing").await, [3, 0, 0], "{sql}");
            is_sound(&world, &cochair).await;
        }
    }

    /// Whoever writes to the database adds a grant; the next rotation seals nothing to it.
    async fn a_rotation_leaves_out_grants_that_no_holder_gave(world: World) {
        let mut cochair = world.cochair().await;
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let raw = Raw::open(&world).await;
        let planted = "INSERT INTO key_grant (situation, compartment, epoch, account, granter, sealed_key, signature, vouched) \
                       SELECT situation, compartment, epoch, (SELECT id FROM account WHERE login = 'auditor-1'), granter, sealed_key, signature, vouched \
                       FROM key_grant WHERE account = (SELECT id FROM account WHERE login = 'cochair-2')";
        assert_eq!(raw.run(planted).await, 4);
        let rotated = cochair.rotate().await.unwrap();
        assert_eq!(rotated.left_out, ["auditor-1"]);
        let sealed = "SELECT CAST(count(*) AS text) FROM key_grant WHERE epoch = 2 AND account = (SELECT id FROM account WHERE login = 'auditor-1')";
        assert_eq!(raw.text(sealed).await.as_deref(), Some("0"));
    }

    /// Decisions taken here are not gone over by a file from an earlier system.
    async fn what_was_decided_here_is_not_taken_over(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let step = ask("A-1", "k1", Step::Initial, Status::NotVerified, date(2025, 12, 1));
        decide(&verifier, step).await.unwrap();
        let outcomes = take(&cochair, &[decided("A-1")], Taking::Decisions).await;
        assert!(matches!(&outcomes[0], Outcome::Refused { why } if why.contains("decided here")), "{outcomes:?}");
        assert_eq!(children(&cochair, "killing").await, [0, 0, 0]);
    }
}
