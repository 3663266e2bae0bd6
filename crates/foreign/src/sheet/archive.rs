//! The archive of a workbook, taken apart within bounds before anything parses it.

use super::part::{Notes, walk};
use super::{MAX_ENTRIES, MAX_ENTRY, MAX_FILE, MAX_UNFOLDED, Unreadable};
use domain::interchange::excerpt;
use std::collections::HashSet;
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The first bytes of the container of old workbooks (`.xls`) and of those that a password protects.
pub(super) const OLD_CONTAINER: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

const REMEDY: &str = "open it and save it as a workbook (.xlsx)";

/// An archive of only the parts that were walked, with what the walk found.
pub(super) struct Walked {
    pub(super) bytes: Vec<u8>,
    pub(super) notes: Notes,
}

/// Takes an archive apart: names, sizes, and every part that makes up the cells.
pub(super) fn walked(bytes: &[u8]) -> Result<Walked, Unreadable> {
    if bytes.len() > MAX_FILE {
        let message = format!("the file has more than {} MiB: split it", MAX_FILE >> 20);
        return Err(Unreadable::because(message));
    }
    if bytes.starts_with(&OLD_CONTAINER) {
        let message =
            format!("this is an old workbook (.xls) or one with a password: {REMEDY} without a password");
        return Err(Unreadable::because(message));
    }
    // What the archive says of itself first: the list of its entries is kept in memory when it is opened.
    if stated_entries(bytes).is_some_and(|entries| entries > MAX_ENTRIES) {
        return Err(too_many_entries());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    check_names(&mut archive)?;
    let mut notes = Notes::default();
    let mut kept = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    let mut unfolded = 0;
    let mut buffer = Vec::new();
    for index in 0..archive.len() {
        buffer.clear();
        let entry = archive.by_index(index).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.to_lowercase();
        // The size that the archive states is its author's word; what comes out is counted.
        let most = MAX_ENTRY.min(MAX_UNFOLDED - unfolded);
        let read = entry.take(most + 1).read_to_end(&mut buffer).map_err(damaged)? as u64;
        unfolded += read;
        if read > MAX_ENTRY {
            return Err(bomb(format!("one of its parts unfolds into more than {} MiB", MAX_ENTRY >> 20)));
        }
        if unfolded > MAX_UNFOLDED {
            return Err(bomb(format!("its parts unfold into more than {} MiB", MAX_UNFOLDED >> 20)));
        }
        if is_read(&name) {
            walk(&name, &buffer, &mut notes)?;
            kept.raw_copy_file(archive.by_index_raw(index).map_err(damaged)?).map_err(damaged)?;
        } else if memchr::memmem::find(&buffer, b"<!DOCTYPE").is_some() && is_markup(&name) {
            return Err(Unreadable::because(
                "one of its parts declares a document type, which no workbook does",
            ));
        }
    }
    let bytes = kept.finish().map_err(damaged)?.into_inner();
    Ok(Walked { bytes, notes })
}

/// How many entries an archive says that it has: the record at its end, before a comment of at most 64 KiB.
fn stated_entries(bytes: &[u8]) -> Option<usize> {
    let tail = &bytes[bytes.len().saturating_sub(22 + 0xFFFF)..];
    let end = tail.get(memchr::memmem::rfind(tail, b"PK\x05\x06")?..)?;
    Some(usize::from(u16::from_le_bytes([*end.get(10)?, *end.get(11)?])))
}

fn too_many_entries() -> Unreadable {
    Unreadable::because(format!("its archive has more than {MAX_ENTRIES} entries"))
}

/// Names and attributes of the entries, before any of them is unfolded.
fn check_names(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Unreadable> {
    if archive.len() > MAX_ENTRIES {
        return Err(too_many_entries());
    }
    if archive.offset() != 0 {
        return Err(Unreadable::because("something else stands before the workbook in the file"));
    }
    let mut names = HashSet::new();
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        let name = entry.name().map_err(damaged)?.into_owned();
        if entry.encrypted() {
            return Err(Unreadable::because(format!("it has a password: {REMEDY} without one")));
        }
        if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
            return Err(Unreadable::because("its archive is compressed in a way that no spreadsheet uses"));
        }
        let is_odd = name.contains(['\\', ':'])
            || name.contains(char::is_control)
            || name.trim_end_matches('/').split('/').any(|part| matches!(part, "" | "." | ".."));
        if is_odd || entry.is_symlink() {
            let message = format!("its archive has an entry that leads elsewhere: {:?}", excerpt(&name));
            return Err(Unreadable::because(message));
        }
        let lower = name.to_lowercase();
        if lower.ends_with("vbaproject.bin") || lower.contains("macrosheets/") {
            return Err(Unreadable::because(MACROS));
        }
        if lower == "xl/workbook.bin" || lower == "mimetype" {
            return Err(Unreadable::because(format!(
                "this kind of workbook (.xlsb, .ods) is not read: {REMEDY}"
            )));
        }
        if !names.insert(lower) {
            return Err(Unreadable::because("its archive has two entries of one name"));
        }
    }
    if archive.has_duplicate_names() || archive.has_overlapping_entries().map_err(damaged)? {
        return Err(Unreadable::because(
            "entries of its archive share bytes or names, which no spreadsheet writes",
        ));
    }
    Ok(())
}

/// What is said of a workbook with a program in it.
pub(super) const MACROS: &str =
    "it has macros, which are never read: open it and save it as a workbook without macros (.xlsx)";

/// Whether the parser reads a part (its name in small letters); the others never reach it.
fn is_read(name: &str) -> bool {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    let last = folder.rsplit('/').next().unwrap_or_default();
    match file.rsplit_once('.') {
        Some((stem, "xml")) => {
            folder.is_empty()
                || stem.starts_with("workbook")
                || matches!(stem, "sharedstrings" | "styles")
                || matches!(last, "worksheets" | "theme")
        }
        Some((stem, "rels")) => folder == "_rels" || (last == "_rels" && stem.starts_with("workbook")),
        _ => false,
    }
}

fn is_markup(name: &str) -> bool {
    [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end))
}

fn bomb(message: String) -> Unreadable {
    Unreadable::because(format!("{message}: it is no ordinary workbook"))
}

pub(super) fn damaged(error: impl std::fmt::Display) -> Unreadable {
    Unreadable::because(format!("this is no whole workbook: {}", excerpt(&error.to_string())))
}
