//! What senders were told is stored, to be compared with what is.

use super::client::Client;
use crate::program::Site;
use crate::raw::Raw;
use crate::support::document;
use crate::world::Engine;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{Scope, sleep};
use std::time::Duration;
use store::Location;
use vault::{Entropy, SubmissionKey, SystemEntropy};

/// Receipts by the id of the report, each with the digest of what was sent.
#[derive(Default)]
pub(crate) struct Ledger {
    receipts: Mutex<BTreeMap<String, String>>,
    over: AtomicBool,
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes<const N: usize>(text: &Value) -> [u8; N] {
    let digits = text.as_str().unwrap().as_bytes().chunks(2);
    let byte = |two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap();
    digits.map(byte).collect::<Vec<u8>>().try_into().unwrap()
}

/// The key to which reports are sealed.
pub(crate) fn key(monitor: &mut Client) -> SubmissionKey {
    let said = monitor.get("/api/v1/situations/XAR/submission-key").json();
    SubmissionKey {
        vault: bytes(&said["vault"]),
        epoch: u32::try_from(said["epoch"].as_u64().unwrap()).unwrap(),
        key_id: bytes(&said["key_id"]),
        public: bytes(&said["public"]),
    }
}

/// Senders at work, until it is dropped.
#[must_use]
pub(crate) struct Sending<'s>(&'s Ledger);

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.0.over.store(true, Ordering::Relaxed);
    }
}

impl Ledger {
    /// Senders that go on as long as what is given back is held: also where the test ends early, since whoever waits
    /// for them would wait for ever. What was not acknowledged is sent again, sometimes at another node.
    pub(crate) fn send<'s>(
        &'s self,
        scope: &'s Scope<'s, '_>,
        count: usize,
        at: &[Client],
        key: &'s SubmissionKey,
    ) -> Sending<'s> {
        for number in 0..count {
            let mut clients: Vec<Client> = at.iter().map(Client::another).collect();
            clients.rotate_left(number % at.len());
            scope.spawn(move || {
                while !self.over.load(Ordering::Relaxed) {
                    self.deliver(&mut clients, key);
                }
            });
        }
        Sending(self)
    }

    fn deliver(&self, clients: &mut [Client], key: &SubmissionKey) {
        let mut rng = SystemEntropy::new();
        let mut id = [0; 16];
        rng.fill(&mut id).unwrap();
        let plain = document(&format!("SENT-{}", hex(&id))).to_string();
        let sealed = key.seal_submission(id, plain.as_bytes(), &mut rng).unwrap();
        let path = format!("/api/v1/situations/XAR/submissions/{}", hex(&id));
        for attempt in 0.. {
            let which = attempt % clients.len();
            let kind = "content-type: application/octet-stream\r\n";
            match clients[which].call("PUT", &path, kind, &sealed) {
                Ok(answer) if matches!(answer.status, 200 | 201) => {
                    let digest = hex(&vault::sha256(&sealed));
                    assert_eq!(answer.json()["sha256"], json!(digest));
                    self.receipts.lock().unwrap().insert(hex(&id), digest);
                    return;
                }
                Ok(answer) => {
                    answer.is_for_now();
                }
                Err(_) => {}
            }
            if self.over.load(Ordering::Relaxed) {
                return;
            }
            sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.receipts.lock().unwrap().len()
    }

    /// Everything acknowledged is stored as it was sent, and everything stored is what the log says.
    pub(crate) fn holds(&self, site: &Site, location: &Location) {
        sound(site);
        assert!(self.count() > 10, "only {} reports were acknowledged", self.count());
        assert_eq!(self.missing(location), 0, "of {} acknowledged reports", self.count());
    }

    /// How many acknowledged reports are not stored as they were sent.
    pub(crate) fn missing(&self, location: &Location) -> usize {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let stored: BTreeMap<String, String> = runtime.block_on(async {
            let (engine, text) = match location {
                Location::Sqlite(_) => (Engine::Sqlite, "lower(hex(id)) || ' ' || lower(hex(sealed_digest))"),
                Location::Postgres(_) => {
                    (Engine::Postgres, "encode(id, 'hex') || ' ' || encode(sealed_digest, 'hex')")
                }
            };
            let raw = Raw::at(location, engine).await;
            let rows = raw.texts(&format!("SELECT {text} FROM submission")).await;
            raw.close().await;
            let pair = |row: &str| row.split_once(' ').map(|(id, digest)| (id.to_owned(), digest.to_owned()));
            rows.iter().flatten().filter_map(|row| pair(row)).collect()
        });
        let receipts = self.receipts.lock().unwrap();
        receipts.iter().filter(|(id, digest)| stored.get(*id) != Some(*digest)).count()
    }
}

/// The log is linear and without a gap, and everything stored agrees with it.
pub(crate) fn sound(site: &Site) {
    let said = site.call(&["audit", "verify"], None).done();
    assert_eq!(said.json()["findings"], json!([]), "{said:?}");
}
