//! The queue: which open incidents wait, for what, since when, and with whom.

use super::{CaseError, Desk, IncidentLine};
use domain::access::{Permit, act};
use domain::id::{AccountId, IncidentId};
use domain::workflow::{Waits, WorkingPaper, due_on, waits_for};
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};

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

/// An open incident that waits for something, as the packed facts and the working papers tell.
struct Waiting {
    number: i64,
    waits: Vec<Waits>,
    due: Option<Date>,
    paper: Option<WorkingPaper>,
}

impl Desk {
    /// A page of the queue, newest first, with numbers before `before`. Only the records of the page are opened.
    pub async fn work(&self, work: &Work, before: Option<i64>, most: usize) -> Result<WorkPage, CaseError> {
        let whose = match &work.assigned {
            Assigned::Anybody => Whose::Anybodys,
            Assigned::Nobody => Whose::Nobodys,
            Assigned::Me => Whose::Of(self.actor.account),
            Assigned::Login(login) => Whose::Of(self.worker(login).await?),
        };
        let permit = self.permit::<act::ReadCase>().await?;
        let mut waiting = self.waiting(&permit).await?;
        waiting.retain(|one| {
            work.waits.is_none_or(|wanted| one.waits.contains(&wanted))
                && whose.takes(one.paper.as_ref())
                && before.is_none_or(|before| one.number < before)
        });
        let more = waiting.len() > most;
        let page = waiting.split_off(waiting.len().saturating_sub(most));
        let next = page.first().map(|first| first.number).filter(|_| more);
        let numbers: Vec<i64> = page.iter().map(|one| one.number).collect();
        let lines = self.lines_of(&numbers).await?;
        // What was removed in this moment is missing among the lines.
        let mut by_number: HashMap<i64, IncidentLine> =
            lines.into_iter().map(|line| (line.number, line)).collect();
        let logins = self.logins().await?;
        let shown = page.into_iter().rev().filter_map(|Waiting { number, waits, due, paper }| {
            let line = by_number.remove(&number)?;
            let with = paper.as_ref().and_then(|paper| paper.assignment.as_ref());
            let assigned_to = with.and_then(|given| logins.get(&given.to)).cloned();
            let notes = paper.as_ref().map_or(0, |paper| paper.notes.len());
            Some(WorkLine { line, waits, due, assigned_to, notes })
        });
        Ok(WorkPage { lines: shown.collect(), next })
    }

    /// How many open incidents wait for each thing; one may be among several.
    pub async fn work_counts(&self) -> Result<BTreeMap<Waits, u64>, CaseError> {
        let permit = self.permit::<act::ReadCase>().await?;
        let mut counts: BTreeMap<Waits, u64> = Waits::ALL.iter().map(|waits| (*waits, 0)).collect();
        for one in self.waiting(&permit).await? {
            for waits in one.waits {
                *counts.entry(waits).or_default() += 1;
            }
        }
        Ok(counts)
    }

    /// The open incidents that wait for something, in the order of their numbers.
    async fn waiting(&self, permit: &Permit<act::ReadCase>) -> Result<Vec<Waiting>, CaseError> {
        let mut papers = self.papers().await?;
        let ids: Vec<IncidentId> = papers.keys().copied().collect();
        let numbers = self.store.numbers_of(permit, &ids).await?;
        let mut papers: HashMap<i64, WorkingPaper> =
            numbers.into_iter().filter_map(|(number, id)| Some((number, papers.remove(&id)?))).collect();
        let (allowed, _) = self.setting().await?;
        let today = self.now.today;
        let mut waiting = Vec::new();
        self.each_block(permit, |block| {
            block.waiting(|number, steps| {
                let number = i64::from(number);
                let paper = papers.remove(&number);
                let wait = |what: &Waits| waits_for(*what, steps, paper.as_ref(), allowed, today);
                let waits: Vec<Waits> = Waits::ALL.iter().copied().filter(wait).collect();
                if !waits.is_empty() {
                    let due = due_on(steps, paper.as_ref(), allowed);
                    waiting.push(Waiting { number, waits, due, paper });
                }
            });
            Ok(())
        })
        .await?;
        Ok(waiting)
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
}
