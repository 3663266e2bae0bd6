//! Reports: the tables as JSON, and the workbook.

use crate::casework::{Desk, ReportAsk};
use crate::web::extract::{Asked, At};
use crate::web::problem::Problem;
use crate::workbooks::workbook as make;
use axum::extract::Path;
use axum::http::header;
use axum::response::IntoResponse;
use domain::tables::{Attribution, Period, TableDocument, Tier};
use jiff::civil::Date;
use report::{Template, Templates};
use serde::Deserialize;
use utoipa::IntoParams;

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
