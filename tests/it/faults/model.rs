//! What people may do and what comes of it, told a second time: from the documents, in plain sets and lists, without
//! asking the program. R24 compares the two.

use super::tried::{Came, Day, Event, Op, Person, Proposal, Record, Sent, Stage, Standing, What, Wrong};
use domain::access::Role;
use domain::violation::{Status, Step};
use std::collections::{BTreeMap, BTreeSet};
use vault::Compartment;
use vault::Compartment::{Case, Identity, Intake, Release};

#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) people: Vec<Person>,
    pub(super) epoch: u32,
    pub(super) records: BTreeMap<usize, Record>,
    pub(super) erased: BTreeSet<usize>,
    pub(super) sent: Vec<Sent>,
    pub(super) proposals: Vec<Proposal>,
    pub(super) wrong: Option<Wrong>,
}

/// What the documents of a role say that it may do.
pub(super) fn may(role: Role, act: &str) -> bool {
    let said: &[&str] = match role {
        Role::Monitor => &["submit"],
        Role::Verifier => {
            &["submit", "record", "triage", "initial", "stage", "read case", "read identity", "report"]
        }
        Role::TechnicalReviewer => &["technical", "read case", "report"],
        Role::Cochair => {
            &["submit", "record", "ctfmr", "stage", "read case", "read identity", "report", "keys"]
        }
        Role::Administrator => &["administer"],
        Role::TaskForce | Role::Auditor => &[],
    };
    said.contains(&act)
}

/// What the documents say that a role opens.
pub(super) fn opens(roles: &BTreeSet<Role>) -> BTreeSet<Compartment> {
    let of = |role: &Role| match role {
        Role::Verifier => vec![Intake, Case, Identity],
        Role::TechnicalReviewer => vec![Case],
        Role::Cochair => vec![Intake, Case, Identity, Release],
        Role::TaskForce => vec![Release],
        Role::Monitor | Role::Administrator | Role::Auditor => vec![],
    };
    roles.iter().flat_map(of).collect()
}

pub(super) fn act_of(step: Step) -> &'static str {
    match step {
        Step::Initial => "initial",
        Step::Technical => "technical",
        Step::Ctfmr => "ctfmr",
    }
}

/// The children that content counts, by violation.
fn children(content: u8) -> [u64; 2] {
    [3 + u64::from(content & 1), 5]
}

impl Record {
    /// The decisions in force, by step.
    pub(super) fn in_force(
        &self,
        violation: usize,
        wrong: Option<Wrong>,
    ) -> [Option<(Status, Day, usize)>; 3] {
        let mut force = [None; 3];
        for event in &self.history[violation] {
            match event {
                Event::Decided { step, status, date, by } => {
                    force[*step as usize] = Some((*status, *date, *by));
                    if wrong != Some(Wrong::LaterStepsStand) {
                        force[*step as usize + 1..].fill(None);
                    }
                }
                Event::SetAside => force = [None; 3],
            }
        }
        force
    }

    fn decided(&self) -> bool {
        self.history.iter().flatten().any(|event| matches!(event, Event::Decided { .. }))
    }

    fn amend(&mut self, content: u8, by: usize, epoch: u32) {
        if children(self.content) != children(content) && self.in_force(0, None).iter().any(Option::is_some) {
            self.history[0].push(Event::SetAside);
        }
        self.content = content;
        self.wrote.insert(by);
        self.version += 1;
        self.epoch = epoch;
        self.epochs.insert(epoch);
    }
}

impl Model {
    pub(super) fn may(&self, by: usize, act: &str) -> bool {
        self.people[by].roles.iter().any(|role| may(*role, act))
    }

    pub(super) fn has(&self, by: usize, part: Compartment, epoch: u32) -> bool {
        self.people[by].held.contains(&(part, epoch))
    }

    fn holds(&self, by: usize, part: Compartment, epoch: u32) -> Option<()> {
        self.has(by, part, epoch).then_some(())
    }

    fn asks(&self, by: usize, act: &str, came: &mut Came) -> Option<()> {
        if !self.may(by, act) {
            came.say("refused", 1);
            return None;
        }
        Some(())
    }

    /// Whether somebody is one of the two: can sign in, is a co-chair, and holds what they would give.
    pub(super) fn stands(&self, who: usize) -> bool {
        let person = &self.people[who];
        person.standing == Standing::Active
            && person.roles.contains(&Role::Cochair)
            && self.has(who, Identity, self.epoch)
    }

    fn merged_into(&self, doc: usize) -> bool {
        self.records
            .get(&doc)
            .is_some_and(|one| one.stands_for.iter().any(|other| self.records.contains_key(other)))
    }

    /// Whether a session of somebody is still one.
    pub(super) fn signed_in(&self, who: usize) -> bool {
        let person = &self.people[who];
        let active = person.standing == Standing::Active || self.wrong == Some(Wrong::SuspendedWork);
        active && person.session == Some(person.key)
    }

    /// Somebody tries something; `order` is that in which reports were looked at.
    pub(super) fn tries(&mut self, by: usize, op: &Op, order: &[usize]) -> Came {
        let mut came = Came::default();
        if matches!(op, Op::SignIn) {
            came.done = self.people[by].standing == Standing::Active;
            self.people[by].session = came.done.then_some(self.people[by].key);
            return came;
        }
        if !matches!(op, Op::Recover) && !self.signed_in(by) {
            self.people[by].session = None;
            return came;
        }
        came.done = self.does(by, op, order, &mut came).is_some();
        came
    }

    fn does(&mut self, by: usize, op: &Op, order: &[usize], came: &mut Came) -> Option<()> {
        let now = self.epoch;
        match op {
            Op::SignIn => Some(()),
            Op::Submit { doc, content } => {
                self.asks(by, "submit", came)?;
                let key = self.people[by].key;
                let same = |one: &&Sent| (one.by, one.key, one.doc, one.content) == (by, key, *doc, *content);
                if self.sent.iter().find(same).is_none() {
                    let new = Sent { by, key, doc: *doc, content: *content, epoch: now, waits: true };
                    self.sent.push(new);
                    came.say("submitted", 1);
                }
                Some(())
            }
            Op::Triage => self.triages(by, order, came),
            Op::Record { doc, content } => {
                self.asks(by, "record", came)?;
                self.holds(by, Case, now)?;
                self.holds(by, Identity, now)?;
                self.records_one(by, by, *doc, *content, came)
            }
            Op::Decide { .. } => self.decides(by, op, came),
            Op::Enter { doc, stage } => self.enters(by, *doc, *stage, came),
            Op::Grant { to, right } => self.grants(by, *to, *right, came),
            Op::Revoke { from } => {
                self.asks(by, "keys", came)?;
                (*from != by).then_some(())?;
                let held = self.people[*from].held.len();
                if self.wrong != Some(Wrong::RevokedRead) {
                    self.people[*from].held.clear();
                }
                came.say("revoked", held);
                Some(())
            }
            Op::Suspend { .. }
            | Op::Restore { .. }
            | Op::Remove { .. }
            | Op::Roles { .. }
            | Op::Reset { .. } => {
                self.asks(by, "administer", came)?;
                self.administers(by, op, came)
            }
            Op::Rotate => self.rotates(by, came),
            Op::Rewrap => {
                self.asks(by, "keys", came)?;
                self.holds(by, Case, now)?;
                for record in self.records.values() {
                    for old in record.epochs.iter().filter(|epoch| **epoch != now) {
                        for (part, epoch) in [(Case, *old), (Identity, *old), (Identity, now)] {
                            self.holds(by, part, epoch)?;
                        }
                    }
                }
                for record in self.records.values_mut() {
                    (record.epoch, record.epochs) = (now, BTreeSet::from([now]));
                }
                Some(())
            }
            Op::ProposeErase { doc } => {
                self.asks(by, "keys", came)?;
                self.holds(by, Case, self.records.get(doc)?.epoch)?;
                (!self.merged_into(*doc)).then_some(())?;
                self.may_be_one_of_two(by)?;
                self.proposes(by, What::Erase { doc: *doc }, came)
            }
            Op::Approve { proposal, right } => self.approves(by, *proposal, *right, came),
            Op::Withdraw { proposal } => {
                self.asks(by, "keys", came)?;
                let proposal = self.proposals.get_mut(*proposal)?;
                (proposal.state == "pending").then_some(())?;
                proposal.state = "withdrawn";
                came.say("withdrawn", 1);
                Some(())
            }
            Op::ReadAll => {
                self.asks(by, "read case", came)?;
                self.records.values().try_for_each(|record| self.holds(by, Case, record.epoch))
            }
            Op::ReadIdentity { doc } => {
                self.asks(by, "read identity", came)?;
                let epoch = self.records.get(doc)?.epoch;
                came.say("identity_read", 1);
                self.holds(by, Case, epoch)?;
                self.holds(by, Identity, epoch)
            }
            Op::Figures => {
                self.asks(by, "report", came)?;
                // Facts move with every record, so whoever holds the key in use opens them.
                if !self.records.is_empty() || !self.erased.is_empty() {
                    self.holds(by, Case, now)?;
                }
                came.say("reported", 1);
                Some(())
            }
            Op::Recover => {
                (self.people[by].standing == Standing::Active).then_some(())?;
                self.asks(by, "keys", came)?;
                let all = Compartment::ALL.iter().flat_map(|part| (1..=now).map(|epoch| (*part, epoch)));
                let all: BTreeSet<_> = all.collect();
                came.say("granted", all.len());
                self.people[by].held.extend(all);
                Some(())
            }
        }
    }

    fn records_one(
        &mut self,
        by: usize,
        sender: usize,
        doc: usize,
        content: u8,
        came: &mut Came,
    ) -> Option<()> {
        let now = self.epoch;
        if self.erased.contains(&doc) && self.wrong != Some(Wrong::ErasedComeBack) {
            return None;
        }
        match self.records.get(&doc).map(|record| record.epoch) {
            Some(epoch) => {
                self.holds(by, Case, epoch)?;
                self.holds(by, Identity, epoch)?;
                let record = self.records.get_mut(&doc)?;
                if record.content != content {
                    record.amend(content, sender, now);
                    came.say("amended", 1);
                }
            }
            None => {
                let record = Record {
                    version: 1,
                    epoch: now,
                    epochs: BTreeSet::from([now]),
                    content,
                    received: sender,
                    wrote: BTreeSet::from([sender]),
                    stage: Stage::Open,
                    stands_for: BTreeSet::new(),
                    history: [Vec::new(), Vec::new()],
                };
                self.records.insert(doc, record);
                came.say("recorded", 1);
            }
        }
        Some(())
    }

    fn triages(&mut self, by: usize, order: &[usize], came: &mut Came) -> Option<()> {
        self.asks(by, "triage", came)?;
        if order.is_empty() {
            return Some(());
        }
        let now = self.epoch;
        self.holds(by, Case, now)?;
        for number in order {
            let Sent { by: sender, doc, content, epoch, .. } = self.sent[*number];
            let opened = || {
                self.holds(by, Intake, epoch)?;
                self.holds(by, Identity, now)?;
                // Of those that wait together each is compared with what the one before it made.
                let Some(record) = self.records.get(&doc) else { return Some(()) };
                self.holds(by, Case, record.epoch)?;
                self.holds(by, Identity, record.epoch)?;
                let clear = record.received == sender && !record.decided() && record.stage == Stage::Open;
                (record.content == content || clear).then_some(())
            };
            let taken = opened().and_then(|()| self.records_one(by, sender, doc, content, came)).is_some();
            came.triaged.insert(*number, taken);
            if taken {
                self.sent[*number].waits = false;
                came.say("triaged", 1);
            }
        }
        Some(())
    }

    fn decides(&mut self, by: usize, op: &Op, came: &mut Came) -> Option<()> {
        let Op::Decide { doc, violation, step, status, date, reopen } = op else { return None };
        let own_step = self.asks(by, act_of(*step), came);
        self.asks(by, "read case", came)?;
        self.holds(by, Case, self.epoch)?;
        if let Some(record) = self.records.get(doc) {
            self.holds(by, Case, record.epoch)?;
        }
        own_step?;
        let wrong = self.wrong;
        let record = self.records.get_mut(doc)?;
        let events = record.history.get(*violation)?;
        let force = record.in_force(*violation, wrong);
        let taken_already = force[*step as usize].is_some();
        let another_step = events.iter().any(
            |event| matches!(event, Event::Decided { by: who, step: other, .. } if *who == by && other != step),
        );
        let rests = match step {
            Step::Initial => true,
            Step::Technical | Step::Ctfmr => force[*step as usize - 1].is_some_and(|(before, on, _)| {
                (before != Status::Pending || *status == Status::Pending) && *date >= on
            }),
        };
        let own = record.wrote.contains(&by) && wrong != Some(Wrong::SubmittersDecide);
        let in_time = matches!(date, Day::InQuarter | Day::Today);
        if taken_already != *reopen || another_step || !rests || own || !in_time {
            return None;
        }
        record.history[*violation].push(Event::Decided { step: *step, status: *status, date: *date, by });
        record.version += 1;
        came.say("decided", 1);
        Some(())
    }

    fn enters(&mut self, by: usize, doc: usize, stage: Stage, came: &mut Came) -> Option<()> {
        self.asks(by, "stage", came)?;
        self.holds(by, Case, self.epoch)?;
        let record = self.records.get(&doc)?;
        self.holds(by, Case, record.epoch)?;
        let (now, opens) = (record.stage, stage == Stage::Open);
        if opens == (now == Stage::Open) || (!opens && self.merged_into(doc)) {
            return None;
        }
        // Whose place it takes, or gives back.
        let mut other = None;
        if let Stage::Merged(into) = stage {
            (into != doc && self.records.get(&into)?.stage == Stage::Open).then_some(())?;
            other = Some(into);
        } else if let Stage::Merged(into) = now {
            other = Some(into).filter(|into| self.records.contains_key(into));
        }
        if let Some(other) = other {
            self.holds(by, Case, self.records[&other].epoch)?;
            let stays = self.records.get_mut(&other)?;
            stays.version += 1;
            if opens {
                stays.stands_for.remove(&doc);
            } else {
                stays.stands_for.insert(doc);
            }
            came.say("stage_changed", 1);
        }
        let record = self.records.get_mut(&doc)?;
        record.stage = stage;
        record.version += 1;
        came.say("stage_changed", 1);
        Some(())
    }

    /// A co-chair who holds what is in use.
    fn may_be_one_of_two(&self, by: usize) -> Option<()> {
        self.holds(by, Case, self.epoch)?;
        self.stands(by).then_some(())
    }

    fn gives(&mut self, by: usize, to: usize, opens: &BTreeSet<Compartment>, came: &mut Came) -> Option<()> {
        opens.iter().try_for_each(|part| self.holds(by, *part, self.epoch))?;
        let given: Vec<_> =
            self.people[by].held.iter().filter(|(part, _)| opens.contains(part)).copied().collect();
        came.say("granted", given.len());
        self.people[to].held.extend(given);
        Some(())
    }

    fn grants(&mut self, by: usize, to: usize, right: bool, came: &mut Came) -> Option<()> {
        self.asks(by, "keys", came)?;
        let opens = opens(&self.people[to].roles);
        if !right || self.people[to].standing != Standing::Active || opens.is_empty() {
            return None;
        }
        if !opens.contains(&Identity) {
            return self.gives(by, to, &opens, came);
        }
        if to == by {
            came.say("refused", 1);
            return None;
        }
        self.may_be_one_of_two(by)?;
        let what = What::Grant { to, key: self.people[to].key, opens };
        match self.proposals.iter().position(|one| one.state == "pending" && one.what == what) {
            Some(waiting) if self.proposals[waiting].by != by => self.carries_out(by, waiting, true, came),
            Some(_) => Some(()),
            None => self.proposes(by, what, came),
        }
    }

    fn proposes(&mut self, by: usize, what: What, came: &mut Came) -> Option<()> {
        match self.proposals.iter().find(|one| one.state == "pending" && one.what == what) {
            Some(one) => (one.by == by).then_some(()),
            None => {
                self.proposals.push(Proposal { what, by, key: self.people[by].key, state: "pending" });
                came.say("proposed", 1);
                Some(())
            }
        }
    }

    fn approves(&mut self, by: usize, number: usize, right: bool, came: &mut Came) -> Option<()> {
        self.asks(by, "keys", came)?;
        let proposal = self.proposals.get(number)?;
        let for_oneself = matches!(proposal.what, What::Grant { to, .. } if to == by);
        let own = proposal.by == by && self.wrong != Some(Wrong::OneIsTwo);
        if for_oneself || own {
            came.say("refused", 1);
            return None;
        }
        (proposal.state == "pending").then_some(())?;
        self.may_be_one_of_two(by)?;
        self.carries_out(by, number, right, came)
    }

    /// What was proposed is done, or void where anything is no longer as it was.
    fn carries_out(&mut self, by: usize, number: usize, right: bool, came: &mut Came) -> Option<()> {
        let Proposal { what, by: proposer, key, .. } = self.proposals[number].clone();
        let mut sound = self.stands(proposer) && self.people[proposer].key == key;
        if sound {
            sound = match &what {
                What::Grant { to, key, opens: parts } => {
                    let to = &self.people[*to];
                    to.standing == Standing::Active && to.key == *key && opens(&to.roles) == *parts
                }
                What::Erase { doc } => match self.records.get(doc) {
                    Some(record) => {
                        self.holds(by, Case, record.epoch)?;
                        !self.merged_into(*doc)
                    }
                    None => false,
                },
            };
        }
        if !sound || !right {
            self.proposals[number].state = "void";
            came.say("proposal_voided", 1);
            return None;
        }
        match &what {
            What::Grant { to, opens, .. } => self.gives(by, *to, opens, came)?,
            What::Erase { doc } => {
                self.records.remove(doc);
                self.erased.insert(*doc);
                came.say("erased", 1);
            }
        }
        self.proposals[number].state = "approved";
        came.say("approved", 1);
        Some(())
    }

    fn administers(&mut self, by: usize, op: &Op, came: &mut Came) -> Option<()> {
        match op {
            Op::Roles { who, roles } => {
                let apart = [Role::Administrator, Role::Auditor].iter().any(|role| roles.contains(role));
                let person = &mut self.people[*who];
                let refused = (apart && !opens(roles).is_empty()) || *who == by || person.roles == *roles;
                if refused || person.standing == Standing::Removed {
                    return None;
                }
                let (opens, before) = (opens(roles), person.held.len());
                person.roles = roles.clone();
                person.held.retain(|(part, _)| opens.contains(part));
                came.say("roles_changed", 1);
                came.say("revoked", before - person.held.len());
            }
            Op::Suspend { who } => {
                (*who != by && self.people[*who].standing == Standing::Active).then_some(())?;
                self.people[*who].standing = Standing::Suspended;
                came.say("account_suspended", 1);
            }
            Op::Restore { who } => {
                (self.people[*who].standing == Standing::Suspended).then_some(())?;
                self.people[*who].standing = Standing::Active;
                came.say("account_restored", 1);
            }
            Op::Remove { who } => {
                (*who != by && self.people[*who].standing != Standing::Removed).then_some(())?;
                self.people[*who].standing = Standing::Removed;
                came.say("account_removed", 1);
                came.say("revoked", std::mem::take(&mut self.people[*who].held).len());
            }
            Op::Reset { who } => {
                (self.people[*who].standing != Standing::Removed).then_some(())?;
                self.people[*who].key += 1;
                came.say("password_changed", 1);
                came.say("revoked", std::mem::take(&mut self.people[*who].held).len());
            }
            _ => return None,
        }
        Some(())
    }

    fn rotates(&mut self, by: usize, came: &mut Came) -> Option<()> {
        self.asks(by, "keys", came)?;
        let old = self.epoch;
        Compartment::ALL.iter().try_for_each(|part| self.holds(by, *part, old))?;
        self.holds(by, Case, 1)?;
        self.epoch += 1;
        let mut given = 0;
        for person in self.people.iter_mut().filter(|person| person.standing == Standing::Active) {
            let new: Vec<_> = person
                .held
                .iter()
                .filter(|(_, epoch)| *epoch == old)
                .map(|(part, _)| (*part, old + 1))
                .collect();
            given += new.len();
            person.held.extend(new);
        }
        came.say("granted", given);
        came.say("key_created", 1);
        Some(())
    }

    /// The children killed and maimed: verified, late, not verified.
    pub(super) fn figures(&self) -> [[u64; 3]; 2] {
        let mut figures = [[0; 3]; 2];
        for record in self.records.values() {
            let merged = matches!(record.stage, Stage::Merged(_)) && self.wrong == Some(Wrong::MergedCount);
            if record.stage != Stage::Open && !merged {
                continue;
            }
            for (violation, count) in children(record.content).into_iter().enumerate() {
                let bucket = match record.in_force(violation, self.wrong)[2] {
                    Some((Status::Verified, Day::InQuarter, _)) => 0,
                    Some((Status::Verified, ..)) => 1,
                    Some((Status::Pending | Status::NotVerified, ..)) => 2,
                    _ => continue,
                };
                figures[violation][bucket] += count;
            }
        }
        figures
    }

    /// Everything that can be seen of it, a line each.
    pub(super) fn seen(&self) -> BTreeMap<String, String> {
        let mut lines = BTreeMap::new();
        let login = |who: &usize| self.people[*who].login.clone();
        for person in &self.people {
            let roles: Vec<&str> = person.roles.iter().map(|role| role.code()).collect();
            let held: Vec<String> =
                person.held.iter().map(|(part, epoch)| format!("{}{epoch}", part.code())).collect();
            let standing = format!("{:?}", person.standing).to_lowercase();
            lines.insert(format!("account {}", person.login), format!("{standing} {roles:?} {held:?}"));
        }
        for (doc, record) in &self.records {
            let stage = match record.stage {
                Stage::Open => "open".to_owned(),
                Stage::Closed => "closed".to_owned(),
                Stage::Void => "void".to_owned(),
                Stage::Merged(into) => format!("merged into D{into}"),
            };
            let force: Vec<Vec<String>> = (0..2)
                .map(|violation| {
                    let shown = |(status, _, by): (Status, Day, usize)| format!("{status} by {}", login(&by));
                    record
                        .in_force(violation, self.wrong)
                        .map(|one| one.map(shown).unwrap_or_default())
                        .to_vec()
                })
                .collect();
            let ever: Vec<usize> = record.history.iter().map(Vec::len).collect();
            let wrote: BTreeSet<String> = record.wrote.iter().map(&login).collect();
            let children = children(record.content);
            lines.insert(
                format!("record D{doc}"),
                format!("v{} {stage} {children:?} {wrote:?} {force:?} {ever:?}", record.version),
            );
            lines.insert(format!("epochs of D{doc}"), format!("{:?}", record.epochs));
        }
        for (number, proposal) in self.proposals.iter().enumerate() {
            lines.insert(format!("proposal {number}"), proposal.state.to_owned());
        }
        lines.insert("erased".to_owned(), format!("{:?}", self.erased));
        lines.insert("waiting".to_owned(), self.sent.iter().filter(|one| one.waits).count().to_string());
        lines.insert("sent".to_owned(), self.sent.len().to_string());
        lines
    }
}
