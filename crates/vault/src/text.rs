//! Keys as text that people copy, print and keep in a safe.
//!
//! `name:hex-checksum`, where the checksum is the first four bytes of SHA-256 over name and key: a key typed
//! from paper with one wrong digit must say so, not open nothing.

use crate::{VaultError, primitives::hash_all};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> Zeroizing<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    // Sized at once: a string that grows leaves copies of a secret behind.
    let mut out = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out
}

/// The bytes of hexadecimal digits; white space between them is skipped, since long keys get wrapped.
pub(crate) fn unhex(text: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let mut out = Zeroizing::new(Vec::with_capacity(text.len() / 2));
    let mut half: Option<u8> = None;
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let digit = c.to_digit(16).ok_or(VaultError::Malformed("key text: not hexadecimal"))? as u8;
        half = match half {
            None => Some(digit),
            Some(high) => {
                out.push(high << 4 | digit);
                None
            }
        };
    }
    if half.is_some() { Err(VaultError::Malformed("key text: odd number of digits")) } else { Ok(out) }
}

/// A named key as text.
pub(crate) fn to_text(name: &str, key: &[u8]) -> Zeroizing<String> {
    let (digits, check) = (hex(key), hex(&checksum(name, key)));
    let mut out = Zeroizing::new(String::with_capacity(name.len() + digits.len() + check.len() + 2));
    for part in [name, ":", &digits, "-", &check] {
        out.push_str(part);
    }
    out
}

/// The key of a text made by [`to_text`] under the same name.
pub(crate) fn from_text(name: &str, text: &str) -> Result<Zeroizing<Vec<u8>>, VaultError> {
    let rest = text
        .trim()
        .strip_prefix(name)
        .and_then(|rest| rest.strip_prefix(':'))
        .ok_or(VaultError::Malformed("key text: another kind of key"))?;
    let (digits, check) = rest.split_once('-').ok_or(VaultError::Malformed("key text: cut short"))?;
    let (key, check) = (unhex(digits)?, unhex(check)?);
    if bool::from(checksum(name, &key).as_slice().ct_eq(check.as_slice())) {
        Ok(key)
    } else {
        Err(VaultError::Malformed("key text: mistyped (the checksum does not match)"))
    }
}

fn checksum(name: &str, key: &[u8]) -> [u8; 4] {
    let [a, b, c, d, ..] = hash_all(&[name.as_bytes(), b":", key]);
    [a, b, c, d]
}

/// Exactly 32 bytes, or a complaint.
pub(crate) fn array<const N: usize>(bytes: &[u8], what: &'static str) -> Result<[u8; N], VaultError> {
    bytes.try_into().map_err(|_| VaultError::Malformed(what))
}

/// The value of a digit as people type it: European, Arabic or Eastern Arabic. Telephones and keyboards differ.
#[must_use]
pub fn digit_of(c: char) -> Option<u8> {
    let digit = match c {
        '0'..='9' => c as u32 - '0' as u32,
        '\u{660}'..='\u{669}' => c as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
        _ => return None,
    };
    u8::try_from(digit).ok()
}
