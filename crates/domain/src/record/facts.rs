//! From a record to the coded facts that reports count.

use super::CaseRecord;
use crate::counting::{Day, IncidentFacts, Marked, MarkedKind, Until, ViolationFact};
use crate::interchange::{AttributionLevel, Incident};
use crate::register::Registers;
use crate::violation::{IncidentStatus, Sex, Step};

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
                let standing = self.verification.get(&violation.id).map(|history| history.standing());
                let decision = standing.and_then(|standing| standing.at(Step::Ctfmr));
                ViolationFact {
                    kind: violation.kind,
                    status: decision.map(|decision| decision.status),
                    decided: decision.and_then(|decision| decision.date).and_then(day),
                    tally: [violation.tally.boys, violation.tally.girls, violation.tally.unknown],
                    parties,
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
            open: self.stages.current().status() == IncidentStatus::Open,
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

/// Ids of violations whose counted facts an amendment changed, of those that were there before. A change of
/// the incident's dates or area changes what is counted of every violation in it.
pub fn recounted(before: (&Incident, &IncidentFacts), after: (&Incident, &IncidentFacts)) -> Vec<String> {
    let when_and_where = |facts: &IncidentFacts| (facts.from, facts.until, facts.area);
    let moved = when_and_where(before.1) != when_and_where(after.1);
    let mut ids = Vec::new();
    for (violation, new) in after.0.violations.iter().zip(&after.1.violations) {
        let at = before.0.violations.iter().position(|old| old.id == violation.id);
        let Some(old) = at.map(|at| &before.1.violations[at]) else { continue };
        if moved || (old.kind, old.tally, &old.parties) != (new.kind, new.tally, &new.parties) {
            ids.push(violation.id.clone());
        }
    }
    ids
}
