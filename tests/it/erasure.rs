//! What two co-chairs erase is gone: from the store, from its files, and from what comes back of it.

use crate::raw::Raw;
use crate::referrals::two_children;
use crate::support::{To, attach, decided, document, is_sound, pdf, report};
use crate::two_people::third_cochair;
use crate::world::{Engine, TODAY, World, new_location, on_both_engines, take, typed};
use domain::access::{ErasureGround, ProposalRefusal, ProposalState, Role, WhyVoid};
use domain::audit::{ErasedKind, LogAct};
use domain::id::{AttachmentId, IncidentId};
use domain::workflow::Service;
use sixfold::casework::{
    ActDone, Approval, CaseError, Desk, Now, Outcome, ProposalLine, Propose, Refer, StageAsk, Taking,
};
use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use store::{ErasedRow, Location, Store};
use tempfile::TempDir;
use vault::{NodeKey, Password};

const GROUND: ErasureGround = ErasureGround::ConsentWithdrawn;

async fn proposed(by: &Desk, incident: IncidentId) -> Result<ProposalLine, CaseError> {
    by.propose(Propose::Erase { incident, ground: GROUND }).await
}

async fn approved(by: &Desk, line: &ProposalLine) -> Result<ActDone, CaseError> {
    by.approve(line.id, &Approval { digest: line.digest, fingerprint: None }).await
}

pub(crate) async fn erased_by_two(world: &World, external_id: &str) -> IncidentId {
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    let incident = one.incident_id(external_id).unwrap();
    let line = proposed(&one, incident).await.unwrap();
    let done = approved(&other, &line).await.unwrap();
    assert_eq!(done, ActDone::Erased { incident, scrubbed: true });
    incident
}

/// Two records, one of them with an attachment, a note, a question and a superseded version.
async fn two_records(world: &World) {
    let (verifier, monitor) = (world.verifier().await, world.desk(world.login(Role::Monitor)).await);
    assert_eq!(monitor.submit(&[typed(&monitor, &two_children("GOES"))]).await.unwrap(), [true]);
    assert!(verifier.triage(&HashSet::new()).await.unwrap()[0].outcome.is_ok());
    take(&verifier, &[decided("STAYS")], Taking::ContentOnly).await;
    let goes = verifier.incident_id("GOES").unwrap();
    attach(&verifier, AttachmentId([9; 16]), To::Incident(goes), "invented.pdf", &pdf(3, 9_000))
        .await
        .unwrap();
    // Its sender chose the incident's own id for it.
    let same = AttachmentId(goes.0);
    attach(&verifier, same, To::Incident(goes), "invented too.pdf", &pdf(4, 500)).await.unwrap();
    verifier.note(goes, "an invented note").await.unwrap();
    verifier.ask(goes, "an invented question").await.unwrap();
    let tell = ["name".to_owned()];
    let refer = Refer {
        victim: "c1",
        service: Service::Legal,
        tell: &tell,
        needs: "an invented need",
        provider: "an invented provider",
        answer_to: "the invented desk",
        days: None,
        paper: None,
    };
    verifier.refer(goes, &refer).await.unwrap();
    verifier.change_stage("GOES", &StageAsk::Close, "an invented reason").await.unwrap();
}

/// The files in which a database keeps its rows.
async fn files(world: &World) -> Vec<PathBuf> {
    match &world.location {
        Location::Sqlite(path) => ["", "-wal"]
            .iter()
            .map(|ending| PathBuf::from(format!("{}{ending}", path.display())))
            .filter(|path| path.exists())
            .collect(),
        Location::Postgres(_) => {
            let raw = Raw::open(world).await;
            raw.run("CHECKPOINT").await;
            let folder = PathBuf::from(
                raw.text("SELECT setting FROM pg_settings WHERE name = 'data_directory'").await.unwrap(),
            );
            // All of the database's files, those of tables that were written anew among them.
            let own = raw
                .text("SELECT 'base/' || oid FROM pg_database WHERE datname = current_database()")
                .await
                .unwrap();
            raw.close().await;
            fs::read_dir(folder.join(own)).unwrap().map(|entry| entry.unwrap().path()).collect()
        }
    }
}

/// Which of these sealed things lie in the database's files.
pub(crate) async fn found(world: &World, sealed: &[Vec<u8>]) -> usize {
    let bytes: Vec<Vec<u8>> = files(world).await.iter().map(|path| fs::read(path).unwrap()).collect();
    let lies = |part: &&Vec<u8>| {
        // What is long is kept in pieces: a stretch from its middle.
        let stretch = &part[part.len() / 2..][..32.min(part.len() / 2)];
        bytes.iter().any(|file| memchr::memmem::find(file, stretch).is_some())
    };
    sealed.iter().filter(lies).count()
}

on_both_engines! {
    async fn what_is_erased_is_gone_from_the_store_and_from_its_files(world: World) {
        two_records(&world).await;
        let raw = Raw::open(&world).await;
        // The incident that goes is the first.
        let columns = [
            ("incident", "case_body", "number = 0"),
            ("incident", "identity_body", "number = 0"),
            ("incident", "case_key", "number = 0"),
            ("incident_version", "case_body", "number = 0"),
            ("working_paper", "paper_body", "1 = 1"),
            ("working_paper", "talk_body", "1 = 1"),
            ("question", "sealed_body", "1 = 1"),
            ("referral", "sealed_body", "1 = 1"),
            ("attachment", "file_key", "1 = 1"),
            ("attachment_chunk", "sealed_body", "1 = 1"),
            ("fact_block", "fact_body", "1 = 1"),
        ];
        let mut sealed = Vec::new();
        for (table, column, place) in columns {
            sealed.push(raw.bytes(table, column, place).await.unwrap());
        }
        raw.close().await;
        assert_eq!(found(&world, &sealed).await, sealed.len(), "the search finds what is there");
        let counted = report(&world.cochair().await).await;
        let goes = erased_by_two(&world, "GOES").await;
        assert_eq!(found(&world, &sealed).await, 0);
        let cochair = world.cochair().await;
        assert!(matches!(cochair.case(goes).await, Err(CaseError::NotFound)));
        assert!(matches!(cochair.working_paper(goes).await, Err(CaseError::NotFound)));
        assert!(world.desk(world.login(Role::Monitor)).await.questions().await.unwrap().is_empty());
        // It was closed, so the figures are as they were.
        assert_eq!(report(&cochair).await, counted);
        is_sound(&world, &cochair).await;
        // A device that has no receipt sends it once more.
        let goes_on = world.cochair().await;
        take(&goes_on, &[document("OTHER")], Taking::ContentOnly).await;
        let other = goes_on.incident_id("OTHER").unwrap();
        let again = attach(&goes_on, AttachmentId([9; 16]), To::Incident(other), "invented.pdf", &pdf(3, 9_000)).await;
        assert!(again.is_err(), "{again:?}");
        is_sound(&world, &cochair).await;
        let kinds: Vec<ErasedKind> = world.store.erased().await.unwrap().iter().map(|row| row.kind).collect();
        assert_eq!(kinds.len(), 6);
        assert!(ErasedKind::ALL.iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    }

    async fn figures_are_those_of_what_is_left(world: World) {
        let verifier = world.cochair().await;
        take(&verifier, &[decided("GOES"), decided("STAYS")], Taking::Decisions).await;
        erased_by_two(&world, "GOES").await;
        let left = report(&world.cochair().await).await;
        let other = World::new(world.engine).await;
        take(&other.cochair().await, &[decided("STAYS")], Taking::Decisions).await;
        assert_eq!(left, report(&other.cochair().await).await);
        is_sound(&world, &world.cochair().await).await;
    }

    /// Results of jobs may hold the record: those of the situation go with it, and what a job left behind.
    async fn results_of_jobs_go_with_it(world: World) {
        take(&world.verifier().await, &[document("GOES")], Taking::ContentOnly).await;
        let raw = Raw::open(&world).await;
        let bytes = |length: usize| raw.literal(&vec![7; length]);
        for id in [1_u8, 2] {
            let id = raw.literal(&[id; 16]);
            raw.run(&format!(
                "INSERT INTO job_result (id, epoch, result_key, result_body) VALUES ({id}, 1, {}, {})", bytes(60), bytes(60)
            )).await;
        }
        raw.run(&format!(
            "INSERT INTO job (id, situation, account, kind, state, done, total, node, created_at, lease_until, expires_at, \
             epoch, question_key, question_body) VALUES ({}, 1, {}, 'report', 'done', 1, 1, {}, 0, 0, 0, 1, {}, {})",
            raw.literal(&[1; 16]), bytes(16), bytes(16), bytes(60), bytes(60)
        )).await;
        erased_by_two(&world, "GOES").await;
        for table in ["job", "job_result"] {
            assert_eq!(raw.text(&format!("SELECT CAST(count(*) AS TEXT) FROM {table}")).await.as_deref(), Some("0"), "{table}");
        }
        raw.close().await;
    }

    /// A block of facts of which nothing is left after a restore comes into use again with a version that the log takes.
    async fn a_block_that_was_erased_is_used_again(world: World) {
        take(&world.verifier().await, &[document("ONLY")], Taking::ContentOnly).await;
        let folder = TempDir::new().unwrap();
        let older = Location::Sqlite(folder.path().join("older.db"));
        let node = || NodeKey::from_text(&world.node).unwrap();
        world.store.copy_to(&older, false, &|_| {}).await.unwrap();
        erased_by_two(&world, "ONLY").await;
        let list = world.store.erased().await.unwrap();
        let copy = Store::open_to_copy(&older, node()).await.unwrap();
        let place = TempDir::new().unwrap();
        let location = new_location(world.engine, place.path()).await;
        copy.restore(&location, false, &list, 500_000, &|_| {}).await.unwrap();
        copy.close().await.unwrap();
        let store = Arc::new(Store::open(&location, node()).await.unwrap());
        let password = |login: &str| {
            let account = world.accounts.iter().find(|account| account.login == login).unwrap();
            Password::new(account.password.clone())
        };
        let desk = Desk::sign_in(Arc::clone(&store), "XAR", "verifier-1", &password("verifier-1"), Now::on(TODAY)).await.unwrap();
        desk.rebuild_facts().await.unwrap();
        take(&desk, &[document("NEXT")], Taking::ContentOnly).await;
        assert_eq!(store.verify(None).await.unwrap().findings, []);
        assert_eq!(desk.check_facts().await.unwrap().differing, Vec::<u32>::new());
    }

    async fn what_was_erased_is_not_recorded_again(world: World) {
        let verifier = world.verifier().await;
        take(&verifier, &[document("LAST")], Taking::ContentOnly).await;
        erased_by_two(&world, "LAST").await;
        let outcomes = take(&verifier, &[document("LAST"), document("OTHER")], Taking::ContentOnly).await;
        assert!(matches!(&outcomes[0], Outcome::Refused { why } if why.contains("erased")), "{outcomes:?}");
        assert!(matches!(outcomes[1], Outcome::New { .. }), "{outcomes:?}");
        // The number of what was erased is not given again.
        let raw = Raw::open(&world).await;
        assert_eq!(raw.texts("SELECT CAST(number AS TEXT) FROM incident").await, [Some("1".to_owned())]);
        raw.close().await;
        is_sound(&world, &world.cochair().await).await;
    }

    /// A8: two people, both of whom stand, and what they mean is still as it was.
    async fn a_record_takes_two_to_erase(world: World) {
        let mut world = world;
        third_cochair(&mut world).await;
        let (one, other, third) =
            (world.cochair().await, world.desk("cochair-2").await, world.desk("cochair-3").await);
        take(&world.verifier().await, &[document("A"), document("B")], Taking::ContentOnly).await;
        let (a, b) = (one.incident_id("A").unwrap(), one.incident_id("B").unwrap());
        for nobody in [Role::Verifier, Role::TechnicalReviewer, Role::Administrator, Role::Auditor, Role::Monitor] {
            let refused = proposed(&world.desk(world.login(nobody)).await, a).await;
            assert!(matches!(refused, Err(CaseError::Denied(_))), "{nobody}: {refused:?}");
        }
        assert!(matches!(proposed(&one, IncidentId([7; 16])).await, Err(CaseError::NotFound)));
        let line = proposed(&one, a).await.unwrap();
        assert_eq!((line.account.as_deref(), line.erases), (None, Some((a, GROUND))));
        let alone = approved(&one, &line).await;
        assert!(matches!(alone, Err(CaseError::Proposal(ProposalRefusal::SamePerson))), "{alone:?}");
        assert_eq!(proposed(&one, a).await.unwrap().id, line.id, "the same proposal");
        let same = proposed(&other, a).await;
        assert!(matches!(same, Err(CaseError::Proposal(ProposalRefusal::Proposed(id))) if id == line.id));
        // Another incident was merged into it meanwhile, and is counted through it.
        let into = StageAsk::Merge { into: "A".to_owned() };
        one.change_stage("B", &into, "the same invented event").await.unwrap();
        let void = approved(&other, &line).await;
        let why = WhyVoid::Record;
        assert!(matches!(void, Err(CaseError::Proposal(ProposalRefusal::Void(void))) if void == why), "{void:?}");
        assert!(matches!(proposed(&one, a).await, Err(CaseError::Invalid(_))));
        // The merged one goes first; then nothing is counted through the other.
        let line = proposed(&third, b).await.unwrap();
        approved(&other, &line).await.unwrap();
        // Nobody could take it out of the other again, and the other is closed all the same.
        one.change_stage("A", &StageAsk::Close, "looked into").await.unwrap();
        let line = proposed(&third, a).await.unwrap();
        approved(&one, &line).await.unwrap();
        assert_eq!(one.proposal(line.id).await.unwrap().proposal.state, ProposalState::Approved);
        is_sound(&world, &one).await;
    }

    /// Whoever can write to the database neither hides a record as an erased one nor brings an erased one back.
    async fn the_log_knows_what_was_erased(world: World) {
        take(&world.verifier().await, &[document("A"), document("B")], Taking::ContentOnly).await;
        let raw = Raw::open(&world).await;
        raw.keep("before").await;
        let kinds = async || -> Vec<&'static str> {
            world.store.verify(None).await.unwrap().findings.iter().map(|finding| finding.kind).collect()
        };
        // Taken away, with or without an entry in the list.
        raw.run("DELETE FROM incident WHERE number = 0").await;
        assert_eq!(kinds().await, ["missing"]);
        raw.run("INSERT INTO erased SELECT id, situation, 'incident', number, 1 FROM keep_before_incident WHERE number = 0").await;
        let found = kinds().await;
        assert!(found.contains(&"forged"), "{found:?}");
        raw.put_back("before", "incident").await;
        raw.run("DELETE FROM erased").await;
        assert!(kinds().await.is_empty());
        erased_by_two(&world, "A").await;
        assert!(kinds().await.is_empty());
        // Brought back, forgotten, altered.
        raw.run("INSERT INTO incident SELECT * FROM keep_before_incident WHERE number = 0").await;
        assert!(kinds().await.contains(&"forged"));
        raw.run("DELETE FROM incident WHERE number = 0").await;
        raw.run("UPDATE erased SET hour = hour + 1").await;
        assert_eq!(kinds().await, ["altered"]);
        raw.run("DELETE FROM erased").await;
        assert!(kinds().await.contains(&"missing"));
        raw.close().await;
    }

    /// R14: a copy that is older than the erasure brings nothing back.
    async fn an_older_copy_does_not_bring_back_what_was_erased(world: World) {
        two_records(&world).await;
        let folder = TempDir::new().unwrap();
        let older = Location::Sqlite(folder.path().join("older.db"));
        let node = || NodeKey::from_text(&world.node).unwrap();
        world.store.copy_to(&older, false, &|_| {}).await.unwrap();
        let goes = erased_by_two(&world, "GOES").await;
        let now = report(&world.cochair().await).await;
        let erased = world.store.erased().await.unwrap();
        let copy = Store::open_to_copy(&older, node()).await.unwrap();
        let back = folder.path().join("back");
        fs::create_dir(&back).unwrap();
        for (list, gone) in [(Vec::new(), 0), (erased.clone(), 6)] {
            let place = TempDir::new_in(&back).unwrap();
            let location = new_location(world.engine, place.path()).await;
            let restored = copy.restore(&location, false, &list, 500_000, &|_| {}).await.unwrap();
            assert_eq!((restored.erased, restored.registered, restored.scrubbed), (gone, None, true));
            let store = Arc::new(Store::open(&location, node()).await.unwrap());
            assert_eq!(store.verify(None).await.unwrap().findings, []);
            let account = world.accounts.iter().find(|account| account.login == "cochair-1").unwrap();
            let password = Password::new(account.password.clone());
            let desk =
                Desk::sign_in(Arc::clone(&store), "XAR", "cochair-1", &password, Now::on(TODAY)).await.unwrap();
            assert_eq!(desk.case(goes).await.is_ok(), gone == 0, "the copy did hold it");
            if gone > 0 {
                assert_eq!(store.erased().await.unwrap(), erased);
                // Nobody who could open the facts was there; until somebody is, no report is built.
                assert!(matches!(desk.check_facts().await, Err(CaseError::StaleFacts(_))));
                desk.rebuild_facts().await.unwrap();
                assert_eq!(report(&desk).await, now);
                assert_eq!(desk.check_facts().await.unwrap().differing, Vec::<u32>::new());
                assert_eq!(store.verify(None).await.unwrap().findings, []);
                let acts: Vec<LogAct> =
                    store.log_page(0, 10_000).await.unwrap().iter().map(|row| row.entry.act).collect();
                assert!(acts.contains(&LogAct::Restored) && acts.contains(&LogAct::Erased));
            }
            desk.close().await.unwrap();
        }
        copy.close().await.unwrap();
    }
}

/// What was erased from one store and listed is erased from a store that never had it, too: it stays away.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_may_name_what_a_copy_never_had() {
    let world = World::new(Engine::Sqlite).await;
    let copy = Location::Sqlite(world.dir.path().join("copy.db"));
    world.store.copy_to(&copy, false, &|_| {}).await.unwrap();
    take(&world.verifier().await, &[document("LATER")], Taking::ContentOnly).await;
    let later = erased_by_two(&world, "LATER").await;
    let list: Vec<ErasedRow> = world.store.erased().await.unwrap();
    let node = || NodeKey::from_text(&world.node).unwrap();
    let place = Location::Sqlite(world.dir.path().join("back.db"));
    let from = Store::open_to_copy(&copy, node()).await.unwrap();
    let restored = from.restore(&place, false, &list, 500_000, &|_| {}).await.unwrap();
    assert_eq!(restored.erased, 0);
    let store = Store::open(&place, node()).await.unwrap();
    assert_eq!(store.verify(None).await.unwrap().findings, []);
    assert_eq!(store.erased().await.unwrap()[0].id, later.0);
    store.close().await.unwrap();
}
