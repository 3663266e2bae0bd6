//! A second factor that a phone computes: time-based one-time codes (RFC 6238).

use crate::entropy::Entropy;
use crate::primitives::totp;
use crate::text::array;
use crate::{AccountKey, VaultError};
use std::fmt;
use zeroize::Zeroizing;

const LABEL: &str = "totp";

/// The seed of a person's one-time codes. At rest it is sealed with the person's own key, so a stolen
/// database yields no seed.
pub struct CodeSeed(Zeroizing<[u8; 20]>);

impl CodeSeed {
    /// A new random seed of 160 bits (RFC 4226 section 4, requirement R6).
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        let mut seed = Zeroizing::new([0; 20]);
        rng.fill(seed.as_mut())?;
        Ok(Self(seed))
    }

    /// The `otpauth://` address to show as a QR code or to type in by hand. Shown once, when it is enrolled.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when the issuer or the login holds a colon.
    pub fn address(&self, issuer: &str, login: &str) -> Result<Zeroizing<String>, VaultError> {
        totp::address(&self.0, issuer, login).map(Zeroizing::new)
    }

    /// Reads the seed as it stands in the address: base 32 (RFC 4648).
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for anything else.
    pub fn from_base32(text: &str) -> Result<Self, VaultError> {
        totp::seed(text).map(|seed| Self(Zeroizing::new(seed)))
    }

    /// The time step that a code belongs to, if it is right at `time` (seconds since 1970) or one step beside
    /// it; in whichever digits it was typed. Each step is good once: the caller remembers the last one used.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when the seed is not usable.
    pub fn step_of(&self, code: &str, time: u64) -> Result<Option<u64>, VaultError> {
        let european = |c| crate::digit_of(c).map_or(c, |digit| char::from(b'0' + digit));
        let code = Zeroizing::new(code.chars().map(european).collect::<String>());
        totp::step_of(&self.0, &code, time)
    }

    /// The code at a time: what the person's phone shows.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when the seed is not usable.
    pub fn code_at(&self, time: u64) -> Result<String, VaultError> {
        totp::code_at(&self.0, time)
    }

    /// Seals the seed with its owner's key.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn seal(
        &self,
        account: [u8; 16],
        key: &AccountKey,
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        key.seal_own(account, LABEL, self.0.as_ref(), rng)
    }

    /// Opens what [`CodeSeed::seal`] sealed.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when it is another person's or was changed; [`VaultError::Malformed`] when it
    /// is no seed.
    pub fn open(account: [u8; 16], key: &AccountKey, sealed: &[u8]) -> Result<Self, VaultError> {
        let opened = key.open_own(account, LABEL, sealed)?;
        Ok(Self(Zeroizing::new(array(&opened, "one-time code seed")?)))
    }
}

impl fmt::Debug for CodeSeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeSeed(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    /// RFC 6238 appendix B, SHA-1, the last six digits of its eight.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let seed = CodeSeed(Zeroizing::new(*b"12345678901234567890"));
        for (time, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(seed.code_at(time).unwrap(), code);
            assert_eq!(seed.step_of(code, time).unwrap(), Some(time / totp::STEP));
        }
    }

    #[test]
    fn a_code_is_good_for_one_step_beside_its_own_and_no_further() {
        let seed = CodeSeed::generate(&mut SystemEntropy::new()).unwrap();
        let (time, step) = (1_800_000_000, 1_800_000_000 / totp::STEP);
        let code = seed.code_at(time).unwrap();
        for (later, found) in [(0, true), (30, true), (60, false), (3_600, false)] {
            assert_eq!(seed.step_of(&code, time + later).unwrap(), found.then_some(step), "{later}");
        }
        assert_eq!(seed.step_of(&code, time - 30).unwrap(), Some(step));
        assert_eq!(seed.step_of(&code, time - 60).unwrap(), None);
        let arabic: String =
            code.bytes().filter_map(|digit| char::from_u32(0x660 + u32::from(digit - b'0'))).collect();
        assert_eq!(seed.step_of(&arabic, time).unwrap(), Some(step));
        for wrong in ["", "12345", "1234567", "abcdef", "१२३४५६"] {
            assert_eq!(seed.step_of(wrong, time).unwrap(), None, "{wrong}");
        }
    }

    #[test]
    fn a_sealed_seed_is_its_owners_alone() {
        let rng = &mut SystemEntropy::new();
        let (mine, other) = (AccountKey::generate(rng).unwrap(), AccountKey::generate(rng).unwrap());
        let seed = CodeSeed::generate(rng).unwrap();
        let sealed = seed.seal([1; 16], &mine, rng).unwrap();
        let again = CodeSeed::open([1; 16], &mine, &sealed).unwrap();
        assert_eq!(again.code_at(60).unwrap(), seed.code_at(60).unwrap());
        assert!(CodeSeed::open([2; 16], &mine, &sealed).is_err());
        assert!(CodeSeed::open([1; 16], &other, &sealed).is_err());
    }
}
