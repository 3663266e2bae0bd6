//! Many senders at once: everything that was answered is durable, once, and in its order.

use crate::support::{document, is_sound, report};
use crate::world::{World, on_both_engines, registers, typed};
use domain::interchange::Incident;
use jiff::civil::date;
use sixfold::casework::{Desk, Outcome, Queue, Taking};
use sixfold::synthetic::{Generator, Scene};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::Store;
use vault::NodeKey;

const SENDERS: usize = 64;
const DOCUMENTS: usize = 2_000;

/// A desk of the same person on the store opened anew.
async fn reopened(world: World, login: &str) -> (World, Desk) {
    let World { engine, store, accounts, custodians, location, node, dir } = world;
    store.close().await.unwrap();
    drop(store);
    let key = NodeKey::from_text(&node).unwrap();
    let store = Arc::new(Store::open(&location, key).await.unwrap());
    let world = World { engine, store, accounts, custodians, location, node, dir };
    let desk = world.desk(login).await;
    (world, desk)
}

on_both_engines! {
    /// Two thousand documents from sixty-four senders, and what was acknowledged is there after a restart.
    async fn every_document_is_answered_once_and_is_durable(world: World) {
        let desk = Arc::new(world.cochair().await);
        let registers = registers();
        let scene = Scene { from: date(2025, 6, 1), to: date(2026, 2, 28), decided: true, prefix: "Q".to_owned() };
        let generator = Generator::new(&registers, 5, scene);
        let all: Vec<Incident> = (0..DOCUMENTS as u64).map(|number| generator.incident(number, 3)).collect();
        let violations: usize = all.iter().map(|incident| incident.violations.len()).sum();
        let queue = Queue::start(Arc::clone(&desk), Taking::Decisions).await.unwrap();
        let entries = world.store.log_rows().await.unwrap();
        let senders: Vec<_> = (0..SENDERS).map(|sender| {
            let queue = queue.clone();
            let own: Vec<Incident> = all.iter().skip(sender).step_by(SENDERS).cloned().collect();
            tokio::spawn(async move {
                let mut answers = 0;
                for incident in own {
                    assert_eq!(queue.record(incident).await.unwrap(), Outcome::New { decisions_left_out: 0 });
                    answers += 1;
                }
                answers
            })
        }).collect();
        let mut answers = 0;
        for sender in senders {
            answers += sender.await.unwrap();
        }
        assert_eq!(answers, DOCUMENTS);
        // Sent again, as somebody does whose answer was lost: known, every one.
        for incident in all.iter().step_by(97) {
            assert_eq!(queue.record(incident.clone()).await.unwrap(), Outcome::Unchanged);
        }
        let added = world.store.log_rows().await.unwrap() - entries;
        assert!(added < 2 * DOCUMENTS as u64, "{added} entries: no two senders shared a transaction");

        drop(queue);
        let before = report(&desk).await;
        while Arc::strong_count(&desk) > 1 {
            tokio::task::yield_now().await;
        }
        drop(desk);
        let (world, desk) = reopened(world, "cochair-1").await;
        let check = desk.check_facts().await.unwrap();
        assert_eq!((check.incidents, check.violations), (DOCUMENTS as u64, violations as u64));
        assert_eq!(report(&desk).await, before);
        is_sound(&world, &desk).await;
    }

    /// The last version stored is the last one answered, and no version is lost between.
    async fn the_same_id_from_many_senders_has_one_history(world: World) {
        let desk = Arc::new(world.verifier().await);
        let queue = Queue::start(Arc::clone(&desk), Taking::ContentOnly).await.unwrap();
        let senders: Vec<_> = (0..24_u32).map(|sender| {
            let (queue, mut incident) = (queue.clone(), typed(&desk, &document("A-1")));
            incident.violations[0].tally.boys = sender;
            tokio::spawn(async move { (sender, queue.record(incident).await.unwrap()) })
        }).collect();
        let mut by_version = BTreeMap::new();
        for sender in senders {
            let (sender, outcome) = sender.await.unwrap();
            let version = match outcome {
                Outcome::New { .. } => 1,
                Outcome::Amended { version, changed, .. } => {
                    assert_eq!(changed, ["violations[0].tally.boys"]);
                    version
                }
                Outcome::Unchanged => panic!("all of them differ"),
            };
            assert!(by_version.insert(version, sender).is_none(), "version {version} was given twice");
        }
        assert_eq!(by_version.keys().copied().collect::<Vec<_>>(), (1..=24).collect::<Vec<_>>());
        let history = desk.history("A-1").await.unwrap();
        assert_eq!((history.version, history.kept_versions), (24, 23));
        let mut search = desk.search().await.unwrap();
        let opened = search.next().await.unwrap().remove(0);
        let incident = opened.record.content.incident().unwrap();
        assert_eq!(incident.violations[0].tally.boys, by_version[&24]);
        is_sound(&world, &desk).await;
    }

    /// Whoever does not wait for the answer loses nothing, and neither do those who sent at the same time.
    async fn a_sender_that_goes_away_loses_nothing(world: World) {
        let desk = Arc::new(world.verifier().await);
        let queue = Queue::start(Arc::clone(&desk), Taking::ContentOnly).await.unwrap();
        let impatient: Vec<_> = (0..40).map(|number| {
            let (queue, incident) = (queue.clone(), typed(&desk, &document(&format!("A-{number}"))));
            let sending = tokio::spawn(async move { queue.record(incident).await });
            tokio::spawn(async move {
                tokio::time::sleep(std::time::Duration::from_millis(number)).await;
                sending.abort();
                sending.await.is_ok()
            })
        }).collect();
        let patient = queue.record(typed(&desk, &document("B-1"))).await.unwrap();
        assert_eq!(patient, Outcome::New { decisions_left_out: 0 });
        let mut answered = Vec::new();
        for sender in impatient {
            answered.push(sender.await.unwrap());
        }
        for (number, answered) in answered.into_iter().enumerate() {
            let again = queue.record(typed(&desk, &document(&format!("A-{number}")))).await.unwrap();
            let known = again == Outcome::Unchanged;
            assert!(known || !answered, "A-{number} was answered and is not there");
        }
        let check = desk.check_facts().await.unwrap();
        assert_eq!(check.incidents, 41);
        is_sound(&world, &desk).await;
    }

    /// A report is of one state of the store, whatever comes in while it is built.
    async fn a_report_can_be_built_while_documents_come_in(world: World) {
        let desk = Arc::new(world.cochair().await);
        let queue = Queue::start(Arc::clone(&desk), Taking::ContentOnly).await.unwrap();
        let sending = {
            let (queue, desk) = (queue.clone(), Arc::clone(&desk));
            tokio::spawn(async move {
                for number in 0..150 {
                    queue.record(typed(&desk, &document(&format!("A-{number}")))).await.unwrap();
                }
            })
        };
        let mut reports = 0;
        while !sending.is_finished() {
            report(&desk).await;
            reports += 1;
        }
        sending.await.unwrap();
        assert!(reports > 3, "{reports} reports were built: too few to meet a writer");
        is_sound(&world, &desk).await;
    }
}
