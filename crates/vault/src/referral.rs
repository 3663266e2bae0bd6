//! A referral: what a service provider needs to know of one child, under a code that is told to them and stored nowhere.

use crate::entropy::draw;
use crate::envelope::{self, Fields, Header, Kind, Payload, SYMMETRIC};
use crate::naming::name;
use crate::primitives::{Cipher, Prf, extract};
use crate::{Entropy, Opened, VaultError};
use std::fmt;
use zeroize::Zeroizing;

/// Digits that are drawn: 126 bits.
const DRAWN: usize = 38;
/// With the two that check them.
const DIGITS: usize = DRAWN + 2;
/// 10 to the power of [`DRAWN`].
const BOUND: u128 = 100_000_000_000_000_000_000_000_000_000_000_000_000;
/// What is sealed is filled up to a multiple of so many bytes: how much is told of a child does not show.
const STEP: usize = 4096;
const HEADER: Header = Header { kind: Kind::Referral, key_id: [0; 16], epoch: 0 };

/// What opens a referral: forty digits, of which two check the others. They are read out or printed, and typed on whatever
/// keyboard there is. 126 random bits are not found by trying, so nothing is stretched.
pub struct ReferralCode(Zeroizing<[u8; DIGITS]>);

impl ReferralCode {
    /// A new random code.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        loop {
            let drawn = Zeroizing::new(u128::from_be_bytes(draw(rng)?));
            // As many numbers for each code as for any other.
            if *drawn < 3 * BOUND {
                return Ok(Self::of(*drawn % BOUND));
            }
        }
    }

    fn of(number: u128) -> Self {
        let mut digits = Zeroizing::new([0; DIGITS]);
        let mut rest = Zeroizing::new(number);
        for digit in digits[..DRAWN].iter_mut().rev() {
            *digit = (*rest % 10) as u8;
            *rest /= 10;
        }
        // ISO 7064, MOD 97-10: finds every single wrong digit and every two neighbours that were exchanged.
        let check = 98 - (number % 97 * 100 % 97) as u8;
        digits[DRAWN] = check / 10;
        digits[DRAWN + 1] = check % 10;
        Self(digits)
    }

    /// Eight groups of five digits.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        // Sized at once: a string that grows leaves copies of a secret behind.
        let mut text = Zeroizing::new(String::with_capacity(DIGITS + DIGITS / 5));
        for (at, digit) in self.0.iter().enumerate() {
            if at > 0 && at % 5 == 0 {
                text.push(' ');
            }
            text.push(char::from(b'0' + digit));
        }
        text
    }

    /// Reads [`ReferralCode::to_text`], however it is grouped, in European or Arabic digits.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] for another number of digits, for anything that is no digit, and for a code that was mistyped.
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        let mut number = Zeroizing::new(0_u128);
        let mut check = 0;
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let digit =
                crate::digit_of(c).ok_or(VaultError::Malformed("code of a referral: digits alone"))?;
            match count {
                0..DRAWN => *number = *number * 10 + u128::from(digit),
                DRAWN..DIGITS => check = check * 10 + digit,
                _ => return Err(VaultError::Malformed("code of a referral: forty digits")),
            }
            count += 1;
        }
        if count != DIGITS {
            return Err(VaultError::Malformed("code of a referral: forty digits"));
        }
        let code = Self::of(*number);
        if code.0[DRAWN] * 10 + code.0[DRAWN + 1] == check {
            Ok(code)
        } else {
            Err(VaultError::Malformed("code of a referral: mistyped"))
        }
    }

    /// The name under which the referral is stored; the code does not follow from it.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        name(&self.prf(), "referral", b"")
    }

    /// Seals what the provider is told. `situation` and `expires_hour` (whole hours since 1970) are what the row states: in
    /// another situation, or with an end that was moved, it does not open.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails; [`VaultError::TooLarge`] for more than 4 GiB.
    pub fn seal(
        &self,
        situation: &[u8; 16],
        expires_hour: i64,
        plain: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let place = self.place(situation, expires_hour);
        let payload = Payload::padded(plain, STEP)?;
        envelope::seal(&self.cipher()?, HEADER, draw(rng)?, place.as_bytes(), &payload)
    }

    /// Opens what [`ReferralCode::seal`] sealed for the same situation and end.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when the code, the situation, the end or the bytes are others; [`VaultError::Malformed`] or
    /// [`VaultError::Unsupported`] when it is no such envelope.
    pub fn open(&self, situation: &[u8; 16], expires_hour: i64, sealed: &[u8]) -> Result<Opened, VaultError> {
        let place = self.place(situation, expires_hour);
        Opened::unpadded(envelope::open(&self.cipher()?, HEADER, place.as_bytes(), sealed)?)
    }

    fn prf(&self) -> Prf {
        extract(b"sixfold/referral/v1", self.0.as_ref())
    }

    fn cipher(&self) -> Result<Cipher, VaultError> {
        Cipher::new(&self.prf().expand(&[b"seal"]))
    }

    fn place(&self, situation: &[u8; 16], expires_hour: i64) -> Fields {
        Fields::new("sixfold/referral/v1").with(&[
            &self.id(),
            situation,
            &expires_hour.to_be_bytes(),
            &[SYMMETRIC],
        ])
    }
}

impl fmt::Debug for ReferralCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReferralCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;
    use crate::envelope::LENGTH;
    use proptest::prelude::*;

    const HERE: [u8; 16] = [3; 16];

    #[test]
    fn a_code_opens_its_own_referral_and_nothing_else_does() {
        let mut rng = SystemEntropy::new();
        let (code, other) =
            (ReferralCode::generate(&mut rng).unwrap(), ReferralCode::generate(&mut rng).unwrap());
        let sealed = code.seal(&HERE, 500_000, b"Lina Example", &mut rng).unwrap();
        let read = ReferralCode::from_text(&code.to_text()).unwrap();
        assert_eq!(&*read.open(&HERE, 500_000, &sealed).unwrap(), b"Lina Example");
        assert_ne!(code.id(), other.id());
        let altered = |code: &ReferralCode, place, hour, sealed: &[u8]| {
            matches!(code.open(place, hour, sealed), Err(VaultError::Altered))
        };
        assert!(altered(&other, &HERE, 500_000, &sealed));
        assert!(altered(&code, &HERE, 500_001, &sealed), "an end that was moved");
        assert!(altered(&code, &[4; 16], 500_000, &sealed), "another situation");
        for at in [sealed.len() - 1, sealed.len() / 2, 30] {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(altered(&code, &HERE, 500_000, &bad), "{at}");
        }
        assert!(code.open(&HERE, 500_000, &sealed[..100]).is_err());
    }

    #[test]
    fn how_much_is_told_does_not_show() {
        let mut rng = SystemEntropy::new();
        let code = ReferralCode::generate(&mut rng).unwrap();
        let long = vec![b'x'; STEP - LENGTH];
        let of = |plain: &[u8]| code.seal(&HERE, 1, plain, &mut SystemEntropy::new()).unwrap().len();
        assert_eq!(of(b""), of(&long));
        assert_eq!(of(&[&long[..], b"x"].concat()), of(b"") + STEP);
    }

    #[test]
    fn codes_are_written_for_people() {
        let text = "00000 00000 00000 00000 00000 00000 00000 12320";
        let code = ReferralCode::of(123);
        assert_eq!(&**code.to_text(), text);
        assert_eq!(ReferralCode::from_text(&text.replace(' ', "-")).unwrap().id(), code.id());
        let mistyped = ReferralCode::from_text(&text.replace("20", "21")).unwrap_err();
        assert_eq!(mistyped, VaultError::Malformed("code of a referral: mistyped"));
        assert_eq!(format!("{code:?}"), "ReferralCode(..)");
        for bad in ["", "12345", "abc", &"1".repeat(41), &"1".repeat(39)] {
            assert!(matches!(ReferralCode::from_text(bad), Err(VaultError::Malformed(_))), "{bad}");
        }
    }

    proptest! {
        /// A digit that is wrong and two neighbours that were exchanged are told from a code that does not exist.
        #[test]
        fn slips_are_noticed(number in 0..BOUND, at in 0..DIGITS, by in 1..10_u8) {
            let code = ReferralCode::of(number);
            let text = code.to_text().replace(' ', "");
            prop_assert_eq!(ReferralCode::from_text(&text).unwrap().id(), code.id());
            let arabic: String =
                text.chars().map(|c| char::from_u32(0x660 + c as u32 - '0' as u32).unwrap()).collect();
            prop_assert_eq!(ReferralCode::from_text(&arabic).unwrap().id(), code.id());
            let mut wrong = text.clone().into_bytes();
            wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
            prop_assert!(ReferralCode::from_text(std::str::from_utf8(&wrong).unwrap()).is_err());
            let mut exchanged = text.into_bytes();
            if at + 1 < DIGITS && exchanged[at] != exchanged[at + 1] {
                exchanged.swap(at, at + 1);
                prop_assert!(ReferralCode::from_text(std::str::from_utf8(&exchanged).unwrap()).is_err());
            }
        }
    }
}
