//! A generator that can be fixed, and the things every test needs.

use crate::{AccountKey, Compartment, CompartmentKey, Entropy, Place, VaultError, VaultId, sha256};

pub(crate) const VAULT: [u8; 16] = [0xaa; 16];

pub(crate) fn vault() -> VaultId {
    VaultId { id: VAULT, situation: "XAR".to_owned() }
}

pub(crate) fn at() -> Place {
    Place { table: "incidents", column: "facts", record: [0xbb; 16], version: 3 }
}

pub(crate) fn key(compartment: Compartment, epoch: u32) -> CompartmentKey {
    CompartmentKey::generate(&vault(), compartment, epoch, &mut Seeded::new(u64::from(epoch))).unwrap()
}

pub(crate) fn account(seed: u64) -> AccountKey {
    AccountKey::generate(&mut Seeded::new(1_000 + seed)).unwrap()
}

/// Deterministic and never repeating: SHA-256 of a seed and a counter.
pub(crate) struct Seeded {
    seed: u64,
    drawn: u64,
}

impl Seeded {
    pub(crate) fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }
}

impl Entropy for Seeded {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        for chunk in out.chunks_mut(32) {
            let block = sha256(&[self.seed.to_be_bytes(), self.drawn.to_be_bytes()].concat());
            chunk.copy_from_slice(&block[..chunk.len()]);
            self.drawn += 1;
        }
        Ok(())
    }
}

/// Hands out exactly the given bytes, then fails.
pub(crate) struct FixedEntropy(Vec<u8>);

impl FixedEntropy {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Entropy for FixedEntropy {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        if out.len() > self.0.len() {
            return Err(VaultError::Entropy);
        }
        out.copy_from_slice(&self.0[..out.len()]);
        self.0.drain(..out.len());
        Ok(())
    }
}

/// The same byte for ever.
pub(crate) struct Stuck(pub(crate) u8);

impl Entropy for Stuck {
    fn fill(&mut self, out: &mut [u8]) -> Result<(), VaultError> {
        out.fill(self.0);
        Ok(())
    }
}

/// Every copy of `bytes` with one byte changed, and every shorter or by one longer one.
pub(crate) fn damaged(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let flipped = (0..bytes.len()).flat_map(move |i| {
        [0x01, 0x80].into_iter().map(move |bit| {
            let mut copy = bytes.to_vec();
            copy[i] ^= bit;
            copy
        })
    });
    let cut = (0..bytes.len()).map(move |length| bytes[..length].to_vec());
    let longer = std::iter::once([bytes, &[0]].concat());
    flipped.chain(cut).chain(longer)
}
