//! `sixfold convert`.

use super::CliError;
use super::access::now;
use super::files::{read, read_text, write_private};
use super::init::registers;
use super::output::{print, say};
use foreign::events::Converted;
use foreign::{insecurity_insight, mrmims, ucdp};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const MOST: u64 = 256 << 20;

/// Turn exports of other systems and open data into incident documents
#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Attacks on education, as published by Insecurity Insight (JSON)
    InsecurityInsight(InsecurityInsight),
    /// Exports of MRMIMS+, with their decisions (the JSON of its API, or its violation workbook)
    Mrmims(Mrmims),
    /// Georeferenced events of the Uppsala Conflict Data Program that speak of children (CSV)
    Ucdp(Ucdp),
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

#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold convert mrmims page-1.json page-2.json --register registers --out old.jsonl\n  \
sixfold intake old.jsonl --decided --keep-undated …\n\n\
Prints {\"incidents\", \"documents\", \"rejected\", \"reasons\", \"no_place\", \"told\", …}; documents and rejected add up to\n\
incidents, and every rejected one says why and where. What has no place in a document is kept in its notes and listed\n\
in no_place. The mapping, field by field, is in docs/convert-mrmims.md."
)]
pub(super) struct Mrmims {
    /// The pages of the export, in any order, or its workbooks
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The folder with the registers whose codes the documents name: areas.csv, parties.csv and perhaps partners.csv
    #[arg(long, value_name = "DIR")]
    register: PathBuf,
    /// Give parties that the register does not have codes of their own, and write the register with them here
    #[arg(long, value_name = "FILE")]
    parties_out: Option<PathBuf>,
    /// Where the incident documents go, one a line
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  sixfold convert ucdp ged.csv --country MMR --country-name \"Myanmar (Burma)\" \\\n      \
--pcodes global_pcodes_adm_1_2.csv --register-out registers --out leads.jsonl\n\n\
The file counts the dead and never children: no number of it becomes a number of children. An event is a lead where\n\
its sources speak of children. Prints {\"events\", \"documents\", \"rejected\", …}; the reasons are in docs/convert-ucdp.md."
)]
pub(super) struct Ucdp {
    /// The file with the events
    file: PathBuf,
    /// The country whose events are taken, as an ISO 3166 alpha-3 code
    #[arg(long, value_name = "CODE")]
    country: String,
    /// Its name in the file, where the file has no column of codes
    #[arg(long, value_name = "NAME")]
    country_name: Option<String>,
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
    match command {
        Command::InsecurityInsight(args) => {
            let (text, pcodes) = (read(&args.file, MOST)?, read_text(&args.pcodes, MOST)?);
            let made = insecurity_insight::convert(&text, &args.country, &pcodes, now().today)
                .map_err(|message| CliError::callers(format!("{}: {message}", args.file.display())))?;
            write_events(&made, &args.register_out, &args.out)
        }
        Command::Mrmims(args) => run_mrmims(&args),
        Command::Ucdp(args) => {
            let (text, pcodes) = (read_text(&args.file, MOST)?, read_text(&args.pcodes, MOST)?);
            let country = ucdp::Country { code: &args.country, name: args.country_name.as_deref() };
            let made = ucdp::convert(&text, country, &pcodes, now().today)
                .map_err(|message| CliError::callers(format!("{}: {message}", args.file.display())))?;
            write_events(&made, &args.register_out, &args.out)
        }
    }
}

fn run_mrmims(args: &Mrmims) -> Result<ExitCode, CliError> {
    let registers = registers(&args.register)?;
    let mut files: Vec<(String, Vec<u8>)> = Vec::with_capacity(args.files.len());
    for path in &args.files {
        files.push((path.display().to_string(), read(path, MOST)?));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_slice())).collect();
    let made = mrmims::convert(&files, &registers, args.parties_out.is_some(), now().today)
        .map_err(CliError::callers)?;
    if let (Some(path), Some(text)) = (&args.parties_out, &made.parties) {
        refuse_edited(path, text)?;
        write_private(path, text.as_bytes())?;
    }
    write_private(&args.out, &made.documents)?;
    print(&made.account)?;
    let account = &made.account;
    say(&format!(
        "{} of {} incidents are documents in {}; it holds names and stories in the clear: delete it after intake",
        account.documents,
        account.incidents,
        args.out.display()
    ));
    if account.undated > 0 {
        say(&format!(
            "{} of them have a verified step without a day: sixfold intake takes them with --keep-undated",
            account.undated
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes documents made of events, and the registers that they refer to.
fn write_events(made: &Converted, register_out: &Path, out: &Path) -> Result<ExitCode, CliError> {
    let registers = [("areas.csv", &made.areas), ("parties.csv", &made.parties)]
        .map(|(name, text)| (register_out.join(name), text));
    for (path, text) in &registers {
        refuse_edited(path, text)?;
    }
    std::fs::create_dir_all(register_out)
        .map_err(|error| CliError::callers(format!("{}: {error}", register_out.display())))?;
    for (path, text) in &registers {
        write_private(path, text.as_bytes())?;
    }
    write_private(out, &made.documents)?;
    print(&made.account)?;
    say(&format!(
        "{} of {} events are documents in {}; it holds their descriptions in the clear: delete it after intake",
        made.account.documents,
        made.account.events,
        out.display()
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
