//! SHA-256, HMAC-SHA-256 and HKDF (RFC 5869).

use ring::{digest, hmac};
use zeroize::Zeroizing;

/// SHA-256 over what comes in parts.
pub(crate) struct Running(digest::Context);

impl Running {
    pub(crate) fn new() -> Self {
        Self(digest::Context::new(&digest::SHA256))
    }

    pub(crate) fn add(&mut self, part: &[u8]) {
        self.0.update(part);
    }

    pub(crate) fn finish(self) -> [u8; 32] {
        first(self.0.finish().as_ref())
    }
}

/// SHA-256 over the concatenation of `parts`. Callers that join variable lengths must prefix them.
pub(crate) fn hash_all(parts: &[&[u8]]) -> [u8; 32] {
    let mut running = Running::new();
    for part in parts {
        running.add(part);
    }
    running.finish()
}

/// A keyed function: HMAC-SHA-256, and HKDF-Expand, which is HMAC with a counter.
///
/// Expand is written out because `ring::hkdf` can fail by type though not in fact, and a derivation that
/// "cannot fail" must not be followed by an `unwrap`. RFC 5869's vectors hold it to the standard.
#[derive(Clone)]
pub(crate) struct Prf(hmac::Key);

impl Prf {
    /// The function under `key`, which must be uniformly random (or come from [`extract`]).
    pub(crate) fn new(key: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, key))
    }

    /// HMAC over the concatenation of `parts`.
    pub(crate) fn tag(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.0);
        for part in parts {
            context.update(part);
        }
        first(context.sign().as_ref())
    }

    /// HKDF-Expand to 32 bytes: its first block.
    pub(crate) fn expand(&self, info: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        let mut context = hmac::Context::with_key(&self.0);
        for part in info {
            context.update(part);
        }
        context.update(&[1]);
        Zeroizing::new(first(context.sign().as_ref()))
    }
}

/// HKDF-Extract, ready to expand.
pub(crate) fn extract(salt: &[u8], secret: &[u8]) -> Prf {
    let prk = Zeroizing::new(Prf::new(salt).tag(&[secret]));
    Prf::new(prk.as_ref())
}

/// The digest as an array; SHA-256 output always has the length, and a shorter one would only leave zeros.
fn first(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0u8; 32];
    for (to, from) in out.iter_mut().zip(bytes) {
        *to = *from;
    }
    out
}

/// MD5 of `bytes`, for a protocol that knows files by it; nothing rests on it.
pub(crate) fn file_mark(bytes: &[u8]) -> [u8; 16] {
    use md5::Digest;
    md5::Md5::digest(bytes).into()
}
