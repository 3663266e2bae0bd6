//! What has been decided on a violation, and where it stands.

use crate::id::AccountId;
use crate::violation::{Status, Step};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A decision at one step of one violation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The step taken.
    pub step: Step,
    /// What was decided.
    pub status: Status,
    /// The date of the decision. Only a status taken over as pending may lack one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub date: Option<Date>,
    /// Who recorded it.
    pub by: AccountId,
    /// The day on which it was recorded here.
    pub recorded_on: Date,
    /// Why. Decisions taken over from an earlier system may have none.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub reason: String,
    /// Whether it was taken in an earlier system and taken over by import.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub taken_over: bool,
    /// The version of the record with which it came; given when that is sealed, 0 where it is not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<u64>,
}

/// Standing decisions put out of force without a new one in their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetAside {
    /// This step and all after it.
    pub from: Step,
    /// Who caused it.
    pub by: AccountId,
    /// The day.
    pub recorded_on: Date,
    /// Why: for example that the tally was amended.
    pub reason: String,
    /// The version of the record with which it came; given when that is sealed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub version: Option<u64>,
}

/// One entry of a violation's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A step was decided.
    Decided(Decision),
    /// Decisions were set aside.
    SetAside(SetAside),
}

/// The history of one violation, oldest first. It only grows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VerificationHistory(pub Vec<Event>);

/// The decisions in force, by step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing<'a>([Option<&'a Decision>; 3]);

impl VerificationHistory {
    /// The decisions in force.
    pub fn standing(&self) -> Standing<'_> {
        let mut standing = Standing::default();
        for event in &self.0 {
            match event {
                Event::Decided(decision) => standing.replace(decision.step, Some(decision)),
                Event::SetAside(aside) => standing.replace(aside.from, None),
            }
        }
        standing
    }

    /// Every decision ever taken.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.0.iter().filter_map(|event| match event {
            Event::Decided(decision) => Some(decision),
            Event::SetAside(_) => None,
        })
    }

    /// Says of what has no version yet that it came with this one.
    pub fn stamp(&mut self, version: u64) {
        for event in &mut self.0 {
            let stamp = match event {
                Event::Decided(decision) => &mut decision.version,
                Event::SetAside(aside) => &mut aside.version,
            };
            stamp.get_or_insert(version);
        }
    }

    /// Puts the decisions of a step and all later ones out of force, if any stand. Returns whether
    /// anything stood.
    pub fn set_aside(&mut self, aside: SetAside) -> bool {
        let standing = self.standing();
        let stood = Step::ALL.iter().any(|step| *step >= aside.from && standing.at(*step).is_some());
        if stood {
            self.0.push(Event::SetAside(aside));
        }
        stood
    }
}

impl<'a> Standing<'a> {
    /// The decision in force at a step.
    pub fn at(&self, step: Step) -> Option<&'a Decision> {
        self.0[step as usize]
    }

    /// The first step without a decision in force, if any.
    pub fn next(&self) -> Option<Step> {
        Step::ALL.iter().copied().find(|step| self.at(*step).is_none())
    }

    /// A new decision at a step takes those after it out of force: they rested on the old one.
    fn replace(&mut self, step: Step, decision: Option<&'a Decision>) {
        self.0[step as usize] = decision;
        self.0[step as usize + 1..].fill(None);
    }
}
