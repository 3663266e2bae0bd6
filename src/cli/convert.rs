//! `sixfold convert`.

use super::CliError;
use super::access::now;
use super::files::{read, read_text, write_private};
use super::output::{print, say};
use foreign::insecurity_insight;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const MOST: u64 = 256 << 20;

/// Turn other organisations' open data into incident documents and registers
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Attacks on education, as published by Insecurity Insight (JSON)
    InsecurityInsight(InsecurityInsight),
}

#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold convert insecurity-insight education.json --country MMR --pcodes global_pcodes_adm_1_2.csv \\\n      --register-out registers --out myanmar.jsonl\n\n\
Then look through registers/parties.csv (the kind of a party is `unknown` where the data do not say it), and:\n  \
sixfold init --register registers …\n  sixfold intake myanmar.jsonl …\n\n\
Prints {\"events\", \"documents\", \"rejected\", \"reasons\", \"unmatched_areas\", …}; documents and rejected add up to events,\n\
and every rejected event says why. Nothing is verified: the documents carry no decisions. The mapping and its\n\
reasons are in docs/convert-insecurity-insight.md."
)]
pub(super) struct InsecurityInsight {
    /// The file with the events, a JSON array
    file: PathBuf,
    /// The country whose events are taken, as an ISO 3166 alpha-3 code
    #[arg(long, value_name = "CODE")]
    country: String,
    /// The list of administrative areas with their P-codes (CSV of the Humanitarian Data Exchange)
    #[arg(long, value_name = "FILE")]
    pcodes: PathBuf,
    /// The folder where areas.csv and parties.csv go; made if it is not there
    #[arg(long, value_name = "DIR")]
    register_out: PathBuf,
    /// Where the incident documents go, one a line
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

pub(super) fn run(command: Command) -> Result<ExitCode, CliError> {
    let Command::InsecurityInsight(args) = command;
    let (text, pcodes) = (read(&args.file, MOST)?, read_text(&args.pcodes, MOST)?);
    let made = insecurity_insight::convert(&text, &args.country, &pcodes, now().today)
        .map_err(|message| CliError::callers(format!("{}: {message}", args.file.display())))?;
    let registers = [("areas.csv", &made.areas), ("parties.csv", &made.parties)]
        .map(|(name, text)| (args.register_out.join(name), text));
    for (path, text) in &registers {
        refuse_edited(path, text)?;
    }
    std::fs::create_dir_all(&args.register_out)
        .map_err(|error| CliError::callers(format!("{}: {error}", args.register_out.display())))?;
    for (path, text) in &registers {
        write_private(path, text.as_bytes())?;
    }
    write_private(&args.out, &made.documents)?;
    print(&made.account)?;
    say(&format!(
        "{} of {} events are documents in {}; it holds their descriptions in the clear: delete it after intake",
        made.account.documents,
        made.account.events,
        args.out.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// A register that somebody has looked through and changed is not written over.
fn refuse_edited(path: &Path, text: &str) -> Result<(), CliError> {
    if path.exists() && read_text(path, MOST)? != text {
        return Err(CliError::callers(format!(
            "{} is there already with other content; name another folder, or delete it",
            path.display()
        )));
    }
    Ok(())
}
