//! Lists of incidents, answered by opening and scanning: nothing of what they say is indexed.

use super::{CaseError, Desk, Filter, Opened, ReportAsk, on_all_cores};
use domain::access::{Permit, act};
use domain::counting::{Block, Cell, Question, behind};
use domain::id::IncidentId;
use domain::interchange::Incident;
use domain::violation::{IncidentStatus, Status, Step, ViolationType};
use domain::workflow::waits_since;
use jiff::civil::Date;
use store::Cases;

/// Records that are opened at once where the packed facts do not tell all.
const PAGE: usize = 500;

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
    /// The day since which the next step waits.
    pub waits_since: Date,
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
    /// How many there are on all pages, where the packed facts tell it.
    pub total: Option<u64>,
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
    /// A page of incidents, newest first, with numbers before `before`. The packed facts name those that answer
    /// to the filter; only they are opened.
    pub async fn list(
        &self,
        filter: &Filter,
        before: Option<i64>,
        most: usize,
    ) -> Result<ListPage, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let mut numbers = self.numbers(&permit, filter).await?;
        let total = (!filter.opens()).then_some(numbers.len() as u64);
        numbers.truncate(numbers.partition_point(|number| before.is_none_or(|before| *number < before)));
        let mut lines: Vec<IncidentLine> = Vec::new();
        // One more than is shown tells whether there is another page.
        let page = if filter.opens() { PAGE } else { most + 1 };
        while !numbers.is_empty() && lines.len() <= most {
            let part = numbers.split_off(numbers.len().saturating_sub(page));
            let opened = self.lines(&self.store.cases_of(&permit, &part).await?, filter)?;
            lines.extend(opened.into_iter().rev());
        }
        let more = lines.len() > most;
        lines.truncate(most);
        let next = lines.last().map(|line| line.number).filter(|_| more);
        Ok(ListPage { lines, next, total })
    }

    /// The numbers of the incidents that answer to a filter as far as the packed facts tell, in their order.
    pub(super) async fn numbers(
        &self,
        permit: &Permit<act::ReadCase>,
        filter: &Filter,
    ) -> Result<Vec<i64>, CaseError> {
        let criteria = filter.criteria(&self.situation)?;
        let mut numbers: Vec<i64> = Vec::new();
        self.each_block(permit, |block| {
            numbers.extend(block.find(&criteria).into_iter().map(i64::from));
            Ok(())
        })
        .await?;
        if let Some(external_id) = &filter.external_id {
            let named = self.store.incidents(permit, &[self.keys.incident(external_id)?]).await?;
            numbers.retain(|number| named.iter().any(|row| row.number == *number));
        }
        Ok(numbers)
    }

    /// The incidents behind a cell of an internal report: exactly those that add to it.
    pub async fn behind(&self, ask: &ReportAsk, cell: Cell<'_>) -> Result<Vec<Behind>, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let question = self.question(ask)?;
        let declared = self.behind_declared(ask, question.as_of, cell).await?;
        let is_declared = declared.is_some();
        let mut found = declared.unwrap_or_default();
        if !is_declared {
            self.each_block(&permit, |block: &Block| {
                found.extend(self.behind_in(block, &question, ask, cell)?);
                Ok(())
            })
            .await?;
        }
        let mut all = Vec::with_capacity(found.len());
        for part in found.chunks(PAGE) {
            let numbers: Vec<i64> = part.iter().map(|(number, _)| i64::from(*number)).collect();
            let lines = self.lines(&self.store.cases_of(&permit, &numbers).await?, &Filter::default())?;
            // Both are in the order of the numbers; a figure is explained whole or not at all.
            if !lines.iter().map(|line| line.number).eq(numbers) {
                return Err(CaseError::StaleFacts("an incident behind a figure is missing".to_owned()));
            }
            all.extend(lines.into_iter().zip(part).map(|(line, (_, adds))| Behind { line, adds: *adds }));
        }
        Ok(all)
    }

    /// The lines of these incidents, in the order of their numbers.
    pub(super) async fn lines_of(&self, numbers: &[i64]) -> Result<Vec<IncidentLine>, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        self.lines(&self.store.cases_of(&permit, numbers).await?, &Filter::default())
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

    /// The lines of records that answer to the filter, in the order of their numbers.
    fn lines(&self, cases: &Cases, filter: &Filter) -> Result<Vec<IncidentLine>, CaseError> {
        let keys = &self.keys;
        let opened = tokio::task::block_in_place(|| {
            Ok::<_, CaseError>(on_all_cores(&cases.rows()?, |row| {
                let record = keys.open_case_part(row)?;
                line(&Opened { number: row.number, id: row.id, version: row.version, record }, filter)
            }))
        });
        opened?.into_iter().filter_map(Result::transpose).collect()
    }
}

pub(super) fn line(opened: &Opened, filter: &Filter) -> Result<Option<IncidentLine>, CaseError> {
    let record = &opened.record;
    let incident: Incident =
        record.content.incident().map_err(|_| CaseError::Unreadable(opened.id.to_string()))?;
    if !filter.takes(&incident) {
        return Ok(None);
    }
    let mut parties: Vec<String> =
        incident.perpetrators.iter().filter_map(|perpetrator| perpetrator.party.clone()).collect();
    parties.sort_unstable();
    parties.dedup();
    let violations = incident
        .violations
        .iter()
        .map(|violation| {
            let history = record.verification.get(&violation.id);
            let standing = history.map(|history| history.standing());
            let at = |step: Step| standing.and_then(|standing| standing.at(step));
            ViolationLine {
                id: violation.id.clone(),
                kind: violation.kind,
                tally: [violation.tally.boys, violation.tally.girls, violation.tally.unknown],
                standing: [Step::Initial, Step::Technical, Step::Ctfmr]
                    .map(|step| at(step).map(|decision| decision.status)),
                ctfmr_date: at(Step::Ctfmr).and_then(|decision| decision.date),
                next: standing.map_or(Some(Step::Initial), |standing| standing.next()),
                waits_since: waits_since(history, record.received.on),
            }
        })
        .collect();
    Ok(Some(IncidentLine {
        id: opened.id,
        number: opened.number,
        version: opened.version,
        external_id: incident.external_id,
        status: record.stages.current().status(),
        occurred_from: incident.occurred.from,
        area: incident.location.area,
        parties,
        recorded_on: record.received.on,
        changed_on: record.changed_on(),
        violations,
    }))
}
