//! People come and go while monitoring goes on: accounts are added, suspended, restored and removed, and roles
//! change. Nobody gets more than their roles open, and history keeps everybody's name.

use crate::program::Site;
use crate::raw::Raw;
use crate::support::{document, is_sound};
use crate::world::{TODAY, World, grant_by_two, on_both_engines, take};
use domain::access::{BadAccount, Role};
use domain::audit::LogAct;
use serde_json::Value;
use sixfold::casework::{CaseError, Desk, Now, Taking};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;
use store::StoreError;
use vault::{Compartment, Password};

async fn sign_in(world: &World, login: &str, password: &str) -> Result<Desk, CaseError> {
    let password = Password::new(password.to_owned());
    Desk::sign_in(Arc::clone(&world.store), "XAR", login, &password, Now::on(TODAY)).await
}

/// Whether somebody of the first accounts can sign in; if not, as with a wrong password.
async fn can_sign_in(world: &World, login: &str) -> bool {
    let account = world.accounts.iter().find(|account| account.login == login).unwrap();
    match sign_in(world, login, &account.password).await {
        Ok(_) => true,
        Err(CaseError::SignIn) => false,
        Err(other) => panic!("{other}"),
    }
}

/// How many records somebody can open.
async fn opens(desk: &Desk) -> usize {
    match desk.search().await.unwrap().next().await {
        Ok(found) => found.len(),
        Err(CaseError::NoGrant(_)) => 0,
        Err(other) => panic!("{other}"),
    }
}

/// What the log says of an account, oldest first.
async fn logged(world: &World, login: &str) -> Vec<LogAct> {
    let id = world.store.account(login).await.unwrap().unwrap().id;
    let rows = world.store.log_page(0, 10_000).await.unwrap();
    rows.iter().filter(|row| row.entry.object == id.0).map(|row| row.entry.act).collect()
}

fn says<T>(outcome: Result<T, CaseError>, word: &str) {
    let error = outcome.err().unwrap_or_else(|| panic!("not refused: {word}"));
    assert!(error.to_string().contains(word) && error.is_callers(), "{word:?} is not in {error:?}");
}

on_both_engines! {
    async fn a_new_account_opens_what_a_cochair_grants_and_nothing_before(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let administrator = world.desk("administrator-1").await;
        let password = administrator.add_account("verifier-2", &[Role::Verifier, Role::Monitor]).await.unwrap();
        let verifier = sign_in(&world, "verifier-2", &password).await.unwrap();
        assert_eq!(verifier.actor().roles.len(), 2);
        assert_eq!(opens(&verifier).await, 0);
        let other = world.desk("cochair-2").await;
        let granted = grant_by_two(&cochair, &other, "verifier-2", &verifier.fingerprint()).await;
        assert_eq!(granted, [Compartment::Intake, Compartment::Case, Compartment::Identity]);
        let verifier = sign_in(&world, "verifier-2", &password).await.unwrap();
        assert_eq!(opens(&verifier).await, 1);
        take(&verifier, &[document("A-2")], Taking::ContentOnly).await;
        assert_eq!(logged(&world, "verifier-2").await, [LogAct::AccountCreated]);

        for login in ["ab", "Verifier-3", "3-verifier", "verifier 3", "véro", &"v".repeat(41)] {
            let refused = administrator.add_account(login, &[Role::Verifier]).await;
            assert!(matches!(refused, Err(CaseError::Account(BadAccount::Login))), "{login}");
        }
        says(administrator.add_account("verifier-2", &[Role::Monitor]).await, "already");
        // A login of an older store may have capitals: whoever hears it read out hears no difference.
        let raw = Raw::open(&world).await;
        raw.run("UPDATE account SET login = 'Monitor-1' WHERE login = 'monitor-1'").await;
        says(administrator.add_account("monitor-1", &[Role::Monitor]).await, "already");
        raw.run("UPDATE account SET login = 'monitor-1' WHERE login = 'Monitor-1'").await;
        for roles in [&[Role::Administrator, Role::Verifier][..], &[Role::TaskForce, Role::Auditor], &[]] {
            let refused = administrator.add_account("somebody", roles).await;
            assert!(matches!(refused, Err(CaseError::Account(_))), "{roles:?}");
        }
        assert!(world.store.account("somebody").await.unwrap().is_none());
        is_sound(&world, &cochair).await;
    }

    async fn nobody_signs_in_with_a_suspended_account_until_it_is_restored(world: World) {
        let mut cochair = world.cochair().await;
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let administrator = world.desk("administrator-1").await;
        let fingerprint = world.verifier().await.fingerprint();
        says(administrator.restore_account("verifier-1").await, "active already");
        administrator.suspend_account("verifier-1").await.unwrap();
        assert!(!can_sign_in(&world, "verifier-1").await);
        says(administrator.suspend_account("verifier-1").await, "suspended already");
        says(cochair.grant("verifier-1", &fingerprint).await, "suspended");
        administrator.restore_account("verifier-1").await.unwrap();
        assert_eq!(opens(&world.verifier().await).await, 1, "what was granted stayed");

        // Who may hold a copy of the database gets no new keys while suspended.
        administrator.suspend_account("verifier-1").await.unwrap();
        let rotated = cochair.rotate().await.unwrap();
        assert_eq!((rotated.suspended, rotated.left_out), (vec!["verifier-1".to_owned()], Vec::new()));
        while !cochair.rewrap().await.unwrap().done {}
        administrator.restore_account("verifier-1").await.unwrap();
        let search = async |desk: &Desk| desk.search().await.unwrap().next().await.map(|found| found.len());
        assert!(matches!(search(&world.verifier().await).await, Err(CaseError::NoGrant("case"))));
        grant_by_two(&world.cochair().await, &world.desk("cochair-2").await, "verifier-1", &fingerprint).await;
        assert_eq!(opens(&world.verifier().await).await, 1);
        let acts = [LogAct::AccountCreated, LogAct::AccountSuspended, LogAct::AccountRestored];
        assert_eq!(logged(&world, "verifier-1").await, [&acts[..], &acts[1..]].concat());
        is_sound(&world, &cochair).await;
    }

    async fn there_is_always_somebody_who_can_administer(world: World) {
        let first = world.desk("administrator-1").await;
        for refused in [
            first.suspend_account("administrator-1").await,
            first.remove_account("administrator-1").await.map(|_| ()),
            first.change_roles("administrator-1", &[Role::Monitor]).await.map(|_| ()),
        ] {
            says(refused, "your own account");
        }
        let password = first.add_account("administrator-2", &[Role::Administrator]).await.unwrap();
        let second = sign_in(&world, "administrator-2", &password).await.unwrap();
        first.suspend_account("administrator-2").await.unwrap();
        // Signed in before that, the second goes on.
        for refused in [
            second.suspend_account("administrator-1").await,
            second.remove_account("administrator-1").await.map(|_| ()),
            second.change_roles("administrator-1", &[Role::Auditor]).await.map(|_| ()),
        ] {
            says(refused, "last administrator");
        }
        assert!(can_sign_in(&world, "administrator-1").await);
        first.restore_account("administrator-2").await.unwrap();
        second.change_roles("administrator-1", &[Role::Auditor]).await.unwrap();
        says(first.suspend_account("administrator-2").await, "last administrator");
        is_sound(&world, &world.cochair().await).await;
    }

    async fn who_is_removed_opens_nothing_and_history_names_them(world: World) {
        let cochair = world.cochair().await;
        let verifier = world.verifier().await;
        take(&verifier, &[document("A-1")], Taking::ContentOnly).await;
        let administrator = world.desk("administrator-1").await;
        administrator.suspend_account("verifier-1").await.unwrap();
        assert_eq!(administrator.remove_account("verifier-1").await.unwrap(), 3);
        assert!(!can_sign_in(&world, "verifier-1").await);
        assert!(world.store.grants(1, Some(verifier.account())).await.unwrap().is_empty());
        says(administrator.restore_account("verifier-1").await, "for good");
        says(administrator.remove_account("verifier-1").await, "for good");
        says(administrator.suspend_account("verifier-1").await, "for good");
        says(administrator.reset_account("verifier-1").await, "for good");
        says(administrator.change_roles("verifier-1", &[Role::Monitor]).await, "for good");
        says(administrator.add_account("verifier-1", &[Role::Verifier]).await, "already");
        says(cochair.grant("verifier-1", &verifier.fingerprint()).await, "removed");
        says(administrator.suspend_account("nobody").await, "nobody");
        let listed = administrator.accounts().await.unwrap();
        let (row, roles) = listed.iter().find(|(row, _)| row.login == "verifier-1").unwrap();
        assert_eq!((row.status.code(), roles[0].role), ("removed", Role::Verifier));
        let history = serde_json::to_string(&cochair.history("A-1").await.unwrap()).unwrap();
        assert!(history.contains("verifier-1"), "{history}");
        is_sound(&world, &cochair).await;
    }

    async fn roles_change_and_what_none_opens_any_more_is_withdrawn(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A-1")], Taking::ContentOnly).await;
        let administrator = world.desk("administrator-1").await;
        let changed = administrator.change_roles("verifier-1", &[Role::TechnicalReviewer, Role::Monitor]).await.unwrap();
        assert_eq!(changed.before, [Role::Verifier]);
        assert_eq!(changed.after, [Role::Monitor, Role::TechnicalReviewer]);
        assert_eq!(changed.withdrawn, [Compartment::Intake, Compartment::Identity]);
        assert_eq!(changed.to_grant, []);
        let reviewer = world.verifier().await;
        assert_eq!(opens(&reviewer).await, 1);
        assert!(matches!(reviewer.triage(&Default::default()).await, Err(CaseError::Denied(_))));
        let held = world.store.grants(1, Some(reviewer.account())).await.unwrap();
        assert_eq!(held.iter().map(|grant| grant.compartment).collect::<Vec<_>>(), [Compartment::Case]);

        let same = administrator.change_roles("verifier-1", &[Role::TechnicalReviewer, Role::Monitor, Role::Monitor]);
        says(same.await, "already");
        for roles in [&[Role::Auditor, Role::TechnicalReviewer][..], &[Role::Administrator, Role::Cochair], &[]] {
            let refused = administrator.change_roles("verifier-1", roles).await;
            assert!(matches!(refused, Err(CaseError::Account(_))), "{roles:?}");
        }
        let changed = administrator.change_roles("verifier-1", &[Role::Verifier]).await.unwrap();
        assert_eq!((changed.withdrawn.len(), changed.to_grant.len()), (0, 2));
        let changed = administrator.change_roles("verifier-1", &[Role::Auditor, Role::Administrator]).await.unwrap();
        assert_eq!(changed.withdrawn, [Compartment::Case]);
        assert_eq!(logged(&world, "verifier-1").await[1..], [LogAct::RolesChanged; 3]);
        assert_eq!(world.verifier().await.actor().roles.len(), 2);
        is_sound(&world, &cochair).await;
    }

    async fn nobody_but_an_administrator_changes_accounts(world: World) {
        let before = world.store.head().await.unwrap().size;
        for login in ["cochair-1", "verifier-1", "technical-reviewer-1", "monitor-1", "task-force-1", "auditor-1"] {
            let desk = world.desk(login).await;
            for refused in [
                desk.add_account("somebody", &[Role::Monitor]).await.map(|_| ()),
                desk.suspend_account("cochair-2").await,
                desk.restore_account("cochair-2").await,
                desk.remove_account("cochair-2").await.map(|_| ()),
                desk.change_roles("cochair-2", &[Role::Monitor]).await.map(|_| ()),
            ] {
                assert!(matches!(refused, Err(CaseError::Denied(_))), "{login}");
            }
        }
        let rows = world.store.log_page(before, 1_000).await.unwrap();
        assert_eq!(rows.len(), 30);
        assert!(rows.iter().all(|row| row.entry.act == LogAct::Refused));
    }

    /// A change logs the whole account anew: what was altered before it must not become the program's own.
    async fn an_account_altered_behind_the_back_is_found_and_not_signed_over(world: World) {
        let administrator = world.desk("administrator-1").await;
        administrator.suspend_account("monitor-1").await.unwrap();
        administrator.remove_account("task-force-1").await.unwrap();
        administrator.change_roles("verifier-1", &[Role::Monitor]).await.unwrap();
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        let of = |login: &str| format!("(SELECT id FROM account WHERE login = '{login}')");
        for (sql, login) in [
            ("UPDATE account SET status = 'active' WHERE login = 'monitor-1'".to_owned(), "monitor-1"),
            ("UPDATE account SET status = 'active' WHERE login = 'task-force-1'".to_owned(), "task-force-1"),
            (format!("UPDATE account_role SET role = 'cochair' WHERE account = {}", of("verifier-1")), "verifier-1"),
            (format!("INSERT INTO account_role SELECT id, 1, 'auditor' FROM account WHERE login = '{}'", "verifier-1"), "verifier-1"),
            ("UPDATE account SET version = version + 1 WHERE login = 'verifier-1'".to_owned(), "verifier-1"),
        ] {
            assert_eq!(raw.run(&sql).await, 1, "{sql}");
            assert!(!world.store.verify(None).await.unwrap().findings.is_empty(), "{sql}");
            for refused in [
                administrator.suspend_account(login).await,
                administrator.change_roles(login, &[Role::TechnicalReviewer]).await.map(|_| ()),
                administrator.reset_account(login).await.map(|_| ()),
            ] {
                assert!(matches!(refused, Err(CaseError::Store(StoreError::Altered { .. }))), "{sql}: {refused:?}");
            }
            for table in ["account", "account_role"] {
                raw.put_back("now", table).await;
            }
        }
        is_sound(&world, &world.cochair().await).await;
    }
}

#[test]
fn accounts_are_added_suspended_and_removed_from_the_command_line() {
    let site = Site::new();
    let out = site.desk.path().join("new.json");
    let out = out.to_str().unwrap();
    let add = |login: &str, roles: &[&str]| {
        let roles: Vec<&str> = roles.iter().flat_map(|role| ["--role", role]).collect();
        site.by(
            "administrator-1",
            &[&["account", "add", "--account", login, "--out", out], &roles[..]].concat(),
        )
    };
    add("Wrong Login", &["monitor"]).refused(2, &["3 to 40", "pseudonym"]);
    add("somebody", &["monitor", "hacker"]).refused(2, &["hacker", "task_force"]);
    add("somebody", &["auditor", "cochair"]).refused(2, &["auditor", "cochair", "never"]);
    add("somebody", &[]).refused(2, &["--role"]);
    assert!(!fs::exists(out).unwrap(), "nothing is left of a call that failed");
    let said = add("verifier-2", &["verifier", "monitor"]).done();
    assert!(said.err.contains("keys grant --to verifier-2"), "{said:?}");
    assert_eq!(fs::metadata(out).unwrap().permissions().mode() & 0o777, 0o600);
    let made: Value = serde_json::from_slice(&fs::read(out).unwrap()).unwrap();
    let account = &made["accounts"][0];
    assert_eq!((&account["role"], &account["login"]), (&"verifier".into(), &"verifier-2".into()));
    assert_eq!(account["roles"], serde_json::json!(["verifier", "monitor"]));
    let password = account["password"].as_str().unwrap();
    add("verifier-3", &["verifier"]).refused(2, &["new.json"]);
    assert_eq!(serde_json::from_slice::<Value>(&fs::read(out).unwrap()).unwrap(), made, "not written over");

    site.now_has("verifier-2", password);
    let fingerprint = site.by("verifier-2", &["keys", "fingerprint"]).done().out;
    let grant = ["keys", "grant", "--to", "verifier-2", "--fingerprint", &fingerprint];
    let said = site.by("cochair-1", &grant).done();
    assert!(said.err.contains("two co-chairs") && said.err.contains("nothing is granted"), "{said:?}");
    assert_eq!(said.json()["state"], "pending");
    assert_eq!(site.by("cochair-1", &grant).done().json()["id"], said.json()["id"], "the same proposal");
    let said = site.by("cochair-2", &grant).done();
    assert_eq!(said.json()["compartments"], serde_json::json!(["intake", "case", "identity"]));
    let change = |what: &str| site.by("administrator-1", &["account", what, "--account", "verifier-2"]);
    change("suspend").done();
    let suspended = site.by("verifier-2", &["keys", "fingerprint"]).refused(2, &[]);
    let arguments = ["keys", "fingerprint", "--situation", "XAR", "--login", "verifier-2"];
    assert_eq!(suspended.err, site.call(&arguments, Some("wrong")).err, "which of them it is is never said");
    change("suspend").refused(2, &["already"]);
    change("restore").done();
    site.by("verifier-2", &["keys", "fingerprint"]).done();
    let roles = ["account", "roles", "--account", "verifier-2", "--role", "technical_reviewer"];
    let said = site.by("administrator-1", &roles).done();
    assert_eq!(said.json()["withdrawn"], serde_json::json!(["intake", "identity"]));
    assert!(said.err.contains("keys rotate"), "{said:?}");
    let said = change("remove").done();
    assert!(said.err.contains("1 grants withdrawn") && said.err.contains("keys rotate"), "{said:?}");
    change("restore").refused(2, &["for good"]);
    site.by("cochair-1", &["account", "suspend", "--account", "monitor-1"]).refused(2, &["administrator"]);
    let listed = site.by("cochair-1", &["account", "list"]).done().json();
    let line = listed.as_array().unwrap().iter().find(|line| line["login"] == "verifier-2").unwrap();
    assert_eq!(line["status"], "removed");
    site.sound();
}
