//! Telephones that send reports by OpenRosa (ODK Collect, KoboCollect) in a monitor's name.
//!
//! A telephone shows a secret in its address and nothing else: no password, no person's key. So it can send and do nothing
//! more, and what it sends is sealed to the intake key before it is stored, as all reports are.

use super::keyring::VaultRows;
use super::office::Office;
use super::people::{excerpt, random_id};
use super::post::{Came, put};
use super::upload::file_place;
use super::{CaseError, Desk, Now, Situation};
use domain::access::{AccountStatus, Act, Actor, Permit, Role, act, permit};
use domain::attachment::{
    BadAttachment, CHUNK, Description, ENCRYPTED, Encrypted, MOST_UNFINISHED, MOST_WAITING, MediaType,
};
use domain::id::{AccountId, AttachmentId, SubmissionId, TelephoneId};
use domain::interchange::Incident;
use foreign::openrosa::Parcel;
use std::collections::HashMap;
use std::sync::Arc;
use store::{AttachmentRow, AttachmentState, Begun, Store, SubmissionRow, TelephoneRow, Write};
use vault::{FileKey, FilePlace, SystemEntropy, TelephoneSecret, Zeroizing};

/// Telephones that may send in one monitor's name at the same time.
const MOST_TELEPHONES: u64 = 5;
/// For how many days a telephone may send: at most, and unless somebody says otherwise.
const MOST_DAYS: u16 = 366;
const USUAL_DAYS: u16 = 180;

/// A telephone, as lists show it.
#[derive(Clone, Debug)]
pub struct TelephoneLine {
    /// Its id.
    pub id: TelephoneId,
    /// The login in whose name it sends.
    pub login: String,
    /// When it was added, in whole hours since 1970.
    pub added_hour: i64,
    /// From when on it sends no more, in whole hours since 1970.
    pub expires_hour: i64,
}

/// A telephone that was just added.
pub struct NewTelephone {
    /// What lists show of it.
    pub line: TelephoneLine,
    /// What stands in its address; shown once.
    pub secret: Zeroizing<String>,
}

impl Desk {
    /// Adds a telephone that sends in one's own name or, for whoever administers, in another monitor's. It may send for so
    /// many days.
    pub async fn add_telephone(
        &self,
        login: Option<&str>,
        days: Option<u16>,
    ) -> Result<NewTelephone, CaseError> {
        let permit = self.permit::<act::KeepTelephones>().await?;
        let days = days.unwrap_or(USUAL_DAYS);
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(CaseError::Invalid(format!("a telephone may send for 1 to {MOST_DAYS} days")));
        }
        let (account, login, roles) = match login.filter(|login| *login != self.login()) {
            None => (self.account(), self.login().to_owned(), self.actor.roles.clone()),
            Some(other) => {
                self.permit::<act::Administer>().await?;
                let (row, roles) = self.member(other).await?;
                (row.id, row.login, roles)
            }
        };
        if !roles.contains(&Role::Monitor) {
            let who = excerpt(&login);
            return Err(CaseError::Invalid(format!(
                "{who} is no monitor here; telephones send for monitors"
            )));
        }
        let mut rng = SystemEntropy::checked()?;
        let secret = TelephoneSecret::generate(&mut rng)?;
        let added_hour = self.store.clock().await?.div_euclid(3600);
        let row = TelephoneRow {
            id: TelephoneId(random_id(&mut rng)?),
            situation: self.situation.row.number,
            account,
            version: 1,
            secret_digest: secret.digest(),
            added_hour,
            expires_hour: added_hour + i64::from(days) * 24,
            ended_hour: None,
        };
        let mut write = self.store.write(&permit, self.now.hour).await?;
        if !write.add_telephone(&row, MOST_TELEPHONES, self.account()).await? {
            write.abandon().await?;
            return Err(CaseError::Invalid(format!(
                "{MOST_TELEPHONES} telephones send in this name already; end one of them first"
            )));
        }
        write.commit().await?;
        let TelephoneRow { id, expires_hour, .. } = row;
        let line = TelephoneLine { id, login, added_hour, expires_hour };
        Ok(NewTelephone { line, secret: secret.to_text() })
    }

    /// The telephones that were not ended: one's own, or everybody's for whoever administers.
    pub async fn telephones(&self) -> Result<Vec<TelephoneLine>, CaseError> {
        let permit = self.permit::<act::KeepTelephones>().await?;
        let rows = self.store.telephones(&permit, self.own_alone()).await?;
        let logins: HashMap<AccountId, String> = if rows.is_empty() {
            HashMap::new()
        } else {
            self.store.accounts().await?.into_iter().map(|row| (row.id, row.login)).collect()
        };
        let line = |row: TelephoneRow| TelephoneLine {
            id: row.id,
            login: logins.get(&row.account).cloned().unwrap_or_default(),
            added_hour: row.added_hour,
            expires_hour: row.expires_hour,
        };
        Ok(rows.into_iter().map(line).collect())
    }

    /// Ends a telephone at once: one's own, or anybody's for whoever administers.
    pub async fn end_telephone(&self, id: TelephoneId) -> Result<(), CaseError> {
        let permit = self.permit::<act::KeepTelephones>().await?;
        let (situation, hour) = (self.situation.row.number, self.store.clock().await?.div_euclid(3600));
        let mut write = self.store.write(&permit, self.now.hour).await?;
        if write.end_telephone(situation, id, self.own_alone(), hour, self.account()).await? {
            write.commit().await?;
            return Ok(());
        }
        write.abandon().await?;
        Err(CaseError::NotFound)
    }

    /// Ends, inside a change of an account, all telephones that send in its name here: given back later, the account or
    /// the role brings no telephone back that somebody else may hold by then.
    pub(super) async fn end_telephones_of(
        &self,
        write: &mut Write<'_>,
        account: AccountId,
    ) -> Result<(), CaseError> {
        let (situation, hour) = (self.situation.row.number, self.store.clock().await?.div_euclid(3600));
        Ok(write.end_telephones_of(situation, account, hour, self.account()).await?)
    }

    /// The same in all situations: what the account itself loses it loses in all of them.
    pub(super) async fn end_telephones_everywhere(
        &self,
        write: &mut Write<'_>,
        account: AccountId,
    ) -> Result<(), CaseError> {
        let (situation, hour) = (self.situation.row.number, self.store.clock().await?.div_euclid(3600));
        Ok(write.end_telephones_everywhere(situation, account, hour, self.account()).await?)
    }

    /// Whose telephones somebody keeps: their own alone, unless they administer.
    fn own_alone(&self) -> Option<AccountId> {
        (!self.actor.roles.contains(&Role::Administrator)).then_some(self.actor.account)
    }
}

/// A file that a telephone sends with a report.
pub struct FileSent<'f> {
    /// The id that the telephone gave the report.
    pub instance: &'f str,
    /// The report's `external_id`.
    pub report: &'f str,
    /// The file's name.
    pub name: &'f str,
    /// What came.
    pub bytes: &'f [u8],
    /// How it is encrypted, where the telephone did that.
    pub encrypted: Option<Encrypted>,
}

/// A telephone at its one work: sending.
pub struct Telephone {
    store: Arc<Store>,
    situation: Arc<Situation>,
    rows: Arc<VaultRows>,
    row: TelephoneRow,
    actor: Actor,
    secret: TelephoneSecret,
    now: Now,
}

impl Office {
    /// The telephone of a secret, if it may still send to the situation of a code. Whatever keeps it from that, the answer
    /// is the same: there is nothing here.
    pub async fn telephone(
        &self,
        secret: TelephoneSecret,
        situation: &str,
        now: Now,
    ) -> Result<Telephone, CaseError> {
        let found = self.store.telephone_caller(&secret.digest(), situation).await?;
        let found = found.ok_or(CaseError::NotFound)?;
        let (row, marks) = (found.telephone, found.situation.ok_or(CaseError::NotFound)?);
        let is_monitor =
            found.roles.iter().any(|role| role.situation == row.situation && role.role == Role::Monitor);
        let may_send = row.situation == marks.number
            && row.ended_hour.is_none()
            && found.hour < row.expires_hour
            && found.account.status == AccountStatus::Active
            && is_monitor;
        if !may_send {
            return Err(CaseError::NotFound);
        }
        let (situation, rows) = self.reference(situation, marks).await?;
        // It does what a monitor does, whatever else the person is.
        let actor = situation.actor(row.account, vec![Role::Monitor]);
        Ok(Telephone { store: Arc::clone(&self.store), situation, rows, row, actor, secret, now })
    }
}

impl Telephone {
    /// Which it is.
    pub fn id(&self) -> TelephoneId {
        self.row.id
    }

    /// The situation to which it sends.
    pub fn situation(&self) -> &Situation {
        &self.situation
    }

    /// The moment of what is done.
    pub fn now(&self) -> Now {
        self.now
    }

    /// A telephone's actor has one role, and the policy is asked of it all the same.
    fn permit<A: Act>(&self) -> Result<Permit<A>, CaseError> {
        Ok(permit::<A>(&self.actor)?)
    }

    fn name(&self, label: &str, parts: &[&[u8]]) -> [u8; 16] {
        let text = vault::digest_of(&[&[&self.situation.row.id.0[..]], parts].concat());
        self.secret.name(label, &text)
    }

    /// The key to which it encrypts what is finished, if it is to: SubjectPublicKeyInfo, in DER.
    pub fn public_key(&self) -> Option<&[u8]> {
        self.rows.form_keys().last().map(|row| row.public.as_slice())
    }

    /// Seals a report to the intake compartment and stores it; says whether it was new. `instance` is the id that the
    /// telephone gave it, `bytes` what it sent: the same again is the same report, other bytes are refused, so that neither
    /// is lost.
    pub async fn submit(&self, instance: &str, bytes: &[u8], report: &Incident) -> Result<bool, CaseError> {
        let _: Permit<act::Submit> = self.permit()?;
        self.take(instance, bytes, &report.to_canonical_json()).await
    }

    /// The same with a report that the telephone encrypted: its cover and its form, as they came. What is wrong inside shows
    /// at triage, and then keeps it waiting.
    pub async fn submit_encrypted(
        &self,
        instance: &str,
        cover: &[u8],
        form: &[u8],
    ) -> Result<bool, CaseError> {
        let _: Permit<act::Submit> = self.permit()?;
        let parcel = Parcel { mark: self.parcel(instance), cover, form }.to_bytes();
        self.take(instance, &parcel, &parcel).await
    }

    /// By what an encrypted report is known among those of this telephone, and its files with it.
    pub fn parcel(&self, instance: &str) -> [u8; 16] {
        self.name("parcel", &[instance.as_bytes()])
    }

    async fn take(&self, instance: &str, bytes: &[u8], plain: &[u8]) -> Result<bool, CaseError> {
        let permit = self.permit::<act::Submit>()?;
        let key = self.rows.submission().ok_or(CaseError::NoGrant("intake"))?;
        let id = SubmissionId(self.name("report", &[instance.as_bytes()]));
        let tag = self.secret.tag(bytes);
        let row = SubmissionRow {
            id,
            situation: self.situation.row.number,
            account: self.actor.account,
            received_hour: self.now.hour,
            epoch: key.epoch,
            sealed: key.seal_submission(id.0, plain, &mut SystemEntropy::new())?,
        };
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.telephone_as_logged(&self.row).await?;
        if let Some(before) = write.note_telephone_report(id, &tag).await? {
            write.abandon().await?;
            return if before == tag { Ok(false) } else { Err(CaseError::Taken) };
        }
        write.expect_epoch(self.situation.row.number, key.epoch).await?;
        let (came, _) = put(&mut write, vec![row]).await?;
        if came.first() != Some(&Came::New) {
            // By what it was known is gone: whether these are the same bytes nobody can tell, and none were stored.
            write.abandon().await?;
            return Err(CaseError::Taken);
        }
        write.commit().await?;
        Ok(true)
    }

    /// Seals a file that goes with a report, and stores it to wait for triage with it; says whether it was new.
    pub async fn attach(&self, file: FileSent<'_>) -> Result<bool, CaseError> {
        let FileSent { instance, report, name, bytes, encrypted } = file;
        let permit = self.permit::<act::Submit>()?;
        let to = self.rows.submission().ok_or(CaseError::NoGrant("intake"))?;
        let media_type = match &encrypted {
            None => kind_of(name, bytes)?,
            // What it really is shows when it is opened.
            Some(_) => kind_by_name(name.strip_suffix(ENCRYPTED).unwrap_or(name))?,
        };
        let description = Description {
            name: name.to_owned(),
            media_type,
            size: bytes.len() as u64,
            sha256: hex::encode(vault::sha256(bytes)),
            report: Some(report.to_owned()),
            encrypted,
            by: None,
        };
        description.check()?;
        let parts = [instance.as_bytes(), name.as_bytes(), description.sha256.as_bytes()];
        let id = AttachmentId(self.name("attachment", &parts));
        match self.store.upload(&permit, id).await? {
            Some(there) if there.state.is_whole() => return Ok(false),
            // It was cut off: its key is sealed to others, so it is begun anew.
            Some(_) => _ = self.store.give_up_upload(&permit, id).await?,
            None => {}
        }
        let mut rng = SystemEntropy::new();
        let key = FileKey::generate(&mut rng)?;
        let vault = self.situation.vault();
        let place = FilePlace { vault: &vault, attachment: id.0, chunks: description.chunks() };
        let row = AttachmentRow {
            id,
            situation: self.situation.row.number,
            incident: None,
            account: Some(self.actor.account),
            state: AttachmentState::ArrivingSealed,
            version: 1,
            begun_hour: self.store.clock().await?.div_euclid(3600),
            chunks: place.chunks,
            epoch: to.epoch,
            content: None,
            file_key: to.seal_file_key(id.0, &key, &mut rng)?,
            description: key.seal_description(&place, &super::intake::bytes_of(&description), &mut rng)?,
        };
        match self.store.begin_upload(&permit, row.clone(), MOST_UNFINISHED, MOST_WAITING).await? {
            Begun::New => {}
            // Nobody else can have made this id: it was put to its incident since.
            Begun::Taken => return Ok(false),
            Begun::TooManyUnfinished | Begun::TooManyWaiting => {
                return Err(CaseError::Upload(
                    "too many attachments wait for triage; send more when they were seen",
                ));
            }
        }
        for (number, chunk) in (0..).zip(bytes.chunks(CHUNK)) {
            let sealed = key.seal_chunk(&file_place(&vault, &row), number, chunk, &mut rng)?;
            self.store.put_chunk(&permit, &row, number, sealed).await?;
        }
        let mut write = self.store.write(&permit, self.now.hour).await?;
        write.telephone_as_logged(&self.row).await?;
        let done = AttachmentRow { state: AttachmentState::Waiting, ..row.clone() };
        write.finish_upload(&row, done, self.actor.account).await?;
        write.commit().await?;
        Ok(true)
    }
}

/// What a file may be, by the ending of its name.
fn kinds_by_name(name: &str) -> impl Iterator<Item = MediaType> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    MediaType::ALL.iter().copied().filter(move |kind| kind.endings().contains(&ending.as_str()))
}

fn kind_by_name(name: &str) -> Result<MediaType, CaseError> {
    kinds_by_name(name).next().ok_or_else(|| BadAttachment::Ending.into())
}

/// What a file is, by the ending of its name and by how it begins.
pub(super) fn kind_of(name: &str, bytes: &[u8]) -> Result<MediaType, CaseError> {
    let begins = bytes.get(..CHUNK).unwrap_or(bytes);
    kind_by_name(name)?;
    kinds_by_name(name).find(|kind| kind.check(begins).is_ok()).ok_or_else(|| BadAttachment::Content.into())
}
