//! What can go wrong with secret bytes, in words that carry no secret.

/// Why a vault operation was refused.
///
/// Messages name neither keys nor content, so they may be logged. They do not say more than the caller may
/// learn: an altered value and a value under another key of the same name look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The password does not open this account (or the account's row was altered; the two look alike).
    #[error("the password does not open this account")]
    WrongPassword,
    /// The value is sealed under another key, epoch, vault or compartment than the one at hand.
    #[error("this value is sealed under another key than the one at hand")]
    WrongKey,
    /// The bytes, or the place they were found in, are not those that were sealed.
    #[error("this value, or the place it lies in, was altered after it was sealed")]
    Altered,
    /// The bytes do not have the form of what was expected; the text says which part.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// The envelope names an algorithm suite that is unknown or not accepted in this place.
    #[error("algorithm suite {suite} is not accepted here")]
    Unsupported {
        /// The suite number found in the envelope.
        suite: u8,
    },
    /// Password-stretching costs outside the accepted range: too weak to protect, or heavy enough to harm.
    #[error("the password-stretching cost is outside the accepted range")]
    WeakCost,
    /// A signature does not match its message and signer.
    #[error("a signature does not match")]
    BadSignature,
    /// What a device or a browser answered is not the answer to what was asked; the text says which part.
    #[error("the passkey answered {0}")]
    Passkey(&'static str),
    /// The random generator failed or repeats itself.
    #[error("the random generator failed or repeats itself")]
    Entropy,
    /// The value is longer than an envelope can hold.
    #[error("the value is too large to seal")]
    TooLarge,
    /// The memory that password stretching needs could not be had; try again later.
    #[error("not enough memory to stretch a password")]
    OutOfMemory,
    /// Recovery needs the secrets of more of the named custodians.
    #[error("recovery needs {need} of the envelope's custodians, {have} are present")]
    NotEnoughCustodians {
        /// How many of the envelope's custodians are present.
        have: usize,
        /// How many it needs.
        need: usize,
    },
}
