//! Releases: what is out, with its files; for co-chairs also what is on its way, and a form to draft another.

use super::form::Form;
use super::frame::{Frame, Section, base, may, page};
use super::incidents::{Choice, choices};
use super::period::{Days, DaysShown};
use super::reader::Reader;
use super::reports::{title, to_job, to_mend};
use super::words::Words;
use crate::casework::{Desk, ReleaseLine};
use crate::web::api::jobs::{NewJob, take};
use crate::web::api::releases::{Exempt, NewRelease, templates};
use crate::web::bounded::Text;
use crate::web::extract::At;
use crate::web::problem::Problem;
use askama::Template;
use axum::response::{IntoResponse, Response};
use domain::access::Action;
use domain::tables::{Period, Tier};
use domain::violation::ViolationType;
use domain::workflow::ReleaseState;
use report::{Templates, Wording};
use serde::Deserialize;

/// What a release can be had as.
const FILES: [&str; 5] = ["workbook", "page", "bundle", "tables", "release"];
/// Figures that one form can publish on purpose. The API takes more.
const EXEMPT: usize = 3;
/// The columns of figures of a release, beside the types of violation.
const COLUMNS: [&str; 6] = ["boys", "girls", "unknown", "total", "children", "groups"];

/// A release as the form asks for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    report: String,
    period: String,
    from: String,
    to: String,
    tier: String,
    narrative: String,
    /// Figures that are published on purpose: one of each list makes one.
    exempt_table: Vec<String>,
    exempt_row: Vec<String>,
    exempt_column: Vec<String>,
    exempt_reason: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/releases.html")]
struct Page {
    frame: Frame,
    releases: Vec<Line>,
    /// What each file is: its name and what it is for.
    files: Vec<(String, String)>,
    is_cochair: bool,
    drafting: Option<Drafting>,
}

/// A release in a list.
struct Line {
    /// Where a co-chair reads it.
    href: Option<String>,
    period: String,
    tier: String,
    what: String,
    state: String,
    code: &'static str,
    /// What it waits for, or what became of it.
    waits: String,
    by: String,
    approved_by: Vec<String>,
    drafted_on: String,
    hidden: String,
    /// Its files, where it can be had: what each is and where.
    files: Vec<(String, String)>,
}

/// The form.
struct Drafting {
    wrong: Option<String>,
    reports: Vec<Choice>,
    days: DaysShown,
    tiers: Vec<Choice>,
    narrative: String,
    exempt: Vec<ExemptShown>,
    /// Whether figures to be published on purpose were filled in.
    is_exempt: bool,
    is_begun: bool,
}

/// The fields of a figure that is published on purpose.
struct ExemptShown {
    tables: Vec<Choice>,
    rows: Vec<Choice>,
    columns: Vec<Choice>,
    reason: String,
}

/// The key of whom a release is for.
pub(super) fn tier_key(tier: Tier) -> String {
    format!("release-for-{tier}")
}

/// The key of how a release stands, and the code of that for its colour.
pub(super) fn state_key(state: ReleaseState) -> (String, &'static str) {
    let code = match state {
        ReleaseState::Published => "verified",
        ReleaseState::Attacked | ReleaseState::Approved => "pending",
        ReleaseState::Draft | ReleaseState::Withdrawn => "not_verified",
        ReleaseState::Superseded | ReleaseState::Discarded => "none",
    };
    (format!("release-is-{state}"), code)
}

/// What a release waits for, said to a co-chair.
pub(super) fn waits(words: &Words, line: &ReleaseLine, login: &str) -> String {
    match (line.state, line.approved_by.first()) {
        (ReleaseState::Approved, Some(first)) if first == login => words.text("release-waits-approved-own"),
        (ReleaseState::Approved, Some(first)) => words.of_it("release-waits-approved", first),
        (state, _) => words.text(&format!("release-waits-{state}")),
    }
}

/// Whether a release waits for the signature of a co-chair.
pub(super) fn awaits(line: &ReleaseLine, login: &str) -> bool {
    matches!(line.state, ReleaseState::Attacked | ReleaseState::Approved)
        && line.approved_by.iter().all(|by| by != login)
}

pub(super) async fn list(reader: Reader, At(desk): At) -> Result<Response, Problem> {
    shown(&reader, &desk, &Asked::default(), None).await
}

async fn shown(
    reader: &Reader,
    desk: &Desk,
    asked: &Asked,
    wrong: Option<String>,
) -> Result<Response, Problem> {
    let words = reader.words;
    let templates = templates()?;
    let is_cochair = may(desk.actor(), Action::ReviewReleases);
    let mut lines = desk.releases().await?;
    if is_cochair {
        // What waits for them stands first; within that the newest.
        lines.sort_by_key(|line| !awaits(line, desk.login()));
    }
    let line = |line: &ReleaseLine| line_shown(line, desk, words, templates, is_cochair);
    let drafts = may(desk.actor(), Action::Release);
    let drafting = if drafts { Some(Drafting::of(asked, desk, words, templates, wrong)?) } else { None };
    page(&Page {
        releases: lines.iter().map(line).collect(),
        files: FILES
            .iter()
            .map(|file| (words.text(&format!("make-{file}")), words.text(&format!("made-{file}"))))
            .collect(),
        is_cochair,
        drafting,
        frame: reader.inside(desk, Section::Releases, words.text("section-releases")),
    })
}

/// The files of a release that can be had: what each is and where.
pub(super) fn files(line: &ReleaseLine, desk: &Desk, words: &Words) -> Vec<(String, String)> {
    if !matches!(line.state, ReleaseState::Published | ReleaseState::Superseded) {
        return Vec::new();
    }
    let at = format!("/api/v1/situations/{}/releases/{}/file", desk.situation().row.code, line.id);
    let file = |make: &&str| {
        let href = format!("{at}?make={make}&language={}", words.language());
        (words.text(&format!("make-{make}")), href)
    };
    FILES.iter().map(file).collect()
}

fn line_shown(
    line: &ReleaseLine,
    desk: &Desk,
    words: &Words,
    templates: &Templates,
    is_cochair: bool,
) -> Line {
    let (key, code) = state_key(line.state);
    Line {
        href: is_cochair.then(|| format!("{}/releases/{}", base(&desk.situation().row.code), line.id)),
        period: words.period(&line.period),
        tier: words.text(&tier_key(line.tier)),
        what: title(templates, words, &line.report),
        state: words.text(&key),
        code,
        waits: waits(words, line, desk.login()),
        by: line.drafted_by.clone(),
        approved_by: line.approved_by.clone(),
        drafted_on: words.date(&line.drafted_on),
        hidden: words.count("n-hidden", line.hidden),
        files: files(line, desk, words),
    }
}

impl Drafting {
    fn of(
        asked: &Asked,
        desk: &Desk,
        words: &Words,
        templates: &Templates,
        wrong: Option<String>,
    ) -> Result<Drafting, Problem> {
        let releasable: Vec<_> = templates
            .iter()
            .filter(|template| template.tiers().iter().any(|tier| *tier != Tier::Internal))
            .collect();
        let reports: Vec<(String, String)> = releasable
            .iter()
            .map(|template| (template.name().to_owned(), title(templates, words, template.name())))
            .collect();
        let chosen = if asked.report.is_empty() { "ghn" } else { &asked.report };
        let template = templates.get("ghn").map_err(|error| Problem::internal(error.to_string()))?;
        let wording =
            template.wording(words.language()).map_err(|error| Problem::internal(error.to_string()))?;
        let tables: Vec<(String, String)> = template
            .tables(Tier::Partner)
            .map(|table| (table.id.clone(), table_title(table.title.as_deref(), wording)))
            .collect();
        let rows = rows(desk, words);
        let columns = columns(words);
        let pairs = |chosen: Option<&String>, all: &[(String, String)]| {
            let all = all.iter().map(|(code, said)| (code.as_str(), said.clone()));
            choices(chosen.map_or("", String::as_str), all)
        };
        let exempt = (0..EXEMPT).map(|at| ExemptShown {
            tables: pairs(asked.exempt_table.get(at), &tables),
            rows: pairs(asked.exempt_row.get(at), &rows),
            columns: pairs(asked.exempt_column.get(at), &columns),
            reason: asked.exempt_reason.get(at).cloned().unwrap_or_default(),
        });
        let tiers = [Tier::Public, Tier::Partner].map(|tier| (tier.code(), words.text(&tier_key(tier))));
        Ok(Drafting {
            is_begun: wrong.is_some(),
            wrong,
            reports: choices(chosen, reports.iter().map(|(name, title)| (name.as_str(), title.clone()))),
            days: asked.days().shown(words),
            tiers: choices(&asked.tier, tiers.into_iter()),
            narrative: asked.narrative.clone(),
            exempt: exempt.collect(),
            is_exempt: asked.exempt_table.iter().any(|table| !table.is_empty()),
        })
    }
}

fn table_title(key: Option<&str>, wording: &Wording) -> String {
    key.map(|key| wording.text(key)).unwrap_or_default()
}

/// What rows of a release's tables can be of, each with its key.
fn rows(desk: &Desk, words: &Words) -> Vec<(String, String)> {
    let registers = &desk.situation().registers;
    let types = ViolationType::ALL.iter().filter(|kind| kind.is_grave());
    let types = types.map(|kind| (kind.code().to_owned(), words.option("violation_type", kind.code())));
    let parties = registers.parties.all().iter().map(|party| (party.code.clone(), party.name.clone()));
    let areas = registers.areas.all().iter().filter(|area| area.level == 1);
    types.chain(parties).chain(areas.map(|area| (area.code.clone(), area.name.clone()))).collect()
}

fn columns(words: &Words) -> Vec<(String, String)> {
    let types = ViolationType::ALL.iter().filter(|kind| kind.is_grave());
    let types = types.map(|kind| (kind.code().to_owned(), words.option("violation_type", kind.code())));
    let plain = COLUMNS.iter().map(|code| ((*code).to_owned(), words.text(&format!("column-{code}"))));
    plain.chain(types).collect()
}

impl Asked {
    fn days(&self) -> Days<'_> {
        let period = if self.period.is_empty() { "last-quarter" } else { &self.period };
        Days { period, from: &self.from, to: &self.to }
    }

    /// What the job takes; or what is wrong, in words.
    fn read(&self, desk: &Desk, words: &Words) -> Result<NewRelease, String> {
        let Period { from, to } = self.days().read(desk.now().today).map_err(|key| words.text(key))?;
        let tier = Tier::from_code(&self.tier).ok_or_else(|| words.text("reports-choose"))?;
        let mut exempt = Vec::new();
        let of =
            |list: &[String], at: usize| list.get(at).map(|text| text.trim().to_owned()).unwrap_or_default();
        for at in 0..self.exempt_table.len().min(EXEMPT) {
            let parts = [&self.exempt_table, &self.exempt_row, &self.exempt_column, &self.exempt_reason];
            let [table, key, column, reason] = parts.map(|list| of(list, at));
            if [&table, &key, &column, &reason].iter().all(|part| part.is_empty()) {
                continue;
            }
            if [&table, &key, &column, &reason].iter().any(|part| part.is_empty()) {
                return Err(words.text("exempt-whole"));
            }
            exempt.push(Exempt {
                table: Text(table),
                key: Text(key),
                column: Text(column),
                reason: Text(reason),
            });
        }
        let narrative = self.narrative.replace("\r\n", "\n").trim().to_owned();
        Ok(NewRelease {
            report: Text(self.report.clone()),
            from,
            to,
            as_of: None,
            tier,
            attribution: None,
            area_level: None,
            narrative: (!narrative.is_empty()).then_some(Text(narrative)),
            exempt,
        })
    }
}

/// Takes the job of drafting a release.
pub(super) async fn draft(
    reader: Reader,
    At(desk): At,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let taken = match asked.read(&desk, reader.words) {
        Ok(release) => take(&desk, NewJob::Release(release)).await,
        Err(wrong) => Err(Problem::invalid(wrong, Vec::new())),
    };
    match taken {
        Ok(id) => Ok(to_job(&desk, id)),
        Err(problem) => {
            let (status, wrong) = to_mend(reader.words, problem)?;
            Ok((status, shown(&reader, &desk, &asked, Some(wrong)).await?).into_response())
        }
    }
}
