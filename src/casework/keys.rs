//! Granting, revoking, rotating and recovering the keys of a situation.

use super::approve::digits;
use super::facts::rewrap_facts;
use super::form_keys::{made_form_key, rewrapped_form_key};
use super::found::{THRESHOLD, public_row};
use super::keyring::{naming_place, record_place};
use super::people::excerpt;
use super::upload::key_place;
use super::vouch::{check_custodian, check_key, checks_grant, of_grant};
use super::{CaseError, Desk, Now, ProposalLine, Situation};
use domain::access::{AccountStatus, Role, act};
use domain::audit::LogAct;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{
    AccountRow, AttachmentRow, GrantRow, IdentityPart, IncidentRow, NamingKeyRow, RecoveryRow, Store,
    VersionRow, Write,
};
use tokio::task::block_in_place;
use vault::{
    Compartment, CompartmentKey, CustodianKey, CustodianPublic, FormKey, Padding, Password, Sealed,
    SystemEntropy,
};

/// How many records get new key wraps in one transaction.
const BATCH: u64 = 1_000;

/// The compartments that a role opens. A co-chair holds intake too, so that it can be granted again when the
/// last verifier has lost a password: nothing in it is not soon in case and identity.
pub(super) const fn compartments(role: Role) -> &'static [Compartment] {
    use Compartment::{Case, Identity, Intake, Release};
    match role {
        Role::Verifier => &[Intake, Case, Identity],
        Role::TechnicalReviewer => &[Case],
        Role::Cochair => &[Intake, Case, Identity, Release],
        Role::TaskForce => &[Release],
        Role::Monitor | Role::Administrator | Role::Auditor => &[],
    }
}

/// What became of a grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Granting {
    /// These compartments are sealed to the person.
    Given(Vec<Compartment>),
    /// Nothing is, until another co-chair approves this proposal or gives the same grant.
    Proposed(Box<ProposalLine>),
}

/// A new epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// Its number.
    pub epoch: u32,
    /// Logins that had rows of grants which no holder of the keys vouches for: nothing was sealed to them.
    pub left_out: Vec<String>,
    /// Logins that are suspended: nothing was sealed to them either, until co-chairs grant it again.
    pub suspended: Vec<String>,
}

/// How far a rotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RotationStep {
    /// The epoch that is coming into use.
    pub epoch: u32,
    /// Records, attachments, working papers and releases whose keys have been wrapped anew in this step.
    pub records: u64,
    /// Records, attachments, working papers and releases that are left under an older epoch.
    pub left: u64,
    /// Whether nothing is left under an older epoch.
    pub done: bool,
}

impl Desk {
    /// Seals to a person what their roles open. The person's fingerprint must have been compared with what
    /// they read out, or somebody who can write to the database could put a key of their own in its place.
    /// The identity compartment takes two: the first co-chair's grant is a proposal, and another's of the same,
    /// with the fingerprint that they heard themselves, approves it.
    pub async fn grant(&self, login: &str, fingerprint: &str) -> Result<Granting, CaseError> {
        let permit = self.permit::<act::ManageKeys>().await?;
        let (propose, approve) = (self.permit::<act::Propose>().await?, self.permit::<act::Approve>().await?);
        let mandates = vec![permit.mandate(), propose.mandate(), approve.mandate()];
        // Nobody changes the account between the look at it and the sealing to it.
        let mut write = self.store.write_on(mandates, self.now.hour).await?;
        let (to, opens) = self.grantee(login, fingerprint).await?;
        if opens.contains(&Compartment::Identity) {
            return Ok(match self.grant_with_another(write, &to, &opens).await? {
                Ok(given) => Granting::Given(given),
                Err(row) => Granting::Proposed(Box::new(self.line(&row, self.database_hour().await?).await?)),
            });
        }
        self.give(&mut write, &to, &opens).await?;
        write.commit().await?;
        Ok(Granting::Given(opens.into_iter().collect()))
    }

    /// The account of a login and what its roles open, where it can be granted that: its key is the one whose
    /// fingerprint was read out.
    pub(super) async fn grantee(
        &self,
        login: &str,
        fingerprint: &str,
    ) -> Result<(AccountRow, BTreeSet<Compartment>), CaseError> {
        let to = self.person(login).await?;
        if digits(fingerprint) != digits(&to.public.fingerprint()) {
            return Err(CaseError::Invalid(format!(
                "the fingerprint is not that of {login}'s key; ask them to read it out again (`sixfold keys fingerprint`)"
            )));
        }
        if to.status != AccountStatus::Active {
            return Err(CaseError::Invalid(format!("{login} is {}: nothing is sealed to it", to.status)));
        }
        let opens = self.opened_by(&to).await?;
        if opens.is_empty() {
            return Err(CaseError::Invalid(format!("no role of {login} opens anything")));
        }
        Ok((to, opens))
    }

    /// Seals every epoch's keys of these compartments to a person. Who asks has made sure of who they are, and
    /// for identity content that two did.
    pub(super) async fn give(
        &self,
        write: &mut Write<'_>,
        to: &AccountRow,
        opens: &BTreeSet<Compartment>,
    ) -> Result<(), CaseError> {
        for compartment in opens {
            self.keys.current(*compartment)?;
        }
        let mut rng = SystemEntropy::new();
        for key in self.keys.all()?.into_iter().filter(|key| opens.contains(&key.compartment())) {
            write.put_grant(&self.granted(key, to, &mut rng)?).await?;
        }
        Ok(())
    }

    fn granted(
        &self,
        key: &CompartmentKey,
        to: &AccountRow,
        rng: &mut SystemEntropy,
    ) -> Result<GrantRow, CaseError> {
        let by = self.actor.account;
        Ok(GrantRow {
            situation: self.situation.row.number,
            compartment: key.compartment(),
            epoch: key.epoch(),
            account: to.id,
            granter: by,
            grant: vault::grant(key, &to.public, to.id.0, &self.key, by.0, rng)?,
            vouched: of_grant(key, to.id, &to.public),
        })
    }

    /// Withdraws everything that was sealed to a person. What they copied before is theirs until the keys are
    /// rotated: do that next.
    pub async fn revoke(&self, login: &str) -> Result<usize, CaseError> {
        let permit = self.permit::<act::ManageKeys>().await?;
        let from = self.person(login).await?;
        if from.id == self.actor.account {
            return Err(CaseError::Invalid("another co-chair withdraws one's own grants".to_owned()));
        }
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let grants = self.store.grants(self.situation.row.number, Some(from.id)).await?;
        for grant in &grants {
            write.remove_grant(grant, self.actor.account).await?;
        }
        write.commit().await?;
        Ok(grants.len())
    }

    /// Brings a new epoch into use: new keys for every compartment, sealed to everybody who holds the present
    /// ones and to the custodians. Then, or when called again after an interruption, [`Desk::rewrap`] moves
    /// the records over.
    pub async fn rotate(&mut self) -> Result<Rotated, CaseError> {
        let permit = self.permit::<act::ManageKeys>().await?;
        let number = self.situation.row.number;
        let old = self.keys.epoch()?;
        let epoch = old + 1;
        let mut rng = SystemEntropy::checked()?;
        let mut made = Vec::new();
        // Whoever is to lose access must not go on opening what telephones encrypt; made before anybody waits for it.
        let encrypts = !self.store.form_keys(number).await?.is_empty();
        let pair = if encrypts { Some(block_in_place(|| FormKey::generate(&mut rng))?) } else { None };
        // Everybody who changes something waits from here on, so what is read next stays true.
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let holders = self.store.grants(number, None).await?;
        let accounts = self.store.accounts().await?;
        let custodians = self.vouched_custodians().await?;
        let (mut left_out, mut suspended) = (BTreeSet::new(), BTreeSet::new());
        for compartment in Compartment::ALL {
            let before = self.keys.at(compartment, old)?;
            let key = CompartmentKey::generate(&self.situation.vault(), compartment, epoch, &mut rng)?;
            write
                .add_compartment_key(
                    &public_row(number, &key, before, self.actor.account, &self.key)?,
                    self.actor.account,
                )
                .await?;
            for held in holders.iter().filter(|held| held.compartment == compartment && held.epoch == old) {
                // A row that no holder of the key vouches for is somebody's who wrote to the database.
                match accounts.iter().find(|row| row.id == held.account) {
                    // Who cannot sign in but holds a copy of the database must not be given the new keys.
                    Some(to) if to.status != AccountStatus::Active => {
                        suspended.insert(excerpt(&to.login));
                    }
                    Some(to) if checks_grant(before, held, &to.public) => {
                        write.put_grant(&self.granted(&key, to, &mut rng)?).await?;
                    }
                    Some(to) => {
                        left_out.insert(excerpt(&to.login));
                    }
                    None => {}
                }
            }
            for envelope in vault::recovery_envelopes(&key, &custodians, THRESHOLD, &mut rng)? {
                let row = RecoveryRow { situation: number, compartment, epoch, envelope };
                write.add_recovery(&row, self.actor.account).await?;
            }
            if compartment == Compartment::Intake {
                let rows = self.store.form_keys(number).await?;
                for row in &rows {
                    let old = self.keys.at(compartment, row.epoch)?;
                    let row = rewrapped_form_key(&self.situation, row, old, &key, &mut rng)?;
                    write.put_form_key(&row, self.actor.account).await?;
                }
                if let Some(pair) = &pair {
                    let next = rows.last().map_or(1, |row| row.number + 1);
                    let by = (self.actor.account, &*self.key);
                    let row = made_form_key(&self.situation, next, pair, &key, by, &mut rng)?;
                    write.put_form_key(&row, self.actor.account).await?;
                }
            }
            if compartment == Compartment::Case {
                let naming = self.keys.naming()?.bytes();
                let place = naming_place(&self.situation.row.id.0);
                let sealed = key.seal(&place, naming, Padding::To(1), &mut rng)?;
                write
                    .put_naming_key(&NamingKeyRow { situation: number, epoch, sealed }, self.actor.account)
                    .await?;
            }
            made.push(key);
        }
        write.commit().await?;
        for key in made {
            self.keys.put(key);
        }
        let (left_out, suspended) = (left_out.into_iter().collect(), suspended.into_iter().collect());
        Ok(Rotated { epoch, left_out, suspended })
    }

    /// The recovery custodians, each of them vouched for by a holder of the case key.
    async fn vouched_custodians(&self) -> Result<Vec<CustodianPublic>, CaseError> {
        let mut custodians = Vec::new();
        for row in self.store.custodians(self.situation.row.number).await? {
            check_custodian(self.keys.at(Compartment::Case, row.epoch)?, &row)?;
            custodians.push(CustodianPublic::from_text(&row.public_key)?);
        }
        Ok(custodians)
    }

    /// Moves a batch of records to the epoch in use. Content and versions stay; only the wraps of their keys
    /// change, so each batch is small and an interrupted rotation goes on where it stopped.
    pub async fn rewrap(&self) -> Result<RotationStep, CaseError> {
        let permit = self.permit::<act::ManageKeys>().await?;
        let epoch = self.keys.epoch()?;
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let rows = self.store.incidents_before_epoch(&permit, epoch, BATCH).await?;
        let records = rows.len() as u64;
        for row in rows {
            for version in self.store.versions_of(&permit, row.number).await? {
                if version.epoch != epoch {
                    write
                        .rewrap_version(
                            &row,
                            self.rewrapped_version(&row, version, epoch)?,
                            self.actor.account.0,
                        )
                        .await?;
                }
            }
            if row.epoch != epoch {
                write.rewrap_incident(self.rewrapped(row, epoch)?, self.actor.account.0).await?;
            }
        }
        // What is left of the batch goes to attachments, and then to working papers and releases; an attachment that waits for
        // triage is under the intake key.
        let attachments = self.store.attachments_before_epoch(&permit, epoch, BATCH - records).await?;
        let mut records = records + attachments.len() as u64;
        for row in attachments {
            let new = self.rewrapped_attachment(&row, epoch)?;
            write.rewrap_attachment(&row, new, self.actor.account).await?;
        }
        if records < BATCH {
            let papers = self.store.papers_before_epoch(&permit, epoch, BATCH - records).await?;
            records += papers.len() as u64;
            for row in papers {
                let new = self.rewrapped_paper(&row, epoch)?;
                write.put_paper(Some(&row), &new, self.actor.account).await?;
            }
        }
        if records < BATCH {
            let releases = self.store.releases_before_epoch(&permit, epoch, BATCH - records).await?;
            records += releases.len() as u64;
            for row in releases {
                let new = self.rewrapped_release(&row, epoch)?;
                write.change_release(new, LogAct::Rewrapped, self.actor.account).await?;
            }
        }
        let done = records < BATCH;
        if done {
            rewrap_facts(self, &mut write).await?;
        }
        write.commit().await?;
        let left = if done { 0 } else { self.left_to_rewrap().await? };
        Ok(RotationStep { epoch, records, left, done })
    }

    /// How many records, attachments, working papers and releases are left under an older epoch.
    pub async fn left_to_rewrap(&self) -> Result<u64, CaseError> {
        let permit = self.permit::<act::ManageKeys>().await?;
        Ok(self.store.count_before_epoch(&permit, self.keys.epoch()?).await?)
    }

    fn rewrapped(&self, row: IncidentRow, epoch: u32) -> Result<IncidentRow, CaseError> {
        let case = self.rewrap_part(Compartment::Case, &row, row.version, row.epoch, epoch, &row.case)?;
        let identity = row.identity.version;
        let sealed =
            self.rewrap_part(Compartment::Identity, &row, identity, row.epoch, epoch, &row.identity.sealed)?;
        Ok(IncidentRow { epoch, case, identity: IdentityPart { version: identity, sealed }, ..row })
    }

    fn rewrapped_version(
        &self,
        row: &IncidentRow,
        version: VersionRow,
        epoch: u32,
    ) -> Result<VersionRow, CaseError> {
        let case =
            self.rewrap_part(Compartment::Case, row, version.version, version.epoch, epoch, &version.case)?;
        let identity = match &version.identity {
            Some(sealed) => {
                let at = version.identity_version;
                Some(self.rewrap_part(Compartment::Identity, row, at, version.epoch, epoch, sealed)?)
            }
            None => None,
        };
        Ok(version.with_parts(epoch, case, identity))
    }

    fn rewrapped_attachment(&self, row: &AttachmentRow, epoch: u32) -> Result<AttachmentRow, CaseError> {
        let (old, new) =
            (self.keys.at(Compartment::Identity, row.epoch)?, self.keys.at(Compartment::Identity, epoch)?);
        let place = key_place(row.id);
        let file_key = new.rewrap(old, &place, &row.file_key, &mut SystemEntropy::new())?;
        Ok(AttachmentRow { epoch, file_key, ..row.clone() })
    }

    fn rewrap_part(
        &self,
        compartment: Compartment,
        row: &IncidentRow,
        version: u64,
        from: u32,
        to: u32,
        part: &Sealed,
    ) -> Result<Sealed, CaseError> {
        let (old, new) = (self.keys.at(compartment, from)?, self.keys.at(compartment, to)?);
        let place = record_place(compartment, row.id, version);
        let key = new.rewrap(old, &place, &part.key, &mut SystemEntropy::new())?;
        Ok(Sealed { key, body: part.body.clone() })
    }

    /// Somebody who has a role here, or still a grant. Who is elsewhere only is nobody here: otherwise the answers
    /// would tell who works in another situation.
    async fn person(&self, login: &str) -> Result<AccountRow, CaseError> {
        let unknown = || CaseError::UnknownLogin(excerpt(login).to_string());
        let row = self.store.account(login).await?.ok_or_else(unknown)?;
        let number = self.situation.row.number;
        let roles = self.store.roles(row.id).await?;
        let is_here = roles.iter().any(|role| role.situation == number)
            || !self.store.grants(number, Some(row.id)).await?.is_empty();
        if is_here { Ok(row) } else { Err(unknown()) }
    }

    pub(super) async fn opened_by(&self, person: &AccountRow) -> Result<BTreeSet<Compartment>, CaseError> {
        let roles = self.store.roles(person.id).await?;
        Ok(roles
            .iter()
            .filter(|role| role.situation == self.situation.row.number)
            .flat_map(|role| compartments(role.role).iter().copied())
            .collect())
    }
}

/// Opens the vault with the custodians' secrets and grants everything to a co-chair who has signed in anew.
/// The grants are signed by that co-chair's own key: whoever holds enough custodians' secrets holds the keys.
pub async fn recover(
    store: Arc<Store>,
    situation: &str,
    login: &str,
    password: &Password,
    secrets: &[CustodianKey],
    now: Now,
) -> Result<usize, CaseError> {
    let found = Situation::find(&store, situation).await?;
    let mut desk = Desk::sign_in(Arc::clone(&store), situation, login, password, now).await?;
    let permit = desk.permit::<act::ManageKeys>().await?;
    let custodians = store.custodians(found.row.number).await?;
    let mut held = Vec::new();
    for row in &custodians {
        let public = CustodianPublic::from_text(&row.public_key)?;
        if let Some(secret) = secrets.iter().find(|secret| secret.public() == public) {
            held.push((row.number, secret));
        }
    }
    if held.len() < THRESHOLD {
        return Err(CaseError::Invalid(format!(
            "{} of the secrets given belong to custodians of this situation; {THRESHOLD} are needed",
            held.len()
        )));
    }
    let mut keys = Vec::new();
    for row in store.recovery_envelopes(found.row.number).await? {
        let opens = row.envelope.custodians.iter().all(|number| held.iter().any(|(have, _)| have == number));
        let done = keys
            .iter()
            .any(|key: &CompartmentKey| (key.compartment(), key.epoch()) == (row.compartment, row.epoch));
        if opens && !done {
            keys.push(vault::recover(&found.vault(), row.compartment, row.epoch, &row.envelope, &held)?);
        }
    }
    check_recovered(&store, &found, &keys).await?;
    let to = desk.account.clone();
    let mut rng = SystemEntropy::new();
    let mut write = store.write(&permit, now.hour).await?;
    for key in &keys {
        write.put_grant(&desk.granted(key, &to, &mut rng)?).await?;
    }
    write.commit().await?;
    let count = keys.len();
    for key in keys {
        desk.keys.put(key);
    }
    Ok(count)
}

/// Proves recovered keys before anything is sealed under them: each is the one whose row is in the store, and
/// the case key opens what only the true one opens.
async fn check_recovered(
    store: &Store,
    situation: &Situation,
    keys: &[CompartmentKey],
) -> Result<(), CaseError> {
    let number = situation.row.number;
    let find = |compartment, epoch| {
        keys.iter().find(|key: &&CompartmentKey| (key.compartment(), key.epoch()) == (compartment, epoch))
    };
    for row in store.compartment_keys(number).await? {
        let before = row.epoch.checked_sub(1).and_then(|before| find(row.compartment, before));
        match find(row.compartment, row.epoch) {
            Some(key) => check_key(key, before, &row)?,
            None => return Err(vault::VaultError::WrongKey.into()),
        }
    }
    if let Some(row) = store.naming_key(number).await? {
        let case = find(Compartment::Case, row.epoch).ok_or(vault::VaultError::WrongKey)?;
        case.open(&naming_place(&situation.row.id.0), &row.sealed.key, &row.sealed.body)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rule on which roles go together rests on it.
    #[test]
    fn roles_that_open_content_are_those_with_compartments() {
        for role in Role::ALL {
            assert_eq!(role.opens_content(), !compartments(*role).is_empty(), "{role}");
        }
    }
}
