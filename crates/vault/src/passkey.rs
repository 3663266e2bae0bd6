//! A second factor that a device signs for: passkeys (W3C Web Authentication Level 3).

use crate::entropy::Entropy;
use crate::envelope::Fields;
use crate::primitives::authenticator::{AuthenticatorData, CredentialKey};
use crate::primitives::hash_all;
use crate::{AccountKey, VaultError};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::borrow::Cow;
use std::fmt;

const LABEL: &str = "passkey";
/// The greatest length of a credential's id (section 4, Credential ID).
const LONGEST_ID: usize = 1023;
/// More of what a browser or a device sends is not read: theirs are a few hundred bytes, an attestation that
/// nobody asked for a few thousand.
const MOST: usize = 16 * 1024;

/// What a page of ours asked a device for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The random bytes that were to be signed.
    pub challenge: &'a [u8],
    /// The origin of the page, such as `https://sixfold.example.org`.
    pub origin: &'a str,
    /// Its host, to which credentials are bound.
    pub rp_id: &'a str,
}

/// What a device answered when it made a credential.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// The browser's account of what was asked (`clientDataJSON`).
    pub client_data: &'a [u8],
    /// What the device made (`attestationObject`).
    pub attestation: &'a [u8],
}

/// What a device answered when it was shown.
#[derive(Debug, Clone, Copy)]
pub struct Shown<'a> {
    /// The browser's account of what was asked (`clientDataJSON`).
    pub client_data: &'a [u8],
    /// The device's account (`authenticatorData`).
    pub authenticator_data: &'a [u8],
    /// Its signature over both.
    pub signature: &'a [u8],
}

/// A passkey of a person: which key of which device, under the person's name for it. At rest it is sealed with
/// the person's own key, so a stolen database tells neither what devices somebody has nor where else they are
/// used.
#[derive(PartialEq, Eq)]
pub struct Passkey {
    credential: Vec<u8>,
    key: CredentialKey,
    /// Whether the key may lie on several devices: what a device said once it must say again.
    can_be_copied: bool,
    name: String,
}

/// What a browser says was asked (section 5.8.1). It may say more than this knows.
#[derive(Deserialize)]
struct ClientData<'a> {
    #[serde(rename = "type", borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    challenge: Cow<'a, str>,
    #[serde(borrow)]
    origin: Cow<'a, str>,
    #[serde(default, rename = "crossOrigin")]
    cross_origin: bool,
    #[serde(default, rename = "topOrigin")]
    top_origin: Option<IgnoredAny>,
}

impl ClientData<'_> {
    fn read(bytes: &[u8]) -> Result<ClientData<'_>, VaultError> {
        const WHAT: VaultError = VaultError::Malformed("passkey: the browser's account of what was asked");
        if bytes.len() > MOST { Err(WHAT) } else { serde_json::from_slice(bytes).map_err(|_| WHAT) }
    }

    fn challenge(&self) -> Result<Vec<u8>, VaultError> {
        URL_SAFE_NO_PAD
            .decode(self.challenge.as_bytes())
            .map_err(|_| VaultError::Passkey("another challenge"))
    }

    fn is(&self, kind: &str, asked: &Asked<'_>) -> Result<(), VaultError> {
        if self.kind != kind {
            return Err(VaultError::Passkey("another kind of question"));
        }
        if self.challenge()? != asked.challenge {
            return Err(VaultError::Passkey("another challenge"));
        }
        if self.origin != asked.origin || self.cross_origin || self.top_origin.is_some() {
            return Err(VaultError::Passkey("another page"));
        }
        Ok(())
    }
}

/// The challenge that a browser says it was given. Whether it was, is for its giver to say.
///
/// # Errors
/// [`VaultError::Malformed`] or [`VaultError::Passkey`] when there is none.
pub fn challenge_of(client_data: &[u8]) -> Result<Vec<u8>, VaultError> {
    ClientData::read(client_data)?.challenge()
}

/// Sections 7.1 and 7.2: for us, by somebody who is there and whom the device knows.
fn is_ours(data: &AuthenticatorData, asked: &Asked<'_>) -> Result<(), VaultError> {
    if data.rp_id_hash != hash_all(&[asked.rp_id.as_bytes()]) {
        return Err(VaultError::Passkey("another server"));
    }
    if !(data.present && data.verified) {
        return Err(VaultError::Passkey("nobody made themself known to the device"));
    }
    Ok(())
}

impl Passkey {
    /// The numbers (COSE, RFC 9053) of the kinds of keys that are taken, the best first.
    pub const ALGORITHMS: [i64; 3] = CredentialKey::ALGORITHMS;

    /// Takes over what a device made, and gives its count of signatures.
    ///
    /// # Errors
    /// [`VaultError::Passkey`] when it is the answer to another question, for another page or server, or nobody
    /// made themself known to the device; [`VaultError::Malformed`] when it is no answer, or of a kind of key
    /// that was not asked for.
    pub fn made(asked: &Asked<'_>, made: &Made<'_>, name: &str) -> Result<(Passkey, u32), VaultError> {
        ClientData::read(made.client_data)?.is("webauthn.create", asked)?;
        if made.attestation.len() > MOST {
            return Err(VaultError::Malformed("attestation object"));
        }
        let data = AuthenticatorData::of_attestation(made.attestation)?;
        is_ours(&data, asked)?;
        let (credential, key) = data.credential.ok_or(VaultError::Passkey("no key was made"))?;
        if credential.is_empty() || credential.len() > LONGEST_ID {
            return Err(VaultError::Malformed("passkey: id"));
        }
        let name = name.to_owned();
        Ok((Passkey { credential, key, can_be_copied: data.can_be_copied, name }, data.counter))
    }

    /// Checks that the device of this passkey signed what was asked, and gives its count of signatures. That the
    /// count grew, and that the challenge was not used before, is for the caller to see to.
    ///
    /// # Errors
    /// As of [`Passkey::made`]; [`VaultError::BadSignature`] when another key signed, or something else.
    pub fn shown(&self, asked: &Asked<'_>, shown: &Shown<'_>) -> Result<u32, VaultError> {
        ClientData::read(shown.client_data)?.is("webauthn.get", asked)?;
        let data = shown.authenticator_data;
        if data.len() > MOST || shown.signature.len() > MOST {
            return Err(VaultError::Malformed("authenticator data"));
        }
        let read = AuthenticatorData::read(data)?;
        is_ours(&read, asked)?;
        if read.credential.is_some() || read.can_be_copied != self.can_be_copied {
            return Err(VaultError::Passkey("another kind of answer"));
        }
        self.key.verify(&[data, &hash_all(&[shown.client_data])].concat(), shown.signature)?;
        Ok(read.counter)
    }

    /// The id that the device gave its key.
    #[must_use]
    pub fn credential(&self) -> &[u8] {
        &self.credential
    }

    /// The person's name for it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id under which a credential of a person is stored: it follows from the credential's own and the
    /// person's key, so nobody else can tell that two accounts, or two systems, know the same device.
    #[must_use]
    pub fn id_of(credential: &[u8], key: &AccountKey) -> [u8; 16] {
        key.own_name(LABEL, credential)
    }

    /// What a device keeps as the id of the person at a server; it says nothing to anybody else.
    #[must_use]
    pub fn user_handle(rp_id: &str, key: &AccountKey) -> [u8; 16] {
        key.own_name("passkey user", rp_id.as_bytes())
    }

    /// Seals it with its owner's key.
    ///
    /// # Errors
    /// [`VaultError::Entropy`] when the generator fails.
    pub fn seal(
        &self,
        account: [u8; 16],
        key: &AccountKey,
        rng: &mut dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        let (algorithm, [first, second]) = self.key.parts();
        let fields = Fields::new("sixfold/passkey/v1").with(&[
            &algorithm.to_be_bytes(),
            &[u8::from(self.can_be_copied)],
            &self.credential,
            first,
            second,
            self.name.as_bytes(),
        ]);
        key.seal_own(account, LABEL, fields.as_bytes(), rng)
    }

    /// Opens what [`Passkey::seal`] sealed. `id` is the one it is stored under.
    ///
    /// # Errors
    /// [`VaultError::Altered`] when it is another person's, stands under another id or was changed;
    /// [`VaultError::Malformed`] when it is no passkey.
    pub fn open(
        account: [u8; 16],
        key: &AccountKey,
        id: &[u8; 16],
        sealed: &[u8],
    ) -> Result<Self, VaultError> {
        const WHAT: VaultError = VaultError::Malformed("passkey");
        let opened = key.open_own(account, LABEL, sealed)?;
        let [algorithm, copied, credential, first, second, name] =
            Fields::read("sixfold/passkey/v1", &opened).ok_or(WHAT)?;
        let algorithm = i64::from_be_bytes(algorithm.try_into().map_err(|_| WHAT)?);
        let passkey = Passkey {
            key: CredentialKey::from_parts(algorithm, [first, second])?,
            can_be_copied: copied == [1],
            name: String::from_utf8(name.to_vec()).map_err(|_| WHAT)?,
            credential: credential.to_vec(),
        };
        if Passkey::id_of(&passkey.credential, key) == *id { Ok(passkey) } else { Err(VaultError::Altered) }
    }
}

impl fmt::Debug for Passkey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passkey(..)")
    }
}
