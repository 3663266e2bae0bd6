//! The compartment keys that a person's grants open, and the sealing of records with them.

use super::vouch::{check_key, checks_grant};
use super::{CaseError, Situation};
use domain::id::{AccountId, IncidentId, ReleaseId};
use domain::record::CaseRecord;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use store::sealed_columns::{CASE, FORM_KEY, IDENTITY, NAMING_KEY, PAPER, RELEASE, TALK, WORKING};
use store::{
    CaseRow, CompartmentKeyRow, FormKeyRow, GrantRow, IdentityPart, IncidentRow, NamingKeyRow, Store,
};
use vault::{
    AccountKey, Compartment, CompartmentKey, Entropy, FormKey, NamingKey, Padding, Place, PublicKey, Sealed,
    SubmissionKey, VaultError, VaultId,
};

/// Stored sizes come in steps of this many bytes, so that they say little of the content.
pub(super) const CASE_STEP: usize = 1024;
/// A short narrative and one of three thousand characters are stored alike.
pub(super) const IDENTITY_STEP: usize = 4096;

/// The key of an epoch to which reports are sealed, with who brought it into use.
#[derive(Clone, Debug)]
pub struct Announced {
    /// The key.
    pub key: SubmissionKey,
    /// The Ed25519 key of who signed it.
    pub signer: [u8; 32],
    /// Their signature, as `vault::PublicKey::verify` checks it, over the digest of a list (`vault::digest_of`):
    /// `"compartment_key"`, the vault's id, `"intake"`, the epoch (u32, big-endian) and the key's bytes.
    pub signature: [u8; 64],
}

/// What the store holds of a situation's keys: what is public of them, and what is sealed to each person. None
/// of it is secret, so a server may keep it between requests for as long as it is what the store holds.
pub(super) struct VaultRows {
    vault: VaultId,
    keys: Vec<CompartmentKeyRow>,
    grants: Vec<GrantRow>,
    naming: Option<NamingKeyRow>,
    /// The pairs to which telephones encrypt, the one in use last.
    forms: Vec<FormKeyRow>,
    signers: Signers,
    /// The keys to which reports are and were sealed, the one in use last.
    intake: Vec<Announced>,
    /// The epoch in use of each compartment.
    current: BTreeMap<Compartment, u32>,
}

impl VaultRows {
    /// Reads them, and checks who signed what is public of the keys.
    pub(super) async fn read(store: &Store, situation: &Situation) -> Result<VaultRows, CaseError> {
        let (number, vault) = (situation.row.number, situation.vault());
        let keys = store.compartment_keys(number).await?;
        let grants = store.grants(number, None).await?;
        let forms = store.form_keys(number).await?;
        let signed = keys.iter().map(|row| row.signer).chain(grants.iter().map(|row| row.granter));
        let signed = signed.chain(forms.iter().map(|row| row.signer));
        let signers = Signers::of(store, signed.collect()).await?;
        let (mut current, mut intake) = (BTreeMap::new(), Vec::new());
        for row in &keys {
            let check = |signer: &PublicKey| {
                signer.verify(&row.signed(&vault.id), &row.signature).map(|()| signer.signing_key())
            };
            let signer = signers.any(row.signer, check)?;
            current.insert(row.compartment, row.epoch);
            if row.compartment == Compartment::Intake {
                let key = SubmissionKey::from_bytes(&row.public)?;
                intake.push(Announced { key, signer, signature: row.signature });
            }
        }
        for row in &forms {
            signers.any(row.signer, |signer| signer.verify(&row.signed(&vault.id), &row.signature))?;
        }
        let naming = store.naming_key(number).await?;
        Ok(VaultRows { vault, keys, grants, naming, forms, signers, intake, current })
    }

    /// The key to which reports are sealed.
    pub(super) fn submission(&self) -> Option<&SubmissionKey> {
        self.intake.last().map(|announced| &announced.key)
    }

    /// The pairs to which telephones encrypt, the one in use last.
    pub(super) fn form_keys(&self) -> &[FormKeyRow] {
        &self.forms
    }
}

/// Keys by compartment and epoch, each opened when it is first asked for: opening one costs as much as reading
/// a page of records.
#[derive(Clone)]
pub(super) struct Keyring {
    rows: Arc<VaultRows>,
    account: AccountId,
    own: Arc<AccountKey>,
    /// A place for every key that this person was granted, or made.
    keys: BTreeMap<(Compartment, u32), OnceLock<CompartmentKey>>,
    naming: OnceLock<NamingKey>,
    /// What telephones encrypted is opened with, the pair in use first.
    forms: OnceLock<Arc<Vec<FormKey>>>,
    /// The epoch in use of each compartment, whether or not this person has its key.
    current: BTreeMap<Compartment, u32>,
}

impl Keyring {
    /// The keys of a person in a situation; none of them is opened yet.
    pub(super) fn of(rows: Arc<VaultRows>, account: AccountId, own: Arc<AccountKey>) -> Keyring {
        let mine = rows.grants.iter().filter(|row| row.account == account);
        let keys = mine.map(|row| ((row.compartment, row.epoch), OnceLock::new())).collect();
        let current = rows.current.clone();
        Keyring { rows, account, own, keys, naming: OnceLock::new(), forms: OnceLock::new(), current }
    }

    /// Opens every grant, so that one which does not open is found now.
    pub(super) fn open_all(&self) -> Result<(), CaseError> {
        self.all()?;
        // Who was suspended during a rotation holds older keys alone, and signs in to be granted the new ones.
        let naming = self.rows.naming.as_ref().map(|row| (Compartment::Case, row.epoch));
        if naming.is_some_and(|place| self.keys.contains_key(&place)) {
            self.naming()?;
        }
        Ok(())
    }

    /// Opens a grant, and checks the key in it against the one before it, where this person holds that too.
    fn opened(&self, compartment: Compartment, epoch: u32) -> Result<CompartmentKey, CaseError> {
        let rows = &self.rows;
        let row = rows
            .grants
            .iter()
            .find(|row| (row.account, row.compartment, row.epoch) == (self.account, compartment, epoch));
        let row = row.ok_or(CaseError::NoGrant(compartment.code()))?;
        let (to, own) = (self.account.0, &self.own);
        let key = rows.signers.any(row.granter, |granter| {
            vault::open_grant(&rows.vault, compartment, epoch, &row.grant, to, own, row.granter.0, granter)
        })?;
        if !checks_grant(&key, row, &own.public()) {
            return Err(VaultError::BadSignature.into());
        }
        let before = epoch.checked_sub(1).filter(|before| self.keys.contains_key(&(compartment, *before)));
        let before = before.map(|before| self.at(compartment, before)).transpose()?;
        let public = rows.keys.iter().find(|row| (row.compartment, row.epoch) == (compartment, epoch));
        if let Some(public) = public {
            check_key(&key, before, public)?;
        }
        Ok(key)
    }

    /// The key in use of a compartment.
    pub(super) fn current(&self, compartment: Compartment) -> Result<&CompartmentKey, CaseError> {
        let epoch = self.current.get(&compartment).copied().unwrap_or_default();
        self.at(compartment, epoch)
    }

    /// The key of a compartment in an epoch.
    pub(super) fn at(&self, compartment: Compartment, epoch: u32) -> Result<&CompartmentKey, CaseError> {
        let place = self.keys.get(&(compartment, epoch)).ok_or(CaseError::NoGrant(compartment.code()))?;
        match place.get() {
            Some(key) => Ok(key),
            None => {
                let key = self.opened(compartment, epoch)?;
                Ok(place.get_or_init(|| key))
            }
        }
    }

    /// Every key, for granting them on.
    pub(super) fn all(&self) -> Result<Vec<&CompartmentKey>, CaseError> {
        self.keys.keys().map(|(compartment, epoch)| self.at(*compartment, *epoch)).collect()
    }

    pub(super) fn put(&mut self, key: CompartmentKey) {
        self.current.insert(key.compartment(), key.epoch());
        self.keys.insert((key.compartment(), key.epoch()), OnceLock::from(key));
    }

    /// The key to which submissions are sealed.
    pub(super) fn submission(&self) -> Result<&SubmissionKey, CaseError> {
        Ok(&self.announced()?.key)
    }

    /// The same with who signed it.
    pub(super) fn announced(&self) -> Result<&Announced, CaseError> {
        self.rows.intake.last().ok_or(CaseError::NoGrant("intake"))
    }

    /// The key to which something was sealed elsewhere, perhaps before the keys were changed; where it is none of them,
    /// what is said of the one in use.
    pub(super) fn sealed_to(
        &self,
        check: impl Fn(&SubmissionKey) -> Result<(), VaultError>,
    ) -> Result<Result<&SubmissionKey, VaultError>, CaseError> {
        let now = self.submission()?;
        let one =
            self.rows.intake.iter().rev().map(|announced| &announced.key).find(|key| check(key).is_ok());
        Ok(one.map_or_else(|| check(now).map(|()| now), Ok))
    }

    /// The key that names incidents.
    pub(super) fn naming(&self) -> Result<&NamingKey, CaseError> {
        if let Some(key) = self.naming.get() {
            return Ok(key);
        }
        let row = self.rows.naming.as_ref().ok_or(CaseError::NoGrant("case"))?;
        let case = self.at(Compartment::Case, row.epoch)?;
        let opened = case.open(&naming_place(&self.rows.vault.id), &row.sealed.key, &row.sealed.body)?;
        let key = NamingKey::from_bytes(&opened)?;
        Ok(self.naming.get_or_init(|| key))
    }

    /// What telephones encrypted is opened with, the pair in use first; nothing where there is none.
    pub(super) fn form_keys(&self) -> Result<&[FormKey], CaseError> {
        if let Some(keys) = self.forms.get() {
            return Ok(keys);
        }
        let mut keys = Vec::with_capacity(self.rows.forms.len());
        for row in self.rows.forms.iter().rev() {
            let place = form_key_place(&self.rows.vault.id, row.number);
            let intake = self.at(Compartment::Intake, row.epoch)?;
            let key = FormKey::from_bytes(&intake.open(&place, &row.sealed.key, &row.sealed.body)?)?;
            // What is sealed here was put by a holder of the intake key; what stands in the forms must be its other half.
            if key.public()? != row.public {
                return Err(VaultError::WrongKey.into());
            }
            keys.push(key);
        }
        Ok(self.forms.get_or_init(|| Arc::new(keys)))
    }

    /// The id of an incident: a keyed function of the outside id, so that it can be found without a search
    /// and tells nothing to whoever lacks the case compartment.
    pub(super) fn incident(&self, external_id: &str) -> Result<IncidentId, CaseError> {
        Ok(IncidentId(self.naming()?.name("incident", external_id.as_bytes())))
    }

    /// The id of an incident's working paper: whose paper it is, nobody can tell without the case compartment.
    pub(super) fn paper(&self, incident: IncidentId) -> Result<[u8; 16], CaseError> {
        Ok(self.naming()?.name("working paper", &incident.0))
    }

    /// The epoch in use. All compartments of a vault change epochs together.
    pub(super) fn epoch(&self) -> Result<u32, CaseError> {
        Ok(self.current(Compartment::Case)?.epoch())
    }

    /// Seals a part of a record.
    pub(super) fn seal(
        &self,
        compartment: Compartment,
        epoch: u32,
        id: IncidentId,
        version: u64,
        plain: &[u8],
        rng: &mut dyn Entropy,
    ) -> Result<Sealed, CaseError> {
        let step = if compartment == Compartment::Case { CASE_STEP } else { IDENTITY_STEP };
        Ok(self.at(compartment, epoch)?.seal(
            &record_place(compartment, id, version),
            plain,
            Padding::To(step),
            rng,
        )?)
    }

    /// Opens the case part of a record.
    pub(super) fn open_case(&self, row: &IncidentRow) -> Result<CaseRecord, CaseError> {
        let IncidentRow { number, id, version, epoch, case: Sealed { key, body }, .. } = row;
        let (number, id, version, epoch) = (*number, *id, *version, *epoch);
        self.open_case_part(&CaseRow { number, id, version, epoch, key, body })
    }

    /// Opens the case part of a record that is about to be changed. What happened before records said with which
    /// version it came keeps saying that it is not known.
    pub(super) fn open_to_change(&self, row: &IncidentRow) -> Result<CaseRecord, CaseError> {
        let mut record = self.open_case(row)?;
        record.stamp(0);
        Ok(record)
    }

    /// Opens a case part.
    pub(super) fn open_case_part(&self, row: &CaseRow<'_>) -> Result<CaseRecord, CaseError> {
        let place = record_place(Compartment::Case, row.id, row.version);
        let plain = self.at(Compartment::Case, row.epoch)?.open(&place, row.key, row.body)?;
        let unreadable = || CaseError::Unreadable(row.id.to_string());
        // Looking for UTF-8 once is quicker than string by string.
        let text = std::str::from_utf8(&plain).map_err(|_| unreadable())?;
        serde_json::from_str(text).map_err(|_| unreadable())
    }

    /// Opens the identity part of a record.
    pub(super) fn open_identity(&self, row: &IncidentRow) -> Result<Value, CaseError> {
        let IdentityPart { version, sealed } = &row.identity;
        self.open_identity_part(row.id, *version, row.epoch, sealed)
    }

    /// Opens an identity part, written at a version of a record.
    pub(super) fn open_identity_part(
        &self,
        id: IncidentId,
        version: u64,
        epoch: u32,
        part: &Sealed,
    ) -> Result<Value, CaseError> {
        let place = record_place(Compartment::Identity, id, version);
        let plain = self.at(Compartment::Identity, epoch)?.open(&place, &part.key, &part.body)?;
        serde_json::from_slice(&plain).map_err(|_| CaseError::Unreadable(id.to_string()))
    }
}

/// Public keys that a signature can be checked with: each account's present one, then its former ones.
pub(super) struct Signers(BTreeMap<AccountId, Vec<PublicKey>>);

impl Signers {
    pub(super) async fn of(store: &Store, accounts: BTreeSet<AccountId>) -> Result<Signers, CaseError> {
        let mut keys: BTreeMap<AccountId, Vec<PublicKey>> = BTreeMap::new();
        for (account, key) in store.public_keys(&accounts.into_iter().collect::<Vec<_>>()).await? {
            keys.entry(account).or_default().push(key);
        }
        Ok(Signers(keys))
    }

    /// The outcome with the first of the signer's keys that made the signature.
    pub(super) fn any<T>(
        &self,
        signer: AccountId,
        check: impl Fn(&PublicKey) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        for key in self.0.get(&signer).into_iter().flatten() {
            match check(key) {
                Err(VaultError::BadSignature) => {}
                other => return other,
            }
        }
        Err(VaultError::BadSignature)
    }
}

/// Where a part of a record lives.
pub(super) fn record_place(compartment: Compartment, id: IncidentId, version: u64) -> Place {
    let (table, column) = if compartment == Compartment::Case { CASE } else { IDENTITY };
    Place { table, column, record: id.0, version }
}

/// Where a part of a working paper lives.
pub(super) fn paper_place(compartment: Compartment, id: [u8; 16], version: u64) -> Place {
    let (table, column) = if compartment == Compartment::Case { PAPER } else { TALK };
    Place { table, column, record: id, version }
}

/// Where a part of a release lives. It is sealed once: only where the release stands changes.
pub(super) fn release_place(compartment: Compartment, id: ReleaseId) -> Place {
    let (table, column) = if compartment == Compartment::Case { WORKING } else { RELEASE };
    Place { table, column, record: id.0, version: 1 }
}

/// Where the private half of a pair lives to which telephones encrypt. Its record is the vault, its version its number.
pub(super) fn form_key_place(vault: &[u8; 16], number: u32) -> Place {
    Place { table: FORM_KEY.0, column: FORM_KEY.1, record: *vault, version: u64::from(number) }
}

/// Where the naming key lives. It keeps its version for life: a new one would give new names to all.
pub(super) fn naming_place(vault: &[u8; 16]) -> Place {
    Place { table: NAMING_KEY.0, column: NAMING_KEY.1, record: *vault, version: 1 }
}
