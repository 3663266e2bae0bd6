//! When every granted person is gone: k of n custodians, each holding a key pair offline.
//!
//! The seed is sealed in turn to each custodian of every group of k: for 2 of 3, the three envelopes
//! `a(b(seed))`, `a(c(seed))`, `b(c(seed))`. There is no secret sharing, and no share that is worth anything
//! by itself; a custodian is replaced by sealing again.

use crate::entropy::draw_secret;
use crate::envelope::{self, Fields, Header, Kind, Payload};
use crate::primitives::Kem;
use crate::text::{array, from_text, to_text};
use crate::{Compartment, CompartmentKey, Entropy, VaultError, VaultId, sha256};
use std::fmt;
use zeroize::Zeroizing;

const SECRET: &str = "sixfold-custodian-secret-1";
const PUBLIC: &str = "sixfold-custodian-public-1";
/// 12 custodians make at most 924 groups; more is a mistake.
pub const MOST_CUSTODIANS: usize = 12;

/// A custodian's secret: 32 bytes, kept offline, on paper or on a token.
pub struct CustodianKey {
    seed: Zeroizing<[u8; 32]>,
    open_with: Zeroizing<Vec<u8>>,
    public: CustodianPublic,
}

impl CustodianKey {
    /// A new random secret.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        Ok(Self::from_seed(draw_secret(rng)?))
    }

    fn from_seed(seed: Zeroizing<[u8; 32]>) -> Self {
        let ikm = crate::primitives::extract(b"sixfold/custodian/v1", seed.as_ref()).expand(&[b"hpke"]);
        let (open_with, public) = Kem::XWing.key_pair(&ikm);
        Self { seed, open_with, public: CustodianPublic(public) }
    }

    /// `sixfold-custodian-secret-1:` and hexadecimal digits with a checksum, to print and lock away.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        to_text(SECRET, self.seed.as_ref())
    }

    /// Reads [`CustodianKey::to_text`]; white space among the digits does not matter.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when it is another kind of key, cut short or mistyped.
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        Ok(Self::from_seed(Zeroizing::new(array(&from_text(SECRET, text)?, "key text: cut short")?)))
    }

    /// What others seal to.
    #[must_use]
    pub fn public(&self) -> CustodianPublic {
        self.public.clone()
    }
}

impl fmt::Debug for CustodianKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CustodianKey(..)")
    }
}

/// A custodian's X-Wing public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodianPublic(Vec<u8>);

impl CustodianPublic {
    /// `sixfold-custodian-public-1:` and hexadecimal digits with a checksum.
    #[must_use]
    pub fn to_text(&self) -> String {
        to_text(PUBLIC, &self.0).to_string()
    }

    /// Reads [`CustodianPublic::to_text`]; white space among the digits does not matter.
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when it is another kind of key, cut short or mistyped.
    pub fn from_text(text: &str) -> Result<Self, VaultError> {
        let public = from_text(PUBLIC, text)?;
        Kem::XWing.check_public(&public)?;
        Ok(Self(public.to_vec()))
    }

    /// A public name for the key, to tell custodians apart.
    #[must_use]
    pub fn id(&self) -> [u8; 16] {
        let mut id = [0u8; 16];
        id.copy_from_slice(&sha256(&self.0)[..16]);
        id
    }
}

/// A compartment's key that this group of custodians opens together, outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryEnvelope {
    /// Positions in the list of custodians the envelopes were made for, ascending.
    pub custodians: Vec<u8>,
    /// Nested envelopes of suite 2.
    pub sealed: Vec<u8>,
}

/// One envelope for each group of `threshold` among `custodians`.
///
/// # Errors
/// [`VaultError::Malformed`] unless the threshold is between 1 and the number of custodians, which are at
/// most 12 and all different; [`VaultError::Entropy`] when the generator fails.
pub fn recovery_envelopes(
    key: &CompartmentKey,
    custodians: &[CustodianPublic],
    threshold: usize,
    rng: &mut dyn Entropy,
) -> Result<Vec<RecoveryEnvelope>, VaultError> {
    let repeated = (1..custodians.len()).any(|i| custodians[..i].contains(&custodians[i]));
    if threshold == 0 || threshold > custodians.len() || custodians.len() > MOST_CUSTODIANS || repeated {
        return Err(VaultError::Malformed("custodians: threshold or list"));
    }
    let mut envelopes = Vec::new();
    for group in groups(custodians.len(), threshold) {
        let mut sealed = Zeroizing::new(key.seed().to_vec());
        for (depth, position) in group.iter().enumerate().rev() {
            let to = &custodians[usize::from(*position)];
            let layer = Layer {
                vault: key.vault(),
                compartment: key.compartment(),
                epoch: key.epoch(),
                group: &group,
            };
            sealed = Zeroizing::new(envelope::seal_to(
                Kem::XWing,
                &to.0,
                layer.header(to),
                layer.info().as_bytes(),
                layer.aad(depth, to).as_bytes(),
                &Payload::bare(&sealed),
                rng,
            )?);
        }
        envelopes.push(RecoveryEnvelope { custodians: group, sealed: sealed.to_vec() });
    }
    Ok(envelopes)
}

/// Opens an envelope with the secrets of all its custodians, given with their positions.
///
/// Whoever can write to the store can replace an envelope by one of their own making. Prove the recovered
/// key by opening something sealed before, and seal nothing under it until then.
///
/// # Errors
/// [`VaultError::NotEnoughCustodians`] when one of the envelope's is missing; [`VaultError::WrongKey`] when a
/// secret is not the one sealed to in that position; [`VaultError::Altered`], [`VaultError::Malformed`] or
/// [`VaultError::Unsupported`] when the envelope is not the one made for this vault, compartment and epoch.
pub fn recover(
    vault: &VaultId,
    compartment: Compartment,
    epoch: u32,
    envelope: &RecoveryEnvelope,
    secrets: &[(u8, &CustodianKey)],
) -> Result<CompartmentKey, VaultError> {
    let group = &envelope.custodians;
    let of = |position: u8| secrets.iter().find(|(held, _)| *held == position).map(|(_, secret)| *secret);
    let present = group.iter().filter(|position| of(**position).is_some()).count();
    if group.is_empty() {
        return Err(VaultError::Malformed("custodians: nobody"));
    }
    let layer = Layer { vault, compartment, epoch, group };
    let mut sealed = Zeroizing::new(envelope.sealed.clone());
    for (depth, position) in group.iter().enumerate() {
        let missing = VaultError::NotEnoughCustodians { have: present, need: group.len() };
        let secret = of(*position).ok_or(missing)?;
        sealed = envelope::open_from(
            Kem::XWing,
            &secret.open_with,
            layer.header(&secret.public),
            layer.info().as_bytes(),
            layer.aad(depth, &secret.public).as_bytes(),
            &sealed,
        )?;
    }
    CompartmentKey::from_seed(vault, compartment, epoch, Zeroizing::new(array(&sealed, "compartment key")?))
}

struct Layer<'a> {
    vault: &'a VaultId,
    compartment: Compartment,
    epoch: u32,
    group: &'a [u8],
}

impl Layer<'_> {
    /// Names the custodian, not the compartment's key: that lies inside.
    fn header(&self, to: &CustodianPublic) -> Header {
        Header { kind: Kind::Recovery, key_id: to.id(), epoch: self.epoch }
    }

    fn info(&self) -> Fields {
        Fields::new("sixfold/recovery/v1").with(&[
            &self.vault.id,
            self.vault.situation.as_bytes(),
            self.compartment.code().as_bytes(),
            &self.epoch.to_be_bytes(),
        ])
    }

    fn aad(&self, depth: usize, to: &CustodianPublic) -> Fields {
        Fields::new("sixfold/recovery-layer/v1").with(&[self.group, &(depth as u64).to_be_bytes(), &to.0])
    }
}

/// All ascending choices of `k` among `0..n`, in order.
fn groups(n: usize, k: usize) -> Vec<Vec<u8>> {
    (0u32..1 << n)
        .filter(|set| set.count_ones() as usize == k)
        .map(|set| (0..n as u8).filter(|position| set >> position & 1 == 1).collect::<Vec<u8>>())
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}
