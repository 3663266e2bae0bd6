//! Reports: what the person has had made, and a form to have another made; and one such job, as it goes on.

use super::form::Form;
use super::frame::{Deeper, Frame, Section, base, on_to, page};
use super::incidents::{Choice, choices};
use super::period::{Days, DaysShown};
use super::reader::Reader;
use super::refused::in_words;
use super::words::Words;
use crate::casework::{Desk, JobLine, JobState};
use crate::web::api::jobs::{NewJob, take};
use crate::web::api::releases::templates;
use crate::web::api::reports::{AskedTable, Form as Made, NewReport};
use crate::web::extract::{At, Path};
use crate::web::problem::Problem;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{JobId, ReleaseId};
use domain::tables::{Attribution, Period, Tier};
use domain::tabulate::Measure;
use domain::violation::ViolationType;
use jiff::tz::TimeZone;
use report::{AD_HOC, Templates};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a report is made as, by the name of its form.
const MAKES: [(&str, Made); 4] =
    [("workbook", Made::Workbook), ("page", Made::Page), ("bundle", Made::Bundle), ("tables", Made::Tables)];

/// By what the rows of a table of one's own can be. The API knows more.
const ROWS: [&str; 12] = [
    "violation_type",
    "violation_group",
    "party",
    "party_category",
    "area",
    "sex",
    "age_band",
    "month",
    "quarter",
    "year",
    "status",
    "lateness",
];

/// How many dimensions rows can have.
const MOST_ROWS: usize = 3;

/// The columns of a table of one's own, by name.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("total", &["total"]),
    ("sexes", &["boys", "girls", "unknown", "total"]),
    ("types", &["violation_types", "total"]),
    ("groups", &["violation_groups", "total"]),
];

/// A report as the form asks for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    report: String,
    period: String,
    from: String,
    to: String,
    make: String,
    language: String,
    attribution: String,
    area_level: String,
    /// Of a table of one's own: what is counted, by what, and to what it is narrowed.
    count: String,
    rows: Vec<String>,
    columns: String,
    violation: String,
    area: String,
    party: String,
}

#[derive(Template)]
#[template(path = "pages/reports.html")]
struct Page {
    frame: Frame,
    /// What was wrong with what was asked.
    wrong: Option<String>,
    reports: Vec<Choice>,
    usual: Fields,
    own: Own,
    /// Whether the table of one's own is being filled in.
    is_own: bool,
    jobs: Vec<Job>,
}

/// The fields that every report has.
struct Fields {
    days: DaysShown,
    makes: Vec<Choice>,
    languages: Vec<Choice>,
    attributions: Vec<Choice>,
    levels: Vec<Choice>,
}

/// The fields of a table of one's own.
struct Own {
    fields: Fields,
    counts: Vec<Choice>,
    /// A choice for each dimension that rows can have.
    rows: Vec<Vec<Choice>>,
    columns: Vec<Choice>,
    violations: Vec<Choice>,
    areas: Vec<Choice>,
    parties: Vec<Choice>,
}

/// A job in words.
struct Job {
    id: String,
    href: String,
    what: String,
    period: String,
    /// What it is made as.
    form: String,
    /// How it stands, and the code of that for its colour.
    state: String,
    code: &'static str,
    done: u64,
    total: u64,
    taken: String,
    kept: String,
    /// Where its progress is told, while there is some.
    events: Option<String>,
    /// Where what it made is.
    result: Option<String>,
    failure: Option<String>,
    is_release: bool,
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
    let is_own = asked.report == AD_HOC;
    let nothing = Asked::default();
    let (usual, own) = if is_own { (&nothing, asked) } else { (asked, &nothing) };
    let titles: Vec<(String, String)> = templates
        .iter()
        .filter(|template| template.tiers().contains(&Tier::Internal))
        .map(|template| (template.name().to_owned(), title(templates, words, template.name())))
        .collect();
    let chosen = or(&usual.report, "ghn");
    let mut jobs = Vec::new();
    for line in desk.jobs().await? {
        jobs.push(job_shown(&line, desk, words, templates)?);
    }
    page(&Page {
        wrong,
        reports: choices(chosen, titles.iter().map(|(name, title)| (name.as_str(), title.clone()))),
        usual: Fields::of(usual, words, desk),
        own: Own::of(own, words, desk),
        is_own,
        jobs,
        frame: reader.inside(desk, Section::Reports, words.text("section-reports")),
    })
}

/// What a report is called.
pub(super) fn title(templates: &Templates, words: &Words, report: &str) -> String {
    if report == AD_HOC {
        return words.text("title-ad-hoc");
    }
    let found = templates.get(report).ok();
    let titled = found.and_then(|template| Some(template.title(template.wording(words.language()).ok()?)));
    titled.unwrap_or_else(|| report.to_owned())
}

fn or<'t>(text: &'t str, otherwise: &'t str) -> &'t str {
    if text.is_empty() { otherwise } else { text }
}

impl Asked {
    fn days(&self) -> Days<'_> {
        Days { period: or(&self.period, "last-quarter"), from: &self.from, to: &self.to }
    }

    /// What the job takes; or what is wrong, in words.
    fn read(&self, desk: &Desk, words: &Words) -> Result<NewReport, String> {
        let Period { from, to } = self.days().read(desk.now().today).map_err(|key| words.text(key))?;
        let choose = || words.text("reports-choose");
        let make = MAKES.iter().find(|(code, _)| *code == self.make).ok_or_else(choose)?.1;
        let language = Words::of(&self.language).ok_or_else(choose)?;
        let is_own = self.report == AD_HOC;
        let table = if is_own { Some(self.table().ok_or_else(choose)?) } else { None };
        let mut only = BTreeMap::new();
        for (dimension, value) in
            [("violation_type", &self.violation), ("area", &self.area), ("party", &self.party)]
        {
            if is_own && !value.is_empty() {
                only.insert(dimension.to_owned(), vec![value.clone()]);
            }
        }
        Ok(NewReport {
            report: self.report.clone(),
            from,
            to,
            as_of: None,
            tier: Some(Tier::Internal),
            attribution: Some(Attribution::from_code(&self.attribution).ok_or_else(choose)?),
            area_level: Some(self.area_level.parse().map_err(|_| choose())?),
            date: None,
            statuses: None,
            late: None,
            by: None,
            only,
            table,
            language: Some(language.language().to_owned()),
            make,
        })
    }

    fn table(&self) -> Option<AskedTable> {
        let columns = COLUMNS.iter().find(|(code, _)| *code == self.columns)?.1;
        Some(AskedTable {
            count: Measure::from_code(&self.count)?,
            part: None,
            rows: self.rows.iter().filter(|row| !row.is_empty()).cloned().collect(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        })
    }
}

impl Fields {
    fn of(asked: &Asked, words: &Words, desk: &Desk) -> Fields {
        let makes = MAKES.iter().map(|(code, _)| (*code, words.text(&format!("make-{code}"))));
        let languages = Words::languages().map(|of| (of.language(), of.text("language")));
        let attributions =
            Attribution::ALL.iter().map(|one| (one.code(), words.text(&format!("attribution-{one}"))));
        let areas = desk.situation().registers.areas.all();
        let deepest = areas.iter().map(|area| area.level).max().unwrap_or(0).max(1);
        let levels: Vec<(String, String)> = (0..=deepest)
            .map(|level| {
                let said = match level {
                    0 => words.text("area-level-0"),
                    level => words.of_it("reports-area-level", &words.number(level)),
                };
                (level.to_string(), said)
            })
            .collect();
        Fields {
            days: asked.days().shown(words),
            makes: choices(or(&asked.make, "workbook"), makes),
            languages: choices(or(&asked.language, words.language()), languages),
            attributions: choices(or(&asked.attribution, "joint"), attributions),
            levels: choices(
                or(&asked.area_level, "1"),
                levels.iter().map(|(code, said)| (code.as_str(), said.clone())),
            ),
        }
    }
}

impl Own {
    fn of(asked: &Asked, words: &Words, desk: &Desk) -> Own {
        let registers = &desk.situation().registers;
        let counts = Measure::ALL.iter().map(|one| (one.code(), words.text(&format!("measure-{one}"))));
        let by = |at: usize| {
            let usual = if at == 0 && asked.count.is_empty() { "area" } else { "" };
            let chosen = asked.rows.get(at).map_or(usual, String::as_str);
            choices(chosen, ROWS.iter().map(|name| (*name, words.text(&format!("rows-{name}")))))
        };
        let columns = COLUMNS.iter().map(|(code, _)| (*code, words.text(&format!("columns-{code}"))));
        let types = ViolationType::ALL.iter().map(|one| one.code());
        let areas = registers.areas.all().iter().filter(|area| (1..=2).contains(&area.level));
        let parties = registers.parties.all().iter();
        Own {
            fields: Fields::of(asked, words, desk),
            counts: choices(or(&asked.count, "violations"), counts),
            rows: (0..MOST_ROWS).map(by).collect(),
            columns: choices(or(&asked.columns, "total"), columns),
            violations: choices(
                &asked.violation,
                types.map(|code| (code, words.option("violation_type", code))),
            ),
            areas: choices(&asked.area, areas.map(|area| (area.code.as_str(), area.name.clone()))),
            parties: choices(&asked.party, parties.map(|party| (party.code.as_str(), party.name.clone()))),
        }
    }
}

pub(super) async fn make(
    reader: Reader,
    At(desk): At,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let taken = match asked.read(&desk, reader.words) {
        Ok(report) => take(&desk, NewJob::Report(report)).await,
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

/// On to a job's page, which says how it stands.
pub(super) fn to_job(desk: &Desk, id: JobId) -> Response {
    Redirect::to(&format!("{}/reports/{id}", base(&desk.situation().row.code))).into_response()
}

/// What whoever filled in a form can mend, so that they get it back as they filled it in.
pub(super) fn to_mend(words: &Words, problem: Problem) -> Result<(StatusCode, String), Problem> {
    let status = match problem.kind {
        "invalid" => StatusCode::UNPROCESSABLE_ENTITY,
        "refused" => StatusCode::CONFLICT,
        _ => return Err(problem),
    };
    let why = problem.error().and_then(|error| in_words(words, error));
    Ok((status, why.unwrap_or(problem.detail)))
}

/// The job that a path names.
#[derive(Deserialize)]
pub(super) struct Named {
    job: String,
}

impl Named {
    fn id(&self) -> Result<JobId, Problem> {
        self.job.parse().map_err(|_| Problem::not_found())
    }
}

#[derive(Template)]
#[template(path = "pages/job.html")]
struct JobPage {
    frame: Frame,
    job: Job,
    /// The release that was drafted.
    release: Option<String>,
}

/// What the job of a draft made.
#[derive(Deserialize)]
struct Drafted {
    id: ReleaseId,
}

pub(super) async fn job(reader: Reader, At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    let line = desk.job(named.id()?).await?;
    let mut release = None;
    if line.state == JobState::Done && matches!(line.question()?, NewJob::Release(_)) {
        let (_, made) = desk.job_result(line.id).await?;
        let drafted: Drafted = serde_json::from_slice(&made)
            .map_err(|_| Problem::internal(format!("what the job {} made does not read", line.id)))?;
        release = Some(format!("{}/releases/{}", base(&desk.situation().row.code), drafted.id));
    }
    let job = job_shown(&line, &desk, reader.words, templates()?)?;
    let frame = reader.inside(&desk, Section::Reports, job.what.clone()).deeper(Deeper::Job);
    page(&JobPage { frame, job, release })
}

fn job_shown(line: &JobLine, desk: &Desk, words: &Words, templates: &Templates) -> Result<Job, Problem> {
    let situation = &desk.situation().row.code;
    let question: NewJob = line.question()?;
    let is_done = line.state == JobState::Done;
    let api = format!("/api/v1/situations/{situation}/jobs/{}", line.id);
    let (what, period, form, result) = match &question {
        NewJob::Report(report) => {
            let made = MAKES.iter().find(|(_, made)| *made == report.make).map_or("csv", |(code, _)| *code);
            (
                title(templates, words, &report.report),
                words.period(&Period { from: report.from, to: report.to }),
                words.text(&format!("make-{made}")),
                is_done.then(|| format!("{api}/result")),
            )
        }
        NewJob::Release(release) => (
            words.of_it("job-of-release", &title(templates, words, &release.report.0)),
            words.period(&Period { from: release.from, to: release.to }),
            words.text(&super::releases::tier_key(release.tier)),
            None,
        ),
        NewJob::Rewrap(_) => (words.text("job-of-keys"), String::new(), String::new(), None),
    };
    Ok(Job {
        id: line.id.to_string(),
        href: format!("{}/reports/{}", base(situation), line.id),
        what,
        period,
        form,
        state: words.text(&format!("job-{}", line.state.code())),
        code: match line.state {
            JobState::Done => "verified",
            JobState::Failed | JobState::Interrupted => "not_verified",
            _ => "pending",
        },
        done: line.done,
        total: line.total,
        taken: moment(words, line.created_at),
        kept: moment(words, line.expires_at),
        events: (!line.state.is_over()).then(|| format!("{api}/events")),
        result,
        failure: line.failure.as_ref().map(|failure| words.text(&format!("job-failure-{failure}"))),
        is_release: matches!(question, NewJob::Release(_)),
    })
}

/// A day and a time of it, of the one clock that everybody has.
fn moment(words: &Words, seconds: i64) -> String {
    let Ok(timestamp) = jiff::Timestamp::from_second(seconds) else { return String::new() };
    let time = TimeZone::UTC.to_datetime(timestamp);
    format!("{}, {:02}:{:02} UTC", words.date(&time.date()), time.hour(), time.minute())
}

pub(super) async fn remove(At(desk): At, Path(named): Path<Named>) -> Result<Response, Problem> {
    desk.remove_job(named.id()?).await?;
    Ok(on_to(&format!("{}/reports", base(&desk.situation().row.code)), "job-removed"))
}
