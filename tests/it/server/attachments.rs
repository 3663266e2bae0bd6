//! Attachments over the API: in chunks, resumed, sealed, opened by those who may, and nothing else.

use super::client::{Answer, Caller, Server};
use crate::raw::Raw;
use crate::support::{described, document, pdf};
use crate::world::{World, on_both_engines, take};
use axum::body::Body;
use axum::http::header;
use domain::access::Role;
use domain::attachment::{CHUNK, Description, MOST_OF_AN_INCIDENT, MOST_UNFINISHED};
use domain::id::{AttachmentId, IncidentId};
use http_body_util::BodyExt;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use sixfold::casework::{AttachmentReceipt, Taking};
use vault::{FileKey, FilePlace, SEALED_CHUNK, SubmissionKey, SystemEntropy};

const AT: &str = "/api/v1/situations/XAR/attachments";
const ONE: &str = "00112233445566778899aabbccddeeff";
const OTHER: &str = "ffeeddccbbaa99887766554433221100";

fn file(description: &Description) -> Value {
    json!({"name": description.name, "media_type": description.media_type, "size": description.size,
           "sha256": description.sha256})
}

async fn begin(caller: &mut Caller, id: &str, body: Value) -> Answer {
    caller.put(&format!("{AT}/{id}"), body).await
}

async fn send(caller: &mut Caller, id: &str, number: usize, bytes: &[u8]) -> Answer {
    let request = caller.request("PUT", &format!("{AT}/{id}/chunks/{number}"));
    let request = request.header(header::CONTENT_TYPE, "application/octet-stream");
    caller.send(request.body(Body::from(bytes.to_vec())).unwrap()).await
}

async fn finish(caller: &mut Caller, id: &str) -> Answer {
    caller.post(&format!("{AT}/{id}/finish"), json!({})).await
}

/// All of an upload; gives the answer to its end.
async fn upload(caller: &mut Caller, id: &str, to: Value, description: &Description, bytes: &[u8]) -> Answer {
    let mut body = to;
    body["file"] = file(description);
    let begun = begin(caller, id, body).await;
    assert_eq!(begun.status, 200, "{}", begun.text());
    for (number, chunk) in bytes.chunks(CHUNK).enumerate() {
        let sent = send(caller, id, number, chunk).await;
        assert_eq!(sent.status, 204, "{}", sent.text());
    }
    finish(caller, id).await
}

/// An incident that a verifier recorded.
async fn incident(world: &World, external: &str) -> String {
    let desk = world.verifier().await;
    take(&desk, &[document(external)], Taking::ContentOnly).await;
    crate::story::incident_id(&desk, external).await.to_string()
}

fn bytes_of<const N: usize>(text: &Value) -> [u8; N] {
    let text = text.as_str().unwrap();
    assert_eq!(text.len(), 2 * N);
    std::array::from_fn(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn content(caller: &mut Caller, id: &str) -> Answer {
    caller.get(&format!("{AT}/{id}/content")).await
}

/// What the log says, as text: the acts of it, and how often.
pub(super) async fn acts(world: &World, act: &str) -> usize {
    let raw = Raw::open(world).await;
    let count = format!("SELECT CAST(count(*) AS text) FROM log_entry WHERE act = '{act}'");
    raw.text(&count).await.unwrap().parse().unwrap()
}

async fn rows(world: &World, table: &str) -> usize {
    Raw::open(world).await.places(table).await.len()
}

on_both_engines! {
    /// R12: cut off at any chunk, an upload goes on from there, whoever serves it; sent again, a chunk is the same.
    async fn an_upload_goes_on_where_it_was_cut_off(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let desk = world.verifier().await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let bytes = pdf(1, 2 * CHUNK + 18_928);
        let description = described("a photographed form, page 1.pdf", None, &bytes);
        let body = json!({"incident": incident, "file": file(&description)});
        let first = begin(&mut verifier, ONE, body.clone()).await;
        assert_eq!(first.status, 200, "{}", first.text());
        assert_eq!(
            first.json(),
            json!({"attachment": ONE, "chunk_bytes": 65_536, "chunks": 3, "missing": [0, 1, 2], "finished": false})
        );
        let chunks: Vec<&[u8]> = bytes.chunks(CHUNK).collect();
        assert_eq!(send(&mut verifier, ONE, 2, chunks[2]).await.status, 204);
        assert_eq!(send(&mut verifier, ONE, 0, chunks[0]).await.status, 204);
        // The answer was lost: the same again, on another connection, and after signing in anew.
        assert_eq!(begin(&mut verifier, ONE, body.clone()).await.json()["missing"], json!([1]));
        let another = Server::over(&world);
        let mut verifier = another.stranger();
        let password = crate::server::client::password_of("verifier-1");
        assert_eq!(verifier.sign_in("verifier-1", &password, None).await.status, 204);
        assert_eq!(send(&mut verifier, ONE, 0, chunks[0]).await.status, 204);
        let mut changed = chunks[0].to_vec();
        changed[60_000] ^= 1;
        assert_eq!(send(&mut verifier, ONE, 0, &changed).await.problem(), "conflict");
        let progress = verifier.get(&format!("{AT}/{ONE}")).await.json();
        assert_eq!((&progress["missing"], &progress["finished"]), (&json!([1]), &json!(false)));
        assert_eq!(finish(&mut verifier, ONE).await.status, 409);
        // Nothing has been promised, so nothing is in the log, and nothing of it is listed or opened.
        assert_eq!(acts(&world, "attachment_added").await, 0);
        assert_eq!(content(&mut verifier, ONE).await.status, 404);
        let listed = format!("/api/v1/situations/XAR/incidents/{incident}/attachments");
        assert_eq!(verifier.get(&listed).await.json(), json!({"attachments": []}));

        assert_eq!(send(&mut verifier, ONE, 1, chunks[1]).await.status, 204);
        let done = finish(&mut verifier, ONE).await;
        assert_eq!(done.status, 201, "{}", done.text());
        let again = finish(&mut verifier, ONE).await;
        assert_eq!((again.status, &again.json()), (200, &done.json()));
        assert_eq!(acts(&world, "attachment_added").await, 1);
        let receipt = done.json();
        let situation = desk.situation().row.id.0;
        let id: AttachmentId = ONE.parse().unwrap();
        let hour = receipt["hour"].as_i64().unwrap();
        let message = AttachmentReceipt::message(situation, id, &bytes_of(&receipt["digest"]), hour);
        vault::verify_node(&world.store.node_key(), &message, &bytes_of(&receipt["signature"])).unwrap();
        // Finished is finished.
        assert_eq!(send(&mut verifier, ONE, 1, chunks[1]).await.status, 409);
        assert_eq!(begin(&mut verifier, ONE, body).await.status, 409);
        assert_eq!(verifier.delete(&format!("{AT}/{ONE}")).await.status, 404);
        assert_eq!(verifier.get(&format!("{AT}/{ONE}")).await.json()["finished"], json!(true));

        let list = verifier.get(&listed).await.json();
        let by = desk.account().to_string();
        assert_eq!(
            list["attachments"],
            json!([{"id": ONE, "name": description.name, "media_type": "application/pdf", "size": bytes.len(),
                    "sha256": description.sha256, "by": by}])
        );
        let read = acts(&world, "identity_read").await;
        let got = content(&mut verifier, ONE).await;
        assert_eq!((got.status, got.body == bytes), (200, true));
        assert_eq!(acts(&world, "identity_read").await, read + 1);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A2, F3: somebody else's upload is none; what is not yours to read is not read.
    async fn an_upload_is_its_senders_alone(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let bytes = pdf(2, 100);
        let description = described("a.pdf", None, &bytes);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let body = json!({"incident": incident, "file": file(&description)});
        assert_eq!(begin(&mut verifier, ONE, body.clone()).await.status, 200);
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let mut monitor = server.caller(&world, Role::Monitor).await;
        for other in [&mut cochair, &mut monitor] {
            let unknown = other.get(&format!("{AT}/{OTHER}")).await;
            let theirs = other.get(&format!("{AT}/{ONE}")).await;
            assert_eq!((theirs.status, theirs.problem()), (unknown.status, unknown.problem()));
            assert_eq!(theirs.status, 404);
            assert_eq!(send(other, ONE, 0, &bytes).await.status, 404);
            assert_eq!(finish(other, ONE).await.status, 404);
            assert_eq!(other.delete(&format!("{AT}/{ONE}")).await.status, 404);
        }
        assert_eq!(begin(&mut cochair, ONE, body.clone()).await.status, 409);
        // A monitor adds nothing to an incident, and learns nothing of one.
        assert_eq!(begin(&mut monitor, OTHER, body).await.problem(), "forbidden");
        assert_eq!(send(&mut verifier, ONE, 0, &bytes).await.status, 204);
        assert_eq!(finish(&mut verifier, ONE).await.status, 201);
        let of_incident = format!("/api/v1/situations/XAR/incidents/{incident}/attachments");
        let mut technical = server.caller(&world, Role::TechnicalReviewer).await;
        for other in [&mut monitor, &mut technical] {
            assert_eq!(content(other, ONE).await.status, 403);
            assert_eq!(other.get(&of_incident).await.status, 403);
        }
        assert_eq!(content(&mut cochair, ONE).await.body, bytes);
        // Of an incident that is not there, or not an id at all.
        for named in [OTHER, "not-an-id"] {
            let body = json!({"incident": named, "file": file(&description)});
            assert_eq!(begin(&mut verifier, OTHER, body).await.status, 404);
            let list = format!("/api/v1/situations/XAR/incidents/{named}/attachments");
            assert_eq!(verifier.get(&list).await.status, 404);
        }
        assert_eq!(content(&mut verifier, OTHER).await.status, 404);
    }

    /// C3: a monitor sends and cannot read back; what came goes to the incident that is made of the report.
    async fn what_comes_with_a_report_goes_to_its_incident(world: World) {
        let server = Server::over(&world);
        let (sender, desk) = (world.desk("monitor-1").await.account(), world.verifier().await);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let bytes = pdf(3, CHUNK + 1);
        let description = described("seen at the school.pdf", None, &bytes);
        let to = json!({"report": "SENT-1"});
        let done = upload(&mut monitor, ONE, to, &description, &bytes).await;
        assert_eq!(done.status, 201, "{}", done.text());
        assert_eq!(content(&mut monitor, ONE).await.status, 403);
        let raw = Raw::open(&world).await;
        assert_eq!(raw.text("SELECT CAST(count(*) AS text) FROM log_entry WHERE act = 'attachment_sent' AND actor = (SELECT id FROM account WHERE login = 'monitor-1')").await.unwrap(), "0");
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let triage = "/api/v1/situations/XAR/triage";
        let waits = verifier.post(triage, json!({})).await.json();
        assert_eq!((&waits["attached"], waits["attachments_waiting"].as_array().unwrap().len()), (&json!(0), 1));
        // Who triages may look at it; a co-chair, who does not, may not.
        assert_eq!(content(&mut verifier, ONE).await.body, bytes);
        let mut cochair = server.caller(&world, Role::Cochair).await;
        assert_eq!(content(&mut cochair, ONE).await.status, 403);

        assert_eq!(monitor.post("/api/v1/situations/XAR/submissions", document("SENT-1")).await.status, 201);
        let taken = verifier.post(triage, json!({})).await.json();
        assert_eq!((&taken["recorded"], &taken["attached"]), (&json!(1), &json!(1)), "{taken}");
        let incident = crate::story::incident_id(&desk, "SENT-1").await;
        let listed = cochair.get(&format!("/api/v1/situations/XAR/incidents/{incident}/attachments")).await.json();
        let by = sender.to_string();
        assert_eq!(
            (&listed["attachments"][0]["name"], &listed["attachments"][0]["by"]),
            (&json!("seen at the school.pdf"), &json!(by))
        );
        assert_eq!(content(&mut cochair, ONE).await.body, bytes);
        // Who sent it stands nowhere in the clear any more.
        assert_eq!(raw.text("SELECT CAST(count(account) AS text) FROM attachment").await.unwrap(), "0");
        assert_eq!(monitor.get(&format!("{AT}/{ONE}")).await.status, 404);

        // Later, to the same report; and to one that somebody else recorded, which waits to be accepted.
        let mine = upload(&mut monitor, OTHER, json!({"report": "SENT-1"}), &description, &bytes).await;
        assert_eq!(mine.status, 201);
        take(&desk, &[document("THEIRS")], Taking::ContentOnly).await;
        let third = "0f".repeat(16);
        let foreign = upload(&mut monitor, &third, json!({"report": "THEIRS"}), &description, &bytes).await;
        assert_eq!(foreign.status, 201);
        let taken = verifier.post(triage, json!({})).await.json();
        assert_eq!(taken["attached"], json!(1));
        assert_eq!(taken["attachments_waiting"][0]["attachment"], json!(third));
        let taken = verifier.post(triage, json!({"accept_attachments": [third]})).await.json();
        assert_eq!((&taken["attached"], &taken["attachments_waiting"]), (&json!(1), &json!([])));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// C4: what its sender seals is checked by its form alone; what does not hold inside waits, and is not lost.
    async fn a_sender_may_seal_it(world: World) {
        let server = Server::over(&world);
        let (sender, desk) = (world.desk("monitor-1").await.account(), world.verifier().await);
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let said = monitor.get("/api/v1/situations/XAR/submission-key").await.json();
        let to = SubmissionKey {
            vault: bytes_of(&said["vault"]),
            epoch: u32::try_from(said["epoch"].as_u64().unwrap()).unwrap(),
            key_id: bytes_of(&said["key_id"]),
            public: bytes_of(&said["public"]),
        };
        let vault = desk.situation().vault();
        let bytes = pdf(4, CHUNK + 700);
        let rng = &mut SystemEntropy::new();
        let mut seal = |id: &str, description: &Description| {
            let id: AttachmentId = id.parse().unwrap();
            let key = FileKey::generate(rng).unwrap();
            let place = FilePlace { vault: &vault, attachment: id.0, chunks: 2 };
            let text = serde_json::to_vec(description).unwrap();
            let chunks: Vec<Vec<u8>> = bytes
                .chunks(CHUNK)
                .enumerate()
                .map(|(number, chunk)| key.seal_chunk(&place, number as u32, chunk, rng).unwrap())
                .collect();
            let body = json!({"sealed": {
                "chunks": 2,
                "file_key": hex(&to.seal_file_key(id.0, &key, rng).unwrap()),
                "description": hex(&key.seal_description(&place, &text, rng).unwrap()),
            }});
            (body, chunks)
        };
        let honest = described("sealed at home.pdf", Some("SENT-1"), &bytes);
        let lying = Description { sha256: "0".repeat(64), ..honest.clone() };
        let too_sure = Description { by: Some(desk.account()), ..honest.clone() };
        let (body, chunks) = seal(ONE, &honest);
        for (part, value) in [
            ("file_key", json!("00".repeat(138))),
            ("file_key", body["sealed"]["description"].clone()),
            ("description", json!(hex(br#"{"name": "in the clear.pdf"}"#))),
            ("description", body["sealed"]["file_key"].clone()),
            ("chunks", json!(0)),
            ("chunks", json!(321)),
        ] {
            let mut bad = body.clone();
            bad["sealed"][part] = value;
            assert_eq!(begin(&mut monitor, ONE, bad).await.status, 422, "{part}");
        }
        let mut bad = body.clone();
        bad["sealed"]["file_key"] = json!("+f");
        assert_eq!(begin(&mut monitor, ONE, bad).await.status, 400);
        assert_eq!(begin(&mut monitor, ONE, body.clone()).await.status, 200);
        assert_eq!(begin(&mut monitor, ONE, body.clone()).await.status, 200);
        for bad in [&bytes[..CHUNK], &chunks[0][..SEALED_CHUNK - 1], &[7; SEALED_CHUNK], b""] {
            assert_eq!(send(&mut monitor, ONE, 0, bad).await.status, 422);
        }
        assert_eq!(send(&mut monitor, ONE, 0, &[&chunks[0][..], &[0]].concat()).await.status, 413);
        assert_eq!(send(&mut monitor, ONE, 0, &chunks[0]).await.status, 204);
        assert_eq!(send(&mut monitor, ONE, 0, &chunks[0]).await.status, 204);
        assert_eq!(send(&mut monitor, ONE, 0, &chunks[1]).await.status, 409);
        assert_eq!(send(&mut monitor, ONE, 1, &chunks[1]).await.status, 204);
        let done = finish(&mut monitor, ONE).await;
        assert_eq!(done.status, 201);
        let digests: Vec<[u8; 32]> = chunks.iter().map(|chunk| vault::sha256(chunk)).collect();
        let digests: Vec<&[u8]> = digests.iter().map(|digest| &digest[..]).collect();
        assert_eq!(bytes_of(&done.json()["digest"]), vault::digest_of(&digests));

        let (body, chunks) = seal(OTHER, &lying);
        assert_eq!(begin(&mut monitor, OTHER, body).await.status, 200);
        let third = "0f".repeat(16);
        let (body, others) = seal(&third, &too_sure);
        assert_eq!(begin(&mut monitor, &third, body).await.status, 200);
        for number in 0..2 {
            assert_eq!(send(&mut monitor, OTHER, number, &chunks[number]).await.status, 204);
            assert_eq!(send(&mut monitor, &third, number, &others[number]).await.status, 204);
        }
        assert_eq!(finish(&mut monitor, OTHER).await.status, 201);
        assert_eq!(finish(&mut monitor, &third).await.status, 201);

        assert_eq!(monitor.post("/api/v1/situations/XAR/submissions", document("SENT-1")).await.status, 201);
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let taken = verifier.post("/api/v1/situations/XAR/triage", json!({})).await.json();
        assert_eq!(taken["attached"], json!(2), "{taken}");
        assert_eq!(taken["attachments_waiting"][0]["attachment"], json!(OTHER));
        assert_eq!(content(&mut verifier, ONE).await.body, bytes);
        // Whatever it says of itself, it is its sender's.
        let incident = crate::story::incident_id(&desk, "SENT-1").await;
        let listed = verifier.get(&format!("/api/v1/situations/XAR/incidents/{incident}/attachments")).await.json();
        let by = json!(sender.to_string());
        assert!(listed["attachments"].as_array().unwrap().iter().all(|one| one["by"] == by), "{listed}");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// E2, F8: bounds come before anything else, and content is what it is said to be.
    async fn what_is_out_of_bounds_is_refused(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let bytes = pdf(5, CHUNK + 10);
        let good = file(&described("a.pdf", None, &bytes));
        for (part, value, status) in [
            ("size", json!(0), 422),
            ("size", json!((20 << 20) + 1), 422),
            ("size", json!(-1), 400),
            ("name", json!("a.exe"), 422),
            ("name", json!("../a.pdf"), 422),
            ("name", json!(""), 422),
            ("media_type", json!("text/html"), 400),
            ("media_type", json!("image/svg+xml"), 400),
            ("media_type", json!("application/x-msdownload"), 400),
            ("sha256", json!("abc"), 422),
            ("by", json!("00112233445566778899aabbccddeeff"), 400),
        ] {
            let mut bad = good.clone();
            bad[part] = value;
            let answer = begin(&mut verifier, ONE, json!({"incident": incident, "file": bad})).await;
            assert_eq!(answer.status, status, "{part}: {}", answer.text());
        }
        for body in [
            json!({"file": good}),
            json!({"incident": incident, "report": "R", "file": good}),
            json!({"incident": incident}),
            json!({}),
        ] {
            assert_eq!(begin(&mut verifier, ONE, body).await.status, 422);
        }
        assert_eq!(begin(&mut verifier, "not-an-id", json!({"incident": incident, "file": good})).await.status, 404);
        assert_eq!(begin(&mut verifier, ONE, json!({"incident": incident, "file": good})).await.status, 200);
        let chunks: Vec<&[u8]> = bytes.chunks(CHUNK).collect();
        assert_eq!(send(&mut verifier, ONE, 0, &vec![0; SEALED_CHUNK + 1]).await.status, 413);
        assert_eq!(send(&mut verifier, ONE, 0, &vec![0; 1 << 20]).await.status, 413);
        for (number, bytes, status) in [
            (0, &chunks[0][..CHUNK - 1], 422),
            (0, &[chunks[0], &[0]].concat(), 422),
            (0, b"", 422),
            (1, chunks[0], 422),
            (1, &chunks[1][..9], 422),
            (2, chunks[1], 404),
            (4_000_000_000, chunks[1], 404),
            // A page, and a program, under the name of a PDF.
            (0, &[&b"<html><script>alert(1)</script>"[..], &vec![b' '; CHUNK - 31]].concat(), 422),
            (0, &[&b"MZ"[..], &vec![0; CHUNK - 2]].concat(), 422),
        ] {
            assert_eq!(send(&mut verifier, ONE, number, bytes).await.status, status, "{number}");
        }
        let request = verifier.request("PUT", &format!("{AT}/{ONE}/chunks/0")).header("content-type", "text/plain");
        let request = request.body(Body::from(chunks[0].to_vec())).unwrap();
        assert_eq!(verifier.send(request).await.status, 415);
        let request = verifier.request("PUT", &format!("{AT}/{ONE}/chunks/0"));
        let request = request.header("content-type", "application/octet-stream").header("content-encoding", "gzip");
        let request = request.body(Body::from(chunks[0].to_vec())).unwrap();
        assert_eq!(verifier.send(request).await.status, 415);
        assert_eq!(rows(&world, "attachment_chunk").await, 0);

        // Not what was described: nothing of it is kept, and it may come again under the same id.
        let mut other = bytes.clone();
        other[40_000] ^= 1;
        for (number, chunk) in other.chunks(CHUNK).enumerate() {
            assert_eq!(send(&mut verifier, ONE, number, chunk).await.status, 204);
        }
        assert_eq!(finish(&mut verifier, ONE).await.status, 422);
        assert_eq!((rows(&world, "attachment").await, rows(&world, "attachment_chunk").await), (0, 0));
        let description = described("a.pdf", None, &bytes);
        let done = upload(&mut verifier, ONE, json!({"incident": incident}), &description, &bytes).await;
        assert_eq!(done.status, 201);
    }

    async fn how_much_one_leaves_and_one_incident_has_is_bounded(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let bytes = pdf(6, 20);
        let description = described("a.pdf", None, &bytes);
        let id = |number: u64| format!("{number:032x}");
        for number in 0..MOST_UNFINISHED {
            let body = json!({"report": "R", "file": file(&description)});
            assert_eq!(begin(&mut verifier, &id(number), body).await.status, 200);
        }
        let body = json!({"report": "R", "file": file(&description)});
        assert_eq!(begin(&mut verifier, &id(99), body.clone()).await.problem(), "conflict");
        assert_eq!(begin(&mut verifier, &id(0), body.clone()).await.status, 200, "one that is there goes on");
        assert_eq!(verifier.delete(&format!("{AT}/{}", id(3))).await.status, 204);
        assert_eq!(begin(&mut verifier, &id(99), body).await.status, 200);
        assert_eq!(verifier.delete(&format!("{AT}/{}", id(99))).await.status, 204);

        let incident_id: IncidentId = incident.parse().unwrap();
        let desk = world.desk("cochair-2").await;
        for number in 0..MOST_OF_AN_INCIDENT {
            let to = crate::support::To::Incident(incident_id);
            let id = AttachmentId(u128::from(1_000 + number).to_be_bytes());
            crate::support::attach(&desk, id, to, "a.pdf", &bytes).await.unwrap();
        }
        let done = upload(&mut verifier, ONE, json!({"incident": incident}), &description, &bytes).await;
        assert_eq!((done.status, done.problem()), (409, "conflict".to_owned()));
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    async fn what_is_not_finished_within_a_day_is_swept(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let bytes = pdf(7, CHUNK + 10);
        let description = described("a.pdf", None, &bytes);
        let to = json!({"incident": incident});
        assert_eq!(upload(&mut verifier, ONE, to.clone(), &description, &bytes).await.status, 201);
        for id in [OTHER, &"0f".repeat(16)] {
            let body = json!({"incident": incident, "file": file(&description)});
            assert_eq!(begin(&mut verifier, id, body).await.status, 200);
            assert_eq!(send(&mut verifier, id, 0, &bytes[..CHUNK]).await.status, 204);
        }
        server.office.sweep().await.unwrap();
        assert_eq!((rows(&world, "attachment").await, rows(&world, "attachment_chunk").await), (3, 4));
        let raw = Raw::open(&world).await;
        let other: AttachmentId = OTHER.parse().unwrap();
        let of = raw.literal(&other.0);
        raw.run(&format!("UPDATE attachment SET begun_hour = begun_hour - 25 WHERE id = {of}")).await;
        server.office.sweep().await.unwrap();
        assert_eq!((rows(&world, "attachment").await, rows(&world, "attachment_chunk").await), (2, 3));
        assert_eq!(verifier.get(&format!("{AT}/{OTHER}")).await.status, 404);
        assert_eq!(content(&mut verifier, ONE).await.body, bytes);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// C5: a chunk that is damaged, missing or another's ends the download before its length is reached.
    async fn what_does_not_open_is_never_taken_for_the_whole(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let bytes = pdf(8, 3 * CHUNK);
        let description = described("a.pdf", None, &bytes);
        for id in [ONE, OTHER] {
            let to = json!({"incident": incident});
            assert_eq!(upload(&mut verifier, id, to, &description, &bytes).await.status, 201);
        }
        let raw = Raw::open(&world).await;
        raw.keep("now").await;
        let one: AttachmentId = ONE.parse().unwrap();
        let other: AttachmentId = OTHER.parse().unwrap();
        let (one, other) = (raw.literal(&one.0), raw.literal(&other.0));
        let body = "sealed_body";
        let place = format!("attachment = {one} AND number = 1");
        let mut flipped = raw.bytes("attachment_chunk", body, &place).await.unwrap();
        flipped[9_000] ^= 4;
        let flipped = raw.literal(&flipped);
        for damage in [
            format!("UPDATE attachment_chunk SET sealed_body = {flipped} WHERE {place}"),
            format!("DELETE FROM attachment_chunk WHERE {place}"),
            format!("UPDATE attachment_chunk SET {body} = (SELECT {body} FROM keep_now_attachment_chunk \
                     WHERE attachment = {one} AND number = 0) WHERE {place}"),
            format!("UPDATE attachment_chunk SET {body} = (SELECT {body} FROM keep_now_attachment_chunk \
                     WHERE attachment = {other} AND number = 1) WHERE {place}"),
        ] {
            raw.run(&damage).await;
            let response = verifier.fetch(&format!("{AT}/{ONE}/content")).await;
            assert_eq!(response.headers()["content-length"], bytes.len().to_string().as_str());
            assert!(response.into_body().collect().await.is_err(), "{damage}");
            let findings = world.store.verify(None).await.unwrap().findings;
            assert!(findings.iter().any(|finding| finding.what.contains(ONE)), "{damage}: {findings:?}");
            raw.put_back("now", "attachment_chunk").await;
        }
        // One cut off at its end and said to be shorter does not open either.
        raw.run(&format!("UPDATE attachment SET chunks = 2 WHERE id = {one}")).await;
        assert_eq!(content(&mut verifier, ONE).await.status, 500);
        let listed = verifier.get(&format!("/api/v1/situations/XAR/incidents/{incident}/attachments")).await.json();
        let names: Vec<bool> = listed["attachments"].as_array().unwrap().iter().map(|one| one["name"].is_null()).collect();
        assert_eq!(names.iter().filter(|unreadable| **unreadable).count(), 1, "the other one still shows");
        raw.put_back("now", "attachment").await;
        assert_eq!(content(&mut verifier, ONE).await.body, bytes);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// F7: told to be saved, in a box of its own, under a name that stays a name; and in parts.
    async fn a_download_guards_itself_and_comes_in_parts(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let bytes = pdf(9, 2 * CHUNK + 77);
        let description = described("صورة \"1\"; filename=x.pdf", None, &bytes);
        let to = json!({"incident": incident});
        assert_eq!(upload(&mut verifier, ONE, to.clone(), &description, &bytes).await.status, 201);
        let got = content(&mut verifier, ONE).await;
        let said = |got: &Answer, name: &str| got.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        assert_eq!(said(&got, "content-type"), "application/octet-stream");
        assert_eq!(said(&got, "x-content-type-options"), "nosniff");
        assert_eq!(said(&got, "cache-control"), "no-store");
        assert!(said(&got, "content-security-policy").starts_with("sandbox;"));
        assert_eq!(
            said(&got, "content-disposition"),
            "attachment; filename=\"____ _1__ filename_x.pdf\"; filename*=UTF-8''%D8%B5%D9%88%D8%B1%D8%A9%20%221%22%3B%20filename%3Dx.pdf"
        );
        let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &[0; 40][..]].concat();
        let picture = Description {
            name: "a.png".to_owned(), media_type: domain::attachment::MediaType::Png, ..described("", None, &png)
        };
        assert_eq!(upload(&mut verifier, OTHER, to, &picture, &png).await.status, 201);
        assert_eq!(said(&content(&mut verifier, OTHER).await, "content-type"), "image/png");

        let config = Config { cases: 20, failure_persistence: None, ..Config::default() };
        let handle = tokio::runtime::Handle::current();
        let length = bytes.len();
        tokio::task::block_in_place(|| {
            TestRunner::new(config)
                .run(&(0..length, 0..length), |(one, other)| {
                    let (first, last) = (one.min(other), one.max(other));
                    let answer = handle.block_on(async {
                        let mut caller = verifier.clone();
                        let request = caller.request("GET", &format!("{AT}/{ONE}/content"));
                        let request = request.header("range", format!("bytes={first}-{last}"));
                        caller.send(request.body(Body::empty()).unwrap()).await
                    });
                    prop_assert_eq!(answer.status, 206);
                    prop_assert!(answer.body == bytes[first..=last]);
                    let range = format!("bytes {first}-{last}/{length}");
                    prop_assert_eq!(answer.headers["content-range"].to_str().unwrap(), range);
                    Ok(())
                })
                .unwrap();
        });
        let request = verifier.request("GET", &format!("{AT}/{ONE}/content")).header("range", format!("bytes={length}-"));
        assert_eq!(verifier.send(request.body(Body::empty()).unwrap()).await.status, 416);
    }

    /// C10: a new epoch takes attachments along; who held the old keys alone opens them no more.
    async fn a_rotation_takes_attachments_along(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let mut monitor = server.caller(&world, Role::Monitor).await;
        let bytes = pdf(10, CHUNK + 3);
        let description = described("a.pdf", None, &bytes);
        let to = json!({"incident": incident});
        assert_eq!(upload(&mut verifier, ONE, to, &description, &bytes).await.status, 201);
        let sent = upload(&mut monitor, OTHER, json!({"report": "SENT-1"}), &description, &bytes).await;
        assert_eq!(sent.status, 201);
        // One is in its midst when the keys change.
        let midst = "0f".repeat(16);
        let body = json!({"incident": incident, "file": file(&description)});
        assert_eq!(begin(&mut verifier, &midst, body).await.status, 200);
        assert_eq!(send(&mut verifier, &midst, 0, &bytes[..CHUNK]).await.status, 204);

        let mut cochair = world.cochair().await;
        cochair.rotate().await.unwrap();
        assert_eq!(content(&mut verifier, ONE).await.body, bytes, "before its turn it opens");
        while !cochair.rewrap().await.unwrap().done {}
        let raw = Raw::open(&world).await;
        let epochs = raw.texts("SELECT CAST(epoch AS text) FROM attachment WHERE state = 'added'").await;
        assert_eq!(epochs, [Some("2".to_owned())]);
        assert_eq!(content(&mut verifier, ONE).await.body, bytes);
        assert_eq!(send(&mut verifier, &midst, 1, &bytes[CHUNK..]).await.status, 204);
        assert_eq!(finish(&mut verifier, &midst).await.status, 201);
        assert_eq!(content(&mut verifier, &midst).await.body, bytes);
        assert_eq!(monitor.post("/api/v1/situations/XAR/submissions", document("SENT-1")).await.status, 201);
        let taken = verifier.post("/api/v1/situations/XAR/triage", json!({})).await.json();
        assert_eq!(taken["attached"], json!(1), "{taken}");
        assert_eq!(content(&mut verifier, OTHER).await.body, bytes);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// Two who send the same chunk at once store it once; two different ones, one of them.
    async fn chunks_that_meet_do_not_mix(world: World) {
        let server = Server::over(&world);
        let incident = incident(&world, "WITH-1").await;
        let mut verifier = server.caller(&world, Role::Verifier).await;
        let bytes = pdf(11, CHUNK);
        let description = described("a.pdf", None, &bytes);
        let body = json!({"incident": incident, "file": file(&description)});
        assert_eq!(begin(&mut verifier, ONE, body).await.status, 200);
        let mut tasks = Vec::new();
        for turn in 0..8_u8 {
            let mut caller = verifier.clone();
            let mut bytes = bytes.clone();
            bytes[100] ^= turn % 2;
            tasks.push(tokio::spawn(async move { (turn % 2, send(&mut caller, ONE, 0, &bytes).await.status) }));
        }
        let mut statuses = Vec::new();
        for task in tasks {
            statuses.push(task.await.unwrap());
        }
        let won = statuses.iter().find(|(_, status)| *status == 204).unwrap().0;
        for (kind, status) in &statuses {
            assert_eq!(*status, if *kind == won { 204 } else { 409 }, "{statuses:?}");
        }
        assert_eq!(rows(&world, "attachment_chunk").await, 1);
        assert_eq!(finish(&mut verifier, ONE).await.status, if won == 0 { 201 } else { 422 });
    }
}
