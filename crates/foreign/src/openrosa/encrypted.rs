//! What a telephone sends of a report that it encrypted (ODK XForms specification, "Encryption"): a cover that is no
//! secret (the specification's *manifest*), the form and its files. Nothing is opened here.

use super::instance::{LONGEST_FILE, LONGEST_ID, MOST_FILES, reference_of};
use super::xml::{self, Element};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::attachment::ENCRYPTED;
use domain::interchange::Problem;
use std::fmt::Write;

/// The longest cover, in bytes: a hundred files with long names fill a quarter of it.
const MOST_COVER: usize = 256 << 10;
/// The longest `instanceID`, in characters: the report goes by it, and a report's id has a hundred.
const LONGEST_INSTANCE: usize = 96;
/// Bytes of what is encrypted to a key of 2048 bits.
const WRAPPED: usize = 256;

/// The key of a report as it is written down, in base64.
#[must_use]
pub fn wrapped_key(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    STANDARD.decode(text).ok().filter(|bytes| bytes.len() == WRAPPED)
}

/// A public key as it stands in a form, in base64.
#[must_use]
pub fn public_key(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The cover of an encrypted report. Whoever carried it could have written it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encrypted {
    /// The form's id.
    pub form: String,
    /// The form's version; none where none is said.
    pub version: Option<String>,
    /// The submission's id: sent again, it is the same.
    pub instance_id: String,
    /// The key of the report, encrypted to the public half in the form.
    pub key: Vec<u8>,
    /// The names of the files in the order in which they were encrypted.
    pub files: Vec<String>,
    /// The name of the form, which was encrypted last.
    pub filled_in: String,
    /// The "signature" over everything, encrypted to the same key; anybody can make one.
    pub signature: Option<Vec<u8>>,
    /// The key as it stands in the cover.
    key_text: String,
}

fn bad(path: &str, message: impl Into<String>) -> Vec<Problem> {
    vec![Problem { path: path.to_owned(), message: message.into() }]
}

/// One that is within bounds, and can stand in a line.
fn short(text: &str, most: usize) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= most && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// The name of a file, with what encrypting it added.
fn named(element: &Element) -> Result<String, Vec<Problem>> {
    let name = short(&element.text, LONGEST_FILE);
    name.filter(|name| name.strip_suffix(ENCRYPTED).is_some_and(|own| !own.is_empty())).ok_or_else(|| {
        bad(
            &element.name,
            format!("the name of a file has at most {LONGEST_FILE} characters and ends in {ENCRYPTED}"),
        )
    })
}

impl Encrypted {
    /// Reads the cover of an encrypted report; none where the bytes are something else, such as a report.
    ///
    /// # Errors
    /// What is wrong with the cover, with the place in it.
    pub fn read(bytes: &[u8]) -> Result<Option<Encrypted>, Vec<Problem>> {
        if bytes.len() > MOST_COVER {
            return Ok(None);
        }
        let Ok(root) = xml::read(bytes) else { return Ok(None) };
        if root.attribute("encrypted") != Some("yes") {
            return Ok(None);
        }
        let said = |name: &str| root.attribute(name).map(|text| short(text, LONGEST_ID).ok_or(text));
        let too_long = || format!("has 1 to {LONGEST_ID} characters");
        let Some(Ok(form)) = said("id") else { return Err(bad("id", too_long())) };
        let version = match said("version") {
            // Without one the line is left out of what is signed, and so it is where it is empty.
            None | Some(Err("")) => None,
            Some(Ok(version)) => Some(version),
            Some(Err(_)) => return Err(bad("version", too_long())),
        };
        let instance = root.find("meta").and_then(|meta| meta.find("instanceID"));
        let instance = instance.and_then(|found| short(&found.text, LONGEST_INSTANCE));
        let Some(instance_id) = instance else {
            return Err(bad("meta/instanceID", format!("has 1 to {LONGEST_INSTANCE} characters")));
        };
        const KEY: &str = "base64EncryptedKey";
        const SIGNATURE: &str = "base64EncryptedElementSignature";
        let length = || format!("is {WRAPPED} bytes in base64");
        let key = root.find(KEY).ok_or_else(|| bad(KEY, length()))?;
        let key_text = key.text.trim().to_owned();
        let key = wrapped_key(&key.text).ok_or_else(|| bad(KEY, length()))?;
        let signature = match root.find(SIGNATURE) {
            None => None,
            Some(found) => Some(wrapped_key(&found.text).ok_or_else(|| bad(SIGNATURE, length()))?),
        };
        let mut files: Vec<String> = Vec::new();
        let media = root.children.iter().filter(|child| child.name == "media");
        for file in media.flat_map(|media| &media.children).filter(|child| child.name == "file") {
            if files.len() == MOST_FILES {
                return Err(bad("media", format!("a report has at most {MOST_FILES} files")));
            }
            files.push(named(file)?);
        }
        const FORM: &str = "encryptedXmlFile";
        let filled_in = root.find(FORM).ok_or_else(|| bad(FORM, "is missing"))?;
        let filled_in = named(filled_in)?;
        let mut all: Vec<&String> = files.iter().chain([&filled_in]).collect();
        all.sort_unstable();
        if all.windows(2).any(|two| two[0] == two[1]) {
            return Err(bad("media", "two files have the same name"));
        }
        Ok(Some(Encrypted { form, version, instance_id, key, files, filled_in, signature, key_text }))
    }

    /// By what the report goes: what its form says of that cannot be read where it arrives.
    #[must_use]
    pub fn reference(&self) -> String {
        reference_of(&self.instance_id)
    }

    /// The key of the report as it is written down: base64.
    #[must_use]
    pub fn key_in_base64(&self) -> String {
        STANDARD.encode(&self.key)
    }

    /// How many files were encrypted before the one of a name; none where none has it. The form comes after all.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.files.iter().position(|file| file == name)
    }

    /// What is signed: MD5 of this text. `marks` are MD5 of the files in their order, with that of the form at the end.
    #[must_use]
    pub fn signed(&self, marks: &[[u8; 16]]) -> String {
        let version = self.version.iter().map(String::as_str);
        let lines = [self.form.as_str()].into_iter().chain(version);
        let mut text = String::new();
        for line in lines.chain([self.key_text.as_str(), self.instance_id.as_str()]) {
            text.push_str(line);
            text.push('\n');
        }
        for (name, mark) in self.files.iter().chain([&self.filled_in]).zip(marks) {
            text.push_str(name.strip_suffix(ENCRYPTED).unwrap_or(name));
            text.push_str("::");
            for byte in mark {
                // Writing to memory does not fail.
                let _ = write!(text, "{byte:02x}");
            }
            text.push('\n');
        }
        text
    }
}

/// An encrypted report as it waits for triage, sealed: its cover and its form, as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parcel<'a> {
    /// By what it is known among those of its telephone; its files say the same.
    pub mark: [u8; 16],
    /// The cover.
    pub cover: &'a [u8],
    /// The form, encrypted.
    pub form: &'a [u8],
}

/// How the bytes of a parcel begin: as no document does.
const BEGINS: &[u8] = b"sixfold.parcel/1\0";

impl<'a> Parcel<'a> {
    /// `sixfold.parcel/1 | 0 | mark 16 | length of the cover u32 | cover | form`, numbers big-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.cover.len()).unwrap_or(u32::MAX).to_be_bytes();
        [BEGINS, &self.mark, &length, self.cover, self.form].concat()
    }

    /// Reads [`Parcel::to_bytes`]; none where the bytes are something else.
    #[must_use]
    pub fn read(bytes: &'a [u8]) -> Option<Parcel<'a>> {
        let (mark, rest) = bytes.strip_prefix(BEGINS)?.split_first_chunk::<16>()?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let (cover, form) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        Some(Parcel { mark: *mark, cover, form })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(change: impl Fn(String) -> String) -> String {
        let key = STANDARD.encode([7; WRAPPED]);
        change(format!(
            "<data id='sixfold-XAR' version='1-a' encrypted='yes' xmlns='http://www.opendatakit.org/xforms/encrypted'>\
             <base64EncryptedKey>{key}</base64EncryptedKey>\
             <orx:meta xmlns:orx='http://openrosa.org/xforms'><orx:instanceID>uuid:1</orx:instanceID></orx:meta>\
             <media><file>a.jpg.enc</file></media><media><file>b.m4a.enc</file></media>\
             <encryptedXmlFile>submission.xml.enc</encryptedXmlFile>\
             <base64EncryptedElementSignature>{key}</base64EncryptedElementSignature></data>"
        ))
    }

    fn read(text: &str) -> Result<Option<Encrypted>, Vec<Problem>> {
        Encrypted::read(text.as_bytes())
    }

    #[test]
    fn a_cover_is_read_and_says_what_is_signed() {
        let read = read(&cover(|text| text)).unwrap().unwrap();
        assert_eq!((read.form.as_str(), read.version.as_deref()), ("sixfold-XAR", Some("1-a")));
        assert_eq!((read.instance_id.as_str(), read.reference().as_str()), ("uuid:1", "ODK-1"));
        assert_eq!(read.files, ["a.jpg.enc", "b.m4a.enc"]);
        assert_eq!((read.place("b.m4a.enc"), read.place("submission.xml.enc")), (Some(1), None));
        let key = read.key_in_base64();
        let marks = [[0; 16], [1; 16], [0xff; 16]];
        let signed = format!(
            "sixfold-XAR\n1-a\n{key}\nuuid:1\na.jpg::{}\nb.m4a::{}\nsubmission.xml::{}\n",
            "00".repeat(16),
            "01".repeat(16),
            "ff".repeat(16),
        );
        assert_eq!(read.signed(&marks), signed);
        let unversioned = self::read(&cover(|text| text.replace(" version='1-a'", ""))).unwrap().unwrap();
        assert_eq!(unversioned.signed(&marks), signed.replacen("1-a\n", "", 1));
    }

    #[test]
    fn a_cover_that_is_out_of_bounds_says_where() {
        let long = "x".repeat(201);
        let many = "<media><file>x.jpg.enc</file></media>".repeat(101);
        let many: String =
            many.split("x.jpg").enumerate().map(|(n, part)| format!("{part}{n}.jpg")).collect();
        let many = many.trim_end_matches(|c: char| c != '>');
        for (from, to, place) in [
            ("sixfold-XAR", long.as_str(), "id"),
            ("1-a", long.as_str(), "version"),
            ("uuid:1", "", "meta/instanceID"),
            ("uuid:1", "a&#10;b", "meta/instanceID"),
            ("uuid:1", &long[..97], "meta/instanceID"),
            ("<base64EncryptedKey>", "<base64EncryptedKey>AAAA", "base64EncryptedKey"),
            ("base64EncryptedKey", "another", "base64EncryptedKey"),
            ("ElementSignature>", "ElementSignature>!", "base64EncryptedElementSignature"),
            ("a.jpg.enc", "a.jpg", "file"),
            ("a.jpg.enc", ".enc", "file"),
            ("a.jpg.enc", "b.m4a.enc", "media"),
            ("a.jpg.enc", "submission.xml.enc", "media"),
            ("encryptedXmlFile", "another", "encryptedXmlFile"),
            ("<media><file>a.jpg.enc</file></media>", many, "media"),
        ] {
            let problems = read(&cover(|text| text.replace(from, to))).unwrap_err();
            assert_eq!(problems[0].path, place, "{from}");
        }
    }

    #[test]
    fn what_is_no_cover_is_left_to_who_reads_reports() {
        let padded = cover(|text| text.replace("</data>", &format!("{}</data>", " ".repeat(MOST_COVER))));
        for other in ["", "<data id='x'/>", "<data encrypted='no'/>", "<data encrypted='yes'>", &padded] {
            assert_eq!(read(other), Ok(None), "{:?}", &other[..other.len().min(40)]);
        }
        let refused =
            super::super::read(padded.as_bytes(), &Default::default(), jiff::civil::date(2026, 1, 1));
        assert!(refused.unwrap_err()[0].message.contains("encrypted"));
    }

    #[test]
    fn a_parcel_is_read_as_written() {
        let parcel = Parcel { mark: [3; 16], cover: b"<data/>", form: &[0, 1, 2] };
        let bytes = parcel.to_bytes();
        assert_eq!(Parcel::read(&bytes), Some(parcel));
        for cut in 0..BEGINS.len() + 16 + 4 + 7 {
            assert_eq!(Parcel::read(&bytes[..cut]), None, "{cut}");
        }
        assert_eq!(Parcel::read(br#"{"schema": "sixfold.incident/1"}"#), None);
    }
}
