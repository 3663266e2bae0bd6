//! A compartment's key given to a person.

use crate::envelope::{self, Fields, Header, Kind, Payload};
use crate::primitives::Kem;
use crate::text::array;
use crate::{AccountKey, Compartment, CompartmentKey, Entropy, PublicKey, VaultError, VaultId, sha256};
use zeroize::Zeroizing;

/// A compartment's key sealed to one person and signed by another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The key id, epoch and key: suite 2 (X-Wing), since a copied grant is worth keeping for decades.
    pub sealed: Vec<u8>,
    /// The granter's Ed25519 signature over vault, situation, compartment, epoch, grantee, grantee's public
    /// key, granter and `sealed`.
    pub signature: [u8; 64],
}

/// Gives `key` to the person `grantee` whose public key is `to`. The caller answers for `to` being theirs.
///
/// # Errors
/// [`VaultError::Entropy`] when the generator fails, [`VaultError::Malformed`] when `to` is no valid key.
pub fn grant(
    key: &CompartmentKey,
    to: &PublicKey,
    grantee: [u8; 16],
    granter: &AccountKey,
    granter_id: [u8; 16],
    rng: &mut dyn Entropy,
) -> Result<Grant, VaultError> {
    let terms = Terms {
        vault: key.vault(),
        compartment: key.compartment(),
        epoch: key.epoch(),
        grantee,
        to,
        granter_id,
    };
    let sealed = envelope::seal_to(
        Kem::XWing,
        &to.seal_to,
        key.header(Kind::Grant),
        terms.info().as_bytes(),
        terms.parties().as_bytes(),
        &Payload::bare(key.seed()),
        rng,
    )?;
    let signature = granter.sign_labelled(&terms.signed(&sealed));
    Ok(Grant { sealed, signature })
}

/// Takes the key of a grant, after checking who gave it.
///
/// # Errors
/// [`VaultError::BadSignature`] unless `granter` signed exactly this grant to exactly this person and public
/// key; then [`VaultError::Altered`], [`VaultError::WrongKey`], [`VaultError::Malformed`] or
/// [`VaultError::Unsupported`] when the envelope does not open to the key it names.
#[expect(
    clippy::too_many_arguments,
    reason = "each is a term of the grant that must be stated, not read from it"
)]
pub fn open_grant(
    vault: &VaultId,
    compartment: Compartment,
    epoch: u32,
    grant: &Grant,
    grantee: [u8; 16],
    account: &AccountKey,
    granter_id: [u8; 16],
    granter: &PublicKey,
) -> Result<CompartmentKey, VaultError> {
    let to = account.public();
    let terms = Terms { vault, compartment, epoch, grantee, to: &to, granter_id };
    granter.verify_labelled(&terms.signed(&grant.sealed), &grant.signature)?;
    // The key id is only known from the envelope; it is compared with the opened key's below.
    let key_id = envelope::key_id(&grant.sealed)?;
    let seed = envelope::open_from(
        Kem::XWing,
        account.open_with(),
        Header { kind: Kind::Grant, key_id, epoch },
        terms.info().as_bytes(),
        terms.parties().as_bytes(),
        &grant.sealed,
    )?;
    let key = CompartmentKey::from_seed(
        vault,
        compartment,
        epoch,
        Zeroizing::new(array(&seed, "compartment key")?),
    )?;
    if key.key_id() == key_id { Ok(key) } else { Err(VaultError::WrongKey) }
}

/// What a grant says besides the key.
struct Terms<'a> {
    vault: &'a VaultId,
    compartment: Compartment,
    epoch: u32,
    grantee: [u8; 16],
    to: &'a PublicKey,
    granter_id: [u8; 16],
}

impl Terms<'_> {
    fn key(&self, label: &str) -> Fields {
        Fields::new(label).with(&[
            &self.vault.id,
            self.vault.situation.as_bytes(),
            self.compartment.code().as_bytes(),
            &self.epoch.to_be_bytes(),
        ])
    }

    fn info(&self) -> Fields {
        self.key("sixfold/grant/v1")
    }

    fn parties(&self) -> Fields {
        let to = sha256(&self.to.to_bytes());
        Fields::new("sixfold/grant-parties/v1").with(&[&self.grantee, &to, &self.granter_id])
    }

    fn signed(&self, sealed: &[u8]) -> Fields {
        self.key("sixfold/grant-signature/v1").with(&[
            &self.grantee,
            &self.to.to_bytes(),
            &self.granter_id,
            sealed,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::support::{Seeded, account, key, vault};

    /// A granter's signature does not make a false key id true.
    #[test]
    fn a_signed_grant_that_names_another_key_is_refused() {
        let (me, granter) = (account(1), account(2));
        let (grantee, granter_id) = ([1; 16], [2; 16]);
        let key = key(Compartment::Case, 3);
        let mut rng = Seeded::new(1);
        let mut given = grant(&key, &me.public(), grantee, &granter, granter_id, &mut rng).unwrap();
        given.sealed[6] ^= 1;
        let (vault, to) = (vault(), me.public());
        let terms =
            Terms { vault: &vault, compartment: Compartment::Case, epoch: 3, grantee, to: &to, granter_id };
        given.signature = granter.sign_labelled(&terms.signed(&given.sealed));
        let opened =
            open_grant(&vault, Compartment::Case, 3, &given, grantee, &me, granter_id, &granter.public());
        assert_eq!(opened.err(), Some(VaultError::WrongKey));
    }
}
