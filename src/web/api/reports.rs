//! Reports: the tables as JSON, and the workbook.

use super::releases::templates;
use crate::asked::Narrowed;
use crate::casework::{CaseError, Desk, Progress, ReportAsk};
use crate::web::bounded::Text;
use crate::web::extract::{Asked, At, Path};
use crate::web::problem::Problem;
use crate::workbooks::workbook as workbook_of;
use axum::http::header;
use axum::response::IntoResponse;
use domain::counting::Cell;
use domain::tables::{Attribution, Period, TableDocument, Tier};
use domain::tabulate::{DateOf, Measure, Part, Span, Standing};
use jiff::civil::Date;
use report::{AD_HOC, AdHoc, ReportError, Template, Templates};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};

/// What is asked of a report.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Question {
    /// The first day covered.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day covered.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// The day on which the report stands; today unless said otherwise.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
    /// Who it is for: `internal`, `partner`, `public`.
    #[param(value_type = Option<String>)]
    tier: Option<Tier>,
    /// How tables by party count: `joint` or `each`.
    #[param(value_type = Option<String>)]
    attribution: Option<Attribution>,
    /// The level of areas; 1 unless said otherwise.
    area_level: Option<u8>,
    /// The date that must lie inside the period, in tables that leave it open: `decision`, `incident`,
    /// `first_report`, `any`.
    #[param(value_type = Option<String>)]
    date: Option<DateOf>,
    /// The status that counts in tables that leave it open; `verified` unless said otherwise.
    #[param(value_type = Option<String>)]
    status: Option<Standing>,
    /// Only what was verified late, or only what was verified in time.
    late: Option<bool>,
    /// Splits tables by `month`, `quarter` or `year` instead of as the report does.
    #[param(value_type = Option<String>)]
    by: Option<Span>,
    /// Narrows the tables, as `violation_type=killing,maiming`; several are parted by `;`.
    #[serde(rename = "where")]
    #[param(inline, rename = "where")]
    only: Option<Text<1000>>,
    /// The language of the workbook: `en`, `fr`, `es`, `ar`.
    #[param(inline)]
    language: Option<Text<8>>,
}

/// The report that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    report: String,
}

/// What a report is made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(in crate::web) enum Form {
    /// A workbook.
    Workbook,
    /// The tables as JSON (`sixfold.tables/1`).
    Tables,
    /// The cells of all tables as one table: a line a cell.
    Csv,
    /// CSV files in a ZIP: one a table, one of all cells.
    Bundle,
    /// A page of HTML, for reading and printing.
    Page,
}

/// A report to be built.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct NewReport {
    /// The report's name, such as `ghn`.
    #[schema(max_length = 100)]
    pub(in crate::web) report: String,
    /// The first day covered.
    #[schema(value_type = String, format = Date)]
    pub(in crate::web) from: Date,
    /// The last day covered.
    #[schema(value_type = String, format = Date)]
    pub(in crate::web) to: Date,
    /// The day on which the report stands; today unless said otherwise.
    #[schema(value_type = Option<String>, format = Date)]
    pub(in crate::web) as_of: Option<Date>,
    /// Who it is for: `internal`, `partner`, `public`.
    #[schema(value_type = Option<String>)]
    pub(in crate::web) tier: Option<Tier>,
    /// How tables by party count: `joint` or `each`.
    #[schema(value_type = Option<String>)]
    pub(in crate::web) attribution: Option<Attribution>,
    /// The level of areas; 1 unless said otherwise.
    pub(in crate::web) area_level: Option<u8>,
    /// The date that must lie inside the period, in tables that leave it open: `decision`, `incident`,
    /// `first_report`, `any`.
    #[schema(value_type = Option<String>)]
    pub(in crate::web) date: Option<DateOf>,
    /// The statuses that count in tables that leave it open; `verified` unless said otherwise.
    #[schema(value_type = Option<Vec<String>>, max_items = 6)]
    pub(in crate::web) statuses: Option<Vec<Standing>>,
    /// Only what was verified late, or only what was verified in time.
    pub(in crate::web) late: Option<bool>,
    /// Splits tables by `month`, `quarter` or `year` instead of as the report does.
    #[schema(value_type = Option<String>)]
    pub(in crate::web) by: Option<Span>,
    /// Narrows the tables: values by dimension, as `{"violation_type": ["killing", "maiming"]}`.
    #[serde(default, rename = "where")]
    pub(in crate::web) only: BTreeMap<String, Vec<String>>,
    /// Of the report `ad-hoc`: its table.
    pub(in crate::web) table: Option<AskedTable>,
    /// The language of workbook, page and bundle: `en`, `fr`, `es`, `ar`; English unless said otherwise.
    #[schema(max_length = 8)]
    pub(in crate::web) language: Option<String>,
    /// What to make.
    pub(in crate::web) make: Form,
}

/// The table of an ad hoc report.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::web) struct AskedTable {
    /// What is counted, such as `violations`, `cases`, `children` or `victims`.
    #[schema(value_type = String)]
    pub(in crate::web) count: Measure,
    /// Which violations count, such as `verified`; what `date`, `statuses` and `late` say unless said otherwise.
    #[schema(value_type = Option<String>)]
    pub(in crate::web) part: Option<Part>,
    /// By what its rows are: names of dimensions, three at most.
    #[schema(max_items = 3)]
    pub(in crate::web) rows: Vec<String>,
    /// Its columns.
    #[schema(max_items = 20)]
    pub(in crate::web) columns: Vec<String>,
}

/// A file that was made.
pub(super) struct Made {
    /// Its name.
    pub(super) file: String,
    /// Its content type.
    pub(super) kind: &'static str,
}

impl NewReport {
    /// Refuses what could not be built, before it waits for its turn.
    pub(super) fn check(&self, desk: &Desk) -> Result<(), Problem> {
        let templates = templates()?;
        let invalid = |error: ReportError| Problem::invalid(error.to_string(), Vec::new());
        let asked_once = self.ad_hoc().map_err(invalid)?;
        let template = match &asked_once {
            Some(template) => template,
            None => templates.get(&self.report).map_err(|_| Problem::not_found())?,
        };
        template.wording(self.language()).map_err(invalid)?;
        Ok(desk.check_report(&self.ask(template).map_err(invalid)?)?)
    }

    /// The file that is made of it.
    pub(super) fn made(&self, desk: &Desk) -> Made {
        let (ending, kind) = match self.make {
            Form::Workbook => ("xlsx", WORKBOOK),
            Form::Tables => ("json", "application/json"),
            Form::Csv => ("csv", "text/csv; charset=utf-8"),
            Form::Bundle => ("zip", "application/zip"),
            Form::Page => ("html", "text/html; charset=utf-8"),
        };
        Made { file: file_name(desk, &self.report, self.from, self.to, ending), kind }
    }

    fn language(&self) -> &str {
        self.language.as_deref().unwrap_or("en")
    }

    /// The template of an ad hoc report.
    fn ad_hoc(&self) -> Result<Option<Template>, ReportError> {
        match &self.table {
            Some(table) if self.report == AD_HOC => {
                let (count, part) = (table.count, table.part.unwrap_or(Part::Asked));
                let (rows, columns) = (table.rows.clone(), table.columns.clone());
                AdHoc { count, part, rows, columns, only: BTreeMap::new() }.template().map(Some)
            }
            Some(_) => {
                let problem = format!("is for the report {AD_HOC}: this one has tables of its own");
                Err(ReportError::document(&self.report, "table", problem, "leave it out"))
            }
            None => Ok(None),
        }
    }

    fn ask(&self, template: &Template) -> Result<ReportAsk, ReportError> {
        let narrowed = Narrowed {
            date: self.date,
            statuses: self.statuses.clone().unwrap_or_default(),
            late: self.late,
            by: self.by,
            only: self.only.clone(),
        };
        let period = Period { from: self.from, to: self.to };
        Ok(ReportAsk {
            name: self.report.clone(),
            period,
            as_of: self.as_of,
            tier: self.tier.unwrap_or(Tier::Internal),
            attribution: self.attribution.unwrap_or(Attribution::Joint),
            area_level: self.area_level.unwrap_or(1),
            boundary: template.late_boundary(),
            tables: crate::asked::tables(template, self.tier.unwrap_or(Tier::Internal), period, &narrowed)?,
        })
    }
}

/// Builds a report as a job: first the tables are counted, then the file is made.
pub(super) async fn make(
    desk: Arc<Desk>,
    progress: Arc<Progress>,
    asked: NewReport,
) -> Result<Vec<u8>, CaseError> {
    progress.expect(2);
    let broken = |error: ReportError| CaseError::Invalid(error.to_string());
    let templates = crate::templates::in_use().map_err(broken)?;
    let asked_once = asked.ad_hoc().map_err(broken)?;
    let template = match &asked_once {
        Some(template) => template,
        None => templates.get(&asked.report).map_err(broken)?,
    };
    let document = desk.report(&asked.ask(template).map_err(broken)?).await?;
    progress.advance(1);
    let checkpoint = desk.checkpoint().await?;
    let bytes = tokio::task::block_in_place(|| match asked.make {
        Form::Workbook => workbook_of(&desk, template, &document, &checkpoint, asked.language()),
        Form::Tables => report::json(&document).map(String::into_bytes),
        Form::Csv => report::csv(&document),
        Form::Bundle => crate::workbooks::csv_bundle(&desk, template, &document, asked.language()),
        Form::Page => {
            crate::workbooks::html(&desk, template, &document, asked.language()).map(String::into_bytes)
        }
    });
    let bytes = bytes.map_err(broken)?;
    progress.advance(1);
    Ok(bytes)
}

pub(super) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn file_name(desk: &Desk, report: &str, from: Date, to: Date, ending: &str) -> String {
    format!("{}-{report}-{from}-{to}.{ending}", desk.situation().row.code)
}

/// What a query narrows a report to.
fn narrowed(
    (date, status, late, by): (Option<DateOf>, Option<Standing>, Option<bool>, Option<Span>),
    only: Option<&Text<1000>>,
) -> Result<Narrowed, Problem> {
    let mut narrowed =
        Narrowed { date, statuses: status.into_iter().collect(), late, by, only: BTreeMap::new() };
    for text in only.iter().flat_map(|only| only.0.split(';')) {
        narrowed.narrow(text).map_err(|problem| Problem::invalid(problem, Vec::new()))?;
    }
    Ok(narrowed)
}

async fn build<'t>(
    desk: &Desk,
    templates: &'t Templates,
    name: &str,
    asked: &Question,
) -> Result<(&'t Template, TableDocument), Problem> {
    let template = templates.get(name).map_err(|_| Problem::not_found())?;
    let period = Period { from: asked.from, to: asked.to };
    let narrowed = narrowed((asked.date, asked.status, asked.late, asked.by), asked.only.as_ref())?;
    let tier = asked.tier.unwrap_or(Tier::Internal);
    let tables = crate::asked::tables(template, tier, period, &narrowed)
        .map_err(|error| Problem::invalid(error.to_string(), Vec::new()))?;
    let ask = ReportAsk {
        tables,
        name: name.to_owned(),
        period,
        as_of: asked.as_of,
        tier,
        attribution: asked.attribution.unwrap_or(Attribution::Joint),
        area_level: asked.area_level.unwrap_or(1),
        boundary: template.late_boundary(),
    };
    Ok((template, desk.report(&ask).await?))
}

/// A cell of a report's tables.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CellQuestion {
    /// The first day covered.
    #[param(value_type = String, format = Date)]
    from: Date,
    /// The last day covered.
    #[param(value_type = String, format = Date)]
    to: Date,
    /// The day on which the report stands; today unless said otherwise.
    #[param(value_type = Option<String>, format = Date)]
    as_of: Option<Date>,
    /// How tables by party count: `joint` or `each`.
    #[param(value_type = Option<String>)]
    attribution: Option<Attribution>,
    /// The level of areas; 1 unless said otherwise.
    area_level: Option<u8>,
    /// As the tables were asked for: the date that must lie inside the period.
    #[param(value_type = Option<String>)]
    date: Option<DateOf>,
    /// The status that counts.
    #[param(value_type = Option<String>)]
    status: Option<Standing>,
    /// Only late, or only in time.
    late: Option<bool>,
    /// The spans by which tables are split.
    #[param(value_type = Option<String>)]
    by: Option<Span>,
    /// To what they are narrowed.
    #[serde(rename = "where")]
    #[param(inline, rename = "where")]
    only: Option<Text<1000>>,
    /// The table's id, such as `verified.by_party`.
    #[param(inline)]
    table: Text<60>,
    /// The row's key.
    #[param(inline)]
    key: Text<1000>,
    /// The column.
    #[param(inline)]
    column: Text<60>,
}

/// The incidents behind a figure.
#[derive(Serialize, ToSchema)]
pub(super) struct Behind {
    /// The figure: what the incidents add, together.
    figure: u64,
    /// The incidents.
    incidents: Vec<Adding>,
}

/// An incident behind a figure.
#[derive(Serialize, ToSchema)]
pub(super) struct Adding {
    /// Its id.
    id: String,
    /// The sender's own id.
    external_id: String,
    /// The version of the record.
    version: u64,
    /// What it adds to the figure.
    adds: u64,
}

/// The incidents behind a figure of an internal report: exactly those that add to it.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/reports/{report}/incidents", tag = "reports",
    params(("situation" = String, Path, description = "The situation's code."),
        ("report" = String, Path, description = "The report's name, such as `ghn`."), CellQuestion),
    responses((status = 200, body = Behind), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn behind(
    At(desk): At,
    Path(named): Path<Named>,
    Asked(asked): Asked<CellQuestion>,
) -> Result<axum::Json<Behind>, Problem> {
    let templates = templates()?;
    let template = templates.get(&named.report).map_err(|_| Problem::not_found())?;
    let period = Period { from: asked.from, to: asked.to };
    let narrowed = narrowed((asked.date, asked.status, asked.late, asked.by), asked.only.as_ref())?;
    let tables = crate::asked::tables(template, Tier::Internal, period, &narrowed)
        .map_err(|error| Problem::invalid(error.to_string(), Vec::new()))?;
    let ask = ReportAsk {
        name: named.report,
        period,
        as_of: asked.as_of,
        tier: Tier::Internal,
        attribution: asked.attribution.unwrap_or(Attribution::Joint),
        area_level: asked.area_level.unwrap_or(1),
        boundary: template.late_boundary(),
        tables,
    };
    let cell = Cell { table: &asked.table.0, key: &asked.key.0, column: &asked.column.0 };
    let found = desk.behind(&ask, cell).await?;
    let adding = |one: crate::casework::Behind| Adding {
        id: one.line.id.to_string(),
        external_id: one.line.external_id,
        version: one.line.version,
        adds: one.adds,
    };
    let figure = found.iter().map(|one| one.adds).sum();
    Ok(axum::Json(Behind { figure, incidents: found.into_iter().map(adding).collect() }))
}

/// The tables of a report (`sixfold.tables/1`).
#[utoipa::path(get, path = "/api/v1/situations/{situation}/reports/{report}/tables", tag = "reports",
    params(("situation" = String, Path, description = "The situation's code."),
        ("report" = String, Path, description = "The report's name, such as `ghn`."), Question),
    responses((status = 200, body = serde_json::Value), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn tables(
    At(desk): At,
    Path(named): Path<Named>,
    Asked(asked): Asked<Question>,
) -> Result<impl IntoResponse, Problem> {
    let (_, document) = build(&desk, templates()?, &named.report, &asked).await?;
    let text = report::json(&document).map_err(|error| Problem::internal(error.to_string()))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text))
}

/// The workbook of a report.
#[utoipa::path(get, path = "/api/v1/situations/{situation}/reports/{report}/workbook", tag = "reports",
    params(("situation" = String, Path, description = "The situation's code."),
        ("report" = String, Path, description = "The report's name, such as `ghn`."), Question),
    responses(
        (status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn workbook(
    At(desk): At,
    Path(named): Path<Named>,
    Asked(asked): Asked<Question>,
) -> Result<impl IntoResponse, Problem> {
    let language = asked.language.as_ref().map_or("en", |language| &language.0);
    let templates = templates()?;
    let invalid = |error: ReportError| Problem::invalid(error.to_string(), Vec::new());
    templates.get(&named.report).map_err(|_| Problem::not_found())?.wording(language).map_err(invalid)?;
    let (template, document) = build(&desk, templates, &named.report, &asked).await?;
    let checkpoint = desk.checkpoint().await?;
    let bytes =
        tokio::task::block_in_place(|| workbook_of(&desk, template, &document, &checkpoint, language))
            .map_err(|error| Problem::internal(error.to_string()))?;
    let file = file_name(&desk, &named.report, asked.from, asked.to, "xlsx");
    Ok((
        [
            (header::CONTENT_TYPE, WORKBOOK.to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")),
            (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        ],
        bytes,
    ))
}
