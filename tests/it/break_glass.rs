//! A8: access when co-chairs cannot be reached: two ask, everybody sees it for three days, anybody can veto it.

use crate::program::Site;
use crate::support::{document, is_sound};
use crate::two_people::{held, joined, logged, put_at_another_time, refused, third_cochair};
use crate::world::{World, grant_by_two, on_both_engines, take};
use domain::access::{Action, ProposalRefusal, ProposalState, Role, WhyVoid};
use domain::audit::LogAct;
use serde_json::{Value, json};
use sixfold::casework::{Approval, CaseError, Desk, ProposalLine, Taking};
use std::fs;
use vault::Compartment;

/// A second verifier, who holds what verifiers hold, and a new co-chair, who holds nothing.
async fn set_out(world: &mut World) -> String {
    joined(world, "verifier-2", &[Role::Verifier]).await;
    joined(world, "cochair-9", &[Role::Cochair]).await;
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    let fingerprint = world.desk("verifier-2").await.fingerprint();
    grant_by_two(&one, &other, "verifier-2", &fingerprint).await;
    take(&one, &[document("A-1")], Taking::ContentOnly).await;
    world.desk("cochair-9").await.fingerprint()
}

async fn join(by: &Desk, line: &ProposalLine, fingerprint: &str) -> Result<ProposalLine, CaseError> {
    by.join_break_glass(line.id, &Approval { digest: line.digest, fingerprint: Some(fingerprint) }).await
}

async fn state(by: &Desk, line: &ProposalLine) -> &'static str {
    let lines = by.break_glass_proposals().await.unwrap();
    lines.iter().find(|one| one.id == line.id).unwrap().state()
}

/// Asked for by two verifiers, so many hours ago.
async fn asked(world: &World, fingerprint: &str, hours: i64) -> ProposalLine {
    let (one, other) = (world.verifier().await, world.desk("verifier-2").await);
    let line = one.break_glass("cochair-9", fingerprint).await.unwrap();
    let line = join(&other, &line, fingerprint).await.unwrap();
    let now = line.proposal.closed_hour.unwrap();
    let earlier = |row: &mut store::ProposalRow| row.proposal.closed_hour = Some(now - hours);
    put_at_another_time(world, &one, &other, line.id, earlier).await;
    line
}

fn denied<T: std::fmt::Debug>(outcome: Result<T, CaseError>, action: Action) {
    match outcome {
        Err(CaseError::Denied(denied)) => assert_eq!(denied.action, action),
        other => panic!("{other:?}"),
    }
}

on_both_engines! {
    async fn two_who_hold_the_keys_open_for_a_third_what_they_hold_after_three_days(world: World) {
        let mut world = world;
        let fingerprint = set_out(&mut world).await;
        let (one, other) = (world.verifier().await, world.desk("verifier-2").await);
        let line = one.break_glass("cochair-9", &fingerprint).await.unwrap();
        assert_eq!(line.compartments, ["intake", "case", "identity"], "a verifier holds no releases");
        assert_eq!(one.break_glass("cochair-9", &fingerprint).await.unwrap().id, line.id);
        assert_eq!(refused(other.break_glass("cochair-9", &fingerprint).await), ProposalRefusal::Proposed(line.id));
        assert_eq!(refused(one.open_by_break_glass(line.id).await), ProposalRefusal::TooSoon);
        let joined = join(&other, &line, &fingerprint).await.unwrap();
        assert_eq!((joined.state(), joined.gives_leave, joined.stands), ("approved", false, true));
        for by in [&one, &other] {
            assert_eq!(refused(by.open_by_break_glass(line.id).await), ProposalRefusal::TooSoon);
        }
        assert_eq!(held(&world, "cochair-9").await, 0);

        let now = joined.proposal.closed_hour.unwrap();
        for (hours, refusal) in [(71, ProposalRefusal::TooSoon), (144, ProposalRefusal::Lapsed)] {
            let change = |row: &mut store::ProposalRow| row.proposal.closed_hour = Some(now - hours);
            put_at_another_time(&world, &one, &other, line.id, change).await;
            assert_eq!(refused(one.open_by_break_glass(line.id).await), refusal);
        }
        assert_eq!(state(&one, &line).await, "lapsed");
        let change = |row: &mut store::ProposalRow| row.proposal.closed_hour = Some(now - 72);
        put_at_another_time(&world, &one, &other, line.id, change).await;
        let third = world.cochair().await;
        assert_eq!(refused(third.open_by_break_glass(line.id).await), ProposalRefusal::NotOneOfTheTwo);
        let (to, opened) = other.open_by_break_glass(line.id).await.unwrap();
        assert_eq!((to.as_str(), opened), ("cochair-9", vec![Compartment::Intake, Compartment::Case, Compartment::Identity]));
        let opener = world.desk("cochair-9").await;
        assert_eq!(opener.search().await.unwrap().next().await.unwrap().len(), 1);
        // Once, and not again after a revocation.
        assert_eq!(refused(one.open_by_break_glass(line.id).await), ProposalRefusal::Closed(ProposalState::Done));
        third.revoke("cochair-9").await.unwrap();
        assert_eq!(refused(one.open_by_break_glass(line.id).await), ProposalRefusal::Closed(ProposalState::Done));
        assert_eq!(logged(&world, line.id).await.last(), Some(&LogAct::GlassBroken));
        is_sound(&world, &third).await;
    }

    async fn anybody_who_opens_something_sees_it_and_can_veto_it(world: World) {
        let mut world = world;
        let fingerprint = set_out(&mut world).await;
        for login in ["cochair-1", "verifier-1", "technical-reviewer-1", "task-force-1"] {
            for hours in [0, 71, 72, 143] {
                let line = asked(&world, &fingerprint, hours).await;
                let member = world.desk(login).await;
                let told = member.notices().await.unwrap();
                assert!(told.iter().any(|notice| notice.kind == "break_glass" && notice.is_new), "{login} {hours}");
                member.veto_break_glass(line.id).await.unwrap();
                let told = member.notices().await.unwrap();
                assert!(told.iter().all(|notice| notice.kind != "break_glass"), "{login} {hours}");
                assert_eq!(state(&member, &line).await, "withdrawn");
                let opened = world.verifier().await.open_by_break_glass(line.id).await;
                assert_eq!(refused(opened), ProposalRefusal::Closed(ProposalState::Withdrawn));
                let again = refused(member.veto_break_glass(line.id).await);
                assert_eq!(again, ProposalRefusal::Closed(ProposalState::Withdrawn));
            }
        }
        // What waits for its second person can be vetoed too, and what is over need not be.
        let waits = world.verifier().await.break_glass("cochair-9", &fingerprint).await.unwrap();
        world.desk("task-force-1").await.veto_break_glass(waits.id).await.unwrap();
        let over = asked(&world, &fingerprint, 144).await;
        assert_eq!(refused(world.cochair().await.veto_break_glass(over.id).await), ProposalRefusal::Lapsed);
        assert_eq!(held(&world, "cochair-9").await, 0);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    async fn neither_is_alone_nor_for_oneself_nor_without_keys(world: World) {
        let mut world = world;
        let fingerprint = set_out(&mut world).await;
        let (one, other) = (world.verifier().await, world.desk("verifier-2").await);
        for login in ["monitor-1", "technical-reviewer-1", "task-force-1", "administrator-1", "auditor-1"] {
            denied(world.desk(login).await.break_glass("cochair-9", &fingerprint).await, Action::BreakGlass);
        }
        for login in ["monitor-1", "administrator-1", "auditor-1"] {
            denied(world.desk(login).await.break_glass_proposals().await, Action::Veto);
        }
        // Whom it is for has the role, and holds nothing to give.
        let target = world.desk("cochair-9").await;
        assert!(target.break_glass("verifier-2", &other.fingerprint()).await.is_err());
        assert_eq!(refused(other.break_glass("verifier-2", &other.fingerprint()).await), ProposalRefusal::SamePerson);
        let line = one.break_glass("cochair-9", &fingerprint).await.unwrap();
        assert_eq!(refused(join(&one, &line, &fingerprint).await), ProposalRefusal::SamePerson);
        assert_eq!(refused(join(&target, &line, &fingerprint).await), ProposalRefusal::SamePerson);
        let without = other.join_break_glass(line.id, &Approval { digest: line.digest, fingerprint: None }).await;
        assert!(matches!(without, Err(CaseError::Invalid(_))));
        // The lists of the two kinds do not mix.
        let cochair = world.cochair().await;
        assert!(cochair.proposals().await.unwrap().iter().all(|one| one.id != line.id));
        assert!(matches!(cochair.proposal(line.id).await, Err(CaseError::NotFound)));
        assert!(matches!(cochair.withdraw(line.id).await, Err(CaseError::NotFound)));
        let approval = Approval { digest: line.digest, fingerprint: Some(&fingerprint) };
        assert!(matches!(cochair.approve(line.id, &approval).await, Err(CaseError::NotFound)));
        let export = cochair.propose(sixfold::casework::Propose::Export { recipient: domain::interchange::Recipient::Anyone, by: None }).await.unwrap();
        assert!(matches!(one.veto_break_glass(export.id).await, Err(CaseError::NotFound)));
        assert!(matches!(join(&other, &export, &fingerprint).await, Err(CaseError::NotFound)));
        assert!(matches!(other.open_by_break_glass(export.id).await, Err(CaseError::NotFound)));
        // What is joined is what was asked for.
        let wrong = Approval { digest: [7; 32], fingerprint: Some(&fingerprint) };
        let void = refused(other.join_break_glass(line.id, &wrong).await);
        assert_eq!(void, ProposalRefusal::Void(WhyVoid::OtherParameters));
        let line = one.break_glass("cochair-9", &fingerprint).await.unwrap();
        let void = refused(join(&other, &line, &other.fingerprint()).await);
        assert_eq!(void, ProposalRefusal::Void(WhyVoid::OtherFingerprint));
    }

    /// In the three days anybody named may go, lose their key or their role: then nothing comes of it.
    async fn what_has_changed_meanwhile_makes_it_void(world: World) {
        let mut world = world;
        third_cochair(&mut world).await;
        let fingerprint = set_out(&mut world).await;
        let administrator = world.desk("administrator-1").await;
        for (change, why) in [
            ("first", WhyVoid::Proposer),
            ("second", WhyVoid::Proposer),
            ("target", WhyVoid::Target),
            ("roles", WhyVoid::Target),
            ("revoked", WhyVoid::Proposer),
        ] {
            let line = asked(&world, &fingerprint, 72).await;
            let (one, other) = (world.verifier().await, world.desk("verifier-2").await);
            let (by, restored) = match change {
                "first" => (&other, Some("verifier-1")),
                "second" => (&one, Some("verifier-2")),
                "target" => (&one, Some("cochair-9")),
                _ => (&one, None),
            };
            match (change, restored) {
                (_, Some(login)) => administrator.suspend_account(login).await.unwrap(),
                ("roles", None) => {
                    administrator.change_roles("cochair-9", &[Role::TechnicalReviewer]).await.unwrap();
                }
                _ => drop(world.cochair().await.revoke("verifier-2").await.unwrap()),
            }
            assert_eq!(refused(by.open_by_break_glass(line.id).await), ProposalRefusal::Void(why), "{change}");
            assert_eq!(state(by, &line).await, "void");
            if let Some(login) = restored {
                administrator.restore_account(login).await.unwrap();
            }
            if change == "roles" {
                administrator.change_roles("cochair-9", &[Role::Cochair]).await.unwrap();
            }
        }
        assert_eq!(held(&world, "cochair-9").await, 0);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }
}

#[test]
fn the_glass_from_the_command_line() {
    let site = Site::new();
    let out = site.desk.path().join("new.json");
    let out = out.to_str().unwrap();
    let add = ["account", "add", "--account", "cochair-9", "--role", "cochair", "--out", out];
    site.by("administrator-1", &add).done();
    let made: Value = serde_json::from_slice(&fs::read(out).unwrap()).unwrap();
    site.now_has("cochair-9", made["accounts"][0]["password"].as_str().unwrap());
    let digits = site.by("cochair-9", &["keys", "fingerprint"]).done().out.trim().to_owned();
    let ask = ["break-glass", "ask", "--to", "cochair-9", "--fingerprint", &digits];
    site.by("technical-reviewer-1", &ask).refused(2, &["verifier or cochair"]);
    let asked = site.by("verifier-1", &ask).done();
    assert!(asked.err.contains("sixfold break-glass join"), "{asked:?}");
    let asked = asked.json();
    let text = |key: &str| asked[key].as_str().unwrap().to_owned();
    let (id, digest) = (text("id"), text("digest"));
    let join = ["break-glass", "join", "--proposal", &id, "--digest", &digest, "--fingerprint", &digits];
    site.by("verifier-1", &join).refused(2, &["somebody else approves"]);
    let joined = site.by("cochair-2", &join).done();
    assert!(joined.err.contains("72 hours") && joined.json()["state"] == json!("approved"), "{joined:?}");
    site.by("verifier-1", &["break-glass", "open", "--proposal", &id]).refused(2, &["72 hours"]);
    site.by("task-force-1", &["break-glass", "veto", "--proposal", &id]).done();
    let listed = site.by("auditor-1", &["break-glass", "list"]);
    listed.refused(2, &["role"]);
    let listed = site.by("cochair-1", &["break-glass", "list"]).done().json();
    assert_eq!((&listed[0]["state"], &listed[0]["act"]), (&json!("withdrawn"), &json!("break_glass")));
    site.sound();
}
