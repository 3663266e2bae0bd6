//! Children who are referred to services: with consent and no more than that, under a code that is stored nowhere, until it
//! expires, is taken back or is opened too often.

use crate::raw::Raw;
use crate::support::{document, is_sound};
use crate::world::{Engine, TODAY, World, new_location, on_both_engines, take};
use domain::access::{Denied, Role};
use domain::id::{IncidentId, ReferralId};
use domain::violation::{Status, Step};
use domain::workflow::{MOST_REFERRAL_DAYS, PaperRefusal, ReferralOutcome, ReferralRefusal, Service};
use serde_json::{Value, json};
use sixfold::casework::{
    Ask, CaseError, Desk, Now, Office, Outcome, Refer, Referred, SecondFactor, SessionLimits, StageAsk,
    Taking,
};
use std::sync::Arc;
use store::{Location, Store};
use tempfile::TempDir;
use vault::{NodeKey, ReferralCode, SystemEntropy};

/// A child who agreed to be referred and one who did not, and a source.
pub(crate) fn two_children(id: &str) -> Value {
    let mut document = document(id);
    document["violations"][1]["tally"] = json!({"boys": 0, "girls": 5, "unknown": 0});
    document["victims"] = json!([
        {"id": "c1", "code": "CASE-77", "sex": "girl", "age": 11, "age_estimated": true, "name": "Lina Invented",
            "contact": "the blue house by the well", "ethnicity": "somebody's own", "notes": "an invented account",
            "violations": ["m1"], "consent": {"reporting": true, "share_identity_with": ["service_provider"]}},
        {"id": "c2", "sex": "boy", "age": 9, "name": "Tarek Imagined", "violations": ["k1"],
            "consent": {"reporting": true, "share_identity_with": ["unicef"]}},
    ]);
    document["sources"] = json!([
        {"id": "s1", "category": "witness", "name": "Mirela Fictive", "contact": "+999 555 01 02", "violations": ["m1"]}
    ]);
    document
}

fn tell(fields: &[&str]) -> Vec<String> {
    fields.iter().map(|field| (*field).to_owned()).collect()
}

fn asked<'r>(victim: &'r str, tell: &'r [String], needs: &'r str) -> Refer<'r> {
    Refer {
        victim,
        service: Service::Medical,
        tell,
        needs,
        provider: "Invented clinic",
        answer_to: "the invented duty desk",
        days: None,
        paper: None,
    }
}

async fn recorded(world: &World, id: &str) -> IncidentId {
    let desk = world.cochair().await;
    take(&desk, &[two_children(id)], Taking::ContentOnly).await;
    desk.incident_id(id).unwrap()
}

async fn referred(desk: &Desk, incident: IncidentId) -> Referred {
    let fields = tell(&["name", "contact", "age"]);
    desk.refer(incident, &asked("c1", &fields, "A wound of the arm needs to be dressed.")).await.unwrap()
}

fn office(world: &World) -> Office {
    Office::new(Arc::clone(&world.store), SecondFactor::Optional, SessionLimits::default(), 1)
}

async fn said(desk: &Desk, incident: IncidentId) -> Value {
    desk.case_with_identity(incident).await.unwrap().document["responses"].clone()
}

async fn not_there(office: &Office, code: &str) -> bool {
    matches!(office.open_referral(code).await, Err(CaseError::NotFound))
}

/// Of how many referrals what was told is still stored.
async fn kept(world: &World) -> u64 {
    let raw = Raw::open(world).await;
    let count = "SELECT CAST(count(*) AS text) FROM referral WHERE sealed_body IS NOT NULL";
    let kept = raw.text(count).await.unwrap().parse().unwrap();
    raw.close().await;
    kept
}

/// Moves the end of a referral in the store.
async fn moved(world: &World, id: ReferralId, by: i64) {
    let raw = Raw::open(world).await;
    let id = raw.literal(&id.0);
    raw.run(&format!("UPDATE referral SET expires_hour = expires_hour + {by} WHERE id = {id}")).await;
    raw.close().await;
}

on_both_engines! {
    async fn a_child_is_referred_and_what_came_of_it_is_a_response(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, office) = (world.verifier().await, office(&world));
        let before = world.store.head().await.unwrap().size;
        let made = referred(&verifier, incident).await;
        assert_eq!(made.version, 2);
        // That it was read, the response, the facts and the list of their versions, the referral, the paper.
        assert_eq!(world.store.head().await.unwrap().size, before + 6);
        let responses = said(&verifier, incident).await;
        assert_eq!(responses[0]["kind"], "medical_referral");
        assert_eq!(responses[0]["state"], "pending");
        assert_eq!(responses[0]["date"], TODAY.to_string());
        assert_eq!(responses[0]["violations"], json!(["m1"]));

        let opened = office.open_referral(&made.code).await.unwrap();
        assert_eq!(opened.expires_hour, made.expires_hour);
        let letter = opened.letter;
        let child = json!({
            "name": "Lina Invented", "contact": "the blue house by the well", "age": 11, "age_estimated": true
        });
        assert_eq!(Value::Object(letter.child), child, "what was asked for and nothing else");
        assert_eq!(letter.needs, "A wound of the arm needs to be dressed.");
        assert_eq!((letter.service, letter.provider.as_str()), (Service::Medical, "Invented clinic"));

        let sheet = verifier.working_paper(incident).await.unwrap();
        let line = &sheet.referrals[0];
        assert_eq!((line.state, line.opened, line.is_there), ("open", Some(1), true));
        assert_eq!((line.victim.as_str(), line.by.as_str()), ("c1", "verifier-1"));
        let words = verifier.care_words(incident).await.unwrap();
        let mut told = words.referrals[0].told.clone();
        told.sort_unstable();
        assert_eq!(told, ["age", "age_estimated", "contact", "name"]);

        let version =
            verifier.conclude_referral(incident, made.id, ReferralOutcome::Provided).await.unwrap();
        assert_eq!(version, 3);
        assert_eq!(said(&verifier, incident).await[0]["state"], "provided");
        assert!(not_there(&office, &made.code).await, "nothing is kept once it is known");
        let again = verifier.conclude_referral(incident, made.id, ReferralOutcome::Declined).await;
        assert!(matches!(again, Err(CaseError::Referral(ReferralRefusal::Over))));
        is_sound(&world, &world.cochair().await).await;
    }

    /// Whoever looks after a child says nothing of whether the violation happened, and may still take a step.
    async fn who_refers_a_child_may_still_take_a_step(world: World) {
        let incident = recorded(&world, "R-1").await;
        let verifier = world.verifier().await;
        let made = referred(&verifier, incident).await;
        verifier.conclude_referral(incident, made.id, ReferralOutcome::NotPossible).await.unwrap();
        let ask = Ask {
            incident: "R-1".to_owned(),
            violation: "m1".to_owned(),
            step: Step::Initial,
            status: Status::Verified,
            date: None,
            reason: "two invented sources".to_owned(),
            reopen: false,
        };
        verifier.decide(&[ask]).await.unwrap().pop().unwrap().unwrap();
        // Nor does a referral put a decision out of force.
        let again = referred(&verifier, incident).await;
        assert_eq!(again.version, 5);
        let case = verifier.case(incident).await.unwrap().document;
        assert_eq!(case["violations"][1]["verification"]["initial"]["status"], "verified");
    }

    async fn nobody_is_referred_without_consent_and_nobody_else_is_named(world: World) {
        let incident = recorded(&world, "XAR-2026-0017").await;
        let verifier = world.verifier().await;
        let name = tell(&["name"]);
        let refused = async |ask: &Refer<'_>| match verifier.refer(incident, ask).await {
            Err(CaseError::Referral(refusal)) => refusal,
            Err(other) => panic!("{other:?}"),
            Ok(_) => panic!("referred with {:?}", ask.needs),
        };
        assert_eq!(refused(&asked("c2", &name, "help")).await, ReferralRefusal::NoConsent);
        assert_eq!(refused(&asked("c9", &name, "help")).await, ReferralRefusal::NoChild("c9".to_owned()));
        let notes = tell(&["name", "notes"]);
        assert_eq!(refused(&asked("c1", &notes, "help")).await, ReferralRefusal::NotTold("notes".to_owned()));
        assert_eq!(refused(&asked("c1", &tell(&["guardian"]), "help")).await, ReferralRefusal::Nothing);
        for needs in [
            "Her cousin Tarek Imagined needs help too.",
            "Ask Mirela Fictive, who saw it.",
            "Call +999 555 01 02 first.",
            "This is XAR-2026-0017.",
            "She is CASE-77.",
        ] {
            assert_eq!(refused(&asked("c1", &name, needs)).await, ReferralRefusal::Names, "{needs}");
        }
        let answer = Refer { answer_to: "Mirela Fictive, +999 555 01 02", ..asked("c1", &name, "help") };
        assert_eq!(refused(&answer).await, ReferralRefusal::Names);
        for days in [0, MOST_REFERRAL_DAYS + 1] {
            let ask = Refer { days: Some(days), ..asked("c1", &name, "help") };
            assert_eq!(refused(&ask).await, ReferralRefusal::Days);
        }
        let empty = verifier.refer(incident, &asked("c1", &name, " ")).await;
        assert!(matches!(empty, Err(CaseError::Paper(PaperRefusal::Text(_)))));
        // The child's own name, and where it is, are what the provider is told.
        let own = "Lina is at the Invented place, in the blue house.";
        verifier.refer(incident, &asked("c1", &name, own)).await.unwrap();
        let paper = verifier.working_paper(incident).await.unwrap();
        assert_eq!(paper.referrals.len(), 1);
        assert_eq!(said(&verifier, incident).await.as_array().unwrap().len(), 1);
    }

    async fn who_may_not_read_names_refers_nobody(world: World) {
        let incident = recorded(&world, "R-1").await;
        let made = referred(&world.verifier().await, incident).await;
        for role in [Role::Monitor, Role::TechnicalReviewer, Role::TaskForce, Role::Administrator, Role::Auditor] {
            let desk = world.desk(world.login(role)).await;
            let denied = |result: Result<(), CaseError>| {
                assert!(matches!(result, Err(CaseError::Denied(Denied { .. }))), "{role}: {result:?}");
            };
            denied(desk.refer(incident, &asked("c1", &tell(&["name"]), "help")).await.map(drop));
            denied(desk.withdraw_referral(incident, made.id).await);
            denied(desk.conclude_referral(incident, made.id, ReferralOutcome::Provided).await.map(drop));
            denied(desk.note_best_interest(incident, "c1", "with the aunt").await);
            denied(desk.care_words(incident).await.map(drop));
        }
        // What a technical reviewer works with says that there is one, and not for whom.
        let sheet = world.desk(world.login(Role::TechnicalReviewer)).await.working_paper(incident).await.unwrap();
        assert_eq!(sheet.referrals.len(), 1);
        let told = serde_json::to_string(&sheet).unwrap();
        assert!(!told.contains("Lina") && !told.contains("clinic") && !told.contains("arm"), "{told}");
    }

    async fn what_is_told_ends_with_its_time_and_is_gone(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, office) = (world.verifier().await, office(&world));
        let made = referred(&verifier, incident).await;
        // Ten times, and no more.
        for _ in 0..10 {
            office.open_referral(&made.code).await.unwrap();
        }
        assert!(not_there(&office, &made.code).await);
        let line = &verifier.working_paper(incident).await.unwrap().referrals[0];
        assert_eq!((line.opened, line.is_there), (Some(10), false));
        assert_eq!(kept(&world).await, 0, "after the tenth time nothing is there to be opened");

        let other = referred(&verifier, incident).await;
        assert_eq!(said(&verifier, incident).await.as_array().unwrap().len(), 2);
        verifier.withdraw_referral(incident, other.id).await.unwrap();
        assert!(not_there(&office, &other.code).await);
        // Nothing waits in the record for what comes of it.
        assert_eq!(said(&verifier, incident).await.as_array().unwrap().len(), 1);
        assert!(matches!(verifier.withdraw_referral(incident, other.id).await, Err(CaseError::Referral(_))));
        let nobody = ReferralCode::generate(&mut SystemEntropy::new()).unwrap();
        assert!(not_there(&office, &nobody.to_text()).await);
        let slip = made.code.replacen(|c: char| c.is_ascii_digit(), "x", 1);
        assert!(matches!(office.open_referral(&slip).await, Err(CaseError::Invalid(_))));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);

        // The sweep forgets what has expired, by the database's clock, and leaves what has not.
        let last = referred(&verifier, incident).await;
        office.sweep().await.unwrap();
        office.open_referral(&last.code).await.unwrap();
        let hour = world.store.clock().await.unwrap().div_euclid(3600);
        assert_eq!(world.store.expire_referrals(hour).await.unwrap(), 0);
        assert_eq!(world.store.expire_referrals(last.expires_hour - 1).await.unwrap(), 0);
        assert!(world.store.open_referral(last.id, last.expires_hour).await.unwrap().is_none());
        assert!(world.store.expire_referrals(last.expires_hour).await.unwrap() > 0);
        assert_eq!(kept(&world).await, 0);
        assert!(not_there(&office, &last.code).await);
        is_sound(&world, &world.cochair().await).await;
    }

    /// Whoever holds the database cannot prolong a referral, give it to another situation, or read it.
    async fn an_end_that_is_moved_opens_nothing(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, office) = (world.verifier().await, office(&world));
        let made = referred(&verifier, incident).await;
        moved(&world, made.id, 1_000).await;
        // What was altered is noticed before it is opened.
        assert!(office.open_referral(&made.code).await.is_err());
        let findings = world.store.verify(None).await.unwrap().findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
        moved(&world, made.id, -1_000).await;
        office.open_referral(&made.code).await.unwrap();
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
        // What somebody altered can be ended all the same, and keeps no other from ending.
        moved(&world, made.id, -1_000).await;
        let other = referred(&verifier, incident).await;
        office.sweep().await.unwrap();
        assert_eq!(kept(&world).await, 1);
        moved(&world, other.id, 1_000).await;
        verifier.withdraw_referral(incident, other.id).await.unwrap();
        assert_eq!(kept(&world).await, 0);
    }

    /// A child who agreed to be helped and not to be told of is in no document for it.
    async fn who_refused_reporting_is_helped_and_not_told_of(world: World) {
        let mut document = two_children("R-1");
        document["victims"][0]["consent"]["reporting"] = json!(false);
        document["victims"][1]["name"] = json!("Tarek Invented");
        let (verifier, cochair) = (world.verifier().await, world.cochair().await);
        take(&cochair, &[document], Taking::ContentOnly).await;
        let incident = verifier.incident_id("R-1").unwrap();
        // She is called by the name that she shares with her brother; he is not.
        let name = tell(&["name"]);
        let brother = verifier.refer(incident, &asked("c1", &name, "Bring Tarek Invented too.")).await;
        assert!(matches!(brother, Err(CaseError::Referral(ReferralRefusal::Names))));
        let made =
            verifier.refer(incident, &asked("c1", &name, "Lina Invented cannot walk.")).await.unwrap();
        assert_eq!((made.version, said(&verifier, incident).await), (1, Value::Null));
        let version = verifier.conclude_referral(incident, made.id, ReferralOutcome::Provided).await.unwrap();
        assert_eq!((version, said(&verifier, incident).await), (1, Value::Null));
        assert_eq!(verifier.working_paper(incident).await.unwrap().referrals[0].state, "provided");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A form that was sent twice refers once.
    async fn what_is_sent_twice_is_done_once(world: World) {
        let incident = recorded(&world, "R-1").await;
        let verifier = world.verifier().await;
        let name = tell(&["name"]);
        let ask = Refer { paper: Some(0), ..asked("c1", &name, "help") };
        verifier.refer(incident, &ask).await.unwrap();
        assert!(matches!(verifier.refer(incident, &ask).await, Err(CaseError::Stale)));
        assert_eq!(said(&verifier, incident).await.as_array().unwrap().len(), 1);
    }

    /// A record that is none any more keeps nothing open.
    async fn with_the_record_its_referrals_end(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, office) = (world.verifier().await, office(&world));
        let made = referred(&verifier, incident).await;
        verifier.change_stage("R-1", &StageAsk::Close, "nothing more is expected").await.unwrap();
        office.open_referral(&made.code).await.unwrap();
        verifier.change_stage("R-1", &StageAsk::Reopen, "something more came").await.unwrap();
        verifier.change_stage("R-1", &StageAsk::Void, "recorded in error").await.unwrap();
        assert!(not_there(&office, &made.code).await);
        assert_eq!(verifier.working_paper(incident).await.unwrap().referrals[0].state, "withdrawn");
        let void = verifier.refer(incident, &asked("c1", &tell(&["name"]), "help")).await;
        assert!(matches!(void, Err(CaseError::Referral(ReferralRefusal::Void))));

        let incident = recorded(&world, "R-2").await;
        let made = referred(&verifier, incident).await;
        let mut sent = verifier.case_with_identity(incident).await.unwrap().document;
        sent["status"] = json!("void");
        let outcome = take(&verifier, &[sent], Taking::ContentOnly).await.pop().unwrap();
        assert!(matches!(outcome, Outcome::Amended { .. }), "{outcome:?}");
        assert!(not_there(&office, &made.code).await);
        assert_eq!(kept(&world).await, 0);
        is_sound(&world, &world.cochair().await).await;
    }

    /// What was taken back since a copy was made does not come back with it.
    async fn a_copy_brings_no_referral_back(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, office) = (world.verifier().await, office(&world));
        let made = referred(&verifier, incident).await;
        let folder = TempDir::new().unwrap();
        let older = Location::Sqlite(folder.path().join("older.db"));
        world.store.copy_to(&older, false, &|_| {}).await.unwrap();
        verifier.withdraw_referral(incident, made.id).await.unwrap();
        let node = || NodeKey::from_text(&world.node).unwrap();
        let copy = Store::open_to_copy(&older, node()).await.unwrap();
        let location = new_location(world.engine, &folder.path().join("")).await;
        copy.restore(&location, false, &[], 500_000, &|_| {}).await.unwrap();
        let store = Arc::new(Store::open(&location, node()).await.unwrap());
        assert_eq!(store.verify(None).await.unwrap().findings, []);
        let back = Office::new(Arc::clone(&store), SecondFactor::Optional, SessionLimits::default(), 1);
        assert!(not_there(&back, &made.code).await);
        assert!(not_there(&office, &made.code).await);
    }

    /// Consent can be taken back: with the amendment that says so, what the provider was told can be opened no more.
    async fn a_referral_ends_with_the_consent_to_it(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, office) = (world.verifier().await, office(&world));
        let made = referred(&verifier, incident).await;
        let mut unrelated = verifier.case_with_identity(incident).await.unwrap().document;
        unrelated["narrative"] = json!("Told a little better.");
        let outcome = take(&verifier, &[unrelated.clone()], Taking::ContentOnly).await.pop().unwrap();
        assert!(matches!(outcome, Outcome::Amended { .. }), "{outcome:?}");
        office.open_referral(&made.code).await.unwrap();
        unrelated["victims"][0]["consent"]["share_identity_with"] = json!(["no_one"]);
        let outcome = take(&verifier, &[unrelated], Taking::ContentOnly).await.pop().unwrap();
        assert!(matches!(outcome, Outcome::Amended { .. }), "{outcome:?}");
        assert!(not_there(&office, &made.code).await);
        assert_eq!(verifier.working_paper(incident).await.unwrap().referrals[0].state, "withdrawn");
        assert_eq!(said(&verifier, incident).await, Value::Null, "nothing waits for what comes of it");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// Notes on best interests are kept beside the record: in no export, no document and no figure.
    async fn what_is_best_for_a_child_is_no_evidence(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, cochair) = (world.verifier().await, world.cochair().await);
        let figures = crate::support::report(&cochair).await;
        verifier.note_best_interest(incident, "c2", "To stay with the aunt, as he wishes.").await.unwrap();
        verifier.note_best_interest(incident, "c2", "The aunt agrees.").await.unwrap();
        let nobody = verifier.note_best_interest(incident, "c9", "x").await;
        assert!(matches!(nobody, Err(CaseError::Referral(ReferralRefusal::NoChild(_)))));
        let before = world.store.head().await.unwrap().size;
        let words = cochair.care_words(incident).await.unwrap();
        assert_eq!(world.store.head().await.unwrap().size, before + 1, "the reading is in the log");
        let notes: Vec<(&str, &str)> =
            words.best_interests.iter().map(|(by, note)| (by.as_str(), note.text.as_str())).collect();
        assert_eq!(
            notes,
            [("verifier-1", "To stay with the aunt, as he wishes."), ("verifier-1", "The aunt agrees.")]
        );
        let case = verifier.case_with_identity(incident).await.unwrap();
        assert_eq!(case.version, 1, "the record is as it was");
        assert!(!case.document.to_string().contains("aunt"));
        assert_eq!(crate::support::report(&cochair).await, figures);
        let mut export = cochair.export(domain::interchange::Recipient::ServiceProvider).await.unwrap();
        let written = export.next().await.unwrap();
        assert!(!format!("{written:?}").contains("aunt"));
        // Questions and their words are where they were.
        assert!(verifier.exchanges(incident).await.unwrap().is_empty());
        is_sound(&world, &cochair).await;
    }

    async fn in_a_closed_situation_a_referral_is_taken_back_and_none_is_made(world: World) {
        let incident = recorded(&world, "R-1").await;
        let (verifier, office) = (world.verifier().await, office(&world));
        let made = referred(&verifier, incident).await;
        crate::closing::close(&world).await;
        let verifier = {
            drop(verifier);
            world.verifier().await
        };
        let refused = verifier.refer(incident, &asked("c1", &tell(&["name"]), "help")).await.map(drop);
        assert!(refused.unwrap_err().is_of_closing());
        office.open_referral(&made.code).await.unwrap();
        verifier.withdraw_referral(incident, made.id).await.unwrap();
        assert!(not_there(&office, &made.code).await);
        assert_eq!(verifier.now(), Now::on(TODAY));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

/// What is sealed lies nowhere in clear: neither what the provider is told nor the code.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_store_holds_no_name_and_no_code() {
    let world = World::new(Engine::Sqlite).await;
    let incident = recorded(&world, "R-1").await;
    let made = referred(&world.verifier().await, incident).await;
    let Location::Sqlite(path) = &world.location else { panic!("another engine") };
    let digits = made.code.replace(' ', "");
    for ending in ["", "-wal"] {
        let Ok(bytes) = std::fs::read(format!("{}{ending}", path.display())) else { continue };
        for word in
            ["Lina Invented", "blue house", "wound of the arm", "Invented clinic", &digits, &made.code]
        {
            assert!(memchr::memmem::find(&bytes, word.as_bytes()).is_none(), "{word}");
        }
    }
}
