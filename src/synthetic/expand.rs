//! From published aggregates back to single incidents: some incidents that would have given the figures.
//!
//! The figures fix margins (so many boys, so many by this party), not cells (so many boys by this party).
//! Any filling of the cells that meets the margins is as good as another, so one is dealt by a seed: every
//! child, or every attack, is a unit; each margin is a pack with one card a unit (so many say "boy", so many
//! say "girl"), shuffled; and each unit is dealt one card of every pack. Every pack has exactly the
//! published figures on its cards, so every margin is met exactly whatever the shuffling, for any number of
//! margins, and there is nothing to search for. Units with the same type and party are then gathered into
//! incidents of one child or several, and some killings are joined with maimings by the same party.
//!
//! What is not published is not made up where a figure would show it: a child without a published sex is of
//! unknown sex, a unit without a published party is not attributed. Only where two types are published
//! together without their parts must each unit be one or the other; there only the sum means anything.

use super::published::{Group, Scope, Topic, is_cause, names_no_party};
use domain::interchange::{
    AttributionLevel, DatePrecision, Fields, Incident, Perpetrator, StepDecision, Tally, Violation,
};
use domain::violation::{Status, Step, ViolationType};
use jiff::Span;
use jiff::civil::{Date, date};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::collections::BTreeMap;

/// The most children that one violation has here.
const MOST_CHILDREN: usize = 6;

/// Violations by one party (or nobody known) that belong to one incident.
struct Deed {
    kind: ViolationType,
    /// The published name; none: the figures do not say whose.
    by: Option<usize>,
    children: [u32; 3],
}

/// Makes incidents whose verified violations give exactly the complete margins of a group's figures. They
/// carry the three steps' decisions, dated inside the period. The same seed gives the same incidents.
pub fn expand(group: &Group, seed: u64) -> Vec<Incident> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut incidents = Vec::new();
    for topic in &group.topics {
        for deeds in gathered(topic, dealt(topic, &mut rng), &mut rng) {
            let number = incidents.len() + 1;
            let mut incident = Incident::new(format!("{}-{}-{number:05}", group.iso3, group.period.from));
            incident.location.area = Some(group.iso3.clone());
            incident.location.precision = Some("country".to_owned());
            incident.narrative =
                Some("Made by a program from published totals; it did not happen.".to_owned());
            add_deeds(&mut incident, group, topic, &deeds);
            add_dates(&mut incident, group, &mut rng);
            incidents.push(incident);
        }
    }
    super::repeated::join(&mut incidents, group);
    incidents
}

/// A pack of cards: as many of each face as its figure says.
fn pack(figures: impl IntoIterator<Item = u32>, rng: &mut ChaCha8Rng) -> Vec<usize> {
    let mut cards: Vec<usize> = Vec::new();
    for (face, figure) in figures.into_iter().enumerate() {
        cards.extend(std::iter::repeat_n(face, figure as usize));
    }
    cards.shuffle(rng);
    cards
}

/// Deals sex cards to every pair of type and party.
fn dealt(topic: &Topic, rng: &mut ChaCha8Rng) -> BTreeMap<(Option<usize>, usize), Vec<usize>> {
    const UNKNOWN: usize = 2;
    let total = topic.total as usize;
    let kinds = if topic.kinds.len() > 1 && topic.kinds_verdict().is_complete() {
        pack(topic.by_kind.iter().copied(), rng)
    } else {
        (0..total).map(|_| rng.random_range(0..topic.kinds.len())).collect()
    };
    let parties: Vec<Option<usize>> = if topic.party_verdict().is_complete() {
        pack(topic.by_party.iter().map(|share| share.count), rng).into_iter().map(Some).collect()
    } else {
        vec![None; total]
    };
    let sexes = match topic.by_sex.filter(|_| topic.sex_verdict().is_complete()) {
        Some(by_sex) => pack(by_sex, rng),
        None => vec![UNKNOWN; total],
    };
    let mut units: BTreeMap<(Option<usize>, usize), Vec<usize>> = BTreeMap::new();
    for ((kind, party), sex) in kinds.into_iter().zip(parties).zip(sexes) {
        units.entry((party, kind)).or_default().push(sex);
    }
    units
}

/// Gathers units into incidents: lists of deeds of one party.
fn gathered(
    topic: &Topic,
    units: BTreeMap<(Option<usize>, usize), Vec<usize>>,
    rng: &mut ChaCha8Rng,
) -> Vec<Vec<Deed>> {
    let mut by_party: BTreeMap<Option<usize>, Vec<Vec<Deed>>> = BTreeMap::new();
    for ((by, kind), sexes) in units {
        let kind = topic.kinds[kind];
        let mut left = sexes.as_slice();
        let mut incidents = Vec::new();
        while !left.is_empty() {
            // An incident counts once whatever it holds: one unit, one incident.
            let most = if kind.counts_children() { rng.random_range(1..=MOST_CHILDREN) } else { 1 };
            let (now, later) = left.split_at(most.min(left.len()));
            let mut children = [0; 3];
            if kind.counts_children() {
                now.iter().for_each(|sex| children[*sex] += 1);
            }
            incidents.push(Deed { kind, by, children });
            left = later;
        }
        let there = by_party.entry(by).or_default();
        for deed in incidents {
            let joins = kind.counts_children() && rng.random_range(0..3_u32) == 0;
            let other = there.iter_mut().find(|deeds| deeds.len() == 1 && deeds[0].kind != kind);
            match other.filter(|_| joins) {
                Some(deeds) => deeds.push(deed),
                None => there.push(vec![deed]),
            }
        }
    }
    let mut all: Vec<Vec<Deed>> = by_party.into_values().flatten().collect();
    all.shuffle(rng);
    all
}

fn add_deeds(incident: &mut Incident, group: &Group, topic: &Topic, deeds: &[Deed]) {
    let name = deeds[0].by.map(|by| topic.by_party[by].name.as_str());
    for (at, deed) in deeds.iter().enumerate() {
        let [boys, girls, unknown] = deed.children;
        let mut violation =
            Violation::new(format!("v{}", at + 1), deed.kind, Tally::new(boys, girls, unknown));
        if name.is_some_and(is_cause) && matches!(deed.kind, ViolationType::Killing | ViolationType::Maiming)
        {
            violation.details.insert("weapon".to_owned(), json!("explosive_remnant"));
        }
        incident.violations.push(violation);
    }
    if let Some(name) = name.filter(|name| !names_no_party(name)) {
        incident.perpetrators.push(Perpetrator {
            id: "p1".to_owned(),
            party: group.party_code(name),
            category: None,
            attribution: Some(AttributionLevel::Confirmed),
            violations: incident.violations.iter().map(|violation| violation.id.clone()).collect(),
            other: Fields::new(),
        });
    }
}

fn day_of(from: Date, to: Date, rng: &mut ChaCha8Rng) -> Date {
    let days = i64::from((to - from).get_days()).max(0);
    from.saturating_add(Span::new().days(rng.random_range(0..=days)))
}

/// When it happened and when it was decided. A decision in time falls into the incident's own calendar year;
/// where the figures hold late ones too, one incident in ten happened in the year before.
fn add_dates(incident: &mut Incident, group: &Group, rng: &mut ChaCha8Rng) {
    let period = group.period;
    let late = match group.scope {
        Scope::OccurredAndVerifiedInPeriod => false,
        Scope::InPeriodPlusLateVerified => rng.random_range(0..10_u32) == 0,
        Scope::OccurredEarlierVerifiedInPeriod => true,
    };
    let (from, earliest, latest) = if late {
        let year = period.from.year() - 1;
        (day_of(date(year, 1, 1), date(year, 12, 31), rng), period.from, period.to)
    } else {
        let from = day_of(period.from, period.to, rng);
        (from, from, period.to.min(date(from.year(), 12, 31)))
    };
    incident.occurred.from = Some(from);
    incident.occurred.precision = Some(DatePrecision::Day);
    for violation in &mut incident.violations {
        let mut days = [0; 3].map(|_| day_of(earliest, latest, rng));
        days.sort_unstable();
        for (step, day) in Step::ALL.iter().zip(days) {
            violation.verification.set(*step, Some(StepDecision::new(Status::Verified, Some(day))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::published::Share;
    use super::*;
    use domain::tables::Period;
    use proptest::prelude::*;

    fn figures(by_kind: [u32; 2], girls: u32, cut: u32) -> Group {
        let total = by_kind[0] + by_kind[1];
        let (girls, cut) = (girls.min(total), cut.min(total));
        let share = |name: &str, count| Share { name: name.to_owned(), count };
        let topic = Topic {
            violation: "killing_maiming".to_owned(),
            kinds: &[ViolationType::Killing, ViolationType::Maiming],
            total,
            total_is_published: true,
            by_kind: by_kind.to_vec(),
            by_sex: Some([total - girls, girls, 0]),
            by_party: vec![share("Some group", cut), share("unidentified perpetrators", total - cut)],
        };
        Group {
            country: "Arandia".to_owned(),
            iso3: "XAR".to_owned(),
            period: Period { from: date(2024, 1, 1), to: date(2024, 12, 31) },
            scope: Scope::OccurredAndVerifiedInPeriod,
            source: "invented".to_owned(),
            topics: vec![topic],
            all: Some(total),
            all_by_party: Vec::new(),
            children: None,
            children_by_sex: None,
            anomalies: Vec::new(),
        }
    }

    proptest! {
        /// Every margin is met exactly, whatever the figures and the seed.
        #[test]
        fn every_margin_is_met(
            killed in 0_u32..200, maimed in 0_u32..200, girls in 0_u32..400, cut in 0_u32..400, seed: u64
        ) {
            let group = figures([killed, maimed], girls, cut);
            let topic = &group.topics[0];
            let incidents = expand(&group, seed);
            let (mut by_kind, mut by_sex, mut by_party) = ([0; 2], [0; 3], [0; 2]);
            for incident in &incidents {
                for violation in &incident.violations {
                    let tally = &violation.tally;
                    by_kind[violation.kind as usize] += tally.total();
                    for (sum, n) in by_sex.iter_mut().zip([tally.boys, tally.girls, tally.unknown]) {
                        *sum += n;
                    }
                    by_party[usize::from(incident.perpetrators.is_empty())] += tally.total();
                }
            }
            prop_assert_eq!(by_kind.to_vec(), topic.by_kind.clone());
            prop_assert_eq!(by_sex, topic.by_sex.unwrap());
            prop_assert_eq!(by_party.to_vec(), topic.by_party.iter().map(|share| share.count).collect::<Vec<_>>());
            prop_assert_eq!(incidents, expand(&group, seed));
        }
    }
}
