//! Distinct children of published figures: where they are fewer than the children of all violations together, some
//! suffered several. Two incidents of different violations become one for each of them, which says how many children
//! it affected.

use super::published::Group;
use domain::interchange::{Incident, Tally};
use domain::violation::ViolationType;

/// Joins as many incidents as make the group's distinct children, where its figures say how many there are.
/// Incidents of different years are not joined: each verification stays in time or late as it was.
pub(super) fn join(incidents: &mut Vec<Incident>, group: &Group) {
    let Some(repeated) = group.repeated() else { return };
    for (sex, times) in repeated.into_iter().enumerate() {
        for _ in 0..times {
            let Some((one, other)) = pair(incidents, sex) else { return };
            let other = incidents.remove(other);
            merge(&mut incidents[one], other, sex);
        }
    }
}

/// Two incidents that can be one: neither joined yet, of violations that one child can suffer both, each with a child
/// of the sex.
fn pair(incidents: &[Incident], sex: usize) -> Option<(usize, usize)> {
    let is_free = |incident: &Incident| {
        incident.children_affected.is_none()
            && incident.violations.len() == 1
            && by_sex(&incident.violations[0].tally)[sex] > 0
            && incident.violations[0].kind.is_grave()
    };
    let free = || incidents.iter().enumerate().filter(|(_, incident)| is_free(incident));
    free().find_map(|(one, first)| {
        let fits =
            |(_, second): &(usize, &Incident)| topic(first) != topic(second) && year(first) == year(second);
        free().filter(|(other, _)| *other > one).find(fits).map(|(other, _)| (one, other))
    })
}

/// Nobody is both killed and maimed by usual practice, and figures print the two together.
fn topic(incident: &Incident) -> ViolationType {
    match incident.violations[0].kind {
        ViolationType::Maiming => ViolationType::Killing,
        kind => kind,
    }
}

fn year(incident: &Incident) -> Option<i16> {
    incident.occurred.from.map(|day| day.year())
}

const fn by_sex(tally: &Tally) -> [u32; 3] {
    [tally.boys, tally.girls, tally.unknown]
}

fn merge(into: &mut Incident, from: Incident, sex: usize) {
    let mut affected = [0; 3];
    for violation in into.violations.iter().chain(&from.violations) {
        affected.iter_mut().zip(by_sex(&violation.tally)).for_each(|(sum, n)| *sum += n);
    }
    affected[sex] -= 1;
    into.children_affected = Some(Tally::new(affected[0], affected[1], affected[2]));
    // What was decided was decided after both had happened.
    into.occurred.from = into.occurred.from.min(from.occurred.from);
    let renamed = |id: &str| format!("b{id}");
    into.violations.extend(from.violations.into_iter().map(|mut violation| {
        violation.id = renamed(&violation.id);
        violation
    }));
    into.perpetrators.extend(from.perpetrators.into_iter().map(|mut perpetrator| {
        perpetrator.id = renamed(&perpetrator.id);
        perpetrator.violations.iter_mut().for_each(|id| *id = renamed(id));
        perpetrator
    }));
}
