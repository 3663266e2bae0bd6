//! Handing a situation over: everything that it holds, in open forms, sealed to keys outside (decision 0052).
//!
//! Nobody who leaves must leave anything behind. What is written is for the task force that goes on, so that consent to
//! share with others is not asked about; two co-chairs agree to the keys.

use super::history::{HistoryLine, told};
use super::keyring::{Keyring, VaultRows};
use super::paper::{PaperSheet, sheet};
use super::proposals::{HandOver, Parameters};
use super::releases::{Release, Working, hex};
use super::{CaseError, Desk, Situation, on_all_cores};
use domain::access::{Permit, ProposalRefusal, act};
use domain::attachment::Description;
use domain::audit::LogAct;
use domain::counting::RULES;
use domain::id::{AccountId, IncidentId};
use domain::register::Table;
use domain::retention::Retention;
use domain::workflow::{AllowedDays, BestInterest, Exchange, ReferralWords, Talk};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::sync::Arc;
use store::{AttachmentRow, Entry, IncidentRow, RegisterChangeRow};
use vault::{Addressee, Compartment, Handover, digest_of};
use zip::ZipWriter;
use zip::write::{SimpleFileOptions, StreamWriter};

const PAGE: u64 = 500;
/// Logins by accounts.
type Logins = HashMap<AccountId, String>;

const README: &str = include_str!("hand_over.txt");

/// What was handed over, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct HandedOver {
    /// Incidents, each with its history.
    pub incidents: u64,
    /// Superseded versions.
    pub versions: u64,
    /// Attachments, with their content.
    pub attachments: u64,
    /// Releases.
    pub releases: u64,
    /// Entries of the log.
    pub log_entries: u64,
    /// Reports and attachments that nobody has opened, and that are not in it.
    pub waiting: u64,
    /// What did not open, and is not in it.
    pub left_out: Vec<String>,
}

/// What stands in `situation.json`.
#[derive(Serialize)]
struct About<'a> {
    schema: &'static str,
    code: &'a str,
    name: &'a str,
    closed_hour: Option<i64>,
    written_on: Date,
    written_by: &'a str,
    program: &'static str,
    counting_rules: &'static str,
    /// Days that steps may wait: the initial one, and the technical one.
    days: [u16; 2],
    /// For how many months a record is kept after it was last changed; none where there is no end.
    months_kept: Option<u16>,
    #[serde(flatten)]
    holds: &'a HandedOver,
}

/// A line of `histories.jsonl`.
#[derive(Serialize)]
struct History {
    id: IncidentId,
    external_id: Value,
    version: u64,
    events: Vec<HistoryLine>,
    earlier: Vec<Earlier>,
    paper: Option<PaperSheet>,
    words: Vec<Exchange>,
    referred: Vec<ReferralWords>,
    best_interests: Vec<BestInterest>,
    attachments: Vec<File>,
}

#[derive(Serialize)]
struct Earlier {
    version: u64,
    document: Value,
}

#[derive(Serialize)]
struct File {
    file: String,
    #[serde(flatten)]
    said: Description,
}

#[derive(Serialize)]
struct Released<'a> {
    state: &'static str,
    ordinal: Option<u64>,
    drafted_by: String,
    approved_by: Vec<String>,
    release: &'a Release,
    working: &'a Working,
}

#[derive(Serialize)]
struct Person {
    login: String,
    status: &'static str,
    roles: Vec<&'static str>,
    fingerprint: String,
}

#[derive(Serialize)]
struct RegisterChanged<'a> {
    register: &'a str,
    version: u64,
    hour: i64,
    by: Option<&'a String>,
    what: Value,
}

/// An entry of the log; of another situation, the hash alone.
#[derive(Serialize)]
struct Logged<'a> {
    number: u64,
    leaf: String,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    says: Option<Says<'a>>,
}

#[derive(Serialize)]
struct Says<'a> {
    hour: i64,
    act: &'static str,
    actor: String,
    login: Option<&'a String>,
    situation: bool,
    object: String,
    version: u64,
    digest: String,
}

/// The archive inside what is sealed.
struct Archive<W: Write>(ZipWriter<StreamWriter<Handover<W>>>);

impl<W: Write> Archive<W> {
    fn begin(to: &[Addressee], out: W) -> Result<Archive<W>, CaseError> {
        let sealed = vault::seal_handover(to, out)?.map_err(CaseError::Output)?;
        Ok(Archive(ZipWriter::new_stream(sealed)))
    }

    fn file(&mut self, name: &str) -> Result<(), CaseError> {
        // Of what is streamed nobody knows beforehand that it stays below 4 GiB.
        self.0.start_file(name, SimpleFileOptions::default().large_file(true)).map_err(output)
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), CaseError> {
        self.0.write_all(bytes).map_err(CaseError::Output)
    }

    fn line(&mut self, value: &impl Serialize) -> Result<(), CaseError> {
        serde_json::to_writer(&mut self.0, value).map_err(|error| CaseError::Output(error.into()))?;
        self.bytes(b"\n")
    }

    fn finish(self) -> Result<W, CaseError> {
        self.0.finish().map_err(output)?.into_inner().finish().map_err(CaseError::Output)
    }
}

fn output(error: zip::result::ZipError) -> CaseError {
    CaseError::Output(io::Error::from(error))
}

impl Desk {
    /// Writes out everything that the situation holds, as of now, sealed to these keys: a ZIP archive, sealed in the age format.
    /// It takes an approved proposal for this person and exactly these keys. That it is done is in the log before anything is
    /// opened. Gives what was written, and what it was written to.
    ///
    /// What does not open is named in the outcome and in the archive, and the rest goes on.
    pub async fn hand_over<W: Write>(&self, to: &[Addressee], out: W) -> Result<(HandedOver, W), CaseError> {
        let permit: Permit<act::HandOver> = self.permit().await?;
        let (reads, identity) = (self.permit().await?, self.permit().await?);
        for compartment in [Compartment::Case, Compartment::Identity, Compartment::Release] {
            self.keys.current(compartment)?;
        }
        let mut write = self.store.write(&permit, self.now.hour).await?;
        let ours = HandOver::of(self.actor.account, to);
        let approved = self.approved_now(&write, &Parameters::HandOver(ours.clone())).await?;
        let approved = approved.ok_or(ProposalRefusal::HandOverNeedsTwo)?;
        let mut what: Vec<&[u8]> = vec![b"hand over", &approved.0];
        what.extend(ours.keys.iter().map(String::as_bytes));
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::HandedOver,
            situation: self.situation.row.number,
            object: self.situation.row.id.0,
            version: 0,
            digest: digest_of(&what),
        });
        write.commit().await?;

        let at = self.as_of_now().await?;
        let logins = at.logins_here().await?;
        let mut archive = Archive::begin(&ours.addressees()?, out)?;
        let mut held = HandedOver { waiting: at.unopened().await?, ..HandedOver::default() };
        archive.file("README.txt")?;
        archive.bytes(README.as_bytes())?;
        archive.file("checkpoint.txt")?;
        archive.bytes(at.checkpoint().await?.as_bytes())?;
        at.write_registers(&mut archive, &logins).await?;
        at.write_people(&mut archive).await?;
        at.write_log(&mut archive, &logins, &mut held).await?;
        at.write_incidents(&mut archive, &reads, &mut held).await?;
        let files = at.write_histories(&mut archive, (&reads, &identity), &logins, &mut held).await?;
        at.write_attachments(&mut archive, files, &mut held).await?;
        at.write_releases(&mut archive, &logins, &mut held).await?;
        let (days, _) = at.setting::<AllowedDays>().await?;
        let (retention, _) = at.setting::<Retention>().await?;
        archive.file("situation.json")?;
        archive.line(&About {
            schema: "sixfold.handover/1",
            code: &at.situation.row.code,
            name: &at.situation.row.name,
            closed_hour: at.situation.row.closed_hour,
            written_on: self.now.today,
            written_by: &self.account.login,
            program: env!("CARGO_PKG_VERSION"),
            counting_rules: RULES,
            days: [days.initial, days.technical],
            months_kept: retention.months(),
            holds: &held,
        })?;
        Ok((held, archive.finish()?))
    }

    /// The same person at the same work, in the store with its registers and keys as they stand now.
    async fn as_of_now(&self) -> Result<Desk, CaseError> {
        let store = Arc::new(self.store.moment().await?);
        let situation = Situation::find(&store, &self.situation.row.code).await?;
        let rows = Arc::new(VaultRows::read(&store, &situation).await?);
        Ok(Desk {
            store,
            actor: situation.actor(self.actor.account, self.actor.roles.clone()),
            situation: Arc::new(situation),
            account: self.account.clone(),
            key: Arc::clone(&self.key),
            keys: Keyring::of(rows, self.actor.account, Arc::clone(&self.key)),
            now: self.now,
            alarm: self.alarm,
            post: None,
            jobs: None,
        })
    }

    /// The logins of those who are or were somebody here: nobody outside learns who works elsewhere.
    async fn logins_here(&self) -> Result<Logins, CaseError> {
        let mut here: HashSet<AccountId> =
            self.accounts().await?.into_iter().map(|(row, _)| row.id).collect();
        let mut from = 0;
        loop {
            let rows = self.store.log_page(from, PAGE).await?;
            let Some(last) = rows.last() else { break };
            from = last.number + 1;
            let ours = rows.iter().filter(|row| row.entry.situation == self.situation.row.number);
            here.extend(ours.flat_map(|row| [AccountId(row.entry.actor), AccountId(row.entry.object)]));
        }
        let mut logins = self.logins().await?;
        logins.retain(|account, _| here.contains(account));
        Ok(logins)
    }

    async fn write_registers<W: Write>(
        &self,
        archive: &mut Archive<W>,
        logins: &Logins,
    ) -> Result<(), CaseError> {
        for table in Table::ALL {
            archive.file(&format!("registers/{table}.csv"))?;
            archive.bytes("\u{feff}".as_bytes())?;
            archive.bytes(self.situation.registers.to_csv(*table).as_bytes())?;
        }
        archive.file("registers/history.jsonl")?;
        for table in Table::ALL {
            let subject = table.code();
            let rows =
                self.store.register_changes(self.situation.row.number, subject, i64::MAX as u64).await?;
            for RegisterChangeRow { version, by, hour, note, .. } in rows.iter().rev() {
                let what = serde_json::from_str(&note.details).unwrap_or(Value::Null);
                let by = logins.get(by);
                archive.line(&RegisterChanged {
                    register: subject,
                    version: *version,
                    hour: *hour,
                    by,
                    what,
                })?;
            }
        }
        Ok(())
    }

    async fn write_people<W: Write>(&self, archive: &mut Archive<W>) -> Result<(), CaseError> {
        archive.file("people.jsonl")?;
        for (row, roles) in self.accounts().await? {
            archive.line(&Person {
                status: row.status.code(),
                roles: roles.iter().map(|role| role.role.code()).collect(),
                fingerprint: row.public.fingerprint(),
                login: row.login,
            })?;
        }
        Ok(())
    }

    async fn write_log<W: Write>(
        &self,
        archive: &mut Archive<W>,
        logins: &Logins,
        held: &mut HandedOver,
    ) -> Result<(), CaseError> {
        archive.file("log.jsonl")?;
        loop {
            let rows = self.store.log_page(held.log_entries, PAGE).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for row in &rows {
                let Entry { actor, act, situation, object, version, digest } = &row.entry;
                let is_ours = *situation == self.situation.row.number;
                // Of what is the store's as a whole, what concerns everybody, and what concerns people here.
                let of_all = matches!(act, LogAct::NodeRegistered | LogAct::NodeRetired | LogAct::Restored);
                let is_known = of_all || logins.contains_key(&AccountId(*object));
                let says = (is_ours || *situation == 0 && is_known).then(|| Says {
                    hour: row.hour,
                    act: act.code(),
                    actor: hex(actor),
                    login: logins.get(&AccountId(*actor)),
                    situation: is_ours,
                    object: hex(object),
                    version: *version,
                    digest: hex(digest),
                });
                archive.line(&Logged { number: row.number, leaf: hex(&row.leaf), says })?;
                held.log_entries += 1;
            }
        }
    }

    /// Every incident's present document.
    async fn write_incidents<W: Write>(
        &self,
        archive: &mut Archive<W>,
        reads: &Permit<act::ReadCase>,
        held: &mut HandedOver,
    ) -> Result<(), CaseError> {
        archive.file("incidents.jsonl")?;
        let mut after = -1;
        loop {
            let rows = self.store.incidents_after(reads, after, PAGE).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.number;
            let found = tokio::task::block_in_place(|| on_all_cores(&rows, |row| self.whole_document(row)));
            for (row, document) in rows.iter().zip(found) {
                match document {
                    Ok(line) => {
                        archive.bytes(&line)?;
                        archive.bytes(b"\n")?;
                        held.incidents += 1;
                    }
                    Err(error) => held.left_out.push(format!("incident {}: {error}", row.id)),
                }
            }
        }
    }

    fn whole_document(&self, row: &IncidentRow) -> Result<Vec<u8>, CaseError> {
        let record = self.keys.open_case(row)?;
        let whole = self.case_of(row.id, row.version, &record, Some(self.keys.open_identity(row)?))?;
        let incident = domain::interchange::Incident::from_value(whole.document)
            .map_err(|_| CaseError::Unreadable(row.id.to_string()))?;
        Ok(incident.to_canonical_json())
    }

    /// What happened to each incident. Gives the attachments that are named there.
    async fn write_histories<W: Write>(
        &self,
        archive: &mut Archive<W>,
        (reads, identity): (&Permit<act::ReadCase>, &Permit<act::ReadIdentity>),
        logins: &Logins,
        held: &mut HandedOver,
    ) -> Result<Vec<AttachmentRow>, CaseError> {
        archive.file("histories.jsonl")?;
        let (mut after, mut files) = (-1, Vec::new());
        loop {
            let rows = self.store.incidents_after(reads, after, PAGE).await?;
            let Some(last) = rows.last() else { return Ok(files) };
            after = last.number;
            for row in &rows {
                let attached = self.store.attachments(identity, row.id).await?;
                match self.history_of(row, reads, &attached, logins, &mut held.left_out).await {
                    Ok(history) => {
                        held.versions += history.earlier.len() as u64;
                        archive.line(&history)?;
                    }
                    Err(error) => held.left_out.push(format!("history of incident {}: {error}", row.id)),
                }
                files.extend(attached);
            }
        }
    }

    async fn history_of(
        &self,
        row: &IncidentRow,
        reads: &Permit<act::ReadCase>,
        attached: &[AttachmentRow],
        logins: &Logins,
        left_out: &mut Vec<String>,
    ) -> Result<History, CaseError> {
        let mut opens = |what: String, error: CaseError| left_out.push(format!("{what}: {error}"));
        let record = self.keys.open_case(row)?;
        let login = |id: &AccountId| logins.get(id).cloned().unwrap_or_else(|| id.to_string());
        let kept = self.store.versions(reads, row.number).await?;
        let mut earlier = Vec::with_capacity(kept.len());
        for wanted in &kept {
            match self.earlier(row, &kept, wanted) {
                Ok(whole) => earlier.push(Earlier { version: whole.version, document: whole.document }),
                Err(error) => opens(format!("version {} of incident {}", wanted.version, row.id), error),
            }
        }
        let paper = self.store.paper(reads, self.keys.paper(row.id)?).await?;
        let talk = self.open_talk(paper.as_ref()).unwrap_or_else(|error| {
            opens(format!("words of questions and referrals on incident {}", row.id), error);
            Talk::default()
        });
        let paper = paper.and_then(|paper| match self.open_paper(&paper) {
            Ok(opened) => Some((paper.version, opened)),
            Err(error) => {
                opens(format!("working paper of incident {}", row.id), error);
                None
            }
        });
        let mut paper = paper.map(|(version, opened)| sheet(version, &opened, logins));
        if let Some(sheet) = &mut paper {
            self.look_after(&mut sheet.referrals).await?;
        }
        let described = |row| self.description_under(&self.file_key(row)?, row);
        let mut attachments = Vec::with_capacity(attached.len());
        for row in attached {
            match described(row) {
                Ok(said) => attachments.push(File { file: file_name(row), said }),
                Err(error) => opens(format!("description of {}", file_name(row)), error),
            }
        }
        Ok(History {
            id: row.id,
            external_id: record.content.value()["external_id"].clone(),
            version: row.version,
            events: told(&record, login),
            earlier,
            paper,
            words: talk.exchanges,
            referred: talk.referrals,
            best_interests: talk.best_interests,
            attachments,
        })
    }

    async fn write_attachments<W: Write>(
        &self,
        archive: &mut Archive<W>,
        files: Vec<AttachmentRow>,
        held: &mut HandedOver,
    ) -> Result<(), CaseError> {
        for row in files {
            let name = file_name(&row);
            let mut content = match self.content_of(row, self.permit().await?) {
                Ok(content) => content,
                Err(error) => {
                    held.left_out.push(format!("{name}: {error}"));
                    continue;
                }
            };
            archive.file(&name)?;
            loop {
                match content.next().await {
                    Ok(Some(chunk)) => archive.bytes(&chunk)?,
                    Ok(None) => {
                        held.attachments += 1;
                        break;
                    }
                    // What was written of it stands there: a part of a photograph is better than none.
                    Err(error) => {
                        held.left_out.push(format!("{name}, from some place on: {error}"));
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    async fn write_releases<W: Write>(
        &self,
        archive: &mut Archive<W>,
        logins: &Logins,
        held: &mut HandedOver,
    ) -> Result<(), CaseError> {
        archive.file("releases.jsonl")?;
        let permit: Permit<act::ReadReleases> = self.permit().await?;
        let login = |id: AccountId| logins.get(&id).cloned().unwrap_or_else(|| id.to_string());
        for row in self.store.releases(&permit).await? {
            let opened = self.open_release(&row).and_then(|release| Ok((release, self.open_working(&row)?)));
            let (release, working) = match opened {
                Ok(opened) => opened,
                Err(error) => {
                    held.left_out.push(format!("release {}: {error}", row.id));
                    continue;
                }
            };
            let approved = [row.first, row.second].into_iter().flatten();
            archive.line(&Released {
                state: row.state.code(),
                ordinal: row.ordinal,
                drafted_by: login(row.drafted_by),
                approved_by: approved.map(|one| login(one.by)).collect(),
                release: &release,
                working: &working,
            })?;
            held.releases += 1;
        }
        Ok(())
    }
}

fn file_name(row: &AttachmentRow) -> String {
    format!("attachments/{}", row.id)
}
