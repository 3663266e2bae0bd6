//! A8: what takes two people is not done by one, nor by two who do not mean the same.

use crate::support::{document, is_sound};
use crate::world::{TODAY, World, allow_export, grant_by_two, on_both_engines, take};
use domain::access::{EXPORT_ALONE, Mandate, ProposalRefusal, ProposalState, Role, WhyVoid, act, permit};
use domain::audit::LogAct;
use domain::id::ProposalId;
use domain::interchange::Recipient;
use sixfold::casework::{
    ActDone, Approval, CaseError, Desk, Granting, NewAccount, Now, ProposalLine, Propose, Taking, recover,
};
use std::sync::Arc;
use store::{ProposalRow, StoreError};
use vault::{Compartment, CustodianKey, Password};

async fn sign_in(world: &World, login: &str, password: &str) -> Desk {
    let password = Password::new(password.to_owned());
    Desk::sign_in(Arc::clone(&world.store), "XAR", login, &password, Now::on(TODAY)).await.unwrap()
}

/// A new account of the world.
pub(crate) async fn joined(world: &mut World, login: &str, roles: &[Role]) {
    let password = world.desk("administrator-1").await.add_account(login, roles).await.unwrap();
    world.accounts.push(NewAccount { role: roles[0], login: login.to_owned(), password });
}

/// A third co-chair, who is a verifier too, granted by the first two.
pub(crate) async fn third_cochair(world: &mut World) {
    joined(world, "cochair-3", &[Role::Cochair, Role::Verifier]).await;
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    let fingerprint = world.desk("cochair-3").await.fingerprint();
    assert_eq!(grant_by_two(&one, &other, "cochair-3", &fingerprint).await.len(), 4);
}

pub(crate) async fn held(world: &World, login: &str) -> usize {
    let id = world.store.account(login).await.unwrap().unwrap().id;
    world.store.grants(1, Some(id)).await.unwrap().len()
}

/// What the log says of a proposal, oldest first.
pub(crate) async fn logged(world: &World, id: ProposalId) -> Vec<LogAct> {
    let rows = world.store.log_page(0, 10_000).await.unwrap();
    rows.iter().filter(|row| row.entry.object == id.0).map(|row| row.entry.act).collect()
}

pub(crate) fn refused<T: std::fmt::Debug>(outcome: Result<T, CaseError>) -> ProposalRefusal {
    match outcome {
        Err(CaseError::Proposal(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

async fn proposed(by: &Desk, login: &str, fingerprint: &str) -> ProposalLine {
    by.propose(Propose::Grant { login, fingerprint }).await.unwrap()
}

async fn approve(by: &Desk, line: &ProposalLine, fingerprint: &str) -> Result<ActDone, CaseError> {
    by.approve(line.id, &Approval { digest: line.digest, fingerprint: Some(fingerprint) }).await
}

/// Puts a proposal in the place of a real one as the program itself would have, at another time.
async fn at_another_time(world: &World, by: &Desk, id: ProposalId, change: impl Fn(&mut ProposalRow)) {
    put_at_another_time(world, by, by, id, change).await;
}

/// The same, closed by another than who proposed it.
pub(crate) async fn put_at_another_time(
    world: &World,
    by: &Desk,
    second: &Desk,
    id: ProposalId,
    change: impl Fn(&mut ProposalRow),
) {
    fn mandates(desk: &Desk) -> Vec<Mandate> {
        let actor = desk.actor();
        let proposes = permit::<act::Propose>(actor).map(|permit| permit.mandate());
        let approves = permit::<act::Approve>(actor).map(|permit| permit.mandate());
        let breaks = permit::<act::BreakGlass>(actor).map(|permit| permit.mandate());
        [proposes, approves, breaks].into_iter().flatten().collect()
    }
    let hour = Now::on(TODAY).hour;
    let read = world.store.write_on(mandates(by), hour).await.unwrap();
    let real = read.proposal(1, id).await.unwrap().unwrap();
    read.abandon().await.unwrap();
    let mut row = real.clone();
    row.version += 1;
    change(&mut row);
    let raw = crate::raw::Raw::open(world).await;
    let place = format!("id = {}", raw.literal(&id.0));
    assert_eq!(raw.run(&format!("DELETE FROM proposal WHERE {place}")).await, 1);
    let mut write = world.store.write_on(mandates(by), hour).await.unwrap();
    if real.proposal.state == ProposalState::Pending {
        write.add_proposal(&row).await.unwrap();
    } else {
        let closed = row.proposal.closed_hour.unwrap();
        let mut first = row.clone();
        first.proposal.state = ProposalState::Pending;
        (first.proposal.closed_hour, first.closed_by) = (None, None);
        write.add_proposal(&first).await.unwrap();
        write.commit().await.unwrap();
        write = world.store.write_on(mandates(second), hour).await.unwrap();
        write.close_proposal(first, real.proposal.state, second.account(), closed).await.unwrap();
    }
    write.commit().await.unwrap();
}

on_both_engines! {
    /// A8: a grant of identity content with one approver, with the same person twice, by the person themselves.
    async fn a_grant_of_identity_takes_two_and_neither_is_the_one_who_gets_it(world: World) {
        let mut world = world;
        third_cochair(&mut world).await;
        let (one, both) = (world.cochair().await, world.desk("cochair-3").await);
        joined(&mut world, "verifier-2", &[Role::Verifier]).await;
        let fingerprint = world.desk("verifier-2").await.fingerprint();

        // Whoever is a verifier too is still one person.
        let line = proposed(&both, "verifier-2", &fingerprint).await;
        assert_eq!(line.compartments, ["intake", "case", "identity"]);
        assert_eq!(refused(approve(&both, &line, &fingerprint).await), ProposalRefusal::SamePerson);
        let Granting::Proposed(again) = both.grant("verifier-2", &fingerprint).await.unwrap() else { panic!() };
        assert_eq!(again.id, line.id);
        assert_eq!(proposed(&both, "verifier-2", &fingerprint).await.id, line.id);
        let another = one.propose(Propose::Grant { login: "verifier-2", fingerprint: &fingerprint }).await;
        assert_eq!(refused(another), ProposalRefusal::Proposed(line.id));
        assert_eq!(held(&world, "verifier-2").await, 0);
        approve(&one, &line, &fingerprint).await.unwrap();
        assert_eq!(held(&world, "verifier-2").await, 3);
        assert_eq!(logged(&world, line.id).await, [LogAct::Proposed, LogAct::Approved]);
        assert_eq!(refused(approve(&one, &line, &fingerprint).await), ProposalRefusal::Closed(ProposalState::Approved));
        assert_eq!(refused(one.withdraw(line.id).await), ProposalRefusal::Closed(ProposalState::Approved));

        // Nobody is one of the two for what they get themselves.
        let own = world.desk("cochair-2").await;
        let fingerprint = own.fingerprint();
        assert_eq!(refused(own.grant("cochair-2", &fingerprint).await), ProposalRefusal::SamePerson);
        let propose = Propose::Grant { login: "cochair-2", fingerprint: &fingerprint };
        assert_eq!(refused(own.propose(propose).await), ProposalRefusal::SamePerson);
        let line = proposed(&one, "cochair-2", &fingerprint).await;
        assert_eq!(refused(approve(&own, &line, &fingerprint).await), ProposalRefusal::SamePerson);
        approve(&both, &line, &fingerprint).await.unwrap();
        let rows = world.store.log_page(0, 10_000).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.entry.act == LogAct::Refused).count(), 4, "of those who tried alone");

        // What opens no identity content takes one.
        joined(&mut world, "reviewer-2", &[Role::TechnicalReviewer]).await;
        let fingerprint = world.desk("reviewer-2").await.fingerprint();
        let given = one.grant("reviewer-2", &fingerprint).await.unwrap();
        assert_eq!(given, Granting::Given(vec![Compartment::Case]));
        let propose = Propose::Grant { login: "reviewer-2", fingerprint: &fingerprint };
        assert!(matches!(one.propose(propose).await, Err(CaseError::Invalid(_))));
        is_sound(&world, &world.cochair().await).await;
    }

    /// A8: parameters altered after the first approval: refused, and the first approval is void.
    async fn who_approves_something_else_makes_it_void(world: World) {
        let mut world = world;
        joined(&mut world, "verifier-2", &[Role::Verifier]).await;
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let fingerprint = world.desk("verifier-2").await.fingerprint();
        let strange = world.desk("auditor-1").await.fingerprint();
        let line = proposed(&one, "verifier-2", &fingerprint).await;
        // Nothing is said yet: neither right nor wrong.
        for given in [None, Some(""), Some("12345"), Some(&fingerprint[1..])] {
            let outcome = other.approve(line.id, &Approval { digest: line.digest, fingerprint: given }).await;
            assert!(matches!(outcome, Err(CaseError::Invalid(_))), "{given:?}: {outcome:?}");
        }
        assert!(other.proposal(line.id).await.unwrap().waits);
        assert_eq!(refused(approve(&other, &line, &strange).await), ProposalRefusal::Void(WhyVoid::OtherFingerprint));
        assert_eq!(refused(approve(&other, &line, &fingerprint).await), ProposalRefusal::Closed(ProposalState::Void));

        let line = proposed(&one, "verifier-2", &fingerprint).await;
        let mut altered = line.clone();
        altered.digest[31] ^= 1;
        assert_eq!(refused(approve(&other, &altered, &fingerprint).await), ProposalRefusal::Void(WhyVoid::OtherParameters));
        assert_eq!(refused(approve(&other, &line, &fingerprint).await), ProposalRefusal::Closed(ProposalState::Void));
        assert_eq!(logged(&world, line.id).await, [LogAct::Proposed, LogAct::ProposalVoided]);

        // An approval of one proposal is none of another, whatever they have in common.
        let [first, second] = [Recipient::Unicef, Recipient::Anyone]
            .map(|recipient| one.propose(Propose::Export { recipient, by: None }));
        let (first, second) = (first.await.unwrap(), second.await.unwrap());
        let crossed = other.approve(second.id, &Approval { digest: first.digest, fingerprint: None }).await;
        assert_eq!(refused(crossed), ProposalRefusal::Void(WhyVoid::OtherParameters));
        assert_eq!(held(&world, "verifier-2").await, 0);

        // Taken back by either, it is over.
        for by in [&one, &other] {
            let line = proposed(&one, "verifier-2", &fingerprint).await;
            by.withdraw(line.id).await.unwrap();
            assert_eq!(refused(approve(&other, &line, &fingerprint).await), ProposalRefusal::Closed(ProposalState::Withdrawn));
            assert_eq!(refused(by.withdraw(line.id).await), ProposalRefusal::Closed(ProposalState::Withdrawn));
        }
        assert_eq!(held(&world, "verifier-2").await, 0);
        assert!(matches!(other.withdraw(ProposalId([7; 16])).await, Err(CaseError::NotFound)));
        for login in ["verifier-1", "technical-reviewer-1", "monitor-1", "task-force-1", "administrator-1", "auditor-1"] {
            let desk = world.desk(login).await;
            assert!(matches!(desk.proposals().await, Err(CaseError::Denied(_))), "{login}");
            assert!(matches!(desk.proposal(line.id).await, Err(CaseError::Denied(_))), "{login}");
            assert!(matches!(desk.withdraw(line.id).await, Err(CaseError::Denied(_))), "{login}");
            assert!(matches!(approve(&desk, &line, &fingerprint).await, Err(CaseError::Denied(_))), "{login}");
            let export = Propose::Export { recipient: Recipient::Unicef, by: None };
            assert!(matches!(desk.propose(export).await, Err(CaseError::Denied(_))), "{login}");
        }
        is_sound(&world, &one).await;
    }

    /// A8: who proposed it and whom it is for are looked at again when it is approved.
    async fn who_changes_meanwhile_makes_it_void(world: World) {
        let mut world = world;
        third_cochair(&mut world).await;
        let (one, other, third) = (world.cochair().await, world.desk("cochair-2").await, world.desk("cochair-3").await);
        let administrator = world.desk("administrator-1").await;
        for login in ["verifier-2", "verifier-3", "verifier-4"] {
            joined(&mut world, login, &[Role::Verifier]).await;
        }
        let may_export = async |by: &Desk, who: &str| {
            by.propose(Propose::Export { recipient: Recipient::Unicef, by: Some(who) }).await
        };
        let exported = async |by: &Desk, line: &ProposalLine| {
            by.approve(line.id, &Approval { digest: line.digest, fingerprint: None }).await
        };
        for (change, login) in [("suspend", "verifier-2"), ("reset", "verifier-3"), ("change the roles", "verifier-4")] {
            let fingerprint = world.desk(login).await.fingerprint();
            let line = proposed(&other, login, &fingerprint).await;
            let export = may_export(&other, login).await.unwrap();
            match change {
                "suspend" => administrator.suspend_account(login).await.unwrap(),
                "reset" => drop(administrator.reset_account(login).await.unwrap()),
                _ => drop(administrator.change_roles(login, &[Role::Verifier, Role::TaskForce]).await.unwrap()),
            }
            let why = ProposalRefusal::Void(WhyVoid::Target);
            assert_eq!(refused(approve(&one, &line, &fingerprint).await), why, "{change}");
            assert_eq!(held(&world, login).await, 0, "{change}");
            // An export names no key, and the roles of the others still allow it.
            match change {
                "suspend" => assert_eq!(refused(exported(&one, &export).await), why),
                _ => drop(exported(&one, &export).await.unwrap()),
            }
        }
        administrator.restore_account("verifier-2").await.unwrap();
        let fingerprint = world.desk("verifier-2").await.fingerprint();
        for change in ["suspend", "take the role", "revoke", "remove", "reset"] {
            let (proposer, login) = if change == "remove" { (&third, "cochair-3") } else { (&one, "cochair-1") };
            let line = proposed(proposer, "verifier-2", &fingerprint).await;
            let export = may_export(proposer, "verifier-1").await.unwrap();
            match change {
                "suspend" => administrator.suspend_account(login).await.unwrap(),
                "take the role" => drop(administrator.change_roles(login, &[Role::Verifier]).await.unwrap()),
                "revoke" => drop(other.revoke(login).await.unwrap()),
                "remove" => drop(administrator.remove_account(login).await.unwrap()),
                _ => drop(administrator.reset_account(login).await.unwrap()),
            }
            let why = ProposalRefusal::Void(WhyVoid::Proposer);
            assert_eq!(refused(approve(&other, &line, &fingerprint).await), why, "{change}");
            assert_eq!(refused(exported(&other, &export).await), why, "{change}");
            assert_eq!(held(&world, "verifier-2").await, 0, "{change}");
            assert_eq!(logged(&world, line.id).await, [LogAct::Proposed, LogAct::ProposalVoided], "{change}");
            // Signed in before, the one who is no longer what they were proposes and approves nothing either.
            assert!(matches!(may_export(proposer, "verifier-3").await, Err(CaseError::NoSession)), "{change}");
            let line = may_export(&other, "verifier-3").await.unwrap();
            let outcome = exported(proposer, &line).await;
            assert!(matches!(outcome, Err(CaseError::NoSession)), "{change}: {outcome:?}");
            assert!(other.proposal(line.id).await.unwrap().waits, "{change}");
            match change {
                "suspend" => administrator.restore_account(login).await.unwrap(),
                "take the role" => drop(administrator.change_roles(login, &[Role::Cochair]).await.unwrap()),
                "revoke" => drop(grant_by_two(&other, &third, login, &one.fingerprint()).await),
                _ => {}
            }
        }
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// Three days, by the database's clock, whatever a node's clock says.
    async fn a_proposal_lapses_and_so_does_the_leave_that_it_gave(world: World) {
        let mut world = world;
        joined(&mut world, "verifier-2", &[Role::Verifier]).await;
        let (one, mut other) = (world.cochair().await, world.desk("cochair-2").await);
        let fingerprint = world.desk("verifier-2").await.fingerprint();
        let hour = world.store.clock().await.unwrap().div_euclid(3600);
        for (age, in_time) in [(70, true), (73, false), (-5, false)] {
            let line = proposed(&one, "verifier-2", &fingerprint).await;
            at_another_time(&world, &one, line.id, |row| row.proposal.proposed_hour = hour - age).await;
            assert_eq!(other.proposal(line.id).await.unwrap().waits, in_time, "{age}");
            let outcome = refused(approve(&other, &line, &fingerprint).await);
            // The proposer signed another time: in time, that is what it fails for.
            let expected = if in_time { ProposalRefusal::Void(WhyVoid::Proposer) } else { ProposalRefusal::Lapsed };
            assert_eq!(outcome, expected, "{age}");
            assert_eq!(other.proposal(line.id).await.unwrap().state(), if in_time { "void" } else { "lapsed" });
            if !in_time {
                assert_eq!(refused(one.withdraw(line.id).await), ProposalRefusal::Lapsed);
            }
        }
        // A lapsed one is in nobody's way.
        other.at(Now::on(jiff::civil::date(2031, 1, 1)));
        assert_eq!(grant_by_two(&one, &other, "verifier-2", &fingerprint).await.len(), 3);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A8: an export above the threshold.
    async fn a_large_export_takes_two_and_is_for_whom_they_said(world: World) {
        let (one, other, verifier) = (world.cochair().await, world.desk("cochair-2").await, world.verifier().await);
        let documents: Vec<_> = (0..EXPORT_ALONE).map(|n| document(&format!("E-{n}"))).collect();
        take(&one, &documents, Taking::ContentOnly).await;
        let mut export = one.export(Recipient::Unicef).await.unwrap();
        assert_eq!(export.next().await.unwrap().len(), 100);
        // One more comes while somebody exports alone.
        let mut export = one.export(Recipient::Unicef).await.unwrap();
        take(&one, &[document("E-100")], Taking::ContentOnly).await;
        assert_eq!(refused(export.next().await.map(|all| all.len())), ProposalRefusal::ExportNeedsTwo);

        let exports = async |desk: &Desk, recipient| match desk.export(recipient).await {
            Ok(mut export) => export.next().await.map(|all| all.len()),
            Err(error) => Err(error),
        };
        let before = world.store.head().await.unwrap().size;
        assert_eq!(refused(exports(&one, Recipient::Unicef).await), ProposalRefusal::ExportNeedsTwo);
        let line = one.propose(Propose::Export { recipient: Recipient::Unicef, by: None }).await.unwrap();
        assert_eq!(refused(exports(&one, Recipient::Unicef).await), ProposalRefusal::ExportNeedsTwo, "one is not two");
        let approval = Approval { digest: line.digest, fingerprint: None };
        assert_eq!(refused(one.approve(line.id, &approval).await), ProposalRefusal::SamePerson);
        other.approve(line.id, &approval).await.unwrap();
        assert_eq!(exports(&one, Recipient::Unicef).await.unwrap(), 101);
        assert_eq!(exports(&one, Recipient::Unicef).await.unwrap(), 101, "a broken line is no new proposal");
        for (desk, recipient) in [(&one, Recipient::Anyone), (&other, Recipient::Unicef), (&verifier, Recipient::Unicef)] {
            assert_eq!(refused(exports(desk, recipient).await), ProposalRefusal::ExportNeedsTwo);
        }
        let rows = world.store.log_page(before, 1_000).await.unwrap();
        assert_eq!(rows.iter().filter(|row| row.entry.act == LogAct::IdentityRead).count(), 2);

        // A verifier can be named; a person who may not read identity content cannot.
        allow_export(&one, &other, "verifier-1", Recipient::Other).await;
        assert_eq!(exports(&verifier, Recipient::Other).await.unwrap(), 101);
        for login in ["technical-reviewer-1", "administrator-1", "monitor-1"] {
            let propose = Propose::Export { recipient: Recipient::Other, by: Some(login) };
            assert!(matches!(one.propose(propose).await, Err(CaseError::Invalid(_))), "{login}");
        }
        // The leave ends with its time, and earlier where it is taken back.
        let hour = world.store.clock().await.unwrap().div_euclid(3600);
        at_another_time(&world, &one, line.id, |row| row.proposal.closed_hour = Some(hour - 70)).await;
        assert_eq!(exports(&one, Recipient::Unicef).await.unwrap(), 101);
        at_another_time(&world, &one, line.id, |row| row.proposal.closed_hour = Some(hour - 72)).await;
        assert_eq!(refused(exports(&one, Recipient::Unicef).await), ProposalRefusal::ExportNeedsTwo);
        let given = one.proposals().await.unwrap().into_iter().find(|line| line.gives_leave).unwrap();
        other.withdraw(given.id).await.unwrap();
        assert_eq!(refused(exports(&verifier, Recipient::Other).await), ProposalRefusal::ExportNeedsTwo);
        is_sound(&world, &one).await;
    }

    /// Somebody who writes to the database puts a proposal, an approval or other parameters there.
    async fn what_the_log_does_not_know_is_neither_approved_nor_used(world: World) {
        let mut world = world;
        joined(&mut world, "verifier-2", &[Role::Verifier]).await;
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &(0..=EXPORT_ALONE).map(|n| document(&format!("E-{n}"))).collect::<Vec<_>>(), Taking::ContentOnly).await;
        let fingerprint = world.desk("verifier-2").await.fingerprint();
        let line = proposed(&one, "verifier-2", &fingerprint).await;
        let export = one.propose(Propose::Export { recipient: Recipient::Unicef, by: None }).await.unwrap();
        let raw = crate::raw::Raw::open(&world).await;
        raw.keep("now").await;
        let altered = |error: &CaseError| matches!(error, CaseError::Store(StoreError::Altered { .. } | StoreError::Corrupt { .. }));
        let id = raw.literal(&line.id.0);
        let [mine, theirs] = [other.account(), one.account()].map(|account| raw.literal(&account.0));
        for change in [
            format!("UPDATE proposal SET parameters = replace(parameters, 'intake', 'release') WHERE id = {id}"),
            format!("UPDATE proposal SET proposer = {mine} WHERE id = {id}"),
            format!("UPDATE proposal SET proposed_hour = proposed_hour - 1 WHERE id = {id}"),
            format!("UPDATE proposal SET version = 2 WHERE id = {id}"),
            format!("UPDATE proposal SET act = 'export' WHERE id = {id}"),
        ] {
            assert_eq!(raw.run(&change).await, 1, "{change}");
            let by = if change.contains("proposer =") { &one } else { &other };
            assert!(altered(&approve(by, &line, &fingerprint).await.unwrap_err()), "{change}");
            assert!(altered(&one.withdraw(line.id).await.unwrap_err()), "{change}");
            raw.put_back("now", "proposal").await;
        }
        // The second co-chair alone, with a proposal in the first one's name and an approval that nobody gave.
        let new = raw.literal(&[9; 16]);
        raw.run(&format!(
            "INSERT INTO proposal SELECT {new}, situation, version, act, parameters, {theirs}, proposed_hour, signature, state, \
             closed_by, closed_hour FROM proposal WHERE id = {id}"
        ))
        .await;
        let forged = ProposalLine { id: ProposalId([9; 16]), ..line.clone() };
        assert!(altered(&approve(&other, &forged, &fingerprint).await.unwrap_err()));
        raw.put_back("now", "proposal").await;
        let of_export = raw.literal(&export.id.0);
        raw.run(&format!(
            "UPDATE proposal SET state = 'approved', version = 2, closed_by = {mine}, closed_hour = proposed_hour WHERE id = {of_export}"
        ))
        .await;
        assert!(altered(&one.export(Recipient::Unicef).await.map(|_| ()).unwrap_err()));
        raw.put_back("now", "proposal").await;
        assert_eq!(held(&world, "verifier-2").await, 0);
        approve(&other, &line, &fingerprint).await.unwrap();
        is_sound(&world, &one).await;
    }

    /// A proposal does not outlive a change of keys: what is granted is what is in use when it is approved.
    async fn a_grant_that_waited_for_a_rotation_holds_the_new_keys(world: World) {
        let mut world = world;
        joined(&mut world, "verifier-2", &[Role::Verifier]).await;
        let (mut one, other) = (world.cochair().await, world.desk("cochair-2").await);
        take(&one, &[document("A-1")], Taking::ContentOnly).await;
        let fingerprint = world.desk("verifier-2").await.fingerprint();
        let line = proposed(&one, "verifier-2", &fingerprint).await;
        one.rotate().await.unwrap();
        // Signed in before it, the second has not the keys to give.
        let late = approve(&other, &line, &fingerprint).await;
        assert!(matches!(late, Err(CaseError::Store(StoreError::Conflict { .. }))), "{late:?}");
        let other = world.desk("cochair-2").await;
        approve(&other, &line, &fingerprint).await.unwrap();
        assert_eq!(held(&world, "verifier-2").await, 6, "three compartments, two epochs");
        while !one.rewrap().await.unwrap().done {}
        let verifier = world.desk("verifier-2").await;
        assert_eq!(verifier.search().await.unwrap().next().await.unwrap().len(), 1);
        is_sound(&world, &one).await;
    }

    /// One co-chair is left, and a verifier has lost a password too: two custodians make a second co-chair, and
    /// nothing is lost.
    async fn a_single_cochair_and_two_custodians_find_the_way_out(world: World) {
        let mut world = world;
        let one = world.cochair().await;
        take(&one, &[document("A-1"), document("A-2")], Taking::ContentOnly).await;
        let administrator = world.desk("administrator-1").await;
        let fresh = administrator.reset_account("verifier-1").await.unwrap();
        administrator.suspend_account("cochair-2").await.unwrap();
        let verifier = sign_in(&world, "verifier-1", &fresh).await;
        for _ in 0..2 {
            let waits = one.grant("verifier-1", &verifier.fingerprint()).await.unwrap();
            assert!(matches!(waits, Granting::Proposed(_)));
        }
        assert_eq!(held(&world, "verifier-1").await, 0);

        // An administrator's new co-chair is not a second one: nobody has given them anything.
        joined(&mut world, "cochair-3", &[Role::Cochair]).await;
        let new = world.desk("cochair-3").await;
        let alone = new.grant("verifier-1", &verifier.fingerprint()).await;
        assert!(matches!(alone, Err(CaseError::NoGrant(_))), "{alone:?}");
        assert!(matches!(one.grant("cochair-3", &new.fingerprint()).await.unwrap(), Granting::Proposed(_)));
        assert_eq!(held(&world, "cochair-3").await, 0);

        let secrets: Vec<CustodianKey> = world.custodians[..2]
            .iter()
            .map(|key| CustodianKey::from_text(&key.to_text()).unwrap())
            .collect();
        let account = world.accounts.iter().find(|account| account.login == "cochair-3").unwrap();
        let password = Password::new(account.password.clone());
        let back = recover(Arc::clone(&world.store), "XAR", "cochair-3", &password, &secrets, Now::on(TODAY));
        assert_eq!(back.await.unwrap(), 4);
        let second = world.desk("cochair-3").await;
        let given = second.grant("verifier-1", &verifier.fingerprint()).await.unwrap();
        assert!(matches!(given, Granting::Given(compartments) if compartments.len() == 3));
        let verifier = sign_in(&world, "verifier-1", &fresh).await;
        assert_eq!(verifier.search().await.unwrap().next().await.unwrap().len(), 2);
        let mut export = verifier.export(Recipient::Unicef).await.unwrap();
        assert_eq!(export.next().await.unwrap().into_iter().filter(Result::is_ok).count(), 2);
        is_sound(&world, &one).await;
    }
}
