//! Checking everything that is stored against the log, without a key.

use crate::backend::Store;
use crate::erase::erased_facts;
use crate::error::StoreError;
use crate::facts::{FactBlockRow, FactStateRow};
use crate::log::{Entry, LogRow};
use crate::write::{facts_of, numbered_object, of_keys};
use domain::audit::{ErasedKind, LogAct};
use std::collections::{HashMap, HashSet};
use vault::Checkpoint;
use vault::log::Frontier;

/// Something that does not agree with the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `altered`, `missing`, `reordered`, `rolled_back`, `forged`, `unsigned`, `diverged`.
    pub kind: &'static str,
    /// What it is about.
    pub what: String,
}

/// The outcome of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the log that were read.
    pub entries: u64,
    /// Records, superseded versions, submissions, attachments, proposals, fact blocks, accounts and keys that were
    /// checked.
    pub objects: u64,
    /// What is wrong, empty if nothing is.
    pub findings: Vec<Finding>,
    /// The signed head that was checked.
    pub checkpoint: String,
}

const PAGE: u64 = 5_000;
/// More of them say nothing that the first ones do not.
const MOST_FINDINGS: usize = 200;

#[derive(Clone, Copy)]
struct Latest {
    version: u64,
    digest: [u8; 32],
    act: LogAct,
    situation: i32,
}

impl Latest {
    /// Whether nothing is stored of it any more: a grant that was taken back, a block of facts that was erased. What
    /// else was erased stands in the list.
    fn is_gone(&self) -> bool {
        match self.act {
            LogAct::Revoked => true,
            LogAct::Erased => self.digest == erased_facts(),
            _ => false,
        }
    }
}

/// A superseded version that has been read, until what follows it is known.
struct Before {
    number: i64,
    version: u64,
    identity_version: u64,
    /// Whether it holds the identity part of its time itself.
    holds_identity: bool,
    /// The version of the identity part of the current record.
    current: Option<u64>,
}

struct Check<'s> {
    store: &'s Store,
    /// What the log last said of each object that has not yet been found in the store.
    latest: HashMap<[u8; 16], Latest>,
    /// What it said of versions that have been superseded since.
    older: HashMap<([u8; 16], u64), [u8; 32]>,
    /// The version that it last gave to one of a situation's keys or grants.
    keys: HashMap<i32, u64>,
    /// What was erased.
    gone: HashSet<[u8; 16]>,
    /// The greatest number of an incident that was erased.
    last_erased: Option<i64>,
    findings: Vec<Finding>,
    objects: u64,
}

impl Store {
    /// Reads the whole log and everything stored. `held` is a checkpoint that somebody kept elsewhere: the
    /// log must still begin with what it vouches for.
    /// All of it is read as of one moment, so what is written meanwhile is no finding.
    pub async fn verify(&self, held: Option<&Checkpoint>) -> Result<Verified, StoreError> {
        self.moment().await?.verified(held).await
    }

    /// The same of a moment that was taken.
    pub(crate) async fn verified(&self, held: Option<&Checkpoint>) -> Result<Verified, StoreError> {
        let mut check = Check::new(self);
        let log = check.log(held).await;
        let entries = check.noted(log)?;
        // Without the whole log nothing can be said of the rest.
        if entries.is_some() {
            let situations = check.situations().await;
            let accounts = check.accounts().await;
            let submissions = check.submissions().await;
            let proposals = check.proposals().await;
            let telephones = check.telephones().await;
            let erased = check.erased().await;
            let records = check.records().await;
            let attachments = check.attachments().await;
            let papers = check.papers().await;
            let releases = check.releases().await;
            let mut whole = true;
            for part in [
                situations,
                accounts,
                submissions,
                proposals,
                telephones,
                erased,
                records,
                attachments,
                papers,
                releases,
            ] {
                whole &= check.noted(part)?.is_some();
            }
            // What was not reached is not missing.
            if whole {
                check.left_over();
            }
        }
        let checkpoint = self.head().await.map(|head| head.checkpoint).unwrap_or_default();
        let entries = entries.unwrap_or_default();
        Ok(Verified { entries, objects: check.objects, findings: check.findings, checkpoint })
    }
}

impl Store {
    /// Whether the log is whole and still begins with what a checkpoint vouches for. What the log is about is not
    /// read.
    pub async fn still_holds(&self, checkpoint: &Checkpoint) -> Result<bool, StoreError> {
        let moment = self.moment().await?;
        let mut check = Check::new(&moment);
        let log = check.log(Some(checkpoint)).await;
        Ok(check.noted(log)?.is_some() && check.findings.is_empty())
    }
}

impl<'s> Check<'s> {
    fn new(store: &'s Store) -> Check<'s> {
        Check {
            store,
            latest: HashMap::new(),
            older: HashMap::new(),
            keys: HashMap::new(),
            gone: HashSet::new(),
            last_erased: None,
            findings: Vec::new(),
            objects: 0,
        }
    }
}

impl Check<'_> {
    fn find(&mut self, kind: &'static str, what: String) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(Finding { kind, what });
        }
    }

    /// A row that does not read is a finding as any other, and no reason to stop.
    fn noted<T>(&mut self, part: Result<T, StoreError>) -> Result<Option<T>, StoreError> {
        match part {
            Ok(done) => Ok(Some(done)),
            Err(StoreError::Corrupt { table, column, row }) => {
                self.find("altered", format!("{table}.{column} of {row} does not read"));
                Ok(None)
            }
            Err(StoreError::Log(problem)) => {
                self.find("altered", format!("the log's head: {problem}"));
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    async fn log(&mut self, held: Option<&Checkpoint>) -> Result<u64, StoreError> {
        let head = self.store.head().await?;
        let mut tree = Frontier::new();
        let mut held_root = held.filter(|held| held.size == 0).map(|_| tree.root());
        loop {
            let page = self.store.log_page(tree.size(), PAGE).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                let expected = tree.size();
                if row.number != expected {
                    self.find("missing", format!("log entries {expected} to {}", row.number - 1));
                    // What follows can no longer be told apart from what was changed.
                    self.compare_head(&head, &tree, held, None).await?;
                    return Ok(expected);
                }
                let leaf = LogRow::leaf_of(row.number, row.hour, &row.entry);
                if leaf != row.leaf {
                    self.find("altered", format!("log entry {}", row.number));
                }
                tree.append(leaf);
                if held.is_some_and(|held| held.size == tree.size()) {
                    held_root = Some(tree.root());
                }
                self.remember(row);
            }
        }
        let size = tree.size();
        self.compare_head(&head, &tree, held, held_root).await?;
        let stored = self.store.log_rows().await?;
        if stored != size {
            self.find("forged", format!("{stored} log entries are stored, {size} of them in their order"));
        }
        if (head.size, &head.frontier) != (size, &tree.to_bytes()) {
            self.find("altered", "the log's head is not of the entries".to_owned());
        }
        Ok(size)
    }

    async fn compare_head(
        &mut self,
        head: &crate::log::Head,
        tree: &Frontier,
        held: Option<&Checkpoint>,
        held_root: Option<[u8; 32]>,
    ) -> Result<(), StoreError> {
        match self.store.believed(&head.checkpoint).await? {
            None => self.find(
                "unsigned",
                "the log's head bears no signature of a registered node whose key was not retired before"
                    .to_owned(),
            ),
            Some(signed) if signed.size > tree.size() => {
                self.find("missing", format!("log entries {} to {}", tree.size(), signed.size - 1));
            }
            Some(signed) if signed.size < tree.size() => {
                self.find(
                    "forged",
                    format!("log entries from {} on are beyond the signed head", signed.size),
                );
            }
            Some(signed) if signed.root != tree.root() => {
                self.find(
                    "altered",
                    "the log's entries are not those that its head was signed over (altered or reordered)"
                        .to_owned(),
                );
            }
            Some(_) => {}
        }
        for (object, version, digest) in self.store.node_objects().await? {
            self.compare("node key", object, version, digest);
        }
        if let Some(held) = held {
            match held_root {
                _ if held.size > tree.size() => self.find(
                    "rolled_back",
                    format!(
                        "the log has {} entries; the checkpoint you hold vouches for {}",
                        tree.size(),
                        held.size
                    ),
                ),
                Some(root) if root == held.root => {}
                _ => self.find(
                    "diverged",
                    format!(
                        "the first {} entries are not those that the checkpoint you hold vouches for",
                        held.size
                    ),
                ),
            }
        }
        Ok(())
    }

    fn remember(&mut self, row: LogRow) {
        let entry = row.entry;
        if matches!(
            entry.act,
            LogAct::Reported
                | LogAct::IdentityRead
                | LogAct::HandedOver
                | LogAct::ReleaseDownloaded
                | LogAct::Restored
                | LogAct::Refused
        ) {
            return;
        }
        let Entry { version, digest, act, situation, .. } = entry;
        if of_keys(act) {
            self.keys.insert(situation, version);
        }
        let now = Latest { version, digest, act, situation };
        match self.latest.get(&entry.object) {
            // A superseded version whose keys were wrapped anew.
            Some(latest) if entry.version < latest.version => {
                self.older.insert((entry.object, entry.version), entry.digest);
                return;
            }
            Some(before) if before.version < entry.version && keeps_versions(before.act) => {
                self.older.insert((entry.object, before.version), before.digest);
            }
            _ => {}
        }
        self.latest.insert(entry.object, now);
    }

    /// Compares what is stored with what the log last said of it.
    fn compare(&mut self, what: &str, object: [u8; 16], version: u64, digest: [u8; 32]) {
        self.objects += 1;
        match self.latest.remove(&object) {
            None => self.find("forged", format!("{what}: the log does not know it")),
            Some(latest) if version < latest.version => {
                self.find(
                    "rolled_back",
                    format!("{what}: version {version} stands where the log has {}", latest.version),
                );
            }
            Some(latest)
                if version > latest.version || matches!(latest.act, LogAct::Revoked | LogAct::Erased) =>
            {
                self.find("forged", format!("{what}: the log does not have version {version}"));
            }
            Some(latest) if digest != latest.digest => self.find("altered", what.to_owned()),
            Some(_) => {}
        }
    }

    /// As [`Self::compare`], for what belongs to a situation and does not say so in its digest.
    fn compare_in(&mut self, what: &str, object: [u8; 16], situation: i32, version: u64, digest: [u8; 32]) {
        if self.latest.get(&object).is_some_and(|latest| latest.situation != situation) {
            self.find("altered", format!("{what}: it stands in another situation"));
        }
        self.compare(what, object, version, digest);
    }

    async fn situations(&mut self) -> Result<(), StoreError> {
        let signed = facts_of(&self.store.head().await?.checkpoint);
        for row in self.store.situations().await? {
            let digest = vault::digest_of(&[&row.id.0, row.code.as_bytes(), row.name.as_bytes()]);
            self.compare(&format!("situation {}", row.code), row.id.0, 1, digest);
            let digest = self.store.register_digest(row.number).await?;
            let object = numbered_object("register", row.number as u64);
            self.compare(&format!("registers of {}", row.code), object, row.register_version, digest);
            if let Some((object, version, digest)) = row.closing_as_logged() {
                self.compare(&format!("whether {} is closed", row.code), object, version, digest);
            }
            if row.key_version != self.keys.get(&row.number).copied().unwrap_or(0) {
                self.find("altered", format!("the version of the keys of {}", row.code));
            }
            for (object, digest, what) in self.store.key_objects(row.number).await? {
                let version = self.latest.get(&object).map_or(0, |latest| latest.version);
                self.compare(&what, object, version, digest);
            }
            for block in self.store.fact_block_rows(row.number).await? {
                let object = FactBlockRow::object(row.number, block.number);
                self.compare(&format!("fact block {}", block.number), object, block.version, block.digest());
            }
            if let Some(state) = self.store.fact_state_row(row.number).await? {
                let object = FactStateRow::object(row.number);
                self.compare(
                    &format!("list of fact blocks of {}", row.code),
                    object,
                    state.version,
                    state.digest(),
                );
                if signed.get(&row.number) != Some(&state.version) {
                    self.find(
                        "rolled_back",
                        format!("facts of {}: not of the version that the head names", row.code),
                    );
                }
            }
        }
        Ok(())
    }

    async fn accounts(&mut self) -> Result<(), StoreError> {
        let accounts = self.store.accounts().await?;
        for row in &accounts {
            let digest = self.store.account_digest(row).await?;
            self.compare(&format!("account {}", row.login), row.id.0, row.version, digest);
        }
        if self.store.stray_former_keys(&accounts).await? > 0 {
            self.find("forged", "former key of an account that is not there".to_owned());
        }
        if self.store.stray_second_factors(&accounts).await? > 0 {
            self.find("forged", "second factor of an account that is not there".to_owned());
        }
        Ok(())
    }

    async fn submissions(&mut self) -> Result<(), StoreError> {
        for (id, version, digest) in self.store.submission_objects().await? {
            self.compare(&format!("submission {}", domain::id::SubmissionId(id)), id, version, digest);
        }
        Ok(())
    }

    async fn attachments(&mut self) -> Result<(), StoreError> {
        let mut after = Vec::new();
        loop {
            let page = self.store.attachments_after(&after, PAGE / 5).await?;
            let Some(last) = page.last() else { break };
            after = last.id.0.to_vec();
            for row in page.iter().filter(|row| row.state.is_whole()) {
                let what = format!("attachment {}", row.id);
                self.compare(&what, row.object(), row.version, row.digest());
                if !self.store.chunks_fit(row).await? {
                    self.find("altered", format!("content of {what}"));
                }
            }
        }
        if self.store.stray_chunks().await? > 0 {
            self.find("forged", "chunks of attachments that are not there".to_owned());
        }
        Ok(())
    }

    async fn papers(&mut self) -> Result<(), StoreError> {
        for (id, situation, version, digest) in self.store.paper_objects().await? {
            let what = format!("working paper {}", domain::id::IncidentId(id));
            self.compare_in(&what, id, situation, version, digest);
        }
        for (what, object, situation, version, digest) in self.store.setting_objects().await? {
            self.compare_in(what, object, situation, version, digest);
        }
        for (id, situation, version, digest) in self.store.question_objects().await? {
            let what = format!("question {}", domain::id::QuestionId(id));
            self.compare_in(&what, id, situation, version, digest);
        }
        for (id, situation, version, digest) in self.store.referral_objects().await? {
            let what = format!("referral {}", domain::id::ReferralId(id));
            self.compare_in(&what, id, situation, version, digest);
        }
        Ok(())
    }

    async fn releases(&mut self) -> Result<(), StoreError> {
        for (id, situation, version, digest) in self.store.release_objects().await? {
            let what = format!("release {}", domain::id::ReleaseId(id));
            self.compare_in(&what, id, situation, version, digest);
        }
        Ok(())
    }

    async fn proposals(&mut self) -> Result<(), StoreError> {
        for (id, situation, version, digest) in self.store.proposal_objects().await? {
            self.compare_in(
                &format!("proposal {}", domain::id::ProposalId(id)),
                id,
                situation,
                version,
                digest,
            );
        }
        Ok(())
    }

    async fn telephones(&mut self) -> Result<(), StoreError> {
        for (id, situation, version, digest) in self.store.telephone_objects().await? {
            let what = format!("telephone {}", domain::id::TelephoneId(id));
            self.compare_in(&what, id, situation, version, digest);
        }
        Ok(())
    }

    async fn records(&mut self) -> Result<(), StoreError> {
        let mut after = i64::MIN;
        loop {
            let page = self.store.incident_rows_after(None, after, PAGE / 5).await?;
            let Some(last) = page.last() else { break };
            after = last.number;
            for row in page {
                let what = format!("incident {}", row.id);
                self.compare_in(&what, row.id.0, row.situation, row.version, row.digest());
            }
        }
        // Numbers are given without gaps, so the next one is known.
        let last = self.last_erased.map_or(after, |erased| erased.max(after));
        if self.store.head().await?.next_incident != last.saturating_add(1).max(0) {
            self.find("altered", "the number of the next incident is not the one after the last".to_owned());
        }
        self.superseded().await
    }

    async fn superseded(&mut self) -> Result<(), StoreError> {
        let mut ids: HashMap<i64, ([u8; 16], u64)> = HashMap::new();
        let mut after = (i64::MIN, i64::MIN);
        let mut before: Option<Before> = None;
        loop {
            let page = self.store.version_rows_after(after, PAGE / 5).await?;
            let Some(last) = page.last() else { break };
            after = (last.number, last.version as i64);
            ids.clear();
            let numbers: Vec<i64> = page.iter().map(|row| row.number).collect();
            ids.extend(self.store.ids_of(&numbers).await?);
            for row in page {
                self.objects += 1;
                let what = format!("incident number {} version {}", row.number, row.version);
                let current = ids.get(&row.number).copied();
                let next = Before {
                    number: row.number,
                    version: row.version,
                    identity_version: row.identity_version,
                    holds_identity: row.identity.is_some(),
                    current: current.map(|(_, identity_version)| identity_version),
                };
                self.identity_kept(before.replace(next), before.as_ref());
                let said = current.and_then(|(id, _)| self.older.remove(&(id, row.version)));
                match said {
                    None => self.find("forged", format!("{what}: the log does not know it")),
                    Some(said) if said != row.digest() || !row.identity_fits() => self.find("altered", what),
                    Some(_) => {}
                }
            }
        }
        self.identity_kept(before, None);
        Ok(())
    }

    /// A superseded version holds its identity part itself exactly where the next version has another.
    fn identity_kept(&mut self, row: Option<Before>, after: Option<&Before>) {
        let Some(row) = row else { return };
        let following = after.filter(|after| after.number == row.number).map(|after| after.identity_version);
        let replaced = following.or(row.current).is_some_and(|version| version != row.identity_version);
        let what = format!("identity part of incident number {} version {}", row.number, row.version);
        match (replaced, row.holds_identity) {
            (true, false) => self.find("missing", what),
            (false, true) => self.find("forged", what),
            _ => {}
        }
    }

    /// The list of what was erased: it says what the log says.
    async fn erased(&mut self) -> Result<(), StoreError> {
        for row in self.store.erased().await? {
            let what = format!("erased {} {}", row.kind, domain::id::IncidentId(row.id));
            match self.latest.remove(&row.object()) {
                Some(latest) if latest.act == LogAct::Erased && latest.digest == row.digest() => {}
                Some(latest) if latest.act == LogAct::Erased => self.find("altered", what),
                _ => self.find("forged", format!("{what}: the log does not know it")),
            }
            self.gone.insert(row.object());
            if row.kind == ErasedKind::Incident {
                self.last_erased = self.last_erased.max(Some(row.number));
            }
        }
        Ok(())
    }

    /// What the log knows and the store no longer has.
    fn left_over(&mut self) {
        let latest: Vec<_> = self.latest.drain().filter(|(_, latest)| !latest.is_gone()).collect();
        for (object, latest) in latest {
            let id = domain::id::IncidentId(object);
            self.find("missing", format!("{} {id} version {}", latest.act, latest.version));
        }
        let older: Vec<_> = self.older.drain().collect();
        for ((object, version), _) in older {
            if self.gone.contains(&object) {
                continue;
            }
            let id = domain::id::IncidentId(object);
            self.find("missing", format!("superseded version {version} of {id}"));
        }
    }
}

/// Only incident records keep what a later version supersedes.
fn keeps_versions(act: LogAct) -> bool {
    matches!(
        act,
        LogAct::Recorded
            | LogAct::Amended
            | LogAct::Decided
            | LogAct::StageChanged
            | LogAct::ToldApart
            | LogAct::Rewrapped
    )
}
