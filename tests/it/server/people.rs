//! People come, are granted what they open, lose a password, and go.

use super::client::{Server, password_of};
use crate::raw::Raw;
use crate::support::document;
use crate::world::on_both_engines;
use domain::access::Role;
use serde_json::json;

const AT: &str = "/api/v1/situations/XAR";

on_both_engines! {
    /// Invited, granted with the fingerprint read out, at work; suspended and back; a password lost and nothing
    /// with it; and gone, with the keys changed behind them.
    async fn somebody_comes_works_loses_a_password_and_goes(world: World) {
        let (one, other) = (Server::over(&world), Server::over(&world));
        let mut administrator = one.settled(&world, "administrator-1").await;
        let mut cochair = one.settled(&world, "cochair-1").await;
        cochair.post(&format!("{AT}/incidents"), document("P-1")).await;
        let invited = administrator
            .post(&format!("{AT}/accounts"), json!({"login": "verifier-2", "roles": ["verifier"]}))
            .await;
        assert_eq!(invited.status, 201, "{invited:?}");
        let first = invited.json()["password"].as_str().unwrap().to_owned();
        for refused in [
            json!({"login": "verifier-2", "roles": ["verifier"]}),
            json!({"login": "A Name", "roles": ["verifier"]}),
            json!({"login": "both-2", "roles": ["administrator", "verifier"]}),
        ] {
            assert_eq!(administrator.post(&format!("{AT}/accounts"), refused).await.status, 422);
        }

        let mut person = other.stranger();
        assert_eq!(person.sign_in("verifier-2", &first, None).await.status, 204);
        let own = json!({"password": password_of("verifier-2")});
        assert_eq!(person.put("/api/v1/session/password", own).await.status, 204);
        assert_eq!(person.get(&format!("{AT}/incidents")).await.problem(), "forbidden");
        let fingerprint = person.get("/api/v1/session").await.json()["fingerprint"].clone();
        let grants = format!("{AT}/accounts/verifier-2/grants");
        let wrong = json!({"fingerprint": "00000 00000 00000 00000 00000 00000"});
        assert_eq!(cochair.put(&grants, wrong).await.status, 422);
        let waits = cochair.put(&grants, json!({"fingerprint": fingerprint})).await;
        assert_eq!((waits.status, waits.json()["state"].as_str()), (202, Some("pending")));
        assert_eq!(person.get(&format!("{AT}/incidents")).await.problem(), "forbidden");
        let mut second = other.settled(&world, "cochair-2").await;
        let granted = second.put(&grants, json!({"fingerprint": fingerprint})).await;
        assert_eq!(granted.json()["compartments"], json!(["intake", "case", "identity"]));
        assert_eq!(person.get(&format!("{AT}/incidents")).await.status, 200);

        // Suspended on one node, out on the other at the next request.
        let status = format!("{AT}/accounts/verifier-2/status");
        assert_eq!(administrator.put(&status, json!({"status": "suspended"})).await.status, 204);
        assert_eq!(person.get(&format!("{AT}/incidents")).await.status, 401);
        assert_eq!(person.sign_in("verifier-2", &password_of("verifier-2"), None).await.status, 401);
        assert_eq!(administrator.put(&status, json!({"status": "active"})).await.status, 204);
        assert_eq!(person.sign_in("verifier-2", &password_of("verifier-2"), None).await.status, 204);
        assert_eq!(person.get(&format!("{AT}/incidents")).await.status, 200);

        // A lost password: the administrator cannot choose one, opens nothing, and nothing is lost.
        let reset = administrator.post(&format!("{AT}/accounts/verifier-2/reset"), json!({})).await;
        let anew = reset.json()["password"].as_str().unwrap().to_owned();
        assert_eq!(person.get(&format!("{AT}/incidents")).await.status, 401);
        let raw = Raw::open(&world).await;
        let until = raw.text("SELECT CAST(password_until AS TEXT) FROM account WHERE login = 'verifier-2'").await.unwrap();
        let day = until.parse::<i64>().unwrap() - world.store.clock().await.unwrap();
        assert!((24 * 3600 - 60..=24 * 3600).contains(&day), "{day}");
        person.sign_in("verifier-2", &anew, None).await;
        let own = json!({"password": "another lantern under seven rivers"});
        assert_eq!(person.put("/api/v1/session/password", own).await.status, 204);
        assert_eq!(person.get(&format!("{AT}/incidents")).await.problem(), "forbidden");
        let fingerprint = person.get("/api/v1/session").await.json()["fingerprint"].clone();
        assert_eq!(second.put(&grants, json!({"fingerprint": fingerprint})).await.status, 202);
        assert_eq!(cochair.put(&grants, json!({"fingerprint": fingerprint})).await.status, 200);
        assert_eq!(person.get(&format!("{AT}/incidents")).await.json()["incidents"].as_array().unwrap().len(), 1);

        // Gone: what was sealed to them is withdrawn, and the keys are changed behind them.
        assert_eq!(cochair.delete(&grants).await.json()["grants"], 3);
        assert_eq!(administrator.put(&status, json!({"status": "removed"})).await.status, 204);
        assert_eq!(person.get("/api/v1/session").await.status, 401);
        let epoch = cochair.post(&format!("{AT}/epochs"), json!({})).await;
        assert_eq!((epoch.status, epoch.json()["epoch"].as_u64()), (201, Some(2)));
        while cochair.post(&format!("{AT}/epochs/current/records"), json!({})).await.json()["done"] != true {}
        assert_eq!(cochair.get(&format!("{AT}/incidents")).await.status, 200);

        // The auditor saw all of it, and no content.
        let mut auditor = one.settled(&world, "auditor-1").await;
        let log = auditor.get(&format!("{AT}/audit/entries?limit=1000")).await;
        let text = log.text();
        for act in ["account_created", "account_suspended", "account_restored", "account_removed", "proposed", "approved", "granted", "revoked"] {
            assert!(text.contains(act), "{act}");
        }
        assert!(!text.contains("Invented") && !text.contains("P-1"));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// B14: a password that was generated for a day is good for a day.
    async fn an_invitation_ends(world: World) {
        let server = Server::over(&world);
        let mut administrator = server.caller(&world, Role::Administrator).await;
        let body = json!({"login": "monitor-2", "roles": ["monitor"]});
        let password = administrator.post(&format!("{AT}/accounts"), body).await.json()["password"].clone();
        let raw = Raw::open(&world).await;
        let now = world.store.clock().await.unwrap();
        raw.run(&format!("UPDATE account SET password_until = {} WHERE login = 'monitor-2'", now - 1)).await;
        let late = server.stranger().sign_in("monitor-2", password.as_str().unwrap(), None).await;
        assert_eq!((late.status, late.problem()), (401, "sign_in".to_owned()));
        raw.run(&format!("UPDATE account SET password_until = {} WHERE login = 'monitor-2'", now + 60)).await;
        assert_eq!(server.stranger().sign_in("monitor-2", password.as_str().unwrap(), None).await.status, 204);
    }

    /// B8: what is dangerous asks for the password again.
    async fn accounts_and_keys_ask_for_the_password_again(world: World) {
        let server = Server::over(&world);
        let mut administrator = server.caller(&world, Role::Administrator).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let raw = Raw::open(&world).await;
        raw.run(&format!("UPDATE session SET confirmed_at = {}", world.store.clock().await.unwrap() - 301)).await;
        let body = json!({"login": "monitor-2", "roles": ["monitor"]});
        assert_eq!(administrator.post(&format!("{AT}/accounts"), body.clone()).await.problem(), "confirm");
        assert_eq!(cochair.post(&format!("{AT}/epochs"), json!({})).await.problem(), "confirm");
        assert_eq!(cochair.get(&format!("{AT}/accounts")).await.status, 200);
        let login = world.login(Role::Administrator);
        let confirm = json!({"password": password_of(login)});
        assert_eq!(administrator.post("/api/v1/session/confirmation", confirm).await.status, 204);
        assert_eq!(administrator.post(&format!("{AT}/accounts"), body).await.status, 201);
    }
}
