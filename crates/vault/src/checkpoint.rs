//! The signed head of the audit log, in the text form of C2SP `tlog-checkpoint` and `signed-note`.
//!
//! ```text
//! sixfold.example/xar
//! 20852163
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
//!
//! — sixfold.example/xar Az3grlgt...
//! ```
//!
//! The last line is an em dash, the key's name, and in base64 four bytes of key id and an Ed25519 signature
//! over everything before the blank line. The key id is the beginning of `SHA-256(name | newline | 1 |
//! public key)`.

use crate::primitives::{hash_all, verify};
use crate::text::array;
use crate::{NodeKey, VaultError};
use base64::{Engine, engine::general_purpose::STANDARD};

const DASH: &str = "\u{2014} ";
const ED25519: u8 = 1;
/// More signatures than anyone makes; the specification asks for at least 16.
const MOST_SIGNATURES: usize = 64;
const BAD: VaultError = VaultError::Malformed("checkpoint");

/// How long the audit log is and what its root is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: not empty, one line, no control characters.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over all of them, see [`crate::log`].
    pub root: [u8; 32],
    /// Extension lines after the root: what else the signature vouches for. Not empty, no control characters.
    pub extensions: Vec<String>,
}

impl Checkpoint {
    /// The checkpoint as a signed note. `name` names the key (usually the origin): not empty, with no white
    /// space, plus sign or control character.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when the origin or the name cannot be written so.
    pub fn sign(&self, key: &NodeKey, name: &str) -> Result<String, VaultError> {
        let text = self.text()?;
        let line = signature_line(&text, key, name)?;
        Ok(format!("{text}\n{line}"))
    }

    /// Reads a signed note, if the node with this public key signed it. Signatures of other keys, such as
    /// witnesses', are passed over.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when it is no such note, [`VaultError::BadSignature`] when the key did not
    /// sign it.
    pub fn parse_and_verify(note: &str, public: &[u8; 32]) -> Result<Self, VaultError> {
        let text = verified_text(note, public)?;
        let mut lines = text.strip_suffix('\n').ok_or(BAD)?.split('\n');
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else {
            return Err(BAD);
        };
        let extensions = lines.map(str::to_owned).collect();
        let root = STANDARD.decode(root).map_err(|_| BAD)?;
        let number: u64 = size.parse().map_err(|_| BAD)?;
        let checkpoint =
            Self { origin: origin.to_owned(), size: number, root: array(&root, "checkpoint")?, extensions };
        // One checkpoint, one text: a size such as `+7` or `007` is refused.
        if checkpoint.text()? == text { Ok(checkpoint) } else { Err(BAD) }
    }

    fn text(&self) -> Result<String, VaultError> {
        if self.origin.is_empty() || self.origin.chars().any(char::is_control) {
            return Err(VaultError::Malformed("checkpoint: origin"));
        }
        let mut text = format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root));
        for line in &self.extensions {
            if line.is_empty() || line.chars().any(char::is_control) {
                return Err(VaultError::Malformed("checkpoint: extension"));
            }
            text.push_str(line);
            text.push('\n');
        }
        Ok(text)
    }
}

pub(crate) fn signature_line(text: &str, key: &NodeKey, name: &str) -> Result<String, VaultError> {
    if !is_key_name(name) {
        return Err(VaultError::Malformed("checkpoint: key name"));
    }
    let signed = [&key_id(name, &key.public())[..], &key.sign_note(text)].concat();
    Ok(format!("{DASH}{name} {}\n", STANDARD.encode(signed)))
}

/// The text of a note that carries a valid signature of `public`.
pub(crate) fn verified_text<'a>(note: &'a str, public: &[u8; 32]) -> Result<&'a str, VaultError> {
    if note.chars().any(|c| c < ' ' && c != '\n') {
        return Err(BAD);
    }
    // The text keeps its last newline; the empty line after it belongs to neither side.
    let blank = note.rfind("\n\n").ok_or(BAD)?;
    let (text, signatures) = (&note[..=blank], &note[blank + 2..]);
    let lines = signatures.strip_suffix('\n').ok_or(BAD)?;
    let mut valid = false;
    for (count, line) in lines.split('\n').enumerate() {
        let (name, encoded) = line.strip_prefix(DASH).and_then(|rest| rest.split_once(' ')).ok_or(BAD)?;
        let signed = STANDARD.decode(encoded).map_err(|_| BAD)?;
        let (id, signature) = signed.split_first_chunk::<4>().ok_or(BAD)?;
        if !is_key_name(name) || count >= MOST_SIGNATURES {
            return Err(BAD);
        }
        if *id == key_id(name, public) {
            verify(public, text.as_bytes(), signature)?;
            valid = true;
        }
    }
    if valid { Ok(text) } else { Err(VaultError::BadSignature) }
}

fn is_key_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

fn key_id(name: &str, public: &[u8; 32]) -> [u8; 4] {
    let [a, b, c, d, ..] = hash_all(&[name.as_bytes(), b"\n", &[ED25519], public]);
    [a, b, c, d]
}
