//! Passkeys: the question that a device signs, enrolling one, and showing it (decision 0020).

use super::office::Office;
use super::people::excerpt;
use super::session::{Session, SignedIn};
use super::{CaseError, Now};
use store::{FactorChange, SecondFactorRow};
use vault::{AccountKey, Asked, Entropy, Made, Passkey, SystemEntropy, VaultError};

pub(super) const PASSKEY: &str = "passkey";
/// An account has at most so many.
const MOST: usize = 10;
/// The greatest length of a person's name for one, in characters.
const LONGEST_NAME: usize = 60;
/// For how long a challenge is good, in milliseconds: the five minutes that the standard recommends where
/// somebody must make themself known.
const GOOD_FOR: i64 = 5 * 60 * 1000;

/// When, what nobody could guess, and a node's signature over both and what they are for.
const LENGTH: usize = 8 + 16 + 64;

/// The page that asks for a passkey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Its origin, such as `https://sixfold.example.org`.
    pub origin: String,
    /// Its host, to which credentials are bound.
    pub rp_id: String,
}

/// What a device signed, as the browser hands it over.
#[derive(Clone, Debug)]
pub struct PasskeyAnswer {
    /// The page that asked.
    pub site: Site,
    /// The id of the credential.
    pub credential: Vec<u8>,
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `authenticatorData`.
    pub authenticator_data: Vec<u8>,
    /// The signature over both.
    pub signature: Vec<u8>,
}

/// A passkey as a device made it.
#[derive(Clone, Debug)]
pub struct NewPasskey {
    /// The page that asked.
    pub site: Site,
    /// The person's name for it.
    pub name: String,
    /// `clientDataJSON`.
    pub client_data: Vec<u8>,
    /// `attestationObject`.
    pub attestation: Vec<u8>,
}

/// What a device is asked for when a passkey is made.
#[derive(Clone, Debug)]
pub struct PasskeyAsked {
    /// The challenge.
    pub challenge: Vec<u8>,
    /// What the device keeps as the person's id.
    pub user: [u8; 16],
    /// The credentials that are enrolled already: their devices need not make another one.
    pub known: Vec<Vec<u8>>,
}

/// What a challenge is for: one that is for something else is none.
enum Purpose {
    /// To be shown by whoever signs in; nobody has said yet who that is.
    Show,
    /// To be made by somebody whose account is of a version. Enrolling changes it, so it is good once.
    Make([u8; 16], u64),
}

impl Purpose {
    /// What a node signs.
    fn message(&self, site: &Site, issued: &[u8; 8], nonce: &[u8]) -> [u8; 32] {
        let (what, version) = match self {
            Purpose::Show => (&b"show"[..], Vec::new()),
            Purpose::Make(account, version) => {
                (&b"make"[..], [&account[..], &version.to_be_bytes()].concat())
            }
        };
        vault::digest_of(&[b"passkey challenge", what, &version, site.rp_id.as_bytes(), issued, nonce])
    }
}

impl Office {
    /// A challenge for whoever is about to sign in. It is the same for everybody, and nothing is kept of it: any
    /// node knows it again by the signature.
    pub async fn passkey_challenge(&self, site: &Site) -> Result<Vec<u8>, CaseError> {
        self.challenge(&Purpose::Show, site).await
    }

    async fn challenge(&self, purpose: &Purpose, site: &Site) -> Result<Vec<u8>, CaseError> {
        let issued = self.store.clock_in_milliseconds().await?.to_be_bytes();
        let mut nonce = [0; 16];
        SystemEntropy::new().fill(&mut nonce)?;
        let signature = self.store.sign(&purpose.message(site, &issued, &nonce));
        Ok([&issued[..], &nonce, &signature].concat())
    }

    /// When a challenge was issued, if it was issued for this by one of our nodes and not long ago.
    async fn issued(&self, purpose: &Purpose, site: &Site, challenge: &[u8]) -> Result<i64, CaseError> {
        const OTHER: CaseError = CaseError::Vault(VaultError::Passkey("another challenge"));
        let challenge: &[u8; LENGTH] = challenge.try_into().map_err(|_| OTHER)?;
        let (issued, rest) = challenge.split_first_chunk::<8>().ok_or(OTHER)?;
        let (nonce, signature) = rest.split_first_chunk::<16>().ok_or(OTHER)?;
        let signature: &[u8; 64] = signature.try_into().map_err(|_| OTHER)?;
        let message = purpose.message(site, issued, nonce);
        let nodes = self.store.nodes().await?;
        if !nodes.iter().any(|node| vault::verify_node(node, &message, signature).is_ok()) {
            return Err(OTHER);
        }
        let (issued, now) = (i64::from_be_bytes(*issued), self.store.clock_in_milliseconds().await?);
        if issued <= now && now - issued <= GOOD_FOR { Ok(issued) } else { Err(OTHER) }
    }

    /// Which passkey of an account signed what was asked, the step that this uses up, and the device's count.
    /// Steps are the times of challenges: the one that was used last, and those before it, are not good again.
    pub(super) async fn shows_passkey<'f>(
        &self,
        factors: &'f [SecondFactorRow],
        key: &AccountKey,
        answer: &PasskeyAnswer,
    ) -> Result<(&'f SecondFactorRow, i64, i64), CaseError> {
        let refused = |_| CaseError::SignIn;
        let id = Passkey::id_of(&answer.credential, key);
        let factor = factors.iter().find(|factor| factor.kind == PASSKEY && factor.id == id);
        let factor = factor.ok_or(CaseError::SignIn)?;
        let challenge = vault::challenge_of(&answer.client_data).map_err(refused)?;
        let step = match self.issued(&Purpose::Show, &answer.site, &challenge).await {
            Err(CaseError::Vault(_)) => return Err(CaseError::SignIn),
            other => other?,
        };
        let passkey = Passkey::open(factor.account.0, key, &factor.id, &factor.sealed_body)?;
        let asked = Asked { challenge: &challenge, origin: &answer.site.origin, rp_id: &answer.site.rp_id };
        let shown = vault::Shown {
            client_data: &answer.client_data,
            authenticator_data: &answer.authenticator_data,
            signature: &answer.signature,
        };
        let counter = passkey.shown(&asked, &shown).map_err(refused)?;
        Ok((factor, step, i64::from(counter)))
    }
}

impl Session {
    fn making(&self) -> Purpose {
        Purpose::Make(self.account.id.0, self.account.version)
    }

    /// Begins to enrol a passkey: nothing is kept until a device made one.
    pub async fn begin_passkey(&self, site: &Site) -> Result<PasskeyAsked, CaseError> {
        let factors = self.may_change_factors().await?;
        let known = factors
            .iter()
            .filter(|factor| factor.kind == PASSKEY)
            .map(|factor| {
                let passkey = Passkey::open(self.account.id.0, &self.key, &factor.id, &factor.sealed_body)?;
                Ok(passkey.credential().to_vec())
            })
            .collect::<Result<_, CaseError>>()?;
        let challenge = self.office.challenge(&self.making(), site).await?;
        Ok(PasskeyAsked { challenge, user: Passkey::user_handle(&site.rp_id, &self.key), known })
    }

    /// Enrols the passkey that a device made.
    pub async fn enrol_passkey(self, new: &NewPasskey, at: Now) -> Result<SignedIn, CaseError> {
        let factors = self.may_change_factors().await?;
        let invalid = |said: &str| Err(CaseError::Invalid(said.to_owned()));
        let name = new.name.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name != excerpt(name) {
            return invalid("give the passkey a name of at most 60 characters, such as what the device is");
        }
        if factors.iter().filter(|factor| factor.kind == PASSKEY).count() >= MOST {
            return invalid("an account has at most ten passkeys; take one away first");
        }
        // What a device or a browser got wrong is told: who enrols is known, and nothing of it is secret.
        let told = |error: CaseError| match error {
            CaseError::Vault(
                wrong @ (VaultError::Passkey(_) | VaultError::Malformed(_) | VaultError::BadSignature),
            ) => CaseError::Invalid(format!("{wrong}; begin again")),
            other => other,
        };
        let challenge = vault::challenge_of(&new.client_data).map_err(|error| told(error.into()))?;
        let step = self.office.issued(&self.making(), &new.site, &challenge).await.map_err(told)?;
        let asked = Asked { challenge: &challenge, origin: &new.site.origin, rp_id: &new.site.rp_id };
        let made = Made { client_data: &new.client_data, attestation: &new.attestation };
        let (passkey, counter) = Passkey::made(&asked, &made, name).map_err(|error| told(error.into()))?;
        let id = Passkey::id_of(passkey.credential(), &self.key);
        if factors.iter().any(|factor| factor.id == id) {
            return invalid("this device has a passkey of yours already");
        }
        let factor = SecondFactorRow {
            account: self.account.id,
            kind: PASSKEY.to_owned(),
            id,
            sealed_body: passkey.seal(self.account.id.0, &self.key, &mut SystemEntropy::new())?,
            used_step: step,
            counter: i64::from(counter),
        };
        self.change_factors(FactorChange::Put(&factor), at).await
    }
}
