//! Reports that a telephone encrypted (ODK's encrypted forms): opened at triage, and checked against all that is said of
//! them elsewhere.
//!
//! Nothing here is answered to a telephone: what opens and what does not, and how long it took, shows to nobody who sends.

use super::telephone::kind_of;
use super::{CaseError, Desk};
use domain::access::{Permit, act};
use domain::attachment::{BadAttachment, Description, MOST_BYTES};
use domain::id::AccountId;
use domain::interchange::{Incident, Problem};
use foreign::openrosa::{self, Encrypted, Parcel};
use std::collections::HashMap;
use store::AttachmentRow;
use tokio::task::block_in_place;
use vault::{FileKey, FormKey, ParcelKey, SystemEntropy, VaultError, Zeroizing};

/// How many attachments that wait are read at once.
const PAGE: u64 = 100;

/// A file of an encrypted report, as it waits.
struct Waiting {
    row: AttachmentRow,
    key: FileKey,
    description: Description,
}

/// The files of encrypted reports that wait, by who sent them and by the report.
#[derive(Default)]
pub(super) struct ParcelFiles(HashMap<(Option<AccountId>, String), Vec<Waiting>>);

/// An encrypted report, as far as it opened.
pub(super) struct Unpacked {
    /// The form, or what came where that does not open.
    pub(super) text: Zeroizing<Vec<u8>>,
    /// The report, where nothing is wrong with it.
    pub(super) incident: Option<Incident>,
    /// What is wrong with it: nothing is made of it as it is.
    pub(super) wrong: Vec<Problem>,
    /// What a person should look at before it is taken.
    pub(super) doubts: Vec<Problem>,
}

fn problem(path: &str, message: impl Into<String>) -> Problem {
    Problem { path: path.to_owned(), message: message.into() }
}

impl Desk {
    /// The files of encrypted reports that wait for triage.
    pub(super) async fn parcel_files(&self, permit: &Permit<act::Triage>) -> Result<ParcelFiles, CaseError> {
        let mut files = ParcelFiles::default();
        let mut after = None;
        loop {
            let page = self.store.attachments_waiting(permit, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(files) };
            after = Some(last.id);
            for row in page {
                // One that does not open says so when it is to be put to its incident.
                let Ok(key) = self.file_key(&row) else { continue };
                let Ok(description) = self.description_under(&key, &row) else { continue };
                let Some(encrypted) = &description.encrypted else { continue };
                let of = (row.account, encrypted.parcel.clone());
                files.0.entry(of).or_default().push(Waiting { row, key, description });
            }
        }
    }

    /// Opens an encrypted report with its files.
    pub(super) async fn unpacked(
        &self,
        permit: &Permit<act::Triage>,
        by: AccountId,
        parcel: &Parcel<'_>,
        files: &ParcelFiles,
    ) -> Result<Unpacked, CaseError> {
        let mut unpacked = Unpacked {
            text: Zeroizing::new(parcel.cover.to_vec()),
            incident: None,
            wrong: Vec::new(),
            doubts: Vec::new(),
        };
        let sent = match Encrypted::read(parcel.cover) {
            Ok(Some(sent)) => sent,
            Ok(None) => {
                unpacked.wrong.push(problem("", "its cover cannot be read"));
                return Ok(unpacked);
            }
            Err(problems) => {
                unpacked.wrong = problems;
                return Ok(unpacked);
            }
        };
        let Some((pair, key)) = opening(self.keys.form_keys()?, &sent.instance_id, &sent.key)? else {
            unpacked.wrong.push(problem(
                "base64EncryptedKey",
                "no key of this situation opens it: it was encrypted to another one, or was damaged on its way; the \
                 telephone may still have the report, or can be asked for another",
            ));
            return Ok(unpacked);
        };
        match key.open(sent.files.len(), parcel.form) {
            Ok(form) => unpacked.text = form,
            Err(_) => {
                unpacked.wrong.push(problem(
                    &sent.filled_in,
                    "it does not open: it was changed or damaged after the telephone encrypted it",
                ));
                return Ok(unpacked);
            }
        }
        self.read_form(&sent, &mut unpacked);
        self.check_signature(permit, by, parcel, &sent, (pair, &key), files, &mut unpacked).await?;
        if !unpacked.wrong.is_empty() {
            unpacked.incident = None;
        }
        Ok(unpacked)
    }

    /// Reads what the form says, and compares with it what the cover says.
    fn read_form(&self, sent: &Encrypted, unpacked: &mut Unpacked) {
        let expected = openrosa::form_id(&self.situation.row.code);
        if sent.form != expected {
            let message =
                format!("it is of the form {:?}, and the one of this situation is {expected:?}", sent.form);
            unpacked.wrong.push(problem("id", message));
        }
        let filled_in = match openrosa::read(&unpacked.text, &self.situation.registers, self.now.today) {
            Ok(filled_in) => filled_in,
            Err(problems) => return unpacked.wrong.extend(problems),
        };
        let version = sent.version.as_deref().unwrap_or_default();
        for (path, cover, inside) in [
            ("id", sent.form.as_str(), &filled_in.form),
            ("version", version, &filled_in.version),
            ("meta/instanceID", sent.instance_id.as_str(), &filled_in.instance_id),
        ] {
            if cover != inside {
                let message = format!("the cover says {cover:?}, and the form inside it {inside:?}");
                unpacked.wrong.push(problem(path, message));
            }
        }
        // Its files wait under this one: nobody could read the other where they arrived.
        unpacked.incident = Some(Incident { external_id: sent.reference(), ..filled_in.incident });
    }

    #[expect(clippy::too_many_arguments, reason = "all of it is what the one signature is about")]
    async fn check_signature(
        &self,
        permit: &Permit<act::Triage>,
        by: AccountId,
        parcel: &Parcel<'_>,
        sent: &Encrypted,
        (pair, key): (&FormKey, &ParcelKey),
        files: &ParcelFiles,
        unpacked: &mut Unpacked,
    ) -> Result<(), CaseError> {
        let of = (Some(by), hex::encode(parcel.mark));
        let there = files.0.get(&of).map(Vec::as_slice).unwrap_or_default();
        let (mut marks, mut missing) = (Vec::with_capacity(sent.files.len() + 1), Vec::new());
        for (place, name) in sent.files.iter().enumerate() {
            let mut same = there.iter().filter(|file| file.description.name == *name);
            let Some(file) = same.next() else {
                missing.push(name.as_str());
                continue;
            };
            if same.next().is_some() {
                unpacked.doubts.push(problem(name, "two different files came under this name"));
            }
            let bytes = self.file_bytes(permit, file).await;
            // A film takes a while: other requests do not wait for it.
            let mark = |bytes: Zeroizing<Vec<u8>>| Ok(vault::file_mark(&key.open(place, &bytes)?));
            match block_in_place(|| bytes.and_then(mark)) {
                Ok(mark) => marks.push(mark),
                Err(CaseError::Store(error)) => return Err(error.into()),
                Err(_) => unpacked.wrong.push(problem(
                    name,
                    "it does not open: it was changed or damaged after the telephone encrypted it",
                )),
            }
        }
        let Some(signature) = &sent.signature else {
            unpacked.doubts.push(problem("", "it has no signature: nothing says that it is whole"));
            return Ok(());
        };
        let Ok(signed) = pair.signed_mark(signature, &mut SystemEntropy::new()) else {
            let message = "the signature does not open: it was damaged, or made for another key";
            unpacked.wrong.push(problem("base64EncryptedElementSignature", message));
            return Ok(());
        };
        if !missing.is_empty() {
            let message = format!(
                "{} of its {} files have not come ({}), so its signature cannot be checked; wait for them, or take it without",
                missing.len(),
                sent.files.len(),
                missing.join(", ")
            );
            unpacked.doubts.push(problem("", message));
        } else if marks.len() == sent.files.len() {
            marks.push(vault::file_mark(&unpacked.text));
            if vault::file_mark(sent.signed(&marks).as_bytes()) != signed {
                let message = "the signature is not that of the form and the files that came: one of them was changed or \
                               exchanged";
                unpacked.wrong.push(problem("base64EncryptedElementSignature", message));
            }
        }
        Ok(())
    }

    /// What came of a file, whole: as large as one may be, and no larger.
    async fn file_bytes(
        &self,
        permit: &Permit<act::Triage>,
        file: &Waiting,
    ) -> Result<Zeroizing<Vec<u8>>, CaseError> {
        self.whole_content(permit, &file.key, &file.row, &file.description).await
    }

    /// Opens a file that a telephone encrypted: what it shows, and what it really is.
    pub(super) async fn opened_file(
        &self,
        permit: &Permit<act::Triage>,
        key: &FileKey,
        row: &AttachmentRow,
        description: &Description,
    ) -> Result<(Description, Zeroizing<Vec<u8>>), CaseError> {
        let Some(encrypted) = &description.encrypted else { return Err(BadAttachment::Encrypted.into()) };
        let wrapped = openrosa::wrapped_key(&encrypted.key).ok_or(BadAttachment::Encrypted)?;
        let opening = opening(self.keys.form_keys()?, &encrypted.instance, &wrapped)?;
        let (_, parcel_key) = opening.ok_or_else(|| {
            CaseError::Invalid(
                "no key of this situation opens it: it was encrypted to another one".to_owned(),
            )
        })?;
        let bytes = self.whole_content(permit, key, row, description).await?;
        let plain = block_in_place(|| parcel_key.open(encrypted.place, &bytes)).map_err(|_| {
            CaseError::Invalid("it was changed or damaged after the telephone encrypted it".to_owned())
        })?;
        let name = description.own_name().to_owned();
        let opened = Description {
            media_type: kind_of(&name, &plain)?,
            size: plain.len() as u64,
            sha256: hex::encode(vault::sha256(&plain)),
            encrypted: None,
            name,
            ..description.clone()
        };
        opened.check()?;
        Ok((opened, plain))
    }

    async fn whole_content(
        &self,
        permit: &Permit<act::Triage>,
        key: &FileKey,
        row: &AttachmentRow,
        description: &Description,
    ) -> Result<Zeroizing<Vec<u8>>, CaseError> {
        // Bounds before anything is read.
        description.check()?;
        if description.chunks() != row.chunks || description.size > MOST_BYTES {
            return Err(BadAttachment::Other.into());
        }
        let mut whole = Zeroizing::new(Vec::with_capacity(description.size as usize));
        for number in 0..row.chunks {
            whole.extend_from_slice(&self.waiting_chunk(permit, key, row, description, number).await?);
        }
        if hex::encode(vault::sha256(&whole)) == description.sha256 {
            Ok(whole)
        } else {
            Err(BadAttachment::Other.into())
        }
    }
}

/// The pair that opens the key of a report, and that key. A telephone does not say to which pair it encrypted.
fn opening<'k>(
    pairs: &'k [FormKey],
    instance: &str,
    wrapped: &[u8],
) -> Result<Option<(&'k FormKey, ParcelKey)>, CaseError> {
    let mut rng = SystemEntropy::new();
    for pair in pairs {
        match pair.parcel_key(instance, wrapped, &mut rng) {
            Ok(key) => return Ok(Some((pair, key))),
            Err(VaultError::WrongKey | VaultError::Malformed(_)) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Ok(None)
}
