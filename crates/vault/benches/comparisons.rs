//! Whether the time of a comparison tells how much of a guess is right (dudect: Reparaz, Balasch, Verbauwhede, 2017).
//!
//! Guesses that are wrong in the first byte alone and guesses that are wrong in the last alone take turns in an order left to
//! chance; Welch's t says whether their times come from the same place. Above 4.5 they do not. The control compares byte
//! by byte, and must be found out: `cargo bench -p vault --bench comparisons`.

#![allow(clippy::print_stdout, reason = "what was measured is the outcome")]
#![allow(clippy::unwrap_used, reason = "a bench that cannot set itself up should stop")]

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::hint::black_box;
use std::time::Instant;
use vault::{CodeSeed, Compartment, CompartmentKey, CustodianKey, Padding, Place, SystemEntropy, VaultId};

/// How often each kind of guess is measured.
const MEASURED: usize = 200_000;
/// Calls that are measured at once, so that the clock sees them.
const AT_ONCE: usize = 8;
/// Different guesses of each kind.
const GUESSES: usize = 64;
/// Times above this part of all are the machine's doing.
const KEPT: f64 = 0.9;
const SUSPECT: f64 = 4.5;

/// Guesses at a secret: wrong in the first byte alone, and in the last alone. `wrong` makes a byte another one.
fn guesses(
    right: &[u8],
    range: std::ops::Range<usize>,
    rng: &mut ChaCha8Rng,
    wrong: fn(u8, u8) -> u8,
) -> [Vec<Vec<u8>>; 2] {
    [range.start, range.end - 1].map(|at| {
        let mut one = || {
            let mut guess = right.to_vec();
            guess[at] = wrong(guess[at], rng.random());
            guess
        };
        (0..GUESSES).map(|_| one()).collect()
    })
}

/// Any other byte.
fn byte(right: u8, chance: u8) -> u8 {
    right ^ chance.max(1)
}

/// Any other digit.
fn digit(right: u8, chance: u8) -> u8 {
    b'0' + (right - b'0' + 1 + chance % 9) % 10
}

fn hex_digit(right: u8, chance: u8) -> u8 {
    let digits = b"0123456789abcdef";
    let at = digits.iter().position(|digit| *digit == right).unwrap_or(0);
    digits[(at + 1 + usize::from(chance % 15)) % 16]
}

/// Welch's t of the times of two kinds of guesses.
fn measured(guesses: &[Vec<Vec<u8>>; 2], rng: &mut ChaCha8Rng, compare: &dyn Fn(&[u8]) -> bool) -> f64 {
    let mut times = [Vec::with_capacity(MEASURED), Vec::with_capacity(MEASURED)];
    for _ in 0..2 * MEASURED {
        let kind = usize::from(rng.random::<bool>());
        let guess = &guesses[kind][rng.random_range(0..GUESSES)];
        let begun = Instant::now();
        for _ in 0..AT_ONCE {
            assert!(!black_box(compare(black_box(guess))));
        }
        times[kind].push(begun.elapsed().as_nanos() as f64);
    }
    let mut all = times.concat();
    all.sort_by(f64::total_cmp);
    let most = all[(all.len() as f64 * KEPT) as usize];
    let [one, other] = times.map(|times| {
        let kept: Vec<f64> = times.into_iter().filter(|time| *time <= most).collect();
        let n = kept.len() as f64;
        let mean = kept.iter().sum::<f64>() / n;
        (mean, kept.iter().map(|time| (time - mean).powi(2)).sum::<f64>() / (n - 1.0) / n)
    });
    let apart = (one.0 - other.0) / AT_ONCE as f64;
    println!("  {:.1} ns a call, {apart:+.3} ns apart", one.0 / AT_ONCE as f64);
    (one.0 - other.0) / (one.1 + other.1).sqrt()
}

fn main() {
    let mut rng = ChaCha8Rng::seed_from_u64(1612);
    let entropy = &mut SystemEntropy::new();
    let vault = VaultId { id: [1; 16], situation: "XAR".to_owned() };
    let case = CompartmentKey::generate(&vault, Compartment::Case, 1, entropy).unwrap();
    let mut suspects = 0;
    let mut tell = |what: &str, guesses: &[Vec<Vec<u8>>; 2], compare: &dyn Fn(&[u8]) -> bool| {
        let t = measured(guesses, &mut ChaCha8Rng::seed_from_u64(2), compare);
        println!("{what}: t = {t:.2} ({MEASURED} measurements of each kind)");
        suspects += usize::from(t.abs() > SUSPECT);
        t
    };

    let tag = case.vouch("grant", &[b"an invented grant"]);
    let of_tag = guesses(&tag, 0..32, &mut rng, byte);
    tell("a voucher's tag", &of_tag, &|guess| {
        case.check_vouch("grant", &[b"an invented grant"], guess).is_ok()
    });

    // The commitment stands before the ciphertext, the tag at its end.
    let at = Place { table: "incident", column: "case_body", record: [2; 16], version: 1 };
    let sealed = case.seal(&at, b"an invented record", Padding::To(64), entropy).unwrap();
    let commitment = 26 + 12..26 + 12 + 32;
    let of_commitment = guesses(&sealed.key, commitment, &mut rng, byte);
    tell("a key's commitment", &of_commitment, &|guess| case.open(&at, guess, &sealed.body).is_ok());
    let of_seal = guesses(&sealed.key, sealed.key.len() - 16..sealed.key.len(), &mut rng, byte);
    tell("a sealed key's tag", &of_seal, &|guess| case.open(&at, guess, &sealed.body).is_ok());

    let seed = CodeSeed::generate(entropy).unwrap();
    let code = seed.code_at(1_900_000_000).unwrap();
    let of_code = guesses(code.as_bytes(), 0..6, &mut rng, digit);
    let beside =
        |guess: &[u8]| seed.step_of(std::str::from_utf8(guess).unwrap(), 1_900_000_000).unwrap().is_some();
    // A guess that is right one step beside says nothing of the comparison.
    let of_code = of_code.map(|guesses| {
        let wrong: Vec<Vec<u8>> = guesses.into_iter().filter(|guess| !beside(guess)).collect();
        (0..GUESSES).map(|at| wrong[at % wrong.len()].clone()).collect()
    });
    tell("a one-time code", &of_code, &beside);

    let text = CustodianKey::generate(entropy).unwrap().to_text();
    let end = text.len();
    let of_text = guesses(text.as_bytes(), end - 8..end, &mut rng, hex_digit);
    tell("a typed key's checksum", &of_text, &|guess| {
        CustodianKey::from_text(std::str::from_utf8(guess).unwrap()).is_ok()
    });

    let byte_by_byte = |guess: &[u8]| {
        guess.iter().zip(black_box(&tag)).all(|(one, other)| black_box(*one) == black_box(*other))
    };
    let control = measured(&of_tag, &mut ChaCha8Rng::seed_from_u64(2), &byte_by_byte);
    println!("the control, byte by byte: t = {control:.2}");
    assert!(control.abs() > SUSPECT, "the measure does not find what compares byte by byte");
    println!("{suspects} of 5 above {SUSPECT}");
}
