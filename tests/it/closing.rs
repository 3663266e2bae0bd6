//! A situation that is closed: two co-chairs do it, nothing is added, everything is read, and two can undo it.

use crate::raw::Raw;
use crate::support::{To, attach, document, is_sound, pdf, report_ask};
use crate::two_people::{logged, refused, third_cochair};
use crate::world::{World, on_both_engines, take, typed};
use domain::access::{Denied, ErasureGround, ProposalRefusal, ProposalState, Role, WhyVoid};
use domain::audit::LogAct;
use domain::id::AttachmentId;
use domain::tables::Tier;
use sixfold::casework::{
    ActDone, Approval, CaseError, Desk, ProposalLine, Propose, ReleaseAsk, ReportAsk, StageAsk, Taking,
};
use std::collections::HashSet;

async fn approve(by: &Desk, line: &ProposalLine) -> Result<ActDone, CaseError> {
    by.approve(line.id, &Approval { digest: line.digest, fingerprint: None }).await
}

pub(crate) async fn close(world: &World) -> ProposalLine {
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    let line = one.propose(Propose::Close).await.unwrap();
    assert_eq!(approve(&other, &line).await.unwrap(), ActDone::Closed);
    line
}

/// Refused since the situation is closed, and not since somebody is who they are.
fn closed<T>(outcome: Result<T, CaseError>) {
    assert!(matches!(outcome, Err(CaseError::Denied(Denied { closed: true, .. }))), "{:?}", outcome.err());
}

fn invalid<T>(outcome: Result<T, CaseError>, says: &str) {
    match outcome {
        Err(CaseError::Invalid(why)) => assert!(why.contains(says), "{why}"),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("done"),
    }
}

on_both_engines! {
    async fn nothing_is_added_and_everything_is_read(world: World) {
        let monitor = world.login(Role::Monitor).to_owned();
        take(&world.verifier().await, &[document("A-1"), document("A-2")], Taking::ContentOnly).await;
        let ask = ReleaseAsk {
            report: ReportAsk { tier: Tier::Public, ..report_ask() },
            narrative: String::new(),
            exempt: Vec::new(),
            template: "0".repeat(64),
        };
        let draft = world.cochair().await.draft_release(&ask).await.unwrap();
        let line = close(&world).await;
        assert_eq!(logged(&world, line.id).await, [LogAct::Proposed, LogAct::Approved]);

        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        assert!(cochair.is_closed());
        let report = typed(&verifier, &document("A-3"));
        let reporter = world.desk(&monitor).await;
        closed(reporter.submit(&[report]).await);
        closed(verifier.triage(&HashSet::new()).await);
        closed(verifier.may_record(Taking::ContentOnly).await);
        closed(cochair.may_record(Taking::Decisions).await);
        closed(cochair.change_stage("A-1", &StageAsk::Close, "an invented reason").await);
        let id = cochair.incident_id("A-1").unwrap();
        closed(verifier.note(id, "an invented note").await);
        closed(verifier.ask(id, "an invented question").await);
        closed(attach(&verifier, AttachmentId([9; 16]), To::Incident(id), "invented.pdf", &pdf(3, 900)).await);
        closed(cochair.draft_release(&ask).await);
        closed(cochair.approve_release(draft.id, [7; 32]).await);
        // That a door was closed is no attempt to do what one may not.
        let refusals = |rows: Vec<store::LogRow>| rows.iter().filter(|row| row.entry.act == LogAct::Refused).count();
        assert_eq!(refusals(world.store.log_page(0, 1_000).await.unwrap()), 0);

        // Read, kept safe, and erased when its time is over.
        assert_eq!(cochair.search().await.unwrap().next().await.unwrap().len(), 2);
        assert!(cochair.case_with_identity(id).await.is_ok());
        assert!(cochair.working_paper(id).await.is_ok());
        assert_eq!(cochair.releases().await.unwrap().len(), 1);
        assert!(cochair.release(draft.id).await.is_ok());
        assert!(cochair.reproduce_release(draft.id).await.unwrap().proven.is_some());
        cochair.withdraw_release(draft.id).await.unwrap();
        let mut keeper = world.cochair().await;
        keeper.rotate().await.unwrap();
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let erase = one.propose(Propose::Erase { incident: id, ground: ErasureGround::RetentionOver }).await.unwrap();
        assert!(matches!(approve(&other, &erase).await.unwrap(), ActDone::Erased { .. }));
        is_sound(&world, &world.cochair().await).await;

        let line = one.propose(Propose::Reopen).await.unwrap();
        assert_eq!(approve(&other, &line).await.unwrap(), ActDone::Reopened);
        let reporter = world.desk(&monitor).await;
        assert_eq!(reporter.submit(&[typed(&reporter, &document("A-3"))]).await.unwrap(), [true]);
        is_sound(&world, &world.cochair().await).await;
    }

    async fn it_takes_two_and_nothing_may_wait(world: World) {
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let reporter = world.desk(world.login(Role::Monitor)).await;
        assert!(one.propose(Propose::Reopen).await.is_err_and(|error| error.to_string().contains("is open")));
        reporter.submit(&[typed(&reporter, &document("A-1"))]).await.unwrap();
        invalid(one.propose(Propose::Close).await, "triage them");
        world.verifier().await.triage(&HashSet::new()).await.unwrap();
        let line = one.propose(Propose::Close).await.unwrap();
        assert_eq!(refused(approve(&one, &line).await), ProposalRefusal::SamePerson);
        // A report that came meanwhile is not shut in.
        reporter.submit(&[typed(&reporter, &document("A-2"))]).await.unwrap();
        assert_eq!(refused(approve(&other, &line).await), ProposalRefusal::Void(WhyVoid::Situation));
        world.verifier().await.triage(&HashSet::new()).await.unwrap();
        let line = one.propose(Propose::Close).await.unwrap();
        approve(&other, &line).await.unwrap();
        let one = world.cochair().await;
        invalid(one.propose(Propose::Close).await, "closed already");
        let again = approve(&world.desk("cochair-2").await, &line).await;
        assert_eq!(refused(again), ProposalRefusal::Closed(ProposalState::Approved));
    }

    async fn what_was_approved_is_not_good_for_another_time(world: World) {
        let mut world = world;
        third_cochair(&mut world).await;
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        // Two propose the same way round; while one waits, the other closes it and opens it again.
        let waits = one.propose(Propose::Close).await.unwrap();
        let another = one.propose(Propose::Close).await.unwrap();
        assert_eq!(waits.id, another.id);
        approve(&other, &waits).await.unwrap();
        let one = world.cochair().await;
        let reopen = one.propose(Propose::Reopen).await.unwrap();
        let stale = other;
        // Who signed in while it was open does not know that it is closed: nothing is opened twice.
        assert_eq!(refused(approve(&stale, &reopen).await), ProposalRefusal::Void(WhyVoid::Situation));
        let reopen = one.propose(Propose::Reopen).await.unwrap();
        approve(&world.desk("cochair-3").await, &reopen).await.unwrap();
        is_sound(&world, &world.cochair().await).await;
    }

    async fn whether_it_is_closed_is_what_the_log_says(world: World) {
        close(&world).await;
        is_sound(&world, &world.cochair().await).await;
        let raw = Raw::open(&world).await;
        raw.run("UPDATE situation SET closed_hour = NULL").await;
        let findings = world.store.verify(None).await.unwrap().findings;
        assert_eq!(findings.iter().map(|finding| finding.what.as_str()).collect::<Vec<_>>(), ["whether XAR is closed"]);
        raw.run("UPDATE situation SET closing_version = 0").await;
        let findings = world.store.verify(None).await.unwrap().findings;
        assert_eq!(findings.len(), 1, "{findings:?}");
    }
}
