//! `sixfold release`.

use super::output::{print, print_text, say};
use super::{CliError, DeskArgs, files, report};
use crate::casework::{Exemption, ReleaseSheet, Reproduced, digest_from};
use crate::workbooks::{ReleaseForm, release_file};
use domain::counting::CellName;
use domain::id::ReleaseId;
use domain::workflow::ReleaseState;
use std::path::PathBuf;
use std::process::ExitCode;

/// Releases of reports to partners and the public: nothing leaves that the program itself can undo.
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Build a report for a wider audience, hide what must be hidden, attack it, and freeze it
    #[command(
        after_help = "Example:\n  sixfold release draft ghn --store sqlite://arandia.db --situation XAR --login cochair-1 \\\n      --from 2025-10-01 --to 2025-12-31 --tier public --narrative q4.txt\n\n\
What is hidden, against whom and how that is proved is in docs/disclosure-control.md."
    )]
    Draft(Draft),
    /// List releases, those drafted last first
    List(DeskArgs),
    /// Show a release with what was tried on it: what a co-chair reads before approving
    Show(Which),
    /// Approve a release as one of two co-chairs; with the second approval it is out
    Approve {
        #[command(flatten)]
        whose: Which,
        /// The digest of what you approve, as `sixfold release show` gives it
        #[arg(long, value_name = "HEX")]
        digest: String,
    },
    /// Take a published release back, or give a draft up
    Withdraw(Which),
    /// Download a published release
    Get(Get),
    /// Make a release anew from what was frozen with it, compare it to the byte, and check its certificate
    Reproduce(Which),
}

/// A release to be drafted.
#[derive(clap::Args)]
pub(super) struct Draft {
    #[command(flatten)]
    report: report::Question,
    /// A text that stands beside the tables. It must name nobody and no place below the tier's areas
    #[arg(long, value_name = "FILE")]
    narrative: Option<PathBuf>,
    /// A figure that is published on purpose though the policy would hide it, and why:
    /// verified.victims/killing/boys=REASON
    #[arg(long, value_name = "TABLE/ROW/COLUMN=REASON", value_parser = exemption)]
    exempt: Vec<Exemption>,
    /// A folder with your own report templates, instead of those built in
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

/// Which release, and who looks at it.
#[derive(clap::Args)]
pub(super) struct Which {
    #[command(flatten)]
    desk: DeskArgs,
    /// The release's id
    #[arg(long, value_name = "ID")]
    release: ReleaseId,
}

/// A release to be downloaded.
#[derive(clap::Args)]
pub(super) struct Get {
    #[command(flatten)]
    which: Which,
    /// Where the workbook goes
    #[arg(long, value_name = "FILE.xlsx")]
    out: Option<PathBuf>,
    /// Where it goes as a page of HTML, for reading and printing
    #[arg(long, value_name = "FILE.html")]
    html: Option<PathBuf>,
    /// Where it goes as CSV files in a ZIP: one a table, one of all cells
    #[arg(long, value_name = "FILE.zip")]
    csv: Option<PathBuf>,
    /// Where the tables go as JSON; - is standard output
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Where the whole release goes as JSON: tables, narrative, amendments, policy; - is standard output
    #[arg(long, value_name = "FILE")]
    release_json: Option<PathBuf>,
    /// The language of workbook, page and bundle: en, fr, es or ar
    #[arg(long, default_value = "en", value_name = "CODE")]
    language: String,
    /// A folder with your own report templates, instead of those built in
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

fn exemption(text: &str) -> Result<Exemption, String> {
    let form = || "give it as TABLE/ROW/COLUMN=REASON".to_owned();
    let (cell, reason) = text.split_once('=').ok_or_else(form)?;
    // A row of several dimensions has slashes itself.
    let (table, rest) = cell.split_once('/').ok_or_else(form)?;
    let (key, column) = rest.rsplit_once('/').ok_or_else(form)?;
    Ok(Exemption {
        cell: CellName { table: table.to_owned(), key: key.to_owned(), column: column.to_owned() },
        reason: reason.trim().to_owned(),
    })
}

pub(super) async fn run(command: Command) -> Result<ExitCode, CliError> {
    match command {
        Command::Draft(draft) => return self::draft(draft).await,
        Command::List(desk) => print(&desk.at_desk(async |desk| Ok(desk.releases().await?)).await?)?,
        Command::Show(Which { desk, release }) => {
            let sheet = desk.at_desk(async |desk| Ok(desk.release(release).await?)).await?;
            findings(&sheet);
            print(&sheet)?;
        }
        Command::Approve { whose: Which { desk, release }, digest } => {
            let digest = digest_from(&digest)?;
            let state = desk.at_desk(async |desk| Ok(desk.approve_release(release, digest).await?)).await?;
            say(match state {
                ReleaseState::Published => "the release is out",
                _ => "approved; another co-chair gives the second approval",
            });
        }
        Command::Withdraw(Which { desk, release }) => {
            let state = desk.at_desk(async |desk| Ok(desk.withdraw_release(release).await?)).await?;
            say(match state {
                ReleaseState::Withdrawn => {
                    "withdrawn. Whoever has it still has it: it stays in every attack to come"
                }
                _ => "the draft is given up",
            });
        }
        Command::Get(get) => return self::get(get).await,
        Command::Reproduce(Which { desk, release }) => {
            let Reproduced { proven } =
                desk.at_desk(async |desk| Ok(desk.reproduce_release(release).await?)).await?;
            say("the same, to the byte");
            say(&match proven {
                Some(proven) => format!(
                    "its certificate holds against {} attackers, of {} figures at once",
                    proven.len(),
                    proven.iter().max().unwrap_or(&0)
                ),
                None => "no certificate is kept with it".to_owned(),
            });
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn draft(draft: Draft) -> Result<ExitCode, CliError> {
    let Draft { report: question, narrative, exempt, templates } = draft;
    let templates = crate::templates::of(templates.as_deref())?;
    let template = templates.get(&question.name)?;
    let narrative = narrative.map(|path| files::read_text(&path, 1 << 18)).transpose()?.unwrap_or_default();
    let ask = crate::asked::release(template, question.ask(template)?, narrative, exempt)?;
    let sheet = question
        .desk()
        .at_desk(async |desk| {
            let line = desk.draft_release(&ask).await?;
            Ok(desk.release(line.id).await?)
        })
        .await?;
    findings(&sheet);
    if sheet.line.state == ReleaseState::Attacked && sheet.identifying.is_empty() {
        say(&format!(
            "two co-chairs approve it: `sixfold release approve --release {} --digest {}`",
            sheet.line.id, sheet.line.digest
        ));
    }
    print(&sheet.line)?;
    Ok(ExitCode::SUCCESS)
}

/// What the attack and the search of the narrative found, in sentences.
fn findings(sheet: &ReleaseSheet) {
    let breaches: Vec<_> = sheet.attempts.iter().flat_map(|attempt| &attempt.breaches).collect();
    let tightest = sheet.attempts.iter().filter_map(|attempt| attempt.tightest).min();
    let protected = sheet.attempts.iter().map(|attempt| attempt.protected).max().unwrap_or_default();
    say(&format!(
        "{} figures are hidden; attacked {} times, {protected} figures at once, nothing narrower than {}",
        sheet.line.hidden,
        sheet.attempts.len(),
        tightest.map_or_else(
            || "a figure, since none is hidden".to_owned(),
            |width| (width + 1).to_string() + " whole numbers"
        ),
    ));
    for breach in breaches {
        say(&format!("given away: {}: {} to {}", breach.figure, breach.reached.0, breach.reached.1));
    }
    for passage in &sheet.identifying {
        let text = sheet.release.narrative.get(passage.from..passage.to).unwrap_or_default();
        say(&format!("identifies ({}): {text}", passage.kind));
    }
}

async fn get(get: Get) -> Result<ExitCode, CliError> {
    let templates = crate::templates::of(get.templates.as_deref())?;
    let Which { desk, release } = get.which;
    desk.at_desk(async |desk| {
        let release = desk.published_release(release).await?;
        let template = templates.get(&release.document.report)?;
        let file = |form| release_file(desk, template, &release, form, &get.language);
        let named = [
            ("workbook", ReleaseForm::Workbook, &get.out),
            ("page", ReleaseForm::Page, &get.html),
            ("bundle", ReleaseForm::Bundle, &get.csv),
            ("JSON", ReleaseForm::Tables, &get.json),
            ("JSON", ReleaseForm::Release, &get.release_json),
        ];
        let is_text = |form| matches!(form, ReleaseForm::Tables | ReleaseForm::Release);
        for (what, form, path) in named {
            match path {
                Some(path) if is_text(form) && path.as_os_str() == "-" => {
                    print_text(&String::from_utf8_lossy(&file(form)?))?;
                }
                Some(path) => {
                    files::write_private(path, &file(form)?)?;
                    say(&format!("{what}: {}", path.display()));
                }
                None => {}
            }
        }
        if named.iter().all(|(_, _, path)| path.is_none()) {
            print_text(&String::from_utf8_lossy(&file(ReleaseForm::Tables)?))?;
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}
