//! How fast sealing is on this machine: `cargo run --release -p vault --example speed`. One thread.

#![expect(clippy::print_stdout, reason = "figures on the terminal are what this is for")]

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};
use vault::{
    AccountKey, Compartment, CompartmentKey, Cost, CustodianKey, Padding, Password, Place, SessionSecret,
    SystemEntropy, VaultId, grant, log, open_grant, recover, recovery_envelopes,
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut rng = SystemEntropy::checked()?;
    let rng = &mut rng;
    let vault = VaultId { id: [1; 16], situation: "XAR".to_owned() };
    let key = CompartmentKey::generate(&vault, Compartment::Case, 1, rng)?;
    let next = CompartmentKey::generate(&vault, Compartment::Case, 2, rng)?;
    let at = Place { table: "incidents", column: "facts", record: [2; 16], version: 1 };

    for size in [200, 1020, 16 * 1024] {
        let plain = vec![7; size];
        let sealed = key.seal(&at, &plain, Padding::To(256), rng)?;
        each(&format!("seal {size} B"), || key.seal(&at, &plain, Padding::To(256), rng));
        each(&format!("open {size} B"), || key.open(&at, &sealed.key, &sealed.body));
    }
    let sealed = key.seal(&at, &[7; 1020], Padding::To(256), rng)?;
    each("rewrap", || next.rewrap(&key, &at, &sealed.key, rng));

    let intake = CompartmentKey::generate(&vault, Compartment::Intake, 1, rng)?;
    let public = intake.submission_key()?;
    let submitted = public.seal_submission([3; 16], &[7; 3000], rng)?;
    each("seal submission", || public.seal_submission([3; 16], &[7; 3000], rng));
    each("open submission", || intake.open_submission([3; 16], &submitted));

    let (me, other) = (AccountKey::generate(rng)?, AccountKey::generate(rng)?);
    let (mine, others) = (me.public(), other.public());
    let given = grant(&key, &mine, [4; 16], &other, [5; 16], rng)?;
    each("grant", || grant(&key, &mine, [4; 16], &other, [5; 16], rng));
    each("open grant", || open_grant(&vault, Compartment::Case, 1, &given, [4; 16], &me, [5; 16], &others));
    let session = SessionSecret::generate(rng)?;
    let row = session.seal(&me, [4; 16], 1, 9, rng)?;
    let public = me.public();
    each("open session", || session.open([4; 16], &public, 1, 9, &row));

    let custodians =
        [CustodianKey::generate(rng)?, CustodianKey::generate(rng)?, CustodianKey::generate(rng)?];
    let publics = custodians.each_ref().map(CustodianKey::public);
    let envelopes = recovery_envelopes(&key, &publics, 2, rng)?;
    each("2 of 3 envelopes", || recovery_envelopes(&key, &publics, 2, rng));
    let present = [(0, &custodians[0]), (1, &custodians[1])];
    each("recover", || recover(&vault, Compartment::Case, 1, &envelopes[0], &present));

    let mut frontier = log::Frontier::new();
    each("append to the log and root", || {
        frontier.append(log::leaf_hash(&[7; 200]));
        frontier.root()
    });
    let password = Password::new("correct horse battery".to_owned());
    let locked = me.lock([4; 16], 1, &password, Cost::STANDARD, rng)?;
    each("unlock with a password", || locked.unlock([4; 16], 1, &password));
    Ok(())
}

/// Repeats for about a second and prints the time of one.
fn each<T>(what: &str, mut work: impl FnMut() -> T) {
    let started = Instant::now();
    let mut times = 0u32;
    while started.elapsed() < Duration::from_secs(1) {
        for _ in 0..if times < 100 { 1 } else { 100 } {
            black_box(work());
            times += 1;
        }
    }
    let one = started.elapsed().as_secs_f64() / f64::from(times);
    println!("{what:<28} {:>10.2} us {:>10.0} /s", one * 1e6, 1.0 / one);
}
