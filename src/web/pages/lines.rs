//! Incidents as lists show them, in words.

use super::frame::base;
use super::words::Words;
use crate::casework::{Desk, IncidentLine, ViolationLine};
use domain::register::Registers;
use domain::violation::{IncidentStatus, Status, Step};

/// An incident in a list.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) external_id: String,
    pub(super) status: Option<String>,
    pub(super) occurred: String,
    pub(super) area: String,
    pub(super) parties: Vec<String>,
    pub(super) violations: Vec<ViolationShown>,
}

/// A violation in a list.
pub(super) struct ViolationShown {
    pub(super) id: String,
    pub(super) kind: String,
    /// Of so many children; empty where that is not what is counted.
    pub(super) children: String,
    pub(super) steps: Vec<StepShown>,
    /// The step that is next.
    pub(super) next: Option<Step>,
}

/// A step of a violation.
pub(super) struct StepShown {
    pub(super) step: String,
    pub(super) status: String,
    /// The status's code, for its colour; `none` where the step has not been taken.
    pub(super) code: &'static str,
}

impl Line {
    pub(super) fn of(line: &IncidentLine, words: &Words, desk: &Desk) -> Line {
        let situation = desk.situation();
        Line {
            href: format!("{}/incidents/{}", base(&situation.row.code), line.id),
            external_id: line.external_id.clone(),
            status: (line.status != IncidentStatus::Open)
                .then(|| words.option("incident_status", line.status.code())),
            occurred: line.occurred_from.map_or_else(|| words.text("date-unknown"), |day| words.date(&day)),
            area: line
                .area
                .as_deref()
                .map_or_else(|| words.text("area-unknown"), |code| area_name(&situation.registers, code)),
            parties: line.parties.iter().map(|code| party_name(&situation.registers, code)).collect(),
            violations: line.violations.iter().map(|violation| shown(violation, words)).collect(),
        }
    }
}

fn shown(violation: &ViolationLine, words: &Words) -> ViolationShown {
    let children = violation.tally.iter().map(|count| u64::from(*count)).sum::<u64>();
    ViolationShown {
        id: violation.id.clone(),
        kind: words.option("violation_type", violation.kind.code()),
        children: if violation.kind.counts_children() {
            words.count("n-children", children)
        } else {
            String::new()
        },
        steps: Step::ALL
            .iter()
            .zip(violation.standing)
            .filter(|(_, status)| status.is_some())
            .map(|(step, status)| step_shown(words, *step, status))
            .collect(),
        next: violation.next,
    }
}

/// A step and where it stands.
pub(super) fn step_shown(words: &Words, step: Step, status: Option<Status>) -> StepShown {
    StepShown {
        step: words.option("step", step.code()),
        status: status
            .map_or_else(|| words.text("step-not-taken"), |status| words.option("status", status.code())),
        code: status.map_or("none", Status::code),
    }
}

/// The name of an area, or its code where the register has none.
pub(super) fn area_name(registers: &Registers, code: &str) -> String {
    registers.areas.by_code(code).map_or_else(|| code.to_owned(), |area| area.name.clone())
}

/// The name of a party, or its code where the register has none.
pub(super) fn party_name(registers: &Registers, code: &str) -> String {
    registers.parties.by_code(code).map_or_else(|| code.to_owned(), |party| party.name.clone())
}
