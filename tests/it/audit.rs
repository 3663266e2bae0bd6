//! Whatever is changed behind the program's back, the audit finds: every column, every row, the log itself.

use crate::raw::{Column, Kind, Raw};
use crate::story::{document, lived_in};
use crate::world::{World, on_both_engines, registers, take};
use domain::register::Partners;
use sixfold::casework::Taking;
use store::Verified;
use vault::{Checkpoint, NodeKey};

/// Tables and columns that no audit speaks for, each with why.
const NOT_COVERED: &[(&str, &str)] = &[
    // What the schema is, not what was recorded: opening a store judges it.
    ("seaql_migrations", "*"),
    // Who is signed in now: nothing that was recorded, and gone with the day.
    ("session", "*"),
    // What somebody has seen: nothing that was recorded; set back, what was seen is shown as new.
    ("seen_mark", "*"),
    // What somebody had made, sealed and bound to its place, and gone with the day; that it was made is in the log.
    ("job", "*"),
    ("job_result", "*"),
    // A person's own notes, which nobody else opens.
    ("saved_search", "*"),
    // Goes up with every code that is shown; set back, the same code would be good twice within a minute.
    ("second_factor", "used_step"),
    // Goes up with every use of a device that counts; set back, a copy of its key would be noticed later.
    ("second_factor", "counter"),
    // By what a report sent again is known; altered, the telephone is refused and keeps its report.
    ("telephone_report", "*"),
    // In which browsers tries are counted apart: nothing that was recorded, and it lets nobody in.
    ("known_device", "*"),
];

fn is_covered(table: &str, column: &str) -> bool {
    !NOT_COVERED.iter().any(|(of, name)| *of == table && (*name == column || *name == "*"))
}

/// A world in which every table has rows, and the copy called `now` to come back to.
async fn full(world: &World) -> (World, Raw) {
    let mut registers = registers();
    registers.partners = Partners::from_csv("code,name,kind\nP1,A partner,national_ngo\n").unwrap();
    let world = World::with(world.engine, registers).await;
    lived_in(&world).await;
    let raw = Raw::open(&world).await;
    raw.keep("now").await;
    (world, raw)
}

async fn verified(world: &World) -> Verified {
    world.store.verify(None).await.unwrap()
}

async fn sound(world: &World) {
    let verified = verified(world).await;
    assert!(verified.findings.is_empty(), "{:?}", verified.findings);
}

/// Asserts that the audit finds something now, and puts the tables back.
async fn found(world: &World, raw: &Raw, what: &str, tables: &[&str], missed: &mut Vec<String>) {
    match world.store.verify(None).await {
        Ok(verified) if verified.findings.is_empty() => missed.push(what.to_owned()),
        Ok(_) => {}
        Err(error) => missed.push(format!("{what}: the audit stopped: {error}")),
    }
    for table in tables {
        raw.put_back("now", table).await;
    }
}

/// Values that a cell can be changed to, as SQL.
async fn alterations(raw: &Raw, table: &str, column: &Column, place: &str) -> Vec<String> {
    let name = &column.name;
    let mut all = match column.kind {
        // Far enough to meet no other row; and by what a narrower number would not notice.
        Kind::Number => vec![format!("{name} + 1000"), format!("{name} + 65536"), format!("-{name} - 7")],
        Kind::Text => vec![format!("{name} || 'x'"), "''".to_owned()],
        Kind::Truth => vec![format!("NOT {name}")],
        Kind::Bytes => {
            let mut bytes = raw.bytes(table, name, place).await.unwrap_or_default();
            let mut values = vec![raw.literal(&[&bytes[..], &[0]].concat())];
            match bytes.len() {
                0 => {}
                length => {
                    values.push(raw.literal(&bytes[..length - 1]));
                    bytes[length / 2] ^= 0x10;
                    values.push(raw.literal(&bytes));
                }
            }
            values
        }
    };
    if column.nullable {
        all.push("NULL".to_owned());
    }
    all
}

on_both_engines! {
    /// The table of the test is the schema itself: a column that is added is altered here too.
    async fn an_altered_cell_is_found_whatever_its_column(world: World) {
        let (world, raw) = full(&world).await;
        sound(&world).await;
        let mut missed = Vec::new();
        for table in raw.tables().await {
            let columns = raw.columns(&table).await;
            assert!(!raw.places(&table).await.is_empty(), "{table} is empty: nothing can be altered in it");
            for column in columns {
                if !is_covered(&table, &column.name) {
                    continue;
                }
                let rows = raw.places(&table).await.len();
                let mut picked = vec![0, rows / 2, rows - 1];
                if ["submission", "incident_version", "question", "working_paper", "proposal", "release"]
                    .contains(&table.as_str())
                {
                    picked = (0..rows).collect();
                }
                picked.dedup();
                for row in picked {
                    for number in 0.. {
                        let places = raw.places(&table).await;
                        let place = &places[row];
                        let values = alterations(&raw, &table, &column, place).await;
                        let Some(value) = values.get(number) else { break };
                        let name = &column.name;
                        let same = format!(
                            "SELECT CAST(count(*) AS text) FROM {table} WHERE {place} \
                             AND NOT ({name} IS NULL AND ({value}) IS NULL) \
                             AND ({name} IS NULL OR ({value}) IS NULL OR {name} <> ({value}))"
                        );
                        if raw.text(&same).await.as_deref() == Some("0") {
                            continue;
                        }
                        raw.run(&format!("UPDATE {table} SET {name} = {value} WHERE {place}")).await;
                        let shown: String = value.chars().take(40).collect();
                        let what = format!("{table}.{name} of row {row} := {shown}");
                        found(&world, &raw, &what, &[&table], &mut missed).await;
                    }
                }
            }
        }
        sound(&world).await;
        assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
    }

    /// What is written while everything is read is no finding, and no difference.
    async fn an_audit_beside_a_writer_finds_nothing(world: World) {
        let (verifier, cochair) = (world.verifier().await, world.cochair().await);
        let writing = tokio::spawn(async move {
            for round in 0..40 {
                let documents: Vec<_> = (0..20)
                    .map(|n| {
                        let mut document = document(&format!("W{n}"));
                        document["violations"][0]["tally"]["boys"] = serde_json::json!(round);
                        document
                    })
                    .collect();
                take(&verifier, &documents, Taking::ContentOnly).await;
            }
        });
        let mut seen = std::collections::BTreeSet::new();
        while !writing.is_finished() {
            let verified = verified(&world).await;
            assert_eq!(verified.findings, []);
            seen.insert(verified.entries);
            assert_eq!(cochair.check_facts().await.unwrap().differing, Vec::<u32>::new());
        }
        writing.await.unwrap();
        assert!(seen.len() > 3, "the writer never came between: {seen:?}");
        sound(&world).await;
    }

    async fn a_row_that_is_gone_is_missed_whatever_its_table(world: World) {
        let (world, raw) = full(&world).await;
        let mut missed = Vec::new();
        for table in raw.tables().await.iter().filter(|table| is_covered(table, "*")) {
            for row in 0..raw.places(table).await.len() {
                let place = raw.places(table).await.swap_remove(row);
                assert_eq!(raw.run(&format!("DELETE FROM {table} WHERE {place}")).await, 1);
                found(&world, &raw, &format!("row {row} of {table} deleted"), &[table], &mut missed).await;
            }
        }
        sound(&world).await;
        assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
    }

    async fn entries_that_are_swapped_or_inserted_are_found(world: World) {
        let (world, raw) = full(&world).await;
        let mut missed = Vec::new();
        let size = raw.places("log_entry").await.len();
        for (one, other) in [(0, 1), (size / 2, size / 2 + 1), (2, size - 1)] {
            raw.run(&format!("UPDATE log_entry SET number = -1000 WHERE number = {one}")).await;
            raw.run(&format!("UPDATE log_entry SET number = {one} WHERE number = {other}")).await;
            raw.run(&format!("UPDATE log_entry SET number = {other} WHERE number = -1000")).await;
            found(&world, &raw, &format!("entries {one} and {other} swapped"), &["log_entry"], &mut missed).await;
        }
        for number in ["-1".to_owned(), size.to_string(), (size + 5).to_string()] {
            raw.run(&format!(
                "INSERT INTO log_entry SELECT {number}, hour, actor, act, situation, object, version, digest, leaf \
                 FROM log_entry WHERE number = 3"
            ))
            .await;
            found(&world, &raw, &format!("entry {number} inserted"), &["log_entry"], &mut missed).await;
        }
        raw.run("UPDATE log_entry SET number = number + 100001 WHERE number >= 4").await;
        raw.run("UPDATE log_entry SET number = number - 100000 WHERE number > 100000").await;
        raw.run("INSERT INTO log_entry SELECT 4, hour, actor, act, situation, object, version, digest, leaf \
                 FROM log_entry WHERE number = 3").await;
        found(&world, &raw, "entry inserted in the middle", &["log_entry"], &mut missed).await;
        sound(&world).await;
        assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
    }

    async fn a_row_that_nobody_recorded_is_found_whatever_its_table(world: World) {
        let (world, raw) = full(&world).await;
        let mut missed = Vec::new();
        let id = raw.literal(&[7; 16]);
        for (table, columns, values) in [
            ("incident", "number, id, situation, version, epoch, case_key, case_body, identity_version, identity_key, identity_body",
             vec![format!("99, {id}, situation, version, epoch, case_key, case_body, identity_version, identity_key, identity_body"),
                  format!("-9, {id}, situation, version, epoch, case_key, case_body, identity_version, identity_key, identity_body")]),
            ("incident_version", "number, version, epoch, case_key, case_body, identity_version, identity_digest, identity_key, identity_body",
             vec!["number, 77, epoch, case_key, case_body, identity_version, identity_digest, identity_key, identity_body".to_owned(),
                  "-9, 1, epoch, case_key, case_body, identity_version, identity_digest, identity_key, identity_body".to_owned()]),
            ("submission", "id, situation, account, received_hour, epoch, sealed_body",
             vec![format!("{id}, situation, account, received_hour, epoch, sealed_body")]),
            ("working_paper", "id, situation, version, epoch, paper_key, paper_body, talk_version, talk_key, talk_body",
             vec![format!("{id}, situation, version, epoch, paper_key, paper_body, talk_version, talk_key, talk_body")]),
            ("allowed_days", "situation, version, initial, technical", vec!["2, version, initial, technical".to_owned()]),
            ("field_face", "situation, version, face", vec!["2, version, face".to_owned()]),
            ("setting", "situation, name, version, value", vec!["2, name, version, value".to_owned(), "situation, 'other', version, value".to_owned()]),
            ("form_key", "situation, number, public, signer, signature, epoch, private_key, private_body",
             vec!["situation, 9, public, signer, signature, epoch, private_key, private_body".to_owned()]),
            ("question", "id, situation, asked_hour, account, sealed_body",
             vec![format!("{id}, situation, asked_hour, account, sealed_body")]),
            ("account", "id, login, status, version, credential_epoch, kdf_salt, kdf_memory_kib, kdf_passes, kdf_lanes, locked_key, public_key, initial_password",
             vec![format!("{id}, 'cochair-3', status, version, credential_epoch, kdf_salt, kdf_memory_kib, kdf_passes, kdf_lanes, locked_key, public_key, initial_password")]),
            ("account_role", "account, situation, role", vec!["account, situation, CASE role WHEN 'auditor' THEN 'cochair' ELSE 'auditor' END".to_owned()]),
            ("key_grant", "situation, compartment, epoch, account, granter, sealed_key, signature, vouched",
             vec![format!("situation, compartment, epoch, {id}, granter, sealed_key, signature, vouched")]),
            ("area", "situation, number, code, name, level, parent", vec!["situation, 900, 'XAR09', name, level, parent".to_owned()]),
            ("boundary", "situation, area, outline", vec!["situation, 20, outline".to_owned()]),
            ("register_change", "situation, number, version, subject, account, hour, details",
             vec!["situation, 900, version, subject, account, hour, details".to_owned()]),
            ("party", "situation, number, code, name, category, details", vec!["situation, 900, 'XAR-P9', name, category, details".to_owned()]),
            ("custodian", "situation, number, public_key, epoch, vouched", vec!["situation, 3, public_key, epoch, vouched".to_owned()]),
            ("compartment_key", "situation, compartment, epoch, public, signer, signature, vouched", vec!["situation, compartment, 9, public, signer, signature, vouched".to_owned()]),
            ("second_factor", "account, kind, id, sealed_body, used_step, counter",
             vec![format!("{id}, kind, id, sealed_body, used_step, counter"), format!("account, kind, {id}, sealed_body, used_step, counter")]),
            ("fact_block", "situation, number, version, epoch, fact_key, fact_body", vec!["situation, 9, version, epoch, fact_key, fact_body".to_owned()]),
            ("attachment", "id, situation, incident, account, state, version, begun_hour, chunks, content_digest, epoch, file_key, description_body",
             vec![format!("{id}, situation, incident, account, state, version, begun_hour, chunks, content_digest, epoch, file_key, description_body")]),
            ("attachment_chunk", "attachment, number, sealed_digest, sealed_body",
             vec!["attachment, 77, sealed_digest, sealed_body".to_owned(), format!("{id}, number, sealed_digest, sealed_body")]),
            ("proposal", "id, situation, version, act, parameters, proposer, proposed_hour, signature, state, closed_by, closed_hour",
             vec![format!("{id}, situation, version, act, parameters, proposer, proposed_hour, signature, state, closed_by, closed_hour")]),
            ("release", "id, situation, version, epoch, state, drafted_by, drafted_hour, paper_key, paper_body, working_key, working_body",
             vec![format!("{id}, situation, version, epoch, state, drafted_by, drafted_hour, paper_key, paper_body, working_key, working_body")]),
            ("node", "number, name, verify_key", vec!["2, 'node 2', verify_key".to_owned()]),
        ] {
            for values in values {
                let place = raw.places(table).await.swap_remove(0);
                raw.run(&format!("INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {place}")).await;
                found(&world, &raw, &format!("a row {values} put into {table}"), &[table], &mut missed).await;
            }
        }
        sound(&world).await;
        assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
    }

    async fn a_record_set_back_to_its_older_version_is_found(world: World) {
        let (world, raw) = full(&world).await;
        let changed = raw
            .run("UPDATE incident SET (version, epoch, case_key, case_body) = \
                  (SELECT version, epoch, case_key, case_body FROM incident_version old \
                   WHERE old.number = incident.number ORDER BY version DESC LIMIT 1) \
                  WHERE number = (SELECT max(number) FROM incident_version)")
            .await;
        assert_eq!(changed, 1);
        raw.run("DELETE FROM incident_version WHERE EXISTS (SELECT 1 FROM incident \
                 WHERE incident.number = incident_version.number AND incident.version = incident_version.version)")
            .await;
        let findings = verified(&world).await.findings;
        assert!(findings.iter().any(|finding| finding.kind == "rolled_back"), "{findings:?}");
    }

    async fn parts_swapped_between_two_records_are_found(world: World) {
        let (world, raw) = full(&world).await;
        let mut missed = Vec::new();
        for columns in [["case_key", "case_body"], ["identity_key", "identity_body"]] {
            let [key, body] = columns;
            raw.run(&format!(
                "UPDATE incident SET {key} = (SELECT {key} FROM keep_now_incident other WHERE other.number = 1 - incident.number), \
                 {body} = (SELECT {body} FROM keep_now_incident other WHERE other.number = 1 - incident.number) \
                 WHERE number IN (0, 1)"
            ))
            .await;
            found(&world, &raw, &format!("{key} and {body} swapped"), &["incident"], &mut missed).await;
        }
        sound(&world).await;
        assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
    }

    /// Only what was kept elsewhere can tell: by itself an older copy is whole.
    async fn a_whole_older_copy_is_found_by_a_checkpoint_held_elsewhere(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A")], Taking::ContentOnly).await;
        let raw = Raw::open(&world).await;
        raw.keep("before").await;
        take(&cochair, &[document("B"), document("C")], Taking::ContentOnly).await;
        let public = NodeKey::from_text(&world.node).unwrap().public();
        let held = Checkpoint::parse_and_verify(&verified(&world).await.checkpoint, &public).unwrap();
        let now = world.store.verify(Some(&held)).await.unwrap();
        assert!(now.findings.is_empty(), "{:?}", now.findings);

        raw.put_all_back("before").await;
        sound(&world).await;
        let kinds = |verified: Verified| verified.findings.into_iter().map(|f| f.kind).collect::<Vec<_>>();
        assert_eq!(kinds(world.store.verify(Some(&held)).await.unwrap()), ["rolled_back"]);

        // The older copy is worked on until it is longer than what was seen of the other history.
        take(&cochair, &[document("D"), document("E")], Taking::ContentOnly).await;
        take(&cochair, &[document("F")], Taking::ContentOnly).await;
        sound(&world).await;
        assert_eq!(kinds(world.store.verify(Some(&held)).await.unwrap()), ["diverged"]);
    }

    /// Signing over somebody else's entries would make them the program's own.
    async fn a_log_rewritten_with_its_frontier_is_never_signed_by_the_next_change(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A"), document("B")], Taking::ContentOnly).await;
        let raw = Raw::open(&world).await;
        let mut tree = vault::log::Frontier::new();
        for mut row in world.store.log_page(0, 10_000).await.unwrap() {
            if row.number == 4 {
                row.hour -= 1;
            }
            let leaf = store::LogRow::leaf_of(row.number, row.hour, &row.entry);
            tree.append(leaf);
            let leaf = raw.literal(&leaf);
            raw.run(&format!("UPDATE log_entry SET hour = {}, leaf = {leaf} WHERE number = {}", row.hour, row.number))
                .await;
        }
        let frontier = raw.literal(&tree.to_bytes());
        raw.run(&format!("UPDATE log_head SET frontier = {frontier}")).await;
        let before = world.store.head().await.unwrap();
        let document = crate::world::typed(&cochair, &document("C"));
        let permit = cochair.may_record(Taking::ContentOnly).await.unwrap();
        let ready = vec![cochair.prepare(document, Taking::ContentOnly).unwrap()];
        let error = cochair.record(&permit, ready).await.unwrap_err();
        assert!(error.to_string().contains("audit verify"), "{error}");
        assert_eq!(world.store.head().await.unwrap().checkpoint, before.checkpoint);
        let findings = verified(&world).await.findings;
        assert!(findings.iter().any(|finding| finding.kind == "altered"), "{findings:?}");
    }

    async fn a_log_signed_by_another_key_is_found(world: World) {
        let cochair = world.cochair().await;
        take(&cochair, &[document("A")], Taking::ContentOnly).await;
        let forger = NodeKey::generate(&mut vault::SystemEntropy::new()).unwrap();
        let public = NodeKey::from_text(&world.node).unwrap().public();
        let signed = verified(&world).await.checkpoint;
        let checkpoint = Checkpoint::parse_and_verify(&signed, &public).unwrap();
        let note = checkpoint.sign(&forger, "sixfold/log").unwrap().replace('\'', "''");
        let raw = Raw::open(&world).await;
        raw.run(&format!("UPDATE log_head SET checkpoint = '{note}'")).await;
        let findings = verified(&world).await.findings;
        assert!(findings.iter().any(|finding| finding.kind == "unsigned"), "{findings:?}");
    }
}
