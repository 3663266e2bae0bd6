//! Opening submissions and making records of them.

use super::intake::{Origin, prepare};
use super::parcel::ParcelFiles;
use super::{CaseError, Desk, Outcome, Prepared, Taking};
use domain::access::{Permit, act};
use domain::id::{AccountId, IncidentId, SubmissionId};
use domain::interchange::{Problem, merge, read};
use domain::record::left_out;
use domain::violation::IncidentStatus;
use domain::workflow::Answer;
use foreign::openrosa::Parcel;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use store::{IncidentRow, SubmissionRow, Write};

/// How many submissions are triaged in one transaction.
const BATCH: usize = 200;

/// What became of a submission.
#[derive(Debug)]
pub struct Triaged {
    /// The submission.
    pub submission: SubmissionId,
    /// The record made of it, or why none was: the submission then stays and waits.
    pub outcome: Result<Outcome, CaseError>,
}

/// What a submission turned out to be.
enum Sent {
    /// A report, and why a person should look at it before it is taken.
    Report(Box<Prepared>, Option<String>),
    Answer(Answer),
}

/// How somebody takes what waits for a look.
/// So often reports of one incident are taken one after another in one call.
const MOST_ROUNDS: usize = 50;
pub(super) const HOW: &str = "look at it and take it with `sixfold triage --accept ID`";

/// Why somebody looks at a report before it amends a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WhyLook {
    /// It is another's record.
    #[error("somebody else recorded this incident")]
    Others,
    /// Decisions rest on what is there.
    #[error("something has been decided on this incident")]
    Decided,
    /// It is closed, void or a duplicate.
    #[error("this incident is not open")]
    NotOpen,
    /// A report takes the place of what is there: what it does not say would be gone from the record. Paths in the record.
    #[error("it would take the place of a record that says more, and leaves out {}", shortened(.0))]
    LeavesOut(Vec<String>),
    /// An answer that came with such a report.
    #[error("a report of its incident waits for a look")]
    WithItsReport,
}

/// The first of some paths, and how many there are beside them.
pub fn shortened(paths: &[String]) -> String {
    const TOLD: usize = 6;
    let told = paths.iter().take(TOLD).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = paths.len().saturating_sub(TOLD);
    if more == 0 { told } else { format!("{told} (+{more})") }
}

/// What is made of the reports of one write.
#[derive(Default)]
struct Cleared {
    rows: Vec<SubmissionRow>,
    /// What they say, in the same order; one of each incident.
    documents: Vec<Prepared>,
    /// Those that are taken in a write after this one, by incident.
    later: BTreeMap<IncidentId, Vec<SubmissionId>>,
}

impl Desk {
    /// Opens the submissions that wait, makes records of them, and forgets the sealed originals, all in the
    /// same transaction. The sender takes no step on the record; whoever triages may. What arrives meanwhile waits
    /// for the next time: reports can come faster than they are opened.
    ///
    /// An answer to a question goes into the working paper of its incident.
    ///
    /// A submission never changes the stage of an incident. One for an incident that somebody else recorded,
    /// or on which something has been decided, or that leaves out what the record says ([`WhyLook`]), waits until it is
    /// named in `accepted`.
    pub async fn triage(&self, accepted: &HashSet<SubmissionId>) -> Result<Vec<Triaged>, CaseError> {
        let permit = self.permit::<act::Triage>().await?;
        let mut all: Vec<Triaged> = Vec::new();
        let mut files = None;
        let mut waiting = VecDeque::from(self.store.submissions_waiting(&permit).await?);
        // Whose report of which incident waits for a look.
        let mut held = HashSet::new();
        let mut rounds = 0;
        while !waiting.is_empty() {
            let ids: Vec<SubmissionId> = waiting.drain(..waiting.len().min(BATCH)).collect();
            let mut write = self.store.write(&permit, self.now.hour).await?;
            // Somebody else may have opened some of them.
            let opening = self.store.submissions(&permit, &ids).await?;
            let mut failed = Vec::new();
            let mut ready = Vec::new();
            let mut answers = Vec::new();
            for row in opening {
                match self.opened(&permit, &row, &mut files).await {
                    Ok(Sent::Report(document, Some(why))) if !accepted.contains(&row.id) => {
                        held.insert((document.id(), row.account));
                        failed.push((row.id, CaseError::Invalid(format!("{why}; {HOW}"))));
                    }
                    Ok(Sent::Report(document, _)) => ready.push((row, *document)),
                    Ok(Sent::Answer(answer)) => answers.push((row, answer)),
                    Err(CaseError::Store(error)) => return Err(error.into()),
                    Err(error) => failed.push((row.id, error)),
                }
            }
            let Cleared { rows, documents, later } =
                self.clear(&write, ready, accepted, &mut held, &mut failed).await?;
            let ids: Vec<IncidentId> = documents.iter().map(Prepared::id).collect();
            let outcomes = self.record_in(&mut write, documents).await?;
            let mut recorded = 0;
            for ((row, id), outcome) in rows.iter().zip(ids).zip(outcomes) {
                match outcome.why_not() {
                    Some(why) => {
                        held.insert((id, row.account));
                        failed.push((row.id, CaseError::Invalid(why)));
                    }
                    None => {
                        if matches!(outcome, Outcome::Amended { .. }) {
                            self.answered_by_amendment(&mut write, id, row.account).await?;
                        }
                        write.triaged(row, self.actor.account).await?;
                        recorded += 1;
                        all.push(Triaged { submission: row.id, outcome: Ok(outcome) });
                    }
                }
            }
            // After the records.
            let mut again = Vec::new();
            for (row, answer) in answers {
                // An answer may rest on a report that was sent with it: it is taken with that, or waits with it.
                let of = self.keys.incident(&answer.incident).ok();
                if of.is_some_and(|of| later.contains_key(&of)) {
                    again.push(row.id);
                    continue;
                }
                if of.is_some_and(|of| held.contains(&(of, row.account))) && !accepted.contains(&row.id) {
                    failed.push((row.id, CaseError::WantsALook(WhyLook::WithItsReport)));
                    continue;
                }
                match self.take_answer(&mut write, &row, &answer).await {
                    Ok(()) => {
                        write.triaged(&row, self.actor.account).await?;
                        recorded += 1;
                        all.push(Triaged { submission: row.id, outcome: Ok(Outcome::Answered) });
                    }
                    Err(CaseError::Store(error)) => return Err(error.into()),
                    Err(other) => failed.push((row.id, other)),
                }
            }
            if recorded == 0 {
                write.abandon().await?;
            } else {
                write.commit().await?;
            }
            let left = failed.into_iter();
            all.extend(left.map(|(submission, error)| Triaged { submission, outcome: Err(error) }));
            // Each compared with what is there by then; of one incident in the order in which they came. Whatever is left
            // after so many rounds waits for the next time.
            rounds += usize::from(!later.is_empty());
            if rounds <= MOST_ROUNDS {
                let next: Vec<SubmissionId> = later.into_values().flatten().chain(again).collect();
                next.into_iter().rev().for_each(|id| waiting.push_front(id));
            }
        }
        Ok(all)
    }

    /// Keeps back what a person should look at first, and all but the first of several reports of one incident: what the
    /// next leaves out is seen once the one before it is there.
    async fn clear(
        &self,
        write: &Write<'_>,
        ready: Vec<(SubmissionRow, Prepared)>,
        accepted: &HashSet<SubmissionId>,
        held: &mut HashSet<(IncidentId, AccountId)>,
        failed: &mut Vec<(SubmissionId, CaseError)>,
    ) -> Result<Cleared, CaseError> {
        let ids: Vec<IncidentId> = ready.iter().map(|(_, document)| document.id()).collect();
        let there: HashMap<IncidentId, IncidentRow> =
            write.incidents(&ids).await?.into_iter().map(|row| (row.id, row)).collect();
        let mut cleared = Cleared::default();
        let mut seen = HashSet::new();
        for (row, document) in ready {
            let incident = document.id();
            if !seen.insert(incident) {
                cleared.later.entry(incident).or_default().push(row.id);
                continue;
            }
            let known = there.get(&incident);
            match known.map(|known| self.wants_a_look(&row, &document, known)).transpose() {
                Ok(Some(Some(why))) if !accepted.contains(&row.id) => {
                    held.insert((incident, row.account));
                    failed.push((row.id, CaseError::WantsALook(why)));
                }
                Ok(_) => {
                    cleared.rows.push(row);
                    cleared.documents.push(document);
                }
                Err(error) => failed.push((row.id, error)),
            }
        }
        Ok(cleared)
    }

    pub(super) fn wants_a_look(
        &self,
        row: &SubmissionRow,
        document: &Prepared,
        known: &IncidentRow,
    ) -> Result<Option<WhyLook>, CaseError> {
        let record = self.keys.open_case(known)?;
        let there = merge(record.content.value(), self.keys.open_identity(known)?);
        let sent = document.incident.to_value();
        Ok(if there == sent {
            None
        } else if record.received.by != row.account {
            Some(WhyLook::Others)
        } else if record.verification.values().any(|history| history.decisions().next().is_some()) {
            Some(WhyLook::Decided)
        } else if record.stages.current().status() != IncidentStatus::Open {
            Some(WhyLook::NotOpen)
        } else {
            Some(left_out(&there, &sent)).filter(|paths| !paths.is_empty()).map(WhyLook::LeavesOut)
        })
    }

    /// Opens a submission. `files` are those of encrypted reports, looked up once where there is such a report.
    async fn opened(
        &self,
        permit: &Permit<act::Triage>,
        row: &SubmissionRow,
        files: &mut Option<ParcelFiles>,
    ) -> Result<Sent, CaseError> {
        let plain = self.plain(row)?;
        if let Some(answer) = Answer::read(&plain) {
            return Ok(Sent::Answer(answer));
        }
        let listed = |problems: &[Problem]| {
            problems.iter().take(5).map(ToString::to_string).collect::<Vec<_>>().join("; ")
        };
        let invalid = |problems: Vec<Problem>| {
            CaseError::Invalid(format!("the submission is not a valid document: {}", listed(&problems)))
        };
        let (mut incident, doubts) = match Parcel::read(&plain) {
            None => (read(&plain, &self.situation.registers, self.now.today).map_err(invalid)?, Vec::new()),
            Some(parcel) => {
                if files.is_none() {
                    *files = Some(self.parcel_files(permit).await?);
                }
                let files = files.get_or_insert_default();
                let unpacked = self.unpacked(permit, row.account, &parcel, files).await?;
                let wrong = unpacked.wrong;
                (unpacked.incident.ok_or_else(|| invalid(wrong))?, unpacked.doubts)
            }
        };
        incident.status = IncidentStatus::Open;
        let (keys, today) = (&self.keys, self.now.today);
        let from = Origin { by: row.account, put_right_by: None };
        let prepared = prepare(keys, &self.situation, incident, Taking::ContentOnly, from, today)?;
        let why = (!doubts.is_empty()).then(|| listed(&doubts));
        Ok(Sent::Report(Box::new(prepared.without_status()), why))
    }
}
