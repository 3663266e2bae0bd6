//! The long form: libFuzzer on the target that `SIXFOLD_FUZZ` names. `fuzz/run` builds it and starts it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static RUN: LazyLock<fn(&[u8]) -> bool> = LazyLock::new(|| {
    let name = std::env::var("SIXFOLD_FUZZ").unwrap_or_default();
    let known = || fuzz::TARGETS.iter().map(|target| target.name).collect::<Vec<_>>().join(", ");
    fuzz::target(&name).unwrap_or_else(|| panic!("SIXFOLD_FUZZ names one of {}", known())).run
});

fuzz_target!(|bytes: &[u8]| {
    let _is_taken = RUN(bytes);
});
