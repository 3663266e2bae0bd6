//! Releases of reports to partners and the public: drafted as jobs, read, approved, taken back, downloaded.

use crate::casework::{
    CaseError, Desk, Exemption, Passage, Release, ReleaseAsk, ReleaseLine, ReleaseSheet, ReportAsk,
    Reproduced, digest_from,
};
use crate::web::bounded::{Text, at_most};
use crate::web::extract::{Asked, At, Json, Path};
use crate::web::problem::Problem;
use crate::workbooks::{ReleaseForm, release_file};
use axum::Json as Answer;
use axum::http::header;
use axum::response::IntoResponse;
use domain::counting::CellName;
use domain::id::ReleaseId;
use domain::tables::{Attribution, Period, Tier};
use domain::workflow::ReleaseState;
use jiff::civil::Date;
use report::release::Attempt;
use report::{ReportError, Template, Templates};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The release that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    release: ReleaseId,
}

/// A release to be drafted.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct NewRelease {
    /// The report's name: `ghn`.
    #[schema(inline)]
    pub(in crate::web) report: Text<100>,
    /// The first day covered.
    #[schema(value_type = String, format = Date)]
    pub(in crate::web) from: Date,
    /// The last day covered.
    #[schema(value_type = String, format = Date)]
    pub(in crate::web) to: Date,
    /// The day on which the report stands; today unless said otherwise.
    #[schema(value_type = Option<String>, format = Date)]
    pub(in crate::web) as_of: Option<Date>,
    /// Who it is for: `partner` or `public`.
    #[schema(value_type = String)]
    pub(in crate::web) tier: Tier,
    /// How tables by party count: `joint`, which is what releases ask for, unless said otherwise.
    #[schema(value_type = Option<String>)]
    pub(in crate::web) attribution: Option<Attribution>,
    /// The level of areas; 1 unless said otherwise.
    pub(in crate::web) area_level: Option<u8>,
    /// What stands beside the tables. It must name nobody, and no place below the tier's areas.
    #[schema(inline)]
    pub(in crate::web) narrative: Option<Text<60_000>>,
    /// Figures that are published on purpose though the policy would hide them.
    #[serde(default, deserialize_with = "at_most::<100, _, _>")]
    #[schema(max_items = 100)]
    pub(in crate::web) exempt: Vec<Exempt>,
}

/// A figure that is published on purpose, and why.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct Exempt {
    /// The table's id, such as `verified.victims`.
    #[schema(inline)]
    pub(in crate::web) table: Text<60>,
    /// The row's key.
    #[schema(inline)]
    pub(in crate::web) key: Text<1000>,
    /// The column.
    #[schema(inline)]
    pub(in crate::web) column: Text<60>,
    /// Why: who decided, and on what consent. Both co-chairs sign it.
    #[schema(inline)]
    pub(in crate::web) reason: Text<2000>,
}

impl NewRelease {
    /// What the desk is asked; refused what could not be drafted, before it waits for its turn.
    pub(super) fn ask(&self, desk: &Desk) -> Result<ReleaseAsk, Problem> {
        let templates = templates()?;
        let template = templates.get(&self.report.0).map_err(|_| Problem::not_found())?;
        let invalid = |error: ReportError| Problem::invalid(error.to_string(), Vec::new());
        let period = Period { from: self.from, to: self.to };
        let report = ReportAsk {
            name: self.report.0.clone(),
            period,
            as_of: self.as_of,
            tier: self.tier,
            attribution: self.attribution.unwrap_or(Attribution::Joint),
            area_level: self.area_level.unwrap_or(1),
            boundary: template.late_boundary(),
            tables: crate::asked::tables(template, self.tier, period, &Default::default())
                .map_err(invalid)?,
        };
        let exempt = self.exempt.iter().map(|one| Exemption {
            cell: CellName {
                table: one.table.0.clone(),
                key: one.key.0.clone(),
                column: one.column.0.clone(),
            },
            reason: one.reason.0.trim().to_owned(),
        });
        let narrative = self.narrative.as_ref().map_or_else(String::new, |text| text.0.clone());
        let ask = crate::asked::release(template, report, narrative, exempt.collect()).map_err(invalid)?;
        desk.check_release(&ask)?;
        Ok(ask)
    }

    /// The name of the file that says what was drafted.
    pub(super) fn file(&self, desk: &Desk) -> String {
        let code = &desk.situation().row.code;
        format!("{code}-{}-{}-{}-{}-draft.json", self.report.0, self.tier, self.from, self.to)
    }
}

/// The days that a release covers.
#[derive(Serialize, ToSchema)]
pub(super) struct Days {
    /// The first.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// The last.
    #[schema(value_type = String, format = Date)]
    to: Date,
}

/// A release as lists show it.
#[derive(Serialize, ToSchema)]
pub(super) struct ListedRelease {
    /// Its id.
    #[schema(value_type = String)]
    id: ReleaseId,
    /// `draft`: the attack found what it gives away, nobody can approve it; `attacked`: two co-chairs are waited for;
    /// `approved`: one did; `published`, `superseded`, `withdrawn`, `discarded`.
    #[schema(value_type = String)]
    state: ReleaseState,
    /// The report.
    report: String,
    /// The days covered.
    period: Days,
    /// `partner` or `public`.
    #[schema(value_type = String)]
    tier: Tier,
    /// The day on which it was drafted.
    #[schema(value_type = String, format = Date)]
    drafted_on: Date,
    /// Its place in the order of publication.
    ordinal: Option<u64>,
    /// Who drafted it, a login.
    drafted_by: String,
    /// Who approved it, in order.
    approved_by: Vec<String>,
    /// How many figures are hidden.
    hidden: usize,
    /// The digest of what the co-chairs approve, 64 hexadecimal digits: an approval repeats it.
    digest: String,
}

/// A release with all that a co-chair looks at before they approve it.
#[derive(Serialize, ToSchema)]
pub(super) struct ShownRelease {
    #[serde(flatten)]
    line: ListedRelease,
    /// What it says (`sixfold.release/1`): policy, exemptions, amendments, narrative and tables.
    #[schema(value_type = Object)]
    release: Release,
    /// What was tried on it: by whom, how many figures were protected, and which of them were not safe (`breaches`).
    #[schema(value_type = Vec<Object>)]
    attempts: Vec<Attempt>,
    /// Passages of the narrative that identify somebody or some place: `kind`, and where in its bytes they begin and
    /// end (`from`, `to`). While there is one, nobody can approve it.
    #[schema(value_type = Vec<Object>)]
    identifying: Vec<Passage>,
}

/// Where a release stands after what was done with it.
#[derive(Serialize, ToSchema)]
pub(super) struct NowStands {
    /// `approved`, `published`; `withdrawn`, `discarded`.
    #[schema(value_type = String)]
    state: ReleaseState,
}

/// A release that was made anew and is the same to the byte.
#[derive(Serialize, ToSchema)]
pub(super) struct SameAgain {
    /// For each attacker, in the order of `attempts`, of how many figures the certificate still holds; null where none is
    /// kept.
    proven: Option<Vec<usize>>,
}

/// A co-chair's approval of a release.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReleaseApproval {
    /// The digest of what was read, as the release shows it.
    #[schema(inline)]
    digest: Text<64>,
}

/// What to download a release as.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// What to make.
    #[param(inline)]
    make: ReleaseMake,
    /// The language of workbook, page and bundle: `en`, `fr`, `es`, `ar`; English unless said otherwise.
    #[param(inline)]
    language: Option<Text<8>>,
}

/// What a release is made as.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::web) enum ReleaseMake {
    /// All of it as JSON: tables, narrative, amendments, policy (`sixfold.release/1`).
    Release,
    /// The tables as JSON (`sixfold.tables/1`).
    Tables,
    /// A workbook.
    Workbook,
    /// A page of HTML, for reading and printing.
    Page,
    /// CSV files in a ZIP: one a table, one of all cells.
    Bundle,
}

impl From<ReleaseLine> for ListedRelease {
    fn from(line: ReleaseLine) -> ListedRelease {
        ListedRelease {
            id: line.id,
            state: line.state,
            report: line.report,
            period: Days { from: line.period.from, to: line.period.to },
            tier: line.tier,
            drafted_on: line.drafted_on,
            ordinal: line.ordinal,
            drafted_by: line.drafted_by,
            approved_by: line.approved_by,
            hidden: line.hidden,
            digest: line.digest,
        }
    }
}

/// The templates of this server.
pub(in crate::web) fn templates() -> Result<&'static Templates, Problem> {
    crate::templates::in_use().map_err(|error| Problem::internal(error.to_string()))
}

/// The template of a release, which may be one of a folder that this server was not started with.
pub(in crate::web) fn template_of(report: &str) -> Result<&'static Template, Problem> {
    templates()?.get(report).map_err(|_| {
        Problem::conflict(format!(
            "this server has no template {report:?}, by which the release is laid out: start it with `--templates` and the folder \
             that has it, or take the release with `sixfold release get --templates`"
        ))
    })
}

/// Releases, those drafted last first. Who is no co-chair sees those that are or were out.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/releases", tag = "releases",
    params(("situation" = String, Path, description = "The situation's code.")),
    responses((status = 200, body = Vec<ListedRelease>), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn list(At(desk): At) -> Result<Answer<Vec<ListedRelease>>, Problem> {
    Ok(Answer(desk.releases().await?.into_iter().map(ListedRelease::from).collect()))
}

/// A release with what was tried on it: what a co-chair reads before approving. Drafts are made by the job `release`.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/releases/{release}", tag = "releases",
    params(("situation" = String, Path, description = "The situation's code."),
        ("release" = String, Path, description = "The release's id.")),
    responses((status = 200, body = ShownRelease), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem)))]
pub(super) async fn show(At(desk): At, Path(named): Path<Named>) -> Result<Answer<ShownRelease>, Problem> {
    let ReleaseSheet { line, release, attempts, identifying } = desk.release(named.release).await?;
    Ok(Answer(ShownRelease { line: line.into(), release, attempts, identifying }))
}

/// Approve a release as one of two co-chairs; with the second approval it is out. It is attacked anew with whatever
/// came out since it was drafted: 409 says why it cannot be approved, and what to do.
#[utoipa::path(post, path = "/api/v1/situations/{situation}/releases/{release}/approval", tag = "releases",
    params(("situation" = String, Path, description = "The situation's code."),
        ("release" = String, Path, description = "The release's id.")),
    request_body = ReleaseApproval,
    responses((status = 200, body = NowStands), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 415, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn approve(
    At(desk): At,
    Path(named): Path<Named>,
    Json(new): Json<ReleaseApproval>,
) -> Result<Answer<NowStands>, Problem> {
    let digest = digest_from(&new.digest.0)?;
    Ok(Answer(NowStands { state: desk.approve_release(named.release, digest).await? }))
}

/// Take a published release back, or give a draft up. Whoever has it still has it: it stays in every attack to come.
#[utoipa::path(delete, path = "/api/v1/situations/{situation}/releases/{release}", tag = "releases",
    params(("situation" = String, Path, description = "The situation's code."),
        ("release" = String, Path, description = "The release's id.")),
    responses((status = 200, body = NowStands), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn withdraw(At(desk): At, Path(named): Path<Named>) -> Result<Answer<NowStands>, Problem> {
    Ok(Answer(NowStands { state: desk.withdraw_release(named.release).await? }))
}

/// Make a release anew from what was frozen with it, compare it to the byte, and check the certificate of its attack, as
/// `sixfold release reproduce` does. It takes about as long as drafting it did. 409 says what is not as it was: the log
/// that it was counted from, its bytes, or its certificate.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/releases/{release}/reproduction", tag = "releases",
    params(("situation" = String, Path, description = "The situation's code."),
        ("release" = String, Path, description = "The release's id.")),
    responses((status = 200, body = SameAgain), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn reproduce(At(desk): At, Path(named): Path<Named>) -> Result<Answer<SameAgain>, Problem> {
    let Reproduced { proven } = desk.reproduce_release(named.release).await?;
    Ok(Answer(SameAgain { proven }))
}

/// A published release as a file, the same bytes as `sixfold release get` writes. That it was taken is in the log.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/releases/{release}/file", tag = "releases",
    params(("situation" = String, Path, description = "The situation's code."),
        ("release" = String, Path, description = "The release's id."), Wanted),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn file(
    At(desk): At,
    Path(named): Path<Named>,
    Asked(wanted): Asked<Wanted>,
) -> Result<impl IntoResponse, Problem> {
    let templates = templates()?;
    let language = wanted.language.as_ref().map_or("en", |language| &language.0);
    // Before anything is taken: the log tells of no download that failed for a misspelt language.
    for template in templates.iter() {
        template.wording(language).map_err(CaseError::from)?;
    }
    let release = desk.published_release(named.release).await?;
    let document = &release.document;
    let broken = |error: ReportError| Problem::internal(error.to_string());
    let template = template_of(&document.report)?;
    let (form, ending, kind) = match wanted.make {
        ReleaseMake::Release => (ReleaseForm::Release, "release.json", "application/json"),
        ReleaseMake::Tables => (ReleaseForm::Tables, "json", "application/json"),
        ReleaseMake::Workbook => (ReleaseForm::Workbook, "xlsx", super::reports::WORKBOOK),
        ReleaseMake::Page => (ReleaseForm::Page, "html", "text/html; charset=utf-8"),
        ReleaseMake::Bundle => (ReleaseForm::Bundle, "zip", "application/zip"),
    };
    let bytes = tokio::task::block_in_place(|| release_file(&desk, template, &release, form, language))
        .map_err(broken)?;
    let (code, period) = (&desk.situation().row.code, document.period);
    let name = format!("{code}-{}-{}-{}-{}.{ending}", document.report, document.tier, period.from, period.to);
    Ok((
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
            (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        ],
        bytes,
    ))
}
