//! A store to test in, on either engine, and the people at work in it.

use domain::access::Role;
use domain::interchange::{Incident, Recipient, read};
use domain::register::{Areas, Parties, Registers};
use jiff::civil::{Date, date};
use serde_json::Value;
use sixfold::casework::{
    ActDone, Approval, Desk, Founded, Founding, Granting, Handed, NewAccount, Now, Outcome, Propose, Taking,
    found,
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use store::{Location, Store};
use tempfile::TempDir;
use vault::{Compartment, CustodianKey, Entropy, NodeKey, Password, SystemEntropy};

/// The day of every test that does not say otherwise.
pub(crate) const TODAY: Date = date(2026, 3, 1);

/// The invented register of the cases, stated here too, so that tests need no file from outside.
pub(crate) fn registers() -> Registers {
    let mut areas = String::from("code,name,level,parent\nXAR,Arandia,0,\n");
    for region in 1..=6 {
        areas.push_str(&format!("XAR0{region},Region {region},1,XAR\n"));
        for district in 1..=4 {
            areas
                .push_str(&format!("XAR0{region}00{district},District {region}.{district},2,XAR0{region}\n"));
        }
    }
    let kinds = ["armed_group", "armed_group", "other", "armed_force", "armed_group", "armed_group", "other"];
    let mut parties = String::from("code,name,category\n");
    for (at, kind) in kinds.iter().enumerate() {
        parties.push_str(&format!("XAR-P{0},Party {0},{kind}\n", at + 1));
    }
    Registers {
        areas: Areas::from_csv(&areas).unwrap(),
        parties: Parties::from_csv(&parties).unwrap(),
        partners: Default::default(),
    }
}

/// Which database.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// A new store with one situation.
pub(crate) struct World {
    pub(crate) engine: Engine,
    pub(crate) store: Arc<Store>,
    pub(crate) accounts: Vec<NewAccount>,
    pub(crate) custodians: Vec<CustodianKey>,
    pub(crate) location: Location,
    pub(crate) node: String,
    pub(crate) dir: TempDir,
}

/// Runs a test on both engines, each with a world of its own.
macro_rules! on_both_engines {
    ($($(#[$doc:meta])* async fn $name:ident($world:ident: World) $body:block)+) => {$(
        mod $name {
            use super::*;
            use $crate::world::{Engine, World};

            $(#[$doc])*
            async fn test($world: World) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                test(World::new(Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                test(World::new(Engine::Postgres).await).await;
            }
        }
    )+};
}
pub(crate) use on_both_engines;

/// Where a new store of an engine can be made.
pub(crate) async fn new_location(engine: Engine, dir: &Path) -> Location {
    match engine {
        Engine::Sqlite => Location::Sqlite(dir.join("store.db")),
        Engine::Postgres => {
            let admin = std::env::var("SIXFOLD_TEST_POSTGRES")
                .expect("these tests need PostgreSQL: run them with ./test, which starts one");
            // By chance: process ids come again while databases of earlier runs are still there.
            let mut drawn = [0; 8];
            SystemEntropy::new().fill(&mut drawn).unwrap();
            let name = format!("sixfold_{:016x}", u64::from_be_bytes(drawn));
            let output = std::process::Command::new("psql")
                .args(["-q", "-c", &format!("CREATE DATABASE {name}"), &admin])
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let (server, _) = admin.rsplit_once('/').unwrap();
            Location::Postgres(format!("{server}/{name}"))
        }
    }
}

impl World {
    pub(crate) async fn new(engine: Engine) -> World {
        Self::with(engine, registers()).await
    }

    pub(crate) async fn with(engine: Engine, registers: Registers) -> World {
        let dir = TempDir::new().unwrap();
        let location = new_location(engine, dir.path()).await;
        let key = NodeKey::generate(&mut SystemEntropy::new()).unwrap();
        let node = key.to_text().to_string();
        let founding = Founding {
            code: "XAR".to_owned(),
            name: "Arandia".to_owned(),
            registers,
            custodians: Vec::new(),
            now: Now::on(TODAY),
        };
        let Founded { store, handed: Handed { accounts, custodians } } =
            found(&location, key, founding).await.unwrap();
        World { engine, store: Arc::new(store), accounts, custodians, location, node, dir }
    }

    /// Somebody at work on [`TODAY`].
    pub(crate) async fn desk(&self, login: &str) -> Desk {
        let account = self.accounts.iter().find(|account| account.login == login).unwrap();
        let password = Password::new(account.password.clone());
        Desk::sign_in(Arc::clone(&self.store), "XAR", login, &password, Now::on(TODAY)).await.unwrap()
    }

    pub(crate) async fn cochair(&self) -> Desk {
        self.desk("cochair-1").await
    }

    pub(crate) async fn verifier(&self) -> Desk {
        self.desk("verifier-1").await
    }

    pub(crate) fn login(&self, role: Role) -> &str {
        &self.accounts.iter().find(|account| account.role == role).unwrap().login
    }
}

/// What two co-chairs grant, one after the other.
pub(crate) async fn grant_by_two(
    one: &Desk,
    other: &Desk,
    login: &str,
    fingerprint: &str,
) -> Vec<Compartment> {
    let first = one.grant(login, fingerprint).await.unwrap();
    assert!(matches!(first, Granting::Proposed(_)), "{first:?}");
    match other.grant(login, fingerprint).await.unwrap() {
        Granting::Given(compartments) => compartments,
        Granting::Proposed(line) => panic!("still waits: {line:?}"),
    }
}

/// Two co-chairs let somebody write out every document.
pub(crate) async fn allow_export(one: &Desk, other: &Desk, by: &str, recipient: Recipient) {
    let line = one.propose(Propose::Export { recipient, by: Some(by) }).await.unwrap();
    let approval = Approval { digest: line.digest, fingerprint: None };
    let done = other.approve(line.id, &approval).await.unwrap();
    assert_eq!(done, ActDone::ExportAllowed { by: by.to_owned(), recipient });
}

/// Puts documents through the real reader and the real recording.
pub(crate) async fn take(desk: &Desk, documents: &[Value], taking: Taking) -> Vec<Outcome> {
    let incidents: Vec<Incident> = documents.iter().map(|value| typed(desk, value)).collect();
    let permit = desk.may_record(taking).await.unwrap();
    let ready = incidents.into_iter().map(|incident| desk.prepare(incident, taking).unwrap()).collect();
    desk.record(&permit, ready).await.unwrap()
}

pub(crate) fn typed(desk: &Desk, value: &Value) -> Incident {
    read(value.to_string().as_bytes(), &desk.situation().registers, desk.now().today)
        .unwrap_or_else(|problems| panic!("{problems:?} in {value}"))
}

/// Inputs that nobody here wrote, where they are present.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    path.exists().then_some(path)
}
