//! Reports: the tables as JSON, and the workbook.

use crate::casework::{Desk, ReportAsk};
use crate::web::extract::{Asked, At, Path};
use crate::web::problem::Problem;
use crate::workbooks::workbook as make;
use axum::http::header;
use axum::response::IntoResponse;
use domain::counting::Cell;
use domain::tables::{Attribution, Period, TableDocument, Tier};
use jiff::civil::Date;
use report::{Template, Templates};
use serde::{Deserialize, Serialize};
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
    /// The language of the workbook: `en`, `fr`, `es`, `ar`.
    #[param(max_length = 8)]
    language: Option<String>,
}

/// The report that the path names.
#[derive(Deserialize)]
pub(super) struct Named {
    report: String,
}

async fn build<'t>(
    desk: &Desk,
    templates: &'t Templates,
    name: &str,
    asked: &Question,
) -> Result<(&'t Template, TableDocument), Problem> {
    let template = templates.get(name).map_err(|_| Problem::not_found())?;
    let ask = ReportAsk {
        name: name.to_owned(),
        period: Period { from: asked.from, to: asked.to },
        as_of: asked.as_of,
        tier: asked.tier.unwrap_or(Tier::Internal),
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
    /// The table's id, such as `verified.by_party`.
    #[param(max_length = 60)]
    table: String,
    /// The row's key.
    #[param(max_length = 1000)]
    key: String,
    /// The column.
    #[param(max_length = 60)]
    column: String,
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
    let ask = ReportAsk {
        name: named.report,
        period: Period { from: asked.from, to: asked.to },
        as_of: asked.as_of,
        tier: Tier::Internal,
        attribution: asked.attribution.unwrap_or(Attribution::Joint),
        area_level: asked.area_level.unwrap_or(1),
        boundary: template.late_boundary(),
    };
    let cell = Cell { table: &asked.table, key: &asked.key, column: &asked.column };
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

fn templates() -> Result<Templates, Problem> {
    Templates::embedded().map_err(|error| Problem::internal(error.to_string()))
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
    let (_, document) = build(&desk, &templates()?, &named.report, &asked).await?;
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
    let language = asked.language.as_deref().unwrap_or("en");
    let templates = templates()?;
    let invalid = |error: report::ReportError| Problem::invalid(error.to_string(), Vec::new());
    templates.get(&named.report).map_err(|_| Problem::not_found())?.wording(language).map_err(invalid)?;
    let (template, document) = build(&desk, &templates, &named.report, &asked).await?;
    let checkpoint = desk.checkpoint().await?;
    let bytes = tokio::task::block_in_place(|| make(&desk, template, &document, &checkpoint, language))
        .map_err(|error| Problem::internal(error.to_string()))?;
    let file = format!(
        "attachment; filename=\"{}-{}-{}-{}.xlsx\"",
        desk.situation().row.code,
        named.report,
        asked.from,
        asked.to
    );
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    Ok((
        [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_DISPOSITION, file),
            (header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'".to_owned()),
        ],
        bytes,
    ))
}
