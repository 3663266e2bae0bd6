//! What a tier allows of a report, and which figures the policy hides for their own sake.

use super::space::{Cell, Space};
use super::{Edition, figure, is_null, tier_of};
use crate::{ReportError, Result};
use disclosure::policy::Behind;
use disclosure::{Policy, Tier};
use domain::counting::{CellName, Incidents};
use domain::tables::{Attribution, TableDocument};
use domain::violation::ViolationType;
use jiff::ToSpan;
use std::collections::{BTreeSet, HashMap};

/// Which dimensions a tier allows, and how finely. The project's proposal, as the thresholds are (decision 0032).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The level of areas.
    area_level: u8,
    /// The fewest months that an edition covers, whole ones.
    months: i32,
    /// Whether sexual violence may be given by area.
    sensitive_by_area: bool,
}

impl Plan {
    pub(super) const fn of(tier: Tier) -> Plan {
        match tier {
            Tier::Internal => Plan { area_level: u8::MAX, months: 0, sensitive_by_area: true },
            Tier::Partner => Plan { area_level: 1, months: 3, sensitive_by_area: true },
            Tier::Public => Plan { area_level: 1, months: 3, sensitive_by_area: false },
        }
    }
}

/// Refuses a document that its tier does not allow, and a policy that is below its floor.
///
/// # Errors
/// [`ReportError::Document`] with what to change.
pub fn check(document: &TableDocument, policy: &Policy) -> Result<()> {
    crate::document::check(document)?;
    policy.check()?;
    let tier = document.tier;
    let refuse = |at: &str, problem: String, remedy: &str| {
        Err(ReportError::document(&document.report, at, problem, remedy))
    };
    if tier_of(tier) != policy.tier {
        return refuse(
            "tier",
            format!("is {tier}, and the policy is of another"),
            "give the policy of the tier",
        );
    }
    let plan = Plan::of(policy.tier);
    if policy.tier == Tier::Internal {
        return refuse(
            "tier",
            "is internal".to_owned(),
            "what the task force keeps to itself is a report, not a release",
        );
    }
    if document.attribution != Attribution::Joint {
        // A party's own sum is another figure, which tables by joined parties may already give away.
        let problem = format!("is {}; releases count each violation once", document.attribution);
        return refuse("attribution", problem, "leave it out");
    }
    if document.area_level != plan.area_level {
        let problem =
            format!("is {}; the {tier} tier gives areas at level {}", document.area_level, plan.area_level);
        return refuse("area_level", problem, "leave it out");
    }
    let period = document.period;
    let whole = period.from.day() == 1 && period.to == period.to.last_of_month();
    let least = period.from.saturating_add(plan.months.months());
    if !whole || period.to.saturating_add(1.day()) < least {
        let problem =
            format!("{} to {} is not made of whole months, {} or more", period.from, period.to, plan.months);
        return refuse("period", problem, "take a quarter, a year or another span of whole months");
    }
    Ok(())
}

/// Whether a figure counts sexual violence and nothing else that would hide it.
pub(super) fn is_sensitive(cell: &CellName) -> bool {
    let code = ViolationType::SexualViolence.code();
    cell.column == code || cell.key.split('+').any(|kind| kind == code)
}

/// Whether a figure counts incidents and no children.
fn counts_incidents(cell: &CellName) -> bool {
    let by_incident = |code: &str| ViolationType::from_code(code).is_some_and(|kind| !kind.counts_children());
    by_incident(&cell.column) || by_incident(&cell.key) && cell.column == "total"
}

/// Whether a figure of a cell is one to fewer than the policy allows, or stands on too few incidents.
pub(super) fn is_few(policy: &Policy, cell: &CellName, figure: u64, incidents: Option<u64>) -> bool {
    let rules = policy.rules(is_sensitive(cell));
    if counts_incidents(cell) {
        return (1..u64::from(rules.incidents)).contains(&figure);
    }
    // Sources are not among the coded facts.
    let behind = incidents.map(|incidents| Behind { incidents, sources: u64::MAX });
    rules.reason(figure, behind).is_some()
}

/// How many incidents stand behind each cell of an edition; none behind a cell of nothing.
pub(super) fn incidents(edition: &Edition) -> HashMap<&CellName, u64> {
    edition.fine.incidents.iter().map(|Incidents { cell, count }| (cell, *count)).collect()
}

/// The figures of a new edition, the last of some, that are hidden for their own sake.
pub(super) fn hidden(new: &Edition, space: &Space, editions: &[&Edition]) -> BTreeSet<Cell> {
    let incidents = incidents(new);
    let plan = Plan::of(new.policy.tier);
    let (last, earlier) = (editions.len() - 1, &editions[..editions.len() - 1]);
    let hides = |name: &CellName| {
        let Some(count) = figure(&new.document, name) else { return true };
        let part = name.table.split_once('.').map_or("", |(_, rows)| rows);
        let by_place = part == "by_party" || part == "by_area";
        let sensitive = ViolationType::SexualViolence.code();
        let group = || {
            let of =
                |column: &str| figure(&new.document, &CellName { column: column.to_owned(), ..name.clone() });
            let rules = new.policy.rules(true);
            of(sensitive).zip(of("total")).is_some_and(|(part, group)| rules.discloses_group(part, group))
        };
        let is_part_of_group = by_place && (name.column == sensitive || name.column == "total");
        is_few(&new.policy, name, count, incidents.get(name).copied())
            || is_part_of_group && group()
            || part == "by_area" && name.column == sensitive && !plan.sensitive_by_area
            // What was hidden stays hidden.
            || earlier.iter().any(|edition| {
                edition.document.period == new.document.period
                    && edition.policy.tier == new.policy.tier
                    && is_null(&edition.document, name)
            })
    };
    let cells = space.figures[last].keys().copied();
    let must = |cell: &Cell| {
        let name = space.name(*cell);
        !new.exempt.contains(&name) && hides(&name)
    };
    cells.filter(must).collect()
}
