//! `sixfold decide`.

use super::output::print;
use super::{CliError, DeskArgs, files};
use crate::casework::Ask;
use domain::violation::{Status, Step};
use jiff::civil::Date;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;

const MOST: u64 = 64 << 20;
/// How many decisions go into one transaction.
const BATCH: usize = 500;

/// Take verification steps.
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  sixfold decide --store … --situation XAR --login verifier-1 --incident MMR-2022-0117 --violation k1 \\\n      --step initial --status verified --date 2022-01-25 --reason \"two independent witnesses\"\n  \
sixfold decide --file decisions.jsonl --store … --situation XAR --login cochair-1\n\n\
A line of --file: {\"incident\": \"…\", \"violation\": \"k1\", \"step\": \"ctfmr\", \"status\": \"verified\",\n\
\"date\": \"2022-02-10\", \"reason\": \"…\", \"reopen\": false}. Steps come in order: initial (verifier), technical (technical\n\
reviewer), ctfmr (co-chair). Nobody takes two steps on one violation, nor any on an incident they submitted.\n\
Prints {\"decided\", \"refused\", \"errors\"}."
)]
pub(super) struct Args {
    #[command(flatten)]
    desk: DeskArgs,
    /// Decisions as JSON Lines
    #[arg(long, value_name = "FILE", conflicts_with_all = ["incident", "violation", "step", "status", "reason", "reason_file", "date", "reopen"])]
    file: Option<PathBuf>,
    /// The incident's external id
    #[arg(long, required_unless_present = "file")]
    incident: Option<String>,
    /// The violation's id in the incident
    #[arg(long, required_unless_present = "file")]
    violation: Option<String>,
    /// The step: initial, technical or ctfmr
    #[arg(long, required_unless_present = "file", value_parser = step)]
    step: Option<Step>,
    /// The status: pending, verified, not_verified, not_mrm or did_not_occur
    #[arg(long, required_unless_present = "file", value_parser = status)]
    status: Option<Status>,
    /// Why; other users of the machine can see it while the call runs
    #[arg(long, required_unless_present_any = ["file", "reason_file"])]
    reason: Option<String>,
    /// A file that says why
    #[arg(long, value_name = "FILE", conflicts_with = "reason")]
    reason_file: Option<PathBuf>,
    /// The date of the decision [default: today]
    #[arg(long)]
    date: Option<Date>,
    /// Decide a step anew that was decided before
    #[arg(long)]
    reopen: bool,
}

fn step(code: &str) -> Result<Step, String> {
    Step::from_code(code).ok_or_else(|| "one of initial, technical, ctfmr".to_owned())
}

fn status(code: &str) -> Result<Status, String> {
    Status::from_code(code)
        .ok_or_else(|| "one of pending, verified, not_verified, not_mrm, did_not_occur".to_owned())
}

#[derive(Default, Serialize)]
struct Tally {
    decided: u64,
    refused: u64,
    errors: Vec<Refused>,
}

#[derive(Serialize)]
struct Refused {
    line: usize,
    message: String,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, CliError> {
    let mut tally = Tally::default();
    let asks = asks(&args, &mut tally)?;
    args.desk
        .clone()
        .at_desk(async |desk| {
            for batch in asks.chunks(BATCH) {
                let (lines, asks): (Vec<usize>, Vec<Ask>) = batch.iter().cloned().unzip();
                let results = match desk.decide(&asks).await {
                    Ok(results) => results,
                    Err(error) => {
                        // What was decided before is decided: say so before the error.
                        print(&tally)?;
                        return Err(error.into());
                    }
                };
                for (line, result) in lines.into_iter().zip(results) {
                    match result {
                        Ok(_) => tally.decided += 1,
                        Err(error) => {
                            tally.refused += 1;
                            tally.errors.push(Refused { line, message: error.to_string() });
                        }
                    }
                }
            }
            print(&tally)?;
            Ok(if tally.refused > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
        })
        .await
}

fn asks(args: &Args, tally: &mut Tally) -> Result<Vec<(usize, Ask)>, CliError> {
    let Some(path) = &args.file else {
        let (Some(incident), Some(violation), Some(step), Some(status)) =
            (&args.incident, &args.violation, args.step, args.status)
        else {
            return Err(CliError::callers(
                "give --file, or --incident, --violation, --step, --status and --reason",
            ));
        };
        let ask = Ask {
            incident: incident.clone(),
            violation: violation.clone(),
            step,
            status,
            date: args.date,
            reason: files::reason(args.reason.as_deref(), args.reason_file.as_deref())?,
            reopen: args.reopen,
        };
        return Ok(vec![(1, ask)]);
    };
    let text = files::read_text(path, MOST)?;
    let mut asks = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(ask) => asks.push((at + 1, ask)),
            Err(error) => {
                tally.refused += 1;
                tally.errors.push(Refused { line: at + 1, message: error.to_string() });
            }
        }
    }
    Ok(asks)
}
