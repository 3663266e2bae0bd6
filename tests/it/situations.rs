//! Several situations in one store: each with keys, registers and people of its own, and nothing in common but the
//! people who are let into both.

use crate::program::Site;
use crate::support::{decided, document, is_sound, report};
use crate::world::{TODAY, World, grant_by_two, on_both_engines, take};
use domain::access::{Action, Role, act, permit};
use domain::audit::LogAct;
use serde_json::{Value, json};
use sixfold::casework::{CaseError, Desk, Founding, Handed, Now, Taking, recover};
use std::fs;
use std::sync::Arc;
use store::{Entry, StoreError};
use vault::Password;

fn berundia(code: &str) -> Founding {
    Founding {
        code: code.to_owned(),
        name: "Berundia".to_owned(),
        registers: crate::world::registers(),
        custodians: Vec::new(),
        now: Now::on(TODAY),
    }
}

/// Somebody at work in Berundia with a password of the accounts that were handed over there.
async fn there(world: &World, handed: &Handed, login: &str) -> Desk {
    let account = handed.accounts.iter().find(|account| account.login == login).unwrap();
    at(world, login, &account.password).await.unwrap()
}

async fn at(world: &World, login: &str, password: &str) -> Result<Desk, CaseError> {
    let password = Password::new(password.to_owned());
    Desk::sign_in(Arc::clone(&world.store), "XBE", login, &password, Now::on(TODAY)).await
}

fn password_of<'w>(world: &'w World, login: &str) -> &'w str {
    &world.accounts.iter().find(|account| account.login == login).unwrap().password
}

async fn sound(world: &World) {
    assert_eq!(world.store.verify(None).await.unwrap().findings, []);
}

on_both_engines! {
    async fn a_second_situation_has_keys_figures_and_people_of_its_own(world: World) {
        let (here, administrator) = (world.cochair().await, world.desk("administrator-1").await);
        take(&here, &[decided("A-1")], Taking::Decisions).await;
        let before = report(&here).await;
        let handed = administrator.found_situation(berundia("XBE"), "xbe-").await.unwrap();
        assert_eq!((handed.accounts.len(), handed.custodians.len()), (7, 3));
        sound(&world).await;

        // The same name of a document is another document there.
        let mut cochair = there(&world, &handed, "xbe-cochair-1").await;
        take(&cochair, &[decided("A-1"), decided("A-2")], Taking::Decisions).await;
        assert_eq!(cochair.search().await.unwrap().next().await.unwrap().len(), 2);
        assert_eq!(here.search().await.unwrap().next().await.unwrap().len(), 1);
        assert_eq!(report(&here).await, before);
        assert_ne!(report(&cochair).await, before);
        is_sound(&world, &here).await;
        is_sound(&world, &cochair).await;

        // Nobody is there who was not let in, and whoever made it opens nothing.
        for login in ["cochair-1", "verifier-1", "auditor-1"] {
            assert!(matches!(at(&world, login, password_of(&world, login)).await, Err(CaseError::SignIn)), "{login}");
        }
        let own = at(&world, "administrator-1", password_of(&world, "administrator-1")).await.unwrap();
        assert_eq!(own.actor().roles, [Role::Administrator]);
        assert!(matches!(own.search().await, Err(CaseError::Denied(_))));
        assert_eq!(own.accounts().await.unwrap().len(), 8);
        assert_eq!(administrator.accounts().await.unwrap().len(), 8);

        // Keys change in one alone, and its custodians open it and not the other.
        cochair.rotate().await.unwrap();
        while !cochair.rewrap().await.unwrap().done {}
        assert_eq!(here.search().await.unwrap().next().await.unwrap().len(), 1);
        let lost = Password::new(password_of(&world, "cochair-1").to_owned());
        let (store, secrets) = (Arc::clone(&world.store), &handed.custodians[..2]);
        let refused = recover(Arc::clone(&store), "XAR", "cochair-1", &lost, secrets, Now::on(TODAY)).await;
        assert!(refused.is_err());
        let other = handed.accounts.iter().find(|one| one.login == "xbe-cochair-2").unwrap();
        let other = Password::new(other.password.clone());
        assert!(recover(store, "XBE", "xbe-cochair-2", &other, secrets, Now::on(TODAY)).await.unwrap() > 0);
        sound(&world).await;
    }

    async fn a_situation_is_made_whole_or_not_at_all(world: World) {
        let administrator = world.desk("administrator-1").await;
        for login in ["cochair-1", "verifier-1", "auditor-1", "monitor-1"] {
            let refused = world.desk(login).await.found_situation(berundia("XBE"), "xbe-").await;
            assert!(matches!(refused, Err(CaseError::Denied(denied)) if denied.action == Action::FoundSituation));
        }
        let before = world.store.verify(None).await.unwrap().checkpoint;
        let long = "b".repeat(30);
        for (founding, prefix, word) in [
            (berundia("xar"), "xbe-", "already"),
            (berundia("XBE"), "", "cochair-1 already"),
            (berundia("XBE"), "Xbe-", "login"),
            (berundia("XBE"), long.as_str(), "login"),
            (berundia("X/BE"), "xbe-", "code"),
            (Founding { name: " ".to_owned(), ..berundia("XBE") }, "xbe-", "name"),
        ] {
            let error = administrator.found_situation(founding, prefix).await.err().unwrap();
            assert!(error.to_string().contains(word) && error.is_callers(), "{word}: {error}");
        }
        assert_eq!(world.store.verify(None).await.unwrap().checkpoint, before);
        assert_eq!(world.store.situations().await.unwrap().len(), 1);
    }

    /// The change in which a situation is made is good for that situation and for nothing else.
    async fn making_one_changes_no_other(world: World) {
        let administrator = world.desk("administrator-1").await;
        let may = permit::<act::FoundSituation>(administrator.actor()).unwrap();
        let before = world.store.verify(None).await.unwrap().checkpoint;
        let own = |act, situation| Entry {
            actor: administrator.account().0,
            act,
            situation,
            object: [7; 16],
            version: 1,
            digest: [9; 32],
        };
        let other = Entry { actor: [5; 16], ..own(LogAct::RegisterChanged, 2) };
        for entry in [
            own(LogAct::RegisterChanged, 1),
            own(LogAct::AccountCreated, 0),
            own(LogAct::Granted, 1),
            own(LogAct::Recorded, 2),
            own(LogAct::NodeRegistered, 2),
            other,
        ] {
            let (mut write, number) = world.store.write_situation(&may, 1).await.unwrap();
            assert_eq!(number, 2);
            write.log(entry.clone());
            assert!(matches!(write.commit().await, Err(StoreError::BeyondPermit(_))), "{entry:?}");
        }
        assert_eq!(world.store.verify(None).await.unwrap().checkpoint, before);
        let (mut write, _) = world.store.write_situation(&may, 1).await.unwrap();
        write.log(own(LogAct::RegisterChanged, 2));
        write.commit().await.unwrap();
    }

    async fn somebody_is_let_in_by_who_administers_both(world: World) {
        let administrator = world.desk("administrator-1").await;
        let handed = administrator.found_situation(berundia("XBE"), "xbe-").await.unwrap();
        let own = at(&world, "administrator-1", password_of(&world, "administrator-1")).await.unwrap();
        let second = own.add_account("xbe-administrator-2", &[Role::Administrator]).await.unwrap();
        let second = at(&world, "xbe-administrator-2", &second).await.unwrap();

        // To whoever administers one alone, people of the other are nobody.
        for login in ["verifier-1", "nobody-1"] {
            let refused = second.admit_account(login, &[Role::Verifier]).await;
            assert!(matches!(refused, Err(CaseError::UnknownLogin(_))), "{login}");
        }
        let cochair = there(&world, &handed, "xbe-cochair-1").await;
        let refused = cochair.admit_account("verifier-1", &[Role::Verifier]).await;
        assert!(matches!(refused, Err(CaseError::Denied(_))));
        let roles = [Role::Verifier, Role::Administrator];
        assert!(matches!(own.admit_account("verifier-1", &roles).await, Err(CaseError::Account(_))));
        assert!(matches!(own.admit_account("verifier-1", &[]).await, Err(CaseError::Account(_))));
        administrator.suspend_account("technical-reviewer-1").await.unwrap();
        let suspended = own.admit_account("technical-reviewer-1", &[Role::TechnicalReviewer]).await;
        assert!(suspended.unwrap_err().to_string().contains("restore"));

        // Nor does whoever administers one get power over an account in the other.
        let refused = second.reset_account("administrator-1").await.unwrap_err();
        assert!(refused.to_string().contains("do not administer"), "{refused}");
        let refused = second.suspend_account("administrator-1").await.unwrap_err();
        assert!(refused.to_string().contains("do not administer"), "{refused}");
        own.admit_account("monitor-1", &[Role::Monitor]).await.unwrap();
        assert!(second.reset_account("monitor-1").await.is_err());
        second.suspend_account("monitor-1").await.unwrap();
        assert!(second.restore_account("monitor-1").await.is_err(), "suspended for a reason that only one knows");
        own.restore_account("monitor-1").await.unwrap();
        second.remove_account("monitor-1").await.unwrap();
        assert_eq!(world.desk("monitor-1").await.actor().roles, [Role::Monitor]);

        own.admit_account("verifier-1", &[Role::Verifier]).await.unwrap();
        let again = own.admit_account("verifier-1", &[Role::Monitor]).await.unwrap_err();
        assert!(again.to_string().contains("already"), "{again}");
        take(&cochair, &[document("B-1")], Taking::ContentOnly).await;
        let verifier = at(&world, "verifier-1", password_of(&world, "verifier-1")).await.unwrap();
        assert!(matches!(verifier.search().await.unwrap().next().await, Err(CaseError::NoGrant(_))));
        let other = there(&world, &handed, "xbe-cochair-2").await;
        grant_by_two(&cochair, &other, "verifier-1", &verifier.fingerprint()).await;
        let verifier = at(&world, "verifier-1", password_of(&world, "verifier-1")).await.unwrap();
        assert_eq!(verifier.search().await.unwrap().next().await.unwrap().len(), 1);
        // In the first situation nothing has changed for them.
        assert_eq!(world.verifier().await.actor().roles, [Role::Verifier]);
        sound(&world).await;

        // A forgotten password, in one of them: what was granted in the other is good for nothing, and the
        // co-chairs there are told that it is to be granted again.
        let before = cochair.notices().await.unwrap();
        assert!(before.iter().all(|notice| notice.login.as_deref() != Some("verifier-1")));
        let password = administrator.reset_account("verifier-1").await.unwrap();
        let verifier = at(&world, "verifier-1", &password).await.unwrap();
        assert!(matches!(verifier.search().await.unwrap().next().await, Err(CaseError::NoGrant(_))));
        let cochair = there(&world, &handed, "xbe-cochair-1").await;
        let after = cochair.notices().await.unwrap();
        assert!(after.iter().any(|notice| notice.login.as_deref() == Some("verifier-1")));
        let other = there(&world, &handed, "xbe-cochair-2").await;
        grant_by_two(&cochair, &other, "verifier-1", &verifier.fingerprint()).await;
        let verifier = at(&world, "verifier-1", &password).await.unwrap();
        assert_eq!(verifier.search().await.unwrap().next().await.unwrap().len(), 1);
        sound(&world).await;

        // Taken out of one, somebody stays what they are in the other.
        assert_eq!(administrator.remove_account("verifier-1").await.unwrap(), 0);
        let gone = Password::new(password.clone());
        let gone = Desk::sign_in(Arc::clone(&world.store), "XAR", "verifier-1", &gone, Now::on(TODAY)).await;
        assert!(matches!(gone, Err(CaseError::SignIn)));
        let verifier = at(&world, "verifier-1", &password).await.unwrap();
        assert_eq!(verifier.search().await.unwrap().next().await.unwrap().len(), 1);
        assert_eq!(own.remove_account("verifier-1").await.unwrap(), 3);
        assert!(matches!(at(&world, "verifier-1", &password).await, Err(CaseError::SignIn)));
        sound(&world).await;
    }
}

on_both_engines! {
    /// What takes an account's password or the account itself away ends its telephones wherever they send, and each situation's
    /// log says so; what takes somebody out of one situation ends those of that one.
    async fn telephones_end_in_every_situation(world: World) {
        let administrator = world.desk("administrator-1").await;
        administrator.found_situation(berundia("XBE"), "xbe-").await.unwrap();
        let own = at(&world, "administrator-1", password_of(&world, "administrator-1")).await.unwrap();
        let ended = async || {
            let entries = world.store.log_page(0, 10_000).await.unwrap();
            let ended = |situation| {
                entries.iter().filter(|row| (row.entry.act, row.entry.situation) == (LogAct::TelephoneEnded, situation)).count()
            };
            [ended(1), ended(2)]
        };
        for (number, (change, left)) in [("suspend", [0, 0]), ("reset", [0, 0]), ("remove", [0, 1])].into_iter().enumerate() {
            let login = format!("monitor-{}", number + 20);
            administrator.add_account(&login, &[Role::Monitor]).await.unwrap();
            own.admit_account(&login, &[Role::Monitor]).await.unwrap();
            for desk in [&administrator, &own] {
                desk.add_telephone(Some(&login), None).await.unwrap();
            }
            let before = ended().await;
            match change {
                "suspend" => {
                    administrator.suspend_account(&login).await.unwrap();
                    administrator.restore_account(&login).await.unwrap();
                }
                "reset" => drop(administrator.reset_account(&login).await.unwrap()),
                _ => drop(administrator.remove_account(&login).await.unwrap()),
            }
            let there = async |desk: &Desk| desk.telephones().await.unwrap().iter().filter(|one| one.login == login).count();
            assert_eq!([there(&administrator).await, there(&own).await], left, "{change}");
            let after = ended().await;
            assert_eq!([after[0] - before[0], after[1] - before[1]], [1, 1 - left[1]], "{change}");
            sound(&world).await;
        }
    }
}

#[test]
fn a_second_situation_from_the_command_line() {
    let site = Site::new();
    let register = site.desk.path().join("register");
    let out = site.desk.path().join("berundia.json");
    let (register, out) = (register.to_str().unwrap(), out.to_str().unwrap());
    let add = |code: &'static str| {
        [
            "situation",
            "add",
            "--code",
            code,
            "--name",
            "Berundia",
            "--register",
            register,
            "--accounts-out",
            out,
        ]
    };
    site.by("cochair-1", &add("XBE")).refused(2, &["administrator"]);
    site.by("administrator-1", &add("XAR")).refused(2, &["already"]);
    assert!(!fs::exists(out).unwrap(), "what came to nothing left a file");
    // A secret that could not be written would exist nowhere: its file is there before the situation is.
    let second = format!("{out}.custodian-2");
    std::os::unix::fs::symlink("/nowhere/at/all", &second).unwrap();
    site.by("administrator-1", &add("XBE")).refused(2, &["custodian-2"]);
    let left = |name: &str| fs::symlink_metadata(format!("{out}{name}")).is_ok();
    assert_eq!(["", ".custodian-1", ".custodian-2", ".custodian-3"].map(left), [false, false, true, false]);
    let there = site.call(&["situation", "list"], None).done().json();
    assert_eq!(there["situations"].as_array().unwrap().len(), 1, "nothing was made");
    fs::remove_file(second).unwrap();
    let said = site.by("administrator-1", &add("XBE")).done();
    assert!(said.err.contains("administrator-1 administers it"), "{said:?}");
    site.by("administrator-1", &add("XCE")).refused(2, &["is there already"]);

    let made: Value = serde_json::from_slice(&fs::read(out).unwrap()).unwrap();
    let logins: Vec<&str> =
        made["accounts"].as_array().unwrap().iter().map(|one| one["login"].as_str().unwrap()).collect();
    assert_eq!(logins.len(), 7);
    assert!(logins.iter().all(|login| login.starts_with("xbe-")), "{logins:?}");
    let listed = site.call(&["situation", "list"], None).done().json();
    let codes = json!([{"code": "XAR", "name": "Arandia"}, {"code": "XBE", "name": "Berundia"}]);
    assert_eq!(listed["situations"], codes);

    let admit = ["account", "admit", "--account", "monitor-1", "--role", "monitor", "--situation", "XBE"];
    let password = site.password("administrator-1");
    let by = ["--login", "administrator-1"];
    site.call(&[&admit[..], &by].concat(), Some(&password)).done();
    let mut told = document("B-1");
    told["location"]["area"] = json!("XAR01002");
    let report = site.file("report.jsonl", told.to_string().as_bytes());
    let intake = ["intake", report.as_str(), "--situation", "XBE", "--login", "monitor-1"];
    let said = site.call(&intake, Some(&site.password("monitor-1"))).done();
    assert_eq!(said.json()["accepted"], json!(1), "{said:?}");
    site.sound();
}

#[test]
fn what_telephones_are_given_is_set_from_the_command_line() {
    let site = Site::new();
    let listed = ["keys", "forms"];
    assert_eq!(site.by("cochair-1", &listed).done().json(), json!({"form_keys": []}));
    site.by("administrator-1", &listed).refused(2, &["cochair"]);
    let make = ["keys", "forms", "--make"];
    let first = site.by("cochair-1", &make).done();
    assert!(first.err.contains("key 1 is in use"), "{first:?}");
    site.by("cochair-2", &make).done();
    let keys = site.by("cochair-1", &listed).done().json();
    assert_eq!(
        (&keys["form_keys"][0], &keys["form_keys"][1]["number"]),
        (&first.json()["form_keys"][0], &json!(2))
    );
    assert_ne!(keys["form_keys"][0]["sha256"], keys["form_keys"][1]["sha256"]);

    let client = ["situation", "field-client"];
    assert_eq!(site.by("monitor-1", &client).done().json(), json!({"face": "notes"}));
    let choose = |face: &'static str| ["situation", "field-client", "--face", face];
    site.by("monitor-1", &choose("lists")).refused(2, &["administrator"]);
    site.by("administrator-1", &choose("Sixfold")).refused(2, &["notes, lists, recipes, calendar, weather"]);
    assert_eq!(site.by("administrator-1", &choose("lists")).done().json(), json!({"face": "lists"}));
    site.sound();
}
