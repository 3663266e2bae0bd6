//! Everything sealed or signed: what opens is byte for byte what was sealed.

use crate::altered::altered;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::sync::LazyLock;
use vault::{
    AccountKey, Address, Compartment, CompartmentKey, CustodianKey, Entropy, FileKey, FilePlace, Grant,
    NodeKey, Padding, Place, RecoveryEnvelope, SessionSecret, VaultError, VaultId, grant, open_grant,
    open_letter, recover, recovery_envelopes, seal_letter, verify_node,
};

/// The same bytes in every run, so that what once broke something does again.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }
}

impl Entropy for Chance {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        self.0.fill_bytes(out);
        Ok(())
    }
}

type Opens = Box<dyn Fn(&[u8]) -> bool + Send + Sync>;

/// A sealed value, and whether bytes in its place open.
struct Object {
    genuine: Vec<u8>,
    opens: Opens,
}

impl Object {
    fn new(genuine: Vec<u8>, opens: impl Fn(&[u8]) -> bool + Send + Sync + 'static) -> Self {
        Self { genuine, opens: Box::new(opens) }
    }
}

static OBJECTS: LazyLock<Vec<Object>> = LazyLock::new(objects);

const ME: [u8; 16] = [1; 16];
const OTHER: [u8; 16] = [2; 16];
const ROW: [u8; 16] = [3; 16];
const AT: Place = Place { table: "incident", column: "case_body", record: ROW, version: 7 };

fn situation() -> VaultId {
    VaultId { id: [0xaa; 16], situation: "XAR".to_owned() }
}

fn account(seed: u64) -> AccountKey {
    AccountKey::generate(&mut Chance::new(seed)).unwrap()
}

fn compartment(of: Compartment) -> CompartmentKey {
    CompartmentKey::generate(&situation(), of, 3, &mut Chance::new(9)).unwrap()
}

fn file_key() -> FileKey {
    FileKey::generate(&mut Chance::new(10)).unwrap()
}

fn objects() -> Vec<Object> {
    let mut rng = Chance::new(1);
    [of_records(&mut rng), of_people(&mut rng), of_custodians_and_nodes(&mut rng)]
        .into_iter()
        .flatten()
        .collect()
}

fn of_records(rng: &mut Chance) -> Vec<Object> {
    let plain = b"An invented report of an invented incident.";
    let (case, intake) = (compartment(Compartment::Case), compartment(Compartment::Intake));
    let record = case.seal(&AT, plain, Padding::To(64), rng).unwrap();
    let submission = intake.submission_key().unwrap();
    let report = submission.seal_submission(ROW, plain, rng).unwrap();
    let to_intake = submission.seal_file_key(ROW, &file_key(), rng).unwrap();
    let wrapped = case.wrap_file_key(&AT, &file_key(), rng).unwrap();
    let vault = situation();
    let file = FilePlace { vault: &vault, attachment: ROW, chunks: 2 };
    let chunk = file_key().seal_chunk(&file, 1, plain, rng).unwrap();
    let description = file_key().seal_description(&file, plain, rng).unwrap();
    let tag = case.vouch("grant", &[plain]).to_vec();
    let in_file = |open: fn(&FileKey, &FilePlace<'_>, &[u8]) -> bool| {
        let key = file_key();
        move |bytes: &[u8]| {
            let vault = situation();
            open(&key, &FilePlace { vault: &vault, attachment: ROW, chunks: 2 }, bytes)
        }
    };
    let (with_body, with_key) = (record.body.clone(), record.key.clone());
    let by = |key: &CompartmentKey| key.clone();
    vec![
        Object::new(record.key, {
            let case = by(&case);
            move |bytes| case.open(&AT, bytes, &with_body).is_ok()
        }),
        Object::new(record.body, {
            let case = by(&case);
            move |bytes| case.open(&AT, &with_key, bytes).is_ok()
        }),
        Object::new(wrapped, {
            let case = by(&case);
            move |bytes| case.unwrap_file_key(&AT, bytes).is_ok()
        }),
        Object::new(tag, move |bytes| case.check_vouch("grant", &[plain], bytes).is_ok()),
        Object::new(report, {
            let intake = by(&intake);
            move |bytes| {
                let opens = intake.open_submission(ROW, bytes).is_ok();
                assert!(!opens || intake.submission_key().unwrap().check_form(bytes).is_ok());
                opens
            }
        }),
        Object::new(to_intake, move |bytes| intake.open_file_key(ROW, bytes).is_ok()),
        Object::new(chunk, in_file(|key, at, bytes| key.open_chunk(at, 1, bytes).is_ok())),
        Object::new(description, in_file(|key, at, bytes| key.open_description(at, bytes).is_ok())),
    ]
}

fn of_people(rng: &mut Chance) -> Vec<Object> {
    let (me, other) = (account(4), account(5));
    let case = compartment(Compartment::Case);
    let own = me.seal_own(ME, "totp", &[7; 20], rng).unwrap();
    let kept = me.keep_file_key(ME, ROW, &file_key(), rng).unwrap();
    let Grant { sealed, signature } = grant(&case, &me.public(), ME, &other, OTHER, rng).unwrap();
    let vault = situation();
    let at = Address { vault: &vault, label: "question", row: ROW, to: ME };
    let letter = seal_letter(&at, &me.public(), OTHER, &other, b"An invented question?", rng).unwrap();
    let session = SessionSecret::generate(rng).unwrap();
    let in_session = session.seal(&me, ME, 4, 1_900_000_000, rng).unwrap();
    let signed = me.sign(b"an invented decision").to_vec();
    let taken = |given: Grant| {
        let (me, other) = (account(4), account(5));
        let theirs = other.public();
        open_grant(&situation(), Compartment::Case, 3, &given, ME, &me, OTHER, &theirs).is_ok()
    };
    let genuine = sealed.clone();
    let open_own = |open: fn(&AccountKey, &[u8]) -> bool| {
        let me = account(4);
        move |bytes: &[u8]| open(&me, bytes)
    };
    vec![
        Object::new(own, open_own(|me, bytes| me.open_own(ME, "totp", bytes).is_ok())),
        Object::new(kept, open_own(|me, bytes| me.kept_file_key(ME, ROW, bytes).is_ok())),
        Object::new(sealed, move |bytes| taken(Grant { sealed: bytes.to_vec(), signature })),
        Object::new(signature.to_vec(), move |bytes| {
            let signature = bytes.try_into();
            signature.is_ok_and(|signature| taken(Grant { sealed: genuine.clone(), signature }))
        }),
        Object::new(letter, move |bytes| {
            let (vault, me) = (situation(), account(4));
            let at = Address { vault: &vault, label: "question", row: ROW, to: ME };
            let opened = open_letter(&at, &me, bytes);
            opened.is_ok_and(|letter| letter.read(&at, &me.public(), &account(5).public()).is_ok())
        }),
        Object::new(in_session, move |bytes| {
            session.open(ME, &account(4).public(), 4, 1_900_000_000, bytes).is_ok()
        }),
        Object::new(signed, move |bytes| {
            let signature = bytes.try_into();
            signature.is_ok_and(|signature| me.public().verify(b"an invented decision", &signature).is_ok())
        }),
    ]
}

fn of_custodians_and_nodes(rng: &mut Chance) -> Vec<Object> {
    let custodian = |seed| CustodianKey::generate(&mut Chance::new(seed)).unwrap();
    let publics = [20, 21, 22].map(|seed| custodian(seed).public());
    let made = recovery_envelopes(&compartment(Compartment::Case), &publics, 2, rng).unwrap();
    let RecoveryEnvelope { custodians, sealed } = made.into_iter().next().unwrap();
    let node = NodeKey::generate(rng).unwrap();
    let receipt = node.sign(b"an invented receipt").to_vec();
    vec![
        Object::new(sealed, move |bytes| {
            let envelope = RecoveryEnvelope { custodians: custodians.clone(), sealed: bytes.to_vec() };
            let (first, second) = (custodian(20), custodian(21));
            let held = [(0, &first), (1, &second)];
            recover(&situation(), Compartment::Case, 3, &envelope, &held).is_ok()
        }),
        Object::new(receipt, move |bytes| {
            let signature = bytes.try_into();
            signature.is_ok_and(|signature| {
                verify_node(&node.public(), b"an invented receipt", &signature).is_ok()
            })
        }),
    ]
}

/// The first byte chooses the object. Its high bit says whether the rest is what stands in its place, or how it
/// was altered.
pub(crate) fn sealed(bytes: &[u8]) -> bool {
    let Some((choice, rest)) = bytes.split_first() else { return false };
    let objects = &*OBJECTS;
    let object = &objects[usize::from(choice & 0x7f) % objects.len()];
    let offered = if choice & 0x80 != 0 {
        rest.to_vec()
    } else {
        let others: Vec<&[u8]> = objects.iter().map(|object| object.genuine.as_slice()).collect();
        altered(&object.genuine, rest, &others)
    };
    let opens = (object.opens)(&offered);
    assert_eq!(opens, offered == object.genuine, "object {choice}");
    opens
}
