//! Invented task forces: incidents over two years, and the editions that are made of them.

use disclosure::Policy;
use domain::counting::{
    Atoms, Block, Boundary, Cube, Day, Fine, IncidentFacts, Marked, MarkedKind, Progress, Question, Until,
    ViolationFact, ghn_tables,
};
use domain::tables::{Attribution, Period, TABLES_SCHEMA, Table, TableDocument, Tier};
use domain::tabulate::Counts;
use domain::violation::{IncidentStatus, PartyCategory, Sex, Status, ViolationType};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use report::release::{Edition, KNOWLEDGE};
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
    // Whoever suffered several violations is among those who suffered each.
    if let (true, MarkedKind::Child(sex)) = (several, kind) {
        for violation in &mut violations {
            violation.tally[sex as usize] = violation.tally[sex as usize].max(1);
        }
    }
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
        tables: ghn_tables(&cube, attribution, |number| party(number).0, area),
        notes: Vec::new(),
    };
    let policy = Policy::floor(report::release::tier_of(tier));
    let fine = Fine::of(&atoms, &counts(&document.tables), party, area);
    Edition { document, fine, policy, exempt: BTreeSet::new(), knowledge: KNOWLEDGE }
}

/// The code and the category of a party.
pub(crate) fn party(number: u32) -> (&'static str, Option<PartyCategory>) {
    let code = PARTIES[number as usize];
    (code, Some(if code.starts_with("XAR-F") { PartyCategory::ALL[0] } else { PartyCategory::ArmedGroup }))
}

/// The code of an area.
pub(crate) fn area(number: u32) -> Option<&'static str> {
    AREAS.get(number as usize).copied()
}

/// What tables count.
pub(crate) fn counts(tables: &[Table]) -> Vec<(&str, Counts)> {
    tables.iter().map(|table| (table.id.as_str(), Counts::of(table).unwrap())).collect()
}

/// One of the quarters from 2024 on, the first with number 0.
pub(crate) fn quarter(number: i8) -> (Date, Date) {
    let from = date(2024, 1, 1).saturating_add((3 * i64::from(number)).months());
    (from, from.saturating_add(3.months()).saturating_sub(1.day()))
}
