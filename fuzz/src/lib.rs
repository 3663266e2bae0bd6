//! What is thrown at everything that reads bytes of strangers or of the store.
//!
//! A target is a function of bytes that panics where a promise does not hold: what is read and written again is the
//! same, what was altered does not open, what is refused says why. `fuzz/run` lets libFuzzer look for bytes
//! that break one, guided by which code they reach; `tests/replay.rs` goes through `corpus/` and alterations of it in
//! seconds, with every other test. Bytes that broke something once stay in `corpus/`.

#![allow(clippy::unwrap_used, reason = "a promise that does not hold stops the target")]

mod altered;
mod documents;
mod encrypted;
mod foreign_files;
mod forms;
mod ground;
mod log;
mod published;
mod registers;
mod sealed;
mod sheets;
mod stored;
mod texts;

/// A target by its name, which is the folder of its corpus.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// The name.
    pub name: &'static str,
    /// What it does with bytes; whether they were taken for what they are read as.
    pub run: fn(&[u8]) -> bool,
    /// How often the short form alters its corpus: less where one run is slow.
    pub short: usize,
}

/// Every target.
pub const TARGETS: &[Target] = &[
    // crates/vault
    Target { name: "sealed", run: sealed::sealed, short: 3_000 },
    Target { name: "forms", run: forms::forms, short: 5_000 },
    Target { name: "checkpoint", run: log::checkpoint, short: 5_000 },
    Target { name: "proofs", run: log::proofs, short: 5_000 },
    Target { name: "passkey", run: forms::passkey, short: 5_000 },
    // crates/domain
    Target { name: "json", run: documents::json, short: 5_000 },
    Target { name: "incident", run: documents::incident, short: 2_000 },
    Target { name: "splitter", run: documents::splitter, short: 5_000 },
    Target { name: "facts", run: stored::facts, short: 5_000 },
    Target { name: "records", run: stored::records, short: 5_000 },
    Target { name: "attachment", run: stored::attachment, short: 5_000 },
    Target { name: "boundaries", run: registers::boundaries, short: 3_000 },
    Target { name: "registers", run: registers::registers, short: 3_000 },
    Target { name: "texts", run: texts::texts, short: 3_000 },
    // crates/foreign
    Target { name: "sheets", run: sheets::sheets, short: 1_500 },
    Target { name: "workbook", run: sheets::workbook, short: 1_500 },
    Target { name: "mapping", run: sheets::mapping, short: 1_500 },
    Target { name: "openrosa", run: foreign_files::openrosa, short: 2_000 },
    Target { name: "encrypted", run: encrypted::encrypted, short: 2_000 },
    Target { name: "mrmims", run: foreign_files::mrmims, short: 2_000 },
    Target { name: "ucdp", run: foreign_files::ucdp, short: 2_000 },
    Target { name: "insecurity_insight", run: foreign_files::insecurity_insight, short: 2_000 },
    // crates/report, crates/disclosure
    Target { name: "template", run: published::template, short: 1_500 },
    Target { name: "tables", run: published::tables, short: 1_000 },
    Target { name: "publication", run: published::publication, short: 1_000 },
];

/// The target of a name.
#[must_use]
pub fn target(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
