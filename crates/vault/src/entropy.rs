//! Randomness comes in as a parameter, so that a test can fix it and a server can check it.

use crate::{VaultError, primitives::random};
use zeroize::Zeroizing;

/// A source of cryptographically secure random bytes.
///
/// Everything sealed rests on it: an implementation outside tests must be the operating system's generator.
pub trait Entropy: Send {
    /// Fills `out` with random bytes.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails; nothing sealed with the partial output may be kept.
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError>;
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl SystemEntropy {
    /// The generator as it is; use [`SystemEntropy::checked`] once at start-up.
    #[must_use]
    pub fn new() -> Self {
        Self
    }

    /// The generator, after drawing twice and finding the draws different and not blank.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails or is stuck.
    pub fn checked() -> Result<Self, VaultError> {
        let mut entropy = Self;
        refuse_stuck(&mut entropy)?;
        Ok(entropy)
    }
}

impl Entropy for SystemEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        random(out)
    }
}

/// A virtual machine restored from a snapshot or a broken driver can hand out the same bytes again; two
/// equal draws of 256 bits never happen otherwise.
pub(crate) fn refuse_stuck(entropy: &mut dyn Entropy) -> Result<(), VaultError> {
    let (mut first, mut second) = ([0u8; 32], [0u8; 32]);
    entropy.fill(&mut first)?;
    entropy.fill(&mut second)?;
    if first == second || first == [0; 32] || second == [0; 32] { Err(VaultError::Entropy) } else { Ok(()) }
}

/// Fresh random bytes that are secret.
pub(crate) fn draw_secret<const N: usize>(rng: &mut dyn Entropy) -> Result<Zeroizing<[u8; N]>, VaultError> {
    let mut out = Zeroizing::new([0u8; N]);
    rng.fill(out.as_mut())?;
    Ok(out)
}

/// Fresh random bytes that are not.
pub(crate) fn draw<const N: usize>(rng: &mut dyn Entropy) -> Result<[u8; N], VaultError> {
    let mut out = [0u8; N];
    rng.fill(&mut out)?;
    Ok(out)
}
