//! Releases of reports to a wider audience: drafted from the sealed facts, attacked together with every release
//! that was ever out, and frozen. Approval by two co-chairs is in `release_approval`.

use super::intake::bytes_of;
use super::keyring::{CASE_STEP, release_place};
use super::people::random_id;
use super::reproduce::Proven;
use super::{CaseError, Desk, JobKind, ReportAsk, ShownNames};
use disclosure::{Budget, Policy};
use domain::access::{Act, Permit, act};
use domain::audit::LogAct;
use domain::counting::{CellName, RULES};
use domain::id::{AccountId, ReleaseId};
use domain::tables::{TableDocument, Tier};
use domain::tabulate::Counts;
use domain::workflow::{ReleaseRefusal, ReleaseState};
use jiff::civil::Date;
use report::release::{Attempt, Edition, protect, prove};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{Entry, ReleaseRow};
use vault::{Compartment, Padding, PublicKey, Sealed, SystemEntropy, digest_of};

/// The schema name that every release carries.
const RELEASE_SCHEMA: &str = "sixfold.release/1";
/// The most characters of a narrative.
const MAX_NARRATIVE: usize = 60_000;
/// The most characters of the reason of an exemption.
const MAX_REASON: usize = 2_000;
/// How many steps the search for worlds takes at most before a draft is refused: some minutes.
const STEPS: u64 = 2_000_000;

/// What is asked of a release.
#[derive(Clone, Debug)]
pub struct ReleaseAsk {
    /// The report.
    pub report: ReportAsk,
    /// What stands beside the tables.
    pub narrative: String,
    /// Figures that are published on purpose.
    pub exempt: Vec<Exemption>,
    /// The digest of the template by which it will be laid out, in hexadecimal digits.
    pub template: String,
}

/// A figure that is published on purpose though the policy would hide it, and why. Both co-chairs sign it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exemption {
    /// The figure.
    pub cell: CellName,
    /// Why: who decided, and on what consent.
    pub reason: String,
}

/// A figure that the release before gave otherwise: a late verification, a correction, a reopened decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The figure.
    pub cell: CellName,
    /// What it was.
    pub was: u64,
    /// What it is now.
    pub is: u64,
}

/// A release as it was frozen: what two co-chairs sign, and what its audience receives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// `sixfold.release/1`.
    pub schema: String,
    /// Its id.
    pub id: ReleaseId,
    /// The day on which it was drafted.
    pub drafted_on: Date,
    /// The version of the counting rules.
    pub counting_rules: String,
    /// The digest of the template, in hexadecimal digits.
    pub template: String,
    /// The log's signed head when it was drafted: what it was counted from.
    pub checkpoint: String,
    /// The release whose place it takes.
    pub supersedes: Option<ReleaseId>,
    /// The policy under which figures are hidden.
    pub policy: Policy,
    /// What is published on purpose.
    pub exempt: Vec<Exemption>,
    /// What the release whose place it takes gave otherwise, where both give it.
    pub amendments: Vec<Amendment>,
    /// What stands beside the tables.
    pub narrative: String,
    /// The names that it shows; those of the registers of the day in a release that was drafted before names were kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names: Option<ShownNames>,
    /// The tables.
    pub document: TableDocument,
}

/// What a release was made of, and how it was attacked.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Working {
    /// The tables before anything was hidden.
    pub(super) exact: TableDocument,
    /// The tables as released, with the counts behind them.
    pub(super) edition: Edition,
    /// How many releases had been out when it was drafted.
    pub(super) seen: u64,
    /// What was tried on it, as of the day on which it came out, once it is out.
    pub(super) attempts: Vec<Attempt>,
    /// Why that found nothing; none where something was found, or the release was drafted before this was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) proven: Option<Proven>,
}

/// A release as lists show it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReleaseLine {
    /// Its id.
    pub id: ReleaseId,
    /// Where it stands.
    pub state: ReleaseState,
    /// The report.
    pub report: String,
    /// The days covered.
    pub period: domain::tables::Period,
    /// Who it is for.
    pub tier: Tier,
    /// The day on which it was drafted.
    pub drafted_on: Date,
    /// Its place in the order of publication.
    pub ordinal: Option<u64>,
    /// Who drafted it.
    pub drafted_by: String,
    /// Who approved it, in order.
    pub approved_by: Vec<String>,
    /// How many figures are hidden.
    pub hidden: usize,
    /// The digest of what the co-chairs approve: an approval repeats it.
    pub digest: String,
}

/// A release with all that a co-chair looks at before they approve it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReleaseSheet {
    /// What lists show of it.
    #[serde(flatten)]
    pub line: ReleaseLine,
    /// What it says.
    pub release: Release,
    /// What was tried on it.
    pub attempts: Vec<Attempt>,
    /// Passages of the narrative that identify somebody or some place.
    pub identifying: Vec<super::Passage>,
}

impl Desk {
    /// Drafts a release: builds the tables, hides what must be hidden, attacks what is left together with
    /// everything that was ever out, and freezes it.
    pub async fn draft_release(&self, ask: &ReleaseAsk) -> Result<ReleaseLine, CaseError> {
        let permit = self.permit::<act::Release>().await?;
        self.check_release(ask)?;
        let narrative = self.with_summaries(&ask.narrative).await?;
        check_narrative(&narrative)?;
        let told = ask.report.policy().plan().areas;
        if !self.identifying(&reasons(&ask.exempt), told.level()).await?.is_empty() {
            return Err(ReleaseRefusal::Reason.into());
        }
        // Before any figure is counted: what is counted then holds at least what it vouches for.
        let checkpoint = self.checkpoint().await?;
        let rows = self.release_rows(&permit).await?;
        let earlier = self.editions(&rows)?;
        let exempt = ask.exempt.iter().map(|one| one.cell.clone()).collect();
        let mut edition = self.edition(&permit, &ask.report, exempt).await?;
        let exact = edition.document.clone();
        edition.document = protected(&edition, &earlier)?;
        let seen = rows.len() as u64;
        let (attempts, proven) = attacked(&edition, &earlier)?;
        let before = rows.iter().rev().zip(earlier.iter().rev()).find(|(row, earlier)| {
            row.state == ReleaseState::Published && is_same(&earlier.document, &edition.document)
        });
        let amendments =
            before.map(|(_, earlier)| amendments(&earlier.document, &edition.document)).unwrap_or_default();
        let names = self.shown_names(&edition.document, &amendments);
        let mut rng = SystemEntropy::new();
        let release = Release {
            schema: RELEASE_SCHEMA.to_owned(),
            id: ReleaseId(random_id(&mut rng)?),
            drafted_on: self.now.today,
            counting_rules: RULES.to_owned(),
            template: ask.template.clone(),
            checkpoint,
            supersedes: before.map(|(row, _)| row.id),
            policy: edition.policy.clone(),
            exempt: ask.exempt.clone(),
            amendments,
            narrative,
            names: Some(names),
            document: edition.document.clone(),
        };
        let is_safe = attempts.iter().all(|attempt| attempt.breaches.is_empty());
        let working = Working { exact, edition, seen, attempts, proven };
        let mut write = self.store.write(&permit, self.now.hour).await?;
        // Counting and attacking may have taken minutes: who is no co-chair by now leaves no draft.
        self.still_may(JobKind::Release).await?;
        let epoch = self.keys.epoch()?;
        write.expect_epoch(self.situation.row.number, epoch).await?;
        let row = ReleaseRow {
            id: release.id,
            situation: self.situation.row.number,
            version: 1,
            epoch,
            state: if is_safe { ReleaseState::Attacked } else { ReleaseState::Draft },
            drafted_by: self.actor.account,
            drafted_hour: self.database_hour().await?,
            paper: self.sealed_part(release.id, epoch, Compartment::Release, &release)?,
            working: self.sealed_part(release.id, epoch, Compartment::Case, &working)?,
            first: None,
            second: None,
            ordinal: None,
            closed: None,
        };
        write.add_release(&row).await?;
        write.commit().await?;
        Ok(self.release_line(&row, &release, &self.logins().await?))
    }

    /// Refuses what [`Desk::draft_release`] would refuse of a question, before it is asked.
    pub fn check_release(&self, ask: &ReleaseAsk) -> Result<(), CaseError> {
        let invalid = |what: String| Err(CaseError::Invalid(what));
        if ask.report.tier == Tier::Internal {
            return invalid(
                "a release is for partners or the public; the task force's own is a report".to_owned(),
            );
        }
        self.check_report(&ask.report)?;
        check_narrative(&ask.narrative)?;
        for Exemption { cell, reason } in &ask.exempt {
            let length = reason.trim().chars().count();
            if !(1..=MAX_REASON).contains(&length) {
                return invalid(format!(
                    "{}, {}, {} is published on purpose: say why, in at most {MAX_REASON} characters",
                    cell.table, cell.key, cell.column
                ));
            }
        }
        Ok(())
    }

    /// Every release, those drafted last first. Who is no co-chair sees those that can be had.
    pub async fn releases(&self) -> Result<Vec<ReleaseLine>, CaseError> {
        let permit = self.permit::<act::ReadReleases>().await?;
        let all = domain::access::permit::<act::ReviewReleases>(&self.actor).is_ok();
        let logins = self.logins().await?;
        let rows = self.store.releases(&permit).await?;
        let seen = rows.iter().filter(|row| all || row.state.was_out());
        seen.map(|row| Ok(self.release_line(row, &self.open_release(row)?, &logins))).collect()
    }

    /// A release with what was tried on it, and what in its narrative identifies somebody.
    pub async fn release(&self, id: ReleaseId) -> Result<ReleaseSheet, CaseError> {
        let permit = self.permit::<act::ReviewReleases>().await?;
        let rows = self.all_releases(&permit).await?;
        let row = rows.iter().find(|row| row.id == id).ok_or(CaseError::NotFound)?;
        let release = self.open_release(row)?;
        let attempts = self.open_working(row)?.attempts;
        let told = release.policy.plan().areas;
        let identifying = self.identifying(&release.narrative, told.level()).await?;
        let line = self.release_line(row, &release, &self.logins().await?);
        Ok(ReleaseSheet { line, release, attempts, identifying })
    }

    /// A published release, for its audience. Both approvals are checked, and that it was taken is in the log.
    pub async fn published_release(&self, id: ReleaseId) -> Result<Release, CaseError> {
        let permit = self.permit::<act::ReadReleases>().await?;
        let rows = self.store.releases(&permit).await?;
        let row = rows.iter().find(|row| row.id == id).ok_or(CaseError::NotFound)?;
        if !matches!(row.state, ReleaseState::Published | ReleaseState::Superseded) {
            return Err(CaseError::NotFound);
        }
        let release = self.open_release(row)?;
        self.check_approvals(row, &release).await?;
        self.log_taken(&permit, release_digest(&release)).await?;
        Ok(release)
    }

    /// Says in the log that somebody took what is out. The digest says what: an entry under the releases' own ids would
    /// say where they stand.
    pub(super) async fn log_taken(
        &self,
        permit: &Permit<act::ReadReleases>,
        digest: [u8; 32],
    ) -> Result<(), CaseError> {
        let mut write = self.store.write(permit, self.now.hour).await?;
        write.log(Entry {
            actor: self.actor.account.0,
            act: LogAct::ReleaseDownloaded,
            situation: self.situation.row.number,
            object: self.situation.row.id.0,
            version: 0,
            digest,
        });
        write.commit().await?;
        Ok(())
    }

    /// What an approval is over, for a release as it is opened.
    pub(super) async fn check_approvals(&self, row: &ReleaseRow, release: &Release) -> Result<(), CaseError> {
        let (Some(first), Some(second)) = (row.first, row.second) else { return Err(CaseError::NotFound) };
        let bad = || CaseError::from(vault::VaultError::BadSignature);
        if first.by == second.by {
            return Err(bad());
        }
        let message = self.approved(release);
        for signed in [first, second] {
            let key = self.public_key_of(signed.by).await?.ok_or_else(bad)?;
            key.verify(&message, &signed.signature)?;
        }
        Ok(())
    }

    async fn public_key_of(&self, account: AccountId) -> Result<Option<PublicKey>, CaseError> {
        Ok(self.store.account_of(account).await?.map(|row| row.public))
    }

    /// What a co-chair signs.
    pub(super) fn approved(&self, release: &Release) -> [u8; 32] {
        digest_of(&[b"release approved", &self.actor.situation.0, &release.id.0, &release_digest(release)])
    }

    /// Every release, as the log knows it.
    pub(super) async fn all_releases<A: Act>(
        &self,
        permit: &Permit<A>,
    ) -> Result<Vec<ReleaseRow>, CaseError> {
        let write = self.store.write(permit, self.now.hour).await?;
        let rows = write.releases(self.situation.row.number).await?;
        write.abandon().await?;
        Ok(rows)
    }

    /// Those that were ever out, in their order.
    pub(super) async fn release_rows(
        &self,
        permit: &Permit<act::Release>,
    ) -> Result<Vec<ReleaseRow>, CaseError> {
        let mut rows = self.all_releases(permit).await?;
        rows.retain(|row| row.ordinal.is_some());
        Ok(rows)
    }

    /// What was ever out, for whoever builds a report beside it.
    pub(super) async fn editions_out(
        &self,
        permit: &Permit<act::ReportInternal>,
    ) -> Result<Vec<Edition>, CaseError> {
        self.editions(&self.store.releases_out(permit).await?)
    }

    pub(super) fn editions(&self, rows: &[ReleaseRow]) -> Result<Vec<Edition>, CaseError> {
        rows.iter().map(|row| Ok(self.open_working(row)?.edition)).collect()
    }

    pub(super) fn open_release(&self, row: &ReleaseRow) -> Result<Release, CaseError> {
        self.opened_part(row, Compartment::Release, &row.paper)
    }

    pub(super) fn open_working(&self, row: &ReleaseRow) -> Result<Working, CaseError> {
        self.opened_part(row, Compartment::Case, &row.working)
    }

    /// A part of a release, sealed in its compartment.
    pub(super) fn sealed_part<T: Serialize>(
        &self,
        id: ReleaseId,
        epoch: u32,
        compartment: Compartment,
        part: &T,
    ) -> Result<Sealed, CaseError> {
        let (place, key) = (release_place(compartment, id), self.keys.at(compartment, epoch)?);
        Ok(key.seal(&place, &bytes_of(part), Padding::To(CASE_STEP), &mut SystemEntropy::new())?)
    }

    fn opened_part<T: serde::de::DeserializeOwned>(
        &self,
        row: &ReleaseRow,
        compartment: Compartment,
        part: &Sealed,
    ) -> Result<T, CaseError> {
        let place = release_place(compartment, row.id);
        let plain = self.keys.at(compartment, row.epoch)?.open(&place, &part.key, &part.body)?;
        serde_json::from_slice(&plain).map_err(|_| CaseError::Unreadable(row.id.to_string()))
    }

    /// The same release with its keys wrapped under another epoch.
    pub(super) fn rewrapped_release(&self, row: &ReleaseRow, epoch: u32) -> Result<ReleaseRow, CaseError> {
        let rewrap = |compartment, part: &Sealed| -> Result<Sealed, CaseError> {
            let (old, new) = (self.keys.at(compartment, row.epoch)?, self.keys.at(compartment, epoch)?);
            let place = release_place(compartment, row.id);
            let key = new.rewrap(old, &place, &part.key, &mut SystemEntropy::new())?;
            Ok(Sealed { key, body: part.body.clone() })
        };
        let paper = rewrap(Compartment::Release, &row.paper)?;
        let working = rewrap(Compartment::Case, &row.working)?;
        Ok(ReleaseRow { epoch, paper, working, ..row.clone() })
    }

    fn release_line(
        &self,
        row: &ReleaseRow,
        release: &Release,
        logins: &HashMap<AccountId, String>,
    ) -> ReleaseLine {
        let login = |id: AccountId| logins.get(&id).cloned().unwrap_or_else(|| id.to_string());
        let rows = release.document.tables.iter().flat_map(|table| &table.rows);
        ReleaseLine {
            id: row.id,
            state: row.state,
            report: release.document.report.clone(),
            period: release.document.period,
            tier: release.document.tier,
            drafted_on: release.drafted_on,
            ordinal: row.ordinal,
            drafted_by: login(row.drafted_by),
            approved_by: [row.first, row.second].into_iter().flatten().map(|one| login(one.by)).collect(),
            hidden: rows.map(|row| row.suppressed.len()).sum(),
            digest: hex(&release_digest(release)),
        }
    }
}

/// The digest of what a release says.
pub(super) fn release_digest(release: &Release) -> [u8; 32] {
    digest_of(&[b"release", &bytes_of(release)])
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A report with everything hidden that must be, beside what was ever out.
pub(super) fn protected(new: &Edition, earlier: &[Edition]) -> Result<TableDocument, CaseError> {
    Ok(tokio::task::block_in_place(|| protect(new, earlier, &mut Budget::of(STEPS)))?)
}

/// What was tried on a report beside what was ever out, and why that found nothing, if it found nothing.
pub(super) fn attacked(
    new: &Edition,
    earlier: &[Edition],
) -> Result<(Vec<Attempt>, Option<Proven>), CaseError> {
    let (attempts, proofs) = tokio::task::block_in_place(|| prove(new, earlier, &mut Budget::of(STEPS)))?;
    let proven = proofs.map(|proofs| Proven::new(earlier.len() as u64, &proofs)).transpose()?;
    Ok((attempts, proven))
}

/// Whether one takes the place of the other: the same report for the same readers, asked the same.
pub(super) fn is_same(one: &TableDocument, other: &TableDocument) -> bool {
    (&one.report, one.period, one.tier) == (&other.report, other.period, other.tier)
        && (one.by, &one.selection, &one.only) == (other.by, &other.selection, &other.only)
}

/// Whether both have a table, and it counts the same in both.
fn is_alike(one: &TableDocument, other: &TableDocument, table: &str) -> bool {
    let counts = |document: &TableDocument| document.table(table).and_then(Counts::of);
    counts(one).is_some_and(|counted| counts(other) == Some(counted))
}

/// Every figure that both documents give, and give differently.
fn amendments(was: &TableDocument, is: &TableDocument) -> Vec<Amendment> {
    let mut cells = std::collections::BTreeSet::new();
    for document in [was, is] {
        for table in document.tables.iter().filter(|table| is_alike(was, is, &table.id)) {
            for row in &table.rows {
                cells.extend(row.cells.keys().map(|column| CellName {
                    table: table.id.clone(),
                    key: row.key.clone(),
                    column: column.clone(),
                }));
            }
        }
    }
    let figure = |document: &TableDocument, cell: &CellName| {
        let row = document.table(&cell.table)?.rows.iter().find(|row| row.key == cell.key);
        row.map_or(Some(0), |row| row.figure(&cell.column))
    };
    let both = cells.into_iter().filter_map(|cell| {
        let (was, is) = (figure(was, &cell)?, figure(is, &cell)?);
        (was != is).then_some(Amendment { cell, was, is })
    });
    both.collect()
}

/// What is said of the figures that are published on purpose, one under the other.
pub(super) fn reasons(exempt: &[Exemption]) -> String {
    exempt.iter().map(|one| one.reason.as_str()).collect::<Vec<_>>().join("\n")
}

fn check_narrative(text: &str) -> Result<(), CaseError> {
    if text.chars().count() > MAX_NARRATIVE {
        let problem = format!("a narrative has {MAX_NARRATIVE} characters at most");
        return Err(CaseError::Invalid(problem));
    }
    Ok(())
}
