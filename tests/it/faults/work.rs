//! The program's side of R24: people with sessions at one server or two, and all that can be seen of what is stored.

use super::model::{Model, opens};
use super::tried::{Day, Op, Person, Stage, Standing, Wrong};
use crate::raw::Raw;
use crate::support::{children_in, document, report_ask};
use crate::two_people::{joined, third_cochair};
use crate::world::{Engine, TODAY, World, grant_by_two, typed};
use domain::access::{AccountStatus, ErasureGround, Role};
use domain::audit::ErasedKind;
use domain::id::{IncidentId, ProposalId, SubmissionId};
use domain::violation::Step;
use domain::workflow;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::{Value, json};
use sixfold::casework::{
    Approval, Ask, Asker, CaseError, Desk, Granting, Now, Office, Propose, SecondFactor, SessionLimits,
    StageAsk, Taking, recover,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;
use std::time::Duration;
use store::{Location, Store, StoreError, Unasked};
use tempfile::TempDir;
use vault::{CustodianKey, NodeKey, Password, SessionSecret};

/// Who is there, with the roles that they begin with. The last one only looks, and sees everything.
pub(super) const PEOPLE: [(&str, &[Role]); 12] = [
    ("cochair-1", &[Role::Cochair]),
    ("cochair-2", &[Role::Cochair]),
    ("cochair-3", &[Role::Cochair, Role::Verifier]),
    ("verifier-1", &[Role::Verifier]),
    ("verifier-2", &[Role::Verifier]),
    ("technical-reviewer-1", &[Role::TechnicalReviewer]),
    ("monitor-1", &[Role::Monitor]),
    ("task-force-1", &[Role::TaskForce]),
    ("administrator-1", &[Role::Administrator]),
    ("administrator-2", &[Role::Administrator]),
    ("auditor-1", &[Role::Auditor]),
    ("witness-1", &[Role::Cochair]),
];
const WITNESS: usize = PEOPLE.len() - 1;

/// Documents that a seed may come to: one that was erased is followed by another.
const DOCUMENTS: usize = 2_000;

/// Acts that the model counts no further than whether there are any, and those of which it says nothing.
const ANY_NUMBER: [&str; 2] = ["erased", "key_created"];
const UNSAID: [&str; 2] = ["facts_changed", "rewrapped"];

fn day(day: Day) -> Date {
    match day {
        Day::Before => date(2025, 11, 2),
        Day::InQuarter => date(2025, 12, 1),
        Day::Today => TODAY,
        Day::Tomorrow => TODAY.saturating_add(1.day()),
    }
}

fn name(doc: usize) -> String {
    format!("D{doc}")
}

/// What a content tells of whom: the second bit changes it, and the first what is counted.
fn told(content: u8) -> String {
    format!("What {} invented sources told.", if content & 2 == 0 { "two" } else { "three" })
}

fn whole(doc: usize, content: u8) -> Value {
    let mut document = document(&name(doc));
    document["violations"][0]["tally"]["boys"] = json!(2 + (content & 1));
    document["narrative"] = json!(told(content));
    document
}

/// What somebody got for a try.
#[derive(Clone, Default)]
pub(super) struct Got {
    pub(super) done: bool,
    pub(super) sent: Option<SubmissionId>,
    pub(super) triaged: Vec<(SubmissionId, bool)>,
    pub(super) read: Option<String>,
}

/// What a reader must see, where they see anything.
pub(super) fn to_be_read(model: &Model, op: &Op) -> Option<String> {
    match op {
        Op::ReadAll => {
            let all: BTreeMap<String, u8> =
                model.records.iter().map(|(doc, record)| (name(*doc), record.content & 1)).collect();
            Some(format!("{all:?}"))
        }
        Op::ReadIdentity { doc } => model.records.get(doc).map(|record| told(record.content)),
        Op::Figures => Some(format!("{:?}", model.figures())),
        _ => None,
    }
}

async fn figures(desk: &Desk) -> Result<String, CaseError> {
    let figures = crate::ghn::figures(&desk.report(&report_ask()).await?);
    Ok(format!("{:?}", ["killing", "maiming"].map(|kind| children_in(&figures, kind))))
}

/// The same people in the model, as they begin.
pub(super) fn people(wrong: Option<Wrong>) -> Model {
    let person = |(login, roles): &(&str, &[Role])| {
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        let held = opens(&roles).into_iter().map(|part| (part, 1)).collect();
        let standing = Standing::Active;
        Person {
            login: (*login).to_owned(),
            first: roles.clone(),
            roles,
            standing,
            held,
            key: 1,
            session: None,
        }
    };
    Model {
        people: PEOPLE.iter().map(person).collect(),
        epoch: 1,
        records: BTreeMap::new(),
        erased: BTreeSet::new(),
        sent: Vec::new(),
        proposals: Vec::new(),
        wrong,
    }
}

/// The program with everybody at work in it.
pub(super) struct Work {
    engine: Engine,
    stores: Vec<Arc<Store>>,
    offices: Vec<Arc<Office>>,
    passwords: RefCell<Vec<String>>,
    sessions: RefCell<Vec<Option<String>>>,
    docs: BTreeMap<IncidentId, usize>,
    ids: Vec<IncidentId>,
    /// Proposals in the order in which they came, and those of the time before.
    proposals: Vec<ProposalId>,
    before: BTreeSet<String>,
    pub(super) sent: Vec<SubmissionId>,
    custodians: Vec<CustodianKey>,
    raw: Raw,
    log: u64,
    location: Location,
    node: String,
    _dir: TempDir,
}

impl Work {
    pub(super) async fn begun(engine: Engine) -> Work {
        let mut world = World::new(engine).await;
        third_cochair(&mut world).await;
        for (login, roles) in
            PEOPLE.iter().filter(|(login, _)| login.ends_with("-2") || *login == "witness-1")
        {
            if world.accounts.iter().any(|there| there.login == *login) {
                continue;
            }
            joined(&mut world, login, roles).await;
            if !roles.contains(&Role::Administrator) {
                let fingerprint = world.desk(login).await.fingerprint();
                grant_by_two(&world.cochair().await, &world.desk("cochair-2").await, login, &fingerprint)
                    .await;
            }
        }
        let password = |(login, _): &(&str, &[Role])| {
            world.accounts.iter().find(|there| there.login == *login).unwrap().password.clone()
        };
        let passwords = PEOPLE.iter().map(password).collect();
        let cochair = world.cochair().await;
        let ids: Vec<IncidentId> =
            (0..DOCUMENTS).map(|doc| cochair.incident_id(&name(doc)).unwrap()).collect();
        drop(cochair);
        let (log, raw) = (world.store.head().await.unwrap().size, Raw::open(&world).await);
        let World { store, custodians, location, node, dir, .. } = world;
        let mut work = Work {
            engine,
            stores: vec![store],
            offices: Vec::new(),
            passwords: RefCell::new(passwords),
            sessions: RefCell::new(vec![None; PEOPLE.len()]),
            docs: ids.iter().copied().zip(0..).collect(),
            ids,
            proposals: Vec::new(),
            before: BTreeSet::new(),
            sent: Vec::new(),
            custodians,
            raw,
            log,
            location,
            node,
            _dir: dir,
        };
        work.before = work.states().await.into_keys().collect();
        work.opens().await;
        assert!(work.does(0, WITNESS, &Op::SignIn).await.unwrap().done);
        work
    }

    /// One server on SQLite and two on PostgreSQL. Sessions last as long as the test does.
    async fn opens(&mut self) {
        if matches!(self.engine, Engine::Postgres) {
            self.stores.push(Arc::new(self.opened().await.unwrap()));
        }
        let limits = SessionLimits { idle: 1 << 30, absolute: 1 << 30, fresh: 1 << 30 };
        let office = |store: &Arc<Store>| Office::new(Arc::clone(store), SecondFactor::Optional, limits, 1);
        self.offices = self.stores.iter().map(|store| Arc::new(office(store))).collect();
    }

    async fn opened(&self) -> Result<Store, StoreError> {
        Store::open_to_serve(&self.location, NodeKey::from_text(&self.node).unwrap()).await
    }

    /// The servers end, and others take their place.
    pub(super) async fn restarts(&mut self) {
        for office in std::mem::take(&mut self.offices) {
            office.close().await.unwrap();
        }
        self.stores.clear();
        // The embedded store is held until the last task of its server has ended.
        let first = loop {
            match self.opened().await {
                Err(StoreError::Held(_)) => tokio::time::sleep(Duration::from_millis(5)).await,
                other => break other.unwrap(),
            }
        };
        self.stores.push(Arc::new(first));
        self.opens().await;
    }

    pub(super) fn servers(&self) -> usize {
        self.offices.len()
    }

    async fn desk(&self, at: usize, who: usize) -> Result<Desk, CaseError> {
        let secret = self.sessions.borrow()[who].clone().ok_or(CaseError::NoSession)?;
        let secret = SessionSecret::from_text(&secret).unwrap();
        self.offices[at].resume(secret, Some("XAR")).await?.desk("XAR", Now::on(TODAY)).await
    }

    fn password(&self, who: usize) -> Password {
        Password::new(self.passwords.borrow()[who].clone())
    }

    async fn fingerprint(&self, who: usize, right: bool) -> Result<String, CaseError> {
        let account = self.stores[0].account(PEOPLE[who].0).await?;
        let fingerprint = account.unwrap().public.fingerprint();
        // Somebody else's digits.
        Ok(if right { fingerprint } else { fingerprint.chars().rev().collect() })
    }

    /// Somebody tries something at a server.
    pub(super) async fn does(&self, at: usize, by: usize, op: &Op) -> Result<Got, CaseError> {
        let done = Got { done: true, ..Got::default() };
        match op {
            Op::SignIn => {
                self.sessions.borrow_mut()[by] = None;
                let password = self.password(by);
                let begun =
                    self.offices[at].sign_in(PEOPLE[by].0, password, None, None, Asker::Known).await?;
                self.sessions.borrow_mut()[by] = Some(begun.secret.to_text().to_string());
                return Ok(done);
            }
            Op::Recover => {
                let (store, password) = (Arc::clone(&self.stores[at]), self.password(by));
                let custodians = &self.custodians[..2];
                recover(store, "XAR", PEOPLE[by].0, &password, custodians, Now::on(TODAY)).await?;
                return Ok(done);
            }
            _ => {}
        }
        let mut desk = self.desk(at, by).await?;
        let login = |who: &usize| PEOPLE[*who].0;
        match op {
            Op::SignIn | Op::Recover => {}
            Op::Submit { doc, content } => {
                let receipt = desk.submit_one(&typed(&desk, &whole(*doc, *content))).await?;
                return Ok(Got { sent: receipt.is_new.then_some(receipt.submission), ..done });
            }
            Op::Triage => {
                let all = desk.triage(&HashSet::new()).await?;
                let triaged = all.iter().map(|one| (one.submission, one.outcome.is_ok())).collect();
                return Ok(Got { triaged, ..done });
            }
            Op::Record { doc, content } => {
                let permit = desk.may_record(Taking::ContentOnly).await?;
                let ready = desk.prepare(typed(&desk, &whole(*doc, *content)), Taking::ContentOnly)?;
                let outcome = desk.record(&permit, vec![ready]).await?.remove(0);
                return Ok(Got { done: outcome.why_not().is_none(), ..done });
            }
            Op::Decide { doc, violation, step, status, date, reopen } => {
                let ask = Ask {
                    incident: name(*doc),
                    violation: ["k1", "m1", "k9"][*violation].to_owned(),
                    step: *step,
                    status: *status,
                    date: Some(day(*date)),
                    reason: "two invented sources".to_owned(),
                    reopen: *reopen,
                };
                desk.decide(&[ask]).await?.remove(0)?;
            }
            Op::Enter { doc, stage } => {
                let ask = match stage {
                    Stage::Open => StageAsk::Reopen,
                    Stage::Closed => StageAsk::Close,
                    Stage::Void => StageAsk::Void,
                    Stage::Merged(into) => StageAsk::Merge { into: name(*into) },
                };
                desk.change_stage(&name(*doc), &ask, "it was looked at again").await?;
            }
            Op::Grant { to, right } => {
                match desk.grant(login(to), &self.fingerprint(*to, *right).await?).await? {
                    Granting::Given(_) | Granting::Proposed(_) => {}
                }
            }
            Op::Revoke { from } => drop(desk.revoke(login(from)).await?),
            Op::Suspend { who } => desk.suspend_account(login(who)).await?,
            Op::Restore { who } => desk.restore_account(login(who)).await?,
            Op::Remove { who } => drop(desk.remove_account(login(who)).await?),
            Op::Roles { who, roles } => {
                let roles: Vec<Role> = roles.iter().copied().collect();
                desk.change_roles(login(who), &roles).await?;
            }
            Op::Reset { who } => {
                let password = desk.reset_account(login(who)).await?;
                self.passwords.borrow_mut()[*who] = password;
            }
            Op::Rotate => drop(desk.rotate().await?),
            Op::Rewrap => assert!(desk.rewrap().await?.done),
            Op::ProposeErase { doc } => {
                let ground = ErasureGround::RecordedInError;
                desk.propose(Propose::Erase { incident: self.ids[*doc], ground }).await?;
            }
            Op::Approve { proposal, right } => {
                let id = self.proposals.get(*proposal).copied().unwrap_or(ProposalId([7; 16]));
                let line = self.desk(at, WITNESS).await?.proposal(id).await;
                let (mut digest, mut fingerprint) = ([0; 32], None);
                if let Some(line) = match line {
                    Err(CaseError::NotFound) => None,
                    line => Some(line?),
                } {
                    digest = line.digest;
                    let to = PEOPLE.iter().position(|(login, _)| line.account.as_deref() == Some(*login));
                    if let Some(to) = to {
                        fingerprint = Some(self.fingerprint(to, true).await?);
                    }
                }
                digest[0] ^= u8::from(!right);
                desk.approve(id, &Approval { digest, fingerprint: fingerprint.as_deref() }).await?;
            }
            Op::Withdraw { proposal } => {
                let id = self.proposals.get(*proposal).copied().unwrap_or(ProposalId([7; 16]));
                desk.withdraw(id).await?;
            }
            Op::ReadAll => {
                let (mut search, mut all) = (desk.search().await?, BTreeMap::new());
                loop {
                    let page = search.next().await?;
                    if page.is_empty() {
                        break;
                    }
                    for one in page {
                        let incident = one.record.content.incident().unwrap();
                        all.insert(
                            incident.external_id.clone(),
                            u8::try_from(boys(&one.record.content.value()) - 2).unwrap(),
                        );
                    }
                }
                return Ok(Got { read: Some(format!("{all:?}")), ..done });
            }
            Op::ReadIdentity { doc } => {
                let case = desk.case_with_identity(self.ids[*doc]).await?;
                return Ok(Got { read: case.document["narrative"].as_str().map(str::to_owned), ..done });
            }
            Op::Figures => {
                return Ok(Got { read: Some(figures(&desk).await?), ..done });
            }
        }
        Ok(done)
    }

    /// Waits until whatever was under way has been done or undone, and until the servers are connected again.
    pub(super) async fn settles(&self) {
        let mut quiet = 0;
        for _ in 0..400 {
            let mut calm = true;
            for (at, store) in self.stores.iter().enumerate() {
                // Writers come one after another, so this one has its turn when all others have ended.
                let written = match store.write_unasked(Unasked::Refusal, 0).await {
                    Ok(write) => write.abandon().await.is_ok(),
                    Err(_) => false,
                };
                calm &= written && self.desk(at, WITNESS).await.is_ok();
            }
            quiet = if calm { quiet + 1 } else { 0 };
            if quiet == 3 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        panic!("the servers do not come back");
    }

    /// The database ends every connection of the servers after a while.
    pub(super) async fn cut_after(&self, wait: Duration) {
        tokio::time::sleep(wait).await;
        let ends = "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity \
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
        self.raw.text(ends).await;
    }

    /// The entries of the log since it was last asked for, by act.
    pub(super) async fn logged(&mut self) -> BTreeMap<&'static str, usize> {
        let rows = self.stores[0].log_page(self.log, 10_000).await.unwrap();
        self.log += rows.len() as u64;
        let mut acts = BTreeMap::new();
        for act in rows.iter().map(|row| row.entry.act.code()).filter(|act| !UNSAID.contains(act)) {
            let count: &mut usize = acts.entry(act).or_default();
            *count = if ANY_NUMBER.contains(&act) { 1 } else { *count + 1 };
        }
        acts
    }

    /// Everything that can be seen of what is stored, as [`Model::seen`] has it.
    pub(super) async fn seen(&mut self) -> BTreeMap<String, String> {
        let (store, mut lines) = (Arc::clone(&self.stores[0]), BTreeMap::new());
        let mut logins = BTreeMap::new();
        let (roles, grants) = (store.roles_in(1).await.unwrap(), store.grants(1, None).await.unwrap());
        for account in store.accounts().await.unwrap() {
            let of = roles.iter().filter(|(who, _)| *who == account.id).map(|(_, role)| *role);
            let of: Vec<&str> = of.collect::<BTreeSet<Role>>().into_iter().map(Role::code).collect();
            let held = grants.iter().filter(|grant| grant.account == account.id);
            let held: BTreeSet<_> = held.map(|grant| (grant.compartment, grant.epoch)).collect();
            let held: Vec<String> =
                held.iter().map(|(part, epoch)| format!("{}{epoch}", part.code())).collect();
            let standing = match account.status {
                AccountStatus::Active => "active",
                AccountStatus::Suspended => "suspended",
                AccountStatus::Removed => "removed",
            };
            lines.insert(format!("account {}", account.login), format!("{standing} {of:?} {held:?}"));
            logins.insert(account.id, account.login);
        }
        let mut numbers = BTreeMap::new();
        let witness = self.desk(0, WITNESS).await.unwrap();
        let mut search = witness.search().await.unwrap();
        loop {
            let page = search.next().await.unwrap();
            if page.is_empty() {
                break;
            }
            for one in page {
                let record = &one.record;
                numbers.insert(one.number, self.docs[&one.id]);
                let stage = match record.stages.current() {
                    workflow::Stage::Open => "open".to_owned(),
                    workflow::Stage::Closed => "closed".to_owned(),
                    workflow::Stage::Void => "void".to_owned(),
                    workflow::Stage::Duplicate { of } => format!("merged into D{}", self.docs[&of.unwrap()]),
                };
                let wrote: BTreeSet<&String> = record.submitters().iter().map(|who| &logins[who]).collect();
                let histories =
                    ["k1", "m1"].map(|id| record.verification.get(id).cloned().unwrap_or_default());
                let force: Vec<Vec<String>> = histories
                    .iter()
                    .map(|history| {
                        let shown = |step: &Step| {
                            let standing = history.standing();
                            standing
                                .at(*step)
                                .map(|one| format!("{} by {}", one.status, logins[&one.by]))
                                .unwrap_or_default()
                        };
                        Step::ALL.iter().map(shown).collect()
                    })
                    .collect();
                let ever: Vec<usize> = histories.iter().map(|history| history.0.len()).collect();
                let children = [boys(&record.content.value()) + 1, 5];
                lines.insert(
                    format!("record D{}", self.docs[&one.id]),
                    format!("v{} {stage} {children:?} {wrote:?} {force:?} {ever:?}", one.version),
                );
            }
        }
        let states = self.states().await;
        for id in states.keys().filter(|id| !self.before.contains(*id)) {
            if !self.proposals.iter().any(|known| known.to_string() == *id) {
                self.proposals.push(id.parse().unwrap());
            }
        }
        for (number, id) in self.proposals.iter().enumerate() {
            lines.insert(format!("proposal {number}"), states[&id.to_string()].clone());
        }
        let erased = store.erased().await.unwrap();
        let erased = erased.iter().filter(|one| one.kind == ErasedKind::Incident);
        let erased: BTreeSet<usize> = erased.map(|one| self.docs[&IncidentId(one.id)]).collect();
        lines.insert("erased".to_owned(), format!("{erased:?}"));
        for (what, of) in [("waiting", "WHERE sealed_body IS NOT NULL"), ("sent", "")] {
            let count = format!("SELECT CAST(count(*) AS TEXT) FROM submission {of}");
            lines.insert(what.to_owned(), self.raw.text(&count).await.unwrap());
        }
        // The epochs of each record's versions: what a rotation leaves behind.
        let epochs = "SELECT number || ' ' || epoch FROM incident UNION SELECT number || ' ' || epoch FROM incident_version";
        let mut of_each: BTreeMap<i64, BTreeSet<u32>> = BTreeMap::new();
        for (number, epoch) in self.raw.texts(epochs).await.iter().flatten().filter_map(|row| pair(row)) {
            of_each.entry(number.parse().unwrap()).or_default().insert(epoch.parse().unwrap());
        }
        for (number, doc) in numbers {
            lines.insert(format!("epochs of D{doc}"), format!("{:?}", of_each[&number]));
        }
        lines
    }

    /// Where each proposal stands, by its id.
    async fn states(&self) -> BTreeMap<String, String> {
        let hex = match self.engine {
            Engine::Sqlite => "lower(hex(id))",
            Engine::Postgres => "encode(id, 'hex')",
        };
        let rows = self.raw.texts(&format!("SELECT {hex} || ' ' || state FROM proposal")).await;
        rows.iter().flatten().filter_map(|row| pair(row)).collect()
    }

    /// The packed facts are those of the records, everything stored is what the log says, and these are the figures.
    pub(super) async fn whole(&mut self) -> Result<String, String> {
        let witness = self.desk(0, WITNESS).await.unwrap();
        let checked = witness.check_facts().await.map_err(|error| error.to_string())?;
        let figures = figures(&witness).await.map_err(|error| error.to_string())?;
        let verified = self.stores[0].verify(None).await.map_err(|error| error.to_string())?;
        self.logged().await;
        match (&checked.differing[..], &verified.findings[..]) {
            ([], []) => Ok(figures),
            (facts, findings) => Err(format!("facts differ: {facts:?}; {findings:?}")),
        }
    }
}

fn pair(row: &str) -> Option<(String, String)> {
    row.split_once(' ').map(|(one, other)| (one.to_owned(), other.to_owned()))
}

fn boys(case: &Value) -> u64 {
    case["violations"][0]["tally"]["boys"].as_u64().unwrap()
}
