//! The permit is a wall: what is read and changed on it is of its situation, by its person, and no more than
//! the policy allowed.

use crate::raw::Raw;
use crate::support::{ask, children, decide, decided, document, is_sound};
use crate::world::{on_both_engines, take, typed};
use domain::access::{Act, act, permit};
use domain::audit::LogAct;
use domain::violation::{Status, Step};
use jiff::civil::date;
use serde_json::json;
use sixfold::casework::{CaseError, Desk, Taking};
use std::collections::HashSet;
use store::{Entry, StoreError, Unasked};

/// An entry that somebody would like to have in the log.
fn entry(desk: &Desk, act: LogAct) -> Entry {
    let actor = desk.account().0;
    Entry { actor, act, situation: 1, object: [7; 16], version: 1, digest: [0; 32] }
}

/// Whether a change on one permit may make an entry.
async fn writes<A: Act>(desk: &Desk, entry: Entry) -> bool {
    let mut write = desk.store().write(&permit::<A>(desk.actor()).unwrap(), 1).await.unwrap();
    write.log(entry);
    match write.commit().await {
        Ok(_) => true,
        Err(StoreError::BeyondPermit(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

on_both_engines! {
    async fn what_was_not_permitted_is_not_made_durable(world: World) {
        let (cochair, monitor) = (world.cochair().await, world.desk("monitor-1").await);
        let size = async || world.store.head().await.unwrap().size;
        let before = size().await;
        let own = |act| entry(&cochair, act);
        assert!(!writes::<act::ReadCase>(&cochair, own(LogAct::Decided)).await);
        assert!(!writes::<act::ReadCase>(&cochair, own(LogAct::Reported)).await);
        assert!(!writes::<act::ReportInternal>(&cochair, own(LogAct::IdentityRead)).await);
        assert!(!writes::<act::DecideCtfmr>(&cochair, own(LogAct::StageChanged)).await);
        assert!(!writes::<act::DecideCtfmr>(&cochair, own(LogAct::Refused)).await);
        let elsewhere = Entry { situation: 2, ..own(LogAct::Decided) };
        assert!(!writes::<act::DecideCtfmr>(&cochair, elsewhere).await);
        let nobody = Entry { actor: [0; 16], ..own(LogAct::Decided) };
        assert!(!writes::<act::DecideCtfmr>(&cochair, nobody).await);
        let another = Entry { actor: monitor.account().0, ..own(LogAct::Decided) };
        assert!(!writes::<act::DecideCtfmr>(&cochair, another).await);
        // Somebody's own credentials are their own, and nothing else.
        for (other, act) in [(monitor.account(), LogAct::PasswordChanged), (cochair.account(), LogAct::Decided)] {
            let mut write = world.store.write_unasked(Unasked::OwnCredentials(cochair.account()), 1).await.unwrap();
            write.log(Entry { situation: 0, object: other.0, ..own(act) });
            assert!(matches!(write.commit().await, Err(StoreError::BeyondPermit(_))));
        }
        // Blocks go without an entry of their own.
        let mut write = world.store.write(&permit::<act::ReadCase>(cochair.actor()).unwrap(), 1).await.unwrap();
        assert!(matches!(write.clear_fact_blocks(1).await, Err(StoreError::BeyondPermit(_))));
        write.abandon().await.unwrap();
        // A store is founded once.
        let again = world.store.write_unasked(Unasked::Founding, 1).await.err();
        assert!(matches!(again, Some(StoreError::BeyondPermit(_))));
        assert_eq!(size().await, before);
        assert!(writes::<act::ReportInternal>(&cochair, own(LogAct::Reported)).await);
        assert_eq!(size().await, before + 1);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// Who writes to the database moves a record elsewhere: nobody here reads it, changes it or counts on it.
    async fn what_is_of_another_situation_is_not_there(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        let monitor = world.desk("monitor-1").await;
        take(&cochair, &[document("A-1"), document("A-2")], Taking::ContentOnly).await;
        let mut told = document("A-1");
        told["narrative"] = json!("told again");
        take(&cochair, &[told], Taking::ContentOnly).await;
        monitor.submit(&[typed(&monitor, &document("M-1"))]).await.unwrap();
        let store = &world.store;
        let reads = permit::<act::ReadCase>(cochair.actor()).unwrap();
        let keys = permit::<act::ManageKeys>(cochair.actor()).unwrap();
        let rows = store.incidents_after(&reads, -1, 10).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        let raw = Raw::open(&world).await;
        raw.run("UPDATE incident SET situation = 2 WHERE number = 0").await;
        raw.run("UPDATE submission SET situation = 2").await;

        let numbers = |rows: Vec<store::IncidentRow>| rows.iter().map(|row| row.number).collect::<Vec<_>>();
        assert_eq!(numbers(store.incidents_after(&reads, -1, 10).await.unwrap()), [1]);
        assert_eq!(numbers(store.incidents(&reads, &ids).await.unwrap()), [1]);
        assert_eq!(numbers(store.incidents_before_epoch(&keys, 9, 10).await.unwrap()), [1]);
        assert_eq!(store.cases_between(&reads, 0..10).await.unwrap().rows().unwrap().len(), 1);
        assert!(store.versions(&reads, 0).await.unwrap().is_empty());
        assert!(store.versions_of(&keys, 0).await.unwrap().is_empty());
        assert!(verifier.triage(&HashSet::new()).await.unwrap().is_empty());
        assert!(matches!(cochair.history("A-1").await, Err(CaseError::UnknownIncident(_))));

        let records = permit::<act::Record>(cochair.actor()).unwrap();
        let mut write = store.write(&records, 1).await.unwrap();
        assert_eq!(numbers(write.incidents(&ids).await.unwrap()), [1]);
        let (old, new) = (rows[0].clone(), rows[0].clone());
        let new = store::IncidentRow { version: old.version + 1, ..new };
        let replaced = write.replace_incident(old, new, cochair.account().0, LogAct::Amended).await;
        assert!(matches!(replaced, Err(StoreError::Conflict { .. })));
        write.abandon().await.unwrap();
        raw.run("UPDATE incident SET situation = 1").await;
        raw.run("UPDATE submission SET situation = 1").await;
        is_sound(&world, &cochair).await;
    }

    /// Documents made ready with their decisions are recorded by those who may take decisions over.
    async fn decisions_are_taken_over_by_those_who_may(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        let permit = verifier.may_record(Taking::ContentOnly).await.unwrap();
        let ready = verifier.prepare(typed(&verifier, &decided("A-1")), Taking::Decisions).unwrap();
        assert!(matches!(verifier.record(&permit, vec![ready]).await, Err(CaseError::Denied(_))));
        take(&verifier, &[decided("A-1")], Taking::ContentOnly).await;
        assert_eq!(children(&cochair, "killing").await, [0, 0, 0]);
        is_sound(&world, &cochair).await;
    }

    /// A step that somebody may not take does not come along with one that they may.
    async fn a_batch_of_steps_is_permitted_step_by_step(world: World) {
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let day = date(2025, 12, 1);
        let step = |step| ask("A-1", "k1", step, Status::Verified, day);
        let outcomes = verifier.decide(&[step(Step::Initial), step(Step::Technical)]).await.unwrap();
        assert!(matches!(outcomes[..], [Ok(_), Err(CaseError::Denied(_))]), "{outcomes:?}");
        let monitor = world.desk("monitor-1").await;
        assert!(matches!(monitor.decide(&[step(Step::Ctfmr)]).await, Err(CaseError::Denied(_))));
        decide(&world.desk("technical-reviewer-1").await, step(Step::Technical)).await.unwrap();
        is_sound(&world, &cochair).await;
    }
}
