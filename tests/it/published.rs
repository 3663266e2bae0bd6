//! Published figures, had back: totals that reports printed are expanded into incidents, which go through
//! intake, three people's decisions and the report, and must give what was printed.

use crate::ghn::{Figures, figures};
use crate::world::{World, on_both_engines, shared, take};
use domain::counting::{Boundary, UNATTRIBUTED};
use domain::interchange::Incident;
use domain::tables::{Attribution, Tier};
use domain::violation::{Step, ViolationType};
use serde_json::Value;
use sixfold::casework::{Ask, Desk, Outcome, ReportAsk, Taking};
use sixfold::synthetic::expand::expand;
use sixfold::synthetic::published::{Group, Scope, Topic, groups, markdown, names_no_party};
use std::collections::BTreeMap;

/// An invented file with every case that the code tells apart, for where no other file is present.
const INVENTED: &str = include_str!("published/invented.json");

const SEED: u64 = 1612;

/// What the tables have for a violation's types, in the buckets that its figures cover.
struct Found<'f> {
    figures: &'f Figures,
    buckets: &'static [&'static str],
}

impl Found<'_> {
    fn cell(&self, table: &str, row: &str, column: &str) -> u64 {
        let cell = |bucket: &&str| {
            let rows = self.figures.get(&format!("{bucket}.{table}"))?;
            rows.get(row)?.get(column).copied()
        };
        self.buckets.iter().filter_map(cell).sum()
    }

    fn of(&self, topic: &Topic, each: impl Fn(&str, &str) -> u64) -> u64 {
        let table = if topic.kinds[0].counts_children() { "victims" } else { "incidents" };
        topic.kinds.iter().map(|kind| each(table, kind.code())).sum()
    }

    fn check(&self, group: &Group, topic: &Topic) {
        let what = format!("{} {} {}", group.iso3, group.period.from, topic.violation);
        let total = self.of(topic, |table, kind| self.cell(table, kind, "total"));
        assert_eq!(total, u64::from(topic.total), "{what}");
        if topic.kinds_verdict().is_complete() && topic.kinds.len() > 1 {
            for (kind, figure) in topic.kinds.iter().zip(&topic.by_kind) {
                let table = if kind.counts_children() { "victims" } else { "incidents" };
                assert_eq!(self.cell(table, kind.code(), "total"), u64::from(*figure), "{what}: {kind}");
            }
        }
        if let Some(by_sex) = topic.by_sex.filter(|_| topic.sex_verdict().is_complete()) {
            for (sex, figure) in ["boys", "girls", "unknown"].iter().zip(by_sex) {
                let found = self.of(topic, |table, kind| self.cell(table, kind, sex));
                assert_eq!(found, u64::from(figure), "{what}: {sex}");
            }
        }
        if topic.party_verdict().is_complete() {
            let mut by_party: BTreeMap<String, u64> = BTreeMap::new();
            for share in &topic.by_party {
                let row = group.party_code(&share.name).unwrap_or_else(|| UNATTRIBUTED.to_owned());
                *by_party.entry(row).or_default() += u64::from(share.count);
            }
            for (row, figure) in by_party {
                let found: u64 =
                    topic.kinds.iter().map(|kind| self.cell("by_party", &row, kind.code())).sum();
                assert_eq!(found, figure, "{what}: {row}");
            }
        }
    }
}

/// The three steps as three people take them, in the order of the steps.
fn asks(incidents: &[Incident], step: Step) -> Vec<Ask> {
    let of = |incident: &Incident| {
        let ask = |violation: &domain::interchange::Violation| {
            let decision = violation.verification.step(step).unwrap();
            Ask {
                incident: incident.external_id.clone(),
                violation: violation.id.clone(),
                step,
                status: decision.status,
                date: decision.date,
                reason: "two independent sources".to_owned(),
                reopen: false,
            }
        };
        incident.violations.iter().map(ask).collect::<Vec<_>>()
    };
    incidents.iter().flat_map(of).collect()
}

pub(crate) async fn decide(desk: &Desk, incidents: &[Incident], step: Step) {
    for part in incidents.chunks(500) {
        for result in desk.decide(&asks(part, step)).await.unwrap() {
            result.unwrap();
        }
    }
}

/// Expands a group's figures, takes them through the system, and compares.
async fn comes_back(world: &World, group: &Group) {
    let incidents = expand(group, SEED);
    let documents: Vec<Value> = incidents.iter().map(Incident::to_value).collect();
    // The second co-chair enters them, so that the three who decide are others.
    let outcomes = take(&world.desk("cochair-2").await, &documents, Taking::ContentOnly).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::New { .. })));
    decide(&world.verifier().await, &incidents, Step::Initial).await;
    decide(&world.desk("technical-reviewer-1").await, &incidents, Step::Technical).await;
    let cochair = world.cochair().await;
    decide(&cochair, &incidents, Step::Ctfmr).await;

    let ask = ReportAsk {
        name: "ghn".to_owned(),
        period: group.period,
        as_of: Some(group.period.to),
        tier: Tier::Internal,
        attribution: Attribution::Joint,
        area_level: 1,
        boundary: Boundary::Year,
        tables: Default::default(),
    };
    let report = figures(&cochair.report(&ask).await.unwrap());
    let buckets: &[&str] = match group.scope {
        Scope::OccurredAndVerifiedInPeriod => &["verified"],
        Scope::InPeriodPlusLateVerified => &["verified", "late"],
        Scope::OccurredEarlierVerifiedInPeriod => &["late"],
    };
    let annual = figures(&cochair.report(&annual(group)).await.unwrap());
    for topic in &group.topics {
        if topic.is_grave() {
            Found { figures: &report, buckets }.check(group, topic);
            Found { figures: &annual, buckets }.check(group, topic);
        } else {
            beside(&report, topic, &incidents);
            beside_in_annual(&annual, buckets, topic);
        }
    }
    if let (Some(children), Some(_)) = (group.children, group.repeated()) {
        let of =
            |table: &str, column: &str| annual.get(table).and_then(|rows| rows["all"].get(column)).copied();
        let found = |column: &str| -> u64 {
            let tables = buckets.iter().map(|bucket| format!("children.{bucket}"));
            tables.filter_map(|table| of(&table, column)).sum()
        };
        assert_eq!(found("total"), u64::from(children), "{} distinct children", group.iso3);
        if let Some(by_sex) = group.children_by_sex {
            assert_eq!(["boys", "girls", "unknown"].map(found), by_sex.map(u64::from), "{}", group.iso3);
        }
    }
    let grave: u64 =
        group.topics.iter().filter(|topic| topic.is_grave()).map(|topic| u64::from(topic.total)).sum();
    let sums = |table: &str| -> u64 {
        let rows = buckets.iter().filter_map(|bucket| report.get(&format!("{bucket}.{table}")));
        rows.flat_map(BTreeMap::values).filter_map(|row| row.get("total")).sum()
    };
    assert_eq!(sums("victims") + sums("incidents"), grave);
    assert_eq!(sums("by_party"), grave, "each counts under one row");
    assert_eq!(sums("by_area"), grave);
    if group.total_verdict().is_complete() {
        assert_eq!(grave, u64::from(group.all.unwrap()));
    }
    // Nothing is anywhere else: not late where it was not, not waiting.
    for table in report.keys().filter(|table| !table.starts_with("multiple.")) {
        assert!(buckets.iter().any(|bucket| table.starts_with(&format!("{bucket}."))), "{table}");
    }
    assert!(cochair.check_facts().await.unwrap().differing.is_empty());
}

/// The input to the annual report for a group's period.
fn annual(group: &Group) -> ReportAsk {
    let templates = report::Templates::embedded().unwrap();
    let template = templates.get("annual").unwrap();
    ReportAsk {
        name: "annual".to_owned(),
        period: group.period,
        as_of: Some(group.period.to),
        tier: Tier::Internal,
        attribution: Attribution::Joint,
        area_level: 1,
        boundary: template.late_boundary(),
        tables: sixfold::asked::tables(template, Tier::Internal, group.period, &Default::default()).unwrap(),
    }
}

/// What is monitored beside the grave violations has tables of its own there.
fn beside_in_annual(annual: &Figures, buckets: &[&str], topic: &Topic) {
    if !buckets.contains(&"verified") {
        return;
    }
    let tables = match topic.kinds[0] {
        ViolationType::MilitaryUse => ["beside.military_use", "beside.military_use_by_party"],
        _ => ["beside.detention", "beside.detention_by_party"],
    };
    for table in tables {
        let rows = annual.get(table).map(BTreeMap::values).into_iter().flatten();
        let total: u64 = rows.filter_map(|row| row.get("total")).sum();
        assert_eq!(total, u64::from(topic.total), "{table}");
    }
}

/// What is monitored beside the grave violations is stored with its figure and is in no table.
fn beside(report: &Figures, topic: &Topic, incidents: &[Incident]) {
    for kind in topic.kinds {
        let of_kind = incidents
            .iter()
            .flat_map(|incident| &incident.violations)
            .filter(|violation| violation.kind == *kind);
        let stored: u32 =
            of_kind.map(|violation| if kind.counts_children() { violation.tally.total() } else { 1 }).sum();
        assert_eq!(stored, topic.total);
        for (key, row) in report.values().flatten() {
            assert!(key != kind.code() && !row.contains_key(kind.code()), "{kind} is in a table");
        }
    }
}

/// Every group with something of it by violation; returns how many were whole.
async fn all_come_back(engine: crate::world::Engine, text: &str) -> usize {
    let groups = groups(text).unwrap();
    let mut whole = 0;
    for group in groups.iter().filter(|group| !group.topics.is_empty()) {
        let world = World::with(engine, group.registers().unwrap()).await;
        comes_back(&world, group).await;
        whole += usize::from(group.is_whole());
    }
    whole
}

on_both_engines! {
    /// Invented figures: whole, cut by party, without sexes, with late ones, with a cause among the parties.
    async fn invented_figures_come_back(world: World) {
        assert_eq!(all_come_back(world.engine, INVENTED).await, 1);
    }

    /// Figures that were really published, where the file is present.
    async fn published_figures_come_back(world: World) {
        let Some(path) = shared("cases/published-figures.json") else { return };
        assert!(all_come_back(world.engine, &std::fs::read_to_string(path).unwrap()).await >= 1);
    }
}

#[test]
fn what_is_missing_is_said() {
    let groups = groups(INVENTED).unwrap();
    insta::assert_snapshot!(markdown(&groups));
    assert!(groups.iter().flat_map(|group| &group.anomalies).any(|said| said.contains("sexes add up")));
    assert!(names_no_party("Unidentified perpetrators") && !names_no_party("Unity front"));
}

/// The table in the documentation is the one that the code works out.
#[test]
fn the_documented_table_is_the_computed_one() {
    let Some(path) = shared("cases/published-figures.json") else { return };
    let table = markdown(&groups(&std::fs::read_to_string(path).unwrap()).unwrap());
    let document = include_str!("../../docs/published-figures.md");
    assert!(document.contains(&table), "docs/published-figures.md should have this table:\n{table}");
}
