//! Documents coming in: new, resent, amended, from monitors, from earlier systems.

use crate::support::{ask, children, decide, decided, document, is_sound, report};
use crate::world::{TODAY, on_both_engines, registers, take, typed};
use domain::access::Role;
use domain::interchange::{Incident, Recipient};
use domain::violation::{Status, Step};
use jiff::civil::date;
use serde_json::{Value, json};
use sixfold::casework::{CaseError, Desk, Outcome, StageAsk, Taking};
use sixfold::synthetic::{Generator, Scene};

const NEW: Outcome = Outcome::New { decisions_left_out: 0 };

async fn take_one(desk: &Desk, document: &Value, taking: Taking) -> Outcome {
    take(desk, std::slice::from_ref(document), taking).await.remove(0)
}

fn amended(version: u64, changed: &[&str], set_aside: &[&str]) -> Outcome {
    let owned = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    Outcome::Amended { version, changed: owned(changed), set_aside: owned(set_aside), decisions_left_out: 0 }
}

on_both_engines! {
    /// The same document is a no-op, and every other one a version that says what changed.
    async fn a_document_sent_again_changes_nothing_and_another_one_what_it_says(world: World) {
        let desk = world.verifier().await;
        let mut document = document("A-1");
        let content = Taking::ContentOnly;
        assert_eq!(take_one(&desk, &document, content).await, NEW);
        let size = world.store.head().await.unwrap().size;
        assert_eq!(take_one(&desk, &document, content).await, Outcome::Unchanged);
        // What means the same is the same.
        let mut same = document.clone();
        same["title"] = Value::Null;
        same["victims"] = json!([]);
        same["occurred"]["ongoing"] = json!(false);
        assert_eq!(take_one(&desk, &same, content).await, Outcome::Unchanged);
        assert_eq!(world.store.head().await.unwrap().size, size);

        document["narrative"] = json!("Three invented sources told the same.");
        assert_eq!(take_one(&desk, &document, content).await, amended(2, &["narrative"], &[]));
        document["violations"][0]["tally"]["boys"] = json!(3);
        document["violations"][1]["details"] = json!({"weapon": "small_arm"});
        let paths = ["violations[0].tally.boys", "violations[1].details"];
        assert_eq!(take_one(&desk, &document, content).await, amended(3, &paths, &[]));
        document["violations"].as_array_mut().unwrap().push(json!(
            {"id": "s1", "type": "attack_on_school", "tally": {"boys": 0, "girls": 0, "unknown": 0}}
        ));
        document["public_summary"] = Value::Null;
        let paths = ["public_summary", "violations[2]"];
        assert_eq!(take_one(&desk, &document, content).await, amended(4, &paths, &[]));
        document["status"] = json!("closed");
        assert_eq!(take_one(&desk, &document, content).await, amended(5, &["status"], &[]));
        document["status"] = json!("open");
        assert_eq!(take_one(&desk, &document, content).await, amended(6, &["status"], &[]));
        assert_eq!(take_one(&desk, &document, content).await, Outcome::Unchanged);
        assert_eq!(desk.history("A-1").await.unwrap().kept_versions, 5);
        is_sound(&world, &desk).await;
    }

    /// What was verified is not what stands now, so it is verified no longer.
    async fn an_amendment_of_what_is_counted_sets_decisions_aside_and_of_a_narrative_does_not(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        assert_eq!(take_one(&cochair, &decided("A-1"), Taking::Decisions).await, NEW);
        assert_eq!(children(&cochair, "killing").await, [3, 0, 0]);
        assert_eq!(children(&cochair, "maiming").await, [5, 0, 0]);

        // The decisions of a document are left out unless they are taken over, and said to be.
        let mut document = decided("A-1");
        assert_eq!(take_one(&verifier, &document, Taking::ContentOnly).await, Outcome::Unchanged);
        let content = |mut value: Value| {
            for violation in value["violations"].as_array_mut().unwrap() {
                violation.as_object_mut().unwrap().remove("verification");
            }
            value
        };
        document = content(document);
        document["narrative"] = json!("Told again, in other words.");
        assert_eq!(take_one(&verifier, &document, Taking::ContentOnly).await, amended(2, &["narrative"], &[]));
        assert_eq!(children(&cochair, "killing").await, [3, 0, 0]);

        document["violations"][0]["tally"]["girls"] = json!(1);
        let outcome = take_one(&verifier, &document, Taking::ContentOnly).await;
        assert_eq!(outcome, amended(3, &["violations[0].tally.girls"], &["k1"]));
        assert_eq!(children(&cochair, "killing").await, [0, 0, 0]);
        assert_eq!(children(&cochair, "maiming").await, [5, 0, 0]);

        // Another party: another violation.
        document["perpetrators"][0]["violations"] = json!(["k1", "m1"]);
        let outcome = take_one(&verifier, &document, Taking::ContentOnly).await;
        assert_eq!(outcome, amended(4, &["perpetrators[0].violations[1]"], &["m1"]));
        assert_eq!(children(&cochair, "maiming").await, [0, 0, 0]);
        is_sound(&world, &cochair).await;

        // The day or the place of an incident is that of all its violations.
        for (id, pointer, value, path) in [
            ("A-2", "/occurred/from", "2025-11-04", "occurred.from"),
            ("A-3", "/location/area", "XAR02001", "location.area"),
        ] {
            take_one(&cochair, &decided(id), Taking::Decisions).await;
            let mut moved = content(decided(id));
            *moved.pointer_mut(pointer).unwrap() = json!(value);
            let outcome = take_one(&verifier, &moved, Taking::ContentOnly).await;
            assert_eq!(outcome, amended(2, &[path], &["k1", "m1"]));
        }
        assert_eq!(children(&cochair, "killing").await, [0, 0, 0]);
        is_sound(&world, &cochair).await;
    }

    /// What an earlier system decided goes with its document: a step that it no longer has is in force no more.
    async fn a_decision_that_is_gone_from_its_document_goes_out_of_force(world: World) {
        let cochair = world.cochair().await;
        take_one(&cochair, &decided("A-1"), Taking::Decisions).await;
        assert_eq!(children(&cochair, "killing").await, [3, 0, 0]);
        let mut without = decided("A-1");
        without["violations"][0]["verification"].as_object_mut().unwrap().remove("ctfmr");
        let outcome = take_one(&cochair, &without, Taking::Decisions).await;
        assert_eq!(outcome, amended(2, &["verification"], &["k1"]));
        assert_eq!(children(&cochair, "killing").await, [0, 0, 0]);
        assert_eq!(children(&cochair, "maiming").await, [5, 0, 0]);
        assert_eq!(take_one(&cochair, &without, Taking::Decisions).await, Outcome::Unchanged);
        // A document that is taken without its decisions says nothing of them.
        assert_eq!(take_one(&cochair, &document("A-1"), Taking::ContentOnly).await, Outcome::Unchanged);
        assert_eq!(children(&cochair, "maiming").await, [5, 0, 0]);
        // With all of them gone nothing stands; back again, all of it does.
        let outcome = take_one(&cochair, &document("A-1"), Taking::Decisions).await;
        assert_eq!(outcome, amended(3, &["verification"], &["k1", "m1"]));
        assert_eq!(children(&cochair, "maiming").await, [0, 0, 0]);
        take_one(&cochair, &decided("A-1"), Taking::Decisions).await;
        assert_eq!(children(&cochair, "killing").await, [3, 0, 0]);
        assert_eq!(children(&cochair, "maiming").await, [5, 0, 0]);
        is_sound(&world, &cochair).await;
    }

    /// What people decided here is not undone by a document that knows nothing of it.
    async fn an_old_document_sent_again_undoes_nothing_that_was_done_here(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        let reviewer = world.desk("technical-reviewer-1").await;
        let document = document("A-1");
        let mut from_outside = cochair;
        take_one(&from_outside, &document, Taking::ContentOnly).await;
        let cochair = world.desk("cochair-2").await;
        for stage in [StageAsk::Void, StageAsk::Reopen, StageAsk::Close, StageAsk::Reopen] {
            verifier.change_stage("A-1", &stage, "seen again").await.unwrap();
            let version = verifier.history("A-1").await.unwrap().version;
            assert_eq!(take_one(&from_outside, &document, Taking::ContentOnly).await, Outcome::Unchanged);
            assert_eq!(verifier.history("A-1").await.unwrap().version, version);
        }
        for (desk, step) in [(&verifier, Step::Initial), (&reviewer, Step::Technical), (&cochair, Step::Ctfmr)] {
            decide(desk, ask("A-1", "k1", step, Status::Verified, date(2025, 12, 1))).await.unwrap();
            assert_eq!(take_one(&from_outside, &document, Taking::ContentOnly).await, Outcome::Unchanged);
            assert_eq!(take_one(&from_outside, &document, Taking::Decisions).await, Outcome::Unchanged);
        }
        assert_eq!(children(&cochair, "killing").await, [3, 0, 0]);

        // Nor by one whose decisions were taken over before.
        let imported = decided("A-2");
        take_one(&from_outside, &imported, Taking::Decisions).await;
        let mut anew = ask("A-2", "m1", Step::Ctfmr, Status::NotVerified, date(2026, 2, 1));
        anew.reopen = true;
        decide(&cochair, anew).await.unwrap();
        assert_eq!(take_one(&from_outside, &imported, Taking::Decisions).await, Outcome::Unchanged);
        assert_eq!(children(&cochair, "maiming").await, [0, 0, 5]);
        from_outside.at(sixfold::casework::Now::on(TODAY.tomorrow().unwrap()));
        assert_eq!(take_one(&from_outside, &imported, Taking::Decisions).await, Outcome::Unchanged);
        is_sound(&world, &cochair).await;
    }

    /// An earlier system goes on deciding while its documents are taken over again and again.
    async fn decisions_taken_over_follow_the_earlier_system(world: World) {
        let cochair = world.cochair().await;
        let mut document = decided("A-1");
        document["violations"][0]["verification"]["ctfmr"] = json!({"status": "pending"});
        assert_eq!(take_one(&cochair, &document, Taking::Decisions).await, NEW);
        assert_eq!(children(&cochair, "killing").await, [0, 0, 3]);
        document["violations"][0]["verification"]["ctfmr"] = json!({"status": "verified", "date": "2026-01-05"});
        assert_eq!(take_one(&cochair, &document, Taking::Decisions).await, amended(2, &["verification"], &[]));
        assert_eq!(children(&cochair, "killing").await, [0, 3, 0]);
        assert_eq!(take_one(&cochair, &document, Taking::Decisions).await, Outcome::Unchanged);

        // A corrected tally together with the decisions on it: these are decisions on what stands now.
        document["violations"][0]["tally"]["boys"] = json!(4);
        let outcome = take_one(&cochair, &document, Taking::Decisions).await;
        assert_eq!(outcome, amended(3, &["violations[0].tally.boys", "verification"], &["k1"]));
        assert_eq!(children(&cochair, "killing").await, [0, 5, 0]);
        assert_eq!(children(&cochair, "maiming").await, [5, 0, 0]);
        assert_eq!(take_one(&cochair, &document, Taking::Decisions).await, Outcome::Unchanged);

        let verifier = world.verifier().await;
        let refused = verifier.may_record(Taking::Decisions).await;
        assert!(matches!(refused, Err(CaseError::Denied(_))));
        is_sound(&world, &cochair).await;
    }

    /// Nothing of a batch is lost because an id comes twice in it.
    async fn an_id_that_comes_twice_in_a_batch_is_recorded_twice_in_order(world: World) {
        let desk = world.verifier().await;
        let with = |id: &str, boys: u32| {
            let mut document = document(id);
            document["violations"][0]["tally"]["boys"] = json!(boys);
            document
        };
        let batch = [with("A-1", 1), with("A-2", 1), with("A-1", 2), with("A-1", 2), with("A-2", 7), with("A-1", 3)];
        let path = ["violations[0].tally.boys"];
        let expected =
            [NEW, NEW, amended(2, &path, &[]), Outcome::Unchanged, amended(2, &path, &[]), amended(3, &path, &[])];
        assert_eq!(take(&desk, &batch, Taking::ContentOnly).await, expected);
        is_sound(&world, &desk).await;
    }

    /// Enough for a second block of facts, in batches whose sizes fit nothing.
    async fn thousands_of_documents_come_in_in_odd_batches(world: World) {
        let cochair = world.cochair().await;
        let registers = registers();
        let scene =
            Scene { from: date(2025, 1, 1), to: TODAY, decided: true, prefix: "SYN".to_owned() };
        let generator = Generator::new(&registers, 7, scene);
        let all: Vec<Incident> = (0..2_201).map(|number| generator.incident(number, 9)).collect();
        let permit = cochair.may_record(Taking::Decisions).await.unwrap();
        let mut sizes = [1, 7, 499, 501, 65, 963].into_iter().cycle();
        let mut left = all.as_slice();
        while !left.is_empty() {
            let (batch, rest) = left.split_at(sizes.next().unwrap().min(left.len()));
            let ready = batch.iter().map(|incident| cochair.prepare(incident.clone(), Taking::Decisions).unwrap());
            let outcomes = cochair.record(&permit, ready.collect()).await.unwrap();
            assert!(outcomes.iter().all(|outcome| *outcome == NEW));
            left = rest;
        }
        let violations: usize = all.iter().map(|incident| incident.violations.len()).sum();
        let check = cochair.check_facts().await.unwrap();
        assert_eq!((check.incidents, check.violations), (2_201, violations as u64));

        // Amendments on both sides of the boundary between blocks, in one change.
        let changed = [2_046, 2_047, 2_048, 3, 2_200].map(|at: usize| {
            let mut incident = all[at].clone();
            incident.violations[0].tally.boys += 100;
            incident
        });
        let ready = changed.iter().map(|incident| cochair.prepare(incident.clone(), Taking::Decisions).unwrap());
        let outcomes = cochair.record(&permit, ready.collect()).await.unwrap();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Amended { version: 2, .. })));
        let again = all.iter().take(100).map(|incident| cochair.prepare(incident.clone(), Taking::Decisions).unwrap());
        let outcomes = cochair.record(&permit, again.collect()).await.unwrap();
        let unchanged = outcomes.iter().filter(|outcome| **outcome == Outcome::Unchanged).count();
        assert_eq!(unchanged, 99, "all but the one that was amended above");
        is_sound(&world, &cochair).await;
    }

    /// A monitor's report can be opened by others alone, and its sender decides nothing of it.
    async fn monitors_send_and_can_open_nothing(world: World) {
        let monitor = world.desk(world.login(Role::Monitor)).await;
        let verifier = world.verifier().await;
        let first = typed(&verifier, &document("M-1"));
        let second = typed(&verifier, &document("M-2"));
        assert_eq!(monitor.submit(std::slice::from_ref(&first)).await.unwrap(), [true]);
        assert_eq!(monitor.submit(&[first.clone(), second.clone(), second.clone()]).await.unwrap(), [false, true, false]);
        assert_eq!(report(&verifier).await, Default::default());

        macro_rules! denied {
            ($($call:expr),+ $(,)?) => {$(
                assert!(matches!($call.await.err(), Some(CaseError::Denied(_))), stringify!($call));
            )+};
        }
        let period = sixfold::casework::ReportAsk {
            name: "ghn".to_owned(),
            period: domain::tables::Period { from: TODAY, to: TODAY },
            as_of: None,
            tier: domain::tables::Tier::Internal,
            attribution: domain::tables::Attribution::Joint,
            area_level: 1,
            boundary: domain::counting::Boundary::Quarter,
            tables: Default::default(),
        };
        denied!(
            monitor.search(), monitor.history("M-1"), monitor.export(Recipient::Unicef), monitor.triage(&Default::default()),
            monitor.report(&period), monitor.check_facts(), monitor.rebuild_facts(),
            monitor.decide(&[]), monitor.change_stage("M-1", &StageAsk::Void, "no"),
            monitor.may_record(Taking::ContentOnly), monitor.grant("monitor-1", ""), monitor.revoke("verifier-1"),
            monitor.rewrap(), monitor.reset_account("verifier-1"),
        );
        // Not even past the policy: the keys are not there.
        assert!(matches!(monitor.prepare(first.clone(), Taking::ContentOnly).err(), Some(CaseError::NoGrant("case"))));

        // What no longer reads as a document stays, and is said; the others become records.
        let mut false_link = second.clone();
        false_link.external_id = "M-3".to_owned();
        false_link.perpetrators[0].violations = vec!["no such".to_owned()];
        assert_eq!(monitor.submit(&[false_link]).await.unwrap(), [true]);
        for _ in 0..2 {
            let triaged = verifier.triage(&Default::default()).await.unwrap();
            let bad: Vec<_> = triaged.iter().filter_map(|one| one.outcome.as_ref().err()).collect();
            assert_eq!(bad.len(), 1);
            assert!(bad[0].to_string().contains("not a valid document"), "{}", bad[0]);
            assert_eq!(world.store.waiting(1).await.unwrap(), 1);
        }
        assert_eq!(verifier.history("M-1").await.unwrap().lines[0].by, "monitor-1");
        // Sent again after triage: known, and not recorded a second time.
        assert_eq!(monitor.submit(&[first]).await.unwrap(), [false]);
        // The same told by somebody else is another submission, and the same record.
        assert_eq!(verifier.submit(&[second]).await.unwrap(), [true]);
        let triaged = verifier.triage(&Default::default()).await.unwrap();
        assert_eq!(triaged.iter().filter(|one| matches!(one.outcome, Ok(Outcome::Unchanged))).count(), 1);
        is_sound(&world, &verifier).await;
    }

    /// Whoever submitted an incident takes no step on it, even with the role for it.
    async fn a_sender_with_a_role_takes_no_step_on_what_they_sent(world: World) {
        let verifier = world.verifier().await;
        verifier.submit(&[typed(&verifier, &document("M-1"))]).await.unwrap();
        verifier.triage(&Default::default()).await.unwrap();
        let refused = decide(&verifier, ask("M-1", "k1", Step::Initial, Status::Verified, date(2025, 12, 1))).await;
        assert!(refused.unwrap_err().to_string().contains("whoever submitted"));
        is_sound(&world, &verifier).await;
    }

    /// Consent is kept on the way out.
    async fn an_export_holds_for_each_recipient_what_people_agreed_to(world: World) {
        let verifier = world.verifier().await;
        let mut document = document("A-1");
        let person = |id: &str, name: &str, reporting: bool, share: &[&str]| json!({
            "id": id, "sex": "boy", "name": name, "violations": ["k1"],
            "consent": {"reporting": reporting, "follow_up": false, "share_identity_with": share},
        });
        document["victims"] = json!([
            person("c1", "Name One", true, &["unicef"]),
            person("c2", "Name Two", true, &["no_one"]),
            person("c3", "Name Three", false, &["unicef", "ctfmr_member"]),
        ]);
        take_one(&verifier, &document, Taking::ContentOnly).await;
        for recipient in Recipient::ALL {
            let mut export = verifier.export(*recipient).await.unwrap();
            let mut all = export.next().await.unwrap();
            assert!(export.next().await.unwrap().is_empty());
            let value = all.remove(0).unwrap().to_value();
            let text = value.to_string();
            assert_eq!(text.contains("Name One"), *recipient == Recipient::Unicef, "{recipient}");
            assert!(!text.contains("Name Two") && !text.contains("Name Three"), "{recipient}");
            assert!(!text.contains("Two invented sources"), "{recipient}: a narrative may name those who refused");
            assert_eq!(value["violations"].as_array().unwrap().len(), 2);
            assert_eq!(value["violations"][0]["tally"]["boys"], 2);
            assert_eq!(value["public_summary"], "An invented incident.");
        }
    }

    /// A summary that names somebody goes no further than the story, and that it was withheld is counted.
    async fn a_summary_that_names_somebody_is_exported_to_nobody_who_may_not_have_the_story(world: World) {
        let verifier = world.verifier().await;
        let mut document = document("X-1");
        document["victims"] = json!([{"id": "c1", "sex": "girl", "name": "Orla Fictional", "violations": ["k1"],
            "consent": {"reporting": true, "share_identity_with": ["unicef"]}}]);
        document["sources"] = json!([]);
        document["public_summary"] = json!("Orla was taken.");
        take_one(&verifier, &document, Taking::ContentOnly).await;
        for recipient in Recipient::ALL {
            let mut export = verifier.export(*recipient).await.unwrap();
            let value = export.next().await.unwrap().remove(0).unwrap().to_value();
            let shares = *recipient == Recipient::Unicef;
            assert_eq!(value.to_string().contains("Orla was taken."), shares, "{recipient}: {value}");
            assert_eq!(export.withheld().others == 0, shares, "{recipient}");
        }
    }
}
