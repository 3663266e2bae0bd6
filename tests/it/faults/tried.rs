//! The words of R24: who is there, what they try, and what can come of it.

use domain::access::Role;
use domain::violation::{Status, Step};
use std::collections::{BTreeMap, BTreeSet};
use vault::Compartment;

/// A rule that the model was told wrongly: the control of the whole comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    SubmittersDecide,
    OneIsTwo,
    RevokedRead,
    MergedCount,
    SuspendedWork,
    LaterStepsStand,
    ErasedComeBack,
}

impl Wrong {
    pub(super) const ALL: [Wrong; 7] = [
        Wrong::SubmittersDecide,
        Wrong::OneIsTwo,
        Wrong::RevokedRead,
        Wrong::MergedCount,
        Wrong::SuspendedWork,
        Wrong::LaterStepsStand,
        Wrong::ErasedComeBack,
    ];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    Suspended,
    Removed,
}

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) login: String,
    pub(super) first: BTreeSet<Role>,
    pub(super) roles: BTreeSet<Role>,
    pub(super) standing: Standing,
    pub(super) held: BTreeSet<(Compartment, u32)>,
    /// The how-manieth key: a reset makes another.
    pub(super) key: u32,
    /// Of which key there is a session.
    pub(super) session: Option<u32>,
}

#[derive(Clone, Debug)]
pub(super) enum Event {
    Decided { step: Step, status: Status, date: Day, by: usize },
    SetAside,
}

/// The days of decisions: before the incident, in its quarter, today (after its quarter), tomorrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Day {
    Before,
    InQuarter,
    Today,
    Tomorrow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Open,
    Closed,
    Void,
    Merged(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) version: u64,
    /// The epochs of its present version and of those before.
    pub(super) epoch: u32,
    pub(super) epochs: BTreeSet<u32>,
    pub(super) content: u8,
    pub(super) received: usize,
    pub(super) wrote: BTreeSet<usize>,
    pub(super) stage: Stage,
    pub(super) stands_for: BTreeSet<usize>,
    pub(super) history: [Vec<Event>; 2],
}

#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) by: usize,
    pub(super) key: u32,
    pub(super) doc: usize,
    pub(super) content: u8,
    pub(super) epoch: u32,
    pub(super) waits: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Grant { to: usize, key: u32, opens: BTreeSet<Compartment> },
    Erase { doc: usize },
}

#[derive(Clone, Debug)]
pub(super) struct Proposal {
    pub(super) what: What,
    pub(super) by: usize,
    pub(super) key: u32,
    pub(super) state: &'static str,
}

/// One person's try.
#[derive(Clone, Debug)]
pub(super) enum Op {
    SignIn,
    Submit { doc: usize, content: u8 },
    Triage,
    Record { doc: usize, content: u8 },
    Decide { doc: usize, violation: usize, step: Step, status: Status, date: Day, reopen: bool },
    Enter { doc: usize, stage: Stage },
    Grant { to: usize, right: bool },
    Revoke { from: usize },
    Suspend { who: usize },
    Restore { who: usize },
    Remove { who: usize },
    Roles { who: usize, roles: BTreeSet<Role> },
    Reset { who: usize },
    Rotate,
    Rewrap,
    ProposeErase { doc: usize },
    Approve { proposal: usize, right: bool },
    Withdraw { proposal: usize },
    ReadAll,
    ReadIdentity { doc: usize },
    Figures,
    Recover,
}

/// What came of a try: whether it was done, the entries of the log by act, and of each report in a triage whether it was taken.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Came {
    pub(super) done: bool,
    pub(super) log: BTreeMap<&'static str, usize>,
    pub(super) triaged: BTreeMap<usize, bool>,
}

impl Came {
    pub(super) fn say(&mut self, act: &'static str, times: usize) {
        if times > 0 {
            *self.log.entry(act).or_default() += times;
        }
    }
}
