//! Ciphertext opens in its own place, whole and in its own version, or it is refused: through the desk that
//! people work at, and never as other content.

use crate::raw::Raw;
use crate::story::{document, lived_in, report};
use crate::world::{World, on_both_engines, take};
use domain::interchange::Recipient;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sixfold::casework::{CaseError, Desk, Taking};
use std::collections::BTreeMap;

/// Every pair of a wrapped key and a body, and every sealed column that stands alone.
const SEALED: &[(&str, &[&str])] = &[
    ("incident", &["case_key", "case_body"]),
    ("incident", &["identity_key", "identity_body"]),
    ("fact_block", &["fact_key", "fact_body"]),
    ("fact_state", &["state_key", "state_body"]),
    ("naming_key", &["name_key", "name_body"]),
    ("submission", &["sealed_body"]),
    ("attachment", &["file_key", "description_body"]),
    ("attachment_chunk", &["sealed_body"]),
    ("key_grant", &["sealed_key", "signature"]),
    ("account", &["locked_key"]),
    // Opened by a signed-in person alone: the server's tests damage them.
    ("session", &["sealed_key"]),
    ("second_factor", &["sealed_body"]),
    ("job", &["question_key", "question_body"]),
    ("job_result", &["result_key", "result_body"]),
    ("saved_search", &["sealed_body"]),
    ("working_paper", &["paper_key", "paper_body", "talk_key", "talk_body"]),
    ("release", &["paper_key", "paper_body"]),
    ("release", &["working_key", "working_body"]),
    ("question", &["sealed_body"]),
    // Opened by whoever has its code: the vault's own tests damage it.
    ("referral", &["sealed_body"]),
    ("seen_mark", &["sealed_body"]),
    // Opened where somebody triages what a telephone encrypted, and when keys are changed.
    ("form_key", &["private_key", "private_body"]),
    // Opened by the custodians alone, who are offline: the vault's own tests damage it.
    ("recovery_envelope", &["sealed_key"]),
    // Superseded versions: read only when their keys are wrapped anew.
    ("incident_version", &["case_key", "case_body", "identity_key", "identity_body"]),
];

/// What each reading gave: a text, or that it was refused.
type Readings = BTreeMap<String, Result<String, String>>;

const INCIDENTS: [&str; 10] = ["I0", "I1", "I2", "I3", "I4", "I5", "M0", "M1", "M2", "M3"];

/// Everything that a co-chair can open.
async fn read_all(desk: &Desk) -> Readings {
    let mut readings = Readings::new();
    let refused = |error: CaseError| error.to_string();
    for incident in INCIDENTS {
        let history = desk.history(incident).await.map_err(refused);
        let text = history.map(|history| serde_json::to_string(&history).unwrap());
        readings.insert(format!("history {incident}"), text);
    }
    let tables = desk.report(&report()).await.map_err(refused);
    readings.insert("report".to_owned(), tables.map(|tables| serde_json::to_string(&tables).unwrap()));
    let releases = desk.releases().await.map_err(refused);
    for line in releases.iter().flatten() {
        let sheet = desk.release(line.id).await.map_err(refused);
        readings.insert(
            format!("release {}", line.id),
            sheet.map(|sheet| serde_json::to_string(&sheet).unwrap()),
        );
    }
    readings.insert("releases".to_owned(), releases.map(|lines| serde_json::to_string(&lines).unwrap()));
    let mut export = desk.export(Recipient::Unicef).await.unwrap();
    match export.next().await {
        Ok(documents) => {
            for (at, document) in documents.into_iter().enumerate() {
                match document {
                    Ok(document) => {
                        let text = document.to_value().to_string();
                        readings.insert(format!("export {}", document.external_id), Ok(text));
                    }
                    Err(error) => {
                        readings.insert(format!("export, place {at}"), Err(refused(error)));
                    }
                }
            }
        }
        Err(error) => {
            readings.insert("export".to_owned(), Err(error.to_string()));
        }
    }
    readings
}

/// What is wrong with readings of an altered store: other content, or nothing refused.
fn judge(right: &Readings, now: &Readings) -> Result<(), TestCaseError> {
    let mut refused = false;
    for (what, reading) in now {
        match reading {
            Ok(text) => {
                let expected = right.get(what).and_then(|reading| reading.as_ref().ok());
                prop_assert_eq!(Some(text), expected, "{} gives other content", what);
            }
            Err(_) => refused |= !matches!(right.get(what), Some(Err(_))),
        }
    }
    prop_assert!(refused, "nothing was refused");
    Ok(())
}

/// A way to damage a value.
#[derive(Clone, Debug)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Longer(Vec<u8>),
}

impl Damage {
    fn done(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        match self {
            Damage::Flip(at, bit) => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Damage::Longer(more) => bytes.extend(more),
        }
        bytes
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        4 => (any::<prop::sample::Index>(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        1 => any::<prop::sample::Index>().prop_map(Damage::Cut),
        1 => prop::collection::vec(any::<u8>(), 1..20).prop_map(Damage::Longer),
    ]
}

/// Runs a property whose body waits.
fn holds<S: Strategy, F: Future<Output = Result<(), TestCaseError>>>(
    cases: u32,
    strategy: S,
    property: impl Fn(S::Value) -> F,
) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20, ..Config::default() };
    let handle = tokio::runtime::Handle::current();
    tokio::task::block_in_place(|| {
        let mut runner = TestRunner::new(config);
        let outcome = runner.run(&strategy, |value| handle.block_on(property(value)));
        outcome.unwrap_or_else(|error| panic!("{error}"));
    });
}

/// A world that was worked in, the readings of it, and a co-chair who was signed in before it is altered.
async fn scene(world: &World) -> (Raw, Desk, Readings) {
    lived_in(world).await;
    let raw = Raw::open(world).await;
    raw.keep("now").await;
    let cochair = world.cochair().await;
    let right = read_all(&cochair).await;
    assert!(right.values().filter(|reading| reading.is_ok()).count() > 16, "{right:?}");
    (raw, cochair, right)
}

/// The whole content of an attachment.
async fn whole(desk: &Desk, id: domain::id::AttachmentId) -> Result<Vec<u8>, CaseError> {
    let mut content = desk.attachment(id).await?;
    let mut bytes = Vec::new();
    while let Some(chunk) = content.next().await? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn sign_in_refused(world: &World) -> Result<(), TestCaseError> {
    let account = world.accounts.iter().find(|account| account.login == "cochair-1").unwrap();
    let password = vault::Password::new(account.password.clone());
    let now = sixfold::casework::Now::on(crate::world::TODAY);
    let desk = Desk::sign_in(std::sync::Arc::clone(&world.store), "XAR", "cochair-1", &password, now).await;
    prop_assert!(desk.is_err(), "the altered key opened");
    Ok(())
}

on_both_engines! {
    /// A sealed column that is added to the schema must be added to the table above, and is then damaged.
    async fn every_sealed_column_is_in_the_table(world: World) {
        let raw = Raw::open(&world).await;
        let in_the_clear = ["identity_digest", "kdf_salt", "public_key", "verify_key"];
        for table in raw.tables().await {
            for column in raw.columns(&table).await {
                let name = column.name.as_str();
                let sealed = (name.ends_with("_key") || name.ends_with("_body")) && !in_the_clear.contains(&name);
                let listed = SEALED.iter().any(|(of, names)| *of == table && names.contains(&name));
                assert!(listed || !sealed, "{table}.{name} is not in the table of sealed columns");
            }
        }
    }

    async fn damaged_records_and_facts_are_refused(world: World) {
        let (raw, cochair, right) = scene(&world).await;
        for (table, columns) in SEALED.iter().filter(|(table, _)| ["incident", "fact_block", "fact_state"].contains(table)) {
            for column in *columns {
                let rows = raw.places(table).await.len();
                holds(12, (0..rows, damage()), async |(row, damage): (usize, Damage)| {
                    let place = raw.places(table).await.swap_remove(row);
                    let bytes = raw.bytes(table, column, &place).await.unwrap();
                    raw.put_bytes(table, column, &place, &damage.done(bytes)).await;
                    let now = read_all(&cochair).await;
                    raw.put_back("now", table).await;
                    judge(&right, &now)
                });
            }
        }
        assert_eq!(read_all(&cochair).await, right);
    }

    /// A damaged attachment is refused or, where the damage is none of its own, opens as it was.
    async fn damaged_attachments_are_refused(world: World) {
        let (raw, cochair, _) = scene(&world).await;
        for (table, column, place) in [
            ("attachment", "file_key", "state = 'added'"),
            ("attachment", "description_body", "state = 'added'"),
            ("attachment_chunk", "sealed_body", "attachment IN (SELECT id FROM attachment WHERE state = 'added')"),
        ] {
            holds(8, (any::<prop::sample::Index>(), damage()), async |(row, damage): (prop::sample::Index, Damage)| {
                let mut places = Vec::new();
                for at in raw.places(table).await {
                    let count = format!("SELECT CAST(count(*) AS text) FROM {table} WHERE {at} AND {place}");
                    if raw.text(&count).await.as_deref() == Some("1") {
                        places.push(at);
                    }
                }
                let at = row.get(&places);
                let bytes = raw.bytes(table, column, at).await.unwrap();
                raw.put_bytes(table, column, at, &damage.done(bytes)).await;
                let mut refused = false;
                for (id, seed, length) in [(0xa1, 1, 70_000), (0xa2, 2, 500)] {
                    match whole(&cochair, domain::id::AttachmentId([id; 16])).await {
                        Ok(content) => prop_assert!(content == crate::support::pdf(seed, length), "other content"),
                        Err(_) => refused = true,
                    }
                }
                raw.put_back("now", table).await;
                prop_assert!(refused, "nothing was refused");
                Ok(())
            });
        }
    }

    async fn damaged_keys_let_nobody_in(world: World) {
        let (raw, ..) = scene(&world).await;
        for (table, columns, filter) in [
            ("naming_key", &["name_key", "name_body"][..], "1 = 1"),
            ("key_grant", &["sealed_key", "signature"], "account = (SELECT id FROM account WHERE login = 'cochair-1')"),
            ("account", &["locked_key", "public_key"], "login = 'cochair-1'"),
            // What a telephone is to encrypt to, signed by who made it.
            ("form_key", &["public", "signature"], "1 = 1"),
        ] {
            for column in columns {
                holds(3, (any::<prop::sample::Index>(), damage()), async |(row, damage): (prop::sample::Index, Damage)| {
                    let mut places = Vec::new();
                    for place in raw.places(table).await {
                        if raw.text(&format!("SELECT CAST(count(*) AS text) FROM {table} WHERE {place} AND {filter}")).await.as_deref() == Some("1") {
                            places.push(place);
                        }
                    }
                    let place = &places[row.index(places.len())];
                    let bytes = raw.bytes(table, column, place).await.unwrap();
                    raw.put_bytes(table, column, place, &damage.done(bytes)).await;
                    let refused = sign_in_refused(&world).await;
                    raw.put_back("now", table).await;
                    refused
                });
            }
        }
        world.cochair().await;
    }

    /// A weaker password hash would let whoever altered the row guess; a dearer one would stop the server.
    async fn a_row_that_asks_for_another_stretching_lets_nobody_in(world: World) {
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        for change in [
            "kdf_memory_kib = 8, kdf_passes = 1",
            // As cheap as is accepted, but not what was paid.
            "kdf_memory_kib = 19457, kdf_passes = 2",
            "kdf_memory_kib = 2000000000",
            "kdf_passes = 1",
            "kdf_passes = 0",
            "kdf_lanes = 2",
            "kdf_lanes = 2000000000",
            "credential_epoch = 2",
            "status = 'suspended'",
        ] {
            raw.run(&format!("UPDATE account SET {change} WHERE login = 'cochair-1'")).await;
            sign_in_refused(&world).await.unwrap_or_else(|error| panic!("{change}: {error}"));
            raw.put_back("now", "account").await;
        }
    }

    async fn another_persons_lock_or_grant_lets_nobody_in(world: World) {
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        let own = "(SELECT id FROM account WHERE login = 'cochair-1')";
        let other = "(SELECT id FROM account WHERE login = 'cochair-2')";
        for (table, sql) in [
            ("account", "UPDATE account SET locked_key = (SELECT locked_key FROM keep_now_account WHERE login = 'cochair-2') WHERE login = 'cochair-1'".to_owned()),
            ("account", "UPDATE account SET (locked_key, kdf_salt, public_key) = (SELECT locked_key, kdf_salt, public_key FROM keep_now_account WHERE login = 'cochair-2') WHERE login = 'cochair-1'".to_owned()),
            ("account", "UPDATE account SET public_key = (SELECT public_key FROM keep_now_account WHERE login = 'cochair-2') WHERE login = 'cochair-1'".to_owned()),
            ("key_grant", format!("UPDATE key_grant SET (sealed_key, signature) = (SELECT sealed_key, signature FROM keep_now_key_grant g WHERE g.account = {other} AND g.compartment = key_grant.compartment) WHERE account = {own}")),
            ("key_grant", format!("UPDATE key_grant SET (sealed_key, signature) = (SELECT sealed_key, signature FROM keep_now_key_grant g WHERE g.account = {own} AND g.compartment = 'case') WHERE account = {own} AND compartment = 'identity'")),
            ("key_grant", format!("UPDATE key_grant SET epoch = 2 WHERE account = {own} AND compartment = 'case'")),
            ("key_grant", format!("UPDATE key_grant SET granter = {other} WHERE account = {own}")),
            ("naming_key", "UPDATE naming_key SET name_key = name_body, name_body = name_key".to_owned()),
            ("situation", "UPDATE situation SET code = 'XAS'".to_owned()),
        ] {
            assert_ne!(raw.run(&sql).await, 0, "{sql}");
            sign_in_refused(&world).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
            raw.put_back("now", table).await;
        }
        world.cochair().await;
    }

    async fn ciphertext_in_another_place_is_refused(world: World) {
        let (raw, cochair, right) = scene(&world).await;
        let from = |table: &str, columns: &str, other: &str, row: &str| {
            format!("UPDATE {table} SET ({columns}) = (SELECT {columns} FROM keep_now_{table} other WHERE {other}) WHERE {row}")
        };
        let mut changes = Vec::new();
        for part in ["case", "identity"] {
            let (key, body) = (format!("{part}_key"), format!("{part}_body"));
            // Moved to another record: the key, the body, both.
            for columns in [key.clone(), body.clone(), format!("{key}, {body}")] {
                changes.push(("incident", from("incident", &columns, "other.number = 3", "number = 4")));
                changes.push(("incident", from("incident", &columns, "other.number = 1 - incident.number", "number IN (0, 1)")));
            }
            // Swapped between columns of one row.
            changes.push(("incident", format!("UPDATE incident SET {key} = {body}, {body} = {key} WHERE number = 2")));
            for change in ["epoch = 1", "epoch = 3", "epoch = 0"] {
                changes.push(("incident", format!("UPDATE incident SET {change} WHERE number = 2")));
            }
        }
        changes.push(("incident", "UPDATE incident SET case_key = identity_key, identity_key = case_key, case_body = identity_body, identity_body = case_body WHERE number = 4".to_owned()));
        changes.push(("incident", "UPDATE incident SET case_body = identity_body, identity_body = case_body WHERE number = 4".to_owned()));
        changes.push(("incident", "UPDATE incident SET version = version + 1 WHERE number = 1".to_owned()));
        changes.push(("incident", "UPDATE incident SET version = version - 1 WHERE number = 1".to_owned()));
        changes.push(("incident", "UPDATE incident SET identity_version = identity_version - 1 WHERE number = 2".to_owned()));
        // An older version under the present version's number.
        changes.push(("incident", "UPDATE incident SET (case_key, case_body) = (SELECT case_key, case_body FROM incident_version v WHERE v.number = 1 ORDER BY version LIMIT 1) WHERE number = 1".to_owned()));
        changes.push(("incident", "UPDATE incident SET (identity_key, identity_body) = (SELECT identity_key, identity_body FROM incident_version v WHERE v.number = 2 AND identity_key IS NOT NULL) WHERE number = 2".to_owned()));
        for (table, key, body) in [("fact_block", "fact_key", "fact_body"), ("fact_state", "state_key", "state_body")] {
            changes.push((table, format!("UPDATE {table} SET {key} = {body}, {body} = {key}")));
            changes.push((table, format!("UPDATE {table} SET version = version - 1")));
            changes.push((table, format!("UPDATE {table} SET version = version + 1")));
            changes.push((table, format!("UPDATE {table} SET epoch = 1")));
        }
        changes.push(("fact_block", "UPDATE fact_block SET (fact_key, fact_body) = (SELECT state_key, state_body FROM fact_state)".to_owned()));
        changes.push(("fact_block", "UPDATE fact_block SET (fact_key, fact_body) = (SELECT case_key, case_body FROM incident WHERE number = 0)".to_owned()));
        changes.push(("fact_block", "UPDATE fact_block SET number = 1".to_owned()));
        changes.push(("fact_block", "DELETE FROM fact_block".to_owned()));
        changes.push(("fact_state", "DELETE FROM fact_state".to_owned()));
        for (table, sql) in changes {
            assert_ne!(raw.run(&sql).await, 0, "{sql}");
            let now = read_all(&cochair).await;
            raw.put_back("now", table).await;
            judge(&right, &now).unwrap_or_else(|error| panic!("{sql}: {error}"));
        }
        assert_eq!(read_all(&cochair).await, right);
    }

    /// Wrong figures in silence are worse than none.
    async fn facts_set_back_to_an_older_state_give_no_figures(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A")], Taking::ContentOnly).await;
        let raw = Raw::open(&world).await;
        raw.keep("before").await;
        take(&cochair, &[document("B")], Taking::ContentOnly).await;
        raw.keep("now").await;
        for tables in [&["fact_block"][..], &["fact_state"], &["fact_block", "fact_state"]] {
            for table in tables {
                raw.put_back("before", table).await;
            }
            assert!(cochair.report(&report()).await.is_err(), "{tables:?} set back");
            let document = crate::world::typed(&cochair, &document("C"));
            let permit = cochair.may_record(Taking::ContentOnly).await.unwrap();
            let ready = vec![cochair.prepare(document, Taking::ContentOnly).unwrap()];
            assert!(cochair.record(&permit, ready).await.is_err(), "recorded over {tables:?} set back");
            for table in tables {
                raw.put_back("now", table).await;
            }
        }
        cochair.report(&report()).await.unwrap();
    }

    async fn damaged_submissions_wait_and_the_others_are_recorded(world: World) {
        lived_in(&world).await;
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        let (cochair, verifier) = (world.cochair().await, world.verifier().await);
        verifier.triage(&Default::default()).await.unwrap();
        let right = read_all(&cochair).await;
        raw.put_all_back("now").await;
        holds(10, (0..2_usize, damage()), async |(row, damage): (usize, Damage)| {
            let mut places = raw.texts(&match world.engine {
                Engine::Sqlite => "SELECT 'rowid = ' || rowid FROM submission WHERE sealed_body IS NOT NULL".to_owned(),
                Engine::Postgres => "SELECT 'ctid = ''' || ctid || '''' FROM submission WHERE sealed_body IS NOT NULL".to_owned(),
            }).await;
            let place = places.swap_remove(row).unwrap();
            let bytes = raw.bytes("submission", "sealed_body", &place).await.unwrap();
            raw.put_bytes("submission", "sealed_body", &place, &damage.done(bytes)).await;
            let triaged = verifier.triage(&Default::default()).await.unwrap();
            let (kept, made): (Vec<_>, Vec<_>) = triaged.iter().partition(|done| done.outcome.is_err());
            let mut now = read_all(&cochair).await;
            // The damaged one is not there to be counted.
            now.remove("report");
            let waiting = raw.text("SELECT CAST(count(*) AS text) FROM submission WHERE sealed_body IS NOT NULL").await;
            raw.put_all_back("now").await;
            prop_assert_eq!((kept.len(), made.len()), (1, 1));
            prop_assert_eq!(waiting.as_deref(), Some("1"));
            judge(&right, &now)
        });
        for sql in [
            "UPDATE submission SET sealed_body = (SELECT sealed_body FROM keep_now_submission k WHERE k.sealed_body IS NOT NULL AND k.id <> submission.id) WHERE sealed_body IS NOT NULL",
            "UPDATE submission SET epoch = epoch - 1 WHERE sealed_body IS NOT NULL",
            "UPDATE submission SET sealed_body = (SELECT case_body FROM incident WHERE number = 0) WHERE sealed_body IS NOT NULL",
        ] {
            assert_eq!(raw.run(sql).await, 2, "{sql}");
            let triaged = verifier.triage(&Default::default()).await.unwrap();
            assert!(triaged.iter().all(|done| done.outcome.is_err()), "{sql}: {triaged:?}");
            raw.put_all_back("now").await;
        }
        assert!(verifier.triage(&Default::default()).await.unwrap().iter().all(|done| done.outcome.is_ok()));
    }

    /// Superseded versions are opened by nobody; wrapping their keys anew still refuses what is not theirs.
    async fn damaged_keys_of_superseded_versions_stop_a_rotation(world: World) {
        lived_in(&world).await;
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        for column in ["case_key", "identity_key"] {
            holds(2, (0..2_usize, damage()), async |(row, damage): (usize, Damage)| {
                let mut places = Vec::new();
                for place in raw.places("incident_version").await {
                    if let Some(bytes) = raw.bytes("incident_version", column, &place).await {
                        places.push((place, bytes));
                    }
                }
                let (place, bytes) = places.swap_remove(row);
                raw.put_bytes("incident_version", column, &place, &damage.done(bytes)).await;
                let mut cochair = world.cochair().await;
                cochair.rotate().await.unwrap();
                let step = cochair.rewrap().await;
                raw.put_all_back("now").await;
                prop_assert!(step.is_err());
                Ok(())
            });
        }
    }
}
