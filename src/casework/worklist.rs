//! The queue: which open incidents wait, for what, since when, and with whom.

use super::{CaseError, Desk, Filter, IncidentLine};
use domain::access::act;
use domain::counting::Criteria;
use domain::id::{AccountId, IncidentId};
use domain::violation::{IncidentStatus, Step};
use domain::workflow::{AllowedDays, Waits, WorkingPaper, due_on, waits_for};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

/// Incidents that are looked at together while a page is filled.
const PAGE: usize = 500;

/// With whom an incident is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Assigned {
    /// It does not matter.
    #[default]
    Anybody,
    /// With nobody.
    Nobody,
    /// With whoever asks.
    Me,
    /// With this login.
    Login(String),
}

/// Which part of the queue.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// For what the incident waits; whatever it is where nothing is said.
    pub waits: Option<Waits>,
    /// With whom it is.
    pub assigned: Assigned,
}

/// An incident in the queue.
#[derive(Clone, Debug)]
pub struct WorkLine {
    /// The incident.
    pub line: IncidentLine,
    /// For what it waits.
    pub waits: Vec<Waits>,
    /// The last day on which it is in time.
    pub due: Option<Date>,
    /// The login of who is to look at it.
    pub assigned_to: Option<String>,
    /// How many notes there are.
    pub notes: usize,
}

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct WorkPage {
    /// The incidents, newest first.
    pub lines: Vec<WorkLine>,
    /// Where the next page begins: before this number.
    pub next: Option<i64>,
}

/// Whose incidents are wanted.
enum Whose {
    Anybodys,
    Nobodys,
    Of(AccountId),
}

impl Whose {
    fn takes(&self, paper: Option<&WorkingPaper>) -> bool {
        let with = paper.and_then(|paper| paper.assignment.as_ref()).map(|given| given.to);
        match self {
            Whose::Anybodys => true,
            Whose::Nobodys => with.is_none(),
            Whose::Of(account) => with == Some(*account),
        }
    }
}

impl Desk {
    /// A page of the queue, newest first, with numbers before `before`.
    pub async fn work(&self, work: &Work, before: Option<i64>, most: usize) -> Result<WorkPage, CaseError> {
        let papers = self.papers().await?;
        let whose = match &work.assigned {
            Assigned::Anybody => Whose::Anybodys,
            Assigned::Nobody => Whose::Nobodys,
            Assigned::Me => Whose::Of(self.actor.account),
            Assigned::Login(login) => Whose::Of(self.worker(login).await?),
        };
        let logins = self.logins().await?;
        let (allowed, _) = self.allowed_days().await?;
        let mut lines: Vec<WorkLine> = Vec::new();
        let mut before = before;
        loop {
            let page = self.list(&filter(work.waits), before, PAGE).await?;
            for line in page.lines {
                let paper = papers.get(&line.id);
                let (waits, due) = self.waits(&line, paper, allowed);
                let wanted = work.waits.map_or(!waits.is_empty(), |wanted| waits.contains(&wanted));
                if !wanted || !whose.takes(paper) {
                    continue;
                }
                if lines.len() == most {
                    // There is at least one more, so the next page begins after the last one shown.
                    let next = lines.last().map(|last| last.line.number);
                    return Ok(WorkPage { lines, next });
                }
                let with = paper.and_then(|paper| paper.assignment.as_ref());
                let assigned_to = with.and_then(|given| logins.get(&given.to)).cloned();
                let notes = paper.map_or(0, |paper| paper.notes.len());
                lines.push(WorkLine { line, waits, due, assigned_to, notes });
            }
            match page.next {
                Some(next) => before = Some(next),
                None => return Ok(WorkPage { lines, next: None }),
            }
        }
    }

    /// How many open incidents wait for each thing; one may be among several.
    pub async fn work_counts(&self) -> Result<BTreeMap<Waits, u64>, CaseError> {
        let papers = self.papers().await?;
        let mut counts: BTreeMap<Waits, u64> = Waits::ALL.iter().map(|waits| (*waits, 0)).collect();
        let (allowed, _) = self.allowed_days().await?;
        let mut before = None;
        loop {
            let page = self.list(&filter(None), before, PAGE).await?;
            for line in &page.lines {
                for waits in self.waits(line, papers.get(&line.id), allowed).0 {
                    *counts.entry(waits).or_default() += 1;
                }
            }
            match page.next {
                Some(next) => before = Some(next),
                None => return Ok(counts),
            }
        }
    }

    /// Every working paper of the situation, opened in one read.
    pub(super) async fn papers(&self) -> Result<HashMap<IncidentId, WorkingPaper>, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let mut papers = HashMap::new();
        for row in self.store.papers(&permit).await? {
            let paper = self.open_paper(&row)?;
            papers.insert(paper.incident, paper);
        }
        Ok(papers)
    }

    /// For what an open incident waits, and by when it should have been done.
    fn waits(
        &self,
        line: &IncidentLine,
        paper: Option<&WorkingPaper>,
        allowed: AllowedDays,
    ) -> (Vec<Waits>, Option<Date>) {
        let steps: Vec<(Step, Date)> = line
            .violations
            .iter()
            .filter_map(|violation| Some((violation.next?, violation.waits_since)))
            .collect();
        let today = self.now.today;
        let waits =
            Waits::ALL.iter().copied().filter(|waits| waits_for(*waits, &steps, paper, allowed, today));
        (waits.collect(), due_on(&steps, paper, allowed))
    }
}

/// The list that holds whatever waits for something.
fn filter(waits: Option<Waits>) -> Filter {
    let waiting_for = match waits {
        Some(Waits::New) => Some(Step::Initial),
        Some(Waits::WaitingTechnical) => Some(Step::Technical),
        Some(Waits::WaitingCtfmr) => Some(Step::Ctfmr),
        Some(Waits::Returned | Waits::Answered | Waits::Overdue) | None => None,
    };
    let criteria = Criteria { status: vec![IncidentStatus::Open], waiting_for, ..Criteria::default() };
    Filter { criteria, ..Filter::default() }
}
