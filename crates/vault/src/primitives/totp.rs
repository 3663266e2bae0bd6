//! Time-based one-time codes (RFC 6238), as the apps that people have compute them: SHA-1, six digits, 30
//! seconds.

use crate::VaultError;
use totp_rs::{Algorithm, Builder, Secret, Totp};

/// Seconds of a step.
pub(crate) const STEP: u64 = 30;

fn totp(seed: &[u8; 20]) -> Builder {
    // One step before and after: the clocks of cheap phones are wrong by as much.
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(STEP)
        .with_skew(1)
        .with_secret(*seed)
}

fn built(builder: Builder) -> Result<Totp, VaultError> {
    builder.build().map_err(|_| VaultError::Malformed("one-time code seed"))
}

/// The step that a code belongs to, if it is right at a time or one step beside it.
pub(crate) fn step_of(seed: &[u8; 20], code: &str, time: u64) -> Result<Option<u64>, VaultError> {
    Ok(built(totp(seed))?.check(code, time))
}

/// The code at a time.
pub(crate) fn code_at(seed: &[u8; 20], time: u64) -> Result<String, VaultError> {
    Ok(built(totp(seed))?.generate(time).to_string())
}

/// The `otpauth` address that an app reads.
pub(crate) fn address(seed: &[u8; 20], issuer: &str, account: &str) -> Result<String, VaultError> {
    let builder = totp(seed).with_issuer(Some(issuer.to_owned())).with_account_name(account.to_owned());
    built(builder)?.to_url().map_err(|_| VaultError::Malformed("one-time code address"))
}

/// A seed as it stands in an address.
pub(crate) fn seed(text: &str) -> Result<[u8; 20], VaultError> {
    const WHAT: &str = "one-time code seed";
    let secret = Secret::try_from_base32(text).map_err(|_| VaultError::Malformed(WHAT))?;
    crate::text::array(secret.as_bytes(), WHAT)
}
