//! A server that listens, over a store with invented incidents, and people who go to it.

use super::browser::Browser;
use crate::world::{World, take};
use domain::access::Role;
use serde_json::{Value, json};
use sixfold::casework::{Now, Office, SecondFactor, SessionLimits, Taking};
use sixfold::web::{Bounds, Listening, Settings, SignIns, Web, serve};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A server on this machine.
pub(super) struct Site {
    pub(super) address: SocketAddr,
    /// By which it is called.
    host: String,
    office: Arc<Office>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<std::io::Result<()>>,
}

fn clock() -> Now {
    Now::on(crate::world::TODAY)
}

impl Site {
    /// Serves a world on any free port, or again on one.
    pub(super) async fn over(world: &World, second_factor: SecondFactor, port: u16) -> Site {
        Site::named(world, second_factor, "127.0.0.1", port).await
    }

    /// The same, called by a name: to a bare address no passkey is bound.
    pub(super) async fn named(world: &World, second_factor: SecondFactor, name: &str, port: u16) -> Site {
        let listening = Listening::on(SocketAddr::from(([127, 0, 0, 1], port)), None).await.unwrap();
        let host = format!("{name}:{}", listening.address().unwrap().port());
        Site::listens(world, second_factor, listening, host)
    }

    /// Serves a world to whoever comes by another port.
    pub(super) async fn behind(world: &World, port: u16) -> Site {
        let listening = Listening::on(SocketAddr::from(([127, 0, 0, 1], 0)), None).await.unwrap();
        Site::listens(world, SecondFactor::Optional, listening, format!("127.0.0.1:{port}"))
    }

    fn listens(world: &World, second_factor: SecondFactor, listening: Listening, host: String) -> Site {
        let office =
            Arc::new(Office::new(Arc::clone(&world.store), second_factor, SessionLimits::default(), 2));
        let address = listening.address().unwrap();
        let settings = Settings {
            origins: vec![format!("http://{host}")],
            trusted_proxies: Vec::new(),
            sign_ins: SignIns::default(),
            bounds: Bounds::default(),
            traces: None,
            strangers: sixfold::reader::Reader::at(env!("CARGO_BIN_EXE_sixfold")),
            clock,
        };
        let (stop, stopped) = oneshot::channel();
        let web = Web::new(Arc::clone(&office), &settings);
        let serving = tokio::spawn(serve(web, listening, async { drop(stopped.await) }));
        Site { address, host, office, stop: Some(stop), serving }
    }

    /// Stops listening; the store stays.
    pub(super) async fn stop(mut self) {
        let _ = self.stop.take().unwrap().send(());
        self.serving.await.unwrap().unwrap();
        drop(self.office);
    }

    pub(super) fn path(&self, path: &str) -> String {
        format!("http://{}{path}", self.host)
    }

    /// Signs in and chooses a password of one's own.
    pub(super) async fn arrive(&self, world: &World, browser: &Browser, login: &str) {
        self.sign_in(browser, login, &first_password(world, login)).await;
        browser.at("/account/password").await;
        browser.fill("#password", &password(login)).await;
        browser.fill("#again", &password(login)).await;
        browser.click("main form button").await;
        browser.at("/situations/XAR").await;
    }

    pub(super) async fn sign_in(&self, browser: &Browser, login: &str, password: &str) {
        browser.goto(&self.path("/sign-in")).await;
        browser.fill("#login", login).await;
        browser.fill("#password", password).await;
        browser.click("main form button").await;
    }

    /// The account of a role, signed in.
    pub(super) async fn as_role(&self, world: &World, browser: &Browser, role: Role) {
        self.arrive(world, browser, world.login(role)).await;
    }
}

pub(super) fn first_password(world: &World, login: &str) -> String {
    world.accounts.iter().find(|account| account.login == login).unwrap().password.clone()
}

/// What [`Site::arrive`] chooses.
pub(super) fn password(login: &str) -> String {
    format!("kettle orbit {login} plume wharf")
}

/// An invented incident with something of everything.
pub(super) fn incident(id: &str) -> Value {
    json!({
        "schema": "sixfold.incident/1",
        "external_id": id,
        "occurred": {"from": "2026-01-12", "precision": "month", "estimated": true},
        "first_reported": "2026-01-20",
        "location": {"area": "XAR01002", "place_type": "school", "precision": "area2", "place": "Lantern Bay school"},
        "title": "Two children at a school",
        "narrative": "An invented account.\nIt has two lines.",
        "public_summary": "An invented summary.",
        "violations": [
            {"id": "k1", "type": "killing", "tally": {"boys": 1, "girls": 1, "unknown": 0},
                "details": {"weapon": "mortar_or_rocket"}, "primary_sources": 2, "secondary_sources": 1},
            {"id": "a1", "type": "attack_on_school"}
        ],
        "perpetrators": [{"id": "p1", "party": "XAR-P4", "attribution": "confirmed", "violations": ["k1"]}],
        "victims": [{"id": "c1", "sex": "boy", "age": 12, "name": "Orlo Invented", "violations": ["k1"],
            "consent": {"reporting": true, "follow_up": false}}],
        "sources": [{"id": "s1", "category": "witness", "evidence": "oral_testimony", "reliability": "high",
            "name": "Marn Invented", "contact": "none", "violations": ["k1", "a1"]}]
    })
}

/// Puts incidents into a world, recorded by a co-chair, so that the verifier may decide on them.
pub(super) async fn record(world: &World, incidents: &[Value]) {
    take(&world.cochair().await, incidents, Taking::ContentOnly).await;
}
