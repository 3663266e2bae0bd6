//! The short form: what is in the corpus and alterations of it, the same in every run.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up should stop")]

use fuzz::{TARGETS, Target};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Longer inputs are for the long form.
const LONGEST: usize = 32 << 10;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(corpus().join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// Bytes that mean something to many readers.
const TOKENS: [&[u8]; 16] = [
    b"\0",
    b"\xff",
    b"\x80",
    b"\"",
    b"\\",
    b"\n",
    b",",
    b"null",
    b"-1",
    b"1e999",
    b"[",
    b"{",
    b"</",
    b"\xef\xbb\xbf",
    "\u{202e}".as_bytes(),
    "\u{634}".as_bytes(),
];

/// A seed with one to four alterations, some with pieces of another.
fn altered(seeds: &[Vec<u8>], rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut made = seeds[rng.random_range(0..seeds.len())].clone();
    for _ in 0..rng.random_range(1..=4) {
        let (at, to) = (rng.random_range(0..=made.len()), rng.random_range(0..=made.len()));
        let (from, to) = (at.min(to), at.max(to).min(at.min(to) + 64));
        match rng.random_range(0..8) {
            0 if at < made.len() => made[at] ^= 1 << rng.random_range(0..8),
            1 if at < made.len() => made[at] = rng.random(),
            2 => drop(made.drain(from..to)),
            3 => made.truncate(at),
            4 => drop(made.splice(from..from, TOKENS[rng.random_range(0..TOKENS.len())].iter().copied())),
            5 => {
                let piece = made[from..to].to_vec();
                drop(made.splice(at..at, piece));
            }
            6 => {
                let other = &seeds[rng.random_range(0..seeds.len())];
                let start = rng.random_range(0..=other.len());
                let piece = other[start..(start + 64).min(other.len())].to_vec();
                drop(made.splice(from..to, piece));
            }
            _ => {
                // A number in place of a number.
                if let Some(digit) = made.iter_mut().skip(at).find(|byte| byte.is_ascii_digit()) {
                    *digit = b'0' + rng.random_range(0..10);
                }
            }
        }
    }
    made.truncate(LONGEST);
    made
}

/// Runs a target on its corpus and alterations of it: how many inputs were taken for what they are read as, or the one
/// that broke a promise.
fn short(target: &Target) -> Result<usize, Vec<u8>> {
    let seeds = seeds(target.name);
    let mut rng = ChaCha8Rng::seed_from_u64(1612);
    let alterations = (0..target.short).map(|_| altered(&seeds, &mut rng)).collect::<Vec<_>>();
    let mut taken = 0;
    for bytes in seeds.iter().chain(&alterations) {
        match catch_unwind(|| (target.run)(bytes)) {
            Ok(is_taken) => taken += usize::from(is_taken),
            Err(_) => return Err(bytes.clone()),
        }
    }
    Ok(taken)
}

#[test]
fn no_promise_breaks_on_the_corpus_and_what_is_near_it() {
    let broken: Vec<String> = std::thread::scope(|scope| {
        let begun =
            TARGETS.iter().map(|target| (target, scope.spawn(move || short(target)))).collect::<Vec<_>>();
        let results = begun.into_iter().map(|(target, running)| (target, running.join().unwrap()));
        results
            .filter_map(|(target, result)| match result {
                Ok(0) => Some(format!("{}: nothing of it was ever taken, so nothing was tried", target.name)),
                Ok(_) => None,
                Err(bytes) => {
                    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("broken-{}", target.name));
                    fs::write(&kept, bytes).unwrap();
                    Some(format!("{}: {}", target.name, kept.display()))
                }
            })
            .collect()
    });
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_target_has_a_corpus_and_every_corpus_a_target() {
    let folders: BTreeSet<String> = fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let names: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    assert_eq!(folders, names);
    let sizes = TARGETS.iter().flat_map(|target| seeds(target.name)).map(|seed| seed.len());
    assert!(
        sizes.sum::<usize>() < 1 << 20,
        "the corpus has more than a mebibyte: fuzz/run --keep shortens it"
    );
}

/// The control: a reader that breaks on what is near its corpus is found, with the bytes, and so is one that takes
/// nothing.
#[test]
fn a_broken_promise_is_found() {
    let of = |run| Target { name: "incident", run, short: 500 };
    let broken = short(&of(|bytes| {
        assert_eq!(bytes.last(), Some(&b'}'));
        true
    }));
    assert!(broken.is_err_and(|bytes| bytes.last() != Some(&b'}')));
    assert!(short(&of(|bytes| bytes.last() == Some(&b'}'))).is_ok_and(|taken| taken > 0));
    assert_eq!(short(&of(|_| false)), Ok(0));
}
