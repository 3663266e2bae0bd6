//! Invented task forces: incidents over two years, and the editions that are made of them.

use disclosure::Policy;
use domain::counting::{
    Atoms, Block, Boundary, Cube, Day, Fine, IncidentFacts, Marked, MarkedKind, Progress, Question, Until,
    ViolationFact, ghn_tables,
};
use domain::tables::{Attribution, Period, Suppression, TABLES_SCHEMA, TableDocument, Tier};
use domain::violation::{IncidentStatus, Sex, Status, ViolationType};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use report::release::Edition;
use std::collections::{BTreeMap, BTreeSet};

const PARTIES: [&str; 5] = ["XAR-F1", "XAR-F2", "XAR-G1", "XAR-G2", "XAR-G3"];
const AREAS: [&str; 6] = ["XAR01", "XAR02", "XAR03", "XAR04", "XAR05", "XAR06"];

/// Numbers that are the same on every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// So many incidents over the two years 2024 and 2025.
pub(crate) fn incidents(seed: u64, count: u32) -> Vec<IncidentFacts> {
    let mut dice = Dice(seed);
    (0..count).map(|number| incident(&mut dice, number)).collect()
}

pub(crate) fn incident(dice: &mut Dice, number: u32) -> IncidentFacts {
    let from = date(2024, 1, 1).saturating_add((dice.below(730) as i64).days());
    let mut violations = Vec::new();
    for _ in 0..1 + dice.below(2) {
        let kind = ViolationType::grave()[(dice.below(11) % 8) as usize];
        let decided = from.saturating_add((dice.below(120) as i64).days());
        let status = if dice.below(5) == 0 { Status::Pending } else { Status::Verified };
        let parties = match dice.below(8) {
            0 => Vec::new(),
            1 => vec![0, 1 + dice.below(4) as u32],
            // Some parties are behind much, some behind little.
            _ => vec![(dice.below(5) * dice.below(5) / 5) as u32],
        };
        violations.push(ViolationFact {
            kind,
            status: Some(status),
            decided: Day::of(decided),
            tally: [dice.below(4) as u32, dice.below(3) as u32, (dice.below(9) / 8) as u32],
            parties,
            progress: Progress { initial: None, technical: None, since: Day(0) },
        });
    }
    let several = violations.len() == 2 && dice.below(3) == 0;
    let kind = if dice.below(4) == 0 {
        MarkedKind::Group
    } else {
        MarkedKind::Child(Sex::ALL[dice.below(3) as usize])
    };
    let area = dice.below(7) as u32;
    IncidentFacts {
        number,
        status: IncidentStatus::Open,
        recorded: Day(0),
        changed: Day(0),
        from: Day::of(from),
        until: Day::of(from).map_or(Until::Unknown, Until::Day),
        area: (area < 6).then_some(area),
        violations,
        marked: if several { vec![Marked { kind, violations: vec![0, 1] }] } else { Vec::new() },
    }
}

pub(crate) fn edition(
    facts: &[IncidentFacts],
    tier: Tier,
    from: Date,
    to: Date,
    attribution: Attribution,
) -> Edition {
    let as_of = date(2026, 2, 1);
    let question = Question { period: Period { from, to }, as_of, boundary: Boundary::Quarter };
    let (mut cube, mut atoms) = (Cube::new(&question), Atoms::new(&question));
    for facts in facts.chunks(512) {
        let block = Block::pack(facts.to_vec());
        cube.count(&block);
        atoms.count(&block);
    }
    let party = |number: u32| PARTIES[number as usize];
    let area = |number: u32| AREAS.get(number as usize).copied();
    let document = TableDocument {
        schema: TABLES_SCHEMA.to_owned(),
        report: "ghn".to_owned(),
        situation: "XAR".to_owned(),
        period: question.period,
        tier,
        attribution,
        as_of,
        area_level: 1,
        by: None,
        selection: None,
        only: BTreeMap::new(),
        tables: ghn_tables(&cube, attribution, party, area),
        notes: Vec::new(),
    };
    let policy = Policy::floor(report::release::tier_of(tier));
    Edition { document, fine: Fine::of(&atoms, attribution, party, area), policy, exempt: BTreeSet::new() }
}

/// One of the quarters from 2024 on, the first with number 0.
pub(crate) fn quarter(number: i8) -> (Date, Date) {
    let from = date(2024, 1, 1).saturating_add((3 * i64::from(number)).months());
    (from, from.saturating_add(3.months()).saturating_sub(1.day()))
}

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
