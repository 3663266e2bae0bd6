//! A person's keys, and what others may know of them.

use crate::entropy::{draw, draw_secret};
use crate::envelope::{self, Fields, Header, Kind, Payload, SYMMETRIC};
use crate::naming::name;
use crate::primitives::{Cipher, Kem, Prf, Signer, extract, verify};
use crate::text::array;
use crate::{Entropy, Opened, VaultError, digest_of, sha256};
use std::fmt;
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// Before everything a person signs outside a grant, so that no signature serves two purposes.
const SIGNED: &[u8] = b"sixfold/signed/v1\0";
/// What a person keeps for themself is padded to a multiple of this many bytes.
const OWN_BUCKET: usize = 64;

/// A person's secret: a 32-byte seed from which come an X-Wing pair (grants are sealed to it), an Ed25519
/// pair (grants are signed with it) and keys for things of their own.
///
/// It never opens content itself: losing it loses grants, not data.
///
/// Most requests of a session need the keys for things of one's own at most; the pairs are made when they are
/// first asked for.
pub struct AccountKey {
    seed: Zeroizing<[u8; 32]>,
    prf: Prf,
    /// Opens what is sealed to the person, and what others seal to.
    sealing: OnceLock<(Zeroizing<Vec<u8>>, Vec<u8>)>,
    signer: Signer,
    names: Prf,
    own: Cipher,
}

impl AccountKey {
    /// A new random key.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn generate(rng: &mut dyn Entropy) -> Result<Self, VaultError> {
        Self::from_seed(draw_secret(rng)?)
    }

    pub(crate) fn from_seed(seed: Zeroizing<[u8; 32]>) -> Result<Self, VaultError> {
        let prf = extract(b"sixfold/account/v1", seed.as_ref());
        let signer = Signer::new(&prf.expand(&[b"sign"]))?;
        let names = Prf::new(prf.expand(&[b"name"]).as_ref());
        let own = Cipher::new(&prf.expand(&[b"own"]))?;
        Ok(Self { seed, prf, sealing: OnceLock::new(), signer, names, own })
    }

    fn sealing(&self) -> &(Zeroizing<Vec<u8>>, Vec<u8>) {
        self.sealing.get_or_init(|| Kem::XWing.key_pair(&self.prf.expand(&[b"hpke"])))
    }

    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }

    pub(crate) fn open_with(&self) -> &[u8] {
        &self.sealing().0
    }

    /// A signature over exactly `message`: for grants, whose message carries its own label.
    pub(crate) fn sign_labelled(&self, message: &Fields) -> [u8; 64] {
        self.signer.sign(message.as_bytes())
    }

    /// What others need to grant to this person and to check what they signed.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey { seal_to: self.sealing().1.clone(), verify: self.signer.public() }
    }

    /// An Ed25519 signature over `"sixfold/signed/v1" | 0 | message`.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signer.sign(&[SIGNED, message].concat())
    }

    /// The id of `text` among this person's names of the kind `label`; nobody else can compute it.
    #[must_use]
    pub fn own_name(&self, label: &str, text: &[u8]) -> [u8; 16] {
        name(&self.names, label, text)
    }

    /// Seals something only this person opens, such as the seed of a second factor. `label` says what it is
    /// and `account` whose.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails, [`VaultError::TooLarge`] for 4 GiB and more.
    pub fn seal_own(
        &self,
        account: [u8; 16],
        label: &str,
        plain: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let payload = Payload::padded(plain, OWN_BUCKET)?;
        envelope::seal(&self.own, OWN, draw(rng)?, own_place(account, label).as_bytes(), &payload)
    }

    /// Opens what [`AccountKey::seal_own`] sealed under the same account and label.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when it is another person's, another label's or changed;
    /// [`VaultError::Malformed`] or [`VaultError::Unsupported`] when it is no such envelope.
    pub fn open_own(&self, account: [u8; 16], label: &str, sealed: &[u8]) -> Result<Opened, VaultError> {
        Opened::unpadded(envelope::open(&self.own, OWN, own_place(account, label).as_bytes(), sealed)?)
    }
}

const OWN: Header = Header { kind: Kind::Own, key_id: [0; 16], epoch: 0 };

fn own_place(account: [u8; 16], label: &str) -> Fields {
    Fields::new("sixfold/own/v1").with(&[&account, label.as_bytes(), &[SYMMETRIC]])
}

impl fmt::Debug for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountKey(..)")
    }
}

/// The public half of an [`AccountKey`].
///
/// A directory entry that says whose it is must be signed or its [fingerprint](PublicKey::fingerprint) read
/// aloud: sealing to a swapped key gives everything away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// The X-Wing public key that grants are sealed to: 1216 bytes.
    pub seal_to: Vec<u8>,
    /// The Ed25519 public key that checks signatures.
    pub verify: [u8; 32],
}

impl PublicKey {
    /// Version 1, the verifying key, the sealing key: 1249 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [&[1][..], &self.verify, &self.seal_to].concat()
    }

    /// SHA-256 over [`PublicKey::to_bytes`], by which sessions are bound to the key.
    pub(crate) fn digest(&self) -> [u8; 32] {
        sha256(&self.to_bytes())
    }

    /// Reads [`PublicKey::to_bytes`].
    ///
    /// # Errors
    /// [`VaultError::Malformed`] when it is not the form above or the sealing key is not valid.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        const WHAT: VaultError = VaultError::Malformed("public key");
        let (version, rest) = bytes.split_first().ok_or(WHAT)?;
        let (verify, seal_to) = rest.split_at_checked(32).ok_or(WHAT)?;
        if *version != 1 {
            return Err(WHAT);
        }
        Kem::XWing.check_public(seal_to)?;
        Ok(Self { seal_to: seal_to.to_vec(), verify: array(verify, "public key")? })
    }

    /// Thirty digits to read aloud, such as `40931 18755 20714 66092 31850 90263`.
    ///
    /// Some hundred bits, since whoever can put another key in its place can also try many of them.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hash = digest_of(&[b"sixfold/fingerprint/v1", &self.seal_to, &self.verify]);
        let groups: Vec<String> = hash
            .as_chunks::<4>()
            .0
            .iter()
            .take(6)
            .map(|four| format!("{:05}", u32::from_be_bytes(*four) % 100_000))
            .collect();
        groups.join(" ")
    }

    /// The Ed25519 key that checks their signatures, for whoever is to know it again elsewhere.
    #[must_use]
    pub fn signing_key(&self) -> [u8; 32] {
        self.verify
    }

    /// Checks a signature made by [`AccountKey::sign`].
    ///
    /// # Errors
    /// [`VaultError::BadSignature`] when it is not theirs over this message.
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> Result<(), VaultError> {
        verify(&self.verify, &[SIGNED, message].concat(), signature)
    }

    pub(crate) fn verify_labelled(&self, message: &Fields, signature: &[u8; 64]) -> Result<(), VaultError> {
        verify(&self.verify, message.as_bytes(), signature)
    }
}
