//! `sixfold report`.

use super::output::{print_text, say};
use super::{CliError, DeskArgs, files};
use crate::asked::Narrowed;
use crate::casework::{Desk, ReportAsk};
use crate::workbooks::workbook;
use domain::tables::{Attribution, Period, TableDocument, Tier};
use domain::tabulate::{DateOf, Standing};
use jiff::civil::Date;
use report::{Template, Templates};
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
    /// The language of workbook and paragraphs: en, fr, es or ar
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
    /// Narrows the tables, as violation_type=killing,maiming or area=XAR01; may be given several times
    #[arg(long = "where", value_name = "DIMENSION=VALUE,…")]
    only: Vec<String>,
}

impl Question {
    pub(super) fn ask(&self, template: &Template) -> Result<ReportAsk, CliError> {
        let mut narrowed = Narrowed {
            date: self.date,
            statuses: self.status.clone(),
            late: self.late,
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
            tables: crate::asked::tables(template, period, &narrowed)?,
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

fn date_of(code: &str) -> Result<DateOf, String> {
    DateOf::from_code(code).ok_or_else(|| "one of decision, incident, first_report, any".to_owned())
}

fn standing(code: &str) -> Result<Standing, String> {
    let known = Standing::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", ");
    Standing::from_code(code).ok_or_else(|| format!("one of {known}"))
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let templates = match &args.templates {
        Some(folder) => Templates::from_dir(folder)?,
        None => Templates::embedded()?,
    };
    let template = templates.get(&args.question.name)?;
    template.wording(&args.language)?;
    let ask = args.question.ask(template)?;
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
            write(
                desk,
                template,
                &document,
                &checkpoint,
                &args.language,
                args.out.as_deref(),
                args.json.as_deref(),
                args.text.is_some(),
            )?;
            if let Some(path) = args.text.as_deref() {
                write_text(desk, template, &document, &args.language, path)?;
            }
            Ok(ExitCode::SUCCESS)
        })
        .await
}

/// Writes a report's paragraphs, an empty line between each two.
fn write_text(
    desk: &Desk,
    template: &Template,
    document: &TableDocument,
    language: &str,
    path: &Path,
) -> Result<(), CliError> {
    if template.paragraphs().is_empty() {
        return Err(CliError::callers(format!(
            "the report {} has no paragraphs; leave out --text, or declare [[paragraph]] in its template.toml",
            template.name()
        )));
    }
    let paragraphs = crate::workbooks::paragraphs(desk, template, document, language)?;
    let text = paragraphs.join("\n\n");
    if path.as_os_str() == "-" {
        return print_text(&text);
    }
    files::write_private(path, format!("{text}\n").as_bytes())?;
    say(&format!("paragraphs: {}", path.display()));
    Ok(())
}

/// Writes a report's workbook, with the log's signed head at that moment, and JSON.
pub(super) fn write(
    desk: &Desk,
    template: &Template,
    document: &TableDocument,
    checkpoint: &str,
    language: &str,
    out: Option<&Path>,
    json: Option<&Path>,
    elsewhere: bool,
) -> Result<(), CliError> {
    if let Some(path) = out {
        files::write_private(path, &workbook(desk, template, document, checkpoint, language)?)?;
        say(&format!("workbook: {}", path.display()));
    }
    match json {
        Some(path) if path.as_os_str() != "-" => {
            files::write_private(path, report::json(document)?.as_bytes())?;
            say(&format!("tables: {}", path.display()));
        }
        None if out.is_some() || elsewhere => {}
        _ => print_text(&report::json(document)?)?,
    }
    Ok(())
}
