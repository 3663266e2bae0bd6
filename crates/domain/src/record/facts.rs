//! From a record to the coded facts that reports count.

use super::CaseRecord;
use crate::counting::{Day, IncidentFacts, Marked, MarkedKind, Progress, Until, ViolationFact};
use crate::interchange::{AttributionLevel, Incident};
use crate::register::Registers;
use crate::violation::{Sex, Step, ViolationType};
use crate::workflow::{VerificationHistory, waits_since};
use std::collections::{BTreeMap, BTreeSet};

impl CaseRecord {
    /// The facts of an incident. `incident` is the typed form of this record's content.
    pub fn facts(&self, number: u32, incident: &Incident, registers: &Registers) -> IncidentFacts {
        let position = |id: &String| incident.violations.iter().position(|violation| violation.id == *id);
        let links = |ids: &[String]| -> Vec<u16> {
            let mut at: Vec<u16> = ids.iter().filter_map(position).map(|at| at as u16).collect();
            at.sort_unstable();
            at.dedup();
            at
        };
        let day = |date: jiff::civil::Date| Day::of(date);
        let mut parties = vec![Vec::new(); incident.violations.len()];
        for perpetrator in &incident.perpetrators {
            // An attribution that was found to be wrong is kept in the record and attributes nothing.
            if perpetrator.attribution == Some(AttributionLevel::Refuted) {
                continue;
            }
            let party = perpetrator.party.as_deref().and_then(|code| registers.parties.by_code(code));
            if let Some(party) = party {
                links(&perpetrator.violations)
                    .iter()
                    .for_each(|at| parties[usize::from(*at)].push(party.number));
            }
        }
        let violations = incident
            .violations
            .iter()
            .zip(parties)
            .map(|(violation, mut parties)| {
                parties.sort_unstable();
                parties.dedup();
                let history = self.verification.get(&violation.id);
                let standing = history.map(VerificationHistory::standing).unwrap_or_default();
                let decision = standing.at(Step::Ctfmr);
                let status = |step| standing.at(step).map(|decision| decision.status);
                let since = waits_since(history, self.received.on);
                ViolationFact {
                    kind: violation.kind,
                    status: decision.map(|decision| decision.status),
                    decided: decision.and_then(|decision| decision.date).and_then(day),
                    tally: [violation.tally.boys, violation.tally.girls, violation.tally.unknown],
                    parties,
                    progress: Progress {
                        initial: status(Step::Initial),
                        technical: status(Step::Technical),
                        since: Day::clamped(since),
                    },
                }
            })
            .collect();
        let children = incident.victims.iter().filter(|victim| victim.multiple_violations).map(|victim| {
            let sex = victim.sex.unwrap_or(Sex::Unknown);
            Marked { kind: MarkedKind::Child(sex), violations: links(&victim.violations) }
        });
        let groups = incident
            .groups
            .iter()
            .filter(|group| group.multiple_violations)
            .map(|group| Marked { kind: MarkedKind::Group, violations: links(&group.violations) });
        let marked = children.chain(groups).filter(|marked| marked.violations.len() >= 2).collect();
        let occurred = &incident.occurred;
        let from = occurred.from.and_then(day);
        let until = match (occurred.ongoing, occurred.to.or(occurred.from)) {
            _ if from.is_none() => Until::Unknown,
            (true, _) => Until::Ongoing,
            (false, end) => end.and_then(day).map_or(Until::Unknown, Until::Day),
        };
        IncidentFacts {
            number,
            status: self.stages.current().status(),
            recorded: Day::clamped(self.received.on),
            changed: Day::clamped(self.changed_on()),
            from,
            until,
            area: incident
                .location
                .area
                .as_deref()
                .and_then(|code| registers.areas.by_code(code))
                .map(|area| area.number),
            violations,
            marked,
        }
    }
}

/// Ids of violations whose counted facts an amendment changed: of those in both documents, of those that it
/// removed, and of those that it brought (back). A change of the incident's dates or area changes what is
/// counted of every violation; a change of a victim or group marked as affected by several violations changes
/// what is counted of those that it links.
pub fn recounted(
    before: (&Incident, &IncidentFacts),
    after: (&Incident, &IncidentFacts),
) -> BTreeSet<String> {
    let when_and_where = |facts: &IncidentFacts| (facts.from, facts.until, facts.area);
    let moved = when_and_where(before.1) != when_and_where(after.1);
    let counted = |(incident, facts): (&Incident, &IncidentFacts)| -> BTreeMap<String, Counted> {
        let ids = incident.violations.iter().map(|violation| violation.id.clone());
        ids.zip(
            facts
                .violations
                .iter()
                .enumerate()
                .map(|(at, violation)| Counted::of(at, violation, facts, incident)),
        )
        .collect()
    };
    let (old, new) = (counted(before), counted(after));
    old.keys()
        .chain(new.keys())
        .filter(|id| match (old.get(*id), new.get(*id)) {
            (Some(old), Some(new)) => moved || old != new,
            _ => true,
        })
        .cloned()
        .collect()
}

/// What is counted of one violation.
#[derive(PartialEq)]
struct Counted {
    kind: ViolationType,
    tally: [u32; 3],
    parties: Vec<u32>,
    /// Kinds of the marked victims and groups linked to it, each with the ids of all its links.
    marked: Vec<(MarkedKind, Vec<String>)>,
}

impl Counted {
    fn of(at: usize, violation: &ViolationFact, facts: &IncidentFacts, incident: &Incident) -> Counted {
        let linked = facts.marked.iter().filter(|marked| marked.violations.contains(&(at as u16)));
        let id = |at: &u16| incident.violations[usize::from(*at)].id.clone();
        let mut marked: Vec<_> = linked
            .map(|marked| (marked.kind, marked.violations.iter().map(id).collect::<Vec<_>>()))
            .collect();
        marked.sort_by(|one, other| {
            let order = |kind: MarkedKind| match kind {
                MarkedKind::Child(sex) => sex as u8,
                MarkedKind::Group => u8::MAX,
            };
            (order(one.0), &one.1).cmp(&(order(other.0), &other.1))
        });
        Counted { kind: violation.kind, tally: violation.tally, parties: violation.parties.clone(), marked }
    }
}
