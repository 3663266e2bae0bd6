//! The dashboard: figures of what is published, and of nothing else.

use super::chart::{Chart, Figures};
use super::frame::{Frame, Section, base, may, page};
use super::map::Map;
use super::reader::Reader;
use super::releases::tier_key;
use super::reports::title;
use super::words::Words;
use crate::casework::{Desk, Release};
use crate::web::api::releases::templates;
use crate::web::extract::At;
use crate::web::problem::Problem;
use crate::workbooks::release_shown;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use domain::access::Action;
use domain::tables::Period;
use domain::violation::ViolationType;
use report::{Shown, Templates};
use serde::Deserialize;

/// So many quarters are shown beside each other at most: those that came last.
const MOST_QUARTERS: usize = 8;

/// Which release.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    release: String,
}

#[derive(Template)]
#[template(path = "pages/dashboard.html")]
struct Page {
    frame: Frame,
    releases: Vec<Choice>,
    charts: Vec<Chart>,
    /// What the mark of a hidden figure means.
    legend: String,
    has_trend: bool,
    map: Option<AreaMap>,
    /// Whether there is a table by area without a map, and this person can do something about it.
    may_map: bool,
}

/// A map with what it is of.
struct AreaMap {
    title: String,
    /// What is counted.
    of: String,
    map: Map,
}

/// A release to choose.
struct Choice {
    href: String,
    words: String,
    is_here: bool,
}

pub(super) async fn figures(
    reader: Reader,
    At(desk): At,
    Query(asked): Query<Question>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let templates = templates()?;
    let mut out = desk.releases_out().await?;
    // One that is laid out by a template that this server was not started with is had with the command that knows it.
    out.retain(|release| templates.get(&release.document.report).is_ok());
    let chosen = match asked.release.is_empty() {
        // What was published last.
        true => out.first(),
        false => {
            let found = out.iter().find(|release| release.id.to_string() == asked.release);
            Some(found.ok_or_else(Problem::not_found)?)
        }
    };
    let base = base(&desk.situation().row.code);
    let releases = out.iter().map(|release| {
        let document = &release.document;
        Choice {
            href: format!("{base}/dashboard?release={}", release.id),
            words: [
                words.text(&tier_key(document.tier)),
                title(templates, words, &document.report),
                words.period(&document.period),
            ]
            .join(" · "),
            is_here: chosen.is_some_and(|chosen| chosen.id == release.id),
        }
    });
    let (mut charts, mut legend, mut has_trend) = (Vec::new(), String::new(), false);
    let (mut map, mut may_map) = (None, false);
    if let Some(release) = chosen {
        let shown = in_words(&desk, templates, release, words)?;
        if let Some(table) = shown.table("verified.by_area").filter(|table| table.is_there) {
            let outlines = desk.boundaries().await?;
            let total = table.columns.iter().position(|code| code == "total");
            map = Map::of_table(table, &desk.situation().registers.areas, &outlines, words).map(|map| {
                AreaMap {
                    title: words.of_it("map-title", &table.title),
                    of: total.map(|total| table.headings[total].clone()).unwrap_or_default(),
                    map,
                }
            });
            may_map = map.is_none() && may(desk.actor(), Action::Administer);
        }
        charts = charts_of(&shown, words);
        let quarters = quarters(&out, release);
        let is_told = shown.table("verified.victims").is_some_and(|table| table.is_there);
        if quarters.len() > 1 && is_told {
            let read = |one: &&Release| {
                in_words(&desk, templates, one, words).map(|shown| (quarter(one.document.period), shown))
            };
            let quarters = quarters.iter().map(read).collect::<Result<Vec<_>, _>>()?;
            charts.push(trend(&quarters, words).drawn(words));
            has_trend = true;
        }
        legend = shown.legend;
    }
    page(&Page {
        releases: releases.collect(),
        charts,
        legend,
        has_trend,
        map,
        may_map,
        frame: reader.inside(&desk, Section::Dashboard, words.text("section-dashboard")),
    })
}

fn in_words(desk: &Desk, templates: &Templates, release: &Release, words: &Words) -> Result<Shown, Problem> {
    let broken = |error: report::ReportError| Problem::internal(error.to_string());
    let template = templates.get(&release.document.report).map_err(broken)?;
    release_shown(desk, template, release, words.language(), &[]).map_err(broken)
}

/// The charts of one release's tables.
fn charts_of(shown: &Shown, words: &Words) -> Vec<Chart> {
    let tables = [
        // Of tables by sex the total alone is drawn, so they are not called as their tables are.
        ("victims", "verified.victims", Some("dashboard-victims")),
        ("incidents", "verified.incidents", Some("dashboard-incidents")),
        ("party", "verified.by_party", None),
        ("area", "verified.by_area", None),
    ];
    let plain = tables.iter().filter_map(|(id, table, title)| {
        let table = shown.table(table).filter(|table| table.is_there)?;
        let figures = Figures::of_table(id, table, "total");
        let title = title.map_or_else(|| figures.title.clone(), |title| words.text(title));
        Some(Figures { title, ..figures })
    });
    let mut charts: Vec<Chart> = plain.map(|figures| figures.drawn(words)).collect();
    let stages = stages(shown, words);
    if stages.series.len() > 1 {
        charts.insert(charts.len().min(2), stages.drawn(words));
    }
    charts
}

/// The tables of violations by type: of a part of the figures.
fn by_type(shown: &Shown, part: &str, kind: ViolationType) -> Option<u64> {
    let table = if kind.counts_children() { "victims" } else { "incidents" };
    shown.table(&format!("{part}.{table}"))?.figure(kind.code(), "total")
}

/// What was verified beside what was verified late and what was reported and not verified.
fn stages(shown: &Shown, words: &Words) -> Figures {
    // What a report does not tell of is not drawn: it is not withheld.
    let told = |part: &&&str| shown.table(&format!("{part}.victims")).is_some_and(|table| table.is_there);
    let parts: Vec<&str> = ["verified", "late", "unverified"].iter().filter(told).copied().collect();
    let row = |kind: &ViolationType| {
        let figures = parts.iter().map(|part| by_type(shown, part, *kind)).collect();
        (words.text(&format!("violation-{kind}")), figures)
    };
    Figures {
        id: "stages",
        title: words.text("dashboard-stages"),
        note: words.text("dashboard-stages-note"),
        rows_heading: words.text("rows-violation_type"),
        series: parts.iter().map(|part| words.text(&format!("dashboard-part-{part}"))).collect(),
        rows: ViolationType::ALL.iter().filter(|kind| kind.is_grave()).map(row).collect(),
        is_over_time: false,
    }
}

/// The quarters published for whom a release is for, in their order.
fn quarters<'r>(out: &'r [Release], of: &Release) -> Vec<&'r Release> {
    let is_quarter = |period: Period| {
        let to = period.from.checked_add(jiff::ToSpan::months(2)).map(|day| day.last_of_month());
        period.from.day() == 1 && period.from.month() % 3 == 1 && to.is_ok_and(|to| to == period.to)
    };
    let (report, tier) = (&of.document.report, of.document.tier);
    let mut quarters: Vec<&Release> = out
        .iter()
        .map(|release| (release, &release.document))
        .filter(|(_, document)| document.report == *report && document.tier == tier)
        .filter(|(_, document)| is_quarter(document.period))
        .map(|(release, _)| release)
        .collect();
    quarters.sort_by_key(|release| release.document.period.from);
    quarters.split_off(quarters.len().saturating_sub(MOST_QUARTERS))
}

/// A quarter as the calendar of reports calls it.
fn quarter(period: Period) -> String {
    format!("{}-Q{}", period.from.year(), (period.from.month() - 1) / 3 + 1)
}

fn trend(quarters: &[(String, Shown)], words: &Words) -> Figures {
    let row = |kind: &ViolationType| {
        let figures = quarters.iter().map(|(_, shown)| by_type(shown, "verified", *kind)).collect();
        (words.text(&format!("violation-{kind}")), figures)
    };
    Figures {
        id: "trend",
        title: words.text("dashboard-trend"),
        note: words.text("dashboard-trend-note"),
        rows_heading: words.text("rows-violation_type"),
        series: quarters.iter().map(|(name, _)| name.clone()).collect(),
        rows: ViolationType::ALL.iter().filter(|kind| kind.is_grave()).map(row).collect(),
        is_over_time: true,
    }
}
