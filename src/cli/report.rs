//! `sixfold report`.

use super::output::{print_text, say};
use super::{CliError, DeskArgs, files};
use crate::asked::Narrowed;
use crate::casework::{Desk, ReportAsk};
use crate::workbooks::workbook;
use domain::tables::{Attribution, Period, TableDocument, Tier};
use domain::tabulate::{DateOf, Measure, Part, Span, Standing};
use jiff::civil::Date;
use report::{AD_HOC, AdHoc, Template};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Build a report from the sealed store.
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold report ghn --store sqlite://arandia.db --situation XAR --login cochair-1 \\\n      --from 2025-10-01 --to 2025-12-31 --out ghn-2025-q4.xlsx --json ghn-2025-q4.json\n\n\
Without --out and --json the tables go to standard output as JSON. The counting rules are in docs/counting-rules.md\n\
and, in a few sentences, on the first sheet of the workbook."
)]
pub(super) struct Args {
    #[command(flatten)]
    question: Question,
    /// Where the workbook goes
    #[arg(long, value_name = "FILE.xlsx")]
    out: Option<PathBuf>,
    /// Where the tables go as JSON; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the report's paragraphs go, for reports that have any; - is standard output
    #[arg(long, value_name = "FILE.txt")]
    text: Option<PathBuf>,
    /// Where the report goes as a page of HTML, for reading and printing
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Where the report goes as CSV files in a ZIP: one a table, one of all cells
    #[arg(long, value_name = "FILE.zip")]
    csv: Option<PathBuf>,
    /// Keeps an ad hoc report as a template: a folder that is made, and whose name the report has from then on
    #[arg(long, value_name = "DIR")]
    save_template: Option<PathBuf>,
    /// The language of workbook, page, bundle and paragraphs: en, fr, es or ar
    #[arg(long, default_value = "en", value_name = "CODE")]
    language: String,
    /// A folder with your own report templates, instead of those built in
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

/// What is asked of a report, and by whom.
#[derive(clap::Args)]
pub(super) struct Question {
    /// The report: a folder of report-templates/, such as ghn
    pub(super) name: String,
    #[command(flatten)]
    desk: DeskArgs,
    /// The first day covered
    #[arg(long, value_name = "DATE")]
    from: Date,
    /// The last day covered
    #[arg(long, value_name = "DATE")]
    to: Date,
    /// The day on which the report stands: the end of what still goes on [default: today]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Who it is for: internal, partner or public
    #[arg(long, default_value = "internal", value_parser = tier)]
    pub(super) tier: Tier,
    /// How a violation with several parties counts by party: joint (once) or each (under each)
    #[arg(long, default_value = "joint", value_parser = attribution)]
    attribution: Attribution,
    /// The level of the areas in tables by area; 0 is the country
    #[arg(long, default_value_t = 1, value_name = "N")]
    area_level: u8,
    /// The date that must lie inside the period, in tables that leave it open: decision, incident, first_report or
    /// any [default: decision]
    #[arg(long, value_name = "WHICH", value_parser = date_of)]
    date: Option<DateOf>,
    /// The CTFMR statuses that count in tables that leave it open, such as verified or pending,undecided [default:
    /// verified]
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = standing)]
    status: Vec<Standing>,
    /// Only what was verified late (true), or only what was verified in time (false)
    #[arg(long, value_name = "BOOL")]
    late: Option<bool>,
    /// Splits the tables that are split by the calendar by month, quarter or year, instead of as the report does
    #[arg(long, value_name = "SPAN", value_parser = span)]
    by: Option<Span>,
    /// Of an ad hoc report: what is counted, such as violations, cases, children or victims
    #[arg(long, value_name = "MEASURE", value_parser = measure)]
    count: Option<Measure>,
    /// Of an ad hoc report: by what its rows are, such as party or area,quarter
    #[arg(long, value_name = "DIMENSION", value_delimiter = ',')]
    rows: Vec<String>,
    /// Of an ad hoc report: its columns, such as boys,girls,unknown,total or violation_types,total [default: total]
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    columns: Vec<String>,
    /// Of an ad hoc report: which violations count: verified, late, verified_or_late, unverified, any, open or asked
    /// [default: asked, which is what --date, --status and --late say]
    #[arg(long, value_name = "PART", value_parser = part)]
    part: Option<Part>,
    /// Narrows the tables, as violation_type=killing,maiming or area=XAR01; may be given several times
    #[arg(long = "where", value_name = "DIMENSION=VALUE,…")]
    only: Vec<String>,
}

impl Question {
    /// The table of an ad hoc report.
    fn ad_hoc(&self) -> Result<Option<AdHoc>, CliError> {
        let asks =
            self.count.is_some() || !self.rows.is_empty() || !self.columns.is_empty() || self.part.is_some();
        if self.name != AD_HOC {
            return match asks {
                true => Err(CliError::callers(format!(
                    "--count, --rows, --columns and --part are for the report {AD_HOC}: {} has tables of its own",
                    self.name
                ))),
                false => Ok(None),
            };
        }
        let columns = if self.columns.is_empty() { vec!["total".to_owned()] } else { self.columns.clone() };
        Ok(Some(AdHoc {
            count: self.count.unwrap_or(Measure::Violations),
            part: self.part.unwrap_or(Part::Asked),
            rows: self.rows.clone(),
            columns,
            only: BTreeMap::new(),
        }))
    }

    pub(super) fn ask(&self, template: &Template) -> Result<ReportAsk, CliError> {
        let mut narrowed = Narrowed {
            date: self.date,
            statuses: self.status.clone(),
            late: self.late,
            by: self.by,
            ..Narrowed::default()
        };
        for text in &self.only {
            narrowed.narrow(text).map_err(CliError::callers)?;
        }
        let period = Period { from: self.from, to: self.to };
        Ok(ReportAsk {
            name: self.name.clone(),
            period,
            as_of: self.as_of,
            tier: self.tier,
            attribution: self.attribution,
            area_level: self.area_level,
            boundary: template.late_boundary(),
            tables: crate::asked::tables(template, self.tier, period, &narrowed)?,
        })
    }

    pub(super) fn desk(&self) -> DeskArgs {
        self.desk.clone()
    }
}

fn tier(code: &str) -> Result<Tier, String> {
    Tier::from_code(code).ok_or_else(|| "one of internal, partner, public".to_owned())
}

fn attribution(code: &str) -> Result<Attribution, String> {
    Attribution::from_code(code).ok_or_else(|| "one of joint, each".to_owned())
}

fn measure(code: &str) -> Result<Measure, String> {
    let known = Measure::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ");
    Measure::from_code(code).ok_or_else(|| format!("one of {known}"))
}

fn part(code: &str) -> Result<Part, String> {
    let known = Part::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ");
    Part::from_code(code).ok_or_else(|| format!("one of {known}"))
}

fn date_of(code: &str) -> Result<DateOf, String> {
    DateOf::from_code(code).ok_or_else(|| "one of decision, incident, first_report, any".to_owned())
}

fn span(code: &str) -> Result<Span, String> {
    Span::from_code(code).ok_or_else(|| "one of month, quarter, year".to_owned())
}

fn standing(code: &str) -> Result<Standing, String> {
    let known = Standing::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ");
    Standing::from_code(code).ok_or_else(|| format!("one of {known}"))
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let templates = crate::templates::of(args.templates.as_deref())?;
    let ad_hoc = args.question.ad_hoc()?;
    if ad_hoc.is_none() && args.save_template.is_some() {
        let problem = format!("--save-template is for the report {AD_HOC}: any other is a template already");
        return Err(CliError::callers(problem));
    }
    let asked_once = ad_hoc.as_ref().map(AdHoc::template).transpose()?;
    let template = match &asked_once {
        Some(template) => template,
        None => templates.get(&args.question.name)?,
    };
    template.wording(&args.language)?;
    let ask = args.question.ask(template)?;
    if let (Some(folder), Some(table)) = (&args.save_template, &ad_hoc) {
        AdHoc { only: ask.tables.only.clone(), ..table.clone() }.save(folder)?;
        say(&format!("template: {}", folder.display()));
    }
    if ask.tier != Tier::Internal {
        say(&format!(
            "a look ahead at the {} tier, and no release: pass nothing of it on. What leaves is drafted with \
             `sixfold release draft`, approved by two co-chairs, and known to every later release",
            ask.tier
        ));
    }
    args.question
        .desk()
        .at_desk(async |desk| {
            let document = desk.report(&ask).await?;
            let checkpoint = desk.checkpoint().await?;
            let made = Made { desk, template, document: &document, language: &args.language };
            if let Some(path) = &args.out {
                made.workbook(&checkpoint, path)?;
            }
            if let Some(path) = &args.html {
                let page = crate::workbooks::html(desk, template, &document, &args.language)?;
                made.file("page", path, page.as_bytes())?;
            }
            if let Some(path) = &args.csv {
                let bundle = crate::workbooks::csv_bundle(desk, template, &document, &args.language)?;
                made.file("bundle", path, &bundle)?;
            }
            if let Some(path) = &args.text {
                made.text(path)?;
            }
            let elsewhere = [&args.out, &args.html, &args.csv, &args.text];
            made.json(args.json.as_deref(), elsewhere.iter().any(|path| path.is_some()))?;
            Ok(ExitCode::SUCCESS)
        })
        .await
}

/// A report that is made, and how it is written.
pub(super) struct Made<'m> {
    pub(super) desk: &'m Desk,
    pub(super) template: &'m Template,
    pub(super) document: &'m TableDocument,
    pub(super) language: &'m str,
}

impl Made<'_> {
    /// The workbook, with the log's signed head at that moment.
    pub(super) fn workbook(&self, checkpoint: &str, path: &Path) -> Result<(), CliError> {
        let bytes = workbook(self.desk, self.template, self.document, checkpoint, self.language)?;
        self.file("workbook", path, &bytes)
    }

    /// The tables, to a file or to standard output; nowhere if the report went elsewhere and no file is named.
    pub(super) fn json(&self, path: Option<&Path>, elsewhere: bool) -> Result<(), CliError> {
        match path {
            Some(path) if path.as_os_str() != "-" => {
                self.file("tables", path, report::json(self.document)?.as_bytes())
            }
            None if elsewhere => Ok(()),
            _ => print_text(&report::json(self.document)?),
        }
    }

    /// The paragraphs, an empty line between each two.
    fn text(&self, path: &Path) -> Result<(), CliError> {
        if self.template.paragraphs(self.document.tier).is_empty() {
            return Err(CliError::callers(format!(
                "the report {} has no paragraphs; leave out --text, or declare [[paragraph]] in its template.toml",
                self.template.name()
            )));
        }
        let paragraphs =
            crate::workbooks::paragraphs(self.desk, self.template, self.document, self.language)?;
        let text = format!("{}\n", paragraphs.join("\n\n"));
        if path.as_os_str() == "-" {
            return print_text(&text);
        }
        self.file("paragraphs", path, text.as_bytes())
    }

    fn file(&self, what: &str, path: &Path, bytes: &[u8]) -> Result<(), CliError> {
        files::write_private(path, bytes)?;
        say(&format!("{what}: {}", path.display()));
        Ok(())
    }
}
