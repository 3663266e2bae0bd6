//! Looking for marked values in bytes, however they are written.

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use memchr::memmem::Finder;
use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What is looked for, in all its ways of being written.
pub(super) struct Search {
    needles: Vec<(String, Finder<'static>)>,
    mark: Finder<'static>,
    mark_length: usize,
}

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    /// Numbers of marked values that stand in the open.
    pub(super) numbers: BTreeSet<usize>,
    /// Where and how, a line each.
    pub(super) hits: BTreeSet<String>,
    /// How many bytes were looked at.
    pub(super) bytes: usize,
}

fn hex(bytes: &[u8], before: &str, upper: bool) -> Vec<u8> {
    let digits =
        |byte: &u8| if upper { format!("{before}{byte:02X}") } else { format!("{before}{byte:02x}") };
    bytes.iter().map(digits).collect::<String>().into_bytes()
}

/// The characters of base64 that are settled by `bytes`, when so many others stand before it.
fn base64(bytes: &[u8], before: usize, alphabet: &[u8; 64]) -> Vec<u8> {
    let bit = |at: usize| bytes[at / 8 - before] >> (7 - at % 8) & 1;
    let first = (before * 8).div_ceil(6);
    let last = (before + bytes.len()) * 8 / 6;
    (first..last)
        .map(|at| alphabet[(at * 6..at * 6 + 6).fold(0, |six, at| six << 1 | bit(at)) as usize])
        .collect()
}

/// A text in every way of writing it.
fn ways(text: &str) -> Vec<(String, Vec<u8>)> {
    const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const FOR_URLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let bytes = text.as_bytes();
    let utf16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let escaped: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    let mut all = vec![
        ("UTF-8".to_owned(), bytes.to_vec()),
        ("UTF-8 in small letters".to_owned(), text.to_lowercase().into_bytes()),
        ("UTF-8 in capitals".to_owned(), text.to_uppercase().into_bytes()),
        ("UTF-16LE".to_owned(), utf16(u16::to_le_bytes)),
        ("UTF-16BE".to_owned(), utf16(u16::to_be_bytes)),
        ("hexadecimal".to_owned(), hex(bytes, "", false)),
        ("hexadecimal in capitals".to_owned(), hex(bytes, "", true)),
        ("percent".to_owned(), hex(bytes, "%", true)),
        ("percent in small letters".to_owned(), hex(bytes, "%", false)),
        ("JSON escapes".to_owned(), escaped.into_bytes()),
        ("backwards".to_owned(), bytes.iter().rev().copied().collect()),
    ];
    for before in 0..3 {
        all.push((format!("base64 after {before}"), base64(bytes, before, STANDARD)));
        all.push((format!("base64 for URLs after {before}"), base64(bytes, before, FOR_URLS)));
    }
    all
}

impl Search {
    /// For the marked values themselves, whatever their numbers.
    pub(super) fn new(mark: &str) -> Self {
        let mut search = Self {
            needles: Vec::new(),
            mark: Finder::new(mark.as_bytes()).into_owned(),
            mark_length: mark.len(),
        };
        search.also("a marked value", mark);
        search
    }

    /// For another text too.
    pub(super) fn also(&mut self, what: &str, text: &str) {
        for (way, bytes) in ways(text) {
            assert!(bytes.len() >= 8, "{what} would be found by chance");
            self.bytes(&format!("{what} as {way}"), &bytes);
        }
    }

    pub(super) fn bytes(&mut self, what: &str, bytes: &[u8]) {
        self.needles.push((what.to_owned(), Finder::new(bytes).into_owned()));
    }

    /// Looks through bytes and through what is packed in them.
    pub(super) fn look(&self, place: &str, bytes: &[u8], found: &mut Found) {
        self.plainly(place, bytes, found);
        for (start, kind) in packed(bytes) {
            let mut inside = Vec::new();
            // A stream that was cut off still gives what came before.
            let _ = match kind {
                Packed::Gzip => MultiGzDecoder::new(&bytes[start..]).take(1 << 22).read_to_end(&mut inside),
                Packed::Zlib => ZlibDecoder::new(&bytes[start..]).take(1 << 22).read_to_end(&mut inside),
            };
            if inside.len() >= 8 {
                self.plainly(&format!("{place}, unpacked from {start}"), &inside, found);
            }
        }
    }

    fn plainly(&self, place: &str, bytes: &[u8], found: &mut Found) {
        found.bytes += bytes.len();
        for (what, needle) in &self.needles {
            if let Some(at) = needle.find(bytes) {
                found.hits.insert(format!("{what} at byte {at} of {place}"));
            }
        }
        for at in self.mark.find_iter(bytes) {
            let digits = bytes.get(at + self.mark_length..at + self.mark_length + 5);
            let number = digits.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
            found.numbers.extend::<Option<usize>>(number);
        }
    }

    /// Looks through a file, or every file of a folder, however deep.
    pub(super) fn look_in(&self, folder: &Path, found: &mut Found) {
        for path in files(folder) {
            // A file may go while one looks; what cannot be read is no file of ours.
            if let Ok(bytes) = fs::read(&path) {
                let name = path.to_string_lossy();
                self.look(&name, &bytes, found);
                self.plainly("the name of a file", name.as_bytes(), found);
            }
        }
    }
}

enum Packed {
    Gzip,
    Zlib,
}

fn packed(bytes: &[u8]) -> Vec<(usize, Packed)> {
    let gzip = memchr::memmem::find_iter(bytes, &[0x1f, 0x8b, 8]).map(|at| (at, Packed::Gzip));
    let zlib = memchr::memchr_iter(0x78, bytes)
        .filter(|at| matches!(bytes.get(at + 1), Some(0x01 | 0x5e | 0x9c | 0xda)))
        .map(|at| (at, Packed::Zlib));
    gzip.chain(zlib).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    if folder.is_file() {
        all.push(folder.to_owned());
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => all.extend(files(&entry.path())),
            Ok(kind) if kind.is_file() => all.push(entry.path()),
            _ => {}
        }
    }
    all
}

/// The search itself finds what it must, or finding nothing would say nothing.
#[test]
fn the_search_finds_a_mark_in_every_way_of_writing_it() {
    use std::io::Write;
    let search = Search::new("Qzabcdefgh");
    let text = "before Qzabcdefgh00042 after";
    let mut samples: Vec<(String, Vec<u8>)> = Vec::new();
    for before in 0..4 {
        // Built by the ordinary rule over the whole text, and not by the one under test.
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let whole = [&vec![b'-'; before][..], text.as_bytes()].concat();
        let coded = whole.chunks_exact(3).flat_map(|three| {
            let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
            [18, 12, 6, 0].map(|shift| alphabet[(bits >> shift & 63) as usize])
        });
        samples.push((format!("base64 {before}"), coded.collect()));
    }
    samples.push(("UTF-8".to_owned(), text.as_bytes().to_vec()));
    samples.push(("UTF-16LE".to_owned(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()));
    samples.push(("hex".to_owned(), hex(text.as_bytes(), "", false)));
    samples.push(("percent".to_owned(), hex(text.as_bytes(), "%", true)));
    let mut gzip = flate2::write::GzEncoder::new(vec![7; 100], flate2::Compression::best());
    gzip.write_all(text.as_bytes()).unwrap();
    samples.push(("gzip".to_owned(), gzip.finish().unwrap()));
    let mut zlib = flate2::write::ZlibEncoder::new(vec![7; 100], flate2::Compression::default());
    zlib.write_all(text.as_bytes()).unwrap();
    samples.push(("zlib".to_owned(), zlib.finish().unwrap()));
    for (way, bytes) in samples {
        let mut found = Found::default();
        search.look("a sample", &bytes, &mut found);
        assert!(!found.hits.is_empty(), "{way}");
    }
    let mut found = Found::default();
    search.look("a sample", text.as_bytes(), &mut found);
    assert_eq!(found.numbers, BTreeSet::from([42]));
}
