//! Histories of invented editions, and what a careless hand makes of one.

use crate::generated::{Dice, edition, incident, incidents, quarter};
use domain::counting::IncidentFacts;
use domain::tables::{Attribution, Suppression, TableDocument, Tier};
use jiff::civil::date;
use report::release::Edition;

/// A history: quarters, the whole year, another tier, and a quarter made again after cases were added and others
/// taken away.
pub(crate) fn history(seed: u64, count: u32) -> Vec<Edition> {
    let before = incidents(seed, count);
    let mut after = before.clone();
    let mut dice = Dice(seed ^ 0xabc);
    after.extend((0..3).map(|number| incident(&mut dice, count + number)));
    after.remove((seed % u64::from(count)) as usize);
    let (q1, q2) = (quarter(0), quarter(1));
    let year = (date(2024, 1, 1), date(2024, 12, 31));
    let later = |mut edition: Edition| {
        edition.document.as_of = date(2026, 3, 1);
        edition
    };
    vec![
        edition(&before, Tier::Public, q1.0, q1.1, Attribution::Joint),
        edition(&before, Tier::Partner, q1.0, q1.1, Attribution::Joint),
        edition(&before, Tier::Public, q2.0, q2.1, Attribution::Joint),
        later(edition(&after, Tier::Public, q1.0, q1.1, Attribution::Joint)),
        later(edition(&after, Tier::Public, year.0, year.1, Attribution::Joint)),
        later(edition(&after, Tier::Partner, year.0, year.1, Attribution::Joint)),
    ]
}

/// Editions of one year whose periods overlap, in any order: quarters, halves, nine months, the year. What is left
/// between them is often small, as the later months of the year have few incidents.
pub(crate) fn overlapping(seed: u64, count: u32, for_partners: bool) -> Vec<Edition> {
    let mut dice = Dice(seed);
    let early = date(2024, 1 + (dice.below(11) as i8), 1);
    let is_kept = |facts: &IncidentFacts, dice: &mut Dice| {
        facts.from.is_none_or(|from| from.date() < early) || dice.below(12) == 0
    };
    let facts: Vec<IncidentFacts> =
        incidents(seed, 2 * count).into_iter().filter(|facts| is_kept(facts, &mut dice)).collect();
    let mut spans = vec![(1, 12), (1, 6), (7, 12), (1, 9), (4, 9), (1, 3), (4, 6), (10, 12)];
    let mut editions = Vec::new();
    for number in 0..4 {
        let (from, to) = spans.remove(dice.below(spans.len() as u64) as usize);
        let is_narrow = number > 0 && dice.below(4) == 0 && for_partners;
        let tier = if is_narrow { Tier::Partner } else { Tier::Public };
        let to = date(2024, to, 1).last_of_month();
        editions.push(edition(&facts, tier, date(2024, from, 1), to, Attribution::Joint));
    }
    editions
}

/// Hides what is small and nothing beside it, as a careless hand does.
pub(crate) fn hide_small_alone(document: &mut TableDocument) {
    for row in document.tables.iter_mut().flat_map(|table| &mut table.rows) {
        let small = row.cells.iter().filter(|(_, cell)| cell.is_some_and(|n| (1..10).contains(&n)));
        let small: Vec<String> = small.map(|(column, _)| column.clone()).collect();
        for column in small {
            row.cells.insert(column.clone(), None);
            row.suppressed.insert(column, Suppression::Primary);
        }
    }
}
