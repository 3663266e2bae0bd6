//! `sixfold dictionary`.

use super::CliError;
use super::output::{print, print_text};
use std::process::ExitCode;

/// Print the field dictionary.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The language of the labels: en, fr, es or ar
    #[arg(long, default_value = "en", value_name = "CODE")]
    language: String,
    /// As JSON, for programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: Args) -> Result<ExitCode, CliError> {
    if args.json {
        print(domain::dictionary::dictionary())?;
    } else {
        print_text(&domain::dictionary::dictionary().render_markdown(&args.language))?;
    }
    Ok(ExitCode::SUCCESS)
}
