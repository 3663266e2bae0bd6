//! Records whose time is over: how many, which, and what two co-chairs erase of them together (decision 0054).

use super::cores::on_all_cores;
use super::erase::merged;
use super::proposals::EraseDue;
use super::{CaseError, Desk, IncidentLine};
use domain::access::act;
use domain::id::IncidentId;
use domain::record::CaseRecord;
use domain::retention::{LeftOut, MOST_AT_ONCE, Retention, day_of, end_of};
use domain::workflow::{QuestionState, ReferralState, Stage, WorkingPaper};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap, HashSet};
use store::{IncidentRow, UnchangedRow};
use vault::digest_of;

/// So many records are opened at once.
const PAGE: usize = 500;
/// Of so many that are due, oldest first, it is found out whether they can go: others wait while that is done.
const MOST_LOOKED_AT: usize = 5_000;

/// How many records are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueCount {
    /// For how many months a record is kept after it was last changed; none where nothing is ever due.
    pub months: Option<u16>,
    /// The day as of which it is counted.
    pub as_of: Date,
    /// How many are due.
    pub records: u64,
    /// The day since which the oldest of them is.
    pub since: Option<Date>,
}

/// A record that is due.
#[derive(Clone, Debug)]
pub struct DueLine {
    /// The record.
    pub line: IncidentLine,
    /// The day on which it was last changed.
    pub changed_on: Date,
    /// Why it would not be erased with the others.
    pub left_out: Option<LeftOut>,
}

/// What is due as of a day, oldest first.
#[derive(Clone, Debug)]
pub struct DueList {
    /// The months for which records are kept.
    pub months: Option<u16>,
    /// The day.
    pub as_of: Date,
    /// What one proposal would erase, and what it would leave out.
    pub lines: Vec<DueLine>,
    /// How many more are due than one proposal erases.
    pub more: u64,
}

/// What one proposal erases.
pub(super) struct DueSet {
    /// What goes.
    pub(super) goes: Vec<UnchangedRow>,
    /// What was come upon and stays.
    stays: Vec<(UnchangedRow, LeftOut)>,
    more: u64,
}

impl DueSet {
    /// The digest of which records go, and in which version: what is changed afterwards is another set.
    fn digest(&self) -> String {
        let mut all: Vec<_> = self.goes.iter().map(|row| (row.id.0, row.version)).collect();
        all.sort_unstable();
        let bytes: Vec<u8> =
            all.iter().flat_map(|(id, version)| id.iter().copied().chain(version.to_be_bytes())).collect();
        hex::encode(digest_of(&[b"records due", &bytes]))
    }
}

/// Whether a working paper was written in after a day, or waits for an answer or for what comes of a referral.
fn is_in_work(paper: &WorkingPaper, after: Date) -> bool {
    let asked = paper.questions.iter().any(|question| {
        let since = match question.state {
            QuestionState::Open => return true,
            QuestionState::Answered { on }
            | QuestionState::Withdrawn { on, .. }
            | QuestionState::Settled { on, .. } => on,
        };
        since > after
    });
    let referred = paper.referrals.iter().any(|referral| match referral.state {
        ReferralState::Open => true,
        ReferralState::Withdrawn { on, .. } | ReferralState::Concluded { on, .. } => on > after,
    });
    asked
        || referred
        || paper.cared_on.is_some_and(|on| on > after)
        || paper.notes.iter().any(|note| note.on > after)
        || paper.assignment.as_ref().is_some_and(|given| given.on > after)
}

/// The records with which one goes together: those that were merged into it, and the one that it was merged into.
fn together(record: &CaseRecord) -> Vec<IncidentId> {
    let mut others = merged(&record.mergers);
    if let Stage::Duplicate { of: Some(of) } = record.stages.current() {
        others.push(of);
    }
    others
}

/// Records that are due, opened as far as is needed.
struct Opening<'d> {
    desk: &'d Desk,
    due: &'d [UnchangedRow],
    places: HashMap<IncidentId, usize>,
    opened: HashMap<usize, Vec<IncidentId>>,
}

impl Opening<'_> {
    /// With which others the record at a place goes together. Those that follow it in the list are opened with it.
    async fn together(&mut self, place: usize) -> Result<Vec<IncidentId>, CaseError> {
        if !self.opened.contains_key(&place) {
            let permit = self.desk.permit::<act::ReadCase>().await?;
            let ids: Vec<IncidentId> = self.due[place..].iter().take(PAGE).map(|row| row.id).collect();
            let rows = self.desk.store.incidents(&permit, &ids).await?;
            let opened = on_all_cores(&rows, |row| self.desk.keys.open_case(row));
            for (row, record) in rows.iter().zip(opened) {
                self.opened.insert(self.places[&row.id], together(&record?));
            }
        }
        Ok(self.opened.get(&place).cloned().unwrap_or_default())
    }
}

impl Desk {
    /// Today, by the database's clock.
    async fn database_day(&self) -> Result<Date, CaseError> {
        Ok(day_of(self.database_hour().await?))
    }

    /// The day as of which is asked; today where none is named. What is due tomorrow is not asked for.
    async fn as_of(&self, day: Option<Date>) -> Result<Date, CaseError> {
        let today = self.database_day().await?;
        match day {
            Some(day) if day > today => {
                Err(CaseError::Invalid(format!("what is due is counted as of {today} or a day before")))
            }
            day => Ok(day.unwrap_or(today)),
        }
    }

    /// How many records are due today, and since when.
    pub async fn due_count(&self) -> Result<DueCount, CaseError> {
        let permit = self.permit::<act::CountDue>().await?;
        let (retention, _) = self.setting::<Retention>().await?;
        let (months, as_of) = (retention.months(), self.database_day().await?);
        let nothing = DueCount { months, as_of, records: 0, since: None };
        let Some(last) = retention.last_due(as_of) else { return Ok(nothing) };
        let rows = self.store.unchanged_since(&permit, end_of(last)).await?;
        let since = rows.first().and_then(|row| retention.due_from(day_of(row.hour)));
        Ok(DueCount { records: rows.len() as u64, since, ..nothing })
    }

    /// The records that one proposal would erase as of a day, today unless said otherwise, and those that it would leave out.
    pub async fn due(&self, as_of: Option<Date>) -> Result<DueList, CaseError> {
        self.permit::<act::ReadCase>().await?;
        let (retention, _) = self.setting::<Retention>().await?;
        let (months, as_of) = (retention.months(), self.as_of(as_of).await?);
        let set = self.due_set(retention, as_of, &BTreeSet::new()).await?;
        let stays = set.stays.iter().map(|(row, why)| (*row, Some(*why)));
        let mut all: Vec<_> = set.goes.iter().map(|row| (*row, None)).chain(stays).collect();
        all.sort_unstable_by_key(|(row, _)| (row.hour, row.number));
        let mut lines = HashMap::new();
        for part in all.chunks(PAGE) {
            let numbers: Vec<i64> = part.iter().map(|(row, _)| row.number).collect();
            lines.extend(self.lines_of(&numbers).await?.into_iter().map(|line| (line.number, line)));
        }
        let lines = all.into_iter().filter_map(|(row, left_out)| {
            let line = lines.remove(&row.number)?;
            Some(DueLine { line, changed_on: day_of(row.hour), left_out })
        });
        Ok(DueList { months, as_of, lines: lines.collect(), more: set.more })
    }

    /// What one proposal erases as of a day: oldest first, no more than it may, without what is kept, and what was merged
    /// goes together or stays.
    async fn due_set(
        &self,
        retention: Retention,
        as_of: Date,
        kept: &BTreeSet<IncidentId>,
    ) -> Result<DueSet, CaseError> {
        let mut set = DueSet { goes: Vec::new(), stays: Vec::new(), more: 0 };
        let Some(last) = retention.last_due(as_of) else { return Ok(set) };
        let permit = self.permit::<act::ReadCase>().await?;
        let due = self.store.unchanged_since(&permit, end_of(last)).await?;
        let papers = self.papers().await?;
        let places = due.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
        let mut opening = Opening { desk: self, due: &due, places, opened: HashMap::new() };
        let own = |id: &IncidentId| {
            let in_work = papers.get(id).is_some_and(|paper| is_in_work(paper, last));
            let in_work = in_work.then_some(LeftOut::InWork);
            if kept.contains(id) { Some(LeftOut::Kept) } else { in_work }
        };
        let (mut seen, mut named) = (HashSet::new(), 0);
        for place in 0..due.len().min(MOST_LOOKED_AT) {
            if !seen.insert(place) {
                continue;
            }
            let (mut members, mut at, mut stay) = (vec![place], 0, false);
            while let Some(member) = members.get(at).copied() {
                at += 1;
                let others = opening.together(member).await?;
                let (here, elsewhere): (Vec<_>, Vec<_>) =
                    others.into_iter().partition(|other| opening.places.contains_key(other));
                // One that was erased is counted no more.
                stay |=
                    !elsewhere.is_empty() && !self.store.numbers_of(&permit, &elsewhere).await?.is_empty();
                members.extend(
                    here.iter().map(|other| opening.places[other]).filter(|other| seen.insert(*other)),
                );
            }
            stay |=
                members.len() > MOST_AT_ONCE || members.iter().any(|member| own(&due[*member].id).is_some());
            let rows = members.into_iter().map(|member| due[member]);
            // What is kept by name would have gone: nothing that nobody was shown takes its place.
            if rows.clone().any(|row| kept.contains(&row.id)) {
                named += rows.len();
            }
            if stay {
                set.stays.extend(rows.map(|row| (row, own(&row.id).unwrap_or(LeftOut::Merged))));
            } else if set.goes.len() + named + rows.len() > MOST_AT_ONCE {
                break;
            } else {
                set.goes.extend(rows);
            }
        }
        set.more = (due.len() - set.goes.len() - set.stays.len()) as u64;
        Ok(set)
    }

    /// What is proposed to be erased as of a day, with records that are kept for now.
    pub(super) async fn proposed_due(
        &self,
        as_of: Option<Date>,
        kept: &[IncidentId],
    ) -> Result<EraseDue, CaseError> {
        let (retention, _) = self.setting::<Retention>().await?;
        let as_of = self.as_of(as_of).await?;
        let Some(months) = retention.months() else {
            return Err(CaseError::Invalid(
                "records are kept without an end here: an administrator says for how many months they are kept".to_owned(),
            ));
        };
        let kept: BTreeSet<IncidentId> = kept.iter().copied().collect();
        if kept.len() > MOST_AT_ONCE {
            return Err(CaseError::Invalid(format!("at most {MOST_AT_ONCE} records are named to be kept")));
        }
        let set = self.due_set(retention, as_of, &kept).await?;
        let stay: HashSet<IncidentId> = set.stays.iter().map(|(row, _)| row.id).collect();
        if let Some(stray) = kept.iter().find(|id| !stay.contains(id)) {
            return Err(CaseError::Invalid(format!(
                "the record {stray} is none of those that this proposal would erase as of {as_of}: only those are named to be kept"
            )));
        }
        if set.goes.is_empty() {
            return Err(CaseError::Invalid(format!("nothing is due as of {as_of}")));
        }
        Ok(EraseDue {
            as_of,
            months,
            kept: kept.into_iter().collect(),
            records: set.goes.len(),
            digest: set.digest(),
        })
    }

    /// The records of a proposal, if they are still exactly those.
    pub(super) async fn erasable_due(
        &self,
        proposed: &EraseDue,
    ) -> Result<Option<Vec<IncidentRow>>, CaseError> {
        let (retention, _) = self.setting::<Retention>().await?;
        if retention.months() != Some(proposed.months) || proposed.as_of > self.database_day().await? {
            return Ok(None);
        }
        let kept = proposed.kept.iter().copied().collect();
        let set = self.due_set(retention, proposed.as_of, &kept).await?;
        if set.digest() != proposed.digest || set.goes.len() != proposed.records {
            return Ok(None);
        }
        let permit = self.permit::<act::ReadCase>().await?;
        let ids: Vec<IncidentId> = set.goes.iter().map(|row| row.id).collect();
        Ok(Some(self.store.incidents(&permit, &ids).await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::{AccountId, ReferralId};
    use domain::workflow::{Referral, ReferralOutcome, Service};
    use jiff::civil::date;

    #[test]
    fn whoever_still_looks_after_a_child_keeps_its_record() {
        let (last, later) = (date(2024, 2, 29), date(2024, 3, 1));
        let empty = WorkingPaper::of(IncidentId([1; 16]));
        assert!(!is_in_work(&empty, last));
        let by = AccountId([2; 16]);
        let outcome = ReferralOutcome::Provided;
        for (state, stays) in [
            (ReferralState::Open, true),
            (ReferralState::Withdrawn { on: last, by }, false),
            (ReferralState::Withdrawn { on: later, by }, true),
            (ReferralState::Concluded { on: last, by, outcome }, false),
            (ReferralState::Concluded { on: later, by, outcome }, true),
        ] {
            let mut paper = empty.clone();
            paper.referrals.push(Referral {
                id: ReferralId([3; 16]),
                victim: "c1".to_owned(),
                service: Service::Legal,
                response: None,
                on: last,
                by,
                expires_hour: 0,
                state,
            });
            assert_eq!(is_in_work(&paper, last), stays, "{state:?}");
        }
        for (on, stays) in [(last, false), (later, true)] {
            assert_eq!(is_in_work(&WorkingPaper { cared_on: Some(on), ..empty.clone() }, last), stays);
        }
    }
}
