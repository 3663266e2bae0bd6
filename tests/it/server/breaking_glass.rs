//! Emergency access over the API and in the pages: everybody sees it coming, on every page.

use super::client::{Caller, Server, fill_in, password_of, see};
use crate::two_people::put_at_another_time;
use crate::world::{TODAY, World, on_both_engines};
use domain::access::Role;
use domain::id::ProposalId;
use serde_json::json;
use sixfold::casework::{Desk, Now};
use std::sync::Arc;
use vault::Password;

const API: &str = "/api/v1/situations/XAR/break-glass";
const AT: &str = "/situations/XAR/break-glass";
const ALARM: &str = "Somebody asks for emergency access";

/// Somebody with the password that they chose at the server.
async fn desk(world: &World, login: &str) -> Desk {
    let password = Password::new(password_of(login));
    Desk::sign_in(Arc::clone(&world.store), "XAR", login, &password, Now::on(TODAY)).await.unwrap()
}

/// As if the second person had joined so many hours ago.
async fn earlier(world: &World, id: &str, hours: i64) {
    let (one, other) = (desk(world, "verifier-1").await, desk(world, "cochair-1").await);
    let now = world.store.clock().await.unwrap().div_euclid(3600);
    let id: ProposalId = id.parse().unwrap();
    put_at_another_time(world, &one, &other, id, |row| row.proposal.closed_hour = Some(now - hours)).await;
}

/// The text of a page.
async fn shown(caller: &mut Caller, page: &str) -> String {
    let answer = see(caller, page, "en").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    String::from_utf8(answer.body.to_vec()).unwrap()
}

async fn alarmed(caller: &mut Caller, page: &str) -> bool {
    shown(caller, page).await.contains(ALARM)
}

/// The fingerprint of a new co-chair, who holds nothing yet.
async fn new_cochair(world: &World) -> String {
    let administrator = world.desk("administrator-1").await;
    let password = Password::new(administrator.add_account("cochair-9", &[Role::Cochair]).await.unwrap());
    let desk = Desk::sign_in(Arc::clone(&world.store), "XAR", "cochair-9", &password, Now::on(TODAY)).await;
    desk.unwrap().fingerprint()
}

on_both_engines! {
    async fn it_is_asked_for_joined_seen_vetoed_and_done(world: World) {
        let fingerprint = new_cochair(&world).await;
        let server = Server::over(&world);
        let mut one = server.settled(&world, "verifier-1").await;
        let mut other = server.settled(&world, "cochair-1").await;
        let mut member = server.caller(&world, Role::TaskForce).await;
        let mut monitor = server.caller(&world, Role::Monitor).await;

        assert!(!alarmed(&mut member, "/situations/XAR").await);
        let body = json!({"login": "cochair-9", "fingerprint": fingerprint});
        assert_eq!(member.post(API, body.clone()).await.status, 403);
        let wrong = json!({"login": "cochair-9", "fingerprint": "1".repeat(30)});
        assert_eq!(one.post(API, wrong).await.status, 422);
        let answer = one.post(API, body).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        let asked = answer.json();
        let id = asked["id"].as_str().unwrap().to_owned();
        for page in ["/situations/XAR", "/situations/XAR/settings", "/situations/XAR/releases", AT] {
            assert!(alarmed(&mut member, page).await, "{page}");
        }
        // Whoever opens nothing can do nothing about it, and is told nothing.
        assert!(!alarmed(&mut monitor, "/situations/XAR").await);
        assert_eq!(monitor.get(AT).await.status, 403);
        assert_eq!(monitor.get(API).await.status, 403);

        let approval = json!({"digest": asked["digest"], "fingerprint": fingerprint});
        assert_eq!(one.post(&format!("{API}/{id}/approval"), approval.clone()).await.status, 403);
        let answer = other.post(&format!("{API}/{id}/approval"), approval).await;
        assert_eq!((answer.status, answer.json()["state"].as_str()), (200, Some("approved")));
        let opening = format!("{API}/{id}/opening");
        assert_eq!(one.post(&opening, json!({})).await.status, 409, "before its time");
        earlier(&world, &id, 72).await;
        assert_eq!(member.get(API).await.json()[0]["in_force"], json!(true));
        assert!(alarmed(&mut member, "/situations/XAR").await);
        assert_eq!(member.post(&opening, json!({})).await.status, 403);
        let answer = one.post(&opening, json!({})).await;
        let opened = json!({"account": "cochair-9", "compartments": ["intake", "case", "identity"]});
        assert_eq!((answer.status, answer.json()), (200, opened));
        assert!(!alarmed(&mut member, "/situations/XAR").await, "it is done");
        assert_eq!(member.delete(&format!("{API}/{id}")).await.status, 409);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    async fn the_page_shows_it_and_takes_the_veto(world: World) {
        let fingerprint = new_cochair(&world).await;
        let server = Server::over(&world);
        let mut one = server.settled(&world, "verifier-1").await;
        let mut other = server.settled(&world, "cochair-1").await;
        let mut member = server.caller(&world, Role::TaskForce).await;
        let ask = [("login", "cochair-9"), ("fingerprint", &fingerprint)];
        assert_eq!(fill_in(&mut one, AT, &ask).await.status, 303);
        let id = member.get(API).await.json()[0]["id"].as_str().unwrap().to_owned();
        let digest = member.get(API).await.json()[0]["digest"].as_str().unwrap().to_owned();
        let page = shown(&mut other, AT).await;
        for words in ["For cochair-9", "verifier-1", "names, places and stories", "Join the request", "Veto it", &digest] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!shown(&mut one, AT).await.contains("Join the request"), "one's own");
        let page = shown(&mut member, AT).await;
        assert!(page.contains("Veto it") && !page.contains("Join") && !page.contains("Ask for emergency access"), "{page}");
        let join = [("digest", digest.as_str()), ("fingerprint", &fingerprint)];
        assert_eq!(fill_in(&mut other, &format!("{AT}/{id}/join"), &join).await.status, 303);
        assert!(shown(&mut member, AT).await.contains("Opens from"));
        earlier(&world, &id, 72).await;
        assert!(shown(&mut other, AT).await.contains("Open it now"));
        assert_eq!(fill_in(&mut member, &format!("{AT}/{id}/veto"), &[]).await.status, 303);
        assert!(shown(&mut other, AT).await.contains("vetoed"));
        assert_eq!(fill_in(&mut one, &format!("{AT}/{id}/open"), &[]).await.status, 409);
        assert!(!alarmed(&mut member, "/situations/XAR").await);
    }
}
