//! `sixfold attack`.

use super::CliError;
use super::files::{read, write_private};
use super::output::{print_text, say};
use disclosure::attack::{Depth, Report, attack};
use disclosure::tables::{Hidden, Publication};
use disclosure::{Budget, Error};
use domain::tables::TABLES_SCHEMA;
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

const MOST: u64 = 64 << 20;

/// Try to undo what published tables hide
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  sixfold attack q1.json q2.json year.json\n  sixfold attack --width 3 --out findings.json other.json\n\n\
Files are table documents (sixfold.tables/1) in the order of their publication, attacked together, or one description of\n\
anybody's tables: {\"dimensions\": [{\"name\", \"categories\", \"groups\"}], \"releases\": [{\"id\", \"revision\", \"tables\":\n\
[{\"id\", \"measure\", \"cells\": [{\"at\": {dimension: code}, \"value\": number or null, \"hidden\": {\"width\", \"may_be_zero\"}}]}],\n\
\"statements\"}]} (docs/disclosure-control.md). Status 0: no protected figure can be narrowed down further than promised;\n\
1: one can, or the time was over before all was tried. What comes out is as secret as the counts themselves."
)]
pub(super) struct Args {
    /// The tables, the oldest first
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Take each hidden figure that says nothing of itself as protected: so far apart must the least and the greatest
    /// whole number lie that it can still be
    #[arg(long, value_name = "W", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    width: Option<u32>,
    /// Look for the very ends of what each figure can be, however long that takes
    #[arg(long)]
    ends: bool,
    /// Give up after so many seconds; what is not finished then is no pass
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    seconds: u64,
    /// Where the findings go, as JSON; standard output unless said otherwise
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Serialize)]
struct Findings {
    protected: usize,
    breached: usize,
    seconds: f64,
    attacks: Vec<Report>,
}

pub(super) fn run(args: Args) -> Result<ExitCode, CliError> {
    let begun = Instant::now();
    let publications = publications(&args)?;
    let otherwise = args.width.map(|width| Hidden { width, may_be_zero: false, below: None });
    let depth = if args.ends { Depth::Ends } else { Depth::Width };
    let mut attacks = Vec::new();
    for publication in publications {
        let system = publication.system(otherwise).map_err(wrong)?;
        let mut may_go_on = || begun.elapsed() < Duration::from_secs(args.seconds);
        let mut budget = Budget::while_allowed(&mut may_go_on);
        let mut report = attack(&system, None, depth, &mut budget).map_err(wrong)?;
        // The proof is a set of whole worlds: nobody needs it but who checks a release.
        report.certificate = None;
        attacks.push(report);
    }
    let protected = attacks.iter().map(|report| report.findings.len()).sum();
    let breached = attacks.iter().map(|report| report.breaches().count()).sum();
    let tightest = attacks.iter().filter_map(Report::tightest).min_by_key(|finding| finding.width());
    for finding in attacks.iter().flat_map(Report::breaches) {
        let (least, most) = finding.reached;
        say(&format!("{}: found between {least} and {most}", finding.name));
    }
    say(&match tightest {
        None => "nothing is hidden for its own sake: there is nothing to attack".to_owned(),
        Some(tightest) => format!(
            "{breached} of {protected} protected figures are not safe; the tightest, {}, lies between {} and {}",
            tightest.name, tightest.reached.0, tightest.reached.1
        ),
    });
    let findings = Findings { protected, breached, seconds: begun.elapsed().as_secs_f64(), attacks };
    let text =
        serde_json::to_string_pretty(&findings).map_err(|error| CliError::system(error.to_string()))?;
    match &args.out {
        Some(path) => write_private(path, text.as_bytes())?,
        None => print_text(&text)?,
    }
    Ok(if breached == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn publications(args: &Args) -> Result<Vec<Publication>, CliError> {
    let mut documents = Vec::new();
    let mut described = Vec::new();
    for path in &args.files {
        let named = |message: String| CliError::callers(format!("{}: {message}", path.display()));
        let bytes = read(path, MOST)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| named("not UTF-8 text".to_owned()))?;
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|error| named(error.to_string()))?;
        if value.get("schema").and_then(serde_json::Value::as_str) == Some(TABLES_SCHEMA) {
            documents.push(report::parse(text).map_err(|error| named(error.to_string()))?);
        } else {
            described.push(serde_json::from_str(text).map_err(|error| named(error.to_string()))?);
        }
    }
    match (documents.is_empty(), described.len()) {
        (false, 0) => report::published(&documents).map_err(|error| CliError::callers(error.to_string())),
        (true, 1) => Ok(described),
        _ => Err(CliError::callers(
            "give table documents (sixfold.tables/1), or one description of all tables: it says itself what is linked",
        )),
    }
}

fn wrong(error: Error) -> CliError {
    match error {
        Error::Unfinished => {
            CliError::system("the time was over before all was tried: that is no pass; give --seconds more")
        }
        error => CliError::callers(error.to_string()),
    }
}
