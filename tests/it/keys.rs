//! Who can open what, and how that changes: grants, revocation, rotation, resets, recovery.

use crate::raw::Raw;
use crate::support::{document, is_sound, report};
use crate::world::{TODAY, World, allow_export, grant_by_two, on_both_engines, registers, take};
use domain::access::{act, permit};
use domain::id::AccountId;
use domain::interchange::{Incident, Recipient};
use sixfold::casework::{CaseError, Desk, Granting, Now, Taking, recover};
use sixfold::synthetic::{Generator, Scene};
use std::sync::Arc;
use store::GrantRow;
use vault::{AccountKey, Compartment, CompartmentKey, CustodianKey, Password, SystemEntropy, VaultError};

async fn sign_in(world: &World, login: &str, password: &str) -> Result<Desk, CaseError> {
    let password = Password::new(password.to_owned());
    Desk::sign_in(Arc::clone(&world.store), "XAR", login, &password, Now::on(TODAY)).await
}

/// How many records a person can open, both parts of each.
async fn opens(desk: &Desk) -> Result<usize, CaseError> {
    let mut export = desk.export(Recipient::Unicef).await?;
    let mut count = 0;
    loop {
        match export.next().await?.len() {
            0 => return Ok(count),
            more => count += more,
        }
    }
}

async fn opens_nothing(desk: &Desk) -> bool {
    let case = desk.search().await.unwrap().next().await;
    matches!(opens(desk).await, Err(CaseError::NoGrant(_))) && matches!(case, Err(CaseError::NoGrant("case")))
}

/// Rows of anything that are still wrapped under an epoch before this one.
async fn left_behind(desk: &Desk, epoch: u32) -> Vec<String> {
    let store = desk.store();
    let permit = permit::<act::ManageKeys>(desk.actor()).unwrap();
    let mut left = Vec::new();
    for row in store.incidents_before_epoch(&permit, epoch, 10_000).await.unwrap() {
        left.push(format!("incident {}", row.number));
    }
    let all = store.incidents_after(&self::permit(desk.actor()).unwrap(), -1, 10_000).await.unwrap();
    for row in all {
        let versions = store.versions_of(&permit, row.number).await.unwrap();
        left.extend((row.epoch < epoch).then(|| format!("incident {}", row.number)));
        let old = versions.iter().filter(|version| version.epoch < epoch);
        left.extend(old.map(|version| format!("incident {} version {}", row.number, version.version)));
    }
    let (state, blocks) = store.facts(&permit).await.unwrap();
    for block in blocks {
        left.extend((block.epoch < epoch).then(|| format!("block {}", block.number)));
    }
    let state = state.unwrap();
    left.extend((state.epoch < epoch).then(|| "list of blocks".to_owned()));
    for row in store.attachments_before_epoch(&permit, epoch, 10_000).await.unwrap() {
        left.push(format!("attachment {}", row.id));
    }
    for row in store.form_keys(1).await.unwrap() {
        left.extend((row.epoch < epoch).then(|| format!("form key {}", row.number)));
    }
    let naming = store.naming_key(1).await.unwrap().unwrap();
    left.extend((naming.epoch < epoch).then(|| "naming key".to_owned()));
    left
}

on_both_engines! {
    /// A rotation stops in the middle, people go on working, and it is finished later.
    async fn an_interrupted_rotation_leaves_everything_readable_and_then_nothing_behind(world: World) {
        let mut cochair = world.cochair().await;
        let registers = registers();
        let scene = Scene {
            from: jiff::civil::date(2025, 6, 1), to: TODAY, decided: true, prefix: "SYN".to_owned(),
        };
        let generator = Generator::new(&registers, 11, scene);
        let count = 2_100;
        let all: Vec<Incident> = (0..count).map(|number| generator.incident(number, 2)).collect();
        let first = cochair.account();
        let record = async |desk: &Desk, incidents: &[Incident]| {
            let taking = if desk.account() == first { Taking::Decisions } else { Taking::ContentOnly };
            let permit = desk.may_record(taking).await.unwrap();
            let ready = incidents.iter().map(|one| desk.prepare(one.clone(), taking).unwrap()).collect();
            desk.record(&permit, ready).await.unwrap()
        };
        record(&cochair, &all).await;
        let told_again = |at: usize, what: &str| {
            let mut incident = all[at].clone();
            incident.narrative = Some(what.to_owned());
            incident
        };
        record(&cochair, &[told_again(0, "first"), told_again(1_500, "first")]).await;
        cochair.make_form_key().await.unwrap();
        let before = report(&cochair).await;
        let second = world.desk("cochair-2").await;
        for login in ["cochair-1", "verifier-1", "cochair-2"] {
            allow_export(&cochair, &second, login, Recipient::Unicef).await;
        }
        drop(second);

        let rotated = cochair.rotate().await.unwrap();
        assert_eq!((rotated.epoch, rotated.left_out), (2, Vec::new()));
        assert_eq!(opens(&cochair).await.unwrap(), count as usize);
        // Changed before their turn: both parts come over with the change, older versions do not.
        record(&cochair, &[told_again(5, "second"), told_again(1_500, "second"), told_again(1_999, "second")]).await;
        let step = cochair.rewrap().await.unwrap();
        assert!(!step.done && step.epoch == 2 && step.records == 1_000);
        assert!(!left_behind(&cochair, 2).await.is_empty());

        // Interrupted here: somebody else signs in, reads, reports, changes and goes on.
        drop(cochair);
        let verifier = world.verifier().await;
        assert_eq!(opens(&verifier).await.unwrap(), count as usize);
        record(&verifier, &[told_again(0, "third"), told_again(1_501, "third")]).await;
        assert_eq!(report(&verifier).await, before);
        assert!(verifier.check_facts().await.unwrap().differing.is_empty());
        let cochair = world.desk("cochair-2").await;
        while !cochair.rewrap().await.unwrap().done {
            assert_eq!(report(&cochair).await, before);
        }
        assert_eq!(left_behind(&cochair, 2).await, Vec::<String>::new());
        assert_eq!(opens(&cochair).await.unwrap(), count as usize);
        assert_eq!(cochair.history(&all[1_500].external_id).await.unwrap().kept_versions, 2);
        assert_eq!(report(&cochair).await, before);
        assert!(cochair.rewrap().await.unwrap().records == 0);
        is_sound(&world, &cochair).await;
    }

    /// Revoked, granted again, a new password, a reset account: nothing is lost, and nothing opens that should not.
    async fn grants_come_and_go_and_no_content_is_lost(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A-1"), document("A-2")], Taking::ContentOnly).await;
        for login in ["monitor-1", "task-force-1", "administrator-1", "auditor-1"] {
            let desk = world.desk(login).await;
            assert!(matches!(opens(&desk).await, Err(CaseError::Denied(_))), "{login}");
            assert!(matches!(desk.search().await.err(), Some(CaseError::Denied(_))), "{login}");
            let incident = crate::world::typed(&desk, &document("A-3"));
            assert!(matches!(desk.prepare(incident, Taking::ContentOnly).err(), Some(CaseError::NoGrant(_))));
        }
        let reviewer = world.desk("technical-reviewer-1").await;
        assert_eq!(reviewer.search().await.unwrap().next().await.unwrap().len(), 2);
        assert!(matches!(opens(&reviewer).await, Err(CaseError::Denied(_))), "no identity for the reviewer");

        let mut verifier = world.verifier().await;
        assert_eq!(cochair.revoke("verifier-1").await.unwrap(), 3);
        assert!(matches!(cochair.revoke("cochair-1").await, Err(CaseError::Invalid(_))));
        assert!(opens_nothing(&world.verifier().await).await);
        let wrong = cochair.grant("verifier-1", &cochair.fingerprint()).await;
        assert!(wrong.unwrap_err().to_string().contains("fingerprint"));
        assert!(cochair.grant("verifier-1", "").await.is_err());
        assert!(cochair.grant("auditor-1", &world.desk("auditor-1").await.fingerprint()).await.is_err());
        assert!(opens_nothing(&world.verifier().await).await);
        let other = world.desk("cochair-2").await;
        let granted = grant_by_two(&cochair, &other, "verifier-1", &verifier.fingerprint()).await;
        assert_eq!(granted, [Compartment::Intake, Compartment::Case, Compartment::Identity]);
        assert_eq!(opens(&world.verifier().await).await.unwrap(), 2);

        let own = "a password of their own choice";
        assert!(verifier.change_password(&Password::new("too short".to_owned())).await.is_err());
        verifier.change_password(&Password::new(own.to_owned())).await.unwrap();
        let generated = &world.accounts.iter().find(|one| one.login == "verifier-1").unwrap().password;
        assert!(matches!(sign_in(&world, "verifier-1", generated).await.err(), Some(CaseError::SignIn)));
        assert_eq!(opens(&sign_in(&world, "verifier-1", own).await.unwrap()).await.unwrap(), 2);

        world.desk("cochair-2").await.make_form_key().await.unwrap();
        // The co-chair who gave everybody their keys loses the password.
        let administrator = world.desk("administrator-1").await;
        let fresh = administrator.reset_account("cochair-1").await.unwrap();
        let reset = sign_in(&world, "cochair-1", &fresh).await.unwrap();
        assert!(opens_nothing(&reset).await);
        assert_eq!(opens(&sign_in(&world, "verifier-1", own).await.unwrap()).await.unwrap(), 2);
        // One co-chair alone cannot help, and whoever was reset is not the second one; two custodians can.
        let waits = world.desk("cochair-2").await.grant("cochair-1", &reset.fingerprint()).await.unwrap();
        assert!(matches!(waits, Granting::Proposed(_)), "{waits:?}");
        assert!(opens_nothing(&sign_in(&world, "cochair-1", &fresh).await.unwrap()).await);
        let custodians: Vec<CustodianKey> = world.custodians[1..]
            .iter()
            .map(|key| CustodianKey::from_text(&key.to_text()).unwrap())
            .collect();
        let password = Password::new(fresh.clone());
        let back = recover(Arc::clone(&world.store), "XAR", "cochair-1", &password, &custodians, Now::on(TODAY));
        assert_eq!(back.await.unwrap(), 4);
        let mut reset = sign_in(&world, "cochair-1", &fresh).await.unwrap();
        assert_eq!(opens(&reset).await.unwrap(), 2);
        // And goes on as before: a new epoch reaches everybody, and what telephones encrypted opens with it.
        reset.rotate().await.unwrap();
        let pairs: Vec<_> = world.store.form_keys(1).await.unwrap().iter().map(|row| (row.number, row.epoch)).collect();
        assert_eq!(pairs, [(1, 2), (2, 2)]);
        assert!(reset.rewrap().await.unwrap().done);
        assert_eq!(opens(&sign_in(&world, "verifier-1", own).await.unwrap()).await.unwrap(), 2);
        is_sound(&world, &reset).await;
    }

    /// Nobody holds a key any more but the custodians.
    async fn any_two_custodians_bring_everything_back_and_one_does_not(world: World) {
        let mut cochair = world.cochair().await;
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        cochair.rotate().await.unwrap();
        take(&cochair, &[document("A-2")], Taking::ContentOnly).await;
        let administrator = world.desk("administrator-1").await;
        for login in ["cochair-2", "verifier-1", "technical-reviewer-1", "task-force-1"] {
            administrator.reset_account(login).await.unwrap();
        }
        let copies = |numbers: &[usize]| -> Vec<CustodianKey> {
            let copy = |number: &usize| CustodianKey::from_text(&world.custodians[*number].to_text()).unwrap();
            numbers.iter().map(copy).collect()
        };
        let stranger = CustodianKey::generate(&mut SystemEntropy::new()).unwrap();
        let mut strange = copies(&[2]);
        strange.push(stranger);
        for pair in [[0, 1], [2, 0], [1, 2]] {
            let fresh = Password::new(administrator.reset_account("cochair-1").await.unwrap());
            let try_with = async |secrets: &[CustodianKey]| {
                recover(Arc::clone(&world.store), "XAR", "cochair-1", &fresh, secrets, Now::on(TODAY)).await
            };
            if pair == [0, 1] {
                for too_few in [copies(&[0]), copies(&[1, 1]), strange.split_off(0), Vec::new()] {
                    assert!(matches!(try_with(&too_few).await, Err(CaseError::Invalid(_))));
                }
                assert!(opens_nothing(&sign_in(&world, "cochair-1", fresh.expose()).await.unwrap()).await);
            }
            assert_eq!(try_with(&copies(&pair)).await.unwrap(), 8, "four compartments, two epochs");
            let back = sign_in(&world, "cochair-1", fresh.expose()).await.unwrap();
            assert_eq!(opens(&back).await.unwrap(), 2);
            if pair == [1, 2] {
                is_sound(&world, &back).await;
            }
        }
        let verifier = Password::new(administrator.reset_account("verifier-1").await.unwrap());
        let refused =
            recover(Arc::clone(&world.store), "XAR", "verifier-1", &verifier, &copies(&[0, 1]), Now::on(TODAY)).await;
        assert!(matches!(refused, Err(CaseError::Denied(_))));
    }

    /// Somebody who can write to the database puts grants there.
    async fn a_grant_that_is_moved_or_signed_by_somebody_else_opens_nothing(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let store = &world.store;
        let id = async |login: &str| store.account(login).await.unwrap().unwrap().id;
        let raw = Raw::open(&world).await;
        let put = async |row: &GrantRow| {
            let place = format!("compartment = 'case' AND epoch = 1 AND account = {}", raw.literal(&row.account.0));
            raw.run(&format!("DELETE FROM key_grant WHERE {place}")).await;
            let [account, granter, sealed, signature, vouched] = [
                &row.account.0[..], &row.granter.0, &row.grant.sealed, &row.grant.signature, &row.vouched,
            ].map(|bytes| raw.literal(bytes));
            raw.run(&format!(
                "INSERT INTO key_grant (situation, compartment, epoch, account, granter, sealed_key, signature, vouched) \
                 VALUES (1, 'case', 1, {account}, {granter}, {sealed}, {signature}, {vouched})"
            ))
            .await;
        };
        let login = async |login: &str| {
            let account = world.accounts.iter().find(|account| account.login == login).unwrap();
            sign_in(&world, login, &account.password).await.map(|_| ())
        };
        let grants = store.grants(1, Some(id("verifier-1").await)).await.unwrap();
        let case = grants.iter().find(|row| row.compartment == Compartment::Case).unwrap();
        let bad = |outcome: Result<(), CaseError>| {
            matches!(outcome, Err(CaseError::Vault(VaultError::BadSignature)))
        };

        put(&GrantRow { account: id("auditor-1").await, ..case.clone() }).await;
        assert!(bad(login("auditor-1").await));

        // A key of the intruder's own in place of the real one, signed by the intruder.
        let mut rng = SystemEntropy::new();
        let vault = cochair.situation().vault();
        let key = CompartmentKey::generate(&vault, Compartment::Case, 1, &mut rng).unwrap();
        let intruder = AccountKey::generate(&mut rng).unwrap();
        let verifier = store.account("verifier-1").await.unwrap().unwrap();
        for granter in [cochair.account(), verifier.id, AccountId([9; 16])] {
            let forged =
                vault::grant(&key, &verifier.public, verifier.id.0, &intruder, granter.0, &mut rng).unwrap();
            put(&GrantRow { granter, grant: forged, ..case.clone() }).await;
            assert!(bad(login("verifier-1").await));
        }
        put(case).await;
        login("verifier-1").await.unwrap();
    }
}
