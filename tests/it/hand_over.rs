//! Everything that a situation holds is written out sealed, opens with a tool of others, and can be gone on with.

use crate::program::Site;
use crate::support::{To, attach, children, decided, document, is_sound, pdf, report, report_ask};
use crate::two_people::{logged, refused};
use crate::world::{TODAY, World, on_both_engines, take, typed};
use age::x25519::Identity;
use domain::access::{ProposalRefusal, Role, WhyVoid};
use domain::audit::LogAct;
use domain::id::AttachmentId;
use domain::interchange::{Incident, read};
use domain::register::{Areas, Parties, Registers};
use domain::tables::Tier;
use serde_json::Value;
use sixfold::casework::{
    ActDone, Approval, CaseError, Desk, Founding, HandedOver, Now, Propose, ReleaseAsk, ReportAsk, StageAsk,
    Taking,
};
use std::collections::{BTreeMap, HashSet};
use std::io::{Cursor, Read};
use vault::{Addressee, Checkpoint};

fn addressee(of: &Identity) -> Addressee {
    of.to_public().to_string().parse().unwrap()
}

/// The files of an archive, opened with the secret half of a key.
fn opened(sealed: &[u8], with: &Identity) -> BTreeMap<String, Vec<u8>> {
    let mut archive = Vec::new();
    let handed = age::Decryptor::new(sealed).unwrap();
    let key = std::iter::once(with as &dyn age::Identity);
    handed.decrypt(key).unwrap().read_to_end(&mut archive).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let (name, mut bytes) = (file.name().unwrap().into_owned(), Vec::new());
        file.read_to_end(&mut bytes).unwrap();
        assert!(files.insert(name.clone(), bytes).is_none(), "{name}");
    }
    files
}

fn lines(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<Value> {
    let text = std::str::from_utf8(&files[name]).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

async fn allowed(one: &Desk, other: &Desk, to: &[Addressee]) {
    let line = one.propose(Propose::HandOver { to, by: None }).await.unwrap();
    let mut keys: Vec<String> = to.iter().map(Addressee::to_string).collect();
    keys.sort();
    assert_eq!(line.keys, keys);
    let done = other.approve(line.id, &Approval { digest: line.digest, fingerprint: None }).await.unwrap();
    assert_eq!(done, ActDone::HandOverAllowed { by: one.login().to_owned(), keys });
}

async fn handed_over(world: &World, to: &[Addressee]) -> (HandedOver, Vec<u8>) {
    let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
    allowed(&one, &other, to).await;
    one.hand_over(to, Vec::new()).await.unwrap()
}

/// Two incidents with whatever can hang on one.
async fn full(world: &World) {
    let (verifier, monitor) = (world.verifier().await, world.desk(world.login(Role::Monitor)).await);
    monitor.submit(&[typed(&monitor, &document("A-1"))]).await.unwrap();
    assert!(verifier.triage(&HashSet::new()).await.unwrap()[0].outcome.is_ok());
    take(&world.cochair().await, &[decided("A-2")], Taking::Decisions).await;
    let id = verifier.incident_id("A-1").unwrap();
    attach(&verifier, AttachmentId([9; 16]), To::Incident(id), "invented.pdf", &pdf(3, 150_000))
        .await
        .unwrap();
    verifier.note(id, "an invented note").await.unwrap();
    verifier.ask(id, "an invented question").await.unwrap();
    verifier.change_stage("A-1", &StageAsk::Close, "an invented reason").await.unwrap();
    take(&verifier, &[document("A-3"), document("A-4")], Taking::ContentOnly).await;
    let merge = StageAsk::Merge { into: "A-2".to_owned() };
    verifier.change_stage("A-3", &merge, "an invented reason").await.unwrap();
    verifier.change_stage("A-4", &StageAsk::Void, "an invented reason").await.unwrap();
    let release = ReleaseAsk {
        report: ReportAsk { tier: Tier::Public, ..report_ask() },
        narrative: "nothing that names anybody".to_owned(),
        exempt: Vec::new(),
        template: "0".repeat(64),
    };
    world.cochair().await.draft_release(&release).await.unwrap();
}

/// Another situation of the same store, in which somebody changed a password.
async fn elsewhere(world: &World) {
    let founding = Founding {
        code: "XBE".to_owned(),
        name: "Berundia".to_owned(),
        registers: crate::world::registers(),
        custodians: Vec::new(),
        now: Now::on(TODAY),
    };
    world.desk("administrator-1").await.found_situation(founding, "xbe-").await.unwrap();
}

on_both_engines! {
    async fn everything_is_in_it_and_another_store_goes_on_with_it(world: World) {
        full(&world).await;
        elsewhere(&world).await;
        let (key, second) = (Identity::generate(), Identity::generate());
        let (held, sealed) = handed_over(&world, &[addressee(&key), addressee(&second)]).await;
        assert_eq!((held.incidents, held.attachments, held.waiting, &held.left_out[..]), (4, 1, 0, &[][..]));
        assert_eq!(held.releases, 1);
        assert!(held.versions >= 1, "{held:?}");
        let files = opened(&sealed, &key);
        assert_eq!(opened(&sealed, &second), files);

        // The manifest counts what is there.
        let about = &lines(&files, "situation.json")[0];
        assert_eq!((&about["code"], &about["incidents"], &about["log_entries"]), (&"XAR".into(), &4.into(), &held.log_entries.into()));
        let histories = lines(&files, "histories.jsonl");
        assert_eq!(histories.len(), 4);
        let released = &lines(&files, "releases.jsonl")[0];
        assert_eq!((&released["state"], &released["release"]["narrative"]), (&"attacked".into(), &"nothing that names anybody".into()));
        let first = histories.iter().find(|line| line["external_id"] == "A-1").unwrap();
        assert_eq!(first["paper"]["notes"][0]["text"], "an invented note");
        assert_eq!(first["words"][0]["text"], "an invented question");
        assert_eq!(first["events"].as_array().unwrap().last().unwrap()["reason"], "an invented reason");
        assert_eq!(first["earlier"][0]["document"]["status"], "open");
        let file = first["attachments"][0]["file"].as_str().unwrap();
        assert_eq!(first["attachments"][0]["name"], "invented.pdf");
        assert_eq!(files[file], pdf(3, 150_000));
        assert!(lines(&files, "people.jsonl").iter().any(|one| one["login"] == "cochair-1"));

        // The log is provably the one that the checkpoint was signed over.
        let mut tree = vault::log::Frontier::new();
        for (number, line) in lines(&files, "log.jsonl").iter().enumerate() {
            assert_eq!(line["number"], number);
            let leaf: [u8; 32] = hex::decode(line["leaf"].as_str().unwrap()).unwrap().try_into().unwrap();
            tree.append(leaf);
        }
        let node = world.store.nodes().await.unwrap()[0];
        let signed = Checkpoint::parse_and_verify(std::str::from_utf8(&files["checkpoint.txt"]).unwrap(), &node).unwrap();
        assert_eq!((signed.size, signed.root), (tree.size(), tree.root()));

        // Nobody learns who works in another situation of the store, or when.
        let of_others = world.store.log_page(0, 10_000).await.unwrap();
        let of_others = of_others.iter().filter(|row| row.entry.situation == 2);
        let logged = lines(&files, "log.jsonl");
        for row in of_others {
            assert_eq!(logged[row.number as usize].as_object().unwrap().len(), 2, "a number and a hash");
        }
        let told = String::from_utf8_lossy(&files.values().flatten().copied().collect::<Vec<u8>>()).into_owned();
        assert!(told.contains("cochair-2") && !told.contains("xbe-"), "a login of elsewhere");
        let theirs = world.store.account("xbe-verifier-1").await.unwrap().unwrap().id;
        assert!(!told.contains(&hex::encode(theirs.0)), "an account of elsewhere");

        // Another task force takes the registers, reads it and counts the same.
        let table = |name: &str| String::from_utf8(files[&format!("registers/{name}.csv")].clone()).unwrap();
        let registers = Registers {
            areas: Areas::from_csv(&table("areas")).unwrap(),
            parties: Parties::from_csv(&table("parties")).unwrap(),
            partners: Default::default(),
        };
        let elsewhere = World::with(world.engine, registers).await;
        let cochair = elsewhere.cochair().await;
        let documents: Vec<Value> = lines(&files, "incidents.jsonl");
        take(&cochair, &documents, Taking::Decisions).await;
        assert_eq!(report(&cochair).await, report(&world.cochair().await).await);
        assert_eq!(children(&cochair, "killing").await, children(&world.cochair().await, "killing").await);
        is_sound(&world, &world.cochair().await).await;
    }

    async fn it_takes_two_for_these_keys_and_this_person(world: World) {
        full(&world).await;
        let (key, other_key) = (addressee(&Identity::generate()), addressee(&Identity::generate()));
        let (one, other) = (world.cochair().await, world.desk("cochair-2").await);
        let needs_two = |outcome: Result<(HandedOver, Vec<u8>), CaseError>| {
            assert_eq!(refused(outcome.map(|_| ())), ProposalRefusal::HandOverNeedsTwo);
        };
        needs_two(one.hand_over(std::slice::from_ref(&key), Vec::new()).await);
        allowed(&one, &other, std::slice::from_ref(&key)).await;
        needs_two(other.hand_over(std::slice::from_ref(&key), Vec::new()).await);
        needs_two(one.hand_over(std::slice::from_ref(&other_key), Vec::new()).await);
        needs_two(one.hand_over(&[key.clone(), other_key], Vec::new()).await);
        assert!(one.hand_over(&[key.clone(), key.clone()], Vec::new()).await.is_ok(), "the same keys, however often named");
        let log = world.store.log_page(0, 1_000).await.unwrap();
        assert_eq!(log.iter().filter(|row| row.entry.act == LogAct::HandedOver).count(), 1);
        // Nobody else may, and an approval can be taken back.
        for login in ["verifier-1", "administrator-1", "auditor-1", world.login(Role::Monitor)] {
            let denied = world.desk(login).await.hand_over(std::slice::from_ref(&key), Vec::new()).await;
            assert!(matches!(denied, Err(CaseError::Denied(_))), "{login}");
        }
        let taken_back = one.proposals().await.unwrap()[0].id;
        one.withdraw(taken_back).await.unwrap();
        needs_two(one.hand_over(std::slice::from_ref(&key), Vec::new()).await);
        assert_eq!(logged(&world, taken_back).await.last(), Some(&LogAct::Withdrawn));
        let line = one.propose(Propose::HandOver { to: std::slice::from_ref(&key), by: Some("cochair-2") }).await.unwrap();
        let approval = Approval { digest: [7; 32], fingerprint: None };
        assert_eq!(refused(other.approve(line.id, &approval).await), ProposalRefusal::Void(WhyVoid::OtherParameters));
    }

    async fn what_does_not_open_is_named_and_the_rest_is_there(world: World) {
        full(&world).await;
        let reporter = world.desk(world.login(Role::Monitor)).await;
        reporter.submit(&[typed(&reporter, &document("A-3"))]).await.unwrap();
        let raw = crate::raw::Raw::open(&world).await;
        raw.run("UPDATE incident SET identity_body = case_body WHERE number = (SELECT min(number) FROM incident)").await;
        raw.run("UPDATE incident_version SET case_body = case_key WHERE version = 1").await;
        raw.run("UPDATE attachment SET description_body = file_key").await;
        raw.close().await;
        let key = Identity::generate();
        let (held, sealed) = handed_over(&world, &[addressee(&key)]).await;
        assert_eq!((held.incidents, held.waiting, held.attachments), (3, 1, 0));
        let about = ["incident ", "version 1 of incident ", "attachments/"];
        for begins in about {
            assert!(held.left_out.iter().any(|one| one.starts_with(begins)), "{begins}: {held:?}");
        }
        let files = opened(&sealed, &key);
        assert_eq!(lines(&files, "situation.json")[0]["left_out"], serde_json::json!(held.left_out));
        let left: Vec<Incident> = lines(&files, "incidents.jsonl")
            .iter()
            .map(|line| read(line.to_string().as_bytes(), &crate::world::registers(), TODAY).unwrap())
            .collect();
        assert_eq!(left.len(), 3);
    }
}

/// From the command line: the file opens with the key, nobody else can read it, and nothing lies beside it.
#[test]
fn the_program_writes_one_private_file() {
    let site = Site::new();
    let incident = site.file("a.json", crate::story::document("A-1").to_string().as_bytes());
    site.by("verifier-1", &["intake", &incident]).done();
    let key = Identity::generate();
    let to = key.to_public().to_string();
    let out = site.desk.path().join("arandia.zip.age");
    let call = ["hand-over", "--to", to.as_str(), "--out", out.to_str().unwrap()];
    site.by("cochair-1", &call).refused(2, &["two co-chairs", "proposal hand-over"]);
    assert!(!out.exists());
    site.by("cochair-1", &["proposal", "hand-over", "--to", "age1nonsense"]).refused(2, &["age1 and 58"]);
    let line = site.by("cochair-1", &["proposal", "hand-over", "--to", &to]).done().json();
    let text = |name: &str| line[name].as_str().unwrap().to_owned();
    let approve = ["proposal", "approve", "--proposal", &text("id"), "--digest", &text("digest")];
    let said = site.by("cochair-2", &approve).done();
    assert!(said.err.contains(&format!("--to {to}")), "{said:?}");
    let held = site.by("cochair-1", &call).done().json();
    assert_eq!((&held["incidents"], &held["left_out"]), (&1.into(), &serde_json::json!([])));
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(std::fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600);
    let sealed = std::fs::read(&out).unwrap();
    assert_eq!(lines(&opened(&sealed, &key), "incidents.jsonl").len(), 1);
    site.by("cochair-1", &call).refused(2, &["is there already"]);
    assert_eq!(std::fs::read(&out).unwrap(), sealed);
    let beside = std::fs::read_dir(site.desk.path()).unwrap();
    assert!(beside.flatten().all(|file| !file.file_name().to_string_lossy().ends_with(".partial")));
}
