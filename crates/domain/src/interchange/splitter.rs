//! Cuts a stream of bytes into documents: JSON Lines, or one JSON array.
//!
//! It never holds more than one document, and of a document that is too long no more than the limit:
//! a line of a gigabyte costs a megabyte.

use super::json::{MAX_DOCUMENT, too_long};

/// A document of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The line at which it starts, from 1.
    pub line: u64,
    /// Its bytes, or why there are none.
    pub document: Result<Vec<u8>, Unreadable>,
}

/// Why a piece of the stream is no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Longer than [`MAX_DOCUMENT`].
    TooLong,
    /// Not UTF-8.
    NotUtf8,
    /// The list has no end: the file was cut off.
    CutOff,
    /// Something else than white space after the list's end.
    AfterTheEnd,
    /// A comma with no document before it.
    Missing,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooLong => f.write_str(&too_long()),
            Self::NotUtf8 => f.write_str("the text is not UTF-8; save the file as UTF-8"),
            Self::CutOff => f.write_str("the list has no closing bracket; the file was cut off"),
            Self::AfterTheEnd => f.write_str("there is more after the list's closing bracket; remove it"),
            Self::Missing => f.write_str("a document is missing here; remove the comma"),
        }
    }
}

impl std::error::Error for Unreadable {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Nothing but white space so far.
    Undecided,
    Lines,
    Array,
    /// Behind the array.
    Ended,
    /// Behind the array, and said that there is more.
    EndedBadly,
}

/// Takes chunks of bytes and gives documents as soon as they are whole.
#[derive(Debug)]
pub struct Splitter {
    form: Form,
    limit: usize,
    line: u64,
    /// Bytes of a byte order mark seen at the very beginning.
    mark: usize,
    held: Vec<u8>,
    started: u64,
    too_long: bool,
    /// Brackets open inside the element.
    depth: u64,
    in_text: bool,
    escaped: bool,
    /// Whether the array has given a comma or an element, so that `[]` is empty and `[,]` is not.
    comma: bool,
}

impl Default for Splitter {
    fn default() -> Self {
        Self::with_limit(MAX_DOCUMENT)
    }
}

const MARK: [u8; 3] = [0xef, 0xbb, 0xbf];

/// White space of JSON. A form feed is none: taken for white space in one place alone, it would move the lines of what
/// follows by how a stream is cut.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

fn trim_start(bytes: &[u8]) -> &[u8] {
    let from = bytes.iter().position(|byte| !is_space(*byte)).unwrap_or(bytes.len());
    &bytes[from..]
}

fn trim_end(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| !is_space(*byte)).map_or(0, |last| last + 1);
    &bytes[..end]
}

impl Splitter {
    /// A splitter at the beginning of a stream.
    pub fn new() -> Self {
        Self::default()
    }

    /// As [`Self::new`], for documents of at most `limit` bytes.
    pub fn with_limit(limit: usize) -> Self {
        Self {
            form: Form::Undecided,
            limit,
            line: 1,
            mark: 0,
            held: Vec::new(),
            started: 1,
            too_long: false,
            depth: 0,
            in_text: false,
            escaped: false,
            comma: false,
        }
    }

    /// Takes the next bytes of the stream; documents that they complete go to `found`.
    pub fn push(&mut self, mut chunk: &[u8], mut found: impl FnMut(Item)) {
        while !chunk.is_empty() {
            chunk = match self.form {
                Form::Undecided => self.decide(chunk),
                Form::Lines => self.take_line(chunk, &mut found),
                Form::Array => self.take_elements(chunk, &mut found),
                Form::Ended | Form::EndedBadly => self.after_array(chunk, &mut found),
            };
        }
    }

    /// The end of the stream: gives what was still held.
    pub fn finish(mut self, mut found: impl FnMut(Item)) {
        match self.form {
            Form::Lines => self.give(&mut found),
            Form::Array => {
                self.give(&mut found);
                found(Item { line: self.line, document: Err(Unreadable::CutOff) });
            }
            Form::Undecided | Form::Ended | Form::EndedBadly => {}
        }
    }

    fn decide<'a>(&mut self, chunk: &'a [u8]) -> &'a [u8] {
        let byte = chunk[0];
        if self.mark < MARK.len() && byte == MARK[self.mark] {
            self.mark += 1;
            return &chunk[1..];
        }
        if self.mark > 0 && self.mark < MARK.len() {
            // Began like a mark and is none: it is content, and will be refused as not UTF-8.
            self.held.extend(&MARK[..self.mark]);
            self.form = Form::Lines;
            return chunk;
        }
        self.mark = MARK.len();
        match byte {
            b'\n' => self.line += 1,
            _ if is_space(byte) => {}
            b'[' => self.form = Form::Array,
            _ => {
                self.form = Form::Lines;
                self.started = self.line;
                return chunk;
            }
        }
        &chunk[1..]
    }

    fn take_line<'a>(&mut self, chunk: &'a [u8], found: &mut impl FnMut(Item)) -> &'a [u8] {
        let end = chunk.iter().position(|byte| *byte == b'\n');
        self.hold(&chunk[..end.unwrap_or(chunk.len())]);
        let Some(end) = end else { return &[] };
        self.give(found);
        self.line += 1;
        self.started = self.line;
        &chunk[end + 1..]
    }

    fn take_elements<'a>(&mut self, chunk: &'a [u8], found: &mut impl FnMut(Item)) -> &'a [u8] {
        let mut from = 0;
        for (at, &byte) in chunk.iter().enumerate() {
            if byte == b'\n' {
                self.line += 1;
            }
            if self.in_text {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => self.in_text = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b',' | b']' if self.depth == 0 => {
                    self.hold(&chunk[from..at]);
                    from = at + 1;
                    let is_empty = self.held.is_empty() && !self.too_long;
                    if is_empty && (byte == b',' || self.comma) {
                        found(Item { line: self.line, document: Err(Unreadable::Missing) });
                    }
                    self.give(found);
                    self.comma = byte == b',';
                    if byte == b']' {
                        self.form = Form::Ended;
                        return &chunk[from..];
                    }
                }
                _ if is_space(byte) => {
                    if self.held.is_empty() && from == at && !self.too_long {
                        from = at + 1;
                    }
                }
                _ => {
                    if self.held.is_empty() && from == at && !self.too_long {
                        self.started = self.line;
                    }
                    match byte {
                        b'"' => self.in_text = true,
                        b'{' | b'[' => self.depth += 1,
                        b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                        _ => {}
                    }
                }
            }
        }
        self.hold(&chunk[from..]);
        &[]
    }

    fn after_array<'a>(&mut self, chunk: &'a [u8], found: &mut impl FnMut(Item)) -> &'a [u8] {
        for &byte in chunk {
            match byte {
                b'\n' => self.line += 1,
                _ if is_space(byte) || self.form == Form::EndedBadly => {}
                _ => {
                    self.form = Form::EndedBadly;
                    found(Item { line: self.line, document: Err(Unreadable::AfterTheEnd) });
                }
            }
        }
        &[]
    }

    fn hold(&mut self, bytes: &[u8]) {
        if self.too_long {
            return;
        }
        // White space around a document is free, so that a limit says something about the document.
        let bytes = if self.held.is_empty() { trim_start(bytes) } else { bytes };
        if self.held.len() + trim_end(bytes).len() > self.limit {
            self.too_long = true;
            self.held = Vec::new();
        } else if self.held.len() + bytes.len() <= self.limit {
            self.held.extend_from_slice(bytes);
        } else {
            // Only white space goes beyond; whatever follows it would be beyond too.
            self.held.extend_from_slice(&bytes[..self.limit - self.held.len()]);
        }
    }

    fn give(&mut self, found: &mut impl FnMut(Item)) {
        let too_long = std::mem::take(&mut self.too_long);
        let mut document = std::mem::take(&mut self.held);
        document.truncate(trim_end(&document).len());
        let document = match document {
            _ if too_long => Err(Unreadable::TooLong),
            empty if empty.is_empty() => return,
            bytes if std::str::from_utf8(&bytes).is_err() => Err(Unreadable::NotUtf8),
            bytes => Ok(bytes),
        };
        found(Item { line: self.started, document });
    }
}
