//! A telephone that encrypts what is finished, as ODK Collect does, written from the ODK XForms specification
//! ("Encryption"). That the server opens what others encrypted too is tried in the vault, with what Python made.

use super::client::Server;
use super::openrosa::{Collect, JPEG, SHORT, added, text, with_files};
use crate::raw::Raw;
use crate::world::on_both_engines;
use aes::Aes256;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cfb_mode::Encryptor;
use cfb_mode::cipher::KeyIvInit;
use domain::access::Role;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rsa::PublicKey;
use rsa::pkcs8::DecodePublicKey;
use rsa::sha2::Sha256;
use serde_json::{Value, json};
use std::collections::HashSet;

const FORM_KEYS: &str = "/api/v1/situations/XAR/form-keys";
const PICTURE: &str = "1700000000000.jpg";
const OTHER: &str = "b.jpg";

/// A report as a telephone sends it.
#[derive(Clone)]
struct Parcel {
    cover: String,
    /// Names and bytes, the form last.
    files: Vec<(String, Vec<u8>)>,
}

impl Parcel {
    /// Encrypts a filled-in form and its files to a public key, as it stands in a form.
    fn of(public: &str, form: &str, files: &[(&str, &[u8])]) -> Parcel {
        let instance = text(form, "orx:instanceID");
        let version = form.split("version=\"").nth(1).unwrap().split('"').next().unwrap();
        let mut rng = ChaCha20Rng::from_seed(vault::sha256(form.as_bytes()));
        let public = PublicKey::from_public_key_der(&STANDARD.decode(public).unwrap()).unwrap();
        let mut wrap = {
            let mut rng = rng.clone();
            move |plain: &[u8]| {
                STANDARD.encode(public.oaep_encrypt_with_rng::<Sha256, _>(&mut rng, plain).unwrap())
            }
        };
        let mut key = [0; 32];
        rng.fill_bytes(&mut key);
        let mut iv = vault::file_mark(&[instance.as_bytes(), &key].concat());
        let wrapped = wrap(&key);
        let mut signed = format!("sixfold-XAR\n{version}\n{wrapped}\n{instance}\n");
        let (mut media, mut sealed) = (String::new(), Vec::new());
        for (place, (name, plain)) in files.iter().chain([&("submission.xml", form.as_bytes())]).enumerate() {
            iv[place % 16] = iv[place % 16].wrapping_add(1);
            let pad = 16 - plain.len() % 16;
            let mut bytes = [*plain, &vec![pad as u8; pad]].concat();
            Encryptor::<Aes256>::new(&key.into(), &iv.into()).encrypt(&mut bytes);
            signed.push_str(&format!("{name}::{}\n", hex::encode(vault::file_mark(plain))));
            if *name != "submission.xml" {
                media.push_str(&format!("<media><file>{name}.enc</file></media>"));
            }
            sealed.push((format!("{name}.enc"), bytes));
        }
        let signature = wrap(&vault::file_mark(signed.as_bytes()));
        let cover = format!(
            "<data xmlns=\"http://www.opendatakit.org/xforms/encrypted\" id=\"sixfold-XAR\" version=\"{version}\" encrypted=\"yes\">\
             <base64EncryptedKey>{wrapped}</base64EncryptedKey>\
             <meta xmlns=\"http://openrosa.org/xforms\"><instanceID>{instance}</instanceID></meta>{media}\
             <encryptedXmlFile>submission.xml.enc</encryptedXmlFile>\
             <base64EncryptedElementSignature>{signature}</base64EncryptedElementSignature></data>"
        );
        Parcel { cover, files: sealed }
    }

    fn file(&mut self, name: &str) -> &mut Vec<u8> {
        &mut self.files.iter_mut().find(|(one, _)| one == name).unwrap().1
    }

    /// Sends the cover with these of its files.
    async fn sent(&self, collect: &mut Collect, names: &[&str]) -> String {
        let files: Vec<(&str, &[u8])> = self
            .files
            .iter()
            .filter(|(name, _)| names.is_empty() || names.contains(&name.as_str()))
            .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
            .collect();
        let answer = collect.sends(&self.cover, &files).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.text()
    }
}

/// The public half in the form that a telephone fetches now.
async fn offered(collect: &mut Collect) -> Option<String> {
    let at = collect.at.clone();
    let form = collect.get(&format!("{at}/form.xml")).await.text();
    form.split("base64RsaPublicKey=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned())
}

async fn version(collect: &mut Collect) -> String {
    let at = collect.at.clone();
    let list = collect.get(&format!("{at}/formList")).await.text();
    text(&list, "version").to_owned()
}

fn reported(number: u32, files: &[&str]) -> String {
    let own = text(SHORT, "orx:instanceID");
    with_files(SHORT, files).replace(own, &format!("uuid:00000000-0000-4000-8000-{number:012}"))
}

on_both_engines! {
    /// The whole way: the key is made and fetched, what it encrypts comes in two requests, is opened at triage and there alone.
    async fn what_a_telephone_encrypted_is_opened_at_triage(world: World) {
        let server = Server::over(&world);
        let (mut monitor, _, mut collect) = added(&server, &world).await;
        let before = version(&mut collect).await;
        assert_eq!(offered(&mut collect).await, None);
        let mut cochair = server.caller(&world, Role::Cochair).await;
        let mut administrator = server.caller(&world, Role::Administrator).await;
        for other in [&mut administrator, &mut monitor] {
            assert_eq!(other.post(FORM_KEYS, json!({})).await.problem(), "forbidden");
            assert_eq!(other.get(FORM_KEYS).await.problem(), "forbidden");
        }
        assert_eq!(cochair.get(FORM_KEYS).await.json(), json!([]));
        let made = cochair.post(FORM_KEYS, json!({})).await;
        assert_eq!(made.status, 201, "{made:?}");
        assert_eq!(cochair.get(FORM_KEYS).await.json(), json!([made.json()]));
        let public = offered(&mut collect).await.unwrap();
        assert_eq!(hex::encode(vault::sha256(&STANDARD.decode(&public).unwrap())), made.json()["sha256"]);
        assert_ne!(version(&mut collect).await, before);

        let form = reported(1, &[PICTURE]);
        let parcel = Parcel::of(&public, &form, &[(PICTURE, JPEG)]);
        let first = parcel.sent(&mut collect, &["1700000000000.jpg.enc"]).await;
        assert!(first.contains("files have arrived"), "{first}");
        assert!(world.verifier().await.triage(&HashSet::new()).await.unwrap().is_empty());
        let second = parcel.sent(&mut collect, &["submission.xml.enc"]).await;
        assert!(second.contains("Your report has arrived and is sealed. ODK-00000000"), "{second}");
        for _ in 0..2 {
            assert!(parcel.sent(&mut collect, &[]).await.contains("had arrived already"));
        }
        // What was encrypted to somebody is no reason to keep it as it came.
        let raw = Raw::open(&world).await;
        assert_eq!(raw.text("SELECT CAST(count(*) AS TEXT) FROM submission").await.as_deref(), Some("1"));
        let mut other = parcel.clone();
        other.file("submission.xml.enc")[0] ^= 1;
        let files = [("submission.xml.enc", other.file("submission.xml.enc").as_slice())];
        let refused = collect.sends(&parcel.cover, &files).await;
        assert_eq!(refused.status, 409, "{}", refused.text());
        let unnamed = collect.sends(&parcel.cover, &[("c.jpg.enc", b"0123456789abcdef")]).await;
        assert!(unnamed.status == 422 && unnamed.text().contains("does not name this file"), "{}", unnamed.text());

        let verifier = world.verifier().await;
        let outcomes = verifier.triage(&HashSet::new()).await.unwrap();
        assert!(outcomes.len() == 1 && outcomes[0].outcome.is_ok(), "{outcomes:?}");
        let placed = verifier.place_attachments(&HashSet::new()).await.unwrap();
        assert!(placed.len() == 1 && placed[0].outcome.is_ok(), "{placed:?}");
        let incident = verifier.incident_id("ODK-00000000-0000-4000-8000-000000000001").unwrap();
        let lines = verifier.attachments(incident).await.unwrap();
        let said = lines[0].description.as_ref().unwrap();
        assert_eq!((said.name.as_str(), said.media_type.code(), said.size), (PICTURE, "image/jpeg", JPEG.len() as u64));
        assert!(said.encrypted.is_none());
        let mut content = verifier.attachment(lines[0].id).await.unwrap();
        assert_eq!(&content.next().await.unwrap().unwrap()[..], JPEG);
        assert!(content.next().await.unwrap().is_none());
        // After triage too, it is known.
        assert!(parcel.sent(&mut collect, &[]).await.contains("had arrived already"));
        assert!(verifier.triage(&HashSet::new()).await.unwrap().is_empty());
        // In the clear it is taken all the same: a telephone may not have fetched the form yet.
        assert_eq!(collect.sends(&reported(2, &[]), &[]).await.status, 201);
        let outcomes = verifier.triage(&HashSet::new()).await.unwrap();
        assert!(outcomes.len() == 1 && outcomes[0].outcome.is_ok(), "{outcomes:?}");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// What is wrong inside an encrypted report keeps it waiting, with what is wrong in words; nothing of it is lost.
    async fn what_is_wrong_inside_keeps_a_report_waiting(world: World) {
        let server = Server::over(&world);
        let (.., mut collect) = added(&server, &world).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        assert_eq!(cochair.post(FORM_KEYS, json!({})).await.status, 201);
        let public = offered(&mut collect).await.unwrap();
        let foreign = STANDARD.encode(vault::FormKey::generate(&mut vault::SystemEntropy::new()).unwrap().public().unwrap());
        let two = [(PICTURE, JPEG), (OTHER, JPEG)];
        let names = [PICTURE, OTHER];
        let good = |number: u32| Parcel::of(&public, &reported(number, &names), &two);
        let mut cases: Vec<(Parcel, &str)> = Vec::new();
        cases.push((Parcel::of(&foreign, &reported(10, &names), &two), "no key of this situation opens it"));
        let mut altered = good(11);
        altered.file("submission.xml.enc")[200] ^= 1;
        cases.push((altered, "the signature is not that of the form and the files"));
        let mut altered = good(12);
        *altered.file("submission.xml.enc").last_mut().unwrap() ^= 0x55;
        cases.push((altered, "submission.xml.enc: it does not open"));
        let mut altered = good(13);
        altered.file("b.jpg.enc")[0] ^= 1;
        cases.push((altered, "the signature is not that of the form and the files"));
        let mut exchanged = good(14);
        let other = exchanged.file("b.jpg.enc").clone();
        *exchanged.file("1700000000000.jpg.enc") = other;
        cases.push((exchanged, "it does not open"));
        let mut of_another = good(15);
        of_another.cover = of_another.cover.replace("id=\"sixfold-XAR\"", "id=\"sixfold-XBR\"");
        cases.push((of_another, "it is of the form \"sixfold-XBR\""));
        let mut of_another = good(16);
        of_another.cover = of_another.cover.replace("version=\"1-00000000\"", "version=\"2-1\"");
        cases.push((of_another, "the cover says \"2-1\", and the form inside it \"1-00000000\""));
        let mut signature = good(17);
        let made = text(&signature.cover, "base64EncryptedElementSignature").to_owned();
        let other = text(&good(11).cover, "base64EncryptedElementSignature").to_owned();
        signature.cover = signature.cover.replace(&made, &other);
        cases.push((signature, "the signature is not that of the form and the files"));
        let invalid = reported(18, &[]).replace("<boys>1</boys>", "<boys>many</boys>");
        cases.push((Parcel::of(&public, &invalid, &[]), "violations[0].tally.boys"));
        let count = cases.len();
        for (parcel, _) in &cases {
            parcel.sent(&mut collect, &[]).await;
        }
        let verifier = world.verifier().await;
        let outcomes = verifier.triage(&HashSet::new()).await.unwrap();
        let why: Vec<String> = outcomes.iter().map(|one| one.outcome.as_ref().unwrap_err().to_string()).collect();
        assert_eq!(why.len(), count);
        for (_, said) in &cases {
            assert!(why.iter().any(|why| why.contains(said)), "{said}: {why:#?}");
        }
        // Each can be looked at, and what can be read of it is shown; accepting makes nothing of it.
        let all: HashSet<_> = outcomes.iter().map(|one| one.submission).collect();
        assert!(verifier.triage(&all).await.unwrap().iter().all(|one| one.outcome.is_err()));
        let mut shown = Vec::new();
        for id in &all {
            let report = verifier.waiting_report(*id).await.unwrap();
            assert!(!report.problems.is_empty() && !report.is_answer);
            shown.push(report.text);
        }
        let cut = |text: &&String| text.contains("base64EncryptedKey");
        assert_eq!(shown.iter().filter(cut).count(), 2, "{shown:#?}");
        // It is recorded as it ought to read, under its own name, and its files go with it.
        let damaged = outcomes.iter().find(|one| {
            one.outcome.as_ref().unwrap_err().to_string().contains("tally.boys")
        });
        let id = damaged.unwrap().submission;
        let mut document = crate::support::document("ODK-00000000-0000-4000-8000-000000000099");
        let typed = |document: &Value| crate::world::typed(&verifier, document);
        let refused = verifier.record_waiting(id, typed(&document)).await.unwrap_err().to_string();
        assert!(refused.contains("external_id is not that of the report"), "{refused}");
        document["external_id"] = json!("ODK-00000000-0000-4000-8000-000000000018");
        verifier.record_waiting(id, typed(&document)).await.unwrap();
        assert_eq!(verifier.triage(&HashSet::new()).await.unwrap().len(), count - 1);
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A report whose files have not all come waits for them, or until somebody takes it without; what comes later finds it.
    async fn files_may_come_late(world: World) {
        let server = Server::over(&world);
        let (.., mut collect) = added(&server, &world).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        assert_eq!(cochair.post(FORM_KEYS, json!({})).await.status, 201);
        let public = offered(&mut collect).await.unwrap();
        let two = [(PICTURE, JPEG), (OTHER, JPEG)];
        let parcels: Vec<Parcel> =
            [20, 21].into_iter().map(|number| Parcel::of(&public, &reported(number, &[PICTURE, OTHER]), &two)).collect();
        for parcel in &parcels {
            parcel.sent(&mut collect, &["submission.xml.enc", "b.jpg.enc"]).await;
        }
        let verifier = world.verifier().await;
        let waiting = verifier.triage(&HashSet::new()).await.unwrap();
        assert_eq!(waiting.len(), 2);
        for one in &waiting {
            let why = one.outcome.as_ref().unwrap_err().to_string();
            assert!(why.contains("1 of its 2 files have not come (1700000000000.jpg.enc)") && why.contains("--accept"), "{why}");
        }
        // The one is taken without; the other's file comes.
        parcels[1].sent(&mut collect, &["1700000000000.jpg.enc"]).await;
        let taken = HashSet::from([waiting[0].submission, waiting[1].submission]);
        let outcomes = verifier.triage(&taken).await.unwrap();
        assert!(outcomes.len() == 2 && outcomes.iter().all(|one| one.outcome.is_ok()), "{outcomes:?}");
        assert_eq!(verifier.place_attachments(&HashSet::new()).await.unwrap().len(), 3);
        parcels[0].sent(&mut collect, &[]).await;
        let placed = verifier.place_attachments(&HashSet::new()).await.unwrap();
        assert!(placed.len() == 1 && placed[0].outcome.is_ok(), "{placed:?}");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A change of keys carries the pairs over and makes another; what was encrypted to the earlier one opens.
    async fn a_change_of_keys_carries_the_pairs(world: World) {
        let server = Server::over(&world);
        let (.., mut collect) = added(&server, &world).await;
        let mut desk = world.cochair().await;
        desk.make_form_key().await.unwrap();
        let first = offered(&mut collect).await.unwrap();
        let [early, late] = [30, 31].map(|number| Parcel::of(&first, &reported(number, &[]), &[]));
        early.sent(&mut collect, &[]).await;
        assert_eq!(desk.rotate().await.unwrap().epoch, 2);
        while !desk.rewrap().await.unwrap().done {}
        let raw = Raw::open(&world).await;
        let epochs = raw.texts("SELECT number || ' ' || epoch FROM form_key ORDER BY number").await;
        assert_eq!(epochs, [Some("1 2".to_owned()), Some("2 2".to_owned())]);
        let second = offered(&mut collect).await.unwrap();
        assert_ne!(first, second);
        late.sent(&mut collect, &[]).await;
        Parcel::of(&second, &reported(32, &[]), &[]).sent(&mut collect, &[]).await;
        let outcomes = world.verifier().await.triage(&HashSet::new()).await.unwrap();
        assert!(outcomes.len() == 3 && outcomes.iter().all(|one| one.outcome.is_ok()), "{outcomes:?}");
        assert_eq!(world.store.verify(None).await.unwrap().findings, []);
    }

    /// A public half that no co-chair signed, or that is not the other half of what is sealed, is given to no telephone and
    /// opens nothing.
    async fn a_key_that_somebody_put_there_is_offered_to_nobody(world: World) {
        let server = Server::over(&world);
        let (.., collect) = added(&server, &world).await;
        let mut cochair = server.caller(&world, Role::Cochair).await;
        assert_eq!(cochair.post(FORM_KEYS, json!({})).await.status, 201);
        let raw = Raw::open(&world).await;
        let theirs = vault::FormKey::generate(&mut vault::SystemEntropy::new()).unwrap().public().unwrap();
        let literal = raw.literal(&theirs);
        raw.run(&format!("UPDATE form_key SET public = {literal}")).await;
        let findings = world.store.verify(None).await.unwrap().findings;
        assert!(findings.iter().any(|finding| finding.what.contains("form key 1")), "{findings:?}");
        // Whoever has kept what was there goes on with that; who reads it anew refuses it.
        let fresh = Server::over(&world);
        let at = collect.at.clone();
        let mut stranger = fresh.stranger();
        let request = stranger.request("GET", &format!("{at}/form.xml")).body(axum::body::Body::empty()).unwrap();
        let answer = stranger.send(request).await;
        assert_eq!(answer.status, 500, "{}", answer.text());
        assert!(!answer.text().contains(&STANDARD.encode(theirs)[..40]));
    }
}
