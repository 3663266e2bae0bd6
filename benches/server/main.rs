//! The server over real connections on loopback: sealed submissions, attachments, lists, opening a case, what a
//! storm of sign-ins does to the others, and what ten times the load does.
//!
//! `cargo bench --bench server -- [submissions] [attachments] [reading] [duplicates] [storm] [overload]`; the number of
//! incidents is `SIXFOLD_BENCH_INCIDENTS` (50,000 unless said otherwise), and `SIXFOLD_BENCH_POSTGRES` names an empty
//! database to take in the place of a file. What takes long is done when it is asked for
//! by name alone: `long` sends `SIXFOLD_BENCH_REPORTS` sealed submissions (a million), `soak` lets people work for
//! `SIXFOLD_BENCH_SECONDS` (an hour) and looks at the memory, and `timing` asks whether one can tell by the time of an
//! answer what one is not told by the answer (A5 and B1 of the acceptance list).

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement that cannot be set up should stop"
)]
#![allow(clippy::disallowed_methods, reason = "settings of a measurement come from the environment")]

mod client;
mod endurance;
mod timing;

use client::Client;
use domain::interchange::Incident;
use domain::register::{Areas, Parties, Registers};
use jiff::civil::date;
use sixfold::casework::{
    Desk, Founded, Founding, NewAccount, Now, Office, SecondFactor, SessionLimits, Taking, found,
};
use sixfold::synthetic::{Generator, Scene};
use sixfold::web::{Bounds, Listening, Settings, SignIns, Web, serve};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Location, Store};
use vault::{NodeKey, Password, SubmissionKey, SystemEntropy};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const TODAY: jiff::civil::Date = date(2026, 3, 1);
/// Two clients' worth of users, as the task force has them.
const USERS: usize = 64;

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(measure());
}

fn asked(name: &str) -> bool {
    let named: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    (named.is_empty() && !["long", "soak", "timing"].contains(&name)) || named.iter().any(|word| word == name)
}

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

/// A server over a store of its own.
struct Site {
    address: SocketAddr,
    store: Arc<Store>,
    accounts: Vec<NewAccount>,
    _folder: tempfile::TempDir,
}

fn clock() -> Now {
    Now::on(TODAY)
}

impl Site {
    async fn open() -> Site {
        let folder = tempfile::TempDir::new_in(concat!(env!("CARGO_MANIFEST_DIR"), "/target")).unwrap();
        // An empty database, or a file.
        let location = match std::env::var("SIXFOLD_BENCH_POSTGRES") {
            Ok(url) => Location::Postgres(url),
            Err(_) => Location::Sqlite(folder.path().join("store.db")),
        };
        let mut areas = String::from("code,name,level,parent\nXAR,Arandia,0,\n");
        (1..=6).for_each(|n| areas.push_str(&format!("XAR0{n},Region {n},1,XAR\n")));
        let parties = "code,name,category\nXAR-P1,Party 1,armed_group\nXAR-P2,Party 2,armed_force\n";
        let registers = Registers {
            areas: Areas::from_csv(&areas).unwrap(),
            parties: Parties::from_csv(parties).unwrap(),
            ..Registers::default()
        };
        let founding = Founding {
            code: "XAR".to_owned(),
            name: "Arandia".to_owned(),
            registers,
            custodians: Vec::new(),
            now: clock(),
        };
        let node = NodeKey::generate(&mut SystemEntropy::new()).unwrap();
        let Founded { store, handed } = found(&location, node, founding).await.unwrap();
        let accounts = handed.accounts;
        let store = Arc::new(store);
        let office = Office::new(Arc::clone(&store), SecondFactor::Optional, SessionLimits::default(), 2);
        let many = NonZeroU32::new(1_000_000).unwrap();
        let listening = Listening::on("127.0.0.1:0".parse().unwrap(), None).await.unwrap();
        let address = listening.address().unwrap();
        let settings = Settings {
            origins: vec![format!("http://{address}")],
            trusted_proxies: Vec::new(),
            sign_ins: SignIns { login: many, address: many, all: many },
            bounds: Bounds::default(),
            traces: None,
            strangers: sixfold::reader::Reader::at(env!("CARGO_BIN_EXE_sixfold")),
            clock,
        };
        let web = Web::new(Arc::new(office), &settings);
        tokio::spawn(serve(web, listening, std::future::pending()));
        Site { address, store, accounts, _folder: folder }
    }

    fn password(&self, login: &str) -> String {
        self.accounts.iter().find(|account| account.login == login).unwrap().password.clone()
    }

    async fn desk(&self, login: &str) -> Desk {
        let password = Password::new(self.password(login));
        Desk::sign_in(Arc::clone(&self.store), "XAR", login, &password, clock()).await.unwrap()
    }

    /// Somebody signed in, with a password of their own.
    async fn client(&self, login: &str, own: &mut Option<String>) -> Client {
        let mut client = Client::connect(self.address).await;
        let password = own.clone().unwrap_or_else(|| self.password(login));
        client
            .json("POST", "/api/v1/session", &format!(r#"{{"login":"{login}","password":"{password}"}}"#))
            .await;
        if own.is_none() {
            let chosen = "kettle orbit plume wharf lantern".to_owned();
            client.json("PUT", "/api/v1/session/password", &format!(r#"{{"password":"{chosen}"}}"#)).await;
            *own = Some(chosen);
        }
        client
    }
}

fn say(what: &str, mut waits: Vec<Duration>, took: Duration) {
    waits.sort_unstable();
    let count = waits.len();
    println!(
        "{what}: {:.0} a second, median {:?}, 95th percentile {:?}, greatest {:?} ({count} requests)",
        count as f64 / took.as_secs_f64(),
        waits[count / 2],
        waits[count * 95 / 100],
        waits[count - 1]
    );
}

async fn measure() {
    let site = Site::open().await;
    if asked("submissions") {
        submissions(&site).await;
    }
    if asked("attachments") {
        attachments(&site).await;
    }
    if asked("long") {
        endurance::long(&site).await;
    }
    if ["reading", "duplicates", "storm", "overload", "soak"].into_iter().any(asked) {
        fill(&site, setting("SIXFOLD_BENCH_INCIDENTS", 50_000)).await;
    }
    if asked("reading") {
        reading(&site).await;
    }
    if asked("duplicates") {
        duplicates(&site).await;
    }
    if asked("storm") {
        storm(&site).await;
    }
    if asked("overload") {
        endurance::overload(&site).await;
    }
    if asked("soak") {
        endurance::soak(&site).await;
    }
    if asked("timing") {
        timing::timing(&site).await;
    }
}

fn sent(registers: &Registers) -> Generator<'_> {
    let scene =
        Scene { from: date(2025, 1, 1), to: date(2025, 12, 31), decided: false, prefix: "SENT".to_owned() };
    Generator::new(registers, 3, scene)
}

/// Reports that their senders sealed: session, policy, form, audit and durability, one request each.
async fn submissions(site: &Site) {
    let desk = site.desk("monitor-1").await;
    let key = desk.submission_key().await.unwrap().key;
    let generator = sent(&desk.situation().registers);
    let mut own = None;
    for clients in [1, 8, 32] {
        let each = 6_000 / clients;
        let mut senders = Vec::new();
        for number in 0..clients {
            let client = site.client("monitor-1", &mut own).await;
            let sealed = sealed(&key, &generator, clients * 10_000 + number * each, each);
            senders.push((client, sealed));
        }
        let (waits, took) = send(senders).await;
        say(&format!("sealed submissions, {clients} clients"), waits, took);
    }
}

/// A sealed report with its id.
type SealedReport = (String, Vec<u8>);

/// Sends what each client has, all at once.
async fn send(senders: Vec<(Client, Vec<SealedReport>)>) -> (Vec<Duration>, Duration) {
    let begun = Instant::now();
    let tasks: Vec<_> = senders
        .into_iter()
        .map(|(mut client, sealed)| {
            tokio::spawn(async move {
                let mut waits = Vec::with_capacity(sealed.len());
                for (id, body) in sealed {
                    let path = format!("/api/v1/situations/XAR/submissions/{id}");
                    let begun = Instant::now();
                    let (status, _) = client.call("PUT", &path, "application/octet-stream", &body).await;
                    waits.push(begun.elapsed());
                    assert_eq!(status, 201);
                }
                waits
            })
        })
        .collect();
    let mut waits = Vec::new();
    for task in tasks {
        waits.extend(task.await.unwrap());
    }
    (waits, begun.elapsed())
}

/// Attachments of 20 MiB, up and down: sealed and opened by the server a chunk at a time.
async fn attachments(site: &Site) {
    const CHUNK: usize = 65_536;
    let desk = site.desk("cochair-2").await;
    let scene =
        Scene { from: date(2025, 1, 1), to: date(2025, 12, 31), decided: false, prefix: "WITH".to_owned() };
    let generator = Generator::new(&desk.situation().registers, 4, scene);
    let permit = desk.may_record(Taking::ContentOnly).await.unwrap();
    let ready = desk.prepare(generator.incident(1, 1), Taking::ContentOnly).unwrap();
    let incident = ready.id();
    desk.record(&permit, vec![ready]).await.unwrap();
    let mut own = None;
    for clients in [1, 8] {
        let invented = |number: u8| -> Vec<u8> {
            let rest = (0..20_971_520 - 9).map(|at: usize| (at / 251) as u8 ^ at as u8 ^ number);
            b"%PDF-1.7\n".iter().copied().chain(rest).collect()
        };
        let contents: Vec<Vec<u8>> = (0..clients as u8).map(invented).collect();
        let mut senders = Vec::new();
        // The contents first: a connection that waits for them would be closed.
        for (number, bytes) in contents.into_iter().enumerate() {
            let id = format!("{:032x}", number + 100 * clients);
            senders.push((site.client("cochair-1", &mut own).await, id, bytes));
        }
        let before = memory();
        let begun = Instant::now();
        let tasks: Vec<_> = senders
            .into_iter()
            .map(|(mut client, id, bytes)| {
                tokio::spawn(async move {
                    let at = format!("/api/v1/situations/XAR/attachments/{id}");
                    let digest: String = vault::sha256(&bytes).iter().map(|b| format!("{b:02x}")).collect();
                    let body = format!(
                        r#"{{"incident":"{incident}","file":{{"name":"a.pdf","media_type":"application/pdf","size":{},"sha256":"{digest}"}}}}"#,
                        bytes.len()
                    );
                    let (status, said) = client.json("PUT", &at, &body).await;
                    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&said));
                    for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
                        let path = format!("{at}/chunks/{number}");
                        assert_eq!(client.call("PUT", &path, "application/octet-stream", chunk).await.0, 204);
                    }
                    assert_eq!(client.json("POST", &format!("{at}/finish"), "").await.0, 201);
                    (client, at, bytes)
                })
            })
            .collect();
        let mut done = Vec::new();
        for task in tasks {
            done.push(task.await.unwrap());
        }
        let megabytes = clients as f64 * 20.971_52;
        let up = begun.elapsed();
        println!(
            "attachments up, {clients} clients: {:.1} MB/s; memory of the process grew by {} MiB",
            megabytes / up.as_secs_f64(),
            memory().saturating_sub(before)
        );
        let begun = Instant::now();
        let tasks: Vec<_> = done
            .into_iter()
            .map(|(mut client, at, bytes)| {
                tokio::spawn(async move {
                    let (status, body) = client.get(&format!("{at}/content")).await;
                    assert!(status == 200 && body == bytes);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        println!(
            "attachments down, {clients} clients: {:.1} MB/s",
            megabytes / begun.elapsed().as_secs_f64()
        );
    }
}

/// What the process has in memory, in MiB.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn sealed(key: &SubmissionKey, generator: &Generator<'_>, from: usize, count: usize) -> Vec<SealedReport> {
    let mut rng = SystemEntropy::new();
    (from..from + count)
        .map(|number| {
            let plain = generator.incident(number as u64, 1).to_canonical_json();
            let mut id = [0; 16];
            id[..8].copy_from_slice(&(number as u64).to_be_bytes());
            let text = id.iter().map(|byte| format!("{byte:02x}")).collect();
            (text, key.seal_submission(id, &plain, &mut rng).unwrap())
        })
        .collect()
}

async fn fill(site: &Site, count: usize) {
    let desk = site.desk("cochair-2").await;
    let scene =
        Scene { from: date(2024, 1, 1), to: date(2025, 12, 31), decided: true, prefix: "FILL".to_owned() };
    let generator = Generator::new(&desk.situation().registers, 9, scene);
    let permit = desk.may_record(Taking::Decisions).await.unwrap();
    for from in (0..count).step_by(2_000) {
        let incidents: Vec<Incident> =
            (from..(from + 2_000).min(count)).map(|number| generator.incident(number as u64, 2)).collect();
        let ready = incidents.into_iter().map(|one| desk.prepare(one, Taking::Decisions).unwrap()).collect();
        desk.record(&permit, ready).await.unwrap();
    }
    println!("{count} incidents are in the store");
}

/// One verifier who looks for incidents that were told twice: of one incident, and page after page of all.
async fn duplicates(site: &Site) {
    let client = &mut site.client("verifier-1", &mut None).await;
    let (_, body) = client.get("/api/v1/situations/XAR/incidents?limit=100").await;
    let page: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let ids =
        page["incidents"].as_array().unwrap().iter().map(|line| line["id"].as_str().unwrap().to_owned());
    let of_one = ids.map(|id| format!("incidents/{id}/duplicates")).collect::<Vec<_>>();
    let begun = Instant::now();
    let mut waits = Vec::new();
    for path in of_one {
        let begun = Instant::now();
        let (status, _) = client.get(&format!("/api/v1/situations/XAR/{path}")).await;
        assert_eq!(status, 200);
        waits.push(begun.elapsed());
    }
    say("duplicates of one incident", waits, begun.elapsed());
    let (mut waits, mut pairs, mut before) = (Vec::new(), 0, String::new());
    let begun = Instant::now();
    for _ in 0..20 {
        let asked = Instant::now();
        let (_, body) = client.get(&format!("/api/v1/situations/XAR/duplicates?limit=50{before}")).await;
        waits.push(asked.elapsed());
        let page: serde_json::Value = serde_json::from_slice(&body).unwrap();
        pairs += page["pairs"].as_array().unwrap().len();
        let Some(next) = page["next"].as_i64() else { break };
        before = format!("&before={next}");
    }
    println!("{pairs} pairs on {} pages", waits.len());
    say("pages of pairs", waits, begun.elapsed());
}

/// Users who look at lists and open cases, one request a second each, as people do who read what they get.
async fn reading(site: &Site) {
    let mut own = None;
    let mut clients = Vec::new();
    for _ in 0..USERS {
        clients.push(site.client("verifier-1", &mut own).await);
    }
    let queries = [
        ("first page of the list", "incidents?limit=50"),
        ("what waits for the initial step", "incidents?limit=50&waiting_for=initial"),
        (
            "search by type, area and status",
            "incidents?limit=50&violation=abduction&area=XAR03&ctfmr=verified",
        ),
        ("search that finds nothing", "incidents?limit=50&occurred_from=2030-01-01"),
        ("what is overdue", "queue?limit=50&state=overdue"),
        ("how much waits for what", "queue/counts"),
    ];
    let (_, body) = clients[0].get("/api/v1/situations/XAR/incidents?limit=200").await;
    let page: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let ids: Vec<String> = page["incidents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["id"].as_str().unwrap().to_owned())
        .collect();
    for (what, query) in queries {
        let path = format!("/api/v1/situations/XAR/{query}");
        clients = timed(what, clients, move |_| path.clone()).await;
    }
    let paths = ids.clone();
    clients = timed("opening a case", clients, move |n| {
        format!("/api/v1/situations/XAR/incidents/{}", paths[n % paths.len()])
    })
    .await;
    timed("opening a case with identity", clients, move |n| {
        format!("/api/v1/situations/XAR/incidents/{}/identity", ids[n % ids.len()])
    })
    .await;
}

async fn timed(
    what: &str,
    clients: Vec<Client>,
    path: impl Fn(usize) -> String + Clone + Send + 'static,
) -> Vec<Client> {
    let begun = Instant::now();
    let tasks: Vec<_> = clients
        .into_iter()
        .enumerate()
        .map(|(number, mut client)| {
            let path = path.clone();
            tokio::spawn(async move {
                let mut waits = Vec::new();
                for round in 0..5 {
                    // People do not all ask in the same moment.
                    tokio::time::sleep(Duration::from_millis((number * 997 % 1_000) as u64)).await;
                    let begun = Instant::now();
                    let (status, _) = client.get(&path(number * 5 + round)).await;
                    waits.push(begun.elapsed());
                    assert_eq!(status, 200);
                }
                (client, waits)
            })
        })
        .collect();
    let (mut clients, mut waits) = (Vec::new(), Vec::new());
    for task in tasks {
        let (client, own) = task.await.unwrap();
        clients.push(client);
        waits.extend(own);
    }
    say(&format!("{what}, {USERS} users"), waits, begun.elapsed());
    clients
}

/// Five hundred sign-ins at once, and what somebody else waits meanwhile.
async fn storm(site: &Site) {
    let mut own = None;
    let mut reader = site.client("cochair-1", &mut own).await;
    let idle = quick(&mut reader, 200).await;
    say("a session's own page, idle", idle, Duration::from_secs(1));
    let before = memory();
    let storm: Vec<_> = (0..500)
        .map(|number| {
            let address = site.address;
            tokio::spawn(async move {
                let mut client = Client::connect(address).await;
                let body = format!(r#"{{"login":"nobody-{number}","password":"not this one"}}"#);
                client.json("POST", "/api/v1/session", &body).await.0
            })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let during = quick(&mut reader, 200).await;
    say("the same during 500 sign-ins", during, Duration::from_secs(1));
    println!("    memory before {before} MiB, during {} MiB", memory());
    let mut answers = std::collections::BTreeMap::new();
    for task in storm {
        *answers.entry(task.await.unwrap()).or_insert(0) += 1;
    }
    println!("    answers to the 500: {answers:?}");
}

async fn quick(client: &mut Client, count: usize) -> Vec<Duration> {
    let mut waits = Vec::new();
    for _ in 0..count {
        let begun = Instant::now();
        assert_eq!(client.get("/api/v1/session").await.0, 200);
        waits.push(begun.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    waits
}
