//! What is tried next: by chance, and mostly by somebody who may.

use super::model::{Model, act_of, may};
use super::tried::{Day, Op, Record, Stage, Standing};
use domain::access::Role;
use domain::violation::{Status, Step};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeSet;

/// Chance that is the same for the same seed.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    pub(super) fn of(seed: u64) -> Dice {
        Dice(ChaCha8Rng::seed_from_u64(seed))
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0.random_range(0..most.max(1))
    }

    /// So many times in a hundred.
    pub(super) fn falls(&mut self, hundredths: usize) -> bool {
        self.below(100) < hundredths
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        (!of.is_empty()).then(|| of[self.below(of.len())].clone())
    }

    fn weighed<T: Copy>(&mut self, of: &[(usize, T)]) -> T {
        let mut left = self.below(of.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in of {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        of[0].1
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Submit,
    Triage,
    Record,
    Decide,
    Enter,
    Grant,
    Revoke,
    Suspend,
    Restore,
    Remove,
    Roles,
    Reset,
    Rotate,
    Rewrap,
    ProposeErase,
    Approve,
    Withdraw,
    ReadAll,
    ReadIdentity,
    Figures,
    Recover,
}

const KINDS: [(usize, Kind); 21] = [
    (8, Kind::Submit),
    (6, Kind::Triage),
    (10, Kind::Record),
    (34, Kind::Decide),
    (7, Kind::Enter),
    (8, Kind::Grant),
    (2, Kind::Revoke),
    (2, Kind::Suspend),
    (4, Kind::Restore),
    (1, Kind::Remove),
    (3, Kind::Roles),
    (2, Kind::Reset),
    (1, Kind::Rotate),
    (2, Kind::Rewrap),
    (5, Kind::ProposeErase),
    (9, Kind::Approve),
    (1, Kind::Withdraw),
    (5, Kind::ReadAll),
    (5, Kind::ReadIdentity),
    (3, Kind::Figures),
    (1, Kind::Recover),
];

/// Documents that are there at once, besides those that were erased.
const DOCUMENTS: usize = 8;

fn roles(dice: &mut Dice, first: &BTreeSet<Role>) -> BTreeSet<Role> {
    if dice.falls(60) {
        return first.clone();
    }
    let sets: [&[Role]; 10] = [
        &[Role::Monitor],
        &[Role::Verifier],
        &[Role::TechnicalReviewer],
        &[Role::Cochair],
        &[Role::Cochair, Role::Verifier],
        &[Role::Cochair, Role::TechnicalReviewer],
        &[Role::TaskForce],
        &[Role::Auditor, Role::Monitor],
        &[Role::Administrator, Role::Verifier],
        &[Role::Administrator],
    ];
    sets[dice.below(sets.len())].iter().copied().collect()
}

/// Somebody who may, nearly always: everybody but the last, who only looks.
fn actor(model: &Model, dice: &mut Dice, act: &str) -> usize {
    let all = model.people.len() - 1;
    let who: Vec<usize> = (0..all)
        .filter(|who| model.people[*who].roles.iter().any(|role| may(*role, act)))
        .filter(|who| model.people[*who].standing == Standing::Active)
        .collect();
    let chosen = if dice.falls(85) { dice.one(&who) } else { None };
    chosen.unwrap_or_else(|| dice.below(all))
}

fn who(model: &Model, dice: &mut Dice, wanted: impl Fn(usize) -> bool) -> usize {
    let all = model.people.len() - 1;
    let those: Vec<usize> = (0..all).filter(|who| wanted(*who)).collect();
    let chosen = if dice.falls(75) { dice.one(&those) } else { None };
    chosen.unwrap_or_else(|| dice.below(all))
}

fn there(model: &Model, dice: &mut Dice) -> usize {
    let docs: Vec<usize> = model.records.keys().copied().collect();
    let chosen = if dice.falls(90) { dice.one(&docs) } else { None };
    chosen.unwrap_or_else(|| any(model, dice))
}

/// One that is in a figure, or would be if it were open.
fn counted(model: &Model, dice: &mut Dice) -> usize {
    let decided = |record: &Record| (0..2).any(|violation| record.in_force(violation, None)[2].is_some());
    let docs: Vec<usize> =
        model.records.iter().filter(|(_, record)| decided(record)).map(|(doc, _)| *doc).collect();
    dice.one(&docs).unwrap_or_else(|| there(model, dice))
}

fn any(model: &Model, dice: &mut Dice) -> usize {
    dice.below(DOCUMENTS + model.erased.len())
}

fn decision(model: &Model, dice: &mut Dice) -> Op {
    let doc = there(model, dice);
    let violation = dice.weighed(&[(60, 0), (38, 1), (2, 2)]);
    let force =
        model.records.get(&doc).filter(|_| violation < 2).map(|record| record.in_force(violation, None));
    let next = force.and_then(|force| force.iter().position(Option::is_none)).unwrap_or(2);
    let step = Step::ALL[if dice.falls(75) { next } else { dice.below(3) }];
    let taken = force.is_some_and(|force| force[step as usize].is_some());
    let reopen = if dice.falls(85) { taken } else { dice.falls(50) };
    let status = if dice.falls(65) { Status::Verified } else { Status::ALL[dice.below(Status::ALL.len())] };
    let days = [(40, Day::InQuarter), (52, Day::Today), (4, Day::Before), (4, Day::Tomorrow)];
    Op::Decide { doc, violation, step, status, date: dice.weighed(&days), reopen }
}

/// Who tries what next.
pub(super) fn next(model: &Model, dice: &mut Dice) -> (usize, Op) {
    let kind = dice.weighed(&KINDS);
    let content = u8::try_from(dice.below(4)).unwrap_or_default();
    let last = |dice: &mut Dice| {
        let count = model.proposals.len();
        let waiting: Vec<usize> = (0..count).filter(|one| model.proposals[*one].state == "pending").collect();
        let chosen = if dice.falls(80) { dice.one(&waiting) } else { None };
        chosen.unwrap_or_else(|| dice.below(count + 1))
    };
    let (act, op) = match kind {
        Kind::Submit => ("submit", Op::Submit { doc: any(model, dice), content }),
        Kind::Triage => ("triage", Op::Triage),
        Kind::Record => ("record", Op::Record { doc: any(model, dice), content }),
        Kind::Decide => {
            let op = decision(model, dice);
            let Op::Decide { step, .. } = op else { return (0, op) };
            (act_of(step), op)
        }
        Kind::Enter => {
            let into = there(model, dice);
            let stages = [(3, Stage::Open), (2, Stage::Closed), (1, Stage::Void), (4, Stage::Merged(into))];
            let doc = if dice.falls(60) { counted(model, dice) } else { there(model, dice) };
            ("stage", Op::Enter { doc, stage: dice.weighed(&stages) })
        }
        Kind::Grant => {
            let lacks = |who: usize| {
                let person = &model.people[who];
                let opens = super::model::opens(&person.roles);
                let held = |part| model.has(who, part, model.epoch);
                person.standing == Standing::Active && !opens.into_iter().all(held)
            };
            ("keys", Op::Grant { to: who(model, dice, lacks), right: dice.falls(92) })
        }
        Kind::Revoke => ("keys", Op::Revoke { from: who(model, dice, |_| true) }),
        Kind::Suspend => ("administer", Op::Suspend { who: who(model, dice, |_| true) }),
        Kind::Restore => {
            let suspended = |who: usize| model.people[who].standing == Standing::Suspended;
            ("administer", Op::Restore { who: who(model, dice, suspended) })
        }
        Kind::Remove => {
            let gone = model.people.iter().filter(|person| person.standing == Standing::Removed).count();
            // Nobody comes anew, so few go for good.
            match gone < 2 && dice.falls(30) {
                true => ("administer", Op::Remove { who: who(model, dice, |_| true) }),
                false => ("read case", Op::ReadAll),
            }
        }
        Kind::Roles => {
            let who = who(model, dice, |who| model.people[who].roles != model.people[who].first);
            ("administer", Op::Roles { who, roles: roles(dice, &model.people[who].first) })
        }
        Kind::Reset => ("administer", Op::Reset { who: who(model, dice, |_| true) }),
        Kind::Rotate => ("keys", Op::Rotate),
        Kind::Rewrap => ("keys", Op::Rewrap),
        Kind::ProposeErase => ("keys", Op::ProposeErase { doc: there(model, dice) }),
        Kind::Approve => {
            let proposal = last(dice);
            ("keys", Op::Approve { proposal, right: dice.falls(85) })
        }
        Kind::Withdraw => ("keys", Op::Withdraw { proposal: last(dice) }),
        Kind::ReadAll => ("read case", Op::ReadAll),
        Kind::ReadIdentity => ("read identity", Op::ReadIdentity { doc: there(model, dice) }),
        Kind::Figures => ("report", Op::Figures),
        Kind::Recover => ("keys", Op::Recover),
    };
    (actor(model, dice, act), op)
}
