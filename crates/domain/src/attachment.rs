//! What may be attached to an incident, and what is said of it.
//!
//! Bounds and kinds hold for every way in. What an attachment shows is identity content, and so is its name.

use crate::id::AccountId;
use crate::violation::codes;
use serde::{Deserialize, Serialize};

/// Content travels and lies in pieces of this many bytes; only the last one is shorter.
pub const CHUNK: usize = 64 * 1024;
/// The largest attachment, in bytes: a photograph, a form, some minutes of speech.
pub const MOST_BYTES: u64 = 20 << 20;
/// The most attachments of one incident.
pub const MOST_OF_AN_INCIDENT: u64 = 100;
/// The most uploads that one person leaves unfinished at a time.
pub const MOST_UNFINISHED: u64 = 20;
/// The most attachments of one person that wait for triage.
pub const MOST_WAITING: u64 = 200;
/// An upload that is not finished after so many hours is given up.
pub const HOURS_TO_FINISH: i64 = 24;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 200;
/// The longest id of a report.
const LONGEST_ID: usize = 200;

codes! {
    /// What is taken as an attachment. Programs, pages and drawings that hold scripts are not.
    MediaType {
        /// A photograph.
        Jpeg = "image/jpeg",
        /// A picture or a scan.
        Png = "image/png",
        /// A photograph.
        Webp = "image/webp",
        /// A photograph as some telephones take it.
        Heif = "image/heif",
        /// A picture.
        Gif = "image/gif",
        /// A scan.
        Tiff = "image/tiff",
        /// A document or a scan.
        Pdf = "application/pdf",
        /// A recording.
        Mp3 = "audio/mpeg",
        /// A recording as some telephones make it.
        M4a = "audio/mp4",
        /// A recording.
        Ogg = "audio/ogg",
        /// A recording.
        Wav = "audio/wav",
        /// A recording as plain telephones make it.
        Amr = "audio/amr",
        /// A recording.
        Aac = "audio/aac",
        /// A film.
        Mp4 = "video/mp4",
        /// A film as some telephones make it.
        Quicktime = "video/quicktime",
        /// A film.
        Webm = "video/webm",
        /// A film as plain telephones make it.
        ThreeGpp = "video/3gpp",
        /// A text document.
        Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        /// A workbook.
        Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        /// A presentation.
        Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        /// A text document.
        Odt = "application/vnd.oasis.opendocument.text",
        /// A workbook.
        Ods = "application/vnd.oasis.opendocument.spreadsheet",
        /// A table as text.
        Csv = "text/csv",
        /// Text.
        Text = "text/plain",
    }
}

/// Why something cannot be an attachment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAttachment {
    /// Names are shown and saved by whoever downloads.
    #[error(
        "a name has 1 to {LONGEST_NAME} characters, none of them a slash, a control or one that turns writing around"
    )]
    Name,
    /// A name that ends otherwise would be opened as something else.
    #[error("the ending of the name is not one of the media type's")]
    Ending,
    /// Nothing, or too much.
    #[error("an attachment has 1 to {MOST_BYTES} bytes")]
    Size,
    /// Not a digest.
    #[error("sha256 is 64 hexadecimal digits in small letters")]
    Digest,
    /// Not the id of a report.
    #[error("the id of a report has 1 to {LONGEST_ID} characters")]
    Report,
    /// Not how a file is encrypted.
    #[error("what is said of how the file is encrypted is out of bounds")]
    Encrypted,
    /// The content is of another kind than is said, or of one that is not taken.
    #[error("the content is not of the media type that is said")]
    Content,
    /// Another content than the one that was described.
    #[error("the content has not the size and the sha256 that are said")]
    Other,
}

/// What is said of an attachment; sealed with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    /// Its name, as the file had it.
    pub name: String,
    /// What it is.
    pub media_type: MediaType,
    /// Its length, in bytes.
    pub size: u64,
    /// SHA-256 of its content (FIPS 180-4), 64 hexadecimal digits in small letters.
    pub sha256: String,
    /// The `external_id` of the report that it belongs to, as long as it is with no incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// How it is encrypted within what is sealed, where a telephone did that; its name then ends in `.enc`, and its size and
    /// digest are those of what came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encrypted: Option<Encrypted>,
    /// Who brought it, once that stands nowhere else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AccountId>,
}

/// How a file of a telephone's encrypted report opens (ODK XForms specification, "Encryption").
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Encrypted {
    /// By what its report is known among those of its telephone: 32 hexadecimal digits.
    pub parcel: String,
    /// The report's `instanceID`.
    pub instance: String,
    /// The report's key, encrypted to the public half in the form; in base64.
    pub key: String,
    /// How many files of the report were encrypted before it.
    pub place: usize,
}

impl Encrypted {
    /// The longest text in it: a key of 256 bytes in base64 has 344 characters.
    const LONGEST: usize = 400;
    /// How many files a report has at most.
    const MOST_FILES: usize = 100;

    fn is_within_bounds(&self) -> bool {
        let texts = [&self.parcel, &self.instance, &self.key];
        texts.into_iter().all(|text| text.len() <= Self::LONGEST) && self.place < Self::MOST_FILES
    }
}

/// What the name of a file ends in that a telephone encrypted.
pub const ENCRYPTED: &str = ".enc";

impl Description {
    /// The name of what is described, where it is encrypted without what that adds.
    #[must_use]
    pub fn own_name(&self) -> &str {
        let name = self.name.as_str();
        if self.encrypted.is_some() { name.strip_suffix(ENCRYPTED).unwrap_or_default() } else { name }
    }

    /// Refuses what is out of bounds.
    ///
    /// # Errors
    /// [`BadAttachment`] says what.
    pub fn check(&self) -> Result<(), BadAttachment> {
        let ending = self.own_name().rsplit_once('.').filter(|(stem, _)| !stem.is_empty());
        let ending = ending.map(|(_, ending)| ending.to_ascii_lowercase());
        let hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
        if !(1..=LONGEST_NAME).contains(&self.name.chars().count()) || self.name.contains(misleads) {
            Err(BadAttachment::Name)
        } else if !ending.is_some_and(|ending| self.media_type.endings().contains(&ending.as_str())) {
            Err(BadAttachment::Ending)
        } else if !(1..=MOST_BYTES).contains(&self.size) {
            Err(BadAttachment::Size)
        } else if self.sha256.len() != 64 || !self.sha256.chars().all(hex) {
            Err(BadAttachment::Digest)
        } else if self.report.as_ref().is_some_and(|id| id.is_empty() || id.chars().count() > LONGEST_ID) {
            Err(BadAttachment::Report)
        } else if self.encrypted.as_ref().is_some_and(|encrypted| !encrypted.is_within_bounds()) {
            Err(BadAttachment::Encrypted)
        } else {
            Ok(())
        }
    }

    /// How many pieces it travels in.
    #[must_use]
    pub fn chunks(&self) -> u32 {
        u32::try_from(self.size.div_ceil(CHUNK as u64)).unwrap_or(u32::MAX)
    }

    /// How many bytes a piece holds; none where there is no such piece.
    #[must_use]
    pub fn length_of(&self, chunk: u32) -> Option<usize> {
        let rest = self.size.checked_sub(u64::from(chunk) * CHUNK as u64).filter(|rest| *rest > 0)?;
        Some(usize::try_from(rest).unwrap_or(CHUNK).min(CHUNK))
    }
}

/// Characters by which a name would show or lead elsewhere than it says.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '/' | '\\' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl MediaType {
    /// Endings of names that it has.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        use MediaType::*;
        match self {
            Jpeg => &["jpg", "jpeg"],
            Png => &["png"],
            Webp => &["webp"],
            Heif => &["heic", "heif"],
            Gif => &["gif"],
            Tiff => &["tif", "tiff"],
            Pdf => &["pdf"],
            Mp3 => &["mp3"],
            M4a => &["m4a", "mp4"],
            Ogg => &["ogg", "oga", "opus"],
            Wav => &["wav"],
            Amr => &["amr"],
            Aac => &["aac"],
            Mp4 => &["mp4", "m4v"],
            Quicktime => &["mov"],
            Webm => &["webm"],
            ThreeGpp => &["3gp"],
            Docx => &["docx"],
            Xlsx => &["xlsx"],
            Pptx => &["pptx"],
            Odt => &["odt"],
            Ods => &["ods"],
            Csv => &["csv"],
            Text => &["txt"],
        }
    }

    /// Whether a browser is told the type at download. Of anything else it is told that it is bytes.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        use MediaType::*;
        matches!(self, Jpeg | Png | Webp | Gif | Mp3 | M4a | Ogg | Wav | Mp4 | Webm)
    }

    /// Refuses content that does not begin as its type does.
    ///
    /// # Errors
    /// [`BadAttachment::Content`].
    pub fn check(self, first_chunk: &[u8]) -> Result<(), BadAttachment> {
        if self.begins(first_chunk) { Ok(()) } else { Err(BadAttachment::Content) }
    }

    fn begins(self, bytes: &[u8]) -> bool {
        use MediaType::*;
        let found = infer::get(bytes).map_or("", |found| found.mime_type());
        // Which part comes first in an office document is its maker's choice.
        let office = |folder: &[u8]| {
            let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
            bytes.starts_with(b"PK\x03\x04") && (has(folder) || has(b"[Content_Types].xml"))
        };
        match self {
            Docx => office(b"word/"),
            Xlsx => office(b"xl/"),
            Pptx => office(b"ppt/"),
            M4a => matches!(found, "audio/m4a" | "video/mp4" | "video/x-m4v"),
            Mp4 => matches!(found, "video/mp4" | "video/x-m4v"),
            Ogg => matches!(found, "audio/ogg" | "audio/opus"),
            Wav => found == "audio/x-wav",
            // Which begins as a script does.
            Amr => bytes.starts_with(b"#!AMR"),
            ThreeGpp => bytes.get(4..11) == Some(b"ftyp3gp"),
            Csv | Text => is_text(bytes),
            Jpeg | Png | Webp | Heif | Gif | Tiff | Pdf | Mp3 | Aac | Quicktime | Webm | Odt | Ods => {
                found == self.code()
            }
        }
    }
}

/// Text in UTF-8, or in UTF-16 with its mark, that no browser would take for a page and no shell for a program.
fn is_text(bytes: &[u8]) -> bool {
    let utf16 = |rest: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = rest.as_chunks::<2>().0.iter().map(|two| unit(*two));
        char::decode_utf16(units).map(|c| c.unwrap_or('\0')).collect::<String>()
    };
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // The end of the first chunk may fall inside a character.
            Err(error) if error.error_len().is_none() => {
                String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned()
            }
            Err(_) => return false,
        },
    };
    let begins = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\u{c}']);
    let plain = |c: char| !c.is_control() || matches!(c, '\t' | '\r' | '\n' | '\u{c}');
    !begins.starts_with('<') && !begins.starts_with("#!") && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn description() -> Description {
        Description {
            name: "an invented form.pdf".to_owned(),
            media_type: MediaType::Pdf,
            size: 1,
            sha256: "0".repeat(64),
            report: None,
            encrypted: None,
            by: None,
        }
    }

    #[test]
    fn an_encrypted_file_is_of_the_kind_that_its_own_name_says() {
        let encrypted = Encrypted {
            parcel: "0".repeat(32),
            instance: "uuid:x".to_owned(),
            key: "k".repeat(344),
            place: 99,
        };
        let of = |name: &str, encrypted: &Encrypted| {
            let encrypted = Some(encrypted.clone());
            Description { name: name.to_owned(), encrypted, ..description() }.check()
        };
        assert_eq!(of("a.pdf.enc", &encrypted), Ok(()));
        for name in ["a.pdf", "a.enc", ".pdf.enc", "a.exe.enc", "a.pdf.enc.enc"] {
            assert_eq!(of(name, &encrypted), Err(BadAttachment::Ending), "{name}");
        }
        let far = Encrypted { place: 100, ..encrypted.clone() };
        let long = Encrypted { key: "k".repeat(401), ..encrypted };
        for bad in [far, long] {
            assert_eq!(of("a.pdf.enc", &bad), Err(BadAttachment::Encrypted));
        }
        let plain = Description { name: "a.pdf.enc".to_owned(), ..description() };
        assert_eq!(plain.check(), Err(BadAttachment::Ending));
    }

    #[test]
    fn what_is_out_of_bounds_is_refused() {
        let with = |change: fn(&mut Description)| {
            let mut description = description();
            change(&mut description);
            description.check()
        };
        assert_eq!(with(|_| {}), Ok(()));
        assert_eq!(with(|d| d.name = "الاستمارة.PDF".to_owned()), Ok(()));
        for name in ["", "a/b.pdf", "..\\b.pdf", "a\n.pdf", "a\u{202e}fdp.pdf", "a\0.pdf"] {
            let given = Description { name: name.to_owned(), ..description() };
            assert_eq!(given.check(), Err(BadAttachment::Name), "{name:?}");
        }
        assert_eq!(with(|d| d.name = format!("{}.pdf", "a".repeat(197))), Err(BadAttachment::Name));
        for name in ["a", "a.exe", "a.pdf.html", ".pdf", "a.pdf ", "a.svg"] {
            let given = Description { name: name.to_owned(), ..description() };
            assert_eq!(given.check(), Err(BadAttachment::Ending), "{name:?}");
        }
        assert_eq!(with(|d| d.size = 0), Err(BadAttachment::Size));
        assert_eq!(with(|d| d.size = MOST_BYTES), Ok(()));
        assert_eq!(with(|d| d.size = MOST_BYTES + 1), Err(BadAttachment::Size));
        assert_eq!(with(|d| d.sha256 = "A".repeat(64)), Err(BadAttachment::Digest));
        assert_eq!(with(|d| d.sha256 = "0".repeat(63)), Err(BadAttachment::Digest));
        assert_eq!(with(|d| d.report = Some(String::new())), Err(BadAttachment::Report));
    }

    /// F8: what begins as another kind, and what is of no kind that is taken.
    #[test]
    fn content_begins_as_its_type_does() {
        let heif = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
        // A film is not known by less than its first 257 bytes.
        let webm = [b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\x82\x84webm", &[0; 260][..]].concat();
        let taken: &[(MediaType, &[u8])] = &[
            (MediaType::Jpeg, b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
            (MediaType::Png, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            (MediaType::Webp, b"RIFF\x24\0\0\0WEBPVP8 "),
            (MediaType::Heif, heif),
            (MediaType::Gif, b"GIF89a\x01\0\x01\0"),
            (MediaType::Tiff, b"II*\0\x08\0\0\0\0\0\0\0"),
            (MediaType::Pdf, b"%PDF-1.7\n"),
            (MediaType::Mp3, b"ID3\x04\0\0\0\0\0\0"),
            (MediaType::M4a, b"\0\0\0\x1cftypM4A \0\0\0\0"),
            (MediaType::Ogg, b"OggS\0\x02\0\0\0\0\0\0\0\0"),
            (MediaType::Wav, b"RIFF\x24\0\0\0WAVEfmt "),
            (MediaType::Amr, b"#!AMR\n<q"),
            (MediaType::Aac, b"\xff\xf1\x50\x80\0\x1f\xfc"),
            (MediaType::Mp4, b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"),
            (MediaType::Quicktime, b"\0\0\0\x14ftypqt  \0\0\0\0qt  "),
            (MediaType::Webm, &webm),
            (MediaType::ThreeGpp, b"\0\0\0\x18ftyp3gp4\0\0\0\x03gp4"),
            (MediaType::Docx, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0....................[Content_Types].xml"),
            (MediaType::Xlsx, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0....................xl/workbook.xml"),
            (MediaType::Pptx, b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0....................ppt/slides"),
            (
                MediaType::Odt,
                b"PK\x03\x04\x14\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.text",
            ),
            (
                MediaType::Ods,
                b"PK\x03\x04\x14\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            ),
            (MediaType::Csv, "id,place\n1,Ville inventée\n".as_bytes()),
            (MediaType::Text, "\u{feff}ما قيل".as_bytes()),
        ];
        assert_eq!(taken.len(), MediaType::ALL.len());
        let wrongly: Vec<_> = taken.iter().filter(|(kind, bytes)| kind.check(bytes).is_err()).collect();
        assert!(wrongly.is_empty(), "{wrongly:?}");
        assert_eq!(MediaType::Text.check(b"\xff\xfeh\0i\0"), Ok(()));
        assert_eq!(MediaType::Text.check(b"caf\xc3"), Ok(()));
        let refused: &[&[u8]] = &[
            b"",
            b"MZ\x90\0\x03\0\0\0",
            b"\x7fELF\x02\x01\x01\0",
            b"#!/bin/sh\n",
            b"<!DOCTYPE html><script>alert(1)</script>",
            b" \n<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
            b"\xff\xfe<\0h\0t\0m\0l\0",
            b"PK\x03\x04\x14\0\0\0\x08\0an archive",
            b"\xcf\xfa\xed\xfe\x07\0\0\x01",
            b"\0asm\x01\0\0\0",
        ];
        for bytes in refused {
            for kind in MediaType::ALL {
                let empty = bytes.is_empty() && matches!(kind, MediaType::Text | MediaType::Csv);
                assert_eq!(kind.check(bytes).is_ok(), empty, "{kind}: {bytes:?}");
            }
        }
    }

    proptest! {
        /// Whatever arrives is judged, and never stops the program.
        #[test]
        fn no_content_stops_the_check(
            start in prop::sample::select(vec![
                &b""[..], b"PK\x03\x04", b"\0\0\0\x18ftyp", b"RIFF", b"\x1a\x45\xdf\xa3", b"\xff\xfe", b"ID3",
                b"PK\x03\x04aaaaaaaaaaaaaaaaaaaaaaaaaa[Content_Types].xml", b"II*\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            ]),
            rest in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let bytes = [start, &rest].concat();
            for kind in MediaType::ALL {
                let _ = kind.check(&bytes);
            }
        }

        /// Pieces are full but the last, and together have the size.
        #[test]
        fn pieces_add_up(size in 1..=MOST_BYTES) {
            let description = Description { size, ..description() };
            let pieces: Vec<usize> = (0..).map_while(|at| description.length_of(at)).collect();
            prop_assert_eq!(pieces.len(), description.chunks() as usize);
            prop_assert!(pieces[..pieces.len() - 1].iter().all(|length| *length == CHUNK));
            prop_assert_eq!(pieces.iter().sum::<usize>() as u64, size);
        }
    }
}
