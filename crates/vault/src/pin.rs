//! By what a telephone knows a situation's keys again: whose signature they must carry, in twelve digits.

use crate::primitives::slow_hash;
use std::num::NonZeroU32;

/// The label of the digits.
const LABEL: &[u8] = b"sixfold/pin/v1";
/// Twelve digits are forty bits. So many rounds make each try at other keys with the same digits cost some
/// milliseconds of a machine, and a telephone less than a second, once.
const ROUNDS: NonZeroU32 = NonZeroU32::new(200_000).unwrap();

/// Twelve digits, such as `4093 1875 5207`, of those whose signatures a telephone will take for a situation's
/// intake key: to be compared with a slip, or read out over another telephone.
///
/// `PBKDF2-HMAC-SHA-256(vault id 16 | signing keys 32 each, in ascending order; "sixfold/pin/v1"; 200,000)`
/// (RFC 8018), the first eight bytes as a number, its last twelve decimal digits.
#[must_use]
pub fn pin_digits(vault: &[u8; 16], signers: &[[u8; 32]]) -> String {
    let mut sorted = signers.to_vec();
    sorted.sort_unstable();
    let hash = slow_hash(ROUNDS, LABEL, &[&vault[..], sorted.as_flattened()].concat());
    let number = u64::from_be_bytes(hash) % 1_000_000_000_000;
    format!("{:04} {:04} {:04}", number / 100_000_000, number / 10_000 % 10_000, number % 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with `hashlib.pbkdf2_hmac` of Python 3.11.
    #[test]
    fn digits_are_those_of_another_implementation_in_any_order() {
        let (one, two) = ([1; 32], [2; 32]);
        assert_eq!(pin_digits(&[7; 16], &[one, two]), "0200 4351 4651");
        assert_eq!(pin_digits(&[7; 16], &[two, one]), pin_digits(&[7; 16], &[one, two]));
        assert_ne!(pin_digits(&[7; 16], &[one]), pin_digits(&[7; 16], &[one, two]));
        assert_ne!(pin_digits(&[8; 16], &[one, two]), pin_digits(&[7; 16], &[one, two]));
    }
}
