//! Lists of incidents, answered by opening and scanning: nothing of what they say is indexed.

use super::{CaseError, Desk, Opened, ReportAsk, on_all_cores};
use domain::access::{Permit, act};
use domain::counting::{Block, Cell, Question, behind};
use domain::id::IncidentId;
use domain::interchange::Incident;
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Records that are opened at once.
const PAGE: usize = 500;

/// Which incidents a list is of. What is not said does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Where the incident stands.
    pub status: Option<IncidentStatus>,
    /// It holds a violation of this type.
    pub violation: Option<ViolationType>,
    /// It holds a violation with this standing CTFMR status (of that type, where one is named).
    pub ctfmr: Option<Status>,
    /// It holds a violation (of that type) whose next step is this one.
    pub waiting_for: Option<Step>,
    /// It began on this day or later.
    pub occurred_from: Option<Date>,
    /// It began on this day or before.
    pub occurred_to: Option<Date>,
    /// It lies in this area, or in one inside it.
    pub area: Option<String>,
    /// This party is named as a perpetrator.
    pub party: Option<String>,
    /// It was recorded, or its content last amended, on this day or later.
    pub changed_from: Option<Date>,
}

/// A violation in a list.
#[derive(Clone, Debug)]
pub struct ViolationLine {
    /// Its id in the document.
    pub id: String,
    /// Its type.
    pub kind: ViolationType,
    /// Boys, girls, sex unknown.
    pub tally: [u32; 3],
    /// The standing status of each step.
    pub standing: [Option<Status>; 3],
    /// The date of the CTFMR status.
    pub ctfmr_date: Option<Date>,
    /// The step that is next, if any.
    pub next: Option<Step>,
}

/// An incident in a list: coded content alone.
#[derive(Clone, Debug)]
pub struct IncidentLine {
    /// Its id.
    pub id: IncidentId,
    /// Its number: the place in the list.
    pub number: i64,
    /// The version of the record.
    pub version: u64,
    /// The outside id.
    pub external_id: String,
    /// Where it stands.
    pub status: IncidentStatus,
    /// The first day.
    pub occurred_from: Option<Date>,
    /// The code of its area.
    pub area: Option<String>,
    /// Codes of the parties named.
    pub parties: Vec<String>,
    /// The day on which it was recorded.
    pub recorded_on: Date,
    /// The day of its last amendment, or of recording.
    pub changed_on: Date,
    /// Its violations.
    pub violations: Vec<ViolationLine>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// The incidents, newest first.
    pub lines: Vec<IncidentLine>,
    /// Where the next page begins: before this number.
    pub next: Option<i64>,
}

/// An incident behind a figure, with what it adds to it.
#[derive(Clone, Debug)]
pub struct Behind {
    /// The incident.
    pub line: IncidentLine,
    /// What it adds.
    pub adds: u64,
}

impl Desk {
    /// A page of incidents, newest first, with numbers before `before`.
    pub async fn list(
        &self,
        filter: &Filter,
        before: Option<i64>,
        most: usize,
    ) -> Result<ListPage, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let inside = self.areas_inside(filter)?;
        if let Some(party) = &filter.party
            && self.situation.registers.parties.by_code(party).is_none()
        {
            return Err(CaseError::Invalid("no party of the register has that code".to_owned()));
        }
        let mut end = self.store.incident_end(&permit).await?;
        end = before.map_or(end, |before| before.clamp(0, end));
        let mut lines = Vec::new();
        while end > 0 {
            let start = end.saturating_sub(PAGE as i64).max(0);
            for line in self.lines(&permit, start..end).await?.into_iter().rev() {
                if !filter.takes(&line, inside.as_ref()) {
                    continue;
                }
                if lines.len() == most {
                    // There is at least one more, so the next page begins after the last one shown.
                    let next = lines.last().map(|line: &IncidentLine| line.number);
                    return Ok(ListPage { lines, next });
                }
                lines.push(line);
            }
            end = start;
        }
        Ok(ListPage { lines, next: None })
    }

    /// The incidents behind a cell of an internal report: exactly those whose facts add to it.
    pub async fn behind(&self, ask: &ReportAsk, cell: Cell<'_>) -> Result<Vec<Behind>, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let question = self.question(ask)?;
        let mut found = Vec::new();
        self.each_block(&permit, |block: &Block| {
            found.extend(self.behind_in(block, &question, ask, cell)?);
            Ok(())
        })
        .await?;
        let mut all = Vec::with_capacity(found.len());
        for (number, adds) in found {
            let number = i64::from(number);
            for line in self.lines(&permit, number..number + 1).await? {
                all.push(Behind { line, adds });
            }
        }
        Ok(all)
    }

    fn behind_in(
        &self,
        block: &Block,
        question: &Question,
        ask: &ReportAsk,
        cell: Cell<'_>,
    ) -> Result<Vec<(u32, u64)>, CaseError> {
        Ok(behind(block, question, cell, &|cube| self.lay_out(cube, ask))?)
    }

    /// The areas inside that of the filter, by their codes.
    fn areas_inside(&self, filter: &Filter) -> Result<Option<BTreeSet<&str>>, CaseError> {
        let Some(code) = &filter.area else { return Ok(None) };
        let areas = &self.situation.registers.areas;
        let unknown = || CaseError::Invalid("no area of the register has that code".to_owned());
        let top = areas.by_code(code).ok_or_else(unknown)?;
        let inside =
            areas.all().iter().filter(|area| areas.ancestor_at(area.number, top.level) == Some(top.number));
        Ok(Some(inside.map(|area| area.code.as_str()).collect()))
    }

    async fn lines(
        &self,
        permit: &Permit<act::ReadCase>,
        numbers: std::ops::Range<i64>,
    ) -> Result<Vec<IncidentLine>, CaseError> {
        let cases = self.store.cases_between(permit, numbers).await?;
        let keys = &self.keys;
        let opened = tokio::task::block_in_place(|| {
            Ok::<_, CaseError>(on_all_cores(&cases.rows()?, |row| {
                let record = keys.open_case_part(row)?;
                line(&Opened { number: row.number, id: row.id, version: row.version, record })
            }))
        });
        opened?.into_iter().collect()
    }
}

fn line(opened: &Opened) -> Result<IncidentLine, CaseError> {
    let record = &opened.record;
    let incident: Incident =
        record.content.incident().map_err(|_| CaseError::Unreadable(opened.id.to_string()))?;
    let mut parties: Vec<String> =
        incident.perpetrators.iter().filter_map(|perpetrator| perpetrator.party.clone()).collect();
    parties.sort_unstable();
    parties.dedup();
    let violations = incident
        .violations
        .iter()
        .map(|violation| {
            let standing = record.verification.get(&violation.id).map(|history| history.standing());
            let at = |step: Step| standing.and_then(|standing| standing.at(step));
            ViolationLine {
                id: violation.id.clone(),
                kind: violation.kind,
                tally: [violation.tally.boys, violation.tally.girls, violation.tally.unknown],
                standing: [Step::Initial, Step::Technical, Step::Ctfmr]
                    .map(|step| at(step).map(|decision| decision.status)),
                ctfmr_date: at(Step::Ctfmr).and_then(|decision| decision.date),
                next: standing.map_or(Some(Step::Initial), |standing| standing.next()),
            }
        })
        .collect();
    Ok(IncidentLine {
        id: opened.id,
        number: opened.number,
        version: opened.version,
        external_id: incident.external_id,
        status: record.stages.current().status(),
        occurred_from: incident.occurred.from,
        area: incident.location.area,
        parties,
        recorded_on: record.received.on,
        changed_on: record.amendments.last().map_or(record.received.on, |amendment| amendment.on),
        violations,
    })
}

impl Filter {
    fn takes(&self, line: &IncidentLine, inside: Option<&BTreeSet<&str>>) -> bool {
        let violation = |violation: &ViolationLine| {
            self.violation.is_none_or(|kind| violation.kind == kind)
                && self.ctfmr.is_none_or(|status| violation.standing[Step::Ctfmr as usize] == Some(status))
                && self.waiting_for.is_none_or(|step| violation.next == Some(step))
        };
        let of_violations = self.violation.is_none() && self.ctfmr.is_none() && self.waiting_for.is_none();
        let began = |edge: Option<Date>, holds: fn(Date, Date) -> bool| {
            edge.is_none_or(|edge| line.occurred_from.is_some_and(|from| holds(from, edge)))
        };
        // What is closed, void or merged waits for nothing.
        let waits = self.waiting_for.is_none() || line.status == IncidentStatus::Open;
        self.status.is_none_or(|status| line.status == status)
            && waits
            && began(self.occurred_from, |from, edge| from >= edge)
            && began(self.occurred_to, |from, edge| from <= edge)
            && inside.is_none_or(|inside| line.area.as_deref().is_some_and(|area| inside.contains(area)))
            && self.party.as_ref().is_none_or(|party| line.parties.contains(party))
            && self.changed_from.is_none_or(|edge| line.changed_on >= edge)
            && (of_violations || line.violations.iter().any(violation))
    }
}
